"""Levels as columns: ``Tingkat 1`` to ``Tingkat 5``, of which a tick in a row says which is meant.

Columns of criteria are headed alike: they hold no ticks.
"""

from collections.abc import Mapping

from spbe_cli.core.collect.columns import role_of
from spbe_cli.core.collect.ticks import column_level, is_scale, is_tick, ticked
from spbe_cli.core.collect.worksheet import LEVEL_FIELDS, counts_columns
from spbe_cli.store.tables.cells import cell_text
from spbe_cli.store.tables.sheets import SheetCells

_LOOKED = 1_000  # rows in which ticks are looked for


def scales(
    page: SheetCells, bottom: int, parts: Mapping[int, tuple[str, ...]], year: int
) -> dict[str, Mapping[int, int]]:
    """Return the columns that are levels, with the level of each, by whose levels they are.

    `parts` are the texts of a heading that ends in the row `bottom`. Only what holds ticks counts.
    """
    groups: dict[tuple[str, ...], dict[int, int]] = {}
    for at, texts in parts.items():
        level = column_level(texts[-1])
        if level is not None:
            groups.setdefault(texts[:-1], {})[at] = level
    found: dict[str, Mapping[int, int]] = {}
    for above, columns in groups.items():
        if not is_scale([*columns.values()]):
            continue
        role = role_of((*above, "level"), year)
        if role in LEVEL_FIELDS and role not in found and _holds_ticks(page, bottom, columns):
            found[role] = columns
    return found


def _holds_ticks(page: SheetCells, bottom: int, columns: Mapping[int, int]) -> bool:
    """Whether most rows that hold something mark a level, and one does it plainly."""
    read, plain = [], False
    for row in range(bottom + 1, min(page.depth, bottom + _LOOKED) + 1):
        texts = {level: cell_text(page.cell(row, at).value) for at, level in columns.items()}
        if not any(text.strip() for text in texts.values()) or counts_columns([*texts.values()]):
            continue
        said = ticked(texts)
        filled = [text for text in texts.values() if text.strip()]
        read.append(bool(said.levels) and not said.strange)
        plain = plain or any(map(is_tick, filled)) or (read[-1] and len(said.levels) == 1)
    return plain and sum(read) * 2 > len(read)
