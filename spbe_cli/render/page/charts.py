"""Charts of a report: static SVG, drawn by pygal and stripped to what a page's own style needs.

Colours and lines are in `templates/charts.css`, so that light, dark and paper each have their own.
"""

import re
from collections.abc import Callable, Iterable
from fractions import Fraction
from html import escape
from typing import Any

from spbe_cli.core.instrument import Instrument
from spbe_cli.core.many import comparison, report as core
from spbe_cli.core.many.ranking import Ranking, histogram as histogram_of
from spbe_cli.core.many.report import Report
from spbe_cli.core.result import Result, SectionScore, walk
from spbe_cli.i18n import _
from spbe_cli.render import words

Drawer = Callable[[Report], str]

_WIDTH = 360  # as wide as a telephone, so that letters keep their size there
_NAME = 24  # characters of a label

# What pygal writes for its own style, for scripts and for tooltips.
_REST = re.compile(
    r"<!--.*?-->|<defs>.*?</defs>|<(desc|title)\b[^>]*>.*?</\1>|\sid=\"\"", re.DOTALL
)
_WORDS = re.compile(r" (?:reactive|tooltip-trigger|nofill)\b| transform=\"rotate\([^\"]*\)\"")
_TAG = re.compile(r"<[^>]+>")
_LONG = re.compile(r"(\d\.\d)\d+")


def radar(report: Report) -> str:
    """Draw the innermost sections, with last year's as a dashed line; "" for fewer than three."""
    result = report.result
    listed = core.finest(result)
    if len(listed) < 3:
        return ""
    import pygal

    chart = pygal.Radar(height=_WIDTH, **_options(result.instrument), margin=22, margin_bottom=4)
    chart.x_labels = [one.section.id for one in listed]
    chart.y_labels = list(result.instrument.scale.levels())
    before = [comparison.section_of(report.earlier, one) for one in listed]
    paired = all(one is not None and one.display is not None for one in before)
    if paired:
        year = str(report.results[-2].assessment.year)
        chart.add(year, [_value(one) for one in before], show_dots=False)
    chart.add(str(result.assessment.year), [_value(one) for one in listed])
    kinds = {words.kind(one.section.kind) for one in listed}
    said = _("Radar indeks tiap {kinds}: {values}.").format(
        kinds=", ".join(sorted(kinds)), values=_listed(result, listed)
    )
    return _cleaned(chart, said, "radar pair" if paired else "radar")


def bars(report: Report) -> str:
    """Draw every section's index as a bar, domains stronger than aspects."""
    result = report.result
    listed = [one for one in walk(result.sections) if one.display is not None]
    if not listed:
        return ""
    import pygal

    scale, places = result.instrument.scale, result.instrument.places
    chart = pygal.HorizontalBar(
        height=60 + 24 * len(listed),
        **_options(result.instrument),
        zero=scale.minimum,
        truncate_label=-1,
        print_values=True,
        print_values_position="top",
        value_formatter=lambda value: words.fixed(_exact(value), places),
        spacing=4,
    )
    chart.y_labels = _ticks(scale.levels())
    chart.x_labels = [_label(one) for one in reversed(listed)]
    values = [
        {"value": _value(one), "node": {"data-deep": "yes" if one.section.sections else "no"}}
        for one in reversed(listed)
    ]
    chart.add("", values)
    said = _("Diagram batang indeks: {values}.").format(values=_listed(result, listed))
    return _cleaned(chart, said, "bars")


