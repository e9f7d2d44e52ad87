"""Plans from published sections as JSON and CSV."""

from typing import Any

from spbe_cli.core import numbers
from spbe_cli.core.plan.answers import Parts
from spbe_cli.core.plan.headroom import Headroom
from spbe_cli.core.plan.sections import Rooms, SectionStep
from spbe_cli.render.data import encode
from spbe_cli.render.data.encode import csv_text, head, json_text
from spbe_cli.render.data.plan import FORMAT, as_index, climb_data, hurdles_data, manner_data
from spbe_cli.render.data.singles import FORMAT as SINGLE

_COLUMNS = ("section", "name", "levels", "effort", "gain", "index")


def section_plan_json(found: Parts) -> str:
    """Return a plan as data; `from` and `to` are the least that there is for certain."""
    result, plan = found.before, found.plan
    data = {
        **head(result, FORMAT),
        "grain": "section",
        "status": plan.status.value,
        "target": encode.exact_text(plan.target, 2),
        "from": as_index(result, plan.start)
        | {"candidates": [numbers.exact(one) for one in result.candidates]},
        "to": as_index(result, plan.index),
        "effort": str(plan.levels),
        "least_effort": None if plan.least is None else str(plan.least),
        "unit": None,
        "equal_plans": plan.equal,
        "steps": [_step(step) for step in plan.steps],
        "alternatives": [],
        "climb": climb_data(found),
        **manner_data(found),
        **hurdles_data(found),
    }
    return json_text(data)


def section_plan_csv(found: Parts) -> str:
    """Return one row for each section that has to rise."""
    return csv_text(map(_step, found.plan.steps), _COLUMNS)


def _step(step: SectionStep) -> dict[str, Any]:
    section = step.room.known.section
    return {
        "indicator": None,
        "section": section.ref,
        "name": section.name.id,
        "levels": str(step.levels),
        "at_most": step.full,
        "effort": str(step.levels),
        "gain": numbers.exact(step.gain),
        "index": numbers.exact(step.index),
        "first": [part.ref for part in step.room.first],
    }


def rises_json(found: Rooms) -> str:
    """Return the same as data."""
    result, rooms = found
    data = {
        **head(result, SINGLE),
        "grain": "section",
        "exact": encode.exact_text(result.index),
        "rows": list(map(_row, rooms)),
    }
    return json_text(data)


def rises_csv(found: Rooms) -> str:
    """Return one row for each section."""
    return csv_text(map(_row, found.rooms), ("kind", "id", "name", "change", "most", "levels"))


def _row(room: Headroom) -> dict[str, Any]:
    section, one = room.known.section, room.next_gain()
    return {
        "kind": "rise",
        "id": section.ref,
        "name": section.name.id,
        "change": numbers.exact(one[0]) if one else None,
        "most": numbers.exact(one[1]) if one else None,
        "levels": str(len(room.sure) - 1),
    }
