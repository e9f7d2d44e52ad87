"""When to take the steps of a plan: in each year no more than fits, each as early as it fits."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from spbe_cli.core.plan.knapsack import Choice, Knapsack
from spbe_cli.core.plan.margin import End
from spbe_cli.core.records import replace

Ends = tuple[int, ...]  # for each item, the position of its end
Way = Sequence[Ends]  # of each year, the positions at its end


@dataclass(frozen=True, slots=True)
class YearTerms:
    """What every year of a roadmap asks for and allows, in whole numbers.

    `needs` are the gains to have by the end of each year; they never fall. `floors` hold in the
    last year. An item rises by `step` positions a year at most, and a year takes an effort of `cap`
    at most; None: as much as one likes. `proving` says how many positions of each item only prove
    what is claimed.
    """

    items: Sequence[Sequence[End]]
    floors: Sequence[tuple[int, range]]
    needs: Sequence[int]
    step: int | None
    cap: int | None
    proving: Sequence[int] = ()

    @property
    def last(self) -> int:
        """The position of the last year."""
        return len(self.needs) - 1

    @property
    def most(self) -> int:
        """The most that all years together may take."""
        all_of_them = sum(item[-1].effort for item in self.items)
        return all_of_them if self.cap is None else min(all_of_them, self.cap * len(self.needs))

    def highest(self, year: int) -> list[int]:
        """Return how far each item can be at the end of a year."""
        return [self.up(0, len(item) - 1, year + 1) for item in self.items]

    def up(self, at: int, end: int, years: int) -> int:
        """Return how far on its way to an end an item can be after some years."""
        return end if self.step is None else min(end, at + self.step * years)

    def _down(self, end: int, years: int) -> int:
        if self.step is None:
            return 0 if years else end
        return max(0, end - self.step * years)

    def knapsack(self, year: int, low: Sequence[int], high: Sequence[int]) -> Knapsack:
        """Return a year as a knapsack, every item between two positions."""
        items = [
            ends[first : last + 1] for ends, first, last in zip(self.items, low, high, strict=True)
        ]
        return Knapsack(items, self.floors if year == self.last else ())

    def alone(self, year: int) -> Choice | None:
        """Return the choice of least effort for the target of one year; None if none does.

        Of the other years only their time and their capacity count.
        """
        none = [0] * len(self.items)
        choice = self.knapsack(year, none, self.highest(year)).reach(self.needs[year])
        if choice is None or (self.cap is not None and choice.least > self.cap * (year + 1)):
            return None
        return choice

    def spent(self, way: Way) -> list[int]:
        """Return the effort up to the end of each year."""
        return [
            sum(item[end].effort for item, end in zip(self.items, ends, strict=True))
            for ends in way
        ]

    def fits(self, way: Way) -> bool:
        """Whether a way keeps to all that is asked for."""
        return self._bounded(way) and self._met(way)

    def _bounded(self, way: Way) -> bool:
        """Whether no item rises too fast, and no year takes too much."""
        none: Ends = (0,) * len(self.items)
        for before, now in itertools.pairwise([none, *way]):
            risen = [end - start for start, end in zip(before, now, strict=True)]
            if min(risen) < 0 or (self.step is not None and max(risen) > self.step):
                return False
        spent = self.spent(way)
        return self.cap is None or all(
            now - before <= self.cap for before, now in itertools.pairwise([0, *spent])
        )

    def _met(self, way: Way) -> bool:
        """Whether every year has the gain that it needs, and the last one its floors."""
        gains = [
            [item[end].gain for item, end in zip(self.items, ends, strict=True)] for ends in way
        ]
        return all(sum(one) >= need for one, need in zip(gains, self.needs, strict=True)) and all(
            sum(gains[-1][item] for item in span) >= need for need, span in self.floors
        )

    def scheduled(self, ends: Ends) -> Way | None:
        """Return a way to given ends, each step as early as it fits; None if none is found.

        First the steps are taken by what they gain for their effort, proofs before rises. Where
        that leaves too much for later, rises may come before proofs; and where that does too, each
        year is filled with as much gain as there is room for, or with as much effort.
        """
        freely = replace(self, proving=())
        for years, way in (
            *([(self, self._latest(ends))] if any(self.proving) else []),
            (freely, self._latest(ends)),
            (self, self._filled(ends, self)),
            (self, self._filled(ends, replace(self, items=self._fuller()))),
        ):
            if way is not None:
                early = years.early(way)
                if self.fits(early):
                    return early
        return None

    def early(self, way: Way) -> Way:
        """Return a way with steps brought forward until none can be taken earlier by itself.

        In each year, of the steps that are planned for later and fit, proofs go first, then the one
        that gains most for its effort. What is gained by the end of a year never becomes less.
        """
        done = [list(ends) for ends in way]
        for year in range(self.last):
            before = done[year - 1] if year else [0] * len(self.items)
            at = done[year]
            spent = self.spent([tuple(before), tuple(at)])
            left = None if self.cap is None else self.cap - (spent[1] - spent[0])
            while (best := self._next(before, at, done[-1], left)) is not None:
                if left is not None:
                    left -= self._effort(best, at[best])
                moved = at[best] + 1
                for later in done[year:]:
                    later[best] = max(later[best], moved)
        return [tuple(ends) for ends in done]

    def _next(
        self, before: Sequence[int], at: Sequence[int], ends: Sequence[int], left: int | None
    ) -> int | None:
        """Return the item whose next step a year takes first of those that fit."""
        best, most = None, (False, Fraction(0))
        proving = self.proving or itertools.repeat(0)
        for item, (first, now, end, proofs) in enumerate(
            zip(before, at, ends, proving, strict=False)
        ):
            if now == end or (self.step is not None and now - first == self.step):
                continue
            effort = self._effort(item, now)
            if left is not None and effort > left:
                continue
            gain = self.items[item][now + 1].gain - self.items[item][now].gain
            rate = (now < proofs, Fraction(gain, effort))
            if best is None or rate > most:
                best, most = item, rate
        return best

    def _effort(self, item: int, at: int) -> int:
        return self.items[item][at + 1].effort - self.items[item][at].effort

    def _latest(self, ends: Ends) -> Way | None:
        """Return the way that takes every step as late as its item allows, whatever it takes."""
        if any(end > top for end, top in zip(ends, self.highest(self.last), strict=True)):
            return None
        return [
            tuple(self._down(end, self.last - year) for end in ends)
            for year in range(len(self.needs))
        ]

    def _fuller(self) -> list[list[End]]:
        """Return the items as if effort were to be had, and gain only settled ties."""
        most = 1 + sum(item[-1].gain for item in self.items)
        return [
            [end._replace(gain=end.effort * most + end.gain) for end in item] for item in self.items
        ]

    def _filled(self, ends: Ends, years: "YearTerms") -> Way | None:
        """Return a way whose years gain as much as their capacity allows, one after the other.

        What counts as gain is that of `years`.
        """
        if self.cap is None:
            return None
        at, spent, way = [0] * len(ends), 0, []
        for year in range(self.last):
            low = [
                max(now, self._down(end, self.last - year))
                for now, end in zip(at, ends, strict=True)
            ]
            high = [self.up(now, end, 1) for now, end in zip(at, ends, strict=True)]
            choice = years.knapsack(year, low, high).spend(spent + self.cap)
            if choice is None:
                return None
            at = [first + end for first, end in zip(low, choice.ends, strict=True)]
            spent = choice.effort
            way.append(tuple(at))
        return [*way, ends]
