"""The form: what it holds, what a spreadsheet makes of it, and that all of it comes home."""

import datetime as dt
import io
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from drawn import LAWS, OFFICE, drawn, empty, named, office
from hypothesis import given, settings, strategies as st
from openpyxl.worksheet.properties import PageSetupProperties
from program import Run

from spbe_cli.core.assessment import Assessment, Evidence, Opinion
from spbe_cli.core.collect import merge, merged
from spbe_cli.core.collect.lines import evidence_line, evidence_of
from spbe_cli.core.instrument import Instrument
from spbe_cli.core.nothing import holds
from spbe_cli.core.records import replace
from spbe_cli.core.score.scoring import score_levels
from spbe_cli.render.data.form import form_csv
from spbe_cli.render.forms import FormContent
from spbe_cli.render.sheet import form as render
from spbe_cli.store.tables import filled as rows_of, form as store
from spbe_cli.store.yaml import assessments


def workbook(law: Instrument, assessment: Assessment) -> bytes:
    return render.workbook(FormContent(law, assessment, Opinion.SELF))


def filled(law: Instrument, assessment: Assessment, path: Path) -> Path:
    """Write the empty form and fill it in as somebody with Excel would."""
    book = openpyxl.load_workbook(io.BytesIO(workbook(law, empty(law))))
    for sheet in book.worksheets:
        keys = {str(cell.value): column for column, cell in enumerate(sheet[3], 1)}
        if "#id" not in keys:
            continue
        for row in range(5, sheet.max_row + 1):
            answer = assessment.answers.get(str(sheet.cell(row, keys["#id"]).value))
            if answer is None:
                continue
            level = answer.levels[Opinion.SELF]
            whole = level.denominator == 1
            sheet.cell(row, keys["level"]).value = int(level) if whole else float(level)
            lines = "\n".join(map(evidence_line, answer.evidence))
            for key, text in (("evidence", lines), ("note", answer.note), ("owner", answer.owner)):
                if text:
                    cell = sheet.cell(row, keys[key])
                    # openpyxl refuses control codes; Excel and XML have them as _x001B_
                    cell.value = text.replace("_x", "_x005F_x").replace("\x1b", "_x001B_")
                    cell.data_type = "s"
    book.save(path)
    return path


def home(law: Instrument, path: Path) -> Assessment:
    return into(law, empty(law), path)


def into(law: Instrument, assessment: Assessment, *paths: Path) -> Assessment:
    forms = [store.read(str(path)) for path in paths]
    changes, problems = merge.form_changes(law, assessment, forms)
    assert problems == []
    return merged.with_merged(assessment, changes)


@pytest.mark.parametrize("name", LAWS)
def test_a_filled_form_comes_home(name: str, tmp_path: Path) -> None:
    law = LAWS[name]
    for seed in range(3):
        wanted = drawn(law, seed)
        path = filled(law, wanted, tmp_path / f"{seed}.xlsx")
        got = home(law, path)
        assert got.answers == wanted.answers
        assert into(law, got, path) == got
        saved = tmp_path / f"{seed}.yaml"
        assessments.save(got, saved)
        assert assessments.load(str(saved))[0] == got


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(list(LAWS.values())), st.integers(0, 10**9))
def test_a_form_written_from_an_assessment_holds_all_of_it(law: Instrument, seed: int) -> None:
    wanted = drawn(law, seed)
    read, problems = store._workbook("x.xlsx", workbook(law, wanted))
    assert problems == []
    assert read is not None
    changes, problems = merge.form_changes(law, empty(law), [read])
    assert problems == []
    assert merged.with_merged(empty(law), changes) == wanted
    assert merge.form_changes(law, wanted, [read]) == ([], [])


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("name", LAWS)
def test_a_table_comes_home(name: str, language: str) -> None:
    law = LAWS[name]
    wanted = drawn(law, 7)
    text = form_csv(FormContent(law, wanted, Opinion.SELF), language)
    assert text.startswith("\ufeff")
    for cell in text.split(";"):
        assert not cell.lstrip('"').startswith(("=", "+", "@"))
    form, problems = store._table("x.csv", text.encode())
    assert problems == []
    assert form is not None
    changes, problems = merge.form_changes(law, empty(law), [form])
    assert (problems, merged.with_merged(empty(law), changes)) == ([], wanted)


