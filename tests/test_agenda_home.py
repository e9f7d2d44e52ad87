"""Plans of action that come home after another one did, and cells as people fill them in."""

import csv
import io
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from program import Run
from test_agenda import LAMPUNG, TODAY, made, plan_of, retyped, rewritten, table

from spbe_cli.core.collect.written import read_quarter


@pytest.fixture
def own(tmp_path: Path, root: Path) -> Path:
    """An assessment in a folder of its own."""
    file = tmp_path / "b.yaml"
    file.write_text((root / LAMPUNG).read_text("utf-8"), "utf-8")
    return file


# --- a second plan --------------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["xlsx", "csv"])
@pytest.mark.parametrize(("first", "second"), [("2.60", "3.00"), ("3.00", "2.60")])
def test_a_second_plan_brings_its_target(
    spbe: Run, own: Path, end: str, first: str, second: str
) -> None:
    """It is shown as a change with its cell, and the plan is held against it from then on."""
    one = made(spbe, own, f"one.{end}", "--target", first)
    two = made(spbe, own, f"two.{end}", "--target", second)
    assert spbe("import", one, "--into", own).returncode == 0
    shown = spbe("import", two, "--into", own, "--dry-run").stdout
    written = (first.replace(".", ","), second.replace(".", ","))
    assert f"rencana  target       {written[0]} → {written[1]}" in shown
    done = spbe("import", two, "--into", own, "--format", "json")
    changes = json.loads(done.stdout)["changes"]
    (target,) = [one for one in changes if one["field"] == "target"]
    assert (target["indicator"], target["to"]) == (None, None)
    assert Fraction(target["new"]) == Fraction(second)
    assert f"two.{end}" in target["place"]
    assert spbe("import", two, "--into", own).stdout == "Tidak ada perubahan.\n"
    course = plan_of(spbe, own, "--progress")
    assert (course["target"], course["holds"]) == (second, True)
    steps = {(row["indicator"], row["to"]) for out in (one, two) for row in rows_of(out)}
    assert course["planned"] == len(steps)
    assert spbe("check", own).returncode == 0


def rows_of(out: Path) -> list[dict[str, str]]:
    """Return the steps of a plan, whatever its form."""
    if out.suffix == ".csv":
        return table(out)
    sheet = openpyxl.load_workbook(out)["Rencana aksi"]
    keys = [str(cell.value) for cell in sheet[4]]
    rows = [
        dict(zip(keys, (cell.value for cell in row), strict=True)) for row in sheet.iter_rows(6)
    ]
    return [{key: str(row[key]) for key in ("indicator", "to")} for row in rows if row["indicator"]]


def test_a_second_plan_brings_its_efforts_and_their_unit(spbe: Run, own: Path) -> None:
    (own.parent / "upaya.yaml").write_text(
        "unit: hari\nlevels: {2: 5, 3: 10, 4: 15, 5: 20}\n", "utf-8"
    )
    assert spbe("import", made(spbe, own, "a.csv"), "--into", own).returncode == 0
    effort = ("--target", "2.60", "--effort", str(own.parent / "upaya.yaml"))
    out = made(spbe, own, "b.csv", *effort)
    text = spbe("import", out, "--into", own).stdout
    assert "rencana  satuan upaya – → hari" in text
    assert "upaya        1 → 5" in text
    course = plan_of(spbe, own, "--progress")
    assert course["unit"] == "hari"
    assert spbe("import", out, "--into", own).stdout == "Tidak ada perubahan.\n"


def test_a_plan_without_a_target_leaves_it(spbe: Run, own: Path) -> None:
    assert spbe("import", made(spbe, own, "a.csv"), "--into", own).returncode == 0
    out = made(spbe, own, "b.csv", "--budget", "12")
    assert "target" not in spbe("import", out, "--into", own).stdout
    assert plan_of(spbe, own, "--progress")["target"] == "2.60"


def test_new_steps_stand_before_higher_levels_of_their_indicator(spbe: Run, own: Path) -> None:
    """Whatever the order in which plans come home, each level follows the one beneath it."""
    out = made(spbe, own, "a.csv", "--target", "3.00")
    rows = table(out)
    twice = {row["indicator"] for row in rows if row["to"] == "3" and row["from"] == "2"}
    assert len(twice & {row["indicator"] for row in rows if row["to"] == "2"}) > 1
    high = own.with_name("high.csv")
    high.write_text(without_level_two(out), "utf-8")
    assert spbe("import", high, "--into", own).returncode == 0
    done = spbe("import", out, "--into", own)
    assert done.returncode == 0, done.stderr
    assert spbe("check", own).returncode == 0
    assert plan_of(spbe, own, "--progress")["planned"] == len(rows)


def without_level_two(out: Path) -> str:
    rows = [row for row in table(out) if row["to"] != "2"]
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


# --- quarters, years, deadlines -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "quarter"),
    [
        *((str(n), n) for n in range(1, 5)),
        *(("I", 1), ("ii", 2), ("III", 3), ("IV", 4), ("TW 4", 4), ("TW4", 4), ("tw. II", 2)),
        *(("Triwulan IV", 4), ("triwulan ke-3", 3), ("Q2", 2), ("Kuartal 1", 1), ("TW III", 3)),
        *((" 4 ", 4), ("4.0", 4)),
    ],
)
def test_quarters_as_people_write_them(text: str, quarter: int) -> None:
    assert read_quarter(text) == quarter


@pytest.mark.parametrize("text", ["0", "5", "V", "IIII", "TW", "TW 5", "4,5", "semester 1", "x4"])
def test_what_is_no_quarter(text: str) -> None:
    assert read_quarter(text) is None


