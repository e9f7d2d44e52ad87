"""Evidence items: the published case, the gate, what holds for any items, files, forms, reports.

The published case is Kabupaten Aceh Tengah 2026: the assessor's verdict on each item of stage 1 (20
September 2026) and the scores of 21 September (github.com/Niumination/PemdiAcehTengah).
"""

import csv
import io
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from drawn import NASTY
from hypothesis import given, settings, strategies as st
from program import Run

from spbe_cli.core import numbers
from spbe_cli.core.assessment import (
    Answer,
    Assessment,
    Explanation,
    Opinion,
    State,
    Verdict,
)
from spbe_cli.core.clauses import ScoreRule
from spbe_cli.core.instrument import Indicator
from spbe_cli.core.score.estimate import Estimate, estimate, points, rungs
from spbe_cli.core.score.scoring import score
from spbe_cli.problems import DataError
from spbe_cli.render import words
from spbe_cli.render.text import question
from spbe_cli.render.text.screen import Screen
from spbe_cli.store.yaml import assessments, editing, instruments

LAW = instruments.load("permenpanrb-8-2026")
LISTED = [one for one in LAW.indicators() if any(item.counted for item in one.evidence)]
PUBLISHED = "2.00 1.50 1.26 1.30 1.00 1.00 1.00 1.00 1.00 1.00 1.50 1.25 1.17 1.00 1.00 1.00 2.50"
PUBLISHED += " 1.00 1.00 1.30"
SHARED = "2.00 1.50 1.26 1.34 1.00 1.00 1.00 1.00 1.00 1.00 1.50 1.25 1.17 1.00 1.00 1.00 2.50"
SHARED += " 1.00 1.00 1.26"


def rule() -> ScoreRule:
    assert LAW.score_rule is not None
    return LAW.score_rule


def case(examples: Path) -> Estimate:
    assessment, law = assessments.load(examples / "aceh-tengah-2026.yaml")
    found = estimate(score(law, assessment))
    assert found is not None
    return found


# --- the published case ---


def test_the_published_case_is_reproduced(examples: Path) -> None:
    """Points of two decimals give 18 of 20 scores and an index of 1.2375; published is 1.24."""
    found = case(examples)
    shown = [numbers.fixed(one.estimate, 2) for one in found.standings if one.estimate is not None]
    assert shown == SHARED.split()
    equal = [one == other for one, other in zip(shown, PUBLISHED.split(), strict=True)]
    assert sum(equal) == rule().equal == 18
    assert len(equal) == rule().scores == 20
    assert found.index == Fraction("1.2375")
    assert found.display == Fraction("1.24")


def test_the_largest_error_is_the_one_that_is_shown(examples: Path) -> None:
    found = case(examples)
    errors = [
        abs(numbers.rounded(one.estimate, 2) - one.score.level)
        for one in found.standings
        if one.estimate is not None and one.score.level is not None
    ]
    assert max(errors) == rule().largest_error == Fraction("0.04")


def test_the_two_that_differ_are_named(examples: Path) -> None:
    """Indicators 4 and 20: 1.34 and 1.26 against the published 1.30; the note names them too."""
    shown = {
        one.score.item.id: numbers.fixed(one.estimate, 2)
        for one in case(examples).standings
        if one.estimate is not None and one.estimate != one.score.level
    }
    assert shown == {"4": "1.34", "20": "1.26"}
    note = rule().note or ""
    assert "indikator 4 (perkiraan 1,34, terbit 1,30)" in note
    assert "indikator 20 (perkiraan 1,26, terbit 1,30)" in note


def test_points_that_are_not_rounded_meet_one_score_less(examples: Path) -> None:
    """Why points have two decimals: 1.26 of indicator 3 is twice 0.13, not twice 0.125."""
    exact = rule()._replace(places=None)
    assessment, _law = assessments.load(examples / "aceh-tengah-2026.yaml")
    equal = 0
    for indicator, published in zip(LAW.indicators(), PUBLISHED.split(), strict=True):
        answer = assessment.answers[indicator.id]
        accepted = {name for name, one in answer.items.items() if one.state is State.ACCEPTED}
        found = rungs(exact, indicator, accepted)
        equal += not found or numbers.fixed(points(exact, found), 2) == published
    assert equal == 17


