"""A ranking as a workbook: the rows with filters, statistics with a chart, contradictions."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from spbe_cli.core.many import ranking as core, report, standing
from spbe_cli.core.many.ranking import AskedRanking, Contradiction, Position, Ranked, Ranking
from spbe_cli.core.score.lattice import Value
from spbe_cli.i18n import _
from spbe_cli.render import cover as front, listings as texts, placing, words
from spbe_cli.render.cover import Cover
from spbe_cli.render.sheet import book as page, statistics
from spbe_cli.render.sheet.book import SheetColumn
from spbe_cli.render.sheet.styles import Styles

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_HEAD = 5  # row of the titles of columns
_ABOVE = 8  # rows that are seen above one's own when the workbook is opened
_NAME = 52  # width of the names


class Fields(NamedTuple):
    """What has columns: the sections, and the province."""

    sections: Sequence[int]
    placed: bool


def _fields(ranking: Ranking) -> Fields:
    return Fields(texts.ranked_sections(ranking), texts.placed_rows(ranking))


def workbook(found: AskedRanking, cover: Cover) -> bytes:
    """Return a ranking as the bytes of a workbook."""
    ranking, shown, findings, me, left_out = found

    def fill(book: "Workbook", styles: Styles) -> None:
        _ranks(book.add_worksheet(_("Peringkat")), styles, (ranking, shown, me), cover)
        if me is not None:
            _near(book.add_worksheet(_("Sekitar")), styles, ranking, me)
        sheet = book.add_worksheet(_("Statistik"))
        own = None if me is None else me.ranked.row
        statistics.write(book, sheet, styles, ranking, own)
        notes = [*texts.notes(ranking, shown), *texts.left_out(left_out)]
        _origin(book.add_worksheet(_("Asal")), styles, (ranking, notes), cover)
        if findings:
            _findings(book.add_worksheet(_("Temuan")), styles, ranking, findings)

    properties = {"keywords": report.FORMAT}
    return page.workbook(fill, texts.ranking_title(ranking), properties, computes=False)


def _origin(
    sheet: "Worksheet", styles: Styles, what: tuple[Ranking, Sequence[str]], cover: Cover
) -> None:
    """Write the notes of the list, and where it comes from."""
    ranking, said = what
    columns = [SheetColumn("label", "", 18), SheetColumn("value", "", 100)]
    page.set_columns(sheet, columns)
    page.banner(sheet, page.CellSpan(0, 0, 1, 118), texts.ranking_title(ranking), styles, "title")
    row = 2
    lines = [(_("Catatan") * (not at), note) for at, note in enumerate(_sentences(said))]
    for label, value in (*lines, *front.origin_rows(ranking.law, cover)):
        page.put_text(sheet, row, 0, label, styles["strong"])
        page.put_text(sheet, row, 1, value, styles["plain"])
        sheet.set_row(row, page.height([(value, 100)]))
        row += 1
    sheet.print_area(0, 0, row, 1)
    page.set_page(sheet, texts.ranking_title(ranking))


def _open(
    sheet: "Worksheet", styles: Styles, ranking: Ranking, columns: Sequence[SheetColumn]
) -> None:
    page.set_columns(sheet, columns)
    page.banner(sheet, _span(columns), texts.ranking_title(ranking), styles, "title")
    _heads(sheet, styles, columns, _HEAD)
    page.set_page(sheet, texts.ranking_title(ranking), (0, _HEAD))


def _heads(sheet: "Worksheet", styles: Styles, columns: Sequence[SheetColumn], row: int) -> None:
    """Write the titles of columns, in a row as high as they need."""
    for number, one in enumerate(columns):
        page.put_text(sheet, row, number, one.title, styles["head"])
    sheet.set_row(row, page.height([(one.title, one.width * 0.85) for one in columns], 30))


def _span(columns: Sequence[SheetColumn], row: int = 0) -> page.CellSpan:
    return page.CellSpan(row, 0, len(columns) - 1, sum(one.width for one in columns))


def _sentences(notes: Sequence[str]) -> list[str]:
    return [f"{note[:1].upper()}{note[1:]}." for note in notes]


def _columns(ranking: Ranking) -> list[SheetColumn]:
    columns = [
        SheetColumn("rank", _("Peringkat"), 10),
        SheetColumn("institution", _("Instansi"), _NAME),
        SheetColumn("group", _("Kelompok"), 13),
        *[SheetColumn("province", _("Provinsi"), 22)] * texts.placed_rows(ranking),
        SheetColumn("index", _("Indeks"), 9),
        SheetColumn("exact", _("Tepatnya"), 12),
        SheetColumn("predicate", _("Predikat"), 13),
        *(
            SheetColumn("section", texts.section_heading(ranking, field), 17)
            for field in texts.ranked_sections(ranking)
        ),
    ]
    if ranking.before is not None:
        columns.append(
            SheetColumn("previous", _("Peringkat {year}").format(year=ranking.before), 11)
        )
        columns.append(SheetColumn("change", _("Selisih"), 10))
    return columns


_Shown = tuple[Ranking, Sequence[Ranked], Position | None]


def _ranks(sheet: "Worksheet", styles: Styles, what: _Shown, cover: Cover) -> None:
    """Write the rows with filters; one's own is seen, marked and chosen when it is opened."""
    ranking, shown, me = what
    columns = _columns(ranking)
    _open(sheet, styles, ranking, columns)
    last = _HEAD + len(shown)
    _told(sheet, styles, what, cover)
    fields = _fields(ranking)
    own = None
    for at, one in enumerate(shown, _HEAD + 1):
        mine = me is not None and me.ranked is one
        own = at if mine else own
        _row(sheet, at, styles, (ranking, one, fields), own=mine)
    first = _HEAD + 1
    if own is None:
        sheet.freeze_panes(first, 2)
    else:
        sheet.freeze_panes(first, 2, max(first, own - _ABOVE), 2)
        sheet.set_selection(own, 1, own, 1)
    sheet.autofilter(_HEAD, 0, last, len(columns) - 1)
    notes = _sentences(list(texts.notes(ranking, shown)))
    for number, note in enumerate(notes, last + 2):
        page.banner(sheet, _span(columns, number), note, styles, "label")
    sheet.print_area(0, 0, last + 1 + len(notes), len(columns) - 1)


