"""What single steps are worth, as JSON and CSV."""

from collections.abc import Iterator
from typing import Any

from spbe_cli.core import numbers
from spbe_cli.core.plan.singles import Singles
from spbe_cli.render.data import encode
from spbe_cli.render.data.encode import csv_text, head, json_text

FORMAT = "spbe-sensitivity/1"
_COLUMNS = ("kind", "id", "name", "from", "to", "effort", "change", "index")


def sensitivity_json(found: Singles) -> str:
    """Return all single steps as data; numbers are text."""
    result = found.result
    data = {
        **head(result, FORMAT),
        "exact": encode.exact_text(result.index),
        "rows": list(_rows(found)),
    }
    return json_text(data)


def sensitivity_csv(found: Singles) -> str:
    """Return one row for each single step; `kind` is rise, lift or cut."""
    return csv_text(_rows(found), _COLUMNS)


def _rows(found: Singles) -> Iterator[dict[str, Any]]:
    for step in found.rises:
        yield {
            "kind": "rise",
            "id": step.item,
            "name": step.score.item.indicator.name.id,
            "from": numbers.exact(step.start),
            "to": numbers.exact(step.to),
            "effort": numbers.exact(step.effort),
            "change": numbers.exact(step.gain),
            "index": numbers.exact(step.index),
        }
    for lift in found.lifts:
        yield {
            "kind": "lift",
            "id": lift.section.section.ref,
            "name": lift.section.section.name.id,
            "from": None,
            "to": None,
            "effort": None,
            "change": numbers.exact(lift.gain),
            "index": numbers.exact(lift.index),
        }
    for cut in found.cuts:
        level = cut.score.level
        yield {
            "kind": "cut",
            "id": cut.score.item.id,
            "name": cut.score.item.indicator.name.id,
            "from": encode.exact_text(level),
            "to": numbers.exact(cut.to),
            "effort": None,
            "change": numbers.exact(-cut.loss),
            "index": numbers.exact(cut.index),
        }
