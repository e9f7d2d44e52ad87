"""``spbe compare``: what is subtracted, what moved the index, and what is never subtracted."""

import csv
import html
import io
import json
import os
import random
import re
from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import Any

import docx
import pytest
from drawn import LAWS, drawn
from program import ROOT, Run
from test_broken import well_formed

from spbe_cli.core.assessment import Assessment, Opinion
from spbe_cli.core.many.comparison import by_year_or_as_given, compare, succeeding
from spbe_cli.core.records import replace
from spbe_cli.core.result import Result
from spbe_cli.core.score.scoring import score
from spbe_cli.store.yaml import assessments

LAMPUNG = ["examples/bandar-lampung-2022.yaml", "examples/bandar-lampung-2023.yaml"]
DENPASAR = ["examples/denpasar-2018.yaml", "--opinions", "self,official"]
RAYA = [f"examples/palangka-raya-{year}.yaml" for year in (2019, 2021, 2022, 2023, 2024)]


def total(values: Iterable[str | None]) -> Fraction:
    return sum((Fraction(value or 0) for value in values), Fraction(0))


def told(spbe: Run, *arguments: str | Path) -> Any:
    done = spbe("compare", *arguments, "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    data = json.loads(done.stdout)
    assert data["format"] == "spbe-compare/1"
    return data


def written(
    folder: Path, name: str, levels: dict[int, object], *, year: int = 2024, who: str = "Kota A"
) -> Path:
    file = folder / name
    lines = "".join(f"  {item}: {level}\n" for item, level in levels.items())
    file.write_text(f"institution: {who}\nyear: {year}\nindicators:\n{lines}", "utf-8")
    return file


def flat(level: object, count: int = 47) -> dict[int, object]:
    return dict.fromkeys(range(1, count + 1), level)


# --- published cases ---


def test_bandar_lampung_rose_by_exactly_what_its_indicators_contribute(spbe: Run) -> None:
    data = told(spbe, *LAMPUNG)
    assert [column["exact"] for column in data["columns"]] == ["1.5025", "2.1545"]
    assert (data["change"], data["change_exact"]) == ("0.652", True)
    assert len(data["indicators"]) == 47
    shares = [abs(Fraction(row["contribution"])) for row in data["indicators"]]
    assert shares == sorted(shares, reverse=True)
    for kind in ("domain", "aspect"):
        rows = [row for row in data["sections"] if row["kind"] == kind]
        assert total(row["contribution"] for row in rows) == Fraction("0.652")
    assert total(row["contribution"] for row in data["indicators"]) == Fraction("0.652")
    for row in data["sections"]:
        first, last = map(Fraction, row["exact"])
        assert Fraction(row["change"]) == last - first
    assert data["columns"][1]["change"] == "0.652"


def test_denpasar_was_lowered_by_its_assessors(spbe: Run) -> None:
    data = told(spbe, *DENPASAR)
    assert [column["opinion"] for column in data["columns"]] == ["self", "official"]
    assert data["change"] == "-1.03"
    moves = Counter((change > 0) - (change < 0) for change in _changes(data))
    assert moves == {-1: 20, 0: 16, 1: 1}
    assert total(row["contribution"] for row in data["indicators"]) == Fraction("-1.03")
    text = spbe("compare", *DENPASAR).stdout
    assert "20 dari 37 butir diturunkan, 1 dinaikkan, 16 tetap" in text
    assert sum(_changes(data)) / 37 == Fraction(-36, 37)
    assert "Rata-rata −1,0 tingkat untuk semuanya" in text
    turned = told(spbe, DENPASAR[0], "--opinions", "official,self")
    assert turned["change"] == "1.03"


def _changes(data: Any) -> list[Fraction]:
    return [Fraction(row["change"]) for row in data["indicators"]]


def test_palangka_raya_breaks_where_the_instrument_changes(spbe: Run) -> None:
    data = told(spbe, *reversed(RAYA))
    assert [column["year"] for column in data["columns"]] == [2019, 2021, 2022, 2023, 2024]
    assert (data["change"], data["change_exact"]) == (None, None)
    runs = [(run["instrument"], run["columns"], run["change"]) for run in data["runs"]]
    assert runs == [
        ("permenpanrb-5-2018", [0], None),
        ("permenpanrb-59-2020", [1, 2, 3, 4], "1.64"),
    ]
    assert data["runs"][1]["change_exact"] is False  # 2021 has several exact indices
    assert [column["change"] for column in data["columns"]] == [None, None, "0.55", "0.37", "0.72"]
    assert data["indicators"] == []
    (policy,) = [
        row for row in data["sections"] if row["values"] == [None, "1.90", "3.00", "2.90", "3.40"]
    ]
    assert (policy["change"], policy["change_exact"], policy["contribution"]) == (
        "1.5",
        True,
        "0.195",
    )
    text = spbe("compare", *RAYA).stdout
    assert "instrumen berganti" in text
    assert "+0,55*" in text
    assert text.index("2019") < text.index("instrumen berganti") < text.index("2021")


def test_the_report_shows_the_same_break(spbe: Run, tmp_path: Path) -> None:
    out = tmp_path / "r.md"
    assert spbe("report", *RAYA, "-o", out).returncode == 0
    assert "Instrumen berganti" in out.read_text("utf-8")


# --- properties ---


def _random(law: str, seed: int) -> Result:
    return score(LAWS[law], drawn(LAWS[law], seed))


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize("seed", range(12))
def test_contributions_add_up_to_the_change(law: str, seed: int) -> None:
    first, last = _random(law, 2 * seed), _random(law, 2 * seed + 1)
    (run,) = compare([first, last])
    assert first.index is not None
    assert last.index is not None
    assert run.change == (last.index - first.index, True)
    shares = [row.contribution for row in run.items]
    assert None not in shares
    assert sum(share or 0 for share in shares) == last.index - first.index
    for depth in {row.depth for row in run.sections}:
        rows = [row for row in run.sections if row.depth == depth]
        assert sum(row.contribution or 0 for row in rows) == last.index - first.index


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize("seed", range(6))
def test_a_contribution_is_what_its_level_alone_would_move(law: str, seed: int) -> None:
    """Against brute force: put one level of the second in place of the first's, and score anew."""
    base = drawn(LAWS[law], seed)
    chance = random.Random(seed)  # noqa: S311  an example, not a secret
    other = {
        item: LAWS[law].scale.minimum + chance.randint(0, 4) for item in base.levels(Opinion.SELF)
    }
    changed = base
    for item, level in other.items():
        changed = changed.with_level(item, Opinion.SELF, Fraction(level))
    (run,) = compare([score(LAWS[law], base), score(LAWS[law], changed)])
    before = score(LAWS[law], base).index
    for row in run.items:
        alone = base.with_level(row.item.id, Opinion.SELF, Fraction(other[row.item.id]))
        after = score(LAWS[law], alone).index
        assert before is not None
        assert after is not None
        assert row.contribution == after - before


def test_columns_between_the_first_and_the_last_change_nothing() -> None:
    results = [_random("permenpanrb-59-2020", seed) for seed in range(5)]
    whole, ends = compare(results)[0], compare([results[0], results[-1]])[0]
    assert whole.change == ends.change
    assert [row.contribution for row in whole.items] == [row.contribution for row in ends.items]
    assert [len(row.scores) for row in whole.items] == [5] * 47


def test_years_are_put_in_order_and_institutions_are_not() -> None:
    def result(who: str, year: int) -> Result:
        law = LAWS["permenpanrb-59-2020"]
        return score(law, replace(drawn(law, year), institution=who, year=year))

    years = [result("Kota  A", 2024), result("kota a", 2022), result("Kota A", 2023)]
    assert [one.assessment.year for one in by_year_or_as_given(years)] == [2022, 2023, 2024]
    mixed = [result("Kota B", 2024), result("Kota A", 2022)]
    assert by_year_or_as_given(mixed) == mixed


# --- across instruments ---


def test_successors_stand_beside_their_predecessors(spbe: Run, tmp_path: Path) -> None:
    old = written(tmp_path, "lama.yaml", {n: 1 + n % 5 for n in range(1, 48)}, year=2025)
    new = written(tmp_path, "baru.yaml", flat("2.5", 20), year=2026)
    for files in ((old, new), (new, old)):
        data = told(spbe, *files)
        assert data["change"] is None
        assert all(row["change"] is None for row in data["sections"] + data["indicators"])
        assert all(row["contribution"] is None for row in data["sections"] + data["indicators"])
        mapped = {
            row["id"]: row["predecessors"] for row in data["indicators"] if row["predecessors"]
        }
        law = LAWS["permenpanrb-8-2026"]
        expected = succeeding(law, LAWS["permenpanrb-59-2020"])
        assert set(mapped) == {one.id for one in expected}
        assert mapped["4"] == {
            "instrument": "permenpanrb-59-2020",
            "main": ["19", "20"],
            "partial": ["10"],
            "basis": mapped["1"]["basis"],
        }
        assert "bukan konversi resmi" in mapped["1"]["basis"]
        text = spbe("compare", *files).stdout
        assert "19 (5), 20 (1); sebagian 10 (1)" in text
        assert "bukan konversi resmi" in " ".join(text.split())
        assert "Tanpa pendahulu dalam PermenPANRB 59/2020: 6, 7" in text


def test_a_newer_instrument_given_first_is_still_the_newer(spbe: Run, tmp_path: Path) -> None:
    new = written(tmp_path, "baru.yaml", flat("2.5", 20), year=2026, who="Kota B")
    old = written(tmp_path, "lama.yaml", flat(3), year=2025)
    text = spbe("compare", new, old).stdout
    assert text.index("(1) Kota B") < text.index("(2) Kota A")
    assert "pendahulu PermenPANRB 59/2020" in " ".join(text.split())


def test_instruments_without_a_mapping_say_so(spbe: Run) -> None:
    text = spbe("compare", RAYA[0], LAMPUNG[0]).stdout
    assert "Tidak ada pemetaan indikator antara kedua instrumen ini." in text


# --- what is not known ---


def test_incomplete_files_show_what_is_known(spbe: Run, tmp_path: Path) -> None:
    whole = written(tmp_path, "2024.yaml", flat(3))
    part = written(tmp_path, "2023.yaml", {**flat(2), 47: ""}, year=2023)
    data = told(spbe, whole, part)
    assert (data["change"], data["columns"][0]["index"]) == (None, None)
    rows = {row["id"]: row for row in data["indicators"]}
    assert (rows["47"]["values"], rows["47"]["change"], rows["47"]["contribution"]) == (
        [None, "3"],
        None,
        None,
    )
    assert (rows["1"]["change"], rows["1"]["contribution"]) == ("1", "0.013")
    known = {(row["kind"], row["id"]): row["change"] for row in data["sections"]}
    assert (known["domain", "1"], known["domain", "4"]) == ("1", None)
    assert "belum terisi" in spbe("compare", whole, part).stdout


def test_opinions_of_different_years_are_not_subtracted(spbe: Run, tmp_path: Path) -> None:
    own = written(tmp_path, "2024.yaml", flat(3))
    official = written(tmp_path, "2023.yaml", flat("{official: 2}"), year=2023)
    data = told(spbe, own, official)
    assert data["change"] is None
    assert {row["change"] for row in data["indicators"]} == {None}
    assert "Selisih tidak dihitung karena penilainya berbeda (eksternal dan mandiri)" in (
        spbe("compare", own, official).stdout
    )


def test_the_same_opinion_is_preferred(spbe: Run, tmp_path: Path) -> None:
    own = written(tmp_path, "2024.yaml", flat(3))
    both = written(tmp_path, "2023.yaml", flat("{self: 2, official: 1}"), year=2023)
    assert told(spbe, own, both)["change"] == "1"
    assert told(spbe, both, own, "--opinions", "self")["change"] == "1"
    done = spbe("compare", both, own, "--opinions", "official")
    assert done.returncode == 3
    assert "E211" in done.stderr


def test_recovered_and_full_results_meet_at_their_sections(spbe: Run, root: Path) -> None:
    data = told(spbe, root / RAYA[4], root / LAMPUNG[1])
    assert data["change_exact"] is True
    assert all(row["change"] is None for row in data["indicators"])
    tops = [row for row in data["sections"] if row["kind"] == "domain"]
    assert all(row["change"] is not None for row in tops)
    aspects = [row for row in data["sections"] if row["kind"] == "aspect"]
    assert {row["values"][0] for row in aspects} == {None}


def test_an_index_that_is_not_one_number_is_not_subtracted(spbe: Run, tmp_path: Path) -> None:
    text = "institution: BKN\nyear: {year}\npublished: {{domains: {domains}}}\n"
    domains = "{1: 5.00, 2: 4.10, 3: 3.18, 4: 4.38}"
    (tmp_path / "a.yaml").write_text(text.format(year=2024, domains=domains), "utf-8")
    domains = "{1: 3.00, 2: 2.20, 3: 1.27, 4: 3.31}, index: 2.66"
    (tmp_path / "b.yaml").write_text(text.format(year=2023, domains=domains), "utf-8")
    data = told(spbe, tmp_path / "a.yaml", tmp_path / "b.yaml")
    assert (data["columns"][1]["index"], data["change"]) == (None, None)
    assert data["sections"][0]["change"] == "2"
    done = spbe("compare", tmp_path / "a.yaml", tmp_path / "b.yaml")
    assert "4,19 atau 4,20" in done.stdout
    assert "Selisih indeks tidak pasti" in done.stdout


def test_published_domains_of_one_file_beside_its_own_levels(spbe: Run, tmp_path: Path) -> None:
    file = written(tmp_path, "a.yaml", flat(3))
    with file.open("a", encoding="utf-8") as out:
        out.write("published: {domains: {1: 3.00, 2: 2.20, 3: 1.27, 4: 3.31}, index: 2.66}\n")
    data = told(spbe, file, "--opinions", "self,official")
    assert (data["change"], data["change_exact"]) == ("-0.34", False)
    assert {row["change"] for row in data["indicators"]} == {None}


# --- data ---


@pytest.mark.parametrize(
    ("law", "count", "given", "parts"),
    [
        ("permenpanrb-59-2020", 47, "index: 2.66, predicate: Baik", {"1", "2", "3", "4"}),
        ("permenpanrb-59-2020", 47, "index: 2.66, domains: {1: 3.00, 2: 2.20}", {"3", "4"}),
        ("permenpanrb-8-2026", 20, "index: 2.66", {str(n) for n in range(1, 8)}),
    ],
)
def test_only_an_index_was_published(
    spbe: Run, tmp_path: Path, law: str, count: int, given: str, parts: set[str]
) -> None:
    file = written(tmp_path, "a.yaml", flat(3, count))
    published = f"instrument: {law}\npublished: {{opinion: official, {given}}}\n"
    file.write_text(file.read_text("utf-8") + published, "utf-8")
    data = told(spbe, file, "--opinions", "self,official")
    own, official = data["columns"]
    assert (own["index"], official["index"]) == ("3.00", "2.66")
    assert (official["change"], official["change_exact"]) == ("-0.34", False)
    assert official["predicate"] == "Baik"
    assert {one["id"] for one in official["unpublished"]} == parts
    assert own["unpublished"] == []
    done = spbe("compare", file, "--opinions", "self,official")
    told_of = " ".join(done.stdout.split())
    assert "eksternal: hanya memuat indeks yang diumumkan; indeks" in told_of
    assert "Sumbangan terbesar" not in told_of  # it may be in a part that nobody knows
    for ending in ("html", "xlsx", "docx"):
        out = tmp_path / f"a.{ending}"
        assert spbe("compare", file, "--opinions", "self,official", "-o", out).returncode == 0


def test_a_printed_index_on_a_bound_has_no_predicate(spbe: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    head = "institution: Kota A\nyear: {}\npublished: {{opinion: official, index: 2.6{}}}\n"
    said = {}
    for year, more in ((2024, ""), (2024, ", predicate: Cukup"), (2023, "")):
        file.write_text(head.format(year, more), "utf-8")
        other = written(tmp_path, "b.yaml", flat(3), year=year)
        first, _second = told(spbe, file, other)["columns"]
        said[year, more] = first["predicate"]
        assert first["bounds"] == {"lowest": "2.595", "highest": "2.605"}
    # of 2023 the rounded index decides, else the exact one, which nobody knows
    assert list(said.values()) == [None, "Cukup", "Baik"]


def test_csv_says_what_json_says(spbe: Run) -> None:
    data = told(spbe, *LAMPUNG)
    done = spbe("compare", *LAMPUNG, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    heads = {row["kind"]: [row["value_1"], row["value_2"]] for row in rows[:5]}
    assert heads["year"] == ["2022", "2023"]
    assert heads["predicate"] == ["Kurang", "Cukup"]
    index = next(row for row in rows if row["kind"] == "index")
    assert (index["value_2"], index["exact_2"], index["change"]) == ("2.15", "2.1545", "0.652")
    assert index["change_exact"] == "true"
    told_ = [row for row in rows if row["kind"] == "indicator"]
    assert [row["contribution"] for row in told_] == [
        row["contribution"] for row in data["indicators"]
    ]
    assert [[row["value_1"], row["value_2"]] for row in told_] == [
        row["values"] for row in data["indicators"]
    ]


def test_names_are_shown_as_plain_text(spbe: Run, tmp_path: Path) -> None:
    one = written(tmp_path, "a.yaml", flat(3), who='"a\\e[31mb [bold]x[/]"')
    other = written(tmp_path, "b.yaml", flat(2), who="x" * 300)
    done = spbe("compare", one, other)
    assert done.returncode == 0
    assert "\x1b" not in done.stdout
    assert "[bold]x[/]" in done.stdout


def test_drafts_are_told_apart_by_their_files(spbe: Run, tmp_path: Path) -> None:
    written(tmp_path, "draf.yaml", flat(2))
    written(tmp_path, "akhir.yaml", flat(3))
    text = spbe("compare", "draf.yaml", "akhir.yaml", cwd=tmp_path).stdout
    assert "(1) draf.yaml" in text
    assert "(2) akhir.yaml" in text
    assert "Naik 1,00 dari (1) ke (2)" in text


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_many_columns_are_all_shown(spbe: Run, tmp_path: Path, width: int) -> None:
    files = [
        written(tmp_path, f"{number:02}.yaml", flat(1 + number % 5), who=f"Kota {number}")
        for number in range(12)
    ]
    text = spbe("compare", *files, env={"COLUMNS": str(width)}).stdout
    assert max(map(len, text.splitlines())) <= width
    for number in range(1, 13):
        assert text.count(f"({number})") >= 3  # heading, sections, indicators


def test_a_console_without_the_signs(spbe: Run) -> None:
    env = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "cp1252"}
    for arguments in (DENPASAR, RAYA):
        text = spbe("compare", *arguments, env=env, encoding="cp1252").stdout
        assert "?" not in text
    assert "-1,03" in spbe("compare", *DENPASAR, env=env, encoding="cp1252").stdout


@pytest.mark.parametrize("arguments", [LAMPUNG, DENPASAR, RAYA])
def test_english(spbe: Run, arguments: list[str]) -> None:
    from test_words import indonesian

    done = spbe("--lang", "en", "compare", *arguments)
    assert done.returncode == 0
    assert indonesian(done.stdout) == []


# --- bad input ---


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "BERKAS wajib diisi"),
        ([LAMPUNG[0]], "satu berkas memerlukan --opinions"),
        ([DENPASAR[0], "--opinions", "self"], "satu berkas memerlukan --opinions"),
        ([DENPASAR[0], "--opinions", "self,self"], "nilai yang sama dua kali"),
        ([DENPASAR[0], "--opinions", "self,luar"], "--opinions luar harus salah satu dari"),
        ([DENPASAR[0], "--opinions", ""], "--opinions harus salah satu dari"),
        ([*LAMPUNG, "--opinions", "self,official"], "satu nilai saja"),
        ([LAMPUNG[0], LAMPUNG[0]], "disebut dua kali"),
        ([LAMPUNG[0], f"./{LAMPUNG[0]}"], "disebut dua kali"),
        (["-", "-"], "- disebut dua kali"),
        ([*LAMPUNG, "--format", "xml"], "harus salah satu dari"),
    ],
)
def test_wrong_use(spbe: Run, arguments: list[str], message: str) -> None:
    done = spbe("compare", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links_that_go_in_circles(spbe: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").symlink_to(tmp_path / "b.yaml")
    (tmp_path / "b.yaml").symlink_to(tmp_path / "a.yaml")
    done = spbe("compare", tmp_path / "a.yaml", LAMPUNG[0])
    assert done.returncode == 4
    assert all(map(well_formed, done.stderr.splitlines()))


def test_an_opinion_the_file_lacks(spbe: Run) -> None:
    done = spbe("compare", DENPASAR[0], "--opinions", "self,verified,target")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.count("E211") == 2
    assert all(map(well_formed, done.stderr.splitlines()))


def test_all_problems_of_all_files_at_once(spbe: Run, tmp_path: Path) -> None:
    bad = written(tmp_path, "a.yaml", {1: 9, 48: 1})
    empty = tmp_path / "kosong.yaml"
    empty.write_text("", "utf-8")
    done = spbe("compare", bad, empty, LAMPUNG[0], tmp_path / "tidak-ada.yaml")
    assert (done.returncode, done.stdout) == (4, "")
    assert len(done.stderr.splitlines()) == 4
    assert all(map(well_formed, done.stderr.splitlines()))
    assert spbe("compare", bad, empty).returncode == 3


def test_one_file_from_standard_input(spbe: Run, root: Path) -> None:
    text = (root / LAMPUNG[0]).read_text("utf-8")
    done = spbe("compare", "-", LAMPUNG[1], "--format", "json", stdin=text)
    assert json.loads(done.stdout)["change"] == "0.652"


def test_assessments_are_what_is_compared(root: Path) -> None:
    """One assessment read twice is two: only opinions of one reading may be subtracted."""
    first: Assessment = assessments.load(root / DENPASAR[0])[0]
    again, law = assessments.load(root / DENPASAR[0])
    (run,) = compare([score(law, first, Opinion.SELF), score(law, again, Opinion.OFFICIAL)])
    assert run.change is None


PAIRS = (LAMPUNG, DENPASAR, RAYA, [*LAMPUNG[1:], "examples/aceh-tengah-2026.yaml"])


@pytest.mark.parametrize("arguments", PAIRS)
def test_a_page_of_a_comparison_says_what_its_data_do(
    spbe: Run, tmp_path: Path, arguments: list[str]
) -> None:
    data, out = told(spbe, *arguments), tmp_path / "selisih.html"
    done = spbe("compare", *arguments, "-o", out)
    assert done.returncode == 0, done.stderr
    page = out.read_text("utf-8")
    plain = re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))
    assert page.count("<main>") == 1
    for column in data["columns"]:
        assert str(column["index"] or "–").replace(".", ",") in plain
    for row in data["sections"]:
        assert row["name"] in plain
        assert all(one.replace(".", ",") in plain for one in row["values"] if one)
    assert "SHA-256" in plain
    if len(data["runs"]) == 1 and data["runs"][0]["moved"]:
        moved, (higher, lower) = data["runs"][0]["moved"], ("Naik", "Turun")
        if len(arguments) == 3:
            higher, lower = "Dinaikkan", "Diturunkan"
        assert f"{higher} ({moved['rose']})" in plain
        assert f"{lower} ({moved['fell']})" in plain
    assert ("dapat dikurangkan" in plain) == (len(data["runs"]) > 1)


