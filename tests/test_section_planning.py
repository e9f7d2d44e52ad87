"""Plans from published sections: sure whatever levels lie behind the figures."""

import csv
import itertools
import json
import random
import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from drawn import LAWS
from program import ROOT, Run, counted
from test_planning import result_of

from spbe_cli.core import numbers
from spbe_cli.core.assessment import Assessment, Opinion, Published
from spbe_cli.core.clauses import Predicate, Scale, Text
from spbe_cli.core.instrument import Instrument, Section
from spbe_cli.core.plan import headroom, route, sections
from spbe_cli.core.plan.plans import Status, Terms, one_each
from spbe_cli.core.plan.sections import SectionPlan
from spbe_cli.core.records import replace
from spbe_cli.core.result import Result, leaves, walk
from spbe_cli.core.score.scoring import score, score_levels
from spbe_cli.store.yaml import assessments, instruments

# The fine weights of EPSS leave hundreds of candidates, and a plan takes seconds: see test_epss.
WHOLE = [name for name, law in LAWS.items() if not law.scale.decimal and name != "epss-2022"]


def published(result: Result) -> Result:
    """Return what is left of a result once only its domains are printed."""
    assert result.display is not None
    printed = {
        (one.section.kind, one.section.id): one.display
        for one in result.sections
        if one.display is not None
    }
    known = Published(Opinion.OFFICIAL, printed, result.display)
    bare = replace(result.assessment, answers={}, published=known)
    return score(result.instrument, bare)


def carried_out(result: Result, plan: SectionPlan, terms: Terms) -> Result:
    """Do what a plan says to the levels themselves: the heaviest indicators of a section first."""
    one = result.assessment
    top = min(result.instrument.scale.maximum, terms.max_level or 5)
    step_ = terms.max_step or 5
    for step in plan.steps:
        key = (step.room.known.section.kind, step.room.known.section.id)
        (section,) = (s for s in walk(result.sections) if (s.section.kind, s.section.id) == key)
        left = step.levels
        for item in sorted(leaves([section]), key=lambda score: -score.item.weight):
            assert item.level is not None
            rise = min(left, max(0, min(top, int(item.level) + step_) - int(item.level)))
            one = one.with_level(item.item.id, result.opinion, item.level + rise)
            left -= rise
        assert left == 0 or step.full, "more levels than there is room for"
    return score_levels(result.instrument, one, result.opinion)


def draw_terms(result: Result, chance: random.Random) -> tuple[Terms, Terms]:
    """Return random terms, for sections and for the levels behind them."""
    section = chance.choice(result.sections)
    locked = {f"domain:{section.section.id}"} if chance.random() < 0.3 else set()
    items = {one.item.id for one in leaves([section])} if locked else set()
    floors = {}
    if chance.random() < 0.3:
        other = chance.choice(result.sections)
        assert other.index is not None
        floors["domain", other.section.id] = min(Fraction(5), other.index + Fraction(3, 10))
    terms = Terms(
        locked=frozenset(locked),
        max_level=chance.choice([None, None, 4]),
        max_step=chance.choice([None, None, 1, 2]),
        floors=floors,
    )
    return terms, replace(terms, locked=frozenset(items), effort=one_each)


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("seed", range(40))
def test_a_plan_holds_for_the_levels_behind_the_figures(name: str, seed: int) -> None:
    """Carried out on the levels that were hidden, it reaches the target; the bound is one."""
    chance = random.Random(f"{name}{seed}")  # noqa: S311  an example, not a secret
    real = result_of(name, seed)
    known = published(real)
    assert real.index in known.candidates
    terms, inside = draw_terms(real, chance)
    target = numbers.rounded(known.lowest, 2) + Fraction(chance.randint(1, 150), 100)
    plan = sections.reach_sections(known, target, terms)
    true = route.reach(real, target, inside)
    if plan.status is Status.UNREACHABLE:
        assert plan.index < target or terms.floors
    else:
        done = carried_out(real, plan, terms)
        assert done.index is not None
        assert done.index >= max(target, plan.index)
        indices = {(one.section.kind, one.section.id): one.index for one in done.sections}
        assert all((indices[key] or 0) >= floor for key, floor in terms.floors.items())
        assert true.status is not Status.UNREACHABLE
        assert plan.least is not None
        assert plan.least <= true.effort <= plan.levels
        if plan.status is Status.OPTIMAL:
            assert plan.least == plan.levels
    budget = chance.randint(1, 25)
    bought = sections.spend_sections(known, Fraction(budget), terms)
    if bought.status is not Status.UNREACHABLE:
        assert bought.levels <= budget
        assert bought.index <= route.spend(real, Fraction(budget), inside).index


