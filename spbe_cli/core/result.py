"""What scoring yields: a tree that explains itself, from the index down to each indicator."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from spbe_cli.core import numbers
from spbe_cli.core.assessment import Assessment, Opinion
from spbe_cli.core.instrument import Indicator, Instrument, Predicate, Section


class Item(NamedTuple):
    """An indicator as it is scored: under its own id, or once per service (``35-2``)."""

    id: str
    indicator: Indicator
    weight: Fraction


class IndicatorScore(NamedTuple):
    """A scored item.

    `origin`: given, outside (converted), assumed (by the instrument's rule), provisional (counted
    as the lowest because asked) or missing (then level is None).

    `contribution` is its share of the whole index; all contributions add up to it.
    """

    item: Item
    level: Fraction | None
    contribution: Fraction | None
    origin: str
    outside: tuple[str, Fraction | None] | None = None

    @property
    def foreign(self) -> bool:
        """Whether another body's index stands for the level, be it there or not."""
        return self.origin in ("outside", "assumed")


class SectionScore:
    """A scored section.

    `index` is exact: None where an indicator is missing, or where published figures leave several
    `candidates`. `display` is what a report prints; for a published index, what it printed.
    """

    __slots__ = (
        "section",
        "index",
        "display",
        "predicate",
        "sections",
        "indicators",
        "candidates",
    )

    def __init__(
        self,
        section: Section,
        index: Fraction | None,
        display: Fraction | None,
        predicate: Predicate | None,
        sections: tuple["SectionScore", ...] = (),
        indicators: tuple[IndicatorScore, ...] = (),
        candidates: tuple[Fraction, ...] = (),
    ) -> None:
        self.section = section
        self.index = index
        self.display = display
        self.predicate = predicate
        self.sections = sections
        self.indicators = indicators
        self.candidates = candidates


class Result:
    """The index of an assessment for one opinion, with the tree it came from.

    `index` is the exact index: None while indicators are missing (see `lowest`, `highest`) or
    while several candidates remain. `display` is what a report prints; it may be known where the
    exact one is not. `candidates` are the exact indices that published figures allow.
    """

    __slots__ = (
        "instrument",
        "assessment",
        "opinion",
        "index",
        "display",
        "predicate",
        "sections",
        "lowest",
        "highest",
        "missing",
        "assumed",
        "provisional",
        "recovered",
        "candidates",
    )

    def __init__(
        self,
        instrument: Instrument,
        assessment: Assessment,
        opinion: Opinion,
        index: Fraction | None,
        display: Fraction | None,
        predicate: Predicate | None,
        sections: tuple[SectionScore, ...],
        lowest: Fraction,
        highest: Fraction,
        missing: tuple[str, ...] = (),
        assumed: tuple[str, ...] = (),
        provisional: bool = False,
        recovered: bool = False,
        candidates: tuple[Fraction, ...] = (),
    ) -> None:
        self.instrument = instrument
        self.assessment = assessment
        self.opinion = opinion
        self.index = index
        self.display = display
        self.predicate = predicate
        self.sections = sections
        self.lowest = lowest
        self.highest = highest
        self.missing = missing
        self.assumed = assumed
        self.provisional = provisional
        self.recovered = recovered
        self.candidates = candidates

    @property
    def complete(self) -> bool:
        """Whether every item has a level (given, converted, or by the instrument's rule)."""
        return not self.missing

    def items(self) -> Iterator[IndicatorScore]:
        """Yield every scored item in the order of the regulation."""
        return leaves(self.sections)


def walk(sections: Iterable[SectionScore]) -> Iterator[SectionScore]:
    """Yield scored sections and all beneath them, parents before children."""
    for section in sections:
        yield section
        yield from walk(section.sections)


def leaves(sections: Iterable[SectionScore]) -> Iterator[IndicatorScore]:
    """Yield the scored items under sections, in the order of the regulation."""
    for section in sections:
        yield from leaves(section.sections)
        yield from section.indicators


def exact_index(scored: SectionScore) -> Fraction:
    """Return the exact index of a section; ValueError where it has none."""
    if scored.index is None:
        raise ValueError("the section has no exact index")
    return scored.index


def predicate_of(instrument: Instrument, index: Fraction, year: int) -> Predicate:
    """Return the predicate of an exact index, by the practice of that year's evaluation."""
    if instrument.basis_by_year.get(year, instrument.basis) == "rounded":
        index = numbers.rounded(index, instrument.places)
    return band_of(instrument, index)


def band_of(instrument: Instrument, index: Fraction) -> Predicate:
    """Return the predicate whose band holds this very number (lower bound inclusive)."""
    reached = [predicate for predicate in instrument.predicates if predicate.lower <= index]
    return reached[-1] if reached else instrument.predicates[0]


def next_predicate(instrument: Instrument, index: Fraction) -> Predicate | None:
    """Return the first predicate whose lower bound lies above an index; None at the top."""
    above = [predicate for predicate in instrument.predicates if predicate.lower > index]
    return above[0] if above else None


def ahead(result: Result) -> tuple[Predicate, Fraction] | None:
    """Return the predicate after the one reached, and what the exact index lacks to its bound.

    None at the top, and while there is no exact index.
    """
    if result.index is None:
        return None
    reached = result.predicate.lower if result.predicate is not None else result.index
    following = next_predicate(result.instrument, max(result.index, reached))  # rounded up in 2023
    return None if following is None else (following, following.lower - result.index)


def nearest_bound(instrument: Instrument, index: Fraction) -> Fraction:
    """Return the predicate bound nearest to an index (the lowest predicate has none)."""
    bounds = [predicate.lower for predicate in instrument.predicates[1:]]
    return min(bounds, key=lambda bound: abs(bound - index)) if bounds else index


def disputed_predicate(result: Result) -> Predicate | None:
    """Return the predicate that the other practice (exact, rounded) would give, if it differs."""
    if result.index is None or result.predicate is None or result.display is None:
        return None
    exact, rounded = (band_of(result.instrument, one) for one in (result.index, result.display))
    other = rounded if result.predicate == exact else exact
    return None if other == result.predicate else other


def differences(result: Result) -> list[tuple[str, str, Fraction, Fraction]]:
    """Compare with what was published of the same opinion: (kind, id, published, computed).

    Both at the precision of the published figure. Only for a complete result computed from the
    file's own levels; an index recovered from published figures agrees with them by construction.
    The index itself has kind ``index``.
    """
    published = result.assessment.published
    own = result.complete and not result.recovered and not result.assessment.as_if
    if published is None or published.opinion != result.opinion or not own:
        return []
    exact = {one.section.key: one.index for one in walk(result.sections)}
    printed = dict(published.sections)
    if published.index is not None:
        printed["index", ""] = published.index
        exact["index", ""] = result.index
    found = []
    for (kind, name), value in printed.items():
        index = exact.get((kind, name))
        if index is not None:
            places = max(numbers.places_of(value) or 0, result.instrument.places)
            if numbers.rounded(index, places) != value:
                found.append((kind, name, value, numbers.rounded(index, places)))
    return found
