"""An assessment: levels, evidence and notes of one institution, year and instrument."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Any, NamedTuple

from spbe_cli.core.nothing import holds, named
from spbe_cli.core.planned import Planned
from spbe_cli.core.records import replace
from spbe_cli.problems import Place

EXPLAINED = ("fact", "analysis")  # the parts of an explanation
_NOTHING: Mapping[Any, Any] = MappingProxyType({})


class Opinion(StrEnum):
    """Whose level it is, from the least to the most authoritative; `TARGET` is a wish."""

    TARGET = "target"
    SELF = "self"
    VERIFIED = "verified"
    OFFICIAL = "official"


class Evidence(NamedTuple):
    """A document, link or screenshot; `levels`: those it proves (empty: up to the claimed one).

    `number` is the document's own (``12 Tahun 2021``), `page` where in it to look, `items` the ids
    of the checklist's items that it is for, `carried` the year of the assessment it was taken over
    from and not confirmed since.
    """

    title: str | None = None
    file: str | None = None
    url: str | None = None
    date: dt.date | None = None
    levels: tuple[int, ...] = ()
    number: str | None = None
    page: str | None = None
    items: tuple[str, ...] = ()
    carried: int | None = None

    @property
    def name(self) -> str:
        """What to call it: title, else file, else link; with the document's own number."""
        called, number = self.title or self.file or self.url or "", named(self.number)
        return f"{called} ({number})" if number and called else called or number


class Explanation(NamedTuple):
    """What the portal asks to be written: the facts found, and what they mean for the level.

    `carried` is the year of the assessment it was taken over from and not rewritten since.
    """

    fact: str | None = None
    analysis: str | None = None
    carried: int | None = None

    @property
    def unsaid(self) -> tuple[str, ...]:
        """The parts that say nothing: not written, blank, or a dash."""
        parts = {"fact": self.fact, "analysis": self.analysis}
        return tuple(name for name, text in parts.items() if not holds(text or ""))


class FileState(StrEnum):
    """What was found of an evidence file; one outside the folder was not looked at."""

    FOUND = "found"
    MISSING = "missing"
    EMPTY = "empty"
    UNREADABLE = "unreadable"
    OUTSIDE = "outside"


class State(StrEnum):
    """Where an item of evidence stands, in the words of the evaluation's portal."""

    ABSENT = "belum"
    UPLOADED = "diunggah"
    ACCEPTED = "diterima"
    REVISE = "revisi"
    REJECTED = "ditolak"


class Verdict(NamedTuple):
    """What was decided on an item of evidence, what the assessor noted, and our explanation."""

    state: State
    note: str | None = None
    explanation: Explanation | None = None


class Action(NamedTuple):
    """What the owner will do about an indicator, and by when."""

    text: str
    due: dt.date | None = None


class Provenance(NamedTuple):
    """Where an answer was taken over from: an earlier assessment, and what it said of itself."""

    year: int | None = None
    instrument: str | None = None
    note: str | None = None


class Answer(NamedTuple):
    """Everything recorded of one indicator; `items` by their ids in the instrument's checklist.

    The first of `owners` leads. `note` is ours, `remark` the external assessor's.
    """

    levels: Mapping[Opinion, Fraction] = _NOTHING
    owners: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    note: str | None = None
    action: Action | None = None
    items: Mapping[str, Verdict] = _NOTHING
    remark: str | None = None
    explanation: Explanation | None = None
    provenance: Provenance | None = None

    @property
    def owner(self) -> str | None:
        """Its owners as one text, as forms carry them; None where nobody is named."""
        return "; ".join(self.owners) or None

    @property
    def explanations(self) -> tuple[Explanation, ...]:
        """What is recorded as explanation, of the indicator and of its items of evidence."""
        told = (self.explanation, *(one.explanation for one in self.items.values()))
        return tuple(one for one in told if one is not None)


_NOBODY = Answer()


class Outside(NamedTuple):
    """Another body's index as it is written: its value, or the file of the assessment behind it."""

    value: Fraction | None = None
    file: str | None = None


