"""What a report advises: the plan that was decided on, or the one for its target."""

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from spbe_cli.core.planned import Planned
from spbe_cli.core.result import Result

if TYPE_CHECKING:
    from spbe_cli.core.many.report import Advice, Report
    from spbe_cli.core.moves import Move
    from spbe_cli.core.plan.plans import Plan, Step


class Best(NamedTuple):
    """Single steps, the best first; `gaps` are the levels claimed of items that start below."""

    moves: "tuple[Move, ...]"
    gaps: Mapping[str, Fraction]


def advise(result: Result, target: Fraction | None, planned: Planned | None) -> "Advice | None":
    """Return the plan that was decided on, else the one for the target on the usual terms.

    None without either, or without an exact index. Scores that come from other bodies' indices
    stay as they are.
    """
    known = result.sure or result.recovered
    if not known or (planned is None and target is None):
        return None
    from spbe_cli.core.plan import answers, basis, plans, route  # only plans pay for it

    if planned is not None:
        if not result.sure:
            return None
        start = basis.basis_of(result, planned)
        found = route.follow(start.result, planned)
        return answers.answer_of(start.result, found)._replace(basis=start)
    if result.recovered:
        return answers.parts_to(result, target, plans.Terms())
    outside = frozenset(one.item.id for one in result.items() if one.foreign)
    return answers.route_to(basis.basis(result), target, plans.Terms(locked=outside))


def dated_advice(
    advice: "Advice | None", earlier: list[Result], today: dt.date | None = None
) -> "Advice | None":
    """Return a plan with its way through time, after earlier years; sections are not dated.

    As `simulate` has it: quarters that are over by `today` are left out.
    """
    if advice is None:
        return None
    from spbe_cli.core.plan import answers

    if isinstance(advice, answers.Parts):
        return advice
    found: Advice = answers.dated(  # type: ignore[type-var]  # it is one
        advice, earlier=earlier, today=today
    )
    return found


def shown_plan(report: "Report") -> "Plan | None":
    """Return the plan that a report shows, by indicators; None where there is none."""
    from spbe_cli.core.plan import answers, plans  # only reports with a plan pay for it

    found = None if report.advice is None else answers.plan_of(report.advice)
    return found if isinstance(found, plans.Plan) else None


def best(report: "Report") -> "Best":
    """Return the best single steps where no plan is made: as `simulate` has them without a target.

    They start from what is proven. What is not answered yet has to be answered first.
    """
    from spbe_cli.core.plan import basis, plans, singles  # only reports without a plan pay for it

    result = report.result
    start = basis.basis(result)
    foreign = {one.item.id for one in result.items() if one.foreign}
    open_ = {one.item.id for one in result.items() if one.origin in ("missing", "provisional")}
    effort = plans.rising(result.instrument)
    moves = singles.moves_up(start.result, effort, frozenset(foreign | open_))
    return Best(tuple(moves), start.gaps)


def soonest(report: "Report") -> "list[Step]":
    """Return what a plan takes first, an item each: of its first year, the most for its effort.

    What proves a claim stands before what rises above it.
    """
    from spbe_cli.core.plan import answers, plans

    found, advice = shown_plan(report), report.advice
    if found is None or advice is None or isinstance(advice, answers.Parts):
        return []
    first = min((step.year or 0 for step in found.steps), default=0)
    steps = [step for step in plans.merged(found.steps) if (step.year or 0) == first]
    basis = advice.basis
    closing = {step.item for step in steps if basis is not None and step.item in basis.gaps}
    return sorted(steps, key=lambda one: (one.item not in closing, -one.gain / (one.effort or 1)))
