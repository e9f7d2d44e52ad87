"""What a ranking may not pass over: whose indices stand side by side, and rows that are none."""

import csv
import hashlib
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from program import Run

from spbe_cli.core import institutions

OWN = (
    "institution: Pemerintah Kota Cimahi\nyear: 2024\nindicators:\n"
    + "\n".join(f"  {n}: 3" for n in range(1, 48))
    + "\n"
)
LIST = "instansi,tahun,indeks,predikat\nKota A,2024,3.75,Sangat Baik\nKota B,2024,2.70,Baik\n"


def ranked(spbe: Run, *arguments: str | Path) -> dict[str, Any]:
    done = spbe("rank", *arguments, "--format", "json")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture
def mixed(tmp_path: Path) -> tuple[Path, Path]:
    (tmp_path / "own.yaml").write_text(OWN, "utf-8")
    (tmp_path / "list.csv").write_text(LIST, "utf-8")
    return tmp_path / "list.csv", tmp_path / "own.yaml"


def test_a_self_assessed_index_among_official_ones_is_marked(
    spbe: Run, mixed: tuple[Path, Path]
) -> None:
    text = spbe("rank", *mixed, "--me", "Kota Cimahi").stdout
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    assert " ".join(lines[1:3]) == (
        "Perhatian: nilai mandiri, sedangkan daftar ini memuat nilai eksternal; peringkat ini "
        "belum resmi"
    )
    assert "Pemerintah Kota Cimahi* " in text
    assert "*: nilai mandiri, bukan hasil penilai eksternal (1 instansi)" in text
    data = ranked(spbe, *mixed)
    opinions = {row["institution"]: row["opinion"] for row in data["rows"]}
    assert opinions == {"Kota A": None, "Pemerintah Kota Cimahi": "self", "Kota B": None}
    assert data["mixed_opinions"] is True


def test_the_mark_stands_in_every_face(spbe: Run, tmp_path: Path, mixed: tuple[Path, Path]) -> None:
    for ending in ("html", "xlsx"):
        done = spbe("rank", *mixed, "--me", "Kota Cimahi", "-o", tmp_path / f"r.{ending}")
        assert done.returncode == 0, done.stderr
    page = (tmp_path / "r.html").read_text("utf-8")
    assert "peringkat ini belum resmi" in page
    assert "Pemerintah Kota Cimahi*" in page
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    names = [str(cell.value) for cell in book["Peringkat"]["B"]]
    assert "Pemerintah Kota Cimahi*" in names
    assert "belum resmi" in str(book["Peringkat"]["A2"].value)
    rows = list(csv.DictReader(spbe("rank", *mixed, "--format", "csv").stdout.splitlines()))
    assert [row["opinion"] for row in rows] == ["", "self", ""]


def test_lists_of_one_kind_are_not_marked(spbe: Run, mixed: tuple[Path, Path]) -> None:
    listed, own = mixed
    official = spbe("rank", listed, "--me", "Kota A").stdout
    assert "*" not in official
    assert "belum resmi" not in official
    alone = spbe("rank", own, "--me", "Kota Cimahi").stdout
    assert "belum resmi" not in alone
    assert "Semua nilai dalam daftar ini bukan hasil penilai eksternal" in alone


def test_a_column_tells_whose_index_a_row_is(spbe: Run, tmp_path: Path) -> None:
    rows = "Kota A,2024,3,eksternal\nKota B,2024,2,Mandiri\nKota C,2024,1,\n"
    (tmp_path / "l.csv").write_text(f"instansi,tahun,indeks,penilai\n{rows}", "utf-8")
    data = ranked(spbe, tmp_path / "l.csv")
    assert [row["opinion"] for row in data["rows"]] == ["official", "self", None]
    again = spbe("rank", tmp_path / "l.csv", "--format", "csv").stdout
    (tmp_path / "again.csv").write_text(again, "utf-8")
    same = ranked(spbe, tmp_path / "again.csv")
    assert [row["opinion"] for row in same["rows"]] == ["official", "self", None]


