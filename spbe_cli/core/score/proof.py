"""Claimed and proven: how much of an index the recorded evidence carries.

Levels are cumulative in every instrument, so a level is proven only if each level beneath it is.
Level 1 (and the lowest level of a scale) needs no evidence: it says that hardly anything is.
"""

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from spbe_cli.core.assessment import Evidence, Opinion
from spbe_cli.core.index import Index, Indexed
from spbe_cli.core.instrument import Scale
from spbe_cli.core.moves import Move
from spbe_cli.core.result import Item, Result


class Loss(NamedTuple):
    """An item whose evidence falls short; `loss` is what that costs the index."""

    item: Item
    claimed: Fraction
    proven: Fraction
    loss: Fraction


class Proof(Indexed):
    """The index that evidence carries, and the items that make the difference, largest first.

    The losses add up exactly to the difference.
    """

    __slots__ = ("losses",)

    def __init__(self, known: Index, losses: tuple[Loss, ...]) -> None:
        super().__init__(known)
        self.losses = losses


def prove(result: Result) -> Proof | None:
    """Return what evidence proves of a result; None where there is nothing to say.

    That is without any evidence, for an index recovered from published figures, and for a target,
    which claims nothing. Converted outside indices count as proven: their body vouches for them.
    """
    assessment, instrument = result.assessment, result.instrument
    if result.recovered or result.opinion is Opinion.TARGET or not assessment.has_evidence():
        return None
    losses = []
    for one in result.items():
        if one.level is None or one.origin != "given":
            continue
        evidence = assessment.answers[one.item.id].evidence
        proven = proven_level(instrument.scale, one.level, evidence)
        if proven != one.level:
            cost = -Move(one, one.level, proven).gain(instrument)
            losses.append(Loss(one.item, one.level, proven, cost))
    loss = sum((one.loss for one in losses), Fraction(0))
    known = result.known.less(loss, instrument, assessment.year)
    return Proof(known, tuple(sorted(losses, key=lambda one: -one.loss)))


def proven_level(scale: Scale, claimed: Fraction, evidence: Iterable[Evidence]) -> Fraction:
    """Return the highest level up to the claimed one that evidence covers without a gap from 2.

    A decimal claim stands where every whole level beneath it is covered; else the last one covered.
    """
    covering = tuple(evidence)
    proven = max(1, scale.minimum)
    for level in range(proven + 1, int(claimed) + 1):
        if not any(covers(one, level, claimed) for one in covering):
            return Fraction(level - 1)
    return claimed


def covers(evidence: Evidence, level: int, claimed: Fraction) -> bool:
    """Whether evidence proves a level; without levels of its own, all up to the claimed one."""
    return level in evidence.levels if evidence.levels else level <= claimed
