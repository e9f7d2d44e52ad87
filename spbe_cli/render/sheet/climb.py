"""The way of a plan through time in a workbook: figures that follow the agenda, and their chart."""

from typing import TYPE_CHECKING, Any, NamedTuple

from spbe_cli.core.plan.climb import Climb
from spbe_cli.i18n import _
from spbe_cli.render import climb as said, words
from spbe_cli.render.sheet import book as page
from spbe_cli.render.sheet.styles import ACCENT, Styles

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

FIRST_COLUMN = _FIRST = 6  # of the figures, right of the sums
_HEAD = 2
_SMALL = {"name": "Calibri", "size": 9}
_SIZE = {"width": 860, "height": 320}  # pixels
_ROWS = 17  # that is so many rows


class ChartCells(NamedTuple):
    """What the figures follow: the cell of the first index, and ranges of the agenda."""

    start: str
    years: str
    quarters: str
    gains: str


def last_column(way: Climb) -> int:
    """Return the column in which the figures end."""
    return _FIRST + 1 + len(way.result.instrument.predicates)


def write(sheet: "Worksheet", styles: Styles, way: Climb, name: str, where: ChartCells) -> None:
    """Write a row for each stop: the index by then, the target, the bounds of the predicates."""
    bounds = way.result.instrument.predicates[1:]
    titles = (
        _("Menurut waktu"),
        _("Indeks"),
        _("Target"),
        *(words.name(one.name) for one in bounds),
    )
    for column, title in enumerate(titles, _FIRST):
        page.put_text(sheet, _HEAD, column, title, styles["head"])
    sheet.set_column(_FIRST, _FIRST, 16)
    sheet.set_column(_FIRST + 1, _FIRST + len(titles) - 1, 12)
    for number, stop in enumerate(way.stops):
        row, value = _HEAD + 1 + number, page.cell_number(stop.reached)
        page.put_text(sheet, row, _FIRST, said.when(stop), styles["cell"])
        if number < way.start:
            sheet.write_number(row, _FIRST + 1, float(stop.reached), styles["exact"])
        else:
            sheet.write_formula(
                row,
                _FIRST + 1,
                _formula(stop.year, stop.quarter, name, where),
                styles["exact"],
                value,
            )
        target = way.target if stop.target is None else stop.target
        if target is not None:
            sheet.write_number(row, _FIRST + 2, float(target), styles["exact"])
        for column, one in enumerate(bounds, _FIRST + 3):
            sheet.write_number(row, column, float(one.lower), styles["exact"])
    _end(sheet, styles, way, name, where)


def _end(sheet: "Worksheet", styles: Styles, way: Climb, name: str, where: ChartCells) -> None:
    """Let the last stop hold the whole plan, and say so where steps were put off beyond it."""
    row, stop = _HEAD + len(way.stops), way.stops[-1]
    if len(way.stops) - 1 == way.start:
        return
    whole, shown = f"'{name}'!{where.start}+SUM({where.gains})", said.when(stop)
    by_then = _formula(stop.year, stop.quarter, name, where).removeprefix("=")
    later = _("{when} dan sesudahnya").format(when=shown)
    told = f'=IF(ABS({whole}-({by_then}))<0.0000001,"{shown}","{later}")'
    sheet.write_formula(row, _FIRST, told, styles["cell"], shown)
    value = page.cell_number(stop.reached)
    sheet.write_formula(row, _FIRST + 1, f"={whole}", styles["exact"], value)


def _formula(year: int, quarter: int | None, name: str, where: ChartCells) -> str:
    """Return the first index with what is gained up to the end of a year, or of its quarter."""
    _start, years, quarters, gains = where
    start = f"='{name}'!{where.start}"
    if quarter is None:
        return f'{start}+SUMIF({years},"<={year}",{gains})'
    return (
        f'{start}+SUMIF({years},"<{year}",{gains})'
        f'+SUMIFS({gains},{years},{year},{quarters},"<={quarter}")'
    )


