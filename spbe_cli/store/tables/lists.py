"""Lists of many institutions: a folder of assessments, or a table with one row for each.

A row holds published indices (``index``, ``domain_1`` …), or a level for each indicator (columns
``1`` to ``47``). Nothing is built per row but the row itself: levels are looked up as weighted
whole numbers and added.
"""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from spbe_cli.core import numbers
from spbe_cli.core.assessment import Assessment
from spbe_cli.core.institutions import folded, group_of
from spbe_cli.core.instrument import Instrument, Predicate, Scale
from spbe_cli.core.many.ranking import Finding, Row
from spbe_cli.core.score.lattice import Indices, Lattice, Sum
from spbe_cli.core.score.scoring import items_of, score
from spbe_cli.problems import DataError, FileError, Place, Problem, SpbeError, hint
from spbe_cli.store import files
from spbe_cli.store.tables import headings, tables
from spbe_cli.store.yaml import instruments

MOST = 20  # problems that are told; more of the same help nobody
_CONTRADICTIONS = {"E207", "E208", "E222"}


class Lists(NamedTuple):
    """What was read: rows by instrument, contradictions, and what nothing was read from.

    That is columns (`ignored`) and sheets (`passed`), by file, and plans beside assessments.
    """

    rows: dict[str, list[Row]]
    lattices: dict[str, Lattice]
    findings: list[Finding]
    ignored: list[tuple[str, list[str]]]
    passed: list[tuple[str, tuple[str, ...]]]
    plans: list[str]


def read(names: Sequence[str]) -> Lists:
    """Read folders, assessments (.yaml) and tables (.csv, .xlsx; ``-``: CSV on standard input).

    Raises DataError with the first `MOST` problems and how many more there are, FileError where
    something cannot be read.
    """
    reader = _Reader()
    for name in names:
        try:
            reader.source(name)
        except SpbeError as error:
            reader.errors.append(error)
    reader.finish()
    return reader.lists


