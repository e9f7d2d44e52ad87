"""``spbe simulate`` as its users start it."""

import csv
import io
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from program import Run

LAMPUNG = "examples/bandar-lampung-2023.yaml"
OWNED = "institution: Kota X\nyear: 2024\nindicators:\n" + "".join(
    f"  {n}: {{self: 2, owner: {'Bappeda' if n % 2 else 'Diskominfo'}}}\n" for n in range(1, 48)
)


def planned(spbe: Run, *options: str | Path, file: str | Path = LAMPUNG) -> dict[str, Any]:
    done = spbe("simulate", file, *options, "--format", "json")
    assert done.returncode in (0, 5), done.stderr
    data = json.loads(done.stdout)
    assert isinstance(data, dict)
    return data


@pytest.mark.parametrize(("target", "effort"), [("2.60", "15"), ("3.00", "30"), ("3.50", "50")])
def test_a_plan_keeps_its_word(spbe: Run, target: str, effort: str) -> None:
    """Its levels, given to ``spbe score``, reach the target; without any one step they do not."""
    plan = planned(spbe, "--target", target)
    assert (plan["format"], plan["status"]) == ("spbe-plan/1", "optimal")
    assert (plan["effort"], plan["from"]["exact"]) == (effort, "2.1545")
    ends = {step["indicator"]: step["to"] for step in plan["steps"]}
    options = [part for item, level in ends.items() for part in ("--set", f"{item}={level}")]
    done = spbe("score", LAMPUNG, *options, "--format", "json")
    assert json.loads(done.stdout)["exact"] == plan["to"]["exact"]
    assert Fraction(plan["to"]["exact"]) >= Fraction(target)
    for step in plan["steps"]:
        assert Fraction(plan["to"]["exact"]) - Fraction(step["gain"]) < Fraction(target)
    assert plan["steps"][-1]["index"] == plan["to"]["exact"]


def test_exactly_and_not_as_displayed(spbe: Run) -> None:
    """2.1545 is displayed as 2.15, but to reach 2.155 something has to be done."""
    assert planned(spbe, "--target", "2.15")["status"] == "reached"
    assert len(planned(spbe, "--target", "2.155")["steps"]) == 1


def test_a_predicate_is_its_bound(spbe: Run) -> None:
    assert planned(spbe, "--predicate", "sangat  baik")["target"] == "3.50"
    assert planned(spbe, "--predicate", "Baik", "--target", "3.00")["target"] == "3.00"


