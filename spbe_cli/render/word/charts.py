"""Native charts of a report: Word draws them, and "Edit data" opens the workbook behind them.

XlsxWriter writes the XML of a chart; python-docx's package layer holds it with its workbook.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from spbe_cli.core.many.figures import Axis, FigureScale, Line, Shape
from spbe_cli.core.many.report import Report
from spbe_cli.i18n import _
from spbe_cli.render import words
from spbe_cli.render.sentences import axis_name
from spbe_cli.render.word import pieces
from spbe_cli.render.word.styles import ACCENT, RELATIONSHIPS

if TYPE_CHECKING:
    from spbe_cli.render.word.paper import Paper

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_EMU = 635  # in a twentieth of a point
_SMALL = {"name": "Arial", "size": 8}
_NOW = {"color": f"#{ACCENT}", "width": 2.25}
_BEFORE = {"color": "#7F7F7F", "width": 1.5, "dash_type": "dash"}
_TARGET = {"color": "#C55A11", "width": 1.25, "dash_type": "round_dot"}
_GRID = {"visible": True, "line": {"color": "#D9D9D9"}}
_SHOWN = (
    b'<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
    b'<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)


class Series(NamedTuple):
    """A line of a chart; None where nothing is known."""

    name: str
    values: Sequence[Fraction | None]
    line: dict[str, Any]
    labels: bool = False


class Chart(NamedTuple):
    """A chart: what it is of, and its lines; `told` says in words what it shows."""

    kind: str
    categories: Sequence[str]
    series: Sequence[Series]
    ends: tuple[int, int]
    told: str


def radar_chart(shape: Shape) -> Chart:
    """Return the sections around a centre that is the scale's minimum."""
    now = [axis.place.display for axis in shape.axes]
    series = list(_target(shape.target, len(now)))
    if shape.before is not None:
        before = [axis.place.before for axis in shape.axes]
        series.append(Series(str(shape.before), before, _BEFORE))
    series.append(Series(str(shape.year), now, _NOW))
    names = [_wrapped(axis) for axis in shape.axes]
    return Chart("radar", names, series, _ends(shape.scale), _told(names, now))


def _wrapped(axis: Axis) -> str:
    """Return a name in short lines: one long line would leave the drawing no room."""
    import textwrap

    name = axis_name(axis.section)
    if not axis.place.shown:
        name = _("{name} (belum lengkap)").format(name=name)
    return "\n".join(textwrap.wrap(name, 24))


def trend_chart(line: Line, report: Report) -> Chart:
    """Return the index over the years, a series for all that one line may join."""
    years = [str(point.year) for point in line.points]
    values = [point.place.display for point in line.points]
    series = []
    for run in dict.fromkeys(point.run for point in line.points):
        own = [point.place.display if point.run == run else None for point in line.points]
        at = next(at for at, point in enumerate(line.points) if point.run == run)
        result = report.results[at]
        name = f"{words.safe(result.instrument.short)}, {words.opinion(result.opinion)}"
        series.append(Series(name, own, _NOW, labels=True))
    series += _target(line.target, len(years))
    return Chart("line", years, series, _ends(line.scale), _told(years, values))


def _target(target: Fraction | None, count: int) -> Iterator[Series]:
    if target is not None:
        name = _("Target {target}").format(target=words.in_full(target, 2))
        yield Series(name, [target] * count, _TARGET)


def _ends(scale: FigureScale) -> tuple[int, int]:
    return scale.minimum, scale.maximum


def _told(names: Sequence[str], values: Sequence[Fraction | None]) -> str:
    """Say what a chart shows, for those who cannot see it."""
    return "; ".join(
        f"{' '.join(name.split())}: {words.shown(value, 2, '–')}"
        for name, value in zip(names, values, strict=True)
    )


