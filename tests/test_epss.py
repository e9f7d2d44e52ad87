"""EPSS, the fourth instrument: used like the others, and its index feeds indicator 7 of 8/2026."""

import csv
import json
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from program import Run

from spbe_cli.core import numbers
from spbe_cli.problems import DataError
from spbe_cli.store.yaml import assessments, instruments

LAW = instruments.load("epss-2022")
HEAD = "institution: Pemerintah Kabupaten Contoh\nyear: 2026\n"
PEMDI = "institution: Pemkab Contoh\nyear: 2026\noutside: {IPS: {file: %s}}\nindicators:\n"


def levels() -> str:
    """Levels 2, 2, 3 over and over: 38 of them, index 2.323138."""
    return "".join(f"  {n + 1}: {(2, 2, 3)[n % 3]}\n" for n in range(38))


def write(folder: Path, name: str = "epss-2026.yaml") -> Path:
    file = folder / name
    file.write_text(HEAD + "instrument: epss-2022\nindicators:\n" + levels(), "utf-8")
    return file


def pemdi(folder: Path, file: str = "epss-2026.yaml") -> Path:
    own = folder / "pemdi-2026.yaml"
    given = "".join(f"  {n}: 2\n" for n in range(1, 21) if n not in (5, 6, 7, 18))
    own.write_text(PEMDI % file + given, "utf-8")
    return own


# --- the instrument ---


def test_weights_are_those_of_the_sources() -> None:
    domains = {one.id: one.weight for one in LAW.sections}
    assert list(domains.values()) == [28, 24, 19, 17, 12]
    assert len([one for one in LAW.walk() if one.kind == "aspect"]) == 19
    named = {one.id: str(one.name.id) for one in LAW.indicators()}
    assert all(name.startswith("Tingkat Kematangan ") for name in named.values())
    assert LAW.items()["10"].weight == Fraction("1.7136")
    assert [one.lower for one in LAW.predicates] == [
        Fraction(text) for text in ("1", "1.8", "2.6", "3.5", "4.2")
    ]


def test_one_sentence_per_level_and_it_says_so(spbe: Run) -> None:
    assert all(one.general for one in LAW.indicators())
    assert len({tuple(one.levels.values()) for one in LAW.indicators()}) == 1
    page = spbe("instrument", "show", "epss-2022", "7").stdout
    assert "Kriteria indikator ini tidak ada pada sumber" in " ".join(page.split())
    assert not LAW.verified


def test_no_year_chooses_it(spbe: Run, tmp_path: Path) -> None:
    assert instruments.for_year(2026).id == "permenpanrb-8-2026"
    done = spbe("init", "a.yaml", "--institution", "A", "--year", "2026", cwd=tmp_path)
    assert done.returncode == 0
    assert "epss" not in (tmp_path / "a.yaml").read_text("utf-8")


# --- every verb ---


def test_score_and_plan(spbe: Run, tmp_path: Path) -> None:
    write(tmp_path)
    scored = json.loads(spbe("score", "epss-2026.yaml", "--format", "json", cwd=tmp_path).stdout)
    found = (scored["index"], scored["exact"], scored["predicate"])
    assert found == ("2.32", "2.323138", "Cukup")
    done = spbe("simulate", "epss-2026.yaml", "--target", "2.60", cwd=tmp_path)
    assert done.returncode == 0
    assert "2,32 Cukup (tepatnya 2,323138) → 2,60 Baik" in done.stdout
    assert "tidak ada rencana yang lebih hemat" in done.stdout


