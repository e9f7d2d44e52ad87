"""Explanations, two voices, joint owners: in the file, the form, the checks and the objection."""

import csv
import datetime as dt
import io
import json
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from program import Run

from spbe_cli.core import spellings
from spbe_cli.core.assessment import Evidence
from spbe_cli.core.collect.lines import evidence_line, evidence_of
from spbe_cli.store.yaml import assessments

OURS = """institution: Kabupaten Contoh
year: 2024
indicators:
  12:
    self: 4
    owner: [Bappeda, Diskominfo]
    evidence:
      - {title: Perbup, number: 12 Tahun 2021, file: a.pdf, page: hal. 4, levels: [2, 3]}
    explanation: {fact: Ada Perbup., analysis: Tujuh muatan terpenuhi.}
    note: Sudah dibahas.
  13: {self: 2, owner: Bappeda}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "penilaian-2024.yaml"
    path.write_text(OURS, "utf-8")
    return path


def answer(file: Path, item: str = "12") -> Any:
    return assessments.load(file)[0].answers[item]


def filled(form: Path, item: str, **values: str) -> None:
    book = openpyxl.load_workbook(form)
    for sheet in book.worksheets:
        keys = {cell.value: cell.column for cell in sheet[3] if cell.value}
        if "#id" not in keys:
            continue
        for row in range(5, sheet.max_row + 1):
            if str(sheet.cell(row, keys["#id"]).value) == item:
                for key, value in values.items():
                    sheet.cell(row, keys[key]).value = value
    book.save(form)


def test_explanations_come_home_in_a_form(spbe: Run, file: Path, tmp_path: Path) -> None:
    form = tmp_path / "f.xlsx"
    assert spbe("form", file, "-o", form).returncode == 0
    filled(form, "13", fact="Ada SK.", analysis="Cukup.", owner="Bappeda; Diskominfo")
    done = spbe("import", form, "--into", file)
    assert done.returncode == 0, done.stderr
    told = answer(file, "13")
    assert told.explanation.fact == "Ada SK."
    assert told.explanation.analysis == "Cukup."
    assert told.owners == ("Bappeda", "Diskominfo")
    assert answer(file).explanation.fact == "Ada Perbup."  # what nobody touched stays
    assert spbe("import", form, "--into", file).stdout == "Tidak ada perubahan.\n"


def test_forms_that_explain_differently(spbe: Run, file: Path, tmp_path: Path) -> None:
    for name, fact in (("a.xlsx", "Ada SK."), ("b.xlsx", "Belum ada SK.")):
        spbe("form", file, "-o", tmp_path / name)
        filled(tmp_path / name, "13", fact=fact)
    both = (tmp_path / "a.xlsx", tmp_path / "b.xlsx")
    done = spbe("import", *both, "--into", file)
    assert (done.returncode, "E325 isian fakta indikator 13" in done.stderr) == (3, True)
    assert spbe("import", *both, "--into", file, "--prefer", "a.xlsx").returncode == 0
    assert answer(file, "13").explanation.fact == "Ada SK."


def test_pages_and_numbers_survive_the_form(spbe: Run, file: Path, tmp_path: Path) -> None:
    form = tmp_path / "f.csv"
    spbe("form", file, "-o", form)
    empty = tmp_path / "kosong.yaml"
    empty.write_text("institution: Kabupaten Contoh\nyear: 2024\nindicators: {}\n")
    spbe("import", form, "--into", empty)
    assert answer(empty).evidence == answer(file).evidence


@pytest.mark.parametrize(
    "one",
    [
        Evidence("Perbup", page="hal. 4–6", number="12 Tahun 2021"),
        Evidence("SK | x", "nomor: 3.pdf", page="lampiran II", items=("L2-1", "I11-L1-01")),
        Evidence(file="hal. 3", page="3"),
    ],
)
def test_a_line_of_evidence_reads_back(one: Evidence) -> None:
    assert evidence_of(evidence_line(one)) == one


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("SK | nomor 5/2023", Evidence("SK", number="5/2023")),
        ("SK | No. 12 Tahun 2021 | hal. 4", Evidence("SK", number="12 Tahun 2021", page="hal. 4")),
        ("SK | nomor: lama", Evidence("SK", number="lama")),
        ("SK | no: 7", Evidence("SK", number="7")),
        ("SK | NOMOR 188.4/12", Evidence("SK", number="188.4/12")),
        ("SK | nomor urut", Evidence("SK | nomor urut")),
        ("SK | Nota dinas 5", Evidence("SK | Nota dinas 5")),
        ("SK | butir I1-L1-01 | hal. 2", Evidence("SK", items=("I1-L1-01",), page="hal. 2")),
        ("SK | butir L2-1, I11-L1-01", Evidence("SK", items=("L2-1", "I11-L1-01"))),
        ("SK | Butir L2-1 dan L3-2", Evidence("SK", items=("L2-1", "L3-2"))),
        ("SK | butir-butir rapat", Evidence("SK | butir-butir rapat")),
        ("SK | item L2-1", Evidence("SK", items=("L2-1",))),
        ("SK | butir penting", Evidence("SK | butir penting")),
        ("SK nomor 5 Tahun 2023", Evidence("SK nomor 5 Tahun 2023")),
        ("SK | tingkat II-III", Evidence("SK", levels=(2, 3))),
        ("SK | tk. 2, 4 dan 5", Evidence("SK", levels=(2, 4, 5))),
        ("SK | tingkat: 2 sampai 4", Evidence("SK", levels=(2, 3, 4))),
        ("SK | tingkat 12", Evidence("SK", levels=(12,))),
        ("SK | II | 3 | P12", Evidence("SK | II | 3 | P12")),
        ("SK | hal. 4 dan 6", Evidence("SK", page="hal. 4 dan 6")),
        ("Decree | p. 3 | number 5/2023", Evidence("Decree", number="5/2023", page="p. 3")),
        ("Decree | pages 3-5 | number: 5", Evidence("Decree", number="5", page="pages 3-5")),
        ("Decree | page: annex", Evidence("Decree", page="annex")),
        ("Decree | levels 2 and 3", Evidence("Decree", levels=(2, 3))),
        ("Decree | lvl 2 to 4", Evidence("Decree", levels=(2, 3, 4))),
        ("Decree | items L2-1 and L3-2", Evidence("Decree", items=("L2-1", "L3-2"))),
        ("Decree | items: L2-1, L3-2", Evidence("Decree", items=("L2-1", "L3-2"))),
        ("Decree | file: in force", Evidence("Decree", file="in force")),
        ("Decree | date: 4 May 2023", Evidence("Decree", date=dt.date(2023, 5, 4))),
        ("Decree | page layout | numbers", Evidence("Decree | page layout | numbers")),
        (
            "SK Audit | nomor 5/2023 | 2023-05-04 | tingkat 2-3 | hal. 4",
            Evidence(
                "SK Audit",
                number="5/2023",
                date=dt.date(2023, 5, 4),
                levels=(2, 3),
                page="hal. 4",
            ),
        ),
    ],
)
def test_numbers_and_items_are_typed_as_pages_are(line: str, expected: Evidence) -> None:
    read = evidence_of(line)
    assert read == expected
    assert evidence_of(evidence_line(expected)) == expected


ENGLISH = [
    "p. 3",
    "page 3.pdf",
    "number 5",
    "items L2-1",
    "levels 2-3",
    "date: 4 May 2023",
    "file: x",
]


@pytest.mark.parametrize("name", ["no. 5.pdf", "nomor 5", "butir L2-1", "butir L2-1.pdf", *ENGLISH])
def test_files_that_look_like_numbers_stay_files(name: str) -> None:
    one = Evidence("SK", file=name)
    assert evidence_of(evidence_line(one)) == one


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("year", "levels", "wrong"),
    [
        (2024, "1-5", ""),
        (2024, "0, 8", "0, 8 pada bukti dukung indikator 1 di luar skala 1–5"),
        (2020, "0-5", ""),
        (2020, "7", "7 pada bukti dukung indikator 1 di luar skala 0–5"),
        (2026, "3 s.d. 6", "6 pada bukti dukung indikator 1 di luar skala 1–5"),
    ],
)
def test_a_form_has_levels_of_the_scale(
    spbe: Run, tmp_path: Path, ending: str, year: int, levels: str, wrong: str
) -> None:
    """What a document is said to prove is a level that there is, in each instrument's scale."""
    file, form = tmp_path / "p.yaml", tmp_path / f"f.{ending}"
    entry = "indicators: {1: {self: 2}}"
    file.write_text(f"institution: Kab. A\nyear: {year}\n{entry}\n")
    assert spbe("form", file, "-o", form).returncode == 0
    if ending == "xlsx":
        filled(form, "1", evidence=f"SK | tingkat {levels}")
    else:
        text = form.read_text("utf-8-sig")
        text = re.sub(r"(?m)^(.*?;1;[^;]*;2;)", rf"\g<1>SK | tingkat {levels}", text, count=1)
        form.write_text(text, "utf-8-sig")
    done = spbe("import", form, "--into", file)
    assert done.returncode == (3 if wrong else 0), done.stderr
    assert not wrong or f"E238 tingkat {wrong}" in done.stderr


