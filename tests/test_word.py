"""The annual report in Word: sound, equal to the engine, restylable, and opened by LibreOffice."""

import csv
import datetime as dt
import html
import io
import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import crowded
import docx
import office
import openpyxl
import pytest
from audit import faults
from docx.document import Document
from docx.shared import Cm
from drawn import LAWS, drawn
from paper import printed
from program import ROOT, Run

from spbe_cli import i18n
from spbe_cli.core.assessment import Answer, Assessment, Opinion
from spbe_cli.core.institutions import group_of
from spbe_cli.core.many import comparison, figures, report as core, strengths, summary
from spbe_cli.core.many.annual import WANTED, annual
from spbe_cli.core.many.report import Report
from spbe_cli.core.national import INSTRUMENT
from spbe_cli.core.records import replace
from spbe_cli.core.result import walk, weighted
from spbe_cli.core.score.scoring import score, score_levels
from spbe_cli.render import details, moves, phrases, sentences, summary as texts, words
from spbe_cli.render.cover import Cover, Logo, Signer, SourceFile
from spbe_cli.render.page.radar import draw_radar
from spbe_cli.render.word import summary as one_page
from spbe_cli.render.word.report import document
from spbe_cli.store import national
from spbe_cli.store.yaml import assessments

WRITER = shutil.which("lowriter")
DATE = dt.date(2025, 1, 1)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
CASES = {  # name: assessments of the examples, and a target
    "bandar-lampung": ("bandar-lampung-*.yaml", Fraction(13, 5)),
    "palangka-raya": ("palangka-raya-20*.yaml", Fraction(21, 5)),
    "denpasar": ("denpasar-2018.yaml", None),
    "aceh-tengah": ("aceh-tengah-2026.yaml", Fraction(2)),
}
HOSTILE = ["<script>alert(1)</script>", "a & b \"c\" 'd' ]]>", "{{ 7*7 }}", "=1+1", "_x0041_"]
HOSTILE += ["Kota \u202eatoK\u202c\x00\x1b[31m", "x" * 300, "Kementerian " * 25, "{ PAGE \\* }"]


def composed(name: str) -> Report:
    pattern, target = CASES[name]
    loaded = [assessments.load(str(one)) for one in sorted((ROOT / "examples").glob(pattern))]
    return core.compose([score(law, one) for one, law in loaded], target)


def partial(folder: Path) -> Report:
    """Return an assessment with three open items and ninety documents, a third of them missing."""
    made = office.make(folder)
    assessment, law = assessments.load(str(made.file))
    return core.compose([score(law, assessment)], Fraction(3))


def written(report: Report, folder: Path, **more: object) -> Path:
    sources = tuple(SourceFile(f"{one.assessment.year}.yaml", "0" * 64) for one in report.results)
    result = report.result
    group = group_of(result.assessment.institution)
    known = group and result.instrument.id == INSTRUMENT
    peers = national.average(group, result.assessment.year) if known else None
    cover = Cover(DATE, "0", sources, **more)  # type: ignore[arg-type]
    out = folder / "x.docx"
    out.write_bytes(document(annual(report, peers, group), cover))
    return out


def cover_of(report: Report) -> Cover:
    sources = tuple(SourceFile(f"{one.assessment.year}.yaml", "0" * 64) for one in report.results)
    return Cover(DATE, "0", sources)


def tables(path: Path) -> dict[str, list[list[str]]]:
    """Return every table by its caption, without the number."""
    found: dict[str, list[list[str]]] = {}
    opened = docx.Document(str(path))
    for table in opened.tables:
        before = table._tbl.getprevious()
        text = "".join(one.text or "" for one in before.iter(f"{W}t")) if before is not None else ""
        if text.startswith("Tabel "):
            cells = [[cell.text for cell in row.cells] for row in table.rows]
            found[text.partition(". ")[2]] = cells
    return found


def told(path: Path) -> list[str]:
    """Return all that a document says, in its order, and the figures of its charts."""
    with ZipFile(path) as archive:
        parts = ["word/document.xml"]
        parts += sorted(one for one in archive.namelist() if one.startswith("word/charts/chart"))
        return [
            "".join(paragraph.itertext())
            for part in parts
            for paragraph in ET.fromstring(archive.read(part)).iter()
            if paragraph.tag in (f"{W}p", f"{C}v")
        ]


@pytest.mark.parametrize("name", [*CASES, "partial"])
def test_figures_equal_the_engine(name: str, tmp_path: Path) -> None:
    report = partial(tmp_path) if name == "partial" else composed(name)
    path = written(report, tmp_path)
    assert faults(path) == []
    result, earlier, shown = report.result, report.earlier, tables(path)
    law, year = result.instrument, str(result.assessment.year)
    head, *rows = shown["Indeks setiap bagian"]
    sections = list(walk(result.sections))
    at = {title: number for number, title in enumerate(head)}
    assert [row[0].strip() for row in rows[:-1]] == [*map(sentences.section_name, sections)]
    assert [row[at["Bobot"]] for row in rows[:-1]] == [
        words.decimal(one.section.weight) for one in sections
    ]
    assert [row[at[year]] for row in rows] == [
        *(details.index_text(result, one) for one in sections),
        phrases.index_words(result),
    ]
    assert [row[at["Predikat"]] for row in rows[:-1]] == [
        words.predicate(one.predicate) for one in sections
    ]
    if earlier is not None:
        changes = [comparison.change(one, comparison.section_of(earlier, one)) for one in sections]
        assert [row[at["Perubahan"]] for row in rows[:-1]] == [
            "–" if one is None else moves.rough_change(one) for one in changes
        ]
    if report.rows:
        _items(report, shown)
        _sum(report, shown["Penghitungan indeks"][1:])
    if len(report.results) > 1:
        assert [row[3] for row in shown["Indeks menurut tahun"][1:]] == [
            *map(phrases.index_words, report.results)
        ]
    evidence = shown.get("Daftar bukti dukung", [[]])[1:]
    assert len(evidence) == sum(len(row.answer.evidence) for row in report.rows)
    if law.id == INSTRUMENT:
        peers = national.average(group_of(result.assessment.institution), int(year))
        assert peers is not None
        assert rows[-1][-1] == words.decimal(peers.value)
        expected = [words.decimal(peers.sections[one.section.key]) for one in sections]
        assert [row[-1] for row in rows[:-1]] == expected


