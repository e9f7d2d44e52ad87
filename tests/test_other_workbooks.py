"""Kertas kerja as .ods and .xls: what LibreOffice makes of a workbook reads as the workbook."""

import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from program import ROOT, Run
from worksheets import begin, bring, brought, refused

OFFICE = shutil.which("soffice")
SENT = ROOT / "tests/sent/lain"  # as LibreOffice saved them
FIRST = "Tingkat Kematangan Kebijakan Internal Arsitektur SPBE"
SECOND = "Tingkat Kematangan Kebijakan Internal Peta Rencana SPBE"
TWO_ROWS: list[list[Any]] = [
    ["KERTAS KERJA SPBE"],
    ["No", "Indikator", "Penilaian Mandiri", None, "Penilaian Eksternal", None, "PIC", "Bukti"],
    [None, None, "Tingkat", "Catatan", "Tingkat", "Catatan", None, None],
    ["Domain 1 Kebijakan Internal SPBE"],
    [1, FIRST, 3, "a", 2, "b", "Diskominfo", "Perwali"],
    [2, SECOND, 2, "c", 2, "d", None, "SK"],
    ["Jumlah", None, 5],
]
HEAD = ["A1:H1", "A2:A3", "B2:B3", "C2:D2", "E2:F2", "G2:G3", "H2:H3", "A4:H4", "A7:B7"]
GOES_ON: list[list[Any]] = [
    ["No", "Aspek", "Indikator", "Level", "Data Dukung"],
    [1, "Aspek 1", FIRST, 3, "Perwali 1"],
    [None, None, None, None, "Perwali 2"],
    [None, None, None, None, "Perwali 3"],
    [2, None, SECOND, "Level 2", "SK"],
]
LAYOUTS: dict[str, tuple[list[list[Any]], list[str]]] = {
    "two rows of headings": (TWO_ROWS, [*HEAD, "G5:G6"]),
    "rows that go on": (GOES_ON, ["A2:A4", "B2:B5", "C2:C4", "D2:D4"]),
    "a group beside": ([["Domain", *GOES_ON[0]], *(["Domain 1", *one] for one in GOES_ON[1:])], []),
}


def book(path: Path, rows: list[list[Any]], merged: list[str]) -> Path:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "Isi"
    for row in rows:
        sheet.append(row)
    for span in merged:
        sheet.merge_cells(span)
    made.save(path)
    return path


