"""The documentation is true: its commands are run, its lists compared with the program.

In a ```console block each line that starts with ``$ `` is a command, and what follows is its whole
output; a line ``…`` stands for lines left out. ```yaml blocks that start with ``# NAME.yaml`` are
files that later commands use. After a change of the output, ``pytest tests/test_docs.py
--snapshot-update`` writes what is shown now; python docs/picture.py and docs/kode.py do the rest.
"""

import csv
import html
import importlib.util
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from program import ROOT, Run

import spbe_cli
from spbe_cli.cli import app
from spbe_cli.core import numbers
from spbe_cli.problems import ExitCode
from spbe_cli.store.yaml import assessment_file, schemas

GUIDE = ROOT / "docs/panduan.md"
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
CUT = "…"


@dataclass
class Block:
    """A fenced block: its language, its lines, and the number of its first line."""

    language: str
    line: int
    lines: list[str] = field(default_factory=list)


def blocks(page: Path) -> Iterator[Block]:
    block = None
    for number, line in enumerate(page.read_text("utf-8").splitlines(), 1):
        if block is None and line.startswith("```"):
            block = Block(line.removeprefix("```").strip(), number + 1)
        elif block is not None and line == "```":
            yield block
            block = None
        elif block is not None:
            block.lines.append(line)


