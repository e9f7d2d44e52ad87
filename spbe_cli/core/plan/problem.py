"""A plan as a knapsack: the ends of every item in whole numbers, and back to steps."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from spbe_cli.core.moves import Move
from spbe_cli.core.plan.knapsack import Choice, Knapsack
from spbe_cli.core.plan.margin import End
from spbe_cli.core.plan.plans import Plan, Status, Step, Terms, along, start
from spbe_cli.core.records import replace
from spbe_cli.core.result import IndicatorScore, Result, SectionScore, leaves

_RADIX = 1 << 10  # more than there are items: the parts of a cost never run into each other


Order = tuple[
    Fraction, Fraction, int, tuple[int, ...], tuple[int, ...]
]  # of plans: the least is the best


class Problem:
    """A knapsack made from a result and its terms; items `touched` have to rise."""

    def __init__(self, result: Result, terms: Terms, touched: frozenset[str] = frozenset()) -> None:
        self.result, self.terms, self.start = result, terms, start(result)
        self.weight = result.instrument.total
        self.scored = tuple(result.items())
        self.levels = [list(self._levels(one)) for one in self.scored]
        efforts = [
            [self._paid(one, level) for level in levels[1:]]
            for one, levels in zip(self.scored, self.levels, strict=True)
        ]
        self.gains = math.lcm(
            *(
                one.item.weight.denominator * levels[0].denominator
                for one, levels in zip(self.scored, self.levels, strict=True)
            )
        )
        self.efforts = math.lcm(*(effort.denominator for one in efforts for effort in one))
        self.first = [int(one.item.id in touched) for one in self.scored]  # of the ends it may have
        self.impossible = any(
            first == len(levels) for first, levels in zip(self.first, self.levels, strict=True)
        )
        self.knapsack = Knapsack(
            [
                self._item(one, levels, spent)[first:]
                for first, one, levels, spent in zip(
                    self.first, self.scored, self.levels, efforts, strict=True
                )
            ],
            list(self._floors(result.sections, 0)),
        )

    def _levels(self, one: IndicatorScore) -> Iterator[int | Fraction]:
        """Yield where an item may end: where it is, and each higher level."""
        level = one.level if one.level is not None else Fraction(0)
        yield level
        if one.item.id in self.terms.locked:
            return
        scale, terms = self.result.instrument.scale, self.terms
        top = min(scale.maximum, terms.max_level or scale.maximum)
        if terms.max_step is not None:
            top = min(top, int(level) + terms.max_step)
        yield from range(int(level) + 1, top + 1)

    def _item(
        self,
        one: IndicatorScore,
        levels: Sequence[int | Fraction],
        efforts: Sequence[Fraction],
    ) -> list[End]:
        """Return the ends of an item: gain is weight × level."""
        scale, start = self.result.instrument.scale, levels[0]
        span = scale.maximum - scale.minimum
        unit = one.item.weight.numerator * (
            self.gains // (one.item.weight.denominator * start.denominator)
        )
        made, spent, risen = [End(0, 0, 0)], 0, 0
        for number, (level, effort) in enumerate(zip(levels[1:], efforts, strict=True)):
            spent += effort.numerator * (self.efforts // effort.denominator)
            # Effort first, then indicators touched, then how many rise from the lowest levels.
            risen += _RADIX ** (span - 1 - (int(start) - scale.minimum + number))
            cost = (spent * _RADIX + 1) * _RADIX**span - risen
            gain = unit * (int(level) * start.denominator - start.numerator)
            made.append(End(gain, spent, cost))
        return made

    def _floors(self, sections: Iterable[SectionScore], first: int) -> Iterator[tuple[int, range]]:
        """Yield what each section with a floor has to gain, and where its items are.

        Inner sections come first; `first` is the position of the first item.
        """
        for one in sections:
            span = range(first, first + sum(1 for _one in leaves([one])))
            yield from self._floors(one.sections, first)
            floor = self.terms.floors.get(one.section.key)
            if floor is not None and one.index is not None and floor > one.index:
                yield math.ceil((floor - one.index) * one.section.weight * self.gains), span
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
            return Plan(Status.UNREACHABLE, self.start, self.highest(), unit=unit)
        ends = self._ends(choice)
        steps = tuple(self.steps(ends, [0] * len(ends), self.start))
        index = steps[-1].index if steps else self.start
        status = Status.OPTIMAL if steps else Status.REACHED
        if choice.least < choice.effort:
            status = Status.FEASIBLE
        effort, least = (Fraction(one, self.efforts) for one in (choice.effort, choice.least))
        plan = Plan(status, self.start, index, effort, steps, choice.equal, unit=unit)
        return replace(plan, least=least)

    def steps(self, ends: Sequence[int], before: Sequence[int], index: Fraction) -> Iterator[Step]:
        """Return the steps between two positions of every item, from an index on."""
        moves = (
            Move(one, Fraction(levels[at - 1]), Fraction(levels[at]), self._paid(one, levels[at]))
            for one, levels, first, last in zip(self.scored, self.levels, before, ends, strict=True)
            for at in range(first + 1, last + 1)
        )
        return along(self.result, moves, index)

    def _paid(self, one: IndicatorScore, level: int | Fraction) -> Fraction:
        return self.terms.effort(one.item.id, int(level))

    def _ends(self, choice: Choice) -> list[int]:
        """Return the position of each item's end among all its levels."""
        return [first + end for first, end in zip(self.first, choice.ends, strict=True)]

    def order(self, choice: Choice, *, rich: bool) -> Order:
        """Return what settles which of two plans is the better: the lower one.

        In fractions, for two problems need not be scaled alike.
        """
        ends = self._ends(choice)
        risen = Counter(
            level
            for levels, end in zip(self.levels, ends, strict=True)
            for level in map(int, levels[:end])
        )
        scale = self.result.instrument.scale
        return (
            Fraction(-choice.gain, self.gains) if rich else Fraction(0),
            Fraction(choice.effort, self.efforts),
            sum(end > 0 for end in ends),
            tuple(-risen[level] for level in scale.levels()),
            tuple(-end for end in ends),
        )