class _Reader:
    """Reads one source after another into one list."""

    def __init__(self) -> None:
        self.lists = Lists({}, {}, [], [], [], [])
        self.problems: list[Problem] = []
        self.errors: list[SpbeError] = []
        self.seen: dict[tuple[str, int], Place] = {}

    def source(self, name: str) -> None:
        path = Path(name)
        if name != files.STDIN and path.is_dir():
            found = sorted(one for one in path.iterdir() if _is_yaml(one.name))
            for one in found:
                try:
                    self.assessment(str(one), beside=True)
                except SpbeError as error:
                    self.errors.append(error)
            if {str(one) for one in found} <= set(self.lists.plans):
                self.problems.append(Problem("E408", Place(name or ".")))
        elif _is_yaml(name):
            self.assessment(name)
        else:
            self.table(name)

    def finish(self) -> None:
        """Raise what was found, capped."""
        problems = [*self.problems, *(one for error in self.errors for one in error.problems)]
        if not problems:
            return
        more = len(problems) - MOST
        if more > 1:
            problems = [*problems[:MOST], Problem("E412", None, {"count": more})]
        unread = any(isinstance(error, FileError) for error in self.errors)
        raise (FileError if unread else DataError)(problems)

    def lattice(self, law: Instrument) -> Lattice:
        if law.id not in self.lists.lattices:  # one is made once: it adds up every weight
            self.lists.lattices[law.id] = Lattice(law)
        return self.lists.lattices[law.id]

    def add(self, law: Instrument, row: Row) -> list[Problem]:
        """Take a row; E407 where its institution is there already for that year."""
        key = (folded(row.institution), row.year)
        first = self.seen.setdefault(key, row.place)
        if first is not row.place:
            params = {"name": row.institution, "year": row.year, "at": str(first)}
            return [Problem("E407", row.place, params)]
        self.lists.rows.setdefault(law.id, []).append(row)
        return []

    def assessment(self, name: str, *, beside: bool = False) -> None:
        """Take an assessment; a plan `beside` others would count its institution twice."""
        from spbe_cli.store.yaml import assessments  # a table needs none of it

        one, law = assessments.load(name)
        if beside and one.plan is not None:
            self.lists.plans.append(name)
            return
        place = one.places.get("published", Place(name))
        try:
            result = score(law, one)
        except DataError as error:
            if {problem.code for problem in error.problems} - _CONTRADICTIONS:
                raise
            self._contradictory(one, law, place, error.problems)
            return
        if result.index is not None:
            exact = [section.index for section in result.sections]
            found = self.lattice(law).of_exact(result.index, exact, result.predicate)
            self.problems += self.add(law, _row(one.institution, one.year, "", found, place))
        elif result.display is not None:
            self._printed(one, law, place)
        else:
            code = "E414" if result.candidates else "E225"
            params = {"candidates": result.candidates}
            self._find(one.institution, one.year, Problem(code, place, params))

    def _printed(self, one: Assessment, law: Instrument, place: Place) -> None:
        """Take an assessment whose exact index is one of several."""
        published = one.published
        if published is None or published.index is None:
            self._find(one.institution, one.year, Problem("E414", place, {"candidates": ()}))
            return
        sections = [published.sections.get(each.key) for each in law.sections]
        found, _wrong = self.lattice(law).of_printed(
            published.index, sections, published.predicate, one.year, lambda _at: place
        )
        self.problems += self.add(law, _row(one.institution, one.year, "", found, place))

    def _contradictory(
        self, one: Assessment, law: Instrument, place: Place, problems: Sequence[Problem]
    ) -> None:
        if one.published is not None and one.published.index is not None:
            self._printed(one, law, place)
        for problem in problems:
            self._find(one.institution, one.year, problem)

    def _find(self, institution: str, year: int, problem: Problem) -> None:
        self.lists.findings.append(Finding(institution, year, problem))

    def table(self, name: str) -> None:
        table = tables.read(name, lambda cells: "institution" in map(headings.column, cells))
        rows = _Rows(name, table, self)
        try:
            rows.read()
        finally:
            self.problems += _explained(name, rows.problems)
        self.lists.findings.extend(rows.findings)
        if ignored := rows.ignored():
            self.lists.ignored.append((name, ignored))
        if table.others:
            self.lists.passed.append((name, table.others))


def _row(institution: str, year: int, group: str, found: Indices, place: Place) -> Row:
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


def _is_yaml(name: str) -> bool:
    return name.casefold().endswith((".yaml", ".yml"))


def _explained(name: str, problems: list[Problem]) -> list[Problem]:
    """Tell empty cells of a workbook from formulas that were never computed (E405)."""
    empty = {
        (one.place.sheet, one.place.cell)
        for one in problems
        if one.code == "E404" and one.place is not None and one.place.sheet
    }
    if not empty:
        return problems
    found = tables.formulas(name, empty)
    return [
        one._replace(code="E405")
        if one.code == "E404" and one.place and (one.place.sheet, one.place.cell) in found
        else one
        for one in problems
    ]


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


