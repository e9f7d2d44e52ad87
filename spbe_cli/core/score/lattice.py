"""Exact indices of many rows at once: what `recovery` finds for one, by small sets of whole sums.

A printed index leaves a section a handful of attainable sums, and printed indices repeat from row
to row: each is looked up once. A row then adds a few small sets. Values are shared between rows, so
that a list of 100,000 rows holds few of them; their keys are whole numbers, which sort fast.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from spbe_cli.core import numbers
from spbe_cli.core.index import band_of, predicate_of
from spbe_cli.core.instrument import Instrument, Predicate
from spbe_cli.core.score.recovery import attainable, unit, window
from spbe_cli.problems import Place, Problem

Sum = int | Fraction  # of weight × level, scaled; no whole number only where levels are decimal


class Value(NamedTuple):
    """An index of a row: `exact` where it is one number, else the `candidates` behind `display`.

    `key` stands for it among the values of one section, or those of the whole: the exact index
    where it is one number, else the printed one, times `Lattice.scale`. The exact one lies from
    `low` to `high`, in the same scale.
    """

    key: Sum
    exact: Fraction | None
    display: Fraction
    low: Sum
    high: Sum
    candidates: tuple[Fraction, ...] = ()


class Indices(NamedTuple):
    """What is known of a row: index of the whole and of the outermost sections, predicate.

    A section is None where nothing is said of it, the predicate where it may be one or another.
    """

    whole: Value
    sections: tuple[Value | None, ...]
    predicate: Predicate | None


class Lattice:
    """The sums that the levels of an instrument can give, and the values they stand for."""

    def __init__(self, law: Instrument) -> None:
        self.law, self.unit = law, unit(law)
        self._fine = 10**law.places  # printed indices are whole numbers of these
        self._weights = [int(section.weight * self.unit) for section in law.sections]
        self._weights.append(sum(self._weights))
        self._values: dict[tuple[int, Sum], Value] = {}
        self._cuts: dict[tuple[int, Fraction], tuple[int, ...]] = {}
        self._windows: dict[tuple[int, Fraction], tuple[int, int]] = {}
        self._bits: dict[int, int] = {}
        self._predicates: dict[tuple[Sum, int], Predicate] = {}

    def scale(self, at: int) -> int:
        """Return what the keys of a section (by position; -1: the whole) have to be divided by."""
        scale: int = self._weights[at] * self._fine
        return scale

    def of_levels(self, sums: Sequence[Sum], year: int) -> Indices:
        """Return the indices of a row from the sums of its sections."""
        whole: Sum = 0
        for one in sums:
            whole += one
        sections = tuple(self._value(at, one) for at, one in enumerate(sums))
        return Indices(self._value(-1, whole), sections, self._predicate(whole, year))

    def of_exact(
        self, index: Fraction, sections: Iterable[Fraction | None], predicate: Predicate | None
    ) -> Indices:
        """Return the indices of a row that are known exactly."""
        shares = [
            None if one is None else self._value(at, self._sum(at, one))
            for at, one in enumerate(sections)
        ]
        return Indices(self._value(-1, self._sum(-1, index)), tuple(shares), predicate)

    def of_printed(
        self,
        index: Fraction,
        sections: Sequence[Fraction | None],
        predicate: str | None,
        year: int,
        place: Callable[[int], Place],
    ) -> tuple[Indices, list[Problem]]:
        """Return the indices behind printed ones, and where those contradict each other.

        `sections` are in the order of the instrument; `place` tells where one was read, by its
        position (-1: the index). What contradicts (E207, E208, E411) stays as it was printed. The
        printed index and predicate choose among the candidates, as in `recovery`.
        """
        known = [one for one in sections if one is not None]
        if self.law.scale.decimal or not known or len(known) < len(sections):
            problems = list(self._disputed(index, predicate, place))
            return self._as_printed(index, sections, predicate), problems
        parts = [self._cut(at, one) for at, one in enumerate(known)]
        totals = _added(parts)
        low, beyond = self._window(-1, index)
        whole = {one for one in totals if low <= one < beyond}
        if not whole:
            problems = list(self._impossible(known, parts, place))
            if not problems:
                shown = sorted({self._value(-1, one).display for one in totals})
                params = {"value": index, "candidates": tuple(shown)}
                problems = [Problem("E208", place(-1), params)]
            problems += self._disputed(index, predicate, place)
            return self._as_printed(index, sections, predicate), problems
        whole, chosen, problems = self._chosen(whole, index, predicate, year, place)
        shares = tuple(
            self._among(at, self._feasible(parts, at, whole), one) for at, one in enumerate(known)
        )
        return Indices(self._among(-1, whole, index), shares, chosen), problems

    def _impossible(
        self,
        known: Sequence[Fraction],
        parts: Sequence[Iterable[Sum]],
        place: Callable[[int], Place],
    ) -> Iterator[Problem]:
        """Yield E207 where no levels of a section give the index that was printed for it."""
        for at, law in enumerate(self.law.sections):
            if not parts[at]:
                yield Problem(
                    "E207", place(at), {"kind": law.kind, "id": law.id, "value": known[at]}
                )

    def _chosen(
        self,
        whole: set[int],
        index: Fraction,
        predicate: str | None,
        year: int,
        place: Callable[[int], Place],
    ) -> tuple[set[int], Predicate | None, list[Problem]]:
        """Return the sums that the printed predicate leaves, its record, and E411 for none."""
        found = {one: self._predicate(one, year) for one in whole}
        named = {one for one, each in found.items() if each.name.id == predicate}
        problems = []
        if predicate is not None and not named:
            params = {"name": predicate, "value": index}
            problems = [Problem("E411", place(-1), params)]
        chosen = list({found[one] for one in named or whole})
        return named or whole, chosen[0] if len(chosen) == 1 else None, problems

    def _as_printed(
        self, index: Fraction, sections: Sequence[Fraction | None], predicate: str | None
    ) -> Indices:
        printed = tuple(
            None if one is None else self._printed(at, one) for at, one in enumerate(sections)
        )
        return self._unrecovered(index, printed, predicate)

    def _disputed(
        self, index: Fraction, predicate: str | None, place: Callable[[int], Place]
    ) -> Iterator[Problem]:
        """Yield E411 where no exact index that prints like this has the printed predicate."""
        bands = {band_of(self.law, one).name.id for one in (*window(self.law, index), index)}
        if predicate is not None and predicate not in bands:
            params = {"name": predicate, "value": index}
            yield Problem("E411", place(-1), params)

    def _unrecovered(
        self, index: Fraction, sections: tuple[Value | None, ...], predicate: str | None
    ) -> Indices:
        """Return printed indices as they are; the predicate where the list or the index tells."""
        low, beyond = window(self.law, index)
        ends = {band_of(self.law, one) for one in (low, beyond, index)}
        named = [one for one in ends if one.name.id == predicate]
        one = named[0] if named else ends.pop() if len(ends) == 1 else None
        return Indices(self._printed(-1, index), sections, one)

    def _feasible(self, parts: Sequence[Sequence[int]], at: int, whole: set[int]) -> set[int]:
        """Return the sums of one section that take part in one of the sums of the whole."""
        if len(parts[at]) == 1:
            return set(parts[at])
        others = _added([*parts[:at], *parts[at + 1 :]])
        return {one for one in parts[at] if any(one + other in whole for other in others)}

    def _among(self, at: int, sums: set[int], printed: Fraction) -> Value:
        if len(sums) == 1:
            (one,) = sums
            return self._value(at, one)
        ordered = sorted(sums)
        found = tuple(Fraction(one, self._weights[at]) for one in ordered)
        low, high = (one * self._fine for one in (ordered[0], ordered[-1]))
        value = self._printed(at, printed)
        return value._replace(low=low, high=high, candidates=found)

    def _value(self, at: int, one: Sum) -> Value:
        value = self._values.get((at, one))
        if value is None:
            exact = Fraction(one) / self._weights[at]
            display = numbers.rounded(exact, self.law.places)
            key = one * self._fine
            value = self._values[at, one] = Value(key, exact, display, key, key)
        return value

    def _printed(self, at: int, printed: Fraction) -> Value:
        low, beyond = (one * self.scale(at) for one in window(self.law, printed))
        # The end of a window is not in it, and exact keys are whole: a little less is enough.
        return Value(_whole(printed * self.scale(at)), None, printed, low, beyond - Fraction(1, 4))

    def _sum(self, at: int, index: Fraction) -> Sum:
        return _whole(index * self._weights[at])

    def _cut(self, at: int, printed: Fraction) -> tuple[int, ...]:
        """Return the attainable sums of a section whose index prints like this."""
        found = self._cuts.get((at, printed))
        if found is None:
            bits = self._attainable(at)
            low, beyond = self._window(at, printed)
            found = tuple(one for one in range(low, beyond) if bits >> one & 1)
            self._cuts[at, printed] = found
        return found

    def _attainable(self, at: int) -> int:
        if at not in self._bits:
            levels = self.law.scale.levels()
            self._bits[at] = attainable(self.law.sections[at], levels, self.unit)
        return self._bits[at]

    def _window(self, at: int, printed: Fraction) -> tuple[int, int]:
        found = self._windows.get((at, printed))
        if found is None:
            low, beyond = (ceil(one * self._weights[at]) for one in window(self.law, printed))
            found = self._windows[at, printed] = max(0, low), beyond
        return found

    def _predicate(self, one: Sum, year: int) -> Predicate:
        found = self._predicates.get((one, year))
        if found is None:
            found = predicate_of(self.law, Fraction(one) / self._weights[-1], year)
            self._predicates[one, year] = found
        return found


def _added(parts: Iterable[Iterable[int]]) -> set[int]:
    """Return the sums of one element of each part."""
    totals = {0}
    for part in parts:
        totals = {total + one for total in totals for one in part}
    return totals


def _whole(value: Fraction) -> Sum:
    return value.numerator if value.denominator == 1 else value
