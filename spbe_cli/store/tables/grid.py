"""The cells of a list that is being read: columns by key, numbers, and what is wrong with them."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from spbe_cli.core import numbers
from spbe_cli.core.clauses import Scale
from spbe_cli.core.text import bare
from spbe_cli.problems import Place, Problem, hint
from spbe_cli.store import national
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
    `provinces`: its institutions are provinces, named in a column of them.
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
        self.provinces = False
        wanted = {" ".join(heading.split()).casefold(): key for key, heading in named.items()}
        for at, text in enumerate(table.heading):
            key = wanted.get(" ".join(text.split()).casefold()) or headings.heading_key(text)
            if key in wanted.values() and " ".join(text.split()).casefold() not in wanted:
                key = text.strip()  # another column was named for it
            if key in self.columns:
                place = self.place(table.row, at)
                first = self.place(table.row, self.columns[key])
                self.problems.append(self._twice(key, text, place, str(first)))
            elif text.strip():
                self.columns[key] = at
        if "institution" not in self.columns and "province" in self.columns:
            self.columns["institution"] = self.columns.pop("province")  # a list of provinces
            self.provinces = True
        for key, heading in named.items():
            if key not in self.columns:
                known = [text.strip() for text in table.heading if text.strip()]
                params = {"key": key, "found": heading, **hint(heading, known)}
                self.problems.append(Problem("E337", self.place(table.row, 0), params))
        told = "year" in self.columns
        self.year = year if year or told else self._told_year(tuple(named.values()))
        self.used: set[str] = set(headings.KNOWN)
        self.numbers: dict[str, Fraction | None] = {}

    def place(self, row: int, column: int) -> Place:
        """Return where a cell stands; columns are counted from 0."""
        return self.table.place(row, column)

    def _told_year(self, named: tuple[str, ...]) -> int | None:
        """Return the year that the title tells, or headings do (first those named), or the sheet.

        Of a list with an index for each of several years, the named one tells which is meant.
        """
        chosen = [text for text in self.table.heading if headings.is_among(text, named)]
        sheet = self.table.place(self.table.row, 0).sheet
        for texts in ([" ".join(self.table.title)], chosen, self.table.heading, [sheet]):
            years = _years(texts)
            if len(years) == 1:
                return years.pop()
        return None

    def ignored(self) -> list[str]:
        """Return the headings that nothing was read from."""
        return [self.table.heading[at] for key, at in self.columns.items() if key not in self.used]

    def _twice(self, key: str, text: str, place: Place, first: str) -> Problem:
        """Return E402; where the headings are of several years, with the words that choose one."""
        other = self.table.heading[self.columns[key]]
        years = _years([text])
        if years and years != _years([other]):
            also = f'--column {key}="{" ".join(text.split())}" --year {max(years)}'
            return Problem("E427", place, {"key": text, "at": first, "also": also})
        return Problem("E402", place, {"key": text, "at": first})

    def number(self, text: str) -> Fraction | None:
        """Return the number that a cell's text is; each text is read once."""
        if text not in self.numbers:
            self.numbers[text] = numbers.parse(bare(text))
        return self.numbers[text]

    def level(self, text: str) -> Fraction | None:
        """Return the level that a cell's text is: ``3``, or as people write it, ``Level 3``."""
        value = self.number(text)
        if value is None and text.strip():
            from spbe_cli.core.collect.written import read_level  # hardly any list needs it

            return read_level(text)
        return value

    def missing(self, key: str | tuple[str, ...]) -> None:
        """Report columns that must be there (E401)."""
        known = tuple(text.strip() for text in self.table.heading if text.strip())
        also = "--column"
        if isinstance(key, str):
            unknown = [text for text in known if headings.heading_key(text) not in headings.KNOWN]
            near = headings.near(key, unknown)
            also = f'--column {key}="{near or "…"}"'
            if key == "year" and not near:
                also = f"--year {self._guess()}"
            key = f"{headings.SPOKEN[key]} ({key})"
        params = {"key": key, "also": also, "names": known[:MOST]}
        self.problems.append(Problem("E401", self.place(self.table.row, 0), params))

    def _guess(self) -> int:
        """Return a year for an example: the last one that the list speaks of, if it does of any."""
        texts = (*self.table.title, *self.table.heading)
        return max(_years(texts), default=max(national.SOURCES))

    def no_number(self, row: int, at: int, written: str) -> None:
        """Report a cell that holds no number (E403), or nothing (E404)."""
        if not written.strip():
            self.empty(row, at)
            return
        params = {"key": self.table.heading[at], "found": written.strip()[:40]}
        self.problems.append(Problem("E403", self.place(row, at), params))

    def no_level(self, row: int, at: int, written: str, item: str) -> None:
        """Report a cell that holds no level; E352 where number and name contradict each other."""
        from spbe_cli.core.collect.written import misnamed_level  # hardly any list needs it

        if (found := misnamed_level(written, item)) is None:
            self.no_number(row, at, written)
        else:
            self.problems.append(found._replace(place=self.place(row, at)))

    def empty(self, row: int, at: int) -> None:
        """Report an empty cell (E404)."""
        params = {"key": self.table.heading[at]}
        self.problems.append(Problem("E404", self.place(row, at), params))

    def outside(self, row: int, at: int, code: str, *, scale: Scale, **params: object) -> None:
        """Report a number that the scale does not allow."""
        self.problems.append(Problem(code, self.place(row, at), {**params, **scale.ends()}))


def _years(texts: Iterable[str]) -> set[int]:
    """Return the years that titles and headings tell of."""
    from spbe_cli.core.collect.titles import years_of  # a list with a column of years needs none

    return {year for text in texts if "20" in text for year in years_of(text)}