def section(title: str) -> str:
    """Return the text of one chapter of the guide."""
    found = re.search(
        rf"^## {title}\n(.*?)(?=^## |\Z)", GUIDE.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    assert found, f"the guide has no chapter {title}"
    return found[1]


def script(name: str) -> ModuleType:
    """Return one of the scripts in docs/ as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / f"docs/{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Reader:
    """Somebody who follows a page line by line, in a folder of their own."""

    def __init__(self, spbe: Run, folder: Path) -> None:
        self.spbe, self.folder, self.code = spbe, folder, 0
        shutil.copytree(ROOT / "examples", folder / "examples")
        shutil.copytree(ROOT / "indicators", folder / "indicators")
        shutil.copytree(ROOT / "tests/cases", folder / "tests/cases")

    def keep(self, block: Block) -> None:
        """Write a file that the page shows."""
        named = re.fullmatch(r"# ([\w.-]+\.(?:ya?ml|csv))", block.lines[0])
        if block.language in ("yaml", "csv") and named:
            lines = block.lines[block.language == "csv" :]  # a comment is no line of a table
            (self.folder / named[1]).write_text("\n".join(lines) + "\n", "utf-8")

    def type(self, command: str) -> list[str]:
        """Run a command as the page writes it; return its lines, errors last."""
        words = shlex.split(command)
        if words == ["echo", "$?"]:
            return [str(self.code)]
        env: dict[str, str] = {}
        while "=" in words[0]:
            name, _, value = words.pop(0).partition("=")
            env[name] = value
        assert words.pop(0) == "spbe", f"not a command that can be tried: {command}"
        stdin, out = "", None
        if "<" in words:
            stdin = (self.folder / words.pop()).read_text("utf-8")
            words.remove("<")
        if ">" in words:
            out = self.folder / words.pop()
            words.remove(">")
        done = self.spbe(*words, stdin=stdin, env=env, cwd=self.folder)
        self.code = done.returncode
        if out is not None:
            out.write_text(done.stdout, "utf-8")
        shown = ("" if out else done.stdout) + done.stderr + done.following
        return [line.rstrip() for line in shown.rstrip("\n").split("\n")] if shown else []


def commands(block: Block) -> Iterator[tuple[int, str, list[str]]]:
    """Yield (position in the block, command, the output shown)."""
    starts = [at for at, line in enumerate(block.lines) if line.startswith("$ ")]
    for start, end in zip(starts, [*starts[1:], len(block.lines)], strict=True):
        shown = block.lines[start + 1 : end]
        while shown and not shown[-1]:
            shown.pop()
        yield start, block.lines[start].removeprefix("$ "), shown


def agree(shown: list[str], printed: list[str]) -> bool:
    pattern = "".join(
        r"(?:[^\n]*\n)+?" if line == CUT else re.escape(line) + "\n" for line in shown
    )
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in printed)) is not None


def renewed(shown: list[str], printed: list[str]) -> list[str]:
    """Return what is printed now, cut where the page had cut it."""
    pieces: list[list[str]] = [[]]
    for line in shown:
        if line == CUT:
            pieces.append([])
        else:
            pieces[-1].append(line)
    if len(pieces) == 1:
        return printed
    first, *middle, last = pieces
    lines = [*printed[: len(first)], CUT]
    for piece in middle:
        start = printed.index(piece[0])
        lines += [*printed[start : start + len(piece)], CUT]
    return [*lines, *(printed[-len(last) :] if last else [])]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_print_what_the_page_shows(
    spbe: Run, tmp_path: Path, page: Path, request: pytest.FixtureRequest
) -> None:
    text = page.read_text("utf-8").splitlines()
    wrong = [
        (at, command, shown, printed)
        for at, command, shown, printed in follow(page, Reader(spbe, tmp_path))
        if not agree(shown, printed)
    ]
    if request.config.getoption("--snapshot-update"):
        for at, _command, shown, printed in reversed(wrong):
            text[at : at + len(shown)] = renewed(shown, printed)
        page.write_text("\n".join(text) + "\n", "utf-8", newline="\n")
    elif wrong:
        told = (f"{page.name}:{at}: $ {command}" for at, command, _, _ in wrong)
        prints = ("\n".join(printed) for _, _, _, printed in wrong)
        pytest.fail("\n\n".join(map("\n".join, zip(told, prints, strict=True))))


def follow(page: Path, reader: Reader) -> Iterator[tuple[int, str, list[str], list[str]]]:
    """Run the commands of a page; yield (line, command, output shown, output printed).

    `line` is the command's, from 1: in a list of lines, where its output starts.
    """
    for block in blocks(page):
        if block.language in ("yaml", "csv"):
            reader.keep(block)
        if block.language == "console":
            listed = list(commands(block))
            assert listed, f"{page.name}:{block.line}: no command"
            for number, (start, command, shown) in enumerate(listed):
                printed = reader.type(command)
                following = listed[number + 1][1] if number + 1 < len(listed) else ""
                told = reader.code == 0 or "echo $?" in (command, following)
                assert told, f"{page.name}:{block.line + start}: code {reader.code} is not told"
                yield block.line + start, command, shown, printed


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_python_examples_print_their_comments(page: Path) -> None:
    for block in blocks(page):
        if block.language != "python":
            continue
        code = "\n".join(block.lines)
        told = re.findall(r"^ *print\(.*\)  # (.+)$", code, re.MULTILINE)
        assert told, f"{page.name}:{block.line}: an example that prints nothing"
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**os.environ, "PYTHONUTF8": "1"},
            capture_output=True,
            check=True,
        )
        assert done.stdout.decode("utf-8").split("\n") == [*told, ""]


def test_the_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text("utf-8").splitlines()) < 150


def test_links_lead_somewhere() -> None:
    pages = [*PAGES, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]
    for page in pages:
        for target in re.findall(r"\]\(([^)\s]+)\)|src=\"([^\"]+)\"", page.read_text("utf-8")):
            name, _, anchor = "".join(target).partition("#")
            if ":" in name:
                continue
            file = page.parent / name if name else page
            assert file.exists(), f"{page.name}: {name}"
            if anchor:
                assert anchor in anchors(file), f"{page.name}: {name}#{anchor}"


def anchors(page: Path) -> set[str]:
    """Return the anchors that a Markdown page gets from its headings."""
    titles = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def walk(command: Any, path: tuple[str, ...] = ("spbe",)) -> Iterator[tuple[str, Any]]:
    """Yield every command under one, with its full name."""
    yield " ".join(path), command
    for name in getattr(command, "commands", {}) or _names(command):
        yield from walk(command.get_command(None, name), (*path, name))


def _names(command: Any) -> list[str]:
    return list(command.list_commands(None)) if hasattr(command, "list_commands") else []


COMMANDS = dict(walk(app.build()))


@pytest.mark.parametrize("name", COMMANDS)
def test_the_guide_mentions_command_and_options(name: str) -> None:
    text = GUIDE.read_text("utf-8")
    assert name in text
    for param in COMMANDS[name].params:
        if param.param_type_name == "option":
            for option in param.opts:
                assert re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])", text), option


@pytest.mark.parametrize("name", [name for name in COMMANDS if COMMANDS[name].epilog])
def test_examples_of_the_help_pages_parse(name: str) -> None:
    examples = re.findall(r"^  (spbe .+)$", COMMANDS[name].epilog, re.MULTILINE)
    assert examples
    for example in examples:
        words = shlex.split(example.partition(" > ")[0])
        command, path = COMMANDS["spbe"], [words.pop(0)]
        while words and f"{' '.join(path)} {words[0]}" in COMMANDS:
            path.append(words.pop(0))
            command = COMMANDS[" ".join(path)]
        assert not hasattr(command, "list_commands"), f"{example}: a group, not a command"
        command.make_context(path[-1], words)


def test_the_guide_lists_exit_codes() -> None:
    page = (ROOT / "docs/engineers.md").read_text("utf-8")
    for text in (section("Kode keluar"), page):
        listed = re.findall(r"^\| (\d+) \|", text, re.MULTILINE)
        assert listed == [str(int(code)) for code in ExitCode]


@pytest.mark.parametrize("kind", ["assessment", "instrument"])
def test_the_guide_lists_the_keys_of_files(kind: str) -> None:
    text = section({"assessment": "Berkas penilaian", "instrument": "Instrumen"}[kind])
    schema = {
        "assessment": assessment_file.assessment_schema,
        "instrument": schemas.instrument_schema,
    }[kind]()
    assert not [key for key in sorted(keys(schema)) if f"`{key}`" not in text]


def keys(schema: Any) -> set[str]:
    """Return the names of all properties in a schema."""
    if isinstance(schema, list):
        return {key for one in schema for key in keys(one)}
    if not isinstance(schema, dict):
        return set()
    own = set(schema.get("properties", {}))
    return own.union(*(keys(value) for value in schema.values()))


def test_the_guide_lists_the_fields_of_json_and_csv(spbe: Run) -> None:
    text = section("Untuk pemrogram")

    def names(data: Any) -> set[str]:
        if isinstance(data, list):
            return {name for one in data for name in names(one)}
        return set(data).union(*map(names, data.values())) if isinstance(data, dict) else set()

    files = sorted((ROOT / "examples").glob("*.yaml"))
    fields = names(json.loads(spbe("score", *files, "--format", "json").stdout))
    outside = "institution: A\nyear: 2026\noutside: {SDI: 50}\nindicators: {1: 2}\n"
    fields |= names(json.loads(spbe("score", "-", "--format", "json", stdin=outside).stdout))
    proven = "institution: A\nyear: 2024\nindicators: {1: 3, 2: {evidence: [{title: x}]}}\n"
    fields |= names(json.loads(spbe("score", "-", "--format", "json", stdin=proven).stdout))
    checked = spbe("check", "-", "--format", "json", stdin=proven).stdout
    text += section("Memeriksa sebelum dikirim")
    fields |= names(json.loads(checked))
    fields |= set(spbe("score", files[0], "--format", "csv").stdout.split("\n")[0].split(","))
    assert not [name for name in sorted(fields) if f"`{name}`" not in text]


def test_the_guide_lists_the_names_of_the_python_api() -> None:
    text = section("Untuk pemrogram")
    assert not [name for name in spbe_cli.__all__ if f"`{name}`" not in text]


def test_multiplying_rounded_indices_fails_as_often_as_the_guide_says(root: Path) -> None:
    weights = (Fraction(13), Fraction(25), Fraction("16.5"), Fraction("45.5"))
    with (root / "tests/cases/national-2024.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    products = [
        sum(weight * Fraction(row[f"domain_{n}"]) for n, weight in enumerate(weights, 1)) / 100
        for row in rows
    ]
    wrong = [
        row
        for row, product in zip(rows, products, strict=True)
        if numbers.rounded(Fraction(product), 2) != Fraction(row["index"])
    ]
    assert f"pada {len(wrong)} dari\n{len(rows)} baris" in GUIDE.read_text("utf-8")


def test_the_page_of_problem_codes_is_up_to_date() -> None:
    code = script("kode")
    assert code.PAGE.read_text("utf-8") == code.page()
    assert [one for one in code.MESSAGES if f"| {one} |" not in code.page()] == []


def test_the_page_of_problem_codes_tells_which_end_with_4(spbe: Run) -> None:
    code = script("kode")
    listed = re.search(r"Masalah (.*) menyangkut berkas", code.PAGE.read_text("utf-8"))
    assert listed
    assert {"E001", "E002", "E003", "E014", "E015"} <= set(listed[1].split(", "))
    done = spbe("score", "nope.yaml")
    assert (done.returncode, "E001" in done.stderr) == (ExitCode.FILE, True)


def test_the_picture_shows_what_the_program_prints(spbe: Run) -> None:
    picture = script("picture")
    drawn = picture.PICTURE.read_text("utf-8")
    assert lines_of(drawn) == lines_of(picture.picture(picture.output()))
    printed = spbe(*picture.ARGUMENTS, env={"COLUMNS": str(picture.WIDTH)}).stdout
    assert [line for line in lines_of(drawn) if line] == [
        re.sub(r"\s+", " ", line).strip() for line in printed.splitlines() if line
    ]
    assert "http" not in drawn.replace("http://www.w3.org/2000/svg", "")


def lines_of(drawn: str) -> list[str]:
    """Return the lines of text in a picture, with single spaces between its pieces."""
    rows: dict[float, list[tuple[float, str]]] = {}
    pieces = re.findall(r'<text class="[^"]+" x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]*)</text>', drawn)
    for x, y, text in pieces:
        rows.setdefault(float(y), []).append((float(x), html.unescape(text)))
    return [
        re.sub(r"\s+", " ", " ".join(text for _, text in sorted(row))).strip()
        for _, row in sorted(rows.items())
    ]


def test_the_example_reports_are_up_to_date(tmp_path: Path) -> None:
    """Drawings and workbooks may differ by the version of a library; what they say may not."""
    from test_report import readable
    from test_word import told
    from test_workbook import cells

    reports = script("laporan")
    made = reports.write(tmp_path)
    assert len(made) == len(reports.CASES) * len(reports.ENDINGS)
    for file in made:
        kept = ROOT / "docs/contoh" / file.name
        if file.suffix == ".xlsx":
            assert cells(file.read_bytes()) == cells(kept.read_bytes()), file.name
        elif file.suffix == ".docx":
            assert told(file) == told(kept), file.name
        else:
            lines = [readable(one.read_text("utf-8")).splitlines() for one in (file, kept)]
            ours, theirs = (one[:-1] for one in lines)  # the last line is a seal
            assert ours == theirs, file.name
    assert reports.PICTURE.is_file()
    assert reports.BOOK.is_file()
