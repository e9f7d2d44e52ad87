"""Pieces that every workbook of ours shares: formats, text cells, row heights, printed pages."""

import io
import math
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from spbe_cli.i18n import _

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

ACCENT, PALE, INPUT, LINE = "#1F4E78", "#DCE6F1", "#FFF9DB", "#A6A6A6"
_LONGEST = 32_767  # characters; Excel holds no more in a cell
_HIGHEST = 409.0  # points; Excel allows no higher row
_OWN = "own "
_RIGHT = {"align": "right", "valign": "top", "border": 1, "border_color": LINE}
_STYLES: Mapping[str, Mapping[str, Any]] = {
    "title": {"bold": True, "font_size": 14, "font_color": ACCENT},
    "plain": {"valign": "top", "text_wrap": True},
    "label": {"valign": "top", "font_color": "#595959"},
    "strong": {"bold": True, "valign": "top", "align": "left"},
    "head": {
        "bold": True,
        "bg_color": ACCENT,
        "font_color": "#FFFFFF",
        "border": 1,
        "border_color": LINE,
        "text_wrap": True,
        "valign": "vcenter",
        "align": "center",
    },
    "section": {
        "bold": True,
        "bg_color": PALE,
        "border": 1,
        "border_color": LINE,
        "valign": "top",
        "text_wrap": True,
    },
    "cell": {"valign": "top", "text_wrap": True, "border": 1, "border_color": LINE},
    "indented": {"valign": "top", "indent": 1, "border": 1, "border_color": LINE},
    "number": {"valign": "top", "align": "center", "border": 1, "border_color": LINE},
    "input": {
        "valign": "top",
        "text_wrap": True,
        "border": 1,
        "border_color": LINE,
        "bg_color": INPUT,
        "locked": False,
        "num_format": "@",
    },
    "choice": {
        "valign": "top",
        "align": "center",
        "bold": True,
        "font_size": 12,
        "border": 1,
        "border_color": LINE,
        "bg_color": INPUT,
        "locked": False,
    },
    "figure": {"num_format": "0.00", "indent": 1, **_RIGHT},
    "weight": {"num_format": "0.00", **_RIGHT},
    "share": {"num_format": "0.0000", **_RIGHT},
    "exact": {"num_format": "0.0000_)", **_RIGHT},  # LibreOffice passes over an indent here
    "change": {"num_format": "+0.0000;-0.0000;0.0000", **_RIGHT},
    "moved": {"num_format": "+0.00_°;-0.00_°;0.00_°", **_RIGHT},
    "movedprinted": {"num_format": '+0.00"°";-0.00"°";0.00"°"', **_RIGHT},
    "link": {"bold": True, "font_color": ACCENT, "underline": 1, "valign": "top", "align": "left"},
    "plainline": {"valign": "top", "align": "left"},
    "level": {"num_format": "General", **_RIGHT},
    "levelchange": {"num_format": "+General;-General;0", **_RIGHT},
    "sum": {"num_format": "#,##0;-#,##0;", **_RIGHT},
    "money": {"num_format": "#,##0", "bg_color": INPUT, "locked": False, **_RIGHT},
    "date": {"num_format": "yyyy-mm-dd", "bg_color": INPUT, "locked": False, **_RIGHT},
    "word": {"text_wrap": True, **_RIGHT},
    "break": {"italic": True, "align": "center", "font_color": "#595959"},
    "big": {"bold": True, "font_size": 12, "valign": "vcenter"},
    "bigfigure": {
        "bold": True,
        "font_size": 20,
        "font_color": ACCENT,
        "num_format": "0.00",
        "align": "right",
        "valign": "vcenter",
    },
    "sectionindex": {
        "bold": True,
        "num_format": "0.00",
        "align": "center",
        "valign": "top",
        "bg_color": PALE,
        "border": 1,
        "border_color": LINE,
    },
}


