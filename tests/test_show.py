"""One indicator on one screen, and the text for the portal."""

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from program import Run

from spbe_cli.cli import output
from spbe_cli.render.text.screen import Screen
from spbe_cli.store.yaml import instruments

RICH = """
institution: Kabupaten Contoh
year: 2024
indicators:
  12:
    self: 4
    official: 2
    target: 5
    owner: [Bappeda, Diskominfo]
    evidence:
      - {title: Perbup Peta Rencana, number: 12 Tahun 2021, file: bukti/perbup.pdf,
         page: hal. 4–6, date: 2021-05-04, levels: [2, 3]}
      - {title: Notula reviu, file: bukti/notula.pdf, levels: [4]}
      - {title: Laman, url: "https://contoh.go.id/peta", carried: 2023}
    explanation:
      fact: Peta rencana ditetapkan dengan Perbup.
      analysis: |
        Tujuh muatan terpenuhi.
        Reviu dilakukan tiap tahun.
    note: Sudah dibahas.
    remark: Reviu belum terbukti.
    action: {text: Lengkapi notula, due: 2024-06-30}
  13: {self: 2, owner: Diskominfo}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "bukti").mkdir()
    (tmp_path / "bukti/perbup.pdf").write_bytes(b"%PDF")
    (tmp_path / "bukti/notula.pdf").write_bytes(b"")
    (tmp_path / "penilaian-2023.yaml").write_text(
        "institution: Kab. Contoh\nyear: 2023\nindicators: {12: {self: 3, official: 1}}\n"
    )
    path = tmp_path / "penilaian-2024.yaml"
    path.write_text(RICH, "utf-8")
    return path


def data_of(spbe: Run, *arguments: str | Path) -> Any:
    done = spbe("show", *arguments, "--format", "json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_everything_known_is_on_the_screen(spbe: Run, file: Path) -> None:
    done = spbe("show", file, "12", env={"COLUMNS": "80"})
    assert done.returncode == 0, done.stderr
    text = " ".join(done.stdout.split())
    for said in (
        "Tingkat mandiri 4 · eksternal 2 · target 5 · tahun lalu 1 (eksternal 2023)",
        "Bappeda; Diskominfo",
        "1. Perbup Peta Rencana · 12 Tahun 2021 · bukti/perbup.pdf · hal. 4–6 · 4 Mei 2021",
        "tingkat 2, 3 · berkas ada",
        "2. Notula reviu · bukti/notula.pdf · tingkat 4 · berkas kosong",
        "https://contoh.go.id/peta · dari 2023 · tautan, tidak diperiksa",
        "Catatan Sudah dibahas.",
        "Asesor Reviu belum terbukti.",
        "Fakta Peta rencana ditetapkan dengan Perbup.",
        "Analisis Tujuh muatan terpenuhi.",
        "Lengkapi notula · batas 30 Juni 2024",
    ):
        assert said in text, said
    assert all(len(line) <= 80 for line in done.stdout.splitlines())


def test_nothing_is_written_or_locked(spbe: Run, file: Path) -> None:
    before = sorted((one.name, one.stat().st_mtime_ns) for one in file.parent.rglob("*"))
    spbe("show", file, "12")
    assert sorted((one.name, one.stat().st_mtime_ns) for one in file.parent.rglob("*")) == before


def test_data(spbe: Run, file: Path) -> None:
    data = data_of(spbe, file, "12")
    assert data["format"] == "spbe-show/1"
    (one,) = data["indicators"]
    assert one["levels"] == {"target": "5", "self": "4", "official": "2"}
    assert one["proven"] == "4"  # the link may be for any level
    assert [each["found"] for each in one["evidence"]] == ["found", "empty", "link"]
    assert one["previous"] == {"opinion": "official", "level": "1", "year": 2023}
    assert (one["note"], one["remark"]) == ("Sudah dibahas.", "Reviu belum terbukti.")
    assert one["evidence"][0]["page"] == "hal. 4–6"
    rows = list(csv.DictReader(io.StringIO(spbe("show", file, "12", "--format", "csv").stdout)))
    assert [(row["owners"], row["missing"]) for row in rows] == [("Bappeda; Diskominfo", "1")]


@pytest.mark.parametrize(
    ("arguments", "items"),
    [
        (["12", "13"], ["12", "13"]),
        (["12-13"], ["12", "13"]),
        (["--owner", "diskominfo"], ["12", "13"]),
        (["domain:2", "--owner", "Bappeda"], ["12"]),
        (["aspect:3", "--owner", "Bappeda"], []),
    ],
)
def test_which_are_shown(spbe: Run, file: Path, arguments: list[str], items: list[str]) -> None:
    assert [one["id"] for one in data_of(spbe, file, *arguments)["indicators"]] == items


def test_the_newest_file_is_taken_and_named(spbe: Run, file: Path) -> None:
    done = spbe("show", "12", "--format", "json", cwd=file.parent)
    assert json.loads(done.stdout)["year"] == 2024
    assert done.stderr.splitlines()[0] == "Berkas: penilaian-2024.yaml"
    (file.parent / "salinan.yaml").write_text(RICH, "utf-8")
    done = spbe("show", "12", cwd=file.parent)
    assert done.returncode == 2
    assert "penilaian-2024.yaml, salinan.yaml" in done.stderr


def test_the_text_for_the_portal(spbe: Run, file: Path) -> None:
    done = spbe("show", file, "12", "--portal")
    packed = "01-Perbup-Peta-Rencana.pdf"
    assert done.stdout.splitlines() == [
        "## 12 Peta Rencana SPBE Instansi Pusat/Pemerintah Daerah · tingkat 4",
        "",
        "Fakta:",
        "Peta rencana ditetapkan dengan Perbup.",
        f"1. Perbup Peta Rencana, Nomor 12 Tahun 2021, 4 Mei 2021, hal. 4–6 ({packed})",
        "2. Laman (https://contoh.go.id/peta) [terbawa dari 2023, belum diperiksa]",
        "Analisis:",
        "Tujuh muatan terpenuhi.",
        "Reviu dilakukan tiap tahun.",
    ]
    assert "belum ditulis" not in done.stderr
    assert "Indikator 12: bukti/notula.pdf tidak disebut (berkas kosong)" in done.stderr
    assert "indikator 12" in done.stderr.partition("Terbawa dari tahun lalu")[2]
    missing = spbe("show", file, "13", "--portal")
    assert "[belum ditulis]" in missing.stdout
    assert "indikator 13" in missing.stderr


def test_all_explanations_in_one_file(spbe: Run, file: Path) -> None:
    out = file.parent / "penjelasan.md"
    done = spbe("show", file, "--all", "--portal", "-o", out)
    assert "penjelasan 47 indikator" in done.stdout
    text = out.read_text("utf-8")
    assert text.count("\n## ") == 46
    assert spbe("show", file, "--all", "--portal", "-o", out).returncode == 4  # never overwritten


def test_items_of_a_checklist_are_explained_one_by_one(spbe: Run, tmp_path: Path) -> None:
    file = tmp_path / "p.yaml"
    (tmp_path / "sk.pdf").write_bytes(b"%PDF")
    file.write_text(
        "institution: A\nyear: 2026\nindicators:\n  11:\n    self: 2\n"
        "    evidence: [{title: SK Tim, file: sk.pdf, page: hal. 2, items: [I11-L1-01]}]\n"
        "    items:\n      I11-L1-01: {state: diterima, explanation: {fact: Ada SK, "
        "analysis: Cukup}}\n"
    )
    text = spbe("show", file, "11", "--portal").stdout
    assert "Butir I11-L1-01: " in text
    assert text.splitlines()[-5:] == [
        "Fakta:",
        "Ada SK",
        "1. SK Tim, hal. 2 (01-SK-Tim.pdf)",
        "Analisis:",
        "Cukup",
    ]
    (one,) = data_of(spbe, file, "11")["indicators"]
    (item,) = [each for each in one["items"] if each["code"] == "I11-L1-01"]
    assert (item["state"], item["evidence"]) == ("diterima", [1])


def test_what_is_not_named_is_refused(spbe: Run, file: Path) -> None:
    assert spbe("show", file).returncode == 2
    assert spbe("show", file, "99").returncode == 3
    assert spbe("show", file, "12", "-o", "x.md").returncode == 2


def test_what_an_item_is_worth(spbe: Run, examples: Path) -> None:
    """Points as the portal keeps them: 0,50 by four items is 0,13 each, a weight of 5 of 100."""
    file = examples / "aceh-tengah-2026.yaml"
    text = spbe("show", file, "3", "--full").stdout
    assert "Tingkat 1 · butir 0,13; 2 dari 4 butir tingkat ini = 0,26" in text
    assert "L1-3 [belum · +0,0065 pada indeks] Dokumentasi kegiatan" in text
    assert "L1-5 [belum · tidak ikut dihitung]" in text
    assert "Tingkat 3 · butir 0,20; 0 dari 5 butir tingkat ini = 0,00" in text
    assert "L3-1" not in text  # beyond the next level nothing is listed: one screen
    assert "perkiraan dari butir diterima 1,26" in text
    items = {one["code"]: one for one in data_of(spbe, file, "3")["indicators"][0]["items"]}
    assert (items["L1-3"]["points"], items["L1-3"]["worth"]["exact"]) == ("0.13", "0.0065")
    assert (items["L1-5"]["points"], items["L1-5"]["worth"]) == (None, None)
    assert items["L5-1"]["points"] == "0.17"  # shown in data, whatever the screen leaves out


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("3", "hal. 3"),
        ("4-6", "hal. 4-6"),
        ("2, 5", "hal. 2, 5"),
        ("hal. 3", "hal. 3"),
        ("Pasal 4", "Pasal 4"),
        ("lampiran II", "lampiran II"),
        ("-", ""),
    ],
)
def test_a_bare_number_is_a_page(spbe: Run, tmp_path: Path, page: str, said: str) -> None:
    file = tmp_path / "p.yaml"
    file.write_text(
        "institution: A\nyear: 2024\nindicators:\n  1: {self: 3, official: 2, evidence: "
        f"[{{title: SK peta rencana, page: '{page}'}}]}}\n"
    )
    assert spbe("report", file, "--opinion", "self", "-o", tmp_path / "r.md").returncode == 0
    texts = {
        "portal": spbe("show", file, "1", "--portal").stdout,
        "show": spbe("show", file, "1").stdout,
        "sanggah": spbe("show", file, "--opinion", "official").stdout,
        "list": spbe("evidence", "list", file).stdout,
        "report": (tmp_path / "r.md").read_text("utf-8"),
    }
    for face, text in texts.items():
        line = next(one for one in text.splitlines() if "SK peta rencana" in one)
        between = ", " if face in ("portal", "report") else " · "
        if said:
            assert f"SK peta rencana{between}{said}" in line, (face, line)
        assert f"rencana{between}{page}" not in line or page == said


def test_nothing_that_is_missing_goes_out_as_a_fact(spbe: Run, tmp_path: Path) -> None:
    """What is named in the text for the portal is what a bundle holds, under the same name."""
    file = tmp_path / "p.yaml"
    (tmp_path / "a.pdf").write_bytes(b"a")
    (tmp_path / "kosong.pdf").write_bytes(b"")
    (tmp_path / "luar.pdf").write_bytes(b"x")
    home = tmp_path / "rumah"
    home.mkdir()
    (home / "a.pdf").write_bytes(b"a")
    (home / "kosong.pdf").write_bytes(b"")
    file = home / "p.yaml"
    file.write_text(
        "institution: A\nyear: 2024\nindicators:\n  1: {self: 3, evidence: [{title: SK Émas, "
        "file: a.pdf}, {title: SOP, file: hilang.pdf}, {title: Notula, file: kosong.pdf}, "
        "{title: Laman, url: 'https://a', file: hilang2.pdf}, {title: menyusul}, "
        "{title: Luar, file: ../luar.pdf}]}\n"
        "  2: {self: 3, evidence: [{file: hilang.pdf}]}\n"
    )
    done = spbe("show", file, "1", "2", "--portal")
    facts = [one for one in done.stdout.splitlines() if one[:1].isdecimal()]
    assert facts == [
        "1. SK Émas (01-SK-Emas.pdf)",
        "2. Laman (https://a)",
        "3. Luar (luar.pdf)",
    ]
    assert "Indikator 1: hilang.pdf tidak disebut (berkas tidak ditemukan)" in done.stderr
    assert "Indikator 1: kosong.pdf tidak disebut (berkas kosong)" in done.stderr
    assert "Indikator 1: menyusul tidak disebut" in done.stderr
    assert "Indikator 2: hilang.pdf tidak disebut" in done.stderr
    assert "[belum ditulis]" in done.stdout.partition("## 2 ")[2]
    assert spbe("evidence", "pack", file, "--partial", "-o", home / "b.zip").returncode == 0
    with zipfile.ZipFile(home / "b.zip") as packed:
        assert "1/01-SK-Emas.pdf" in packed.namelist()


def test_what_last_year_wrote_goes_out_marked(spbe: Run, tmp_path: Path) -> None:
    file = tmp_path / "2024.yaml"
    file.write_text(
        "institution: A\nyear: 2024\nindicators:\n  1: {self: 3, evidence: [{title: SK}], "
        "explanation: {fact: Ada SK, analysis: Cukup}}\n  2: {self: 2, explanation: {fact: F}}\n"
    )
    after = tmp_path / "2025.yaml"
    assert spbe("carry", file, "--year", "2025", "-o", after).returncode == 0
    done = spbe("show", after, "1", "2", "--portal")
    assert done.stdout.count("[terbawa dari 2024, belum diperiksa]") == 3
    assert "ditandai; periksa dahulu: indikator 1, 2" in done.stderr
    fresh = spbe("show", file, "1", "2", "--portal")
    assert "terbawa" not in (fresh.stdout + fresh.stderr).casefold()


def test_examples_stand_where_evidence_is_lacking(spbe: Run, tmp_path: Path) -> None:
    """Of the levels that lack evidence, the first that the instrument names documents for."""
    law = instruments.load("59/2020")
    file = tmp_path / "x.yaml"
    seen = 0
    for indicator in law.indicators():
        for level, held in ((5, "[]"), (5, "[{title: SK, levels: [2, 3, 4]}]"), (3, "[]")):
            file.write_text(
                "institution: A\nyear: 2024\nindicators:\n  "
                f"{indicator.id}: {{self: {level}, evidence: {held}}}\n"
            )
            (one,) = data_of(spbe, file, indicator.id)["indicators"]
            with_texts = [
                wanted
                for wanted in one["lacking"]
                if any(each.serves(wanted) for each in indicator.evidence)
            ]
            assert one["lacking"]
            if with_texts:
                seen += 1
                assert one["examples"]["level"] == with_texts[0]
                text = " ".join(spbe("show", file, indicator.id).stdout.split())
                assert f"bukti tingkat {with_texts[0]}, menurut instrumen" in text
                assert one["examples"]["texts"]
    assert seen > 47


def test_no_verdict_at_all_is_not_a_verdict_as_claimed(spbe: Run, tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    for levels, opinion, said, judged in (
        ("self: 3", "official", "Belum ada nilai eksternal.", 0),
        ("self: 3", "verified", "Belum ada nilai verifikasi.", 0),
        ("self: 3, official: 3", "official", "Tidak ada nilai eksternal di bawah klaim.", 1),
        ("self: 3, official: 3", "verified", "Belum ada nilai verifikasi.", 0),
    ):
        file.write_text(f"institution: A\nyear: 2024\nindicators: {{1: {{{levels}}}, 2: 3}}\n")
        assert said in spbe("show", file, "--opinion", opinion).stdout
        data = json.loads(spbe("show", file, "--opinion", opinion, "--format", "json").stdout)
        assert (data["judged"], data["indicators"]) == (judged, [])


FULL = """  {id}:
    self: {level}
    official: 1
    owner: [Bappeda, Dinas Komunikasi dan Informatika]
    note: {note}
    remark: {note}
    explanation: {{fact: {note}, analysis: {note}}}
    action: {{text: {note}, due: 2024-06-30}}
    evidence:
{papers}
    items: {{{items}}}
