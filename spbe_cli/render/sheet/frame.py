"""What the sheets of one report share: its figures, styles, head and printed page."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from spbe_cli.core.index import Indexed
from spbe_cli.core.many.report import Report
from spbe_cli.i18n import _
from spbe_cli.render import cover as front, details, words
from spbe_cli.render.cover import Cover
from spbe_cli.render.sheet import book as page
from spbe_cli.render.sheet.book import Column, Span
from spbe_cli.render.sheet.grid import Grid
from spbe_cli.render.sheet.styles import Styles

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

HEAD = 3  # row of the titles of columns on every sheet but the first


class Frame:
    """A report's workbook being written; `live`: levels are known, and formulas follow them."""

    def __init__(self, book: "Workbook", styles: Styles, report: Report, cover: Cover) -> None:
        self.book, self.styles, self.report, self.cover = book, styles, report, cover
        self.result, self.law = report.result, report.result.instrument
        self.live = bool(report.rows)
        self.guessed = ""
        self.grid = Grid(self.result, styles)
        self.title = front.title(report, cover)
        self.institution = words.safe(self.result.assessment.institution)
        self.footer = f"{self.institution} · {self.title}"

    def open(
        self, sheet: "Worksheet", title: str, columns: Sequence[Column], first: int = 0
    ) -> None:
        """Set up a sheet: columns, title, the titles of its columns, and the printed page."""
        page.columns(sheet, columns)
        self.head(sheet, title, columns, first)
        for number, one in enumerate(columns):
            page.text(sheet, HEAD, number, one.title, self.styles["head"])
        sheet.set_row(HEAD, 30)
        page.page(sheet, self.footer, (0, HEAD))

    def head(
        self, sheet: "Worksheet", title: str, columns: Sequence[Column], first: int = 0
    ) -> None:
        """Write the title and whose report it is, over all columns that are shown."""
        shown = [(number, one) for number, one in enumerate(columns) if not one.hidden]
        last, width = max(number for number, _one in shown), sum(one.width for _at, one in shown)
        for row, (said, style) in enumerate(((title, "title"), (self.subtitle(), "label"))):
            page.banner(sheet, Span(row, first, last, width), said, self.styles, style)

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
            page.text(sheet, *at, details.index_text(self.result, one), self.styles[style])

    def predicate(self, sheet: "Worksheet", at: tuple[int, int], one: Indexed, style: str) -> None:
        """Write a predicate: live, or as it was published."""
        if self.live:
            self.grid.predicate(sheet, at, one, style)
        else:
            name = words.predicate(one.predicate)
            page.text(sheet, *at, name, self.styles[style])
