"""``spbe simulate --target``, ``--budget`` and ``--by``: plans, and what stands in their way."""

from pathlib import Path

import typer

from spbe_cli.cli.inputs import check_yaml, number
from spbe_cli.cli.output import Format, answer, show
from spbe_cli.cli.planning import (
    Wishes,
    basis_of,
    capacity_of,
    goal_of,
    locks_of,
    targets_of,
    terms_of,
)
from spbe_cli.core.plan import answers
from spbe_cli.core.plan.plans import Plan, Status, Terms
from spbe_cli.core.result import Result
from spbe_cli.i18n import _
from spbe_cli.problems import ExitCode
from spbe_cli.store import national

_MOST_ALTERNATIVES = 20


def plan(result: Result, wishes: Wishes, format_: Format) -> int:
    """Plan for a target, floors, a budget, or for years."""
    check_yaml(wishes.out)
    terms = terms_of(result, wishes)
    if wishes.by:
        return _roadmap(result, wishes, terms, format_)
    budget, goal = number("--budget", wishes.budget), goal_of(result, wishes)
    start = basis_of(result, wishes.start)
    found = answers.route_to(start, goal, terms, budget, _alternatives(wishes.alternatives))
    _write(result, found.plan, wishes.out, format_)
    found = found._replace(locks=locks_of(wishes), explain=wishes.explain)
    found = answers.measured(found, national.load())
    answer("plan", "plan", found, format_)
    return code(found.plan.status)


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


def _roadmap(result: Result, wishes: Wishes, terms: Terms, format_: Format) -> int:
    capacity = capacity_of(wishes)
    start = basis_of(result, wishes.start)
    found = answers.roadmap_to(start, targets_of(result, wishes.by), terms, capacity)
    found = answers.measured(found, national.load())
    _write(result, found.roadmap.plan, wishes.out, format_)
    answer("years", "roadmap", found._replace(explain=wishes.explain), format_)
    return code(found.roadmap.plan.status)


def _write(result: Result, found: Plan, out: Path | None, format_: Format) -> None:
    """Write a plan to a file, where one is named."""
    if out is None:
        return
    from spbe_cli.store.yaml import plans

    if not found.steps:
        typer.echo(_("{file} tidak ditulis: tidak ada langkah").format(file=out), err=True)
    else:
        plans.write(out, result, found)
        if format_ is Format.TEXT:
            show(_("{file}: rencana ditulis\n\n").format(file=out.as_posix()))
