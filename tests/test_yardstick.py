"""The national yardstick: shipped lists, places in them, and how usual a rise is, counted anew."""

import csv
import json
import re
import statistics
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import docx
import pytest
from program import ROOT, Run
from test_docs import script

from spbe_cli import i18n
from spbe_cli.core import national as core
from spbe_cli.render.national import yardstick_words
from spbe_cli.store import national

LAMPUNG = "examples/bandar-lampung-2023.yaml"


def plain(name: str) -> str:
    """Return a name without what lists write in different ways; written down anew."""
    found = " ".join(name.casefold().split())
    found = re.sub(r"^pemerintah (daerah )?", "", found)
    found = re.sub(r"^kab\.? ", "kabupaten ", found)
    found = re.sub(r"^prov\.? ", "provinsi ", found)
    if re.fullmatch(r"(provinsi )?(di|d\.i\.|daerah istimewa) yogyakarta", found):
        return "yogyakarta"
    if re.fullmatch(r"(provinsi )?(dki|daerah khusus( ibu ?kota)?) jakarta", found):
        return "jakarta"
    short = {"provinsi ntb": "nusa tenggara barat", "provinsi ntt": "nusa tenggara timur"}
    return f"provinsi {short[found]}" if found in short else found


def table(year: int) -> dict[str, Decimal]:
    """Return the printed index of every institution of a list."""
    with (ROOT / f"tests/cases/national-{year}.csv").open(encoding="utf-8", newline="") as stream:
        return {plain(row["institution"]): Decimal(row["index"]) for row in csv.DictReader(stream)}


def moves() -> list[tuple[Decimal, Decimal]]:
    before, after = table(2023), table(2024)
    return [(before[name], after[name]) for name in before if name in after]


def counted(start: Decimal, rise: Decimal) -> dict[str, Any]:
    """Count in hundredths, without the program."""
    listed = moves()
    alike = [one for one in listed if abs(one[0] - start) <= Decimal("0.20")]
    widened = len(alike) < 30
    if widened:
        edge = sorted(abs(one[0] - start) for one in listed)[49]
        alike = [one for one in listed if abs(one[0] - start) <= edge]
    changes = [after - before for before, after in alike]
    quarters = statistics.quantiles(changes, n=4, method="inclusive")
    return {
        "widened": widened,
        "institutions": len(alike),
        "rose": sum(one >= rise for one in changes),
        "low": min(one[0] for one in alike),
        "high": max(one[0] for one in alike),
        "lower_quartile": quarters[0],
        "median": statistics.median(changes),
        "upper_quartile": quarters[2],
    }


@pytest.mark.parametrize("year", [2023, 2024])
def test_what_is_shipped_is_what_was_published(year: int) -> None:
    shipped = (ROOT / f"national/nasional-{year}.csv").read_text("utf-8").split()
    case = (ROOT / f"tests/cases/national-{year}.csv").read_text("utf-8").split()
    assert shipped == case
    assert str(year) in national.SOURCES[year]
    assert national.SOURCES[year] in (ROOT / "national/README.md").read_text("utf-8")


def test_what_is_derived_is_up_to_date() -> None:
    """`python docs/letak.py` writes it."""
    assert script("letak").text() == (ROOT / "national/letak.csv").read_text("utf-8")


def test_the_facts_of_the_lists() -> None:
    """Change 2023 → 2024: median +0.31, a tenth +0.01 at most, a tenth +0.81 at least."""
    changes = [after - before for before, after in moves()]
    assert len(changes) == 583  # of some 585: names that differ by more than their writing do not
    tenths = statistics.quantiles(changes, n=10, method="inclusive")
    assert (tenths[0], tenths[4], tenths[8]) == (Decimal("0.01"), Decimal("0.31"), Decimal("0.81"))
    loaded = national.load()
    both = [one for one in loaded.members if len(one.standings) == 2]
    assert len(both) == len(changes)


# Ten starts and rises: in the thick of the list, at its ends, where too few began alike.
ASKED = [
    ("2.00", "0.85"), ("2.15", "0.85"), ("2.40", "0.85"), ("2.66", "0.34"), ("3.00", "0.50"),
    ("3.20", "0.85"), ("4.20", "0.05"), ("1.02", "0.40"), ("1.30", "0.31"), ("4.75", "0.10"),
]  # fmt: skip


