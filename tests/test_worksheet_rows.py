"""Rows and sheets of a kertas kerja: nothing is lost in silence, nothing lands at another item."""

import json
from pathlib import Path
from typing import Literal

import openpyxl
import pytest
from program import Run
from worksheets import begin, book, bring, brought, refused, text, told

HEAD = ["No", "Indikator", "Tingkat"]
ONE = [HEAD, [1, None, 3]]


@pytest.fixture
def desk(spbe: Run, tmp_path: Path) -> Path:
    return begin(spbe, tmp_path)


# --- sheets --------------------------------------------------------------------------------------


def test_sheets_that_are_not_read_are_named(spbe: Run, desk: Path) -> None:
    """One without a heading, one without a column of levels; and what helps does help."""
    sheets = {
        "D1": ONE,
        "D2": [[11, "Arsitektur SPBE", 4], [12, "Peta Rencana SPBE", 2]],
        "D3": [["No", "Indikator", "Skala"], [21, None, 4]],
        "Petunjuk": [["Isi dengan angka 1 sampai 5."]],
        "Kosong": [],
    }
    file = book(desk / "k.xlsx", **sheets)
    done = bring(spbe, file)
    assert done.returncode == 0
    assert told(done) == [("D2!A1", "E344"), ("D3!A1", "E345"), ("", "E349")]
    assert "tidak dibaca: Petunjuk" in done.stderr
    assert "Kosong" not in done.stderr
    line = next(one for one in done.stderr.splitlines() if "E344" in one)
    named = line[line.index("--column") :].rstrip(".").replace('"', "").split(" --column ")
    more = [word for one in named for word in ("--column", one.removeprefix("--column "))]
    found = brought(spbe, file, *more, "--column", "level=Skala")
    assert found == {
        ("1", "self"): "3",
        ("11", "self"): "4",
        ("12", "self"): "2",
        ("21", "self"): "4",
    }
    data = json.loads(bring(spbe, file, "--format", "json").stdout)
    assert [one["code"] for one in data["doubts"]] == ["E344", "E345", "E349"]


def test_a_workbook_of_which_nothing_can_be_read_says_why(spbe: Run, desk: Path) -> None:
    file = book(desk / "k.xlsx", Isi=[["No", "Indikator", "Skala"], [21, None, 4]])
    assert refused(spbe, file) == [("Isi!A1", "E345")]
    file = book(desk / "k.xlsx", Isi=[[21, "Manajemen Risiko SPBE", 4]])
    assert refused(spbe, file) == [("Isi!A1", "E344")]


def test_sheets_of_another_year_are_not_read(spbe: Run, desk: Path) -> None:
    file = book(desk / "k.xlsx", **{"2023": ONE, "2024": [HEAD, [1, None, 2]]})
    assert brought(spbe, file) == {("1", "self"): "2"}
    assert told(bring(spbe, file)) == [("2023", "E346")]
    assert refused(spbe, book(desk / "l.xlsx", SPBE_2023=ONE)) == [("SPBE 2023", "E346")]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_sheets_and_rows_are_read_with_a_word(
    spbe: Run, desk: Path, state: Literal["hidden", "veryHidden"]
) -> None:
    file = book(desk / "k.xlsx", D1=ONE, D2=[HEAD, [11, None, 4], [12, None, 2]])
    made = openpyxl.load_workbook(file)
    made["D2"].sheet_state = state
    made["D2"].row_dimensions[3].hidden = True
    made.save(file)
    done = bring(spbe, file)
    assert "D2!A1 (lembar tersembunyi)" in done.stdout
    assert "D1!A1\n" in done.stdout
    assert "2 indikator; 1 pada baris tersembunyi;" in done.stdout
    sheets = json.loads(bring(spbe, file, "--format", "json").stdout)["worksheets"]
    assert [(one["hidden"], one["hidden_rows"]) for one in sheets] == [(False, 0), (True, 1)]


# --- rows that go on with an indicator -----------------------------------------------------------


