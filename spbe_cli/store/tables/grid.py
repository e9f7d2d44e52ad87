"""The cells of a list that is being read: columns by key, numbers, and what is wrong with them."""

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from spbe_cli.core import numbers
from spbe_cli.core.clauses import Scale
from spbe_cli.core.text import bare
from spbe_cli.problems import Place, Problem, hint
from spbe_cli.store.tables import headings
from spbe_cli.store.tables.tables import Table

if TYPE_CHECKING:
    from spbe_cli.core.many.ranking import Contradiction

_NONE: Mapping[str, str] = {}
MOST = 20  # problems that are told; more of the same help nobody


class KeyedTable:
    """A table with its columns by key (of `headings`); E402 where two have the same.

    `named` are headings by the keys that they are to be read for, `year` is that of rows that say
    none; else it is looked for in the title. `used` are the keys that something is read from.
    `problems` and `findings` (contradictions, with which a list can be used) are gathered here by
    all who read the table.
    """

    def __init__(
        self, name: str, table: Table, named: Mapping[str, str] = _NONE, year: int | None = None
    ) -> None:
        self.name, self.table = name, table
        self.problems: list[Problem] = []
        self.findings: list[Contradiction] = []
        self.columns: dict[str, int] = {}
        wanted = {" ".join(heading.split()).casefold(): key for key, heading in named.items()}
        for at, text in enumerate(table.heading):
            key = wanted.get(" ".join(text.split()).casefold()) or headings.heading_key(text)
            if key in wanted.values() and " ".join(text.split()).casefold() not in wanted:
                key = text.strip()  # another column was named for it
            if key in self.columns:
                place = self.place(table.row, at)
                first = self.place(table.row, self.columns[key])
                self.problems.append(Problem("E402", place, {"key": text, "at": str(first)}))
            elif text.strip():
                self.columns[key] = at
        for key, heading in named.items():
            if key not in self.columns:
                known = [text.strip() for text in table.heading if text.strip()]
                params = {"key": key, "found": heading, **hint(heading, known)}
                self.problems.append(Problem("E337", self.place(table.row, 0), params))
        titled = headings.year_in(" ".join(table.title))
        dated = {headings.year_in(text) for text in table.heading} - {None}
        self.year = year or titled or (dated.pop() if len(dated) == 1 else None)
        self.used: set[str] = set(headings.KNOWN)
        self.numbers: dict[str, Fraction | None] = {}

    def place(self, row: int, column: int) -> Place:
        """Return where a cell stands; columns are counted from 0."""
        return self.table.place(row, column)

    def ignored(self) -> list[str]:
        """Return the headings that nothing was read from."""
        return [self.table.heading[at] for key, at in self.columns.items() if key not in self.used]

    def number(self, text: str) -> Fraction | None:
        """Return the number that a cell's text is; each text is read once."""
        if text not in self.numbers:
            self.numbers[text] = numbers.parse(bare(text))
        return self.numbers[text]

    def missing(self, key: str | tuple[str, ...]) -> None:
        """Report columns that must be there (E401)."""
        known = tuple(text.strip() for text in self.table.heading if text.strip())
        also = "--column"
        if isinstance(key, str):
            unknown = [text for text in known if headings.heading_key(text) not in headings.KNOWN]
            also = f'--column {key}="{headings.near(key, unknown) or "…"}"'
            key = f"{headings.SPOKEN[key]} ({key})"
        params = {"key": key, "also": also, "names": known[:MOST]}
        self.problems.append(Problem("E401", self.place(self.table.row, 0), params))

    def no_number(self, row: int, key: str, written: str) -> None:
        """Report a cell that holds no number (E403), or nothing (E404)."""
        if not written.strip():
            self.empty(row, key)
            return
        params = {"key": self.table.heading[self.columns[key]], "found": written.strip()[:40]}
        self.problems.append(Problem("E403", self.place(row, self.columns[key]), params))

    def empty(self, row: int, key: str) -> None:
        """Report an empty cell (E404)."""
        params = {"key": self.table.heading[self.columns[key]]}
        self.problems.append(Problem("E404", self.place(row, self.columns[key]), params))

    def outside(self, row: int, at: int, code: str, *, scale: Scale, **params: object) -> None:
        """Report a number that the scale does not allow."""
        self.problems.append(Problem(code, self.place(row, at), {**params, **scale.ends()}))
