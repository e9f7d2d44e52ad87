"""The application: which commands there are. Only the one that is called is imported."""

from importlib import import_module
from typing import Annotated, Any

import typer

from spbe_cli.cli.usage import Group
from spbe_cli.i18n import N_, _
from spbe_cli.vocabulary import VERBS

_COMMANDS = {  # name: module
    "score": "score",
    "init": "init",
    "form": "form",
    "import": "import_",
    "show": "show",
    "todo": "todo",
    "evidence": "evidence",
    "check": "check",
    "log": "log",
    "report": "report",
    "letter": "letter",
    "compare": "compare",
    "simulate": "simulate",
    "rank": "rank",
    "carry": "carry",
    "instrument": "instrument",
    "examples": "examples",
    "guide": "guide",
    "schema": "schema",
    "doctor": "doctor",
}


_STAGES = {  # as the year goes
    N_("Mengisi"): ("init", "score", "show", "form", "import"),
    N_("Menagih dan memeriksa"): ("todo", "evidence", "check", "log"),
    N_("Melaporkan"): ("report", "letter", "compare", "rank"),
    N_("Merencanakan"): ("simulate", "carry"),
    N_("Rujukan"): ("instrument", "guide", "examples", "schema", "doctor"),
}


# Commands whose first words name an assessment.
ASSESSED = {
    *("score", "show", "todo", "check", "log", "report", "letter", "compare", "simulate", "carry"),
    *("form", "evidence"),
}


class _Lazy(Group):
    """The root group: each command is a module whose ``build()`` declares it."""

    verbs = VERBS

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002  typer's signature
        """Return the names of the commands, in the order of the help page."""
        return list(_COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002  same
        """Import and build one command; None where there is no such command."""
        cmd_name = VERBS.get(cmd_name, cmd_name)
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"spbe_cli.cli.commands.{_COMMANDS[cmd_name]}")
        command = typer.main.get_command(module.build())
        command.name = cmd_name
        return command

    def stages(self) -> list[tuple[str, list[str]]]:
        """Return the commands by the stages of an assessment's year."""
        staged = {
            title: [one for one in names if one in _COMMANDS] for title, names in _STAGES.items()
        }
        known = {one for names in staged.values() for one in names}
        rest = [one for one in _COMMANDS if one not in known]
        return [*((_(title), names) for title, names in staged.items()), (_("Perintah"), rest)]


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
