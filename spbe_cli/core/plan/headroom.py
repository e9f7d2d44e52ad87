"""What one level more is worth in a published section: the cases behind its rounded index."""

import itertools
import math
import operator
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from spbe_cli.core.instrument import Instrument, Section
from spbe_cli.core.plan.plans import Terms
from spbe_cli.core.result import Result, SectionScore
from spbe_cli.core.score.sums import variants
from spbe_cli.problems import DataError, Problem

_MOST_CASES = 200_000  # a bundled instrument has some 40; beyond this a file is hostile


class Headroom(NamedTuple):
    """How the index answers to more levels in a published section.

    `sure` holds the gain of 0, 1, 2 … levels more, in the worst case, as far as there is room in
    every case; `possible` the same at best. `first` are the parts whose indicators weigh most, to
    be raised first; none where all weigh the same. `after` holds for each sum of weight × level
    that there may be now the least sum after 0, 1, 2 … levels more, as far as there is room.
    """

    known: SectionScore
    first: tuple[Section, ...]
    sure: tuple[Fraction, ...]
    possible: tuple[Fraction, ...]
    after: Mapping[Fraction, tuple[Fraction, ...]]

    @property
    def most(self) -> int:
        """The levels after which it is as high as it may be, whatever the case."""
        return max(map(len, self.after.values())) - 1

    def next_gain(self) -> tuple[Fraction, Fraction] | tuple[()]:
        """Return the least and the most that the next level gains; nothing without room."""
        return (self.sure[1], self.possible[1]) if len(self.sure) > 1 else ()


def known_sections(sections: Iterable[SectionScore]) -> Iterator[SectionScore]:
    """Yield the innermost sections that a recovered result has."""
    for one in sections:
        yield from known_sections(one.sections) if one.sections else [one]


class _Group(NamedTuple):
    """Indicators of one weight, `number` of them, in all their parts."""

    weight: Fraction
    number: int
    sections: tuple[Section, ...]


_Pick = Callable[[Iterable[int]], int]


def headrooms(result: Result, terms: Terms | None = None) -> list[Headroom]:
    """Return the headroom of every published section; DataError E220 of a hostile instrument."""
    return [_headroom(result, one, terms or Terms()) for one in known_sections(result.sections)]


def _headroom(result: Result, one: SectionScore, terms: Terms) -> Headroom:
    sums = {index * one.section.weight for index in one.candidates}
    if one.section.ref in terms.locked:
        none = (Fraction(0),)
        return Headroom(one, (), none, none, {whole: (whole,) for whole in sums})
    law = result.instrument
    room, total = _room(law, terms), law.total
    after: dict[Fraction, list[Fraction]] = {}
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
                found.append(_gains(rises, total))
            whole = sum((group.weight * levels for group, levels in pairs), Fraction(0))
            ends = [whole + gain * total for gain in sure[-1]]
            after[whole] = _lower(after.get(whole, ends), ends)
    shortest, longest = min(map(len, sure)), max(map(len, possible))
    padded = [ways + [ways[-1]] * (longest - len(ways)) for ways in possible]
    return Headroom(
        known=one,
        first=firsts.pop() if len(firsts) == 1 else (),
        sure=tuple(min(ways) for ways in zip(*(ways[:shortest] for ways in sure), strict=True)),
        possible=tuple(max(ways) for ways in zip(*padded, strict=True)),
        after={whole: tuple(ends) for whole, ends in after.items()},
    )


def _lower(one: Sequence[Fraction], other: Sequence[Fraction]) -> list[Fraction]:
    """Return the lower value at each place; the shorter of two ends where it is full."""
    return [
        min(first if first is not None else one[-1], second if second is not None else other[-1])
        for first, second in itertools.zip_longest(one, other)
    ]


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
    weights, wholes = [one.weight for one in groups], list(sums)
    unit = math.lcm(*(one.denominator for one in (*weights, *wholes)))
    heaviest, *others = (int(weight * unit) for weight in weights)
    # What is left for the heaviest ones is a multiple of their weight: few sums are for each rest.
    by_rest: dict[int, list[int]] = {}
    for whole in (int(one * unit) for one in wholes):
        by_rest.setdefault(whole % heaviest, []).append(whole)
    least, most = law.scale.minimum, law.scale.maximum
    low, high = (heaviest * groups[0].number * level for level in (least, most))
    spans = [range(one.number * least, one.number * most + 1) for one in groups[1:]]
    for levels in itertools.product(*spans):
        parts = sum(map(operator.mul, others, levels))
        for whole in by_rest.get(parts % heaviest, ()):
            if low <= whole - parts <= high:
                yield ((whole - parts) // heaviest, *levels)


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
