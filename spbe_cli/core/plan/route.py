"""The planner: which level steps reach an index with the least effort, provably.

An item may end at one of several whole levels; each end costs effort and gains weight × levels.
Gains and efforts times their common denominators are whole numbers: a knapsack (`knapsack`).

Among plans of least effort: fewest indicators, then lowest levels first, then the order of the
regulation. So an answer never depends on chance.
"""

import heapq
import itertools
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from spbe_cli.core.assessment import Planned
from spbe_cli.core.moves import Move
from spbe_cli.core.plan.knapsack import Choice, End, Knapsack
from spbe_cli.core.result import IndicatorScore, Result, SectionScore, leaves, walk

_RADIX = 1 << 10  # more than there are items: the parts of a cost never run into each other

Effort = Callable[[str, int], Fraction]  # of an item's step to a level


class Status(StrEnum):
    """What came of planning; `CHANGED`: nothing was planned, levels or steps were given."""

    CHANGED = "changed"
    OPTIMAL = "optimal"
    FEASIBLE = "feasible"  # it does, but that nothing less does is not proven
    REACHED = "reached"  # nothing has to be done
    UNREACHABLE = "unreachable"


def one_each(_item: str, _level: int) -> Fraction:
    """Return the effort of a step where nothing else is said: 1."""
    return Fraction(1)


class Efforts(NamedTuple):
    """Efforts as somebody reckons them, in `unit` (None: a number without one).

    That of an item's step to a level is the one in `steps`, else in `items`, else in `levels`,
    else 1. All are positive.
    """

    unit: str | None
    levels: Mapping[int, Fraction]
    items: Mapping[str, Fraction]
    steps: Mapping[tuple[str, int], Fraction]

    def of(self, item: str, level: int) -> Fraction:
        """Return the effort of an item's step to a level: an `Effort`."""
        whole = self.items.get(item, self.levels.get(level, Fraction(1)))
        return self.steps.get((item, level), whole)


@dataclass(frozen=True, slots=True, repr=False)
class Terms:
    """What a plan must keep to.

    `locked` items keep their level. `max_level` bounds every end, `max_step` the levels that one
    item rises. `floors` are indices that sections must reach, by (kind, id). `effort` is positive,
    in `unit` where efforts were reckoned in one.
    """

    locked: frozenset[str] = frozenset()
    max_level: int | None = None
    max_step: int | None = None
    floors: Mapping[tuple[str, str], Fraction] = field(default_factory=dict)
    effort: Effort = one_each
    unit: str | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Step:
    """One level more for an item (the first may be part of one); `index` is the index after it.

    `year` is when to take it; None in a plan without years.
    """

    score: IndicatorScore
    start: Fraction
    to: Fraction
    effort: Fraction
    gain: Fraction
    index: Fraction
    year: int | None = None

    @property
    def item(self) -> str:
        """The id of the item: ``12``, ``35-2``."""
        return self.score.item.id

    def evidence(self) -> list[str]:
        """Return the evidence that its level wants, as the instrument has it."""
        wanted = self.score.item.indicator.evidence
        return [one.text for one in wanted if one.serves(int(self.to))]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Plan:
    """Steps in the order of the regulation, and the exact index before and after them.

    `equal` is the number of other plans with the same effort that do as well. For an unreachable
    target `index` is the highest there is under the terms, and there are no steps. `target` or
    `budget` is what was asked for; of changed levels neither. `unit` is that of efforts. Of a plan
    for a target that is feasible, no more is known than that none has less effort than `least`.
    """

    status: Status
    start: Fraction
    index: Fraction
    effort: Fraction = Fraction(0)
    steps: tuple[Step, ...] = ()
    equal: int = 0
    target: Fraction | None = None
    budget: Fraction | None = None
    unit: str | None = None
    least: Fraction = Fraction(0)

    @property
    def surplus(self) -> Fraction | None:
        """What the plan adds beyond its target; None where it has none or does not reach it."""
        met = self.target is not None and self.index >= self.target
        return self.index - self.target if self.target is not None and met else None


def reach(result: Result, target: Fraction, terms: Terms | None = None) -> Plan:
    """Return the plan of least effort whose exact index is at least `target`.

    `result` has an exact index. The floors of `terms` hold too.
    """
    problem = Problem(result, terms or Terms())
    return replace(problem.plan(problem.reach(target)), target=target)


