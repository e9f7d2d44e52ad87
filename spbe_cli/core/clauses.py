"""Clauses of an instrument beside its tree: scale, predicates, kinds, evidence, calendar, rules."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from spbe_cli.core.numbers import rounded
from spbe_cli.problems import Problem

_LEVELS = r"\((?:untuk )?tingkat (\d)(?:[-–](\d))?\)"  # in texts of evidence


class Text(NamedTuple):
    """A text in Indonesian, and in English where there is a translation."""

    id: str
    en: str | None = None

    def to(self, language: str) -> str:
        """Return the text in a language; Indonesian where the other is missing."""
        return self.en if language == "en" and self.en is not None else self.id


class Source(NamedTuple):
    """Where facts were read: `title` names the document, `at` the copy that was read."""

    id: str
    title: str
    at: str
    note: str | None


class Variant(NamedTuple):
    """Another wording of a level's criterion, from a source that the instrument does not follow."""

    level: int
    text: str
    source: tuple[str, ...]


class Stage(NamedTuple):
    """A stage of an evaluation: its first and last day (None: one day), known or estimated."""

    id: str
    name: Text
    first: dt.date
    last: dt.date | None
    estimated: bool

    @property
    def closing(self) -> dt.date:
        """The day on which it ends."""
        return self.last or self.first

    @property
    def hands_in(self) -> bool:
        """Whether evidence is handed in during it: an upload, of whichever round."""
        return self.id.startswith("upload")


class Calendar(NamedTuple):
    """The stages of the evaluation of one year, in their order."""

    year: int
    stages: tuple[Stage, ...]
    source: tuple[str, ...]
    note: str | None

    def following(self, day: dt.date) -> Stage | None:
        """Return the first stage that is not over on a day; None where all are."""
        return next((one for one in self.stages if one.closing >= day), None)

    def deadline(self, day: dt.date) -> Stage | None:
        """Return the stage of handing in that ends next, the day itself counted."""
        return next((one for one in self.stages if one.hands_in and one.closing >= day), None)


class Scale(NamedTuple):
    """The levels an indicator may have; `decimal` where scores between whole levels are given."""

    minimum: int
    maximum: int
    decimal: bool

    def levels(self) -> range:
        """Return the whole levels, lowest first."""
        return range(self.minimum, self.maximum + 1)

    def spans(self, value: Fraction) -> bool:
        """Whether a level or an index lies between its ends."""
        return self.minimum <= value <= self.maximum

    def fault(self, level: Fraction) -> str | None:
        """Return the code of what is wrong with a level: E202 beyond the ends, E203 not whole."""
        if not self.spans(level):
            return "E202"
        return "E203" if level.denominator != 1 and not self.decimal else None

    @property
    def bare(self) -> int:
        """The highest level that needs no evidence: the lowest of the scale, and 1 in any case."""
        return max(1, self.minimum)

    def beyond(self, levels: Iterable[int]) -> tuple[int, ...]:
        """Return those of some levels that do not lie between its ends."""
        return tuple(one for one in levels if not self.minimum <= one <= self.maximum)

    def ends(self) -> dict[str, object]:
        """Return its ends as problems tell them."""
        return {"low": self.minimum, "high": self.maximum}


class Predicate(NamedTuple):
    """A class of indices: from `lower` (inclusive) up to the next one's lower bound."""

    name: Text
    lower: Fraction


class KindLevel(NamedTuple):
    """What a level means for one kind of capability; the name is None where no source gives it."""

    name: Text | None
    summary: str | None


class Kind(NamedTuple):
    """A kind of capability (process, service) with its own names of levels."""

    id: str
    name: Text
    levels: Mapping[int, KindLevel]


class Band(NamedTuple):
    """A piece of a conversion: `low`–`high` of the index maps to `score_low`–`score_high`."""

    level: int
    low: Fraction
    high: Fraction
    score_low: Fraction
    score_high: Fraction


class OutsideIndex(NamedTuple):
    """Another body's index. `converts`: it becomes the score; otherwise it is only evidence.

    `missing` is the score that assessors use while the index is not available, `instrument` the id
    of the one that yields it, where that is shipped.
    """

    id: str
    name: Text
    owner: str
    converts: bool
    missing: Fraction | None
    bands: tuple[Band, ...]
    confidence: str
    note: str | None
    instrument: str | None = None

    def score(self, value: Fraction) -> Fraction | None:
        """Convert by linear interpolation inside the band; None outside all bands."""
        for band in self.bands:
            if band.low <= value <= band.high:
                share = (value - band.low) / (band.high - band.low)
                return band.score_low + share * (band.score_high - band.score_low)
        return None


class EvidenceExample(NamedTuple):
    """Evidence the instrument asks for; level, portal code and points where a source gives them."""

    text: str
    level: int | None = None
    code: str | None = None
    points: Fraction | None = None
    counted: bool = True

    def serves(self, level: int) -> bool:
        """Whether it is for a level: by its own, else by what its text says, else for any."""
        if self.level is not None:
            return self.level == level
        span = re.search(_LEVELS, self.text)
        return span is None or int(span[1]) <= level <= int(span[2] or span[1])


class ScoreRule(NamedTuple):
    """How accepted items of evidence become a score: an inference, tested on published scores.

    `bands` are the scores of each level, lowest first: from what is below it to where all its
    items are accepted. The points of an item are rounded to `places` (None: not at all). Of
    `scores` published ones, `equal` came out as published; the others were off by `largest_error`
    at most.
    """

    bands: Mapping[int, tuple[Fraction, Fraction]]
    scores: int
    equal: int
    largest_error: Fraction
    source: tuple[str, ...]
    note: str | None
    places: int | None = None

    def worth(self, level: int, items: int) -> Fraction:
        """Return the points of one of the items that share a level's band equally."""
        low, high = self.bands[level]
        share = (high - low) / items
        return share if self.places is None else rounded(share, self.places)


class Predecessors(NamedTuple):
    """Indicators of an earlier instrument whose evidence can be used again, and on whose word."""

    instrument: str
    main: tuple[str, ...]
    partial: tuple[str, ...]
    basis: str


class Advice(NamedTuple):
    """A practice and the policy it rests on, by indicator: our advice, not the regulation's."""

    practice: str
    policy: str
    source: tuple[str, ...] = ()
    note: str | None = None


class Examined(NamedTuple):
    """A file of an instrument, and what is wrong with it."""

    file: str
    problems: Sequence[Problem]
