"""Roadmaps against enumeration and against an independent solver."""

import itertools
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from drawn import LAWS
from test_planning import efforts, ends, result_of

from spbe_cli.core.plan import route
from spbe_cli.core.plan.route import Status, Terms, one_each
from spbe_cli.core.plan.years import Roadmap, roadmap
from spbe_cli.core.result import Result
from spbe_cli.core.score.scoring import score
from spbe_cli.store.yaml import assessments

Targets = Mapping[int, Fraction]


def asked(
    result: Result, chance: random.Random, *, free: int | None = None, unit: bool = False
) -> tuple[Targets, Terms, Fraction | None]:
    """Return random targets, terms and a capacity."""
    items = [one.item.id for one in result.items()]
    costs = efforts(result, chance)
    step, count = chance.choice([None, 1, 1, 2]), chance.choice([2, 2, 3])
    terms = Terms(
        locked=frozenset(chance.sample(items, len(items) - (free or len(items)))),
        max_step=step,
        effort=one_each if unit else lambda item, level: costs[item, level],
    )
    wide = replace(terms, max_step=None if step is None else step * count)
    top, start = route.highest(result, wide), route.start(result)
    shares = sorted(Fraction(chance.randint(5, 90), 100) for _ in range(count))
    half = Fraction(1, 2) if step == 1 and free is None else Fraction(1)
    targets = {
        2027 + year: start + (top - start) * share * half for year, share in enumerate(shares)
    }
    last = route.reach(result, targets[2027 + count - 1], wide)
    share = Fraction(chance.randint(90, 170), 100)
    capacity = Fraction(int(last.effort / count * share) + 1)
    return targets, terms, chance.choice([None, capacity])


def efforts_by_year(found: Roadmap) -> list[Fraction]:
    return list(itertools.accumulate(year.effort for year in found.years))


def kept(
    result: Result, found: Roadmap, targets: Targets, terms: Terms, capacity: Fraction | None
) -> None:
    """Check a roadmap step by step against what was asked."""
    levels = {one.item.id: one.level or Fraction(0) for one in result.items()}
    weights = {one.item.id: one.item.weight for one in result.items()}
    total, index = result.instrument.total, route.start(result)
    for year in found.years:
        risen: Counter[str] = Counter()
        spent = Fraction(0)
        for step in (one for one in found.plan.steps if one.year == year.stage.year):
            assert step.start == levels[step.item] < step.to
            assert step.item not in terms.locked
            index += weights[step.item] * (step.to - step.start) / total
            assert step.index == index
            assert step.effort == terms.effort(step.item, int(step.to))
            spent += step.effort
            risen[step.item] += 1
            levels[step.item] = step.to
        assert terms.max_step is None or not risen or max(risen.values()) <= terms.max_step
        assert spent == year.effort
        assert capacity is None or spent <= capacity
        assert year.index == index >= targets.get(year.stage.year, 0)
    assert found.plan.index == index
    assert found.plan.effort == sum(one.effort for one in found.years)


def enumerated(
    result: Result, targets: Targets, terms: Terms, capacity: Fraction | None
) -> list[Fraction] | None:
    """Return the least efforts up to each year, the last year's first, over all there are."""
    count = len(targets)
    wide = replace(terms, max_step=terms.max_step and terms.max_step * count)
    choices, scored = ends(result, wide), list(result.items())
    free = [n for n, one in enumerate(choices) if len(one) > 1]
    ways = []
    for position in free:
        found = []
        for way in itertools.combinations_with_replacement(range(len(choices[position])), count):
            steps = [now - before for before, now in itertools.pairwise((0, *way))]
            if terms.max_step is None or max(steps) <= terms.max_step:
                found.append(way)
        ways.append(found)
    total, start, best = result.instrument.total, route.start(result), None
    for chosen in itertools.product(*ways):
        spent, good = [], True
        for year, target in enumerate(targets.values()):
            picked = [(n, choices[n][way[year]]) for n, way in zip(free, chosen, strict=True)]
            gain = sum(
                scored[n].item.weight * (level - choices[n][0][0]) for n, (level, _cost) in picked
            )
            spent.append(sum((cost for _n, (_level, cost) in picked), Fraction(0)))
            before = spent[-2] if year else Fraction(0)
            burst = capacity is not None and spent[-1] - before > capacity
            if start + gain / total < target or burst:
                good = False
                break
        if good:
            order = [spent[-1], *spent[:-1]]
            best = order if best is None or order < best else best
    return best


@pytest.mark.parametrize("name", LAWS)
@pytest.mark.parametrize("seed", [*range(25), 107])
def test_a_roadmap_is_the_first_of_all_there_are(name: str, seed: int) -> None:
    """All ways of three free items over the years: total effort, then each early year's."""
    chance = random.Random(f"{name}{seed}")  # noqa: S311  an example, not a secret
    result = result_of(name, seed)
    targets, terms, capacity = asked(result, chance, free=3, unit=seed % 3 == 0)
    best = enumerated(result, targets, terms, capacity)
    found = roadmap(result, targets, terms, capacity)
    assert found.proven
    if best is None:
        assert found.plan.status is Status.UNREACHABLE
        return
    kept(result, found, targets, terms, capacity)
    assert found.plan.status in (Status.OPTIMAL, Status.REACHED)
    spent = efforts_by_year(found)
    assert [spent[-1], *spent[:-1]] == best


