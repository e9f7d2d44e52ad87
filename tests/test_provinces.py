"""Provinces of a list: as it writes them, one spelling each, in every face and back again."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest
from program import Run

from spbe_cli.core.provinces import spellings

HEAD = "Nama;Tahun;Indeks;Provinsi\n"


def listed(folder: Path, rows: str, head: str = HEAD) -> Path:
    (folder / "p.csv").write_text(head + rows, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ({"JAWA BARAT": 3}, {"JAWA BARAT"}),
        ({"JAWA BARAT": 2, "Jawa Barat": 1}, {"JAWA BARAT"}),
        ({"JAWA BARAT": 1, "Prov. Jawa Barat": 1}, {"Jawa Barat"}),
        ({"Prov. Lampung": 2}, {"Prov. Lampung"}),
        ({"NTB": 2, "Nusa Tenggara Barat": 1, "LAMPUNG": 1}, {"NTB", "LAMPUNG"}),
        ({"Negeri Contoh": 1, "NEGERI CONTOH": 1}, {"Negeri Contoh"}),
        ({}, set()),
    ],
)
def test_each_has_the_spelling_of_most_rows(written: dict[str, int], shown: set[str]) -> None:
    assert set(spellings(written).values()) == shown
    assert spellings(written).keys() == written.keys()


def test_they_are_grouped_and_named_as_written(spbe: Run, tmp_path: Path) -> None:
    rows = "Kota A;2024;2;JAWA BARAT\nKota B;2024;3;JAWA BARAT\nKota C;2024;1;Prov. Jawa Barat\n"
    listed(tmp_path, rows + "Kota D;2024;4;Lampung\n")
    done = spbe("rank", "p.csv", cwd=tmp_path)
    assert "menurut provinsi: JAWA BARAT 3, Lampung 1" in done.stdout
    for asked in ("jawa barat", "Jabar", "JAWA BARAT"):
        options = ("--where", f"provinsi={asked}", "--format", "json")
        found = json.loads(spbe("rank", "p.csv", *options, cwd=tmp_path).stdout)
        assert [row["province"] for row in found["rows"]] == ["JAWA BARAT"] * 3


def test_our_own_list_keeps_them(spbe: Run, tmp_path: Path) -> None:
    listed(tmp_path, "Kota A;2024;2;JAWA BARAT\nKota D;2024;4;\n")
    done = spbe("rank", "p.csv", "--format", "csv", cwd=tmp_path)
    rows = {row["institution"]: row for row in csv.DictReader(io.StringIO(done.stdout))}
    assert (rows["Kota A"]["province"], rows["Kota D"]["province"]) == ("JAWA BARAT", "")
    (tmp_path / "q.csv").write_text(done.stdout, "utf-8")
    done = spbe("rank", "q.csv", "--where", "provinsi=Jabar", "--format", "json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert [row["institution"] for row in json.loads(done.stdout)["rows"]] == ["Kota A"]
    assert "diabaikan" not in done.stderr


@pytest.mark.parametrize(
    ("rows", "head"),
    [
        ("Kota A;2024;2\n", "Nama;Tahun;Indeks\n"),
        ("Kota A;2024;2;\n", HEAD),
    ],
)
@pytest.mark.parametrize("asked", ["provinsi", "Prov", "province"])
def test_a_list_without_provinces_says_so(
    spbe: Run, tmp_path: Path, rows: str, head: str, asked: str
) -> None:
    listed(tmp_path, rows, head)
    done = spbe("rank", "p.csv", "--where", f"{asked}=Lampung", cwd=tmp_path)
    assert done.returncode == 3
    assert done.stderr == (
        f"--where {asked}: E432 tidak ada baris yang menyebut {asked}. "
        'Tambahkan kolom itu, atau tunjuk judulnya, misalnya --column province="…".\n'
    )


@pytest.mark.parametrize(
    ("asked", "known"),
    [
        ("provinsi=Bali", "JAWA BARAT, LAMPUNG"),
        ("kelompok=provinsi", "kota"),
        ("tahun=2020", "2024"),
    ],
)
def test_what_there_is_is_told_in_the_words_of_the_question(
    spbe: Run, tmp_path: Path, asked: str, known: str
) -> None:
    rows = "Kota A;2024;2;JAWA BARAT\nKota D;2024;4;\nKota E;2024;4;LAMPUNG\n"
    done = spbe("rank", "p.csv", "--where", asked, cwd=listed(tmp_path, rows))
    key, _equals, value = asked.partition("=")
    assert done.returncode == 3
    told = f"E416 tidak ada baris dengan {key} {value}. Pilihan yang tersedia: {known}.\n"
    assert done.stderr.endswith(f"--where {key}: {told}")


@pytest.mark.parametrize("placed", [True, False])
def test_pages_and_workbooks_show_them(spbe: Run, tmp_path: Path, *, placed: bool) -> None:
    named = "JAWA BARAT" if placed else ""
    listed(tmp_path, f"Kota A;2023;2;{named}\nKota A;2024;2;{named}\nKota B;2024;3;\n")
    for name in ("p.html", "p.xlsx"):
        done = spbe("rank", "p.csv", "--me", "Kota A", "-o", name, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
    page = (tmp_path / "p.html").read_text("utf-8")
    assert ("<td>JAWA BARAT</td>" in page) is placed
    assert ('<th scope="col">Provinsi</th>' in page) is placed
    book = openpyxl.load_workbook(tmp_path / "p.xlsx")
    for sheet in (book["Peringkat"], book["Sekitar"]):
        rows = [[cell for cell in row if cell is not None] for row in sheet.values]
        head = next(row for row in rows if row[:1] == ["Peringkat"])
        shown = next(row for row in rows if "Kota A" in row)
        assert ("Provinsi" in head, "JAWA BARAT" in shown) == (placed, placed)
        own = next(row for row in sheet.values if "Kota A" in row)
        titles = next(row for row in sheet.values if row[0] == "Peringkat")
        by_title = dict(zip(titles, own, strict=True))
        said = [by_title[title] for title in ("Indeks", "Predikat", "Peringkat 2023")]
        assert said == [2, "Cukup", 1]


def test_wide_screens_have_room_for_them(spbe: Run, tmp_path: Path) -> None:
    listed(tmp_path, "Kota A;2024;2;JAWA BARAT\n")
    for width, shown in (("120", True), ("80", False)):
        done = spbe("rank", "p.csv", cwd=tmp_path, env={"COLUMNS": width})
        assert ("provinsi  " in done.stdout) is shown
