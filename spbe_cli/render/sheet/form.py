"""The form as a workbook: what an officer fills in without this program.

Rows are told by hidden ids, so they may be sorted and filtered. The index is a formula over whole
numbers (weights times their common denominator), so that a spreadsheet rounds as the engine does;
beside each formula stands the value that the engine computed.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from spbe_cli.core.assessment import Answer
from spbe_cli.core.collect import seal
from spbe_cli.core.collect.form import FORMAT, ITEM_KEY, form_fields, row_marks
from spbe_cli.core.records import replace
from spbe_cli.core.result import IndicatorScore, SectionScore, leaves, walk
from spbe_cli.core.score.scoring import score_levels
from spbe_cli.i18n import _
from spbe_cli.render import words
from spbe_cli.render.forms import FormContent, cell_texts
from spbe_cli.render.sheet import book as page, checklist, guide as guides
from spbe_cli.render.sheet.book import SheetColumn
from spbe_cli.render.sheet.grid import ID, LEVEL, META, NAME, NUMBER, Grid, LevelEntry
from spbe_cli.render.sheet.styles import Styles

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

ID_KEY = "#id"
SEALS = 30  # column of the hidden sheet with the seals of rows
_KEYS = 2  # row of the keys of a table


def workbook(plan: FormContent) -> bytes:
    """Return the form as a workbook."""
    return page.workbook(
        lambda book, styles: _Form(book, styles, plan).write(), guides.form_title(plan)
    )


class _Form:
    def __init__(self, book: "Workbook", styles: Styles, plan: FormContent) -> None:
        self.book, self.styles, self.plan = book, styles, plan
        self.law, self.assessment = plan.instrument, plan.assessment
        self.result = score_levels(self.law, replace(self.assessment, published=None), plan.opinion)
        self.grid = Grid(self.result, styles)
        self.whole = plan.items is None
        self.seals: dict[str, str] = {}  # of rows, by what they are about
        self.footer = f"{self.assessment.institution} · {guides.form_title(plan)}"

    def write(self) -> None:
        """Write all sheets: instructions, one for each top section, and the hidden one."""
        guide = self.book.add_worksheet(_("Petunjuk"))
        names = [_("Petunjuk"), META]
        for top in self.result.sections:
            if not any(True for _one in self._entries(top)):
                continue
            kind = words.kind(top.section.kind).capitalize()
            name = page.safe_sheet_name(f"{kind} {top.section.id}", names)
            names.append(name)
            self._sheet(self.book.add_worksheet(name), name, top)
        listed = [one for top in self.result.sections for one in self._entries(top)]
        if any(one.indicator.checklist() for one in listed):
            name = page.safe_sheet_name(_("Butir bukti"), names)
            sheet = self.book.add_worksheet(name)
            page.put_text(sheet, 1, checklist.FIRST, self._subtitle(), self.styles["label"])
            self.seals |= checklist.write(sheet, self.styles, self.plan, listed)
            page.set_page(sheet, self.footer, (0, 3))
            page.protect(sheet)
        meta = self.book.add_worksheet(META)
        self._meta(meta)
        guides.write(self.book, guide, self.plan, self.grid)
        self._seal(meta)

    def _entries(self, section: SectionScore) -> Iterator[LevelEntry]:
        """Yield the rows under a section, in the order of the regulation."""
        scored = {one.item.id: one for one in leaves([section])}
        seen = set()
        own = ((part, one) for part in section.section.walk() for one in part.indicators)
        for aspect, indicator in own:
            for item in filter(self.plan.asks, indicator.item_ids()):
                if item not in seen:
                    seen.add(item)
                    answer = self.assessment.answers.get(item, Answer())
                    given = answer.levels.get(self.plan.opinion)
                    default = _default(scored.get(item))
                    yield LevelEntry(item, indicator, aspect.id, given, default, item in scored)

    # --- a sheet of indicators --------------------------------------------------------------

    def _columns(self) -> list[SheetColumn]:
        levels = self.law.scale.levels()
        width = 110 / len(levels)
        return [
            *self.grid.lead(),
            *(
                SheetColumn(f"level_{one}", _("Tingkat {level}").format(level=one), width)
                for one in levels
            ),
            SheetColumn(
                "evidence", _("Bukti dukung (satu per baris: judul | tautan | tingkat 2-4)"), 28
            ),
            *(SheetColumn(name, title, width) for name, title, width in self._asked()),
        ]

    def _asked(self) -> list[tuple[str, str, float]]:
        """Return the inputs beside the evidence: key, title and width of each column."""
        titles = {
            "note": (_("Catatan"), 22),
            "remark": (_("Catatan asesor"), 30),
            "owner": (_("Pengampu (beberapa: dengan titik koma)"), 17),
            "fact": (_("Fakta (nama dokumen dan halamannya)"), 30),
            "analysis": (_("Analisis (mengapa tingkat itu terpenuhi)"), 30),
        }
        return [(name, *titles[name]) for name in form_fields(self.plan.opinion)[1:]]

    def _sheet(self, sheet: "Worksheet", name: str, top: SectionScore) -> None:
        columns = self._columns()
        page.set_columns(sheet, columns)
        head = f"{words.kind(top.section.kind).capitalize()} {top.section.id}"
        title = f"{head} {words.name(top.section.name)}"
        page.put_text(sheet, 0, NUMBER, title, self.styles["title"])
        page.put_text(sheet, 1, NUMBER, self._subtitle(), self.styles["label"])
        sheet.set_row(0, 22)
        sheet.set_row(2, None, None, {"hidden": True})
        for number, one in enumerate(columns):
            sheet.write_string(2, number, ID_KEY if number == ID else one.key)
        heads = {one.key: one.title for one in columns if not one.hidden}
        self.seals[seal.HEADS] = seal.cell_marks(heads)
        for number, one in enumerate(columns):
            page.put_text(sheet, 3, number, one.title, self.styles["head"])
        sheet.set_row(3, 30)
        row = self._rows(sheet, top, 4, columns)
        for part in walk([top]):  # whole sheets: rows may be sorted across sections
            self.grid.spans[id(part)] = (name, 4, row - 1)
        sheet.freeze_panes(4, LEVEL + 1)
        sheet.autofilter(3, ID, row - 1, len(columns) - 1)  # sorting takes the hidden columns along
        sheet.print_area(0, NUMBER, row - 1, len(columns) - 1)
        page.set_page(sheet, self.footer, (0, 3))
        sheet.set_zoom(90)
        page.protect(sheet)

    def _subtitle(self) -> str:
        parts = [self.assessment.institution, str(self.assessment.year), self.law.short]
        return " · ".join([*filter(None, [*parts, self.plan.owner])])

    def _rows(
        self, sheet: "Worksheet", section: SectionScore, row: int, columns: list[SheetColumn]
    ) -> int:
        """Write a section: its header row, what is beneath it; returns the next row."""
        listed = list(self._entries(section))
        if not listed:
            return row
        self._section_row(sheet, row, section, len(columns))
        row += 1
        for child in section.sections:
            row = self._rows(sheet, child, row, columns)
        if section.indicators:
            for one in listed:
                self._item_row(sheet, row, one, columns)
                row += 1
        return row

    def _section_row(self, sheet: "Worksheet", row: int, section: SectionScore, width: int) -> None:
        for column in range(NUMBER, width):
            sheet.write_blank(row, column, None, self.styles["section"])
        sheet.write_string(row, ID, f"#{section.section.kind} {section.section.id}")
        kind = words.kind(section.section.kind).capitalize()
        label = f"{kind} {section.section.id} {words.name(section.section.name)}"
        about = f"#{section.section.kind} {section.section.id}"
        told = {"level": seal.COMPUTED} if self.whole else {}
        self.seals[about] = seal.cell_marks({"name": label, **told})
        page.put_text(sheet, row, NAME, label, self.styles["section"])
        sheet.set_row(row, page.height([(label, 22)], 16))
        if self.whole:
            self.grid.index(sheet, (row, LEVEL), section, "sectionindex")

    def _item_row(
        self, sheet: "Worksheet", row: int, one: LevelEntry, columns: list[SheetColumn]
    ) -> None:
        """Write one indicator: what every row has, what the regulation says, and the inputs."""
        answer = self.assessment.answers.get(one.item, Answer())
        texts = cell_texts(answer, self.plan.opinion)
        name, criteria = self._describe(one)
        fixed = self.grid.row(sheet, row, one, name=name, marks=row_marks(texts))
        levels = [f"level_{level}" for level in self.law.scale.levels()]
        fixed |= dict(zip(levels, criteria, strict=True))
        self.seals[one.item] = seal.cell_marks(fixed)
        for offset, criterion in enumerate(criteria, LEVEL + 1):
            page.put_text(sheet, row, offset, criterion, self.styles["cell"])
        fields = form_fields(self.plan.opinion)
        for offset, field in enumerate(fields, LEVEL + 1 + len(criteria)):
            page.put_text(sheet, row, offset, texts[field], self.styles["input"])
        written = [name, "", *criteria, *(texts[field] for field in fields)]
        widths = [column.width for column in columns[NAME:]]
        sheet.set_row(row, page.height(list(zip(written, widths, strict=True)), 40))

    def _describe(self, one: LevelEntry) -> tuple[str, list[str]]:
        """Return the name of an item, and its criteria level by level."""
        name = words.name(one.indicator.name)
        if one.item != one.indicator.id:
            name += "\n" + _("{item}: layanan tambahan, bila ada").format(item=one.item)
        if one.default is not None:
            name += f"\n{self._default(one.indicator.outside or '', one.default)}"
        levels = self.law.scale.levels()
        return name, [words.demand(one.indicator, level) for level in levels]

    def _default(self, feed: str, level: Fraction) -> str:
        """Say what counts while the cell is empty, and where it comes from."""
        value = self.assessment.outside.get(feed)
        if value is None:
            return _("Bila kosong dihitung {level}, karena indeks {name} belum ada.").format(
                level=words.decimal(level), name=feed
            )
        file = self.assessment.feeds.get(feed)
        shown = words.in_full(value) + (f" ({words.safe(file)})" if file else "")
        return _("Bila kosong dihitung {level}, dikonversi dari {name} {value}.").format(
            level=words.figure(level), name=feed, value=shown
        )

    def _meta(self, sheet: "Worksheet") -> None:
        """Write the hidden sheet: whose form it is, the predicates, and the sums."""
        listed = [one for top in self.result.sections for one in self._entries(top)]
        head = {
            FORMAT: "",
            "institution": self.assessment.institution,
            "year": str(self.assessment.year),
            "instrument": self.law.id,
            "opinion": self.plan.opinion.value,
            "items": " ".join(one.item for one in listed),
            "owner": self.plan.owner,
        }
        for row, (key, value) in enumerate(head.items()):
            sheet.write_string(row, 0, key)
            if value:
                sheet.write_string(row, 1, value)
        self.seals[seal.HEADER] = seal.cell_marks(head)
        self.grid.write_predicates(sheet)
        if self.whole:
            self.grid.write_sums(sheet)
        sheet.very_hidden()

    def _seal(self, meta: "Worksheet") -> None:
        """Write the seals: of rows, and of what stands in no table, sheet by sheet."""
        for sheet in self.book.worksheets():
            cells = page.cells_of(sheet)
            table = cells.get((_KEYS, ID)) in (ID_KEY, ITEM_KEY)
            named = {
                page.cell_name(row, column): text
                for (row, column), text in cells.items()
                if row < _KEYS or not table
                if sheet is not meta or row >= seal.HEAD_ROWS
            }
            self.seals[f"{seal.SHEET}{sheet.name}"] = seal.place_marks(named)
        meta.write_string(0, SEALS, seal.MARK)
        for row, (about, marks_) in enumerate(self.seals.items(), 1):
            meta.write_string(row, SEALS, about)
            meta.write_string(row, SEALS + 1, marks_)


def _default(scored: IndicatorScore | None) -> Fraction | None:
    """Return the level that counts while the cell is empty: from an outside index."""
    if scored is None or scored.outside is None or scored.origin == "given":
        return None
    return scored.level
