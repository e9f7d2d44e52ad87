"""Claimed and proven: how much of an index the recorded evidence carries.

Levels are cumulative in every instrument, so a level is proven only if each level beneath it is.
Level 1 (and the lowest level of a scale) needs no evidence: it says that hardly anything is.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from spbe_cli.core.assessment import Evidence, FileState, Opinion
from spbe_cli.core.clauses import Scale
from spbe_cli.core.evidence import Asked, uncovered, weigh
from spbe_cli.core.index import Index, Indexed
from spbe_cli.core.moves import Move
from spbe_cli.core.result import Item, Result

_UNKNOWN: Mapping[str, FileState] = MappingProxyType({})
_UNKNOWN_ITEMS: Asked = MappingProxyType({})


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


def unbacked(result: Result) -> bool:
    """Whether levels are an institution's own, and nothing at all is recorded that backs them.

    What is proven is then unknown, not nothing: the evidence may be kept elsewhere.
    """
    assessment = result.assessment
    if result.recovered or result.opinion is not Opinion.SELF:
        return False
    if assessment.has_evidence() or assessment.has_items():
        return False
    return any(one.origin == "given" and one.level and one.level > 1 for one in result.items())


def found_again(result: Result) -> Proof | None:
    """Return what evidence would prove if every lost file were there; None where none is lost."""
    return prove(result, _UNKNOWN) if weigh(result.assessment).lost else None


def prove(result: Result, files: Mapping[str, FileState] | None = None) -> Proof | None:
    """Return what evidence proves of a result; None where there is nothing to say.

    `files`: what is found of its files, where that is not to be what the assessment knows.

    Only an institution's own levels are claims: what an assessor has verified or decided needs no
    proof in this file. Nothing is to prove either where no evidence is recorded, or the index was
    recovered from published figures. Converted outside indices count as proven: their body vouches
    for them.
    """
    assessment, instrument = result.assessment, result.instrument
    if result.recovered or result.opinion is not Opinion.SELF or not assessment.has_evidence():
        return None
    files = assessment.files if files is None else files
    losses = []
    for one in result.items():
        if one.level is None or one.origin != "given":
            continue
        evidence = assessment.answers[one.item.id].evidence
        asked = one.item.indicator.checklist() if any(each.items for each in evidence) else {}
        proven = proven_level(instrument.scale, one.level, evidence, files, asked)
        if proven != one.level:
            cost = -Move(one, one.level, proven).gain(instrument)
            losses.append(Loss(one.item, one.level, proven, cost))
    loss = sum((one.loss for one in losses), Fraction(0))
    known = result.known.less(loss, instrument, assessment.year)
    return Proof(known, tuple(sorted(losses, key=lambda one: -one.loss)))


def proven_level(
    scale: Scale,
    claimed: Fraction,
    evidence: Iterable[Evidence],
    files: Mapping[str, FileState] = _UNKNOWN,
    asked: Asked = _UNKNOWN_ITEMS,
) -> Fraction:
    """Return the highest level up to the claimed one that evidence covers without a gap from 2.

    A decimal claim stands where every whole level beneath it is covered; else the last one covered.
    `files` tell what was found of evidence files: one that is not there proves nothing. `asked` is
    the checklist of the indicator: evidence for some of its items proves their levels alone.
    """
    wanted = range(scale.bare + 1, int(claimed) + 1)
    first = next(uncovered(wanted, claimed, evidence, files, asked), None)
    return claimed if first is None else Fraction(first - 1)