@pytest.mark.parametrize(("start", "rise"), ASKED)
@pytest.mark.parametrize("beside", ["-0.01", "0", "0.01"])
def test_the_yardstick_counted_anew(start: str, rise: str, beside: str) -> None:
    """The rise and a hundredth to either side of it; a change that is as large counts."""
    wanted = Decimal(rise) + Decimal(beside)
    found = core.yardstick(national.load(), Fraction(start), Fraction(str(wanted)))
    assert found is not None
    anew = counted(Decimal(start), wanted)
    assert {
        "widened": found.widened,
        "institutions": found.size,
        "rose": found.reached,
        "low": found.low,
        "high": found.high,
        "lower_quartile": found.lower,
        "median": found.median,
        "upper_quartile": found.upper,
    } == {
        name: value if isinstance(value, (bool, int)) else Fraction(value)
        for name, value in anew.items()
    }
    assert found.widened == (start in ("1.02", "1.30", "4.75"))


def test_both_sides_of_every_bound() -> None:
    """A start so far off by 0.20 counts, by 0.21 not; 30 alike are enough, 29 are widened."""

    def lists(*pairs: tuple[str, str]) -> core.National:
        members = [
            core.Member(
                str(number),
                "kota",
                {
                    year: core.Standing(Fraction(value), 1)
                    for year, value in zip((2023, 2024), pair, strict=True)
                },
            )
            for number, pair in enumerate(pairs)
        ]
        return core.National(members, {2023: "a", 2024: "b"})

    alike = [("2.20", "2.50"), ("1.80", "2.00"), *[("2.00", "2.30")] * 28]
    outside = [("2.21", "2.90"), ("1.79", "1.90")]
    found = core.yardstick(lists(*alike, *outside), Fraction(2), Fraction("0.30"))
    assert found is not None
    assert (found.size, found.reached, found.widened) == (30, 29, False)
    found = core.yardstick(lists(*alike, *outside), Fraction(2), Fraction("0.31"))
    assert found is not None
    assert found.reached == 0
    found = core.yardstick(lists(*alike[1:], *outside), Fraction(2), Fraction("0.30"))
    assert found is not None
    assert (found.size, found.widened) == (31, True)  # all there are: fewer than 50
    ties = [("3.00", "3.10")] * 48 + [("3.30", "3.40")] * 3
    found = core.yardstick(lists(*alike, *ties), Fraction("4.00"), Fraction("0.10"))
    assert found is not None
    assert (found.size, found.low) == (51, Fraction(3))  # the 50th is as near as the 51st
    assert core.yardstick(lists(*alike), Fraction(2), Fraction(0)) is None


# --- on the command line -------------------------------------------------------------------------