"""


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(
    "law", ["permenpanrb-5-2018", "permenpanrb-59-2020", "permenpanrb-8-2026", "epss-2022"]
)
def test_every_indicator_fits_one_screen(
    spbe: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, law: str, language: str
) -> None:
    """24 lines hold the page, the files that were taken, the next step and the prompt."""
    states = ("diterima", "revisi", "diunggah", "belum")
    indicators = list(instruments.load(law).indicators())
    paper = "      - {{title: Dokumen {}, file: bukti/{}.pdf, date: 2021-05-04, levels: [2]}}"
    text = f"institution: Kota Uji\nyear: 2024\ninstrument: {law}\nindicators:\n"
    for number, one in enumerate(indicators):
        codes = ", ".join(f"{code}: {states[at % 4]}" for at, code in enumerate(one.checklist()))
        text += FULL.format(
            id=one.id,
            level=2 + number % 3,
            note="Sebuah kalimat yang agak panjang. " * (1 + number % 12),
            papers="\n".join(paper.format(at, at) for at in range(1 + number % 8)),
            items=codes,
        )
    file = tmp_path / "a.yaml"
    file.write_text(text.replace("    items: {}\n", ""), "utf-8")
    told: list[str | Path] = ["show", file, "--all", "--lang", language]
    piped = spbe(*told).stdout
    monkeypatch.setattr(output, "screen", lambda: Screen(80, height=24))
    assert spbe(*told, "--full").stdout == piped  # who reads a pipe has no screen to fit
    short, whole = (text.rstrip("\n").split("\n\n") for text in (spbe(*told).stdout, piped))
    assert len(short) == len(whole) == len(indicators)
    for page, full in zip(short, whole, strict=True):
        lines = page.splitlines()
        assert len(lines) <= 20
        assert max(map(len, lines)) <= 80
        assert ("--full" in lines[-1]) is (page != full)
    assert any(page != full for page, full in zip(short, whole, strict=True))


ITEMS = """
institution: Kabupaten Contoh
year: 2026
instrument: permenpanrb-8-2026
indicators:
  3:
    self: 1.5
    explanation: {fact: FAKTASENDIRI}
    items:
      I3-L1-01: {state: diterima, explanation: {fact: FAKTABUTIR, analysis: ANALISISBUTIR}}
