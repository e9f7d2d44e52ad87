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
from spbe_cli.render.cover import Cover, Source
from spbe_cli.render.sheet.report import workbook
from spbe_cli.store.yaml import assessments

DATE = dt.date(2025, 1, 1)
HOSTILE = ["<script>alert(1)</script>", "=cmd|' /C calc'!A0", "@SUM(A1)", "a & b \"c\" 'd'"]
HOSTILE += ["Kota \u202eatoK\u202c", "x" * 300, "{=1+1}", "+62"]


def made(*results: Result, target: Fraction | None = None) -> bytes:
    sources = tuple(Source(f"{one.assessment.year}.yaml", "0" * 64) for one in results)
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
        "Bukti Dukung",
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
    assert not items.protection.sheet
    formulas = [
        str(cell.value)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert len(formulas) > 47 * 5
    assert not [one for one in formulas if "TEXT(" in one or ";" in one]


def test_native_charts_draw_the_sections() -> None:
    with ZipFile(io.BytesIO(made(*results("bandar-lampung-20*.yaml")))) as archive:
        charts = [archive.read(name).decode() for name in archive.namelist() if "charts/" in name]
    assert len(charts) == 2
    radar, bars = sorted(charts, key=lambda one: "<c:radarChart>" not in one)
    assert "spbe!$L$1:$L$8" in radar.replace("$M", "$L")
    assert "<c:barChart>" in bars
    assert 'plotVisOnly val="1"' not in radar + bars


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
