"""The first sheet: the index with what belongs to it, what to say of it, and the charts."""

import io
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from spbe_cli.core.index import exact_of
from spbe_cli.core.many import comparison, report as core
from spbe_cli.core.records import replace
from spbe_cli.core.result import Result
from spbe_cli.core.score.scoring import score_levels
from spbe_cli.i18n import _
from spbe_cli.render import advice, published, sentences, words
from spbe_cli.render.phrases import index_words, predicate_words
from spbe_cli.render.sheet import book as page, charts
from spbe_cli.render.sheet.frame import Frame

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


_WIDTHS = (30.0, 16.0, 70.0)
_ALL = sum(_WIDTHS)
_Line = tuple[str, str, float | str, str]  # label, formula, value, remark


def write(frame: Frame, sheet: "Worksheet") -> None:
    """Write the first sheet, once the others are there for its formulas."""
    sheet.hide_gridlines(2)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    _head(frame, sheet)
    row = _figures(frame, sheet, 3)
    row += 1
    said = [sentences.headline(frame.report), *sentences.state_sentences(frame.report)]
    for sentence in filter(None, (*said, advice.no_plan(frame.report))):
        row = _sentence(frame, sheet, row, sentence)
    first = advice.first(frame.report)
    if first:
        row += 1
        title = advice.first_title(frame.report, _("Prioritas"))
        page.put_text(sheet, row, 0, title, frame.styles["strong"])
        row += 1
        for number, sentence in enumerate(first, 1):
            row = _sentence(frame, sheet, row, f"{number}. {sentence}")
    if frame.live:
        told = _("Kalimat di atas hanya tampak selama tingkat belum diubah sejak ditulis.")
        page.put_text(sheet, row + 1, 0, told, frame.styles["label"])
        row += 2
    row = charts.place_charts(frame, sheet, row + 1)
    sheet.print_area(0, 0, row, 2)
    page.set_page(sheet, frame.footer)
    sheet.set_portrait()
    frame.lock(sheet)
    sheet.activate()


def _head(frame: Frame, sheet: "Worksheet") -> None:
    """Write title and institution, with the logo before them where there is one."""
    lines = [(frame.title, "title"), (frame.subtitle(), "strong")]
    first, width = (0, _ALL) if frame.cover.logo is None else (1, _ALL - _WIDTHS[0])
    for row, (said, style) in enumerate(lines):
        page.banner(sheet, page.CellSpan(row, first, 2, width), said, frame.styles, style)
    logo = frame.cover.logo
    if logo is None:
        return
    high, wide = 84, 190  # pixels: the title's row is as high as the logo
    scale = min(1.0, wide / logo.width, high / logo.height)
    sheet.set_row(0, max(24.0, logo.height * scale * 0.75 + 6))
    options = {"image_data": io.BytesIO(logo.data), "description": frame.institution}
    place = {"x_offset": 3, "y_offset": 3, "x_scale": scale, "y_scale": scale}
    sheet.insert_image(0, 0, f"logo.{logo.kind}", {**options, **place})


def _sentence(frame: Frame, sheet: "Worksheet", row: int, text: str) -> int:
    """Write a sentence; among live figures it hides once they are not those it speaks of."""
    style = frame.styles["plain"]
    sheet.merge_range(row, 0, row, 2, "", style)
    if frame.live:
        sheet.write_formula(row, 0, frame.grid.unless_changed(frame.result, text), style, text)
    else:
        page.put_text(sheet, row, 0, text, style)
    sheet.set_row(row, page.height([(text, _ALL)], 15))
    return row + 1


def _figures(frame: Frame, sheet: "Worksheet", row: int) -> int:
    """Write index, predicate and distances; return the next row."""
    result, law = frame.result, frame.law
    page.put_text(sheet, row, 0, words.name(law.index_name), frame.styles["big"])
    if frame.live or result.shown:
        frame.index(sheet, (row, 1), result, "bigfigure")
    else:
        page.put_text(sheet, row, 1, index_words(result), frame.styles["bigfigure"])
    _state(frame, sheet, (row, 2))
    sheet.set_row(row, 32)
    page.put_text(sheet, row + 1, 0, _("Predikat"), frame.styles["cell"])
    if frame.live:
        frame.grid.predicate(sheet, (row + 1, 1), result, "figure")
    else:
        page.put_text(sheet, row + 1, 1, predicate_words(result), frame.styles["figure"])
    page.name_cells(frame.book, sheet, result, {"index": (row, 1), "predicate": (row + 1, 1)})
    row += 2
    _exactly(frame, sheet, row - 1)
    for label, formula, value, remark in _distances(frame):
        style = frame.styles["change" if label == _("Perubahan") else "figure"]
        page.put_text(sheet, row, 0, label, frame.styles["cell"])
        if formula:
            sheet.write_formula(row, 1, formula, style, value)
        else:
            page.put_value(sheet, row, 1, value, style)
        _remark(frame, sheet, row, value, remark)
        row += 1
    return row


def _exactly(frame: Frame, sheet: "Worksheet", row: int) -> None:
    """Write beside the predicate the index that it is read from, before it is rounded."""
    result, style = frame.result, frame.styles["remark"]
    said = _("indeks sebelum pembulatan {value}")
    value = said.format(value=words.figure(exact_of(result), 4)) if result.sure else ""
    if frame.live:
        piece = f'"{said.format(value="")}"&ROUND({frame.grid.exact(result)},6)'
        sheet.write_formula(row, 2, frame.grid.known(result, piece), style, value)
    else:
        page.put_text(sheet, row, 2, value, style)


