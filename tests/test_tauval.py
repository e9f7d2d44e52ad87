"""Answers of the TAUVAL interface (JSON): as published sections by `import`, as rows by `rank`."""

import json
from copy import deepcopy
from fractions import Fraction
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
    assert one.published.sections["domain", "1"] == Fraction("1.4")  # what the answer says of it
    assert changes["domain:1"] == ("2", "1.4")


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


FIRST, SECOND = RECORDS
WRAPPED: dict[str, Any] = {
    "data": {"data": RECORDS},
    "success": {"success": True, "message": "OK", "result": RECORDS, "total": 2},
    "by code": {"data": {"1001": FIRST, "1002": SECOND}},
    "by year": {"data": {"2023": RECORDS}, "meta": {"page": 1, "links": []}},
    "deep": {
        "response": {"status": 200, "body": {"items": [{"record": FIRST}, {"record": SECOND}]}}
    },
    "lists in a list": [[FIRST], [SECOND]],
    "answers one after another": [{"data": [FIRST]}, {"data": [SECOND]}],
    "pages by number": {"1": [FIRST], "2": [SECOND]},
}


@pytest.mark.parametrize("kind", WRAPPED)
def test_what_is_wrapped_around_records_is_looked_through(spbe: Run, desk: Path, kind: str) -> None:
    file = saved(desk, WRAPPED[kind], indent=1)
    rows = ranked(spbe, file)["rows"]
    assert {(row["institution"], row["exact"]) for row in rows} == {
        ("Kota Contoh", "2.1545"),
        ("Kabupaten Contoh", "2.1545"),
    }
    line = file.read_text("utf-8")[: file.read_text("utf-8").index('"1002"')].count("\n")
    said = "".join(spbe("rank", file).stdout.split())  # a long path is broken
    assert f"lain.json:{line}:" in said or kind == "by code", said
    done = spbe("import", file, "--into", desk / "a.yaml")
    assert (done.returncode, "perubahan ditulis" in done.stdout) == (0, True), done.stderr


@pytest.mark.parametrize("wrap", [{"data": FIRST}, {"success": True, "result": [FIRST]}])
def test_one_institution_in_a_wrapping(spbe: Run, desk: Path, wrap: Any) -> None:
    file = saved(desk, wrap)
    assert [row["exact"] for row in ranked(spbe, file)["rows"]] == ["2.1545"]
    assert spbe("import", file, "--into", desk / "a.yaml").returncode == 0
    assert "E036" in spbe("score", file).stderr


@pytest.mark.parametrize(
    ("records", "said"),
    [
        (
            {"data": [FIRST], "sebelumnya": [SECOND]},
            "E353 catatan TAUVAL ada dalam",
        ),
        ({"data": FIRST, "result": [SECOND]}, "data, result"),
        ({"data": [FIRST, 3]}, "E419"),
        ({"data": [FIRST, {"kode": "1"}]}, "E419"),
        ({"success": False, "message": "token tidak sah"}, "E419"),
        ({"data": []}, "E419"),
        ({"data": {"nilai": FIRST["nilai"]}}, "E420 catatan ini tidak memuat nama_instansi"),
    ],
)
def test_what_is_not_plain_is_refused_by_name(
    spbe: Run, desk: Path, records: Any, said: str
) -> None:
    file = saved(desk, records)
    for done in (spbe("rank", file), spbe("import", file, "--into", desk / "a.yaml")):
        assert (done.returncode, said in done.stderr) == (3, True), done.stderr
    assert (desk / "a.yaml").read_text("utf-8") == NOTED


def spoilt(records: Any, kind: str) -> Any:
    """Return records with a fault, and the words that name it."""
    one = records[0]
    if kind == "code":
        one["nilai"]["D2009"] = one["nilai"].pop("D2001")
    elif kind == "strange":
        one["nilai"]["X1"] = "1.0"
    elif kind == "figure":
        one["nilai"]["A2002"] = "dua"
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


