"""One advice: with a target, everything that says what to do is the same plan."""

import io
import json
import random
import re
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from drawn import LAWS
from openpyxl.utils import range_boundaries
from program import Run

LAMPUNG = "examples/bandar-lampung-2023.yaml"
PALANGKA = "examples/palangka-raya-2022.yaml"

# Everything is claimed at 4; 1 to 10 are proven, 11 to 20 up to level 2, the rest not at all.
PROVEN = "".join(
    f"  {n}: {{self: 4, evidence: [{{title: Dokumen, levels: {[2, 3, 4] if n <= 10 else [2]}}}]}}\n"
    if n <= 20
    else f"  {n}: 1\n"
    for n in range(1, 48)
)
TEXT = f"institution: Kota X\nyear: 2024\ninstrument: permenpanrb-59-2020\nindicators:\n{PROVEN}"


@pytest.fixture
def half(tmp_path: Path) -> Path:
    (tmp_path / "a.yaml").write_text(TEXT, "utf-8")
    return tmp_path / "a.yaml"


def planned(spbe: Run, file: str | Path, *options: str) -> dict[str, Any]:
    done = spbe("simulate", file, *options, "--format", "json")
    assert done.returncode in (0, 5), done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def page(spbe: Run, out: Path, file: str | Path, *options: str) -> str:
    done = spbe("report", file, *options, "-o", out)
    assert done.returncode == 0, done.stderr
    return out.read_text("utf-8")


def rows(text: str) -> list[tuple[str, str]]:
    """Return (indicator, levels) of the table of the plan in a Markdown report."""
    table = text.partition("## Rencana menuju")[2].partition("\n## ")[0]
    return re.findall(r"(?m)^\|(?: \d{4} \|)? (\d[\d-]*)\. [^|]+\| (\d → \d) \|", table)


OPTIONS: list[tuple[str, ...]] = [
    ("--target", "2.60"),
    ("--target", "3.00", "--max-step", "1"),
    ("--target", "3.00", "--lock", "1-10", "--effort", "rata"),
    ("--target", "4.20"),
    ("--by", "2024=2.60", "--by", "2025=3.00", "--capacity", "30"),
    ("--target", "2.60", "--from", "claimed"),
]


@pytest.mark.parametrize("options", OPTIONS)
def test_report_and_simulate_have_one_plan(
    spbe: Run, tmp_path: Path, options: tuple[str, ...]
) -> None:
    plan = planned(spbe, LAMPUNG, *options)
    said = [(one["indicator"], f"{one['from']} → {one['to']}") for one in plan["merged"]]
    text = page(spbe, tmp_path / "r.md", LAMPUNG, *options)
    assert rows(text) == said
    assert said
    assert spbe("report", LAMPUNG, *options, "-o", tmp_path / "r.xlsx").returncode == 0
    book = openpyxl.load_workbook(io.BytesIO((tmp_path / "r.xlsx").read_bytes()))
    lines = [[cell.value for cell in row] for row in book["Rencana"].iter_rows()]
    head = next(line for line in lines if "Dari" in line)
    item, low, high = (head.index(title) for title in ("No.", "Dari", "Ke"))
    steps = [line for line in lines[lines.index(head) + 1 :] if line[low]]
    found = [(str(line[item]), f"{line[low]} → {line[high]}") for line in steps]
    assert found == said
    first = re.findall(r"(?m)^\d\. Naikkan indikator (\S+) .* dari (\d) ke (\d):", text)
    assert len(first) == 3
    assert {(item, f"{low} → {high}") for item, low, high in first} <= set(said)
    html = page(spbe, tmp_path / "r.html", LAMPUNG, *options)
    table = html.partition('id="rencana"')[2].partition("</table>")[0]
    assert re.findall(r'href="#tingkat-([\d-]+)"', table) == [item for item, _levels in said]


@pytest.mark.parametrize("end", ["md", "html", "xlsx"])
def test_published_results_get_the_plan_of_their_sections(
    spbe: Run, tmp_path: Path, end: str
) -> None:
    out = tmp_path / f"r.{end}"
    assert spbe("report", PALANGKA, "--target", "3.00", "-o", out).returncode == 0
    if end == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(out.read_bytes()))
        cells = [cell.value for row in book["Rencana"].iter_rows() for cell in row]
        assert 13 in cells  # a number: the levels that rise in domain 4
        assert any("13 tingkat naik" in str(one) for one in cells)
        (drawn,) = book["Rencana"]._charts  # type: ignore[attr-defined]  # openpyxl has no other way
        (bars,) = drawn.series
        places = [
            range_boundaries(one.f.split("!")[1].replace("$", ""))
            for one in (bars.cat.strRef, bars.val.numRef)
        ]
        names, values = (
            [
                row[0].value
                for row in book["Rencana"].iter_rows(
                    min_col=left, min_row=top, max_col=right, max_row=bottom
                )
            ]
            for left, top, right, bottom in places
        )
        assert dict(zip(names, values, strict=True)) == {
            "2022": 2.655,
            "Target": 3,
            "Cukup": 1.8,
            "Baik": 2.6,
            "Sangat Baik": 3.5,
            "Memuaskan": 4.2,
        }
        return
    text = out.read_text("utf-8")
    assert "13 tingkat naik" in text
    assert "Utamakan Domain 4 Layanan SPBE: 13 tingkat naik" in text
    assert "naik 0,34 atau lebih dalam setahun" in text


