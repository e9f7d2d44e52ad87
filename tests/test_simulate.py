"""``spbe simulate`` as its users start it."""

import csv
import io
import json
import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from program import Run

LAMPUNG = "examples/bandar-lampung-2023.yaml"
PALANGKA = "examples/palangka-raya-2022.yaml"
OWNED = "institution: Kota X\nyear: 2024\nindicators:\n" + "".join(
    f"  {n}: {{self: 2, owner: {'Bappeda' if n % 2 else 'Diskominfo'}}}\n" for n in range(1, 48)
)


def planned(spbe: Run, *options: str | Path, file: str | Path = LAMPUNG) -> dict[str, Any]:
    done = spbe("simulate", file, *options, "--format", "json")
    assert done.returncode in (0, 5), done.stderr
    data = json.loads(done.stdout)
    assert isinstance(data, dict)
    return data


def table_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize(("target", "effort"), [("2.60", "23"), ("3.00", "54"), ("3.50", "119")])
def test_a_plan_keeps_its_word(spbe: Run, target: str, effort: str) -> None:
    """Its levels, given to ``spbe score``, reach the target; without any one step they do not."""
    plan = planned(spbe, "--target", target)
    assert (plan["format"], plan["status"]) == ("spbe-plan/1", "optimal")
    assert (plan["effort"], plan["from"]["exact"]) == (effort, "2.1545")
    ends = {step["indicator"]: step["to"] for step in plan["steps"]}
    options = [part for item, level in ends.items() for part in ("--set", f"{item}={level}")]
    done = spbe("score", LAMPUNG, *options, "--format", "json")
    assert json.loads(done.stdout)["exact"] == plan["to"]["exact"]
    assert Fraction(plan["to"]["exact"]) >= Fraction(target)
    for step in plan["steps"]:
        assert Fraction(plan["to"]["exact"]) - Fraction(step["gain"]) < Fraction(target)
    assert plan["steps"][-1]["index"] == plan["to"]["exact"]


def test_exactly_and_not_as_displayed(spbe: Run) -> None:
    """2.1545 is displayed as 2.15, but to reach 2.155 something has to be done."""
    assert planned(spbe, "--target", "2.15")["status"] == "reached"
    assert len(planned(spbe, "--target", "2.155")["steps"]) == 1


def test_a_predicate_is_its_bound(spbe: Run) -> None:
    assert planned(spbe, "--predicate", "sangat  baik")["target"] == "3.50"
    assert planned(spbe, "--predicate", "Baik", "--target", "3.00")["target"] == "3.00"


