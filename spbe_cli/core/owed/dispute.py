"""Where a verdict is below the claim: what to answer, with which evidence, and who speaks."""

from fractions import Fraction
from typing import NamedTuple

from spbe_cli.core.assessment import Opinion, State
from spbe_cli.core.evidence import covers
from spbe_cli.core.instrument import Instrument
from spbe_cli.core.owed.dossier import Demand, Document, Dossier, Dossiers


class Reply(NamedTuple):
    """What stands for a level that was not accepted.

    `documents` are about the level; `demands` the items of it that were not accepted, each with
    documents of its own.
    """

    level: int
    documents: tuple[Document, ...]
    demands: tuple[Demand, ...]


class Dispute(NamedTuple):
    """An item whose verdict is below the claim.

    `replies` are to the levels that were not accepted, `stake` what the index regains if the claim
    is accepted after all. The first owner speaks.
    """

    dossier: Dossier
    claim: Fraction
    verdict: Fraction
    replies: tuple[Reply, ...]
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
        levels = _refused(found.result.instrument, one, verdict, claim)
        replies = tuple(_reply(one, level, claim) for level in levels)
        listed.append(Dispute(one, claim, verdict, replies, (claim - verdict) * one.worth))
    return Disputes(found, opinion, tuple(sorted(listed, key=lambda one: -one.stake)))


def _refused(law: Instrument, one: Dossier, verdict: Fraction, claim: Fraction) -> list[int]:
    """Return the levels between a verdict and a claim.

    Where items of evidence make the score, a level is the band of scores that its items fill.
    """
    if law.score_rule is None or not one.checklist:
        return list(range(int(verdict) + 1, -int(-claim // 1) + 1))
    return [
        level
        for level, (low, high) in law.score_rule.bands.items()
        if low < claim and verdict < high
    ]


def _reply(one: Dossier, level: int, claim: Fraction) -> Reply:
    demands = tuple(
        each
        for each in one.demands
        if each.example.level == level and each.verdict.state is not State.ACCEPTED
    )
    told = {document.position for each in demands for document in each.documents}
    documents = tuple(
        each
        for each in one.documents
        if each.position not in told and covers(each.evidence, level, claim, one.checklist)
    )
    return Reply(level, documents, demands)
