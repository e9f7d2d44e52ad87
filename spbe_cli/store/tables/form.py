"""Forms that come home: workbooks (Excel, LibreOffice) and tables, each cell with its place."""

import re
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from spbe_cli.core import numbers
from spbe_cli.core.assessment import Opinion
from spbe_cli.core.collect.form import (
    FIELDS,
    FORMAT,
    REQUIRED,
    Form,
    ItemRow,
    Row,
    evidence_of,
    mark,
)
from spbe_cli.problems import DataError, FileError, Place, Problem
from spbe_cli.store import files
from spbe_cli.store.tables import checklist, delimited, tables, workbooks
from spbe_cli.store.tables.cells import said as _said, text as _text, unescaped

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

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
    data = files.read_bytes(name, workbooks.LIMIT, large="E301")
    if Path(name).suffix.casefold() in _TABLES:
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
    book = workbooks.opened(name, data)
    meta = next((one for one in book.worksheets if _said(one.cell(1, 1).value) == FORMAT), None)
    if meta is None:
        return None, [_no_form(name, book)]
    head = {_said(meta.cell(row, 1).value): row for row in range(2, 9)}

    def value(key: str) -> str:
        return _said(meta.cell(head[key], 2).value) if key in head else ""

    rows, items, problems = _sheets(name, [one for one in book.worksheets if one is not meta])
    asked = value("items").split()
    lost = [item for item in asked if item not in {row.item for row in rows}]
    if lost and not any(problem.code == "E308" for problem in problems):
        problems.append(Problem("E307", Place(name), {"items": tuple(lost)}))
    if not value("year").isdecimal() or value("opinion") not in list(Opinion):
        return None, [Problem("E305", Place(name))]
    form = Form(
        name=Path(name).stem,
        place=Place(name),
        institution=value("institution"),
        year=int(value("year")),
        instrument=value("instrument"),
        opinion=Opinion(value("opinion")),
        owner=value("owner") or None,
        rows=tuple(rows),
        items=tuple(items),
    )
    return form, problems


def _no_form(name: str, book: "Workbook") -> Problem:
    """Tell a form of a later version (E306) from a workbook that is none (E305)."""
    corners = [_said(one.cell(1, 1).value) for one in book.worksheets]
    newer = next((one for one in corners if one.startswith("spbe-form/")), None)
    return Problem("E306" if newer else "E305", Place(name), {"found": newer})


def _sheets(
    name: str, sheets: Iterable["Worksheet"]
) -> tuple[list[Row], list[ItemRow], list[Problem]]:
    """Return the rows and the items of evidence on all sheets, and what is wrong with them."""
    rows: list[Row] = []
    items: list[ItemRow] = []
    problems: list[Problem] = []
    for sheet in sheets:
        if checklist.is_checklist(sheet):
            listed, wrong = checklist.rows(name, sheet)
            items += listed
            problems += wrong
        elif (header := _header(sheet)) is not None:
            found, wrong = _Sheet(name, sheet, header).rows()
            rows += found
            problems += wrong
    return rows, items, [*problems, *_twice(rows)]


def _header(sheet: "Worksheet") -> _Header | None:
    """Find the hidden row of keys; columns may have been moved or inserted."""
    width = range(1, min(60, sheet.max_column) + 1)
    for row in range(1, min(20, sheet.max_row) + 1):
        values = {_said(sheet.cell(row, column).value): column for column in width}
        if "#id" in values and "level" in values:
            return _Header(row, values)
    return None


