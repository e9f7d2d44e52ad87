"""The columns of a list, and its cells as numbers, predicates and indices."""

from fractions import Fraction

from spbe_cli.core import numbers
from spbe_cli.core.instrument import Instrument, Predicate, Scale
from spbe_cli.problems import Problem, hint
from spbe_cli.store.tables import headings, tables

MOST = 20  # problems that are told; more of the same help nobody


class Columns:
    """The columns of a table by what they hold, and what is wrong with its cells.

    `at` is the position of each by its key (`headings`); `used` are the keys that something is read
    from.
    """

    def __init__(self, table: tables.Table) -> None:
        self.table, self.place = table, table.place
        self.problems: list[Problem] = []
        self.at: dict[str, int] = {}
        for at, text in enumerate(table.heading):
            key = headings.column(text)
            if key in self.at:
                place = self.place(table.row, at)
                first = self.place(table.row, self.at[key])
                self.problems.append(Problem("E402", place, {"key": text, "at": str(first)}))
            elif text.strip():
                self.at[key] = at
        self.used: set[str] = set(headings.KNOWN)
        self.numbers: dict[str, Fraction | None] = {}

    def ignored(self) -> list[str]:
        """Return the headings that nothing was read from."""
        return [self.table.heading[at] for key, at in self.at.items() if key not in self.used]

    def index(
        self, number: int, cells: list[str], key: str, at: int, law: Instrument
    ) -> Fraction | None:
        """Return a published index; E219, E221 where it is beyond the scale."""
        value = self.number(cells[at])
        if value is None:
            self.no_number(number, key, cells[at])
        elif not law.scale.spans(value):
            kind, _colon, name = key.partition(":")
            code = "E219" if name else "E221"
            self.outside(number, at, code, kind=kind, id=name, value=value, scale=law.scale)
        return value

    def predicate(self, number: int, cells: list[str], law: Instrument) -> Predicate | None:
        """Return the predicate of a row; None where it has none, E214 where it is unknown."""
        at = self.at.get("predicate")
        written = "" if at is None else cells[at].strip()
        if at is None or not written:
            return None
        found = law.predicate(written)
        if found is None:
            known = [one.name.id for one in law.predicates]
            params = {"name": written, **hint(written, known)}
            self.problems.append(Problem("E214", self.place(number, at), params))
        return found

    def number(self, text: str) -> Fraction | None:
        """Return a number; None where a text is none."""
        if text not in self.numbers:
            self.numbers[text] = numbers.parse(text.replace("\u00a0", " "))
        return self.numbers[text]

    def missing(self, key: str | tuple[str, ...]) -> None:
        """Note that a column is not there."""
        known = tuple(text.strip() for text in self.table.heading if text.strip())
        if isinstance(key, str):
            key = f"{headings.SPOKEN[key]} ({key})"
        params = {"key": key, "names": known[:MOST]}
        self.problems.append(Problem("E401", self.place(self.table.row, 0), params))

    def no_number(self, number: int, key: str, written: str) -> None:
        """Note that a cell holds no number."""
        if not written.strip():
            self.empty(number, key)
            return
        params = {"key": self.table.heading[self.at[key]], "found": written.strip()[:40]}
        self.problems.append(Problem("E403", self.place(number, self.at[key]), params))

    def empty(self, number: int, key: str) -> None:
        """Note that a cell is empty."""
        params = {"key": self.table.heading[self.at[key]]}
        self.problems.append(Problem("E404", self.place(number, self.at[key]), params))

    def outside(self, number: int, at: int, code: str, *, scale: Scale, **params: object) -> None:
        """Note that a level or an index is beyond the scale."""
        self.problems.append(Problem(code, self.place(number, at), {**params, **scale.ends()}))
