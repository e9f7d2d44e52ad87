"""Columns of a kertas kerja: headings in combination, over several rows, named by the user."""

import json
import re
import shlex
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from program import Run
from worksheets import begin, book, bring, brought, refused, text, told

from spbe_cli.core.collect.columns import role_of


@pytest.fixture
def desk(spbe: Run, tmp_path: Path) -> Path:
    return begin(spbe, tmp_path)


def roles(spbe: Run, file: Path, *more: str) -> dict[str, str]:
    """Return what is read from which column."""
    done = bring(spbe, file, "--format", "json", *more)
    assert done.returncode == 0, done.stderr
    sheets = json.loads(done.stdout)["worksheets"]
    return {one["column"]: one["key"] for sheet in sheets for one in sheet["columns"]}


# --- words ---------------------------------------------------------------------------------------

WORDS = {
    "number": ["No Urut", "Nomor Indikator", "Kode"],
    "name": ["Aspek/Indikator", "Indikator Penilaian", "Domain / Aspek / Indikator", "Uraian"],
    "level": [
        *("Nilai Akhir", "Tingkat Kematangan SPBE", "Nilai SPBE", "Tingkat Kematangan (1-5)"),
        *("Level (1-5)", "Level (1 s.d. 5)", "Nilai Tingkat Kematangan", "Nilai TA 2024"),
        *("Hasil Penilaian Mandiri", "Nilai Asesor Internal", "Level Kematangan Saat Ini"),
    ],
    "official": [
        *("Tingkat Kematangan Eksternal", "Hasil Penilaian Eksternal", "Nilai Menpan/RB"),
        *("Hasil Evaluasi", "Nilai Evaluasi 2024", "Capaian Nilai KemenPANRB"),
    ],
    "target": ["Target Tingkat Kematangan", "Target Capaian", "Target 2024"],
    "note": ["Uraian Penjelasan", "Kondisi Saat Ini", "Penjelasan / Keterangan"],
    "remark": ["Catatan Asesor", "Catatan Hasil Evaluasi", "Keterangan Eksternal"],
    "evidence": ["Link Google Drive", "Tautan Dokumen", "Bukti Dukung (satu per baris, dengan |)"],
    "owner": ["Perangkat Daerah Pengampu", "PIC/Unit Kerja", "OPD Penanggung Jawab"],
    "previous": [
        *("Hasil Evaluasi 2023", "Catatan 2023", "Nilai Pusat 2023", "Bukti 2023", "PIC 2022"),
        *("Nilai Eksternal Tahun 2023", "Target 2025", "Data Dukung Tahun Lalu", "2023"),
    ],
    "": [
        *("Umur", "Bobot", "Nilai Indeks", "Nilai x Bobot", "Tingkat 3", "Level 1", "Skala"),
        *("Nilai/Keterangan", "Nomor Dokumen", "Asesor Eksternal", "Nilai Bukti", "Target Waktu"),
        *("Nilai Mandiri/Eksternal", "Kriteria Tingkat 3", "Rekomendasi", "Tahun", "Hasil"),
    ],
}


@pytest.mark.parametrize(
    ("heading", "role"), [(one, role) for role, listed in WORDS.items() for one in listed]
)
def test_words_in_combination(heading: str, role: str) -> None:
    assert (role_of(heading, 2024) or "") == role
    assert (role_of(heading.upper(), 2024) or "") == role


@pytest.mark.parametrize(
    "heading",
    ["Nilai Akhir", "Tingkat Kematangan (1-5)", "Nilai TA 2024", "Hasil Penilaian Mandiri"],
)
def test_levels_under_other_words(spbe: Run, desk: Path, heading: str) -> None:
    lines = f"No Urut;Aspek/Indikator;{heading};Perangkat Daerah Pengampu\n1;;3;Bappeda\n"
    file = text(desk / "k.csv", lines)
    assert brought(spbe, file) == {("1", "self"): "3", ("1", "owner"): "Bappeda"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Nilai Mandiri", "Nilai Mandiri Revisi"),
        ("Nilai Awal", "Nilai Akhir"),
        ("Nilai Sementara", "Nilai Akhir"),
        ("Nilai Mandiri Awal", "Nilai Mandiri Akhir"),
        ("Nilai", "Nilai Awal"),
        ("Capaian Draf", "Capaian Perbaikan"),
    ],
)
def test_an_earlier_state_of_a_level_is_asked_about(
    spbe: Run, desk: Path, first: str, second: str
) -> None:
    file = text(desk / "k.csv", f"No;Indikator;{first};{second}\n1;;3;2\n")
    assert refused(spbe, file) == [("1:3", "E336")]
    assert brought(spbe, file, "--column", f"level={second}") == {("1", "self"): "2"}