"""


@pytest.mark.parametrize("form", ["md", "html", "docx", "xlsx"])
def test_explanations_of_items_are_in_every_report(spbe: Run, tmp_path: Path, form: str) -> None:
    file, out = tmp_path / "d.yaml", tmp_path / f"r.{form}"
    file.write_text(ITEMS, "utf-8")
    assert spbe("report", file, "-o", out).returncode == 0
    if form in ("docx", "xlsx"):
        with zipfile.ZipFile(out) as parts:
            told = "".join(parts.read(one).decode() for one in parts.namelist() if ".xml" in one)
    else:
        told = out.read_text("utf-8")
    for one in ("FAKTASENDIRI", "FAKTABUTIR", "ANALISISBUTIR", "I3-L1-01"):
        assert one in told


def test_an_item_is_shown_by_its_code(spbe: Run, tmp_path: Path) -> None:
    file = tmp_path / "d.yaml"
    file.write_text(ITEMS, "utf-8")
    for told in (["3"], ["I3-L1-01"]):
        text = spbe("show", file, *told).stdout
        assert text.startswith("Indikator 3 ")
        assert "Fakta: FAKTABUTIR" in text
        assert "Analisis: ANALISISBUTIR" in text
    assert "FAKTABUTIR" in spbe("show", file, "I3-L1-01", "--portal").stdout
    assert "E204" in spbe("show", file, "I3-L9-01").stderr


@pytest.mark.parametrize(
    "more", [["--format", "json"], ["--format", "csv"], ["-o", "p.docx"], ["-o", "p.xlsx"]]
)
def test_the_text_for_the_portal_is_text(spbe: Run, tmp_path: Path, more: list[str]) -> None:
    (tmp_path / "d.yaml").write_text(ITEMS, "utf-8")
    done = spbe("show", "d.yaml", "3", "--portal", *more, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert [one.name for one in tmp_path.iterdir()] == ["d.yaml"]


def test_an_index_of_another_body_that_is_not_counted(spbe: Run, tmp_path: Path) -> None:
    """A level that is filled in stands in its place, and nothing is estimated from its items."""
    text = "institution: A\nyear: 2026\noutside: {SDI: 68.75}\nindicators:\n  5: 3\n  6:\n"
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    said = spbe("show", "a.yaml", "5", "6", cwd=tmp_path).stdout
    assert "mandiri 3 · indeks SDI 68,75 tidak dihitung: tingkatnya sudah diisi" in said
    assert "perkiraan dari butir" not in said
    (one,) = json.loads(spbe("show", "a.yaml", "5", "--format", "json", cwd=tmp_path).stdout)[
        "indicators"
    ]
    assert (one["origin"], one["outside"]) == ("given", {"id": "SDI", "value": "68.75"})
    left = "indeks SDI 68,75 tidak dihitung: tingkatnya sudah diisi"
    for more in ([], ["--explain"], ["--set", "5=2"]):
        told = " ".join(spbe("score", "a.yaml", *more, cwd=tmp_path).stdout.split())
        assert left in told
    data = json.loads(spbe("score", "a.yaml", "--format", "json", cwd=tmp_path).stdout)
    (scored,) = (one for part in data["sections"] for one in part["indicators"] if one["id"] == "5")
    assert scored["outside"] == {"id": "SDI", "value": "68.75", "file": None}
    for name in ("r.md", "r.html", "r.xlsx", "r.docx"):
        done = spbe("report", "a.yaml", "--provisional", "-o", name, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
    assert left in (tmp_path / "r.md").read_text("utf-8")
    assert left in (tmp_path / "r.html").read_text("utf-8")
    cells = [
        str(cell)
        for sheet in openpyxl.load_workbook(tmp_path / "r.xlsx").worksheets
        for row in sheet.iter_rows(values_only=True)
        for cell in row
    ]
    assert any(left[1:] in cell for cell in cells)
    with zipfile.ZipFile(tmp_path / "r.docx") as word:
        assert left in word.read("word/document.xml").decode()


def test_the_lowest_level_is_neither_claimed_nor_proven(spbe: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("institution: A\nyear: 2024\nindicators: {2: 1}\n", "utf-8")
    said = spbe("show", "a.yaml", "2", cwd=tmp_path).stdout
    assert "Kriteria   1 Rintisan: " in said
