"""Texts longer than a cell holds: what a form shows of them, and how they come home whole.

Of a longer text its beginning stands in the cell, of many documents as many lines as fit; a last
line in brackets says how much more is recorded. That line is no document and no part of a text:
when it comes home, what it stands for is put in its place again.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from spbe_cli.core.assessment import Answer, Opinion, Verdict
from spbe_cli.core.collect.form import FieldValue, fields_of, parts_told
from spbe_cli.core.collect.lines import REST, evidence_line
from spbe_cli.core.text import plain_text

# In the units of UTF-16, in which Excel counts: a cell holds 32 767, some are for the last line.
LONGEST = 32_600
_REST_LINE = rf"(?:\A|\n)[ \t]*{REST}[ \t]*(?=\n|\Z)"


def cell_units(text: str) -> int:
    """Return how long a text is for a cell of Excel: letters beyond U+FFFF count twice."""
    return len(text) if text.isascii() else len(text) + sum(char > "\uffff" for char in text)


def beginning(text: str) -> tuple[str, int]:
    """Return as much of a text as fits in a cell, and how many characters are left; 0: all fits."""
    if len(text) * 2 <= LONGEST or cell_units(text) <= LONGEST:
        return text, 0
    head = text[:LONGEST]
    while (more := cell_units(head) - LONGEST) > 0:
        head = head[: len(head) - (more + 1) // 2]
    head = head.rstrip()
    return head, len(text) - len(head)


def lines_that_fit(lines: Sequence[str]) -> tuple[list[str], int]:
    """Return those lines that fit in a cell together, in their order, and how many are left."""
    kept: list[str] = []
    room = LONGEST
    for line in lines:
        if (size := cell_units(line) + 1) <= room:
            kept.append(line)
            room -= size
    return kept, len(lines) - len(kept)


def whole_text(recorded: str | None, said: str) -> str | None:
    """Return what a form says as a whole text: with the rest of what is recorded.

    None where it cannot be told: the rest is not the one that is recorded, or the line that stands
    for it is gone, so that nobody knows whether the text was meant to lose what was not shown.
    """
    known = plain_text(recorded or "")
    if plain_text(said) == known:
        return said
    head, left = beginning(known)
    found = re.search(_REST_LINE, said)
    if found is None:
        return None if left and cell_units(said) <= LONGEST else said
    if not left or int(re.sub(r"\D", "", found[1])) != left:
        return None
    return f"{said[: found.start()].rstrip()}{known[len(head) :]}{said[found.end() :]}"


def whole_value(recorded: FieldValue | None, said: FieldValue) -> FieldValue | None:
    """Return the value of a form whole, as `whole_text`: a text, or a verdict with its remark."""
    if isinstance(said, str):
        return whole_text(recorded if isinstance(recorded, str) else None, said)
    if not isinstance(said, Verdict) or said.note is None:
        return said
    note = whole_text(recorded.note if isinstance(recorded, Verdict) else None, said.note)
    return None if note is None else said._replace(note=note)


def unshown(answer: Answer, opinion: Opinion, fields: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Yield the fields of an answer that do not fit in their cells, and how much is left of them.

    Of evidence that are documents, of others characters.
    """
    texts = fields_of(answer, opinion)
    for name in fields:
        if name != "evidence":
            yield from _left({name: texts[name]})
        elif left := lines_that_fit([*map(evidence_line, answer.evidence)])[1]:
            yield name, left


def unshown_of_item(verdict: Verdict, fields: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Yield the same of an item of evidence: its ``remark``, ``fact`` and ``analysis``."""
    texts = {"remark": verdict.note or "", **parts_told(verdict.explanation)}
    yield from _left({name: texts[name] for name in fields if name in texts})


def _left(texts: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    for name, text in texts.items():
        if left := beginning(plain_text(text))[1]:
            yield name, left
