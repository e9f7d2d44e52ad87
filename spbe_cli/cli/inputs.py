"""What several commands take in the same way: patterns of files, numbers, targets."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from spbe_cli.cli.output import tell
from spbe_cli.core import numbers
from spbe_cli.core.instrument import Scale
from spbe_cli.i18n import _

if TYPE_CHECKING:
    import datetime as dt


def expanded(files: list[str]) -> list[str]:
    """Expand ``*.yaml`` where the shell has not (Windows); sorted by name."""
    if not any("*" in file for file in files):
        return files
    import glob  # most shells have expanded them

    names: list[str] = []
    for file in files:
        found = sorted(glob.glob(file)) if "*" in file else []  # noqa: PTH207  may be absolute
        names += found or [file]
    return names


def newest() -> str:
    """Return the newest assessment in the folder, and say so; refused where it is not just one."""
    from spbe_cli.render import words
    from spbe_cli.store.yaml import newest as shelf

    found = shelf.find(Path())
    if not found:
        raise typer.BadParameter(_("BERKAS belum ditulis, dan folder ini tidak memuat penilaian"))
    if len(found) > 1:
        names = ", ".join(map(words.safe, found))
        raise typer.BadParameter(
            _("BERKAS belum ditulis, dan ada beberapa: {names}").format(names=names)
        )
    tell(_("Berkas: {file}").format(file=words.safe(found[0])))
    return found[0]


def file_first(given: Sequence[str] | None) -> tuple[str, list[str]]:
    """Take the file from the front of some words; without one there, the newest of the folder."""
    listed = list(given or ())
    if listed and (listed[0] == "-" or _is_file(listed[0])):
        return listed[0], listed[1:]
    return newest(), listed


def _is_file(word: str) -> bool:
    ending = word.casefold().endswith((".yaml", ".yml"))
    return ending or "/" in word or "\\" in word or Path(word).is_file()


def day(option: str, text: str | None) -> "dt.date | None":
    """Read the date of an option: ``2026-03-31``, or as people write it, ``31/3/2026``."""
    if text is None:
        return None
    import datetime as dt  # few commands take a date
    import re

    parts = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text.strip())
    plain = f"{parts[3]}-{parts[2]:0>2}-{parts[1]:0>2}" if parts else text.strip()
    try:
        return dt.date.fromisoformat(plain)
    except ValueError:
        raise typer.BadParameter(
            _("{name} memerlukan tanggal, misalnya 2026-03-31").format(name=option)
        ) from None


def number(option: str, text: str | None) -> Fraction | None:
    """Read the number of an option; None where the option was not given."""
    value = None if text is None else numbers.parse(text)
    if text is not None and value is None:
        raise typer.BadParameter(_("{name} memerlukan angka, misalnya 3.00").format(name=option))
    return value


def check_target(target: Fraction | None, scale: Scale, option: str = "--target") -> None:
    """Refuse a target that no assessment can reach."""
    if target is not None and not scale.spans(target):
        raise typer.BadParameter(
            _("{option} harus antara {low} dan {high}").format(option=option, **scale.ends())
        )


def check_yaml(out: Path | None) -> None:
    """Refuse a name that no command would read as an assessment again."""
    if out is not None and out.suffix.casefold() not in (".yaml", ".yml"):
        raise typer.BadParameter(_("-o memerlukan nama berkas .yaml"))
