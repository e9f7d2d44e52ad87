"""The words of the program: a complete catalogue, and no Indonesian left where English is asked."""

import ast
import json
import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jinja2
import pytest
from jinja2 import nodes
from program import ROOT, Run

from spbe_cli import i18n
from spbe_cli.cli import app
from spbe_cli.core import institutions, owners
from spbe_cli.core.collect import lines as evidence_lines
from spbe_cli.core.instrument import Instrument
from spbe_cli.core.laws.page import indicator_page
from spbe_cli.en import SINGULAR, TEXTS
from spbe_cli.messages import MESSAGES, OF_FILES
from spbe_cli.render import words
from spbe_cli.render.data import instrument
from spbe_cli.render.text.indicator import page_text
from spbe_cli.render.text.screen import Screen
from spbe_cli.rules import RULES
from spbe_cli.store import national
from spbe_cli.store.yaml import instruments

CODE = [file for file in sorted((ROOT / "spbe_cli").rglob("*.py")) if file.name != "en.py"]
TEMPLATES = sorted((ROOT / "templates").rglob("*.j2"))

SAME_IN_ENGLISH = {
    "Data",
    "no.",
    "{year}: target {target}",
    "domain",
    "Domain",
    "median",
    "Data: {data}; spbe {version}.",
    "target {target}",
    "min",
    "Status",
    "status",
    "target",
    "terminal",
}
# Modules of words that are read, never shown, and those of the catalogue itself.
READ_ONLY = (
    *(
        "messages.py",
        "rules.py",
        "headings.py",
        "vocabulary.py",
        "worksheet.py",
        "columns.py",
        "ticks.py",
        "likeness.py",
        "titles.py",
        "written.py",
        "spellings.py",  # of units
        "nothing.py",
        "tauval.py",
        "group_rows.py",
        "linked.py",
        "wrapped.py",  # keys of the same answers
        "titles.py",
    ),
)
UNDERSTOOD = {
    r"(?i)^(?:nomor|no\.?|nr\.?)\s+",  # before the number of a document
    *(text for text in vars(evidence_lines).values() if isinstance(text, str)),
    *(one.pattern for one in vars(evidence_lines).values() if isinstance(one, re.Pattern)),
    *(text for text in vars(institutions).values() if isinstance(text, str)),
    *(one.pattern for one in vars(institutions).values() if isinstance(one, re.Pattern)),
    *institutions._STARTS,
    owners._OF_UNITS,
    *national.SOURCES.values(),  # titles of reports, as they are
    "berkas: ",  # stands before a file in a line of evidence that would be read otherwise
    "tingkat ",
    "-o rencana.xlsx",  # ends a command to go on with
    "sementara",  # what the source of a published figure says of it
    r"(?:tingkat|level|nilai)?\s*:?\s*([0-9.,]+)",  # read in both languages, never shown
    r"nomor:\s*(.+)",  # parts of a line of evidence in a form, read and written in one way
    r"butir:\s*(.+)",
    "nomor: ",
    "spbe evidence pack {0} -o bukti.zip",  # a command, with the name of a file
    *("daftar.csv", "daftar.html", "bukti", "daftar-bukti.html.j2"),  # names of files
    *("dan", " dan "),  # in names of units, and in letters, which are Indonesian
    "butir: ",
    "belum",  # the state of an item in files and cells, as the portal has it
    r"\((?:untuk )?tingkat (\d)(?:[-–](\d))?\)",  # levels in the evidence of an instrument
}
CHOSEN_AT_RUN_TIME = {
    ("render/text/schemas.py", "about"),
    ("cli/usage.py", "command.help or ''"),  # of help pages: marked where they are declared
    ("cli/usage.py", "getattr(param, 'help', None) or ''"),
    ("cli/usage.py", "p.help or ''"),
    ("cli/usage.py", "param.metavar"),
    ("cli/usage.py", "param.metavar or ''"),
    ("cli/usage.py", "self.epilog or ''"),
    ("cli/usage.py", "self.help or ''"),
    ("render/phrases.py", "said[state], count"),
    ("render/evidence.py", "text, len(names)"),
    ("render/phrases.py", "text, count"),
    ("render/findings.py", "said[of], sum(rules.values())"),  # `counted` of findings
    ("cli/app.py", "title"),  # of stages: marked in their table
    ("i18n.py", "text"),  # of `counted`, and of `many`: their callers' own
    ("render/words.py", "text, count, thousands(count)"),
    ("render/words.py", "template"),  # a text of MESSAGES or RULES
    ("render/text/check.py", "rule.title"),
    ("render/text/check.py", "rule.explanation"),
    ("store/yaml/kinds.py", "says"),  # of fields: marked in their table
    ("store/yaml/kinds.py", "self.title"),
    ("store/yaml/fields.py", "self.title"),
}

