"""``spbe init``: a new assessment file, without questions."""

from pathlib import Path
from typing import Annotated

import typer

from spbe_cli.cli import completion, options
from spbe_cli.cli.output import Format, answer, command_line, show, tell
from spbe_cli.cli.usage import Command
from spbe_cli.cli.worksheets import Prefer, TakenAs, collected, named_columns, same_mapping
from spbe_cli.core.assessment import Assessment, Opinion
from spbe_cli.core.collect import merge, merged
from spbe_cli.core.collect.changes import Import, doubts
from spbe_cli.core.collect.faults import order
from spbe_cli.core.collect.worksheet import NamedColumn
from spbe_cli.core.instrument import Instrument
from spbe_cli.i18n import N_, _
from spbe_cli.problems import DataError
from spbe_cli.render import words
from spbe_cli.store.tables import opinions
from spbe_cli.store.yaml import begin, editing, instruments


def build() -> typer.Typer:
    """Return the command."""
    app = typer.Typer(rich_markup_mode=None, add_completion=False)
    app.command(
        "init",
        cls=Command,
        help=N_("Buat berkas penilaian baru yang siap diisi."),
        epilog=N_(
            'Contoh:\n  spbe init penilaian-2025.yaml --institution "Kota Contoh" --year 2025'
        ),
    )(init_command)
    return app


def init_command(
    file: Annotated[
        str,
        typer.Argument(metavar=N_("BERKAS"), help=N_("Berkas baru; tidak menimpa yang ada.")),
    ],
    *,
    institution: Annotated[str, typer.Option(metavar=N_("NAMA"), help=N_("Nama instansi."))],
    year: Annotated[str, typer.Option(metavar="2025", help=N_("Tahun evaluasi."))],
    instrument: Annotated[
        str | None,
        typer.Option(
            metavar=N_("ID|BERKAS"),
            help=N_("Instrumen; bawaannya menurut tahun."),
            autocompletion=completion.complete_instruments,
        ),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="KERTAS.xlsx",
            help=N_("Isi langsung dari kertas kerja atau formulir ini."),
        ),
    ] = None,
    column: options.Columns = None,
    opinion: TakenAs = None,
    prefer: Prefer = None,
) -> None:
    """Create a file that holds every indicator, without levels."""
    if not institution.strip():
        raise typer.BadParameter(_("--institution memerlukan nama instansi"))
    if not (year.isdecimal() and len(year) == 4):
        raise typer.BadParameter(_("--year memerlukan tahun, misalnya 2025"))
    if Path(file).suffix.casefold() not in (".yaml", ".yml"):
        raise typer.BadParameter(_("nama berkas penilaian harus berakhir .yaml"))
    law = instruments.load(instrument) if instrument else instruments.for_year(int(year))
    reference = (
        instrument if instrument and instrument.lower().endswith((".yaml", ".yml")) else law.id
    )
    filled = None
    if source is not None:
        empty = Assessment(institution.strip(), int(year), law.id)
        filled = _filled(
            source, law, empty, named=named_columns(column), opinion=opinion, prefer=prefer
        )
    begin.create(Path(file), institution.strip(), int(year), law, reference)
    if filled is not None:
        assessment = Assessment(institution.strip(), int(year), law.id)
        editing.put(Path(file), merged.answers(assessment, filled.changes), order(law))
        for doubt in filled.doubts:
            tell(words.problem_line(doubt))
        answer("imported", "changes", filled, Format.TEXT)
        show(same_mapping([str(source)], file, filled.worksheets, opinion, prefer))
    show(_("Berikutnya: {command}").format(command=f"spbe score {command_line(file)}") + "\n")


def _filled(
    source: str,
    law: Instrument,
    assessment: Assessment,
    *,
    named: list[NamedColumn],
    opinion: Opinion | None,
    prefer: str | None,
) -> Import:
    """Return what a kertas kerja or a form puts into an empty assessment."""
    found = collected(source, law, assessment, named, opinion)
    if opinion is not None:
        found = opinions.of_opinion(found, opinion, named)
    changes, problems = merge.form_changes(law, assessment, found.forms, prefer)
    if problems:
        raise DataError(problems)
    return Import(changes, True, [*found.doubts, *doubts(found.forms)], found.worksheets)
