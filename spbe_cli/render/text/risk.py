"""The chances of an index whose levels may be lowered: text, JSON (``spbe-risk/1``) and CSV."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from spbe_cli.core.plan.risk import LEAST, LOWERED, POINTS, Distribution, Falls, Risk
from spbe_cli.core.result import Result
from spbe_cli.core.score.proof import prove
from spbe_cli.i18n import _, number
from spbe_cli.render import words
from spbe_cli.render.phrases import heading
from spbe_cli.render.text.screen import Screen, blank_table, draw

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table


_BAR = 24  # columns of the longest bar
_BESIDE = 48  # columns that a table needs beside its bars


def risk_text(risk: Risk, screen: Screen) -> str:
    """Return what is assumed, the chance of every predicate, and the spread of the index."""
    from rich.padding import Padding
    from rich.text import Text

    result, falls, found = risk
    said: list[RenderableType] = [
        Text(_claim(result)),
        Text(_assumed(result, falls)),
        "",
        _predicates(result, found, screen),
        "",
        *map(Text, _spread(result, found)),
        "",
        _histogram(result, found, screen),
    ]
    inside = [Padding(one, (0, 0, 0, 2)) for one in said]
    narrow = screen._replace(width=min(screen.width, 94))  # a longer sentence is hard to read
    return draw([Text(heading(result), style="bold"), "", *inside], narrow)


def _claim(result: Result) -> str:
    index, predicate, places = result.index, result.predicate, result.instrument.places
    return _("Indeks {index} {predicate}, tepatnya {exact}").format(
        index=words.shown(index, places),
        predicate=words.predicate(predicate),
        exact=words.known(index),
    )


def _assumed(result: Result, falls: Falls) -> str:
    """Say in one sentence how many items may fall, where to, and with what chance."""
    chances = sorted({fall.chance for ends in falls.values() for fall in ends})
    if not chances:
        return _("Anggapan: tidak ada indikator yang dapat diturunkan.")
    said = _(
        "Anggapan: asesor eksternal dapat menurunkan {groups}, saling bebas,"
        " masing-masing dengan peluang {chance}"
    ).format(groups=_(" dan ").join(_groups(result, falls)), chance=_chances(chances))
    others = len(falls) < sum(1 for _one in result.items())
    return said + (_("; indikator lain bertahan") if others else "") + "."


def _groups(result: Result, falls: Falls) -> Iterator[str]:
    """Count the items that may fall to the proven level, and those that may fall by one level."""
    proof = prove(result)
    proven = set() if proof is None else {one.item.id for one in proof.losses}
    if count := len(falls.keys() & proven):
        yield _("{count} indikator ke tingkat yang terbukti").format(count=count)
    drops = [
        one.level - fall.to
        for one in result.items()
        if one.level is not None and one.item.id not in proven
        for fall in falls.get(one.item.id, ())
    ]
    if drops and min(drops) < 1:  # decimal levels less than one above the lowest
        yield _("{count} indikator paling banyak satu tingkat").format(count=len(drops))
    elif drops:
        yield _("{count} indikator satu tingkat").format(count=len(drops))


def _chances(chances: Sequence[Fraction]) -> str:
    """Return one chance or the lowest and the highest, with the source of the default one."""
    said = "–".join(map(_percent, dict.fromkeys((chances[0], chances[-1]))))
    return f"{said} ({_('NTT 2024: 27 dari 47 indikator')})" if LOWERED in chances else said


def _percent(chance: Fraction) -> str:
    """Write a chance in percent with one decimal; only what is certain reads 100,0%."""
    if 0 < chance < LEAST:
        return "<" + number("0.1%")
    if 1 - LEAST < chance < 1:
        return ">" + number("99.9%")
    return words.fixed(chance * 100, 1) + "%"


def _predicates(result: Result, found: Distribution, screen: Screen) -> "Table":
    """Return the chance to stand at the claimed predicate and at those beneath it.

    The lowest of all is certain and left out, unless it is the claimed one.
    """
    table = _table((_("predikat terendah"), _("mulai"), _("peluang"), ""))
    lowest = result.instrument.predicates[0]
    for predicate, chance in reversed(found.stands):
        claimed = predicate == result.predicate
        above = bool(result.predicate and predicate.lower > result.predicate.lower)
        if not above and (claimed or predicate != lowest):
            table.add_row(
                words.name(predicate.name),
                words.fixed(predicate.lower, result.instrument.places),
                _percent(chance),
                _bar(chance, screen),
            )
    return table


def _spread(result: Result, found: Distribution) -> Iterator[str]:
    places = result.instrument.places
    low, middle, high = (words.fixed(found.quantile(point), places) for point in POINTS)
    yield _("Indeks rata-rata {mean}; median {middle}").format(
        mean=words.fixed(found.mean, places), middle=middle
    )
    yield _(
        "Dengan peluang sekurang-kurangnya 90%, indeks antara {low} (persentil ke-5) dan {high} "
        "(persentil ke-95)"
    ).format(low=low, high=high)


def _histogram(result: Result, found: Distribution, screen: Screen) -> "Table":
    """Return the chance of each tenth of a level, without the ends that hardly have any."""
    bins = found.bins(result.instrument.scale)
    peak = max(chance for _low, _high, chance in bins)
    table = _table((_("indeks"), "", _("peluang"), ""))
    for low, high, chance in bins:
        ends = f"{words.fixed(low, 1)}–{words.fixed(high, 1)}"
        table.add_row(ends, "", _percent(chance), _bar(chance / peak, screen))
    return table


def _table(titles: tuple[str, str, str, str]) -> "Table":
    """Return an empty table: a name, two figures, and a bar (none on a narrow screen)."""
    table = blank_table()
    name, *figures, bar = titles
    table.add_column(name)
    for title in figures:
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column(bar, no_wrap=True)
    return table


def _bar(share: Fraction, screen: Screen) -> "RenderableType":
    from rich.text import Text

    longest = min(_BAR, max(0, screen.width - _BESIDE))
    return Text(screen.marks("▇" * round(share * longest)), style="dim cyan")
