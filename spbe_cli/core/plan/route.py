"""The planner: which level steps reach an index with the least effort, provably.

An item may end at one of several whole levels; each end costs effort and gains weight × levels.
Gains and efforts times their common denominators are whole numbers: a knapsack (`knapsack`).

Among plans of least effort: the smallest biggest jump, then fewest indicators, then lowest levels
first, then the order of the regulation. So an answer never depends on chance.
"""

import heapq
import itertools
import math
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from spbe_cli.core.index import exact_of
from spbe_cli.core.moves import Move
from spbe_cli.core.plan.plans import (
    Plan,
    Status,
    Terms,
    along,
)
from spbe_cli.core.plan.problem import Order, PlanProblem
from spbe_cli.core.planned import Planned
from spbe_cli.core.records import replace
from spbe_cli.core.result import Result, SectionScore, leaves, walk

_MOST_WORK = 4_000_000  # searches × items² for other plans: shipped instruments stay far below


def reach(result: Result, target: Fraction, terms: Terms | None = None) -> Plan:
    """Return the plan of least effort whose exact index is at least `target`.

    `result` has an exact index. The floors of `terms` hold too.
    """
    problem = PlanProblem(result, terms or Terms())
    return replace(problem.plan(problem.reach(target)), target=target)


def spend(result: Result, budget: Fraction, terms: Terms | None = None) -> Plan:
    """Return the plan of the highest index that an effort of at most `budget` buys.

    Among those the one of least effort. Unreachable where the budget does not even pay for the
    floors of `terms`.
    """
    problem = PlanProblem(result, terms or Terms())
    plan = problem.plan(problem.spend(budget))
    if plan.status is Status.REACHED:
        plan = replace(plan, status=Status.OPTIMAL)  # nothing that the budget buys gains more
    return replace(plan, budget=budget)


def relaxed(terms: Terms, outside: frozenset[str]) -> Iterator[tuple[str, Terms]]:
    """Yield the terms with one given up, by its name, and with ``all`` given up.

    `outside` are items whose level another body sets: they stay locked unless they are asked for.
    """
    locked = {
        "locked": terms.locked & outside,
        "outside": terms.locked - outside,
    }
    others = [(name, replace(terms, locked=items)) for name, items in locked.items()]
    others += [
        ("max_step", replace(terms, max_step=None)),
        ("max_level", replace(terms, max_level=None)),
        ("floors", replace(terms, floors={})),
    ]
    yield from ((name, other) for name, other in others if other != terms)
    yield "all", Terms(effort=terms.effort, unit=terms.unit, claims=terms.claims)


class Others(NamedTuple):
    """The next best plans; `whole`: there are no more, or as many as were asked for."""

    plans: tuple[Plan, ...] = ()
    whole: bool = True


def others(result: Result, plan: Plan, count: int, terms: Terms | None = None) -> Others:
    """Return the next best plans for what `plan`, the best, was asked for.

    Each does without at least one item of `plan`, and of every other one before it. After a plan is
    found, the remaining ones are split by the first of its items that they do without (Lawler,
    1972, A procedure for computing the k best solutions); the best of each part waits for its turn.
    Where an instrument is so large that people would wait too long, the search ends before.
    """
    left = (
        _MOST_WORK // sum(1 for _one in result.items()) ** 2
    )  # searches, each of some quadratic time
    terms = terms or Terms()
    waiting: list[tuple[Order, int, frozenset[str], frozenset[str], Plan]] = []
    ticket = itertools.count()  # so that plans themselves are never compared

    def split(found: Plan, locked: frozenset[str], touched: frozenset[str]) -> bool:
        nonlocal left
        for item in dict.fromkeys(step.item for step in found.steps):
            if item not in touched:
                if not left:
                    return False
                left -= 1
                without = locked | {item}
                problem = PlanProblem(result, replace(terms, locked=without), touched)
                choice = problem.choose(plan)
                if choice is not None:
                    order = problem.order(choice, rich=plan.target is None)
                    one = replace(problem.plan(choice), target=plan.target, budget=plan.budget)
                    heapq.heappush(waiting, (order, next(ticket), without, touched, one))
                touched |= {item}
        return True

    whole, found = split(plan, terms.locked, frozenset()), list[Plan]()
    while whole and waiting and len(found) < count:
        _order, _ticket, locked, touched, best = heapq.heappop(waiting)
        items = {step.item for step in best.steps}
        # Items that had to be touched may rise for nothing: such a plan is an earlier one and more.
        if not any(items >= {step.item for step in one.steps} for one in found):
            found.append(best)
        if len(found) < count:
            whole = split(best, locked, touched)
    return Others(tuple(found), whole)


def changed(result: Result, levels: Mapping[str, Fraction], terms: Terms | None = None) -> Plan:
    """Return what given levels, by item, make of an exact index.

    Effort, by `terms`, is that of the whole levels up from the next one on; part of one counts
    whole. Nothing else in `terms` matters: the levels are given.
    """
    terms = terms or Terms()
    effort, moves = terms.effort_in(result.instrument), []
    for one in result.items():
        to = levels.get(one.item.id)
        if to is not None and one.level is not None and to != one.level:
            first = int(one.level) + 1
            risen = range(first, first + math.ceil(to - one.level))
            paid = sum((effort(one.item.id, level) for level in risen), Fraction(0))
            moves.append(Move(one, one.level, to, paid))
    return replace(_given(result, moves, terms.unit), measure=terms.measure)


def follow(result: Result, planned: Planned) -> Plan:
    """Return what steps that were decided on make of an exact index; those already taken go."""
    scored = {one.item.id: one for one in result.items()}
    levels = {item: one.level for item, one in scored.items() if not one.foreign}
    moves = []
    for step in planned.steps:
        level = levels.get(step.item)
        if level is not None and step.to > level:
            moves.append(Move(scored[step.item], level, step.to, step.effort, step.year))
            levels[step.item] = step.to
    return replace(_given(result, moves, planned.unit), target=planned.target)


def _given(result: Result, moves: Iterable[Move], unit: str | None) -> Plan:
    """Return the plan of steps that were not searched for."""
    steps = tuple(along(result, moves, exact_of(result)))
    index = steps[-1].index if steps else exact_of(result)
    effort = sum((step.effort for step in steps), Fraction(0))
    return Plan(Status.CHANGED, exact_of(result), index, effort, steps, unit=unit)


def highest(result: Result, terms: Terms | None = None) -> Fraction:
    """Return the highest exact index that there is under terms, whatever the effort."""
    return PlanProblem(result, terms or Terms()).highest()


def beyond(result: Result, terms: Terms) -> list[tuple[SectionScore, Fraction]]:
    """Return the sections whose floor is out of reach, with the highest index of each."""
    problem = PlanProblem(result, terms)
    tops = {
        one.item.id: levels[-1] for one, levels in zip(problem.scored, problem.levels, strict=True)
    }
    found = []
    for section in walk(result.sections):
        floor = terms.floors.get(section.section.key)
        sums = (one.item.weight * tops[one.item.id] for one in leaves([section]))
        top = sum(sums, Fraction(0)) / section.section.weight
        if floor is not None and top < floor:
            found.append((section, top))
    return found