def test_what_is_typed_in_the_session_and_in_a_form_is_one(spbe: Run, tmp_path: Path) -> None:
    file = tmp_path / "p.yaml"
    file.write_text(
        "institution: Kab. A\nyear: 2026\ninstrument: 8/2026\nindicators: {1: {self: 2}}\n"
    )
    form = tmp_path / "f.csv"
    assert spbe("form", file, "-o", form).returncode == 0
    text = form.read_text("utf-8-sig")
    line = "SK RAN | nomor 5/2023 | butir I1-L1-01, L3-3 | hal. 2"
    text = re.sub(r"(?m)^(.*?;1;[^;]*;2;)", rf"\g<1>{line}", text, count=1)
    form.write_text(text, "utf-8-sig")
    assert spbe("import", form, "--into", file).returncode == 0
    expected = (Evidence("SK RAN", number="5/2023", items=("I1-L1-01", "L3-3"), page="hal. 2"),)
    loaded, _law = assessments.load(str(file))
    assert loaded.answers["1"].evidence == expected
    again = tmp_path / "g.csv"
    assert spbe("form", file, "-o", again).returncode == 0
    assert spbe("import", again, "--into", file).returncode == 0
    loaded, _law = assessments.load(str(file))
    assert loaded.answers["1"].evidence == expected


