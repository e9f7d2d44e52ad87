"""The next year under the same instrument: what an office keeps, marked as last year's.

Owners, evidence and explanations go along; levels, verdicts and the assessor's words do not. Those
are told in the provenance of each indicator, so that nobody takes them for this year's.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from spbe_cli.core.assessment import (
    Answer,
    Assessment,
    Explanation,
    Opinion,
    Provenance,
    State,
    Verdict,
)
from spbe_cli.core.instrument import Instrument

RenewalNotes = Mapping[str, str]  # by item: what is told of last year


class Renewal(NamedTuple):
    """A new year's assessment beside the one it was begun from."""

    before: Assessment
    after: Assessment
    law: Instrument

    @property
    def counts(self) -> Mapping[str, int]:
        """How many indicators, documents, explanations and owners were kept."""
        answers = self.after.answers.values()
        return {
            "indicators": len(self.after.answers),
            "evidence": sum(len(one.evidence) for one in answers),
            "explanations": sum(1 for one in answers if one.explanation)
            + sum(1 for one in answers for each in one.items.values() if each.explanation),
            "owned": sum(1 for one in answers if one.owners),
        }


def renew(before: Assessment, law: Instrument, year: int, notes: RenewalNotes) -> Renewal:
    """Return the assessment of a later year; every item of the instrument has an entry."""
    answers = {
        item: _renewed(before.answers.get(item, Answer()), before, notes.get(item))
        for item, indicator in law.items().items()
        if item in before.answers or item == indicator.id
    }
    return Renewal(before, Assessment(before.institution, year, law.id, answers), law)


def _renewed(answer: Answer, before: Assessment, note: str | None) -> Answer:
    items = {
        code: Verdict(State.ABSENT, None, _marked(one.explanation, before.year))
        for code, one in answer.items.items()
        if one.explanation is not None
    }
    return Answer(
        owners=answer.owners,
        evidence=tuple(one._replace(carried=before.year) for one in answer.evidence),
        note=answer.note,
        items=items,
        explanation=_marked(answer.explanation, before.year),
        provenance=Provenance(before.year, before.instrument, note) if note else None,
    )


def _marked(one: Explanation | None, year: int) -> Explanation | None:
    return None if one is None else one._replace(carried=year)


def last_levels(answer: Answer) -> list[tuple[Opinion, Fraction]]:
    """Return last year's levels, the most official first; a target is a wish of that year."""
    order = (Opinion.OFFICIAL, Opinion.VERIFIED, Opinion.SELF)
    return [(one, answer.levels[one]) for one in order if one in answer.levels]
