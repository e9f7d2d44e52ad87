"""``spbe log``: how the assessment grows, a line a day beside its file."""

from pathlib import Path
from typing import Annotated

import typer

from spbe_cli.cli import options
from spbe_cli.cli.compared import today
from spbe_cli.cli.inputs import day_option
from spbe_cli.cli.output import Format, answer, following
from spbe_cli.cli.usage import Command
from spbe_cli.core.owed import dossier, history, todo
from spbe_cli.i18n import N_, _
from spbe_cli.store import files, history as store
from spbe_cli.store.yaml import assessments


def build() -> typer.Typer:
    """Return the command."""
    app = typer.Typer(rich_markup_mode=None, add_completion=False)
    app.command(
        "log",
        cls=Command,
        help=N_("Catat keadaan hari ini di sebelah berkas, lalu tampilkan perkembangannya."),
        epilog=N_(
            "Contoh:\n"
            "  spbe log penilaian-2024.yaml\n"
            "  spbe log penilaian-2024.yaml --since 2024-07-01"
        ),
    )(log_command)
    return app


def log_command(
    file: options.File,
    *,
    since: Annotated[
        str | None,
        typer.Option(metavar="2024-07-01", help=N_("Hanya sejak tanggal ini.")),
    ] = None,
    instrument: options.Law = None,
    format: options.FormatOption = Format.TEXT,
) -> None:
    """Record today, then show the weeks; other lines of the record stay as they are."""
    first = day_option("--since", since)
    if file == files.STDIN:
        raise typer.BadParameter(
            _("riwayat ditulis di sebelah berkas; masukan standar tidak punya")
        )
    assessment, law = assessments.load(file, instrument=instrument)
    owed = todo.todo(dossier.gather(law, assessment), today())
    store.record(Path(file), history.day_of(owed))
    days, changes = store.read(Path(file))
    found = history.History(assessment.institution, assessment.year, days, changes)
    answer("log", "log", found.from_(first), format)
    following("spbe todo {0}", file, form=format)
