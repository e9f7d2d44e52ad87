"""A report as a workbook: levels that can be changed, and formulas that follow them.

Everything computed from a level is a live formula with the engine's value beside it. A result that
is known by published indices only has no levels; its figures are numbers.
"""

import datetime as dt
import io
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from spbe_cli.core.index import Indexed
from spbe_cli.core.many import comparison, report as core
from spbe_cli.core.many.report import Report
from spbe_cli.core.result import Result, SectionScore, walk
from spbe_cli.i18n import _
from spbe_cli.render import advice, cover as front, derivation, details, sentences, words
from spbe_cli.render.cover import Cover
from spbe_cli.render.phrases import index_words, predicate_words
from spbe_cli.render.sheet import book as page, charts, grid, years
from spbe_cli.render.sheet.book import Column, Styles
from spbe_cli.render.sheet.grid import META, NUMBER, Grid
from spbe_cli.render.sheet.items import Items

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_HEAD = 3  # row of the titles of columns on every sheet but the first


def workbook(report: Report, cover: Cover) -> bytes:
    """Return a report as the bytes of a workbook."""
    made = dt.datetime.combine(cover.date, dt.time(), dt.UTC).replace(tzinfo=None)
    properties = {"keywords": core.FORMAT, "created": made}
    title = front.title(report, cover)
    return page.workbook(
        lambda book, styles: _Report(book, styles, report, cover).write(), title, properties
    )