def test_measured_points_are_those_of_the_rule() -> None:
    measured = {
        name: (one.points, rung.worth)
        for indicator in LAW.indicators()
        for rung in rungs(rule(), indicator, ())
        for name, one in indicator.checklist().items()
        if one.points is not None and name in rung.items
    }
    assert set(measured) == {"I1-L1-01", "I11-L1-01", "I12-L1-01", "I13-L1-01"}
    assert all(points == worth for points, worth in measured.values())


def test_points_per_item_as_a_second_list_has_them() -> None:
    """Points that the list P9 gives to items of a level, at two decimals: all five levels."""
    listed = {
        "1": ("0.50", "0.25", "0.25", "0.25", "0.50"),
        "3": ("0.13", "0.20", "0.20", "0.13", "0.17"),
        "8": ("0.07", "0.14", "0.14", "0.07", "0.14"),
        "13": ("0.17", "0.33", "0.25", "0.50", "1.00"),
        "19": ("0.17", "0.50", "0.50", "0.50", "0.50"),
    }
    items = LAW.items()
    for item, worth in listed.items():
        found = tuple(numbers.fixed(one.worth, 2) for one in rungs(rule(), items[item], ()))
        assert found == worth, item


# --- what holds for any items ---

SUBSETS = st.sampled_from(LISTED).flatmap(
    lambda one: st.tuples(st.just(one), st.sets(st.sampled_from(list(one.checklist()))))
)


def value(indicator: Indicator, accepted: set[str]) -> Fraction:
    return points(rule(), rungs(rule(), indicator, accepted))


def brute(indicator: Indicator, accepted: set[str]) -> Fraction:
    """The rule said another way: a share for each accepted item whose lower levels are full."""
    items = {name: one for name, one in indicator.checklist().items() if one.counted}
    total = Fraction(1)
    for name in accepted & items.keys():
        level = items[name].level or 0
        below = {other for other, one in items.items() if (one.level or 0) < level}
        if below <= accepted:
            low, high = rule().bands[level]
            same = {other for other, one in items.items() if one.level == level}
            share = numbers.rounded((high - low) / len(same), 2)
            total += (high - low) / len(same) if same <= accepted else share
    return total


@given(SUBSETS)
def test_the_estimate_is_the_sum_of_shares_up_to_the_gate(drawn: Any) -> None:
    assert value(*drawn) == brute(*drawn)


@given(SUBSETS, st.data())
def test_one_item_more_never_lowers_the_estimate(drawn: Any, data: st.DataObject) -> None:
    indicator, accepted = drawn
    more = data.draw(st.sampled_from(list(indicator.checklist())))
    assert value(indicator, accepted) <= value(indicator, accepted | {more})


@given(SUBSETS)
def test_the_estimate_is_within_the_band_of_the_lowest_incomplete_level(drawn: Any) -> None:
    found = rungs(rule(), *drawn)
    first = next((rung for rung in found if rung.open), found[-1])
    low, high = rule().bands[first.level]
    assert low <= points(rule(), found) <= high
    assert all(not rung.open for rung in found if rung.level < first.level)


@pytest.mark.parametrize("indicator", LISTED, ids=lambda one: str(one.id))
def test_nothing_accepted_is_1_and_everything_5(indicator: Indicator) -> None:
    assert value(indicator, set()) == 1
    counted = {name for name, one in indicator.checklist().items() if one.counted}
    assert value(indicator, counted) == 5
    assert value(indicator, set(indicator.checklist()) - counted) == 1


def test_a_level_above_an_incomplete_one_gives_nothing() -> None:
    first = LISTED[0]
    above = {name for name, one in first.checklist().items() if one.level != 1}
    assert value(first, above) == 1
    assert value(first, above | {"I1-L1-01"}) == 5


def test_items_are_named_by_code_or_by_level_and_position() -> None:
    names = list(LISTED[0].checklist())
    assert names[:6] == ["I1-L1-01", "I1-L2-01", "I1-L2-02", "I1-L2-03", "L2-4", "L3-1"]
    for indicator in LAW.indicators():
        assert len(indicator.checklist()) == len(indicator.evidence)


# --- the estimated index ---


def assessed(items: dict[str, dict[str, Verdict]], **outside: Fraction) -> Assessment:
    level = {Opinion.SELF: Fraction("1.25")}
    fed = {"5", "6", "7", "18"}
    answers = {
        one.id: Answer({} if one.id in fed else level, items=items.get(one.id, {}))
        for one in LAW.indicators()
    }
    return Assessment("Kota Contoh", 2026, LAW.id, answers, outside=outside)


