"""``spbe examples``: published assessments to try the program with."""

from pathlib import Path
from typing import Annotated

import typer

from spbe_cli.cli.output import command_line, show, tell
from spbe_cli.cli.usage import Command
from spbe_cli.i18n import N_, _
from spbe_cli.render import words
from spbe_cli.store import examples


def build() -> typer.Typer:
    """Return the command."""
    app = typer.Typer(rich_markup_mode=None, add_completion=False)
    app.command(
        "examples",
        cls=Command,
        help=N_("Salin contoh penilaian yang pernah diumumkan ke sebuah folder."),
        epilog=N_("Contoh:\n  spbe examples contoh\n  spbe score contoh/bandar-lampung-2023.yaml"),
    )(examples_command)
    return app


def examples_command(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="FOLDER", help=N_("Folder tujuan; tanpa itu, daftarnya saja.")),
    ] = None,
) -> None:
    """Copy the examples to a folder, or list them."""
    if folder is None:
        for one in examples.examples():
            show(f"{one.name}\n  {words.safe(one.about)}\n")
        show("\n" + _("Salin semuanya: spbe examples contoh") + "\n")
        return
    found = examples.copy(folder)
    said = [_("{count} contoh disalin").format(count=len(found.written))]
    if found.same:
        said.append(_("{count} sudah ada").format(count=len(found.same)))
    show(f"{words.safe(str(folder))}: {'; '.join(said)}\n")
    for path in found.kept:
        told = _("{file}: dibiarkan, karena isinya lain dari contoh; yang asli tidak disalin")
        tell(told.format(file=words.safe(str(path))))
    first = command_line(str(folder / "bandar-lampung-2023.yaml"))
    show(_("Berikutnya: {command}").format(command=f"spbe score {first}") + "\n")