def test_rank_in_an_empty_folder(spbe: Run, tmp_path: Path) -> None:
    done = spbe("rank", "nasional:2024", "--me", "Kota Palangka Raya", cwd=tmp_path)
    assert (done.returncode, "Peringkat 36 dari 93 kota" in done.stdout) == (0, True)
    both = ("rank", "nasional:2023", "Nasional:2024", "--me", "Kota Palangka Raya")
    text = spbe(*both, cwd=tmp_path).stdout
    assert "+0,72 sejak 2023" in text
    data = json.loads(spbe("rank", "nasional:2024", "--format", "json", cwd=tmp_path).stdout)
    own = json.loads(spbe("rank", "tests/cases/national-2024.csv", "--format", "json").stdout)
    assert data["rows"] == own["rows"]
    done = spbe("rank", "nasional:2020", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (3, "")
    assert "E418 daftar nasional tahun 2020 tidak disertakan" in done.stderr
    assert "2023, 2024" in done.stderr


@pytest.mark.parametrize("out", ["p.html", "p.xlsx"])
def test_a_page_of_the_shipped_list_names_its_source(spbe: Run, tmp_path: Path, out: str) -> None:
    done = spbe("rank", "nasional:2024", "-o", out, cwd=tmp_path)
    assert (done.returncode, (tmp_path / out).exists()) == (0, True), done.stderr
    if out.endswith("html"):
        page = (tmp_path / out).read_text("utf-8")
        assert "Laporan Pelaksanaan Evaluasi SPBE 2024" in page


@pytest.mark.parametrize("year", [2023, 2024])
def test_places_are_those_of_rank(spbe: Run, year: int) -> None:
    """`score` says what `rank` says, for every institution of a group."""
    options = ("--where", "group=kota", "--format", "json")
    ranked = json.loads(spbe("rank", f"nasional:{year}", *options).stdout)
    places = {
        one.name: one.standings[year].rank
        for one in national.load("kota").members
        if year in one.standings
    }
    assert len(ranked["rows"]) == len(places)
    for row in ranked["rows"]:
        assert places[plain(row["institution"])] == row["rank"]


def test_score_says_the_place_and_the_printed_average(spbe: Run) -> None:
    done = spbe("score", "examples/palangka-raya-2024.yaml")
    text = " ".join(done.stdout.split())
    assert "Daftar nasional 2024: indeks 3,75, peringkat 36 dari 93 kota; median 3,49." in text
    assert "Rata-rata kota yang diumumkan: 3,39." in text
    data = json.loads(spbe("score", "examples/palangka-raya-2024.yaml", "--format", "json").stdout)
    assert (data["national"]["rank"], data["national"]["size"]) == ("36", "93")
    assert data["national"]["average"]["index"] == "3.39"
    assert "Kementerian PANRB" in data["national"]["source"]


def of_name(folder: Path, name: str) -> Path:
    rows = "".join(f"  {n}: 2\n" for n in range(1, 48))
    (folder / "a.yaml").write_text(f"institution: {name}\nyear: 2024\nindicators:\n{rows}", "utf-8")
    return folder / "a.yaml"


def printed_averages(year: int) -> dict[str, str]:
    with (ROOT / "national/rerata-kelompok.csv").open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream)
        return {row["group"]: row["index"] for row in rows if row["year"] == str(year)}


@pytest.mark.parametrize("name", ["Badan Pusat Statistik", "Lembaga Sensor Film"])
def test_agencies_have_the_printed_averages_of_both_kinds(
    spbe: Run, tmp_path: Path, name: str
) -> None:
    """Which kind an agency is, the list does not say: both averages are told by their names."""
    file, known = of_name(tmp_path, name), printed_averages(2024)
    kinds = {one: known[one] for one in ("LPNK", "LNS dan Instansi Lainnya")}
    data = json.loads(spbe("score", file, "--format", "json").stdout)["national"]
    assert {one["name"]: one["index"] for one in data["kinds"]} == kinds
    assert data["average"] is None
    text = " ".join(spbe("score", file).stdout.split())
    listed = "; ".join(f"{one} {index}" for one, index in kinds.items()).replace(".", ",")
    assert f"Rata-rata yang diumumkan: {listed}." in text


@pytest.mark.parametrize(
    ("name", "members"),
    [
        *(("Kota Bandar Lampung", "cities"), ("Kabupaten Malang", "regencies")),
        *(("Provinsi Bali", "provinces"), ("Badan Pusat Statistik", "agencies")),
        ("Kementerian Keuangan", "ministries"),
    ],
)
def test_english_has_many_members(spbe: Run, tmp_path: Path, name: str, members: str) -> None:
    text = " ".join(spbe("--lang", "en", "score", of_name(tmp_path, name)).stdout.split())
    assert re.search(rf"rank \d+ of \d+ {members}; median", text)


@pytest.mark.parametrize(
    "name", ["Kota Tanpa Daftar", "Kabupaten Palangka Raya", "Badan Siber dan Sandi"]
)
def test_nothing_is_said_of_who_is_not_in_the_list(spbe: Run, tmp_path: Path, name: str) -> None:
    rows = "".join(f"  {n}: 2\n" for n in range(1, 48))
    (tmp_path / "a.yaml").write_text(
        f"institution: {name}\nyear: 2024\nindicators:\n{rows}", "utf-8"
    )
    assert "Daftar nasional" not in spbe("score", tmp_path / "a.yaml").stdout
    data = json.loads(spbe("score", tmp_path / "a.yaml", "--format", "json").stdout)
    assert data["national"] is None


def test_other_instruments_are_not_measured_by_these_lists(spbe: Run) -> None:
    for file in ("examples/denpasar-2018.yaml", "examples/aceh-tengah-2026.yaml"):
        assert "Daftar nasional" not in spbe("score", file).stdout
        data = json.loads(spbe("simulate", file, "--target", "4", "--format", "json").stdout)
        assert data["yardstick"] is None


