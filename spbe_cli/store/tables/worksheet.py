"""Reads a kertas kerja that spbe did not write: heading by words, rows by numbers and names.

What fits twice is asked about (E336), what contradicts itself is refused: nothing is guessed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from spbe_cli.core import institutions
from spbe_cli.core.assessment import Assessment, Opinion
from spbe_cli.core.collect.form import Form, FormRow
from spbe_cli.core.collect.worksheet import (
    LEVEL_FIELDS,
    SUMS,
    Names,
    ReadColumn,
    Worksheet,
    counts_columns,
    number_of,
    plain_words,
    role_of,
)
from spbe_cli.core.instrument import Instrument
from spbe_cli.problems import DataError, Place, Problem, hint
from spbe_cli.store import files
from spbe_cli.store.tables import delimited, table_head, workbooks
from spbe_cli.store.tables.cells import cell_text
from spbe_cli.store.tables.filled import filled_row, target_of, twice
from spbe_cli.store.tables.leading import unread_links
from spbe_cli.store.tables.sheets import Cell, Sheet, SheetCells, coordinate
from spbe_cli.store.tables.table_head import VALUES, Heading, columns_of, covering

_OPINIONS = {"level": Opinion.SELF, "official": Opinion.OFFICIAL, "target": Opinion.TARGET}
_TEXTS = ("evidence", "note", "owner")


_Columns = Mapping[str, list[int]]
_GROUP = re.compile(r"(?:domain|aspek|bab\b|[IVX]+\.?$|[A-Z]\.?$)", re.IGNORECASE)
_INSTITUTION = re.compile(
    r"(?:(?:nama )?instansi)?\s*:?\s*"
    r"((?:pemerintah|pemkot|pemkab|kementerian|badan|provinsi|kabupaten|kota)\b.{3,80})",
    re.IGNORECASE,
)


class Read(NamedTuple):
    """What a kertas kerja says, as forms (one for each opinion), and how it was read."""

    forms: list[Form]
    worksheets: list[Worksheet]


def read(name: str, law: Instrument, assessment: Assessment, named: Mapping[str, str]) -> Read:
    """Read every sheet that has such a table. `named`: headings by what they are to be read for.

    Raises DataError with every problem (E305 where there is no such table), FileError where the
    file cannot be opened.
    """
    reader = _Reader(name, law, assessment, named)
    for page in _pages(name, files.read_bytes(name, workbooks.WORKBOOK_LIMIT, large="E301")):
        reader.page(page)
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
        self, name: str, law: Instrument, assessment: Assessment, named: Mapping[str, str]
    ) -> None:
        self.name, self.law, self.assessment, self.named = name, law, assessment, named
        self.known = list(law.items())
        self.names = Names(law)
        self.rows: dict[str, list[FormRow]] = {one: [] for one in LEVEL_FIELDS}
        self.worksheets: list[Worksheet] = []
        self.problems: list[Problem] = []
        self.seen: dict[str, None] = {}
        self.unread: list[Problem] = []  # links that could not be read

    def finish(self) -> Read:
        """Return what was read; raises DataError where something is wrong with it."""
        if not self.worksheets and not self.problems:
            raise DataError([Problem("E305", Place(self.name))])
        for role, heading in self.named.items():
            if self.seen and not any(plain_words(heading) == plain_words(one) for one in self.seen):
                params = {"key": role, "found": heading, **hint(heading, list(self.seen))}
                self.problems.append(Problem("E337", Place(self.name), params))
        self.problems += twice(self.rows["level"])
        if self.problems:
            raise DataError(self.problems)
        one = self.assessment
        forms = [
            Form(
                Path(self.name).stem,
                Place(self.name),
                one.institution,
                one.year,
                self.law.id,
                _OPINIONS[role],
                rows=tuple(rows),
                altered=tuple(self.unread) if role == "level" else (),
            )
            for role, rows in self.rows.items()
            if rows and (role == "level" or any(row.level is not None for row in rows))
        ]
        return Read(forms, self.worksheets)

    def page(self, page: SheetCells) -> None:
        """Read a sheet, if it has a heading with the columns of a kertas kerja."""
        heading = table_head.find_heading(page, self.named, self.assessment.year)
        if heading is None:
            return
        self.unread += unread_links(self.name, [page])
        self.seen |= dict.fromkeys(" ".join(text.split()) for text in heading.texts.values())
        self._title(page, heading.row)
        columns, wrong = columns_of(self.name, page, heading, self.named)
        if wrong:
            self.problems += wrong
            return
        before, passed = len(self.rows["level"]), 0
        for row in range(heading.row + 1, page.depth + 1):
            passed += self._row(page, row, columns, heading)
        self._merged(page, heading, columns)
        used = {at for listed in columns.values() for at in listed}
        unread = tuple(
            " ".join(text.split())
            for at, text in heading.texts.items()
            if at not in used and heading.roles.get(at) not in ("number", "name")
        )
        read = tuple(
            ReadColumn(role, " ".join(heading.texts[at].split()), coordinate(1, at)[:-1])
            for role, listed in columns.items()
            for at in listed
        )
        place = (
            Place(self.name, 0, 0, page.title, coordinate(heading.row, 1))
            if page.title
            else Place(self.name, heading.row, 1)
        )
        found = len(self.rows["level"]) - before
        self.worksheets.append(Worksheet(place, read, unread, found, passed))

    def _title(self, page: SheetCells, row: int) -> None:
        """Compare institution and year with what stands above the heading."""
        for number in range(1, row):
            for at, cell in page.cells.get(number, {}).items():
                text = " ".join(cell_text(cell.value).split())
                place = Place(self.name, 0, 0, page.title, coordinate(number, at))
                years = set(re.findall(r"\btahun\s+(?:anggaran\s+)?(20\d\d)\b", text.casefold()))
                one = self.assessment
                if years and str(one.year) not in years:
                    params = {"found": min(years), "expected": str(one.year)}
                    self.problems.append(Problem("E312", place, params))
                named = _INSTITUTION.fullmatch(text)
                if named and not _may_be(named[1], one.institution):
                    found = {"found": named[1], "expected": one.institution}
                    self.problems.append(Problem("E310", place, found))

    def _row(self, page: SheetCells, row: int, columns: _Columns, heading: Heading) -> bool:
        """Read a row; True where it is no indicator's."""
        cells = page.cells.get(row, {})
        texts = {at: cell_text(cell.value) for at, cell in cells.items()}
        again = all(
            plain_words(text) == plain_words(heading.texts.get(at, ""))
            for at, text in texts.items()
        )
        if not cells or again or counts_columns(list(texts.values())):
            return bool(cells)
        filled = [
            role
            for role in VALUES
            for at in columns.get(role, ())
            if texts.get(at, "").strip() or cells.get(at, _NONE).uncomputed
        ]
        number = next((texts[at] for at in columns.get("number", ()) if at in texts), "")
        name = next((texts[at] for at in columns.get("name", ()) if at in texts), "")
        item = number_of(number or name)
        place = self._place(page, row, next(iter(columns.get("number") or columns["name"])))
        if item is None or not filled:
            return not filled or self._unnumbered(page, row, columns, number, name)
        known = item in self.known
        if not known or (number and name and not self.names.agrees(item, name)):
            if not self.names.is_section(name):  # an aspect has a number too
                meant = self.names.meant(name)[0] or "?"
                params = {"id": item, "found": name, "other": meant, "instrument": self.law.short}
                near = {} if known else hint(item, self.known)
                code = "E335" if known else "E204"
                self.problems.append(Problem(code, place, {**params, **near}))
            return True
        self._take(page, row, columns, item, place)
        return False

    def _unnumbered(
        self, page: SheetCells, row: int, columns: _Columns, number: str, name: str
    ) -> bool:
        """Take a row without a number by its name, where only that is written; pass groups over."""
        texts = [cell_text(cell.value) for cell in page.cells[row].values()]
        start = next((text for text in texts if text.strip()), "").strip()
        place = self._place(page, row, next(iter(columns.get("number") or columns["name"])))
        item, fits = self.names.meant(name)
        if not columns.get("number") and item is not None and fits[item] >= 0.8:
            self._take(page, row, columns, item, place)
            return False
        group = SUMS.match(start) or _GROUP.match(start) or self.names.is_section(name or start)
        if not group and len(texts) > 1:
            self.problems.append(Problem("E308", place, {"found": (number or name or start)[:40]}))
        return True

    def _take(self, page: SheetCells, row: int, columns: _Columns, item: str, place: Place) -> None:
        """Add what a row says of an item, for each opinion."""
        for role in LEVEL_FIELDS:
            at = next(iter(columns.get(role, ())), None)
            if at is None and role != "level":
                continue
            written: dict[str, object] = {"level": page.cell(row, at).value if at else None}
            places = {"": place, "level": self._place(page, row, at or 1)}
            targets: dict[str, str] = {}
            for key in _TEXTS if role == "level" else ():
                listed = columns.get(key, [])
                if listed:
                    written[key] = self._text(page, row, key, listed)
                    places[key] = self._place(page, row, listed[0])
                    targets[key] = next(
                        filter(None, (target_of(page, row, one) for one in listed)), ""
                    )
            beside = [one for key in _TEXTS for one in columns.get(key, ())]
            for one in filter(None, [at, *(beside if role == "level" else ())]):
                if page.cell(row, one).uncomputed:
                    self.problems.append(Problem("E333", self._place(page, row, one)))
                elif page.cell(row, one).error:
                    params = {"found": cell_text(page.cell(row, one).value)}
                    self.problems.append(Problem("E319", self._place(page, row, one), params))
            found, wrong = filled_row(item, written, places, [], targets)
            self.rows[role].append(found)
            self.problems += wrong

    def _text(self, page: SheetCells, row: int, key: str, listed: Sequence[int]) -> str:
        """Return the text of a field: of a merged owner the first row's, of two columns both."""
        texts = [cell_text(page.cell(row, at).value) for at in listed]
        if key == "owner" and not texts[0]:
            texts = [covering(page, row, listed[0])]
        if len(texts) == 2 and all(texts):
            titles, links = (text.split("\n") for text in texts)
            if len(titles) == len(links):
                return "\n".join(
                    f"{one} | {other}" for one, other in zip(titles, links, strict=True)
                )
        return "\n".join(filter(None, texts))

    def _merged(self, page: SheetCells, heading: Heading, columns: _Columns) -> None:
        used = {at: role for role in VALUES if role != "owner" for at in columns.get(role, ())}
        for top, bottom, left, right in page.merged:
            if top > heading.row and bottom > top and any(left <= at <= right for at in used):
                span = f"{coordinate(top, left)}:{coordinate(bottom, right)}"
                self.problems.append(Problem("E314", Place(self.name, 0, 0, page.title, span)))

    def _place(self, page: SheetCells, row: int, at: int) -> Place:
        if not page.title:
            return Place(self.name, row, at)
        return Place(self.name, 0, 0, page.title, coordinate(row, at))


def _may_be(named: str, institution: str) -> bool:
    """Whether a title names the institution of an assessment, perhaps with a slip."""
    return institutions.same(named, institution) or institutions.nearly(named, institution)


_NONE = Cell(None)
