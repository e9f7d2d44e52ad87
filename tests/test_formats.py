"""Every JSON format has a schema: printed by the program, closed, and true of real answers.

`contract.hold` checks each answer that any test asks for; here are many states of each format.
"""

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import contract
import pytest
from program import ROOT, Run
from test_snapshots import CASES, INCOMPLETE, OUTSIDE, PROVEN, YEARS

from spbe_cli.en import TEXTS
from spbe_cli.render.data import formats
from spbe_cli.store.yaml import schemas

BANDAR = "examples/bandar-lampung-2023.yaml"
DENPASAR = "examples/denpasar-2018.yaml"
PALANGKA = "examples/palangka-raya-2022.yaml"
ACEH = "examples/aceh-tengah-2026.yaml"
LIST = "tests/cases/national-2024.csv"
ITEMS = (
    "institution: Kab. Contoh\nyear: 2026\nindicators:\n"
    "  1: {owner: [A, B], items: {I1-L1-01: diterima, L2-4: {state: revisi, note: buram}},"
    " evidence: [{title: x, items: [I1-L1-01]}], action: {text: x, due: 2026-01-31}}\n"
    "  2: {self: 2, explanation: {fact: a, analysis: b}, remark: r, note: n}\n"
)
DISPUTED = "institution: Kota Contoh\nyear: 2024\nindicators:\n" + "".join(
    f"  {n}: {{self: 4, official: {2 + n % 3}, owner: Dinas {n % 4},"
    f" evidence: [{{title: x, file: b/{n}.pdf, levels: [3, 4], date: 2023-05-06}}]}}\n"
    for n in range(1, 48)
)
EFFORT = "unit: hari\nlevels: {2: 5, 3: '10,5'}\n"
SCENARIOS = "scenarios: {A: {29-31: 2, domain:4: '3'}, B: {1: 3}}\n"
PLANNED = (
    "plan:\n  target: 2.60\n  steps:\n"
    "    - {indicator: 1, to: 3, year: 2024, status: selesai, due: 2024-06-30}\n"
    "    - {indicator: 2, to: 2}\n"
)
STATES: dict[str, tuple[list[str], str]] = {
    "every example": (["score", "examples/*.yaml"], ""),
    "with items": (["score", "-"], ITEMS),
    "proven": (["score", "-"], PROVEN),
    "as if": (["score", BANDAR, "--set", "12=5"], ""),
    "items shown": (["show", "-", "--all"], ITEMS),
    "carried and disputed": (["show", "-", "--all"], DISPUTED),
    "disputes": (["show", "-", "--opinion", "official", "--all"], DISPUTED),
    "2026 shown": (["show", ACEH, "--all"], ""),
    "services shown": (["show", DENPASAR, "--all"], ""),
    "debts": (["todo", "-"], DISPUTED),
    "debts of items": (["todo", "-"], ITEMS),
    "debts of some": (["todo", "-", "--top", "1", "--due", "2024-07-31"], INCOMPLETE),
    "evidence": (["evidence", "list", "-"], DISPUTED),
    "findings": (["check", "examples/*.yaml"], ""),
    "findings of ours": (["check", "-"], DISPUTED),
    "doctor": (["doctor"], ""),
    "two years": (["compare", "examples/bandar-lampung-20*.yaml"], ""),
    "two laws": (["compare", PALANGKA, ACEH], ""),
    "open": (["compare", "-", BANDAR], INCOMPLETE),
    "national": (["rank", LIST, "--me", "Kota Palangka Raya"], ""),
    "both years": (["rank", "nasional:2023", "nasional:2024", "--top", "5"], ""),
    "years of a list": (["rank", "-", "--me", "Kota B"], YEARS),
    "ranked files": (["rank", "examples", "--where", "instrument=permenpanrb-59-2020"], ""),
    "one plan": (["simulate", BANDAR, "--target", "2.60", "--alternatives", "2"], ""),
    "out of reach": (
        ["simulate", BANDAR, "--target", "4.90", "--max-step", "1", "--lock", "domain:4"],
        "",
    ),
    "already there": (["simulate", BANDAR, "--target", "2.00"], ""),
    "for a budget": (["simulate", BANDAR, "--budget", "9"], ""),
    "floors": (["simulate", BANDAR, "--target", "3.00", "--floor", "domain:3=2.5"], ""),
    "short floors": (
        ["simulate", BANDAR, "--target", "2.30", "--floor", "domain:3=4", "--lock", "domain:3"],
        "",
    ),
    "widened": (["simulate", BANDAR, "--target", "4.90"], ""),
    "from proof": (["simulate", "-", "--target", "3.20"], PROVEN),
    "from sections": (["simulate", PALANGKA, "--target", "3.00"], ""),
    "sections too far": (["simulate", PALANGKA, "--target", "5.00"], ""),
    "sections one by one": (["simulate", PALANGKA], ""),
    "years": (["simulate", BANDAR, "--by", "2024=2.40", "--by", "2025=2.80"], ""),
    "years too few": (["simulate", BANDAR, "--by", "2024=4.90", "--capacity", "3"], ""),
    "single steps": (["simulate", BANDAR], ""),
    "single steps of an open one": (["simulate", "-", "--provisional"], INCOMPLETE),
    "single steps of 2026": (["simulate", ACEH], ""),
    "what if": (["simulate", BANDAR, "--set", "1-3=4"], ""),
    "what if of an open one": (["simulate", "-", "--provisional", "--set", "1=5"], OUTSIDE),
    "risk": (["simulate", DENPASAR, "--risk"], ""),
    "carried": (["carry", BANDAR, "--to", "8/2026", "--target", "2.60"], ""),
    "carried with evidence": (["carry", "-", "--to", "8/2026"], DISPUTED),
    "laws": (["instrument", "list"], ""),
    "law of 2018": (["instrument", "show", "5/2018"], ""),
    "law of 2020": (["instrument", "show", "59/2020"], ""),
    "law of 2026": (["instrument", "show", "8/2026"], ""),
    "law of statistics": (["instrument", "show", "epss-2022"], ""),
    "indicator": (["instrument", "show", "8/2026", "5"], ""),
    "indicator of 2018": (["instrument", "show", "5/2018", "35"], ""),
    "indicator at a level": (["instrument", "show", "8/2026", "I3", "--level", "4"], ""),
    "words": (["instrument", "search", "audit"], ""),
    "laws apart": (["instrument", "diff", "59/2020", "8/2026"], ""),
    "laws alike": (["instrument", "diff", "5/2018", "59/2020"], ""),
    "nothing wrong": (["instrument", "check", "indicators/epss-2022.yaml"], ""),
    "much wrong": (["instrument", "check", BANDAR], ""),
} | {
    f"snapshot {name}": case
    for name, case in CASES.items()
    if not name.startswith(("help", "check-explain"))
}


