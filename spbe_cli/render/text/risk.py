"""The chances of an index whose levels may be lowered, on a terminal."""

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from spbe_cli.core.assessment import Opinion
from spbe_cli.core.plan.risk import LEAST, LOWERED, POINTS, Distribution, Risk
from spbe_cli.core.result import Result
from spbe_cli.i18n import _, number
from spbe_cli.render import words
from spbe_cli.render.phrases import heading, index_said
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

    result, found = risk.result, risk.chances
    said: list[RenderableType] = [
        *map(Text, _claim(risk)),
        *map(Text, _settled(risk)),
        Text(_assumed(risk)),
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


def _claim(risk: Risk) -> Iterator[str]:
    result, proof = risk.result, risk.proof
    index, predicate, places = result.index, result.predicate, result.instrument.places
    yield _("Indeks {index} {predicate}, tepatnya {exact}").format(
        index=words.shown(index, places),
        predicate=words.predicate(predicate),
        exact=words.known(index),
    )
    if proof is not None:
        yield _(
            "Yang terbukti {proven}; tingkat yang belum terbukti dapat turun sampai ke sana"
        ).format(proven=index_said(proof.known, places))


def _settled(risk: Risk) -> Iterator[str]:
    """Say that an official index is no claim any more: its chances are a thought."""
    if risk.result.opinion is Opinion.OFFICIAL:
        yield _(
            "Nilai eksternal sudah ditetapkan; peluang ini seandainya nilai itu masih klaim yang "
            "akan dinilai."
        )


def _assumed(risk: Risk) -> str:
    """Say in one sentence how many items may fall, where to, and with what chance from where."""
    result, falls = risk.result, risk.falls
    if not falls:
        return _("Anggapan: tidak ada indikator yang dapat diturunkan.")
    said = _(
        "Anggapan: asesor eksternal dapat menurunkan {groups}, saling bebas,"
        " masing-masing dengan peluang {chance}"
    ).format(groups=_(" dan ").join(_groups(risk)), chance=_(" atau ").join(_chances(risk)))
    others = len(falls) < sum(1 for _one in result.items())
    return said + (_("; indikator lain bertahan") if others else "") + "."


def _groups(risk: Risk) -> Iterator[str]:
    """Count the items that may fall to the proven level, and those that may fall by one level."""
    result, falls = risk.result, risk.falls
    proven = {item for item in falls if risk.proven(item)}
    if count := len(proven):
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


def _chances(risk: Risk) -> Iterator[str]:
    """Yield the usual chance, and the lowest and the highest of those given, with their source."""
    if risk.falls.keys() - risk.given:
        yield f"{_percent(LOWERED)} ({_('NTT 2024: 27 dari 47 indikator')})"
    given = sorted({fall.chance for item in risk.given for fall in risk.falls[item]})
    if given:
        said = "–".join(map(_percent, dict.fromkeys((given[0], given[-1]))))
        yield f"{said} (--chance)"


def _percent(chance: Fraction) -> str:
    """Write a chance in percent with one decimal; only what is certain reads 100,0%."""
    if 0 < chance < LEAST:
        return "<" + number("0.1%")
    if 1 - LEAST < chance < 1:
        return ">" + number("99.9%")
    return words.decimal(chance * 100, 1) + "%"


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
                words.decimal(predicate.lower, result.instrument.places),
                _percent(chance),
                _bar(chance, screen),
            )
    return table


def _spread(result: Result, found: Distribution) -> Iterator[str]:
    places = result.instrument.places
    low, middle, high = (words.decimal(found.quantile(point), places) for point in POINTS)
    yield _("Indeks rata-rata {mean}; median {middle}").format(
        mean=words.decimal(found.mean, places), middle=middle
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
        ends = f"{words.decimal(low, 1)}–{words.decimal(high, 1)}"
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
