"""``spbe compare -o selisih.xlsx``: figures that add up, by formulas that are computed."""

import re
from pathlib import Path
from zipfile import ZipFile

import crowded
import openpyxl
import pytest
from drawn import OFFICE, office
from program import ROOT, Run

LAMPUNG = ["examples/bandar-lampung-2022.yaml", "examples/bandar-lampung-2023.yaml"]
DENPASAR = ["examples/denpasar-2018.yaml", "--opinions", "self,official"]
RAYA = [f"examples/palangka-raya-{year}.yaml" for year in (2019, 2021, 2022, 2023, 2024)]
ACEH = ["examples/bandar-lampung-2023.yaml", "examples/aceh-tengah-2026.yaml"]
Values = list[dict[str, object]]


def written(spbe: Run, folder: Path, arguments: list[str]) -> Path:
    out = folder / "selisih.xlsx"
    done = spbe("compare", *arguments, "-o", out)
    assert done.returncode == 0, done.stderr
    return out


def table(book: openpyxl.Workbook, name: str) -> Values:
    sheet = book[name]
    titles = [str(cell.value) for cell in sheet[4]]
    rows = sheet.iter_rows(min_row=5, values_only=True)
    return [dict(zip(titles, row, strict=True)) for row in rows]


def test_what_it_holds(spbe: Run, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written(spbe, tmp_path, LAMPUNG), data_only=True)
    assert book.sheetnames == ["Ringkasan", "Aspek & Domain", "Indikator", "Asal"]
    years = table(book, "Ringkasan")[:2]
    assert [one["Indeks"] for one in years] == [1.5, 2.15]
    assert [one["Selisih"] for one in years] == [None, 0.652]
    said = [row[0].value for row in book["Ringkasan"].iter_rows(min_row=7) if row[0].value]
    assert said[0] == "Naik 0,652 dari 2022 ke 2023."
    sections = table(book, "Aspek & Domain")
    domains = [one for one in sections if str(one["Bagian"]).startswith("Domain")]
    assert sum(round(float(str(one["Sumbangan"])), 9) for one in domains) == pytest.approx(0.652)
    items = table(book, "Indikator")[:47]
    moved = [abs(float(str(one["Sumbangan"]))) for one in items]
    assert moved == sorted(moved, reverse=True)
    assert sum(float(str(one["Selisih"])) < 0 for one in items) == 7
    origin = " ".join(str(row[1].value) for row in book["Asal"].iter_rows())
    assert "SHA-256" in origin
    assert "LHE SPBE Kota Bandar Lampung" in origin


@pytest.mark.parametrize(
    ("arguments", "sheets"),
    [
        (DENPASAR, ["Ringkasan", "Aspek & Domain", "Indikator", "Asal"]),
        (
            RAYA,
            [
                "Ringkasan",
                "Aspek & Domain 5_2018",
                "Aspek & Domain 59_2020",
                "Asal",
            ],
        ),
        (
            ACEH,
            [
                "Ringkasan",
                "Aspek & Domain 59_2020",
                "Padanan 8_2026",
                "Aspek & Domain 8_2026",
                "Asal",
            ],
        ),
    ],
)
def test_every_run_has_its_sheets(
    spbe: Run, tmp_path: Path, arguments: list[str], sheets: list[str]
) -> None:
    book = openpyxl.load_workbook(written(spbe, tmp_path, arguments))
    assert [re.sub(r" (?=\d+ \d)", " ", one).replace("/", "_") for one in book.sheetnames] == [
        one.replace("_", " ") for one in sheets
    ]


def test_opinions_side_by_side(spbe: Run, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written(spbe, tmp_path, DENPASAR), data_only=True)
    mandiri, eksternal = table(book, "Ringkasan")[:2]
    assert (mandiri["Indeks"], eksternal["Indeks"]) == (3.67, 2.64)
    rows = table(book, "Indikator")
    assert {"Mandiri", "Eksternal", "Selisih", "Sumbangan"} <= set(rows[0])


