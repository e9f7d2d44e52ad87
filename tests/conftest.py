"""Shared fixtures."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from program import ROOT, Run, run_here, run_program

# That a machine is busy is no fault of the program: no example has a time limit.
settings.register_profile("spbe", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("spbe")


@pytest.fixture
def spbe() -> Run:
    """The command line, in this process."""
    return run_here


@pytest.fixture
def process() -> Run:
    """The command line in a process of its own, for tests about processes."""
    return run_program


@pytest.fixture
def root() -> Path:
    return ROOT


@pytest.fixture
def examples() -> Path:
    return ROOT / "examples"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--snapshot-update", action="store_true", help="write what is shown now")


@pytest.fixture
def snapshot(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with tests/snapshots/NAME; ``--snapshot-update`` writes it instead."""

    def compare(name: str, text: str) -> None:
        file = ROOT / "tests/snapshots" / name
        if request.config.getoption("--snapshot-update"):
            file.write_text(text, "utf-8", newline="\n")
        assert text == file.read_text("utf-8")

    return compare
