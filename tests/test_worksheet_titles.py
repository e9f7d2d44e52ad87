"""What stands above the table of a kertas kerja: another's is refused, a doubtful title quoted."""

from pathlib import Path

import pytest
from program import Run
from worksheets import begin, book, bring, refused, text, told

from spbe_cli.core.collect.titles import years_of

TABLE = "No;Indikator;Tingkat;Catatan\n1;;3;x\n"


@pytest.fixture
def desk(spbe: Run, tmp_path: Path) -> Path:
    return begin(spbe, tmp_path)


@pytest.mark.parametrize(
    "title",
    [
        "Berdasarkan PermenPANRB Nomor 59 Tahun 2020",
        "Pedoman: Peraturan Menteri PANRB No. 59 Th. 2020",
        "PermenPANRB 59/2020",
        "Perpres 95 Tahun 2018 tentang SPBE",
        "Pemerintah Kabupaten Contoh Tahun 2024",
        '"PEMERINTAH KABUPATEN CONTOH\nDINAS KOMUNIKASI"',
        "PEMKAB. CONTOH",
        "DINAS KOMUNIKASI DAN INFORMATIKA KABUPATEN CONTOH",
        "Kabupaten Contoh, 12 Mei 2024",
        "Kabupaten Contoh, 3 Januari 2025",
        "Kementerian Pendayagunaan Aparatur Negara dan Reformasi Birokrasi",
        "KEMENTERIAN PANRB",
        "Badan Pusat Statistik",
        "Pemerintah Digital dan SPBE",
        "Penilaian Mandiri SPBE 2024",
        "Pemerintah Kabupaten Contoh · 2024 · PermenPANRB 59/2020 · nilai mandiri",
        "Kabupaten/Kota",
        "Kabupaten/Kota : Contoh",
        "Kabupaten/Kota;Contoh",
        "KABUPATEN;: CONTOH",
        "Penilaian SPBE Kabupaten dan Kota se-Provinsi Lampung",
        "RPJMD Tahun 2021-2026",
        "Tahun;: 2024",
    ],
)
def test_titles_of_good_files_say_nothing(spbe: Run, desk: Path, title: str) -> None:
    done = bring(spbe, text(desk / "k.csv", f"{title};;;\n{TABLE}"))
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("KAB. LAIN", "E310"),
        ("PEMDA KABUPATEN LAIN TAHUN 2024", "E310"),
        ("KERTAS KERJA SPBE PEMERINTAH KOTA LAIN", "E310"),
        ("Nama Instansi: Kota Contoh", "E310"),
        ("Kabupaten Contoh Selatan", "E310"),
        ("Pemerintah Provinsi Jawa Barat", "E310"),
        ("Kementerian Keuangan", "E310"),
        ("Penilaian Mandiri SPBE 2023", "E312"),
        ("TAHUN ANGGARAN 2023", "E312"),
        ("Kertas kerja T.A. 2023", "E312"),
        ("2023", "E312"),
        ("Kabupaten/Kota : Lain", "E310"),
        ("Kabupaten: Lain", "E310"),
    ],
)
def test_another_institution_or_year_is_refused(
    spbe: Run, desk: Path, title: str, code: str
) -> None:
    file = text(desk / "k.csv", f"Judul;;;\n{title};;;\n{TABLE}")
    assert refused(spbe, file) == [("2:1", code)]
    rows = [["Judul"], [title], *(line.split(";") for line in TABLE.splitlines())]
    assert refused(spbe, book(desk / "k.xlsx", Isi=rows)) == [("Isi!A2", code)]


@pytest.mark.parametrize(
    "title",
    [
        "Kondisi Januari 2025",
        "Provinsi Jawa Barat",
        "Badan Perencanaan Pembangunan Daerah",
        "Disusun bersama Kota Lain",
        "Kabupaten Contoh Bidang Aplikasi",
        "Menurut Peraturan Menteri tahun 2020",
    ],
)
def test_a_doubtful_title_is_quoted(spbe: Run, desk: Path, title: str) -> None:
    done = bring(spbe, text(desk / "k.csv", f"{title};;;\n{TABLE}"))
    assert (done.returncode, told(done)) == (0, [("1:1", "E342")])
    assert title in done.stderr


