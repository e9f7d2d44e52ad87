"""Files given to the wrong command: each is told for what it is, with the command that reads it."""

import io
import json
from pathlib import Path

import docx
import openpyxl
import pytest
from program import ROOT, Run

PICTURES = {
    "a.png": b"\x89PNG\r\n\x1a\n\0\0",
    "a.jpg": b"\xff\xd8\xff\xe0\0\x10JFIF",
    "a.webp": b"RIFF\0\0\0\0WEBPVP8 ",
    "foto.xlsx": b"\x89PNG\r\n\x1a\n\0\0",
}
ANSWER = (ROOT / "tests/sent/tauval.json").read_bytes()
LIST = "Instansi;Tahun;Indeks\nKota Metro;2024;2,15\n"
SHEET = "No;Indikator;Tingkat;Data Dukung\n1;Kebijakan Internal Arsitektur SPBE;3;SK\n"


def document() -> bytes:
    out = io.BytesIO()
    made = docx.Document()
    made.add_paragraph("Hasil evaluasi")
    made.save(out)
    return out.getvalue()


def workbook(rows: str) -> bytes:
    out = io.BytesIO()
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for row in rows.splitlines():
        sheet.append(row.split(";"))
    made.save(out)
    return out.getvalue()


@pytest.fixture
def desk(spbe: Run, tmp_path: Path) -> Path:
    made = spbe("init", "b.yaml", "--institution", "Kota Contoh", "--year", "2024", cwd=tmp_path)
    assert made.returncode == 0
    return tmp_path


INTO = ("--into", "b.yaml")
FROM = ("--institution", "Kota Contoh", "--year", "2024")


def told(spbe: Run, desk: Path, name: str, data: bytes, command: str) -> tuple[str, int]:
    """Return what a command says of a file, and how it ends; nothing is written."""
    (desk / name).write_bytes(data)
    before = (desk / "b.yaml").read_bytes()
    more = {"import": INTO, "init": ()}.get(command, ())
    arguments = (
        ["init", "n.yaml", "--from", name, *FROM] if command == "init" else [command, name, *more]
    )
    done = spbe(*arguments, cwd=desk)
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert (desk / "b.yaml").read_bytes() == before
    assert not (desk / "n.yaml").exists()
    return done.stderr, done.returncode


@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize("command", ["rank", "score", "check", "import", "init", "todo"])
def test_pictures(spbe: Run, desk: Path, name: str, command: str) -> None:
    said, code = told(spbe, desk, name, PICTURES[name], command)
    assert code == 3
    assert said.startswith(f"{name}: E033 ini gambar")


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.csv"])
@pytest.mark.parametrize("command", ["rank", "import", "init"])
def test_documents(spbe: Run, desk: Path, name: str, command: str) -> None:
    said, code = told(spbe, desk, name, document(), command)
    assert (code, said.startswith(f"{name}: E030 ini dokumen Word")) == (4, True)
    for data in (
        b"%PDF-1.4\n%\xe2\xe3",
        b"{\\rtf1\\ansi x}",
        b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le"),
    ):
        said, code = told(spbe, desk, name, data, command)
        assert (code, "E030" in said) == (4, True)


WEB_PAGES = (
    b"<html><body><table><tr><td>No</td></tr></table></body></html>",
    b"\xef\xbb\xbf\r\n<!DOCTYPE HTML PUBLIC '-//W3C//DTD HTML 4.01//EN'>\n<head></head>",
    b"<table border=1><tr><td>No</td><td>Instansi</td></tr></table>",
    b'<?xml version="1.0"?>\n<html xmlns:x="urn:schemas-microsoft-com:office:excel"></html>',
    "\ufeff<html><table></table></html>".encode("utf-16"),
)


@pytest.mark.parametrize("data", WEB_PAGES)
@pytest.mark.parametrize("name", ["a.xls", "a.xlsx", "a.html", "a.csv"])
@pytest.mark.parametrize("command", ["rank", "score", "check", "import", "init"])
def test_web_pages(spbe: Run, desk: Path, name: str, command: str, data: bytes) -> None:
    said, code = told(spbe, desk, name, data, command)
    assert (code, said.startswith(f"{name}: E041 ini halaman web")) == (3, True), said


def test_a_text_that_begins_with_less_is_no_web_page(spbe: Run, desk: Path) -> None:
    text = "No;Indikator;Tingkat;Catatan\n1;;3;<table> <html>\n"
    (desk / "k.csv").write_text(text, "utf-8")
    assert spbe("import", "k.csv", "--into", "b.yaml", "--dry-run", cwd=desk).returncode == 0


