"""What a release is made of: notes, wheelhouses, workflows, forms, what the metadata claims."""

import importlib.util
import re
import subprocess
import tomllib
import zipfile
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from program import ROOT

import spbe_cli

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
FORMS = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("[!c]*.yml"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / f"release/{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


notes = script("notes").notes
LOG = (
    "# Changelog\n\n## [Unreleased]\n\n## [1.1.0] - 2027-01-31\n\n### Instruments\n\n- a\n\n"
    "### Added\n\n- b\n\n## [1.0.0] - 2026-12-01\n\n### Added\n\n- c\n"
)


def test_notes_are_the_section_of_the_version() -> None:
    told = "### Instruments\n\n- a\n\n### Added\n\n- b\n"
    assert notes("v1.1.0", "1.1.0", LOG) == told
    assert notes("v1.0.0", "1.0.0", LOG) == "### Added\n\n- c\n"


def test_an_introduction_may_stand_above_and_links_to_files_become_words() -> None:
    """Such a link is dead on the page of a release."""
    said = "Stable ([what](docs/a.md#b), [form](https://example.org))."
    log = LOG.replace("### Instruments", f"{said}\n\n### Instruments")
    told = notes("v1.1.0", "1.1.0", log)
    assert told.startswith("Stable (what, [form](https://example.org)).\n\n### Instruments")


def test_the_changelog_as_it_stands_may_be_released_once_it_has_a_date() -> None:
    version = spbe_cli.__version__
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    dated = re.sub(
        rf"^(## \[{re.escape(version)}\] - ).*$", r"\g<1>2027-01-31", text, flags=re.MULTILINE
    )
    told = notes(f"v{version}", version, dated)
    assert re.findall(r"^### (.+)$", told, re.MULTILINE)[0] == "Instruments"
    assert "## [" not in told


@pytest.mark.parametrize(
    ("tag", "version", "log", "told"),
    [
        ("v1.1.1", "1.1.0", LOG, "the tag is v1.1.1"),
        ("1.1.0", "1.1.0", LOG, "the tag is 1.1.0"),
        ("v1.2.0", "1.2.0", LOG, "no section 1.2.0"),
        ("v1.1.0", "1.1.0", LOG.replace("2027-01-31", "unreleased"), "no date"),
        ("v1.0.0", "1.0.0", LOG.replace("- c", ""), "says nothing"),
        (
            "v1.1.0",
            "1.1.0",
            LOG.replace(
                "### Instruments\n\n- a\n\n### A", "### A\n\n- b\n\n### Instruments\n\n- a\n\n### B"
            ),
            "come first",
        ),
    ],
)
def test_what_may_not_be_released_is_told(tag: str, version: str, log: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        notes(tag, version, log)


def test_the_changelog_has_a_section_for_this_version() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert re.search(rf"^## \[{re.escape(spbe_cli.__version__)}\] - ", text, re.MULTILINE)
    for section in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        heads = re.findall(r"^### (.+)$", section, re.MULTILINE)
        assert len(heads) == len(set(heads)), section[:20]
        assert "Instruments" not in heads[1:]


def test_the_citation_names_this_version() -> None:
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert cited["version"] == spbe_cli.__version__
    assert cited["license"] == PROJECT["license"]


def test_a_wheelhouse_holds_every_wheel_and_how_to_use_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = script("wheelhouse")
    asked: list[list[str]] = []

    def fetch(command: list[str], check: bool) -> None:
        assert check
        asked.append(command)
        if "--dest" not in command:
            return
        folder = Path(command[command.index("--dest") + 1])
        for name in ("spbe_cli-1.whl", "colorama-1.whl", "rest.tar.gz"):
            (folder / name).write_bytes(b"x")

    monkeypatch.setattr(subprocess, "run", fetch)
    made = house.build(Path("dist/spbe_cli-1.whl"), "3.13", tmp_path / "out")
    with zipfile.ZipFile(made) as opened:
        assert sorted(opened.namelist()) == ["BACA-DULU.txt", "colorama-1.whl", "spbe_cli-1.whl"]
        assert b"Python 3.13 di Windows" in opened.read("BACA-DULU.txt")
    fetched, proven = asked
    assert {"win_amd64", "3.13", "colorama", ":all:"} <= set(fetched)
    assert {"--no-index", "x86_64-pc-windows-msvc", "3.13", "--dry-run"} <= set(proven)


# --- workflows ---------------------------------------------------------------------------------


def steps(workflow: Any) -> list[dict[str, Any]]:
    return [one for job in workflow["jobs"].values() for one in job.get("steps", [])]


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_actions_are_pinned_and_rights_are_few(file: Path) -> None:
    text = file.read_text("utf-8")
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] == {}
    for line in re.findall(r"uses: (.+)", text):
        assert re.match(r"(\./|[\w-]+/[\w-]+@[0-9a-f]{40} # v\d)", line), line
    for job in workflow["jobs"].values():
        assert "permissions" in job
        written = [key for key, right in job["permissions"].items() if right == "write"]
        assert len(written) <= 1
    for step in steps(workflow):
        assert "${{" not in step.get("run", ""), "what others can name must come by env"


def test_every_action_has_one_pin() -> None:
    pins: dict[str, set[str]] = {}
    for file in WORKFLOWS:
        for name, pin in re.findall(r"uses: ([\w/-]+)@(\S+)", file.read_text("utf-8")):
            pins.setdefault(name, set()).add(pin)
    assert pins
    assert {name: len(found) for name, found in pins.items()} == dict.fromkeys(pins, 1)


def test_workflows_call_what_is_there() -> None:
    for file in WORKFLOWS:
        for step in steps(yaml.safe_load(file.read_text("utf-8"))):
            for named in re.findall(r"\b((?:release|docs)/\w+\.py)", step.get("run", "")):
                assert (ROOT / named).is_file()
            for target in re.findall(r"^make (.+)$", step.get("run", ""), re.MULTILINE):
                rules = (ROOT / "Makefile").read_text("utf-8")
                assert all(re.search(rf"^{one}:", rules, re.MULTILINE) for one in target.split())


def test_pythons_are_the_same_everywhere() -> None:
    """What the metadata claims is what is tested, and what wheelhouses are made for."""
    claimed = [
        one.rpartition(" ")[2] for one in PROJECT["classifiers"] if re.search(r":: 3\.\d+$", one)
    ]
    assert PROJECT["requires-python"] == f">={claimed[0]}"
    ci = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text("utf-8"))
    assert ci["jobs"]["test"]["strategy"]["matrix"]["python"] == claimed
    release = yaml.safe_load((ROOT / ".github/workflows/release.yml").read_text("utf-8"))
    (loop,) = (one["run"] for one in steps(release) if "wheelhouse.py" in one.get("run", ""))
    assert re.findall(r"3\.\d+", loop) == claimed


