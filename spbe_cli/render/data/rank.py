"""A ranking for other programs: JSON (``spbe-rank/1``) and CSV."""

import json
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import Any

from spbe_cli.core import numbers
from spbe_cli.core.assessment import Opinion
from spbe_cli.core.many import ranking as core, standing
from spbe_cli.core.many.ranking import (
    AskedRanking,
    Contradiction,
    InstitutionRow,
    Position,
    Ranked,
    Ranking,
)
from spbe_cli.core.score.lattice import Value
from spbe_cli.render.data import encode

_UNCERTAIN = "uncertain"  # where a predicate would stand


def ranking_json(found: AskedRanking) -> str:
    """Return a ranking as data, each row on a line of its own; numbers are text."""
    ranking, shown, findings, me, left_out = found
    rows = [one.row for one in ranking.rows]
    head: dict[str, Any] = {
        "format": core.FORMAT,
        "instrument": ranking.law.id,
        "year": ranking.year,
        "before": ranking.before,
        "sort": _field_id(ranking, ranking.field),
        "count": len(rows),
        "unranked": ranking.unranked,
        "opinion": ranking.opinion.value,
        "mixed_opinions": ranking.marked > 0,
        "marked": ranking.marked,
        "left_out": list(left_out),
        "only_before": ranking.gone,
        "shown": len(shown),
        "in_both_years": sum(one.earlier is not None for one in ranking.rows),
        "group_inferred": sum(one.inferred for one in rows),
        "index_uncertain": sum(not one.whole.sure for one in rows),
        "predicates": _predicates(ranking, rows),
        "shares": _shares(ranking, rows),
        "histogram": [
            {
                "from": numbers.exact(low, 2),
                "below": numbers.exact(low + core.BIN, 2),
                "count": len(listed),
            }
            for low, listed in core.histogram(ranking)
        ],
        "statistics": _described(ranking, rows),
    }
    write = json.JSONEncoder(ensure_ascii=False).encode
    record = _recorder(ranking)
    groups = (
        {
            "group": name,
            "count": len(listed),
            "predicates": _predicates(ranking, listed),
            "statistics": _described(ranking, listed),
        }
        for name, listed in core.groups(ranking).items()
    )
    listed = {
        "groups": map(write, groups),
        "rows": (write(record(one)) for one in shown),
        "findings": (write(_finding(one)) for one in findings),
    }
    lines = [f'  "{key}": {write(value)}' for key, value in head.items()]
    lines += [f'  "me": {write(_position(ranking, me))}'] if me is not None else []
    lines += [f'  "{key}": [{_lines(each)}]' for key, each in listed.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _lines(records: Iterable[str]) -> str:
    text = ",\n    ".join(records)
    return f"\n    {text}\n  " if text else ""


def _recorder(ranking: Ranking) -> Callable[[Ranked], dict[str, Any]]:
    """Return what makes the record of a row; equal values are written once."""
    places = ranking.law.places
    ids = [_field_id(ranking, at) for at in range(len(ranking.law.sections))]

    known: dict[int, dict[str, Any]] = {}

    def of(value: Value) -> dict[str, Any]:
        found = known.get(id(value))  # values live as long as the ranking, most in many rows
        if found is None:
            found = known[id(value)] = {
                "index": numbers.fixed(value.display, places),
                "exact": encode.exact_text(value.exact),
            }
            if value.candidates:
                found["candidates"] = [numbers.exact(one) for one in value.candidates]
        return found

    def record(one: Ranked) -> dict[str, Any]:
        row = one.row
        found: dict[str, Any] = {
            "rank": one.rank,
            "institution": row.institution,
            "year": row.year,
            "group": row.group,
            "group_from": "name" if row.inferred else "list",
            **({"province": row.province} if row.province else {}),
            "opinion": None if row.opinion is None else row.opinion.value,
            "marked": ranking.marks(row),
            **of(row.whole),
            "predicate": encode.predicate_name(row.predicate),
            "printed_predicate": row.printed or None,
            "sections": {
                name: of(value)
                for name, value in zip(ids, row.sections, strict=True)
                if value is not None
            },
        }
        if ranking.before is not None:
            moved = standing.since_last_year(ranking, one)
            found["previous"] = (
                None
                if one.earlier is None
                else {
                    "rank": one.earlier.rank,
                    "opinion": one.earlier.row.standing.value,
                    **of(one.earlier.row.whole),
                }
            )
            found["change"] = encode.exact_text(moved)
            found["change_of"] = None if moved is None else "printed"
            if moved is not None and standing.exactly_moved(one, ranking.field):
                found["change_of"] = "exact"
        return found

    return record


def ranking_csv(found: AskedRanking) -> str:
    """Return one row for each institution."""
    ranking, shown = found.ranking, found.shown
    import csv
    import io

    ids = [_field_id(ranking, at) for at in range(len(ranking.law.sections))]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(
        (
            *("rank", "institution", "year", "group", "index", "exact", "candidates", "predicate"),
            *ids,
            *("previous_rank", "previous_index", "change", "change_of"),
            *("opinion", "marked", "printed_predicate", "province"),
        )
    )
    record = _recorder(ranking)
    for one in shown:
        row = record(one)
        earlier = row.get("previous") or {}
        writer.writerow(
            (
                *(row[key] for key in ("rank", "institution", "year", "group", "index", "exact")),
                " ".join(row.get("candidates", ())),
                row["predicate"],
                *(row["sections"].get(name, {}).get("index") for name in ids),
                earlier.get("rank"),
                earlier.get("index"),
                row.get("change"),
                row.get("change_of"),
                row["opinion"],
                "*" if row["marked"] else "",
                row["printed_predicate"],
                row.get("province"),
            )
        )
    return out.getvalue()


def _field_id(ranking: Ranking, field: int) -> str:
    if field == core.WHOLE:
        return "index"
    section = ranking.law.sections[field]
    return f"{section.kind}_{section.id}"


def _predicates(ranking: Ranking, rows: Sequence[InstitutionRow]) -> dict[str, int]:
    counted = core.predicates(ranking.law, rows)
    return {_UNCERTAIN if name is None else name: count for name, count in counted.items()}


def _shares(ranking: Ranking, rows: Sequence[InstitutionRow]) -> dict[str, str]:
    """Return the predicates in percent of all rows, rounded."""
    counts = _predicates(ranking, rows)
    return {
        name: numbers.fixed(Fraction(100 * count, len(rows)), 1) for name, count in counts.items()
    }


def _described(ranking: Ranking, rows: Sequence[InstitutionRow]) -> dict[str, Any]:
    places = ranking.law.places
    return {
        _field_id(ranking, field): {
            name: {"index": numbers.fixed(value, places), "exact": numbers.exact(value)}
            for name, value in zip(core.STATISTICS, core.figures(found), strict=True)
        }
        for field, found in core.described(ranking, rows)
    }


def _position(ranking: Ranking, me: Position) -> dict[str, Any]:
    row = me.ranked.row
    return {
        "institution": row.institution,
        "opinion": None if row.opinion is None else row.opinion.value,
        "official": not ranking.marked and ranking.opinion is Opinion.OFFICIAL,
        "group": row.group,
        "rank": me.rank,
        "count": me.size,
        "overall_rank": me.ranked.rank,
        "percentile": encode.exact_text(me.percentile),
        "to_median": numbers.exact(me.to_median),
        "above": [one.institution for one in me.above],
        "to_above": encode.exact_text(me.to_above),
    }


def _finding(one: Contradiction) -> dict[str, Any]:
    place, params = one.problem.place, one.problem.params
    published = params.get("value")
    listed = params.get("candidates", ())
    candidates = listed if isinstance(listed, tuple) else ()
    return {
        "code": one.problem.code,
        "institution": one.institution,
        "year": one.year,
        "place": None if place is None else str(place),
        "used": one.used.value,
        "predicate": params.get("name"),
        "section": f"{params['kind']}_{params['id']}" if "kind" in params else None,
        "published": numbers.exact(published, 2) if isinstance(published, Fraction) else None,
        "candidates": [numbers.exact(candidate, 2) for candidate in candidates],
    }
