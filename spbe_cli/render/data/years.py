"""A roadmap as JSON and CSV."""

from spbe_cli.core import numbers
from spbe_cli.core.plan.answers import Years
from spbe_cli.render.data.encode import json_text
from spbe_cli.render.data.plan import (
    as_index,
    climb_data,
    hurdles_data,
    manner_data,
    plan_data,
    steps_csv,
)


def roadmap_json(answer: Years) -> str:
    """Return a roadmap as data: a plan with a year on each step, and what each year reaches."""
    before, found = answer.before, answer.roadmap
    data = plan_data(before, answer.after, found.plan) | manner_data(answer) | hurdles_data(answer)
    data["climb"] = climb_data(answer)
    data["equal_plans"] = None  # not counted over years
    data["least_effort"] = numbers.exact(found.least)
    data["proven"] = found.proven
    share = answer.share
    data["idle_years"] = [] if share is None else list(share.idle)
    data["shared"] = (
        None
        if share is None or share.capacity is None
        else {
            "capacity": numbers.exact(share.capacity),
            "efforts": list(map(numbers.exact, share.efforts)),
        }
    )
    data["years"] = [
        {
            "year": year.stage.year,
            "target": numbers.exact(year.stage.target, 2),
            "served": before.instrument.serves(year.stage.year),
            **as_index(before, year.index),
            "effort": numbers.exact(year.effort),
        }
        for year in found.years
    ]
    return json_text(data)


def roadmap_csv(answer: Years) -> str:
    """Return one row for each step, with its year."""
    return steps_csv(answer.before, answer.roadmap.plan)