class _Rows:
    """Reads the rows of one table."""

    def __init__(self, name: str, table: tables.Table, reader: _Reader) -> None:
        self.name, self.table, self.reader = name, table, reader
        self.problems: list[Problem] = []
        self.findings: list[Finding] = []
        self.columns: dict[str, int] = {}
        for at, text in enumerate(table.heading):
            key = headings.column(text)
            if key in self.columns:
                place = self.place(table.row, at)
                first = self.place(table.row, self.columns[key])
                self.problems.append(Problem("E402", place, {"key": text, "at": str(first)}))
            elif text.strip():
                self.columns[key] = at
        self.used: set[str] = set(headings.KNOWN)
        self.numbers: dict[str, Fraction | None] = {}
        self.laws: dict[tuple[str, str], Instrument | None] = {}
        self.layouts: dict[str, _Layout] = {}
        self.weighings: dict[tuple[str, tuple[str, ...]], _Weighing] = {}

    def place(self, row: int, column: int) -> Place:
        return self.table.place(row, column)

    def ignored(self) -> list[str]:
        """Return the headings that nothing was read from."""
        return [self.table.heading[at] for key, at in self.columns.items() if key not in self.used]

    def read(self) -> None:
        for key in ("institution", "year"):
            if key not in self.columns:
                self._missing(key)
        if self.problems:
            return
        width, count = len(self.table.heading), 0
        for number, cells in self.table.rows:
            if len(cells) != width:
                if not any(cells):
                    continue
                if any(cells[width:]):
                    params = {"found": len(cells), "expected": width}
                    self.problems.append(Problem("E415", self.place(number, width), params))
                    continue
                cells = cells + [""] * (width - len(cells))  # noqa: PLW2901  a row cut short
            count += self._row(number, cells)
        if not count and not self.problems:
            self.problems.append(Problem("E408", Place(self.name)))

    def _row(self, number: int, cells: list[str]) -> bool:
        """Read a row; False where it is empty."""
        columns = self.columns
        institution = " ".join(cells[columns["institution"]].split())
        if not institution and not any(cell.strip() for cell in cells):
            return False
        if not institution:
            self._empty(number, "institution")
            return True
        layout, year = self._layout(number, cells)
        if layout is None:
            return True
        before = len(self.problems)
        levels = self._levels(number, cells, layout, year)
        found = levels
        if levels is None and len(self.problems) == before:
            found = self._published(number, cells, layout, year)
        if found is not None and len(self.problems) == before:
            group = cells[columns["group"]] if "group" in columns else ""
            place = self.place(number, columns["institution"])
            row = _row(institution, year, group, found, place)
            self.problems += self.reader.add(layout.law, row)
            if levels is not None:
                self._compare(number, cells, layout.law, row)
        return True

    # --- year and instrument ---------------------------------------------------------------

    def _layout(self, number: int, cells: list[str]) -> tuple[_Layout | None, int]:
        """Return the layout of the row's instrument, and its year."""
        written = cells[self.columns["year"]]
        named = cells[self.columns["instrument"]] if "instrument" in self.columns else ""
        key = (written, named)
        if key not in self.laws:
            self.laws[key] = self._law(number, *key)
        law = self.laws[key]
        if law is None:
            return None, 0
        if law.id not in self.layouts:
            self.layouts[law.id] = self._laid_out(law)
        return self.layouts[law.id], int(self._number(written) or 0)

    def _law(self, number: int, written: str, named: str) -> Instrument | None:
        year = self._number(written)
        if year is None or year.denominator != 1 or not 1900 < year < 10000:
            self._no_number(number, "year", written)
            return None
        try:
            if named.strip():
                place = self.place(number, self.columns["instrument"])
                return instruments.load(named, place=place, base=Path(self.name).parent)
            return instruments.for_year(int(year), self.place(number, self.columns["year"]))
        except SpbeError as error:
            self.problems += error.problems
            return None

    def _laid_out(self, law: Instrument) -> _Layout:
        sections = tuple(self.columns.get(one.ref) for one in law.sections)
        known = list(law.items())
        items = {item: self.columns[item] for item in known if item in self.columns}
        own = {indicator.id for indicator in law.indicators()}
        lost = tuple(item for item in known if item in own and item not in items)
        if items and lost and "index" not in self.columns:
            self._missing(lost)
        if not items and "index" not in self.columns:
            self._missing("index")
        if lost:
            items = {}
        self.used |= {one.ref for one in law.sections} | set(items)
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
            if "index" in self.columns and not any(
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
            level = self._number(text)
            if level is None:
                self._no_number(number, item, text)
            elif code := scale.fault(level):
                self._outside(number, at, code, id=item, level=level, scale=scale)
            else:
                product = level * weight
                products[text] = int(product) if product.denominator == 1 else product
                continue
            sound = False
        return sound

    def _compare(self, number: int, cells: list[str], law: Instrument, row: Row) -> None:
        """Note where a row of levels was published with another index."""
        printed = self._number(cells[self.columns["index"]]) if "index" in self.columns else None
        exact, named = row.whole.exact, self._predicate(number, cells, law)
        if named is not None and named != row.predicate and exact is not None:
            params: dict[str, object] = {"name": named.name.id, "value": exact}
            problem = Problem("E411", self.place(number, self.columns["predicate"]), params)
            self.findings.append(Finding(row.institution, row.year, problem))
        if printed is None or exact is None:
            return
        places = max(numbers.places_of(printed) or 0, law.places)
        if numbers.rounded(exact, places) != printed:
            params = {"value": printed, "found": numbers.rounded(exact, places)}
            problem = Problem("E410", self.place(number, self.columns["index"]), params)
            self.findings.append(Finding(row.institution, row.year, problem))

    # --- published indices -----------------------------------------------------------------

    def _published(
        self, number: int, cells: list[str], layout: _Layout, year: int
    ) -> Indices | None:
        before, law = len(self.problems), layout.law
        if "index" not in self.columns:
            return None
        index = self._index(number, cells, "index", self.columns["index"], law)
        sections = [
            None
            if at is None or not cells[at].strip()
            else self._index(number, cells, one.ref, at, law)
            for at, one in zip(layout.sections, law.sections, strict=True)
        ]
        predicate = self._predicate(number, cells, law)
        if index is None or len(self.problems) > before:
            return None
        named = predicate.name.id if predicate else None
        listed = (*layout.sections, self.columns["index"])
        found, wrong = layout.lattice.of_printed(
            index, sections, named, year, lambda at: self.place(number, listed[at] or 0)
        )
        institution = " ".join(cells[self.columns["institution"]].split())
        self.findings += [Finding(institution, year, problem) for problem in wrong]
        return found

    def _index(
        self, number: int, cells: list[str], key: str, at: int, law: Instrument
    ) -> Fraction | None:
        value = self._number(cells[at])
        if value is None:
            self._no_number(number, key, cells[at])
        elif not law.scale.spans(value):
            kind, _colon, name = key.partition(":")
            code = "E219" if name else "E221"
            self._outside(number, at, code, kind=kind, id=name, value=value, scale=law.scale)
        return value

    def _predicate(self, number: int, cells: list[str], law: Instrument) -> Predicate | None:
        at = self.columns.get("predicate")
        written = "" if at is None else cells[at].strip()
        if at is None or not written:
            return None
        found = law.predicate(written)
        if found is None:
            known = [one.name.id for one in law.predicates]
            params = {"name": written, **hint(written, known)}
            self.problems.append(Problem("E214", self.place(number, at), params))
        return found

    # --- cells -----------------------------------------------------------------------------

    def _number(self, text: str) -> Fraction | None:
        if text not in self.numbers:
            self.numbers[text] = numbers.parse(text.replace("\u00a0", " "))
        return self.numbers[text]

    def _missing(self, key: str | tuple[str, ...]) -> None:
        known = tuple(text.strip() for text in self.table.heading if text.strip())
        if isinstance(key, str):
            key = f"{headings.SPOKEN[key]} ({key})"
        params = {"key": key, "names": known[:MOST]}
        self.problems.append(Problem("E401", self.place(self.table.row, 0), params))

    def _no_number(self, number: int, key: str, written: str) -> None:
        if not written.strip():
            self._empty(number, key)
            return
        params = {"key": self.table.heading[self.columns[key]], "found": written.strip()[:40]}
        self.problems.append(Problem("E403", self.place(number, self.columns[key]), params))

    def _empty(self, number: int, key: str) -> None:
        params = {"key": self.table.heading[self.columns[key]]}
        self.problems.append(Problem("E404", self.place(number, self.columns[key]), params))

    def _outside(self, number: int, at: int, code: str, *, scale: Scale, **params: object) -> None:
        self.problems.append(Problem(code, self.place(number, at), {**params, **scale.ends()}))