@pytest.mark.parametrize("name", ["k.yaml", "k.yml", "k"])
def test_a_workbook_of_another_name_is_read(spbe: Run, desk: Path, name: str) -> None:
    (desk / name).write_bytes(workbook(SHEET))
    done = spbe("import", name, "--into", "b.yaml", "--dry-run", cwd=desk)
    assert "E034" not in done.stderr
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("command", ["score", "check", "todo", "init"])
@pytest.mark.parametrize(
    "data", [ANSWER, b"\xef\xbb\xbf" + ANSWER, json.dumps(json.loads(ANSWER)[0]).encode()]
)
def test_answers_of_tauval(spbe: Run, desk: Path, command: str, data: bytes) -> None:
    said, code = told(spbe, desk, "t.json", data, command)
    assert code == 3
    assert said.startswith("t.json: E036 ini jawaban TAUVAL")
    assert "spbe import t.json --into penilaian.yaml" in said


@pytest.mark.parametrize("name", ["kertas kerja.xlsx", "k.csv"])
def test_a_kertas_kerja_is_no_list(spbe: Run, desk: Path, name: str) -> None:
    data = workbook(f"KERTAS KERJA\n{SHEET}") if name.endswith("x") else SHEET.encode()
    said, code = told(spbe, desk, name, data, "rank")
    assert code == 3
    assert said.startswith(f"{name}: E430 ini kertas kerja")
    named = f'"{name}"' if " " in name else name
    assert f"spbe import {named} --into" in said
    assert spbe("import", name, *INTO, "--dry-run", cwd=desk).returncode == 0


@pytest.mark.parametrize("name", ["f.xlsx", "f.csv"])
def test_a_form_is_no_list(spbe: Run, desk: Path, name: str) -> None:
    assert spbe("form", "b.yaml", "-o", name, cwd=desk).returncode == 0
    done = spbe("rank", name, cwd=desk)
    assert (done.returncode, done.stderr.startswith(f"{name}: E430")) == (3, True)


@pytest.mark.parametrize("title", ["", "Hasil evaluasi 2024\n\n"])
@pytest.mark.parametrize("name", ["daftar.xlsx", "daftar.csv"])
@pytest.mark.parametrize("command", ["import", "init"])
def test_a_list_is_no_form(spbe: Run, desk: Path, name: str, command: str, title: str) -> None:
    text = title + LIST
    data = workbook(text) if name.endswith("x") else text.encode()
    said, code = told(spbe, desk, name, data, command)
    assert code == 3
    assert said.startswith(f"{name}: E431 ini daftar banyak instansi")
    assert f"spbe rank {name}." in said
    assert spbe("rank", name, cwd=desk).returncode == 0


@pytest.mark.parametrize("command", ["import", "init"])
def test_an_assessment_is_no_form(spbe: Run, desk: Path, command: str) -> None:
    said, code = told(spbe, desk, "a.yaml", (desk / "b.yaml").read_bytes(), command)
    assert (code, said.startswith("a.yaml: E034 ini berkas penilaian (YAML)")) == (3, True)


def test_a_list_beside_a_kertas_kerja_is_a_list(spbe: Run, desk: Path) -> None:
    made = openpyxl.load_workbook(io.BytesIO(workbook(SHEET)))
    sheet = made.create_sheet("Daftar")
    for row in LIST.splitlines():
        sheet.append(row.split(";"))
    made.save(desk / "d.xlsx")
    done = spbe("rank", "d.xlsx", "--format", "json", cwd=desk)
    assert len(json.loads(done.stdout)["rows"]) == 1


@pytest.mark.parametrize(
    "command",
    [["show"], ["report"], ["form"], ["evidence", "pack"], ["compare"], ["letter"], ["laporan"]],
)
@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("f.xls", b"\xd0\xcf\x11\xe0 x", "E027"),
        ("f.xlsx", b"PK\x03\x04 xl/", "E027"),
        ("f.pdf", b"%PDF-1.7", "E029"),
        ("f.csv", b"No;Indikator\n", "E028"),
    ],
)
def test_the_kind_is_said_before_an_option_that_is_missing(
    spbe: Run, tmp_path: Path, command: list[str], name: str, data: bytes, code: str
) -> None:
    (tmp_path / name).write_bytes(data)
    done = spbe(*command, name, cwd=tmp_path)
    assert done.returncode == 3
    assert done.stderr.startswith(f"{name}: {code} "), done.stderr


def test_what_an_option_names_is_not_taken_for_an_assessment(spbe: Run, tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(b"PK\x03\x04 xl/")
    (tmp_path / "a.yaml").write_text("institution: X\nyear: 2024\nindicators: {2: 2}\n", "utf-8")
    done = spbe("form", "a.yaml", "-o", "x.xlsx", "--salah", cwd=tmp_path)
    assert (done.returncode, "--salah" in done.stderr) == (2, True)
