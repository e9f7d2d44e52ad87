"""``spbe import``: answers of filled-in forms, written into an assessment, and shown."""

from pathlib import Path
from typing import Annotated

import typer

from spbe_cli.cli import options
from spbe_cli.cli.inputs import copied, expanded
from spbe_cli.cli.output import Format, answer, show, tell
from spbe_cli.cli.usage import Command
from spbe_cli.core.assessment import Opinion
from spbe_cli.core.collect import merge
from spbe_cli.core.collect.form import Form
from spbe_cli.core.records import replace
from spbe_cli.i18n import N_, _
from spbe_cli.problems import DataError, FileError, SpbeError
from spbe_cli.render import words
from spbe_cli.store.tables import form
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
        typer.Argument(metavar="LKE.xlsx", help=N_("Formulir yang sudah diisi (.xlsx atau .csv).")),
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
    format: options.Form = Format.TEXT,
) -> None:
    """Write what the forms change unless `dry_run`, and show it; nothing on any problem."""
    assessment, law = assessments.load(into)
    forms: list[Form] = []
    errors: list[SpbeError] = []
    for name in expanded(workbooks):
        try:
            one = form.read(name)
            forms.append(one if opinion is None else replace(one, opinion=opinion))
        except SpbeError as error:
            errors.append(error)
    changes, problems = merge.compare(law, assessment, forms, prefer)
    problems = [*(problem for error in errors for problem in error.problems), *problems]
    if problems:
        unread = any(isinstance(error, FileError) for error in errors)
        raise (FileError if unread else DataError)(problems)
    write = bool(changes) and not dry_run
    found = merge.Import(changes, write, merge.doubts(forms))
    if write:  # first of all: who reads the output may leave at any line of it
        put = editing.put(Path(into), merge.answers(assessment, changes), merge.order(law))
        if put.copy is not None:
            tell(copied(put.copy))
    for doubt in found.doubts:
        tell(words.line(doubt))
    answer("imported", "changes", found, format)
    if format is Format.TEXT:
        show(_said(len(changes), into, write=write))


def _said(count: int, into: str, *, write: bool) -> str:
    if not count:
        return _("Tidak ada perubahan.\n")
    if write:
        return _("{file}: {count} perubahan ditulis.\n").format(file=into, count=count)
    return _("{count} perubahan; belum ada yang ditulis (--dry-run).\n").format(count=count)
