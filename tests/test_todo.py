"""Who owes what: against a count of its own, in every form."""

import csv
import datetime as dt
import io
import json
import re
from collections import defaultdict
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from office import Line, Office, make
from program import Run

from spbe_cli.store.yaml import instruments

LAW = instruments.load("59/2020")
WEIGHTS = {one.id: one.weight for one in LAW.indicators()}
TODAY = {"SOURCE_DATE_EPOCH": "1722643200"}  # 3 August 2024


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return make(tmp_path_factory.mktemp("kantor"))


def data_of(spbe: Run, office: Office, *more: str) -> Any:
    done = spbe("todo", office.file, "--format", "json", *more, env=TODAY)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def covered(line: Line, *, there_only: bool) -> int:
    """The highest level up to the claim without a gap from 2: counted by hand."""
    reached = 1
    for level in range(2, (line.level or 1) + 1):
        papers = [one for one in line.papers if one.there or not there_only]
        if not any(level in one.levels or not one.levels for one in papers):
            break
        reached = level
    return reached


def owed(line: Line) -> dict[str, Fraction]:
    """What a line owes, by kind, with what is at stake."""
    step = WEIGHTS[str(line.number)] / 100
    found = {"unanswered": step} if line.level is None else {}
    with_all, with_files = covered(line, there_only=False), covered(line, there_only=True)
    if any(not one.there for one in line.papers):
        found["file"] = (with_all - with_files) * step
    if line.level is not None and with_all < line.level:
        found["unproven"] = (line.level - with_all) * step
    if not found and not line.owners:
        found["unowned"] = Fraction(0)
    return found


def test_the_office_is_the_one_that_was_asked_for(office: Office) -> None:
    owners = {one for line in office.lines for one in line.owners}
    papers = [one for line in office.lines for one in line.papers]
    missing = [one for one in papers if not (office.file.parent / one.file).exists()]
    assert (len(owners), len(office.lines), len(papers), len(missing)) == (14, 47, 90, 34)


def test_debts_equal_an_independent_count(spbe: Run, office: Office) -> None:
    expected: dict[tuple[str | None, str, str], Fraction] = {}
    stakes: dict[str | None, Fraction] = defaultdict(Fraction)
    for line in office.lines:
        for owner in line.owners or (None,):
            for kind, stake in owed(line).items():
                expected[owner, str(line.number), kind] = stake
                stakes[owner] += stake
    data = data_of(spbe, office)
    found = {
        (one["owner"], item["indicator"], item["kind"]): Fraction(item["stake"])
        for one in data["owners"]
        for item in one["items"]
    }
    assert found == expected
    assert {one["owner"]: Fraction(one["at_stake"]) for one in data["owners"]} == {
        owner: stakes[owner] for owner, _item, _kind in expected
    }
    assert Fraction(data["at_stake"]) == sum(
        stake for line in office.lines for stake in owed(line).values()
    )
    missing = sum(
        document["state"] == "missing"
        for item in {
            (i["indicator"]): i for o in data["owners"] for i in o["items"] if i["kind"] == "file"
        }.values()
        for document in item["documents"]
    )
    assert missing == 34


def test_the_greatest_stake_comes_first(spbe: Run, office: Office) -> None:
    owners = data_of(spbe, office)["owners"]
    named = [Fraction(one["at_stake"]) for one in owners if one["owner"]]
    assert named == sorted(named, reverse=True)
    for one in owners:
        stakes: dict[str, Fraction] = defaultdict(Fraction)
        for item in one["items"]:
            stakes[item["indicator"]] += Fraction(item["stake"])
        listed = [stakes[item] for item in one["indicators"]]
        assert listed == sorted(listed, reverse=True)
    assert owners[-1]["owner"] is None


def test_levels_that_lack_evidence_are_named(spbe: Run, office: Office) -> None:
    lines = {str(line.number): line for line in office.lines}
    items = [i for one in data_of(spbe, office)["owners"] for i in one["items"]]
    for item in items:
        line = lines[item["indicator"]]
        wanted = range(2, (line.level or 0) + 1)
        bare = [n for n in wanted if not any(n in p.levels or not p.levels for p in line.papers)]
        if item["kind"] == "unproven":
            assert item["levels"] == bare
            assert any(one["state"] == "wanted" for one in item["documents"])


