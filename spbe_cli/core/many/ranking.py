"""Many institutions in order: ranks with ties, and statistics.

A row is above another one only where that is certain: the exact indices that each may have do not
overlap. Statistics are of `Value.key`: the exact index where it is one number, else the printed.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from spbe_cli.core.assessment import Opinion
from spbe_cli.core.clauses import Predicate
from spbe_cli.core.institutions import folded
from spbe_cli.core.instrument import Instrument
from spbe_cli.core.score.lattice import Lattice, Value
from spbe_cli.core.score.sums import Sum
from spbe_cli.problems import Place, Problem

FORMAT = "spbe-rank/1"
GROUPS = ("kementerian", "lembaga", "provinsi", "kabupaten", "kota")
WHOLE = -1  # the field that ranks by the index; a section is ranked by its position
BIN = Fraction(1, 4)  # of the histogram


class InstitutionRow(NamedTuple):
    """An institution in a year; `whole` is its index. `inferred`: its group was told by its name.

    `sections` are those of the instrument in its order; None where nothing is said of one.
    `opinion` is whose index it is, None where a list does not say: it prints results. `printed` is
    a predicate that contradicts the index, or that nobody knows; `predicate` is then that of the
    index.
    """

    institution: str
    year: int
    group: str
    inferred: bool
    whole: Value
    sections: tuple[Value | None, ...]
    predicate: Predicate | None
    place: Place
    opinion: Opinion | None = None
    printed: str = ""
    province: str = ""

    @property
    def standing(self) -> Opinion:
        """Return whose index it is; an official one where a list does not say."""
        return self.opinion or Opinion.OFFICIAL


class Used(StrEnum):
    """What a ranking goes by where what was published of an institution contradicts itself."""

    INDEX = "index"  # the predicate is that of the index
    LEVELS = "levels"  # the index is that of the levels
    SECTIONS = "sections"  # the index is that of the sections that agree with it
    PUBLISHED = "published"  # figures as they were printed
    NOTHING = "nothing"  # the institution is not ranked


class Contradiction(NamedTuple):
    """What contradicts itself in what was published of an institution, and what is done then."""

    institution: str
    year: int
    problem: Problem
    used: Used


class Ranked(NamedTuple):
    """A row and its rank: 1 + how many rows are above it for certain, so that others share one.

    `earlier` is the same institution in the year before, with its rank there.
    """

    rank: int
    row: InstitutionRow
    earlier: "Ranked | None" = None


class Statistics(NamedTuple):
    """Of one field of some rows, exactly. Quartiles are interpolated (see `quantile`)."""

    size: int
    least: Fraction
    lower: Fraction
    median: Fraction
    upper: Fraction
    most: Fraction
    mean: Fraction


STATISTICS = Statistics._fields[1:]  # by the names of what `figures` returns


class Ranking(NamedTuple):
    """Rows of one year and instrument, ranked by `field`; `before`: the year compared with.

    `unranked` rows say nothing of the field; `gone` is how many institutions are in `before` only.
    `opinion` is the most authoritative that a row has (official, then verified, self-assessed,
    target): rows that have another one are marked, `marked` is how many.
    """

    law: Instrument
    lattice: Lattice
    year: int
    field: int
    rows: tuple[Ranked, ...]
    unranked: int = 0
    before: int | None = None
    gone: int = 0
    opinion: Opinion = Opinion.OFFICIAL
    marked: int = 0

    def marks(self, row: InstitutionRow) -> bool:
        """Whether the index of a row is less authoritative than others in the ranking."""
        return row.standing is not self.opinion


class Position(NamedTuple):
    """One row among its group. `percentile`: percent of the others that are below it.

    `to_median` is its distance to the group's median (negative: below), `above` the rows of the
    next higher rank, in the whole list too, `to_above` what it lacks to them at least. `sure`: all
    exact indices are known.
    """

    ranked: Ranked
    rank: int
    size: int
    percentile: Fraction | None
    to_median: Fraction
    above: tuple[InstitutionRow, ...]
    to_above: Fraction | None
    sure: bool


class AskedRanking(NamedTuple):
    """A ranking as it was asked for: the rows to show, what contradicts itself, and one's own.

    `left_out` are rows of the lists that are no institutions: averages, totals.
    """

    ranking: Ranking
    shown: Sequence[Ranked]
    findings: Sequence[Contradiction] = ()
    me: "Position | None" = None
    left_out: Sequence[str] = ()


def rank(rows: Sequence[InstitutionRow], lattice: Lattice, field: int = WHOLE) -> Ranking:
    """Rank the rows of the last year, highest first; equal rows by name.

    Where there are rows of earlier years, each row knows itself in the last of those.
    """
    years = sorted({row.year for row in rows})
    before = years[-2] if len(years) > 1 else None
    earlier = {} if before is None else _by_name(ranked_rows(rows, before, field))
    ranked = [
        one._replace(earlier=earlier.get(folded(one.row.institution))) if earlier else one
        for one in ranked_rows(rows, years[-1], field)
    ]
    total = sum(row.year == years[-1] for row in rows)
    now = {folded(row.institution) for row in rows if row.year == years[-1]} if earlier else set()
    gone = len(earlier.keys() - now)  # names are compared only where there are two years
    held = [one.row.standing for one in ranked]
    best = max(held, key=list(Opinion).index, default=Opinion.OFFICIAL)
    return Ranking(
        *(lattice.law, lattice, years[-1], field, tuple(ranked)),
        unranked=total - len(ranked),
        before=before,
        gone=gone,
        opinion=best,
        marked=sum(one is not best for one in held),
    )


def ranked_rows(rows: Iterable[InstitutionRow], year: int, field: int) -> list[Ranked]:
    """Return the rows of a year that have a field, with their ranks, highest first."""
    valued = [
        (value, row)
        for row in rows
        if row.year == year and (value := value_of(row, field)) is not None
    ]
    valued.sort(key=lambda pair: pair[1].institution.casefold())
    valued.sort(key=lambda pair: pair[0].low)
    shelves: list[
        list[tuple[Value, InstitutionRow]]
    ] = []  # rows of which none is certainly above another
    high: Sum | None = None
    for pair in valued:
        if high is None or pair[0].low > high:
            shelves.append([])
        high = pair[0].high if high is None else max(high, pair[0].high)
        shelves[-1].append(pair)
    found: list[Ranked] = []
    for shelf in reversed(shelves):
        shelf.sort(key=lambda pair: pair[0].key, reverse=True)
        position = len(found) + 1
        found += [Ranked(position, row) for _value, row in shelf]
    return found


def _by_name(ranked: Iterable[Ranked]) -> dict[str, Ranked]:
    return {folded(one.row.institution): one for one in ranked}


def key_of(field: int) -> Callable[[InstitutionRow], Sum | None]:
    """Return what gives the key of a field of a row; None where nothing is said of it."""
    if field == WHOLE:
        return lambda row: row.whole.key

    def key(row: InstitutionRow) -> Sum | None:
        value = row.sections[field]
        return None if value is None else value.key

    return key


def value_of(row: InstitutionRow, field: int) -> Value | None:
    """Return a field of a row: the index, or a section by position."""
    return row.whole if field == WHOLE else row.sections[field]


def statistics(ranking: Ranking, rows: Iterable[InstitutionRow], field: int) -> Statistics | None:
    """Return the statistics of a field over rows; None where no row has it."""
    get = key_of(field)
    keys = sorted(key for row in rows if (key := get(row)) is not None)
    if not keys:
        return None
    scale = ranking.lattice.scale(field)
    low, median, high = (quantile(keys, Fraction(quarter, 4)) / scale for quarter in (1, 2, 3))
    mean = Fraction(sum(keys)) / len(keys) / scale
    least, most = Fraction(keys[0]) / scale, Fraction(keys[-1]) / scale
    return Statistics(len(keys), least, low, median, high, most, mean)


def figures(found: Statistics) -> tuple[Fraction, ...]:
    """Return statistics from the least to the greatest, and the mean."""
    return found.least, found.lower, found.median, found.upper, found.most, found.mean


def described(ranking: Ranking, rows: Sequence[InstitutionRow]) -> Iterator[tuple[int, Statistics]]:
    """Yield the index and each section that rows speak of, with its statistics."""
    for field in (WHOLE, *range(len(ranking.law.sections))):
        if (found := statistics(ranking, rows, field)) is not None:
            yield field, found


def quantile(ordered: Sequence[Sum], share: Fraction) -> Fraction:
    """Return a quantile by linear interpolation between the two nearest of n ordered values.

    It lies at position share × (n - 1), counted from 0: definition 7 of Hyndman and Fan (1996),
    which is QUARTILE.INC of spreadsheets.
    """
    position = share * (len(ordered) - 1)
    below = int(position)
    low = Fraction(ordered[below])
    rest = position - below
    return low + rest * (ordered[below + 1] - low) if rest else low


def predicates(law: Instrument, rows: Iterable[InstitutionRow]) -> dict[str | None, int]:
    """Count predicates, highest first; None: rows of which it is not certain, where there are."""
    counted = Counter(row.predicate.name.id if row.predicate else None for row in rows)
    found: dict[str | None, int] = {
        one.name.id: counted[one.name.id] for one in reversed(law.predicates)
    }
    return found | ({None: counted[None]} if None in counted else {})


def groups(ranking: Ranking) -> dict[str, list[InstitutionRow]]:
    """Return the rows of each group; the usual groups first, others in the order of their names."""
    found: dict[str, list[InstitutionRow]] = {}
    for one in ranking.rows:
        found.setdefault(one.row.group, []).append(one.row)
    order = {name: number for number, name in enumerate(GROUPS)}
    return dict(sorted(found.items(), key=lambda pair: (order.get(pair[0], len(order)), pair[0])))


def histogram(ranking: Ranking) -> list[tuple[Fraction, list[InstitutionRow]]]:
    """Return bins of width `BIN`, from the lowest that is filled to the highest, and their rows.

    By the index as it is printed, so that a reader finds it again. A bin begins at its lower end
    (inclusive); the scale's maximum is in the last one below it.
    """
    last = int((ranking.law.scale.maximum - BIN) / BIN)
    found: dict[int, list[InstitutionRow]] = {}
    bins: dict[int, int] = {}  # by the values themselves: rows share them
    for one in ranking.rows:
        value = value_of(one.row, ranking.field)
        if value is None:
            continue
        if id(value) not in bins:
            bins[id(value)] = min(int(value.display / BIN), last)
        found.setdefault(bins[id(value)], []).append(one.row)
    return [(at * BIN, found.get(at, [])) for at in range(min(found), max(found) + 1)]
