"""An agenda on its way home, and a plan held against what is done of it."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from spbe_cli.core import institutions, numbers
from spbe_cli.core.assessment import Assessment
from spbe_cli.core.plan import route
from spbe_cli.core.plan.basis import basis_of
from spbe_cli.core.plan.plans import Plan
from spbe_cli.core.planned import Planned, PlannedStep, Progress
from spbe_cli.core.records import replace
from spbe_cli.core.result import Result
from spbe_cli.problems import Place, Problem


class Returned(NamedTuple):
    """An agenda that came home: whose it is, the plan it holds, the owner of each item.

    `places` are where each step stands, `heads` where target and unit do; `efforts` are those of
    steps as far as they are written. `doubts` are told though it comes in.
    """

    institution: str
    year: int
    instrument: str
    planned: Planned
    owners: Mapping[str, str]
    places: Mapping[tuple[str, Fraction], Place]
    heads: Mapping[str, Place]
    efforts: Mapping[tuple[str, Fraction], Fraction]
    doubts: Sequence[Problem] = ()


class Noted(NamedTuple):
    """A field of a step that an agenda brings: `old` and `new` as they are written.

    Without an item it is one of the plan itself: its target, the unit of its efforts.
    """

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

    Empty cells erase nothing. Steps that the assessment does not plan are added, each before a
    higher level of its item. Target and unit are those of the agenda.
    """
    own = assessment.plan
    steps = {(one.item, one.to): one for one in own.steps} if own is not None else {}
    base, noted = own or back.planned, list[Noted]()
    for name in ("target", "unit"):
        before, after = getattr(base, name), getattr(back.planned, name)
        if after not in (None, before):
            old_and_new = (_written(before), _written(after))
            noted.append(Noted("", Fraction(0), name, *old_and_new, back.heads[name]))
            base = base._replace(**{name: after})
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
        effort = back.efforts.get(key, old.effort)
        if effort != old.effort:
            spent = (_written(old.effort), _written(effort))
            noted.append(Noted(*key, "effort", *spent, back.places[key]))
        steps[key] = old._replace(**changes, effort=effort)
    owners = {}
    for item, owner in back.owners.items():
        before = assessment.owner(item) or ""
        if owner and owner != before:
            owners[item] = owner
            place = next(at for (one, _to), at in back.places.items() if one == item)
            noted.append(Noted(item, Fraction(0), "owner", before, owner, place))
    listed = tuple(steps.values())
    ordered = sorted(listed, key=_when) if own is None else _inserted(own.steps, listed)
    return Homecoming(tuple(noted), base._replace(steps=tuple(ordered)), owners)


def with_plan(assessment: Assessment, found: Homecoming, back: Returned) -> Assessment:
    """Return an assessment with the plan that there is then, its steps placed in the agenda."""
    places = {
        f"plan.steps.{number}": back.places[step.item, step.to]
        for number, step in enumerate(found.planned.steps, 1)
        if (step.item, step.to) in back.places
    }
    return replace(assessment, plan=found.planned, places={**assessment.places, **places})


def _when(step: PlannedStep) -> tuple[int, int, Fraction]:
    return step.year or 0, step.quarter or 0, step.to


def _inserted(own: Sequence[PlannedStep], steps: Iterable[PlannedStep]) -> list[PlannedStep]:
    """Return steps in the order of a plan, each new one before a higher level of its item."""
    known = {(one.item, one.to) for one in own}
    found: list[PlannedStep] = []
    for step in sorted(steps, key=lambda one: (one.item, one.to) not in known):  # new ones last
        higher = (at for at, one in enumerate(found) if one.item == step.item and one.to > step.to)
        new = (step.item, step.to) not in known
        found.insert(next(higher, len(found)) if new else len(found), step)
    return found


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
