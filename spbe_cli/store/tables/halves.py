"""Tables that stand side by side under one row of headings: each is read by itself."""

from collections.abc import Iterator
from typing import NamedTuple

from spbe_cli.core.collect.columns import plain_words, role_of
from spbe_cli.store.tables.sheets import Cell, Sheet, SheetCells
from spbe_cli.store.tables.table_head import VALUES, Heading


class Half(NamedTuple):
    """One of several tables: its part of the sheet, its heading, its first column; all headings."""

    page: SheetCells
    heading: Heading
    left: int
    whole: Heading


def halves(page: SheetCells, heading: Heading, year: int) -> list[Half]:
    """Return the tables that a heading begins, from the left: mostly one, the whole sheet.

    Headings that come once more, with values between them, begin another table.
    """
    starts = _starts(heading, year)
    spans = [
        (left, right - 1) for left, right in zip(starts, [*starts[1:], page.width + 1], strict=True)
    ]
    plain = heading._replace(roles=_roles(heading, year))
    if len(spans) < 2 or not all(_heading(plain, *span).serves() for span in spans):
        return [Half(page, heading, 1, heading)]
    return [Half(_part(page, *span), _heading(heading, *span), span[0], heading) for span in spans]


def _roles(heading: Heading, year: int) -> dict[int, str]:
    """Return what columns hold by their headings alone, whatever the user named."""
    found = {at: role_of(texts, year) for at, texts in heading.parts.items()}
    ticked = {at: role for role, columns in heading.scales.items() for at in columns}
    return {at: role for at, role in found.items() if role} | ticked


def _starts(heading: Heading, year: int) -> list[int]:
    """Return the first column of each table: where its numbers stand, else its names."""
    roles = _roles(heading, year)
    keys = "name" if "name" in roles.values() else "number"
    alike: dict[str, list[int]] = {}
    for at, role in sorted(roles.items()):
        if role == keys:
            alike.setdefault(plain_words(heading.parts[at][-1]), []).append(at)
    columns = max(alike.values(), key=len, default=[])
    return [1, *(_first(roles, at) for at in columns[1:])]


def _first(roles: dict[int, str], at: int) -> int:
    """Return the column of the numbers that belong to the names in a column, else that one."""
    for left in range(at - 1, 0, -1):
        if roles.get(left) == "number":
            return left
        if roles.get(left) in (*VALUES, "previous", "name"):
            break
    return at


def _heading(heading: Heading, left: int, right: int) -> Heading:
    inside = range(left, right + 1)
    return heading._replace(
        parts={at: texts for at, texts in heading.parts.items() if at in inside},
        roles={at: role for at, role in heading.roles.items() if at in inside},
        named={
            role: kept
            for role, listed in heading.named.items()
            if (kept := [at for at in listed if at in inside])
        },
        scales={
            role: columns
            for role, columns in heading.scales.items()
            if all(at in inside for at in columns)
        },
    )


def _part(page: SheetCells, left: int, right: int) -> SheetCells:
    """Return some columns of a sheet, as a sheet."""

    def rows() -> Iterator[tuple[int, dict[int, Cell]]]:
        for row, cells in page.cells.items():
            yield row, {at: cell for at, cell in cells.items() if left <= at <= right}

    merged = [
        (top, bottom, max(left, first), min(right, last))
        for top, bottom, first, last in page.merged
        if first <= right and left <= last
    ]
    links = {cell: link for cell, link in page.links.items() if left <= cell[1] <= right}
    return SheetCells(Sheet(page.title, rows, links, merged, page.hidden, page.concealed))
