"""Who owes what: the debts of each unit, ordered by what the index loses if they are not paid.

What is at stake of an indicator: one level of what is unanswered, else the levels that are claimed
and not proven. Where its checklist is recorded, the items that the assessor has not accepted are
worth what the instrument's estimate gives them; an indicator counts once, by the larger of both:
what is owed on the lesser side then has no stake of its own, so that stakes always add up.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from spbe_cli.core import owners
from spbe_cli.core.assessment import State
from spbe_cli.core.clauses import EvidenceExample, Stage
from spbe_cli.core.evidence import covers
from spbe_cli.core.instrument import Instrument
from spbe_cli.core.owed.dossier import Demand, Document, Dossier, Dossiers

_ZERO = Fraction(0)


class DebtKind(StrEnum):
    """Why something is owed, in the order in which it is told."""

    OPEN = "unanswered"
    OUTSIDE = "outside"  # another body's index that would set the level, and is not there
    FILE = "file"  # missing, empty, or not to be read
    UNPROVEN = "unproven"
    RETURNED = "returned"  # an item that the assessor gave back
    WANTED = "wanted"  # an item asked for, and not uploaded
    OVERDUE = "overdue"  # an action whose day has passed
    NOBODY = "unowned"


class Debt(NamedTuple):
    """One thing owed of an item.

    `levels` are those that lack evidence, `stake` what the index loses, `due` by when. `documents`
    are files that are missing, `examples` what the instrument names, `demand` the item of the
    checklist, `partners` the other owners.
    """

    dossier: Dossier
    kind: DebtKind
    levels: tuple[int, ...] = ()
    stake: Fraction = _ZERO
    due: dt.date | None = None
    documents: tuple[Document, ...] = ()
    examples: tuple[EvidenceExample, ...] = ()
    demand: Demand | None = None
    partners: tuple[str, ...] = ()

    @property
    def item(self) -> str:
        """The id of the item it is about."""
        return self.dossier.id


class Debtor(NamedTuple):
    """A unit (None: nobody is named), what it owes, greatest stake first, and the sum at stake."""

    owner: str | None
    debts: tuple[Debt, ...]
    stake: Fraction

    @property
    def items(self) -> tuple[str, ...]:
        """The items it owes something of, greatest stake first."""
        return tuple(dict.fromkeys(one.item for one in self.debts))

    @property
    def by_item(self) -> tuple[tuple[tuple[Debt, ...], Fraction], ...]:
        """What it owes of each item, with what that puts at stake; the stakes add up to its own."""
        return tuple(
            (owed, stake_of(owed))
            for owed in (
                tuple(each for each in self.debts if each.item == item) for item in self.items
            )
        )


class Todo(NamedTuple):
    """Debts by unit, greatest stake first, and the units that owe nothing.

    `stake` counts each item once, also where several units share it (`shared`). `owner`: the only
    unit asked for. `shown`: how many debtors were asked for; None for all. `stage`: where the
    instrument's calendar stands: the stage of handing in whose end is `due` where no other day was
    set, else the one that comes or runs; None where there is no calendar, or it is over.
    """

    dossiers: Dossiers
    debtors: tuple[Debtor, ...]
    clear: tuple[str, ...]
    stake: Fraction
    today: dt.date
    due: dt.date | None = None
    owner: str | None = None
    shown: int | None = None
    stage: Stage | None = None

    @property
    def listed(self) -> tuple[Debtor, ...]:
        """The debtors to show."""
        return self.debtors if self.shown is None else self.debtors[: self.shown]

    @property
    def shared(self) -> bool:
        """Whether some stake stands at several units, so that theirs add up to more than it."""
        return sum((one.stake for one in self.debtors), _ZERO) != self.stake

    @property
    def nobody(self) -> Debtor | None:
        """What is owed of items that no unit is named for; it stands last, whatever its stake."""
        return next((one for one in self.debtors if one.owner is None), None)

    def days(self, due: dt.date | None) -> int | None:
        """Return the days left to a date, below zero where it has passed; None without one."""
        return None if due is None else (due - self.today).days


def todo(
    found: Dossiers,
    today: dt.date,
    *,
    due: dt.date | None = None,
    only: str | None = None,
    top: int | None = None,
) -> Todo:
    """Return who owes what; `only`: one unit, as `owners.units` spells it.

    Without `due`, all is due when the instrument's calendar of the year ends the handing in.
    """
    law, assessment = found.result.instrument, found.result.assessment
    calendar = law.schedule(assessment.year) if due is None else None
    stage = calendar and (calendar.deadline(today) or calendar.following(today))
    if stage is not None and stage.hands_in:
        due = stage.closing
    items = {one.id: one for one in found.items}
    debts = {name: _counted(tuple(_debts(law, one, today, due))) for name, one in items.items()}
    debtors, clear = [], []
    for name, own in owners.units(assessment, items).items():
        if only is not None and name != only:
            continue
        owed = [_shared(one, name) for item in own for one in debts[item]]
        ordered = sorted(owed, key=lambda one: -stake_of(debts[one.item]))
        if ordered:
            stake = sum((stake_of(debts[item]) for item in own), _ZERO)
            debtors.append(Debtor(name or None, tuple(ordered), stake))
        elif name:
            clear.append(name)
    debtors.sort(key=lambda one: (one.owner is None, -one.stake, -len(one.debts), one.owner or ""))
    counted = {item for one in debtors for item in one.items}
    total = sum((stake_of(debts[item]) for item in counted), _ZERO)
    return Todo(found, tuple(debtors), tuple(clear), total, today, due, only, top, stage)


def stake_of(debts: Iterable[Debt]) -> Fraction:
    """Return what some debts put at stake together."""
    return sum((one.stake for one in debts), _ZERO)


def _counted(debts: tuple[Debt, ...]) -> tuple[Debt, ...]:
    """Let an item count once: by its levels or by its checklist, whichever is more."""
    asked = stake_of(one for one in debts if one.demand is not None)
    claimed = stake_of(one for one in debts if one.demand is None)
    if not (asked and claimed):
        return debts
    lesser = asked < claimed
    return tuple(
        one._replace(stake=_ZERO) if (one.demand is not None) is lesser else one for one in debts
    )


def _shared(debt: Debt, owner: str) -> Debt:
    others = (one for one in debt.dossier.owners if one.casefold() != owner.casefold())
    return debt._replace(partners=tuple(others))


def _debts(law: Instrument, one: Dossier, today: dt.date, due: dt.date | None) -> Iterator[Debt]:
    """Yield what is owed of an item; that nobody owns it is a debt only where nothing else is."""
    owed = list(_of_levels(law, one, due))
    owed += _of_items(one, due)
    action = one.answer.action
    if action is not None and action.due is not None and action.due < today:
        owed.append(Debt(one, DebtKind.OVERDUE, due=action.due))
    if not owed and not one.owners and not one.score.foreign:
        owed.append(Debt(one, DebtKind.NOBODY))
    yield from owed


def _of_levels(law: Instrument, one: Dossier, due: dt.date | None) -> Iterator[Debt]:
    """Yield what levels owe: an answer, files, evidence; the stakes add up to what is unproven."""
    by = _by(one, due)
    if one.score.origin in ("missing", "provisional"):
        yield Debt(
            one, DebtKind.OPEN, stake=one.worth, due=by, examples=_examples(one, _first(law))
        )
    if one.score.origin == "assumed":  # what that index will be, nobody knows: no stake
        yield Debt(one, DebtKind.OUTSIDE, due=by)
    broken = tuple(each for each in one.documents if each.broken)
    claimed, proven, recorded = one.level, one.proven, one.recorded
    known = claimed is not None and proven is not None and recorded is not None
    if broken:
        lost = (recorded - proven) * one.worth if known and recorded and proven else _ZERO
        yield Debt(one, DebtKind.FILE, _covered(one, broken), lost, by, broken)
    if claimed is not None and proven is not None and recorded is not None and recorded < claimed:
        levels = _bare(one, broken)
        lost = (claimed - recorded) * one.worth
        yield Debt(one, DebtKind.UNPROVEN, levels, lost, by, (), _examples(one, levels))


def _bare(one: Dossier, broken: tuple[Document, ...]) -> tuple[int, ...]:
    """Return the levels that no document stands for, not even one whose file is missing."""
    covered = set(_covered(one, broken))
    return tuple(level for level in one.lacking if level not in covered)


def _covered(one: Dossier, documents: tuple[Document, ...]) -> tuple[int, ...]:
    """Return the levels that would have evidence if some files were there."""
    claimed = one.level or _ZERO
    return tuple(
        level
        for level in one.lacking
        if any(covers(each.evidence, level, claimed, one.checklist) for each in documents)
    )


def _of_items(one: Dossier, due: dt.date | None) -> Iterator[Debt]:
    """Yield the items of the checklist that came back, and the next ones to upload.

    Items are asked for only where the checklist is kept; of those not uploaded, the ones of the
    lowest level that is not complete, since the assessor refuses what is above it.
    """
    if not one.answer.items:
        return
    following = one.standing.next if one.standing else None
    reach = _reach(one)
    for each in one.demands:
        level = each.example.level
        absent = each.verdict.state is State.ABSENT
        if each.returned:
            kind = DebtKind.RETURNED
        elif absent and following is not None and each.code in following.open:
            kind = DebtKind.WANTED
        else:
            continue
        stake = each.worth or _ZERO
        if reach is not None and level is not None and level > reach:
            stake = _ZERO
        yield Debt(
            one, kind, _level(each), stake, _by(one, due), each.documents, (each.example,), each
        )


def _reach(one: Dossier) -> int | None:
    """Return the highest level whose items count once all that is asked for is accepted.

    Above a level of which some items are neither uploaded nor asked for yet, none counts.
    """
    rungs = one.standing.rungs if one.standing else ()
    following = one.standing.next if one.standing else None
    states = {each.code: each.verdict.state for each in one.demands}
    for rung in rungs:
        bare = any(states.get(code) is State.ABSENT for code in rung.open)
        if bare and following is not None and rung.level > following.level:
            return rung.level
    return None


def _level(one: Demand) -> tuple[int, ...]:
    return () if one.example.level is None else (one.example.level,)


def _by(one: Dossier, due: dt.date | None) -> dt.date | None:
    """Return by when something of an item is due: its action's day, or the day set for all."""
    action = one.answer.action
    days = [day for day in (due, action.due if action else None) if day is not None]
    return min(days, default=None)


def _first(law: Instrument) -> tuple[int, ...]:
    """Return the first level that needs evidence."""
    first = law.scale.bare + 1
    return (first,) if first <= law.scale.maximum else ()


def _examples(one: Dossier, levels: Sequence[int]) -> tuple[EvidenceExample, ...]:
    """Return the documents that the instrument names for some levels, each once."""
    found = (example for level in levels for example in one.examples(level))
    return tuple(dict.fromkeys(found))


def debts_by_kind(debtor: Debtor) -> Mapping[DebtKind, int]:
    """Return how many debts there are of each kind, in the order in which they are told."""
    return {
        kind: count for kind in DebtKind if (count := sum(one.kind is kind for one in debtor.debts))
    }
