"""The form as a workbook or a table: what an officer fills in without this program.

Rows are told by hidden ids, so they may be sorted and filtered. The index is a formula over whole
numbers (weights times their common denominator), so that a spreadsheet rounds as the engine does;
beside each formula stands the value that the engine computed.
"""

import csv
import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from spbe_cli.core import numbers
from spbe_cli.core.assessment import Answer, Assessment, Opinion
from spbe_cli.core.form import FIELDS, FORMAT, fields_of, marks
from spbe_cli.core.instrument import Indicator, Instrument, Section
from spbe_cli.core.result import IndicatorScore, Result, SectionScore, leaves
from spbe_cli.core.scoring import score_levels
from spbe_cli.i18n import _
from spbe_cli.render import sheet as page, words
from spbe_cli.render.sheet import Column, Styles

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

META = "spbe"
KEYS = "#id"
# Hidden columns at the left of each sheet.
ID, ASPECT, WEIGHT, NEEDED, VALUE, COUNTS, MARKS, NUMBER, NAME, LEVEL = range(10)
_SUMS = 40  # row of the hidden sheet where the sums begin
_CSV = ("institution", "year", "instrument", "opinion", "indicator", "name", *FIELDS)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Entry(NamedTuple):
    """A row of the form: an item and what is recorded of it. `needed`: the index waits for it."""

    item: str
    indicator: Indicator
    answer: Answer
    needed: bool
    default: Fraction | None = None


class Plan(NamedTuple):
    """What goes into a form: the assessment, whose level, and the items that are asked."""

    instrument: Instrument
    assessment: Assessment
    opinion: Opinion
    items: frozenset[str] | None = None  # None: all of them, with the index
    owner: str = ""

    def asks(self, item: str) -> bool:
        """Tell whether an item has a row."""
        return self.items is None or item in self.items


