"""How large the letters of one page may be: the largest with which all that it says fits.

Lines are counted before anything is set, with letters a little wider than usual ones, so that the
page holds with any font an office has. What people wrote at length is cut where it begins to crowd
out the rest.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from spbe_cli.render import words
from spbe_cli.render.details import View

SIZES = (9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0)  # points
_KEPT = 8.0  # points: with smaller letters a figure gives way
_CAPITAL = 1.25  # of a letter is a capital wide
_TITLE, _NAME, _POSITION, _SAID = 150, 320, 140, 420  # letters of what people wrote
_SIGNED = ("position", "name", "number")
_LISTS = ("place", "change", "target", "proven", "warnings", "sources")


class OnePage(NamedTuple):
    """A page in points: what is written on is so wide and so high.

    `wide`, `line`: width of a letter and height of a line, as shares of its size. `paired`: what
    rose and what fell stand side by side. `across`: most signatures in a row. `fixed`: lines that
    always stand there.
    """

    width: float
    height: float
    wide: float
    line: float
    paired: bool
    across: int
    fixed: float


def shortened(view: View) -> View:
    """Return the texts with those cut that people wrote too long for one page."""
    cut = {key: [words.clipped(one, _SAID) for one in view[key]] for key in _LISTS}
    signers = [
        {key: words.clipped(words.safe(one[key]), _POSITION) for key in _SIGNED}
        for one in view["signers"]
    ]
    return {
        **view,
        **cut,
        "title": words.clipped(view["title"], _TITLE),
        "institution": words.clipped(view["institution"], _NAME),
        "signers": signers,
    }


def letters_of(view: View, page: OnePage, figure: float = 0) -> tuple[float, float]:
    """Return the size of letters, and how high the figure may be, in points.

    `figure` is its least height; it gives way (0) where letters would have to be too small.
    """
    for size in SIZES:
        left = page.height - height_of(view, page, size)
        if figure and size >= _KEPT and left >= figure:
            return size, left
    fitting = (one for one in SIZES if height_of(view, page, one) <= page.height)
    return next(fitting, SIZES[-1]), 0


def height_of(view: View, page: OnePage, size: float) -> float:
    """Return how high a page is, in points, without its figure."""
    lines = page.fixed
    lines += 1.7 * _lines([view["title"]], page, size * 1.6)
    lines += 1.2 * _lines([view["institution"]], page, size * 1.25)
    listed = [line for key in _LISTS for line in view[key]]
    listed += [*view["asked"], *(f"{owner}: {owed}" for owner, owed in view["behind"])]
    lines += _lines(listed, page, size) + 0.25 * len(listed)
    sides = [view["rose"], view["fell"]]
    if page.paired and all(sides):
        half = page._replace(width=page.width / 2 - 2 * size)
        lines += max(_lines(one, half, size) for one in sides)
    else:
        lines += sum(_lines(one, page, size) for one in sides)
    lines += 2 * sum(bool(view[key]) for key in ("asked", "behind"))
    lines += 2 * (any(sides) if page.paired else sum(map(bool, sides)))
    return (lines + _signed(view, page, size)) * page.line * size


def told_apart(names: Sequence[str], room: int) -> list[str]:
    """Return names cut to `room` letters, no two alike: of those that begin alike the ends stand.

    Where these are alike too, a number tells them apart.
    """
    found = [words.clipped(one, room) for one in names]
    if len(set(found)) == len(set(names)):
        return found
    half = room // 2
    found = [
        one if len(one) <= room else f"{one[: half - 1].rstrip()} … {one[2 - half :].lstrip()}"
        for one in names
    ]
    kept: dict[str, list[str]] = {}
    for short, whole in zip(found, names, strict=True):
        known = kept.setdefault(short, [])
        known += [] if whole in known else [whole]
    return [
        f"{words.clipped(short, room - 4)} ({kept[short].index(whole) + 1})"
        if len(kept[short]) > 1
        else short
        for short, whole in zip(found, names, strict=True)
    ]


def _signed(view: View, page: OnePage, size: float) -> float:
    """Return the lines of the signatures: each row as high as its longest."""
    signers = view["signers"] or [dict.fromkeys(_SIGNED, "")]
    across = abreast(len(signers), page)
    narrow = page._replace(width=page.width / across - 2 * size)
    rows = (signers[at : at + across] for at in range(0, len(signers), across))
    return sum(
        4.2 + max(sum(max(_lines([one[key]], narrow, size), 1) for key in _SIGNED) for one in row)
        for row in rows
    )


def abreast(count: int, page: OnePage) -> int:
    """Return how many of `count` signatures stand side by side."""
    return page.across if count > 4 else 2


def _lines(texts: Iterable[str], page: OnePage, size: float) -> int:
    room = max(page.width / (size * page.wide), 8)
    return sum(-int(-_width(one) // (room - min(5, room / 8))) for one in texts if one)


def _width(text: str) -> float:
    return len(text) + (_CAPITAL - 1) * sum(map(str.isupper, text))
