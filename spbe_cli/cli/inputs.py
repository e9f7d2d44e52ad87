"""Files that several commands take in the same way: patterns, and last year's assessment."""

import datetime as dt
import glob
import os
import re
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from spbe_cli.cli.output import tell
from spbe_cli.core import numbers
from spbe_cli.core.assessment import Assessment
from spbe_cli.core.instrument import Scale
from spbe_cli.i18n import _
from spbe_cli.render import words

if TYPE_CHECKING:
    from spbe_cli.store.yaml.previous import Earlier, Shelf

_AMOUNTS = ("--budget", "--capacity")  # which may well exceed 999
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:[.,][0-9]{3})+")


def expanded(files: list[str]) -> list[str]:
    """Expand ``*.yaml`` where the shell has not (Windows); sorted by name.

    A file of that very name comes first: names hold brackets. What programs leave beside real files
    (``~$a.xlsx`` while Excel has it open, ``._a.xlsx`` of a Mac, dot files) is passed over with a
    word, unless it is all that was named.
    """
    names: list[str] = []
    for file in files:
        names += _matching(file) or [file]
    kept = [one for one in names if len(names) == 1 or not _is_shadow(one)]
    for one in names:
        if one not in kept:
            tell(_shadowed(one))
    return kept


def _matching(pattern: str) -> list[str]:
    """Return the files of a pattern; brackets are tried as the letters that they may be, first."""
    if not any(char in pattern for char in "*?[") or Path(pattern).exists():
        return []
    for one in dict.fromkeys((pattern.replace("[", "[[]"), pattern)):
        if found := sorted(glob.glob(one, include_hidden=True)):  # noqa: PTH207  may be absolute
            return found
    return []


def _is_shadow(file: str) -> bool:
    return Path(file).name.startswith(("~$", "."))


def _shadowed(file: str) -> str:
    name = Path(file).name
    if name.startswith("~$"):
        said = _("{file}: dilewati; {name} masih terbuka di Excel")
        return said.format(file=words.safe(file), name=words.safe(name.removeprefix("~$")))
    return _("{file}: dilewati, karena berkas tersembunyi").format(file=words.safe(file))


def copied(copy: Path) -> str:
    """Return the word that a file had to be written anew, and where it is kept as it was."""
    return _("Berkas disusun ulang karena tata letaknya; yang lama disimpan: {file}").format(
        file=words.safe(str(copy))
    )


def number(option: str, text: str | None) -> Fraction | None:
    """Read the number of an option; None where the option was not given."""
    value = None if text is None else numbers.parse(text)
    if text is not None and option in _AMOUNTS and _THOUSANDS.fullmatch(text.strip()):
        said = _("{name} {text}: ribuan atau desimal? Tulis tanpa pemisah ribuan, misalnya {plain}")
        plain = "".join(filter(str.isdigit, text))
        raise typer.BadParameter(said.format(name=option, text=text.strip(), plain=plain))
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


def earlier_than(
    file: str, assessment: Assessment, named: str | None, shelf: "Shelf | None" = None
) -> "Earlier":
    """Return the assessment to compare with: the one named, else last year's beside `file`.

    Which one it is, is said; of another instrument, or not from an earlier year, the one named is
    refused.
    """
    from spbe_cli.store.yaml import previous

    if named is None:
        found = previous.find(file, assessment, shelf)
    else:
        found = previous.Earlier(named, _named(named, assessment))
    tell_previous(found, assessment)
    return found


def tell_previous(found: "Earlier", assessment: Assessment) -> None:
    """Name the file that is compared with, or one that only nearly fits."""
    if found.assessment is not None:
        tell(_("Pembanding: {file}").format(file=words.safe(found.file)))
    for file, institution in found.near:
        said = _("{file}: penilaian {year} bernama {name}, tidak dipakai sebagai pembanding")
        year, name = assessment.year - 1, words.safe(institution)
        tell(said.format(file=words.safe(file), year=year, name=name))


def _named(name: str, assessment: Assessment) -> Assessment:
    from spbe_cli.store.yaml import assessments

    earlier, _law = assessments.load(name, look=False)
    if earlier.instrument != assessment.instrument or earlier.year >= assessment.year:
        raise typer.BadParameter(
            _("--previous memerlukan penilaian tahun sebelumnya dengan instrumen yang sama")
        )
    return earlier


def today() -> dt.date:
    """Return today's date; SOURCE_DATE_EPOCH, if set, makes what is written repeatable."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    with suppress(ValueError, OverflowError, OSError):  # a date that no calendar has
        return dt.datetime.fromtimestamp(int(epoch), tz=dt.UTC).date()
    return dt.datetime.now().astimezone().date()