def test_one_unit_reads_what_to_hand_in_first_things_first(spbe: Run, office: Office) -> None:
    data = data_of(spbe, office, "--owner", "bappeda")
    assert [one["owner"] for one in data["owners"]] == ["Bappeda"]
    text = spbe("todo", office.file, "--owner", "bappeda", env=TODAY).stdout
    heads = re.findall(r"^\d+\. (\S+) ", text, re.MULTILINE)
    assert heads == data["owners"][0]["indicators"]
    for item in data["owners"][0]["items"]:
        for document in item["documents"]:
            named = document["file"] if document["state"] == "missing" else document["name"]
            assert "".join(named.split()) in "".join(text.split())


def test_joint_owners_owe_together_and_count_once(spbe: Run, tmp_path: Path) -> None:
    file = tmp_path / "j.yaml"
    file.write_text(
        "institution: A\nyear: 2024\nindicators:\n"
        "  1: {self: 2, owner: [Bappeda, Diskominfo], evidence: "
        "[{title: x, file: tidak-ada.pdf}]}\n"
        "  2: {self: 2, owner: diskominfo, evidence: [{title: x}]}\n"
    )
    text = spbe("todo", file, "--owner", "Diskominfo").stdout
    assert "bersama Bappeda" in text
    data = json.loads(spbe("todo", file, "--format", "json").stdout)
    named = {one["owner"]: one for one in data["owners"]}
    assert named["Bappeda"]["at_stake"] == named["Diskominfo"]["at_stake"]
    assert Fraction(named["Bappeda"]["at_stake"]) < Fraction(data["at_stake"])  # and nobody's 45
    assert named["Diskominfo"]["items"][0]["partners"] == ["Bappeda"]
    assert spbe("form", file, "--owner", "Diskominfo", "-o", tmp_path / "f.csv").returncode == 0
    form = (tmp_path / "f.csv").read_text("utf-8")
    assert "Bappeda; Diskominfo" in form


@pytest.mark.parametrize("owners", [14, 60])
def test_the_message_fits_a_phone(spbe: Run, tmp_path: Path, owners: int) -> None:
    office = make(tmp_path, owners=owners, documents=90, missing=34)
    done = spbe("todo", office.file, "--due", "2024-08-15", "--format", "wa", env=TODAY)
    lines = done.stdout.splitlines()
    assert len(lines) <= 25
    assert lines[0] == "*Indeks SPBE 2024: yang belum lengkap*"
    assert "Per 3 Agustus 2024 · batas 15 Agustus 2024 (sisa 12 hari)" in lines
    assert not re.search("[│─|]", done.stdout)
    data = data_of(spbe, office)
    shown = re.findall(r"^\d+\. \*(.+?)\*: ", done.stdout, re.MULTILINE)
    rest = re.search(r"dan (\d+) unit lain", done.stdout)
    assert len(shown) + (int(rest[1]) if rest else 0) == len(data["owners"])
    assert shown == [one["owner"] or "Tanpa pengampu" for one in data["owners"]][: len(shown)]


def test_a_message_for_one_unit(spbe: Run, office: Office) -> None:
    done = spbe("todo", office.file, "--owner", "Bappeda", "--format", "wa", env=TODAY)
    lines = done.stdout.splitlines()
    assert len(lines) <= 25
    assert "Bappeda" in lines[0]
    assert "bukti dukung tingkat" in done.stdout


def test_a_calendar(spbe: Run, office: Office) -> None:
    refused = spbe("todo", office.file, "--format", "ics")
    assert (refused.returncode, "--due" in refused.stderr) == (2, True)
    text = spbe("todo", office.file, "--due", "15/8/2024", "--format", "ics", env=TODAY).stdout
    assert text.startswith("BEGIN:VCALENDAR\nVERSION:2.0\n")
    assert text.count("BEGIN:VEVENT") == len(data_of(spbe, office)["owners"])
    assert all(len(line.encode()) <= 75 for line in text.splitlines())
    assert "DTSTART;VALUE=DATE:20240815" in text
    unfolded = text.replace("\n ", "")
    uids = re.findall("^UID:(.*)$", unfolded, re.MULTILINE)
    assert len(uids) == len(set(uids))
    assert r"\, " in unfolded  # commas of texts are escaped


