"""What offices really send (tests/sent) comes in whole, or is refused by name."""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
import pytest
from program import ROOT, Run

from spbe_cli.core.assessment import Answer, Evidence, Opinion
from spbe_cli.core.collect import written
from spbe_cli.core.collect.lines import evidence_in, evidence_line, evidence_of
from spbe_cli.problems import FileError
from spbe_cli.render import words
from spbe_cli.store import files
from spbe_cli.store.tables import headings
from spbe_cli.store.yaml import assessments, editing

SENT = ROOT / "tests/sent"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with the files that were sent."""
    shutil.copytree(SENT, tmp_path / "d")
    return tmp_path / "d"


# --- F03, F04: what is written reads back, and all else stays --------------------------------

LAYOUTS = """\
  1: 2   # tanya
  2: 3
----
  1:   # pertama
    self: 2  # mandiri
    note: a
  2: 3
----
    1:
        self: 2   # empat
    2: 3
----
  1: {self: 2,   # mandiri
      note: a}  # akhir
  2: 3
----
  "1": 2  # kutip
  '2': 3
----
  1:
    evidence:   # bukti
      - title: A  # SK
        url: https://a.id
      # berikut
      - {title: B}  # dua
    self: 2  # mandiri
  2: 3
----
  1:
    note: |  # blok
      baris # bukan
      dua
    self: 2  # sesudah
  2: 3
----
  1:
    note: >-
      lipat
      dua
    # di antara
    self: 2
  2: 3
----
  ? 1  # bentuk panjang
  : 2  # nilai
  2: 3
----
  1: 2\t# tab
  2: 3
----
  1:  # belum
  2: ~  # kosong
----
  1:
    self: 2
    note: ab  # pemisah \u2028  # lagi
  2: 3  # dua
----
  1:
    self: '2'  # kutip
    action:
      text: x  # rencana
      due: 2024-05-31  # tenggat
  2: 3  # tanpa akhir baris"""
BESIDE = ["{1: 2, 2: 3}  # sebaris\n", "{\n  1: 2,  # satu\n  2: 3   # dua\n  }\n"]
LAYOUTS_OF_ALL = [
    *(f"indicators:  # semua\n{one}" for one in LAYOUTS.split("----\n")),
    *(f"indicators: {one}" for one in BESIDE),
]


@pytest.mark.parametrize("rest", LAYOUTS_OF_ALL)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("item", ["1", "2", "3"])
def test_a_change_keeps_every_comment(tmp_path: Path, rest: str, newline: str, item: str) -> None:
    file = tmp_path / "a.yaml"
    text = f"# atas\ninstitution: A  # nama\nyear: 2024\n{rest}".replace("\n", newline)
    file.write_bytes(text.encode())
    order = {str(one): one for one in range(1, 48)}
    answer = assessments.load(file)[0].answers.get(item, Answer())
    more = (*answer.evidence, Evidence("SK baru", url="https://baru.id"))
    for new in (
        answer._replace(levels={Opinion.SELF: Fraction(4)}),
        answer._replace(levels={Opinion.SELF: Fraction(4)}, owners=("Bappeda",)),
        answer._replace(levels={Opinion.SELF: Fraction(5)}, owners=("Bappeda",), evidence=more),
        answer._replace(
            levels={Opinion.SELF: Fraction(5)}, owners=("Bagian: A",), note="satu\ndua # lagi"
        ),
    ):
        done = editing.put(file, {item: new}, order)
        after = file.read_bytes().decode()
        assert assessments.load(file)[0].answers[item] == new
        said = re.findall(r"#([^\n]*)", rest.replace("baris # bukan", ""))
        assert done.copy is None
        for comment in ("# atas", "# nama", *(f"#{one}" for one in said)):
            assert comment in after, after
        if newline == "\r\n":
            assert after.count("\n") == after.count("\r\n")


NASTY = [
    "Rapat\u0085Tindak",
    "a\u2028b",
    "a\nb\u2029c",
    "\u0085",
    "emoji \U0001f600 \x1b[1m",
    "\ufeffawal",
    "tab\takhir\x00nol",
    "  berspasi  \n\n  dua",
    "# pagar",
    "- daftar: {x}",
    "'\"\\",
    "a: b\r\nc",
    "x" * 5000 + " # y",
]


@pytest.mark.parametrize("text", NASTY)
def test_any_text_is_written_so_that_it_reads_back(tmp_path: Path, text: str) -> None:
    for start in ("indicators:\n  1: 2  # satu\n", "indicators: {1: {self: 2, note: a}}  # satu\n"):
        file = tmp_path / "a.yaml"
        file.write_text(f"institution: A\nyear: 2024\n{start}", "utf-8")
        editing.put(
            file,
            {"1": Answer({Opinion.SELF: Fraction(2)}, (text,), (Evidence(text),), text)},
            {"1": 1},
        )
        got = assessments.load(file)[0].answers["1"]
        assert (got.note, got.owners, got.evidence[0].title) == (text, (text,), text)
        assert "# satu" in file.read_text("utf-8")


