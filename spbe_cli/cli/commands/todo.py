"""``spbe todo``: who owes what, first things first, as text to send too."""

from enum import StrEnum
from typing import Annotated

import typer

from spbe_cli.cli import completion, options
from spbe_cli.cli.compared import today
from spbe_cli.cli.inputs import day_option
from spbe_cli.cli.output import answer, command_line, following
from spbe_cli.cli.usage import Command
from spbe_cli.core import owners
from spbe_cli.core.owed import dossier, todo
from spbe_cli.i18n import N_, _
from spbe_cli.problems import Place
from spbe_cli.store.yaml import assessments


class TodoFormat(StrEnum):
    """The forms of this command's answer."""

    TEXT = "text"
    WA = "wa"
    CSV = "csv"
    JSON = "json"
    ICS = "ics"


def build() -> typer.Typer:
    """Return the command."""
    app = typer.Typer(rich_markup_mode=None, add_completion=False)
    app.command(
        "todo",
        cls=Command,
        help=N_("Tagih: siapa masih berutang apa, yang terpenting bagi indeks lebih dahulu."),
        epilog=N_(
            "Contoh:\n"
            "  spbe todo penilaian-2024.yaml --due 2024-08-15\n"
            "  spbe todo penilaian-2024.yaml --owner Bappeda\n"
            "  spbe todo penilaian-2024.yaml --format wa\n"
            "  spbe todo 2024.yaml --due 2024-08-15 --format ics > a.ics"
        ),
    )(todo_command)
    return app


def todo_command(
    file: options.File,
    *,
    owner: Annotated[
        str | None,
        typer.Option(
            metavar=N_("NAMA"),
            help=N_("Yang harus diserahkan satu unit."),
            autocompletion=completion.complete_owners,
        ),
    ] = None,
    due: Annotated[
        str | None,
        typer.Option(metavar="2024-08-15", help=N_("Batas waktu bagi semua.")),
    ] = None,
    top: Annotated[
        int | None,
        typer.Option(metavar="5", help=N_("Banyaknya unit yang ditampilkan, dari yang teratas.")),
    ] = None,
    instrument: options.Law = None,
    format: Annotated[
        TodoFormat, typer.Option(metavar="text|wa|csv|json|ics", help=N_("Bentuk keluaran."))
    ] = TodoFormat.TEXT,
) -> None:
    """List the debts of every unit, or what one unit is to hand in."""
    deadline = day_option("--due", due)
    if top is not None and top < 1:
        raise typer.BadParameter(_("--top memerlukan angka mulai dari 1"))
    assessment, law = assessments.load(file, instrument=instrument)
    found = dossier.gather(law, assessment)
    only = None
    if owner is not None:
        units = owners.units(assessment, [one.id for one in found.items])
        own = owners.items_owned(units, owner, Place(file))
        only = next(name for name, items in units.items() if items is own)
    owed = todo.todo(found, today(), due=deadline, only=only, top=top)
    if format is TodoFormat.ICS and not any(debt.due for one in owed.debtors for debt in one.debts):
        raise typer.BadParameter(_("--format ics memerlukan --due, atau batas tindak lanjut"))
    answer("todo", "todo", owed, format)
    following(_next(owed), file, form=format)


def _next(owed: todo.Todo) -> str:
    """Return what to do about debts: send forms, or the list of one unit, or go on to check."""
    if not owed.debtors:
        return "spbe check {0}"
    if owed.owner is not None:
        return f"spbe form {{0}} --owner {_typed(owed.owner)} -o {_typed(owed.owner + '.xlsx')}"
    return "spbe form {0} --split -o formulir"


def _typed(text: str) -> str:
    """Return a name as one types it, safe from being taken for a place of another."""
    return command_line(text).replace("{", "{{").replace("}", "}}")
