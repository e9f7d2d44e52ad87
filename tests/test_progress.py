"""What takes long says how far it is: on a terminal, on standard error, and nowhere else."""

import io
import sys
import time

import pytest
from program import ROOT, Run

from spbe_cli.cli import progress


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
