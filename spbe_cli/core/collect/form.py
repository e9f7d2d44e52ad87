"""What a form carries of an assessment, and what comes home in one.

A form is a workbook or a table with one row for each item. It carries four fields; beside each row
it keeps marks of what stood there when it was written, so that what nobody touched is told apart
from what somebody answered.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from hashlib import sha256
from typing import NamedTuple

from spbe_cli.core import numbers
from spbe_cli.core.assessment import Answer, Evidence, Opinion, Verdict
from spbe_cli.problems import Place

FORMAT = "spbe-form/1"
FIELDS = ("level", "evidence", "note", "owner")
ITEM_KEY = "#item"  # marks the sheet of evidence items
LONGEST = 32_000  # characters; a cell of Excel holds 32 767

_URL = re.compile(r"(?:[a-z][a-z0-9+.-]*://|www\.)\S+", re.IGNORECASE)
_BAR = re.compile(r"(?<!\\)\|")

Value = Fraction | str | Verdict | tuple[Evidence, ...]


class Row(NamedTuple):
    """One row of a form as somebody returned it; None and () where a cell was left empty.

    `untouched` are the fields that still hold what the form was sent with.
    """

    item: str
    level: Fraction | None = None
    evidence: tuple[Evidence, ...] = ()
    note: str | None = None
    owner: str | None = None
    untouched: frozenset[str] = frozenset()
    places: Mapping[str, Place] = {}  # by field, and "" for the row


class ItemRow(NamedTuple):
    """What a form says of one item of evidence, `code`, of the indicator `item`.

    `untouched`: it still holds what the form was sent with.
    """

    item: str
    code: str
    verdict: Verdict
    untouched: bool
    place: Place


@dataclass(frozen=True, slots=True)
class Form:
    """A form that came home. `name` is its file without folder and ending."""

    name: str
    place: Place
    institution: str
    year: int
    instrument: str
    opinion: Opinion
    owner: str | None = None
    rows: tuple[Row, ...] = ()
    items: tuple[ItemRow, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict, compare=False)


def fields_of(answer: Answer, opinion: Opinion) -> dict[str, str]:
    """Return the text of each field as a form shows it; empty where nothing is recorded.

    What is longer than a cell holds stays out: an empty cell erases nothing.
    """
    level = answer.levels.get(opinion)
    texts = {
        "level": "" if level is None else numbers.exact(level),
        "evidence": "\n".join(map(evidence_line, answer.evidence)),
        "note": answer.note or "",
        "owner": answer.owner or "",
    }
    return {name: text if len(text) <= LONGEST else "" for name, text in texts.items()}


def mark(name: str, text: str) -> str:
    """Return a short mark of a field's text: equal texts, and only they, have equal marks."""
    plain = plain_text(text)
    if name == "evidence":
        plain = "\n".join(filter(None, (line.strip() for line in plain.split("\n"))))
    return sha256(plain.encode("utf-8", "replace")).hexdigest()[:10] if plain else "-"


def marks(texts: Mapping[str, str]) -> str:
    """Return the marks of all fields of a row, for the form to carry."""
    return " ".join(mark(name, texts[name]) for name in FIELDS)


def verdict_text(one: Verdict) -> str:
    """Write a verdict as one text: ``revisi: belum ditandatangani``."""
    return f"{one.state}: {one.note}" if one.note else one.state.value


def item_mark(one: Verdict | None) -> str:
    """Return the mark of a verdict, for the form to carry."""
    return mark("items", "" if one is None else verdict_text(one))


def plain_text(text: str) -> str:
    """Return a text with the line ends of one system and no blanks around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def evidence_line(one: Evidence) -> str:
    """Write evidence as one line: ``title | file | link``; what is missing is left out."""
    title = " ".join((one.title or "").split()).replace("|", r"\|")
    links = [" ".join(link.split()).replace("|", r"\|") for link in (one.file, one.url) if link]
    if not links and (_URL.search(title) or "|" in title):
        return f"{title} |"  # tells that what looks like a link is part of the title
    if not title and len(links) == 1 and _URL.fullmatch(links[0]):
        return links[0]
    return " | ".join([title, *links]).strip() if links else title


def evidence_of(line: str) -> Evidence | None:
    """Read such a line, and what people write instead: a title, a link, or a title and a link."""
    line = " ".join(line.split()).lstrip("•").strip()
    if not line:
        return None
    if _BAR.search(line) is None:
        found = _URL.search(line)
        url = found[0] if found is not None and line.endswith(found[0]) else None
        title = line.removesuffix(url or "").rstrip(" :-–—(").strip()
        return Evidence(title=title.replace(r"\|", "|") or None, url=url)
    title, *links = (part.strip().replace(r"\|", "|") for part in _BAR.split(line))
    urls = [link for link in links if _URL.fullmatch(link)]
    rest = [link for link in links if link and link not in urls]
    return Evidence(title=title or None, file=" ".join(rest) or None, url=" ".join(urls) or None)


def value_text(value: Value | None) -> str | None:
    """Return a value as a form holds it; None where there is none."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Fraction):
        return numbers.exact(value)
    if isinstance(value, Verdict):
        return verdict_text(value)
    return "\n".join(map(evidence_line, value))