def test_terms_are_kept(spbe: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(OWNED, "utf-8")
    file = tmp_path / "a.yaml"
    steps = planned(spbe, "--target", "2.50", "--lock", "45-47,domain:1", file=file)["steps"]
    assert not {"45", "46", "47", *map(str, range(1, 11))} & {one["indicator"] for one in steps}
    steps = planned(spbe, "--target", "2.20", "--only", "aspect:2", file=file)["steps"]
    assert {one["indicator"] for one in steps} <= {"11", "12", "13", "14"}
    steps = planned(spbe, "--target", "2.20", "--owner", "bappeda", file=file)["steps"]
    assert {one["owner"] for one in steps} == {"Bappeda"}
    steps = planned(spbe, "--target", "2.50", "--max-step", "1", file=file)["steps"]
    assert {one["to"] for one in steps} == {"3"}
    steps = planned(spbe, "--target", "3.80", "--max-level", "4", file=file)["steps"]
    assert max(int(one["to"]) for one in steps) == 4
    plan = planned(spbe, "--floor", "domain:3=2.50", file=file)
    (domain,) = (one for one in plan["sections"] if (one["kind"], one["id"]) == ("domain", "3"))
    assert Fraction(domain["to"]) >= Fraction("2.5")
    assert {int(one["indicator"]) for one in plan["steps"]} <= set(range(21, 32))


def test_a_budget(spbe: Run) -> None:
    plan = planned(spbe, "--budget", "10", "--effort", "rata")
    assert (plan["effort"], len(plan["steps"])) == ("10", 10)
    assert plan["to"]["exact"] == "2.4545"


def test_levels_that_were_given(spbe: Run) -> None:
    plan = planned(spbe, "--set", "21=3", "--set", "29-31=2", "--set", "44=1")
    assert (plan["status"], plan["to"]["exact"]) == ("changed", "2.1395")
    assert [one["gain"] for one in plan["steps"]] == ["0.03", "0.015", "0.015", "0.015", "-0.09"]


def test_out_of_reach(spbe: Run) -> None:
    done = spbe("simulate", LAMPUNG, "--target", "4", "--max-step", "1")
    assert done.returncode == 5
    assert "Tidak dapat dicapai: paling tinggi 3,15 Baik (tepatnya 3,1545)" in done.stdout
    assert "Dapat dicapai tanpa --max-step: upaya 184" in done.stdout
    assert planned(spbe, "--target", "4", "--max-step", "1")["status"] == "unreachable"


def test_scores_of_other_bodies_stay_unless_allowed(spbe: Run, tmp_path: Path) -> None:
    text = "institution: Kab. X\nyear: 2026\nindicators:\n" + "".join(
        f"  {n}: 1.25\n" for n in range(1, 21) if n not in (5, 6, 7, 18)
    )
    (tmp_path / "a.yaml").write_text(text + "outside: {SDI: 68.75}\n", "utf-8")
    file = tmp_path / "a.yaml"
    steps = planned(spbe, "--target", "4.5", file=file)["steps"]
    assert not {"5", "6", "7", "18"} & {one["indicator"] for one in steps}
    assert steps[0]["from"] == "1.25"  # the first step leads to a whole level
    steps = planned(spbe, "--target", "4.9", "--outside", file=file)["steps"]
    assert {"5", "6", "7"} & {one["indicator"] for one in steps}


def test_single_steps(spbe: Run) -> None:
    done = spbe("simulate", LAMPUNG, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert {row["kind"] for row in rows} == {"rise", "lift", "cut"}
    assert sum(row["kind"] == "lift" for row in rows) == 12
    for row in rows:
        assert Fraction(row["index"]) - Fraction(row["change"]) == Fraction("2.1545")
    rises = [row for row in rows if row["kind"] == "rise"]
    worth = [Fraction(row["change"]) / Fraction(row["effort"]) for row in rises]
    assert worth == sorted(worth, reverse=True)
    assert all(int(row["effort"]) == int(row["to"]) - 1 for row in rises)
    domain = next(row for row in rows if row["id"] == "domain:4")
    assert domain["change"] == "0.455"
    data = json.loads(spbe("simulate", LAMPUNG, "--format", "json").stdout)
    assert (data["format"], len(data["rows"])) == ("spbe-sensitivity/1", len(rows))


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--target", "6"], 2, "--target harus antara 1 dan 5"),
        (["--target", "tiga"], 2, "--target memerlukan angka"),
        (["--target", "NaN"], 2, "--target memerlukan angka"),
        (["--budget", "-1"], 2, "--budget memerlukan angka"),
        (["--target", "3", "--max-step", "0"], 2, "--max-step memerlukan angka di atas nol"),
        (["--set", "12"], 2, "--set ditulis"),
        (["--set", "12=9"], 3, "E202"),
        (["--set", "31-29=2"], 2, "rentang 31-29 terbalik"),
        (["--set", "46-48=2"], 3, "E204"),
        (["--target", "3", "--lock", "48"], 3, "E204"),
        (["--target", "3", "--lock", ","], 2, "--lock tidak menyebut indikator"),
        (["--target", "3", "--only", "domain:9"], 3, "E213"),
        (["--target", "3", "--only", "bidang:1"], 3, "E213"),
        (["--target", "3", "--owner", "Bappeda"], 2, "tidak mencatat pengampu"),
        (["--predicate", "Bagus"], 3, "E214"),
        (["--floor", "domain:3"], 2, "--floor ditulis"),
        (["--floor", "domain:3=7"], 2, "--floor harus antara"),
        (["--floor", "domain:8=2"], 3, "E213"),
        (["--target", "3", "--budget", "2"], 2, "--budget tidak dapat digabung dengan --target"),
        (["--target", "3", "--set", "12=3"], 2, "--set tidak dapat digabung dengan --target"),
        (["--max-step", "1"], 2, "--max-step hanya berlaku bersama --by, --budget, --target"),
        (
            ["--target", "3", "--capacity", "9"],
            2,
            "--target tidak dapat digabung dengan --capacity",
        ),
        (["--capacity", "9"], 2, "--capacity hanya berlaku bersama --by"),
        (["--target", "3", "--alternatives", "0"], 2, "--alternatives harus antara 1 dan 20"),
        (["--target", "3", "--max-step", "dua"], 2, "--max-step memerlukan bilangan bulat"),
        (["--target", "3", "-o", "-"], 2, "-o memerlukan nama berkas .yaml"),
        (["--by", "2027"], 2, "--by ditulis tahun=indeks"),
        (["--by", "besok=3"], 2, "--by ditulis tahun=indeks"),
        (["--by", "2024=6"], 2, "--by harus antara 1 dan 5"),
        (["--by", "2023=3"], 2, "--by memerlukan tahun sesudah 2023"),
        (["--by", "2024=3", "--by", "2024=3.1"], 2, "--by menyebut tahun 2024 dua kali"),
        (["--by", "2024=3", "--by", "2034=3.1"], 2, "--by mencakup paling banyak 10 tahun"),
        (["--by", "2024=3", "--capacity", "0"], 2, "--capacity memerlukan angka di atas nol"),
        (["--by", "2024=3", "--target", "3"], 2, "--by tidak dapat digabung dengan --target"),
    ],
)
def test_what_is_refused(spbe: Run, options: list[str], code: int, said: str) -> None:
    done = spbe("simulate", LAMPUNG, *options)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr


