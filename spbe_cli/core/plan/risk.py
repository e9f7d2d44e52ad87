"""What may become of a claimed index when external assessors lower single levels: exact chances.

Items fall independently of each other. An index is a sum of what its items lose, so its
distribution is the convolution of theirs. Losses are whole numbers (weight × levels, times the
common denominator) and so are the shares of a chance, so nothing is rounded and nothing is drawn.
Many choices lead to the same sum: the sums are few, however many choices there are.
"""

import itertools
import math
import operator
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from spbe_cli.core.clauses import Predicate, Scale
from spbe_cli.core.index import predicate_of
from spbe_cli.core.moves import Move
from spbe_cli.core.result import Result
from spbe_cli.core.score.proof import Proof, prove

# NTT 2024, tahap wawancara: of 47 indicators, 27 had been lowered from the claim by then.
LOWERED = Fraction(27, 47)
LEAST = Fraction(1, 1000)  # a bin at either end is shown from this chance on
_PACKED = 1 << 25  # bytes of a number that is multiplied at once
_STEPS = 10  # of the histogram, in one level
POINTS = (Fraction(1, 20), Fraction(1, 2), Fraction(19, 20))  # of the distribution that are told


class Fall(NamedTuple):
    """A level that an item may end at, and the chance (0 to 1) that it does."""

    to: Fraction
    chance: Fraction


Falls = Mapping[str, Sequence[Fall]]  # by item; what is left of 1 is the chance that it stands
_Share = tuple[int, int]  # a loss and its chance, as whole numbers


class Distribution:
    """Every index that may come out, and its chance.

    Both are whole numbers while they are worked with: `losses` are what the claimed index loses,
    in parts of `unit`, the greatest first, and `counts` their chances, in parts of `whole`. `mean`
    is the exact expected index. `stands` has for every predicate, the lowest first, the chance that
    the index is of that predicate or a higher one.
    """

    def __init__(self, result: Result, sums: Mapping[int, int], unit: int, mean: Fraction) -> None:
        """Keep the chances `sums` (unnormalised) of the losses of a result with an index."""
        self.claimed, self.unit, self.mean = result.index or Fraction(0), unit, mean
        self.losses = sorted(sums, reverse=True)
        self.counts = [sums[loss] for loss in self.losses]
        self._below = list(itertools.accumulate(self.counts))
        self.whole = self._below[-1]
        self.stands = tuple(self._stands(result))

    @property
    def masses(self) -> Iterator[tuple[Fraction, Fraction]]:
        """Every index and its chance, the lowest index first."""
        for loss, count in zip(self.losses, self.counts, strict=True):
            yield self._index(loss), Fraction(count, self.whole)

    def quantile(self, share: Fraction) -> Fraction:
        """Return the lowest index that is not exceeded with a chance of at least `share`."""
        return self._index(self.losses[bisect_left(self._below, share * self.whole)])

    def bins(self, scale: Scale) -> list[tuple[Fraction, Fraction, Fraction]]:
        """Return (from, below, chance) for each tenth of a level, without ends of hardly any."""
        last = scale.maximum * _STEPS - 1  # takes the highest index in
        first = int(self._index(self.losses[0]) * _STEPS)
        final = min(int(self._index(self.losses[-1]) * _STEPS), last)
        found = []
        for step in range(min(first, last), final + 1):
            low, high = Fraction(step, _STEPS), Fraction(step + 1, _STEPS)
            chance = self._least(low) - (self._least(high) if step < last else 0)
            found.append((low, high, chance))
        likely = [at for at, (_low, _high, chance) in enumerate(found) if chance >= LEAST]
        return found[likely[0] : likely[-1] + 1]

    def _index(self, loss: int) -> Fraction:
        return self.claimed - Fraction(loss, self.unit)

    def _least(self, index: Fraction) -> Fraction:
        """Return the chance of an index or a higher one."""
        most = math.floor((self.claimed - index) * self.unit)  # that may be lost
        return self._not_above(bisect_left(self.losses, -most, key=operator.neg))

    def _not_above(self, first: int) -> Fraction:
        """Return the chance of all losses from a position on."""
        return Fraction(self.whole - (self._below[first - 1] if first else 0), self.whole)

    def _stands(self, result: Result) -> Iterator[tuple[Predicate, Fraction]]:
        law, year = result.instrument, result.assessment.year

        def lower(loss: int) -> Fraction:  # it rises with the index, whatever the rounding
            return predicate_of(law, self._index(loss), year).lower

        for predicate in law.predicates:
            first = bisect_left(self.losses, predicate.lower, key=lower)
            yield predicate, self._not_above(first)


