"""The distribution of an index at risk, against enumeration of everything that may happen."""

import csv
import io
import itertools
import json
import random
from collections import defaultdict
from fractions import Fraction
from math import prod
from pathlib import Path
from typing import Any

import pytest
from drawn import LAWS, drawn
from program import Run, counted

from spbe_cli.core.assessment import Answer, Assessment, Evidence, Opinion
from spbe_cli.core.index import predicate_of
from spbe_cli.core.instrument import Instrument
from spbe_cli.core.plan import losses, risk
from spbe_cli.core.plan.risk import Distribution, Fall, Falls
from spbe_cli.core.records import replace
from spbe_cli.core.result import Result
from spbe_cli.core.score.scoring import score, score_levels
from spbe_cli.store.yaml import assessments

LAW = LAWS["permenpanrb-59-2020"]
DENPASAR = "examples/denpasar-2018.yaml"
PROVEN = "institution: Kota X\nyear: 2024\nindicators:\n" + "".join(
    f"  {n}: {{self: 3, evidence: [{{title: SK, levels: {[2, 3] if n % 2 else [2]}}}]}}\n"
    for n in range(1, 48)
)


def small(chance: random.Random) -> Instrument:
    """Return an instrument of a few items with weights of every kind."""
    weights = [Fraction(chance.randint(1, 40), chance.choice([1, 3, 4, 7])) for _ in range(6)]
    first = LAW.sections[0]
    inner = [
        replace(one, weight=weight)
        for one, weight in zip(LAW.indicators(), weights[: chance.randint(1, 6)], strict=False)
    ]
    whole = sum((one.weight for one in inner), Fraction(0))
    return replace(
        LAW, sections=(replace(first, sections=(), indicators=tuple(inner), weight=whole),)
    )


def scored(law: Instrument, levels: dict[str, Fraction], year: int = 2024) -> Result:
    answers = {item: Answer({Opinion.SELF: level}) for item, level in levels.items()}
    return score_levels(law, Assessment("X", year, law.id, answers), Opinion.SELF)


def case(seed: int) -> tuple[Result, Falls]:
    """Return a small result in which each item may end at up to three other levels."""
    chance = random.Random(seed)  # noqa: S311  an example, not a secret
    law = small(chance)
    levels = {one.id: Fraction(chance.randint(4, 20), 4) for one in law.indicators()}
    falls = {}
    for item, level in levels.items():
        ends = [level * Fraction(part, 6) for part in chance.sample(range(6), chance.randint(0, 3))]
        shares = [chance.randint(1, 9) for _ in ends]
        whole = sum(shares) + chance.choice([0, 1, 5])
        if ends:
            falls[item] = [Fall(to, Fraction(n, whole)) for to, n in zip(ends, shares, strict=True)]
    return scored(law, levels, chance.choice([2023, 2024])), falls


def enumerated(result: Result, falls: Falls) -> dict[Fraction, Fraction]:
    """Let the engine score everything that may happen, and add up the chances by index."""
    choices = []
    for one in result.items():
        assert one.level is not None
        ends = list(falls.get(one.item.id, ()))
        rest = 1 - sum(end.chance for end in ends)
        choices.append([(one.item.id, end) for end in [*ends, Fall(one.level, Fraction(rest))]])
    found: dict[Fraction, Fraction] = defaultdict(Fraction)
    for picked in itertools.product(*choices):
        chance = prod((end.chance for _item, end in picked), start=Fraction(1))
        if chance:
            levels = {item: end.to for item, end in picked}
            index = scored(result.instrument, levels).index
            assert index is not None
            found[index] += chance
    return found


