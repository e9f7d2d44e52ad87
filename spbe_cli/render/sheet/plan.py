"""The sheet of the plan: what it was when the report was made."""

from typing import TYPE_CHECKING

from spbe_cli.i18n import _
from spbe_cli.render import details
from spbe_cli.render.sheet import book as page
from spbe_cli.render.sheet.book import Column
from spbe_cli.render.sheet.frame import HEAD, Frame

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


def write(frame: Frame, sheet: "Worksheet", plan: details.View) -> None:
    """Write the plan: what it was when the report was made."""
    columns = [
        Column("item", _("Bagian") if frame.result.recovered else _("Indikator"), 70),
        Column("levels", _("Tingkat"), 16),
        Column("gain", _("Sumbangan"), 12),
        Column("index", _("Indeks"), 12),
        Column("owner", _("Pengampu"), 24),
        *([Column("year", _("Tahun"), 10)] if plan["dated"] else []),
    ]
    frame.open(sheet, plan["title"], columns)
    page.text(sheet, 2, 0, plan["said"], frame.styles["label"])
    row = HEAD
    for row, one in enumerate(plan["steps"], HEAD + 1):
        name = f"{one['id']}. {one['name']}" if one["id"] else one["name"]
        page.text(sheet, row, 0, name, frame.styles["cell"])
        for column, text in enumerate((one["levels"], one["gain"], one["index"]), 1):
            page.text(sheet, row, column, text, frame.styles["word"])
        page.text(sheet, row, 4, one["owner"], frame.styles["cell"])
        if plan["dated"]:
            page.text(sheet, row, 5, one["year"], frame.styles["word"])
        sheet.set_row(row, page.height([(name, 70), (one["owner"], 24)], 16))
    for said in plan["notes"]:
        row += 1
        sheet.merge_range(row, 0, row, len(columns) - 1, "")
        page.text(sheet, row, 0, said, frame.styles["cell"])
        sheet.set_row(row, page.height([(said, 120)], 16))
    sheet.freeze_panes(HEAD + 1, 1)
    sheet.print_area(0, 0, row, len(columns) - 1)
