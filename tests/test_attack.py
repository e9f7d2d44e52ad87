"""What a user can do to the program without meaning it: no traceback, the right exit code.

Names of files, what stands in them, the terminal, the pipes and the keyboard are all the user's.
"""

import csv
import io
import json
import os
import re
import shlex
import signal
import string
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from program import ROOT, Run

from spbe_cli.core.assessment import Opinion
from spbe_cli.core.laws.page import indicator_page
from spbe_cli.core.score.scoring import Scores, score
from spbe_cli.problems import Place, Problem, SpbeError
from spbe_cli.render.text.indicator import page_text
from spbe_cli.render.text.instrument import tree_text
from spbe_cli.render.text.score import score_text
from spbe_cli.render.text.screen import Screen
from spbe_cli.store.yaml import assessments, instruments

EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
BASE = ROOT / "tests/broken/instrument/valid-base.yaml"
GOOD = "institution: Kota Contoh\nyear: 2024\nindicators: {1: 3, 2: 2}\n"
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="POSIX file names, pipes and signals")
NOT_ROOT = pytest.mark.skipif(
    getattr(os, "geteuid", lambda: 1)() == 0, reason="root may read and write everything"
)
UNREADABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def started(*arguments: str | Path, **options: Any) -> "subprocess.Popen[bytes]":
    """Start the program and return without waiting for it."""
    command = [sys.executable, "-m", "spbe_cli", *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, **options)


def refused(call: Callable[[], object]) -> tuple[Problem, ...]:
    """Return the problems for which a call is refused; none where it succeeds."""
    try:
        call()
    except SpbeError as error:
        return error.problems or pytest.fail("refused without a word")
    return ()


def written(folder: Path, text: str, name: str = "a.yaml") -> Path:
    file = folder / name
    file.write_bytes(text.encode())
    return file


# --- files ---