def all_of(state: State) -> dict[str, dict[str, Verdict]]:
    return {one.id: dict.fromkeys(one.checklist(), Verdict(state)) for one in LISTED}


def test_an_index_waits_for_checklists_of_which_nothing_is_recorded() -> None:
    found = estimate(score(LAW, assessed({"1": {"I1-L1-01": Verdict(State.ACCEPTED)}})))
    assert found is not None
    assert found.index is None
    assert found.missing == tuple(one.id for one in LISTED if one.id != "1")
    standing = found.of("1")
    assert standing is not None
    assert standing.estimate == Fraction("1.5")


def test_converted_and_assumed_scores_are_part_of_the_index() -> None:
    """16 indicators at 5, SDI 68.75 at 3.75 (5 of 100), the three absent ones at 1 (11 of 100)."""
    found = estimate(score(LAW, assessed(all_of(State.ACCEPTED), SDI=Fraction("68.75"))))
    assert found is not None
    fed = {one.id: one.weight for one in LAW.indicators() if one not in LISTED}
    rest = 100 - sum(fed.values())
    expected = rest * 5 + fed["5"] * Fraction("3.75") + sum(fed.values()) - fed["5"]
    assert found.index == expected / 100
    for state in State:
        if state is not State.ACCEPTED:
            lowest = estimate(score(LAW, assessed(all_of(state))))
            assert lowest is not None
            assert lowest.index == 1


def test_without_items_or_rule_there_is_no_estimate(examples: Path) -> None:
    assert estimate(score(LAW, assessed({}))) is None
    assessment, law = assessments.load(examples / "bandar-lampung-2023.yaml")
    assert estimate(score(law, assessment)) is None


# --- files ---

VERDICTS = st.builds(
    Verdict,
    st.sampled_from(State),
    st.none() | st.sampled_from(["x", "a: b # c", "1", "ya"]),
    st.none()
    | st.builds(Explanation, st.sampled_from(["x", "a: b # c", "satu\ndua"]), st.none(), st.none()),
)


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(LISTED[0].checklist(), VERDICTS)))
def test_what_is_written_reads_back(items: dict[str, Verdict]) -> None:
    whole = assessed({"1": items})
    assert assessments.parse_assessment(assessments.dump(whole), "a.yaml")[0] == whole


