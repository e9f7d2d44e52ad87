"""What a shell offers when the user presses Tab."""

import re
from pathlib import Path

import pytest
from program import Run


def completed(spbe: Run, line: str, **env: str) -> list[str]:
    """Ask as bash does: the words so far, and the last one to complete."""
    words = line.split(" ")
    asked = {
        "_SPBE_COMPLETE": "complete_bash",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1),
        **env,
    }
    return spbe(env=asked).stdout.split()


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        (
            "spbe s",
            ["score", "show", "simulate", "schema", "surat", "simulasi", "skema"],
        ),
        ("spbe schema spbe-r", ["spbe-rank/1", "spbe-risk/1"]),
        ("spbe instrument s", ["show", "search", "schema", "skema"]),
        ("spbe co", ["compare", "contoh"]),
        ("spbe score --exp", ["--explain"]),
        ("spbe score --opinion v", ["verifikasi", "verified"]),
        ("spbe compare a.yaml --opinions v", ["verifikasi", "verified"]),
        ("spbe compare a.yaml --opinions self,o", ["self,official"]),
        ("spbe score --format ", ["text", "json", "csv"]),
        ("spbe instrument show permenpanrb-5", ["permenpanrb-5-2018", "permenpanrb-59-2020"]),
        ("spbe instrument show 5/2018 35", ["35", "35-2", "35-3"]),
        ("spbe instrument show 59/2020 47", ["47"]),
        ("spbe instrument show 8/2026 2", ["2", "20"]),
        ("spbe instrument schema ", ["assessment", "instrument", "effort", "scenarios"]),
        ("spbe score --instrument permenpanrb-8", ["permenpanrb-8-2026"]),
    ],
)
def test_words(spbe: Run, line: str, offered: list[str]) -> None:
    assert completed(spbe, line) == offered


def test_indicators_of_the_file_named_before(spbe: Run, examples: Path) -> None:
    file = examples / "denpasar-2018.yaml"
    assert completed(spbe, f"spbe score {file} --set 35") == ["35=", "35-2=", "35-3="]


def test_files_are_left_to_the_shell(spbe: Run) -> None:
    assert completed(spbe, "spbe score ") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_a_script_can_be_shown(spbe: Run, shell: str) -> None:
    script = spbe(env={"_SPBE_COMPLETE": f"source_{shell}"}).stdout
    assert "_SPBE_COMPLETE" in script


TWO = "institution: Kota X\nyear: 2024\nindicators: {12: {self: 2, owner: [Bappeda, Bagian A]}}\n"


@pytest.mark.parametrize("files", [0, 1, 2])
@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("spbe tagih --format w", ["wa"]),
        ("spbe form --spl", ["--split"]),
        ("spbe log --format ", ["text", "json", "csv"]),
        ("spbe simulate --eff", ["--effort"]),
        ("spbe show --opinion ", ["eksternal", "official", "verifikasi", "verified"]),
        ("spbe show 4", ["4", *map(str, range(40, 48))]),
    ],
)
def test_completing_asks_for_no_file_and_says_nothing(
    spbe: Run, tmp_path: Path, line: str, offered: list[str], files: int
) -> None:
    for number in range(files):
        (tmp_path / f"a{number}.yaml").write_text(TWO, "utf-8")
    words = line.split(" ")
    env = {
        "_SPBE_COMPLETE": "complete_bash",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1),
    }
    done = spbe(env=env, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    if files == 1 or "show 4" not in line:
        assert sorted(done.stdout.split()) == sorted(offered)


def test_owners_of_the_file_are_completed(spbe: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(TWO, "utf-8")
    assert completed(spbe, f"spbe todo {file} --owner Bap") == ["Bappeda"]
    assert completed(spbe, f"spbe show {file} 12 --owner Bap") == ["Bappeda"]
    assert completed(spbe, f"spbe show {file} 1")[:3] == ["1", "10", "11"]


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("spbe --lang ", ["id", "en"]),
        ("spbe --lang e", ["en"]),
        ("spbe score a.yaml --lang ", ["id", "en"]),
        ("spbe --lang en sco", ["score"]),
        ("spbe bukti daftar --lang i", ["id"]),
        ("spbe --la", ["--lang"]),
        ("spbe evidence d", ["daftar"]),
        ("spbe bukti p", ["pack", "paket", "periksa"]),
        ("spbe instrumen ba", ["banding", "baru"]),
        ("spbe instrument ", ["list", "show", "search", "diff", "new", "check", "schema"]),
        ("spbe instrumen lihat permenpanrb-8", ["permenpanrb-8-2026"]),
    ],
)
def test_languages_and_indonesian_commands_of_groups(
    spbe: Run, line: str, offered: list[str]
) -> None:
    assert completed(spbe, line) == offered


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_are_told_of_languages(spbe: Run, shell: str) -> None:
    line = "spbe --lang "
    asked = {"_SPBE_COMPLETE": f"complete_{shell}", "_TYPER_COMPLETE_ARGS": line}
    more = {"_TYPER_COMPLETE_FISH_ACTION": "get-args"} if shell == "fish" else {}
    assert {"id", "en"} <= set(re.findall(r"\w+", spbe(env={**asked, **more}).stdout))
