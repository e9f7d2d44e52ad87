"""Tables that people send, as texts with their places: CSV as spreadsheets write it, and .xlsx."""

from collections.abc import Callable, Iterator, Sequence, Set as AbstractSet
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from spbe_cli.problems import DataError, Place, Problem
from spbe_cli.store import files, national
from spbe_cli.store.tables import delimited, headings, mistaken
from spbe_cli.store.tables.cells import cell_text
from spbe_cli.store.tables.sheets import coordinate

if TYPE_CHECKING:
    from spbe_cli.store.tables.sheets import Sheet

BOOK = 20_000_000  # bytes of a workbook
TABLE_LIMIT = 200_000_000  # bytes of a CSV: some million rows of published indices
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")


class Table(NamedTuple):
    """A heading and the rows beneath it, each with its number; `place` names a cell of them.

    Columns are counted from 0. `rows` is read once, while the file is. DataError E413 where a CSV
    breaks off in the middle. `others` are further sheets of a workbook that have a heading too.
    `hidden` are rows that are not shown, `uncomputed` cells whose formula was never computed: both
    are filled as rows are read, and so are `merged` cells (rows and columns, first and last).
    `title` is what stands above the heading.
    """

    heading: list[str]
    row: int
    rows: Iterator[tuple[int, list[str]]]
    place: Callable[[int, int], Place]
    others: tuple[str, ...] = ()
    hidden: AbstractSet[int] = frozenset()
    uncomputed: AbstractSet[tuple[int, int]] = frozenset()
    title: tuple[str, ...] = ()
    merged: Sequence[tuple[int, int, int, int]] = ()


def read(name: str, is_heading: Callable[[list[str]], bool]) -> Table:
    """Read a table: a workbook by its ending (.xlsx), anything else as CSV.

    ``nasional:2024`` is the list of that year that the package holds.

    The heading is the first row that `is_heading` takes (of all sheets), else the first row that is
    not empty. FileError where the file cannot be read, DataError where it is empty or no text.
    """
    year = national.list_year(name)
    if year is not None:
        return of_csv(name, national.national_list(name, year), is_heading)
    if Path(name).suffix.casefold() in WORKBOOKS:
        data = files.read_bytes(name, BOOK)
        mistaken.refuse_documents(name, data)
        return _workbook(name, data, is_heading)
    data = files.read_bytes(name, TABLE_LIMIT)
    mistaken.refuse_documents(name, data)
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):  # whatever its name says
        return _workbook(name, data, is_heading)
    return of_csv(name, data, is_heading)


def of_csv(name: str, data: bytes, is_heading: Callable[[list[str]], bool]) -> Table:
    """Return the table that the bytes of a CSV hold; otherwise as `read`."""
    rows = delimited.delimited_rows(name, data, is_heading)
    return _table(name, rows, is_heading, lambda row, column: Place(name, row, column + 1))


def _workbook(name: str, data: bytes, is_heading: Callable[[list[str]], bool]) -> Table:
    from spbe_cli.store.tables import workbooks  # a CSV needs none of it

    found = [_sheet(name, sheet, is_heading) for sheet in workbooks.opened(name, data)]
    listed = [one for one in found if one is not None]
    if not listed:
        raise DataError([Problem("E006", Place(name))])
    headed = [one for one in listed if is_heading(one.heading)]
    if not headed:
        return listed[0]
    return headed[0]._replace(others=tuple(one.place(0, 0).sheet for one in headed[1:]))


def _sheet(name: str, sheet: "Sheet", is_heading: Callable[[list[str]], bool]) -> Table | None:
    """Return the table of a sheet; None where the sheet is empty."""
    uncomputed: set[tuple[int, int]] = set()
    try:
        table = _table(
            name,
            _sheet_rows(sheet, uncomputed),
            is_heading,
            lambda row, column: Place(name, 0, 0, sheet.title, coordinate(row, column + 1)),
        )
    except DataError:
        return None
    return table._replace(hidden=sheet.hidden, uncomputed=uncomputed, merged=sheet.merged)


def _sheet_rows(
    sheet: "Sheet", uncomputed: set[tuple[int, int]]
) -> Iterator[tuple[int, list[str]]]:
    for number, row in sheet.rows():
        cells = [""] * max(row, default=0)
        for column, one in row.items():
            if one.value is None:
                uncomputed.add((number, column - 1))
            else:
                cells[column - 1] = cell_text(one.value)
        yield number, cells


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
            title = tuple(cell for _number, one in passed for cell in one if cell.strip())
            below = next(rows, None)
            joined = None if below is None else _joined(cells, below[1])
            if joined is not None:
                return Table(joined, number, rows, place, title=title)
            return Table(cells, number, chain([below] if below else [], rows), place, title=title)
        if any(cell.strip() for cell in cells):
            passed.append((number, cells))
        if len(passed) >= delimited.TALLEST:
            break
    if not passed:
        raise DataError([Problem("E006", Place(name))])
    number, cells = passed[0]
    return Table(cells, number, iter(()), place)


def _joined(above: list[str], below: list[str]) -> list[str] | None:
    """Return a heading of two rows as one; None where the second row is none of the heading.

    It is where it holds words alone, and stands beneath what is empty or spans several columns.
    """
    filled = [at for at, cell in enumerate(below) if cell.strip()]
    wide = above + [""] * (len(below) - len(above))
    beneath = [at for at in filled if not wide[at].strip()]
    if len(filled) < 2 or not beneath:
        return None
    if any(_figure(below[at]) for at in filled) and not _counted(wide, below, filled):
        return None
    if any(wide[at].strip() for at in filled if at + 1 not in beneath and at not in beneath):
        return None  # a row of values, which stand beneath headings
    found, over = [], ""
    for at, cell in enumerate(wide):
        over = cell if cell.strip() else over
        lower = below[at].strip() if at < len(below) else ""
        key = headings.heading_key(lower)
        known = not lower or key not in (lower, headings.plain_heading(lower))
        found.append(cell if not lower else lower if known else f"{over} {lower}".strip())
    return found


def _counted(above: list[str], below: list[str], filled: list[int]) -> bool:
    """Whether the figures of a row count what one heading spans: ``Domain`` over 1, 2, 3 and 4."""
    first = filled[0]
    return (
        headings.spans_parts(above[first])
        and filled == [*range(first, first + len(filled))]
        and [below[at].strip() for at in filled] == [*map(str, range(1, len(filled) + 1))]
    )


def _figure(text: str) -> bool:
    return text.strip().replace(",", ".").replace(".", "", 1).isdigit()
