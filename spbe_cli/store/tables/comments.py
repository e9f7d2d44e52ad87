"""Comments that people put on cells (Insert, Comment; Review, Note): no answers, but told.

Whoever writes ``harusnya 4`` beside a level thinks that it is read.
"""

import re
from collections.abc import Iterable, Iterator
from typing import IO, TYPE_CHECKING

from spbe_cli.problems import Place, Problem
from spbe_cli.store.tables.archive import Archive, column_of
from spbe_cli.store.tables.cells import unescaped
from spbe_cli.store.tables.sheets import CellTexts, coordinate

if TYPE_CHECKING:
    from spbe_cli.store.tables.sheets import SheetCells

# What Excel writes before a comment with replies, for versions that know none.
_PREFACE = re.compile(r"\[Threaded comment\].*?Comment:\s*", re.DOTALL)


def unread_comments(name: str, sheets: "Iterable[SheetCells]") -> Iterator[Problem]:
    """Yield E360 for each cell that somebody commented on, with what was said."""
    for sheet in sheets:
        for (row, at), text in sorted(sheet.comments.items()):
            place = Place(name, 0, 0, sheet.title, coordinate(row, at))
            yield Problem("E360", place, {"found": " ".join(unescaped(text).split())})


def commented(archive: Archive, notes: Iterable[str], threads: Iterable[str]) -> CellTexts:
    """Return the comments of a sheet of an .xlsx by its parts: plain ones, and those with replies.

    Excel keeps the latter in both: once more as one text, with a preface.
    """
    found: CellTexts = {}
    for part in notes:
        with archive.open(part) as source:
            found |= {at: _PREFACE.sub("", text) for at, text in _texts(source, "comment")}
    answered: dict[tuple[int, int], list[str]] = {}
    for part in threads:
        with archive.open(part) as source:
            for at, text in _texts(source, "threadedComment"):
                answered.setdefault(at, []).append(text)
    return found | {at: " / ".join(texts) for at, texts in answered.items()}


def _texts(source: IO[bytes], kind: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the cell and the text of each comment of a part; it has no DOCTYPE."""
    import xml.etree.ElementTree as ET

    for _event, node in ET.iterparse(source):  # noqa: S314  no DOCTYPE: `Archive.swollen`
        if node.tag.rpartition("}")[2] != kind:
            continue
        place = re.fullmatch(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})", node.get("ref", ""))
        said = (one for one in node.iter() if one.tag.rpartition("}")[2] in ("t", "text"))
        text = "".join(one.text or "" for one in said)
        node.clear()
        if place is not None and text.strip():
            yield (int(place[2]), column_of(place[1].encode())), text
