"""How an index answers to single steps, on a terminal."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from spbe_cli.core.index import exact_of
from spbe_cli.core.plan.plans import Measure, Step, Terms
from spbe_cli.core.plan.singles import Singles
from spbe_cli.i18n import _
from spbe_cli.render import sentences, words
from spbe_cli.render.phrases import heading
from spbe_cli.render.plans import effort_title, start_said
from spbe_cli.render.text.screen import Screen, blank_table, draw

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table


_BESIDE = 62  # columns that the other columns need beside one of efforts
_MOST = 10  # rows of a table on a terminal; JSON and CSV have all


def sensitivity_text(found: Singles, screen: Screen) -> str:
    """Return the best next steps, whole sections up by one, and the costliest cuts.

    Where its terms reckon efforts, each next step says its own.
    """
    from rich.padding import Padding
    from rich.text import Text

    result, terms, rises, lifts, cuts, basis = found
    places = result.instrument.places
    tables = [
        _rises(rises[:_MOST], terms, screen),
        _table(
            (_("seluruh bagian naik satu tingkat"), "", _("naik"), _("indeks")),
            (
                (
                    sentences.section_name(one.section),
                    "",
                    gain,
                    words.decimal(one.index, 4),
                )
                for one, gain in zip(
                    lifts, words.signed_column(one.gain for one in lifts), strict=True
                )
            ),
            screen,
        ),
        _table(
            (_("satu tingkat diturunkan"), _("tingkat"), _("turun"), _("indeks")),
            (
                (
                    f"{one.score.item.id} {words.name(one.score.item.indicator.short)}",
                    screen.marks(
                        f"{words.figure(one.score.level or Fraction(0), 0)}"
                        f" → {words.figure(one.to, 0)}"
                    ),
                    loss,
                    words.decimal(one.index, 4),
                )
                for one, loss in zip(
                    cuts[:_MOST],
                    words.signed_column(-one.loss for one in cuts[:_MOST]),
                    strict=True,
                )
            ),
            screen,
        ),
    ]
    parts: list[RenderableType] = [Text(heading(result), style="bold"), ""]
    if result.sure:
        index = exact_of(result)
        said = _("Indeks {index}, tepatnya {exact}").format(
            index=words.decimal(index, places), exact=words.figure(index, places)
        )
        lines = [said, *start_said(basis)]
        parts += [*(Padding(Text(line), (0, 0, 0, 2)) for line in lines), ""]
    for table in tables:
        parts += [Padding(table, (0, 0, 0, 2)), ""]
    return draw(parts[:-1], screen)


def _rises(rises: Sequence[Step], terms: Terms, screen: Screen) -> "Table":
    paid = terms.measure is not Measure.FLAT
    effort = effort_title(terms.unit, screen.width - _BESIDE)
    return _table(
        (_("satu tingkat naik"), _("tingkat"), *[effort] * paid, _("naik"), _("indeks")),
        (
            (
                f"{one.item} {words.name(one.score.item.indicator.short)}",
                screen.marks(f"{words.figure(one.start, 0)} → {words.figure(one.to, 0)}"),
                *[words.amount(one.effort)] * paid,
                gain,
                words.decimal(one.index, 4),
            )
            for one, gain in zip(rises, words.signed_column(one.gain for one in rises), strict=True)
        ),
        screen,
    )


def _table(titles: Sequence[str], rows: Iterable[Sequence[str]], screen: Screen) -> "Table":
    from rich.text import Text

    table = blank_table()
    table.add_column(titles[0], ratio=1)
    for title in titles[1:]:
        table.add_column(title, justify="right", no_wrap=True)
    for name, *figures in rows:
        table.add_row(Text(name), *figures)
    table.width = min(screen.width - 2, 92)
    return table
