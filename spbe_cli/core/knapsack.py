"""A knapsack over whole numbers: one end for each item, enough gain, the least effort, provably.

An item ends at one of several ends; each costs effort and gains. Choosing one end for each item is
a multiple-choice knapsack, solved exactly. With λ the gain for one unit of effort at the margin of
the relaxed problem, a choice loses Σ (λ · effort − gain), less the least that sum can be; no choice
as good as a known one loses more than that one's distance to the relaxation. Ends that lose more
are never looked at, so most items have few left (Lagrangian bound; Kellerer, Pferschy, Pisinger,
Knapsack Problems, 2004, chapter 11).
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple


class End(NamedTuple):
    """Where an item may end; `cost` orders choices of equal gain, effort first."""

    gain: int
    effort: int
    cost: int


class Choice(NamedTuple):
    """The position of each item's end, and what they come to.

    `equal` is the number of other choices with the same effort that do as well.
    """

    ends: tuple[int, ...]
    gain: int
    effort: int
    equal: int


Price = tuple[int, int]  # gain for effort, at the margin
_Back = tuple[int, int, "_Back | None"]  # position of the item, of its end, and those after it
_Key = tuple[int, int, tuple[int, ...]]  # gain, effort, and how far each floor is reached
_States = dict[_Key, tuple[int, int, _Back | None]]  # cost, number of choices, the best of them


class Knapsack:
    """Items with their ends, each from the least effort to the most, and floors.

    A floor is a gain that the items of a range must have together; inner ranges come first. Among
    choices of the same cost, the one is taken that raises the earlier items more.
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
        """Return the choice of least cost for a gain; None where there is none."""
        known = self._cheap(need)
        if known is None:
            return None
        effort, price = known
        effort = self._least(price, need, effort)
        states = self._search(price, max(need, 0), effort)
        return self._best({key: one for key, one in states.items() if key[0] >= need}, rich=False)

    def spend(self, budget: int) -> Choice | None:
        """Return the choice of the greatest gain for an effort; of those, the one of least cost.

        None where the effort does not even pay for the floors.
        """
        gain, price = self._rich(budget)
        # A choice that meets the floors may gain less than the one that is known without them.
        states = self._search(price, 0 if self.floors else gain, budget)
        return self._best(states, rich=True) if states else None

    def margin(self, need: int) -> Price:
        """Return what effort gains at the margin of the relaxed problem, as (gain, effort)."""
        known = self._cheap(need)
        return (1, 1) if known is None else known[1]

    def _best(self, states: _States, *, rich: bool) -> Choice:
        """Return the cheapest choice, or if `rich` the one of the greatest gain."""

        def order(state: tuple[_Key, tuple[int, int, _Back | None]]) -> tuple[int, int]:
            (gain, _effort, _marks), (cost, _count, _back) = state
            return -gain if rich else 0, cost

        least = min(map(order, states.items()))
        ties = [one for one in states.items() if order(one) == least]
        chosen, (gain, effort, _marks) = max((self._chosen(one[1][2]), one[0]) for one in ties)
        equals = sum(
            count
            for (other, spent, _marks), (_cost, count, _back) in states.items()
            if spent == effort and (other == gain or not rich)
        )
        return Choice(chosen, gain, effort, equals - 1)

    def _chosen(self, back: _Back | None) -> tuple[int, ...]:
        """Return for every item the position of its end."""
        chosen = [0] * len(self.items)
        while back is not None:
            position, end, back = back
            chosen[position] = end
        return tuple(chosen)

    def _cheap(self, need: int) -> tuple[int, Price] | None:
        """Return effort and marginal price of a good choice; None where none does.

        Floors are met first, then the best gains for their effort are taken, up to `need`.
        """
        at, price = [0] * len(self.items), (1, 1)
        for least, span in [*self.floors, (need, range(len(self.items)))]:
            gained = sum(self.items[one][at[one]].gain for one in span)
            for position, end, gain, effort in self._rises(span, at):
                if gained >= least:
                    break
                at[position], gained, price = end, gained + gain, (gain, effort)
            if gained < least:
                return None
        pairs = zip(self.items, at, strict=True)
        return sum(ends[end].effort for ends, end in pairs), price

    def _rich(self, budget: int) -> tuple[int, Price]:
        """Return gain and marginal price of a good choice within a budget, floors aside."""
        at, price = [0] * len(self.items), (1, 1)
        gained = sum(ends[0].gain for ends in self.items)
        budget -= sum(ends[0].effort for ends in self.items)
        for position, end, gain, effort in self._rises(range(len(self.items)), at):
            price = (gain, effort)
            if effort > budget:
                break
            budget, gained = budget - effort, gained + gain
            at[position] = end
        return gained, price

    def _rises(self, span: range, at: Sequence[int]) -> list[tuple[int, int, int, int]]:
        """Return (position, end, gain, effort) of all increments, the best for its effort first."""
        found = [
            (position, *rise)
            for position in span
            for rise in _hull(self.items[position], at[position])
        ]
        return sorted(found, key=lambda one: -Fraction(one[2], one[3]))

    def _least(self, price: Price, need: int, effort: int) -> int:
        """Return the least effort for a gain: a quick look before the thorough one.

        It keeps the greatest gain of every effort, which says nothing of floors; with those, the
        effort that is known stays.
        """
        if self.floors:
            return effort
        worth, least, slack = self._worth(price, need, effort)
        rate, unit = price
        best, base = {0: 0}, 0
        for item, losses, low in zip(self.items, worth, least, strict=True):
            base += low
            ends = [end for end, loss in zip(item, losses, strict=True) if loss - low <= slack]
            found: dict[int, int] = {}
            for spent, had in best.items():
                for end in ends:
                    paid, now = spent + end.effort, had + end.gain
                    if (
                        paid <= effort
                        and rate * paid - unit * now - base <= slack
                        and now > found.get(paid, -1)
                    ):
                        found[paid] = now
            best = found
        return min(paid for paid, now in best.items() if now >= need)

    def _worth(
        self, price: Price, gain: int, effort: int
    ) -> tuple[list[list[int]], list[int], int]:
        """Return what each end loses at a price, the least of each item, and the slack.

        The slack is what all items together may lose beyond their least in a choice of at least
        `gain` and at most `effort`.
        """
        rate, unit = price  # λ = rate / unit
        worth = [[rate * end.effort - unit * end.gain for end in ends] for ends in self.items]
        least = [min(one) for one in worth]
        return worth, least, rate * effort - unit * gain - sum(least)

    def _search(self, price: Price, gain: int, effort: int) -> _States:
        """Return every state that may belong to a choice of at least `gain` and at most `effort`.

        Items are added from the last to the first, so that a tie is settled by the earlier one.
        """
        rate, unit = price
        worth, least, slack = self._worth(price, gain, effort)
        states: _States = {(0, 0, (0,) * len(self.floors)): (0, 1, None)}
        base = 0
        for position in reversed(range(len(self.items))):
            base += least[position]
            inside = [
                number for number, (_need, span) in enumerate(self.floors) if position in span
            ]
            ends = [
                (number, end)
                for number, end in enumerate(self.items[position])
                if worth[position][number] - least[position] <= slack
            ]
            found: _States = {}
            for (had, spent, marks), (cost, count, back) in states.items():
                for number, end in ends:
                    now, paid = had + end.gain, spent + end.effort
                    if paid > effort or rate * paid - unit * now - base > slack:
                        continue
                    marked = passed(marks, inside, end.gain, self.floors) if inside else marks
                    new, key = cost + end.cost, (now, paid, marked)
                    old = found.get(key)
                    step = (position, number, back) if number else back
                    if old is None:
                        found[key] = (new, count, step)
                    elif new < old[0] or (new == old[0] and self._earlier(position, step, old[2])):
                        found[key] = (new, old[1] + count, step)
                    else:
                        found[key] = (old[0], old[1] + count, old[2])
            for number in inside:
                need, span = self.floors[number]
                if span.start == position:
                    found = {key: one for key, one in found.items() if key[2][number] >= need}
            states = found
        return states

    def _earlier(self, position: int, one: _Back | None, other: _Back | None) -> bool:
        """Whether one choice raises the earlier items more; both go down to `position`."""
        ends = [back[1] if back and back[0] == position else 0 for back in (one, other)]
        if ends[0] != ends[1]:
            return ends[0] > ends[1]
        return self._chosen(one) > self._chosen(other)


def passed(
    marks: tuple[int, ...],
    inside: Sequence[int],
    gain: int,
    floors: Sequence[tuple[int, range]],
) -> tuple[int, ...]:
    """Return how far each floor is reached after a gain; no further than it has to be."""
    return tuple(
        min(mark + gain, floors[number][0]) if number in inside else mark
        for number, mark in enumerate(marks)
    )


def _hull(ends: Sequence[End], start: int) -> Iterator[tuple[int, int, int]]:
    """Yield (end, gain, effort) of the increments on the upper hull, each worth less than before.

    Ends that are no better than a mixture of others are passed over.
    """
    at = start
    while at < len(ends) - 1:
        best = max(
            range(at + 1, len(ends)),
            key=lambda one: (
                Fraction(ends[one].gain - ends[at].gain, ends[one].effort - ends[at].effort),
                one,
            ),
        )
        yield best, ends[best].gain - ends[at].gain, ends[best].effort - ends[at].effort
        at = best
