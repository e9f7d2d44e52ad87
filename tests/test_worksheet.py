"""A kertas kerja that somebody else drew: headings by words, rows by numbers, names agree."""

import csv
import io
import json
import shutil
import subprocess
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from program import ROOT, Run

from spbe_cli.core.assessment import Opinion
from spbe_cli.core.collect.columns import role_of
from spbe_cli.core.collect.worksheet import counts_columns, number_of
from spbe_cli.store.yaml import assessments, instruments

CASE = ROOT / "tests/sent/F07-kertas-kerja-spbe.xlsx"
SELF, OFFICIAL, TARGET = Opinion.SELF, Opinion.OFFICIAL, Opinion.TARGET
Rows = list[list[Any]]


@pytest.fixture
def desk(spbe: Run, tmp_path: Path) -> Path:
    shutil.copy(CASE, tmp_path / "kertas.xlsx")
    begun = ("init", "a.yaml", "--institution", "Pemerintah Kabupaten Contoh", "--year", "2024")
    assert spbe(*begun, cwd=tmp_path).returncode == 0
    return tmp_path


def names(law: str = "59/2020") -> list[tuple[str, str]]:
    return [(one.id, one.short.id) for one in instruments.load(law).indicators()]


def by_openpyxl(path: Path, sheets: dict[str, Rows]) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)


def by_xlsxwriter(path: Path, sheets: dict[str, Rows]) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)


def by_csv(path: Path, sheets: dict[str, Rows]) -> None:
    out = io.StringIO()
    for rows in sheets.values():
        csv.writer(out, delimiter=";").writerows(rows)
    path.write_text(out.getvalue(), "cp1252")


def by_office(path: Path, sheets: dict[str, Rows]) -> None:
    """Let LibreOffice write .xls or .ods."""
    source = path.with_suffix(".xlsx")
    by_openpyxl(source, sheets)
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{path.parent}/profile"]
    subprocess.run(
        [*command, "--convert-to", path.suffix[1:], "--outdir", str(path.parent), str(source)],
        check=True,
        capture_output=True,
        timeout=120,
    )


def levels(path: Path, opinion: Opinion = SELF) -> dict[str, Fraction]:
    return assessments.load(path)[0].levels(opinion)


def test_the_case_comes_in_by_one_command(spbe: Run, desk: Path) -> None:
    """47 levels, 47 links, notes and owners; shown first; the same as typed by hand."""
    before = (desk / "a.yaml").read_bytes()
    command = ("import", "kertas.xlsx", "--into", "a.yaml")
    shown = spbe(*command, "--dry-run", cwd=desk)
    assert shown.returncode == 0, shown.stderr
    assert "C  Tingkat Kematangan → tingkat" in shown.stdout
    assert "188 perubahan; belum ada yang ditulis" in shown.stdout
    assert (desk / "a.yaml").read_bytes() == before
    done = spbe(*command, cwd=desk)
    assert done.returncode == 0, done.stderr
    got = assessments.load(desk / "a.yaml")[0].answers
    assert len(got) == 47
    assert len({one.url for each in got.values() for one in each.evidence}) == 47
    assert all(each.note and each.owner for each in got.values())
    sheet = openpyxl.load_workbook(desk / "kertas.xlsx").active
    assert sheet is not None
    typed = "institution: Pemerintah Kabupaten Contoh\nyear: 2024\nindicators:\n"
    for row in sheet.iter_rows(min_row=6, values_only=True):
        if isinstance(row[0], int) or str(row[0]).isdecimal():
            typed += f"  {row[0]}: {next(char for char in str(row[2]) if char.isdecimal())}\n"
    (desk / "tangan.yaml").write_text(typed, "utf-8")
    results = [
        json.loads(spbe("score", name, "--format", "json", cwd=desk).stdout)
        for name in ("a.yaml", "tangan.yaml")
    ]
    assert results[0]["index"] == results[1]["index"] == "2.84"
    again = spbe(*command, cwd=desk)
    assert "Tidak ada perubahan." in again.stdout


def test_the_command_that_is_printed_does_the_same(spbe: Run, desk: Path) -> None:
    import shlex

    done = spbe("import", "kertas.xlsx", "--into", "a.yaml", cwd=desk)
    (line,) = [one for one in done.stdout.splitlines() if one.startswith("Pemetaan yang sama: ")]
    command = shlex.split(line.removeprefix("Pemetaan yang sama: spbe "))
    spbe(
        "init", "b.yaml", "--institution", "Pemerintah Kabupaten Contoh", "--year", "2024", cwd=desk
    )
    command = ["b.yaml" if one == "a.yaml" else one for one in command]
    assert spbe(*command, cwd=desk).returncode == 0
    assert (desk / "a.yaml").read_bytes() == (desk / "b.yaml").read_bytes()


