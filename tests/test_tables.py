"""Tables as spreadsheets save them: what one command reads, the other reads, and reads alike."""

import csv
import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings, strategies as st
from program import Run

from spbe_cli.core.collect.form import Form
from spbe_cli.core.records import replace
from spbe_cli.problems import DataError, Place
from spbe_cli.store.tables import delimited, form, lists
from spbe_cli.store.tables.cells import cell_text

Rows = list[list[str]]

LIST: Rows = [
    ["Nama Instansi", "Tahun", "Indeks", "Predikat", "Kelompok", "domain_1"],
    ["Kota “Contoh”, Ä – É", "2024", "2,66", "Baik", "kota", "3,00"],
    ["Kab. Uji; Coba", "2024", "3.50", "", 'kelompok "satu"', ""],
    ["Provinsi Contoh", "2023", "1,80", "", "", "2"],
]
FORM: Rows = [
    ["institution", "year", "instrument", "opinion", "indicator", "name", "level", "evidence"],
    ["Kota “Contoh”, Ä – É", "2024", "permenpanrb-59-2020", "self", "1", "a; b", "3,0", "SK\nSOP"],
    ["Kota “Contoh”, Ä – É", "2024", "permenpanrb-59-2020", "self", "2", 'x, "y"', "2", ""],
    ["Kota “Contoh”, Ä – É", "2024", "permenpanrb-59-2020", "self", "10", "", "Tingkat 4", "Ü | a"],
]


def written(rows: Rows, separator: str = ";", end: str = "\r\n") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator=end).writerows(rows)
    return out.getvalue()


def swallowed(rows: Rows) -> str:
    """Return what Excel saves where it put each line of a CSV with commas into one cell."""
    lines = [[written([row], ",").removesuffix("\r\n")] for row in rows]
    return written(lines)


WAYS: dict[str, Callable[[Rows], bytes]] = {
    "semicolons": lambda rows: written(rows).encode(),
    "commas": lambda rows: written(rows, ",").encode(),
    "tabs": lambda rows: written(rows, "\t").encode(),
    "line feeds": lambda rows: written(rows, end="\n").encode(),
    "a mark": lambda rows: written(rows).encode("utf-8-sig"),
    "Windows": lambda rows: written(rows).encode("cp1252"),
    "Unicode text": lambda rows: written(rows, "\t").encode("utf-16"),
    "Unicode text, big ends first": lambda rows: (
        b"\xfe\xff" + written(rows, "\t").encode("utf-16-be")
    ),
    "told": lambda rows: ("sep=;\r\n" + written(rows)).encode("utf-8-sig"),
    "told in capitals": lambda rows: ("SEP=,\n" + written(rows, ",")).encode(),
    "told and filled up": lambda rows: ("sep=;;;;;\r\n" + written(rows)).encode("cp1252"),
    "told bars": lambda rows: ("sep=|\r\n" + written(rows, "|")).encode("utf-16"),
    "told tabs": lambda rows: ("sep=\t\n" + written(rows, "\t")).encode(),
    "blank lines": lambda rows: ("\r\n\r\n" + written(rows)).encode(),
    "a title with commas": lambda rows: (
        "Hasil evaluasi, tahun 2024, se-provinsi, sementara,,,,,\r\n;;\r\n" + written(rows)
    ).encode(),
    "one cell a line": lambda rows: swallowed(rows).encode(),
}


def listed(folder: Path, data: bytes) -> list[Any]:
    (folder / "daftar.csv").write_bytes(data)
    rows = lists.read([str(folder / "daftar.csv")]).rows
    return [one._replace(place=Place("")) for found in rows.values() for one in found]


def filled(folder: Path, data: bytes, name: str = "isian.csv") -> Form:
    (folder / name).write_bytes(data)
    found = form.read(str(folder / name))
    rows = tuple(row._replace(places={}) for row in found.rows)
    return replace(found, name="", place=Place(""), rows=rows)


@pytest.mark.parametrize("way", WAYS)
def test_lists_and_forms_are_read_in_every_way(way: str, tmp_path: Path) -> None:
    expected = listed(tmp_path, written(LIST).encode())
    assert [row.institution for row in expected] == [row[0] for row in LIST[1:]]
    assert listed(tmp_path, WAYS[way](LIST)) == expected
    whole = filled(tmp_path, written(FORM).encode())
    assert [row.item for row in whole.rows] == ["1", "2", "10"]
    assert [len(row.evidence) for row in whole.rows] == [2, 0, 1]
    assert filled(tmp_path, WAYS[way](FORM)) == whole


@pytest.mark.parametrize("name", ["Isian.TXT", "isian.tsv", "isian.CSV"])
def test_a_form_is_a_table_by_its_ending(name: str, tmp_path: Path) -> None:
    data = WAYS["Unicode text"](FORM)
    assert filled(tmp_path, data, name) == filled(tmp_path, data)


