"""Reports as pages and Markdown: what they say, what they refuse, and that nothing is lost."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import docx
import jinja2
import pytest
from markdown_it import MarkdownIt
from program import ROOT, Run

import spbe_cli
from spbe_cli.problems import DataError, FileError
from spbe_cli.render import one_page
from spbe_cli.render.page import fill
from spbe_cli.store import files, reports

WHEN = {"SOURCE_DATE_EPOCH": "1735689600"}  # 1 January 2025
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"
    b"\x1f\x15\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d"
    b"\x00\x00\x00\x00IEND\xaeB`\x82"
)
RICH = """\
institution: Pemerintah Kabupaten Contoh
year: 2024
indicators:
  1:
    self: 4
    official: 3
    target: 5
    owner: Bagian Hukum
    evidence:
      - {title: Perbup 12/2021, file: bukti/01/perbup.pdf, date: 2021-05-04, levels: [2, 3]}
      - {title: JDIH, url: "https://jdih.example.id/perbup?a=1&b=2", levels: [4]}
    note: |
      Menunggu revisi Perbup.
      Sudah dibahas tiga kali.
    action: {text: Terbitkan revisi Perbup, due: 2025-03-31}
  2: {self: 3, owner: Bappeda, evidence: [{title: SK tim, levels: [2]}]}
""" + "".join(
    f"  {n}: {{self: {1 + n * 7 % 5}, owner: {'Diskominfo' if n % 3 else 'Bappeda'}}}\n"
    for n in range(3, 48)
)
HOSTILE = [
    "<script>alert(1)</script>",
    "\"kutip\" 'tunggal' & <b>tebal</b>",
    "=cmd|' /C calc'!A0",
    "Kota \u202eatoK\u202c \u200fkanan",
    "{{ 7 * 7 }} {% raw %}",
    "x" * 300,
    "| a | b |",
    "# judul [tautan](http://x.example) `kode` *tebal* ~~coret~~",
]


class Page(HTMLParser):
    """The tags of a page, and what a reader sees of it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words: list[str] = []
        self.refs: list[str] = []
        self.inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.inside = tag
        self.refs += [value or "" for name, value in attrs if name in ("src", "href", "action")]

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002  the parser's signature
        self.inside = ""
        self.words.append(" ")

    def handle_data(self, data: str) -> None:
        if self.inside not in ("style", "script"):
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


@pytest.fixture
def rich(tmp_path: Path) -> Path:
    (tmp_path / "rich.yaml").write_text(RICH, "utf-8")
    return tmp_path / "rich.yaml"


def made(spbe: Run, out: Path, *arguments: str | Path) -> str:
    done = spbe("report", *arguments, "-o", out, env=WHEN)
    assert done.returncode == 0
    assert all(line.startswith("Pembanding: ") for line in done.stderr.splitlines())
    return out.read_text("utf-8")


def readable(html: str) -> str:
    """Return a page without style, script and drawings, which stand in files of their own."""
    html = re.sub(r"(<(style|script)[^>]*>).*?(</\2>)", r"\1…\3", html, flags=re.DOTALL)
    return re.sub(r"(<svg)[^>]*>.*?(</svg>)", r"\1>…\2", html, flags=re.DOTALL)


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_page_of_an_institution(
    spbe: Run, rich: Path, snapshot: Callable[[str, str], None], language: str
) -> None:
    out = rich.with_name("r.html")
    signer = "Dr. Siti Aminah, S.Kom., M.T., Kepala Dinas, NIP. 19800101 200501 2 001"
    html = made(spbe, out, "--lang", language, rich, "--target", "3.00", "--signer", signer)
    snapshot(f"report-rich.{language}.html", readable(html))


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(
    ("name", "pattern"),
    [("bandar-lampung", "bandar-lampung-*.yaml"), ("palangka-raya", "palangka-raya-*.yaml")],
)
def test_markdown(
    spbe: Run,
    tmp_path: Path,
    snapshot: Callable[[str, str], None],
    name: str,
    pattern: str,
    language: str,
) -> None:
    text = made(
        spbe, tmp_path / "r.md", "--lang", language, *sorted(ROOT.glob(f"examples/{pattern}"))
    )
    snapshot(f"report-{name}.{language}.md", text)


def test_what_the_first_page_says(spbe: Run, tmp_path: Path, examples: Path) -> None:
    both = [examples / f"bandar-lampung-{year}.yaml" for year in (2023, 2022)]
    fill = Page(made(spbe, tmp_path / "r.html", *both, "--target", "3,00"))
    for sentence in (
        "Indeks SPBE Pemerintah Kota Bandar Lampung tahun 2023 sebesar 2,15, predikat Cukup,",
        "Naik 0,65 dari 1,50 (Kurang) pada tahun 2022.",
        "Target 3,00 belum tercapai: kurang 0,85.",
        "Predikat Baik dimulai dari 2,60: kurang 0,45.",
    ):
        assert sentence in fill.text