def test_terms_are_kept(spbe: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(OWNED, "utf-8")
    file = tmp_path / "a.yaml"
    steps = planned(spbe, "--target", "2.50", "--lock", "45-47,domain:1", file=file)["steps"]
    assert not {"45", "46", "47", *map(str, range(1, 11))} & {one["indicator"] for one in steps}
    steps = planned(spbe, "--target", "2.20", "--only", "aspect:2", file=file)["steps"]
    assert {one["indicator"] for one in steps} <= {"11", "12", "13", "14"}
    steps = planned(spbe, "--target", "2.20", "--owner", "bappeda", file=file)["steps"]
    assert {one["owner"] for one in steps} == {"Bappeda"}
    steps = planned(spbe, "--target", "2.50", "--max-step", "1", file=file)["steps"]
    assert {one["to"] for one in steps} == {"3"}
    steps = planned(spbe, "--target", "2.50", "--max-level", "4", file=file)["steps"]
    assert max(int(one["to"]) for one in steps) == 4
    plan = planned(spbe, "--floor", "domain:3=2.50", file=file)
    (domain,) = (one for one in plan["sections"] if (one["kind"], one["id"]) == ("domain", "3"))
    assert Fraction(domain["to"]) >= Fraction("2.5")
    assert {int(one["indicator"]) for one in plan["steps"]} <= set(range(21, 32))


def test_a_budget(spbe: Run) -> None:
    plan = planned(spbe, "--budget", "10")
    assert (plan["effort"], len(plan["steps"])) == ("10", 10)
    assert plan["to"]["exact"] == "2.4545"


def test_levels_that_were_given(spbe: Run) -> None:
    plan = planned(spbe, "--set", "21=3", "--set", "29-31=2", "--set", "44=1")
    assert (plan["status"], plan["to"]["exact"]) == ("changed", "2.1395")
    assert [one["gain"] for one in plan["steps"]] == ["0.03", "0.015", "0.015", "0.015", "-0.09"]


def test_out_of_reach(spbe: Run) -> None:
    done = spbe("simulate", LAMPUNG, "--target", "4", "--max-step", "1")
    assert done.returncode == 5
    assert "Tidak terjangkau: paling tinggi 3,15 Baik (tepatnya 3,1545)" in done.stdout
    assert "Terjangkau tanpa --max-step: usaha 73" in done.stdout
    assert planned(spbe, "--target", "4", "--max-step", "1")["status"] == "unreachable"


def test_scores_of_other_bodies_stay_unless_allowed(spbe: Run, tmp_path: Path) -> None:
    text = "institution: Kab. X\nyear: 2026\nindicators:\n" + "".join(
        f"  {n}: 1.25\n" for n in range(1, 21) if n not in (5, 6, 7, 18)
    )
    (tmp_path / "a.yaml").write_text(text + "outside: {SDI: 68.75}\n", "utf-8")
    file = tmp_path / "a.yaml"
    steps = planned(spbe, "--target", "4.5", file=file)["steps"]
    assert not {"5", "6", "7", "18"} & {one["indicator"] for one in steps}
    assert steps[0]["from"] == "1.25"  # the first step leads to a whole level
    steps = planned(spbe, "--target", "4.9", "--outside", file=file)["steps"]
    assert {"5", "6", "7"} & {one["indicator"] for one in steps}


def test_single_steps(spbe: Run) -> None:
    done = spbe("simulate", LAMPUNG, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert {row["kind"] for row in rows} == {"rise", "lift", "cut"}
    assert sum(row["kind"] == "lift" for row in rows) == 12
    for row in rows:
        assert Fraction(row["index"]) - Fraction(row["change"]) == Fraction("2.1545")
    changes = [Fraction(row["change"]) for row in rows if row["kind"] == "rise"]
    assert changes == sorted(changes, reverse=True)
    domain = next(row for row in rows if row["id"] == "domain:4")
    assert domain["change"] == "0.455"
    data = json.loads(spbe("simulate", LAMPUNG, "--format", "json").stdout)
    assert (data["format"], len(data["rows"])) == ("spbe-sensitivity/1", len(rows))


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--target", "6"], 2, "--target harus antara 1 dan 5"),
        (["--target", "tiga"], 2, "--target memerlukan angka"),
        (["--target", "NaN"], 2, "--target memerlukan angka"),
        (["--budget", "-1"], 2, "--budget memerlukan angka"),
        (["--max-step", "0"], 2, "--max-step memerlukan angka di atas nol"),
        (["--set", "12"], 2, "--set ditulis"),
        (["--set", "12=9"], 3, "E202"),
        (["--set", "31-29=2"], 2, "rentang 31-29 terbalik"),
        (["--set", "46-48=2"], 3, "E204"),
        (["--target", "3", "--lock", "48"], 3, "E204"),
        (["--target", "3", "--lock", ","], 2, "--lock tidak menyebut indikator"),
        (["--target", "3", "--only", "domain:9"], 3, "E213"),
        (["--target", "3", "--only", "bidang:1"], 3, "E213"),
        (["--target", "3", "--owner", "Bappeda"], 3, "E317"),
        (["--predicate", "Bagus"], 3, "E214"),
        (["--floor", "domain:3"], 2, "--floor ditulis"),
        (["--floor", "domain:3=7"], 2, "--floor harus antara"),
        (["--floor", "domain:8=2"], 3, "E213"),
        (["--target", "3", "--budget", "2"], 2, "pilih salah satu"),
        (["--target", "3", "--set", "12=3"], 2, "pilih salah satu"),
    ],
)
def test_what_is_refused(spbe: Run, options: list[str], code: int, said: str) -> None:
    done = spbe("simulate", LAMPUNG, *options)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr


def test_contradictory_terms_are_out_of_reach(spbe: Run) -> None:
    done = spbe("simulate", LAMPUNG, "--floor", "domain:3=2.00", "--lock", "domain:3")
    assert done.returncode == 5
    assert "Terjangkau tanpa indikator yang dikunci" in done.stdout
    assert "Terjangkau tanpa --floor" in done.stdout


def test_an_index_that_is_not_one_number(spbe: Run, tmp_path: Path) -> None:
    done = spbe("simulate", "examples/palangka-raya-2022.yaml", "--target", "3")
    assert (done.returncode, "E226" in done.stderr) == (3, True)
    (tmp_path / "a.yaml").write_text(OWNED.replace("  47:", "  # 47:"), "utf-8")
    done = spbe("simulate", tmp_path / "a.yaml")
    assert (done.returncode, "E225" in done.stderr) == (3, True)
    done = spbe("simulate", tmp_path / "a.yaml", "--provisional")
    assert done.returncode == 0
