"""Roadmaps against enumeration and against an independent solver."""

import csv
import io
import itertools
import json
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from drawn import LAWS
from test_planning import efforts, ends, result_of, terms_of

from spbe_cli import i18n
from spbe_cli.core.index import exact_of
from spbe_cli.core.plan import route, years as roadmaps
from spbe_cli.core.plan.answers import Years
from spbe_cli.core.plan.plans import Efforts, Status, Terms, one_each
from spbe_cli.core.plan.years import Roadmap, roadmap
from spbe_cli.core.records import replace
from spbe_cli.core.result import Result, leaves, walk
from spbe_cli.core.score.scoring import as_if, score
from spbe_cli.render.data import years as data_face
from spbe_cli.render.text import years as text_face
from spbe_cli.render.text.screen import Screen
from spbe_cli.store.yaml import assessments, instruments

Targets = Mapping[int, Fraction]


def asked(
    result: Result, chance: random.Random, *, free: int | None = None, unit: bool = False
) -> tuple[Targets, Terms, Fraction | None]:
    """Return random targets, terms and a capacity, from tight to one that never binds."""
    items = [one.item.id for one in result.items()]
    costs = efforts(result, chance)
    step, count = chance.choice([None, 1, 1, 2]), chance.choice([2, 2, 3])
    terms = Terms(
        locked=frozenset(chance.sample(items, len(items) - (free or len(items)))),
        max_step=step,
        effort=chance.choice([None, one_each]) if unit else lambda item, level: costs[item, level],
    )
    wide = replace(terms, max_step=None if step is None else step * count)
    top, start = route.highest(result, wide), exact_of(result)
    shares = sorted(Fraction(chance.randint(5, 90), 100) for _ in range(count))
    half = Fraction(1, 2) if step == 1 and free is None else Fraction(1)
    targets = {
        2027 + year: start + (top - start) * share * half for year, share in enumerate(shares)
    }
    last = route.reach(result, targets[2027 + count - 1], wide)
    share = Fraction(chance.choice([90, 100, 110, 130, 170, 300, 5000]), 100)
    capacity = Fraction(int(last.effort / count * share) + 1)
    section = chance.choice(list(walk(result.sections)))
    if section.index is not None and chance.random() < 0.5:
        floor = min(section.index + Fraction(chance.randint(-2, 4), 10), Fraction(5))
        terms = replace(terms, floors={(section.section.kind, section.section.id): floor})
    return targets, terms, chance.choice([None, capacity, capacity])


def kept(
    result: Result, found: Roadmap, targets: Targets, terms: Terms, capacity: Fraction | None
) -> None:
    """Check a roadmap step by step against what was asked; no step could be taken earlier."""
    levels = {one.item.id: one.level or Fraction(0) for one in result.items()}
    weights = {one.item.id: one.item.weight for one in result.items()}
    total, index = result.instrument.total, exact_of(result)
    assert [year.stage.year for year in found.years] == list(range(min(targets), max(targets) + 1))
    for year in found.years:
        risen: Counter[str] = Counter()
        spent = Fraction(0)
        for step in (one for one in found.plan.steps if one.year == year.stage.year):
            assert step.start == levels[step.item] < step.to
            assert step.item not in terms.locked
            index += weights[step.item] * (step.to - step.start) / total
            assert step.index == index
            assert step.effort == terms.effort_in(result.instrument)(step.item, int(step.to))
            spent += step.effort
            risen[step.item] += 1
            levels[step.item] = step.to
        assert terms.max_step is None or not risen or max(risen.values()) <= terms.max_step
        assert spent == year.effort
        assert capacity is None or spent <= capacity
        assert year.index == index >= targets.get(year.stage.year, 0)
        for step in (one for one in found.plan.steps if (one.year or 0) > year.stage.year):
            if step.start == levels[step.item]:  # the next one of its item
                full = capacity is not None and spent + step.effort > capacity
                assert full or risen[step.item] == terms.max_step, (year.stage.year, step.item)
    assert found.plan.index == index
    assert found.plan.effort == sum(one.effort for one in found.years)
    assert found.least <= found.plan.effort
    for section in walk(result.sections):
        floor = terms.floors.get((section.section.kind, section.section.id))
        if floor is not None:
            reached = sum(weights[one.item.id] * levels[one.item.id] for one in leaves([section]))
            assert reached / section.section.weight >= floor