def test_the_index_trusts_the_workflow_and_gets_attestations() -> None:
    jobs = yaml.safe_load((ROOT / ".github/workflows/release.yml").read_text("utf-8"))["jobs"]
    publish = jobs["publish"]
    assert publish["permissions"] == {"id-token": "write"}
    assert publish["environment"] == "pypi"
    step = publish["steps"][-1]
    assert step["uses"].startswith("pypa/gh-action-pypi-publish@")
    assert step["with"] == {"attestations": True}  # and no password
    names = [
        one["with"]["name"]
        for job in jobs.values()
        for one in job.get("steps", [])
        if "upload-artifact" in one.get("uses", "")
    ]
    assert len(names) == len(set(names)) == 3


def test_a_release_waits_for_the_tests() -> None:
    jobs = yaml.safe_load((ROOT / ".github/workflows/release.yml").read_text("utf-8"))["jobs"]

    def waits(name: str) -> set[str]:
        needed = jobs[name].get("needs", [])
        found = {needed} if isinstance(needed, str) else set(needed)
        return found.union(*(waits(one) for one in found))

    assert waits("publish") >= {"notes", "test", "bundle", "wheelhouse"}
    assert "publish" in waits("release")
    assert set(jobs["bundle"]["strategy"]["matrix"]["os"]) == {
        *("ubuntu-22.04", "macos-latest", "windows-latest")
    }


@pytest.mark.parametrize("file", FORMS, ids=lambda file: file.name)
def test_issue_forms_ask_what_is_needed(file: Path) -> None:
    form = yaml.safe_load(file.read_text("utf-8"))
    assert {"name", "description", "body"} <= set(form)
    fields = {one["id"]: one for one in form["body"] if "id" in one}
    assert len(fields) == sum(one["type"] != "markdown" for one in form["body"])
    if file.stem == "indeks-keliru":
        assert fields["file"]["validations"]["required"]
        assert "lampirkan" in file.read_text("utf-8")
