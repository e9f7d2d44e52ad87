"""Effort files, ``spbe simulate --effort``: what steps cost, and every fault with its place."""

import csv
import io
import json
import random
import re
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from drawn import LAWS, drawn
from program import Run
from test_broken import well_formed

from spbe_cli.core.plan import route, singles
from spbe_cli.core.plan.plans import Terms
from spbe_cli.core.result import Result
from spbe_cli.core.score.scoring import score
from spbe_cli.problems import DataError
from spbe_cli.store.yaml import assessments, effort

LAMPUNG = "examples/bandar-lampung-2023.yaml"
GOOD = """\
unit:  orang-hari
levels:
  2: 5
  3: 10,5
indicators:
  21: {4: 35}
  29-31: 8
  domain:4: 3
  21, 22: 7
"""


@pytest.fixture
def lampung(root: Path) -> Result:
    assessment, law = assessments.load(root / LAMPUNG)
    return score(law, assessment)


def test_the_most_special_effort_counts(tmp_path: Path, lampung: Result) -> None:
    """A level of an indicator before the indicator, that before the level, and 1 for the rest."""
    (tmp_path / "upaya.yaml").write_text(GOOD, "utf-8")
    found = effort.load(str(tmp_path / "upaya.yaml"), lampung)
    assert found.unit == "orang-hari"
    wanted = {
        ("21", 4): "35",
        ("21", 3): "7",
        ("22", 4): "7",
        ("30", 2): "8",
        ("47", 5): "3",
        ("1", 2): "5",
        ("1", 3): "10.5",
        ("1", 4): "1",
    }
    assert {(item, level): found.of(item, level) for item, level in wanted} == {
        key: Fraction(text) for key, text in wanted.items()
    }


@pytest.mark.parametrize("text", ["unit:\n", "levels:\nindicators:\n", "{unit: ' '}", "{}"])
def test_nothing_said_is_one_each(tmp_path: Path, lampung: Result, text: str) -> None:
    (tmp_path / "upaya.yaml").write_text(text, "utf-8")
    found = effort.load(str(tmp_path / "upaya.yaml"), lampung)
    assert found.unit is None
    assert found.of("1", 2) == 1


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("", ["- E006"]),
        ("- 1\n", ["1:1 E010"]),
        ("unit: [hari]\n", ["1:7 E010"]),
        ("unit: hari\nunit: jam\n", ["2:1 E007"]),
        ("satuan: hari\n", ["1:1 E008"]),
        ("levels: 3\n", ["1:9 E010"]),
        ("levels: {1: 2, 2: 3, 6: 1}\n", ["1:10 E008", "1:22 E008"]),
        ("levels: {dua: 2}\n", ["1:10 E008"]),
        ("levels: {2: 0, 3: -1, 4: NaN, 5: lima}\n", [f"1:{n} E010" for n in (13, 19, 26, 34)]),
        ("levels: {2: }\n", ["1:13 E010"]),
        ("indicators: {3: 10,5}\n", ["1:19 E017"]),
        ("indicators: [3]\n", ["1:13 E010"]),
        ("indicators:\n  1: 0,0\n  2: [3]\n  3: {}\n", ["2:6 E010", "3:6 E010", "4:6 E010"]),
        ("indicators:\n  1: {3: 0}\n  2: {1: 3, 6: 3}\n", ["2:10 E010", "3:7 E008", "3:13 E008"]),
        ("indicators:\n  48: 3\n  a: 3\n  3-: 3\n", ["2:3 E204", "3:3 E204", "4:3 E204"]),
        ("indicators:\n  domain:9: 3\n  bidang:1: 3\n", ["2:3 E213", "3:3 E213"]),
        ("indicators:\n  31-29: 3\n  46-48: 3\n", ["2:3 E112", "3:3 E204"]),
        ("indicators:\n  1-999999999: 3\n  ',': 3\n", ["2:3 E204", "3:3 E008"]),
        ("indicators:\n  48, 12, 49: 3\n", ["2:3 E204", "2:3 E204"]),
        ("indicators:\n  12: 3\n  12: 4\n", ["3:3 E007"]),
        ("indicators:\n  29-31: 8\n  30: 9\n", ["3:3 E227"]),
        ("indicators:\n  1-2: {3: 8}\n  2: {3: 9, 4: 9}\n  1: 2\n", ["3:7 E227"]),
        ("indicators:\n  1-3: 8\n  4: 1\n  1-5: 9\n", ["4:3 E227", "4:3 E227"]),
    ],
)
def test_every_fault_has_its_place(
    tmp_path: Path, lampung: Result, text: str, faults: list[str]
) -> None:
    file = tmp_path / "upaya.yaml"
    file.write_text(text, "utf-8")
    with pytest.raises(DataError) as caught:
        effort.load(str(file), lampung)
    places = [(one.place, one.code) for one in caught.value.problems]
    found = [f"{p.line}:{p.column} {c}" if p and p.line else f"- {c}" for p, c in places]
    assert found == faults


