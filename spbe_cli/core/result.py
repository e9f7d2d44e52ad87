"""What scoring yields: a tree that explains itself, from the index down to each indicator."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from spbe_cli.core import numbers
from spbe_cli.core.assessment import Assessment, Opinion, Published
from spbe_cli.core.clauses import Predicate
from spbe_cli.core.index import Index, Indexed, band_of, exact_of, next_predicate
from spbe_cli.core.instrument import Indicator, Instrument, Section


class Item(NamedTuple):
    """An indicator as it is scored: under its own id, or once per service (``35-2``)."""

    id: str
    indicator: Indicator
    weight: Fraction


class IndicatorScore(NamedTuple):
    """A scored item.

    `origin`: given, outside (converted), assumed (by the instrument's rule), provisional (counted
    as the lowest because asked) or missing (then level is None).

    `contribution` is its share of the whole index; all contributions add up to it. `outside` is the
    other body's index and its value, `file` the assessment that this was computed from, if any;
    where a level is given it is told only if it is there, and does not count.
    """

    item: Item
    level: Fraction | None
    contribution: Fraction | None
    origin: str
    outside: tuple[str, Fraction | None] | None = None
    file: str | None = None

    @property
    def foreign(self) -> bool:
        """Whether another body's index stands for the level, be it there or not."""
        return self.origin in ("outside", "assumed")

    @property
    def uncounted(self) -> bool:
        """Whether another body's index is there that does not count, because a level is given."""
        return self.origin == "given" and self.outside is not None


class SectionScore(Indexed):
    """A scored section, and what beneath it made its index."""

    __slots__ = ("section", "sections", "indicators")

    def __init__(
        self,
        section: Section,
        known: Index,
        sections: tuple["SectionScore", ...] = (),
        indicators: tuple[IndicatorScore, ...] = (),
    ) -> None:
        super().__init__(known)
        self.section = section
        self.sections = sections
        self.indicators = indicators


class Result(Indexed):
    """The index of an assessment for one opinion, with the tree it came from.

    `missing` are the items without a level, `assumed` those that stand by the instrument's rule;
    they widen what `lowest` and `highest` allow. `recovered`: found behind published figures.
    """

    __slots__ = (
        "instrument",
        "assessment",
        "opinion",
        "sections",
        "missing",
        "assumed",
        "provisional",
        "recovered",
    )

    def __init__(
        self,
        instrument: Instrument,
        assessment: Assessment,
        opinion: Opinion,
        known: Index,
        sections: tuple[SectionScore, ...],
        missing: tuple[str, ...] = (),
        assumed: tuple[str, ...] = (),
        provisional: bool = False,
        recovered: bool = False,
    ) -> None:
        super().__init__(known)
        self.instrument = instrument
        self.assessment = assessment
        self.opinion = opinion
        self.sections = sections
        self.missing = missing
        self.assumed = assumed
        self.provisional = provisional
        self.recovered = recovered

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


def paths(
    sections: Iterable[SectionScore], above: tuple[SectionScore, ...] = ()
) -> Iterator[tuple[IndicatorScore, tuple[SectionScore, ...]]]:
    """Yield the scored items under sections, each with the sections above it, outermost first."""
    for section in sections:
        yield from paths(section.sections, (*above, section))
        yield from ((one, (*above, section)) for one in section.indicators)


def innermost(sections: Iterable[SectionScore]) -> Iterator[SectionScore]:
    """Yield the scored sections that have no others beneath them."""
    return (one for one in walk(sections) if not one.sections)


def weighted(scored: SectionScore) -> Fraction | None:
    """Return what a section adds to the sum above it: exact index × weight."""
    return exact_of(scored) * scored.section.weight if scored.sure else None


def ahead(result: Result) -> tuple[Predicate, Fraction] | None:
    """Return the predicate after the one reached, and what the exact index lacks to its bound.

    None at the top, and while there is no exact index.
    """
    if result.index is None:
        return None
    reached = result.predicate.lower if result.predicate else result.index
    following = next_predicate(result.instrument, max(result.index, reached))  # rounded up in 2023
    return None if following is None else (following, following.lower - result.index)


def disputed_predicate(result: Result) -> Predicate | None:
    """Return the predicate that the other practice (exact, rounded) would give, if it differs."""
    if not (result.index and result.display):
        return None
    exact, rounded = (band_of(result.instrument, one) for one in (result.index, result.display))
    other = rounded if result.predicate == exact else exact
    return None if other == result.predicate else other


def announced_beside(result: Result) -> Published | None:
    """Return what was published of another opinion, or before all levels were known, if an index.

    None where the index is itself compared with what was published, or a thought.
    """
    published = result.assessment.published
    if published is None or not published.index or result.assessment.as_if:
        return None
    own = published.opinion == result.opinion and (result.recovered or result.complete)
    return None if own else published


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