def test_nel_in_a_form_is_no_traceback(spbe: Run, desk: Path) -> None:
    done = spbe("import", "F03-nel-dalam-catatan.xlsx", "--into", "F03-penilaian.yaml", cwd=desk)
    assert done.returncode == 0, done.stderr
    notes = [one.note for one in assessments.load(desk / "F03-penilaian.yaml")[0].answers.values()]
    assert "Rapat\u0085Tindak" in notes


def test_the_guides_own_file_keeps_its_comments(spbe: Run, desk: Path) -> None:
    before = (desk / "F04-contoh-panduan.yaml").read_text("utf-8")
    done = spbe("import", "F04-isian.csv", "--into", "F04-contoh-panduan.yaml", cwd=desk)
    assert done.returncode == 0, done.stderr
    after = (desk / "F04-contoh-panduan.yaml").read_text("utf-8")
    changed = [
        (old, new)
        for old, new in zip(before.splitlines(), after.splitlines(), strict=True)
        if old != new
    ]
    assert len(changed) == 1
    assert changed[0][0].split("#")[1:] == changed[0][1].split("#")[1:]


@pytest.mark.parametrize("name", ["empty-action.yaml", "empty-title.yaml"])
def test_entries_that_say_nothing_stop_no_import(spbe: Run, desk: Path, name: str) -> None:
    done = spbe("import", "hardening/form-47.xlsx", "--into", f"hardening/{name}", cwd=desk)
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 3), done.stderr


# --- F01, F02, F05: what a workbook's cell carries -------------------------------------------


def form_with(spbe: Run, folder: Path, change: Callable[[Any], None]) -> str:
    """Make a form of `penilaian.yaml` and change the sheet of domain 1."""
    spbe("form", "penilaian.yaml", "-o", "lke.xlsx", cwd=folder)
    book = openpyxl.load_workbook(folder / "lke.xlsx")
    change(book["Domain 1"])
    book.save(folder / "isi.xlsx")
    return "isi.xlsx"


def found(desk: Path, item: str = "1") -> Answer:
    return assessments.load(desk / "penilaian.yaml")[0].answers[item]


def at(sheet: Any, key: str, row: int = 7) -> Any:
    keys = {str(cell.value): column for column, cell in enumerate(sheet[3], 1)}
    return sheet.cell(row, keys[key])


LINK = "https://drive.google.com/file/d/1AbC/view"


@pytest.mark.parametrize(
    ("text", "link", "formula", "expected"),
    [
        ("Perbup 12", LINK, "", [("Perbup 12", LINK)]),
        ("Perbup 12\nSK Tim", LINK, "", [("Perbup 12", None), ("SK Tim", None), (None, LINK)]),
        (LINK, LINK, "", [(None, LINK)]),
        ("Perbup | https://lain.id/1", LINK, "", [("Perbup", "https://lain.id/1"), (None, LINK)]),
        (None, None, f'=HYPERLINK("{LINK}","Perbup 12")', [("Perbup 12", LINK)]),
        (None, None, f'=HYPERLINK("{LINK}")', [(LINK, LINK)]),
    ],
)
def test_links_behind_a_cell_reach_the_register(
    spbe: Run, desk: Path, text: str | None, link: str | None, formula: str, expected: list[Any]
) -> None:
    name = form_with(spbe, desk, lambda _sheet: None)
    if formula:  # written by XlsxWriter: openpyxl stores no value beside a formula
        _with_formula(desk / name, formula, "Perbup 12" if "Perbup" in formula else LINK)
    else:
        book = openpyxl.load_workbook(desk / name)
        at(book["Domain 1"], "evidence").value = text
        at(book["Domain 1"], "evidence").hyperlink = link
        book.save(desk / name)
    done = spbe("import", name, "--into", "penilaian.yaml", cwd=desk)
    assert done.returncode == 0, done.stderr
    got = [(one.title, one.url) for one in found(desk).evidence]
    wanted = [(None if title == LINK else title, url) for title, url in expected]
    assert got == wanted


