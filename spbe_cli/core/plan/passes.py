"""The two passes over the items of a knapsack (see `knapsack`), in whole numbers throughout.

A state of the forward pass is one number, effort × 2ⁿ − gain, with n so large that no gain reaches
2ⁿ: an end is added by adding a number, and sorted states come by the least effort, of those the
greatest gain first.

The backward pass is made twice: to count, and to find the choice of least cost. What it adds up is
again one number, so that an end costs an addition: the counts for each jump are parts of it, and so
are the positions of the ends, the last digits of a cost.
"""

import itertools
import math
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence

from spbe_cli.core.plan.margin import End, Margin, passed

_MOST = 60_000  # states of a pass; with more, people would wait too long for a proof

Front = list[int]  # states that no other one beats in both effort and gain, the least effort first
_Marks = tuple[int, ...]  # how far each floor is reached
_Row = dict[int, int]  # a number for the choices of one effort and marks, by what they gain
_Option = tuple[int, int, int]  # an end: its gain, its effort, what it does to the number of a row
_Add = Callable[[_Row, _Row, int, int, int], None]


class TooMany(Exception):  # noqa: N818  a turn in the search, not an error
    """A pass has more states than people would wait for."""


class Passes:
    """The passes over items with floors, without the ends that lose too much at a margin."""

    def __init__(
        self, items: Sequence[Sequence[End]], floors: Sequence[tuple[int, range]], margin: Margin
    ) -> None:
        """Make the forward pass: the front of the first 0, 1, 2 … items; raises TooMany."""
        self.floors, self.margin = floors, margin
        self.ends = [
            [(at, own[at]) for _loss, at in kept]
            for own, kept in zip(items, margin.ends, strict=True)
        ]
        self._bits = sum(own[-1].gain for own in items).bit_length()
        self._mask = (1 << self._bits) - 1
        self._digit = max(map(len, items), default=0).bit_length()
        self._fronts = [[0], *self._forward()]

    def most(self) -> int | None:
        """Return the greatest gain that there is; None where nothing meets the floors."""
        last = self._fronts[-1]
        return -last[-1] & self._mask if last else None

    def least(self, need: int) -> int:
        """Return the least effort for a gain that there is."""
        found = next(one for one in self._fronts[-1] if -one & self._mask >= need)
        return -(-found >> self._bits)

    def _forward(self) -> Iterator[Front]:
        states: dict[_Marks, list[int]] = {(0,) * len(self.floors): [0]}
        for position, inside, done in self._stops(range(len(self.ends))):
            found: dict[_Marks, list[int]] = {}
            for marks, own in states.items():
                for _at, end in self.ends[position]:
                    marked = passed(marks, inside, end.gain, self.floors) if inside else marks
                    shift = (end.effort << self._bits) - end.gain
                    found.setdefault(marked, []).extend([one + shift for one in own])
            states = {
                marks: self._near(self._front(own), position + 1)
                for marks, own in found.items()
                if all(marks[number] >= self.floors[number][0] for number in done)
            }
            if sum(map(len, states.values())) > _MOST:
                raise TooMany
            first, *others = states.values() or [[]]
            yield self._front([*first, *itertools.chain(*others)]) if others else first

    def _front(self, states: list[int]) -> Front:
        states.sort()
        mask, most, kept = self._mask, -1, []
        for one in states:
            gain = -one & mask
            if gain > most:
                most = gain
                kept.append(one)
        return kept

    def _near(self, front: Front, count: int) -> Front:
        """Return what may still be completed, after so many items: what has not lost too much."""
        bits, mask, margin = self._bits, self._mask, self.margin
        # What is lost is rate × effort − unit × gain; here it is 2ⁿ times as much.
        rate, rest = margin.rate, margin.rate - (margin.unit << bits)
        slack, last = margin.ceilings[count] << bits, margin.effort << bits
        return [one for one in front if one <= last and rate * one + rest * (-one & mask) <= slack]

    # --- backward ---------------------------------------------------------------------------

    def tally(self, need: int, effort: int) -> tuple[int, int]:
        """Return how many choices of an effort gain enough, and the smallest biggest jump of one.

        A count is as many counts as there are jumps: of the choices with no bigger jump than that.
        """
        jumps = 1 + max((end.jump for own in self.ends for _at, end in own), default=0)
        width = math.prod(map(len, self.ends)).bit_length()
        every = (1 << width * jumps) - 1
        options = [
            [
                (end.gain, end.effort, every >> width * end.jump << width * end.jump)
                for _at, end in own
            ]
            for own in self.ends
        ]
        each = every // ((1 << width) - 1)  # 1 in each of the counts
        row = self._backward(need, effort, each, options, _strike)
        counts = sum(row.values())
        part = (1 << width) - 1
        smallest = next(jump for jump in range(jumps) if counts >> width * jump & part)
        return counts >> width * (jumps - 1), smallest

    def cheapest(self, need: int, effort: int, jump: int) -> tuple[tuple[int, ...], int]:
        """Return the choice of least cost for an effort without a bigger jump, and what it gains.

        Of choices of the same cost, that is the one that raises the earlier items more: positions
        are taken off the cost, those of the earlier items in the higher digits.
        """
        count, digit = len(self.ends), self._digit
        options = [
            [
                (end.gain, end.effort, (end.cost << digit * count) - (at << digit * (count - item)))
                for at, end in own
                if end.jump <= jump
            ]
            for item, own in enumerate(self.ends, start=1)
        ]
        row = self._backward(need, effort, 0, options, _least)
        cost, gain = min((cost, gain) for gain, cost in row.items())
        ends = [-cost >> digit * place & (1 << digit) - 1 for place in reversed(range(count))]
        return tuple(ends), gain

    def _backward(
        self, need: int, effort: int, seed: int, options: Sequence[Sequence[_Option]], add: _Add
    ) -> _Row:
        """Return what comes of the options of all items, by what they gain; raises TooMany.

        Only of choices that take an effort, the least there is, and gain what is needed: the fronts
        tell of each part of a choice whether the items before it can still complete it.
        """
        bits, mask = self._bits, self._mask
        states: dict[tuple[int, _Marks], _Row] = {(effort, (0,) * len(self.floors)): {0: seed}}
        for position, inside, done in self._stops(range(len(options))[::-1]):
            front, limits = self._fronts[position], dict[int, int]()
            found: dict[tuple[int, _Marks], _Row] = {}
            for (had, marks), row in states.items():
                for gained, paying, value in options[position]:
                    left = had - paying
                    if left not in limits:
                        at = bisect_right(front, left << bits) - 1
                        most = -front[at] & mask if at >= 0 else need - mask - 1
                        limits[left] = need - most
                    marked = passed(marks, inside, gained, self.floors) if inside else marks
                    into = found.setdefault((left, marked), {})
                    add(row, into, limits[left], gained, value)
            states = {
                key: row
                for key, row in found.items()
                if row and all(key[1][number] >= self.floors[number][0] for number in done)
            }
            if sum(map(len, states.values())) > _MOST:
                raise TooMany
        (row,) = states.values()
        return row

    def _stops(self, way: range) -> Iterator[tuple[int, list[int], list[int]]]:
        """Yield items in the order of a pass, with the floors they count for, and complete."""
        spans = [(number, span) for number, (_need, span) in enumerate(self.floors)]
        for position in way:
            inside = [number for number, span in spans if position in span]
            done = [number for number, span in spans if position == span[-1 if way.step > 0 else 0]]
            yield position, inside, done


def _strike(row: _Row, into: _Row, limit: int, gained: int, kept: int) -> None:
    """Add the counts of a row to another one, those of smaller jumps struck out."""
    for gain, counts in row.items():
        now = gain + gained
        if now >= limit:
            into[now] = into.get(now, 0) + (counts & kept)


def _least(row: _Row, into: _Row, limit: int, gained: int, dear: int) -> None:
    """Add the costs of a row to another one, where the least stay."""
    for gain, cost in row.items():
        now = gain + gained
        if now >= limit:
            new = cost + dear
            if new < into.get(now, new + 1):
                into[now] = new
