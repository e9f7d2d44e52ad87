"""The way of a plan through time, as a drawing: a bar to the index of each year or quarter."""

from fractions import Fraction

from spbe_cli.core.plan.climb import Climb
from spbe_cli.i18n import _
from spbe_cli.render import climb as said, words
from spbe_cli.render.page import svg

_WIDTH = 360  # as wide as a telephone, so that letters keep their size there
_LEFT, _TOP, _STEP, _BAR = 66, 24, 36, 14


def draw_climb(found: Climb | None) -> str:
    """Draw where the index is at each stop, the bounds of predicates, and the target; or ""."""
    if found is None:
        return ""
    law = found.result.instrument
    scale, places, right = law.scale, law.places, _WIDTH - 40
    height = _TOP + _STEP * len(found.stops)

    def at(value: Fraction | int) -> float:
        return _LEFT + (right - _LEFT) * float(value - scale.minimum) / (
            scale.maximum - scale.minimum
        )

    shapes = [svg.polyline(((_LEFT, _TOP - 6), (_LEFT, height)), "guide")]
    for one in law.predicates[1:]:
        x = at(one.lower)
        shapes += [
            svg.polyline(((x, _TOP - 6), (x, height)), "guide"),
            svg.text_element((x, 12), "tick", words.in_full(one.lower, 1)),
        ]
    for row, stop in enumerate(found.stops):
        y, x = _TOP + _STEP * row, at(stop.reached)
        kind = "rect deep" if row > found.start else "rect"
        target = found.target if stop.target is None else stop.target
        if target is not None:
            goal = at(target)
            shapes.append(svg.polyline(((goal, y - 4), (goal, y + _STEP - 6)), "goal"))
        shapes += [
            svg.text_element((_LEFT - 6, y + 12), "name", said.when(stop)),
            svg.rect((_LEFT, y + 1), (x - _LEFT, _BAR), kind),
            svg.text_element((x + 5, y + 12), "value", words.decimal(stop.reached, places)),
            svg.text_element((_LEFT + 2, y + 27), "note", said.done(stop, found.unit)),
        ]
    if late := said.begins_late(found):
        shapes.append(svg.text_element((_LEFT + 2, height + 10), "note", late))
        height += 18
    told = f"{said.climb_told(found)} {_goal(found)}".strip()
    return svg.drawing(_WIDTH, height, "climb", told, shapes)


def _goal(found: Climb) -> str:
    if said.own_targets(found):
        return _("Garis putus-putus: target tahun itu.")
    if found.target is None:
        return ""
    return _("Garis putus-putus: target {target}.").format(target=words.in_full(found.target, 2))
