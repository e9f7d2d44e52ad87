"""The engine's rules: missing levels, outside indices, repeated indicators, yearly practice."""

from fractions import Fraction
from pathlib import Path

import pytest

from spbe_cli.core import numbers
from spbe_cli.core.assessment import Answer, Assessment, Opinion, Published
from spbe_cli.core.index import exactly, nearest_bound, next_predicate, predicate_of
from spbe_cli.core.records import replace
from spbe_cli.core.result import Result, differences, disputed_predicate
from spbe_cli.core.score.scoring import default_opinion, score
from spbe_cli.problems import DataError
from spbe_cli.store.yaml import assessments, instruments

LAW_2018 = instruments.load("permenpanrb-5-2018")
LAW_2020 = instruments.load("permenpanrb-59-2020")
LAW_2026 = instruments.load("permenpanrb-8-2026")


def assessment(
    levels: dict[str, int | str], *, year: int = 2024, opinion: Opinion = Opinion.SELF
) -> Assessment:
    answers = {item: Answer({opinion: Fraction(level)}) for item, level in levels.items()}
    return Assessment("Kota Contoh", year, "-", answers)


def everywhere(level: int, *, but: tuple[int, ...] = ()) -> dict[str, int | str]:
    return {str(n): level for n in range(1, 48) if n not in but}


PUBLISHED = Published(
    sections={
        ("domain", name): Fraction(value)
        for name, value in {"1": "3.00", "2": "2.20", "3": "1.27", "4": "3.31"}.items()
    }
)


def level_of(result: Result, item: str) -> tuple[str, str]:
    one = next(one for one in result.items() if one.item.id == item)
    return "-" if one.level is None else numbers.exact(one.level), one.origin


def test_missing_levels_leave_the_index_open() -> None:
    """Two of weight 3.00 are missing: 3 of 5 levels elsewhere, 1 to 5 there."""
    result = score(LAW_2020, assessment(everywhere(3, but=(46, 47))))
    assert result.index is None
    assert result.predicate is None
    assert not result.complete
    assert result.missing == ("46", "47")
    assert (result.lowest, result.highest) == (Fraction("2.88"), Fraction("3.12"))
    assert [one.index for one in result.sections] == [3, 3, 3, None]
    assert [one.index for one in result.sections[3].sections] == [3, None]


def test_provisional_counts_missing_as_the_lowest_and_says_so() -> None:
    result = score(LAW_2020, assessment(everywhere(3, but=(46, 47))), provisional=True)
    assert result.index == result.lowest == Fraction("2.88")
    assert result.provisional
    assert not result.complete
    assert result.missing == ("46", "47")
    assert level_of(result, "47") == ("1", "provisional")
    assert score(LAW_2018, assessment({"1": 5}, year=2018), provisional=True).index == Fraction(
        5, 100
    )


def test_provisional_changes_nothing_when_all_is_answered() -> None:
    result = score(LAW_2020, assessment(everywhere(3)), provisional=True)
    assert not result.provisional
    assert result.complete


def test_nothing_answered_is_the_whole_scale() -> None:
    begun = Assessment("Kota Contoh", 2024, "-", {"1": Answer(owners=("Bappeda",))})
    result = score(LAW_2020, begun)
    assert result.index is None
    assert (result.lowest, result.highest) == (Fraction(1), Fraction(5))
    assert len(result.missing) == 47


def test_an_empty_assessment_is_an_error() -> None:
    with pytest.raises(DataError, match="E215"):
        score(LAW_2020, Assessment("Kota Contoh", 2024, "-"))


def test_opinions_are_not_mixed() -> None:
    mixed = assessment(everywhere(3)).with_level("1", Opinion.OFFICIAL, Fraction(1))
    assert default_opinion(LAW_2020, mixed) is Opinion.SELF
    assert score(LAW_2020, mixed).index == 3
    official = score(LAW_2020, mixed, Opinion.OFFICIAL)
    assert official.index is None
    assert len(official.missing) == 46


def test_the_most_authoritative_complete_opinion_is_the_default() -> None:
    both = assessment(everywhere(3))
    for n in range(1, 48):
        both = both.with_level(str(n), Opinion.OFFICIAL, Fraction(2))
        both = both.with_level(str(n), Opinion.TARGET, Fraction(5))
    assert score(LAW_2020, both).opinion is Opinion.OFFICIAL
    assert score(LAW_2020, both, Opinion.TARGET).index == 5


def test_published_figures_that_are_not_enough_do_not_hide_complete_levels() -> None:
    """Only figures an index can be recovered from make an opinion complete."""
    partly = Published(sections={("domain", "1"): Fraction(3)}, index=Fraction("2.9"))
    both = replace(assessment(everywhere(3)), published=partly)
    assert score(LAW_2020, both).opinion is Opinion.SELF
    wholly = replace(both, published=replace(PUBLISHED, index=Fraction("2.66")))
    assert score(LAW_2020, wholly).opinion is Opinion.OFFICIAL


