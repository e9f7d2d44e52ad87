"""What the rules of `spbe check` look at, and what they find."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from spbe_cli.core.assessment import Answer, Assessment, Evidence, FileState, Opinion
from spbe_cli.core.collect.checking import place_of
from spbe_cli.core.evidence import Asked
from spbe_cli.core.instrument import Instrument
from spbe_cli.problems import Place

NO_ANSWER = Answer()


class FileFacts(NamedTuple):
    """What is known of an evidence file.

    `inside`: within the folder of the assessment. `looked`: False for a file outside it, which is
    left alone. `content` is equal for files of equal content, None where it was not read; `reason`
    says why it could not be. `near`: the file that is there instead, where its name looks the same.
    """

    inside: bool = True
    looked: bool = True
    exists: bool = True
    size: int = 0
    content: str | None = None
    reason: str | None = None
    near: str | None = None


class Finding(NamedTuple):
    """One thing that a rule found; `params` fill its words. `indicator`: None where many.

    `explained` is the note that answers it: what was asked is then no more than advice.
    """

    code: str
    place: Place | None
    indicator: str | None
    params: Mapping[str, object]
    explained: str = ""


class Case(NamedTuple):
    """What the rules look at. `facts` are keyed by the file as the assessment writes it.

    Without a date for `today`, no date is past.
    """

    instrument: Instrument
    assessment: Assessment
    previous: Assessment | None
    facts: Mapping[str, FileFacts]
    opinion: Opinion
    today: dt.date | None = None

    def claims(self) -> dict[str, Fraction]:
        """Return the claimed levels, by item id."""
        return self.assessment.levels(self.opinion)

    def seen(self) -> dict[str, FileState]:
        """Return what was found of each evidence file: as the assessment knows it, else by facts.

        One meaning of proven: what `score` and `show` take for lost is lost here too.
        """
        return {**{name: _state(one) for name, one in self.facts.items()}, **self.assessment.files}

    def asked(self, item: str) -> Asked:
        """Return the checklist of an indicator, where some evidence names an item of it."""
        if not any(one.items for one in self.assessment.answers.get(item, NO_ANSWER).evidence):
            return {}
        indicator = self.instrument.items().get(item)
        return {} if indicator is None else indicator.checklist()

    def documents(self) -> Iterator[tuple[str, int, Evidence, Answer]]:
        """Yield every piece of evidence: item id, position from 1, evidence, its answer."""
        for item, answer in self.assessment.answers.items():
            for position, evidence in enumerate(answer.evidence, 1):
                yield item, position, evidence, answer

    def files(self) -> Iterator[tuple[str, int, str, FileFacts]]:
        """Yield every evidence file that is known: item id, position, name, facts."""
        for item, position, evidence, _answer in self.documents():
            if evidence.file is not None and evidence.file in self.facts:
                yield item, position, evidence.file, self.facts[evidence.file]

    def found(self, code: str, path: str, indicator: str | None, **params: object) -> Finding:
        """Return a finding at a path of the file, or at the indicator where that has no place."""
        near = f"indicators.{indicator}" if indicator else "indicators"
        return Finding(code, place_of(self.assessment, path, near), indicator, params)


def _state(facts: FileFacts) -> FileState:
    if not facts.looked:
        return FileState.OUTSIDE
    if not facts.exists:
        return FileState.MISSING
    if facts.reason is not None:
        return FileState.UNREADABLE
    return FileState.FOUND if facts.size else FileState.EMPTY


def claimed_opinion(assessment: Assessment) -> Opinion:
    """Return whose levels are the claim: the institution's own where there are any."""
    order = (Opinion.SELF, Opinion.VERIFIED, Opinion.OFFICIAL)
    return next((one for one in order if assessment.levels(one)), Opinion.SELF)


def only(items: Sequence[str]) -> str | None:
    """Return the item where there is just one."""
    return items[0] if len(items) == 1 else None
