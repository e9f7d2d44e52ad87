"""The index over the years, between the predicates."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from spbe_cli.core.index import printed
from spbe_cli.core.many.figures import Line, YearPoint
from spbe_cli.i18n import _
from spbe_cli.render import words
from spbe_cli.render.page import svg
from spbe_cli.render.phrases import index_said

_WIDTH, _LEFT, _RIGHT, _TOP, _BOTTOM = 380, 26, 302, 14, 206
_PAD = 24  # beside the first and the last year, so that their figures stay inside


def draw_trend(line: Line | None) -> str:
    """Draw the index over the years; the line breaks where years may not be compared. "" for none.

    A year whose index is open has a bar from the lowest to the highest that is still possible.
    """
    if line is None:
        return ""
    years = [one.year for one in line.points]
    shapes = [*_bands(line), *_years(line, years)]
    if line.target is not None:
        y = _high(line, line.target)
        said = _("target {target}").format(target=words.in_full(line.target, 2))
        shapes += [
            svg.polyline(((_LEFT, y), (_RIGHT, y)), "goal"),
            svg.text_element((_LEFT + 4, y - 4), "aim from", said),
        ]
    for number in sorted({one.run for one in line.points}):
        shapes += _run(line, [one for one in line.points if one.run == number], years)
    return svg.drawing(_WIDTH, _BOTTOM + 26, "trend", _told(line), shapes)


def _bands(line: Line) -> Iterator[str]:
    """Yield the predicates as bands, named at the right, with their bounds at the left."""
    scale = line.scale
    lows = [Fraction(scale.minimum), *(one.lower for one in scale.predicates[1:])]
    highs = [*lows[1:], Fraction(scale.maximum)]
    for number, (one, low, high) in enumerate(zip(scale.predicates, lows, highs, strict=True)):
        top, bottom = _high(line, high), _high(line, low)
        if number % 2:
            yield svg.rect((_LEFT, top), (_RIGHT - _LEFT, bottom - top), "band")
        yield svg.text_element(
            (_RIGHT + 6, (top + bottom) / 2 + 4), "side from", words.name(one.name)
        )
        yield svg.text_element(
            (_LEFT - 4, bottom + 4), "level", words.decimal(low, 1 if number else 0)
        )
    yield svg.text_element((_LEFT - 4, _TOP + 4), "level", str(scale.maximum))
    yield svg.polyline(((_LEFT, _BOTTOM), (_RIGHT, _BOTTOM)), "guide")


def _years(line: Line, years: Sequence[int]) -> Iterator[str]:
    half = (_along(max(years), years) - _along(min(years), years)) / (max(years) - min(years)) / 2
    for year in range(min(years), max(years) + 1):
        x = _along(year, years)
        if year in line.breaks:
            yield svg.polyline(((x - half, _TOP), (x - half, _BOTTOM)), "break")
        yield svg.text_element(
            (x, _BOTTOM + 16), "year major" if year in line.breaks else "year", str(year)
        )


def _run(line: Line, run: Sequence[YearPoint], years: Sequence[int]) -> Iterator[str]:
    """Yield the line, the dots and the figures of years that may be compared."""
    known = [
        (_along(one.year, years), _high(line, index))
        for one in run
        for _place, index in printed([one.place])
    ]
    if len(known) > 1:
        yield svg.polyline(known, "line")
    for one in run:
        x, top = _along(one.year, years), _high(line, one.place.highest)
        for _place, index in printed([one.place]):
            top = _high(line, index)
            yield svg.dot((x, top), "dot", 4)
        if not one.place.shown:
            yield svg.rect((x - 4, top), (8, _high(line, one.place.lowest) - top), "span")
        yield svg.text_element(
            (x, top - 9), "value", index_said(one.place.known, line.scale.places)
        )


def _along(year: int, years: Sequence[int]) -> float:
    first, last = min(years), max(years)
    room = _RIGHT - _LEFT - 2 * _PAD
    return _LEFT + _PAD + room * (year - first) / max(1, last - first)


def _high(line: Line, index: Fraction) -> float:
    scale = line.scale
    share = float(index - scale.minimum) / (scale.maximum - scale.minimum)
    return _BOTTOM - (_BOTTOM - _TOP) * share


def _told(line: Line) -> str:
    said = "; ".join(
        f"{one.year} {index_said(one.place.known, line.scale.places)}" for one in line.points
    )
    return _("Tren indeks: {values}.").format(values=said)