def test_the_assessor_never_overwrites_our_note(spbe: Run, file: Path, tmp_path: Path) -> None:
    form = tmp_path / "resmi.xlsx"
    spbe("form", file, "--opinion", "official", "-o", form)
    filled(form, "12", level="2", remark="Reviu belum terbukti.")
    done = spbe("import", form, "--into", file)
    assert done.returncode == 0, done.stderr
    assert answer(file).note == "Sudah dibahas."
    assert answer(file).remark == "Reviu belum terbukti."


def test_an_older_official_form_fills_the_remark(spbe: Run, file: Path, tmp_path: Path) -> None:
    form = tmp_path / "lama.csv"
    form.write_text(
        "institution;year;instrument;opinion;indicator;name;level;evidence;note;owner\n"
        "Kabupaten Contoh;2024;permenpanrb-59-2020;official;12;x;2;;Kurang lengkap;\n"
    )
    assert spbe("import", form, "--into", file).returncode == 0
    assert (answer(file).note, answer(file).remark) == ("Sudah dibahas.", "Kurang lengkap")


def test_a_checklist_form_keeps_explanations_of_items(spbe: Run, tmp_path: Path) -> None:
    file = tmp_path / "p.yaml"
    file.write_text(
        "institution: A\nyear: 2026\nindicators:\n  11:\n    self: 2\n    items:\n"
        "      L2-1: {state: diunggah, explanation: {fact: Ada}}\n"
    )
    form = tmp_path / "f.xlsx"
    spbe("form", file, "-o", form)
    book = openpyxl.load_workbook(form)
    sheet = book["Butir bukti"]
    for row in sheet.iter_rows():
        if any(cell.value == "L2-1" for cell in row) and any(str(c.value) == "11" for c in row):
            for cell in row:
                if cell.value == "diunggah":
                    cell.value = "diterima"
    book.save(form)
    done = spbe("import", form, "--into", file)
    assert "1 perubahan" in done.stdout, done.stdout + done.stderr
    verdict = answer(file, "11").items["L2-1"]
    assert (verdict.state, verdict.explanation.fact) == ("diterima", "Ada")


