"""Recovery of exact indices against brute force: every way to fill small instruments is tried."""

import itertools
import json
import math
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import event, given, settings, strategies as st
from program import Run

from spbe_cli.core.assessment import Answer, Assessment, Opinion, Published
from spbe_cli.core.clauses import Predicate, Scale, Text
from spbe_cli.core.instrument import Indicator, Instrument, Section
from spbe_cli.core.records import replace
from spbe_cli.core.result import Result, SectionScore
from spbe_cli.core.score.lattice import Lattice, Value
from spbe_cli.core.score.recovery import recover
from spbe_cli.core.score.sums import added, bits, feasible, gathered
from spbe_cli.problems import DataError, Place
from spbe_cli.store.yaml import instruments

LAW = instruments.load("permenpanrb-59-2020")
WHOLE = ("", "")  # stands for the whole among the keys of sections
Key = tuple[str, str]
Way = Mapping[Key, Fraction]  # the exact index of every section, and of the whole


def prints(index: Fraction, printed: Fraction, places: int) -> bool:
    """Round half up, by the definition."""
    return Fraction(math.floor(index * 10**places + Fraction(1, 2)), 10**places) == printed


def ways_of(law: Instrument, given: Mapping[str, int] | None = None) -> list[Way]:
    """Return what all sections come to, for every way to give levels to the items.

    `given`: the levels that some items have; a service has one only where the item has services.
    """
    told = given or {}

    def sums(leaf: Section) -> set[Fraction]:
        base = [one.id for one in leaf.indicators]
        more = [item for one in leaf.indicators for item in one.item_ids()[1:]]
        found = set()
        for count in range(len(more) + 1):
            for services in itertools.combinations(more, count):
                items = [*base, *services]
                if any(item in told for item in more if item not in services):
                    continue
                weights = (
                    [leaf.weight / len(items)] * len(items)
                    if services
                    else [one.weight for one in leaf.indicators]
                )
                levels = [[told[one]] if one in told else law.scale.levels() for one in items]
                found |= {
                    sum((w * level for w, level in zip(weights, each, strict=True)), Fraction(0))
                    for each in itertools.product(*levels)
                }
        return found

    def come_to(section: Section, sums: Mapping[Key, Fraction]) -> Iterator[tuple[Key, Fraction]]:
        leaves = [one for one in section.walk() if one.indicators]
        whole = sum((sums[leaf.key] for leaf in leaves), Fraction(0))
        yield section.key, whole / section.weight
        for part in section.sections:
            yield from come_to(part, sums)

    leaves = [one for one in law.walk() if one.indicators]
    found: list[Way] = []
    for case in itertools.product(*map(sums, leaves)):
        by_leaf = {leaf.key: each for leaf, each in zip(leaves, case, strict=True)}
        way = {WHOLE: sum(case, Fraction(0)) / law.total}
        for top in law.sections:
            way.update(come_to(top, by_leaf))
        found.append(way)
    return found


@lru_cache(maxsize=1)
def every_way(law: Instrument) -> list[Way]:
    """Return the ways where no level is given; figures are drawn and judged by the same."""
    return ways_of(law)


class Expected(NamedTuple):
    """What brute force finds: the codes of what contradicts, and else the ways that are left."""

    codes: list[tuple[str, str]]
    ways: list[Way]


def expected(
    law: Instrument, published: Published, year: int, given: Mapping[str, int] | None = None
) -> Expected:
    anyway = every_way(law)
    ways = ways_of(law, given) if given else anyway
    codes: list[tuple[str, str]] = []
    indices = {key: {way[key] for way in ways} for key in ways[0]}
    fit = {
        key: {index for index in known if agrees(law, published, index, key)}
        for key, known in indices.items()
    }

    def fitting(section: Section) -> list[Way]:
        """Leave the ways that a section and what is beneath it allow; note where none is left."""
        beneath = [fitting(part) for part in section.sections]
        if not all(beneath):
            return []
        inside = [one.key for one in section.walk()][1:]
        cases = [way for way in ways if all(way[key] in fit[key] for key in inside)]
        left = [way for way in cases if way[section.key] in fit[section.key]]
        if not left:
            told = any(part.key in published.sections for part in section.sections)
            printed = published.sections.get(section.key)
            could = printed is not None and any(
                prints(way[section.key], printed, law.places) for way in anyway
            )
            codes.append(("E222" if told else "E231" if could else "E207", section.id))
        return left

    for section in law.sections:
        fitting(section)
    if codes:
        return Expected(codes, [])
    ways = [way for way in ways if all(way[key] in fit[key] for key in published.sections)]
    ways = [way for way in ways if way[WHOLE] in fit[WHOLE]]
    if not ways:
        return Expected([("E208", "")], [])

    def called(index: Fraction) -> str:
        if law.basis_by_year.get(year, law.basis) == "rounded":
            index = Fraction(math.floor(index * 10**law.places + Fraction(1, 2)), 10**law.places)
        return [one.name.id for one in law.predicates if one.lower <= index][-1]

    named = [way for way in ways if called(way[WHOLE]) == published.predicate]
    return Expected([], named or ways)


