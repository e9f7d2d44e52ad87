"""The rows of a list: of levels, or of published indices."""

from fractions import Fraction
from pathlib import Path
from typing import NamedTuple, Protocol

from spbe_cli.core import numbers
from spbe_cli.core.institutions import group_of
from spbe_cli.core.instrument import Instrument
from spbe_cli.core.many.ranking import Finding, Row
from spbe_cli.core.score.lattice import Indices, Lattice, Sum
from spbe_cli.core.score.scoring import items_of
from spbe_cli.problems import Place, Problem, SpbeError
from spbe_cli.store.tables import tables
from spbe_cli.store.tables.columns import Columns
from spbe_cli.store.yaml import instruments


class Taker(Protocol):
    """What takes the rows that are read."""

    def lattice(self, law: Instrument) -> Lattice:
        """Return the lattice of an instrument."""
        ...

    def add(self, law: Instrument, row: Row) -> list[Problem]:
        """Take a row; return what is wrong with it beside others."""
        ...


def row_of(institution: str, year: int, group: str, found: Indices, place: Place) -> Row:
    """Return a row; where no group is named, the one that the name tells of."""
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


class _Layout(NamedTuple):
    """Where a table keeps what an instrument has: columns of the sections and of the items.

    `options`: the columns of further services, which may stay empty.
    """

    law: Instrument
    lattice: Lattice
    sections: tuple[int | None, ...]
    items: dict[str, int]
    options: tuple[tuple[str, int], ...]


class _Weighing(NamedTuple):
    """How levels become sums: a column and its looked-up products for each item, by section."""

    columns: list[tuple[str, int, Fraction]]
    products: list[tuple[dict[str, Sum], int]]
    slices: list[tuple[int, int]]


