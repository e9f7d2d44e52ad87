"""Formats of what comes from elsewhere: spbe-import/1, spbe-carry/1."""

from spbe_cli.core.collect.carrying import CarryState
from spbe_cli.json_schema import Schema
from spbe_cli.render.data import carry as carried
from spbe_cli.render.data.formats.kinds import (
    EXACT,
    FLAG,
    NULL,
    OPINION,
    TEXT,
    WHOLE_NUMBER,
    all_keys_of,
    array_of,
    closed_object,
    constant,
    either,
    local,
    mapped,
    maybe,
    one_of,
    whole_schema,
)
from spbe_cli.render.data.imported import FORMAT


def imported_format() -> Schema:
    """Return the schema of what an import changes: answers, or the state of a plan's steps."""
    answer = closed_object(
        indicator=TEXT,
        field=TEXT,
        opinion=OPINION,
        old=maybe(TEXT),
        new=maybe(TEXT),
        source=TEXT,
    )
    step = closed_object(
        indicator=maybe(TEXT),  # none: of the plan itself
        to=maybe(EXACT),
        field=TEXT,
        old=maybe(TEXT),
        new=maybe(TEXT),
        place=TEXT,
    )
    doubt = closed_object(code=TEXT, indicator=maybe(TEXT), text=TEXT, source=TEXT)
    worksheet = closed_object(
        {"opinion": OPINION, "title": TEXT},  # where a title says whose the levels are
        heading=TEXT,
        columns=array_of(closed_object({"level": TEXT}, key=TEXT, heading=TEXT, column=TEXT)),
        unread=array_of(TEXT),
        indicators=WHOLE_NUMBER,
        unfilled=WHOLE_NUMBER,
        continued=WHOLE_NUMBER,
        passed=WHOLE_NUMBER,
        hidden=FLAG,
        hidden_rows=WHOLE_NUMBER,
    )
    format_ = constant(FORMAT)
    answers = closed_object(
        {"worksheets": array_of(worksheet)},
        format=format_,
        written=FLAG,
        changes=array_of(answer),
        doubts=array_of(doubt),
    )
    steps = closed_object(format=format_, written=FLAG, changes=array_of(step))
    return whole_schema(
        FORMAT, either(local("answers"), local("steps")), {"answers": answers, "steps": steps}
    )


def carry_format() -> Schema:
    """Return the schema of what was carried: to another instrument, or to another year."""
    law = closed_object(instrument=TEXT, bounds=mapped(EXACT), target=maybe(TEXT))
    document_ = closed_object(
        title=maybe(TEXT), file=maybe(TEXT), url=maybe(TEXT), from_=array_of(TEXT)
    )
    origin = closed_object(indicator=TEXT, main=FLAG, opinion=maybe(OPINION), level=maybe(EXACT))
    moved = closed_object(
        indicator=TEXT,
        name=TEXT,
        state=one_of(CarryState),
        basis=maybe(TEXT),
        lowest=maybe(EXACT),
        owners=array_of(TEXT),
        origins=array_of(origin),
        evidence=array_of(document_),
    )
    kept = closed_object(
        indicator=TEXT,
        owners=array_of(TEXT),
        evidence=WHOLE_NUMBER,
        explained=FLAG,
        provenance=maybe(TEXT),
    )
    format_ = constant(carried.FORMAT)
    counts = mapped(WHOLE_NUMBER)
    handover = closed_object(kept=counts, told=counts, left=counts, unfollowed=array_of(TEXT))
    instrument = closed_object(
        format=format_,
        institution=TEXT,
        year=WHOLE_NUMBER,
        from_=TEXT,
        to=TEXT,
        target=maybe(EXACT),
        predicates=array_of(law),
        conversion=NULL,
        indicators=array_of(moved),
    )
    instrument = all_keys_of(instrument, handover)
    year = closed_object(
        format=format_,
        institution=TEXT,
        from_=TEXT,
        to=TEXT,
        years=array_of(WHOLE_NUMBER),
        indicators=array_of(kept),
    )
    year = all_keys_of(year, handover)
    return whole_schema(
        carried.FORMAT,
        either(local("instrument"), local("year")),
        {"instrument": instrument, "year": year},
    )
