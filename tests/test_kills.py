"""Killed at any moment, no command leaves a half file under a final name, or rubbish for long."""

import os
import random
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from program import ROOT, run_program

EXAMPLE = ROOT / "examples/bandar-lampung-2023.yaml"
COMMANDS = {  # what is killed, and the files that it writes
    "init": (["init", "n.yaml", "--institution", "Kota Contoh", "--year", "2024"], ["n.yaml"]),
    "form": (["form", "a.yaml", "-o", "f.xlsx"], ["f.xlsx"]),
    "split": (["form", "a.yaml", "--split", "-o", "s"], ["s/tanpa-pengampu.xlsx"]),
    "report": (["report", "a.yaml", "-o", "r.html"], ["r.html"]),
    "simulate": (["simulate", "a.yaml", "--target", "2.3", "-o", "p.yaml"], ["p.yaml"]),
    "carry": (["carry", "a.yaml", "--to", "8/2026", "--year", "2026", "-o", "c.yaml"], ["c.yaml"]),
    "import": (["import", "isi.csv", "--into", "a.yaml"], ["a.yaml"]),
    "pack": (["evidence", "pack", "bukti.yaml", "-o", "p.zip"], ["p.zip"]),
    "parts": (
        ["evidence", "pack", "bukti.yaml", "-o", "q.zip", "--max", "2MB"],
        ["q-1.zip", "q-2.zip", "q-3.zip"],
    ),
}


def begin(folder: Path) -> None:
    (folder / "a.yaml").write_bytes(EXAMPLE.read_bytes())
    run_program("form", "a.yaml", "-o", "isi.csv", "--opinion", "self", cwd=folder)
    (folder / "bukti").mkdir()
    lines = ["institution: Kota Contoh", "year: 2024", "indicators:"]
    for number in range(1, 6):
        (folder / f"bukti/{number}.pdf").write_bytes(random.Random(number).randbytes(900_000))  # noqa: S311
        lines.append(f"  {number}: {{self: 2, evidence: [{{file: bukti/{number}.pdf}}]}}")
    (folder / "bukti.yaml").write_text("\n".join(lines), "utf-8")


@pytest.mark.skipif(os.name == "nt", reason="no such signal there")
@pytest.mark.slow
@pytest.mark.parametrize("rounds", [3, pytest.param(143, marks=pytest.mark.long)])
@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_killed_at_any_moment(tmp_path: Path, name: str, rounds: int) -> None:
    """What stands under a final name is whole; after the next run nothing stray is left."""
    arguments, files = COMMANDS[name]
    begin(tmp_path)
    whole = _finished(tmp_path, arguments, files)
    chance = random.Random(name)  # noqa: S311  moments, not secrets
    for _round in range(rounds):
        _clear(tmp_path, files, name)
        before = (tmp_path / "a.yaml").read_bytes()
        child = subprocess.Popen(
            [sys.executable, "-P", "-m", "spbe_cli", *arguments],
            cwd=tmp_path,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "SOURCE_DATE_EPOCH": "1700000000"},
        )
        try:
            child.wait(chance.uniform(0.02, 0.6))
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGKILL)
            child.wait()
        for file in files:
            left = tmp_path / file
            if left.exists() and name != "import":
                assert _is_whole(left, whole[file]), file
        assert (tmp_path / "a.yaml").read_bytes() in (before, whole.get("a.yaml", before))
    _clear(tmp_path, files, name)
    _finished(tmp_path, arguments, files)
    assert [one for one in tmp_path.rglob(".*") if one.name.endswith(".tmp")] == []


def _is_whole(file: Path, expected: bytes) -> bool:
    if file.suffix not in (".xlsx", ".zip"):
        return file.read_bytes() == expected
    with zipfile.ZipFile(file) as archive:  # a workbook has the time of its making in it
        return archive.testzip() is None


def _finished(folder: Path, arguments: list[str], files: list[str]) -> dict[str, bytes]:
    done = run_program(*arguments, cwd=folder, env={"SOURCE_DATE_EPOCH": "1700000000"})
    assert done.returncode in (0, 5), done.stderr
    return {file: (folder / file).read_bytes() for file in files}


def _clear(folder: Path, files: list[str], name: str) -> None:
    for file in files:
        if name == "split":
            for one in (folder / "s").glob("[!.]*"):
                one.unlink()
        elif file != "a.yaml":
            (folder / file).unlink(missing_ok=True)
    (folder / "a.yaml").write_bytes(EXAMPLE.read_bytes())
