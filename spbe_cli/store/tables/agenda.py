"""Agendas that come home: workbooks and tables of planned steps, each cell with its place."""

import datetime as dt
import re
import zipfile
from collections.abc import Callable, Iterator
from fractions import Fraction
from io import BytesIO
from pathlib import Path

from spbe_cli.core import numbers
from spbe_cli.core.collect import written
from spbe_cli.core.plan.agenda import FORMAT
from spbe_cli.core.plan.progress import Returned
from spbe_cli.core.planned import Planned, PlannedStep, Progress
from spbe_cli.problems import DataError, Place, Problem, SpbeError
from spbe_cli.store import files
from spbe_cli.store.tables import delimited, tables, workbooks
from spbe_cli.store.tables.cells import cell_text
from spbe_cli.store.tables.comments import unread_comments
from spbe_cli.store.tables.sheets import SheetCells, coordinate

_TABLES = (".csv", ".tsv", ".txt")
_LARGEST = 2_000_000  # bytes of a part that is looked into; those of ours have some 50 000
_PARTS = 60  # of a workbook that are looked into
_KEYS = {"indicator", "to", "status", "due"}
_READ = (*_KEYS, "owner", "effort", "year", "quarter", "program", "budget")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_LOCAL = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")

_HEAD = {"institution", "assessment_year", "instrument", "target", "unit"}

AgendaRow = tuple[dict[str, str], Callable[[str], Place]]  # cells by key, and where each stands


def is_agenda(name: str) -> bool:
    """Whether a file is an agenda of ours, by what is in it.

    Of a file that is missing, torn or too large: no. Whoever reads it then says so.
    """
    try:
        data = b"" if name == files.STDIN else files.read_bytes(name, workbooks.WORKBOOK_LIMIT)
    except SpbeError:
        return False
    if Path(name).suffix.casefold() in _TABLES:
        try:
            return FORMAT in delimited.decoded_table(data, name)
        except SpbeError:
            return False
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            # Some programs keep texts by themselves, some in the sheets.
            listed = [one for one in archive.infolist() if one.filename.endswith(".xml")]
            small = [one for one in listed if one.file_size <= _LARGEST][:_PARTS]
            return any(FORMAT.encode() in archive.read(one) for one in small)
    except Exception:  # noqa: BLE001  a torn archive breaks in any way there is
        return False


def read(name: str) -> Returned:
    """Read an agenda; DataError with every problem of its cells."""
    table = Path(name).suffix.casefold() in _TABLES
    book = [] if table else _book(name)
    rows = list(_table(name) if table else _workbook(name, book))
    if not rows:
        raise DataError([Problem("E006", Place(name))])
    lost = sorted((_KEYS | _HEAD) - rows[0][0].keys())
    if lost:
        names = tuple(rows[0][0])
        raise DataError(
            [Problem("E261", Place(name), {"key": key, "names": names}) for key in lost]
        )
    reader = _Reader()
    steps = [step for cells, place in rows if (step := reader.step(cells, place)) is not None]
    if reader.problems or not steps:
        raise DataError(reader.problems or [Problem("E006", Place(name))])
    head, place = rows[0]
    planned = Planned(numbers.parse(head["target"]), head["unit"] or None, tuple(steps))
    year = head["assessment_year"]
    return Returned(
        head["institution"],
        numbers.whole_number(year) or 0,
        head["instrument"],
        planned,
        reader.owners,
        reader.places,
        {"target": place("target"), "unit": place("unit")},
        reader.efforts,
        tuple(unread_comments(name, book)),
    )


def _table(name: str) -> Iterator[AgendaRow]:
    found = tables.read(name, lambda cells: "format" in cells)
    at = {key: column for column, key in enumerate(found.heading)}
    for number, cells in found.rows:
        if any(cells):
            padded = [*cells, *[""] * (len(at) - len(cells))]
            row = {key: padded[column].strip() for key, column in at.items()}
            yield row, _placed(found.place, number, at)


def _placed(
    place: Callable[[int, int], Place], number: int, at: dict[str, int]
) -> Callable[[str], Place]:
    return lambda key: place(number, at.get(key, 0))


def _book(name: str) -> list[SheetCells]:
    data = files.read_bytes(name, workbooks.WORKBOOK_LIMIT, large="E301")
    return workbooks.read_sheets(name, data)


