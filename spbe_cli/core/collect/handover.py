"""What becomes of all that an assessment holds when another is begun from it.

Every kind of entry is handed over, told in the provenance of the new entries, or left out; nothing
goes without a word.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from spbe_cli.core.assessment import Answer, Assessment, Opinion, State
from spbe_cli.core.instrument import Instrument


class Holding(StrEnum):
    """A kind of entry, in the order in which it is told."""

    EVIDENCE = "evidence"
    EXPLANATIONS = "explanations"
    OWNERS = "owners"
    LEVELS = "levels"
    TARGETS = "targets"
    NOTES = "notes"
    REMARKS = "remarks"
    ACTIONS = "actions"
    ITEMS = "items"
    OUTSIDE = "outside"
    ORIGINS = "provenance"
    PROOFS = "proofs"  # levels and items that documents say they prove
    PUBLISHED = "published"
    PLAN = "plan"


Holdings = Mapping[Holding, int]  # how many there are; documents, or indicators that have one


class Handover(NamedTuple):
    """How much is `kept` in the new file, `told` in its provenance, and `left` out.

    `unfollowed` are the items with entries that no item of the new instrument follows.
    """

    kept: Holdings
    told: Holdings
    left: Holdings
    unfollowed: tuple[str, ...] = ()


def holdings(answers: Iterable[Answer]) -> dict[Holding, int]:
    """Count what some answers hold."""
    found: Counter[Holding] = Counter()
    for one in answers:
        found.update(_held(one))
    return {kind: found[kind] for kind in Holding if found[kind]}


def _held(one: Answer) -> dict[Holding, int]:
    known = {
        Holding.EVIDENCE: len(one.evidence),
        Holding.EXPLANATIONS: len(one.explanations),
        Holding.OWNERS: bool(one.owners),
        Holding.LEVELS: any(opinion is not Opinion.TARGET for opinion in one.levels),
        Holding.TARGETS: Opinion.TARGET in one.levels,
        Holding.NOTES: bool(one.note),
        Holding.REMARKS: bool(one.remark),
        Holding.ACTIONS: bool(one.action),
        Holding.ITEMS: sum(
            verdict.state is not State.ABSENT or bool(verdict.note)
            for verdict in one.items.values()
        ),
        Holding.ORIGINS: bool(one.provenance),
    }
    return {kind: int(count) for kind, count in known.items()}


def proving(answers: Iterable[Answer]) -> int:
    """Count the documents that say which levels or items they prove."""
    return sum(bool(each.levels or each.items) for one in answers for each in one.evidence)


def of_file(before: Assessment) -> dict[Holding, int]:
    """Count what a file holds beside its indicators, but for the indices of other bodies."""
    known = {Holding.PUBLISHED: before.published, Holding.PLAN: before.plan}
    return {kind: 1 for kind, one in known.items() if one is not None}


def fed(law: Instrument, item: str, before: Assessment) -> Iterator[str]:
    """Yield the indices of other bodies in `before` that an item of the instrument takes."""
    indicator = law.items().get(item)
    feed = indicator.outside if indicator and indicator.id == item else None
    if feed is not None and (feed in before.outside or feed in before.feeds):
        yield feed


def split(
    found: Holdings, kept: Iterable[Holding]
) -> tuple[dict[Holding, int], dict[Holding, int]]:
    """Return the holdings of some kinds, and the others."""
    wanted = set(kept)
    return (
        {kind: count for kind, count in found.items() if kind in wanted},
        {kind: count for kind, count in found.items() if kind not in wanted},
    )
