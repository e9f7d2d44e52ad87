"""What an agenda comes to by year, owner and aspect, in a workbook that is still being filled in.

Years and owners are looked up in the agenda itself: whoever is entered later has a row here, too.
What no row catches stands in the last one, so that the sums are always those of the whole.
"""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from spbe_cli.core.plan.agenda import Agenda, Deed, Total, totals as summed
from spbe_cli.i18n import _
from spbe_cli.render import sentences, words
from spbe_cli.render.sheet import book as page
from spbe_cli.render.sheet.book import SheetColumn
from spbe_cli.render.sheet.styles import Styles

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_YEARS = 3  # rows for years that nobody has planned yet
_OWNERS, _FEW = 6, 12  # rows for owners that are not known yet; and at least so many in all
_SUMS = ("count", "effort", "gain", "budget")
_STYLES = ("level", "effort", "exact", "sum")

Ranges = Callable[[str], str]  # the cells of a column of the agenda, by its key


class _Group(NamedTuple):
    """Totals by a key: `known` ones, and for how many there are rows in all."""

    title: str
    key: str
    known: Sequence[Total]
    rows: int


def first_of_owner(row: int, first: int, owner: int, own: int) -> str:
    """Return the formula that numbers the first deed of each owner, and leaves others empty."""
    cell = page.cell_name
    name = cell(row, owner)
    so_far = f"{_down(first, owner)}:{name}"
    numbers = f"{_down(first - 1, own)}:{cell(row - 1, own)}"
    return f'=IF({name}="","",IF(SUMPRODUCT(--({so_far}={name}))=1,MAX({numbers})+1,""))'


