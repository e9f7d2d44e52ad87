"""The planner against enumeration and against an independent solver."""

import itertools
import random
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from drawn import LAWS, drawn
from program import counted

from spbe_cli.core.assessment import Opinion
from spbe_cli.core.index import exact_of
from spbe_cli.core.plan import passes, plans, route
from spbe_cli.core.plan.plans import Plan, Status, Terms
from spbe_cli.core.records import replace
from spbe_cli.core.result import Result, leaves, walk
from spbe_cli.core.score.scoring import score, score_levels
from spbe_cli.store.yaml import assessments

Efforts = dict[tuple[str, int], Fraction]


def result_of(name: str, seed: int, *, low: bool = True) -> Result:
    """Return a random result; where `low`, most levels leave room to rise."""
    law, chance = LAWS[name], random.Random(seed)  # noqa: S311  an example, not a secret
    one = drawn(law, seed)
    if low and not law.scale.decimal:
        answers = {
            item: answer._replace(
                levels={Opinion.SELF: Fraction(chance.randint(law.scale.minimum, 3))}
            )
            for item, answer in one.answers.items()
        }
        one = replace(one, answers=answers)
    return score_levels(law, one, Opinion.SELF)


def efforts(result: Result, chance: random.Random) -> Efforts:
    return {
        (one.item.id, level): Fraction(chance.randint(1, 12), chance.choice([1, 1, 2]))
        for one in result.items()
        for level in result.instrument.scale.levels()
    }


