"""A plan over years: which steps in which year, so that every year's target is met.

Total effort is least, then the biggest jump of an item; then every step is taken as early as
capacity and max-step allow. So a roadmap is one knapsack, the best plan for the last target, and
one schedule of its steps. Only where no schedule is found in which the early targets are met too,
all years are searched together (`together`), first without the capacity.

What cannot be shown to be least is said to be feasible, with an effort that no plan is below.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from spbe_cli.core.plan.knapsack import Knapsack
from spbe_cli.core.plan.plans import Plan, Status, Step, Terms
from spbe_cli.core.plan.problem import PlanProblem
from spbe_cli.core.plan.schedule import Ends, Way, YearTerms
from spbe_cli.core.plan.together import Together
from spbe_cli.core.records import replace
from spbe_cli.core.result import Result

# How far above what no plan is below the search looks, turn after turn (None: as far as there is
# anything to spend), and how many plans it keeps. Near to it there is little to look at, and what
# is found is worth most. With more plans people would wait too long.
_TURNS = (
    (Fraction(0), 6000),
    (Fraction(1, 100), 2400),
    (Fraction(1, 50), 1200),
    (Fraction(1, 20), 1200),
    (None, 1200),
    (Fraction(1, 100), 1200),
)


@dataclass(frozen=True, slots=True)
class YearTarget:
    """A year and the exact index that it must reach."""

    year: int
    target: Fraction


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Reached:
    """What a year of a roadmap reaches, and the effort of that year."""

    stage: YearTarget
    index: Fraction
    effort: Fraction


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Roadmap:
    """A plan whose steps have years, and what each year reaches.

    `least` is an effort that no plan is below; where it is `proven`, this one has no more. Of a
    roadmap that is out of reach, `years` is the one year that cannot be met, with an index that is
    never surpassed by then; where that is not `proven`, no more is known than that no plan was
    found.
    """

    plan: Plan
    years: tuple[Reached, ...]
    least: Fraction
    proven: bool = True


def roadmap(
    result: Result,
    targets: Mapping[int, Fraction],
    terms: Terms | None = None,
    capacity: Fraction | None = None,
) -> Roadmap:
    """Plan for several years; `targets` has at least one, the index to reach by year.

    `terms.max_step` bounds how far an item rises in a year, `capacity` the effort of a year; floors
    hold in the last year. The first year with a target is the first in which anything is done; a
    year between two of them is a year of work too.
    """
    return _Roadmap(result, targets, terms or Terms(), capacity).best()


def spread(
    result: Result, targets: Mapping[int, Fraction], terms: Terms, capacities: Iterable[Fraction]
) -> Iterator[tuple[Fraction, tuple[Fraction, ...]]]:
    """Yield capacities with the effort of each year of a roadmap of least effort under them.

    Those are left out under which only a search over all years could find one.
    """
    found = _Roadmap(result, targets, terms, None)
    free, scale = found.years, found.problem.efforts
    choice = free.alone(free.last)
    if choice is None:
        return
    for capacity in capacities:
        years = replace(free, cap=int(capacity * scale))
        way = years.scheduled(choice.ends) if choice.least <= years.most else None
        if way is not None:
            spent = itertools.pairwise([0, *years.spent(way)])
            yield capacity, tuple(Fraction(now - before, scale) for before, now in spent)


class _Roadmap:
    """What is asked of a roadmap, and the answer to it."""

    def __init__(
        self,
        result: Result,
        targets: Mapping[int, Fraction],
        terms: Terms,
        capacity: Fraction | None,
    ) -> None:
        least = Fraction(0)  # what has been reached stays: an index does not fall in a plan
        self.stages = [
            YearTarget(year, least := max(least, targets.get(year, least)))
            for year in range(min(targets), max(targets) + 1)
        ]
        count, step = len(self.stages), terms.max_step
        self.problem = PlanProblem(
            result, replace(terms, max_step=step and step * count), at_once=True
        )
        knapsack, scale = self.problem.knapsack, self.problem.efforts
        self.years = YearTerms(
            knapsack.items,
            knapsack.floors,
            [self.problem.need(stage.target) for stage in self.stages],
            step,
            None if capacity is None else int(capacity * scale),
            self.problem.proving,
        )

    def best(self) -> Roadmap:
        """Return the roadmap of least effort that is found, with what is known about it."""
        years, choices = self.years, []
        for year in range(len(self.stages)):
            choice = years.alone(year)
            if choice is None:
                return self._out_of_reach(year, proven=True)
            choices.append(choice)
        least = max(choice.least for choice in choices)
        way = years.scheduled(choices[-1].ends)
        if way is None:
            way, least = self._together(least)
        else:
            way = self._gentlest(way, least)
        if way is None:
            return self._out_of_reach(years.last, proven=least > years.most)
        return self._made(way, least)

    def _gentlest(self, way: Way, least: int) -> Way:
        """Return, of the ways of least effort, one whose biggest jump over all years is smaller.

        Each smaller bound is tried, the smallest first; the way itself where none does.
        """
        years = self.years
        if years.spent(way)[-1] > least:
            return way
        for jump in range(1, max(way[-1], default=0)):
            gentler = replace(years, items=[ends[: jump + 1] for ends in years.items])
            choice = gentler.alone(years.last)
            found = None
            if choice is not None and choice.effort == least:
                found = years.scheduled(choice.ends)
            if found is not None:
                return found
        return way

    def _together(self, least: int) -> tuple[Way | None, int]:
        """Return the best way that the search finds, and an effort that no way is below.

        Where there is provably none, that is more than there is to spend.
        """
        years = self.years
        if years.cap is None:
            return _searched(years, None, least)
        free, least = _searched(replace(years, cap=None), None, least)
        found = years.scheduled(free[-1]) if free is not None else None
        if found == free is not None:  # the capacity does not bind: it changes nothing
            return found, least
        return _searched(years, found, least)

    # --- what comes of it -------------------------------------------------------------------

    def _made(self, way: Way, least: int) -> Roadmap:
        spent = self.years.spent(way)
        steps = tuple(self._steps(way))
        start, scale = self.problem.start, self.problem.efforts
        proven = spent[-1] == least
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
            measure=self.problem.terms.measure,
        )
        return Roadmap(plan, tuple(years), Fraction(least, scale), proven)

    def _steps(self, way: Way) -> Iterator[Step]:
        """Yield the steps year by year, in each year in the order of the regulation."""
        before: Ends = (0,) * len(self.years.items)
        index = self.problem.start
        for stage, ends in zip(self.stages, way, strict=True):
            for step in self.problem.steps(ends, before, index):
                yield replace(step, year=stage.year)
                index = step.index
            before = ends

    def _out_of_reach(self, year: int, *, proven: bool) -> Roadmap:
        years = self.years
        none = [0] * len(years.items)
        knapsack = Knapsack(
            replace(years, floors=()).knapsack(year, none, years.highest(year)).items
        )
        gain = knapsack.highest()
        if years.cap is not None:
            choice = knapsack.spend(years.cap * (year + 1))
            gain = choice.gain if choice is not None else 0
        highest = self.problem.index(gain)
        plan = Plan(
            Status.UNREACHABLE,
            self.problem.start,
            highest,
            target=self.stages[year].target,
            unit=self.problem.terms.unit,
            measure=self.problem.terms.measure,
        )
        reached = (Reached(self.stages[year], highest, Fraction(0)),)
        return Roadmap(plan, reached, Fraction(0), proven)


def _searched(years: YearTerms, found: Way | None, least: int) -> tuple[Way | None, int]:
    """Return a better way than a known one if the search finds one, and what none is below.

    Where there is provably none, that is more than there is to spend.
    """
    if least > years.most or (found is not None and years.spent(found)[-1] == least):
        return found, least
    together = Together(years, years.most if found is None else years.spent(found)[-1])
    least = max(least, together.bound)
    for share, width in _TURNS:
        most = years.most if found is None else years.spent(found)[-1] - 1
        if share is not None:
            most = min(most, least + int(least * share))
        if most < least:
            break
        better, complete = together.better(most, width)
        if better is not None:
            found = years.early(better)
        if complete:
            least = most + 1 if better is None else years.spent(better)[-1]
    if found is None and least <= years.most:  # so near to the edge that none was kept, or none is
        found, complete = together.better(years.most)
        found = None if found is None else years.early(found)
        if complete:
            least = years.most + 1 if found is None else years.spent(found)[-1]
    return found, least
