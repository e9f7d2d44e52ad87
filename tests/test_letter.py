"""Letters and papers to be signed: their facts, their blanks, and what they are made of."""

import io
import json
import re
import shutil
from pathlib import Path
from zipfile import ZipFile

import docx
import office
import pytest
from audit import faults
from paper import printed
from program import ROOT, Run

from spbe_cli import i18n
from spbe_cli.core.assessment import Opinion
from spbe_cli.core.result import walk
from spbe_cli.core.score.scoring import score
from spbe_cli.render import phrases, prose, sentences
from spbe_cli.render.page.formal import spelled, spelled_date
from spbe_cli.store.yaml import assessments

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
KINDS = ("berita-acara", "pernyataan", "permintaan", "tagihan")
NASTY = 'Dinas | "A & B" <b>*x*</b> \\ # `c`'
ASSESSMENT = f"""\
institution: Kabupaten | <b>&amp; Nasty*
year: 2024
indicators:
  1: {{self: 4, owner: Bappeda, evidence: [{{title: SK Tim, levels: [2]}}]}}
  2: {{self: 3, owner: '{NASTY}'}}
  3: {{owner: Bappeda}}
"""


def text_of(path: Path) -> str:
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


@pytest.mark.parametrize("kind", KINDS)
def test_a_letter_is_sound_in_both_forms(spbe: Run, tmp_path: Path, kind: str) -> None:
    (tmp_path / "a.yaml").write_text(ASSESSMENT, "utf-8")
    for ending in ("docx", "md"):
        done = spbe("surat", kind, "a.yaml", "-o", f"x.{ending}", cwd=tmp_path)
        assert (done.returncode, done.stdout) == (0, f"x.{ending}: ditulis\n"), done.stderr
    written = text_of(tmp_path / "x.docx")
    assert faults(tmp_path / "x.docx") == []
    assert "Kabupaten | <b>&amp; Nasty*" in written
    assert "**" not in written.replace("Nasty*", "")
    plain = (tmp_path / "x.md").read_text("utf-8")
    assert plain.startswith("# ")
    assert "<b>" not in plain.replace("\\<b\\>", "")
    again = spbe("surat", kind, "a.yaml", "-o", "x.docx", cwd=tmp_path)
    assert (again.returncode, "E015" in again.stderr) == (4, True)


