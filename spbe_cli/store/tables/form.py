"""Forms that come home: workbooks (Excel, LibreOffice) and tables, each cell with its place."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from spbe_cli.core import numbers
from spbe_cli.core.assessment import Opinion
from spbe_cli.core.collect.form import FIELDS, FORMAT, REQUIRED, Form, FormRow, ItemRow
from spbe_cli.core.text import unguarded
from spbe_cli.problems import DataError, FileError, Place, Problem
from spbe_cli.store import files
from spbe_cli.store.tables import checklist, delimited, mistaken, sealed, tables, workbooks
from spbe_cli.store.tables.cells import (
    cell_text as _said,
    cell_value as _text,
    item_of as _item,
    unescaped,
)
from spbe_cli.store.tables.filled import filled_row, of_short, target_of, twice
from spbe_cli.store.tables.hyperlinks import ABOUT, LinkedCell, with_links
from spbe_cli.store.tables.sheets import coordinate

if TYPE_CHECKING:
    from spbe_cli.store.tables.sheets import SheetCells

_ROWS = 5_000  # of a sheet; what stands further down is not a form's
_TABLES = (".csv", ".tsv", ".txt")  # Excel's "Unicode Text" ends in .txt
_HEAD = ("institution", "year", "instrument", "opinion")
_KEYS = (*_HEAD, "indicator", "level")  # columns that make a table a form
_LEVEL = re.compile(r"(?:tingkat|level|nilai)?\s*:?\s*([0-9.,]+)", re.IGNORECASE)
_EMPTY = ("", "-", "–")


def read(name: str) -> Form:
    """Read a form: a workbook, or by its ending (.csv, .tsv, .txt) a table.

    Raises FileError where it cannot be opened, DataError with every problem of its cells.
    """
    if name == files.STDIN:  # a form is told apart by the ending of its name
        raise FileError([Problem("E001", Place(name))])
    data = files.read_bytes(name, workbooks.WORKBOOK_LIMIT, large="E301")
    mistaken.refuse_documents(name, data)
    if Path(name).suffix.casefold() in _TABLES and not data.startswith((b"PK", b"\xd0\xcf")):
        form, problems = _table(name, data)
    else:
        form, problems = _workbook(name, data)
    if form is None or problems:
        raise DataError(problems)
    return form


# --- workbooks -------------------------------------------------------------------------------


class _Header(NamedTuple):
    """Where a sheet keeps its keys: the row, and the column of each."""

    row: int
    columns: Mapping[str, int]


def _workbook(name: str, data: bytes) -> tuple[Form | None, list[Problem]]:
    book = workbooks.read_sheets(name, data)
    meta = next((one for one in book if _said(one.cell(1, 1).value) == FORMAT), None)
    if meta is None:
        return None, [_no_form(name, book)]
    head = {_said(meta.cell(row, 1).value): row for row in range(2, 9)}

    def value(key: str) -> str:
        return _said(meta.cell(head[key], 2).value) if key in head else ""

    shown = [one for one in book if one is not meta]
    rows, items, problems, taken = _sheets(name, shown)
    asked = value("items").split()
    lost = [item for item in asked if item not in {row.item for row in rows}]
    if lost and not any(problem.code == "E308" for problem in problems):
        problems.append(Problem("E307", Place(name), {"items": tuple(lost)}))
    year = numbers.whole_number(value("year"))
    if year is None or value("opinion") not in list(Opinion):
        return None, [Problem("E305", Place(name))]
    form = Form(
        name=Path(name).stem,
        place=Place(name),
        institution=value("institution"),
        year=year,
        instrument=value("instrument"),
        opinion=Opinion(value("opinion")),
        owner=value("owner") or None,
        rows=tuple(rows),
        items=tuple(items),
        altered=sealed.around_inputs(name, meta, shown, taken),
    )
    return form, problems


def _no_form(name: str, book: "list[SheetCells]") -> Problem:
    """Tell a form of a later version (E306) from a workbook that is none (E305)."""
    corners = [_said(one.cell(1, 1).value) for one in book]
    newer = next((one for one in corners if one.startswith("spbe-form/")), None)
    return Problem("E306" if newer else "E305", Place(name), {"found": newer})


def _sheets(
    name: str, sheets: Iterable["SheetCells"]
) -> tuple[list[FormRow], list[ItemRow], list[Problem], set[LinkedCell]]:
    """Return the rows and the items of evidence on all sheets, and what is wrong with them.

    Beside them the cells whose links are read.
    """
    taken: set[LinkedCell] = set()
    rows: list[FormRow] = []
    items: list[ItemRow] = []
    problems: list[Problem] = []
    for sheet in sheets:
        if checklist.is_checklist(sheet):
            listed, wrong, linked = checklist.checklist_rows(name, sheet)
            items += listed
            taken |= linked
            problems += wrong
        elif (header := _header(sheet)) is not None:
            reader = _Sheet(name, sheet, header)
            found, wrong = reader.rows()
            rows += found
            problems += wrong
            taken |= reader.taken
    return rows, items, [*problems, *twice(rows)], taken


def _header(sheet: "SheetCells") -> _Header | None:
    """Find the hidden row of keys; columns may have been moved or inserted."""
    width = range(1, min(60, sheet.width) + 1)
    for row in range(1, min(20, sheet.depth) + 1):
        values = {_said(sheet.cell(row, column).value): column for column in width}
        if "#id" in values and "level" in values:
            return _Header(row, values)
    return None


class _Sheet:
    """Reads the rows of one sheet; `taken` are the cells whose links are read."""

    def __init__(self, file: str, sheet: "SheetCells", header: _Header) -> None:
        self.file, self.sheet, self.header = file, sheet, header
        self.taken: set[LinkedCell] = set()

    def rows(self) -> tuple[list[FormRow], list[Problem]]:
        problems = list(self._merged())
        rows: list[FormRow] = []
        columns = self.header.columns
        fields = [name for name in FIELDS if name in columns]
        problems += [
            Problem("E309", Place(self.file, 0, 0, self.sheet.title), {"key": name})
            for name in REQUIRED
            if name not in columns and not (name == "note" and "remark" in columns)
        ]
        for row in range(self.header.row + 2, min(_ROWS, self.sheet.depth) + 1):
            written = {name: self._value(row, columns[name]) for name in fields}
            item = _item(self._value(row, columns["#id"]))
            if item.startswith("#"):
                continue
            place = self._place(row, columns["#id"])
            if not item:
                number = columns.get("number", columns["#id"])
                if any(_text(value) for value in written.values()):
                    problems.append(Problem("E308", place, {"found": of_short(written)}))
                elif _text(self._value(row, number)):
                    problems.append(
                        Problem("E308", place, {"found": _text(self._value(row, number))})
                    )
                continue
            if re.fullmatch(r"[0-9A-Za-z._-]{1,20}", item) is None:
                problems.append(Problem("E308", place, {"found": item[:40]}))
                continue
            places = {name: self._place(row, columns[name]) for name in fields}
            problems += self._wrong(row, item, written, places)
            kept = self._value(row, columns["marks"]) if "marks" in columns else None
            targets = {name: self._target(row, columns[name]) for name in fields}
            found, wrong = filled_row(
                item, written, {"": place, **places}, _said(kept).split(), targets
            )
            rows.append(self._linked(row, found))
            problems += wrong
        return rows, problems

    def _linked(self, row: int, found: FormRow) -> FormRow:
        """Return a row with the evidence to which number, name and level lead."""
        columns = self.header.columns
        linked = {at: self._target(row, at) for at in (columns.get(key, 0) for key in ABOUT) if at}
        used = {columns[key] for key in FIELDS if key in columns and key != "owner"}
        self.taken |= {(self.sheet.title, row, at) for at in {*linked, *used}}
        evidence = with_links(found.evidence, list(linked.values()))
        if found.evidence or not evidence:
            return found._replace(evidence=evidence)
        first = next(at for at, target in linked.items() if target)
        places = {**found.places, "evidence": self._place(row, first)}
        return found._replace(evidence=evidence, places=places)

    def _wrong(
        self, row: int, item: str, written: Mapping[str, Any], places: Mapping[str, Place]
    ) -> Iterator[Problem]:
        """Yield cells of a row that no value can be taken from."""
        number = self.header.columns.get("number", self.header.columns["#id"])
        shown = _item(self._value(row, number))
        if shown and shown != item:
            params = {"found": shown[:40], "id": item}
            yield Problem("E332", self._place(row, number), params)
        for name, place in places.items():
            cell = self.sheet.cell(row, self.header.columns[name])
            if cell.uncomputed:
                yield Problem("E333", place)
            elif cell.error and name != "level":
                yield Problem("E319", place, {"found": str(written[name])})

    def _value(self, row: int, column: int) -> Any:
        value = self.sheet.cell(row, column).value
        if isinstance(value, str):
            return unescaped(value)
        return value

    def _target(self, row: int, column: int) -> str:
        return target_of(self.sheet, row, column)

    def _place(self, row: int, column: int) -> Place:
        return Place(self.file, 0, 0, self.sheet.title, coordinate(row, column))

    def _merged(self) -> Iterator[Problem]:
        """Yield the merged cells among the rows: of what they cover, only one cell is left."""
        used = [self.header.columns[key] for key in ("#id", *FIELDS) if key in self.header.columns]
        for top, bottom, left, right in self.sheet.merged:
            if any(left <= one <= right for one in used) and bottom > self.header.row + 1:
                span = f"{coordinate(top, left)}:{coordinate(bottom, right)}"
                yield Problem("E314", Place(self.file, 0, 0, self.sheet.title, span))


# --- tables ----------------------------------------------------------------------------------


def _table(name: str, data: bytes) -> tuple[Form | None, list[Problem]]:
    no_form = Problem("E305", Place(name, 1, 1))
    if delimited.is_binary(data):
        return None, [no_form]
    try:
        table = tables.of_csv(name, data, lambda cells: set(_KEYS) <= {*map(str.strip, cells)})
    except DataError as error:
        return None, [no_form if one.code == "E006" else one for one in error.problems]
    columns = {key.strip(): at for at, key in enumerate(table.heading)}
    if any(key not in columns for key in _KEYS):
        return None, [no_form]
    try:
        head, rows, problems = _lines(table, columns)
    except DataError as error:
        return None, [one._replace(code="E302") for one in error.problems]
    problems += twice(rows)
    year = numbers.whole_number(head.get("year", ""))
    if year is None or head.get("opinion") not in list(Opinion):
        return None, [*problems, Problem("E305", Place(name))]
    form = Form(
        name=Path(name).stem,
        place=Place(name),
        institution=head["institution"],
        year=year,
        instrument=head["instrument"],
        opinion=Opinion(head["opinion"]),
        rows=tuple(rows),
    )
    return form, problems


def _lines(
    table: tables.Table, columns: Mapping[str, int]
) -> tuple[dict[str, str], list[FormRow], list[Problem]]:
    """Return whose form it is, its rows, and what is wrong; E308 where a row is another's."""
    rows: list[FormRow] = []
    problems: list[Problem] = []
    head: dict[str, str] = {}
    for line, cells in table.rows:
        values = {key: unguarded(cells[at]) for key, at in columns.items() if at < len(cells)}
        if not any(values.values()):
            continue
        whose = {key: values.get(key, "").strip() for key in _HEAD}
        head = head or whose
        item = _item(values.get("indicator"))
        place = table.place(line, columns["indicator"])
        if whose != head or not item:
            problems.append(Problem("E308", place, {"found": values.get("indicator", "")}))
            continue
        places = {key: table.place(line, columns[key]) for key in FIELDS if key in columns}
        written = {key: values.get(key) for key in FIELDS}
        found, wrong = filled_row(item, written, {"": place, **places}, [])
        rows.append(found)
        problems += wrong
    return head, rows, problems