def test_indices_of_two_instruments_are_not_subtracted(
    spbe: Run, tmp_path: Path, examples: Path
) -> None:
    years = [examples / f"palangka-raya-{year}.yaml" for year in (2019, 2021)]
    text = Page(made(spbe, tmp_path / "r.html", *years)).text
    assert "Tahun 2019 dinilai dengan PermenPANRB 5/2018 (1,75, Kurang)" in text
    assert "0,36" not in text  # 2.11 − 1.75


def test_last_year_is_found_beside(spbe: Run, tmp_path: Path, examples: Path) -> None:
    text = made(spbe, tmp_path / "r.md", examples / "bandar-lampung-2023.yaml")
    assert "Naik 0,65 dari 1,50" in text
    assert "bandar-lampung-2022.yaml" in text  # its provenance


def test_an_open_and_a_provisional_index_say_so(spbe: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(RICH.replace("  47: ", "  # 47: "), "utf-8")
    text = Page(made(spbe, tmp_path / "a.html", file)).text
    assert "belum dapat ditetapkan; yang masih mungkin 2,93–3,05" in text
    assert "Isi 1 indikator yang belum bernilai: 47." in text
    text = Page(made(spbe, tmp_path / "b.html", file, "--provisional")).text
    assert "untuk sementara 2,93" in text
    assert "SEMENTARA" in text
    assert "Sifat 2024 sementara: yang belum terisi dihitung sebagai nilai terendah" in text


def test_every_report_names_where_it_comes_from(spbe: Run, tmp_path: Path, rich: Path) -> None:
    import hashlib

    text = Page(made(spbe, tmp_path / "r.html", rich)).text
    digest = hashlib.sha256(rich.read_bytes()).hexdigest()
    program = f"spbe {spbe_cli.__version__}"
    for said in (digest, "permenpanrb-59-2020, edisi ", program, "1 Januari 2025", "mandiri"):
        assert said in text


def test_a_page_is_one_file(spbe: Run, tmp_path: Path, rich: Path) -> None:
    (tmp_path / "logo.png").write_bytes(PNG)
    html = made(spbe, tmp_path / "r.html", rich, "--logo", tmp_path / "logo.png")
    fill = Page(html)
    assert len(html.encode()) < 400_000
    assert not {"link", "iframe", "object", "embed", "form"} & set(fill.tags)
    allowed = re.compile(r"#|data:image/png;base64,|https://jdih\.example\.id/perbup\?a=1&b=2$")
    assert not [one for one in fill.refs if not allowed.match(one)]
    assert not re.search(r"url\(|@import|fetch\(|XMLHttpRequest|eval\(", html)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_text(spbe: Run, tmp_path: Path, rich: Path, name: str) -> None:
    quoted = "'" + name.replace("'", "''") + "'"
    text = RICH.replace("Pemerintah Kabupaten Contoh", quoted)
    text = text.replace("Bagian Hukum", quoted).replace("title: SK tim", f"title: {quoted}")
    (tmp_path / "a.yaml").write_text(text.replace("Terbitkan revisi Perbup", quoted), "utf-8")
    usual = Page(made(spbe, tmp_path / "usual.html", rich))
    fill = Page(made(spbe, tmp_path / "a.html", tmp_path / "a.yaml"))
    shown = "".join(char for char in name if char not in "\u202e\u202c\u200f")
    assert fill.tags == usual.tags
    assert fill.text.count(shown) >= 4
    assert not set("\u202e\u202c\u200f") & set(fill.text)
    plain = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    tokens = plain.render(made(spbe, tmp_path / "usual.md", rich))
    got = plain.render(made(spbe, tmp_path / "a.md", tmp_path / "a.yaml"))
    assert Page(got).tags == Page(tokens).tags
    assert Page(got).text.count(shown) >= 4


def test_a_report_is_written_anew_but_nothing_else_is(
    spbe: Run, tmp_path: Path, rich: Path
) -> None:
    out = tmp_path / "r.md"
    first = made(spbe, out, rich)
    assert made(spbe, out, rich, "--title", "Lain") != first
    for text in (out.read_text("utf-8").replace("Lain", "Disunting"), "milik orang", ""):
        out.write_text(text, "utf-8")
        done = spbe("report", rich, "-o", out)
        assert done.returncode == 4
        assert "E021" in done.stderr
        assert out.read_text("utf-8") == text


def test_a_workbook_saved_by_somebody_stays(spbe: Run, tmp_path: Path, rich: Path) -> None:
    import openpyxl

    out = tmp_path / "r.xlsx"
    for _time in range(2):
        assert spbe("report", rich, "-o", out, env=WHEN).returncode == 0
    book = openpyxl.load_workbook(out)
    book.save(out)
    saved = out.read_bytes()
    done = spbe("report", rich, "-o", out)
    assert (done.returncode, "E021" in done.stderr) == (4, True)
    assert out.read_bytes() == saved


def test_a_folder_that_is_missing(spbe: Run, tmp_path: Path, rich: Path) -> None:
    done = spbe("report", rich, "-o", tmp_path / "tidak/ada.html")
    assert done.returncode == 4
    assert "E014 berkas tidak dapat ditulis: folder tidak ada" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are a matter of POSIX")
@pytest.mark.parametrize("ending", ["html", "md", "xlsx"])
def test_a_full_disk_leaves_the_old_report(
    spbe: Run, tmp_path: Path, rich: Path, ending: str
) -> None:
    out = tmp_path / f"r.{ending}"
    assert spbe("report", rich, "-o", out).returncode == 0
    before = out.read_bytes()
    import resource  # Windows has none

    def little() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    done = subprocess.run(
        [sys.executable, "-B", "-m", "spbe_cli", "report", rich, "-o", out, "--title", "Baru"],
        capture_output=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
        preexec_fn=little,
        text=True,
    )
    assert done.returncode == 4, done.stderr
    assert "E014" in done.stderr
    assert out.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [out.name, rich.name]


def test_a_file_open_elsewhere_keeps_its_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows refuses to replace a file that Excel has open."""
    out = tmp_path / "r.md"
    reports.write(out, "lama\n")
    before = out.read_bytes()

    def refused(_self: Path, _target: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(FileError) as caught:
        reports.write(out, "baru\n")
    assert caught.value.problems[0].code == "E014"
    assert out.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["r.md"]


def test_templates_of_ones_own(spbe: Run, tmp_path: Path, rich: Path) -> None:
    own = tmp_path / "templat"
    own.mkdir()
    (own / "laporan.md.j2").write_text("{{ institution }}: {{ index }}\n", "utf-8")
    text = made(spbe, tmp_path / "r.md", rich, "--template", own)
    assert text.startswith("Pemerintah Kabupaten Contoh: 3,05\n")
    (own / "laporan.css").write_text("body { color: teal }", "utf-8")
    html = made(spbe, tmp_path / "r.html", rich, "--template", own)
    assert "body { color: teal }" in html
    assert "Ringkasan" in html


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("a\n{{ indeks }}\n", 2, "'indeks' is undefined"),
        ("a\nb\n{% if %}\n", 3, "Expected an expression"),
        ('a\n\n\n{% include "lain.j2" %}\n', 4, "lain.j2"),
        ("{{ year + institution }}\n", 1, "unsupported operand"),
        ("a\n{{ 1 / 0 }}\n", 2, "division by zero"),
        ("{{ ''.__class__.__mro__ }}\n", 1, "unsafe"),
    ],
)
def test_a_template_that_is_not_sound(
    spbe: Run, tmp_path: Path, rich: Path, text: str, line: int, reason: str
) -> None:
    own = tmp_path / "templat"
    own.mkdir()
    (own / "laporan.html.j2").write_text(text, "utf-8")
    done = spbe("report", rich, "-o", tmp_path / "r.html", "--template", own)
    assert done.returncode == 3
    assert done.stderr.startswith(f"{own / 'laporan.html.j2'}:{line}:1: E022 templat tidak sah: ")
    assert reason in done.stderr
    assert not (tmp_path / "r.html").exists()


def test_a_fault_of_a_shipped_template_is_a_bug() -> None:
    """Nobody can mend it but we: it is no problem of the user's data."""
    shipped = {"a.j2": ("{% include 'b.j2' %}", None), "b.j2": ("{{ missing }}", None)}
    with pytest.raises(jinja2.UndefinedError):
        fill.rendered("a.j2", {}, shipped)
    with pytest.raises(jinja2.TemplateSyntaxError):
        fill.rendered("a.j2", {}, {"a.j2": ("{% if %}", None)})
    own = {**shipped, "a.j2": ("\n{% include 'b.j2' %}", "a.j2")}  # in the folder one stands in
    with pytest.raises(DataError) as told:
        fill.rendered("a.j2", {}, own)
    assert [(one.code, str(one.place)) for one in told.value.problems] == [("E022", "a.j2:2:1")]


def test_a_fault_in_an_included_template(spbe: Run, tmp_path: Path, rich: Path) -> None:
    own = tmp_path / "templat"
    own.mkdir()
    (own / "laporan.css").write_text("a {}\n{{ salah }}\n", "utf-8")
    done = spbe("report", rich, "-o", tmp_path / "r.html", "--template", own)
    assert f"{own / 'laporan.css'}:2:1: E022" in done.stderr


def test_no_folder_of_templates(spbe: Run, tmp_path: Path, rich: Path) -> None:
    done = spbe("report", rich, "-o", tmp_path / "r.md", "--template", tmp_path / "tidak-ada")
    assert (done.returncode, "E002" in done.stderr) == (4, True)
    (tmp_path / "kosong").mkdir()
    done = spbe("report", rich, "-o", tmp_path / "r.md", "--template", tmp_path / "kosong")
    assert (done.returncode, "E024" in done.stderr) == (4, True)
    assert "laporan.html.j2" in done.stderr


def test_a_report_is_about_one_institution(spbe: Run, tmp_path: Path, rich: Path) -> None:
    example = ROOT / "examples/bandar-lampung-2023.yaml"
    done = spbe("report", rich, example, "-o", tmp_path / "r.md")
    assert (done.returncode, "E223" in done.stderr) == (3, True)
    done = spbe("report", rich, rich, "-o", tmp_path / "r.md")
    assert (done.returncode, "E224" in done.stderr) == (3, True)
    assert not (tmp_path / "r.md").exists()


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a", PNG + bytes(2_000_000), b"<svg/>", PNG[:20], b"\xff\xd8\xff"]
)
def test_what_is_no_logo(spbe: Run, tmp_path: Path, rich: Path, data: bytes) -> None:
    (tmp_path / "logo").write_bytes(data)
    done = spbe("report", rich, "-o", tmp_path / "r.html", "--logo", tmp_path / "logo")
    assert (done.returncode, "E023" in done.stderr) == (3, True)


