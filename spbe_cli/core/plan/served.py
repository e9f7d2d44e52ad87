"""The years of a plan that its instrument does not serve: another one will compute their index."""

from typing import TYPE_CHECKING

from spbe_cli.core.plan.plans import Plan, Status
from spbe_cli.core.result import Result

if TYPE_CHECKING:
    from spbe_cli.core.plan.answers import Parts, Route, Years
    from spbe_cli.core.plan.sections import SectionPlan


def unserved(found: "Route | Years | Parts") -> tuple[int, ...]:
    """Return the years of an answer that its instrument does not serve, the earliest first."""
    roadmap = getattr(found, "roadmap", None)
    if roadmap is None:
        return unserved_by(found.before, found.plan)  # type: ignore[union-attr]  # the others
    years = {one.stage.year for one in roadmap.years}
    return _others(found.before, years)


def unserved_by(before: Result, plan: "Plan | SectionPlan") -> tuple[int, ...]:
    """Return those of a plan: of its steps, of the next year where they have none.

    Levels that are only tried are of no year.
    """
    if plan.status is Status.CHANGED and plan.measure is not None:
        return ()
    usual = before.assessment.year + 1
    years = {getattr(step, "year", None) or usual for step in plan.steps}
    return _others(before, {usual} if plan.status is Status.UNREACHABLE else years)


def _others(before: Result, years: set[int]) -> tuple[int, ...]:
    return tuple(sorted(year for year in years if not before.instrument.serves(year)))
