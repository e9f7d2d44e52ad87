"""New files take their names when they are whole, several of them together; rubbish goes."""

import os
from pathlib import Path
from typing import IO

import pytest
from office import make
from program import ROOT, Run

from spbe_cli.problems import FileError
from spbe_cli.store import files, reports, temporary


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


@pytest.mark.parametrize("taken", [0, 1, 2])
def test_a_name_taken_meanwhile_leaves_none_of_them(tmp_path: Path, taken: int) -> None:
    paths = [tmp_path / f"p-{number}.zip" for number in range(3)]

    def fill(path: Path, stream: IO[bytes]) -> None:
        stream.write(path.name.encode())
        if path == paths[2]:
            paths[taken].write_text("milik orang lain")

    with pytest.raises(FileError, match=f"p-{taken}.zip: E015"):
        files.write_together(paths, fill)
    assert names(tmp_path) == [f"p-{taken}.zip"]
    assert paths[taken].read_text() == "milik orang lain"


def test_what_is_refused_on_the_way_leaves_none(tmp_path: Path) -> None:
    def fill(path: Path, stream: IO[bytes]) -> None:
        stream.write(b"x")
        if path.name == "b":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        files.write_together([tmp_path / "a", tmp_path / "b"], fill)
    assert names(tmp_path) == []


def test_long_names_alike_do_not_meet(tmp_path: Path) -> None:
    texts = {tmp_path / f"{'panjang' * 10}-{number}.md": f"isi {number}" for number in range(3)}
    files.write_several(texts)
    assert {path: path.read_text() for path in tmp_path.iterdir()} == texts


@pytest.mark.skipif(os.name == "nt", reason="by age there")
def test_files_of_one_process_stay_while_one_of_them_is_held(tmp_path: Path) -> None:
    import fcntl

    held, fellow = tmp_path / ".p-1.zip.0.77.spbe.tmp", tmp_path / ".p-2.zip.1.77.spbe.tmp"
    stale, old = tmp_path / ".q-1.zip.0.78.spbe.tmp", tmp_path / ".q-2.zip.1.78.spbe.tmp"
    for one in (held, fellow, stale, old):
        one.write_text("x")
    with held.open() as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        temporary.tidy(tmp_path)
        assert names(tmp_path) == sorted([held.name, fellow.name])


def test_a_bundle_begun_when_its_name_was_free(
    spbe: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = make(tmp_path / "kantor")
    out = office.file.parent / "bukti.zip"
    sync = os.fsync

    def meanwhile(stream: int) -> None:
        sync(stream)
        out.write_text("milik orang lain")

    monkeypatch.setattr(os, "fsync", meanwhile)
    done = spbe("evidence", "pack", office.file, "-o", out, "--partial")
    assert (done.returncode, "E015" in done.stderr) == (4, True)
    assert out.read_text() == "milik orang lain"
    assert not list(out.parent.glob(".*.tmp"))


def test_what_a_killed_run_left_of_a_bundle_goes(spbe: Run, tmp_path: Path) -> None:
    office = make(tmp_path / "kantor")
    left = office.file.parent / f".bukti-5.zip.4.{os.getpid()}.spbe.tmp"
    left.write_bytes(b"x" * 1000)
    done = spbe("evidence", "pack", office.file, "-o", "bukti.zip", "--partial", cwd=left.parent)
    assert done.returncode == 0, done.stderr
    assert not left.exists()


def test_a_report_that_is_edited_at_the_last_moment_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "laporan.html"
    reports.write(path, "satu")
    sync = os.fsync

    def meanwhile(stream: int) -> None:
        sync(stream)
        path.write_text("disunting")

    monkeypatch.setattr(os, "fsync", meanwhile)
    with pytest.raises(FileError, match="E021"):
        reports.write(path, "dua")
    assert path.read_text() == "disunting"
    assert names(tmp_path) == ["laporan.html"]


@pytest.mark.skipif(os.name == "nt", reason="no pipes in folders there")
@pytest.mark.parametrize(
    ("pipe", "arguments", "code"),
    [
        ("p.zip", ["evidence", "verify", "c.yaml", "p.zip"], 4),
        ("daftar.csv", ["evidence", "verify", "c.yaml", "daftar.csv"], 4),
        (".c.yaml.lock", ["import", "isi.csv", "--into", "c.yaml"], 4),
        (".r.html.1.2.spbe.tmp", ["report", "c.yaml", "-o", "r.html"], 0),
        ("contoh/bandar-lampung-2023.yaml", ["examples", "contoh"], 0),
    ],
)
def test_pipes_in_the_way_are_never_opened(
    spbe: Run, tmp_path: Path, pipe: str, arguments: list[str], code: int
) -> None:
    (tmp_path / "c.yaml").write_bytes((ROOT / "examples/bandar-lampung-2023.yaml").read_bytes())
    (tmp_path / "isi.csv").write_text("No;Indikator;Tingkat\n1;;4\n", "utf-8")
    (tmp_path / "contoh").mkdir()
    os.mkfifo(tmp_path / pipe)
    assert spbe(*arguments, cwd=tmp_path).returncode == code
    assert (tmp_path / pipe).is_fifo()
