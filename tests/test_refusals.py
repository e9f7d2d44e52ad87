"""What Windows refuses, in words that are true there; tried on Windows' own Python first."""

import errno
import os
from pathlib import Path

import pytest
from program import Run

from spbe_cli.cli import encoding_of, output
from spbe_cli.problems import FileError
from spbe_cli.store import files, refusals, reports


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let names and reasons be judged as on Windows."""
    monkeypatch.setattr(refusals, "WINDOWS", True)


def refused(number: int, winerror: int | None, name: str) -> OSError:
    """Return what Windows raises: `winerror` is there unless a file was opened by the C library."""
    error = OSError(number, "Bad device type", name)
    error.winerror = winerror  # type: ignore[attr-defined,unused-ignore]
    return error


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize(
    ("number", "winerror", "said"),
    [
        (errno.EACCES, 32, "program lain sedang membukanya"),
        (errno.EACCES, 33, "program lain sedang membukanya"),
        (errno.EACCES, 5, "tidak ada izin, atau program lain sedang membukanya"),
        (errno.EACCES, None, "tidak ada izin, atau program lain sedang membukanya"),
        (errno.EACCES, 19, "folder itu hanya dapat dibaca"),
        (errno.ENOENT, 206, "nama terlalu panjang"),
        (errno.ENOENT, 3, "folder tidak ada"),
        (errno.ENOENT, 53, "jaringan atau diska itu tidak tersambung"),
        (errno.EACCES, 21, "diska itu tidak siap"),
        (errno.ENOSPC, 112, "ruang penyimpanan habis"),
        (errno.EIO, 1117, "Bad device type"),
    ],
)
def test_a_reason_of_windows(number: int, winerror: int | None, said: str) -> None:
    """`winerror` tells apart what `errno` confuses."""
    assert refusals.reason(refused(number, winerror, "lap.xlsx")) == said


@pytest.mark.usefixtures("windows")
def test_reasons_that_only_the_path_tells(tmp_path: Path) -> None:
    """The C library refuses a folder as a file without permission, a long path as none at all."""
    folder = refused(errno.EACCES, None, str(tmp_path))
    assert refusals.reason(folder) == "ini folder, bukan berkas"
    long = refused(errno.ENOENT, None, str(tmp_path / ("p" * 250) / "a.html"))
    assert refusals.reason(long) == "nama terlalu panjang"
    mark = refused(errno.EINVAL, None, "lap?.html")
    assert refusals.reason(mark) == 'Windows tidak menerima < > : " | ? * dalam nama berkas'


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize(
    "name", ["CON", "nul", "aux.yaml", "lpt1.xlsx", "com\u00b9.docx", "sub/prn.html", "con .html"]
)
def test_devices_are_neither_read_nor_written(name: str, tmp_path: Path) -> None:
    """On Windows `aux.yaml` is there in every folder: to delete it first is no remedy."""
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    file.write_text("2", "utf-8")
    for write in (files.write_new, reports.write):
        with pytest.raises(FileError) as caught:
            write(file, "isi")
        (problem,) = caught.value.problems
        assert problem.code == "E014"
        assert problem.params["reason"] == "nama itu milik perangkat di Windows"
    with pytest.raises(FileError) as caught:
        files.read_bytes(str(file))
    assert caught.value.problems[0].code == "E002"
    assert file.read_text("utf-8") == "2"


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize("name", ["lap?.html", "a|b.html", "penilaian:2025.html", 'kota "A".html'])
def test_marks_that_windows_refuses(name: str, tmp_path: Path) -> None:
    """A colon would write into a hidden stream of another file."""
    with pytest.raises(FileError) as caught:
        reports.write(tmp_path / name, "isi")
    assert "Windows tidak menerima" in str(caught.value.problems[0].params["reason"])
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize(
    "name",
    [
        "D:\\SPBE\\lap.html",
        "\\\\server\\bagi\\lap.html",
        "konsep.html",
        "auxin.yaml",
        "../com10.md",
    ],
)
def test_names_that_windows_takes(name: str) -> None:
    """Drives, shares, and words that only begin like a device."""
    assert refusals.unfit(name) == ""


def test_elsewhere_every_name_is_taken(tmp_path: Path) -> None:
    """A file called aux.html is one where there is no such device."""
    reports.write(tmp_path / "aux.html", "isi")
    assert (tmp_path / "aux.html").exists()


def test_a_report_that_another_program_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Excel lets nobody read it: that is not a report that somebody has edited (E021)."""
    reports.write(tmp_path / "lap.html", "isi")

    def held(path: Path) -> bytes:
        raise refused(errno.EACCES, 32, str(path))

    monkeypatch.setattr(refusals, "WINDOWS", True)
    monkeypatch.setattr(Path, "read_bytes", held)
    with pytest.raises(FileError) as caught:
        reports.write(tmp_path / "lap.html", "baru")
    (problem,) = caught.value.problems
    assert (problem.code, problem.params["reason"]) == ("E014", "program lain sedang membukanya")


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("D:\\SPBE\\a.yaml", "D:\\SPBE\\a.yaml"),
        ("a b.yaml", '"a b.yaml"'),
        ("a&b.yaml", '"a&b.yaml"'),
        ("a(1).yaml", '"a(1).yaml"'),
        ("a,b.yaml", '"a,b.yaml"'),
    ],
)
def test_a_name_as_cmd_takes_it(name: str, typed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What cmd reads as its own stands in quotes: a & begins another command."""
    monkeypatch.setattr(output, "_CMD", True)
    assert output.command_line(name) == typed


@pytest.mark.parametrize(
    ("page", "pipe", "encoding"),
    [
        (437, True, "cp437"),
        (850, True, "cp850"),
        (1252, True, "cp1252"),
        (437, False, None),  # a file: as programs of the system read it
        (65001, True, "utf-8"),
        (65001, False, "utf-8"),
        (0, True, None),  # no console
        (99999, True, None),
    ],
)
def test_text_leaves_as_its_reader_expects(page: int, pipe: bool, encoding: str | None) -> None:
    """A pipe is read by the code page of the console, which Python does not ask for."""
    assert encoding_of(page, pipe=pipe) == encoding


def test_a_folder_that_cannot_be_listed_is_named(
    spbe: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "o").mkdir()

    def refuse(folder: Path) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))

    monkeypatch.setattr(Path, "iterdir", refuse)
    done = spbe("rank", "o", cwd=tmp_path)
    assert done.returncode == 4
    assert done.stderr.startswith("o: E002 berkas tidak dapat dibaca: tidak ada izin.")


def test_a_protected_file_is_not_written_over(
    spbe: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, form = tmp_path / "a.yaml", tmp_path / "a.csv"
    file.write_text("institution: Kota X\nyear: 2024\nindicators:\n  2: 2\n", "utf-8")
    form.write_text("No;Indikator;Nilai\n2;;3\n", "utf-8")
    before, allowed = file.read_bytes(), os.access
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != file and allowed(path, mode))
    done = spbe("import", form, "--into", file)
    assert (done.returncode, "E014" in done.stderr) == (4, True), done.stderr
    assert "tidak ada izin" in done.stderr
    assert file.read_bytes() == before
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.csv", "a.yaml"]
