"""The columns of a kertas kerja by what is read from them; what fits twice is asked about."""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import NamedTuple

from spbe_cli.core.collect import web
from spbe_cli.core.collect.columns import is_link_heading, numbers_items
from spbe_cli.core.collect.worksheet import PLAIN, counts_columns
from spbe_cli.problems import Place, Problem
from spbe_cli.store.tables.cells import cell_text
from spbe_cli.store.tables.sheets import SheetCells, coordinate
from spbe_cli.store.tables.table_head import VALUES, Heading, letters, matching


class TableColumns(NamedTuple):
    """The columns of one table by what they hold; its rows are those from `first` to `last`."""

    first: int
    last: int
    by_role: Mapping[str, list[int]]
    unread: tuple[int, ...]  # with a heading
    untitled: tuple[int, ...]  # without one, but not empty
    links: frozenset[int] = frozenset()  # those that hold the links of what stands beside them
    scales: Mapping[str, Mapping[int, int]] = {}  # those that are each a level, by whose

    def of(self, role: str) -> list[int]:
        """Return the columns that something is read from; none where there are none."""
        return self.by_role.get(role, [])


def columns_of(
    name: str, page: SheetCells, heading: Heading, last: int
) -> tuple[TableColumns, list[Problem]]:
    """Return the columns down to the row `last`, and E336 where two fit that hold something."""
    problems: list[Problem] = []
    span = (heading.row + 1, last)
    found: dict[str, list[int]] = {}
    for at, role in sorted(heading.roles.items()):
        found.setdefault(role, []).append(at)
    untitled = [
        at
        for at in range(1, page.width + 1)
        if at not in heading.parts and at not in heading.roles and _texts(page, span, at)
    ]
    found.pop("previous", None)  # what another year says
    levels: dict[str, Mapping[int, int]] = {}
    for role, columns in heading.scales.items():
        plain = [at for at in found[role] if at not in columns and _holds(page, span, at)]
        found[role] = plain or list(columns)  # a level that is written needs no ticks
        levels |= {} if plain else {role: columns}
    for role, listed in found.items():
        if role in levels:
            continue
        if len(listed) > 1:
            listed[:] = [at for at in listed if _holds(page, span, at)] or listed[:1]
        if (
            len(listed) > 1
            and role not in ("number", "name")
            and not _together(page, span, heading, role, listed)
        ):
            shown = tuple(f"{heading.text(at)} ({letters(at)})" for at in listed)
            place = page_place(name, page, max(1, heading.row), listed[0])
            params = {"key": role, "names": shown, "one": short_name(heading, listed[0])}
            problems.append(Problem("E336", place, params))
    for at in [at for at in untitled if at - 1 in found.get("evidence", ())]:
        if _has_links(page, span, at):
            found["evidence"].append(at)
            untitled.remove(at)
    evidence = found.get("evidence", [])
    links = frozenset(at for at in evidence if _leads(page, span, heading, at))
    evidence.sort(key=lambda at: at in links)
    found.get("number", []).sort(key=lambda at: not numbers_items(heading.text(at)))
    used = {at for listed in found.values() for at in listed}
    unread = [at for at in heading.parts if at not in used]
    read = TableColumns(*span, found, tuple(unread), tuple(untitled), links, levels)
    return read, problems


def _together(
    page: SheetCells, span: tuple[int, int], heading: Heading, role: str, listed: Sequence[int]
) -> bool:
    """Whether columns hold one thing: titles and their links, or what one merged heading covers."""
    if role in ("level", "official", "target"):
        return False
    if len({heading.parts.get(at) for at in listed}) == 1 and listed[0] in heading.parts:
        return any(
            top <= heading.row
            and bottom >= heading.top
            and left <= min(listed)
            and max(listed) <= right
            for top, bottom, left, right in page.merged
        )
    if role != "evidence":
        return False
    chosen = heading.named.get(role, [])
    links = [at for at in listed if _leads(page, span, heading, at)]
    names = {re.sub(r"\d", "", heading.text(at)) for at in listed}  # ``Bukti 1``, ``Bukti 2``
    return len(links) == len(listed) - 1 or len(chosen) == len(listed) or len(names) == 1


def _leads(page: SheetCells, span: tuple[int, int], heading: Heading, at: int) -> bool:
    """Whether a column holds the links of what stands beside it."""
    parts = heading.parts.get(at, ("",))
    return is_link_heading(parts[-1]) or _has_links(page, span, at)


def _has_links(page: SheetCells, span: tuple[int, int], at: int) -> bool:
    texts = _texts(page, span, at)
    linked = [one for one in texts if any(web.links(one))]
    return bool(linked) and len(linked) * 2 > len(texts)


def _texts(page: SheetCells, span: tuple[int, int], at: int) -> list[str]:
    rows = (cells for row, cells in page.cells.items() if span[0] <= row <= span[1])
    texts = [cell_text(cells[at].value).strip() for cells in rows if at in cells]
    return [one for one in texts if one]


def _holds(page: SheetCells, span: tuple[int, int], at: int) -> bool:
    """Whether a column holds more than its own number below the heading."""
    first = page.cells.get(span[0], {})
    counted = counts_columns([cell_text(cell.value) for cell in first.values()])
    return bool(_texts(page, (span[0] + counted, span[1]), at))


def shared_cells(
    name: str, page: SheetCells, columns: TableColumns, after: Container[int]
) -> Iterator[Problem]:
    """Yield E314 for cells that several indicators share: whose they are is not certain.

    `after`: rows that go on with the one above. One owner may have several.
    """
    used = [at for role in VALUES if role != "owner" for at in columns.of(role)]
    for top, bottom, left, right in page.merged:
        inside = columns.first <= top < bottom <= columns.last
        if not inside or not any(left <= at <= right for at in used):
            continue
        if not all(row in after for row in range(top + 1, bottom + 1)):
            span = f"{coordinate(top, left)}:{coordinate(bottom, right)}"
            yield Problem("E314", Place(name, 0, 0, page.title, span))


def page_place(name: str, page: SheetCells, row: int, at: int) -> Place:
    """Return the place of a cell: of a sheet, or of a CSV by line and column."""
    if not page.title:
        return Place(name, row, at)
    return Place(name, 0, 0, page.title, coordinate(row, at))


def short_name(heading: Heading, at: int, whole: Heading | None = None) -> str:
    """Return what tells a column in a command: its heading, if any shell takes it; else letters.

    `whole`: the heading of all tables that stand side by side, in which that is looked for.
    """
    beside = whole or heading
    for text in (heading.parts.get(at, ("",))[-1], heading.text(at)):
        alike = [one for one in matching(beside.parts, text) if one not in heading.parts]
        read = all(beside.roles.get(one) == heading.roles.get(at) for one in alike)
        mine = matching(heading.parts, text) == [at]
        if PLAIN.fullmatch(text) and mine and read and len(text) < 60:
            return text
    return letters(at)