def _remark(frame: Frame, sheet: "Worksheet", row: int, value: float | str, remark: str) -> None:
    """Write beside a figure what rounding it to two decimals leaves out."""
    style, said = frame.styles["remark"], ""
    if isinstance(value, float) and abs(value - round(value, 2)) > 1e-9:
        said = _("tepatnya {value}").format(value=words.figure(Fraction(f"{value:.4f}"), 0))
    if remark or not frame.live or isinstance(value, str):
        page.put_text(sheet, row, 2, remark or said, style)
        return
    cell = page.cell_name(row, 1)
    start = _("tepatnya {value}").format(value="")
    rest = f'IF(ABS({cell}-ROUND({cell},2))<0.0000001,"","{start}"&ROUND({cell},4))'
    sheet.write_formula(row, 2, f'=IF(ISNUMBER({cell}),{rest},"")', style, said)


def _state(frame: Frame, sheet: "Worksheet", at: tuple[int, int]) -> None:
    """Write beside the figure that it is provisional, or which ones are still possible."""
    result, style = frame.result, frame.styles["state"]
    short, said = _told(result)
    if not frame.live:
        page.put_text(sheet, *at, said, style)
        return
    sums = frame.grid.overall
    there = f"{sums.at(3)}<{sums.at(4)}"
    if result.provisional:
        there = f"{frame.guessed}>0"
    elif short and not result.missing:
        there = "TRUE"
    unchanged = '""'
    if said:
        unchanged = frame.grid.unless_changed(result, said).removeprefix("=")
    short = short or _("BELUM LENGKAP")
    formula = f'=IF({there},IF({unchanged}="","{short}",{unchanged}),"")'
    sheet.write_formula(*at, formula, style, said)


def _told(result: Result) -> tuple[str, str]:
    """Say in a word and in a sentence why an index is not the last one; nothing where it is."""
    if not result.missing and not result.provisional:
        if not published.provisional(result):
            return "", ""
        return _("SEMENTARA"), _("SEMENTARA menurut sumbernya")
    values = {
        "count": len(result.missing),
        "value": index_words(result),
        "predicate": predicate_words(result),
    }
    if result.provisional:
        law, assessment = result.instrument, replace(result.assessment, published=None)
        open_ = score_levels(law, assessment, result.opinion)
        low, high = (words.decimal(one, law.places) for one in open_.known.ends)
        said = _(
            "SEMENTARA: {count} indikator belum terisi, dihitung sebagai nilai terendah; yang "
            "masih mungkin {low}–{high}"
        )
        return _("SEMENTARA"), said.format(**values, low=low, high=high)
    said = _(
        "BELUM LENGKAP: {count} indikator belum terisi; yang masih mungkin {value} ({predicate})"
    )
    return _("BELUM LENGKAP"), said.format(**values)


def _distances(frame: Frame) -> Iterator[_Line]:
    """Yield (label, formula, value, remark) of what belongs to the index; no formula: a number."""
    result, report = frame.result, frame.report
    live = frame.live
    sums, exact = frame.grid.overall, frame.grid.exact(result)
    if live:
        count = len(report.rows) - len(result.missing)
        answered = f"({sums.at(3)}-{frame.guessed})" if result.provisional else sums.at(3)
        formula = f'={answered}&" / "&{sums.at(4)}'
        yield _("Terisi"), formula, f"{count} / {len(report.rows)}", ""
    if report.previous is not None:
        year = report.previous.assessment.year
        exact_before = report.previous.index
        before = index_words(report.previous) if exact_before is None else float(exact_before)
        yield _("Indeks {year}").format(year=year), "", before, ""
    moved = comparison.change(result, report.earlier)
    earlier = report.earlier
    if live and earlier is not None and earlier.sure:
        start = exact_of(earlier)
        formula = frame.grid.known(result, f"ROUND({exact}-{start},9)")
        yield _("Perubahan"), formula, float(moved[0]) if moved else "", ""
    elif moved is not None:
        remark = "" if moved.exact else _("selisih angka yang dicetak")
        yield _("Perubahan"), "", float(moved.by), remark
    yield from _to_next(frame)
    yield from _to_target(frame)


def _to_next(frame: Frame) -> Iterator[_Line]:
    """Yield the next predicate, and how far it is."""
    result, following = frame.result, core.ahead_within(frame.result)
    known = result.sure
    names = _("Predikat berikutnya"), _("Kurang ke predikat berikutnya")
    name, gap = ("–", "–") if known else ("", "")
    if following is not None:
        name = words.name(following[0].name)
        gap = words.distance_between(*following[1])
    least = float(following[1][0]) if following is not None and known else gap
    if frame.live:
        bounds, listed = frame.grid.predicates()
        at = f"MATCH({frame.grid.judged(result)},{bounds},1)+1"
        lacking = f"ROUND(INDEX({bounds},{at})-{frame.grid.exact(result)},9)"
        found = frame.grid.known(result, f'IFERROR(INDEX({listed},{at}),"–")')
        yield names[0], found, name, ""
        yield names[1], frame.grid.known(result, f'IFERROR({lacking},"–")'), least, ""
    elif following is not None:
        yield names[0], "", name, ""
        yield names[1], "", least, ""


def _to_target(frame: Frame) -> Iterator[_Line]:
    """Yield the target, and how far it is."""
    target, lacking = frame.report.target, core.missing_to_target(frame.report)
    if target is None:
        return
    yield _("Target"), "", float(target), ""
    left: float | str = ""
    if lacking is not None:
        least, most = (max(one, Fraction(0)) for one in lacking)
        left = float(least) if least == most else words.distance_between(least, most)
    formula = f"MAX(0,ROUND({target}-{frame.grid.exact(frame.result)},9))"
    yield (
        _("Kurang ke target"),
        frame.grid.known(frame.result, formula) if frame.live else "",
        left,
        "",
    )