@pytest.mark.parametrize(
    "more",
    [
        ["-o", "r.pdf"],
        ["-o", "r"],
        [],
        ["-o", "r.html", "--target", "tinggi"],
        ["-o", "r.html", "--target", "6"],
        ["-o", "r.html", "--target", "0"],
        ["-o", "r.html", "--signer", ""],
        ["-o", "r.xlsx", "--template", "."],
    ],
)
def test_wrong_use(spbe: Run, tmp_path: Path, rich: Path, more: list[str]) -> None:
    assert spbe("report", rich, *more, cwd=tmp_path).returncode == 2
    assert [path.name for path in tmp_path.iterdir()] == [rich.name]


def test_the_seal_outlives_other_line_ends(tmp_path: Path) -> None:
    out = tmp_path / "r.md"
    reports.write(out, "satu\ndua\n")
    out.write_bytes(out.read_bytes().replace(b"\n", b"\r\n"))
    reports.write(out, "tiga\n")
    assert files.read_text(str(out)).startswith("tiga\n")


FLAT = "institution: Kab. Contoh\nyear: {year}\nindicators:\n"


def flat(folder: Path, year: int, levels: str, count: int = 47) -> Path:
    file = folder / f"{year}.yaml"
    listed = "".join(f"  {item}: {levels}\n" for item in range(1, count + 1))
    file.write_text(FLAT.format(year=year) + listed, "utf-8")
    return file