def test_an_objection(spbe: Run, file: Path) -> None:
    text = file.read_text("utf-8").replace(
        "    self: 4\n", "    self: 4\n    official: 2\n    remark: Reviu belum terbukti.\n"
    )
    file.write_text(text, "utf-8")
    data = json.loads(spbe("show", file, "--opinion", "official", "--format", "json").stdout)
    (one,) = data["indicators"]
    assert (one["claim"], one["verdict"], one["stake"]) == ("4", "2", "0.05")
    assert [each["level"] for each in one["answers"]] == [3, 4]
    assert one["answers"][0]["evidence"][0]["page"] == "hal. 4"
    assert one["answers"][1]["evidence"] == []
    assert (one["speaker"], one["remark"]) == ("Bappeda", "Reviu belum terbukti.")
    shown = " ".join(spbe("show", file, "--opinion", "official").stdout.split())
    for said in ("klaim 4, nilai eksternal 2", "Reviu belum terbukti.", "hal. 4", "Pembicara"):
        assert said in shown
    assert "belum ada untuk tingkat ini" in shown
    rows = spbe("show", file, "--opinion", "official", "--format", "csv").stdout
    assert "Perbup, hal. 4" in rows
    assert spbe("show", file, "--opinion", "self").returncode == 2
    for portal in (["--portal"], ["--format", "portal"]):  # a sheet has no text for the portal
        done = spbe("show", file, "--opinion", "official", *portal)
        assert (done.returncode, "tidak dapat dipakai bersama" in done.stderr) == (2, True)


def codes(spbe: Run, file: Path) -> dict[str, str]:
    found = json.loads(spbe("check", file, "--format", "json").stdout)
    listed = found if isinstance(found, list) else found["findings"]
    return {one["code"]: one["message"] for one in listed}


def test_claims_without_explanation_are_advice(spbe: Run, file: Path) -> None:
    assert codes(spbe, file)["SPB030"] == "indikator 13 belum ada penjelasannya"
    old = file.with_name("lama.yaml")
    bare = "    explanation: {fact: Ada Perbup., analysis: Tujuh muatan terpenuhi.}\n"
    old.write_text(OURS.replace(bare, ""), "utf-8")
    assert "SPB030" not in codes(spbe, old)  # nobody has begun to explain


