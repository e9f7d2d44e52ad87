"""The distribution of a sum of independent losses, in whole numbers: nothing is rounded or drawn.

An item loses one of a few whole numbers; each has a share of that item's chances. Many choices lead
to the same sum, so the sums are few, however many choices there are. Where even they are many, the
items are parted: the chance that no more than so much is lost is then one pass over the sums of the
few, each with a look at those of the many (meet in the middle; Horowitz and Sahni, 1974, Computing
partitions with applications to the knapsack problem).
"""

import itertools
import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

# All that one item may lose, and the chance of each: whole numbers, of which no loss is negative.
Shares = Sequence[tuple[int, int]]

_PACKED = 1 << 20  # bytes of a number that holds all sums of some items
_BITS = 1 << 23  # the longest number whose bits tell which sums there are
_ASKED = 25  # times that one of the few costs what one of the many does: each question passes it


class Losses:
    """Every sum that all items may lose together, and its chance in parts of `whole`."""

    def __init__(self, items: Sequence[Shares]) -> None:
        self.items = items
        self.whole = math.prod(sum(share for _loss, share in own) for own in items)
        self.least = sum(min(loss for loss, _share in own) for own in items)
        self.most = sum(max(loss for loss, _share in own) for own in items)
        few, many = _parted(items) if _long(items) else ([], items)
        sums = _summed(many)
        self._few = tuple(_summed(few).items())
        self._many = sorted(sums)
        self._below = [0, *itertools.accumulate(sums[loss] for loss in self._many)]

    def each(self) -> list[tuple[int, int]]:
        """Return every sum and its chance, the greatest sum first."""
        return sorted(_summed(self.items).items(), reverse=True)

    def __len__(self) -> int:
        """Return how many different sums there are."""
        if len(self._few) == 1:
            return len(self._many)
        if self.most < _BITS:
            return _sums(self.items).bit_count()
        return len({loss + other for loss, _share in self._few for other in self._many})

    def up_to(self, loss: int) -> int:
        """Return the chance that no more is lost."""
        many, below = self._many, self._below
        return sum(share * below[bisect_right(many, loss - own)] for own, share in self._few)


def _long(items: Sequence[Shares]) -> bool:
    """Whether all sums of the items do not fit in one number that is quickly multiplied."""
    return _longest(items) * _width(items) > _PACKED


def _longest(items: Sequence[Shares]) -> int:
    return sum(max(loss for loss, _share in own) for own in items) + 1


def _width(items: Sequence[Shares]) -> int:
    """Return the bytes that any chance of a sum takes."""
    whole = math.prod(sum(share for _loss, share in own) for own in items)
    return whole.bit_length() // 8 + 1


def _summed(items: Sequence[Shares]) -> Mapping[int, int]:
    """Return the distribution of the sum of what the items lose; by loss, in parts of the whole.

    Where sums lie close together, one number holds them all: the chance of each loss in a place of
    its own (Kronecker's substitution), so that an item is a few long multiplications and shifts.
    """
    if _long(items):
        sums: Mapping[int, int] = {0: 1}
        for own in sorted(items, key=max, reverse=True):  # like beside like: fewer sums on the way
            sums = _convolved(sums, own)
        return sums
    packed, width = 1, _width(items)
    for own in items:
        packed = sum((packed * share) << (8 * width * loss) for loss, share in own)
    data = packed.to_bytes(_longest(items) * width, "little")
    places = enumerate(range(0, len(data), width))
    counts = ((loss, int.from_bytes(data[at : at + width], "little")) for loss, at in places)
    return {loss: count for loss, count in counts if count}


def _convolved(counts: Mapping[int, int], shares: Shares) -> dict[int, int]:
    """Return the distribution of a sum with one more item in it."""
    found: dict[int, int] = defaultdict(int)
    for sum_, count in counts.items():
        for loss, share in shares:
            found[sum_ + loss] += count * share
    return found


def _parted(items: Sequence[Shares]) -> tuple[list[Shares], list[Shares]]:
    """Return the items in two parts, the first of which has few sums, and the other not too many.

    From all in one part, those items go over, like with like, that save most, while any saves.
    """
    alike: dict[tuple[int, ...], list[Shares]] = defaultdict(list)
    for own in items:
        alike[tuple(loss for loss, _share in own)].append(own)
    many, few = list(alike.values()), list[list[Shares]]()
    if _longest(items) > _BITS:  # too far apart to be counted
        half = len(many) // 2
        return list(itertools.chain(*many[:half])), list(itertools.chain(*many[half:]))
    sums, least = 1, _ASKED + _sums(items).bit_count()
    while True:
        rest = {at: kept.bit_count() for at, kept in _without(many, 0, 1)}
        costs = {at: _ASKED * _sums(many[at], sums).bit_count() + left for at, left in rest.items()}
        best = min(costs, key=costs.__getitem__, default=None)
        if best is None or costs[best] >= least:
            return list(itertools.chain(*few)), list(itertools.chain(*many))
        least, sums = costs[best], _sums(many[best], sums)
        few.append(many.pop(best))


def _sums(items: Sequence[Shares], bits: int = 1) -> int:
    """Return a number whose bits are the sums there are: those of `bits`, and of the items."""
    for own in items:
        before, bits = bits, 0
        for loss, _share in own:
            bits |= before << loss
    return bits


def _without(groups: Sequence[list[Shares]], first: int, bits: int) -> Iterator[tuple[int, int]]:
    """Yield for each group, by its place, the sums of all the others."""
    if len(groups) <= 1:
        if groups:
            yield first, bits
        return
    half = len(groups) // 2
    for part, at, other in (
        (groups[:half], 0, groups[half:]),
        (groups[half:], half, groups[:half]),
    ):
        yield from _without(part, first + at, _sums(list(itertools.chain(*other)), bits))
