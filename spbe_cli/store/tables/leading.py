"""Where cells lead to by their formulas: HYPERLINK, with what it takes from texts and cells."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from spbe_cli.problems import Place, Problem
from spbe_cli.store.tables.archive import column_of
from spbe_cli.store.tables.cells import cell_text
from spbe_cli.store.tables.sheets import coordinate

if TYPE_CHECKING:
    from spbe_cli.store.tables.sheets import SheetCells

# Patterns are texts: few workbooks have such formulas.
_CALL = r"(?<![\w.])HYPERLINK\s*\("
_PIECE = (
    r'\s*(?:"(?P<text>(?:[^"]|"")*)"|\$?(?P<column>[A-Z]{1,3})\$?(?P<row>\d{1,7})(?![\w(!])'
    r"|(?P<number>\d+(?:\.\d+)?)(?![\w.])|(?P<join>CONCAT(?:ENATE)?\s*\()|(?P<mark>[&(),;]))"
)
_DEEPEST = 20  # brackets within brackets


def link_of(sheet: "SheetCells", row: int, column: int) -> str | None:
    """Return where the formula of a cell leads to: empty where nowhere, None where it is not known.

    Texts and cells are put together (``"https://…/"&E2``). Of a formula that chooses (``IF``), the
    link is that of its only HYPERLINK, and there is none while the cell shows nothing.
    """
    formula = sheet.cell(row, column).formula
    calls = [found.end() for found in re.finditer(_CALL, formula, re.IGNORECASE)]
    if not calls or sheet.cell(row, column).value == "":
        return ""
    found = {_Terms(formula, at, sheet).first() for at in calls}
    return found.pop() if len(found) == 1 else None


def unread_links(name: str, sheets: "Iterable[SheetCells]") -> Iterator[Problem]:
    """Yield E350 for the cells that lead somewhere by a formula which tells nothing certain."""
    for sheet in sheets:
        for row, cells in sheet.cells.items():
            for column, cell in cells.items():
                if cell.formula and not cell.uncomputed and link_of(sheet, row, column) is None:
                    place = (name, 0, 0, sheet.title, coordinate(row, column))
                    yield Problem("E350", Place(*place), {"found": cell_text(cell.value)[:60]})


class _Terms:
    """Reads the first argument of a call in a formula."""

    def __init__(self, formula: str, at: int, sheet: "SheetCells") -> None:
        self.formula, self.at, self.sheet = formula, at, sheet

    def first(self) -> str | None:
        """Return its text; None where it is more than texts, numbers and cells put together."""
        value = self._joined(0)
        return None if value is None or self._mark() not in (",", ";", ")") else value.strip()

    def _joined(self, depth: int) -> str | None:
        """Return terms with ``&`` between them as one text, up to what ends them."""
        said = ""
        while True:
            term = self._term(depth)
            if term is None:
                return None
            said += term
            before = self.at
            if self._mark() != "&":
                self.at = before
                return said

    def _term(self, depth: int) -> str | None:
        found = re.compile(_PIECE, re.IGNORECASE).match(self.formula, self.at)
        if found is None or depth > _DEEPEST:
            return None
        self.at = found.end()
        value: str | None = found["number"]
        if found["text"] is not None:
            value = found["text"].replace('""', '"')
        elif found["row"]:
            value = self._cell(found["column"].upper(), int(found["row"]))
        elif found["join"]:
            value = self._listed(depth + 1)
        elif found["mark"] == "(":
            value = self._joined(depth + 1)
            value = value if self._mark() == ")" else None
        return value

    def _listed(self, depth: int) -> str | None:
        """Return the arguments of CONCATENATE as one text."""
        said = ""
        while True:
            term = self._joined(depth)
            mark = self._mark()
            if term is None or mark not in (",", ";", ")"):
                return None
            said += term
            if mark == ")":
                return said

    def _cell(self, letters: str, row: int) -> str | None:
        """Return what a cell shows; None where its own formula was never computed, or failed."""
        cell = self.sheet.cell(row, column_of(letters.encode()))
        return None if cell.uncomputed or cell.error else cell_text(cell.value)

    def _mark(self) -> str:
        found = re.compile(r"\s*([&(),;])").match(self.formula, self.at)
        if found is None:
            return ""
        self.at = found.end()
        return found[1]
