"""Sections as dots on the scale: a position, which is not a length."""

from collections.abc import Iterator
from fractions import Fraction

from spbe_cli.core.many.figures import Axis, FigureScale, Shape
from spbe_cli.i18n import _
from spbe_cli.render import words
from spbe_cli.render.page import svg
from spbe_cli.render.page.radar import axis_value, radar_told
from spbe_cli.render.sentences import axis_name

_WIDTH, _LEFT, _RIGHT, _TOP = 372, 10, 362, 34
_BROAD, _RAIL, _END = 700, 322, 650  # of a drawing whose names stand beside the lines
_STEP, _HEAD, _FOOT = 19, 20, 28  # between the lines of such a drawing, above them, beneath
_LETTERS = 46  # of a line of a name, beside which stands the index


def draw_positions(shape: Shape | None) -> str:
    """Draw each section on a line of its own, with last year and the target; "" for none."""
    if shape is None:
        return ""
    rows: list[str] = []
    y = float(_TOP)
    for one in shape.axes:
        lines = svg.wrapped(axis_name(one.section), _LETTERS - 4 * one.depth)
        y += svg.LINE_HEIGHT * len(lines) + 1
        rows += _row(shape, one, lines, y)
        y += 16
    shapes = list(_scale(shape.scale, (_LEFT, _RIGHT), _TOP))
    if shape.target is not None:
        x = _at(shape.scale, shape.target)
        said = _("target {target}").format(target=words.in_full(shape.target, 2))
        shapes += [
            svg.polyline(((x, 16), (x, _TOP - 2)), "goal"),
            svg.text_element((_held(x, said), 12), "aim", said),
        ]
    shapes += rows
    shapes += svg.legend((_LEFT, y + 10), _meanings(shape))
    return svg.drawing(_WIDTH, y + 18, "positions", radar_told(shape), shapes)


def draw_broad(shape: Shape | None) -> str:
    """Draw the same on a broad sheet, where names stand beside the lines; "" for none."""
    if shape is None:
        return ""
    rows: list[str] = []
    y = _HEAD
    for one in shape.axes:
        lines = _beside(one)
        y += _STEP + svg.LINE_HEIGHT * (len(lines) - 1)
        for at, said in enumerate(lines, 1):
            above = svg.LINE_HEIGHT * (len(lines) - at)
            rows.append(svg.text_element((0, y - above), "name from deep", said))
        kind = "open" if one.place.known.open else "value"
        rows.append(svg.text_element((_BROAD, y), f"{kind} to", axis_value(shape, one)))
        rows += _marks(shape, one, y - 4, (_RAIL, _END))
    shapes = list(_scale(shape.scale, (_RAIL, _END), _HEAD + 4))
    meanings = [*_meanings(shape), *_aim(shape)]
    shapes += [*rows, *svg.legend((_RAIL, y + 22), meanings)]
    return svg.drawing(_BROAD, y + _FOOT, "positions", radar_told(shape), shapes)


def broad_height(shape: Shape | None) -> float:
    """Return how high a broad drawing is, as a share of its width."""
    if shape is None:
        return 0
    rows = sum(_STEP + svg.LINE_HEIGHT * (len(_beside(one)) - 1) for one in shape.axes)
    return (_HEAD + rows + _FOOT) / _BROAD


def _beside(one: Axis) -> list[str]:
    return svg.wrapped(axis_name(one.section), _LETTERS - 7)


def _aim(shape: Shape) -> Iterator[tuple[str, str]]:
    if shape.target is not None:
        yield "goal", _("target {target}").format(target=words.in_full(shape.target, 2))


def _row(shape: Shape, one: Axis, lines: list[str], y: float) -> Iterator[str]:
    """Yield one section: its name, its index, and its line of dots beneath, at `y`."""
    place, kind = one.place, "deep" if one.depth == 0 else "inner"
    for at, said in enumerate(lines):
        above = svg.LINE_HEIGHT * (len(lines) - at) - 6
        yield svg.text_element((_LEFT + 10 * one.depth, y - above), f"name from {kind}", said)
    yield svg.text_element(
        (_RIGHT, y - 6), f"{'open' if place.known.open else 'value'} to", axis_value(shape, one)
    )
    yield from _marks(shape, one, y + 3, (_LEFT, _RIGHT))


def _marks(shape: Shape, one: Axis, y: float, ends: svg.Point) -> Iterator[str]:
    """Yield the line of a section at `y`, and its dots between the `ends` of the scale."""
    place = one.place
    yield svg.polyline(((ends[0], y), (ends[1], y)), "rail")
    for level in range(shape.scale.minimum, shape.scale.maximum + 1):
        x = _at(shape.scale, Fraction(level), ends)
        yield svg.polyline(((x, y - 4), (x, y + 4)), "guide")  # through a line, never through names
    if shape.target is not None:
        x = _at(shape.scale, shape.target, ends)
        yield svg.polyline(((x, y - 7), (x, y + 7)), "goal")
    if place.before is not None:
        before = (_at(shape.scale, place.before, ends), y)
        if place.display is not None:
            yield svg.polyline((before, (_at(shape.scale, place.display, ends), y)), "way")
        yield svg.dot(before, "ring", 3.5)
    if place.display is None:
        low, high = (_at(shape.scale, one, ends) for one in (place.lowest, place.highest))
        yield svg.rect((low, y - 2), (high - low, 4), "span")
    else:
        at = (_at(shape.scale, place.display, ends), y)
        yield svg.dot(at, "dot", 4.5 if one.depth == 0 else 4)


def _scale(scale: FigureScale, ends: svg.Point, top: float) -> Iterator[str]:
    """Yield the levels above the first line."""
    for level in range(scale.minimum, scale.maximum + 1):
        yield svg.text_element((_at(scale, Fraction(level), ends), top - 8), "tick", str(level))


def _meanings(shape: Shape) -> Iterator[tuple[str, str]]:
    yield "dot", str(shape.year)
    if shape.paired and shape.before is not None:
        yield "ring", str(shape.before)
    if any(not one.place.shown for one in shape.axes):
        yield "span", _("yang masih mungkin")


def _at(scale: FigureScale, value: Fraction, ends: svg.Point = (_LEFT, _RIGHT)) -> float:
    share = float(value - scale.minimum) / (scale.maximum - scale.minimum)
    return ends[0] + (ends[1] - ends[0]) * share


def _held(x: float, said: str) -> float:
    """Return where the middle of a text lies that is to stay within the drawing."""
    half = 3 * len(said)
    return min(max(x, _LEFT + half), _RIGHT - half)