def test_candidates_on_both_sides_of_nothing(spbe: Run, tmp_path: Path) -> None:
    """Published figures that leave two indices: neither is the top, and nothing is exact."""
    text = "institution: Kota X\nyear: 2023\n"
    text += "published: {domains: {1: 3.40, 2: 3.30, 3: 2.09, 4: 4.69}}\n"
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    said = made(spbe, tmp_path / "r.md", tmp_path / "a.yaml", "--target", "3.745")
    assert "3,74 atau 3,75" in said
    assert "Predikat Memuaskan dimulai dari 4,20: kurang 0,45–0,46." in said
    assert "Apakah target 3,745 tercapai belum pasti" in said
    assert "tertinggi" not in said


def test_a_published_index_below_the_bound_that_it_prints(spbe: Run, tmp_path: Path) -> None:
    text = (
        "institution: Kota X\nyear: 2024\npublished: {domains: {1: 2.20, 2: 1.20, 3: 3.64, 4: 3.10}"
        ", index: 2.60, predicate: Cukup}\n"
    )
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    said = made(spbe, tmp_path / "r.md", tmp_path / "a.yaml", "--target", "2.60")
    assert "Target 2,60 belum tercapai: kurang 0,0015–0,004." in said
    assert "Predikat Baik dimulai dari 2,60: kurang 0,0015–0,004." in said


def test_levels_of_different_people_are_not_subtracted(spbe: Run, tmp_path: Path) -> None:
    flat(tmp_path, 2023, "{self: 3, official: 2}")
    this = flat(tmp_path, 2024, "{self: 3}")
    said = made(spbe, tmp_path / "r.md", this)
    assert "Tetap 3,00 (Baik), sama dengan tahun 2023." in said  # self against self
    flat(tmp_path, 2023, "{official: 2}")
    said = made(spbe, tmp_path / "r.md", this)
    assert "Tahun 2023: 2,00 (Cukup) menurut nilai eksternal; selisih tidak dihitung" in said
    assert "+1,00" not in said


def test_equal_sections_are_neither_strong_nor_weak(spbe: Run, tmp_path: Path) -> None:
    said = made(spbe, tmp_path / "r.md", flat(tmp_path, 2024, "{official: 3}"))
    assert "Paling" not in said


def test_first_come_the_open_indicators(spbe: Run, tmp_path: Path) -> None:
    said = made(spbe, tmp_path / "r.md", flat(tmp_path, 2024, "3", count=19))
    assert "1. Isi 28 indikator yang belum bernilai: 20–47." in said
    assert "dari belum terisi" not in said