@pytest.mark.parametrize("form", ["f.csv", "f.xlsx"])
def test_a_form_goes_out_and_comes_home(spbe: Run, tmp_path: Path, form: str) -> None:
    new = ("init", "a.yaml", "--institution", "Kab. Contoh", "--year", "2026")
    assert spbe(*new, "--instrument", "epss-2022", cwd=tmp_path).returncode == 0
    assert spbe("form", "a.yaml", "-o", form, cwd=tmp_path).returncode == 0
    if form.endswith(".csv"):
        text = (tmp_path / form).read_text("utf-8-sig")
        rows = list(csv.reader(text.splitlines(), delimiter=";"))
        head = rows[0]
        column = head.index("level")
        for n, row in enumerate(rows[rows.index(head) + 1 :]):
            row[column] = str((2, 2, 3)[n % 3])
        with (tmp_path / form).open("w", encoding="utf-8-sig", newline="") as out:
            csv.writer(out, delimiter=";").writerows(rows)
    else:
        book = openpyxl.load_workbook(tmp_path / form)
        filled = 0
        for sheet in book.worksheets:
            cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == "Tingkat"]
            if not cells or sheet.sheet_state != "visible":
                continue
            for line in range(cells[0].row + 1, sheet.max_row + 1):
                number = str(sheet.cell(line, cells[0].column - 2).value or "")
                if number.isdecimal():
                    sheet.cell(line, cells[0].column).value = (2, 2, 3)[(int(number) - 1) % 3]
                    filled += 1
        assert filled == 38
        book.save(tmp_path / form)
    done = spbe("import", form, "--into", "a.yaml", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    scored = spbe("score", "a.yaml", "--format", "json", cwd=tmp_path)
    assert json.loads(scored.stdout)["exact"] == "2.323138"


def test_check_report_compare_rank_and_session(spbe: Run, tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "epss-2025.yaml").write_text(
        write(tmp_path, "x.yaml").read_text("utf-8").replace("2026", "2025").replace(": 3", ": 2"),
        "utf-8",
    )
    (tmp_path / "x.yaml").unlink()
    checked = spbe("check", "epss-2026.yaml", cwd=tmp_path)
    assert checked.returncode in (0, 5)
    assert "SPB004" in checked.stdout  # no evidence
    for name in ("r.html", "r.md", "r.xlsx"):
        done = spbe("report", "epss-2026.yaml", "-o", name, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
    assert "Indeks Pembangunan Statistik" in (tmp_path / "r.md").read_text("utf-8")
    done = spbe("compare", "epss-2025.yaml", "epss-2026.yaml", cwd=tmp_path)
    assert done.returncode == 0
    assert "+0,32" in done.stdout
    done = spbe("rank", "epss-2025.yaml", "epss-2026.yaml", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "2,32" in done.stdout


def test_rank_tells_instruments_apart(spbe: Run, tmp_path: Path) -> None:
    """One institution may be in a folder twice, once under each instrument: none is too many."""
    write(tmp_path)
    pemdi(tmp_path)
    done = spbe("rank", ".", cwd=tmp_path)
    assert done.returncode == 3
    assert "E406" in done.stderr
    assert "E407" not in done.stderr
    wanted = "instrument=epss-2022"
    other = wanted if wanted in done.stderr else "instrument=permenpanrb-8-2026"
    assert other in done.stderr
    assert spbe("rank", ".", "--where", other, cwd=tmp_path).returncode == 0


# --- its index as that of an outside body ---


def test_the_file_feeds_indicator_seven(spbe: Run, tmp_path: Path) -> None:
    """2.323138 lies in band 2, 1.8 to 2.6, which stands for 1.5 to 2.5."""
    write(tmp_path)
    pemdi(tmp_path)
    wanted = Fraction("1.5") + (Fraction("2.323138") - Fraction("1.8")) / Fraction("0.8")
    data = json.loads(spbe("score", "pemdi-2026.yaml", "--format", "json", cwd=tmp_path).stdout)
    found = {one["id"]: one for part in data["sections"] for one in part["indicators"]}["7"]
    assert Fraction(found["level"]) == wanted == Fraction("2.1539225")
    said = {"id": "IPS", "value": "2.323138", "file": "epss-2026.yaml"}
    assert found["outside"] == said
    text = spbe("score", "pemdi-2026.yaml", cwd=tmp_path).stdout
    line = "Indikator 7: IPS 2,323138 (epss-2026.yaml) dikonversi menjadi 2,1539225"
    assert line in text
    why = spbe("score", "pemdi-2026.yaml", "--explain", cwd=tmp_path).stdout
    assert "° 7: IPS 2,323138 (epss-2026.yaml) dikonversi menjadi 2,1539225" in why
    spbe("report", "pemdi-2026.yaml", "-o", "r.md", cwd=tmp_path)
    assert "2,323138 (epss-2026.yaml)" in (tmp_path / "r.md").read_text("utf-8")
    spbe("report", "pemdi-2026.yaml", "-o", "p.md", "--public", cwd=tmp_path)
    public = (tmp_path / "p.md").read_text("utf-8")
    assert "2,323138" in public
    assert "epss-2026" not in public
    assert "SPB002" not in "".join(
        line
        for line in spbe("check", "pemdi-2026.yaml", cwd=tmp_path).stdout.splitlines()
        if "IPS" in line
    )


def test_it_is_found_from_the_folder_of_the_assessment(tmp_path: Path) -> None:
    (tmp_path / "epss").mkdir()
    write(tmp_path / "epss")
    (tmp_path / "pemdi").mkdir()
    file = pemdi(tmp_path / "pemdi", "../epss/epss-2026.yaml")
    one, _law = assessments.load(str(file))
    assert one.outside["IPS"] == Fraction("2.323138")
    assert assessments.dump(one).count("IPS: {file: ../epss/epss-2026.yaml}") == 1
    assert assessments.load(str(file))[0] == one


def test_published_figures_behind_the_file(tmp_path: Path) -> None:
    """Where published figures allow several indices, the printed one counts; else it is refused."""
    law = (Path(__file__).parent / "broken/instrument/valid-base.yaml").read_text("utf-8")
    law = law.replace("use: evidence", "use: conversion\n    instrument: permenpanrb-59-2020")
    law = law.replace("from: 0, to: 50,", "from: 0, to: 3,").replace(
        "from: 50, to: 100", "from: 3, to: 5"
    )
    (tmp_path / "law.yaml").write_text(law, "utf-8")
    spbe_file = tmp_path / "spbe.yaml"
    head = (
        "institution: A\nyear: 2024\npublished:\n  domains: {1: 3.40, 2: 3.30, 3: 2.09, 4: 4.69}\n"
    )
    own = tmp_path / "own.yaml"
    own.write_text(
        "institution: A\nyear: 2024\ninstrument: law.yaml\noutside: {SKM: {file: spbe.yaml}}\n"
        "indicators: {1: 2, 2: 2, 3: 2}\n",
        "utf-8",
    )
    spbe_file.write_text(head, "utf-8")
    with pytest.raises(DataError, match="E248") as told:
        assessments.load(str(own))
    assert [one.code for one in told.value.problems] == ["E248"]
    spbe_file.write_text(head + "  index: 3.75\n", "utf-8")
    one, _law = assessments.load(str(own))
    assert numbers.rounded(one.outside["SKM"], 2) == Fraction("3.75")


def test_faults_of_the_file_are_told_with_their_own_place(spbe: Run, tmp_path: Path) -> None:
    file = write(tmp_path)
    file.write_text(file.read_text("utf-8").replace("  38: 2", "  38: 7"), "utf-8")
    pemdi(tmp_path)
    done = spbe("score", "pemdi-2026.yaml", cwd=tmp_path)
    assert done.returncode == 3
    assert "epss-2026.yaml:42:7: E202" in done.stderr