def test_init_from(spbe: Run, desk: Path) -> None:
    spbe("import", "kertas.xlsx", "--into", "a.yaml", cwd=desk)
    head = ("--institution", "Pemerintah Kabupaten Contoh", "--year", "2024")
    done = spbe("init", "b.yaml", *head, "--from", "kertas.xlsx", cwd=desk)
    assert done.returncode == 0, done.stderr
    assert (desk / "a.yaml").read_bytes() == (desk / "b.yaml").read_bytes()
    for wrong in (("--institution", "Kota Lain", "--year", "2024"), (*head[:3], "2023")):
        refused = spbe("init", "c.yaml", *wrong, "--from", "kertas.xlsx", cwd=desk)
        assert refused.returncode == 3
        assert not (desk / "c.yaml").exists()


def test_the_mapping_is_data_too(spbe: Run, desk: Path) -> None:
    command = ("import", "kertas.xlsx", "--into", "a.yaml", "--dry-run", "--format", "json")
    (sheet,) = json.loads(spbe(*command, cwd=desk).stdout)["worksheets"]
    assert sheet["columns"][2] == {"key": "level", "heading": "Tingkat Kematangan", "column": "C"}
    assert (sheet["indicators"], sheet["passed"], sheet["unread"]) == (47, 14, ["Ket."])


HEADINGS: list[tuple[list[str], Sequence[str]]] = [
    (["No", "Indikator", "Tingkat"], ["n", "name", "level"]),
    (["No.", "Nama Indikator", "Nilai Mandiri", "Nilai Eksternal"],
     ["n", "name", "level", "official"]),
    (["Nomor Indikator", "Uraian", "Capaian", "Target"], ["n", "name", "level", "target"]),
    (["Indikator", "Level", "Bukti"], ["n", "level", "evidence"]),
    (["OPD/PIC", "Catatan", "Data Dukung", "Nilai 2024", "Indikator", "No"],
     ["owner", "note", "evidence", "level", "name", "n"]),
    (["No", "INDIKATOR", "Tahun Lalu", "Skor"], ["n", "name", "past", "level"]),
]  # fmt: skip


def rows_of(columns: Sequence[str], law: str = "59/2020") -> Rows:
    values: Callable[[int, str, str], dict[str, Any]] = lambda at, item, name: {  # noqa: E731
        "n": f"{item}." if at % 3 == 0 else item,
        "name": name,
        "level": [at % 5 + 1, f"Level {at % 5 + 1}", f"{at % 5 + 1},0"][at % 3],
        "official": at % 4 + 1,
        "target": 5,
        "past": 1,
        "evidence": f"SK {item} https://a.id/{item}",
        "note": f"catatan {item}",
        "owner": "Bappeda",
    }
    return [
        [values(at, item, name)[key] for key in columns]
        for at, (item, name) in enumerate(names(law))
    ]


@pytest.mark.parametrize(("heading", "columns"), HEADINGS)
@pytest.mark.parametrize(
    ("write", "ending"), [(by_openpyxl, "xlsx"), (by_xlsxwriter, "xlsx"), (by_csv, "csv")]
)
def test_headings_in_other_words_and_orders(
    spbe: Run,
    desk: Path,
    heading: list[str],
    columns: Sequence[str],
    write: Callable[[Path, dict[str, Rows]], None],
    ending: str,
) -> None:
    title: Rows = [["Kertas kerja tahun 2024"], [], heading]
    count = [[f"({number})" for number in range(1, len(heading) + 1)]]
    write(desk / f"k.{ending}", {"Isi": [*title, *count, *rows_of(columns), ["", "JUMLAH"]]})
    done = spbe("import", f"k.{ending}", "--into", "a.yaml", cwd=desk)
    assert done.returncode == 0, done.stderr
    assert levels(desk / "a.yaml") == {item: at % 5 + 1 for at, (item, _n) in enumerate(names())}
    if "official" in columns:
        wanted = {item: at % 4 + 1 for at, (item, _n) in enumerate(names())}
        assert levels(desk / "a.yaml", OFFICIAL) == wanted
    if "target" in columns:
        assert set(levels(desk / "a.yaml", TARGET).values()) == {5}
    if "evidence" in columns:
        answers = assessments.load(desk / "a.yaml")[0].answers
        assert answers["12"].evidence[0].url == "https://a.id/12"


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_older_and_open_workbooks(spbe: Run, desk: Path, ending: str) -> None:
    heading = ["No", "Indikator", "Tingkat", "Data Dukung"]
    rows = [["Judul"], heading, *rows_of(["n", "name", "level", "evidence"])]
    by_office(desk / f"k.{ending}", {"Isi": rows})
    (desk / "k.xlsx").unlink()
    done = spbe("import", f"k.{ending}", "--into", "a.yaml", cwd=desk)
    assert done.returncode == 0, done.stderr
    assert len(levels(desk / "a.yaml")) == 47