def trend(report: Report) -> str:
    """Draw the index over the years; the line breaks where the instrument changes.

    Empty for a single year, or where no year has an index. Years without an index have no point.
    """
    if len(report.results) < 2 or all(one.display is None for one in report.results):
        return ""
    import pygal

    first, last = report.results[0].assessment.year, report.result.assessment.year
    runs = comparison.runs(report.results)
    lowest = min(one.instrument.scale.minimum for one in report.results)
    highest = max(one.instrument.scale.maximum for one in report.results)
    chart = pygal.Line(
        height=260,
        **{**_options(report.result.instrument), "range": (lowest, highest)},
        print_values=True,
        value_formatter=_two,
        truncate_label=-1,
        show_x_guides=True,
        margin_right=30,
    )
    years = range(first, last + 1)
    chart.x_labels = [str(year) for year in years]
    chart.x_labels_major = [str(run[0].assessment.year) for run in runs[1:]]
    chart.y_labels = _ticks(range(lowest, highest + 1))
    for run in runs:
        known = {one.assessment.year: one.display for one in run}
        chart.add("", [_float(known.get(year)) for year in years])
    if report.target is not None:
        goal = {"value": float(report.target), "formatter": lambda _value: ""}
        chart.add("", [goal] * len(years), show_dots=False)
    marks = "trend goal" if report.target is not None else "trend"
    return _cleaned(chart, _told(report.results), marks)


def histogram(ranking: Ranking, title: str) -> str:
    """Draw how many rows lie in each bin of the field they are ranked by."""
    import pygal

    bins = histogram_of(ranking)
    most = max(len(rows) for _low, rows in bins)
    chart = pygal.Bar(
        height=240,
        **{**_options(ranking.law), "range": (0, most)},
        print_values=True,
        print_values_position="top",
        value_formatter=lambda value: str(int(value)),
        show_y_labels=False,
        show_y_guides=False,
        margin_top=18,
        spacing=2,
        x_labels_major_every=2,
        show_minor_x_labels=False,
        truncate_label=-1,
    )
    chart.x_labels = [words.fixed(low) for low, _rows in bins]
    chart.add("", [len(rows) for _low, rows in bins])
    counts = "; ".join(f"{words.fixed(low)} {len(rows)}" for low, rows in bins)
    said = _("Histogram {title}, jumlah instansi mulai dari: {values}.")
    return _cleaned(chart, said.format(title=title, values=counts), "histogram")


def _options(law: Instrument) -> dict[str, Any]:
    """Return what all charts share: no script, no legend, the scale of the instrument."""
    scale = law.scale
    return {
        "js": [],
        "width": _WIDTH,
        "explicit_size": False,
        "disable_xml_declaration": True,
        "no_prefix": True,
        "show_legend": False,
        "range": (scale.minimum, scale.maximum),
    }


def _cleaned(chart: Any, said: str, kind: str) -> str:
    """Return the drawing of a chart with `said` in its place for those who cannot see it."""
    drawn: str = chart.render(is_unicode=True)
    drawn = _WORDS.sub("", _REST.sub("", drawn))
    drawn = _TAG.sub(lambda tag: _LONG.sub(r"\1", tag[0]), drawn)
    tooltip = drawn.rfind("<g", 0, drawn.index('class="plot tooltip-overlay"'))
    drawn = drawn[:tooltip] + "</g></svg>"
    head = f'<svg role="img" aria-label="{escape(said)}" class="drawing {kind}"'
    return drawn.replace("<svg", head, 1).replace(' class="pygal-chart"', "", 1)


def _ticks(levels: Iterable[int]) -> list[dict[str, Any]]:
    return [{"value": level, "label": str(level)} for level in levels]


def _label(one: SectionScore) -> str:
    name = words.name(one.section.name)
    short = name if len(name) <= _NAME else name[: _NAME - 1].rstrip() + "…"
    return f"{one.section.id} {short}"


def _listed(result: Result, listed: Iterable[SectionScore]) -> str:
    places = result.instrument.places
    return "; ".join(
        f"{one.section.id} {words.name(one.section.name)} {words.fixed(one.display, places)}"
        for one in listed
        if one.display is not None
    )


def _told(results: Iterable[Result]) -> str:
    points = [
        f"{one.assessment.year} ({words.safe(one.instrument.short)}) "
        f"{words.fixed(one.display, one.instrument.places)}"
        for one in results
        if one.display is not None
    ]
    return _("Tren indeks: {values}.").format(values="; ".join(points))


def _value(one: SectionScore | None) -> float | None:
    return None if one is None else _float(one.display)


def _float(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def _exact(value: float) -> Fraction:
    return Fraction(str(value))


def _two(value: float | None) -> str:
    return "" if value is None else words.fixed(_exact(value))
