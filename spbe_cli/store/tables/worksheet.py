"""Reads a kertas kerja that spbe did not write: heading by words, rows by numbers and names.

What fits twice is asked about (E336), what contradicts itself is refused: nothing is guessed, and
what is not read is told.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from spbe_cli.core.assessment import Assessment, Opinion
from spbe_cli.core.collect import titles
from spbe_cli.core.collect.columns import plain_words, role_of
from spbe_cli.core.collect.faults import level_faults
from spbe_cli.core.collect.form import Form, FormRow
from spbe_cli.core.collect.likeness import Names
from spbe_cli.core.collect.worksheet import (
    LEVEL_FIELDS,
    PLAIN,
    NamedColumn,
    ReadColumn,
    Worksheet,
)
from spbe_cli.core.instrument import Instrument
from spbe_cli.problems import DataError, Place, Problem, hint
from spbe_cli.store import files
from spbe_cli.store.tables import delimited, table_head, unread, workbooks
from spbe_cli.store.tables.comments import unread_comments
from spbe_cli.store.tables.filled import twice
from spbe_cli.store.tables.halves import Half, halves
from spbe_cli.store.tables.leading import unread_links
from spbe_cli.store.tables.sheets import Cell, Sheet, SheetCells
from spbe_cli.store.tables.table_columns import TableColumns, columns_of, page_place, short_name
from spbe_cli.store.tables.table_head import VALUES, Heading, letters
from spbe_cli.store.tables.table_rows import TableRows
from spbe_cli.store.tables.titles import title_problems
from spbe_cli.store.tables.whose import PREVIOUS, Spoken, parted, whose

BY_ROLE = {
    "level": Opinion.SELF,
    "official": Opinion.OFFICIAL,
    "target": Opinion.TARGET,
    "verified": Opinion.VERIFIED,
}


class Read(NamedTuple):
    """What a kertas kerja says, as forms (one for each opinion), and how it was read.

    `doubts` are told though it comes in.
    """

    forms: list[Form]
    worksheets: list[Worksheet]
    doubts: list[Problem]


def read(
    name: str,
    law: Instrument,
    assessment: Assessment,
    named: Sequence[NamedColumn],
    opinion: Opinion | None = None,
) -> Read:
    """Read every sheet that has such a table. `named`: columns that the user named for something.

    With an `opinion` nobody is asked whose levels those of an unclear title are. Raises DataError
    with every problem (E305 where there is no such table), FileError where the file cannot be
    opened.
    """
    reader = _Reader(name, law, assessment, named, sure=opinion is not None)
    data = files.read_bytes(name, workbooks.WORKBOOK_LIMIT, large="E301")
    for number, page in enumerate(_pages(name, data), 1):
        reader.page(page, number)
    return reader.finish()


def _pages(name: str, data: bytes) -> list[SheetCells]:
    if data.startswith((b"PK", b"\xd0\xcf")):
        return workbooks.read_sheets(name, data)
    if delimited.is_binary(data):
        raise DataError([Problem("E305", Place(name))])

    def is_heading(cells: list[str]) -> bool:
        return len({role_of(text, 0) for text in cells} - {None}) > 2

    def rows() -> Iterator[tuple[int, dict[int, Cell]]]:
        for line, cells in delimited.delimited_rows(name, data, is_heading):
            yield line, {at: Cell(text) for at, text in enumerate(cells, 1) if text.strip()}

    return [SheetCells(Sheet("", rows, {}, [], set()))]


class _Reader:
    """Reads one sheet after another."""

    def __init__(
        self,
        name: str,
        law: Instrument,
        assessment: Assessment,
        named: Sequence[NamedColumn],
        *,
        sure: bool,
    ) -> None:
        self.name, self.law, self.assessment, self.named = name, law, assessment, named
        self.sure = sure
        self.names = Names(law)
        self.forms: list[Form] = []
        self.worksheets: list[Worksheet] = []
        self.problems: list[Problem] = []
        self.doubts: list[Problem] = []
        self.levelless: list[
            tuple[Problem, set[str]]
        ] = []  # tables without levels, and their items
        self.unread: list[str] = []  # sheets without a heading, and without indicators
        self.whose = Spoken("", "", Place(name))  # of the table above
        self.used: set[NamedColumn] = set()
        self.seen: dict[str, None] = {}

    def finish(self) -> Read:
        """Return what was read; raises DataError where something is wrong with it."""
        told = [one for one in self.doubts if one.code in ("E344", "E345", "E346")]
        if not self.worksheets and not self.problems:
            raise DataError(told or [Problem("E305", Place(self.name))])
        for one in self.named:
            if one not in self.used and (self.seen or one.sheet):
                params = {"key": one.role, "found": one.text, **hint(one.text, list(self.seen))}
                self.problems.append(Problem("E337", Place(self.name), params))
        if self.problems:  # all at once: levels beyond the scale too
            beyond = (fault for form in self.forms for fault in level_faults(self.law, form))
            raise DataError([*self.problems, *beyond])
        if self.unread:
            params = {"names": tuple(self.unread)}
            self.doubts.append(Problem("E349", Place(self.name), params))
        levels = {row.item for one in self.forms for row in one.rows if row.level is not None}
        for problem, items in self.levelless:  # its levels may stand on another sheet
            self.doubts[:0] = [problem] if not items <= levels else []
        return Read(self.forms, self.worksheets, self.doubts)

    def _form(self, page: SheetCells, number: int, role: str, rows: list[FormRow]) -> None:
        """Keep what a table says in one opinion."""
        said = any(row.level is not None or row.remark for row in rows)
        if not rows or not (role == "level" or said):
            return
        one = self.assessment
        self.forms.append(
            Form(
                Path(self.name).stem,
                Place(self.name),
                one.institution,
                one.year,
                self.law.id,
                BY_ROLE[role],
                rows=tuple(rows),
                sheet=page.title,
                number=number,
                called=page.title if PLAIN.fullmatch(page.title) else str(number),
            )
        )

    def page(self, page: SheetCells, number: int) -> None:
        """Read the tables of a sheet; what it holds is told where it has none."""
        if not page.cells:
            return
        year = self.assessment.year
        years = titles.years_of(page.title)
        if years and year not in years:
            place, params = Place(self.name, 0, 0, page.title), {"found": page.title}
            self.doubts.append(Problem("E346", place, {**params, "expected": str(year)}))
            return
        named = self._of_sheet(page, number)
        heads = table_head.headings(page, named, year)
        if not heads:
            self._headless(page, number)
            return
        if not heads[0].serves() and heads[0].row:
            self._no_level(page, heads[0])
            return
        self.doubts += unread_links(self.name, [page])
        self.doubts += unread_comments(self.name, [page])
        if heads[0].top > 1:
            found = title_problems(self.name, page, heads[0].top, self.assessment)
            self.problems += found.problems
            self.doubts += found.doubts
        ends = [*(one.top - 1 for one in heads[1:]), page.depth]
        for after, heading, last in zip(
            [0, *(one.row for one in heads)], heads, ends, strict=False
        ):
            for half in halves(page, heading, year):
                self._half(half, (after, last), number)
            self._use(heading, named)

    def _of_sheet(self, page: SheetCells, number: int) -> list[NamedColumn]:
        """Return the columns that the user named for a sheet: by its title, its number, or all."""
        title = plain_words(page.title)
        return [
            one
            for one in self.named
            if not one.sheet or plain_words(one.sheet) == title or one.sheet == str(number)
        ]

    def _use(self, heading: Heading, named: Sequence[NamedColumn]) -> None:
        for one in named:
            listed = heading.named.get(one.role, [])
            found = table_head.matching(heading.parts, one.text)
            if set(found) & set(listed) or table_head.column_of_letters(one.text) in listed:
                self.used.add(one)

    def _headless(self, page: SheetCells, number: int) -> None:
        """Tell of a sheet without a heading: of one that has indicators, where they stand."""
        problem = unread.headless(page, (self.name, number), self.law, self.names)
        if problem is None:
            self.unread.append(page.title or self.name)
        else:
            self.doubts.append(problem)

    def _no_level(self, page: SheetCells, heading: Heading) -> None:
        """Tell that a table of indicators has no column that is known to hold something."""
        columns = columns_of(self.name, page, heading, page.depth)[0]
        self.seen |= dict.fromkeys(map(heading.text, heading.parts))
        self.doubts.append(unread.levelless(self.name, page, heading, columns, self.law))

    def _half(self, half: Half, span: tuple[int, int], number: int) -> None:
        """Read a table: down to a row, and with titles below another."""
        page, heading, left, whole = half
        after, last = span
        if left > 1 and not heading.serves():  # the user named columns of those beside it alone
            self._no_level(page, heading)
            return
        self.seen |= dict.fromkeys(map(heading.text, heading.parts))
        columns, wrong = columns_of(self.name, page, heading, last)
        if wrong:
            self.problems += wrong
            return
        said = self._whose(half, columns, after)
        if said is None:
            return
        table = TableRows(self.name, page, self.law, self.names)
        table.read(heading, columns)
        spread = parted(table.rows, said.role, remarks=bool(columns.of("remark")))
        for role, rows in spread.items():
            self._form(page, number, role, rows)
        own = spread["level"] or spread.get(said.role, [])
        self.problems += twice(own, self.law.items())
        self.problems += table.problems
        self.doubts += table.doubts
        if table.items and not any(columns.of(role) for role in LEVEL_FIELDS):
            problem = unread.levelless(self.name, page, heading, columns, self.law)
            self.levelless.append((problem, {row.item for row in spread["level"]}))
        read = tuple(
            ReadColumn(
                role,
                heading.text(at),
                letters(at),
                short_name(heading, at, whole),
                columns.scales.get(role, {}).get(at),
            )
            for at, role in sorted(
                (at, role) for role in ("number", "name", *VALUES) for at in columns.of(role)
            )
        )
        self.worksheets.append(
            Worksheet(
                page_place(self.name, page, max(1, heading.row), left),
                read,
                tuple(map(heading.text, columns.unread)),
                table.items,
                table.passed,
                table.unfilled,
                table.continued,
                page.concealed,
                table.hidden,
                tuple(map(letters, columns.untitled)),
                number,
                said.role if said.role != "level" else "",
                said.said if said.role != "level" else "",
            )
        )

    def _whose(self, half: Half, columns: TableColumns, after: int) -> Spoken | None:
        """Return whose plain levels a table holds; None, and a word, where it is not to be read.

        A later table of a sheet without a title of its own goes on with that above, or beside it.
        """
        said = whose(self.name, half.page, half.heading, columns, after)
        if isinstance(said, Problem):
            if not self.sure:
                self.problems.append(said)
                return None
            said = Spoken("", "", Place(self.name))
        if not said.role and (after or half.left > 1) and self.whose.role:
            said = self.whose
        self.whose = said
        if said.role != PREVIOUS:
            return said
        params = {"found": said.said, "expected": str(self.assessment.year)}
        self.doubts.append(Problem("E346", said.place, params))
        return None