def held(result: Result, found: Distribution) -> None:
    """Check what holds of every distribution."""
    law, year = result.instrument, result.assessment.year
    assert sum(chance for _index, chance in found.masses) == 1
    assert all(chance > 0 for _index, chance in found.masses)
    assert [index for index, _chance in found.masses] == sorted({i for i, _chance in found.masses})
    assert found.mean == sum(index * chance for index, chance in found.masses)
    for predicate, chance in found.stands:
        reached = (
            mass
            for index, mass in found.masses
            if law.predicates.index(predicate_of(law, index, year))
            >= law.predicates.index(predicate)
        )
        assert chance == sum(reached)
    for share in (Fraction(1, 20), Fraction(1, 2), Fraction(19, 20), Fraction(1)):
        point = found.quantile(share)
        assert sum(mass for index, mass in found.masses if index <= point) >= share
        assert sum(mass for index, mass in found.masses if index < point) < share


@pytest.mark.parametrize("seed", range(60))
def test_it_is_what_enumeration_finds(seed: int) -> None:
    result, falls = case(seed)
    found = risk.distribution(result, falls)
    held(result, found)
    assert dict(found.masses) == enumerated(result, falls)


@pytest.mark.parametrize("seed", range(60))
def test_packed_or_not_the_sums_are_the_same(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    result, falls = case(seed)
    packed = risk.distribution(result, falls)
    monkeypatch.setattr(losses, "_PACKED", 0)
    parted = risk.distribution(result, falls)
    held(result, parted)  # chances and quantiles are those of the sums, which are the same
    assert list(parted.masses) == list(packed.masses)
    assert len(parted.losses) == len(packed.losses) == len(list(packed.masses))
    monkeypatch.setattr(losses, "_BITS", 0)
    scattered = risk.distribution(result, falls)
    held(result, scattered)
    assert len(scattered.losses) == len(packed.losses)


@pytest.mark.parametrize("seed", range(5))
def test_sums_that_are_many_are_parted(seed: int) -> None:
    """Weights of four decimals: hundreds of thousands of sums, never all of them at once."""
    law, chance = LAWS["epss-2022"], random.Random(seed)  # noqa: S311  an example, not a secret
    levels = {one.id: Fraction(5 if seed else 4) for one in law.indicators()}
    result = scored(law, levels, 2023)
    falls = {
        item: [Fall(level - (chance.randint(1, 4) if seed else 1), Fraction(share, 10**12))]
        for item, level in levels.items()
        for share in [chance.randint(1, 10**12 - 1)]
    }
    found, calls = counted(lambda: risk.distribution(result, falls))
    assert calls < 300_000
    assert len(found.losses) > 500_000
    low, middle, high = (found.quantile(point) for point in risk.POINTS)
    assert low < found.mean < high
    for point, index in zip(risk.POINTS, (low, middle, high), strict=True):
        loss = (found.claimed - index) * found.unit
        above, at = (found.losses.up_to(int(loss) - less) for less in (1, 0))
        assert above <= (1 - point) * found.losses.whole < at


@pytest.mark.parametrize("seed", range(20))
def test_the_parts_tell_what_all_items_together_tell(seed: int) -> None:
    """Half of the items, so that all sums can be listed, item by item, and added up."""
    law, chance = LAWS["epss-2022"], random.Random(seed)  # noqa: S311  an example, not a secret
    items = [
        ((int(one.weight * 10**4) * chance.randint(1, 4), share), (0, 10**12 - share))
        for one in chance.sample(list(law.indicators()), 14)
        for share in [chance.randint(1, 10**12)]
    ]
    found, sums = losses.Losses(items), {0: 1}
    for own in items:
        more: dict[int, int] = defaultdict(int)
        for loss, share in own:
            for before, count in sums.items():
                more[before + loss] += count * share
        sums = {loss: count for loss, count in more.items() if count}
    assert found.each() == sorted(sums.items(), reverse=True)
    for most in [-1, 0, found.most, *(chance.randint(0, found.most) for _try in range(20))]:
        assert found.up_to(most) == sum(count for loss, count in sums.items() if loss <= most)


def test_twenty_odd_chances_of_twelve_decimals(monkeypatch: pytest.MonkeyPatch) -> None:
    """Exact, and as quick as with simple ones: the sums are as few."""
    result = scored(LAW, {one.id: Fraction(4) for one in LAW.indicators()})
    chance = random.Random(12)  # noqa: S311  an example, not a secret
    items = [one.id for one in LAW.indicators()]
    named = {item: Fraction(chance.randint(1, 10**12 - 1), 10**12) for item in items[:25]}
    found, calls = counted(lambda: risk.risk(result, named=named).chances)
    assert calls < 40_000
    held(result, found)
    monkeypatch.setattr(losses, "_PACKED", 0)
    assert list(risk.risk(result, named=named).chances.masses) == list(found.masses)


def test_nothing_falls_and_everything_falls() -> None:
    result = scored(LAW, {one.id: Fraction(3) for one in LAW.indicators()})
    assert risk.default(result, Fraction(0)) == {}
    assert tuple(risk.distribution(result, {}).masses) == ((Fraction(3), Fraction(1)),)
    certain = risk.distribution(result, risk.default(result, Fraction(1)))
    assert tuple(certain.masses) == ((Fraction(2), Fraction(1)),)


@pytest.mark.parametrize("seed", range(10))
def test_more_chance_to_fall_is_less_chance_to_stand(seed: int) -> None:
    law = LAWS["permenpanrb-59-2020"]
    result = score_levels(law, drawn(law, seed), Opinion.SELF)
    former: list[Fraction] | None = None
    for part in range(11):
        found = risk.distribution(result, risk.default(result, Fraction(part, 10)))
        held(result, found)
        chances = [*(chance for _predicate, chance in found.stands), found.mean]
        assert former is None or all(map(Fraction.__le__, chances, former))
        former = chances


def test_the_predicate_is_read_as_in_that_year() -> None:
    """1,7995 is Cukup by the rounded index of 2023, and Kurang by the exact one of 2024."""
    one = next(LAW.indicators())
    law = replace(
        LAW,
        sections=(
            replace(
                LAW.sections[0],
                sections=(),
                indicators=(replace(one, weight=Fraction(1)),),
                weight=Fraction(1),
            ),
        ),
    )
    falls = {one.id: [Fall(Fraction("1.7995"), Fraction(1, 4))]}
    for year, chance in ((2023, Fraction(1)), (2024, Fraction(3, 4))):
        found = risk.distribution(scored(law, {one.id: Fraction(3)}, year), falls)
        assert {stand.name.id: mass for stand, mass in found.stands}["Cukup"] == chance


def test_defaults_without_evidence() -> None:
    """Every given item above the lowest level falls by one; 5/2018 goes down to 0."""
    assessment, law = assessments.load(DENPASAR)
    result = score(law, assessment, Opinion.SELF)
    levels = {one.item.id: one.level or Fraction(0) for one in result.items()}
    falls = risk.default(result)
    assert falls == {
        item: (Fall(level - 1, Fraction(27, 47)),) for item, level in levels.items() if level
    }
    assert len(falls) == 37
    assert risk.distribution(result, falls).mean == Fraction(367, 100) - Fraction(27, 47)


def test_defaults_with_evidence() -> None:
    """A claim falls to what is proven; a proven one stands unless it is named."""
    shown = (Evidence(title="x", levels=(2, 3)),)
    answers = {
        one.id: Answer({Opinion.SELF: Fraction(3 + (one.id == "2"))}, evidence=shown)
        for one in LAW.indicators()
    }
    answers["3"] = Answer({Opinion.SELF: Fraction(4)})
    answers["4"] = Answer({Opinion.SELF: Fraction(1)})
    result = score(LAW, Assessment("X", 2024, LAW.id, answers))
    two, three = Fall(Fraction(3), risk.LOWERED), Fall(Fraction(1), risk.LOWERED)
    assert risk.default(result) == {"2": (two,), "3": (three,)}
    named = {"1": Fraction(1, 5), "2": Fraction(0), "3": Fraction(1, 3), "4": Fraction(1)}
    assert risk.default(result, named=named) == {
        "1": (Fall(Fraction(2), Fraction(1, 5)),),
        "3": (Fall(Fraction(1), Fraction(1, 3)),),
    }


def test_only_given_levels_fall() -> None:
    law = LAWS["permenpanrb-8-2026"]
    items = {one.id: Answer({Opinion.SELF: Fraction(5, 4)}) for one in law.indicators()}
    fed = {one.id for one in law.indicators() if one.outside and law.outside[one.outside].converts}
    answers = {item: answer for item, answer in items.items() if item not in fed}
    result = score(law, Assessment("X", 2026, law.id, answers, {"SDI": Fraction(80)}))
    falls = risk.default(result, named=dict.fromkeys(fed, Fraction(1)))
    assert fed
    assert falls.keys() == answers.keys()
    assert {end.to for ends in falls.values() for end in ends} == {Fraction(1)}


def test_an_open_index_has_none() -> None:
    with pytest.raises(ValueError, match="open"):
        risk.distribution(scored(LAW, {"1": Fraction(2)}), {})


def test_it_takes_well_under_a_second() -> None:
    """A few thousand calls, a few hundredths of a second; states that grow show at once."""
    result = scored(LAW, {one.id: Fraction(3) for one in LAW.indicators()})
    chances = {one.item.id: Fraction(n, 101) for n, one in enumerate(result.items(), 1)}
    falls = risk.default(result, named=chances)
    found, calls = counted(lambda: risk.distribution(result, falls))
    assert calls < 40_000
    held(result, found)


# --- as it is started ------------------------------------------------------------------------


def data(spbe: Run, *arguments: str | Path) -> Any:
    done = spbe("simulate", *arguments, "--risk", "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def test_text(spbe: Run) -> None:
    done = spbe("simulate", DENPASAR, "--risk", env={"COLUMNS": "80"})
    assert (done.returncode, done.stderr) == (0, "")
    assert "nilai mandiri" in done.stdout  # complete: what was claimed, not what was found
    said = " ".join(done.stdout.split())
    assert "dapat menurunkan 37 indikator satu tingkat" in said
    assert "57,4% (NTT 2024: 27 dari 47 indikator)." in said
    assert "Sangat Baik 3,50 <0,1%" in said
    assert "Indeks rata-rata 3,10; median 3,09" in said
    assert "3,0–3,1 36,0% ▇" in said
    assert max(map(len, done.stdout.splitlines())) <= 80


@pytest.mark.parametrize("width", ["40", "60", "120"])
def test_it_fits_the_console(spbe: Run, width: str) -> None:
    env = {"COLUMNS": width, "PYTHONUTF8": "0", "PYTHONIOENCODING": "cp1252"}
    done = spbe("simulate", DENPASAR, "--risk", env=env, encoding="cp1252")
    assert done.returncode == 0
    assert max(map(len, done.stdout.splitlines())) <= int(width)
    assert not set(done.stdout) & set("…?▇")
    assert "36,0%" in done.stdout


def test_json(spbe: Run) -> None:
    found = data(spbe, DENPASAR)
    assert (found["format"], found["opinion"], found["exact"]) == ("spbe-risk/1", "self", "3.67")
    assert sum(Fraction(one["chance"]) for one in found["distribution"]) == 1
    chances = [Fraction(one["chance"]) for one in found["predicates"]]
    assert chances == sorted(chances, reverse=True)
    assert chances[0] == 1
    first = {"indicator": "1", "from": "1", "to": "0", "chance": "27/47", "percent": "57.4"}
    assert found["falls"][0] == {**first, "given": False, "proven": False}
    assert Fraction(found["mean"]) == Fraction("3.67") - Fraction(27, 47)
    assert [one["share"] for one in found["quantiles"]] == ["0.05", "0.5", "0.95"]
    assert data(spbe, DENPASAR, "--opinion", "official")["exact"] == "2.64"


def test_csv(spbe: Run) -> None:
    done = spbe("simulate", DENPASAR, "--risk", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert sum(Fraction(row["chance"]) for row in rows) == 1
    assert [{"index": row["index"], "chance": row["chance"]} for row in rows] == data(
        spbe, DENPASAR
    )["distribution"]


def test_evidence_decides(spbe: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(PROVEN, "utf-8")
    found = data(spbe, file)
    assert {one["to"] for one in found["falls"]} == {"2"}
    assert len(found["falls"]) == 23
    said = " ".join(spbe("simulate", file, "--risk", "--chance", "1=1").stdout.split())
    assert "23 indikator ke tingkat yang terbukti dan 1 indikator satu tingkat" in said
    chances = "peluang 57,4% (NTT 2024: 27 dari 47 indikator) atau 100,0% (--chance);"
    assert f"{chances} indikator lain bertahan." in said
    assert "Yang terbukti 2,5" in said
    found = data(spbe, file, "--chance", "domain:1=0", "--chance", "0", "--chance", "11,14=1")
    assert [one["indicator"] for one in found["falls"]] == ["11", "14"]
    assert [one["chance"] for one in found["distribution"]] == ["1"]
    assert "tidak ada indikator" in spbe("simulate", file, "--risk", "--chance", "0").stdout


@pytest.mark.parametrize(
    ("text", "chance"),
    [
        ("0.3", "0.3"),
        ("0,3", "0.3"),
        ("30%", "0.3"),
        ("12,5 %", "0.125"),
        ("27 / 47", "27/47"),
        ("100%", "1"),
        ("2/2", "1"),
    ],
)
def test_chances_are_read_in_every_form(spbe: Run, text: str, chance: str) -> None:
    assert {one["chance"] for one in data(spbe, DENPASAR, "--chance", text)["falls"]} == {chance}
    found = data(spbe, DENPASAR, "--chance", f"29-31={text}", "--chance", "domain:1=0.2")["falls"]
    assert {one["chance"] for one in found if one["indicator"] in ("29", "30", "31")} == {chance}
    assert {one["chance"] for one in found if one["indicator"] == "1"} == {"0.2"}


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        *(
            (["--risk", "--chance", text], 2, "--chance ditulis")
            for text in ("1.1", "101%", "48/47", "1/0", "NaN", "inf", "-0.1", "-1/2", "1e-1")
        ),
        *(
            (["--risk", "--chance", text], 2, "--chance ditulis")
            for text in ("", "%", "=0.3", "29=", "29=2", "29=0.3=0.4%%", "0.3/0.5", "٣")
        ),
        (["--risk", "--chance", "48=0.3"], 3, "E204"),
        (["--risk", "--chance", "domain:9=0.3"], 3, "E213"),
        (["--chance", "0.3"], 2, "--chance hanya berlaku bersama --risk"),
        *(
            (["--risk", *more], 2, "tidak dapat digabung dengan")
            for more in (
                ["--set", "1=2"],
                ["--target", "3"],
                ["--predicate", "Baik"],
                ["--floor", "domain:1=2"],
                ["--budget", "2"],
                ["--lock", "1"],
                ["--max-step", "0"],
                ["--outside"],
            )
        ),
    ],
)
def test_what_is_refused(spbe: Run, options: list[str], code: int, said: str) -> None:
    done = spbe("simulate", DENPASAR, *options)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr


def test_an_incomplete_claim_is_not_taken(spbe: Run, tmp_path: Path) -> None:
    """Self levels of some items only: the complete official ones count, as elsewhere."""
    lines = "".join(f"  {n}: {{official: 3}}\n" for n in range(2, 48))
    text = f"institution: X\nyear: 2024\nindicators:\n  1: {{self: 4, official: 3}}\n{lines}"
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    assert data(spbe, tmp_path / "a.yaml")["opinion"] == "official"
