"""How many institutions have which index."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from spbe_cli.core.many.ranking import BIN, InstitutionRow, Ranking, histogram as bins_of
from spbe_cli.i18n import _
from spbe_cli.render import words
from spbe_cli.render.page import svg

_WIDTH, _LEFT, _RIGHT, _TOP, _BOTTOM = 420, 16, 404, 40, 220

Bins = Sequence[tuple[Fraction, Sequence[InstitutionRow]]]


def draw_histogram(ranking: Ranking, title: str, own: InstitutionRow | None = None) -> str:
    """Draw how many rows lie in each bin of the field they are ranked by; the bin of `own` deep."""
    bins = bins_of(ranking)
    most = max(len(rows) for _low, rows in bins)
    shapes = list(_bands(ranking, bins))
    for low, rows in bins:
        left, right = _at(bins, low), _at(bins, low + BIN)
        height = (_BOTTOM - _TOP - 14) * len(rows) / most
        mine = any(own is one for one in rows)
        if rows:
            kind = "rect deep" if mine else "rect"
            shapes += [
                svg.rect((left + 1, _BOTTOM - height), (right - left - 2, height), kind),
                svg.text_element(
                    ((left + right) / 2, _BOTTOM - height - 4), "value", str(len(rows))
                ),
            ]
        if mine:
            shapes.append(svg.polyline(((left + 1, _BOTTOM + 2), (right - 1, _BOTTOM + 2)), "mine"))
    edges = [low for low, _rows in bins] + [bins[-1][0] + BIN]
    shapes += [
        svg.text_element((_at(bins, edge), _BOTTOM + 16), "tick", words.decimal(edge, 1))
        for edge in edges
        if edge * 2 % 1 == 0
    ]
    counts = "; ".join(
        f"{words.decimal(low)}–{words.decimal(low + BIN)} {len(rows)}" for low, rows in bins
    )
    said = _("Histogram {title}, jumlah instansi dalam tiap kelas: {values}.")
    told = said.format(title=title, values=counts)
    return svg.drawing(_WIDTH, _BOTTOM + 24, "histogram", told, shapes)


def _bands(ranking: Ranking, bins: Bins) -> Iterator[str]:
    """Yield the bounds of the predicates, and their names above."""
    law = ranking.law
    first, last = bins[0][0], bins[-1][0] + BIN
    lows = [Fraction(law.scale.minimum), *(one.lower for one in law.predicates[1:])]
    highs = [*lows[1:], Fraction(law.scale.maximum)]
    yield svg.polyline(((_LEFT, _BOTTOM), (_RIGHT, _BOTTOM)), "guide")
    for number, (one, low, high) in enumerate(zip(law.predicates, lows, highs, strict=True)):
        start, end = max(low, first), min(high, last)
        if start >= end:
            continue
        left, right = _at(bins, start), _at(bins, end)
        if number % 2:
            yield svg.rect((left, 20), (right - left, _BOTTOM - 20), "band")
        said = words.name(one.name)
        if 5.5 * len(said) <= right - left:
            yield svg.text_element(((left + right) / 2, 14), "side", said)


def _at(bins: Bins, value: Fraction) -> float:
    first, last = bins[0][0], bins[-1][0] + BIN
    return _LEFT + (_RIGHT - _LEFT) * float((value - first) / (last - first))
