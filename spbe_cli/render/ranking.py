"""A ranking made visible: text for people, JSON (``spbe-rank/1``) and CSV for programs."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from spbe_cli.core import numbers, ranking as core
from spbe_cli.core.lattice import Value
from spbe_cli.core.ranking import Finding, Position, Ranked, Ranking, Row, Statistics
from spbe_cli.i18n import _
from spbe_cli.render import words

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

    from spbe_cli.render.screen import Screen

BAR = 30  # columns of the longest bar
MOVED = 5  # rows that rose, and that fell, most
_WIDE = 104  # columns from which the sections stand beside the index
_WIDEST = 118
_UNCERTAIN = "tidak pasti"  # where a predicate would stand
_STATISTICS = ("least", "lower", "median", "upper", "most", "mean")


# --- text ----------------------------------------------------------------------------------------


def ranking_text(
    ranking: Ranking,
    shown: Sequence[Ranked],
    findings: Sequence[Finding],
    screen: "Screen",
    me: Position | None = None,
) -> str:
    """Return the rows shown, then one among its group, who moved most, counts and statistics."""
    from rich.padding import Padding
    from rich.text import Text

    from spbe_cli.render.screen import draw

    rows = [one.row for one in ranking.rows]
    parts: list[RenderableType] = [Text(heading(ranking), style="bold"), ""]

    def block(*blocks: "RenderableType") -> None:
        parts.extend(Padding(one, (0, 0, 0, 2)) for one in blocks)
        parts.append("")

    if me is not None:
        block(*(Text(line) for line in position_lines(ranking, me)))
    block(_rows(ranking, shown, screen, me))
    block(*(Text(line, style="dim") for line in notes(ranking, shown)))
    for title, listed in zip(
        (_("paling naik"), _("paling turun")), core.moved(ranking, MOVED), strict=True
    ):
        if listed:
            block(_moves(ranking, title, listed, screen))
    block(_counts(ranking, rows, screen))
    block(_statistics(ranking, rows, screen))
    block(_histogram(ranking, screen, me))
    if len(groups := core.groups(ranking)) > 1:
        block(_groups(ranking, groups, screen))
    if findings:
        block(Text(_("Terbitan yang bertentangan:")), *(Text(finding(one)) for one in findings))
    return draw(parts[:-1], screen)


def heading(ranking: Ranking) -> str:
    """Say what is ranked."""
    return " · ".join(
        (
            _("Peringkat {year}").format(year=ranking.year),
            words.safe(ranking.law.short),
            _("{count} instansi").format(count=words.thousands(len(ranking.rows))),
            _("menurut {field}").format(field=field_name(ranking, ranking.field)),
        )
    )


def field_name(ranking: Ranking, field: int) -> str:
    """Return a field in words: the index, or ``domain 3``."""
    if field == core.WHOLE:
        return _("indeks")
    section = ranking.law.sections[field]
    return f"{words.kind(section.kind)} {section.id}"


def position_lines(ranking: Ranking, me: Position) -> Iterator[str]:
    """Say where one row stands among its group."""
    row, places = me.ranked.row, ranking.law.places
    value = core.value_of(row, ranking.field)
    predicate = "" if row.predicate is None else f" {words.name(row.predicate.name)}"
    shown = "" if value is None else words.fixed(value.display, places)
    yield f"{words.safe(row.institution)}: {shown}{predicate if ranking.field < 0 else ''}"
    said = _("Peringkat {rank} dari {count} {group}").format(
        rank=me.rank, count=me.count, group=words.safe(row.group)
    )
    if len(ranking.rows) > me.count:
        said += _("; {rank} dari {count} seluruhnya").format(
            rank=me.ranked.rank, count=len(ranking.rows)
        )
    yield said
    if me.percentile is not None:
        yield _("Lebih tinggi daripada {percent} persen {group} lain").format(
            percent=words.fixed(me.percentile, 1), group=words.safe(row.group)
        )
    gap = words.gap(abs(me.to_median))
    if me.to_median:
        said = _("{gap} di atas median") if me.to_median > 0 else _("{gap} di bawah median")
        yield said.format(gap=gap)
    else:
        yield _("Tepat pada median")
    if me.to_above is not None:
        yield _("{gap} lagi menyamai {name}").format(
            gap=words.gap(me.to_above), name=words.safe(me.above[0].institution)
        )
    if (moved := core.change(ranking, me.ranked)) is not None and me.ranked.earlier is not None:
        yield _("{change} sejak {year}, ketika peringkatnya {rank}").format(
            change=words.signed(moved), year=ranking.before, rank=me.ranked.earlier.rank
        )


def notes(ranking: Ranking, shown: Sequence[Ranked]) -> Iterator[str]:
    """Say what is not shown, what was inferred, and how sure the figures are."""
    if len(shown) < len(ranking.rows):
        yield _("{count} dari {all} ditampilkan; semuanya: --top {all}").format(
            count=len(shown), all=len(ranking.rows)
        )
    if ranking.unranked:
        yield _("{count} tanpa {field} tidak diperingkat").format(
            count=ranking.unranked, field=field_name(ranking, ranking.field)
        )
    inferred = sum(one.row.inferred for one in ranking.rows)
    if inferred:
        yield _("kelompok {count} instansi disimpulkan dari namanya").format(count=inferred)
    exact, several = core.certain(one.row for one in ranking.rows)
    if exact < len(ranking.rows):
        yield _(
            "indeks tepat {exact} instansi diketahui; {several} punya beberapa kemungkinan "
            "dan diperingkat menurut angka terbitan"
        ).format(exact=exact, several=several)


def finding(one: Finding) -> str:
    """Return a finding as a line."""
    return f"{words.safe(one.institution)}: {words.line(one.problem)}"


def _plain_table(screen: "Screen", widest: int = _WIDEST) -> "Table":
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.width = min(screen.width - 2, widest)
    return table


def _rows(
    ranking: Ranking, shown: Sequence[Ranked], screen: "Screen", me: Position | None
) -> "Table":
    from rich.text import Text

    wide = screen.width >= _WIDE
    fields = _fields(ranking) if wide else [ranking.field] if ranking.field >= 0 else []
    table, places = _plain_table(screen), ranking.law.places
    table.add_column("", justify="right", no_wrap=True)
    table.add_column(_("instansi"), ratio=1)
    grouped = wide or ranking.before is None
    if grouped:
        table.add_column(_("kelompok"), no_wrap=True, max_width=14)
    table.add_column(_("indeks"), justify="right", no_wrap=True)
    table.add_column(_("predikat"), no_wrap=True)
    for field in fields:
        section = ranking.law.sections[field]
        letter = words.kind(section.kind)[:1].upper()
        table.add_column(f"{letter}{section.id}", justify="right", no_wrap=True)
    if ranking.before is not None:
        table.add_column(str(ranking.before), justify="right", no_wrap=True)
        table.add_column(_("selisih"), justify="right", no_wrap=True)
    for one in shown:
        row = one.row
        cells = [str(one.rank), Text(words.safe(row.institution))]
        cells += [words.safe(row.group)] * grouped
        cells += [words.fixed(row.index.display, places), predicate_word(row)]
        cells += [_display(core.value_of(row, field), places) for field in fields]
        if ranking.before is not None:
            moved = core.change(ranking, one)
            cells.append("" if one.earlier is None else str(one.earlier.rank))
            cells.append("" if moved is None else words.signed(moved))
        own = me is not None and me.ranked.row is row
        table.add_row(*cells, style="bold" if own else None)
    return table


def predicate_word(row: Row) -> str:
    """Return the predicate of a row; a mark where it is one of several."""
    return "?" if row.predicate is None else words.name(row.predicate.name)


def _display(value: Value | None, places: int) -> str:
    return "" if value is None else words.fixed(value.display, places)


def _fields(ranking: Ranking) -> list[int]:
    """Return the sections of which any row says something."""
    return [
        at
        for at in range(len(ranking.law.sections))
        if any(one.row.sections[at] is not None for one in ranking.rows)
    ]


def _moves(ranking: Ranking, title: str, listed: Sequence[Ranked], screen: "Screen") -> "Table":
    from rich.text import Text

    table = _plain_table(screen, 100)
    table.add_column(title, ratio=1)
    for name in (str(ranking.before), str(ranking.year), _("selisih"), _("peringkat")):
        table.add_column(name, justify="right", no_wrap=True)
    for one in listed:
        moved, earlier = core.change(ranking, one), one.earlier
        if moved is None or earlier is None:
            continue
        values = [core.value_of(each.row, ranking.field) for each in (earlier, one)]
        table.add_row(
            Text(words.safe(one.row.institution)),
            *(_display(each, ranking.law.places) for each in values),
            words.signed(moved),
            screen.marks(f"{earlier.rank} → {one.rank}"),
        )
    return table


def _counts(ranking: Ranking, rows: Sequence[Row], screen: "Screen") -> "Table":
    table = _plain_table(screen)
    table.width = None
    for title, side in ((_("predikat"), "left"), (_("jumlah"), "right"), (_("persen"), "right")):
        table.add_column(title, justify=side, no_wrap=True)  # type: ignore[arg-type]  # rich's names
    table.add_column("", no_wrap=True)
    counted = core.predicates(ranking.law, rows)
    names = {one.name.id: words.name(one.name) for one in ranking.law.predicates}
    for name, count in counted.items():
        share = words.fixed(Fraction(100 * count, len(rows)), 1)
        label = _("tidak pasti") if name is None else names[name]
        table.add_row(label, str(count), share, _bar(count, max(counted.values()), screen))
    return table


def _statistics(ranking: Ranking, rows: Sequence[Row], screen: "Screen") -> "Table":
    table = _plain_table(screen, 100)
    table.add_column("", ratio=1, no_wrap=True, overflow="ellipsis")
    for title in statistic_titles():
        table.add_column(title, justify="right", no_wrap=True)
    for field, found in described(ranking, rows):
        label = field_name(ranking, field)
        if field != core.WHOLE:
            label += f" {words.name(ranking.law.sections[field].name)}"
        figures = (words.fixed(value, ranking.law.places) for value in figures_of(found))
        table.add_row(label[:1].upper() + label[1:], *figures)
    return table


def statistic_titles() -> tuple[str, ...]:
    """Return the words for the statistics, in the order of `figures_of`."""
    return (_("terendah"), _("kuartil 1"), _("median"), _("kuartil 3"), _("tertinggi"), _("rerata"))


def figures_of(found: Statistics) -> list[Fraction]:
    """Return the statistics from the least to the greatest, and the mean."""
    return [getattr(found, name) for name in _STATISTICS]


def described(ranking: Ranking, rows: Sequence[Row]) -> Iterator[tuple[int, Statistics]]:
    """Yield the index and each section that rows speak of, with its statistics."""
    for field in (core.WHOLE, *range(len(ranking.law.sections))):
        if (found := core.statistics(ranking, rows, field)) is not None:
            yield field, found


def _histogram(ranking: Ranking, screen: "Screen", me: Position | None) -> "Table":
    table = _plain_table(screen)
    table.width = None
    table.add_column(field_name(ranking, ranking.field), no_wrap=True)
    table.add_column(_("jumlah"), justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    bins = core.histogram(ranking)
    most = max(len(rows) for _low, rows in bins)
    for low, rows in bins:
        bar = _bar(len(rows), most, screen)
        if me is not None and me.ranked.row in rows:
            bar += f" {words.safe(me.ranked.row.institution)}"
        table.add_row(bin_name(low), str(len(rows)), bar)
    return table


def bin_name(low: Fraction) -> str:
    """Return the range of a bin of the histogram; its end belongs to the next one."""
    return f"{words.fixed(low)}–<{words.fixed(low + core.BIN)}"


def _bar(count: int, most: int, screen: "Screen") -> str:
    length = round(Fraction(count * BAR, most or 1))
    return screen.marks("▇" * max(length, min(count, 1)))


def _groups(ranking: Ranking, groups: dict[str, list[Row]], screen: "Screen") -> "Table":
    table = _plain_table(screen, 100)
    table.add_column(_("kelompok"), ratio=1)
    table.add_column(_("jumlah"), justify="right", no_wrap=True)
    for title in statistic_titles():
        table.add_column(title, justify="right", no_wrap=True)
    for name, rows in groups.items():
        if (found := core.statistics(ranking, rows, ranking.field)) is not None:
            figures = (words.fixed(value, ranking.law.places) for value in figures_of(found))
            table.add_row(words.safe(name), str(len(rows)), *figures)
    return table


# --- data ----------------------------------------------------------------------------------------


def ranking_json(
    ranking: Ranking,
    shown: Sequence[Ranked],
    findings: Sequence[Finding],
    me: Position | None = None,
) -> str:
    """Return a ranking as data, each row on a line of its own; numbers are text."""
    rows = [one.row for one in ranking.rows]
    head: dict[str, Any] = {
        "format": core.FORMAT,
        "instrument": ranking.law.id,
        "year": ranking.year,
        "before": ranking.before,
        "sort": _field_id(ranking, ranking.field),
        "count": len(rows),
        "unranked": ranking.unranked,
        "predicates": _predicates(ranking, rows),
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
    lines += [f'  "me": {write(_position(me))}'] if me is not None else []
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
                "exact": None if value.exact is None else numbers.exact(value.exact),
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
            **of(row.index),
            "predicate": None if row.predicate is None else row.predicate.name.id,
            "sections": {
                name: of(value)
                for name, value in zip(ids, row.sections, strict=True)
                if value is not None
            },
        }
        if ranking.before is not None:
            moved = core.change(ranking, one)
            found["previous"] = (
                None
                if one.earlier is None
                else {"rank": one.earlier.rank, **of(one.earlier.row.index)}
            )
            found["change"] = None if moved is None else numbers.exact(moved)
        return found

    return record


def ranking_csv(ranking: Ranking, shown: Sequence[Ranked]) -> str:
    """Return one row for each institution."""
    import csv
    import io

    ids = [_field_id(ranking, at) for at in range(len(ranking.law.sections))]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(
        (
            *("rank", "institution", "year", "group", "index", "exact", "candidates", "predicate"),
            *ids,
            *("previous_rank", "previous_index", "change"),
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
            )
        )
    return out.getvalue()


def _field_id(ranking: Ranking, field: int) -> str:
    if field == core.WHOLE:
        return "index"
    section = ranking.law.sections[field]
    return f"{section.kind}_{section.id}"


def _predicates(ranking: Ranking, rows: Sequence[Row]) -> dict[str, int]:
    counted = core.predicates(ranking.law, rows)
    return {_UNCERTAIN if name is None else name: count for name, count in counted.items()}


def _described(ranking: Ranking, rows: Sequence[Row]) -> dict[str, Any]:
    places = ranking.law.places
    return {
        _field_id(ranking, field): {
            name: {"index": numbers.fixed(value, places), "exact": numbers.exact(value)}
            for name, value in zip(_STATISTICS, figures_of(found), strict=True)
        }
        for field, found in described(ranking, rows)
    }


def _position(me: Position) -> dict[str, Any]:
    row = me.ranked.row
    return {
        "institution": row.institution,
        "group": row.group,
        "rank": me.rank,
        "count": me.count,
        "overall_rank": me.ranked.rank,
        "percentile": None if me.percentile is None else numbers.exact(me.percentile),
        "to_median": numbers.exact(me.to_median),
        "above": [one.institution for one in me.above],
        "to_above": None if me.to_above is None else numbers.exact(me.to_above),
    }


def _finding(one: Finding) -> dict[str, Any]:
    place, params = one.problem.place, one.problem.params
    published = params.get("value")
    listed = params.get("candidates", ())
    candidates = listed if isinstance(listed, tuple) else ()
    return {
        "code": one.problem.code,
        "institution": one.institution,
        "year": one.year,
        "place": None if place is None else str(place),
        "section": f"{params['kind']}_{params['id']}" if "kind" in params else None,
        "published": numbers.exact(published, 2) if isinstance(published, Fraction) else None,
        "candidates": [numbers.exact(candidate, 2) for candidate in candidates],
    }