def test_previous_years(spbe: Run, tmp_path: Path) -> None:
    this = flat(tmp_path, 2024, "3")
    later = flat(tmp_path, 2025, "4")
    done = spbe("report", this, "-o", tmp_path / "r.md", "--previous", later)
    assert (done.returncode, "tahun sebelumnya" in done.stderr) == (2, True)
    (tmp_path / "2023.yaml").write_text("institution: Kab. Contoh\nyear: 2023\n", "utf-8")
    said = made(spbe, tmp_path / "r.md", this)  # last year's file has nothing to say
    assert "2023" not in said.replace("2024", "")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (
            "Ir. Budi, M.T., Kepala Dinas Komunikasi, Informatika, dan Statistik, 1990010120",
            "Kepala Dinas Komunikasi, Informatika, dan Statistik|Ir. Budi, M.T.|1990010120",
        ),
        ("Budi, S.Kom., MT", "|Budi, S.Kom., MT|"),
        ("Budi, Kepala,", "Kepala|Budi|"),
        (
            "Budi; Kepala Bidang A, B; NIP 19900101 202012 1 001",
            "Kepala Bidang A, B|Budi|19900101 202012 1 001",
        ),
    ],
)
def test_who_signs(spbe: Run, rich: Path, written: str, shown: str) -> None:
    html = made(spbe, rich.with_name("r.html"), rich, "--signer", written)
    found = re.search(
        r"<div><p>[^<]*</p><p>(.*?)</p><p class=.space.></p><p><strong>(.*?)</strong></p>"
        r"(?:<p>NIP (.*?)</p>)?",
        html,
    )
    assert found
    assert "|".join(one or "" for one in found.groups()) == shown


def test_web_addresses_survive_markdown(spbe: Run, tmp_path: Path) -> None:
    url = "https://contoh.go.id/a_b_c?x=1&y=_2_|<b>"
    text = RICH.replace("https://jdih.example.id/perbup?a=1&b=2", url)
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    said = made(spbe, tmp_path / "a.md", tmp_path / "a.yaml")
    links = Page(MarkdownIt("commonmark").enable("table").render(said)).refs
    assert links == ["https://contoh.go.id/a_b_c?x=1&y=_2_%7C%3Cb%3E"] * 2


def test_a_link_to_a_report_stays_a_link(spbe: Run, tmp_path: Path, rich: Path) -> None:
    made(spbe, tmp_path / "real.md", rich)
    (tmp_path / "link.md").symlink_to("real.md")
    made(spbe, tmp_path / "link.md", rich, "--title", "Baru")
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real.md").read_text("utf-8").startswith("# Baru")
    (tmp_path / "folder.md").mkdir()
    done = spbe("report", rich, "-o", tmp_path / "folder.md")
    assert (done.returncode, "E014" in done.stderr) == (4, True)


def test_a_date_that_no_calendar_has(spbe: Run, tmp_path: Path, rich: Path) -> None:
    done = spbe("report", rich, "-o", tmp_path / "r.md", env={"SOURCE_DATE_EPOCH": "9" * 14})
    assert done.returncode == 0


def test_the_cheapest_plan_for_the_target(spbe: Run, tmp_path: Path, examples: Path) -> None:
    file = examples / "bandar-lampung-2023.yaml"
    said = made(spbe, tmp_path / "r.md", file, "--target", "2.60")
    assert "Rencana paling hemat menuju 2,60: 22 tingkat naik pada 22 indikator, upaya 23;" in said
    said = made(spbe, tmp_path / "s.md", file, "--target", "2.00")
    assert "Target 2,00 sudah tercapai." in said
    assert "## Rencana" not in made(spbe, tmp_path / "t.md", file)
    domains = examples / "palangka-raya-2022.yaml"
    assert "13 tingkat naik" in made(spbe, tmp_path / "u.md", domains, "--target", "3.00")


KANTOR = """\
institution: Pemerintah Kabupaten Contoh
year: 2024
indicators:
  1:
    self: 4
    owner: [Bagian Rahasia, Bappeda]
    evidence:
      - {title: Perbup 12/2021, file: bukti/01/perbup-rahasia.pdf, page: hal. 9, levels: [2, 3]}
      - {title: sk-rahasia, file: bukti/sk-rahasia.pdf}
      - {file: bukti/lain-rahasia.pdf}
      - {title: Tautan, url: "https://rahasia.example/x"}
    note: catatan rahasia
    remark: pesan rahasia
    explanation: {fact: fakta rahasia, analysis: telaah rahasia}
    action: {text: Bappeda menyusun aturan, due: 2025-03-31}
  2: {self: 3, owner: Bappeda, action: {text: Terbitkan aturan turunan}}
plan:
  target: 2.6
  steps:
    - {indicator: 2, to: 4, due: 2025-06-30}
""" + "".join(f"  {n}: {{self: {1 + n * 7 % 5}, owner: Bappeda}}\n" for n in range(3, 48))


@pytest.fixture
def kantor(tmp_path: Path) -> Path:
    head, plan, rest = KANTOR.partition("plan:\n")
    steps, mark, more = rest.partition("  3: ")
    file = tmp_path / "penilaian-rahasia.yaml"
    file.write_text(head + mark + more + plan + steps, "utf-8")
    return file


SECRETS = ("Rahasia", "rahasia", "Bappeda", "bukti/", "hal. 9")


