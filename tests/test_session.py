"""The guided session on a real terminal: answers, detours, interruptions, kill at any moment."""

import os
import random
import re
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from spbe_cli.core.assessment import Evidence, Opinion, State, Verdict
from spbe_cli.store.yaml import assessments, begin, instruments

pexpect: Any = pytest.importorskip("pexpect", reason="a pty needs POSIX")
if os.name == "nt":
    pytest.skip("a pty needs POSIX", allow_module_level=True)

PROMPT = "(? bantuan): "


@contextmanager
def spbe(folder: Path, *arguments: str, **env: str) -> Iterator[Any]:
    """Run the program on a pseudo-terminal of 80 columns."""
    child = pexpect.spawn(
        sys.executable,
        ["-P", "-m", "spbe_cli", *arguments],
        cwd=str(folder),
        env={**os.environ, "TERM": "xterm", "PYTHONUTF8": "1", **env},
        dimensions=(40, 80),
        encoding=env.get("PYTHONIOENCODING", "utf-8"),
        timeout=60,  # a busy machine is slow, and only a fault waits so long
    )
    child.delaybeforesend = None
    try:
        yield child
    finally:
        child.close(force=True)


def say(child: Any, *lines: str) -> None:
    """Answer one prompt after the other."""
    for line in lines:
        child.expect_exact(PROMPT)
        child.sendline(line)


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """Return a new file of 47 indicators without levels."""
    file = tmp_path / "penilaian-2024.yaml"
    law = instruments.load("permenpanrb-59-2020")
    begin.create(file, "Kota Contoh", 2024, law, law.id)
    return file


def levels(file: Path) -> dict[str, Fraction]:
    return assessments.load(str(file))[0].levels(Opinion.SELF)


def test_a_whole_session(begun: Path) -> None:
    """47 answers, with help, ladder, back, jump, note, owner, evidence, quit and resume."""
    with spbe(begun.parent, "score", begun.name) as child:
        child.expect_exact("0/47 terisi · indeks 1,00–5,00 · domain 1: 0/10")
        say(child, "?")
        child.expect_exact("kembali ke indikator sebelumnya")
        say(child, "t")
        child.expect_exact("5 Optimum")
        say(child, "3", "4")
        child.expect_exact("Indikator 3 ")
        say(child, "k")
        child.expect_exact("Indikator 2 ")
        child.expect_exact("[4] " + PROMPT)
        child.sendline("2")
        say(child, "c menunggu SK = 1 + 1", "p Bagian Hukum", "b bukti/03/sk.pdf")
        child.expect_exact("Untuk tingkat")
        child.sendline("2, 3")
        child.expect_exact("Berkas itu belum ada di sana")
        say(child, "b https://kota.example/berita")
        child.expect_exact("Untuk tingkat")
        child.sendline("")
        child.expect_exact("Bukti 2: https://kota.example/berita")
        say(child, "3", "i 47", "5")
        child.expect(pexpect.EOF)
        assert "4 dari 47 indikator terisi" in child.before
    recorded = assessments.load(str(begun))[0].answers["3"]
    assert recorded.note == "menunggu SK = 1 + 1"
    assert recorded.owner == "Bagian Hukum"
    assert recorded.evidence == (
        Evidence(file="bukti/03/sk.pdf", levels=(2, 3)),
        Evidence(url="https://kota.example/berita"),
    )
    with spbe(begun.parent, "score", begun.name) as child:
        child.expect_exact("4/47 terisi")
        child.expect_exact("Indikator 4 ")
        say(child, "2", "2", "q")
        child.expect(pexpect.EOF)
    with spbe(begun.parent, "score", begun.name) as child:
        child.expect_exact("Indikator 6 ")
        say(child, *(str(1 + n % 5) for n in range(6, 47)), "4")
        child.expect(pexpect.EOF)
        assert "47 dari 47 indikator terisi" in child.before
    expected = {"1": 3, "2": 2, "3": 3, "4": 2, "5": 2, "47": 4}
    expected |= {str(n): 1 + n % 5 for n in range(6, 47)}
    assert levels(begun) == expected
    assert begun.read_text("utf-8").count("# ") >= 47  # names of indicators are still there


def test_nothing_is_asked_where_all_is_answered_unless_edit(examples: Path, tmp_path: Path) -> None:
    file = tmp_path / "denpasar-2018.yaml"
    file.write_bytes((examples / "denpasar-2018.yaml").read_bytes())
    with spbe(tmp_path, "score", file.name) as child:
        child.expect(pexpect.EOF)
        assert PROMPT not in child.before
    with spbe(tmp_path, "score", file.name, "--edit") as child:
        child.expect_exact("Indikator 1 ")
        say(child, "i 35-3", "4")
        child.expect(pexpect.EOF)
    assert levels(file)["35-3"] == 4


