"""Formats that are lists of what was found: spbe-check/1, spbe-log/1, spbe-doctor/1."""

from spbe_cli.render.data import doctor as written
from spbe_cli.render.data.formats.kinds import (
    DATE,
    EXACT,
    FLAG,
    TEXT,
    WHOLE,
    Schema,
    among,
    constant,
    document,
    listed,
    mapped,
    maybe,
    record,
)
from spbe_cli.rules import Severity


def check() -> Schema:
    """Return the schema of findings: a list, so it does not name its format."""
    finding = record(
        file=TEXT,
        line=WHOLE,
        column=WHOLE,
        code=TEXT,
        severity=among(Severity),
        indicator=maybe(TEXT),
        message=TEXT,
        remedy=TEXT,
        explained=maybe(TEXT),
        previous=maybe(TEXT),
    )
    return document("spbe-check/1", listed(finding))


def log() -> Schema:
    """Return the schema of the record of days."""
    day = record(
        date=DATE,
        filled=WHOLE,
        total=WHOLE,
        index=maybe(EXACT),
        lowest=EXACT,
        highest=EXACT,
        proven=maybe(EXACT),
        proven_lowest=maybe(EXACT),
        proven_highest=maybe(EXACT),
        debts=WHOLE,
        stake=EXACT,
        owners=mapped(WHOLE),
    )
    change = record(date=DATE, item=TEXT, field=TEXT, old=TEXT, new=TEXT, source=TEXT)
    name = "spbe-log/1"
    return document(
        name,
        record(
            format=constant(name),
            institution=TEXT,
            year=WHOLE,
            since=maybe(DATE),
            days=listed(day),
            weeks=listed(DATE),
            changes=listed(change),
        ),
    )


def doctor() -> Schema:
    """Return the schema of facts about a machine."""
    fact = record(key=TEXT, value=TEXT, good=FLAG)
    return document(written.FORMAT, record(format=constant(written.FORMAT), facts=listed(fact)))