def _with_formula(path: Path, formula: str, value: str) -> None:
    """Put a formula and what it came to into the evidence of indicator 1."""
    book = openpyxl.load_workbook(path)
    cell = at(book["Domain 1"], "evidence").coordinate
    book.save(path)
    entries = {}
    with zipfile.ZipFile(path) as archive:
        entries = {one: archive.read(one) for one in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in entries.items():
            if name.startswith("xl/worksheets/sheet"):
                said = f"<f>{escape(formula[1:])}</f><v>{escape(value)}</v>"
                text = re.sub(
                    rf'<c r="{cell}"( s="\d+")?[^>]*?(/>|>.*?</c>)',
                    lambda one: f'<c r="{cell}"{one[1] or ""} t="str">{said}</c>',  # noqa: B023
                    data.decode(),
                    count=1,
                )
                data = text.encode()  # noqa: PLW2901
            archive.writestr(name, data)


def test_a_link_of_the_case_is_shown_and_written(spbe: Run, desk: Path) -> None:
    command = ("import", "F01-tautan-di-balik-teks.xlsx", "--into", "penilaian.yaml")
    shown = spbe(*command, "--dry-run", cwd=desk).stdout
    assert "https://drive.google.com/file/d/1AbCdEf/view" in "".join(shown.split())
    assert spbe(*command, cwd=desk).returncode == 0
    urls = {one.url for each in ("1", "2") for one in found(desk, each).evidence}
    assert "https://drive.google.com/file/d/1AbCdEf/view" in urls


def swap_visible(sheet: Any) -> None:
    for column in range(8, 19):
        first, second = sheet.cell(7, column), sheet.cell(8, column)
        first.value, second.value = second.value, first.value


def number_as_text(sheet: Any) -> None:
    at(sheet, "number").value = "2"


def number_of_another(sheet: Any) -> None:
    at(sheet, "number", 9).value = 4


@pytest.mark.parametrize("change", [swap_visible, number_as_text, number_of_another])
def test_number_and_hidden_id_must_agree(
    spbe: Run, desk: Path, change: Callable[[Any], None]
) -> None:
    before = (desk / "penilaian.yaml").read_bytes()
    done = spbe("import", form_with(spbe, desk, change), "--into", "penilaian.yaml", cwd=desk)
    assert (done.returncode, "E332" in done.stderr, "isi.xlsx!Domain 1!H" in done.stderr) == (
        3,
        True,
        True,
    )
    assert (desk / "penilaian.yaml").read_bytes() == before


def test_the_swapped_form_is_refused_with_its_cells(spbe: Run, desk: Path) -> None:
    name = "F02-diurutkan-tanpa-kolom-tersembunyi.xlsx"
    done = spbe("import", name, "--into", "penilaian.yaml", cwd=desk)
    assert done.returncode == 3
    assert "menampilkan indikator 2, id tersembunyinya 1" in done.stderr


@pytest.mark.parametrize("key", ["level", "evidence", "note", "owner"])
def test_formulas_that_were_never_computed_are_problems(spbe: Run, desk: Path, key: str) -> None:
    def change(sheet: Any) -> None:
        at(sheet, key).value = "=1+2"

    done = spbe("import", form_with(spbe, desk, change), "--into", "penilaian.yaml", cwd=desk)
    assert done.returncode == 3
    assert done.stderr.count("E333 rumus pada sel ini belum dihitung") == 1


# --- F08, F09, F16, F18, F22: nothing in the way ---------------------------------------------

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)


@pytest.mark.parametrize("command", ["score", "check", "report", "form"])
@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.xlsx", None, "E027"),
        ("a.yaml", None, "E027"),
        ("a.xls", OLE, "E027"),
        ("a.pdf", b"%PDF-1.7\n", "E029"),
        ("a.csv", b"institution;year\nA;2024\n", "E028"),
    ],
)
def test_files_are_called_what_they_are(
    spbe: Run, desk: Path, command: str, name: str, data: bytes | None, code: str
) -> None:
    (desk / name).write_bytes(data or (desk / "F07-kertas-kerja-spbe.xlsx").read_bytes())
    more = (
        ["-o", f"x.{'csv' if command == 'form' else 'html'}"]
        if command in ("report", "form")
        else []
    )
    done = spbe(command, name, *more, cwd=desk)
    assert done.returncode in (3, 4)
    assert f"{name}: {code} ini " in done.stderr


def test_what_programs_leave_beside_files_is_passed_over(spbe: Run, desk: Path) -> None:
    for name in ("._Bappeda.xlsx", ".Bappeda.xlsx", "~$Bappeda.xlsx"):
        (desk / "F09-formulir" / name).write_bytes(b"x")
    for names in (["F09-formulir/*.xlsx"], sorted(map(str, (desk / "F09-formulir").iterdir()))):
        done = spbe("import", *names, "--into", "penilaian.yaml", "--dry-run", cwd=desk)
        assert done.returncode == 0, done.stderr
        assert "Bappeda.xlsx masih terbuka di Excel" in done.stderr
    done = spbe("import", "F09-formulir/~$Bappeda.xlsx", "--into", "penilaian.yaml", cwd=desk)
    assert done.returncode == 4  # that very one was meant


