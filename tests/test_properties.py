"""What must hold for any levels: monotone, bounded, additive, scale-free, recoverable, readable."""

import datetime as dt
import tempfile
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from spbe_cli.core import numbers
from spbe_cli.core.assessment import Action, Answer, Assessment, Evidence, Opinion, Published
from spbe_cli.core.instrument import Indicator, Instrument, Section
from spbe_cli.core.records import replace
from spbe_cli.core.result import Result
from spbe_cli.core.score.scoring import score
from spbe_cli.store.yaml import assessments, instruments

LAWS = {name: instruments.load(name) for name in instruments.shipped()}
WHOLE = {name: law for name, law in LAWS.items() if not law.scale.decimal}


@st.composite
def assessed(draw: st.DrawFn, laws: dict[str, Instrument]) -> tuple[Instrument, Assessment]:
    """Draw an instrument and a complete assessment by it, sometimes with repeated services."""
    law = draw(st.sampled_from(list(laws.values())))
    low, high = law.scale.minimum, law.scale.maximum
    level = (
        st.integers(low * 100, high * 100).map(lambda n: Fraction(n, 100))
        if law.scale.decimal
        else st.integers(low, high).map(Fraction)
    )
    answers = {}
    for indicator in law.indicators():
        count = draw(st.integers(1, indicator.repeatable))
        for item in indicator.item_ids()[:count]:
            answers[item] = Answer({Opinion.SELF: draw(level)})
    return law, Assessment("Kota Contoh", law.years[0], law.id, answers)


def indices(result: Result) -> list[Fraction]:
    found = []
    for top in result.sections:
        for one in (top, *top.sections):
            assert one.index is not None
            found.append(one.index)
    assert result.index is not None
    return [result.index, *found]


@given(assessed(LAWS), st.data())
def test_raising_a_level_never_lowers_an_index(
    case: tuple[Instrument, Assessment], data: st.DataObject
) -> None:
    law, before = case
    item = data.draw(st.sampled_from(list(before.answers)))
    level = before.answers[item].levels[Opinion.SELF]
    raised = data.draw(st.fractions(level, law.scale.maximum))
    after = before.with_level(item, Opinion.SELF, raised)
    pairs = zip(indices(score(law, before)), indices(score(law, after)), strict=True)
    assert all(old <= new for old, new in pairs)


@pytest.mark.parametrize("name", LAWS)
@pytest.mark.parametrize("end", ["minimum", "maximum"])
def test_all_lowest_is_the_lowest_and_all_highest_the_highest(name: str, end: str) -> None:
    law = LAWS[name]
    level = Fraction(getattr(law.scale, end))
    answers = {one.id: Answer({Opinion.SELF: level}) for one in law.indicators()}
    result = score(law, Assessment("Kota Contoh", law.years[0], name, answers))
    assert set(indices(result)) == {level}
    assert (result.lowest, result.highest) == (level, level)


@given(assessed(LAWS), st.fractions(Fraction(1, 50), 50))
def test_scaling_all_weights_changes_nothing(
    case: tuple[Instrument, Assessment], factor: Fraction
) -> None:
    law, given_levels = case

    def indicator(one: Indicator) -> Indicator:
        return replace(one, weight=one.weight * factor)

    def section(one: Section) -> Section:
        return replace(
            one,
            weight=one.weight * factor,
            sections=tuple(map(section, one.sections)),
            indicators=tuple(map(indicator, one.indicators)),
        )

    scaled = replace(law, sections=tuple(map(section, law.sections)))
    assert indices(score(scaled, given_levels)) == indices(score(law, given_levels))


@given(assessed(LAWS))
def test_contributions_add_up_exactly(case: tuple[Instrument, Assessment]) -> None:
    result = score(*case)
    contributions = [one.contribution for one in result.items()]
    assert None not in contributions
    assert sum(one for one in contributions if one is not None) == result.index