@pytest.mark.parametrize(
    "command", [["score"], ["instrument", "check"], ["instrument", "show"]], ids=" ".join
)
def test_a_missing_file(spbe: Run, tmp_path: Path, command: list[str]) -> None:
    done = spbe(*command, "tidak-ada.yaml", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr == (
        "tidak-ada.yaml: E001 berkas tidak ditemukan. Periksa nama dan foldernya.\n"
    )


def test_an_instrument_file_that_the_assessment_names_is_missing(spbe: Run, tmp_path: Path) -> None:
    file = written(tmp_path, GOOD + "instrument: tidak-ada.yaml\n")
    done = spbe("score", file.name, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (4, "")
    assert "a.yaml:4:13: E018 berkas instrumen tidak-ada.yaml" in done.stderr


@NOT_ROOT
def test_a_file_that_may_not_be_read(spbe: Run, tmp_path: Path) -> None:
    file = written(tmp_path, GOOD)
    file.chmod(0)
    done = spbe("score", file)
    assert done.returncode == 4
    assert "E002 berkas tidak dapat dibaca: tidak ada izin. " in done.stderr


@NOT_ROOT
def test_a_folder_that_may_not_be_written(spbe: Run, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    done = spbe("instrument", "schema", "-o", tmp_path / "skema.json")
    tmp_path.chmod(0o700)
    assert done.returncode == 4
    assert "E014 berkas tidak dapat ditulis: tidak ada izin. " in done.stderr


@POSIX
def test_a_file_that_links_to_itself(spbe: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").symlink_to("a.yaml")
    done = spbe("score", "a.yaml", cwd=tmp_path)
    assert done.returncode == 4
    assert done.stderr.startswith("a.yaml: E002 berkas tidak dapat dibaca: ")


@POSIX
def test_a_file_without_an_end(spbe: Run) -> None:
    done = spbe("score", "/dev/zero")
    assert done.returncode == 4
    assert done.stderr.startswith("/dev/zero: E002 ")
    done = spbe("score", "-", stdin="0" * 6_000_000)
    assert done.returncode == 4
    assert done.stderr.startswith("-: E003 berkas terlalu besar: ")
    assert " 0" not in done.stderr


NAMES = [
    "kota contoh.yaml",
    "-mulai.yaml",
    "日本 é ñ.yaml",
    "[bold]merah.yaml",
    "%s {0} %(a)s.yaml",
]
if sys.platform != "win32":  # which forbids some characters and long paths
    NAMES += ['it\'s "x".yaml', "a;b&c $(x) `y` $HOME.yaml", "x" * 195 + ".yaml"]


@pytest.mark.parametrize("name", NAMES, ids=lambda name: name[:12])
def test_any_file_name_works(spbe: Run, tmp_path: Path, name: str) -> None:
    written(tmp_path, GOOD, name)
    done = spbe("score", "--", name, cwd=tmp_path, env={"COLUMNS": "300"})
    assert (done.returncode, done.stderr) == (0, "")
    assert "Kota Contoh" in done.stdout
    suggested = done.stdout.splitlines()[-1].removeprefix("  Berikutnya: ")
    if sys.platform != "win32":  # shlex reads what a POSIX shell reads
        program, *arguments = shlex.split(suggested)
        assert program == "spbe"
        again = spbe(*arguments, cwd=tmp_path)
        assert (again.returncode, again.stderr) == (0, ""), suggested


@pytest.mark.parametrize("name", NAMES, ids=lambda name: name[:12])
def test_any_file_name_is_named_as_it_is(spbe: Run, tmp_path: Path, name: str) -> None:
    written(tmp_path, "- 1\n", name)
    done = spbe("score", "--", name, cwd=tmp_path)
    assert done.returncode == 3
    assert done.stderr.startswith(f"{name}:1:1: E010 ")


@POSIX
def test_a_file_name_that_is_no_text(spbe: Run, tmp_path: Path) -> None:
    """Linux lets a file be named by any bytes; each output says something rather than nothing."""
    name = os.fsdecode(b"kota-\xff.yaml")
    written(tmp_path, GOOD, name)
    assert spbe("score", name, cwd=tmp_path).returncode == 0
    for form in ("text", "json", "csv"):
        done = spbe("instrument", "check", name, "--format", form, cwd=tmp_path)
        assert (done.returncode, done.stderr) == (3, "")
        assert "kota-" in done.stdout


@POSIX
def test_a_file_name_cannot_command_the_terminal(spbe: Run, tmp_path: Path) -> None:
    name = "a\x1b[31m\x9b31m.yaml"
    written(tmp_path, GOOD, name)
    written(tmp_path, "- 1\n", f"b{name}")
    for file in (name, f"b{name}", f"c{name}"):
        done = spbe("score", file, cwd=tmp_path)
        assert not UNREADABLE.search(done.stdout + done.stderr)


@pytest.mark.parametrize("text", ["", "\ufeff"], ids=["plain", "bom"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_line_ends_and_byte_order_mark(spbe: Run, tmp_path: Path, text: str, end: str) -> None:
    file = written(tmp_path, text + GOOD.replace("3, 2: 2", "3, 2: 9").replace("\n", end))
    done = spbe("score", file.name, cwd=tmp_path)
    assert done.returncode == 3
    assert done.stderr.startswith("a.yaml:3:23: E202 ")


def test_one_file_twice_and_files_with_problems(spbe: Run, tmp_path: Path) -> None:
    """Problems of all files are reported; the figures of the good ones are not, in part."""
    written(tmp_path, GOOD)
    written(tmp_path, "- 1\n", "b.yaml")
    written(tmp_path, "", "c.yaml")
    twice = spbe("score", "a.yaml", "a.yaml", cwd=tmp_path)
    assert (twice.returncode, twice.stderr) == (0, "")
    assert twice.stdout.count("Kota Contoh") == 2
    mixed = spbe("score", "a.yaml", "b.yaml", "c.yaml", cwd=tmp_path)
    assert (mixed.returncode, mixed.stdout) == (3, "")
    assert [line.split(":")[0] for line in mixed.stderr.splitlines()] == ["b.yaml", "c.yaml"]


# --- standard input and output ---


@pytest.mark.parametrize(
    ("stdin", "code", "said"),
    [
        (GOOD, 0, ""),
        ("", 3, "-: E006 berkas kosong. "),
        ("institution: Kota\nyear: 2024\nindicators: {1: 9}\n", 3, "-:3:17: E202 nilai 9 "),
        (b"institution: Kota \xe9\n", 3, "-:1:19: E004 teks bukan UTF-8. "),
        (b"\x00\x01\x02", 3, "-:1:1: E005 susunan YAML tidak sah. "),
    ],
    ids=["good", "empty", "broken", "latin-1", "binary"],
)
def test_standard_input(spbe: Run, stdin: str | bytes, code: int, said: str) -> None:
    done = spbe("score", "-", stdin=stdin)
    assert done.returncode == code
    assert done.stderr.startswith(said)
    assert bool(done.stdout) == (code == 0)


# Unbuffered, a write fails inside the command; buffered, a short one only when the program ends.
BUFFERS = pytest.mark.parametrize("unbuffered", ["1", ""], ids=["unbuffered", "buffered"])
OUTPUTS = pytest.mark.parametrize(
    "arguments",
    [["score", EXAMPLES[0]], ["score", EXAMPLES[0], "--format", "json"], ["--help"]],
    ids=["text", "json", "help"],
)


@POSIX
@BUFFERS
@OUTPUTS
def test_a_reader_that_has_gone(arguments: list[str | Path], unbuffered: str) -> None:
    """As in ``| head -1``: the pipe is closed before anything is written."""
    reader, writer = os.pipe()
    os.close(reader)
    env = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    with started(*arguments, stdout=writer, stderr=subprocess.PIPE, env=env) as done:
        os.close(writer)
        assert done.communicate()[1] == b""
    assert done.returncode == 0


@POSIX
@BUFFERS
@OUTPUTS
def test_a_disk_that_is_full(arguments: list[str | Path], unbuffered: str) -> None:
    """Figures that could not be written are not a success, and not a fault of the program."""
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    env = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    with (
        Path("/dev/full").open("wb") as full,
        started(*arguments, stdout=full, stderr=subprocess.PIPE, env=env) as done,
    ):
        said = done.communicate()[1].decode()
    assert "Traceback" not in said
    assert done.returncode == 4
    assert "E014 " in said


@POSIX
@pytest.mark.parametrize(
    ("closed", "arguments", "codes"),
    [
        (">&-", ["score", "examples/denpasar-2018.yaml"], (0, 4)),
        (">&-", ["score", "examples/denpasar-2018.yaml", "--format", "json"], (0, 4)),
        (">&-", ["--help"], (0, 4)),
        ("2>&-", ["score", "tidak-ada.yaml"], (4,)),
        ("<&-", ["score", "-"], (3, 4)),
    ],
)
def test_streams_that_are_closed(closed: str, arguments: list[str], codes: tuple[int, ...]) -> None:
    command = shlex.join([sys.executable, "-m", "spbe_cli", *arguments])
    done = subprocess.run(
        ["sh", "-c", f"{command} {closed}"], cwd=ROOT, capture_output=True, check=False
    )
    assert b"Traceback" not in done.stderr
    assert done.returncode in codes


@POSIX
def test_interrupted_while_reading() -> None:
    """The pipe holds less than this, so the write ends only when the program is reading."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}

    def heard() -> None:  # a shell's background job has it ignored, and so would the child
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    with started("score", "-", preexec_fn=heard, **pipes) as process:
        assert process.stdin is not None
        process.stdin.write(b"#" * 1_000_000)
        process.stdin.flush()
        process.send_signal(signal.SIGINT)
        process.stdin.close()
        assert process.wait(30) == 130
        assert process.stderr is not None
        assert process.stderr.read() == b""


# --- consoles ---


def console(encoding: str) -> Mapping[str, str]:
    return {"PYTHONUTF8": "0", "PYTHONIOENCODING": encoding}


SHOWN = [
    ["score", "examples/bandar-lampung-2023.yaml"],
    ["score", "examples/palangka-raya-2022.yaml", "--explain"],
    ["score", "examples/denpasar-2018.yaml", "examples/aceh-tengah-2026.yaml"],
    ["instrument", "show", "8/2026"],
    ["instrument", "show", "59/2020", "12"],
    ["instrument", "list"],
    ["score", "--help"],
    ["score", "examples/denpasar-2018.yaml", "--set", "1=9"],
    ["score", "tidak-ada.yaml"],
    ["skor"],
]


@pytest.mark.parametrize(
    ("encoding", "arguments"),
    [
        (encoding, arguments)
        for encoding in ("cp1252", "ascii")
        for arguments in SHOWN
        # typer takes an ASCII console for a wrong setting, and writes help as UTF-8.
        if encoding != "ascii" or "--help" not in arguments
    ],
    ids=lambda one: one if isinstance(one, str) else " ".join(one),
)
def test_a_console_that_lacks_characters(spbe: Run, encoding: str, arguments: list[str]) -> None:
    plain = spbe(*arguments)
    done = spbe(*arguments, env=console(encoding), encoding=encoding)
    assert done.returncode == plain.returncode
    assert "Traceback" not in done.stderr
    assert len(done.stdout.splitlines()) == len(plain.stdout.splitlines())
    lost = done.stdout.count("?") - plain.stdout.count("?")
    assert lost <= (len(plain.stdout) // 20 if encoding == "ascii" else 0)


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_data_is_utf_8_whatever_the_console_is(spbe: Run, tmp_path: Path, encoding: str) -> None:
    file = written(tmp_path, GOOD.replace("Kota Contoh", "Kota – “Ünï” 日本"))
    done = spbe("score", file, "--format", "json", env=console(encoding))
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["institution"] == "Kota – “Ünï” 日本"
    done = spbe("score", file, "--format", "csv", env=console(encoding))
    assert next(csv.DictReader(io.StringIO(done.stdout)))["institution"] == "Kota – “Ünï” 日本"
    done = spbe("instrument", "schema", env=console(encoding))
    assert json.loads(done.stdout)["properties"]


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_no_line_is_wider_than_the_terminal(spbe: Run, file: Path, width: int) -> None:
    for more in ([], ["--explain"]):
        done = spbe("score", f"examples/{file.name}", *more, env={"COLUMNS": str(width)})
        assert (done.returncode, done.stderr) == (0, "")
        assert [line for line in done.stdout.splitlines() if cells(line) > width] == []


@pytest.mark.parametrize("width", ["40", "10", "0", "-3", "abc", "1000000", ""])
def test_odd_widths_of_a_terminal(spbe: Run, width: str) -> None:
    done = spbe("score", "examples/denpasar-2018.yaml", env={"COLUMNS": width})
    assert (done.returncode, done.stderr) == (0, "")
    assert "Pemerintah Kota Denpasar" in done.stdout


def cells(line: str) -> int:
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in line)
    return len(line) + wide


def on_a_terminal(*arguments: str, env: Mapping[str, str]) -> str:
    """Run the program with a pseudo-terminal for its output; return what it would show."""
    controller, terminal = os.openpty()
    ours = {key: os.environ[key] for key in ("PATH", "PYTHONPATH") if key in os.environ}
    everything = {**ours, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", **env}
    with started(*arguments, stdout=terminal, stderr=terminal, env=everything):
        os.close(terminal)
        shown = b""
        while True:
            try:
                piece = os.read(controller, 65536)
            except OSError:  # Linux says so when the other side has gone
                break
            if not piece:
                break
            shown += piece
        os.close(controller)
    return shown.decode("utf-8", "replace")


@POSIX
@pytest.mark.parametrize(
    ("env", "coloured"),
    [
        ({}, True),
        ({"NO_COLOR": "1"}, False),
        ({"TERM": "dumb"}, False),
    ],
    ids=["plain", "NO_COLOR", "dumb"],
)
def test_colours_only_where_they_are_welcome(env: Mapping[str, str], *, coloured: bool) -> None:
    shown = on_a_terminal("score", "examples/denpasar-2018.yaml", env=env)
    assert "Pemerintah Kota Denpasar" in shown
    assert bool(re.search(r"\x1b\[[0-9;]*3[0-9]", shown)) == coloured
    assert "▇" in shown


def test_no_colours_in_a_pipe(spbe: Run) -> None:
    for arguments in SHOWN:
        done = spbe(*arguments, env={"TERM": "xterm-256color", "COLORTERM": "truecolor"})
        assert "\x1b" not in done.stdout + done.stderr


# --- what stands in a file ---

HOSTILE = "\x1b[31mKota\x1b[0m \x9b31m[bold]X[/bold] :smile: \u202eabc\u202c \u200fdef\x07\x08\r"


def quoted(text: str) -> str:
    """Write a text as YAML in double quotes, with everything unusual escaped."""
    return json.dumps(text).replace("\\u00", "\\x")


@pytest.mark.parametrize("more", [[], ["--explain"], ["a.yaml"]], ids=["one", "explain", "two"])
def test_a_file_cannot_command_the_terminal(spbe: Run, tmp_path: Path, more: list[str]) -> None:
    text = quoted(HOSTILE)
    written(
        tmp_path,
        f"institution: {text}\nyear: 2024\nindicators:\n"
        f"  1: {{official: 2, owner: {text}, note: {text}, evidence: [{{title: {text}}}]}}\n"
        f"published: {{source: {text}, domains: {{1: 3.00, 2: 2.20, 3: 1.27, 4: 3.31}}}}\n",
    )
    done = spbe("score", "a.yaml", *more, cwd=tmp_path, env={"COLUMNS": "300"})
    assert (done.returncode, done.stderr) == (0, "")
    assert not UNREADABLE.search(done.stdout)
    assert "[bold]X[/bold] :smile:" in done.stdout


@pytest.mark.parametrize(
    "line",
    [
        "{0}: 3",
        "institution: {0}\nyear: {0}",
        "year: 2024\ninstrument: {0}",
        "year: 2024\nindicators: {{{0}: 3}}",
        "year: 2024\nindicators: {{1: {0}}}",
        "year: 2024\nindicators: {{1: {{action: {{text: x, due: {0}}}}}}}",
        "year: 2026\noutside: {{{0}: 3}}",
        "year: 2024\npublished: {{predicate: {0}}}",
        "year: 2024\npublished: {{domains: {{{0}: 3}}}}",
        "year: 2024\ninstrument: {0}.yaml",
    ],
)
def test_a_problem_cannot_command_the_terminal(spbe: Run, tmp_path: Path, line: str) -> None:
    head = "" if line.startswith("institution") else "institution: Kota\n"
    text = quoted(HOSTILE)
    if line.endswith(".yaml"):
        line, text = line.removesuffix(".yaml"), quoted(HOSTILE + ".yaml")
    written(tmp_path, head + line.format(text) + "\n")
    done = spbe("score", "a.yaml", cwd=tmp_path)
    assert (done.returncode, done.stdout) in ((3, ""), (4, ""))
    assert not UNREADABLE.search(done.stderr)
    assert done.stderr.endswith(".\n")


def test_an_instrument_cannot_command_the_terminal(spbe: Run, tmp_path: Path) -> None:
    text = BASE.read_text("utf-8")
    for key in ("short", "index", "regulation"):
        text = re.sub(rf"(?m)^{key}: .*", lambda found: found[0].split(":")[0] + ": @", text)
    text = re.sub(r"name: [^,}\n]+", "name: @", text)
    text = re.sub(r"(at|owner): [^,}\n]+", r"\1: @", text)
    text = re.sub(r"([123]): [^{}:,]+\.(?=[,}])", r"\1: @", text)
    written(tmp_path, text.replace("@", quoted(HOSTILE)), "law.yaml")
    written(tmp_path, GOOD)
    for command in (
        ["instrument", "check", "law.yaml"],
        ["instrument", "show", "law.yaml"],
        ["instrument", "show", "law.yaml", "4"],
        ["score", "a.yaml", "--instrument", "law.yaml"],
        ["score", "a.yaml", "--instrument", "law.yaml", "--explain"],
    ):
        done = spbe(*command, cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, "")
        assert not UNREADABLE.search(done.stdout), command


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Kota\u00a0Contoh", "Kota Contoh"),
        ("Kota Contoh\n", "Kota Contoh"),
        (" Kota Contoh ", "Kota Contoh"),
        ("Kota\tContoh", "Kota Contoh"),
        ("Kota Con\u00adtoh", "Kota Contoh"),
    ],
    ids=["no-break space", "end of line", "blanks", "tab", "soft hyphen"],
)
def test_names_pasted_from_elsewhere(spbe: Run, tmp_path: Path, name: str, shown: str) -> None:
    """Word, PDF and YAML blocks leave invisible characters; a name is shown without them."""
    written(tmp_path, f"institution: {quoted(name)}\nyear: 2024\nindicators: {{1: 3}}\n")
    done = spbe("score", "a.yaml", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{shown} · 2024 · ")


def test_a_long_name_wraps(spbe: Run, tmp_path: Path) -> None:
    name = "Pemerintah Kabupaten Panjang " * 10 + "x" * 60
    written(tmp_path, f"institution: {name}\nyear: 2024\nindicators: {{1: 3}}\n")
    for more in ([], ["--explain"], ["a.yaml"]):
        done = spbe("score", "a.yaml", *more, cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, "")
        assert max(map(len, done.stdout.splitlines())) <= 80


VALUES = [
    ("3", "3"),
    ("3,0", "3"),
    ("3.0", "3"),
    ('"3"', "3"),
    ('" 3 "', "3"),
    ("'3,00'", "3"),
    ("03", "3"),
    ("", None),
    ("~", None),
    ("null", None),
    ("{}", None),
    ("{self: }", None),
    ("10000000000", "E010"),
    ("1" + "0" * 400, "E010"),
    ("NaN", "E010"),
    (".nan", "E010"),
    (".inf", "E010"),
    ("1e5", "E010"),
    ("-3", "E010"),
    ("+3", "E010"),
    ("3.", "3"),
    ("3.,", "E010"),
    ("0x3", "E010"),
    ("3_0", "E010"),
    ("1/2", "E010"),
    ("３", "E010"),
    ("٣", "E010"),
    ('""', "E010"),
    ("'null'", "E010"),
    ("true", "E010"),
    ("[3]", "E010"),
    ("2024-05-31", "E010"),
    ("010", "E202"),
    ("999999999", "E202"),
    ("3.000000000001", "E203"),
]


@pytest.mark.parametrize(("value", "expected"), VALUES, ids=[one[:16] for one, _to in VALUES])
def test_ways_to_write_a_level(tmp_path: Path, value: str, expected: str | None) -> None:
    text = f"institution: Kota\nyear: 2024\nindicators:\n  1: {value}\n"
    file = written(tmp_path, text)
    problems = refused(lambda: assessments.load(str(file)))
    if expected is not None and expected.startswith("E"):
        assert [(one.code, one.place) for one in problems] == [(expected, Place(str(file), 4, 6))]
    else:
        assert problems == ()
        level = assessments.load(str(file))[0].levels(Opinion.SELF).get("1")
        assert (None if level is None else str(level)) == expected


KEYS = [
    ("01", "E204"),
    ("1.0", "E204"),
    ("1-2", "E204"),
    ("-1", "E008"),
    ("'1 '", "E008"),
    ("１", "E008"),
    ("~", "E008"),
    ("''", "E008"),
    ("'1\n\n'", "E005"),
    ("true", "E204"),
    ("1e0", "E204"),
]


@pytest.mark.parametrize(("key", "code"), KEYS, ids=[repr(one) for one, _to in KEYS])
def test_keys_that_look_like_an_indicator(tmp_path: Path, key: str, code: str) -> None:
    file = written(tmp_path, f"institution: Kota\nyear: 2024\nindicators: {{{key}: 3, 1: 2}}\n")
    problems = refused(lambda: assessments.load(str(file)))
    assert [one.code for one in problems] == [code]


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("year: 99999999999", ["E010"]),
        ("year: 0", ["E010"]),
        ("year: -2024", ["E010"]),
        ("year: 2024.5", ["E010"]),
        ("year: [2024]", ["E010"]),
        ("year: ~", ["E010"]),
        ("year: 2024\nindicators: []", ["E010"]),
        ("year: 2024\nindicators: 3", ["E010"]),
        ("year: 2024\npublished: ~", []),
        ("year: 2024\npublished: {domains: 3}", ["E010"]),
        ("year: 2024\npublished: {domains: {1: ~}}", ["E010"]),
        ("year: 2024\noutside: ~", []),
        ("year: 2024\ninstrument: {a: 1}", ["E010"]),
        ("year: 2024\ninstrument: '../../etc/passwd'", ["E205"]),
        ("year: 2024\ninstrument: '..\\..\\indicators\\permenpanrb-59-2020'", ["E205"]),
        ('year: 2024\ninstrument: "a\\0.yaml"', ["E002"]),
        ("year: 2024\n? [a, b]\n: 3", ["E005"]),
        ("year: 2024\n" + "a" * 100_000 + ": 3", ["E005"]),
        ("year: 2024\nindicators: {1: " + "[" * 100_000, ["E012"]),
        ("year: 2024\nindicators:\n  <<: {1: 3}", ["E008"]),
    ],
)
def test_odd_lines(tmp_path: Path, line: str, codes: list[str]) -> None:
    file = written(tmp_path, f"institution: Kota\n{line}\n")
    problems = refused(lambda: assessments.load(str(file)))
    assert [one.code for one in problems] == codes


def test_optional_keys_left_empty_are_as_good_as_absent(tmp_path: Path) -> None:
    """As a template leaves them: to be filled in later."""
    file = written(
        tmp_path,
        "institution: Kota\nyear: 2024\ninstrument:\nindicators:\n"
        "  1: {self: 3, verified: , official: ~, target: null, owner: , evidence: , note: ~}\n"
        "  2: {self: 3, evidence: [{title: SK, file: , url: , date: , levels: }], action: }\n"
        "outside:\npublished:\n",
    )
    assessment, law = assessments.load(str(file))
    assert law.id == "permenpanrb-59-2020"
    assert {key: str(level) for key, level in assessment.levels(Opinion.SELF).items()} == {
        "1": "3",
        "2": "3",
    }


def test_what_was_published_elsewhere_does_not_hide_our_own_levels(tmp_path: Path) -> None:
    """An index alone cannot be taken apart, so it is no reason to leave complete levels aside."""
    levels = ", ".join(f"{number}: 3" for number in range(1, 48))
    text = f"institution: Kota\nyear: 2024\nindicators: {{{levels}}}\npublished: {{index: 2.66}}\n"
    assessment, law = assessments.load(str(written(tmp_path, text)))
    assert score(law, assessment).opinion is Opinion.SELF


# --- the command line ---

ONE = "examples/denpasar-2018.yaml"
COMMAND_LINES = [
    ([], 0),
    (["score"], 2),
    (["skor"], 2),
    (["score", ONE, "--tidak-ada"], 2),
    (["score", ONE, "--format", "xml"], 2),
    (["score", ONE, "--format"], 2),
    (["score", ONE, "--opinion", "xyz"], 2),
    (["score", ONE, "--opinion", ""], 2),
    (["score", ONE, "--opinion", "verified"], 3),
    (["score", ONE, "--min", "abc"], 2),
    (["score", ONE, "--min", "-1"], 2),
    (["score", ONE, "--min", "1e5"], 2),
    (["score", ONE, "--min", "2,00"], 0),
    (["score", ONE, "--min", "2.65"], 5),
    (["score", ONE, "--set", "=3"], 2),
    (["score", ONE, "--set", "12="], 2),
    (["score", ONE, "--set", "12"], 2),
    (["score", ONE, "--set", "12=tiga"], 2),
    (["score", ONE, "--set", "12=3=4"], 2),
    (["score", ONE, "--set", "99=3"], 3),
    (["score", ONE, "--set", "12=9"], 3),
    (["score", ONE, "--set", "12=2.5"], 3),
    (["score", ONE, "--set", "12=3", "--set", "12=4"], 0),
    (["score", ONE, "--instrument", "1/2000"], 3),
    (["score", ONE, "--instrument", ""], 3),
    (["score", ONE, "--instrument", "."], 3),
    (["score", ONE, "--instrument", ONE], 3),
    (["score", ONE, "--instrument", "tidak-ada.yaml"], 4),
    (["score", ONE, "--lang", "xx"], 2),
    (["score", ONE, "--lang"], 2),
    (["score", ""], 4),
    (["score", ".", "examples"], 4),
    (["instrument"], 0),
    (["instrument", "show", "1/2000"], 3),
    (["instrument", "show", "59/2020", "48"], 3),
    (["instrument", "show", "59/2020", "1", "2"], 2),
    (["instrument", "show", "2020"], 3),
    (["instrument", "check"], 2),
    (["instrument", "check", "59/2020"], 4),
    (["instrument", "check", ONE], 3),
    (["instrument", "schema", "penilaian"], 2),
    (["instrument", "schema", "-o", "."], 4),
    (["instrument", "schema", "-o", ""], 4),
    (["instrument", "schema", "-o", f"{ONE}/skema.json"], 4),
    (["instrument", "schema", "-o", "x" * 300], 4),
]


@pytest.mark.parametrize(
    ("arguments", "code"), COMMAND_LINES, ids=[" ".join(one)[:60] for one, _code in COMMAND_LINES]
)
def test_command_lines(spbe: Run, arguments: list[str], code: int) -> None:
    done = spbe(*arguments)
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    checked = arguments[:2] == ["instrument", "check"] and code == 3  # problems are its output
    assert bool(done.stderr) == (code in (2, 3, 4) and not checked)
    assert bool(done.stdout) == (code in (0, 5) or checked)
    for line in done.stderr.splitlines():
        assert "  " not in line
        assert not re.search(r"\b(Error|Invalid|Missing|option|argument|requires)\b", line)
    if code == 2 and "--lang" not in arguments:
        command = " ".join(one for one in arguments[:2] if one in ("score", "instrument", "show"))
        assert done.stderr.splitlines()[-1].startswith(f"Bantuan: spbe {command}".rstrip())


def test_the_last_of_two_changes_counts(spbe: Run) -> None:
    last = spbe("score", ONE, "--set", "1=3", "--set", "1=4", "--format", "csv")
    only = spbe("score", ONE, "--set", "1=4", "--format", "csv")
    assert last.stdout == only.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["skor\x1b[31m"],
        ["score", ONE, "--x\x1b[31m"],
        ["score", ONE, "--lang", "x\x1b[31m"],
        ["score", ONE, "--set", "1\x1b[31m=3"],
        ["score", ONE, "--instrument", "\x1b[31m"],
        ["instrument", "show", "59/2020", "1\x1b[31m"],
        ["instrument", "show", "59/2020", "1", "2\x1b[31m"],
    ],
    ids=repr,
)
def test_a_command_line_cannot_command_the_terminal(spbe: Run, arguments: list[str]) -> None:
    done = spbe(*arguments)
    assert done.returncode in (2, 3)
    assert not UNREADABLE.search(done.stdout + done.stderr)


# --- any bytes at all ---

MANY = settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
WHOLE = {file: file.read_bytes() for file in (*EXAMPLES, BASE)}
# What YAML and our own reader treat specially is more likely to hit something than any byte.
PIECES = st.one_of(
    st.binary(max_size=3),
    st.sampled_from([*b"{}[]:,-?&*!|>%@`\"'# \t\n\r~0\\"]).map(lambda byte: bytes([byte])),
    st.sampled_from(["…", "３", "\ufeff", "\x85", "\u2028", "null", "<<", "---\n", "...\n"]).map(
        str.encode
    ),
)
EDITS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 12), PIECES), min_size=1, max_size=6)


def edited(data: bytes, edits: list[tuple[float, int, bytes]]) -> bytes:
    """Replace some bytes, each at a share of the length, by others."""
    for share, length, piece in edits:
        start = int(share * len(data))
        data = data[:start] + piece + data[start + length :]
    return data


def shown(file: Path) -> None:
    assessment, law = assessments.load(str(file))
    assert score_text(Scores([score(law, assessment)]), Screen())


def usable(file: Path) -> None:
    """Show an instrument in every form, and score by it: whatever passes the check works."""
    law = instruments.read(str(file))
    assert tree_text(law, Screen())
    items: list[str] = []
    for indicator in law.indicators():
        assert page_text(indicator_page(law, indicator), Screen())
        items += indicator.item_ids()
    levels = ", ".join(f"{item}: {law.scale.maximum}" for item in items)
    text = f"institution: X\nyear: 2024\nindicators: {{{levels}}}\n"
    highest = written(file.parent, text, "highest.yaml")
    assessment, law = assessments.load(str(highest), instrument=str(file))
    result = score(law, assessment)
    assert result.index == law.scale.maximum
    assert score_text(Scores([result]), Screen())


@MANY
@given(st.sampled_from(EXAMPLES), EDITS)
def test_a_damaged_assessment_is_read_or_refused(
    tmp_path: Path, file: Path, edits: list[tuple[float, int, bytes]]
) -> None:
    damaged = tmp_path / "a.yaml"
    damaged.write_bytes(edited(WHOLE[file], edits))
    assert all(one.place is not None for one in refused(lambda: shown(damaged)))


@MANY
@given(EDITS)
def test_a_damaged_instrument_is_used_or_refused(
    tmp_path: Path, edits: list[tuple[float, int, bytes]]
) -> None:
    damaged = tmp_path / "law.yaml"
    damaged.write_bytes(edited(WHOLE[BASE], edits))
    assert all(one.place is not None for one in refused(lambda: usable(damaged)))


VALUE = re.compile(rb"(?<=[ {\[])[A-Za-z0-9.]+(?=[,}\]\n])")
OTHERS = b"0 1 2 3 4 0.5 01 ~ x [] {} [~] 1-2 true S1 SKM [S1] {id:x} 100 1000000000000".split()


@MANY
@given(st.sampled_from(list(VALUE.finditer(WHOLE[BASE]))), st.sampled_from([b"", b'" "', *OTHERS]))
def test_an_instrument_with_another_value_is_used_or_refused(
    tmp_path: Path, place: re.Match[bytes], other: bytes
) -> None:
    """One value at a time, so that the rest still makes sense."""
    changed = tmp_path / "law.yaml"
    text = WHOLE[BASE]
    changed.write_bytes(text[: place.start()] + other + text[place.end() :])
    assert all(one.place is not None for one in refused(lambda: usable(changed)))


@MANY
@given(st.text(alphabet=string.printable + "\u00a0\u202eéλ日\x1b\x85\u2028", max_size=60))
def test_any_text_is_read_or_refused(tmp_path: Path, text: str) -> None:
    refused(lambda: shown(written(tmp_path, text)))