def test_simulate_says_how_usual_the_rise_is(spbe: Run) -> None:
    text = " ".join(spbe("simulate", LAMPUNG, "--target", "3.00").stdout.split())
    anew = counted(Decimal("2.15"), Decimal("0.85"))
    size, rose = anew["institutions"], anew["rose"]
    assert f"Dari {size} instansi yang pada 2023 berindeks 1,95 sampai 2,35" in text
    assert f"sebanyak {rose} (4 persen) naik 0,85 atau lebih dalam setahun" in text
    data = json.loads(spbe("simulate", LAMPUNG, "--target", "3.00", "--format", "json").stdout)[
        "yardstick"
    ]
    assert (data["rose"], data["institutions"]) == (anew["rose"], anew["institutions"])
    assert (data["start"], data["rise"], data["years"]) == ("2.15", "0.85", [2023, 2024])


def test_roadmaps_and_sections_are_measured_too(spbe: Run) -> None:
    years = ("--by", "2024=2.60", "--by", "2025=3.00", "--capacity", "30")
    data = json.loads(spbe("simulate", LAMPUNG, *years, "--format", "json").stdout)
    assert [one["year"] for one in data["yardstick"]] == [2024, 2025]
    reached = Decimal(data["years"][0]["index"])
    assert Decimal(data["yardstick"][1]["start"]) == reached
    assert Decimal(data["yardstick"][1]["rise"]) == Decimal(data["to"]["index"]) - reached
    text = spbe("simulate", "examples/palangka-raya-2022.yaml", "--target", "3.00").stdout
    assert "naik 0,34 atau lebih dalam" in text
    plan = spbe("simulate", LAMPUNG, "--target", "2.00", "--format", "json").stdout
    assert json.loads(plan)["yardstick"] is None  # it is reached already


def test_nobody_rose_so_much_is_said_in_words() -> None:
    found = core.yardstick(national.load(), Fraction("1.70"), Fraction(3))
    assert found is not None
    with i18n.speaking("id"):
        said = yardstick_words(found, 2)
    assert found.reached == 0
    assert "tidak satu pun naik 3 atau lebih dalam setahun" in said
    assert "0 persen" not in said


@pytest.mark.parametrize(
    ("year", "listed", "index"),
    [(2021, 2023, "2,15"), (2023, 2023, "2,15"), (2024, 2024, "2,98"), (2026, 2024, "2,98")],
)
def test_the_list_of_the_assessments_year_is_quoted(
    spbe: Run, tmp_path: Path, year: int, listed: int, index: str
) -> None:
    """Its own year's list, else the last before it, else the first after; in every face alike."""
    file = tmp_path / "p.yaml"
    rows = "".join(f"  {n}: {{official: 2}}\n" for n in range(1, 48))
    file.write_text(
        f"institution: Pemerintah Kota Bandar Lampung\nyear: {year}\n"
        f"instrument: permenpanrb-59-2020\nindicators:\n{rows}"
    )
    said = f"Daftar nasional {listed}: indeks {index}, peringkat"
    assert said in " ".join(spbe("score", file).stdout.split())
    data = json.loads(spbe("score", file, "--format", "json").stdout)
    assert data["national"]["year"] == listed
    for more in ([], ["--summary"]):
        assert spbe("report", file, *more, "-o", tmp_path / "r.md").returncode == 0
        assert said in (tmp_path / "r.md").read_text("utf-8")
    assert spbe("report", file, "-o", tmp_path / "r.docx").returncode == 0
    opened = docx.Document(str(tmp_path / "r.docx"))
    assert any(said in one.text for one in opened.paragraphs)


def test_who_is_missing_from_a_list_is_found_in_the_next(root: Path) -> None:
    """Every institution of either list has a place, of the year nearest to the one asked for."""
    for year in (2022, 2023, 2024, 2025):
        lists = {
            one: {
                row["institution"]: row["index"]
                for row in csv.DictReader(
                    (root / f"national/nasional-{one}.csv").read_text("utf-8").splitlines()
                )
            }
            for one in (2023, 2024)
        }
        first = 2023 if year < 2024 else 2024
        names = [*lists[2023], *lists[2024]][::40]
        for name in names:
            found = national.shipped_standing(name, year)
            assert found is not None, name
            if name in lists[first]:
                assert (found.year, found.standing.value) == (first, Fraction(lists[first][name]))


