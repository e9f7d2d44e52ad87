"""What is said around the figures: nothing claims more than is known, in no face."""

import csv
import io
import json
import re
from fractions import Fraction
from pathlib import Path

import docx
import openpyxl
import pytest
from program import Run

from spbe_cli.core import numbers
from spbe_cli.store.yaml import instruments

PUBLISHED = "published: {opinion: self, index: 2.84, source: Hasil sementara 5 Mei 2024}\n"


def office(folder: Path, level: int = 4, opinion: str = "self", more: str = "") -> Path:
    """Write 47 indicators; the first has its files, the second lost one, the third only a title."""
    (folder / "bukti").mkdir()
    (folder / "bukti/sk.pdf").write_text("SK", "utf-8")
    (folder / "bukti/kosong.pdf").write_text("", "utf-8")
    evidence = {
        1: "{file: bukti/sk.pdf}",
        2: "{file: bukti/hilang.pdf}",
        3: "{title: Perwali 1/2024}",
        4: "{file: bukti/kosong.pdf, title: Laporan}",
        5: '{url: "https://x.example", file: bukti/hilang.pdf}',
        6: "{title: '-'}",
        7: "{title: menyusul}",
    }
    rows = "\n".join(
        f"  {n}: {{{opinion}: {level}, evidence: [{evidence.get(n, '{title: Dokumen}')}]}}"
        for n in range(1, 48)
    )
    head = "institution: Kota Contoh\nyear: 2024\nindicators:\n"
    (folder / "p.yaml").write_text(f"{head}{rows}\n{more}", "utf-8")
    return folder / "p.yaml"


def test_what_is_not_there_proves_nothing(spbe: Run, tmp_path: Path) -> None:
    """Lost and empty files, dashes and words for later: 2, 4, 6 and 7 fall to level 1."""
    file = office(tmp_path)
    text = spbe("score", file).stdout
    said = "klaim 4,00 · terbukti 3,84 · 1 berkas bukti tidak ditemukan, 1 berkas bukti kosong"
    assert said in " ".join(text.split())
    data = json.loads(spbe("score", file, "--format", "json").stdout)["proven"]
    assert [one["id"] for one in data["losses"]] == ["2", "4", "6", "7"]
    assert data["exact"] == "3.844"  # 4 − 4 × 3 × 1.3 / 100
    assert data["files"] == {
        "found": "1",
        "missing": "1",
        "empty": "1",
        "unreadable": "0",
        "outside": "0",
    }
    assert (data["unchecked"], data["nothing"]) == ({"links": "1", "titles": "41"}, "2")
    assert "Diterima tanpa diperiksa: 1 tautan, 41 judul tanpa berkas" in text
    (tmp_path / "bukti/hilang.pdf").write_text("ada", "utf-8")
    data = json.loads(spbe("score", file, "--format", "json").stdout)["proven"]
    assert [one["id"] for one in data["losses"]] == ["4", "6", "7"]


@pytest.mark.parametrize("opinion", ["official", "verified"])
def test_levels_of_an_assessor_are_never_a_claim(spbe: Run, tmp_path: Path, opinion: str) -> None:
    file = office(tmp_path, opinion=opinion)
    assert json.loads(spbe("score", file, "--format", "json").stdout)["proven"] is None
    assert spbe("report", file, "-o", tmp_path / "r.md").returncode == 0
    for text in (spbe("score", file).stdout, (tmp_path / "r.md").read_text("utf-8")):
        assert "klaim" not in text.casefold()
        assert "terbukti" not in text.casefold()
    assert "Kriteria tingkat 4 (tercapai)" in (tmp_path / "r.md").read_text("utf-8")