@pytest.mark.parametrize("end", ["xlsx", "csv"])
@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ({"quarter": "TW IV"}, ("quarter", "4")),
        ({"quarter": "Triwulan III"}, ("quarter", "3")),
        ({"due": "30 Juni 2024"}, ("due", "2024-06-30")),
        ({"due": "5 Agt 2024"}, ("due", "2024-08-05")),
        ({"due": "30/6/2024"}, ("due", "2024-06-30")),
        ({"year": "2025"}, ("year", "2025")),
    ],
)
def test_cells_are_read_as_people_fill_them_in(
    spbe: Run, own: Path, end: str, cell: dict[str, Any], kept: tuple[str, str]
) -> None:
    out = made(spbe, own, f"r.{end}")
    (retyped if end == "xlsx" else rewritten)(out, {("11", "2"): cell})
    done = spbe("import", out, "--into", own)
    assert done.returncode == 0, done.stderr
    again = table(made(spbe, own, "again.csv", "--target", "2.60"))
    (found,) = [row for row in again if (row["indicator"], row["to"]) == ("11", "2")]
    if kept[0] == "year":  # the planner says the year; the file keeps what was decided
        assert "to: 2, effort: 1, year: 2025" in own.read_text("utf-8")
    else:
        assert found[kept[0]] == kept[1]


@pytest.mark.parametrize("end", ["xlsx", "csv"])
@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ({"quarter": "5"}, "E262 isian 5 tidak terbaca sebagai triwulan"),
        ({"quarter": "akhir tahun"}, "E262"),
        ({"year": "tahun depan"}, "E263 isian tahun depan tidak terbaca sebagai tahun"),
        ({"due": "31 Juni 2024"}, "E329"),
    ],
)
def test_cells_that_cannot_be_read_are_named(
    spbe: Run, own: Path, end: str, cell: dict[str, Any], said: str
) -> None:
    out, before = made(spbe, own, f"r.{end}"), own.read_text("utf-8")
    (retyped if end == "xlsx" else rewritten)(out, {("11", "2"): cell})
    done = spbe("import", out, "--into", own)
    assert (done.returncode, own.read_text("utf-8")) == (3, before)
    assert said in done.stderr
    where = "r.xlsx!Rencana aksi!" if end == "xlsx" else "r.csv:"
    assert where in done.stderr


def test_a_quarter_in_the_file_is_checked_too(spbe: Run, own: Path) -> None:
    text = own.read_text("utf-8")
    for quarter, right in (("5", False), ("0", False), ("4", True)):
        plan = f"plan: {{target: 2.60, steps: [{{indicator: 1, to: 2, quarter: {quarter}}}]}}\n"
        own.write_text(f"{text}\n{plan}", "utf-8")
        done = spbe("score", own)
        assert (done.returncode == 0) == right
        assert ("triwulan, 1 sampai 4" in done.stderr) != right


@pytest.mark.parametrize("end", ["xlsx", "csv"])
@pytest.mark.parametrize("planned", [False, True])
def test_a_level_does_not_come_before_the_one_beneath_it(
    spbe: Run, own: Path, end: str, *, planned: bool
) -> None:
    """By quarter as by year; told with the cell."""
    out = made(spbe, own, f"r.{end}", "--target", "3.00")
    source = table(made(spbe, own, "s.csv", "--target", "3.00"))
    low = {row["indicator"] for row in source if row["to"] == "2"}
    item = next(row["indicator"] for row in source if row["to"] == "3" and row["indicator"] in low)
    if planned:
        assert spbe("import", out, "--into", own).returncode == 0
    before = own.read_text("utf-8")
    change = retyped if end == "xlsx" else rewritten
    change(out, {(item, "2"): {"quarter": "3"}, (item, "3"): {"quarter": "2"}})
    done = spbe("import", out, "--into", own)
    assert (done.returncode, own.read_text("utf-8")) == (3, before)
    assert f"E228 langkah indikator {item}" in done.stderr
    assert f"r.{end}" in done.stderr


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig", "cp1252"])
def test_tables_in_the_encodings_of_excel(spbe: Run, own: Path, encoding: str) -> None:
    out = made(spbe, own, "r.csv")
    text = out.read_text("utf-8").replace(",belum,", ",selesai,")
    mark = b"\xff\xfe" if encoding == "utf-16-le" else b""
    plain = text.encode(encoding, errors="replace")
    own.with_name("u.csv").write_bytes(mark + plain)
    done = spbe("import", own.with_name("u.csv"), "--into", own)
    assert done.returncode == 0, done.stderr
    assert "22 perubahan ditulis" in done.stdout
    assert "status: selesai" in own.read_text("utf-8")


def test_unreadable_bytes_are_told_as_such(spbe: Run, own: Path) -> None:
    own.with_name("u.csv").write_bytes(b"\xff\xfe\x00")
    done = spbe("import", own.with_name("u.csv"), "--into", own, env=TODAY)
    assert done.returncode == 3
    assert "u.csv" in done.stderr


@pytest.mark.parametrize("name", ["rencana.pdf", "rencana", "rencana.doc", "rencana.json"])
def test_a_name_that_says_no_form_is_told_all_of_them(spbe: Run, own: Path, name: str) -> None:
    done = spbe("simulate", own, "--target", "2.60", "-o", own.with_name(name))
    assert (done.returncode, own.with_name(name).exists()) == (2, False)
    assert "-o memerlukan nama berkas .yaml, .xlsx, .docx, atau .csv" in done.stderr
