"""``spbe import``: answers of filled-in forms, written into an assessment, and shown."""

from pathlib import Path
from typing import Annotated

import typer

from spbe_cli.cli import options
from spbe_cli.cli.inputs import copied, expanded
from spbe_cli.cli.output import Format, answer, command_line, show, tell
from spbe_cli.cli.progress import tracked
from spbe_cli.cli.usage import Command
from spbe_cli.core.assessment import Assessment, Opinion
from spbe_cli.core.collect import merge
from spbe_cli.core.collect.form import Form
from spbe_cli.core.collect.worksheet import ROLES, Worksheet
from spbe_cli.core.instrument import Instrument
from spbe_cli.core.records import replace
from spbe_cli.i18n import N_, _
from spbe_cli.problems import DataError, FileError, SpbeError
from spbe_cli.render import words
from spbe_cli.store.tables import form, worksheet
from spbe_cli.store.yaml import assessments, editing


def build() -> typer.Typer:
    """Return the command."""
    app = typer.Typer(rich_markup_mode=None, add_completion=False)
    app.command(
        "import",
        cls=Command,
        help=N_("Masukkan isian formulir ke berkas penilaian, lalu tampilkan perubahannya."),
        epilog=N_(
            "Contoh:\n"
            "  spbe import lke.xlsx --into penilaian-2024.yaml --dry-run\n"
            "  spbe import formulir/*.xlsx --into penilaian-2024.yaml\n"
            "  spbe import a.xlsx b.xlsx --into penilaian-2024.yaml --prefer Bappeda"
        ),
    )(import_command)
    return app


def import_command(
    workbooks: Annotated[
        list[str],
        typer.Argument(
            metavar="LKE.xlsx",
            help=N_(
                "Formulir yang sudah diisi, atau kertas kerja sendiri (.xlsx, .xls, .ods, .csv)."
            ),
        ),
    ],
    *,
    into: Annotated[
        str,
        typer.Option("--into", metavar=N_("BERKAS"), help=N_("Berkas penilaian yang menerima.")),
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=N_("Tampilkan perubahan saja; tidak menulis."))
    ] = False,
    prefer: Annotated[
        str | None,
        typer.Option(
            metavar=N_("NAMA"),
            help=N_("Yang menang bila isian bertentangan: nama berkas formulir atau pengampu."),
        ),
    ] = None,
    opinion: Annotated[
        Opinion | None,
        typer.Option(
            metavar="self|verified|official|target",
            help=N_("Catat tingkatnya sebagai nilai ini; bawaannya menurut formulir."),
        ),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(
            metavar=N_('level="Nilai Akhir"'),
            help=N_("Judul kolom kertas kerja yang dibaca untuk sesuatu; boleh beberapa."),
        ),
    ] = None,
    format: options.Form = Format.TEXT,
) -> None:
    """Write what the forms change unless `dry_run`, and show it; nothing on any problem."""
    assessment, law = assessments.load(into)
    named = columns(column)
    forms: list[Form] = []
    worksheets: list[Worksheet] = []
    errors: list[SpbeError] = []
    for name in tracked(expanded(workbooks), _("membaca")):
        try:
            found_forms, found_sheets = collected(name, law, assessment, named)
        except SpbeError as error:
            errors.append(error)
            continue
        forms += [one if opinion is None else replace(one, opinion=opinion) for one in found_forms]
        worksheets += found_sheets
    changes, problems = merge.compare(law, assessment, forms, prefer)
    problems = [*(problem for error in errors for problem in error.problems), *problems]
    if problems:
        unread = any(isinstance(error, FileError) for error in errors)
        raise (FileError if unread else DataError)(problems)
    write = bool(changes) and not dry_run
    found = merge.Import(changes, write, merge.doubts(forms), worksheets)
    if write:  # first of all: who reads the output may leave at any line of it
        put = editing.put(Path(into), merge.answers(assessment, changes), merge.order(law))
        if put.copy is not None:
            tell(copied(put.copy))
    for doubt in found.doubts:
        tell(words.line(doubt))
    answer("imported", "changes", found, format)
    if format is Format.TEXT:
        show(_said(len(changes), into, write=write))
        if worksheets:
            show(_again(workbooks, into, worksheets))


def columns(written: list[str] | None) -> dict[str, str]:
    """Read ``level=Nilai Akhir``: headings of a kertas kerja by what they are to be read for."""
    found = {}
    for one in written or []:
        key, _equals, heading = one.partition("=")
        if key not in ROLES or not heading.strip():
            said = _('--column ditulis level="Nilai Akhir"; yang dapat dipilih: {keys}')
            raise typer.BadParameter(said.format(keys=", ".join(ROLES)))
        found[key] = heading.strip()
    return found


def collected(
    name: str, law: Instrument, assessment: Assessment, named: dict[str, str]
) -> tuple[list[Form], list[Worksheet]]:
    """Return what a file says: a form of ours, else (E305) a kertas kerja and how it was read."""
    try:
        return [form.read(name)], []
    except DataError as error:
        if [one.code for one in error.problems] != ["E305"]:
            raise
    found = worksheet.read(name, law, assessment, named)
    return found.forms, found.worksheets


def _again(files: list[str], into: str, worksheets: list[Worksheet]) -> str:
    """Return the command that reads the same columns for the same things."""
    chosen = {
        one.role: one.heading
        for sheet in worksheets
        for one in sheet.columns
        if one.role not in ("number", "name")
    }
    names = [command_line(file) for file in files] + ["--into", command_line(into)]
    names += [f'--column {role}="{heading}"' for role, heading in chosen.items()]
    said = _("Pemetaan yang sama: {command}").format(
        command=words.safe(f"spbe import {' '.join(names)}")
    )
    return f"{said}\n"


def _said(count: int, into: str, *, write: bool) -> str:
    if not count:
        return _("Tidak ada perubahan.\n")
    if write:
        return _("{file}: {count} perubahan ditulis.\n").format(file=into, count=count)
    return _("{count} perubahan; belum ada yang ditulis (--dry-run).\n").format(count=count)
