"""Formats about items and their evidence: show, todo, dispute, evidence, verify."""

from spbe_cli.core.assessment import Opinion, State
from spbe_cli.core.owed import bundle, dossier, todo as debts
from spbe_cli.json_schema import Schema
from spbe_cli.render.data import show as shown, todo as owed
from spbe_cli.render.data.formats.kinds import (
    DATE,
    EXACT,
    FIXED,
    FLAG,
    OPINION,
    TEXT,
    WHOLE_NUMBER,
    all_keys_of,
    array_of,
    closed_object,
    constant,
    head_keys,
    maybe,
    one_of,
    whole_schema,
)

_FOUND = one_of(dossier.Found)
_EXPLANATION = maybe(
    closed_object(fact=maybe(TEXT), analysis=maybe(TEXT), carried=maybe(WHOLE_NUMBER))
)
_TEXTS = array_of(TEXT)
_LEVELS = array_of(WHOLE_NUMBER)
_NAMED = closed_object(
    title=maybe(TEXT),
    number=maybe(TEXT),
    file=maybe(TEXT),
    url=maybe(TEXT),
    page=maybe(TEXT),
    date=maybe(DATE),
    levels=_LEVELS,
)
_DOCUMENT = all_keys_of(
    closed_object(position=WHOLE_NUMBER),
    _NAMED,
    closed_object(items=_TEXTS, carried=maybe(WHOLE_NUMBER), found=_FOUND),
)


def show_format() -> Schema:
    """Return the schema of everything known of items."""
    section = closed_object(kind=TEXT, id=TEXT, name=TEXT)
    criterion = maybe(closed_object(level=WHOLE_NUMBER, text=maybe(TEXT)))
    item = all_keys_of(
        closed_object(id=TEXT, name=TEXT, sections=array_of(section), weight=EXACT, worth=EXACT),
        closed_object(
            levels={
                "type": "object",
                "additionalProperties": False,
                "properties": {one.value: EXACT for one in Opinion},
            },
            level=maybe(EXACT),
            origin=TEXT,
            outside=maybe(closed_object(id=TEXT, value=maybe(EXACT))),
            previous=maybe(closed_object(opinion=OPINION, level=EXACT, year=maybe(WHOLE_NUMBER))),
            proven=maybe(EXACT),
            lacking=_LEVELS,
            owners=_TEXTS,
            evidence=array_of(_DOCUMENT),
            note=maybe(TEXT),
            remark=maybe(TEXT),
            explanation=_EXPLANATION,
            action=maybe(closed_object(text=TEXT, due=maybe(DATE))),
            provenance=maybe(
                closed_object(year=maybe(WHOLE_NUMBER), instrument=maybe(TEXT), note=maybe(TEXT)),
            ),
            criteria=closed_object(now=criterion, next=criterion),
            examples=closed_object(level=WHOLE_NUMBER, texts=_TEXTS),
            items=array_of(_demand()),
            rungs=array_of(
                closed_object(level=WHOLE_NUMBER, accepted=WHOLE_NUMBER, counted=WHOLE_NUMBER)
            ),
            estimate=maybe(FIXED),
            portal=TEXT,
        ),
    )
    whole = closed_object(previous_year=maybe(WHOLE_NUMBER), indicators=array_of(item))
    return whole_schema(shown.FORMAT, all_keys_of(head_keys(shown.FORMAT), whole))


def _demand() -> Schema:
    return closed_object(
        code=TEXT,
        level=maybe(WHOLE_NUMBER),
        text=TEXT,
        counted=FLAG,
        state=one_of(State),
        note=maybe(TEXT),
        points=maybe(EXACT),
        worth=maybe(closed_object(exact=EXACT, display=FIXED)),
        evidence=array_of(WHOLE_NUMBER),
        explanation=_EXPLANATION,
    )


def todo_format() -> Schema:
    """Return the schema of who owes what."""
    wanted = one_of([*dossier.Found, "wanted"])
    asked = closed_object(name=TEXT, file=maybe(TEXT), levels=_LEVELS, state=wanted)
    debt = closed_object(
        indicator=TEXT,
        name=TEXT,
        kind=one_of(debts.DebtKind),
        levels=_LEVELS,
        stake=EXACT,
        due=maybe(DATE),
        days=maybe(WHOLE_NUMBER),
        claimed=maybe(EXACT),
        proven=maybe(EXACT),
        documents=array_of(asked),
        item=maybe(TEXT),
        state=maybe(one_of(State)),
        remark=maybe(TEXT),
        action=maybe(TEXT),
        partners=_TEXTS,
    )
    debtor = closed_object(
        owner=maybe(TEXT),
        debts=WHOLE_NUMBER,
        indicators=_TEXTS,
        at_stake=EXACT,
        items=array_of(debt),
    )
    whole = closed_object(
        today=DATE,
        due=maybe(DATE),
        days=maybe(WHOLE_NUMBER),
        stage=maybe(closed_object(id=TEXT, first=DATE, last=DATE, estimated=FLAG)),
        at_stake=EXACT,
        shown=WHOLE_NUMBER,
        debtors=WHOLE_NUMBER,
        left_out=WHOLE_NUMBER,
        owners=array_of(debtor),
        clear=_TEXTS,
    )
    return whole_schema(owed.FORMAT, all_keys_of(head_keys(owed.FORMAT), whole))


def dispute_format() -> Schema:
    """Return the schema of what to object to."""
    document = all_keys_of(_NAMED, closed_object(found=_FOUND))
    demand = closed_object(
        item=TEXT,
        text=TEXT,
        state=one_of(State),
        note=maybe(TEXT),
        evidence=array_of(document),
    )
    answer = closed_object(
        level=WHOLE_NUMBER,
        criterion=maybe(TEXT),
        items=array_of(demand),
        evidence=array_of(document),
    )
    item = closed_object(
        indicator=TEXT,
        name=TEXT,
        claim=EXACT,
        verdict=EXACT,
        stake=EXACT,
        remark=maybe(TEXT),
        note=maybe(TEXT),
        answers=array_of(answer),
        fact=maybe(TEXT),
        analysis=maybe(TEXT),
        speaker=maybe(TEXT),
        owners=_TEXTS,
    )
    name = "spbe-dispute/1"
    whole = closed_object(
        verdict=OPINION, stake=EXACT, judged=WHOLE_NUMBER, indicators=array_of(item)
    )
    return whole_schema(name, all_keys_of(head_keys(name), whole))


def evidence_format() -> Schema:
    """Return the schema of the list of evidence."""
    row = all_keys_of(
        closed_object(indicator=TEXT, name=TEXT), _DOCUMENT, closed_object(owners=_TEXTS)
    )
    name = "spbe-evidence/1"
    whole = closed_object(count=WHOLE_NUMBER, broken=WHOLE_NUMBER, evidence=array_of(row))
    return whole_schema(name, all_keys_of(head_keys(name), whole))


def verify_format() -> Schema:
    """Return the schema of what differs from a bundle."""
    row = closed_object(
        kind=one_of(bundle.DiscrepancyKind), file=TEXT, indicators=_TEXTS, other=TEXT
    )
    name = "spbe-verify/1"
    return whole_schema(
        name,
        closed_object(
            format=constant(name),
            same=WHOLE_NUMBER,
            differs=FLAG,
            absent_parts=_TEXTS,
            differences=array_of(row),
        ),
    )
