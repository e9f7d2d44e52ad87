"""Workbooks of every kind: by the schemas of Office Open XML, and within what Excel allows."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from audit import faults
from drawn import LAWS, drawn
from office import make
from openxml_audit import FileFormat
from program import ROOT, Run
from test_report import PNG
from test_workbook import made

from spbe_cli.core.assessment import Opinion
from spbe_cli.core.records import replace
from spbe_cli.core.score.scoring import score_levels
from spbe_cli.render.forms import FormContent
from spbe_cli.render.sheet import form

E = "examples/"
LAMPUNG = [f"{E}bandar-lampung-2022.yaml", f"{E}bandar-lampung-2023.yaml"]
RAYA = [f"{E}palangka-raya-{year}.yaml" for year in (2019, 2021, 2022, 2023, 2024)]
NATIONAL = "tests/cases/national-2024.csv"
LONG = "Kementerian " + "Koordinator Bidang Pendayagunaan, " * 9


def long_named(folder: Path) -> Path:
    text = (ROOT / E / "bandar-lampung-2023.yaml").read_text("utf-8")
    file = folder / "panjang.yaml"
    file.write_text(re.sub("institution: .*", f"institution: {LONG}", text), "utf-8")
    return file


def partial(folder: Path) -> Path:
    return make(folder / "kantor").file


def logo(folder: Path) -> Path:
    (folder / "logo.png").write_bytes(PNG)
    return folder / "logo.png"


Arguments = Callable[[Path], list[str | Path]]
KINDS: dict[str, Arguments] = {
    "report": lambda _folder: ["report", *LAMPUNG, "--target", "3.00"],
    "report-logo": lambda folder: ["report", LAMPUNG[0], "--logo", logo(folder)],
    "report-sections": lambda _folder: ["report", *RAYA, "--target", "4.00"],
    "report-2018": lambda _folder: ["report", f"{E}denpasar-2018.yaml"],
    "report-2026": lambda _folder: ["report", f"{E}aceh-tengah-2026.yaml", "--target", "2.00"],
    "report-partial": lambda folder: ["report", partial(folder), "--target", "3.50"],
    "report-provisional": lambda folder: ["report", partial(folder), "--provisional"],
    "report-long": lambda folder: ["report", long_named(folder)],
    "rank": lambda _folder: ["rank", NATIONAL, "--me", "Kota Palangka Raya"],
    "rank-years": lambda _folder: ["rank", "nasional:2023", "nasional:2024", "--top", "20"],
    "compare": lambda _folder: ["compare", *LAMPUNG],
    "compare-opinions": lambda _folder: [
        "compare",
        f"{E}denpasar-2018.yaml",
        "--opinions",
        "self,official",
    ],
    "compare-instruments": lambda _folder: ["compare", *RAYA],
    "form": lambda _folder: ["form", f"{E}bandar-lampung-2023.yaml"],
    "form-2018": lambda _folder: ["form", f"{E}denpasar-2018.yaml"],
    "form-2026": lambda _folder: ["form", f"{E}aceh-tengah-2026.yaml"],
    "plan": lambda _folder: ["simulate", LAMPUNG[1], "--target", "2.60"],
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_excel_opens_it_without_a_word(spbe: Run, tmp_path: Path, kind: str) -> None:
    out = tmp_path / "buku.xlsx"
    done = spbe(*KINDS[kind](tmp_path), "-o", out)
    assert done.returncode == 0, done.stderr
    assert faults(out) == []
    assert faults(out, FileFormat.OFFICE_2007) == []
    sound(out.read_bytes())


@pytest.mark.slow
@pytest.mark.parametrize("name", LAWS)
def test_whatever_people_write(tmp_path: Path, name: str) -> None:
    law = LAWS[name]
    for seed in range(3):
        one = replace(drawn(law, seed), institution="=cmd|' /C calc'!A0 <b>")
        report = made(score_levels(law, one, Opinion.SELF))
        for data in (report, form.workbook(FormContent(law, one, Opinion.SELF))):
            (tmp_path / "a.xlsx").write_bytes(data)
            assert faults(tmp_path / "a.xlsx") == []
            sound(data)


def test_the_audit_bites(tmp_path: Path) -> None:
    """A shared text that is not there, and a sheet whose parts stand in the wrong order."""
    one = drawn(LAWS["permenpanrb-59-2020"], 1)
    data = made(score_levels(LAWS["permenpanrb-59-2020"], one, Opinion.SELF))
    for name, old, new in (
        ("xl/worksheets/sheet3.xml", b"<sheetData>", b"<hyperlinks/><sheetData>"),
        ("xl/styles.xml", b"<fonts", b"<colour/><fonts"),
    ):
        with ZipFile(io.BytesIO(data)) as archive, ZipFile(tmp_path / "b.xlsx", "w") as broken:
            for part in archive.namelist():
                content = archive.read(part)
                assert part != name or old in content
                broken.writestr(part, content.replace(old, new, 1) if part == name else content)
        assert faults(tmp_path / "b.xlsx") != []


def sound(data: bytes) -> None:
    """Hold what no schema says: names, merged cells that do not overlap, lengths, inputs."""
    with ZipFile(io.BytesIO(data)) as archive:
        assert len(archive.namelist()) == len(set(archive.namelist()))
    book = openpyxl.load_workbook(io.BytesIO(data))
    for sheet in book.worksheets:
        assert len(sheet.title) < 32
        covered: set[tuple[int, int]] = set()
        for one in sheet.merged_cells.ranges:
            cells = {(row, at) for row, at in one.cells}
            assert not covered & cells, (sheet.title, one)
            covered |= cells
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f" or len(str(cell.value)) < 1000
        heights = [one.height for one in sheet.row_dimensions.values() if one.height]
        assert max(heights, default=0) < 410
