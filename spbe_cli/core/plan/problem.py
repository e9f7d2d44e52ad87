"""A plan as a knapsack: the ends of every item in whole numbers, and back to steps."""

import itertools
import math
import operator
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from spbe_cli.core.index import exact_of
from spbe_cli.core.plan.knapsack import Choice, Knapsack
from spbe_cli.core.plan.margin import End
from spbe_cli.core.plan.plans import Plan, Status, Step, Terms
from spbe_cli.core.records import replace
from spbe_cli.core.result import IndicatorScore, Result, SectionScore, leaves

_RADIX = 1 << 10  # more than there are items: the parts of a cost never run into each other


Order = tuple[
    Fraction, Fraction, int, int, tuple[int, ...], tuple[int, ...]
]  # of plans: the least is the best


class PlanProblem:
    """A knapsack made from a result and its terms; items `touched` have to rise.

    With `at_once` what is claimed is proven in one go or not at all.
    """

    def __init__(
        self,
        result: Result,
        terms: Terms,
        touched: frozenset[str] = frozenset(),
        *,
        at_once: bool = False,
    ) -> None:
        self.at_once = at_once
        self.result, self.terms, self.start = result, terms, exact_of(result)
        self.effort = terms.effort_in(result.instrument)
        self.weight = result.instrument.total
        self.scored = tuple(result.items())
        self.levels = [list(self._levels(one)) for one in self.scored]
        # Of the ends of each item, how many only prove what is claimed.
        self.proving = [
            sum(level <= self._claimed(one) for level in levels[1:]) if terms.claims else 0
            for one, levels in zip(self.scored, self.levels, strict=True)
        ]
        paid = [
            [self._paid(one, *pair) for pair in itertools.pairwise(levels)]
            for one, levels in zip(self.scored, self.levels, strict=True)
        ]
        self.gains = math.lcm(
            *(
                one.item.weight.denominator * levels[0].denominator
                for one, levels in zip(self.scored, self.levels, strict=True)
            )
        )
        self.efforts = math.lcm(*{effort.denominator for efforts in paid for effort in efforts})
        self.first = [int(one.item.id in touched) for one in self.scored]  # of the ends it may have
        self.impossible = any(
            first == len(levels) for first, levels in zip(self.first, self.levels, strict=True)
        )
        ends = map(self._ends, self.scored, self.levels, paid, self.proving)
        self.knapsack = Knapsack(
            [own[first:] for own, first in zip(ends, self.first, strict=True)],
            list(self._floors(result.sections, 0)),
        )

    def _claimed(self, one: IndicatorScore) -> int:
        """Return the whole level that is claimed for an item, or that it has."""
        level, claims = one.level or 0, self.terms.claims
        return int(max(level, claims.get(one.item.id, 0)) if claims else level)

    def _levels(self, one: IndicatorScore) -> Iterator[int | Fraction]:
        """Yield where an item may end: where it is, and each higher level."""
        level = one.level if one.level is not None else Fraction(0)
        yield level.numerator if level.denominator == 1 else level
        scale, terms = self.result.instrument.scale, self.terms
        if one.item.id in terms.locked:
            return
        top = min(scale.maximum, terms.max_level or scale.maximum)
        if terms.max_step is not None:
            top = min(top, self._claimed(one) + terms.max_step)
        first = int(level) + 1
        if self.at_once:
            first = max(first, min(self._claimed(one), top))
        yield from range(first, top + 1)

    def _ends(
        self,
        one: IndicatorScore,
        levels: Sequence[int | Fraction],
        paid: Sequence[Fraction],
        proving: int,
    ) -> list[End]:
        """Return the ends of an item: gain is weight × level.

        Cost is one indicator, less how many levels it rises from the lowest, the second lowest, …
        """
        scale, start = self.result.instrument.scale, levels[0]
        weight, whole = one.item.weight, start.denominator
        unit = weight.numerator * (self.gains // (weight.denominator * whole))
        had, effort, cost = start.numerator, 0, _RADIX ** (scale.maximum - scale.minimum)
        made, digit = [End(0, 0, 0)], scale.maximum - 1
        for number, (before, level, more) in enumerate(
            zip(levels, levels[1:], paid, strict=False), start=1
        ):
            effort += more.numerator * (self.efforts // more.denominator)
            cost -= _RADIX ** (digit - int(before))
            # What a roadmap rises in a year is settled by its schedule.
            jump = 0 if self.at_once else max(0, number - proving)
            made.append(End(unit * (int(level) * whole - had), effort, cost, jump))
        return made

    def _floors(self, sections: Iterable[SectionScore], first: int) -> Iterator[tuple[int, range]]:
        """Yield what each section with a floor has to gain, and where its items are.

        Inner sections come first; `first` is the position of the first item.
        """
        for one in sections:
            span = range(first, first + sum(1 for _one in leaves([one])))
            yield from self._floors(one.sections, first)
            floor = self.terms.floors.get(one.section.key)
            if floor is not None and one.sure and floor > exact_of(one):
                yield math.ceil((floor - exact_of(one)) * one.section.weight * self.gains), span
            first = span.stop

    def need(self, index: Fraction) -> int:
        """Return the gain that an index needs."""
        return math.ceil((index - self.start) * self.weight * self.gains)

    def index(self, gain: int) -> Fraction:
        """Return the index that a gain leads to."""
        return self.start + Fraction(gain, self.gains) / self.weight

    def highest(self) -> Fraction:
        """Return the index where every item ends as high as it may."""
        return self.index(self.knapsack.highest())

    def reach(self, target: Fraction) -> Choice | None:
        """Choose for a target."""
        return None if self.impossible else self.knapsack.reach(self.need(target))

    def spend(self, budget: Fraction) -> Choice | None:
        """Choose for a budget."""
        return None if self.impossible else self.knapsack.spend(int(budget * self.efforts))

    def choose(self, plan: Plan) -> Choice | None:
        """Choose for what another plan was asked for."""
        if plan.target is not None:
            return self.reach(plan.target)
        return self.spend(plan.budget or Fraction(0))

    def plan(self, choice: Choice | None) -> Plan:
        """Return the plan of a choice."""
        unit = self.terms.unit
        if choice is None:
            none = Plan(Status.UNREACHABLE, self.start, self.highest(), unit=unit)
            return replace(none, measure=self.terms.measure)
        ends = self._positions(choice)
        steps = tuple(self.steps(ends, [0] * len(ends), self.start))
        index = steps[-1].index if steps else self.start
        status = Status.OPTIMAL if steps else Status.REACHED
        if choice.least < choice.effort:
            status = Status.FEASIBLE
        effort, least = (Fraction(one, self.efforts) for one in (choice.effort, choice.least))
        plan = Plan(status, self.start, index, effort, steps, choice.equal, unit=unit)
        return replace(plan, least=least, measure=self.terms.measure)

    def steps(self, ends: Sequence[int], before: Sequence[int], index: Fraction) -> Iterator[Step]:
        """Return the steps between two positions of every item, from an index on."""
        for one, levels, first, last in zip(self.scored, self.levels, before, ends, strict=True):
            if first == last:
                continue
            share, had = one.item.weight / self.weight, Fraction(levels[first])
            for level in range(int(had) + 1, int(levels[last]) + 1):
                to, effort = Fraction(level), self.effort(one.item.id, level)
                gain = share if had.denominator == 1 else share * (to - had)
                index += gain
                yield Step(one, had, to, effort, gain, index)
                had = to

    def _paid(self, one: IndicatorScore, start: int | Fraction, end: int | Fraction) -> Fraction:
        first, *others = (
            self.effort(one.item.id, level) for level in range(int(start) + 1, int(end) + 1)
        )
        return sum(others, first)

    def _positions(self, choice: Choice) -> list[int]:
        """Return the position of each item's end among all its levels."""
        return [first + end for first, end in zip(self.first, choice.ends, strict=True)]

    def order(self, choice: Choice, *, rich: bool) -> Order:
        """Return what settles which of two plans is the better: the lower one.

        In fractions, for two problems need not be scaled alike.
        """
        ends = self._positions(choice)
        risen = Counter(
            level
            for levels, end in zip(self.levels, ends, strict=True)
            for level in map(int, levels[:end])
        )
        scale = self.result.instrument.scale
        return (
            Fraction(-choice.gain, self.gains) if rich else Fraction(0),
            Fraction(choice.effort, self.efforts),
            max(0, *map(operator.sub, ends, self.proving)),
            sum(end > 0 for end in ends),
            tuple(-risen[level] for level in scale.levels()),
            tuple(-end for end in ends),
        )
