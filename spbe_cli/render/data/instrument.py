"""Instruments and problems as JSON and CSV."""

import datetime as dt
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from spbe_cli.core import numbers
from spbe_cli.core.clauses import Examined
from spbe_cli.core.instrument import Indicator, Instrument
from spbe_cli.problems import Problem
from spbe_cli.render import words
from spbe_cli.render.data.encode import csv_text, json_text

_PROBLEM = ("file", "line", "column", "code", "message", "remedy")

FORMAT = "spbe-instrument/1"


def list_json(instruments: Iterable[Instrument]) -> str:
    """Return the instruments without their trees."""
    return json_text([_summary(one) for one in instruments])


def tree_json(instrument: Instrument) -> str:
    """Return the whole instrument as data."""
    return json_text({"format": FORMAT, **as_data(instrument)})


def list_csv(instruments: Iterable[Instrument]) -> str:
    """Return one row for each instrument."""
    rows = [_summary(one) for one in instruments]
    return csv_text(rows, list(rows[0]))


def tree_csv(instrument: Instrument) -> str:
    """Return one row for each indicator, with its criteria."""
    return _criteria(instrument.indicators())


def _criteria(indicators: Iterable[Indicator]) -> str:
    rows = [
        {
            "id": one.id,
            "name": words.name(one.name),
            "weight": numbers.exact(one.weight, 2),
            **{f"level_{level}": text for level, text in one.levels.items()},
        }
        for one in indicators
    ]
    return csv_text(rows, list(rows[0]))


def examined_json(found: Examined) -> str:
    """Return problems as data: place, code, message, remedy."""
    return json_text([_problem(one) for one in found.problems])


def examined_csv(found: Examined) -> str:
    """Return one row for each problem."""
    return csv_text([_problem(one) for one in found.problems], tuple(_PROBLEM))


def _problem(one: Problem) -> dict[str, Any]:
    place = one.place
    where = (place.file, place.line, place.column) if place else ("", 0, 0)
    values = (*where, one.code, words.message(one), words.remedy(one))
    return dict(zip(_PROBLEM, values, strict=True))


def _summary(one: Instrument) -> dict[str, Any]:
    first, last = one.years
    return {
        "id": one.id,
        "short": one.short,
        "title": words.name(one.title),
        "index": words.name(one.index_name),
        "from": first,
        "to": last,
        "indicators": sum(1 for _one in one.indicators()),
        "replaces": one.replaces,
        "replaced_by": one.replaced_by,
        "verified": one.verified,
        "named": one.named,
    }


def as_data(value: object) -> Any:
    """Return a record as plain data: exact numbers as text, texts in both languages."""
    if isinstance(value, Fraction):
        return numbers.exact(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    names = getattr(value, "_fields", None) or getattr(value, "__slots__", None)
    if names:  # a named tuple, or a record with slots
        return {name: as_data(getattr(value, name)) for name in names}
    if isinstance(value, Mapping):
        return {str(key): as_data(one) for key, one in value.items()}
    if isinstance(value, tuple):
        return [as_data(one) for one in value]
    return value
