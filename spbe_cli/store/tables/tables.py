"""Tables that people send, as texts with their places: CSV as spreadsheets write it, and .xlsx."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from spbe_cli.problems import DataError, Place, Problem
from spbe_cli.store import files, national
from spbe_cli.store.tables import delimited
from spbe_cli.store.tables.cells import said

LIMIT = 200_000_000  # bytes of a CSV: some million rows of published indices
_WORKBOOKS = (".xlsx", ".xlsm")


class Table(NamedTuple):
    """A heading and the rows beneath it, each with its number; `place` names a cell of them.

    Columns are counted from 0. `rows` is read once, while the file is. DataError E413 where a CSV
    breaks off in the middle. `others` are further sheets of a workbook that have a heading too.
    """

    heading: list[str]
    row: int
    rows: Iterator[tuple[int, list[str]]]
    place: Callable[[int, int], Place]
    others: tuple[str, ...] = ()


def read(name: str, is_heading: Callable[[list[str]], bool]) -> Table:
    """Read a table: a workbook by its ending (.xlsx), anything else as CSV.

    ``nasional:2024`` is the list of that year that the package holds.

    The heading is the first row that `is_heading` takes (of all sheets), else the first row that is
    not empty. FileError where the file cannot be read, DataError where it is empty or no text.
    """
    year = national.year_of(name)
    if year is not None:
        return of_csv(name, national.listed(name, year), is_heading)
    if Path(name).suffix.casefold() in _WORKBOOKS:
        return _workbook(name, is_heading)
    return of_csv(name, files.read_bytes(name, LIMIT), is_heading)


def of_csv(name: str, data: bytes, is_heading: Callable[[list[str]], bool]) -> Table:
    """Return the table that the bytes of a CSV hold; otherwise as `read`."""
    rows = delimited.rows(name, data, is_heading)
    return _table(name, rows, is_heading, lambda row, column: Place(name, row, column + 1))


def _workbook(name: str, is_heading: Callable[[list[str]], bool]) -> Table:
    from spbe_cli.store.tables import workbooks  # a CSV needs none of it

    data = files.read_bytes(name, workbooks.LIMIT)
    book = workbooks.opened(name, data, whole=False)
    found = [_sheet(name, sheet, is_heading) for sheet in book.worksheets]
    listed = [one for one in found if one is not None]
    if not listed:
        raise DataError([Problem("E006", Place(name))])
    headed = [one for one in listed if is_heading(one.heading)]
    if not headed:
        return listed[0]
    return headed[0]._replace(others=tuple(one.place(0, 0).sheet for one in headed[1:]))


def _sheet(name: str, sheet: Any, is_heading: Callable[[list[str]], bool]) -> Table | None:
    """Return the table of a sheet; None where the sheet is empty."""
    try:
        return _table(
            name,
            _sheet_rows(sheet),
            is_heading,
            lambda row, column: Place(name, 0, 0, sheet.title, f"{_letters(column)}{row}"),
        )
    except DataError:
        return None


def _sheet_rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    sheet.reset_dimensions()  # what a file says of its size may be wrong
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        yield number, list(map(said, row))


def _table(
    name: str,
    rows: Iterator[tuple[int, list[str]]],
    is_heading: Callable[[list[str]], bool],
    place: Callable[[int, int], Place],
) -> Table:
    """Find the heading; what stands above it is a title."""
    passed: list[tuple[int, list[str]]] = []
    for number, cells in rows:
        if is_heading(cells):
            return Table(cells, number, rows, place)
        if any(cell.strip() for cell in cells):
            passed.append((number, cells))
        if len(passed) >= delimited.TALLEST:
            break
    if not passed:
        raise DataError([Problem("E006", Place(name))])
    number, cells = passed[0]
    return Table(cells, number, iter(()), place)


def _letters(column: int) -> str:
    """Return the letters of a column of a sheet: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
