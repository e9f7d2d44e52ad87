"""Charts: well formed, alike in every run, and readable by those who cannot see them."""

import re
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from spbe_cli import i18n
from spbe_cli.core.assessment import Assessment, Opinion
from spbe_cli.core.clauses import Text
from spbe_cli.core.many import report
from spbe_cli.core.many.report import Report
from spbe_cli.core.records import replace
from spbe_cli.core.result import SectionScore
from spbe_cli.core.score.scoring import score
from spbe_cli.render.page import charts
from spbe_cli.store.yaml import assessments, instruments

DRAWERS = (charts.radar, charts.bars, charts.trend)


def composed(examples: Path, pattern: str, target: Fraction | None = None) -> Report:
    loaded = [assessments.load(file) for file in sorted(examples.glob(pattern))]
    return report.compose([score(law, one) for one, law in loaded], target)


@pytest.mark.parametrize("draw", DRAWERS)
@pytest.mark.parametrize("pattern", ["bandar-lampung-*", "palangka-raya-*", "aceh-*", "denpasar-*"])
def test_a_chart_is_one_plain_drawing(examples: Path, pattern: str, draw: charts.Drawer) -> None:
    drawn = draw(composed(examples, pattern, Fraction(3)))
    if not drawn:
        assert draw is charts.trend
        return
    root = ET.fromstring(drawn)
    assert root.get("role") == "img"
    assert len(root.get("aria-label") or "") > 20
    tags = {one.tag.rpartition("}")[2] for one in root.iter()}
    assert tags <= {"svg", "g", "path", "rect", "circle", "text"}
    assert not {"style", "href", "id"} & {name for one in root.iter() for name in one.attrib}
    assert drawn == draw(composed(examples, pattern, Fraction(3)))
    assert len(drawn) < 8_000


def test_what_a_chart_tells_is_what_it_draws(examples: Path) -> None:
    both = composed(examples, "bandar-lampung-*")
    for draw in (charts.radar, charts.bars):
        assert "7 Layanan Administrasi Pemerintahan Berbasis Elektronik 3,50" in draw(both)
    assert "Tren indeks: 2022 (PermenPANRB 59/2020) 1,50; 2023" in charts.trend(both)
    printed = re.findall(r'class="value">([\d,]+)<', charts.bars(both))
    assert len(printed) == 12
    i18n.use("en")
    try:
        assert ">2.33<" in charts.bars(both)
        assert ">2.15<" in charts.trend(both)
    finally:
        i18n.use("id")
    assert {"1,40", "3,04", "2,33"} <= set(printed)


def test_the_line_breaks_where_the_instrument_changes(examples: Path) -> None:
    root = ET.fromstring(charts.trend(composed(examples, "palangka-raya-*")))
    lines = [one for one in root.iter() if one.get("class") == "line" and "L" in one.get("d", "")]
    assert len(lines) == 1  # 2021–2024; 2019 is a point of its own
    labels = [one.text for one in root.iter() if one.tag.endswith("text")]
    assert [one for one in labels if one and one.startswith("20")] == [
        *map(str, range(2019, 2025))  # a year without an assessment keeps its place
    ]
    assert re.search(
        r'class="major guide line"', charts.trend(composed(examples, "palangka-raya-*"))
    )


def test_names_are_escaped(examples: Path) -> None:
    one = composed(examples, "bandar-lampung-2023*")
    law = one.result.instrument
    section = law.sections[0]
    text = section.name._replace(id='<b onload="x">&amp;')
    result = replace(one.result, sections=(replace_name(one, text), *one.result.sections[1:]))
    for draw in (charts.radar, charts.bars):
        drawn = draw(report.compose([result]))
        ET.fromstring(drawn)
        assert "<b " not in drawn


def replace_name(one: Report, text: Text) -> SectionScore:
    scored = one.result.sections[0]
    inner = tuple(
        replace(part, section=replace(part.section, name=text)) for part in scored.sections
    )
    return replace(scored, section=replace(scored.section, name=text), sections=inner)


def test_nothing_to_draw(examples: Path) -> None:
    assert charts.trend(composed(examples, "bandar-lampung-2023*")) == ""
    law = instruments.load("59/2020")
    empty = score(law, Assessment("Kota Contoh", 2024, law.id), Opinion.SELF)
    for draw in DRAWERS:
        assert draw(report.compose([empty])) == ""
