"""Claimed and proven: how much of an index evidence carries."""

import json
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from program import Run

from spbe_cli.core.assessment import Answer, Assessment, Evidence, Opinion, Published
from spbe_cli.core.clauses import Scale
from spbe_cli.core.instrument import Instrument
from spbe_cli.core.score.proof import prove, proven_level
from spbe_cli.core.score.scoring import items_of, score
from spbe_cli.store.yaml import instruments

LAWS = {name: instruments.load(name) for name in instruments.shipped()}
WHOLE, ZERO, DECIMAL = Scale(1, 5, False), Scale(0, 5, False), Scale(1, 5, True)


@pytest.mark.parametrize(
    ("scale", "claimed", "levels", "proven"),
    [
        (WHOLE, "3", [], "1"),  # no evidence
        (WHOLE, "3", [()], "3"),  # without levels: up to the claimed one
        (WHOLE, "3", [(2, 3)], "3"),
        (WHOLE, "3", [(2,), (3,)], "3"),
        (WHOLE, "3", [(3,)], "1"),  # nothing for level 2
        (WHOLE, "4", [(2, 4)], "2"),  # a gap at 3
        (WHOLE, "2", [(2, 3, 4)], "2"),  # never above the claim
        (WHOLE, "1", [], "1"),
        (WHOLE, "3", [(1,)], "1"),
        (ZERO, "0", [], "0"),  # 5/2018: nothing is claimed
        (ZERO, "1", [], "1"),
        (ZERO, "2", [], "1"),
        (DECIMAL, "2.5", [(2,)], "2.5"),  # every whole level up to 2 is covered
        (DECIMAL, "3.25", [(2,)], "2"),
        (DECIMAL, "1.75", [], "1.75"),  # level 2 is not reached
        (DECIMAL, "2.25", [], "1"),
        (Scale(3, 5, False), "5", [], "3"),  # the lowest level of a scale is free
    ],
)
def test_levels_by_hand(
    scale: Scale, claimed: str, levels: list[tuple[int, ...]], proven: str
) -> None:
    evidence = [Evidence(title="x", levels=one) for one in levels]
    assert proven_level(scale, Fraction(claimed), evidence) == Fraction(proven)


EVIDENCE = st.builds(
    Evidence,
    title=st.just("x"),
    levels=st.lists(st.integers(1, 5), max_size=4, unique=True).map(tuple),
)


@st.composite
def assessments(draw: st.DrawFn) -> tuple[Instrument, Assessment]:
    law = LAWS[draw(st.sampled_from(sorted(LAWS)))]
    scale = law.scale
    step = 4 if scale.decimal else 1
    levels = st.integers(scale.minimum * step, scale.maximum * step)
    answers = {
        item: Answer(
            {Opinion.SELF: Fraction(draw(levels), step)},
            evidence=tuple(draw(st.lists(EVIDENCE, max_size=3))),
        )
        for indicator in law.indicators()
        for item in indicator.item_ids()
    }
    return law, Assessment("X", law.years[0], law.id, answers)


@given(assessments())
def test_losses_add_up_to_the_difference(case: tuple[Instrument, Assessment]) -> None:
    law, assessment = case
    result = score(law, assessment)
    proof = prove(result)
    assert (proof is None) == (not assessment.has_evidence())
    if proof is None:
        return
    assert result.index is not None
    assert proof.index is not None
    assert law.scale.minimum <= proof.index <= result.index
    assert sum(one.loss for one in proof.losses) == result.index - proof.index
    assert all(one.proven < one.claimed and one.loss > 0 for one in proof.losses)
    assert [one.loss for one in proof.losses] == sorted(
        (one.loss for one in proof.losses), reverse=True
    )
    lowered = assessment
    for one in proof.losses:
        lowered = lowered.with_level(one.item.id, Opinion.SELF, one.proven)
    assert score(law, lowered).index == proof.index


@given(assessments(), st.data())
def test_more_evidence_never_proves_less(
    case: tuple[Instrument, Assessment], data: st.DataObject
) -> None:
    law, assessment = case
    item = data.draw(st.sampled_from(sorted(assessment.answers)))
    answer = assessment.answers[item]
    claimed = answer.levels[Opinion.SELF]
    before = proven_level(law.scale, claimed, answer.evidence)
    more = (*answer.evidence, data.draw(EVIDENCE))
    assert before <= proven_level(law.scale, claimed, more) <= claimed


