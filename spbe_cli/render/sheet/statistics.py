"""The sheet of a ranking's statistics: of sections, groups and predicates, and the histogram."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from spbe_cli.core.many import ranking as core, standing
from spbe_cli.core.many.ranking import InstitutionRow, Ranking
from spbe_cli.i18n import _
from spbe_cli.render import listings as texts, words
from spbe_cli.render.sheet import book as page
from spbe_cli.render.sheet.book import CellSpan, SheetColumn
from spbe_cli.render.sheet.styles import ACCENT, Styles

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_PALER = "#9DB7D5"  # the bins that one's own institution is not in
_NAME = 44  # width of the names
_SMALL = {"name": "Calibri", "size": 8}


def write(
    book: "Workbook",
    sheet: "Worksheet",
    styles: Styles,
    ranking: Ranking,
    own: InstitutionRow | None,
) -> None:
    """Write what there is to say of all rows; the bin of `own` is marked."""
    figures = [title[:1].upper() + title[1:] for title in texts.statistic_titles()]
    widths = [SheetColumn("name", "", _NAME), SheetColumn("count", "", 10)]
    widths += [SheetColumn("figure", "", 13) for _title in figures]
    page.set_columns(sheet, widths)
    span = CellSpan(0, 0, len(widths) - 1, sum(one.width for one in widths))
    page.banner(sheet, span, texts.ranking_title(ranking), styles, "title")
    rows = [one.row for one in ranking.rows]
    at = _heads(sheet, styles, 2, (_("Bagian"), _("Jumlah"), *figures))
    for field in (core.WHOLE, *texts.ranked_sections(ranking)):
        name = texts.field_name(ranking, field)
        if field != core.WHOLE:
            name = f"{name} {words.name(ranking.law.sections[field].name)}"
        at = _described(sheet, at, (ranking, rows, field), name, styles)
    at = _heads(sheet, styles, at + 1, (_("Kelompok"), _("Jumlah"), *figures))
    for name, listed in core.groups(ranking).items():
        at = _described(sheet, at, (ranking, listed, ranking.field), words.group(name), styles)
    at = _predicates(sheet, at + 1, styles, ranking)
    at = _histogram(book, sheet, (at + 1, styles), ranking, own)
    sheet.print_area(0, 0, at, len(widths) - 1)
    page.set_page(sheet, texts.ranking_title(ranking))
    sheet.fit_to_pages(1, 1)


def _heads(sheet: "Worksheet", styles: Styles, row: int, titles: Sequence[str]) -> int:
    for column, title in enumerate(titles):
        page.put_text(sheet, row, column, title, styles["head"])
    sheet.set_row(row, 20)
    return row + 1


def _described(
    sheet: "Worksheet",
    at: int,
    what: tuple[Ranking, Sequence[InstitutionRow], int],
    label: str,
    styles: Styles,
) -> int:
    """Write one line of statistics; return the next row."""
    found = core.statistics(*what)
    if found is None:
        return at
    page.put_text(sheet, at, 0, label[:1].upper() + label[1:], styles["cell"])
    sheet.write_number(at, 1, found.size, styles["count"])
    for column, value in enumerate(core.figures(found), 2):
        sheet.write_number(at, column, float(value), styles["figure"])
    return at + 1


def _predicates(sheet: "Worksheet", at: int, styles: Styles, ranking: Ranking) -> int:
    """Write how many rows have each predicate, and from where to where it reaches."""
    rows, law = [one.row for one in ranking.rows], ranking.law
    at = _heads(sheet, styles, at, (_("Predikat"), _("Jumlah"), _("Mulai")))
    bounds = {one.name.id: (words.name(one.name), float(one.lower)) for one in law.predicates}
    for predicate, count in core.predicates(law, rows).items():
        name, lower = bounds.get(predicate or "", (_("tidak pasti"), ""))
        page.put_text(sheet, at, 0, name, styles["cell"])
        sheet.write_number(at, 1, count, styles["count"])
        page.put_value(sheet, at, 2, lower, styles["figure"])
        at += 1
    return at


def _histogram(
    book: "Workbook",
    sheet: "Worksheet",
    where: tuple[int, Styles],
    ranking: Ranking,
    own: InstitutionRow | None,
) -> int:
    """Write how many rows lie in each bin, with its predicates; draw that beside it."""
    at, styles = where
    field = texts.field_name(ranking, ranking.field)
    width = _("lebar kelas {width}").format(width=words.decimal(core.BIN))
    first = _heads(sheet, styles, at, (f"{field[:1].upper()}{field[1:]}, {width}", _("Jumlah")))
    sheet.merge_range(at, 2, at, 3, "", styles["head"])
    page.put_text(sheet, at, 2, _("Predikat"), styles["head"])
    bins = core.histogram(ranking)
    points: list[dict[str, Any]] = []
    for at, (low, found) in enumerate(bins, first):
        mine = own is not None and any(own is one for one in found)
        mark = "own " if mine else ""
        page.put_text(sheet, at, 0, texts.bin_name(ranking, low), styles[f"{mark}cell"])
        sheet.write_number(at, 1, len(found), styles[f"{mark}count"])
        bands = "–".join(words.name(one.name) for one in standing.bands(ranking.law, low))
        sheet.merge_range(at, 2, at, 3, "", styles[f"{mark}indented"])
        page.put_text(sheet, at, 2, bands, styles[f"{mark}indented"])
        points.append({"fill": {"color": ACCENT if mine or own is None else _PALER}})
    last = first + len(bins) - 1
    chart: Any = book.add_chart({"type": "column"})
    chart.add_series(
        {
            "categories": [sheet.name, first, 0, last, 0],
            "values": [sheet.name, first, 1, last, 1],
            "fill": {"color": ACCENT},
            "points": points,
            "gap": 12,
            "data_labels": {"value": True, "font": _SMALL},
        }
    )
    chart.set_legend({"none": True})
    said = _("Sebaran {field}").format(field=field)
    if own is not None:
        said += f"; {_('gelap: kelas instansi ini')}"
    chart.set_title({"name": said, "name_font": {**_SMALL, "size": 10}})
    chart.set_x_axis({"name": f"{field}, {width}", "name_font": _SMALL, "num_font": _SMALL})
    chart.set_y_axis({"name": _("jumlah instansi"), "name_font": _SMALL, "num_font": _SMALL})
    chart.set_size({"width": 376, "height": max(300, 20 * len(bins))})
    options = {"x_offset": 8, "object_position": 1, "description": said}
    sheet.insert_chart(first, 4, chart, options)
    return max(last, first + 16)
