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
LEVELS = "Untuk tingkat (mis. 2-4; Enter: sampai tingkat yang dijawab): "


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
        dimensions=(int(env.get("ROWS", "40")), 80),
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


class _Typist:
    """One who answers at random, and keeps what the program has confirmed by asking more."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.levels: dict[str, int] = {}
        self.documents: set[tuple[str, str]] = set()  # item and title
        self.sent: tuple[str, int] | None = None
        self.typed = ""

    def allowed(self, item: str) -> set[int]:
        """Return what may be on disk: what was confirmed, and what was typed last."""
        sent = {self.sent[1]} if self.sent is not None and self.sent[0] == item else set[int]()
        return {self.levels[item], *sent}

    def answer(self, child: Any) -> bool:
        """Answer one prompt; False at the end."""
        seen = child.expect_exact([PROMPT, pexpect.EOF, BEAT, LEVELS])
        if seen == 1:
            return False
        if self.sent is not None:
            self.levels[self.sent[0]] = self.sent[1]
        if seen == 0:
            item = re.findall(r"Indikator (\S+) ·", child.before)[-1]
            self.sent = item, self.chance.randint(1, 5)
            child.sendline(str(self.sent[1]))
        elif seen == 3:
            self.documents.add((self.sent[0] if self.sent else "", self.typed))
            child.sendline(self.chance.choice(["", "2-3"]))
        else:
            self.typed = f"Dokumen {self.chance.random()}"
            lines = ["", self.typed, "SK | tingkat 2", "f Ada SK"]
            child.sendline(self.chance.choice(lines))
        return True


@pytest.mark.slow
@pytest.mark.parametrize("moments", [12, pytest.param(200, marks=pytest.mark.long)])
def test_killed_at_any_moment(begun: Path, moments: int) -> None:
    """The file always parses; nothing is missing after which something more was asked.

    A moment is some lines and then a little while, so that a busy machine gets as far.
    """
    chance = random.Random(59)  # noqa: S311  moments, not secrets
    person = _Typist(chance)
    for _round in range(moments):
        with spbe(begun.parent, "score", begun.name, "--edit") as child:
            timer = threading.Timer(chance.uniform(0, 0.03), kill(child))
            person.sent = None
            try:
                for lines_left in range(chance.randint(0, 27), -1000, -1):
                    if lines_left == 0:
                        timer.start()
                    if not person.answer(child):
                        break
            except (OSError, pexpect.ExceptionPexpect):
                pass  # the terminal went away under our hands
            if timer.ident:  # else everything was answered before the moment came
                timer.join()
        answers = assessments.load(str(begun))[0].answers
        for item, title in person.documents:
            assert title in {one.title for one in answers[item].evidence}
        found = levels(begun)
        for item in person.levels:
            assert found[item] in person.allowed(item)
        person.levels |= {item: int(level) for item, level in found.items()}
    assert len(person.levels) > 5
    assert person.documents
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
        child.sendline("p Bappeda")
        child.expect_exact("Tercatat.")
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
        child.expect_exact("Tercatat.")
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
        {Opinion.SELF: Fraction(3)},
        ("Dinas Komunikasi, Informatika, Statistik, dan Persandian Kabupaten Contoh",),
        evidence=tuple(Evidence(f"Dokumen {n} " + "x" * 90, levels=(2, 3)) for n in range(15)),
        note="catatan panjang\n" * 20,
        remark="kurang\n" * 5,
        explanation=Explanation("fakta " * 60, "analisis " * 60),
    )
    for name in ("permenpanrb-59-2020", "permenpanrb-8-2026"):
        law = instruments.load(name)
        answers = {one.id: crowded for one in law.indicators()}
        indices = {key: Fraction(4) for key, feed in law.outside.items() if feed.converts}
        one = Assessment("Kota Contoh", law.years[0], law.id, answers, indices)
        result = score_levels(law, one, Opinion.SELF)
        for scored in leaves(result.sections):
            asked = page.Question(scored.item, crowded, Opinion.SELF, Fraction(3))
            text = page.question_text(asked, result, Screen(columns), above=page.ABOVE)
            assert text.count("\n") + 1 + page.ABOVE <= rows, (name, scored.item.id)
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


def test_a_level_in_the_place_of_an_index_is_told(tmp_path: Path) -> None:
    """At once, on the page and at the end; the index goes with ``o -``, the level with ``-``."""
    file = tmp_path / "o-2026.yaml"
    file.write_text("institution: Kota A\nyear: 2026\noutside: {SDI: 90}  # dari BPS\n", "utf-8")
    said = "indeks SDI 90 tidak dihitung: tingkatnya sudah diisi (2)"
    with spbe(tmp_path, "score", file.name) as child:
        say(child, "i 5", "2")
        child.expect_exact(f"Indikator 5: {said}")
        on(child)
        say(child, "i 5")
        child.expect_exact(said)
        child.expect_exact("[2] " + PROMPT)
        child.sendline("q")
        child.expect(pexpect.EOF)
        assert said in child.before
    assert "outside: {SDI: 90}  # dari BPS" in file.read_text("utf-8")
    with spbe(tmp_path, "score", file.name) as child:
        say(child, "i 5", "-")
        child.expect_exact("SDI 90 dikonversi menjadi 4,60")
        say(child, "-")
        child.expect_exact("Indikator ini belum terisi.")
        say(child, "- 3")
        child.expect_exact('Tidak dikenal: "- 3"')
        say(child, "o -")
        child.expect_exact("indeks SDI belum ada, dihitung sebagai 1,00")
        say(child, "o -")
        child.expect_exact("Indeks SDI belum ada.")
        say(child, "3")
        child.expect_exact(BEAT)
        child.sendline("o 70")
        child.expect_exact("indeks SDI 70 tidak dihitung")
        child.expect_exact(BEAT)
        child.sendline("q")
        child.expect(pexpect.EOF)
    assert "# dari BPS" in file.read_text("utf-8")
    assert assessments.load(file)[0].outside == {"SDI": 70}
    history = (tmp_path / "o-2026.riwayat.csv").read_text("utf-8")
    assert "5,SDI,90,,sesi" in history


def test_who_fills_in_official_levels_leaves_what_is_ours(begun: Path) -> None:
    """Notes are remarks then, and explanations stay as the institution wrote them."""
    text = begun.read_text("utf-8").replace("  1:", "  1: {self: 3, note: punya kami}", 1)
    begun.write_text(text, "utf-8")
    with spbe(begun.parent, "score", begun.name, "--opinion", "eksternal", "--edit") as child:
        say(child, "?")
        child.expect_exact("tulis catatan asesor (c - menghapusnya)")
        assert "tulis fakta" not in child.before
        say(child, "c bukti kurang")
        child.expect_exact("Catatan: punya kami")
        child.expect_exact("Catatan asesor: bukti kurang")
        for key in ("f", "a"):
            say(child, f"{key} Ada SK")
            child.expect_exact("Fakta dan analisis ditulis instansi")
        say(child, "i 2", "c")
        child.expect_exact("Catatan asesor: ")
        child.sendline("tanpa SK")
        say(child, "c -", "2", "q")
        child.expect(pexpect.EOF)
    answers = assessments.load(str(begun))[0].answers
    assert answers["1"] == Answer(
        {Opinion.SELF: Fraction(3)}, note="punya kami", remark="bukti kurang"
    )
    assert answers["2"] == Answer({Opinion.OFFICIAL: Fraction(2)})


def test_explanations_of_items_are_not_the_assessors(tmp_path: Path) -> None:
    law = instruments.load("permenpanrb-8-2026")
    begin.create(tmp_path / "p.yaml", "Kota Contoh", 2026, law, law.id)
    with spbe(tmp_path, "score", "p.yaml", "--opinion", "official", "--edit") as child:
        say(child, "?")
        child.expect_exact("tulis catatan asesor")
        assert "d 3 f" not in child.before
        say(child, "d 1 f SK Tim")
        child.expect_exact("Fakta dan analisis ditulis instansi")
        say(child, "d 1 revisi belum diteken", "q")
        child.expect(pexpect.EOF)
    items = assessments.load(tmp_path / "p.yaml")[0].answers["1"].items
    assert items == {"I1-L1-01": Verdict(State.REVISE, "belum diteken")}


@pytest.mark.parametrize("end", [signal.SIGHUP, signal.SIGKILL, signal.SIGINT])
def test_a_document_is_kept_before_its_levels_are_asked_for(begun: Path, end: int) -> None:
    with spbe(begun.parent, "score", begun.name) as child:
        say(child, "3")
        child.expect_exact(BEAT)
        child.sendline("Perwal 4 | 2024-05-31")
        child.expect_exact("Untuk tingkat")
        child.kill(end)
        child.expect(pexpect.EOF)
        if end == signal.SIGINT:
            assert "Semua jawaban sudah tersimpan." in child.before
    answer = assessments.load(str(begun))[0].answers["1"]
    assert answer.evidence == (Evidence("Perwal 4", date=dt.date(2024, 5, 31)),)


def test_what_is_odd_in_a_line_of_evidence_is_told(begun: Path) -> None:
    """Levels that the scale does not have, days that no calendar has, and what nobody knows."""
    with spbe(begun.parent, "score", begun.name) as child:
        say(child, "i 13", "Perwal 4 Tahun 2024")
        child.expect_exact("Bila itu bukti, ketik b dan spasi")
        say(child, "b Perwal 4 | tingkat 7")
        child.expect_exact("Tingkat 7 di luar skala 1–5; tidak dicatat.")
        child.expect_exact("Untuk tingkat")
        child.sendline("2-9")
        child.expect_exact("Tulis tingkat 1 sampai 5")
        child.expect_exact("Untuk tingkat")
        child.sendline("2 dan 3")
        say(child, "b Perwal 3 | 31 Feb 2024 | tk. 2, 6")
        child.expect_exact("31 Feb 2024 bukan tanggal yang pasti")
        child.expect_exact("Tingkat 6 di luar skala")
        say(child, "b Perwal 2 | Pasal 3 | tingkat II-III")
        child.expect_exact('"Pasal 3" dicatat sebagai bagian judul.')
        say(child, "b Perwal 1 | butir 3 | level 2")
        child.expect_exact("Butir 3 tidak ada pada indikator ini; tidak dicatat.")
        say(child, "b -9")
        child.expect_exact("Bukti 9 tidak ada.")
        say(child, "q")
        child.expect(pexpect.EOF)
    assert assessments.load(str(begun))[0].answers["13"].evidence == (
        Evidence("Perwal 4", levels=(2, 3)),
        Evidence("Perwal 3", levels=(2,)),
        Evidence("Perwal 2 | Pasal 3", levels=(2, 3)),
        Evidence("Perwal 1", levels=(2,)),
    )


def test_evidence_in_english(tmp_path: Path) -> None:
    """What the help shows is read as it says."""
    law = instruments.load("permenpanrb-8-2026")
    begin.create(tmp_path / "p.yaml", "Kota Contoh", 2026, law, law.id)
    with spbe(tmp_path, "--lang", "en", "score", "p.yaml") as child:
        child.expect_exact("(? help): ")
        child.sendline("?")
        child.expect_exact("title | file | level 2-4 | 2024-05-31 | p. 3")
        child.expect_exact("| no. 5/2023 | item I1-L1-01")
        for line in (
            "b Dec A | level 2-4 | 2024-05-31 | p. 3",
            "b Dec B | number 5/2023 | page 3 and 4 | levels 2 and 3 | items L2-4, I1-L1-01",
            "b Dec C | No. 7 | pp. 3-5 | item 1 | date: 31 May 2024",
        ):
            child.expect_exact("(? help): ")
            child.sendline(line)
        child.expect_exact("(? help): ")
        child.sendline("q")
        child.expect(pexpect.EOF)
    day = dt.date(2024, 5, 31)
    assert assessments.load(tmp_path / "p.yaml")[0].answers["1"].evidence == (
        Evidence("Dec A", date=day, levels=(2, 3, 4), page="p. 3"),
        Evidence(
            "Dec B",
            levels=(2, 3),
            number="5/2023",
            page="page 3 and 4",
            items=("L2-4", "I1-L1-01"),
        ),
        Evidence("Dec C", date=day, number="7", page="pp. 3-5", items=("I1-L1-01",)),
    )


def test_the_end_is_of_the_opinion_that_was_filled(begun: Path) -> None:
    rows = "".join(f"  {n}: {{self: 3, official: 2}}\n" for n in range(1, 48))
    begun.write_text(f"institution: Kota A\nyear: 2024\nindicators:\n{rows}", "utf-8")
    for more, shown in (([], "nilai mandiri"), (["--opinion", "official"], "nilai eksternal")):
        with spbe(begun.parent, "score", begun.name, "--edit", *more) as child:
            say(child, "i 46", "", "4")
            if not more:
                on(child)
            child.expect(pexpect.EOF)
            assert shown in child.before
            assert more or "3,03" in child.before
    with spbe(begun.parent, "score", begun.name, "--edit") as child:
        say(child, "q")
        child.expect(pexpect.EOF)
        assert "--opinion self --target" in child.before


def test_a_new_file_has_a_name_that_is_found_again(tmp_path: Path) -> None:
    with spbe(tmp_path, "score") as child:
        for prompt, answer in (
            ("Nama instansi: ", "Kota Coba"),
            ("Tahun evaluasi: ", "2025"),
            ("Instrumen [permenpanrb-59-2020]: ", ""),
            ("Nama berkas [penilaian-2025.yaml]: ", "kota.xlsx"),
            ("Tulis nama berkas .yaml", ""),
        ):
            child.expect_exact(prompt)
            if answer or prompt.startswith("Instrumen"):
                child.sendline(answer)
        for wrong in (".kota", "kota/"):
            child.expect_exact("Nama berkas [penilaian-2025.yaml]: ")
            child.sendline(wrong)
            child.expect_exact("Tulis nama berkas .yaml")
        child.expect_exact("Nama berkas [penilaian-2025.yaml]: ")
        child.sendline("penilaian-kota v2.1")
        child.expect_exact("Berkasnya dinamai penilaian-kota v2.1.yaml.")
        say(child, "2", "q")
        child.expect(pexpect.EOF)
    with spbe(tmp_path, "score") as child:
        child.expect_exact("penilaian-kota v2.1.yaml")
        child.expect_exact("1/47 terisi")


def test_help_offers_what_the_indicator_takes() -> None:
    from spbe_cli.render.text.keys import help_text

    for name in ("permenpanrb-59-2020", "permenpanrb-8-2026", "permenpanrb-5-2018", "epss-2022"):
        law = instruments.load(name)
        for one in law.indicators():
            feed = law.outside.get(one.outside or "")
            fed = feed is not None and feed.converts
            for opinion in Opinion:
                text = help_text(one, opinion, outside=fed)
                assert ("o 68,75" in text) == (name == "permenpanrb-8-2026" and fed)
                assert ("| butir" in text) == bool(one.checklist())
                assert ("  +  " in text) == (one.repeatable > 1)
                assert ("tulis catatan asesor" in text) == (opinion is Opinion.OFFICIAL)
                assert ("f TEKS" in text) == (opinion is not Opinion.OFFICIAL)
                assert all(len(line) < 80 for line in text.splitlines())
                assert all(line[12:14] == "  " or line[13] == " " for line in text.splitlines())
                assert text.count("\n") < 23


def test_the_first_screen_keeps_its_line_of_help(tmp_path: Path) -> None:
    lines = "".join(f"      - {{title: Rencana aksi {n}, levels: [2]}}\n" for n in range(4))
    (tmp_path / "pem-2026.yaml").write_text(
        "institution: Kota A\nyear: 2026\nindicators:\n  1:\n    self: 3\n"
        "    owner: Bagian Organisasi dan Reformasi Birokrasi Sekretariat Daerah Kota A\n"
        f"    evidence:\n{lines}    note: catatan\n    remark: kurang\n"
        "    explanation: {fact: fakta, analysis: analisis}\n",
        "utf-8",
    )
    for arguments in (["score", "pem-2026.yaml", "--edit"], ["score", "--edit"]):
        with spbe(tmp_path, *arguments, ROWS="24") as child:
            child.expect_exact(PROMPT)
            assert "? menampilkan bantuan" in child.before
            assert child.before.count("\n") < 24
            assert "bukti lain" in child.before


def test_a_unit_is_spelt_as_it_is_elsewhere(begun: Path) -> None:
    """Capitals follow the known spelling; what only looks alike is asked about, and kept."""
    with spbe(begun.parent, "score", begun.name) as child:
        say(child, "p Bappeda", "i 2", "p BAPPEDA")
        child.expect_exact("Ditulis Bappeda, seperti pada indikator lain.")
        say(child, "i 3", "p bappeda;  Dinas Kominfo")
        child.expect_exact("Ditulis Bappeda")
        say(child, "i 4", "p Diskominfo")
        child.expect_exact("Diskominfo dan Dinas Kominfo tampaknya satu unit.")
        child.sendline("")
        say(child, "i 5", "p Dinas Komunikasi dan Informatika")
        child.expect_exact("tampaknya satu unit.")
        child.sendline("y")
        say(child, "i 6", "p Bappeda dan Diskominfo")
        child.expect_exact("tampaknya beberapa unit; bila benar, tulis p Bappeda;")
        say(child, "i 1", "p BAPPEDA")  # elsewhere it is written otherwise
        child.expect_exact("Ditulis Bappeda")
        say(child, "i 7", "p Bagian Hukum", "p BAGIAN HUKUM", "q")  # its own spelling is its own
        child.expect(pexpect.EOF)
    answers = assessments.load(str(begun))[0].answers
    named = {item: one.owners for item, one in answers.items() if one.owners}
    assert named == {
        "1": ("Bappeda",),
        "2": ("Bappeda",),
        "3": ("Bappeda", "Dinas Kominfo"),
        "4": ("Diskominfo",),
        "5": ("Dinas Kominfo",),
        "6": ("Bappeda dan Diskominfo",),
        "7": ("BAGIAN HUKUM",),
    }


def test_what_an_index_sets_is_not_asked_for(tmp_path: Path) -> None:
    """It is no open indicator, and last year's level is not offered in its place."""
    text = "institution: K\nyear: {year}\ninstrument: permenpanrb-8-2026\n"
    rows = "".join(f"  {n}: 3\n" for n in range(1, 21))
    (tmp_path / "lalu.yaml").write_text(f"{text.format(year=2026)}indicators:\n{rows}", "utf-8")
    file = tmp_path / "ini.yaml"
    file.write_text(
        f"{text.format(year=2027)}outside: {{SDI: 90}}\nindicators: {{4: 2}}\n", "utf-8"
    )
    with spbe(tmp_path, "score", file.name) as child:
        say(child, "i 4", "")
        child.expect_exact("Indikator 6 ")
        child.expect_exact("[Enter: 3 seperti tahun lalu; l: lewati]")
        child.sendline("i 5")
        child.expect_exact("tahun lalu: 3")
        child.expect_exact("SDI 90 dikonversi menjadi 4,60")
        child.expect_exact("\nTingkat " + PROMPT)
        child.sendline("")
        child.expect_exact("Indikator 6 ")
        say(child, "q")
        child.expect(pexpect.EOF)
    assert levels(file) == {"4": 2}


