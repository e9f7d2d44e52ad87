"""One fault per file in ``tests/broken``: what is reported, where, with which words and exit code.

The comments that open a file say what is expected: ``# expect: 5:7 E202 nilai 6 di luar`` (place,
code, and how the message begins; ``-`` where the file as a whole is meant), one line for each
problem, and ``# options: …`` where the fault shows only with an option. A file that cannot open
with a comment has its own in a sibling ``.expect``. Files named ``valid-…`` have no problem.
"""

import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from program import ROOT, Run

from spbe_cli.messages import MESSAGES

BROKEN = Path(__file__).parent / "broken"
BASE = "valid-base.yaml"
COMMANDS = {"assessment": ["score"], "instrument": ["instrument", "check"]}

_EXPECT = re.compile(r"# expect: (?P<place>\d+:\d+|-) (?P<code>E\d{3}) (?P<text>.+)")
_OPTIONS = re.compile(r"# options: (.+)")


class Expected(NamedTuple):
    """A problem: where it stands, its code, and the beginning of its message."""

    place: str
    code: str
    text: str


def header(file: Path) -> list[str]:
    """Return the comments that open a file, or its sibling ``.expect``."""
    beside = file.with_suffix(".expect")
    text = (beside if beside.exists() else file).read_bytes().decode("utf-8", "replace")
    return [line for line in text.splitlines() if line.startswith("#")]


def expected(file: Path) -> list[Expected]:
    found = [match for line in header(file) if (match := _EXPECT.fullmatch(line))]
    return [Expected(match["place"], match["code"], match["text"]) for match in found]


def options(file: Path) -> list[str]:
    found = [match[1] for line in header(file) if (match := _OPTIONS.fullmatch(line))]
    return shlex.split(" ".join(found))


FILES = sorted(file for kind in COMMANDS for file in (BROKEN / kind).glob("*.yaml"))
FAULTY = [file for file in FILES if not file.name.startswith("valid-")]


def well_formed(line: str) -> bool:
    """Tell whether a problem is two sentences, the second a remedy, without holes in either."""
    holes = ("  ", " .", " ,", "( ", " )", ": .", "None", "Fraction")
    return line.endswith(".") and ". " in line and not any(hole in line for hole in holes)