def test_all_faults_are_said_at_once_with_remedies(spbe: Run, tmp_path: Path) -> None:
    text = "unit: hari\nlevels: {1: 2}\nindicators:\n  48: 1\n  1-3: 0\n  2: 4\n  2-4: 5\n"
    (tmp_path / "upaya.yaml").write_text(text, "utf-8")
    done = spbe("simulate", LAMPUNG, "--target", "3", "--effort", tmp_path / "upaya.yaml")
    assert (done.returncode, done.stdout) == (3, "")
    lines = done.stderr.splitlines()
    assert [line.partition("upaya.yaml:")[2][:8] for line in lines] == [
        *("2:10: E0", "4:3: E20", "5:8: E01", "6:3: E22", "7:3: E22"),
    ]
    assert all(map(well_formed, lines))
    assert "indikator 2 disebut dua kali (pertama pada baris 5)" in lines[3]
    assert "Pilihan yang tersedia: 2–5." in lines[0]


@pytest.mark.parametrize("seed", range(12))
def test_a_file_plans_as_its_function_does(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  an example, not a secret
    law = LAWS[sorted(LAWS)[seed % len(LAWS)]]
    result = score(law, drawn(law, seed))
    assert result.index is not None
    levels = {n: Fraction(chance.randint(1, 60), 4) for n in law.scale.levels()[1:]}
    whole, steps = {}, {}
    for one in result.items():
        if chance.random() < 0.3:
            whole[one.item.id] = Fraction(chance.randint(1, 60), 2)
        elif chance.random() < 0.3:
            level = chance.choice(law.scale.levels()[1:])
            steps[one.item.id, level] = Fraction(chance.randint(1, 60), 5)
    written = ["levels:", *(f"  {n}: {float(one)}" for n, one in levels.items()), "indicators:"]
    written += [f"  {item}: {float(one)}".replace(".", ",") for item, one in whole.items()]
    written += [f"  {item}: {{{n}: {float(one)}}}" for (item, n), one in steps.items()]
    (tmp_path / "upaya.yaml").write_text("\n".join(written), "utf-8")

    def reckoned(item: str, level: int) -> Fraction:
        return steps.get((item, level)) or whole.get(item) or levels[level]

    read = Terms(effort=effort.load(str(tmp_path / "upaya.yaml"), result).of)
    own = Terms(effort=reckoned)
    target = (result.index + law.scale.maximum) / 2
    for asked in (route.reach, route.spend):
        plan, other = asked(result, target, read), asked(result, target, own)
        assert (plan.effort, plan.index, plan.equal) == (other.effort, other.index, other.equal)
        assert [(s.item, s.to) for s in plan.steps] == [(s.item, s.to) for s in other.steps]
        assert plan.effort == sum(reckoned(step.item, int(step.to)) for step in plan.steps)
    first, second = (
        singles.rises(result, terms.effort_in(law), frozenset()) for terms in (read, own)
    )
    assert [(s.item, s.effort) for s in first] == [(s.item, s.effort) for s in second]


def test_the_unit_is_said(spbe: Run, tmp_path: Path) -> None:
    (tmp_path / "upaya.yaml").write_text(GOOD, "utf-8")
    options = ("simulate", LAMPUNG, "--effort", tmp_path / "upaya.yaml")
    plan = json.loads(spbe(*options, "--target", "3.00", "--format", "json").stdout)
    assert plan["unit"] == "orang-hari"
    paid = sum(Fraction(step["effort"]) for step in plan["steps"])
    assert Fraction(plan["effort"]) == paid
    said = spbe(*options, "--target", "3.00").stdout
    assert f"upaya {plan['effort'].replace('.', ',')} orang-hari" in said
    assert "upaya (orang-hari)" not in said  # no room in 80 columns
    assert "upaya (orang-hari)" in spbe(*options, "--target", "3", env={"COLUMNS": "120"}).stdout
    assert "Upaya paling banyak 20 orang-hari" in spbe(*options, "--budget", "20").stdout
    assert "upaya (orang-hari)" in spbe(*options).stdout
    stuck = spbe(*options, "--target", "4", "--max-step", "1").stdout
    assert stuck.rstrip().endswith("orang-hari")


def test_a_budget_is_in_the_unit(spbe: Run, tmp_path: Path) -> None:
    (tmp_path / "upaya.yaml").write_text("indicators: {domain:4: 3}\nlevels: {2: 0.5}", "utf-8")
    options = ("--budget", "2.5", "--effort", tmp_path / "upaya.yaml", "--format", "json")
    plan = json.loads(spbe("simulate", LAMPUNG, *options).stdout)
    assert Fraction(plan["effort"]) <= Fraction("2.5")
    assert plan["unit"] is None
    assert {step["effort"] for step in plan["steps"]} <= {"0.5", "1"}


def test_given_levels_are_paid_for_too(spbe: Run, tmp_path: Path) -> None:
    """21 rises from 1 to 3, by 5 and 10.5; 44 falls, which costs nothing."""
    (tmp_path / "upaya.yaml").write_text("unit: hari\nlevels: {2: 5, 3: '10,5'}\n", "utf-8")
    options = ("--set", "21=3", "--set", "44=1", "--effort", tmp_path / "upaya.yaml")
    plan = json.loads(spbe("simulate", LAMPUNG, *options, "--format", "json").stdout)
    assert (plan["effort"], plan["unit"]) == ("15.5", "hari")
    assert [step["effort"] for step in plan["steps"]] == ["15.5", "0"]


def test_single_steps_are_sorted_by_what_they_gain_for_their_effort(
    spbe: Run, tmp_path: Path
) -> None:
    (tmp_path / "upaya.yaml").write_text(GOOD, "utf-8")
    options = ("simulate", LAMPUNG, "--effort", tmp_path / "upaya.yaml", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(spbe(*options).stdout)))
    rises = [row for row in rows if row["kind"] == "rise"]
    worth = [Fraction(row["change"]) / Fraction(row["effort"]) for row in rises]
    assert worth == sorted(worth, reverse=True)
    assert len({row["effort"] for row in rises}) > 2


