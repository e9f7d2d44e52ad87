"""Charts of reports and rankings: what they show, as plain drawings (`svg`).

Colours and lines are in `templates/charts.css`, so that light, dark and paper each have their own.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction

from spbe_cli.core.index import printed
from spbe_cli.core.many import comparison, report as core
from spbe_cli.core.many.ranking import Ranking, Row, histogram as histogram_of
from spbe_cli.core.many.report import Report
from spbe_cli.core.result import Result, SectionScore, walk
from spbe_cli.i18n import _
from spbe_cli.render import words
from spbe_cli.render.page import svg

Drawer = Callable[[Report], str]

_WIDTH = 360  # as wide as a telephone, so that letters keep their size there
_NAME = 24  # characters of a label


def radar(report: Report) -> str:
    """Draw the innermost sections, with last year's as a dashed line; "" for fewer than three."""
    result = report.result
    listed = core.finest(result)
    if len(listed) < 3:
        return ""
    before = [comparison.section_of(report.earlier, one) for one in listed]
    earlier = [index for _one, index in printed(before)]
    paired = len(earlier) == len(listed)
    kinds = {words.kind(one.section.kind) for one in listed}
    said = _("Radar indeks tiap {kinds}: {values}.").format(
        kinds=", ".join(sorted(kinds)), values=_listed(result, listed)
    )
    shapes = _spokes(result, [one.section.id for one in listed])
    own = [index for _one, index in printed(listed)]
    if paired:
        shapes = (*shapes, svg.line(_around(result, earlier), "before", closed=True))
    points = _around(result, own)
    shapes = (*shapes, svg.line(points, "line", closed=True), *map(svg.dot, points))
    return svg.drawing(_WIDTH, _WIDTH, "radar", said, shapes)


_RADIUS = 140  # of the radar


def _spokes(result: Result, names: Sequence[str]) -> tuple[str, ...]:
    """Return the web of a radar: a ring for each level, a spoke with its name for each section."""
    scale, count = result.instrument.scale, len(names)
    corners = [_around(result, [Fraction(level)] * count) for level in scale.levels()]
    rings = [svg.line(one, "guide", closed=True) for one in corners[1:]]
    spokes = [svg.line((_middle(), one), "guide") for one in corners[-1]]
    labels = [
        svg.text((x - 5, y + 4), "level", str(level))
        for level, ((x, y), *_rest) in zip(scale.levels(), corners, strict=True)
    ]
    named = [
        svg.text((x, y + 4), "name", name)
        for name, (x, y) in zip(names, _circle(_RADIUS + 18, count), strict=True)
    ]
    return (*rings, *spokes, *labels, *named)


def _around(result: Result, values: Sequence[Fraction]) -> list[svg.Point]:
    """Return where values lie on their spokes; the lowest level is the middle."""
    scale, (x, y) = result.instrument.scale, _middle()
    shares = [float(one - scale.minimum) / (scale.maximum - scale.minimum) for one in values]
    ends = _circle(_RADIUS, len(values))
    return [
        (x + (to[0] - x) * share, y + (to[1] - y) * share)
        for share, to in zip(shares, ends, strict=True)
    ]


def _circle(radius: float, count: int) -> list[svg.Point]:
    """Return points on a circle, the first at the top, clockwise."""
    x, y = _middle()
    turns = (2 * math.pi * at / count for at in range(count))
    return [(x + radius * math.sin(turn), y - radius * math.cos(turn)) for turn in turns]


def _middle() -> svg.Point:
    return _WIDTH / 2, _WIDTH / 2


def bars(report: Report) -> str:
    """Draw every section's index as a bar, domains stronger than aspects."""
    result = report.result
    listed = list(printed(walk(result.sections)))
    if not listed:
        return ""
    scale, places = result.instrument.scale, result.instrument.places
    left, right, top, step = 174, _WIDTH - 34, 24, 24
    height = top + step * len(listed)
    unit = (right - left) / (scale.maximum - scale.minimum)
    shapes = []
    for level in scale.levels():
        x = left + unit * (level - scale.minimum)
        shapes += [
            svg.line(((x, top - 6), (x, height)), "guide"),
            svg.text((x, 12), "tick", str(level)),
        ]
    for number, (one, index) in enumerate(listed):
        y, length = top + step * number, unit * float(index - scale.minimum)
        kind = "rect deep" if one.section.sections else "rect"
        shapes += [
            svg.text((left - 6, y + 14), "name", _label(one)),
            svg.rect((left, y + 3), (length, step - 8), kind),
            svg.text((left + length + 5, y + 14), "value", words.fixed(index, places)),
        ]
    said = _("Diagram batang indeks: {values}.").format(
        values=_listed(result, [one for one, _index in listed])
    )
    return svg.drawing(_WIDTH, height + 4, "bars", said, shapes)


