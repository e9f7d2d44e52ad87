"""A knapsack over whole numbers: one end for each item, enough gain, the least effort, provably.

An item ends at one of several ends; each costs effort and gains. Choosing one end for each item is
a multiple-choice knapsack (Kellerer, Pferschy, Pisinger, Knapsack Problems, 2004, chapter 11),
solved exactly in two passes:

- Forward, the fronts: for the first item, the first two, and so on, the choices that no other one
  beats in both effort and gain. The last front has the least effort for a gain.
- Backward, the search: of the choices with that effort, the one of least cost, and their number.
  The fronts tell of each part of a choice whether the rest can still complete it.

With λ the gain for one unit of effort at the margin of the relaxed problem, a choice loses
Σ (λ · effort − gain), less the least that sum can be; no choice as good as a known one loses more
than that one's distance to the relaxation. Ends that lose more are never looked at.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from spbe_cli.core.plan.fronts import Front, front, undominated
from spbe_cli.core.plan.margin import End, Margin, Price, hull, passed

_MOST = 60_000  # states of a pass; with more, people would wait too long for a proof


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


_Marks = tuple[int, ...]  # how far each floor is reached
_Back = tuple[int, int, "_Back | None"]  # position of the item, of its end, and those after it


class _Rise(NamedTuple):
    """One item raised to an end, from the end before it on its hull, and what that brings."""

    position: int
    end: int
    gain: int
    effort: int


_Option = tuple[int, int, int, int, int]  # an end's loss and number, its gain, effort and cost
_Sums = tuple[int, int, _Marks]  # gain, effort, and how far each floor is reached
# Of the choices that come to the same: the least cost, how many they are, the one that has it. Made
# in the innermost loop, where an object would take twice the time.
_State = tuple[int, int, _Back | None]
# An item in a pass: its position, its options, the floors it counts for, those complete with it.
_Stop = tuple[int, list[_Option], list[int], list[int]]


class _TooMany(Exception):  # noqa: N818  a turn in the search, not an error
    """A pass has more states than people would wait for."""


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
        known = self._climbed(need)
        if known is None:
            return None
        at, price = known
        try:
            return self._proven(Margin(self.items, price, need, self._effort(at)), need)
        except _TooMany:
            gain, effort = self._gain(at), self._effort(at)
            bound = Margin(self.items, price, need, effort).bound(need)
            return Choice(tuple(at), gain, effort, min(bound, effort))

    def within(self, need: int, effort: int) -> Choice | None:
        """Return the choice of least cost for a gain that takes no more than an effort.

        None where there is none, or where that would take too long to know.
        """
        known = self._climbed(need)
        if known is None:
            return None
        margin = Margin(self.items, known[1], need, effort)
        try:
            fronts = self._fronts(margin)
            met = any(gain >= need for gain in fronts[-1][1])
            return self._searched(margin, fronts, need) if met else None
        except _TooMany:
            return None

    def spend(self, budget: int) -> Choice | None:
        """Return the choice of the greatest gain for an effort; of those, the one of least cost.

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
        margin = Margin(self.items, price, gain, budget)
        try:
            fronts = self._fronts(margin)
            if not fronts[-1][1]:
                return None
            return self._searched(margin, fronts, fronts[-1][1][-1])
        except _TooMany:
            if self._effort(at) > budget:
                return None
            return Choice(tuple(at), gain, self._effort(at), 0)

    def margin(self, need: int) -> Price:
        """Return what effort gains at the margin of the relaxed problem, as (gain, effort)."""
        known = self._climbed(need)
        return (1, 1) if known is None else known[1]

    def _proven(self, margin: "Margin", need: int) -> Choice:
        return self._searched(margin, self._fronts(margin), need)

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

    # --- the passes -------------------------------------------------------------------------

    def _fronts(self, margin: "Margin") -> list[Front]:
        """Return the front of the first 0, 1, 2 … items; raises _TooMany."""
        states: dict[_Marks, dict[int, int]] = {(0,) * len(self.floors): {0: 0}}
        fronts: list[Front] = [([0], [0])]
        for position, options, inside, done in self._stops(margin, range(len(self.items))):
            found: dict[_Marks, dict[int, int]] = {}
            for marks, least in states.items():
                for gain, effort in least.items():
                    left = margin.left(gain, effort, position)
                    for loss, _end, gained, paying, _cost in options:
                        if loss > left:
                            break
                        paid = effort + paying
                        if paid > margin.effort:
                            continue
                        marked = passed(marks, inside, gained, self.floors) if inside else marks
                        some = found.setdefault(marked, {})
                        now = gain + gained
                        if paid < some.get(now, paid + 1):
                            some[now] = paid
            states = {
                marks: undominated(least)
                for marks, least in found.items()
                if all(marks[number] >= self.floors[number][0] for number in done)
            }
            if sum(map(len, states.values())) > _MOST:
                raise _TooMany
            fronts.append(front(states.values()))
        return fronts

    def _searched(self, margin: "Margin", fronts: Sequence[Front], need: int) -> Choice:
        """Return the choice of least cost among those of least effort; raises _TooMany.

        Items are added from the last to the first, so that a tie is settled by the earlier one.
        """
        efforts, gains = fronts[-1]
        effort = next(paid for paid, gain in zip(efforts, gains, strict=True) if gain >= need)
        states: dict[_Sums, _State] = {(0, 0, (0,) * len(self.floors)): (0, 1, None)}
        backwards = range(len(self.items))[::-1]
        for position, options, inside, done in self._stops(margin, backwards):
            before, most = fronts[position]
            found: dict[_Sums, _State] = {}
            for (had, spent, marks), (cost, count, back) in states.items():
                for _loss, number, gained, paying, dear in options:
                    gain, paid = had + gained, spent + paying
                    at = bisect_right(before, effort - paid) - 1
                    if at < 0 or most[at] + gain < need:
                        continue  # the items before this one cannot complete it
                    marked = passed(marks, inside, gained, self.floors) if inside else marks
                    new, key = cost + dear, (gain, paid, marked)
                    old = found.get(key)
                    if old is not None and new > old[0]:
                        found[key] = (old[0], old[1] + count, old[2])
                        continue
                    step = (position, number, back) if number else back
                    if old is None:
                        found[key] = (new, count, step)
                    elif new < old[0] or self._earlier(position, step, old[2]):
                        found[key] = (new, old[1] + count, step)
                    else:
                        found[key] = (old[0], old[1] + count, old[2])
            for number in done:
                least = self.floors[number][0]
                found = {key: one for key, one in found.items() if key[2][number] >= least}
            states = found
            if len(states) > _MOST:
                raise _TooMany
        return self._best(states, effort)

    def _best(self, states: Mapping[_Sums, _State], effort: int) -> Choice:
        least = min(cost for cost, _count, _back in states.values())
        chosen, gain = max(
            (self._chosen(back), sums[0])
            for sums, (cost, _count, back) in states.items()
            if cost == least
        )
        equal = sum(count for _cost, count, _back in states.values()) - 1
        return Choice(chosen, gain, effort, effort, equal)

    def _chosen(self, back: _Back | None) -> tuple[int, ...]:
        """Return for every item the position of its end."""
        chosen = [0] * len(self.items)
        while back is not None:
            position, end, back = back
            chosen[position] = end
        return tuple(chosen)

    def _stops(self, margin: "Margin", way: range) -> Iterator[_Stop]:
        """Yield the items in the order of a pass: all of them, from the first or from the last."""
        spans = [(number, span) for number, (_need, span) in enumerate(self.floors)]
        for position in way:
            ends = self.items[position]
            options = [(loss, end, *ends[end]) for loss, end in margin.ends[position]]
            inside = [number for number, span in spans if position in span]
            done = [number for number, span in spans if position == span[-1 if way.step > 0 else 0]]
            yield position, options, inside, done

    def _earlier(self, position: int, one: _Back | None, other: _Back | None) -> bool:
        """Whether one choice raises the earlier items more; both go down to `position`."""
        ends = [back[1] if back and back[0] == position else 0 for back in (one, other)]
        if ends[0] != ends[1]:
            return ends[0] > ends[1]
        return self._chosen(one) > self._chosen(other)
