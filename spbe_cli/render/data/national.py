"""The national yardstick as data."""

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from spbe_cli.core import numbers
from spbe_cli.core.national import Standings, Yardstick
from spbe_cli.render.data import encode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spbe_cli.core.plan.answers import Ask  # `score` has no plans to pay for


def standing_data(found: Standings | None) -> dict[str, Any] | None:
    """Return where an institution stood; None where it is in no list."""
    if found is None:
        return None
    average = found.average
    return {
        "year": found.year,
        "group": found.group,
        "index": numbers.fixed(found.standing.value, 2),
        "rank": str(found.standing.rank),
        "size": str(found.size),
        "median": numbers.exact(found.median, 2),
        "source": found.source,
        "average": None
        if average is None
        else {"index": numbers.fixed(average.value, 2), "source": average.source},
        "kinds": [
            {"name": name, "index": numbers.fixed(one.value, 2), "source": one.source}
            for name, one in found.kinds
        ],
    }


def usual_rises(asks: "Iterable[Ask]") -> Any:
    """Return how usual rises are: one object, or one for each year of a roadmap; None of none."""
    listed = [(ask.year, ask.yardstick) for ask in asks if ask.yardstick is not None]
    if [year for year, _found in listed] == [None]:
        return yardstick_data(listed[0][1])
    return [{"year": year, **yardstick_data(found)} for year, found in listed] or None


def yardstick_data(found: Yardstick) -> dict[str, Any]:
    """Return how many of those who began alike rose by so much."""
    return {
        "start": numbers.fixed(found.start, 2),
        "rise": numbers.exact(found.rise, 2),
        "low": numbers.fixed(found.low, 2),
        "high": numbers.fixed(found.high, 2),
        "widened": found.widened,
        "institutions": found.size,
        "rose": found.reached,
        "percent": encode.fixed_text(Fraction(100 * found.reached, found.size), 2),
        "lower_quartile": numbers.exact(found.lower, 2),
        "median": numbers.exact(found.median, 2),
        "upper_quartile": numbers.exact(found.upper, 2),
        "years": list(found.years),
        "sources": list(found.sources),
    }
