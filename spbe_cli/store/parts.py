"""The parts of a bundle that was split: those named, those beside them, those that are absent."""

import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from spbe_cli.core.owed.bundle import Kept
from spbe_cli.problems import SpbeError
from spbe_cli.store import bundle

_NUMBERED = re.compile(r"(.*)-(\d{1,4})(\.zip)", re.IGNORECASE)


class BundleParts(NamedTuple):
    """The bundles to read: `names` with those found beside; `absent` are parts that are nowhere."""

    names: list[str]
    beside: list[str]
    absent: list[str]


def with_others(names: Sequence[str]) -> BundleParts:
    """Return bundles with the other parts of each: a part alone says nothing of what others hold.

    What cannot be read is left to who reads it.
    """
    read = {name: _others(name) for name in names}
    known = {own for own, _all in read.values()} | {Path(name).name for name in names}
    beside: list[str] = []
    absent: list[str] = []
    for name, (_own, every) in read.items():
        for part in every:
            if part in known:
                continue
            known.add(part)
            path = Path(name).with_name(part)
            (beside if path.is_file() else absent).append(
                path.as_posix() if path.is_file() else part
            )
    return BundleParts([*names, *beside], beside, absent)


def _others(name: str) -> tuple[str, list[str]]:
    """Return what a bundle's own part is called, and all parts; none where it is whole."""
    rows = _listed(name)
    count = max((row.parts for row in rows), default=1)
    own = next((row.part for row in rows if row.part), Path(name).name)
    found = re.fullmatch(_NUMBERED, own)
    if found is None:
        return own, []
    if not count:
        count = _unmarked(Path(name), rows, found)
    if count < 2:
        return own, []
    return own, [f"{found[1]}-{number}{found[3]}" for number in range(1, count + 1)]


def _unmarked(path: Path, rows: Sequence[Kept], found: re.Match[str]) -> int:
    """Return of how many parts a bundle is one that was packed before parts were marked; else 0.

    That is plain where there are others beside it, alike but for their number, and no file is in
    two of them: bundles of the whole, packed one after the other, would hold the same.
    """
    numbers = [int(found[2])]
    held = _names(rows)
    with suppress(OSError):
        for other in sorted(path.parent.iterdir()):
            alike = re.fullmatch(_NUMBERED, other.name)
            if alike is None or other.name == path.name:
                continue
            if (alike[1], alike[3].casefold()) != (found[1], found[3].casefold()):
                continue
            theirs = _listed(other.as_posix())
            names = _names(theirs)
            if not names or max(row.parts for row in theirs) or held & names:
                return 0
            held |= names
            numbers.append(int(alike[2]))
    return max(numbers) if len(numbers) > 1 else 0


def _names(rows: Sequence[Kept]) -> set[str]:
    return {row.name for row in rows if row.name}


def _listed(name: str) -> list[Kept]:
    """Return the list of a bundle; nothing where it cannot be read."""
    try:
        return bundle.listed_in(name)
    except SpbeError:
        return []
