"""Rows of lists that head groups, and institutions of one name that the groups tell apart."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from program import Run

from spbe_cli.core import institutions

TITLE = "HASIL EVALUASI SPBE TAHUN 2024\n"
HEADED = "No;Instansi;Indeks\n"


def ranked(spbe: Run, file: Path, *options: str) -> tuple[list[dict[str, Any]], str]:
    done = spbe("rank", file.name, *options, "--format", "json", cwd=file.parent)
    assert done.returncode == 0, done.stderr
    rows: list[dict[str, Any]] = json.loads(done.stdout)["rows"]
    return rows, done.stderr


def listed(folder: Path, text: str) -> Path:
    (folder / "g.csv").write_text(text, "utf-8")
    return folder / "g.csv"


GROUPED = {
    "letters": f"{HEADED}A;KEMENTERIAN;\n1;Kementerian Agama;3\nB;KOTA;\n2;Kota Metro;2\n",
    "romans": f"{HEADED}I;KEMENTERIAN;\n1;Kementerian Agama;3\nII;KOTA;\n2;Kota Metro;2\n",
    "two columns": "Instansi;Indeks\nKEMENTERIAN;\nKementerian Agama;3\nKOTA\nKota Metro;2\n",
    "marks with points": (
        "No;Instansi;Indeks;Predikat\nC.1;KEMENTERIAN;;\n1;Kementerian Agama;3;\n"
        "C.2;KOTA;;\n2;Kota Metro;2;\n"
    ),
    "marks in the names": (
        "Instansi;Indeks\nA. Kementerian/Lembaga;\nKementerian Agama;3\n"
        "B. Kabupaten dan Kota;\nKota Metro;2\n"
    ),
    "numbers": f"{HEADED}1;KEMENTERIAN;\n1.1;Kementerian Agama;3\n2;KOTA;\n2.1;Kota Metro;2\n",
    "a name that is no kind": (
        f"{HEADED}A;INSTANSI PILIHAN;\n1;Kementerian Agama;3\nB;PROVINSI LAMPUNG;\n2;Kota Metro;2\n"
    ),
    "a year beside": (
        "No;Instansi;Tahun;Indeks\nA;KEMENTERIAN;2024;\n1;Kementerian Agama;2024;3\n"
        "B;KOTA SE-PROVINSI LAMPUNG;2024;\n2;Kota Metro;2024;2\n"
    ),
    "blanks in empty cells": (
        f"{HEADED} ;KEMENTERIAN; \n1;Kementerian Agama;3\nKOTA; ; \n2;Kota Metro;2\n"
    ),
    "levels": (
        f"No;Instansi;{';'.join(map(str, range(1, 48)))}\nA;KEMENTERIAN{';' * 47}\n"
        f"1;Kementerian Agama{';3' * 47}\nB;KOTA{';' * 47}\n2;Kota Metro{';2' * 47}\n"
    ),
}


@pytest.mark.parametrize("kind", GROUPED)
def test_rows_that_head_groups_are_passed_over(spbe: Run, tmp_path: Path, kind: str) -> None:
    rows, told = ranked(spbe, listed(tmp_path, TITLE + GROUPED[kind]))
    names = [(row["institution"], row["index"]) for row in rows]
    assert names == [("Kementerian Agama", "3.00"), ("Kota Metro", "2.00")]
    assert "2 baris dilewati (kelompok, sumber, nomor kolom)" in told
    assert ("INSTANSI PILIHAN, PROVINSI LAMPUNG" in told) == (kind == "a name that is no kind")


def workbook(folder: Path) -> Path:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for line in (TITLE + GROUPED["letters"].replace("A;KEM", "KEM")).splitlines():
        sheet.append([int(one) if one.isdecimal() else one or None for one in line.split(";")])
    sheet.merge_cells("A3:C3")
    made.save(folder / "g.xlsx")
    return folder / "g.xlsx"


def test_in_workbooks_too(spbe: Run, tmp_path: Path) -> None:
    rows, told = ranked(spbe, workbook(tmp_path))
    assert [row["institution"] for row in rows] == ["Kementerian Agama", "Kota Metro"]
    assert "2 baris dilewati" in told


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice writes it")
@pytest.mark.parametrize("ending", ["ods", "xls"])
def test_in_workbooks_of_libreoffice_too(spbe: Run, tmp_path: Path, ending: str) -> None:
    file = workbook(tmp_path)
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"]
    command += ["--convert-to", ending, "--outdir", str(tmp_path), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    rows, told = ranked(spbe, file.with_suffix(f".{ending}"))
    assert [row["institution"] for row in rows] == ["Kementerian Agama", "Kota Metro"]
    assert "2 baris dilewati" in told


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        ("A;Kota Metro;\nB;Kota Agung;2\n", "3:3"),  # a list that is numbered by letters
        ("1;Kota Metro;\n2;Kota Agung;2\n", "3:3"),
        ("1;Kota Metro;3\n;Kota Agung;\n", "4:3"),
        ("1;Kota Metro;3\n2;PROVINSI LAMPUNG;\n", "4:3"),
    ],
)
def test_an_institution_without_an_index_is_no_group(
    spbe: Run, tmp_path: Path, rows: str, place: str
) -> None:
    done = spbe("rank", listed(tmp_path, TITLE + HEADED + rows).name, cwd=tmp_path)
    assert done.returncode == 3
    assert f"g.csv:{place}: E404 sel kolom Indeks kosong" in done.stderr


def test_a_formula_that_was_never_computed_is_no_group(spbe: Run, tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for row in (["No", "Instansi", "Indeks 2024"], ["A", "Provinsi X", "=1+1"], [1, "Kota Y", 2]):
        sheet.append(row)
    made.save(tmp_path / "g.xlsx")
    done = spbe("rank", "g.xlsx", cwd=tmp_path)
    assert (done.returncode, "!C2: E405" in done.stderr) == (3, True)


def test_averages_of_groups_are_no_institutions(spbe: Run, tmp_path: Path) -> None:
    text = f"{TITLE}{HEADED}A;KEMENTERIAN;4,05\n1;Kementerian Agama;3\n;Kabupaten/Kota;2,97\n"
    rows, told = ranked(spbe, listed(tmp_path, text))
    assert [row["institution"] for row in rows] == ["Kementerian Agama"]
    assert "baris yang bukan instansi dilewati: KEMENTERIAN, Kabupaten/Kota" in told


def test_no_institution_of_the_national_lists_is_a_group(root: Path) -> None:
    for year in (2023, 2024):
        text = (root / f"national/nasional-{year}.csv").read_text("utf-8")
        names = [line.split(",")[0].strip('"') for line in text.splitlines()]
        assert len(names) > 600
        assert [name for name in names if institutions.is_kind(name)] == []


# --- institutions of one name ---

NAMESAKES = {
    "a column": "Kelompok;Kabupaten/Kota;Indeks\nKota;Kediri;3\nKabupaten;Kediri;2\n",
    "short words": "Jenis;Pemda;Indeks\nPemkot;Kediri;3\nKab.;Kediri;2\n",
    "long words": (
        "Kelompok;Nama Daerah;Indeks\nPemerintah Kota;Kediri;3\nPEMERINTAH KABUPATEN;Kediri;2\n"
    ),
    "rows above them": "No;Daerah;Indeks\nA;KOTA;\n1;Kediri;3\nB;KABUPATEN;\n1;Kediri;2\n",
}


@pytest.mark.parametrize("kind", NAMESAKES)
def test_the_group_tells_institutions_of_one_name_apart(
    spbe: Run, tmp_path: Path, kind: str
) -> None:
    file = listed(tmp_path, TITLE + NAMESAKES[kind])
    rows, told = ranked(spbe, file, "--me", "Kota Kediri")
    assert [(row["institution"], row["index"], row["group_from"]) for row in rows] == [
        ("Kota Kediri", "3.00", "list"),
        ("Kabupaten Kediri", "2.00", "list"),
    ]
    assert "E407" not in told


def test_each_finds_itself_in_the_year_before(spbe: Run, tmp_path: Path) -> None:
    text = (
        "Kelompok;Daerah;Tahun;Indeks\nKota;Kediri;2024;3\nKabupaten;Kediri;2024;2\n"
        ";Kab. Kediri;2023;1\n;Pemkot Kediri;2023;2,5\n"
    )
    rows, _told = ranked(spbe, listed(tmp_path, text))
    previous = {row["institution"]: row["previous"]["index"] for row in rows}
    assert previous == {"Kota Kediri": "2.50", "Kabupaten Kediri": "1.00"}


def test_what_is_found_of_them_bears_their_name(spbe: Run, tmp_path: Path) -> None:
    heading = "Kelompok;Daerah;Tahun;Indeks;Predikat\n"
    text = f"{heading}Kota;Kediri;2024;3;Cukup\nKabupaten;Kediri;2024;2;\n"
    for options, count in (
        ((), 1),
        (("--where", "group=kota"), 1),
        (("--where", "group=kabupaten"), 0),
    ):
        done = spbe("rank", listed(tmp_path, text).name, *options, "--format", "json", cwd=tmp_path)
        findings = json.loads(done.stdout)["findings"]
        assert [one["institution"] for one in findings] == ["Kota Kediri"] * count


@pytest.mark.parametrize("group", ["Kota", ""])
def test_one_institution_on_two_rows_is_still_refused(
    spbe: Run, tmp_path: Path, group: str
) -> None:
    text = f"Kelompok;Daerah;Tahun;Indeks\n{group};Kediri;2024;3\n{group};KEDIRI;2024;2\n"
    done = spbe("rank", listed(tmp_path, text).name, cwd=tmp_path)
    assert done.returncode == 3
    assert "g.csv:3:2: E407" in done.stderr
    assert "hapus yang keliru; bila bukan, lengkapi nama keduanya" in done.stderr


def test_records_of_tauval_too(spbe: Run, tmp_path: Path) -> None:
    def record(kind: str, index: str) -> dict[str, Any]:
        figures = {f"D200{at}": index for at in range(1, 5)}
        return {
            "nama_instansi": "Kediri",
            "tahun": "2024",
            "kategori": kind,
            "nilai": {**figures, "indeks": index},
        }

    records = [record("Kabupaten", "2.00"), record("Kota", "3.00")]
    (tmp_path / "t.json").write_text(json.dumps(records), "utf-8")
    rows, _told = ranked(spbe, tmp_path / "t.json")
    assert [row["institution"] for row in rows] == ["Kota Kediri", "Kabupaten Kediri"]
    (tmp_path / "a.yaml").write_text("institution: Pemerintah Kota Kediri\nyear: 2024\n", "utf-8")
    done = spbe("import", "t.json", "--into", "a.yaml", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "index: 3" in (tmp_path / "a.yaml").read_text("utf-8")
