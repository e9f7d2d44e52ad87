"""The sheet that sets the years of an institution side by side."""

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from spbe_cli.core.index import Indexed
from spbe_cli.core.many import comparison
from spbe_cli.core.result import Result, walk
from spbe_cli.i18n import _
from spbe_cli.render import sentences, words
from spbe_cli.render.phrases import index_words, predicate_words
from spbe_cli.render.sheet import book as page
from spbe_cli.render.sheet.book import SheetColumn
from spbe_cli.render.sheet.frame import Frame
from spbe_cli.render.sheet.styles import Styles

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

YearCell = Indexed | Fraction | str | None  # of one year: an index, a level, a word

_WIDTH = 58  # characters of the first column


def write(frame: Frame, sheet: "Worksheet", row: int) -> tuple[int, int]:
    """Write one block for each run of years of one instrument, from `row` on.

    Between two blocks stands that the instrument changed. Returns the last row and column.
    """
    styles = frame.styles
    runs = comparison.runs(frame.report.results)
    last = max(len(run) for run in runs) + 1
    years = [SheetColumn(str(number), "", 12) for number in range(1, last + 1)]
    columns = [SheetColumn("what", "", _WIDTH), *years]
    page.set_columns(sheet, columns)
    frame.head(sheet, _("Perbandingan antartahun"), columns)
    page.set_page(sheet, frame.footer, (0, 1))
    for number, run in enumerate(runs):
        if number:
            said = _("Instrumen berganti: indeks sebelum dan sesudahnya tidak dapat dikurangkan.")
            sheet.merge_range(row, 0, row, last, "", styles["break"])
            page.put_text(sheet, row, 0, said, styles["break"])
            row += 1
        row = _run(sheet, row, run, styles) + 1
    return row, last


def _run(sheet: "Worksheet", row: int, run: list[Result], styles: Styles) -> int:
    """Write the years of one instrument; return the next row."""
    page.put_text(sheet, row, 0, words.safe(run[0].instrument.short), styles["head"])
    for column, result in enumerate(run, 1):
        page.put_text(sheet, row, column, str(result.assessment.year), styles["head"])
    if len(run) > 1 and comparison.subtractable(*run[-2:]):
        page.put_text(sheet, row, len(run) + 1, _("Perubahan"), styles["head"])
    for label, parts in _compared(run):
        row += 1
        page.put_text(sheet, row, 0, label, styles["cell"])
        sheet.set_row(row, page.height([(label, _WIDTH)], 15))
        whole = "" if run[-1].instrument.scale.decimal else "whole"
        for column, part in enumerate(parts, 1):
            _cell(sheet, (row, column), part, styles, whole or "figure")
        if len(run) > 1 and comparison.subtractable(*run[-2:]):
            _change(sheet, row, parts, (styles[f"{whole}change"], styles["change"]))
    return row + 1


def _compared(run: list[Result]) -> Iterator[tuple[str, list[YearCell]]]:
    """Yield what is compared: index, predicate, sections, and levels of indicators."""
    last = run[-1]
    yield words.name(last.instrument.index_name), list(run)
    yield _("Predikat"), [predicate_words(one) for one in run]
    for section in walk(last.sections):
        yield sentences.section_name(section), [comparison.section_of(one, section) for one in run]
    known = [{} if one.recovered else {item.item.id: item for item in one.items()} for one in run]
    names = {
        item: words.name(one.item.indicator.short) for year in known for item, one in year.items()
    }
    for item, name in names.items():
        yield f"{item}. {name}", [year[item].level if item in year else None for year in known]


def _cell(
    sheet: "Worksheet", at: tuple[int, int], part: YearCell, styles: Styles, level: str
) -> None:
    row, column = at
    if isinstance(part, str):
        page.put_text(sheet, row, column, part, styles["word"])
    elif isinstance(part, Fraction):
        sheet.write_number(row, column, float(part), styles[level])
    elif part is not None and part.display is not None:
        sheet.write_number(row, column, float(part.display), styles["figure"])
    else:
        text = index_words(part) if isinstance(part, Result) else ""
        page.put_text(sheet, row, column, text, styles["word"])


def _change(
    sheet: "Worksheet", row: int, parts: list[YearCell], styles: "tuple[Format, Format]"
) -> None:
    """Write the change from the last year but one to the last."""
    before, now = parts[-2:]
    level, index = styles
    column = len(parts) + 1
    moved = None
    if isinstance(now, Fraction) and isinstance(before, Fraction):
        sheet.write_number(row, column, float(now - before), level)
        return
    if isinstance(now, Indexed) and isinstance(before, Indexed):
        moved = comparison.change(now, before)
    if moved is None:
        sheet.write_blank(row, column, None, index)
    else:
        sheet.write_number(row, column, float(moved[0]), index)
