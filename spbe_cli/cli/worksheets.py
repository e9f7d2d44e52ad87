"""What ``import`` and ``init --from`` share: files that are read, and the columns they are told."""

from collections.abc import Sequence
from typing import Annotated

import typer

from spbe_cli.cli import completion, options
from spbe_cli.cli.output import command_line
from spbe_cli.core.assessment import Assessment, Opinion
from spbe_cli.core.collect.columns import ROLES
from spbe_cli.core.collect.worksheet import NamedColumn, Worksheet, mapping
from spbe_cli.core.instrument import Instrument
from spbe_cli.i18n import N_, _
from spbe_cli.problems import DataError, Place, Problem
from spbe_cli.render import words
from spbe_cli.store import files
from spbe_cli.store.tables import form, mistaken, worksheet

Prefer = Annotated[
    str | None,
    typer.Option(
        "--prefer",
        metavar=N_("NAMA"),
        help=N_(
            "Yang diutamakan bila isian bertentangan: nama berkas formulir, lembar kertas kerja, "
            "atau pengampu."
        ),
    ),
]
TakenAs = Annotated[
    Opinion | None,
    typer.Option(
        "--opinion",
        parser=options.read_opinion,
        autocompletion=completion.opinions,
        metavar="self|verified|official|target",
        help=N_("Catat tingkatnya sebagai nilai ini; bawaannya menurut formulir."),
    ),
]


def named_columns(written: list[str] | None) -> list[NamedColumn]:
    """Read ``level=Nilai Akhir``, ``Domain 2:level=C``: columns of a kertas kerja for something."""
    found = []
    for one in written or []:
        before, _equals, heading = one.partition("=")
        sheet, _colon, key = before.rpartition(":") if ":" in before else before.rpartition("!")
        if key.strip() not in ROLES or not heading.strip():
            said = _('--column ditulis level="Nilai Akhir"; yang dapat dipilih: {keys}')
            raise typer.BadParameter(said.format(keys=", ".join(ROLES)))
        found.append(NamedColumn(key.strip(), heading.strip(), sheet.strip()))
    return found


def collected(
    name: str,
    law: Instrument,
    assessment: Assessment,
    named: list[NamedColumn],
    opinion: Opinion | None = None,
) -> worksheet.Read:
    """Return what a file says: a form of ours, else (E305) a kertas kerja and how it was read."""
    mistaken.refuse_answers(name)
    try:
        return worksheet.Read([form.read(name)], [], [])
    except DataError as error:
        if [one.code for one in error.problems] != ["E305"]:
            raise
    try:
        return worksheet.read(name, law, assessment, named, opinion)
    except DataError as error:
        if [one.code for one in error.problems] == ["E305"] and mistaken.is_list(name):
            raise DataError([Problem("E431", Place(name), {"name": files.typed(name)})]) from None
        raise


def same_mapping(
    names: list[str],
    into: str,
    worksheets: Sequence[Worksheet],
    opinion: Opinion | None,
    prefer: str | None,
) -> str:
    """Return the command that reads the same columns for the same things.

    Empty where a name cannot be typed: a command with a hole would do something else.
    """
    typed = [command_line(one) for one in (*names, into, *([] if prefer is None else [prefer]))]
    if not worksheets or not all(typed):
        return ""
    said = [*typed[: len(names)], "--into", typed[len(names)]]
    said += [
        f'--column "{key}={text}"' if " " in key else f'--column {key}="{text}"'
        for key, text in mapping(worksheets)
    ]
    said += [f"--opinion {opinion.value}"] if opinion is not None else []
    said += [f"--prefer {typed[-1]}"] if prefer is not None else []
    command = words.safe(f"spbe import {' '.join(said)}")
    return _("Pemetaan yang sama: {command}").format(command=command) + "\n"