def saved(file: Path, ending: str) -> Path:
    """Let LibreOffice save a workbook under another ending."""
    subprocess.run(
        [
            *(str(OFFICE), "--headless", f"-env:UserInstallation=file://{file.parent}/profile"),
            *("--convert-to", ending, "--outdir", str(file.parent / ending), str(file)),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return Path(shutil.copy(file.parent / ending / f"{file.stem}.{ending}", file.parent))


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("ending", ["ods", "xls"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_merged_cells_read_the_same(spbe: Run, tmp_path: Path, layout: str, ending: str) -> None:
    begin(spbe, tmp_path)
    file = book(tmp_path / "k.xlsx", *LAYOUTS[layout])
    wanted = brought(spbe, file)
    assert wanted["1", "self"] == "3"
    other = saved(file, ending)
    assert brought(spbe, other) == wanted
    headings = [bring(spbe, one).stdout.split("\n\n")[0] for one in (file, other)]
    assert headings[1] == headings[0].replace("k.xlsx", f"k.{ending}")


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("ending", ["ods", "xls"])
def test_merged_levels_are_refused_all_the_same(spbe: Run, tmp_path: Path, ending: str) -> None:
    begin(spbe, tmp_path)
    rows: list[list[Any]] = [["No", "Indikator", "Tingkat"], [1, FIRST, 3], [2, SECOND, None]]
    file = book(tmp_path / "k.xlsx", rows, ["C2:C3"])
    assert refused(spbe, file) == [("Isi!C2:C3", "E314")]
    assert refused(spbe, saved(file, ending)) == [("Isi!C2:C3", "E314")]


def linked(path: Path) -> Path:
    made = openpyxl.load_workbook(book(path, *LAYOUTS["two rows of headings"]))
    sheet = made["Isi"]
    sheet["H5"].hyperlink = "https://drive.google.com/a"
    sheet["H6"].hyperlink = "bukti/sk 2.pdf"
    sheet["D5"] = '=HYPERLINK("https://contoh.id/"&A5,"catatan")'
    sheet.row_dimensions[6].hidden = True
    made.save(path)
    return path


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_links_formulas_and_hidden_rows_of_an_ods(spbe: Run, tmp_path: Path) -> None:
    begin(spbe, tmp_path)
    other = saved(linked(tmp_path / "k.xlsx"), "ods")
    found = brought(spbe, other)
    assert found["1", "evidence"] == "Perwali | https://drive.google.com/a"
    assert found["2", "evidence"] == "SK | ../bukti/sk 2.pdf"  # it was saved a folder deeper
    assert found["1", "note"] == "catatan (https://contoh.id/1)"
    assert "1 pada baris tersembunyi" in bring(spbe, other).stdout


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_several_links_in_one_cell_of_an_ods(spbe: Run, tmp_path: Path) -> None:
    """Each belongs to its own line."""
    begin(spbe, tmp_path)
    other = saved(linked(tmp_path / "k.xlsx"), "ods")
    one = '<text:p><text:a xlink:href="https://drive.google.com/a" xlink:type="simple">Perwali'
    with zipfile.ZipFile(other) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    text = parts["content.xml"].decode()
    assert one in text
    more = one.replace("drive.google.com/a", "contoh.id/b").replace("Perwali", "SK")
    more += "</text:a></text:p>"
    parts["content.xml"] = text.replace(one, more + one).encode()
    with zipfile.ZipFile(other, "w") as target:
        for name, part in parts.items():
            target.writestr(name, part)
    assert brought(spbe, other)["1", "evidence"] == (
        "SK | https://contoh.id/b\nPerwali | https://drive.google.com/a"
    )


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_what_was_never_computed_is_told(spbe: Run, tmp_path: Path) -> None:
    begin(spbe, tmp_path)
    other = saved(linked(tmp_path / "k.xlsx"), "ods")
    with zipfile.ZipFile(other) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    text = parts["content.xml"].decode()
    value = (
        '<table:table-cell office:value-type="float" office:value="3" calcext:value-type="float">'
        "<text:p>3</text:p>"
    )
    assert value in text
    bare = '<table:table-cell table:formula="of:=1+2">'
    parts["content.xml"] = text.replace(value, bare).encode()
    with zipfile.ZipFile(other, "w") as target:
        for name, part in parts.items():
            target.writestr(name, part)
    assert refused(spbe, other) == [("Isi!C5", "E333")]


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_links_of_an_xls_are_refused(spbe: Run, tmp_path: Path) -> None:
    begin(spbe, tmp_path)
    file = linked(tmp_path / "k.xlsx")
    assert refused(spbe, saved(file, "xls")) == [("", "E338")]
    made = openpyxl.load_workbook(file)
    made["Isi"]["H5"].hyperlink = made["Isi"]["H6"].hyperlink = None
    made.save(file)
    assert refused(spbe, saved(file, "xls")) == [("", "E338")]  # by a formula


@pytest.mark.parametrize("name", ["bertaut.ods", "tergabung.xls"])
def test_two_workbooks_as_libreoffice_saved_them(spbe: Run, tmp_path: Path, name: str) -> None:
    begin(spbe, tmp_path)
    found = brought(spbe, Path(shutil.copy(SENT / name, tmp_path)))
    linked = name == "bertaut.ods"
    assert found == {
        ("1", "self"): "3",
        ("1", "official"): "2",
        ("1", "note"): "a (https://a.id/1)" if linked else "a",
        ("1", "remark"): "b",
        ("1", "owner"): "Diskominfo",
        ("1", "evidence"): "Perwali | https://drive.google.com/a" if linked else "Perwali",
        ("2", "self"): "2",
        ("2", "official"): "2",
        ("2", "note"): "c",
        ("2", "remark"): "d",
        ("2", "owner"): "Diskominfo",
        ("2", "evidence"): "SK",
    }


def test_a_damaged_xls_is_refused_in_one_line(process: Run, tmp_path: Path) -> None:
    """Its reader, which is not written in Python, would tell how it broke."""
    begin(process, tmp_path)
    (tmp_path / "k.xls").write_bytes((SENT / "tergabung.xls").read_bytes()[:637])
    done = process("import", "k.xls", "--into", "a.yaml", cwd=tmp_path)
    assert (done.returncode, done.stderr.count("\n")) == (4, 1)
    assert done.stderr.startswith("k.xls: E302 ")


def test_a_reader_that_cannot_be_loaded_is_told(
    spbe: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is compiled: no fault of the file, which is said to be sound by saving it otherwise."""
    begin(spbe, tmp_path)
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    (tmp_path / "k.xls").write_bytes((SENT / "tergabung.xls").read_bytes())
    done = spbe("import", "k.xls", "--into", "a.yaml", cwd=tmp_path)
    assert (done.returncode, "k.xls: E354 " in done.stderr) == (4, True)
    assert "Simpan ulang sebagai .xlsx" in done.stderr


def test_a_cell_where_no_xls_has_one(spbe: Run, tmp_path: Path) -> None:
    """Its reader would make room for all the cells up to there."""
    begin(spbe, tmp_path)
    data = (SENT / "tergabung.xls").read_bytes()
    found = re.search(rb"\xfd\x00\x0a\x00(..)(..).{6}(?=\xfd\x00)", data, re.DOTALL)
    assert found is not None
    far = data[: found.start(1)] + b"\x04\x5f\x70\x1d" + data[found.end(2) :]
    (tmp_path / "k.xls").write_bytes(far)
    done = spbe("import", "k.xls", "--into", "a.yaml", cwd=tmp_path)
    assert (done.returncode, "k.xls: E302 " in done.stderr) == (4, True)


PROVINCES: list[list[Any]] = [
    ["Provinsi", "Nama Pemda", "Nilai Indeks SPBE 2024", "Predikat"],
    ["Lampung", "Kota Metro", "3,10", "Baik"],
    [None, "Kab. Pringsewu", "2,90", "Baik"],
    ["Sumatera Barat", "Kota Solok", "3,60", "Sangat Baik"],
    [None, "Kota Padang", "3,40", "Baik"],
]
GROUPS: list[list[Any]] = [
    ["No", "Kabupaten/Kota", "Domain", None, None, None, "Indeks"],
    [None, None, "I", "II", "III", "IV", None],
    ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
    ["A", "PROVINSI LAMPUNG"],
    [1, "Kota Metro", 1.4, 1.7, 1.27, 3.04, 2.15],
    ["II.", "PROVINSI SUMATERA BARAT"],
    [2, "Kota Solok", 1.4, 1.7, 1.27, 3.04, 2.15],
    ["Total", None, None, None, None, None, 2.15],
]


def ranked(spbe: Run, file: Path, *more: str) -> list[str]:
    done = spbe("rank", file, "--format", "json", *more)
    assert done.returncode == 0, done.stderr
    return [row["institution"] for row in json.loads(done.stdout)["rows"]]


def lists(folder: Path) -> tuple[Path, Path]:
    return (
        book(folder / "k.xlsx", PROVINCES, ["A2:A3"]),
        book(folder / "g.xlsx", GROUPS, ["C1:F1", "A1:A2", "B1:B2", "G1:G2"]),
    )


def check_lists(spbe: Run, provinces: Path, groups: Path) -> None:
    lampung = ["Kota Metro", "Kab. Pringsewu"]
    assert ranked(spbe, provinces, "--where", "provinsi=Lampung") == lampung
    # what no merged cell covers is not guessed, and told
    said = spbe("rank", provinces, "--where", "provinsi=Lampung").stderr
    assert "tidak ikut karena provinsinya tidak disebut: Kota Padang" in said
    assert ranked(spbe, provinces, "--where", "provinsi=Sumatera Barat") == ["Kota Solok"]
    assert ranked(spbe, groups, "--year", "2024") == ["Kota Metro", "Kota Solok"]


def test_provinces_over_several_rows_and_rows_of_groups(spbe: Run, tmp_path: Path) -> None:
    check_lists(spbe, *lists(tmp_path))


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("ending", ["ods", "xls"])
def test_the_same_of_other_workbooks(spbe: Run, tmp_path: Path, ending: str) -> None:
    check_lists(spbe, *(saved(one, ending) for one in lists(tmp_path)))


def test_a_number_before_a_name_is_no_group(spbe: Run, tmp_path: Path) -> None:
    """An institution without an index is asked about."""
    head = ["No", "Instansi", "Indeks", "Predikat"]
    rows: list[list[Any]] = [head, [1, "Kota Metro", 3, "Baik"], [2, "Kota X"]]
    done = spbe("rank", book(tmp_path / "k.xlsx", rows, []), "--year", "2024")
    assert (done.returncode, "E404" in done.stderr) == (3, True)


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_hidden_rows_of_an_xls_are_told(spbe: Run, tmp_path: Path) -> None:
    """In a kertas kerja and in a list, as those of other workbooks."""
    begin(spbe, tmp_path)
    made = openpyxl.load_workbook(book(tmp_path / "k.xlsx", *LAYOUTS["two rows of headings"]))
    made["Isi"].row_dimensions[6].hidden = True
    made.save(tmp_path / "k.xlsx")
    assert "1 pada baris tersembunyi" in bring(spbe, saved(tmp_path / "k.xlsx", "xls")).stdout
    rows: list[list[Any]] = [["Instansi", "Tahun", "Indeks"]]
    rows += [[f"Kota {at}", 2024, 3] for at in range(300)]
    listed = openpyxl.load_workbook(book(tmp_path / "daftar.xlsx", rows, []))
    for row in (3, 280):
        listed["Isi"].row_dimensions[row].hidden = True
    listed.save(tmp_path / "daftar.xlsx")
    done = spbe("rank", saved(tmp_path / "daftar.xlsx", "xls"))
    assert (done.returncode, "2 baris tersembunyi ikut dihitung" in done.stderr) == (0, True)