def enumerated(
    result: Result, targets: Targets, terms: Terms, capacity: Fraction | None
) -> Fraction | None:
    """Return the least total effort over all ways that there are."""
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
    total, start, best = result.instrument.total, exact_of(result), None
    for chosen in itertools.product(*ways):
        spent, good = [], True
        picked: list[tuple[int, tuple[Fraction, Fraction]]] = []
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
        if good and (best is None or spent[-1] < best):
            last = {scored[n].item.id: level for n, (level, _cost) in picked}
            if all(
                sum(
                    one.item.weight * last.get(one.item.id, one.level or 0)
                    for one in leaves([section])
                )
                >= section.section.weight
                * terms.floors.get((section.section.kind, section.section.id), 0)
                for section in walk(result.sections)
            ):
                best = spent[-1]
    return best


@pytest.mark.parametrize("name", instruments.by_year())
@pytest.mark.parametrize("seed", [*range(25), 107])
def test_a_roadmap_has_the_least_effort_of_all_there_are(name: str, seed: int) -> None:
    """All ways of three free items over the years."""
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
    assert found.plan.effort == found.least == best


def solved(  # noqa: C901  a model is one piece
    result: Result, targets: Targets, terms: Terms, capacity: Fraction | None
) -> Fraction | None:
    """Return the least total effort that HiGHS finds; None where there is no roadmap."""
    highspy = pytest.importorskip("highspy")
    named, scale = range(min(targets), max(targets) + 1), 10**6
    count = len(named)
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
    total, start = result.instrument.total, exact_of(result)
    costs: list[Any] = []
    positions = {one.item.id: number for number, one in enumerate(scored)}
    for section in walk(result.sections):
        floor = terms.floors.get((section.section.kind, section.section.id))
        if floor is not None and section.index is not None:
            gained = sum(
                float(one.item.weight * (level - choices[n][0][0]) * scale) * pick
                for one in leaves([section])
                for n in [positions[one.item.id]]
                for pick, (level, _effort) in zip(picks[n][-1], choices[n], strict=True)
            )
            least = (floor - section.index) * section.section.weight * scale
            model.addConstr(gained >= float(least) - 1)
    for year, name in enumerate(named):
        target = targets.get(name, start)
        own = [
            (one.item.weight * (level - listed[0][0]), effort, pick)
            for one, listed, years in zip(scored, choices, picks, strict=True)
            for pick, (level, effort) in zip(years[year], listed, strict=True)
        ]
        gain = sum(float(gained * scale) * pick for gained, _effort, pick in own)
        model.addConstr(gain >= float((target - start) * total * scale) - 1)
        costs.append(sum(float(effort) * pick for _gained, effort, pick in own))
    if capacity is not None:
        for before, now in zip([0, *costs], costs, strict=False):
            model.addConstr(now - before <= float(capacity) + 1e-6)
    model.minimize(costs[-1])
    status = model.getModelStatus()
    if status == highspy.HighsModelStatus.kOptimal:
        return Fraction(model.getObjectiveValue()).limit_denominator(1000)
    assert status == highspy.HighsModelStatus.kInfeasible
    return None


def outcome(
    result: Result, targets: Targets, terms: Terms, capacity: Fraction | None
) -> tuple[str, Roadmap]:
    """Return what became of a roadmap beside what HiGHS finds; every falsehood is an error."""
    found = roadmap(result, targets, terms, capacity)
    best = solved(result, targets, terms, capacity)
    if found.plan.status is Status.UNREACHABLE:
        if best is None:
            return ("unreachable" if found.proven else "unreachable, unproven"), found
        assert not found.proven
        return "not found", found
    assert best is not None
    kept(result, found, targets, terms, capacity)
    assert found.least <= best <= found.plan.effort
    assert found.proven == (found.least == found.plan.effort)
    if found.proven:
        return "optimal", found
    return ("optimal, unproven" if found.plan.effort == best else "worse"), found


@pytest.mark.long
@pytest.mark.parametrize("unit", [True, False])
def test_an_independent_solver_knows_no_better(*, unit: bool) -> None:
    """What is said to be optimal is; what is said to be out of reach is; all terms are kept."""
    counts: Counter[str] = Counter()
    for seed in range(48 if unit else 24):
        name = list(LAWS)[seed % 3]
        chance = random.Random(f"{name}{seed}{unit}")  # noqa: S311  an example, not a secret
        result = result_of(name, seed)
        counts[outcome(result, *asked(result, chance, unit=unit))[0]] += 1
    assert not counts["not found"], counts
    assert not counts["worse"], counts
    assert counts["optimal"] > 5 * counts["optimal, unproven"], counts


