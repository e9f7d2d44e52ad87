"""What a report is to reach: an index, indices by year, or the plan of a file."""

from fractions import Fraction
from typing import TYPE_CHECKING

import typer

from spbe_cli.cli.inputs import check_target, number_option
from spbe_cli.cli.planning import Wishes, planned_advice, targets_of
from spbe_cli.core.many import comparison
from spbe_cli.core.planned import Planned
from spbe_cli.core.result import Result
from spbe_cli.i18n import _
from spbe_cli.store.yaml import assessments

if TYPE_CHECKING:
    from spbe_cli.core.many.report import Advice


def wanted(
    wishes: Wishes, result: Result
) -> tuple[Fraction | None, Planned | None, "Advice | None"]:
    """Read ``3.00``, or the plan of a file of the same institution and instrument; plan for it."""
    target = wishes.target
    file = target is not None and target.casefold().endswith((".yaml", ".yml"))
    _check(wishes, file=file)
    if target is None or not file:
        goal = number_option("--target", target)
        check_target(goal, result.instrument.scale)
        if wishes.by:
            goal = max(targets_of(result, wishes.by).items())[1]
        return goal, None, planned_advice(result, wishes)
    one, own = assessments.load(target)[0], result.assessment
    same = comparison.one_institution(one, own)
    if one.plan is None or not same or one.instrument != own.instrument:
        raise typer.BadParameter(
            _("--target memerlukan berkas rencana instansi dan instrumen yang sama")
        )
    return None, one.plan, None


def _check(wishes: Wishes, *, file: bool) -> None:
    """Refuse terms of a plan where none is made."""
    if wishes.by and wishes.target is not None:
        said = _("{one} tidak dapat digabung dengan {other}")
        raise typer.BadParameter(said.format(one="--by", other="--target"))
    given = {
        "--capacity": wishes.capacity is not None,
        "--max-step": wishes.max_step is not None,
        "--lock": wishes.lock,
        "--effort": wishes.effort is not None,
        "--from": wishes.start is not None,
    }
    planned = wishes.by or (wishes.target is not None and not file)
    for name, value in given.items():
        modes = "--by" if name == "--capacity" else "--target 3.00, --by"
        if value and not (wishes.by if name == "--capacity" else planned):
            said = _("{name} hanya berlaku bersama {modes}")
            raise typer.BadParameter(said.format(name=name, modes=modes))
