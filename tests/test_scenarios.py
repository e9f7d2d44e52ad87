"""Scenario files, ``spbe simulate --scenarios``: many what-ifs, and every fault with its place."""

import csv
import io
import json
import random
from fractions import Fraction
from pathlib import Path

import pytest
from drawn import LAWS, drawn, levels
from program import Run
from test_broken import well_formed

from spbe_cli.core.assessment import Opinion
from spbe_cli.core.result import Result
from spbe_cli.core.score.scoring import as_if, score
from spbe_cli.problems import DataError
from spbe_cli.store.yaml import assessments, scenarios

LAMPUNG = "examples/bandar-lampung-2023.yaml"
GOOD = """\
scenarios:
  Audit dilaksanakan:
    29-31: 2
  Semua layanan 4:
    domain:4: 4
    21: 3
  Sempurna: {1-47: 5}
"""
SETS = {
    "Audit dilaksanakan": ["29=2", "30=2", "31=2"],
    "Semua layanan 4": [*(f"{n}=4" for n in range(32, 48)), "21=3"],
    "Sempurna": [f"{n}=5" for n in range(1, 48)],
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "skenario.yaml").write_text(GOOD, "utf-8")
    return tmp_path / "skenario.yaml"


@pytest.fixture
def lampung(root: Path) -> Result:
    assessment, law = assessments.load(root / LAMPUNG)
    return score(law, assessment)


def test_each_scenario_is_what_score_says(spbe: Run, file: Path) -> None:
    done = spbe("simulate", LAMPUNG, "--scenarios", file, "--format", "json")
    data = json.loads(done.stdout)
    assert (data["format"], data["present"]["exact"]) == ("spbe-scenarios/1", "2.1545")
    assert [one["name"] for one in data["scenarios"]] == list(SETS)
    for one in data["scenarios"]:
        options = [part for text in SETS[one["name"]] for part in ("--set", text)]
        said = json.loads(spbe("score", LAMPUNG, *options, "--format", "json").stdout)
        assert (one["index"], one["exact"]) == (said["index"], said["exact"])
        assert one["predicate"] == said["predicate"]
        assert Fraction(one["change"]) == Fraction(one["exact"]) - Fraction("2.1545")
        by_id = {(section["kind"], section["id"]): section for section in one["sections"]}
        for section in said["sections"]:
            assert by_id[section["kind"], section["id"]]["exact"] == section["exact"]
    assert data["scenarios"][-1]["next"] is None
    assert (data["present"]["next"], data["present"]["lacking"]) == ("Baik", "0.4455")