def test_self_and_official_stand_side_by_side(tmp_path: Path) -> None:
    shown = tables(written(composed("denpasar"), tmp_path))
    head, *rows = shown["Indeks menurut penilai"]
    assert head == ["Bagian", "Mandiri", "Eksternal", "Selisih"]
    assert rows[-1] == ["Indeks SPBE", "3,67", "2,64", "−1,03"]
    assert "Indeks menurut penilai" not in tables(written(composed("bandar-lampung"), tmp_path))


def _items(report: Report, shown: dict[str, list[list[str]]]) -> None:
    head, *rows = shown["Tingkat setiap indikator"]
    titles = {"Mandiri": Opinion.SELF, "Eksternal": Opinion.OFFICIAL}
    assert [row[0] for row in rows] == [one.id for one in report.rows]
    for title, opinion in titles.items():
        if title in head:
            expected = [details.level_text(one.answer.levels.get(opinion)) for one in report.rows]
            assert [row[head.index(title)] for row in rows] == expected
        else:
            assert not any(opinion in one.answer.levels for one in report.rows)
    targets = annual(report).targets.levels
    assert [row[-1] for row in rows] == [details.level_text(targets[one.id]) for one in report.rows]
    if report.earlier is not None:
        column = head.index(str(report.earlier.assessment.year))
        assert [row[column] for row in rows] == [
            details.level_text(one.previous) for one in report.rows
        ]


def _sum(report: Report, rows: list[list[str]]) -> None:
    products = {row[0]: row[3] for row in rows}
    for one in report.result.items():
        text = products[f"{one.item.id} {words.name(one.item.indicator.short)}"]
        assert text == ("–" if one.level is None else words.figure(one.level * one.item.weight))
    for part in walk(report.result.sections):
        assert products[sentences.section_name(part)] == words.known(weighted(part), "–")


def test_the_plan_is_the_one_of_the_engine(tmp_path: Path) -> None:
    report = composed("bandar-lampung")
    found = annual(report)
    assert found.agenda is not None
    rows = tables(written(report, tmp_path))["Rencana aksi menuju 2,60"][1:]
    assert [row[:2] for row in rows] == [
        [str(one.year), str(one.quarter)] for one in found.agenda.deeds
    ]
    assert [row[-1] for row in rows] == [
        words.decimal(one.running, 4) for one in found.agenda.deeds
    ]
    assert found.agenda.deeds[-1].running >= Fraction(13, 5)
    assert all(row[-4] == "belum" for row in rows)  # then deadline, gain, index


def test_findings_name_every_item_where_it_belongs(tmp_path: Path) -> None:
    report = composed("bandar-lampung")
    found = annual(report)
    levels = {one.id: one.score.level or 0 for one in report.rows}
    assert {row.id for one in found.findings for row in one.strong} == {
        item for item, level in levels.items() if level >= 4
    }
    assert {row.id for one in found.findings for row in one.weak} == {
        item for item, level in levels.items() if level < WANTED
    }
    assert [row.id for one in found.findings for row in one.fell] == [
        "1",
        "2",
        "3",
        "4",
        "5",
        "7",
        "8",
    ]
    text = "\n".join(one.text for one in docx.Document(str(written(report, tmp_path))).paragraphs)
    for row in report.rows:
        name = f"{row.id} {words.name(row.score.item.indicator.short)} ("
        assert (name in text) == (row.score.level != 3)


