"""What several commands take in the same way: patterns of files, numbers, targets."""

from fractions import Fraction
from pathlib import Path

import typer

from spbe_cli.core import numbers
from spbe_cli.core.instrument import Scale
from spbe_cli.i18n import _


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