GOES_ON = """No;Indikator;Tingkat;Penjelasan;Data Dukung;PIC
2;;3;ok;SK A;Bappeda
;;;;Perbup 12/2023;Diskominfo
;;;Aspek keamanan;Notula;
3;;2;;;
"""


def test_rows_without_number_go_on_with_the_indicator_above(spbe: Run, desk: Path) -> None:
    file = text(desk / "k.csv", GOES_ON)
    assert brought(spbe, file) == {
        ("2", "self"): "3",
        ("2", "note"): "ok\nAspek keamanan",
        ("2", "evidence"): "SK A\nPerbup 12/2023\nNotula",
        ("2", "owner"): "Bappeda; Diskominfo",
        ("3", "self"): "2",
    }
    shown = bring(spbe, file).stdout
    assert "2 indikator; 2 baris lanjutan; 0 baris lain dilewati" in shown


def test_an_indicator_that_says_all_in_the_rows_below(spbe: Run, desk: Path) -> None:
    lines = "No;Indikator;Tingkat;Data Dukung\n2;;;\n;;;SK A\n;;;SK B\n3;;;\n4;;1;\n"
    file = text(desk / "k.csv", lines)
    assert brought(spbe, file) == {("2", "evidence"): "SK A\nSK B", ("4", "self"): "1"}
    assert "3 indikator; 1 di antaranya belum diisi; 2 baris lanjutan" in bring(spbe, file).stdout


@pytest.mark.parametrize("also", ["", "C"])
def test_numbers_merged_over_the_rows_of_an_indicator(spbe: Run, desk: Path, also: str) -> None:
    """Level and note may be merged with them; a row of them may be empty."""
    rows = [
        [*HEAD, "Data Dukung"],
        [1, "Kebijakan Internal Arsitektur", 3, "SK 1"],
        [2, "Kebijakan Internal Peta Rencana", 2, "SK 2"],
        [None, None, None, "Perbup 12"],
        [None, None, None, None],
        [3, "Kebijakan Internal Manajemen Data", 1, "SK 3"],
    ]
    merged = ["A3:A5", "B3:B5", *([f"{also}3:{also}5"] if also else [])]
    file = book(desk / "k.xlsx", {"Isi": merged}, Isi=rows)
    assert brought(spbe, file)["2", "evidence"] == "SK 2\nPerbup 12"
    file = book(desk / "l.xlsx", {"Isi": [*merged, "D5:D6"]}, Isi=rows)
    assert ("Isi!D5:D6", "E314") in refused(spbe, file)


def test_a_level_without_a_number_is_refused_with_what_helps(spbe: Run, desk: Path) -> None:
    file = text(desk / "k.csv", "No;Indikator;Tingkat;Bukti\n2;;3;SK\n;;4;SK B\n")
    assert refused(spbe, file) == [("3:3", "E341")]
    assert "tersembunyi" not in bring(spbe, file).stderr


def test_what_stands_below_the_table_is_told_and_goes_nowhere(spbe: Run, desk: Path) -> None:
    lines = "No;Indikator;Tingkat;Bukti\n2;;3;SK\n;;;\n;;;Mengetahui,\n;;;Kepala Dinas\n"
    file = text(desk / "k.csv", lines)
    assert brought(spbe, file)["2", "evidence"] == "SK"
    done = bring(spbe, file)
    assert [code for _place, code in told(done)] == ["E347"]
    assert "tidak dibaca: Mengetahui,, Kepala Dinas" in done.stderr


