"""What a plan starts from: the levels that are claimed, or those that evidence proves."""

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from spbe_cli.core.plan.plans import Step
from spbe_cli.core.planned import Planned
from spbe_cli.core.result import Result
from spbe_cli.core.score.proof import Proof, prove
from spbe_cli.core.score.scoring import as_if


class From(StrEnum):
    """Which levels a plan starts from."""

    PROVEN = "proven"
    CLAIMED = "claimed"


class Basis(NamedTuple):
    """Where a plan starts: `result`, at the proven levels or at the `claimed` ones.

    `proof` is None where nothing is to prove: of levels that assessors decided, and where no
    evidence is recorded.
    """

    claimed: Result
    result: Result
    proof: Proof | None = None
    start: From = From.CLAIMED

    @property
    def gaps(self) -> Mapping[str, Fraction]:
        """The level claimed for each item that starts below it."""
        if self.start is From.CLAIMED or self.proof is None:
            return {}
        return {loss.item.id: loss.claimed for loss in self.proof.losses}

    def closes(self, step: Step) -> bool:
        """Whether a step only proves what is claimed already."""
        return step.to <= self.gaps.get(step.item, step.start)


def basis_of(result: Result, planned: Planned) -> Basis:
    """Return where a plan that was decided on starts: at the proven levels, if it proves any."""
    found = basis(result)
    proven = {loss.item.id: loss for loss in found.proof.losses} if found.proof else {}
    proves = any(
        loss.proven < step.to <= loss.claimed
        for step in planned.steps
        if (loss := proven.get(step.item)) is not None
    )
    return found if proves else basis(result, From.CLAIMED)


def basis(result: Result, wanted: From | None = None) -> Basis:
    """Return where plans for a result start; where evidence is recorded, at what it proves.

    What is claimed and not proven has to be proven before anything above it: an assessor believes
    no more. `wanted` asks for either; the proven levels are not to be had without a proof.
    """
    proof = prove(result)
    if proof is None or wanted is From.CLAIMED:
        return Basis(result, result, proof)
    levels = {loss.item.id: loss.proven for loss in proof.losses}
    return Basis(result, as_if(result, levels) if levels else result, proof, From.PROVEN)