@pytest.mark.parametrize("way", WAYS)
def test_faults_have_the_line_they_stand_in(way: str, tmp_path: Path) -> None:
    """Counted in the file as it is: with its titles, and with cells of several lines."""
    rows = [list(row) for row in FORM]
    rows[2][6] = "tiga"
    data = WAYS[way](rows)
    (tmp_path / "x.csv").write_bytes(data)
    with pytest.raises(DataError) as told:
        form.read(str(tmp_path / "x.csv"))
    (problem,) = told.value.problems
    lines = io.StringIO(delimited.decoded_table(data, "x.csv"), newline=None).read().split("\n")
    assert (problem.code, problem.place) == (
        "E315",
        Place(
            str(tmp_path / "x.csv"),
            next(number for number, line in enumerate(lines, 1) if "tiga" in line),
            7,
        ),
    )


@settings(max_examples=60)
@given(
    st.lists(
        st.lists(st.text(st.sampled_from('ab12 ;,"\n\té–'), max_size=6), min_size=3, max_size=3),
        max_size=5,
    ),
    st.sampled_from(";,\t"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
)
def test_cells_come_home(rows: Rows, separator: str, encoding: str) -> None:
    whole = [["nama", "tahun", "indeks"], *rows]
    data = written(whole, separator).encode(encoding)
    found = delimited.delimited_rows("x.csv", data, lambda cells: cells[:1] == ["nama"])
    assert [cells for _line, cells in found] == whole


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        (written(LIST).encode("utf-8-sig").replace(b"\xc3\x89", b"\xc9"), 2, 24),  # damaged later
        (written(LIST).encode("cp1252").replace(b"\xc4", b"\x81"), 2, 6),  # no letter of Windows
        (b"\xff\xfeN\0a\0m", 1, 1),
        ("Nama\nKota Ä".encode("utf-16-le"), 2, 12),
    ],
)
def test_what_is_no_text_is_refused(
    data: bytes, line: int, column: int, tmp_path: Path, spbe: Run
) -> None:
    (tmp_path / "d.csv").write_bytes(data)
    done = spbe("rank", "d.csv", cwd=tmp_path)
    assert done.returncode == 3
    assert done.stderr.startswith(f"d.csv:{line}:{column}: E004 teks bukan UTF-8. ")
    with pytest.raises(DataError) as told:
        form.read(str(tmp_path / "d.csv"))
    assert told.value.problems[0].code in ("E004", "E305")


def test_a_quotation_mark_left_open(tmp_path: Path) -> None:
    for rows, read, code in ((LIST, listed, "E413"), (FORM, filled, "E302")):
        data = written(rows).encode() + b'"' + b"x" * 200_000
        with pytest.raises(DataError) as told:
            read(tmp_path, data)
        (problem,) = told.value.problems
        assert problem.place is not None
        assert (problem.code, problem.place.line) == (code, written(rows).count("\n") + 1)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (3, "3"),
        (3.0, "3"),
        (2.1500000000000004, "2.15"),
        (0.1 + 0.2, "0.3"),
        (1e300, "1e+300"),
        (dt.date(2024, 5, 31), "2024-05-31"),
        (dt.datetime(2024, 5, 31, 12, tzinfo=dt.UTC), "2024-05-31"),
        (" a\r\nb ", "a\nb"),
        ("_x0041__x005F_x", "A_x"),
        ("#N/A", "#N/A"),
    ],
)
def test_what_a_cell_says(value: object, text: str) -> None:
    assert cell_text(value) == text


def test_workbooks_are_read_alike(tmp_path: Path) -> None:
    """Escaped letters, blanks and numbers of a workbook, in a list as in a form."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["Nama Instansi ", "Tahun", "Indeks\n"])
    book.active.append([" Kota _x0041_x005F ", 2024.0, 2.1500000000000004])
    book.save(tmp_path / "a.xlsx")
    (row,) = (
        one for found in lists.read([str(tmp_path / "a.xlsx")]).rows.values() for one in found
    )
    assert (row.institution, row.year) == ("Kota Ax005F", 2024)
    assert row.place.cell == "A2"


@pytest.mark.parametrize("name", ["a.xlsx", "a.xlsm"])
def test_both_commands_refuse_the_same_workbooks(name: str, tmp_path: Path) -> None:
    ole = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0\0Workbook"
    locked = bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le")
    for data, code in ((b"PK\x03\x04", "E302"), (b"", "E302"), (ole, "E302"), (locked, "E303")):
        (tmp_path / name).write_bytes(data)
        for read in (form.read, lambda one: lists.read([one])):
            with pytest.raises(Exception, match=r".*") as told:
                read(str(tmp_path / name))
            assert [one.code for one in told.value.problems] == [code]  # type: ignore[attr-defined]


def test_a_form_has_a_file(spbe: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("institution: A\nyear: 2024\n", "utf-8")
    done = spbe("import", "-", "--into", "a.yaml", cwd=tmp_path)
    assert (done.returncode, done.stderr[:8]) == (4, "-: E001 ")