@pytest.mark.parametrize("more", [[], ["--summary"], ["--no-criteria"], ["--target", "3.5"]])
@pytest.mark.parametrize("ending", ["html", "md", "xlsx"])
def test_a_public_edition_keeps_back_what_is_the_offices_own(
    spbe: Run, tmp_path: Path, kantor: Path, ending: str, more: list[str]
) -> None:
    if "--summary" in more and ending == "xlsx":
        return
    whole, public = tmp_path / f"w.{ending}", tmp_path / f"p.{ending}"
    assert spbe("report", kantor, "-o", whole, *more).returncode == 0
    assert spbe("report", kantor, "-o", public, "--public", *more).returncode == 0
    before, after = written(whole), written(public)
    assert "rahasia" in before
    assert not [word for word in SECRETS if word in after]
    index = "3,0" if ending != "xlsx" else "Indeks SPBE"
    assert index in before
    assert index in after


def written(file: Path) -> str:
    """Return all text of a report, whatever its form."""
    if file.suffix != ".xlsx":
        return file.read_text("utf-8")
    with zipfile.ZipFile(file) as archive:
        return "\n".join(archive.read(one).decode("utf-8", "replace") for one in archive.namelist())


def test_figures_of_a_public_edition_are_the_same(spbe: Run, tmp_path: Path, kantor: Path) -> None:
    """What evidence proves is computed from files that a public edition does not name."""
    both = []
    for more in ([], ["--public"]):
        text = made(spbe, tmp_path / "r.md", kantor, *more)
        both.append(re.search(r"Klaim .* terbukti .*", text))
    assert both[0]
    assert both[1]
    assert both[0][0] == both[1][0]


@pytest.mark.parametrize("ending", ["html", "md"])
def test_self_against_official(spbe: Run, tmp_path: Path, examples: Path, ending: str) -> None:
    text = made(spbe, tmp_path / f"r.{ending}", examples / "denpasar-2018.yaml")
    shown = Page(text).text if ending == "html" else text
    assert "Diturunkan (20)" in shown
    assert "Dinaikkan (1)" in shown
    assert re.search(r"Indeks SPBE[ |*]+3,67[ |]+2,64[ |]+−1,03", shown)
    assert re.search(r"Tata Kelola SPBE[ |]+2,43[ |]+2,00[ |]+−0,43", shown)
    assert re.search(r"35\. Layanan Publik Instansi Pemerintah[: ]+5 → 1", shown)
    alone = made(spbe, tmp_path / f"s.{ending}", examples / "aceh-tengah-2026.yaml")
    assert "Antarpenilai" not in alone


def test_every_indicator_stands_on_one_line(spbe: Run, tmp_path: Path, examples: Path) -> None:
    text = made(spbe, tmp_path / "r.md", examples / "bandar-lampung-2023.yaml")
    lines = re.findall(r"(?m)^\| (\d+)\. .* \| (\d) \| (\d) \| ([▲▼]?) \|$", text)
    assert [one[0] for one in lines] == [str(number) for number in range(1, 48)]
    assert sum(one[3] == "▼" for one in lines) == 7
    assert sum(one[3] == "▲" for one in lines) == 15
    page = made(spbe, tmp_path / "r.html", examples / "bandar-lampung-2023.yaml")
    assert page.count('<tr id="tingkat-') == 47


def test_without_criteria(spbe: Run, tmp_path: Path, rich: Path, examples: Path) -> None:
    page = made(spbe, tmp_path / "r.html", examples / "bandar-lampung-2023.yaml", "--no-criteria")
    assert "Kriteria tingkat" not in page
    assert '<section id="indikator">' not in page
    page = made(spbe, tmp_path / "r.html", rich, "--no-criteria")
    assert page.count('<article class="indicator"') == 1  # that with a note
    text = made(spbe, tmp_path / "r.md", rich, "--no-criteria")
    assert "Kriteria tingkat" not in text
    assert "Menunggu revisi Perbup" in text


def test_an_institution_without_owners_has_no_section_of_them(
    spbe: Run, tmp_path: Path, examples: Path
) -> None:
    page = made(spbe, tmp_path / "r.html", examples / "bandar-lampung-2023.yaml", "--target", "3")
    assert "Pengampu" not in Page(page).text


@pytest.mark.parametrize("ending", ["html", "md"])
def test_the_one_page_says_what_matters(
    spbe: Run, tmp_path: Path, examples: Path, ending: str
) -> None:
    files = [examples / f"bandar-lampung-{year}.yaml" for year in (2022, 2023)]
    text = made(
        spbe,
        tmp_path / f"s.{ending}",
        *files,
        "--summary",
        "--target",
        "2.6",
        "--signer",
        "Siti, Sekda, NIP 196804121994032001",
    )
    shown = Page(text).text if ending == "html" else text
    for said in (
        "2,15",
        "Cukup",
        "peringkat 85 dari 93 kota",
        "Naik 0,65 dari 1,50",
        "Domain 1 Kebijakan Internal SPBE: −0,60",
        "Domain 4 Layanan SPBE: +1,22",
        "15 indikator, terbesar:",
        "7 indikator, terbesar:",
        "Target 2,60 belum tercapai: kurang 0,45",
        "Mohon arahan Sekretaris Daerah",
        "LHE SPBE Kota Bandar Lampung",
        "1 Januari 2025",
        "Siti",
        "196804121994032001",
    ):
        assert said in shown, said