def spend(result: Result, budget: Fraction, terms: Terms | None = None) -> Plan:
    """Return the plan of the highest index that an effort of at most `budget` buys.

    Among those the one of least effort. Unreachable where the budget does not even pay for the
    floors of `terms`.
    """
    problem = Problem(result, terms or Terms())
    plan = problem.plan(problem.spend(budget))
    if plan.status is Status.REACHED:
        plan = replace(plan, status=Status.OPTIMAL)  # nothing that the budget buys gains more
    return replace(plan, budget=budget)


def relaxed(terms: Terms, outside: frozenset[str]) -> Iterator[tuple[str, Terms]]:
    """Yield the terms with one given up, by its name, and with ``all`` given up.

    `outside` are items whose level another body sets: they stay locked unless they are asked for.
    """
    locked = {
        "locked": terms.locked & outside,
        "outside": terms.locked - outside,
    }
    others = [(name, replace(terms, locked=items)) for name, items in locked.items()]
    others += [
        ("max_step", replace(terms, max_step=None)),
        ("max_level", replace(terms, max_level=None)),
        ("floors", replace(terms, floors={})),
    ]
    yield from ((name, other) for name, other in others if other != terms)
    yield "all", Terms(effort=terms.effort, unit=terms.unit)


def others(result: Result, plan: Plan, count: int, terms: Terms | None = None) -> list[Plan]:
    """Return the next best plans for what `plan`, the best, was asked for.

    Each does without at least one item of `plan`, and of every other one before it. After a plan is
    found, the remaining ones are split by the first of its items that they do without (Lawler,
    1972, A procedure for computing the k best solutions); the best of each part waits for its turn.
    """
    terms = terms or Terms()
    waiting: list[tuple[_Order, int, frozenset[str], frozenset[str], Plan]] = []
    ticket = itertools.count()  # so that plans themselves are never compared

    def split(found: Plan, locked: frozenset[str], touched: frozenset[str]) -> None:
        for item in dict.fromkeys(step.item for step in found.steps):
            if item not in touched:
                without = locked | {item}
                problem = Problem(result, replace(terms, locked=without), touched)
                choice = problem.choose(plan)
                if choice is not None:
                    order = problem.order(choice, rich=plan.target is None)
                    one = replace(problem.plan(choice), target=plan.target, budget=plan.budget)
                    heapq.heappush(waiting, (order, next(ticket), without, touched, one))
                touched |= {item}

    split(plan, terms.locked, frozenset())
    found: list[Plan] = []
    while waiting and len(found) < count:
        _order, _ticket, locked, touched, best = heapq.heappop(waiting)
        items = {step.item for step in best.steps}
        # Items that had to be touched may rise for nothing: such a plan is an earlier one and more.
        if not any(items >= {step.item for step in one.steps} for one in found):
            found.append(best)
        if len(found) < count:
            split(best, locked, touched)
    return found


def changed(result: Result, levels: Mapping[str, Fraction], terms: Terms | None = None) -> Plan:
    """Return what given levels, by item, make of an exact index.

    Effort, by `terms`, is that of the whole levels up from the next one on; part of one counts
    whole. Nothing else in `terms` matters: the levels are given.
    """
    terms = terms or Terms()
    moves = []
    for one in result.items():
        to = levels.get(one.item.id)
        if to is not None and one.level is not None and to != one.level:
            first = int(one.level) + 1
            risen = range(first, first + math.ceil(to - one.level))
            paid = sum((terms.effort(one.item.id, level) for level in risen), Fraction(0))
            moves.append(Move(one, one.level, to, paid))
    return _given(result, moves, terms.unit)


def follow(result: Result, planned: Planned) -> Plan:
    """Return what steps that were decided on make of an exact index; those already taken go."""
    scored = {one.item.id: one for one in result.items()}
    levels = {item: one.level for item, one in scored.items() if not one.foreign}
    moves = []
    for step in planned.steps:
        level = levels.get(step.item)
        if level is not None and step.to > level:
            moves.append(Move(scored[step.item], level, step.to, step.effort, step.year))
            levels[step.item] = step.to
    return replace(_given(result, moves, planned.unit), target=planned.target)


