"""The native charts of a report's workbook, and the hidden cells that they draw.

One drawing language in every face: radar from the lowest level, clockwise from the top, with names;
positions as dots on the scale; last year's dashed, the target dotted, what is open marked.
"""

import textwrap
from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from spbe_cli.core.index import printed
from spbe_cli.core.many import comparison
from spbe_cli.core.many.report import Report
from spbe_cli.core.result import Result, SectionScore, walk
from spbe_cli.i18n import _
from spbe_cli.render import sentences, words
from spbe_cli.render.sheet import book as page
from spbe_cli.render.sheet.frame import Frame
from spbe_cli.render.sheet.grid import META
from spbe_cli.render.sheet.sections import INDEX
from spbe_cli.render.sheet.styles import ACCENT

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

# Columns of the hidden sheet: of the sections drawn, and of the years.
LABEL, TITLE, NOW, BEFORE, GOAL = range(10, 15)
YEAR, AIM, FIRST = 22, 23, 24
_SMALL = {"name": "Calibri", "size": 8}
_GREY, _GOAL = "#7F7F7F", "#C55A11"
_WIDE, _HEIGHT, _LOW = 826, 360, 300  # pixels: of all charts together, of the upper, of the lower
_ROW = 20  # pixels of a row that nobody set
_LINES = {
    NOW: {"color": ACCENT, "width": 2.25},
    BEFORE: {"color": _GREY, "width": 1.5, "dash_type": "dash"},
    GOAL: {"color": _GOAL, "width": 1.5, "dash_type": "round_dot"},
}


def drawn(report: Report) -> tuple[SectionScore, ...]:
    """Return the sections that are drawn: the innermost that have an index in some column.

    Where indicators are known, all of them: what is open is marked, not left out.
    """
    listed = list(walk(report.result.sections))
    inner = tuple(one for one in listed if not one.sections)
    if report.rows or any(printed(inner)):
        return inner
    return tuple(one for one, _index in printed(listed))


def write_data(frame: Frame, sheet: "Worksheet", indices: str, rows: Mapping[int, int]) -> None:
    """Write what is drawn: names, indices (of the sheet `indices`), last year's, the target."""
    report, found = frame.report, drawn(frame.report)
    for row, one in enumerate(found):
        name = sentences.axis_name(one.section)
        at = f"{indices}{page.cell_name(rows[id(one)], INDEX, absolute=True)}"
        known = page.cell_number(one.display)
        _named(frame, sheet, (row, LABEL), "\n".join(textwrap.wrap(name, 18)), (at, known))
        _named(frame, sheet, (row, TITLE), name, (at, known))
        if frame.live:
            sheet.write_formula(row, NOW, f'=IF({at}="",NA(),{at})', None, _gap(known))
        elif known != "":
            sheet.write_number(row, NOW, float(known))
        for _before, index in printed([comparison.section_of(report.earlier, one)]):
            sheet.write_number(row, BEFORE, float(index))
        if report.target is not None:
            sheet.write_number(row, GOAL, float(report.target))
    _years(frame, sheet)


def _named(
    frame: Frame, sheet: "Worksheet", at: tuple[int, int], name: str, index: tuple[str, float | str]
) -> None:
    """Write a name that says so while its index is open."""
    cell, known = index
    open_ = f"{name}\n({_('belum lengkap')})"
    if not frame.live:
        sheet.write_string(*at, name if known != "" else open_)
        return
    at_name, at_open = (frame.grid.kept(text) for text in (name, open_))
    value = open_ if known == "" else name
    sheet.write_formula(*at, f'=IF({cell}="",{at_open},{at_name})', None, value)


def _gap(value: float | str) -> float | str:
    return "#N/A" if value == "" else value


def _years(frame: Frame, sheet: "Worksheet") -> None:
    """Write the index of every year, each unbroken run of years in a column of its own."""
    report, row = frame.report, 0
    for column, run in enumerate(comparison.unbroken(report.results), FIRST):
        for one in run:
            sheet.write_string(row, YEAR, str(one.assessment.year))
            if one is report.result and frame.live:
                sheet.write_formula(
                    row,
                    column,
                    '=IF(spbe_index="",NA(),spbe_index)',
                    None,
                    _gap(page.cell_number(one.display)),
                )
            elif one.display is not None:
                sheet.write_number(row, column, float(one.display))
            if report.target is not None:
                sheet.write_number(row, AIM, float(report.target))
            row += 1


