"""The application: which commands there are. Only the one that is called is imported."""

from importlib import import_module
from typing import Annotated, Any

import typer

from spbe_cli.cli.usage import Group
from spbe_cli.i18n import N_

_COMMANDS = {  # name: module
    "score": "score",
    "init": "init",
    "form": "form",
    "import": "import_",
    "check": "check",
    "report": "report",
    "compare": "compare",
    "simulate": "simulate",
    "rank": "rank",
    "carry": "carry",
    "instrument": "instrument",
    "examples": "examples",
    "guide": "guide",
    "doctor": "doctor",
}


class _Lazy(Group):
    """The root group: each command is a module whose ``build()`` declares it."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002  typer's signature
        """Return the names of the commands, in the order of the help page."""
        return list(_COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002  same
        """Import and build one command; None where there is no such command."""
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"spbe_cli.cli.commands.{_COMMANDS[cmd_name]}")
        command = typer.main.get_command(module.build())
        command.name = cmd_name
        return command


def build() -> Any:
    """Return the command ``spbe``."""
    app = typer.Typer(
        cls=_Lazy,
        help=N_(
            "Hitung dan periksa Indeks SPBE dan Indeks Pemerintah Digital "
            "dari berkas di komputer sendiri."
        ),
        epilog=N_(
            "Contoh:\n"
            "  spbe score penilaian-2024.yaml\n"
            "  spbe score penilaian-2024.yaml --explain\n"
            "  spbe instrument show 59/2020 12"
        ),
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    app.callback()(_root)
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
            "--version", callback=_version, is_eager=True, help=N_("Tampilkan versi program.")
        ),
    ] = False,
) -> None:
    pass
