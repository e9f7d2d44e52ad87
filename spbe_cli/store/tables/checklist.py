"""The sheet of evidence items in a form that came home: state, remark and explanation of each."""

from typing import TYPE_CHECKING

from spbe_cli.core.assessment import EXPLAINED, State, Verdict
from spbe_cli.core.collect.form import (
    ITEM_FIELDS,
    ITEM_KEY,
    ItemRow,
    text_mark,
    verdict_text,
)
from spbe_cli.problems import Place, Problem
from spbe_cli.store.tables.cells import cell_text
from spbe_cli.store.tables.filled import target_of
from spbe_cli.store.tables.hyperlinks import LinkedCell
from spbe_cli.store.tables.sheets import coordinate

if TYPE_CHECKING:
    from spbe_cli.store.tables.sheets import SheetCells

_KEYS = (ITEM_KEY, "code", "state", "remark")
_DEEPEST, _WIDEST, _ROWS = 20, 60, 5_000  # where keys are looked for, and how far rows go


def is_checklist(sheet: "SheetCells") -> bool:
    """Tell whether a sheet has the hidden row of keys of a checklist."""
    return _header(sheet) is not None


def checklist_rows(
    file: str, sheet: "SheetCells"
) -> tuple[list[ItemRow], list[Problem], set[LinkedCell]]:
    """Return the items of a sheet, what is wrong with its cells, and those whose links are read."""
    taken: set[LinkedCell] = set()
    header = _header(sheet)
    if header is None:
        return [], [], taken
    first, columns = header
    used = [columns[key] for key in (*_KEYS, *EXPLAINED) if key in columns]
    problems = [
        Problem(
            "E314",
            Place(file, 0, 0, sheet.title, f"{coordinate(top, left)}:{coordinate(bottom, right)}"),
        )
        for top, bottom, left, right in sheet.merged
        if bottom > first + 1 and any(left <= column <= right for column in used)
    ]
    found = []
    for row in range(first + 2, min(_ROWS, sheet.depth) + 1):
        said = {key: cell_text(sheet.cell(row, at).value) for key, at in columns.items() if key}
        for key in ("remark", *EXPLAINED):
            if key in columns and (target := target_of(sheet, row, columns[key])):
                taken.add((sheet.title, row, columns[key]))
                if target not in said[key]:
                    said[key] = f"{said[key]} ({target})".strip()
        item, code, state, remark = (said[key] for key in _KEYS)
        problems += [
            Problem("E333", Place(file, 0, 0, sheet.title, coordinate(row, column)))
            for column in used
            if sheet.cell(row, column).uncomputed
        ]
        texts = {key: said.get(key, "") for key in EXPLAINED}
        if not item or not any((state, remark, *texts.values())):
            continue
        place = Place(file, 0, 0, sheet.title, coordinate(row, columns["state"]))
        shown = said.get("number", "")
        if shown and shown.removesuffix(".0") != item:
            problems.append(Problem("E332", place, {"found": shown, "id": item}))
            continue
        if (state or remark) and state.casefold() not in list(State):
            params = {"found": state[:40], "name": code, "id": item}
            problems.append(Problem("E324", place, params))
            continue
        verdict = Verdict(State(state.casefold()), remark or None) if state else None
        texts["state"] = "" if verdict is None else verdict_text(verdict)
        marks = dict(zip(ITEM_FIELDS, said.get("marks", "").split(), strict=False))
        untouched = {key for key, text in texts.items() if marks.get(key) == text_mark(key, text)}
        told = (texts[key] or None for key in EXPLAINED)
        places = {
            key: Place(file, 0, 0, sheet.title, coordinate(row, columns[key]))
            for key in ITEM_FIELDS
            if key in columns
        }
        found.append(ItemRow(item, code, verdict, frozenset(untouched), place, places, *told))
    return found, problems, taken


def _header(sheet: "SheetCells") -> tuple[int, dict[str, int]] | None:
    """Find the row of keys and the column of each; columns may have been moved."""
    for row in range(1, min(_DEEPEST, sheet.depth) + 1):
        cells = range(1, min(_WIDEST, sheet.width) + 1)
        columns = {cell_text(sheet.cell(row, column).value): column for column in cells}
        if all(key in columns for key in _KEYS):
            return row, columns
    return None
