"""The picture of a plan: the index at the end of each year or quarter, in every face."""

import json
import re
import zipfile
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from program import ROOT, Run

from spbe_cli.core.plan import answers, basis, plans, route
from spbe_cli.core.plan.climb import climb
from spbe_cli.core.result import Result
from spbe_cli.core.score.scoring import score
from spbe_cli.store.yaml import assessments


@pytest.fixture
def before(examples: Path) -> Result:
    assessment, law = assessments.load(examples / "bandar-lampung-2023.yaml")
    return score(law, assessment)


@pytest.mark.parametrize("target", ["2.20", "2.60", "3.00", "3.50"])
@pytest.mark.parametrize("quarters", [(1, 2, 3, 4), (2, 3), (4,)])
def test_stops_add_up_to_the_plan(before: Result, target: str, quarters: tuple[int, ...]) -> None:
    plan = route.reach(before, Fraction(target), plans.Terms(max_step=2))
    found = climb(before, plan, quarters)
    assert found is not None
    begin, *ahead = found.stops
    assert (begin.year, begin.quarter, begin.reached) == (2023, None, plan.start)
    assert {stop.quarter for stop in ahead} <= set(quarters)
    assert sum(stop.steps for stop in ahead) == len(plan.steps)
    assert sum((stop.effort for stop in ahead), Fraction(0)) == plan.effort
    assert ahead[-1].reached == plan.index
    assert {item for stop in ahead for item in stop.items} == {step.item for step in plan.steps}
    assert all(one.reached < two.reached for one, two in pairwise(found.stops))


def test_a_roadmap_stops_where_its_years_do(before: Result) -> None:
    targets = {2024: Fraction("2.6"), 2026: Fraction("3.2")}
    found = answers.roadmap_to(basis.basis(before), targets, plans.Terms(), Fraction(30))
    way = answers.dated(found).climb
    assert way is not None
    years = found.roadmap.years
    assert [(stop.year, stop.reached, stop.effort, stop.target) for stop in way.stops[1:]] == [
        (one.stage.year, one.index, one.effort, one.stage.target) for one in years
    ]


def test_years_gone_by_come_first(before: Result, examples: Path) -> None:
    assessment, law = assessments.load(examples / "bandar-lampung-2022.yaml")
    old = score(law, assessment)
    plan = route.reach(before, Fraction(3))
    found = climb(before, plan, earlier=[old])
    assert found is not None
    assert [(one.year, one.reached) for one in found.stops[:2]] == [
        (2022, old.index),
        (2023, before.index),
    ]
    assert found.start == 1


def test_a_plan_without_steps_has_no_way(before: Result) -> None:
    assert climb(before, route.reach(before, Fraction(2))) is None


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_a_terminal_draws_it_in_its_width(spbe: Run, examples: Path, columns: int) -> None:
    file = str(examples / "bandar-lampung-2023.yaml")
    said = spbe("simulate", file, "--target", "3.00", env={"COLUMNS": str(columns)}).stdout
    lines = [line for line in said.splitlines() if re.match(r"  20\d\d( TW \d)?  ", line)]
    assert [line.split("▇")[0].strip() for line in lines] == [
        "2023",
        *(f"2024 TW {quarter}" for quarter in range(1, 5)),
    ]
    assert all(len(line) <= columns for line in lines)
    marks = {line.index("|") for line in lines}
    assert len(marks) == 1  # the target stands at one place
    ends = [line.rindex("▇") for line in lines]
    assert ends == sorted(ends)
    assert "garis: target 3,00; titik: batas predikat" in said


def test_json_has_what_the_picture_shows(spbe: Run, examples: Path) -> None:
    file = str(examples / "bandar-lampung-2023.yaml")
    ran = spbe("simulate", file, "--target", "3.00", "--quarters", "2-3", "--format", "json")
    stops = json.loads(ran.stdout)["climb"]["stops"]
    assert [(one["year"], one["quarter"]) for one in stops] == [(2023, None), (2024, 2), (2024, 3)]
    assert sum(one["steps"] for one in stops) == 40
    assert stops[-1]["exact"] == "3.0005"
    changed = spbe("simulate", file, "--set", "1=3", "--format", "json")
    assert json.loads(changed.stdout)["climb"] is None


