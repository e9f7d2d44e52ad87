"""The parts of a bundle that was split: those named, those beside them, those that are absent."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from spbe_cli.problems import SpbeError
from spbe_cli.store import bundle


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
    try:
        rows = bundle.listed_in(name)
    except SpbeError:
        rows = []
    count = max((row.parts for row in rows), default=1)
    own = next((row.part for row in rows if row.part), Path(name).name)
    found = re.fullmatch(r"(.*)-\d+(\.zip)", own, re.IGNORECASE)
    if count < 2 or found is None:
        return own, []
    return own, [f"{found[1]}-{number}{found[2]}" for number in range(1, count + 1)]
