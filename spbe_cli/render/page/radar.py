"""The radar: a spoke for each innermost section, clockwise from the top."""

import math
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from spbe_cli.core.index import printed
from spbe_cli.core.many.figures import Axis, FigureScale, Shape
from spbe_cli.i18n import _
from spbe_cli.render import words
from spbe_cli.render.page import svg
from spbe_cli.render.phrases import index_said
from spbe_cli.render.sentences import axis_name

_WIDTH, _RADIUS = 440, 96
_MIDDLE = (_WIDTH / 2, 152.0)
_LETTERS = 18  # of a line of a name beside the web; above and below it there is room for more


_MOST = 10  # names that have room around a web; of more sections only the numbers are written


def draw_radar(shape: Shape | None) -> str:
    """Draw sections; the scale's minimum is the middle. "" for none.

    What is not finished has a spoke without a point, and says so.
    """
    if shape is None:
        return ""
    scale, count = shape.scale, len(shape.axes)
    shapes = [*_web(scale, count), *_names(shape)]
    if shape.target is not None:
        goal = [shape.target] * count
        shapes.append(svg.polyline(_around(scale, goal), "goal", closed=True))
    shapes += _outline(scale, [one.place.before for one in shape.axes], "before")
    shapes += _outline(scale, [one.place.display for one in shape.axes], "line")
    shapes += [
        svg.dot(_on(scale, number, count, index))
        for number, one in enumerate(shape.axes)
        for _place, index in printed([one.place])
    ]
    height = 2 * _MIDDLE[1] + 26
    shapes += svg.legend((24, height - 8), meanings(shape))
    return svg.drawing(_WIDTH, height, "radar", radar_told(shape), shapes)


def meanings(shape: Shape) -> Iterator[tuple[str, str]]:
    """Yield what the lines of a figure stand for, as (kind, words)."""
    yield "line", str(shape.year)
    if shape.paired and shape.before is not None:
        yield "before", str(shape.before)
    if shape.target is not None:
        yield "goal", _("target {target}").format(target=words.in_full(shape.target, 2))


def radar_told(shape: Shape) -> str:
    """Say what a figure of sections shows, for those who cannot see it."""
    said = "; ".join(f"{axis_name(one.section)} {axis_value(shape, one)}" for one in shape.axes)
    return _("Indeks tiap bagian: {values}.").format(values=said)


def axis_value(shape: Shape, one: Axis) -> str:
    """Return the index of a section, or that it is not complete."""
    if one.place.known.open:
        return _("belum lengkap")
    return index_said(one.place.known, shape.scale.places)


def _web(scale: FigureScale, count: int) -> Iterator[str]:
    """Yield a ring for each level above the lowest, and a spoke for each section."""
    levels = range(scale.minimum, scale.maximum + 1)
    rings = [_around(scale, [Fraction(level)] * count) for level in levels]
    for ring in rings[1:]:
        yield svg.polyline(ring, "guide", closed=True)
    for end in rings[-1]:
        yield svg.polyline((_MIDDLE, end), "guide")
    for level, ring in zip(levels, rings, strict=True):
        yield svg.text_element((ring[0][0] - 4, ring[0][1] + 4), "level", str(level))


def _names(shape: Shape) -> Iterator[str]:
    """Yield the name of each section at the end of its spoke, and its index beneath.

    Of many sections the numbers alone: their names stand beside the positions.
    """
    count = len(shape.axes)
    for number, one in enumerate(shape.axes):
        turn = 2 * math.pi * number / count
        across, up = math.sin(turn), math.cos(turn)
        x, y = _MIDDLE[0] + (_RADIUS + 12) * across, _MIDDLE[1] - (_RADIUS + 12) * up
        if count > _MOST:
            kind = "open" if one.place.known.open else "name"
            yield svg.text_element((x, y + 4), kind, words.section_letter(one.section))
            continue
        beside = abs(across) > 0.2
        lines = svg.wrapped(axis_name(one.section), _LETTERS if beside else 2 * _LETTERS)
        height = svg.LINE_HEIGHT * len(lines)
        top = y - height / 2 + 4 if beside else (y - height if up > 0 else y + 10)
        side = ("from" if across > 0 else "to") if beside else "mid"
        for at, said in enumerate(lines):
            yield svg.text_element((x, top + svg.LINE_HEIGHT * at), f"name {side}", said)
        kind = "open" if one.place.known.open else "value"
        yield svg.text_element((x, top + height), f"{kind} {side}", axis_value(shape, one))


def _outline(scale: FigureScale, values: Sequence[Fraction | None], kind: str) -> Iterator[str]:
    """Yield a closed line, or what of it is known: it breaks where a value is missing."""
    count = len(values)
    if all(one is not None for one in values):
        yield svg.polyline(
            [_on(scale, at, count, one) for at, one in enumerate(values)], kind, closed=True
        )
        return
    for at, one in enumerate(values):
        other = values[(at + 1) % count]
        if one is not None and other is not None:
            ends = _on(scale, at, count, one), _on(scale, (at + 1) % count, count, other)
            yield svg.polyline(ends, f"{kind} part")


def _around(scale: FigureScale, values: Iterable[Fraction]) -> list[svg.Point]:
    listed = list(values)
    return [_on(scale, at, len(listed), one) for at, one in enumerate(listed)]


def _on(scale: FigureScale, number: int, count: int, value: Fraction | None) -> svg.Point:
    """Return where a value lies on its spoke; the scale's minimum is the middle."""
    share = float((value or scale.minimum) - scale.minimum) / (scale.maximum - scale.minimum)
    turn = 2 * math.pi * number / count
    x, y = _MIDDLE
    return x + _RADIUS * share * math.sin(turn), y - _RADIUS * share * math.cos(turn)