def ordinary(result: Result, seed: int) -> tuple[Targets, Terms, Fraction | None]:
    """Return a roadmap as offices ask for it: a level a year, efforts of their own, a capacity."""
    chance = random.Random(f"roadmap {seed}")  # noqa: S311  an example, not a secret
    costs = {
        one.item.id: Fraction(chance.choice([3, 5, 8, 10, 15, 20, 30])) for one in result.items()
    }
    targets, target = {}, exact_of(result)
    for year in range(chance.choice([2, 3, 4])):
        target += Fraction(chance.randint(10, 40), 100)
        targets[2024 + year] = Fraction(round(target * 100), 100)
    floors = {}
    if seed % 2:
        floors = {("domain", chance.choice("1234")): Fraction(chance.randint(220, 320), 100)}
    capacity = chance.choice([60, 70, 80, 100, 120, 160, 200, 300, 400, 1000, 5000, None])
    terms = Terms(effort=Efforts(None, {}, costs, {}).of, max_step=1, floors=floors)
    return targets, terms, None if capacity is None else Fraction(capacity)


def lampung(examples: Path) -> Result:
    assessment, law = assessments.load(examples / "bandar-lampung-2023.yaml")
    return score(law, assessment)


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (25, {"optimal": 21, "unreachable": 4}),
        pytest.param(
            200,
            {"optimal": 171, "optimal, unproven": 3, "unreachable": 26},
            marks=pytest.mark.long,
        ),
    ],
)
def test_ordinary_roadmaps_are_never_lost(
    examples: Path, count: int, expected: dict[str, int]
) -> None:
    """As many as there are by HiGHS are found, and none has more effort."""
    result = lampung(examples)
    counts = Counter(outcome(result, *ordinary(result, seed))[0] for seed in range(count))
    assert counts == expected


def plan_of(examples: Path, targets: Targets, **terms: Any) -> Roadmap:
    capacity = terms.pop("capacity", None)
    return roadmap(lampung(examples), targets, Terms(**{"effort": one_each, **terms}), capacity)


def numbers_of(texts: Sequence[str]) -> Targets:
    return {2024 + year: Fraction(text) for year, text in enumerate(texts)}


def test_bandar_lampung_in_three_years(examples: Path) -> None:
    """To 2.60, 3.00, 3.50, one level a year for each indicator: 50 levels, as many as at once."""
    found = plan_of(examples, numbers_of(["2.60", "3.00", "3.50"]), max_step=1)
    assert found.plan.status is Status.OPTIMAL
    assert found.plan.effort == found.least == 50
    whole = route.reach(lampung(examples), Fraction("3.5"), Terms(max_step=3, effort=one_each))
    assert {step.item for step in found.plan.steps} == {step.item for step in whole.steps}


# Days of work for each level, by indicator: an office's own estimate.
_DAYS = (
    20, 10, 10, 5, 8, 10, 20, 8, 5, 20, 10, 30, 30, 30, 5, 5, 10, 5, 15, 8, 5, 5, 5, 10,
    8, 30, 30, 3, 20, 3, 8, 30, 5, 3, 10, 10, 8, 5, 30, 10, 10, 20, 15, 10, 20, 8, 20,
)  # fmt: skip


@pytest.mark.parametrize("capacity", [60, 64, 100, 150, 200, 300, 397, 600, 1000, 5000, None])
def test_a_capacity_that_leaves_room_changes_no_effort(
    examples: Path, capacity: int | None
) -> None:
    """A floor of the last year has to be prepared in the early ones."""
    days = {str(number): Fraction(effort) for number, effort in enumerate(_DAYS, start=1)}
    terms = Terms(
        effort=Efforts("orang-hari", {}, days, {}).of,
        max_step=1,
        floors={("domain", "1"): Fraction(3)},
    )
    targets = numbers_of(["2.29", "2.38", "2.78", "2.88"])
    limit = None if capacity is None else Fraction(capacity)
    found = roadmap(lampung(examples), targets, terms, limit)
    kept(lampung(examples), found, targets, terms, limit)
    assert found.plan.effort == found.least == 208


def alike(one: Roadmap, other: Roadmap) -> bool:
    """Whether two roadmaps take the same steps in the same years, and know as much of them."""
    return (one.plan.status, one.proven, one.least, said(one)) == (
        other.plan.status,
        other.proven,
        other.least,
        said(other),
    )


def said(found: Roadmap) -> list[tuple[int | None, str, Fraction]]:
    return [(step.year, step.item, step.to) for step in found.plan.steps]


@pytest.mark.parametrize("seed", range(12))
def test_a_term_that_does_not_bind_changes_nothing(examples: Path, seed: int) -> None:
    result = lampung(examples)
    targets, terms, _capacity = ordinary(result, seed)
    plain = roadmap(result, targets, terms)
    assert plain.plan.steps
    assert alike(plain, roadmap(result, targets, terms, Fraction(10**6)))
    most = max(year.effort for year in plain.years)
    assert alike(plain, roadmap(result, targets, terms, most))
    met = {("domain", "4"): Fraction(1), ("aspect", "1"): Fraction(1), **terms.floors}
    assert alike(plain, roadmap(result, targets, replace(terms, floors=met)))
    assert alike(plain, roadmap(result, targets, replace(terms, max_level=5)))
    idle = {one.item.id for one in result.items()} - {step.item for step in plain.plan.steps}
    locked = roadmap(result, targets, replace(terms, locked=frozenset(sorted(idle)[:5])))
    assert (locked.plan.effort, locked.proven) == (plain.plan.effort, plain.proven)