def test_items_change_in_place(examples: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    text = (examples / "aceh-tengah-2026.yaml").read_text("utf-8")
    file.write_text(text, "utf-8")
    answer = assessments.load(file)[0].answers["2"]
    items = {**answer.items, "L2-1": Verdict(State.UPLOADED, "menunggu")}
    editing.put(file, {"2": answer._replace(items=items)}, {"2": 1})
    lines = file.read_text("utf-8").splitlines()
    assert (
        "    items: {I2-L1-01: diterima, I2-L1-02: diterima, "
        "L2-1: {state: diunggah, note: menunggu}}"
    ) in lines
    lost = [line for line in text.splitlines() if line not in lines]
    assert lost == ["    items: {I2-L1-01: diterima, I2-L1-02: diterima}"]


@pytest.mark.parametrize(
    ("items", "code"),
    [
        ("{I2-L1-01: diterima}", "E235"),
        ("{L1-1: diterima}", "E235"),
        ("{I1-L1-01: Diterima}", "E010"),
        ("{I1-L1-01: [diterima]}", "E010"),
        ("{I1-L1-01: {state: }}", "E010"),
        ("{I1-L1-01: {note: x}}", "E009"),
        ("{I1-L1-01: diterima, I1-L1-01: revisi}", "E007"),
        ("{'': diterima}", "E008"),
        ("diterima", "E010"),
    ],
)
def test_bad_items_are_refused(items: str, code: str) -> None:
    text = f"institution: A\nyear: 2026\nindicators: {{1: {{self: 1, items: {items}}}}}\n"
    with pytest.raises(DataError) as caught:
        assessments.parse_assessment(text, "a.yaml")
    assert code in {one.code for one in caught.value.problems}


@pytest.mark.parametrize("items", ["{}", "", "{I1-L1-01: }", "{L2-4: {state: belum, note: }}"])
def test_what_is_left_empty_is_not_recorded(items: str) -> None:
    text = f"institution: A\nyear: 2026\nindicators: {{1: {{self: 1, items: {items}}}}}\n"
    assessment, _law = assessments.parse_assessment(text, "a.yaml")
    assert assessment.has_items() == ("belum" in items)


# --- score ---


def test_json_has_the_estimate_as_text(spbe: Run, examples: Path) -> None:
    done = spbe("score", examples / "aceh-tengah-2026.yaml", "--format", "json")
    data = json.loads(done.stdout)
    assert data["estimate"] == {
        "index": "1.24",
        "exact": "1.2375",
        "missing": [],
        "accepted": "18",
        "counted": "188",
        "tested": {"scores": "20", "equal": "18", "largest_error": "0.04"},
    }
    items = {one["id"]: one for part in data["sections"] for one in part["indicators"]}
    assert (items["4"]["level"], items["4"]["estimate"]) == ("1.3", "1.34")
    assert items["17"]["items"][1] == {"level": "2", "accepted": "2", "counted": "2"}
    assert "estimate" not in items["5"]
    other = spbe("score", examples / "bandar-lampung-2023.yaml", "--format", "json")
    assert json.loads(other.stdout)["estimate"] is None


def test_csv_keeps_its_columns(spbe: Run, examples: Path) -> None:
    done = spbe("score", examples / "aceh-tengah-2026.yaml", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert rows[0]["index"] == "1.24"
    assert "estimate" not in rows[0]


def test_the_estimate_never_changes_the_index(examples: Path, tmp_path: Path) -> None:
    text = (examples / "aceh-tengah-2026.yaml").read_text("utf-8")
    assessment, _law = assessments.parse_assessment(text, "a.yaml")
    bare = {item: answer._replace(items={}) for item, answer in assessment.answers.items()}
    (tmp_path / "a.yaml").write_text(text.replace("revisi", "diterima"), "utf-8")
    changed, _law = assessments.load(tmp_path / "a.yaml")
    plain = Assessment("Kota Contoh", 2026, LAW.id, bare)
    for one in (assessment, changed, plain):
        assert score(LAW, one, Opinion.OFFICIAL).index == Fraction("1.2415")


# --- check ---


def found(spbe: Run, folder: Path, items: str) -> list[tuple[str, str]]:
    text = f"institution: A\nyear: 2026\nindicators:\n  2: {{self: 1, owner: B, items: {items}}}\n"
    (folder / "a.yaml").write_text(text, "utf-8")
    done = spbe("check", "a.yaml", "--format", "json", cwd=folder)
    listed = json.loads(done.stdout)
    return [(one["code"], one["message"]) for one in listed if one["code"] > "SPB017"]


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ("{}", []),
        ("{I2-L1-01: diterima}", [("SPB018", "1 belum diterima: I2-L1-02")]),
        ("{I2-L1-01: revisi, I2-L1-02: ditolak}", [("SPB018", ": I2-L1-01, I2-L1-02")]),
        ("{I2-L1-01: diterima, I2-L1-02: diterima}", [("SPB018", "tingkat 2")]),
        (
            "{I2-L1-01: diterima, I2-L1-02: diunggah}",
            [("SPB027", ": L2-1, L2-2; masih menunggu keputusan asesor: I2-L1-02")],
        ),
        (
            "{I2-L1-01: diterima, L3-1: diunggah}",
            [("SPB018", ": I2-L1-02"), ("SPB019", "butir L3-1 di atas tingkat 1")],
        ),
    ],
)
def test_what_to_complete_next(
    spbe: Run, tmp_path: Path, items: str, expected: list[tuple[str, str]]
) -> None:
    listed = found(spbe, tmp_path, items)
    assert sorted(code for code, _message in listed) == [code for code, _part in expected]
    for code, part in expected:
        assert any(one == code and part in message for one, message in listed)


def test_items_are_evidence_too(spbe: Run, examples: Path) -> None:
    done = spbe("check", examples / "aceh-tengah-2026.yaml")
    assert done.returncode == 0
    assert "SPB004" not in done.stdout


# --- forms ---