def test_where_a_comparison_is_written(spbe: Run, tmp_path: Path) -> None:
    out = tmp_path / "selisih.html"
    assert spbe("compare", *LAMPUNG, "-o", out).returncode == 0
    assert spbe("compare", *LAMPUNG, "-o", out).returncode == 0  # ours is written anew
    out.write_text(out.read_text("utf-8").replace("Turun", "Naik"), "utf-8")
    done = spbe("compare", *LAMPUNG, "-o", out)
    assert (done.returncode, "E021" in done.stderr) == (4, True)
    done = spbe("compare", *LAMPUNG, "-o", tmp_path / "selisih.pdf")
    assert (done.returncode, "selisih.pdf" in done.stderr) == (2, True)
    done = spbe("compare", *LAMPUNG, "-o", tmp_path / "x.html", "--format", "json")
    assert (done.returncode, (tmp_path / "x.html").exists()) == (2, False)
    text = (ROOT / LAMPUNG[0]).read_text("utf-8")
    assert spbe("compare", "-", LAMPUNG[1], "-o", tmp_path / "y.html", stdin=text).returncode == 0


def test_names_in_a_comparison_are_text(spbe: Run, tmp_path: Path) -> None:
    text = (ROOT / LAMPUNG[1]).read_text("utf-8")
    first = re.sub(r"(?m)^institution: .*$", "institution: '<script>alert(1)</script>'", text)
    (tmp_path / "a.yaml").write_text(first, "utf-8")
    out = tmp_path / "x.html"
    assert spbe("compare", tmp_path / "a.yaml", LAMPUNG[0], "-o", out).returncode == 0
    page = out.read_text("utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;" in page


LEVELS = range(48)


@pytest.mark.parametrize("seed", range(5))
def test_a_column_of_changes_has_one_number_of_decimals(
    spbe: Run, tmp_path: Path, seed: int
) -> None:
    """In every face, whatever the levels: of sections, of items, and of what they contribute."""
    chance = random.Random(seed)  # noqa: S311  repeatable, not secret
    law = "8/2026" if seed % 2 else "59/2020"
    last = 20 if seed % 2 else 47
    for year in (2025, 2026):
        levels = [
            chance.randrange(4, 21) / 4 if seed % 2 else chance.randint(1, 5) for _n in LEVELS
        ]
        rows = "".join(f"  {n}: {{official: {levels[n]}}}\n" for n in range(1, last + 1))
        (tmp_path / f"{year}.yaml").write_text(
            f"institution: Kota A\nyear: {year}\ninstrument: {law}\nindicators:\n{rows}"
        )
    both = [tmp_path / "2025.yaml", tmp_path / "2026.yaml"]
    text = spbe("compare", *both, env={"COLUMNS": "100"}).stdout
    tables = [one for one in text.split("\n\n") if "sumbangan" in one]
    assert len(tables) == 2
    for one in tables:
        pairs = re.findall(r"([+−]?\d+(?:,\d+)?) +([+−]?\d+,\d+)$", one, re.MULTILINE)
        assert len(pairs) > 5
        for column in zip(*pairs, strict=True):
            assert len({len(cell.partition(",")[2]) for cell in column}) == 1, column
    for ending in ("html", "docx"):
        assert spbe("compare", *both, "-o", tmp_path / f"c.{ending}").returncode == 0
    page = (tmp_path / "c.html").read_text("utf-8")
    opened = docx.Document(str(tmp_path / "c.docx"))
    for table in opened.tables:
        heads = [cell.text for cell in table.rows[0].cells]
        for at, head in enumerate(heads):
            if head in ("Selisih", "Sumbangan"):
                cells = [row.cells[at].text for row in table.rows[1:] if row.cells[at].text]
                assert len({len(cell.partition(",")[2]) for cell in cells}) == 1, cells
                assert all(f">{cell}<" in page for cell in cells)


@pytest.mark.parametrize("order", [(2022, 2023), (2023, 2022)])
def test_what_comes_next_is_about_the_newest(
    spbe: Run, examples: Path, order: tuple[int, int]
) -> None:
    done = spbe("compare", *(f"bandar-lampung-{year}.yaml" for year in order), cwd=examples)
    assert done.following == "Berikutnya: spbe simulate bandar-lampung-2023.yaml\n"
