"""Links that formulas hold, and files beside a workbook: read where they are plain, else told."""

from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from program import Run

from spbe_cli.store.tables.filled import plain_target

HEAD = ("No", "Indikator", "Tingkat", "Data Dukung", "Folder")
NAME = "Kebijakan Internal Arsitektur SPBE"


def sheet(folder: Path, formula: str, shown: str, code: object = "1AbC") -> None:
    """Write a kertas kerja by XlsxWriter, which stores a value beside each formula."""
    with xlsxwriter.Workbook(folder / "k.xlsx") as book:
        page = book.add_worksheet("Isian")
        page.write_row(0, 0, HEAD)
        page.write_row(1, 0, [1, NAME, 3])
        page.write_formula(1, 3, formula, value=shown)
        page.write(1, 4, code)


def taken(spbe: Run, folder: Path) -> tuple[str, str]:
    spbe("init", "a.yaml", "--institution", "Kabupaten Contoh", "--year", "2024", cwd=folder)
    done = spbe("import", "k.xlsx", "--into", "a.yaml", cwd=folder)
    assert done.returncode == 0, done.stderr
    text = (folder / "a.yaml").read_text("utf-8")
    return text[text.index("evidence:") :].split("\n  2")[0], done.stderr


READ = {
    "put together": ('=HYPERLINK("https://drive.google.com/drive/folders/"&E2,"SK 1")', "1AbC"),
    "absolute": ('=HYPERLINK("https://drive.google.com/drive/folders/"&$E$2,"SK 1")', "1AbC"),
    "CONCATENATE": (
        '=HYPERLINK(CONCATENATE("https://drive.google.com/drive/","folders/",E2),"SK 1")',
        "1AbC",
    ),
    "brackets": ('=HYPERLINK(("https://drive.google.com/drive/"&("folders/"&E2)),"SK 1")', "1AbC"),
    "with a number": ('=HYPERLINK("https://drive.google.com/drive/folders/"&1&E2&"z","SK 1")', "7"),
}


@pytest.mark.parametrize("way", READ)
def test_links_that_formulas_put_together(spbe: Run, tmp_path: Path, way: str) -> None:
    formula, code = READ[way]
    sheet(tmp_path, formula, "SK 1", int(code) if code.isdecimal() else code)
    found, said = taken(spbe, tmp_path)
    link = "17z" if code == "7" else "1AbC"
    assert f"https://drive.google.com/drive/folders/{link}" in found
    assert "SK 1" in found
    assert "E350" not in said


@pytest.mark.parametrize(
    "formula",
    [
        '=IF(E2="","",HYPERLINK("https://s.id/b","SK 2"))',
        '=IFERROR(HYPERLINK("https://s.id/b","SK 2"),"")',
        '=IF(E2=1,HYPERLINK("https://s.id/b","SK 2"),HYPERLINK("https://s.id/b","SK II"))',
        '= hyperlink( "https://s.id/b" ,"SK 2")',
    ],
)
def test_the_only_link_of_a_choice(spbe: Run, tmp_path: Path, formula: str) -> None:
    sheet(tmp_path, formula, "SK 2")
    found, said = taken(spbe, tmp_path)
    assert "https://s.id/b" in found
    assert "E350" not in said


@pytest.mark.parametrize(
    "formula",
    [
        '=HYPERLINK(VLOOKUP(E2,F1:G9,2),"SK 3")',
        '=HYPERLINK("https://s.id/"&LEFT(E2,3),"SK 3")',
        '=IF(E2=1,HYPERLINK("https://s.id/a","SK 3"),HYPERLINK("https://s.id/b","SK 3"))',
        '=HYPERLINK("https://s.id/"&Lain!A1,"SK 3")',
        '=HYPERLINK(E2+1,"SK 3")',
    ],
)
def test_what_cannot_be_read_is_told_and_its_text_kept(
    spbe: Run, tmp_path: Path, formula: str
) -> None:
    sheet(tmp_path, formula, "SK 3")
    found, said = taken(spbe, tmp_path)
    assert "SK 3" in found
    assert "https://" not in found
    assert "k.xlsx!Isian!D2: E350 tautan di balik sel ini tidak terbaca" in said


