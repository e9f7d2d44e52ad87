"""The way of a plan through time, drawn on a terminal: a line for each year or quarter."""

from collections.abc import Iterator
from fractions import Fraction

from spbe_cli.core.plan.climb import Climb, Stop
from spbe_cli.i18n import _
from spbe_cli.render import climb as said, words
from spbe_cli.render.text import ruler
from spbe_cli.render.text.screen import Screen

_WIDEST = 100
_SHORTEST = 24  # columns of the scale, below which nothing can be told apart


def climb_lines(found: Climb | None, screen: Screen) -> Iterator[str]:
    """Yield the scale with its bounds, and beneath it a bar to the index of each stop.

    A line stands at the target, points at the bounds of predicates.
    """
    if found is None:
        return
    law, places = found.result.instrument, found.result.instrument.places
    names = [said.when(stop) for stop in found.stops]
    notes = [said.done(stop, found.unit) for stop in found.stops]
    first = max(map(len, names))
    last = len(words.decimal(Fraction(law.scale.maximum), places)) + 2 + max(map(len, notes))
    whole = min(screen.width - 2, _WIDEST)
    width = max(_SHORTEST, whole - first - last - 4)
    yield f"{'':{first}}  {ruler.scale(law, width)}"
    for stop, name, note in zip(found.stops, names, notes, strict=True):
        figure = words.decimal(stop.reached, places)
        yield f"{name:{first}}  {_bar(found, stop, width)}  {figure}  {note}".rstrip()
    if said.own_targets(found):
        yield f"{'':{first}}  " + _("garis: target tahun itu; titik: batas predikat")
    elif found.target is not None:
        yield f"{'':{first}}  " + _("garis: target {target}; titik: batas predikat").format(
            target=words.in_full(found.target, 2)
        )
    else:
        yield f"{'':{first}}  " + _("titik: batas predikat")
    if late := said.begins_late(found):
        yield f"{'':{first}}  {late}"


def _bar(found: Climb, stop: Stop, width: int) -> str:
    law = found.result.instrument
    line = [" "] * width
    for one in law.predicates[1:]:
        line[ruler.column_at(law, one.lower, width)] = "·"
    end = ruler.column_at(law, stop.reached, width) + 1
    line[:end] = "▇" * end
    target = found.target if stop.target is None else stop.target
    if target is not None:
        line[ruler.column_at(law, target, width)] = "|"
    return "".join(line)