@pytest.mark.parametrize("heading", ["Keterangan (uraian)", "Catatan (isi)", "Penjelasan (uraian)"])
def test_a_remark_in_brackets_leaves_a_note_one(heading: str) -> None:
    assert role_of(heading, 2024) == "note"


def test_a_final_value_beside_the_own_is_asked_about(spbe: Run, desk: Path) -> None:
    file = text(desk / "k.csv", "No;Indikator;Nilai Akhir;Nilai Mandiri\n1;;3;2\n")
    assert refused(spbe, file) == [("1:3", "E336")]
    assert brought(spbe, file, "--column", "level=Nilai Akhir") == {("1", "self"): "3"}


@pytest.mark.parametrize(
    "headings",
    [
        *("Hasil Evaluasi 2023;Catatan 2023", "Nilai Pusat 2023;Nilai Eksternal Tahun 2023"),
        *("Bukti 2023;PIC 2023", "Target 2023;Keterangan Tahun Lalu"),
    ],
)
def test_another_year_is_not_this_one(spbe: Run, desk: Path, headings: str) -> None:
    lines = f"No;Indikator;Tingkat;Catatan;{headings}\n1;;3;ini;2;2\n"
    file = text(desk / "k.csv", lines)
    assert brought(spbe, file) == {("1", "self"): "3", ("1", "note"): "ini"}
    assert f"tidak dibaca: {headings.replace(';', ', ')}" in bring(spbe, file).stdout


def test_a_table_without_levels_says_so(spbe: Run, desk: Path) -> None:
    file = text(desk / "k.csv", "No;Indikator;Skala;Catatan\n1;;3;x\n")
    done = bring(spbe, file)
    assert told(done) == [("1:1", "E345")]
    assert '--column level="Skala"' in done.stderr
    assert done.stdout.splitlines()[1] == "  tingkat: tidak ada kolom yang dikenali"
    assert brought(spbe, file, "--column", "level=Skala")["1", "self"] == "3"


def test_whose_level_changes_is_said(spbe: Run, desk: Path) -> None:
    lines = "No;Indikator;Nilai Mandiri;Nilai Pusat;Target\n1;;3;2;4\n"
    shown = bring(spbe, text(desk / "k.csv", lines)).stdout
    assert re.findall(r"1  (tingkat \w+) +– → (\d)", shown) == [
        ("tingkat mandiri", "3"),
        ("tingkat eksternal", "2"),
        ("tingkat target", "4"),
    ]


# --- headings of several rows --------------------------------------------------------------------


