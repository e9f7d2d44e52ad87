"""The newest assessment of a folder, for commands that are given no file."""

import re
from pathlib import Path

from spbe_cli.problems import SpbeError
from spbe_cli.store import files

_YEAR = re.compile(r"^year:\s*['\"]?(\d{4})\b", re.MULTILINE)
_KEYS = (
    re.compile(r"^institution:", re.MULTILINE),
    re.compile(r"^(indicators|published):", re.MULTILINE),
)


def newest_files(folder: Path) -> list[str]:
    """Return the assessment files of the latest year in a folder, by name; several are possible.

    Files are looked at, not read whole: a folder may hold hundreds, and one with problems is
    still the one that is meant.
    """
    found: dict[int, list[str]] = {}
    for file in sorted(folder.glob("*.[yY]*[mM][lL]")):
        year = _year(file)
        if year is not None:
            found.setdefault(year, []).append(str(file))
    return found[max(found)] if found else []


def _year(file: Path) -> int | None:
    """Return the year of an assessment; None for any other file."""
    if files.is_shadow(file.name) or not file.is_file():
        return None
    try:
        text = files.read_text(str(file))
    except SpbeError:
        return None
    year = _YEAR.search(text)
    return int(year[1]) if year and all(key.search(text) for key in _KEYS) else None
