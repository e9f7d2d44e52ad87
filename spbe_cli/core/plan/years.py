"""A plan over years: which steps in which year, so that every year's target is met.

Total effort is least; among such plans the early targets are met with least effort, the first year
first. Each year alone is a knapsack, which bounds its effort from below. Two quick ways lead to
good plans: forward, each target in turn with least effort; backward, from the best plan for the
last target. Where a good plan's effort is above a bound, all years are searched together for a
better one (`_Search`). A search that has to drop states proves nothing: then the plan is feasible.
"""

import itertools
import operator
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import NamedTuple

from spbe_cli.core.plan.knapsack import Choice, Knapsack, passed
from spbe_cli.core.plan.route import Plan, Problem, Status, Step, Terms
from spbe_cli.core.result import Result

_MOST_WORK = 20_000  # states times ways of an item: with more, people would wait too long
_FEWEST = 100  # states that a search has to keep to be worth its while
_WHOLE = 1 << 40  # shares of a slack are compared as whole numbers


@dataclass(frozen=True, slots=True)
class Stage:
    """A year and the exact index that it must reach."""

    year: int
    target: Fraction


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Reached:
    """What a year of a roadmap reaches, and the effort of that year."""

    stage: Stage
    index: Fraction
    effort: Fraction


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Roadmap:
    """A plan whose steps have years, and what each year reaches.

    `least` is the least total effort that any plan could have. Of a roadmap that is out of reach,
    `years` is the one year that cannot be met, with an index that is never surpassed by then; where
    that is not `proven`, no more is known than that no plan was found.
    """

    plan: Plan
    years: tuple[Reached, ...]
    least: Fraction
    proven: bool = True


_Ends = tuple[int, ...]  # for each item, the position of its end


def roadmap(
    result: Result, targets: Mapping[int, Fraction], terms: Terms, capacity: Fraction | None = None
) -> Roadmap:
    """Plan for several years; `targets` has at least one, the index to reach by year.

    `terms.max_step` bounds how far an item rises in a year, `capacity` the effort of a year; floors
    hold in the last year. The first year with a target is the first in which anything is done; a
    year between two of them is a year of work too.
    """
    return _Roadmap(result, targets, terms, capacity).best()