def agrees(law: Instrument, published: Published, index: Fraction, key: Key) -> bool:
    printed = published.index if key == WHOLE else published.sections.get(key)
    return printed is None or prints(index, printed, law.places)


WEIGHTS = st.sampled_from([Fraction(1), Fraction(2), Fraction(3), Fraction(5, 2), Fraction(7, 3)])


@st.composite
def small(draw: st.DrawFn) -> Instrument:
    """Draw an instrument of two domains or aspects, whose levels are soon enumerated."""
    scale = Scale(*draw(st.sampled_from([(0, 2), (1, 3)])), decimal=False)
    number = itertools.count(1)

    def indicator() -> Indicator:
        model = next(LAW.indicators())
        repeatable = draw(st.sampled_from([1, 1, 1, 1, 2]))
        return replace(model, id=str(next(number)), weight=draw(WEIGHTS), repeatable=repeatable)

    def section(kind: str, parts: tuple[Section, ...], items: tuple[Indicator, ...]) -> Section:
        weights = [*(one.weight for one in parts), *(one.weight for one in items)]
        weight = sum(weights, Fraction(0))
        return Section(kind, str(next(number)), Text("x"), weight, parts, items, (), None)

    def aspect() -> Section:
        return section("aspect", (), tuple(indicator() for _ in range(draw(st.integers(1, 2)))))

    def top(parts: int) -> Section:
        return section("domain", tuple(aspect() for _ in range(parts)), ()) if parts else aspect()

    return replace(
        LAW,
        id="kecil",
        scale=scale,
        places=draw(st.integers(0, 2)),
        basis=draw(st.sampled_from(["exact", "rounded"])),
        basis_by_year={},
        predicates=tuple(
            Predicate(Text(name), scale.minimum + lower)
            for name, lower in (("Rendah", Fraction(0)), ("Sedang", Fraction(3, 4)))
        ),
        sections=tuple(map(top, draw(st.sampled_from([(0, 0), (0, 1), (2, 0), (1, 2), (2, 1)])))),
    )


@st.composite
def published_of(draw: st.DrawFn, law: Instrument, *, deep: bool) -> Published:
    """Print one of the ways, and spoil some figures by a digit; `deep`: of parts as well."""
    way = draw(st.sampled_from(every_way(law)))
    digit = Fraction(1, 10**law.places)

    def printed(key: Key) -> Fraction:
        shown = math.floor(way[key] / digit + Fraction(1, 2)) * digit
        spoilt = shown + digit * draw(st.sampled_from([0, 0, 0, 0, 0, -1, 1]))
        return min(max(spoilt, Fraction(law.scale.minimum)), Fraction(law.scale.maximum))

    keys: list[Key] = []
    for top in law.sections:
        where = draw(st.sampled_from(["top", "parts", "both"])) if deep else "top"
        keys += [top.key] if where != "parts" or not top.sections else []
        keys += [part.key for part in top.sections] if where != "top" else []
    with_index = draw(st.booleans()) or not deep
    return Published(
        sections={key: printed(key) for key in keys},
        index=printed(WHOLE) if with_index else None,
        predicate=draw(st.sampled_from([None, "Rendah", "Sedang"])),
    )


def known(sections: Iterable[SectionScore]) -> Iterator[SectionScore]:
    for one in sections:
        yield one
        yield from known(one.sections)


def outcome(law: Instrument, assessment: Assessment, published: Published) -> Result | DataError:
    try:
        return recover(law, assessment, published)
    except DataError as error:
        return error


