"""Lists of many institutions: a folder of assessments, or a table with one row for each.

A row holds published indices (``index``, ``domain_1`` …), or a level for each indicator (columns
``1`` to ``47``).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from spbe_cli.core.assessment import Assessment, Opinion
from spbe_cli.core.index import exact_of
from spbe_cli.core.institutions import folded
from spbe_cli.core.instrument import Instrument
from spbe_cli.core.many.ranking import Contradiction, InstitutionRow, Used
from spbe_cli.core.provinces import spellings
from spbe_cli.core.result import Result, differences
from spbe_cli.core.score.lattice import Lattice
from spbe_cli.core.score.scoring import score
from spbe_cli.problems import DataError, FileError, Place, Problem, SpbeError
from spbe_cli.store import files
from spbe_cli.store.tables import headings, mistaken, tables
from spbe_cli.store.tables.grid import MOST, KeyedTable
from spbe_cli.store.tables.rows import Rows, RowShelf, Said, row_of

_NONE: Mapping[str, str] = {}
Watch = Callable[[Iterable[Any]], Iterable[Any]]  # hands on what it gets, and tells how far it is
_CONTRADICTIONS = {"E207", "E208", "E222"}


class Lists(NamedTuple):
    """What was read: rows by instrument, contradictions, and what nothing was read from.

    That is columns (`ignored`) and sheets (`passed`), by file, plans beside assessments, `others`
    (instruments, efforts, scenarios in a folder), `shadows` (what programs leave beside files), and
    rows that sum up others (`summaries`), by file; `idle`: how many rows are none (groups,
    sources), how many that count are hidden, and texts of the former that may be more.
    """

    rows: dict[str, list[InstitutionRow]]
    lattices: dict[str, Lattice]
    findings: list[Contradiction]
    ignored: list[tuple[str, list[str]]]
    passed: list[tuple[str, tuple[str, ...]]]
    plans: list[str]
    others: list[str]
    shadows: list[str]
    summaries: list[tuple[str, tuple[str, ...]]]
    idle: list[tuple[str, int, int, tuple[str, ...]]]


def read(
    names: Sequence[str],
    named: Mapping[str, str] = _NONE,
    year: int | None = None,
    *,
    watch: Watch = iter,
) -> Lists:
    """Read folders, assessments (.yaml), TAUVAL (.json), tables (.csv, .xlsx; ``-``: CSV on stdin).

    `named`: headings by the keys that they are to be read for; `year`: of tables that say none.
    `watch` gets what is read one after another, and hands it on.
    Raises DataError with the first `MOST` problems and how many more there are, FileError where
    something cannot be read.
    """
    reader = _Reader(named, year, watch)
    for name in names:
        try:
            reader.source(name)
        except SpbeError as error:
            reader.errors.append(error)
    reader.finish()
    return _spelt(reader.lists)


def _spelt(lists: Lists) -> Lists:
    """Return lists in which each province is written as most of their rows write it."""
    every = Counter(one.province for rows in lists.rows.values() for one in rows if one.province)
    chosen = {text: one for text, one in spellings(every).items() if text != one}
    for rows in lists.rows.values() if chosen else ():
        rows[:] = [one._replace(province=chosen.get(one.province, one.province)) for one in rows]
    return lists


class _Reader:
    """Reads one source after another into one list."""

    def __init__(self, named: Mapping[str, str], year: int | None, watch: Watch) -> None:
        self.named, self.year, self.watch = named, year, watch
        self.lists = Lists({}, {}, [], [], [], [], [], [], [], [])
        self.problems: list[Problem] = []
        self.errors: list[SpbeError] = []
        self.seen: dict[tuple[str, int, str], Place] = {}

    def source(self, name: str) -> None:
        path = Path(name)
        if name != files.STDIN and path.is_dir():
            every = sorted(one for one in path.iterdir() if _is_yaml(one.name))
            self.lists.shadows.extend(str(one) for one in every if files.is_shadow(one.name))
            found = [one for one in every if not files.is_shadow(one.name)]
            for one in self.watch(found):
                try:
                    self.assessment(str(one), beside=True)
                except SpbeError as error:
                    if mistaken.is_other_yaml(one):
                        self.lists.others.append(str(one))
                    else:
                        self.errors.append(error)
            if {str(one) for one in found} <= {*self.lists.plans, *self.lists.others}:
                self.problems.append(Problem("E408", Place(name or ".")))
        elif _is_yaml(name):
            self.assessment(name)
        elif name.casefold().endswith(".json"):
            self.answers(name)
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

    def add(self, law: Instrument, row: InstitutionRow) -> list[Problem]:
        """Take a row; E407 where its institution is there already for that year and instrument."""
        key = (folded(row.institution), row.year, law.id)
        first = self.seen.setdefault(key, row.place)
        if first is not row.place:
            params = {"name": row.institution, "year": row.year, "at": str(first)}
            return [Problem("E407", row.place, params)]
        self.lists.rows.setdefault(law.id, []).append(row)
        return []

    def assessment(self, name: str, *, beside: bool = False) -> None:
        """Take an assessment; a plan `beside` others would count its institution twice."""
        from spbe_cli.store.yaml import assessments  # a table needs none of it

        one, law = assessments.load(name, look=False)
        # An assessment may hold its own plan; what `simulate -o` writes has targets for all.
        if beside and one.plan is not None and Opinion.TARGET in one.opinions():
            self.lists.plans.append(name)
            return
        self.take(one, law, one.places.get("published", Place(name)))

    def answers(self, name: str) -> None:
        """Take the records of an answer of TAUVAL; what contradicts itself is told."""
        from spbe_cli.store.tables import tauval  # most lists are tables
        from spbe_cli.store.yaml import instruments

        for entry in self.watch(tauval.read(name)):
            law = instruments.for_year(entry.year, entry.place)
            try:
                one, problems, _said = tauval.as_assessment(entry, law)
            except DataError as error:
                if {problem.code for problem in error.problems} - _CONTRADICTIONS - {"E423"}:
                    raise
                nobody = Assessment(entry.institution, entry.year, law.id)
                for problem in error.problems:
                    self._find(nobody, problem, Used.NOTHING)
                continue
            for problem in problems:
                used = Used.PUBLISHED if law.scale.decimal else Used.SECTIONS
                self._find(one, problem, used)
            self.take(one, law, entry.place, entry.group)

    def take(self, one: Assessment, law: Instrument, place: Place, group: str = "") -> None:
        """Take an assessment that was read."""
        try:
            result = score(law, one)
        except DataError as error:
            codes = {problem.code for problem in error.problems}
            if codes == {"E210"}:  # levels may have decimals: figures stay as they were printed
                self._printed(one, law, place, group)
                return
            if codes - _CONTRADICTIONS:
                raise
            self._contradictory(one, law, place, error.problems)
            return
        if result.sure:
            exact = [section.index for section in result.sections]
            found = self.lattice(law).of_exact(exact_of(result), exact, result.predicate)
            opinion = result.opinion
            said = self._compared(one, result, place)
            row = row_of(one.institution, one.year, found, place, Said(group, opinion, said))
            self.problems += self.add(law, row)
        elif result.shown:
            self._printed(one, law, place, group)
        else:
            several = result.candidates
            params = {"candidates": several, "open": result.missing, "command": "spbe score"}
            self._find(one, Problem("E414" if several else "E225", place, params), Used.NOTHING)

    def _printed(self, one: Assessment, law: Instrument, place: Place, group: str = "") -> None:
        """Take an assessment whose exact index is one of several."""
        published = one.published
        if published is None or published.index is None:
            self._find(one, Problem("E414", place, {"candidates": ()}), Used.NOTHING)
            return
        sections = [published.sections.get(each.key) for each in law.sections]
        found, _wrong = self.lattice(law).of_printed(
            published.index, sections, published.predicate, one.year, lambda _at: place
        )
        opinion, printed = published.opinion, published.predicate or ""
        row = row_of(one.institution, one.year, found, place, Said(group, opinion, printed))
        self.problems += self.add(law, row)

    def _contradictory(
        self, one: Assessment, law: Instrument, place: Place, problems: Sequence[Problem]
    ) -> None:
        used = Used.NOTHING
        if one.published is not None and one.published.index is not None:
            self._printed(one, law, place)
            used = Used.PUBLISHED
        for problem in problems:
            self._find(one, problem, used)

    def _compared(self, one: Assessment, result: Result, place: Place) -> str:
        """Note where levels give another index or predicate than was published; return the latter.

        Only of the same opinion: a self-assessed index need not be the official one.
        """
        published, reached = one.published, result.predicate
        if published is None or published.opinion != result.opinion:
            return ""
        for kind, _id, value, found in differences(result):
            if kind == "index":
                params: dict[str, object] = {"value": value, "found": found}
                self._find(one, Problem("E410", place, params), Used.LEVELS)
        named = published.predicate or ""
        if named and reached is not None and named != reached.name.id:
            params = {"name": named, "value": result.index}
            self._find(one, Problem("E411", place, params), Used.INDEX)
        return named

    def _find(self, one: Assessment, problem: Problem, used: Used) -> None:
        self.lists.findings.append(Contradiction(one.institution, one.year, problem, used))

    def table(self, name: str) -> None:
        wanted = " ".join(self.named.get("institution", "").split()).casefold()

        indicators = False

        def is_heading(cells: list[str]) -> bool:
            nonlocal indicators
            indicators = indicators or headings.is_worksheet_heading(cells)
            if wanted:
                return any(" ".join(cell.split()).casefold() == wanted for cell in cells)
            return headings.is_list_heading(cells)

        table = tables.read(name, is_heading)
        if indicators and not wanted and not headings.has_indices(table.heading):
            raise DataError([Problem("E430", Place(name), {"name": files.typed(name)})])
        table = table._replace(rows=iter(self.watch(table.rows)))
        grid = KeyedTable(name, table, self.named, self.year)
        rows = Rows(grid, RowShelf(self.lattice, self.add))
        try:
            rows.read()
        finally:
            self.problems += _explained(table, grid.problems)
        if told := rows.in_merged():
            for listed in self.lists.rows.values():
                listed[:] = [
                    one._replace(province=told[one.place]) if one.place in told else one
                    for one in listed
                ]
        if rows.idle or rows.hidden:
            self.lists.idle.append((name, rows.idle, rows.hidden, tuple(rows.groups.names)))
        if rows.summaries:
            self.lists.summaries.append((name, tuple(dict.fromkeys(rows.summaries))))
        self.lists.findings.extend(grid.findings)
        if ignored := grid.ignored():
            self.lists.ignored.append((name, ignored))
        if table.others:
            self.lists.passed.append((name, table.others))


def _is_yaml(name: str) -> bool:
    return name.casefold().endswith((".yaml", ".yml"))


def _explained(table: tables.Table, problems: list[Problem]) -> list[Problem]:
    """Tell empty cells of a workbook from formulas that were never computed (E405)."""
    uncomputed = {str(table.place(*cell)) for cell in table.uncomputed}
    return [
        one._replace(code="E405") if one.code == "E404" and str(one.place) in uncomputed else one
        for one in problems
    ]
