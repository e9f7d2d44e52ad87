"""Whole answers to what a plan was asked for: the plan, what comes of it, what is in its way."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from spbe_cli.core.index import exact_of
from spbe_cli.core.national import Yardstick
from spbe_cli.core.plan import route
from spbe_cli.core.plan.agenda import QUARTERS
from spbe_cli.core.plan.basis import Basis
from spbe_cli.core.plan.climb import Climb, climb, standing_still
from spbe_cli.core.plan.plans import Plan, Status, Step, Terms
from spbe_cli.core.plan.usual import Widened, usually
from spbe_cli.core.records import replace
from spbe_cli.core.result import Result, SectionScore
from spbe_cli.core.score.scoring import as_if

if TYPE_CHECKING:
    from spbe_cli.core.plan.sections import SectionPlan
    from spbe_cli.core.plan.sharing import Share
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


class Ask(NamedTuple):
    """What a plan asks of one year: how usual that rise is, None where nothing is to compare.

    `year` is that of a roadmap; None in a plan without years.
    """

    year: int | None
    yardstick: Yardstick | None


class Route(NamedTuple):
    """A plan from `before` to `after`, other plans, and what stands in the way of one.

    `terms` are those it keeps to, `basis` says what it starts from (None: from what is claimed,
    nothing being planned). `locks` are the options that keep items where they are; `explain` asks
    for the work list too. `climb` is its way through time, where it is dated. Of `others` there
    may be more where the search was not `whole`.
    """

    before: Result
    after: Result
    plan: Plan
    terms: Terms
    basis: Basis | None = None
    widened: Widened | None = None
    asks: tuple[Ask, ...] = ()
    others: tuple[Plan, ...] = ()
    whole: bool = True
    short: tuple[ShortFloor, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    locks: tuple[str, ...] = ()
    explain: bool = False
    climb: Climb | None = None


class Years(NamedTuple):
    """A roadmap from `before` to `after`, and what stands in the way of one.

    `first` is the first year in which anything may be done (None: not known), `capacity` what a
    year may take; `share` says which years have no steps.
    """

    before: Result
    after: Result
    roadmap: "Roadmap"
    terms: Terms
    basis: Basis | None = None
    widened: Widened | None = None
    asks: tuple[Ask, ...] = ()
    short: tuple[ShortFloor, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    explain: bool = False
    climb: Climb | None = None
    first: int | None = None
    capacity: Fraction | None = None
    share: "Share | None" = None


class Parts(NamedTuple):
    """A plan at the grain of published sections, and what stands in its way.

    Its `climb` has one stop: when which section rises is not planned.
    """

    before: Result
    plan: "SectionPlan"
    terms: Terms
    widened: Widened | None = None
    asks: tuple[Ask, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    locks: tuple[str, ...] = ()
    climb: Climb | None = None


D = TypeVar("D", Route, Years)


def dated(
    found: D,
    quarters: Sequence[int] = QUARTERS,
    earlier: Iterable[Result] = (),
    today: dt.date | None = None,
) -> D:
    """Return an answer with its way through time, spread over quarters; after `earlier` years.

    Quarters that are over by `today` are left out.
    """
    targets = None
    if isinstance(found, Years):
        targets = {one.stage.year: one.stage.target for one in found.roadmap.years}
    plan, claims = plan_of(found), claims_of(found)
    way = climb(found.before, plan, quarters, targets, earlier, claims=claims, today=today)
    return found._replace(climb=way)


def claims_of(found: Route | Years) -> Mapping[str, Fraction]:
    """Return the levels claimed of items that a plan starts below."""
    return {} if found.basis is None else found.basis.gaps


class Part(NamedTuple):
    """So many steps of a plan, and their effort."""

    steps: int
    effort: Fraction


def answer_of(result: Result, plan: Plan, terms: Terms | None = None) -> Route:
    """Return a plan with what comes of it."""
    return Route(result, _after(result, plan), plan, terms or Terms())


def claimed_in(found: Route | Years | Parts) -> Result:
    """Return the result that a plan is for, at its claimed levels wherever the plan starts."""
    basis = None if isinstance(found, Parts) else found.basis
    return found.before if basis is None else basis.claimed


def parts_of(found: Route | Years) -> tuple[Part, Part] | None:
    """Return what of a plan proves what is claimed, and what rises above it; None: all rises."""
    plan = found.plan if isinstance(found, Route) else found.roadmap.plan
    basis = found.basis
    if basis is None or not basis.gaps:
        return None

    def part(steps: Iterable[Step]) -> Part:
        listed = list(steps)
        return Part(len(listed), sum((step.effort for step in listed), Fraction(0)))

    closing = part(step for step in plan.steps if basis.closes(step))
    return closing, part(step for step in plan.steps if not basis.closes(step))


def route_to(
    basis: Basis,
    goal: Fraction | None,
    terms: Terms,
    budget: Fraction | None = None,
    alternatives: int = 0,
) -> Route:
    """Answer for an index, for floors alone (no goal), or with a budget."""
    result = basis.result
    terms = replace(terms, claims=basis.gaps)
    wanted = exact_of(result) if goal is None else goal

    def find(tried: Terms) -> Plan:
        if budget is None:
            return route.reach(result, wanted, tried)
        return route.spend(result, budget, tried)

    (found, kept), widened = usually(result, terms, find)
    asked = alternatives > 0 and bool(found.steps)
    others = route.others(result, found, alternatives, kept) if asked else route.Others()
    if goal is None:
        found = replace(found, target=None)
    answer = answer_of(result, found, kept)._replace(
        basis=basis, others=others.plans, whole=others.whole, widened=widened
    )
    if found.status is not Status.UNREACHABLE:
        return answer
    answer = answer._replace(short=_short(result, kept))
    if budget is not None:
        return answer
    outside = frozenset(one.item.id for one in result.items() if one.foreign)
    tries = (
        (name, usually(result, freer, find)[0][0])
        for name, freer in route.relaxed(terms, outside)
        if goal is not None or freer.floors  # where only floors were asked, they stay
    )
    return answer._replace(remedies=_helpful(tries))


def roadmap_to(
    basis: Basis,
    targets: Mapping[int, Fraction],
    terms: Terms,
    capacity: Fraction | None = None,
) -> Years:
    """Answer for several years: the index to reach by each."""
    from spbe_cli.core.plan import sharing, years  # only roadmaps pay for it

    result = basis.result
    terms = replace(terms, claims=basis.gaps)

    def find(tried: Terms, most: Fraction | None = capacity) -> "Roadmap":
        return years.roadmap(result, targets, tried, most)

    (found, kept), widened = usually(result, terms, find)
    answer = Years(result, _after(result, found.plan), found, kept, basis, widened)
    answer = answer._replace(first=min(targets), capacity=capacity)
    if found.plan.status is not Status.UNREACHABLE:
        return answer._replace(share=sharing.share_of(result, targets, kept, found))
    wide = replace(kept, max_step=kept.max_step and kept.max_step * len(targets))
    freer = (("max_step", replace(terms, max_step=None), capacity), ("capacity", terms, None))
    tries = (
        (name, usually(result, one, lambda tried, most=most: find(tried, most))[0][0].plan)  # type: ignore[misc]
        for name, one, most in freer
        if (one, most) != (terms, capacity)
    )
    return answer._replace(short=_short(result, wide), remedies=_helpful(tries))


def parts_to(
    result: Result, goal: Fraction | None, terms: Terms, budget: Fraction | None = None
) -> Parts:
    """Answer from published sections, as `route_to` does from levels."""
    from spbe_cli.core.plan import sections  # only published sections pay for it

    wanted = result.lowest if goal is None else goal

    def find(tried: Terms) -> "SectionPlan":
        if budget is None:
            return sections.reach_sections(result, wanted, tried)
        return sections.spend_sections(result, budget, tried)

    (found, kept), widened = usually(result, terms, find)
    if goal is None:
        found = replace(found, target=None)
    still = standing_still(result, found.start, found.target) if found.steps else None
    answer = Parts(result, found, kept, widened, climb=still)
    if found.status is not Status.UNREACHABLE or budget is not None:
        return answer
    tries = (
        (name, usually(result, freer, find)[0][0])
        for name, freer in route.relaxed(terms, frozenset())
        if goal is not None or freer.floors
    )
    return answer._replace(remedies=_helpful(tries))


def plan_of(found: "Plan | SectionPlan | Roadmap | Route | Years | Parts") -> Any:
    """Return the plan of an answer, or of a roadmap: a `Plan` or a `SectionPlan`."""
    if isinstance(found, Years):
        return found.roadmap.plan
    return getattr(found, "plan", found)


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