# --- against every case there is, counted by brute force ----------------------------------------


def small_law(weights: list[list[int]]) -> Instrument:
    """Return an instrument of domains with indicators of these weights, levels 1 to 3."""
    model, number, domains = next(LAWS["permenpanrb-59-2020"].indicators()), 0, []
    for place, inside in enumerate(weights, start=1):
        own = []
        for weight in inside:
            number += 1
            own.append(replace(model, id=str(number), weight=Fraction(weight)))
        whole = Fraction(sum(inside))
        domains.append(Section("domain", str(place), Text("x"), whole, (), tuple(own), (), None))
    return replace(
        LAWS["permenpanrb-59-2020"],
        id="kecil",
        scale=Scale(1, 3, decimal=False),
        places=1,
        sections=tuple(domains),
        predicates=(Predicate(Text("Rendah"), Fraction(1)),),
    )


def risen(levels: tuple[int, ...], weights: list[int], more: int, step: int) -> tuple[int, ...]:
    """Raise so many levels, the heaviest first, as far as there is room."""
    now = list(levels)
    for place in sorted(range(len(now)), key=lambda one: -weights[one]):
        rise = min(more, 3 - now[place], step)
        now[place] += rise
        more -= rise
    return tuple(now)


def spreads(weights: list[int], levels: tuple[int, ...], more: int, step: int) -> Fraction:
    """Return the sum of weight × level after a rise."""
    return Fraction(
        sum(w * n for w, n in zip(weights, risen(levels, weights, more, step), strict=True))
    )


SMALL = [
    [[3, 1], [2, 2]],
    [[5, 2, 1], [3]],
    [[4, 4, 1], [2, 1]],
    [[1, 1, 1], [6, 1]],
    [[7, 3], [2, 1, 1]],
]


