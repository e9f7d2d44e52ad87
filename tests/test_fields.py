"""The table of the assessment file's fields: reader, writer and schema agree."""

import datetime as dt
import json
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
import yaml
from program import Run

from spbe_cli.core.assessment import (
    Action,
    Answer,
    Assessment,
    Evidence,
    Explanation,
    Opinion,
    Provenance,
    Published,
    State,
    Verdict,
)
from spbe_cli.core.planned import Planned, PlannedStep, Progress
from spbe_cli.problems import DataError
from spbe_cli.store.yaml import assessment_file, assessments, shape, tree

LEVELS = {opinion: Fraction(number) for number, opinion in enumerate(Opinion, 2)}
DUE = dt.date(2027, 9, 30)
STEP = PlannedStep(
    *("1", Fraction(4), Fraction(2), 2027, 3, Progress.UNDER_WAY, DUE, "2.16.01"),
    budget=Fraction(250_000_000),
)
WHOLE = Assessment(
    "Kota Contoh",
    2026,
    "permenpanrb-8-2026",
    {
        "1": Answer(
            LEVELS,
            ("Bappeda", "Diskominfo"),
            (
                Evidence(
                    "Perwali",
                    "a.pdf",
                    "https://x.example",
                    dt.date(2026, 5, 31),
                    (1, 2),
                    "12/2021",
                    "hal. 4–6",
                    ("L1-1",),
                    2025,
                ),
            ),
            "Satu\ndua",
            Action("Susun", dt.date(2026, 12, 1)),
            {
                "L1-1": Verdict(State.REVISE, "kurang", Explanation("Ada", "Cukup", 2025)),
                "L2-1": Verdict(State.ACCEPTED),
            },
            "Kurang lengkap",
            Explanation("Satu\ndua", "Tiga"),
            Provenance(2025, "permenpanrb-59-2020", "Dibawa"),
        ),
        "2": Answer({Opinion.SELF: Fraction(3)}),
        "3": Answer({Opinion.OFFICIAL: Fraction(3)}),
        "4": Answer(),
    },
    {"SDI": Fraction(68)},
    Published(
        Opinion.SELF,
        {("domain", "1"): Fraction(5, 2), ("aspect", "2"): Fraction(3)},
        Fraction(266, 100),
        "Baik",
        "Kepmen",
    ),
    Planned(Fraction(7, 2), "hari", (STEP,)),
    feeds={"IPS": "epss-2026.yaml"},
)


def keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from map(str, value)
        value = list(value.values())
    for one in value if isinstance(value, list) else ():
        yield from keys(one)


def properties(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        yield from schema.get("properties", ())
        schema = list(schema.values())
    for one in schema if isinstance(schema, list) else ():
        yield from properties(one)


def read(text: str) -> Assessment:
    """Read a file whatever an instrument says of it: none has all there is."""
    root, problems = tree.parse_tree(text, "a.yaml")
    assert isinstance(root, tree.Mapping)
    assert problems + shape.check(root, assessment_file.assessment_schema(), "a.yaml") == []
    return assessment_file.read(root, "a.yaml", WHOLE.year, WHOLE.instrument)


def test_every_key_of_the_schema_is_written() -> None:
    names = {*"1234", "L1-1", "L2-1", "SDI", "IPS"}
    written = set(keys(yaml.safe_load(assessments.dump(WHOLE)))) - names
    assert set(properties(assessment_file.assessment_schema())) == written


def test_every_key_that_is_written_is_read() -> None:
    assert read(assessments.dump(WHOLE)) == WHOLE


_ITEM = (
    "      L1-1: {state: revisi, note: kurang, "
    "explanation: {fact: Ada, analysis: Cukup, carried: 2025}}"
)


def test_short_forms_are_written_where_nothing_more_is_said() -> None:
    text = assessments.dump(WHOLE)
    for line in (
        "  2: 3",
        "  4: null",
        _ITEM,
    ):
        assert f"{line}\n" in text
    assert "      L2-1: diterima\n" in text
    assert [line for line in text.splitlines() if line[:1] != " "] == [
        "institution: Kota Contoh",
        "year: 2026",
        "instrument: permenpanrb-8-2026",
        "plan:",
        "indicators:",
        "outside:",
        "published:",
    ]


@pytest.mark.parametrize("empty", ["", " ~", " null"])
def test_keys_left_empty_say_nothing(empty: str) -> None:
    """As forms and templates leave them: whatever is not required."""
    inner = ["owner", "evidence", "note", "action", "items", *Opinion]
    text = "institution: A\nyear: 2026\nindicators:\n  1:\n"
    text += "".join(f"    {key}:{empty}\n" for key in inner)
    text += "".join(f"{key}:{empty}\n" for key in ("instrument", "outside", "published", "plan"))
    one, _law = assessments.parse_assessment(text, "a.yaml")
    assert one.answers == {"1": Answer()}
    assert (one.published, one.plan, dict(one.outside)) == (None, None, {})
    assert assessments.dump(one).endswith("indicators:\n  1: null\n")


def test_places_are_noted() -> None:
    assert set(read(assessments.dump(WHOLE)).places) == {
        "",
        "indicators",
        *(f"indicators.{item}" for item in "1234"),
        *(f"indicators.1.{opinion}" for opinion in Opinion),
        "indicators.1.evidence.1",
        "indicators.1.items.L1-1",
        "indicators.1.items.L2-1",
        "indicators.3.official",
        "outside.IPS",
        "outside.SDI",
        "plan.steps.1",
        "published",
        "published.aspects.2",
        "published.domains.1",
        "published.index",
        "published.predicate",
    }


def test_levels_of_evidence_are_bounded() -> None:
    text = (
        f"institution: A\nyear: 2026\nindicators: {{1: {{evidence: [{{levels: [{'9' * 5000}]}}]}}}}"
    )
    with pytest.raises(DataError) as told:
        assessments.parse_assessment(text, "a.yaml")
    assert [one.code for one in told.value.problems] == ["E010"]


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_schema_speaks_the_language_in_use(spbe: Run, language: str) -> None:
    printed = json.loads(spbe("--lang", language, "instrument", "schema").stdout)
    note = printed["$defs"]["item"]["anyOf"][1]["properties"]["note"]
    assert note["title"] == {"id": "teks", "en": "text"}[language]
    assert list(printed["$defs"]) == [
        "level",
        "number",
        "rupiah",
        "step",
        "date",
        "explanation",
        "item",
        "evidence",
        "action",
        "outside",
    ]
