"""``spbe init``: a new assessment file, without questions."""

from pathlib import Path
from typing import Annotated

import typer

from spbe_cli.cli import completion
from spbe_cli.cli.output import command_line, show
from spbe_cli.cli.usage import Command
from spbe_cli.i18n import N_, _
from spbe_cli.store.yaml import begin, instruments


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
            autocompletion=completion.instruments,
        ),
    ] = None,
) -> None:
    """Create a file that holds every indicator, without levels."""
    if not institution.strip():
        raise typer.BadParameter(_("--institution memerlukan nama instansi"))
    if not (year.isdecimal() and len(year) == 4):
        raise typer.BadParameter(_("--year memerlukan tahun, misalnya 2025"))
    law = instruments.load(instrument) if instrument else instruments.for_year(int(year))
    reference = (
        instrument if instrument and instrument.lower().endswith((".yaml", ".yml")) else law.id
    )
    begin.create(Path(file), institution.strip(), int(year), law, reference)
    show(_("Berikutnya: {command}").format(command=f"spbe score {command_line(file)}") + "\n")
