"""``spbe instrument``: what list, show and check answer, as text and as data."""

import csv
import io
import json

import pytest
from program import Run


def test_list_as_data(spbe: Run) -> None:
    listed = json.loads(spbe("instrument", "list", "--format", "json").stdout)
    assert [(one["id"], one["from"], one["to"], one["indicators"]) for one in listed] == [
        ("permenpanrb-5-2018", 2018, 2020, 35),
        ("permenpanrb-59-2020", 2021, 2025, 47),
        ("permenpanrb-8-2026", 2026, None, 20),
        ("epss-2022", 2022, None, 38),
    ]
    rows = list(csv.DictReader(io.StringIO(spbe("instrument", "list", "--format", "csv").stdout)))
    assert [row["id"] for row in rows] == [one["id"] for one in listed]


def test_one_indicator_as_data(spbe: Run) -> None:
    done = spbe("instrument", "show", "8/2026", "5", "--format", "json")
    data = json.loads(done.stdout)
    assert data["format"] == "spbe-instrument/1"
    assert data["name"]["id"] == "Tingkat Kematangan Tata Kelola Data"
    assert data["weight"] == "5"
    assert data["evidence"][0]["level"] == 1
    assert data["predecessors"]["main"] == ["3", "23", "43"]


def test_whole_instrument_as_data(spbe: Run) -> None:
    data = json.loads(spbe("instrument", "show", "59/2020", "--format", "json").stdout)
    assert data["predicates"][2] == {"name": {"id": "Baik", "en": "Good"}, "lower": "2.6"}
    assert data["basis_by_year"] == {"2023": "rounded"}
    aspects = [aspect for domain in data["sections"] for aspect in domain["sections"]]
    assert sum(len(aspect["indicators"]) for aspect in aspects) == 47


def test_tree_as_rows(spbe: Run) -> None:
    done = spbe("instrument", "show", "5/2018", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert len(rows) == 35
    assert all(row[f"level_{level}"] for row in rows for level in range(6))


def test_the_instrument_in_force_is_the_default(spbe: Run) -> None:
    assert spbe("instrument", "show").stdout.startswith("PermenPANRB 8/2026")


def test_task_one_everything_of_one_indicator(spbe: Run) -> None:
    text = spbe("instrument", "show", "59/2020", "21").stdout
    for part in (
        "Tingkat Kematangan Penerapan Manajemen Risiko SPBE",
        "Domain 3 Manajemen SPBE",
        "Bobot 1,50 dari 100",
        "3 Terdefinisi",
        "Contoh bukti dukung",
        "Dasar hukum",
        "Pedoman teknis",
        "Sumber",
    ):
        assert part in text


@pytest.mark.parametrize("item", ["48", "0", "35-2", "x"])
def test_an_unknown_indicator(spbe: Run, item: str) -> None:
    done = spbe("instrument", "show", "59/2020", item)
    assert done.returncode == 3
    assert done.stderr == (
        f"E204 indikator {item} tidak ada dalam PermenPANRB 59/2020. Pilihan yang tersedia: 1–47.\n"
    )
