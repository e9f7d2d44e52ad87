"""Measures the planner against HiGHS on the same model, and plans for the whole national list.

Both solve one multiple-choice knapsack: the least effort for an index. The planner's time is that
of `reach`, whole; that of HiGHS is its solver's alone, without building the model. A ratio is the
median over the rounds, both in each round. Then one plan for each of the 612 institutions of the
2024 list, from their recovered domains. Prints the Markdown tables of benchmarks/README.md.

    python benchmarks/planner.py [--rounds 15] [--strict]
"""

import argparse
import csv
import importlib
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from spbe_cli.core.assessment import Assessment, Published
from spbe_cli.core.index import exact_of
from spbe_cli.core.plan import plans, route, sections
from spbe_cli.core.plan.plans import Terms
from spbe_cli.core.result import Result
from spbe_cli.core.score.scoring import score
from spbe_cli.store.yaml import assessments, instruments

highspy: Any = importlib.import_module("highspy")  # its types are not complete
ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples/bandar-lampung-2023.yaml"
NATIONAL = ROOT / "tests/cases/national-2024.csv"
SCALE = 10**6  # gains of HiGHS are floating-point numbers: large ones, so that none is rounded away


class Case(NamedTuple):
    """A target, and the terms under which to reach it."""

    label: str
    target: Fraction
    terms: Terms


def cases(result: Result) -> Iterator[Case]:
    """Yield what is measured: efforts of 1, then drawn ones, with and without caps."""
    chance = random.Random(2024)  # noqa: S311  an example, not a secret
    scale = result.instrument.scale
    costs = {
        (one.item.id, level): Fraction(chance.randint(2, 40), 2)
        for one in result.items()
        for level in scale.levels()
    }
    drawn = Terms(effort=lambda item, level: costs[item, level])
    usual = Terms(max_step=plans.USUAL)
    for target in ("2.60", "3.00", "3.50"):
        yield Case(f"{target}, usual effort, 2 levels at most", Fraction(target), usual)
    flat = Terms(effort=plans.one_each)
    for target in ("2.60", "3.00", "3.50"):
        yield Case(f"{target}, effort 1 a level", Fraction(target), flat)
    for target in ("2.60", "3.00", "3.50"):
        yield Case(f"{target}, efforts drawn from 1 to 20", Fraction(target), drawn)
    capped = Terms(effort=drawn.effort, max_step=2, max_level=4)
    yield Case("3.00, the same, 2 levels at most and none above 4", Fraction(3), capped)


def ends(result: Result, terms: Terms) -> Iterator[list[tuple[Fraction, Fraction]]]:
    """Yield (gain of weight × level, effort) of every end of every item."""
    top = min(result.instrument.scale.maximum, terms.max_level or result.instrument.scale.maximum)
    for one in result.items():
        level, paid = one.level or Fraction(0), Fraction(0)
        found = [(Fraction(0), paid)]
        last = top if terms.max_step is None else min(top, int(level) + terms.max_step)
        for to in range(int(level) + 1, last + 1):
            paid += terms.effort_in(result.instrument)(one.item.id, to)
            found.append((one.item.weight * (to - level), paid))
        yield found


def model(result: Result, case: Case) -> Any:
    """Return the case as a model of HiGHS, to be solved to proven optimality."""
    solver = highspy.Highs()
    for option, value in (("output_flag", False), ("mip_rel_gap", 0.0), ("mip_abs_gap", 0.0)):
        solver.setOptionValue(option, value)
    total: Any = 0
    for listed in ends(result, case.terms):
        own = [solver.addBinary(obj=float(effort)) for _gain, effort in listed]
        solver.addConstr(sum(own) == 1)
        total += sum(
            float(gain * SCALE) * pick for pick, (gain, _effort) in zip(own, listed, strict=True)
        )
    need = (case.target - exact_of(result)) * result.instrument.total * SCALE
    solver.addConstr(total >= float(need) - 1)
    return solver


def timed(run: Callable[[], Any]) -> tuple[float, Any]:
    """Return the seconds that a call takes, and what it returns."""
    started = time.perf_counter()
    found = run()
    return time.perf_counter() - started, found