def test_a_service_more(tmp_path: Path) -> None:
    law = instruments.load("permenpanrb-5-2018")
    file = tmp_path / "a.yaml"
    begin.create(file, "Kota Contoh", 2019, law, law.id)
    with spbe(tmp_path, "score", file.name) as child:
        say(child, "i 35", "+")
        child.expect_exact("Indikator 35-2 ")
        say(child, "5")
        child.expect(pexpect.EOF)
    assert levels(file) == {"35-2": 5}


def test_last_year_is_found_and_shown(begun: Path) -> None:
    earlier = begun.with_name("penilaian-2023.yaml")
    earlier.write_text(
        "institution: KOTA contoh\nyear: 2023\nindicators: {1: {self: 2, official: 3}}\n", "utf-8"
    )
    with spbe(begun.parent, "score", begun.name) as child:
        child.expect_exact("tahun lalu: 3")
        child.expect_exact("Sekarang   3 Terdefinisi")
        child.expect_exact("Berikutnya 4 Terpadu")


def test_without_a_file_it_asks_and_creates_one(tmp_path: Path) -> None:
    with spbe(tmp_path, "score") as child:
        child.expect_exact("Nama instansi: ")
        child.sendline("Kabupaten Contoh: Timur")
        child.expect_exact("Tahun evaluasi: ")
        child.sendline("dua ribu")
        child.expect_exact("Tulis tahun")
        child.sendline("2026")
        child.expect_exact("Instrumen [permenpanrb-8-2026]: ")
        child.sendline("9/2026")
        child.expect_exact("E205")
        child.sendline("")
        child.expect_exact("[penilaian-2026.yaml]: ")
        child.sendline("")
        say(child, "2,5", "q")
        child.expect(pexpect.EOF)
    loaded, law = assessments.load(str(tmp_path / "penilaian-2026.yaml"))
    assert loaded.institution == "Kabupaten Contoh: Timur"
    assert law.id == "permenpanrb-8-2026"
    assert loaded.levels(Opinion.SELF) == {"1": Fraction("2.5")}


@pytest.mark.parametrize(
    "line", ["0", "6", "2.5", "x", "i 48", "z 1", "b -x", "\x1b[31m", "[bold]"]
)
def test_what_makes_no_sense_is_asked_again(begun: Path, line: str) -> None:
    before = begun.read_bytes()
    with spbe(begun.parent, "score", begun.name) as child:
        say(child, line)
        if line == "b -x":
            child.sendline("9")
        say(child, "q")
        child.expect(pexpect.EOF)
    assert begun.read_bytes() == before


def test_ctrl_c_loses_nothing(begun: Path) -> None:
    with spbe(begun.parent, "score", begun.name) as child:
        say(child, "3")
        child.expect_exact(PROMPT)
        child.send("12")
        # A signal that comes between Python's last look and its wait for a key is seen at the next
        # one; a person presses again.
        for _attempt in range(3):
            child.sendintr()
            if child.expect([pexpect.EOF, pexpect.TIMEOUT], timeout=6) == 0:
                break
        child.close()
        assert child.exitstatus == 130
        assert "Traceback" not in child.before
    assert levels(begun) == {"1": 3}


def test_the_second_of_two_sessions_is_told(begun: Path) -> None:
    with spbe(begun.parent, "score", begun.name) as first:
        first.expect_exact(PROMPT)
        with spbe(begun.parent, "score", begun.name) as second:
            second.expect(pexpect.EOF)
            assert "E020" in second.before
            second.close()
            assert second.exitstatus == 4
        first.sendline("3")
        say(first, "q")
        first.expect(pexpect.EOF)
    assert levels(begun) == {"1": 3}


def test_what_an_editor_wrote_meanwhile_is_kept(begun: Path) -> None:
    with spbe(begun.parent, "score", begun.name) as child:
        child.expect_exact(PROMPT)
        text = begun.read_text("utf-8")
        begun.write_text(re.sub(r"^  40:", "  40: 5", text, flags=re.MULTILINE), "utf-8")
        child.sendline("3")
        child.expect_exact("2/47 terisi")
        begun.write_text("institution: rusak\n", "utf-8")
        say(child, "4")
        child.expect_exact("E009")
        begun.write_text(text, "utf-8")
        say(child, "5", "q")
        child.expect(pexpect.EOF)
    assert levels(begun) == {"2": 5}


def test_a_console_of_windows_and_names_that_try_to_command_it(begun: Path) -> None:
    env = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "cp1252", "NO_COLOR": "1"}
    with spbe(begun.parent, "score", begun.name, **env) as child:
        child.expect_exact("-----")
        say(child, "c =cmd|' /C calc'!A0 [bold]x[/bold]", "p @SUM(1)", "q")
        child.expect(pexpect.EOF)
    recorded = assessments.load(str(begun))[0].answers["1"]
    assert recorded.note == "=cmd|' /C calc'!A0 [bold]x[/bold]"
    assert recorded.owner == "@SUM(1)"


