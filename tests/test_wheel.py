"""The built wheel, installed in a fresh environment and run from another folder."""

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.wheel


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build sdist and wheel as a release does: the wheel from the sdist."""
    root = Path(__file__).resolve().parents[1]
    out = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", out, root],
        check=True,
        capture_output=True,
    )
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel beside the dependencies of this environment; returns the script."""
    folder = tmp_path_factory.mktemp("venv")
    venv.create(folder, with_pip=False)
    bin_ = folder / ("Scripts" if os.name == "nt" else "bin")
    python = bin_ / ("python.exe" if os.name == "nt" else "python")
    (site,) = [
        Path(line)
        for line in subprocess.run(
            [python, "-c", "import site; print(site.getsitepackages()[-1])"],
            check=True,
            capture_output=True,
            text=True,
        ).stdout.splitlines()
    ]
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--quiet", wheel],
        check=True,
        capture_output=True,
    )
    here = Path(pytest.__file__).resolve().parents[1]
    (site / "dependencies.pth").write_text(f"{here}\n", "utf-8")  # typer, rich and the others
    return bin_ / ("spbe.exe" if os.name == "nt" else "spbe")


def test_the_wheel_holds_program_and_data(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for name in ("permenpanrb-5-2018", "permenpanrb-59-2020", "permenpanrb-8-2026", "epss-2022"):
        assert f"spbe_cli/indicators/{name}.yaml" in names
    assert "spbe_cli/py.typed" in names
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"spbe_cli"}


def test_the_installed_program_scores(installed: Path, examples: Path, tmp_path: Path) -> None:
    file = examples / "bandar-lampung-2023.yaml"
    done = subprocess.run(
        [installed, "score", file, "--format", "json"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        env={key: value for key, value in os.environ.items() if key != "PYTHONPATH"},
    )
    assert json.loads(done.stdout)["exact"] == "2.1545"


@pytest.mark.parametrize("ending", ["html", "md", "xlsx"])
def test_the_installed_program_reports(
    installed: Path, examples: Path, tmp_path: Path, ending: str
) -> None:
    out = tmp_path / f"r.{ending}"
    subprocess.run(
        [installed, "report", examples / "bandar-lampung-2023.yaml", "-o", out],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        env={key: value for key, value in os.environ.items() if key != "PYTHONPATH"},
    )
    assert out.stat().st_size > 10_000


def test_the_installed_program_knows_its_instruments(installed: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [installed, "instrument", "list", "--format", "json"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    assert len(json.loads(done.stdout)) == 4


def test_the_code_that_runs_is_the_installed_one(installed: Path, tmp_path: Path) -> None:
    python = installed.with_name("python.exe" if os.name == "nt" else "python")
    done = subprocess.run(
        [python, "-c", "import spbe_cli; print(spbe_cli.__file__)"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )
    assert Path(done.stdout.strip()).is_relative_to(installed.parents[1])


def test_the_wheel_runs_as_a_zip(wheel: Path, examples: Path, tmp_path: Path) -> None:
    file = examples / "palangka-raya-2022.yaml"
    done = subprocess.run(
        [sys.executable, "-m", "spbe_cli", "score", file, "--format", "json"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(wheel)},
    )
    assert json.loads(done.stdout)["index"] == "2.66"
    subprocess.run(
        [sys.executable, "-m", "spbe_cli", "report", file, "-o", "r.html"],
        cwd=tmp_path,
        check=True,
        env={**os.environ, "PYTHONPATH": str(wheel)},
    )
    assert "2,66" in (tmp_path / "r.html").read_text("utf-8")
