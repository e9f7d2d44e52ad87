"""Formats that are lists of what was found: spbe-check/1, spbe-log/1, spbe-doctor/1."""

from spbe_cli.json_schema import Schema
from spbe_cli.render.data import doctor as written
from spbe_cli.render.data.formats.kinds import (
    DATE,
    EXACT,
    FLAG,
    TEXT,
    WHOLE_NUMBER,
    array_of,
    closed_object,
    constant,
    mapped,
    maybe,
    one_of,
    whole_schema,
)
from spbe_cli.rules import Severity


def check_format() -> Schema:
    """Return the schema of findings: a list, so it does not name its format."""
    finding = closed_object(
        file=TEXT,
        line=WHOLE_NUMBER,
        column=WHOLE_NUMBER,
        code=TEXT,
        severity=one_of(Severity),
        indicator=maybe(TEXT),
        message=TEXT,
        remedy=TEXT,
        explained=maybe(TEXT),
        previous=maybe(TEXT),
    )
    return whole_schema("spbe-check/1", array_of(finding))


def log_format() -> Schema:
    """Return the schema of the record of days."""
    day = closed_object(
        date=DATE,
        filled=WHOLE_NUMBER,
        total=WHOLE_NUMBER,
        index=maybe(EXACT),
        lowest=EXACT,
        highest=EXACT,
        proven=maybe(EXACT),
        proven_lowest=maybe(EXACT),
        proven_highest=maybe(EXACT),
        debts=WHOLE_NUMBER,
        stake=EXACT,
        owners=mapped(WHOLE_NUMBER),
    )
    change = closed_object(date=DATE, item=TEXT, field=TEXT, old=TEXT, new=TEXT, source=TEXT)
    name = "spbe-log/1"
    return whole_schema(
        name,
        closed_object(
            format=constant(name),
            institution=TEXT,
            year=WHOLE_NUMBER,
            since=maybe(DATE),
            days=array_of(day),
            weeks=array_of(DATE),
            changes=array_of(change),
        ),
    )


def doctor_format() -> Schema:
    """Return the schema of facts about a machine."""
    fact = closed_object(key=TEXT, value=TEXT, good=FLAG)
    return whole_schema(
        written.FORMAT, closed_object(format=constant(written.FORMAT), facts=array_of(fact))
    )