@pytest.mark.parametrize("name", ["bandar-lampung", "palangka-raya", "aceh-tengah"])
def test_charts_hold_the_figures_and_can_be_edited(name: str, tmp_path: Path) -> None:
    report = composed(name)
    path = written(report, tmp_path)
    shape = figures.radar(report)
    assert shape is not None
    shown = [float(axis.place.display or 0) for axis in shape.axes]
    assert shown == [float(one.display or 0) for one in strengths.finest(report.result)]
    with ZipFile(path) as archive:
        charts = sorted(one for one in archive.namelist() if one.startswith("word/charts/chart"))
        assert len(charts) == 1 + (len(report.results) > 1)
        series = ET.fromstring(archive.read(charts[0])).findall(f".//{C}ser")
        cached = [float(one.text or 0) for one in series[-1].findall(f"{C}val//{C}v")]
        assert cached == shown
        embedded = archive.read("word/embeddings/Microsoft_Excel_Sheet1.xlsx")
        links = archive.read("word/charts/_rels/chart1.xml.rels").decode()
    assert "Microsoft_Excel_Sheet1.xlsx" in links
    sheet = openpyxl.load_workbook(io.BytesIO(embedded)).active
    assert sheet is not None
    column = [row[-1] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert column == shown
    scale = report.result.instrument.scale
    low = ET.fromstring(ZipFile(path).read(charts[0])).find(f".//{C}valAx//{C}min")
    assert low is not None
    assert low.get("val") == str(scale.minimum)


@pytest.mark.parametrize("name", CASES)
def test_figures_of_every_face_name_sections_alike(spbe: Run, tmp_path: Path, name: str) -> None:
    report = composed(name)
    shape = figures.radar(report)
    assert shape is not None
    expected = [sentences.axis_name(axis.section) for axis in shape.axes]
    assert all(re.match(r"[AD]\d+ ", one) for one in expected)
    with ZipFile(written(report, tmp_path)) as archive:
        series = ET.fromstring(archive.read("word/charts/chart1.xml")).findall(f".//{C}ser")
    named = [" ".join((one.text or "").split()) for one in series[-1].findall(f"{C}cat//{C}v")]
    assert named == expected
    told = draw_radar(shape)
    files = sorted((ROOT / "examples").glob(CASES[name][0]))
    assert spbe("report", *files, "-o", tmp_path / "r.xlsx").returncode == 0
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    cells = {
        " ".join(cell.split())
        for sheet in book
        for row in sheet.values
        for cell in row
        if isinstance(cell, str)
    }
    for one in expected:
        assert html.escape(one) in told
        assert one in cells


def test_word_finds_its_own_styles_fields_and_heads(tmp_path: Path) -> None:
    path = written(composed("bandar-lampung"), tmp_path)
    opened: Document = docx.Document(str(path))
    headings = [
        one.text for one in opened.paragraphs if one.style and one.style.name == "Heading 1"
    ]
    assert [one.split()[1] for one in headings if one.startswith("BAB")] == [
        "I",
        "II",
        "III",
        "IV",
        "V",
        "VI",
    ]
    assert {"Lembar Pengesahan", "Ringkasan", "LAMPIRAN"} <= set(headings)
    with ZipFile(path) as archive:
        body = archive.read("word/document.xml").decode()
        assert 'updateFields w:val="true"' in archive.read("word/settings.xml").decode()
        foot = archive.read("word/footer1.xml").decode()
    captions = [one for one in opened.paragraphs if one.style and one.style.name == "Caption"]
    assert body.count("SEQ Tabel") + body.count("SEQ Gambar") == len(captions)
    assert body.count("SEQ Gambar") == 2
    assert body.count("TOC \\") == 3
    assert " PAGE " in foot
    assert " NUMPAGES " in foot
    lined = [one for one in opened.tables if one.style and one.style.name == "SPBE Tabel"]
    assert len(lined) == body.count("<w:tblHeader/>") > 5


def test_signatures_logo_and_blanks(tmp_path: Path) -> None:
    pixel = bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
        "0000000c49444154789c63f8ffff3f0005fe02fe0def46b80000000049454e44ae426082"
    )
    logo = Logo(pixel, "png", 1, 1)
    signers = (Signer("Siti", "Sekretaris Daerah", "1970"), Signer("Budi", "Kepala Dinas"))
    path = written(composed("bandar-lampung"), tmp_path, logo=logo, signers=signers)
    assert faults(path) == []
    page = "\n".join(
        cell.text for row in docx.Document(str(path)).tables[0].rows for cell in row.cells
    )
    assert "Sekretaris Daerah\nselaku Koordinator SPBE" in page
    assert "Siti\nNIP 1970" in page
    assert "Budi\nNIP ……………………" in page
    assert "……………………, 1 Januari 2025" in page
    assert len(docx.Document(str(path)).inline_shapes) == 3
    empty = docx.Document(str(written(composed("bandar-lampung"), tmp_path))).tables[0]
    assert "Siti" not in "".join(cell.text for row in empty.rows for cell in row.cells)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_text(name: str, tmp_path: Path) -> None:
    law = LAWS["permenpanrb-59-2020"]
    one = drawn(law, 2)
    answer = one.answers["1"]._replace(owners=(name,), note=name)
    one = replace(one, institution=name, answers={**one.answers, "1": answer})
    report = core.compose([score_levels(law, one, Opinion.SELF)], Fraction(3))
    path = written(report, tmp_path, title=name, signers=(Signer(name, name, name),))
    assert faults(path) == []
    plain = words.safe(name)
    opened = docx.Document(str(path))
    assert sum(plain in one.text for one in opened.paragraphs) >= 3
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    assert sum(plain in one for one in cells) >= 4


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("law", LAWS)
def test_random_assessments_make_sound_documents(law: str, seed: int, tmp_path: Path) -> None:
    one: Assessment = drawn(LAWS[law], seed)
    if seed % 2:  # some items open
        answers = dict(list(one.answers.items())[seed:])
        one = replace(one, answers=answers)
    report = core.compose([score_levels(LAWS[law], one, Opinion.SELF)])
    assert faults(written(report, tmp_path)) == []


def test_the_command_writes_it_again_and_leaves_what_was_edited(spbe: Run, tmp_path: Path) -> None:
    file = ROOT / "examples/bandar-lampung-2023.yaml"
    env = {"SOURCE_DATE_EPOCH": "1735689600"}
    command = ("report", file, "-o", "x.docx", "--place", "Bandar Lampung")
    done = spbe(*command, cwd=tmp_path, env=env)
    assert (done.returncode, done.stdout) == (0, "x.docx: laporan 2022, 2023\n"), done.stderr
    first = (tmp_path / "x.docx").read_bytes()
    assert spbe(*command, cwd=tmp_path, env=env).returncode == 0
    assert (tmp_path / "x.docx").read_bytes() == first
    opened = docx.Document(str(tmp_path / "x.docx"))
    assert "Bandar Lampung, 1 Januari 2025" in opened.tables[0].rows[0].cells[1].text
    opened.core_properties.modified = dt.datetime(2025, 2, 1)  # noqa: DTZ001  python-docx wants none
    opened.save(str(tmp_path / "x.docx"))
    done = spbe(*command, cwd=tmp_path, env=env)
    assert (done.returncode, "E021" in done.stderr) == (4, True)


