"""``spbe guide``: the guide, chapter by chapter, without a network."""

import sys
from typing import Annotated

import typer

from spbe_cli.cli.output import screen, show, tell
from spbe_cli.cli.usage import Command
from spbe_cli.i18n import N_, _
from spbe_cli.problems import DataError, Place, Problem
from spbe_cli.render.text import guide as face
from spbe_cli.store import guide


def build() -> typer.Typer:
    """Return the command."""
    app = typer.Typer(rich_markup_mode=None, add_completion=False)
    app.command(
        "guide",
        cls=Command,
        help=N_("Baca panduan: di peramban bila ada halamannya, daftar isinya, atau satu bab."),
        epilog=N_("Contoh:\n  spbe guide\n  spbe guide bukti"),
    )(guide_command)
    return app


def guide_command(
    topic: Annotated[
        list[str] | None,
        typer.Argument(metavar=N_("KATA"), help=N_("Judul bab, atau kata di dalamnya.")),
    ] = None,
) -> None:
    """Open the guide or show its table of contents, or show the chapter that a word is about."""
    wanted = " ".join(" ".join(topic or ()).split())
    if not wanted:
        show(face.contents_text(guide.chapters()))
        page = guide.guide_pages()
        if page is not None and sys.stdout.isatty() and guide.open_page(page):
            tell(_("Panduan dibuka di peramban: {page}").format(page=page))
        elif page is not None:
            tell(_("Panduan untuk peramban: {page}").format(page=page))
        return
    found = guide.find_sections(wanted)
    if not found:
        near = guide.spelt_nearly(wanted)
        code = "E268" if near else "E240"
        raise DataError([Problem(code, Place("guide"), {"name": wanted, "near": near})])
    show(face.chapter_text(found, screen()))