def test_a_fact_names_evidence(spbe: Run, file: Path) -> None:
    assert "SPB031" not in codes(spbe, file)
    file.write_text(
        "institution: A\nyear: 2024\nindicators: {1: {self: 2, explanation: {fact: Ada}}}\n"
    )
    assert "SPB031" in codes(spbe, file)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Diskominfo", "Dinas Kominfo", True),
        ("Diskominfo", "Dinas Komunikasi dan Informatika", True),
        ("Dinas Kominfo", "Dinas Komunikasi dan Informatika", True),
        ("RSUD", "Rumah Sakit Umum Daerah", True),
        ("Bappeda", "Badan Perencanaan Pembangunan Daerah", True),
        ("BKPSDM", "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia", True),
        ("Inspektorat", "Inspektorak", True),
        ("Disdukcapil", "Dinas Kependudukan dan Pencatatan Sipil", True),
        *[
            (one, other, True)
            for one, other in (
                ("Bappeda", "Bapeda"),
                ("Setda", "Sekretariat Daerah"),
                ("Setda", "Sekda"),
                ("Setjen", "Sekretariat Jenderal"),
                ("Itjen", "Inspektorat Jenderal"),
                ("Ditjen Aptika", "Direktorat Jenderal Aptika"),
                ("Kominfo", "Dinas Kominfo"),
                ("Kominfo", "Dinas Komunikasi dan Informatika"),
                ("Kominfo", "Diskominfo"),
                ("Kesehatan", "Dinas Kesehatan"),
                ("Kadis Kesehatan", "Dinas Kesehatan"),
                ("Kepala Bagian Hukum", "Bagian Hukum"),
                ("Bag. Hukum", "Bagian Hukum"),
                ("Kec. Sukajadi", "Kecamatan Sukajadi"),
                ("Inspektorat", "Inspektorat Daerah"),
                ("Diskominfo", "Diskominfotik"),
                ("Dinas Kominfo", "Dinas Kominfo Kota Raya"),
                ("Bappeda", "Bappeda Kab. Raya"),
                ("Dispendukcapil", "Dinas Kependudukan dan Pencatatan Sipil"),
                ("Dinas Pendidikan", "Dinas Pendidikan dan Kebudayaan"),
            )
        ],
        ("Dinas Kesehatan", "Dinas Kesejahteraan Sosial", False),
        ("Badan Keuangan Daerah", "Badan Kepegawaian Daerah", False),
        ("Kecamatan Kota Raya", "Kecamatan Kota Baru", False),
        ("Bagian Umum", "Bagian Umum Setwan", False),
        ("RSUD", "RSUD Cempaka", False),
        ("Setda", "Setwan", False),
        ("Ditjen Aptika", "Ditjen IKP", False),
        ("Bappeda", "Bapenda", False),
        ("Bappeda", "Badan Pendapatan Daerah", False),
        ("Bagian Hukum", "Bagian Umum", False),
        ("Dinas Kesehatan", "Dinas Kebudayaan", False),
        ("Kecamatan 1", "Kecamatan 2", False),
        ("Bidang 1 Persandian", "Bidang 2 Persandian", False),
        ("Dinas Pendidikan", "Dinas Perikanan", False),
        ("Bappeda", "bappeda", False),  # one already
    ],
)
def test_spellings_of_one_unit(one: str, other: str, alike: bool) -> None:
    assert spellings.alike(one, other) is alike
    assert spellings.alike(other, one) is alike


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Bappeda, Diskominfo", ("Bappeda", "Diskominfo")),
        ("Bappeda/Diskominfo", ("Bappeda", "Diskominfo")),
        ("Dinas Sosial & Dinas Kesehatan", ("Dinas Sosial", "Dinas Kesehatan")),
        ("Inspektorat + BKPSDM", ("Inspektorat", "BKPSDM")),
        ("Tim A; Tim B", ("Tim A", "Tim B")),
        ("Dinas Perumahan, Kawasan Permukiman, dan Pertanahan", ()),
        ("Dinas Komunikasi dan Informatika", ()),
        ("Dinas Sosial dan Disabilitas", ()),
        ("Bappeda", ()),
    ],
)
def test_a_name_of_several_units(name: str, parts: tuple[str, ...]) -> None:
    assert spellings.several(name, [name]) == parts


def test_units_are_asked_about(spbe: Run, file: Path) -> None:
    file.write_text(
        "institution: A\nyear: 2023\nindicators:\n"
        "  1: {self: 1, owner: Diskominfo}\n  2: {self: 1, owner: Dinas Kominfo}\n"
        "  3: {self: 1, owner: Bappeda}\n  4: {self: 1, owner: Bappeda dan Diskominfo}\n"
        "  5: {self: 1, owner: Dinas Komunikasi dan Informatika}\n"
    )
    found = codes(spbe, file)
    assert "tampaknya satu unit" in found["SPB032"]
    assert found["SPB033"] == (
        "pengampu Bappeda dan Diskominfo tampaknya beberapa unit: Bappeda, Diskominfo"
    )


