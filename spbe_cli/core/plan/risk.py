"""What may become of a claimed index when external assessors lower single levels: exact chances.

Items fall independently of each other. An index is a sum of what its items lose, so its
distribution is the convolution of theirs. Losses are whole numbers (weight × levels, times the
common denominator) and so are the shares of a chance, so nothing is rounded and nothing is drawn.
Many choices lead to the same sum: the sums are few, however many choices there are.
"""

import itertools
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from spbe_cli.core.clauses import Predicate, Scale
from spbe_cli.core.index import predicate_of
from spbe_cli.core.moves import Move
from spbe_cli.core.plan.losses import Losses, Shares
from spbe_cli.core.result import Result
from spbe_cli.core.score.proof import Proof, prove

# NTT 2024, tahap wawancara: of 47 indicators, 27 had been lowered from the claim by then.
LOWERED = Fraction(27, 47)
LEAST = Fraction(1, 1000)  # a bin at either end is shown from this chance on
_STEPS = 10  # of the histogram, in one level
POINTS = (Fraction(1, 20), Fraction(1, 2), Fraction(19, 20))  # of the distribution that are told


class Fall(NamedTuple):
    """A level that an item may end at, and the chance (0 to 1) that it does."""

    to: Fraction
    chance: Fraction


Falls = Mapping[str, Sequence[Fall]]  # by item; what is left of 1 is the chance that it stands


class Distribution:
    """Every index that may come out, and its chance.

    `losses` are whole numbers: what the claimed index loses, in parts of `unit`. `mean` is the
    exact expected index. `stands` has for every predicate, the lowest first, the chance that the
    index is of that predicate or a higher one.
    """

    def __init__(self, result: Result, losses: Losses, unit: int, mean: Fraction) -> None:
        """Keep the chances of the losses of a result with an index."""
        self.claimed, self.losses = result.index or Fraction(0), losses
        self.unit, self.mean = unit, mean
        self.stands = tuple(self._stands(result))

    @property
    def masses(self) -> Iterator[tuple[Fraction, Fraction]]:
        """Every index and its chance, the lowest index first."""
        for loss, share in self.losses.each():
            yield self._index(loss), Fraction(share, self.losses.whole)

    def quantile(self, share: Fraction) -> Fraction:
        """Return the lowest index that is not exceeded with a chance of at least `share`."""
        left = (1 - share) * self.losses.whole  # the chance of a smaller loss is no more than that
        return self._index(_first(lambda loss: self.losses.up_to(loss) > left, self.losses))

    def bins(self, scale: Scale) -> list[tuple[Fraction, Fraction, Fraction]]:
        """Return (from, below, chance) for each tenth of a level, without ends of hardly any."""
        last = scale.maximum * _STEPS - 1  # takes the highest index in
        first = min(int(self._index(self.losses.most) * _STEPS), last)
        final = min(int(self._index(self.losses.least) * _STEPS), last)
        edges = [Fraction(step, _STEPS) for step in range(first, final + 2)]
        least = [*map(self._least, edges[:-1]), Fraction(0)]  # none is above the last of them
        chances = [here - there for here, there in itertools.pairwise(least)]
        found = list(zip(edges, edges[1:], chances, strict=False))
        likely = [at for at, chance in enumerate(chances) if chance >= LEAST]
        return found[likely[0] : likely[-1] + 1]

    def _index(self, loss: int) -> Fraction:
        return self.claimed - Fraction(loss, self.unit)

    def _least(self, index: Fraction) -> Fraction:
        """Return the chance of an index or a higher one."""
        most = math.floor((self.claimed - index) * self.unit)  # that may be lost
        return Fraction(self.losses.up_to(most), self.losses.whole)

    def _stands(self, result: Result) -> Iterator[tuple[Predicate, Fraction]]:
        law, year = result.instrument, result.assessment.year
        for predicate in law.predicates:

            def below(loss: int, bound: Fraction = predicate.lower) -> bool:
                # it falls with the index, whatever the rounding
                return predicate_of(law, self._index(loss), year).lower < bound

            kept = _first(below, self.losses) - 1
            yield predicate, Fraction(self.losses.up_to(kept), self.losses.whole)


def _first(holds: Callable[[int], bool], losses: Losses) -> int:
    """Return the least sum from which on something holds; beyond all sums where it never does."""
    low, high = losses.least, losses.most + 1
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low


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
    sums = Losses([_shares(one, unit) for one in losses])
    expected = sum((loss * chance for item in losses for loss, chance in item), Fraction(0))
    return Distribution(result, sums, unit, claimed - expected)


def _shares(losses: Sequence[tuple[Fraction, Fraction]], unit: int) -> Shares:
    """Return an item's losses and chances as whole numbers, the chances in parts of one whole."""
    of = math.lcm(*(chance.denominator for _loss, chance in losses))
    shares = [(int(loss * unit), int(chance * of)) for loss, chance in losses]
    rest = of - sum(share for _loss, share in shares)
    return [*shares, (0, rest)] if rest else shares