def test_english_and_a_letterhead(spbe: Run, tmp_path: Path) -> None:
    head = docx.Document()
    head.sections[0].header.paragraphs[0].text = "KOP"
    head.styles["Heading 1"].font.name = "Georgia"
    head.save(str(tmp_path / "kop.docx"))
    file = ROOT / "examples/denpasar-2018.yaml"
    options = ("--template", "kop.docx", "--lang", "en", "-o", "x.docx")
    done = spbe("report", file, *options, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    opened = docx.Document(str(tmp_path / "x.docx"))
    assert opened.sections[0].header.paragraphs[0].text == "KOP"
    assert opened.styles["Heading 1"].font.name == "Georgia"
    headings = [
        one.text for one in opened.paragraphs if one.style and one.style.name == "Heading 1"
    ]
    assert "CHAPTER II RESULTS" in headings
    assert not [one for one in headings if one.startswith("BAB")]
    done = spbe("report", file, "--template", "x.yaml", "-o", "y.docx", cwd=tmp_path)
    assert done.returncode in (3, 4)


@pytest.mark.long
@pytest.mark.skipif(WRITER is None, reason="LibreOffice Writer is not installed")
def test_libreoffice_opens_every_document(tmp_path: Path) -> None:
    made, pages = [], []
    with i18n.speaking("id"):
        reports: dict[str, Callable[[], Report]] = {
            **{name: lambda name=name: composed(name) for name in CASES},  # type: ignore[misc]
            "partial": lambda: partial(tmp_path / "office"),
        }
        for name, compose in reports.items():
            out = tmp_path / f"{name}.docx"
            report = compose()
            shutil.move(written(report, tmp_path), out)
            made.append(out)
            page = tmp_path / f"one-{name}.docx"
            page.write_bytes(one_page.document(summary.summarise(report, DATE), cover_of(report)))
            pages.append(page)
        long = partial(tmp_path / "long")
        ministry = replace(long.result.assessment, institution="Kementerian Koordinator " * 13)
        crowd = tuple(Signer("Nama yang Panjang " * 4, "Jabatan " * 8, "1970") for _one in range(4))
        report = core.compose([score(long.result.instrument, ministry)], Fraction(3))
        pages.append(tmp_path / "one-long.docx")
        cover = cover_of(report)._replace(signers=crowd)
        pages[-1].write_bytes(one_page.document(summary.summarise(report, DATE), cover))
    profile = (tmp_path / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), *map(str, [*made, *pages])],
        check=True,
        capture_output=True,
        timeout=300,
    )
    for one in made:
        pdf = one.with_suffix(".pdf")
        assert pdf.read_bytes().startswith(b"%PDF"), one.name
        if shutil.which("pdftotext"):
            text = subprocess.run(
                ["pdftotext", str(pdf), "-"], capture_output=True, check=True
            ).stdout
            assert "Lembar Pengesahan" in text.decode()
            assert "Halaman 2 dari" in text.decode()
    for one in pages:
        told = one.with_suffix(".pdf").read_bytes()
        assert len(re.findall(rb"/Type\s*/Page\b", told)) == 1, one.name


@pytest.mark.long
@pytest.mark.skipif(WRITER is None, reason="LibreOffice Writer is not installed")
def test_the_one_page_in_word_holds_whatever_it_has_to_say(spbe: Run, tmp_path: Path) -> None:
    kop = tmp_path / "kop.docx"
    letterhead(kop)
    for name, (institution, law, options) in crowded.PAGES.items():
        files = crowded.years(tmp_path, institution, law)
        for paper in ([], ["--template", str(kop)]):
            out = tmp_path / f"{name}{'-kop' * bool(paper)}.docx"
            done = spbe("report", *files, "-o", out, "--summary", *options, *paper)
            assert done.returncode == 0, done.stderr
    made = [one for one in sorted(tmp_path.glob("*.docx")) if one != kop]
    assert len(made) == 2 * len(crowded.PAGES)
    for one, pages in printed(made, tmp_path).items():
        assert len(pages) == 1, one


