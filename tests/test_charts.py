"""Charts: well formed, alike in every run, true to the scale, readable by those who cannot see."""

import math
import re
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from spbe_cli import i18n
from spbe_cli.core.assessment import Answer, Assessment, Opinion
from spbe_cli.core.clauses import Text
from spbe_cli.core.many import figures, report
from spbe_cli.core.many.report import Report
from spbe_cli.core.records import replace
from spbe_cli.core.result import SectionScore
from spbe_cli.core.score.scoring import score
from spbe_cli.render.page import positions, radar, svg, trend
from spbe_cli.store.yaml import assessments, instruments

Drawer = Callable[[Report], str]


def draw_radar(one: Report) -> str:
    return radar.draw_radar(figures.radar(one))


def draw_positions(one: Report) -> str:
    return positions.draw_positions(figures.positions(one))


def draw_trend(one: Report) -> str:
    return trend.draw_trend(figures.trend(one))


DRAWERS = (draw_radar, draw_positions, draw_trend)


def composed(examples: Path, pattern: str, target: Fraction | None = None) -> Report:
    loaded = [assessments.load(file) for file in sorted(examples.glob(pattern))]
    return report.compose([score(law, one) for one, law in loaded], target)


def points(drawn: str, kind: str) -> list[tuple[float, float]]:
    """Return the corners of the first line of a kind."""
    (way, *_rest) = re.findall(rf'<path d="M([^"Z]*)Z?" class="{kind}"', drawn)
    return [(float(x), float(y)) for x, y in (one.split() for one in way.split("L"))]


@pytest.mark.parametrize("draw", DRAWERS)
@pytest.mark.parametrize("pattern", ["bandar-lampung-*", "palangka-raya-*", "aceh-*", "denpasar-*"])
def test_a_chart_is_one_plain_drawing(examples: Path, pattern: str, draw: Drawer) -> None:
    drawn = draw(composed(examples, pattern, Fraction(3)))
    if not drawn:
        assert draw is draw_trend
        return
    root = ET.fromstring(drawn)
    assert root.get("role") == "img"
    assert len(root.get("aria-label") or "") > 20
    tags = {one.tag.rpartition("}")[2] for one in root.iter()}
    assert tags <= {"svg", "g", "path", "rect", "circle", "text"}
    assert not {"style", "href", "id"} & {name for one in root.iter() for name in one.attrib}
    assert drawn == draw(composed(examples, pattern, Fraction(3)))
    assert len(drawn) < 9_000
    words = [one.text or "" for one in root.iter() if one.tag.endswith("text")]
    assert "target 3,00" in words
    assert not any("…" in word for word in words)


def test_the_radar_runs_clockwise_from_the_lowest_level(examples: Path) -> None:
    one = composed(examples, "bandar-lampung-*", Fraction(13, 5))
    drawn = draw_radar(one)
    shape = figures.radar(one)
    assert shape is not None
    assert [axis.section.id for axis in shape.axes] == list("12345678")
    (middle, top), ring = points(drawn, "guide")[0], points(drawn, "guide")
    centre = (middle, sum(y for _x, y in ring) / len(ring))
    radius = (centre[1] - top) * 4  # the first ring is level 2 of 1 to 5
    goal = points(drawn, "goal")
    own = points(drawn, "line")
    for number, (axis, (x, y)) in enumerate(zip(shape.axes, own, strict=True)):
        assert axis.place.display is not None
        share = float(axis.place.display - 1) / 4
        turn = 2 * math.pi * number / 8
        assert x == pytest.approx(centre[0] + radius * share * math.sin(turn), abs=0.3)
        assert y == pytest.approx(centre[1] - radius * share * math.cos(turn), abs=0.3)
        assert math.dist(centre, goal[number]) == pytest.approx(radius * 0.4, abs=0.3)
    assert own[1][0] > centre[0] > own[6][0]  # A2 at the right, A7 at the left
    assert len(points(drawn, "before")) == 8


def test_what_is_not_finished_keeps_its_spoke() -> None:
    law = instruments.load("59/2020")
    levels = {str(n): Answer({Opinion.SELF: Fraction(3)}) for n in range(2, 48)}
    one = report.compose([score(law, Assessment("Kota Contoh", 2024, law.id, levels))])
    for draw in (draw_radar, draw_positions):
        drawn = draw(one)
        assert drawn.count(">belum lengkap<") == (1 if draw is draw_radar else 2)
    shape = figures.radar(one)
    assert shape is not None
    assert len(shape.axes) == 8
    assert [axis.place.known.open for axis in shape.axes] == [True] + [False] * 7
    assert draw_radar(one).count('class="line part"') == 6
    assert 'class="span"' in draw_positions(one)


