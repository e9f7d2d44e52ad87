"""Plans: steps, what they cost and reach, and the terms they must keep to."""

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from spbe_cli.core.instrument import Instrument
from spbe_cli.core.moves import Move
from spbe_cli.core.records import replace
from spbe_cli.core.result import IndicatorScore, Result

Effort = Callable[[str, int], Fraction]  # of an item's step to a level


class Status(StrEnum):
    """What came of planning; `CHANGED`: nothing was planned, levels or steps were given."""

    CHANGED = "changed"
    OPTIMAL = "optimal"
    FEASIBLE = "feasible"  # it does, but that nothing less does is not proven
    REACHED = "reached"  # nothing has to be done
    UNREACHABLE = "unreachable"


# Of 141 official transitions of indicators (LHE SPBE Kota Bandar Lampung, 2021 to 2024) 55 were
# rises: 23 by one level, 27 by two, 5 by three, none by four.
USUAL = 2  # levels that one indicator rises in a year, unless more is asked for
_ONE = Fraction(1)


class Measure(StrEnum):
    """How the effort of a step is reckoned."""

    RISING = "menanjak"  # the level reached less the lowest of the scale
    FLAT = "rata"  # one for each level
    OWN = "file"  # as somebody's file has it


def rising(law: Instrument) -> Effort:
    """Return the usual effort: the level reached less the lowest of the scale (design, 4)."""
    levels = {level: Fraction(level - law.scale.minimum) for level in law.scale.levels()}
    return lambda _item, level: levels[level]


def one_each(_item: str, _level: int) -> Fraction:
    """Return the effort of a step where each level costs the same: 1."""
    return _ONE


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


class Terms:
    """What a plan must keep to.

    `locked` items keep their level. `max_level` bounds every end, `max_step` the levels that one
    item rises (None: any number). `floors` are indices that sections must reach, by (kind, id).
    `effort` is positive, in `unit` where efforts were reckoned in one; None: the usual one, see
    `rising`. `claims` are the levels that items claim where a plan starts below them, from what is
    proven: `max_step` counts from there, for proving is no rise.
    """

    __slots__ = (
        "locked",
        "max_level",
        "max_step",
        "floors",
        "effort",
        "unit",
        "claims",
    )

    def __init__(
        self,
        locked: frozenset[str] = frozenset(),
        max_level: int | None = None,
        max_step: int | None = None,
        floors: Mapping[tuple[str, str], Fraction] = MappingProxyType({}),
        effort: Effort | None = None,
        unit: str | None = None,
        claims: Mapping[str, Fraction] = MappingProxyType({}),
    ) -> None:
        self.locked = locked
        self.max_level = max_level
        self.max_step = max_step
        self.floors = floors
        self.effort = effort
        self.unit = unit
        self.claims = claims

    def effort_in(self, law: Instrument) -> Effort:
        """Return the effort of steps under an instrument."""
        return rising(law) if self.effort is None else self.effort

    @property
    def measure(self) -> Measure:
        """How effort is reckoned."""
        if self.effort is None:
            return Measure.RISING
        return Measure.FLAT if self.effort is one_each else Measure.OWN

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Terms) and all(
            getattr(self, name) == getattr(other, name) for name in self.__slots__
        )

    __hash__ = None  # type: ignore[assignment]  # it holds a mapping


class Step:
    """One level more for an item (the first may be part of one); `index` is the index after it.

    `year` is when to take it; None in a plan without years.
    """

    __slots__ = (
        "score",
        "start",
        "to",
        "effort",
        "gain",
        "index",
        "year",
    )

    def __init__(
        self,
        score: IndicatorScore,
        start: Fraction,
        to: Fraction,
        effort: Fraction,
        gain: Fraction,
        index: Fraction,
        year: int | None = None,
    ) -> None:
        self.score = score
        self.start = start
        self.to = to
        self.effort = effort
        self.gain = gain
        self.index = index
        self.year = year

    @property
    def item(self) -> str:
        """The id of the item: ``12``, ``35-2``."""
        return self.score.item.id

    def evidence(self) -> list[str]:
        """Return the evidence that its level wants, as the instrument has it."""
        wanted = self.score.item.indicator.evidence
        return [one.text for one in wanted if one.serves(int(self.to))]


class Plan:
    """Steps in the order of the regulation, and the exact index before and after them.

    `equal` is the number of other plans with the same effort that do as well. For an unreachable
    target `index` is the highest there is under the terms, and there are no steps. `target` or
    `budget` is what was asked for; of changed levels neither. `unit` is that of efforts, `measure`
    how they are reckoned (None: not reckoned, but decided on). Of a plan for a target that is
    feasible, no more is known than that none has less effort than `least`.
    """

    __slots__ = (
        "status",
        "start",
        "index",
        "effort",
        "steps",
        "equal",
        "target",
        "budget",
        "unit",
        "least",
        "measure",
    )

    def __init__(
        self,
        status: Status,
        start: Fraction,
        index: Fraction,
        effort: Fraction = Fraction(0),
        steps: tuple[Step, ...] = (),
        equal: int = 0,
        target: Fraction | None = None,
        budget: Fraction | None = None,
        unit: str | None = None,
        least: Fraction = Fraction(0),
        measure: Measure | None = None,
    ) -> None:
        self.status = status
        self.start = start
        self.index = index
        self.effort = effort
        self.steps = steps
        self.equal = equal
        self.target = target
        self.budget = budget
        self.unit = unit
        self.least = least
        self.measure = measure

    @property
    def surplus(self) -> Fraction | None:
        """What the plan adds beyond its target; None where it has none or does not reach it."""
        met = self.target is not None and self.index >= self.target
        return self.index - self.target if self.target is not None and met else None


def along(result: Result, moves: Iterable[Move], index: Fraction) -> Iterator[Step]:
    """Yield steps with what each gains, and the index after it, from an index on."""
    for move in moves:
        gain = move.gain(result.instrument)
        index += gain
        yield Step(move.score, move.start, move.to, move.effort, gain, index, move.year)


def merged(steps: Iterable[Step]) -> Iterator[Step]:
    """Yield neighbouring steps of one item in a year as one, from its first level to its last."""
    for _key, group in itertools.groupby(steps, key=lambda step: (step.item, step.year)):
        own = list(group)
        effort = sum((one.effort for one in own), Fraction(0))
        gain = sum((one.gain for one in own), Fraction(0))
        yield replace(own[-1], start=own[0].start, effort=effort, gain=gain)
