"""Cells of a form that stand in no table: titles, instructions, sums on the hidden sheet."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from spbe_cli.core.collect import seal
from spbe_cli.store.tables.archive import column_of
from spbe_cli.store.tables.cells import cell_text
from spbe_cli.store.tables.sheets import coordinate

if TYPE_CHECKING:
    from spbe_cli.store.tables.sheets import SheetCells

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
            if mark not in (seal.COMPUTED, *there) and (sheet.title, name) not in told:
                letters = name.rstrip("0123456789")
                row, at = int(name[len(letters) :]), column_of(letters.encode())
                yield sheet, row, (at, f"#loose {name}"), cell_shown(sheet, row, at)


def cell_shown(sheet: "SheetCells", row: int, at: int) -> str:
    """Return what a cell shows; its formula where that was never computed."""
    cell = sheet.cell(row, at)
    return cell_text(cell.value) or cell.formula


def _places(sheet: "SheetCells", meta: "SheetCells", *, table: bool) -> Iterator[tuple[int, int]]:
    """Yield the cells of a sheet outside its table; of the hidden one, beneath whose form it is."""
    seals = next((at for at, cell in meta.cells.get(1, {}).items() if cell.value == seal.MARK), 0)
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