def solved(  # noqa: C901  a model is one piece
    result: Result, targets: Targets, terms: Terms, capacity: Fraction | None
) -> list[Fraction] | None:
    """Return what HiGHS finds: the least total effort, then each early year's; None if nothing."""
    highspy = pytest.importorskip("highspy")
    count, scale = len(targets), 10**6
    wide = replace(terms, max_step=terms.max_step and terms.max_step * count)
    choices, scored = ends(result, wide), list(result.items())
    model = highspy.Highs()
    for option, value in (("output_flag", False), ("mip_rel_gap", 0.0), ("mip_abs_gap", 0.0)):
        model.setOptionValue(option, value)
    model.setOptionValue("time_limit", 60.0)
    picks: list[list[list[Any]]] = []
    for listed in choices:
        years = []
        for _year in range(count):
            own = [model.addBinary() for _end in listed]
            model.addConstr(sum(own) == 1)
            years.append(own)
        at = [sum(end * pick for end, pick in enumerate(own)) for own in years]
        for before, now in zip([0, *at], at, strict=False):
            model.addConstr(now - before >= 0)
            if terms.max_step is not None:
                model.addConstr(now - before <= terms.max_step)
        picks.append(years)
    total, start = result.instrument.total, route.start(result)
    costs: list[Any] = []
    for year, target in enumerate(targets.values()):
        gain = sum(
            float(one.item.weight * (level - listed[0][0]) * scale) * pick
            for one, listed, years in zip(scored, choices, picks, strict=True)
            for pick, (level, _effort) in zip(years[year], listed, strict=True)
        )
        model.addConstr(gain >= float((target - start) * total * scale) - 1)
        costs.append(
            sum(
                float(effort) * pick
                for listed, years in zip(choices, picks, strict=True)
                for pick, (_level, effort) in zip(years[year], listed, strict=True)
            )
        )
    if capacity is not None:
        for before, now in zip([0, *costs], costs, strict=False):
            model.addConstr(now - before <= float(capacity) + 1e-6)
    found = []
    for year in (count - 1, *range(count - 1)):
        model.minimize(costs[year])
        if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        least = Fraction(model.getObjectiveValue()).limit_denominator(1000)
        model.addConstr(costs[year] <= float(least) + 1e-6)
        found.append(least)
    return found


@pytest.mark.long
@pytest.mark.parametrize("unit", [True, False])
def test_an_independent_solver_knows_no_better(*, unit: bool) -> None:
    """What is said to be optimal is; what is said to be out of reach is; all terms are kept."""
    counts: Counter[str] = Counter()
    for seed in range(24 if unit else 12):
        name = list(LAWS)[seed % 3]
        chance = random.Random(f"{name}{seed}{unit}")  # noqa: S311  an example, not a secret
        result = result_of(name, seed)
        targets, terms, capacity = asked(result, chance, unit=unit)
        found = roadmap(result, targets, terms, capacity)
        best = solved(result, targets, terms, capacity)
        counts[found.plan.status] += 1
        if best is None:
            assert found.plan.status is Status.UNREACHABLE or not found.proven
            continue
        assert found.plan.status is not Status.UNREACHABLE or not found.proven, seed
        if found.plan.status is Status.UNREACHABLE:
            continue
        kept(result, found, targets, terms, capacity)
        spent = efforts_by_year(found)
        assert [spent[-1], *spent[:-1]] >= best
        assert found.least <= best[0]
        if found.plan.status is Status.OPTIMAL:
            assert [spent[-1], *spent[:-1]] == best, seed
    assert counts[Status.OPTIMAL] > counts[Status.FEASIBLE]


def plan_of(examples: Path, targets: Targets, **terms: Any) -> Roadmap:
    assessment, law = assessments.load(examples / "bandar-lampung-2023.yaml")
    capacity = terms.pop("capacity", None)
    return roadmap(score(law, assessment), targets, Terms(**terms), capacity)


def numbers_of(texts: Sequence[str]) -> Targets:
    return {2024 + year: Fraction(text) for year, text in enumerate(texts)}


def test_bandar_lampung_in_three_years(examples: Path) -> None:
    """To 2.60, 3.00, 3.50, one level a year for each indicator: 50 levels, as many as at once."""
    found = plan_of(examples, numbers_of(["2.60", "3.00", "3.50"]), max_step=1)
    assert found.plan.status is Status.OPTIMAL
    assert found.plan.effort == found.least == 50
    assert [year.effort for year in found.years] == [16, 16, 18]


def test_a_year_between_two_targets_works_too(examples: Path) -> None:
    found = plan_of(examples, {2024: Fraction("2.2"), 2026: Fraction(3)}, capacity=Fraction(10))
    assert [year.stage.year for year in found.years] == [2024, 2025, 2026]
    assert max(year.effort for year in found.years) <= 10
    assert found.plan.effort == 30


def test_out_of_reach_in_a_year(examples: Path) -> None:
    found = plan_of(examples, numbers_of(["2.60", "3.00"]), capacity=Fraction(14))
    assert (found.plan.status, found.proven) == (Status.UNREACHABLE, True)
    (year,) = found.years
    assert (year.stage.year, year.index) == (2024, Fraction("2.5745"))
    found = plan_of(examples, numbers_of(["2.20", "4.90"]), max_step=1)
    assert (found.years[0].stage.year, found.years[0].index < Fraction("4.9")) == (2025, True)


def test_reached_from_the_start(examples: Path) -> None:
    found = plan_of(examples, numbers_of(["1.00", "2.00"]))
    assert (found.plan.status, found.plan.steps) == (Status.REACHED, ())
    assert [year.index for year in found.years] == [Fraction("2.1545")] * 2
