"""Rows of a kertas kerja that sum up others are passed over, in whichever words."""

from pathlib import Path

import pytest
from program import Run
from worksheets import begin, book, brought, refused, text

from spbe_cli.core.institutions import sums_up
from spbe_cli.store.yaml import instruments

ONE = "1;Kebijakan Internal Arsitektur SPBE;3"
SUMS = [
    *(
        "Subtotal",
        "Sub Total",
        "Sub-Total",
        "Sub-Jumlah",
        "SUB JUMLAH",
        "Grand Total",
        "Skor Total",
    ),
    *(
        "Nilai Indeks",
        "Nilai SPBE",
        "Nilai Indeks SPBE",
        "Hasil Akhir",
        "Nilai Akhir",
        "Total Nilai",
    ),
    *("Nilai Rata-Rata", "Rata2", "Rerata", "Nilai Domain 1", "Indeks Domain 2", "Indeks Aspek 3"),
    *("Predikat", "Predikat SPBE", "Kategori Predikat", "Indeks SPBE 2024", "Nilai Kematangan"),
    *("Jumlah", "TOTAL", "Rata-rata", "Nasional", "Skor Akhir", "Capaian SPBE", "Hasil Penilaian"),
]


@pytest.fixture
def desk(spbe: Run, tmp_path: Path) -> Path:
    return begin(spbe, tmp_path)


@pytest.mark.parametrize("words", SUMS)
def test_sums_are_passed_over(spbe: Run, desk: Path, words: str) -> None:
    rows = f"{words};;3\n;{words};2,5\n{words};{words};Baik\n48;{words};2\n;{words.upper()}:;2\n"
    assert brought(spbe, text(desk / "k.csv", f"No;Indikator;Nilai\n{ONE}\n{rows}")) == {
        ("1", "self"): "3"
    }
    table = [["No", "Indikator", "Nilai"], ONE.split(";"), [None, words, "=AVERAGE(C2:C2)"]]
    assert brought(spbe, book(desk / "k.xlsx", Isi=table)) == {("1", "self"): "3"}
    assert sums_up(words)  # a list of institutions knows the same words


@pytest.mark.parametrize(
    "law", ["permenpanrb-5-2018", "permenpanrb-59-2020", "permenpanrb-8-2026", "epss-2022"]
)
def test_no_indicator_is_a_sum(law: str) -> None:
    names = [name for one in instruments.load(law).items().values() for name in (one.name.id,)]
    assert [name for name in names if sums_up(name)] == []


@pytest.mark.parametrize("words", ["Penilaian lain", "Rapat", "Dokumen", "Arsitektur SPBE"])
def test_what_is_no_sum_is_refused(spbe: Run, desk: Path, words: str) -> None:
    file = text(desk / "k.csv", f"No;Indikator;Nilai\n{ONE}\n;{words};2\n")
    assert refused(spbe, file) == [("3:2", "E341")]
