"""What helps a user along: examples, the guide, and what a support person asks."""

import json
import re
import sys
import tomllib
from pathlib import Path

import pytest
from program import ROOT, Run

from spbe_cli.cli import app
from spbe_cli.store import machine
from spbe_cli.vocabulary import VERBS


def test_examples_are_copied_and_never_over_anything(spbe: Run, tmp_path: Path) -> None:
    shipped = sorted(one.name for one in (ROOT / "examples").glob("*.yaml"))
    done = spbe("examples", "a/contoh", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert sorted(one.name for one in (tmp_path / "a/contoh").iterdir()) == shipped
    following = done.stdout.splitlines()[-1].removeprefix("Berikutnya: spbe ").split()
    assert "Indeks SPBE   2,15" in spbe(*following, cwd=tmp_path).stdout
    again = spbe("examples", "a/contoh", cwd=tmp_path)
    assert again.returncode == 0
    assert f"a/contoh: 0 contoh disalin; {len(shipped)} sudah ada" in again.stdout
    assert again.stderr == ""
    (tmp_path / "file").write_text("", "utf-8")
    assert "E014" in spbe("examples", "file/contoh", cwd=tmp_path).stderr
    (tmp_path / "dangling").symlink_to("nowhere")
    for taken in ("file", "dangling"):
        told = spbe("examples", taken, cwd=tmp_path).stderr
        assert f"{taken}: E014 berkas tidak dapat ditulis: nama itu sudah dipakai." in told


def test_what_differs_is_kept_and_named(spbe: Run, tmp_path: Path) -> None:
    """Others are copied; the same text with other ends of lines is the same."""
    folder = tmp_path / "contoh"
    assert spbe("examples", "contoh", cwd=tmp_path).returncode == 0
    own, gone, windows, place = sorted(folder.iterdir())[:4]
    shipped = {one.name: one.read_bytes() for one in folder.iterdir()}
    own.write_text("# punya sendiri\n", "utf-8")
    gone.unlink()
    windows.write_bytes(shipped[windows.name].replace(b"\n", b"\r\n"))
    place.unlink()
    place.mkdir()
    done = spbe("examples", "contoh", cwd=tmp_path)
    assert done.returncode == 0
    assert f"contoh: 1 contoh disalin; {len(shipped) - 3} sudah ada" in done.stdout
    assert own.read_text("utf-8") == "# punya sendiri\n"
    assert gone.read_bytes() == shipped[gone.name]
    assert done.stderr.count("dibiarkan, karena isinya lain") == 2
    assert all(f"contoh/{one.name}: dibiarkan" in done.stderr for one in (own, place))


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


COMMANDS = app.build().list_commands(None)


@pytest.mark.parametrize("word", sorted({*COMMANDS, *VERBS}))
def test_every_command_and_verb_finds_a_section_that_shows_it(spbe: Run, word: str) -> None:
    """Whichever of its names is asked for: one and the same section, with the command in it."""
    done = spbe("guide", word)
    assert done.returncode == 0, done.stderr
    meant = VERBS.get(word, word)
    names = [meant, *(own for own, other in VERBS.items() if other == meant)]
    assert re.search(rf"spbe ({'|'.join(names)})\b", done.stdout)
    assert {spbe("guide", name).stdout for name in names} == {done.stdout}


@pytest.mark.parametrize(
    ("word", "heading"),
    [
        *(("todo", "Menagih"), ("tagih", "Menagih"), ("letter", "Surat dan berita acara")),
        *(("carry", "Tahun berikutnya"), ("lanjut", "Tahun berikutnya")),
        *(("evidence", "Bukti dukung"), ("simulate", "Menuju 3,00"), ("init", "Mengisi penilaian")),
        *(("mulai", "Mengisi penilaian"), ("score", "Menghitung indeks")),
        *(("nilai", "Menghitung indeks"), ("form", "Menulis formulir"), ("rank", "Peringkat")),
        ("guide", "Contoh, panduan, dan bantuan"),
    ],
)
def test_the_best_section_comes_first(spbe: Run, word: str, heading: str) -> None:
    first = next(line for line in spbe("guide", word).stdout.splitlines() if line.strip(" ┏━┓"))
    assert heading in first


@pytest.mark.parametrize("word", ["pic", "PIC", "pengampu", "owner", "tenggat", "sumber"])
def test_words_of_the_file_are_found(spbe: Run, word: str) -> None:
    assert spbe("guide", word).returncode == 0


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


@pytest.mark.parametrize(
    ("word", "meant"), [("bukit", "bukti"), ("Menghiung", "Menghitung"), ("evidense", "evidence")]
)
def test_a_word_spelt_nearly_is_suggested(spbe: Run, word: str, meant: str) -> None:
    done = spbe("guide", word)
    assert done.returncode == 3
    assert f"E268 panduan tidak memuat {word}. " in done.stderr
    assert f"Mungkin yang dimaksud: spbe guide {meant}" in done.stderr
    assert spbe("guide", meant).returncode == 0


@pytest.mark.parametrize(
    ("words", "heading"),
    [
        ("formulir split", "Satu formulir dan surat untuk setiap unit: --split"),
        ("windows tanpa python", "Tanpa Python"),
        ("tahun peta jalan", "Peta jalan beberapa tahun: --by"),
    ],
)
def test_several_words_find_the_section_that_has_them_all(
    spbe: Run, words: str, heading: str
) -> None:
    first = next(line for line in spbe("guide", *words.split()).stdout.splitlines() if line.strip())
    assert first.strip(" ┏┃━┓") == heading


def test_nothing_asked_is_the_table_of_contents(spbe: Run) -> None:
    assert spbe("guide", "").stdout == spbe("guide", " ").stdout == spbe("guide").stdout


@pytest.mark.parametrize("language", ["id", "en"])
def test_doctor_names_the_language_in_use(spbe: Run, language: str) -> None:
    facts = json.loads(spbe("doctor", "--format", "json", "--lang", language).stdout)["facts"]
    assert {one["value"] for one in facts if one["key"] == "language"} == {language}


@pytest.mark.parametrize("words", ["--target 2 60", "--target 2.60 --lock 12 14 15"])
def test_what_powershell_takes_apart_is_told(spbe: Run, tmp_path: Path, words: str) -> None:
    """It makes two words of ``2,60``; so commands that are suggested have a point."""
    file = str(ROOT / "examples/bandar-lampung-2023.yaml")
    done = spbe("simulate", file, *words.split(), cwd=tmp_path)
    assert done.returncode == 2
    assert "PowerShell" in done.stderr
    assert "--target 2.60" in " ".join(spbe("score", file).stdout.split())
    assert "PowerShell" not in spbe("simulate", file, "lain.yaml").stderr


def test_what_a_support_person_asks(spbe: Run, tmp_path: Path) -> None:
    data = json.loads(spbe("doctor", "--format", "json", cwd=tmp_path).stdout)
    assert data["format"] == "spbe-doctor/1"
    facts = {one["key"]: one for one in data["facts"]}
    assert facts["writable"] == {"key": "writable", "value": "yes", "good": True}
    assert facts["typer"]["value"] > "0.26"
    assert "permenpanrb-59-2020" in facts["instruments"]["value"]
    text = spbe("doctor", cwd=tmp_path).stdout
    assert re.search(r"^  Python +3\.1\d\.\d+ \(CPython, 64\)$", text, re.MULTILINE)


def test_every_dependency_is_told(spbe: Run) -> None:
    """What pyproject asks for, no less and no more: the package itself names them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {re.split(r"[^A-Za-z0-9._-]", one)[0].casefold() for one in project["dependencies"]}
    data = json.loads(spbe("doctor", "--format", "json").stdout)
    facts = {one["key"].casefold(): one for one in data["facts"]}
    assert wanted <= facts.keys()
    assert all(re.match(r"\d+\.\d", facts[name]["value"]) for name in wanted)
    assert "python-docx" in wanted


def test_the_reader_is_asked_to_look_at_the_marks(process: Run, tmp_path: Path) -> None:
    """Whether the font of the console has them, no program can tell."""
    text = process("doctor", env={"PYTHONIOENCODING": "utf-8"}, cwd=tmp_path).stdout
    assert "▇─▲━≤→−" in text
    assert "Terlihat sebagai kotak atau tanda tanya?" in text
    poor = process("doctor", env={"PYTHONIOENCODING": "ascii"}, cwd=tmp_path).stdout
    assert "Terlihat sebagai kotak" not in poor
    assert "Grafik di layar digambar dengan huruf biasa" in poor


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


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/home/budi.santoso/spbe/spbe_cli", "/home/…/spbe/spbe_cli"),
        ("/mnt/d/Users/Budi Santoso/spbe", "/mnt/d/Users/…/spbe"),
        ("/opt/spbe", "/opt/spbe"),
        ("/opt/homebrew/spbe", "/opt/homebrew/spbe"),
    ],
)
def test_doctor_leaves_out_whose_home_it_is(
    path: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Home may be unknown, or not the one in which the program stands."""
    monkeypatch.setenv("HOME", "/root/elsewhere")
    monkeypatch.setattr(sys, "executable", path)
    told = {fact.key: fact.value for fact in machine.facts([])}
    assert told["interpreter"] == said
