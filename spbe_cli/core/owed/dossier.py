"""Everything that is known of items: what is claimed, what proves it, what the next level demands.

One record serves ``show`` (one item on one screen), ``todo`` (what is owed), the bundles of
evidence and the text for the portal.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from spbe_cli.core.assessment import (
    Answer,
    Assessment,
    Evidence,
    FileState,
    Opinion,
    State,
    Verdict,
)
from spbe_cli.core.check.case import NO_ANSWER, claimed_opinion
from spbe_cli.core.clauses import EvidenceExample
from spbe_cli.core.evidence import Asked, names_something, uncovered
from spbe_cli.core.instrument import Instrument
from spbe_cli.core.nothing import named
from spbe_cli.core.result import IndicatorScore, Result, SectionScore, paths
from spbe_cli.core.score.estimate import ChecklistStanding, checklist, checklist_standing
from spbe_cli.core.score.proof import Proof, prove, proven_level
from spbe_cli.core.score.scoring import score_levels


class Found(StrEnum):
    """What is known of a piece of evidence; the links and titles of a file are not looked at."""

    FOUND = "found"
    MISSING = "missing"
    EMPTY = "empty"
    UNREADABLE = "unreadable"
    OUTSIDE = "outside"  # in another folder: left alone
    LINK = "link"
    TITLE = "title"
    NOTHING = "nothing"


class Document(NamedTuple):
    """A piece of evidence and what is known of it; `position` from 1 in its answer."""

    position: int
    evidence: Evidence
    found: Found

    @property
    def broken(self) -> bool:
        """Whether there is a file, and it can prove nothing."""
        return self.found in (Found.MISSING, Found.EMPTY, Found.UNREADABLE)

    @property
    def shows(self) -> bool:
        """Whether there is something behind it that one may point to: no broken file alone."""
        return self.found is not Found.NOTHING and (
            not self.broken or bool(named(self.evidence.url))
        )


class Demand(NamedTuple):
    """An item of the instrument's checklist: its verdict, and what its acceptance is worth.

    `points`: what the instrument's rule gives for it on the indicator, `worth` what those add to
    the index; None where it counts for nothing, or where the instrument has no rule. `documents`
    are those said to be for it.
    """

    code: str
    example: EvidenceExample
    verdict: Verdict
    points: Fraction | None
    worth: Fraction | None
    documents: tuple[Document, ...]

    @property
    def returned(self) -> bool:
        """Whether the assessor has given it back."""
        return self.verdict.state in (State.REVISE, State.REJECTED)


class Dossier(NamedTuple):
    """One item of an assessment.

    `previous` is last year's level and whose it was. `proven`: the level that evidence carries,
    None where nothing is to prove; `recorded`: what it would carry if every file were there.
    `lacking`: the levels up to the claimed one without evidence
    that is there. `worth` is what one level adds to the index.
    """

    score: IndicatorScore
    path: tuple[SectionScore, ...]
    answer: Answer
    owners: tuple[str, ...]
    previous: tuple[Opinion, Fraction] | None
    proven: Fraction | None
    recorded: Fraction | None
    documents: tuple[Document, ...]
    lacking: tuple[int, ...]
    demands: tuple[Demand, ...]
    standing: ChecklistStanding | None
    worth: Fraction

    @property
    def id(self) -> str:
        """Its id in the file: ``12``, ``35-2``."""
        return self.score.item.id

    @property
    def level(self) -> Fraction | None:
        """The claimed level; None while it is not answered."""
        return self.score.level if self.score.origin == "given" else None

    @property
    def checklist(self) -> Asked:
        """The items of evidence that the instrument asks for, by their ids."""
        return self.score.item.indicator.checklist()

    def reached(self, law: Instrument) -> int:
        """Return the whole level whose criterion is the one reached."""
        return law.scale.minimum if self.score.level is None else int(self.score.level)

    def following(self, law: Instrument) -> int:
        """Return the level that comes next, the reached one where none is answered yet."""
        return self.reached(law) + (self.score.level is not None)

    def wanted(self, law: Instrument) -> tuple[int, tuple[EvidenceExample, ...]]:
        """Return the level that evidence is wanted for next, and what the instrument names for it.

        Of those that lack it the first that has examples: where something is lacking, one wants to
        read what would do. Else the level that comes next.
        """
        for level in self.lacking:
            if found := self.examples(level):
                return level, found
        level = min(self.lacking, default=self.following(law))
        return level, self.examples(level) if level <= law.scale.maximum else ()

    def examples(self, level: int) -> tuple[EvidenceExample, ...]:
        """Return the examples of evidence that the instrument gives for a level."""
        return tuple(one for one in self.score.item.indicator.evidence if one.serves(level))


class Dossiers(NamedTuple):
    """What was asked for, in the order of the regulation, and the result it was taken from.

    `previous_year` is the year of the assessment beside it that was compared with. `full`: all of
    it is asked for, be it longer than a screen or not.
    """

    result: Result
    proof: Proof | None
    items: tuple[Dossier, ...]
    previous_year: int | None = None
    full: bool = False


def gather(law: Instrument, assessment: Assessment, previous: Assessment | None = None) -> Dossiers:
    """Return the dossier of every item. `previous`: last year's, by the same instrument."""
    result = score_levels(law, assessment, claimed_opinion(assessment))
    proof = prove(result)
    short = {one.item.id: one.proven for one in proof.losses} if proof else {}
    claims = result.opinion is Opinion.SELF and (proof is not None or not assessment.has_items())
    earlier = {} if previous is None else previous.answers

    def dossier(one: IndicatorScore, path: tuple[SectionScore, ...]) -> Dossier:
        answer = assessment.answers.get(one.item.id, NO_ANSWER)
        claim = one.level if claims and one.origin == "given" else None
        proven = None if claim is None else short.get(one.item.id, claim)
        asked = one.item.indicator.checklist()
        if claim is not None and proof is None:  # nothing recorded at all: all of it is owed
            proven = proven_level(law.scale, claim, answer.evidence, assessment.files, asked)
        recorded = claim and proven_level(law.scale, claim, answer.evidence, asked=asked)
        documents = tuple(_documents(answer, assessment.files))
        worth = one.item.weight / law.total
        return Dossier(
            score=one,
            path=path,
            answer=answer,
            owners=assessment.owners(one.item.id),
            previous=last_level(earlier.get(one.item.id, NO_ANSWER)),
            proven=proven,
            recorded=recorded,
            documents=documents,
            lacking=_lacking(law, claim, answer, assessment.files, asked),
            demands=tuple(_demands(law, one, answer, documents)),
            standing=_stands(law, one, answer),
            worth=worth,
        )

    items = () if result.recovered else tuple(dossier(*pair) for pair in paths(result.sections))
    return Dossiers(result, proof, items, None if previous is None else previous.year)