@pytest.mark.parametrize(
    "pattern", ["data [2024]/*.yaml", "data [2024]/a?.yaml", "data*/a[12].yaml"]
)
def test_patterns_with_brackets_and_questions(spbe: Run, tmp_path: Path, pattern: str) -> None:
    folder = tmp_path / "data [2024]"
    folder.mkdir()
    text = (ROOT / "examples/bandar-lampung-2023.yaml").read_text("utf-8")
    for name in ("a1.yaml", "a2.yaml"):
        (folder / name).write_text(text, "utf-8")
    done = spbe("score", pattern, "--format", "csv", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
@pytest.mark.parametrize("deep", [1, 2])
def test_what_a_link_leads_to_is_written(spbe: Run, desk: Path, deep: int) -> None:
    (desk / "real").mkdir()
    (desk / "penilaian.yaml").rename(desk / "real/p.yaml")
    target = "real/p.yaml"
    for number in range(deep):
        (desk / f"l{number}.yaml").symlink_to(target)
        target = f"l{number}.yaml"
    form = "F01-tautan-di-balik-teks.xlsx"
    assert spbe("import", form, "--into", target, cwd=desk).returncode == 0
    assert (desk / target).is_symlink()
    assert "drive.google.com" in (desk / "real/p.yaml").read_text("utf-8")
    assert not [*desk.glob(".*.lock"), *desk.glob("real/.*")]


@pytest.mark.skipif(os.name == "nt", reason="no such pipes there")
def test_pipes_in_the_folder_hang_nothing(process: Run, desk: Path) -> None:
    os.mkfifo(desk / "x.yaml")
    (desk / "a.yaml").write_text((ROOT / "examples/bandar-lampung-2023.yaml").read_text("utf-8"))
    assert process("check", "a.yaml", cwd=desk).returncode in (0, 5)
    done = process("check", "x.yaml", cwd=desk)
    assert (done.returncode, "bukan berkas biasa" in done.stderr) == (4, True)


# --- F10, F13, F14: nothing misread ----------------------------------------------------------


@pytest.mark.parametrize("written", ["750.000", "1,250", "12.500", "999.999"])
def test_thousands_are_asked_about(spbe: Run, tmp_path: Path, written: str) -> None:
    example = str(ROOT / "examples/bandar-lampung-2023.yaml")
    (tmp_path / "e.yaml").write_text(f'levels: {{2: "{written}"}}\n')
    done = spbe("simulate", example, "--target", "2.3", "--effort", "e.yaml", cwd=tmp_path)
    assert (done.returncode, "tanpa pemisah ribuan" in done.stderr) == (3, True)
    done = spbe("simulate", example, "--budget", written, cwd=tmp_path)
    assert (done.returncode, "tanpa pemisah ribuan" in done.stderr) == (2, True)


@pytest.mark.parametrize("written", ["750000", "0.750", "10.5", "2500,25", "1.2505"])
def test_what_is_plain_is_read(spbe: Run, tmp_path: Path, written: str) -> None:
    example = str(ROOT / "examples/bandar-lampung-2023.yaml")
    (tmp_path / "e.yaml").write_text(f'levels: {{2: "{written}"}}\n')
    done = spbe("simulate", example, "--target", "2.3", "--effort", "e.yaml", cwd=tmp_path)
    assert done.returncode == 0, done.stderr


def test_amounts_print_grouped() -> None:
    assert words.effort(Fraction(4_500_000), "rupiah") == "4.500.000 rupiah"
    assert words.effort(Fraction("12500.5"), None) == "12.500,5"
    assert words.effort(Fraction(4500), None) == "4500"
    assert words.effort(Fraction(70_001, 3), None) == "70001/3"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("SK Tim (https://a.id/file/view)", Evidence("SK Tim", url="https://a.id/file/view")),
        ("SK Tim, https://a.id/view.", Evidence("SK Tim", url="https://a.id/view")),
        ("SK: https://a.id/x?!", Evidence("SK", url="https://a.id/x")),
        ("Peta | s.id/peta", Evidence("Peta", url="s.id/peta")),
        ("bit.ly/3xY", Evidence(url="bit.ly/3xY")),
        ("Wiki https://w.org/a_(b)", Evidence("Wiki", url="https://w.org/a_(b)")),
        ("Peta | bukti/peta.pdf", Evidence("Peta", file="bukti/peta.pdf")),
        ("Perwali | halaman empat", Evidence("Perwali | halaman empat")),
        ("SK | 4 Mei 2021", Evidence("SK", date=date(2021, 5, 4))),
        ("SK | 31/12/2021", Evidence("SK", date=date(2021, 12, 31))),
    ],
)
def test_links_and_dates_in_a_line(line: str, expected: Evidence) -> None:
    assert evidence_of(line) == expected
    assert evidence_of(evidence_line(expected)) == expected


def test_several_links_in_a_line_are_several() -> None:
    got = evidence_in("SK https://a.id/1 dan https://b.id/2.\nPeta")
    assert [one.url for one in got] == ["https://a.id/1", "https://b.id/2", None]


@pytest.mark.parametrize("text", ["04/05/2021", "TW II 2025", "Mei 2021", "2025", "2021-02-30"])
def test_dates_that_are_not_certain_are_asked_about(spbe: Run, desk: Path, text: str) -> None:
    def change(sheet: Any) -> None:
        at(sheet, "evidence").value = f"SK Tim | {text}"

    done = spbe("import", form_with(spbe, desk, change), "--into", "penilaian.yaml", cwd=desk)
    assert (done.returncode, f"E334 tanggal {text} tidak pasti" in done.stderr) == (3, True)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *(("3 (Terdefinisi)", 3), ("Level 3", 3), ("L3", 3), ("III", 3), ("3 - Terdefinisi", 3)),
        *(("Tingkat 4", 4), ("3,0", 3), ("3\u200b", 3), ("\u00a03", 3), ("5 Optimum", 5)),
        *(("3 (Optimum)", None), ("3 kali", None), ("3/5", None), ("IIII", None), ("tiga", None)),
    ],
)
def test_levels_as_offices_write_them(text: str, value: int | None) -> None:
    assert written.read_level(text) == value