def test_printed_differences_are_marked(spbe: Run, tmp_path: Path) -> None:
    """Where exact indices are not known, what is subtracted is what was printed."""
    book = openpyxl.load_workbook(written(spbe, tmp_path, RAYA), data_only=True)
    rows = [row for row in book["Ringkasan"].iter_rows(min_row=5, max_col=3) if row[1].value]
    marked = {row[0].value: row[2].number_format for row in rows if row[2].value is not None}
    exact = [name for name, style in marked.items() if "*" not in style]
    printed = [name for name, style in marked.items() if "*" in style]
    assert exact or printed
    text = " ".join(str(row[0].value) for row in book["Ringkasan"].iter_rows())
    assert ("selisih angka yang dicetak" in text) == bool(printed)


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("arguments", [LAMPUNG, DENPASAR])
def test_a_spreadsheet_computes_the_same(spbe: Run, tmp_path: Path, arguments: list[str]) -> None:
    """Every figure is computed anew, and contributions add up to the change of the index."""
    out = written(spbe, tmp_path, arguments)
    stored = openpyxl.load_workbook(out, data_only=True)
    bare = openpyxl.load_workbook(out)  # openpyxl keeps no stored values
    (tmp_path / "bare").mkdir()
    bare.save(tmp_path / "bare/selisih.xlsx")
    office(tmp_path, tmp_path / "done", tmp_path / "bare/selisih.xlsx")
    again = openpyxl.load_workbook(tmp_path / "done/selisih.xlsx", data_only=True)
    compared = 0
    for name in ("Aspek & Domain", "Indikator"):
        for row in bare[name].iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    compared += 1
                    found, was = again[name][cell.coordinate], stored[name][cell.coordinate]
                    assert found.value == pytest.approx(was.value, abs=1e-9), cell.coordinate
    assert compared > 60
    sections, items = table(again, "Aspek & Domain"), table(again, "Indikator")
    whole = next(one for one in sections if str(one["Bagian"]).startswith("Indeks"))
    assert whole["Sumbangan"] == pytest.approx(whole["Selisih"], abs=1e-9)
    total = next(one for one in items if one["Indikator"] == "Seluruhnya")
    assert total["Sumbangan"] == pytest.approx(whole["Selisih"], abs=1e-9)


def test_nothing_is_computed_where_nothing_is_subtracted(spbe: Run, tmp_path: Path) -> None:
    out = written(spbe, tmp_path, ACEH)
    book = openpyxl.load_workbook(out)
    assert not [
        cell
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    with ZipFile(out) as archive:
        assert b"fullCalcOnLoad" not in archive.read("xl/workbook.xml")


@pytest.mark.parametrize(
    "names",
    [
        ("bandar-lampung-2022", "bandar-lampung-2023"),
        ("palangka-raya-2022", "palangka-raya-2023", "palangka-raya-2024"),
        ("bandar-lampung-2023", "aceh-tengah-2026"),
    ],
)
def test_every_sheet_of_a_comparison_is_protected(
    spbe: Run, tmp_path: Path, names: tuple[str, ...]
) -> None:
    files = [ROOT / f"examples/{name}.yaml" for name in names]
    assert spbe("compare", *files, "-o", tmp_path / "c.xlsx").returncode == 0
    for sheet in openpyxl.load_workbook(tmp_path / "c.xlsx"):
        assert sheet.protection.sheet, sheet.title
        assert not sheet.protection.password
        for row in sheet.iter_rows():
            assert all(cell.protection.locked for cell in row)


def test_a_foot_that_is_too_long_ends_in_dots(spbe: Run, tmp_path: Path) -> None:
    files = crowded.years(tmp_path, crowded.MINISTRY)
    for command in (["compare", *files], ["report", *files]):
        assert spbe(*command, "-o", tmp_path / "c.xlsx").returncode == 0
        for sheet in openpyxl.load_workbook(tmp_path / "c.xlsx"):
            held = sheet.oddFooter
            foot = (held.left.text if held is not None and held.left else "") or ""
            assert len(foot) <= 91
            assert foot.endswith("…") or len(foot) < 90, foot
        (tmp_path / "c.xlsx").unlink()
