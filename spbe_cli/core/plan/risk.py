"""What may become of a claimed index when external assessors lower single levels: exact chances.

Items fall independently of each other. An index is a sum of what its items lose, so its
distribution is the convolution of theirs. Losses are whole numbers (weight × levels, times the
common denominator) and so are the shares of a chance, so nothing is rounded and nothing is drawn.
Many choices lead to the same sum: the sums are few, however many choices there are.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from spbe_cli.core.clauses import Predicate, Scale
from spbe_cli.core.index import predicate_of
from spbe_cli.core.moves import Move
from spbe_cli.core.result import Result
from spbe_cli.core.score.proof import prove

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
_Share = tuple[int, int]  # a loss and its chance, as whole numbers


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Distribution:
    """Every index that may come out (`masses`: index and chance, ascending).

    `mean` is the exact expected index. `stands` has for every predicate, the lowest first, the
    chance that the index is of that predicate or a higher one.
    """

    masses: tuple[tuple[Fraction, Fraction], ...]
    mean: Fraction
    stands: tuple[tuple[Predicate, Fraction], ...]

    def quantile(self, share: Fraction) -> Fraction:
        """Return the lowest index that is not exceeded with a chance of at least `share`."""
        reached = Fraction(0)
        for index, chance in self.masses:
            reached += chance
            if reached >= share:
                return index
        return self.masses[-1][0]

    def bins(self, scale: Scale) -> list[tuple[Fraction, Fraction, Fraction]]:
        """Return (from, below, chance) for each tenth of a level, without ends of hardly any."""
        found: dict[int, Fraction] = defaultdict(Fraction)
        last = scale.maximum * _STEPS - 1  # takes the highest index in
        for index, chance in self.masses:
            found[min(int(index * _STEPS), last)] += chance
        likely = [step for step, chance in found.items() if chance >= LEAST]
        return [
            (Fraction(step, _STEPS), Fraction(step + 1, _STEPS), found[step])
            for step in range(min(likely), max(likely) + 1)
        ]


class Risk(NamedTuple):
    """What a claimed index risks: what may fall, and the chances of what comes of it."""

    result: Result
    falls: Falls
    chances: Distribution


def risk(
    result: Result, chance: Fraction | None = None, named: Mapping[str, Fraction] | None = None
) -> Risk:
    """Return the chances of an exact index; `chance` and `named` as in `default`."""
    falls = default(result, LOWERED if chance is None else chance, named)
    return Risk(result, falls, distribution(result, falls))


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
    counts, whole = {0: 1}, 1
    for item_losses in losses:
        shares, of = _shares(item_losses, unit)
        counts, whole = _convolved(counts, shares), whole * of
    masses = tuple(
        (claimed - Fraction(loss, unit), Fraction(counts[loss], whole))
        for loss in sorted(counts, reverse=True)
    )
    expected = sum((loss * chance for item in losses for loss, chance in item), Fraction(0))
    return Distribution(masses, claimed - expected, tuple(_stands(result, masses)))


def _shares(losses: Sequence[tuple[Fraction, Fraction]], unit: int) -> tuple[list[_Share], int]:
    """Return an item's losses and chances as whole numbers, and the number that stands for 1."""
    of = math.lcm(*(chance.denominator for _loss, chance in losses))
    shares = [(int(loss * unit), int(chance * of)) for loss, chance in losses]
    rest = of - sum(share for _loss, share in shares)
    return [*shares, (0, rest)] if rest else shares, of


def _convolved(counts: Mapping[int, int], shares: Sequence[_Share]) -> dict[int, int]:
    """Return the distribution of a sum with one more item in it; by loss, both unnormalised."""
    found: dict[int, int] = defaultdict(int)
    for sum_, count in counts.items():
        for loss, share in shares:
            found[sum_ + loss] += count * share
    return found


def _stands(
    result: Result, masses: Sequence[tuple[Fraction, Fraction]]
) -> Iterator[tuple[Predicate, Fraction]]:
    law, year = result.instrument, result.assessment.year
    lowers = [(predicate_of(law, index, year).lower, chance) for index, chance in masses]
    for predicate in law.predicates:
        chances = (chance for lower, chance in lowers if lower >= predicate.lower)
        yield predicate, sum(chances, Fraction(0))
