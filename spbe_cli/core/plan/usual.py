"""The usual bound of a plan: two levels a year for an item, and as few more as will do."""

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from spbe_cli.core.plan.plans import USUAL, Plan, Status, Terms
from spbe_cli.core.records import replace
from spbe_cli.core.result import Result

if TYPE_CHECKING:
    from spbe_cli.core.plan.sections import SectionPlan
    from spbe_cli.core.plan.years import Roadmap

A = TypeVar("A", Plan, "SectionPlan", "Roadmap")


class Widened(NamedTuple):
    """A plan that takes more levels of an item than is usual, because the usual ones do not do.

    `most` is the index that those reach at most (None: something else is lacking), by `year`
    where there are years.
    """

    usual: int
    step: int
    most: Fraction | None
    year: int | None = None


def usually(
    result: Result, terms: Terms, find: Callable[[Terms], A]
) -> tuple[tuple[A, Terms], Widened | None]:
    """Find under terms; where they do not bound the levels an item rises, with the fewest that do.

    Those are two, as is usual, then three, and so on. Where none does: what is found with the most.
    """
    if terms.max_step is not None:
        return (find(terms), terms), None
    scale = result.instrument.scale
    most = max(USUAL, scale.maximum - scale.minimum)
    kept = replace(terms, max_step=USUAL)
    first = found = find(kept)
    for step in range(USUAL + 1, most + 1):
        if _plan(found).status is not Status.UNREACHABLE:
            break
        kept = replace(terms, max_step=step)
        found = find(kept)
    if kept.max_step == USUAL or _plan(found).status is Status.UNREACHABLE:
        return (found, kept), None
    return (found, kept), _widened(first, kept.max_step or most)


def _widened(first: "Plan | SectionPlan | Roadmap", step: int) -> Widened:
    """Say what the usual levels reach: nothing where more than an index is lacking."""
    plan, stages = _plan(first), getattr(first, "years", ())
    year = stages[-1].stage.year if stages else None
    if not getattr(first, "proven", True):
        return Widened(USUAL, step, None, year)
    short = plan.target is not None and plan.index < plan.target
    return Widened(USUAL, step, plan.index if short else None, year)


def _plan(found: "Plan | SectionPlan | Roadmap") -> Any:
    return getattr(found, "plan", found)
