"""The guided session on a real terminal: answers, detours, interruptions, kill at any moment."""

import datetime as dt
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

from spbe_cli.core.assessment import Answer, Evidence, Explanation, Opinion, State, Verdict
from spbe_cli.store import history
from spbe_cli.store.yaml import assessments, begin, instruments

pexpect: Any = pytest.importorskip("pexpect", reason="a pty needs POSIX")
if os.name == "nt":
    pytest.skip("a pty needs POSIX", allow_module_level=True)

PROMPT = "(? bantuan): "
BEAT = "(Enter: lanjut; v: contoh): "


def _hear_interrupts() -> None:
    """Undo what a shell does to its background jobs, and so to what they start."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


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
        preexec_fn=_hear_interrupts,
        timeout=60,  # a busy machine is slow, and only a fault waits so long
    )
    child.delaybeforesend = None
    try:
        yield child
    finally:
        child.close(force=True)


def say(child: Any, *lines: str) -> None:
    """Answer one prompt after the other; a level has no evidence to add in the beat after it."""
    for line in lines:
        while child.expect_exact([PROMPT, BEAT]):
            child.sendline("")
        child.sendline(line)


def on(child: Any) -> None:
    """Add no evidence in the beat after a level: go on."""
    child.expect_exact(BEAT)
    child.sendline("")


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
        on(child)
        child.expect_exact("Indikator 3 ")
        say(child, "k")
        child.expect_exact("Indikator 2 ")
        child.expect_exact("[4] " + PROMPT)
        child.sendline("2")
        on(child)
        say(child, "c menunggu SK = 1 + 1", "p Bagian Hukum", "b bukti/03/sk.pdf")
        child.expect_exact("Berkas tersebut belum ditemukan")
        child.expect_exact("Untuk tingkat")
        child.sendline("2, 3")
        say(child, "b https://kota.example/berita")
        child.expect_exact("Untuk tingkat")
        child.sendline("")
        child.expect_exact("Bukti 2: https://kota.example/berita")
        say(child, "3", "i 47", "5")
        on(child)
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
        say(child, *(str(1 + n % 5) for n in range(6, 47)))
        on(child)
        child.expect(pexpect.EOF)
        assert "47 dari 47 indikator terisi" in child.before
    expected = {"1": 3, "2": 2, "3": 3, "4": 2, "5": 2, "47": 5}
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
        on(child)
        child.expect(pexpect.EOF)
    assert levels(file)["35-3"] == 4


def test_levels_as_people_write_them(begun: Path) -> None:
    """A word that is a key stays one; after a level no second one is taken for evidence."""
    with spbe(begun.parent, "score", begun.name) as child:
        say(child, "Level 3")
        child.expect_exact(BEAT)
        child.sendline("Tingkat 4")
        child.expect_exact("tekan Enter dahulu")
        on(child)
        say(child, "III")
        on(child)
        say(child, "3 (Terdefinisi)")
        on(child)
        say(child, "L2")
        on(child)
        say(child, "3 (Terkelola)")
        child.expect_exact("Terkelola ialah tingkat 2")
        say(child, "Level 7")
        child.expect_exact("Tulis bilangan bulat 1 sampai 5")
        say(child, "t")
        child.expect_exact("5 Optimum")
        say(child, "q")
        child.expect(pexpect.EOF)
    assert levels(begun) == {"1": 3, "2": 3, "3": 3, "4": 2}
    assert all(not one.evidence for one in assessments.load(str(begun))[0].answers.values())


def test_a_service_more(tmp_path: Path) -> None:
    law = instruments.load("permenpanrb-5-2018")
    file = tmp_path / "a.yaml"
    begin.create(file, "Kota Contoh", 2019, law, law.id)
    with spbe(tmp_path, "score", file.name) as child:
        say(child, "i 35", "+")
        child.expect_exact("Indikator 35-2 ")
        say(child, "5")
        on(child)
        child.expect(pexpect.EOF)
    assert levels(file) == {"35-2": 5}


def test_last_year_is_found_and_shown(begun: Path) -> None:
    earlier = begun.with_name("penilaian-2023.yaml")
    earlier.write_text(
        "institution: KOTA contoh\nyear: 2023\nindicators: {1: {self: 2, official: 3}}\n", "utf-8"
    )
    with spbe(begun.parent, "score", begun.name) as child:
        child.expect_exact("tahun lalu: 3")
        child.expect_exact("Tahun lalu 3 Terdefinisi")
        child.expect_exact("Berikutnya 4 Terpadu")
        child.expect_exact("[Enter: 3 seperti tahun lalu; l: lewati] " + PROMPT)
        child.sendline("")
        say(child, "", "q")
        child.expect(pexpect.EOF)
    assert levels(begun) == {"1": 3}  # taken where it was offered, and only there


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
        on(child)
        child.expect_exact(PROMPT)
        child.send("12")
        child.expect_exact("12")  # its echo: from here on keys are read, and a signal is not lost
        # A signal that comes between Python's last look and its wait for a key is seen at the next
        # one; a person presses again.
        for _attempt in range(3):
            child.sendintr()
            if child.expect([pexpect.EOF, pexpect.TIMEOUT], timeout=6) == 0:
                break
        child.close()
        assert child.exitstatus == 130
        assert "Semua jawaban sudah tersimpan." in child.before
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
        on(child)
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
    """The file always parses, and no answer is missing whose next question was seen.

    A moment is some lines and then a little while, so that a busy machine gets as far.
    """
    confirmed: dict[str, int] = {}
    chance = random.Random(59)  # noqa: S311  moments, not secrets
    asked = re.compile(r"Indikator (\S+) ·")
    for _round in range(moments):
        with spbe(begun.parent, "score", begun.name, "--edit") as child:
            timer = threading.Timer(chance.uniform(0, 0.03), kill(child))
            before = iter(range(chance.randint(0, 18), -1, -1))  # lines still to be typed
            sent: tuple[str, int] | None = None
            try:
                while True:
                    if next(before, None) == 0:
                        timer.start()
                    seen = child.expect_exact([PROMPT, pexpect.EOF, BEAT])
                    if seen == 1:
                        break
                    if sent is not None:
                        confirmed[sent[0]] = sent[1]
                    if seen == 2:
                        more = chance.choice(["", f"SK {len(confirmed)} | tingkat 2", "f Ada SK"])
                        child.sendline(more)
                        continue
                    sent = asked.findall(child.before)[-1], chance.randint(1, 5)
                    child.sendline(str(sent[1]))
            except (OSError, pexpect.ExceptionPexpect):
                pass  # the terminal went away under our hands
            if timer.ident:  # else everything was answered before the moment came
                timer.join()
        found = levels(begun)
        for item, level in confirmed.items():
            may = {level, sent[1]} if sent is not None and sent[0] == item else {level}
            assert found[item] in may
        confirmed |= {item: int(level) for item, level in found.items()}
    assert len(confirmed) > 5
    assert not [file for file in begun.parent.iterdir() if file.suffix == ".yaml" and file != begun]
    _days, changes = history.read(begun)  # what is recorded beside it parses, too
    assert {one.item for one in changes} <= set(levels(begun))


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
        for wrong in ("d 1 di", "d 1", "d 1 x", "d 1 f"):
            say(child, wrong)
            child.expect_exact("Tulis nomor atau kode butir")
        for strange in ("99", "0", "I9-L1-01", "I2-L2-02"):
            say(child, f"d {strange} diterima")
            child.expect_exact(f"Butir {strange} tidak ada pada indikator 1. Tulis 1 sampai ")
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
        on(child)
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


def test_evidence_stays_with_its_indicator(begun: Path) -> None:
    """After a level it stays a beat; titles, pages and ranges can be typed; nothing is lost."""
    with spbe(begun.parent, "score", begun.name) as child:
        say(child, "3")
        child.expect_exact(BEAT)
        child.sendline("Perbup 12 Tahun 2021")
        child.expect_exact("Untuk tingkat")
        child.sendline("dua")
        child.expect_exact("Tidak terbaca: dua.")
        child.expect_exact("Untuk tingkat")
        child.sendline("1-3")
        child.expect_exact(BEAT)
        child.sendline("SK Tim | bukti/sk.pdf | tingkat 2-3 | 2024-05-31 | hal. 4 | nomor: 7/2024")
        child.expect_exact("Berkas tersebut belum ditemukan")
        child.expect_exact(BEAT)
        child.sendline("4")
        child.expect_exact("Itu sebuah angka")
        child.expect_exact(BEAT)
        child.sendline("v")
        child.expect_exact("Pasal-pasal yang mengatur")
        child.expect_exact(BEAT)
        child.sendline("f Ada Perbup")
        child.expect_exact(BEAT)
        child.sendline("a Cukup")
        on(child)
        say(child, "1", "q")  # the lowest level needs no evidence
        child.expect(pexpect.EOF)
    answers = assessments.load(str(begun))[0].answers
    assert answers["1"].evidence == (
        Evidence("Perbup 12 Tahun 2021", levels=(1, 2, 3)),
        Evidence(
            "SK Tim",
            "bukti/sk.pdf",
            date=dt.date(2024, 5, 31),
            levels=(2, 3),
            page="hal. 4",
            number="7/2024",
        ),
    )
    assert answers["1"].explanation == Explanation("Ada Perbup", "Cukup")
    assert answers["2"].levels == {Opinion.SELF: Fraction(1)}
    assert not answers["2"].evidence
    _days, changes = history.read(begun)
    assert (changes[0].item, changes[0].field, changes[0].new) == ("1", "level", "3")
    assert {one.source for one in changes} == {"sesi"}


def test_resumed_it_goes_from_open_to_open(begun: Path) -> None:
    with spbe(begun.parent, "score", begun.name) as child:
        say(child, "i 2", "1", "i 4", "1", "q")
        child.expect(pexpect.EOF)
    with spbe(begun.parent, "score", begun.name) as child:
        child.expect_exact("Indikator 1 ")
        say(child, "1")
        child.expect_exact("Indikator 3 ")
        say(child, "1")
        child.expect_exact("Indikator 5 ")
        say(child, "q")
    with spbe(begun.parent, "score", begun.name, "--edit") as child:
        say(child, "i 1", "")
        child.expect_exact("Indikator 2 ")


def test_a_key_that_leaves_is_heard_at_every_little_question(begun: Path) -> None:
    """``q``, ``k`` and ``l`` are no levels, notes or titles: what was typed before stays."""
    with spbe(begun.parent, "score", begun.name) as child:
        say(child, "3", "3")
        child.expect_exact(BEAT)
        child.sendline("Perbup 12/2021")
        child.expect_exact("Untuk tingkat")
        child.sendline("k")
        child.expect_exact("Indikator 1 ")
        for key in ("c", "p", "f", "a", "b"):
            say(child, key)
            child.expect_exact({"c": "Catatan: ", "p": "Pengampu: ", "f": "Fakta: "}.get(key, ": "))
            child.sendline("l")
            child.expect_exact("Indikator 3 ")
            say(child, "i 1")
            child.expect_exact("Indikator 1 ")
        say(child, "b Notula")
        child.expect_exact("Untuk tingkat")
        child.sendline("q")
        child.expect(pexpect.EOF)
    recorded = assessments.load(str(begun))[0].answers
    assert recorded["2"].evidence == (Evidence(title="Perbup 12/2021"),)
    assert recorded["1"].evidence == (Evidence(title="Notula"),)
    assert recorded["1"]._replace(evidence=(), levels={}) == Answer()


def test_explanations_of_items(tmp_path: Path) -> None:
    law = instruments.load("permenpanrb-8-2026")
    begin.create(tmp_path / "p.yaml", "Kota Contoh", 2026, law, law.id)
    with spbe(tmp_path, "score", "p.yaml") as child:
        say(child, "d 3 f SK Tim hal. 4", "d L2-4 a Terpenuhi", "d 3 revisi belum diteken")
        say(child, "d 3 x")
        child.expect_exact("atau f dan faktanya")
        say(child, "d L2-4 a -", "q")
        child.expect(pexpect.EOF)
    with spbe(tmp_path, "score", "p.yaml") as child:
        say(child, "b SK Tim | butir l2-4, I9-L9-99")
        child.expect_exact("Butir I9-L9-99 tidak ada pada indikator ini; tidak dicatat.")
        say(child, "q")
        child.expect(pexpect.EOF)
    answer = assessments.load(tmp_path / "p.yaml")[0].answers["1"]
    assert answer.evidence == (Evidence(title="SK Tim", items=("L2-4",)),)
    told = Explanation(fact="SK Tim hal. 4")
    assert answer.items["I1-L2-02"] == Verdict(State.REVISE, "belum diteken", told)
    assert answer.items["L2-4"] == Verdict(State.ABSENT)
    history = (tmp_path / "p.riwayat.csv").read_text("utf-8")
    assert "fact:I1-L2-02,,SK Tim hal. 4,sesi" in history
    assert "analysis:L2-4,Terpenuhi,,sesi" in history


def test_an_index_of_another_body(tmp_path: Path) -> None:
    file = tmp_path / "p-2026.yaml"
    law = instruments.load("permenpanrb-8-2026")
    begin.create(file, "Kota Contoh", 2026, law, law.id)
    with spbe(tmp_path, "score", file.name) as child:
        say(child, "o 3", "i 5", "o 500", "o 68,75", "o 70", "q")
        child.expect(pexpect.EOF)
    history = (tmp_path / "p-2026.riwayat.csv").read_text("utf-8")
    assert ["5,SDI,,68.75,sesi" in history, "5,SDI,68.75,70,sesi" in history] == [True, True]
    loaded, _law = assessments.load(file)
    assert loaded.outside == {"SDI": Fraction(70)}
    assert "  5:  # " in file.read_text("utf-8")  # the rest of the file is as it was


def test_the_last_screen_ends_with_the_index(begun: Path) -> None:
    for rows, columns in ((24, 80), (40, 120)):
        with spbe(begun.parent, "score", begun.name) as child:
            child.setwinsize(rows, columns)
            say(child, "q")
            child.expect(pexpect.EOF)
            lines = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in child.before.splitlines()]
            assert lines[-1].split()[:2] == ["Indeks", "SPBE"] or len(lines) < rows


@pytest.mark.parametrize(("rows", "columns"), [(24, 80), (40, 120)])
def test_every_question_fits_its_screen(rows: int, columns: int) -> None:
    from spbe_cli.core.assessment import Answer, Assessment
    from spbe_cli.core.result import leaves
    from spbe_cli.core.score.scoring import score_levels
    from spbe_cli.render.text import question as page
    from spbe_cli.render.text.screen import Screen

    crowded = Answer(
        evidence=tuple(Evidence(f"Dokumen {n} " + "x" * 90, levels=(2, 3)) for n in range(15)),
        note="catatan panjang\n" * 20,
        remark="kurang\n" * 5,
        explanation=Explanation("fakta " * 60, "analisis " * 60),
    )
    for name in ("permenpanrb-59-2020", "permenpanrb-8-2026"):
        law = instruments.load(name)
        answers = {one.id: crowded for one in law.indicators()}
        one = Assessment("Kota Contoh", law.years[0], law.id, answers)
        result = score_levels(law, one, Opinion.SELF)
        for scored in leaves(result.sections):
            asked = page.Question(scored.item, crowded, Opinion.SELF, Fraction(3))
            text = page.question_text(asked, result, Screen(columns))
            assert text.count("\n") + 1 <= rows, (name, scored.item.id)
            assert all(len(line) <= columns for line in text.splitlines())


@pytest.mark.parametrize(("rows", "columns"), [(24, 80), (40, 120)])
def test_long_lists_come_a_screen_at_a_time(
    rows: int, columns: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every list of every indicator: no part is longer than the screen, and nothing is lost."""
    from spbe_cli.cli.session.lists import ListsRead
    from spbe_cli.core.assessment import Answer, Assessment
    from spbe_cli.core.result import leaves
    from spbe_cli.core.score.scoring import score_levels
    from spbe_cli.render.text import question as page
    from spbe_cli.render.text.screen import Screen

    screen, several = Screen(columns, height=rows), 0
    for name in ("permenpanrb-59-2020", "permenpanrb-8-2026", "permenpanrb-5-2018", "epss-2022"):
        law = instruments.load(name)
        result = score_levels(law, Assessment("Kota Contoh", law.years[0], law.id), Opinion.SELF)
        for scored in leaves(result.sections):
            asked = page.Question(scored.item, Answer(), Opinion.SELF, None)
            for text in (
                page.ladder_text(asked, result, screen),
                page.examples_text(asked, screen),
                page.checklist_text(asked, result, screen),
            ):
                lists, shown, parts = ListsRead(screen), "", 0
                while not parts or lists.name:
                    lists.show("x", text)
                    part = capsys.readouterr().out
                    assert part.count("\n") < rows  # and the prompt
                    shown += re.sub(r"^… \d+ baris lagi.*\n", "", part, flags=re.MULTILINE)
                    parts += 1
                assert shown == text
                several += parts > 1
    assert several


def test_editing_goes_through_all_from_the_first(begun: Path) -> None:
    """Where some are answered, ``--edit`` begins at the first, not at the first open one."""
    with spbe(begun.parent, "score", begun.name) as child:
        say(child, "3", "3", "q")
        child.expect(pexpect.EOF)
    assert levels(begun) == {"1": 3, "2": 3}
    with spbe(begun.parent, "score", begun.name, "--edit") as child:
        child.expect_exact("Indikator 1 ")
        say(child, "2")
        on(child)
        child.expect_exact("Indikator 2 ")
        say(child, "q")
    with spbe(begun.parent, "score", begun.name) as child:
        child.expect_exact("Indikator 3 ")
        say(child, "q")
    assert levels(begun) == {"1": 2, "2": 3}