# --- half files ---

WHOLE = ANSWER.read_text("utf-8").rstrip()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("\n".join(WHOLE.split("\n")[:23]), ""),
        (WHOLE.removesuffix("]"), ""),
        (WHOLE[:-1].rstrip() + ",\n]", ""),
        (f"{WHOLE}\n{WHOLE}", f":{WHOLE.count(chr(10)) + 2}:1"),
        (f"{WHOLE} x", ""),
        (f"{WHOLE}]", ""),
        (WHOLE.replace(" },\n", " }\n", 1), ""),
        (WHOLE[1:], ""),
    ],
)
def test_half_a_file_is_not_taken_as_whole(
    spbe: Run, tmp_path: Path, text: str, place: str
) -> None:
    (tmp_path / "x.json").write_text(text, "utf-8")
    for arguments in (["rank", "x.json"], ["import", "x.json", "--into", "a.yaml"]):
        (tmp_path / "a.yaml").write_text(NOTED, "utf-8")
        done = spbe(*arguments, cwd=tmp_path)
        assert done.returncode == 3
        assert f"x.json{place}" in done.stderr
        assert "E419" in done.stderr
        assert (tmp_path / "a.yaml").read_text("utf-8") == NOTED


def test_records_one_after_another_are_whole(spbe: Run, tmp_path: Path) -> None:
    lines = "\n".join(json.dumps(record) for record in RECORDS)
    (tmp_path / "x.json").write_text(f"{lines}\n", "utf-8")
    assert len(ranked(spbe, tmp_path / "x.json")["rows"]) == len(RECORDS)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_answers_in_other_encodings(spbe: Run, tmp_path: Path, encoding: str) -> None:
    (tmp_path / "x.json").write_bytes(WHOLE.encode(encoding))
    assert len(ranked(spbe, tmp_path / "x.json")["rows"]) == len(RECORDS)