def test_the_one_page_names_who_is_behind(spbe: Run, tmp_path: Path, rich: Path) -> None:
    text = made(spbe, tmp_path / "s.md", rich, "--summary", "--opinion", "self")
    behind = text.partition("paling tertinggal")[2]
    assert re.search(r"- Diskominfo: \d+ indikator \(bukti kurang \d+\)", behind)
    assert behind.index("Diskominfo") < behind.index("Bappeda") < behind.index("Bagian Hukum")
    asked = re.findall(r"(?m)^\d\. ", text)
    assert len(asked) == 3


def test_the_one_page_is_asked_of_whoever_leads(spbe: Run, tmp_path: Path, rich: Path) -> None:
    rich.write_text(RICH.replace("Pemerintah Kabupaten Contoh", "Kementerian Contoh"), "utf-8")
    assert "Mohon arahan pimpinan" in made(spbe, tmp_path / "s.md", rich, "--summary")


def test_no_workbook_of_one_page(spbe: Run, tmp_path: Path, rich: Path) -> None:
    done = spbe("report", rich, "-o", tmp_path / "s.xlsx", "--summary")
    assert (done.returncode, "s.xlsx" in done.stderr) == (2, True)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_running_head_ends_no_style_sheet(
    spbe: Run, tmp_path: Path, rich: Path, name: str
) -> None:
    shown = name.replace("'", "''")
    rich.write_text(
        RICH.replace("institution: Pemerintah Kabupaten Contoh", f"institution: '{shown}</style>'"),
        "utf-8",
    )
    page = made(spbe, tmp_path / "r.html", rich)
    assert page.count("</style>") == 1
    (head,) = re.findall(r'@top-right \{ content: "([^"\n]*)"', page)
    assert "<" not in head


@pytest.mark.parametrize("ending", ["html", "docx", "md"])
def test_the_one_page_warns_of_what_the_report_warns_of(
    spbe: Run, tmp_path: Path, examples: Path, ending: str
) -> None:
    out = tmp_path / f"s.{ending}"
    done = spbe("report", examples / "aceh-tengah-2026.yaml", "--summary", "-o", out)
    assert done.returncode == 0, done.stderr
    if ending == "docx":
        shown = "\n".join(one.text for one in docx.Document(str(out)).paragraphs)
    else:
        shown = Page(out.read_text("utf-8")).text if ending == "html" else out.read_text("utf-8")
    for said in (
        "SEMENTARA",
        "Nilai eksternal masih sementara.",
        "Aspek 5: diumumkan 1,08; hasil penghitungan 1,09.",
        "Kriteria PermenPANRB 8/2026 belum dicocokkan dengan naskah resmi.",
        "Predikat Cukup dimulai dari 1,50: kurang 0,26.",
    ):
        assert said in shown, said


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("index: 3.00", "Indeks: diumumkan 3,00; hasil penghitungan"),
        ("domains: {1: 4.9}", "Domain 1: diumumkan 4,90; hasil penghitungan"),
        ("source: Hasil Sementara Tim Asesor\n  index: 2.15", "masih sementara"),
    ],
)
def test_any_reservation_stands_on_the_one_page(
    spbe: Run, tmp_path: Path, examples: Path, change: str, said: str
) -> None:
    text = (examples / "bandar-lampung-2023.yaml").read_text("utf-8")
    kept = text.partition("published:")[0]
    (tmp_path / "a.yaml").write_text(
        f"{kept}published:\n  opinion: official\n  {change}\n", "utf-8"
    )
    shown = made(spbe, tmp_path / "s.md", tmp_path / "a.yaml", "--summary")
    assert said in shown
    assert "sama dengan angka yang diumumkan" not in shown


def test_the_one_page_names_the_next_predicate_where_nobody_set_a_target(
    spbe: Run, tmp_path: Path, examples: Path
) -> None:
    file = examples / "bandar-lampung-2023.yaml"
    without = made(spbe, tmp_path / "a.md", file, "--summary")
    assert "Predikat Baik dimulai dari 2,60: kurang 0,45." in without
    with_target = made(spbe, tmp_path / "b.md", file, "--summary", "--target", "3.00")
    assert "Target 3,00 belum tercapai" in with_target
    assert "dimulai dari" not in with_target


@pytest.mark.parametrize("order", [(2022, 2023), (2023, 2022)])
def test_what_follows_is_about_the_year_of_the_report(
    spbe: Run, tmp_path: Path, examples: Path, order: tuple[int, int]
) -> None:
    """Whatever the order of the files, and also where both have one name."""
    for year in order:
        (tmp_path / str(year)).mkdir()
        shutil.copy(examples / f"bandar-lampung-{year}.yaml", tmp_path / f"{year}/p.yaml")
    done = spbe("report", *(f"{year}/p.yaml" for year in order), "-o", "l.md", cwd=tmp_path)
    assert done.following == "Berikutnya: spbe todo 2023/p.yaml\n"


