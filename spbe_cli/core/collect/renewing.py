"""The next year under the same instrument: what an office keeps, marked as last year's.

Owners, evidence and explanations go along. Levels, verdicts, the assessor's words and our notes do
not: they are told in the provenance of each indicator, so that nobody takes them for this year's.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple, TypeVar

from spbe_cli.core.assessment import (
    Answer,
    Assessment,
    Evidence,
    Explanation,
    Opinion,
    Provenance,
    State,
    Verdict,
)
from spbe_cli.core.collect.handover import Handover, Holding, fed, holdings, of_file, split
from spbe_cli.core.instrument import Instrument

Marked = TypeVar("Marked", Evidence, Explanation)
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

    @property
    def handover(self) -> Handover:
        """What became of everything that the file before holds."""
        found = holdings(self.before.answers.values())
        kept, told = split(found, (Holding.EVIDENCE, Holding.EXPLANATIONS, Holding.OWNERS))
        taken = {one for item in self.law.items() for one in fed(self.law, item, self.before)}
        others = len({*self.before.outside, *self.before.feeds} - taken)
        if taken:
            told[Holding.OUTSIDE] = len(taken)
        left = of_file(self.before) | ({Holding.OUTSIDE: others} if others else {})
        return Handover(kept, told, left)


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
        code: Verdict(State.ABSENT, None, marked(one.explanation, before.year))
        for code, one in answer.items.items()
        if one.explanation is not None
    }
    return Answer(
        owners=answer.owners,
        evidence=tuple(marked(one, before.year) for one in answer.evidence),
        items=items,
        explanation=answer.explanation and marked(answer.explanation, before.year),
        provenance=Provenance(before.year, before.instrument, note) if note else None,
    )


def marked(one: Marked, year: int) -> Marked:
    """Return what is carried over with the year it is from, the first where nobody confirmed it."""
    return one._replace(carried=one.carried or year)


def last_levels(answer: Answer) -> list[tuple[Opinion, Fraction]]:
    """Return last year's levels, the most official first, without the target: a wish."""
    order = (Opinion.OFFICIAL, Opinion.VERIFIED, Opinion.SELF)
    return [(one, answer.levels[one]) for one in order if one in answer.levels]
