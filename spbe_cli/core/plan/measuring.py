"""How usual the rise is that an answer asks for: its years held against the national lists."""

from collections.abc import Iterator
from fractions import Fraction
from typing import TypeVar

from spbe_cli.core import numbers
from spbe_cli.core.national import INSTRUMENT, National, yardstick
from spbe_cli.core.plan.answers import Ask, Parts, Route, Years, plan_of
from spbe_cli.core.plan.plans import Status

N = TypeVar("N", Route, Years, Parts)


def measured(found: N, national: National | None) -> N:
    """Return an answer that says how usual the rise is that it asks for, year by year.

    Both ends are compared as they are printed, for the lists hold nothing finer. The end is what
    was asked for; in a roadmap what a year reaches, for steps may be taken before they are asked
    for. Of a roadmap out of reach it is the target, where that is to be reached within a year.
    """
    if national is None or found.before.instrument.id != INSTRUMENT:
        return found
    places = found.before.instrument.places
    start, asks = numbers.rounded(plan_of(found).start, places), []
    for year, index in _ends(found):
        end = numbers.rounded(index, places)
        asked = yardstick(national, start, end - start)
        asks += [Ask(year, asked)] if asked else []
        start = end
    return found._replace(asks=tuple(asks))


def _ends(found: Route | Years | Parts) -> Iterator[tuple[int | None, Fraction]]:
    """Yield the end that is measured, a year after the other."""
    plan = plan_of(found)
    if not isinstance(found, Years):
        yield None, plan.index if plan.target is None else plan.target
        return
    for one in found.roadmap.years:
        if plan.status is not Status.UNREACHABLE:
            yield one.stage.year, one.index
        elif one.stage.year == found.first:
            yield one.stage.year, one.stage.target
