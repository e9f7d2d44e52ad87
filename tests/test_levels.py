"""Levels as people write them: one reader for forms, files, lists, options and the session."""

import json
from pathlib import Path

import pytest
from program import Run

from spbe_cli.store.yaml import assessments

WRITTEN = (
    *("3", "3,0", "3.00", "Level 3", "level 3", "L3", "III", "Tingkat 3", "TINGKAT 3", "Lv. 3"),
    *("lvl 3", "Tkt. 3", "(3)", "( III )", "Skor 3", "(Level 3)"),
    *("3 (Terdefinisi)", "3 - Terstandarisasi", "Tingkat Kematangan 3", "Nilai: 3", "tk 3", "iii"),
)
NO_LEVELS = (
    "3 (Terkelola)",
    "tiga ratus",
    "3 kali",
    "Level",
    "(3",
    "(3) (4)",
    "IIII",
    "baik",
    "2-3",
)
MISNAMED = {"3 (Terkelola)": "E352 angka 3 dan nama Terkelola bertentangan (indikator 1)"}
HEAD = "institution: Kota Contoh\nyear: 2024\n"


def exact(spbe: Run, file: Path) -> str:
    done = spbe("score", file, "--provisional", "--format", "json")
    assert done.returncode == 0, done.stderr
    return str(json.loads(done.stdout)["exact"])


@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize(
    "layout", ["  1: {level}", "  1: {{self: {level}}}", "  1:\n    self: {level}"]
)
def test_files(tmp_path: Path, written: str, layout: str) -> None:
    quoted = f'"{written}"' if ": " in written or "," in written else written
    text = f"{HEAD}indicators:\n{layout.format(level=quoted)}  # satu\n"
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    one, _law = assessments.load(tmp_path / "a.yaml")
    assert one.answers["1"].levels == {"self": 3}


@pytest.mark.parametrize("written", NO_LEVELS)
def test_what_is_no_level_of_a_file_is_refused(spbe: Run, tmp_path: Path, written: str) -> None:
    (tmp_path / "a.yaml").write_text(f"{HEAD}indicators:\n  1: {written}\n", "utf-8")
    done = spbe("score", "a.yaml", cwd=tmp_path)
    assert done.returncode == 3
    said = f"E010 indicators.1 tidak sesuai: {written}. Tulis tingkat"
    assert f"a.yaml:4:6: {MISNAMED.get(written, said)}" in done.stderr


def test_levels_of_files_stay_as_they_are_written(spbe: Run, tmp_path: Path) -> None:
    text = f"{HEAD}indicators:\n  1: Level 3 # satu\n  2: III\n  3: 2\n"
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    (tmp_path / "f.csv").write_text(
        "institution;year;instrument;opinion;indicator;level\n"
        "Kota Contoh;2024;permenpanrb-59-2020;self;3;L4\n"
        "Kota Contoh;2024;permenpanrb-59-2020;self;1;Tingkat 3\n",
        "utf-8",
    )
    assert spbe("import", "f.csv", "--into", "a.yaml", cwd=tmp_path).returncode == 0
    assert (tmp_path / "a.yaml").read_text("utf-8") == text.replace("3: 2", "3: 4")


def test_a_level_outside_the_scale_is_told_as_such(spbe: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(f"{HEAD}indicators:\n  1: Level 7\n", "utf-8")
    assert "E202 nilai 7 di luar skala 1–5" in spbe("score", "a.yaml", cwd=tmp_path).stderr


@pytest.mark.parametrize("written", WRITTEN)
def test_lists(spbe: Run, tmp_path: Path, written: str) -> None:
    head = "institution;year;" + ";".join(map(str, range(1, 48)))
    rows = [f"Kota A;2024;{written}" + ";2" * 46, "Kota B;2024;3" + ";2" * 46]
    (tmp_path / "l.csv").write_text("\n".join([head, *rows]), "utf-8")
    done = spbe("rank", "l.csv", "--format", "json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    first, second = json.loads(done.stdout)["rows"]
    assert first["exact"] == second["exact"]


@pytest.mark.parametrize("written", NO_LEVELS)
def test_what_is_no_level_of_a_list_is_refused(spbe: Run, tmp_path: Path, written: str) -> None:
    head = "institution;year;" + ";".join(map(str, range(1, 48)))
    (tmp_path / "l.csv").write_text(f"{head}\nKota A;2024;{written}" + ";2" * 46, "utf-8")
    done = spbe("rank", "l.csv", cwd=tmp_path)
    said = MISNAMED.get(written, f"E403 isian {written} ")
    assert (done.returncode, f"l.csv:2:3: {said}" in done.stderr) == (3, True)


@pytest.mark.parametrize("written", ["3", "III", "L3", "Level 3"])
def test_options(spbe: Run, tmp_path: Path, written: str) -> None:
    (tmp_path / "a.yaml").write_text(f"{HEAD}indicators:\n  1: 2\n  2: 2\n", "utf-8")
    (tmp_path / "b.yaml").write_text(f"{HEAD}indicators:\n  1: 3\n  2: 2\n", "utf-8")
    done = spbe(
        "score",
        "a.yaml",
        "--provisional",
        "--set",
        f"1={written}",
        "--format",
        "json",
        cwd=tmp_path,
    )
    assert json.loads(done.stdout)["exact"] == exact(spbe, tmp_path / "b.yaml")
