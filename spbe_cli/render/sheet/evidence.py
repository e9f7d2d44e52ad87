"""The sheets of evidence: the register, and the items of checklists with their states."""

from typing import TYPE_CHECKING

from spbe_cli.i18n import _
from spbe_cli.render import details
from spbe_cli.render.sheet import book as page
from spbe_cli.render.sheet.book import Column
from spbe_cli.render.sheet.frame import HEAD, Frame

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


def register(frame: Frame, sheet: "Worksheet") -> None:
    """Write every piece of evidence with its indicator and owner."""
    columns = [
        Column("number", _("No."), 5),
        Column("item", _("Indikator"), 40),
        Column("title", _("Bukti dukung"), 40),
        Column("file", _("Berkas"), 30),
        Column("url", _("Tautan"), 30),
        Column("date", _("Tanggal"), 12),
        Column("levels", _("Tingkat"), 9),
        Column("owner", _("Pengampu"), 18),
    ]
    frame.open(sheet, _("Daftar bukti dukung"), columns)
    row, widths = HEAD, [column.width for column in columns]
    for row, one in enumerate(details.register(frame.report), HEAD + 1):
        known = [one[key] for key in ("title", "file", "url", "date", "levels", "owner")]
        texts = [str(row - HEAD), f"{one['id']}. {one['name']}", *known]
        for column, text in enumerate(texts):
            page.text(sheet, row, column, text, frame.styles["cell"])
        sheet.set_row(row, page.height(list(zip(texts, widths, strict=True)), 16))
    if row == HEAD:
        row += 1
        page.text(sheet, row, 1, _("Belum ada bukti dukung tercatat."), frame.styles["plain"])
    sheet.freeze_panes(HEAD + 1, 2)
    sheet.autofilter(HEAD, 0, row, len(columns) - 1)
    sheet.print_area(0, 0, row, len(columns) - 1)


def checklist(frame: Frame, sheet: "Worksheet") -> None:
    """Write every item of the checklists that are recorded, with its state."""
    columns = [
        Column("item", _("Indikator"), 34),
        Column("code", _("Butir"), 11),
        Column("level", _("Tingkat"), 8),
        Column("text", _("Bukti yang diminta"), 78),
        Column("state", _("Keadaan"), 11),
        Column("note", _("Catatan asesor"), 40),
    ]
    frame.open(sheet, _("Butir bukti"), columns)
    page.text(sheet, 2, 0, " · ".join(details.estimate(frame.report)), frame.styles["label"])
    row, widths = HEAD, [column.width for column in columns]
    for one in (details.indicator(frame.report, each) for each in frame.report.rows):
        for item in one["checklist"]:
            row += 1
            note = [] if item["counted"] else [_("tidak ikut dihitung")]
            texts = [f"{one['id']}. {one['name']}", item["code"], item["level"], item["text"]]
            texts += [item["state"], "; ".join([*note, *filter(None, [item["note"]])])]
            for column, text in enumerate(texts):
                page.text(sheet, row, column, text, frame.styles["cell"])
            sheet.set_row(row, page.height(list(zip(texts, widths, strict=True)), 16))
    sheet.freeze_panes(HEAD + 1, 2)
    sheet.autofilter(HEAD, 0, row, len(columns) - 1)
    sheet.print_area(0, 0, row, len(columns) - 1)
