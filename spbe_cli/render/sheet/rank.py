"""A ranking as a workbook: the rows with filters, statistics with a chart, contradictions."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from spbe_cli.core.many import ranking as core, report, standing
from spbe_cli.core.many.ranking import Finding, Position, Ranked, Ranking, Row, Standings
from spbe_cli.core.score.lattice import Value
from spbe_cli.i18n import _
from spbe_cli.render import cover as front, listings as texts, placing, words
from spbe_cli.render.cover import Cover
from spbe_cli.render.sheet import book as page
from spbe_cli.render.sheet.book import Column
from spbe_cli.render.sheet.styles import ACCENT, Styles

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_HEAD = 3  # row of the titles of columns
_NAME = 52  # width of the names
Fields = Sequence[int]  # the sections that have columns


def workbook(found: Standings, cover: Cover) -> bytes:
    """Return a ranking as the bytes of a workbook."""
    ranking, shown, findings, me, left_out = found

    def fill(book: "Workbook", styles: Styles) -> None:
        _ranks(book.add_worksheet(_("Peringkat")), styles, ranking, shown, me)
        if me is not None:
            _near(book.add_worksheet(_("Sekitar")), styles, ranking, me)
        _statistics(book, styles, ranking)
        notes = [*texts.notes(ranking, shown), *texts.left_out(left_out)]
        _origin(book.add_worksheet(_("Asal")), styles, (ranking, notes), cover)
        if findings:
            _findings(book.add_worksheet(_("Temuan")), styles, ranking, findings)

    return page.workbook(fill, texts.heading(ranking), {"keywords": report.FORMAT})


def _origin(
    sheet: "Worksheet", styles: Styles, what: tuple[Ranking, Sequence[str]], cover: Cover
) -> None:
    """Write the notes of the list, and where it comes from."""
    ranking, said = what
    columns = [Column("label", "", 18), Column("value", "", 100)]
    page.columns(sheet, columns)
    page.text(sheet, 0, 0, texts.heading(ranking), styles["title"])
    row = 2
    page.text(sheet, row, 0, _("Catatan"), styles["strong"])
    for note in _sentences(said):
        page.text(sheet, row, 1, note, styles["cell"])
        row += 1
    for label, value in front.origin(ranking.law, cover):
        page.text(sheet, row, 0, label, styles["strong"])
        page.text(sheet, row, 1, value, styles["cell"])
        row += 1
    page.page(sheet, texts.heading(ranking))


def _open(sheet: "Worksheet", styles: Styles, ranking: Ranking, columns: Sequence[Column]) -> None:
    page.columns(sheet, columns)
    page.text(sheet, 0, 0, texts.heading(ranking), styles["title"])
    for number, one in enumerate(columns):
        page.text(sheet, _HEAD, number, one.title, styles["head"])
    sheet.set_row(_HEAD, 30)
    page.page(sheet, texts.heading(ranking), (0, _HEAD))


def _sentences(notes: Sequence[str]) -> list[str]:
    return [f"{note[:1].upper()}{note[1:]}." for note in notes]


def _columns(ranking: Ranking) -> list[Column]:
    columns = [
        Column("rank", _("Peringkat"), 10),
        Column("institution", _("Instansi"), _NAME),
        Column("group", _("Kelompok"), 13),
        Column("index", _("Indeks"), 9),
        Column("exact", _("Tepatnya"), 12),
        Column("predicate", _("Predikat"), 13),
        *(Column("section", _section(ranking, field), 15) for field in texts.sections(ranking)),
    ]
    if ranking.before is not None:
        columns.append(Column("previous", _("Peringkat {year}").format(year=ranking.before), 11))
        columns.append(Column("change", _("Selisih"), 10))
    return columns


def _ranks(
    sheet: "Worksheet",
    styles: Styles,
    ranking: Ranking,
    shown: Sequence[Ranked],
    me: Position | None,
) -> None:
    columns = _columns(ranking)
    _open(sheet, styles, ranking, columns)
    last = _HEAD + len(shown)
    _told(sheet, styles, (ranking, shown, me))
    fields = texts.sections(ranking)
    for at, one in enumerate(shown, _HEAD + 1):
        _row(sheet, at, styles, (ranking, one, fields), own=me is not None and me.ranked is one)
    sheet.freeze_panes(_HEAD + 1, 2)
    sheet.autofilter(_HEAD, 0, last, len(columns) - 1)
    sheet.print_area(0, 0, last, len(columns) - 1)
    notes = _sentences(list(texts.notes(ranking, shown)))
    for number, note in enumerate(notes, last + 2):
        page.text(sheet, number, 1, note, styles["label"])


def _told(
    sheet: "Worksheet",
    styles: Styles,
    what: tuple[Ranking, Sequence[Ranked], Position | None],
) -> None:
    """Write above the table a link to one's own row, its warning, and why cells are blank."""
    ranking, shown, me = what
    if any(one.row.whole.exact is None for one in shown):
        said = _(
            "Tepatnya: indeks sebelum pembulatan; kosong bila tidak dapat dipastikan dari angka "
            "yang diumumkan."
        )
        page.text(sheet, 2, 0, said, styles["label"])
    if me is None:
        return
    first, *_rest = placing.placed(ranking, me)
    warned = list(placing.warning(ranking, me))
    own = next((at for at, one in enumerate(shown) if one is me.ranked), None)
    said = ". ".join((*warned, first))
    if own is None:  # --top left it out
        page.text(sheet, 1, 0, said, styles["strong"])
        return
    target = f"internal:'{sheet.name}'!{page.cell(_HEAD + 1 + own, 1)}"
    sheet.write_url(1, 0, target, styles["link"], said, _("Ke baris instansi ini"))