def test_a_criterion_is_reached_only_as_far_as_it_is_proven(spbe: Run, tmp_path: Path) -> None:
    file = office(tmp_path)
    for ending in ("md", "html", "xlsx"):
        assert spbe("report", file, "-o", tmp_path / f"r.{ending}").returncode == 0
    text = (tmp_path / "r.md").read_text("utf-8")
    assert text.count("Kriteria tingkat 4 (tercapai)") == 43
    assert text.count("Kriteria tingkat 4 (diklaim; terbukti tingkat 1)") == 4
    page = (tmp_path / "r.html").read_text("utf-8")
    assert page.count('class="cell l4 unproven"') == 4
    assert page.count("– belum terbukti") == 4
    assert "? belum terbukti" in page
    assert "Naikkan indikator 2 " not in page
    assert "1 berkas bukti tidak ditemukan" in page.split('id="bagian"')[0]
    heads = [cell.value for cell in openpyxl.load_workbook(tmp_path / "r.xlsx")["Indikator"][4]]
    assert "Kriteria tingkat yang diklaim" in heads
    assert "Terbukti" in heads


def read_text(made: Path) -> str:
    """Everything that a report says, whatever its form."""
    if made.suffix == ".xlsx":
        book = openpyxl.load_workbook(made, data_only=True)
        return "\n".join(str(cell.value) for sheet in book for row in sheet for cell in row)
    if made.suffix == ".docx":
        opened = docx.Document(str(made))
        cells = [one.text for table in opened.tables for row in table.rows for one in row.cells]
        return "\n".join([*(one.text for one in opened.paragraphs), *cells])
    return made.read_text("utf-8")


def test_levels_of_ones_own_without_any_evidence_are_claimed(spbe: Run, tmp_path: Path) -> None:
    rows = "\n".join(f"  {n}: 3" for n in range(1, 48))
    (tmp_path / "p.yaml").write_text(
        f"institution: Kota Contoh\nyear: 2024\nindicators:\n{rows}\n", "utf-8"
    )
    assert spbe("report", tmp_path / "p.yaml", "-o", tmp_path / "r.md").returncode == 0
    text = (tmp_path / "r.md").read_text("utf-8")
    assert "(tercapai)" not in text
    assert text.count("Kriteria tingkat 3 (diklaim):") == 47
    assert "terbukti tingkat" not in text


@pytest.mark.parametrize(
    ("ending", "whole"),
    [*((one, True) for one in ("md", "html", "xlsx", "docx")), ("md", False), ("docx", False)],
)
def test_claims_without_evidence_are_said_to_be_claims(
    spbe: Run,
    tmp_path: Path,
    ending: str,
    whole: bool,
) -> None:
    rows = "".join(f"  {n}: {2 + n % 3}\n" for n in range(1, 48))
    file, made = tmp_path / "p.yaml", tmp_path / f"r.{ending}"
    file.write_text(f"institution: Kota Contoh\nyear: 2024\nindicators:\n{rows}")
    more = [] if whole else ["--summary"]
    said = "Belum ada bukti dukung yang tercatat: semua tingkat baru diklaim"
    assert spbe("report", file, *more, "-o", made).returncode == 0
    text = read_text(made)
    assert f"{said}." in text
    assert re.search(r"\(diklaim [234], belum ada bukti", text)
    assert "terbukti" not in text.casefold()
    for official in ("official", "verified"):
        levelled = "".join(f"  {n}: {{{official}: 3}}\n" for n in range(1, 48))
        file.write_text(f"institution: Kota Contoh\nyear: 2024\nindicators:\n{levelled}")
        assert spbe("report", file, *more, "-o", made).returncode == 0
        assert "diklaim" not in read_text(made).casefold()


def test_a_plan_from_claims_says_so(spbe: Run, tmp_path: Path) -> None:
    file = tmp_path / "p.yaml"
    rows = "".join(f"  {n}: 3\n" for n in range(1, 48))
    file.write_text(f"institution: Kota Contoh\nyear: 2024\nindicators:\n{rows}")
    said = "belum ada bukti dukung yang tercatat: semua tingkat baru diklaim"
    assert said in " ".join(spbe("score", file).stdout.split())
    for more in (["--target", "3.5"], ["--by", "2026=3.5"], ["--by", "2026=3.2"]):
        text = " ".join(spbe("simulate", file, *more).stdout.split()).casefold()
        assert text.count(said) == 1, more
    assert json.loads(spbe("score", file, "--format", "json").stdout)["proven"] is None
    file.write_text(
        file.read_text().replace("1: 3\n", "1: {self: 3, evidence: [{title: SK}]}\n", 1)
    )
    for verb in (("score",), ("simulate", "--target", "3.5")):
        assert said not in " ".join(spbe(*verb, file).stdout.split()).casefold()


