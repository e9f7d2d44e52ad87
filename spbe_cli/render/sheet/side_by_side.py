"""Tables of results side by side: sections and indicators, with contributions that add up.

Changes and contributions are formulas over the figures beside them; beneath stand their sums, which
are the change of the index.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from spbe_cli.core.index import Indexed
from spbe_cli.core.many.comparison import ItemLevels, Run, SectionRow
from spbe_cli.i18n import _
from spbe_cli.render import sentences, words
from spbe_cli.render.sheet import book as page
from spbe_cli.render.sheet.book import SheetColumn
from spbe_cli.render.sheet.styles import Styles

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

RUN_HEAD = 3  # row of the titles of columns
_SECTION, _NAME = 52, 46  # widths of names
_WEIGHT, _FIRST = 1, 2  # columns of sections
_ITEM_WEIGHT, _ITEM_FIRST = 2, 3  # columns of indicators


class RunSheet(NamedTuple):
    """Where a run is written: the sheet, its formats, and the headings of its columns."""

    sheet: "Worksheet"
    styles: Styles
    titles: Sequence[str]


def section_columns(run: Run, titles: Sequence[str]) -> list[SheetColumn]:
    """Return the columns of a table of sections."""
    return [
        SheetColumn("name", _("Bagian"), _SECTION),
        SheetColumn("weight", _("Bobot"), 9),
        *_columns(run, titles),
    ]


def item_columns(run: Run, titles: Sequence[str]) -> list[SheetColumn]:
    """Return the columns of a table of indicators."""
    return [
        SheetColumn("id", _("No."), 7),
        SheetColumn("name", _("Indikator"), _NAME),
        SheetColumn("weight", _("Bobot"), 9),
        *_columns(run, titles),
    ]


def _columns(run: Run, titles: Sequence[str]) -> list[SheetColumn]:
    moved = [SheetColumn("change", _("Selisih"), 11), SheetColumn("share", _("Sumbangan"), 12)]
    return [
        *(SheetColumn("column", title[:1].upper() + title[1:], 12) for title in titles),
        *(moved if run.change is not None else []),
    ]


# --- sections --------------------------------------------------------------------------------


def write_sections(table: RunSheet, run: Run) -> int:
    """Write every section and the index beneath them; return the last row."""
    sheet, styles, titles = table
    last = RUN_HEAD + len(run.sections) + 1
    tops = []
    for row, one in enumerate(run.sections, RUN_HEAD + 1):
        strong = bool(one.section.sections)
        tops += [row] if one.depth == 0 else []
        label = sentences.titled(one.section)
        style = "section" if strong else "aspect" if one.depth else "cell"
        page.put_text(sheet, row, 0, label, styles[style])
        sheet.set_row(row, page.height([(label, _SECTION - 2 * one.depth)], 16))
        weight = styles["sectionweight" if strong else "weight"]
        sheet.write_number(row, _WEIGHT, float(one.section.weight), weight)
        _scores(table, row, one, strong=strong)
        if run.change is not None:
            _section_change(table, (row, last), one, strong=strong)
    _index(table, last, run, tops)
    sheet.freeze_panes(RUN_HEAD + 1, 1)
    sheet.autofilter(RUN_HEAD, 0, last, _FIRST + len(titles) - 1 + 2 * (run.change is not None))
    return last


def _scores(table: RunSheet, row: int, one: SectionRow, *, strong: bool) -> None:
    exact = one.change is None or one.change.exact
    style = table.styles["sectionindex" if strong else "figure"]
    for at, score in enumerate(one.scores, _FIRST):
        page.put_value(table.sheet, row, at, _value(score, exact=exact), style)


def _value(score: Indexed | None, *, exact: bool) -> float | str:
    """Return an index as a change is computed from it: exact, or as it was printed."""
    if score is None:
        return ""
    return page.cell_number(score.index if exact and score.sure else score.display)


def _section_change(table: RunSheet, at: tuple[int, int], one: SectionRow, *, strong: bool) -> None:
    """Write the change of a section and what it contributes to that of the index."""
    (row, last), sheet = at, table.sheet
    end = _FIRST + len(table.titles)
    change = table.styles["sectionchange" if strong else "change"]
    share = table.styles["sectiongain" if strong else "gain"]
    if one.change is None or one.contribution is None:
        page.put_text(sheet, row, end, "", change)
        page.put_text(sheet, row, end + 1, "", share)
        return
    moved = f"=ROUND({page.cell_name(row, end - 1)}-{page.cell_name(row, _FIRST)},9)"
    sheet.write_formula(row, end, moved, change, float(one.change.by))
    total = page.cell_name(last, _WEIGHT, absolute=True)
    worth = f"={page.cell_name(row, end)}*{page.cell_name(row, _WEIGHT)}/{total}"
    sheet.write_formula(row, end + 1, worth, share, float(one.contribution))


def _index(table: RunSheet, row: int, run: Run, tops: Sequence[int]) -> None:
    """Write the index of every column, its change, and what the sections contribute together."""
    sheet, styles, titles = table
    law = run.instrument
    page.put_text(sheet, row, 0, words.name(law.index_name), styles["section"])
    sheet.write_number(row, _WEIGHT, float(law.total), styles["sectionweight"])
    exact = run.change is None or run.change.exact
    for at, result in enumerate(run.results, _FIRST):
        page.put_value(sheet, row, at, _value(result, exact=exact), styles["sectionindex"])
    end = _FIRST + len(titles)
    if run.change is None:
        return
    moved = f"=ROUND({page.cell_name(row, end - 1)}-{page.cell_name(row, _FIRST)},9)"
    sheet.write_formula(row, end, moved, styles["sectionchange"], float(run.change.by))
    known = {top: one for top, one in enumerate(run.sections, RUN_HEAD + 1) if top in tops}
    shares = [one.contribution for one in known.values() if one.contribution is not None]
    if len(shares) < len(known):
        page.put_text(sheet, row, end + 1, "", styles["sectiongain"])
        return
    added = "=" + "+".join(page.cell_name(top, end + 1) for top in tops)
    total = sum(shares, Fraction(0))
    sheet.write_formula(row, end + 1, added, styles["sectiongain"], float(total))


# --- indicators ------------------------------------------------------------------------------


def items(table: RunSheet, run: Run) -> int:
    """Write every indicator, what moved the index most first, and the sum; return the last row."""
    sheet, styles, titles = table
    whole = not run.instrument.scale.decimal
    level, change = ("whole", "wholechange") if whole else ("figure", "change")
    end = _ITEM_FIRST + len(titles)
    total = str(run.instrument.total)
    for row, one in enumerate(run.items, RUN_HEAD + 1):
        name = words.name(one.item.indicator.short)
        page.put_value(sheet, row, 0, page.numeral(one.item.id), styles["number"])
        page.put_text(sheet, row, 1, name, styles["cell"])
        sheet.write_number(row, _ITEM_WEIGHT, float(one.item.weight), styles["weight"])
        for at, value in enumerate(one.levels, _ITEM_FIRST):
            page.put_value(sheet, row, at, page.cell_number(value), styles[level])
        if run.change is not None:
            _item_change(table, row, one, (change, total))
        sheet.set_row(row, page.height([(name, _NAME)], 16))
    last = RUN_HEAD + len(run.items)
    sheet.freeze_panes(RUN_HEAD + 1, 2)
    sheet.autofilter(RUN_HEAD, 0, last, end - 1 + 2 * (run.change is not None))
    shares = [one.contribution for one in run.items if one.contribution is not None]
    if run.change is None or len(shares) < len(run.items):
        return last
    for at in range(end):
        page.put_text(sheet, last + 1, at, _("Seluruhnya") if at == 1 else "", styles["section"])
    page.put_text(sheet, last + 1, end, "", styles["section"])
    added = f"=SUM({page.cell_name(RUN_HEAD + 1, end + 1)}:{page.cell_name(last, end + 1)})"
    summed = float(sum(shares, Fraction(0)))
    sheet.write_formula(last + 1, end + 1, added, styles["sectiongain"], summed)
    return last + 1


def _item_change(table: RunSheet, row: int, one: ItemLevels, how: tuple[str, str]) -> None:
    """Write the change of a level, and its share: weight × change, or what the services make it."""
    sheet, styles, titles = table
    (change, total), end = how, _ITEM_FIRST + len(titles)
    if one.change is None:
        page.put_text(sheet, row, end, "", styles[change])
    else:
        moved = f"={page.cell_name(row, end - 1)}-{page.cell_name(row, _ITEM_FIRST)}"
        sheet.write_formula(row, end, moved, styles[change], float(one.change))
    if one.contribution is None:
        page.put_text(sheet, row, end + 1, "", styles["gain"])
        return
    share = float(one.contribution)
    if one.change is None or one.item.indicator.repeatable > 1:
        sheet.write_number(row, end + 1, share, styles["gain"])
    else:
        worth = f"={page.cell_name(row, end)}*{page.cell_name(row, _ITEM_WEIGHT)}/({total})"
        sheet.write_formula(row, end + 1, worth, styles["gain"], share)
