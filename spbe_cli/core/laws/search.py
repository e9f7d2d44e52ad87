"""Where words stand in instruments: names, criteria, conditions, evidence and notes."""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from spbe_cli.core.instrument import Indicator, Instrument


class FoundIn(StrEnum):
    """The part of an indicator in which words were found."""

    NAME = "name"
    CRITERION = "criterion"
    CONDITION = "condition"
    VARIANT = "variant"
    EVIDENCE = "evidence"
    GUIDELINE = "guideline"
    LEGAL = "legal"
    STEWARD = "steward"
    OUTSIDE = "outside"
    NOTE = "note"


class Spot(NamedTuple):
    """A text that holds the words: its part, level (None: of no level), and id, if it is an item.

    The words stand from `start` to `end` of `text`.
    """

    part: FoundIn
    level: int | None
    item: str | None
    text: str
    start: int
    end: int


class Hit(NamedTuple):
    """An indicator that holds the words, and where."""

    instrument: Instrument
    indicator: Indicator
    spots: tuple[Spot, ...]


class Search(NamedTuple):
    """What was looked for, in which instruments, and what was found."""

    words: str
    instruments: tuple[Instrument, ...]
    hits: tuple[Hit, ...]


def search(instruments: Iterable[Instrument], words: str) -> Search:
    """Find words, one after the other, each from its beginning; capitals and blanks aside.

    ``audit`` finds ``auditor`` too, ``satu data`` only both words together.
    """
    laws = tuple(instruments)
    pattern = re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, words.split())), re.IGNORECASE)
    hits = (_hit(law, one, pattern) for law in laws for one in law.indicators())
    return Search(" ".join(words.split()), laws, tuple(hit for hit in hits if hit.spots))


def _hit(law: Instrument, indicator: Indicator, pattern: re.Pattern[str]) -> Hit:
    seen: set[tuple[FoundIn, int | None, str]] = set()
    spots: list[Spot] = []
    for part, level, item, text in _texts(law, indicator):
        found = pattern.search(text)
        if part is FoundIn.NAME and spots:
            continue  # a name, a short one and a translation are one place
        if found is not None and (part, level, text) not in seen:
            seen.add((part, level, text))
            spots.append(Spot(part, level, item, text, found.start(), found.end()))
    return Hit(law, indicator, tuple(spots))


def _texts(
    law: Instrument, one: Indicator
) -> Iterator[tuple[FoundIn, int | None, str | None, str]]:
    """Yield every text of an indicator with its part, level and item."""
    ids = {id(example): name for name, example in one.checklist().items()}
    names = (one.name.id, one.name.en, one.short.id, one.short.en, *one.other_names)
    levels = {} if one.general else one.levels
    feed = law.outside.get(one.outside or "")
    fed = () if feed is None else (f"{feed.id}: {feed.name.id} ({feed.owner})",)
    yield from ((FoundIn.NAME, None, None, name) for name in names if name)
    yield from ((FoundIn.CRITERION, level, None, text) for level, text in levels.items())
    yield from ((FoundIn.CONDITION, at, None, text) for at, text in (one.conditions or {}).items())
    yield from ((FoundIn.VARIANT, other.level, None, other.text) for other in one.variants)
    yield from (
        (FoundIn.EVIDENCE, each.level, ids.get(id(each)), each.text) for each in one.evidence
    )
    for part, texts in (
        (FoundIn.GUIDELINE, (one.guideline,)),
        (FoundIn.LEGAL, one.legal),
        (FoundIn.STEWARD, one.stewards),
        (FoundIn.OUTSIDE, fed),
        (FoundIn.NOTE, (one.note,)),
    ):
        yield from ((part, None, None, text) for text in texts if text)
