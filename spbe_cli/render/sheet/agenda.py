"""An agenda as a workbook: what to do when, to be filled in, with sums that follow.

It comes home: a hidden row names the columns, a hidden sheet whose agenda it is.
"""

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from spbe_cli.core import numbers
from spbe_cli.core.plan.agenda import FORMAT, Agenda, Deed
from spbe_cli.core.plan.climb import Climb
from spbe_cli.core.plan.served import unserved_by
from spbe_cli.core.planned import Progress
from spbe_cli.i18n import _
from spbe_cli.render import words
from spbe_cli.render.phrases import heading
from spbe_cli.render.plans import effort_title, otherwise_assessed
from spbe_cli.render.sheet import agenda_totals, book as page, climb as charts
from spbe_cli.render.sheet.book import SheetColumn
from spbe_cli.render.sheet.styles import Styles

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_KEYS, _HEAD = 3, 4  # rows: of the keys, hidden, and of the titles
_META = "spbe"


class _Fields(NamedTuple):
    """The columns of the agenda by their keys."""

    columns: list[SheetColumn]

    def at(self, key: str) -> int:
        return [one.key for one in self.columns].index(key)


def workbook(found: Agenda, way: Climb | None = None) -> bytes:
    """Return the bytes of the workbook, with a chart of the plan's way through time."""
    return page.workbook(
        lambda book, styles: _Agenda(book, styles, found, way).write(), _title(found)
    )


def _title(found: Agenda) -> str:
    if found.plan.target is None:
        return _("Rencana aksi")
    return _("Rencana aksi menuju {target}").format(target=words.in_full(found.plan.target, 2))