@pytest.mark.parametrize("seed", range(9))
def test_random_levels_are_scored_as_if_recorded(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  an example, not a secret
    law = LAWS[sorted(LAWS)[seed % len(LAWS)]]
    recorded = drawn(law, seed)
    result = score(law, recorded)
    items = [one.item.id for one in result.items()]
    chosen = {item: levels(law, chance) for item in chance.sample(items, 8)}
    written = "".join(f"    {item}: {float(one)}\n" for item, one in chosen.items())
    if not law.scale.decimal:
        written = written.replace(".0\n", "\n")
    (tmp_path / "a.yaml").write_text(f"scenarios:\n  Satu:\n{written}", "utf-8")
    found = scenarios.load(str(tmp_path / "a.yaml"), result)
    assert found == {"Satu": chosen}
    for item, level in chosen.items():
        recorded = recorded.with_level(item, Opinion.SELF, level)
    assert as_if(result, found["Satu"]).index == score(law, recorded).index


def test_rows_as_text_and_csv(spbe: Run, file: Path) -> None:
    done = spbe("simulate", LAMPUNG, "--scenarios", file, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [row["kind"] for row in rows] == ["present", *["scenario"] * 3]
    assert [row["exact"] for row in rows] == ["2.1545", "2.1995", "2.622", "5"]
    assert [row["domain:4"] for row in rows[1:]][1:] == ["4", "5"]
    narrow = spbe("simulate", LAMPUNG, "--scenarios", file).stdout
    assert max(map(len, narrow.splitlines())) <= 80
    assert narrow.count("sekarang") == 2  # the sections stand beneath
    wide = spbe("simulate", LAMPUNG, "--scenarios", file, env={"COLUMNS": "120"}).stdout
    assert wide.count("sekarang") == 1
    for text in ("2,15", "2,1545", "0,4455", "+0,045", "Memuaskan", "D4 Layanan"):
        assert text in narrow
        assert text in wide


def test_names_are_shown_as_plain_text(spbe: Run, tmp_path: Path) -> None:
    text = 'scenarios:\n  "a\\e[31mb": {1: 2}\n  "[bold]x[/]": {1: 2}\n'
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    done = spbe("simulate", LAMPUNG, "--scenarios", tmp_path / "a.yaml")
    assert done.returncode == 0
    assert "\x1b" not in done.stdout
    assert "[bold]x[/]" in done.stdout


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("", ["- E006"]),
        ("{}\n", ["1:1 E009"]),
        ("- A\n", ["1:1 E010"]),
        ("scenarios:\n", ["1:11 E010"]),
        ("scenarios: {}\n", ["1:12 E010"]),
        ("scenarios: [A]\n", ["1:12 E010"]),
        ("scenarios: {A: {1: 2}}\nlain: 1\n", ["2:1 E008"]),
        ("scenarios:\n  '': {1: 2}\n  ' ': {1: 2}\n", ["2:3 E008", "3:3 E008"]),
        ("scenarios:\n  A: {}\n  B: 3\n  C:\n", ["2:6 E010", "3:6 E010", "4:5 E010"]),
        ("scenarios:\n  A: {1: 2}\n  A: {1: 3}\n", ["3:3 E007"]),
        ("scenarios:\n  A: {1: 2,5}\n", ["2:11 E017"]),
        ("scenarios:\n  A:\n    1: 6\n    29-31: 0\n", ["3:8 E202", "4:12 E202"]),
        ("scenarios:\n  A:\n    1: 2.5\n    2: -1\n", ["3:8 E203", "4:8 E010"]),
        (
            "scenarios:\n  A:\n    1: tiga\n    2:\n    3: [2]\n",
            [f"{n} E010" for n in ("3:8", "4:7", "5:8")],
        ),
        ("scenarios:\n  A:\n    48: 2\n  B:\n    domain:9: 2\n", ["3:5 E204", "5:5 E213"]),
        ("scenarios:\n  A:\n    31-29: 2\n    ',': 2\n", ["3:5 E112", "4:5 E008"]),
        ("scenarios:\n  A:\n    29-31: 2\n    30: 3\n", ["4:5 E227"]),
    ],
)
def test_every_fault_has_its_place(
    tmp_path: Path, lampung: Result, text: str, faults: list[str]
) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(text, "utf-8")
    with pytest.raises(DataError) as caught:
        scenarios.load(str(file), lampung)
    places = [(one.place, one.code) for one in caught.value.problems]
    found = [f"{p.line}:{p.column} {c}" if p and p.line else f"- {c}" for p, c in places]
    assert found == faults


def test_all_faults_are_said_at_once_with_remedies(spbe: Run, tmp_path: Path) -> None:
    text = "scenarios:\n  A: {48: 1, 1: 9}\n  B: {}\n  C: {29-31: 2, 30: 3}\nlain: 1\n"
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    done = spbe("simulate", LAMPUNG, "--scenarios", tmp_path / "a.yaml")
    assert (done.returncode, done.stdout) == (3, "")
    assert len(done.stderr.splitlines()) == 5
    assert all(map(well_formed, done.stderr.splitlines()))


@pytest.mark.parametrize(
    "options",
    [
        *(["--target", "3"], ["--predicate", "Baik"], ["--floor", "domain:3=2"]),
        *(["--budget", "3"], ["--set", "1=3"], ["--effort", "upaya.yaml"]),
    ],
)
def test_scenarios_stand_alone(spbe: Run, file: Path, options: list[str]) -> None:
    done = spbe("simulate", LAMPUNG, "--scenarios", file, *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert "tidak dapat digabung dengan" in done.stderr
