"""Scenarios beside the present state, on a terminal."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from spbe_cli.core.index import exact_of
from spbe_cli.core.plan.singles import Scenarios
from spbe_cli.core.result import Result, ahead
from spbe_cli.i18n import _
from spbe_cli.render import words
from spbe_cli.render.phrases import heading
from spbe_cli.render.text.screen import Screen, blank_table, draw

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

_Column = tuple[str, list[str]]  # heading, cells

_NAME = 24  # columns that the name of a scenario should have at least
_GAP = 2  # columns between two columns
_WIDEST = 118


def scenarios_text(found: Scenarios, screen: Screen) -> str:
    """Return the present state and every scenario, each one row; sections beside or beneath."""
    from rich.padding import Padding
    from rich.text import Text

    now, tried = found
    rows = [(_("sekarang"), now), *((words.safe(name), one) for name, one in tried)]
    names = [name for name, _one in rows]
    main = _columns(
        [_("indeks"), _("tepatnya"), _("selisih"), _("predikat"), _("jarak")],
        [list(_figures(now, one)) for _name, one in rows],
    )
    parts = _columns(
        [words.section_letter(one.section) for one in now.sections],
        [list(_shares(one)) for _name, one in rows],
    )
    width = min(screen.width - 2, _WIDEST)
    beside = _NAME + _GAP + _width(main) + _width(parts) <= width
    shown: list[RenderableType] = [Text(heading(now), style="bold"), ""]
    for columns in [[*main, *parts]] if beside else [main, parts]:
        shown += [Padding(_table(names, columns, width), (0, 0, 0, 2)), ""]
    legend = [
        f"{words.section_letter(one.section)} {words.name(one.section.name)}"
        for one in now.sections
    ]
    said = [_("jarak: menuju predikat berikutnya"), *legend]
    shown.append(Padding(Text(" · ".join(said), style="dim"), (0, 0, 0, 2)))
    return draw(shown, screen)


def _figures(now: Result, one: Result) -> Iterator[str]:
    """Yield index, exact index, change, predicate, and the way to the next one."""
    places, index = now.instrument.places, exact_of(one)
    yield words.decimal(index, places)
    yield words.figure(index, places)
    yield "" if one is now else words.signed(index - exact_of(now))
    yield words.predicate(one.predicate)
    following = ahead(one)
    yield "–" if following is None else words.gap(following[1])


def _shares(one: Result) -> Iterator[str]:
    for section in one.sections:
        yield words.decimal(exact_of(section), one.instrument.places)


def _columns(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> list[_Column]:
    return [
        (title, list(cells)) for title, cells in zip(titles, zip(*rows, strict=True), strict=True)
    ]


def _width(columns: Iterable[_Column]) -> int:
    return sum(max(map(len, (title, *cells))) + _GAP for title, cells in columns)


def _table(names: Sequence[str], columns: Sequence[_Column], width: int) -> "Table":
    from rich.text import Text

    table = blank_table(_GAP)
    table.add_column(_("skenario"), ratio=1)
    for title, _cells in columns:
        table.add_column(title, justify="left" if title == _("predikat") else "right", no_wrap=True)
    for name, *cells in zip(names, *(cells for _title, cells in columns), strict=True):
        table.add_row(Text(name), *cells)
    table.width = width
    return table