def _row(
    sheet: "Worksheet", at: int, styles: Styles, what: tuple[Ranking, Ranked, Fields], *, own: bool
) -> None:
    """Write a row; one's own with another ground and in bold."""
    ranking, one, fields = what
    row, mark = one.row, "own " if own else ""
    sheet.write_number(at, 0, one.rank, styles[f"{mark}number"])
    page.text(sheet, at, 1, texts.name(ranking, row), styles[f"{mark}cell"])
    page.text(sheet, at, 2, words.group(row.group), styles[f"{mark}cell"])
    _figure(sheet, at, 3, row.whole, styles[f"{mark}figure"])
    if row.whole.exact is None:
        page.text(sheet, at, 4, "", styles[f"{mark}exact"])
    else:
        sheet.write_number(at, 4, float(row.whole.exact), styles[f"{mark}exact"])
    page.text(sheet, at, 5, texts.predicate_word(row), styles[f"{mark}cell"])
    for number, field in enumerate(fields, 6):
        _figure(sheet, at, number, core.value_of(row, field), styles[f"{mark}figure"])
    if ranking.before is not None:
        _compared(sheet, at, 6 + len(fields), (ranking, one), (styles, mark))
    sheet.set_row(at, page.height([(row.institution, _NAME)]))


def _near(sheet: "Worksheet", styles: Styles, ranking: Ranking, me: Position) -> None:
    """Write where one's own institution stands, and its neighbours in its group."""
    columns = _columns(ranking)
    page.columns(sheet, columns)
    page.text(sheet, 0, 0, _("Instansi sekitar dalam kelompok"), styles["title"])
    lines = [*placing.warning(ranking, me), *placing.placed(ranking, me)]
    for at, line in enumerate(lines, 1):
        page.text(sheet, at, 0, line, styles["strong" if at == 1 else "plainline"])
    head = len(lines) + 2
    for number, one in enumerate(columns):
        page.text(sheet, head, number, one.title, styles["head"])
    sheet.set_row(head, 30)
    near, fields = standing.neighbours(ranking, me.ranked, texts.NEAR), texts.sections(ranking)
    for at, each in enumerate(near, head + 1):
        _row(sheet, at, styles, (ranking, each, fields), own=each is me.ranked)
    page.page(sheet, texts.heading(ranking))


def _section(ranking: Ranking, field: int) -> str:
    section = ranking.law.sections[field]
    return f"{section.id} {words.name(section.name)}"