def place_charts(frame: Frame, sheet: "Worksheet", row: int) -> int:
    """Draw radar and years side by side, the dots beneath; return the row under all that."""
    report = frame.report
    listed = drawn(report)
    told = "; ".join(
        f"{name} {index}" for name, index in sentences.section_indices(report.result, listed)
    )
    above, at = [], 0
    if len(listed) > 2:
        above.append((_radar(frame), _("Radar indeks"), told))
    if sum(1 for _one in printed(report.results)) > 1:
        years = "; ".join(
            f"{one.assessment.year} {words.decimal(index, one.instrument.places)}"
            for one, index in printed(report.results)
        )
        above.append((_trend(frame), _("Indeks menurut tahun"), years))
    for chart, title, said in above:
        _place(sheet, (row, at), chart, (_WIDE // 2, _HEIGHT), (title, said))
        at = _WIDE // 2
    if above:
        row += _HEIGHT // _ROW + 1
    _place(sheet, (row, 0), _dots(frame), (_WIDE, _LOW), (_("Indeks tiap bagian"), told))
    return row + _LOW // _ROW + 1


def _place(
    sheet: "Worksheet",
    at: tuple[int, int],
    chart: Any,
    size: tuple[int, int],
    said: tuple[str, str],
) -> None:
    chart.set_title({"name": said[0], "name_font": {**_SMALL, "size": 10}})
    chart.show_hidden_data()  # the sheet that holds it is hidden
    chart.set_size({"width": size[0], "height": size[1]})
    row, offset = at
    description = f"{said[0]}: {said[1]}"
    options = {"object_position": 1, "description": description, "x_offset": offset}
    sheet.insert_chart(row, 0, chart, options)


def _series(frame: Frame) -> list[tuple[int, str]]:
    """Return what is drawn of every section: the column and its name, the weakest first."""
    report = frame.report
    found = [(GOAL, _goal(report))] if report.target is not None else []
    if report.earlier is not None:
        found.append((BEFORE, str(report.earlier.assessment.year)))
    return [*found, (NOW, str(report.result.assessment.year))]


def _goal(report: Report) -> str:
    return _("Target {target}").format(target=words.in_full(report.target or Fraction(0), 2))


def _column(frame: Frame, number: int) -> list[Any]:
    return [META, 0, number, len(drawn(frame.report)) - 1, number]


def _open(frame: Frame, at: int) -> dict[str, Any]:
    """Return what is drawn until a spreadsheet has computed it: nothing where an index is open."""
    if at != NOW:
        return {}
    known = [None if one.display is None else float(one.display) for one in drawn(frame.report)]
    return {"values_data": known}


def _scale(result: Result) -> dict[str, Any]:
    scale = result.instrument.scale
    return {
        "min": scale.minimum,
        "max": scale.maximum,
        "major_unit": 1,
        "num_format": "0",
        "num_font": _SMALL,
        "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}},
    }


def _radar(frame: Frame) -> Any:
    radar: Any = frame.book.add_chart({"type": "radar"})
    for at, name in _series(frame):
        series = {"name": name, "categories": _column(frame, LABEL), "values": _column(frame, at)}
        radar.add_series({**series, **_open(frame, at), "line": _LINES[at]})
    radar.set_x_axis({"num_font": _SMALL})
    radar.set_y_axis(_scale(frame.result))
    radar.set_legend({"position": "bottom", "font": _SMALL})
    return radar


def _dots(frame: Frame) -> Any:
    """Draw each index as a place on the scale: a bar from 1 would make nothing of a 1,00."""
    dots: Any = frame.book.add_chart({"type": "line"})
    for at, name in _series(frame):
        colour = _LINES[at]["color"]
        series: dict[str, Any] = {
            "name": name,
            "categories": _column(frame, TITLE),
            "values": _column(frame, at),
            **_open(frame, at),
            "line": {"none": True},
            "marker": {
                "type": "circle" if at == NOW else "diamond",
                "size": 9 if at == NOW else 7,
                "border": {"color": colour},
                "fill": {"color": colour},
            },
        }
        if at == GOAL:
            series |= {"line": _LINES[GOAL], "marker": {"type": "none"}}
        if at == NOW:
            label = {"value": True, "num_format": "0.00", "position": "right"}
            series["data_labels"] = {**label, "font": {**_SMALL, "bold": True}}
        dots.add_series(series)
    dots.set_x_axis({"num_font": _SMALL, "label_position": "low"})
    dots.set_y_axis(_scale(frame.result))
    dots.set_drop_lines({"line": {"color": "#D9D9D9"}})
    dots.set_legend({"position": "bottom", "font": _SMALL})
    return dots


def _trend(frame: Frame) -> Any:
    """Draw the index of every year; the line breaks where years may not be subtracted."""
    report = frame.report
    last = len(report.results) - 1
    years: Any = frame.book.add_chart({"type": "line"})

    def column(number: int) -> list[Any]:
        return [META, 0, number, last, number]

    for at, run in enumerate(comparison.unbroken(report.results), FIRST):
        years.add_series(
            {
                "name": words.safe(run[0].instrument.short),
                "categories": column(YEAR),
                "values": column(at),
                "line": {"color": ACCENT if run[-1] is report.result else _GREY, "width": 2.25},
                "marker": {"type": "circle", "size": 7},
                "data_labels": {
                    "value": True,
                    "num_format": "0.00",
                    "position": "above",
                    "font": _SMALL,
                },
            }
        )
    if report.target is not None:
        series = {"name": _goal(report), "categories": column(YEAR), "values": column(AIM)}
        years.add_series({**series, "line": _LINES[GOAL], "marker": {"type": "none"}})
    lows, highs = zip(
        *((one.instrument.scale.minimum, one.instrument.scale.maximum) for one in report.results),
        strict=True,
    )
    years.set_y_axis({**_scale(report.result), "min": min(lows), "max": max(highs)})
    years.set_x_axis({"num_font": _SMALL})
    years.set_legend({"position": "bottom", "font": _SMALL})
    return years
