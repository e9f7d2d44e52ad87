"""Plans for a result that is known by published, rounded sections only: levels per section.

Which indicators have which levels is not known; how many levels the indicators of each weight have
in all is one of a few cases (see `sums`). A plan says how many levels each published section
has to rise, the indicators of the greatest weight first, as far as there is room. It is sure: it
reaches the target in every case (`worst`).

Two knapsacks look for it, each sure of less than is certain: one adds the smallest gains to the
lowest index, the other adds up the lowest ends of the sections. The first is good far from the
highest levels, the second near them. Where neither finds a plan and there is one, every section
rises as far as it may, and what is too much is taken away again.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from fractions import Fraction
from typing import NamedTuple

from spbe_cli.core.plan.headroom import Headroom, headrooms, known_sections
from spbe_cli.core.plan.knapsack import Choice, Knapsack
from spbe_cli.core.plan.margin import End
from spbe_cli.core.plan.plans import Measure, Status, Terms
from spbe_cli.core.plan.worst import Worst
from spbe_cli.core.records import replace
from spbe_cli.core.result import Result, SectionScore, walk

_RADIX = 1 << 20  # more than all levels of an instrument: the parts of a cost never meet


class Rooms(NamedTuple):
    """What one level more is worth in each published section of a result."""

    result: Result
    rooms: Sequence[Headroom]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class SectionStep:
    """So many levels more in a section; the index is at least `index` afterwards.

    `gain` is the least that it adds. Those of several steps may add up to less than the index
    rises for certain: the smallest gain of each belongs to a case of its own. Of `levels` there may
    be more than there is `room` for in some cases: then everything there is as high as it may be.
    """

    room: Headroom
    levels: int
    gain: Fraction
    index: Fraction

    @property
    def full(self) -> bool:
        """Whether there may be less room than levels."""
        return self.levels >= len(self.room.sure)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class SectionPlan:
    """A sure plan: `levels` in all, from the lowest possible index to at least `index`.

    No plan has fewer than `least` levels, whatever the case (None: there is none at all): the plan
    is optimal where it has no more, and otherwise feasible. `equal` is the number of other sure
    plans with as many levels that do as well. For an unreachable target `index` is the highest that
    is sure, and there are no steps.
    """

    status: Status
    start: Fraction
    index: Fraction
    levels: int = 0
    least: int | None = 0
    steps: tuple[SectionStep, ...] = ()
    equal: int = 0
    target: Fraction | None = None
    budget: Fraction | None = None

    @property
    def effort(self) -> Fraction:
        """The effort: a level costs 1."""
        return Fraction(self.levels)

    @property
    def measure(self) -> Measure:
        """How effort is reckoned: the level of no indicator is known."""
        return Measure.FLAT

    @property
    def unit(self) -> None:
        """The unit of effort: none."""

    @property
    def full(self) -> bool:
        """Whether there may be less room than levels somewhere."""
        return any(step.full for step in self.steps)

    @property
    def apart(self) -> bool:
        """Whether the least gains of its steps add up to less than the index rises for certain."""
        return sum((step.gain for step in self.steps), self.start) < self.index

    @property
    def surplus(self) -> Fraction | None:
        """What the plan certainly adds beyond its target; None where it has none or fails it."""
        met = self.target is not None and self.index >= self.target
        return self.index - self.target if self.target is not None and met else None


def reach_sections(result: Result, target: Fraction, terms: Terms | None = None) -> SectionPlan:
    """Return the sure plan of the fewest levels found whose index is at least `target`.

    `result` is recovered. Of `terms`, `locked` names published sections (``domain:3``), and a level
    costs 1. Among plans of as many levels: the fewest sections, then the lowest section first, then
    the order of the regulation.
    """
    terms = terms or Terms()
    rooms = headrooms(result, terms)
    worst = Worst(result, rooms)
    fewest = _Problem(result, rooms, terms, Sight.POSSIBLE).reach(target)
    least = fewest.least if fewest else None
    goal = _Goal(worst, target, terms)
    sure, most = [len(room.sure) - 1 for room in rooms], [room.most for room in rooms]
    if not goal.met(most):
        start, index = result.lowest, worst.index(most)
        return SectionPlan(Status.UNREACHABLE, start, index, target=target, least=least)
    tops = sure if goal.met(sure) else most  # where there is room in every case, nobody wonders
    found: list[tuple[list[int], int]] = []
    for sight in (Sight.ENDS, Sight.GAINS):
        choice = _Problem(result, rooms, terms, sight, tops).reach(target)
        if choice is not None:
            trimmed = goal.trimmed(choice.ends)
            found.append((trimmed, choice.equal if trimmed == list(choice.ends) else 0))
    if not found:
        found.append((goal.trimmed(tops), 0))
    levels, equal = min(reversed(found), key=lambda one: (sum(one[0]), -_touched(one[0])))
    plan = replace(_plan(worst, levels), target=target, least=least, equal=equal)
    unsure = plan.status is Status.OPTIMAL and least != plan.levels
    return replace(plan, status=Status.FEASIBLE) if unsure else plan


def spend_sections(result: Result, budget: Fraction, terms: Terms | None = None) -> SectionPlan:
    """Return the plan of the highest sure index found that `budget` levels buy."""
    terms = terms or Terms()
    rooms = headrooms(result, terms)
    worst, found = Worst(result, rooms), []
    sure, most = [len(room.sure) - 1 for room in rooms], [room.most for room in rooms]
    tops = sure if sum(sure) >= budget else most
    for sight in (Sight.GAINS, Sight.ENDS):
        choice = _Problem(result, rooms, terms, sight, tops).knapsack.spend(int(budget))
        if choice is not None:
            found.append(replace(_plan(worst, choice.ends), equal=choice.equal))
    if not found:
        start, index = result.lowest, worst.index(most)
        return SectionPlan(Status.UNREACHABLE, start, index, budget=budget)
    plan = max(found, key=lambda one: (one.index, -one.levels))
    # Nothing that the budget buys gains more: that is an answer too.
    return replace(plan, status=Status.OPTIMAL, budget=budget, least=plan.levels)


def _plan(worst: Worst, levels: Sequence[int]) -> SectionPlan:
    """Return the plan that raises each section by so many levels."""
    steps, risen, index = [], [0] * len(levels), worst.result.lowest
    for place, (room, more) in enumerate(zip(worst.rooms, levels, strict=True)):
        if more:
            risen[place] = more
            index = worst.index(risen)
            gain = room.sure[min(more, len(room.sure) - 1)]
            steps.append(SectionStep(room, more, gain, index))
    status = Status.OPTIMAL if steps else Status.REACHED
    return SectionPlan(status, worst.result.lowest, index, sum(levels), steps=tuple(steps))


def _touched(levels: Sequence[int]) -> int:
    return sum(more > 0 for more in levels)


class _Goal:
    """What a plan has to reach for certain: an index, and the floors of sections."""

    def __init__(self, worst: Worst, target: Fraction, terms: Terms) -> None:
        self.worst, self.target = worst, target
        self.floors = [
            (one, floor)
            for one in walk(worst.result.sections)
            if (floor := terms.floors.get(one.section.key)) is not None
        ]

    def met(self, levels: Sequence[int]) -> bool:
        """Whether so many levels in each section do, whatever the case."""
        return self.worst.index(levels) >= self.target and all(
            self.worst.of(one, levels) >= floor for one, floor in self.floors
        )

    def trimmed(self, levels: Sequence[int]) -> list[int]:
        """Return no more levels than are needed, the sections of the highest index first."""
        kept = list(levels)
        lowest = [room.known.candidates[0] for room in self.worst.rooms]
        for place in sorted(range(len(kept)), key=lambda one: (-lowest[one], -one)):
            need, enough = 0, kept[place]  # more is never worse: halves will do
            while need < enough:
                kept[place] = (need + enough) // 2
                need, enough = (need, kept[place]) if self.met(kept) else (kept[place] + 1, enough)
            kept[place] = enough
        return kept


class Sight(Enum):
    """What a knapsack counts on: the smallest gains, the lowest ends, or the best there may be."""

    GAINS = auto()
    ENDS = auto()
    POSSIBLE = auto()


class _Problem:
    """A knapsack of sections, by what it counts on; `tops`: the most levels of each."""

    def __init__(
        self,
        result: Result,
        rooms: Sequence[Headroom],
        terms: Terms,
        sight: Sight,
        tops: Sequence[int] | None = None,
    ) -> None:
        self.result, self.rooms, self.terms, self.sight = result, rooms, terms, sight
        total = result.instrument.total
        self.lowest = [min(ends[0] for ends in room.after.values()) for room in rooms]
        self.start = {
            Sight.GAINS: result.lowest,
            Sight.ENDS: sum(self.lowest, Fraction(0)) / total,
            Sight.POSSIBLE: result.highest,
        }[sight]
        gains = list(map(self._gains, rooms))
        if tops is not None:
            gains = [own[: top + 1] for own, top in zip(gains, tops, strict=True)]
        self.scale = math.lcm(*(gain.denominator for one in gains for gain in one))
        lowest = [room.known.candidates[0] for room in rooms]
        lowest_first = sorted(range(len(rooms)), key=lambda one: (lowest[one], one))
        items = [
            [self._end(gain, levels, lowest_first.index(one)) for levels, gain in enumerate(ends)]
            for one, ends in enumerate(gains)
        ]
        self.knapsack = Knapsack(items, list(self._floors(result.sections)))

    def _gains(self, room: Headroom) -> Sequence[Fraction]:
        """Return what 0, 1, 2 … levels more are worth."""
        if self.sight is not Sight.ENDS:
            return room.sure if self.sight is Sight.GAINS else room.possible
        total, all_of_them = self.result.instrument.total, list(room.after.values())
        ends = [
            min(ends[min(levels, len(ends) - 1)] for ends in all_of_them)
            for levels in range(room.most + 1)
        ]
        return [(end - ends[0]) / total for end in ends]

    def _end(self, gain: Fraction, levels: int, rank: int) -> End:
        """Return an end whose cost is: levels, sections touched, and the lowest sections first."""
        digits = len(self.rooms)
        cost = (levels * _RADIX + (levels > 0)) * _RADIX**digits
        cost -= levels * _RADIX ** (digits - 1 - rank)
        return End(int(gain * self.scale), levels, cost)

    def _floors(self, sections: Iterable[SectionScore]) -> Iterator[tuple[int, range]]:
        for one in sections:
            yield from self._floors(one.sections)
            inside = {id(part) for part in known_sections([one])}
            span = [n for n, room in enumerate(self.rooms) if id(room.known) in inside]
            floor, weight = self.terms.floors.get(one.section.key), one.section.weight
            index = one.candidates[-1 if self.sight is Sight.POSSIBLE else 0]
            if self.sight is Sight.ENDS:
                index = sum((self.lowest[n] for n in span), Fraction(0)) / weight
            if floor is not None and floor > index:
                share = weight / self.result.instrument.total
                yield math.ceil((floor - index) * share * self.scale), range(span[0], span[-1] + 1)

    def reach(self, target: Fraction) -> Choice | None:
        return self.knapsack.reach(math.ceil((target - self.start) * self.scale))
