"""Files that several commands take in the same way: patterns, and last year's assessment."""

import glob
from fractions import Fraction
from pathlib import Path

import typer

from spbe_cli.core import numbers
from spbe_cli.core.assessment import Assessment
from spbe_cli.core.instrument import Scale
from spbe_cli.i18n import _


def expanded(files: list[str]) -> list[str]:
    """Expand ``*.yaml`` where the shell has not (Windows); sorted by name."""
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


def earlier_than(file: str, assessment: Assessment, named: str | None) -> Assessment | None:
    """Return the assessment to compare with: the one named, else last year's beside `file`.

    Of another instrument, or not from an earlier year, the one named is refused.
    """
    if named is None:
        from spbe_cli.store.yaml import previous as shelf

        found = shelf.find(file, assessment)
        return found[1] if found else None
    from spbe_cli.store.yaml import assessments

    earlier, _law = assessments.load(named)
    if earlier.instrument != assessment.instrument or earlier.year >= assessment.year:
        raise typer.BadParameter(
            _("--previous memerlukan penilaian tahun sebelumnya dengan instrumen yang sama")
        )
    return earlier
