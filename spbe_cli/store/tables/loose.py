"""Cells of a form that stand in no table: titles, instructions, sums on the hidden sheet."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from spbe_cli.core.collect import seal
from spbe_cli.store.tables.archive import column_of
from spbe_cli.store.tables.cells import cell_text
from spbe_cli.store.tables.sheets import coordinate

if TYPE_CHECKING:
    from spbe_cli.store.tables.sheets import SheetCells

_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_KEYS, _ROWS = 3, 5_000  # the row of the keys of a table; how far rows go
StrangeCell = tuple["SheetCells", int, tuple[int, str], str]  # row, column and key, what it shows


def strange_cells(
    meta: "SheetCells",
    sheets: "Sequence[SheetCells]",
    seals: Mapping[str, str],
    has_table: "Callable[[SheetCells], bool]",
) -> tuple[list[StrangeCell], list[StrangeCell]]:
    """Return cells that are not as they were, and the first cell of each sheet that is new.

    On sheets that people see rows may be put in, so a text of them is known wherever it stands; on
    the hidden one each cell has its place. A form of an earlier version has no such seals.
    """
    sealed = {
        about.removeprefix(seal.SHEET): seal.marks_in(marks)
        for about, marks in seals.items()
        if about.startswith(seal.SHEET)
    }
    if not sealed:
        return [], []
    known = {mark for title in sealed if title != meta.title for mark in sealed[title].values()}
    computed = any(cell.formula for row in meta.cells.values() for cell in row.values())
    found: list[StrangeCell] = []
    new: list[StrangeCell] = []
    there: set[str] = set()
    for sheet in (meta, *sheets):
        if sheet is not meta and sheet.title not in sealed and not has_table(sheet):
            new += [(sheet, *one) for one in _first(sheet)]
            continue
        marks = sealed.get(sheet.title, {})
        for row, at in _places(sheet, meta, table=has_table(sheet)):
            cell, text = sheet.cell(row, at), cell_shown(sheet, row, at)
            own, mark = marks.get(coordinate(row, at)), seal.mark_of(text)
            there.add(mark)
            if own == seal.COMPUTED and sheet is not meta:
                right = bool(cell.formula) or not computed or mark in known
            elif own == seal.COMPUTED:
                right = bool(cell.formula) or not computed
            else:
                right = mark == own if sheet is meta else bool(cell.formula) or mark in known
            if text and not right:
                found.append((sheet, row, (at, f"#loose {coordinate(row, at)}"), text))
    found += _gone(meta, sheets, sealed, there, found)
    return found, new


def _gone(
    meta: "SheetCells",
    sheets: "Sequence[SheetCells]",
    sealed: Mapping[str, Mapping[str, str]],
    there: set[str],
    found: Sequence[StrangeCell],
) -> Iterator[StrangeCell]:
    """Yield the places of texts that stand nowhere any more, unless another text there is told."""
    told = {(sheet.title, coordinate(row, key[0])) for sheet, row, key, _text in found}
    for sheet in (meta, *sheets):
        for name, mark in sealed.get(sheet.title, {}).items():
            if mark in (seal.COMPUTED, *there) or (sheet.title, name) in told:
                continue
            if cell := _CELL.fullmatch(name):
                row, at = int(cell[2]), column_of(cell[1].encode())
                yield sheet, row, (at, f"#loose {name}"), cell_shown(sheet, row, at)
            else:  # somebody has written into the seal itself
                row, at = _seal_of(meta, sheet.title)
                yield meta, row, (at, f"#loose {row}"), cell_shown(meta, row, at)


def _seal_of(meta: "SheetCells", title: str) -> tuple[int, int]:
    """Return where the hidden sheet keeps the seal of a sheet."""
    beside = _seals_at(meta)
    about = f"{seal.SHEET}{title}"
    return next(
        (row, beside + 1)
        for row, cells in meta.cells.items()
        if beside in cells and cell_text(cells[beside].value) == about
    )


def _seals_at(meta: "SheetCells") -> int:
    """Return the column above which the hidden sheet says that seals follow; 0 where none does."""
    return next((at for at, cell in meta.cells.get(1, {}).items() if cell.value == seal.MARK), 0)


def cell_shown(sheet: "SheetCells", row: int, at: int) -> str:
    """Return what a cell shows; its formula where that was never computed."""
    cell = sheet.cell(row, at)
    return cell_text(cell.value) or cell.formula


def _places(sheet: "SheetCells", meta: "SheetCells", *, table: bool) -> Iterator[tuple[int, int]]:
    """Yield the cells of a sheet outside its table; of the hidden one, beneath whose form it is."""
    seals = _seals_at(meta)
    for row, cells in sheet.cells.items():
        for at in cells:
            if sheet is meta:
                if row > seal.HEAD_ROWS and at < seals:
                    yield row, at
            elif row < _KEYS or not table:
                yield row, at


def _first(sheet: "SheetCells") -> Iterator[tuple[int, tuple[int, str], str]]:
    """Yield the first cell of a sheet that shows something; nothing of an empty one."""
    for row in sorted(sheet.cells):
        for at in sorted(sheet.cells[row]):
            if text := cell_shown(sheet, row, at):
                yield row, (at, "#sheet"), text
                return
