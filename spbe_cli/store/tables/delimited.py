"""CSV as spreadsheets and people write it, for forms and lists alike."""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator

from spbe_cli.problems import DataError, Place, Problem

SEPARATORS = ";,\t"  # Excel in Indonesia writes semicolons, and decimal commas
_TALLEST = 20  # lines among which the one that tells the separator is looked for
_SEP = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)  # a first line for Excel alone
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)  # Excel's "Unicode text" begins with one

IsHeading = Callable[[list[str]], bool]


def decoded(data: bytes) -> str:
    """Return the text of a CSV: UTF-8 or UTF-16 by its first bytes, else what Windows writes."""
    if data.startswith(_UTF_16):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def rows(
    name: str, data: bytes, is_heading: IsHeading, *, broken: str = "E413"
) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a CSV, each with the number of its first line.

    The separator is the one that a first line ``sep=;`` names, else the one by which an early line
    is the heading, else the commonest of the first line that holds anything. DataError `broken`
    where the file breaks off in the middle of a quotation.
    """
    text, line = decoded(data), 1
    told = _SEP.match(text)
    if told:
        text, line = text[told.end() :], 2
    separator = told[1] if told else _separator(text, is_heading)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    first = line
    try:
        for cells in reader:
            # A program that quotes whole lines leaves them as one cell.
            whole = len(cells) == 1 and separator in cells[0]
            yield line, next(csv.reader(cells, delimiter=separator)) if whole else cells
            line = first + reader.line_num
    except csv.Error:
        raise DataError([Problem(broken, Place(name, line, 1))]) from None


def _separator(text: str, is_heading: IsHeading) -> str:
    lines = [one for one in text[:100_000].splitlines()[:_TALLEST] if one.strip()]
    for line in lines:
        for separator in SEPARATORS:
            try:
                cells = next(csv.reader([line], delimiter=separator))
            except csv.Error:
                continue
            if len(cells) == 1:
                cells = cells[0].split(separator)
            if len(cells) > 1 and is_heading(cells):
                return separator
    return max(SEPARATORS, key=(lines[0] if lines else "").count)