def _figure(
    sheet: "Worksheet", row: int, column: int, value: Value | None, style: "Format"
) -> None:
    if value is None:
        page.text(sheet, row, column, "", style)
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
    earlier, moved = one.earlier, standing.change(ranking, one)
    if earlier is None:
        page.text(sheet, row, column, "", made[f"{mark}number"])
    else:
        sheet.write_number(row, column, earlier.rank, made[f"{mark}number"])
    if moved is None:
        page.text(sheet, row, column + 1, "", made[f"{mark}moved"])
    else:
        kind = "moved" if standing.exactly_moved(one, ranking.field) else "movedprinted"
        sheet.write_number(row, column + 1, float(moved), made[f"{mark}{kind}"])


def _statistics(book: "Workbook", styles: Styles, ranking: Ranking) -> None:
    """Write statistics, groups, predicates, and the histogram with its chart."""
    sheet, rows = book.add_worksheet(_("Statistik")), [one.row for one in ranking.rows]
    titles = texts.statistic_titles()
    columns = [
        Column("name", _("Bagian"), 40),
        Column("count", _("Jumlah"), 9),
        *(Column("figure", title[:1].upper() + title[1:], 10) for title in titles),
    ]
    _open(sheet, styles, ranking, columns)
    sheet.fit_to_pages(1, 1)
    at = _HEAD + 1
    for field in (core.WHOLE, *texts.sections(ranking)):
        name = texts.field_name(ranking, field)
        label = name if field == core.WHOLE else f"{name} {_section(ranking, field)[2:]}"
        at = _described(sheet, at, (ranking, rows, field), label, styles)
    at += 1
    for name, listed in core.groups(ranking).items():
        at = _described(sheet, at, (ranking, listed, ranking.field), words.group(name), styles)
    at += 1
    names = {one.name.id: words.name(one.name) for one in ranking.law.predicates}
    for predicate, count in core.predicates(ranking.law, rows).items():
        label = _("tidak pasti") if predicate is None else names[predicate]
        page.text(sheet, at, 0, label, styles["cell"])
        sheet.write_number(at, 1, count, styles["number"])
        at += 1
    first = at + 1
    for at, (low, found) in enumerate(core.histogram(ranking), first):
        page.text(sheet, at, 0, texts.bin_name(ranking, low), styles["cell"])
        sheet.write_number(at, 1, len(found), styles["number"])
    said = _("Lebar kelas {width}.").format(width=words.fixed(core.BIN))
    page.text(sheet, at + 1, 0, said, styles["label"])
    chart, title = book.add_chart({"type": "column"}), sheet.name
    if chart is None:
        return  # not for a kind that there is
    chart.add_series(
        {
            "categories": [title, first, 0, at, 0],
            "values": [title, first, 1, at, 1],
            "fill": {"color": ACCENT},
            "gap": 20,
        }
    )
    chart.set_legend({"none": True})
    chart.set_title({"name": texts.heading(ranking), "name_font": {"size": 10}})
    sheet.insert_chart(first, 2, chart)


def _described(
    sheet: "Worksheet",
    at: int,
    what: tuple[Ranking, Sequence[Row], int],
    label: str,
    styles: Styles,
) -> int:
    """Write one line of statistics; return the next row."""
    found = core.statistics(*what)
    if found is None:
        return at
    page.text(sheet, at, 0, label[:1].upper() + label[1:], styles["cell"])
    sheet.write_number(at, 1, found.size, styles["number"])
    for column, value in enumerate(core.figures(found), 2):
        sheet.write_number(at, column, float(value), styles["figure"])
    return at + 1


def _findings(
    sheet: "Worksheet", styles: Styles, ranking: Ranking, findings: Sequence[Finding]
) -> None:
    columns = [Column("institution", _("Instansi"), _NAME), Column("finding", _("Temuan"), 90)]
    _open(sheet, styles, ranking, columns)
    for at, one in enumerate(findings, _HEAD + 1):
        said = words.line(one.problem)
        page.text(sheet, at, 0, words.safe(one.institution), styles["cell"])
        page.text(sheet, at, 1, said, styles["cell"])
        sheet.set_row(at, page.height([(one.institution, _NAME), (said, 90)]))
