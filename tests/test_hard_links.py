"""A file that bears two names: a write changes one of them, whole, and says so once."""

from pathlib import Path

import pytest
from program import Run

ROWS = "No;Indikator;Tingkat;Catatan\n1;;4;kita\n"
OLD = "institution: Kota Contoh\nyear: 2024\nindicators:\n  1: 2\n"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "a.yaml").write_text(OLD, "utf-8")
    (tmp_path / "k.csv").write_text(ROWS, "utf-8")
    try:
        (tmp_path / "b.yaml").hardlink_to(tmp_path / "a.yaml")
    except OSError:
        pytest.skip("this file system has no hard links")
    return tmp_path


def test_an_import_says_that_the_other_name_keeps_the_old(spbe: Run, desk: Path) -> None:
    done = spbe("import", "k.csv", "--into", "a.yaml", cwd=desk)
    assert done.returncode == 0
    assert done.stderr.count("E037") == 1
    assert done.stderr.startswith("a.yaml: E037 berkas ini juga bernama lain (tautan keras)")
    assert (desk / "b.yaml").read_text("utf-8") == OLD
    assert "self: 4" in (desk / "a.yaml").read_text("utf-8")
    assert (desk / "a.yaml").stat().st_nlink == 1
    (desk / "k.csv").write_text(ROWS.replace("4", "3"), "utf-8")
    assert spbe("import", "k.csv", "--into", "a.yaml", cwd=desk).stderr == ""  # it has one name now


def test_nothing_is_said_where_nothing_is_written(spbe: Run, desk: Path) -> None:
    done = spbe("import", "k.csv", "--into", "a.yaml", "--dry-run", cwd=desk)
    assert (done.returncode, done.stderr) == (0, "")
    assert (desk / "a.yaml").stat().st_nlink == 2
    (desk / "k.csv").write_text(ROWS.replace("4", "9"), "utf-8")
    assert "E037" not in spbe("import", "k.csv", "--into", "a.yaml", cwd=desk).stderr


def test_a_report_says_so_too(spbe: Run, desk: Path) -> None:
    command = ["report", "a.yaml", "-o", "laporan.md"]
    assert spbe(*command, cwd=desk).returncode == 0
    (desk / "salinan.md").hardlink_to(desk / "laporan.md")
    done = spbe(*command, cwd=desk)
    assert (done.returncode, "laporan.md: E037 " in done.stderr) == (0, True)
    assert "E037" not in spbe(*command, cwd=desk).stderr


def test_the_name_behind_a_symbolic_link_is_meant(spbe: Run, desk: Path) -> None:
    """The link stays one; of what it leads to, the other name keeps the old."""
    (desk / "c.yaml").symlink_to("a.yaml")
    done = spbe("import", "k.csv", "--into", "c.yaml", cwd=desk)
    assert (done.returncode, done.stderr.count("E037")) == (0, 1)
    assert (desk / "c.yaml").readlink() == Path("a.yaml")
    assert (desk / "b.yaml").read_text("utf-8") == OLD
