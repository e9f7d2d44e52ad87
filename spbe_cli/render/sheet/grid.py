"""Rows of indicators in a workbook, and the sums behind them: shared by the form and the report.

A row carries hidden columns with its id, aspect and weight; the level is an input, and the index is
a formula over whole numbers (weights times their common denominator), so that a spreadsheet rounds
as the engine does. Beside each formula stands the value that the engine computed. The sums are on a
hidden sheet.
"""

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from spbe_cli.core import numbers
from spbe_cli.core.collect import seal
from spbe_cli.core.index import Indexed
from spbe_cli.core.instrument import Indicator, Instrument
from spbe_cli.core.result import IndicatorScore, Result, SectionScore, leaves, walk
from spbe_cli.i18n import _
from spbe_cli.render import words
from spbe_cli.render.sheet import book as page
from spbe_cli.render.sheet.book import SheetColumn
from spbe_cli.render.sheet.styles import Styles

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

META = "spbe"  # the hidden sheet
# Columns that every row has, the hidden ones first.
ID, ASPECT, WEIGHT, NEEDED, VALUE, COUNTS, MARKS, NUMBER, NAME, LEVEL = range(10)
_KEYS = dict(
    zip("ABCDEFGHIJ", ("id", "aspect", "weight", "needed", "value", "counts"), strict=False)
)
_KEYS["J"] = "level"
FORMULA_TEXTS = 20  # the column of the hidden sheet with sentences that hide
PREDICATES = 9  # row of the hidden sheet where the predicates begin
_SUMS = 40  # and where the sums begin


class LevelEntry(NamedTuple):
    """What a row is about: an item, the level given for it, and what counts while there is none.

    `needed`: the index waits for it.
    """

    item: str
    indicator: Indicator
    aspect: str
    given: Fraction | None
    default: Fraction | None
    needed: bool = True


class SumCells(NamedTuple):
    """Where the hidden sheet keeps the sums of a section: filled, needed, sum, weight."""

    row: int

    def at(self, column: int) -> str:
        """Return the reference of one of them."""
        return f"{META}!{page.cell_name(self.row, column, absolute=True)}"