def test_the_first_page_tells_what_fell(spbe: Run, tmp_path: Path, examples: Path) -> None:
    both = [examples / f"bandar-lampung-{year}.yaml" for year in (2022, 2023)]
    for ending in ("md", "html", "xlsx"):
        assert spbe("report", *both, "-o", tmp_path / f"r.{ending}").returncode == 0
    cells = openpyxl.load_workbook(tmp_path / "r.xlsx", data_only=True)["Ringkasan"]
    first = {
        "md": (tmp_path / "r.md").read_text("utf-8").split("## Domain dan aspek")[0],
        "html": (tmp_path / "r.html").read_text("utf-8").split('<section id="bagian">')[0],
        "xlsx": "\n".join(str(cell.value) for row in cells for cell in row),
    }
    for text in first.values():
        assert "15 indikator naik, 7 indikator turun (1–5, 7, 8)." in text
        assert "Domain 1 Kebijakan Internal SPBE turun 0,60." in text
        assert "Naik 0,65 dari 1,50 (Kurang) pada tahun 2022." in text
        assert "Hasil penghitungan sama dengan angka yang diumumkan." in text
        assert "Sumber: LHE SPBE Kota Bandar Lampung" in text


def test_the_first_sheet_adds_up(spbe: Run, tmp_path: Path, examples: Path) -> None:
    """2.1545 − 1.5025 = 0.652: what is shown as exact is exact."""
    both = [examples / f"bandar-lampung-{year}.yaml" for year in (2022, 2023)]
    assert spbe("report", *both, "-o", tmp_path / "r.xlsx").returncode == 0
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx", data_only=True)["Ringkasan"]
    shown = {str(row[0].value): row[1].value for row in sheet.iter_rows(max_row=14)}
    assert shown["Indeks 2022"] == 1.5025
    assert shown["Perubahan"] == 0.652
    beside = {str(row[0].value): row[2].value for row in sheet.iter_rows(max_row=14)}
    assert beside["Predikat"] == "indeks sebelum pembulatan 2,1545"
    assert (beside["Indeks 2022"], beside["Perubahan"]) == ("tepatnya 1,5025", "tepatnya 0,652")


def test_sentences_hide_once_levels_are_changed(spbe: Run, tmp_path: Path, examples: Path) -> None:
    out = tmp_path / "r.xlsx"
    assert spbe("report", examples / "bandar-lampung-2023.yaml", "-o", out).returncode == 0
    live = openpyxl.load_workbook(out)["Ringkasan"]
    formulas = [str(cell.value) for cell in live["A"] if str(cell.value).startswith("=IF(AND(")]
    assert len(formulas) > 5
    assert all(formula.endswith(',"")') for formula in formulas)
    assert "Kalimat di atas hanya tampak selama tingkat belum diubah sejak ditulis." in [
        cell.value for cell in live["A"]
    ]


def test_where_a_figure_comes_from_and_that_it_is_provisional(
    spbe: Run, tmp_path: Path, examples: Path
) -> None:
    for ending in ("md", "html"):
        out = tmp_path / f"r.{ending}"
        assert spbe("report", examples / "aceh-tengah-2026.yaml", "-o", out).returncode == 0
        text = out.read_text("utf-8")
        first = text.split("Domain dan aspek" if ending == "md" else 'id="bagian"')[0]
        assert "menurut nilai eksternal (sementara)." in first
        assert "Sumber: hasil sementara asesor eksternal 21 September 2026" in first
        assert "Aspek 5: diumumkan 1,08; hasil penghitungan 1,09." in first
        warning = "Kriteria PermenPANRB 8/2026 dalam laporan ini belum dicocokkan dengan naskah"
        assert warning in first
        assert text.count(warning) == 2  # and above the criteria themselves


