"""The sheet of sections: every domain and aspect with its index, and the whole."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from spbe_cli.core.index import exact_of
from spbe_cli.core.many import comparison
from spbe_cli.core.result import Result, SectionScore
from spbe_cli.i18n import _
from spbe_cli.render import sentences, words
from spbe_cli.render.sheet import book as page
from spbe_cli.render.sheet.book import SheetColumn
from spbe_cli.render.sheet.frame import HEAD_ROW, Frame

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_NAME = 58  # width of the names
INDEX = 2  # the column of the index, which charts draw
_EXACT, _PREDICATE, _BEFORE, _CHANGE = range(3, 7)


def write(frame: Frame, sheet: "Worksheet") -> dict[int, int]:
    """Write every section; return the row of each by the id of its record."""
    before = frame.report.earlier is not None
    columns = [
        SheetColumn("title", _("Bagian"), _NAME),
        SheetColumn("weight", _("Bobot"), 9),
        SheetColumn("index", _("Indeks"), 10),
        SheetColumn("exact", _("Tepatnya"), 11),
        SheetColumn("predicate", _("Predikat"), 16),
        *(
            [
                SheetColumn("previous", _("Tahun lalu"), 11),
                SheetColumn("change", _("Perubahan"), 11),
            ]
            if before
            else []
        ),
    ]
    frame.open(sheet, _("Aspek dan domain"), columns)
    listed = [*_nested(frame.result.sections, 0), (frame.result, 0)]
    rows = {}
    for row, (one, depth) in enumerate(listed, HEAD_ROW + 1):
        rows[id(one)] = row
        _section(frame, sheet, row, one, depth)
        if before:
            _change(frame, sheet, row, one)
    end = HEAD_ROW + len(listed)
    told = _("Tepatnya: indeks sebelum pembulatan; perubahan dihitung dari nilai itu.")
    page.put_text(sheet, end + 2, 0, told, frame.styles["label"])
    sheet.freeze_panes(HEAD_ROW + 1, 1)
    sheet.autofilter(HEAD_ROW, 0, end, len(columns) - 1)
    sheet.print_area(0, 0, end + 2, len(columns) - 1)
    frame.lock(sheet)
    return rows


def _nested(
    sections: Sequence[SectionScore], depth: int
) -> Iterator[tuple[SectionScore | Result, int]]:
    for one in sections:
        yield one, depth
        yield from _nested(one.sections, depth + 1)


def _strong(one: SectionScore | Result) -> bool:
    """Whether a row is of a section that others stand beneath."""
    return isinstance(one, Result) or bool(one.sections)


def _section(
    frame: Frame, sheet: "Worksheet", row: int, one: SectionScore | Result, depth: int
) -> None:
    label, weight, strong = words.name(frame.law.index_name), frame.grid.total, _strong(one)
    if not isinstance(one, Result):
        label, weight = sentences.section_name(one), one.section.weight
    style = "section" if strong else "aspect" if depth else "cell"
    page.put_text(sheet, row, 0, label, frame.styles[style])
    sheet.set_row(row, page.height([(label, _NAME - 2 * depth)], 16))
    sheet.write_number(row, 1, float(weight), frame.styles["sectionweight" if strong else "weight"])
    frame.index(sheet, (row, INDEX), one, "sectionindex" if strong else "figure")
    exact = frame.styles["sectionshare" if strong else "exact"]
    if frame.live:
        formula = frame.grid.known(one, frame.grid.exact(one))
        sheet.write_formula(row, _EXACT, formula, exact, page.cell_number(one.index))
    else:
        page.put_value(sheet, row, _EXACT, page.cell_number(one.index), exact)
    frame.predicate(sheet, (row, _PREDICATE), one, "sectionword" if strong else "indented")
    if not isinstance(one, Result):
        cells = {"index": (row, INDEX), "predicate": (row, _PREDICATE)}
        page.name_cells(frame.book, sheet, one, cells)


def _change(frame: Frame, sheet: "Worksheet", row: int, one: SectionScore | Result) -> None:
    """Write last year's index and the change since, exact where both are."""
    earlier, strong = frame.report.earlier, _strong(one)
    before = earlier if isinstance(one, Result) else comparison.section_of(earlier, one)
    moved = comparison.change(one, before)
    figure = frame.styles["sectionindex" if strong else "figure"]
    style = frame.styles["sectionchange" if strong else "change"]
    if before is None or not before.shown:
        sheet.write_blank(row, _BEFORE, None, figure)
        sheet.write_blank(row, _CHANGE, None, style)
        return
    page.put_value(sheet, row, _BEFORE, page.cell_number(before.display), figure)
    value = page.cell_number(moved and moved[0])
    if frame.live and before.sure:
        start = exact_of(before)
        formula = frame.grid.known(one, f"ROUND({frame.grid.exact(one)}-{start},9)")
        sheet.write_formula(row, _CHANGE, formula, style, value)
    else:
        page.put_value(sheet, row, _CHANGE, value, style)
