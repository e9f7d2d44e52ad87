"""Rows of published indices, and where they contradict the levels beside them."""

from fractions import Fraction
from typing import NamedTuple

from spbe_cli.core import numbers
from spbe_cli.core.clauses import Predicate
from spbe_cli.core.instrument import Instrument
from spbe_cli.core.many.ranking import Contradiction, InstitutionRow, Used
from spbe_cli.core.score.lattice import Indices
from spbe_cli.problems import DataError, Problem, hint
from spbe_cli.store.tables.grid import KeyedTable
from spbe_cli.store.tables.layout import Layout

_USED = {"E214": Used.INDEX, "E411": Used.INDEX, "E410": Used.LEVELS}


class Listed(NamedTuple):
    """Whose row it is, as it is ranked."""

    institution: str
    year: int


def found_in(whose: Listed, problem: Problem) -> Contradiction:
    """Return a finding of a row that is ranked all the same; what it is ranked by, its code tells.

    Of figures that no levels give (E207, E208, E222) the published ones are used.
    """
    return Contradiction(*whose, problem, _USED.get(problem.code, Used.PUBLISHED))


class PublishedReader:
    """Reads the published indices and predicates of one table."""

    def __init__(self, grid: KeyedTable) -> None:
        self.grid = grid

    def read(self, row: int, cells: list[str], layout: Layout, whose: Listed) -> Indices | None:
        """Return the indices that a row prints; None where it prints none, or they have problems.

        Printed indices that contradict each other are findings.
        """
        grid, law = self.grid, layout.law
        before = len(grid.problems)
        if "index" not in grid.columns:
            return None
        index = self._index(row, cells, "index", grid.columns["index"], law)
        sections = [
            None
            if at is None or not cells[at].strip()
            else self._index(row, cells, one.ref, at, law)
            for at, one in zip(layout.sections, law.sections, strict=True)
        ]
        predicate = self.predicate(row, cells, law, whose)
        if index is None or len(grid.problems) > before:
            return None
        named = predicate.name.id if predicate else None
        listed = (*layout.sections, grid.columns["index"])
        try:
            found, wrong = layout.lattice.of_printed(
                index, sections, named, whose.year, lambda at: grid.place(row, listed[at] or 0)
            )
        except DataError as error:
            grid.problems += error.problems
            return None
        grid.findings += [found_in(whose, problem) for problem in wrong]
        return found

    def compare(self, row: int, cells: list[str], law: Instrument, levels: InstitutionRow) -> None:
        """Note where a row of levels was published with another index or predicate."""
        columns, place = self.grid.columns, self.grid.place
        printed = self.grid.number(cells[columns["index"]]) if "index" in columns else None
        whose = Listed(levels.institution, levels.year)
        exact, named = levels.whole.exact, self.predicate(row, cells, law, whose)
        if named and exact and named != levels.predicate:
            params: dict[str, object] = {"name": named.name.id, "value": exact}
            self._find(whose, Problem("E411", place(row, columns["predicate"]), params))
        if printed is None or exact is None:
            return
        places = max(numbers.places_of(printed) or 0, law.places)
        if numbers.rounded(exact, places) != printed:
            params = {"value": printed, "found": numbers.rounded(exact, places)}
            self._find(whose, Problem("E410", place(row, columns["index"]), params))

    def _find(self, whose: Listed, problem: Problem) -> None:
        self.grid.findings.append(found_in(whose, problem))

    def _index(
        self, row: int, cells: list[str], key: str, at: int, law: Instrument
    ) -> Fraction | None:
        value = self.grid.number(cells[at])
        if value is None:
            self.grid.no_number(row, at, cells[at])
        elif not law.scale.spans(value):
            kind, _colon, name = key.partition(":")
            code = "E219" if name else "E221"
            self.grid.outside(row, at, code, kind=kind, id=name, value=value, scale=law.scale)
        return value

    def written(self, cells: list[str], law: Instrument) -> str:
        """Return the predicate that a row prints: its id, or the word where nobody knows it."""
        at = self.grid.columns.get("predicate")
        said = "" if at is None else " ".join(cells[at].split())
        found = law.predicate(said) if said else None
        return said if found is None else found.name.id

    def predicate(
        self, row: int, cells: list[str], law: Instrument, whose: Listed
    ) -> Predicate | None:
        """Return the predicate that a row prints; one that the instrument lacks is a finding."""
        at = self.grid.columns.get("predicate")
        written = "" if at is None else cells[at].strip()
        if at is None or not written:
            return None
        found = law.predicate(written)
        if found is None:
            known = [one.name.id for one in law.predicates]
            params = {"name": written, **hint(written, known)}
            self._find(whose, Problem("E214", self.grid.place(row, at), params))
        return found