def _given(result: Result, moves: Iterable[Move], unit: str | None) -> Plan:
    """Return the plan of steps that were not searched for."""
    steps = tuple(_taken(result, moves, start(result)))
    index = steps[-1].index if steps else start(result)
    effort = sum((step.effort for step in steps), Fraction(0))
    return Plan(Status.CHANGED, start(result), index, effort, steps, unit=unit)


def _taken(result: Result, moves: Iterable[Move], index: Fraction) -> Iterator[Step]:
    """Yield steps with what each gains, and the index after it, from an index on."""
    for move in moves:
        gain = move.gain(result.instrument)
        index += gain
        yield Step(move.score, move.start, move.to, move.effort, gain, index, move.year)


def merged(steps: Iterable[Step]) -> Iterator[Step]:
    """Yield neighbouring steps of one item as one, from its first level to its last."""
    for _item, group in itertools.groupby(steps, key=lambda step: step.item):
        own = list(group)
        effort = sum((one.effort for one in own), Fraction(0))
        gain = sum((one.gain for one in own), Fraction(0))
        yield replace(own[-1], start=own[0].start, effort=effort, gain=gain)


def start(result: Result) -> Fraction:
    """Return the exact index that a plan starts from; ValueError where there is none."""
    if result.index is None:
        raise ValueError("a plan starts from an exact index")
    return result.index


def highest(result: Result, terms: Terms | None = None) -> Fraction:
    """Return the highest exact index that there is under terms, whatever the effort."""
    return Problem(result, terms or Terms()).highest()


_Order = tuple[
    Fraction, Fraction, int, tuple[int, ...], tuple[int, ...]
]  # of plans: the least is the best


def beyond(result: Result, terms: Terms) -> list[tuple[SectionScore, Fraction]]:
    """Return the sections whose floor is out of reach, with the highest index of each."""
    problem = Problem(result, terms)
    tops = {
        one.item.id: levels[-1] for one, levels in zip(problem.scored, problem.levels, strict=True)
    }
    found = []
    for section in walk(result.sections):
        floor = terms.floors.get(section.section.key)
        sums = (one.item.weight * tops[one.item.id] for one in leaves([section]))
        top = sum(sums, Fraction(0)) / section.section.weight
        if floor is not None and top < floor:
            found.append((section, top))
    return found


