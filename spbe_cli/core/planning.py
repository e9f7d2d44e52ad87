"""The planner: which level steps reach an index with the least effort, provably.

An item may end at one of several whole levels; each end costs effort and gains weight × levels.
Choosing one end for each item is a multiple-choice knapsack over whole numbers (gains and efforts
times their common denominators), solved exactly. With λ the gain for one unit of effort at the
margin of the relaxed problem, a plan loses Σ (λ · effort − gain), less the least that sum can be;
no plan as good as a known one loses more than that one's distance to the relaxation. Ends that lose
more are never looked at, so most items have few left (Lagrangian bound; Kellerer, Pferschy,
Pisinger, Knapsack Problems, 2004, chapter 11).

Among plans of least effort: fewest indicators, then lowest levels first, then the order of the
regulation. So an answer never depends on chance.
"""

import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from spbe_cli.core.result import IndicatorScore, Result, SectionScore, leaves

_RADIX = 1 << 10  # more than there are items: the parts of a cost never run into each other

Effort = Callable[[str, int], Fraction]  # of an item's step to a level


class Status(StrEnum):
    """What came of planning; `CHANGED`: nothing was planned, levels were given."""

    CHANGED = "changed"
    OPTIMAL = "optimal"
    REACHED = "reached"  # nothing has to be done
    UNREACHABLE = "unreachable"


def one_each(_item: str, _level: int) -> Fraction:
    """Return the effort of a step where nothing else is said: 1."""
    return Fraction(1)


@dataclass(frozen=True, slots=True, repr=False)
class Terms:
    """What a plan must keep to.

    `locked` items keep their level. `max_level` bounds every end, `max_step` the levels that one
    item rises. `floors` are indices that sections must reach, by (kind, id). `effort` is positive.
    """

    locked: frozenset[str] = frozenset()
    max_level: int | None = None
    max_step: int | None = None
    floors: Mapping[tuple[str, str], Fraction] = field(default_factory=dict)
    effort: Effort = one_each


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Step:
    """One level more for an item (the first may be part of one); `index` is the index after it."""

    score: IndicatorScore
    start: Fraction
    to: Fraction
    effort: Fraction
    gain: Fraction
    index: Fraction

    @property
    def item(self) -> str:
        """The id of the item: ``12``, ``35-2``."""
        return self.score.item.id


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Plan:
    """Steps in the order of the regulation, and the exact index before and after them.

    `equal` is the number of other plans with the same effort that do as well. For an unreachable
    target `index` is the highest there is under the terms, and there are no steps.
    """

    status: Status
    start: Fraction
    index: Fraction
    effort: Fraction = Fraction(0)
    steps: tuple[Step, ...] = ()
    equal: int = 0


class _End(NamedTuple):
    """A level where an item may end: whole numbers, scaled. `cost` orders plans of equal gain."""

    level: int
    gain: int
    effort: int
    cost: int


class _Item(NamedTuple):
    score: IndicatorScore
    ends: tuple[_End, ...]  # the first stays where it is


_Price = tuple[int, int]  # gain for effort, at the margin
_Back = tuple[int, int, "_Back | None"]  # position of the item, of its end, and those after it
_Key = tuple[int, int, tuple[int, ...]]  # gain, effort, and how far each floor is reached
_States = dict[_Key, tuple[int, int, _Back | None]]  # cost, number of plans, the best of them


def reach(result: Result, target: Fraction, terms: Terms | None = None) -> Plan:
    """Return the plan of least effort whose exact index is at least `target`.

    `result` has an exact index. The floors of `terms` hold too.
    """
    return _Problem(result, terms or Terms()).reach(target)


def spend(result: Result, budget: Fraction, terms: Terms | None = None) -> Plan:
    """Return the plan of the highest index that an effort of at most `budget` buys.

    Among those the one of least effort. Unreachable where the budget does not even pay for the
    floors of `terms`.
    """
    return _Problem(result, terms or Terms()).spend(budget)


def changed(result: Result, levels: Mapping[str, Fraction]) -> Plan:
    """Return what given levels, by item, make of an exact index; effort counts whole levels up."""
    weight = result.instrument.total
    index, steps = start(result), []
    for one in result.items():
        if one.item.id in levels and one.level is not None and levels[one.item.id] != one.level:
            to = levels[one.item.id]
            gain = one.item.weight * (to - one.level) / weight
            index += gain
            effort = Fraction(max(0, math.ceil(to - one.level)))
            steps.append(Step(one, one.level, to, effort, gain, index))
    spent = sum((step.effort for step in steps), Fraction(0))
    return Plan(Status.CHANGED, start(result), index, spent, tuple(steps))


