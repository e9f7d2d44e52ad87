"""Results side by side as a workbook: summary, sections, indicators, and where it comes from."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from spbe_cli.core.many import comparison as core, report
from spbe_cli.core.many.comparison import Run
from spbe_cli.i18n import _
from spbe_cli.render import cover as front, published, side_by_side, words
from spbe_cli.render.cover import Cover
from spbe_cli.render.moves import moved_sentence
from spbe_cli.render.phrases import index_words, predicate_words
from spbe_cli.render.sheet import book as page, side_by_side as tables
from spbe_cli.render.sheet.book import CellSpan, SheetColumn
from spbe_cli.render.sheet.side_by_side import RUN_HEAD, RunSheet
from spbe_cli.render.sheet.styles import Styles
from spbe_cli.render.side_by_side import Column as Heading
from spbe_cli.render.successors import Succession, succession

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet


class _Part(NamedTuple):
    """A run with the headings of its columns, and what stands between it and the one before."""

    run: Run
    columns: Sequence[Heading]
    between: Succession | None


def workbook(runs: Sequence[Run], cover: Cover) -> bytes:
    """Return a comparison as the bytes of a workbook."""
    results = side_by_side.results(runs)
    title = f"{_('Perbandingan')} · {side_by_side.common(results)}"

    def fill(book: "Workbook", styles: Styles) -> None:
        _Comparison(book, styles, runs, cover).write()

    computes = any(run.change is not None for run in runs)
    properties = {"keywords": report.FORMAT}
    return page.workbook(fill, title, properties, computes=computes)


class _Comparison:
    def __init__(self, book: "Workbook", styles: Styles, runs: Sequence[Run], cover: Cover) -> None:
        self.book, self.styles, self.runs, self.cover = book, styles, runs, cover
        self.results = side_by_side.results(runs)
        self.columns = side_by_side.columns(self.results)
        self.common = side_by_side.common(self.results)
        self.footer = f"{_('Perbandingan')} · {self.common}"
        self.parts = list(self._parted())
        self.names: list[str] = []

    def write(self) -> None:
        """Write all sheets; those of a run bear its instrument where there are several."""
        self._summary(self._sheet(_("Ringkasan")))
        for part in self.parts:
            mark = f" {words.safe(part.run.instrument.short)}" * (len(self.parts) > 1)
            mark = mark.replace("PermenPANRB ", "")
            titles = [one.title for one in part.columns]
            if part.between is not None and part.between.mapped:
                self._between(self._sheet(_("Padanan") + mark), part.between)
            if part.run.sections:
                sheet = self._sheet(_("Aspek & Domain") + mark)
                columns = tables.section_columns(part.run, titles)
                self._open(sheet, _("Aspek dan domain") + mark, columns)
                last = tables.write_sections(RunSheet(sheet, self.styles, titles), part.run)
                self._close(sheet, last, columns, marked=True)
            if side_by_side.compared_items(part.run):
                sheet = self._sheet(_("Indikator") + mark)
                columns = tables.item_columns(part.run, titles)
                self._open(sheet, _("Indikator") + mark, columns)
                last = tables.items(RunSheet(sheet, self.styles, titles), part.run)
                self._close(sheet, last, columns)
        self._origin(self._sheet(_("Asal")))

    def _parted(self) -> Iterator[_Part]:
        at, before = 0, None
        for run in self.runs:
            own = self.columns[at : at + len(run.results)]
            at += len(run.results)
            first = (run.results[0], own[0].title)
            yield _Part(run, own, None if before is None else succession(before, first))
            before = run.results[-1], own[-1].title

    def _sheet(self, name: str) -> "Worksheet":
        unique = page.safe_sheet_name(name, self.names)
        self.names.append(unique)
        sheet = self.book.add_worksheet(unique)
        page.protect(sheet)  # nothing here is to be filled in
        return sheet

    def _open(self, sheet: "Worksheet", title: str, columns: Sequence[SheetColumn]) -> None:
        """Write the head of a sheet: its title, what all columns have in common, their titles."""
        page.set_columns(sheet, columns)
        span = CellSpan(0, 0, len(columns) - 1, sum(one.width for one in columns))
        page.banner(sheet, span, title, self.styles, "title")
        page.banner(sheet, span._replace(row=1), self.common, self.styles, "label")
        for at, one in enumerate(columns):
            page.put_text(sheet, RUN_HEAD, at, one.title, self.styles["head"])
        sheet.set_row(RUN_HEAD, page.height([(one.title, one.width - 2) for one in columns], 30))
        page.set_page(sheet, self.footer, (0, RUN_HEAD))

    def _close(
        self, sheet: "Worksheet", last: int, columns: Sequence[SheetColumn], *, marked: bool = False
    ) -> None:
        """Say beneath a table what its formulas rest on."""
        note = _("Sumbangan: bobot × selisih : jumlah bobot; jumlahnya adalah selisih indeks.")
        if marked and (printed := side_by_side.printed_note(self.runs)):
            note = f"{note} {_('Selisih dapat berasal dari angka yang dicetak')}: {printed}."
        if any(column.key == "share" for column in columns):
            last += 2
            page.put_text(sheet, last, 0, note, self.styles["label"])
        sheet.print_area(0, 0, last, len(columns) - 1)

    def _summary(self, sheet: "Worksheet") -> None:
        """Write every column with index, change and predicate, and what is said of it."""
        moved = [step for part in self.parts for step in core.index_shifts(part.run.results)]
        columns = [
            SheetColumn("told", _("Penilaian"), 60),
            SheetColumn("index", _("Indeks"), 18),
            *([SheetColumn("change", _("Selisih"), 11)] if any(moved) else []),
            SheetColumn("predicate", _("Predikat"), 24),
        ]
        self._open(sheet, _("Perbandingan"), columns)
        row = RUN_HEAD
        firsts = {id(part.run.results[0]) for part in self.parts[1:]}
        for column, result, step in zip(self.columns, self.results, moved, strict=True):
            if id(result) in firsts:
                row += 1
                line = _(
                    "Instrumen berganti: indeks sebelum dan sesudahnya tidak dapat dikurangkan."
                )
                sheet.merge_range(row, 0, row, len(columns) - 1, "", self.styles["break"])
                page.put_text(sheet, row, 0, line, self.styles["break"])
            row += 1
            label = column.told[:1].upper() + column.told[1:]
            page.put_text(sheet, row, 0, label, self.styles["cell"])
            sheet.set_row(row, page.height([(label, 60)], 16))
            index: float | str = page.cell_number(result.display) or index_words(result)
            page.put_value(sheet, row, 1, index, self.styles["figure"])
            if any(moved):
                change = "" if step is None else float(step.by)
                style = "change" if step is None or step.exact else "changeprinted"
                page.put_value(sheet, row, 2, change, self.styles[style])
            page.put_text(
                sheet, row, len(columns) - 1, predicate_words(result), self.styles["indented"]
            )
        row += 1
        span = CellSpan(row, 0, len(columns) - 1, sum(one.width for one in columns))
        for line in self._sentences():
            row += 1
            page.banner(sheet, span._replace(row=row), line, self.styles, "plainline")
        sheet.print_area(0, 0, row, len(columns) - 1)
        sheet.activate()

    def _sentences(self) -> Iterator[str]:
        """Yield what is said of every run, and what of it is of printed figures."""
        for part in self.parts:
            told = moved_sentence(part.run, part.columns[0].title, part.columns[-1].title)
            listed = [line for line in told if line]
            if listed and len(self.parts) > 1:
                yield words.safe(part.run.instrument.short)
            if part.between is not None and not part.between.mapped:
                yield from part.between.rest
            yield from (f"{line}." for line in listed)
            yield from (f"{line}." for line in side_by_side.same_levels(part.run))
        if note := side_by_side.printed_note(self.runs):
            yield f"{note}."

    def _between(self, sheet: "Worksheet", found: Succession) -> None:
        """Write the indicators of the newer instrument with those that they succeed."""
        heads = found.mapped[0].heads
        columns = [SheetColumn("name", heads[0], 52), SheetColumn("level", heads[1], 12)]
        columns.append(SheetColumn("succeeds", heads[2], 48))
        self._open(sheet, _("Padanan indikator"), columns)
        row = RUN_HEAD
        span = CellSpan(row, 0, 2, sum(one.width for one in columns))
        for mapped in found.mapped:
            for one in mapped.rows:
                row += 1
                page.put_text(sheet, row, 0, one.name, self.styles["cell"])
                page.put_text(sheet, row, 1, one.level, self.styles["number"])
                page.put_text(sheet, row, 2, one.succeeds, self.styles["cell"])
                sheet.set_row(row, page.height([(one.name, 52), (one.succeeds, 48)], 16))
            row += 1
            page.banner(sheet, span._replace(row=row), mapped.basis, self.styles, "label")
        for line in found.rest:
            row += 1
            page.banner(sheet, span._replace(row=row), line, self.styles, "label")
        sheet.freeze_panes(RUN_HEAD + 1, 1)
        sheet.print_area(0, 0, row, 2)

    def _origin(self, sheet: "Worksheet") -> None:
        """Write where the figures were published, and what the comparison was made from."""
        page.set_columns(sheet, [SheetColumn("label", "", 24), SheetColumn("value", "", 96)])
        page.put_text(sheet, 0, 0, _("Asal"), self.styles["title"])
        sources = [
            (_("Sumber {column}").format(column=column.told), published.published_source(one))
            for column, one in zip(self.columns, self.results, strict=True)
        ]
        row = 1
        said = side_by_side.announced(self.runs)
        for label, value in (*said, *sources, *front.compared(self.runs, self.cover)):
            if value:
                row += 1
                page.put_text(sheet, row, 0, label, self.styles["plain"])
                page.put_text(sheet, row, 1, value, self.styles["plain"])
                sheet.set_row(row, page.height([(label, 24), (value, 96)], 15))
        sheet.print_area(0, 0, row, 1)
        page.set_page(sheet, self.footer)
