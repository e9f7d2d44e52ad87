"""What the sheets of one report share: its figures, styles, head and printed page."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from spbe_cli.core.index import Indexed
from spbe_cli.core.many.report import Report
from spbe_cli.i18n import _
from spbe_cli.render import cover as front, details, words
from spbe_cli.render.cover import Cover
from spbe_cli.render.sheet import book as page
from spbe_cli.render.sheet.book import CellSpan, SheetColumn
from spbe_cli.render.sheet.grid import Grid
from spbe_cli.render.sheet.styles import Styles

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

HEAD_ROW = 3  # row of the titles of columns on every sheet but the first


class Frame:
    """A report's workbook being written; `live`: levels are known, and formulas follow them."""

    def __init__(self, book: "Workbook", styles: Styles, report: Report, cover: Cover) -> None:
        self.book, self.styles, self.report, self.cover = book, styles, report, cover
        self.result, self.law = report.result, report.result.instrument
        self.live = bool(report.rows)
        self.guessed = ""
        self.grid = Grid(self.result, styles)
        self.title = front.report_title(report, cover)
        self.institution = words.safe(self.result.assessment.institution)
        self.footer = f"{self.institution} · {self.title}"

    def open(
        self, sheet: "Worksheet", title: str, columns: Sequence[SheetColumn], first: int = 0
    ) -> None:
        """Set up a sheet: columns, title, the titles of its columns, and the printed page."""
        page.set_columns(sheet, columns)
        self.head(sheet, title, columns, first)
        for number, one in enumerate(columns):
            page.put_text(sheet, HEAD_ROW, number, one.title, self.styles["head"])
        sheet.set_row(HEAD_ROW, 30)
        page.set_page(sheet, self.footer, (0, HEAD_ROW))

    def head(
        self, sheet: "Worksheet", title: str, columns: Sequence[SheetColumn], first: int = 0
    ) -> None:
        """Write the title and whose report it is, over all columns that are shown."""
        shown = [(number, one) for number, one in enumerate(columns) if not one.hidden]
        last, width = max(number for number, _one in shown), sum(one.width for _at, one in shown)
        for row, (said, style) in enumerate(((title, "title"), (self.subtitle(), "label"))):
            page.banner(sheet, CellSpan(row, first, last, width), said, self.styles, style)

    def lock(self, sheet: "Worksheet") -> None:
        """Lock a sheet whose figures are formulas, without a password; its inputs stay open."""
        if self.live:
            page.protect(sheet)

    def subtitle(self) -> str:
        """Return whose report it is, and of which year."""
        parts = (self.institution, str(self.result.assessment.year), words.safe(self.law.short))
        said = " · ".join(parts)
        return f"{said} · {_('SEMENTARA')}" if self.result.provisional else said

    def index(self, sheet: "Worksheet", at: tuple[int, int], one: Indexed, style: str) -> None:
        """Write an index: live, or as it was published."""
        if self.live:
            self.grid.index(sheet, at, one, style)
        elif one.display is not None:
            sheet.write_number(*at, float(one.display), self.styles[style])
        else:
            page.put_text(sheet, *at, details.index_text(self.result, one), self.styles[style])

    def predicate(self, sheet: "Worksheet", at: tuple[int, int], one: Indexed, style: str) -> None:
        """Write a predicate: live, or as it was published."""
        if self.live:
            self.grid.predicate(sheet, at, one, style)
        else:
            name = words.predicate(one.predicate)
            page.put_text(sheet, *at, name, self.styles[style])
