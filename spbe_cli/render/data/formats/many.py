"""Formats of several results: spbe-compare/1, spbe-rank/1."""

from spbe_cli.core.many import ranking
from spbe_cli.render.data import compare as compared
from spbe_cli.render.data.formats.kinds import (
    EXACT,
    FIXED,
    FLAG,
    OPINION,
    TEXT,
    WHOLE,
    Schema,
    among,
    constant,
    document,
    joined,
    listed,
    mapped,
    maybe,
    record,
)
from spbe_cli.render.data.formats.scored import BOUNDS

_CHANGE = record(change=maybe(EXACT), change_exact=maybe(FLAG))


def compare() -> Schema:
    """Return the schema of results side by side."""
    column = record(
        institution=TEXT,
        year=WHOLE,
        opinion=OPINION,
        instrument=TEXT,
        index=maybe(FIXED),
        exact=maybe(EXACT),
        predicate=maybe(TEXT),
        complete=FLAG,
        recovered=FLAG,
        bounds=BOUNDS,
    )
    moved = record(
        items=WHOLE,
        rose=WHOLE,
        fell=WHOLE,
        stayed=WHOLE,
        mean=maybe(EXACT),
        mean_of_fallen=maybe(EXACT),
    )
    run = joined(
        record(instrument=TEXT, columns=listed(WHOLE)), _CHANGE, record(moved=maybe(moved))
    )
    values = {"values": listed(maybe(FIXED)), "exact": listed(maybe(EXACT))}
    section = joined(
        record(instrument=TEXT, kind=TEXT, id=TEXT, name=TEXT, weight=EXACT, **values),
        _CHANGE,
        record(contribution=maybe(EXACT)),
    )
    before = record(instrument=TEXT, main=listed(TEXT), partial=listed(TEXT), basis=TEXT)
    item = record(
        instrument=TEXT,
        id=TEXT,
        name=TEXT,
        weight=EXACT,
        values=listed(maybe(EXACT)),
        change=maybe(EXACT),
        contribution=maybe(EXACT),
        predecessors=maybe(before),
    )
    whole = joined(
        record(format=constant(compared.FORMAT), columns=listed(joined(column, _CHANGE))),
        _CHANGE,
        record(runs=listed(run), sections=listed(section), indicators=listed(item)),
    )
    return document(compared.FORMAT, whole)


def rank() -> Schema:
    """Return the schema of a ranking."""
    value = record({"candidates": listed(EXACT)}, index=FIXED, exact=maybe(EXACT))
    figure = record(index=FIXED, exact=EXACT)
    statistics = mapped(record(**dict.fromkeys(ranking.STATISTICS, figure)))
    counts = mapped(WHOLE)
    group = record(group=TEXT, count=WHOLE, predicates=counts, statistics=statistics)
    earlier = joined(record(rank=WHOLE, opinion=OPINION), value)
    row = joined(
        record(
            {"province": TEXT},
            rank=WHOLE,
            institution=TEXT,
            year=WHOLE,
            group=TEXT,
            group_from=among(("name", "list")),
            opinion=maybe(OPINION),
            marked=FLAG,
        ),
        value,
        record(
            {
                "previous": maybe(earlier),
                "change": maybe(EXACT),
                "change_of": maybe(among(("printed", "exact"))),
            },
            predicate=maybe(TEXT),
            printed_predicate=maybe(TEXT),
            sections=mapped(value),
        ),
    )
    finding = record(
        code=TEXT,
        institution=TEXT,
        year=WHOLE,
        place=maybe(TEXT),
        used=among(ranking.Used),
        predicate=maybe(TEXT),
        section=maybe(TEXT),
        published=maybe(EXACT),
        candidates=listed(EXACT),
    )
    whole = record(
        {"me": _position()},
        format=constant(ranking.FORMAT),
        instrument=TEXT,
        year=WHOLE,
        before=maybe(WHOLE),
        sort=TEXT,
        count=WHOLE,
        unranked=WHOLE,
        opinion=OPINION,
        mixed_opinions=FLAG,
        marked=WHOLE,
        left_out=listed(TEXT),
        only_before=WHOLE,
        shown=WHOLE,
        in_both_years=WHOLE,
        group_inferred=WHOLE,
        index_uncertain=WHOLE,
        predicates=counts,
        shares=mapped(FIXED),
        histogram=listed(record(from_=EXACT, below=EXACT, count=WHOLE)),
        statistics=statistics,
        groups=listed(group),
        rows=listed(row),
        findings=listed(finding),
    )
    return document(ranking.FORMAT, whole)


def _position() -> Schema:
    return record(
        institution=TEXT,
        opinion=maybe(OPINION),
        official=FLAG,
        group=TEXT,
        rank=WHOLE,
        count=WHOLE,
        overall_rank=WHOLE,
        percentile=maybe(EXACT),
        to_median=EXACT,
        above=listed(TEXT),
        to_above=maybe(EXACT),
    )
