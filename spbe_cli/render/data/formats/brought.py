"""Formats of what comes from elsewhere: spbe-import/1, spbe-carry/1."""

from spbe_cli.core.collect.carrying import State
from spbe_cli.render.data import carry as carried
from spbe_cli.render.data.formats.kinds import (
    EXACT,
    FLAG,
    NOTHING,
    OPINION,
    TEXT,
    WHOLE,
    Schema,
    among,
    constant,
    document,
    either,
    listed,
    local,
    mapped,
    maybe,
    record,
)
from spbe_cli.render.data.imported import FORMAT


def imported() -> Schema:
    """Return the schema of what an import changes: answers, or the state of a plan's steps."""
    answer = record(
        indicator=TEXT,
        field=TEXT,
        opinion=OPINION,
        old=maybe(TEXT),
        new=maybe(TEXT),
        source=TEXT,
    )
    step = record(
        indicator=TEXT,
        to=maybe(EXACT),
        field=TEXT,
        old=maybe(TEXT),
        new=maybe(TEXT),
        place=TEXT,
    )
    doubt = record(code=TEXT, indicator=maybe(TEXT), text=TEXT, source=TEXT)
    worksheet = record(
        heading=TEXT,
        columns=listed(record(key=TEXT, heading=TEXT, column=TEXT)),
        unread=listed(TEXT),
        indicators=WHOLE,
        passed=WHOLE,
    )
    format_ = constant(FORMAT)
    answers = record(
        {"worksheets": listed(worksheet)},
        format=format_,
        written=FLAG,
        changes=listed(answer),
        doubts=listed(doubt),
    )
    steps = record(format=format_, written=FLAG, changes=listed(step))
    return document(
        FORMAT, either(local("answers"), local("steps")), {"answers": answers, "steps": steps}
    )


def carry() -> Schema:
    """Return the schema of what was carried: to another instrument, or to another year."""
    law = record(instrument=TEXT, bounds=mapped(EXACT), target=maybe(TEXT))
    document_ = record(title=maybe(TEXT), file=maybe(TEXT), url=maybe(TEXT), from_=listed(TEXT))
    origin = record(indicator=TEXT, main=FLAG, opinion=maybe(OPINION), level=maybe(EXACT))
    moved = record(
        indicator=TEXT,
        name=TEXT,
        state=among(State),
        basis=maybe(TEXT),
        lowest=maybe(EXACT),
        owners=listed(TEXT),
        origins=listed(origin),
        evidence=listed(document_),
    )
    kept = record(
        indicator=TEXT,
        owners=listed(TEXT),
        evidence=WHOLE,
        explained=FLAG,
        provenance=maybe(TEXT),
    )
    format_ = constant(carried.FORMAT)
    instrument = record(
        format=format_,
        institution=TEXT,
        from_=TEXT,
        to=TEXT,
        target=maybe(EXACT),
        predicates=listed(law),
        conversion=NOTHING,
        indicators=listed(moved),
    )
    year = record(
        format=format_,
        institution=TEXT,
        from_=TEXT,
        to=TEXT,
        years=listed(WHOLE),
        kept=mapped(WHOLE),
        indicators=listed(kept),
    )
    return document(
        carried.FORMAT,
        either(local("instrument"), local("year")),
        {"instrument": instrument, "year": year},
    )
