"""Scenarios as JSON and CSV."""

from typing import Any

from spbe_cli.core import numbers
from spbe_cli.core.index import exact_of
from spbe_cli.core.plan.singles import Scenarios
from spbe_cli.core.result import Result, ahead, walk
from spbe_cli.render.data import encode
from spbe_cli.render.data.encode import csv_text, head, json_text

FORMAT = "spbe-scenarios/1"
_COLUMNS = ("kind", "name", "index", "exact", "change", "predicate", "next", "lacking")


def scenarios_json(found: Scenarios) -> str:
    """Return the present state and the scenarios as data; numbers are text, names Indonesian."""
    now, tried = found
    data = {
        **head(now, FORMAT),
        "present": _record(now, now) | {"sections": _sections(now)},
        "scenarios": [
            {"name": name, **_record(now, one), "sections": _sections(one)} for name, one in tried
        ],
    }
    return json_text(data)


def scenarios_csv(found: Scenarios) -> str:
    """Return one row each; `kind` is present or scenario, and uppermost sections are columns."""
    now, tried = found
    columns = [one.section.ref for one in now.sections]
    rows: list[dict[str, str | None]] = []
    for kind, name, one in (("present", "", now), *(("scenario", *pair) for pair in tried)):
        exact = (numbers.exact(exact_of(section)) for section in one.sections)
        shares = dict(zip(columns, exact, strict=True))
        rows.append({"kind": kind, "name": name, **_record(now, one), **shares})
    return csv_text(rows, (*_COLUMNS, *columns))


def _record(now: Result, one: Result) -> dict[str, str | None]:
    index, following = exact_of(one), ahead(one)
    return {
        "index": numbers.fixed(index, one.instrument.places),
        "exact": numbers.exact(index),
        "change": numbers.exact(index - exact_of(now)),
        "predicate": encode.predicate_name(one.predicate),
        "next": None if following is None else following[0].name.id,
        "lacking": None if following is None else numbers.exact(following[1]),
    }


def _sections(one: Result) -> list[dict[str, Any]]:
    return [
        {
            "kind": found.section.kind,
            "id": found.section.id,
            "name": found.section.name.id,
            "index": numbers.fixed(exact_of(found), one.instrument.places),
            "exact": numbers.exact(exact_of(found)),
        }
        for found in walk(one.sections)
    ]