def test_a_report_shows_both_voices(spbe: Run, file: Path, tmp_path: Path) -> None:
    text = file.read_text("utf-8").replace("    self: 4\n", "    self: 4\n    remark: Kurang.\n")
    file.write_text(text, "utf-8")
    for ending in ("md", "html", "xlsx"):
        out = tmp_path / f"r.{ending}"
        assert spbe("report", file, "-o", out, "--provisional").returncode == 0
        if ending == "xlsx":
            values = [
                c.value for s in openpyxl.load_workbook(out) for r in s.iter_rows() for c in r
            ]
            shown = "\n".join(map(str, values))
        else:
            shown = out.read_text("utf-8")
        for said in (
            "Kurang.",
            "Sudah dibahas.",
            "Ada Perbup.",
            "Tujuh muatan terpenuhi.",
            "hal. 4",
        ):
            assert said in shown.replace("\\", ""), (ending, said)


@pytest.mark.parametrize(
    ("written", "meant"),
    [("instansi: A", "institution"), ("tahun: 2024", "year"), ("indikator: {1: 2}", "indicators")],
)
def test_an_indonesian_key_is_answered_with_the_one_meant(
    spbe: Run, tmp_path: Path, written: str, meant: str
) -> None:
    file = tmp_path / "k.yaml"
    file.write_text(f"institution: A\nyear: 2024\nindicators: {{1: 2}}\n{written}\n")
    done = spbe("score", file)
    assert done.returncode == 3
    assert f"Mungkin yang dimaksud {meant}." in done.stderr


DECIMAL = """
institution: Kabupaten Contoh
year: 2026
instrument: permenpanrb-8-2026
indicators:
  3:
    self: 1.5
    official: 1.13
    owner: B
    remark: catatan
    evidence: [{title: Lap, url: "https://a.go.id/2", page: hal. 9, items: [I3-L1-02]}]
    items:
      I3-L1-01: {state: diterima}
      I3-L1-02: {state: revisi, note: belum ditandatangani}
  2: {self: 1.75, official: 1.25}
  1: {self: 2.5, official: 2.25}
"""


def test_a_dispute_over_decimals_answers_by_the_items_of_the_band(
    spbe: Run, tmp_path: Path
) -> None:
    file = tmp_path / "d.yaml"
    file.write_text(DECIMAL, "utf-8")
    told = ["show", str(file), "--opinion", "official"]
    data = json.loads(spbe(*told, "--format", "json").stdout)["indicators"]
    answers = {one["indicator"]: one["answers"] for one in data}
    levels = {item: [one["level"] for one in each] for item, each in answers.items()}
    assert levels == {"3": [1], "2": [1, 2], "1": [2]}  # bands 1,00 to 1,50 and on to 2,50
    first, *rest = answers["3"][0]["items"]
    assert (first["item"], first["state"], first["note"]) == (
        "I3-L1-02",
        "revisi",
        "belum ditandatangani",
    )
    assert [one["page"] for one in first["evidence"]] == ["hal. 9"]
    assert "I3-L1-01" not in {one["item"] for one in rest}  # it was accepted
    text = " ".join(spbe(*told).stdout.split())
    assert "I3-L1-02 [revisi: belum ditandatangani]" in text
    assert "Lap · https://a.go.id/2 · hal. 9" in text
    assert "Jawab 3" not in text
    (row,) = [
        one
        for one in csv.DictReader(io.StringIO(spbe(*told, "--format", "csv").stdout))
        if one["indicator"] == "3"
    ]
    assert "I3-L1-02 (revisi): belum ditandatangani" in row["items"]


@pytest.mark.parametrize(
    ("title", "number", "said"),
    [
        ("Perwali", "Nomor 5 Tahun 2021", "Perwali, Nomor 5 Tahun 2021"),
        ("Perwali", "No. 12/2020", "Perwali, Nomor 12/2020"),
        ("Perwali", "12/2020", "Perwali, Nomor 12/2020"),
        ("Perwali Nomor 7/2023", "7/2023", "Perwali Nomor 7/2023"),
    ],
)
def test_a_number_is_said_once(
    spbe: Run, tmp_path: Path, title: str, number: str, said: str
) -> None:
    file = tmp_path / "a.yaml"
    head = "institution: Kota X\nyear: 2024\nindicators:\n  1:\n    self: 2\n    evidence:\n"
    file.write_text(f'{head}      - {{title: "{title}", number: "{number}"}}\n', "utf-8")
    told = " ".join(spbe("show", file, "1", "--portal").stdout.split())
    assert said in told
    assert told.count("omor") == 1


