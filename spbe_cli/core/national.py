"""The national yardstick: where an institution stood, and how usual a rise of its index is.

Facts are printed indices of the official lists, with two decimals: changes are differences of what
was printed, and starts are compared as they are printed.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from spbe_cli.core.institutions import folded, group_of

INSTRUMENT = "permenpanrb-59-2020"  # of both lists: another instrument's index is another one
START_WITHIN = Fraction(1, 5)  # of a start: institutions that began so near to it are its like
FEW = 30  # of fewer one cannot say what is usual: then the nearest `WIDER` are taken
WIDER = 50


class Standing(NamedTuple):
    """An institution in a list: the printed index, and its rank in its group."""

    value: Fraction
    rank: int


class Member(NamedTuple):
    """An institution by its folded name, with its standings by year."""

    name: str
    group: str
    standings: Mapping[int, Standing]


class Average(NamedTuple):
    """A printed average of a group in a year: of the index, and of domains and aspects by key."""

    value: Fraction
    sections: Mapping[tuple[str, str], Fraction]
    source: str


class National(NamedTuple):
    """The official lists: their members, and their sources by year."""

    members: Sequence[Member]
    sources: Mapping[int, str]

    @property
    def years(self) -> tuple[int, int]:
        """The last two years that there are lists of."""
        first, second = sorted(self.sources)[-2:]
        return first, second


class Standings(NamedTuple):
    """Where an institution stood in the list of a `year`: among `size` of its group.

    `average` is the printed one of its group; None where none was printed. Where the list does not
    tell of which of several kinds it is, as of agencies, `kinds` are their printed averages.
    """

    year: int
    group: str
    size: int
    standing: Standing
    median: Fraction
    average: Average | None
    source: str
    kinds: tuple[tuple[str, Average], ...] = ()


class Yardstick(NamedTuple):
    """How usual a rise in a year is: of `size` institutions that began alike, `reached` rose so.

    They began from `low` to `high`, as printed; `widened`: fewer than 30 began within 0.20 of
    `start`, so that the nearest 50 were taken (more where several are as near as the last of them).
    Quartiles of their changes are interpolated, as those of `rank`. `years` are those compared.
    """

    start: Fraction
    rise: Fraction
    low: Fraction
    high: Fraction
    widened: bool
    size: int
    reached: int
    lower: Fraction
    median: Fraction
    upper: Fraction
    years: tuple[int, int]
    sources: tuple[str, str]


def fitting(years: Iterable[int], year: int) -> list[int]:
    """Return the years of lists, the one that fits an assessment's year best first.

    Its own year, else the last one before it, else the first one after it: a list that was not yet
    there says less of it than one that was.
    """
    return sorted(years, key=lambda one: (one > year, abs(one - year)))


def standing(
    national: National, average: Average | None, institution: str, year: int
) -> Standings | None:
    """Return where an institution stood in the list of a year; None where it is not in it.

    `average` is the printed one of its group in that year.
    """
    wanted, group = folded(institution), group_of(institution)
    own = next((one for one in national.members if (one.name, one.group) == (wanted, group)), None)
    if own is None or year not in own.standings:
        return None
    peers = [
        one.standings[year]
        for one in national.members
        if one.group == group and year in one.standings
    ]
    indices = sorted(one.value for one in peers)
    return Standings(
        year,
        group,
        len(peers),
        own.standings[year],
        _quantile(indices, Fraction(1, 2)),
        average,
        national.sources[year],
    )


def yardstick(national: National, start: Fraction, rise: Fraction) -> Yardstick | None:
    """Say how many of those who began alike rose by `rise` in a year; None where it is no rise.

    `start` is an index as it is printed; `rise` what is asked beyond it.
    """
    if rise <= 0:
        return None
    first, second = national.years
    moves = [
        (one.standings[first].value, one.standings[second].value)
        for one in national.members
        if first in one.standings and second in one.standings
    ]
    low, high = start - START_WITHIN, start + START_WITHIN
    alike = [pair for pair in moves if low <= pair[0] <= high]
    widened = len(alike) < FEW
    if widened:
        alike = _nearest(moves, start)
    changes = sorted(after - before for before, after in alike)
    lower, median, upper = (_quantile(changes, Fraction(quarter, 4)) for quarter in (1, 2, 3))
    return Yardstick(
        start,
        rise,
        min(before for before, _after in alike),
        max(before for before, _after in alike),
        widened,
        len(alike),
        sum(change >= rise for change in changes),
        lower,
        median,
        upper,
        (first, second),
        (national.sources[first], national.sources[second]),
    )


def _nearest(
    moves: Iterable[tuple[Fraction, Fraction]], start: Fraction
) -> list[tuple[Fraction, Fraction]]:
    """Return the moves that began nearest to a start, and all that began as near as the last."""
    ordered = sorted(moves, key=lambda pair: abs(pair[0] - start))
    last = abs(ordered[min(WIDER, len(ordered)) - 1][0] - start)
    return [pair for pair in ordered if abs(pair[0] - start) <= last]


def _quantile(ordered: Sequence[Fraction], share: Fraction) -> Fraction:
    """Return a quantile of ordered values, interpolated (definition 7 of Hyndman and Fan, 1996)."""
    position = share * (len(ordered) - 1)
    below = int(position)
    rest = position - below
    return ordered[below] + (rest * (ordered[below + 1] - ordered[below]) if rest else 0)