def test_out_of_reach_is_said_with_the_reason(spbe: Run, tmp_path: Path) -> None:
    text = page(spbe, tmp_path / "r.md", LAMPUNG, "--target", "4.00", "--max-step", "1")
    assert "Target 4,00 tidak dapat dicapai: paling tinggi 3,15 (tepatnya 3,1545)." in text
    assert "Dapat dicapai bila kenaikan satu indikator tidak dibatasi: upaya 184." in text
    text = page(spbe, tmp_path / "s.md", PALANGKA, "--target", "4.90", "--lock", "domain:4")
    assert "tidak dapat dicapai" in text
    assert "Dapat dicapai bila yang ditahan ikut naik" in text


def test_where_two_levels_do_not_do_reports_say_so(spbe: Run, tmp_path: Path) -> None:
    text = page(spbe, tmp_path / "r.md", LAMPUNG, "--target", "4.20")
    assert "Dengan paling banyak 2 tingkat tercapai 3,90; rencana ini memakai 3." in text


def test_a_plan_that_is_missing_is_said(spbe: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "institution: Kota X\nyear: 2024\nindicators: {1: 3}\n", "utf-8"
    )
    text = page(spbe, tmp_path / "r.md", tmp_path / "a.yaml", "--target", "3")
    assert "Rencana belum dapat disusun: 46 indikator belum terisi." in text


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--max-step", "1"), "--max-step hanya berlaku bersama --target 3.00, --by"),
        (("--lock", "3"), "--lock hanya berlaku bersama"),
        (("--effort", "rata"), "--effort hanya berlaku bersama"),
        (("--from", "claimed"), "--from hanya berlaku bersama"),
        (("--target", "3", "--capacity", "4"), "--capacity hanya berlaku bersama --by"),
        (("--target", "3", "--by", "2024=3"), "--by tidak dapat digabung dengan --target"),
        (("--target", "3", "--max-step", "0"), "--max-step memerlukan angka di atas nol"),
        (("--target", "3", "--from", "proven"), "--from proven memerlukan nilai mandiri"),
        (("--by", "2020=3"), "--by memerlukan tahun sesudah 2023"),
    ],
)
def test_what_a_report_refuses(
    spbe: Run, tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    done = spbe("report", LAMPUNG, *options, "-o", tmp_path / "r.md")
    assert (done.returncode, (tmp_path / "r.md").exists()) == (2, False)
    assert said in done.stderr


# --- from what is proven -------------------------------------------------------------------------


def test_first_the_gap_is_closed(spbe: Run, half: Path) -> None:
    """1.96 claimed, less proven: steps that prove and steps that rise are counted apart."""
    plan = planned(spbe, half, "--target", "3.00")
    basis = plan["basis"]
    claims = {str(n): 4 for n in range(11, 21)}
    proving = [one for one in plan["steps"] if int(one["to"]) <= claims.get(one["indicator"], 0)]
    raising = [one for one in plan["steps"] if one not in proving]
    assert proving
    assert raising
    assert basis["proving"] == {
        "steps": len(proving),
        "effort": str(sum(int(one["effort"]) for one in proving)),
    }
    assert basis["raising"]["steps"] == len(raising)
    assert (basis["from"], basis["gaps"]) == ("proven", 10)
    score = json.loads(spbe("score", half, "--format", "json").stdout)
    assert basis["claimed"]["exact"] == score["exact"]
    assert basis["proven"]["exact"] == score["proven"]["exact"] == plan["from"]["exact"]
    for one in plan["merged"]:  # proving is no rise: two levels count from what is claimed
        low = claims.get(one["indicator"], int(one["from"]))
        assert int(one["to"]) - max(low, int(one["from"])) <= 2


def test_both_distances_are_named(spbe: Run, half: Path) -> None:
    for start in ("proven", "claimed"):
        text = " ".join(spbe("simulate", half, "--target", "2.40", "--from", start).stdout.split())
        assert "Jarak ke target:" in text
        assert "dari yang diklaim" in text
        assert "dari yang terbukti" in text
    claimed = planned(spbe, half, "--target", "2.40", "--from", "claimed")
    assert claimed["basis"]["from"] == "claimed"
    assert claimed["from"]["exact"] == claimed["basis"]["claimed"]["exact"]
    assert claimed["basis"]["proving"] is None


def test_the_proven_plan_is_the_cheapest_there_is(spbe: Run, half: Path, tmp_path: Path) -> None:
    """Against the file whose levels are the proven ones, where nothing is left to prove."""
    bare = re.sub(r", evidence: \[.*\]", "", TEXT)
    lower = re.sub(r"(?m)^  (1[1-9]|20): \{self: 4\}", r"  \1: {self: 2}", bare)
    (tmp_path / "b.yaml").write_text(lower, "utf-8")
    for target in ("2.00", "2.40"):
        plan = planned(spbe, half, "--target", target, "--max-step", "4")
        other = planned(spbe, tmp_path / "b.yaml", "--target", target, "--max-step", "4")
        assert (plan["effort"], plan["from"]["exact"]) == (other["effort"], other["from"]["exact"])


def test_a_roadmap_proves_first(spbe: Run, half: Path) -> None:
    plan = planned(spbe, half, "--by", "2025=2.10", "--by", "2026=2.60", "--capacity", "60")
    assert plan["status"] in ("optimal", "feasible")
    levels: dict[str, int] = {}
    for one in plan["steps"]:
        item = one["indicator"]
        assert levels.get(item, int(one["from"])) == int(one["from"])
        levels[item] = int(one["to"])
    assert plan["basis"]["proving"]["steps"] + plan["basis"]["raising"]["steps"] == len(
        plan["steps"]
    )


def test_nothing_unproven_is_proposed_for_raising(spbe: Run, half: Path, tmp_path: Path) -> None:
    for options in ((), ("--target", "2.40")):
        text = page(spbe, tmp_path / f"r{len(options)}.md", half, *options)
        raised = re.findall(r"(?m)^\d\. Naikkan indikator (\S+) ", text)
        assert not {str(n) for n in range(11, 21)} & set(raised)
    rises = json.loads(spbe("simulate", half, "--format", "json").stdout)["rows"]
    own = {one["id"]: one["from"] for one in rises if one["kind"] == "rise"}
    assert {own[str(n)] for n in range(11, 21)} == {"2"}  # from what is proven


def test_a_plan_file_keeps_what_is_claimed(spbe: Run, half: Path, tmp_path: Path) -> None:
    out = tmp_path / "rencana.yaml"
    assert spbe("simulate", half, "--target", "2.40", "-o", out).returncode == 0
    own = json.loads(spbe("score", half, "--format", "json").stdout)
    kept = json.loads(spbe("score", out, "--opinion", "self", "--format", "json").stdout)
    assert kept["exact"] == own["exact"]


@pytest.mark.parametrize("options", [("--target", "3"), ("--by", "2024=3")])
def test_official_levels_have_nothing_to_prove(spbe: Run, options: tuple[str, ...]) -> None:
    done = spbe("simulate", LAMPUNG, *options, "--from", "proven")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--from claimed" in done.stderr
    assert "terbukti," not in spbe("simulate", LAMPUNG, *options).stdout
    assert planned(spbe, LAMPUNG, *options)["basis"] is None


def said_in(path: Path) -> str:
    """Return what a paper says, whatever it is."""
    if path.suffix == ".docx":
        document = docx.Document(str(path))
        cells = [one.text for table in document.tables for row in table.rows for one in row.cells]
        return "\n".join([*(one.text for one in document.paragraphs), *cells])
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        return "\n".join(
            cell for sheet in book for row in sheet.values for cell in row if isinstance(cell, str)
        )
    text = path.read_text("utf-8")
    return re.sub(r"(?s)<style>.*?</style>|<script>.*?</script>|<html[^>]*>|<!--.*?-->", "", text)


ASKED = {  # what is asked of a plan, and what of the reasons a paper names
    "proven": (("--target", "3.50"), "Dihitung dari yang terbukti"),
    "claimed": (("--target", "3.50", "--from", "claimed"), "Dihitung dari yang diklaim"),
    "locked": (("--target", "4.50", "--lock", "domain:4"), "yang ditahan ikut naik"),
    "steps": (("--target", "4.90", "--max-step", "1"), "kenaikan satu indikator tidak dibatasi"),
    "years": (
        ("--by", "2025=3.5", "--capacity", "2"),
        "Dapat dicapai bila upaya setahun tidak dibatasi",
    ),
}


@pytest.mark.parametrize("ending", ["md", "html", "docx", "xlsx"])
@pytest.mark.parametrize("asked", ASKED)
def test_no_paper_names_an_option(
    spbe: Run, half: Path, tmp_path: Path, asked: str, ending: str
) -> None:
    options, reason = ASKED[asked]
    out = tmp_path / f"r.{ending}"
    done = spbe("report", half, *options, "-o", out)
    assert done.returncode == 0, done.stderr
    said = said_in(out)
    assert reason in said
    assert re.findall(r"--[a-z][a-z-]+", said) == []
    if ending != "xlsx":
        assert spbe("report", half, *options, "--summary", "-o", out).returncode == 0
        assert re.findall(r"--[a-z][a-z-]+", said_in(out)) == []


def test_a_terminal_still_names_the_way(spbe: Run, half: Path) -> None:
    said = spbe("simulate", half, "--target", "3.50").stdout
    assert "--from claimed" in said
    said = spbe("simulate", half, "--target", "4.90", "--max-step", "1").stdout
    assert "tanpa --max-step" in said


def test_the_bound_of_a_rise_does_not_count_proofs(spbe: Run, half: Path, tmp_path: Path) -> None:
    text = page(spbe, tmp_path / "a.md", half, "--target", "3.00", "--max-step", "1")
    steps = [(int(one[1][0]), int(one[1][-1])) for one in rows(text)]
    assert max(to - start for start, to in steps) > 1
    bound = "paling banyak 1 tingkat untuk satu indikator"
    assert f"{bound}, di luar pembuktian tingkat yang sudah diklaim." in text
    text = page(spbe, tmp_path / "b.md", half, "--target", "3.50", "--from", "claimed")
    assert "di luar pembuktian" not in text
    said = spbe("simulate", half, "--by", "2025=3.0", "--by", "2026=3.5").stdout
    assert "tingkat setahun untuk satu indikator, di luar pembuktian" in " ".join(said.split())


def test_an_aspect_is_named_as_one(spbe: Run, tmp_path: Path) -> None:
    said = page(spbe, tmp_path / "a.md", PALANGKA, "--target", "3.50")
    assert re.search(r"\(dahulukan Aspek \d ", said)
    assert not re.search(r"dahulukan \d", said)
    told = " ".join(spbe("simulate", PALANGKA, "--target", "3.50").stdout.split())
    assert "dahulukan Aspek" in told


KINDS = {
    "claims without evidence": "{self: 3, evidence: [{title: SK, levels: [2]}]}",
    "nothing recorded": "{self: 2}",
    "mixed": None,
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("instrument", ["permenpanrb-59-2020", "permenpanrb-8-2026"])
@pytest.mark.parametrize("missing", [(), (3, 8)])
def test_without_a_target_there_is_one_list(
    spbe: Run, tmp_path: Path, kind: str, instrument: str, missing: tuple[int, ...]
) -> None:
    """What a report puts first are the best single steps that `simulate` names, from proof.

    Indicators without an answer are to be answered first; they are no steps of a report.
    """
    chance = random.Random(f"{kind}{instrument}")  # noqa: S311  an example, not a secret
    law = LAWS[instrument]
    rows = ""
    for one in law.indicators():
        level, proven = chance.randint(1, 4), chance.randint(1, 4)
        mixed = (
            f"{{self: {level}, evidence: [{{title: SK, levels: {list(range(2, proven + 1))}}}]}}"
        )
        text = KINDS[kind] or (mixed if proven > 1 else f"{{self: {level}}}")
        if int(one.id) not in missing:
            rows += f"  {one.id}: {text}\n"
    file = tmp_path / "a.yaml"
    head = f"institution: Kota X\nyear: {law.years[0] + 3 if law.years[1] else 2026}\n"
    file.write_text(f"{head}instrument: {instrument}\nindicators:\n{rows}", "utf-8")
    text = page(spbe, tmp_path / "r.md", file, "--provisional")
    found = re.findall(
        r"(?m)^\d\. (?:Naikkan|Buktikan|Lengkapi bukti dukung) indikator (\S+) ", text
    )
    data = json.loads(spbe("simulate", file, "--provisional", "--format", "json").stdout)
    rises = [row["id"] for row in data["rows"] if row["kind"] == "rise"]
    assert found == [item for item in rises if int(item) not in missing][:3]
    assert len(found) == 3
    asked = re.findall(r"Isi \d+ indikator yang belum bernilai: ([^.]+)\.", text)
    assert {str(one) for one in missing} <= set(re.findall(r"\d+", "".join(asked)))
