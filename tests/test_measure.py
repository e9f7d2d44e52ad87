"""Efforts that mean something: what a step costs, how far an indicator rises, and what came true.

The back-test holds plans against what a city did: official levels of Kota Bandar Lampung (LHE SPBE
2022 and 2023), both in examples/.
"""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from program import Run

from spbe_cli.core import numbers
from spbe_cli.core.plan import plans, route
from spbe_cli.core.plan.plans import USUAL, Measure, Plan, Status, Terms
from spbe_cli.core.result import Result
from spbe_cli.core.score.scoring import score
from spbe_cli.store.yaml import assessments, instruments

LAMPUNG = "examples/bandar-lampung-2023.yaml"
ACEH = "examples/aceh-tengah-2026.yaml"


def read(name: str, examples: Path) -> Result:
    assessment, law = assessments.load(examples / f"{name}.yaml")
    return score(law, assessment)


def data(spbe: Run, file: str | Path, *options: str) -> dict[str, Any]:
    done = spbe("simulate", file, *options, "--format", "json")
    assert done.returncode in (0, 5), done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def rose(plan: Plan) -> dict[str, int]:
    """Return how many levels each item rises."""
    found: dict[str, int] = {}
    for step in plan.steps:
        found[step.item] = found.get(step.item, 0) + 1
    return found


# --- what a step costs ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["permenpanrb-59-2020", "permenpanrb-5-2018"])
def test_the_usual_effort_is_the_level_less_the_lowest(name: str) -> None:
    law = instruments.load(name)
    effort = Terms().effort_in(law)
    costs = [effort("12", level) for level in law.scale.levels()[1:]]
    assert costs == list(range(1, len(costs) + 1))  # 1 → 2 costs 1; from 0 where the scale has one
    assert (Terms().measure, Terms(effort=plans.one_each).measure) == (
        Measure.RISING,
        Measure.FLAT,
    )


@pytest.mark.parametrize(
    ("options", "measure", "said"),
    [
        ((), "menanjak", "Upaya menanjak: ke tingkat 2 = 1, 3 = 2, 4 = 3, 5 = 4"),
        (("--effort", "menanjak"), "menanjak", "Upaya menanjak"),
        (("--effort", "rata"), "rata", "Upaya rata: setiap tingkat 1"),
        (("--effort", "upaya.yaml"), "file", "Upaya menurut berkas"),
    ],
)
@pytest.mark.parametrize("asked", [("--target", "2.60"), ("--by", "2024=2.60"), ("--set", "21=3")])
def test_every_plan_says_what_its_steps_cost(
    spbe: Run, root: Path, tmp_path: Path, options: tuple[str, ...], measure: str, said: str,
    asked: tuple[str, str],
) -> None:  # fmt: skip
    (tmp_path / "upaya.yaml").write_text("levels: {2: 5}\n", "utf-8")
    given: list[str | Path] = [root / LAMPUNG, *asked, *options]
    text = spbe("simulate", *given, cwd=tmp_path).stdout
    assert said in " ".join(text.split())
    found = json.loads(spbe("simulate", *given, "--format", "json", cwd=tmp_path).stdout)
    assert found["measure"] == measure
    if measure == "menanjak" and asked[0] != "--set":
        assert found["step_efforts"] == {"2": "1", "3": "2", "4": "3", "5": "4"}
        assert all(int(one["effort"]) == int(one["to"]) - 1 for one in found["steps"])


def test_a_file_of_the_name_of_a_measure_can_still_be_named(
    spbe: Run, root: Path, tmp_path: Path
) -> None:
    (tmp_path / "rata").write_text("levels: {2: 7}\n", "utf-8")
    options = ("simulate", root / LAMPUNG, "--target", "2.2", "--format", "json", "--effort")
    found = json.loads(spbe(*options, "./rata", cwd=tmp_path).stdout)
    assert found["measure"] == "file"
    assert json.loads(spbe(*options, "rata", cwd=tmp_path).stdout)["measure"] == "rata"


# --- how far an indicator rises ------------------------------------------------------------------


@pytest.mark.parametrize("target", ["2.60", "3.00", "3.50"])
def test_nothing_rises_more_than_two_levels_where_that_does(spbe: Run, target: str) -> None:
    plan = data(spbe, LAMPUNG, "--target", target)
    risen = [int(one["to"]) - int(one["from"]) for one in plan["merged"]]
    assert max(risen) <= USUAL == plan["max_step"]
    assert plan["widened"] is None
    assert plan["equal_plans"] == {"2.60": 238609, "3.00": 0, "3.50": 98609}[target]