def test_a_note_of_10_000_characters(begun: Path) -> None:
    with spbe(begun.parent, "score", begun.name) as child:
        child.expect_exact(PROMPT)
        for start in range(0, 10_000, 500):  # as a terminal pastes: piece by piece
            child.send(("c " if start == 0 else "") + "x" * 500)
            child.expect_exact("x" * 20)
        child.sendline("")
        child.expect_exact("Catatan: ")
        say(child, "q")
        child.expect(pexpect.EOF)
    assert assessments.load(str(begun))[0].answers["1"].note == "x" * 10_000


@pytest.mark.slow
@pytest.mark.parametrize("moments", [30, pytest.param(200, marks=pytest.mark.long)])
def test_killed_at_any_moment(begun: Path, moments: int) -> None:
    """The file always parses, and no answer is missing whose next question was seen."""
    confirmed: dict[str, int] = {}
    chance = random.Random(59)  # noqa: S311  moments, not secrets
    asked = re.compile(r"Indikator (\S+) ·")
    for _round in range(moments):
        with spbe(begun.parent, "score", begun.name, "--edit") as child:
            timer = threading.Timer(chance.uniform(0.08, 0.3), kill(child))
            timer.start()
            sent: tuple[str, int] | None = None
            try:
                while child.expect_exact([PROMPT, pexpect.EOF]) == 0:
                    if sent is not None:
                        confirmed[sent[0]] = sent[1]
                    sent = asked.findall(child.before)[-1], chance.randint(1, 5)
                    child.sendline(str(sent[1]))
            except (OSError, pexpect.ExceptionPexpect):
                pass  # the terminal went away under our hands
            timer.join()
        found = levels(begun)
        for item, level in confirmed.items():
            may = {level, sent[1]} if sent is not None and sent[0] == item else {level}
            assert found[item] in may
        confirmed |= {item: int(level) for item, level in found.items()}
    assert len(confirmed) > 5
    assert not [file for file in begun.parent.iterdir() if file.suffix == ".yaml" and file != begun]


def kill(child: Any) -> Callable[[], None]:
    return lambda: child.kill(signal.SIGKILL)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_where_nothing_can_be_saved_the_index_is_shown(begun: Path) -> None:
    begun.parent.chmod(0o555)
    try:
        with spbe(begun.parent, "score", begun.name) as child:
            child.expect(pexpect.EOF)
            assert "belum lengkap" in child.before
    finally:
        begun.parent.chmod(0o755)


def test_items_of_evidence(tmp_path: Path) -> None:
    """The checklist of an indicator is shown, and a state is on disk at once."""
    file = tmp_path / "p-2026.yaml"
    law = instruments.load("permenpanrb-8-2026")
    begin.create(file, "Kota Contoh", 2026, law, law.id)
    with spbe(tmp_path, "score", file.name) as child:
        child.expect_exact("Butir diterima per tingkat: 0/1 · 0/4")
        say(child, "d")
        child.expect_exact("I1-L2-02   belum")
        say(child, "d 1 dite", "d l2-4 rev belum diteken")
        child.expect_exact("Butir diterima per tingkat: 1/1 · 0/4")
        for wrong in ("d 99 diterima", "d 1 di", "d 1", "d I9-L1-01 diterima"):
            say(child, wrong)
            child.expect_exact("Tulis nomor atau kode butir")
        say(child, "i 5", "d", "q")
        child.expect(pexpect.EOF)
    items = assessments.load(file)[0].answers["1"].items
    assert items == {
        "I1-L1-01": Verdict(State.ACCEPTED),
        "L2-4": Verdict(State.REVISE, "belum diteken"),
    }


def test_an_instrument_that_no_year_chooses(tmp_path: Path) -> None:
    """EPSS is asked for by its id; the sentences of its levels stand for criteria."""
    with spbe(tmp_path, "score") as child:
        for prompt, answer in (
            ("Nama instansi: ", "Kota Contoh"),
            ("Tahun evaluasi: ", "2026"),
            ("Instrumen [permenpanrb-8-2026]: ", "epss-2022"),
            ("Nama berkas [epss-2026.yaml]: ", ""),
        ):
            child.expect_exact(prompt)
            child.sendline(answer)
        child.expect_exact("0/38 terisi")
        child.expect_exact("Rintisan: Belum dilakukan")
        say(child, "3")
        child.expect_exact("1/38 terisi")
        say(child, "q")
        child.expect(pexpect.EOF)
    assert levels(tmp_path / "epss-2026.yaml") == {"1": 3}


def test_a_question_says_what_items_are_worth(tmp_path: Path) -> None:
    file = tmp_path / "p-2026.yaml"
    law = instruments.load("permenpanrb-8-2026")
    begin.create(file, "Kota Contoh", 2026, law, law.id)
    with spbe(tmp_path, "score", file.name) as child:
        say(child, "i 3", "d 1 diterima", "d 2 diterima", "d 3 diterima")
        child.expect_exact("Tingkat 1: butir 0,13; 3 dari 4 butir tingkat ini = 0,39")
        say(child, "d")
        child.expect_exact("Tingkat 2 · butir 0,20; 0 dari 5 butir tingkat ini = 0,00")
        say(child, "q")
        child.expect(pexpect.EOF)
