"""How wide columns are: as their shares say, but no narrower than the longest word in them.

Word breaks a word between its letters where its column is too narrow. Letters are measured as
those of Arial; an office's own face may be a fifth wider.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

_LEAST = 12  # half points: smaller letters nobody reads
_NARROW, _BROAD = frozenset("ijltfrI.,:;|'!()[]/ "), frozenset("mwMW%@…—–−→")
_EM = {"narrow": 0.34, "broad": 0.9, "capital": 0.72, "usual": 0.57}  # widths as shares of a size
_BOLD = 1.08
OWN, OTHERS = 1.0, 1.2  # how wide letters are: of our own paper, of an office's
_MARGINS = 2 * 85 + 30  # of a cell, and its line, in twentieths of a point
_WORDS = re.compile(r"[^\s/-]+[/-]?")  # what Word keeps together


def word_width(text: str, size: float, *, bold: bool) -> int:
    """Return how wide the longest word of a text is, in twentieths of a point.

    `size` of its letters in half points.
    """
    return int(_longest(text) * size * 10 * (_BOLD if bold else 1))


@lru_cache(maxsize=1 << 16)  # each text is measured for several sizes, words come again and again
def _longest(text: str) -> float:
    return max(map(_ems, _WORDS.findall(text)), default=0.0)


@lru_cache(maxsize=1 << 14)
def _ems(word: str) -> float:
    return sum(map(_em, word))


@lru_cache(maxsize=1 << 12)
def _em(letter: str) -> float:
    return _EM[_kind(letter)]


def _kind(letter: str) -> str:
    if letter in _NARROW:
        return "narrow"
    if letter in _BROAD:
        return "broad"
    return "capital" if letter.isupper() else "usual"


def least_widths(
    titles: Sequence[str], rows: Sequence[Sequence[str]], strong: frozenset[int], size: float
) -> list[int]:
    """Return how narrow each column may be, with letters of `size` half points."""
    found = [word_width(one, size, bold=True) for one in titles]
    for number, row in enumerate(rows):
        bold = number in strong
        for at, text in enumerate(row):
            found[at] = max(found[at], word_width(text, size, bold=bold))
    return [one + _MARGINS for one in found]


def fitted(shares: Sequence[int], least: Sequence[int], width: int) -> list[int]:
    """Return widths that share `width`, each as wide as `least` where all of them fit.

    Columns that are given more than their share take it from those that have more than they need.
    """
    whole = sum(shares)
    found = [width * one // whole for one in shares]
    lacking = sum(max(need - own, 0) for need, own in zip(least, found, strict=True))
    spare = [max(own - need, 0) for need, own in zip(least, found, strict=True)]
    if not lacking:
        return found
    if sum(spare) < lacking:  # nothing fits: what there is goes by need
        return [width * one // sum(least) for one in least]
    taken = [lacking * one // sum(spare) for one in spare]
    return [max(own, need) - less for own, need, less in zip(found, least, taken, strict=True)]


def letters_fitting(
    titles: Sequence[str],
    rows: Sequence[Sequence[str]],
    strong: frozenset[int],
    size: int,
    width: float,
) -> int:
    """Return the size of letters, in half points, with which every word stays whole."""
    while size > _LEAST and sum(least_widths(titles, rows, strong, size)) > width:
        size -= 1
    return size