def last_level(answer: Answer) -> tuple[Opinion, Fraction] | None:
    """Return the most official level of last year."""
    order = (Opinion.OFFICIAL, Opinion.VERIFIED, Opinion.SELF)
    found = (one for one in order if one in answer.levels)
    opinion = next(found, None)
    return None if opinion is None else (opinion, answer.levels[opinion])


def _documents(answer: Answer, files: Mapping[str, FileState]) -> Iterator[Document]:
    for position, one in enumerate(answer.evidence, 1):
        if named(one.file) and one.file is not None:
            yield Document(position, one, Found(files.get(one.file, FileState.OUTSIDE).value))
        elif not names_something(one):
            yield Document(position, one, Found.NOTHING)
        else:
            yield Document(position, one, Found.LINK if named(one.url) else Found.TITLE)


def _lacking(
    law: Instrument,
    claimed: Fraction | None,
    answer: Answer,
    files: Mapping[str, FileState],
    asked: Asked,
) -> tuple[int, ...]:
    """Return the levels above the lowest, up to the claimed one, that no document stands for."""
    if claimed is None:
        return ()
    wanted = range(law.scale.bare + 1, int(claimed) + 1)
    return tuple(uncovered(wanted, claimed, answer.evidence, files, asked))


def _stands(law: Instrument, score: IndicatorScore, answer: Answer) -> ChecklistStanding | None:
    """Return where the checklist of an item stands; None where there is no rule or no list."""
    if law.score_rule is None or not score.item.indicator.checklist():
        return None
    return checklist_standing(law.score_rule, score, answer)


def _demands(
    law: Instrument,
    score: IndicatorScore,
    answer: Answer,
    documents: tuple[Document, ...],
) -> Iterator[Demand]:
    verdicts = checklist(score.item.indicator, answer)
    found = _stands(law, score, answer)
    weight = score.item.weight / law.total
    rungs = found.rungs if found else ()
    shares = {name: rung.worth for rung in rungs for name in rung.items}
    for code, example in score.item.indicator.checklist().items():
        own = tuple(one for one in documents if code in one.evidence.items)
        points = shares.get(code)
        worth = None if points is None else points * weight
        yield Demand(code, example, verdicts[code], points, worth, own)
