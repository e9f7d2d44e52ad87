"""The report as a workbook: what is stored, what a spreadsheet makes of it, what it looks like."""

import datetime as dt
import io
import random
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from drawn import LAWS, OFFICE, drawn, levels, named, office
from program import ROOT, Run

from spbe_cli.core.assessment import Answer, Assessment, Opinion
from spbe_cli.core.instrument import Instrument
from spbe_cli.core.many import report as core
from spbe_cli.core.records import replace
from spbe_cli.core.result import Result, SectionScore, walk
from spbe_cli.core.score.scoring import score, score_levels
from spbe_cli.render.cover import Cover, SourceFile
from spbe_cli.render.sheet.report import workbook
from spbe_cli.store.yaml import assessments

DATE = dt.date(2025, 1, 1)
HOSTILE = ["<script>alert(1)</script>", "=cmd|' /C calc'!A0", "@SUM(A1)", "a & b \"c\" 'd'"]
HOSTILE += ["Kota \u202eatoK\u202c", "x" * 300, "{=1+1}", "+62"]


def made(*results: Result, target: Fraction | None = None) -> bytes:
    sources = tuple(SourceFile(f"{one.assessment.year}.yaml", "0" * 64) for one in results)
    return workbook(core.compose(results, target), Cover(DATE, "0", sources))


def results(pattern: str) -> list[Result]:
    loaded = [assessments.load(file) for file in sorted(ROOT.glob(f"examples/{pattern}"))]
    return [score(law, one) for one, law in loaded]


def opened(data: bytes, *, values: bool = True) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values)


def computed(book: openpyxl.Workbook, result: Result) -> dict[str, object]:
    """Return what a workbook says of index, predicate, and every section."""
    keys = ["", *(f"_{one.section.kind}_{one.section.id}" for one in walk(result.sections))]
    return {
        f"{name}{key}": named(book, f"spbe_{name}{key}")
        for key in keys
        for name in ("index", "predicate")
    }


def expected(result: Result) -> dict[str, object]:
    """Return the same from the engine."""
    pairs: list[tuple[str, SectionScore | Result]] = [("", result)]
    pairs += [(f"_{one.section.kind}_{one.section.id}", one) for one in walk(result.sections)]
    said: dict[str, object] = {}
    for key, one in pairs:
        said[f"index{key}"] = None if one.display is None else float(one.display)
        said[f"predicate{key}"] = None if one.predicate is None else one.predicate.name.id
    return said


def cells(data: bytes) -> str:
    """Return every cell that holds something: formula and stored value."""
    formulas, values = opened(data, values=False), opened(data)
    lines = []
    for sheet in formulas.worksheets:
        lines.append(f"# {sheet.title} ({sheet.dimensions})")
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is None:
                    continue
                shown = values[sheet.title][cell.coordinate].value
                text = str(cell.value)
                text += f" → {shown}" if cell.data_type == "f" else ""
                lines.append(f"{cell.coordinate}: {text}".replace("\n", "⏎"))
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", LAWS)
def test_stored_values_are_those_of_the_engine(name: str) -> None:
    law = LAWS[name]
    for seed in range(10):
        result = score_levels(law, drawn(law, seed), Opinion.SELF)
        book = opened(made(result, target=Fraction(3)))
        assert computed(book, result) == expected(result)


def test_an_open_index_is_empty_and_a_provisional_one_says_so() -> None:
    law = LAWS["permenpanrb-59-2020"]
    one = drawn(law, 1)
    rest = {item: answer for item, answer in one.answers.items() if item not in ("3", "47")}
    one = replace(one, answers=rest)
    open_ = score_levels(law, one, Opinion.SELF)
    assert named(opened(made(open_)), "spbe_index") in (None, "")
    provisional = score_levels(law, one, Opinion.SELF, provisional=True)
    book = opened(made(provisional))
    assert computed(book, provisional) == expected(provisional)
    assert "SEMENTARA" in book["Ringkasan"]["A2"].value
    filled = [row[1].value for row in book["Ringkasan"].iter_rows() if row[0].value == "Terisi"]
    assert filled == [f"{len(rest)} / {len(rest) + 2}"]