def test_many_sections_are_numbered_around_the_radar() -> None:
    law = instruments.load("epss-2022")
    levels = {str(n): Answer({Opinion.SELF: Fraction(3)}) for n in range(1, 39)}
    one = report.compose([score(law, Assessment("Kota Contoh", 2026, law.id, levels))])
    names = re.findall(r'class="name">([^<]*)<', draw_radar(one))
    assert names == [f"A{number}" for number in range(1, 20)]
    assert "A19 Penguatan SSN Berkelanjutan" in draw_positions(one)


def test_positions_lie_on_the_scale(examples: Path) -> None:
    drawn = draw_positions(composed(examples, "bandar-lampung-2023*"))
    places = [float(x) for x in re.findall(r'<circle cx="([\d.]+)" [^>]*class="dot"/>', drawn)][:12]
    listed = [float(one.replace(",", ".")) for one in re.findall(r'value to">([\d,]+)<', drawn)]
    assert len(listed) == 12
    for x, value in zip(places, listed, strict=True):
        assert x == pytest.approx(10 + 352 * (value - 1) / 4, abs=0.1)


def test_what_a_chart_tells_is_what_it_draws(examples: Path) -> None:
    both = composed(examples, "bandar-lampung-*")
    for draw in (draw_radar, draw_positions):
        assert "A7 Layanan Administrasi Pemerintahan Berbasis Elektronik 3,50" in draw(both)
    assert "Tren indeks: 2022 1,50; 2023 2,15" in draw_trend(both)
    i18n.use("en")
    try:
        assert ">2.33<" in draw_positions(both)
        assert ">2.15<" in draw_trend(both)
    finally:
        i18n.use("id")


def test_domains_and_aspects_are_told_apart(examples: Path) -> None:
    names = re.findall(
        r'class="name[^"]*">([A-Z]\d)', draw_positions(composed(examples, "bandar*"))
    )
    assert sorted(names) == sorted(["D1", "D2", "D3", "D4", *(f"A{n}" for n in range(1, 9))])


def test_the_line_breaks_where_the_instrument_changes(examples: Path) -> None:
    drawn = draw_trend(composed(examples, "palangka-raya-*"))
    root = ET.fromstring(drawn)
    lines = [one for one in root.iter() if one.get("class") == "line" and "L" in one.get("d", "")]
    assert len(lines) == 1  # 2021–2024; 2019 is a point of its own
    labels = [one.text for one in root.iter() if one.tag.endswith("text")]
    assert [one for one in labels if one and one.startswith("20")] == [
        *map(str, range(2019, 2025))  # a year without an assessment keeps its place
    ]
    assert drawn.count('class="break"') == 1
    assert "Sangat Baik" in labels


def test_an_open_year_has_a_bar(examples: Path) -> None:
    one = composed(examples, "bandar-lampung-*")
    law = one.result.instrument
    begun = Assessment(one.result.assessment.institution, 2024, law.id, {"1": Answer()})
    both = report.compose([*one.results, score(law, begun, Opinion.OFFICIAL)])
    drawn = draw_trend(both)
    assert drawn.count('class="span"') == 1
    assert ">1,00–5,00<" in drawn


def test_names_are_escaped(examples: Path) -> None:
    one = composed(examples, "bandar-lampung-2023*")
    law = one.result.instrument
    section = law.sections[0]
    text = section.name._replace(id='<b onload="x">&amp;')
    result = replace(one.result, sections=(replace_name(one, text), *one.result.sections[1:]))
    for draw in (draw_radar, draw_positions):
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
    assert draw_trend(composed(examples, "bandar-lampung-2023*")) == ""
    law = instruments.load("59/2020")
    empty = score(law, Assessment("Kota Contoh", 2024, law.id), Opinion.SELF)
    for draw in DRAWERS:
        assert draw(report.compose([empty])) == ""


@pytest.mark.parametrize("text", ["satu dua tiga", "x" * 50, "Penyelenggaraan " * 5, "a b"])
def test_wrapped_names_are_whole(text: str) -> None:
    lines = svg.wrapped(text, 12)
    assert all(len(line) <= 12 for line in lines)
    whole = "".join(lines).replace("-", "").replace(" ", "")
    assert whole == text.replace(" ", "")