def test_a_pasted_line_of_a_list_is_a_document(begun: Path) -> None:
    with spbe(begun.parent, "score", begun.name) as child:
        say(child, "3")
        for line in ("- Perwal 1 | tingkat 2", "• Perwal 2 - Peta | tingkat 2"):
            child.expect_exact(BEAT)
            child.sendline(line)
        on(child)
        say(child, "b - Perwal 3 | tingkat 3", "q")
        child.expect(pexpect.EOF)
    answers = assessments.load(str(begun))[0].answers
    titles = [one.title for item in ("1", "2") for one in answers[item].evidence]
    assert titles == ["Perwal 1", "Perwal 2 - Peta", "Perwal 3"]


def test_states_of_items_in_english(tmp_path: Path) -> None:
    """They are typed as the list shows them, or as a file has them."""
    law = instruments.load("permenpanrb-8-2026")
    begin.create(tmp_path / "p.yaml", "Kota Contoh", 2026, law, law.id)
    with spbe(tmp_path, "--lang", "en", "score", "p.yaml") as child:
        for line, shown in (
            ("?", "d 3 accepted records item 3"),
            ("d 1 accepted", "Items accepted by level: 1/1"),
            ("d 2 to be revised not signed", "(? help): "),
            ("d 3 revised", "(? help): "),
            ("d 4 ditolak salah", "(? help): "),
            ("d 5 upl", "(? help): "),
            ("d 6 nonsense", "(not yet, uploaded, accepted,"),
            ("d", "to be revised"),
        ):
            child.sendline(line)
            child.expect_exact(shown)
        child.sendline("q")
        child.expect(pexpect.EOF)
    items = list(assessments.load(tmp_path / "p.yaml")[0].answers["1"].items.values())
    assert items == [
        Verdict(State.ACCEPTED),
        Verdict(State.REVISE, "not signed"),
        Verdict(State.REVISE),
        Verdict(State.REJECTED, "salah"),
        Verdict(State.UPLOADED),
    ]
