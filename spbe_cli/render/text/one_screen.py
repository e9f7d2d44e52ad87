"""A page that fits one screen: what matters least is shortened first, and it is said what was."""

import textwrap
from collections.abc import Container, Iterable, Sequence
from typing import NamedTuple

from spbe_cli.i18n import _, counted
from spbe_cli.render import prose

_LINES = 24  # of a screen: shorter ones scroll
_AROUND = 4  # lines of a screen for the prompt, the file and last year's, and the next step


class Block(NamedTuple):
    """A label and the texts beside it."""

    label: str
    texts: Sequence[str]


class Margins(NamedTuple):
    """Columns of a page: how many labels take, and all of them; at `most` so many lines."""

    label: int
    width: int
    most: int


def lines_held(height: int) -> int:
    """Return how many lines of a page a terminal of a `height` holds."""
    return max(_LINES, height) - _AROUND


def whole(head: Sequence[str], blocks: Iterable[Block], frame: Margins) -> list[str]:
    """Return a page with all there is, labels in a column of their own."""
    texts = (lines for one in blocks for lines in _wrapped(one, frame))
    return [*head, *(line for lines in texts for line in lines)]


def on_one_screen(
    head: Sequence[str],
    blocks: Iterable[Block],
    frame: Margins,
    order: Iterable[tuple[str, int]],
    *,
    brief: Container[str] = (),
) -> list[str]:
    """Return a page that has no more lines than it should, where that is possible.

    `order`: labels by when their turn to be shortened comes, and how many of their lines stay then.
    The last line then names what was shortened, and what was `brief` before.
    """
    listed = list(blocks)
    shown = [_wrapped(one, frame) for one in listed]
    cut = {at for at, one in enumerate(listed) if one.label in brief}
    over = len(head) + sum(map(_count, shown)) - frame.most + bool(cut)
    if over > 0 or cut:
        over += not cut  # the line that says so
        for label, keep in order:
            for at, one in enumerate(listed):
                before = _count(shown[at])
                if over > 0 and one.label == label and before > keep:
                    shown[at] = _cut(_wrapped(one, frame), max(keep, before - over), frame)
                    over -= before - _count(shown[at])
                    cut.add(at)
        names = prose.enumerated(listed[at].label for at in sorted(cut))
        last = _("Dipersingkat: {names}. Lengkapnya: tambahkan --full.")
        if len(last.format(names=names)) > frame.width:
            names = counted("{count} isian", len(cut))
        shown += [[[last.format(names=names)]]] if cut else []
    return [*head, *(line for texts in shown for lines in texts for line in lines)]


def _count(texts: Sequence[Sequence[str]]) -> int:
    return sum(map(len, texts))


def _wrapped(one: Block, frame: Margins) -> list[list[str]]:
    """Return the lines of each text of a block."""
    return [
        textwrap.wrap(
            text,
            frame.width,
            initial_indent=f"{'' if number else one.label:<{frame.label - 1}} ",
            subsequent_indent=" " * frame.label,
            break_on_hyphens=False,
        )
        or [one.label]
        for number, text in enumerate(one.texts)
    ]


def _cut(texts: Sequence[list[str]], most: int, frame: Margins) -> list[list[str]]:
    """Keep whole texts and say how many more there are; of one text, its first lines."""
    kept: list[list[str]] = []
    for lines in texts:
        if _count(kept) + len(lines) > most - 1:
            break
        kept.append(lines)
    if len(texts) > 1 and most > 1:
        kept = kept or [texts[0][: most - 1]]
        more = counted("… dan {count} lagi", len(texts) - len(kept))
        return [*kept, [" " * frame.label + more]]
    lines = [line for lines in texts for line in lines][:most]
    last = lines[-1]
    while len(last) > frame.width - 2:
        last = last.rpartition(" ")[0]
    return [[*lines[:-1], f"{last} …"]]