class Published:
    """Indices as a report prints them: rounded. `sections` is keyed by (kind, id)."""

    __slots__ = (
        "opinion",
        "sections",
        "index",
        "predicate",
        "source",
    )

    def __init__(
        self,
        opinion: Opinion = Opinion.OFFICIAL,
        sections: Mapping[tuple[str, str], Fraction] = _NOTHING,
        index: Fraction | None = None,
        predicate: str | None = None,
        source: str | None = None,
    ) -> None:
        self.opinion = opinion
        self.sections = sections
        self.index = index
        self.predicate = predicate
        self.source = source

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Published) and all(
            getattr(self, name) == getattr(other, name) for name in self.__slots__
        )

    __hash__ = None  # type: ignore[assignment]  # it holds a mapping


class Assessment:
    """One institution, one year, one instrument.

    `answers` is keyed by item id (``12``, ``35-2``), in the order of the file; `outside` by the id
    of the outside index, `feeds` the files that some of those indices were computed from (as
    written, relative to the assessment's own folder). `places` tells where each was written (dotted
    path, e.g. ``indicators.12``), `files` what was found of each evidence file; both take no part
    in equality.
    `as_if` holds levels that were put in place of the recorded ones to see what would be; a file
    never holds any.
    """

    __slots__ = (
        "institution",
        "year",
        "instrument",
        "answers",
        "outside",
        "feeds",
        "published",
        "plan",
        "places",
        "as_if",
        "files",
    )

    def __init__(
        self,
        institution: str,
        year: int,
        instrument: str,
        answers: Mapping[str, Answer] = _NOTHING,
        outside: Mapping[str, Fraction] = _NOTHING,
        published: Published | None = None,
        plan: Planned | None = None,
        places: Mapping[str, Place] = _NOTHING,
        as_if: Mapping[str, Fraction] = _NOTHING,
        files: Mapping[str, FileState] = _NOTHING,
        feeds: Mapping[str, str] = _NOTHING,
    ) -> None:
        self.institution = institution
        self.year = year
        self.instrument = instrument
        self.answers = answers
        self.outside = outside
        self.feeds = feeds
        self.published = published
        self.plan = plan
        self.places = places
        self.as_if = as_if
        self.files = files

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Assessment) and all(
            getattr(self, name) == getattr(other, name)
            for name in self.__slots__
            if name not in ("places", "files")
        )

    __hash__ = None  # type: ignore[assignment]  # it holds mappings

    def levels(self, opinion: Opinion) -> dict[str, Fraction]:
        """Return the levels one opinion gives, by item id."""
        return {
            item: answer.levels[opinion]
            for item, answer in self.answers.items()
            if opinion in answer.levels
        }

    def owners(self, item: str) -> tuple[str, ...]:
        """Return the units responsible for an item, or else for its indicator; the first leads."""
        for name in (item, item.partition("-")[0]):
            found = (" ".join(one.split()) for one in self.answers.get(name, _NOBODY).owners)
            named = tuple({one.casefold(): one for one in found if one}.values())
            if named:
                return named
        return ()

    def owner(self, item: str) -> str | None:
        """Return the units responsible for an item as one text; None where nobody is named."""
        return "; ".join(self.owners(item)) or None

    def has_evidence(self) -> bool:
        """Tell whether any evidence is recorded: without, a proven index would say nothing."""
        return any(answer.evidence for answer in self.answers.values())

    def has_items(self) -> bool:
        """Tell whether the state of any item of evidence is recorded."""
        return any(answer.items for answer in self.answers.values())

    def with_level(self, item: str, opinion: Opinion, level: Fraction) -> "Assessment":
        """Return a copy in which one item has another level."""
        answer = self.answers.get(item, Answer())
        changed = answer._replace(levels={**answer.levels, opinion: level})
        return replace(self, answers={**self.answers, item: changed})

    def opinions(self) -> tuple[Opinion, ...]:
        """Return the opinions that give at least one level or a published index."""
        given = {opinion for answer in self.answers.values() for opinion in answer.levels}
        if self.published is not None:
            given.add(self.published.opinion)
        return tuple(opinion for opinion in Opinion if opinion in given)