def _told(sheet: "Worksheet", styles: Styles, what: _Shown, cover: Cover) -> None:
    """Write above the table its source, a link to one's own row, and what its ranks rest on."""
    ranking, shown, me = what
    wide = _span(_columns(ranking))
    names = ", ".join(words.safe(one.file) for one in cover.sources)
    said = _("Sumber: {names}; disusun {date}. SHA-256 pada lembar Asal.")
    source = said.format(names=names, date=front.long_date(cover.date))
    page.banner(sheet, wide._replace(row=3), source, styles, "label")
    said = _("Peringkat menurut nilai sebelum pembulatan; angka tercetak yang sama dapat berbeda.")
    if any(not one.row.whole.sure for one in shown):
        told = _(
            "Tepatnya: indeks sebelum pembulatan; kosong bila tidak dapat dipastikan dari angka "
            "yang diumumkan."
        )
        said = f"{told} {said}"
    page.banner(sheet, wide._replace(row=2), said, styles, "label")
    if me is None:
        for line in texts.mixed_said(ranking):
            page.banner(sheet, wide._replace(row=1), f"{line}.", styles, "strong")
        return
    first, *_rest = placing.placed(ranking, me)
    warned = list(placing.warning(ranking, me))
    own = next((at for at, one in enumerate(shown) if one is me.ranked), None)
    said = ". ".join((*warned, first))
    if own is None:  # --top left it out
        page.banner(sheet, wide._replace(row=1), said, styles, "strong")
        return
    target = f"internal:'{sheet.name}'!{page.cell_name(_HEAD + 1 + own, 1)}"
    sheet.write_url(1, 0, target, styles["link"], said, _("Ke baris instansi ini"))


