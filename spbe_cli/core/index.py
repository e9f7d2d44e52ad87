"""An index as far as it is known, and the predicate it stands for."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple, TypeVar

from spbe_cli.core import numbers
from spbe_cli.core.clauses import Predicate, Scale
from spbe_cli.core.instrument import Instrument


class Index(NamedTuple):
    """An index: exact, one of several candidates, or open.

    `exact` is the one number, where it is one. `display` is what a report prints and `predicate`
    what it is called; both may be known where the exact one is not, since candidates may agree.
    The exact index lies from `lowest` to `highest`. `candidates` are those that published figures
    allow, lowest first; none where the index was computed, or is open.
    """

    exact: Fraction | None
    display: Fraction | None
    predicate: Predicate | None
    lowest: Fraction
    highest: Fraction
    candidates: tuple[Fraction, ...] = ()

    @property
    def open(self) -> bool:
        """Whether nothing but its bounds is known."""
        return self.exact is None and self.display is None and not self.candidates

    @property
    def ends(self) -> tuple[Fraction, Fraction]:
        """The least and the most it is as it stands: one number where it is exact."""
        return (self.lowest, self.highest) if self.exact is None else (self.exact, self.exact)

    def less(self, loss: Fraction, law: Instrument, year: int) -> "Index":
        """Return the index that is left when `loss` is taken from it."""
        if self.exact is None:
            return between(self.lowest - loss, self.highest - loss)
        return exactly(law, self.exact - loss, year)


class Span(NamedTuple):
    """A level that counts, and from where to where it may still come."""

    exact: Fraction | None
    lowest: Fraction
    highest: Fraction


class Indexed:
    """What has an index: the whole of an assessment, a section of it, what evidence proves of it.

    The properties say of its `known` what most readers ask for: `index` is the exact one.
    """

    __slots__ = ("known",)

    def __init__(self, known: Index) -> None:
        self.known = known

    @property
    def sure(self) -> bool:
        """Whether the exact index is known."""
        return self.known.exact is not None

    @property
    def shown(self) -> bool:
        """Whether it can be printed: all that is possible prints alike."""
        return self.known.display is not None

    @property
    def index(self) -> Fraction | None:
        """The exact index; None while it is open or one of several candidates."""
        return self.known.exact

    @property
    def display(self) -> Fraction | None:
        """What a report prints; None where candidates print differently, and while it is open."""
        return self.known.display

    @property
    def predicate(self) -> Predicate | None:
        """The predicate; None where candidates have different ones, and while it is open."""
        return self.known.predicate

    @property
    def lowest(self) -> Fraction:
        """The lowest exact index that is still possible."""
        return self.known.lowest

    @property
    def highest(self) -> Fraction:
        """The highest exact index that is still possible."""
        return self.known.highest

    @property
    def candidates(self) -> tuple[Fraction, ...]:
        """The exact indices that published figures allow, lowest first."""
        return self.known.candidates


Known = TypeVar("Known")
S = TypeVar("S", bound=Indexed)


def exactly(law: Instrument, index: Fraction, year: int) -> Index:
    """Return an index that is one number, rounded once for display."""
    shown = numbers.rounded(index, law.places)
    return Index(index, shown, predicate_of(law, index, year), index, index)


def between(lowest: Fraction, highest: Fraction) -> Index:
    """Return an index that is open."""
    return Index(None, None, None, lowest, highest)


def among(law: Instrument, candidates: tuple[Fraction, ...], year: int) -> Index:
    """Return an index that is one of `candidates` (lowest first; at least one)."""
    return Index(
        candidates[0] if len(candidates) == 1 else None,
        _agreed(numbers.rounded(one, law.places) for one in candidates),
        _agreed(predicate_of(law, one, year) for one in candidates),
        candidates[0],
        candidates[-1],
        candidates,
    )


def as_printed(
    law: Instrument,
    printed: Fraction,
    bounds: tuple[Fraction, Fraction],
    name: str | None,
    year: int,
) -> Index:
    """Return an index of which only what was printed is known: it lies within `bounds`.

    The upper bound is exclusive; printed figures have the instrument's decimals at least. `name` is
    the predicate printed beside it: it chooses where those of the bounds differ.
    """
    low, high = bounds
    between = [one.lower for one in law.predicates if low < one.lower < high]
    reached = [predicate_of(law, each, year) for each in (low, *between)]
    said = [one for one in reached if one.name.id == name]
    return Index(
        None,
        _agreed(numbers.rounded(each, law.places) for each in (low, printed)),
        said[0] if said else _agreed(reached),
        low,
        high,
    )


def level_span(scale: Scale, level: Fraction | None, *, given: bool) -> Span:
    """Return a level that counts; one that nobody has given may still come to anything."""
    if given and level is not None:
        return Span(level, level, level)
    return Span(level, Fraction(scale.minimum), Fraction(scale.maximum))


def as_span(index: Index) -> Span:
    """Return an index as a part of the index above it."""
    return Span(index.exact, index.lowest, index.highest)


def mean(instrument: Instrument, year: int, parts: Sequence[tuple[Fraction, Span]]) -> Index:
    """Return the weighted mean of levels or indices; open where one of them is."""
    weights = [weight for weight, _part in parts]
    total = sum(weights)

    def of(values: Iterable[Fraction]) -> Fraction:
        pairs = zip(weights, values, strict=True)
        return sum((weight * value for weight, value in pairs), Fraction(0)) / total

    exact = [part.exact for _weight, part in parts if part.exact is not None]
    if all(part.lowest == part.highest for _weight, part in parts):
        return exactly(instrument, of(exact), year)
    lowest = of(part.lowest for _weight, part in parts)
    highest = of(part.highest for _weight, part in parts)
    if len(exact) < len(parts):
        return between(lowest, highest)
    return exactly(instrument, of(exact), year)._replace(lowest=lowest, highest=highest)


def printed(indexed: Iterable[S | None]) -> Iterator[tuple[S, Fraction]]:
    """Yield those whose index can be printed, each with what is printed."""
    for one in indexed:
        if one is not None and one.display is not None:
            yield one, one.display


def rise(one: Indexed, later: Indexed) -> Fraction | None:
    """Return by how much an exact index rose; None where one of them is not known."""
    return exact_of(later) - exact_of(one) if one.sure and later.sure else None


def exact_of(one: Indexed) -> Fraction:
    """Return the exact index; ValueError where there is none."""
    if one.index is None:
        raise ValueError("there is no exact index")
    return one.index


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


def nearest_bound(instrument: Instrument, index: Fraction) -> Fraction:
    """Return the predicate bound nearest to an index (the lowest predicate has none)."""
    bounds = [predicate.lower for predicate in instrument.predicates[1:]]
    return min(bounds, key=lambda bound: abs(bound - index)) if bounds else index


def _agreed(values: Iterable[Known]) -> Known | None:
    """Return the one value all agree on; None where they differ."""
    first, *rest = values
    return first if all(value == first for value in rest) else None