def test_contradictory_terms_are_out_of_reach(spbe: Run) -> None:
    done = spbe("simulate", LAMPUNG, "--floor", "domain:3=2.00", "--lock", "domain:3")
    assert done.returncode == 5
    assert "Domain 3 paling tinggi 1,00, kurang dari 2,00" in done.stdout
    assert "Dapat dicapai tanpa --lock" in done.stdout
    assert "--floor: upaya" not in done.stdout  # nothing else was asked for


def test_where_no_one_term_is_to_blame(spbe: Run) -> None:
    done = spbe("simulate", LAMPUNG, "--target", "5", "--max-step", "2", "--lock", "3")
    assert done.returncode == 5
    assert "Dapat dicapai bila semua syarat itu dilepas: upaya 393" in done.stdout


def test_what_keeps_a_target_out_of_reach(spbe: Run, tmp_path: Path) -> None:
    done = spbe("simulate", LAMPUNG, "--target", "3", "--only", "domain:3")
    assert "Dapat dicapai tanpa --only: upaya 54" in done.stdout
    done = spbe("simulate", LAMPUNG, "--budget", "2", "--floor", "domain:3=4")
    assert (done.returncode, "tidak cukup untuk memenuhi --floor" in done.stdout) == (5, True)
    done = spbe(
        "simulate",
        LAMPUNG,
        "--by",
        "2024=3.5",
        "--by",
        "2025=4",
        "--capacity",
        "30",
        "--effort",
        "rata",
    )
    assert done.returncode == 5
    assert "Dapat dicapai tanpa --capacity: upaya 75" in done.stdout
    done = spbe("simulate", "examples/aceh-tengah-2026.yaml", "--target", "4.9")
    assert done.returncode == 5 or "--outside" not in done.stdout
    file = tmp_path / "x.yaml"
    done = spbe("simulate", LAMPUNG, "--target", "2", "-o", file)
    assert (done.returncode, file.exists()) == (0, False)
    assert "x.yaml tidak ditulis: tidak ada langkah" in done.stderr


