"""What choices lose at the margin of the relaxed problem, and how much they may lose."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple


class End(NamedTuple):
    """Where an item may end; `jump` and then `cost` order choices of the same effort."""

    gain: int
    effort: int
    cost: int
    jump: int = 0


Price = tuple[int, int]  # gain for effort, at the margin


class Margin:
    """What ends lose at a price, and how much choices of at least a gain may lose in all.

    `effort` is the most they may take. `ends` are (loss, position) for each item, the least loss
    first; those that lose too much alone are left out.
    """

    def __init__(
        self, items: Sequence[Sequence[End]], price: Price, gain: int, effort: int
    ) -> None:
        self.unit, self.rate = price[1], price[0]  # λ = rate / unit
        self.effort = effort
        worth = [[self.rate * end.effort - self.unit * end.gain for end in ends] for ends in items]
        least = [min(one) for one in worth]
        self.ground = sum(least)
        slack = self.rate * effort - self.unit * gain - self.ground
        self.ends = [
            sorted((loss - low, end) for end, loss in enumerate(one) if loss - low <= slack)
            for one, low in zip(worth, least, strict=True)
        ]
        self.ceilings = [slack]  # what is lost plus what the items so far lose at least
        for low in least:
            self.ceilings.append(self.ceilings[-1] + low)

    def left(self, gain: int, effort: int, position: int) -> int:
        """Return what may still be lost once the items before `position` have been chosen."""
        return self.ceilings[position] - (self.rate * effort - self.unit * gain)

    def bound(self, gain: int) -> int:
        """Return an effort that no choice of a gain is below."""
        return max(0, -(-(self.unit * gain + self.ground) // self.rate))


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


def hull(ends: Sequence[End], start: int) -> Iterator[tuple[int, int, int]]:
    """Yield (end, gain, effort) of the increments on the upper hull, each worth less than before.

    Ends that are no better than a mixture of others are passed over.
    """
    at = start
    while at < len(ends) - 1:
        gain, effort, *_rest = ends[at]
        best = max(
            range(at + 1, len(ends)),
            key=lambda one: ((ends[one][0] - gain) / (ends[one][1] - effort), one),
        )
        yield best, ends[best].gain - gain, ends[best].effort - effort
        at = best