def test_an_open_assessment_shows_its_proven_range_and_why_there_is_no_plan(
    spbe: Run, tmp_path: Path
) -> None:
    file = office(tmp_path)
    lines = [line for line in file.read_text("utf-8").splitlines() if not line.startswith("  9:")]
    file.write_text("\n".join(lines) + "\n", "utf-8")
    out = tmp_path / "r.md"
    assert spbe("report", file, "--target", "3.00", "-o", out).returncode == 0
    first = out.read_text("utf-8").split("## Domain dan aspek")[0]
    assert "Bukti yang tercatat baru mendukung indeks 3,81–3,86; 4 indikator" in first
    assert "Target 3,00 pasti tercapai." in first
    assert "Rencana belum dapat disusun: 1 indikator belum terisi." in first
    assert spbe("report", file, "--target", "4.90", "-o", out).returncode == 0
    first = out.read_text("utf-8").split("## Domain dan aspek")[0]
    assert (
        "Target 4,90 tidak dapat dicapai dengan penilaian ini: indeks paling tinggi 4,01, bila"
        in first
    )


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("2.00", "Target 2,00 tercapai, lebih 1,00."),
        ("2.50", "Target 2,50 tercapai menurut klaim, lebih 0,50; dari yang terbukti kurang 0,50."),
        ("3.00", "Target 3,00 tepat tercapai menurut klaim; dari yang terbukti kurang 1,00."),
        ("3.50", "Target 3,50 belum tercapai: kurang 0,50; dari yang terbukti kurang 1,50."),
    ],
)
def test_a_target_is_reached_as_far_as_proven(
    spbe: Run, tmp_path: Path, target: str, said: str
) -> None:
    """All claim 3 and prove 2: what only the claim reaches is said to be claimed."""
    file, proven = tmp_path / "p.yaml", "{self: 3, evidence: [{title: SK, levels: [2]}]}"
    rows = "".join(f"  {n}: {proven}\n" for n in range(1, 48))
    file.write_text(f"institution: Kota Contoh\nyear: 2024\nindicators:\n{rows}")
    for ending in ("md", "docx"):
        for more in ([], ["--summary"]):
            made = tmp_path / f"r.{ending}"
            done = spbe("report", file, "--target", target, *more, "-o", made)
            assert done.returncode == 0
            assert said in read_text(made)


def test_levels_that_contradict_the_published_index_are_told_in_every_face(
    spbe: Run, tmp_path: Path
) -> None:
    file = office(tmp_path, more=PUBLISHED)
    for ending in ("md", "html", "xlsx"):
        assert spbe("report", file, "-o", tmp_path / f"r.{ending}").returncode == 0
    told = "Indeks: diumumkan 2,84; hasil penghitungan 4,00"
    assert told in spbe("score", file).stdout
    assert told in (tmp_path / "r.md").read_text("utf-8")
    assert told in (tmp_path / "r.html").read_text("utf-8")
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx", data_only=True)["Ringkasan"]
    assert any(told in str(cell.value) for row in sheet for cell in row)
    published = json.loads(spbe("score", file, "--format", "json").stdout)["published"]
    assert published["differences"] == [
        {"kind": "index", "id": "", "published": "2.84", "computed": "4"}
    ]
    done = spbe("check", file)
    assert (done.returncode, "SPB024 kesalahan" in done.stdout) == (5, True)


def test_a_line_joins_only_years_that_may_be_compared(spbe: Run, tmp_path: Path) -> None:
    for year, opinion in ((2022, "official"), (2023, "official"), (2024, "self")):
        rows = "\n".join(f"  {n}: {{{opinion}: {year - 2020}}}" for n in range(1, 48))
        (tmp_path / f"{year}.yaml").write_text(
            f"institution: Kota Contoh\nyear: {year}\nindicators:\n{rows}\n", "utf-8"
        )
    out = tmp_path / "r.html"
    files = [tmp_path / f"{year}.yaml" for year in (2022, 2023, 2024)]
    assert spbe("report", *files, "-o", out).returncode == 0
    page = out.read_text("utf-8")
    trend = page.split('<section id="tren">')[1].split("</section>")[0]
    assert trend.count('class="line"') == 1  # 2022 to 2023, and a dot for 2024
    assert "Garis terputus 2024: penilainya berbeda." in trend
    assert "Penilainya berbeda (eksternal dan mandiri)" in trend
    assert "Tahun 2023: 3,00 (Baik) menurut nilai eksternal; selisih tidak dihitung" in page


