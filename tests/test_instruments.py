"""The shipped instruments: sound, complete, in both languages, each figure cited."""

import itertools
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest

from spbe_cli.core.instrument import Instrument
from spbe_cli.problems import DataError
from spbe_cli.store.yaml import instruments
from spbe_cli.store.yaml.tree import Mapping, Node, Scalar, Sequence

IDS = list(instruments.shipped())


@pytest.fixture(params=IDS)
def law(request: pytest.FixtureRequest) -> Instrument:
    return instruments.load(request.param)


@pytest.mark.parametrize("name", IDS)
def test_the_file_passes_its_own_check(root: Path, name: str) -> None:
    assert instruments.examine(str(root / f"indicators/{name}.yaml"))[1] == []
    assert instruments.load(name).id == name


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("permenpanrb-5-2018", {"domain": 3, "aspect": 7, "indicator": 35, "criterion": 210}),
        (
            "permenpanrb-59-2020",
            {"domain": 4, "aspect": 8, "indicator": 47, "criterion": 235, "evidence": 240},
        ),
        (
            "permenpanrb-8-2026",
            {"aspect": 7, "indicator": 20, "criterion": 100, "evidence": 241},
        ),
        ("epss-2022", {"domain": 5, "aspect": 19, "indicator": 38, "criterion": 190}),
    ],
)
def test_everything_is_there(name: str, counts: dict[str, int]) -> None:
    law = instruments.load(name)
    listed = list(law.indicators())
    found = Counter(section.kind for section in law.walk())
    found["indicator"] = len(listed)
    found["criterion"] = sum(len(one.levels) for one in listed)
    found["evidence"] = sum(len(one.evidence) for one in listed)
    assert +found == counts
    assert [one.id for one in listed] == [str(n) for n in range(1, counts["indicator"] + 1)]
    assert sum((one.weight for one in listed), Fraction(0)) == 100


def test_names_are_in_both_languages(law: Instrument) -> None:
    names = [law.title, law.index_name, *(one.name for one in law.predicates)]
    names += [one.name for one in law.walk()] + [one.name for one in law.outside.values()]
    names += [name for one in law.indicators() for name in (one.name, one.short)]
    for kind in law.kinds.values():
        names += [kind.name, *(level.name for level in kind.levels.values() if level.name)]
    assert all(name.id and name.en for name in names)


def test_every_criterion_says_something_of_its_own(law: Instrument) -> None:
    for one in law.indicators():
        assert list(one.levels) == list(law.scale.levels())
        assert len(set(one.levels.values())) == len(one.levels), one.id


@pytest.mark.parametrize("name", IDS)
def test_every_block_with_figures_cites_a_source(root: Path, name: str) -> None:
    """Whatever has a weight, a bound or a band has a `source` of its own or in its block."""
    tree, _problems = instruments.examine(str(root / f"indicators/{name}.yaml"))

    def uncited(node: Node, path: str, cited: bool) -> list[str]:
        if isinstance(node, Scalar):
            return []
        if isinstance(node, Sequence):
            pairs = [(f"{path}[{n}]", one) for n, one in enumerate(node.items)]
            return [found for where, one in pairs for found in uncited(one, where, cited)]
        cited = cited or "source" in node.items
        figures = {"weight", "from", "below", "bands", "places", "decimal"} & node.items.keys()
        found = [path] if figures and not cited else []
        for key, one in node.items.items():
            inner = cited and key not in ("aspects", "indicators")
            found += uncited(one, f"{path}.{key}", inner)
        return found

    assert isinstance(tree, Mapping)
    assert uncited(tree, "", cited=False) == []


def test_each_year_has_one_instrument() -> None:
    served = {
        year: [n for n in instruments.by_year() if instruments.load(n).serves(year)]
        for year in range(2018, 2031)
    }
    assert all(len(names) == 1 for names in served.values())
    assert instruments.for_year(2020).id == "permenpanrb-5-2018"
    assert instruments.for_year(2021).id == "permenpanrb-59-2020"
    assert instruments.for_year(2025).id == "permenpanrb-59-2020"
    assert instruments.for_year(2026).id == "permenpanrb-8-2026"
    with pytest.raises(DataError, match="E206"):
        instruments.for_year(2017)
    assert set(IDS) - set(instruments.by_year()) == {"epss-2022"}


def test_instruments_replace_each_other() -> None:
    chain = [instruments.load(name) for name in instruments.by_year()]
    for earlier, later in itertools.pairwise(chain):
        assert earlier.replaced_by == later.id
        assert later.replaces == earlier.id
    assert chain[0].replaces is None
    assert chain[-1].replaced_by is None


def test_what_is_not_verified_says_so() -> None:
    verified = {name: instruments.load(name).verified for name in IDS}
    assert verified == {
        "permenpanrb-5-2018": False,
        "permenpanrb-59-2020": True,
        "permenpanrb-8-2026": False,
        "epss-2022": False,
    }


def test_predecessors_of_2026_exist_in_2020() -> None:
    earlier = {one.id for one in instruments.load("permenpanrb-59-2020").indicators()}
    for one in instruments.load("permenpanrb-8-2026").indicators():
        if one.predecessors is not None:
            assert one.predecessors.instrument == "permenpanrb-59-2020"
            assert set(one.predecessors.main) | set(one.predecessors.partial) <= earlier


def test_outside_indices_of_2026() -> None:
    """Four feed a score; IKASANDI is evidence of three more and is not converted."""
    law = instruments.load("permenpanrb-8-2026")
    fed = {one.id: law.outside[one.outside].converts for one in law.indicators() if one.outside}
    assert [item for item, converts in fed.items() if converts] == ["5", "6", "7", "18"]
    assert [item for item, converts in fed.items() if not converts] == ["10", "11", "12"]
    assert {one.missing for one in law.outside.values() if one.converts} == {1}


@pytest.mark.parametrize(
    "written",
    ["permenpanrb-59-2020", "PermenPANRB 59/2020", "59/2020", "59-2020", " 59/2020 "],
)
def test_an_instrument_is_found_as_people_write_it(written: str) -> None:
    assert instruments.load(written).id == "permenpanrb-59-2020"


@pytest.mark.parametrize("written", ["2020", "59", "", "permenpanrb-59-2021", "../x"])
def test_an_unknown_instrument_is_refused(written: str) -> None:
    with pytest.raises(DataError, match="E205"):
        instruments.load(written)