class _Roadmap:
    """The years of a roadmap as knapsacks over the same items; whole numbers, scaled."""

    def __init__(
        self,
        result: Result,
        targets: Mapping[int, Fraction],
        terms: Terms,
        capacity: Fraction | None,
    ) -> None:
        self.result, self.step = result, terms.max_step
        least = Fraction(0)  # what has been reached stays: an index does not fall in a plan
        self.stages = [
            Stage(year, least := max(least, targets.get(year, least)))
            for year in range(min(targets), max(targets) + 1)
        ]
        count = len(self.stages)
        reach = None if terms.max_step is None else terms.max_step * count
        self.problem = Problem(result, replace(terms, max_step=reach))
        self.items = self.problem.knapsack.items
        self.floors = self.problem.knapsack.floors
        self.needs = [self.problem.need(stage.target) for stage in self.stages]
        self.cap = None if capacity is None else int(capacity * self.problem.efforts)

    def best(self) -> Roadmap:
        """Return the best roadmap that is found, and whether it is proven to be the best."""
        least = []
        for year in range(len(self.stages)):
            bound = self._alone(year)
            if bound is None:
                return self._out_of_reach(year)
            least.append(bound)
        found, proven = self._found(least)
        if found is None:
            return self._out_of_reach(len(least) - 1, proven=proven)
        return self._made(found, Fraction(least[-1], self.problem.efforts), proven=proven)

    def _found(self, least: Sequence[int]) -> tuple[list[_Ends] | None, bool]:
        """Return the best way that is found, and whether there is no better one."""
        ways = [way for way in (self._forward(least), self._backward()) if way is not None]
        best = min(ways, key=self._order, default=None)
        proven, ceilings = True, self._ceilings()
        for year in (len(least) - 1, *range(len(least) - 1)):
            # The total is settled first: later years carry what is left of it.
            later = 0 if year == len(least) - 1 else self._later(year, ceilings[-1] or 0)
            bound = max(least[year], later)
            if best is None or self._spent(best)[year] > bound:
                ceiling = None if best is None else self._spent(best)[year] - 1
                search = _Search(self, year, _lower(ceilings, year, ceiling))
                best = search.best() or best
                proven = proven and search.complete
            if best is None:
                break
            ceilings = _lower(ceilings, year, self._spent(best)[year])
        return best, proven

    def _ceilings(self) -> list[int | None]:
        """Return the most effort up to each year."""
        count = len(self.stages)
        return [None if self.cap is None else self.cap * (year + 1) for year in range(count)]

    # --- bounds -----------------------------------------------------------------------------

    def _alone(self, year: int) -> int | None:
        """Return the least effort for the target of one year, whatever the others want."""
        top = [self.top(item, year) for item in range(len(self.items))]
        choice = self._choose(year, [0] * len(self.items), top)
        if choice is None or (self.cap is not None and choice.effort > self.cap * (year + 1)):
            return None
        return choice.effort

    def top(self, item: int, year: int) -> int:
        last = len(self.items[item]) - 1
        return last if self.step is None else min(last, self.step * (year + 1))

    def _choose(self, year: int, low: Sequence[int], high: Sequence[int]) -> Choice | None:
        return self.knapsack(year, low, high).reach(self.needs[year])

    def knapsack(self, year: int, low: Sequence[int], high: Sequence[int]) -> Knapsack:
        items = [
            ends[first : last + 1] for ends, first, last in zip(self.items, low, high, strict=True)
        ]
        return Knapsack(items, self.floors if year == len(self.stages) - 1 else ())

    def _later(self, year: int, total: int) -> int:
        """Return the least effort up to a year, so that later ones can carry the rest."""
        if self.cap is None:
            return 0
        return max(0, total - self.cap * (len(self.stages) - 1 - year))

    # --- two ways to a good plan ------------------------------------------------------------

    def _forward(self, least: Sequence[int]) -> list[_Ends] | None:
        """Meet each target in turn with least effort, gaining as much as that effort can."""
        at, spent, way = [0] * len(self.items), 0, []
        for year in range(len(self.stages)):
            high = [
                min(self.top(item, year), at[item] + (self.step or len(self.items[item])))
                for item in range(len(self.items))
            ]
            knapsack = self.knapsack(year, at, high)
            choice = knapsack.reach(self.needs[year])
            if choice is None:
                return None
            last = year == len(self.stages) - 1
            budget = max(choice.effort, self._later(year, least[-1]))
            if not last:
                choice = knapsack.spend(budget) or choice
            if self.cap is not None and choice.effort - spent > self.cap:
                return None
            at = [first + end for first, end in zip(at, choice.ends, strict=True)]
            spent = choice.effort
            way.append(tuple(at))
        return way

    def _backward(self) -> list[_Ends] | None:
        """Take the best plan for the last target, and do as little of it early as may be."""
        last = len(self.stages) - 1
        high = [self.top(item, last) for item in range(len(self.items))]
        choice = self._choose(last, [0] * len(self.items), high)
        if choice is None:
            return None
        at, spent, way = list(choice.ends), choice.effort, [choice.ends]
        for year in reversed(range(last)):
            low = [0 if self.step is None else max(0, end - self.step) for end in at]
            high = [min(end, self.top(item, year)) for item, end in enumerate(at)]
            if any(first > most for first, most in zip(low, high, strict=True)):
                return None
            knapsack = self.knapsack(year, low, high)
            found = knapsack.reach(self.needs[year])
            lower = 0 if self.cap is None else spent - self.cap
            if found is not None and found.effort < lower:
                found = knapsack.spend(lower)
                if found is not None and found.effort < lower:
                    return None
            if found is None:
                return None
            at = [first + end for first, end in zip(low, found.ends, strict=True)]
            spent = found.effort
            way.insert(0, tuple(at))
        if self.cap is not None and spent > self.cap:
            return None
        return way

    # --- what comes of it -------------------------------------------------------------------

    def _spent(self, way: Sequence[_Ends]) -> list[int]:
        return [
            sum(item[end].effort for item, end in zip(self.items, ends, strict=True))
            for ends in way
        ]

    def _order(self, way: Sequence[_Ends]) -> tuple[int, ...]:
        spent = self._spent(way)
        return (spent[-1], *spent)

    def _made(self, way: Sequence[_Ends], least: Fraction, *, proven: bool) -> Roadmap:
        spent = self._spent(way)
        steps = tuple(self._steps(way))
        start, scale = self.problem.start, self.problem.efforts
        status = Status.OPTIMAL if proven else Status.FEASIBLE
        index = steps[-1].index if steps else start
        years, before = [], 0
        for stage, effort in zip(self.stages, spent, strict=True):
            reached = [step.index for step in steps if (step.year or 0) <= stage.year]
            years.append(
                Reached(stage, reached[-1] if reached else start, Fraction(effort - before, scale))
            )
            before = effort
        plan = Plan(
            status if steps else Status.REACHED,
            start,
            index,
            Fraction(spent[-1], scale),
            steps,
            target=self.stages[-1].target,
            unit=self.problem.terms.unit,
        )
        return Roadmap(plan, tuple(years), plan.effort if proven else least, proven)

    def _steps(self, way: Sequence[_Ends]) -> Iterator[Step]:
        """Yield the steps year by year, in each year in the order of the regulation."""
        before: _Ends = (0,) * len(self.items)
        index = self.problem.start
        for stage, ends in zip(self.stages, way, strict=True):
            for step in self.problem.steps(ends, before, index):
                yield replace(step, year=stage.year)
                index = step.index
            before = ends

    def _out_of_reach(self, year: int, *, proven: bool = True) -> Roadmap:
        top = [self.top(item, year) for item in range(len(self.items))]
        knapsack = Knapsack([ends[: last + 1] for ends, last in zip(self.items, top, strict=True)])
        gain = knapsack.highest()
        if self.cap is not None:
            choice = knapsack.spend(self.cap * (year + 1))
            gain = choice.gain if choice is not None else 0
        highest = self.problem.index(gain)
        plan = Plan(
            Status.UNREACHABLE, self.problem.start, highest, target=self.stages[year].target
        )
        years = (Reached(self.stages[year], highest, Fraction(0)),)
        return Roadmap(plan, years, Fraction(0), proven)


