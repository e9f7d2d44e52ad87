"""Finds the headings of a kertas kerja by their words: each begins a table of its sheet.

A heading has up to three rows; what a column is called is all its rows together, and what a merged
cell says above several columns it says of each.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from spbe_cli.core.collect.columns import plain_words, role_of
from spbe_cli.core.collect.worksheet import NamedColumn
from spbe_cli.store.tables.above import is_titled
from spbe_cli.store.tables.archive import column_of
from spbe_cli.store.tables.cells import cell_text
from spbe_cli.store.tables.scales import scales
from spbe_cli.store.tables.sheets import SheetCells, coordinate

VALUES = ("level", "official", "target", "evidence", "note", "owner", "remark")
_KEYS = ("number", "name")
_TALLEST = 3  # rows of a heading
_SEARCHED = 5_000  # rows in which headings are looked for


class Heading(NamedTuple):
    """Where a table begins: the rows of its heading, and for each column its texts from above.

    `row` is the last one; 0 where the user named columns of a sheet without a heading. `roles` are
    what its columns hold, `named` those that the user chose for something, `scales` those that are
    each a level, to be ticked.
    """

    top: int
    row: int
    parts: Mapping[int, tuple[str, ...]]
    roles: Mapping[int, str]
    named: Mapping[str, list[int]]
    scales: Mapping[str, Mapping[int, int]] = {}

    def text(self, at: int) -> str:
        """Return what a column is called: ``Penilaian Mandiri / Tingkat``."""
        return " / ".join(self.parts.get(at, ()))

    def serves(self) -> bool:
        """Whether a table can be read by it: it says which indicator, and something of it."""
        roles = set(self.roles.values())
        values = roles & {*VALUES}
        wide = len(roles) > 2 or roles == {"name", "level"}
        return bool(roles & {"number", "name"} and values) and wide


def headings(page: SheetCells, named: Sequence[NamedColumn], year: int) -> list[Heading]:
    """Return the headings of a sheet from above; without names only where none has names.

    A last one that serves nothing is returned where no other was found: it has indicators, but no
    column that is known to hold anything of them.
    """
    rows = sorted(_rows_of_words(page, year, named))
    found: list[Heading] = []
    halves: list[Heading] = []
    after = 0
    for row in rows:
        if row <= after:
            continue
        tops = range(max(after + 1, row - _TALLEST + 1), row + 1)
        spans = [(top, low) for top in tops for low in range(row, top + _TALLEST)]
        heads = [_as_heading(page, span, named, year) for span in spans if not _cuts(page, *span)]
        heads.sort(key=_fitness)
        best = next((one for one in heads if one.serves()), None)
        if best is not None:
            again = (  # once more, on another page
                found and found[-1].parts == best.parts and not is_titled(page, best.top, after)
            )
            found += [] if again else [best]
            after = best.row
        elif heads and {"number", "name"} <= set(heads[0].roles.values()):
            halves.append(heads[0])
    with_names = [one for one in found if "name" in one.roles.values()]
    if not found and (virtual := _virtual(page, named)) is not None:
        return [virtual]
    return with_names or found or halves[:1]


def _rows_of_words(page: SheetCells, year: int, named: Sequence[NamedColumn]) -> set[int]:
    """Return the rows in which a cell says that its column has numbers or names of indicators.

    Of several, those beside which another says what else there is: all others are no headings.
    """
    wanted = {plain_words(one.text) for one in named}
    keys, values = set(), set()
    for row, cells in page.cells.items():
        for cell in cells.values() if row <= _SEARCHED else ():
            if not isinstance(cell.value, (str, int)):
                continue
            text = cell_text(cell.value)
            role = role_of(text, year)
            if role in _KEYS or (wanted and plain_words(text) in wanted):
                keys.add(row)
            if role not in (None, *_KEYS) or (wanted and plain_words(text) in wanted):
                values.add(row)
    near = range(1 - _TALLEST, _TALLEST)
    return {row for row in keys if any(row + one in values for one in near)} or {*sorted(keys)[:1]}


def _cuts(page: SheetCells, top: int, bottom: int) -> bool:
    """Whether rows begin or end in the middle of a merged cell."""
    return bottom > page.depth or any(
        first < top <= last or first <= bottom < last for first, last, _left, _right in page.merged
    )


def _as_heading(
    page: SheetCells, span: tuple[int, int], named: Sequence[NamedColumn], year: int
) -> Heading:
    rows = range(span[0], span[1] + 1)
    columns = range(1, page.width + 1)
    own = {row: {at: covering(page, row, at) for at in columns} for row in rows}
    keys = {
        at for texts in own.values() for at, text in texts.items() if role_of(text, year) in _KEYS
    }
    parts: dict[int, tuple[str, ...]] = {}
    for at in columns:
        texts: list[str] = []
        for row in rows:
            text = own[row][at]
            below = any(own[low][at] for low in range(row + 1, span[1] + 1))
            if text and row < span[1] and _is_title(page, row, at, keys):
                text = ""
            elif (
                text and row < span[1] and at in keys and role_of(text, year) not in (None, *_KEYS)
            ):
                text = ""  # a title that no merged cell spans
            elif not text and below:
                text = _group_above(own, (row, at), span[1], year, keys)
            if text and text not in texts[-1:]:
                texts.append(text)
        if texts:
            parts[at] = tuple(texts)
    roles = {at: role for at, texts in parts.items() if (role := role_of(texts, year)) is not None}
    levels = scales(page, span[1], parts, year)
    roles |= {at: role for role, columns in levels.items() for at in columns}
    chosen = _chosen(parts, named, page.width)
    for role, listed in chosen.items():
        roles = {at: one for at, one in roles.items() if one != role and at not in listed}
        roles |= dict.fromkeys(listed, role)
    levels = {
        role: columns
        for role, columns in levels.items()
        if all(roles.get(at) == role for at in columns) and role not in chosen
    }
    return Heading(span[0], span[1], parts, roles, chosen, levels)


def _fitness(one: Heading) -> tuple[int, ...]:
    """Return how a heading compares: most columns known, and most kinds of them, then no title."""
    size = sum(map(len, one.parts.values()))
    return (-len(one.roles), -len({*one.roles.values()}), -one.top, -size, one.row)


def _is_title(page: SheetCells, row: int, at: int, keys: set[int]) -> bool:
    """Whether a merged cell stands above numbers or names and other columns: that is no heading."""
    for top, bottom, left, right in page.merged:
        if top <= row <= bottom and left <= at <= right:
            covered = {*range(left, right + 1)}
            return bool(covered & keys) and bool(covered - keys)
    return False


def _group_above(
    own: Mapping[int, Mapping[int, str]],
    cell: tuple[int, int],
    bottom: int,
    year: int,
    keys: set[int],
) -> str:
    """Return what stands above a column in the cell of one further left: a CSV merges none."""
    row, at = cell
    for left in range(at - 1, 0, -1):
        text = own[row][left]
        if not any(own[low][left] for low in range(row + 1, bottom + 1)):
            return ""
        if text:
            group = left not in keys and role_of(text, year) not in (None, *_KEYS)
            return text if group else ""
    return ""


def covering(page: SheetCells, row: int, at: int) -> str:
    """Return the text of a cell, or of the merged one that it is part of, on one line."""
    for top, bottom, left, right in page.merged:
        if top <= row <= bottom and left <= at <= right and right - left < page.width - 1:
            return " ".join(cell_text(page.cell(top, left).value).split())
    return " ".join(cell_text(page.cell(row, at).value).split())


def _chosen(
    parts: Mapping[int, tuple[str, ...]], named: Sequence[NamedColumn], width: int
) -> dict[str, list[int]]:
    """Return the columns that the user named, by what for: by headings, else by letters."""
    found: dict[str, list[int]] = {}
    for one in named:
        found.setdefault(one.role, []).extend(
            at for at in matching(parts, one.text) if at not in found.get(one.role, ())
        )
    for one in named:
        at = column_of_letters(one.text)
        if not matching(parts, one.text) and 0 < at <= width and at not in found[one.role]:
            found[one.role].append(at)
    return {role: listed for role, listed in found.items() if listed}


def matching(parts: Mapping[int, tuple[str, ...]], text: str) -> list[int]:
    """Return the columns of a heading: all its rows together, else the lowest alone."""
    wanted = plain_words(text)
    whole = [at for at, texts in parts.items() if plain_words(" ".join(texts)) == wanted]
    return whole or [at for at, texts in parts.items() if plain_words(texts[-1]) == wanted]


def column_of_letters(text: str) -> int:
    """Return the number of a column by its letters (``C`` is 3); 0 for what is none."""
    if re.fullmatch(r"[A-Za-z]{1,3}", text.strip()) is None:
        return 0
    return column_of(text.strip().upper().encode())


def letters(at: int) -> str:
    """Return the letters of a column."""
    return coordinate(1, at)[:-1]


def _virtual(page: SheetCells, named: Sequence[NamedColumn]) -> Heading | None:
    """Return the columns that the user named by letters in a sheet without a heading."""
    chosen = _chosen({}, named, page.width)
    roles = {at: role for role, listed in chosen.items() for at in listed}
    held = set(roles.values())
    if not (held & {"number", "name"} and held & {*VALUES}):
        return None
    return Heading(0, 0, {}, roles, chosen)
