"""What helps a user along: examples, the guide, and what a support person asks."""

import json
import re
from pathlib import Path

import pytest
from program import ROOT, Run


def test_examples_are_copied_and_never_over_anything(spbe: Run, tmp_path: Path) -> None:
    shipped = sorted(one.name for one in (ROOT / "examples").glob("*.yaml"))
    done = spbe("examples", "a/contoh", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert sorted(one.name for one in (tmp_path / "a/contoh").iterdir()) == shipped
    following = done.stdout.splitlines()[-1].removeprefix("Berikutnya: spbe ").split()
    assert "Indeks SPBE   2,15" in spbe(*following, cwd=tmp_path).stdout
    again = spbe("examples", "a/contoh", cwd=tmp_path)
    assert again.returncode == 4
    assert again.stderr.count("E015") == len(shipped)
    (tmp_path / "file").write_text("", "utf-8")
    assert "E014" in spbe("examples", "file/contoh", cwd=tmp_path).stderr


def test_examples_are_listed_with_what_they_are(spbe: Run) -> None:
    lines = spbe("examples").stdout.splitlines()
    at = lines.index("denpasar-2018.yaml")
    assert lines[at + 1].strip().startswith("Hasil evaluasi SPBE Kota Denpasar tahun 2018")


def test_every_chapter_of_the_guide_is_found(spbe: Run) -> None:
    guide = (ROOT / "docs/panduan.md").read_text("utf-8")
    headings = re.findall(
        r"^##+ (.+)$",
        re.sub(r"^```.*?^```", "", guide, flags=re.MULTILINE | re.DOTALL),
        re.MULTILINE,
    )
    contents = spbe("guide").stdout
    for heading in headings:
        plain = heading.replace("`", "")
        assert plain in contents
        shown = spbe("guide", plain).stdout
        assert shown.splitlines()[0].strip(" ┏┃━┓") in plain or plain in shown
    assert len(headings) > 50


@pytest.mark.parametrize("word", ["bukti", "risiko", "Excel", "kode keluar", "Aspek"])
def test_a_word_leads_to_a_chapter(spbe: Run, word: str) -> None:
    done = spbe("guide", *word.split())
    assert done.returncode == 0
    assert word.casefold() in done.stdout.casefold()


def test_commands_of_the_guide_are_shown_whole(spbe: Run) -> None:
    guide = (ROOT / "docs/panduan.md").read_text("utf-8")
    (command,) = re.findall(r"^\$ (spbe check --explain SPB003)$", guide, re.MULTILINE)
    assert f"  $ {command}\n" in spbe("guide", "Memeriksa sebelum dikirim").stdout
    longest = max(re.findall(r"^periksa-2024.*$", guide, re.MULTILINE), key=len)
    assert f"  {longest}\n" in spbe("guide", "Memeriksa sebelum dikirim").stdout


def test_an_unknown_word_is_told(spbe: Run) -> None:
    done = spbe("guide", "xyzzy")
    assert done.returncode == 3
    assert "E240 panduan tidak memuat xyzzy. Lihat daftar isinya: spbe guide." in done.stderr


def test_what_a_support_person_asks(spbe: Run, tmp_path: Path) -> None:
    data = json.loads(spbe("doctor", "--format", "json", cwd=tmp_path).stdout)
    assert data["format"] == "spbe-doctor/1"
    facts = {one["key"]: one for one in data["facts"]}
    assert facts["writable"] == {"key": "writable", "value": "yes", "good": True}
    assert facts["typer"]["value"] > "0.26"
    assert "permenpanrb-59-2020" in facts["instruments"]["value"]
    text = spbe("doctor", cwd=tmp_path).stdout
    assert re.search(r"^  Python +3\.1\d\.\d+ \(CPython, 64\)$", text, re.MULTILINE)


def test_no_personal_data(process: Run, tmp_path: Path) -> None:
    """A user's name stands in the path of the home folder: it is written as ``~``."""
    home = str(ROOT.parent)
    text = process("doctor", env={"HOME": home}, cwd=tmp_path).stdout
    assert f"~/{ROOT.name}/spbe_cli" in text
    assert home not in text


def test_a_poor_console_is_told_of(process: Run, tmp_path: Path) -> None:
    text = process("doctor", env={"PYTHONIOENCODING": "ascii"}, cwd=tmp_path).stdout
    assert "! pengodean konsol" in text
    assert "chcp 65001" in text


@pytest.mark.parametrize("language", ["id", "en"])
def test_spbe_alone_greets(spbe: Run, tmp_path: Path, language: str) -> None:
    """A newcomer reads at most a dozen lines, and can type what stands there."""
    lines = spbe("--lang", language).stdout.splitlines()
    assert len(lines) <= 12
    assert max(map(len, lines)) <= 100
    typed = [line.strip().split("  ")[0] for line in lines if line.startswith("  spbe ")]
    assert len(typed) == 5
    for command in typed[:2]:
        assert spbe(*command.split()[1:], cwd=tmp_path).returncode == 0
