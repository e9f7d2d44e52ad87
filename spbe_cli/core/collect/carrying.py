"""A new assessment begun from one under an earlier instrument: evidence and owners go along.

Which indicator follows which stands in the new instrument (`predecessors`), with whose word that
is. Levels are never converted: no regulation says how. What else was recorded of all predecessors
is told in the provenance of the new indicator, each piece with where it came from.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from spbe_cli.core.assessment import Answer, Assessment, Evidence, Opinion, Provenance
from spbe_cli.core.collect.handover import (
    Handover,
    Holding,
    Holdings,
    holdings,
    of_file,
    proving,
    split,
)
from spbe_cli.core.collect.renewing import marked
from spbe_cli.core.instrument import Indicator, Instrument
from spbe_cli.problems import DataError, Problem

Notes = Mapping[str, str]  # by the id of an indicator


class CarryState(StrEnum):
    """What there is for an indicator of the new instrument."""

    REUSABLE = "reusable"  # every main predecessor has evidence
    RENEW = "renew"  # there are predecessors, but evidence of some is missing or fits in part
    NEW = "new"  # nothing came before it
    OUTSIDE = "outside"  # another body's index sets its level


class Origin(NamedTuple):
    """A predecessor: its level by the most official opinion, and what was recorded of it."""

    item: str
    main: bool
    opinion: Opinion | None
    level: Fraction | None
    answer: Answer


@dataclass(frozen=True, slots=True, eq=False)
class Carried:
    """An indicator of the new instrument with what comes to it.

    `evidence` are pairs of a document and the old indicators it was recorded for, without the
    levels and items it proved there. `owners` are those of the predecessors, each once.
    """

    indicator: Indicator
    state: CarryState
    origins: tuple[Origin, ...]
    evidence: tuple[tuple[Evidence, tuple[str, ...]], ...]
    owners: tuple[str, ...]

    @property
    def lowest(self) -> Fraction | None:
        """The lowest level of the main predecessors: where one may begin to look.

        None where there are none, where one has no level, or where nobody assesses the new one.
        """
        levels = [one.level for one in self.origins if one.main]
        known = [level for level in levels if level is not None]
        complete = len(known) == len(levels) and self.state is not CarryState.OUTSIDE
        return min(known, default=None) if complete else None


class Carrying(NamedTuple):
    """What of an assessment under `law` can be carried over to `new`; `target` as it was set."""

    before: Assessment
    law: Instrument
    new: Instrument
    carried: Sequence[Carried]
    target: Fraction | None = None

    @property
    def handover(self) -> Handover:
        """What becomes of everything that the file before holds."""
        followed = {origin.item for one in self.carried for origin in one.origins}
        answers = self.before.answers
        mapped = [answer for item, answer in answers.items() if item in followed]
        alone = {item: answer for item, answer in answers.items() if item not in followed}
        kept = {
            Holding.EVIDENCE: sum(len(one.evidence) for one in self.carried),
            Holding.OWNERS: sum(bool(one.owners) for one in self.carried),
        }
        _kept, told = split(holdings(mapped), kept)
        left = of_file(self.before) | {
            Holding.OUTSIDE: len({*self.before.outside, *self.before.feeds}),
            Holding.PROOFS: proving(mapped),
        }
        unfollowed = tuple(item for item, answer in alone.items() if holdings([answer]))
        return Handover(_some(kept), told, _some(left), unfollowed)


def _some(found: Holdings) -> dict[Holding, int]:
    return {kind: found[kind] for kind in Holding if found.get(kind)}


def carry(assessment: Assessment, law: Instrument, target: Instrument) -> list[Carried]:
    """Return every indicator of `target` with what an assessment under `law` has for it.

    DataError where no indicator of the new instrument names one of the old as predecessor: E230 if
    the old instrument serves the next year, too, else E237.
    """
    found = [_carried(assessment, law, target, one) for one in target.indicators()]
    if not any(one.origins for one in found):
        params = {"name": law.short, "other": target.short, "year": assessment.year + 1}
        code = "E230" if law.serves(assessment.year + 1) else "E237"
        raise DataError([Problem(code, assessment.places.get(""), params)])
    return found


def begun(
    before: Assessment, target: Instrument, year: int, carried: Iterable[Carried], notes: Notes
) -> Assessment:
    """Return the new assessment: evidence, the first owner and the provenance of each indicator."""
    answers = {
        one.indicator.id: Answer(
            owners=one.owners[:1],
            evidence=tuple(marked(document, before.year) for document, _items in one.evidence),
            provenance=Provenance(before.year, before.instrument, said) if said else None,
        )
        for one in carried
        for said in (notes.get(one.indicator.id),)
    }
    return Assessment(before.institution, year, target.id, answers)


def _carried(
    assessment: Assessment, law: Instrument, target: Instrument, indicator: Indicator
) -> Carried:
    origins = tuple(_origins(assessment, law, indicator))
    gathered: dict[Evidence, list[str]] = {}
    for one in origins:
        for document in one.answer.evidence:
            gathered.setdefault(document._replace(levels=(), items=()), []).append(one.item)
    owners = dict.fromkeys(
        " ".join(owner.split()) for one in origins for owner in one.answer.owners
    )
    return Carried(
        indicator=indicator,
        state=_state(target, indicator, origins),
        origins=origins,
        evidence=tuple((document, tuple(items)) for document, items in gathered.items()),
        owners=tuple(owners),
    )


def _origins(assessment: Assessment, law: Instrument, indicator: Indicator) -> Iterator[Origin]:
    before = indicator.predecessors
    if before is None or before.instrument != law.id:
        return
    for main, ids in ((True, before.main), (False, before.partial)):
        for item in (item for one in ids for item in _items(law, one)):
            answer = assessment.answers.get(item, Answer())
            given = [one for one in Opinion if one in answer.levels and one is not Opinion.TARGET]
            opinion = given[-1] if given else None
            level = None if opinion is None else answer.levels[opinion]
            yield Origin(item, main, opinion, level, answer)


def _items(law: Instrument, wanted: str) -> Iterator[str]:
    """Yield an indicator's items: its services too."""
    for one in law.indicators():
        if one.id == wanted:
            yield from one.item_ids()


def _state(target: Instrument, indicator: Indicator, origins: tuple[Origin, ...]) -> CarryState:
    mains = [one for one in origins if one.main]
    if indicator.outside is not None and target.outside[indicator.outside].converts:
        return CarryState.OUTSIDE
    if not origins:
        return CarryState.NEW
    if mains and all(one.answer.evidence for one in mains):
        return CarryState.REUSABLE
    return CarryState.RENEW
