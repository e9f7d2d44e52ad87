"""Ticks, by which people say which of several levels is meant, and columns that are levels."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from spbe_cli.core.collect.written import named_level, read_level
from spbe_cli.core.text import bare

_CROSSES = {"x", "✗", "✘", "✕", "✖", "×", "❌", "☒"}
_TICKS = {"v", "√", "✓", "✔", "☑", "✅", "ü", "þ", "ya", "y"}  # ü, þ: of the font Wingdings
_DOTS = {"●", "•", "■", "⬤", "*"}
_NONE = {"", "-", "–", "—", "☐", "□", "○", "tidak", "false"}
_LAST = 5  # the highest level of every scale; the lowest is 0 or 1


class Ticked(NamedTuple):
    """What a row of levels as columns says: which are marked, and which hold something else."""

    levels: list[int]
    strange: list[int]


def is_tick(text: str) -> bool:
    """Whether a text is a tick: ``v``, ``√``, ``(x)``. A ``V`` may also be the Roman five."""
    return _mark(text) in _TICKS | _CROSSES | _DOTS


def _mark(text: str) -> str:
    return bare(text).strip().strip("()[]").strip().casefold()


def is_roman(text: str) -> bool:
    """Whether a text is the Roman number of a level and can be nothing else: ``II``, ``iv``."""
    return re.fullmatch(r"i{1,3}|iv", bare(text).strip().casefold()) is not None


def column_level(heading: str) -> int | None:
    """Return the level that a column is of: ``Tingkat 1``, ``3``, ``IV``, ``Terdefinisi``."""
    plain = " ".join(bare(heading).split())
    level = read_level("5" if plain.casefold() == "v" else plain)
    if level is None:
        return named_level(plain)
    return int(level) if level.denominator == 1 and 0 <= level <= _LAST else None


def is_scale(levels: list[int | None]) -> bool:
    """Whether columns are the levels of a scale, each once."""
    return sorted(one for one in levels if one is not None) in (
        [*range(_LAST + 1)],
        [*range(1, _LAST + 1)],
    )


def ticked(texts: Mapping[int, str]) -> Ticked:
    """Return which of the levels of a row are marked, by their texts.

    A number marks the level that it is; where all are 0 or 1, a 1 marks. Where a row has ticks, a
    cross beside them says no.
    """
    marks = {level: _mark(text) for level, text in texts.items() if _mark(text) not in _NONE}
    numbers = {level: mark for level, mark in marks.items() if re.fullmatch(r"\d(?:[.,]0)?", mark)}
    if numbers and len(numbers) == len(marks):
        own = [level for level, mark in numbers.items() if int(mark[0]) == level]
        if own and len(own) == len(numbers):
            return Ticked(own, [])
        if all(mark[0] in "01" for mark in numbers.values()):
            return Ticked([level for level, mark in numbers.items() if mark[0] == "1"], [])
        return Ticked(own, [level for level in numbers if level not in own])
    ticks = [level for level, mark in marks.items() if mark in _TICKS | _DOTS | {"true"}]
    crosses = [level for level, mark in marks.items() if mark in _CROSSES]
    strange = [level for level in marks if level not in (*ticks, *crosses)]
    return Ticked(ticks or crosses, strange)