def climb_chart(
    book: "Workbook", sheet: "Worksheet", at: tuple[int, int], way: Climb, source: str
) -> int:
    """Draw the figures of the sheet `source`; return the last row beneath the chart."""
    first, last = _HEAD + 1, _HEAD + len(way.stops)

    def column(number: int) -> list[Any]:
        return [source, first, number, last, number]

    chart: Any = book.add_chart({"type": "line"})
    lines: list[tuple[int, dict[str, Any], dict[str, Any]]] = [
        (
            _FIRST + 1,
            {"color": ACCENT, "width": 2.5},
            {
                "marker": {"type": "circle", "size": 6, "fill": {"color": ACCENT}},
                "data_labels": {
                    "value": True,
                    "num_format": "0.00",
                    "position": "above",
                    "font": _SMALL,
                },
            },
        )
    ]
    if way.target is not None:
        lines.append((_FIRST + 2, {"color": "#000000", "width": 1.5, "dash_type": "dash"}, {}))
    lines += [
        (number, {"color": "#A6A6A6", "width": 1, "dash_type": "round_dot"}, {})
        for number in range(_FIRST + 3, _FIRST + 2 + len(way.result.instrument.predicates))
    ]
    for number, line, more in lines:
        chart.add_series(
            {
                "name": [source, _HEAD, number],
                "categories": column(_FIRST),
                "values": column(number),
                "line": line,
                **more,
            }
        )
    chart.set_y_axis(_levels_axis(way))
    chart.set_x_axis({"num_font": _SMALL})
    chart.set_legend({"position": "right", "font": _SMALL})
    chart.set_title(_titled(_("Indeks menurut waktu")))
    chart.set_size(_SIZE)
    sheet.insert_chart(*at, chart, {"object_position": 1, "description": said.climb_told(way)})
    return at[0] + _ROWS


def still(
    book: "Workbook", sheet: "Worksheet", at: tuple[int, int], styles: Styles, way: Climb
) -> int:
    """Write and draw a plan without a time; return the last row beneath.

    A bar each for where it begins, what is to be reached, and the bounds of the predicates.
    """
    (row, column), name = at, str(sheet.name)
    bars = [(said.when(stop), stop.reached, ACCENT) for stop in way.stops]
    bars += [] if way.target is None else [(_("Target"), way.target, "#000000")]
    bars += [
        (words.name(one.name), one.lower, "#A6A6A6") for one in way.result.instrument.predicates[1:]
    ]
    title = _("Indeks terhadap target dan predikat")
    page.put_text(sheet, row, column, title, styles["head"])
    page.put_text(sheet, row, column + 1, _("Indeks"), styles["head"])
    for number, (label, value, _colour) in enumerate(bars, row + 1):
        page.put_text(sheet, number, column, label, styles["cell"])
        sheet.write_number(number, column + 1, float(value), styles["exact"])
    first, last = row + 1, row + len(bars)
    chart: Any = book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": [name, row, column + 1],
            "categories": [name, first, column, last, column],
            "values": [name, first, column + 1, last, column + 1],
            "points": [{"fill": {"color": colour}} for _label, _value, colour in bars],
            "data_labels": {"value": True, "num_format": "0.00", "font": _SMALL},
            "gap": 60,
        }
    )
    chart.set_x_axis(_levels_axis(way))
    chart.set_y_axis({"reverse": True, "num_font": _SMALL})
    chart.set_legend({"none": True})
    chart.set_title(_titled(title))
    chart.set_size({"width": 620, "height": 280})
    where = {"object_position": 1, "description": said.climb_told(way)}
    sheet.insert_chart(last + 2, column, chart, where)
    return last + _ROWS


def _levels_axis(way: Climb) -> dict[str, Any]:
    """Return the axis of indices: the levels of the scale, no lines across."""
    scale = way.result.instrument.scale
    return {
        "min": scale.minimum,
        "max": scale.maximum,
        "major_unit": 1,
        "num_format": "0",
        "num_font": _SMALL,
        "major_gridlines": {"visible": False},
    }


def _titled(title: str) -> dict[str, Any]:
    return {"name": title, "name_font": {**_SMALL, "size": 11}}
