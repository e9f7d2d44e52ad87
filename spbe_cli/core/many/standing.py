"""One institution in a ranking: its place in its group, its neighbours, how it moved."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from spbe_cli.core.clauses import Predicate
from spbe_cli.core.institutions import folded
from spbe_cli.core.instrument import Instrument
from spbe_cli.core.many.ranking import (
    BIN,
    InstitutionRow,
    Position,
    Ranked,
    Ranking,
    key_of,
    quantile,
    ranked_rows,
    value_of,
)
from spbe_cli.problems import DataError, Place, Problem


def bands(law: Instrument, low: Fraction) -> list[Predicate]:
    """Return the predicates that indices of a bin of the histogram may have, the lowest first."""
    uppers = [*(one.lower for one in law.predicates[1:]), Fraction(law.scale.maximum + 1)]
    pairs = zip(law.predicates, uppers, strict=True)
    return [one for one, upper in pairs if one.lower < low + BIN and low < upper]


def row_of_institution(ranking: Ranking, name: str, place: Place) -> Ranked:
    """Return the row of an institution; DataError E409 at `place`, with what is near, if none is.

    A part of its name will do where it is in one name only.
    """
    wanted = folded(name)
    names = {folded(one.row.institution): one for one in ranking.rows}
    if wanted in names:
        return names[wanted]
    holding = [one for each, one in names.items() if wanted and wanted in each]
    if len(holding) == 1:
        return holding[0]
    known = [one.row.institution for one in holding[:5]]
    if not known:
        from difflib import get_close_matches

        near = get_close_matches(wanted, names, n=3, cutoff=0.0)
        known = [names[one].row.institution for one in near]
    params: dict[str, object] = {"name": name, "known": tuple(known)}
    if len(known) == 1:
        params["near"] = known[0]
    raise DataError([Problem("E409", place, params)])


def position(ranking: Ranking, one: Ranked) -> Position:
    """Return where a row stands among the rows of its group."""
    get, scale = key_of(ranking.field), ranking.lattice.scale(ranking.field)
    rows = (each.row for each in ranking.rows if each.row.group == one.row.group)
    peers = ranked_rows(rows, ranking.year, ranking.field)  # ties through other groups do not count
    own_rank = next(each.rank for each in peers if each.row is one.row)
    listed = {id(each.row): each.rank for each in ranking.rows}  # who ties there lacks nothing
    higher = [
        each.rank
        for each in peers
        if each.rank < own_rank and listed.get(id(each.row), 0) < one.rank
    ]
    above = tuple(each.row for each in peers if higher and each.rank == max(higher))
    keys = sorted(get(each.row) or 0 for each in peers)
    values = [value_of(each.row, ranking.field) for each in peers]
    return Position(
        ranked=one,
        rank=own_rank,
        size=len(peers),
        percentile=_percentile(peers, own_rank),
        to_median=((get(one.row) or 0) - quantile(keys, Fraction(1, 2))) / scale,
        above=above,
        to_above=_lacking(ranking, one.row, above),
        sure=all(value is not None and value.sure for value in values),
    )


def neighbours(ranking: Ranking, me: Ranked, most: int) -> list[Ranked]:
    """Return a row with the `most` rows above and below it in its own group."""
    peers = [one for one in ranking.rows if one.row.group == me.row.group]
    at = next(number for number, one in enumerate(peers) if one is me)
    return peers[max(0, at - most) : at + most + 1]


def _percentile(peers: Sequence[Ranked], rank: int) -> Fraction | None:
    """Return the percent of the others that are below a rank; None where there are no others."""
    others = len(peers) - 1
    return Fraction(100 * sum(each.rank > rank for each in peers), others) if others else None


def _lacking(
    ranking: Ranking, row: InstitutionRow, above: Sequence[InstitutionRow]
) -> Fraction | None:
    """Return the least that a row lacks to those above it."""
    own = value_of(row, ranking.field)
    lows = [value.low for each in above if (value := value_of(each, ranking.field))]
    scale = ranking.lattice.scale(ranking.field)
    return Fraction(min(lows) - own.high) / scale if lows and own else None


def since_last_year(ranking: Ranking, one: Ranked) -> Fraction | None:
    """Return by how much a row moved since the year before; None where it was not there.

    Where one of the exact indices is not known, the printed ones are subtracted. What one assessor
    gave is not subtracted from what another did: None.
    """
    if one.earlier is None or not comparable_row(one):
        return None
    now, then = (value_of(each.row, ranking.field) for each in (one, one.earlier))
    if now is None or then is None:
        return None
    if now.exact is not None and then.exact is not None:
        return now.exact - then.exact
    return now.display - then.display


def comparable_row(one: Ranked) -> bool:
    """Whether the index of a row is of the same kind as in the year before, if it was there."""
    return one.earlier is None or one.row.standing is one.earlier.row.standing


def exactly_moved(one: Ranked, field: int) -> bool:
    """Whether the change of a row is one of exact indices, not of printed ones."""
    if one.earlier is None or not comparable_row(one):
        return True
    values = (value_of(each.row, field) for each in (one, one.earlier))
    return all(value is not None and value.sure for value in values)


def movers(ranking: Ranking, most: int) -> tuple[list[Ranked], list[Ranked]]:
    """Return the rows that rose most and those that fell most, the furthest first."""
    found = [(moved, one) for one in ranking.rows if (moved := since_last_year(ranking, one))]
    rose = sorted((pair for pair in found if pair[0] > 0), key=lambda pair: -pair[0])
    fell = sorted((pair for pair in found if pair[0] < 0), key=lambda pair: pair[0])
    return [one for _moved, one in rose[:most]], [one for _moved, one in fell[:most]]


def mixed(rows: Mapping[str, Sequence[InstitutionRow]]) -> list[Problem]:
    """Return E406 where rows are of several instruments, naming the first row of each."""
    (main, listed), *others = rows.items()
    return [
        Problem(
            "E406",
            found[0].place,
            {
                "name": found[0].institution,
                "instrument": law,
                "one": listed[0].institution,
                "other": main,
                "at": str(listed[0].place),
                "year": listed[0].year,
            },
        )
        for law, found in others
    ]
