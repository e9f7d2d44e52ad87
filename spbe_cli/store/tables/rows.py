"""The rows of a list: an institution in a year each, by its levels or its published indices."""

from collections.abc import Callable
from typing import NamedTuple

from spbe_cli.core.institutions import group_of
from spbe_cli.core.instrument import Instrument
from spbe_cli.core.many.ranking import Row
from spbe_cli.core.score.lattice import Indices, Lattice
from spbe_cli.problems import Place, Problem
from spbe_cli.store.tables.grid import Grid
from spbe_cli.store.tables.layout import Layouts
from spbe_cli.store.tables.levels import Levels
from spbe_cli.store.tables.published import Published


class Shelf(NamedTuple):
    """What the rows of all tables share: `add` takes a row, and says where it was there before."""

    lattice: Callable[[Instrument], Lattice]
    add: Callable[[Instrument, Row], list[Problem]]


class Rows:
    """Reads the rows of one table; what is wrong with them, its grid gathers."""

    def __init__(self, grid: Grid, shelf: Shelf) -> None:
        self.grid, self.shelf = grid, shelf
        self.layouts = Layouts(grid, shelf.lattice)
        self.levels, self.published = Levels(grid), Published(grid)

    def read(self) -> None:
        """Read them all; none where a column is missing that every list has."""
        grid = self.grid
        for key in ("institution", "year"):
            if key not in grid.columns:
                grid.missing(key)
        if grid.problems:
            return
        width, count = len(grid.table.heading), 0
        for number, cells in grid.table.rows:
            if len(cells) != width:
                if not any(cells):
                    continue
                if any(cells[width:]):
                    params = {"found": len(cells), "expected": width}
                    grid.problems.append(Problem("E415", grid.place(number, width), params))
                    continue
                cells = cells + [""] * (width - len(cells))  # noqa: PLW2901  a row cut short
            count += self._row(number, cells)
        if not count and not grid.problems:
            grid.problems.append(Problem("E408", Place(grid.name)))

    def _row(self, number: int, cells: list[str]) -> bool:
        """Read a row; False where it is empty."""
        grid, columns = self.grid, self.grid.columns
        institution = " ".join(cells[columns["institution"]].split())
        if not institution and not any(cell.strip() for cell in cells):
            return False
        if not institution:
            grid.empty(number, "institution")
            return True
        layout, year = self.layouts.of(number, cells)
        if layout is None:
            return True
        before = len(grid.problems)
        levels = self.levels.read(number, cells, layout, year)
        found = levels
        if levels is None and len(grid.problems) == before:
            found = self.published.read(number, cells, layout, year)
        if found is not None and len(grid.problems) == before:
            group = cells[columns["group"]] if "group" in columns else ""
            place = grid.place(number, columns["institution"])
            row = row_of(institution, year, group, found, place)
            grid.problems += self.shelf.add(layout.law, row)
            if levels is not None:
                self.published.compare(number, cells, layout.law, row)
        return True


def row_of(institution: str, year: int, group: str, found: Indices, place: Place) -> Row:
    """Return the row of an institution; its group by its name where none is given."""
    named = " ".join(group.split()).casefold()
    return Row(
        institution,
        year,
        named or group_of(institution),
        not named,
        found.whole,
        found.sections,
        found.predicate,
        place,
    )
