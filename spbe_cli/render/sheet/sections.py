"""The sheet of sections: every domain and aspect with its index, and the whole."""

from typing import TYPE_CHECKING

from spbe_cli.core.many import comparison
from spbe_cli.core.result import Result, SectionScore, walk
from spbe_cli.i18n import _
from spbe_cli.render import sentences, words
from spbe_cli.render.sheet import book as page, grid
from spbe_cli.render.sheet.book import Column
from spbe_cli.render.sheet.frame import HEAD, Frame

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


def write(frame: Frame, sheet: "Worksheet") -> dict[int, int]:
    """Write every section; return the row of each by the id of its record."""
    before = frame.report.earlier is not None
    columns = [
        Column("title", _("Bagian"), 58),
        Column("weight", _("Bobot"), 9),
        Column("index", _("Indeks"), 10),
        Column("predicate", _("Predikat"), 16),
        *(
            [Column("previous", _("Tahun lalu"), 11), Column("change", _("Perubahan"), 11)]
            if before
            else []
        ),
    ]
    frame.open(sheet, _("Aspek dan domain"), columns)
    listed: list[SectionScore | Result] = [*walk(frame.result.sections), frame.result]
    rows = {}
    for row, one in enumerate(listed, HEAD + 1):
        rows[id(one)] = row
        _section(frame, sheet, row, one)
        if before:
            _change(frame, sheet, row, one)
    end = HEAD + len(listed)
    sheet.freeze_panes(HEAD + 1, 1)
    sheet.autofilter(HEAD, 0, end, len(columns) - 1)
    sheet.print_area(0, 0, end, len(columns) - 1)
    return rows


def _section(frame: Frame, sheet: "Worksheet", row: int, one: SectionScore | Result) -> None:
    label, weight, top = words.name(frame.law.index_name), frame.grid.total, True
    if not isinstance(one, Result):
        label, weight = sentences.section_name(one), one.section.weight
        top = bool(one.sections)
    page.text(sheet, row, 0, label, frame.styles["section" if top else "cell"])
    sheet.set_row(row, page.height([(label, 58)], 16))
    sheet.write_number(row, 1, float(weight), frame.styles["weight"])
    frame.index(sheet, (row, 2), one, "sectionindex" if top else "figure")
    frame.predicate(sheet, (row, 3), one)
    if not isinstance(one, Result):
        grid.name_cells(frame.book, sheet, one, {"index": (row, 2), "predicate": (row, 3)})


def _change(frame: Frame, sheet: "Worksheet", row: int, one: SectionScore | Result) -> None:
    """Write last year's index and the change since, exact where both are."""
    earlier = frame.report.earlier
    before = earlier if isinstance(one, Result) else comparison.section_of(earlier, one)
    moved = comparison.change(one, before)
    if before is None or before.display is None:
        for column in (4, 5):
            sheet.write_blank(row, column, None, frame.styles["figure"])
        return
    sheet.write_number(row, 4, float(before.display), frame.styles["figure"])
    value = page.number(moved and moved[0])
    style = frame.styles["change"]
    if frame.live and before.index is not None:
        start = f"{before.index.numerator}/{before.index.denominator}"
        formula = frame.grid.known(one, f"ROUND({frame.grid.exact(one)}-{start},9)")
        sheet.write_formula(row, 5, formula, style, value)
    elif moved is not None:
        sheet.write_number(row, 5, float(moved[0]), style)
    else:
        sheet.write_blank(row, 5, None, style)