@pytest.mark.parametrize("effort", ["menanjak", "rata"])
@pytest.mark.parametrize("target", ["3.90", "4.20", "4.50", "4.90", "5"])
def test_where_two_do_not_the_smallest_that_does(
    spbe: Run, examples: Path, target: str, effort: str
) -> None:
    """Both sides of every bound: one level fewer does not reach it, and that is said."""
    result, wanted = read("bandar-lampung-2023", examples), Fraction(target)
    plan = data(spbe, LAMPUNG, "--target", target, "--effort", effort)
    text = " ".join(
        spbe("simulate", LAMPUNG, "--target", target, "--effort", effort).stdout.split()
    )
    step = plan["max_step"]
    assert route.highest(result, Terms(max_step=step)) >= wanted
    assert route.highest(result, Terms(max_step=USUAL)) < wanted or step == USUAL
    if step == USUAL:
        assert (plan["widened"], "rencana ini memakai" in text) == (None, False)
        return
    assert route.highest(result, Terms(max_step=step - 1)) < wanted
    raised = (one.item.weight * min((one.level or 0) + 2, Fraction(5)) for one in result.items())
    two = sum(raised, Fraction(0)) / result.instrument.total
    assert plan["widened"]["step"] == step
    assert plan["widened"]["reaches"]["exact"] == numbers.exact(two)
    assert f"Dengan paling banyak 2 tingkat tercapai 3,90; rencana ini memakai {step}" in text


def test_a_bound_that_was_asked_for_is_kept(spbe: Run) -> None:
    done = spbe("simulate", LAMPUNG, "--target", "4.20", "--max-step", "2")
    assert (done.returncode, "paling tinggi 3,90" in done.stdout) == (5, True)
    plan = data(spbe, LAMPUNG, "--target", "3.00", "--max-step", "4", "--effort", "rata")
    assert (plan["effort"], plan["equal_plans"]) == ("30", 59850404)


def test_roadmaps_and_sections_keep_to_two_levels_too(spbe: Run) -> None:
    plan = data(spbe, LAMPUNG, "--by", "2024=3.00", "--by", "2025=3.50")
    risen: dict[tuple[int, str], int] = {}
    for one in plan["steps"]:
        key = (one["year"], one["indicator"])
        risen[key] = risen.get(key, 0) + 1
    assert max(risen.values()) <= USUAL == plan["max_step"]
    text = " ".join(spbe("simulate", LAMPUNG, "--by", "2024=4.20").stdout.split())
    assert "tingkat setahun tercapai 3,90 pada 2024; rencana ini memakai 3" in text
    plan = data(spbe, "examples/palangka-raya-2022.yaml", "--target", "3.00")
    assert (plan["max_step"], plan["measure"]) == (USUAL, "rata")


def test_a_roadmap_of_one_year_is_the_plan_for_that_target(spbe: Run) -> None:
    for target in ("2.30", "2.60", "3.00", "3.50", "4.20"):
        plan = data(spbe, LAMPUNG, "--target", target)
        years = data(spbe, LAMPUNG, "--by", f"2024={target}")
        assert plan["effort"] == years["effort"]
        assert plan["to"] == years["to"]


def test_decimal_levels_count_from_the_whole_one(spbe: Run) -> None:
    plan = data(spbe, ACEH, "--target", "2.20")
    assert plan["status"] == "optimal"
    for one in plan["merged"]:
        assert int(one["to"]) - int(Fraction(one["from"])) <= USUAL


# --- what came true ------------------------------------------------------------------------------


def backtest(examples: Path, terms: Terms) -> tuple[Plan, int, int]:
    """Plan from 2022 for the index of 2023; return it, how many of it rose, and all that rose."""
    before, after = (read(f"bandar-lampung-{year}", examples) for year in (2022, 2023))
    assert before.index is not None
    assert after.index is not None
    plan = route.reach(before, after.index, terms)
    risen = {
        one.item.id
        for one, old in zip(after.items(), before.items(), strict=True)
        if one.level is not None and old.level is not None and one.level > old.level
    }
    return plan, len(rose(plan).keys() & risen), len(risen)


def test_what_rose_in_fact(examples: Path) -> None:
    """15 of 47 rose from 2022 to 2023: of 27 drawn by lot some 8.6 would be right, of 12 3.8."""
    flat, right, risen = backtest(examples, Terms(effort=plans.one_each))
    assert (len(rose(flat)), right, risen) == (12, 8, 15)
    usual, right, _risen = backtest(examples, Terms(max_step=USUAL))
    assert (len(rose(usual)), right) == (27, 12)
    assert usual.status is Status.OPTIMAL
    assert max(rose(usual).values()) <= USUAL
