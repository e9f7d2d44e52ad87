"""What forms change, and the evidence that they add; the rules are those of merge."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from spbe_cli.core.assessment import Answer, Evidence, Opinion
from spbe_cli.core.collect.form import FieldValue, Form, FormRow
from spbe_cli.core.collect.lines import document_key, evidence_line
from spbe_cli.core.collect.worksheet import Worksheet
from spbe_cli.core.evidence import names_something
from spbe_cli.problems import Place, Problem


class Change(NamedTuple):
    """One field of one item: what the assessment has, what a form brings, and where it stands.

    `new` is None where what was published goes, because other figures contradict it. For an item
    of evidence, the field is its code, ``fact:`` or ``analysis:`` before it where that is meant.
    """

    item: str
    field: str
    opinion: Opinion
    old: FieldValue | None
    new: FieldValue | None
    place: Place


class Import(NamedTuple):
    """What forms change, whether the assessment now has it, and what was left out of them.

    `worksheets`: how tables were read that are no forms.
    """

    changes: Sequence[Change]
    written: bool
    doubts: Sequence[Problem] = ()
    worksheets: Sequence[Worksheet] = ()


def doubts(forms: Sequence[Form]) -> list[Problem]:
    """Return what forms are told of though they come in: cells that were changed, and no documents.

    Evidence that is none, words for "none" or "later", is left out.
    """
    return [
        *(one for form in forms for one in form.altered),
        *_no_documents(forms),
    ]


def _no_documents(forms: Sequence[Form]) -> list[Problem]:
    return [
        Problem(
            "E331", row.places.get("evidence", form.place), {"id": row.item, "title": _written(one)}
        )
        for form in forms
        for row in form.rows
        for one in row.evidence
        if not names_something(one)
    ]


def _written(one: Evidence) -> str:
    """Return what a line of evidence says where that is no document."""
    said = next((each for each in (one.title, one.url, one.file, one.number) if each), None)
    return said or evidence_line(one) or "–"


class Register:
    """Evidence with what is new of it: a document already recorded is told anew."""

    def __init__(self, recorded: Sequence[Evidence]) -> None:
        self.entries = list(recorded)
        self._at: dict[str, int] = {}
        for at, one in enumerate(self.entries):
            self._at.setdefault(document_key(one), at)

    def known(self, one: Evidence) -> Evidence | None:
        """Return how a document is recorded; None where it is not."""
        at = self._at.get(document_key(one))
        return None if at is None else self.entries[at]

    def take(self, one: Evidence) -> None:
        """Record a document, in the place of what names the same one."""
        at = self._at.setdefault(document_key(one), len(self.entries))
        self.entries[at : at + 1] = [one]


def evidence_changes(
    answer: Answer, item: str, rows: Sequence[tuple[Form, FormRow]]
) -> Iterator[Change]:
    """Yield the evidence that each form adds to what is recorded and to what came before it.

    A document that is recorded is told anew only where the form gives it other levels or another
    date: a line that names the document alone takes nothing from it.
    """
    found = Register(answer.evidence)
    for form, row in rows:
        old, new = tuple(found.entries), list[Evidence]()
        touched = "evidence" not in row.untouched
        for one in filter(names_something, row.evidence):
            known = found.known(one)
            told = one if known is None else _told(known, one, touched=touched)
            if told is not None:
                new.append(told)
                found.take(told)
        if new:
            place = row.places.get("evidence", form.place)
            yield Change(item, "evidence", form.opinion, old, tuple(new), place)


def _told(known: Evidence, one: Evidence, *, touched: bool) -> Evidence | None:
    """Return recorded evidence with the levels and the date that a form gives it; None: the same.

    A form that came back as it was sent only fills in what is not recorded.
    """
    given = {
        name: value
        for name in ("levels", "date", "page", "number", "items")
        if (value := getattr(one, name)) and (touched or not getattr(known, name))
    }
    told = known._replace(**given)
    alike = told._replace(levels=known.levels) == known and set(told.levels) == set(known.levels)
    if alike:
        return None
    return told._replace(carried=None) if touched else told  # somebody has looked at it since