def csv_text(plan: Plan, language: str) -> str:
    """Return the form as a table for Excel: BOM, semicolons; decimal comma in Indonesian."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(_CSV)
    assessment = plan.assessment
    head = (assessment.institution, str(assessment.year), plan.instrument.id, plan.opinion.value)
    for indicator in plan.instrument.indicators():
        for item in filter(plan.asks, indicator.item_ids()):
            texts = fields_of(assessment.answers.get(item, Answer()), plan.opinion)
            if language == "id":
                texts["level"] = texts["level"].replace(".", ",")
            row = (*head, item, words.name(indicator.name), *(texts[name] for name in FIELDS))
            writer.writerow([_harmless(text) for text in row])
    return "\ufeff" + out.getvalue()


def _harmless(text: str) -> str:
    """Return a text that Excel takes for a text: an apostrophe before what begins a formula."""
    return f"'{text}" if text.lstrip("'").startswith(_FORMULA) else text


def workbook(plan: Plan) -> bytes:
    """Return the form as a workbook."""
    return page.workbook(lambda book, styles: _Form(book, styles, plan).write(), _title(plan))


def _title(plan: Plan) -> str:
    return _("Lembar kerja {index} {year}").format(
        index=words.name(plan.instrument.index_name),
        year=plan.assessment.year,
    )


class _Sums(NamedTuple):
    """Where the hidden sheet keeps the sums of a section: filled, needed, sum, weight."""

    row: int

    def at(self, column: int) -> str:
        return f"{META}!{page.cell(self.row, column, absolute=True)}"


class _Form:
    def __init__(self, book: "Workbook", styles: Styles, plan: Plan) -> None:
        self.book, self.styles, self.plan = book, styles, plan
        self.law, self.assessment = plan.instrument, plan.assessment
        self.result = score_levels(self.law, replace(self.assessment, published=None), plan.opinion)
        self.whole = plan.items is None
        scored = [one.item.weight for one in self.result.items()]
        weights = [one.weight for one in self.law.indicators()]
        sections = [one.weight for one in self.law.walk()]
        self.unit = math.lcm(*(one.denominator for one in [*weights, *sections])) if scored else 1
        self.total = sum((one.weight for one in self.law.sections), Fraction(0))
        self.sums: dict[int, _Sums] = {}
        self.spans: dict[int, tuple[str, int, int]] = {}
        self.footer = f"{self.assessment.institution} · {_title(plan)}"

    def write(self) -> None:
        """Write all sheets: instructions, one for each top section, and the hidden one."""
        guide = self.book.add_worksheet(_("Petunjuk"))
        names = [_("Petunjuk"), META]
        for number, section in enumerate(self._sections(self.result.sections)):
            self.sums[id(section)] = _Sums(_SUMS + number)
        self.overall = _Sums(_SUMS + len(self.sums))
        for top in self.result.sections:
            if not any(True for _one in self._entries(top)):
                continue
            kind = words.kind(top.section.kind).capitalize()
            name = page.safe_sheet_name(f"{kind} {top.section.id}", names)
            names.append(name)
            self._sheet(self.book.add_worksheet(name), name, top)
        self._meta(self.book.add_worksheet(META))
        self._guide(guide)

    def _sections(self, sections: Sequence[SectionScore]) -> Iterator[SectionScore]:
        for one in sections:
            yield one
            yield from self._sections(one.sections)

    def _entries(self, section: SectionScore) -> Iterator[Entry]:
        """Yield the rows under a section, in the order of the regulation."""
        scored = {one.item.id: one for one in leaves([section])}
        own = [section.section, *section.section.walk()]
        seen = set()
        for indicator in (one for part in own for one in part.indicators):
            for item in filter(self.plan.asks, indicator.item_ids()):
                if item not in seen:
                    seen.add(item)
                    answer = self.assessment.answers.get(item, Answer())
                    yield Entry(item, indicator, answer, item in scored, _default(scored.get(item)))

    # --- a sheet of indicators --------------------------------------------------------------

    def _columns(self) -> list[Column]:
        levels = self.law.scale.levels()
        width = 110 / len(levels)
        return [
            *(Column(key, "", 8, hidden=True) for key in ("id", "aspect", "weight", "needed")),
            *(Column(key, "", 8, hidden=True) for key in ("value", "counts", "marks")),
            Column("number", _("No."), 5),
            Column("name", _("Indikator"), 27),
            Column("level", _("Tingkat"), 8),
            *(
                Column(f"level_{one}", _("Tingkat {level}").format(level=one), width)
                for one in levels
            ),
            Column("evidence", _("Bukti dukung (satu per baris: judul | tautan)"), 28),
            Column("note", _("Catatan"), 22),
            Column("owner", _("Pengampu"), 15),
        ]

    def _sheet(self, sheet: "Worksheet", name: str, top: SectionScore) -> None:
        columns = self._columns()
        page.columns(sheet, columns)
        head = f"{words.kind(top.section.kind).capitalize()} {top.section.id}"
        title = f"{head} {words.name(top.section.name)}"
        page.text(sheet, 0, NUMBER, title, self.styles["title"])
        page.text(sheet, 1, NUMBER, self._subtitle(), self.styles["label"])
        sheet.set_row(0, 22)
        sheet.set_row(2, None, None, {"hidden": True})
        for number, one in enumerate(columns):
            sheet.write_string(2, number, KEYS if number == ID else one.key)
            page.text(sheet, 3, number, one.title, self.styles["head"])
        sheet.set_row(3, 30)
        row = self._rows(sheet, top, 4, columns)
        for part in self._sections([top]):  # whole sheets: rows may be sorted across sections
            self.spans[id(part)] = (name, 4, row - 1)
        sheet.freeze_panes(4, LEVEL + 1)
        sheet.autofilter(3, NUMBER, row - 1, len(columns) - 1)
        sheet.print_area(0, NUMBER, row - 1, len(columns) - 1)
        page.page(sheet, self.footer, (0, 3))
        sheet.set_zoom(90)
        _protect(sheet)

    def _subtitle(self) -> str:
        parts = [self.assessment.institution, str(self.assessment.year), self.law.short]
        return " · ".join([*filter(None, [*parts, self.plan.owner])])

    def _rows(
        self, sheet: "Worksheet", section: SectionScore, row: int, columns: list[Column]
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
                self._item_row(sheet, row, section.section, one, columns)
                row += 1
        return row

    def _section_row(self, sheet: "Worksheet", row: int, section: SectionScore, width: int) -> None:
        for column in range(NUMBER, width):
            sheet.write_blank(row, column, None, self.styles["section"])
        sheet.write_string(row, ID, f"#{section.section.kind} {section.section.id}")
        kind = words.kind(section.section.kind).capitalize()
        label = f"{kind} {section.section.id} {words.name(section.section.name)}"
        page.text(sheet, row, NAME, label, self.styles["section"])
        sheet.set_row(row, page.height([(label, 25)], 16))
        if self.whole:
            self._index(sheet, (row, LEVEL), self.sums[id(section)], section)

    def _item_row(
        self, sheet: "Worksheet", row: int, aspect: Section, one: Entry, columns: list[Column]
    ) -> None:
        """Write one indicator: hidden columns, what the regulation says, and the inputs."""
        scale, level = self.law.scale, page.cell(row, LEVEL)
        texts = fields_of(one.answer, self.plan.opinion)
        given = one.answer.levels.get(self.plan.opinion)
        value = one.default if given is None else given
        default = '""' if one.default is None else _plain(one.default)
        sheet.write_string(row, ID, one.item)
        sheet.write_string(row, ASPECT, aspect.id)
        sheet.write_number(row, WEIGHT, float(one.indicator.weight * self.unit))
        sheet.write_number(row, NEEDED, int(one.needed))
        inside = f"AND({level}>={scale.minimum},{level}<={scale.maximum})"
        formula = f"=IF(ISNUMBER({level}),IF({inside},{level},{default}),{default})"
        sheet.write_formula(row, VALUE, formula, None, "" if value is None else float(value))
        there = f"ISNUMBER({page.cell(row, VALUE)})"
        formula = f"=IF({page.cell(row, NEEDED)}=1,1,IF({there},1,0))"
        sheet.write_formula(row, COUNTS, formula, None, int(one.needed or value is not None))
        sheet.write_string(row, MARKS, marks(texts))
        number, criteria = self._describe(one)
        page.text(sheet, row, NUMBER, one.item, self.styles["number"])
        page.text(sheet, row, NAME, number, self.styles["cell"])
        if given is None:
            sheet.write_blank(row, LEVEL, None, self.styles["choice"])
        else:
            sheet.write_number(row, LEVEL, float(given), self.styles["choice"])
        sheet.data_validation(row, LEVEL, row, LEVEL, self._validation())
        for offset, criterion in enumerate(criteria, LEVEL + 1):
            page.text(sheet, row, offset, criterion, self.styles["cell"])
        for offset, name in enumerate(FIELDS[1:], LEVEL + 1 + len(criteria)):
            page.text(sheet, row, offset, texts[name], self.styles["input"])
        written = [number, "", *criteria, *(texts[name] for name in FIELDS[1:])]
        widths = [column.width for column in columns[NAME:]]
        sheet.set_row(row, page.height(list(zip(written, widths, strict=True)), 40))

    def _describe(self, one: Entry) -> tuple[str, list[str]]:
        """Return the name of an item, and its criteria level by level."""
        name = words.name(one.indicator.name)
        if one.item != one.indicator.id:
            name += "\n" + _("{item}: layanan tambahan, bila ada").format(item=one.item)
        if one.default is not None:
            name += "\n" + _("Bila kosong dihitung {level}, dari indeks {name}.").format(
                level=words.fixed(one.default), name=one.indicator.outside
            )
        levels = self.law.scale.levels()
        return name, [one.indicator.levels.get(level, "") for level in levels]

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

    # --- sums and indices -------------------------------------------------------------------

    def _index(
        self,
        sheet: "Worksheet",
        at: tuple[int, int],
        sums: _Sums,
        scored: SectionScore | Result,
    ) -> None:
        """Write the index of a section: empty until all its items are filled in."""
        tens = 10**self.law.places
        rounded = f"ROUND(ROUND({sums.at(5)}*{tens}/{sums.at(6)},6),0)/{tens}"
        formula = f'=IF({sums.at(3)}={sums.at(4)},{rounded},"")'
        value = "" if scored.display is None else float(scored.display)
        style = self.styles["sectionindex" if at[1] == LEVEL else "figure"]
        sheet.write_formula(*at, formula, style, value)

    def _predicate(
        self, sheet: "Worksheet", at: tuple[int, int], sums: _Sums, scored: SectionScore | Result
    ) -> None:
        """Write the predicate, looked up by the practice of the year."""
        count = len(self.law.predicates)
        bounds, names = (f"{META}!${letter}$10:${letter}${9 + count}" for letter in "AB")
        practice = self.law.basis_by_year.get(self.assessment.year, self.law.basis)
        tens = 10**self.law.places
        index = f"{sums.at(5)}/{sums.at(6)}"
        if practice == "rounded":
            index = f"ROUND(ROUND({sums.at(5)}*{tens}/{sums.at(6)},6),0)/{tens}"
        lookup = f"LOOKUP(ROUND({index},9),{bounds},{names})"
        formula = f'=IF({sums.at(3)}={sums.at(4)},{lookup},"")'
        value = "" if scored.predicate is None else words.name(scored.predicate.name)
        sheet.write_formula(*at, formula, self.styles["cell"], value)

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
        for row, one in enumerate(self.law.predicates, 9):
            sheet.write_number(row, 0, float(one.lower))
            sheet.write_string(row, 1, words.name(one.name))
        if self.whole:
            for top in self.result.sections:
                self._sum(sheet, top)
            everything = [self.sums[id(top)] for top in self.result.sections]
            self._total(sheet, self.overall, everything, list(self.result.sections), self.total)
        sheet.very_hidden()

    def _sum(self, sheet: "Worksheet", scored: SectionScore) -> None:
        sums = self.sums[id(scored)]
        for child in scored.sections:
            self._sum(sheet, child)
        if scored.sections:
            below = [self.sums[id(child)] for child in scored.sections]
            weight = scored.section.weight
            self._total(sheet, sums, below, list(scored.sections), weight)
            return
        name, first, last = self.spans[id(scored)]

        def span(column: int) -> str:
            ends = [page.cell(row, column, absolute=True) for row in (first, last)]
            return f"'{name}'!{':'.join(ends)}"

        items = scored.indicators
        weight = scored.section.weight * self.unit
        own = f'({span(ASPECT)}="{scored.section.id}")'
        filled = f"SUMPRODUCT({own}*ISNUMBER({span(VALUE)}))"
        needed = f"SUMPRODUCT({own}*{span(COUNTS)})"
        total = f"SUMPRODUCT({own}*{span(WEIGHT)},{span(VALUE)})"
        if any(one.repeatable > 1 for one in scored.section.indicators):
            # Each service answered counts alike: the aspect is the mean of its items.
            total = f"SUMPRODUCT({own}*1,{span(VALUE)})*{_plain(weight)}/MAX(1,{needed})"
        self._figures(sheet, sums, (filled, needed, total), items, weight)

    def _total(
        self,
        sheet: "Worksheet",
        sums: _Sums,
        below: list[_Sums],
        scored: list[SectionScore],
        weight: Fraction,
    ) -> None:
        filled, needed, total = ("+".join(one.at(column) for one in below) for column in (3, 4, 5))
        self._figures(
            sheet, sums, (filled, needed, total), tuple(leaves(scored)), weight * self.unit
        )

    def _figures(
        self,
        sheet: "Worksheet",
        sums: _Sums,
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

    # --- the first sheet --------------------------------------------------------------------

    def _guide(self, sheet: "Worksheet") -> None:
        sheet.hide_gridlines(2)
        for column, width in enumerate((2, 24, 62, 12, 12, 18)):
            sheet.set_column(column, column, width)
        page.text(sheet, 0, 1, _title(self.plan), self.styles["title"])
        sheet.set_row(0, 24)
        facts = [
            (_("Instansi"), self.assessment.institution),
            (_("Tahun"), str(self.assessment.year)),
            (_("Instrumen"), f"{self.law.short}: {words.name(self.law.title)}"),
            (_("Nilai"), words.opinion(self.plan.opinion)),
            (_("Pengampu"), self.plan.owner),
        ]
        row = 2
        for label, value in facts:
            if value:
                page.text(sheet, row, 1, label, self.styles["label"])
                page.text(sheet, row, 2, value, self.styles["strong"])
                row += 1
        row = self._recap(sheet, row + 1) if self.whole else row
        page.text(sheet, row + 1, 1, _("Cara mengisi"), self.styles["strong"])
        row += 2
        for number, step in enumerate(self._steps(), 1):
            sheet.merge_range(row, 1, row, 5, "", self.styles["plain"])
            page.text(sheet, row, 1, f"{number}. {step}", self.styles["plain"])
            sheet.set_row(row, page.height([(step, 124)], 16))
            row += 1
        sheet.print_area(0, 0, row, 5)
        page.page(sheet, self.footer)
        _protect(sheet)
        sheet.activate()

    def _recap(self, sheet: "Worksheet", row: int) -> int:
        """Write index and predicate of the whole and of each section; returns the next row."""
        titles = (_("Bagian"), _("Nama"), _("Terisi"), _("Indeks"), _("Predikat"))
        for column, title in enumerate(titles, 1):
            page.text(sheet, row, column, title, self.styles["head"])
        lines: list[tuple[str, str, _Sums, SectionScore | Result]] = [
            (_("Seluruhnya"), words.name(self.law.index_name), self.overall, self.result)
        ]
        for one in self._sections(self.result.sections):
            label = f"{words.kind(one.section.kind).capitalize()} {one.section.id}"
            lines.append((label, words.name(one.section.name), self.sums[id(one)], one))
        for label, name, sums, scored in lines:
            row += 1
            items = [*leaves(scored.sections), *getattr(scored, "indicators", ())]
            filled = sum(one.level is not None for one in items)
            page.text(sheet, row, 1, label, self.styles["cell"])
            page.text(sheet, row, 2, name, self.styles["cell"])
            formula = f'={sums.at(3)}&" / "&{sums.at(4)}'
            value = f"{filled} / {len(items)}"
            sheet.write_formula(row, 3, formula, self.styles["number"], value)
            self._index(sheet, (row, 4), sums, scored)
            self._predicate(sheet, (row, 5), sums, scored)
            self._names(sheet, row, scored)
        return row + 1

    def _names(self, sheet: "Worksheet", row: int, scored: SectionScore | Result) -> None:
        """Name the cells of index and predicate, for formulas of others."""
        kind = "" if isinstance(scored, Result) else f"_{scored.section.kind}_{scored.section.id}"
        if not kind.replace("_", "").isalnum() and kind:
            return
        for column, name in ((4, "spbe_index"), (5, "spbe_predicate")):
            at = page.cell(row, column, absolute=True)
            self.book.define_name(f"{name}{kind}", f"='{sheet.name}'!{at}")

    def _steps(self) -> list[str]:
        scale = self.law.scale
        bounds = {"low": scale.minimum, "high": scale.maximum}
        return [
            _("Isi hanya sel berwarna kuning. Sel lain terkunci, tanpa kata sandi."),
            _("Tingkat: angka {low} sampai {high}, boleh pecahan.").format(**bounds)
            if scale.decimal
            else _("Tingkat: pilih {low} sampai {high} dari daftar di dalam sel.").format(**bounds),
            _(
                "Pilih tingkat tertinggi yang kriterianya terpenuhi, termasuk semua tingkat di "
                "bawahnya. Kriteria setiap tingkat ada di sebelah kanannya."
            ),
            _(
                "Bukti dukung: satu dokumen per baris di dalam sel (Alt+Enter untuk baris baru), "
                "ditulis judul | tautan atau nama berkas."
            ),
            _(
                "Baris boleh disaring (dan diurutkan, bila proteksi lembar dibuka), tetapi jangan "
                "dihapus atau digabung. Sel yang dikosongkan tidak menghapus isian yang sudah "
                "tercatat."
            ),
            _("Simpan dalam bentuk .xlsx, lalu kirimkan kembali kepada yang memintanya."),
        ]


def _default(scored: IndicatorScore | None) -> Fraction | None:
    """Return the level that counts while the cell is empty: from an outside index."""
    if scored is None or scored.outside is None or scored.origin == "given":
        return None
    return scored.level


def _plain(value: Fraction) -> str:
    """Write a number for a formula: with a point, as files hold it."""
    return numbers.exact(value) if numbers.places_of(value) is not None else repr(float(value))


def _protect(sheet: "Worksheet") -> None:
    allowed = ("format_cells", "format_columns", "format_rows", "sort", "autofilter")
    sheet.protect("", dict.fromkeys(allowed, True))