# Words that English has no use for, in no form of the program's own.
WORDS = """
    aspek atau bahasa bantuan bawaannya belum berikutnya berkas bilangan bobot bukti butir
    catatan contoh daftar dalam dan dari dengan desimal dibulatkan dihitung dikonversi dukung
    eksternal evaluasi hapus hasil hitung indeks indikator instansi instrumen isi jumlah
    keyakinan kosong kriteria kunci mandiri memerlukan menjadi menurut misalnya mungkin nama
    nilai nomor opsi pada pemakaian penghitungan penilaian perhatian penghitungan perintah
    periksa pilih predikat rencana sampai sebelum sementara seluruh skala sudah sumber syarat
    tahun tambahkan tampilkan teks terbitan terisi tidak tingkat tulis uraian untuk verifikasi
    yang
"""
INDONESIAN = re.compile(rf"\b({'|'.join(WORDS.split())})\b", re.IGNORECASE)


# --- the catalogue ---------------------------------------------------------------------------


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Every ``_(…)`` and ``i18n._(…)``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func
            name = getattr(called, "attr", None) or getattr(called, "id", None)
            if name in ("_", "counted", "many", "N_"):
                yield node


def literal(call: ast.Call) -> str | None:
    """The text of a call; None where it is chosen at run time."""
    argument = call.args[0] if call.args and not call.keywords else None
    found = argument.value if isinstance(argument, ast.Constant) else None
    return found if isinstance(found, str) else None


def in_templates() -> Iterator[tuple[str, str | None]]:
    for file in TEMPLATES:
        tree = jinja2.Environment(autoescape=True).parse(file.read_text("utf-8"))
        for call in tree.find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name == "_":
                one = call.args[0] if len(call.args) == 1 else None
                yield file.name, one.value if isinstance(one, nodes.Const) else None


def keys() -> set[str]:
    """Every text that the program can show."""
    code = {literal(call) for file in CODE for call in calls(ast.parse(file.read_text("utf-8")))}
    messages = {text for pair in MESSAGES.values() for text in pair} - {"{hint}"}
    messages |= {text for rule in RULES.values() for text in rule[1:]}
    templates = {text for _name, text in in_templates()}
    return {text for text in code | messages | templates if text is not None}


def placeholders(text: str) -> list[str]:
    return sorted(name for _before, name, _spec, _kind in string.Formatter().parse(text) if name)


def test_every_text_has_its_english() -> None:
    assert sorted(keys() - TEXTS.keys()) == []


def test_nothing_in_the_catalogue_is_out_of_use() -> None:
    assert sorted(TEXTS.keys() - keys()) == []


def test_placeholders_are_those_of_the_source() -> None:
    assert [text for text in TEXTS if placeholders(text) != placeholders(TEXTS[text])] == []


def test_options_are_those_of_the_source() -> None:
    """A command that is told in English is one that there is."""
    option = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
    for source, english in TEXTS.items():
        assert set(option.findall(source)) == set(option.findall(english)), source


def test_what_is_counted_has_its_singular() -> None:
    assert sorted(SINGULAR.keys() - TEXTS.keys()) == []
    assert [one for one in SINGULAR if placeholders(one) != placeholders(SINGULAR[one])] == []
    i18n.use("en")
    assert i18n.counted("{count} langkah", 1) == "1 step"
    assert i18n.counted("{count} langkah", 2) == "2 steps"
    assert words.many("{count} langkah", 1234) == "1,234 steps"
    i18n.use("id")
    assert i18n.counted("{count} langkah", 1) == "1 langkah"


def test_edges_are_those_of_the_source() -> None:
    def edges(text: str) -> tuple[str, str]:
        return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]

    assert [text for text in TEXTS if edges(text) != edges(TEXTS[text])] == []
    assert [text for text in TEXTS if text.count("\n") != TEXTS[text].count("\n")] == []


