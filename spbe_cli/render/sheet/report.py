"""A report as a workbook: levels that can be changed, and formulas that follow them.

Everything computed from a level is a live formula with the engine's value beside it. A result that
is known by published indices only has no levels; its figures are numbers.
"""

import datetime as dt
from typing import TYPE_CHECKING

from spbe_cli.core.many import report as core
from spbe_cli.core.many.report import Report
from spbe_cli.i18n import _
from spbe_cli.render import advice, cover as front
from spbe_cli.render.cover import Cover
from spbe_cli.render.sheet import (
    book as page,
    charts,
    evidence,
    explanation,
    judged,
    plan as plans,
    sections,
    summary,
    years,
)
from spbe_cli.render.sheet.frame import HEAD_ROW, Frame
from spbe_cli.render.sheet.grid import META, NUMBER
from spbe_cli.render.sheet.items import Items
from spbe_cli.render.sheet.styles import Styles

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet


def workbook(report: Report, cover: Cover) -> bytes:
    """Return a report as the bytes of a workbook."""
    made = dt.datetime.combine(cover.date, dt.time(), dt.UTC).replace(tzinfo=None)
    properties = {"keywords": core.FORMAT, "created": made}
    title = front.report_title(report, cover)

    def fill(book: "Workbook", styles: Styles) -> None:
        _write(Frame(book, styles, report, cover))

    computes = bool(report.rows) or report.advice is not None or report.judged is not None
    return page.workbook(fill, title, properties, computes=computes)


def _write(frame: Frame) -> None:
    """Write all sheets; the hidden one comes last."""
    book, report = frame.book, frame.report
    first = book.add_worksheet(_("Ringkasan"))
    if frame.live:
        sheet = book.add_worksheet(_("Indikator"))
        items = Items(report, frame.grid, frame.styles)
        frame.open(sheet, _("Indikator"), items.columns, NUMBER)
        items.write(sheet, _("Indikator"), HEAD_ROW + 1)
        frame.lock(sheet)
        frame.guessed = items.guessed(_("Indikator"), HEAD_ROW + 1)
    rows = sections.write(frame, book.add_worksheet(_("Aspek & Domain")))
    if frame.live:
        if found := evidence.evidence_rows(frame):
            evidence.write_register(frame, book.add_worksheet(_("Bukti Dukung")), found)
        if report.estimate is not None:
            evidence.write_checklists(frame, book.add_worksheet(_("Butir bukti")))
    plan = advice.advice_view(report)
    if plan is not None:
        plans.write(frame, book.add_worksheet(_("Rencana")), plan)
    if report.previous is not None:
        sheet = book.add_worksheet(_("Perbandingan"))
        row, last = years.write(frame, sheet, HEAD_ROW)
        sheet.freeze_panes(HEAD_ROW, 1)
        sheet.print_area(0, 0, row, last)
    if report.judged is not None:
        judged.write(frame, report.judged)
    explanation.write(frame, book.add_worksheet(_("Penjelasan")))
    summary.write(frame, first)
    _meta(frame, book.add_worksheet(META), rows)


def _meta(frame: Frame, sheet: "Worksheet", rows: dict[int, int]) -> None:
    """Write predicates, sums, and what the radar draws."""
    sheet.write_string(0, 0, core.FORMAT)
    frame.grid.write_predicates(sheet)
    if frame.live:
        frame.grid.write_sums(sheet)
    charts.write_data(frame, sheet, f"'{_('Aspek & Domain')}'!", rows)
    frame.grid.write_texts(sheet)
    sheet.very_hidden()