def answered(spbe: Run, name: str) -> Any:
    arguments, stdin = STATES[name]
    done = spbe(*arguments, "--format", "json", stdin=stdin)
    assert done.stdout, f"{name}: {done.stderr}"
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", STATES)
def test_an_answer_is_as_its_schema_says(spbe: Run, name: str) -> None:
    data = answered(spbe, name)
    assert contract.fault(contract.format_of(STATES[name][0], data), data) == ""


@pytest.mark.parametrize("name", formats.FORMATS)
def test_a_schema_is_printed_and_valid(spbe: Run, name: str) -> None:
    printed = json.loads(spbe("schema", name).stdout)
    assert printed == formats.schema(name)
    assert printed["title"] == name
    assert printed["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    contract.validator(name)
    assert json.loads(spbe("skema", name.partition("/")[0]).stdout) == printed


@pytest.mark.parametrize("name", formats.FORMATS)
def test_every_object_of_a_schema_is_closed(name: str) -> None:
    """A key that nobody described must not pass unseen."""
    found = list(objects(formats.schema(name)))
    assert found
    for one in found:
        assert "additionalProperties" in one
        assert one["additionalProperties"] is not True
        assert set(one.get("required", ())) <= set(one.get("properties", {}))


def objects(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, list):
        for one in schema:
            yield from objects(one)
    elif isinstance(schema, dict):
        if schema.get("type") == "object":
            yield schema
        for one in schema.values():
            yield from objects(one)


def test_every_definition_is_there(spbe: Run) -> None:
    for name in (*formats.FORMATS, *schemas.KINDS):
        text = spbe("schema", name).stdout
        defined = set(json.loads(text).get("$defs", {}))
        used = set(re.findall(r'"#/\$defs/(\w+)"', text))
        assert used <= defined, name


def test_every_format_that_is_written_has_a_schema() -> None:
    """Marks of workbooks and tables (form, report, actions) are no JSON."""
    marks = {"spbe-form/1", "spbe-report/1", "spbe-actions/1"}
    named = set()
    for file in (ROOT / "spbe_cli").rglob("*.py"):
        named |= set(re.findall(r"spbe-[a-z]+/\d+", file.read_text("utf-8")))
    assert named - marks == set(formats.FORMATS)


def test_other_data_does_not_pass(spbe: Run) -> None:
    """One more key anywhere, one key less, or another kind of value is a fault."""
    for state, name in (
        ("every example", "spbe-score/1"),
        ("one plan", "spbe-plan/1"),
        ("years", "spbe-plan/1"),
        ("debts", "spbe-todo/1"),
        ("national", "spbe-rank/1"),
        ("indicator", "spbe-instrument/1"),
    ):
        data = answered(spbe, state)
        data = data[0] if isinstance(data, list) else data
        spots = list(deepest(data))
        assert spots
        for path in spots[:: max(1, len(spots) // 12)]:
            for change in (add, drop, twist):
                other = copy.deepcopy(data)
                change(at(other, path))
                assert contract.fault(name, other), (state, path, change.__name__)


def deepest(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the paths of the objects whose keys are fixed: those that have a `name` or a format."""
    if isinstance(value, dict):
        if "name" in value or "format" in value:
            yield path
        for key, one in value.items():
            yield from deepest(one, (*path, key))
    elif isinstance(value, list):
        for number, one in enumerate(value[:3]):
            yield from deepest(one, (*path, number))


def at(value: Any, path: tuple[Any, ...]) -> dict[str, Any]:
    for key in path:
        value = value[key]
    assert isinstance(value, dict)
    return value


def add(one: dict[str, Any]) -> None:
    one["surprise"] = "1"


def drop(one: dict[str, Any]) -> None:
    del one["name" if "name" in one else "format"]


def twist(one: dict[str, Any]) -> None:
    one["name" if "name" in one else "format"] = 7.5


def test_schema_alone_lists_the_names(spbe: Run) -> None:
    for language in ("id", "en"):
        printed = spbe("--lang", language, "schema").stdout
        listed = re.findall(r"^  (\S+)  ", printed, re.MULTILINE)
        assert listed == [*schemas.KINDS, *formats.FORMATS]
        assert max(map(len, printed.splitlines())) <= 80


def test_kinds_of_file_are_printed_too(spbe: Run) -> None:
    for kind in schemas.KINDS:
        printed = json.loads(spbe("schema", kind).stdout)
        assert printed == schemas.KINDS[kind][0]()
    assert spbe("schema", "plan").stdout.count('"steps"') == 1


def test_a_schema_goes_to_a_new_file_only(spbe: Run, tmp_path: Path) -> None:
    file = tmp_path / "s.json"
    assert spbe("schema", "spbe-score/1", "-o", file).returncode == 0
    assert json.loads(file.read_text("utf-8")) == formats.schema("spbe-score/1")
    assert spbe("schema", "spbe-plan/1", "--output", file).returncode == 4


def test_a_name_that_is_none_names_its_neighbour(spbe: Run) -> None:
    done = spbe("schema", "spbe-scor")
    assert done.returncode == 2
    assert "spbe-score/1" in done.stderr
    assert "daftarnya: spbe schema" in spbe("schema", "xyzzy").stderr


def test_progress_and_scenarios_and_efforts(spbe: Run, tmp_path: Path) -> None:
    (tmp_path / "e.yaml").write_text(EFFORT, "utf-8")
    (tmp_path / "s.yaml").write_text(SCENARIOS, "utf-8")
    file = tmp_path / "a.yaml"
    file.write_text((ROOT / BANDAR).read_text("utf-8") + PLANNED, "utf-8")
    seen = dict(contract.seen)
    for arguments in (
        ["--effort", tmp_path / "e.yaml", "--target", "2.40"],
        ["--scenarios", tmp_path / "s.yaml"],
        ["--progress"],
    ):
        done = spbe("simulate", file, *arguments, "--format", "json")
        assert done.stdout, done.stderr
    for name in ("spbe-plan/1", "spbe-scenarios/1", "spbe-progress/1"):
        assert contract.seen[name] > seen.get(name, 0)


def test_evidence_that_changed_forms_that_came_home_and_days(spbe: Run, tmp_path: Path) -> None:
    text = "institution: A\nyear: 2024\nindicators:\n  1: {self: 3, evidence: [{file: b.pdf}]}\n"
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    (tmp_path / "b.pdf").write_text("x", "utf-8")
    assert spbe("evidence", "pack", "a.yaml", "-o", "p.zip", cwd=tmp_path).returncode == 0
    (tmp_path / "b.pdf").write_text("y", "utf-8")
    assert spbe("form", "a.yaml", "-o", "f.csv", cwd=tmp_path).returncode == 0
    form = (tmp_path / "f.csv").read_text("utf-8-sig").splitlines()
    form[2] = re.sub(r";;", ";4;", form[2], count=1)
    (tmp_path / "f.csv").write_text("\n".join(form), "utf-8-sig")
    seen = dict(contract.seen)
    for arguments in (
        ["evidence", "verify", "a.yaml", "p.zip"],
        ["import", "f.csv", "--into", "a.yaml"],
        ["log", "a.yaml"],
    ):
        done = spbe(*arguments, "--format", "json", cwd=tmp_path)
        assert done.stdout, done.stderr
    for name in ("spbe-verify/1", "spbe-import/1", "spbe-log/1"):
        assert contract.seen[name] > seen.get(name, 0)


def test_the_page_for_engineers_lists_the_formats() -> None:
    page = (ROOT / "docs/engineers.md").read_text("utf-8")
    listed = re.findall(r"^\| `(spbe-[^`]+)` \| (.+): `(.+)` \|$", page, re.MULTILINE)
    told = ((name, *TEXTS[about].rsplit(": ", 1)) for name, (*_, about) in formats.FORMATS.items())
    assert listed == list(told)
