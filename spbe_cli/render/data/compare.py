"""Results side by side for other programs: JSON (``spbe-compare/1``) and CSV.

Numbers are text with a point, names and predicates the official Indonesian ones.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from spbe_cli.core import numbers
from spbe_cli.core.instrument import Indicator
from spbe_cli.core.many.announced import unpublished_parts
from spbe_cli.core.many.comparison import (
    ItemLevels,
    Run,
    SectionRow,
    Shift,
    index_shifts,
    succeeding,
)
from spbe_cli.core.result import Result, SectionScore
from spbe_cli.render.data import encode
from spbe_cli.render.data.encode import csv_text, json_text

FORMAT = "spbe-compare/1"
_HEADS = ("institution", "year", "opinion", "instrument", "predicate")  # of a column, as rows


def comparison_json(runs: Sequence[Run]) -> str:
    """Return results side by side; lists have one entry for each column, null where it has none.

    `change` is null across instruments; each of `runs` has its own.
    """
    return json_text(
        {
            "format": FORMAT,
            "columns": _columns(runs),
            **_change(runs[0].change if len(runs) == 1 else None),
            "runs": [_run(runs, run) for run in runs],
            "sections": [row for run in runs for row in _sections(runs, run)],
            "indicators": [row for run in runs for row in _items(runs, run)],
        }
    )


def comparison_csv(runs: Sequence[Run]) -> str:
    """Return the columns' heads and then the index, sections and indicators, one row each.

    ``value_1`` and ``exact_1`` belong to the first column.
    """
    columns = _columns(runs)
    count = len(columns)
    rows: list[dict[str, Any]] = [
        {"kind": head, "values": [column[head] for column in columns]} for head in _HEADS
    ]
    rows += [_index(runs, run) for run in runs]
    for run in runs:
        rows += _sections(runs, run)
        rows += [{"kind": "indicator", **row} for row in _items(runs, run)]
    names = (
        *("kind", "instrument", "id", "name", "weight"),
        *(f"value_{number + 1}" for number in range(count)),
        *(f"exact_{number + 1}" for number in range(count)),
        *("change", "change_exact", "contribution", "main", "partial", "basis"),
    )
    return csv_text([_flat(row, names) for row in rows], names)


def _flat(row: dict[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """Return a row with each value in a field of its own."""
    found = dict(row)
    for key in ("value", "exact"):
        for number, value in enumerate(row.get("values" if key == "value" else key) or (), 1):
            found[f"{key}_{number}"] = value
    if row.get("change_exact") is not None:
        found["change_exact"] = "true" if row["change_exact"] else "false"
    mapped = row.get("predecessors") or {}
    found |= {key: " ".join(mapped.get(key, ())) for key in ("main", "partial")}
    found["basis"] = mapped.get("basis")
    return {key: value for key, value in found.items() if key in names}


def _columns(runs: Sequence[Run]) -> list[dict[str, Any]]:
    return [
        _column(one) | _change(step)
        for run in runs
        for one, step in zip(run.results, index_shifts(run.results), strict=True)
    ]


def _column(one: Result) -> dict[str, Any]:
    """Return what a column is. Its change is from the column before it."""
    return {
        "institution": one.assessment.institution,
        "year": one.assessment.year,
        "opinion": one.opinion.value,
        "instrument": one.instrument.id,
        "index": encode.fixed_text(one.display, one.instrument.places),
        "exact": encode.exact_text(one.index),
        "predicate": encode.predicate_name(one.predicate),
        "complete": one.complete,
        "recovered": one.recovered,
        "announced": encode.announced_index(one),
        "unpublished": [{"kind": part.kind, "id": part.id} for part in unpublished_parts(one)],
        "bounds": {
            "lowest": encode.exact_text(one.lowest),
            "highest": encode.exact_text(one.highest),
        },
    }


def _run(runs: Sequence[Run], run: Run) -> dict[str, Any]:
    start = _start(runs, run)
    return {
        "instrument": run.instrument.id,
        "columns": list(range(start, start + len(run.results))),
        **_change(run.change),
        "moved": _moved(run),
    }


def _moved(run: Run) -> dict[str, Any] | None:
    """Return how many items rose, fell and stayed, and by how many levels on average."""
    moves = [row.change for row in run.items if row.change is not None]
    if not moves:
        return None
    fell = [one for one in moves if one < 0]
    mean = [sum(each, Fraction(0)) / len(each) if each else None for each in (moves, fell)]
    return {
        "items": len(moves),
        "rose": sum(one > 0 for one in moves),
        "fell": len(fell),
        "stayed": sum(one == 0 for one in moves),
        "mean": encode.exact_text(mean[0]),
        "mean_of_fallen": encode.exact_text(mean[1]),
    }


def _index(runs: Sequence[Run], run: Run) -> dict[str, Any]:
    return {
        "kind": "index",
        "instrument": run.instrument.id,
        "name": run.instrument.index_name.id,
        "values": _placed(
            runs,
            run,
            [encode.fixed_text(one.display, one.instrument.places) for one in run.results],
        ),
        "exact": _placed(runs, run, [encode.exact_text(one.index) for one in run.results]),
        **_change(run.change),
        "contribution": encode.exact_text(None if run.change is None else run.change[0]),
    }


def _sections(runs: Sequence[Run], run: Run) -> Iterator[dict[str, Any]]:
    for row in run.sections:
        yield {
            "instrument": run.instrument.id,
            "kind": row.section.kind,
            "id": row.section.id,
            "name": row.section.name.id,
            "weight": numbers.exact(row.section.weight, 2),
            "values": _placed(runs, run, _displays(run, row)),
            "exact": _placed(runs, run, [encode.exact_text(_index_of(one)) for one in row.scores]),
            **_change(row.change),
            "contribution": encode.exact_text(row.contribution),
        }


def _index_of(one: SectionScore | None) -> Fraction | None:
    return None if one is None else one.index


def _displays(run: Run, row: SectionRow) -> list[str | None]:
    pairs = zip(run.results, row.scores, strict=True)
    return [
        None if one is None else encode.fixed_text(one.display, result.instrument.places)
        for result, one in pairs
    ]


def _items(runs: Sequence[Run], run: Run) -> Iterator[dict[str, Any]]:
    older = [other.instrument for other in runs if other.instrument.id != run.instrument.id]
    mapped = {one.id: one for law in older for one in succeeding(run.instrument, law)}
    for row in run.items:
        yield {
            "instrument": run.instrument.id,
            "id": row.item.id,
            "name": row.item.indicator.name.id,
            "weight": _weight(row),
            "values": _placed(runs, run, [encode.exact_text(level) for level in row.levels]),
            "change": encode.exact_text(row.change),
            "contribution": encode.exact_text(row.contribution),
            "predecessors": _predecessors(mapped.get(row.item.id)),
        }


def _weight(row: ItemLevels) -> str:
    return numbers.exact(row.item.weight, 2)


def _predecessors(one: Indicator | None) -> dict[str, Any] | None:
    if one is None or one.predecessors is None:
        return None
    found = one.predecessors
    return {
        "instrument": found.instrument,
        "main": list(found.main),
        "partial": list(found.partial),
        "basis": found.basis,
    }


def _placed(runs: Sequence[Run], run: Run, values: Sequence[str | None]) -> list[str | None]:
    """Put the values of a run where its columns are among all columns."""
    start, count = _start(runs, run), sum(len(one.results) for one in runs)
    return [*[None] * start, *values, *[None] * (count - start - len(values))]


def _start(runs: Sequence[Run], run: Run) -> int:
    """Return the number of columns before a run."""
    at = next(number for number, one in enumerate(runs) if one is run)
    return sum(len(one.results) for one in runs[:at])


def _change(change: Shift | None) -> dict[str, Any]:
    return {
        "change": None if change is None else encode.exact_text(change[0]),
        "change_exact": None if change is None else change[1],
    }