def test_a_report_draws_it_after_the_years_before(
    spbe: Run, examples: Path, tmp_path: Path
) -> None:
    files = [str(examples / f"bandar-lampung-{year}.yaml") for year in (2022, 2023)]
    page = tmp_path / "laporan.html"
    spbe("report", *files, "--target", "3.00", "-o", str(page))
    drawing = re.search(
        r'<svg[^>]*class="drawing climb".*?</svg>', page.read_text("utf-8"), re.DOTALL
    )
    assert drawing
    root = ET.fromstring(drawing[0])
    texts = [one.text for one in root.iter("{http://www.w3.org/2000/svg}text")]
    assert [one for one in texts if re.match("20", one or "")] == [
        *("2022", "2023", "2024 TW 1", "2024 TW 2", "2024 TW 3", "2024 TW 4")
    ]
    assert {"1,50", "2,15", "3,00", "1,8", "2,6", "3,5", "4,2"} <= set(texts)
    assert "2022 1,50; 2023 2,15; 2024 TW 1" in root.attrib["aria-label"]
    without = tmp_path / "tanpa.html"
    spbe("report", *files, "-o", str(without))
    assert "drawing climb" not in without.read_text("utf-8")


@pytest.mark.parametrize(
    "asked", [("--target", "3.00"), ("--by", "2024=2.60", "--by", "2026=3.20", "--capacity", "30")]
)
def test_the_agenda_has_a_chart_of_formulas(
    spbe: Run, examples: Path, tmp_path: Path, asked: tuple[str, ...]
) -> None:
    """What LibreOffice makes of the formulas is compared in test_agenda."""
    out, file = tmp_path / "rencana.xlsx", str(examples / "bandar-lampung-2023.yaml")
    ran = spbe("simulate", file, *asked, "-o", str(out), "--format", "json")
    with zipfile.ZipFile(out) as archive:
        chart = archive.read("xl/charts/chart1.xml").decode()
        drawn = archive.read("xl/worksheets/_rels/sheet1.xml.rels").decode()
    assert "drawing1.xml" in drawn  # it stands on the agenda
    assert "Rekapitulasi!$H$4" in chart
    shown, written = (
        openpyxl.load_workbook(out, data_only=values)["Rekapitulasi"] for values in (True, False)
    )
    stops = json.loads(ran.stdout)["climb"]["stops"]
    for row, one in enumerate(stops, 4):
        name = f"{one['year']} TW {one['quarter']}" if one["quarter"] else str(one["year"])
        assert shown.cell(row, 7).value == name
        assert shown.cell(row, 8).value == pytest.approx(float(Fraction(one["exact"])))
        assert str(written.cell(row, 8).value).startswith("='Rencana aksi'!")
        assert [shown.cell(row, at).value for at in range(10, 14)] == [1.8, 2.6, 3.5, 4.2]


PALANGKA = "examples/palangka-raya-2022.yaml"


@pytest.mark.parametrize("target", ["3.00", "3.50", "4.20"])
def test_plans_of_sections_show_where_they_begin(spbe: Run, tmp_path: Path, target: str) -> None:
    """One stop, the index of today, against target and bounds; when is not planned."""
    data = json.loads(spbe("simulate", PALANGKA, "--target", target, "--format", "json").stdout)
    (stop,) = data["climb"]["stops"]
    assert (stop["year"], stop["quarter"], stop["steps"]) == (2022, None, 0)
    assert stop["exact"] == data["from"]["exact"]
    bounds = [one["from"] for one in data["climb"]["bounds"]]
    assert bounds == ["1.00", "1.80", "2.60", "3.50", "4.20"]
    text = spbe("simulate", PALANGKA, "--target", target).stdout
    (line,) = re.findall(r"^  2022  (▇+.*?) +2,66$", text, re.MULTILINE)
    assert "|" in line
    assert f"garis: target {target.replace('.', ',')}; titik: batas predikat" in text
    done = spbe("report", ROOT / PALANGKA, "--target", target, "-o", "r.html", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "r.html").read_text("utf-8")
    assert "Indeks menurut waktu: 2022 2,66." in page
    assert f"Garis putus-putus: target {target.replace('.', ',')}." in page


def test_a_plan_of_sections_without_steps_shows_none(spbe: Run) -> None:
    done = spbe("simulate", PALANGKA, "--target", "2.00", "--format", "json")
    assert json.loads(done.stdout)["climb"] is None
    assert "titik: batas predikat" not in spbe("simulate", PALANGKA, "--target", "2.00").stdout
