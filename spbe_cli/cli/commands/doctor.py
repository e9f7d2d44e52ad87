"""``spbe doctor``: what a support person asks of a machine."""

import typer

from spbe_cli.cli import options
from spbe_cli.cli.inputs import newest_known
from spbe_cli.cli.output import Format, answer, following
from spbe_cli.cli.usage import Command
from spbe_cli.i18n import N_, _
from spbe_cli.store.yaml import instruments


def build() -> typer.Typer:
    """Return the command."""
    app = typer.Typer(rich_markup_mode=None, add_completion=False)
    app.command(
        "doctor",
        cls=Command,
        help=N_("Tampilkan keterangan komputer ini untuk meminta bantuan; tanpa data pribadi."),
        epilog=N_("Contoh:\n  spbe doctor\n  spbe doctor --format json"),
    )(doctor_command)
    return app


def doctor_command(*, format: options.FormatOption = Format.TEXT) -> None:
    """Show versions, encodings and folders of this machine."""
    from spbe_cli.store import machine  # asks for the versions of libraries: not for any help text

    answer("doctor", "facts", machine.facts(instruments.shipped()), format)
    file = newest_known()
    following("spbe score {0}" if file else "spbe examples {0}", file or _("contoh"), form=format)
