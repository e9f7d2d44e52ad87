"""Where a list keeps what its instruments have; which instrument that is, each row says."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from spbe_cli.core.instrument import Instrument, Section
from spbe_cli.core.score.lattice import Lattice
from spbe_cli.problems import SpbeError
from spbe_cli.store.tables import headings
from spbe_cli.store.tables.grid import KeyedTable
from spbe_cli.store.yaml import instruments


class Layout(NamedTuple):
    """Where a table keeps what an instrument has: columns of the sections and of the items.

    `options`: the columns of further services, which may stay empty.
    """

    law: Instrument
    lattice: Lattice
    sections: tuple[int | None, ...]
    items: dict[str, int]
    options: tuple[tuple[str, int], ...]


class Layouts:
    """The layouts of one table, by the year and instrument of its rows."""

    def __init__(self, grid: KeyedTable, lattice: Callable[[Instrument], Lattice]) -> None:
        self.grid, self.lattice = grid, lattice
        self.laws: dict[tuple[str, str], tuple[Instrument, int] | None] = {}
        self.layouts: dict[str, Layout] = {}

    def of(self, row: int, cells: list[str]) -> tuple[Layout | None, int]:
        """Return the layout of a row's instrument (None where that is wrong), and its year."""
        columns = self.grid.columns
        written = cells[columns["year"]] if "year" in columns else str(self.grid.year)
        named = cells[columns["instrument"]] if "instrument" in columns else ""
        key = (written, named)
        if key not in self.laws:
            self.laws[key] = self._law(row, *key)
        known = self.laws[key]
        if known is None:
            return None, 0
        law, year = known
        if law.id not in self.layouts:
            self.layouts[law.id] = self._laid_out(law)
        return self.layouts[law.id], year

    def _law(self, row: int, written: str, named: str) -> tuple[Instrument, int] | None:
        grid = self.grid
        year = grid.number(written)
        if year is None or year.denominator != 1 or not 1900 < year < 10000:
            grid.no_number(row, grid.columns["year"], written)
            return None
        try:
            if named.strip():
                place = grid.place(row, grid.columns["instrument"])
                law = instruments.load(named, place=place, base=Path(grid.name).parent)
            else:
                place = grid.place(row, grid.columns.get("year", 0))
                law = instruments.for_year(int(year), place)
        except SpbeError as error:
            grid.problems += error.problems
            return None
        return law, int(year)

    def _laid_out(self, law: Instrument) -> Layout:
        columns = self.grid.columns
        sections = tuple(self._section(law, one) for one in law.sections)
        known = list(law.items())
        items = {item: columns[item] for item in known if item in columns}
        own = {indicator.id for indicator in law.indicators()}
        lost = tuple(item for item in known if item in own and item not in items)
        if items and lost and "index" not in columns:
            self.grid.missing(lost)
        if not items and "index" not in columns:
            self.grid.missing("index")
        if lost:
            items = {}
        taken = {key for key, at in columns.items() if at in sections}
        self.grid.used |= {one.ref for one in law.sections} | taken | set(items)
        options = tuple((item, at) for item, at in items.items() if item not in own)
        return Layout(law, self.lattice(law), sections, items, options)

    def _section(self, law: Instrument, section: Section) -> int | None:
        """Return the column of a section: by its number, else by its name."""
        grid = self.grid
        if section.ref in grid.columns:
            return grid.columns[section.ref]
        known = {*headings.KNOWN, *law.items()}
        texts = {at: grid.table.heading[at] for key, at in grid.columns.items() if key not in known}
        names = [one.name.id for one in law.sections]
        return headings.section_column(section.name.id, texts, names)