def against_highs(rounds: int) -> tuple[list[str], float]:
    """Return the rows of the first table, and the least of their ratios."""
    assessment, law = assessments.load(EXAMPLE)
    result = score(law, assessment)
    rows, ratios = [], []
    for case in cases(result):
        plan = route.reach(result, case.target, case.terms)  # warms up, too
        ours, theirs = [], []
        for _round in range(rounds):
            seconds, plan = timed(partial(route.reach, result, case.target, case.terms))
            ours.append(seconds)
            solver = model(result, case)
            seconds, _status = timed(solver.run)
            theirs.append(seconds)
            least = Fraction(solver.getObjectiveValue()).limit_denominator(1000)
            if plan.effort != least:
                raise AssertionError(f"{case.label}: {plan.effort} is not {least}")
        ratio = statistics.median(b / a for a, b in zip(ours, theirs, strict=True))
        ratios.append(ratio)
        rows.append(f"| {case.label} | {figure(plan.effort)} | {ratio:.1f} × |")
    return rows, min(ratios)


def figure(effort: Fraction) -> str:
    """Return an effort as a decimal."""
    return f"{float(effort):g}"


def national() -> Iterator[Result]:
    """Yield the 612 institutions, recovered from their printed domains and index."""
    law = instruments.load("permenpanrb-59-2020")
    with NATIONAL.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            domains = {("domain", str(n)): Fraction(row[f"domain_{n}"]) for n in range(1, 5)}
            known = Published(sections=domains, index=Fraction(row["index"]))
            yield score(
                law, Assessment(row["institution"], int(row["year"]), law.id, published=known)
            )


def for_all() -> list[str]:
    """Return the rows of the second table: a plan to the next predicate for each institution."""
    results = list(national())
    times, statuses = [], []
    for result in results:
        above = [one.lower for one in result.instrument.predicates if one.lower > result.highest]
        target = above[0] if above else Fraction(5)
        seconds, plan = timed(partial(sections.reach_sections, result, target))
        times.append(seconds * 1000)
        statuses.append(plan.status.value)
    centiles = statistics.quantiles(times, n=100)
    counts = ", ".join(f"{statuses.count(one)} {one}" for one in sorted(set(statuses)))
    return [
        f"| plans | {len(times)} ({counts}) |",
        f"| milliseconds per plan: median | {statistics.median(times):.1f} |",
        f"| 95 of 100 take at most | {centiles[94]:.1f} |",
        f"| the slowest | {max(times):.1f} |",
        f"| all, one after another, in seconds | {sum(times) / 1000:.1f} |",
    ]


def backtest() -> list[str]:
    """Return the rows of the third table: plans from 2022 held against what rose in 2023."""
    before, after = (
        score(law, assessment)
        for year in (2022, 2023)
        for assessment, law in [assessments.load(ROOT / f"examples/bandar-lampung-{year}.yaml")]
    )
    risen = {
        one.item.id
        for one, old in zip(after.items(), before.items(), strict=True)
        if (one.level or 0) > (old.level or 0)
    }
    ways = {
        "effort 1 a level, any jump": Terms(effort=plans.one_each),
        "effort 1 a level, 2 levels at most": Terms(effort=plans.one_each, max_step=plans.USUAL),
        "usual effort, 2 levels at most": Terms(max_step=plans.USUAL),
        "usual effort, 1 level at most": Terms(max_step=1),
    }
    rows = []
    for label, terms in ways.items():
        plan = route.reach(before, exact_of(after), terms)
        planned = {step.item for step in plan.steps}
        rows.append(f"| {label} | {len(planned)} | {len(planned & risen)} of {len(risen)} |")
    return rows


def main() -> int:
    """Print the tables; with --strict, 1 where HiGHS is the faster one in any row."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--strict", action="store_true")
    options = parser.parse_args()
    rows, ratio = against_highs(options.rounds)
    print(
        "| Bandar Lampung 2023 to | least effort | HiGHS, × the planner's time |\n|---|--:|--:|",
        *rows,
        sep="\n",
    )
    print("\n| 612 institutions, to the next predicate | |\n|---|--:|", *for_all(), sep="\n")
    print("\n| Bandar Lampung 2022 to the index of 2023 | planned | rose in fact |\n|---|--:|--:|")
    print(*backtest(), sep="\n")
    return int(options.strict and ratio <= 1)


if __name__ == "__main__":
    sys.exit(main())