# --- hardening -------------------------------------------------------------------------------


@pytest.mark.parametrize("file", sorted(SENT.glob("hardening/*.xlsx")), ids=lambda one: one.stem)
@pytest.mark.parametrize("command", ["rank", "import"])
def test_damaged_workbooks_are_refused_by_name(
    spbe: Run, desk: Path, file: Path, command: str
) -> None:
    more = ("--into", "hardening/rich.yaml", "--dry-run") if command == "import" else ()
    done = spbe(command, f"hardening/{file.name}", *more, cwd=desk)
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 3, 4)


def test_zeroed_blocks_anywhere_are_no_traceback(spbe: Run, desk: Path) -> None:
    whole = (desk / "hardening/form-47.xlsx").read_bytes()
    for start in range(0, len(whole), 2048):
        (desk / "rusak.xlsx").write_bytes(whole[:start] + bytes(512) + whole[start + 512 :])
        for command in (["rank"], ["import", "--into", "hardening/rich.yaml", "--dry-run"]):
            done = spbe(command[0], "rusak.xlsx", *command[1:], cwd=desk)
            assert "Traceback" not in done.stderr, start
            assert done.returncode in (0, 3, 4)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace(
            "</sheetData>", '</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
        ),
        lambda text: text.replace(
            "<sheetData>", "<sheetData><row><c/></row>" + "<c />" * 3_000_001
        ),
        lambda text: "<!DOCTYPE x>" + text,
    ],
)
def test_workbooks_are_read_within_bounds(
    spbe: Run, desk: Path, change: Callable[[str], str]
) -> None:
    with zipfile.ZipFile(desk / "hardening/form-47.xlsx") as archive:
        entries = {one: archive.read(one) for one in archive.namelist()}
    sheet = "xl/worksheets/sheet2.xml"
    text = entries[sheet].decode()
    entries[sheet] = change(text).encode()
    with zipfile.ZipFile(desk / "besar.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    done = spbe("import", "besar.xlsx", "--into", "hardening/rich.yaml", cwd=desk)
    assert (done.returncode, "E304" in done.stderr) == (4, True)


@pytest.mark.parametrize("length", [300, 6000, 60_000])
@pytest.mark.parametrize(
    "text",
    [
        "instrument: {x}\nindicators: {{1: 2}}\n",
        "instrument: {x}.yaml\nindicators: {{1: 2}}\n",
        "indicators:\n  ? {x}\n  : 2\n",
        "? {x}\n: 1\n",
        "published: {{index: 2.66, predicate: {x}}}\n",
    ],
)
def test_long_names_are_quoted_in_a_line(spbe: Run, tmp_path: Path, text: str, length: int) -> None:
    head = "institution: A\nyear: 2024\n"
    (tmp_path / "a.yaml").write_text(head + text.format(x="x" * length))
    done = spbe("score", "a.yaml", cwd=tmp_path)
    assert done.returncode == 3, done.stderr
    assert max(map(len, done.stderr.splitlines())) < 500


@pytest.mark.parametrize("name", ["levels-4301-digits.yaml", "aapi-TB-83b9151f.yaml"])
def test_odd_assessments_are_no_traceback(spbe: Run, desk: Path, name: str) -> None:
    done = spbe("score", f"hardening/{name}", cwd=desk)
    assert (done.returncode, "Traceback" in done.stderr) == (3, False)


@pytest.mark.parametrize("out", ["x.xlsx", "x.html", "x.md"])
def test_a_picture_cut_short_is_refused_everywhere(spbe: Run, desk: Path, out: str) -> None:
    example = str(ROOT / "examples/bandar-lampung-2023.yaml")
    done = spbe("report", example, "-o", out, "--logo", "hardening/short.jpg", cwd=desk)
    assert (done.returncode, "E023" in done.stderr) == (3, True)


def test_a_new_file_takes_its_name_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever goes wrong on the way, there is no file of that name, and nothing beside it."""
    path = tmp_path / "a.yaml"
    for broken in ("fsync", "write"):
        with monkeypatch.context() as patch:
            patch.setattr(os, broken, _fails)
            if broken == "write":
                patch.setattr(Path, "hardlink_to", _fails)
                patch.setattr(Path, "replace", _fails)
            with pytest.raises(FileError):
                files.write_new(path, "isi")
        assert list(tmp_path.iterdir()) == []
    files.write_new(path, "isi")
    with pytest.raises(FileError):
        files.write_new(path, "lain")
    assert path.read_text() == "isi"
    assert list(tmp_path.iterdir()) == [path]


def _fails(*_arguments: object, **_more: object) -> None:
    raise OSError(28, "No space left on device")


def test_what_an_editor_saves_during_the_sync_is_not_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("lama")
    sync = os.fsync

    def saved_meanwhile(stream: int) -> None:
        sync(stream)
        path.write_text("disimpan editor")

    monkeypatch.setattr(os, "fsync", saved_meanwhile)
    with pytest.raises(FileError, match="E019"):
        files.write_over(path, "baru", expected="lama")
    assert path.read_text() == "disimpan editor"


@pytest.mark.skipif(os.name == "nt", reason="by age there")
def test_temporary_files_of_killed_runs_go_and_those_of_others_stay(tmp_path: Path) -> None:
    import fcntl

    stale, held = tmp_path / ".a.yaml.1.spbe.tmp", tmp_path / ".b.yaml.2.spbe.tmp"
    other = tmp_path / ".c.yaml.3.tmp"
    for one in (stale, held, other):
        one.write_text("x")
    with held.open() as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        files.write_new(tmp_path / "d.yaml", "x")
        assert sorted(one.name for one in tmp_path.iterdir()) == [held.name, other.name, "d.yaml"]


def test_an_import_is_written_though_its_reader_leaves(desk: Path) -> None:
    program = [sys.executable, "-m", "spbe_cli", "import", "hardening/form-47.xlsx"]
    before = (desk / "hardening/rich.yaml").read_bytes()
    with subprocess.Popen(
        [*program, "--into", "hardening/rich.yaml"],
        cwd=desk, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": str(ROOT)},  # noqa: E501
    ) as child:  # fmt: skip
        assert child.stdout is not None
        child.stdout.close()
        child.wait(60)
    assert (desk / "hardening/rich.yaml").read_bytes() != before


def test_last_years_file_is_looked_for_once(
    spbe: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (ROOT / "examples/bandar-lampung-2023.yaml").read_text("utf-8")
    for number in range(12):
        said = text.replace("Kota Bandar Lampung", f"Kota Contoh {number}") + "# 2022\n"
        (tmp_path / f"{number}.yaml").write_text(said, "utf-8")
    asked: list[str] = []
    read = files.read_text

    def counted(name: str) -> str:
        asked.append(name)
        return read(name)

    monkeypatch.setattr(files, "read_text", counted)
    assert spbe("check", "*.yaml", cwd=tmp_path).returncode in (0, 5)
    assert len(asked) == 2 * 12  # each is read once to be checked, and once for its head


# --- lists -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("F12-daftar-strict.xlsx", []),
        ("F15-judul-dua-baris.xlsx", []),
        ("F15-judul-data-terbuka.csv", ["--year", "2024"]),
        ("F20-daftar-fill-kosong.xlsx", []),
        ("F06-baris-rata-rata.csv", []),
    ],
)
def test_lists_that_were_sent_are_read(
    spbe: Run, desk: Path, name: str, options: list[str]
) -> None:
    done = spbe("rank", name, *options, "--format", "json", cwd=desk)
    assert done.returncode == 0, done.stderr
    listed = [one["institution"] for one in json.loads(done.stdout)["rows"]]
    assert listed
    assert "Rata-rata" not in listed


def test_domains_under_a_heading_of_two_rows_are_kept(spbe: Run, desk: Path) -> None:
    done = spbe("rank", "F15-judul-dua-baris.xlsx", "--format", "json", cwd=desk)
    sections = json.loads(done.stdout)["rows"][0]["sections"]
    assert [one["index"] for one in sections.values()] == ["3.50", "3.00", "2.00", "3.50"]


def test_hidden_rows_are_told(spbe: Run, desk: Path) -> None:
    done = spbe("rank", "F23-baris-tersembunyi.xlsx", cwd=desk)
    assert "1 baris tersembunyi ikut dihitung" in done.stderr


ROWS = "Kota Metro;{year}3,10\nKota Solok;{year}3,60\n"


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("Nama Instansi;Tahun;Nilai Indeks\n" + ROWS.format(year="2024;"), []),
        ("Kabupaten/Kota;Indeks SPBE 2024\n" + ROWS.format(year=""), []),
        ("Hasil SPBE Tahun 2024;\nPemerintah Daerah;Indeks\n" + ROWS.format(year=""), []),
        ("Instansi Pemerintah;Indeks\n" + ROWS.format(year=""), ["--year", "2024"]),
        ("Instansi;Tahun;Skor\n" + ROWS.format(year="2024;"), ["--column", "index=Skor"]),
        ("Instansi;Tahun;Skor;Indeks\n" + ROWS.format(year="2024;").replace("\n", ";1,00\n"),
         ["--column", "index=Skor"]),
        ("sep=;\nInstansi;Tahun;Indeks\n(1);(2);(3)\n" + ROWS.format(year="2024;"), []),
        ("Instansi;Tahun;Indeks\nKOTA;;\n" + ROWS.format(year="2024;") + "Sumber: Kemenpan;;\n", []),  # noqa: E501
    ],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_headings_as_offices_write_them(
    spbe: Run, tmp_path: Path, text: str, options: list[str], encoding: str
) -> None:
    (tmp_path / "l.csv").write_bytes(text.encode(encoding))
    done = spbe("rank", "l.csv", *options, "--format", "json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)["rows"]
    assert [(one["institution"], one["index"], one["year"]) for one in rows] == [
        ("Kota Solok", "3.60", 2024),
        ("Kota Metro", "3.10", 2024),
    ]


def test_provinces_are_named_and_chosen(spbe: Run, tmp_path: Path) -> None:
    rows = "Kota Metro,2024,3.1,Lampung\nKota Solok,2024,3.6,Sumatera Barat\n"
    (tmp_path / "l.csv").write_text(f"institution,year,index,Nama Provinsi\n{rows}")
    both = spbe("rank", "l.csv", cwd=tmp_path)
    assert "menurut provinsi: Lampung 1, Sumatera Barat 1" in both.stdout
    one = spbe("rank", "l.csv", "--where", "provinsi=lampung", "--format", "json", cwd=tmp_path)
    assert [row["province"] for row in json.loads(one.stdout)["rows"]] == ["Lampung"]
    none = spbe("rank", "l.csv", "--where", "provinsi=Bali", cwd=tmp_path)
    assert (none.returncode, "Lampung, Sumatera Barat" in none.stderr) == (3, True)


@pytest.mark.parametrize("heading", ["D1", "Domain I", "Indeks Domain 1", "domain_01", "DOMAIN 1"])
def test_sections_as_offices_number_them(heading: str) -> None:
    assert headings.heading_key(heading) == "domain:1"


def test_a_missing_column_names_the_nearest(spbe: Run, tmp_path: Path) -> None:
    (tmp_path / "l.csv").write_text("Instansi;Tahun;Nilai Akhir\nA;2024;3,1\n")
    done = spbe("rank", "l.csv", cwd=tmp_path)
    assert (done.returncode, '--column index="Nilai Akhir"' in done.stderr) == (3, True)


def test_a_document_is_no_table(spbe: Run, desk: Path) -> None:
    (desk / "a.pdf").write_bytes(b"%PDF-1.7\n")
    with zipfile.ZipFile(desk / "a.docx", "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    for name in ("a.pdf", "a.docx"):
        done = spbe("import", name, "--into", "penilaian.yaml", cwd=desk)
        assert (done.returncode, f"{name}: E030 " in done.stderr) == (4, True)


@pytest.mark.parametrize("kind", ["record", "formula"])
def test_links_of_an_older_workbook_are_not_lost_in_silence(
    spbe: Run, desk: Path, kind: str
) -> None:
    record = bytes.fromhex("d0c9ea79f9bace118c8200aa004ba90b")
    link = record if kind == "record" else b"\x42\x02\x67\x01"  # HYPERLINK with two arguments
    (desk / "a.xls").write_bytes(OLE + link + bytes(600))
    done = spbe("import", "a.xls", "--into", "penilaian.yaml", cwd=desk)
    assert (done.returncode, "a.xls: E338 " in done.stderr) == (3, True)


def test_what_would_not_read_back_is_refused_whole(
    spbe: Run, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editing, "_reads_as", lambda *_arguments: False)
    before = (desk / "penilaian.yaml").read_bytes()
    form = "F01-tautan-di-balik-teks.xlsx"
    done = spbe("import", form, "--into", "penilaian.yaml", cwd=desk)
    assert (done.returncode, "penilaian.yaml: E026 " in done.stderr) == (3, True)
    assert (desk / "penilaian.yaml").read_bytes() == before


# --- F13, F16, F19: what nobody sees, links of the file system, paths of Windows --------------


@pytest.mark.parametrize("unseen", ["\u00a0", "\u200b", "\ufeff", "\u200e", "\u2003"])
def test_what_nobody_sees_around_a_value_is_passed_over(tmp_path: Path, unseen: str) -> None:
    plain = "institution: Kota A\nyear: 2024\nindicators:\n  1: 3\n  2: {self: 2, owner: Bappeda}\n"
    spoilt = plain.replace("1: 3", f"1: 3{unseen}").replace("Kota A", f"Kota A{unseen}")
    spoilt = spoilt.replace("self: 2,", f"self: 2{unseen},")
    (tmp_path / "a.yaml").write_text(plain, "utf-8")
    (tmp_path / "b.yaml").write_text(spoilt, "utf-8")
    loaded = [assessments.load(tmp_path / name)[0] for name in ("a.yaml", "b.yaml")]
    assert loaded[0].answers == loaded[1].answers
    assert loaded[1].institution == "Kota A"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("indicators:\n\u00a0\u00a01: 3\n", "4:1: E031"),
        ("indicators:\n  1:\u00a03\n", "4:3: E031"),
        ("indicators:\n  1: 3\n\u200b  2: 3\n", ":5:1: E0"),
        ('indicators: {1: {evidence: [{file: "a\\\\Sk.pdf"}]}}\n', None),
        ("indicators: {1: {evidence: [{file: 'a\\Sk.pdf'}]}}\n", None),
        ('indicators: {1: {evidence: [{file: "a\\Users.pdf"}]}}\n', "E032"),
        ('indicators: {1: {evidence: [{file: "a\\x"}]}}\n', "E032"),
        ('indicators: {1: {evidence: [{file: "a\\bukti.pdf"}]}}\n', "E010"),
    ],
)
def test_invisible_characters_and_backslashes_are_named(
    spbe: Run, tmp_path: Path, text: str, said: str | None
) -> None:
    (tmp_path / "a.yaml").write_text(f"institution: Kota A\nyear: 2024\n{text}", "utf-8")
    done = spbe("score", "a.yaml", cwd=tmp_path)
    assert (done.returncode == 0, said is None or said in done.stderr) == (said is None, True)


def test_a_file_whose_name_looks_the_same_is_offered(spbe: Run, tmp_path: Path) -> None:
    import unicodedata

    named = ["bukti/Perbup\u00a012.pdf", "bukti/a.pdf ", "bukti/SK.PDF", "bukti/Ce\u0301le.pdf"]
    there = ["bukti/Perbup 12.pdf", "bukti/a.pdf", "bukti/sk.pdf", "bukti/Céle.pdf"]
    (tmp_path / "bukti").mkdir()
    for one in there:
        (tmp_path / unicodedata.normalize("NFC", one)).write_text("x")
    rows = "".join(
        f'  {n}: {{self: 2, evidence: [{{file: "{one}"}}]}}\n'
        for n, one in enumerate(
            [*named, "bukti/lain.pdf", "https://drive.google.com/x", "s.id/x"], 1
        )
    )
    (tmp_path / "a.yaml").write_text(f"institution: A\nyear: 2024\nindicators:\n{rows}", "utf-8")
    found = json.loads(spbe("check", "a.yaml", "--format", "json", cwd=tmp_path).stdout)
    codes = {
        one["indicator"]: one for one in found if one["code"] in ("SPB005", "SPB035", "SPB036")
    }
    assert [codes[str(n)]["code"] for n in range(1, 8)] == [
        *["SPB036"] * 4,
        "SPB005",
        "SPB035",
        "SPB035",
    ]
    for number, one in enumerate(there, 1):
        assert f'yang ada "{Path(one).name}"' in codes[str(number)]["message"]


def test_a_bundle_of_evidence_is_no_workbook(spbe: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("institution: A\nyear: 2024\nindicators: {2: 2}\n")
    assert spbe("evidence", "pack", "a.yaml", "-o", "b.zip", cwd=tmp_path).returncode == 0
    (tmp_path / "b.xlsx").write_bytes((tmp_path / "b.zip").read_bytes())
    for command in (("score",), ("rank",), ("import", "--into", "a.yaml"), ("check",)):
        for name in ("b.zip", "b.xlsx"):
            done = spbe(*command, name, cwd=tmp_path)
            assert (done.returncode, "E038 ini berkas zip" in done.stderr) == (3, True), command
            assert f"spbe evidence verify penilaian.yaml {name}." in done.stderr


def test_output_of_ours_is_no_assessment(spbe: Run, tmp_path: Path) -> None:
    """Told as what it is, whatever the answer and whoever is given it."""
    (tmp_path / "a.yaml").write_text("institution: A\nyear: 2024\nindicators: {2: 2}\n")
    for command in (("score", "--provisional"), ("show", "2"), ("todo",), ("evidence", "list")):
        verb = command[:2] if command[0] == "evidence" else command[:1]
        rest = command[len(verb) :]
        done = spbe(*verb, "a.yaml", *rest, "--format", "json", cwd=tmp_path)
        (tmp_path / "a.json").write_text(done.stdout, "utf-8")
        for asked in (
            ("score", "a.json"),
            ("check", "a.json"),
            ("import", "a.json", "--into", "a.yaml"),
        ):
            told = spbe(*asked, cwd=tmp_path)
            assert told.returncode == 3
            assert told.stderr.count("E039 ini keluaran spbe (JSON)") == 1, (command, asked)


@pytest.mark.parametrize("name", ["p.xlsx", "p.csv", "p.pdf", "p.zip"])
def test_what_is_no_yaml_is_no_instrument_or_effort(spbe: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "a.yaml").write_text("institution: A\nyear: 2024\nindicators: {2: 2}\n")
    spbe("form", "a.yaml", "-o", "p.xlsx", cwd=tmp_path)
    spbe("form", "a.yaml", "-o", "p.csv", cwd=tmp_path)
    spbe("evidence", "pack", "a.yaml", "-o", "p.zip", cwd=tmp_path)
    (tmp_path / "p.pdf").write_bytes(b"%PDF-1.7\n")
    for command in (
        ("instrument", "check", name),
        ("simulate", "a.yaml", "--provisional", "--target", "2", "--effort", name),
        ("simulate", "a.yaml", "--provisional", "--scenarios", name),
    ):
        done = spbe(*command, cwd=tmp_path)
        assert (done.returncode, f"{name}: E040 " in done.stderr) == (3, True), command


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="devices are POSIX")
def test_devices_are_no_files(spbe: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("institution: A\nyear: 2024\nindicators: {2: 2}\n")
    for name in ("/dev/zero", "/dev/null"):
        for command in (("score", name), ("import", name, "--into", "a.yaml"), ("rank", name)):
            done = spbe(*command, cwd=tmp_path)
            assert (done.returncode, "ini bukan berkas biasa" in done.stderr) == (4, True), command