@pytest.mark.parametrize(
    ("ending", "template", "wanted"),
    [
        ("md", "kop.docx", "folder templat"),
        ("html", "KOP.DOCX", "folder templat"),
        ("docx", "folder", "dokumen Word (.docx)"),
    ],
)
def test_the_wrong_kind_of_template_is_told_what_is_wanted(
    spbe: Run, tmp_path: Path, rich: Path, ending: str, template: str, wanted: str
) -> None:
    (tmp_path / "folder").mkdir()
    docx.Document().save(str(tmp_path / "kop.docx"))
    out = tmp_path / f"x.{ending}"
    for more in ([], ["--summary"]):
        done = spbe("report", rich, "-o", out, "--template", tmp_path / template, *more)
        assert (done.returncode, wanted in " ".join(done.stderr.split())) == (2, True), done.stderr
        assert "E002" not in done.stderr
        assert not out.exists()


def captions(text: str) -> list[str]:
    return re.findall(r"<figcaption>(.*?)</figcaption>", text)


def test_the_source_of_a_figure_covers_its_years(spbe: Run, tmp_path: Path, examples: Path) -> None:
    lampung = [examples / f"bandar-lampung-{year}.yaml" for year in (2022, 2023)]
    both = captions(made(spbe, tmp_path / "a.html", *lampung))
    assert len(both) == 3
    for said in both:
        assert "Sumber: 2022: " in said
        assert "; 2023: LHE SPBE Kota Bandar Lampung" in said
    alone = captions(made(spbe, tmp_path / "b.html", lampung[0]))
    assert all("Sumber: " in said and "2023" not in said for said in alone)
    years = (2019, 2021, 2022, 2023, 2024)
    raya = [examples / f"palangka-raya-{year}.yaml" for year in years]
    figures = captions(made(spbe, tmp_path / "c.html", *raya))
    trend = figures[-1]
    assert all(f"{year}: " in trend for year in years)
    assert "2019: " not in figures[0]
    assert "2023: " in figures[0]
    assert "2024: " in figures[0]


@pytest.mark.parametrize(
    "names",
    [
        [f"Direktorat Jenderal {'Penyelenggaraan Layanan ' * 5}{one}" for one in "ABC"],
        [f"{'Bidang Layanan ' * 4}{one}{' Pemerintahan' * 6}" for one in ("Satu ", "Dua ")],
        ["Bappeda", "Bappeda", "Dinas Kesehatan " * 9],
    ],
)
def test_owners_on_the_one_page_are_told_apart(names: list[str]) -> None:
    shown = one_page.told_apart(names, 90)
    assert len(set(shown)) == len(set(names))
    assert all(len(one) <= 90 for one in shown)


@pytest.mark.parametrize(
    ("law", "year", "count"), [("permenpanrb-8-2026", 2026, 20), ("permenpanrb-59-2020", 2024, 47)]
)
@pytest.mark.parametrize("more", [(), ("--target", "4.5")])
def test_nothing_unproven_is_asked_to_rise_on_the_one_page(
    spbe: Run, tmp_path: Path, law: str, year: int, count: int, more: tuple[str, ...]
) -> None:
    rows = "".join(f"  {n}: {{self: {2 + n % 3}, owner: Bappeda}}\n" for n in range(1, count + 1))
    file = tmp_path / "a.yaml"
    head = f"institution: Kabupaten A\nyear: {year}\ninstrument: {law}\nindicators:\n"
    file.write_text(head + rows, "utf-8")
    text = made(spbe, tmp_path / "s.md", file, "--summary", *more)
    asked = re.findall(r"(?m)^\d\. .*", text)
    assert len(asked) == 3
    assert all("Lengkapi bukti dukung indikator" in one for one in asked)
    shares = [float(re.findall(r"([\d,]+) dari indeks", one)[0].replace(",", ".")) for one in asked]
    assert shares == sorted(shares, reverse=True)
    file.write_text(
        (head + rows).replace("Bappeda}", "Bappeda, evidence: [{title: SK}]}", 1), "utf-8"
    )
    text = made(spbe, tmp_path / "t.md", file, "--summary", *more)
    assert "belum ada bukti tercatat" not in text
    file.write_text((head + rows).replace("{self: 3, owner", "{owner", 1), "utf-8")
    text = made(spbe, tmp_path / "v.md", file, "--summary", *more)
    first, *rest = re.findall(r"(?m)^\d\. .*", text)
    assert "Isi 1 indikator" in first
    assert all("Lengkapi bukti dukung" in one for one in rest)
    official = (head + rows).replace("self:", "official:")
    file.write_text(official, "utf-8")
    text = made(spbe, tmp_path / "u.md", file, "--summary", *more)
    assert "bukti dukung indikator" not in text