class Styles:
    """The formats of one workbook, made when first used."""

    def __init__(self, book: "Workbook") -> None:
        self.book = book
        self.made: dict[str, Format] = {}

    def __getitem__(self, name: str) -> "Format":
        """Return a format by its name; ``own`` before it: of the row of one's own institution."""
        if name not in self.made:
            style = {"font_name": "Calibri", "font_size": 9, **_STYLES[name.removeprefix(_OWN)]}
            if name.startswith(_OWN):
                style |= {"bold": True, "bg_color": PALE}
            self.made[name] = self.book.add_format(style)
        return self.made[name]


class Column(NamedTuple):
    """A column: its key (for programs), title, width in characters; `hidden` ones are for us."""

    key: str
    title: str
    width: float
    hidden: bool = False


def number(value: Fraction | None) -> float | str:
    """Return a number as a cell holds it; an empty text where it is not known."""
    return "" if value is None else float(value)


def workbook(
    fill: "Callable[[Workbook, Styles], None]",
    title: str,
    properties: Mapping[str, Any] | None = None,
) -> bytes:
    """Return the bytes of a workbook that a function fills in."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(out, options) as book:
        book.set_properties({"title": title[:255], **(properties or {})})
        book.set_calc_mode("auto")
        fill(book, Styles(book))
    return out.getvalue()


def columns(sheet: "Worksheet", listed: Sequence[Column]) -> None:
    """Set the widths of columns, and hide those that are for programs."""
    for number, one in enumerate(listed):
        sheet.set_column(number, number, one.width, None, {"hidden": one.hidden})


def text(sheet: "Worksheet", row: int, column: int, value: str, style: "Format") -> None:
    """Write a text as text, whatever it begins with; a blank cell where it is empty.

    What is longer than a cell holds ends with a mark.
    """
    if len(value) > _LONGEST:
        value = value[: _LONGEST - 1] + "…"
    if value:
        sheet.write_string(row, column, value, style)
    else:
        sheet.write_blank(row, column, None, style)


def height(texts: Sequence[tuple[str, float]], least: float = 15.0) -> float:
    """Return the height in points that texts of 9 points need in columns of these widths."""
    lines = max((_lines(value, width) for value, width in texts), default=1)
    return min(_HIGHEST, max(least, 12.0 * lines + 4.0))


def _lines(value: str, width: float) -> int:
    room = max(1.0, width * 1.08)  # a column's width counts digits of 11 points
    return sum(max(1, math.ceil(_reach(line) / room)) for line in value.split("\n"))


def _reach(line: str) -> float:
    """Return how far a line reaches when no word is broken: a little more than its characters."""
    longest = max(map(len, line.split()), default=0)
    return len(line) + min(longest, 12) / 2


def page(sheet: "Worksheet", footer: str, repeat: tuple[int, int] | None = None) -> None:
    """Set up printing: A4 landscape, one page wide, page numbers, rows that repeat."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.35, right=0.35, top=0.45, bottom=0.6)
    sheet.set_footer(f"&L&8 {_escaped(footer)}&R&8{_('Halaman')} &P / &N")
    if repeat is not None:
        sheet.repeat_rows(*repeat)


def _escaped(value: str) -> str:
    return value[:90].replace("&", "&&")  # a footer of Excel holds 255 characters


def protect(sheet: "Worksheet") -> None:
    """Lock all but the inputs, without a password."""
    allowed = ("format_cells", "format_columns", "format_rows", "sort", "autofilter")
    sheet.protect("", dict.fromkeys(allowed, True))


def cell(row: int, column: int, *, absolute: bool = False) -> str:
    """Return the name of a cell: ``C12``, or ``$C$12``."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    return xl_rowcol_to_cell(row, column, row_abs=absolute, col_abs=absolute)


def safe_sheet_name(name: str, taken: Sequence[str]) -> str:
    """Return a name that Excel allows for a sheet and that no other sheet has."""
    plain = "".join(" " if char in "[]:*?/\\'" else char for char in name).strip()[:31].strip()
    plain = plain or "Sheet"
    unique, count = plain, 1
    while unique.casefold() in {one.casefold() for one in taken}:
        count += 1
        unique = f"{plain[:27]} {count}"
    return unique
