"""The rows of a list: an institution in a year each, by its levels or its published indices."""

from collections.abc import Callable
from typing import NamedTuple

from spbe_cli.core.assessment import Opinion
from spbe_cli.core.institutions import group_of, is_kind, of_kind, sums_up
from spbe_cli.core.instrument import Instrument
from spbe_cli.core.many.ranking import InstitutionRow
from spbe_cli.core.provinces import province_name
from spbe_cli.core.score.lattice import Indices, Lattice
from spbe_cli.problems import Place, Problem, hint
from spbe_cli.store.tables import headings
from spbe_cli.store.tables.grid import KeyedTable
from spbe_cli.store.tables.group_rows import GroupRows
from spbe_cli.store.tables.layout import Layouts
from spbe_cli.store.tables.levels import LevelReader
from spbe_cli.store.tables.published import Listed, PublishedReader


class RowShelf(NamedTuple):
    """What the rows of all tables share: `add` takes a row, and says where it was there before."""

    lattice: Callable[[Instrument], Lattice]
    add: Callable[[Instrument, InstitutionRow], list[Problem]]


class Rows:
    """Reads the rows of one table; what is wrong with them, its grid gathers."""

    def __init__(self, grid: KeyedTable, shelf: RowShelf) -> None:
        self.grid, self.shelf = grid, shelf
        self.layouts = Layouts(grid, shelf.lattice)
        self.levels, self.published = LevelReader(grid), PublishedReader(grid)
        self.told = bool(grid.columns.keys() & {"group", "province", "opinion", "predicate"})
        self.provinces: dict[int, str] = {}  # by row
        self.unplaced: dict[int, InstitutionRow] = {}  # those whose province no cell says
        self.summaries: list[str] = []
        self.groups = GroupRows(grid)
        self.idle = 0
        self.hidden = 0

    def read(self) -> None:
        """Read them all; none where a column is missing that every list has."""
        grid = self.grid
        for key in ("institution", "year"):
            if key not in grid.columns and (key != "year" or grid.year is None):
                if key == "year" and any(one.code == "E427" for one in grid.problems):
                    continue  # choosing one of those columns tells the year, too
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
        self.groups.finish()
        if not count and not grid.problems:
            grid.problems.append(Problem("E408", Place(grid.name)))

    def _opinion(self, number: int, cells: list[str]) -> Opinion | None:
        """Return whose index a row is, where a column says so; an unknown word is a problem."""
        at = self.grid.columns.get("opinion")
        written = "" if at is None else " ".join(cells[at].split()).casefold()
        if at is None or not written:
            return None
        found = headings.OPINION_WORDS.get(written)
        if found is None:
            params = {"name": written, **hint(written, list(headings.OPINION_WORDS))}
            self.grid.problems.append(Problem("E417", self.grid.place(number, at), params))
        return found

    def _row(self, number: int, cells: list[str]) -> bool:
        """Read a row; False where it is empty."""
        grid, columns = self.grid, self.grid.columns
        institution = " ".join(cells[columns["institution"]].split())
        if self.groups.idle(number, institution, cells):
            self.idle += any(cell.strip() for cell in cells)
            return False
        if summary := self._summary(institution, cells):
            self.summaries.append(summary)
            return True
        if not institution:
            grid.empty(number, columns["institution"])
            return True
        group = self._group(institution, cells)
        institution = (
            f"Provinsi {province_name(institution)}"
            if grid.provinces
            else of_kind(institution, group)
        )
        layout, year = self.layouts.of(number, cells)
        if layout is None:
            return True
        before = len(grid.problems)
        levels = self.levels.read(number, cells, layout, year)
        found = levels
        if levels is None and len(grid.problems) == before:
            found = self.published.read(number, cells, layout, Listed(institution, year))
        if found is not None and len(grid.problems) == before:
            place = grid.place(number, columns["institution"])
            said = self._said(number, cells, layout.law, group)
            row = row_of(institution, year, found, place, said)
            self._note_province(number, row)
            self.hidden += number in grid.table.hidden
            grid.problems += self.shelf.add(layout.law, row)
            if levels is not None:
                self.published.compare(number, cells, layout.law, row)
        return True

    def _summary(self, institution: str, cells: list[str]) -> str:
        """Return what a row of figures that is nobody's is called; empty where it is a row."""
        if institution:
            return institution if sums_up(institution) or is_kind(institution) else ""
        # A merged cell that says "Rata-rata" may begin in the column before that of the names.
        named = (" ".join(cell.split()) for cell in cells)
        return next(filter(sums_up, named), "") or self.groups.named(institution, cells)

    def _group(self, institution: str, cells: list[str]) -> str:
        """Return the group of a row as the list says it: in a column, else above it."""
        at = self.grid.columns.get("group")
        group = "" if at is None else cells[at]
        if group.strip() or not self.groups.kind or group_of(institution) != "lembaga":
            return group
        return self.groups.kind

    def _note_province(self, number: int, row: InstitutionRow) -> None:
        if row.province:
            self.provinces[number] = row.province
        elif "province" in self.grid.columns:
            self.unplaced[number] = row

    def in_merged(self) -> dict[Place, str]:
        """Return the provinces of rows beneath a merged cell, by where each stands.

        When all rows are read; a workbook tells of merged cells at its end.
        """
        at = self.grid.columns.get("province", -1) + 1
        spans = [one for one in self.grid.table.merged if one[2] <= at <= one[3]]
        over = {row: top for top, bottom, *_columns in spans for row in range(top, bottom + 1)}
        return {
            row.place: self.provinces[over[number]]
            for number, row in self.unplaced.items()
            if over.get(number) in self.provinces
        }

    def _said(self, number: int, cells: list[str], law: Instrument, group: str) -> "Said":
        """Return what the list says of a row beside its figures."""
        if not self.told:
            return Said(group) if group else _NOTHING
        columns = self.grid.columns
        printed = self.published.written(cells, law)
        province = cells[columns["province"]] if "province" in columns else ""
        return Said(group, self._opinion(number, cells), printed, " ".join(province.split()))


class Said(NamedTuple):
    """What a source says of a row beside its figures; empty where it says nothing."""

    group: str = ""
    opinion: Opinion | None = None
    printed: str = ""
    province: str = ""


_NOTHING = Said()


def row_of(
    institution: str, year: int, found: Indices, place: Place, said: Said = _NOTHING
) -> InstitutionRow:
    """Return the row of an institution; its group by its name where none is given.

    Where the group tells a kind that the name does not, the name is told with it (`of_kind`).

    A printed predicate is kept where it is not that of the index.
    """
    named = " ".join(said.group.split()).casefold()
    reached = found.predicate
    return InstitutionRow(
        of_kind(institution, named),
        year,
        named or group_of(institution),
        not named,
        found.whole,
        found.sections,
        reached,
        place,
        said.opinion,
        "" if reached is not None and said.printed == reached.name.id else said.printed,
        said.province,
    )
