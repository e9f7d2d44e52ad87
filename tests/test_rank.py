"""``spbe rank``: many institutions in order, against brute force and the published list of 2024."""

import csv
import io
import json
import os
import random
import statistics
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings, strategies as st
from program import Run

from spbe_cli.core import institutions, numbers
from spbe_cli.core.assessment import Answer, Assessment, Opinion, Published
from spbe_cli.core.instrument import Instrument
from spbe_cli.core.many import ranking, standing
from spbe_cli.core.many.ranking import InstitutionRow
from spbe_cli.core.score import lattice as lattices
from spbe_cli.core.score.scoring import score
from spbe_cli.problems import DataError, Place
from spbe_cli.store.tables import lists
from spbe_cli.store.tables.grid import MOST
from spbe_cli.store.yaml import instruments

NATIONAL = "tests/cases/national-2024.csv"
LAW = instruments.load("permenpanrb-59-2020")


def national(root: Path) -> list[dict[str, str]]:
    with (root / NATIONAL).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def drawing(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311  examples, not secrets


def listed(text: str, folder: Path, name: str = "daftar.csv") -> str:
    (folder / name).write_text(text, "utf-8")
    return str(folder / name)


def ranked(spbe: Run, *arguments: str | Path) -> dict[str, Any]:
    done = spbe("rank", *arguments, "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


# --- the published list of 2024 ---


def test_every_published_index_is_confirmed(spbe: Run, root: Path) -> None:
    """Each of the 612 rows prints as published, and has one exact index or several candidates."""
    found = ranked(spbe, root / NATIONAL)
    published = {row["institution"]: row for row in national(root)}
    assert found["format"] == "spbe-rank/1"
    assert (found["count"], len(found["rows"]), found["findings"]) == (612, 612, [])
    assert found["predicates"] == dict(Counter(row["predicate"] for row in published.values()))
    for row in found["rows"]:
        known = published[row["institution"]]
        assert (row["index"], row["predicate"]) == (known["index"], known["predicate"])
        assert {key: each["index"] for key, each in row["sections"].items()} == {
            key: known[key] for key in row["sections"]
        }
        behind = [row["exact"]] if row["exact"] else row["candidates"]
        assert len(behind) > (row["exact"] is None)
        assert all(numbers.fixed(Fraction(one), 2) == row["index"] for one in behind)


def span_of(row: dict[str, Any]) -> tuple[Fraction, Fraction]:
    """Return the least and the greatest exact index that a row of the JSON may have."""
    known = [row["exact"]] if row["exact"] else row["candidates"]
    return Fraction(known[0]), Fraction(known[-1])


def certain_ranks(spans: Sequence[tuple[Fraction, Fraction]]) -> list[int]:
    """Return ranks by brute force: rows that overlap, be it through others, share one."""
    shelf = list(range(len(spans)))
    for one, (low, high) in enumerate(spans):
        for other, (least, most) in enumerate(spans[:one]):
            if low <= most and least <= high and shelf[one] != shelf[other]:
                old, new = shelf[one], shelf[other]
                shelf = [new if each == old else each for each in shelf]
    lows = [min(spans[n][0] for n, each in enumerate(shelf) if each == own) for own in shelf]
    return [1 + sum(low > own for low in lows) for own in lows]


def test_ranks_are_those_of_brute_force(spbe: Run, root: Path) -> None:
    """A row is above another one only where no pair of their exact indices says otherwise."""
    rows = ranked(spbe, root / NATIONAL)["rows"]
    spans = [span_of(row) for row in rows]
    assert [row["rank"] for row in rows] == certain_ranks(spans)
    for one, (low, _high) in zip(rows, spans, strict=True):
        for other, (_least, most) in zip(rows, spans, strict=True):
            assert one["rank"] >= other["rank"] or low > most


def test_palangka_raya_among_the_cities(spbe: Run, root: Path) -> None:
    """2024: 3.75 Sangat Baik, of 93 cities; every figure is computed here once more."""
    found = ranked(spbe, root / NATIONAL, "--me", "Kota Palangka Raya")
    (own,) = (row for row in found["rows"] if "Palangka Raya" in row["institution"])
    assert (own["index"], own["group"], own["predicate"]) == ("3.75", "kota", "Sangat Baik")
    cities = [
        Fraction(row["exact"] or row["index"]) for row in found["rows"] if row["group"] == "kota"
    ]
    peers = [row for row in found["rows"] if row["group"] == "kota"]
    ranks = certain_ranks([span_of(row) for row in peers])
    mine = ranks[peers.index(own)]
    higher = [row for row, rank in zip(peers, ranks, strict=True) if rank < mine]
    me = found["me"]
    assert (me["rank"], me["count"], me["overall_rank"]) == (36, 93, own["rank"])
    assert me["rank"] == mine == len(higher) + 1
    below = sum(rank > mine for rank in ranks)
    assert Fraction(me["percentile"]) == Fraction(100 * below, 92)
    key = Fraction(own["exact"])
    assert Fraction(me["to_median"]) == key - statistics.median(cities)
    ahead = [row for row in higher if row["rank"] < own["rank"]]  # who ties with it lacks nothing
    assert 0 < len(ahead) < len(higher)
    assert Fraction(me["to_above"]) == min(span_of(row)[0] for row in ahead) - key
    alone = ranked(spbe, root / NATIONAL, "--where", "group=kota", "--top", "40")
    listed = {row["institution"]: row["rank"] for row in alone["rows"]}
    assert (alone["count"], listed[own["institution"]]) == (93, 36)


def test_groups_are_told_by_the_names(root: Path) -> None:
    counted = Counter(institutions.group_of(row["institution"]) for row in national(root))
    assert counted == {
        "kementerian": 32,
        "lembaga": 58,
        "provinsi": 37,
        "kabupaten": 392,
        "kota": 93,
    }


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("Kabupaten Aceh Tengah", "kabupaten"),
        ("Pemkab Sleman", "kabupaten"),
        ("Kab Kotabaru", "kabupaten"),
        ("Pemerintah Kabupaten Kotawaringin Barat", "kabupaten"),
        ("Kotabaru", "lembaga"),
        ("PEMERINTAH KOTA DENPASAR", "kota"),
        ("Provinsi Papua", "provinsi"),
        ("Pemerintah Daerah Istimewa Yogyakarta", "provinsi"),
        ("Pemerintah Daerah Daerah Istimewa Yogyakarta", "provinsi"),
        ("Pemerintah Daerah DIY", "provinsi"),
        ("Pemda DIY", "provinsi"),
        ("Pemprov D.I. Yogyakarta", "provinsi"),
        ("DI Yogyakarta", "provinsi"),
        ("Pemerintah Provinsi DIY", "provinsi"),
        ("Pemerintah Kota Yogyakarta", "kota"),
        ("Pemerintah Daerah Khusus Jakarta", "provinsi"),
        ("Pemprov DKI", "provinsi"),
        ("Pemerintah Kota Administrasi Jakarta Selatan", "kota"),
        ("Pemerintah Aceh", "provinsi"),
        ("DKI Jakarta", "provinsi"),
        ("Kementerian Agama", "kementerian"),
        ("Badan Pusat Statistik", "lembaga"),
    ],
)
def test_group_of(name: str, group: str) -> None:
    assert institutions.group_of(name) == group