@pytest.fixture
def desk(spbe: Run, examples: Path, tmp_path: Path) -> Path:
    text = (examples / "aceh-tengah-2026.yaml").read_text("utf-8")
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    done = spbe("form", "a.yaml", "-o", "lke.xlsx", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    return tmp_path


def fill(
    desk: Path, to: str, cells: dict[str, tuple[str | None, str | None]], first: int = 8
) -> str:
    """Answer items of indicator 1 by codes: (state, note), from column 10 (fact, analysis)."""
    book = openpyxl.load_workbook(desk / "lke.xlsx")
    sheet = book["Butir bukti"]
    for row in range(5, sheet.max_row + 1):
        code = str(sheet.cell(row, 6).value)
        if sheet.cell(row, 1).value == "1" and code in cells:
            sheet.cell(row, first).value, sheet.cell(row, first + 1).value = cells[code]
    book.save(desk / to)
    return to


def test_a_form_untouched_changes_nothing(spbe: Run, desk: Path) -> None:
    done = spbe("import", "lke.xlsx", "--into", "a.yaml", cwd=desk)
    assert (done.returncode, done.stdout) == (0, "Tidak ada perubahan.\n")


def test_notes_of_any_kind_come_home_unchanged(spbe: Run, tmp_path: Path) -> None:
    codes = next(list(one.checklist()) for one in LISTED if one.id == "8")
    notes = [*NASTY, "y" * 40_000]
    items = {code: Verdict(State.REVISE, note) for code, note in zip(codes, notes, strict=False)}
    assert len(items) == len(notes)
    assessments.save(assessed({"8": items}), tmp_path / "a.yaml")
    before = (tmp_path / "a.yaml").read_bytes()
    assert spbe("form", "a.yaml", "-o", "f.xlsx", cwd=tmp_path).returncode == 0
    done = spbe("import", "f.xlsx", "--into", "a.yaml", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "Tidak ada perubahan.\n")
    assert (tmp_path / "a.yaml").read_bytes() == before
    for ending in ("html", "md", "xlsx"):
        done = spbe("report", "a.yaml", "-o", f"r.{ending}", cwd=tmp_path)
        assert done.returncode == 0, done.stderr


def test_states_come_home(spbe: Run, desk: Path) -> None:
    cells = {
        "I1-L2-02": ("Diterima", "sudah lengkap"),
        "L2-4": ("diunggah", None),
        "I1-L1-01": (None, None),
    }
    fill(desk, "isi.xlsx", cells)
    done = spbe("import", "isi.xlsx", "--into", "a.yaml", cwd=desk)
    assert done.returncode == 0, done.stderr
    assert "revisi → diterima: sudah lengkap" in done.stdout
    assert "2 perubahan ditulis" in done.stdout
    items = assessments.load(desk / "a.yaml")[0].answers["1"].items
    assert items["I1-L2-02"] == Verdict(State.ACCEPTED, "sudah lengkap")
    assert items["L2-4"] == Verdict(State.UPLOADED)
    assert items["I1-L1-01"] == Verdict(State.ACCEPTED)  # an empty cell erases nothing


def test_a_form_by_owner_has_their_items_only(spbe: Run, desk: Path) -> None:
    text = (desk / "a.yaml").read_text("utf-8")
    (desk / "a.yaml").write_text(
        text.replace("official: 2.00", "official: 2.00\n    owner: Bappeda"), "utf-8"
    )
    assert spbe("form", "a.yaml", "--owner", "Bappeda", "-o", "b.xlsx", cwd=desk).returncode == 0
    sheet = openpyxl.load_workbook(desk / "b.xlsx")["Butir bukti"]
    rows = {sheet.cell(row, 1).value for row in range(5, sheet.max_row + 1)}
    assert rows == {"1"}


def test_explanations_of_items_come_home(spbe: Run, desk: Path) -> None:
    """Also of an item without a state, and beside a state that another form gives."""
    told: dict[str, tuple[str | None, str | None]]
    told = {"I1-L1-01": ("SK Tim hal. 4", None), "L2-4": ("Ada", "Cukup\nsekali")}
    fill(desk, "f.xlsx", told, 10)
    fill(desk, "s.xlsx", {"L2-4": ("diunggah", None)})
    done = spbe("import", "f.xlsx", "s.xlsx", "--into", "a.yaml", cwd=desk)
    assert done.returncode == 0, done.stderr
    assert "fakta I1-L1-01  – → SK Tim hal. 4" in done.stdout
    items = assessments.load(desk / "a.yaml")[0].answers["1"].items
    assert items["I1-L1-01"] == Verdict(State.ACCEPTED, None, Explanation("SK Tim hal. 4"))
    assert items["L2-4"] == Verdict(State.UPLOADED, None, Explanation("Ada", "Cukup\nsekali"))
    assert "fact:L2-4,,Ada,f.xlsx" in (desk / "a.riwayat.csv").read_text("utf-8")
    again = spbe("import", "f.xlsx", "s.xlsx", "--into", "a.yaml", cwd=desk)
    assert (again.returncode, again.stdout) == (0, "Tidak ada perubahan.\n")


def test_explanations_of_items_that_contradict_each_other(spbe: Run, desk: Path) -> None:
    fill(desk, "satu.xlsx", {"L2-4": ("Ada", None)}, 10)
    fill(desk, "dua.xlsx", {"L2-4": ("Tidak ada", None)}, 10)
    command = ("import", "satu.xlsx", "dua.xlsx", "--into", "a.yaml")
    done = spbe(*command, cwd=desk)
    assert done.returncode == 3
    assert "Butir bukti!J9: E325 isian fakta L2-4 indikator 1 bertentangan" in done.stderr
    assert spbe(*command, "--prefer", "dua", cwd=desk).returncode == 0
    items = assessments.load(desk / "a.yaml")[0].answers["1"].items
    assert items["L2-4"] == Verdict(State.ABSENT, None, Explanation("Tidak ada"))


def test_a_form_with_explanations_untouched_changes_nothing(spbe: Run, tmp_path: Path) -> None:
    codes = next(list(one.checklist()) for one in LISTED if one.id == "8")
    notes = [*NASTY, "y" * 40_000]
    told = (Explanation(fact, analysis) for fact, analysis in zip(notes, notes[::-1], strict=True))
    items = {
        code: Verdict(State.REVISE, note, each)
        for code, note, each in zip(codes, notes, told, strict=False)
    }
    assessments.save(assessed({"8": items}), tmp_path / "a.yaml")
    before = (tmp_path / "a.yaml").read_bytes()
    assert spbe("form", "a.yaml", "-o", "f.xlsx", cwd=tmp_path).returncode == 0
    done = spbe("import", "f.xlsx", "--into", "a.yaml", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "Tidak ada perubahan.\n")
    assert (tmp_path / "a.yaml").read_bytes() == before
    done = spbe("form", "a.yaml", "--opinion", "official", "-o", "o.xlsx", cwd=tmp_path)
    sheet = openpyxl.load_workbook(tmp_path / "o.xlsx")["Butir bukti"]
    assert sheet.max_column == 9  # theirs asks for no explanations of ours


def test_two_forms_that_contradict_each_other(spbe: Run, desk: Path) -> None:
    fill(desk, "satu.xlsx", {"L2-4": ("diunggah", None)})
    fill(desk, "dua.xlsx", {"L2-4": ("revisi", "salah unggah")})
    command = ("import", "satu.xlsx", "dua.xlsx", "--into", "a.yaml")
    done = spbe(*command, cwd=desk)
    assert done.returncode == 3
    assert "E323 butir L2-4 indikator 1 bertentangan: diunggah (satu)" in done.stderr
    done = spbe(*command, "--prefer", "dua", cwd=desk)
    assert done.returncode == 0, done.stderr
    items = assessments.load(desk / "a.yaml")[0].answers["1"].items
    assert items["L2-4"] == Verdict(State.REVISE, "salah unggah")


@pytest.mark.parametrize("cell", [("oke", None), (None, "catatan saja"), ("3", None)])
def test_a_state_that_is_none(spbe: Run, desk: Path, cell: tuple[str | None, str | None]) -> None:
    fill(desk, "isi.xlsx", {"L2-4": cell})
    before = (desk / "a.yaml").read_bytes()
    done = spbe("import", "isi.xlsx", "--into", "a.yaml", cwd=desk)
    assert done.returncode == 3
    assert done.stderr.startswith("isi.xlsx!Butir bukti!H9: E324 keadaan ")
    assert (desk / "a.yaml").read_bytes() == before


def test_damage_to_the_sheet_of_items(spbe: Run, desk: Path) -> None:
    """A code that is not the instrument's, and merged cells; without the sheet nothing changes."""
    book = openpyxl.load_workbook(desk / "lke.xlsx")
    sheet = book["Butir bukti"]
    sheet["F6"] = "I1-L9-99"
    book.save(desk / "kode.xlsx")
    done = spbe("import", "kode.xlsx", "--into", "a.yaml", cwd=desk)
    assert (done.returncode, "E235 butir bukti I1-L9-99" in done.stderr) == (3, True)
    sheet.merge_cells("H6:H8")
    book.save(desk / "gabung.xlsx")
    done = spbe("import", "gabung.xlsx", "--into", "a.yaml", cwd=desk)
    assert (done.returncode, "Butir bukti!H6:H8: E314" in done.stderr) == (3, True)
    del book["Butir bukti"]
    book.save(desk / "tanpa.xlsx")
    done = spbe("import", "tanpa.xlsx", "--into", "a.yaml", cwd=desk)
    assert (done.returncode, done.stdout) == (0, "Tidak ada perubahan.\n")


def test_a_form_without_checklists_has_no_such_sheet(spbe: Run, tmp_path: Path) -> None:
    text = "institution: A\nyear: 2024\nindicators: {1: 2}\n"
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    assert spbe("form", "a.yaml", "-o", "f.xlsx", cwd=tmp_path).returncode == 0
    assert "Butir bukti" not in openpyxl.load_workbook(tmp_path / "f.xlsx").sheetnames


def test_the_form_says_what_items_are_worth(spbe: Run, tmp_path: Path) -> None:
    new = ("init", "a.yaml", "--institution", "A", "--year", "2026")
    assert spbe(*new, cwd=tmp_path).returncode == 0
    assert spbe("form", "a.yaml", "-o", "f.xlsx", cwd=tmp_path).returncode == 0
    book = openpyxl.load_workbook(tmp_path / "f.xlsx")
    texts = {
        str(cell.value)
        for row in book["Butir bukti"].iter_rows()
        for cell in row
        if cell.value is not None
    }
    assert "Peta kompetensi digital ASN (0,13 poin)" in texts
    assert "Tangkapan dasbor instansi pada MyASN BKN (tidak ikut dihitung)" in texts
    criteria = {
        str(cell.value)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if "Syarat: " in str(cell.value)
    }
    assert any("konsisten lebih dari 2 tahun" in one for one in criteria)


# --- reports ---


@pytest.mark.parametrize("ending", ["html", "md"])
def test_reports_show_the_checklist_and_the_estimate(
    spbe: Run, examples: Path, tmp_path: Path, ending: str
) -> None:
    text = (examples / "aceh-tengah-2026.yaml").read_text("utf-8")
    noted = "I1-L2-02: {state: revisi, note: '<b>kurang</b> *tanda* tangan'}"
    (tmp_path / "a.yaml").write_text(text.replace("I1-L2-02: revisi", noted), "utf-8")
    done = spbe("report", "a.yaml", "-o", f"r.{ending}", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / f"r.{ending}").read_text("utf-8")
    assert "Perkiraan dari butir bukti" in page
    assert "18 sama, selisih terbesar 0,04" in page
    assert "I1-L2-02" in page
    assert "tidak ikut dihitung" in page
    assert "<b>kurang" not in page


def test_the_workbook_has_a_sheet_of_items(spbe: Run, examples: Path, tmp_path: Path) -> None:
    out = tmp_path / "r.xlsx"
    assert spbe("report", examples / "aceh-tengah-2026.yaml", "-o", out).returncode == 0
    book = openpyxl.load_workbook(out)
    rows = list(book["Butir bukti"].iter_rows(min_row=5, values_only=True))
    states = {row[2]: row[5] for row in rows if str(row[2]).startswith("I")}
    assert states["I4-L2-02"] == "ditolak"
    assert states["I17-L2-02"] == "diterima"
    heads = [cell.value for cell in book["Indikator"][4]]
    column = heads.index("Perkiraan dari butir")
    shown = [row[column] for row in book["Indikator"].iter_rows(min_row=5, values_only=True)]
    assert shown[:5] == [2, 1.5, 1.26, 1.34, None]


# --- decimal scores elsewhere ---


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(100, 500), min_size=20, max_size=20))
def test_plans_start_from_decimal_scores_and_end_at_whole_levels(cents: list[int]) -> None:
    from spbe_cli.core.plan import plans, route

    answers = {
        one.id: Answer({Opinion.SELF: Fraction(cent, 100)})
        for one, cent in zip(LAW.indicators(), cents, strict=True)
    }
    result = score(LAW, Assessment("Kota Contoh", 2026, LAW.id, answers))
    assert result.index is not None
    target = min(Fraction(5), result.index + Fraction(1, 4))
    plan = route.reach(result, target, plans.Terms())
    assert plan is not None
    gain = sum((step.gain for step in plan.steps), Fraction(0))
    assert result.index + gain >= target
    assert all(step.to.denominator == 1 for step in plan.steps)