def test_rows_of_a_table(spbe: Run, office: Office) -> None:
    rows = list(csv.DictReader(io.StringIO(spbe("todo", office.file, "--format", "csv").stdout)))
    data = data_of(spbe, office)
    assert len(rows) == sum(one["debts"] for one in data["owners"])
    assert {row["owner"] for row in rows} == {one["owner"] or "" for one in data["owners"]}


def test_only_the_first_units(spbe: Run, office: Office) -> None:
    data = data_of(spbe, office, "--top", "3")
    assert (len(data["owners"]), data["left_out"] + 3) == (3, data["debtors"])
    text = spbe("todo", office.file, "--top", "3").stdout
    assert f"{data['left_out']} unit lain tidak ditampilkan." in text


def test_items_that_came_back_and_those_asked_for(spbe: Run, tmp_path: Path) -> None:
    file = tmp_path / "p.yaml"
    file.write_text(
        "institution: A\nyear: 2026\nindicators:\n"
        "  11: {self: 2, owner: Diskominfo, items: {"
        "L2-1: {state: revisi, note: belum diteken}}}\n"
    )
    data = json.loads(spbe("todo", file, "--owner", "diskominfo", "--format", "json").stdout)
    items = {one["item"]: one for one in data["owners"][0]["items"]}
    assert items["L2-1"]["kind"] == "returned"
    assert items["L2-1"]["remark"] == "belum diteken"
    assert Fraction(items["L2-1"]["stake"]) > 0
    assert {one["kind"] for name, one in items.items() if name != "L2-1"} == {"wanted"}
    assert "belum diteken" in spbe("todo", file, "--owner", "diskominfo").stdout


def test_overdue_actions(spbe: Run, tmp_path: Path) -> None:
    file = tmp_path / "p.yaml"
    file.write_text(
        "institution: A\nyear: 2024\nindicators:\n"
        "  1: {self: 1, owner: X, action: {text: Reviu, due: 2024-08-01}}\n"
        "  2: {self: 1, owner: X, action: {text: Susun, due: 2024-08-04}}\n"
    )
    data = json.loads(spbe("todo", file, "--owner", "X", "--format", "json", env=TODAY).stdout)
    (item,) = data["owners"][0]["items"]
    assert (item["indicator"], item["kind"], item["days"]) == ("1", "overdue", -2)
    assert "lewat 2 hari" in spbe("todo", file, "--owner", "X", env=TODAY).stdout


def test_a_unit_without_debts_is_told_so(spbe: Run, tmp_path: Path) -> None:
    file = tmp_path / "p.yaml"
    file.write_text("institution: A\nyear: 2024\nindicators: {1: {self: 1, owner: X}}\n")
    done = spbe("todo", file, "--owner", "X")
    assert done.returncode == 0
    assert "Tidak ada yang terutang: isian dan bukti dukung indikator 1 lengkap." in done.stdout
    done = spbe("todo", file, "--owner", "Y")
    assert (done.returncode, "E317" in done.stderr) == (3, True)


