"""How an assessment has grown, day by day, and who changed what: the record beside its file."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from fractions import Fraction
from typing import NamedTuple

from spbe_cli.core import numbers
from spbe_cli.core.assessment import Answer, Opinion
from spbe_cli.core.collect.changes import Change, Register
from spbe_cli.core.collect.form import (
    documents,
    fields_of,
    parts_told,
    value_text,
    verdict_text,
)
from spbe_cli.core.collect.written import read_day
from spbe_cli.core.owed.todo import Todo

_FIGURES = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: 0?0:00(?::00)?)?")
_MONTHS = 12
_BAR = " | "  # as forms put between what they say of a document
Debts = Mapping[str, int]  # by owner; "" is nobody


class Day(NamedTuple):
    """How things stood at the end of a day.

    `exact` is the index, None while it is open; it then lies from `lowest` to `highest`. `proven`
    are the ends of the proven index, equal where it is exact; None where nothing is to prove.
    """

    date: dt.date
    filled: int
    total: int
    exact: Fraction | None
    lowest: Fraction
    highest: Fraction
    proven: tuple[Fraction, Fraction] | None
    debts: int
    stake: Fraction
    owners: Debts


class Edit(NamedTuple):
    """One field of one item that somebody changed; `source` is the form, or the session.

    The field of our own level is ``level``, that of another's the name of the opinion.
    """

    date: dt.date
    item: str
    field: str
    old: str
    new: str
    source: str


class Documents(NamedTuple):
    """How a list of evidence changed, by its lines.

    `changed` has the name of each document of which something else is said, what was said of it
    before, and what is now.
    """

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]


class History(NamedTuple):
    """Days and changes of an assessment, oldest first."""

    institution: str
    year: int
    days: tuple[Day, ...] = ()
    changes: tuple[Edit, ...] = ()
    since: dt.date | None = None

    def from_(self, since: dt.date | None) -> "History":
        """Return what happened since a day."""
        if since is None:
            return self
        days = tuple(one for one in self.days if one.date >= since)
        changes = tuple(one for one in self.changes if one.date >= since)
        return self._replace(days=days, changes=changes, since=since)


def day_of(owed: Todo) -> Day:
    """Return how things stand today."""
    result, proof = owed.dossiers.result, owed.dossiers.proof
    scored = list(result.items())
    open_ = len(result.missing) + len(result.assumed)
    return Day(
        date=owed.today,
        filled=len(scored) - open_,
        total=len(scored),
        exact=result.index,
        lowest=result.lowest,
        highest=result.highest,
        proven=None if proof is None else proof.known.ends,
        debts=sum(len(one.debts) for one in owed.debtors),
        stake=owed.stake,
        owners={one.owner or "": len(one.debts) for one in owed.debtors},
    )


def with_day(days: Iterable[Day], new: Day) -> tuple[Day, ...]:
    """Return days in their order, the new one in the place of what was known of its date."""
    kept = {one.date: one for one in days} | {new.date: new}
    return tuple(kept[date] for date in sorted(kept))


def weeks(days: Sequence[Day]) -> list[Day]:
    """Return the last day of each week (Monday to Sunday), oldest first."""
    found: dict[tuple[int, int], Day] = {}
    for one in days:
        year, week, _day = one.date.isocalendar()
        found[year, week] = one
    return list(found.values())


def days_written(texts: Iterable[str]) -> dict[str, dt.date | None]:
    """Read the days of a record as people and spreadsheets write them, by their texts.

    Of ``03/08/2024`` others tell which is the day: a spreadsheet writes all in one order, and a
    ``27/07/2024`` (or ``7/27/2024``) has it. Without such a one it is not known: None.
    """
    listed = set(texts)
    figures = {text: found for text in listed if (found := _FIGURES.fullmatch(text.strip()))}
    first = any(int(one[1]) > _MONTHS for one in figures.values())
    second = any(int(one[2]) > _MONTHS for one in figures.values())
    read: dict[str, dt.date | None] = {text: read_day(text) for text in listed}
    if first != second:
        for text, one in figures.items():
            day, month = (one[1], one[2]) if first else (one[2], one[1])
            with suppress(ValueError):
                read[text] = dt.date(int(one[3]), int(month), int(day))
    return read


def edits(  # noqa: PLR0913  a change is made of these
    date: dt.date, item: str, before: Answer, after: Answer, opinion: Opinion, *, source: str
) -> Iterator[Edit]:
    """Yield the fields of an item that differ, as a form would show them."""
    old, new = fields_of(before, opinion), fields_of(after, opinion)
    for field, text in new.items():
        if text != old[field]:
            yield Edit(date, item, edited_field(field, opinion), old[field], text, source)
    for code, verdict in after.items.items():
        known = before.items.get(code)
        if known is None or verdict_text(known) != verdict_text(verdict):
            told = "" if known is None else verdict_text(known)
            yield Edit(date, item, code, told, verdict_text(verdict), source)
        told_before = parts_told(known.explanation if known else None)
        for part, text in parts_told(verdict.explanation).items():
            if text != told_before[part]:
                yield Edit(date, item, f"{part}:{code}", told_before[part], text, source)


def brought(date: dt.date, change: Change, source: str) -> Edit:
    """Return the change that a form brought; what it adds to the evidence stands beside the old."""
    new = change.new
    if added := documents(new):
        register = Register(documents(change.old))
        for one in added:
            register.take(one)
        new = tuple(register.entries)
    field = edited_field(change.field, change.opinion)
    texts = (value_text(change.old) or "", value_text(new) or "")
    return Edit(date, change.item, field, *texts, source)


def documents_changed(one: Edit) -> Documents:
    """Return what a change of the field ``evidence`` added, took away, or says otherwise."""
    old, new = _pieces(one.old), _pieces(one.new)
    gone = list((Counter(old) - Counter(new)).elements())
    come = list((Counter(new) - Counter(old)).elements())
    changed = []
    for now in list(come):
        before = next((each for each in gone if each[0] == now[0] and each[0]), None)
        if before is not None:
            gone.remove(before)
            come.remove(now)
            said = tuple(each for each in before if each not in now)
            changed.append((now[0], said, tuple(each for each in now if each not in before)))
    return Documents(tuple(map(_BAR.join, come)), tuple(map(_BAR.join, gone)), tuple(changed))


def _pieces(text: str) -> list[tuple[str, ...]]:
    """Return the lines of a list of evidence, each by what it says; the name comes first."""
    return [tuple(line.split(_BAR)) for line in text.splitlines() if line.strip()]


def edited_field(field: str, opinion: Opinion) -> str:
    """Return the field of a change: whose level it is, where it is not our own."""
    return opinion.value if field == "level" and opinion is not Opinion.SELF else field


def kept_number(value: Fraction | None) -> str:
    """Write a number as the record keeps it; empty where it is not known."""
    return "" if value is None else numbers.exact(value)


def read_number(text: str) -> Fraction | None:
    """Read such a number, a quotient too; None where there is none."""
    top, bar, bottom = text.partition("/")
    if bar and top.isdecimal() and bottom.isdecimal() and int(bottom):
        return Fraction(int(top), int(bottom))
    return numbers.parse(text)