@pytest.mark.parametrize("weights", SMALL)
@pytest.mark.parametrize("seed", range(8))
def test_small_instruments_in_every_case(weights: list[list[int]], seed: int) -> None:
    """Reached or not, the index that is certain, and what each plan comes to: as enumerated."""
    chance = random.Random(f"{weights}{seed}")  # noqa: S311  an example, not a secret
    law, step = small_law(weights), chance.choice([1, 2])
    every = [list(itertools.product((1, 2, 3), repeat=len(inside))) for inside in weights]
    total = sum(map(sum, weights))

    def shown(levels: tuple[int, ...], inside: list[int]) -> Fraction:
        return numbers.rounded(spreads(inside, levels, 0, step) / sum(inside), 1)

    def whole(case: tuple[tuple[int, ...], ...], rise: tuple[int, ...]) -> Fraction:
        parts = zip(weights, case, rise, strict=True)
        return sum((spreads(*one[:2], one[2], step) for one in parts), Fraction(0)) / total

    real = tuple(chance.choice(each) for each in every)
    none = (0,) * len(weights)
    printed = [shown(levels, inside) for levels, inside in zip(real, weights, strict=True)]
    index = numbers.rounded(whole(real, none), 1)
    cases = [
        case
        for case in itertools.product(*every)
        if [shown(one, inside) for one, inside in zip(case, weights, strict=True)] == printed
        and numbers.rounded(whole(case, none), 1) == index
    ]
    known = Published(
        Opinion.OFFICIAL,
        {("domain", str(place)): value for place, value in enumerate(printed, start=1)},
        index,
    )
    result = score(law, Assessment("Kota Contoh", 2024, law.id, published=known))
    assert result.lowest == min(whole(case, none) for case in cases)
    rises = list(itertools.product(*(range(2 * len(inside) + 1) for inside in weights)))
    certain = {rise: min(whole(case, rise) for case in cases) for rise in rises}
    ends = sorted(set(certain.values()))
    best, terms = ends[-1], Terms(max_step=step)
    for target in {best, best + Fraction(1, 100), *chance.choices(ends, k=3)}:
        plan = sections.reach_sections(result, target, terms)
        assert (plan.status is Status.UNREACHABLE) == (best < target)
        if plan.status is Status.UNREACHABLE:
            assert plan.index == best
            continue
        rise = levels_of(plan, len(weights))
        assert plan.index == certain[rise] >= target
        fewest = min(sum(one) for one, index in certain.items() if index >= target)
        assert plan.least is not None
        assert plan.least <= fewest <= plan.levels
        for place, one in enumerate(rise):
            fewer = (*rise[:place], one - 1, *rise[place + 1 :])
            assert not one or certain[fewer] < target, "it takes more than it needs"
        for part in plan.steps:
            place = int(part.room.known.section.id) - 1
            least = min(
                (
                    spreads(weights[place], case[place], part.levels, step)
                    - spreads(weights[place], case[place], 0, step)
                )
                / total
                for case in cases
            )
            assert part.gain <= least
    budget = chance.randint(0, 6)
    bought = sections.spend_sections(result, Fraction(budget), terms)
    assert bought.index == certain[levels_of(bought, len(weights))]
    assert bought.levels <= budget


def levels_of(plan: SectionPlan, count: int) -> tuple[int, ...]:
    found = {int(step.room.known.section.id): step.levels for step in plan.steps}
    return tuple(found.get(place, 0) for place in range(1, count + 1))


PALANGKA = ("2019", "2021", "2022", "2023")


@pytest.mark.parametrize("year", PALANGKA)
def test_all_at_the_highest_level_is_five(examples: Path, year: str) -> None:
    """However it was printed: with every indicator at 5 the index is 5, and nothing less."""
    assessment, law = assessments.load(examples / f"palangka-raya-{year}.yaml")
    result = score(law, assessment)
    for target in (Fraction(5), Fraction("4.96"), Fraction("4.72")):
        plan = sections.reach_sections(result, target)
        assert plan.status is not Status.UNREACHABLE
        assert plan.index >= target
    assert sections.reach_sections(result, Fraction(5)).index == 5