def test_a_budget_that_buys_nothing(spbe: Run) -> None:
    for file in (LAMPUNG, PALANGKA):
        done = spbe("simulate", file, "--budget", "0,5")
        assert done.returncode == 0
        assert "tidak cukup untuk satu langkah pun; indeks tetap 2," in done.stdout


def test_a_target_below_the_present_index(spbe: Run) -> None:
    done = spbe("simulate", LAMPUNG, "--target", "2")
    assert done.returncode == 0
    assert "Sudah tercapai: 2,15 Cukup (tepatnya 2,1545)" in done.stdout


def test_other_plans(spbe: Run) -> None:
    plan = planned(spbe, "--target", "2.60", "--alternatives", "3")
    best = {step["indicator"] for step in plan["steps"]}
    others = [
        frozenset(step["indicator"] for step in other["steps"]) for other in plan["alternatives"]
    ]
    assert len(set(others)) == 3
    assert all(best - other for other in others)
    assert [other["effort"] for other in plan["alternatives"]] == ["23"] * 3
    text = spbe("simulate", LAMPUNG, "--target", "2.60", "--alternatives", "3").stdout
    assert "tanpa 14; 16 → 3" in text


def test_a_roadmap(spbe: Run) -> None:
    targets = ("--by", "2024=2.60", "--by", "2025=3.00", "--by", "2026=3,50")
    years = (*targets, "--max-step", "1", "--effort", "rata")
    plan = planned(spbe, *years)
    assert (plan["status"], plan["effort"], plan["target"]) == ("optimal", "50", "3.50")
    assert [(one["year"], one["target"], one["effort"]) for one in plan["years"]] == [
        (2024, "2.60", "23"),
        (2025, "3.00", "15"),
        (2026, "3.50", "12"),
    ]
    for one in plan["years"]:
        taken = [step for step in plan["steps"] if step["year"] <= one["year"]]
        assert taken[-1]["index"] == one["exact"]
        assert Fraction(one["exact"]) >= Fraction(one["target"])
    text = spbe("simulate", LAMPUNG, *years).stdout
    assert "tidak ada rencana yang lebih hemat" in text
    assert "2025: target 3,00" in text
    rows = table_of(spbe("simulate", LAMPUNG, *years, "--format", "csv").stdout)
    assert [row["year"] for row in rows] == [str(step["year"]) for step in plan["steps"]]
    done = spbe("simulate", LAMPUNG, "--by", "2024=3.50", "--max-step", "1")
    assert done.returncode == 5
    assert "Target 3,50 tidak dapat dicapai pada 2024: paling tinggi 3,15" in done.stdout


def test_a_plan_as_a_file(spbe: Run, tmp_path: Path) -> None:
    """It is an assessment: its target opinion has the planned index, and reports show its steps."""
    file = tmp_path / "rencana.yaml"
    years = ("--by", "2024=2.6", "--by", "2025=3", "--capacity", "30")
    done = spbe("simulate", LAMPUNG, *years, "-o", file)
    assert done.returncode == 0
    assert "rencana.yaml: rencana ditulis" in done.stdout
    assert spbe("check", file).returncode == 0
    scored = json.loads(spbe("score", file, "--opinion", "target", "--format", "json").stdout)
    assert scored["exact"] == "3.0005"
    scored = json.loads(spbe("score", file, "--format", "json").stdout)
    assert (scored["opinion"], scored["exact"]) == ("official", "2.1545")
    own, given = tmp_path / "own.md", tmp_path / "given.md"
    assert spbe("report", file, "-o", own).returncode == 0
    assert spbe("report", LAMPUNG, "--target", file, "-o", given).returncode == 0
    table = own.read_text("utf-8").partition("## Rencana menuju 3,00")[2].partition("\n## ")[0]
    assert (
        table
        == given.read_text("utf-8").partition("## Rencana menuju 3,00")[2].partition("\n## ")[0]
    )
    assert "40 langkah pada" in table
    assert table.count("| 2025 |") > 2
    done = spbe("simulate", LAMPUNG, "--target", "3", "-o", file)
    assert (done.returncode, "E015" in done.stderr) == (4, True)
    for other in (LAMPUNG, "examples/denpasar-2018.yaml"):
        target = LAMPUNG if other == LAMPUNG else file
        done = spbe("report", other, "--target", target, "-o", tmp_path / "x.html")
        assert (done.returncode, "berkas rencana" in done.stderr) == (2, True)