def test_one_official_level_does_not_hide_a_complete_published_result() -> None:
    published = replace(PUBLISHED, index=Fraction("2.66"))
    partly = replace(assessment({"2": 2}, opinion=Opinion.OFFICIAL), published=published)
    assert score(LAW_2020, partly, Opinion.OFFICIAL).display == Fraction("2.66")


def test_among_equals_the_more_authoritative_opinion_is_the_default() -> None:
    begun = assessment({"1": 3}).with_level("1", Opinion.OFFICIAL, Fraction(2))
    assert default_opinion(LAW_2020, begun) is Opinion.OFFICIAL


def test_a_service_that_only_another_opinion_counts_is_not_open() -> None:
    """5/2018: the institution claims two public services, the assessor accepted one."""
    claims: dict[str, int | str] = {str(n): 3 for n in range(1, 36)}
    claims["35-2"] = 4
    claimed = assessment(claims, year=2018)
    for n in range(1, 36):
        claimed = claimed.with_level(str(n), Opinion.OFFICIAL, Fraction(2))
    official = score(LAW_2018, claimed)
    assert (official.opinion, official.index) == (Opinion.OFFICIAL, Fraction(2))
    assert score(LAW_2018, claimed, Opinion.SELF).sections[2].sections[1].index == Fraction(16, 5)


def test_comparison_is_at_the_precision_of_the_published_figure() -> None:
    """2.987 printed as 2.99 and as 2.987 both agree; an incomplete result is not compared."""
    levels = everywhere(3) | {"1": 2}
    for printed in ("2.99", "2.987"):
        published = Published(Opinion.SELF, index=Fraction(printed))
        assert differences(score(LAW_2020, replace(assessment(levels), published=published))) == []
    published = Published(Opinion.SELF, index=Fraction("2.988"))
    told = replace(assessment(levels), published=published)
    assert differences(score(LAW_2020, told)) == [
        ("index", "", Fraction("2.988"), Fraction("2.987"))
    ]
    partly = replace(assessment(everywhere(3, but=(47,))), published=published)
    assert differences(score(LAW_2020, partly, provisional=True)) == []


def test_an_opinion_that_is_not_there_is_an_error() -> None:
    with pytest.raises(DataError, match="E211"):
        score(LAW_2020, assessment(everywhere(3)), Opinion.VERIFIED)


@pytest.mark.parametrize(
    ("services", "aspect", "weight"),
    [
        ({"35": 2}, Fraction(9 + 2, 4), Fraction(5)),
        ({"35": 2, "35-2": 4}, Fraction(9 + 6, 5), Fraction(4)),
        ({"35": 2, "35-2": 4, "35-3": 5}, Fraction(9 + 11, 6), Fraction(10, 3)),
    ],
)
def test_indicator_35_counts_once_for_each_service(
    services: dict[str, int | str], aspect: Fraction, weight: Fraction
) -> None:
    """5/2018, aspect 7: the plain mean of 32, 33, 34 (here 3 each) and one to three services."""
    levels = {**{str(n): 3 for n in range(1, 35)}, **services}
    result = score(LAW_2018, assessment(levels, year=2018))
    seventh = result.sections[2].sections[1]
    assert seventh.index == aspect
    assert {one.item.weight for one in seventh.indicators} == {weight}
    assert result.index is not None
    assert result.index == (80 * 3 + 20 * aspect) / 100


def test_a_second_service_without_a_level_is_missing() -> None:
    levels: dict[str, int | str] = {str(n): 3 for n in range(1, 36)}
    given = assessment(levels, year=2018)
    given = replace(given, answers={**given.answers, "35-2": Answer(owners=("Dinkes",))})
    assert score(LAW_2018, given).missing == ("35-2",)


def test_outside_indices_of_2026() -> None:
    """A value is converted, a given score wins, and what is not available counts as 1, flagged."""
    levels: dict[str, int | str] = {str(n): 2 for n in range(1, 21) if n not in (5, 6, 7, 18)}
    levels["6"] = "2.5"
    given = replace(
        assessment(levels, year=2026),
        outside={"SDI": Fraction("68.75"), "SJIG": Fraction(4)},
    )
    result = score(LAW_2026, given)
    assert level_of(result, "5") == ("3.75", "outside")
    assert level_of(result, "6") == ("2.5", "given")
    assert level_of(result, "7") == ("1", "assumed")
    assert result.assumed == ("7", "18")
    assert result.missing == ()
    assert result.complete
    assert result.lowest == result.index
    assert result.highest - result.lowest == Fraction(4 * (3 + 3), 100)


@pytest.mark.parametrize(
    ("year", "index", "name"),
    [
        (2023, "1.7995", "Cukup"),  # Boven Digoel 2023, from the rounded index
        (2024, "3.4985", "Baik"),  # Pacitan 2024, from the exact index
        (2023, "3.4985", "Sangat Baik"),
        (2024, "1.7995", "Kurang"),
        (2024, "2.6", "Baik"),  # a lower bound is inclusive
        (2024, "5", "Memuaskan"),
        (2024, "1", "Kurang"),
    ],
)
def test_predicate_by_the_practice_of_the_year(year: int, index: str, name: str) -> None:
    assert predicate_of(LAW_2020, Fraction(index), year).name.id == name


