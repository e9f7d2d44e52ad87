"""A knapsack over whole numbers: one end for each item, enough gain, the least effort, provably.

An item ends at one of several ends; each costs effort and gains. Choosing one end for each item is
a multiple-choice knapsack (Kellerer, Pferschy, Pisinger, Knapsack Problems, 2004, chapter 11),
solved exactly in two passes:

- Forward, the fronts: for the first item, the first two, and so on, the choices that no other one
  beats in both effort and gain. The last front has the least effort for a gain.
- Backward, the search: of the choices with that effort, their number, the smallest biggest jump,
  and of those with no bigger one the one of least cost. The fronts tell of each part of a choice
  whether the rest can still complete it.

With λ the gain for one unit of effort at the margin of the relaxed problem, a choice loses
Σ (λ · effort − gain), less the least that sum can be; no choice as good as a known one loses more
than that one's distance to the relaxation. Ends that lose more are never looked at.
"""

from collections.abc import Sequence
from typing import NamedTuple

from spbe_cli.core.plan.margin import End, Margin, Price, hull
from spbe_cli.core.plan.passes import Passes, TooMany


class Choice(NamedTuple):
    """The position of each item's end, and what they come to.

    `least` is the least effort that any choice could have: where it is less than `effort`, there
    were too many states, and the choice is good but not proven to be the best. `equal` is the
    number of other choices with the same effort that do as well.
    """

    ends: tuple[int, ...]
    gain: int
    effort: int
    least: int
    equal: int = 0


class _Rise(NamedTuple):
    """One item raised to an end, from the end before it on its hull, and what that brings."""

    position: int
    end: int
    gain: int
    effort: int


class Knapsack:
    """Items with their ends, each from the least effort to the most, and floors.

    A floor is a gain that the items of a range must have together; inner ranges come first. Among
    choices of the same effort, the one is taken whose biggest jump is the smallest, then the one of
    the least cost, then the one that raises the earlier items more.
    """

    def __init__(
        self, items: Sequence[Sequence[End]], floors: Sequence[tuple[int, range]] = ()
    ) -> None:
        """Keep the items and the floors."""
        self.items, self.floors = items, floors

    def highest(self) -> int:
        """Return the gain where every item ends as high as it may."""
        return sum(ends[-1].gain for ends in self.items)

    def reach(self, need: int) -> Choice | None:
        """Return the best choice for a gain; None where there is none."""
        known = self._climbed(need)
        if known is None:
            return None
        at, price = known
        gain, effort = self._gain(at), self._effort(at)
        margin = Margin(self.items, price, need, effort)
        try:
            return self._best(margin, need)
        except TooMany:
            return Choice(tuple(at), gain, effort, min(margin.bound(need), effort))

    def spend(self, budget: int) -> Choice | None:
        """Return the choice of the greatest gain for an effort; the best of those.

        None where the effort does not even pay for the floors.
        """
        known = self._climbed(0)
        if known is None:
            return None
        at, price = known
        if self._effort(at) <= budget:
            price = self._filled(at, budget)
            gain = self._gain(at)
        else:
            gain = sum(ends[0].gain for ends in self.items)
        try:
            return self._best(Margin(self.items, price, gain, budget))
        except TooMany:
            if self._effort(at) > budget:
                return None
            return Choice(tuple(at), gain, self._effort(at), 0)

    def margin(self, need: int) -> Price:
        """Return what effort gains at the margin of the relaxed problem, as (gain, effort)."""
        known = self._climbed(need)
        return (1, 1) if known is None else known[1]

    def _best(self, margin: Margin, need: int | None = None) -> Choice | None:
        """Return the best choice for a gain (None: for the greatest); raises TooMany."""
        passes = Passes(self.items, self.floors, margin)
        need = passes.most() if need is None else need
        if need is None:
            return None
        effort = passes.least(need)
        count, jump = passes.tally(need, effort)
        ends, gain = passes.cheapest(need, effort, jump)
        return Choice(ends, gain, effort, effort, count - 1)

    # --- good choices, quickly --------------------------------------------------------------

    def _climbed(self, need: int) -> tuple[list[int], Price] | None:
        """Return the ends of a good choice and its marginal price; None where none does.

        Floors are met first, then the best gains for their effort are taken, up to `need`.
        """
        at, price = [0] * len(self.items), (1, 1)
        for least, span in [*self.floors, (need, range(len(self.items)))]:
            gained = sum(self.items[one][at[one]].gain for one in span)
            for rise in self._rises(span, at):
                if gained >= least:
                    break
                at[rise.position], gained = rise.end, gained + rise.gain
                price = (rise.gain, rise.effort)
            if gained < least:
                return None
        return at, price

    def _filled(self, at: list[int], budget: int) -> Price:
        """Raise ends as far as a budget goes, and return what effort gains where it is spent."""
        left, price = budget - self._effort(at), (1, 1)
        for rise in self._rises(range(len(self.items)), at):
            price = (rise.gain, rise.effort)
            if rise.effort > left:
                break
            at[rise.position], left = rise.end, left - rise.effort
        return price

    def _rises(self, span: range, at: Sequence[int]) -> list[_Rise]:
        """Return all increments, the best for its effort first."""
        found = [
            _Rise(position, *rise)
            for position in span
            for rise in hull(self.items[position], at[position])
        ]
        return sorted(found, key=lambda one: -one.gain / one.effort)  # roughly will do

    def _effort(self, at: Sequence[int]) -> int:
        return sum(ends[end].effort for ends, end in zip(self.items, at, strict=True))

    def _gain(self, at: Sequence[int]) -> int:
        return sum(ends[end].gain for ends, end in zip(self.items, at, strict=True))