class Problem:
    """A knapsack made from a result and its terms; items `touched` have to rise."""

    def __init__(self, result: Result, terms: Terms, touched: frozenset[str] = frozenset()) -> None:
        self.result, self.terms, self.start = result, terms, start(result)
        self.weight = result.instrument.total
        self.scored = tuple(result.items())
        self.levels = [list(self._levels(one)) for one in self.scored]
        efforts = [
            [self._paid(one, level) for level in levels[1:]]
            for one, levels in zip(self.scored, self.levels, strict=True)
        ]
        self.gains = math.lcm(
            *(
                one.item.weight.denominator * levels[0].denominator
                for one, levels in zip(self.scored, self.levels, strict=True)
            )
        )
        self.efforts = math.lcm(*(effort.denominator for one in efforts for effort in one))
        self.first = [int(one.item.id in touched) for one in self.scored]  # of the ends it may have
        self.impossible = any(
            first == len(levels) for first, levels in zip(self.first, self.levels, strict=True)
        )
        self.knapsack = Knapsack(
            [
                self._item(one, levels, spent)[first:]
                for first, one, levels, spent in zip(
                    self.first, self.scored, self.levels, efforts, strict=True
                )
            ],
            list(self._floors(result.sections, 0)),
        )

    def _levels(self, one: IndicatorScore) -> Iterator[int | Fraction]:
        """Yield where an item may end: where it is, and each higher level."""
        level = one.level if one.level is not None else Fraction(0)
        yield level
        if one.item.id in self.terms.locked:
            return
        scale, terms = self.result.instrument.scale, self.terms
        top = min(scale.maximum, terms.max_level or scale.maximum)
        if terms.max_step is not None:
            top = min(top, int(level) + terms.max_step)
        yield from range(int(level) + 1, top + 1)

    def _item(
        self,
        one: IndicatorScore,
        levels: Sequence[int | Fraction],
        efforts: Sequence[Fraction],
    ) -> list[End]:
        """Return the ends of an item: gain is weight × level."""
        scale, start = self.result.instrument.scale, levels[0]
        span = scale.maximum - scale.minimum
        unit = one.item.weight.numerator * (
            self.gains // (one.item.weight.denominator * start.denominator)
        )
        made, spent, risen = [End(0, 0, 0)], 0, 0
        for number, (level, effort) in enumerate(zip(levels[1:], efforts, strict=True)):
            spent += effort.numerator * (self.efforts // effort.denominator)
            # Effort first, then indicators touched, then how many rise from the lowest levels.
            risen += _RADIX ** (span - 1 - (int(start) - scale.minimum + number))
            cost = (spent * _RADIX + 1) * _RADIX**span - risen
            gain = unit * (int(level) * start.denominator - start.numerator)
            made.append(End(gain, spent, cost))
        return made

    def _floors(self, sections: Iterable[SectionScore], first: int) -> Iterator[tuple[int, range]]:
        """Yield what each section with a floor has to gain, and where its items are.

        Inner sections come first; `first` is the position of the first item.
        """
        for one in sections:
            span = range(first, first + sum(1 for _one in leaves([one])))
            yield from self._floors(one.sections, first)
            floor = self.terms.floors.get(one.section.key)
            if floor is not None and one.index is not None and floor > one.index:
                yield math.ceil((floor - one.index) * one.section.weight * self.gains), span
            first = span.stop

    def need(self, index: Fraction) -> int:
        """Return the gain that an index needs."""
        return math.ceil((index - self.start) * self.weight * self.gains)

    def index(self, gain: int) -> Fraction:
        """Return the index that a gain leads to."""
        return self.start + Fraction(gain, self.gains) / self.weight

    def highest(self) -> Fraction:
        """Return the index where every item ends as high as it may."""
        return self.index(self.knapsack.highest())

    def reach(self, target: Fraction) -> Choice | None:
        """Choose for a target."""
        return None if self.impossible else self.knapsack.reach(self.need(target))

    def spend(self, budget: Fraction) -> Choice | None:
        """Choose for a budget."""
        return None if self.impossible else self.knapsack.spend(int(budget * self.efforts))

    def choose(self, plan: Plan) -> Choice | None:
        """Choose for what another plan was asked for."""
        if plan.target is not None:
            return self.reach(plan.target)
        return self.spend(plan.budget or Fraction(0))

    def plan(self, choice: Choice | None) -> Plan:
        """Return the plan of a choice."""
        unit = self.terms.unit
        if choice is None:
            return Plan(Status.UNREACHABLE, self.start, self.highest(), unit=unit)
        ends = self._ends(choice)
        steps = tuple(self.steps(ends, [0] * len(ends), self.start))
        index = steps[-1].index if steps else self.start
        status = Status.OPTIMAL if steps else Status.REACHED
        if choice.least < choice.effort:
            status = Status.FEASIBLE
        effort, least = (Fraction(one, self.efforts) for one in (choice.effort, choice.least))
        plan = Plan(status, self.start, index, effort, steps, choice.equal, unit=unit)
        return replace(plan, least=least)

    def steps(self, ends: Sequence[int], before: Sequence[int], index: Fraction) -> Iterator[Step]:
        """Return the steps between two positions of every item, from an index on."""
        moves = (
            Move(one, Fraction(levels[at - 1]), Fraction(levels[at]), self._paid(one, levels[at]))
            for one, levels, first, last in zip(self.scored, self.levels, before, ends, strict=True)
            for at in range(first + 1, last + 1)
        )
        return _taken(self.result, moves, index)

    def _paid(self, one: IndicatorScore, level: int | Fraction) -> Fraction:
        return self.terms.effort(one.item.id, int(level))

    def _ends(self, choice: Choice) -> list[int]:
        """Return the position of each item's end among all its levels."""
        return [first + end for first, end in zip(self.first, choice.ends, strict=True)]

    def order(self, choice: Choice, *, rich: bool) -> _Order:
        """Return what settles which of two plans is the better: the lower one.

        In fractions, for two problems need not be scaled alike.
        """
        ends = self._ends(choice)
        risen = Counter(
            level
            for levels, end in zip(self.levels, ends, strict=True)
            for level in map(int, levels[:end])
        )
        scale = self.result.instrument.scale
        return (
            Fraction(-choice.gain, self.gains) if rich else Fraction(0),
            Fraction(choice.effort, self.efforts),
            sum(end > 0 for end in ends),
            tuple(-risen[level] for level in scale.levels()),
            tuple(-end for end in ends),
        )
