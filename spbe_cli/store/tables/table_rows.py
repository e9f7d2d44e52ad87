"""Reads the rows of one table of a kertas kerja: by number and name, what follows an indicator too.

Nothing is passed over in silence: what is no indicator's is counted, and told where it holds
something.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from spbe_cli.core.collect.columns import plain_words
from spbe_cli.core.collect.likeness import Names
from spbe_cli.core.collect.worksheet import (
    GROUP_ROWS,
    LEVEL_FIELDS,
    counts_columns,
    number_of,
    numbered,
)
from spbe_cli.core.institutions import sums_up
from spbe_cli.core.instrument import Instrument
from spbe_cli.problems import Place, Problem, hint
from spbe_cli.store.tables.cells import cell_text
from spbe_cli.store.tables.filled import level_of, misnumbered
from spbe_cli.store.tables.sheets import Cell, SheetCells
from spbe_cli.store.tables.table_columns import TableColumns, page_place, shared_cells
from spbe_cli.store.tables.table_head import VALUES, Heading
from spbe_cli.store.tables.table_line import TableLine
from spbe_cli.store.tables.table_values import TEXT_FIELDS, TableValues, key_column

if TYPE_CHECKING:
    from spbe_cli.core.collect.form import FormRow

_NONE = Cell(None)
_AGREEING = 5  # rows that agree before a name that nobody knows may stand beside a number


class TableRows:
    """Reads the rows of one table; `rows` are by opinion, `doubts` are told though it comes in."""

    def __init__(self, name: str, page: SheetCells, law: Instrument, names: Names) -> None:
        self.name, self.page, self.law, self.names = name, page, law, names
        self.known = list(law.items())
        self.rows: dict[str, list[FormRow]] = {one: [] for one in LEVEL_FIELDS}
        self.problems: list[Problem] = []
        self.doubts: list[Problem] = []
        self.items = self.unfilled = self.passed = self.continued = self.hidden = 0
        self.after: set[int] = set()  # rows that go on with the one above
        self.going: dict[int, list[FormRow]] = {}  # what those rows say, by that of the indicator
        self.open = ""  # the indicator that a row without a number goes on with
        self.left: dict[int, str] = {}  # rows that hold something and are nobody's
        self.agreeing = 0  # rows whose number and name are of one indicator
        self.unknown: list[Problem] = []  # of rows whose name nobody knows

    def read(self, heading: Heading, columns: TableColumns) -> None:
        """Read the rows beneath a heading."""
        self.heading, self.columns = heading, columns
        self.cells = TableValues(self.name, self.page, self.law, columns)
        keys = {at for role in ("number", "name") for at in columns.of(role)}
        self.inside = {
            row
            for top, bottom, left, right in self.page.merged
            if any(left <= at <= right for at in keys)
            for row in range(top + 1, min(bottom, columns.last) + 1)
        }
        for row in range(columns.first, columns.last + 1):
            self._row(row)
        self._join()
        self.problems += shared_cells(self.name, self.page, columns, self.after)
        self._settle()
        self.problems += self.cells.problems
        self.doubts += self.cells.doubts
        if self.left:
            first, texts = next(iter(self.left)), tuple(dict.fromkeys(self.left.values()))
            self.doubts.append(Problem("E347", self._place(first, 1), {"names": texts}))

    def _row(self, row: int) -> None:
        cells = self.page.cells.get(row, {})
        texts = {at: cell_text(cell.value).strip() for at, cell in cells.items()}
        if not any(texts.values()) and not any(cell.uncomputed for cell in cells.values()):
            if row in self.inside and self.open:
                self.after.add(row)
            else:
                self.open = ""
            return
        again = all(
            not text or plain_words(text) in map(plain_words, self.heading.parts.get(at, ()))
            for at, text in texts.items()
        )
        if again or counts_columns(list(texts.values())):
            self.passed, self.open = self.passed + 1, ""
            return
        values = frozenset(
            role
            for role in VALUES
            for at in self.columns.of(role)
            if texts.get(at) or cells.get(at, _NONE).uncomputed
        )
        said = [self._first(texts, role) for role in ("number", "name")]
        line = TableLine(row, texts, said[0], said[1], values)
        if any(cells.get(at, _NONE).uncomputed for at in self.columns.of("number")):
            at = next(at for at in self.columns.of("number") if cells.get(at, _NONE).uncomputed)
            self.problems.append(Problem("E333", self._place(row, at)))
        elif not line.number and not line.name:
            self._nameless(line)
        else:
            self._named(line)

    def _first(self, texts: Mapping[int, str], role: str) -> str:
        said = [texts[at] for at in self.columns.of(role) if texts.get(at)]
        known = (text for text in said if number_of(text) in self.known)  # a code may be another's
        return next(known, said[0] if said else "")

    # --- rows that say whose they are ----------------------------------------------------------

    def _named(self, line: TableLine) -> None:
        """Take the row of an indicator; count a group, and refuse what contradicts itself."""
        before, name = numbered(line.name)
        item = number_of(line.number) if line.number else before or number_of(line.name)
        levels = [line.texts.get(at, "") for key in LEVEL_FIELDS for at in self.columns.of(key)]
        if item is None:
            self._unnumbered(line, name)
        elif not line.name and any(map(sums_up, levels)):
            self._pass(line)  # ``Jumlah`` beside a sum that stands under the numbers
        elif item in self.known and (
            not line.name
            or name == ""
            or number_of(line.name) == item
            or self.names.agrees(item, name)
        ):
            self.agreeing += len(name) > 0
            self._take(line, item)
        elif before is not None and before in self.known and self.names.agrees(before, name):
            self._take(line, before)  # the number beside it only counts the rows
        elif not line.values or self._heads_section(line, item, name) or self._sums_up(line):
            self._pass(line)
        elif item in self.known and self.names.is_unknown(name):
            params = {"id": item, "found": name, "name": self.law.items()[item].short.id}
            self.unknown.append(Problem("E362", self._key(line), params))
            self._take(line, item)
        else:
            self._contradicted(line, item, name)

    def _settle(self) -> None:
        """Tell of names that nobody knows where most rows agree; refuse them (E343) elsewhere."""
        if self.agreeing >= max(_AGREEING, 4 * len(self.unknown)):
            self.doubts += self.unknown
        else:
            self.problems += [one._replace(code="E343") for one in self.unknown]

    def _heads_section(self, line: TableLine, item: str, name: str) -> bool:
        """Whether a row is that of a domain or an aspect: by its number, or with figures alone."""
        figures = not line.values - {*LEVEL_FIELDS}
        return self.names.is_section(name) and (figures or self.names.is_section(name, item))

    def _contradicted(self, line: TableLine, item: str, name: str) -> None:
        self.open = ""
        meant = self.names.meant(name)[0]
        params: dict[str, object] = {"id": item, "found": name, "other": meant or ""}
        if item not in self.known:
            code = "E204"
            params |= {"instrument": self.law.short, **hint(item, self.known)}
        else:
            code = "E335" if meant and meant != item else "E343"
            params["name"] = self.law.items()[item].short.id
        self.problems.append(Problem(code, self._key(line), params))

    def _unnumbered(self, line: TableLine, name: str) -> None:
        """Take a row without a number by its name, where the table has no numbers; pass groups."""
        item, fits = self.names.meant(name)
        if not self.columns.of("number") and item is not None and fits[item] >= 0.8:
            self._take(line, item)
        elif not line.values or self._is_group(line):
            self._pass(line)
        else:
            self.open = ""
            found = (line.number or line.name)[:40]
            problem = misnumbered(found, self.known) or Problem("E341", None, {"found": found})
            self.problems.append(problem._replace(place=self._key(line)))

    def _is_group(self, line: TableLine) -> bool:
        start = line.start
        return bool(
            self._is_sum(line)
            or self.names.is_section(line.name or start)
            or len([text for text in line.texts.values() if text]) == 1
        )

    def _pass(self, line: TableLine) -> None:
        """Count a row that is no indicator's; tell of it where it says something in words."""
        self.passed, self.open = self.passed + 1, ""
        said = [at for key in (*TEXT_FIELDS, "remark") for at in self.columns.of(key)]
        texts = [line.texts[at] for at in said if line.texts.get(at)]
        if texts and not self._sums_up(line) and line.start not in texts:
            self.left[line.row] = " ".join(texts[0].split())[:40]

    # --- rows that say not whose they are ------------------------------------------------------

    def _nameless(self, line: TableLine) -> None:
        """Go on with the indicator above; what is nobody's is told."""
        held = {*LEVEL_FIELDS} & line.values
        levels = [at for key in LEVEL_FIELDS for at in self.columns.of(key) if line.texts.get(at)]
        if self.open and line.values and not held:
            self._go_on(line)
        elif levels and not sums_up(line.start) and not self._computed(line, levels):
            params = {"found": line.texts[levels[0]][:40]}
            self.problems.append(Problem("E341", self._place(line.row, levels[0]), params))
        elif self.open and not line.values:
            self.after.add(line.row)  # of columns that nothing is read from: those are told
        else:
            self.passed, self.open = self.passed + 1, ""
            if line.start and not self._is_sum(line):
                self.left[line.row] = " ".join(line.start.split())[:40]

    def _computed(self, line: TableLine, levels: list[int]) -> bool:
        """Whether a row holds but figures that sum up others: formulas, parts of a level."""
        cells = [self.page.cell(line.row, at) for at in levels]
        read = [level_of(cell.value) for cell in cells]
        return not line.values - {*LEVEL_FIELDS} and all(
            cell.formula or level is None or level.denominator > 1
            for cell, level in zip(cells, read, strict=True)
        )

    def _is_sum(self, line: TableLine) -> bool:
        return bool(self._sums_up(line) or GROUP_ROWS.match(line.start))

    def _sums_up(self, line: TableLine) -> bool:
        return line.sums_up(self.names)

    def _go_on(self, line: TableLine) -> None:
        """Add what a row without a number says to the indicator above it."""
        self.continued += 1
        self.after.add(line.row)
        found = self.cells.read(line.row, "level", self.open, None, whole=False)
        self._remark(line)
        rows = self.rows["level"]
        if not rows or rows[-1].item != self.open:  # the row of its number held nothing
            self.unfilled -= 1
            rows.append(found)
            return
        self.going.setdefault(len(rows) - 1, []).append(found)

    def _join(self) -> None:
        """Join rows with those that go on with them: all at once, they may be thousands."""
        for at, more in self.going.items():
            old, rows = self.rows["level"][at], [self.rows["level"][at], *more]
            places = {key: place for one in reversed(rows) for key, place in one.places.items()}
            self.rows["level"][at] = old._replace(
                evidence=tuple(dict.fromkeys(each for one in rows for each in one.evidence)),
                note="\n".join(one.note for one in rows if one.note) or None,
                owner="; ".join(dict.fromkeys(one.owner for one in rows if one.owner)) or None,
                places=places,
            )

    def _remark(self, line: TableLine) -> None:
        """Add what the external assessor says in a row that goes on."""
        rows = self.rows["official"]
        if "remark" not in line.values:
            return
        found = self.cells.read(line.row, "official", self.open, None)
        if not rows or rows[-1].item != self.open:
            rows.append(found)
            return
        said = "\n".join(filter(None, (rows[-1].remark, found.remark)))
        rows[-1] = rows[-1]._replace(remark=said or None)

    # --- what a row holds ------------------------------------------------------------------------

    def _take(self, line: TableLine, item: str) -> None:
        """Add what a row says of an item, for each opinion."""
        self.items, self.open = self.items + 1, item
        self.hidden += line.row in self.page.hidden
        if not line.values and not self.cells.linked(line.row):
            self.unfilled += 1
            return
        for role in LEVEL_FIELDS:
            at = next(iter(self.columns.of(role)), None)
            said = role == "official" and self.columns.of("remark")
            if at is not None or role == "level" or said:
                self.rows[role].append(self.cells.read(line.row, role, item, at))

    def _key(self, line: TableLine) -> Place:
        """Return the place of what says whose a row is."""
        role = "number" if line.number else "name"
        at = next((at for at in self.columns.of(role) if line.texts.get(at)), None)
        return self._place(line.row, at or key_column(self.columns))

    def _place(self, row: int, at: int) -> Place:
        return page_place(self.name, self.page, row, at)