def test_tables_of_excel_come_home() -> None:
    head = "institution,year,instrument,opinion,indicator,name,level,evidence,note,owner\r\n"
    line = "Kota Contoh,2021,permenpanrb-59-2020,self,{},x,{},,{},\r\n"
    text = head + line.format("1", '"3,0"', "café") + line.format("2.0", " Tingkat 2 ", "")
    form, problems = store._table("x.csv", text.encode("cp1252"))
    assert problems == []
    assert form is not None
    assert [(row.item, row.level, row.note) for row in form.rows] == [
        ("1", Fraction(3), "café"),
        ("2", Fraction(2), None),
    ]


@pytest.mark.parametrize(
    "cell", [3, 3.0, "3", " 3 ", "3,0", "3.0", "Tingkat 3", "tingkat: 3", "\u00a03", "Level 3"]
)
def test_levels_as_people_write_them(cell: object) -> None:
    assert rows_of.level_of(cell) == 3


@pytest.mark.parametrize("cell", ["tiga", "3-4", "#REF!", True, "3 kali", "1e3", "3/4"])
def test_what_is_no_level_is_said(cell: object) -> None:
    assert rows_of.level_of(cell) is None
    assert [one.code for one in rows_of.filled_row("1", {"level": cell}, {}, [])[1]] == ["E315"]


@pytest.mark.parametrize("cell", [None, "", " ", "-", "–"])
def test_an_empty_cell_is_no_answer(cell: object) -> None:
    row, problems = rows_of.filled_row("1", {"level": cell}, {}, [])
    assert (row.level, problems) == (None, [])


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=20),
    st.sampled_from(
        [None, "bukti/a b.pdf", "C:\\bukti\\a.pdf", "tingkat 2", "2024-05-31", "berkas: x"]
    ),
    st.sampled_from([None, "https://x.example/a|b", "www.x.example"]),
    st.lists(st.integers(0, 5), max_size=5, unique=True).map(sorted).map(tuple),
    st.dates() | st.none(),
)
def test_evidence_written_as_a_line_is_read_back(
    title: str,
    file: str | None,
    url: str | None,
    levels: tuple[int, ...],
    date: dt.date | None,
) -> None:
    one = Evidence(title.lstrip("•").rstrip("\\") or "Perwali", file, url, date, levels)
    line = evidence_line(one)
    if not holds(line):
        assert evidence_of(line) is None
    elif line == line.rstrip(" :-–—("):
        assert evidence_of(line) == one


@pytest.mark.parametrize(
    "cell", ["-", "–", "—", "|", ".", "...", " - ", "- | -", "||", "•", "_", "/"]
)
def test_a_cell_that_holds_nothing_is_no_evidence(cell: str) -> None:
    assert evidence_of(cell) is None


@pytest.mark.parametrize(
    ("written", "levels"),
    [
        ("tingkat 2-4", (2, 3, 4)),
        ("Tingkat 2–4", (2, 3, 4)),
        ("tingkat 4 - 2", (2, 3, 4)),
        ("level 3", (3,)),
        ("Tk. 2, 3", (2, 3)),
        ("tingkat 2 dan 3", (2, 3)),
        ("tingkat 2 s.d. 4", (2, 3, 4)),
        ("tingkat 1, 3-5", (1, 3, 4, 5)),
    ],
)
def test_levels_of_evidence_as_people_write_them(written: str, levels: tuple[int, ...]) -> None:
    assert evidence_of(f"SK | {written} | 2024-05-31") == Evidence(
        "SK", date=dt.date(2024, 5, 31), levels=levels
    )


def test_a_day_that_no_calendar_has_stays_in_the_title() -> None:
    assert evidence_of("SK | 2024-02-31") == Evidence("SK | 2024-02-31")


