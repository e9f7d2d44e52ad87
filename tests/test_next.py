"""What comes next, by state, after commands that look things up; verbs of groups in Indonesian."""

import shlex
from pathlib import Path

import pytest
from program import Run

NEW = "permenpanrb-8-2026"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """Return a folder with an assessment of 2024: one document there, one missing, one dispute."""
    (tmp_path / "sk.txt").write_text("SK", "utf-8")
    (tmp_path / "a.yaml").write_text(
        "institution: Kabupaten Contoh\nyear: 2024\nindicators:\n"
        "  1: {self: 3, official: 2, evidence: [{title: SK, file: sk.txt}]}\n"
        "  2: {self: 2, evidence: [{title: Perbup, file: hilang.pdf}]}\n  3: {self: 2}\n",
        "utf-8",
    )
    return tmp_path


def without(folder: Path, text: str) -> None:
    file = folder / "a.yaml"
    file.write_text(file.read_text("utf-8").replace(text, ""), "utf-8")


@pytest.mark.parametrize(
    ("command", "then"),
    [
        ("instrument list", f"spbe instrument show {NEW}"),
        ("instrument show 59/2020", "spbe instrument show 59/2020 1"),
        ("instrument show", f"spbe instrument show {NEW} 1"),
        ("instrument show 59/2020 12", "spbe show a.yaml 12"),
        ("instrument show 8/2026 12", "spbe examples contoh"),
        (
            "instrument search peta rencana --instrument 59/2020",
            "spbe instrument show permenpanrb-59-2020 2",
        ),
        ("instrument diff 59/2020 8/2026", "spbe instrument show 8/2026"),
        ("doctor", "spbe score a.yaml"),
        ("show a.yaml 1 --portal", "spbe show a.yaml --all --portal -o penjelasan.md"),
        ("show a.yaml --all --portal -o p.md", "spbe check a.yaml"),
        ("show a.yaml --all --opinion eksternal", "spbe report a.yaml -o laporan.html"),
        ("show a.yaml --all --opinion verified", "spbe todo a.yaml"),
        ("evidence list a.yaml", "spbe todo a.yaml"),
        ("evidence list a.yaml --missing", "spbe todo a.yaml"),
        ("evidence pack a.yaml --partial -o b.zip", "spbe evidence verify a.yaml b.zip"),
    ],
)
def test_what_is_proposed_works(spbe: Run, office: Path, command: str, then: str) -> None:
    done = spbe(*shlex.split(command), cwd=office)
    assert done.returncode == 0, done.stderr
    assert done.following == f"Berikutnya: {then}\n"
    again = spbe(*shlex.split(then)[1:], cwd=office)
    assert again.returncode in (0, 5), again.stderr  # 5: check and verify say what is wrong


def test_nothing_is_proposed_beside_data(spbe: Run, office: Path) -> None:
    for command in ("instrument list", "instrument show 59/2020", "doctor", "evidence list a.yaml"):
        assert not spbe(*command.split(), "--format", "json", cwd=office).following
    assert not spbe(
        "show", "a.yaml", "1", "--opinion", "official", "--format", "csv", cwd=office
    ).following


def test_evidence_is_packed_once_it_is_whole(spbe: Run, office: Path) -> None:
    without(office, ", evidence: [{title: Perbup, file: hilang.pdf}]")
    done = spbe("evidence", "list", "a.yaml", cwd=office)
    assert done.following == "Berikutnya: spbe evidence pack a.yaml -o bukti.zip\n"
    without(office, ", file: sk.txt")  # a title alone cannot be packed
    done = spbe("evidence", "list", "a.yaml", cwd=office)
    assert done.following == "Berikutnya: spbe todo a.yaml\n"
    without(office, ", evidence: [{title: SK}]")
    done = spbe("evidence", "list", "a.yaml", cwd=office)
    assert done.following == "Berikutnya: spbe form a.yaml --split -o formulir\n"


def test_what_comes_after_verifying(spbe: Run, office: Path) -> None:
    without(office, ", evidence: [{title: Perbup, file: hilang.pdf}]")
    assert spbe("evidence", "pack", "a.yaml", "-o", "bukti.zip", cwd=office).returncode == 0

    def then() -> str:
        return spbe("evidence", "verify", "a.yaml", "bukti.zip", cwd=office).following

    assert then() == "Berikutnya: spbe report a.yaml -o laporan.html\n"
    (office / "sk.txt").write_text("lain", "utf-8")
    assert then() == "Berikutnya: spbe evidence pack a.yaml -o bukti-2.zip\n"
    (office / "bukti-2.zip").write_bytes(b"")
    assert then() == "Berikutnya: spbe evidence pack a.yaml -o bukti-3.zip\n"
    (office / "sk.txt").unlink()
    assert then() == "Berikutnya: spbe evidence list a.yaml --missing\n"


def test_without_an_assessment_examples_are_proposed(spbe: Run, tmp_path: Path) -> None:
    assert spbe("doctor", cwd=tmp_path).following == "Berikutnya: spbe examples contoh\n"
    (tmp_path / "a.yaml").write_text("institution: A\nyear: 2024\nindicators: {999: 9}\n", "utf-8")
    shown = spbe("instrument", "show", "59/2020", "12", cwd=tmp_path)
    assert shown.following == "Berikutnya: spbe examples contoh\n"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("bukti daftar", "evidence list"),
        ("bukti paket", "evidence pack"),
        ("bukti verifikasi", "evidence verify"),
        ("bukti periksa", "evidence verify"),
        ("evidence daftar", "evidence list"),
        ("instrumen daftar", "instrument list"),
        ("instrumen lihat", "instrument show"),
        ("instrumen cari", "instrument search"),
        ("instrumen banding", "instrument diff"),
        ("instrumen baru", "instrument new"),
        ("instrumen periksa", "instrument check"),
        ("instrumen skema", "instrument schema"),
    ],
)
def test_commands_of_groups_have_indonesian_names(spbe: Run, typed: str, meant: str) -> None:
    group, verb = typed.split()
    one, other = spbe(*typed.split(), "--help"), spbe(*meant.split(), "--help")
    assert (one.returncode, one.stderr) == (0, "")
    assert " ".join(one.stdout.replace(f"spbe {typed}", f"spbe {meant}").split()) == " ".join(
        other.stdout.split()
    )
    assert f", {verb} " in spbe(group, "--help").stdout or typed == "bukti periksa"
    assert f", {verb} " not in spbe("--lang", "en", group, "--help").stdout


def test_a_misspelt_command_of_a_group_is_answered(spbe: Run) -> None:
    assert "mungkin yang dimaksud daftar" in spbe("bukti", "dafta").stderr
    assert "mungkin yang dimaksud periksa" in spbe("bukti", "periksaa").stderr
    assert "mungkin yang dimaksud banding" in spbe("instrumen", "bandingkan").stderr