def test_a_roadmap_warns_of_years_that_another_instrument_serves(spbe: Run, examples: Path) -> None:
    stages = ("--by", "2025=2.60", "--by", "2026=2.90")
    done = spbe("simulate", examples / "bandar-lampung-2023.yaml", *stages)
    said = (
        "Perhatian: PermenPANRB 59/2020 bukan instrumen evaluasi tahun 2026 (terakhir 2025); "
        "indeks tahun itu akan dihitung dengan instrumen lain, lihat spbe carry"
    )
    assert said in " ".join(done.stdout.split())
    data = json.loads(
        spbe("simulate", examples / "bandar-lampung-2023.yaml", *stages, "--format", "json").stdout
    )
    assert [year["served"] for year in data["years"]] == [True, False]


def test_predicates_are_english_where_english_is_asked_for(spbe: Run, examples: Path) -> None:
    done = spbe(*("--lang", "en", "carry", examples / "bandar-lampung-2023.yaml", "--to", "8/2026"))
    assert "Very Good" in done.stdout
    assert "Sangat Baik" not in done.stdout


BESIDE = """institution: Kota Contoh
year: 2022
indicators:
{levels}
published:
  opinion: official
  domains: {{1: {first}, 2: 2.20, 3: 1.27, 4: 3.31}}
  index: {index}
"""


def test_levels_beside_published_domains_count(spbe: Run, tmp_path: Path) -> None:
    """Ten levels of domain 1 make it exact; a domain that they contradict is told."""
    file = tmp_path / "p.yaml"
    levels = "\n".join(f"  {n}: {{official: {3 if n > 1 else 4}}}" for n in range(1, 11))
    file.write_text(BESIDE.format(levels=levels, first="3.10", index="2.67"), "utf-8")
    data = json.loads(spbe("score", file, "--format", "json").stdout)
    assert data["candidates"] == ["2.668", "2.6705"]
    text = spbe("score", file).stdout
    assert "Tingkat yang tercatat di samping angka itu, pada indikator 1–10, ikut" in text
    assert "SPB001" not in spbe("check", file).stdout  # the figures stand for what is open
    file.write_text(BESIDE.format(levels=levels, first="3.00", index="2.66"), "utf-8")
    done = spbe("score", file)
    assert (done.returncode, "p.yaml:16:16: E231 indeks domain 1" in done.stderr) == (3, True)
    done = spbe("check", file)
    assert (done.returncode, "SPB034 kesalahan: domain 1 diumumkan 3,00" in done.stdout) == (
        5,
        True,
    )
    one = "  29: {official: 5}\n  30: {official: 5}\n  31: {official: 5}"
    file.write_text(BESIDE.format(levels=one, first="3.00", index="2.66"), "utf-8")
    assert "E231 indeks domain 3" in spbe("score", file).stderr  # 9 × 1.5 + … is above 1.27


def test_what_is_not_answered_has_not_fallen_and_lost_files_come_first(
    spbe: Run, tmp_path: Path
) -> None:
    """Of an assessment with two open items and one lost file, what every face says."""
    rows = "".join(f"  {n}: {{self: 3, evidence: [{{title: SK {n}}}]}}\n" for n in range(4, 48))
    (tmp_path / "2023.yaml").write_text(
        "institution: Kota Contoh\nyear: 2023\nindicators:\n"
        + "".join(f"  {n}: 3\n" for n in range(1, 48))
    )
    (tmp_path / "2024.yaml").write_text(
        "institution: Kota Contoh\nyear: 2024\nindicators:\n"
        "  3: {self: 3, evidence: [{file: hilang.pdf}]}\n" + rows
    )
    done = spbe("report", "2024.yaml", "--provisional", "-o", "r.md", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "r.md").read_text("utf-8").split("## Domain")[0]
    assert "turun" not in text.split("Terkuat")[0].replace("0 indikator turun", "")
    assert "1 berkas bukti tidak ditemukan; bila dilengkapi, indeks terbukti menjadi 2,95." in text
    plan = spbe("simulate", "2024.yaml", "--provisional", "--target", "3", cwd=tmp_path)
    assert "· sementara" in plan.stdout
    said = " ".join(plan.stdout.split())
    assert "1 berkas bukti tidak ditemukan; bila dilengkapi, indeks terbukti menjadi 2,95" in said
    data = json.loads(
        spbe(
            *("simulate", "2024.yaml", "--provisional", "--target", "3", "--format", "json"),
            cwd=tmp_path,
        ).stdout
    )
    assert data["basis"]["found"]["exact"] == "2.948"


