"""The sheets that set the opinions of one assessment side by side: self against official."""

from spbe_cli.core.many.comparison import Run
from spbe_cli.i18n import _
from spbe_cli.render import side_by_side
from spbe_cli.render.sheet import book as page, side_by_side as tables
from spbe_cli.render.sheet.book import CellSpan
from spbe_cli.render.sheet.frame import Frame
from spbe_cli.render.sheet.side_by_side import RUN_HEAD, RunSheet


def write(frame: Frame, run: Run) -> None:
    """Write sections and indicators by whose opinion, with what the difference comes to."""
    titles = [one.title for one in side_by_side.columns(run.results)]
    columns = tables.section_columns(run, titles)
    sheet = frame.book.add_worksheet(_("Antarpenilai"))
    frame.open(sheet, _("Antarpenilai: aspek dan domain"), columns)
    last = tables.write_sections(RunSheet(sheet, frame.styles, titles), run)
    if (note := side_by_side.printed_note([run])) and run.change is not None:
        span = CellSpan(last + 2, 0, len(columns) - 1, sum(one.width for one in columns))
        page.banner(sheet, span, note, frame.styles, "label")
    sheet.print_area(0, 0, last + 2, len(columns) - 1)
    if not side_by_side.compared_items(run):
        return
    columns = tables.item_columns(run, titles)
    sheet = frame.book.add_worksheet(_("Antarpenilai indikator"))
    frame.open(sheet, _("Antarpenilai: indikator"), columns)
    last = tables.items(RunSheet(sheet, frame.styles, titles), run)
    sheet.print_area(0, 0, max(last, RUN_HEAD + 1), len(columns) - 1)
