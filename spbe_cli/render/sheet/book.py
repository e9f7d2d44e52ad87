"""Pieces that every workbook of ours shares: formats, text cells, row heights, printed pages."""

import datetime as dt
import io
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from spbe_cli.core.collect.clipping import beginning, cell_units
from spbe_cli.core.result import Result, SectionScore
from spbe_cli.i18n import _
from spbe_cli.render import words
from spbe_cli.render.sheet.styles import Styles, size_of

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_LONGEST = 32_767  # units of UTF-16; Excel holds no more in a cell
_SLACK = 1.0  # by how much a text may be wider than it is in Calibri
_EVERYWHERE = "A1:XFD1048576"
_HIGHEST = 409.0  # points; Excel allows no higher row
_WIDE = 82  # per cent
_CALCULATED = 191029  # the engine of Excel that a workbook need not be calculated anew for


class SheetColumn(NamedTuple):
    """A column: its key (for programs), title, width in characters; `hidden` ones are for us."""

    key: str
    title: str
    width: float
    hidden: bool = False


def cell_number(value: Fraction | None) -> float | str:
    """Return a number as a cell holds it; an empty text where it is not known."""
    return "" if value is None else float(value)


def workbook(
    fill: "Callable[[Workbook, Styles], None]",
    title: str,
    properties: Mapping[str, Any] | None = None,
    *,
    computes: bool = True,
) -> bytes:
    """Return the bytes of a workbook that a function fills in.

    One that `computes` nothing is not calculated when it is opened: Excel has nothing to save.
    """
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
        book.set_calc_mode("auto", None if computes else _CALCULATED)
        book.calc_on_load = computes
        fill(book, Styles(book))
    return out.getvalue()


def set_columns(sheet: "Worksheet", listed: Sequence[SheetColumn]) -> None:
    """Set the widths of columns, and hide those that are for programs."""
    for number, one in enumerate(listed):
        sheet.set_column(number, number, one.width, None, {"hidden": one.hidden})


def put_text(sheet: "Worksheet", row: int, column: int, value: str, style: "Format") -> None:
    """Write a text as text, whatever it begins with; a blank cell where it is empty.

    What is longer than a cell holds ends with a mark.
    """
    if len(value) * 2 > _LONGEST and cell_units(value) > _LONGEST:
        value = beginning(value)[0] + "…"
    if value:
        sheet.write_string(row, column, value, style)
    else:
        sheet.write_blank(row, column, None, style)


def height(texts: Sequence[tuple[str, float]], least: float = 15.0, size: float = 9.0) -> float:
    """Return the height in points that texts need in columns of these widths.

    Texts are measured in Calibri, or in a font that stands in for it and is a little wider.
    """
    lines = max((_lines(value, width, size) for value, width in texts), default=1)
    return min(_HIGHEST, max(least, size * 4 / 3 * lines + 4.0))


def fit(
    sheet: "Worksheet",
    row: int,
    columns: Sequence[SheetColumn],
    cells: Mapping[str, float | str],
    least: float = 16.0,
) -> None:
    """Make a row as high as the texts of its columns need it."""
    texts = [(cells.get(one.key, ""), one.width) for one in columns]
    own = [(value, width) for value, width in texts if isinstance(value, str)]
    sheet.set_row(row, height(own, least))


def _lines(value: str, width: float, size: float) -> int:
    """Return how many lines a text takes where no word is broken that a line can hold."""
    room = (width * 7 - 4) * 11 / size / _SLACK
    if len(value) * 9 < room and "\n" not in value:  # hardly a text is so wide
        return 1
    return sum(_broken(line.split(), room) for line in value.split("\n"))