def test_what_nobody_said_is_a_line(spbe: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(ASSESSMENT, "utf-8")
    spbe("letter", "pernyataan", "a.yaml", "-o", "x.md", cwd=tmp_path)
    plain = (tmp_path / "x.md").read_text("utf-8")
    assert "| Nama | : | …………………… |" in plain
    assert "……………………, ……………………" in plain
    signer = ("--signer", "Ir. Siti, M.T., Sekretaris Daerah, 19700101 199003 2 001")
    options = (*signer, "--place", "Kota A", "--date", "27/11/2026")
    done = spbe("letter", "pernyataan", "a.yaml", *options, "-o", "y.md", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    plain = (tmp_path / "y.md").read_text("utf-8")
    assert "……" not in plain
    assert "| Nama | : | Ir. Siti, M.T. |" in plain
    assert "Kota A, 27 November 2026" in plain


def test_the_minutes_hold_the_levels_of_the_engine(spbe: Run, tmp_path: Path) -> None:
    file = ROOT / "examples/denpasar-2018.yaml"
    done = spbe("letter", "berita-acara", file, "-o", tmp_path / "x.docx", "--lang", "en")
    assert done.returncode == 0, done.stderr
    assessment, law = assessments.load(str(file))
    result = score(law, assessment, Opinion.SELF)
    tables = [
        [[cell.text for cell in row.cells] for row in table.rows]
        for table in docx.Document(str(tmp_path / "x.docx")).tables
    ]
    items = next(one for one in tables if one[0][:3] == ["No.", "Indikator", "Tingkat"])
    levels = {one.item.id: str(int(one.level or 0)) for one in result.items()}
    assert {row[0]: row[2] for row in items[1:]} == levels
    sections = next(one for one in tables if one[0][0] == "Bagian")
    with i18n.speaking("id"):
        expected = [
            [sentences.section_name(one), phrases.section_index(result, one)]
            for one in walk(result.sections)
        ]
        assert [[row[0], row[2]] for row in sections[1:-1]] == expected
        assert sections[-1][2:] == [
            phrases.index_words(result),
            phrases.predicate_words(result),
        ]


def test_without_a_self_assessment_there_are_no_minutes(spbe: Run, tmp_path: Path) -> None:
    file = ROOT / "examples/bandar-lampung-2023.yaml"
    done = spbe("letter", "berita-acara", file, "-o", tmp_path / "x.docx")
    assert (done.returncode, "E211" in done.stderr) == (3, True)
    assert not (tmp_path / "x.docx").exists()


def test_a_letter_to_one_unit_and_to_each(spbe: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(ASSESSMENT, "utf-8")
    spbe("letter", "tagihan", "a.yaml", "--owner", "bappeda", "-o", "one.md", cwd=tmp_path)
    one = (tmp_path / "one.md").read_text("utf-8")
    assert one.count("# Permintaan pemenuhan") == 1
    assert "\n| 1 |" in one
    assert "\n| 3 |" in one
    assert "\n| 2 |" not in one
    spbe("letter", "tagihan", "a.yaml", "-o", "all.docx", cwd=tmp_path)
    with ZipFile(tmp_path / "all.docx") as archive:
        body = archive.read("word/document.xml").decode()
    assert (
        body.count(">Permintaan pemenuhan kekurangan isian dan bukti dukung Indeks SPBE 2024")
        == body.count('w:type="page"') + 1
        == 3
    )
    done = spbe("letter", "tagihan", "a.yaml", "--owner", "Bapeda", "-o", "n.md", cwd=tmp_path)
    assert (done.returncode, "E317" in done.stderr) == (3, True)


def test_templates_of_an_office(spbe: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(ASSESSMENT, "utf-8")
    (tmp_path / "t.j2").write_text("# Halo {{ institution }}\n\n- satu\n- **dua**\n", "utf-8")
    head = docx.Document()
    head.sections[0].header.paragraphs[0].text = "KOP SURAT"
    head.add_paragraph("PEMERINTAH KABUPATEN")
    head.styles["Normal"].font.name = "Bookman Old Style"
    head.save(str(tmp_path / "kop.docx"))
    own = ("--template", "t.j2", "--template", "kop.docx")
    done = spbe("letter", "pernyataan", "a.yaml", *own, "-o", "x.docx", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    made = docx.Document(str(tmp_path / "x.docx"))
    assert made.sections[0].header.paragraphs[0].text == "KOP SURAT"
    assert [one.text for one in made.paragraphs][:2] == [
        "PEMERINTAH KABUPATEN",
        "Halo Kabupaten | <b>&amp; Nasty*",
    ]
    assert made.styles["Normal"].font.name == "Bookman Old Style"
    (tmp_path / "bad.docx").write_bytes(b"PK\x03\x04 no")
    (tmp_path / "bad.j2").write_text("\n{% if %}", "utf-8")
    for name, code in (("bad.docx", "E035"), ("bad.j2", "bad.j2:2:1: E022")):
        done = spbe(
            "letter", "pernyataan", "a.yaml", "--template", name, "-o", "y.docx", cwd=tmp_path
        )
        assert (done.returncode, code in done.stderr) == (3, True), done.stderr
    done = spbe("letter", "pernyataan", "a.yaml", *own, "-o", "z.md", cwd=tmp_path)
    assert done.returncode == 2


def test_the_same_letter_is_the_same_bytes(spbe: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(ASSESSMENT, "utf-8")
    env = {"SOURCE_DATE_EPOCH": "1735689600"}
    for name in ("x.docx", "y.docx"):
        spbe("letter", "pernyataan", "a.yaml", "-o", name, cwd=tmp_path, env=env)
    assert (tmp_path / "x.docx").read_bytes() == (tmp_path / "y.docx").read_bytes()


def test_what_is_of_no_use_is_refused(spbe: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(ASSESSMENT, "utf-8")
    for options in (
        ("pernyataan", "a.yaml", "--owner", "Bappeda", "-o", "x.docx"),
        ("pernyataan", "a.yaml", "-o", "x.pdf"),
        ("nota", "a.yaml", "-o", "x.docx"),
        ("pernyataan", "a.yaml", "-o", "x.docx", "--template", "a.docx", "--template", "b.docx"),
    ):
        done = spbe("letter", *options, cwd=tmp_path)
        assert done.returncode == 2, done.stderr


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (11, "sebelas"),
        (19, "sembilan belas"),
        (27, "dua puluh tujuh"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (1912, "seribu sembilan ratus dua belas"),
        (2026, "dua ribu dua puluh enam"),
    ],
)
def test_numbers_in_words(number: int, words: str) -> None:
    assert spelled(number) == words


def test_a_date_in_words() -> None:
    import datetime as dt

    said = spelled_date(dt.date(2026, 11, 27))
    assert said == "dua puluh tujuh bulan November tahun dua ribu dua puluh enam"


def test_a_document_opens_whatever_stands_in_it() -> None:
    import datetime as dt

    from spbe_cli.render.word import letter

    text = (
        "# a\x00b\ud800\n\nBaris\x0b & <x>\n\n| a | b |\n|---|--:|\n| 1 |\n| `x` | y<br>z | w |\n"
    )
    made = docx.Document(io.BytesIO(letter.document(text, "t\x01", dt.date(2026, 1, 1))))
    assert made.paragraphs[0].text == "ab"
    assert [[cell.text for cell in row.cells] for row in made.tables[0].rows] == [
        ["a", "b"],
        ["1", ""],
        ["x", "y\nz"],
    ]


GAPS = """\
institution: Kabupaten Contoh
year: 2024
indicators:
  1: {self: 3, owner: Bappeda, evidence: [{file: hilang.pdf, levels: [2, 3]}]}
  2: {self: 2, owner: Inspektorat, evidence: [{title: SK Tim, levels: [2]}]}
  3: {owner: Bappeda}
"""


def test_consent_tells_what_is_open_and_wants_a_self_assessment(spbe: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GAPS, "utf-8")
    done = spbe("letter", "pernyataan", "a.yaml", "-o", "x.md", cwd=tmp_path)
    assert done.returncode == 0
    assert "belum terisi: 3–47; 1 berkas bukti tidak ditemukan." in done.stderr
    plain = (tmp_path / "x.md").read_text("utf-8")
    assert "penilaian mandiri Indeks SPBE Tahun 2024 dilaksanakan berdasarkan" in plain
    file = ROOT / "examples/bandar-lampung-2023.yaml"
    done = spbe("letter", "pernyataan", file, "-o", tmp_path / "y.md")
    assert (done.returncode, "E211" in done.stderr) == (3, True)
    whole = ROOT / "examples/denpasar-2018.yaml"
    done = spbe("letter", "pernyataan", whole, "-o", tmp_path / "z.md")
    assert (done.returncode, done.stderr) == (0, "")
    assert "telah dilaksanakan" in (tmp_path / "z.md").read_text("utf-8")


def test_the_minutes_tell_missing_files_and_what_is_unproven(spbe: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GAPS, "utf-8")
    (tmp_path / "kosong.pdf").write_bytes(b"")
    more = "  4: {self: 2, evidence: [{file: kosong.pdf, levels: [2]}]}\n"
    (tmp_path / "b.yaml").write_text(GAPS + more, "utf-8")
    for name, said in (
        ("a", "Berkas bukti indikator 1 tidak ditemukan. Tingkat indikator 1 belum terbukti"),
        (
            "b",
            (
                "Berkas bukti indikator 1 tidak ditemukan. Berkas bukti indikator 4 kosong atau "
                "tidak terbaca. Tingkat indikator 1 dan 4 belum terbukti sepenuhnya."
            ),
        ),
    ):
        spbe("letter", "berita-acara", f"{name}.yaml", "-o", f"{name}.md", cwd=tmp_path)
        plain = (tmp_path / f"{name}.md").read_text("utf-8")
        assert said in plain
        assert "| 3 | 0 dari 1 | |" in plain
        assert "| 2 | 1 | |" in plain
        assert "rapat pembahasan hasil" in plain
        assert "rapat penetapan" not in plain
    whole = ROOT / "examples/denpasar-2018.yaml"
    spbe("letter", "berita-acara", whole, "-o", tmp_path / "z.md")
    plain = (tmp_path / "z.md").read_text("utf-8")
    assert "rapat penetapan hasil" in plain
    assert "belum terbukti" not in plain


def test_a_request_speaks_of_a_form_only_where_one_goes_with_it(spbe: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GAPS, "utf-8")
    done = spbe("letter", "permintaan", "a.yaml", "-o", "x.md", cwd=tmp_path)
    assert done.following == "Berikutnya: spbe form a.yaml --split -o formulir\n"
    plain = (tmp_path / "x.md").read_text("utf-8")
    assert "menyampaikan isian dan bukti dukung untuk indikator berikut" in plain
    assert "Mohon isian dan bukti dukung tersebut disampaikan kepada kami" in plain
    assert "lembar kerja" not in plain
    spbe("form", "a.yaml", "--split", "-o", "f", cwd=tmp_path)
    plain = (tmp_path / "f/Bappeda.md").read_text("utf-8")
    assert "Lampiran: 1 (satu) berkas, `Bappeda.xlsx`" in plain
    assert "kami mohon Saudara mengisi lembar kerja terlampir untuk indikator" in plain


def test_whoever_signs_a_letter_to_a_unit_does_so_in_a_capacity(spbe: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GAPS, "utf-8")
    (tmp_path / "e.yaml").write_text(
        "institution: Kabupaten Contoh\nyear: 2022\ninstrument: epss-2022\n"
        "indicators: {1: {owner: Bappeda}}\n",
        "utf-8",
    )
    signer = ("--signer", "Siti, Sekretaris Daerah, 19700101 199003 2 001")
    for kind in ("permintaan", "tagihan"):
        for name, options, said in (
            ("a", (), "| Koordinator SPBE,<br><br><br><br>…………"),
            ("a", signer, "| Sekretaris Daerah,<br><br><br><br>Siti<br>NIP. 19700101"),
            ("e", (), "| ……………………,<br><br><br><br>……………………<br>NIP. …………"),
        ):
            out = tmp_path / "x.md"
            out.unlink(missing_ok=True)
            done = spbe("letter", kind, f"{name}.yaml", *options, "-o", "x.md", cwd=tmp_path)
            assert done.returncode == 0, done.stderr
            assert said in out.read_text("utf-8")


@pytest.mark.parametrize("ending", ["md", "html"])
def test_the_place_of_signing_stands_in_pages_too(spbe: Run, tmp_path: Path, ending: str) -> None:
    file = ROOT / "examples/denpasar-2018.yaml"
    signed = ("--place", "Denpasar", "--signer", "Siti, Sekretaris Daerah")
    for options in (signed, (*signed, "--summary")):
        out = tmp_path / f"x.{ending}"
        done = spbe("report", file, *options, "-o", out)
        assert done.returncode == 0, done.stderr
        assert "Denpasar, " in out.read_text("utf-8").split("Sekretaris Daerah")[-2]
        assert "……, " not in out.read_text("utf-8")
    done = spbe("report", file, *signed, "-o", tmp_path / "x.xlsx")
    assert (done.returncode, "--place berlaku untuk .docx, .md, dan .html" in done.stderr) == (
        2,
        True,
    )


LATE = """\
  4: {self: 2, owner: Bappeda, evidence: [{title: SK, levels: [2]}],
      action: {text: Susun pedoman, due: 2024-01-31}}
"""


def test_a_reminder_counts_late_actions_apart_and_asks_politely(spbe: Run, tmp_path: Path) -> None:
    titled = GAPS.replace("{file: hilang.pdf,", "{title: SK nomor 3, file: hilang.pdf,")
    (tmp_path / "a.yaml").write_text(titled + LATE, "utf-8")
    done = spbe("letter", "tagihan", "a.yaml", "--owner", "Bappeda", "-o", "x.md", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    plain = (tmp_path / "x.md").read_text("utf-8")
    for said in (
        "Hal: Permintaan pemenuhan kekurangan isian dan bukti dukung Indeks SPBE Tahun 2024",
        "Indeks Sistem Pemerintahan Berbasis Elektronik (SPBE) Tahun 2024",
        (
            "2 indikator yang pengisian atau bukti dukungnya belum lengkap dan 1 tindak lanjut "
            "yang melewati batas waktu."
        ),
        "| Nilai mandiri | Terbukti |",
        "berkas SK nomor 3 tidak ditemukan; mohon dikirim ulang",
        "tindak lanjut melewati batas waktu (31 Januari 2024): Susun pedoman",
        "| tingkat kematangan dan bukti dukung, antara lain:<br>",
    ):
        assert said in plain
    debts = spbe("todo", "a.yaml", "--owner", "Bappeda", "--format", "json", cwd=tmp_path).stdout
    (stake,) = {one["at_stake"] for one in json.loads(debts)["owners"]}
    written = str(stake).replace(".", ",")
    assert f"Kekurangan tersebut berpengaruh sebesar {written} terhadap Indeks SPBE." in plain
    assert " lewat " not in plain
    assert "Klaim" not in plain


def test_minutes_of_an_open_index_say_what_holds_for_every_value(spbe: Run, tmp_path: Path) -> None:
    levels = "".join(f"  {at}: {{self: 3}}\n" for at in range(2, 48))
    text = f"institution: Kabupaten Contoh\nyear: 2024\nindicators:\n{levels}"
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    spbe("letter", "berita-acara", "a.yaml", "-o", "x.md", cwd=tmp_path)
    plain = (tmp_path / "x.md").read_text("utf-8")
    assert "**Baik pada seluruh kemungkinan nilai**" in plain
    assert "pasti" not in plain


def test_a_letter_speaks_as_of_its_own_date(spbe: Run, tmp_path: Path) -> None:
    due = "1: {self: 2, owner: Bappeda, action: {text: Susun SK, due: 2024-09-30}}"
    (tmp_path / "a.yaml").write_text(
        f"institution: Kota A\nyear: 2024\nindicators:\n  {due}\n  2: {{owner: Bappeda}}\n", "utf-8"
    )
    for date, shown, late in (
        ("2024-02-02", "2 Februari 2024", False),
        ("2024-09-30", "30 September 2024", False),
        ("2024-10-01", "1 Oktober 2024", True),
    ):
        out = tmp_path / f"{date}.md"
        done = spbe("letter", "tagihan", "a.yaml", "--date", date, "-o", out, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        text = out.read_text("utf-8")
        assert f"per {shown} masih terdapat" in text
        assert ("melewati batas waktu (30 September 2024)" in text) is late


@pytest.mark.parametrize("kind", KINDS)
def test_last_lines_stay_with_the_signature(spbe: Run, tmp_path: Path, kind: str) -> None:
    made = office.make(tmp_path)
    done = spbe("letter", kind, made.file, "-o", tmp_path / "x.docx")
    assert done.returncode == 0, done.stderr
    body = list(docx.Document(str(tmp_path / "x.docx")).element.body)
    signed = [
        at
        for at, one in enumerate(body)
        if one.tag == f"{W}tbl" and "NIP." in "".join(text.text for text in one.iter(f"{W}t"))
    ]
    assert signed
    for at in signed:
        last = body[at - 1]
        assert "".join(text.text for text in last.iter(f"{W}t"))
        assert last.find(f"{W}pPr/{W}keepNext") is not None
        rows = list(body[at].iter(f"{W}tr"))
        for row in rows[:-1]:
            assert row.find(f".//{W}keepNext") is not None


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("lowriter") is None, reason="LibreOffice is not installed")
def test_no_signature_stands_alone_on_a_page(spbe: Run, tmp_path: Path) -> None:
    made = office.make(tmp_path)
    papers = []
    for kind in KINDS:
        papers.append(tmp_path / f"{kind}.docx")
        assert spbe("letter", kind, made.file, "-o", papers[-1]).returncode == 0
    for name, pages in printed(papers, tmp_path).items():
        for page in pages:
            if "NIP." in page:
                assert re.search(r"Demikian|dipublikasikan", page), (name, page)


def test_an_instrument_without_domains_has_none_in_its_minutes(spbe: Run, tmp_path: Path) -> None:
    for law, heading in (
        ("permenpanrb-8-2026", "Indeks aspek"),
        ("permenpanrb-59-2020", "Indeks domain dan aspek"),
    ):
        file = tmp_path / f"{law}.yaml"
        file.write_text(
            f"institution: Kota A\nyear: 2026\ninstrument: {law}\nindicators:\n  1: 2\n", "utf-8"
        )
        done = spbe("letter", "berita-acara", file, "-o", tmp_path / f"{law}.md")
        assert done.returncode == 0, done.stderr
        assert f"\n## {heading}\n" in (tmp_path / f"{law}.md").read_text("utf-8")


@pytest.mark.parametrize("kind", ["berita-acara", "pernyataan"])
def test_the_remedy_for_a_file_without_self_levels_is_no_option(
    spbe: Run, tmp_path: Path, kind: str
) -> None:
    file = ROOT / "examples/bandar-lampung-2023.yaml"
    done = spbe("letter", kind, file, "-o", tmp_path / "x.docx")
    assert (done.returncode, "E211" in done.stderr) == (3, True)
    assert "--opinion" not in done.stderr
    assert "spbe form" in done.stderr


def test_levels_and_ranges_are_written_as_in_sentences(spbe: Run, tmp_path: Path) -> None:
    made = office.make(tmp_path)
    done = spbe("letter", "tagihan", made.file, "-o", tmp_path / "x.md")
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "x.md").read_text("utf-8")
    assert re.search(r"tingkat \d dan \d", text)
    assert re.search(r"tingkat \d–\d", text)
    assert not re.search(r"tingkat \d(?:, \d)+(?!, \d| dan)", text)
    assert not re.search(r"(tingkat|indikator) \d+-\d+", text)
    assert not re.search(r"(?<![\d-])[1-9]\d?-\d{1,2}(?![\d-])", text)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("tingkat 1-3", "tingkat 1–3"),
        ("(32-44)", "(32–44)"),
        ("indikator 35-2", "indikator 35-2"),
        ("2024-09-30", "2024-09-30"),
        ("Perwali 12-A", "Perwali 12-A"),
        ("kode L2-05-06", "kode L2-05-06"),
    ],
)
def test_ranges_of_an_instrument(text: str, written: str) -> None:
    assert prose.ranges(text) == written


def test_a_folder_of_forms_that_is_there_leads_to_reminders(spbe: Run, tmp_path: Path) -> None:
    file, out = tmp_path / "a.yaml", tmp_path / "formulir"
    file.write_text("institution: A\nyear: 2024\nindicators: {1: {self: 3, owner: Bappeda}}\n")
    assert spbe("form", file, "--split", "-o", out).returncode == 0
    done = spbe("form", file, "--split", "-o", out)
    assert (done.returncode, "tambahkan --remind" in done.stderr) == (4, True)
    done = spbe("form", file, "--split", "-o", out, "--remind")
    assert (done.returncode, "tambahkan --remind" in done.stderr) == (0, False)
