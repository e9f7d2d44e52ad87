"""Answers of the TAUVAL interface (JSON): as published sections by `import`, as rows by `rank`."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from program import ROOT, Run

from spbe_cli.store.yaml import assessments

ANSWER = ROOT / "tests/sent/tauval.json"
RECORDS: list[dict[str, Any]] = json.loads(ANSWER.read_text("utf-8"))
NOTED = (
    "# catatan kami\ninstitution: Kota Contoh\nyear: 2023  # tahun\nindicators:\n  1: 2 # satu\n"
)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "a.yaml").write_text(NOTED, "utf-8")
    (tmp_path / "tauval.json").write_bytes(ANSWER.read_bytes())
    return tmp_path


def ranked(spbe: Run, file: Path) -> dict[str, Any]:
    done = spbe("rank", file, "--format", "json")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def saved(folder: Path, records: Any, **how: Any) -> Path:
    file = folder / "lain.json"
    file.write_text(json.dumps(records, **how), "utf-8")
    return file


def test_it_is_ranked_and_what_contradicts_is_told(spbe: Run) -> None:
    found = ranked(spbe, ANSWER)
    rows = {row["institution"]: row for row in found["rows"]}
    assert {row["exact"] for row in rows.values()} == {"2.1545"}
    assert rows["Kabupaten Contoh"]["sections"]["domain_1"]["exact"] == "1.4"  # its aspect, not 0
    assert {row["group_from"] for row in rows.values()} == {"list"}
    (finding,) = found["findings"]
    assert (finding["institution"], finding["code"]) == ("Kabupaten Contoh", "E424")
    assert finding["used"] == "sections"
    assert "tauval.json:24:1" in spbe("rank", ANSWER).stdout


def test_it_comes_into_an_assessment(spbe: Run, desk: Path) -> None:
    done = spbe("import", "tauval.json", "--into", "a.yaml", "--dry-run", cwd=desk)
    assert (done.returncode, done.stderr) == (0, "")
    assert "aspek 8  – → 2,3333333333" in " ".join(done.stdout.split("  ")).replace("   ", "  ")
    assert (desk / "a.yaml").read_text("utf-8") == NOTED
    done = spbe("import", "tauval.json", "--into", "a.yaml", cwd=desk)
    assert done.returncode == 0, done.stderr
    text = (desk / "a.yaml").read_text("utf-8")
    assert text.startswith(NOTED.rstrip("\n"))  # what stood there stands there
    one, _law = assessments.load(desk / "a.yaml")
    assert one.published is not None
    assert one.published.source == "TAUVAL (tauval.json)"
    assert len(one.published.sections) == 8
    data = json.loads(
        spbe("score", desk / "a.yaml", "--opinion", "official", "--format", "json").stdout
    )
    assert (data["index"], data["exact"]) == ("2.15", "2.1545")
    again = spbe("import", "tauval.json", "--into", "a.yaml", "--format", "json", cwd=desk)
    assert json.loads(again.stdout)["changes"] == []


def test_what_was_published_before_is_replaced(spbe: Run, desk: Path) -> None:
    block = "published:\n  # dari surat\n  opinion: official\n  domains: {1: 2.00}\n  index: 1.50\n"
    (desk / "a.yaml").write_text(block + NOTED, "utf-8")
    done = spbe("import", "tauval.json", "--into", "a.yaml", "--format", "json", cwd=desk)
    assert done.returncode == 0, done.stderr
    changes = {one["field"]: (one["old"], one["new"]) for one in json.loads(done.stdout)["changes"]}
    assert changes["index"] == ("1.5", "2.1545")
    text = (desk / "a.yaml").read_text("utf-8")
    assert "# dari surat" in text
    assert text.count("published:") == 1
    one, _law = assessments.load(desk / "a.yaml")
    assert one.published is not None
    assert ("domain", "1") not in one.published.sections


def test_its_contradiction_is_told_on_import(spbe: Run, desk: Path) -> None:
    (desk / "b.yaml").write_text("institution: Pemkab Contoh\nyear: 2023\n", "utf-8")
    done = spbe("import", "tauval.json", "--into", "b.yaml", "--format", "json", cwd=desk)
    assert done.returncode == 0
    assert "E424 domain 1 tercetak 0,00" in done.stderr
    (doubt,) = json.loads(done.stdout)["doubts"]
    assert (doubt["code"], doubt["indicator"]) == ("E424", None)
    assert "domain 1" in doubt["text"]


@pytest.mark.parametrize("kind", ["one", "numbers", "domains", "bom", "line"])
def test_variations(spbe: Run, tmp_path: Path, kind: str) -> None:
    """One record alone, figures as numbers, domains without aspects, a BOM, all on one line."""
    records: Any = deepcopy(RECORDS[:1])
    values = records[0]["nilai"]
    file = saved(tmp_path, records, indent=1)
    if kind == "one":
        file = saved(tmp_path, records[0])
    elif kind == "numbers":
        records[0]["nilai"] = {code: float(value) for code, value in values.items()}
        records[0]["tahun"] = 2023
        file = saved(tmp_path, records)
    elif kind == "domains":
        records[0]["nilai"] = {code: value for code, value in values.items() if code[0] != "A"}
        file = saved(tmp_path, records)
    elif kind == "bom":
        file.write_text("\ufeff" + file.read_text("utf-8"), "utf-8")
    (row,) = ranked(spbe, file)["rows"]
    assert (row["exact"], row["predicate"], row["group"]) == ("2.1545", "Cukup", "kota")


def spoilt(records: Any, kind: str) -> Any:
    """Return records with a fault, and the words that name it."""
    one = records[0]
    if kind == "code":
        one["nilai"]["D2009"] = one["nilai"].pop("D2001")
    elif kind == "strange":
        one["nilai"]["X1"] = "1.0"
    elif kind == "figure":
        one["nilai"]["A2002"] = "dua"
    elif kind == "null":
        one["nilai"]["A2002"] = None
    elif kind == "name":
        one["nama_instansi"] = " "
    elif kind == "year":
        one["tahun"] = "2023/2024"
    elif kind == "old":
        one["tahun"] = "2009"
    elif kind == "values":
        del one["nilai"]
    else:
        records = {"data": 1} if kind == "shape" else []
    return records


FAULTS = {
    "code": "E422 kode D2009 tidak dikenal",
    "strange": "E422 kode X1 tidak dikenal",
    "figure": "E421 isian dua pada A2002",
    "null": "E421 isian None pada A2002",
    "name": "E420 catatan ini tidak memuat nama_instansi",
    "year": "E421 isian 2023/2024 pada tahun",
    "old": "E206",
    "values": "E419 ini bukan jawaban TAUVAL",
    "shape": "E419 ini bukan jawaban TAUVAL",
    "empty": "E419 ini bukan jawaban TAUVAL",
}


@pytest.mark.parametrize("kind", FAULTS)
def test_faults_are_named(spbe: Run, tmp_path: Path, kind: str) -> None:
    file = saved(tmp_path, spoilt(deepcopy(RECORDS), kind), indent=1)
    done = spbe("rank", file)
    assert done.returncode == 3
    assert FAULTS[kind] in done.stderr.replace("\n", " ")
    (tmp_path / "a.yaml").write_text(NOTED, "utf-8")
    done = spbe("import", file, "--into", tmp_path / "a.yaml")
    assert done.returncode == 3
    assert (tmp_path / "a.yaml").read_text("utf-8") == NOTED


@pytest.mark.parametrize("text", ["", "[", "[{]", '{"nilai":', "[" * 100_000, "[1, 2"])
def test_what_is_no_json(spbe: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "x.json").write_text(text, "utf-8")
    done = spbe("rank", tmp_path / "x.json")
    assert (done.returncode, "E419" in done.stderr) == (3, True)


def test_another_institution_or_year_is_refused(spbe: Run, desk: Path) -> None:
    for text in ("institution: Kota Lain\nyear: 2023\n", "institution: Kota Contoh\nyear: 2024\n"):
        (desk / "a.yaml").write_text(text, "utf-8")
        done = spbe("import", "tauval.json", "--into", "a.yaml", cwd=desk)
        assert done.returncode == 3
        assert "E426 tidak ada catatan Kota" in done.stderr
        assert "Kabupaten Contoh 2023" in done.stderr.replace("\n", " ")


def test_figures_of_which_nothing_agrees_are_refused_by_import_and_told_by_rank(
    spbe: Run, desk: Path
) -> None:
    records = deepcopy(RECORDS)
    records[0]["nilai"]["indeks"] = "4.9000000000"
    file = saved(desk, records)
    done = spbe("import", file, "--into", "a.yaml", cwd=desk)
    assert (done.returncode, "4,90" in done.stderr) == (3, True)
    found = ranked(spbe, file)
    assert [row["institution"] for row in found["rows"]] == ["Kabupaten Contoh"]
    assert {one["institution"] for one in found["findings"]} == {"Kota Contoh", "Kabupaten Contoh"}


def test_two_files_at_once_are_refused(spbe: Run, desk: Path) -> None:
    done = spbe("import", "tauval.json", "lke.xlsx", "--into", "a.yaml", cwd=desk)
    assert done.returncode == 2


def test_a_record_with_some_aspects_only_is_told(spbe: Run, desk: Path) -> None:
    records = deepcopy(RECORDS)
    del records[0]["nilai"]["A2003"], records[0]["nilai"]["D2001"]
    file = saved(desk, records)
    done = spbe("import", file, "--into", "a.yaml", cwd=desk)
    assert (done.returncode, "E423 nilai Kota Contoh tidak lengkap" in done.stderr) == (3, True)
    findings = {one["institution"]: one for one in ranked(spbe, file)["findings"]}
    assert findings["Kota Contoh"]["code"] == "E423"
    assert findings["Kota Contoh"]["used"] == "nothing"
