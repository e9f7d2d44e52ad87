"""The sheet of the plan: what it was when the report was made, in figures that can be summed."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from spbe_cli.core.many import advice as advices
from spbe_cli.core.plan import answers
from spbe_cli.core.plan.plans import merged
from spbe_cli.i18n import _
from spbe_cli.render import details, plans, sentences, words
from spbe_cli.render.sheet import book as page, climb
from spbe_cli.render.sheet.book import CellSpan, SheetColumn
from spbe_cli.render.sheet.frame import HEAD_ROW, Frame

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_STYLES = {"year": "count", "number": "number", "from": "level", "to": "level", "rise": "count"}
_FIGURES = {"effort": "effort", "gain": "gain", "index": "exact"}


class _Line(NamedTuple):
    """A step as its cells, by the keys of the columns."""

    cells: dict[str, float | str]


def write(frame: Frame, sheet: "Worksheet", plan: details.View) -> None:
    """Write the steps with sums that follow them, and on what terms they are meant."""
    lines = list(_lines(frame))
    columns = [one for one in _columns(frame) if _filled(one, lines)]
    frame.open(sheet, plan["title"], columns)
    widths = sum(one.width for one in columns)
    wide = CellSpan(2, 0, len(columns) - 1, widths)
    page.banner(sheet, wide, plan["said"], frame.styles, "label")
    row = HEAD_ROW
    for row, line in enumerate(lines, HEAD_ROW + 1):
        for at, column in enumerate(columns):
            style = (_STYLES | _FIGURES).get(column.key, "cell")
            page.put_value(sheet, row, at, line.cells[column.key], frame.styles[style])
        page.fit(sheet, row, columns, line.cells)
    if lines:
        row = _sums(frame, sheet, row, (columns, lines))
    for said in plan["notes"]:
        row += 1
        page.banner(sheet, wide._replace(row=row), said, frame.styles, "label")
    advice = frame.report.advice
    if isinstance(advice, answers.Parts) and advice.climb is not None:
        first = [one.key for one in columns].index("name")
        row = climb.still(frame.book, sheet, (row + 2, first), frame.styles, advice.climb)
    sheet.freeze_panes(HEAD_ROW + 1, 1)
    if lines:
        sheet.autofilter(HEAD_ROW, 0, HEAD_ROW + len(lines), len(columns) - 1)
    sheet.print_area(0, 0, row, len(columns) - 1)


def _columns(frame: Frame) -> list[SheetColumn]:
    return [
        SheetColumn("year", _("Tahun"), 8),
        SheetColumn("number", _("No."), 6),
        SheetColumn("name", _("Bagian") if frame.result.recovered else _("Indikator"), 64),
        SheetColumn("from", _("Dari"), 7),
        SheetColumn("to", _("Ke"), 7),
        SheetColumn("rise", _("Tingkat naik"), 9),
        SheetColumn("effort", _("Upaya"), 11),
        SheetColumn("gain", _("Sumbangan"), 11),
        SheetColumn("index", _("Indeks"), 11),
        SheetColumn("owner", _("Pengampu"), 24),
    ]


def _filled(column: SheetColumn, lines: list[_Line]) -> bool:
    return column.key == "name" or any(line.cells[column.key] != "" for line in lines)


def _lines(frame: Frame) -> Iterator[_Line]:
    """Yield the steps: of indicators, or of sections where no indicator is known."""
    report = frame.report
    empty: dict[str, float | str] = dict.fromkeys((one.key for one in _columns(frame)), "")
    cells: dict[str, float | str]
    if isinstance(report.advice, answers.Parts):
        for part in report.advice.plan.steps:
            name = sentences.section_name(part.room.known) + plans.parts_first(part.room)
            cells = {"name": name, "rise": float(part.levels), "gain": float(part.gain)}
            yield _Line(empty | cells | {"index": float(part.index)})
        return
    found, assessment = advices.shown_plan(report), report.result.assessment
    for step in merged(found.steps) if found else ():
        named = step.item in assessment.answers
        cells = {
            "year": float(step.year) if step.year else "",
            "number": page.numeral(step.item),
            "name": words.name(step.score.item.indicator.name),
            "from": float(step.start),
            "to": float(step.to),
            "effort": float(step.effort),
            "gain": float(step.gain),
            "index": float(step.index),
            "owner": words.safe(assessment.owner(step.item) or "") if named else "",
        }
        yield _Line(empty | cells)


def _sums(
    frame: Frame, sheet: "Worksheet", row: int, table: tuple[list[SheetColumn], list[_Line]]
) -> int:
    """Write what the steps come to; return the row."""
    columns, lines = table
    row += 1
    for at, column in enumerate(columns):
        if column.key not in ("rise", "effort", "gain"):
            label = _("Seluruhnya") if column.key == "name" else ""
            page.put_text(sheet, row, at, label, frame.styles["section"])
            continue
        ends = [page.cell_name(each, at) for each in (HEAD_ROW + 1, row - 1)]
        total = sum(float(line.cells[column.key]) for line in lines)
        style = {"gain": "sectiongain", "effort": "sectioneffort"}.get(column.key, "sectionsum")
        formula = f"=SUM({':'.join(ends)})"
        sheet.write_formula(row, at, formula, frame.styles[style], round(total, 9))
    return row
