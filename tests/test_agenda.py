"""Plans of action: quarters, workbook and table, the way home, planned against done, deadlines."""

import csv
import datetime as dt
import io
import json
import random
import re
import zipfile
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from drawn import OFFICE, office
from openpyxl.utils import column_index_from_string
from program import Run

LAMPUNG = "examples/bandar-lampung-2023.yaml"
TODAY = {"SOURCE_DATE_EPOCH": "1719792000"}  # 2024-07-01


@pytest.fixture
def own(tmp_path: Path, root: Path) -> Path:
    """An assessment in a folder of its own."""
    file = tmp_path / "b.yaml"
    file.write_text((root / LAMPUNG).read_text("utf-8"), "utf-8")
    return file


def made(spbe: Run, own: Path, name: str, *options: str) -> Path:
    out = own.parent / name
    done = spbe("simulate", own, *(options or ("--target", "2.60")), "-o", out)
    assert done.returncode == 0, done.stderr
    return out


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))


def plan_of(spbe: Run, file: Path, *options: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(spbe("simulate", file, *options, "--format", "json").stdout)
    return found


BY = ("--by", "2024=2.60", "--by", "2025=3.20", "--capacity", "50")


@pytest.mark.parametrize("options", [("--target", "3.00"), BY])
@pytest.mark.parametrize("quarters", ["1-4", "1-3", "2", "3-4"])
def test_the_agenda_is_the_plan(
    spbe: Run, own: Path, options: tuple[str, ...], quarters: str
) -> None:
    """Every step once, in its year, within the quarters, never before what it builds on."""
    plan = plan_of(spbe, own, *options)
    rows = table(made(spbe, own, "r.csv", *options, "--quarters", quarters))
    steps = {(one["indicator"], one["to"], one["year"] or 2024) for one in plan["steps"]}
    assert {(one["indicator"], one["to"], int(one["year"])) for one in rows} == steps
    assert len(rows) == len(steps)
    low, high = int(quarters[0]), int(quarters[-1])
    assert {int(one["quarter"]) for one in rows} <= set(range(low, high + 1))
    times = [(int(one["year"]), int(one["quarter"])) for one in rows]
    assert times == sorted(times)
    levels: dict[str, str] = {}
    index = Fraction(plan["from"]["exact"])
    for one in rows:
        assert levels.setdefault(one["indicator"], one["from"]) == one["from"]
        levels[one["indicator"]] = one["to"]
        index += Fraction(one["gain"])
        assert Fraction(one["index"]) == index
        assert one["criterion"]
        assert one["status"] == "belum"
        quarter = dt.date.fromisoformat(one["due"])
        assert (quarter.year, (quarter.month + 2) // 3) == (int(one["year"]), int(one["quarter"]))
        assert (quarter + dt.timedelta(days=1)).day == 1
    assert index == Fraction(plan["to"]["exact"])


def test_quarters_share_the_effort(spbe: Run, own: Path) -> None:
    """No quarter is further from its share than the greatest effort of a step."""
    rows = table(made(spbe, own, "r.csv", "--target", "3.00"))
    spent: Counter[str] = Counter()
    for one in rows:
        spent[one["quarter"]] += int(one["effort"])
    share = sum(spent.values()) / 4
    assert set(spent) == {"1", "2", "3", "4"}
    assert all(abs(one - share) <= 4 for one in spent.values())


def test_effort_in_rupiah_is_the_budget(spbe: Run, own: Path) -> None:
    (own.parent / "upaya.yaml").write_text(
        "unit: rupiah\nlevels: {2: 150000000, 3: 200000000.5}\n", "utf-8"
    )
    options = ("--target", "2.30", "--effort", str(own.parent / "upaya.yaml"))
    rows = table(made(spbe, own, "r.csv", *options))
    assert all(one["budget"] == one["effort"] for one in rows)
    assert not any(one["budget"] for one in table(made(spbe, own, "s.csv")))


@pytest.mark.parametrize("quarters", ["0", "5", "3-1", "satu", "1-5"])
def test_quarters_that_are_none(spbe: Run, own: Path, quarters: str) -> None:
    options = ("--target", "3", "--quarters", quarters, "-o", own.parent / "x.csv")
    done = spbe("simulate", own, *options)
    assert (done.returncode, (own.parent / "x.csv").exists()) == (2, False)
    assert "--quarters ditulis" in done.stderr


def cells(path: Path, *, values: bool) -> dict[str, list[list[Any]]]:
    book = openpyxl.load_workbook(path, data_only=values)
    return {one.title: [[cell.value for cell in row] for row in one.iter_rows()] for one in book}


def test_the_workbook_holds_numbers_and_formulas(spbe: Run, own: Path) -> None:
    out = made(spbe, own, "r.xlsx", "--target", "3.00")
    rows = table(made(spbe, own, "r.csv", "--target", "3.00"))
    shown, written = (cells(out, values=values)["Rencana aksi"] for values in (True, False))
    keys = shown[3]
    at = {key: column for column, key in enumerate(keys)}
    for number, one in enumerate(rows, 5):
        assert shown[number][at["indicator"]] == one["indicator"]
        for key in ("year", "quarter", "from", "to", "effort"):
            assert shown[number][at[key]] == int(one[key])
        for key in ("gain", "index"):
            assert str(written[number][at[key]]).startswith("=")
            assert shown[number][at[key]] == pytest.approx(float(Fraction(one[key])))
        assert shown[number][at["due"]] == dt.datetime.fromisoformat(one["due"])
    whole = written[5 + len(rows)]
    assert [str(whole[at[key]])[:5] for key in ("effort", "gain", "budget")] == ["=SUM("] * 3
    totals = cells(out, values=True)["Rekapitulasi"]
    counts = [row[1] for row in totals if isinstance(row[1], (int, float)) and row[0] != "Jumlah"]
    assert sum(counts) == 3 * len(rows)  # by year, by owner, by aspect


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("options", [("--target", "3.00"), BY])
def test_libreoffice_computes_the_same_and_sends_it_home(
    spbe: Run, own: Path, options: tuple[str, ...]
) -> None:
    out = made(spbe, own, "r.xlsx", *options)
    (own.parent / "out").mkdir()
    (saved,) = office(own.parent, own.parent / "out", out)
    ours, theirs = cells(out, values=True), cells(saved, values=True)
    compared = 0
    for title in ("Rencana aksi", "Rekapitulasi"):
        for mine, other in zip(ours[title], theirs[title], strict=False):
            for one, two in zip(mine, other, strict=False):
                if isinstance(one, (int, float)):
                    assert two == pytest.approx(one), (title, one, two)
                    compared += 1
    assert compared > 100
    done = spbe("import", saved, "--into", own, "--dry-run")
    assert (done.returncode, "langkah      ditambahkan" in done.stdout) == (0, True), done.stderr


# --- and home ------------------------------------------------------------------------------------


def retyped(path: Path, changes: dict[tuple[str, str], dict[str, Any]]) -> None:
    """Fill in cells of a workbook, by indicator and level."""
    book = openpyxl.load_workbook(path)
    sheet = book["Rencana aksi"]
    at = {str(cell.value): number for number, cell in enumerate(sheet[4], 1)}
    for row in range(6, sheet.max_row + 1):
        key = (str(sheet.cell(row, at["indicator"]).value), str(sheet.cell(row, at["to"]).value))
        for name, value in changes.get(key, {}).items():
            sheet.cell(row, at[name]).value = value
    book.save(path)


@pytest.mark.parametrize("end", ["xlsx", "csv"])
def test_there_and_back(spbe: Run, own: Path, end: str) -> None:
    """An assessment without a plan gets it; then nothing is left to change; comments stay."""
    out = made(spbe, own, f"r.{end}")
    before = own.read_text("utf-8")
    done = spbe("import", out, "--into", own, "--dry-run")
    assert (done.returncode, own.read_text("utf-8")) == (0, before)
    assert "22 perubahan; belum ada yang ditulis" in done.stdout
    done = spbe("import", out, "--into", own)
    assert "22 perubahan ditulis" in done.stdout
    after = own.read_text("utf-8")
    assert after.startswith(before.rstrip("\n"))
    assert spbe("check", own).returncode == 0
    assert spbe("import", out, "--into", own).stdout == "Tidak ada perubahan.\n"
    assert own.read_text("utf-8") == after


def test_status_dates_and_owners_come_home(spbe: Run, own: Path) -> None:
    out = made(spbe, own, "r.xlsx")
    assert spbe("import", out, "--into", own).returncode == 0
    changes: dict[tuple[str, str], dict[str, Any]] = {
        ("11", "2"): {"status": "selesai", "owner": "Bappeda", "program": "2.16.01"},
        ("12", "2"): {"status": "Berjalan", "due": dt.datetime(2024, 5, 15)},  # noqa: DTZ001
        ("14", "3"): {"due": "30/11/2024"},
    }
    retyped(out, changes)
    done = spbe("import", out, "--into", own, "--format", "json")
    assert done.returncode == 0, done.stderr
    data = json.loads(done.stdout)
    found = {(one["indicator"], one["field"]): one["new"] for one in data["changes"]}
    assert data["written"]
    assert found == {
        ("11", "status"): "selesai",
        ("11", "owner"): "Bappeda",
        ("11", "program"): "2.16.01",
        ("12", "status"): "berjalan",
        ("12", "due"): "2024-05-15",
        ("14", "due"): "2024-11-30",
    }
    assert all("r.xlsx!Rencana aksi!" in one["place"] for one in data["changes"])
    again = table(made(spbe, own, "again.csv"))
    kept = {(one["indicator"], one["to"]): one for one in again}
    assert kept["11", "2"]["status"] == "selesai"
    assert kept["11", "2"]["owner"] == "Bappeda"
    assert kept["12", "2"]["due"] == "2024-05-15"
    assert "# Domain 1" in own.read_text("utf-8")


def rewritten(path: Path, changes: dict[tuple[str, str], dict[str, str]]) -> None:
    """Fill in cells of a table, by indicator and level."""
    rows = table(path)
    for row in rows:
        row.update(changes.get((row["indicator"], row["to"]), {}))
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


@pytest.mark.parametrize("end", ["xlsx", "csv"])
def test_status_and_budget_go_round(spbe: Run, own: Path, end: str) -> None:
    """What is filled in comes home, stands in the file, and goes out again as it was."""
    out = made(spbe, own, f"r.{end}")
    assert spbe("import", out, "--into", own).returncode == 0
    filled: dict[tuple[str, str], dict[str, Any]] = {
        ("11", "2"): {"status": "selesai", "budget": "2500000000", "program": "2.16.01"},
        ("12", "2"): {"status": "berjalan", "budget": "Rp 1.250.000,50"},
        ("13", "2"): {"budget": "0"},
    }
    if end == "xlsx":
        filled["11", "2"]["budget"] = 2_500_000_000
        retyped(out, filled)
    else:
        rewritten(out, filled)
    done = spbe("import", out, "--into", own)
    assert done.returncode == 0, done.stderr
    assert "anggaran     – → 2.500.000.000" in done.stdout
    assert "– → 1.250.000,5" in done.stdout
    text = own.read_text("utf-8")
    assert "budget: 2500000000" in text
    assert spbe("check", own).returncode == 0
    for again in ("again.csv", "again.xlsx"):
        back = made(spbe, own, again)
        assert spbe("import", back, "--into", own).stdout == "Tidak ada perubahan.\n"
    kept = {(one["indicator"], one["to"]): one for one in table(own.parent / "again.csv")}
    assert [kept[item, "2"]["budget"] for item in ("11", "12", "13", "15")] == [
        *("2500000000", "1250000.5", "0", "")
    ]
    assert (kept["11", "2"]["status"], kept["12", "2"]["status"]) == ("selesai", "berjalan")
    sums = cells(own.parent / "again.xlsx", values=True)["Rencana aksi"]
    assert 2_501_250_000.5 in [value for row in sums for value in row]


def test_steps_that_prove_are_not_lost(spbe: Run, tmp_path: Path) -> None:
    """A plan from what is proven, kept in a file: the report and the course start there too."""
    shown = "evidence: [{title: SK, levels: [2]}]"
    lines = "".join(f"  {n}: {{self: 3, {shown}}}\n" for n in range(1, 48))
    own = tmp_path / "a.yaml"
    own.write_text(f"institution: Kota X\nyear: 2024\nindicators:\n{lines}", "utf-8")
    found = json.loads(
        spbe("simulate", own, "--target", "2.50", "-o", "p.yaml", "--format", "json").stdout
    )
    steps = len(found["steps"])
    assert (found["from"]["index"], found["basis"]["proving"]["steps"]) == ("2.00", steps)
    plan = own.parent / "p.yaml"
    Path("p.yaml").rename(plan)
    assert spbe("report", own, "--target", plan, "-o", tmp_path / "r.md").returncode == 0
    said = (tmp_path / "r.md").read_text("utf-8")
    assert f"{steps} langkah pada {steps} indikator" in said
    assert "Dihitung dari yang terbukti, 2,00" in said
    course = json.loads(spbe("simulate", plan, "--progress", "--format", "json", env=TODAY).stdout)
    assert (course["left"], course["reached"], course["holds"]) == (steps, [], True)
    proof = own.read_text("utf-8").replace("levels: [2]", "levels: [2, 3]")
    own.write_text(proof, "utf-8")
    assert spbe("report", own, "--target", plan, "-o", tmp_path / "s.md").returncode == 0
    assert f"{steps} langkah" not in (tmp_path / "s.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"status": "besok"}, "E328 status besok tidak dikenal"),
        ({"budget": "mahal"}, "E330 isian mahal tidak terbaca sebagai rupiah"),
        ({"budget": "750.000"}, "E330"),  # thousands, or three decimals?
        ({"budget": "-5"}, "E330"),
        ({"due": "lusa"}, "E329 isian lusa tidak terbaca sebagai tanggal"),
        ({"due": "2024-02-31"}, "E329"),
        ({"to": "tinggi"}, "E315"),
        ({"to": 9}, "E202"),
        ({"indicator": "99"}, "E204"),
        ({"year": 2020}, "E229"),
    ],
)
def test_what_cannot_come_home(spbe: Run, own: Path, changes: dict[str, Any], said: str) -> None:
    out, before = made(spbe, own, "r.xlsx"), own.read_text("utf-8")
    retyped(out, {("11", "2"): changes})
    done = spbe("import", out, "--into", own)
    assert (done.returncode, own.read_text("utf-8")) == (3, before)
    assert said in done.stderr


@pytest.mark.parametrize("lost", ["status", "due", "target", "instrument", "indicator", "to"])
def test_a_table_that_lost_a_column(spbe: Run, own: Path, lost: str) -> None:
    out, before = made(spbe, own, "r.csv"), own.read_text("utf-8")
    rows = table(out)
    text = io.StringIO()
    writer = csv.DictWriter(text, [key for key in rows[0] if key != lost], extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    out.write_text(text.getvalue(), "utf-8")
    done = spbe("import", out, "--into", own)
    assert (done.returncode, own.read_text("utf-8")) == (3, before)
    assert f"E261 kolom {lost} tidak ada" in done.stderr


@pytest.mark.parametrize("cut", range(0, 12_000, 1_499))
def test_a_torn_workbook_is_told(spbe: Run, own: Path, cut: int) -> None:
    out, before = made(spbe, own, "r.xlsx"), own.read_text("utf-8")
    out.write_bytes(out.read_bytes()[:cut])
    done = spbe("import", out, "--into", own)
    assert (done.returncode, own.read_text("utf-8")) == (4, before)
    assert "Traceback" not in done.stderr


def test_an_agenda_of_somebody_else(spbe: Run, own: Path, root: Path) -> None:
    out = made(spbe, own, "r.csv")
    other = own.parent / "o.yaml"
    text = (root / "examples/bandar-lampung-2022.yaml").read_text("utf-8")
    other.write_text(text.replace("Bandar Lampung", "Metro"), "utf-8")
    done = spbe("import", out, "--into", other)
    assert (done.returncode, "E310" in done.stderr, "E312" in done.stderr) == (3, True, True)
    done = spbe("import", out, out, "--into", own)
    assert (done.returncode, "diimpor sendiri" in done.stderr) == (2, True)


def test_forms_still_come_home(spbe: Run, own: Path) -> None:
    out = own.parent / "form.xlsx"
    assert spbe("form", own, "-o", out).returncode == 0
    done = spbe("import", out, "--into", own, "--dry-run")
    assert done.returncode == 0, done.stderr


def test_an_assessment_with_a_plan_is_still_ranked(spbe: Run, own: Path) -> None:
    assert spbe("import", made(spbe, own, "r.csv"), "--into", own).returncode == 0
    made(spbe, own, "target.yaml", "--target", "3.00")
    done = spbe("rank", own.parent)
    assert (done.returncode, "Bandar Lampung" in done.stdout) == (0, True)
    assert "target.yaml: dilewati" in done.stderr


# --- planned against done ------------------------------------------------------------------------


def course(spbe: Run, own: Path) -> dict[str, Any]:
    done = spbe("simulate", own, "--progress", "--format", "json", env=TODAY)
    found: dict[str, Any] = json.loads(done.stdout)
    assert done.returncode == (5 if found["holds"] is False else 0)
    return found


def test_planned_against_done(spbe: Run, own: Path) -> None:
    out = made(spbe, own, "r.xlsx")
    assert spbe("import", out, "--into", own).returncode == 0
    found = course(spbe, own)
    assert (found["planned"], found["reached"], found["holds"]) == (22, [], True)
    assert found["now"]["exact"] == "2.1545"
    late = {one["indicator"] for one in found["late"]}
    due = {one["indicator"]: one["due"] for one in table(made(spbe, own, "s.csv"))}
    assert late == {item for item, day in due.items() if day < "2024-07-01"}
    retyped(out, {("12", "2"): {"status": "selesai"}})
    assert spbe("import", out, "--into", own).returncode == 0
    text = own.read_text("utf-8")
    own.write_text(re.sub(r"(?m)^  11: \{official: 1\}", "  11: {official: 2}", text), "utf-8")
    found = course(spbe, own)
    assert [one["indicator"] for one in found["reached"]] == ["11"]
    assert [one["indicator"] for one in found["said_done"]] == ["12"]
    assert "11" not in {one["indicator"] for one in found["late"]}
    assert (found["now"]["exact"], found["after"]["exact"]) == ("2.1795", "2.6")
    said = " ".join(spbe("simulate", own, "--progress", env=TODAY).stdout.split())
    assert "1 dari 22 langkah sudah tercapai" in said
    assert "tingkatnya belum tercatat: 12 → 2" in said
    assert "Target 2,60 masih tercapai" in said


def test_a_target_that_no_longer_holds(spbe: Run, own: Path) -> None:
    """An indicator that is not in the plan falls by one level: 0.03 is lacking in the end."""
    assert spbe("import", made(spbe, own, "r.csv"), "--into", own).returncode == 0
    text = own.read_text("utf-8")
    own.write_text(re.sub(r"(?m)^  42: \{official: 4\}", "  42: {official: 3}", text), "utf-8")
    found = course(spbe, own)
    assert (found["holds"], found["lacking"]) == (False, "0.03")
    done = spbe("simulate", own, "--progress", env=TODAY)
    assert (done.returncode, "tidak lagi tercapai" in done.stdout) == (5, True)
    assert "kurang 0,03" in done.stdout


def test_progress_needs_a_plan(spbe: Run) -> None:
    done = spbe("simulate", LAMPUNG, "--progress")
    assert (done.returncode, "E260 berkas ini tidak memuat rencana" in done.stderr) == (3, True)
    done = spbe("simulate", "examples/palangka-raya-2022.yaml", "--progress")
    assert (done.returncode, "E226" in done.stderr) == (3, True)


# --- deadlines -----------------------------------------------------------------------------------


def test_deadlines_as_a_calendar(spbe: Run, own: Path) -> None:
    options = ("simulate", own, "--target", "3.00", "--format", "ics")
    text = spbe(*options, env=TODAY).stdout
    assert text == spbe(*options, env=TODAY).stdout
    lines = text.splitlines()
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert all(len(line.encode()) <= 75 for line in lines)
    whole = "\n".join(lines).replace("\n ", "")
    asked = ("--target", "3.00", "-o", own.with_name("r.csv"))
    assert spbe("simulate", own, *asked, env=TODAY).returncode == 0
    rows = list(csv.DictReader(io.StringIO(own.with_name("r.csv").read_text("utf-8-sig"))))
    days = re.findall(r"DTSTART;VALUE=DATE:(\d{8})", whole)
    assert days == [one["due"].replace("-", "") for one in rows]
    assert len(set(re.findall(r"UID:(\S+)", whole))) == len(rows)
    assert set(re.findall(r"DTSTAMP:(\S+)", whole)) == {"20240701T000000Z"}
    assert whole.count("BEGIN:VEVENT") == whole.count("END:VEVENT") == len(rows)
    for described in re.findall(r"(?m)^(?:SUMMARY|DESCRIPTION):(.*)$", whole):
        assert not re.search(r"(?<!\\)[,;]", described)


def test_a_calendar_ends_its_lines_as_the_standard_has_it(process: Run, own: Path) -> None:
    done = process("simulate", own, "--target", "2.2", "--format", "ics", env=TODAY)
    assert done.returncode == 0
    assert "BEGIN:VEVENT" in done.stdout


@pytest.mark.parametrize("asked", [("--set", "21=3"), ("--risk",), ()])
def test_what_has_no_deadlines(spbe: Run, asked: tuple[str, ...]) -> None:
    done = spbe("simulate", LAMPUNG, *asked, "--format", "ics")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--format ics memerlukan rencana" in done.stderr


# --- first what proves a claim, then what rises above it ------------------------------------------


def proving(folder: Path, seed: int) -> Path:
    """Write a self-assessment some of whose claims evidence does not carry."""
    chance = random.Random(seed)  # noqa: S311  an example, not a secret
    rows = []
    for number in range(1, 48):
        claim = chance.choice([1, 2, 2, 3, 3, 4])
        levels = list(range(2, chance.choice([claim, claim, chance.randint(1, claim)]) + 1))
        evidence = f", evidence: [{{title: SK, levels: {levels}}}]" if levels else ""
        rows.append(f"  {number}: {{self: {claim}{evidence}}}\n")
    file = folder / f"p{seed}.yaml"
    head = "institution: Kota Contoh\nyear: 2024\nindicators:\n"
    file.write_text(head + "".join(rows), "utf-8")
    return file


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("quarters", ["1-4", "2-3"])
def test_proofs_come_before_rises(spbe: Run, tmp_path: Path, seed: int, quarters: str) -> None:
    """In the order of the agenda, of its quarters, and of the picture of its way."""
    file = proving(tmp_path, seed)
    proof = json.loads(spbe("score", file, "--format", "json").stdout)["proven"]
    claims = {one["id"]: Fraction(one["claimed"]) for one in proof["losses"]}
    target = f"{float(Fraction(proof['exact'])) + 0.7:.2f}"
    options = ("--target", target, "--quarters", quarters)
    rows = table(made(spbe, file, f"{seed}.csv", *options))
    rises = [Fraction(one["to"]) > claims.get(one["indicator"], 0) for one in rows]
    assert rises == sorted(rises)
    assert True in rises
    assert False in rises
    data = plan_of(spbe, file, *options)
    assert data["basis"]["proving"]["steps"] == rises.count(False)
    running = [Fraction(one["index"]) for one in rows]
    ends = [Fraction(one["exact"]) for one in data["climb"]["stops"][1:]]
    assert set(ends) <= set(running)
    levels: dict[str, str] = {}
    for one in rows:  # never before the level that it builds on
        assert levels.setdefault(one["indicator"], one["from"]) == one["from"]
        levels[one["indicator"]] = one["to"]


@pytest.mark.parametrize("seed", range(6))
def test_proofs_come_in_the_first_years(spbe: Run, tmp_path: Path, seed: int) -> None:
    """Where capacity and targets allow: proofs fill the first year, rises come after them."""
    file = proving(tmp_path, seed)
    proof = json.loads(spbe("score", file, "--format", "json").stdout)["proven"]
    claims = {one["id"]: Fraction(one["claimed"]) for one in proof["losses"]}
    target = f"{float(Fraction(proof['exact'])) + 0.7:.2f}"
    years_of = ("--by", "2025=1.00", "--by", f"2027={target}")
    whole = plan_of(spbe, file, *years_of)
    steps = int(whole["basis"]["proving"]["effort"])
    capacity = str(max(steps, int(whole["effort"]) // 3 + 5))
    options = (*years_of, "--capacity", capacity)
    data = plan_of(spbe, file, *options)
    assert data["effort"] == whole["effort"]
    years: dict[bool, set[int]] = {True: set(), False: set()}
    for one in data["steps"]:
        years[Fraction(one["to"]) > claims.get(one["indicator"], 0)].add(one["year"])
    assert years[False] == {2025}
    assert len(years[True]) > 1
    listed = table(made(spbe, file, "r.csv", *options))
    rises = [Fraction(one["to"]) > claims.get(one["indicator"], 0) for one in listed]
    assert rises == sorted(rises)


# --- years that another instrument assesses -------------------------------------------------------

LAST = 2025  # of PermenPANRB 59/2020
OTHER = "bukan instrumen evaluasi tahun"


def of_year(own: Path, year: int) -> Path:
    file = own.with_name(f"{year}.yaml")
    file.write_text(own.read_text("utf-8").replace("year: 2023", f"year: {year}"), "utf-8")
    return file


@pytest.mark.parametrize(
    ("year", "options", "others"),
    [
        (2025, ("--target", "2.60"), [2026]),
        (2025, ("--target", "5", "--max-step", "1"), [2026]),
        (2025, ("--budget", "5"), [2026]),
        (2024, ("--target", "2.60"), []),
        (2025, ("--target", "2.00"), []),  # reached: there is nothing to do
        (2025, ("--set", "1=2"), []),  # tried, of no year
        (2023, ("--by", "2024=2.60", "--by", "2026=3.50"), [2026]),
        (2023, ("--by", "2025=2.60", "--by", "2027=3.50"), [2026, 2027]),
        (2023, ("--by", "2024=2.60", "--by", "2025=3.00"), []),
    ],
)
def test_years_of_another_instrument_are_named(
    spbe: Run, own: Path, year: int, options: tuple[str, ...], others: list[int]
) -> None:
    """In the text, and as data; it is the answer that says so."""
    file = of_year(own, year)
    text = " ".join(spbe("simulate", file, *options).stdout.split())
    assert (OTHER in text) == bool(others)
    if others:
        listed = ", ".join(map(str, others))
        assert f"{OTHER} {listed} (terakhir {LAST})" in text
    assert plan_of(spbe, file, *options)["unserved_years"] == others


@pytest.mark.parametrize("end", ["md", "html", "xlsx", "docx"])
@pytest.mark.parametrize("year", [2024, 2025])
def test_reports_and_plans_of_action_name_them_too(
    spbe: Run, own: Path, end: str, year: int
) -> None:
    file = of_year(own, year)
    report, plan = own.with_name(f"r.{end}"), own.with_name(f"p.{end}")
    assert spbe("report", file, "--target", "2.60", "-o", report).returncode == 0
    assert (OTHER in text_of(report)) == (year == LAST)
    if end in ("xlsx", "docx"):
        assert spbe("simulate", file, "--target", "2.60", "-o", plan).returncode == 0
        assert (OTHER in text_of(plan)) == (year == LAST)


@pytest.mark.parametrize(
    ("day", "options", "quarters"),
    [
        ("2024-01-01", (), {1, 2, 3, 4}),
        ("2024-03-31", (), {1, 2, 3, 4}),
        ("2024-04-01", (), {2, 3, 4}),
        ("2024-07-01", (), {3, 4}),
        ("2024-12-31", (), {4}),
        ("2023-11-30", (), {1, 2, 3, 4}),  # the year before
        ("2025-11-30", (), {1, 2, 3, 4}),  # all of it is over: a plan to look back at
        ("2024-12-31", ("--quarters", "1-2"), {1, 2}),  # as it was asked for
    ],
)
def test_no_step_is_put_into_a_quarter_that_is_over(
    spbe: Run, own: Path, day: str, options: tuple[str, ...], quarters: set[int]
) -> None:
    moment = dt.datetime.fromisoformat(f"{day}T12:00:00+00:00").timestamp()
    env, out = {"SOURCE_DATE_EPOCH": str(int(moment))}, own.with_name("p.csv")
    asked: list[str | Path] = ["simulate", own, "--target", "3.00", *options]
    data = json.loads(spbe(*asked, "-o", out, "--format", "json", env=env).stdout)
    stops = data["climb"]["stops"]
    assert {one["quarter"] for one in stops} - {None} == quarters
    begun = min(quarters) > 1  # then the plan says so, in every form
    assert data["climb"]["since"] == ({"year": 2024, "quarter": min(quarters)} if begun else None)
    assert ("triwulan yang sudah lewat" in spbe(*asked, env=env).stdout) == begun
    rows = list(csv.DictReader(io.StringIO(out.read_text("utf-8-sig"))))
    assert {int(one["quarter"]) for one in rows} == quarters
    days = re.findall(
        r"DTSTART;VALUE=DATE:(\d{8})", spbe(*asked, "--format", "ics", env=env).stdout
    )
    assert days == [one["due"].replace("-", "") for one in rows]
    assert day > "2025" or options or min(days) >= day.replace("-", "")


@pytest.mark.parametrize("day", ["2024-03-31", "2024-08-15", "2024-12-31", "2025-08-15"])
def test_reports_have_the_same_quarters(spbe: Run, own: Path, day: str) -> None:
    moment = dt.datetime.fromisoformat(f"{day}T12:00:00+00:00").timestamp()
    env, asked = {"SOURCE_DATE_EPOCH": str(int(moment))}, (own, "--target", "3.00")
    data = json.loads(spbe("simulate", *asked, "--format", "json", env=env).stdout)
    wanted = {one["quarter"] for one in data["climb"]["stops"]} - {None}
    page, paper = own.with_name("r.html"), own.with_name("r.docx")
    for out in (page, paper):
        assert spbe("report", *asked, "-o", out, env=env).returncode == 0
    drawn = re.findall(r"2024 TW ([1-4])", page.read_text("utf-8"))
    assert set(map(int, drawn)) == wanted
    late = "triwulan yang sudah lewat" in page.read_text("utf-8")
    assert late == (min(wanted) > 1)
    (deeds,) = (
        [[cell.text for cell in row.cells] for row in one.rows]
        for one in docx.Document(str(paper)).tables
        if one.cell(0, 1).text == "Triwulan"
    )
    assert {int(row[1]) for row in deeds[1:] if row[1].isdigit()} == wanted


def test_of_a_roadmap_only_this_year_is_shortened(spbe: Run, own: Path) -> None:
    out = own.with_name("p.csv")
    asked = ("--by", "2024=2.60", "--by", "2025=3.00", "--capacity", "30", "-o", out)
    assert spbe("simulate", own, *asked, env=TODAY).returncode == 0
    rows = list(csv.DictReader(io.StringIO(out.read_text("utf-8-sig"))))
    found = {(one["year"], one["quarter"]) for one in rows}
    assert found == {("2024", "3"), ("2024", "4"), *(("2025", str(n)) for n in (1, 2, 3, 4))}


@pytest.mark.parametrize(
    ("year", "options", "others"),
    [
        (2024, ("--target", "2.60"), []),
        (2025, ("--target", "2.60"), [2026]),
        (2025, ("--by", "2026=2.40", "--by", "2027=2.60"), [2026, 2027]),
        (2024, ("--by", "2025=2.40", "--by", "2026=2.60", "--capacity", "14"), [2026]),
    ],
)
def test_rows_and_calendars_name_them_too(
    spbe: Run, own: Path, year: int, options: tuple[str, ...], others: list[int]
) -> None:
    """Rows stay as they are: what they have no place for is said on standard error."""
    file, out = of_year(own, year), own.with_name("p.csv")
    said = f"{OTHER} {' dan '.join(map(str, others))} (terakhir"
    rows = spbe("simulate", file, *options, "--format", "csv")
    saved = spbe("simulate", file, *options, "-o", out)
    for done in (rows, saved):
        assert done.returncode == 0
        assert OTHER not in (rows.stdout + out.read_text("utf-8"))
        assert (said in done.stderr.replace(", ", " dan ")) == bool(others), done.stderr
    events = spbe("simulate", file, *options, "--format", "ics", env=TODAY).stdout
    listed = events.replace("\n ", "").split("BEGIN:VEVENT")[1:]
    assert listed
    for event in listed:
        ends = int(event.partition("VALUE=DATE:")[2][:4])
        told = f"{OTHER} {ends} (terakhir" in event.replace("\\", "")
        assert told == (ends in others)


def text_of(path: Path) -> str:
    """Return the words of a file, whatever its form."""
    if path.suffix not in (".xlsx", ".docx"):
        return " ".join(path.read_text("utf-8").split())
    with zipfile.ZipFile(path) as whole:
        parts = [whole.read(name).decode() for name in whole.namelist() if name.endswith(".xml")]
    return re.sub(r"<[^>]+>", "", "".join(parts))


def test_sections_and_progress_name_them_too(spbe: Run, own: Path, root: Path) -> None:
    text = (root / "examples/palangka-raya-2022.yaml").read_text("utf-8")
    own.with_name("s.yaml").write_text(text.replace("year: 2022", "year: 2025"), "utf-8")
    assert OTHER in spbe("simulate", own.with_name("s.yaml"), "--target", "3.00").stdout
    assert plan_of(spbe, own.with_name("s.yaml"), "--target", "3.00")["unserved_years"] == [2026]
    file = of_year(own, 2025)
    made(spbe, file, "p.csv", "--target", "2.60")
    assert spbe("import", own.with_name("p.csv"), "--into", file).returncode == 0
    assert OTHER in spbe("simulate", file, "--progress").stdout
    assert plan_of(spbe, file, "--progress")["unserved_years"] == [2026]


# --- the workbook once people have filled it in ---------------------------------------------------


def groups(sheet: list[list[Any]]) -> dict[str, list[list[Any]]]:
    """Return the rows of the totals by their title, without empty ones; the whole comes first."""
    found: dict[str, list[list[Any]]] = {}
    for row in sheet:
        if str(row[0]).startswith("Menurut") and row[1] == "Langkah":
            found[row[0]] = []
        elif found and row[0]:
            list(found.values())[-1].append(row[:5])
    return found


def filled_in(own: Path, out: Path, change: str) -> Path:
    """Fill in a workbook as people do, and let LibreOffice compute it."""
    book = openpyxl.load_workbook(out)
    sheet = book["Rencana aksi"]
    at = {sheet.cell(4, column).value: column for column in range(1, sheet.max_column + 1)}
    rows = [row for row in range(6, sheet.max_row + 1) if sheet.cell(row, at["indicator"]).value]
    for number, row in enumerate(rows):
        cell = {key: sheet.cell(row, column) for key, column in at.items()}
        if change != "nobody":
            many = ["Bappeda", "Diskominfo", ">5", "=Dinas", "a*", "Dinas ?"]
            names = [f"Dinas {n}" for n in range(30)] if change == "many" else many
            cell["owner"].value = names[number % len(names)] if number % 7 else None
            cell["owner"].data_type = "s" if cell["owner"].value else "n"
        if change == "years":
            cell["year"].value = [2024, 2025, 2031, None, 2022][number % 5]
        cell["budget"].value = 1000 * number if number % 3 else None
    changed = own.with_name(f"{change}.xlsx")
    book.save(changed)
    (own.parent / "out").mkdir(exist_ok=True)
    (saved,) = office(own.parent, own.parent / "out", changed)
    return saved


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("change", ["nobody", "owners", "many", "years"])
@pytest.mark.parametrize(
    "options", [("--target", "3.00"), pytest.param(BY, marks=pytest.mark.long)]
)
def test_totals_add_up_whatever_is_filled_in(
    spbe: Run, own: Path, change: str, options: tuple[str, ...]
) -> None:
    """By year, owner and aspect: each comes to the whole, and whoever is entered has a row."""
    saved = filled_in(own, made(spbe, own, "r.xlsx", *options), change)
    book = cells(saved, values=True)
    rows = book["Rencana aksi"]
    at = {key: column for column, key in enumerate(rows[3])}
    steps = [row for row in rows[5:] if row[at["indicator"]]]

    def whole(listed: list[list[Any]]) -> list[float]:
        sums = [sum(row[at[key]] or 0 for row in listed) for key in ("effort", "gain", "budget")]
        return [len(listed), *sums]

    found = groups(book["Rekapitulasi"])
    assert set(found) == {"Menurut tahun", "Menurut pengampu", "Menurut aspek"}
    for listed in found.values():
        first, *parts = listed
        assert first[0] == "Jumlah"
        assert first[1:] == pytest.approx(whole(steps))
        added = [sum(row[column] or 0 for row in parts) for column in range(1, 5)]
        assert added == pytest.approx(whole(steps))
    for title, key in (("Menurut pengampu", "owner"), ("Menurut tahun", "year")):
        names = {row[at[key]] for row in steps} - {None}
        shown = {row[0]: row[1:] for row in found[title]}
        if change == "many" and key == "owner":
            assert "Lainnya" in shown  # more than there is room for
            continue
        assert names <= shown.keys()
        for name in names:
            assert shown[name] == pytest.approx(whole([r for r in steps if r[at[key]] == name]))
        nobody = whole([row for row in steps if row[at[key]] is None])
        if nobody[0]:
            rest = "belum ada pengampu" if key == "owner" else "Lainnya"
            assert [one or 0 for one in shown[rest]] == pytest.approx(nobody)
    ends = [row[7] for row in book["Rekapitulasi"][3:] if isinstance(row[7], (int, float))]
    total = rows[2][at["index"]] + sum(row[at["gain"]] for row in steps)
    assert ends[-1] == pytest.approx(total)  # the chart ends where the plan does


@pytest.mark.parametrize("options", [("--target", "3.00"), BY])
def test_the_workbook_can_be_read_on_paper(spbe: Run, own: Path, options: tuple[str, ...]) -> None:
    """On A4 across, two pages side by side, letters of at least 7 points, the indicator on both."""
    book = openpyxl.load_workbook(made(spbe, own, "r.xlsx", *options))
    for sheet in (book["Rencana aksi"], book["Rekapitulasi"]):
        setup = sheet.page_setup
        assert (setup.orientation, setup.paperSize) == ("landscape", 9)
        fit = sheet.sheet_properties.pageSetUpPr
        assert not (fit and fit.fitToPage)
        fonts = [cell.font.size for row in sheet.iter_rows() for cell in row if cell.value]
        assert min(fonts) * setup.scale / 100 >= 7
    sheet = book["Rencana aksi"]
    (second,) = (one.id for one in sheet.col_breaks.brk)
    first, last = map(column_index_from_string, re.findall(r"[A-Z]+", sheet.print_title_cols or ""))
    titles = [sheet.cell(5, column).value for column in range(first, last + 1)]
    assert titles == ["No.", "Indikator", "Dari", "Ke"]
    edge = [cell.value for cell in sheet[4]].index("index") + 1
    wide = {
        at: one.width
        for one in sheet.column_dimensions.values()  # of several columns where they are alike
        for at in range(one.min or 1, min(one.max or 1, edge) + 1)
    }
    own_ones = [at for at in wide if at <= second]
    others = [*range(first, last + 1), *(at for at in wide if at > second)]
    for page in (own_ones, others):
        # A character is 7 pixels of 0.75 points in Calibri, up to 9.4 in what stands in for it.
        points = sum(wide[at] for at in page) * 9.4 * 0.75 * (sheet.page_setup.scale or 100) / 100
        assert points < 842 - 2 * 0.35 * 72


def test_output_documents_stand_on_lines_of_their_own(spbe: Run, own: Path) -> None:
    listed = table(made(spbe, own, "r.csv", "--target", "3.00"))
    rows = {(one["indicator"], one["to"]): one["output"] for one in listed}
    shown = cells(made(spbe, own, "r.xlsx", "--target", "3.00"), values=True)["Rencana aksi"]
    at = {key: column for column, key in enumerate(shown[3])}
    found = {
        (row[at["indicator"]], str(row[at["to"]])): row[at["output"]] or ""
        for row in shown[5:]
        if row[at["indicator"]]
    }
    assert {key: text.split("\n") for key, text in found.items()} == {
        key: text.split("\n") for key, text in rows.items()
    }
    assert any("\n" in text for text in found.values())