@pytest.mark.parametrize(
    ("aspects", "exact", "name"),
    [
        ("2.00 2.50 2.00 2.00 2.00 2.50 3.00", "2.375", "Cukup"),
        ("2.00 2.50 2.00 2.00 2.00 2.50 3.50", "2.5", "Baik"),
    ],
)
def test_worked_examples_of_2026(aspects: str, exact: str, name: str) -> None:
    """Two sums of a regency's guide to 8/2026; the second lies on the bound of "Baik"."""
    by_aspect = dict(zip("1234567", aspects.split(), strict=True))
    levels: dict[str, int | str] = {
        indicator.id: by_aspect[section.id]
        for section in LAW_2026.walk()
        for indicator in section.indicators
    }
    result = score(LAW_2026, assessment(levels, year=2026))
    assert result.index == Fraction(exact)
    assert result.predicate is not None
    assert result.predicate.name.id == name


def test_worked_example_of_the_regulation() -> None:
    """PermenPANRB 59/2020, Tabel 10: levels 3, 4, 3, 2 give aspect 2 the index 3.00."""
    levels = everywhere(1)
    levels.update({"11": 3, "12": 4, "13": 3, "14": 2})
    result = score(LAW_2020, assessment(levels))
    assert result.sections[1].sections[0].index == 3


def test_exact_and_rounded_predicates_that_differ_are_told() -> None:
    """3.4985 is "Baik", printed 3.50 it would be "Sangat Baik"."""
    published = Published(
        sections={("domain", str(n)): Fraction(v) for n, v in enumerate((4, 4, 3, 3), 1)}
    )
    result = score(LAW_2020, Assessment("Kota Contoh", 2024, "-", published=published))
    assert result.index is not None
    assert disputed_predicate(result) is None
    other = disputed_predicate(replace(result, known=exactly(LAW_2020, Fraction("3.4985"), 2024)))
    assert other is not None
    assert other.name.id == "Sangat Baik"


def test_distances() -> None:
    following = next_predicate(LAW_2020, Fraction("2.1545"))
    assert following is not None
    assert following.lower == Fraction("2.6")
    assert nearest_bound(LAW_2020, Fraction("2.1545")) == Fraction("1.8")
    assert next_predicate(LAW_2020, Fraction("4.2")) is None


def test_published_aspects_recover_more_than_domains(tmp_path: Path) -> None:
    """Denpasar 2019, 5/2018, known by its aspects: index 3.33, domains 3.00, 3.00, 3.61."""
    file = tmp_path / "denpasar-2019.yaml"
    file.write_text(
        "institution: Pemerintah Kota Denpasar\nyear: 2019\npublished:\n  aspects: "
        "{1: 3.00, 2: 3.00, 3: 3.50, 4: 3.00, 5: 2.67, 6: 3.57, 7: 3.67}\n",
        "utf-8",
    )
    loaded, law = assessments.load(str(file))
    result = score(law, loaded)
    assert result.display == Fraction("3.33")
    assert [one.display for one in result.sections] == [3, 3, Fraction("3.61")]


def test_a_published_domain_narrows_its_published_aspects() -> None:
    sections = {
        ("domain", "1"): Fraction(3),
        ("domain", "2"): Fraction("2.20"),
        ("aspect", "5"): Fraction("1.38"),
        ("aspect", "6"): Fraction("1.00"),
        ("domain", "4"): Fraction("3.31"),
    }
    given = Assessment("Kota Contoh", 2024, "-", published=Published(sections=sections))
    third = score(LAW_2020, given).sections[2]
    assert third.index == Fraction(8 * Fraction(11, 8) + 3, 11)
    assert [one.index for one in third.sections] == [Fraction(11, 8), 1]


@pytest.mark.parametrize(
    ("sections", "index", "code"),
    [
        ({"1": "0.30", "2": "2.20", "3": "1.27", "4": "3.31"}, None, "E207"),  # Banyuasin 2023
        ({"1": "2.07", "2": "2.20", "3": "1.27", "4": "3.31"}, None, "E207"),
        ({"1": "3.00", "2": "2.20", "3": "1.27", "4": "3.31"}, "2.70", "E208"),
        ({"1": "3.00", "2": "2.20", "3": "1.27"}, None, "E209"),
    ],
)
def test_figures_that_no_levels_can_give(
    sections: dict[str, str], index: str | None, code: str
) -> None:
    published = Published(
        sections={("domain", name): Fraction(value) for name, value in sections.items()},
        index=None if index is None else Fraction(index),
    )
    with pytest.raises(DataError, match=code):
        score(LAW_2020, Assessment("Kota Contoh", 2024, "-", published=published))


def test_decimal_scores_cannot_be_recovered() -> None:
    published = Published(sections={("aspect", str(n)): Fraction(2) for n in range(1, 8)})
    with pytest.raises(DataError, match="E210"):
        score(LAW_2026, Assessment("Kab. Contoh", 2026, "-", published=published))
