"""How an assessment has grown, day by day, and who changed what: the record beside its file."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from spbe_cli.core import numbers
from spbe_cli.core.assessment import Answer, Opinion
from spbe_cli.core.collect.form import fields_of, parts_told, verdict_text
from spbe_cli.core.owed.todo import Todo

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