def test_changes_of_others_are_told_with_two_decimals() -> None:
    """Leaders read two decimals; what is exact stands in the data."""
    odd = 0
    for start in range(200, 400, 9):
        found = core.yardstick(national.load(), Fraction(start, 100), Fraction(1, 2))
        assert found is not None
        said = yardstick_words(found, 2)
        figures = re.findall(r"[+−]\d+,(\d+)", said)
        assert {len(one) for one in figures} == {2}, said
        odd += any(one.denominator > 100 for one in (found.median, found.lower, found.upper))
    assert odd


ROADS = [
    ("--by", "2024=2.60", "--by", "2025=3.00"),  # all steps are taken in the first year
    ("--by", "2024=2.30", "--by", "2025=2.35", "--by", "2026=3.10", "--capacity", "25"),
    ("--by", "2024=2.60", "--by", "2026=2.61"),  # printed alike from 2024 on: nothing rises then
    ("--by", "2025=2.70", "--by", "2027=3.00", "--capacity", "40", "--max-step", "1"),
]


@pytest.mark.parametrize("options", ROADS)
def test_a_roadmap_is_measured_by_what_each_year_reaches(spbe: Run, options: tuple[str]) -> None:
    """Each year with a printed rise has its own line: steps may come before they are asked for."""
    data = json.loads(spbe("simulate", LAMPUNG, *options, "--format", "json").stdout)
    printed = [Decimal(data["from"]["index"]), *(Decimal(one["index"]) for one in data["years"])]
    rises = [
        {"year": year["year"], "start": str(before), "rise": str(after - before)}
        for year, before, after in zip(data["years"], printed, printed[1:], strict=False)
        if after > before
    ]
    assert [{key: one[key] for key in rises[0]} for one in data["yardstick"]] == rises
    for one in data["yardstick"]:
        assert one["rose"] == counted(Decimal(one["start"]), Decimal(one["rise"]))["rose"]
    text = " ".join(spbe("simulate", LAMPUNG, *options).stdout.split())
    for one in rises:
        said = rf"{one['year']}: dari [^;]* naik {one['rise'].replace('.', ',')} atau lebih"
        assert re.search(said, text), one


def test_a_report_measures_the_same_rises(spbe: Run, tmp_path: Path) -> None:
    spbe("report", ROOT / LAMPUNG, *ROADS[0], "-o", "r.md", cwd=tmp_path)
    text = " ".join((tmp_path / "r.md").read_text("utf-8").split())
    assert "naik 0,85 atau lebih" in text
    assert "naik 0,45 atau lebih" not in text


@pytest.mark.parametrize("budget", ["0", "1", "7", "20", "33"])
def test_a_budget_is_measured_by_printed_ends(spbe: Run, budget: str) -> None:
    """2,15 → 2,41 is a rise of 0,26, whatever the exact index was; no rise, no yardstick."""
    done = spbe("simulate", LAMPUNG, "--budget", budget, "--format", "json")
    data = json.loads(done.stdout)
    rise = Decimal(data["to"]["index"]) - Decimal(data["from"]["index"])
    found = data["yardstick"]
    assert (found is None) == (rise == 0)
    if found is not None:
        assert (found["rise"], found["rose"]) == (str(rise), counted(Decimal("2.15"), rise)["rose"])
    text = " ".join(spbe("simulate", LAMPUNG, "--budget", budget).stdout.split())
    assert ("atau lebih dalam setahun" in text) == (rise > 0)


def test_a_year_out_of_reach_is_measured_by_its_target_within_a_year(spbe: Run) -> None:
    """A target two years away is no rise within a year: nothing is said of it."""
    one = spbe("simulate", LAMPUNG, "--by", "2024=4.90", "--max-step", "1", "--format", "json")
    assert json.loads(one.stdout)["yardstick"][0]["rise"] == "2.75"
    two = ("--by", "2024=2.20", "--by", "2025=4.99", "--max-step", "1", "--format", "json")
    data = json.loads(spbe("simulate", LAMPUNG, *two).stdout)
    assert (data["status"], data["yardstick"]) == ("unreachable", None)
