"""What the figures of a report show: the values behind each drawing, whoever draws it."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from spbe_cli.core.clauses import Predicate
from spbe_cli.core.index import Index, Indexed, printed
from spbe_cli.core.instrument import Section
from spbe_cli.core.many.comparison import runs, section_of, unbroken
from spbe_cli.core.many.report import Report
from spbe_cli.core.many.strengths import finest
from spbe_cli.core.result import Result, SectionScore, innermost


class OnScale(Indexed):
    """Where a section, or an index, lies on the scale.

    `before` is last year's index as printed, None where it is not known or not to be compared.
    """

    __slots__ = ("before",)

    def __init__(self, known: Index, before: Fraction | None = None) -> None:
        super().__init__(known)
        self.before = before


class Axis(NamedTuple):
    """A section and its place; `depth` is 0 for the outermost."""

    section: Section
    depth: int
    place: OnScale


class FigureScale(NamedTuple):
    """Both ends of an instrument's scale, the decimals it prints, and its predicates."""

    minimum: int
    maximum: int
    places: int
    predicates: tuple[Predicate, ...]


class Shape(NamedTuple):
    """The sections of a result, with last year's and the target: a radar, or positions."""

    scale: FigureScale
    axes: tuple[Axis, ...]
    year: int
    before: int | None
    target: Fraction | None

    @property
    def paired(self) -> bool:
        """Whether last year's place is known of some section."""
        return any(one.place.before is not None for one in self.axes)


class YearPoint(NamedTuple):
    """A year and its index; `run` numbers what one line may join: one instrument, one opinion."""

    year: int
    place: OnScale
    run: int


class Line(NamedTuple):
    """The index over the years, and the years in which the instrument changed."""

    scale: FigureScale
    points: tuple[YearPoint, ...]
    breaks: tuple[int, ...]
    target: Fraction | None


def radar(report: Report) -> Shape | None:
    """Return the innermost sections; None for fewer than three, or where none is known."""
    result = report.result
    listed = finest(result) if result.recovered else innermost(result.sections)
    axes = tuple(Axis(one.section, 0, _place(report, one)) for one in listed)
    if len(axes) < 3 or not any(one.place.shown for one in axes):
        return None
    return _shape(report, axes)


def positions(report: Report, *, deepest: int = 9) -> Shape | None:
    """Return every section, parents first, down to a depth; None where none is known."""
    axes = tuple(
        Axis(one.section, depth, _place(report, one))
        for one, depth in _all(report.result.sections, 0)
        if depth <= deepest
    )
    return None if not any(one.place.shown for one in axes) else _shape(report, axes)


def trend(report: Report) -> Line | None:
    """Return the index over the years; None for a single year, or where no year has an index."""
    if len(report.results) < 2 or not any(printed(report.results)):
        return None
    points = tuple(
        YearPoint(one.assessment.year, OnScale(one.known), number)
        for number, run in enumerate(unbroken(report.results))
        for one in run
    )
    breaks = tuple(run[0].assessment.year for run in runs(report.results)[1:])
    laws = [one.instrument for one in report.results]
    scale = scale_of(report.result)._replace(
        minimum=min(one.scale.minimum for one in laws),
        maximum=max(one.scale.maximum for one in laws),
    )
    return Line(scale, points, breaks, report.target)


def scale_of(result: Result) -> FigureScale:
    """Return the scale of a result's instrument."""
    law = result.instrument
    return FigureScale(law.scale.minimum, law.scale.maximum, law.places, tuple(law.predicates))


def _shape(report: Report, axes: tuple[Axis, ...]) -> Shape:
    before = report.earlier
    return Shape(
        scale_of(report.result),
        axes,
        report.result.assessment.year,
        None if before is None else before.assessment.year,
        report.target,
    )


def _place(report: Report, one: SectionScore) -> OnScale:
    earlier = section_of(report.earlier, one)
    return OnScale(one.known, None if earlier is None else earlier.display)


def _all(sections: Iterable[SectionScore], depth: int) -> Iterator[tuple[SectionScore, int]]:
    for one in sections:
        yield one, depth
        yield from _all(one.sections, depth + 1)