class _Report:
    def __init__(self, book: "Workbook", styles: Styles, report: Report, cover: Cover) -> None:
        self.book, self.styles, self.report, self.cover = book, styles, report, cover
        self.result, self.law = report.result, report.result.instrument
        self.live = bool(report.rows)
        self.guessed = ""
        self.grid = Grid(self.result, styles)
        self.title = front.title(report, cover)
        self.institution = words.safe(self.result.assessment.institution)
        self.footer = f"{self.institution} · {self.title}"

    def write(self) -> None:
        """Write all sheets; the hidden one comes last."""
        first = self.book.add_worksheet(_("Ringkasan"))
        if self.live:
            sheet = self.book.add_worksheet(_("Indikator"))
            items = Items(self.report, self.grid, self.styles)
            self._open(sheet, _("Indikator"), items.columns, NUMBER)
            items.write(sheet, _("Indikator"), _HEAD + 1)
            self.guessed = items.guessed(_("Indikator"), _HEAD + 1)
        rows = self._sections(self.book.add_worksheet(_("Aspek & Domain")))
        if self.live:
            self._evidence(self.book.add_worksheet(_("Bukti Dukung")))
            if self.report.estimate is not None:
                self._checklist(self.book.add_worksheet(_("Butir bukti")))
        plan = advice.plan(self.report)
        if plan is not None:
            self._plan(self.book.add_worksheet(_("Rencana")), plan)
        if self.report.previous is not None:
            sheet = self.book.add_worksheet(_("Perbandingan"))
            self._open(sheet, _("Perbandingan antartahun"), [])
            row, last = years.write(sheet, self.report, self.styles, _HEAD)
            sheet.freeze_panes(_HEAD, 1)
            sheet.print_area(0, 0, row, last)
        self._explanation(self.book.add_worksheet(_("Penjelasan")))
        self._meta(self.book.add_worksheet(META), rows)
        self._summary(first)

    def _open(
        self, sheet: "Worksheet", title: str, columns: Sequence[Column], first: int = 0
    ) -> None:
        """Set up a sheet: columns, title, the titles of its columns, and the printed page."""
        page.columns(sheet, columns)
        page.text(sheet, 0, first, title, self.styles["title"])
        page.text(sheet, 1, first, self._subtitle(), self.styles["label"])
        sheet.set_row(0, 22)
        for number, one in enumerate(columns):
            page.text(sheet, _HEAD, number, one.title, self.styles["head"])
        sheet.set_row(_HEAD, 30)
        page.page(sheet, self.footer, (0, _HEAD))

    def _subtitle(self) -> str:
        parts = (self.institution, str(self.result.assessment.year), words.safe(self.law.short))
        said = " · ".join(parts)
        return f"{said} · {_('SEMENTARA')}" if self.result.provisional else said

    # --- Aspek & Domain ---------------------------------------------------------------------

    def _sections(self, sheet: "Worksheet") -> dict[int, int]:
        """Write every section; return the row of each by the id of its record."""
        before = self.report.earlier is not None
        columns = [
            Column("title", _("Bagian"), 58),
            Column("weight", _("Bobot"), 9),
            Column("index", _("Indeks"), 10),
            Column("predicate", _("Predikat"), 16),
            *(
                [Column("previous", _("Tahun lalu"), 11), Column("change", _("Perubahan"), 11)]
                if before
                else []
            ),
        ]
        self._open(sheet, _("Aspek dan domain"), columns)
        listed: list[SectionScore | Result] = [*walk(self.result.sections), self.result]
        rows = {}
        for row, one in enumerate(listed, _HEAD + 1):
            rows[id(one)] = row
            self._section(sheet, row, one)
            if before:
                self._change(sheet, row, one)
        end = _HEAD + len(listed)
        sheet.freeze_panes(_HEAD + 1, 1)
        sheet.autofilter(_HEAD, 0, end, len(columns) - 1)
        sheet.print_area(0, 0, end, len(columns) - 1)
        return rows

    def _section(self, sheet: "Worksheet", row: int, one: SectionScore | Result) -> None:
        label, weight, top = words.name(self.law.index_name), self.grid.total, True
        if not isinstance(one, Result):
            label, weight = sentences.section_name(one), one.section.weight
            top = bool(one.sections)
        page.text(sheet, row, 0, label, self.styles["section" if top else "cell"])
        sheet.set_row(row, page.height([(label, 58)], 16))
        sheet.write_number(row, 1, float(weight), self.styles["weight"])
        self._index(sheet, (row, 2), one, "sectionindex" if top else "figure")
        self._predicate(sheet, (row, 3), one)
        if not isinstance(one, Result):
            grid.name_cells(self.book, sheet, one, {"index": (row, 2), "predicate": (row, 3)})

    def _index(self, sheet: "Worksheet", at: tuple[int, int], one: Indexed, style: str) -> None:
        """Write an index: live, or as it was published."""
        if self.live:
            self.grid.index(sheet, at, one, style)
        elif one.display is not None:
            sheet.write_number(*at, float(one.display), self.styles[style])
        else:
            page.text(sheet, *at, details.index_text(self.result, one), self.styles[style])

    def _predicate(self, sheet: "Worksheet", at: tuple[int, int], one: Indexed) -> None:
        if self.live:
            self.grid.predicate(sheet, at, one, "indented")
        else:
            name = words.predicate(one.predicate)
            page.text(sheet, *at, name, self.styles["indented"])

    def _change(self, sheet: "Worksheet", row: int, one: SectionScore | Result) -> None:
        """Write last year's index and the change since, exact where both are."""
        earlier = self.report.earlier
        before = earlier if isinstance(one, Result) else comparison.section_of(earlier, one)
        moved = comparison.change(one, before)
        if before is None or before.display is None:
            for column in (4, 5):
                sheet.write_blank(row, column, None, self.styles["figure"])
            return
        sheet.write_number(row, 4, float(before.display), self.styles["figure"])
        value = page.number(moved and moved[0])
        style = self.styles["change"]
        if self.live and before.index is not None:
            start = f"{before.index.numerator}/{before.index.denominator}"
            formula = self.grid.known(one, f"ROUND({self.grid.exact(one)}-{start},9)")
            sheet.write_formula(row, 5, formula, style, value)
        elif moved is not None:
            sheet.write_number(row, 5, float(moved[0]), style)
        else:
            sheet.write_blank(row, 5, None, style)

    # --- Bukti Dukung -----------------------------------------------------------------------

    def _evidence(self, sheet: "Worksheet") -> None:
        columns = [
            Column("number", _("No."), 5),
            Column("item", _("Indikator"), 40),
            Column("title", _("Bukti dukung"), 40),
            Column("file", _("Berkas"), 30),
            Column("url", _("Tautan"), 30),
            Column("date", _("Tanggal"), 12),
            Column("levels", _("Tingkat"), 9),
            Column("owner", _("Pengampu"), 18),
        ]
        self._open(sheet, _("Daftar bukti dukung"), columns)
        row, widths = _HEAD, [column.width for column in columns]
        for row, one in enumerate(details.register(self.report), _HEAD + 1):
            known = [one[key] for key in ("title", "file", "url", "date", "levels", "owner")]
            texts = [str(row - _HEAD), f"{one['id']}. {one['name']}", *known]
            for column, text in enumerate(texts):
                page.text(sheet, row, column, text, self.styles["cell"])
            sheet.set_row(row, page.height(list(zip(texts, widths, strict=True)), 16))
        if row == _HEAD:
            row += 1
            page.text(sheet, row, 1, _("Belum ada bukti dukung tercatat."), self.styles["plain"])
        sheet.freeze_panes(_HEAD + 1, 2)
        sheet.autofilter(_HEAD, 0, row, len(columns) - 1)
        sheet.print_area(0, 0, row, len(columns) - 1)

    def _checklist(self, sheet: "Worksheet") -> None:
        """Write every item of the checklists that are recorded, with its state."""
        columns = [
            Column("item", _("Indikator"), 34),
            Column("code", _("Butir"), 11),
            Column("level", _("Tingkat"), 8),
            Column("text", _("Bukti yang diminta"), 78),
            Column("state", _("Keadaan"), 11),
            Column("note", _("Catatan asesor"), 40),
        ]
        self._open(sheet, _("Butir bukti"), columns)
        page.text(sheet, 2, 0, " · ".join(details.estimate(self.report)), self.styles["label"])
        row, widths = _HEAD, [column.width for column in columns]
        for one in (details.indicator(self.report, each) for each in self.report.rows):
            for item in one["checklist"]:
                row += 1
                note = [] if item["counted"] else [_("tidak ikut dihitung")]
                texts = [f"{one['id']}. {one['name']}", item["code"], item["level"], item["text"]]
                texts += [item["state"], "; ".join([*note, *filter(None, [item["note"]])])]
                for column, text in enumerate(texts):
                    page.text(sheet, row, column, text, self.styles["cell"])
                sheet.set_row(row, page.height(list(zip(texts, widths, strict=True)), 16))
        sheet.freeze_panes(_HEAD + 1, 2)
        sheet.autofilter(_HEAD, 0, row, len(columns) - 1)
        sheet.print_area(0, 0, row, len(columns) - 1)

    # --- Rencana ----------------------------------------------------------------------------

    def _plan(self, sheet: "Worksheet", plan: details.View) -> None:
        """Write the plan: what it was when the report was made."""
        columns = [
            Column("item", _("Bagian") if self.result.recovered else _("Indikator"), 70),
            Column("levels", _("Tingkat"), 16),
            Column("gain", _("Sumbangan"), 12),
            Column("index", _("Indeks"), 12),
            Column("owner", _("Pengampu"), 24),
            *([Column("year", _("Tahun"), 10)] if plan["dated"] else []),
        ]
        self._open(sheet, plan["title"], columns)
        page.text(sheet, 2, 0, plan["said"], self.styles["label"])
        row = _HEAD
        for row, one in enumerate(plan["steps"], _HEAD + 1):
            name = f"{one['id']}. {one['name']}" if one["id"] else one["name"]
            page.text(sheet, row, 0, name, self.styles["cell"])
            for column, text in enumerate((one["levels"], one["gain"], one["index"]), 1):
                page.text(sheet, row, column, text, self.styles["word"])
            page.text(sheet, row, 4, one["owner"], self.styles["cell"])
            if plan["dated"]:
                page.text(sheet, row, 5, one["year"], self.styles["word"])
            sheet.set_row(row, page.height([(name, 70), (one["owner"], 24)], 16))
        for said in plan["notes"]:
            row += 1
            sheet.merge_range(row, 0, row, len(columns) - 1, "")
            page.text(sheet, row, 0, said, self.styles["cell"])
            sheet.set_row(row, page.height([(said, 120)], 16))
        sheet.freeze_panes(_HEAD + 1, 1)
        sheet.print_area(0, 0, row, len(columns) - 1)

    # --- Penjelasan -------------------------------------------------------------------------

    def _explanation(self, sheet: "Worksheet") -> None:
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, 92)
        page.text(sheet, 0, 0, _("Penjelasan"), self.styles["title"])
        sheet.set_row(0, 22)
        row = 2
        for title, lines in self._chapters():
            page.text(sheet, row, 0, title, self.styles["strong"])
            row += 1
            for label, text in lines:
                page.text(sheet, row, 0, label, self.styles["plain"])
                page.text(sheet, row, 1, text, self.styles["plain"])
                sheet.set_row(row, page.height([(label, 24), (text, 92)], 15))
                row += 1
            row += 1
        sheet.print_area(0, 0, row, 1)
        page.page(sheet, self.footer)

    def _chapters(self) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        if self.live:
            lines = [
                _(
                    "Hasil = nilai × bobot; indeks = jumlah hasil : bobot. Pembulatan hanya "
                    "sekali, pada akhir."
                ),
                _(
                    "Tingkat pada lembar Indikator (sel kuning) dapat diganti: indeks, predikat, "
                    "dan sumbangan mengikutinya. Angka lain adalah hasil program saat laporan "
                    "dibuat."
                ),
                *derivation.ending(self.result),
            ]
        else:
            lines = [
                line.strip()
                for line in (*derivation.recovered(self.result), *derivation.ending(self.result))
                if line
            ]
        yield _("Penghitungan"), [("", line) for line in lines]
        yield _("Sumber data laporan"), front.provenance(self.report, self.cover)
        if self.cover.signers:
            yield (
                _("Tanda tangan"),
                [
                    (
                        words.safe(one.position),
                        "\n\n\n"
                        + words.safe(one.name)
                        + (f"\nNIP {one.number}" * bool(one.number)),
                    )
                    for one in self.cover.signers
                ],
            )

    # --- the hidden sheet, and the first ----------------------------------------------------

    def _meta(self, sheet: "Worksheet", rows: dict[int, int]) -> None:
        """Write predicates, sums, and what the radar draws."""
        sheet.write_string(0, 0, core.FORMAT)
        self.grid.write_predicates(sheet)
        if self.live:
            self.grid.write_sums(sheet)
        charts.write_data(sheet, self.report, f"'{_('Aspek & Domain')}'!", rows)
        sheet.very_hidden()

    def _summary(self, sheet: "Worksheet") -> None:
        sheet.hide_gridlines(2)
        for column, width in enumerate((30, 16, 70)):
            sheet.set_column(column, column, width)
        page.text(sheet, 0, 0, self.title, self.styles["title"])
        sheet.set_row(0, 24)
        page.text(sheet, 1, 0, self._subtitle(), self.styles["strong"])
        row = self._figures(sheet, 3)
        row += 1
        said = [sentences.headline(self.report), *sentences.state(self.report)]
        for sentence in filter(None, (*said, advice.no_plan(self.report))):
            row = self._sentence(sheet, row, sentence)
        first = advice.first(self.report)
        if first:
            row += 1
            page.text(sheet, row, 0, _("Prioritas"), self.styles["strong"])
            row += 1
            for number, sentence in enumerate(first, 1):
                row = self._sentence(sheet, row, f"{number}. {sentence}")
        if self.live:
            told = _("Kalimat di atas hanya tampak selama tingkat belum diubah sejak ditulis.")
            page.text(sheet, row + 1, 0, told, self.styles["label"])
            row += 2
        row = charts.draw(self.book, sheet, row + 1, self.report)
        self._logo(sheet)
        sheet.print_area(0, 0, row, 2)
        page.page(sheet, self.footer)
        sheet.set_portrait()
        sheet.activate()

    def _sentence(self, sheet: "Worksheet", row: int, text: str) -> int:
        """Write a sentence; among live figures it hides once they are not those it speaks of."""
        style = self.styles["plain"]
        sheet.merge_range(row, 0, row, 2, "", style)
        if self.live:
            sheet.write_formula(row, 0, self.grid.unless_changed(self.result, text), style, text)
        else:
            page.text(sheet, row, 0, text, style)
        sheet.set_row(row, page.height([(text, 132)], 15))
        return row + 1

    def _figures(self, sheet: "Worksheet", row: int) -> int:
        """Write index, predicate and distances; return the next row."""
        result, law = self.result, self.law
        page.text(sheet, row, 0, words.name(law.index_name), self.styles["big"])
        if self.live or result.display is not None:
            self._index(sheet, (row, 1), result, "bigfigure")
        else:
            page.text(sheet, row, 1, index_words(result), self.styles["bigfigure"])
        sheet.set_row(row, 30)
        page.text(sheet, row + 1, 0, _("Predikat"), self.styles["cell"])
        if self.live:
            self.grid.predicate(sheet, (row + 1, 1), result, "word")
        else:
            page.text(sheet, row + 1, 1, predicate_words(result), self.styles["word"])
        grid.name_cells(self.book, sheet, result, {"index": (row, 1), "predicate": (row + 1, 1)})
        row += 2
        for label, formula, value in self._distances():
            page.text(sheet, row, 0, label, self.styles["cell"])
            if formula:
                sheet.write_formula(row, 1, formula, self.styles["exact"], value)
            elif isinstance(value, float):
                sheet.write_number(row, 1, value, self.styles["exact"])
            else:
                page.text(sheet, row, 1, value, self.styles["word"])
            row += 1
        return row

    def _distances(self) -> Iterator[tuple[str, str, float | str]]:
        """Yield (label, formula, value) of what belongs to the index; no formula: a number."""
        result, report = self.result, self.report
        live = self.live
        sums, exact = self.grid.overall, self.grid.exact(result)
        if live:
            count = len(report.rows) - len(result.missing)
            answered = f"({sums.at(3)}-{self.guessed})" if result.provisional else sums.at(3)
            formula = f'={answered}&" / "&{sums.at(4)}'
            yield _("Terisi"), formula, f"{count} / {len(report.rows)}"
        if live:
            value = page.number(result.index)
            yield _("Tepatnya"), self.grid.known(result, exact), value
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
            formula = self.grid.known(result, f"ROUND({exact}-{start},9)")
            yield _("Perubahan"), formula, float(moved[0]) if moved else ""
        elif moved is not None:
            said = _("Perubahan") if moved.exact else _("Perubahan (selisih angka yang dicetak)")
            yield said, "", float(moved.by) if moved.exact else words.risen(moved.by)
        yield from self._to_next()
        yield from self._to_target()

    def _to_next(self) -> Iterator[tuple[str, str, float | str]]:
        """Yield the next predicate, and how far it is."""
        result, following = self.result, core.ahead(self.result)
        known = result.sure
        names = _("Predikat berikutnya"), _("Kurang ke predikat berikutnya")
        name, gap = ("–", "–") if known else ("", "")
        if following is not None:
            name = words.name(following[0].name)
            gap = words.between(*following[1])
        least = float(following[1][0]) if following is not None and known else gap
        if self.live:
            bounds, listed = self.grid.predicates()
            at = f"MATCH({self.grid.judged(result)},{bounds},1)+1"
            lacking = f"ROUND(INDEX({bounds},{at})-{self.grid.exact(result)},9)"
            found = self.grid.known(result, f'IFERROR(INDEX({listed},{at}),"–")')
            yield names[0], found, name
            yield names[1], self.grid.known(result, f'IFERROR({lacking},"–")'), least
        elif following is not None:
            yield names[0], "", name
            yield names[1], "", least

    def _to_target(self) -> Iterator[tuple[str, str, float | str]]:
        """Yield the target, and how far it is."""
        target, lacking = self.report.target, core.missing_to_target(self.report)
        if target is None:
            return
        yield _("Target"), "", float(target)
        left: float | str = ""
        if lacking is not None:
            least, most = (max(one, Fraction(0)) for one in lacking)
            left = float(least) if least == most else words.between(least, most)
        goal = f"{target.numerator}/{target.denominator}"
        formula = f"MAX(0,ROUND({goal}-{self.grid.exact(self.result)},9))"
        yield (
            _("Kurang ke target"),
            self.grid.known(self.result, formula) if self.live else "",
            left,
        )

    def _logo(self, sheet: "Worksheet") -> None:
        if self.cover.logo is None:
            return
        logo = self.cover.logo
        scale = min(1.0, 120 / logo.width, 110 / logo.height)  # beside the figures, above the text
        options = {"image_data": io.BytesIO(logo.data), "description": self.institution}
        place = {"x_offset": 340, "x_scale": scale, "y_scale": scale}
        sheet.insert_image(3, 2, f"logo.{logo.kind}", {**options, **place})
