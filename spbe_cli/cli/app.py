"""The typer application: which commands there are."""

from typing import Annotated, Any

import typer

from spbe_cli.cli import instrument, score
from spbe_cli.cli.usage import Command, Group
from spbe_cli.i18n import _


def build() -> Any:
    """Return the command ``spbe`` in the language in use."""
    app = typer.Typer(
        cls=Group,
        help=_(
            "Menghitung, memeriksa dan merencanakan Indeks SPBE dari berkas di komputer sendiri."
        ),
        epilog=_(
            "Contoh:\n"
            "  spbe score penilaian-2024.yaml\n"
            "  spbe score penilaian-2024.yaml --explain\n"
            "  spbe instrument show 59/2020 12"
        ),
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    app.callback()(_root)
    score.add(app)
    app.add_typer(instrument.build(), name="instrument")
    return typer.main.get_command(app)


def _version(wanted: bool) -> None:
    if wanted:
        import spbe_cli

        typer.echo(f"spbe {spbe_cli.__version__}")
        raise typer.Exit


def _root(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help=_("Tampilkan versi program.")
        ),
    ] = False,
) -> None:
    pass


__all__ = ["Command", "build"]