def test_a_group_with_notes_is_told(spbe: Run, desk: Path) -> None:
    lines = "No;Indikator;Tingkat;Catatan\n;Kebijakan Internal SPBE;2,5;Perlu Perbup\n2;;3;\n"
    done = bring(spbe, text(desk / "k.csv", lines))
    assert [code for _place, code in told(done)] == ["E347"]
    assert "Perlu Perbup" in done.stderr
    lines = "No;Indikator;Tingkat;Catatan\n;Kebijakan Internal SPBE;2,5;\n2;;3;\n;JUMLAH;3;\n"
    assert told(bring(spbe, text(desk / "k.csv", lines))) == []


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("21;Manajemen SPBE;3;c", "E343"),  # the name of a domain, another number
        ("21;Kebersihan taman;3;c", "E343"),
        ("21;Manajemen Keamanan Informasi;3;c", "E335"),
        ("3;Manajemen SPBE;2,5;", ""),  # the domain, with its index
    ],
)
def test_the_name_of_a_section_beside_the_number_of_an_indicator(
    spbe: Run, desk: Path, row: str, code: str
) -> None:
    lines = f"No;Indikator;Tingkat;Catatan\n{row}\n22;;3;\n"
    file = text(desk / "k.csv", lines)
    if code:
        assert [one for _place, one in refused(spbe, file)] == [code]
    else:
        assert brought(spbe, file) == {("22", "self"): "3"}


# --- columns without a heading -------------------------------------------------------------------


def test_a_column_without_a_heading_beside_the_evidence(spbe: Run, desk: Path) -> None:
    lines = "No;Indikator;Tingkat;Data Dukung;;\n2;;3;SK A;https://s.id/x;lihat map\n"
    file = text(desk / "k.csv", lines)
    assert brought(spbe, file)["2", "evidence"] == "SK A | https://s.id/x"
    shown = bring(spbe, file).stdout
    assert "E  (tanpa judul) → bukti dukung" in shown
    assert "tidak dibaca: kolom F (tanpa judul)" in shown
    (sheet,) = json.loads(bring(spbe, file, "--format", "json").stdout)["worksheets"]
    assert sheet["unread"] == ["F"]
    lines = "No;Indikator;Tingkat;Data Dukung;\n2;;3;SK A;\n"
    assert "tidak dibaca" not in bring(spbe, text(desk / "l.csv", lines)).stdout


# --- numbers in names ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "11. Tingkat Kematangan Arsitektur SPBE",
        "Indikator 11 : Tingkat Kematangan Arsitektur SPBE Instansi Pusat/Pemerintah Daerah",
        "11) Arsitektur SPBE",
        "I11 - Arsitektur SPBE",
        "Indikator 11 Arsitektur SPBE",
    ],
)
def test_the_number_before_a_name_counts(spbe: Run, desk: Path, name: str) -> None:
    file = text(desk / "k.csv", f"Indikator;Tingkat;Catatan\n{name};3;x\n")
    assert brought(spbe, file) == {("11", "self"): "3", ("11", "note"): "x"}
    file = text(desk / "l.csv", f"Indikator;Tingkat\n{name};3\n")
    assert brought(spbe, file) == {("11", "self"): "3"}


@pytest.mark.parametrize(
    "name",
    ["4. Kebijakan Internal Manajemen Keamanan Informasi", "Indikator 12: Arsitektur SPBE"],
)
def test_a_number_that_contradicts_its_name_is_refused(spbe: Run, desk: Path, name: str) -> None:
    file = text(desk / "k.csv", f"Indikator;Tingkat;Catatan\n{name};3;x\n")
    assert [code for _place, code in refused(spbe, file)] == ["E335"]


def test_a_running_number_beside_numbered_names(spbe: Run, desk: Path) -> None:
    lines = "No;Indikator;Tingkat\n1;11. Arsitektur SPBE;3\n2;12. Peta Rencana SPBE;2\n"
    file = text(desk / "k.csv", lines)
    assert brought(spbe, file) == {("11", "self"): "3", ("12", "self"): "2"}
    lines = "No;No Indikator;Tingkat;Catatan\n1;11;3;x\n2;12;2;y\n"
    found = brought(spbe, text(desk / "l.csv", lines))
    assert {item for item, _field in found} == {"11", "12"}


def test_numbers_that_were_never_computed(spbe: Run, desk: Path) -> None:
    file = book(desk / "k.xlsx", Isi=[HEAD, ["=ROW()-1", "Kebijakan Internal Arsitektur", 3]])
    assert refused(spbe, file) == [("Isi!A2", "E333")]


