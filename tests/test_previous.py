"""Last year's assessment: found by what it is, always named, and never guessed between two."""

import json
from pathlib import Path

import pytest
from program import Run

from spbe_cli.core import institutions


def write(file: Path, institution: str, year: int, level: int) -> Path:
    rows = "\n".join(f"  {n}: {{self: {level}, owner: A}}" for n in range(1, 48))
    head = f'institution: "{institution}"\nyear: {year}\nindicators:\n'
    file.write_text(f"{head}{rows}\n", "utf-8")
    return file


@pytest.mark.parametrize(
    "name",
    [
        "Pemerintah Kabupaten Sukamaju",
        "Pemerintah Kab. Sukamaju",
        "PEMKAB SUKAMAJU",
        "kabupaten  sukamaju ",
        "Pemda Kabupaten Sukamaju",
    ],
)
def test_it_is_found_by_any_way_to_write_its_name_and_named(
    spbe: Run, tmp_path: Path, name: str
) -> None:
    write(tmp_path / "2023.yaml", name, 2023, 1)
    write(tmp_path / "2024.yaml", "Pemerintah Kabupaten Sukamaju", 2024, 3)
    done = spbe("check", "2024.yaml", "--format", "json", cwd=tmp_path)
    assert done.stderr == "Pembanding: 2023.yaml\n"
    found = [one for one in json.loads(done.stdout) if one["code"] == "SPB013"]
    assert len(found) == 47
    assert {one["previous"] for one in found} == {"2023.yaml"}
    done = spbe("report", "2024.yaml", "-o", "r.md", cwd=tmp_path)
    assert done.stderr == "Pembanding: 2023.yaml\n"
    assert "2023.yaml" in (tmp_path / "r.md").read_text("utf-8")


def test_two_of_different_content_ask_which(spbe: Run, tmp_path: Path) -> None:
    """Explorer calls a copy "… - salinan": by its name it would come first."""
    write(tmp_path / "penilaian-2023 - salinan.yaml", "Kota Contoh", 2023, 3)
    write(tmp_path / "penilaian-2023.yaml", "Kota Contoh", 2023, 1)
    write(tmp_path / "penilaian-2024.yaml", "Kota Contoh", 2024, 3)
    for command in (("check",), ("report", "-o", "r.md")):
        done = spbe(command[0], "penilaian-2024.yaml", *command[1:], cwd=tmp_path)
        assert done.returncode == 3
        assert done.stderr == (
            "penilaian-2024.yaml: E236 penilaian 2023 ada lebih dari satu dan isinya berbeda: "
            "penilaian-2023 - salinan.yaml, penilaian-2023.yaml. Pilih salah satu, misalnya "
            "--previous penilaian-2023.yaml.\n"
        )
    done = spbe("check", "penilaian-2024.yaml", "--previous", "penilaian-2023.yaml", cwd=tmp_path)
    assert "SPB013 peringatan: indikator 1–47 naik dari 1 (2023) ke 3" in done.stdout
    assert "SPB013 47" in done.stdout
    assert done.stderr == "Pembanding: penilaian-2023.yaml\n"


def test_of_equal_copies_one_is_taken(spbe: Run, tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        write(tmp_path / name, "Kota Contoh", 2023, 3)
    write(tmp_path / "c.yaml", "Kota Contoh", 2024, 3)
    assert spbe("check", "c.yaml", cwd=tmp_path).stderr == "Pembanding: a.yaml\n"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Kabupaten Suka Maju", True),
        ("Sukamaju", True),
        ("Kota Sukamaju", False),
        ("Kabupaten Lain Sekali", False),
    ],
)
def test_a_name_that_nearly_fits_is_mentioned(
    spbe: Run, tmp_path: Path, name: str, told: bool
) -> None:
    write(tmp_path / "2023.yaml", name, 2023, 1)
    write(tmp_path / "2024.yaml", "Kabupaten Sukamaju", 2024, 3)
    done = spbe("check", "2024.yaml", cwd=tmp_path)
    assert "SPB013" not in done.stdout
    line = f"2023.yaml: penilaian 2023 bernama {name}, tidak dipakai sebagai pembanding\n"
    assert done.stderr == (line if told else "")


def test_a_city_and_a_regency_of_one_name_are_two() -> None:
    for one, other in (
        ("Kota Bogor", "Kabupaten Bogor"),
        ("Pemkot Malang", "Pemkab Malang"),
        ("Kota Gorontalo", "Provinsi Gorontalo"),
    ):
        assert not institutions.same(one, other)
        assert not institutions.nearly(one, other)
