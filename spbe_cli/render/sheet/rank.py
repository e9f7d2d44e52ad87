"""A ranking as a workbook: the rows with filters, statistics with a chart, contradictions."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from spbe_cli.core.many import ranking as core, report
from spbe_cli.core.many.ranking import Finding, Position, Ranked, Ranking, Row, Standings
from spbe_cli.core.score.lattice import Value
from spbe_cli.i18n import _
from spbe_cli.render import cover as front, listings as texts, words
from spbe_cli.render.cover import Cover
from spbe_cli.render.sheet import book as page
from spbe_cli.render.sheet.book import Column, Styles

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_HEAD = 3  # row of the titles of columns
_NAME = 52  # width of the names


def workbook(found: Standings, cover: Cover) -> bytes:
    """Return a ranking as the bytes of a workbook."""
    ranking, shown, findings, me, _left_out = found

    def fill(book: "Workbook", styles: Styles) -> None:
        _ranks(book.add_worksheet(_("Peringkat")), styles, ranking, shown, me)
        _statistics(book, styles, ranking)
        _origin(book.add_worksheet(_("Asal")), styles, ranking, cover)
        if findings:
            _findings(book.add_worksheet(_("Temuan")), styles, ranking, findings)

    return page.workbook(fill, texts.heading(ranking), {"keywords": report.FORMAT})


def _origin(sheet: "Worksheet", styles: Styles, ranking: Ranking, cover: Cover) -> None:
    """Write the notes of the list, and where it comes from."""
    columns = [Column("label", "", 18), Column("value", "", 100)]
    page.columns(sheet, columns)
    page.text(sheet, 0, 0, texts.heading(ranking), styles["title"])
    notes = [
        _("Peringkat menurut indeks sebelum pembulatan."),
        _("Tepatnya kosong: indeks sebelum pembulatan tidak dapat dipastikan."),
        *(f"{note[:1].upper()}{note[1:]}." for note in texts.notes(ranking, ranking.rows)),
    ]
    row = 2
    for note in notes:
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


def _ranks(
    sheet: "Worksheet",
    styles: Styles,
    ranking: Ranking,
    shown: Sequence[Ranked],
    me: Position | None,
) -> None:
    fields = texts.sections(ranking)
    compared = ranking.before is not None
    columns = [
        Column("rank", _("Peringkat"), 10),
        Column("institution", _("Instansi"), _NAME),
        Column("group", _("Kelompok"), 13),
        Column("index", _("Indeks"), 9),
        Column("exact", _("Tepatnya"), 11),
        Column("predicate", _("Predikat"), 13),
        *(Column("section", _section(ranking, field), 15) for field in fields),
    ]
    if compared:
        columns.append(Column("previous", _("Peringkat {year}").format(year=ranking.before), 11))
        columns.append(Column("change", _("Selisih"), 10))
    _open(sheet, styles, ranking, columns)
    lines = [] if me is None else list(texts.position_lines(ranking, me))
    page.text(sheet, 1, 0, ". ".join(lines), styles["label"])
    for at, one in enumerate(shown, _HEAD + 1):
        row = one.row
        own = me is not None and me.ranked is one
        sheet.write_number(at, 0, one.rank, styles["number"])
        page.text(sheet, at, 1, texts.name(ranking, row), styles["section" if own else "cell"])
        page.text(sheet, at, 2, words.group(row.group), styles["cell"])
        _figure(sheet, at, 3, row.whole, styles)
        if row.whole.exact is None:
            page.text(sheet, at, 4, "", styles["exact"])
        else:
            sheet.write_number(at, 4, float(row.whole.exact), styles["exact"])
        page.text(sheet, at, 5, texts.predicate_word(row), styles["cell"])
        for number, field in enumerate(fields, 6):
            _figure(sheet, at, number, core.value_of(row, field), styles)
        if compared:
            _compared(sheet, at, 6 + len(fields), (ranking, one), styles)
        sheet.set_row(at, page.height([(row.institution, _NAME)]))
    last = _HEAD + len(shown)
    sheet.freeze_panes(_HEAD + 1, 2)
    sheet.autofilter(_HEAD, 0, last, len(columns) - 1)
    sheet.print_area(0, 0, last, len(columns) - 1)
    for number, note in enumerate(texts.notes(ranking, shown), last + 2):
        page.text(sheet, number, 1, note, styles["label"])


def _section(ranking: Ranking, field: int) -> str:
    section = ranking.law.sections[field]
    return f"{section.id} {words.name(section.name)}"


def _figure(sheet: "Worksheet", row: int, column: int, value: Value | None, styles: Styles) -> None:
    if value is None:
        page.text(sheet, row, column, "", styles["figure"])
    else:
        sheet.write_number(row, column, float(value.display), styles["figure"])


def _compared(
    sheet: "Worksheet", row: int, column: int, pair: tuple[Ranking, Ranked], styles: Styles
) -> None:
    earlier, moved = pair[1].earlier, core.change(*pair)
    if earlier is None or moved is None:
        page.text(sheet, row, column, "", styles["number"])
        page.text(sheet, row, column + 1, "", styles["change"])
    else:
        sheet.write_number(row, column, earlier.rank, styles["number"])
        sheet.write_number(row, column + 1, float(moved), styles["change"])


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
    chart, title = book.add_chart({"type": "column"}), sheet.name
    if chart is None:
        return  # not for a kind that there is
    chart.add_series(
        {
            "categories": [title, first, 0, at, 0],
            "values": [title, first, 1, at, 1],
            "fill": {"color": page.ACCENT},
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