@pytest.mark.parametrize(
    ("day", "said", "left"),
    [
        ("2026-09-03", "batas 15 September 2026 (sisa 12 hari): Unggah bukti tahap 1", 12),
        ("2026-09-15", "batas 15 September 2026 (hari ini): Unggah bukti tahap 1", 0),
        (
            "2026-09-16",
            "berikutnya Hasil penilaian dokumen tahap 1, 20 September 2026",
            None,
        ),
        (
            "2026-10-05",
            "kini Visitasi bila diperlukan, 1 Oktober 2026–30 Oktober 2026 (perkiraan)",
            None,
        ),
        ("2026-12-16", "Per 16 Desember 2026\n", None),
    ],
)
def test_days_are_counted_to_the_end_of_the_upload(
    spbe: Run, examples: Path, day: str, said: str, left: int | None
) -> None:
    """The instrument's calendar of the year, where no day is given; the given day is stronger."""
    file = examples / "aceh-tengah-2026.yaml"
    now = int(dt.datetime.fromisoformat(f"{day}T12:00+00:00").timestamp())
    env = {"SOURCE_DATE_EPOCH": str(now), "COLUMNS": "120"}
    done = spbe("todo", file, env=env)
    assert said in done.stdout
    data = json.loads(spbe("todo", file, "--format", "json", env=env).stdout)
    assert data["days"] == left
    assert {one["days"] for owner in data["owners"] for one in owner["items"]} <= {left, None}
    given = json.loads(
        spbe("todo", file, "--due", "2026-12-31", "--format", "json", env=env).stdout
    )
    assert (given["due"], given["stage"]) == ("2026-12-31", None)
    calendar = spbe("todo", file, "--format", "ics", env=env)
    assert calendar.returncode == (2 if left is None else 0)


REVIEWED = (
    "institution: Kab. A\nyear: 2026\ninstrument: permenpanrb-8-2026\nindicators:\n"
    "  1: {self: 3.5, owner: Diskominfo, items: {I1-L1-01: diterima, I1-L2-01: ditolak, "
    "I1-L2-02: diunggah, I1-L2-03: revisi}, evidence: [{title: SK, file: a.pdf, "
    "items: [I1-L1-01]}, {title: X, file: b.pdf, items: [I1-L2-01]}]}\n"
    "  2: {self: 2, owner: [Diskominfo, Bappeda], items: {I2-L1-01: belum}, "
    "evidence: [{title: X, file: c.pdf}]}\n"
    "  3: {self: 4, owner: [Bappeda, RSUD]}\n"
    "  5: {owner: Bappeda}\n"
)


def _figure(text: str) -> Fraction:
    return Fraction(text.replace(",", "."))


def _rows_and_sums(spbe: Run, file: Path) -> None:
    """Hold what each form says of each owner against what the list of all says of them."""
    data = json.loads(spbe("todo", file, "--format", "json", env=TODAY).stdout)
    listed = spbe("todo", file, env={**TODAY, "COLUMNS": "100"}).stdout
    heads = re.findall(r"^ *\d+\. .*? ([0-9],\d+|–)$", listed, re.MULTILINE)
    message = re.findall(
        r"^\d+\. \*.+?\*: .*?\)(?: · ([0-9],\d+))?$",
        spbe("todo", file, "--format", "wa", env=TODAY).stdout,
        re.MULTILINE,
    )
    assert len({len(one) for one in heads if one != "–"}) == 1  # one number of decimals
    assert message == [one.replace("–", "") for one in heads][: len(message)]
    rows = list(csv.DictReader(io.StringIO(spbe("todo", file, "--format", "csv").stdout)))
    for owner, head in zip(data["owners"], heads, strict=True):
        stakes: dict[str, Fraction] = defaultdict(Fraction)
        for item in owner["items"]:
            stakes[item["indicator"]] += Fraction(item["stake"])
        total = sum(stakes.values())
        assert total == Fraction(owner["at_stake"])
        own = [Fraction(row["stake"]) for row in rows if row["owner"] == (owner["owner"] or "")]
        assert sum(own) == total
        written = Fraction(0) if head == "–" else _figure(head)
        assert abs(written - total) < Fraction(1, 10**4)
        if owner["owner"] is None:
            continue
        expected = [one for one in stakes.values() if one]
        text = spbe("todo", file, "--owner", owner["owner"], env=TODAY).stdout
        shown = re.findall(r"pengaruh pada indeks ([0-9],\d+)", text)
        assert [_figure(one) for one in shown] == expected
        assert len({len(one) for one in shown}) <= 1
        wa = spbe("todo", file, "--owner", owner["owner"], "--format", "wa", env=TODAY).stdout
        said = re.findall(r"^\d+\. \*.*\* · ([0-9],\d+)$", wa, re.MULTILINE)
        assert said == shown[: len(said)]
        assert max(map(len, wa.splitlines())) <= 80


