"""The first sheet of a form: whose it is, how far it is, and how to fill it in."""

from typing import TYPE_CHECKING

from spbe_cli.core.assessment import Opinion
from spbe_cli.core.result import Result, SectionScore, leaves, walk
from spbe_cli.i18n import _
from spbe_cli.render import words
from spbe_cli.render.forms import FormContent
from spbe_cli.render.sheet import book as page
from spbe_cli.render.sheet.grid import Grid

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet


def form_title(plan: FormContent) -> str:
    """Return the title of a form."""
    return _("Lembar kerja {index} {year}").format(
        index=words.name(plan.instrument.index_name),
        year=plan.assessment.year,
    )


def write(book: "Workbook", sheet: "Worksheet", plan: FormContent, sums: Grid) -> None:
    """Write whose form it is, how far it is, and how to fill it in."""
    styles = sums.styles
    law, assessment = plan.instrument, plan.assessment
    sheet.hide_gridlines(2)
    for column, width in enumerate((2, 24, 62, 12, 12, 18)):
        sheet.set_column(column, column, width)
    page.put_text(sheet, 0, 1, form_title(plan), styles["title"])
    sheet.set_row(0, 24)
    facts = [
        (_("Instansi"), assessment.institution),
        (_("Tahun"), str(assessment.year)),
        (_("Instrumen"), f"{law.short}: {words.name(law.title)}"),
        (_("Nilai"), words.opinion(plan.opinion)),
        (_("Pengampu"), plan.owner),
    ]
    row = 2
    for label, value in facts:
        if value:
            page.put_text(sheet, row, 1, label, styles["label"])
            page.put_text(sheet, row, 2, value, styles["strong"])
            row += 1
    row = _recap(book, sheet, sums, row + 1) if plan.items is None else row
    page.put_text(sheet, row + 1, 1, _("Cara mengisi"), styles["strong"])
    row += 2
    for number, step in enumerate(_steps(plan), 1):
        sheet.merge_range(row, 1, row, 5, "", styles["plain"])
        page.put_text(sheet, row, 1, f"{number}. {step}", styles["plain"])
        sheet.set_row(row, page.height([(step, 124)], 16))
        row += 1
    sheet.print_area(0, 0, row, 5)
    page.set_page(sheet, f"{assessment.institution} · {form_title(plan)}")
    page.protect(sheet)
    sheet.activate()


def _recap(book: "Workbook", sheet: "Worksheet", sums: Grid, row: int) -> int:
    """Write index and predicate of the whole and of each section; returns the next row."""
    titles = (_("Bagian"), _("Nama"), _("Terisi"), _("Indeks"), _("Predikat"))
    for column, title in enumerate(titles, 1):
        page.put_text(sheet, row, column, title, sums.styles["head"])
    lines: list[tuple[str, str, SectionScore | Result]] = [
        (_("Seluruhnya"), words.name(sums.law.index_name), sums.result)
    ]
    for one in walk(sums.result.sections):
        label = f"{words.kind(one.section.kind).capitalize()} {one.section.id}"
        lines.append((label, words.name(one.section.name), one))
    for label, name, scored in lines:
        cells = sums.sums_of(scored)
        row += 1
        items = [*leaves(scored.sections), *getattr(scored, "indicators", ())]
        filled = sum(one.level is not None for one in items)
        page.put_text(sheet, row, 1, label, sums.styles["cell"])
        page.put_text(sheet, row, 2, name, sums.styles["cell"])
        formula = f'={cells.at(3)}&" / "&{cells.at(4)}'
        value = f"{filled} / {len(items)}"
        sheet.write_formula(row, 3, formula, sums.styles["number"], value)
        sums.index(sheet, (row, 4), scored, "figure")
        sums.predicate(sheet, (row, 5), scored, "cell")
        page.name_cells(book, sheet, scored, {"index": (row, 4), "predicate": (row, 5)})
    return row + 1


def _steps(plan: FormContent) -> list[str]:
    law, scale = plan.instrument, plan.instrument.scale
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
            "ditulis judul | tautan atau nama berkas | tingkat 2-4 | 2024-05-31 | nomor 5/2023 | "
            "hal. 4; selain judul, semuanya boleh tidak ditulis."
        ),
        *(
            [
                _(
                    "Dokumen untuk butir tertentu: tambahkan | butir I1-L1-01; beberapa butir "
                    "dipisahkan koma."
                ),
                _(
                    "Lembar Butir bukti: pilih keadaan setiap butir menurut portal evaluasi, "
                    "salin catatan asesor, dan tulis fakta serta analisis untuk portal."
                )
                if plan.opinion is not Opinion.OFFICIAL
                else _(
                    "Lembar Butir bukti: pilih keadaan setiap butir menurut portal evaluasi, "
                    "dan tulis catatan asesor."
                ),
            ]
            if law.score_rule
            else []
        ),
        _(
            "Baris boleh disaring (dan diurutkan, bila proteksi lembar dibuka), tetapi jangan "
            "dihapus atau digabung. Sel yang dikosongkan tidak menghapus isian yang sudah "
            "tercatat."
        ),
        _("Simpan dalam bentuk .xlsx, lalu kirimkan kembali kepada yang memintanya."),
    ]
