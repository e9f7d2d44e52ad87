"""Cells of a form beside its inputs that are not as they were when it was written."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from spbe_cli.core.collect import seal
from spbe_cli.core.collect.form import FIELDS, ITEM_KEY
from spbe_cli.problems import Place, Problem
from spbe_cli.store.tables import loose
from spbe_cli.store.tables.cells import cell_text, item_of
from spbe_cli.store.tables.comments import unread_comments
from spbe_cli.store.tables.hyperlinks import LinkedCell, untaken
from spbe_cli.store.tables.leading import unread_links
from spbe_cli.store.tables.loose import StrangeCell, cell_shown
from spbe_cli.store.tables.sheets import coordinate

if TYPE_CHECKING:
    from spbe_cli.store.tables.sheets import SheetCells

_DEEPEST, _WIDEST, _ROWS = 20, 60, 5_000  # where keys are looked for, and how far rows go
_CHECKED = ("number", "name", "tier", "code", "text")


def _altered(file: str, meta: "SheetCells", sheets: "Sequence[SheetCells]") -> list[Problem]:
    """Return E339 for each column of a sheet with such cells: the first one, and how many more.

    `meta` is the hidden sheet; a form of an earlier version has no seals.
    """
    seals = _seals(meta)
    if not seals:
        return []
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    strange, new = loose.strange_cells(meta, sheets, seals, lambda sheet: _keys(sheet) is not None)
    for sheet, row, key, text in [*_broken(meta, sheets, seals), *strange]:
        found.setdefault((sheet.title, key[1]), []).append((coordinate(row, key[0]), text))
    changed = [
        Problem(
            "E339" if len(cells) == 1 else "E340",
            Place(file, 0, 0, title, cells[0][0]),
            {"found": cells[0][1][:60], "count": len(cells) - 1},
        )
        for (title, _key), cells in found.items()
    ]
    added = [
        Problem("E351", Place(file, 0, 0, sheet.title, coordinate(row, at)), {"found": text[:60]})
        for sheet, row, (at, _key), text in new
    ]
    return [*changed, *added]


def around_inputs(
    file: str, meta: "SheetCells", sheets: "Sequence[SheetCells]", taken: set[LinkedCell]
) -> tuple[Problem, ...]:
    """Return what is told of a form beside its inputs: cells that changed, links not `taken`."""
    changed = _altered(file, meta, sheets)
    new = {one.place.sheet for one in changed if one.code == "E351" and one.place}
    ours = [one for one in sheets if one.title not in new]
    return (
        *changed,
        *unread_links(file, sheets),
        *untaken(file, ours, taken),
        *unread_comments(file, ours),
    )


_LOOSE = "#loose"  # key of cells in no column that a form has


def _broken(
    meta: "SheetCells", sheets: "Sequence[SheetCells]", seals: Mapping[str, str]
) -> Iterator[StrangeCell]:
    head = {cell_text(meta.cell(row, 1).value): row for row in range(1, 9)}
    told = {key: cell_text(meta.cell(row, 2).value) for key, row in head.items() if key}
    for key in seal.broken(seals.get(seal.HEADER, ""), told):
        yield meta, head[key], (2, key), told[key]
    for sheet in sheets:
        found = _keys(sheet)
        if found is None:
            continue
        top, columns = found
        titles = {key: cell_text(sheet.cell(top + 1, at).value) for key, at in columns.items()}
        if "#id" in columns:
            for key in seal.broken(seals.get(seal.HEADS, ""), titles):
                yield sheet, top + 1, (columns[key], key), titles[key]
        computed = any(cell.formula for row in sheet.cells.values() for cell in row.values())
        letters = {coordinate(1, at)[:-1]: key for key, at in columns.items()}
        for row in range(top + 2, min(_ROWS, sheet.depth) + 1):
            about = _about(sheet, row, columns)
            if about in seals:
                cells = dict(_cells(sheet, row, columns, letters if computed else None))
                for key in seal.broken(seals[about], cells):
                    at = columns[key]
                    yield sheet, row, (at, key), cell_shown(sheet, row, at)
            known = about if about in seals else ""
            # Forms of one unit have no index in the rows of groups.
            indexed = not computed or "level" in seal.marks_in(seals.get(about, ""))
            yield from _beside(sheet, row, columns, known, indexed=indexed)


def _beside(
    sheet: "SheetCells", row: int, columns: Mapping[str, int], about: str, *, indexed: bool
) -> Iterator[StrangeCell]:
    """Yield what stands in a row where nobody is asked anything: beside the table, or beneath it.

    `about`: what the row is about; empty where it is none of the form's. Inputs in such a row are
    a fault of their own (E308). `indexed`: whether rows of groups have an index.
    """
    keys = {at: key for key, at in columns.items()}
    group = about.startswith("#")
    stray = not about and not _about(sheet, row, columns).strip("/")
    for at in sheet.cells.get(row, {}):
        key = keys.get(at)
        if key is None:
            strange = True
        elif group:
            index = key == "level" and (indexed or bool(sheet.cell(row, at).formula))
            strange = key not in ("#id", "name") and not index
        else:
            strange = stray and key not in (*FIELDS, "number", "state")
        if strange and (text := cell_shown(sheet, row, at)):
            yield sheet, row, (at, key or _LOOSE), text


def _seals(meta: "SheetCells") -> dict[str, str]:
    at = next((at for at, cell in meta.cells.get(1, {}).items() if cell.value == seal.MARK), None)
    if at is None:
        return {}
    rows = range(2, min(_ROWS, meta.depth) + 1)
    pairs = ((cell_text(meta.cell(row, at).value), row) for row in rows)
    return {about: cell_text(meta.cell(row, at + 1).value) for about, row in pairs if about}


def _keys(sheet: "SheetCells") -> tuple[int, dict[str, int]] | None:
    """Find the hidden row of keys of a sheet of indicators, or of items of evidence."""
    for row in range(1, min(_DEEPEST, sheet.depth) + 1):
        width = range(1, min(_WIDEST, sheet.width) + 1)
        columns = {cell_text(sheet.cell(row, at).value): at for at in width}
        columns.pop("", None)
        if {"#id", "level"} <= set(columns) or {ITEM_KEY, "code"} <= set(columns):
            return row, columns
    return None


def _about(sheet: "SheetCells", row: int, columns: Mapping[str, int]) -> str:
    if "#id" in columns:
        return item_of(sheet.cell(row, columns["#id"]).value)
    item = item_of(sheet.cell(row, columns[ITEM_KEY]).value)
    return f"{item}/{cell_text(sheet.cell(row, columns['code']).value)}"


def _cells(
    sheet: "SheetCells", row: int, columns: Mapping[str, int], letters: Mapping[str, str] | None
) -> Iterator[tuple[str, str]]:
    """Yield the cells of a row by their keys; formulas where `letters` say that there are any."""
    for key, at in columns.items():
        cell = sheet.cell(row, at)
        if key == "level" and "#id" in columns and _about(sheet, row, columns).startswith("#"):
            if letters is not None:
                yield key, seal.COMPUTED if cell.formula else cell_text(cell.value)
        elif key not in seal.FORMULAS:
            yield key, cell_text(cell.value).removesuffix(".0")
        elif letters is not None:
            yield key, seal.formula(cell.formula, row, letters)
