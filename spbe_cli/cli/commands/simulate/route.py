"""``spbe simulate --target``, ``--budget`` and ``--by``: plans, and what stands in their way."""

from typing import NamedTuple

import typer

from spbe_cli.cli.commands.simulate import agenda
from spbe_cli.cli.inputs import number_option
from spbe_cli.cli.output import Format, answer
from spbe_cli.cli.planning import (
    Wishes,
    capacity_of,
    goal_of,
    locks_of,
    targets_of,
    terms_of,
    wanted_basis,
)
from spbe_cli.core.plan import answers, measuring
from spbe_cli.core.plan.plans import Status, Terms
from spbe_cli.core.result import Result
from spbe_cli.i18n import _
from spbe_cli.problems import ExitCode
from spbe_cli.store import national

_MOST_ALTERNATIVES = 20


class Made(NamedTuple):
    """What came of planning: the exit code, and whether there is nothing to do."""

    code: int
    idle: bool = False


def plan_route(result: Result, wishes: Wishes, format_: Format) -> Made:
    """Plan for a target, floors, a budget, or for years."""
    agenda.refuse_names(wishes)
    terms = terms_of(result, wishes)
    if wishes.by:
        return _roadmap(result, wishes, terms, format_)
    budget, goal = number_option("--budget", wishes.budget), goal_of(result, wishes)
    start = wanted_basis(result, wishes.start)
    found = answers.route_to(start, goal, terms, budget, _alternatives(wishes.alternatives))
    found = answers.dated(found, agenda.quarters(wishes), today=agenda.since(wishes))
    agenda.save_agenda(result, found, wishes, format_)
    if wishes.calendar:
        claims = answers.claims_of(found)
        return Made(agenda.show_calendar(found.before, found.plan, wishes, claims))
    found = found._replace(locks=locks_of(wishes), explain=wishes.explain)
    found = measuring.measured(found, national.load())
    answer("plan", "plan", found, format_)
    if format_ is Format.CSV:
        agenda.warn_of_others(found)
    return Made(code(found.plan.status), not found.plan.steps)


def code(status: Status) -> int:
    """Return the exit code for what came of planning."""
    return ExitCode.GATE if status is Status.UNREACHABLE else ExitCode.DONE


def _alternatives(count: int | None) -> int:
    """Return how many other plans are asked for."""
    if count is None:
        return 0
    if not 1 <= count <= _MOST_ALTERNATIVES:
        raise typer.BadParameter(
            _("{option} harus antara {low} dan {high}").format(
                option="--alternatives", low=1, high=_MOST_ALTERNATIVES
            )
        )
    return count


def _roadmap(result: Result, wishes: Wishes, terms: Terms, format_: Format) -> Made:
    capacity = capacity_of(wishes)
    start = wanted_basis(result, wishes.start)
    found = answers.roadmap_to(start, targets_of(result, wishes.by), terms, capacity)
    found = measuring.measured(found, national.load())
    found = answers.dated(found, agenda.quarters(wishes), today=agenda.since(wishes))
    agenda.save_agenda(result, found, wishes, format_)
    if wishes.calendar:
        plan, claims = found.roadmap.plan, answers.claims_of(found)
        return Made(agenda.show_calendar(found.before, plan, wishes, claims))
    answer("years", "roadmap", found._replace(explain=wishes.explain), format_)
    if format_ is Format.CSV:
        agenda.warn_of_others(found)
    plan = found.roadmap.plan
    return Made(code(plan.status), not plan.steps)