def test_a_title_that_says_ours_settles_what_else_is_named(spbe: Run, desk: Path) -> None:
    lines = "PROVINSI JAWA BARAT\nPEMERINTAH KABUPATEN CONTOH\nKementerian Keuangan\n"
    done = bring(spbe, text(desk / "k.csv", lines + TABLE))
    assert (done.returncode, done.stderr) == (0, "")
    lines = "Penilaian Mandiri Tahun 2024\nPerbandingan dengan tahun 2023\n"
    done = bring(spbe, text(desk / "k.csv", lines + TABLE))
    assert (done.returncode, told(done)) == (0, [("2:1", "E342")])


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Kabupaten/Kota;Lain", "E310"),
        ("Instansi;: Kota Lain", "E310"),
        ("KABUPATEN;: LAIN", "E310"),
        ("Tahun;: 2023", "E312"),
        ("Tahun Penilaian;2023", "E312"),
    ],
)
def test_titles_beside_their_labels(spbe: Run, desk: Path, title: str, code: str) -> None:
    file = text(desk / "k.csv", f"{title};;\n{TABLE}")
    assert refused(spbe, file) == [("1:2", code)]


def test_titles_for_a_ministry(spbe: Run, tmp_path: Path) -> None:
    begin(spbe, tmp_path, name="Kementerian Keuangan")
    for title, codes in {
        "KEMENTERIAN KEUANGAN REPUBLIK INDONESIA": ["E342"],
        "Kementerian Keuangan": [],
        "Badan Kebijakan Fiskal": ["E342"],
    }.items():
        done = bring(spbe, text(tmp_path / "k.csv", f"{title};;;\n{TABLE}"))
        assert (done.returncode, [code for _place, code in told(done)]) == (0, codes)
    file = text(tmp_path / "k.csv", f"Kementerian Perdagangan;;;\n{TABLE}")
    assert refused(spbe, file) == [("1:1", "E310")]


def test_a_form_without_its_hidden_sheet_comes_in(spbe: Run, desk: Path) -> None:
    """Its own title names institution, year and regulation."""
    import openpyxl

    assert spbe("form", "a.yaml", "-o", "f.xlsx", cwd=desk).returncode == 0
    made = openpyxl.load_workbook(desk / "f.xlsx")
    sheet = made.worksheets[1]
    keys = {sheet.cell(3, at).value: at for at in range(1, sheet.max_column + 1)}
    row = next(row for row in range(4, 20) if sheet.cell(row, 1).value == "1")
    for key, value in {"level": "3", "evidence": "SK A", "owner": "Bappeda"}.items():
        sheet.cell(row, keys[key]).value = value
    del made["spbe"]
    made.save(desk / "f.xlsx")
    done = spbe("import", "f.xlsx", "--into", "a.yaml", cwd=desk)
    assert (done.returncode, told(done)) == (0, [("", "E349")])
    assert "3 perubahan ditulis" in done.stdout


@pytest.mark.parametrize(
    ("title", "years"),
    [
        ("Kepmen menurut PermenPANRB Nomor 59 Tahun 2020", set()),
        ("KEPUTUSAN MENTERI NOMOR 13 TAHUN 2024 TENTANG HASIL EVALUASI TAHUN 2023", {2023}),
        ("Nomor: 555/123-Kominfo/2024", set()),
        ("UU 25 Tahun 2009, Perpres 95/2018", set()),
        ("Dicetak 12/05/2024", set()),
        ("12 Mei 2024", set()),
        ("Semester 2 Tahun 2024", {2024}),
        ("TA 2023/2024", {2023, 2024}),
        ("Indeks SPBE 2024", {2024}),
        ("Nilai 20245", set()),
    ],
)
def test_years_of_titles(title: str, years: set[int]) -> None:
    assert years_of(title) == years
