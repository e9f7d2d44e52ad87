"""Workbooks that people send (.xlsx, .xlsm; .xls, .ods), opened with care.

They are not trusted: sizes are bounded before anything is unpacked. Of an .xlsx only values, links,
merged and hidden cells are read, by the parser of openpyxl: no style, picture or property can stand
in the way. The older and the open format are read by calamine, which knows values and, of an .xls,
merged cells; what an .ods says beside them, `opendocument` reads.
"""

import io
import os
import re
import sys
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any

from spbe_cli.problems import DataError, FileError, Place, Problem
from spbe_cli.store.tables import opendocument, openxml
from spbe_cli.store.tables.archive import Archive
from spbe_cli.store.tables.binary import hidden_rows, notes_of
from spbe_cli.store.tables.opendocument import CellFacts, no_facts
from spbe_cli.store.tables.openxml import WIDEST, guarding
from spbe_cli.store.tables.sheets import Cell, Sheet, SheetCells

WORKBOOK_LIMIT = 20_000_000  # bytes of a file; a form of ours has some 30 000
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_PDF = b"%PDF"
_LINK = bytes.fromhex("d0c9ea79f9bace118c8200aa004ba90b")  # of hyperlinks, in an .xls
# A text, a number or a truth of an .xls in a column beyond its 256, before another record: calamine
# would make room for all cells up to there.
_BEYOND = re.compile(
    rb"(?:\xfd\x00\x0a\x00...[^\x00].{6}|\x7e\x02\x0a\x00...[^\x00].{6}"
    rb"|\x03\x02\x0e\x00...[^\x00].{10}|\x05\x02\x08\x00...[^\x00].{4})"
    rb"(?=[\xfd\xd7\xbd\xbe\x06\x0a]\x00|[\x01\x03\x05\x07\x08\x7e]\x02)",
    re.DOTALL,
)
_HYPERLINK = re.compile(rb"[\x22\x42\x62][\x01\x02]\x67\x01")  # the function, in its formulas


def opened(name: str, data: bytes) -> list[Sheet]:
    """Open a workbook whose bytes were read; FileError where it is none, locked, or swollen.

    The rows of its sheets are read one after another; FileError E302 where they are damaged.
    """
    found: list[Sheet] = guarding(name, lambda: _sheets(name, data))
    return found


def read_sheets(name: str, data: bytes) -> list[SheetCells]:
    """Read all sheets of a workbook whole; otherwise as `opened`."""
    if data.startswith(_OLE) and (_LINK in data or _HYPERLINK.search(data)):
        raise DataError([Problem("E338", Place(name))])
    return [SheetCells(one) for one in opened(name, data)]


def _sheets(name: str, data: bytes) -> list[Sheet]:
    place = Place(name)
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise FileError([Problem("E303", place)])
        if _BEYOND.search(data):
            raise FileError([Problem("E302", place)])
        notes, hidden = notes_of(data), hidden_rows(data)
        told = {
            title: no_facts()._replace(
                comments=notes.get(title, {}), hidden=hidden.get(title, set())
            )
            for title in notes.keys() | hidden.keys()
        }
        return _by_calamine(name, data, told)
    archive = Archive(io.BytesIO(data))
    if archive.swollen():
        raise FileError([Problem("E304", place)])
    if "content.xml" in archive.names.values():
        with archive.open("content.xml") as source:
            facts = opendocument.cell_facts(source)
        if facts is None:
            raise FileError([Problem("E304", place)])
        return _by_calamine(name, data, facts)
    return openxml.sheets(name, archive)


def _by_calamine(name: str, data: bytes, facts: Mapping[str, CellFacts]) -> list[Sheet]:
    """Return the sheets of an .xls or .ods; `facts`: what an .ods says beside values, by title."""
    try:
        from python_calamine import CalamineWorkbook, SheetVisibleEnum
    except ImportError:  # compiled: a system may lack what it needs, or keep it from loading
        raise FileError([Problem("E354", Place(name))]) from None
    with _silent():
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))

    def whole(title: str) -> tuple[list[list[Any]], list[Any]]:
        with _silent():
            sheet = book.get_sheet_by_name(title)
            merged = getattr(sheet, "merged_cell_ranges", None)
            return sheet.to_python(skip_empty_area=False), merged or []

    def rows(
        title: str, said: CellFacts, merged: list[tuple[int, int, int, int]]
    ) -> Iterator[tuple[int, dict[int, Cell]]]:
        read, spans = guarding(name, lambda: whole(title))
        more: dict[int, list[int]] = {}  # cells without a value that say something all the same
        for row, column in (*said.uncomputed, *said.texts):
            more.setdefault(row, []).append(column)
        for (top, left), (bottom, right) in spans:
            merged.append((top + 1, bottom + 1, left + 1, right + 1))
        for number in range(1, max(len(read), *more, 0) + 1):
            row = read[number - 1] if number <= len(read) else []
            found = {at: one for at, one in enumerate(row[:WIDEST], 1) if one not in ("", None)}
            for at in more.get(number, ()):
                found[at] = said.texts.get((number, at), found.get(at))
            if found:
                yield number, {at: _cell(said, (number, at), found[at]) for at in sorted(found)}

    concealed = {
        one.name for one in book.sheets_metadata if one.visible != SheetVisibleEnum.Visible
    }
    sheets = []
    for title in book.sheet_names:
        said = facts.get(title) or no_facts()
        read = partial(rows, title, said, said.merged)
        one = Sheet(title, read, said.links, said.merged, said.hidden, title in concealed)
        sheets.append(one._replace(comments=said.comments.copy))
    return sheets


@contextmanager
def _silent() -> Iterator[None]:
    """Keep calamine from telling on standard error, past Python, how a damaged file broke it."""
    sys.stderr.flush()
    try:
        kept = os.dup(2)
    except OSError:  # it was closed
        yield
        return
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 2)
        os.close(nowhere)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def _cell(said: CellFacts, at: tuple[int, int], value: object) -> Cell:
    return Cell(value, said.formulas.get(at, ""), at in said.errors)


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