# --- indices of other bodies ---

OUTSIDE = "institution: Kota Contoh\nyear: 2026\noutside: {SDI: 68.75}\nindicators:\n" + "".join(
    f"  {n}: 1.5\n" for n in range(1, 21) if n not in (5, 6, 7, 18)
)


def test_every_output_says_what_outside_indices_make(spbe: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(OUTSIDE, "utf-8")
    assessment, law = assessments.load(tmp_path / "a.yaml")
    result = score(law, assessment)
    low, high = (words.figure(one, 2) for one in (result.lowest, result.highest))
    for more in ([], ["--explain"]):
        shown = " ".join(spbe("score", "a.yaml", *more, cwd=tmp_path).stdout.split())
        assert "SDI 68,75 dikonversi menjadi 3,75" in shown
        assert "indeks SJIG belum ada" in shown
        assert f"Indeks yang masih mungkin: {low} sampai {high}" in shown
    assert spbe("report", "a.yaml", "-o", "r.md", cwd=tmp_path).returncode == 0
    page = (tmp_path / "r.md").read_text("utf-8")
    assert f"6, 7, 18 belum ada, dihitung sesuai instrumen; indeks yang masih mungkin {low}" in page
    assert "dikonversi dari Indeks Satu Data Indonesia (SDI) 68,75" in page
    assert spbe("report", "a.yaml", "-o", "r.xlsx", cwd=tmp_path).returncode == 0
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    names = [str(cell.value) for cell in book["Indikator"]["I"]]
    assert any("Bila kosong dihitung 3,75. Dikonversi dari" in name for name in names)
    assert spbe("form", "a.yaml", "-o", "f.xlsx", cwd=tmp_path).returncode == 0
    sheet = openpyxl.load_workbook(tmp_path / "f.xlsx")["Aspek 3"]
    names = [str(cell.value) for cell in sheet["I"]]
    assert any("Bila kosong dihitung 3,75, dikonversi dari SDI 68,75." in name for name in names)
    assert any("Bila kosong dihitung 1,00, karena indeks SJIG belum ada." in name for name in names)


def test_a_question_says_what_an_outside_index_makes() -> None:
    assessment, law = assessments.parse_assessment(OUTSIDE, "a.yaml")
    result = score(law, assessment)
    asked = {one.item.id: one.item for one in result.items()}
    for item, said in (
        ("5", "SDI 68,75 dikonversi menjadi 3,75"),
        ("6", "indeks SJIG belum ada, dihitung sebagai 1,00"),
    ):
        answer = assessment.answers.get(item, Answer())
        page = question.Question(asked[item], answer, Opinion.SELF, None)
        shown = " ".join(question.question_text(page, result, Screen()).split())
        assert f"Indikator {item}: {said}" in shown


def test_evidence_names_items_that_there_are(spbe: Run, desk: Path) -> None:
    """In a file and in what comes home: an item of no checklist proves nothing, and is refused."""
    (desk / "u.yaml").write_text(
        "institution: K\nyear: 2026\nindicators:\n  13:\n    self: 2.5\n    evidence:\n"
        "      - {title: Z, items: [I13-L1-01]}\n"
        "      - title: Y\n        items: [I13-L2-01, L2-1]\n"
    )
    done = spbe("score", "u.yaml", cwd=desk)
    assert done.returncode == 3
    assert done.stderr.startswith("u.yaml:8:9: E235 butir bukti L2-1 tidak ada pada indikator 13.")
    (desk / "lama.yaml").write_text(
        "institution: K\nyear: 2024\nindicators:\n"
        "  13: {self: 2, evidence: [{title: Z, items: [a]}]}\n"
    )
    assert "E235" in spbe("score", "lama.yaml", cwd=desk).stderr
    book = openpyxl.load_workbook(desk / "lke.xlsx")
    sheet = next(one for one in book if one.title.startswith("Aspek 1"))
    keys = {str(cell.value): cell.column for cell in sheet[3]}
    cell = sheet.cell(6, keys["evidence"] or 0)
    cell.value = "SK Tim | butir I1-L2-01, I1-L9-99"
    book.save(desk / "isi.xlsx")
    done = spbe("import", "isi.xlsx", "--into", "a.yaml", cwd=desk)
    assert done.returncode == 3
    assert f"!{cell.coordinate}: E235 butir bukti I1-L9-99" in done.stderr
