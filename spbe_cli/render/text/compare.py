"""Results side by side on a terminal: index, sections, indicators, and what moved the index."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from spbe_cli.core.many import comparison as core
from spbe_cli.core.many.comparison import Change, ItemRow, Run, SectionRow
from spbe_cli.core.result import Result
from spbe_cli.i18n import _
from spbe_cli.render import words
from spbe_cli.render.moves import PRINTED, moved, said
from spbe_cli.render.phrases import index_words, predicate_words, section_index
from spbe_cli.render.text.screen import Screen, blank_table, draw
from spbe_cli.render.text.succession import succession

if TYPE_CHECKING:
    from rich.console import RenderableType

_NAME = 18  # columns that the name of a row should have at least
_GAP = 2  # columns between two columns
_WIDEST = 100
_OPEN = "–"


class _Column(NamedTuple):
    """A column: its short heading, and what tells it from the others."""

    title: str
    told: str


def comparison_text(runs: Sequence[Run], screen: Screen) -> str:
    """Return results side by side, broken where the instrument changes.

    At each break stand the indicators of the newer instrument with those that they succeed.
    """
    from rich.padding import Padding
    from rich.text import Text

    columns = _columns([one for run in runs for one in run.results])
    results = [one for run in runs for one in run.results]
    parts = list(_heading(runs, columns, screen))
    pending = iter(columns)
    last: tuple[Result, str] | None = None
    for run in runs:
        own = [next(pending) for _one in run.results]
        if last is not None:
            parts += ["", *succession(last, (run.results[0], own[0].title), screen)]
        if len(runs) > 1:
            parts += ["", Text(words.safe(run.instrument.short), style="bold")]
        parts += [*said(run, own[0].title, own[-1].title), *_tables(run, own, screen)]
        last = run.results[-1], own[-1].title
    if any(map(_is_printed, runs)):
        note = _(
            "{mark} selisih angka yang dicetak: indeks sebelum pembulatan tidak dapat dipastikan"
        )
        parts += ["", Text(note.format(mark=PRINTED), style="dim")]
    shown = [Padding(part, (0, 0, 0, 2)) if part else "" for part in parts]
    return draw([Text(_common(results), style="bold"), "", *shown], screen)


# --- the heading -----------------------------------------------------------------------------


def _traits(one: Result) -> tuple[str, ...]:
    return (
        words.safe(one.assessment.institution),
        str(one.assessment.year),
        words.safe(one.instrument.short),
        _("nilai {opinion}").format(opinion=words.opinion(one.opinion)),
    )


def _common(results: Sequence[Result]) -> str:
    """Return what all columns have in common."""
    said = [words_[0] for words_ in map(_once, zip(*map(_traits, results), strict=True)) if words_]
    return " · ".join(said) or _("Perbandingan")


def _once(values: tuple[str, ...]) -> tuple[str, ...]:
    return values[:1] if len(set(values)) == 1 else ()


def _columns(results: Sequence[Result]) -> list[_Column]:
    """Return the columns, each told by what not all have in common: year, opinion, or a number."""
    rows = list(map(_traits, results))
    different = [len(set(values)) > 1 for values in zip(*rows, strict=True)]
    told = _told(results, rows, different)
    if not different[0] and len({row[1] for row in rows}) == len(rows):
        titles = [row[1] for row in rows]
        told = [row[1:] for row in told]  # the year comes first: the institution is the same
        return [_Column(*pair) for pair in zip(titles, map(_joined, titles, told), strict=True)]
    if different == [False, False, False, True] and len(set(rows)) == len(rows):
        titles = [words.opinion(one.opinion) for one in results]
        return [_Column(title, title) for title in titles]
    numbered = enumerate(map(" · ".join, told), 1)
    return [_Column(f"({number})", f"({number}) {text}") for number, text in numbered]


def _told(
    results: Sequence[Result], rows: Sequence[Sequence[str]], different: Sequence[bool]
) -> list[list[str]]:
    """Return of each result the traits that not all have in common; where alike, its file too."""
    told = [
        [
            trait.removeprefix("PermenPANRB ")
            for trait, differs in zip(row, different, strict=True)
            if differs
        ]
        for row in rows
    ]
    if len(set(map(tuple, told))) == len(told):
        return told
    places = [one.assessment.places.get("") for one in results]  # two drafts of one assessment
    files = [[words.safe(place.file)] if place else [] for place in places]
    return [[*row, *file] for row, file in zip(told, files, strict=True)]


def _joined(title: str, told: Sequence[str]) -> str:
    return " · ".join([title, *told])


def _heading(
    runs: Sequence[Run], columns: Sequence[_Column], screen: Screen
) -> "Iterator[RenderableType]":
    """Yield every column with index, predicate and the change from the one before it."""
    from rich.text import Text

    results = [one for run in runs for one in run.results]
    changes = [moved(step) for run in runs for step in core.steps(run.results)]
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


def _tables(run: Run, columns: Sequence[_Column], screen: Screen) -> "Iterator[RenderableType]":
    """Yield sections, then the indicators that differ, then those that do not."""
    from rich.text import Text

    sections = [_section(run, row) for row in run.sections]
    yield from _table("", columns, sections, screen)
    known = sum(1 for one in run.results if not one.recovered)
    if len(run.results) < 2 or known < 2:
        return
    differing = [row for row in run.items if len(set(row.levels)) > 1]
    rows = [_item(row) for row in differing]
    if rows:
        yield from _table(_("indikator"), columns, rows, screen)
    same = [row for row in run.items if len(set(row.levels)) == 1]
    if same:
        yield ""
        yield from (Text(line, style="dim") for line in _same(same))


def _section(run: Run, row: SectionRow) -> _Row:
    name = _name(row.section.id, words.name(row.section.name), 2 * row.depth)
    pairs = zip(run.results, row.scores, strict=True)
    cells = [_OPEN if one is None else section_index(result, one) for result, one in pairs]
    exact = row.change is None or row.change.exact
    share = "" if row.contribution is None else moved(Change(row.contribution, exact))
    return name, cells, [moved(row.change), share]


def _item(row: ItemRow) -> _Row:
    name = _name(row.item.id, words.name(row.item.indicator.short))
    share = "" if row.contribution is None else words.signed(row.contribution)
    return name, list(map(_level, row.levels)), [_step(row.change), share]


def _name(number: str, name: str, indent: int = 0) -> "RenderableType":
    """Return a number and a name whose further lines stand under its first."""
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 1, 0, 0), pad_edge=False)
    grid.add_column(width=indent + len(number), justify="right", no_wrap=True)
    grid.add_column()
    grid.add_row(number, Text(name))
    return grid


def _level(level: Fraction | None) -> str:
    return _OPEN if level is None else words.figure(level, 0)


def _step(change: Fraction | None) -> str:
    """Write the change of a level, without needless decimals: ``+2``, ``−0,25``."""
    if change is None:
        return ""
    return f"{words.sign(change)}{words.figure(abs(change), 0)}"


def _same(rows: Iterable[ItemRow]) -> Iterator[str]:
    """Yield the items with the same level in every column, by level."""
    found: dict[Fraction | None, list[ItemRow]] = {}
    for row in rows:
        found.setdefault(row.levels[0], []).append(row)
    for level in sorted(found, key=lambda one: (one is None, one or Fraction(0))):
        line = _("Sama-sama bernilai {level}: {items}")
        if level is None:
            line = _("Belum terisi: {items}")
        items = words.listed(row.item.id for row in found[level])
        yield line.format(level=_level(level), items=items)


def _table(
    title: str, columns: Sequence[_Column], rows: Sequence[_Row], screen: Screen
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
    if not any(cell.endswith(PRINTED) for cell in cells):
        return list(cells)
    return [cell if cell.endswith(PRINTED) else f"{cell} " for cell in cells]


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


def _is_printed(run: Run) -> bool:
    moves = [*core.steps(run.results), run.change, *(row.change for row in run.sections)]
    return any(one is not None and not one[1] for one in moves)
