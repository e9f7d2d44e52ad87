"""Workbooks that people send (.xlsx, .xlsm; .xls, .ods), opened with care.

They are not trusted: sizes are bounded before anything is unpacked. Of an .xlsx only values, links,
merged and hidden cells are read, by the parser of openpyxl: no style, picture or property can stand
in the way. The older and the open format are read by calamine, which knows values alone.
"""

import io
import zipfile
from collections.abc import Iterator
from functools import partial

from spbe_cli.problems import DataError, FileError, Place, Problem
from spbe_cli.store.tables import openxml
from spbe_cli.store.tables.archive import Archive
from spbe_cli.store.tables.openxml import WIDEST, guarding
from spbe_cli.store.tables.sheets import Cell, Sheet, SheetCells

WORKBOOK_LIMIT = 20_000_000  # bytes of a file; a form of ours has some 30 000
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_PDF = b"%PDF"
_LINK = bytes.fromhex("d0c9ea79f9bace118c8200aa004ba90b")  # of hyperlinks, in an .xls


def opened(name: str, data: bytes) -> list[Sheet]:
    """Open a workbook whose bytes were read; FileError where it is none, locked, or swollen.

    The rows of its sheets are read one after another; FileError E302 where they are damaged.
    """
    found: list[Sheet] = guarding(name, lambda: _sheets(name, data))
    return found


def read_sheets(name: str, data: bytes) -> list[SheetCells]:
    """Read all sheets of a workbook whole; otherwise as `opened`."""
    if _has_links(data):
        raise DataError([Problem("E338", Place(name))])
    return [SheetCells(one) for one in opened(name, data)]


def _has_links(data: bytes) -> bool:
    """Whether an .xls or .ods leads elsewhere behind its texts, of which calamine says nothing."""
    if data.startswith(_OLE):
        return _LINK in data
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            part = archive.getinfo("content.xml")
            return part.file_size <= WORKBOOK_LIMIT and b"<text:a " in archive.read(part)
    except Exception:  # noqa: BLE001  no .ods, or a damaged one, of which its reader tells
        return False


def _sheets(name: str, data: bytes) -> list[Sheet]:
    place = Place(name)
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise FileError([Problem("E303", place)])
        return _by_calamine(name, data)
    archive = Archive(io.BytesIO(data))
    if archive.swollen():
        raise FileError([Problem("E304", place)])
    if "content.xml" in archive.names.values():
        return _by_calamine(name, data)
    return openxml.sheets(name, archive)


def _by_calamine(name: str, data: bytes) -> list[Sheet]:
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))

    def rows(title: str) -> Iterator[tuple[int, dict[int, Cell]]]:
        sheet = book.get_sheet_by_name(title)
        read = guarding(name, lambda: sheet.to_python(skip_empty_area=False))
        for number, row in enumerate(read, 1):
            cells = {
                column: Cell(value)
                for column, value in enumerate(row[:WIDEST], 1)
                if value not in ("", None)
            }
            if cells:
                yield number, cells

    concealed = {
        one.name for one in book.sheets_metadata if one.visible != SheetVisibleEnum.Visible
    }
    return [
        Sheet(one, partial(rows, one), {}, [], set(), one in concealed) for one in book.sheet_names
    ]


_PARTS = (("xl/", "xlsx"), ("word/", "docx"), ("ppt/", "pptx"), ("content.xml", "ods"))


def kind_of(data: bytes) -> str:
    """Return what the first bytes say a file is: ``xlsx``, ``xls``, ``ods``, ``docx``, ``pdf``.

    ``zip`` for another archive, empty for what is none of these.
    """
    if data.startswith(_PDF):
        return "pdf"
    if data.startswith(_OLE):
        return "xls"
    if not data.startswith(b"PK"):
        return ""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except Exception:  # noqa: BLE001  a damaged archive breaks zipfile in any way there is
        return "zip"
    for start, kind in (
        ("xl/", "xlsx"),
        ("word/", "docx"),
        ("ppt/", "pptx"),
        ("content.xml", "ods"),
    ):
        if any(one.startswith(start) for one in names):
            return kind
    return "zip"
