"""Where words stand in instruments, and what changed between two, as JSON and CSV."""

from typing import Any

from spbe_cli.core.index import rise
from spbe_cli.core.instrument import Instrument
from spbe_cli.core.laws.difference import Amendment, Difference
from spbe_cli.core.laws.search import Hit, Search
from spbe_cli.core.result import Result
from spbe_cli.render.data.encode import csv_text, exact_text, fixed_text, json_text, predicate_name
from spbe_cli.render.data.instrument import as_data

_SEARCH = "spbe-search/1"
_DIFFERENCE = "spbe-difference/1"
_SPOTS = ("instrument", "indicator", "name", "part", "level", "item", "text")
_CHANGES = ("change", "kind", "id", "name", "level", "before", "after")


def search_json(found: Search) -> str:
    """Return every place of the words."""
    return json_text(
        {
            "format": _SEARCH,
            "words": found.words,
            "instruments": [one.id for one in found.instruments],
            "hits": [
                {
                    "instrument": hit.instrument.id,
                    "indicator": hit.indicator.id,
                    "name": as_data(hit.indicator.name),
                    "places": [
                        {key: row[key] for key in ("part", "level", "item", "text")}
                        for row in _spots(hit)
                    ],
                }
                for hit in found.hits
            ],
        }
    )


def search_csv(found: Search) -> str:
    """Return one row for each place."""
    return csv_text([row for hit in found.hits for row in _spots(hit)], _SPOTS)


def _spots(hit: Hit) -> list[dict[str, Any]]:
    return [
        {
            "instrument": hit.instrument.id,
            "indicator": hit.indicator.id,
            "name": hit.indicator.name.id,
            "part": one.part.value,
            "level": one.level,
            "item": one.item,
            "text": one.text,
        }
        for one in hit.spots
    ]


def difference_json(found: Difference) -> str:
    """Return every change, and the index of an assessment under each instrument."""
    before, after = found.counts
    return json_text(
        {
            "format": _DIFFERENCE,
            "before": {"id": found.before.id, "short": found.before.short, **before},
            "after": {"id": found.after.id, "short": found.after.short, **after},
            "editions": found.editions,
            "sections": {"before": _tops(found.before), "after": _tops(found.after)},
            "changes": [_change(one) for one in found.changes],
            "same_names": [{"before": one, "after": other} for one, other in found.shared],
            "predecessors": {name: list(earlier) for name, earlier in found.followed},
            "effect": _effect(found),
        }
    )


def difference_csv(found: Difference) -> str:
    """Return one row for each change."""
    return csv_text([_change(one) for one in found.changes], _CHANGES)


def _tops(law: Instrument) -> list[dict[str, Any]]:
    return [
        {"kind": one.kind, "id": one.id, "name": one.name.id, "weight": exact_text(one.weight)}
        for one in law.sections
    ]


def _change(one: Amendment) -> dict[str, Any]:
    kind, name = one.where or (None, None)
    return {
        "change": one.kind.value,
        "kind": kind,
        "id": name,
        "name": one.name,
        "level": one.level,
        "before": as_data(one.before),
        "after": as_data(one.after),
    }


def _effect(found: Difference) -> dict[str, Any] | None:
    if found.effect is None:
        return None
    one, other = found.effect
    return {
        "institution": one.assessment.institution,
        "year": one.assessment.year,
        "opinion": one.opinion.value,
        "before": _result(one),
        "after": _result(other),
        "change": exact_text(rise(one, other)),
    }


def _result(result: Result) -> dict[str, Any]:
    return {
        "index": fixed_text(result.display, result.instrument.places),
        "exact": exact_text(result.index),
        "predicate": predicate_name(result.predicate),
        "missing": list(result.missing),
    }