def test_evidence_as_people_write_it() -> None:
    assert evidence_of("• Perwali 3 https://x.id/a") == Evidence("Perwali 3", url="https://x.id/a")
    assert evidence_of("https://x.id") == Evidence(url="https://x.id")
    assert evidence_of("  ") is None


def test_the_form_of_a_spreadsheet() -> None:
    law = LAWS["permenpanrb-59-2020"]
    data = workbook(law, replace(drawn(law, 1), institution="=cmd|' /C calc'!A0"))
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["Petunjuk", "Domain 1", "Domain 2", "Domain 3", "Domain 4", "spbe"]
    assert book["spbe"].sheet_state == "veryHidden"
    assert {"spbe_index", "spbe_predicate", "spbe_index_domain_1"} <= set(book.defined_names)
    for sheet in book.worksheets[:-1]:
        assert sheet.protection.sheet
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr == PageSetupProperties(fitToPage=True)
        assert sheet.page_setup.fitToHeight == 0
    sheet = book["Domain 2"]
    assert sheet.freeze_panes == "K5"
    assert sheet.auto_filter.ref
    assert sheet.print_title_rows == "$1:$4"
    unlocked = {
        sheet.cell(3, column).value
        for row in sheet.iter_rows(min_row=5)
        for column, cell in enumerate(row, 1)
        if not cell.protection.locked
    }
    assert unlocked == {"level", "evidence", "note", "owner", "fact", "analysis"}
    formulas = [
        str(cell.value)
        for one in book.worksheets
        for row in one.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert formulas
    assert not [one for one in formulas if "cmd" in one or "TEXT(" in one]


def test_stored_values_are_those_of_the_engine() -> None:
    for law in LAWS.values():
        for seed in range(5):
            wanted = drawn(law, seed)
            shown = openpyxl.load_workbook(io.BytesIO(workbook(law, wanted)), data_only=True)
            assert named(shown, "spbe_index") == engine(law, wanted)[0]
            assert named(shown, "spbe_predicate") == engine(law, wanted)[1]


def engine(law: Instrument, assessment: Assessment) -> tuple[float, str]:
    result = score_levels(law, assessment, Opinion.SELF)
    assert result.display is not None
    assert result.predicate is not None
    return float(result.display), result.predicate.name.id


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("forms", [8, pytest.param(50, marks=pytest.mark.long)])
def test_libreoffice_computes_the_index_of_the_engine_and_sends_the_form_home(
    tmp_path: Path, forms: int
) -> None:
    """Fill in empty forms (so that no index is stored), let LibreOffice recalculate and save."""
    cases = []
    for number in range(forms):
        law = list(LAWS.values())[number % 3]
        wanted = drawn(law, number)
        if number == 0:
            wanted = replace(wanted, year=law.years[0])
        cases.append((law, wanted, filled(law, wanted, tmp_path / f"{number}.xlsx")))
    saved = office(tmp_path, tmp_path / "out", *(path for _, _, path in cases))
    for (law, wanted, _), path in zip(cases, saved, strict=True):
        shown = openpyxl.load_workbook(path, data_only=True)
        computed = (named(shown, "spbe_index"), named(shown, "spbe_predicate"))
        assert computed == engine(law, wanted), path.name
        assert home(law, path).answers == wanted.answers


def test_rows_may_be_sorted_across_sections(tmp_path: Path) -> None:
    law = LAWS["permenpanrb-59-2020"]
    wanted = drawn(law, 3)
    book = openpyxl.load_workbook(filled(law, wanted, tmp_path / "a.xlsx"))
    sheet = book["Domain 2"]
    rows = [[(cell.value, cell.data_type) for cell in row] for row in sheet.iter_rows(min_row=5)]
    for number, values in enumerate(reversed(rows), 5):
        for column, (value, kind) in enumerate(values, 1):
            sheet.cell(number, column).value = value
            sheet.cell(number, column).data_type = kind
    sheet.insert_cols(4)
    book.save(tmp_path / "a.xlsx")
    assert home(law, tmp_path / "a.xlsx").answers == wanted.answers


def test_an_unanswered_form_says_no_index() -> None:
    law = LAWS["permenpanrb-59-2020"]
    shown = openpyxl.load_workbook(io.BytesIO(workbook(law, empty(law))), data_only=True)
    assert not named(shown, "spbe_index")
    assert not named(shown, "spbe_predicate")


ASSESSMENT = """\
institution: Kota Contoh
year: 2024
indicators:
  1: {self: 2, owner: "Bappeda: A/B"}
  2: {owner: CON}
  3: {owner: "bappeda:  a/b", evidence: [{title: SK}]}
"""


def test_a_form_for_one_unit_holds_its_rows(spbe: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(ASSESSMENT, "utf-8")
    done = spbe("form", "a.yaml", "--owner", "BAPPEDA: a/b", "-o", "b.xlsx", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "b.xlsx: 2 baris\n")
    form = store.read(str(tmp_path / "b.xlsx"))
    assert [row.item for row in form.rows] == ["1", "3"]
    done = spbe("form", "a.yaml", "--owner", "Bapeda", "-o", "c.xlsx", cwd=tmp_path)
    assert done.returncode == 3
    assert "E317" in done.stderr
    assert not (tmp_path / "c.xlsx").exists()


def test_forms_and_letters_for_each_unit(spbe: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(ASSESSMENT, "utf-8")
    command = ("form", "a.yaml", "--split", "--due", "2024-03-31", "-o", "f")
    done = spbe(*command, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    names = sorted(path.name for path in (tmp_path / "f").iterdir())
    stems = ("Bappeda- A-B", "CON-unit", "tanpa-pengampu")
    assert names == sorted(f"{stem}{end}" for stem in stems for end in (".docx", ".md", ".xlsx"))
    letter = (tmp_path / "f/Bappeda- A-B.md").read_text("utf-8")
    assert "31 Maret 2024" in letter
    assert "Yth. Kepala Bappeda: A/B" in letter
    assert "| bukti dukung, antara lain: " in letter
    assert "| tingkat kematangan dan bukti dukung, antara lain: " in letter
    items = {row.item for stem in stems for row in store.read(f"{tmp_path}/f/{stem}.xlsx").rows}
    assert len(items) == 47
    again = spbe(*command, cwd=tmp_path)
    assert again.returncode == 4
    assert again.stderr.count("E015") == 9


def test_a_letter_template_of_ones_own(spbe: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(ASSESSMENT, "utf-8")
    (tmp_path / "t.j2").write_text("Halo {{ owner }}: {{ owed | length }}\n", "utf-8")
    (tmp_path / "bad.j2").write_text("{% if %}", "utf-8")
    done = spbe("form", "a.yaml", "--split", "--template", "t.j2", "-o", "f", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "f/CON-unit.md").read_text("utf-8") == "Halo CON: 1\n"
    done = spbe("form", "a.yaml", "--split", "--template", "bad.j2", "-o", "g", cwd=tmp_path)
    assert done.returncode == 3
    assert "bad.j2:1:1: E022" in done.stderr
    assert not (tmp_path / "g").exists()


def test_a_form_overwrites_nothing(spbe: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(ASSESSMENT, "utf-8")
    (tmp_path / "b.xlsx").write_text("milik orang", "utf-8")
    done = spbe("form", "a.yaml", "-o", "b.xlsx", cwd=tmp_path)
    assert done.returncode == 4
    assert "b.xlsx: E015" in done.stderr
    assert (tmp_path / "b.xlsx").read_text("utf-8") == "milik orang"


@pytest.mark.parametrize(
    "more",
    [
        ["-o", "x.xls"],
        ["-o", "f", "--split", "--owner", "X"],
        ["-o", "x.xlsx", "--due", "2024-01-01"],
        ["-o", "f", "--split", "--due", "besok"],
        [],
    ],
)
def test_wrong_use(spbe: Run, tmp_path: Path, more: list[str]) -> None:
    (tmp_path / "a.yaml").write_text(ASSESSMENT, "utf-8")
    assert spbe("form", "a.yaml", *more, cwd=tmp_path).returncode == 2
    assert [path.name for path in tmp_path.iterdir()] == ["a.yaml"]
