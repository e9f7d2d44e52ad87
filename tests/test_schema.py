"""Our JSON Schemas, judged by an independent validator: what the reader takes, editors take too."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from program import Run

from spbe_cli.store.yaml import assessment_file, schemas, shape, tree

SCHEMAS = {
    "assessment": assessment_file.assessment_schema(),
    "instrument": schemas.instrument_schema(),
    "effort": schemas.effort_schema(),
    "scenarios": schemas.scenarios_schema(),
}


def as_json(value: Any) -> Any:
    """Return YAML data as an editor's validator sees it: keys and dates are text."""
    if isinstance(value, dict):
        return {str(key): as_json(one) for key, one in value.items()}
    if isinstance(value, list):
        return [as_json(one) for one in value]
    return value.isoformat() if isinstance(value, dt.date) else value


@pytest.mark.parametrize("kind", SCHEMAS)
def test_the_command_prints_the_schema(spbe: Run, kind: str) -> None:
    printed = json.loads(spbe("instrument", "schema", kind).stdout)
    assert printed == SCHEMAS[kind]
    jsonschema.Draft202012Validator.check_schema(printed)


def test_the_schema_can_be_written_to_a_new_file_only(spbe: Run, tmp_path: Path) -> None:
    file = tmp_path / "penilaian.schema.json"
    assert spbe("instrument", "schema", "-o", file).returncode == 0
    assert json.loads(file.read_text("utf-8")) == SCHEMAS["assessment"]
    again = spbe("instrument", "schema", "instrument", "-o", file)
    assert again.returncode == 4
    assert "E015" in again.stderr
    assert json.loads(file.read_text("utf-8")) == SCHEMAS["assessment"]


@pytest.mark.parametrize(
    ("kind", "folder"), [("assessment", "examples"), ("instrument", "indicators")]
)
def test_our_own_files_are_valid(root: Path, kind: str, folder: str) -> None:
    validator = jsonschema.Draft202012Validator(SCHEMAS[kind])
    files = sorted((root / folder).glob("*.yaml"))
    assert files
    for file in files:
        data = as_json(yaml.safe_load(file.read_text("utf-8")))
        assert [error.message for error in validator.iter_errors(data)] == [], file


@pytest.mark.parametrize(
    "text",
    [
        "institution: A\nyear: 2024\n",
        "institution: A\nyear: 2024\nindicators: {1: 3, 2: '2,5', 3: null, 35-2: {self: 1}}\n",
        "institution: A\nyear: 2024\nindicators: {1: {evidence: [{title: x, levels: [2]}]}}\n",
        "institution: A\nyear: 2024\nindicators: {1: {action: {text: x, due: 2024-01-31}}}\n",
        "institution: A\nyear: 2024\npublished: {domains: {1: 2.5}, index: 2.66}\n",
        "year: 2024\n",
        "institution: A\nyear: duaribu\n",
        "institution: A\nyear: 2024\nindikator: {1: 3}\n",
        "institution: A\nyear: 2024\nindicators: [1, 2]\n",
        "institution: A\nyear: 2024\nindicators: {1: tiga}\n",
        "institution: A\nyear: 2024\nindicators: {1: [3]}\n",
        "institution: A\nyear: 2024\nindicators: {1: {selff: 3}}\n",
        "institution: A\nyear: 2024\nindicators: {1: {evidence: x}}\n",
        "institution: A\nyear: 2024\nindicators: {1: {evidence: [{judul: x}]}}\n",
        "institution: A\nyear: 2024\nindicators: {1: {action: {due: 2024-01-31}}}\n",
        "institution: A\nyear: 2024\npublished: {opinion: mine}\n",
        "institution: A\nyear: 2024\npublished: {domains: {1: baik}}\n",
        "- institution\n",
    ],
)
def test_our_reader_and_an_independent_validator_agree(text: str) -> None:
    agree(text, SCHEMAS["assessment"])


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("effort", "unit: hari\nlevels: {2: 5, 3: '10,5'}\nindicators: {21: {4: 35}, 1-3: 8.5}\n"),
        ("effort", "unit:\nlevels:\nindicators:\n"),
        ("effort", "indicators: {domain:4: 3, '1, 2': 3}\n"),
        ("effort", "levels: {2: 0}\n"),
        ("effort", "levels: {2: -1}\n"),
        ("effort", "levels: {2: '0,00'}\n"),
        ("effort", "levels: {dua: 1}\n"),
        ("effort", "indicators: {1: {}}\n"),
        ("effort", "indicators: {1: }\n"),
        ("effort", "satuan: hari\n"),
        ("scenarios", "scenarios: {A: {29-31: 2, domain:4: '2,5'}, B b: {1: 3}}\n"),
        ("scenarios", "scenarios: {}\n"),
        ("scenarios", "scenarios:\n"),
        ("scenarios", "scenarios: {'': {1: 2}}\n"),
        ("scenarios", "scenarios: {A: {}}\n"),
        ("scenarios", "scenarios: {A: {1: }}\n"),
        ("scenarios", "scenarios: {A: {',': 2}}\n"),
        ("scenarios", "{}\n"),
    ],
)
def test_they_agree_on_effort_and_scenarios_too(kind: str, text: str) -> None:
    agree(text, SCHEMAS[kind])


def agree(text: str, schema: dict[str, Any]) -> None:
    node, problems = tree.parse_tree(text, "berkas.yaml")
    assert node is not None
    assert not problems
    ours = shape.check(node, schema, "berkas.yaml")
    theirs = list(
        jsonschema.Draft202012Validator(schema).iter_errors(as_json(yaml.safe_load(text)))
    )
    assert bool(ours) == bool(theirs), (ours, theirs)


@pytest.mark.parametrize(
    ("name", "near"),
    [
        *(("spbe-plann/1", "spbe-plan/1"), ("spbe-scoer", "spbe-score/1")),
        *(("spbe-rnak/1", "spbe-rank/1"), ("spbe-plan/2", "spbe-plan/1")),
        *(("SPBE-todo/9", "spbe-todo/1"), ("assesment", "assessment"), ("skenario", "scenarios")),
    ],
)
def test_near_misses_of_a_format_are_named(spbe: Run, name: str, near: str) -> None:
    done = spbe("schema", name)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"skema {name} tidak ada, mungkin {near}" in done.stderr


def test_what_is_like_no_format_is_told_plainly(spbe: Run) -> None:
    done = spbe("schema", "xyz/1")
    assert "skema xyz/1 tidak ada; daftarnya" in done.stderr