@pytest.mark.parametrize("law", ["5/2018", "59/2020"])
def test_sheets_for_each_domain_together(spbe: Run, tmp_path: Path, law: str) -> None:
    instrument = instruments.load(law)
    year = "2024" if law == "59/2020" else "2019"
    sheets: dict[str, Rows] = {
        f"Domain {top.id}": [
            [top.name.id],
            ["No", "Indikator", "Nilai"],
            *([one.id, one.short.id, 3] for part in top.walk() for one in part.indicators),
        ]
        for top in instrument.sections
    }
    by_openpyxl(tmp_path / "k.xlsx", sheets)
    head = ("--institution", "Kota Contoh", "--year", year, "--instrument", law)
    done = spbe("init", "a.yaml", *head, "--from", "k.xlsx", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert len(levels(tmp_path / "a.yaml")) == len(list(instrument.indicators()))


def test_two_columns_that_fit_are_asked_about(spbe: Run, desk: Path) -> None:
    rows: Rows = [["No", "Indikator", "Tingkat", "Nilai"], *([i, n, 2, 3] for i, n in names())]
    by_openpyxl(desk / "k.xlsx", {"Isi": rows})
    done = spbe("import", "k.xlsx", "--into", "a.yaml", cwd=desk)
    assert (done.returncode, "E336 beberapa kolom cocok untuk level" in done.stderr) == (3, True)
    for heading, level in (("Tingkat", 2), ("Nilai", 3)):
        command = ("import", "k.xlsx", "--into", "a.yaml", "--column", f"level={heading}")
        assert spbe(*command, cwd=desk).returncode == 0
        assert set(levels(desk / "a.yaml").values()) == {level}
    wrong = spbe("import", "k.xlsx", "--into", "a.yaml", "--column", "level=Skor Akhir", cwd=desk)
    assert (wrong.returncode, "E337" in wrong.stderr) == (3, True)
    usage = spbe("import", "k.xlsx", "--into", "a.yaml", "--column", "tingkat", cwd=desk)
    assert usage.returncode == 2


def swapped(rows: Rows) -> None:
    rows[1][1], rows[8][1] = rows[8][1], rows[1][1]


def twice(rows: Rows) -> None:
    rows.append(list(rows[1]))


def nameless(rows: Rows) -> None:
    rows[3][0] = None


def beyond(rows: Rows) -> None:
    rows[3][0] = 48


def no_level(rows: Rows) -> None:
    rows[3][2] = "cukup"


@pytest.mark.parametrize(
    ("change", "code"),
    [(swapped, "E335"), (twice, "E316"), (nameless, "E341"), (beyond, "E204"), (no_level, "E315")],
)
def test_what_contradicts_itself_is_refused(
    spbe: Run, desk: Path, change: Callable[[Rows], None], code: str
) -> None:
    heading = ["No", "Indikator", "Tingkat"]
    rows: Rows = [heading, *rows_of(["n", "name", "level"])]
    change(rows)
    by_openpyxl(desk / "k.xlsx", {"Isi": rows})
    before = (desk / "a.yaml").read_bytes()
    done = spbe("import", "k.xlsx", "--into", "a.yaml", cwd=desk)
    assert (done.returncode, code in done.stderr) == (3, True), done.stderr
    assert (desk / "a.yaml").read_bytes() == before


def test_merged_owners_count_for_all_rows_and_merged_levels_for_none(spbe: Run, desk: Path) -> None:
    rows = [["No", "Indikator", "Tingkat", "OPD"], *rows_of(["n", "name", "level", "owner"])]
    by_openpyxl(desk / "k.xlsx", {"Isi": rows})
    book = openpyxl.load_workbook(desk / "k.xlsx")
    book["Isi"].merge_cells("D2:D6")
    book.save(desk / "k.xlsx")
    assert spbe("import", "k.xlsx", "--into", "a.yaml", cwd=desk).returncode == 0
    assert assessments.load(desk / "a.yaml")[0].answers["5"].owner == "Bappeda"
    book["Isi"].merge_cells("C2:C3")
    book.save(desk / "k.xlsx")
    done = spbe("import", "k.xlsx", "--into", "a.yaml", cwd=desk)
    assert (done.returncode, "k.xlsx!Isi!C2:C3: E314" in done.stderr) == (3, True)


@pytest.mark.parametrize("column", [3, 4, 5, 6])
def test_formulas_that_were_never_computed(spbe: Run, desk: Path, column: int) -> None:
    heading = ["No", "Indikator", "Tingkat", "Nilai Pusat", "Bukti", "OPD"]
    rows = [heading, *rows_of(["n", "name", "level", "official", "evidence", "owner"])]
    by_openpyxl(desk / "k.xlsx", {"Isi": rows})
    book = openpyxl.load_workbook(desk / "k.xlsx")
    cell = book["Isi"].cell(4, column)
    cell.value = "=1+1"
    book.save(desk / "k.xlsx")
    done = spbe("import", "k.xlsx", "--into", "a.yaml", cwd=desk)
    assert (done.returncode, f"Isi!{cell.coordinate}: E333" in done.stderr) == (3, True)


def test_numbered_aspects_with_their_indices_are_no_indicators(spbe: Run, desk: Path) -> None:
    law = instruments.load("59/2020")
    rows: Rows = [["No", "Indikator", "Nilai"]]
    for part in law.walk():
        rows.append([int(part.id), part.name.id, 2.5])
        rows += [[int(one.id), one.short.id, 3] for one in part.indicators]
    by_openpyxl(desk / "k.xlsx", {"Isi": [*rows, [None, "Indeks SPBE", 3.0]]})
    done = spbe("import", "k.xlsx", "--into", "a.yaml", cwd=desk)
    assert done.returncode == 0, done.stderr
    assert set(levels(desk / "a.yaml").values()) == {3}


def test_a_heading_of_two_rows(spbe: Run, desk: Path) -> None:
    rows = [
        ["No", "Indikator", "Penilaian", None],
        [None, None, "Nilai Mandiri", "Nilai Pusat"],
        *rows_of(["n", "name", "level", "official"]),
    ]
    by_openpyxl(desk / "k.xlsx", {"Isi": rows})
    book = openpyxl.load_workbook(desk / "k.xlsx")
    for span in ("A1:A2", "B1:B2", "C1:D1"):
        book["Isi"].merge_cells(span)
    book.save(desk / "k.xlsx")
    assert spbe("import", "k.xlsx", "--into", "a.yaml", cwd=desk).returncode == 0
    assert len(levels(desk / "a.yaml")) == len(levels(desk / "a.yaml", OFFICIAL)) == 47


def test_what_is_no_table_of_indicators(spbe: Run, desk: Path) -> None:
    by_openpyxl(desk / "k.xlsx", {"Isi": [["Nama", "Umur"], ["Budi", 3]]})
    done = spbe("import", "k.xlsx", "--into", "a.yaml", cwd=desk)
    assert (done.returncode, "E305" in done.stderr) == (3, True)


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        *(("Tingkat Kematangan", "level"), ("NILAI", "level"), ("Nilai 2024", "level")),
        *(("Nilai 2023", "previous"), ("Capaian Tahun 2023", "previous"), ("PIC / OPD", "owner")),
        *(("Data Dukung / Link", "evidence"), ("Ket.", "note"), ("No.", "number"), ("Umur", None)),
        *(("Nilai Akhir", "level"), ("Target", "target"), ("Penilaian\nEksternal", "official")),
    ],
)
def test_words_of_headings(heading: str, role: str | None) -> None:
    assert role_of(heading, 2024) == role


def test_numbers_and_rows_of_numbers() -> None:
    assert [number_of(text) for text in ("1", "12.", "I3", "Indikator 7", "35-2", "(3)", "x")] == [
        *("1", "12", "3", "7", "35-2", None, None)
    ]
    assert counts_columns(["(1)", "(2)", "(3)"])
    assert counts_columns(["1", "2", "3", "4"])
    assert not counts_columns(["1", "3", "3"])