def letterhead(path: Path) -> None:
    """Write an office's document: three lines of letterhead, text 15,2 cm wide."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.9)
    header = section.header
    header.paragraphs[0].text = "PEMERINTAH KABUPATEN CONTOH"
    for line in ("DINAS KOMUNIKASI DAN INFORMATIKA", "Jalan Merdeka Nomor 1"):
        header.add_paragraph(line)
    document.save(str(path))


def widths(table: Any) -> list[int]:
    return [int(one.get(f"{W}w")) for one in table._tbl.tblGrid.iter(f"{W}gridCol")]


# Of Arial, in thousandths of an em, measured anew: what the program reckons with is wider.
ARIAL = {**dict.fromkeys("ijl|'", 222), **dict.fromkeys("ft.,:;/!()I ", 278), "r": 333, "m": 833}
ARIAL |= {"M": 833, "w": 722, "W": 944, "%": 889, **dict.fromkeys("ckvxyzJ", 500)}
ARIAL |= dict.fromkeys("ABEKPSVXY", 667) | dict.fromkeys("CDHNRU", 722) | dict.fromkeys("GOQ", 778)
SPARED = 2 * 85  # the margins of a cell


@pytest.mark.parametrize("paper", ["ours", "letterhead"])
def test_no_word_is_broken_in_a_table(spbe: Run, tmp_path: Path, paper: str) -> None:
    letterhead(tmp_path / "kop.docx")
    more: list[str | Path] = ["--template", tmp_path / "kop.docx"]
    more = more if paper == "letterhead" else []
    files = crowded.years(tmp_path, crowded.REGENCY)
    made = tmp_path / "r.docx"
    done = spbe("report", *files, "--target", "3.50", "-o", made, *more)
    assert done.returncode == 0, done.stderr
    raya = [ROOT / f"examples/palangka-raya-{year}.yaml" for year in (2022, 2023, 2024)]
    assert spbe("compare", *raya, "-o", tmp_path / "c.docx").returncode == 0
    letter = spbe("letter", "berita-acara", files[-1], "-o", tmp_path / "b.docx", *more)
    assert letter.returncode == 0, letter.stderr
    for name in ("r", "c", "b"):
        for table in docx.Document(str(tmp_path / f"{name}.docx")).tables:
            for row in table.rows:
                for cell, width in zip(row.cells, widths(table), strict=True):
                    for line in cell.paragraphs:
                        run = line.runs[0] if line.runs else None
                        size = 9 if run is None or run.font.size is None else run.font.size.pt
                        for word in re.findall(r"[^\s/-]+", line.text):
                            if len(word) < 40 and "…" not in word:  # digests and blanks break
                                wide = sum(ARIAL.get(one, 556) for one in word) * size / 50
                                assert wide <= width - SPARED, (name, word, width)


def test_rows_of_aspects_are_indented_as_paragraphs(spbe: Run, tmp_path: Path) -> None:
    lampung = [ROOT / f"examples/bandar-lampung-{year}.yaml" for year in (2022, 2023)]
    assert spbe("compare", *lampung, "-o", tmp_path / "c.docx").returncode == 0
    assert spbe("report", lampung[1], "-o", tmp_path / "r.docx").returncode == 0
    for name in ("c", "r"):
        seen = set()
        for table in docx.Document(str(tmp_path / f"{name}.docx")).tables:
            for row in table.rows:
                line = row.cells[0].paragraphs[0]
                assert "\u2003" not in line.text
                kind = line.text.split(" ")[0]
                if kind in ("Domain", "Aspek"):
                    seen.add((kind, bool(line.paragraph_format.left_indent)))
        assert {("Domain", False), ("Aspek", True)} <= seen


def test_feet_of_pages_across_reach_their_edge(spbe: Run, tmp_path: Path) -> None:
    letterhead(tmp_path / "kop.docx")
    files = crowded.years(tmp_path, crowded.REGENCY)
    options = ("--target", "3.50", "--template", tmp_path / "kop.docx")
    assert spbe("report", *files, "-o", tmp_path / "r.docx", *options).returncode == 0
    sections: Any = docx.Document(str(tmp_path / "r.docx")).sections
    across = next(one for one in sections if one.page_width > one.page_height)
    width = across.page_width - across.left_margin - across.right_margin
    stops = across.footer.paragraphs[0].paragraph_format.tab_stops
    assert abs(max(one.position for one in stops) - width) < 1000


def test_a_plan_as_an_agenda_in_word(spbe: Run, tmp_path: Path) -> None:
    file = ROOT / "examples/bandar-lampung-2023.yaml"
    command = ("simulate", file, "--target", "2.60", "--effort", "rata")
    done = spbe(*command, "-o", "x.docx", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    spbe(*command, "-o", "x.csv", cwd=tmp_path)
    path = tmp_path / "x.docx"
    assert faults(path) == []
    section = docx.Document(str(path)).sections[-1]
    assert (section.page_width or 0) > (section.page_height or 0)
    shown = tables(path)
    lines = list(csv.DictReader((tmp_path / "x.csv").read_text("utf-8-sig").splitlines()))
    deeds = shown["Rencana aksi menuju 2,60"][1:]
    assert len(deeds) == len(lines) > 10
    assert [row[2].split()[0] for row in deeds] == [one["indicator"] for one in lines]
    assert [Fraction(row[-1].replace(",", ".")) for row in deeds] == [
        Fraction(one["index"]) for one in lines
    ]
    assert shown["Rekapitulasi menurut tahun"][1][1] == str(len(deeds))
    for row, line in zip(deeds, lines, strict=True):
        assert row[4] == " ".join(line["criterion"].split())
        assert Fraction(row[-2].lstrip("+").replace(",", ".")) == Fraction(line["gain"])
    again = spbe(*command, "-o", "x.docx", cwd=tmp_path)
    assert (again.returncode, "E015" in again.stderr) == (4, True)


@pytest.mark.parametrize("options", [("--target", "2.60"), ("--by", "2024=2.4", "--by", "2025=3")])
def test_an_agenda_in_word_says_all_and_adds_up(
    spbe: Run, tmp_path: Path, options: tuple[str, ...]
) -> None:
    """Criterion, programme, gain of each step; by year, owner and aspect the sums are the whole."""
    text = (ROOT / "examples/bandar-lampung-2023.yaml").read_text("utf-8")
    for number, owner in ((11, "Bappeda"), (12, "Diskominfo"), (16, "Bappeda")):
        text = text.replace(f"  {number}: {{", f"  {number}: {{owner: {owner}, ")
    file = tmp_path / "a.yaml"
    file.write_text(text, "utf-8")
    limited = (*options, "--capacity", "30") if "--by" in options else options
    spbe("simulate", file, *limited, "-o", "p.csv", cwd=tmp_path)
    lines = list(csv.DictReader((tmp_path / "p.csv").read_text("utf-8-sig").splitlines()))
    lines[0] |= {"program": "2.16.03", "budget": "1500000"}
    with (tmp_path / "p.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(lines[0]))
        writer.writeheader()
        writer.writerows(lines)
    assert spbe("import", tmp_path / "p.csv", "--into", file).returncode == 0
    assert spbe("simulate", file, *limited, "-o", "x.docx", cwd=tmp_path).returncode == 0
    path = tmp_path / "x.docx"
    assert faults(path) == []
    shown = tables(path)
    head, *deeds = next(rows for name, rows in shown.items() if name.startswith("Rencana aksi"))
    at = {title: number for number, title in enumerate(head)}
    assert deeds.pop()[at["Indikator"]] == "Jumlah"
    (paid,) = [row for row in deeds if row[at["Kode program"]]]
    assert (paid[at["Kode program"]], paid[at["Anggaran (Rp)"]]) == ("2.16.03", "1.500.000")
    assert all(row[at["Kriteria yang dipenuhi"]] for row in deeds)
    gain = sum(Fraction(line["gain"]) for line in lines)
    keys = {"tahun": "year", "pengampu": "owner", "aspek": None}
    for name, key in keys.items():
        *parts, whole = shown[f"Rekapitulasi menurut {name}"][1:]
        assert (whole[0], whole[1]) == ("Jumlah", str(len(lines)))
        assert sum(int(row[1]) for row in parts) == len(lines)
        figures = [Fraction(row[3].lstrip("+").replace(",", ".")) for row in (*parts, whole)]
        assert sum(figures[:-1]) == figures[-1] == gain
        if key:
            named = Counter(line[key] or "belum ada pengampu" for line in lines)
            assert {row[0]: int(row[1]) for row in parts} == named


COMPARED = {
    "years": ("bandar-lampung-2022.yaml", "bandar-lampung-2023.yaml"),
    "instruments": (
        "palangka-raya-2019.yaml",
        "palangka-raya-2021.yaml",
        "palangka-raya-2024.yaml",
    ),
    "institutions": ("bandar-lampung-2023.yaml", "palangka-raya-2023.yaml"),
    "opinions": ("denpasar-2018.yaml", "--opinions", "self,official"),
}


@pytest.mark.parametrize("name", COMPARED)
def test_a_comparison_in_word_says_what_its_json_says(spbe: Run, tmp_path: Path, name: str) -> None:
    given = [
        str(ROOT / "examples" / one) if one.endswith(".yaml") else one for one in COMPARED[name]
    ]
    done = spbe("compare", *given, "-o", "x.docx", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    path = tmp_path / "x.docx"
    assert faults(path) == []
    found = json.loads(spbe("compare", *given, "--format", "json").stdout)
    grids = [
        [[cell.text for cell in row.cells] for row in one.rows]
        for one in docx.Document(str(path)).tables
    ]
    assert [row[1] for row in grids[0][1:]] == [
        (one["index"] or "–").replace(".", ",") for one in found["columns"]
    ]
    sections = [row for one in grids if one[0][0] == "Bagian" for row in one[1:]]
    assert len(sections) == len(found["sections"])
    if name != "opinions":
        return
    for row, one in zip(sections, found["sections"], strict=True):
        assert row[1:3] == [value.replace(".", ",") for value in one["values"]]
        assert row[0].strip().split()[1] == one["id"]


def test_a_hostile_name_in_a_comparison(spbe: Run, tmp_path: Path) -> None:
    for number, year in enumerate((2023, 2024), 1):
        name = f"<b>&amp; ]]> {'x' * 200}"
        text = f"institution: '{name}'\nyear: {year}\nindicators: {{1: {number}}}\n"
        (tmp_path / f"{year}.yaml").write_text(text, "utf-8")
    done = spbe("compare", "2023.yaml", "2024.yaml", "-o", "x.docx", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert faults(tmp_path / "x.docx") == []
    text = "\n".join(one.text for one in docx.Document(str(tmp_path / "x.docx")).paragraphs)
    assert "<b>&amp; ]]> xxx" in text


def test_a_letterhead_of_another_word_stays_sound(tmp_path: Path) -> None:
    """Its styles for Word 2010, its own tabs and its own numbered lists do not clash with ours."""
    head = docx.Document()
    head.sections[0].header.paragraphs[0].text = "KOP"
    head.add_paragraph("satu", style="List Number")
    head.save(str(tmp_path / "kop.docx"))
    report = composed("bandar-lampung")
    sources = tuple(SourceFile("a.yaml", "0" * 64) for _one in report.results)
    data = document(
        annual(report), Cover(DATE, "0", sources), "", (tmp_path / "kop.docx").read_bytes()
    )
    (tmp_path / "x.docx").write_bytes(data)
    assert faults(tmp_path / "x.docx") == []
    opened = docx.Document(str(tmp_path / "x.docx"))
    assert opened.paragraphs[0].text == "satu"
    ids = [one.get(f"{W}numId") for one in opened.part.numbering_part.element.findall(f"{W}num")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", [*CASES, "partial"])
def test_the_one_page_in_word(name: str, tmp_path: Path) -> None:
    report = partial(tmp_path) if name == "partial" else composed(name)
    sources = tuple(SourceFile(f"{one.assessment.year}.yaml", "0" * 64) for one in report.results)
    found = summary.summarise(report, DATE)
    cover = Cover(DATE, "0", sources, signers=(Signer("Siti", "Sekretaris Daerah", "1970"),))
    path = tmp_path / "x.docx"
    path.write_bytes(one_page.document(found, cover, "Kota"))
    assert faults(path) == []
    said = texts.summary_view(found, cover)
    shown = "\n".join(told(path))
    for key in ("place", "change", "target", "proven", "rose", "fell", "asked", "sources"):
        for line in said[key]:
            assert line in shown
    assert said["index"] in shown
    assert "Kota, 1 Januari 2025" in shown
    assert "NIP 1970" in shown
    for owner, owed in said["behind"]:
        assert f"{owner}: {owed}" in shown


def test_a_public_edition_in_word_names_no_owner(spbe: Run, tmp_path: Path) -> None:
    made = office.make(tmp_path)
    command = ("report", made.file, "--provisional", "--target", "3.50", "-o")
    for more in ((), ("--summary",)):
        done = spbe(*command, "own.docx", *more, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        done = spbe(*command, "public.docx", "--public", *more, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        own, public = ("\n".join(told(tmp_path / one)) for one in ("own.docx", "public.docx"))
        assert "Bappeda" in own
        assert "Bappeda" not in public
        assert "belum ada pengampu" not in public  # there are owners: they are only not named
        assert "bukti/" not in public
        assert faults(tmp_path / "public.docx") == []


def introduced(spbe: Run, file: Path, out: Path, *options: str) -> str:
    done = spbe("report", file, "-o", out, *options)
    assert done.returncode == 0, done.stderr
    return "\n".join(one.text for one in docx.Document(str(out)).paragraphs)


def test_the_team_is_named_for_self_levels_only(spbe: Run, tmp_path: Path) -> None:
    external = ROOT / "examples/bandar-lampung-2023.yaml"
    said = introduced(spbe, external, tmp_path / "x.docx")
    assert "1.4 Penilai\nIndeks dalam laporan ini ialah hasil penilaian eksternal." in said
    assert "oleh tim berikut" not in said
    assert "indeks dan predikatnya serta kekuatan dan kelemahan setiap aspek." in said
    (tmp_path / "a.yaml").write_text(
        "institution: Kabupaten Contoh\nyear: 2024\nindicators:\n"
        "  1: {self: 2, owner: Bappeda, evidence: [{title: SK, levels: [2]}]}\n"
        "  2: {self: 1, owner: Bappeda}\n  3: {self: 3, owner: Bappeda}\n  4: {owner: Bappeda}\n",
        "utf-8",
    )
    said = introduced(spbe, tmp_path / "a.yaml", tmp_path / "y.docx")
    assert "1.4 Tim asesor internal\nPenilaian dilaksanakan oleh tim berikut." in said
    assert "setiap aspek, serta bukti yang mendasarinya." in said
    tables = docx.Document(str(tmp_path / "y.docx")).tables
    units = next(one for one in tables if one.rows[0].cells[-2].text == "Tanpa bukti dukung")
    assert [cell.text for cell in units.rows[1].cells] == ["Bappeda", "1–4", "4", "3", "3"]


def test_the_legal_basis_is_in_order_and_of_its_time(spbe: Run, tmp_path: Path) -> None:
    said = introduced(spbe, ROOT / "examples/bandar-lampung-2023.yaml", tmp_path / "x.docx")
    basis = said.partition("1.2 Dasar hukum\n")[2].partition("\n1.3 Metode")[0].split("\n")
    assert basis == [
        "Undang-Undang Nomor 39 Tahun 2008 tentang Kementerian Negara.",
        "Peraturan Presiden Nomor 47 Tahun 2015.",
        "Peraturan Presiden Nomor 95 Tahun 2018 tentang Sistem Pemerintahan Berbasis Elektronik.",
        "Peraturan Presiden Nomor 39 Tahun 2019 tentang Satu Data Indonesia.",
        "Peraturan Menteri PANRB Nomor 25 Tahun 2019.",
        (
            "Peraturan Menteri PANRB Nomor 59 Tahun 2020 tentang Pemantauan dan Evaluasi Sistem "
            "Pemerintahan Berbasis Elektronik."
        ),
    ]
    said = introduced(spbe, ROOT / "examples/palangka-raya-2024.yaml", tmp_path / "y.docx")
    assert (
        "\nPedoman Menteri PANRB Nomor 3 Tahun 2024 tentang Tata Cara Pemantauan dan Evaluasi "
        "SPBE.\n1.3 Metode" in said
    )


def targets_of(path: Path) -> dict[str, tuple[str, str]]:
    """Return the level and the target of each item, as the table has them."""
    tables = docx.Document(str(path)).tables
    table = next(one for one in tables if one.rows[0].cells[-1].text == "Target")
    rows = [[cell.text for cell in row.cells] for row in table.rows[1:]]
    return {row[0]: (row[-2], row[-1]) for row in rows}


def test_the_target_of_an_item_is_the_plans_and_never_below_its_level(
    spbe: Run, tmp_path: Path
) -> None:
    file = ROOT / "examples/bandar-lampung-2023.yaml"
    said = introduced(spbe, file, tmp_path / "x.docx")
    assert "atau tingkat sekarang bila lebih tinggi." in said
    assert all(
        target == str(max(3, int(now))) for now, target in targets_of(tmp_path / "x.docx").values()
    )
    said = introduced(spbe, file, tmp_path / "y.docx", "--target", "2.60")
    assert "Target: tingkat menurut rencana aksi (Bab V)" in said
    done = spbe("simulate", file, "--target", "2.60", "--format", "json")
    steps = json.loads(done.stdout)["steps"]
    planned = {one["indicator"]: str(int(one["to"])) for one in steps}
    assert planned
    for item, (now, target) in targets_of(tmp_path / "y.docx").items():
        assert target == planned.get(item, now)
    (tmp_path / "t.yaml").write_text(
        "institution: Kabupaten Contoh\nyear: 2024\nindicators:\n"
        "  1: {self: 4}\n  2: {self: 1, target: 2}\n  3: {target: 5}\n",
        "utf-8",
    )
    said = introduced(spbe, tmp_path / "t.yaml", tmp_path / "z.docx")
    assert "Target yang disebut dalam berkas penilaian didahulukan." in said
    found = targets_of(tmp_path / "z.docx")
    assert [found[item][1] for item in "1234"] == ["4", "2", "5", "3"]


def test_the_chapter_of_the_plan_lies_across_with_its_text(spbe: Run, tmp_path: Path) -> None:
    files = crowded.years(tmp_path, crowded.MINISTRY)
    done = spbe("report", *files, "--target", "3.50", "-o", tmp_path / "r.docx")
    assert done.returncode == 0, done.stderr
    body = list(docx.Document(str(tmp_path / "r.docx")).element.body)
    ends = [at for at, one in enumerate(body) if one.find(f".//{W}sectPr") is not None]
    texts = ["".join(part.text or "" for part in one.iter(f"{W}t")) for one in body]
    headings = {one: at for at, one in enumerate(texts) if re.match(r"BAB|LAMPIRAN|5\.\d", one)}
    assert len(headings) > 7  # each where it stands last, beneath the contents
    across = range(ends[0] + 1, ends[1])
    for one, at in headings.items():
        assert (at in across) == bool(re.match(r"BAB V |5\.", one)), one


@pytest.mark.long
@pytest.mark.skipif(WRITER is None, reason="LibreOffice Writer is not installed")
def test_no_page_in_word_is_nearly_empty(spbe: Run, tmp_path: Path) -> None:
    ministry, regency = tmp_path / "m", tmp_path / "k"
    for folder, name in ((ministry, crowded.MINISTRY), (regency, crowded.REGENCY)):
        folder.mkdir()
        crowded.years(folder, name)
    examples = ROOT / "examples"
    wanted = {
        "m": ([*sorted(ministry.glob("*.yaml"))], "3.50"),
        "k": ([*sorted(regency.glob("*.yaml"))], "3.50"),
        "at": ([examples / "aceh-tengah-2026.yaml"], "2.00"),
        "bl": ([*sorted(examples.glob("bandar-lampung-*.yaml"))], "2.6"),
        "dp": ([examples / "denpasar-2018.yaml"], "3.5"),
    }
    made = []
    for name, (files, target) in wanted.items():
        made.append(tmp_path / f"{name}.docx")
        done = spbe("report", *files, "--target", target, "-o", made[-1])
        assert done.returncode == 0, done.stderr
    for name, pages in printed(made, tmp_path).items():
        for number, page in enumerate(pages[4:-1], 5):  # after cover, endorsement, lists, summary
            lines = [line for line in page.split("\n") if line.strip()]
            assert len(lines) > 8, (name, number, lines)


def test_english_counts_and_names_of_law(spbe: Run, tmp_path: Path) -> None:
    file = ROOT / "examples/bandar-lampung-2023.yaml"
    said = introduced(spbe, file, tmp_path / "x.docx", "--lang", "en")
    assert "consists of 4 domains, 8 aspects and 47 indicators" in said
    assert "Undang-Undang Nomor 39 Tahun 2008 tentang Kementerian Negara." in said
    assert "Peraturan Presiden Nomor 39 Tahun 2019 tentang Satu Data Indonesia." in said
    assert "Peraturan Menteri PANRB Nomor 59 Tahun 2020 tentang Pemantauan" in said
    assert not re.search(r"Number \d+ of \d+ tentang", said)


@pytest.mark.parametrize(
    ("opinion", "maker"),
    [("self", "Penanggung Jawab Asesor Internal"), ("official", "Penyusun Laporan")],
)
def test_who_endorses_fits_the_opinion(spbe: Run, tmp_path: Path, opinion: str, maker: str) -> None:
    file = ROOT / "examples/denpasar-2018.yaml"
    done = spbe("report", file, "--opinion", opinion, "-o", tmp_path / "x.docx")
    assert done.returncode == 0, done.stderr
    document = docx.Document(str(tmp_path / "x.docx"))
    cells = [one.text for row in document.tables[0].rows for one in row.cells]
    assert maker in cells
    assert ("Asesor Internal" in "".join(cells)) == (opinion == "self")
    whole = "\n".join(one.text for one in document.paragraphs)
    assert ("penilaian mandiri tahun 2018" in whole) == (opinion == "self")


def test_sentences_of_papers_end_in_full_stops(spbe: Run, tmp_path: Path) -> None:
    newer = ROOT / "examples/aceh-tengah-2026.yaml"
    said = introduced(spbe, newer, tmp_path / "x.docx")
    assert re.search(r"bukan nilai resmi\.", said)
    assert not re.search(r"bukan nilai resmi(?!\.)", said)
    lampung = [ROOT / f"examples/bandar-lampung-{year}.yaml" for year in (2022, 2023)]
    assert spbe("compare", *lampung, "-o", tmp_path / "c.docx").returncode == 0
    listed = [
        one.text
        for one in docx.Document(str(tmp_path / "c.docx")).paragraphs
        if one.style is not None and one.style.name == "List Bullet"
    ]
    moved = [one for one in listed if re.match(r"Naik|Turun|\d+ dari|Sumbangan", one)]
    assert len(moved) == 3
    assert all(one.endswith(".") for one in moved)


def test_indicators_have_their_short_names_throughout(spbe: Run, tmp_path: Path) -> None:
    files = crowded.years(tmp_path, crowded.REGENCY)
    done = spbe("report", *files, "--target", "3.5", "-o", tmp_path / "x.docx")
    assert done.returncode == 0, done.stderr
    assert "Tingkat Kematangan" not in "\n".join(told(tmp_path / "x.docx"))


def test_a_comparison_on_an_office_s_paper(spbe: Run, tmp_path: Path) -> None:
    letterhead(tmp_path / "kop.docx")
    lampung = [ROOT / f"examples/bandar-lampung-{year}.yaml" for year in (2022, 2023)]
    paper = ("--template", tmp_path / "kop.docx")
    done = spbe("compare", *lampung, "-o", tmp_path / "c.docx", *paper)
    assert done.returncode == 0, done.stderr
    document = docx.Document(str(tmp_path / "c.docx"))
    assert document.sections[0].header.paragraphs[0].text == "PEMERINTAH KABUPATEN CONTOH"
    assert faults(tmp_path / "c.docx") == []
    assert widths(document.tables[0]) != []
    assert abs(sum(widths(document.tables[0])) - Cm(15.2).twips) < 20
    for options in (["-o", str(tmp_path / "c.html")], []):
        done = spbe("compare", *lampung, *options, *paper)
        assert done.returncode == 2
        assert "-o BERKAS.docx" in done.stderr
    (tmp_path / "bad.docx").write_bytes(b"none")
    done = spbe("compare", *lampung, "-o", tmp_path / "d.docx", "--template", tmp_path / "bad.docx")
    assert (done.returncode, "E035" in done.stderr) == (3, True)


@pytest.mark.parametrize("goal", [("--target", "2.60"), ("--by", "2024=2.40", "--by", "2025=2.60")])
def test_a_plan_on_an_office_s_paper(spbe: Run, tmp_path: Path, goal: tuple[str, ...]) -> None:
    letterhead(tmp_path / "kop.docx")
    file = ROOT / "examples/bandar-lampung-2023.yaml"
    paper = ("--template", tmp_path / "kop.docx")
    done = spbe("simulate", file, *goal, "-o", tmp_path / "p.docx", *paper)
    assert done.returncode == 0, done.stderr
    document = docx.Document(str(tmp_path / "p.docx"))
    assert document.sections[0].header.paragraphs[0].text == "PEMERINTAH KABUPATEN CONTOH"
    assert len(document.tables) == 4  # the plan, and its sums
    assert faults(tmp_path / "p.docx") == []
    for options in (("-o", tmp_path / "p.xlsx"), ()):
        done = spbe("simulate", file, *goal, *options, *paper)
        assert (done.returncode, "-o BERKAS.docx" in done.stderr) == (2, True)
    done = spbe("simulate", file, *paper)
    assert done.returncode == 2


@pytest.mark.parametrize("group", ["Kabupaten", "Kementerian", "Provinsi", "Kota"])
def test_no_word_of_a_head_is_broken(group: str, tmp_path: Path) -> None:
    """The average's column is as wide as the longest word of its head, at five points a letter."""
    levels = {str(n): Answer({Opinion.OFFICIAL: Fraction(2 + n % 3)}) for n in range(1, 48)}
    law = LAWS["permenpanrb-59-2020"]
    results = [
        score(law, Assessment(f"{group} Contoh", year, law.id, levels)) for year in (2023, 2024)
    ]
    opened = docx.Document(str(written(core.compose(results), tmp_path)))
    checked = 0
    for table in opened.tables:
        for cell in table.rows[0].cells:
            if cell.text.startswith("Rata-rata ") and cell.width is not None:
                checked += 1
                assert cell.width.pt >= 5 * max(map(len, cell.text.split())) + 7, cell.text
    assert checked


def test_the_line_beneath_the_last_table_takes_no_page(spbe: Run, tmp_path: Path) -> None:
    out = tmp_path / "x.docx"
    assert spbe("report", ROOT / "examples/bandar-lampung-2023.yaml", "-o", out).returncode == 0
    body = docx.Document(str(out)).element.body
    last = body.sectPr.getprevious()
    assert last.tag == f"{W}p"
    assert last.getprevious().tag == f"{W}tbl"
    assert last.find(f"{W}pPr/{W}spacing").get(f"{W}line") == "20"
    assert last.find(f"{W}pPr/{W}rPr/{W}sz").get(f"{W}val") == "2"
