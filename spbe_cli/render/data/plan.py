"""A plan as JSON and CSV."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from spbe_cli.core import numbers
from spbe_cli.core.index import predicate_of, rise
from spbe_cli.core.plan.answers import (
    Part,
    Parts,
    Route,
    Years,
    claimed_in,
    parts_of,
    plan_of,
)
from spbe_cli.core.plan.plans import Measure, Plan, Step, merged
from spbe_cli.core.plan.served import unserved
from spbe_cli.core.result import Result, SectionScore, ahead, walk
from spbe_cli.core.score.proof import found_again
from spbe_cli.render.data import encode
from spbe_cli.render.data.encode import csv_text, head, json_text
from spbe_cli.render.data.national import usual_rises

FORMAT = "spbe-plan/1"
_COLUMNS = (
    *("indicator", "name", "from", "to", "effort", "gain", "index"),
    *("owner", "demand", "condition", "evidence", "year"),
)


def plan_json(found: Route) -> str:
    """Return a plan as data; numbers are text, names and predicates the official Indonesian."""
    return json_text(
        plan_data(found.before, found.after, found.plan, found.others)
        | {"climb": climb_data(found), "alternatives_complete": found.whole}
        | manner_data(found)
        | hurdles_data(found)
    )


def manner_data(found: Route | Years | Parts) -> dict[str, Any]:
    """Return how a plan was made: what steps cost, how far items rise, what it starts from."""
    plan, terms, wide = plan_of(found), found.terms, found.widened
    rising = plan.measure is Measure.RISING
    scale = found.before.instrument.scale
    return {
        "measure": plan.measure.value if plan.measure else None,
        "step_efforts": {str(level): str(level - scale.minimum) for level in scale.levels()[1:]}
        if rising
        else None,
        "max_step": terms.max_step,
        "widened": None
        if wide is None
        else {
            "usual": wide.usual,
            "step": wide.step,
            "reaches": None if wide.most is None else as_index(found.before, wide.most),
            "year": wide.year,
        },
        "unserved_years": list(unserved(found)),
        "yardstick": usual_rises(found.asks),
        "basis": None if isinstance(found, Parts) else _basis(found),
        "announced": encode.announced_index(claimed_in(found)),
    }


def climb_data(found: Route | Years | Parts) -> dict[str, Any] | None:
    """Return where the index is at the end of each year or quarter, and what led there."""
    if found.climb is None:
        return None
    return {
        "bounds": [
            {"predicate": one.name.id, "from": numbers.exact(one.lower, 2)}
            for one in found.before.instrument.predicates
        ],
        "stops": [
            {
                "year": stop.year,
                "quarter": stop.quarter,
                **as_index(found.before, stop.reached),
                "target": encode.exact_text(stop.target, 2),
                "steps": stop.steps,
                "effort": numbers.exact(stop.effort),
                "indicators": list(stop.items),
            }
            for stop in found.climb.stops
        ],
        "since": None
        if found.climb.since is None
        else dict(zip(("year", "quarter"), found.climb.since, strict=True)),
    }


def _basis(found: Route | Years) -> dict[str, Any] | None:
    """Return what a plan starts from, and how far both starts are from its target."""
    start, plan = found.basis, plan_of(found)
    if start is None or start.proof is None:
        return None
    parts = parts_of(found)
    ends = {"claimed": start.claimed.index, "proven": start.proof.index}
    again = found_again(start.claimed)  # what finding the lost files alone would prove
    if again is not None:
        ends["found"] = again.index
    return {
        "from": start.start.value,
        "gaps": len(start.proof.losses),
        **{
            name: {
                "exact": encode.exact_text(index),
                "lacking": None
                if index is None or plan.target is None
                else numbers.exact(plan.target - index),
            }
            for name, index in ends.items()
        },
        "proving": None if parts is None else _part(parts[0]),
        "raising": None if parts is None else _part(parts[1]),
    }


def _part(part: Part) -> dict[str, Any]:
    return {"steps": part.steps, "effort": numbers.exact(part.effort)}


def hurdles_data(found: Route | Years | Parts) -> dict[str, Any]:
    """Return what stands in the way of a plan: floors out of reach, terms that help if given up."""
    floors = () if isinstance(found, Parts) else found.short
    return {
        "short_floors": [
            {
                "section": one.scored.section.ref,
                "highest": numbers.exact(one.top),
                "floor": numbers.exact(one.floor, 2),
            }
            for one in floors
        ],
        "remedies": [
            {"without": term, "effort": numbers.exact(plan.effort), "unit": plan.unit}
            for term, plan in found.remedies
        ],
    }


def plan_data(
    before: Result, after: Result, plan: Plan, others: Iterable[Plan] = ()
) -> dict[str, Any]:
    """Return a plan as plain values."""
    return {
        **head(before, FORMAT),
        "status": plan.status.value,
        "target": encode.exact_text(plan.target, 2),
        "from": as_index(before, plan.start),
        "to": as_index(before, plan.index),
        "next": _ahead(after),
        "surplus": encode.exact_text(plan.surplus),
        "indicators": len({step.item for step in plan.steps}),
        "effort": numbers.exact(plan.effort),
        "least_effort": numbers.exact(plan.least),
        "unit": plan.unit,
        "equal_plans": plan.equal,
        "steps": [_step(before, step) for step in plan.steps],
        "merged": [
            {
                "indicator": step.item,
                "from": numbers.exact(step.start),
                "to": numbers.exact(step.to),
                "effort": numbers.exact(step.effort),
                "gain": numbers.exact(step.gain),
                "index": numbers.exact(step.index),
            }
            for step in merged(plan.steps)
        ],
        "sections": [
            _section(*pair)
            for pair in zip(walk(before.sections), walk(after.sections), strict=True)
        ],
        "alternatives": [
            {
                "to": as_index(before, other.index),
                "effort": numbers.exact(other.effort),
                "steps": [_step(before, step) for step in other.steps],
            }
            for other in others
        ],
    }


def plan_csv(found: Route) -> str:
    """Return one row for each step."""
    return steps_csv(found.before, found.plan)


def steps_csv(before: Result, plan: Plan) -> str:
    """Return one row for each step of a plan."""
    rows = [_step(before, step) for step in plan.steps]
    return csv_text(({**row, "evidence": "\n".join(row["evidence"])} for row in rows), _COLUMNS)


def as_index(before: Result, index: Fraction) -> dict[str, Any]:
    """Return an index as data, with its predicate."""
    predicate = predicate_of(before.instrument, index, before.assessment.year)
    return {
        "index": numbers.fixed(index, before.instrument.places),
        "exact": numbers.exact(index),
        "predicate": predicate.name.id,
    }


def _ahead(after: Result) -> dict[str, str] | None:
    """Return the predicate after the one that a plan reaches, and what is lacking to it."""
    following = ahead(after)
    if following is None:
        return None
    return {"predicate": following[0].name.id, "lacking": numbers.exact(following[1])}


def _section(old: SectionScore, new: SectionScore) -> dict[str, str | None]:
    return {
        "kind": old.section.kind,
        "id": old.section.id,
        "name": old.section.name.id,
        "from": encode.exact_text(old.index),
        "to": encode.exact_text(new.index),
        "change": encode.exact_text(rise(old, new)),
    }


def _step(before: Result, step: Step) -> dict[str, Any]:
    indicator = step.score.item.indicator
    return {
        "indicator": step.item,
        "name": indicator.name.id,
        "from": numbers.exact(step.start),
        "to": numbers.exact(step.to),
        "effort": numbers.exact(step.effort),
        "gain": numbers.exact(step.gain),
        "index": numbers.exact(step.index),
        "owner": before.assessment.owner(step.item),
        "demand": indicator.levels.get(int(step.to)),
        "condition": (indicator.conditions or {}).get(int(step.to)),
        "evidence": step.evidence(),
        "year": step.year,
    }