# --- levels beside names -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "level", "number"),
    [
        ("1", "4 (empat)", "4"),
        ("1", "3 (Terstandarisasi)", "3"),
        ("32", "3 - Transaksi", "3"),
        ("32", "Level 4: Kolaborasi", "4"),
        ("1", "3 (cukup)", "3"),
        ("1", "4 (Terintegrasi & Terukur)", "4"),
        ("1", "4 (tiga)", None),
        ("32", "2 (Transaksi)", None),
        ("1", "2 (Terstandarisasi)", None),
        ("1", "2 (Terdefinsi)", None),
        ("32", "1 (Interaksi)", None),
        ("1", "IV (Optimum)", None),
    ],
)
def test_a_level_beside_a_name(
    spbe: Run, desk: Path, item: str, level: str, number: str | None
) -> None:
    file = text(desk / "k.csv", f"No;Indikator;Tingkat;Catatan\n{item};;{level};\n")
    if number is None:
        assert [code for _place, code in refused(spbe, file)] == ["E352"]
    else:
        assert brought(spbe, file) == {(item, "self"): number}


def test_names_of_the_levels_of_another_regulation(spbe: Run, tmp_path: Path) -> None:
    """2026 has levels of its own names."""
    begin(spbe, tmp_path, year="2026")
    file = text(tmp_path / "k.csv", "No;Indikator;Tingkat;Catatan\n1;;3 (Berkembang);\n")
    assert brought(spbe, file) == {("1", "self"): "3"}
    file = text(tmp_path / "k.csv", "No;Indikator;Tingkat;Catatan\n1;;3 (Melembaga);\n")
    assert [code for _place, code in refused(spbe, file)] == ["E352"]


@pytest.mark.parametrize(
    "level", ["3.", "Tingkat ke-3", "level-3", "3 = Terdefinisi", "Tingkat III (Terdefinisi)."]
)
def test_a_level_in_other_words(spbe: Run, desk: Path, level: str) -> None:
    file = text(desk / "k.csv", f"No;Indikator;Tingkat;Catatan\n1;;{level};\n")
    assert brought(spbe, file) == {("1", "self"): "3"}


def test_a_sum_that_stands_under_the_numbers(spbe: Run, desk: Path) -> None:
    rows = "Catatan;Skor;No.;Indikator\nx;3;1;\nJumlah dokumen 5;2;2;\n;Jumlah;5;\n"
    found = brought(spbe, text(desk / "k.csv", rows))
    assert found == {
        ("1", "self"): "3",
        ("1", "note"): "x",
        ("2", "self"): "2",
        ("2", "note"): "Jumlah dokumen 5",
    }


@pytest.mark.parametrize("level", ["Level -3", "-3", "3*", "3 dari 5", "3/5", ".3."])
def test_what_is_no_plain_level_is_refused(spbe: Run, desk: Path, level: str) -> None:
    file = text(desk / "k.csv", f"No;Indikator;Tingkat;Catatan\n1;;{level};\n")
    assert {code for _place, code in refused(spbe, file)} <= {"E315", "E202"}


@pytest.mark.parametrize(
    "day",
    [
        *("Triwulan Kedua 2025", "Trw. II/2025", "Sem. 1 2025", "Semester Ganjil 2025"),
        *("Caturwulan I TA 2025", "TW2 2025", "Q3 2025", "Mei-21", "Mei '21", "Agt 2024", "2025"),
    ],
)
def test_a_span_of_time_is_no_date(spbe: Run, desk: Path, day: str) -> None:
    file = text(desk / "k.csv", f"No;Indikator;Tingkat;Bukti\n1;;3;SK | bukti/a.pdf | {day}\n")
    assert [code for _place, code in refused(spbe, file)] == ["E334"]


