"""Who signs, where and when: options that reports and letters take in the same way."""

import re
from typing import Annotated

import typer

from spbe_cli.i18n import N_, _
from spbe_cli.render.cover import Signer

_NUMBER = re.compile(r"(?:NIP)?[ .:]*([\d ]{8,})", re.IGNORECASE)
_DEGREE = re.compile(r"(?:[A-Za-z]+\.)+[A-Za-z]*|[A-Z]{2,4}")  # S.Kom., M.T., Ph.D, MT

Signers = Annotated[
    list[str] | None,
    typer.Option(
        metavar=N_("NAMA, JABATAN, NIP"),
        help=N_("Penanda tangan; boleh lebih dari satu."),
    ),
]

PlaceOption = Annotated[
    str,
    typer.Option(metavar=N_("TEMPAT"), help=N_("Tempat penandatanganan, misalnya Bandar Lampung.")),
]


def signers(written: list[str] | None) -> tuple[Signer, ...]:
    """Read every signer."""
    return tuple(map(signer, written or []))


def signer(written: str) -> Signer:
    """Read ``Name, position, NIP``; degrees after the name belong to it.

    With semicolons instead, whatever stands between them.
    """
    parts = [part.strip() for part in written.split(";" if ";" in written else ",")]
    parts = [part for part in parts if part]
    found = _NUMBER.fullmatch(parts[-1]) if len(parts) > 1 else None
    rest = parts[1:-1] if found else parts[1:]
    count = 0
    while ";" not in written and count < len(rest) and _DEGREE.fullmatch(rest[count]):
        count += 1
    if not parts:
        raise typer.BadParameter(_("--signer ditulis nama, jabatan, NIP"))
    name = ", ".join([parts[0], *rest[:count]])
    return Signer(name, ", ".join(rest[count:]), found[1].strip() if found else "")