def merged(plan: Plan) -> Iterator[Step]:
    """Yield the steps of one item as one, from its first level to its last."""
    for _item, group in itertools.groupby(plan.steps, key=lambda step: step.item):
        steps = list(group)
        effort = sum((one.effort for one in steps), Fraction(0))
        gain = sum((one.gain for one in steps), Fraction(0))
        yield replace(steps[-1], start=steps[0].start, effort=effort, gain=gain)


def start(result: Result) -> Fraction:
    """Return the exact index that a plan starts from; ValueError where there is none."""
    if result.index is None:
        raise ValueError("a plan starts from an exact index")
    return result.index


def highest(result: Result, terms: Terms | None = None) -> Fraction:
    """Return the highest exact index that there is under terms, whatever the effort."""
    return _Problem(result, terms or Terms()).highest()


class _Problem:
    """A knapsack over whole numbers, made from a result and its terms."""

    def __init__(self, result: Result, terms: Terms) -> None:
        self.result, self.terms, self.start = result, terms, start(result)
        self.weight = result.instrument.total
        scored = tuple(leaves(result.sections))
        ends = [tuple(self._ends(one)) for one in scored]
        flat = [end for one in ends for end in one]
        self.gains = math.lcm(*(gain.denominator for _level, gain, _effort in flat))
        self.efforts = math.lcm(*(effort.denominator for _level, _gain, effort in flat))
        self.floors = list(self._floors(result.sections, 0))
        self.items = [self._item(*pair) for pair in zip(scored, ends, strict=True)]

    def _ends(self, one: IndicatorScore) -> Iterator[tuple[int | Fraction, Fraction, Fraction]]:
        """Yield (level, gain of weight × level, effort) of staying, and of each higher end."""
        level = one.level if one.level is not None else Fraction(0)
        yield level, Fraction(0), Fraction(0)
        if one.item.id in self.terms.locked:
            return
        scale, terms = self.result.instrument.scale, self.terms
        top = min(scale.maximum, terms.max_level or scale.maximum)
        if terms.max_step is not None:
            top = min(top, int(level) + terms.max_step)
        effort = Fraction(0)
        for to in range(int(level) + 1, top + 1):
            effort += terms.effort(one.item.id, to)
            yield to, one.item.weight * (to - level), effort

    def _item(
        self, one: IndicatorScore, ends: Sequence[tuple[int | Fraction, Fraction, Fraction]]
    ) -> _Item:
        scale = self.result.instrument.scale
        span = scale.maximum - scale.minimum
        made = []
        for number, (level, gain, effort) in enumerate(ends):
            whole = int(effort * self.efforts)
            # Effort first, then indicators touched, then how many rise from the lowest levels.
            cost = (whole * _RADIX + (number > 0)) * _RADIX**span
            first = int(ends[0][0]) - scale.minimum
            cost -= sum(_RADIX ** (span - 1 - first - step) for step in range(number))
            made.append(_End(int(level), int(gain * self.gains), whole, cost))
        return _Item(one, tuple(made))

    def _floors(self, sections: Iterable[SectionScore], first: int) -> Iterator[tuple[int, range]]:
        """Yield what each section with a floor has to gain, and where its items are.

        Inner sections come first; `first` is the position of the first item.
        """
        for one in sections:
            span = range(first, first + sum(1 for _one in leaves([one])))
            yield from self._floors(one.sections, first)
            floor = self.terms.floors.get((one.section.kind, one.section.id))
            if floor is not None and one.index is not None and floor > one.index:
                yield math.ceil((floor - one.index) * one.section.weight * self.gains), span
            first = span.stop

    # --- what is asked ----------------------------------------------------------------------

    def highest(self) -> Fraction:
        """Return the index where every item ends as high as it may."""
        gain = sum(item.ends[-1].gain for item in self.items)
        return self.start + Fraction(gain, self.gains) / self.weight

    def reach(self, target: Fraction) -> Plan:
        """Return the plan of least effort for a target."""
        need = math.ceil((target - self.start) * self.weight * self.gains)
        if need <= 0 and not self.floors:
            return Plan(Status.REACHED, self.start, self.start)
        known = self._cheap(need)
        if known is None:
            return Plan(Status.UNREACHABLE, self.start, self.highest())
        effort, price = known
        effort = self._least(price, need, effort)
        states = self._search(price, max(need, 0), effort)
        return self._best({key: one for key, one in states.items() if key[0] >= need}, rich=False)

    def spend(self, budget: Fraction) -> Plan:
        """Return the plan of the highest index for a budget."""
        effort = int(budget * self.efforts)
        gain, price = self._rich(effort)
        # A plan that meets the floors may gain less than the one that is known without them.
        states = self._search(price, 0 if self.floors else gain, effort)
        if not states:
            return Plan(Status.UNREACHABLE, self.start, self.highest())
        return self._best(states, rich=True)

    def _best(self, states: _States, *, rich: bool) -> Plan:
        """Return the cheapest plan, or if `rich` the one of the greatest gain."""

        def order(state: tuple[_Key, tuple[int, int, _Back | None]]) -> tuple[int, int]:
            (gain, _effort, _marks), (cost, _count, _back) = state
            return -gain if rich else 0, cost

        least = min(map(order, states.items()))
        ties = [one for one in states.items() if order(one) == least]
        chosen, (gain, effort, _marks) = max((self._chosen(one[1][2]), one[0]) for one in ties)
        equals = sum(
            count
            for (other, spent, _marks), (_cost, count, _back) in states.items()
            if spent == effort and (other == gain or not rich)
        )
        steps = tuple(self._steps(chosen))
        index = steps[-1].index if steps else self.start
        status = Status.OPTIMAL if steps else Status.REACHED
        spent = Fraction(effort, self.efforts)
        return Plan(status, self.start, index, spent, steps, equals - 1)

    def _chosen(self, back: _Back | None) -> tuple[int, ...]:
        """Return for every item the position of its end."""
        chosen = [0] * len(self.items)
        while back is not None:
            position, end, back = back
            chosen[position] = end
        return tuple(chosen)

    def _steps(self, chosen: Iterable[int]) -> Iterator[Step]:
        index = self.start
        for item, end in zip(self.items, chosen, strict=True):
            level = item.score.level or Fraction(0)
            for number in range(1, end + 1):
                to = Fraction(item.ends[number].level)
                gain = item.score.item.weight * (to - level) / self.weight
                index += gain
                effort = self.terms.effort(item.score.item.id, int(to))
                yield Step(item.score, level, to, effort, gain, index)
                level = to

    # --- the search -------------------------------------------------------------------------

    def _cheap(self, need: int) -> tuple[int, _Price] | None:
        """Return effort and marginal price of a good plan; None where none does.

        Floors are met first, then the best gains for their effort are taken, up to `need`.
        """
        at, price = [0] * len(self.items), (1, 1)
        for least, span in [*self.floors, (need, range(len(self.items)))]:
            gained = sum(self.items[one].ends[at[one]].gain for one in span)
            for position, end, gain, effort in self._rises(span, at):
                if gained >= least:
                    break
                at[position], gained, price = end, gained + gain, (gain, effort)
            if gained < least:
                return None
        pairs = zip(self.items, at, strict=True)
        return sum(item.ends[end].effort for item, end in pairs), price

    def _rich(self, budget: int) -> tuple[int, _Price]:
        """Return gain and marginal price of a good plan within a budget, floors aside."""
        at, price, gained = [0] * len(self.items), (1, 1), 0
        for position, end, gain, effort in self._rises(range(len(self.items)), at):
            price = (gain, effort)
            if effort > budget:
                break
            budget, gained = budget - effort, gained + gain
            at[position] = end
        return gained, price

    def _rises(self, span: range, at: Sequence[int]) -> list[tuple[int, int, int, int]]:
        """Return (position, end, gain, effort) of all increments, the best for its effort first."""
        found = [
            (position, *rise)
            for position in span
            for rise in _hull(self.items[position].ends, at[position])
        ]
        return sorted(found, key=lambda one: -Fraction(one[2], one[3]))

    def _least(self, price: _Price, need: int, effort: int) -> int:
        """Return the least effort for a gain: a quick look before the thorough one.

        It keeps the greatest gain of every effort, which says nothing of floors; with those, the
        effort that is known stays.
        """
        if self.floors:
            return effort
        worth, least, slack = self._worth(price, need, effort)
        rate, unit = price
        best, base = {0: 0}, 0
        for item, losses, low in zip(self.items, worth, least, strict=True):
            base += low
            ends = [end for end, loss in zip(item.ends, losses, strict=True) if loss - low <= slack]
            found: dict[int, int] = {}
            for spent, had in best.items():
                for end in ends:
                    paid, now = spent + end.effort, had + end.gain
                    if (
                        paid <= effort
                        and rate * paid - unit * now - base <= slack
                        and now > found.get(paid, -1)
                    ):
                        found[paid] = now
            best = found
        return min(paid for paid, now in best.items() if now >= need)

    def _worth(
        self, price: _Price, gain: int, effort: int
    ) -> tuple[list[list[int]], list[int], int]:
        """Return what each end loses at a price, the least of each item, and the slack.

        The slack is what all items together may lose beyond their least in a plan of at least
        `gain` and at most `effort`.
        """
        rate, unit = price  # λ = rate / unit
        worth = [[rate * end.effort - unit * end.gain for end in one.ends] for one in self.items]
        least = [min(one) for one in worth]
        return worth, least, rate * effort - unit * gain - sum(least)

    def _search(self, price: _Price, gain: int, effort: int) -> _States:
        """Return every state that may belong to a plan of at least `gain` and at most `effort`.

        Items are added from the last to the first, so that a tie is settled by the earlier one.
        """
        rate, unit = price
        worth, least, slack = self._worth(price, gain, effort)
        states: _States = {(0, 0, (0,) * len(self.floors)): (0, 1, None)}
        base = 0
        for position in reversed(range(len(self.items))):
            base += least[position]
            inside = [
                number for number, (_need, span) in enumerate(self.floors) if position in span
            ]
            ends = [
                (number, end)
                for number, end in enumerate(self.items[position].ends)
                if worth[position][number] - least[position] <= slack
            ]
            found: _States = {}
            for (had, spent, marks), (cost, count, back) in states.items():
                for number, end in ends:
                    now, paid = had + end.gain, spent + end.effort
                    if paid > effort or rate * paid - unit * now - base > slack:
                        continue
                    passed = _passed(marks, inside, end.gain, self.floors) if inside else marks
                    new, key = cost + end.cost, (now, paid, passed)
                    old = found.get(key)
                    step = (position, number, back) if number else back
                    if old is None:
                        found[key] = (new, count, step)
                    elif new < old[0] or (new == old[0] and self._earlier(position, step, old[2])):
                        found[key] = (new, old[1] + count, step)
                    else:
                        found[key] = (old[0], old[1] + count, old[2])
            for number in inside:
                need, span = self.floors[number]
                if span.start == position:
                    found = {key: one for key, one in found.items() if key[2][number] >= need}
            states = found
        return states

    def _earlier(self, position: int, one: _Back | None, other: _Back | None) -> bool:
        """Whether one plan raises the earlier items more; both go down to `position`."""
        ends = [back[1] if back and back[0] == position else 0 for back in (one, other)]
        if ends[0] != ends[1]:
            return ends[0] > ends[1]
        return self._chosen(one) > self._chosen(other)


def _passed(
    marks: tuple[int, ...],
    inside: Sequence[int],
    gain: int,
    floors: Sequence[tuple[int, range]],
) -> tuple[int, ...]:
    """Return how far each floor is reached after a gain; no further than it has to be."""
    return tuple(
        min(mark + gain, floors[number][0]) if number in inside else mark
        for number, mark in enumerate(marks)
    )


def _hull(ends: Sequence[_End], start: int) -> Iterator[tuple[int, int, int]]:
    """Yield (end, gain, effort) of the increments on the upper hull, each worth less than before.

    Ends that are no better than a mixture of others are passed over.
    """
    at = start
    while at < len(ends) - 1:
        best = max(
            range(at + 1, len(ends)),
            key=lambda one: (
                Fraction(ends[one].gain - ends[at].gain, ends[one].effort - ends[at].effort),
                one,
            ),
        )
        yield best, ends[best].gain - ends[at].gain, ends[best].effort - ends[at].effort
        at = best