def _lower(ceilings: Sequence[int | None], year: int, ceiling: int | None) -> list[int | None]:
    """Return the ceilings with one more."""
    old = ceilings[year]
    new = ceiling if old is None or ceiling is None else min(old, ceiling)
    return [*ceilings[:year], old if new is None else new, *ceilings[year + 1 :]]


class _Path(NamedTuple):
    """How an item may rise over the years: positions, gains and efforts up to each year."""

    ends: _Ends
    gains: tuple[int, ...]
    efforts: tuple[int, ...]
    losses: tuple[int, ...]  # in years with a ceiling: what it loses at that year's price


class _State(NamedTuple):
    gains: tuple[int, ...]  # of years without a ceiling no more than is needed
    efforts: tuple[int, ...]  # in years with a ceiling
    losses: tuple[int, ...]
    marks: tuple[int, ...]  # how far each floor is reached
    back: "tuple[_Path, _State] | None"


class _Search:
    """All years at once: the least effort up to one year, with ceilings on the others' effort.

    Items are added one by one. As in `Knapsack`, a ceiling leaves little that a plan may lose
    against the relaxed problem of that year. Where too many states remain, those that lost most are
    dropped: then the search is not `complete`.
    """

    def __init__(self, years: _Roadmap, goal: int, ceilings: Sequence[int | None]) -> None:
        self.years, self.goal, self.complete = years, goal, True
        count = len(ceilings)
        ceilings = list(ceilings)
        if ceilings[goal] is None:
            ceilings[goal] = sum(item[-1].effort for item in years.items)
        self.capped = [year for year in range(count) if ceilings[year] is not None]
        self.free = [year for year in range(count) if ceilings[year] is None]
        self.ceilings = [ceilings[year] or 0 for year in self.capped]
        tops = [[years.top(item, year) for item in range(len(years.items))] for year in self.capped]
        self.prices = [
            years.knapsack(year, [0] * len(years.items), top).margin(years.needs[year])
            for year, top in zip(self.capped, tops, strict=True)
        ]
        self.paths = [list(self._paths(item)) for item in range(len(years.items))]
        self.most = _MOST_WORK // max(map(len, self.paths))

    def _paths(self, item: int) -> Iterator[_Path]:
        """Yield the ways of an item; in years without a ceiling it rises as early as it may."""
        ends, step = self.years.items[item], self.years.step or len(self.years.items[item])
        count = len(self.years.needs)

        def filled(fixed: dict[int, int]) -> _Ends | None:
            at, found = 0, []
            for year in range(count):
                later = [end for other, end in fixed.items() if other >= year]
                at = min([at + step, len(ends) - 1, *later])
                if year in fixed and at != fixed[year]:
                    return None
                found.append(at)
            return tuple(found)

        for chosen in itertools.combinations_with_replacement(range(len(ends)), len(self.capped)):
            way = filled(dict(zip(self.capped, chosen, strict=True)))
            if way is not None:
                efforts = tuple(ends[way[year]].effort for year in self.capped)
                gains = tuple(ends[end].gain for end in way)
                yield _Path(
                    way,
                    gains,
                    efforts,
                    tuple(
                        rate * effort - unit * gains[year]
                        for (rate, unit), effort, year in zip(
                            self.prices, efforts, self.capped, strict=True
                        )
                    ),
                )

    def best(self) -> list[_Ends] | None:
        """Return for each year the ends of the best plan that is found; None if there is none."""
        years, capped = self.years, self.capped
        least = [
            tuple(min(losses) for losses in zip(*(path.losses for path in paths), strict=True))
            for paths in self.paths
        ]
        slack = [
            rate * ceiling - unit * years.needs[year] - sum(low[number] for low in least)
            for number, ((rate, unit), ceiling, year) in enumerate(
                zip(self.prices, self.ceilings, capped, strict=True)
            )
        ]
        if any(one < 0 for one in slack):
            return None
        if self.most < _FEWEST:
            self.complete = False
            return None
        most = [  # what the items still to come can gain up to each year
            [max(gains) for gains in zip(*(path.gains for path in paths), strict=True)]
            for paths in self.paths
        ]
        rest = [sum(one[year] for one in most) for year in range(len(years.needs))]
        count = len(years.needs)
        states = [
            _State(
                (0,) * count, (0,) * len(capped), (0,) * len(capped), (0,) * len(years.floors), None
            )
        ]
        for item, paths in enumerate(self.paths):
            rest = [left - most[item][year] for year, left in enumerate(rest)]
            ways = [
                path._replace(
                    losses=tuple(
                        loss - low for loss, low in zip(path.losses, least[item], strict=True)
                    )
                )
                for path in paths
            ]
            ways = [path for path in ways if all(map(operator.le, path.losses, slack))]
            states = self._added(states, item, ways, slack, rest)
        states = [one for one in states if all(map(operator.ge, one.gains, years.needs))]
        if not states:
            return None
        goal = capped.index(self.goal)
        return self._way(min(states, key=lambda one: (one.efforts[goal], one.efforts)))

    def _added(
        self,
        states: Iterable[_State],
        item: int,
        paths: Sequence[_Path],
        slack: Sequence[int],
        rest: Sequence[int],
    ) -> list[_State]:
        """Return the states with one more item, the dominated and the hopeless left out."""
        years = self.years
        inside = [number for number, (_need, span) in enumerate(years.floors) if item in span]
        done = [number for number in inside if years.floors[number][1][-1] == item]
        found: dict[tuple[object, ...], _State] = {}
        for state in states:
            for path in paths:
                losses = tuple(map(operator.add, state.losses, path.losses))
                if any(map(operator.gt, losses, slack)):
                    continue
                efforts = tuple(map(operator.add, state.efforts, path.efforts))
                if any(map(operator.gt, efforts, self.ceilings)) or self._bursts(efforts):
                    continue
                gains = tuple(map(operator.add, state.gains, path.gains))
                if any(
                    had + left < need
                    for had, left, need in zip(gains, rest, years.needs, strict=True)
                ):
                    continue
                marks = state.marks
                if inside:
                    marks = passed(marks, inside, path.gains[-1], years.floors)
                    if any(marks[number] < years.floors[number][0] for number in done):
                        continue
                new = _State(gains, efforts, losses, marks, (path, state))
                key = self._key(new)
                old = found.get(key)
                if old is None or new.gains[-1] > old.gains[-1]:
                    found[key] = new
        kept = list(found.values())
        if len(kept) > self.most:
            self.complete = False
            shares = [_WHOLE // (one + 1) for one in slack]
            kept.sort(key=lambda one: sum(map(operator.mul, one.losses, shares)))
            del kept[self.most :]
        return kept

    def _bursts(self, efforts: Sequence[int]) -> bool:
        """Whether a year takes more effort than its capacity; with one, every year is capped."""
        cap = self.years.cap
        if cap is None:
            return False
        return any(now - before > cap for before, now in itertools.pairwise((0, *efforts)))

    def _key(self, state: _State) -> tuple[object, ...]:
        """Return what two states share where one dominates: all but the last year's gain."""
        needs, count = self.years.needs, len(self.years.needs)
        gains = [state.gains[year] for year in self.capped if year < count - 1]
        gains += [min(state.gains[year], needs[year]) for year in self.free if year < count - 1]
        return state.efforts, tuple(gains), state.marks

    def _way(self, state: _State) -> list[_Ends]:
        chosen: list[_Ends] = []
        back = state.back
        while back is not None:
            path, state = back
            chosen.append(path.ends)
            back = state.back
        return list(zip(*reversed(chosen), strict=True))
