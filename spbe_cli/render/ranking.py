"""A ranking made visible: text for people, JSON (``spbe-rank/1``) and CSV for programs."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from spbe_cli.core import numbers, ranking as core
from spbe_cli.core.lattice import Value
from spbe_cli.core.ranking import Finding, Position, Ranked, Ranking, Row, Statistics
from spbe_cli.i18n import _
from spbe_cli.render import words

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

    from spbe_cli.render.screen import Screen

_BAR = 24  # columns of the longest bar
MOVED = 5  # rows that rose, and that fell, most
_WIDE = 104  # columns from which the sections stand beside the index
_WIDEST, _NARROW = 118, 100
_UNCERTAIN = "uncertain"  # where a predicate would stand
_STATISTICS = ("least", "lower", "median", "upper", "most", "mean")


class Listing(NamedTuple):
    """A table of texts. `texts`: the columns, from 0, that hold words; the others hold figures."""

    heads: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    texts: tuple[int, ...] = (0,)


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
    own = None if me is None else next((at for at, one in enumerate(shown) if one is me.ranked), -1)
    listed = ranks(ranking, shown, wide=screen.width >= _WIDE)
    block(_table(listed, screen, -1 if own is None else own))
    block(*(Text(line, style="dim") for line in notes(ranking, shown)))
    if findings:
        block(Text(_("Terbitan yang bertentangan:")), *(Text(finding(one)) for one in findings))
    for one in moves(ranking):
        block(_table(one, screen))
    block(_barred(counts(ranking), list(core.predicates(ranking.law, rows).values()), screen))
    block(_table(statistics(ranking), screen))
    block(_histogram(ranking, screen, me))
    if len((found := groups(ranking)).rows) > 1:
        block(_table(found, screen))
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
        rank=me.rank, count=me.size, group=group_word(row.group)
    )
    if len(ranking.rows) > me.size:
        said += _("; {rank} dari {count} seluruhnya").format(
            rank=me.ranked.rank, count=len(ranking.rows)
        )
    yield said
    if me.percentile is not None:
        yield _("Lebih tinggi daripada {percent} persen {group} lain").format(
            percent=words.fixed(me.percentile, 1), group=group_word(row.group)
        )
    about = "{gap}" if me.sure else _("sekitar {gap}")
    group = group_word(row.group)
    said = (
        _("{gap} di atas median {group}")
        if me.to_median > 0
        else _("{gap} di bawah median {group}")
    )
    if not me.to_median:
        said = _("Tepat pada median {group}")
    told = [said.format(gap=about.format(gap=words.gap(abs(me.to_median))), group=group)]
    if me.to_above is not None:
        gap, name = words.gap(me.to_above), words.safe(me.above[0].institution)
        said = _("{gap} lagi menyamai {name}")
        told.append(said.format(gap=about.format(gap=gap), name=name))
    yield from (line[:1].upper() + line[1:] for line in told)
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
    if ranking.before is not None:
        paired = sum(one.earlier is not None for one in ranking.rows)
        yield _("{count} di antaranya ada juga pada {year}").format(
            count=paired, year=ranking.before
        )
    inferred = sum(one.row.inferred for one in ranking.rows)
    if inferred:
        yield _("kelompok {count} instansi disimpulkan dari namanya").format(count=inferred)
    exact = sum(one.row.whole.exact is not None for one in ranking.rows)
    if rest := len(ranking.rows) - exact:
        yield _(
            "{exact} diperingkat menurut indeks tepatnya; {rest} menurut indeks terbitan, "
            "karena indeks tepatnya tidak diketahui"
        ).format(exact=exact, rest=rest)
    if unsure := sum(one.row.predicate is None for one in ranking.rows):
        yield _("?: predikat {count} instansi tidak pasti").format(count=unsure)


def finding(one: Finding) -> str:
    """Return a finding as a line."""
    return f"{words.safe(one.institution)}: {words.line(one.problem)}"


def _empty(screen: "Screen", widest: int = _WIDEST) -> "Table":
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.width = min(screen.width - 2, widest)
    return table


def _table(listing: Listing, screen: "Screen", own: int | None = None) -> "Table":
    """Return a listing as a table: the first column of words takes the room there is."""
    from rich.text import Text

    table = _empty(screen, _WIDEST if own is not None else _NARROW)
    for at, head in enumerate(listing.heads):
        if at == listing.texts[0]:
            table.add_column(head, ratio=1)
        else:
            side = "left" if at in listing.texts else "right"
            table.add_column(head, justify=side, no_wrap=True)  # type: ignore[arg-type]  # rich's
    for number, row in enumerate(listing.rows):
        cells = (Text(screen.marks(cell)) for cell in row)
        table.add_row(*cells, style="bold" if number == own else None)
    return table


def _barred(
    listing: Listing, values: Sequence[int], screen: "Screen", notes: Sequence[str] = ()
) -> "Table":
    """Return a listing with a bar behind each row, and a note behind some bars."""
    table = _empty(screen)
    table.width = None
    for at, head in enumerate(listing.heads):
        side = "left" if at in listing.texts else "right"
        room = max(len(row[at]) for row in listing.rows)  # a long note must not take it
        table.add_column(head, justify=side, no_wrap=True, min_width=room)  # type: ignore[arg-type]  # rich's
    table.add_column("", no_wrap=True, overflow="ellipsis")
    told = notes or [""] * len(values)
    for row, value, note in zip(listing.rows, values, told, strict=True):
        length = max(round(Fraction(value * _BAR, max(values) or 1)), min(value, 1))
        table.add_row(*row, f"{screen.marks('▇' * length)} {note}".rstrip())
    return table


def _histogram(ranking: Ranking, screen: "Screen", me: Position | None) -> "Table":
    bins = [rows for _low, rows in core.histogram(ranking)]
    own = None if me is None else me.ranked.row
    names = ["" if own is None or own not in rows else words.safe(own.institution) for rows in bins]
    return _barred(histogram(ranking), list(map(len, bins)), screen, names)


# --- tables, as texts -----------------------------------------------------------------------------


def ranks(ranking: Ranking, shown: Sequence[Ranked], *, wide: bool) -> Listing:
    """Return the rows shown; `wide` with every section."""
    fields = sections(ranking) if wide else [ranking.field] if ranking.field >= 0 else []
    grouped, compared = wide or ranking.before is None, ranking.before is not None
    heads = ["", _("instansi"), *[_("kelompok")] * grouped, _("indeks"), _("predikat")]
    texts = [1, 2, 4] if grouped else [1, 3]
    heads += [section_letter(ranking, field) for field in fields]
    heads += [str(ranking.before), _("selisih")] * compared
    places, rows = ranking.law.places, []
    for one in shown:
        row = one.row
        cells = [str(one.rank), words.safe(row.institution), *[group_word(row.group)] * grouped]
        cells += [words.fixed(row.whole.display, places), predicate_word(row)]
        cells += [_display(core.value_of(row, field), places) for field in fields]
        if compared:
            moved = core.change(ranking, one)
            cells.append("" if one.earlier is None else str(one.earlier.rank))
            cells.append("" if moved is None else words.signed(moved))
        rows.append(tuple(cells))
    return Listing(tuple(heads), rows, tuple(texts))


def section_letter(ranking: Ranking, field: int) -> str:
    """Return a section in two letters: ``D3``."""
    section = ranking.law.sections[field]
    return words.kind(section.kind)[:1].upper() + section.id


def group_word(group: str) -> str:
    """Return a group in words; as it is written where it is none of the usual ones."""
    usual = {
        "kementerian": _("kementerian"),
        "lembaga": _("lembaga"),
        "provinsi": _("provinsi"),
        "kabupaten": _("kabupaten"),
        "kota": _("kota"),
    }
    return usual.get(group) or words.safe(group)


def predicate_word(row: Row) -> str:
    """Return the predicate of a row; a mark where it is one of several."""
    return "?" if row.predicate is None else words.name(row.predicate.name)


def sections(ranking: Ranking) -> list[int]:
    """Return the sections of which any row says something."""
    return [
        at
        for at in range(len(ranking.law.sections))
        if any(one.row.sections[at] is not None for one in ranking.rows)
    ]


def moves(ranking: Ranking) -> Iterator[Listing]:
    """Yield those that rose most and those that fell most, where there are any."""
    titles = (_("paling naik"), _("paling turun"))
    for title, listed in zip(titles, core.moved(ranking, MOVED), strict=True):
        rows = []
        for one in listed:
            moved, earlier = core.change(ranking, one), one.earlier
            if moved is not None and earlier is not None:
                values = (core.value_of(each.row, ranking.field) for each in (earlier, one))
                shown = (_display(each, ranking.law.places) for each in values)
                place = f"{earlier.rank} → {one.rank}"
                rows.append((words.safe(one.row.institution), *shown, words.signed(moved), place))
        heads = (title, str(ranking.before), str(ranking.year), _("selisih"), _("peringkat"))
        if rows:
            yield Listing(heads, rows)


def counts(ranking: Ranking) -> Listing:
    """Return how many rows have each predicate."""
    counted = core.predicates(ranking.law, [one.row for one in ranking.rows])
    names = {one.name.id: words.name(one.name) for one in ranking.law.predicates}
    rows = [
        (
            _("tidak pasti") if name is None else names[name],
            str(count),
            words.fixed(Fraction(100 * count, len(ranking.rows)), 1),
        )
        for name, count in counted.items()
    ]
    return Listing((_("predikat"), _("jumlah"), _("persen")), rows)


def histogram(ranking: Ranking) -> Listing:
    """Return how many rows lie in each range of the field they are ranked by."""
    rows = [(bin_name(ranking, low), str(len(found))) for low, found in core.histogram(ranking)]
    return Listing((field_name(ranking, ranking.field), _("jumlah")), rows)


def bin_name(ranking: Ranking, low: Fraction) -> str:
    """Return the range of a bin of the histogram; its end belongs to the next one, if any."""
    end = low + core.BIN
    return f"{words.fixed(low)}–{'<' * (end < ranking.law.scale.maximum)}{words.fixed(end)}"


def statistics(ranking: Ranking) -> Listing:
    """Return the statistics of the index and of each section."""
    rows = []
    for field, found in described(ranking, [one.row for one in ranking.rows]):
        label = field_name(ranking, field)
        if field != core.WHOLE:
            label += f" {words.name(ranking.law.sections[field].name)}"
        rows.append((label[:1].upper() + label[1:], *_figures(ranking, found)))
    return Listing(("", *statistic_titles()), rows)


def groups(ranking: Ranking) -> Listing:
    """Return the statistics of each group in the field they are ranked by."""
    rows = [
        (group_word(name), str(len(listed)), *_figures(ranking, found))
        for name, listed in core.groups(ranking).items()
        if (found := core.statistics(ranking, listed, ranking.field)) is not None
    ]
    return Listing((_("kelompok"), _("jumlah"), *statistic_titles()), rows)


def statistic_titles() -> tuple[str, ...]:
    """Return the words for the statistics, in the order of `figures_of`."""
    return (_("min"), "Q1", _("median"), "Q3", _("maks"), _("rerata"))


def figures_of(found: Statistics) -> list[Fraction]:
    """Return the statistics from the least to the greatest, and the mean."""
    return [getattr(found, name) for name in _STATISTICS]


def described(ranking: Ranking, rows: Sequence[Row]) -> Iterator[tuple[int, Statistics]]:
    """Yield the index and each section that rows speak of, with its statistics."""
    for field in (core.WHOLE, *range(len(ranking.law.sections))):
        if (found := core.statistics(ranking, rows, field)) is not None:
            yield field, found


def _figures(ranking: Ranking, found: Statistics) -> Iterator[str]:
    return (words.fixed(value, ranking.law.places) for value in figures_of(found))


def _display(value: Value | None, places: int) -> str:
    return "" if value is None else words.fixed(value.display, places)


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
            **of(row.whole),
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
                else {"rank": one.earlier.rank, **of(one.earlier.row.whole)}
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
        "count": me.size,
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