class Rows:
    """Reads the rows of one table."""

    def __init__(self, name: str, table: tables.Table, reader: Taker) -> None:
        self.name, self.table, self.reader = name, table, reader
        self.columns = Columns(table)
        self.findings: list[Finding] = []
        self.laws: dict[tuple[str, str], Instrument | None] = {}
        self.layouts: dict[str, _Layout] = {}
        self.weighings: dict[tuple[str, tuple[str, ...]], _Weighing] = {}

    def read(self) -> None:
        """Read all rows; `findings` are those that contradict themselves."""
        for key in ("institution", "year"):
            if key not in self.columns.at:
                self.columns.missing(key)
        if self.columns.problems:
            return
        width, count = len(self.table.heading), 0
        for number, cells in self.table.rows:
            if len(cells) != width:
                if not any(cells):
                    continue
                if any(cells[width:]):
                    params = {"found": len(cells), "expected": width}
                    self.columns.problems.append(
                        Problem("E415", self.columns.place(number, width), params)
                    )
                    continue
                cells = cells + [""] * (width - len(cells))  # noqa: PLW2901  a row cut short
            count += self._row(number, cells)
        if not count and not self.columns.problems:
            self.columns.problems.append(Problem("E408", Place(self.name)))

    def _row(self, number: int, cells: list[str]) -> bool:
        """Read a row; False where it is empty."""
        columns = self.columns.at
        institution = " ".join(cells[columns["institution"]].split())
        if not institution and not any(cell.strip() for cell in cells):
            return False
        if not institution:
            self.columns.empty(number, "institution")
            return True
        layout, year = self._layout(number, cells)
        if layout is None:
            return True
        before = len(self.columns.problems)
        levels = self._levels(number, cells, layout, year)
        found = levels
        if levels is None and len(self.columns.problems) == before:
            found = self._published(number, cells, layout, year)
        if found is not None and len(self.columns.problems) == before:
            group = cells[columns["group"]] if "group" in columns else ""
            place = self.columns.place(number, columns["institution"])
            row = row_of(institution, year, group, found, place)
            self.columns.problems += self.reader.add(layout.law, row)
            if levels is not None:
                self._compare(number, cells, layout.law, row)
        return True

    # --- year and instrument ---------------------------------------------------------------

    def _layout(self, number: int, cells: list[str]) -> tuple[_Layout | None, int]:
        """Return the layout of the row's instrument, and its year."""
        written = cells[self.columns.at["year"]]
        named = cells[self.columns.at["instrument"]] if "instrument" in self.columns.at else ""
        key = (written, named)
        if key not in self.laws:
            self.laws[key] = self._law(number, *key)
        law = self.laws[key]
        if law is None:
            return None, 0
        if law.id not in self.layouts:
            self.layouts[law.id] = self._laid_out(law)
        return self.layouts[law.id], int(self.columns.number(written) or 0)

    def _law(self, number: int, written: str, named: str) -> Instrument | None:
        year = self.columns.number(written)
        if year is None or year.denominator != 1 or not 1900 < year < 10000:
            self.columns.no_number(number, "year", written)
            return None
        try:
            if named.strip():
                place = self.columns.place(number, self.columns.at["instrument"])
                return instruments.load(named, place=place, base=Path(self.name).parent)
            return instruments.for_year(
                int(year), self.columns.place(number, self.columns.at["year"])
            )
        except SpbeError as error:
            self.columns.problems += error.problems
            return None

    def _laid_out(self, law: Instrument) -> _Layout:
        sections = tuple(self.columns.at.get(one.ref) for one in law.sections)
        known = list(law.items())
        items = {item: self.columns.at[item] for item in known if item in self.columns.at}
        own = {indicator.id for indicator in law.indicators()}
        lost = tuple(item for item in known if item in own and item not in items)
        if items and lost and "index" not in self.columns.at:
            self.columns.missing(lost)
        if not items and "index" not in self.columns.at:
            self.columns.missing("index")
        if lost:
            items = {}
        self.columns.used |= {one.ref for one in law.sections} | set(items)
        options = tuple((item, at) for item, at in items.items() if item not in own)
        return _Layout(law, self.reader.lattice(law), sections, items, options)

    # --- levels ----------------------------------------------------------------------------

    def _levels(self, number: int, cells: list[str], layout: _Layout, year: int) -> Indices | None:
        """Return the indices of a row of levels; None where it has none, or they have problems."""
        if not layout.items:
            return None
        further = tuple(item for item, at in layout.options if cells[at].strip())
        weighing = self._weighing(layout, further)
        try:
            values = [products[cells[at]] for products, at in weighing.products]
        except KeyError:
            if "index" in self.columns.at and not any(
                cells[at].strip() for at in layout.items.values()
            ):
                return None
            if not self._learn(number, cells, layout, weighing):
                return None
            values = [products[cells[at]] for products, at in weighing.products]
        sums = [sum(values[first:last]) for first, last in weighing.slices]
        return layout.lattice.of_levels(sums, year)

    def _weighing(self, layout: _Layout, further: tuple[str, ...]) -> _Weighing:
        """Return how to weigh rows in which these further services are answered."""
        key = (layout.law.id, further)
        if key not in self.weighings:
            columns: list[tuple[str, int, Fraction]] = []
            slices = []
            for top in layout.law.sections:
                first = len(columns)
                columns += [
                    (item.id, layout.items[item.id], item.weight * layout.lattice.unit)
                    for section in top.walk()
                    for item in items_of(section, further)
                ]
                slices.append((first, len(columns)))
            products: list[tuple[dict[str, Sum], int]] = [({}, at) for _item, at, _one in columns]
            self.weighings[key] = _Weighing(columns, products, slices)
        return self.weighings[key]

    def _learn(self, number: int, cells: list[str], layout: _Layout, weighing: _Weighing) -> bool:
        """Look at the levels of a row that were not met before; False where one is wrong."""
        scale, sound = layout.law.scale, True
        for (item, at, weight), (products, _at) in zip(
            weighing.columns, weighing.products, strict=True
        ):
            text = cells[at]
            if text in products:
                continue
            level = self.columns.number(text)
            if level is None:
                self.columns.no_number(number, item, text)
            elif code := scale.fault(level):
                self.columns.outside(number, at, code, id=item, level=level, scale=scale)
            else:
                product = level * weight
                products[text] = int(product) if product.denominator == 1 else product
                continue
            sound = False
        return sound

    def _compare(self, number: int, cells: list[str], law: Instrument, row: Row) -> None:
        """Note where a row of levels was published with another index."""
        printed = (
            self.columns.number(cells[self.columns.at["index"]])
            if "index" in self.columns.at
            else None
        )
        exact, named = row.whole.exact, self.columns.predicate(number, cells, law)
        if named is not None and named != row.predicate and exact is not None:
            params: dict[str, object] = {"name": named.name.id, "value": exact}
            problem = Problem(
                "E411", self.columns.place(number, self.columns.at["predicate"]), params
            )
            self.findings.append(Finding(row.institution, row.year, problem))
        if printed is None or exact is None:
            return
        places = max(numbers.places_of(printed) or 0, law.places)
        if numbers.rounded(exact, places) != printed:
            params = {"value": printed, "found": numbers.rounded(exact, places)}
            problem = Problem("E410", self.columns.place(number, self.columns.at["index"]), params)
            self.findings.append(Finding(row.institution, row.year, problem))

    # --- published indices -----------------------------------------------------------------

    def _published(
        self, number: int, cells: list[str], layout: _Layout, year: int
    ) -> Indices | None:
        before, law = len(self.columns.problems), layout.law
        if "index" not in self.columns.at:
            return None
        index = self.columns.index(number, cells, "index", self.columns.at["index"], law)
        sections = [
            None
            if at is None or not cells[at].strip()
            else self.columns.index(number, cells, one.ref, at, law)
            for at, one in zip(layout.sections, law.sections, strict=True)
        ]
        predicate = self.columns.predicate(number, cells, law)
        if index is None or len(self.columns.problems) > before:
            return None
        named = predicate.name.id if predicate else None
        listed = (*layout.sections, self.columns.at["index"])
        found, wrong = layout.lattice.of_printed(
            index, sections, named, year, lambda at: self.columns.place(number, listed[at] or 0)
        )
        institution = " ".join(cells[self.columns.at["institution"]].split())
        self.findings += [Finding(institution, year, problem) for problem in wrong]
        return found
