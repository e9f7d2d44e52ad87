"""Lists as offices and portals write them: years in titles, names of domains, provinces."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from program import Run

from spbe_cli.core.collect.titles import years_of
from spbe_cli.core.provinces import province_name

ROW = "Kota Metro;2,15"


def ranked(spbe: Run, folder: Path, text: str, *options: str) -> dict[str, Any]:
    (folder / "l.csv").write_text(text, "utf-8")
    done = spbe("rank", "l.csv", *options, "--format", "json", cwd=folder)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def book(folder: Path, rows: Sequence[list[Any]], title: str, merged: str = "") -> Path:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for span in merged.split():
        sheet.merge_cells(span)
    made.save(folder / "l.xlsx")
    return folder / "l.xlsx"


# --- years ---


@pytest.mark.parametrize(
    ("title", "years"),
    [
        ("Kepmen menurut PermenPANRB Nomor 59 Tahun 2020", set()),
        ("KEPUTUSAN MENTERI PANRB NOMOR 13 TAHUN 2024 HASIL EVALUASI SPBE TAHUN 2023", {2023}),
        ("Keputusan Menteri No. 663 Th. 2024 tentang Hasil Evaluasi 2023", {2023}),
        ("Berdasarkan PermenPANRB 59/2020, Tahun 2024", {2024}),
        ("Nomor: B/123/M.SM.02/2024 hal hasil 2023", {2023}),
        ("Perpres No. 95 Th. 2018; nilai 2023", {2023}),
        ("Perwali 12 Tahun 2023", set()),
        ("UNDANG-UNDANG 25 TAHUN 2009 – NILAI 2024", {2024}),
        ("PermenPANRB 2020, nilai 2023", {2023}),
        ("Undang-Undang Nomor 25\nTahun 2009", set()),
        ("Kabupaten Contoh, 12 Mei 2024", set()),
        ("Hasil 2023, dicetak 05/01/2024", {2023}),
        ("Hasil 2023 (per 2024-02-01)", {2023}),
        ("Semester 1 Tahun 2024", {2024}),
        ("Keputusan tentang hasil semester 1 tahun 2024", {2024}),
        ("Peringkat No 1 s.d. 10 Tahun 2024", {2024}),
        ("Tabel No. 8 Hasil Tahun 2023", {2023}),
        ("Perbandingan 2023 dan 2024", {2023, 2024}),
        ("Indeks se-Provinsi (2023)", {2023}),
        ("Percepatan TA 2024", {2024}),
        ("kode 120245", set()),
    ],
)
def test_years_of_regulations_and_days_are_none(title: str, years: set[int]) -> None:
    assert years_of(title) == years


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("KEPUTUSAN MENTERI;\nNOMOR 13 TAHUN 2024;\nHASIL EVALUASI SPBE TAHUN 2023;\n", 2023),
        ("Hasil Evaluasi SPBE Tahun 2024\nBerdasarkan PermenPANRB Nomor 59 Tahun 2020\n", 2024),
        ("Hasil 2023, PermenPANRB 59/2020\nJakarta, 4 Januari 2024\n", 2023),
    ],
)
def test_the_title_tells_the_year(spbe: Run, tmp_path: Path, title: str, year: int) -> None:
    found = ranked(spbe, tmp_path, f"{title}Instansi;Indeks\n{ROW}\n")
    assert [row["year"] for row in found["rows"]] == [year]
    assert found["instrument"] == "permenpanrb-59-2020"


@pytest.mark.parametrize(
    "title", ["Kepmen menurut PermenPANRB Nomor 59 Tahun 2020;\n", "", "Perbandingan 2022, 2023;\n"]
)
def test_a_missing_year_names_the_option(spbe: Run, tmp_path: Path, title: str) -> None:
    text = f"{title}PERINGKAT;INSTANSI;INDEKS SPBE\n1;{ROW}\n"
    (tmp_path / "l.csv").write_text(text, "utf-8")
    done = spbe("rank", "l.csv", cwd=tmp_path)
    year = "2023" if "2022" in title else "2024"
    assert done.returncode == 3
    assert f"E401 kolom tahun (year) tidak ada. Tambahkan kolom itu, atau --year {year}" in (
        done.stderr
    )
    assert "--column" not in done.stderr
    found = ranked(spbe, tmp_path, text, "--year", year)
    assert found["rows"][0]["year"] == int(year)


def test_the_name_of_a_sheet_tells_the_year(spbe: Run, tmp_path: Path) -> None:
    for title, year in (("2023", 2023), ("SPBE 2024", 2024)):
        book(tmp_path, [["Instansi", "Indeks"], ["Kota Metro", 2.15]], title)
        done = spbe("rank", "l.xlsx", "--format", "json", cwd=tmp_path)
        assert json.loads(done.stdout)["rows"][0]["year"] == year


def test_a_column_of_several_years_is_chosen_by_its_heading(spbe: Run, tmp_path: Path) -> None:
    text = "Nama Instansi;Indeks SPBE 2023;Indeks SPBE 2024\nKota Metro;2,50;3,10\n"
    (tmp_path / "l.csv").write_text(text, "utf-8")
    done = spbe("rank", "l.csv", cwd=tmp_path)
    assert len(done.stderr.splitlines()) == 1
    assert "l.csv:1:3: E427 ada kolom beberapa tahun" in done.stderr
    assert '--column index="Indeks SPBE 2024" --year 2024.' in done.stderr
    for heading, year, index in (("2023", 2023, "2.50"), ("2024", 2024, "3.10")):
        for also in ([], ["--year", heading]):
            chosen = ["--column", f"index=Indeks SPBE {heading}", *also]
            row = ranked(spbe, tmp_path, text, *chosen)["rows"][0]
            assert (row["year"], row["index"]) == (year, index)


# --- domains ---

NAMES = {
    "full": "Kebijakan Internal SPBE;Tata Kelola SPBE;Manajemen SPBE;Layanan SPBE",
    "short": "Domain Kebijakan;Domain Tata Kelola;Domain Manajemen;Domain Layanan",
    "capitals": "INDEKS DOMAIN KEBIJAKAN;TATA KELOLA;MANAJEMEN;INDEKS LAYANAN",
    "with a year": "Kebijakan 2024;Tata Kelola 2024;Manajemen 2024;Layanan 2024",
    "numbered": "1. Kebijakan Internal;2. Tata Kelola;3. Manajemen;4. Layanan",
    "number and name": "Domain 1: Kebijakan;Domain 2: Tata Kelola;Domain 3 - Manajemen;D4 Layanan",
    "romans before names": (
        "I. Kebijakan Internal SPBE;II. Tata Kelola SPBE;III Manajemen;(IV) Layanan SPBE"
    ),
    "romans behind names": (
        "Domain Kebijakan (I);Tata Kelola SPBE (II);Manajemen (Domain III);Domain Layanan - IV"
    ),
    "scores": "Skor Domain I;Skor Domain II;Skor Domain III;Skor Domain IV",
    "hyphens and romans": "D-I;D-II;D-III;D-IV",
    "cut short": "Dom. I;Dom. II;Dom. III;Dom. IV",
    "hyphens": "Domain-1;Domain-2;Domain-3;Domain-4",
    "brackets": "Domain (I);Domain (II);D(3);D (4)",
    "in words": "Domain Pertama;Domain Kedua;Domain Ketiga;Domain ke-4",
    "many words": "Nilai Indeks Domain I;Capaian Domain 2;Indeks Dom. III;Hasil D.IV",
}
DOMAINS = ["1.40", "1.70", "1.00", "3.04"]


@pytest.mark.parametrize("name", NAMES)
def test_domains_are_named(spbe: Run, tmp_path: Path, name: str) -> None:
    text = f"Instansi;Tahun;Indeks;{NAMES[name]}\nKota Metro;2024;2,15;1,40;1,70;1,00;3,04\n"
    (row,) = ranked(spbe, tmp_path, text)["rows"]
    assert [one["index"] for one in row["sections"].values()] == DOMAINS
    done = spbe("rank", "l.csv", cwd=tmp_path)
    assert "diabaikan" not in done.stderr


def test_the_same_name_is_another_domain_under_another_regulation(
    spbe: Run, tmp_path: Path
) -> None:
    text = (
        "Instansi;Tahun;Indeks;Kebijakan Internal SPBE;Tata Kelola SPBE;Layanan SPBE\n"
        "Kota Metro;2018;3,00;3,00;3,00;3,00\n"
    )
    found = ranked(spbe, tmp_path, text)
    assert [one["index"] for one in found["rows"][0]["sections"].values()] == ["3.00"] * 3


@pytest.mark.parametrize("heading", ["I", "Divisi", "Domisili", "V. Lainnya", "Dinas I", "Rerata"])
def test_other_headings_are_no_domains(spbe: Run, tmp_path: Path, heading: str) -> None:
    found = ranked(spbe, tmp_path, f"Instansi;Tahun;Indeks;{heading}\nKota Metro;2024;2,15;1\n")
    assert not found["rows"][0]["sections"]
    assert f"diabaikan: {heading}" in spbe("rank", "l.csv", cwd=tmp_path).stderr


def test_aspects_and_what_is_only_alike_are_no_domains(spbe: Run, tmp_path: Path) -> None:
    text = (
        "Instansi;Tahun;Indeks;Kebijakan Internal Tata Kelola;Nilai Internal;Layanan Publik\n"
        "Kota Metro;2024;2,15;1,40;1,70;1,00\n"
    )
    found = ranked(spbe, tmp_path, text)
    assert not any(found["rows"][0]["sections"].values())
    assert "Nilai Internal, Layanan Publik" in spbe("rank", "l.csv", cwd=tmp_path).stderr


@pytest.mark.parametrize("over", ["Domain", "Indeks Domain", "NILAI DOMAIN", "Skor per Domain"])
@pytest.mark.parametrize(
    "under",
    [
        (1, 2, 3, 4),
        ("I", "II", "III", "IV"),
        ("Kebijakan", "Tata Kelola", "Manajemen", "Layanan"),
    ],
)
def test_domains_under_a_merged_heading(
    spbe: Run, tmp_path: Path, over: str, under: tuple[object, ...]
) -> None:
    rows: list[list[Any]] = [
        ["No", "Nama Instansi", over, None, None, None, "Indeks SPBE"],
        [None, None, *under, None],
        [1, "Kota Metro", 1.4, 1.7, 1, 3.04, 2.15],
    ]
    book(tmp_path, rows, "Daftar", "A1:A2 B1:B2 C1:F1 G1:G2")
    done = spbe("rank", "l.xlsx", "--year", "2024", "--format", "json", cwd=tmp_path)
    (row,) = json.loads(done.stdout)["rows"]
    assert [one["index"] for one in row["sections"].values()] == DOMAINS


# --- provinces ---


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("LAMPUNG", "Lampung"),
        ("Prov. Jawa Barat", "Jawa Barat"),
        ("provinsi  jawa barat", "Jawa Barat"),
        ("PROPINSI SUMATRA UTARA", "Sumatera Utara"),
        ("Jabar", "Jawa Barat"),
        ("D.I. Yogyakarta", "DI Yogyakarta"),
        ("Daerah Istimewa Yogyakarta", "DI Yogyakarta"),
        ("Kep. Riau", "Kepulauan Riau"),
        ("KEPULAUAN RIAU", "Kepulauan Riau"),
        ("Bangka Belitung", "Kepulauan Bangka Belitung"),
        ("DKI", "DKI Jakarta"),
        ("Pemerintah Provinsi NTB", "Nusa Tenggara Barat"),
        ("Negeri Contoh", "Negeri Contoh"),
        ("", ""),
    ],
)
def test_provinces_have_one_spelling(written: str, name: str) -> None:
    assert province_name(written) == name


def test_provinces_are_grouped_and_chosen_in_any_spelling(spbe: Run, tmp_path: Path) -> None:
    text = (
        "Nama Instansi;Tahun;Indeks SPBE;Provinsi\nKota Metro;2024;2,15;Lampung\n"
        "Kota Bandung;2024;3,1;Prov. Jawa Barat\nKota Bogor;2024;3,0;JAWA BARAT\n"
        "Provinsi Lampung;2024;2,9;LAMPUNG\n"
    )
    (tmp_path / "l.csv").write_text(text, "utf-8")
    done = spbe("rank", "l.csv", cwd=tmp_path)
    assert "menurut provinsi: Jawa Barat 2, Lampung 2" in done.stdout
    for chosen in ("Lampung", "LAMPUNG", "Prov. Lampung"):
        found = ranked(spbe, tmp_path, text, "--where", f"provinsi={chosen}")
        assert [row["province"] for row in found["rows"]] == ["Lampung", "Lampung"]


def test_a_list_of_provinces_needs_no_other_column(spbe: Run, tmp_path: Path) -> None:
    text = (
        "id,nama_provinsi,indeks_spbe,satuan,tahun\n1,LAMPUNG,2.50,POIN,2024\n2,NTB,3,POIN,2024\n"
    )
    found = ranked(spbe, tmp_path, text)
    names = [(row["institution"], row["group"]) for row in found["rows"]]
    assert names == [
        ("Provinsi Nusa Tenggara Barat", "provinsi"),
        ("Provinsi Lampung", "provinsi"),
    ]


# --- what programs leave beside files ---


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("._a.yaml", b"\0\5\x16\7"),
        ("._b.yml", b""),
        (".a.yaml", b"institution: Kota Lain\nyear: 2023\n"),
        ("~$a.yaml", b"x"),
    ],
)
def test_shadows_in_a_folder_are_passed_over_with_a_word(
    spbe: Run, tmp_path: Path, examples: Path, name: str, data: bytes
) -> None:
    (tmp_path / "f").mkdir()
    file = examples / "bandar-lampung-2023.yaml"
    (tmp_path / "f/a.yaml").write_bytes(file.read_bytes())
    (tmp_path / "f" / name).write_bytes(data)
    done = spbe("rank", "f", "--format", "json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)["rows"]) == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"f/{name}: dilewati")
    page = spbe("rank", "f", "-o", "p.html", cwd=tmp_path)
    assert page.returncode == 0
    assert name not in (tmp_path / "p.html").read_text("utf-8")
    for command in (["score"], ["check"], ["report", "-o", "x.html"]):
        done = spbe(*command[:1], "f/*.y*ml", "f/.*ml", f"f/{name}", *command[1:], cwd=tmp_path)
        assert done.returncode in (0, 5), done.stderr
        assert f"f/{name}: dilewati" in done.stderr


def test_a_folder_of_shadows_alone_holds_nothing(spbe: Run, tmp_path: Path) -> None:
    (tmp_path / "f").mkdir()
    (tmp_path / "f/._a.yaml").write_bytes(b"")
    done = spbe("rank", "f", cwd=tmp_path)
    assert (done.returncode, "E408" in done.stderr) == (3, True)


def test_the_folder_above_is_no_shadow(spbe: Run, tmp_path: Path, examples: Path) -> None:
    (tmp_path / "f").mkdir()
    (tmp_path / "a.yaml").write_bytes((examples / "bandar-lampung-2023.yaml").read_bytes())
    (tmp_path / "f/b.csv").write_text("Instansi;Tahun;Indeks\nKota Metro;2023;2,15\n", "utf-8")
    done = spbe("rank", "..", "b.csv", "--format", "json", cwd=tmp_path / "f")
    assert len(json.loads(done.stdout)["rows"]) == 2


def test_a_shadow_is_not_the_file_of_last_year(spbe: Run, tmp_path: Path, examples: Path) -> None:
    text = (examples / "bandar-lampung-2023.yaml").read_text("utf-8")
    for name, year in (("a.yaml", 2023), (".a.yaml", 2022), ("._a.yaml", 2022)):
        (tmp_path / name).write_text(text.replace("year: 2023", f"year: {year}"), "utf-8")
    assert "2022" not in spbe("score", "a.yaml", cwd=tmp_path).stdout
