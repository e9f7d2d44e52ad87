"""Links behind any cell of a form: evidence where a row is about an indicator, else told."""

import json
import re
import zipfile
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from program import ROOT, Run

FILE = """\
institution: Kota X
year: 2024
instrument: permenpanrb-59-2020
indicators:
  1: 2
  2: {self: 3, owner: Bappeda, evidence: [{title: Perwali 12/2021, file: bukti/a.pdf}]}
  3: 2
"""


@pytest.fixture(name="spbe")
def _spbe(spbe: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return the program as it runs in the folder of the test, where a form was written."""
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_text(FILE, "utf-8")
    assert spbe("form", "a.yaml", "-o", "f.xlsx", cwd=tmp_path).returncode == 0
    return partial(spbe, cwd=tmp_path)


def linked(**cells: str) -> None:
    """Put links behind cells of the first domain, which keep their texts."""
    book = openpyxl.load_workbook("f.xlsx")
    for name, target in cells.items():
        sheet = book["Domain 1"]
        value = sheet[name].value
        sheet[name].hyperlink = target
        sheet[name].value = value
    book.save("f.xlsx")


def computed(**cells: tuple[str, str]) -> None:
    """Write formulas with what they show, as Excel stores them."""
    book = openpyxl.load_workbook("f.xlsx")
    at = book.sheetnames.index("Domain 1") + 1
    for name, (formula, _shown) in cells.items():
        book["Domain 1"][name] = formula
    book.save("raw.xlsx")
    with zipfile.ZipFile("raw.xlsx") as old, zipfile.ZipFile("f.xlsx", "w") as new:
        for one in old.namelist():
            data = old.read(one)
            if one == f"xl/worksheets/sheet{at}.xml":
                text = data.decode()
                for name, (_formula, shown) in cells.items():
                    kind = "" if shown.isdecimal() else ' t="str"'
                    empty = rf'<c r="{name}"([^>]*?)>(<f>.*?</f>)(?:<v ?/>|<v></v>)'
                    text = re.sub(empty, rf'<c r="{name}"\1{kind}>\2<v>{shown}</v>', text)
                    assert f"<v>{shown}</v>" in text
                data = text.encode()
            new.writestr(one, data)


def taken(spbe: Run) -> tuple[list[tuple[str, str, Any]], list[str]]:
    """Return the changes that an import shows, and what it tells."""
    done = spbe("import", "f.xlsx", "--into", "a.yaml", "--dry-run", "--format", "json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)["changes"]
    return [(one["indicator"], one["field"], one["new"]) for one in found], done.stderr.splitlines()


@pytest.mark.parametrize(
    ("name", "item"), [("J7", "1"), ("I7", "1"), ("H7", "1"), ("J8", "2"), ("I8", "2"), ("H8", "2")]
)
def test_a_link_of_level_name_or_number_is_evidence(spbe: Run, name: str, item: str) -> None:
    linked(**{name: "https://x.id/bukti"})
    assert taken(spbe) == ([(item, "evidence", "https://x.id/bukti")], [])
    assert spbe("import", "f.xlsx", "--into", "a.yaml").returncode == 0
    assert "https://x.id/bukti" in Path("a.yaml").read_text("utf-8")
    assert "Perwali 12/2021" in Path("a.yaml").read_text("utf-8")
    assert taken(spbe) == ([], [])


def test_one_link_behind_several_cells_is_one_piece(spbe: Run) -> None:
    linked(J7="https://x.id/a", I7="https://x.id/a", H7="https://x.id/b", P7="https://x.id/a")
    assert taken(spbe) == ([("1", "evidence", "https://x.id/a\nhttps://x.id/b")], [])


def test_a_new_link_stands_where_it_was_found(spbe: Run) -> None:
    linked(J7="bukti/SK%201.pdf")
    done = spbe("import", "f.xlsx", "--into", "a.yaml", "--dry-run")
    assert "f.xlsx!Domain 1!J7" in done.stdout
    assert "+ | bukti/SK 1.pdf" in done.stdout


@pytest.mark.parametrize("name", ["R8", "K9", "I5", "H1", "O12", "J4"])
def test_a_link_that_is_nobodys_evidence_is_told(spbe: Run, name: str) -> None:
    linked(**{name: "https://x.id/lain"})
    found, said = taken(spbe)
    assert found == []
    (line,) = [one for one in said if "E348" in one]
    assert line.startswith(f"f.xlsx!Domain 1!{name}: E348 ")
    assert "https://x.id/lain" in line


def test_links_on_other_sheets_are_told(spbe: Run) -> None:
    book = openpyxl.load_workbook("f.xlsx")
    cell = book["Petunjuk"]["C3"]
    text = cell.value
    cell.hyperlink, cell.value = "https://x.id/petunjuk", text
    book.save("f.xlsx")
    assert [one.partition(" ")[0] for one in taken(spbe)[1]] == ["f.xlsx!Petunjuk!C3:"]


def test_links_within_the_form_and_of_mail_are_none(spbe: Run) -> None:
    book = openpyxl.load_workbook("f.xlsx")
    sheet = book["Domain 1"]
    for name, target in (("R8", "mailto:bappeda@x.id"), ("I9", "#Petunjuk!A1")):
        text = sheet[name].value
        sheet[name].hyperlink, sheet[name].value = target, text
    book.save("f.xlsx")
    assert taken(spbe) == ([], [])


def test_hyperlink_formulas_of_level_and_owner(spbe: Run) -> None:
    computed(
        J7=('=HYPERLINK("https://x.id/l",3)', "3"),
        R8=('=HYPERLINK("https://x.id/o","Bappeda")', "Bappeda"),
    )
    found, said = taken(spbe)
    assert found == [("1", "level", "3"), ("1", "evidence", "https://x.id/l")]
    assert [one.partition(" tautan")[0] for one in said] == ["f.xlsx!Domain 1!R8: E348"]


def test_links_of_untouched_evidence_take_nothing_from_the_record(spbe: Run) -> None:
    linked(J8="https://x.id/baru")
    text = FILE.replace("file: bukti/a.pdf}", "file: bukti/a.pdf, levels: [1, 2], page: hal. 4}")
    Path("a.yaml").write_text(text, "utf-8")
    assert taken(spbe)[0] == [("2", "evidence", "https://x.id/baru")]
    assert spbe("import", "f.xlsx", "--into", "a.yaml").returncode == 0
    assert "hal. 4" in Path("a.yaml").read_text("utf-8")


def test_links_of_evidence_items(spbe: Run) -> None:
    text = (ROOT / "examples/aceh-tengah-2026.yaml").read_text("utf-8")
    Path("a.yaml").write_text(text, "utf-8")
    assert spbe("form", "a.yaml", "-o", "b.xlsx").returncode == 0
    book = openpyxl.load_workbook("b.xlsx")
    sheet = book["Butir bukti"]
    keys = {str(cell.value): at for at, cell in enumerate(sheet[3], 1)}
    for key, target in (("fact", "https://x.id/f"), ("text", "https://x.id/t")):
        cell = sheet.cell(5, keys[key])
        kept = cell.value
        cell.hyperlink, cell.value = target, "SK 1" if key == "fact" else kept
    book.save("f.xlsx")
    found, said = taken(spbe)
    assert [(field.partition(":")[0], new) for _item, field, new in found] == [
        ("fact", "SK 1 (https://x.id/f)")
    ]
    assert [one.partition(" tautan")[0] for one in said] == [
        f"f.xlsx!Butir bukti!{sheet.cell(5, keys['text']).coordinate}: E348"
    ]
