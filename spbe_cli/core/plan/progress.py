"""An agenda on its way home, and a plan held against what is done of it."""

import datetime as dt
from collections.abc import Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from spbe_cli.core import institutions, numbers
from spbe_cli.core.assessment import Assessment
from spbe_cli.core.plan import route
from spbe_cli.core.plan.basis import basis_of
from spbe_cli.core.plan.plans import Plan
from spbe_cli.core.planned import Planned, PlannedStep, Progress
from spbe_cli.core.result import Result
from spbe_cli.problems import Place, Problem


class Returned(NamedTuple):
    """An agenda that came home: whose it is, the plan it holds, the owner of each item.

    `touched` are the cells: where each step stands.
    """

    institution: str
    year: int
    instrument: str
    planned: Planned
    owners: Mapping[str, str]
    places: Mapping[tuple[str, Fraction], Place]


class Noted(NamedTuple):
    """A field of a step that an agenda brings: `old` and `new` as they are written."""

    item: str
    to: Fraction
    field: str
    old: str
    new: str
    place: Place


class Homecoming(NamedTuple):
    """What an agenda changes, and the plan and the owners that there are then."""

    noted: tuple[Noted, ...]
    planned: Planned
    owners: Mapping[str, str]
    written: bool = False


def agenda_changes(assessment: Assessment, back: Returned) -> Homecoming:
    """Return what an agenda changes in an assessment; where that has no plan, it gets this one.

    Empty cells erase nothing. Steps that the assessment does not plan are added.
    """
    own = assessment.plan
    steps = {(one.item, one.to): one for one in own.steps} if own is not None else {}
    noted: list[Noted] = []
    for new in back.planned.steps:
        key = (new.item, new.to)
        old = steps.get(key, PlannedStep(new.item, new.to, new.effort))
        if key not in steps:
            noted.append(Noted(*key, "step", "", str(new.to), back.places[key]))
        changes = {
            name: getattr(new, name)
            for name in ("year", "quarter", "status", "due", "program", "budget")
            if getattr(new, name) not in (None, getattr(old, name))
            and not (name == "status" and new.status is Progress.OPEN and old.status is None)
        }
        if key in steps:
            noted += [
                Noted(*key, name, _written(getattr(old, name)), _written(value), back.places[key])
                for name, value in changes.items()
            ]
        steps[key] = old._replace(**changes)
    owners = {}
    for item, owner in back.owners.items():
        before = assessment.owner(item) or ""
        if owner and owner != before:
            owners[item] = owner
            place = next(at for (one, _to), at in back.places.items() if one == item)
            noted.append(Noted(item, Fraction(0), "owner", before, owner, place))
    base = own or back.planned
    ordered = (
        sorted(steps.values(), key=lambda one: one.year or 0) if own is None else steps.values()
    )
    return Homecoming(tuple(noted), base._replace(steps=tuple(ordered)), owners)


def _written(value: object) -> str:
    return numbers.exact(value) if isinstance(value, Fraction) else str(value or "")


class Course(NamedTuple):
    """How a plan stands: its steps, and what becomes of the index when the rest is done.

    `reached` are steps whose level there is; `said` those that only their owner calls done;
    `late` those whose deadline has passed on `today`. `left` is the plan of the others, from the
    index of today, of what is proven where the plan proves claims; `holds`: that still reaches the
    target (None: there is none). `claims` are the levels claimed of items that start below them.
    """

    result: Result
    planned: Planned
    reached: tuple[PlannedStep, ...]
    said: tuple[PlannedStep, ...]
    late: tuple[PlannedStep, ...]
    left: Plan
    holds: bool | None
    today: dt.date
    claims: Mapping[str, Fraction] = MappingProxyType({})


def course(result: Result, planned: Planned, today: dt.date) -> Course:
    """Hold a plan against the levels that there are."""
    start = basis_of(result, planned)
    levels = {one.item.id: one.level or Fraction(0) for one in start.result.items()}
    reached = [one for one in planned.steps if levels.get(one.item, Fraction(0)) >= one.to]
    rest = [one for one in planned.steps if one not in reached]
    left = route.follow(start.result, planned)
    target = planned.target
    return Course(
        result,
        planned,
        tuple(reached),
        tuple(one for one in rest if one.status is Progress.DONE),
        tuple(one for one in rest if one.due is not None and one.due < today),
        left,
        None if target is None else left.index >= target,
        today,
        start.gaps,
    )


def strange(assessment: Assessment, back: Returned, place: Place) -> Iterator[Problem]:
    """Yield how an agenda belongs to another assessment."""
    found, wanted = back.institution, assessment.institution
    if not institutions.same(found, wanted):
        yield Problem("E310", place, {"found": found, "expected": wanted})
    if back.instrument != assessment.instrument:
        params = {"found": back.instrument, "expected": assessment.instrument}
        yield Problem("E311", place, params)
    if back.year != assessment.year:
        years = {"found": str(back.year), "expected": str(assessment.year)}
        yield Problem("E312", place, years)