# --- the quick recovery is the engine's ---


def both_ways(
    law: Instrument, sections: Sequence[Fraction], index: Fraction, predicate: str | None
) -> None:
    """Recover a row by the engine and by the lattice; the same, or a contradiction in both."""
    published = Published(
        sections={
            (one.kind, one.id): value for one, value in zip(law.sections, sections, strict=True)
        },
        index=index,
        predicate=predicate,
    )
    found, wrong = LATTICES[law.id].of_printed(
        index, sections, predicate, 2024, lambda _at: Place("x")
    )
    result = None
    try:
        result = score(law, Assessment("x", 2024, law.id, published=published))
    except DataError as error:
        problems = error.problems
    else:
        problems = ()
    if problems:
        told = [one.code for one in wrong if one.code != "E411"]  # the engine stops before it
        assert [one.code for one in problems] == told
        assert found.whole == found.whole._replace(exact=None, display=index, candidates=())
        if problems[0].code == "E208":
            first, second = (one.params["candidates"] for one in (problems[0], wrong[0]))
            assert list(first) == list(second)  # type: ignore[call-overload]
        return
    assert result is not None
    assert found.whole.exact == result.index
    assert found.whole.display == index
    behind = found.whole.candidates or (found.whole.exact,)
    assert behind == result.candidates
    for one, expected in zip(found.sections, result.sections, strict=True):
        assert one is not None
        assert (one.exact, one.candidates or (one.exact,)) == (expected.index, expected.candidates)
    assert [one.code for one in wrong] in ([], ["E411"])
    assert found.predicate == result.predicate  # by the index, whatever was printed


LATTICES = {
    name: lattices.Lattice(instruments.load(name))
    for name in ("permenpanrb-5-2018", "permenpanrb-59-2020")
}


def test_the_lattice_recovers_the_national_list_as_the_engine_does(root: Path) -> None:
    for row in national(root):
        domains = [Fraction(row[f"domain_{number}"]) for number in range(1, 5)]
        both_ways(LAW, domains, Fraction(row["index"]), row["predicate"])
        both_ways(LAW, domains, Fraction(row["index"]), None)


@pytest.mark.parametrize("name", ["permenpanrb-5-2018", "permenpanrb-59-2020"])
def test_the_lattice_recovers_drawn_rows_as_the_engine_does(name: str) -> None:
    """Levels are drawn, some printed figures then spoilt by a hundredth or two."""
    chance = drawing(7)
    law = instruments.load(name)
    for _row in range(150):
        levels = {
            one.id: Answer({Opinion.SELF: Fraction(chance.choice(law.scale.levels()))})
            for one in law.indicators()
        }
        result = score(law, Assessment("x", 2024, law.id, answers=levels))
        printed = [one.display or Fraction(0) for one in result.sections]
        index = result.display or Fraction(0)
        if chance.random() < 0.5:
            at = chance.randrange(len(printed))
            printed[at] += Fraction(chance.randint(-2, 2), 100)
            index += Fraction(chance.randint(-2, 2), 100)
        predicate = chance.choice([None, *(one.name.id for one in law.predicates)])
        both_ways(law, printed, index, predicate)


# --- rows of levels ---


def level_lists(name: str, items: Sequence[str], draw: Callable[[], str], folder: Path) -> None:
    """Rank drawn rows of levels and compare each index with the engine's."""
    law = instruments.load(name)
    year = law.years[0]
    rows = [[draw() for _item in items] for _row in range(30)]
    for row in rows[::2]:  # further services may stay empty
        for at, item in enumerate(items):
            row[at] = "" if "-" in item else row[at]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(["instansi", "tahun", *(f"indikator_{item}" for item in items)])
    for number, row in enumerate(rows):
        writer.writerow([f"Kota {number}", year, *row])
    found = lists.read([listed(out.getvalue(), folder)])
    (listed_rows,) = found.rows.values()
    assert [row.institution for row in listed_rows] == [f"Kota {n}" for n in range(30)]
    for row, made in zip(rows, listed_rows, strict=True):
        answers = {
            item: Answer({Opinion.SELF: numbers.parse(level) or Fraction(0)})
            for item, level in zip(items, row, strict=True)
            if level
        }
        result = score(law, Assessment("x", year, law.id, answers=answers))
        assert made.whole.exact == result.index
        assert made.whole.display == result.display
        assert [one and one.exact for one in made.sections] == [
            one.index for one in result.sections
        ]
        assert made.predicate == result.predicate