def test_steps_already_taken_are_left_out_of_a_plan(spbe: Run, tmp_path: Path) -> None:
    file = tmp_path / "rencana.yaml"
    assert spbe("simulate", LAMPUNG, "--target", "2.2", "-o", file).returncode == 0
    text = file.read_text("utf-8")
    assert "{indicator: 11, to: 2, effort: 1}" in text
    later = re.sub(
        r"(?m)^  11:\n    target: 2\n    official: 1$", "  11: {official: 2, target: 2}", text
    )
    assert later != text
    file.write_text(later, "utf-8")
    assert spbe("report", file, "-o", tmp_path / "x.md").returncode == 0
    page = (tmp_path / "x.md").read_text("utf-8")
    assert "1 langkah pada 1 indikator, upaya 1; indeks menjadi 2,20" in page


def test_steps_that_make_no_sense(spbe: Run, tmp_path: Path) -> None:
    steps = (
        "[{indicator: 1, to: 3, year: 2024}, {indicator: 2, to: 2.5}, {indicator: 3, to: 3}, "
        "{indicator: 3, to: 3}, {indicator: 4, to: 3, year: 2026}, "
        "{indicator: 4, to: 4, year: 2025}]"
    )
    text = OWNED.replace("year: 2024\n", f"year: 2024\nplan:\n  steps: {steps}\n")
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    done = spbe("score", tmp_path / "a.yaml")
    found = [line.split()[1] for line in done.stderr.splitlines()]
    assert (done.returncode, found) == (3, ["E229", "E203", "E228", "E228"])


def test_faults_of_a_plan_in_a_file(spbe: Run, tmp_path: Path) -> None:
    steps = "[{indicator: 99, to: 3}, {indicator: 1, to: 9}, {indicator: 2}, {to: 3, tahun: 1}]"
    text = OWNED.replace("year: 2024\n", f"year: 2024\nplan: {{target: 3, steps: {steps}}}\n")
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    done = spbe("score", tmp_path / "a.yaml")
    assert done.returncode == 3
    assert all(code in done.stderr for code in ("E204", "E202", "E009", "E008"))
    assert all("a.yaml:3:" in line for line in done.stderr.splitlines())


