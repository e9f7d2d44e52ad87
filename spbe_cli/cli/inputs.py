"""What several commands take in the same way: patterns of files, numbers, targets."""

import os
import re
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from spbe_cli.cli.output import tell
from spbe_cli.core import numbers
from spbe_cli.core.clauses import Scale
from spbe_cli.i18n import _
from spbe_cli.problems import SpbeError
from spbe_cli.store.files import is_shadow

if TYPE_CHECKING:
    import datetime as dt

_AMOUNTS = ("--budget", "--capacity")  # which may well exceed 999
_THOUSANDS = r"[1-9][0-9]{0,2}(?:[.,][0-9]{3})+"


def expanded(files: list[str]) -> list[str]:
    """Expand ``*.yaml`` where the shell has not (Windows); sorted by name.

    A file of that very name comes first: names hold brackets. What programs leave beside real files
    (``~$a.xlsx`` while Excel has it open, ``._a.xlsx`` of a Mac, dot files) is passed over with a
    word, unless it is all that was named.
    """
    if not any(_is_pattern(file) or is_shadow(file) for file in files):
        return files
    names: list[str] = []
    for file in files:
        names += _matching(file) or [file]
    kept = [one for one in names if len(names) == 1 or not is_shadow(one)]
    for one in names:
        if one not in kept:
            tell(shadowed(one))
    return kept


def _is_pattern(file: str) -> bool:
    return any(char in file for char in "*?[")


def _matching(pattern: str) -> list[str]:
    """Return the files of a pattern; brackets are tried as the letters that they may be, first."""
    if not _is_pattern(pattern) or Path(pattern).exists():
        return []
    import glob  # most shells have expanded them

    for one in dict.fromkeys((pattern.replace("[", "[[]"), pattern)):
        if found := sorted(glob.glob(one, include_hidden=True)):  # noqa: PTH207  may be absolute
            return found
    return []


def shadowed(file: str) -> str:
    """Return the word that a file beside real ones is passed over."""
    from spbe_cli.render import words

    name = Path(file).name
    if name.startswith("~$"):
        said = _("{file}: dilewati; {name} masih terbuka di Excel")
        return said.format(file=words.safe(file), name=words.safe(name.removeprefix("~$")))
    return _("{file}: dilewati, karena berkas tersembunyi").format(file=words.safe(file))


def copied(copy: Path) -> str:
    """Return the word that a file had to be written anew, and where it is kept as it was."""
    from spbe_cli.render import words

    return _("Berkas disusun ulang karena tata letaknya; yang lama disimpan: {file}").format(
        file=words.safe(str(copy))
    )


def unused(name: str) -> str:
    """Return a name of a file like this that none has yet: what commands write replaces nothing."""
    stem, ending = Path(name).stem, Path(name).suffix
    names = (name, *(f"{stem}-{number}{ending}" for number in range(2, 100)))
    return next((one for one in names if not Path(one).exists()), name)


def newest_known(law: str | None = None) -> str:
    """Return the newest assessment in the folder (under one instrument), empty if not just one."""
    from spbe_cli.store.yaml import assessments, newest as shelf

    found = shelf.newest_files(Path())
    if len(found) != 1:
        return ""
    try:
        return found[0] if law in (None, assessments.load(found[0], look=False)[1].id) else ""
    except SpbeError:  # nobody asked for it
        return ""


def newest() -> str:
    """Return the newest assessment in the folder, and say so; refused where it is not just one."""
    if "_SPBE_COMPLETE" in os.environ:  # a shell asks for words: nothing is refused, or said
        return ""
    from spbe_cli.render import words
    from spbe_cli.store.yaml import newest as shelf

    found = shelf.newest_files(Path())
    if not found:
        raise typer.BadParameter(_("BERKAS wajib diisi, dan folder ini tidak memuat penilaian"))
    if len(found) > 1:
        names = ", ".join(map(words.safe, found))
        raise typer.BadParameter(
            _("BERKAS wajib diisi, dan ada beberapa: {names}").format(names=names)
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


def day_option(option: str, text: str | None) -> "dt.date | None":
    """Read the date of an option: ``2026-03-31``, or as people write it, ``31/3/2026``."""
    if text is None:
        return None
    import datetime as dt  # few commands take a date
    import re

    from spbe_cli.core.collect import written

    if (said := written.read_day(text)) is not None:
        return said
    parts = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text.strip())
    plain = f"{parts[3]}-{parts[2]:0>2}-{parts[1]:0>2}" if parts else text.strip()
    try:
        return dt.date.fromisoformat(plain)
    except ValueError:
        raise typer.BadParameter(
            _("{name} memerlukan tanggal, misalnya 2026-03-31").format(name=option)
        ) from None


def number_option(option: str, text: str | None) -> Fraction | None:
    """Read the number of an option; None where the option was not given."""
    value = None if text is None else numbers.parse(text)
    if text is not None and option in _AMOUNTS and re.fullmatch(_THOUSANDS, text.strip()):
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


def check_yaml(out: Path | None, others: Sequence[str] = ()) -> None:
    """Refuse a name that no command would read as an assessment again, nor as one of `others`."""
    if out is None or out.suffix.casefold() in (".yaml", ".yml", *others):
        return
    if not others:
        raise typer.BadParameter(_("-o memerlukan nama berkas .yaml"))
    *first, last = (".yaml", *others)
    said = _("-o memerlukan nama berkas {first}, atau {last}")
    raise typer.BadParameter(said.format(first=", ".join(first), last=last))
