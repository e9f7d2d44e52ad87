"""How an index answers to single steps: up by one level, down by one, a whole section up by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from spbe_cli.core.index import exact_of
from spbe_cli.core.moves import Move
from spbe_cli.core.plan.basis import Basis
from spbe_cli.core.plan.plans import Effort, Step, Terms
from spbe_cli.core.result import IndicatorScore, Result, SectionScore, leaves, walk


@dataclass(frozen=True, slots=True, eq=False)
class Lift:
    """A section all of whose items rise by one level where they can; `index` is the whole's."""

    section: SectionScore
    gain: Fraction
    index: Fraction


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """An item one level lower than it is, as an assessor may find; `index` is the whole's."""

    score: IndicatorScore
    to: Fraction
    loss: Fraction
    index: Fraction


def moves_up(result: Result, effort: Effort, locked: frozenset[str]) -> list[Move]:
    """Return the next whole level of every free item, the most gain for its effort first.

    Among equals the lowest level comes first, then the order of the regulation. Items without a
    level are left out.
    """
    law, found = result.instrument, []
    for one in result.items():
        if one.level is None or one.item.id in locked:
            continue
        to = Fraction(int(one.level) + 1)
        if to <= law.scale.maximum:
            found.append(Move(one, one.level, to, effort(one.item.id, int(to))))
    return sorted(found, key=lambda move: (-move.gain(law) / move.effort, move.start))


def rises(result: Result, effort: Effort, locked: frozenset[str]) -> list[Step]:
    """Return what `moves_up` does, each with what the index is after it alone."""
    index, law, found = exact_of(result), result.instrument, []
    for move in moves_up(result, effort, locked):
        gain = move.gain(law)
        found.append(Step(move.score, move.start, move.to, move.effort, gain, index + gain))
    return found


def lifts(result: Result) -> list[Lift]:
    """Return for every section the index if all its items rose by one level, up to the highest."""
    index, law, top = exact_of(result), result.instrument, Fraction(result.instrument.scale.maximum)
    found = []
    for section in walk(result.sections):
        gain = sum(
            (
                Move(one, one.level, min(one.level + 1, top)).gain(law)
                for one in leaves([section])
                if one.level is not None
            ),
            Fraction(0),
        )
        found.append(Lift(section, gain, index + gain))
    return found


def cuts(result: Result) -> list[Cut]:
    """Return for every item the index if it were one level lower, the greatest loss first."""
    index, law, low = exact_of(result), result.instrument, Fraction(result.instrument.scale.minimum)
    found = []
    for one in result.items():
        if one.level is not None and one.level > low:
            to = max(one.level - 1, low)
            loss = -Move(one, one.level, to).gain(law)
            found.append(Cut(one, to, loss, index - loss))
    return sorted(found, key=lambda cut: -cut.loss)


class Singles(NamedTuple):
    """What single steps are worth; `terms` are those under which they may be taken.

    `basis` says whether they start from what is proven or from what is claimed.
    """

    result: Result
    terms: Terms
    rises: Sequence[Step]
    lifts: Sequence[Lift]
    cuts: Sequence[Cut]
    basis: Basis | None = None


def singles(result: Result, terms: Terms) -> Singles:
    """Return what single steps make of an exact index."""
    free = rises(result, terms.effort_in(result.instrument), terms.locked)
    return Singles(result, terms, free, lifts(result), cuts(result))


class Scenarios(NamedTuple):
    """The present state, and what others were tried, each by its name."""

    now: Result
    tried: Sequence[tuple[str, Result]]
