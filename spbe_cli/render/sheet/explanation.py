"""The sheet that says how a report was computed, from what, and who signs it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from spbe_cli.i18n import _
from spbe_cli.render import cover as front, derivation, words
from spbe_cli.render.sheet import book as page
from spbe_cli.render.sheet.frame import Frame

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


def write(frame: Frame, sheet: "Worksheet") -> None:
    """Write the chapters, one beneath the other."""
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 92)
    page.put_text(sheet, 0, 0, _("Penjelasan"), frame.styles["title"])
    sheet.set_row(0, 22)
    row = 2
    for title, lines in _chapters(frame):
        page.put_text(sheet, row, 0, title, frame.styles["strong"])
        row += 1
        for label, text in lines:
            page.put_text(sheet, row, 0, label, frame.styles["plain"])
            page.put_text(sheet, row, 1, text, frame.styles["plain"])
            sheet.set_row(row, page.height([(label, 24), (text, 92)], 15))
            row += 1
        row += 1
    sheet.print_area(0, 0, row, 1)
    page.set_page(sheet, frame.footer)
    sheet.set_portrait()


def _chapters(frame: Frame) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    if frame.live:
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
            *derivation.ending(frame.result),
        ]
    else:
        lines = [
            line.strip()
            for line in (*derivation.recovered(frame.result), *derivation.ending(frame.result))
            if line
        ]
    yield _("Penghitungan"), [("", line) for line in lines]
    yield _("Sumber data laporan"), front.provenance(frame.report, frame.cover)
    if frame.cover.signers:
        yield (
            _("Tanda tangan"),
            [
                (
                    words.safe(one.position),
                    "\n\n\n" + words.safe(one.name) + (f"\nNIP {one.number}" * bool(one.number)),
                )
                for one in frame.cover.signers
            ],
        )