def _broken(parts: Sequence[str], room: float) -> int:
    from xlsxwriter.utility import CHAR_WIDTHS

    lines, at = 1, 0.0
    for part in parts:
        wide = sum([CHAR_WIDTHS.get(char, 8) for char in part])
        if at and at + 3 + wide > room:
            lines, at = lines + 1, 0.0
        lines += int(wide // (room + 1))
        at += wide + (3 if at else 0)  # a blank is as wide
    return lines


class CellSpan(NamedTuple):
    """Cells of a row: its number, the first and last column, and how wide they are together."""

    row: int
    first: int
    last: int
    width: float


def banner(sheet: "Worksheet", span: CellSpan, value: str, styles: Styles, style: str) -> None:
    """Write a line above a table: over all its columns and wrapped where it is long."""
    row, first, last, width = span
    size = size_of(style)
    if _lines(value, width, size) < 2 or first == last:
        put_text(sheet, row, first, value, styles[style])
        sheet.set_row(row, size * 4 / 3 + 4)
        return
    wrapped = styles[f"wrapped {style}"]
    sheet.merge_range(row, first, row, last, "", wrapped)
    put_text(sheet, row, first, value, wrapped)
    sheet.set_row(row, height([(value, width)], 15, size))


def numeral(value: str) -> float | str:
    """Return a number that was written as a text, as a cell holds it: ``12``, but ``35-2``."""
    return float(value) if value.isdecimal() and value.isascii() and len(value) < 10 else value


def put_value(
    sheet: "Worksheet", row: int, column: int, value: float | str, style: "Format"
) -> None:
    """Write a number as a number, a text as a text."""
    if isinstance(value, str):
        put_text(sheet, row, column, value, style)
    else:
        sheet.write_number(row, column, value, style)


def put_date(
    sheet: "Worksheet", row: int, column: int, day: dt.date | None, style: "Format"
) -> None:
    """Write a date as a date; a blank cell where there is none."""
    if day is None:
        sheet.write_blank(row, column, None, style)
    else:
        at_midnight = dt.datetime.combine(day, dt.time())
        sheet.write_datetime(row, column, at_midnight, style)


def set_page(sheet: "Worksheet", footer: str, repeat: tuple[int, int] | None = None) -> None:
    """Set up printing: A4 landscape, one page wide, page numbers, rows that repeat."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.35, right=0.35, top=0.45, bottom=0.6)
    sheet.set_footer(f"&L&8 {_escaped(footer)}&R&8{_('Halaman')} &P / &N")
    # Numbers of indicators may be texts (``35-2``), and formulas differ where the law's weights do.
    sheet.ignore_errors({"number_stored_as_text": _EVERYWHERE, "formula_differs": _EVERYWHERE})
    if repeat is not None:
        sheet.repeat_rows(*repeat)


def set_wide(sheet: "Worksheet", second: int, repeat: tuple[int, int] | None = None) -> None:
    """Print a wide table on two pages side by side; the second page begins at a column.

    The columns of `repeat` stand on both. Letters of 9 points are then printed in more than 7: made
    to fit one page, they could not be read.
    """
    sheet.set_print_scale(_WIDE)
    sheet.set_v_pagebreaks([second])
    if repeat is not None:
        sheet.repeat_columns(*repeat)


def _escaped(value: str) -> str:
    return words.clipped(value, 90).replace("&", "&&")  # a footer of Excel holds 255 characters


def protect(sheet: "Worksheet") -> None:
    """Lock all but the inputs, without a password."""
    allowed = ("format_cells", "format_columns", "format_rows", "sort", "autofilter")
    sheet.protect("", dict.fromkeys(allowed, True))


def cell_name(row: int, column: int, *, absolute: bool = False) -> str:
    """Return the name of a cell: ``C12``, or ``$C$12``."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    return xl_rowcol_to_cell(row, column, row_abs=absolute, col_abs=absolute)


def cells_of(sheet: "Worksheet") -> dict[tuple[int, int], str | None]:
    """Return what was written into a sheet so far, by row and column; None for a formula."""
    listed: Any = sheet.str_table
    texts = {at: text for text, at in listed.string_table.items()}
    found: dict[tuple[int, int], str | None] = {}
    for row, cells in sheet.table.items():
        for column, cell in cells.items():
            kind = type(cell).__name__
            if kind == "String":
                found[row, column] = texts[cell.string]
            elif kind == "Number":
                found[row, column] = f"{cell.number:.12g}"
            elif kind == "Formula":
                found[row, column] = None
    return found


def name_cells(
    book: "Workbook",
    sheet: "Worksheet",
    scored: SectionScore | Result,
    cells: Mapping[str, tuple[int, int]],
) -> None:
    """Name the cells of a section for formulas of others: ``spbe_index_domain_1``."""
    section = None if isinstance(scored, Result) else scored.section
    kind = "" if section is None else f"_{section.kind}_{section.id}"
    if kind and not kind.replace("_", "").isalnum():
        return
    for name, at in cells.items():
        at_name = cell_name(*at, absolute=True)
        book.define_name(f"spbe_{name}{kind}", f"='{sheet.name}'!{at_name}")


def safe_sheet_name(name: str, taken: Sequence[str]) -> str:
    """Return a name that Excel allows for a sheet and that no other sheet has."""
    plain = "".join(" " if char in "[]:*?/\\'" else char for char in name).strip()[:31].strip()
    plain = plain or "Sheet"
    unique, count = plain, 1
    while unique.casefold() in {one.casefold() for one in taken}:
        count += 1
        unique = f"{plain[:27]} {count}"
    return unique
