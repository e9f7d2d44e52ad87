"""What a sheet of a workbook holds, whatever wrote it: values, links, merged and hidden cells."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

CellTexts = dict[tuple[int, int], str]  # by row and column


class Cell(NamedTuple):
    """What a cell holds, None if nothing; `formula` is its text, if it has one."""

    value: Any
    formula: str = ""
    error: bool = False

    @property
    def uncomputed(self) -> bool:
        """Whether it holds a formula that was never computed."""
        return bool(self.formula) and self.value is None


class Sheet(NamedTuple):
    """A sheet of a workbook. `rows` yields the number of each row and its cells by their columns.

    `concealed`: the sheet is not shown. `comments` returns what people said of its cells. When all
    rows were read, `links` says where cells lead to, `merged` which are one (first and last row,
    first and last column), `hidden` which rows are not shown. Rows and columns from 1.
    """

    title: str
    rows: Callable[[], Iterator[tuple[int, dict[int, Cell]]]]
    links: dict[tuple[int, int], str]
    merged: list[tuple[int, int, int, int]]
    hidden: set[int]
    concealed: bool = False
    comments: Callable[[], CellTexts] = dict


class SheetCells:
    """A sheet read whole: cells by row and column."""

    __slots__ = (
        *("cells", "comments", "concealed", "depth", "hidden", "links", "merged", "title"),
        "width",
    )

    def __init__(self, sheet: Sheet) -> None:
        self.title = sheet.title
        self.cells = dict(sheet.rows())
        self.links, self.merged, self.hidden = sheet.links, sheet.merged, sheet.hidden
        self.concealed = sheet.concealed
        self.comments = sheet.comments()
        self.depth = max(self.cells, default=0)
        self.width = max((max(row, default=0) for row in self.cells.values()), default=0)

    def cell(self, row: int, column: int) -> Cell:
        """Return a cell; an empty one where there is none."""
        return self.cells.get(row, {}).get(column, _EMPTY)


_EMPTY = Cell(None)


def coordinate(row: int, column: int) -> str:
    """Return the name of a cell: ``C12``."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"
