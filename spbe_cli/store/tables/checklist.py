"""The sheet of evidence items in a form that came home: a state and a note for each item."""

from typing import TYPE_CHECKING

from spbe_cli.core.assessment import State, Verdict
from spbe_cli.core.collect.form import ITEM_KEY, ItemRow, item_mark
from spbe_cli.problems import Place, Problem
from spbe_cli.store.tables.cells import said

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_KEYS = (ITEM_KEY, "code", "state", "remark")
_DEEPEST, _WIDEST, _ROWS = 20, 60, 5_000  # where keys are looked for, and how far rows go


def is_checklist(sheet: "Worksheet") -> bool:
    """Tell whether a sheet has the hidden row of keys of a checklist."""
    return _header(sheet) is not None


def rows(file: str, sheet: "Worksheet") -> tuple[list[ItemRow], list[Problem]]:
    """Return the items of a sheet, and what is wrong with its cells."""
    header = _header(sheet)
    if header is None:
        return [], []
    first, columns = header
    used = [columns[key] for key in _KEYS]
    problems = [
        Problem("E314", Place(file, 0, 0, sheet.title, str(span.coord)))
        for span in sheet.merged_cells.ranges
        if span.max_row > first + 1
        and any(span.min_col <= column <= span.max_col for column in used)
    ]
    found = []
    for row in range(first + 2, min(_ROWS, sheet.max_row) + 1):
        item, code, state, remark = (said(sheet.cell(row, column).value) for column in used)
        if not item or not (state or remark):
            continue
        cell = sheet.cell(row, columns["state"]).coordinate
        place = Place(file, 0, 0, sheet.title, cell)
        if state.casefold() not in list(State):
            params = {"found": state[:40], "name": code, "id": item}
            problems.append(Problem("E324", place, params))
            continue
        verdict = Verdict(State(state.casefold()), remark or None)
        kept = said(sheet.cell(row, columns["marks"]).value) if "marks" in columns else ""
        found.append(ItemRow(item, code, verdict, kept == item_mark(verdict), place))
    return found, problems


def _header(sheet: "Worksheet") -> tuple[int, dict[str, int]] | None:
    """Find the row of keys and the column of each; columns may have been moved."""
    for row in range(1, min(_DEEPEST, sheet.max_row) + 1):
        cells = range(1, min(_WIDEST, sheet.max_column) + 1)
        columns = {said(sheet.cell(row, column).value): column for column in cells}
        if all(key in columns for key in _KEYS):
            return row, columns
    return None
