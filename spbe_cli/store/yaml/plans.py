"""A plan as a file: the assessment it starts from, with target levels and the steps to them."""

from pathlib import Path

from spbe_cli.core.assessment import Answer, Opinion
from spbe_cli.core.plan.plans import Plan
from spbe_cli.core.planned import Planned, PlannedStep
from spbe_cli.core.records import replace
from spbe_cli.core.result import Result
from spbe_cli.i18n import _
from spbe_cli.store import files
from spbe_cli.store.yaml import assessments


def write(path: Path, result: Result, plan: Plan) -> None:
    """Write a plan to a new file; FileError E015 where one of that name exists.

    Every item gets a target: where the plan leaves it alone, the level it has. Items that another
    body's index stands for get none, for no opinion sets their level.
    """
    assessment, ends = result.assessment, {step.item: step.to for step in plan.steps}
    answers = dict(assessment.answers)
    for one in result.items():
        level = ends.get(one.item.id, None if one.foreign else one.level)
        if level is not None:
            answer = answers.get(one.item.id, Answer())
            levels = {**answer.levels, Opinion.TARGET: level}
            answers[one.item.id] = answer._replace(levels=levels)
    steps = tuple(PlannedStep(one.item, one.to, one.effort, one.year) for one in plan.steps)
    planned = Planned(plan.target, plan.unit, steps)
    text = assessments.dump(replace(assessment, answers=answers, plan=planned))
    title = _("# Rencana: nilai target dan langkah menujunya")
    files.write_new(path, f"{title}\n{text}")