def test_what_is_cut_in_another_encoding_is_no_traceback(spbe: Run, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_bytes(WHOLE.encode("utf-16")[:-1])
    done = spbe("rank", tmp_path / "x.json")
    assert done.returncode == 3
    assert "Traceback" not in done.stderr


# --- figures that are missing, or that no levels give ---


@pytest.mark.parametrize("empty", [None, "", " ", "-"])
@pytest.mark.parametrize("code", ["A2003", "D2002"])
def test_a_figure_that_is_missing_refuses_no_other_record(
    spbe: Run, desk: Path, empty: object, code: str
) -> None:
    records = deepcopy(RECORDS)
    records[0]["nilai"][code] = empty
    file = saved(desk, records)
    found = ranked(spbe, file)
    assert len(found["rows"]) == len(RECORDS)
    told = [one["code"] for one in found["findings"] if one["institution"] == "Kota Contoh"]
    assert told == (["E428"] if code == "A2003" else [])
    assert "None" not in spbe("rank", file).stdout
    done = spbe("import", file, "--into", "a.yaml", cwd=desk)
    assert done.returncode == 0, done.stderr
    assert ("E428 aspek 3 domain 2" in done.stderr) == (code == "A2003")


@pytest.mark.parametrize("values", [{}, None, {"A2003": None}])
def test_a_record_without_figures_is_left_out_and_named(
    spbe: Run, desk: Path, values: object
) -> None:
    records = deepcopy(RECORDS)
    records[0]["nilai"] = values
    found = ranked(spbe, saved(desk, records))
    assert [row["institution"] for row in found["rows"]] == ["Kabupaten Contoh"]
    named = {one["institution"]: one for one in found["findings"]}["Kota Contoh"]
    assert (named["code"], named["used"]) == ("E423", "nothing")


@pytest.mark.parametrize(
    ("aspect", "written", "rest"),
    [
        *(("A2003", "4.0", "1,75"), ("A2003", "0", "1,75"), ("A2003", "1.7512", "1,75")),
        *(("A2004", "5.0", "2,50"), ("A2007", "1.0", "3,50")),
    ],
)
def test_an_aspect_that_is_passed_over_is_told(
    spbe: Run, desk: Path, aspect: str, written: str, rest: str
) -> None:
    records = deepcopy(RECORDS)
    records[0]["nilai"][aspect] = written
    file = saved(desk, records)
    done = spbe("import", file, "--into", "a.yaml", cwd=desk)
    assert done.returncode == 0, done.stderr
    said = done.stderr.replace("\n", " ")
    assert f"E424 aspek {aspect[-1]} tercetak {written[:3].replace('.', ',')}" in said
    assert f"memberi {rest}".removesuffix("0") in said
    assert "E425" not in said
    one, _law = assessments.load(desk / "a.yaml")
    assert one.published is not None
    assert {kind for kind, _id in one.published.sections} == {"domain"}


def test_a_fault_without_a_place_has_that_of_its_record(spbe: Run, desk: Path) -> None:
    records = deepcopy(RECORDS)
    records[0]["nilai"]["indeks"] = "3.1545"
    done = spbe("import", saved(desk, records, indent=1), "--into", "a.yaml", cwd=desk)
    assert (done.returncode, "lain.json:2:1: E208" in done.stderr) == (3, True)


# --- in the place of what was published ---

BLOCKS = {
    "lines": (
        "published: # hasil\n  opinion: official # pusat\n"
        "  domains: {1: 1.40, 2: 1.70, 3: 1.00, 4: 3.04} # D\n  index: 2.15 # I\n"
        "  predicate: Cukup # P\n  source: Kepmen 1/2024 # S\n"
    ),
    "domains on lines": (
        "published: # hasil\n  # dari Kepmen\n  domains: # D\n    1: 1.40 # satu\n    2: 1.70\n"
        "    3: 1.00\n    4: 3.04\n  index: 2.15\n  predicate: Cukup\n  source: Kepmen 1/2024\n"
    ),
    "one line": (
        "published: {domains: {1: 1.40, 2: 1.70, 3: 1.00, 4: 3.04}, index: 2.15,"
        " predicate: Cukup, source: Kepmen 1/2024} # hasil\n"
    ),
    "index alone": (
        "published: # hasil\n  index: 2.15 # I\n  predicate: Cukup\n  source: Kepmen 1/2024\n"
    ),
}


@pytest.mark.parametrize("name", BLOCKS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_figures_change_in_their_place(spbe: Run, desk: Path, name: str, newline: str) -> None:
    text = f"# kepala\ninstitution: Kota Contoh # nama\nyear: 2023\n{BLOCKS[name]}# kaki\n"
    (desk / "a.yaml").write_text(text, "utf-8", newline=newline)
    done = spbe("import", "tauval.json", "--into", "a.yaml", cwd=desk)
    assert done.returncode == 0, done.stderr
    now = (desk / "a.yaml").read_bytes().decode()
    assert now.count("#") == text.count("#")
    assert "predicate: Cukup" in now
    assert "source: Kepmen 1/2024; TAUVAL (tauval.json)" in now
    assert now.count("\r\n") == (now.count("\n") if newline == "\r\n" else 0)
    if "domains" in text:
        assert "1: 1.40" in now  # nothing says otherwise
        assert "4: 3.0384615385" in now
    assert "indeks       2,15 → 2,1545" in done.stdout
    assert "sumber       Kepmen 1/2024 → Kepmen 1/2024; TAUVAL" in done.stdout
    again = spbe("import", "tauval.json", "--into", "a.yaml", cwd=desk)
    assert "Tidak ada perubahan" in again.stdout


def test_what_contradicts_goes_and_is_shown(spbe: Run, desk: Path) -> None:
    block = (
        "published:\n  domains: {1: 3.20} # D\n  aspects: {2: 4.00} # A\n  index: 4.15\n"
        "  predicate: Sangat Baik\n  source: Kabar\n"
    )
    (desk / "a.yaml").write_text(f"institution: Kota Contoh\nyear: 2023\n{block}", "utf-8")
    done = spbe("import", "tauval.json", "--into", "a.yaml", cwd=desk)
    assert done.returncode == 0, done.stderr
    for shown in (
        "domain 1     3,2 → 1,4",
        "aspek 2      4 → 1,25",
        "predikat     Sangat Baik → –",
    ):
        assert shown in done.stdout
    assert "sumber       Kabar → TAUVAL (tauval.json)" in done.stdout
    text = (desk / "a.yaml").read_text("utf-8")
    assert "# D" in text
    assert "# A" in text
    assert "predicate" not in text


def test_figures_of_another_opinion_are_replaced(spbe: Run, desk: Path) -> None:
    block = "published:\n  opinion: self\n  index: 3.10\n  predicate: Baik\n  source: Laporan\n"
    (desk / "a.yaml").write_text(f"institution: Kota Contoh\nyear: 2023\n{block}", "utf-8")
    done = spbe("import", "tauval.json", "--into", "a.yaml", cwd=desk)
    assert done.returncode == 0, done.stderr
    one, _law = assessments.load(desk / "a.yaml")
    assert one.published is not None
    assert (one.published.opinion, one.published.predicate) == ("official", None)
    for shown in ("jenis        mandiri → eksternal", "indeks       3,1 → 2,1545"):
        assert shown in done.stdout
    assert one.published.source == "TAUVAL (tauval.json)"


def test_aspects_of_which_any_may_be_wrong_are_told_together(spbe: Run, desk: Path) -> None:
    records = deepcopy(RECORDS)
    records[0]["nilai"]["A2002"] = "1.5"
    done = spbe("import", saved(desk, records), "--into", "a.yaml", cwd=desk)
    assert done.returncode == 0, done.stderr
    assert "E425 aspek domain 2 memberi 1,8, sedangkan domain itu tercetak 1,70" in done.stderr


@pytest.mark.parametrize("change", ["same", "other figures", "other spelling"])
def test_two_records_of_one_institution_are_refused(spbe: Run, desk: Path, change: str) -> None:
    """Which of them is meant, nobody knows: `import` refuses as `rank` does, both by name."""
    twin = deepcopy(FIRST)
    if change == "other figures":
        twin["nilai"] = dict(SECOND["nilai"])
    elif change == "other spelling":
        twin["nama_instansi"] = "PEMKOT  CONTOH"
    file = saved(desk, [FIRST, SECOND, twin], indent=1)
    for words in (("import", file, "--into", "a.yaml"), ("rank", file)):
        done = spbe(*words, cwd=desk)
        assert done.returncode == 3, done.stdout
        (line,) = [one for one in done.stderr.splitlines() if "E407" in one]
        assert f"{' '.join(twin['nama_instansi'].split())} tahun 2023 sudah ada" in line
        assert f"{file.name}:2:1" in line  # the first of them
    assert (desk / "a.yaml").read_text("utf-8") == NOTED


def test_records_of_other_years_are_no_twins(spbe: Run, desk: Path) -> None:
    other = {**deepcopy(FIRST), "tahun": "2022"}
    file = saved(desk, [other, FIRST])
    done = spbe("import", file, "--into", "a.yaml", cwd=desk)
    assert done.returncode == 0, done.stderr


# --- an instrument whose levels may have decimals: figures stay as they were published ---

ASPECTS = ["3.0000000000", "2.5000000000", "2.0000000000", "3.2500000000", "4.0000000000"]
ASPECTS += ["3.1000000000", "2.7500000000"]  # 10, 10, 15, 15, 10, 15, 25 of 100: 2.89


def of_2026(**changed: str | None) -> dict[str, Any]:
    figures = {f"A200{at}": value for at, value in enumerate(ASPECTS, 1)}
    figures["indeks"] = "2.8900000000"
    return {
        "kode": "1",
        "tahun": "2026",
        "nama_instansi": "Kota Contoh",
        "kategori": "Kota",
        "nilai": {code: value for code, value in (figures | changed).items() if value is not None},
    }


def test_aspects_of_2026_are_ranked_as_published(spbe: Run, tmp_path: Path) -> None:
    found = ranked(spbe, saved(tmp_path, [of_2026()]))
    assert (found["instrument"], found["findings"]) == ("permenpanrb-8-2026", [])
    (row,) = found["rows"]
    assert (row["index"], row["exact"], row["predicate"]) == ("2.89", None, "Baik")
    assert [one["index"] for one in row["sections"].values()] == [
        f"{float(one):.2f}" for one in ASPECTS
    ]


def test_aspects_of_2026_come_into_an_assessment(spbe: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("institution: Pemkot Contoh\nyear: 2026\n", "utf-8")
    file = saved(tmp_path, [of_2026()])
    done = spbe("import", file, "--into", "a.yaml", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    one, _law = assessments.load(tmp_path / "a.yaml")
    assert one.published is not None
    assert one.published.index == Fraction("2.89")
    assert list(one.published.sections.values()) == [Fraction(one) for one in ASPECTS]
    again = spbe("import", file, "--into", "a.yaml", cwd=tmp_path)
    assert "Tidak ada perubahan." in again.stdout
    (row,) = ranked(spbe, tmp_path / "a.yaml")["rows"]  # and the assessment is ranked like it
    assert row["index"] == "2.89"


def test_a_predicate_of_2026_that_still_holds_stays(spbe: Run, tmp_path: Path) -> None:
    before = "institution: Kota Contoh\nyear: 2026\npublished:\n  aspects: {1: 3.1}\n"
    for predicate, stays in (("Baik", True), ("Kurang", False)):
        (tmp_path / "a.yaml").write_text(f"{before}  predicate: {predicate}\n", "utf-8")
        done = spbe("import", saved(tmp_path, [of_2026()]), "--into", "a.yaml", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert ("predicate:" in (tmp_path / "a.yaml").read_text("utf-8")) is stays


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"A2007": None}, "E423 nilai Kota Contoh tidak lengkap"),
        ({"A2007": "5.1"}, "kode aspek instrumen tahun itu A2001 sampai A2007"),
        ({"indeks": None}, "E420 catatan ini tidak memuat indeks"),
        ({"A2008": "3.0"}, "E422 kode A2008 tidak dikenal"),
        ({"D2001": "3.0"}, "E422 kode D2001 tidak dikenal"),
    ],
)
def test_what_is_expected_of_2026_is_said(
    spbe: Run, tmp_path: Path, changed: dict[str, str | None], said: str
) -> None:
    (tmp_path / "a.yaml").write_text("institution: Kota Contoh\nyear: 2026\n", "utf-8")
    file = saved(tmp_path, [of_2026(**changed)])
    done = spbe("import", file, "--into", "a.yaml", cwd=tmp_path)
    assert (done.returncode, said in done.stderr) == (3, True), done.stderr
    done = spbe("rank", file, cwd=tmp_path)
    assert (done.returncode, said.partition(" ")[0] in done.stderr + done.stdout) == (3, True)


@pytest.mark.parametrize(
    ("index", "told"), [("2.89", False), ("2.8899", False), ("2.91", True), ("3.10", True)]
)
def test_an_index_of_2026_that_its_aspects_do_not_give_is_told(
    spbe: Run, tmp_path: Path, index: str, *, told: bool
) -> None:
    file = saved(tmp_path, [of_2026(indeks=index)])
    findings = ranked(spbe, file)["findings"]
    assert [(one["code"], one["used"]) for one in findings] == [("E208", "published")] * told
    (tmp_path / "a.yaml").write_text("institution: Kota Contoh\nyear: 2026\n", "utf-8")
    done = spbe("import", file, "--into", "a.yaml", cwd=tmp_path)
    assert (done.returncode, "E208" in done.stderr) == (0, told)
