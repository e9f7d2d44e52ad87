"""The lowest index that there can be once published sections have risen by so many levels.

Figures that were printed leave several cases: which sum of weight × level each section has, and how
it is spread. What a section is worth afterwards depends on its case, and the cases of sections hang
together, since the sums of the whole are known. So the least that is certain is not the lowest
start plus the smallest gains: those may belong to different cases, which cannot both be.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from spbe_cli.core.plan.headroom import Headroom
from spbe_cli.core.result import Result, SectionScore

_Sums = Mapping[int, int]  # the scaled sum of a case now → the least it is afterwards


class Worst:
    """What is certain of a result whose published sections have risen, `rooms` in their order."""

    def __init__(self, result: Result, rooms: Sequence[Headroom]) -> None:
        self.result, self.rooms = result, rooms
        self.total = result.instrument.total
        self.places = {id(room.known): place for place, room in enumerate(rooms)}
        values = [end for room in rooms for ends in room.after.values() for end in ends]
        wholes = [index * self.total for index in result.candidates]
        self.unit = math.lcm(*(one.denominator for one in (*values, *wholes)))
        self._leaves: dict[tuple[int, int], _Sums] = {}

    def index(self, levels: Sequence[int]) -> Fraction:
        """Return the lowest index of the whole once each section rose by so many levels."""
        sums = self._added(self.result.sections, levels)
        return self._least(sums, self.result.candidates, self.total)

    def of(self, one: SectionScore, levels: Sequence[int]) -> Fraction:
        """Return the lowest index of a section."""
        return self._least(self._sums(one, levels), one.candidates, one.section.weight)

    def _least(self, sums: _Sums, known: Iterable[Fraction], weight: Fraction) -> Fraction:
        return Fraction(min(self._kept(sums, known, weight).values()), self.unit) / weight

    def _kept(self, sums: _Sums, known: Iterable[Fraction], weight: Fraction) -> _Sums:
        """Return the cases that printed figures allow: their index is one of those known."""
        wholes = {index * weight * self.unit for index in known}
        return {whole: end for whole, end in sums.items() if whole in wholes}

    def _sums(self, one: SectionScore, levels: Sequence[int]) -> _Sums:
        if one.sections:
            inside = self._added(one.sections, levels)
            return self._kept(inside, one.candidates, one.section.weight)
        place = self.places[id(one)]
        key = (place, levels[place])
        if key not in self._leaves:
            self._leaves[key] = {
                int(whole * self.unit): int(ends[min(key[1], len(ends) - 1)] * self.unit)
                for whole, ends in self.rooms[place].after.items()
            }
        return self._leaves[key]

    def _added(self, sections: Iterable[SectionScore], levels: Sequence[int]) -> _Sums:
        """Return every sum of one case of each section, with the least it is afterwards."""
        found = {0: 0}
        for one in sections:
            ways: dict[int, int] = {}
            for whole, end in self._sums(one, levels).items():
                for before, after in found.items():
                    both, then = before + whole, after + end
                    if then < ways.get(both, then + 1):
                        ways[both] = then
            found = ways
        return found