def test_an_unknown_predicate_is_a_finding(spbe: Run, tmp_path: Path) -> None:
    """The press prints such words; the list can be ranked all the same."""
    rows = "Kota A,2024,1.90,Sedang\nKota B,2024,2.70,Baik\n"
    (tmp_path / "l.csv").write_text(f"institution,year,index,predicate\n{rows}", "utf-8")
    data = ranked(spbe, tmp_path / "l.csv")
    assert [(one["code"], one["institution"]) for one in data["findings"]] == [("E214", "Kota A")]
    assert [row["predicate"] for row in data["rows"]] == ["Baik", "Cukup"]
    text = " ".join(spbe("rank", tmp_path / "l.csv").stdout.split())
    assert "E214 predikat Sedang tidak dikenal" in text


@pytest.mark.parametrize(
    "name",
    [
        *("Rata-rata", "Rata – rata", "RATA-RATA KABUPATEN", "rerata", "Nasional", "Total"),
        *("Jumlah", "Indeks Nasional", "Nilai rata-rata", "Grand Total", "Median", "Rata2 Kota"),
        *("Seluruh Instansi", "Maksimum", "Rata-rata Nasional :", "Tertinggi"),
    ],
)
def test_rows_that_sum_up_others_are_left_out_and_named(
    spbe: Run, tmp_path: Path, name: str
) -> None:
    rows = f'Kota A,2024,2\n"{name}",2024,2.5\nKota B,2024,3\n'
    (tmp_path / "l.csv").write_text(f"instansi,tahun,indeks\n{rows}", "utf-8")
    done = spbe("rank", tmp_path / "l.csv", "--format", "json")
    shown = " ".join(name.split())
    assert f"baris yang bukan instansi dilewati: {shown}\n" in done.stderr
    data = json.loads(done.stdout)
    assert (data["count"], data["left_out"]) == (2, [shown])
    assert data["statistics"]["index"]["mean"]["exact"] == "2.5"


def test_no_real_institution_is_left_out(root: Path) -> None:
    """All names of the national lists, and some that hold the words."""
    names = [
        row["institution"]
        for year in (2023, 2024)
        for row in csv.DictReader(
            (root / f"tests/cases/national-{year}.csv").read_text("utf-8").splitlines()
        )
    ]
    assert len(names) > 1000
    names += ["Perpustakaan Nasional", "Kabupaten Rata", "Badan Total Football", "Kota Minahasa"]
    assert [name for name in names if institutions.sums_up(name)] == []


def test_no_two_institutions_of_a_list_become_one(root: Path) -> None:
    for year in (2023, 2024):
        text = (root / f"tests/cases/national-{year}.csv").read_text("utf-8")
        names = [row["institution"] for row in csv.DictReader(text.splitlines())]
        assert len({institutions.folded(name) for name in names}) == len(names)


@pytest.mark.parametrize(
    "names",
    [
        (
            *("Pemerintah Daerah DIY", "Pemda DIY", "DIY", "Provinsi DIY", "DI Yogyakarta"),
            *("Pemerintah Daerah Daerah Istimewa Yogyakarta", "D.I. Yogyakarta"),
            *("Daerah Istimewa Yogyakarta", "Pemerintah Provinsi Daerah Istimewa Yogyakarta"),
        ),
        ("Pemerintah Aceh", "Provinsi Aceh", "Pemprov Aceh", "Nanggroe Aceh Darussalam"),
        ("Pemprov DKI Jakarta", "Pemerintah Provinsi DKI Jakarta", "Daerah Khusus Ibukota Jakarta"),
        ("Pemkab Malang", "Kab. Malang", "Pemerintah Kabupaten  Malang", "kabupaten malang"),
    ],
)
def test_one_institution_by_any_of_its_names(names: tuple[str, ...]) -> None:
    assert len({institutions.folded(name) for name in names}) == 1


def test_one_own_row_stands_out_and_can_be_reached(spbe: Run, tmp_path: Path, root: Path) -> None:
    source = root / "tests/cases/national-2024.csv"
    out = tmp_path / "r.html"
    done = spbe(
        *("rank", source, "--me", "Kota Palangka Raya", "-o", out),
        env={"SOURCE_DATE_EPOCH": "1735689600"},
    )
    assert done.returncode == 0, done.stderr
    page = out.read_text("utf-8")
    assert page.count('class="own"') == 2  # among its neighbours, and in the list
    assert 'href="#instansi-ini"' in page
    assert page.count('id="instansi-ini"') == 1
    assert "<main>" in page
    assert 'class="n"></th>' not in page
    assert '<th scope="col"></th>' not in page
    assert "1 Januari 2025" in page
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    assert f"national-2024.csv, SHA-256 {digest}" in page
    assert "Lebar kelas 0,25." in page
