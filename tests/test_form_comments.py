"""Comments on cells are no answers: they are told with their cell and their text."""

import json
import random
import zipfile
from functools import partial
from pathlib import Path

import openpyxl
import pytest
from drawn import OFFICE, office
from openpyxl.comments import Comment
from program import ROOT, Run

from spbe_cli.store.tables.binary import notes_of

FILE = """\
institution: Kota X
year: 2024
instrument: permenpanrb-59-2020
indicators:
  1: 2
  2: {self: 3, evidence: [{title: Perwali 12/2021, file: bukti/a.pdf}]}
"""
_REL = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
_THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"


@pytest.fixture(name="spbe")
def _spbe(spbe: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return the program as it runs in the folder of the test, where a form was written."""
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_text(FILE, "utf-8")
    assert spbe("form", "a.yaml", "-o", "f.xlsx", cwd=tmp_path).returncode == 0
    return partial(spbe, cwd=tmp_path)


def commented(name: str, **comments: str) -> None:
    """Put comments on cells of the first sheet of indicators, of another one as ``Lembar__A1``."""
    book = openpyxl.load_workbook(name)
    for place, text in comments.items():
        title, _bars, cell = place.rpartition("__")
        sheet = book[title or book.sheetnames[1 if len(book.sheetnames) > 1 else 0]]
        sheet[cell].comment = Comment(text, "Ani")
    book.save(name)


def told(spbe: Run, name: str = "f.xlsx") -> list[tuple[str, str, str]]:
    """Return place, code and text of what an import tells; it changes nothing."""
    done = spbe("import", name, "--into", "a.yaml", "--dry-run")
    assert done.returncode == 0, done.stderr
    lines = (line.split(": ", 2) for line in done.stderr.splitlines())
    return [
        (place.rpartition("/")[2], said[:4], rest.partition(". Bila")[0])
        for place, said, rest in lines
    ]


@pytest.mark.parametrize("cell", ["J7", "P8", "I8", "K9", "H1", "J5", "Z40", "A7"])
def test_a_comment_is_told_with_its_cell(spbe: Run, cell: str) -> None:
    commented("f.xlsx", **{cell: "harusnya 4"})
    assert told(spbe) == [(f"f.xlsx!Domain 1!{cell}", "E360", "harusnya 4")]


def test_comments_of_all_sheets_are_told_in_order(spbe: Run) -> None:
    comments = {"J9": "dua\nbaris", "J7": "satu", "Petunjuk__C3": "salah instansi"}
    commented("f.xlsx", **comments)
    assert told(spbe) == [
        ("f.xlsx!Petunjuk!C3", "E360", "salah instansi"),
        ("f.xlsx!Domain 1!J7", "E360", "satu"),
        ("f.xlsx!Domain 1!J9", "E360", "dua baris"),
    ]


def test_answers_beside_a_comment_come_in(spbe: Run) -> None:
    commented("f.xlsx", J7="harusnya 4")
    book = openpyxl.load_workbook("f.xlsx")
    book["Domain 1"]["J7"] = 4
    book.save("f.xlsx")
    done = spbe("import", "f.xlsx", "--into", "a.yaml", "--format", "json")
    found = json.loads(done.stdout)
    assert [(one["indicator"], one["new"]) for one in found["changes"]] == [("1", "4")]
    assert [(one["code"], one["source"]) for one in found["doubts"]] == [
        ("E360", "f.xlsx!Domain 1!J7")
    ]


def test_a_comment_with_replies_is_told_once(spbe: Run) -> None:
    """Excel keeps it twice: as a thread, and as one text for versions that know none."""
    preface = "[Threaded comment]\n\nYour version of Excel allows you to read this.\n\nComment:\n"
    commented("f.xlsx", J7=f"{preface}    harusnya 4\nReply:\n    setuju", J8="biasa")
    threads = (
        f'<ThreadedComments xmlns="{_THREADS}">'
        '<threadedComment ref="J7" id="{2}"><text>harusnya 4</text></threadedComment>'
        '<threadedComment ref="J7" id="{3}" parentId="{2}"><text>setuju</text></threadedComment>'
        "</ThreadedComments>"
    )
    with zipfile.ZipFile("f.xlsx") as old, zipfile.ZipFile("t.xlsx", "w") as new:
        for one in old.namelist():
            data = old.read(one)
            if one.endswith(".rels") and b"commentsDrawing" in data:
                more = f'<Relationship Type="{_REL}" Id="t1" Target="../threadedComments/t1.xml"/>'
                data = data.replace(b"</Relationships>", f"{more}</Relationships>".encode())
            new.writestr(one, data)
        new.writestr("xl/threadedComments/t1.xml", threads)
    assert told(spbe, "t.xlsx") == [
        ("t.xlsx!Domain 1!J7", "E360", "harusnya 4 / setuju"),
        ("t.xlsx!Domain 1!J8", "E360", "biasa"),
    ]
    assert told(spbe)[0][2] == "harusnya 4 Reply: setuju"  # where only that text is left


def test_comments_of_a_sheet_that_is_not_read_are_not_told_apart(spbe: Run) -> None:
    book = openpyxl.load_workbook("f.xlsx")
    sheet = book.create_sheet("Tambahan")
    sheet["B3"] = "catatan lain"
    sheet["B3"].comment = Comment("x", "Ani")
    book.save("f.xlsx")
    assert [(place, code) for place, code, _text in told(spbe)] == [("f.xlsx!Tambahan!B3", "E351")]


def test_comments_of_a_kertas_kerja_are_told(spbe: Run) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Isian"
    sheet.append(["No", "Indikator", "Tingkat"])
    sheet.append([1, "Kebijakan Internal Arsitektur SPBE", 2])
    book.save("k.xlsx")
    commented("k.xlsx", Isian__C2="Asesor: bukti kurang")
    assert told(spbe, "k.xlsx") == [("k.xlsx!Isian!C2", "E360", "Asesor: bukti kurang")]


def test_a_damaged_part_of_comments_is_a_damaged_workbook(spbe: Run) -> None:
    commented("f.xlsx", J7="x")
    with zipfile.ZipFile("f.xlsx") as old, zipfile.ZipFile("t.xlsx", "w") as new:
        for one in old.namelist():
            data = old.read(one)
            new.writestr(one, data[: len(data) // 2] if "comments/comment" in one else data)
    done = spbe("import", "t.xlsx", "--into", "a.yaml", "--dry-run")
    assert done.returncode == 4
    assert "t.xlsx: E302" in done.stderr


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("ending", ["ods", "xlsx", "xls"])
def test_comments_that_libreoffice_saved(spbe: Run, tmp_path: Path, ending: str) -> None:
    commented("f.xlsx", J7="harusnya 4", K9="dua\nbaris", P8="lihat https://x.id/a")
    (saved,) = office(tmp_path, tmp_path / "saved", tmp_path / "f.xlsx", to=ending)
    found = told(spbe, str(saved))
    assert [(place, code) for place, code, _text in found] == [
        (f"f.{ending}!Domain 1!{cell}", "E360") for cell in ("J7", "P8", "K9")
    ]
    assert [text for *_place, text in found] == [
        "harusnya 4",
        "lihat https://x.id/a",
        "dua baris",
    ]


def test_comments_of_a_plan_are_told(spbe: Run) -> None:
    text = (ROOT / "examples/bandar-lampung-2023.yaml").read_text("utf-8")
    Path("a.yaml").write_text(text, "utf-8")
    done = spbe("simulate", "a.yaml", "--target", "2.60", "-o", "plan.xlsx")
    assert done.returncode == 0, done.stderr
    assert told(spbe, "plan.xlsx") == []
    commented("plan.xlsx", **{"Rencana aksi__E7": "sudah selesai"})
    assert told(spbe, "plan.xlsx") == [("plan.xlsx!Rencana aksi!E7", "E360", "sudah selesai")]


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.usefixtures("spbe")
@pytest.mark.parametrize("times", [30, pytest.param(1_000, marks=pytest.mark.long)])
def test_a_damaged_xls_tells_what_it_can(tmp_path: Path, times: int) -> None:
    """Comments of a torn file are found or not; nothing breaks, and no other file has any."""
    (bare,) = office(tmp_path, tmp_path / "bare", tmp_path / "f.xlsx", to="xls")
    assert notes_of(bare.read_bytes()) == {}
    commented("f.xlsx", J7="harusnya 4", J8="日本 ü " * 2_000)
    (saved,) = office(tmp_path, tmp_path / "saved", tmp_path / "f.xlsx", to="xls")
    data = saved.read_bytes()
    found = notes_of(data)["Domain 1"]
    assert found[7, 10] == "harusnya 4"
    assert found[8, 10].count("日本 ü") == 2_000  # longer than one record
    chance = random.Random(1)  # noqa: S311  an example, not a secret
    for _again in range(times):
        torn = bytearray(data)
        for _byte in range(chance.choice([1, 10, 200])):
            torn[chance.randrange(len(torn))] = chance.randrange(256)
        notes_of(bytes(torn[: chance.choice([len(torn), chance.randrange(len(torn))])]))
