"""Tells what of a kertas kerja is not read, though it holds indicators, and how it can be."""

from spbe_cli.core.collect.likeness import Names
from spbe_cli.core.collect.ticks import column_level
from spbe_cli.core.collect.worksheet import PLAIN, number_of
from spbe_cli.core.instrument import Instrument
from spbe_cli.problems import Problem
from spbe_cli.store.tables.cells import cell_text
from spbe_cli.store.tables.filled import level_of
from spbe_cli.store.tables.sheets import SheetCells
from spbe_cli.store.tables.table_columns import TableColumns, page_place, short_name
from spbe_cli.store.tables.table_head import Heading, letters

_LOOKED = 1_000  # rows in which indicators are looked for


def headless(
    page: SheetCells, sheet: tuple[str, int], law: Instrument, names: Names
) -> Problem | None:
    """Return E344 at the first indicator of a sheet without a heading; None where it has none.

    `sheet`: the file, and the number of the sheet in it.
    """
    name, number = sheet
    title = page.title if PLAIN.fullmatch(page.title) else str(number)
    for row, cells in page.cells.items():
        if row > _LOOKED:
            break
        texts = [(at, cell_text(cell.value)) for at, cell in cells.items()]
        for at, text in texts:
            item = number_of(text)
            if item is None or item not in names.words:
                continue
            words = [(other, one) for other, one in texts if len(one.split()) > 1]
            named = [other for other, one in words if names.meant(one)[0] == item]
            if named:
                rows = range(row, page.depth + 1)
                later = [one for one, _text in texts if one not in (at, named[0])]
                near = [one for one in later if _may_be_level(page, rows, one, law)]
                params = {
                    "name": title,
                    "number": letters(at),
                    "text": letters(named[0]),
                    "level": letters(near[0]) if near else "…",
                }
                return Problem("E344", page_place(name, page, row, at), params)
    return None


def levelless(
    name: str, page: SheetCells, heading: Heading, columns: TableColumns, law: Instrument
) -> Problem:
    """Return E345: no column is known to hold levels; one that may is named."""
    rows = range(columns.first, columns.last + 1)
    near = [
        at
        for at in columns.unread
        if heading.roles.get(at) != "previous"
        and column_level(heading.parts[at][-1]) is None  # one of several levels is none of its own
        and _may_be_level(page, rows, at, law)
    ]
    params = {
        "names": tuple(heading.text(at) for at in heading.parts),
        "one": short_name(heading, near[0]) if near else "…",
    }
    first = min(heading.parts, default=1)
    return Problem("E345", page_place(name, page, max(1, heading.row), first), params)


def _may_be_level(page: SheetCells, rows: range, at: int, law: Instrument) -> bool:
    values = [page.cell(row, at).value for row in rows if page.cell(row, at).value is not None]
    levels = [level_of(one) for one in values]
    fitting = [one for one in levels if one is not None and not law.scale.fault(one)]
    return bool(fitting) and len(fitting) == len(values)
