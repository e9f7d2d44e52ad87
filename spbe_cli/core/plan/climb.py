"""The way of a plan through time: the index at the end of each year or quarter, what led there."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple

from spbe_cli.core.index import exact_of
from spbe_cli.core.plan.agenda import QUARTERS, Agenda, agenda
from spbe_cli.core.plan.plans import Plan
from spbe_cli.core.result import Result


class Stop(NamedTuple):
    """The exact index `reached` at the end of a year or a quarter of it, and the target by then.

    `steps` is how many steps are taken since the stop before, and `effort` is theirs; `items` are
    those that they raise, in the order of the regulation. Of years gone by nothing is known of it.
    """

    year: int
    quarter: int | None
    reached: Fraction
    target: Fraction | None = None
    steps: int = 0
    effort: Fraction = Fraction(0)
    items: tuple[str, ...] = ()


class Climb(NamedTuple):
    """The stops of a plan, the earliest first, and what it is to reach in the end.

    The stop at `start` is where it begins; those before it are years gone by. `unit` is that of
    efforts. `since` is as in an agenda.
    """

    result: Result
    stops: tuple[Stop, ...]
    start: int
    target: Fraction | None
    unit: str | None = None
    since: tuple[int, int] | None = None


def climb(  # noqa: PLR0913  where it starts and ends, and what it passes
    before: Result,
    plan: Plan,
    quarters: Sequence[int] = QUARTERS,
    targets: Mapping[int, Fraction] | None = None,
    earlier: Iterable[Result] = (),
    *,
    claims: Mapping[str, Fraction] = MappingProxyType({}),
    today: dt.date | None = None,
) -> Climb | None:
    """Return how a plan climbs; None for a plan without steps.

    A plan of several years stops at the end of each, with its own of the `targets`; one of a year
    in every quarter in which something is done, as its agenda has it. `earlier` are results of
    years before, which its index may be subtracted from; `claims` and `today` are as in an agenda.
    """
    if not plan.steps:
        return None
    past = [Stop(one.assessment.year, None, exact_of(one)) for one in earlier if one.sure]
    begin = Stop(before.assessment.year, None, plan.start)
    found = agenda(before, plan, quarters, claims, today)
    years = {step.year for step in plan.steps} | set(targets or ())
    ahead = _by_year(before, plan, targets or {}) if len(years) > 1 else _by_quarter(before, found)
    stops = (*past, begin, *ahead)
    return Climb(before, stops, len(past), plan.target, plan.unit, found.since)


def standing_still(before: Result, start: Fraction, target: Fraction | None) -> Climb:
    """Return the picture of a plan without a time: where it begins, against its target."""
    return Climb(before, (Stop(before.assessment.year, None, start),), 0, target)


def _by_year(before: Result, plan: Plan, targets: Mapping[int, Fraction]) -> Iterator[Stop]:
    usual, index = before.assessment.year + 1, plan.start
    for year in sorted({step.year or usual for step in plan.steps} | set(targets)):
        own = [step for step in plan.steps if (step.year or usual) == year]
        index += sum((step.gain for step in own), Fraction(0))
        effort = sum((step.effort for step in own), Fraction(0))
        items = tuple(dict.fromkeys(step.item for step in own))
        yield Stop(year, None, index, targets.get(year), len(own), effort, items)


def _by_quarter(before: Result, found: Agenda) -> Iterator[Stop]:
    order = {one.item.id: place for place, one in enumerate(before.items())}
    for (year, quarter), group in groupby(found.deeds, key=lambda deed: (deed.year, deed.quarter)):
        own = list(group)
        effort = sum((deed.step.effort for deed in own), Fraction(0))
        items = sorted({deed.step.item for deed in own}, key=order.__getitem__)
        yield Stop(year, quarter, own[-1].running, None, len(own), effort, tuple(items))
