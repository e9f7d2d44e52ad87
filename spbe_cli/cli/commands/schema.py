"""``spbe schema``: the JSON Schema of what the program writes and reads."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from spbe_cli.cli import completion
from spbe_cli.cli.output import emit, show
from spbe_cli.cli.usage import Command
from spbe_cli.i18n import N_, _
from spbe_cli.problems import hint
from spbe_cli.render.data import formats
from spbe_cli.render.data.encode import json_text
from spbe_cli.render.text.schemas import listing_text
from spbe_cli.store import files
from spbe_cli.store.yaml import schemas


def build() -> typer.Typer:
    """Return the command."""
    app = typer.Typer(rich_markup_mode=None, add_completion=False)
    app.command(
        "schema",
        cls=Command,
        help=N_("Cetak skema JSON dari keluaran dan berkas spbe; tanpa nama, daftarnya."),
        epilog=N_(
            "Contoh:\n"
            "  spbe schema\n"
            "  spbe schema spbe-score/1\n"
            "  spbe schema assessment -o penilaian.schema.json"
        ),
    )(schema_command)
    return app


def schema_command(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar=N_("NAMA"),
            help=N_("Nama format, misalnya spbe-score/1, atau jenis berkas, misalnya assessment."),
            autocompletion=completion.schemas,
        ),
    ] = None,
    *,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar=N_("BERKAS"), help=N_("Tulis ke berkas baru ini.")),
    ] = None,
) -> None:
    """Print one schema (draft 2020-12), or list their names."""
    if name is None:
        show(listing_text(schemas.KINDS, formats.FORMATS))
        return
    text = json_text(_schema(name.strip())())
    if output is None:
        emit(text)
    else:
        files.write_new(Path(output), text)


def _schema(name: str) -> Callable[[], Any]:
    """Return what makes a schema; the version may be left out."""
    if name in schemas.KINDS:
        return schemas.KINDS[name][0]
    for format_ in formats.FORMATS:
        if name in (format_, format_.partition("/")[0]):
            return lambda: formats.schema(format_)
    whole = {one.partition("/")[0]: one for one in formats.FORMATS}  # no number is a near miss
    near = hint(name.partition("/")[0], [*whole, *schemas.KINDS]).get("near")
    near = whole.get(str(near), near)
    told = _("skema {name} tidak ada, mungkin {near}; daftarnya: spbe schema")
    if near is None:
        told = _("skema {name} tidak ada; daftarnya: spbe schema")
    raise typer.BadParameter(told.format(name=name, near=near))
