"""Workbooks of Excel and LibreOffice that people send, opened with care.

They are not trusted: sizes are bounded before anything is unpacked.
"""

import io
import zipfile
from typing import TYPE_CHECKING

from spbe_cli.problems import FileError, Place, Problem
from spbe_cli.store import files

if TYPE_CHECKING:
    from openpyxl import Workbook

LIMIT = 20_000_000  # bytes of a file; a form of ours has some 30 000
UNPACKED, XML, RATIO = 200_000_000, 50_000_000, 200  # of what is inside a workbook
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def opened(name: str, data: bytes, *, whole: bool = True, values: bool = True) -> "Workbook":
    """Open a workbook whose bytes were read; FileError where it is none, locked, or swollen.

    Not `whole`: rows come one after another, and nothing is known of merged cells. `values`: what
    formulas came to when they were last computed, else the formulas.
    """
    _examine(name, data)
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of extensions that openpyxl leaves out
        try:
            return _read(io.BytesIO(data), read_only=not whole, data_only=values)
        except Exception:  # noqa: BLE001  a damaged file breaks openpyxl in any way there is
            raise FileError([Problem("E302", Place(name))]) from None


def formulas(name: str, cells: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return those of some cells (sheet, cell) of a workbook that hold a formula."""
    book = opened(name, files.read_bytes(name, LIMIT), whole=False, values=False)
    found = set()
    for sheet in book.worksheets:
        if any(title == sheet.title for title, _cell in cells):
            for row in sheet.iter_rows():
                for one in row:
                    at = (sheet.title, getattr(one, "coordinate", ""))
                    if at in cells and str(one.value).startswith("="):
                        found.add(at)
    return found


def _examine(name: str, data: bytes) -> None:
    """Look at a workbook before it is opened."""
    place = Place(name)
    if data.startswith(_OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in data
        raise FileError([Problem("E303" if locked else "E302", place)])
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            swollen = _swollen(archive)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise FileError([Problem("E302", place)]) from None
    if swollen:
        raise FileError([Problem("E304", place)])


def _swollen(archive: zipfile.ZipFile) -> bool:
    """Tell whether a workbook grows too large when it is unpacked, or builds itself up by XML."""
    entries = archive.infolist()
    total = sum(one.file_size for one in entries)
    packed = sum(one.compress_size for one in entries)
    xml = [one for one in entries if one.filename.endswith((".xml", ".rels"))]
    size = sum(one.file_size for one in xml)
    if total > UNPACKED or size > XML or (total > 5_000_000 and total > RATIO * max(1, packed)):
        return True
    for one in xml:
        with archive.open(one) as stream:
            if b"<!DOCTYPE" in stream.read(4096):
                return True
    return False


def _read(stream: io.BytesIO, *, read_only: bool, data_only: bool) -> "Workbook":
    """Read by openpyxl, with strings left as the file has them (it unescapes by halves)."""
    from openpyxl.cell.text import Text
    from openpyxl.reader import excel
    from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
    from openpyxl.xml.functions import iterparse

    class Reader(excel.ExcelReader):
        def read_strings(self) -> None:
            part = self.package.find(SHARED_STRINGS)  # type: ignore[no-untyped-call]
            if part is None:
                return
            with self.archive.open(part.PartName[1:]) as source:
                for _event, node in iterparse(source):
                    if node.tag == f"{{{SHEET_MAIN_NS}}}si":
                        text = Text.from_tree(node)
                        self.shared_strings.append("" if text is None else text.content)
                        node.clear()

    reader = Reader(stream, read_only=read_only, data_only=data_only, keep_links=False)
    reader.read()
    book: Workbook = reader.wb
    return book