def test_what_a_report_says_of_a_target_out_of_reach(spbe: Run, tmp_path: Path) -> None:
    """What is certain, once, and what would help."""
    file = str(ROOT / "examples/palangka-raya-2022.yaml")
    done = spbe("report", file, "--target", "5", "--lock", "domain:4", "-o", "r.md", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    text = " ".join((tmp_path / "r.md").read_text("utf-8").split())
    assert "Target 5,00 tidak dapat dicapai: yang pasti paling tinggi 4,23." in text
    assert "(tepatnya 4,23)" not in text
    assert re.search(r"Dapat dicapai bila yang ditahan ikut naik: upaya \d+\.", text)
    done = spbe("simulate", file, "--target", "5", "--format", "json")
    data = json.loads(done.stdout)
    assert (done.returncode, data["to"]["exact"]) == (0, "5")
    assert any(step["at_most"] for step in data["steps"])
    text = " ".join(spbe("simulate", file, "--target", "5").stdout.split())
    assert "paling banyak" in text
    assert "sejauh masih dapat naik" in text


def test_palangka_raya_2022(examples: Path) -> None:
    """Known by four domains: 13 levels in Layanan do for certain, and 12 may."""
    assessment, law = assessments.load(examples / "palangka-raya-2022.yaml")
    result = score(law, assessment)
    plan = sections.reach_sections(result, Fraction(3))
    assert (plan.status, plan.levels, plan.least) == (Status.FEASIBLE, 13, 12)
    assert plan.start == Fraction("2.655")
    assert [(step.room.known.section.id, step.levels) for step in plan.steps] == [("4", 13)]
    assert (plan.index, plan.surplus) == (Fraction("3.0125"), Fraction("0.0125"))
    assert [part.id for part in plan.steps[0].room.first] == ["8"]
    locked = sections.reach_sections(result, Fraction(3), Terms(locked=frozenset({"domain:4"})))
    assert (locked.status, locked.levels) == (Status.OPTIMAL, 14)
    assert [step.room.known.section.id for step in locked.steps] == ["2"]


def national(root: Path) -> Iterator[Result]:
    law = instruments.load("permenpanrb-59-2020")
    with (root / "tests/cases/national-2024.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            domains = {("domain", str(n)): Fraction(row[f"domain_{n}"]) for n in range(1, 5)}
            known = Published(sections=domains, index=Fraction(row["index"]))
            one = Assessment(row["institution"], int(row["year"]), law.id, published=known)
            yield score(law, one)


def test_every_institution_of_the_national_list(root: Path) -> None:
    """A plan to the next predicate for each of 612; plans take milliseconds."""
    results = list(national(root))
    assert len(results) == 612
    unsure = 0
    for result in results:
        bounds = [one.lower for one in result.instrument.predicates if one.lower > result.highest]
        target = bounds[0] if bounds else Fraction(5)
        plan = sections.reach_sections(result, target)
        assert plan.status in (Status.OPTIMAL, Status.FEASIBLE, Status.UNREACHABLE)
        if plan.status is Status.UNREACHABLE:
            assert result.lowest > 4
            continue
        assert plan.index >= target
        assert plan.index - plan.steps[-1].gain < target
        assert plan.least is not None
        assert plan.least <= plan.levels
        unsure += plan.least < plan.levels
    assert unsure < 612 // 2
    several = results[::20]
    _plans, calls = counted(lambda: [sections.reach_sections(one, Fraction(4)) for one in several])
    assert calls < 60_000 * len(several)  # some 20,000 for a plan, two milliseconds


def test_services_whose_number_is_not_known(examples: Path) -> None:
    """Under 5/2018 up to three services may stand behind aspect 7: the plan counts on the worst."""
    assessment, law = assessments.load(examples / "palangka-raya-2019.yaml")
    result = score(law, assessment)
    plan = sections.reach_sections(result, Fraction(3))
    assert (plan.levels, plan.least) == (28, 26)
    (layanan,) = (one for one in headroom.headrooms(result) if one.known.section.id == "3")
    assert len(layanan.sure) < len(layanan.possible)
    assert all(
        sure <= possible for sure, possible in zip(layanan.sure, layanan.possible, strict=False)
    )


def test_aspects_may_be_published_too() -> None:
    """What is known more finely is planned more finely: aspects then are sections of their own."""
    real = result_of("permenpanrb-59-2020", 3)
    aspects = {
        (one.section.kind, one.section.id): one.display
        for one in walk(real.sections)
        if one.display is not None
    }
    known = replace(real.assessment, answers={}, published=Published(sections=aspects))
    result = score(real.instrument, known)
    rooms = headroom.headrooms(result)
    assert [one.known.section.kind for one in rooms] == ["aspect"] * 8
    assert all(one.sure == one.possible for one in rooms)
    plan = sections.reach_sections(result, result.lowest + Fraction(1, 2))
    true = route.reach(real, result.lowest + Fraction(1, 2), Terms(effort=one_each))
    assert plan.status is Status.OPTIMAL
    assert plan.levels == true.effort