@pytest.mark.parametrize("words", ["Rev-21", "Semester Panjang 2025", "Perwali 2025", "Tim 12"])
def test_what_only_looks_like_a_date_is_a_title(spbe: Run, desk: Path, words: str) -> None:
    file = text(desk / "k.csv", f"No;Indikator;Tingkat;Bukti\n1;;3;SK | bukti/a.pdf | {words}\n")
    assert words in brought(spbe, file)["1", "evidence"]


@pytest.mark.parametrize(
    ("level", "said"),
    [
        ("3 (Rintisan)", "angka 3 dan nama Rintisan bertentangan (indikator 1): Rintisan ialah"),
        ("Level 4 - Terkelola", "Terkelola ialah tingkat 2. Tulis 4 atau 2 saja"),
        ("IV (Optimum)", "Optimum ialah tingkat 5. Tulis 4 atau 5 saja"),
    ],
)
def test_number_and_name_of_a_level_are_both_told(
    spbe: Run, desk: Path, level: str, said: str
) -> None:
    """In a table, in the assessment itself, and in a list of levels."""
    file = text(desk / "k.csv", f"No;Indikator;Tingkat;Catatan\n1;;{level};\n")
    assert said in spbe("import", file, "--into", desk / "a.yaml").stderr
    own = text(
        desk / "b.yaml",
        f"institution: Kota Contoh\nyear: 2024\nindicators:\n  1: {level}\n  2: {{self: 2}}\n",
    )
    done = spbe("score", own)
    assert (done.returncode, said in done.stderr) == (3, True), done.stderr
    numbers = ";".join(map(str, range(1, 48)))
    row = ";".join([level, *["2"] * 46])
    listed = text(desk / "l.csv", f"instansi;tahun;{numbers}\nKota Contoh;2024;{row}\n")
    assert said in spbe("rank", listed).stderr


# --- links ---------------------------------------------------------------------------------------


def test_links_behind_every_cell_of_a_row(spbe: Run, desk: Path) -> None:
    rows = [
        [*HEAD, "Penjelasan", "Bukti", "PIC", "Nilai Pusat"],
        [1, "Kebijakan Internal Arsitektur", 3, "lihat", "SK 1", "Bappeda", 2],
        [2, "Kebijakan Internal Peta Rencana", None, None, None, None, None],
    ]
    file = book(desk / "k.xlsx", Isi=rows)
    made = openpyxl.load_workbook(file)
    sheet = made["Isi"]
    for cell in ("A2", "B2", "C2", "D2", "E2", "F2", "G2", "B3"):
        sheet[cell].hyperlink = f"https://a.id/{cell}"
    made.save(file)
    found = brought(spbe, file)
    assert found["1", "note"] == "lihat (https://a.id/D2)"
    assert found["1", "evidence"].split("\n") == [
        "SK 1 | https://a.id/E2",
        *(f"https://a.id/{cell}" for cell in ("A2", "B2", "C2", "G2")),
    ]
    assert found["2", "evidence"] == "https://a.id/B3"
    done = bring(spbe, file)
    assert told(done) == [("Isi!F2", "E348")]
    assert "https://a.id/F2" in done.stderr


def test_links_in_rows_that_go_on(spbe: Run, desk: Path) -> None:
    rows = [[*HEAD, "Bukti"], [1, None, 3, "SK 1"], [None, None, None, "SK 2"]]
    file = book(desk / "k.xlsx", Isi=rows)
    made = openpyxl.load_workbook(file)
    made["Isi"]["D2"].hyperlink = "https://a.id/1"
    made["Isi"]["D3"].hyperlink = "https://a.id/2"
    made.save(file)
    assert brought(spbe, file)["1", "evidence"] == "SK 1 | https://a.id/1\nSK 2 | https://a.id/2"


