"""Plans for a result that is known by published, rounded sections only: levels per section.

Which indicators have which levels is not known; how many levels the indicators of each weight have
in all is one of a few cases (see `sums`). A plan says how many levels each published section
has to rise, the indicators of the greatest weight first. It is sure: it reaches the target in every
case, because it counts on the lowest index and the smallest gains that there can be.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from spbe_cli.core.plan.headroom import Headroom, headrooms, known_sections
from spbe_cli.core.plan.knapsack import Choice, Knapsack
from spbe_cli.core.plan.margin import End
from spbe_cli.core.plan.plans import Measure, Status, Terms
from spbe_cli.core.records import replace
from spbe_cli.core.result import Result, SectionScore

_RADIX = 1 << 20  # more than all levels of an instrument: the parts of a cost never meet


class Rooms(NamedTuple):
    """What one level more is worth in each published section of a result."""

    result: Result
    rooms: Sequence[Headroom]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class SectionStep:
    """So many levels more in a section; the index is at least `index` afterwards."""

    room: Headroom
    levels: int
    gain: Fraction
    index: Fraction


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
    def surplus(self) -> Fraction | None:
        """What the plan certainly adds beyond its target; None where it has none or fails it."""
        met = self.target is not None and self.index >= self.target
        return self.index - self.target if self.target is not None and met else None


def reach_sections(result: Result, target: Fraction, terms: Terms | None = None) -> SectionPlan:
    """Return the sure plan of the fewest levels whose index is at least `target`.

    `result` is recovered. Of `terms`, `locked` names published sections (``domain:3``), and a level
    costs 1. Among plans of as many levels: the fewest sections, then the lowest section first, then
    the order of the regulation.
    """
    terms = terms or Terms()
    rooms = headrooms(result, terms)
    sure = _Problem(result, rooms, terms, sure=True)
    least = _Problem(result, rooms, terms, sure=False).reach(target)
    plan = sure.plan(sure.reach(target))
    fewest = least.least if least else None
    unsure = plan.status is Status.OPTIMAL and fewest != plan.levels
    status = Status.FEASIBLE if unsure else plan.status
    return replace(plan, status=status, target=target, least=fewest)


def spend_sections(result: Result, budget: Fraction, terms: Terms | None = None) -> SectionPlan:
    """Return the plan of the highest sure index that `budget` levels buy."""
    terms = terms or Terms()
    sure = _Problem(result, headrooms(result, terms), terms, sure=True)
    plan = sure.plan(sure.knapsack.spend(int(budget)))
    if plan.status is Status.REACHED:
        plan = replace(plan, status=Status.OPTIMAL)  # nothing that the budget buys gains more
    return replace(plan, budget=budget, least=plan.levels)


class _Problem:
    """A knapsack of sections: what is sure, or (`sure` false) what is possible at best."""

    def __init__(
        self, result: Result, rooms: Sequence[Headroom], terms: Terms, *, sure: bool
    ) -> None:
        self.result, self.rooms, self.terms, self.sure = result, rooms, terms, sure
        self.start = result.lowest if sure else result.highest
        gains = [room.sure if sure else room.possible for room in rooms]
        self.scale = math.lcm(*(gain.denominator for one in gains for gain in one))
        lowest = [room.known.candidates[0] for room in rooms]
        lowest_first = sorted(range(len(rooms)), key=lambda one: (lowest[one], one))
        items = [
            [self._end(gain, levels, lowest_first.index(one)) for levels, gain in enumerate(ends)]
            for one, ends in enumerate(gains)
        ]
        self.knapsack = Knapsack(items, list(self._floors(result.sections)))

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
            floor = self.terms.floors.get(one.section.key)
            index = one.candidates[0 if self.sure else -1]
            if floor is not None and floor > index:
                share = one.section.weight / self.result.instrument.total
                yield math.ceil((floor - index) * share * self.scale), range(span[0], span[-1] + 1)

    def reach(self, target: Fraction) -> Choice | None:
        return self.knapsack.reach(math.ceil((target - self.start) * self.scale))

    def plan(self, choice: Choice | None) -> SectionPlan:
        if choice is None:
            highest = self.start + Fraction(self.knapsack.highest(), self.scale)
            return SectionPlan(Status.UNREACHABLE, self.start, highest)
        steps, index = [], self.start
        for room, levels in zip(self.rooms, choice.ends, strict=True):
            if levels:
                index += room.sure[levels]
                steps.append(SectionStep(room, levels, room.sure[levels], index))
        status = Status.OPTIMAL if steps else Status.REACHED
        equal = choice.equal
        return SectionPlan(
            status, self.start, index, choice.effort, steps=tuple(steps), equal=equal
        )