@pytest.mark.parametrize("seed", range(6))
def test_what_one_unit_owes_adds_up_to_what_the_list_says(
    spbe: Run, tmp_path: Path, seed: int
) -> None:
    _rows_and_sums(spbe, make(tmp_path, owners=4 + seed, seed=seed).file)


def test_returned_and_missing_items_add_up_too(spbe: Run, tmp_path: Path) -> None:
    (tmp_path / "r.yaml").write_text(REVIEWED)
    _rows_and_sums(spbe, tmp_path / "r.yaml")


def test_levels_and_items_of_an_indicator_count_once(spbe: Run, tmp_path: Path) -> None:
    (tmp_path / "r.yaml").write_text(REVIEWED)
    data = json.loads(spbe("todo", tmp_path / "r.yaml", "--format", "json").stdout)
    named = {one["owner"]: one for one in data["owners"]}
    first = [one for one in named["Diskominfo"]["items"] if one["indicator"] == "1"]
    by_levels = sum(Fraction(one["stake"]) for one in first if one["item"] is None)
    by_items = sum(Fraction(one["stake"]) for one in first if one["item"])
    assert (by_levels == 0) != (by_items == 0)
    shared = sum(Fraction(one["at_stake"]) for one in data["owners"])
    assert shared > Fraction(data["at_stake"])  # 2 and 3 have two owners
    text = " ".join(spbe("todo", tmp_path / "r.yaml").stdout.split())
    assert "indikator bersama dihitung sekali" in text


def test_who_waits_for_another_bodys_index_has_not_finished(spbe: Run, tmp_path: Path) -> None:
    (tmp_path / "r.yaml").write_text(REVIEWED.replace("[Bappeda, RSUD]", "RSUD"))
    text = spbe("todo", tmp_path / "r.yaml").stdout
    assert "Bappeda" not in text.partition("Tuntas")[2]
    own = spbe("todo", tmp_path / "r.yaml", "--owner", "Bappeda").stdout
    assert "Indikator 5: indeks SDI belum ada" in own
    (tmp_path / "r.yaml").write_text(REVIEWED + "outside: {SDI: 3}\n")
    done = spbe("todo", tmp_path / "r.yaml", "--owner", "Bappeda", "--format", "json").stdout
    assert "5" not in json.loads(done)["owners"][0]["indicators"]


def test_what_nobody_owns_is_named_where_the_list_is_cut(spbe: Run, office: Office) -> None:
    text = " ".join(spbe("todo", office.file, "--top", "2", env=TODAY).stdout.split())
    assert re.search(r"Di antaranya tanpa pengampu: indikator 33 \(pengaruh pada indeks", text)
    message = spbe("todo", office.file, "--format", "wa", env=TODAY).stdout
    assert "Yang tanpa pengampu disebut terakhir." in message


def test_no_colon_where_no_example_follows(spbe: Run, tmp_path: Path) -> None:
    file = tmp_path / "e.yaml"
    head = "institution: X\nyear: 2024\ninstrument: epss-2022\nindicators:\n"
    file.write_text(f"{head}  2: {{self: 2, owner: A}}\n", "utf-8")
    for form in ("text", "wa"):
        lines = spbe("todo", file, "--owner", "A", "--format", form).stdout.splitlines()
        assert any("bukti dukung tingkat 2" in line for line in lines)
        assert not any(
            line.endswith(":") and not after.strip()
            for line, after in zip(lines, [*lines[1:], ""], strict=True)
        )


def test_an_index_of_another_body_that_is_missing_is_owed(spbe: Run, tmp_path: Path) -> None:
    """By nobody as well, without a stake: what it will be, nobody knows."""
    text = (
        "institution: A\nyear: 2026\nindicators:\n  1: 3\n  5: {owner: Bappeda}\n  6:\n  7: 2\n"
        "  18:\n"
    )
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    found = json.loads(spbe("todo", "a.yaml", "--format", "json", cwd=tmp_path).stdout)
    outside = {
        (one["owner"], item["indicator"], item["stake"])
        for one in found["owners"]
        for item in one["items"]
        if item["kind"] == "outside"
    }
    assert outside == {("Bappeda", "5", "0"), (None, "6", "0"), (None, "18", "0")}
    said = spbe("todo", "a.yaml", cwd=tmp_path).stdout
    assert "indeks instansi lain belum ada 5" in said
    assert "instansi lain belum ada 6, 18" in " ".join(said.split())
    (tmp_path / "a.yaml").write_text(
        text + "outside: {SDI: 50, SJIG: 3, IPS: 3, IKASANDI: 3}\n", "utf-8"
    )
    said = spbe("todo", "a.yaml", cwd=tmp_path).stdout
    assert "instansi lain" not in " ".join(said.split())


