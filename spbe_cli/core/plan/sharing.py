"""Years of a roadmap in which nothing is done, and the capacity with which each has its share.

Steps are taken as early as they fit: without a capacity the first year may take them all. That is
the agreed order; whoever wants the work spread is told a capacity that does so, the total
effort being the same. It is found by trying, a bounded number of times.
"""

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from spbe_cli.core.plan.plans import Terms
from spbe_cli.core.plan.years import Roadmap, roadmap, spread
from spbe_cli.core.result import Result

if TYPE_CHECKING:
    from collections.abc import Iterator

_TRIES = 100


class Share(NamedTuple):
    """Years with steps and without, and a capacity (None: none is known) that leaves none idle.

    `efforts` are what each year of the roadmap takes then.
    """

    busy: tuple[int, ...]
    idle: tuple[int, ...]
    capacity: Fraction | None = None
    efforts: tuple[Fraction, ...] = ()


def share_of(
    result: Result, targets: Mapping[int, Fraction], terms: Terms, found: Roadmap
) -> Share | None:
    """Return the share of a roadmap, under its terms; None where each year has steps."""
    busy = tuple(one.stage.year for one in found.years if one.effort)
    idle = tuple(one.stage.year for one in found.years if not one.effort)
    if not (busy and idle):
        return None
    for capacity, efforts in spread(result, targets, terms, _capacities(found)):
        if not all(efforts) or sum(efforts) != found.plan.effort:
            continue
        shared = roadmap(result, targets, terms, capacity)  # what the option itself answers
        taken = tuple(one.effort for one in shared.years)
        if len(taken) == len(found.years) and all(taken) and sum(taken) == found.plan.effort:
            return Share(busy, idle, capacity, taken)
    return Share(busy, idle)


def _capacities(found: Roadmap) -> "Iterator[Fraction]":
    """Yield whole capacities from the least that may do."""
    whole = found.plan.effort
    least, step = math.ceil(whole / len(found.years)), max(1, math.ceil(whole / _TRIES))
    for number in range(_TRIES):
        if least + number * step < whole:
            yield Fraction(least + number * step)