def test_published_indices_are_numbers() -> None:
    years = results("palangka-raya-20*.yaml")
    book = opened(made(*years, target=Fraction(42, 10)), values=False)
    assert "Indikator" not in book.sheetnames
    assert named(book, "spbe_index") == 3.75
    assert named(book, "spbe_index_domain_3") == 2.09
    text = cells(made(*years))
    assert "Instrumen berganti" in text
    assert "2.0" not in [line.split(": ")[1] for line in text.splitlines() if ": " in line]


def test_the_workbook_of_an_institution(snapshot: Callable[[str, str], None]) -> None:
    years = results("bandar-lampung-20*.yaml")
    snapshot("report-bandar-lampung.xlsx.txt", cells(made(*years, target=Fraction(26, 10))))


def test_how_it_is_built() -> None:
    data = made(*results("bandar-lampung-20*.yaml"))
    book = opened(data, values=False)
    assert book.sheetnames == [
        "Ringkasan",
        "Indikator",
        "Aspek & Domain",
        "Perbandingan",
        "Penjelasan",
        "spbe",
    ]
    assert book["spbe"].sheet_state == "veryHidden"
    assert book.properties.keywords == "spbe-report/1"
    assert book.properties.created == book.properties.modified
    assert {"spbe_index", "spbe_predicate", "spbe_index_aspect_8"} <= set(book.defined_names)
    for sheet in book.worksheets[:-1]:
        assert sheet.page_setup.paperSize == 9, sheet.title
        assert sheet.page_setup.fitToHeight == 0, sheet.title
    items = book["Indikator"]
    assert items.freeze_panes == "K5"
    # Sorting moves what the filter covers: everything that a row's formulas rest on is in it.
    assert items.auto_filter.ref == f"A4:{items.cell(51, items.max_column).coordinate}"
    rows = [[str(cell.value) for cell in row if cell.data_type == "f"] for row in items["A5:AZ51"]]
    assert not [one for row in rows for one in row if "$" in one]
    assert items.print_title_rows == "$1:$4"
    assert len(items.data_validations.dataValidation) == 47
    formulas = [
        str(cell.value)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert len(formulas) > 47 * 5
    assert not [one for one in formulas if "TEXT(" in one or ";" in one]


def charts(data: bytes) -> dict[str, str]:
    """Return the charts of a workbook by their titles."""
    with ZipFile(io.BytesIO(data)) as archive:
        found = [archive.read(name).decode() for name in archive.namelist() if "charts/" in name]
    return {re.findall("<a:t>([^<]*)</a:t>", one)[0]: one for one in found}


def test_native_charts_draw_the_sections() -> None:
    drawn_ = charts(made(*results("bandar-lampung-20*.yaml"), target=Fraction(3)))
    assert list(drawn_) == ["Radar indeks", "Indeks menurut tahun", "Indeks tiap bagian"]
    radar, years, dots = drawn_.values()
    assert "<c:radarChart>" in radar
    assert "spbe!$M$1:$M$8" in radar
    assert '<c:min val="1"/>' in radar  # the middle is the lowest level
    for chart in (radar, dots):
        assert re.findall("<c:v>(Target 3,00|202[23])</c:v>", chart) == [
            "Target 3,00",
            "2022",
            "2023",
        ]
    assert "A7 Layanan\nAdministrasi" in radar
    assert "A7 Layanan Administrasi" in dots
    assert "<c:barChart>" not in dots  # a bar from 1 makes nothing of a 1,00
    assert "PermenPANRB 59/2020" in years
    assert 'plotVisOnly val="1"' not in radar + years + dots


def test_years_of_two_instruments_are_two_lines() -> None:
    drawn_ = charts(made(*results("palangka-raya-20*.yaml")))
    lines = re.findall("<c:ser>.*?</c:ser>", drawn_["Indeks menurut tahun"], re.DOTALL)
    assert [re.findall("<c:v>(Permen[^<]*)</c:v>", one) for one in lines] == [
        ["PermenPANRB 5/2018"],
        ["PermenPANRB 59/2020"],
    ]
    assert "D1 Kebijakan" in drawn_["Indeks tiap bagian"]


def test_what_is_open_is_marked_in_the_charts_too() -> None:
    law = LAWS["permenpanrb-59-2020"]
    one = drawn(law, 1)
    rest = {item: answer for item, answer in one.answers.items() if item != "3"}
    drawn_ = charts(made(score_levels(law, replace(one, answers=rest), Opinion.SELF)))
    assert "(belum lengkap)" in drawn_["Radar indeks"]
    assert drawn_["Radar indeks"].count("(belum lengkap)") == 1
    points = drawn_["Radar indeks"].split("<c:val>")[1]
    assert points.count("<c:pt ") == 7  # of eight: no point is drawn where there is no index


def test_every_text_that_a_formula_shows_is_there() -> None:
    """A formula that leads to an empty cell shows 0 once a spreadsheet has computed it."""
    for data in (
        made(*results("bandar-lampung-20*.yaml"), target=Fraction(3)),
        made(*results("aceh-tengah-2026.yaml")),
    ):
        book = opened(data, values=False)
        places = {
            place
            for sheet in book.worksheets
            for row in sheet.iter_rows()
            for cell in row
            if cell.data_type == "f"
            for place in re.findall(r"spbe!\$(U\$\d+)", str(cell.value))
        }
        assert len(places) > 10
        assert [one for one in places if not book["spbe"][one.replace("$", "")].value] == []


def test_formulas_are_locked_and_levels_open() -> None:
    book = opened(made(*results("bandar-lampung-20*.yaml")), values=False)
    locked = [sheet.title for sheet in book.worksheets if sheet.protection.sheet]
    assert locked == ["Ringkasan", "Indikator", "Aspek & Domain"]
    items = book["Indikator"]
    open_ = [cell.coordinate for row in items for cell in row if not cell.protection.locked]
    assert open_ == [f"J{row}" for row in range(5, 52)]
    assert not items.protection.sort
    assert not items.protection.autoFilter
    assert items.protection.password is None


RICH = """\
institution: Kota Contoh
year: 2023
indicators:
  1:
    self: 2
    owner: [Bagian Hukum]
    evidence:
      - {title: Perwali 12/2021, file: bukti/a.pdf, page: "7", date: 2021-05-04, levels: [2]}
      - {title: Perwali 13/2021, url: "https://contoh.go.id", page: hal. 4–6, levels: [1, 2]}
"""


def rows_of(book: openpyxl.Workbook, sheet: str) -> list[dict[str, object]]:
    """Return the rows of a table by the titles of its columns."""
    titles = [str(cell.value) for cell in book[sheet][4]]
    rows = book[sheet].iter_rows(min_row=5, values_only=True)
    return [dict(zip(titles, row, strict=True)) for row in rows]


def test_numbers_and_dates_are_what_they_are(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(RICH, "utf-8")
    assessment, law = assessments.load(tmp_path / "a.yaml")
    book = opened(made(score(law, assessment)))
    first, second = rows_of(book, "Bukti Dukung")
    assert (first["No."], first["Indikator"], first["Halaman"], first["Tingkat"]) == (1, 1, 7, 2)
    assert first["Tanggal"] == dt.datetime(2021, 5, 4)  # noqa: DTZ001  a cell knows no time zone
    assert (second["Halaman"], second["Tingkat"], second["Tanggal"]) == ("hal. 4–6", "1, 2", None)
    assert book["Indikator"]["H5"].value == 1
    book = opened(made(*results("bandar-lampung-20*.yaml"), target=Fraction(3)))
    plan = rows_of(book, "Rencana")
    steps = [one for one in plan if isinstance(one["Dari"], int)]
    total = next(one for one in plan if one["Indikator"] == "Seluruhnya")
    assert len(steps) > 20
    assert sum(one["Upaya"] for one in steps) == total["Upaya"]  # type: ignore[misc]
    assert steps[-1]["Indeks"] == pytest.approx(2.1545 + total["Sumbangan"])  # type: ignore[operator]


def test_no_sheet_and_no_column_is_empty(tmp_path: Path) -> None:
    book = opened(made(*results("bandar-lampung-20*.yaml"), target=Fraction(3)))
    assert "Bukti Dukung" not in book.sheetnames
    titles = [cell.value for cell in book["Indikator"][4]]
    assert not {"Catatan", "Pengampu", "Tindak lanjut", "Jumlah bukti"} & set(titles)
    assert "Pengampu" not in [cell.value for cell in book["Rencana"][4]]
    (tmp_path / "a.yaml").write_text(RICH, "utf-8")
    assessment, law = assessments.load(tmp_path / "a.yaml")
    book = opened(made(score(law, assessment)))
    titles = [cell.value for cell in book["Indikator"][4]]
    assert {"Pengampu", "Jumlah bukti"} < set(titles)
    assert not {"Catatan", "Tindak lanjut"} & set(titles)
    kinds = {sheet.title: sheet.max_row for sheet in book.worksheets}
    assert min(kinds.values()) > 4


def test_a_column_has_one_alignment_and_one_number_of_decimals() -> None:
    book = opened(made(*results("bandar-lampung-20*.yaml"), target=Fraction(3)))
    for name in ("Aspek & Domain", "Rencana", "Indikator"):
        sheet = book[name]
        last = max(cell.row for cell in sheet["C"] if isinstance(cell.value, int | float))
        for column in sheet.iter_cols(min_row=5, max_row=last):
            figures = [cell for cell in column if isinstance(cell.value, int | float)]
            looks = {(one.alignment.horizontal, one.alignment.indent) for one in figures}
            decimals = {one.number_format.split(";")[0].count("0") for one in figures}
            if not sheet.column_dimensions[str(column[0].coordinate).rstrip("0123456789")].hidden:
                assert len(looks) < 2, (name, column[0].coordinate, looks)
                assert len(decimals) < 2, (name, column[0].coordinate, decimals)
    names = book["Aspek & Domain"]["A"][4:]
    indents = {cell.value.split()[0]: cell.alignment.indent for cell in names if cell.value}
    assert indents["Domain"] == 0
    assert indents["Aspek"] == 2
    assert {cell.alignment.horizontal for cell in names if str(cell.value)[:1] == "A"} == {"left"}


def test_self_stands_against_official() -> None:
    book = opened(made(*results("denpasar-2018.yaml")))
    sections = rows_of(book, "Antarpenilai")
    whole = next(one for one in sections if one["Bagian"] == "Indeks SPBE")
    assert (whole["Mandiri"], whole["Eksternal"], whole["Selisih"]) == (
        pytest.approx(3.67, abs=0.005),
        pytest.approx(2.64, abs=0.005),
        pytest.approx(-1.03, abs=0.005),
    )
    items = rows_of(book, "Antarpenilai indikator")
    assert sum(float(str(one["Selisih"] or 0)) < 0 for one in items) == 20
    assert "Antarpenilai" not in opened(made(*results("bandar-lampung-2023.yaml"))).sheetnames


def test_no_number_stored_as_text_is_marked() -> None:
    with ZipFile(io.BytesIO(made(*results("denpasar-2018.yaml")))) as archive:
        sheets = [one for one in archive.namelist() if "worksheets/sheet" in one]
        texts = [archive.read(one).decode() for one in sheets]
    marked = [text for text in texts if 'numberStoredAsText="1"' not in text]
    assert len(marked) == 1  # the hidden sheet


def test_only_what_computes_is_calculated_on_opening() -> None:
    def calculated(data: bytes) -> bool:
        with ZipFile(io.BytesIO(data)) as archive:
            return b"fullCalcOnLoad" in archive.read("xl/workbook.xml")

    assert calculated(made(*results("bandar-lampung-2023.yaml")))
    published = made(*results("palangka-raya-20*.yaml"))
    assert not calculated(published)
    assert "f" not in {
        cell.data_type
        for sheet in opened(published, values=False).worksheets
        for row in sheet.iter_rows()
        for cell in row
    }


def test_the_state_stands_at_the_figure() -> None:
    law = LAWS["permenpanrb-59-2020"]
    one = drawn(law, 1)
    rest = {item: answer for item, answer in one.answers.items() if item not in ("3", "47")}
    one = replace(one, answers=rest)

    def said(data: bytes) -> object:
        return opened(data)["Ringkasan"]["C4"].value

    open_ = score_levels(law, one, Opinion.SELF)
    shown = [f"{float(end):.2f}".replace(".", ",") for end in open_.known.ends]
    text = str(said(made(open_)))
    assert text.startswith("BELUM LENGKAP: 2 indikator belum terisi")
    assert "–".join(shown) in text
    text = str(said(made(score_levels(law, one, Opinion.SELF, provisional=True))))
    assert text.startswith("SEMENTARA: 2 indikator belum terisi")
    assert "–".join(shown) in text
    assert said(made(*results("aceh-tengah-2026.yaml"))) == "SEMENTARA menurut sumbernya"
    assert said(made(*results("bandar-lampung-2023.yaml"))) is None


def test_long_names_are_wrapped_in_every_heading() -> None:
    law = LAWS["permenpanrb-59-2020"]
    one = replace(drawn(law, 2), institution="Kementerian " + "Koordinator Bidang " * 60)
    book = opened(made(score_levels(law, one, Opinion.SELF)))
    for sheet in book.worksheets[:-1]:
        if sheet.title == "Penjelasan":
            continue
        merged = {str(one).split(":")[0]: one for one in sheet.merged_cells.ranges}
        cell = next(one for one in sheet[2] if one.value)
        assert cell.coordinate in merged, sheet.title
        assert cell.alignment.wrap_text
        assert sheet.row_dimensions[2].height > 24


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_text(name: str) -> None:
    law = LAWS["permenpanrb-59-2020"]
    one = drawn(law, 2)
    answer = one.answers["1"]._replace(owners=(name,), note=name)
    one = replace(one, institution=name, answers={**one.answers, "1": answer})
    data = made(score_levels(law, one, Opinion.SELF))
    shown = "".join(char for char in name if char not in "\u202e\u202c")
    found = [line for line in cells(data).splitlines() if shown in line]
    assert len(found) >= 4
    plain = opened(data, values=False)
    wrong = [
        cell.coordinate
        for sheet in plain.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f" and shown in str(cell.value)
    ]
    assert wrong == []


def test_a_logo_is_inside(spbe: Run, tmp_path: Path) -> None:
    from test_report import PNG

    (tmp_path / "logo").write_bytes(PNG)
    example = ROOT / "examples/bandar-lampung-2023.yaml"
    done = spbe("report", example, "-o", tmp_path / "r.xlsx", "--logo", tmp_path / "logo")
    assert done.returncode == 0, done.stderr
    with ZipFile(tmp_path / "r.xlsx") as archive:
        assert archive.read("xl/media/image1.png") == PNG
        place = archive.read("xl/drawings/drawing1.xml").decode()
    picture = place.index("<xdr:pic>")
    corner = place[place.rindex("<xdr:from>", 0, picture) : picture]
    assert "<xdr:col>0</xdr:col>" in corner  # before the title
    assert "<xdr:row>0</xdr:row>" in corner
    title = openpyxl.load_workbook(tmp_path / "r.xlsx")["Ringkasan"]["B1"].value
    assert str(title).startswith("Laporan")


def changed(law: Instrument, one: Assessment, chance: random.Random) -> Assessment:
    """Return an assessment with about a third of its levels changed."""
    answers = dict(one.answers)
    for item, answer in answers.items():
        if chance.random() < 0.35:
            answers[item] = Answer({**answer.levels, Opinion.SELF: levels(law, chance)})
    return replace(one, answers=answers)


_LEVEL = re.compile(r'(<c r="J(\d+)"[^>]*?)(?:/>|><v>[^<]*</v></c>)')
_ITEM = re.compile(r'<c r="A(\d+)"[^>]*t="s"[^>]*><v>(\d+)</v></c>')
_STORED = re.compile(r'(<c r="[A-Z]+\d+"[^>]*?)(?: t="str")?(>(?:<f>[^<]*</f>))<v>[^<]*</v></c>')
_TEXT = re.compile(r"<si><t[^>]*>([^<]*)</t></si>")


def retyped(data: bytes, one: Assessment, path: Path) -> Path:
    """Type other levels into the sheet of indicators, and drop every value that was stored.

    Done in the file itself, where a library would take a minute for hundreds of them; what is read
    back was then computed by the spreadsheet, as nothing else is in it.
    """
    with ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    texts = _TEXT.findall(parts["xl/sharedStrings.xml"].decode())
    sheet = parts["xl/worksheets/sheet2.xml"].decode()
    items = {row: texts[int(number)] for row, number in _ITEM.findall(sheet)}
    typed = []

    def level(found: re.Match[str]) -> str:
        answer = one.answers.get(items.get(found[2], ""))
        if answer is None:
            return found[0]
        typed.append(found[2])
        return f"{found[1]}><v>{float(answer.levels[Opinion.SELF])}</v></c>"

    parts["xl/worksheets/sheet2.xml"] = _LEVEL.sub(level, sheet).encode()
    assert len(typed) == len(one.answers)
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            computing = name.startswith("xl/worksheets/sheet")
            bare = _STORED.sub(r"\1\2</c>", content.decode()) if computing else content
            archive.writestr(name, bare)
    return path


@pytest.mark.long
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("name", LAWS)
def test_libreoffice_computes_what_the_engine_does(tmp_path: Path, name: str) -> None:
    """Recalculated as written, and again after levels were changed through the file."""
    law, chance = LAWS[name], random.Random(name)  # noqa: S311  an example, not a secret
    cases: list[tuple[Result, Path]] = []
    for folder in ("before", "after"):
        (tmp_path / folder).mkdir()
    for seed in range(100):
        one = replace(drawn(law, seed), year=law.years[0] + seed % 3)
        result = score_levels(law, one, Opinion.SELF)
        data = made(result)
        cases.append((result, retyped(data, one, tmp_path / f"before/{seed}.xlsx")))
        if seed == 0:
            stored = computed(opened(cases[-1][1].read_bytes()), result)
            assert set(stored.values()) == {None}
        other = changed(law, one, chance)
        result = score_levels(law, other, Opinion.SELF)
        cases.append((result, retyped(data, other, tmp_path / f"after/{seed}.xlsx")))

    def recalculate(folder: str) -> None:
        (tmp_path / f"profile-{folder}").mkdir()
        files = sorted((tmp_path / folder).iterdir())
        office(tmp_path / f"profile-{folder}", tmp_path / folder / "out", *files)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(recalculate, ("before", "after")))
    for result, path in cases:
        saved = path.parent / "out" / path.name
        book = openpyxl.load_workbook(saved, data_only=True, read_only=True)
        assert computed(book, result) == expected(result), path
        book.close()
