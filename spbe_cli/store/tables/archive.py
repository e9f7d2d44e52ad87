"""The archive that a workbook is: its bounds, and its parts in the dialect that openpyxl reads."""

import io
import re
import zipfile
from typing import IO, Any

UNPACKED, XML, RATIO = 200_000_000, 50_000_000, 200  # of what is inside a workbook
CELLS, STRINGS, MERGED = 3_000_000, 500_000, 100_000
_MERGE = re.compile(
    rb"""mergeCell [^>]*ref=["']([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"""
)
_REPEATED = re.compile(rb"<table:table-(row|cell)([^>]*?)(/?)>", re.DOTALL)
_TIMES = re.compile(rb'number-(?:columns|rows)-repeated="([0-9]{1,9})"')
_PURL, _SCHEMAS = b"http://purl.oclc.org/ooxml/", b"http://schemas.openxmlformats.org/"
_STRICT = (
    (_PURL + b"spreadsheetml/main", _SCHEMAS + b"spreadsheetml/2006/main"),
    (_PURL + b"officeDocument", _SCHEMAS + b"officeDocument/2006"),
)


class Archive(zipfile.ZipFile):
    """The parts of an .xlsx, found whatever their capitals, in the dialect that openpyxl reads."""

    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__(stream)
        self.names = {one.filename.casefold(): one.filename for one in self.infolist()}
        self.strict = False
        if "xl/workbook.xml" in self.names:
            self.strict = b"purl.oclc.org/ooxml" in self.read("xl/workbook.xml")

    def open(self, name: Any, *args: Any, **more: Any) -> IO[bytes]:
        """Open a part, found whatever its capitals; of a strict workbook in the usual dialect."""
        if isinstance(name, str):
            name = self.names.get(name.lstrip("/").casefold(), name)
        stream = super().open(name, *args, **more)
        if not self.strict:
            return stream
        with stream:
            text = stream.read()
        for one, other in _STRICT:
            text = text.replace(one, other)
        return io.BytesIO(text)

    def swollen(self) -> bool:
        """Tell whether a workbook grows too large when it is read, or builds itself up by XML."""
        entries = self.infolist()
        total = sum(one.file_size for one in entries)
        packed = sum(one.compress_size for one in entries)
        xml = [one for one in entries if one.filename.casefold().endswith((".xml", ".rels"))]
        size = sum(one.file_size for one in xml)
        if total > UNPACKED or size > XML or (total > 5_000_000 and total > RATIO * max(1, packed)):
            return True
        cells = strings = merged = 0
        for one in xml:
            text = self.read(one)
            if b"<!DOCTYPE" in text[:4096]:
                return True
            cells += text.count(b"<c ") + text.count(b":c ") + text.count(b"<c>")
            strings += text.count(b"<si>") + text.count(b":si>") // 2
            merged += sum(_area(*found.groups()) for found in _MERGE.finditer(text))
            if one.filename == "content.xml":
                cells += _repeated(text)
        return cells > CELLS or strings > STRINGS or merged > MERGED


def _area(left: bytes, top: bytes, right: bytes, bottom: bytes) -> int:
    return (abs(int(bottom) - int(top)) + 1) * (abs(column_of(right) - column_of(left)) + 1)


def column_of(letters: bytes) -> int:
    """Return the number of a column by its letters: ``A`` is 1."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _repeated(text: bytes) -> int:
    """Count the cells of an .ods that hold something; one may say how often it stands there."""
    rows, cells, total = 1, 0, 0
    for found in _REPEATED.finditer(text):
        times = _TIMES.search(found[2])
        count = int(times[1]) if times else 1
        if found[1] == b"row":
            total += rows * cells
            rows, cells = count, 0
        elif not found[3] or b"value" in found[2]:
            cells += count
    return total + rows * cells
