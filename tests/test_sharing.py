"""Years of a roadmap without a step, and the capacity with which each year has its share."""

import json
import math
import re
from pathlib import Path
from typing import Any

import pytest
from program import ROOT, Run

LAMPUNG = "examples/bandar-lampung-2023.yaml"
IDLE = [
    ("2024=2.60", "2025=3.00"),
    ("2024=2.60", "2026=3.50"),
    ("2024=2.30", "2027=3.00"),
    ("2024=2.90", "2025=3.00"),  # most has to be done at once
    ("2025=2.20", "2026=2.20", "2027=2.60"),
]


def planned(spbe: Run, *options: str) -> dict[str, Any]:
    done = spbe("simulate", LAMPUNG, *options, "--format", "json")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def by(targets: tuple[str, ...]) -> list[str]:
    return [word for one in targets for word in ("--by", one)]


@pytest.mark.parametrize("targets", IDLE)
def test_the_remedy_works_and_is_the_least(spbe: Run, targets: tuple[str, ...]) -> None:
    """Under the capacity named each year has steps, at the same effort; under less, none does."""
    free = planned(spbe, *by(targets))
    idle = [one["year"] for one in free["years"] if one["effort"] == "0"]
    assert free["idle_years"] == idle
    assert idle
    capacity = free["shared"]["capacity"]
    shared = planned(spbe, *by(targets), "--capacity", capacity)
    efforts = [one["effort"] for one in shared["years"]]
    assert efforts == free["shared"]["efforts"]
    assert "0" not in efforts
    assert shared["effort"] == free["effort"]
    assert (shared["idle_years"], shared["shared"]) == ([], None)
    least = math.ceil(int(free["effort"]) / len(efforts))
    for smaller in {least, int(capacity) - 1}:
        if smaller >= int(capacity):
            continue
        done = spbe(
            "simulate", LAMPUNG, *by(targets), "--capacity", str(smaller), "--format", "json"
        )
        data = json.loads(done.stdout)
        taken = [one["effort"] for one in data["years"]]
        reached = done.returncode == 0 and data["effort"] == free["effort"]
        assert not reached or "0" in taken
    text = " ".join(spbe("simulate", LAMPUNG, *by(targets)).stdout.split())
    *first, last = efforts
    said = f"dengan --capacity {capacity} terbagi: {', '.join(first)} dan {last}"
    assert re.search(rf"Tanpa --capacity semua langkah diambil pada [\d, ]+; {said}", text)


@pytest.mark.parametrize("targets", [("2024=2.16", "2028=2.16"), ("2024=3.00", "2025=3.00")])
def test_no_remedy_is_named_where_none_works(spbe: Run, targets: tuple[str, ...]) -> None:
    """Too few steps for the years, or all of them due at once: only what is so is said."""
    data = planned(spbe, *by(targets))
    assert data["idle_years"]
    assert data["shared"] is None
    text = " ".join(spbe("simulate", LAMPUNG, *by(targets)).stdout.split())
    assert "Tanpa --capacity semua langkah diambil pada 2024" in text
    assert "terbagi" not in text


def test_nothing_is_said_where_each_year_has_steps_or_none_has(spbe: Run) -> None:
    shared = ("--by", "2024=2.60", "--by", "2025=3.00", "--capacity", "30")
    for options in (
        shared,
        ("--by", "2024=2.00", "--by", "2025=2.10"),
        (
            "--by",
            "2024=2.60",
        ),
    ):
        data = planned(spbe, *options)
        assert (data["idle_years"], data["shared"]) == ([], None)
        assert "semua langkah diambil" not in spbe("simulate", LAMPUNG, *options).stdout


def test_a_capacity_that_leaves_a_year_idle_is_told_of(spbe: Run) -> None:
    text = spbe("simulate", LAMPUNG, *by(IDLE[0]), "--capacity", "60").stdout
    said = "Dengan --capacity itu semua langkah diambil pada 2024; dengan --capacity 27 terbagi: 27"
    assert said in " ".join(text.split())


def test_efforts_of_ones_own(spbe: Run, tmp_path: Path) -> None:
    (tmp_path / "u.yaml").write_text("unit: hari\nlevels: {2: 7.5, 3: 20, 4: 90}\n", "utf-8")
    options = (*by(IDLE[0]), "--effort", str(tmp_path / "u.yaml"))
    data = planned(spbe, *options)
    assert data["idle_years"] == [2025]
    again = planned(spbe, *options, "--capacity", data["shared"]["capacity"])
    assert again["effort"] == data["effort"]
    assert [one["effort"] for one in again["years"]] == data["shared"]["efforts"]


def test_a_report_says_so_too(spbe: Run, tmp_path: Path) -> None:
    done = spbe("report", ROOT / LAMPUNG, *by(IDLE[0]), "-o", "r.md", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    text = " ".join((tmp_path / "r.md").read_text("utf-8").split())
    said = (
        "Semua langkah diambil pada 2024; dengan upaya paling banyak 27 setahun terbagi: 27 dan 27."
    )
    assert said in text
    assert "--capacity" not in text  # a paper names no option
