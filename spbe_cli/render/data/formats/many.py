"""Formats of several results: spbe-compare/1, spbe-rank/1."""

from spbe_cli.core.many import ranking
from spbe_cli.json_schema import Schema
from spbe_cli.render.data import compare as compared
from spbe_cli.render.data.formats.kinds import (
    EXACT,
    FIXED,
    FLAG,
    OPINION,
    TEXT,
    WHOLE_NUMBER,
    all_keys_of,
    array_of,
    closed_object,
    constant,
    mapped,
    maybe,
    one_of,
    whole_schema,
)
from spbe_cli.render.data.formats.scored import ANNOUNCED, BOUNDS

_CHANGE = closed_object(change=maybe(EXACT), change_exact=maybe(FLAG))


def compare_format() -> Schema:
    """Return the schema of results side by side."""
    column = closed_object(
        institution=TEXT,
        year=WHOLE_NUMBER,
        opinion=OPINION,
        instrument=TEXT,
        index=maybe(FIXED),
        exact=maybe(EXACT),
        predicate=maybe(TEXT),
        complete=FLAG,
        recovered=FLAG,
        announced=maybe(ANNOUNCED),
        unpublished=array_of(closed_object(kind=TEXT, id=TEXT)),
        bounds=BOUNDS,
    )
    moved = closed_object(
        items=WHOLE_NUMBER,
        rose=WHOLE_NUMBER,
        fell=WHOLE_NUMBER,
        stayed=WHOLE_NUMBER,
        mean=maybe(EXACT),
        mean_of_fallen=maybe(EXACT),
    )
    run = all_keys_of(
        closed_object(instrument=TEXT, columns=array_of(WHOLE_NUMBER)),
        _CHANGE,
        closed_object(moved=maybe(moved)),
    )
    values = {"values": array_of(maybe(FIXED)), "exact": array_of(maybe(EXACT))}
    section = all_keys_of(
        closed_object(instrument=TEXT, kind=TEXT, id=TEXT, name=TEXT, weight=EXACT, **values),
        _CHANGE,
        closed_object(contribution=maybe(EXACT)),
    )
    before = closed_object(instrument=TEXT, main=array_of(TEXT), partial=array_of(TEXT), basis=TEXT)
    item = closed_object(
        instrument=TEXT,
        id=TEXT,
        name=TEXT,
        weight=EXACT,
        values=array_of(maybe(EXACT)),
        change=maybe(EXACT),
        contribution=maybe(EXACT),
        predecessors=maybe(before),
    )
    whole = all_keys_of(
        closed_object(
            format=constant(compared.FORMAT), columns=array_of(all_keys_of(column, _CHANGE))
        ),
        _CHANGE,
        closed_object(runs=array_of(run), sections=array_of(section), indicators=array_of(item)),
    )
    return whole_schema(compared.FORMAT, whole)


def rank_format() -> Schema:
    """Return the schema of a ranking."""
    value = closed_object({"candidates": array_of(EXACT)}, index=FIXED, exact=maybe(EXACT))
    figure = closed_object(index=FIXED, exact=EXACT)
    statistics = mapped(closed_object(**dict.fromkeys(ranking.STATISTICS, figure)))
    counts = mapped(WHOLE_NUMBER)
    group = closed_object(group=TEXT, count=WHOLE_NUMBER, predicates=counts, statistics=statistics)
    earlier = all_keys_of(closed_object(rank=WHOLE_NUMBER, opinion=OPINION), value)
    row = all_keys_of(
        closed_object(
            {"province": TEXT},
            rank=WHOLE_NUMBER,
            institution=TEXT,
            year=WHOLE_NUMBER,
            group=TEXT,
            group_from=one_of(("name", "list")),
            opinion=maybe(OPINION),
            marked=FLAG,
        ),
        value,
        closed_object(
            {
                "previous": maybe(earlier),
                "change": maybe(EXACT),
                "change_of": maybe(one_of(("printed", "exact"))),
            },
            predicate=maybe(TEXT),
            printed_predicate=maybe(TEXT),
            sections=mapped(value),
        ),
    )
    finding = closed_object(
        code=TEXT,
        institution=TEXT,
        year=WHOLE_NUMBER,
        place=maybe(TEXT),
        used=one_of(ranking.Used),
        predicate=maybe(TEXT),
        section=maybe(TEXT),
        published=maybe(EXACT),
        candidates=array_of(EXACT),
    )
    whole = closed_object(
        {"me": _position()},
        format=constant(ranking.FORMAT),
        instrument=TEXT,
        year=WHOLE_NUMBER,
        before=maybe(WHOLE_NUMBER),
        sort=TEXT,
        count=WHOLE_NUMBER,
        unranked=WHOLE_NUMBER,
        opinion=OPINION,
        mixed_opinions=FLAG,
        marked=WHOLE_NUMBER,
        left_out=array_of(TEXT),
        only_before=WHOLE_NUMBER,
        shown=WHOLE_NUMBER,
        in_both_years=WHOLE_NUMBER,
        group_inferred=WHOLE_NUMBER,
        index_uncertain=WHOLE_NUMBER,
        predicates=counts,
        shares=mapped(FIXED),
        histogram=array_of(closed_object(from_=EXACT, below=EXACT, count=WHOLE_NUMBER)),
        statistics=statistics,
        groups=array_of(group),
        rows=array_of(row),
        findings=array_of(finding),
    )
    return whole_schema(ranking.FORMAT, whole)


def _position() -> Schema:
    return closed_object(
        institution=TEXT,
        opinion=maybe(OPINION),
        official=FLAG,
        group=TEXT,
        rank=WHOLE_NUMBER,
        count=WHOLE_NUMBER,
        overall_rank=WHOLE_NUMBER,
        percentile=maybe(EXACT),
        to_median=EXACT,
        above=array_of(TEXT),
        to_above=maybe(EXACT),
    )