def test_a_year_between_two_targets_works_too(examples: Path) -> None:
    targets = {2024: Fraction("2.2"), 2026: Fraction(3)}
    found = plan_of(examples, targets, capacity=Fraction(10))
    assert [year.stage.year for year in found.years] == [2024, 2025, 2026]
    assert [year.effort for year in found.years] == [10, 10, 10]
    found = plan_of(examples, targets)
    assert [year.effort for year in found.years] == [30, 0, 0]


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


@pytest.mark.parametrize("seed", [21, 102, 119])
def test_without_a_proof_a_roadmap_still_does(
    examples: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With hardly any states what is found may have more effort; it is never called optimal."""
    result = lampung(examples)
    targets, terms, capacity = ordinary(result, seed)
    best = roadmap(result, targets, terms, capacity)
    monkeypatch.setattr(roadmaps, "_TURNS", ((Fraction(0), 20), (None, 20)))
    found = roadmap(result, targets, terms, capacity)
    if found.plan.steps:
        kept(result, found, targets, terms, capacity)
    assert best.plan.steps
    assert found.least <= best.plan.effort
    assert not found.proven or found.plan.effort == best.plan.effort


def outcomes(result: Result) -> dict[str, Roadmap]:
    """Return a roadmap of every outcome there is."""
    plain = roadmap(result, numbers_of(["2.60", "3.00"]), Terms(), Fraction(30))
    targets, terms, capacity = numbers_of(["4.9", "5"]), Terms(max_step=1), Fraction(3)
    missed = roadmap(result, targets, terms, capacity)
    (year,) = missed.years
    return {
        "optimal": plain,
        "feasible": replace(
            plain,
            plan=replace(plain.plan, status=Status.FEASIBLE),
            least=Fraction(53),
            proven=False,
        ),
        "reached": roadmap(result, numbers_of(["1.00", "2.00"]), Terms()),
        "index too low": missed,
        "all terms": replace(missed, years=(replace(year, index=Fraction(5)),)),
        "not found": replace(missed, proven=False),
    }


_SAID = {
    "optimal": ("tidak ada rencana yang lebih hemat", "no cheaper plan"),
    "feasible": ("paling sedikit 53", "at least 53"),
    "reached": ("Sudah tercapai", "Already reached"),
    "index too low": ("tidak dapat dicapai pada 2024: paling tinggi", "2024"),
    "all terms": ("dengan semua syarat itu", "2024"),
    "not found": ("tidak ditemukan", "No plan up to 2024 was found"),
}


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("name", _SAID)
def test_every_outcome_is_said(
    examples: Path, name: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(i18n, "_language", language)
    result = lampung(examples)
    found = outcomes(result)[name]
    after = as_if(result, {step.item: step.to for step in found.plan.steps})
    answer = Years(result, after, found, Terms())
    text = " ".join(text_face.roadmap_text(answer, Screen()).split())
    assert _SAID[name][language == "en"] in text
    data = json.loads(data_face.roadmap_json(answer))
    assert (data["status"], data["proven"]) == (found.plan.status.value, found.proven)
    assert len(data["years"]) == len(found.years)
    rows = list(csv.DictReader(io.StringIO(data_face.roadmap_csv(answer))))
    assert len(rows) == len(found.plan.steps)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [167, 304, 361])
def test_near_the_edge_it_is_found_or_proven(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Capacities that hardly suffice, under an instrument of many weights: HiGHS agrees."""
    monkeypatch.setitem(LAWS, "epss-2022", instruments.load("epss-2022"))
    result, chance = result_of("epss-2022", seed), random.Random(seed)  # noqa: S311  an example
    targets, terms, _capacity = asked(result, chance)
    if seed % 2:
        terms = terms_of(result, chance)
    wide = replace(terms, max_step=terms.max_step and terms.max_step * len(targets))
    effort = route.reach(result, max(targets.values()), wide).effort / len(targets)
    capacity = Fraction(int(effort * Fraction(chance.randint(96, 104), 100)) + 1)
    kind, found = outcome(result, targets, terms, capacity)
    assert kind in ("optimal", "optimal, unproven", "unreachable")
    assert found.proven or seed == 361  # whose plan HiGHS finds optimal, too