def agree(found: Result | DataError, wanted: Expected) -> None:
    """Hold a recovery against what brute force finds: the same faults, or the same candidates."""
    event("contradicts" if wanted.codes else "is recovered")
    if isinstance(found, DataError):
        codes = [(one.code, one.params.get("id", "")) for one in found.problems]
        assert codes == wanted.codes
        return
    assert not wanted.codes
    assert found.candidates == tuple(sorted({way[WHOLE] for way in wanted.ways}))
    for one in known(found.sections):
        assert one.candidates == tuple(sorted({way[one.section.key] for way in wanted.ways}))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_recovery_finds_what_brute_force_finds(data: st.DataObject) -> None:
    law = data.draw(small())
    published = data.draw(published_of(law, deep=True))
    found = outcome(law, Assessment("x", 2024, law.id, published=published), published)
    wanted = expected(law, published, 2024)
    agree(found, wanted)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_levels_beside_published_figures_narrow_them_as_brute_force_does(
    data: st.DataObject,
) -> None:
    law = data.draw(small())
    published = data.draw(published_of(law, deep=True))
    items = [item for one in law.indicators() for item in one.item_ids()]
    some = data.draw(st.sets(st.sampled_from(items)))
    told = {item: data.draw(st.sampled_from(law.scale.levels())) for item in sorted(some)}
    answers = {item: Answer({Opinion.OFFICIAL: Fraction(one)}) for item, one in told.items()}
    assessment = Assessment("x", 2024, law.id, answers=answers, published=published)
    found = outcome(law, assessment, published)
    wanted = expected(law, published, 2024, told)
    agree(found, wanted)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_row_of_a_list_is_what_brute_force_finds(data: st.DataObject) -> None:
    law = data.draw(small())
    published = data.draw(published_of(law, deep=False))
    wanted = expected(law, published, 2024)
    event("contradicts" if wanted.codes else "is recovered")
    printed = [published.sections[top.key] for top in law.sections]
    index = published.index or Fraction(0)
    found, wrong = Lattice(law).of_printed(
        index, printed, published.predicate, 2024, lambda at: Place(str(at))
    )
    codes = [(one.code, one.params.get("id", "")) for one in wrong if one.code != "E411"]
    assert codes == wanted.codes
    if codes:
        assert (found.whole.exact, found.whole.candidates) == (None, ())
        return

    def behind(value: Value | None) -> tuple[Fraction | None, ...]:
        assert value is not None
        return value.candidates or (value.exact,)

    assert behind(found.whole) == tuple(sorted({way[WHOLE] for way in wanted.ways}))
    for top, value in zip(law.sections, found.sections, strict=True):
        assert behind(value) == tuple(sorted({way[top.key] for way in wanted.ways}))


SETS = st.lists(st.sets(st.integers(0, 90), min_size=1, max_size=40), min_size=1, max_size=3)


@settings(deadline=None)
@given(SETS, st.data())
def test_sets_as_bits_add_up_as_sets_do(sets: list[set[int]], data: st.DataObject) -> None:
    """Small and large sets: elements of the small are found one by one, of the large by digits."""
    parts = [gathered(one) for one in sets]
    assert [list(bits(part)) for part in parts] == [sorted(one) for one in sets]
    totals = {sum(case) for case in itertools.product(*sets[:2])}
    assert set(bits(added(parts[:2]))) == totals
    whole = data.draw(st.sets(st.sampled_from(sorted(totals)), min_size=1))
    left = list(feasible(parts[:2], gathered(whole)))
    for at, one in enumerate(left):
        cases = [case for case in itertools.product(*sets[:2]) if sum(case) in whole]
        assert set(bits(one)) == {case[at] for case in cases}


def test_no_set_has_no_elements() -> None:
    assert list(bits(0)) == []
    assert added([gathered([3]), 0]) == 0


@pytest.mark.parametrize("kind", ["csv", "yaml"])
def test_weights_too_fine_are_told_at_once(
    spbe: Run, root: Path, tmp_path: Path, kind: str
) -> None:
    """A list takes no longer over a hostile instrument than a single result: both refuse it."""
    source = root / "tests/broken/instrument/valid-fine-weights.yaml"
    (tmp_path / "halus.yaml").write_bytes(source.read_bytes())
    if kind == "csv":
        text = "institution,year,instrument,domain_1,domain_2,index\n"
        text += "Kota A,2024,halus.yaml,2.50,1.67,2.10\n"
    else:
        text = "institution: Kota A\nyear: 2024\ninstrument: halus.yaml\n"
        text += "published:\n  domains: {1: 2.50, 2: 1.67}\n  index: 2.10\n"
    file = tmp_path / f"daftar.{kind}"
    file.write_text(text, "utf-8")
    answer = spbe("rank", str(file))
    assert answer.returncode == 3
    assert "E220" in answer.stderr
    assert "daftar." in answer.stderr


def test_a_list_tells_the_candidates_of_a_file_that_contradicts_itself(
    spbe: Run, tmp_path: Path
) -> None:
    """As of a row of a table: the domains of Bandar Lampung 2023 allow 2.66 alone."""
    text = "institution: Kota A\nyear: 2024\npublished:\n"
    text += "  domains: {1: 3.00, 2: 2.20, 3: 1.27, 4: 3.31}\n  index: 3.66\n"
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    answer = spbe("rank", str(tmp_path), "--format", "json")
    (finding,) = json.loads(answer.stdout)["findings"]
    assert (finding["code"], finding["candidates"]) == ("E208", ["2.66"])
