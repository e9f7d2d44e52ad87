"""Cells of a form beside its inputs: a change is told with the cell, and answers come in anyway."""

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from drawn import LAWS, OFFICE, drawn, office
from openpyxl.worksheet.worksheet import Worksheet
from program import ROOT, Run

from spbe_cli.core.assessment import Opinion
from spbe_cli.core.collect.lines import evidence_line
from spbe_cli.core.records import replace
from spbe_cli.render.forms import FormContent
from spbe_cli.render.sheet.form import workbook
from spbe_cli.store.tables import form as store
from spbe_cli.store.yaml import assessments

EXAMPLES = ("bandar-lampung-2023", "denpasar-2018", "aceh-tengah-2026")


def written(spbe: Run, folder: Path, example: str = EXAMPLES[0]) -> Path:
    """Return a form of an example, with the file that it comes home to beside it."""
    text = (ROOT / f"examples/{example}.yaml").read_text("utf-8")
    (folder / "a.yaml").write_text(text, "utf-8")
    done = spbe("form", "a.yaml", "-o", "f.xlsx", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder / "f.xlsx"


def told(spbe: Run, folder: Path, name: str = "f.xlsx") -> tuple[list[str], dict[str, Any]]:
    """Return the warnings of an import, and what it would change."""
    done = spbe("import", name, "--into", "a.yaml", "--dry-run", "--format", "json", cwd=folder)
    assert done.returncode == 0, done.stderr
    lines = [line for line in done.stderr.splitlines() if "E339" in line or "E340" in line]
    return lines, json.loads(done.stdout)


def edited(file: Path, act: Callable[[openpyxl.Workbook], None]) -> None:
    book = openpyxl.load_workbook(file)
    act(book)
    book.save(file)


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_untouched_form_tells_nothing(spbe: Run, tmp_path: Path, example: str) -> None:
    written(spbe, tmp_path, example)
    assert told(spbe, tmp_path)[0] == []
    edited(tmp_path / "f.xlsx", lambda _book: None)  # saved by another program
    assert told(spbe, tmp_path)[0] == []


def answered(book: openpyxl.Workbook) -> None:
    """Fill in what may be filled in."""
    sheet = book["Domain 1"]
    sheet["J7"], sheet["P7"], sheet["Q7"] = 3, "Perwali 7/2024 | tingkat 2-3", "catatan"


CHANGES: dict[str, tuple[str, str, float | str | None]] = {
    "name": ("Domain 1", "I7", "Indikator lain"),
    "weight": ("Domain 1", "C8", 99),
    "criterion": ("Domain 1", "L9", "Kriteria yang lebih ringan"),
    "formula": ("Domain 1", "E10", "=5"),
    "formula as a number": ("Domain 2", "F7", 1),
    "title of a column": ("Domain 1", "J4", "Nilai pilihan kami"),
    "aspect": ("Domain 2", "B8", "3"),
    "heading of a section": ("Domain 1", "I6", "Aspek lain"),
    "hidden sheet": ("spbe", "B7", "Bappeda"),
    "emptied": ("Domain 1", "K11", None),
    "beside the table": ("Domain 1", "V7", "catatan di luar"),
    "far beside it": ("Domain 4", "AC30", "jauh"),
    "row of a group": ("Domain 1", "P5", "teks kelompok"),
    "owner of a group": ("Domain 2", "R6", "Bappeda"),
    "beneath the table": ("Domain 1", "I30", "SK di bawah"),
    "title": ("Domain 1", "H1", "Judul lain"),
    "whose it is": ("Domain 3", "H2", "Pemerintah Kota Lain · 2024"),
    "title gone": ("Domain 1", "H1", None),
    "index of a group": ("Domain 1", "J5", 2.5),
    "index of an aspect": ("Domain 1", "J6", 2.5),
    "index of a group gone": ("Domain 2", "J5", None),
    "instructions": ("Petunjuk", "C3", "Kota Lain"),
    "year of the instructions": ("Petunjuk", "C4", "2023x"),
    "index of the instructions": ("Petunjuk", "E9", 4.9),
    "words put in": ("Petunjuk", "H20", "catatan"),
    "sums": ("spbe", "D41", 99),
    "weights of sums": ("spbe", "G42", 1),
    "predicates": ("spbe", "A11", 1.9),
}


@pytest.mark.parametrize("kind", CHANGES)
def test_a_change_is_told_with_its_cell(spbe: Run, tmp_path: Path, kind: str) -> None:
    sheet, cell, value = CHANGES[kind]

    def act(book: openpyxl.Workbook) -> None:
        answered(book)
        assert book[sheet][cell].value != value
        book[sheet][cell] = value

    edited(written(spbe, tmp_path), act)
    lines, data = told(spbe, tmp_path)
    (line,) = lines
    assert line.startswith(f"f.xlsx!{sheet}!{cell}: E339 ")
    changed = {(one["indicator"], one["field"]) for one in data["changes"]}
    assert changed == {("1", "level"), ("1", "evidence"), ("1", "note")}
    assert [one["code"] for one in data["doubts"]] == ["E339"]
    assert data["doubts"][0]["source"] == f"f.xlsx!{sheet}!{cell}"


@pytest.mark.parametrize(
    ("sheet", "cell", "value"),
    [("Domain 1", "E7", 5), ("Domain 1", "J5", 2.5), ("Domain 1", "F8", "satu")],
)
def test_a_warning_says_what_stands_there(
    spbe: Run, tmp_path: Path, sheet: str, cell: str, value: float | str
) -> None:
    edited(written(spbe, tmp_path), lambda book: book[sheet].__setitem__(cell, value))
    (line,) = told(spbe, tmp_path)[0]
    assert f"seperti semula: {value}." in line


def test_a_form_of_one_unit_has_no_index_in_its_groups(spbe: Run, tmp_path: Path) -> None:
    text = (ROOT / f"examples/{EXAMPLES[0]}.yaml").read_text("utf-8")
    text = text.replace("  1: ", "  1: {owner: Bappeda, self: 2}  # ", 1)
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    done = spbe("form", "a.yaml", "--owner", "Bappeda", "-o", "f.xlsx", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert told(spbe, tmp_path)[0] == []
    edited(tmp_path / "f.xlsx", lambda book: book["Domain 1"].__setitem__("J5", 2.5))
    (line,) = told(spbe, tmp_path)[0]
    assert line.startswith("f.xlsx!Domain 1!J5: E339 ")


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_sheet_that_is_put_in_is_named(spbe: Run, tmp_path: Path, example: str) -> None:
    def act(book: openpyxl.Workbook) -> None:
        book.create_sheet("Kosong")
        book.create_sheet("Tambahan", 0)["B3"] = "bukti lain"

    edited(written(spbe, tmp_path, example), act)
    done = spbe("import", "f.xlsx", "--into", "a.yaml", "--dry-run", cwd=tmp_path)
    (line,) = done.stderr.splitlines()
    assert line.startswith("f.xlsx!Tambahan!B3: E351 lembar ini bukan bagian formulir")
    assert "bukti lain" in line


def test_rows_of_the_instructions_may_be_put_in(spbe: Run, tmp_path: Path) -> None:
    """A text is known wherever it stands; a sheet may have another name."""

    def act(book: openpyxl.Workbook) -> None:
        book["Petunjuk"].insert_rows(2)
        book["Domain 2"].title = "Tata kelola"

    edited(written(spbe, tmp_path), act)
    lines = [line for line in told(spbe, tmp_path)[0] if "Petunjuk" in line]
    assert lines == []


def test_many_changes_of_a_column_are_told_once(spbe: Run, tmp_path: Path) -> None:
    def act(book: openpyxl.Workbook) -> None:
        for row in range(7, 12):
            book["Domain 1"].cell(row, 9, "x")
            book["Domain 1"].cell(row, 11, "y")

    edited(written(spbe, tmp_path), act)
    lines, _data = told(spbe, tmp_path)
    assert [line.split(":")[0] for line in lines] == ["f.xlsx!Domain 1!I7", "f.xlsx!Domain 1!K7"]
    assert all("E340 sel ini dan 4 lagi" in line for line in lines)


def test_rows_and_columns_may_be_moved(spbe: Run, tmp_path: Path) -> None:
    """Rows sorted with their hidden columns say what they said."""

    def act(book: openpyxl.Workbook) -> None:
        sheet = book["Domain 1"]
        moved(sheet, [7, 8, 9, 10], [10, 9, 8, 7])

    edited(written(spbe, tmp_path), act)
    assert told(spbe, tmp_path)[0] == []


def moved(sheet: Worksheet, old: list[int], new: list[int]) -> None:
    """Put rows in another order, as a spreadsheet does: formulas follow their row."""
    rows = {row: [cell.value for cell in sheet[row]] for row in old}
    for source, target in zip(old, new, strict=True):
        for at, value in enumerate(rows[source], 1):
            text = value
            if isinstance(value, str) and value.startswith("="):
                text = value
                for letter in "DEJ":
                    text = text.replace(f"{letter}{source}", f"{letter}{target}")
            sheet.cell(target, at, text)


def test_the_list_of_items_is_sealed_too(spbe: Run, tmp_path: Path) -> None:
    file = written(spbe, tmp_path, "aceh-tengah-2026")

    def act(book: openpyxl.Workbook) -> None:
        book["Butir bukti"]["G9"] = "Surat apa saja"

    edited(file, act)
    (line,) = told(spbe, tmp_path)[0]
    assert line.startswith("f.xlsx!Butir bukti!G9: E339")


def test_a_form_of_an_earlier_version_has_no_seals(spbe: Run, tmp_path: Path) -> None:
    def act(book: openpyxl.Workbook) -> None:
        for row in book["spbe"].iter_rows(min_col=31, max_col=32):
            for cell in row:
                cell.value = None
        book["Domain 1"]["I7"] = "Indikator lain"

    edited(written(spbe, tmp_path), act)
    assert told(spbe, tmp_path)[0] == []


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_what_libreoffice_saves_is_as_it_was(tmp_path: Path, ending: str) -> None:
    """Every instrument, random texts in the inputs, saved again: no false word."""
    files = []
    (tmp_path / "bare").mkdir()
    for name, law in LAWS.items():
        for seed in range(2):
            file = tmp_path / f"bare/{name}-{seed}.xlsx"
            one = drawn(law, seed)
            file.write_bytes(workbook(FormContent(law, one, Opinion.SELF)))
            files.append(file)
    for path in office(tmp_path, tmp_path / "saved", *files, to=ending):
        found = store.read(str(path))
        assert found.altered == (), path.name
        assert len(found.rows) == len([*LAWS[found.instrument].items()])


@pytest.mark.long
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("name", LAWS)
def test_random_assessments_come_home_through_libreoffice(
    spbe: Run, tmp_path: Path, name: str
) -> None:
    """Five hundred in all: form, LibreOffice, import into an empty file; no false word."""
    law, chance = LAWS[name], random.Random(name)  # noqa: S311  an example, not a secret
    count = -(-500 // len(LAWS))
    (tmp_path / "forms").mkdir()
    sent = {}
    for seed in range(count):
        one = replace(drawn(law, 1_000 + seed), year=chance.choice(law.years) or law.years[0])
        one = replace(one, institution=f"Kota {seed}")
        file = tmp_path / f"forms/{seed:03}.xlsx"
        file.write_bytes(workbook(FormContent(law, one, Opinion.SELF)))
        sent[file.stem] = one
    home = 0
    saved = office(tmp_path, tmp_path / "saved", *sorted((tmp_path / "forms").iterdir()))
    for path in saved:
        one, into = sent[path.stem], tmp_path / f"{path.stem}.yaml"
        found = store.read(str(path))
        assert found.altered == (), path.name
        bare = replace(one, answers={}, published=None)
        into.write_text(assessments.dump(bare), "utf-8")
        done = spbe("import", path, "--into", into)
        assert done.returncode == 0, done.stderr
        back, _law = assessments.load(into, instrument=law.id)
        levels = {item: answer.levels for item, answer in one.answers.items()}
        assert {item: answer.levels for item, answer in back.answers.items()} == levels, path.name
        for item, answer in one.answers.items():
            kept = back.answers[item]
            documents = {evidence_line(each) for each in answer.evidence}
            assert {evidence_line(each) for each in kept.evidence} == documents, (path.name, item)
            assert bool(kept.note) == bool(answer.note), (path.name, item)
        home += 1
    assert home == count


JUNK = (
    *("BARIS=ffffffff", "=ffffffff", "A0=1", "ZZZZ1=1 B1", "9=f", "AA12345678901=ffffffff"),
    *("²=1", "9" * 5000, "#sheet", "_xD800_", "a1=ffffffff", "$A$1=ffffffff", "", "= = ="),
)
SEALS = ("#sheet spbe", "#sheet Petunjuk", "#heads", "#form", "3")


def seal_of(book: openpyxl.Workbook, about: str) -> Any:
    pairs = book["spbe"].iter_rows(min_col=31, max_col=32)
    return next(beside for name, beside in pairs if name.value == about)


@pytest.mark.parametrize("about", SEALS)
def test_a_damaged_seal_stops_nothing(spbe: Run, tmp_path: Path, about: str) -> None:
    whole = written(spbe, tmp_path).read_bytes()
    for number, junk in enumerate(JUNK[SEALS.index(about) % 2 :: 2]):
        (tmp_path / "f.xlsx").write_bytes(whole)
        book = openpyxl.load_workbook(tmp_path / "f.xlsx")
        cell = seal_of(book, about)
        cell.value = f"{junk} {cell.value}" if number % 2 else junk
        book.save(tmp_path / "f.xlsx")
        told(spbe, tmp_path)


@pytest.mark.parametrize("junk", ["BARIS=ffffffff", "ZZZZ1=11111111", "²=11111111"])
@pytest.mark.parametrize("about", SEALS[:2])
def test_what_is_written_into_a_seal_is_told(
    spbe: Run, tmp_path: Path, about: str, junk: str
) -> None:
    places: list[str] = []

    def damage(book: openpyxl.Workbook) -> None:
        cell = seal_of(book, about)
        cell.value = f"{junk} {cell.value}"
        places.append(cell.coordinate)

    edited(written(spbe, tmp_path), damage)
    assert any(f"spbe!{places[0]}: E339" in line for line in told(spbe, tmp_path)[0])


@pytest.mark.parametrize("year", ["9" * 5000, "²", "٢٠٢٤x", "-2024", "1e3", "2024,5", ""])
def test_a_year_that_is_none(spbe: Run, tmp_path: Path, year: str) -> None:
    """A workbook is then read as any other one; a CSV has nothing else to be told by."""
    edited(written(spbe, tmp_path), lambda book: book["spbe"].__setitem__("B3", year))
    done = spbe("import", "f.xlsx", "--into", "a.yaml", cwd=tmp_path)
    assert (done.returncode, "--column level=" in done.stdout + done.stderr) == (0, True)
    spbe("form", "a.yaml", "-o", "f.csv", cwd=tmp_path)
    text = (tmp_path / "f.csv").read_text("utf-8-sig").replace(";2023;", f";{year};")
    (tmp_path / "f.csv").write_text(text, "utf-8-sig")
    done = spbe("import", "f.csv", "--into", "a.yaml", cwd=tmp_path)
    assert done.returncode in (0, 3), done.stderr
