"""What a form says beside its inputs, sealed: so that a change of it is told when it comes home.

For each row a form keeps short marks of the cells that nobody is asked to fill in: name, weight,
criteria, formulas, titles. A mark is of the words alone: blanks and the places of columns may
change, and a spreadsheet may write numbers and formulas in its own way.
"""

import re
from collections.abc import Iterator, Mapping

from spbe_cli.core.text import plain_text

HEADS, HEADER = "#heads", "#form"  # of the titles of columns, and of the hidden sheet
MARK = "#seal"  # stands above the seals on the hidden sheet
FORMULAS = ("value", "counts")  # columns of a row that hold formulas
HEAD_ROWS = 8  # of the hidden sheet, that say whose form it is
SHEET = "#sheet "  # before the title of a sheet: of its cells that stand in no table
COMPUTED = "f"  # in the place of a mark: any formula

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")


def cell_marks(cells: Mapping[str, str]) -> str:
    """Return the marks of the cells of a row, by the keys of their columns."""
    return " ".join(f"{key}={_mark(text)}" for key, text in cells.items())


def broken(seal: str, cells: Mapping[str, str]) -> Iterator[str]:
    """Yield the keys of cells that are not as they were sealed; those that are gone are none."""
    for part in seal.split():
        key, _equals, mark = part.rpartition("=")
        if key in cells and _mark(cells[key]) != mark:
            yield key


def formula(text: str, row: int, keys: Mapping[str, str]) -> str:
    """Return a formula that rests on its own row (numbered from 1), whatever row and columns.

    `keys`: those of columns by their letters.
    """

    def named(found: re.Match[str]) -> str:
        own = int(found[2]) == row
        return f"<{keys.get(found[1], found[1])}>" if own else found[0]

    plain = "".join(text.removeprefix("=").split()).upper()
    return _REFERENCE.sub(named, plain)


def place_marks(cells: Mapping[str, str | None]) -> str:
    """Return the marks of cells by their names, ``H1``; of formulas (None) that they are some."""
    return " ".join(
        f"{name}={COMPUTED if text is None else _mark(text)}" for name, text in cells.items()
    )


def marks_in(seal: str) -> dict[str, str]:
    """Return the marks of a seal by the keys, or names, of its cells."""
    parts = (part.rpartition("=") for part in seal.split())
    return {key: mark for key, _equals, mark in parts}


def mark_of(text: str) -> str:
    """Return the mark of a text."""
    return _mark(text)


def sealed_number(value: float) -> str:
    """Return a number as the cell that holds it is read."""
    return f"{value:.12g}"


def _mark(text: str) -> str:
    from hashlib import sha256  # it takes longer to load than most forms to read

    plain = " ".join(plain_text(text).split())
    return sha256(plain.encode("utf-8", "replace")).hexdigest()[:8] if plain else "-"
