"""Forms that come home: what changes is shown first, and nothing is written on any problem."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from program import Run

from spbe_cli.core.assessment import Opinion
from spbe_cli.store.yaml import assessments

START = """\
# Dikumpulkan 2024
institution: Kota Contoh
year: 2024
indicators:
  1: 2   # menunggu SK
  2:
    self: 3
    official: 2
    owner: Bappeda
    evidence:
      - {title: Perwali 12/2021, file: bukti/02/perwali.pdf, date: 2021-05-04, levels: [1, 2]}
    note: Peta rencana belum direviu.
"""
Cells = dict[tuple[str, str], Any]


@pytest.fixture
def desk(spbe: Run, tmp_path: Path) -> Path:
    (tmp_path / "a.yaml").write_text(START, "utf-8")
    done = spbe("form", "a.yaml", "-o", "lke.xlsx", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    return tmp_path


def fill(path: Path, to: str, cells: Cells, change: Callable[[Any], None] | None = None) -> str:
    """Answer a form: cells by (item, key); `change` may do more to the sheet of domain 1."""
    book = openpyxl.load_workbook(path)
    sheet = book["Domain 1"]
    keys = {str(cell.value): column for column, cell in enumerate(sheet[3], 1)}
    rows = {str(sheet.cell(row, 1).value): row for row in range(5, sheet.max_row + 1)}
    for (item, key), value in cells.items():
        cell = sheet.cell(rows[item], keys[key])
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
    if change is not None:
        change(sheet)
    book.save(path.parent / to)
    return to


def test_answers_come_home_and_the_rest_stays(spbe: Run, desk: Path) -> None:
    cells: Cells = {
        ("1", "level"): "Tingkat 3",
        ("1", "owner"): "Dinas Kominfo",
        ("2", "evidence"): "Berita https://kota.example/1",
        ("2", "note"): None,
        ("3", "note"): "=1+1 [bold]x[/] \u2028 akhir",
    }
    fill(desk / "lke.xlsx", "isi.xlsx", cells)
    command = ("import", "isi.xlsx", "--into", "a.yaml")
    shown = spbe(*command, "--dry-run", cwd=desk)
    assert shown.returncode == 0, shown.stderr
    assert (desk / "a.yaml").read_text("utf-8") == START
    assert "2 → 3" in shown.stdout
    assert "isi.xlsx!Domain 1!J7" in shown.stdout
    assert "=1+1 [bold]x[/]" in shown.stdout
    assert "4 perubahan; belum ada yang ditulis" in shown.stdout
    done = spbe(*command, cwd=desk)
    assert done.returncode == 0, done.stderr
    text = (desk / "a.yaml").read_text("utf-8")
    assert "# menunggu SK" in text
    got = assessments.load(str(desk / "a.yaml"))[0].answers
    assert got["1"].levels == {Opinion.SELF: 3}
    assert got["1"].owner == "Dinas Kominfo"
    assert [one.title for one in got["2"].evidence] == ["Perwali 12/2021", "Berita"]
    assert got["2"].evidence[0].levels == (1, 2)
    assert got["2"].note == "Peta rencana belum direviu."
    assert got["2"].levels[Opinion.OFFICIAL] == 2
    again = spbe(*command, cwd=desk)
    assert (again.returncode, again.stdout) == (0, "Tidak ada perubahan.\n")
    assert (desk / "a.yaml").read_text("utf-8") == text


def test_changes_as_data(spbe: Run, desk: Path) -> None:
    fill(desk / "lke.xlsx", "isi.xlsx", {("1", "level"): 3})
    command = ("import", "isi.xlsx", "--into", "a.yaml", "--dry-run", "--format")
    data = json.loads(spbe(*command, "json", cwd=desk).stdout)
    change = {"indicator": "1", "field": "level", "opinion": "self", "old": "2", "new": "3"}
    change["source"] = "isi.xlsx!Domain 1!J7"
    assert data == {"format": "spbe-import/1", "written": False, "changes": [change], "doubts": []}
    header, line = spbe(*command, "csv", cwd=desk).stdout.splitlines()
    assert header.split(",") == list(change)
    assert line.split(",") == list(change.values())


def test_levels_may_be_those_of_others(spbe: Run, desk: Path) -> None:
    fill(desk / "lke.xlsx", "isi.xlsx", {("1", "level"): 4})
    done = spbe("import", "isi.xlsx", "--into", "a.yaml", "--opinion", "verified", cwd=desk)
    assert done.returncode == 0, done.stderr
    got = assessments.load(str(desk / "a.yaml"))[0].answers["1"]
    assert got.levels == {Opinion.SELF: 2, Opinion.VERIFIED: 4}


def test_what_nobody_touched_undoes_nothing(spbe: Run, desk: Path) -> None:
    """Two units get the same form; the second one's untouched rows must not undo the first's."""
    fill(desk / "lke.xlsx", "satu.xlsx", {("1", "level"): 4})
    fill(desk / "lke.xlsx", "dua.xlsx", {("3", "level"): 2})
    for names in (["satu.xlsx"], ["dua.xlsx"], ["satu.xlsx", "dua.xlsx"]):
        assert spbe("import", *names, "--into", "a.yaml", cwd=desk).returncode == 0
    got = assessments.load(str(desk / "a.yaml"))[0]
    assert got.levels(Opinion.SELF) == {"1": 4, "2": 3, "3": 2}


def test_forms_that_disagree(spbe: Run, desk: Path) -> None:
    mine: Cells = {("1", "level"): 4, ("1", "owner"): "Bappeda", ("2", "note"): "A"}
    fill(desk / "lke.xlsx", "satu.xlsx", mine)
    fill(desk / "lke.xlsx", "dua.xlsx", {("1", "level"): "5", ("2", "note"): "B"})
    command = ("import", "satu.xlsx", "dua.xlsx", "--into", "a.yaml")
    done = spbe(*command, cwd=desk)
    assert done.returncode == 3
    level, note = done.stderr.splitlines()
    assert level.startswith("satu.xlsx!Domain 1!J7: E320")
    for told in ("4 (Bappeda)", "5 (dua, dua.xlsx!Domain 1!J7)", "--prefer"):
        assert told in level
    assert note.startswith("satu.xlsx!Domain 1!Q8: E321")
    assert (desk / "a.yaml").read_text("utf-8") == START
    assert spbe(*command, "--prefer", "tiga", cwd=desk).stderr.count("E313") == 1
    done = spbe(*command, "--prefer", "DUA", cwd=desk)
    assert done.returncode == 0, done.stderr
    got = assessments.load(str(desk / "a.yaml"))[0].answers
    assert got["1"].levels[Opinion.SELF] == 5
    assert (got["1"].owner, got["2"].note) == ("Bappeda", "B")


def test_the_exact_file_beats_an_owner(spbe: Run, desk: Path) -> None:
    """A form is named after its owner: two of one unit are told apart by their files."""
    fill(desk / "lke.xlsx", "Bappeda.xlsx", {("2", "level"): 4})
    fill(desk / "lke.xlsx", "Bappeda (revisi).xlsx", {("2", "level"): 5})
    command = ("import", "Bappeda.xlsx", "Bappeda (revisi).xlsx", "--into", "a.yaml")
    assert "E320" in spbe(*command, cwd=desk).stderr
    preferred = {
        "Bappeda": 4,
        "bappeda.xlsx": 4,
        str(desk / "Bappeda.xlsx"): None,  # the form was not read by that name
        "Bappeda (revisi)": 5,
        "Bappeda (revisi).xlsx": 5,
    }
    for name, level in preferred.items():
        done = spbe(*command, "--prefer", name, "--dry-run", "--format", "csv", cwd=desk)
        if level is None:
            assert "E313" in done.stderr
        else:
            assert f"2,level,self,3,{level}," in done.stdout, done.stderr


def test_words_for_nothing_are_asked_about_and_left_out(spbe: Run, desk: Path) -> None:
    cells: Cells = {
        ("1", "evidence"): "-",
        ("2", "evidence"): "tidak ada",
        ("3", "evidence"): "Menyusul\nSK 5/2023 | tingkat 2-3 | 2023-02-01",
    }
    fill(desk / "lke.xlsx", "isi.xlsx", cells)
    done = spbe("import", "isi.xlsx", "--into", "a.yaml", cwd=desk)
    assert done.returncode == 0
    assert "+ SK 5/2023 | tingkat 2-3 | 2023-02-01" in done.stdout
    asked = [line.split(": ", 1)[1] for line in done.stderr.splitlines()]
    remedy = "Tulis judul atau tautan dokumennya, atau kosongkan selnya."
    assert asked == [
        f"E331 bukti indikator {item} berbunyi {title}; itu bukan nama dokumen, jadi tidak "
        f"dicatat. {remedy}"
        for item, title in (("2", "tidak ada"), ("3", "Menyusul"))
    ]
    got = assessments.load(str(desk / "a.yaml"))[0].answers
    assert got["1"].evidence == ()
    assert [one.title for one in got["2"].evidence] == ["Perwali 12/2021"]
    (one,) = got["3"].evidence
    assert (one.levels, str(one.date)) == ((2, 3), "2023-02-01")
    data = json.loads(
        spbe("import", "isi.xlsx", "--into", "a.yaml", "--format", "json", cwd=desk).stdout
    )
    assert [(one["indicator"], one["text"]) for one in data["doubts"]] == [
        ("2", "tidak ada"),
        ("3", "Menyusul"),
    ]


def test_levels_and_dates_of_evidence_come_home(spbe: Run, desk: Path) -> None:
    """A form carries them both ways, an empty file too; a bare title takes nothing away."""
    (desk / "b.yaml").write_text("institution: Kota Contoh\nyear: 2024\n", "utf-8")
    assert spbe("import", "lke.xlsx", "--into", "b.yaml", cwd=desk).returncode == 0
    old, new = (assessments.load(str(desk / f"{name}.yaml"))[0].answers for name in "ab")
    assert new["2"].evidence == old["2"].evidence
    line = "Perwali 12/2021 | bukti/02/perwali.pdf"
    fill(desk / "lke.xlsx", "isi.xlsx", {("2", "evidence"): line})
    done = spbe("import", "isi.xlsx", "--into", "a.yaml", cwd=desk)
    assert done.stdout == "Tidak ada perubahan.\n"
    fill(desk / "lke.xlsx", "isi.xlsx", {("2", "evidence"): f"{line} | tingkat 2-4"})
    done = spbe("import", "isi.xlsx", "--into", "a.yaml", cwd=desk)
    assert f"~ {line} | tingkat 2-4 | 2021-05-04" in " ".join(done.stdout.split())
    (one,) = assessments.load(str(desk / "a.yaml"))[0].answers["2"].evidence
    assert (one.levels, str(one.date)) == ((2, 3, 4), "2021-05-04")


def _merge(sheet: Any) -> None:
    sheet.merge_cells("J7:J8")


def _text_over_ids(sheet: Any) -> None:
    for row in (7, 8):
        sheet.cell(row, 1).value = "Sudah selesai semua"


def _no_ids(sheet: Any) -> None:
    sheet.cell(7, 1).value = None


def _twice(sheet: Any) -> None:
    sheet.cell(8, 1).value = "1"


def _deleted(sheet: Any) -> None:
    sheet.delete_rows(7, 2)


def _no_column(sheet: Any) -> None:
    sheet.cell(3, 17).value = None


def _no_header(sheet: Any) -> None:
    sheet.cell(3, 1).value = None


@pytest.mark.parametrize(
    ("change", "place", "code"),
    [
        (_merge, "isi.xlsx!Domain 1!J7:J8", "E314"),
        (_text_over_ids, "isi.xlsx!Domain 1!A7", "E308"),
        (_no_ids, "isi.xlsx!Domain 1!A7", "E308"),
        (_twice, "isi.xlsx!Domain 1!A8", "E316"),
        (_deleted, "isi.xlsx", "E307"),
        (_no_column, "isi.xlsx!Domain 1", "E309"),
        (_no_header, "isi.xlsx", "E307"),
    ],
)
def test_damaged_forms(
    spbe: Run, desk: Path, change: Callable[[Any], None], place: str, code: str
) -> None:
    fill(desk / "lke.xlsx", "isi.xlsx", {("3", "level"): 3}, change)
    done = spbe("import", "isi.xlsx", "--into", "a.yaml", cwd=desk)
    assert done.returncode == 3
    assert f"{place}: {code} " in done.stderr
    assert (desk / "a.yaml").read_text("utf-8") == START


@pytest.mark.parametrize(
    ("value", "code"), [(9, "E202"), (2.5, "E203"), ("tiga", "E315"), (True, "E315")]
)
def test_levels_that_cannot_be(spbe: Run, desk: Path, value: object, code: str) -> None:
    fill(desk / "lke.xlsx", "isi.xlsx", {("1", "level"): value})
    done = spbe("import", "isi.xlsx", "--into", "a.yaml", cwd=desk)
    assert done.returncode == 3
    assert done.stderr.startswith(f"isi.xlsx!Domain 1!J7: {code} ")
    assert (desk / "a.yaml").read_text("utf-8") == START


def test_a_formula_that_failed_is_no_text(spbe: Run, desk: Path) -> None:
    def broken(sheet: Any) -> None:
        sheet["Q7"].value = "#NAME?"
        sheet["Q7"].data_type = "e"

    fill(desk / "lke.xlsx", "isi.xlsx", {}, broken)
    done = spbe("import", "isi.xlsx", "--into", "a.yaml", cwd=desk)
    assert done.returncode == 3
    assert done.stderr.startswith("isi.xlsx!Domain 1!Q7: E319 ")


@pytest.mark.parametrize(
    ("other", "code"),
    [
        (START.replace("Kota Contoh", "Kota Lain"), "E310"),
        ("institution: Kota Contoh\nyear: 2026\n", "E311"),
        (START.replace("2024\nind", "2023\nind"), "E312"),
    ],
)
def test_forms_of_another_assessment(spbe: Run, desk: Path, other: str, code: str) -> None:
    (desk / "b.yaml").write_text(other, "utf-8")
    done = spbe("import", "lke.xlsx", "--into", "b.yaml", cwd=desk)
    assert done.returncode == 3
    assert f"lke.xlsx: {code} " in done.stderr
    assert (desk / "b.yaml").read_text("utf-8") == other


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 250_000_000)
    return out.getvalue()


def _entities() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", '<!DOCTYPE x [<!ENTITY a "aa">]><x>&a;</x>')
    return out.getvalue()


def _other_workbook() -> bytes:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


OLE = bytes.fromhex("d0cf11e0a1b11ae1")


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("x.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "E303"),
        ("x.xls", OLE + b"Workbook", "E302"),
        ("x.xlsx", b"bukan zip", "E302"),
        ("x.xlsx", b"", "E302"),
        ("x.xlsx", b"PK\x03\x04", "E302"),
        pytest.param("x.xlsx", _bomb, "E304", marks=pytest.mark.slow),
        ("x.xlsx", _entities, "E304"),
        ("x.xlsx", _other_workbook, "E305"),
        ("x.csv", b"", "E305"),
        ("x.csv", b"nama;nilai\r\na;1\r\n", "E305"),
        ("x.csv", b"\x00\xff;\x00", "E305"),
    ],
)
def test_files_that_are_no_forms(
    spbe: Run, desk: Path, name: str, data: bytes | Callable[[], bytes], code: str
) -> None:
    (desk / name).write_bytes(data if isinstance(data, bytes) else data())
    done = spbe("import", name, "--into", "a.yaml", cwd=desk)
    assert done.returncode == (3 if code == "E305" else 4)
    assert done.stderr.startswith(f"{name}")
    assert code in done.stderr
    assert (desk / "a.yaml").read_text("utf-8") == START


def test_a_large_file_is_not_read(spbe: Run, desk: Path) -> None:
    with (desk / "x.xlsx").open("wb") as stream:
        stream.truncate(50_000_000)
    done = spbe("import", "x.xlsx", "missing.xlsx", "--into", "a.yaml", cwd=desk)
    assert done.returncode == 4
    assert "x.xlsx: E301 " in done.stderr
    assert "50" in done.stderr
    assert "missing.xlsx: E001 " in done.stderr


@pytest.mark.parametrize("cut", range(0, 30_000, 2_999))
def test_forms_cut_short_or_torn(spbe: Run, desk: Path, cut: int) -> None:
    data = (desk / "lke.xlsx").read_bytes()
    (desk / "x.xlsx").write_bytes(data[:cut] + data[cut + 40 :])
    done = spbe("import", "x.xlsx", "--into", "a.yaml", cwd=desk)
    assert done.returncode in (0, 3, 4)
    assert "Traceback" not in done.stderr
    assert (desk / "a.yaml").read_text("utf-8") == START


def test_tables_come_home(spbe: Run, desk: Path) -> None:
    done = spbe("form", "a.yaml", "-o", "lke.csv", cwd=desk)
    assert done.returncode == 0, done.stderr
    text = (desk / "lke.csv").read_text("utf-8-sig")
    first = next(line for line in text.splitlines() if ";self;1;" in line)
    changed = first.replace(";2;;;", ";3,0;;'=1+1;")
    assert first != changed
    (desk / "lke.csv").write_text(text.replace(first, changed), "cp1252")
    done = spbe("import", "lke.csv", "--into", "a.yaml", cwd=desk)
    assert done.returncode == 0, done.stderr
    assert "lke.csv:2:" in done.stdout
    got = assessments.load(str(desk / "a.yaml"))[0].answers["1"]
    assert got.levels == {Opinion.SELF: 3}
    assert got.note == "=1+1"


def test_wrong_use(spbe: Run, desk: Path) -> None:
    for arguments in ([], ["--into", "a.yaml"]):
        assert spbe("import", *arguments, cwd=desk).returncode == 2


def test_owners_that_disagree(spbe: Run, desk: Path) -> None:
    fill(desk / "lke.xlsx", "satu.xlsx", {("1", "owner"): "Bappeda"})
    fill(desk / "lke.xlsx", "dua.xlsx", {("1", "owner"): "Dinas Kominfo"})
    done = spbe("import", "satu.xlsx", "dua.xlsx", "--into", "a.yaml", cwd=desk)
    assert done.returncode == 3
    assert "E322 pengampu indikator 1 bertentangan: Bappeda" in done.stderr
    assert "Dinas Kominfo" in done.stderr
    assert (desk / "a.yaml").read_text("utf-8") == START


def test_a_form_of_a_later_version(spbe: Run, desk: Path) -> None:
    book = openpyxl.load_workbook(desk / "lke.xlsx")
    (meta,) = [one for one in book.worksheets if one["A1"].value == "spbe-form/1"]
    meta["A1"].value = "spbe-form/2"
    book.save(desk / "baru.xlsx")
    done = spbe("import", "baru.xlsx", "--into", "a.yaml", cwd=desk)
    assert done.returncode in (3, 4)
    assert done.stderr.startswith("baru.xlsx: E306 formulir ini berbentuk spbe-form/2")


def test_a_form_is_read_however_it_was_saved(spbe: Run, tmp_path: Path) -> None:
    """The same form in every dialect of CSV that Excel and people write changes the same."""
    (tmp_path / "a.yaml").write_text(
        "institution: Kota Ä\nyear: 2024\ninstrument: permenpanrb-59-2020\nindicators:\n", "utf-8"
    )
    assert spbe("form", "a.yaml", "-o", "f.csv", cwd=tmp_path).returncode == 0
    rows = list(csv.reader(io.StringIO((tmp_path / "f.csv").read_text("utf-8-sig")), delimiter=";"))
    at = rows[0].index("level")
    for number, row in enumerate(rows[1:]):
        row[at] = str(1 + number % 5)

    def written(separator: str) -> str:
        out = io.StringIO()
        csv.writer(out, delimiter=separator, lineterminator="\r\n").writerows(rows)
        return out.getvalue()

    quoted = "".join(f'"{line}"\r\n' for line in written(";").splitlines() if '"' not in line)
    saved = {
        "utf-8": written(",").encode(),
        "bom": written(";").encode("utf-8-sig"),
        "utf-16": written("\t").encode("utf-16"),
        "cp1252": written(";").encode("cp1252", "replace"),
        "sep": f"sep=;\r\n{written(';')}".encode(),
        "title": f"Lembar kerja, 2024\r\n\r\n{written(';')}".encode(),
        "quoted": quoted.encode(),
    }
    for name, data in saved.items():
        (tmp_path / "g.csv").write_bytes(data)
        into = ("import", "g.csv", "--into", "a.yaml", "--dry-run", "--format", "csv")
        done = spbe(*into, cwd=tmp_path)
        assert done.returncode == 0, (name, done.stderr)
        assert done.stdout.count(",level,") == 47, name


def test_every_form_that_disagrees_is_named(spbe: Run, desk: Path) -> None:
    for name, level in (("satu", 4), ("dua", 5), ("tiga", 4), ("empat", 1)):
        fill(desk / "lke.xlsx", f"{name}.xlsx", {("1", "level"): level})
    files = [f"{name}.xlsx" for name in ("satu", "dua", "tiga", "empat")]
    done = spbe("import", *files, "--into", "a.yaml", cwd=desk)
    lines = done.stderr.splitlines()
    assert [line.split()[2] for line in lines] == ["E320", "E320"]
    assert "4 (satu) dan 5 (dua, dua.xlsx!Domain 1!J7)" in lines[0]
    assert "4 (satu) dan 1 (empat, empat.xlsx!Domain 1!J7)" in lines[1]
    assert all(line.endswith("--prefer: satu, dua, tiga, empat.") for line in lines)
    done = spbe("import", *files, "--into", "a.yaml", "--prefer", "empat", cwd=desk)
    assert done.returncode == 0, done.stderr