def test_levels_of_59_2020(tmp_path: Path) -> None:
    chance = drawing(1)
    items = [str(number) for number in range(1, 48)]
    level_lists("59/2020", items, lambda: chance.choice(["1", "2", " 3", "4,0", "5.0"]), tmp_path)


def test_levels_of_5_2018_with_further_services(tmp_path: Path) -> None:
    chance = drawing(2)
    items = [*(str(number) for number in range(1, 36)), "35-2", "35-3"]
    level_lists("5/2018", items, lambda: str(chance.randint(0, 5)), tmp_path)


def test_decimal_scores_of_8_2026(tmp_path: Path) -> None:
    chance = drawing(3)
    items = [str(number) for number in range(1, 21)]
    level_lists("8/2026", items, lambda: f"{chance.randint(100, 499) / 100:.2f}", tmp_path)


def test_published_beside_levels_is_compared(spbe: Run, tmp_path: Path) -> None:
    head = "institution,year,index," + ",".join(map(str, range(1, 48)))
    rows = [f"Kota {n},2024,{index}" + ",3" * 47 for n, index in (("A", "3.00"), ("B", "3.10"))]
    rows.append("Kota C,2024,2.50" + "," * 47)  # published only
    found = ranked(spbe, listed("\n".join([head, *rows]), tmp_path))
    assert [(row["rank"], row["index"], row["exact"]) for row in found["rows"]] == [
        (1, "3.00", "3"),
        (1, "3.00", "3"),
        (3, "2.50", None),
    ]
    (finding,) = found["findings"]
    assert (finding["code"], finding["institution"], finding["published"]) == (
        "E410",
        "Kota B",
        "3.10",
    )


# --- ranks, quartiles, groups ---


def made(name: str, key: Fraction, year: int = 2024) -> InstitutionRow:
    whole = lattices.Value(key, key, key, key, key)
    return InstitutionRow(name, year, "kota", False, whole, (), None, Place("x"))


FINE = st.lists(st.fractions(1, 5, max_denominator=8), min_size=1, max_size=40)


@settings(deadline=None)
@given(FINE)
def test_ranks_and_quartiles_against_brute_force(keys: list[Fraction]) -> None:
    found = ranking.rank([made(str(n), key) for n, key in enumerate(keys)], LATTICES[LAW.id])
    for one in found.rows:
        assert one.rank == 1 + sum(key > one.row.whole.key for key in keys)
    ordered = sorted(keys)
    described = ranking.statistics(found, [one.row for one in found.rows], ranking.WHOLE)
    assert described is not None
    scale = LATTICES[LAW.id].scale(ranking.WHOLE)
    assert described.mean * scale == sum(keys) / len(keys)
    assert (described.least * scale, described.most * scale) == (min(keys), max(keys))
    if len(keys) > 1:
        quarters = statistics.quantiles(ordered, n=4, method="inclusive")
        assert [one * scale for one in (described.lower, described.median, described.upper)] == (
            quarters
        )


@pytest.mark.parametrize("name", ["Pemkot", "Pemkab", "Kota", "Kab", "Kabupaten", "Prov"])
def test_a_city_is_not_a_regency(name: str) -> None:
    """Malang is both; what stands for the same word is the same name."""
    same = {"Pemkot": "Kota", "Kota": "Kota", "Prov": "Provinsi"}.get(name, "Kabupaten")
    assert institutions.folded(f"{name} Malang") == f"{same} Malang".casefold()
    assert institutions.folded(f"Pemerintah {name}  MALANG") == f"{same} Malang".casefold()
    assert institutions.group_of(f"{name} Malang") == same.casefold()


@pytest.mark.parametrize(
    ("columns", "values", "codes"),
    [
        ("indeks,predikat", "3.25,Memuaskan", ["E411"]),
        ("indeks,predikat", "2.60,Cukup", []),  # 2.595 prints like that
        ("indeks,predikat,d1,d2,d3,d4", "3.25,Memuaskan,3,3,3,3", ["E208", "E411"]),
        ("indeks,predikat,d1,d2,d3,d4", "3.00,Baik,3,3,3,3", []),
        (
            "indeks,predikat," + ",".join(map(str, range(1, 48))),
            "3.00,Memuaskan," + ",".join(["3"] * 47),
            ["E411"],
        ),
    ],
)
def test_a_predicate_that_contradicts_is_found(
    spbe: Run, tmp_path: Path, columns: str, values: str, codes: list[str]
) -> None:
    file = listed(f"instansi,tahun,{columns}\nKota A,2024,{values}\n", tmp_path)
    found = ranked(spbe, Path(file))
    assert [one["code"] for one in found["findings"]] == codes


def test_rows_without_domains_come_home(spbe: Run, tmp_path: Path) -> None:
    """What ``--format csv`` writes is a list again, be domains known or not."""
    text = "instansi,tahun,indeks,domain_1,domain_2,domain_3,domain_4\n"
    text += "Kota A,2024,3.00,3.00,3.00,3.00,3.00\nKota B,2024,2.50,,,,\n"
    first = spbe("rank", listed(text, tmp_path), "--format", "csv")
    assert first.returncode == 0, first.stderr
    (tmp_path / "lagi.csv").write_text(first.stdout, "utf-8")
    again = spbe("rank", tmp_path / "lagi.csv", "--format", "csv")
    assert again.stdout == first.stdout