class _Sheet:
    """Reads the rows of one sheet."""

    def __init__(self, file: str, sheet: "Worksheet", header: _Header) -> None:
        self.file, self.sheet, self.header = file, sheet, header

    def rows(self) -> tuple[list[Row], list[Problem]]:
        problems = list(self._merged())
        rows: list[Row] = []
        columns = self.header.columns
        fields = [name for name in FIELDS if name in columns]
        problems += [
            Problem("E309", Place(self.file, 0, 0, self.sheet.title), {"key": name})
            for name in REQUIRED
            if name not in columns and not (name == "note" and "remark" in columns)
        ]
        for row in range(self.header.row + 2, min(_ROWS, self.sheet.max_row) + 1):
            written = {name: self._value(row, columns[name]) for name in fields}
            item = _item(self._value(row, columns["#id"]))
            if item.startswith("#"):
                continue
            place = self._place(row, columns["#id"])
            if not item:
                number = columns.get("number", columns["#id"])
                if any(_text(value) for value in written.values()):
                    problems.append(Problem("E308", place, {"found": _short(written)}))
                elif _text(self._value(row, number)):
                    problems.append(
                        Problem("E308", place, {"found": _text(self._value(row, number))})
                    )
                continue
            if re.fullmatch(r"[0-9A-Za-z._-]{1,20}", item) is None:
                problems.append(Problem("E308", place, {"found": item[:40]}))
                continue
            places = {name: self._place(row, columns[name]) for name in fields}
            for name in fields:
                if name != "level" and self.sheet.cell(row, columns[name]).data_type == "e":
                    problems.append(Problem("E319", places[name], {"found": str(written[name])}))
            kept = self._value(row, columns["marks"]) if "marks" in columns else None
            found, wrong = row_of(item, written, {"": place, **places}, _said(kept).split())
            rows.append(found)
            problems += wrong
        return rows, problems

    def _value(self, row: int, column: int) -> Any:
        value = self.sheet.cell(row, column).value
        if isinstance(value, str):
            return unescaped(value)
        return value

    def _place(self, row: int, column: int) -> Place:
        return Place(self.file, 0, 0, self.sheet.title, self.sheet.cell(row, column).coordinate)

    def _merged(self) -> Iterator[Problem]:
        """Yield the merged cells among the rows: of what they cover, only one cell is left."""
        used = [self.header.columns[key] for key in ("#id", *FIELDS) if key in self.header.columns]
        for span in self.sheet.merged_cells.ranges:
            covers = any(span.min_col <= column <= span.max_col for column in used)
            if covers and span.max_row > self.header.row + 1:
                place = Place(self.file, 0, 0, self.sheet.title, str(span.coord))
                yield Problem("E314", place)


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
    problems += _twice(rows)
    if not head.get("year", "").isdecimal() or head.get("opinion") not in list(Opinion):
        return None, [*problems, Problem("E305", Place(name))]
    form = Form(
        name=Path(name).stem,
        place=Place(name),
        institution=head["institution"],
        year=int(head["year"]),
        instrument=head["instrument"],
        opinion=Opinion(head["opinion"]),
        rows=tuple(rows),
    )
    return form, problems


def _lines(
    table: tables.Table, columns: Mapping[str, int]
) -> tuple[dict[str, str], list[Row], list[Problem]]:
    """Return whose form it is, its rows, and what is wrong; E308 where a row is another's."""
    rows: list[Row] = []
    problems: list[Problem] = []
    head: dict[str, str] = {}
    for line, cells in table.rows:
        values = {key: _bare(cells[at]) for key, at in columns.items() if at < len(cells)}
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
        found, wrong = row_of(item, written, {"": place, **places}, [])
        rows.append(found)
        problems += wrong
    return head, rows, problems


def _bare(text: str) -> str:
    """Take away the apostrophe that keeps a spreadsheet from running a text as a formula."""
    return text[1:] if re.match(r"'+[=+\-@\t\r]", text) else text


# --- cells -----------------------------------------------------------------------------------


def row_of(
    item: str, written: Mapping[str, Any], places: Mapping[str, Place], kept: list[str]
) -> tuple[Row, list[Problem]]:
    """Return a row from what its cells hold, and what is wrong with them."""
    level = level_of(written.get("level"))
    problems = []
    if level is None and _text(written.get("level")) not in _EMPTY:
        found = _text(written.get("level")).split("\n")[0][:40]
        problems.append(Problem("E315", places.get("level"), {"found": found, "id": item}))
    texts = {name: _text(written.get(name)) for name in FIELDS}
    texts["level"] = "" if level is None else numbers.exact(level)
    marks = dict(zip(FIELDS, kept, strict=False))
    untouched = frozenset(name for name in FIELDS if marks.get(name) == mark(name, texts[name]))
    lines = map(evidence_of, texts["evidence"].split("\n"))
    row = Row(
        item=item,
        level=level,
        evidence=tuple(one for one in lines if one is not None),
        note=texts["note"] or None,
        owner=texts["owner"] or None,
        fact=texts["fact"] or None,
        analysis=texts["analysis"] or None,
        remark=texts["remark"] or None,
        untouched=untouched,
        places=places,
    )
    return row, problems


def level_of(value: object) -> Fraction | None:
    """Read a level as Excel and people write it: 3, "3", 3.0, " 3 ", "3,0", "Tingkat 3"."""
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return numbers.parse(f"{value:.12g}")
    found = _LEVEL.fullmatch(_text(value).replace("\u00a0", " ").strip())
    return numbers.parse(found[1]) if found else None


def _item(value: object) -> str:
    return _text(value).removesuffix(".0")


def _short(written: Mapping[str, Any]) -> str:
    return next((text for text in map(_text, written.values()) if text), "")[:40]


def _twice(rows: list[Row]) -> Iterator[Problem]:
    """Yield rows whose item another row has already."""
    first: dict[str, Place] = {}
    for row in rows:
        if row.item in first:
            params = {"id": row.item, "at": str(first[row.item])}
            yield Problem("E316", row.places[""], params)
        first.setdefault(row.item, row.places[""])
