"""The sheet of indicators: the level is an input, what follows from it a formula."""

from fractions import Fraction
from typing import TYPE_CHECKING

from spbe_cli.core import numbers
from spbe_cli.core.assessment import Opinion
from spbe_cli.core.many.report import ItemView, Report
from spbe_cli.core.result import walk
from spbe_cli.i18n import _
from spbe_cli.render import cover as front, details, words
from spbe_cli.render.dossier import explained
from spbe_cli.render.sheet import book as page, grid
from spbe_cli.render.sheet.book import SheetColumn
from spbe_cli.render.sheet.grid import ID, LEVEL, MARKS, NUMBER, Grid, LevelEntry
from spbe_cli.render.sheet.styles import Styles

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

PROVISIONAL = "?"  # marks a row that nobody has answered
_LONG = 400  # characters
_OPINIONS = (Opinion.SELF, Opinion.VERIFIED, Opinion.OFFICIAL, Opinion.TARGET)


class Items:
    """Writes the rows of a report, and tells the grid where they are."""

    def __init__(self, report: Report, sums: Grid, styles: Styles) -> None:
        self.report, self.grid, self.styles = report, sums, styles
        self.scale = report.result.instrument.scale
        self.columns = self._columns()
        self.at = {one.key: number for number, one in enumerate(self.columns)}
        shown = [number for number, one in enumerate(self.columns) if not one.hidden]
        self.last = shown[-1]

    def _columns(self) -> list[SheetColumn]:
        rows = self.report.rows
        levels = [row.answer.levels for row in rows]
        before = any(row.previous is not None for row in rows)
        opinions = [one for one in _OPINIONS if any(one in each for each in levels)]
        return [
            *self.grid.lead(),
            SheetColumn("aspect_name", _("Aspek"), 20),
            SheetColumn("weight_shown", _("Bobot"), 8),
            SheetColumn("contribution", _("Sumbangan pada indeks"), 11),
            *([SheetColumn("previous", _("Tahun lalu"), 7)] if before else []),
            *(
                SheetColumn(one.value, words.opinion(one).capitalize(), 10)
                for one in (opinions if len(opinions) > 1 else ())
            ),
            *([SheetColumn("proven", _("Terbukti"), 9)] if self.report.proof else []),
            *(
                [SheetColumn("estimate", _("Perkiraan dari butir"), 10)]
                if self.report.estimate
                else []
            ),
            SheetColumn(
                "criterion",
                _("Kriteria tingkat yang diklaim")
                if self.report.result.opinion is Opinion.SELF
                else _("Kriteria tingkat yang dicapai"),
                38,
            ),
            SheetColumn("demand", _("Kriteria tingkat berikutnya"), 38),
            *self._told(),
            *(SheetColumn(f"level_{level}", "", 8, hidden=True) for level in self.scale.levels()),
        ]

    def _told(self) -> list[SheetColumn]:
        """Return the columns of what people wrote about items; none where nobody has.

        Long texts get a wider column: no row of Excel is higher than 34 lines.
        """
        answers = [row.answer for row in self.report.rows]
        owner = self.report.result.assessment.owner
        notes = [one.note or "" for one in answers]
        actions = [one.action.text if one.action else "" for one in answers]
        columns = [
            (any(one.evidence for one in answers), SheetColumn("count", _("Jumlah bukti"), 7)),
            (any(notes), SheetColumn("note", _("Catatan"), _wide(notes, 20, 70))),
            (
                any(any(explained(one)) for one in answers),
                SheetColumn("explanation", _("Penjelasan"), 40),
            ),
            (any(one.remark for one in answers), SheetColumn("remark", _("Catatan asesor"), 40)),
            (
                any(owner(row.id) for row in self.report.rows),
                SheetColumn("owner", _("Pengampu"), 16),
            ),
            (any(actions), SheetColumn("action", _("Tindak lanjut"), _wide(actions, 18, 50))),
        ]
        return [column for there, column in columns if there]

    def write(self, sheet: "Worksheet", name: str, first: int) -> None:
        """Write every row to the sheet of that name, from row `first` on."""
        for row, one in enumerate(self.report.rows, first):
            self._row(sheet, row, one)
        last = first + len(self.report.rows) - 1
        for part in walk(self.report.result.sections):
            self.grid.spans[id(part)] = (name, first, last)
        sheet.freeze_panes(first, LEVEL + 1)
        # From the first hidden column to the last: what is sorted by a filter stays together.
        sheet.autofilter(first - 1, ID, last, len(self.columns) - 1)
        sheet.print_area(0, NUMBER, last, self.last)

    def guessed(self, name: str, first: int) -> str:
        """Return a piece of a formula: how many rows of the sheet `name` nobody has answered."""
        last = first + len(self.report.rows) - 1
        marks, levels = (
            f"'{name}'!{page.cell_name(first, column, absolute=True)}"
            f":{page.cell_name(last, column, absolute=True)}"
            for column in (MARKS, LEVEL)
        )
        return f'SUMPRODUCT(({marks}="{PROVISIONAL}")*({levels}=""))'

    def _row(self, sheet: "Worksheet", row: int, one: ItemView) -> None:
        item, score, at = one.score.item, one.score, self.at
        cell, number = self.styles["cell"], self.styles["number"]
        given = score.level if score.origin == "given" else None
        default = None if score.origin in ("given", "missing") else score.level
        aspect = one.path[-1].section
        name = words.name(item.indicator.name)
        if default is not None:
            said = _("Bila kosong dihitung {level}.").format(level=words.figure(default, 0))
            source = details.origin(self.report, score)
            name += f"\n{said} {source[:1].upper()}{source[1:]}."
        elif score.uncounted:
            source = details.origin(self.report, score)
            name += f"\n{source[:1].upper()}{source[1:]}."
        entry = LevelEntry(one.id, item.indicator, aspect.id, given, default)
        counted = PROVISIONAL if score.origin == "provisional" else ""
        self.grid.row(sheet, row, entry, name=name, marks=counted)
        texts = {
            "aspect_name": f"{aspect.id} {words.name(aspect.name)}",
            "note": _lines(one.answer.note),
            "owner": words.safe(self.report.result.assessment.owner(one.id) or ""),
            "action": _action(one),
        }
        more = {
            "explanation": explained(one.answer),
            "remark": [one.answer.remark],
        }
        texts |= {key: _lines("\n".join(filter(None, listed))) for key, listed in more.items()}
        for key, text in texts.items():
            if key in at:
                page.put_text(sheet, row, at[key], text, cell)
        sheet.write_number(row, at["weight_shown"], float(item.weight), self.styles["weight"])
        value, share = page.cell_name(row, grid.VALUE), item.weight / self.grid.total
        formula = f'=IF(ISNUMBER({value}),{value}*{share},"")'
        worth = page.cell_number(score.contribution)
        sheet.write_formula(row, at["contribution"], formula, self.styles["share"], worth)
        shown = {"previous": one.previous, "proven": one.proven, "estimate": None}
        if one.estimate is not None:
            shown["estimate"] = numbers.rounded(one.estimate, 2)
        shown |= {opinion.value: one.answer.levels.get(opinion) for opinion in Opinion}
        for key, level in shown.items():
            if key in at:
                _level(sheet, (row, at[key]), level, number)
        if "count" in at:
            sheet.write_number(row, at["count"], len(one.answer.evidence), number)
        texts |= {"name": name, **self._criteria(sheet, row, one)}
        widths = {column.key: column.width for column in self.columns}
        own = [(text, widths[key]) for key, text in texts.items() if key in at]
        sheet.set_row(row, page.height(own, 28))

    def _criteria(self, sheet: "Worksheet", row: int, one: ItemView) -> dict[str, str]:
        """Write the criterion reached and the next one; both follow the level."""
        low, high, cell = self.scale.minimum, self.scale.maximum, self.styles["cell"]
        indicator = one.score.item.indicator
        levels = {level: words.demand(indicator, level) for level in self.scale.levels()}
        for level in self.scale.levels():
            style = self.styles["far"]
            page.put_text(sheet, row, self.at[f"level_{level}"], levels.get(level, ""), style)
        ends = [page.cell_name(row, self.at[f"level_{end}"]) for end in (low, high)]
        value = page.cell_name(row, grid.VALUE)
        found = f"INDEX({':'.join(ends)},1,INT({value})-{low}+"
        reached = None if one.score.level is None else int(one.score.level)
        following = low if reached is None else reached + 1
        texts = {
            "criterion": "" if reached is None else levels.get(reached, ""),
            "demand": levels.get(following, ""),
        }
        formulas = {  # &"" keeps an empty cell from becoming 0
            "criterion": f'=IF(ISNUMBER({value}),{found}1)&"","")',
            "demand": f'=IF(ISNUMBER({value}),IF({value}>={high},"",{found}2)&""),{ends[0]}&"")',
        }
        for key, formula in formulas.items():
            sheet.write_formula(row, self.at[key], formula, cell, texts[key])
        return texts


def _level(
    sheet: "Worksheet", at: tuple[int, int], level: Fraction | None, style: "Format"
) -> None:
    if level is None:
        sheet.write_blank(*at, None, style)
    else:
        sheet.write_number(*at, float(level), style)


def _wide(texts: list[str], usual: float, wide: float) -> float:
    """Return the width of a column of texts."""
    return wide if any(len(one) > _LONG for one in texts) else usual


def _lines(text: str | None) -> str:
    lines = (words.safe(line) for line in (text or "").splitlines())
    return "\n".join(line for line in lines if line)


def _action(one: ItemView) -> str:
    action = one.answer.action
    if action is None:
        return ""
    text = words.safe(" ".join(action.text.split()))
    return f"{text} ({front.long_date(action.due)})" if action.due else text
