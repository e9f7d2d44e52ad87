"""A ranking as text for people, and its tables as texts, which pages show too."""

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from spbe_cli.core.many import ranking as core
from spbe_cli.core.many.ranking import AskedRanking, Position, Ranking
from spbe_cli.i18n import _
from spbe_cli.render import placing, words
from spbe_cli.render.listings import (
    Listing,
    by_predicate,
    finding,
    group_statistics,
    histogram_bins,
    mixed_said,
    moves,
    notes,
    ranking_title,
    ranks,
    row_name,
    statistics_rows,
)

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

    from spbe_cli.render.text.screen import Screen


_BAR = 24  # columns of the longest bar
_WIDE = 104  # columns from which the sections stand beside the index
_WIDEST, _NARROW = 118, 100


_MOST_FINDINGS = 10  # on a terminal; data has all


def ranking_text(found: AskedRanking, screen: "Screen") -> str:
    """Return the rows shown, then one among its group, who moved most, counts and statistics."""
    ranking, shown, findings, me, _left_out = found
    from rich.padding import Padding
    from rich.text import Text

    from spbe_cli.render.text.screen import draw

    rows = [one.row for one in ranking.rows]
    parts: list[RenderableType] = [Text(ranking_title(ranking), style="bold"), ""]

    def block(*blocks: "RenderableType") -> None:
        parts.extend(Padding(one, (0, 0, 0, 2)) for one in blocks)
        parts.append("")

    if me is not None:
        block(*(Text(line) for line in placing.lines(ranking, me)))
    elif ranking.marked:
        block(*map(Text, mixed_said(ranking)))
    own = None if me is None else next((at for at, one in enumerate(shown) if one is me.ranked), -1)
    listed = ranks(ranking, shown, wide=screen.width >= _WIDE)
    block(_table(listed, screen, -1 if own is None else own))
    block(*(Text(line, style="dim") for line in notes(ranking, shown)))
    if findings:
        lines = [finding(one) for one in findings[:_MOST_FINDINGS]]
        if more := len(findings) - len(lines):
            said = _("… dan {count} temuan lain; --format json memuat semuanya")
            lines.append(said.format(count=words.thousands(more)))
        block(Text(_("Angka yang bertentangan:")), *map(Text, lines))
    for one in moves(ranking):
        block(_table(one, screen))
    block(_barred(by_predicate(ranking), list(core.predicates(ranking.law, rows).values()), screen))
    block(_table(statistics_rows(ranking), screen))
    block(_histogram(ranking, screen, me))
    if len((grouped := group_statistics(ranking)).rows) > 1:
        block(_table(grouped, screen))
    return draw(parts[:-1], screen)


def _empty(screen: "Screen", widest: int = _WIDEST) -> "Table":
    from spbe_cli.render.text.screen import blank_table

    table = blank_table()
    table.width = min(screen.width - 2, widest)
    return table


def _table(listing: Listing, screen: "Screen", own: int | None = None) -> "Table":
    """Return a listing as a table: the first column of words takes the room there is."""
    from rich.text import Text

    table = _empty(screen, _WIDEST if own is not None else _NARROW)
    for at, head in enumerate(listing.heads):
        if at == listing.texts[0]:
            table.add_column(head, ratio=1)
        else:
            side = "left" if at in listing.texts else "right"
            table.add_column(head, justify=side, no_wrap=True)  # type: ignore[arg-type]  # rich's
    for number, row in enumerate(listing.rows):
        cells = (Text(screen.marks(cell)) for cell in row)
        table.add_row(*cells, style="bold" if number == own else None)
    return table


def _barred(
    listing: Listing, values: Sequence[int], screen: "Screen", notes: Sequence[str] = ()
) -> "Table":
    """Return a listing with a bar behind each row, and a note behind some bars."""
    table = _empty(screen)
    table.width = None
    for at, head in enumerate(listing.heads):
        side = "left" if at in listing.texts else "right"
        room = max(len(row[at]) for row in listing.rows)  # a long note must not take it
        table.add_column(head, justify=side, no_wrap=True, min_width=room)  # type: ignore[arg-type]  # rich's
    table.add_column("", no_wrap=True, overflow="ellipsis")
    told = notes or [""] * len(values)
    for row, value, note in zip(listing.rows, values, told, strict=True):
        length = max(round(Fraction(value * _BAR, max(values) or 1)), min(value, 1))
        table.add_row(*row, f"{screen.marks('▇' * length)} {note}".rstrip())
    return table


def _histogram(ranking: Ranking, screen: "Screen", me: Position | None) -> "Table":
    bins = [rows for _low, rows in core.histogram(ranking)]
    own = None if me is None else me.ranked.row
    names = ["" if own is None or own not in rows else row_name(ranking, own) for rows in bins]
    return _barred(histogram_bins(ranking), list(map(len, bins)), screen, names)


# --- tables, as texts -----------------------------------------------------------------------------