def test_items_above_what_is_not_asked_for_have_no_stake(spbe: Run, tmp_path: Path) -> None:
    """An item of level 3 counts only once level 2 is complete, and nobody is asked for that yet."""
    items = "{L3-1: ditolak, I8-L1-01: diunggah}"
    text = (
        f"institution: W\nyear: 2026\nindicators: {{8: {{owner: D, self: 1.5, items: {items}}}}}\n"
    )
    (tmp_path / "a.yaml").write_text(text, "utf-8")

    def stakes() -> dict[str, Fraction]:
        found = json.loads(
            spbe("todo", "a.yaml", "--owner", "D", "--format", "json", cwd=tmp_path).stdout
        )
        listed = [one for one in found["owners"][0]["items"] if one["item"]]
        return {one["item"]: Fraction(one["stake"]) for one in listed}

    assert stakes()["L3-1"] == 0
    law = instruments.load("permenpanrb-8-2026")
    below = [
        code for code, one in law.items()["8"].checklist().items() if one.level == 2 and one.counted
    ]
    given = ", ".join(f"{code}: diunggah" for code in below)
    (tmp_path / "a.yaml").write_text(text.replace("L3-1: ", f"{given}, L3-1: "), "utf-8")
    assert stakes()["L3-1"] > 0  # once those beneath are in the assessor's hands


def test_a_message_to_one_unit_drops_no_debt_for_an_example(spbe: Run, tmp_path: Path) -> None:
    """What is owed comes before examples; what there is no room for is counted."""
    (tmp_path / "a.yaml").write_text(
        "institution: W\nyear: 2024\nindicators:\n"
        "  32: {self: 3, owner: S, evidence: [{title: A, levels: [2]}],"
        " action: {text: Perbaiki layanan, due: 2020-07-30}}\n"
        "  33: {owner: S, evidence: [{title: B, file: b.pdf}],"
        " action: {text: Susun SOP, due: 2020-07-30}}\n",
        "utf-8",
    )
    said = spbe("todo", "a.yaml", "--owner", "S", "--format", "wa", cwd=tmp_path).stdout
    assert ("Perbaiki layanan" in said, "Susun SOP" in said, "b.pdf" in said) == (True, True, True)
    lines = "".join(
        f"  {item}: {{self: 4, owner: S, evidence: [{{title: A, file: a{item}.pdf, levels: [2]}}],"
        f" action: {{text: Susun {item}, due: 2020-07-01}}}}\n"
        for item in range(1, 12)
    )
    (tmp_path / "a.yaml").write_text(f"institution: W\nyear: 2024\nindicators:\n{lines}", "utf-8")
    said = spbe("todo", "a.yaml", "--owner", "S", "--format", "wa", cwd=tmp_path).stdout
    told = sum(said.count(one) for one in ("tidak ditemukan", "dukung tingkat", "lanjut lewat"))
    assert len(said.splitlines()) <= 25
    assert f"dan {33 - told} hal lain" in said


def test_a_returned_item_brings_the_remark_on_its_indicator(spbe: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "institution: W\nyear: 2026\nindicators:\n  1:\n    owner: B\n    remark: Belum diteken\n"
        "    items: {I1-L1-01: diterima, I1-L2-02: revisi}\n",
        "utf-8",
    )
    for form in ("text", "wa", "csv", "json"):
        done = spbe("todo", "a.yaml", "--owner", "B", "--format", form, cwd=tmp_path)
        assert "Belum diteken" in done.stdout, form
    spbe("letter", "tagihan", "a.yaml", "--owner", "B", "-o", "s.md", cwd=tmp_path)
    assert "Belum diteken" in (tmp_path / "s.md").read_text("utf-8")