def test_links_behind_the_facts_of_a_form(spbe: Run, desk: Path) -> None:
    assert spbe("form", "a.yaml", "-o", "f.xlsx", cwd=desk).returncode == 0
    made = openpyxl.load_workbook(desk / "f.xlsx")
    sheet = made.worksheets[1]
    keys = {sheet.cell(3, at).value: at for at in range(1, sheet.max_column + 1)}
    row = next(row for row in range(4, 20) if sheet.cell(row, 1).value == "1")
    for key in ("fact", "analysis", "note"):
        cell = sheet.cell(row, keys[key])
        cell.value, cell.hyperlink = f"isi {key}", f"https://a.id/{key}"
    made.save(desk / "f.xlsx")
    found = brought(spbe, desk / "f.xlsx")
    assert {field: new for (_item, field), new in found.items()} == {
        key: f"isi {key} (https://a.id/{key})" for key in ("fact", "analysis", "note")
    }


# --- sums ----------------------------------------------------------------------------------------


def test_sums_without_a_word_are_told_and_no_indicators(spbe: Run, desk: Path) -> None:
    """A mean below the levels, typed or computed, has no number; a level without one is refused."""
    file = text(desk / "k.csv", "No;Indikator;Tingkat;Catatan\n2;;3;x\n3;;2;y\n;;2,5;\n")
    assert brought(spbe, file)["3", "self"] == "2"
    assert told(bring(spbe, file)) == [("4:1", "E347")]
    rows = [[*HEAD, "PIC"], [2, None, 3, "a"], [3, None, 1, "b"], [None, None, "=AVERAGE(C2:C3)"]]
    done = bring(spbe, book(desk / "k.xlsx", Isi=rows))
    assert done.returncode == 0
    lines = "No;Indikator;Tingkat;Catatan\n2;;3;x\n;Rata-rata;2,5;\n;JUMLAH;5;\n"
    assert told(bring(spbe, text(desk / "l.csv", lines))) == []


def test_several_columns_of_evidence(spbe: Run, desk: Path) -> None:
    """Numbered ones are all read; a title and its link are one document."""
    lines = "No;Indikator;Tingkat;Bukti 1;Bukti 2;Bukti 3\n2;;3;SK a;SK b;\n3;;1;;;SK c\n"
    found = brought(spbe, text(desk / "k.csv", lines))
    assert (found["2", "evidence"], found["3", "evidence"]) == ("SK a\nSK b", "SK c")
    lines = "No;Indikator;Tingkat;Link;Nama Dokumen\n2;;3;https://a.id/1;SK a\n3;;1;map 3;SK c\n"
    found = brought(spbe, text(desk / "k.csv", lines))
    assert found["2", "evidence"] == "SK a | https://a.id/1"
    lines = "No;Indikator;Tingkat;Bukti;Dokumen\n2;;3;SK a;SK b\n"
    assert [one for _place, one in refused(spbe, text(desk / "k.csv", lines))] == ["E336"]


@pytest.mark.parametrize("first", ["2;;3;;2;baik", "2;;;;;"])
def test_remarks_go_on_too(spbe: Run, desk: Path, first: str) -> None:
    head = "No;Indikator;Nilai Mandiri;Catatan;Nilai Pusat;Catatan Asesor"
    file = text(desk / "k.csv", f"{head}\n{first}\n;;;;;lengkapi SK\n;;;ada;;\n")
    found = brought(spbe, file)
    assert found["2", "remark"] == ("baik\nlengkapi SK" if "baik" in first else "lengkapi SK")
    assert found["2", "note"] == "ada"


def test_all_levels_that_cannot_be_are_told_at_once(spbe: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("institution: A\nyear: 2024\n", "utf-8")
    (tmp_path / "x.csv").write_text(
        "No;Indikator;Nilai\n1;Kebijakan Internal Arsitektur SPBE;tiga\n"
        "2;Kebijakan Internal Peta Rencana SPBE;9\n3;Kebijakan Internal Manajemen Data;2,5\n",
        "utf-8",
    )
    done = spbe("import", "x.csv", "--into", "a.yaml", cwd=tmp_path)
    assert done.returncode == 3
    told = [line.split()[:2] for line in done.stderr.splitlines()]
    assert told == [["x.csv:2:3:", "E315"], ["x.csv:3:3:", "E202"], ["x.csv:4:3:", "E203"]]