Made = tuple[Sequence[Sequence[Any]], Sequence[str], Sequence[Any], Mapping[str, str]]
TWO = ["A1:A2", "B1:B2", "C1:D1", "E1:F1"]
SEVERAL: dict[str, Made] = {
    "opinions over fields": (
        [["No", "Indikator", "Penilaian Mandiri", None, "Penilaian Eksternal", None],
         [None, None, "Tingkat", "Catatan", "Tingkat", "Catatan"]],
        TWO, [1, None, 3, "a", 2, "b"],
        {"C": "level", "D": "note", "E": "official", "F": "remark"},
    ),
    "level over opinions": (
        [["No", "Indikator", "Tingkat", None, "Data Dukung", None],
         [None, None, "Mandiri", "Eksternal", "Nama Dokumen", "Tautan"]],
        TWO, [1, None, 3, 2, "SK", "https://s.id/1"],
        {"C": "level", "D": "official", "E": "evidence", "F": "evidence"},
    ),
    "value over years": (
        [["No", "Indikator", "Nilai", None, "PIC", None], [None, None, 2023, 2024, None, None]],
        TWO, [1, None, 2, 3, "Bappeda", None],
        {"D": "level", "E": "owner"},
    ),
    "years over opinions": (
        [["No", "Indikator", 2023, None, 2024, None],
         [None, None, "Mandiri", "Pusat", "Mandiri", "Pusat"]],
        TWO, [1, None, 1, 1, 3, 2],
        {"E": "level", "F": "official"},
    ),
    "years over values": (
        [["No", "Indikator", "Tahun 2023", None, "Tahun 2024", None],
         [None, None, "Nilai", "Bukti", "Nilai", "Bukti"]],
        TWO, [1, None, 1, "lama", 3, "baru"],
        {"E": "level", "F": "evidence"},
    ),
    "three rows": (
        [["No", "Indikator", "Penilaian", None, None, "PIC"],
         [None, None, "Tingkat Kematangan", None, "Data Dukung", None],
         [None, None, "Mandiri", "Eksternal", None, None]],
        ["A1:A3", "B1:B3", "C1:E1", "C2:D2", "E2:E3", "F1:F3"], [1, None, 3, 2, "SK", "Bappeda"],
        {"C": "level", "D": "official", "E": "evidence", "F": "owner"},
    ),
    "numbers in the lower row": (
        [[None, None, "Penilaian Mandiri", None, "Penilaian Eksternal", None],
         ["No", "Indikator", "Tingkat", "Catatan", "Tingkat", "Catatan"]],
        ["C1:D1", "E1:F1"], [1, None, 3, "a", 2, "b"],
        {"C": "level", "D": "note", "E": "official", "F": "remark"},
    ),
    "a title above": (
        [["PENILAIAN MANDIRI SPBE KABUPATEN CONTOH", None, None, None, None, None],
         ["No", "Indikator", "Tingkat", "Catatan", "Target", "PIC"]],
        ["A1:E1"], [1, None, 3, "a", 4, "b"],
        {"C": "level", "D": "note", "E": "target", "F": "owner"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", SEVERAL)
def test_headings_of_several_rows(spbe: Run, desk: Path, kind: str) -> None:
    head, merged, row, wanted = SEVERAL[kind]
    file = book(desk / "k.xlsx", {"Isi": merged}, Isi=[*head, row])
    assert roles(spbe, file) == {"A": "number", "B": "name", **wanted}
    found = brought(spbe, file)
    level = next(at for at, key in wanted.items() if key == "level")
    assert found["1", "self"] == str(row[ord(level) - ord("A")])


@pytest.mark.parametrize(
    "kind", ["opinions over fields", "level over opinions", "years over opinions"]
)
def test_headings_of_several_rows_as_csv(spbe: Run, desk: Path, kind: str) -> None:
    """A CSV says nothing of merged cells."""
    head, _merged, row, wanted = SEVERAL[kind]
    lines = [";".join("" if one is None else str(one) for one in line) for line in [*head, row]]
    file = text(desk / "k.csv", "\n".join(["KERTAS KERJA SPBE 2024;;;;;", *lines, ""]))
    assert roles(spbe, file) == {"A": "number", "B": "name", **wanted}


def test_what_fits_twice_is_told_apart_by_all_its_rows(spbe: Run, desk: Path) -> None:
    head, merged, row, _wanted = SEVERAL["opinions over fields"]
    file = book(desk / "k.xlsx", {"Isi": merged}, Isi=[*head, row])
    assert refused(spbe, file, "--column", "level=Tingkat") == [("Isi!C2", "E336")]
    for name in ("Penilaian Eksternal / Tingkat", "Penilaian Eksternal Tingkat", "E", "e"):
        assert brought(spbe, file, "--column", f"level={name}")["1", "self"] == "2"
    assert refused(spbe, file, "--column", "level=Z") == [("", "E337")]


def test_a_heading_in_which_two_still_fit(spbe: Run, desk: Path) -> None:
    head = [["No", "Indikator", 2024, None], [None, None, "Nilai", "Capaian"]]
    merged = ["A1:A2", "B1:B2", "C1:D1"]
    file = book(desk / "k.xlsx", {"Isi": merged}, Isi=[*head, [1, None, 3, 2]])
    done = bring(spbe, file)
    assert told(done) == [("Isi!C2", "E336")]
    assert "2024 / Nilai (C), 2024 / Capaian (D)" in done.stderr
    assert brought(spbe, file, "--column", "level=Capaian") == {("1", "self"): "2"}


# --- several sheets and tables -------------------------------------------------------------------


CHOICES = {
    "A": [["No", "Indikator", "Nilai", "Capaian"], [1, None, 3, 2]],
    "B 2": [["No", "Indikator", "Tingkat", "Level"], [11, None, 3, 2]],
}


@pytest.mark.parametrize(
    "named",
    [
        *(["level=Nilai", "level=Level"], ["A:level=Nilai", "B 2:level=Level"]),
        *(["A!level=C", "B 2!level=D"], ["1:level=C", "2:level=D"], ["a:level=C", "level=Level"]),
    ],
)
def test_each_sheet_has_its_own_choice(spbe: Run, desk: Path, named: list[str]) -> None:
    file = book(desk / "k.xlsx", **CHOICES)
    assert [code for _place, code in refused(spbe, file)] == ["E336", "E336"]
    more = [word for one in named for word in ("--column", one)]
    assert brought(spbe, file, *more) == {("1", "self"): "3", ("11", "self"): "2"}
    repeated(spbe, file, *more)


def test_a_column_that_no_sheet_has(spbe: Run, desk: Path) -> None:
    file = book(desk / "k.xlsx", **CHOICES)
    more = ("--column", "level=Nilai", "--column", "level=Level", "--column")
    assert refused(spbe, file, *more, "C:owner=Level") == [("", "E337")]
    assert refused(spbe, file, *more, "A:note=Level") == [("", "E337")]
    wrong = bring(spbe, file, "--column", "A:tingkat=C")
    assert wrong.returncode == 2


def test_a_later_table_has_its_own_heading(spbe: Run, desk: Path) -> None:
    rows = [
        ["No", "Indikator", "Tingkat", "Target"],
        [1, "Kebijakan Internal Arsitektur", 3, 4],
        [],
        ["DOMAIN 2"],
        ["No", "Indikator", "Target", "Tingkat", "PIC"],
        [11, "Arsitektur SPBE", 5, 2, "Bappeda"],
    ]
    found = brought(spbe, book(desk / "k.xlsx", Isi=rows))
    assert found == {
        ("1", "self"): "3",
        ("1", "target"): "4",
        ("11", "self"): "2",
        ("11", "target"): "5",
        ("11", "owner"): "Bappeda",
    }


def test_a_table_of_levels_above_the_indicators_is_none(spbe: Run, desk: Path) -> None:
    rows = [
        ["No", "Level", "Keterangan"],
        [1, "Rintisan", "belum ada"],
        [2, "Terkelola", "ada"],
        [],
        ["No", "Indikator", "Level", "Keterangan"],
        [1, "Kebijakan Internal Arsitektur", 3, "x"],
    ]
    found = brought(spbe, book(desk / "k.xlsx", Isi=rows))
    assert found == {("1", "self"): "3", ("1", "note"): "x"}


def test_an_opinion_chooses_among_columns(spbe: Run, desk: Path) -> None:
    lines = "No;Indikator;Nilai Mandiri;Nilai Pusat;Target;Catatan\n1;;3;2;4;x\n"
    file = text(desk / "k.csv", lines)
    rest = {("1", "target"): "4", ("1", "note"): "x"}
    found = brought(spbe, file, "--opinion", "official")
    assert found == {("1", "official"): "2", **rest}
    assert "tidak dibaca: Nilai Mandiri" in bring(spbe, file, "--opinion", "official").stdout
    assert brought(spbe, file, "--opinion", "self") == {("1", "self"): "3", **rest}
    assert refused(spbe, file, "--opinion", "verified") == [("", "E336")]
    more = ("--opinion", "verified", "--column", "level=Nilai Pusat")
    assert brought(spbe, file, *more)["1", "verified"] == "2"
    one = text(desk / "l.csv", "No;Indikator;Nilai;Catatan\n1;;3;x\n")
    assert brought(spbe, one, "--opinion", "official") == {
        ("1", "official"): "3",
        ("1", "remark"): "x",
    }


# --- the command that repeats --------------------------------------------------------------------


def repeated(spbe: Run, file: Path, *more: str) -> str:
    """Return the command that is printed; it does the same once more."""
    shown = bring(spbe, file, *more).stdout
    (line,) = [one for one in shown.splitlines() if one.startswith("Pemetaan yang sama: ")]
    words = shlex.split(line.removeprefix("Pemetaan yang sama: spbe "))
    assert words[:4] == ["import", file.name, "--into", "a.yaml"]
    assert brought(spbe, file, *words[4:]) == brought(spbe, file, *more)
    return line


UNSAFE = [
    "Nilai $HOME `x`",
    'Nilai "Akhir"',
    "Nilai %PATH%",
    "Nilai Akhir!",
    "Nilai 'Akhir'",
    "A=B",
]


@pytest.mark.parametrize("heading", UNSAFE)
def test_headings_that_a_shell_would_read(spbe: Run, desk: Path, heading: str) -> None:
    rows = [["No", "Indikator", heading, "Nilai Mandiri", "PIC"], [1, None, 4, 3, "B"]]
    file = book(desk / "k.xlsx", Isi=rows)
    line = repeated(spbe, file, "--column", f"level={heading}")
    assert '--column level="C"' in line
    assert not set(line) & set("$`%!'\\")


def test_the_command_of_several_sheets_has_all_their_headings(spbe: Run, desk: Path) -> None:
    sheets = {
        "D1": [["No", "Indikator", "Tingkat Kematangan", "Bukti"], [1, None, 3, "SK"]],
        "D2": [
            ["No", "Indikator", "Nilai", "Data Dukung", ""],
            [11, None, 2, "SK", "https://s.id/x"],
        ],
    }
    line = repeated(spbe, book(desk / "k.xlsx", **sheets))
    for named in ('level="Tingkat Kematangan"', 'level="Nilai"', 'D2:evidence="E"'):
        assert f"--column {named}" in line


def test_the_command_of_a_heading_that_means_two_things(spbe: Run, desk: Path) -> None:
    """``Nilai`` of the first sheet is not that of the second, from which Capaian was chosen."""
    head = ["No", "Indikator", "Nilai", "Capaian"]
    file = book(desk / "k.xlsx", D_1=[head, [1, None, 3, 2]], **{"D$2": [head, [11, None, 3, 2]]})
    more = ("--column", "1:level=Nilai", "--column", "2:level=Capaian")
    line = repeated(spbe, file, *more)
    assert '--column "D 1:level=Nilai" --column 2:level="Capaian"' in line
    assert "$" not in line


def test_the_command_keeps_the_opinion(spbe: Run, desk: Path) -> None:
    file = text(desk / "k.csv", "No;Indikator;Nilai;Catatan\n1;;3;x\n")
    assert repeated(spbe, file, "--opinion", "verified").endswith("--opinion verified")


# --- other workbooks -----------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_headings_and_hidden_sheets_of_other_workbooks(spbe: Run, desk: Path, ending: str) -> None:
    """As LibreOffice writes them; of merged cells nothing is known there."""
    import openpyxl

    head, merged, row, wanted = SEVERAL["opinions over fields"]
    file = book(desk / "k.xlsx", {"Isi": merged}, Isi=[*head, row])
    made = openpyxl.load_workbook(file)
    made.create_sheet("D2").append(["No", "Indikator", "Tingkat"])
    made["D2"].append([11, None, 4])
    made["D2"].sheet_state = "hidden"
    made.save(file)
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{desk}/profile"]
    subprocess.run(
        [*command, "--convert-to", ending, "--outdir", str(desk), str(file)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    other = desk / f"k.{ending}"
    assert brought(spbe, other)["1", "official"] == "2"
    assert brought(spbe, other)["11", "self"] == "4"
    assert "!D2!A1 (lembar tersembunyi)" in bring(spbe, other).stdout
    assert roles(spbe, other) == {"A": "number", "B": "name", **wanted} | {"C": "level"}


def test_an_owner_merged_over_two_columns(spbe: Run, desk: Path) -> None:
    head = [["No", "Indikator", "Tingkat", "PIC", None], [None, None, 2024, None, None]]
    rows = [*head, [1, None, 3, "Bappeda", "Diskominfo"], [2, None, 2, "Bappeda", None]]
    found = brought(spbe, book(desk / "k.xlsx", {"Isi": ["D1:E1"]}, Isi=rows))
    assert (found["1", "owner"], found["2", "owner"]) == ("Bappeda; Diskominfo", "Bappeda")
