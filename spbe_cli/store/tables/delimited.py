"""CSV as people send it: in the encodings, separators and quotes that spreadsheets write."""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator
from itertools import islice

from spbe_cli.problems import DataError, Place, Problem
from spbe_cli.store import files

TALLEST = 20  # rows among which a heading is looked for
_SEPARATORS = ";,\t"  # Excel in Indonesia writes semicolons, and decimal commas
_TOLD = re.compile(r"sep=([;,|\t])[;,|\t]*(?:[\r\n]|$)", re.IGNORECASE)
_BEGINNING = 65_536  # characters in which a heading is looked for; below what csv takes for a cell
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def delimited_rows(
    name: str, data: bytes, is_heading: Callable[[list[str]], bool]
) -> Iterator[tuple[int, list[str]]]:
    """Return the rows of the bytes of file `name`, each with the number of its first line.

    The separator is what the first line says (``sep=;``, which is no row then), else the one by
    which `is_heading` takes a row, else the commonest of the first line. DataError E004 where the
    bytes are no text, and while the rows are read, E413 where one breaks off.
    """
    text = decoded_table(data, name)
    told = _TOLD.match(text)
    separator = told[1] if told else _separator(text[:_BEGINNING], is_heading)
    return islice(_rows(name, text, separator), 1 if told else 0, None)


def is_binary(data: bytes) -> bool:
    """Tell whether bytes are of a file that is no text at all."""
    return b"\0" in data and not data.startswith(_UTF_16)


def decoded_table(data: bytes, name: str) -> str:
    """Return the text of bytes: UTF-8, UTF-16 where it is marked as such, or Windows' own (cp1252).

    What is marked as UTF-8 but is not was damaged: read as cp1252, it would hold other letters than
    were written. DataError E004 at the first byte that is not UTF-8.
    """
    if data.startswith(_UTF_16):
        encodings = ["utf-16"]
    elif data.startswith(codecs.BOM_UTF8):
        encodings = ["utf-8-sig"]
    else:
        encodings = ["utf-8", *([] if is_binary(data) else ["cp1252"])]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return files.decoded(data, name)  # which says where


def _separator(text: str, is_heading: Callable[[list[str]], bool]) -> str:
    """Return the separator that makes the widest heading."""

    def width(separator: str) -> int:
        try:
            for _line, cells in islice(_rows("", text, separator), TALLEST):
                if is_heading(cells):
                    return len(cells)
        except DataError:  # told when the rows are read
            pass
        return 0

    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(sorted(_SEPARATORS, key=first.count, reverse=True), key=width)


def _rows(name: str, text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    line = 1
    try:
        for cells in reader:
            yield line, _split(cells, separator)
            line = reader.line_num + 1
    except csv.Error:
        raise DataError([Problem("E413", Place(name, line, 1))]) from None


def _split(cells: list[str], separator: str) -> list[str]:
    """Split a row that is one cell: so Excel saves what it did not take apart on opening."""
    if len(cells) != 1 or separator not in cells[0]:
        return cells
    lines = list(csv.reader(io.StringIO(cells[0], newline=""), delimiter=separator))
    return lines[0] if len(lines) == 1 else cells