def test_problems_of_files_are_raised_as_such() -> None:
    sources = "".join(file.read_text("utf-8") for file in CODE)
    raised = set(re.findall(r'FileError\(\[\s*Problem\(\s*"(E\d+)"', sources))
    by_others = {"E003", "E301", "E501", "E502", "E503", "E504"}  # named where they are found
    assert raised | by_others == OF_FILES


def test_no_translation_is_empty() -> None:
    assert [text for text, english in TEXTS.items() if not english.strip()] == []


def test_what_reads_alike_in_both_languages_is_known() -> None:
    assert {text for text, english in TEXTS.items() if text == english} == SAME_IN_ENGLISH


def test_no_english_text_is_indonesian() -> None:
    assert [english for english in TEXTS.values() if INDONESIAN.search(english)] == []


def test_texts_are_written_where_they_are_used() -> None:
    found = {
        (file.relative_to(ROOT / "spbe_cli").as_posix(), ", ".join(map(ast.unparse, call.args)))
        for file in CODE
        for call in calls(ast.parse(file.read_text("utf-8")))
        if literal(call) is None
    }
    assert found == CHOSEN_AT_RUN_TIME
    assert [name for name, text in in_templates() if text is None] == []


def test_no_text_goes_past_the_catalogue() -> None:
    """An Indonesian word in the code is a docstring, or stands in ``_()``, MESSAGES or RULES.

    Headings, and what people write into cells, are read, and never shown.
    """
    stray = []
    for file in CODE:
        if file.name in READ_ONLY:
            continue
        tree = ast.parse(file.read_text("utf-8"))
        catalogued = {id(node) for call in calls(tree) for node in ast.walk(call)}
        docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        stray += [
            (file.name, node.lineno, node.value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
            if id(node) not in catalogued | docstrings and INDONESIAN.search(node.value)
            if node.value not in UNDERSTOOD
        ]
    assert stray == []


# --- what is shown ---------------------------------------------------------------------------


def command_paths(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    for name in command.list_commands(None) if hasattr(command, "list_commands") else ():
        yield from command_paths(command.get_command(None, name), (*path, name))


HELP = [[*path, "--help"] for path in command_paths(app.build())]
EXAMPLES = sorted(f"examples/{file.name}" for file in (ROOT / "examples").glob("*.yaml"))
SCORES = [
    *(["score", file, *more] for file in EXAMPLES for more in ([], ["--explain"])),
    ["score", *EXAMPLES],
]
LAWS = ["5/2018", "59/2020", "8/2026"]
WRONG_USE = [
    ["scor"],
    ["score"],
    ["score", "--expl", "x.yaml"],
    ["score", "x.yaml", "--min"],
    ["score", "x.yaml", "--min", "x"],
    ["score", "x.yaml", "--set", "12"],
    ["score", "x.yaml", "--format", "xml"],
    ["instrument", "lst"],
    ["instrument", "show", "59/2020", "12", "13"],
    ["instrument", "schema", "x"],
]
WRONG_FILES = {
    "levels": "institution: Kota X\nyear: 2024\n"
    "indicators: {1: 9, 2: 2.5, 48: 1, 3: x, 4: {levels: 3}}\n"
    "outside: {SDI: 3}\npublished: {opinion: x, domains: {9: 2}, predicate: x, index: 9}\n",
    "outside": "institution: Kota X\nyear: 2026\noutside: {SDI: 300, IKASANDI-KS: 2, XX: 2}\n",
    "impossible": "institution: Kota X\nyear: 2024\n"
    "published: {domains: {1: 3.01, 2: 2.2, 3: 1.27, 4: 3.31}}\n",
    "incomplete": "institution: Kota X\nyear: 2024\npublished: {domains: {1: 3}}\n",
    "disagreeing": "institution: Kota X\nyear: 2024\n"
    "published: {domains: {1: 3, 2: 2.2, 3: 1.27, 4: 3.31}, index: 4}\n",
    "keys": "institution: Kota X\ninstitution: Kota X\nindex: 1\n",
    "year": "institution: Kota X\nyear: 1999\n",
    "anchor": "institution: &x Kota X\nyear: 2024\n---\n",
    "nothing": "institution: Kota X\nyear: 2024\n",
    "syntax": "institution: [\nyear: }\n",
    "tab": "institution: X\n\tyear: 2024\n",
    "empty": "",
}


def indonesian(text: str) -> list[str]:
    """Return the lines in which an Indonesian word is left."""
    return [line for line in text.splitlines() if INDONESIAN.search(line)]


def without_sources(text: str) -> str:
    """Leave out what an assessment quotes as its source: it stays as it was written."""
    lines = text.splitlines()
    return "\n".join(line for line in lines if not line.strip().startswith("Source: "))


def without_data(text: str, law: Instrument) -> str:
    """Leave out what an instrument says in Indonesian only: criteria, evidence, notes, sources."""
    for one in sorted(set(_data(json.loads(instrument.tree_json(law)))), key=len, reverse=True):
        words = (re.escape(word).replace(r"\-", r"\-\s*") for word in one.split())
        text = re.sub(r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)", " ", text)
    return text


def _data(value: Any, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        translated = value.keys() == {"id", "en"} and value["en"]
        for name, one in value.items():
            if not translated:
                yield from _data(one, name)
    elif isinstance(value, list):
        for one in value:
            yield from _data(one, key)
    elif isinstance(value, str) and value.strip():
        yield value
        where = value.partition(" ")[2] if key == "source" else ""
        if where:
            yield where


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "_language", "en")


@pytest.mark.parametrize("arguments", HELP, ids=" ".join)
def test_help_is_english(spbe: Run, arguments: list[str]) -> None:
    done = spbe("--lang", "en", *arguments)
    assert done.returncode == 0
    assert done.stdout.startswith("Usage: spbe")
    assert indonesian(done.stdout) == []


@pytest.mark.parametrize("arguments", SCORES, ids=" ".join)
def test_scores_are_english(spbe: Run, arguments: list[str]) -> None:
    done = spbe("--lang", "en", *arguments, env={"COLUMNS": "300"})
    assert done.returncode == 0, done.stderr
    assert indonesian(without_sources(done.stdout)) == []


def test_every_rule_of_check_is_english(spbe: Run) -> None:
    for code in RULES:
        done = spbe("--lang", "en", "check", "--explain", code)
        assert done.returncode == 0
        assert indonesian(done.stdout) == []


def test_findings_are_english(spbe: Run) -> None:
    text = (
        "institution: X\nyear: 2024\nindicators:\n  1: {self: 1, evidence: [{file: missing.pdf}]}\n"
        "  11: {self: 4, official: 1, evidence: [{title: x, date: 2025-01-01, levels: [3]}]}\n"
    )
    done = spbe("--lang", "en", "check", "-", stdin=text)
    assert done.returncode == 5
    assert indonesian(done.stdout) == []


def test_open_and_converted_scores_are_english(spbe: Run) -> None:
    text = "institution: Kota X\nyear: 2026\nindicators: {1: 2.5, 2: }\noutside: {SDI: 68.75}\n"
    for more in ([], ["--explain"], ["--provisional"], ["--provisional", "--explain"]):
        done = spbe("--lang", "en", "score", "-", *more, stdin=text)
        assert done.returncode == 0, done.stderr
        assert indonesian(done.stdout) == []


@pytest.mark.parametrize("name", LAWS)
def test_instruments_are_english_but_for_their_own_texts(spbe: Run, name: str) -> None:
    law = instruments.load(name)
    for more in ([], ["5"]):
        done = spbe("--lang", "en", "instrument", "show", name, *more)
        assert done.returncode == 0, done.stderr
        assert indonesian(without_data(done.stdout, law)) == []
    assert indonesian(spbe("--lang", "en", "instrument", "list").stdout) == []


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("name", LAWS)
def test_every_indicator_is_english_but_for_its_own_texts(name: str) -> None:
    law = instruments.load(name)
    shown = "".join(page_text(indicator_page(law, one), Screen()) for one in law.indicators())
    assert indonesian(without_data(shown, law)) == []


@pytest.mark.parametrize("arguments", WRONG_USE, ids=" ".join)
def test_wrong_use_is_explained_in_english(spbe: Run, arguments: list[str]) -> None:
    done = spbe("--lang", "en", *arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Help: spbe" in done.stderr
    assert indonesian(done.stderr) == []


@pytest.mark.parametrize("name", WRONG_FILES)
def test_wrong_data_is_explained_in_english(spbe: Run, name: str) -> None:
    done = spbe("--lang", "en", "score", "-", stdin=WRONG_FILES[name])
    assert done.returncode == 3
    assert done.stdout == ""
    assert indonesian(done.stderr) == []


def test_files_that_fail_are_explained_in_english(spbe: Run, tmp_path: Path) -> None:
    (tmp_path / "there.json").touch()
    for arguments in (
        ["score", "missing.yaml"],
        ["score", "."],
        ["instrument", "schema", "-o", "there.json"],
        ["instrument", "schema", "-o", "missing/new.json"],
    ):
        done = spbe("--lang", "en", *arguments, cwd=tmp_path)
        assert done.returncode == 4
        assert indonesian(done.stderr) == []


# --- which language --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [*HELP[:2], *SCORES[:2], ["instrument", "list"], *WRONG_USE[:2], ["score", "missing.yaml"]],
    ids=" ".join,
)
def test_the_variable_does_what_the_option_does(spbe: Run, arguments: list[str]) -> None:
    def shown(*more: str, **env: str) -> tuple[int, str, str]:
        done = spbe(*more, *arguments, env=env)
        return done.returncode, done.stdout, done.stderr

    indonesian_, english_ = shown(), shown("--lang", "en")
    assert indonesian_ != english_
    assert shown("--lang=en") == english_
    assert shown(SPBE_LANG="en") == english_
    assert shown(SPBE_LANG="en_GB.UTF-8") == english_
    assert shown("--lang", "id", SPBE_LANG="en") == indonesian_
    assert shown(SPBE_LANG="fr") == indonesian_
    locale = {"LANG": "en_US.UTF-8", "LC_ALL": "en_US.UTF-8", "LANGUAGE": "en"}
    assert shown(**locale) == indonesian_


def test_numbers_follow_the_language(spbe: Run, examples: Path) -> None:
    for more in ([], ["--explain"]):
        command = ["score", str(examples / "palangka-raya-2022.yaml"), *more]
        indonesian_, english_ = spbe(*command).stdout, spbe("--lang", "en", *command).stdout
        assert "2,66" in indonesian_
        assert "2.66" in english_
        assert not re.search(r"\d\.\d", indonesian_)
        assert not re.search(r"\d,\d", english_)


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (["score", *EXAMPLES], {"name", "predicate"}),
        *((["score", file], {"name", "predicate"}) for file in EXAMPLES),
        (["instrument", "list"], {"title", "index"}),
        *((["instrument", "show", law], set()) for law in LAWS),
        (["instrument", "show", "8/2026", "5"], set()),
    ],
)
def test_data_is_the_same_in_both_languages_but_for_names(
    spbe: Run, arguments: list[str], names: set[str]
) -> None:
    def data(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: data(one) for name, one in value.items() if name not in names}
        return [data(one) for one in value] if isinstance(value, list) else value

    shown = [
        json.loads(spbe("--lang", language, *arguments, "--format", "json").stdout)
        for language in i18n.LANGUAGES
    ]
    assert data(shown[0]) == data(shown[1])