def test_other_sheets_are_named(spbe: Run, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = "Catatan"
    for title, name in (("Daftar", "Kota A"), ("Daftar2", "Kota C")):
        sheet = book.create_sheet(title)
        sheet.append(["instansi", "tahun", "indeks"])
        sheet.append([name, 2024, 3])
    book.save(tmp_path / "a.xlsx")
    done = spbe("rank", tmp_path / "a.xlsx")
    assert done.returncode == 0
    assert "Kota A" in done.stdout
    assert "tidak dibaca: Daftar2" in done.stderr


def test_many_findings_are_counted(spbe: Run, tmp_path: Path) -> None:
    text = "instansi,tahun,indeks,predikat\n"
    text += "".join(f"Kota {n},2024,3.00,Kurang\n" for n in range(25))
    shown = spbe("rank", listed(text, tmp_path)).stdout
    assert shown.count("E411") == 10
    assert "… dan 15 temuan lain" in shown


def test_ties_share_a_rank() -> None:
    """1, 2, 2, 4."""
    keys = [Fraction(3), Fraction(2), Fraction(2), Fraction(1)]
    found = ranking.rank([made(str(n), key) for n, key in enumerate(keys)], LATTICES[LAW.id])
    assert [one.rank for one in found.rows] == [1, 2, 2, 4]


def test_quartiles_are_those_of_a_spreadsheet() -> None:
    """QUARTILE.INC of 1, 2, 3, 4 is 1.75, 2.5 and 3.25."""
    found = [ranking.quantile([1, 2, 3, 4], Fraction(n, 4)) for n in range(5)]
    assert found == [1, Fraction(7, 4), Fraction(5, 2), Fraction(13, 4), 4]


# --- two years ---


TWO = (
    "Instansi;Tahun;Indeks\n"
    "Kota A;2023;2,00\nKota B;2023;3,00\nKota C;2023;2,50\nKota D;2023;1,00\n"
    "Pemerintah Kota A;2024;3,50\nKota B;2024;2,90\nKota C;2024;2,50\nKota E;2024;4,00\n"
)


def test_who_moved_most(spbe: Run, tmp_path: Path) -> None:
    found = ranked(spbe, listed(TWO, tmp_path), "--me", "kota a")
    assert found["only_before"] == 1
    assert (found["year"], found["before"], found["count"]) == (2024, 2023, 4)
    moved = [
        (row["institution"], row["change"], row["previous"] and row["previous"]["rank"])
        for row in found["rows"]
    ]
    assert moved == [
        ("Kota E", None, None),
        ("Pemerintah Kota A", "1.5", 3),
        ("Kota B", "-0.1", 1),
        ("Kota C", "0", 2),
    ]
    text = spbe("rank", tmp_path / "daftar.csv").stdout
    rose, fell = text.split("paling naik")[1].split("paling turun")
    assert "Pemerintah Kota A" in rose
    assert "+1,50" in rose
    assert "3 → 2" in rose
    assert "Kota B" in fell.split("predikat")[0]
    assert "Kota C" not in fell.split("predikat")[0]


def test_lists_of_several_files_are_one(spbe: Run, tmp_path: Path) -> None:
    head, *rows = TWO.splitlines()
    for year in ("2023", "2024"):
        chosen = [row for row in rows if f";{year};" in row]
        listed("\n".join([head, *chosen]), tmp_path, f"{year}.csv")
    apart = spbe("rank", "2023.csv", "2024.csv", "--format", "csv", cwd=tmp_path)
    assert (apart.returncode, apart.stderr) == (0, "")
    rows = list(csv.DictReader(apart.stdout.splitlines()))  # type: ignore[arg-type]
    assert [row["previous_index"] for row in rows] == ["", "2.00", "3.00", "2.50"]  # type: ignore[index]


def test_our_own_csv_is_a_list_again(spbe: Run, root: Path, tmp_path: Path) -> None:
    once = spbe("rank", root / NATIONAL, "--format", "csv").stdout
    again = spbe("rank", listed(once, tmp_path), "--format", "csv")
    assert (again.stderr, again.stdout) == ("", once)


# --- folders ---


def test_a_folder_of_assessments(spbe: Run, tmp_path: Path, examples: Path) -> None:
    for file in examples.glob("*-202[1-4].yaml"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    found = ranked(spbe, tmp_path, "--where", "tahun=2022")
    assert [(row["rank"], row["institution"]) for row in found["rows"]] == [
        (1, "Pemerintah Kota Palangka Raya"),
        (2, "Pemerintah Kota Bandar Lampung"),
    ]
    score_ = spbe("score", examples / "bandar-lampung-2022.yaml", "--format", "json")
    assert found["rows"][1]["exact"] == json.loads(score_.stdout)["exact"]


def test_a_plan_beside_an_assessment_is_passed_over(
    spbe: Run, tmp_path: Path, examples: Path
) -> None:
    file = examples / "bandar-lampung-2023.yaml"
    (tmp_path / file.name).write_bytes(file.read_bytes())
    plan = tmp_path / "rencana.yaml"
    made = spbe("simulate", file.name, "--target", "2.6", "-o", plan, cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    done = spbe("rank", ".", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "1 instansi" in done.stdout
    assert done.stderr == "rencana.yaml: dilewati, karena berisi rencana\n"
    english = spbe("rank", ".", "--lang", "en", cwd=tmp_path)
    assert "1 institution " in english.stdout
    (tmp_path / file.name).unlink()
    alone = spbe("rank", ".", cwd=tmp_path)  # nothing is left to rank
    assert alone.returncode == 3
    assert "E408" in alone.stderr
    asked = spbe("rank", "rencana.yaml", cwd=tmp_path)  # named: then it is meant
    assert asked.returncode == 0, asked.stderr


def test_what_cannot_be_ranked_in_a_folder_is_told(spbe: Run, tmp_path: Path) -> None:
    """One lacks indicators, one contradicts itself, one has candidates and no index."""
    domains = "published: {domains: {1: 3.00, 2: 3.00, 3: 3.00, 4: 3.00}"
    texts = {
        "a": "indicators: {1: 3}\n",
        "b": f"{domains}, index: 3.50}}\n",
        "c": "published: {domains: {1: 5.00, 2: 3.90, 3: 2.64, 4: 4.26}}\n",
        "d": f"{domains}}}\n",
    }
    for name, text in texts.items():
        head = f"institution: Kota {name}\nyear: 2024\n"
        (tmp_path / f"{name}.yaml").write_text(head + text, "utf-8")
    done = spbe("rank", ".", "--format", "json", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    told = {one["institution"]: one["code"] for one in found["findings"]}
    assert told["Kota a"] == "E225"
    assert told["Kota b"] == "E208"
    rows = {row["institution"]: (row["index"], row["exact"]) for row in found["rows"]}
    assert rows["Kota b"] == ("3.50", None)
    assert rows["Kota d"] == ("3.00", "3")
    assert told.get("Kota c") == "E414"


# --- what is wrong with a list ---

LEVELS = "institution,year," + ",".join(map(str, range(1, 48))) + "\n"
FAULTS: dict[str, tuple[str, list[str]]] = {
    "no columns of ours": (
        "a,b\n1,2\n",
        ["1:1: E401 kolom instansi (institution)", "1:1: E401 kolom tahun (year)"],
    ),
    "no index": ("instansi,tahun\nKota A,2024\n", ["1:1: E401 kolom indeks (index)"]),
    "indicators missing": (
        "instansi,tahun," + ",".join(map(str, range(1, 46))) + "\nKota A,2024" + ",3" * 45,
        ["1:1: E401 kolom 46, 47 tidak ada"],
    ),
    "column twice": ("instansi,tahun,indeks,index\nKota A,2024,3,3\n", ["1:4: E402 kolom index"]),
    "words": ("instansi,tahun,indeks\nKota A,2024,Baik\n", ["2:3: E403 isian Baik"]),
    "thousands": (
        'instansi,tahun,indeks\nKota A,2024,"1.234,5"\nKota B,2024,"1,234.5"\n',
        ["2:3: E403 isian 1.234,5 pada", "3:3: E403 isian 1,234.5 pada"],
    ),
    "unquoted comma": (
        "instansi,tahun,indeks\nKota A,2024,2,66\n",
        ["2:4: E415 baris ini berisi 4 sel, judulnya 3"],
    ),
    "empty cells": (
        "instansi;tahun;indeks\nKota A;2024;\nKota B;;3\n;2024;3\n",
        ["2:3: E404 sel kolom indeks", "3:2: E404 sel kolom tahun", "4:1: E404 sel kolom instansi"],
    ),
    "twice": (
        "instansi,tahun,indeks\nKota A,2024,3\nPemerintah  kota a,2024,3\n",
        ["3:1: E407 Pemerintah kota a tahun 2024 sudah ada (di daftar.csv:2:1)"],
    ),
    "nothing": ("instansi,tahun,indeks\n", ["E408 tidak ada berkas penilaian"]),
    "empty": ("", ["E006 berkas kosong"]),
    "outside": (
        "instansi,tahun,indeks,d1,d2,d3,d4\nA,2024,7,3,3,3,3\nB,2024,3,3,3,0.5,3\n",
        ["2:3: E221 indeks yang diumumkan 7,00", "3:6: E219 indeks domain 3 yang diumumkan 0,50"],
    ),
    "levels": (
        LEVELS + "Kota A,2024" + ",3" * 44 + ",6,baik,\nKota B,2024" + ",3" * 46 + ',"2,5"\n',
        [
            "2:47: E202 nilai 6 di luar skala 1–5 (indikator 45)",
            "2:48: E403 isian baik",
            "2:49: E404 sel kolom 47",
            "3:49: E203 nilai 2,5 bukan bilangan bulat (indikator 47)",
        ],
    ),
    "opinion": (
        "instansi,tahun,indeks,penilai\nKota A,2024,3,sendiri\n",
        ["2:4: E417 jenis nilai sendiri tidak dikenal"],
    ),
    "instrument": (
        "instansi,tahun,instrumen,indeks\nKota A,2024,9/2030,3\n",
        ["2:3: E205 instrumen 9/2030"],
    ),
    "year": ("instansi,tahun,indeks\nKota A,1990,3\n", ["2:2: E206 tidak ada instrumen"]),
    "no year": ("instansi,tahun,indeks\nKota A,2024.5,3\n", ["2:2: E403 isian 2024.5"]),
    "mixed": (
        "instansi,tahun,indeks\nKota A,2024,3\nKota B,2018,3\n",
        ["3:1: E406 instrumen Kota B (permenpanrb-5-2018) berbeda dari instrumen Kota A"],
    ),
    "an open quotation mark": (
        'instansi,tahun,indeks\nKota A,2024,3\n"Kota B' + "x" * 200_000,
        ["3:1: E413 susunan CSV"],
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_wrong_is_told_with_its_place(spbe: Run, tmp_path: Path, fault: str) -> None:
    text, expected = FAULTS[fault]
    listed(text, tmp_path)
    done = spbe("rank", "daftar.csv", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (3, "")
    lines = done.stderr.splitlines()
    assert len(lines) == len(expected)
    for line, start in zip(lines, expected, strict=True):
        assert line.removeprefix("daftar.csv:").lstrip().startswith(start), line
        assert line.endswith(".")
        assert "  " not in line


def test_of_many_problems_some_are_told_and_the_rest_counted(spbe: Run, tmp_path: Path) -> None:
    rows = "".join(f"Kota {number},2024,x\n" for number in range(50))
    done = spbe("rank", listed("instansi,tahun,indeks\n" + rows, tmp_path))
    lines = done.stderr.splitlines()
    assert done.returncode == 3
    assert len(lines) == MOST + 1
    assert lines[-1].startswith("E412 masih ada 30 masalah lain. ")


LISTS = {  # what Excel writes where, and what people make of it
    "utf-16": "instansi\ttahun\tindeks\nKota Ä\t2024\t3,1\n".encode("utf-16"),
    "utf-16-be": b"\xfe\xff" + "instansi;tahun;indeks\nKota Ä;2024;3,1\n".encode("utf-16-be"),
    "cp1252": "instansi;tahun;indeks\nKota Ä;2024;3,1\n".encode("cp1252"),
    "bom": "instansi,tahun,indeks\nKota Ä,2024,3.1\n".encode("utf-8-sig"),
    "sep": "sep=;\r\ninstansi;tahun;indeks\r\nKota Ä;2024;3,1\r\n".encode(),
    "sep of its own": "sep=|\ninstansi|tahun|indeks\nKota Ä|2024|3,1\n".encode(),
    "a title": "Daftar, 2024\n\ninstansi;tahun;indeks\nKota Ä;2024;3,1\n".encode(),
    "whole lines quoted": '"instansi;tahun;indeks"\n"Kota Ä;2024;3,1"\n'.encode(),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_read_however_it_was_saved(spbe: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "d.csv").write_bytes(LISTS[name])
    done = spbe("rank", "d.csv", "--format", "csv", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    row = next(csv.DictReader(io.StringIO(done.stdout)))
    assert (row["institution"], row["index"]) == ("Kota Ä", "3.10")


def test_titles_byte_order_mark_semicolons_and_commas(spbe: Run, tmp_path: Path) -> None:
    text = (
        "\ufeffHasil Evaluasi SPBE;;;;;\n\nNo;Nama Instansi;Tahun;Indeks SPBE;Predikat;Kelompok\n"
        "1;Kota A;2024;2,66;baik;Kota\n2;Dinas B;2024;3,50;Sangat Baik;uji coba\n;;;;;\n"
    )
    found = ranked(spbe, listed(text, tmp_path))
    rows = [(row["institution"], row["index"], row["group"]) for row in found["rows"]]
    assert rows == [("Dinas B", "3.50", "uji coba"), ("Kota A", "2.66", "kota")]
    assert {row["group_from"] for row in found["rows"]} == {"list"}


def test_unknown_columns_are_named(spbe: Run, tmp_path: Path) -> None:
    text = "instansi,tahun,indeks,domain_9,catatan\nKota A,2024,3,1,x\n"
    done = spbe("rank", listed(text, tmp_path), "--format", "json")
    assert done.returncode == 0
    assert done.stderr.endswith("kolom yang tidak dikenal diabaikan: domain_9, catatan\n")
    assert json.loads(done.stdout)["count"] == 1


def test_contradictions_are_findings(spbe: Run, tmp_path: Path) -> None:
    text = (
        "instansi,tahun,indeks,predikat,d1,d2,d3,d4\nKota A,2024,3.99,Baik,3,3,3,3\n"
        "Kota B,2024,3.00,Cukup,3,3,3,3\nKota C,2024,3,Baik,3,3,3.05,3\n"
    )
    file = listed(text, tmp_path)
    found = ranked(spbe, file)
    told = [(one["code"], one["institution"], one["section"]) for one in found["findings"]]
    assert told == [
        ("E208", "Kota A", None),
        ("E411", "Kota A", None),
        ("E411", "Kota B", None),
        ("E207", "Kota C", "domain_3"),
    ]
    assert found["findings"][0]["candidates"] == ["3.00"]
    rows = {row["institution"]: row for row in found["rows"]}
    assert (rows["Kota A"]["index"], rows["Kota A"]["exact"]) == ("3.99", None)
    assert (rows["Kota B"]["predicate"], rows["Kota B"]["printed_predicate"]) == ("Baik", "Cukup")
    assert found["predicates"]["Cukup"] == 0  # counted by the index, and marked
    text = spbe("rank", file).stdout
    assert "Baik!" in text
    marked = (
        "!: predikat yang diumumkan tidak cocok dengan indeksnya atau tidak dikenal (2 instansi)"
    )
    assert marked in " ".join(text.split())
    assert "Angka yang bertentangan:" in text
    assert "E208 indeks yang diumumkan 3,99" in text
    only = ranked(spbe, file, "--where", "predikat=baik")
    assert [one["code"] for one in only["findings"]] == ["E411", "E207"]


# --- workbooks ---


def book(folder: Path, rows: Sequence[Sequence[object]], name: str = "daftar.xlsx") -> Path:
    made_ = openpyxl.Workbook()
    made_.create_sheet("Daftar")
    for row in rows:
        made_["Daftar"].append(list(row))
    made_.save(folder / name)
    return folder / name


def test_a_workbook_is_read_like_a_csv(spbe: Run, tmp_path: Path, root: Path) -> None:
    rows = national(root)[:60]
    keys = list(rows[0])
    fields = ["index", *(f"domain_{n}" for n in range(1, 5))]
    cells = [[float(row[key]) if key in fields else row[key] for key in keys] for row in rows]
    table: list[Sequence[object]] = [["Judul"], [], keys, *cells]
    file = book(tmp_path, table)
    out = io.StringIO()
    writer = csv.DictWriter(out, keys)
    writer.writeheader()
    writer.writerows(rows)
    assert ranked(spbe, file)["rows"] == ranked(spbe, listed(out.getvalue(), tmp_path))["rows"]


def test_faults_of_a_workbook_have_their_cells(spbe: Run, tmp_path: Path) -> None:
    rows: list[Sequence[object]] = [
        ["instansi", "tahun", "indeks"],
        ["Kota A", 2024, "=1+1"],
        ["Kota B", 2024, None],
        ["Kota C", 2024, "#N/A"],
        ["Kota D", 2024, 9],
    ]
    book(tmp_path, rows)
    done = spbe("rank", "daftar.xlsx", cwd=tmp_path)
    assert done.returncode == 3
    starts = [line.partition(". ")[0] for line in done.stderr.splitlines()]
    assert starts == [
        "daftar.xlsx!Daftar!C2: E405 rumus pada kolom indeks belum dihitung",
        "daftar.xlsx!Daftar!C3: E404 sel kolom indeks kosong",
        "daftar.xlsx!Daftar!C4: E403 isian #N/A pada kolom indeks tidak terbaca sebagai angka",
        "daftar.xlsx!Daftar!C5: E221 indeks yang diumumkan 9,00 di luar skala 1–5",
    ]


def test_no_workbook(spbe: Run, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04")
    done = spbe("rank", "a.xlsx", cwd=tmp_path)
    assert (done.returncode, done.stderr[:14]) == (4, "a.xlsx: E302 i")
    book(tmp_path, [], "kosong.xlsx")
    done = spbe("rank", "kosong.xlsx", cwd=tmp_path)
    assert (done.returncode, done.stderr[:16]) == (3, "kosong.xlsx: E00")


# --- options ---


def test_top_keeps_ties(spbe: Run, tmp_path: Path) -> None:
    text = "instansi,tahun,indeks\nA,2024,3\nB,2024,2\nC,2024,2\nD,2024,1\n"
    found = ranked(spbe, listed(text, tmp_path), "--top", "2")
    assert [row["rank"] for row in found["rows"]] == [1, 2, 2]
    assert found["count"] == 4


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--where", "kota"], 2, "--where ditulis group=kota"),
        (["--where", "group="], 2, "--where ditulis group=kota"),
        (["--where", "group=desa"], 3, "--where group: E416 tidak ada baris dengan group desa. "),
        (["--where", "group=Desa"], 3, "tidak ada baris dengan group Desa. "),
        (["--sort", "nama"], 2, "--sort ditulis index atau domain_3"),
        (["--sort", "domain_9"], 3, "--sort domain:9: E213 domain 9 tidak ada"),
        (["--top", "0"], 2, "--top paling sedikit 1"),
        (["--me", "Kota Bandunk"], 3, "--me Kota Bandunk: E409 tidak ada instansi bernama"),
        (["--me", ""], 3, "--me: E409 tidak ada instansi bernama"),
        (["-o", "x.pdf"], 2, "-o memerlukan nama berkas .html atau .xlsx"),
    ],
)
def test_options_that_make_no_sense(
    spbe: Run, root: Path, options: list[str], code: int, said: str
) -> None:
    done = spbe("rank", root / NATIONAL, *options)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr


def test_sorting_by_what_no_row_has(spbe: Run, tmp_path: Path) -> None:
    file = listed("instansi,tahun,indeks\nKota A,2024,3\n", tmp_path)
    done = spbe("rank", file, "--sort", "d3")
    assert done.returncode == 3
    assert done.stderr.startswith("--sort d3: E401 kolom d3 tidak ada. ")


def test_sorted_by_a_domain(spbe: Run, root: Path) -> None:
    found = ranked(spbe, root / NATIONAL, "--sort", "domain:3", "--where", "group=kota,provinsi")
    rows = found["rows"]
    assert (found["sort"], found["count"]) == ("domain_3", 130)
    keys = [
        Fraction(row["sections"]["domain_3"]["exact"] or row["sections"]["domain_3"]["index"])
        for row in rows
    ]
    assert [row["rank"] for row in rows] == [1 + sum(one > key for one in keys) for key in keys]


def test_part_of_a_name_is_enough_where_it_is_one(root: Path) -> None:
    found = lists.read([str(root / NATIONAL)])
    ordered = ranking.rank(found.rows[LAW.id], found.lattices[LAW.id])
    one = standing.row_of_institution(ordered, "palangka", Place("x"))
    assert one.row.institution == "Pemerintah Kota Palangka Raya"
    with pytest.raises(DataError) as caught:
        standing.row_of_institution(ordered, "papua", Place("x"))
    known = caught.value.problems[0].params["known"]
    assert isinstance(known, tuple)
    assert len(known) > 1


# --- what is written ---


def test_page(spbe: Run, root: Path, tmp_path: Path) -> None:
    out = tmp_path / "p.html"
    done = spbe("rank", root / NATIONAL, "--me", "Kota Palangka Raya", "-o", out)
    assert (done.returncode, done.stderr) == (0, "")
    page = out.read_text("utf-8")
    assert page.count("<tr") > 612
    assert "Peringkat 36 dari 93 kota" in page
    assert '<svg role="img"' in page
    assert "http://" not in page.replace("http://www.w3.org", "")
    assert spbe("rank", root / NATIONAL, "-o", out).returncode == 0  # ours, so it is replaced
    out.write_text("lain", "utf-8")
    assert spbe("rank", root / NATIONAL, "-o", out).returncode == 4


def test_names_are_text_on_a_page(spbe: Run, tmp_path: Path) -> None:
    text = 'instansi,tahun,indeks\n"<script>alert(1)</script>",2024,3\n=1+1,2024,2\n'
    file = listed(text, tmp_path)
    assert spbe("rank", file, "-o", tmp_path / "p.html").returncode == 0
    page = (tmp_path / "p.html").read_text("utf-8")
    assert "<script>" not in page
    assert spbe("rank", file, "-o", tmp_path / "p.xlsx").returncode == 0
    sheet = openpyxl.load_workbook(tmp_path / "p.xlsx")["Peringkat"]
    assert (sheet["B8"].value, sheet["B8"].data_type) == ("=1+1", "s")


def test_workbook(spbe: Run, tmp_path: Path) -> None:
    text = TWO + "Kota F;2024;1,50\n"
    out = tmp_path / "p.xlsx"
    done = spbe("rank", listed(text, tmp_path), "-o", out)
    assert (done.returncode, done.stderr) == (0, "")
    written = openpyxl.load_workbook(out)
    assert written.sheetnames == ["Peringkat", "Statistik", "Asal"]
    sheet = written["Peringkat"]
    heads = [cell.value for cell in sheet[6]]
    assert heads[:4] == ["Peringkat", "Instansi", "Kelompok", "Indeks"]
    assert [sheet.cell(row, 2).value for row in (7, 8)] == ["Kota E", "Pemerintah Kota A"]
    assert [sheet.cell(8, column).value for column in (1, 4, len(heads))] == [2, 3.5, 1.5]
    with zipfile.ZipFile(out) as archive:
        assert any(name.startswith("xl/charts/") for name in archive.namelist())
    assert spbe("rank", tmp_path / "daftar.csv", "-o", out).returncode == 0


def test_the_workbook_opens_at_ones_own_row(spbe: Run, tmp_path: Path) -> None:
    out = tmp_path / "p.xlsx"
    assert spbe("rank", NATIONAL, "--me", "Kota Palangka Raya", "-o", out).returncode == 0
    book = openpyxl.load_workbook(out)
    sheet = book["Peringkat"]
    (own,) = (cell.row for cell in sheet["B"] if cell.value == "Pemerintah Kota Palangka Raya")
    panes = sheet.sheet_view
    assert panes.selection[-1].activeCell == f"B{own}"
    assert panes.pane is not None
    assert panes.pane.topLeftCell == f"C{own - 8}"
    assert (sheet.cell(own, 2).font.bold, sheet.cell(own - 1, 2).font.bold) == (True, False)
    assert sheet["A2"].hyperlink.location == f"'Peringkat'!B{own}"
    said = " ".join(str(sheet.cell(row, 1).value) for row in range(1, 6))
    for wanted in ("national-2024.csv", "disusun", "sebelum pembulatan", "kosong bila"):
        assert wanted in said
    assert "Kebijakan" in str(sheet["G6"].value)
    assert sheet.column_dimensions["G"].width > 16  # of all sections: G to J
    near = [row[1].value for row in book["Sekitar"].iter_rows() if row[1].value]
    assert len(near) == 12
    origin = " ".join(str(row[1].value) for row in book["Asal"].iter_rows())
    assert "SHA-256" in origin


def test_the_histogram_of_the_workbook_names_its_bands(spbe: Run, tmp_path: Path) -> None:
    out = tmp_path / "p.xlsx"
    assert spbe("rank", NATIONAL, "--me", "Kota Palangka Raya", "-o", out).returncode == 0
    rows = list(openpyxl.load_workbook(out)["Statistik"].iter_rows(values_only=True))
    start = next(at for at, row in enumerate(rows) if row[0] == "Indeks, lebar kelas 0,25")
    bins = {row[0]: (int(str(row[1])), row[2]) for row in rows[start + 1 :] if row[0]}
    assert bins["2,50–<2,75"] == (76, "Cukup–Baik")
    assert bins["3,75–<4,00"] == (84, "Sangat Baik")
    assert sum(count for count, _bands in bins.values()) == 612
    starts = {row[0]: row[2] for row in rows if row[0] in ("Kurang", "Baik", "Memuaskan")}
    assert starts == {"Kurang": 1, "Baik": 2.6, "Memuaskan": 4.2}
    with zipfile.ZipFile(out) as archive:
        chart = archive.read("xl/charts/chart1.xml").decode()
        assert b"fullCalcOnLoad" not in archive.read("xl/workbook.xml")
    assert chart.count("9DB7D5") == 15  # all bins but the one that is looked for
    for said in ("indeks, lebar kelas 0,25", "jumlah instansi"):
        assert said in chart


def test_data_needs_no_heavy_library(root: Path) -> None:
    import subprocess
    import sys

    code = (
        "import sys\nfrom spbe_cli.cli import run\n"
        f"run(['rank', {NATIONAL!r}, '--format', 'json'])\n"
        "sys.stderr.write('\\n'.join({name.partition('.')[0] for name in sys.modules}))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, cwd=root, check=True, text=True
    )
    heavy = {"rich", "openpyxl", "xlsxwriter", "jinja2", "statistics", "zipfile"}
    assert not set(done.stderr.split()) & heavy


def test_files_of_another_kind_in_a_folder_are_passed_over(
    spbe: Run, tmp_path: Path, examples: Path
) -> None:
    """An instrument of one's own, efforts, scenarios; an assessment that is wrong still is told."""
    file = examples / "bandar-lampung-2023.yaml"
    (tmp_path / file.name).write_bytes(file.read_bytes())
    made = spbe("instrument", "new", "-o", "milik.yaml", "--like", "59/2020", cwd=tmp_path)
    assert made.returncode == 0
    (tmp_path / "skenario.yaml").write_text("scenarios:\n  a: {1: 2}\n")
    (tmp_path / "upaya.yaml").write_text("unit: orang-hari\nlevels: {2: 1}\n")
    done = spbe("rank", ".", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    told = [line for line in done.stderr.splitlines() if "bukan penilaian" in line]
    assert [line.partition(":")[0] for line in told] == [
        "milik.yaml",
        "skenario.yaml",
        "upaya.yaml",
    ]
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipa.yaml")
        done = spbe("rank", ".", cwd=tmp_path)
        assert (done.returncode, "pipa.yaml" in done.stderr) == (4, True)
        (tmp_path / "pipa.yaml").unlink()
    (tmp_path / "salah.yaml").write_text("institusi: Kota A\nyear: 2023\nindicators: {1: 2}\n")
    done = spbe("rank", ".", cwd=tmp_path)
    assert (done.returncode, "salah.yaml:1:1: E008" in done.stderr) == (3, True)
    named = spbe("rank", "upaya.yaml", cwd=tmp_path)  # named: then it is meant
    assert named.returncode == 3
