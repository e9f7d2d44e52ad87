"""What a form carries of an assessment, and what comes home in one.

A form is a workbook or a table with one row for each item. It carries four fields; beside each row
it keeps marks of what stood there when it was written, so that what nobody touched is told apart
from what somebody answered.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from spbe_cli.core import numbers
from spbe_cli.core.assessment import EXPLAINED, Answer, Evidence, Explanation, Opinion, Verdict
from spbe_cli.core.collect.lines import evidence_line
from spbe_cli.core.text import plain_text
from spbe_cli.problems import Place, Problem

FORMAT = "spbe-form/1"
FIELDS = ("level", "evidence", "note", "owner", "fact", "analysis", "remark")
ITEM_FIELDS = ("state", *EXPLAINED)  # of an item of evidence; ``state`` with the remark beside it
REQUIRED = ("level", "evidence", "note", "owner")  # columns that every form of ours has
_UNBROKEN = 16_000  # characters; LibreOffice breaks lines of more than 16 384
ITEM_KEY = "#item"  # marks the sheet of evidence items

FieldValue = Fraction | str | Verdict | tuple[Evidence, ...]


class FormRow(NamedTuple):
    """One row of a form as somebody returned it; None and () where a cell was left empty.

    `untouched` are the fields that still hold what the form was sent with.
    """

    item: str
    level: Fraction | None = None
    evidence: tuple[Evidence, ...] = ()
    note: str | None = None
    owner: str | None = None
    fact: str | None = None
    analysis: str | None = None
    remark: str | None = None
    untouched: frozenset[str] = frozenset()
    places: Mapping[str, Place] = {}  # by field, and "" for the row


class ItemRow(NamedTuple):
    """What a form says of one item of evidence, `code`, of the indicator `item`.

    `verdict` is None where no state is given; its explanation is `fact` and `analysis`.
    `untouched` are the fields, ``state`` among them, that still hold what the form was sent with.
    """

    item: str
    code: str
    verdict: Verdict | None
    untouched: frozenset[str]
    place: Place
    places: Mapping[str, Place] = {}  # by field
    fact: str | None = None
    analysis: str | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """A form that came home. `name` is its file without folder and ending.

    `altered` tells of cells beside the inputs that are not as the form was sent. Of a kertas kerja
    it is one table: `sheet` is where it stands, `number` that of the sheet, `called` what it is
    called in a command.
    """

    name: str
    place: Place
    institution: str
    year: int
    instrument: str
    opinion: Opinion
    owner: str | None = None
    rows: tuple[FormRow, ...] = ()
    items: tuple[ItemRow, ...] = ()
    altered: tuple[Problem, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict, compare=False)
    sheet: str = ""
    number: int = 0
    called: str = ""


def form_fields(opinion: Opinion) -> tuple[str, ...]:
    """Return the fields that a form for an opinion has columns for, after that of the level.

    The external assessor's form asks for remarks in the place of our notes and explanations.
    """
    if opinion is Opinion.OFFICIAL:
        return ("evidence", "remark", "owner")
    return ("evidence", "note", "owner", "fact", "analysis")


def fields_of(answer: Answer, opinion: Opinion) -> dict[str, str]:
    """Return the text of each field, of whatever length; empty where nothing is recorded."""
    level = answer.levels.get(opinion)
    return {
        "level": "" if level is None else numbers.exact(level),
        "evidence": "\n".join(map(evidence_line, answer.evidence)),
        "note": answer.note or "",
        "owner": answer.owner or "",
        **parts_told(answer.explanation),
        "remark": answer.remark or "",
    }


def text_mark(name: str, text: str) -> str:
    """Return a short mark of a field's text: equal texts, and only they, have equal marks.

    Where lines break does not count in very long texts: LibreOffice breaks them.
    """
    from hashlib import sha256  # it takes longer to load than most forms to read

    plain = plain_text(text)
    if name == "evidence":
        plain = "\n".join(filter(None, (line.strip() for line in plain.split("\n"))))
    elif len(plain) > _UNBROKEN and len(words := " ".join(plain.split())) > _UNBROKEN:
        plain = words
    return sha256(plain.encode("utf-8", "replace")).hexdigest()[:10] if plain else "-"


def row_marks(texts: Mapping[str, str]) -> str:
    """Return the marks of all fields of a row, for the form to carry."""
    return " ".join(text_mark(name, texts[name]) for name in FIELDS)


def verdict_text(one: Verdict) -> str:
    """Write a verdict as one text: ``revisi: belum ditandatangani``."""
    return f"{one.state}: {one.note}" if one.note else one.state.value


def item_marks(one: Verdict | None) -> str:
    """Return the marks of a verdict and of the parts of its explanation, for the form to carry."""
    said = "" if one is None else verdict_text(one)
    texts = {"state": said, **parts_told(one.explanation if one else None)}
    return " ".join(text_mark(name, text) for name, text in texts.items())


def parts_told(one: Explanation | None) -> dict[str, str]:
    """Return the parts of an explanation; empty where it says nothing."""
    return {name: (one and getattr(one, name)) or "" for name in EXPLAINED}


def told_anew(known: Explanation | None, part: str, text: str | None) -> Explanation | None:
    """Return an explanation with a part of it written anew; None where nothing is left of it."""
    told = (known or Explanation())._replace(carried=None)
    told = told._replace(fact=text) if part == "fact" else told._replace(analysis=text)
    return told if told.fact or told.analysis else None


def documents(value: FieldValue | None) -> tuple[Evidence, ...]:
    """Return the evidence that a value is; none where it is something else."""
    return value if isinstance(value, tuple) and not isinstance(value, Verdict) else ()


def value_text(value: FieldValue | None) -> str | None:
    """Return a value as a form holds it; None where there is none."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Fraction):
        return numbers.exact(value)
    if isinstance(value, Verdict):
        return verdict_text(value)
    return "\n".join(map(evidence_line, value))