@given(assessed(LAWS), st.data())
def test_the_interval_holds_whatever_the_missing_levels_turn_out_to_be(
    case: tuple[Instrument, Assessment], data: st.DataObject
) -> None:
    law, full = case
    hidden = data.draw(st.sets(st.sampled_from(list(full.answers))))
    answers = {
        item: Answer() if item in hidden else answer for item, answer in full.answers.items()
    }
    open_ = score(law, replace(full, answers=answers), Opinion.SELF)
    assert open_.lowest <= indices(score(law, full))[0] <= open_.highest


@settings(max_examples=60, deadline=None)  # fine weights take a second
@given(assessed(WHOLE), st.sampled_from(["domain", "aspect"]), st.booleans())
def test_recovery_contains_the_truth(
    case: tuple[Instrument, Assessment], kind: str, with_index: bool
) -> None:
    """Round the sections of any assessment, recover: the true index is among the candidates."""
    law, levels = case
    truth = score(law, levels)
    sections = {
        (one.section.kind, one.section.id): one.display
        for top in truth.sections
        for one in (top, *top.sections)
        if one.section.kind == kind and one.display is not None
    }
    published = Published(sections=sections, index=truth.display if with_index else None)
    known = Assessment("Kota Contoh", law.years[0], law.id, published=published)
    result = score(law, known)
    assert truth.index in result.candidates
    assert result.candidates == tuple(sorted(set(result.candidates)))
    if with_index:
        assert result.display == truth.display
    for top, found in zip(truth.sections, result.sections, strict=True):
        assert top.index in found.candidates


words = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=30).map(
    lambda text: text.strip() or "x"
)
dates = st.none() | st.dates(dt.date(1990, 1, 1), dt.date(2030, 1, 1))
evidence = st.builds(
    Evidence,
    words,
    st.none() | words,
    st.none() | words,
    dates,
    st.tuples() | st.just((2, 3)),
    st.none() | words,
    st.none() | words,
    st.just(()),
    st.none() | st.just(2023),
)


@st.composite
def recorded(draw: st.DrawFn) -> Assessment:
    """Draw an assessment with everything a file can hold."""
    law, levels = draw(assessed(LAWS))
    answers = {}
    for item, answer in list(levels.answers.items())[: draw(st.integers(1, 8))]:
        answers[item] = Answer(
            levels=answer.levels
            if draw(st.booleans())
            else {Opinion.TARGET: Fraction(3), **answer.levels},
            owners=tuple(draw(st.lists(words, max_size=2))),
            evidence=tuple(draw(st.lists(evidence, max_size=2))),
            note=draw(st.none() | words),
            action=draw(st.none() | st.builds(Action, words, dates)),
        )
    outside = {"SDI": Fraction("68.75")} if law.scale.decimal else {}
    published = Published(
        draw(st.sampled_from(Opinion)),
        {("aspect", "1"): Fraction("2.5")},
        draw(st.none() | st.just(Fraction("2.66"))),
        draw(st.sampled_from([None, "Baik"])),
        draw(st.none() | words),
    )
    return Assessment(
        draw(words), levels.year, law.id, answers, outside, draw(st.none() | st.just(published))
    )


@settings(max_examples=60, deadline=None)
@given(recorded())
def test_written_and_read_back_is_the_same(before: Assessment) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "penilaian.yaml"
        assessments.save(before, file)
        after, instrument = assessments.load(str(file))
    assert after == before
    assert instrument is LAWS[before.instrument]


@given(st.fractions(-100, 100), st.integers(0, 4))
def test_rounding_is_half_up_and_never_further_than_half(value: Fraction, places: int) -> None:
    shown = numbers.rounded(value, places)
    unit = Fraction(1, 10**places)
    assert (shown / unit).denominator == 1
    assert abs(shown - value) <= unit / 2
    if abs(shown - value) == unit / 2:
        assert abs(shown) > abs(value)


@given(st.fractions(-100, 100, max_denominator=1000))
def test_exact_text_means_the_same_number(value: Fraction) -> None:
    assert Fraction(numbers.exact(value)) == value


@given(st.integers(0, 999_999), st.integers(0, 6))
def test_a_number_is_read_as_written_with_point_or_comma(units: int, places: int) -> None:
    value = Fraction(units, 10**places)
    text = numbers.fixed(value, places)
    assert numbers.parse(text) == value
    assert numbers.parse(text.replace(".", ",")) == value