def _down(row: int, column: int) -> str:
    """Return a cell whose row stays when a formula is copied."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    return xl_rowcol_to_cell(row, column, row_abs=True)


def write(sheet: "Worksheet", styles: Styles, found: Agenda, span: Ranges) -> int:
    """Write the totals; return the last row."""
    page.set_columns(sheet, [SheetColumn("of", "", 60), *[SheetColumn("n", "", 14)] * 4])
    page.put_text(sheet, 0, 0, _("Rekapitulasi"), styles["title"])
    row = 2
    for group in _groups(found):
        row = _Table(sheet, styles, found, span, group).write(row) + 2
    return row - 1


def _groups(found: Agenda) -> Iterator[_Group]:
    years = sorted(summed(found.deeds, lambda deed: str(deed.year)), key=lambda one: one.of)
    yield _Group(_("Menurut tahun"), "year", years, len(years) + _YEARS)
    aspects = summed(found.deeds, aspect_of)
    yield _Group(_("Menurut aspek"), "aspect", aspects, len(aspects))
    owners = [one for one in summed(found.deeds, _owner) if one.of]
    rows = min(len(found.deeds), max(len(owners) + _OWNERS, _FEW))
    yield _Group(_("Menurut pengampu"), "owner", owners, rows)


def aspect_of(deed: Deed) -> str:
    """Return the name of the section that a deed belongs to."""
    return sentences.section_name(deed.path[-1])


def _owner(deed: Deed) -> str:
    return words.safe(deed.owner)


class _Table:
    """The totals of one group being written."""

    def __init__(
        self, sheet: "Worksheet", styles: Styles, found: Agenda, span: Ranges, group: _Group
    ) -> None:
        self.sheet, self.styles, self.found, self.span = sheet, styles, found, span
        self.group = group

    def write(self, head: int) -> int:
        """Write the table from its titles on; return its last row."""
        titles = (_("Langkah"), _("Upaya"), _("Sumbangan"), _("Anggaran (Rp)"))
        for column, text in enumerate((self.group.title, *titles)):
            page.put_text(self.sheet, head, column, text, self.styles["head"])
        first = row = head + 2
        if self.group.key == "owner":
            self._nobody(row)
            row += 1
        for number in range(self.group.rows):
            self._row(row, number, first)
            row += 1
        self._others(row, first)
        filled, frame = f'=$A{first + 1}<>""', self.styles["framed"]
        rule = {"type": "formula", "criteria": filled, "format": frame}
        self.sheet.conditional_format(first, 0, row, len(_SUMS), rule)
        self._whole(head + 1, (first, row))
        return row

    def _row(self, row: int, number: int, first: int) -> None:
        """Write one year, owner or aspect; an empty row where there are not so many."""
        known = self.group.known[number] if number < len(self.group.known) else None
        own = self.span(self.group.key)
        name = page.cell_name(row, 0)
        if self.group.key == "aspect":
            page.put_text(self.sheet, row, 0, known.of if known else "", self.styles["cell"])
        elif self.group.key == "owner":
            formula = f'=IFERROR(INDEX({own},MATCH({number + 1},{self.span("first")},0)),"")'
            self._formula(row, 0, formula, "cell", known.of if known else "")
        else:
            above = page.cell_name(row - 1, 0)
            formula = (
                f'=IF(COUNT({own})=0,"",MIN({own}))'
                if row == first
                else f'=IF({above}="","",IFERROR(SMALL({own},COUNTIF({own},"<="&{above})+1),""))'
            )
            self._formula(row, 0, formula, "indented", float(known.of) if known else "")
        one = f"--({own}={name})"
        self._sums(row, f'{name}=""', one, known, self._budget(known))

    def _nobody(self, row: int) -> None:
        """Write what nobody owns yet."""
        none = [deed for deed in self.found.deeds if not _owner(deed)]
        known = next(iter(summed(none, _owner)), None)
        own, count = self.span("owner"), page.cell_name(row, 1)
        said = _("belum ada pengampu")
        formula = f'=IF(N({count})=0,"","{said}")'
        self._formula(row, 0, formula, "cell", said if known else "")
        self._sums(row, f"COUNTBLANK({own})=0", f'--({own}="")', known, self._budget(known))

    def _budget(self, known: Total | None) -> Fraction:
        of = {"year": lambda deed: str(deed.year), "owner": _owner, "aspect": aspect_of}
        own = of[self.group.key]
        listed = [deed for deed in self.found.deeds if known is not None and own(deed) == known.of]
        return sum((deed.budget or Fraction(0) for deed in listed), Fraction(0))

    def _sums(self, row: int, empty: str, one: str, known: Total | None, budget: Fraction) -> None:
        values = () if known is None else (Fraction(known.deeds), known.effort, known.gain, budget)
        for column, (key, style) in enumerate(zip(_SUMS, _STYLES, strict=True), 1):
            inside = one if key == "count" else f"{one},{self.span(key)}"
            value = float(values[column - 1]) if values else ""
            formula = f'=IF({empty},"",SUMPRODUCT({inside}))'
            self._formula(row, column, formula, style, value)

    def _others(self, row: int, first: int) -> None:
        """Write what the rows above do not catch; nothing where they catch all."""
        said, count = _("Lainnya"), page.cell_name(row, 1)
        self._formula(row, 0, f'=IF(N({count})=0,"","{said}")', "cell", "")
        steps = f'SUMPRODUCT(--({self.span("indicator")}<>""))'
        for column, (key, style) in enumerate(zip(_SUMS, _STYLES, strict=True), 1):
            above = f"SUM({page.cell_name(first, column)}:{page.cell_name(row - 1, column)})"
            whole = steps if key == "count" else f"SUM({self.span(key)})"
            left = f"ROUND({whole}-{above},9)"
            self._formula(row, column, f'=IF({left}=0,"",{left})', style, "")

    def _whole(self, row: int, ends: tuple[int, int]) -> None:
        """Write the sums of the rows beneath: at the head, for there may be empty ones."""
        page.put_text(self.sheet, row, 0, _("Jumlah"), self.styles["strong"])
        deeds = self.found.deeds
        values = (
            Fraction(len(deeds)),
            sum((deed.step.effort for deed in deeds), Fraction(0)),
            sum((deed.step.gain for deed in deeds), Fraction(0)),
            sum((deed.budget or Fraction(0) for deed in deeds), Fraction(0)),
        )
        for column, (value, style) in enumerate(zip(values, _STYLES, strict=True), 1):
            span = ":".join(page.cell_name(end, column) for end in ends)
            self._formula(row, column, f"=SUM({span})", style, float(value))

    def _formula(self, row: int, column: int, formula: str, style: str, value: float | str) -> None:
        self.sheet.write_formula(row, column, formula, self.styles[f"bare {style}"], value)
