"""Whose levels a kertas kerja holds where only its title, or that of its sheet, says so."""

import json
import shlex
from pathlib import Path

import pytest
from program import Run
from worksheets import begin, book, bring, brought, refused, text, told

ONE, TWO = "Kebijakan Internal Arsitektur SPBE", "Kebijakan Internal Peta Rencana SPBE"
HEAD = ["No", "Indikator", "Tingkat Kematangan", "Catatan"]
TABLE = f"{';'.join(HEAD)}\n1;{ONE};3;baik\n"


@pytest.fixture
def desk(spbe: Run, tmp_path: Path) -> Path:
    return begin(spbe, tmp_path)


TITLES = {
    "official": [
        *("HASIL PENILAIAN EKSTERNAL (KEMENPANRB) TAHUN 2024", "Penilaian Eksternal SPBE 2024"),
        *("Nilai Pusat SPBE", "Hasil Evaluasi KemenPANRB", "Evaluasi Eksternal", "EKSTERNAL"),
        *("Kertas Kerja Asesor Eksternal", "Hasil Penilaian Kementerian PANRB"),
    ],
    "target": ["TARGET SPBE TAHUN 2024", "Target Tingkat Kematangan"],
    "verified": ["HASIL VERIFIKASI SPBE 2024", "Verifikasi"],
    "self": [
        *("KERTAS KERJA PENILAIAN MANDIRI SPBE", "KERTAS KERJA EVALUASI SPBE 2024", "SPBE 2024"),
        *("Asesor Eksternal: Budi", "Evaluator;: Ani", "PermenPANRB 59/2020 tentang Evaluasi SPBE"),
        *("Kementerian Pendayagunaan Aparatur Negara dan Reformasi Birokrasi", "Hasil SPBE 2024"),
        "Penilaian SPBE Instansi Pusat dan Pemerintah Daerah",
        "Hasil Evaluasi Internal SPBE",
        "Nilai mandiri dibandingkan dengan nilai eksternal",
    ],
}


@pytest.mark.parametrize(
    ("title", "opinion"), [(one, role) for role, listed in TITLES.items() for one in listed]
)
def test_a_title_says_whose(spbe: Run, desk: Path, title: str, opinion: str) -> None:
    file = text(desk / "k.csv", f"{title};;;\n;;;\n{TABLE}")
    field = "remark" if opinion == "official" else "note"
    assert brought(spbe, file) == {("1", opinion): "3", ("1", field): "baik"}
    (sheet,) = json.loads(bring(spbe, file, "--format", "json").stdout)["worksheets"]
    assert sheet.get("opinion", "self") == opinion
    shown = bring(spbe, file).stdout
    assert (f"menurut judul: {title}"[:30] in shown) is (opinion != "self")
    (line,) = [one for one in shown.splitlines() if one.startswith("Pemetaan yang sama: ")]
    assert brought(spbe, file, *shlex.split(line)[8:])["1", opinion] == "3"


@pytest.mark.parametrize(
    ("sheet", "opinion"),
    [
        *(("Penilaian Eksternal", "official"), ("Eksternal", "official"), ("Pusat", "official")),
        *(("KemenPANRB", "official"), ("Target", "target"), ("Target 2024", "target")),
        *(("Verifikasi", "verified"), ("Penilaian Mandiri", "self"), ("Isian", "self")),
    ],
)
def test_the_name_of_a_sheet_says_whose(spbe: Run, desk: Path, sheet: str, opinion: str) -> None:
    file = book(desk / "k.xlsx", **{sheet: [HEAD[:3], [1, ONE, 3]]})
    assert brought(spbe, file) == {("1", opinion): "3"}


def test_each_sheet_has_its_own_opinion(spbe: Run, desk: Path) -> None:
    rows = [HEAD, [1, ONE, 3, "ada"], [2, TWO, 2, None]]
    file = book(
        desk / "k.xlsx",
        Penilaian_Mandiri=rows,
        Penilaian_Eksternal=[HEAD, [1, ONE, 2, "kurang"]],
        Tahun_Lalu=[HEAD, [1, ONE, 1, "lama"]],
        Target_2024=[HEAD[:3], [1, ONE, 4]],
    )
    assert brought(spbe, file) == {
        ("1", "self"): "3",
        ("2", "self"): "2",
        ("1", "note"): "ada",
        ("1", "official"): "2",
        ("1", "remark"): "kurang",
        ("1", "target"): "4",
    }
    done = bring(spbe, file)
    assert [one for one in told(done) if one[1] == "E346"] == [("Tahun Lalu", "E346")]
    places = [
        one["source"]
        for one in json.loads(bring(spbe, file, "--format", "json").stdout)["changes"]
        if one["field"] == "remark"
    ]
    assert places == [f"{file.name}!Penilaian Eksternal!D2"]
    assert brought(spbe, file, "--opinion", "official") == {
        ("1", "official"): "2",
        ("1", "note"): "ada",
        ("1", "remark"): "kurang",
        ("1", "target"): "4",
    }