def test_an_index_that_is_not_one_number(spbe: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(OWNED.replace("  47:", "  # 47:"), "utf-8")
    done = spbe("simulate", tmp_path / "a.yaml")
    assert (done.returncode, "E225" in done.stderr) == (3, True)
    assert "spbe simulate dengan --provisional" in done.stderr
    assert "indikator 47 belum terisi" in done.stderr
    (tmp_path / "b.yaml").write_text("institution: A\nyear: 2024\nindicators: {1: 2, 9: 3}\n")
    done = spbe("simulate", tmp_path / "b.yaml")
    assert "indikator 2–8, 10–47 belum terisi" in done.stderr
    odd = ", ".join(f"{number}: 3" for number in range(1, 48, 2))
    (tmp_path / "b.yaml").write_text(f"institution: A\nyear: 2024\nindicators: {{{odd}}}\n")
    done = spbe("simulate", tmp_path / "b.yaml")
    assert "indikator 2, 4, 6, 8, 10 dan 18 lainnya belum terisi" in done.stderr
    done = spbe("simulate", tmp_path / "a.yaml", "--provisional")
    assert done.returncode == 0


@pytest.mark.parametrize("mode", [[], ["--target", "3.00"], ["--budget", "5"]])
def test_what_provisionally_counts_as_lowest_and_stood_higher(
    spbe: Run, tmp_path: Path, mode: list[str]
) -> None:
    rows = "".join(f"  {number}: {1 + number % 4}\n" for number in range(1, 48))
    head = "institution: {}\nyear: {}\nindicators:\n"
    (tmp_path / "lalu.yaml").write_text(head.format("Kab. A", 2023) + rows)
    now = tmp_path / "kini.yaml"
    kept = "".join(f"{line}\n" for line in rows.splitlines()[:44])
    now.write_text(head.format("Kabupaten A", 2024) + kept)
    said = "Sementara dihitung 1 meskipun tingkatnya pada 2023 lebih tinggi: 4: indikator 47; "
    done = spbe("simulate", now, "--provisional", *mode)
    assert said + "3: indikator 46; 2: indikator 45" in done.stderr
    (tmp_path / "lalu.yaml").unlink()
    assert "Sementara dihitung" not in spbe("simulate", now, "--provisional", *mode).stderr


def test_a_plan_from_published_domains(spbe: Run) -> None:
    done = spbe("simulate", PALANGKA, "--target", "3")
    assert done.returncode == 0
    assert "Domain 4 Layanan SPBE: 13 tingkat naik" in done.stdout
    assert "(dahulukan Aspek 8 Layanan Publik" in done.stdout
    assert "pasti cukup; paling sedikit 12" in done.stdout
    assert (
        "2 Tata Kelola SPBE: 4 tingkat naik"
        in spbe("simulate", PALANGKA, "--target", "2.75", "--only", "domain:2").stdout
    )
    plan = planned(spbe, "--target", "3", file=PALANGKA)
    assert (plan["status"], plan["effort"], plan["least_effort"]) == ("feasible", "13", "12")
    assert plan["from"]["candidates"] == ["2.655", "2.6575"]
    (step,) = plan["steps"]
    assert (step["section"], step["levels"], step["first"]) == ("domain:4", "13", ["aspect:8"])
    rows = table_of(spbe("simulate", PALANGKA, "--budget", "5", "--format", "csv").stdout)
    assert [(row["section"], row["levels"]) for row in rows] == [("domain:4", "5")]
    plan = planned(spbe, "--floor", "domain:2=3", file=PALANGKA)
    assert (plan["target"], [one["levels"] for one in plan["steps"]]) == (None, ["8"])


def test_single_levels_of_published_domains(spbe: Run) -> None:
    done = spbe("simulate", PALANGKA)
    assert done.returncode == 0
    assert "0,0275–0,03" in done.stdout
    data = json.loads(spbe("simulate", PALANGKA, "--format", "json").stdout)
    assert [row["levels"] for row in data["rows"]] == ["20", "28", "41", "26"]
    rows = table_of(spbe("simulate", PALANGKA, "--format", "csv").stdout)
    assert [row["change"] for row in rows] == ["0.013", "0.025", "0.015", "0.0275"]


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (
            ["--set", "3=3"],
            3,
            "E226 berkas ini hanya memuat indeks yang diumumkan; --set memerlukan",
        ),
        (["--risk"], 3, "--risk memerlukan"),
        (["--by", "2023=3"], 3, "--by memerlukan"),
        (["--target", "3", "--lock", "29-31"], 3, "--lock 29-31 memerlukan"),
        (["--target", "3", "--alternatives", "2"], 3, "--alternatives memerlukan"),
        (["--target", "3", "--only", "domain:9"], 3, "E213"),
        (["--target", "3", "--floor", "aspect:2=3"], 3, "E213"),
        (["--target", "6"], 2, "--target harus antara 1 dan 5"),
        (["--target", "3", "--only", ","], 2, "--only tidak menyebut bagian"),
        (["--target", "3", "--outside"], 3, "--outside memerlukan"),
    ],
)
def test_what_published_domains_cannot_answer(
    spbe: Run, options: list[str], code: int, said: str
) -> None:
    done = spbe("simulate", PALANGKA, *options)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr


def test_published_domains_out_of_reach(spbe: Run) -> None:
    done = spbe("simulate", PALANGKA, "--target", "4", "--max-step", "1")
    assert done.returncode == 5
    assert "yang pasti paling tinggi 3,25 Baik" in done.stdout
    assert "Dapat dicapai tanpa --max-step: upaya 59" in done.stdout