@pytest.mark.parametrize("order", [("id", "en"), ("en", "id"), ("id", "en", "id")])
@pytest.mark.parametrize("command", ["", "score", "simulate", "instrument", "rank", "form"])
def test_help_is_in_the_language_of_its_run(
    spbe: Run, command: str, order: tuple[str, ...]
) -> None:
    """Also where one process has spoken the other before."""
    usage = {"id": "Pemakaian: ", "en": "Usage: "}
    for language in order:
        done = spbe(*filter(None, [command]), "--help", "--lang", language)
        assert done.stdout.startswith(usage[language])
        assert (indonesian(done.stdout) == []) == (language == "en")


def test_one_word_for_one_thing(root: Path) -> None:
    """Figures are announced, what is at stake weighs on the index; no plan is "proven"."""
    gone = (
        "dipertaruhkan",
        "nilai terbitan",
        "domain terbitan",
        "diterbitkan;",
        "tidak diterbitkan",
        ": terbit {",
        "terbukti paling hemat",
        "terbukti paling tinggi",
        "indeks tepat ",
        "Hanya sekian unit",
    )
    shown = {
        "catalogue": "\n".join([*TEXTS, *keys()]),
        "guide": (root / "docs/panduan.md").read_text("utf-8"),
    }
    found = [(where, word) for where, text in shown.items() for word in gone if word in text]
    assert found == []
