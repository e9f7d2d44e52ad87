"""Kertas kerja, tables of indicators that others drew: which rows mean what, how one is read."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from spbe_cli.core.collect.columns import plain_words
from spbe_cli.core.text import bare
from spbe_cli.problems import Place

LEVEL_FIELDS = ("level", "official", "target")
_NUMBER = re.compile(r"(?:indikator|ind|i)?\s*\.?\s*(\d{1,3}(?:-\d{1,2})?)\s*[.)]?", re.IGNORECASE)
_BEFORE = re.compile(
    r"(?:(?:indikator|ind|i)?\s*\.?\s*(\d{1,3}(?:-\d{1,2})?)\s*[.):–—-]+\s*"
    r"|(?:indikator|ind)\.?\s*(\d{1,3}(?:-\d{1,2})?)\s+)(?=[^\W\d])",
    re.IGNORECASE,
)
_COUNT = re.compile(r"\(?\s*(\d{1,2})\s*\)?")
PLAIN = re.compile(r"[\w ./,()&;+-]+")  # what every shell takes as it is between double quotes
GROUP_ROWS = re.compile(r"(?:domain|aspek|bab\b|[IVX]+\.?$|[A-Z]\.?$)", re.IGNORECASE)


class NamedColumn(NamedTuple):
    """A column that the user named for a role: its heading or letters, perhaps of one sheet."""

    role: str
    text: str
    sheet: str = ""


class ReadColumn(NamedTuple):
    """A column that is read: what for, its heading (empty where it has none), and its letters.

    `short` tells it from the others of its sheet in a command: a heading, or its letters. `level`
    is the level that a tick in it says; None where it holds levels.
    """

    role: str
    heading: str
    letters: str
    short: str = ""
    level: int | None = None


class Worksheet(NamedTuple):
    """How a table was read: where its heading stands, its columns, and what was passed over.

    `unread` are headings of columns that nothing is read from, `untitled` letters of those without,
    `items` how many indicators were found, `unfilled` how many of them hold nothing yet,
    `continued` how many rows go on with the indicator above, `passed` how many are none: groups,
    counts of columns, sums. `hidden`: the sheet is not shown; `hidden_rows` are rows of indicators
    that are not. `sheet` is its number. `opinion`: whose its plain levels are, where its title says
    so, ``official``, and `said` that title.
    """

    place: Place
    columns: tuple[ReadColumn, ...]
    unread: tuple[str, ...]
    items: int
    passed: int
    unfilled: int = 0
    continued: int = 0
    hidden: bool = False
    hidden_rows: int = 0
    untitled: tuple[str, ...] = ()
    sheet: int = 1
    opinion: str = ""
    said: str = ""

    def role(self, column: ReadColumn) -> str:
        """Return what a column is read for: its own word, or what the title makes of it."""
        if column.role == "level" and self.opinion:
            return self.opinion
        remarks = any(one.role == "remark" for one in self.columns)
        if column.role == "note" and self.opinion == "official" and not remarks:
            return "remark"
        return column.role


def counts_columns(texts: Sequence[str]) -> bool:
    """Whether a row only counts its columns: ``(1) (2) (3)``."""
    found = [_COUNT.fullmatch(text.strip()) for text in texts if text.strip()]
    numbers = [int(one[1]) for one in found if one]
    return (
        len(numbers) > 2
        and len(numbers) == len(found)
        and numbers == [*range(numbers[0], numbers[0] + len(numbers))]
    )


def number_of(text: str) -> str | None:
    """Return the number of an indicator: ``12`` of ``12.``, ``I12`` or ``Indikator 12``."""
    found = _NUMBER.fullmatch(bare(text).strip())
    return _item(found[1]) if found else None


def numbered(name: str) -> tuple[str | None, str]:
    """Return the number before a name, and the name: ``4. Manajemen Data``, ``Indikator 4: …``."""
    plain = bare(name).strip()
    found = _BEFORE.match(plain)
    if found is None:
        return None, plain
    return _item(found[1] or found[2]), plain[found.end() :]


def _item(number: str) -> str:
    return number if "-" in number else str(int(number))


def mapping(worksheets: Sequence[Worksheet]) -> list[tuple[str, str]]:
    """Return the keys and columns that read the same once more: ``level``, ``Nilai Akhir``.

    A key names its sheet (``Domain 2:level``) where the column would be another on a further one.
    """
    found: dict[tuple[str, str], None] = {}
    for role in dict.fromkeys(one.role for sheet in worksheets for one in sheet.columns):
        listed = [(sheet, _read_for(sheet, role)) for sheet in worksheets]
        texts = dict.fromkeys(one for _sheet, read in listed for one in read)
        apart = any(_has(sheet, one) for sheet, read in listed for one in texts if one not in read)
        for sheet, read in listed:
            key = f"{_sheet_name(sheet)}:{role}" if apart and sheet.place.sheet else role
            found |= dict.fromkeys((key, one) for one in read)
    return list(found)


def _read_for(sheet: Worksheet, role: str) -> list[str]:
    """Return what its columns are called; those are found again that are sure to be.

    Numbers and names with a heading are, and levels to be ticked.
    """
    found_again = role in ("number", "name")
    listed = (one for one in sheet.columns if one.role == role and one.level is None)
    return [one.short for one in listed if not (found_again and one.heading)]


def _has(sheet: Worksheet, text: str) -> bool:
    """Whether a name would be taken for a column of a sheet: by its heading, or as letters."""
    headings = [*(one.heading for one in sheet.columns), *sheet.unread]
    names = {plain_words(name) for one in headings for name in (one, one.split(" / ")[-1])}
    return plain_words(text) in names or (len(text) < 4 and text.isupper())


def _sheet_name(sheet: Worksheet) -> str:
    return sheet.place.sheet if PLAIN.fullmatch(sheet.place.sheet) else str(sheet.sheet)
