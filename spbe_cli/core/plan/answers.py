"""Whole answers to what a plan was asked for: the plan, what comes of it, what is in its way."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from spbe_cli.core.plan import plans, route
from spbe_cli.core.plan.plans import Plan, Status, Terms
from spbe_cli.core.records import replace
from spbe_cli.core.result import Result, SectionScore
from spbe_cli.core.score.scoring import as_if

if TYPE_CHECKING:
    from spbe_cli.core.plan.sections import SectionPlan
    from spbe_cli.core.plan.years import Roadmap

P = TypeVar("P", Plan, "SectionPlan")


class ShortFloor(NamedTuple):
    """A section whose `floor` is out of reach, and the highest index it can have."""

    scored: SectionScore
    top: Fraction
    floor: Fraction


class Remedy(NamedTuple):
    """A term given up (``all``: every one of them), and the plan that there is then."""

    term: str
    plan: "Plan | SectionPlan"


class Route(NamedTuple):
    """A plan from `before` to `after`, other plans, and what stands in the way of one.

    `locks` are the options that keep items where they are; `explain` asks for the work list too.
    """

    before: Result
    after: Result
    plan: Plan
    others: tuple[Plan, ...] = ()
    short: tuple[ShortFloor, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    locks: tuple[str, ...] = ()
    explain: bool = False


class Years(NamedTuple):
    """A roadmap from `before` to `after`, and what stands in the way of one."""

    before: Result
    after: Result
    roadmap: "Roadmap"
    short: tuple[ShortFloor, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    explain: bool = False


class Parts(NamedTuple):
    """A plan at the grain of published sections, and what stands in its way."""

    before: Result
    plan: "SectionPlan"
    remedies: tuple[Remedy, ...] = ()
    locks: tuple[str, ...] = ()


def of(result: Result, plan: Plan) -> Route:
    """Return a plan with what comes of it."""
    return Route(result, _after(result, plan), plan)


def route_to(
    result: Result,
    goal: Fraction | None,
    terms: Terms,
    budget: Fraction | None = None,
    alternatives: int = 0,
) -> Route:
    """Answer for an index, for floors alone (no goal), or with a budget."""
    wanted = plans.start(result) if goal is None else goal
    if budget is None:
        found = route.reach(result, wanted, terms)
    else:
        found = route.spend(result, budget, terms)
    asked = alternatives > 0 and bool(found.steps)
    others = route.others(result, found, alternatives, terms) if asked else []
    if goal is None:
        found = replace(found, target=None)
    answer = of(result, found)._replace(others=tuple(others))
    if found.status is not Status.UNREACHABLE:
        return answer
    answer = answer._replace(short=_short(result, terms))
    if budget is not None:
        return answer
    outside = frozenset(one.item.id for one in result.items() if one.foreign)
    tries = (
        (name, route.reach(result, wanted, freer))
        for name, freer in route.relaxed(terms, outside)
        if goal is not None or freer.floors  # where only floors were asked, they stay
    )
    return answer._replace(remedies=_helpful(tries))


def roadmap_to(
    result: Result,
    targets: Mapping[int, Fraction],
    terms: Terms,
    capacity: Fraction | None = None,
) -> Years:
    """Answer for several years: the index to reach by each."""
    from spbe_cli.core.plan import years  # only roadmaps pay for it

    found = years.roadmap(result, targets, terms, capacity)
    answer = Years(result, _after(result, found.plan), found)
    if found.plan.status is not Status.UNREACHABLE:
        return answer
    wide = replace(terms, max_step=terms.max_step and terms.max_step * len(targets))
    freer = (("max_step", replace(terms, max_step=None), capacity), ("capacity", terms, None))
    tries = (
        (name, years.roadmap(result, targets, one, most).plan)
        for name, one, most in freer
        if (one, most) != (terms, capacity)
    )
    return answer._replace(short=_short(result, wide), remedies=_helpful(tries))


def parts_to(
    result: Result, goal: Fraction | None, terms: Terms, budget: Fraction | None = None
) -> Parts:
    """Answer from published sections, as `route_to` does from levels."""
    from spbe_cli.core.plan import sections  # only published sections pay for it

    if budget is not None:
        return Parts(result, sections.spend(result, budget, terms))
    wanted = result.lowest if goal is None else goal
    found = sections.reach(result, wanted, terms)
    if goal is None:
        found = replace(found, target=None)
    if found.status is not Status.UNREACHABLE:
        return Parts(result, found)
    tries = (
        (name, sections.reach(result, wanted, freer))
        for name, freer in route.relaxed(terms, frozenset())
        if goal is not None or freer.floors
    )
    return Parts(result, found, _helpful(tries))


def _after(result: Result, plan: Plan) -> Result:
    return as_if(result, {step.item: step.to for step in plan.steps})


def _short(result: Result, terms: Terms) -> tuple[ShortFloor, ...]:
    return tuple(
        ShortFloor(one, top, terms.floors[one.section.key])
        for one, top in route.beyond(result, terms)
    )


def _helpful(tries: Iterable[tuple[str, P]]) -> tuple[Remedy, ...]:
    """Return the terms that, given up alone, are enough; all of them where no one is."""
    found = [Remedy(name, plan) for name, plan in tries if plan.status is not Status.UNREACHABLE]
    return tuple(one for one in found if one.term != "all") or tuple(found)