def test_check_proves_what_score_and_show_prove(spbe: Run, tmp_path: Path) -> None:
    """A lost file proves nothing, whoever asks; what it alone leaves open is told of the file."""
    file = tmp_path / "p.yaml"
    (tmp_path / "ada.pdf").write_text("ada")
    (tmp_path / "kosong.pdf").write_text("")
    papers = {
        1: "{file: hilang.pdf, levels: [2]}",
        2: "{file: kosong.pdf, levels: [2, 3]}",
        3: "{file: ada.pdf, levels: [2]}, {file: hilang.pdf, levels: [3]}",
        4: "{file: hilang.pdf}",  # only the file is lacking
        5: "{file: hilang.pdf, levels: [3]}, {file: ada.pdf, levels: [2, 4]}",
        6: "{file: ada.pdf}",
    }
    rows = "".join(f"  {n}: {{self: 4, evidence: [{one}]}}\n" for n, one in papers.items())
    file.write_text(f"institution: A\nyear: 2024\nindicators:\n{rows}")
    found = json.loads(spbe("check", file, "--format", "json").stdout)
    said = {one["indicator"]: one["message"] for one in found if one["code"] == "SPB003"}
    items = json.loads(spbe("show", file, "1-6", "--format", "json").stdout)["indicators"]
    proven = {one["id"]: one["proven"] for one in items}
    assert {item: text.rpartition(" ")[2] for item, text in said.items()} == {
        item: proven[item] for item in ("1", "2", "3")
    }
    assert [proven[item] for item in ("1", "2", "3", "4", "5", "6")] == [
        "1",
        "1",
        "2",
        "1",
        "2",
        "4",
    ]
    remedies = {one["indicator"]: one["remedy"] for one in found if one["code"] == "SPB003"}
    assert "tingkat 2–4" in remedies["1"]
    assert "tingkat 3, 4" in remedies["3"]


ITEMS_2026 = "institution: Kab. A\nyear: 2026\ninstrument: 8/2026\nindicators:\n  1: {self: 3.5, "


@pytest.mark.parametrize(
    ("evidence", "proven"),
    [
        ("{title: SK, url: 'https://a', items: [I1-L1-01]}", "1"),
        ("{title: SK, url: 'https://a', items: [I1-L2-01]}", "2"),
        ("{title: SK, items: [I1-L2-01, L3-3]}", "3.5"),
        ("{title: SK, items: [I1-L2-01]}, {title: SOP, items: [L3-3]}", "3.5"),
        ("{title: SK, levels: [3], items: [I1-L2-01, L3-3]}", "1"),
        ("{title: SK, levels: [3], items: [I1-L2-01, L3-3]}, {title: X, levels: [2]}", "3.5"),
        ("{title: SK, levels: [2], items: [L3-3]}", "1"),
        ("{title: SK}, {title: SOP, items: [I1-L1-01]}", "3.5"),
    ],
)
def test_evidence_for_items_proves_their_levels(
    spbe: Run, tmp_path: Path, evidence: str, proven: str
) -> None:
    file = tmp_path / "i.yaml"
    file.write_text(f"{ITEMS_2026}evidence: [{evidence}]}}\n")
    (item,) = json.loads(spbe("show", file, "1", "--format", "json").stdout)["indicators"]
    assert item["proven"] == proven
    checked = json.loads(spbe("check", file, "--format", "json").stdout)
    said = [one["message"] for one in checked if one["code"] == "SPB003"]
    assert bool(said) is (proven != "3.5")
    assert all(text.endswith(f"terbukti {proven}") for text in said)