@pytest.mark.parametrize("file", FAULTY, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_exactly_the_faults_are_reported(spbe: Run, file: Path) -> None:
    wanted = expected(file)
    assert wanted, f"{file.name} does not say what to expect"
    name = file.parent.name
    done = spbe(*COMMANDS[name], file.name, *options(file), cwd=file.parent)
    said, silent = done.stderr, done.stdout
    if name == "instrument":  # the problems are what `check` was asked for
        said, silent = silent, said

    assert silent == ""
    assert done.returncode == 3
    starts = [
        f"{file.name}: {one.code} {one.text}"
        if one.place == "-"
        else f"{file.name}:{one.place}: {one.code} {one.text}"
        for one in wanted
    ]
    lines = said.splitlines()
    assert len(lines) == len(starts), said
    for line, start in zip(lines, starts, strict=True):
        assert line.startswith(start)
        assert well_formed(line), line


@pytest.mark.parametrize(
    "file", [file for file in FILES if file not in FAULTY], ids=lambda file: file.stem
)
def test_the_files_without_a_fault_have_no_problem(spbe: Run, file: Path) -> None:
    done = spbe("instrument", "check", file.name, cwd=file.parent)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{file.name}: tidak ada masalah\n"


@pytest.mark.parametrize("kind", COMMANDS)
def test_faults_are_said_in_english_too(spbe: Run, kind: str) -> None:
    """The same codes at the same places: only the words differ."""
    file = BROKEN / kind / "key-twice.yaml"
    done = spbe(*COMMANDS[kind], file.name, "--lang", "en", cwd=file.parent)
    assert done.returncode == 3
    assert (done.stderr + done.stdout).startswith(f"{file.name}:{expected(file)[0].place}: E007 ")


# --- what no stored file can show ---


def missing(_folder: Path) -> list[str]:
    return ["score", "tidak-ada.yaml"]


def folder_not_file(folder: Path) -> list[str]:
    (folder / "folder.yaml").mkdir()
    return ["score", "folder.yaml"]


def huge(folder: Path) -> list[str]:
    line = b"# " + b"x" * 97 + b"\n"
    (folder / "besar.yaml").write_bytes(line * 100_000)
    return ["score", "besar.yaml"]


def written_into_no_folder(_folder: Path) -> list[str]:
    return ["instrument", "schema", "-o", "tidak-ada/skema.json"]


def written_over_a_file(folder: Path) -> list[str]:
    (folder / "ada.json").write_text("isi lama", "utf-8")
    return ["instrument", "schema", "-o", "ada.json"]


def written_by_an_instrument_that_is_missing(folder: Path) -> list[str]:
    text = "institution: Kota Contoh\nyear: 2024\ninstrument: lain.yaml\nindicators: {1: 3}\n"
    (folder / "a.yaml").write_text(text, "utf-8")
    return ["score", "a.yaml"]


def fed_by_a_file_that_is_missing(folder: Path) -> list[str]:
    text = "institution: Kota Contoh\nyear: 2026\noutside: {IPS: {file: epss.yaml}}\n"
    (folder / "a.yaml").write_text(text + "indicators: {1: 3}\n", "utf-8")
    return ["score", "a.yaml"]


SITUATIONS: dict[str, tuple[Callable[[Path], list[str]], str]] = {
    "E001": (missing, "tidak-ada.yaml: E001 berkas tidak ditemukan. "),
    "E002": (folder_not_file, "folder.yaml: E002 berkas tidak dapat dibaca: "),
    "E003": (huge, "besar.yaml: E003 berkas terlalu besar: 10 MB, batas 5 MB. "),
    "E014": (written_into_no_folder, "tidak-ada/skema.json: E014 berkas tidak dapat ditulis: "),
    "E018": (
        written_by_an_instrument_that_is_missing,
        "a.yaml:3:13: E018 berkas instrumen lain.yaml tidak ditemukan. ",
    ),
    "E243": (
        fed_by_a_file_that_is_missing,
        "a.yaml:3:16: E243 berkas epss.yaml (indeks luar IPS) tidak ditemukan. ",
    ),
    "E015": (written_over_a_file, "ada.json: E015 berkas sudah ada. "),
}


@pytest.mark.parametrize("code", SITUATIONS)
def test_files_that_cannot_be_read_or_written(spbe: Run, tmp_path: Path, code: str) -> None:
    arrange, start = SITUATIONS[code]
    before = arrange(tmp_path)
    files = {file: file.stat().st_size for file in tmp_path.iterdir()}
    done = spbe(*before, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr.replace("\\", "/").startswith(start)
    assert done.stderr.count("\n") == 1
    assert well_formed(done.stderr.rstrip("\n"))
    assert {file: file.stat().st_size for file in tmp_path.iterdir()} == files


def test_every_code_is_produced() -> None:
    """A code that nothing produces is a promise about nothing: add a broken file, or remove it."""
    shown = {one.code for file in FAULTY for one in expected(file)}
    assert shown.isdisjoint(SITUATIONS)
    elsewhere = "".join(  # files that are not YAML, or that change while they are open
        (ROOT / "tests" / name).read_text("utf-8")
        for name in (
            "test_agenda.py",
            "test_agenda_home.py",
            "test_editing.py",
            "test_epss.py",
            "test_laws.py",
            "test_letter.py",
            "test_links.py",
            "test_lists.py",
            "test_mistaken.py",
            "test_other_workbooks.py",
            "test_effort.py",
            "test_form.py",
            "test_form_comments.py",
            "test_form_long.py",
            "test_import.py",
            "test_items.py",
            "test_rank.py",
            "test_rank_truth.py",
            "test_previous.py",
            "test_report.py",
            "test_scenarios.py",
            "test_support.py",
            "test_sealed.py",
            "test_sent.py",
            "test_tauval.py",
            "test_provinces.py",
            "test_wording.py",
            "test_session.py",
            "test_simulate.py",
            "test_carry.py",
            "test_yardstick.py",
            "test_evidence.py",
            "test_hard_links.py",
            "test_voices.py",
            *(file.name for file in (ROOT / "tests").glob("test_worksheet*.py")),
            "test_year.py",
        )
    )
    rest = set(MESSAGES) - shown - set(SITUATIONS)
    assert [code for code in sorted(rest) if code not in elsewhere] == []


# --- the small instrument of our own works wherever a shipped one does ---

LEVELS = "indicators: {1: 3, 1-2: 2, 2: 1, 3: 2, 4: 3}\n"
HEAD = "institution: Instansi Contoh\nyear: 2024\n"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder with the small instrument in it, named as a user would name it."""
    (tmp_path / "instrumen.yaml").write_bytes((BROKEN / "instrument" / BASE).read_bytes())
    return tmp_path


def test_own_instrument_named_in_the_file(spbe: Run, own: Path) -> None:
    """(3 + 2 + 1) / 3 = 2 of 40, (40 × 2 + 20 × 3) / 60 of 60: 80 + 140 of 100 is 2.20."""
    (own / "tahun").mkdir()
    file = own / "tahun" / "2024.yaml"
    file.write_text(HEAD + "instrument: ../instrumen.yaml\n" + LEVELS, "utf-8")
    done = spbe("score", file, "--format", "csv", cwd=own.parent)
    assert (done.returncode, done.stderr) == (0, "")
    row = done.stdout.splitlines()[1]
    assert row.startswith("Instansi Contoh,2024,instansi-1-2024,self,index,,Indeks Layanan,")
    assert ",2.20,2.2,2.2,2.2,Sedang," in row


def test_own_instrument_given_as_an_option(spbe: Run, own: Path) -> None:
    """The option wins over the file's own choice, and is relative to where the user stands."""
    (own / "a.yaml").write_text(HEAD + "instrument: 59/2020\n" + LEVELS, "utf-8")
    done = spbe("score", "a.yaml", "--instrument", "./instrumen.yaml", "--explain", cwd=own)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Keputusan 1/2024" in done.stdout
    assert "Indeks Layanan = 220,00 : 100,00 = 2,20" in done.stdout


@pytest.mark.parametrize("form", ["text", "json", "csv"])
def test_own_instrument_shown(spbe: Run, own: Path, form: str) -> None:
    whole = spbe("instrument", "show", "instrumen.yaml", "--format", form, cwd=own)
    assert (whole.returncode, whole.stderr) == (0, "")
    assert "Kepuasan Pengguna" in whole.stdout
    one = spbe("instrument", "show", "instrumen.yaml", "1-2", "--format", form, cwd=own)
    assert (one.returncode, one.stderr) == (0, "")
    assert "Rencana Kerja" in one.stdout
    assert "Kepuasan Pengguna" not in one.stdout


def test_own_instrument_recovers_published_indices(spbe: Run, own: Path) -> None:
    """100 of 40 prints as 2.50 and 100 of 60 as 1.67: together exactly 2, not 2.002."""
    published = "published: {domains: {1: 2.50, 2: 1.67}, index: 2.00, predicate: Sedang}\n"
    (own / "a.yaml").write_text(HEAD + "instrument: instrumen.yaml\n" + published, "utf-8")
    done = spbe("score", "a.yaml", "--format", "csv", cwd=own)
    assert (done.returncode, done.stderr) == (0, "")
    assert ",2.00,2,2,2,Sedang," in done.stdout.splitlines()[1]


def test_own_instrument_with_a_fault_is_not_used(spbe: Run, own: Path) -> None:
    """Problems of the instrument are reported in its own file, before anything is scored."""
    law = own / "instrumen.yaml"
    law.write_text(law.read_text("utf-8").replace("weight: 60", "weight: 50", 1), "utf-8")
    (own / "a.yaml").write_text(HEAD + "instrument: instrumen.yaml\n" + LEVELS, "utf-8")
    done = spbe("score", "a.yaml", cwd=own)
    assert (done.returncode, done.stdout) == (3, "")
    lines = done.stderr.splitlines()
    assert [re.sub(r"^instrumen\.yaml:\d+:\d+: (E\d+) .*", r"\1", one) for one in lines] == [
        "E109",
        "E101",
    ]