def terms_of(result: Result, chance: random.Random, free: int | None = None) -> Terms:
    """Return random terms: efforts, locks, caps and floors."""
    costs = efforts(result, chance)
    items = [one.item.id for one in result.items()]
    count = len(items) - free if free is not None else chance.randint(0, len(items) // 3)
    floors = {}
    if chance.random() < 0.5:
        section = chance.choice(list(walk(result.sections)))
        if section.index is not None:
            floor = min(section.index + Fraction(chance.randint(1, 8), 10), Fraction(5))
            floors[section.section.kind, section.section.id] = floor
    unit = chance.random() < 0.4
    return Terms(
        locked=frozenset(chance.sample(items, count)),
        max_level=chance.choice([None, None, 4]),
        max_step=chance.choice([None, None, 1, 2]),
        floors=floors,
        effort=chance.choice([None, plans.one_each])
        if unit
        else lambda item, level: costs[item, level],
    )


def ends(result: Result, terms: Terms) -> list[list[tuple[Fraction, Fraction]]]:
    """Return (level, effort) of every end of every item, written down anew from the terms."""
    scale, found = result.instrument.scale, []
    for one in result.items():
        assert one.level is not None
        listed, paid = [(one.level, Fraction(0))], Fraction(0)
        for level in scale.levels():
            if level <= one.level or one.item.id in terms.locked:
                continue
            if terms.max_level is not None and level > terms.max_level:
                continue
            if terms.max_step is not None and level > int(one.level) + terms.max_step:
                continue
            paid += terms.effort_in(result.instrument)(one.item.id, level)
            listed.append((Fraction(level), paid))
        found.append(listed)
    return found


def rescored(result: Result, plan: Plan) -> Result:
    """Let the engine score what a plan reaches."""
    one = result.assessment
    for step in plan.steps:
        one = one.with_level(step.item, result.opinion, Fraction(step.to))
    return score_levels(result.instrument, one, result.opinion)


def kept(result: Result, terms: Terms) -> bool:
    indices = {(one.section.kind, one.section.id): one.index for one in walk(result.sections)}
    return all((indices[key] or 0) >= floor for key, floor in terms.floors.items())


def enumerated(
    result: Result, terms: Terms
) -> list[tuple[tuple[Any, ...], Fraction, Fraction, tuple[int, ...]]]:
    """Return (order, index, effort, ends) of every choice there is that keeps the floors."""
    scored, choices = list(result.items()), ends(result, terms)
    total = sum(one.section.weight for one in result.sections)
    spans, start = [], 0
    for section in (one for one in walk(result.sections) if not one.sections):
        spans.append(range(start, start + len(section.indicators)))
        start += len(section.indicators)
    floors = []
    positions = {one.item.id: number for number, one in enumerate(scored)}
    for section in walk(result.sections):
        floor = terms.floors.get((section.section.kind, section.section.id))
        if floor is not None:
            inner = [positions[one.item.id] for one in leaves([section])]
            floors.append((floor * section.section.weight, inner))
    found = []
    levels = result.instrument.scale.levels()
    for picked in itertools.product(*(range(len(one)) for one in choices)):
        reached = [choices[n][end][0] for n, end in enumerate(picked)]
        if any(
            sum(scored[n].item.weight * reached[n] for n in inner) < least
            for least, inner in floors
        ):
            continue
        index = sum(
            (one.item.weight * level for one, level in zip(scored, reached, strict=True)),
            Fraction(0),
        )
        effort = sum((choices[n][end][1] for n, end in enumerate(picked)), Fraction(0))
        risen = [
            sum(
                1
                for n, end in enumerate(picked)
                for step in range(end)
                if int(choices[n][0][0]) + step == level
            )
            for level in levels
        ]
        touched = sum(end > 0 for end in picked)
        jump = max(picked, default=0)
        order = (effort, jump, touched, [-n for n in risen], [-end for end in picked])
        found.append((order, index / total, effort, picked))
    return found


@pytest.mark.parametrize("seed", range(10))
def test_without_a_proof_a_plan_still_does(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there are too many states, what is found is feasible, and its bound is one."""
    chance = random.Random(seed)  # noqa: S311  an example, not a secret
    result = result_of("permenpanrb-59-2020", seed)
    terms = replace(terms_of(result, chance), floors={})
    target = exact_of(result) + (route.highest(result, terms) - exact_of(result)) / 2
    best, bought = (
        route.reach(result, target, terms),
        route.spend(result, Fraction(20), terms),
    )
    monkeypatch.setattr(passes, "_MOST", 1)
    plan = route.reach(result, target, terms)
    assert rescored(result, plan).index == plan.index >= target
    assert plan.least <= best.effort <= plan.effort
    assert plan.status is (Status.OPTIMAL if plan.least == plan.effort else Status.FEASIBLE)
    plan = route.spend(result, Fraction(20), terms)
    assert plan.effort <= 20
    assert plan.index <= bought.index


def picked_by(result: Result, plan: Plan) -> tuple[int, ...]:
    count: dict[str, int] = {}
    for step in plan.steps:
        count[step.item] = count.get(step.item, 0) + 1
    return tuple(count.get(one.item.id, 0) for one in result.items())


@pytest.mark.parametrize("name", LAWS)
@pytest.mark.parametrize("seed", range(20))
def test_a_plan_is_the_first_of_all_there_are(name: str, seed: int) -> None:
    """Every choice of five free items is looked at: effort, the whole tie-break, the count."""
    chance = random.Random(seed)  # noqa: S311  an example, not a secret
    result = result_of(name, seed)
    terms = terms_of(result, chance, free=5)
    everything = enumerated(result, terms)
    assert result.index is not None
    target = result.index + Fraction(chance.randint(1, 40), 100)
    plan = route.reach(result, target, terms)
    good = [one for one in everything if one[1] >= target]
    if not good:
        assert plan.status is Status.UNREACHABLE
    else:
        best = min(good)
        assert (plan.effort, plan.index, picked_by(result, plan)) == (best[2], best[1], best[3])
        assert plan.equal == sum(one[2] == best[2] for one in good) - 1
        assert rescored(result, plan).index == plan.index
    budget = Fraction(chance.randint(1, 20))
    plan = route.spend(result, budget, terms)
    afforded = [one for one in everything if one[2] <= budget]
    if not afforded:
        assert plan.status is Status.UNREACHABLE
        return
    richest = max(one[1] for one in afforded)
    best = min(one for one in afforded if one[1] == richest)
    assert (plan.effort, plan.index, picked_by(result, plan)) == (best[2], best[1], best[3])


@pytest.mark.parametrize("name", LAWS)
@pytest.mark.parametrize("seed", range(10))
def test_other_plans_are_the_next_best(name: str, seed: int) -> None:
    """The best of all choices that do without an item of the best plan, in order."""
    chance = random.Random(seed)  # noqa: S311  an example, not a secret
    result = result_of(name, seed)
    terms = replace(terms_of(result, chance, free=5), max_step=2)
    everything = enumerated(result, terms)
    target = exact_of(result) + Fraction(chance.randint(1, 15), 100)
    good = sorted(one for one in everything if one[1] >= target)
    best = route.reach(result, target, terms)
    if not best.steps:
        return
    assert picked_by(result, best) == good[0][3]
    found = [picked_by(result, one) for one in route.others(result, best, 6, terms).plans]
    touched = [frozenset(n for n, end in enumerate(one) if end) for one in (good[0][3], *found)]
    assert len(set(touched)) == len(touched)
    assert not any(one >= other for one, other in itertools.combinations(touched[::-1], 2))
    order = {picked: position for position, (_order, _index, _effort, picked) in enumerate(good)}
    places = [order[one] for one in found]
    assert places == sorted(places)
    apart = [
        picked
        for _order, _index, _effort, picked in good
        if not touched[0] <= {n for n, end in enumerate(picked) if end}
    ]
    assert found[:1] == apart[:1]
    assert bool(found) == bool(apart)


def test_other_plans_end_where_the_work_grows_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is found before is the same; that there may be more is said."""
    result = result_of("permenpanrb-59-2020", 3)
    target = exact_of(result) + Fraction(1, 10)
    best = route.reach(result, target)
    full = route.others(result, best, 5)
    assert (len(full.plans), full.whole) == (5, True)
    counts = set()
    for searches in (0, 3, 20, 40, 80):
        monkeypatch.setattr(route, "_MOST_WORK", searches * 47**2)
        part = route.others(result, best, 5)
        ends = [picked_by(result, one) for one in part.plans]
        assert ends == [picked_by(result, one) for one in full.plans][: len(ends)]
        assert part.whole == (len(ends) == 5)
        counts.add(len(ends))
    assert min(counts) == 0 < max(counts)


BEST = {"2.60": (23, 22), "3.00": (54, 40), "3.50": (113, 62)}  # effort and steps


@pytest.mark.parametrize("target", BEST)
def test_bandar_lampung(examples: Path, target: str) -> None:
    assessment, law = assessments.load(examples / "bandar-lampung-2023.yaml")
    result, wanted = score(law, assessment), Fraction(target)
    plan = route.reach(result, wanted)
    assert plan.status is Status.OPTIMAL
    assert rescored(result, plan).index == plan.index
    assert plan.index >= wanted
    assert (int(plan.effort), len(plan.steps)) == BEST[target]
    for step in plan.steps:
        assert plan.index - step.gain < wanted


def test_efforts_with_many_decimals_take_no_longer(examples: Path) -> None:
    """Hardly two plans cost the same then; the fronts stay as short as the gains are few."""
    assessment, law = assessments.load(examples / "bandar-lampung-2023.yaml")
    result, chance = score(law, assessment), random.Random(5)  # noqa: S311  an example
    calls = []
    for decimals in (4, 12):
        costs = {
            (one.item.id, level): Fraction(chance.randint(1, 10**decimals), 10**decimals) * 11
            for one in result.items()
            for level in law.scale.levels()
        }
        terms = Terms(effort=lambda item, level, costs=costs: costs[item, level])  # type: ignore[misc]
        plan, first = counted(lambda terms=terms: route.reach(result, Fraction(4), terms))  # type: ignore[misc]
        others, more = counted(
            lambda plan=plan, terms=terms: route.others(result, plan, 3, terms).plans  # type: ignore[misc]
        )
        assert plan.status is Status.OPTIMAL
        assert len(others) == 3
        calls.append((first, more))
    few, many = calls
    assert all(later < 2 * before for before, later in zip(few, many, strict=True))


def test_a_target_that_is_met_or_out_of_reach(examples: Path) -> None:
    assessment, law = assessments.load(examples / "bandar-lampung-2023.yaml")
    result = score(law, assessment)
    assert route.reach(result, Fraction("2.1545")).status is Status.REACHED
    terms = Terms(max_step=1, locked=frozenset({"47"}))
    plan = route.reach(result, Fraction(3), terms)
    assert plan.status is Status.OPTIMAL
    plan = route.reach(result, Fraction(4), Terms(max_step=1))
    assert (plan.status, plan.steps) == (Status.UNREACHABLE, ())
    assert plan.index == route.highest(result, Terms(max_step=1)) < 4


def solved(result: Result, target: Fraction, terms: Terms) -> Fraction | None:
    """Return the least effort that HiGHS finds; None where there is no plan."""
    highspy = pytest.importorskip("highspy")
    choices, scored = ends(result, terms), list(result.items())
    model = highspy.Highs()
    model.setOptionValue("output_flag", False)
    model.setOptionValue("mip_rel_gap", 0.0)
    model.setOptionValue("mip_abs_gap", 0.0)
    picks, scale = [], 10**6
    for listed in choices:
        own = [model.addBinary(obj=float(effort)) for _level, effort in listed]
        model.addConstr(sum(own) == 1)
        picks.append(own)
    positions = {one.item.id: number for number, one in enumerate(scored)}

    def sum_of(numbers: list[int]) -> Any:
        return sum(
            float(scored[n].item.weight * (level - choices[n][0][0]) * scale) * pick
            for n in numbers
            for pick, (level, _effort) in zip(picks[n], choices[n], strict=True)
        )

    total = sum(one.section.weight for one in result.sections)
    assert result.index is not None
    need = (target - result.index) * total * scale
    model.addConstr(sum_of(list(range(len(scored)))) >= float(need) - 1)
    for section in walk(result.sections):
        floor = terms.floors.get((section.section.kind, section.section.id))
        if floor is not None and section.index is not None:
            least = (floor - section.index) * section.section.weight * scale
            inner = [positions[one.item.id] for one in leaves([section])]
            model.addConstr(sum_of(inner) >= float(least) - 1)
    model.minimize()
    if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return Fraction(model.getObjectiveValue()).limit_denominator(1000)


@pytest.mark.slow
@pytest.mark.parametrize("usual", [False, True])
@pytest.mark.parametrize("name", LAWS)
def test_an_independent_solver_finds_the_same_effort(name: str, *, usual: bool) -> None:
    """On 100 random instances of each instrument: efforts, locks, floors and caps of every kind.

    And on 100 more with the usual efforts and the usual two levels at most.
    """
    chance = random.Random(name)  # noqa: S311  an example, not a secret
    statuses = set()
    for seed in range(100):
        result = result_of(name, seed)
        terms = terms_of(result, chance)
        if usual:
            terms = replace(terms, effort=None, max_step=plans.USUAL)
        assert result.index is not None
        top = route.highest(result, terms)
        share = Fraction(chance.randint(1, 105), 100)
        target = result.index + (top - result.index) * share
        target = Fraction(int(target * 100), 100)  # as targets are written
        plan = route.reach(result, target, terms)
        wanted = solved(result, target, terms)
        statuses.add(plan.status)
        if wanted is None:
            assert plan.status is Status.UNREACHABLE
            continue
        assert plan.effort == wanted, seed
        done = rescored(result, plan)
        assert done.index == plan.index
        assert kept(done, terms)
    assert Status.OPTIMAL in statuses
