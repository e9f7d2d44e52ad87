"""Ticks in a kertas kerja: levels as columns, and ticks where a level is meant."""

import json
from pathlib import Path

import openpyxl
import pytest
from program import Run
from worksheets import begin, book, bring, brought, refused, text, told

ONE, TWO = "1;Kebijakan Internal Arsitektur SPBE", "2;Kebijakan Internal Peta Rencana SPBE"
FIVE = "Tingkat 1;Tingkat 2;Tingkat 3;Tingkat 4;Tingkat 5"


@pytest.fixture
def desk(spbe: Run, tmp_path: Path) -> Path:
    return begin(spbe, tmp_path)


@pytest.mark.parametrize(
    "headings",
    [
        *(
            FIVE,
            "1;2;3;4;5",
            "I;II;III;IV;V",
            "L1;L2;L3;L4;L5",
            "Level 5;Level 4;Level 3;Level 2;1",
        ),
        "Tingkat 1 (Rintisan);Tingkat 2 (Terkelola);Tingkat 3 (Terdefinisi);Tingkat 4;Tingkat 5",
        "Rintisan;Terkelola;Terdefinisi;Terpadu dan Terukur;Optimum",
    ],
)
@pytest.mark.parametrize("tick", ["v", "V", "x", "√", "✓", "(v)", "✔️", "☑", "ü"])
def test_levels_as_columns(spbe: Run, desk: Path, headings: str, tick: str) -> None:
    turned = headings.startswith("Level 5")
    rows = f"{ONE};{tick};;;;\n{TWO};;;{tick};;\n"
    file = text(desk / "k.csv", f"No;Indikator;{headings}\n{rows}")
    wanted = {("1", "self"): "5" if turned else "1", ("2", "self"): "3"}
    assert brought(spbe, file) == wanted
    shown = bring(spbe, file).stdout
    first, third = headings.split(";")[:3:2]
    assert f"C  {first} → tingkat: centang berarti {'5' if turned else '1'}" in shown
    assert f"E  {third} → tingkat: centang berarti 3" in shown
    assert shown.endswith("Pemetaan yang sama: spbe import k.csv --into a.yaml\n")


@pytest.mark.parametrize(
    ("cells", "levels"),
    [
        (["1;;;;", ";;3;;"], "13"),  # the level itself
        (["1;0;0;0;0", "0;0;1;0;0"], "13"),
        (["TRUE;FALSE;FALSE;FALSE;FALSE", "FALSE;FALSE;TRUE;FALSE;FALSE"], "13"),
        (["☑;☐;☐;☐;☐", "☐;☐;☑;☐;☐"], "13"),
        (["✓;x;x;x;x", "✗;✗;✓;✗;✗"], "13"),  # a cross beside a tick says no
        (["v;-;-;-;-", "-;-;ya;-;-"], "13"),
    ],
)
def test_other_marks(spbe: Run, desk: Path, cells: list[str], levels: str) -> None:
    file = text(desk / "k.csv", f"No;Indikator;{FIVE}\n{ONE};{cells[0]}\n{TWO};{cells[1]}\n")
    assert brought(spbe, file) == {("1", "self"): levels[0], ("2", "self"): levels[1]}


def test_zero_is_a_level_of_2018(spbe: Run, tmp_path: Path) -> None:
    begin(spbe, tmp_path, year="2019")
    rows = "18;Tim Pengarah SPBE;v;;;;;\n19;Inovasi Proses Bisnis;;;;;v;\n"
    file = text(tmp_path / "k.csv", f"No;Indikator;Tingkat 0;{FIVE}\n{rows}")
    assert brought(spbe, file) == {("18", "self"): "0", ("19", "self"): "4"}


def test_a_row_ticked_twice_or_with_words_is_refused_by_its_cell(spbe: Run, desk: Path) -> None:
    rows = f"{ONE};v;v;;;\n{TWO};;;v;;\n3;Kebijakan Internal Manajemen Data;;belum;;;\n"
    file = text(desk / "k.csv", f"No;Indikator;{FIVE}\n{rows}")
    assert refused(spbe, file) == [("2:4", "E359"), ("4:4", "E358")]
    file = book(
        desk / "k.xlsx",
        Isi=[line.split(";") for line in f"No;Indikator;{FIVE}\n{rows}".splitlines()],
    )
    assert refused(spbe, file) == [("Isi!D2", "E359"), ("Isi!D4", "E358")]
    assert "beberapa tingkat dicentang untuk indikator 1: 1, 2" in bring(spbe, file).stderr