def test_a_file_that_is_missing(spbe: Run) -> None:
    done = spbe("simulate", LAMPUNG, "--effort", "tidak-ada.yaml")
    assert (done.returncode, "tidak-ada.yaml: E001" in done.stderr) == (4, True)


# --- amounts ---


@pytest.mark.parametrize(
    "options",
    [
        ["--target", "2.6"],
        ["--target", "2.6", "--alternatives", "2"],
        ["--by", "2024=2.3", "--by", "2025=2.6"],
        ["--budget", "5000000"],
        [],
    ],
)
def test_amounts_have_their_thousands_apart(
    spbe: Run, tmp_path: Path, root: Path, options: list[str]
) -> None:
    (tmp_path / "u.yaml").write_text(
        "unit: rupiah\nlevels: {2: 750000, 3: 2500000, 4: 4000000, 5: 5000000}\n", "utf-8"
    )
    example = root / "examples/bandar-lampung-2023.yaml"
    for columns in ("80", "120"):
        done = spbe(
            "simulate", example, "--effort", tmp_path / "u.yaml", *options, env={"COLUMNS": columns}
        )
        assert done.returncode == 0, done.stderr
        assert "750.000" in done.stdout
        said = re.sub(r"--capacity \d+", "", done.stdout)  # as the command line takes it
        assert re.search(r"(?<![\d.,])\d{5,}", said) is None


def test_amounts_of_workbooks_have_their_thousands_apart(
    spbe: Run, tmp_path: Path, root: Path
) -> None:
    (tmp_path / "u.yaml").write_text(
        "unit: rupiah\nlevels: {2: 750000, 3: 2500000, 4: 4000000, 5: 5000000}\n", "utf-8"
    )
    example = root / "examples/bandar-lampung-2023.yaml"
    arguments: list[str | Path] = [
        "--effort",
        tmp_path / "u.yaml",
        "--target",
        "2.6",
        "-o",
        tmp_path / "r.xlsx",
    ]
    done = spbe("simulate", example, *arguments)
    assert done.returncode == 0, done.stderr
    cells = [
        cell
        for sheet in openpyxl.load_workbook(tmp_path / "r.xlsx", data_only=True)
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, (int, float)) and cell.value >= 10_000
    ]
    assert {cell.value for cell in cells} >= {750_000, 17_250_000}
    assert all("#,##0" in cell.number_format for cell in cells)