def _workbook(name: str, book: list[SheetCells]) -> Iterator[AgendaRow]:
    meta = next((one for one in book if cell_text(one.cell(1, 1).value) == FORMAT), None)
    if meta is None:
        raise DataError([Problem("E006", Place(name))])
    head = {
        cell_text(meta.cell(row, 1).value): cell_text(meta.cell(row, 2).value)
        for row in range(2, 8)
    }
    heads = {
        cell_text(meta.cell(row, 1).value): Place(name, 0, 0, meta.title, coordinate(row, 2))
        for row in range(2, 8)
    }
    for sheet in book:
        for row in range(1, 20):
            columns = range(1, sheet.width + 1)
            keys = {cell_text(sheet.cell(row, at).value): at for at in columns}
            if len(_KEYS & keys.keys()) > 1:
                for cells, places in _sheet(name, sheet, row, keys):
                    yield {**head, **cells}, _known({**heads, **places}, name)
                return


def _known(places: dict[str, Place], name: str) -> Callable[[str], Place]:
    return lambda key: places.get(key, Place(name))


def _sheet(
    name: str, sheet: SheetCells, top: int, keys: dict[str, int]
) -> Iterator[tuple[dict[str, str], dict[str, Place]]]:
    for row in range(top + 1, sheet.depth + 1):
        cells = {key: cell_text(sheet.cell(row, at).value) for key, at in keys.items() if key}
        places = {
            key: Place(name, 0, 0, sheet.title, coordinate(row, at)) for key, at in keys.items()
        }
        if re.fullmatch(r"[0-9][0-9-]*", cells.get("indicator", "")):
            lost = [key for key in _READ if key in keys and sheet.cell(row, keys[key]).uncomputed]
            if lost:
                raise DataError([Problem("E333", places[key]) for key in lost])
            yield cells, places


class _Reader:
    """Turns rows into steps, noting what cannot be read."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.owners: dict[str, str] = {}
        self.places: dict[tuple[str, Fraction], Place] = {}
        self.efforts: dict[tuple[str, Fraction], Fraction] = {}

    def step(self, cells: dict[str, str], place: Callable[[str], Place]) -> PlannedStep | None:
        """Return the step of a row; None where it has no level."""
        item, to = cells["indicator"], numbers.parse(cells["to"])
        if to is None:
            self.problems.append(Problem("E315", place("to"), {"found": cells["to"], "id": item}))
            return None
        if (item, to) in self.places:
            params = {"id": item, "at": str(self.places[item, to])}
            self.problems.append(Problem("E316", place("indicator"), params))
        self.places[item, to] = place("indicator")
        if cells.get("owner"):
            self.owners[item] = cells["owner"]
        if effort := numbers.parse(cells.get("effort", "")):
            self.efforts[item, to] = effort
        return PlannedStep(
            item,
            to,
            effort or Fraction(1),
            self.year(cells.get("year", ""), place("year")),
            self.quarter(cells.get("quarter", ""), place("quarter")),
            self.status(cells["status"], place("status")),
            self.day(cells["due"], place("due")),
            cells.get("program") or None,
            self.money(cells.get("budget", ""), place("budget")),
        )

    def money(self, text: str, place: Place) -> Fraction | None:
        found = numbers.read_amount(text)
        if text and found is None:
            self.problems.append(Problem("E330", place, {"found": text}))
        return found

    def year(self, text: str, place: Place) -> int | None:
        """Return a year; that it comes after the assessment is for others to say."""
        found = numbers.parse(text) if text else None
        if text and (found is None or found.denominator != 1 or not 1000 <= found <= 9999):
            self.problems.append(Problem("E263", place, {"found": text}))
            return None
        return None if found is None else int(found)

    def quarter(self, text: str, place: Place) -> int | None:
        found = written.read_quarter(text) if text else None
        if text and found is None:
            self.problems.append(Problem("E262", place, {"found": text}))
        return found

    def status(self, text: str, place: Place) -> Progress | None:
        word = text.strip().casefold()
        if word and word not in list(Progress):
            known = tuple(Progress)
            self.problems.append(Problem("E328", place, {"found": text, "known": known}))
        return Progress(word) if word in list(Progress) else None

    def day(self, text: str, place: Place) -> dt.date | None:
        found, local = _ISO.match(text), _LOCAL.fullmatch(text)
        parts = found.groups() if found else local.groups()[::-1] if local else None
        if parts is not None:
            try:
                return dt.date(*map(int, parts))
            except ValueError:
                pass
        elif day := written.read_day(text):
            return day
        if text:
            self.problems.append(Problem("E329", place, {"found": text}))
        return None
