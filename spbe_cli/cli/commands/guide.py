"""``spbe guide``: the guide, chapter by chapter, without a network."""

from typing import Annotated

import typer

from spbe_cli.cli.output import screen, show
from spbe_cli.cli.usage import Command
from spbe_cli.i18n import N_
from spbe_cli.problems import DataError, Place, Problem
from spbe_cli.render.text import guide as face
from spbe_cli.store import guide


def build() -> typer.Typer:
    """Return the command."""
    app = typer.Typer(rich_markup_mode=None, add_completion=False)
    app.command(
        "guide",
        cls=Command,
        help=N_("Baca panduan: daftar isinya, atau satu bab."),
        epilog=N_("Contoh:\n  spbe guide\n  spbe guide bukti"),
    )(guide_command)
    return app


def guide_command(
    topic: Annotated[
        list[str] | None,
        typer.Argument(metavar=N_("KATA"), help=N_("Judul bab, atau kata di dalamnya.")),
    ] = None,
) -> None:
    """Show the table of contents, or the chapter that a word is about."""
    if not topic:
        show(face.contents_text(guide.chapters()))
        return
    wanted = " ".join(topic)
    found = guide.find(wanted)
    if not found:
        raise DataError([Problem("E240", Place("guide"), {"name": wanted})])
    show(face.chapter_text(found, screen()))