def _row(
    sheet: "Worksheet", at: int, styles: Styles, what: tuple[Ranking, Ranked, Fields], *, own: bool
) -> None:
    """Write a row; one's own with another ground and in bold."""
    ranking, one, fields = what
    row, mark = one.row, "own " if own else ""
    sheet.write_number(at, 0, one.rank, styles[f"{mark}number"])
    page.put_text(sheet, at, 1, texts.row_name(ranking, row), styles[f"{mark}cell"])
    page.put_text(sheet, at, 2, words.group(row.group), styles[f"{mark}cell"])
    after = 3
    if fields.placed:
        page.put_text(sheet, at, after, words.safe(row.province), styles[f"{mark}cell"])
        after += 1
    _figure(sheet, at, after, row.whole, styles[f"{mark}figure"])
    if row.whole.exact is None:
        page.put_text(sheet, at, after + 1, "", styles[f"{mark}exact"])
    else:
        sheet.write_number(at, after + 1, float(row.whole.exact), styles[f"{mark}exact"])
    page.put_text(sheet, at, after + 2, texts.predicate_word(row), styles[f"{mark}indented"])
    for number, field in enumerate(fields.sections, after + 3):
        _figure(sheet, at, number, core.value_of(row, field), styles[f"{mark}figure"])
    if ranking.before is not None:
        _compared(sheet, at, after + 3 + len(fields.sections), (ranking, one), (styles, mark))
    room = _NAME * 0.9 if own else _NAME  # bold letters are wider
    sheet.set_row(at, page.height([(row.institution, room), (row.province, 22)]))


def _near(sheet: "Worksheet", styles: Styles, ranking: Ranking, me: Position) -> None:
    """Write where one's own institution stands, and its neighbours in its group."""
    columns = _columns(ranking)
    page.set_columns(sheet, columns)
    page.put_text(sheet, 0, 0, _("Instansi sekitar dalam kelompok"), styles["title"])
    lines = [*placing.warning(ranking, me), *placing.placed(ranking, me)]
    for at, line in enumerate(lines, 1):
        style = "strong" if at == 1 else "plainline"
        page.banner(sheet, _span(columns, at), line, styles, style)
    head = len(lines) + 2
    _heads(sheet, styles, columns, head)
    near, fields = standing.neighbours(ranking, me.ranked, texts.NEIGHBOURS), _fields(ranking)
    for at, each in enumerate(near, head + 1):
        _row(sheet, at, styles, (ranking, each, fields), own=each is me.ranked)
    sheet.print_area(0, 0, head + len(near), len(columns) - 1)
    page.set_page(sheet, texts.ranking_title(ranking))


def _figure(
    sheet: "Worksheet", row: int, column: int, value: Value | None, style: "Format"
) -> None:
    if value is None:
        page.put_text(sheet, row, column, "", style)
    else:
        sheet.write_number(row, column, float(value.display), style)


def _compared(
    sheet: "Worksheet",
    row: int,
    column: int,
    pair: tuple[Ranking, Ranked],
    styles: tuple[Styles, str],
) -> None:
    """Write the earlier rank and the change; that of printed indices is marked by its format."""
    (ranking, one), (made, mark) = pair, styles
    earlier, moved = one.earlier, standing.since_last_year(ranking, one)
    if earlier is None:
        page.put_text(sheet, row, column, "", made[f"{mark}number"])
    else:
        sheet.write_number(row, column, earlier.rank, made[f"{mark}number"])
    if moved is None:
        page.put_text(sheet, row, column + 1, "", made[f"{mark}moved"])
    else:
        kind = "moved" if standing.exactly_moved(one, ranking.field) else "movedprinted"
        sheet.write_number(row, column + 1, float(moved), made[f"{mark}{kind}"])


def _findings(
    sheet: "Worksheet", styles: Styles, ranking: Ranking, findings: Sequence[Contradiction]
) -> None:
    columns = [
        SheetColumn("institution", _("Instansi"), _NAME),
        SheetColumn("finding", _("Temuan"), 90),
    ]
    _open(sheet, styles, ranking, columns)
    for at, one in enumerate(findings, _HEAD + 1):
        said = words.problem_line(one.problem)
        page.put_text(sheet, at, 0, words.safe(one.institution), styles["cell"])
        page.put_text(sheet, at, 1, said, styles["cell"])
        sheet.set_row(at, page.height([(one.institution, _NAME), (said, 90)]))
