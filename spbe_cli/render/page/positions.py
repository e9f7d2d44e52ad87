"""Sections as dots on the scale: a position, which is not a length."""

from collections.abc import Iterator
from fractions import Fraction

from spbe_cli.core.many.figures import Axis, FigureScale, Shape
from spbe_cli.i18n import _
from spbe_cli.render import words
from spbe_cli.render.page import svg
from spbe_cli.render.page.radar import axis_name, axis_value, radar_told

_WIDTH, _LEFT, _RIGHT, _TOP = 372, 10, 362, 34
_LETTERS = 46  # of a line of a name, beside which stands the index


def draw_positions(shape: Shape | None) -> str:
    """Draw each section on a line of its own, with last year and the target; "" for none."""
    if shape is None:
        return ""
    rows: list[str] = []
    y = float(_TOP)
    for one in shape.axes:
        lines = svg.wrapped(axis_name(one), _LETTERS - 4 * one.depth)
        y += svg.LINE_HEIGHT * len(lines) + 1
        rows += _row(shape, one, lines, y)
        y += 16
    shapes = list(_scale(shape.scale, y - 10))
    if shape.target is not None:
        x = _at(shape.scale, shape.target)
        said = _("target {target}").format(target=words.in_full(shape.target, 2))
        shapes += [
            svg.polyline(((x, 18), (x, y - 8)), "goal"),
            svg.text_element((_held(x, said), 12), "aim", said),
        ]
    shapes += rows
    shapes += svg.legend((_LEFT, y + 10), _meanings(shape))
    return svg.drawing(_WIDTH, y + 18, "positions", radar_told(shape), shapes)


def _row(shape: Shape, one: Axis, lines: list[str], y: float) -> Iterator[str]:
    """Yield one section: its name, its index, and its line of dots beneath, at `y`."""
    place, kind = one.place, "deep" if one.depth == 0 else "inner"
    for at, said in enumerate(lines):
        above = svg.LINE_HEIGHT * (len(lines) - at) - 6
        yield svg.text_element((_LEFT + 10 * one.depth, y - above), f"name from {kind}", said)
    yield svg.text_element(
        (_RIGHT, y - 6), f"{'open' if place.known.open else 'value'} to", axis_value(shape, one)
    )
    yield svg.polyline(((_LEFT, y + 3), (_RIGHT, y + 3)), "rail")
    if place.before is not None:
        if place.display is not None:
            ends = (
                (_at(shape.scale, place.before), y + 3),
                (_at(shape.scale, place.display), y + 3),
            )
            yield svg.polyline(ends, "way")
        yield svg.dot((_at(shape.scale, place.before), y + 3), "ring", 3.5)
    if place.display is None:
        low, high = _at(shape.scale, place.lowest), _at(shape.scale, place.highest)
        yield svg.rect((low, y + 1), (high - low, 4), "span")
    else:
        yield svg.dot((_at(shape.scale, place.display), y + 3), "dot", 4.5 if one.depth == 0 else 4)


def _scale(scale: FigureScale, bottom: float) -> Iterator[str]:
    for level in range(scale.minimum, scale.maximum + 1):
        x = _at(scale, Fraction(level))
        yield svg.polyline(((x, _TOP - 4), (x, bottom)), "guide")
        yield svg.text_element((x, _TOP - 8), "tick", str(level))


def _meanings(shape: Shape) -> Iterator[tuple[str, str]]:
    yield "dot", str(shape.year)
    if shape.paired and shape.before is not None:
        yield "ring", str(shape.before)
    if any(not one.place.shown for one in shape.axes):
        yield "span", _("yang masih mungkin")


def _at(scale: FigureScale, value: Fraction) -> float:
    share = float(value - scale.minimum) / (scale.maximum - scale.minimum)
    return _LEFT + (_RIGHT - _LEFT) * share


def _held(x: float, said: str) -> float:
    """Return where the middle of a text lies that is to stay within the drawing."""
    half = 3 * len(said)
    return min(max(x, _LEFT + half), _RIGHT - half)