def place_chart(paper: "Paper", chart: Chart, title: str, height: int) -> None:
    """Place a chart in a document, as wide as the text; `height` in twentieths of a point."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    package = paper.document.part.package
    paper.charts += 1
    number = paper.charts
    workbook = Part(
        PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{number}.xlsx"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _workbook(chart, drawn=False),
        package,
    )
    drawing = Part(
        PackURI(f"/word/charts/chart{number}.xml"),
        "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
        _xml(chart),
        package,
    )
    drawing.relate_to(workbook, f"{RELATIONSHIPS}/package")  # rId1, as its XML says
    rid = paper.document.part.relate_to(drawing, f"{RELATIONSHIPS}/chart")
    size = f'cx="{paper.width * _EMU}" cy="{height * _EMU}"'
    told = pieces.xml(f"{title}: {chart.told}").replace('"', "&quot;")
    paper.append(
        '<w:p><w:pPr><w:keepNext/><w:jc w:val="center"/></w:pPr><w:r><w:drawing>'
        f'<wp:inline xmlns:wp="{_WP}" '
        f'distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{number}" name="{_("Gambar")} {number}" descr="{told}"/>'
        f'<a:graphic xmlns:a="{_A}"><a:graphicData uri="{_C}">'
        f'<c:chart xmlns:c="{_C}" r:id="{rid}"/></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r></w:p>"
    )


def _xml(chart: Chart) -> bytes:
    """Return the XML of a chart as Word wants it: with its data in the workbook beside it."""
    with zipfile.ZipFile(io.BytesIO(_workbook(chart, drawn=True))) as archive:
        xml = archive.read("xl/charts/chart1.xml")
    xml = re.sub(rb"<c:printSettings>.*?</c:printSettings>", b"", xml, flags=re.DOTALL)
    gap = b'<c:dispBlanksAs val="gap"/>'  # the usual one is not written, and read as zero
    xml = xml.replace(b'<c:plotVisOnly val="1"/>', b'<c:plotVisOnly val="1"/>' + gap)
    if chart.kind == "line":
        xml = xml.replace(b"</c:val></c:ser>", b'</c:val><c:smooth val="0"/></c:ser>')
    for name in (b"dLbls", b"dLbl"):  # what is not said is drawn by some programs
        xml = xml.replace(b'<c:showVal val="1"/></c:' + name, _SHOWN + b"</c:" + name)
    space = f'xmlns:r="{RELATIONSHIPS}"'
    data = f'<c:externalData {space} r:id="rId1"><c:autoUpdate val="0"/></c:externalData>'
    return xml.replace(b"</c:chartSpace>", data.encode() + b"</c:chartSpace>")


def _workbook(chart: Chart, *, drawn: bool) -> bytes:
    """Return the data of a chart as a workbook, `drawn` with the chart in it."""
    import datetime as dt

    import xlsxwriter

    held = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(held, options)
    book.set_properties({"created": dt.datetime(2000, 1, 1, tzinfo=dt.UTC)})  # repeatable
    sheet = book.add_worksheet("Data")
    sheet.set_column(0, 0, 50)
    for column, one in enumerate(chart.series, 1):
        sheet.write_string(0, column, one.name)
        for row, value in enumerate(one.values, 1):
            if value is not None:
                sheet.write_number(row, column, float(value))
    for row, name in enumerate(chart.categories, 1):
        sheet.write_string(row, 0, name)
    if drawn:
        sheet.insert_chart("H2", _made(book, chart))
    book.close()
    return held.getvalue()


def _made(book: Any, chart: Chart) -> Any:
    kind = {"type": chart.kind} if chart.kind == "line" else {"type": "radar"}
    made = book.add_chart(kind)
    end = len(chart.categories)
    for column, one in enumerate(chart.series, 1):
        series: dict[str, Any] = {
            "name": ["Data", 0, column],
            "categories": ["Data", 1, 0, end, 0],
            "values": ["Data", 1, column, end, column],
            "line": one.line,
        }
        if one.labels:
            fill = {"fill": {"color": one.line["color"]}, "border": {"none": True}}
            series["marker"] = {"type": "circle", "size": 7, **fill}
            series["data_labels"] = {"value": True, "num_format": "0.00", "position": "above"}
        made.add_series(series)
    axis = {
        "min": chart.ends[0],
        "max": chart.ends[1],
        "major_unit": 1,
        "num_format": "0",
        "num_font": _SMALL,
        "major_gridlines": _GRID,
        "major_tick_mark": "none",
        "minor_tick_mark": "none",
    }
    made.set_x_axis({"num_font": _SMALL})
    made.set_y_axis(axis)
    made.set_legend({"position": "bottom", "font": _SMALL})
    return made