def test_nothing_is_said_without_evidence_of_targets_and_of_published_figures() -> None:
    law = LAWS["permenpanrb-59-2020"]
    items = [item.id for section in law.walk() for item in items_of(section, ())]
    shown = (Evidence(title="x"),)
    bare = {item: Answer({Opinion.SELF: Fraction(3)}) for item in items}
    assert prove(score(law, Assessment("X", 2024, law.id, bare))) is None
    wish = {item: Answer({Opinion.TARGET: Fraction(3)}, evidence=shown) for item in items}
    assert prove(score(law, Assessment("X", 2024, law.id, wish))) is None
    domains = {("domain", str(n)): Fraction(3) for n in range(1, 5)}
    noted = Assessment(
        "X",
        2024,
        law.id,
        {"1": Answer(evidence=shown)},
        published=Published(sections=domains, index=Fraction(3)),
    )
    assert prove(score(law, noted, Opinion.OFFICIAL)) is None


CLAIMS = (
    "institution: Kabupaten Contoh\nyear: 2024\nindicators:\n"
    + "".join(f"  {n}: 3\n" for n in range(1, 36))
    + "".join(f"  {n}: {{self: 3, evidence: [{{title: x}}]}}\n" for n in range(36, 48))
)


def test_both_indices_are_shown_and_what_makes_the_difference(spbe: Run) -> None:
    shown = spbe("score", "-", stdin=CLAIMS).stdout
    assert "klaim 3,00 · terbukti 1,69 (Kurang)" in shown
    lines = [line.split() for line in shown.splitlines()]
    start = next(n for n, line in enumerate(lines) if line[:2] == ["belum", "terbukti"])
    assert lines[start + 1][0] == "32"  # 2.75 % of services: the heaviest, in order of the law
    assert lines[start + 1][-3:] == ["3", "1", "0,055"]
    assert "…dan 25 lagi" in shown
    english = spbe("--lang", "en", "score", "-", stdin=CLAIMS).stdout
    assert "claimed 3.00 · proven 1.69" in english


def test_json_tells_every_loss(spbe: Run) -> None:
    data = json.loads(spbe("score", "-", "--format", "json", stdin=CLAIMS).stdout)
    proven = data["proven"]
    losses = [Fraction(one["loss"]) for one in proven["losses"]]
    assert len(losses) == 35
    assert Fraction(data["exact"]) - Fraction(proven["exact"]) == sum(losses)
    assert (proven["index"], proven["predicate"]) == ("1.69", "Kurang")
    assert proven["losses"][0] == {"id": "32", "claimed": "3", "proven": "1", "loss": "0.055"}


def test_an_open_index_is_proven_within_bounds(spbe: Run) -> None:
    text = CLAIMS.replace("  1: 3\n", "  1:\n")
    assert "terbukti 1,69–1,74" in spbe("score", "-", stdin=text).stdout
    data = json.loads(spbe("score", "-", "--format", "json", stdin=text).stdout)
    assert data["proven"]["index"] is None
    assert len(data["proven"]["losses"]) == 34


def test_nothing_changes_without_evidence(spbe: Run) -> None:
    text = CLAIMS.replace(", evidence: [{title: x}]", "")
    assert "terbukti" not in spbe("score", "-", stdin=text).stdout
    assert json.loads(spbe("score", "-", "--format", "json", stdin=text).stdout)["proven"] is None


def test_full_evidence_leaves_no_difference(spbe: Run) -> None:
    text = "institution: A\nyear: 2024\nindicators:\n" + "".join(
        f"  {n}: {{self: 3, evidence: [{{title: x}}]}}\n" for n in range(1, 48)
    )
    shown = spbe("score", "-", stdin=text).stdout
    assert "klaim 3,00 · terbukti 3,00\n" in shown
    assert "belum terbukti" not in shown


def test_a_predicate_that_is_certain_of_the_claim_alone(spbe: Run, tmp_path: Path) -> None:
    """``pasti Baik`` beside a proven Cukup: one sentence names both, on every first page."""
    rows = "".join(
        f"  {n}: {{self: 3, evidence: [{{title: SK {n}, levels: [2]}}]}}\n" for n in range(1, 46)
    )
    file = tmp_path / "a.yaml"
    file.write_text(f"institution: K\nyear: 2024\nindicators:\n{rows}", "utf-8")
    said = "menurut klaim pasti Baik, menurut bukti yang tercatat pasti Cukup"
    assert f"Predikat: {said}" in spbe("score", file).stdout
    for more in ([], ["--summary"]):
        out = tmp_path / f"r{len(more)}.md"
        assert spbe("report", file, "-o", out, *more).returncode == 0
        assert f"Predikat: {said}." in out.read_text("utf-8")
    file.write_text(f"institution: K\nyear: 2024\nindicators:\n{rows.replace('[2]', '[2, 3]')}")
    assert "Predikat: menurut" not in spbe("score", file).stdout
