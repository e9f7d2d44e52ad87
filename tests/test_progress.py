"""What takes long says how far it is: on a terminal, on standard error, and nowhere else."""

import io
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from program import ROOT, Run

from spbe_cli.cli import output, progress, waiting


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_nothing_is_said_without_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(progress, "PATIENCE", -1.0)
    assert list(progress.tracked(range(3), "x")) == [0, 1, 2]
    assert stream.getvalue() == ""


def test_what_is_quick_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(progress, "PATIENCE", 1e9)
    assert list(progress.tracked([1, 2], "x")) == [1, 2]
    assert stream.getvalue() == ""


def test_what_takes_long_says_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(progress, "PATIENCE", -1.0)
    monkeypatch.setattr(progress, "_EVERY", -1.0)
    found = []
    for one in progress.tracked([1, 2, 3], "membaca"):
        found.append(one)
        time.sleep(0.12)  # rich draws ten times a second
    assert found == [1, 2, 3]
    assert "membaca" in stream.getvalue()
    assert "/3" in stream.getvalue()


def test_rich_is_not_imported_for_data(process: Run) -> None:
    done = process(
        "check",
        str(ROOT / "examples/bandar-lampung-2023.yaml"),
        "--format",
        "json",
        env={"PYTHONPROFILEIMPORTTIME": "1"},
    )
    assert "rich.progress" not in done.stderr


def test_bytes_are_counted_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(progress, "PATIENCE", -1.0)
    monkeypatch.setattr(progress, "_EVERY", -1.0)
    bar = progress.ProgressBar("Memaketkan", sizes=True)
    bar(1_000_000, 5_000_000)
    bar(3_000_000, 5_000_000)
    time.sleep(0.12)  # rich draws ten times a second
    bar.end()
    assert "Memaketkan" in stream.getvalue()
    assert "5.0 MB" in stream.getvalue()


class Clocked(Terminal):
    """A terminal that shows what stands on its line, as far as returns and blanks say so."""

    def line(self) -> str:
        shown: list[str] = []
        for part in self.getvalue().rpartition("\n")[2].split("\r"):
            shown[: len(part)] = part
        return "".join(shown).rstrip()


@pytest.fixture(name="watched")
def _watched(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], Clocked]]:
    """Return what puts a terminal in the place of standard error; a word comes at once there."""

    def watched() -> Clocked:  # within the test: between its phases pytest puts its own there
        stream = Clocked()
        monkeypatch.setattr(sys, "stderr", stream)
        monkeypatch.setattr(waiting, "SILENCE", 0.0)
        monkeypatch.setattr(waiting, "_EVERY", 0.01)
        return stream

    yield watched
    waiting.end()


def until(happened: Callable[[], bool]) -> None:
    """Wait for another thread; ten seconds are for a machine that is busy."""
    for _again in range(1_000):
        if happened():
            return
        time.sleep(0.01)
    pytest.fail("nothing happened")


def test_a_long_silence_is_broken_and_leaves_no_trace(watched: Callable[[], Clocked]) -> None:
    terminal = watched()
    waiting.begin(["check", "besar.yaml"], "check")
    until(lambda: "spbe check besar.yaml: sedang dikerjakan, 0 detik" in terminal.line())
    waiting.end()
    assert terminal.line() == ""
    before = terminal.getvalue()
    time.sleep(0.05)
    assert terminal.getvalue() == before


def test_other_words_take_its_place(watched: Callable[[], Clocked]) -> None:
    terminal = watched()
    waiting.begin(["check", "a.yaml"], "check")
    until(lambda: terminal.line() != "")
    waiting.hold(on=True)  # a bar tells how far it is
    assert terminal.line() == ""
    before = terminal.getvalue()
    time.sleep(0.05)
    assert terminal.getvalue() == before
    waiting.hold(on=False)
    until(lambda: terminal.getvalue() != before)


def test_a_warning_stands_on_a_line_of_its_own(
    watched: Callable[[], Clocked], monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = watched()
    waiting.begin(["check", "a.yaml"], "check")
    until(lambda: terminal.line() != "")
    monkeypatch.setattr(waiting, "SILENCE", 1e9)
    output.tell("peringatan")
    lines = [line.rpartition("\r")[2] for line in terminal.getvalue().split("\n")]
    assert lines == ["peringatan", ""]


@pytest.mark.parametrize("columns", ["20", "40", "80"])
def test_a_narrow_terminal_is_not_wrapped(
    watched: Callable[[], Clocked], columns: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = watched()
    monkeypatch.setattr(waiting, "_NARROW", int(columns))
    waiting.begin(["check", "penilaian-" * 20 + "語.yaml"], "check")
    time.sleep(0.05)
    waiting.end()
    assert all(len(part) < int(columns) for part in terminal.getvalue().split("\r"))


@pytest.mark.parametrize("arguments", [["init", "a.yaml"], ["score", "-"], ["guide", "import"]])
def test_who_asks_or_listens_is_not_disturbed(
    watched: Callable[[], Clocked], arguments: list[str]
) -> None:
    terminal = watched()
    threads = threading.active_count()
    waiting.begin(arguments, arguments[0])
    assert threading.active_count() == threads
    time.sleep(0.05)
    assert terminal.getvalue() == ""


def test_no_thread_without_a_terminal(spbe: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "Waiting", None)  # would fail if it were asked for
    assert spbe("score", ROOT / "examples/bandar-lampung-2023.yaml").returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
@pytest.mark.parametrize("piped", [True, False])
def test_one_large_file_breaks_the_silence(tmp_path: Path, *, piped: bool) -> None:
    """Data in a pipe stays clean; the last that a terminal shows is the answer alone."""
    import pty

    entry = "      - {{title: Dokumen {one}, url: 'https://x.id/{one}'}}\n"
    evidence = "".join(entry.format(one=one) for one in range(200))
    text = "institution: Kota X\nyear: 2024\nindicators:\n"
    text += "".join(f"  {one}:\n    self: 3\n    evidence:\n{evidence}" for one in range(1, 48))
    (tmp_path / "besar.yaml").write_text(text, "utf-8")
    hasty = "from spbe_cli.cli import main, waiting as w; w.SILENCE = 0.0; w._EVERY = 0.001; main()"
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", hasty, "score", "besar.yaml", "--format", "json"],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if piped else theirs,
        stderr=theirs,
    )
    os.close(theirs)
    shown, data = bytearray(), bytearray()
    with suppress(OSError):  # Linux tells the end of a pseudo-terminal so
        while part := os.read(ours, 65_536):
            shown += part
    if process.stdout is not None:
        data += process.stdout.read()
        process.stdout.close()
    os.close(ours)
    assert process.wait() == 0
    before, _erased, after = bytes(shown).rpartition(b"\r" + b" " * 20)
    assert b"spbe score besar.yaml: sedang dikerjakan, 0 detik" in before
    assert b"sedang dikerjakan" not in after
    assert b"sedang" not in data
    said = bytes(data) if piped else after.strip()
    assert json.loads(said)["format"] == "spbe-score/1"
