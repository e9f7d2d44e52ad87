"""A roadmap as JSON."""

from spbe_cli.core import numbers
from spbe_cli.core.plan.years import Roadmap
from spbe_cli.core.result import Result
from spbe_cli.render.data.encode import json_text
from spbe_cli.render.data.plan import as_index, plan_data


def roadmap_json(before: Result, after: Result, found: Roadmap) -> str:
    """Return a roadmap as data: a plan with a year on each step, and what each year reaches."""
    data = plan_data(before, after, found.plan)
    data["equal_plans"] = None  # not counted over years
    data["least_effort"] = numbers.exact(found.least)
    data["proven"] = found.proven
    data["years"] = [
        {
            "year": year.stage.year,
            "target": numbers.exact(year.stage.target, 2),
            **as_index(before, year.index),
            "effort": numbers.exact(year.effort),
        }
        for year in found.years
    ]
    return json_text(data)
