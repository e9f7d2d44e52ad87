"""What is said of numbers, services, days and links that are not certain."""

from pathlib import Path

import pytest
import xlsxwriter
from program import Run
from worksheets import begin, bring, brought, text, told

HEAD = "No;Indikator;Nilai\n"
NAME = "Layanan Publik Instansi Pemerintah"


def test_all_columns_that_fit_are_counted(spbe: Run, tmp_path: Path) -> None:
    begin(spbe, tmp_path)
    rows = "No;Indikator;Nilai;Skor;Capaian\n1;Kebijakan Internal Arsitektur SPBE;1;2;3\n"
    done = bring(spbe, text(tmp_path / "k.csv", rows))
    assert "E336 beberapa kolom cocok untuk level: Nilai (C), Skor (D), Capaian (E)" in done.stderr


# --- an indicator that is answered for several services (5/2018) ---


def test_a_second_service_is_named(spbe: Run, tmp_path: Path) -> None:
    begin(spbe, tmp_path, year="2019")
    done = bring(spbe, text(tmp_path / "k.csv", f"{HEAD}35;{NAME};3\n35;{NAME};4\n"))
    assert done.returncode == 3
    assert done.stderr == (
        "k.csv:3:1: E371 indikator 35 ada dua kali (pertama di k.csv:2:1). Bila ini layanan lain, "
        "tulis nomornya 35-2, 35-3; bila keliru, hapus salah satu barisnya.\n"
    )
    changes = brought(spbe, text(tmp_path / "k.csv", f"{HEAD}35;{NAME};3\n35-2;{NAME};4\n"))
    assert changes == {("35", "self"): "3", ("35-2", "self"): "4"}


def test_another_indicator_on_two_rows_has_no_services(spbe: Run, tmp_path: Path) -> None:
    begin(spbe, tmp_path, year="2019")
    name = "Layanan Pengaduan Publik"
    done = bring(spbe, text(tmp_path / "k.csv", f"{HEAD}32;{name};3\n32;{name};4\n"))
    assert told(done) == [("3:1", "E316")]


@pytest.mark.parametrize("number", ["35a", "35 b", "35.2", "35/2", "35 (2)", "Indikator 35a"])
def test_services_in_other_numbers_are_told_theirs(spbe: Run, tmp_path: Path, number: str) -> None:
    begin(spbe, tmp_path, year="2019")
    done = bring(spbe, text(tmp_path / "k.csv", f"{HEAD}{number};{NAME};3\n"))
    assert told(done) == [("2:1", "E372")]
    assert done.stderr.endswith("tidak dikenal. Layanan indikator 35 ditulis 35, 35-2, 35-3.\n")


def test_no_service_where_there_is_none(spbe: Run, tmp_path: Path) -> None:
    begin(spbe, tmp_path)
    done = bring(spbe, text(tmp_path / "k.csv", f"{HEAD}35a;Layanan Kepegawaian;3\n"))
    assert told(done) == [("2:1", "E341")]


# --- numbers and days ---


@pytest.mark.parametrize(("lang", "number"), [("id", "3,5"), ("en", "3.5")])
def test_numbers_are_said_in_the_language(
    spbe: Run, tmp_path: Path, lang: str, number: str
) -> None:
    begin(spbe, tmp_path)
    rows = f"{HEAD}1;Kebijakan Internal Arsitektur SPBE;3,5 (Terdefinisi)\n"
    done = bring(spbe, text(tmp_path / "k.csv", rows), "--lang", lang)
    assert done.stderr.count(number) == 2
    assert "E352" in done.stderr


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("04/05/2024", "E044 tanggal 04/05/2024 tidak pasti: hari dan bulannya dapat tertukar"),
        ("4-5-2024", "Tulis 2024-05-04 atau 2024-04-05 (tahun-bulan-hari)."),
        ("4.5.2024", "Tulis 2024-05-04 atau 2024-04-05 (tahun-bulan-hari)."),
        ("TW II 2024", "E010"),
        ("31/02/2024", "E010"),
        ("13/13/2024", "E010"),
        ("31/05/2024", ""),
        ("05/05/2024", ""),
        ("4 Mei 2024", ""),
    ],
)
@pytest.mark.parametrize(
    "where", ["action: {text: x, due: DAY}", "evidence: [{title: SK, date: DAY}]"]
)
def test_a_day_that_may_be_another_month_says_so(
    spbe: Run, tmp_path: Path, day: str, said: str, where: str
) -> None:
    line = where.replace("DAY", day)
    lines = f"institution: A\nyear: 2024\nindicators:\n  1: {{self: 3, {line}}}\n"
    done = spbe("score", text(tmp_path / "a.yaml", lines))
    assert (done.returncode, said in done.stderr) == (3 if said else 0, True)


# --- links that lead to another place of the workbook ---


@pytest.mark.parametrize("kind", ["link", "formula"])
@pytest.mark.parametrize("column", ["D", "E"])
def test_a_link_to_another_sheet_is_told(spbe: Run, tmp_path: Path, kind: str, column: str) -> None:
    begin(spbe, tmp_path)
    said = "SK Arsitektur" if column == "D" else "lihat lampiran"
    with xlsxwriter.Workbook(str(tmp_path / "k.xlsx")) as book:
        sheet = book.add_worksheet("Nilai")
        sheet.write_row(0, 0, ["No", "Indikator", "Nilai", "Data Dukung", "Keterangan"])
        name = "Kebijakan Internal Arsitektur SPBE"
        sheet.write_row(1, 0, [1, name, 3, "SK Arsitektur", "lihat lampiran"])
        if kind == "link":
            sheet.write_url(f"{column}2", "internal:'Lampiran 1'!A1", string=said)
        else:
            formula = f'=HYPERLINK("#\'Lampiran 1\'!A1","{said}")'
            sheet.write_formula(f"{column}2", formula, None, said)
        book.add_worksheet("Lampiran 1")
    done = bring(spbe, tmp_path / "k.xlsx")
    assert done.returncode == 0, done.stderr
    assert f"!{column}2: E350 tautan di balik sel ini tidak terbaca sebagai alamat" in done.stderr
    assert f"yang tercatat teksnya: {said}." in done.stderr
    assert brought(spbe, tmp_path / "k.xlsx")["1", "evidence"] == "SK Arsitektur"