class _Agenda:
    """A workbook being filled in."""

    def __init__(self, book: "Workbook", styles: Styles, found: Agenda, way: Climb | None) -> None:
        self.book, self.styles, self.found, self.way = book, styles, found, way
        self.fields = _Fields(
            [
                SheetColumn("year", _("Tahun"), 6),
                SheetColumn("quarter", _("Triwulan"), 8),
                SheetColumn("indicator", _("No."), 5),
                SheetColumn("name", _("Indikator"), 24),
                SheetColumn("from", _("Dari"), 5),
                SheetColumn("to", _("Ke"), 5),
                SheetColumn("criterion", _("Kriteria yang dipenuhi"), 36),
                SheetColumn("output", _("Dokumen keluaran"), 30),
                SheetColumn("owner", _("Pengampu"), 16),
                SheetColumn("budget", _("Anggaran (Rp)"), 13),
                SheetColumn("program", _("Kode program"), 12),
                SheetColumn("status", _("Status"), 9),
                SheetColumn("due", _("Tenggat"), 11),
                SheetColumn("effort", _titled_effort(found), 9),
                SheetColumn("gain", _("Sumbangan"), 10),
                SheetColumn("index", _("Indeks"), 8),
                SheetColumn("aspect", _("Aspek"), 30, hidden=True),
                SheetColumn("weight", _("Bobot"), 9, hidden=True),
                SheetColumn("first", _("Pengampu"), 9, hidden=True),
            ]
        )
        self.first, self.last = _HEAD + 1, _HEAD + len(found.deeds)
        self.footer = f"{found.before.assessment.institution} · {_title(found)}"
        self.name = _("Rencana aksi")

    def write(self) -> None:
        sheet = self.book.add_worksheet(self.name)
        page.set_columns(sheet, self.fields.columns)
        page.put_text(sheet, 0, 0, _title(self.found), self.styles["title"])
        page.put_text(sheet, 1, 0, heading(self.found.before), self.styles["label"])
        for column, one in enumerate(self.fields.columns):
            page.put_text(sheet, _KEYS, column, one.key, self.styles["label"])
            page.put_text(sheet, _HEAD, column, one.title, self.styles["head"])
        sheet.set_row(_KEYS, None, None, {"hidden": True})
        sheet.set_row(_HEAD, 28)
        self._start(sheet)
        law, years = self.found.before.instrument, unserved_by(self.found.before, self.found.plan)
        for warned in otherwise_assessed(law, years, paper=True):
            page.put_text(sheet, 2, 0, f"{warned}.", self.styles["word"])
        for row, deed in enumerate(self.found.deeds, self.first):
            self._deed(sheet, row, deed)
        self._whole(sheet, self.last + 1)
        sheet.freeze_panes(_HEAD + 1, self.fields.at("name") + 1)
        sheet.autofilter(_HEAD, 0, self.last, len(self.fields.columns) - 1)
        sheet.data_validation(
            self.first,
            self.fields.at("status"),
            self.last,
            self.fields.at("status"),
            {"validate": "list", "source": list(Progress)},
        )
        totals = self.book.add_worksheet(_("Rekapitulasi"))
        end = self.last + 1
        if self.way is not None:
            where = charts.ChartCells(
                page.cell_name(2, self.fields.at("index"), absolute=True),
                *(self._range(key) for key in ("year", "quarter", "gain")),
            )
            charts.write(totals, self.styles, self.way, self.name, where)
            end = charts.climb_chart(self.book, sheet, (end + 2, 0), self.way, str(totals.name))
        sheet.print_area(0, 0, end, self.fields.at("index"))
        page.set_page(sheet, self.footer, (_HEAD, _HEAD))
        page.set_wide(
            sheet, self.fields.at("owner"), (self.fields.at("indicator"), self.fields.at("to"))
        )
        last = agenda_totals.write(totals, self.styles, self.found, self._range)
        right = 4 if self.way is None else charts.last_column(self.way)
        totals.print_area(0, 0, last, right)
        page.set_page(totals, self.footer)
        page.set_wide(totals, charts.FIRST_COLUMN)
        self._meta(self.book.add_worksheet(_META))

    def _start(self, sheet: "Worksheet") -> None:
        """Write the index that the running one starts from."""
        column = self.fields.at("index")
        page.put_text(sheet, 2, column - 1, _("Indeks awal"), self.styles["word"])
        sheet.write_number(2, column, page_number(self.found.plan.start), self.styles["exact"])

    def _deed(self, sheet: "Worksheet", row: int, deed: Deed) -> None:
        step, at = deed.step, self.fields.at
        indicator = step.score.item.indicator
        criterion = indicator.levels.get(int(step.to), "")
        output = "\n".join(words.safe(one) for one in step.evidence())
        figures = {
            "year": Fraction(deed.year),
            "quarter": Fraction(deed.quarter),
            "from": step.start,
            "to": step.to,
            "effort": step.effort,
        }
        for key, value in figures.items():
            style = self.styles["effort" if key == "effort" else "level"]
            sheet.write_number(row, at(key), page_number(value), style)
        texts = {
            "indicator": step.item,
            "name": words.name(indicator.name),
            "criterion": words.safe(" ".join(criterion.split())),
            "output": output,
            "aspect": agenda_totals.aspect_of(deed),
        }
        for key, text in texts.items():
            page.put_text(sheet, row, at(key), text, self.styles["cell"])
        page.put_text(sheet, row, at("owner"), words.safe(deed.owner), self.styles["input"])
        page.put_text(sheet, row, at("program"), words.safe(deed.program), self.styles["input"])
        page.put_text(sheet, row, at("status"), deed.status.value, self.styles["input"])
        if deed.budget is None:
            sheet.write_blank(row, at("budget"), None, self.styles["money"])
        else:
            sheet.write_number(row, at("budget"), page_number(deed.budget), self.styles["money"])
        sheet.write_datetime(row, at("due"), _midnight(deed.due), self.styles["date"])
        weight = step.score.item.weight
        sheet.write_number(row, at("weight"), page_number(weight), self.styles["level"])
        cell = page.cell_name
        total = numbers.exact(self.found.before.instrument.total)
        gain = f"={cell(row, at('weight'))}*({cell(row, at('to'))}-{cell(row, at('from'))})/{total}"
        sheet.write_formula(row, at("gain"), gain, self.styles["exact"], page_number(step.gain))
        self._owner_number(sheet, row)
        before = cell(2 if row == self.first else row - 1, at("index"))
        running = f"={before}+{cell(row, at('gain'))}"
        sheet.write_formula(
            row, at("index"), running, self.styles["exact"], page_number(deed.running)
        )
        widths = {one.key: one.width for one in self.fields.columns}
        high = [(text, widths[key]) for key, text in texts.items() if key != "aspect"]
        sheet.set_row(row, page.height([*high, (deed.owner, widths["owner"])], 16))

    def _owner_number(self, sheet: "Worksheet", row: int) -> None:
        """Number the owners in the order in which they appear: what the totals look up."""
        owners = [words.safe(deed.owner) for deed in self.found.deeds][: row - self.first + 1]
        named = list(dict.fromkeys(filter(None, owners)))
        new = owners[-1] and owners.count(owners[-1]) == 1
        at = self.fields.at
        formula = agenda_totals.first_of_owner(row, self.first, at("owner"), at("first"))
        sheet.write_formula(
            row, at("first"), formula, self.styles["level"], len(named) if new else ""
        )

    def _whole(self, sheet: "Worksheet", row: int) -> None:
        """Write the sums of the columns."""
        page.put_text(sheet, row, self.fields.at("name"), _("Jumlah"), self.styles["strong"])
        deeds = self.found.deeds
        sums = {
            "effort": sum((one.step.effort for one in deeds), Fraction(0)),
            "gain": sum((one.step.gain for one in deeds), Fraction(0)),
            "budget": sum((one.budget or Fraction(0) for one in deeds), Fraction(0)),
        }
        styles = {"effort": "effort", "gain": "exact", "budget": "sum"}
        for key, value in sums.items():
            column = self.fields.at(key)
            formula = f"=SUM({self._range(key, local=True)})"
            sheet.write_formula(row, column, formula, self.styles[styles[key]], page_number(value))

    def _range(self, key: str, *, local: bool = False) -> str:
        column = self.fields.at(key)
        ends = [page.cell_name(row, column, absolute=True) for row in (self.first, self.last)]
        span = ":".join(ends)
        return span if local else f"'{self.name}'!{span}"

    def _meta(self, sheet: "Worksheet") -> None:
        assessment, plan = self.found.before.assessment, self.found.plan
        head = {
            FORMAT: "",
            "institution": assessment.institution,
            "assessment_year": str(assessment.year),
            "instrument": self.found.before.instrument.id,
            "target": "" if plan.target is None else numbers.exact(plan.target),
            "unit": plan.unit or "",
        }
        for row, (key, value) in enumerate(head.items()):
            sheet.write_string(row, 0, key)
            if value:
                sheet.write_string(row, 1, value)
        sheet.very_hidden()


def _titled_effort(found: Agenda) -> str:
    title = effort_title(found.plan.unit, 18)
    return title[:1].upper() + title[1:]


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day)  # noqa: DTZ001  a cell knows no time zone


def page_number(value: Fraction) -> float:
    """Return a number as a cell holds it."""
    return float(value)