def test_tables_of_one_sheet_with_titles_of_their_own(spbe: Run, desk: Path) -> None:
    table = f"{';'.join(HEAD)}\n1;{ONE};"
    lines = f"A. PENILAIAN MANDIRI\n{table}3;\n\nB. PENILAIAN EKSTERNAL\n{table}2;\n"
    file = text(desk / "k.csv", lines)
    assert brought(spbe, file) == {("1", "self"): "3", ("1", "official"): "2"}
    lines = f"PENILAIAN EKSTERNAL\n{table}3;\n\nDomain 2\n{';'.join(HEAD[:3])}\n11;Arsitektur;2\n"
    assert brought(spbe, text(desk / "l.csv", lines)) == {
        ("1", "official"): "3",
        ("11", "official"): "2",
    }


@pytest.mark.parametrize(
    "title", ["HASIL EVALUASI SPBE TAHUN 2024", "Penilaian Mandiri dan Eksternal"]
)
def test_a_title_that_is_not_certain_is_asked_about(spbe: Run, desk: Path, title: str) -> None:
    file = text(desk / "k.csv", f"{title};;;\n{TABLE}")
    assert refused(spbe, file) == [("1:1", "E361")]
    assert "--opinion self, verified, official, atau target" in bring(spbe, file).stderr
    for opinion in ("self", "verified", "official", "target"):
        assert brought(spbe, file, "--opinion", opinion)["1", opinion] == "3"


def test_what_the_user_says_counts_more_than_a_title(spbe: Run, desk: Path) -> None:
    file = text(desk / "k.csv", f"PENILAIAN EKSTERNAL;;;\n{TABLE}")
    assert brought(spbe, file, "--opinion", "self") == {("1", "self"): "3", ("1", "note"): "baik"}
    assert "menurut judul" not in bring(spbe, file, "--opinion", "self").stdout


def test_what_columns_say_counts_more_than_a_title(spbe: Run, desk: Path) -> None:
    head = "No;Indikator;Nilai Mandiri;Nilai Eksternal"
    for title in ("Penilaian Eksternal", "Penilaian Mandiri dan Eksternal", "Hasil Evaluasi SPBE"):
        file = text(desk / "k.csv", f"{title}\n{head}\n1;{ONE};3;2\n")
        assert brought(spbe, file) == {("1", "self"): "3", ("1", "official"): "2"}
    file = text(
        desk / "k.csv", f"Mandiri dan Target 2024\nNo;Indikator;Nilai;Target\n1;{ONE};3;4\n"
    )
    assert brought(spbe, file) == {("1", "self"): "3", ("1", "target"): "4"}


def test_an_external_table_with_both_notes_and_remarks(spbe: Run, desk: Path) -> None:
    lines = (
        f"PENILAIAN EKSTERNAL\nNo;Indikator;Tingkat;Catatan;Catatan Asesor\n1;{ONE};3;kami;baik\n"
    )
    assert brought(spbe, text(desk / "k.csv", lines)) == {
        ("1", "official"): "3",
        ("1", "note"): "kami",
        ("1", "remark"): "baik",
    }


@pytest.mark.parametrize("title", ["NILAI SPBE TAHUN LALU", "Penilaian tahun sebelumnya"])
def test_levels_of_last_year_are_not_taken(spbe: Run, desk: Path, title: str) -> None:
    assert refused(spbe, text(desk / "k.csv", f"{title}\n{TABLE}")) == [("1:1", "E346")]


def test_whoever_levelled_last_year_is_not_taken(spbe: Run, desk: Path) -> None:
    rows = [["PENILAIAN EKSTERNAL"], ["No", "Indikator", "Nilai Eksternal"], [1, ONE, 1]]
    file = book(desk / "k.xlsx", Isian=[HEAD, [2, TWO, 3, None]], Tahun_Lalu=rows)
    for more in ([], ["--opinion", "self"]):
        assert brought(spbe, file, *more) == {("2", "self"): "3"}
    assert told(bring(spbe, file)) == [("Tahun Lalu", "E346")]