@pytest.mark.parametrize(
    "published",
    [
        "published: {opinion: official, index: 2.84}\n",
        "published: {opinion: official, index: 2.84, predicate: Baik, domains: {1: 2.90}}\n",
        "published: {opinion: verified, index: 2.84}\n",
    ],
)
def test_an_official_index_without_its_parts_stops_nobody(
    spbe: Run, tmp_path: Path, published: str
) -> None:
    rows = "".join(f"  {n}: 3\n" for n in range(1, 48))
    file = tmp_path / "s.yaml"
    file.write_text(f"institution: Kota A\nyear: 2024\nindicators:\n{rows}{published}")
    word = "verifikasi" if "verified" in published else "eksternal"
    said = f"Diumumkan (nilai {word}): 2,84"
    assert said in spbe("score", file).stdout
    for made in ("r.md", "r.html", "r.xlsx", "r.docx"):
        done = spbe("report", file, "-o", tmp_path / made)
        assert done.returncode == 0, done.stderr
        text = read_text(tmp_path / made)
        assert (said in text, "3,00" in text) == (True, True)
    for made in ("k.md", "k.html", "k.docx"):
        assert spbe("report", file, "--summary", "-o", tmp_path / made).returncode == 0
        assert said in read_text(tmp_path / made)
    after = tmp_path / "t.yaml"
    levels = rows.replace(": 3", ": {official: 3}")
    after.write_text(f"institution: Kota A\nyear: 2025\nindicators:\n{levels}")
    assert said in spbe("compare", file, after).stdout
    for more in (["--target", "3.2"], ["--by", "2026=3.2"]):
        assert said in " ".join(spbe("simulate", file, *more).stdout.split())
        plan = json.loads(spbe("simulate", file, *more, "--format", "json").stdout)
        assert plan["announced"]["index"] == "2.84"
    columns = json.loads(spbe("compare", file, after, "--format", "json").stdout)["columns"]
    assert [one["announced"] and one["announced"]["index"] for one in columns] == ["2.84", None]
    for made in ("c.html", "c.xlsx", "c.docx"):
        assert spbe("compare", file, after, "-o", tmp_path / made).returncode == 0
        assert said in read_text(tmp_path / made)
    for command in (
        ("compare", file, after),
        ("report", file, after, "-o", tmp_path / "q.md"),
        ("rank", tmp_path),
        ("simulate", file, "--target", "3.2"),
    ):
        done = spbe(*command)
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("| tingkat 3", "tingkat 3"),
        ("Dokumen menyusul", "Dokumen menyusul"),
        ("| nomor: 5/2023", "5/2023"),
        ("| hal. 4", "hal. 4"),
        ("sudah ada | tingkat 2", "sudah ada"),
    ],
)
def test_a_form_that_names_no_document_is_told_what_it_says(
    spbe: Run, tmp_path: Path, cell: str, told: str
) -> None:
    file, form = tmp_path / "p.yaml", tmp_path / "f.csv"
    file.write_text("institution: Kota A\nyear: 2024\nindicators: {1: 3, 22: 3}\n")
    assert spbe("form", file, "-o", form).returncode == 0
    rows = list(csv.reader(io.StringIO(form.read_text("utf-8-sig")), delimiter=";"))
    head = next(row for row in rows if "indicator" in row)
    for row in rows:
        if row[head.index("indicator")] == "22":
            row[head.index("evidence")] = cell
    with form.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, delimiter=";").writerows(rows)
    done = spbe("import", form, "--into", file)
    assert "E331" in done.stderr
    assert "None" not in done.stderr
    assert told in done.stderr
    assert "evidence" not in file.read_text()


LAST_YEAR = "institution: Kab. A\nyear: 2023\nindicators:\n" + "".join(
    f"  {n}: 3\n" for n in range(1, 48)
)


