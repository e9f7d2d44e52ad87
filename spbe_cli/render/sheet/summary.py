"""The first sheet: the index with what belongs to it, what to say of it, and the charts."""

import io
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from spbe_cli.core.many import comparison, report as core
from spbe_cli.i18n import _
from spbe_cli.render import advice, sentences, words
from spbe_cli.render.phrases import index_words, predicate_words
from spbe_cli.render.sheet import book as page, charts, grid
from spbe_cli.render.sheet.frame import Frame

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


def write(frame: Frame, sheet: "Worksheet") -> None:
    """Write the first sheet, once the others are there for its formulas."""
    sheet.hide_gridlines(2)
    for column, width in enumerate((30, 16, 70)):
        sheet.set_column(column, column, width)
    page.text(sheet, 0, 0, frame.title, frame.styles["title"])
    sheet.set_row(0, 24)
    page.text(sheet, 1, 0, frame.subtitle(), frame.styles["strong"])
    row = _figures(frame, sheet, 3)
    row += 1
    said = [sentences.headline(frame.report), *sentences.state(frame.report)]
    for sentence in filter(None, (*said, advice.no_plan(frame.report))):
        row = _sentence(frame, sheet, row, sentence)
    first = advice.first(frame.report)
    if first:
        row += 1
        page.text(sheet, row, 0, _("Prioritas"), frame.styles["strong"])
        row += 1
        for number, sentence in enumerate(first, 1):
            row = _sentence(frame, sheet, row, f"{number}. {sentence}")
    if frame.live:
        told = _("Kalimat di atas hanya tampak selama tingkat belum diubah sejak ditulis.")
        page.text(sheet, row + 1, 0, told, frame.styles["label"])
        row += 2
    row = charts.draw(frame.book, sheet, row + 1, frame.report)
    _logo(frame, sheet)
    sheet.print_area(0, 0, row, 2)
    page.page(sheet, frame.footer)
    sheet.set_portrait()
    sheet.activate()


def _sentence(frame: Frame, sheet: "Worksheet", row: int, text: str) -> int:
    """Write a sentence; among live figures it hides once they are not those it speaks of."""
    style = frame.styles["plain"]
    sheet.merge_range(row, 0, row, 2, "", style)
    if frame.live:
        sheet.write_formula(row, 0, frame.grid.unless_changed(frame.result, text), style, text)
    else:
        page.text(sheet, row, 0, text, style)
    sheet.set_row(row, page.height([(text, 132)], 15))
    return row + 1


def _figures(frame: Frame, sheet: "Worksheet", row: int) -> int:
    """Write index, predicate and distances; return the next row."""
    result, law = frame.result, frame.law
    page.text(sheet, row, 0, words.name(law.index_name), frame.styles["big"])
    if frame.live or result.display is not None:
        frame.index(sheet, (row, 1), result, "bigfigure")
    else:
        page.text(sheet, row, 1, index_words(result), frame.styles["bigfigure"])
    sheet.set_row(row, 30)
    page.text(sheet, row + 1, 0, _("Predikat"), frame.styles["cell"])
    if frame.live:
        frame.grid.predicate(sheet, (row + 1, 1), result, "word")
    else:
        page.text(sheet, row + 1, 1, predicate_words(result), frame.styles["word"])
    grid.name_cells(frame.book, sheet, result, {"index": (row, 1), "predicate": (row + 1, 1)})
    row += 2
    for label, formula, value in _distances(frame):
        page.text(sheet, row, 0, label, frame.styles["cell"])
        if formula:
            sheet.write_formula(row, 1, formula, frame.styles["exact"], value)
        elif isinstance(value, float):
            sheet.write_number(row, 1, value, frame.styles["exact"])
        else:
            page.text(sheet, row, 1, value, frame.styles["word"])
        row += 1
    return row


def _distances(frame: Frame) -> Iterator[tuple[str, str, float | str]]:
    """Yield (label, formula, value) of what belongs to the index; no formula: a number."""
    result, report = frame.result, frame.report
    live = frame.live
    sums, exact = frame.grid.overall, frame.grid.exact(result)
    if live:
        count = len(report.rows) - len(result.missing)
        answered = f"({sums.at(3)}-{frame.guessed})" if result.provisional else sums.at(3)
        formula = f'={answered}&" / "&{sums.at(4)}'
        yield _("Terisi"), formula, f"{count} / {len(report.rows)}"
    if live:
        value = page.number(result.index)
        yield _("Tepatnya"), frame.grid.known(result, exact), value
    elif result.index is not None:
        yield _("Tepatnya"), "", float(result.index)
    if report.previous is not None:
        year = report.previous.assessment.year
        exact_before = report.previous.index
        before = index_words(report.previous) if exact_before is None else float(exact_before)
        yield _("Indeks {year}").format(year=year), "", before
    moved = comparison.change(result, report.earlier)
    earlier = report.earlier
    if live and earlier is not None and earlier.index is not None:
        start = f"{earlier.index.numerator}/{earlier.index.denominator}"
        formula = frame.grid.known(result, f"ROUND({exact}-{start},9)")
        yield _("Perubahan"), formula, float(moved[0]) if moved else ""
    elif moved is not None:
        said = _("Perubahan") if moved.exact else _("Perubahan (selisih angka yang dicetak)")
        yield said, "", float(moved.by) if moved.exact else words.risen(moved.by)
    yield from _to_next(frame)
    yield from _to_target(frame)


def _to_next(frame: Frame) -> Iterator[tuple[str, str, float | str]]:
    """Yield the next predicate, and how far it is."""
    result, following = frame.result, core.ahead(frame.result)
    known = result.sure
    names = _("Predikat berikutnya"), _("Kurang ke predikat berikutnya")
    name, gap = ("–", "–") if known else ("", "")
    if following is not None:
        name = words.name(following[0].name)
        gap = words.between(*following[1])
    least = float(following[1][0]) if following is not None and known else gap
    if frame.live:
        bounds, listed = frame.grid.predicates()
        at = f"MATCH({frame.grid.judged(result)},{bounds},1)+1"
        lacking = f"ROUND(INDEX({bounds},{at})-{frame.grid.exact(result)},9)"
        found = frame.grid.known(result, f'IFERROR(INDEX({listed},{at}),"–")')
        yield names[0], found, name
        yield names[1], frame.grid.known(result, f'IFERROR({lacking},"–")'), least
    elif following is not None:
        yield names[0], "", name
        yield names[1], "", least


def _to_target(frame: Frame) -> Iterator[tuple[str, str, float | str]]:
    """Yield the target, and how far it is."""
    target, lacking = frame.report.target, core.missing_to_target(frame.report)
    if target is None:
        return
    yield _("Target"), "", float(target)
    left: float | str = ""
    if lacking is not None:
        least, most = (max(one, Fraction(0)) for one in lacking)
        left = float(least) if least == most else words.between(least, most)
    goal = f"{target.numerator}/{target.denominator}"
    formula = f"MAX(0,ROUND({goal}-{frame.grid.exact(frame.result)},9))"
    yield (
        _("Kurang ke target"),
        frame.grid.known(frame.result, formula) if frame.live else "",
        left,
    )


def _logo(frame: Frame, sheet: "Worksheet") -> None:
    if frame.cover.logo is None:
        return
    logo = frame.cover.logo
    scale = min(1.0, 120 / logo.width, 110 / logo.height)  # beside the figures, above the text
    options = {"image_data": io.BytesIO(logo.data), "description": frame.institution}
    place = {"x_offset": 340, "x_scale": scale, "y_scale": scale}
    sheet.insert_image(3, 2, f"logo.{logo.kind}", {**options, **place})