def test_one_file_has_one_history_by_whatever_name(spbe: Run, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    file = tmp_path / "data/p.yaml"
    file.write_text("institution: Kota X\nyear: 2024\nindicators: {2: 2}\n", "utf-8")
    link, form = tmp_path / "kerja.yaml", tmp_path / "k.csv"
    try:
        link.symlink_to(file)
    except OSError:
        pytest.skip("no symbolic links here")
    form.write_text("No;Indikator;Nilai\n2;;3\n", "utf-8")
    assert spbe("import", form, "--into", link).returncode == 0
    assert (tmp_path / "data/p.riwayat.csv").exists()
    assert not (tmp_path / "kerja.riwayat.csv").exists()
    assert "(k.csv)" in spbe("log", file).stdout


@pytest.mark.parametrize("name", ["z.xlsx", "z.csv", "z"])
def test_a_new_assessment_has_the_ending_of_one(spbe: Run, tmp_path: Path, name: str) -> None:
    done = spbe("init", tmp_path / name, "--institution", "X", "--year", "2024")
    assert (done.returncode, ".yaml" in done.stderr) == (2, True)
    assert not (tmp_path / name).exists()


def test_what_is_blank_explains_nothing(spbe: Run, file: Path) -> None:
    """A blank fact or a dash is none: for `check`, and at the end of the text for the portal."""
    told = (
        "{fact: '  ', analysis: '-'}",
        "{fact: SK ditetapkan}",
        "{analysis: Terpenuhi}",
        "{fact: SK, analysis: Terpenuhi}",
        "{fact: '…', analysis: ada}",
    )
    text = "institution: A\nyear: 2024\nindicators:\n" + "".join(
        f"  {item}: {{self: 2, explanation: {each}}}\n" for item, each in enumerate(told, 1)
    )
    file.write_text(f"{text}  6: 2\n  7: 1\n", "utf-8")
    found = codes(spbe, file)
    assert found["SPB030"] == "indikator 1, 6 belum ada penjelasannya"
    assert found["SPB031"].startswith("fakta indikator 4 ")  # the last of them
    halves = json.loads(spbe("check", file, "--format", "json").stdout)
    assert [one["message"] for one in halves if one["code"] == "SPB037"] == [
        "fakta indikator 3, 5 belum ditulis",
        "analisis indikator 2 belum ditulis",
    ]
    done = spbe("show", file, "--all", "--portal", "--lang", "id")
    assert "(explanation) belum ditulis: indikator 1, 6\n" in done.stderr
    assert "Fakta belum ditulis: indikator 3, 5\n" in done.stderr
    assert "Analisis belum ditulis: indikator 2\n" in done.stderr
    first = done.stdout.partition("## 2 ")[0]
    assert first.count("[belum ditulis]") == 2


def test_two_columns_of_the_assessor_are_one_remark(spbe: Run, tmp_path: Path) -> None:
    """Both texts are theirs, and ours stays."""
    (tmp_path / "a.yaml").write_text(
        "institution: A\nyear: 2024\nindicators: {1: {self: 2, note: Milik kami}}\n", "utf-8"
    )
    (tmp_path / "t.csv").write_text(
        "No,Indikator,Nilai,Catatan Asesor,Keterangan\n"
        "1,Kebijakan Internal Arsitektur SPBE,1,Dari asesor,ket\n",
        "utf-8",
    )
    done = spbe("import", "t.csv", "--into", "a.yaml", "--opinion", "official", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    told = answer(tmp_path / "a.yaml", "1")
    assert (told.note, told.remark) == ("Milik kami", "Dari asesor\nket")
    again = spbe("import", "t.csv", "--into", "a.yaml", "--opinion", "official", cwd=tmp_path)
    assert "Tidak ada perubahan." in again.stdout
