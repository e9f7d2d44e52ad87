"""What a run imports: start-up is the time that users feel, and a clock would be noise here."""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

HEAVY = {"yaml", "openpyxl", "xlsxwriter", "jinja2", "docx", "lxml"}


def imported(*arguments: str | Path, root: Path) -> set[str]:
    """Run a command in a process of its own and return the top-level modules it loaded."""
    code = (
        "import sys\n"
        "from spbe_cli.cli import run\n"
        f"code = run({[str(one) for one in arguments]!r})\n"
        "sys.stderr.write('\\n'.join({name.partition('.')[0] for name in sys.modules}))\n"
        "sys.exit(code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, cwd=root, check=True, text=True
    )
    return set(done.stderr.split())


def test_help_imports_no_heavy_library(root: Path) -> None:
    assert not imported("--help", root=root) & {*HEAVY, "rich"}


@pytest.mark.parametrize(
    "command", [("score", "--help"), ("check", "--help"), ("instrument", "show", "--help")]
)
def test_help_of_a_command_imports_no_heavy_library(root: Path, command: tuple[str, ...]) -> None:
    assert not imported(*command, root=root) & {*HEAVY, "rich"}


@pytest.mark.parametrize("form", ["json", "csv"])
def test_score_as_data_imports_yaml_only(root: Path, examples: Path, form: str) -> None:
    file = examples / "bandar-lampung-2023.yaml"
    loaded = imported("score", file, "--format", form, root=root)
    assert not loaded & {"rich", "openpyxl", "xlsxwriter", "jinja2"}
    assert not loaded & {"hashlib", "_hashlib"}
    assert "yaml" in loaded


def test_core_is_standard_library_only(root: Path) -> None:
    code = (
        "import pkgutil, sys, spbe_cli.core as core\n"
        "before = set(sys.modules)\n"
        "for one in pkgutil.walk_packages(core.__path__, 'spbe_cli.core.'):\n"
        "    __import__(one.name)\n"
        "names = {name.partition('.')[0] for name in sys.modules}\n"
        "print('\\n'.join(names - set(sys.stdlib_module_names)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(root)!r})\n{code}"],
        capture_output=True,
        check=True,
        text=True,
    )
    third_party = {name for name in done.stdout.split() if not name.startswith(("_", "spbe_cli"))}
    assert third_party <= {"sitecustomize", "usercustomize"}


def test_public_names_are_there(root: Path) -> None:
    import spbe_cli

    for name in spbe_cli.__all__:
        assert getattr(spbe_cli, name) is not None
    assert set(spbe_cli._HOMES) == set(spbe_cli.__all__)
    with pytest.raises(AttributeError):
        _ = spbe_cli.nothing
    changelog = (root / "CHANGELOG.md").read_text("utf-8")
    assert spbe_cli.__version__ in changelog


def test_patterns_of_yaml_wait_and_serve(root: Path) -> None:
    """None is compiled for a file of ours; asked for, each reads what yaml alone would read."""
    document = "{a: 2025-01-02, b: yes, c: 1_000, d: .5, e: ~, f: 0b11, g: 1:30, h: <}"
    code = (
        "import re, sys\n"
        "before, seen = re.compile, []\n"
        "kept = re._compiler.compile\n"
        "re._compiler.compile = lambda p, flags=0: (seen.append(p), kept(p, flags))[1]\n"
        "from spbe_cli.store.yaml.tree import parse_tree\n"
        "parse_tree('a: 1', 'x.yaml')\n"
        "import yaml\n"
        "assert re.compile is before and 'yaml.reader' in sys.modules\n"
        "assert not [one for one in seen if 'yes|Yes' in one or '\\x85' in one]\n"
        f"print(yaml.load({document!r}, Loader=yaml.SafeLoader))\n"
        "try:\n"
        "    yaml.load('a: \\x00', Loader=yaml.SafeLoader)\n"
        "except yaml.reader.ReaderError:\n"
        "    print('refused')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, cwd=root, check=False, text=True
    )
    plain = yaml.load(document, Loader=yaml.SafeLoader)
    assert (done.stdout, done.stderr) == (f"{plain}\nrefused\n", "")