class Grid:
    """The sums of one result: where they are, and the formulas that rest on them."""

    def __init__(self, result: Result, styles: Styles) -> None:
        self.law: Instrument = result.instrument
        self.result, self.styles = result, styles
        self.year = result.assessment.year
        weights = [one.weight for one in self.law.indicators()]
        sections = [one.weight for one in self.law.walk()]
        self.unit = math.lcm(*(one.denominator for one in [*weights, *sections]))
        self.total = self.law.total
        listed = list(walk(result.sections))
        self.sums = {id(one): SumCells(_SUMS + number) for number, one in enumerate(listed)}
        self.overall = SumCells(_SUMS + len(listed))
        self.texts: list[str] = []
        self.spans: dict[int, tuple[str, int, int]] = {}  # sheet, first and last row

    def lead(self) -> list[SheetColumn]:
        """Return the columns that every row has."""
        return [
            *(SheetColumn(key, "", 8, hidden=True) for key in ("id", "aspect", "weight", "needed")),
            *(SheetColumn(key, "", 8, hidden=True) for key in ("value", "counts", "marks")),
            SheetColumn("number", _("No."), 5),
            SheetColumn("name", _("Indikator"), 27),
            SheetColumn("level", _("Tingkat"), 8),
        ]

    def row(
        self, sheet: "Worksheet", row: int, one: LevelEntry, *, name: str, marks: str = ""
    ) -> dict[str, str]:
        """Write the columns that every row has, the level with its list of choices.

        Returns what nobody is asked to change, by the keys of the columns.
        """
        scale, level = self.law.scale, page.cell_name(row, LEVEL)
        value = one.default if one.given is None else one.given
        default = '""' if one.default is None else formula_number(one.default)
        sheet.write_string(row, ID, one.item)
        sheet.write_string(row, ASPECT, one.aspect)
        sheet.write_number(row, WEIGHT, float(one.indicator.weight * self.unit))
        sheet.write_number(row, NEEDED, int(one.needed))
        inside = f"AND({level}>={scale.minimum},{level}<={scale.maximum})"
        valued = f"=IF(ISNUMBER({level}),IF({inside},{level},{default}),{default})"
        sheet.write_formula(row, VALUE, valued, None, page.cell_number(value))
        there = f"ISNUMBER({page.cell_name(row, VALUE)})"
        counted = f"=IF({page.cell_name(row, NEEDED)}=1,1,IF({there},1,0))"
        sheet.write_formula(row, COUNTS, counted, None, int(one.needed or value is not None))
        sheet.write_string(row, MARKS, marks)
        page.put_value(sheet, row, NUMBER, page.numeral(one.item), self.styles["number"])
        page.put_text(sheet, row, NAME, name, self.styles["cell"])
        if one.given is None:
            sheet.write_blank(row, LEVEL, None, self.styles["choice"])
        else:
            sheet.write_number(row, LEVEL, float(one.given), self.styles["choice"])
        sheet.data_validation(row, LEVEL, row, LEVEL, self._validation())
        return {
            "aspect": one.aspect,
            "weight": seal.sealed_number(float(one.indicator.weight * self.unit)),
            "needed": str(int(one.needed)),
            "value": seal.formula(valued, row + 1, _KEYS),
            "counts": seal.formula(counted, row + 1, _KEYS),
            "number": one.item,
            "name": name,
        }

    def _validation(self) -> dict[str, Any]:
        scale = self.law.scale
        low, high = scale.minimum, scale.maximum
        rule: dict[str, Any] = {
            "error_title": _("Tingkat"),
            "error_message": _("Isi angka {low} sampai {high}.").format(low=low, high=high),
        }
        if scale.decimal:
            return rule | {
                "validate": "decimal",
                "criteria": "between",
                "minimum": low,
                "maximum": high,
                "input_title": _("Tingkat"),
                "input_message": _("{low} sampai {high}, boleh pecahan.").format(
                    low=low, high=high
                ),
            }
        return rule | {"validate": "list", "source": [str(one) for one in scale.levels()]}

    # --- formulas that rest on the sums -----------------------------------------------------

    def sums_of(self, scored: Indexed) -> SumCells:
        """Return where the sums of a section, or of the whole, are."""
        return self.overall if isinstance(scored, Result) else self.sums[id(scored)]

    def known(self, scored: Indexed, formula: str) -> str:
        """Return a formula that stays empty until all items beneath are filled in."""
        sums = self.sums_of(scored)
        return f'=IF({sums.at(3)}={sums.at(4)},{formula},"")'

    def exact(self, scored: Indexed) -> str:
        """Return the index before it is rounded, as a piece of a formula."""
        sums = self.sums_of(scored)
        return f"{sums.at(5)}/{sums.at(6)}"

    def rounded(self, scored: Indexed) -> str:
        """Return the index rounded half up, as a piece of a formula."""
        sums, tens = self.sums_of(scored), 10**self.law.places
        return f"ROUND(ROUND({sums.at(5)}*{tens}/{sums.at(6)},6),0)/{tens}"

    def judged(self, scored: Indexed) -> str:
        """Return the index that the predicate is read from, by the practice of the year."""
        practice = self.law.basis_by_year.get(self.year, self.law.basis)
        index = self.rounded(scored) if practice == "rounded" else self.exact(scored)
        return f"ROUND({index},9)"

    def predicates(self) -> tuple[str, str]:
        """Return where the bounds and the names of the predicates are."""
        first, last = PREDICATES + 1, PREDICATES + len(self.law.predicates)
        return f"{META}!$A${first}:$A${last}", f"{META}!$B${first}:$B${last}"

    def index(self, sheet: "Worksheet", at: tuple[int, int], scored: Indexed, style: str) -> None:
        """Write the index of a section: empty until all its items are filled in."""
        value = page.cell_number(scored.display)
        formula = self.known(scored, self.rounded(scored))
        sheet.write_formula(*at, formula, self.styles[style], value)

    def predicate(
        self, sheet: "Worksheet", at: tuple[int, int], scored: Indexed, style: str
    ) -> None:
        """Write the predicate, looked up by the practice of the year."""
        bounds, names = self.predicates()
        formula = self.known(scored, f"LOOKUP({self.judged(scored)},{bounds},{names})")
        value = words.predicate(scored.predicate)
        sheet.write_formula(*at, formula, self.styles[style], value)

    def kept(self, text: str) -> str:
        """Keep a text on the hidden sheet, so that it stands in no formula; return where."""
        self.texts.append(text)
        return f"{META}!{page.cell_name(len(self.texts) - 1, FORMULA_TEXTS, absolute=True)}"

    def unless_changed(self, result: Result, text: str) -> str:
        """Return a formula that shows a text while levels give the sum that they gave.

        The text itself goes to the hidden sheet: what users wrote stands in no formula.
        """
        at = self.kept(text)
        known = [one for one in result.items() if one.level is not None]
        total = sum((one.item.weight * (one.level or 0) for one in known), Fraction(0)) * self.unit
        same = f"ABS({self.overall.at(5)}-{formula_number(total)})<0.00001"
        return f'=IF(AND({self.overall.at(3)}={len(known)},{same}),{at},"")'

    # --- the hidden sheet -------------------------------------------------------------------

    def write_predicates(self, sheet: "Worksheet") -> None:
        """Write the predicates and their bounds to the hidden sheet."""
        for row, one in enumerate(self.law.predicates, PREDICATES):
            sheet.write_number(row, 0, float(one.lower))
            sheet.write_string(row, 1, words.name(one.name))

    def write_sums(self, sheet: "Worksheet") -> None:
        """Write the sums of every section, and of the whole, to the hidden sheet."""
        for top in self.result.sections:
            self._sum(sheet, top)
        tops = self.result.sections
        below = [self.sums[id(top)] for top in tops]
        self._add(sheet, self.overall, below, tops, self.total)

    def write_texts(self, sheet: "Worksheet") -> None:
        """Write the texts that formulas show, once all of them are kept."""
        for row, text in enumerate(self.texts):
            sheet.write_string(row, FORMULA_TEXTS, text)

    def _sum(self, sheet: "Worksheet", scored: SectionScore) -> None:
        sums = self.sums[id(scored)]
        for child in scored.sections:
            self._sum(sheet, child)
        if scored.sections:
            below = [self.sums[id(child)] for child in scored.sections]
            self._add(sheet, sums, below, scored.sections, scored.section.weight)
            return
        name, first, last = self.spans[id(scored)]

        def span(column: int) -> str:
            ends = [page.cell_name(row, column, absolute=True) for row in (first, last)]
            return f"'{name}'!{':'.join(ends)}"

        weight = scored.section.weight * self.unit
        own = f'({span(ASPECT)}="{scored.section.id}")'
        filled = f"SUMPRODUCT({own}*ISNUMBER({span(VALUE)}))"
        needed = f"SUMPRODUCT({own}*{span(COUNTS)})"
        total = f"SUMPRODUCT({own}*{span(WEIGHT)},{span(VALUE)})"
        if any(one.repeatable > 1 for one in scored.section.indicators):
            # Each service answered counts alike: the aspect is the mean of its items.
            total = f"SUMPRODUCT({own}*1,{span(VALUE)})*{formula_number(weight)}/MAX(1,{needed})"
        self._figures(sheet, sums, (filled, needed, total), scored.indicators, weight)

    def _add(
        self,
        sheet: "Worksheet",
        sums: SumCells,
        below: list[SumCells],
        scored: Sequence[SectionScore],
        weight: Fraction,
    ) -> None:
        filled, needed, total = ("+".join(one.at(column) for one in below) for column in (3, 4, 5))
        items = tuple(leaves(scored))
        self._figures(sheet, sums, (filled, needed, total), items, weight * self.unit)

    def _figures(
        self,
        sheet: "Worksheet",
        sums: SumCells,
        formulas: tuple[str, str, str],
        items: Sequence[IndicatorScore],
        weight: Fraction,
    ) -> None:
        levels = [(one.item.weight, one.level) for one in items if one.level is not None]
        summed = sum((part * level for part, level in levels), Fraction(0)) * self.unit
        filled, needed, total = formulas
        sheet.write_formula(sums.row, 3, f"={filled}", None, len(levels))
        sheet.write_formula(sums.row, 4, f"={needed}", None, len(items))
        sheet.write_formula(sums.row, 5, f"=ROUND({total},6)", None, float(summed))
        sheet.write_number(sums.row, 6, float(weight))


def formula_number(value: Fraction) -> str:
    """Write a number for a formula: with a point, as files hold it."""
    return numbers.exact(value) if numbers.places_of(value) is not None else repr(float(value))