def trend(report: Report) -> str:
    """Draw the index over the years; the line breaks where the instrument changes.

    Empty for a single year, or where no year has an index. Years without an index have no point.
    """
    if len(report.results) < 2 or not any(printed(report.results)):
        return ""
    lowest = min(one.instrument.scale.minimum for one in report.results)
    highest = max(one.instrument.scale.maximum for one in report.results)
    first, last = report.results[0].assessment.year, report.result.assessment.year
    left, right, top, bottom = 34, _WIDTH - 34, 20, 226

    def at(year: int, index: Fraction) -> svg.Point:
        x = left + (right - left) * (year - first) / max(1, last - first)
        return x, bottom - (bottom - top) * float(index - lowest) / (highest - lowest)

    shapes = []
    for level in range(lowest, highest + 1):
        y = at(first, Fraction(level))[1]
        shapes += [
            svg.line(((left - 12, y), (right + 12, y)), "guide"),
            svg.text((left - 18, y + 4), "level", str(level)),
        ]
    runs = comparison.runs(report.results)
    breaks = {run[0].assessment.year for run in runs[1:]}
    for year in range(first, last + 1):
        x = at(year, Fraction(lowest))[0]
        if year in breaks:
            shapes.append(svg.line(((x, top - 8), (x, bottom)), "major guide line"))
        shapes.append(
            svg.text((x, bottom + 20), "year major" if year in breaks else "year", str(year))
        )
    if report.target is not None:
        goal = at(first, report.target)[1]
        shapes.append(svg.line(((left - 12, goal), (right + 12, goal)), "goal"))
    for run in _unbroken(report.results):
        shapes += _run(run, at)
    return svg.drawing(_WIDTH, bottom + 32, "trend", _told(report.results), shapes)


def _unbroken(results: Iterable[Result]) -> list[list[Result]]:
    """Return the years in runs that one line may join: one instrument, and one opinion."""
    found: list[list[Result]] = []
    for result in results:
        if found and comparison.subtractable(result, found[-1][-1]):
            found[-1].append(result)
        else:
            found.append([result])
    return found


def _run(run: Sequence[Result], at: Callable[[int, Fraction], svg.Point]) -> Iterator[str]:
    """Yield the line, the dots and the figures of years that may be compared."""
    known = list(printed(run))
    points = [at(one.assessment.year, index) for one, index in known]
    if len(points) > 1:
        yield svg.line(points, "line")
    for (one, index), (x, y) in zip(known, points, strict=True):
        yield svg.dot((x, y))
        yield svg.text((x, y - 10), "value", words.fixed(index, one.instrument.places))


def histogram(ranking: Ranking, title: str, own: Row | None = None) -> str:
    """Draw how many rows lie in each bin of the field they are ranked by; the bin of `own` deep."""
    bins = histogram_of(ranking)
    most = max(len(rows) for _low, rows in bins)
    left, right, top, bottom = 14, _WIDTH - 14, 22, 204
    step = (right - left) / len(bins)
    shapes = [svg.line(((left, bottom), (right, bottom)), "guide")]
    for number, (low, rows) in enumerate(bins):
        x, height = left + step * number, (bottom - top) * len(rows) / most
        if rows:
            shapes += [
                svg.rect((x + 1, bottom - height), (step - 2, height), _bar(own, rows)),
                svg.text((x + step / 2, bottom - height - 5), "value", str(len(rows))),
            ]
        if number % 2 == 0:  # a bin is named by where it begins
            shapes.append(svg.text((x + 1, bottom + 16), "low", words.fixed(low)))
    counts = "; ".join(f"{words.fixed(low)} {len(rows)}" for low, rows in bins)
    said = _("Histogram {title}, jumlah instansi mulai dari: {values}.")
    told = said.format(title=title, values=counts)
    return svg.drawing(_WIDTH, bottom + 24, "histogram", told, shapes)


def _bar(own: Row | None, rows: Sequence[Row]) -> str:
    return "rect deep" if any(own is one for one in rows) else "rect"


def _label(one: SectionScore) -> str:
    name = words.name(one.section.name)
    short = name if len(name) <= _NAME else name[: _NAME - 1].rstrip() + "…"
    return f"{one.section.id} {short}"


def _listed(result: Result, listed: Iterable[SectionScore]) -> str:
    places = result.instrument.places
    return "; ".join(
        f"{one.section.id} {words.name(one.section.name)} {words.fixed(index, places)}"
        for one, index in printed(listed)
    )


def _told(results: Iterable[Result]) -> str:
    points = [
        f"{one.assessment.year} ({words.safe(one.instrument.short)}) "
        f"{words.fixed(index, one.instrument.places)}"
        for one, index in printed(results)
    ]
    return _("Tren indeks: {values}.").format(values="; ".join(points))