@pytest.mark.parametrize("summary", [False, True])
def test_what_is_below_last_year_is_said_though_it_did_not_fall(
    spbe: Run, tmp_path: Path, *, summary: bool
) -> None:
    """An unanswered indicator is counted lowest, a claim without proof is worth less."""
    (tmp_path / "penilaian-2023.yaml").write_text(LAST_YEAR)
    rows = dict.fromkeys(range(1, 48), "{self: 3, evidence: [{title: SK}]}")
    rows[5] = "{self: 4, evidence: [{title: SK}]}"
    del rows[21], rows[9]
    rows[12] = "{self: 3, evidence: [{title: SK, levels: [2]}]}"
    file = tmp_path / "penilaian-2024.yaml"
    text = "".join(f"  {n}: {one}\n" for n, one in rows.items())
    file.write_text(f"institution: Kab. A\nyear: 2024\nindicators:\n{text}")
    more = ["--summary"] if summary else []
    made = tmp_path / "r.md"
    assert spbe("report", file, *more, "--provisional", "-o", made).returncode == 0
    page = made.read_text("utf-8").split("## ")
    first = " ".join(page[0 if summary else 1].split())
    assert "di bawah tahun lalu: indikator 9 (3 → 1); 21 (3 → 1)" in first
    assert "Domain 3 Manajemen SPBE lebih rendah 0,18" in first
    assert "walau klaimnya tidak: indikator 12." in first
    assert spbe("report", file, *more, "-o", made).returncode == 0
    text = made.read_text("utf-8")
    assert "di bawah tahun lalu" not in text
    assert "walau klaimnya tidak: indikator 12." in text


def test_a_rise_beside_rounded_figures_tells_the_exact_one(spbe: Run, tmp_path: Path) -> None:
    """Where the printed ends differ by another amount than the exact ones, both are told."""
    weights = {one.id: one.weight for one in instruments.load("59/2020").indicators()}
    seen = set()
    for skipped in (1, 9, 21, 31, 40, 47):
        before = {n: 2 + n % 3 for n in range(1, 48)}
        now = {n: min(5, level + (n % 5 == 0) + 1) for n, level in before.items() if n != skipped}
        for year, levels in ((2023, before), (2024, now)):
            rows = "".join(f"  {n}: {level}\n" for n, level in levels.items())
            (tmp_path / f"penilaian-{year}.yaml").write_text(
                f"institution: Kab. A\nyear: {year}\nindicators:\n{rows}"
            )
        made = tmp_path / "r.md"
        assert spbe("report", tmp_path / "penilaian-2024.yaml", "-o", made).returncode == 0
        line = next(one for one in made.read_text("utf-8").splitlines() if "Tahun 2023:" in one)
        old = sum((weights[str(n)] * level for n, level in before.items()), Fraction(0)) / 100
        low, high = (
            sum(
                (weights[str(n)] * level for n, level in {**now, skipped: end}.items()), Fraction(0)
            )
            / 100
            for end in (1, 5)
        )
        printed = [numbers.rounded(end, 2) - numbers.rounded(old, 2) for end in (low, high)]
        exact = [numbers.rounded(end - old, 2) for end in (low, high)]
        assert ("tepatnya" in line) is (printed != exact), line
        seen.add(printed != exact)
    assert seen == {True, False}


def test_what_names_nothing_is_not_shown_as_a_link_or_a_page(spbe: Run, tmp_path: Path) -> None:
    """A dash in the place of a link, a number or a page appears nowhere, nor does it prove."""
    file = tmp_path / "p.yaml"
    file.write_text(
        "institution: A\nyear: 2024\nindicators:\n  1: {self: 3, evidence: [{title: SK Tim, "
        "url: '-', file: tidak ada, number: n/a, page: '-'}, {url: belum ada}]}\n"
    )
    assert "SK Tim · judul saja" in spbe("show", file, "1").stdout
    assert "1. SK Tim\n" in spbe("show", file, "1", "--portal").stdout
    assert "2. belum ada · kosong" in spbe("show", file, "1").stdout
    data = json.loads(spbe("score", file, "--format", "json").stdout)["proven"]
    assert data["unchecked"] == {"links": "0", "titles": "1"}
    assert (data["nothing"], data["files"]["missing"]) == ("1", "0")
    for ending in ("md", "html", "docx"):
        made = tmp_path / f"r.{ending}"
        assert spbe("report", file, "-o", made).returncode == 0
        assert "SK Tim (n/a)" not in read_text(made)
        assert "SK Tim, -" not in read_text(made)