@pytest.mark.parametrize("merged", [True, False])
def test_levels_under_a_heading_for_each_opinion(spbe: Run, desk: Path, *, merged: bool) -> None:
    rows = [
        ["No", "Indikator", "Penilaian Mandiri", *[None] * 4, "Penilaian Eksternal", *[None] * 4],
        [None, None, 1, 2, 3, 4, 5, 1, 2, 3, 4, 5],
        [1, None, None, None, "v", None, None, None, "v"],
        [2, None, "v", None, None, None, None, "v"],
        ["Jumlah", None, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0],
    ]
    spans = {"Isi": ["A1:A2", "B1:B2", "C1:G1", "H1:L1"]} if merged else None
    found = brought(spbe, book(desk / "k.xlsx", spans, Isi=rows))
    assert found == {
        ("1", "self"): "3",
        ("1", "official"): "2",
        ("2", "self"): "1",
        ("2", "official"): "1",
    }


def test_a_column_of_levels_beside_ticks_is_read(spbe: Run, desk: Path) -> None:
    head = f"No;Indikator;{FIVE};Nilai"
    file = text(desk / "k.csv", f"{head}\n{ONE};v;;;;;2\n{TWO};;;v;;;3\n")
    assert brought(spbe, file) == {("1", "self"): "2", ("2", "self"): "3"}
    file = text(desk / "l.csv", f"{head}\n{ONE};v;;;;;\n{TWO};;;v;;;\n")
    assert brought(spbe, file) == {("1", "self"): "1", ("2", "self"): "3"}


@pytest.mark.parametrize(
    "head", ["Tingkat 1;Tingkat 3;Tingkat 5", "Level 1;Level 2;Level 3;Level 4"]
)
@pytest.mark.parametrize("mark", ["v", "V", "3"])
def test_one_of_several_levels_is_never_suggested(
    spbe: Run, desk: Path, head: str, mark: str
) -> None:
    file = text(desk / "k.csv", f"No;Indikator;{head}\n{ONE};{mark};;;\n{TWO};{mark};;;\n")
    done = bring(spbe, file)
    assert [code for _place, code in told(done)] == ["E345"]
    assert not any(one in done.stderr.split("misalnya")[1] for one in head.split(";"))


def test_criteria_are_no_ticks(spbe: Run, desk: Path) -> None:
    rows = f"{ONE};belum ada;ada;lengkap;terpadu;ditinjau;3\n"
    file = text(desk / "k.csv", f"No;Indikator;{FIVE};Nilai\n{rows}")
    assert brought(spbe, file) == {("1", "self"): "3"}
    file = text(desk / "k.csv", f"No;Indikator;{FIVE}\n{rows[:-3]}\n")
    assert refused(spbe, file) == [("1:1", "E345")]


@pytest.mark.parametrize("tick", ["v", "V", "x", "√", "✓", "(V)"])
def test_a_tick_is_no_level(spbe: Run, desk: Path, tick: str) -> None:
    file = text(desk / "k.csv", f"No;Indikator;Nilai\n{ONE};{tick}\n")
    assert refused(spbe, file) == [("2:3", "E357")]
    text(desk / "b.yaml", f'institution: Kota Contoh\nyear: 2024\nindicators: {{1: "{tick}"}}\n')
    assert spbe("score", "b.yaml", cwd=desk).returncode == 3


def test_a_tick_in_a_form_is_no_level(spbe: Run, desk: Path) -> None:
    assert spbe("form", "a.yaml", "-o", "f.xlsx", cwd=desk).returncode == 0
    made = openpyxl.load_workbook(desk / "f.xlsx")
    sheet = made.worksheets[1]
    keys = {sheet.cell(3, at).value: at for at in range(1, sheet.max_column + 1)}
    row = next(row for row in range(4, 20) if sheet.cell(row, 1).value == "1")
    sheet.cell(row, keys["level"]).value = "V"
    made.save(desk / "f.xlsx")
    assert [code for _place, code in refused(spbe, desk / "f.xlsx")] == ["E357"]


def test_among_roman_numbers_v_is_five(spbe: Run, desk: Path) -> None:
    file = text(desk / "k.csv", f"No;Indikator;Nilai\n{ONE};V\n{TWO};III\n")
    assert brought(spbe, file) == {("1", "self"): "5", ("2", "self"): "3"}
    file = text(desk / "k.csv", f"No;Indikator;Nilai\n{ONE};Level V\n{TWO};V (Optimum)\n")
    assert brought(spbe, file) == {("1", "self"): "5", ("2", "self"): "5"}


def test_the_levels_of_columns_are_data(spbe: Run, desk: Path) -> None:
    file = text(desk / "k.csv", f"No;Indikator;{FIVE}\n{ONE};v;;;;\n")
    (sheet,) = json.loads(bring(spbe, file, "--format", "json").stdout)["worksheets"]
    assert [one.get("level") for one in sheet["columns"]] == [None, None, *"12345"]
