"""Results side by side on a terminal: index, sections, indicators, and what moved the index."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from spbe_cli.core.many import comparison as core
from spbe_cli.core.many.comparison import ItemLevels, Run, SectionRow
from spbe_cli.i18n import _
from spbe_cli.render import side_by_side, words
from spbe_cli.render.moves import PRINTED_CHANGE, moved_sentence, rough_change
from spbe_cli.render.phrases import index_words, predicate_words
from spbe_cli.render.side_by_side import Column
from spbe_cli.render.text.screen import Screen, blank_table, draw
from spbe_cli.render.text.succession import succession_lines

if TYPE_CHECKING:
    from rich.console import RenderableType

    from spbe_cli.core.result import Result

_NAME = 18  # columns that the name of a row should have at least
_GAP = 2  # columns between two columns
_WIDEST = 100


def comparison_text(runs: Sequence[Run], screen: Screen) -> str:
    """Return results side by side, broken where the instrument changes.

    At each break stand the indicators of the newer instrument with those that they succeed.
    """
    from rich.padding import Padding
    from rich.text import Text

    results = side_by_side.results(runs)
    columns = side_by_side.columns(results)
    parts = list(_heading(runs, columns, screen))
    pending = iter(columns)
    last: tuple[Result, str] | None = None
    for run in runs:
        own = [next(pending) for _one in run.results]
        if last is not None:
            parts += ["", *succession_lines(last, (run.results[0], own[0].title), screen)]
        if len(runs) > 1:
            parts += ["", Text(words.safe(run.instrument.short), style="bold")]
        parts += [*moved_sentence(run, own[0].title, own[-1].title), *_tables(run, own, screen)]
        last = run.results[-1], own[-1].title
    if note := side_by_side.printed_note(runs):
        parts += ["", Text(note, style="dim")]
    if lines := [f"{told}: {said}" for told, said in side_by_side.announced(runs)]:
        parts += ["", *(Text(line, style="dim") for line in lines)]
    shown = [Padding(part, (0, 0, 0, 2)) if part else "" for part in parts]
    return draw([Text(side_by_side.common(results), style="bold"), "", *shown], screen)


# --- the heading -----------------------------------------------------------------------------


def _heading(
    runs: Sequence[Run], columns: Sequence[Column], screen: Screen
) -> "Iterator[RenderableType]":
    """Yield every column with index, predicate and the change from the one before it."""
    from rich.text import Text

    results = [one for run in runs for one in run.results]
    changes = [rough_change(step) for run in runs for step in core.index_shifts(run.results)]
    rows = [
        (column.told, index_words(one), step, predicate_words(one))
        for column, one, step in zip(columns, results, changes, strict=True)
    ]
    titles = ["", _("indeks"), _("selisih") if any(changes) else "", _("predikat")]
    widths = [max(map(len, cells)) for cells in zip(titles, *rows, strict=True)]
    at = 0
    for number, run in enumerate(runs):
        if number:
            line = _("── instrumen berganti: indeks tidak dikurangkan ──")
            yield Text(screen.marks(line), style="dim")
        table = blank_table(_GAP)
        table.show_header = number == 0
        table.add_column(titles[0], ratio=1)
        table.add_column(titles[1], justify="right", no_wrap=True, width=widths[1])
        if any(changes):
            table.add_column(titles[2], justify="right", no_wrap=True, width=widths[2])
        table.add_column(titles[3], width=widths[3])
        for told, index, step, predicate in rows[at : at + len(run.results)]:
            middle = [step] if any(changes) else []
            table.add_row(Text(told), Text(index, style="bold"), *middle, predicate)
        at += len(run.results)
        table.width = _width(screen)
        yield table


# --- tables ----------------------------------------------------------------------------------

_Row = tuple["RenderableType", list[str], list[str]]  # name, one cell a column, change and share


def _tables(run: Run, columns: Sequence[Column], screen: Screen) -> "Iterator[RenderableType]":
    """Yield sections, then the indicators that differ, then those that do not."""
    from rich.text import Text

    tails = side_by_side.section_moves(run.sections)
    sections = [_section(run, *pair) for pair in zip(run.sections, tails, strict=True)]
    yield from _table("", columns, sections, screen)
    differing = side_by_side.differing(run)
    rows = list(map(_item, differing, side_by_side.item_moves(differing)))
    if rows:
        yield from _table(_("indikator"), columns, rows, screen)
    same = list(side_by_side.same_levels(run))
    if same:
        yield ""
        yield from (Text(line, style="dim") for line in same)


def _section(run: Run, row: SectionRow, tail: list[str]) -> _Row:
    name = _name(row.section.id, words.name(row.section.name), 2 * row.depth)
    return name, side_by_side.section_cells(run, row), tail


def _item(row: ItemLevels, tail: list[str]) -> _Row:
    name = _name(row.item.id, words.name(row.item.indicator.short))
    return name, list(map(side_by_side.level_or_dash, row.levels)), tail


def _name(number: str, name: str, indent: int = 0) -> "RenderableType":
    """Return a number and a name whose further lines stand under its first."""
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 1, 0, 0), pad_edge=False)
    grid.add_column(width=indent + len(number), justify="right", no_wrap=True)
    grid.add_column()
    grid.add_row(number, Text(name))
    return grid


def _table(
    title: str, columns: Sequence[Column], rows: Sequence[_Row], screen: Screen
) -> "Iterator[RenderableType]":
    """Yield a table, or several where the screen does not hold all columns beside each other."""
    titled = [
        (column.title, [cells[at] for _name, cells, _tail in rows])
        for at, column in enumerate(columns)
    ]
    for at, tail_title in enumerate((_("selisih"), _("sumbangan"))):
        cells = [tail[at] for _name, _cells, tail in rows]
        if any(cells):
            titled.append((tail_title, _starred(cells)))
    width = _width(screen)
    for group in _groups(titled, width - min(_NAME, width // 2)):
        table = blank_table(_GAP)
        table.add_column(title, ratio=1)
        for heading, _cells in group:
            table.add_column(heading, justify="right", no_wrap=True)
        for (name, *_rest), *cells in zip(rows, *(cells for _title, cells in group), strict=True):
            table.add_row(name, *cells)
        table.width = width
        yield ""
        yield table


def _starred(cells: Sequence[str]) -> list[str]:
    """Make room for marks beneath each other, so that figures stay aligned."""
    if not any(cell.endswith(PRINTED_CHANGE) for cell in cells):
        return list(cells)
    return [cell if cell.endswith(PRINTED_CHANGE) else f"{cell} " for cell in cells]


def _groups(
    columns: Sequence[tuple[str, list[str]]], room: int
) -> Iterator[list[tuple[str, list[str]]]]:
    """Yield columns in as few groups as have room."""
    group: list[tuple[str, list[str]]] = []
    left = room
    for title, cells in columns:
        needed = max(map(len, (title, *cells))) + _GAP
        if group and needed > left:
            yield group
            group, left = [], room
        group.append((title, cells))
        left -= needed
    yield group


def _width(screen: Screen) -> int:
    return min(screen.width - 2, _WIDEST)
