"""A knapsack over whole numbers: one end for each item, enough gain, the least effort, provably.

An item ends at one of several ends; each costs effort and gains. Choosing one end for each item is
a multiple-choice knapsack, solved exactly. With λ the gain for one unit of effort at the margin of
the relaxed problem, a choice loses Σ (λ · effort − gain), less the least that sum can be; no choice
as good as a known one loses more than that one's distance to the relaxation. Ends that lose more
are never looked at, so most items have few left (Lagrangian bound; Kellerer, Pferschy, Pisinger,
Knapsack Problems, 2004, chapter 11).
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple


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
_States = dict[_Key, list[Any]]  # cost, number of choices, the best of them (`_Back`)


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
        states = self._search(price, max(need, 0), effort, least=effort)
        return self._best({key: one for key, one in states.items() if key[0] >= need}, rich=False)

    def spend(self, budget: int) -> Choice | None:
        """Return the choice of the greatest gain for an effort; of those, the one of least cost.

        None where the effort does not even pay for the floors.
        """
        known = self._rich(budget)
        states = self._search(known[1], known[0], budget) if known is not None else {}
        return self._best(states, rich=True) if states else None

    def margin(self, need: int) -> Price:
        """Return what effort gains at the margin of the relaxed problem, as (gain, effort)."""
        known = self._cheap(need)
        return (1, 1) if known is None else known[1]

    def _best(self, states: _States, *, rich: bool) -> Choice:
        """Return the cheapest choice, or if `rich` the one of the greatest gain."""

        def order(state: tuple[_Key, list[Any]]) -> tuple[int, int]:
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
        """Return effort and marginal price of a good choice; None where none does."""
        found = self._climbed(need)
        return None if found is None else (self._cost(found[0]), found[1])

    def _rich(self, budget: int) -> tuple[int, Price] | None:
        """Return gain and marginal price of a good choice within a budget; None if none does.

        Where a good way to the floors is beyond the budget, a gain that is surely no more.
        """
        found = self._climbed(0)
        if found is None:
            return None
        at, price = found
        left = budget - self._cost(at)
        if left < 0:
            return 0, price
        for position, end, gain, effort in self._rises(range(len(self.items)), at):
            price = (gain, effort)
            if effort > left:
                break
            at[position], left = end, left - effort
        return sum(ends[end].gain for ends, end in zip(self.items, at, strict=True)), price

    def _climbed(self, need: int) -> tuple[list[int], Price] | None:
        """Return the ends of a good choice and its marginal price; None where none does.

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
        return at, price

    def _cost(self, at: Sequence[int]) -> int:
        return sum(ends[end].effort for ends, end in zip(self.items, at, strict=True))

    def _rises(self, span: range, at: Sequence[int]) -> list[tuple[int, int, int, int]]:
        """Return (position, end, gain, effort) of all increments, the best for its effort first."""
        found = [
            (position, *rise)
            for position in span
            for rise in _hull(self.items[position], at[position])
        ]
        return sorted(found, key=lambda one: -one[2] / one[3])  # roughly will do

    def _least(self, price: Price, need: int, effort: int) -> int:
        """Return the least effort for a gain: a quick look before the thorough one.

        It keeps the least loss for every effort, and for how far each floor is reached.
        """
        worth, slack, ground = self._worth(price, need, effort)
        best = {(0, (0,) * len(self.floors)): 0}
        for position, item in enumerate(self.items):
            inside, done = self._floors_of(position, last=True)
            ends = [
                (loss, item[number].gain, item[number].effort) for loss, number in worth[position]
            ]
            found: dict[tuple[int, tuple[int, ...]], int] = {}
            for (spent, marks), lost in best.items():
                for loss, gained, paying in ends:
                    now, paid = lost + loss, spent + paying
                    if now > slack:
                        break
                    if paid > effort:
                        continue
                    key = (
                        paid,
                        passed(marks, inside, gained, self.floors) if inside else marks,
                    )
                    old = found.get(key)
                    if old is None or now < old:
                        found[key] = now
            for number in done:
                least = self.floors[number][0]
                found = {key: lost for key, lost in found.items() if key[1][number] >= least}
            best = found
        rate, unit = price
        return min(
            paid
            for (paid, _marks), lost in best.items()
            if rate * paid - lost - ground >= unit * need
        )

    def _floors_of(self, position: int, *, last: bool) -> tuple[list[int], list[int]]:
        """Return the floors that an item counts for, and those whose last (or first) one it is."""
        inside = [number for number, (_need, span) in enumerate(self.floors) if position in span]
        at = -1 if last else 0
        return inside, [number for number in inside if self.floors[number][1][at] == position]

    def _worth(
        self, price: Price, gain: int, effort: int
    ) -> tuple[list[list[tuple[int, int]]], int, int]:
        """Return what ends lose at a price beyond the least of their item, the slack, the ground.

        The slack is what all items together may lose in a choice of at least `gain` and at most
        `effort`; ends that lose more alone are left out, the others are (loss, position), the least
        loss first. The ground is the sum of what each item loses at least.
        """
        rate, unit = price  # λ = rate / unit
        worth = [[rate * end.effort - unit * end.gain for end in ends] for ends in self.items]
        least = [min(one) for one in worth]
        ground = sum(least)
        slack = rate * effort - unit * gain - ground
        kept = [
            sorted((loss - low, end) for end, loss in enumerate(one) if loss - low <= slack)
            for one, low in zip(worth, least, strict=True)
        ]
        return kept, slack, ground

    def _search(self, price: Price, gain: int, effort: int, *, least: int = 0) -> _States:
        """Return every state that may belong to a choice of at least `gain` and at most `effort`.

        No choice has less than `least` effort. Items are added from the last to the first, so that
        a tie is settled by the earlier one.
        """
        worth, slack, ground = self._worth(price, gain, effort)
        missing = least - sum(
            max(item[number].effort for _loss, number in ends)
            for item, ends in zip(self.items, worth, strict=True)
        )  # below zero: so much may still be left out
        states: _States = {(0, 0, (0,) * len(self.floors)): [0, 1, None]}  # by what is lost
        for position in reversed(range(len(self.items))):
            inside, done = self._floors_of(position, last=False)
            item = self.items[position]
            ends = [(loss, number, *item[number]) for loss, number in worth[position]]
            missing += max(spent for _loss, _number, _gain, spent, _cost in ends)
            found: _States = {}
            for (lost, spent, marks), (cost, count, back) in states.items():
                for loss, number, gained, paying, dear in ends:
                    now, paid = lost + loss, spent + paying
                    if now > slack:
                        break
                    if paid > effort or paid < missing:
                        continue
                    marked = passed(marks, inside, gained, self.floors) if inside else marks
                    new, key = cost + dear, (now, paid, marked)
                    old = found.get(key)
                    if old is None:
                        found[key] = [new, count, (position, number, back) if number else back]
                        continue
                    old[1] += count
                    if new <= old[0]:
                        step = (position, number, back) if number else back
                        if new < old[0] or self._earlier(position, step, old[2]):
                            old[0], old[2] = new, step
            for number in done:
                need = self.floors[number][0]
                found = {key: one for key, one in found.items() if key[2][number] >= need}
            states = found
        rate, unit = price
        return {
            ((rate * paid - lost - ground) // unit, paid, marks): one
            for (lost, paid, marks), one in states.items()
        }

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
        gain, effort, _cost = ends[at]
        best = max(
            range(at + 1, len(ends)),
            key=lambda one: ((ends[one][0] - gain) / (ends[one][1] - effort), one),
        )
        yield best, ends[best].gain - gain, ends[best].effort - effort
        at = best