class Risk(NamedTuple):
    """What a claimed index risks: what may fall, and the chances of what comes of it.

    `proof` is what evidence carries (None: none is recorded), so where items fall to. The chances
    of the items `given` are somebody's own; those of the others are the usual ones.
    """

    result: Result
    falls: Falls
    chances: Distribution
    proof: Proof | None = None
    given: frozenset[str] = frozenset()

    def proven(self, item: str) -> bool:
        """Whether an item falls to the level that its evidence carries."""
        return self.proof is not None and any(one.item.id == item for one in self.proof.losses)


def risk(
    result: Result, chance: Fraction | None = None, named: Mapping[str, Fraction] | None = None
) -> Risk:
    """Return the chances of an exact index; `chance` and `named` as in `default`."""
    falls = default(result, LOWERED if chance is None else chance, named)
    given = frozenset(falls if chance is not None else falls.keys() & (named or {}))
    return Risk(result, falls, distribution(result, falls), prove(result), given)


def default(
    result: Result, chance: Fraction = LOWERED, named: Mapping[str, Fraction] | None = None
) -> dict[str, tuple[Fall, ...]]:
    """Return what may be lowered, and where to, from what is claimed and what evidence proves.

    With evidence in the file, an item falls to the level it proves and fully proven items stand.
    Without, every item above the lowest level falls by one level. `chance` is theirs; `named` has
    other chances by item, and an item named there that is fully proven falls by one level. Only
    given levels may fall: another body's index is not for these assessors to lower.

    The default chance is that of NTT 2024, tahap wawancara: 27 of 47 indicators lowered.
    """
    proof, scale = prove(result), result.instrument.scale
    proven = {} if proof is None else {one.item.id: one.proven for one in proof.losses}
    found: dict[str, tuple[Fall, ...]] = {}
    for one in result.items():
        item, doubtful = one.item.id, proof is None or one.item.id in proven
        likely = (named or {}).get(item, chance if doubtful else Fraction(0))
        if one.level is None or one.origin != "given":
            continue
        to = proven.get(item, max(one.level - 1, Fraction(scale.minimum)))
        if likely and to < one.level:
            found[item] = (Fall(to, likely),)
    return found


def distribution(result: Result, falls: Falls) -> Distribution:
    """Return the exact distribution of the index of `result`, which has one, under `falls`.

    Chances of an item are positive and add up to at most 1. Work and memory grow with the number of
    different sums: some thousand where levels have few decimals.
    """
    claimed, law = result.index, result.instrument
    if claimed is None:
        raise ValueError("an open index has no distribution")
    losses = [
        [(-Move(one, one.level, fall.to).gain(law), fall.chance) for fall in falls[one.item.id]]
        for one in result.items()
        if one.level is not None and one.item.id in falls
    ]
    unit = math.lcm(*(loss.denominator for item in losses for loss, _chance in item))
    sums = _summed([_shares(one, unit) for one in losses])
    expected = sum((loss * chance for item in losses for loss, chance in item), Fraction(0))
    return Distribution(result, sums, unit, claimed - expected)


def _shares(losses: Sequence[tuple[Fraction, Fraction]], unit: int) -> list[_Share]:
    """Return an item's losses and chances as whole numbers, the chances in parts of one whole."""
    of = math.lcm(*(chance.denominator for _loss, chance in losses))
    shares = [(int(loss * unit), int(chance * of)) for loss, chance in losses]
    rest = of - sum(share for _loss, share in shares)
    return [*shares, (0, rest)] if rest else shares


def _summed(items: Sequence[Sequence[_Share]]) -> Mapping[int, int]:
    """Return the distribution of the sum of what all items lose; by loss, unnormalised.

    Where sums lie close together, one number holds them all: the chance of each loss in a place of
    its own (Kronecker's substitution), so that an item is a few long multiplications and shifts.
    """
    longest = sum(max(loss for loss, _share in own) for own in items) + 1
    whole = math.prod(sum(share for _loss, share in own) for own in items)
    width = whole.bit_length() // 8 + 1  # bytes of a place
    if longest * width > _PACKED:
        sums: Mapping[int, int] = {0: 1}
        for own in items:
            sums = _convolved(sums, own)
        return sums
    packed = 1
    for own in items:
        packed = sum((packed * share) << (8 * width * loss) for loss, share in own)
    data = packed.to_bytes(longest * width, "little")
    places = enumerate(range(0, len(data), width))
    counts = ((loss, int.from_bytes(data[at : at + width], "little")) for loss, at in places)
    return {loss: count for loss, count in counts if count}


def _convolved(counts: Mapping[int, int], shares: Sequence[_Share]) -> dict[int, int]:
    """Return the distribution of a sum with one more item in it; by loss, both unnormalised."""
    found: dict[int, int] = defaultdict(int)
    for sum_, count in counts.items():
        for loss, share in shares:
            found[sum_ + loss] += count * share
    return found
