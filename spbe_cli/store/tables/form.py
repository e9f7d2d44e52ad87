"""Forms that come home: workbooks (of Excel or LibreOffice) and tables, each cell with its place.

What people send is not trusted: sizes are bounded before anything is unpacked.
"""

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from spbe_cli.core import numbers
from spbe_cli.core.assessment import Opinion
from spbe_cli.core.collect.form import FIELDS, FORMAT, Form, ItemRow, Row, evidence_of, mark
from spbe_cli.problems import DataError, FileError, Place, Problem
from spbe_cli.store.files import reason
from spbe_cli.store.tables import checklist
from spbe_cli.store.tables.cells import said as _said, text as _text, unescaped

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

LIMIT = 20_000_000  # bytes of a file; a form of ours has some 30 000
UNPACKED, XML, RATIO = 200_000_000, 50_000_000, 200  # of what is inside a workbook
_ROWS = 5_000  # of a sheet; what stands further down is not a form's
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_HEAD = ("institution", "year", "instrument", "opinion", "indicator")
_LEVEL = re.compile(r"(?:tingkat|level|nilai)?\s*:?\s*([0-9.,]+)", re.IGNORECASE)
_EMPTY = ("", "-", "–")


def read(name: str) -> Form:
    """Read a form: a workbook, or by its ending (.csv) a table.

    Raises FileError where it cannot be opened, DataError with every problem of its cells.
    """
    data = _bytes(name)
    if Path(name).suffix.casefold() == ".csv":
        form, problems = _table(name, data)
    else:
        form, problems = _workbook(name, data)
    if form is None or problems:
        raise DataError(problems)
    return form


def _bytes(name: str) -> bytes:
    place = Place(name)
    try:
        with Path(name).open("rb") as stream:
            data = stream.read(LIMIT + 1)
            size = Path(name).stat().st_size
    except FileNotFoundError:
        raise FileError([Problem("E001", place)]) from None
    except (OSError, ValueError) as error:
        raise FileError([Problem("E002", place, {"reason": reason(error)})]) from None
    if len(data) > LIMIT:
        large = {"size": Fraction(-(-size // 100_000), 10), "limit": LIMIT // 1_000_000}
        raise FileError([Problem("E301", place, large)])
    return data


# --- workbooks -------------------------------------------------------------------------------


class _Header(NamedTuple):
    """Where a sheet keeps its keys: the row, and the column of each."""

    row: int
    columns: Mapping[str, int]


def _workbook(name: str, data: bytes) -> tuple[Form | None, list[Problem]]:
    book = _open(name, data)
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    meta = next((one for one in sheets.values() if _said(one.cell(1, 1).value) == FORMAT), None)
    if meta is None:
        corners = [_said(one.cell(1, 1).value) for one in sheets.values()]
        newer = next((one for one in corners if one.startswith("spbe-form/")), None)
        return None, [Problem("E306" if newer else "E305", Place(name), {"found": newer})]
    head = {_said(meta.cell(row, 1).value): row for row in range(2, 9)}

    def value(key: str) -> str:
        return _said(meta.cell(head[key], 2).value) if key in head else ""

    rows: list[Row] = []
    items: list[ItemRow] = []
    problems: list[Problem] = []
    for sheet in book.worksheets:
        if checklist.is_checklist(sheet):
            listed, wrong = checklist.rows(name, sheet)
            items += listed
            problems += wrong
            continue
        header = None if sheet is meta else _header(sheet)
        if header is not None:
            found, wrong = _Sheet(name, sheet, header).rows()
            rows += found
            problems += wrong
    problems += _twice(rows)
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


def _open(name: str, data: bytes) -> "Workbook":
    """Open a workbook that is small enough and is one; FileError otherwise."""
    examine(name, data)
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of extensions that openpyxl leaves out
        try:
            return _reader()(io.BytesIO(data))
        except Exception:  # noqa: BLE001  a damaged file breaks openpyxl in any way there is
            raise FileError([Problem("E302", Place(name))]) from None


def examine(name: str, data: bytes) -> None:
    """Look at a workbook before it is opened; FileError where it is none, locked, or swollen."""
    place = Place(name)
    if data.startswith(_OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in data
        raise FileError([Problem("E303" if locked else "E302", place)])
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            swollen = _swollen(archive)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise FileError([Problem("E302", place)]) from None
    if swollen:
        raise FileError([Problem("E304", place)])


def _swollen(archive: zipfile.ZipFile) -> bool:
    """Tell whether a workbook grows too large when it is unpacked, or builds itself up by XML."""
    entries = archive.infolist()
    total = sum(one.file_size for one in entries)
    packed = sum(one.compress_size for one in entries)
    xml = [one for one in entries if one.filename.endswith((".xml", ".rels"))]
    size = sum(one.file_size for one in xml)
    if total > UNPACKED or size > XML or (total > 5_000_000 and total > RATIO * max(1, packed)):
        return True
    for one in xml:
        with archive.open(one) as stream:
            if b"<!DOCTYPE" in stream.read(4096):
                return True
    return False


def _reader() -> "Callable[[io.BytesIO], Workbook]":
    """Return openpyxl's reader with strings left as the file has them (it unescapes by halves)."""
    from openpyxl.cell.text import Text
    from openpyxl.reader import excel
    from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
    from openpyxl.xml.functions import iterparse

    class Reader(excel.ExcelReader):
        def read_strings(self) -> None:
            part = self.package.find(SHARED_STRINGS)  # type: ignore[no-untyped-call]
            if part is None:
                return
            with self.archive.open(part.PartName[1:]) as source:
                for _event, node in iterparse(source):
                    if node.tag == f"{{{SHEET_MAIN_NS}}}si":
                        text = Text.from_tree(node)
                        self.shared_strings.append("" if text is None else text.content)
                        node.clear()

    def read(stream: io.BytesIO) -> Any:
        reader = Reader(stream, data_only=True, keep_links=False)
        reader.read()
        return reader.wb

    return read


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
            for name in FIELDS
            if name not in columns
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
    """Read a CSV: semicolons, commas or tabs; UTF-8, or what Excel writes on Windows."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    first = text.partition("\n")[0]
    separator = max(";,\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows: list[Row] = []
    problems: list[Problem] = []
    head: dict[str, str] = {}
    columns: dict[str, int] = {}
    try:
        for cells in reader:
            if not columns:
                columns = {key.strip(): at for at, key in enumerate(cells)}
                lost = [key for key in (*_HEAD, "level") if key not in columns]
                if lost:
                    return None, [Problem("E305", Place(name, 1, 1))]
                continue
            values = {key: _bare(cells[at]) for key, at in columns.items() if at < len(cells)}
            if not any(values.values()):
                continue
            places = {
                key: Place(name, reader.line_num, columns[key] + 1)
                for key in FIELDS
                if key in columns
            }
            whose = {key: values.get(key, "").strip() for key in _HEAD[:-1]}
            head = head or whose
            place = Place(name, reader.line_num, columns["indicator"] + 1)
            if whose != head or not _item(values.get("indicator")):
                problems.append(Problem("E308", place, {"found": values.get("indicator", "")}))
                continue
            written = {key: values.get(key) for key in FIELDS}
            item = _item(values.get("indicator"))
            found, wrong = row_of(item, written, {"": place, **places}, [])
            rows.append(found)
            problems += wrong
    except csv.Error:
        return None, [Problem("E302", Place(name, reader.line_num, 1))]
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