def test_a_cell_that_shows_nothing_leads_nowhere(spbe: Run, tmp_path: Path) -> None:
    sheet(tmp_path, '=IF(E2="","",HYPERLINK("https://s.id/b","SK 2"))', "", "")
    spbe("init", "a.yaml", "--institution", "Kabupaten Contoh", "--year", "2024", cwd=tmp_path)
    done = spbe("import", "k.xlsx", "--into", "a.yaml", cwd=tmp_path)
    assert "s.id" not in (tmp_path / "a.yaml").read_text("utf-8")
    assert "E350" not in done.stderr


def test_a_form_tells_it_too(spbe: Run, tmp_path: Path) -> None:
    spbe("init", "a.yaml", "--institution", "Kabupaten Contoh", "--year", "2024", cwd=tmp_path)
    spbe("form", "a.yaml", "-o", "f.xlsx", cwd=tmp_path)
    book = openpyxl.load_workbook(tmp_path / "f.xlsx")
    page = book["Domain 1"]
    page["P7"] = '=HYPERLINK("https://s.id/"&LEFT("abc",1),"SK")'
    book.save(tmp_path / "f.xlsx")
    done = spbe("import", "f.xlsx", "--into", "a.yaml", "--dry-run", cwd=tmp_path)
    assert "P7: E333" in done.stderr  # openpyxl stores no value beside a formula
    assert "E350" not in done.stderr


@pytest.mark.parametrize(
    ("target", "name"),
    [
        (r"bukti\SK%203.pdf", "bukti/SK 3.pdf"),
        ("bukti/SK%20A.pdf", "bukti/SK A.pdf"),
        (r"..\bukti\a\b.pdf", "../bukti/a/b.pdf"),
        ("bukti/100%25.pdf", "bukti/100%.pdf"),
        ("bukti/caf%E9.pdf", "bukti/caf%E9.pdf"),
        ("https://s.id/a%20b", "https://s.id/a%20b"),
        ("www.contoh.go.id/a%20b", "www.contoh.go.id/a%20b"),
        ("s.id/a%20b", "s.id/a%20b"),
        ("mailto:a%20b@c.id", "mailto:a%20b@c.id"),
        ("file:///C:/a%20b.pdf", "file:///C:/a%20b.pdf"),
        ("", ""),
    ],
)
def test_files_are_named_as_they_are(target: str, name: str) -> None:
    assert plain_target(target) == name


def test_a_linked_file_that_is_there_is_found(spbe: Run, tmp_path: Path) -> None:
    (tmp_path / "bukti").mkdir()
    (tmp_path / "bukti/SK A.pdf").write_bytes(b"%PDF-1.4 contoh")
    with xlsxwriter.Workbook(tmp_path / "k.xlsx") as book:
        page = book.add_worksheet("Isian")
        page.write_row(0, 0, HEAD[:4])
        page.write_row(1, 0, [1, NAME, 3])
        page.write_url(1, 3, r"external:bukti\SK A.pdf", string="SK A")
    found, _said = taken(spbe, tmp_path)
    assert "file: bukti/SK A.pdf" in found
    assert "SPB005" not in spbe("check", "a.yaml", cwd=tmp_path).stdout


def test_a_code_that_numbers_no_indicator_is_none(spbe: Run, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "k.xlsx") as book:
        page = book.add_worksheet("Isian")
        page.write_row(0, 0, (*HEAD[:4], "Kode"))
        page.write_row(1, 0, [1, NAME, 3])
        page.write_formula(1, 3, '=HYPERLINK("https://s.id/"&E2,"SK 1")', value="SK 1")
        page.write(1, 4, "1AbC")
    found, _said = taken(spbe, tmp_path)
    assert "https://s.id/1AbC" in found
