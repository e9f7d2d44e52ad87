"""The native charts of a report's workbook, and the hidden cells that they draw."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from spbe_cli.core.index import printed
from spbe_cli.core.many import comparison, report as core
from spbe_cli.core.many.report import Report
from spbe_cli.core.result import SectionScore, walk
from spbe_cli.i18n import _
from spbe_cli.render import sentences, words
from spbe_cli.render.sheet import book as page
from spbe_cli.render.sheet.grid import META

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

LABEL, TITLE, NOW, BEFORE = range(10, 14)  # columns of the hidden sheet
_SMALL = {"name": "Calibri", "size": 8}
_HEIGHT = 340  # pixels
_ROWS = 23  # that is so many rows


def drawn(report: Report) -> tuple[SectionScore, ...]:
    """Return the sections that are drawn: the innermost known, or all that have indicators."""
    result = report.result
    return core.finest(result) or tuple(one for one in walk(result.sections) if one.indicators)


def write_data(sheet: "Worksheet", report: Report, indices: str, rows: Mapping[int, int]) -> None:
    """Write what is drawn: names, live indices (column C of sheet `indices`), last year's."""
    for row, one in enumerate(drawn(report)):
        sheet.write_string(row, LABEL, one.section.id)
        sheet.write_string(row, TITLE, f"{one.section.id} {words.name(one.section.name)}")
        at = page.cell(rows[id(one)], 2, absolute=True)
        value = page.number(one.display)
        sheet.write_formula(row, NOW, f"={indices}{at}", None, value)
        for _before, index in printed([comparison.section_of(report.earlier, one)]):
            sheet.write_number(row, BEFORE, float(index))


def draw(book: "Workbook", sheet: "Worksheet", row: int, report: Report) -> int:
    """Draw radar and bars side by side; return the row beneath them."""
    end = len(drawn(report)) - 1

    def column(number: int) -> list[Any]:
        return [META, 0, number, end, number]

    scale, earlier = report.result.instrument.scale, report.earlier
    figures = {
        "min": scale.minimum,
        "max": scale.maximum,
        "major_unit": 1,
        "num_format": "0",
        "num_font": _SMALL,
        "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}},
    }
    lines: list[tuple[int, int, dict[str, Any]]] = []
    if earlier is not None:
        dashed = {"color": "#7F7F7F", "width": 1.5, "dash_type": "dash"}
        lines.append((earlier.assessment.year, BEFORE, dashed))
    lines.append((report.result.assessment.year, NOW, {"color": page.ACCENT, "width": 2.25}))
    radar: Any = book.add_chart({"type": "radar"})
    for year, at, line in lines:
        series = {"name": str(year), "categories": column(LABEL), "values": column(at)}
        radar.add_series({**series, "line": line})
    radar.set_y_axis(figures)
    radar.set_legend({"position": "bottom", "font": _SMALL})
    bars: Any = book.add_chart({"type": "bar"})
    bars.add_series(
        {
            "categories": column(TITLE),
            "values": column(NOW),
            "fill": {"color": page.ACCENT},
            "gap": 60,
            "data_labels": {"value": True, "num_format": "0.00", "font": _SMALL},
        }
    )
    # XlsxWriter's x axis of a bar chart is the horizontal one; reversed, its labels go to the top.
    bars.set_x_axis({**figures, "label_position": "high"})
    bars.set_y_axis({"reverse": True, "num_font": _SMALL})
    bars.set_legend({"none": True})
    told = "; ".join(
        f"{name} {index}" for name, index in sentences.sections(report.result, drawn(report))
    )
    titles = {0: _("Indeks menurut nomor bagian"), 2: _("Indeks tiap bagian")}
    for chart, at, width in ((radar, 0, 330), (bars, 2, 490)):
        chart.set_title({"name": titles[at], "name_font": {**_SMALL, "size": 10}})
        chart.show_hidden_data()  # the sheet that holds it is hidden
        chart.set_size({"width": width, "height": _HEIGHT})
        options = {"object_position": 1, "description": f"{titles[at]}: {told}"}
        sheet.insert_chart(row, at, chart, options)
    return row + _ROWS
