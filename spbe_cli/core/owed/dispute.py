"""Where a verdict is below the claim: what to answer, with which evidence, and who speaks."""

from fractions import Fraction
from typing import NamedTuple

from spbe_cli.core.assessment import Opinion
from spbe_cli.core.evidence import covers
from spbe_cli.core.owed.dossier import Document, Dossier, Dossiers


class Dispute(NamedTuple):
    """An item whose verdict is below the claim.

    `levels` are those that were not accepted, `answers` the documents for each of them, `stake`
    what the index regains if the claim is accepted after all. The first owner speaks.
    """

    dossier: Dossier
    claim: Fraction
    verdict: Fraction
    levels: tuple[int, ...]
    answers: tuple[tuple[int, tuple[Document, ...]], ...]
    stake: Fraction

    @property
    def speaker(self) -> str | None:
        """The unit that leads the item; None where nobody is named."""
        return next(iter(self.dossier.owners), None)


class Disputes(NamedTuple):
    """Items in dispute, greatest stake first, whose verdict it is, and the sum at stake."""

    dossiers: Dossiers
    opinion: Opinion
    items: tuple[Dispute, ...]

    @property
    def judged(self) -> int:
        """How many items have a verdict of this kind at all."""
        return sum(self.opinion in one.answer.levels for one in self.dossiers.items)

    @property
    def stake(self) -> Fraction:
        """What the index regains if every claim is accepted."""
        return sum((one.stake for one in self.items), Fraction(0))


def disputes(found: Dossiers, opinion: Opinion) -> Disputes:
    """Return the items in which an assessor's level is below our own."""
    listed = []
    for one in found.items:
        claim, verdict = one.answer.levels.get(Opinion.SELF), one.answer.levels.get(opinion)
        if claim is None or verdict is None or verdict >= claim:
            continue
        levels = tuple(range(int(verdict) + 1, -int(-claim // 1) + 1))
        asked = one.checklist
        answers = tuple(
            (level, tuple(e for e in one.documents if covers(e.evidence, level, claim, asked)))
            for level in levels
        )
        listed.append(Dispute(one, claim, verdict, levels, answers, (claim - verdict) * one.worth))
    return Disputes(found, opinion, tuple(sorted(listed, key=lambda one: -one.stake)))
