"""Formats about items and their evidence: show, todo, dispute, evidence, verify."""

from spbe_cli.core.assessment import Opinion, State
from spbe_cli.core.owed import bundle, dossier, todo as debts
from spbe_cli.render.data import show as shown, todo as owed
from spbe_cli.render.data.formats.kinds import (
    DATE,
    EXACT,
    FIXED,
    FLAG,
    OPINION,
    TEXT,
    WHOLE,
    Schema,
    among,
    constant,
    document,
    head,
    joined,
    listed,
    maybe,
    record,
)

_FOUND = among(dossier.Found)
_EXPLANATION = maybe(record(fact=maybe(TEXT), analysis=maybe(TEXT), carried=maybe(WHOLE)))
_TEXTS = listed(TEXT)
_LEVELS = listed(WHOLE)
_NAMED = record(
    title=maybe(TEXT),
    number=maybe(TEXT),
    file=maybe(TEXT),
    url=maybe(TEXT),
    page=maybe(TEXT),
    date=maybe(DATE),
    levels=_LEVELS,
)
_DOCUMENT = joined(
    record(position=WHOLE), _NAMED, record(items=_TEXTS, carried=maybe(WHOLE), found=_FOUND)
)


def show() -> Schema:
    """Return the schema of everything known of items."""
    section = record(kind=TEXT, id=TEXT, name=TEXT)
    criterion = maybe(record(level=WHOLE, text=maybe(TEXT)))
    item = joined(
        record(id=TEXT, name=TEXT, sections=listed(section), weight=EXACT, worth=EXACT),
        record(
            levels={
                "type": "object",
                "additionalProperties": False,
                "properties": {one.value: EXACT for one in Opinion},
            },
            level=maybe(EXACT),
            origin=TEXT,
            outside=maybe(record(id=TEXT, value=maybe(EXACT))),
            previous=maybe(record(opinion=OPINION, level=EXACT, year=maybe(WHOLE))),
            proven=maybe(EXACT),
            lacking=_LEVELS,
            owners=_TEXTS,
            evidence=listed(_DOCUMENT),
            note=maybe(TEXT),
            remark=maybe(TEXT),
            explanation=_EXPLANATION,
            action=maybe(record(text=TEXT, due=maybe(DATE))),
            provenance=maybe(
                record(year=maybe(WHOLE), instrument=maybe(TEXT), note=maybe(TEXT)),
            ),
            criteria=record(now=criterion, next=criterion),
            examples=record(level=WHOLE, texts=_TEXTS),
            items=listed(_demand()),
            rungs=listed(record(level=WHOLE, accepted=WHOLE, counted=WHOLE)),
            estimate=maybe(FIXED),
            portal=TEXT,
        ),
    )
    whole = record(previous_year=maybe(WHOLE), indicators=listed(item))
    return document(shown.FORMAT, joined(head(shown.FORMAT), whole))


def _demand() -> Schema:
    return record(
        code=TEXT,
        level=maybe(WHOLE),
        text=TEXT,
        counted=FLAG,
        state=among(State),
        note=maybe(TEXT),
        points=maybe(EXACT),
        worth=maybe(record(exact=EXACT, display=FIXED)),
        evidence=listed(WHOLE),
        explanation=_EXPLANATION,
    )


def todo() -> Schema:
    """Return the schema of who owes what."""
    wanted = among([*dossier.Found, "wanted"])
    asked = record(name=TEXT, file=maybe(TEXT), levels=_LEVELS, state=wanted)
    debt = record(
        indicator=TEXT,
        name=TEXT,
        kind=among(debts.Kind),
        levels=_LEVELS,
        stake=EXACT,
        due=maybe(DATE),
        days=maybe(WHOLE),
        claimed=maybe(EXACT),
        proven=maybe(EXACT),
        documents=listed(asked),
        item=maybe(TEXT),
        state=maybe(among(State)),
        remark=maybe(TEXT),
        action=maybe(TEXT),
        partners=_TEXTS,
    )
    debtor = record(
        owner=maybe(TEXT), debts=WHOLE, indicators=_TEXTS, at_stake=EXACT, items=listed(debt)
    )
    whole = record(
        today=DATE,
        due=maybe(DATE),
        days=maybe(WHOLE),
        stage=maybe(record(id=TEXT, first=DATE, last=DATE, estimated=FLAG)),
        at_stake=EXACT,
        shown=WHOLE,
        debtors=WHOLE,
        left_out=WHOLE,
        owners=listed(debtor),
        clear=_TEXTS,
    )
    return document(owed.FORMAT, joined(head(owed.FORMAT), whole))


def dispute() -> Schema:
    """Return the schema of what to object to."""
    answer = record(
        level=WHOLE,
        criterion=maybe(TEXT),
        evidence=listed(joined(_NAMED, record(found=_FOUND))),
    )
    item = record(
        indicator=TEXT,
        name=TEXT,
        claim=EXACT,
        verdict=EXACT,
        stake=EXACT,
        remark=maybe(TEXT),
        note=maybe(TEXT),
        answers=listed(answer),
        fact=maybe(TEXT),
        analysis=maybe(TEXT),
        speaker=maybe(TEXT),
        owners=_TEXTS,
    )
    name = "spbe-dispute/1"
    whole = record(verdict=OPINION, stake=EXACT, indicators=listed(item))
    return document(name, joined(head(name), whole))


def evidence() -> Schema:
    """Return the schema of the list of evidence."""
    row = joined(record(indicator=TEXT, name=TEXT), _DOCUMENT, record(owners=_TEXTS))
    name = "spbe-evidence/1"
    whole = record(count=WHOLE, broken=WHOLE, evidence=listed(row))
    return document(name, joined(head(name), whole))


def verify() -> Schema:
    """Return the schema of what differs from a bundle."""
    row = record(kind=among(bundle.Kind), file=TEXT, indicators=_TEXTS, other=TEXT)
    name = "spbe-verify/1"
    return document(
        name, record(format=constant(name), same=WHOLE, differs=FLAG, differences=listed(row))
    )
