"""Plans for a result that is known by published, rounded sections only: levels per section.

Which indicators have which levels is not known; how many levels the indicators of each weight have
in all is one of a few cases (see `sums`). A plan says how many levels each published section
has to rise, the indicators of the greatest weight first. It is sure: it reaches the target in every
case, because it counts on the lowest index and the smallest gains that there can be.
"""

import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from spbe_cli.core.instrument import Instrument, Section
from spbe_cli.core.plan.knapsack import Choice, Knapsack
from spbe_cli.core.plan.margin import End
from spbe_cli.core.plan.plans import Measure, Status, Terms
from spbe_cli.core.records import replace
from spbe_cli.core.result import Result, SectionScore
from spbe_cli.core.score.sums import variants
from spbe_cli.problems import DataError, Problem

_RADIX = 1 << 20  # more than all levels of an instrument: the parts of a cost never meet
_MOST_CASES = 200_000  # a bundled instrument has some 40; beyond this a file is hostile


class Headroom(NamedTuple):
    """How the index answers to more levels in a published section.

    `sure` holds the gain of 0, 1, 2 … levels more, in the worst case, as far as there is room in
    every case; `possible` the same at best. `first` are the parts whose indicators weigh most, to
    be raised first; none where all weigh the same.
    """

    known: SectionScore
    first: tuple[Section, ...]
    sure: tuple[Fraction, ...]
    possible: tuple[Fraction, ...]

    def next_gain(self) -> tuple[Fraction, Fraction] | tuple[()]:
        """Return the least and the most that the next level gains; nothing without room."""
        return (self.sure[1], self.possible[1]) if len(self.sure) > 1 else ()


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


def reach(result: Result, target: Fraction, terms: Terms | None = None) -> SectionPlan:
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


def spend(result: Result, budget: Fraction, terms: Terms | None = None) -> SectionPlan:
    """Return the plan of the highest sure index that `budget` levels buy."""
    terms = terms or Terms()
    sure = _Problem(result, headrooms(result, terms), terms, sure=True)
    plan = sure.plan(sure.knapsack.spend(int(budget)))
    if plan.status is Status.REACHED:
        plan = replace(plan, status=Status.OPTIMAL)  # nothing that the budget buys gains more
    return replace(plan, budget=budget, least=plan.levels)


def known(sections: Iterable[SectionScore]) -> Iterator[SectionScore]:
    """Yield the innermost sections that a recovered result has."""
    for one in sections:
        yield from known(one.sections) if one.sections else [one]


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
            inside = {id(part) for part in known([one])}
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


# --- headroom: the cases behind a published section -------------------------------------------


class _Group(NamedTuple):
    """Indicators of one weight, `number` of them, in all their parts."""

    weight: Fraction
    number: int
    sections: tuple[Section, ...]


_Pick = Callable[[Iterable[int]], int]


def headrooms(result: Result, terms: Terms | None = None) -> list[Headroom]:
    """Return the headroom of every published section; DataError E220 of a hostile instrument."""
    return [_headroom(result, one, terms or Terms()) for one in known(result.sections)]


def _headroom(result: Result, one: SectionScore, terms: Terms) -> Headroom:
    if one.section.ref in terms.locked:
        return Headroom(one, (), (Fraction(0),), (Fraction(0),))
    law, sums = result.instrument, {index * one.section.weight for index in one.candidates}
    room = _room(law, terms)
    sure: list[list[Fraction]] = []
    possible: list[list[Fraction]] = []
    firsts = set()
    for groups in _shapes(one.section):
        if math.prod(group.number * law.scale.maximum + 1 for group in groups[1:]) > _MOST_CASES:
            place = result.assessment.places.get("published")
            raise DataError([Problem("E220", place)])
        firsts.add(groups[0].sections if len(groups) > 1 else ())
        for case in _cases(law, groups, sums):
            pairs = list(zip(groups, case, strict=True))
            for found, pick in ((sure, min), (possible, max)):
                rises = [(group.weight, room(group.number, n, pick)) for group, n in pairs]
                found.append(_gains(rises, law.total))
    shortest, longest = min(map(len, sure)), max(map(len, possible))
    padded = [ways + [ways[-1]] * (longest - len(ways)) for ways in possible]
    return Headroom(
        known=one,
        first=firsts.pop() if len(firsts) == 1 else (),
        sure=tuple(min(ways) for ways in zip(*(ways[:shortest] for ways in sure), strict=True)),
        possible=tuple(max(ways) for ways in zip(*padded, strict=True)),
    )


def _gains(rises: Iterable[tuple[Fraction, int]], total: Fraction) -> list[Fraction]:
    """Return the gain of 0, 1, 2 … levels from (weight, room), the greatest weight first."""
    steps = itertools.chain.from_iterable([weight / total] * room for weight, room in rises)
    return list(itertools.accumulate(steps, initial=Fraction(0)))


def _shapes(section: Section) -> Iterator[list[_Group]]:
    """Yield the indicators beneath a section by weight, the greatest first.

    Several times where the number of services, and so a weight, may differ.
    """
    leaves = [leaf for leaf in section.walk() if leaf.indicators]
    for weights in itertools.product(*(list(variants(leaf)) for leaf in leaves)):
        found: dict[Fraction, list[Section]] = {}
        for leaf, several in zip(leaves, weights, strict=True):
            for weight in several:
                found.setdefault(weight, []).append(leaf)
        yield [
            _Group(weight, len(inside), tuple(dict.fromkeys(inside)))
            for weight, inside in sorted(found.items(), reverse=True)
        ]


def _cases(
    law: Instrument, groups: Sequence[_Group], sums: Iterable[Fraction]
) -> Iterator[tuple[int, ...]]:
    """Yield the levels that each group may have in all, so that they add up to one of `sums`."""
    first, *rest = groups
    least, most = law.scale.minimum, law.scale.maximum
    spans = [range(one.number * least, one.number * most + 1) for one in rest]
    for whole in sums:
        for levels in itertools.product(*spans):
            parts = sum(one.weight * n for one, n in zip(rest, levels, strict=True))
            left = (whole - parts) / first.weight
            if left.denominator == 1 and first.number * least <= left <= first.number * most:
                yield (int(left), *levels)


def _room(law: Instrument, terms: Terms) -> Callable[[int, int, _Pick], int]:
    """Return how many levels so many indicators with so many levels in all can rise.

    How the levels are spread is not known: the third argument is min for what is sure, max for
    what is possible.
    """
    scale = law.scale
    if terms.max_step is None and terms.max_level is None:
        return lambda count, levels, _pick: count * scale.maximum - levels
    top = min(scale.maximum, terms.max_level or scale.maximum)
    step = terms.max_step or scale.maximum
    rises = {level: min(step, max(0, top - level)) for level in scale.levels()}

    def room(count: int, levels: int, pick: _Pick) -> int:
        found = {0: 0}  # the best room so far, by the levels used up
        for _indicator in range(count):
            ways: dict[int, list[int]] = {}
            for used, had in found.items():
                for level, rise in rises.items():
                    ways.setdefault(used + level, []).append(had + rise)
            found = {used: pick(rooms) for used, rooms in ways.items()}
        return found[levels]

    return room
