"""Exact indices of many rows at once: what `recovery` finds for one, by the outermost sections.

A printed index leaves a section a handful of attainable sums (see `sums`), and printed indices
repeat from row to row: each is looked up once. Values are shared between rows, so that a list of
100,000 rows holds few of them; their keys are whole numbers, which sort fast.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from spbe_cli.core import numbers
from spbe_cli.core.clauses import Predicate
from spbe_cli.core.index import band_of
from spbe_cli.core.instrument import Instrument
from spbe_cli.core.score.sums import Sum, Sums, added, bits, feasible, window
from spbe_cli.problems import DataError, Place, Problem


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

    @property
    def sure(self) -> bool:
        """Whether the exact index is known."""
        return self.exact is not None


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
        self.law, self.sums = law, Sums(law)
        self.unit = self.sums.unit
        self._fine = 10**law.places  # printed indices are whole numbers of these
        self._weights = [self.sums.weight(section) for section in (*law.sections, None)]
        self._values: dict[tuple[int, Sum], Value] = {}  # exact ones
        self._open: dict[tuple[int, Fraction], Value] = {}  # those that stay as they were printed

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
        return Indices(self._value(-1, whole), sections, self.sums.predicate(whole, year))

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
        printed index and predicate choose among the candidates, as in `recovery`. Raises
        DataError (E220) where the weights are too fine to recover anything.
        """
        known = [one for one in sections if one is not None]
        if self.law.scale.decimal or not known or len(known) < len(sections):
            problems = list(self._disputed(index, predicate, place))
            return self._as_printed(index, sections, predicate), problems
        if self.sums.too_fine:
            raise DataError([Problem("E220", place(-1))])
        laws = self.law.sections
        parts = [self.sums.cut(law, one) for law, one in zip(laws, known, strict=True)]
        totals = added(parts)
        whole = totals & self.sums.window(None, index)
        if not whole:
            problems = list(self._impossible(known, parts, place))
            if not problems:
                params = {"value": index, "candidates": self.sums.shown(totals)}
                problems = [Problem("E208", place(-1), params)]
            problems += self._disputed(index, predicate, place)
            return self._as_printed(index, sections, predicate), problems
        whole, chosen, problems = self._chosen(whole, index, predicate, year, place)
        shares = tuple(
            self._among(at, left, known[at]) for at, left in enumerate(feasible(parts, whole))
        )
        return Indices(self._among(-1, whole, index), shares, chosen), problems

    def _impossible(
        self, known: Sequence[Fraction], parts: Sequence[int], place: Callable[[int], Place]
    ) -> Iterator[Problem]:
        """Yield E207 where no levels of a section give the index that was printed for it."""
        for at, law in enumerate(self.law.sections):
            if not parts[at]:
                yield Problem(
                    "E207", place(at), {"kind": law.kind, "id": law.id, "value": known[at]}
                )

    def _chosen(
        self,
        whole: int,
        index: Fraction,
        predicate: str | None,
        year: int,
        place: Callable[[int], Place],
    ) -> tuple[int, Predicate | None, list[Problem]]:
        """Return the sums that the printed predicate leaves, its record, and E411 for none."""
        named = self.sums.named(whole, predicate, year)
        problems = []
        if predicate and not named:
            params = {"name": predicate, "value": index}
            problems = [Problem("E411", place(-1), params)]
        chosen = list({self.sums.predicate(one, year) for one in bits(named or whole)})
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
        if predicate and predicate not in bands:
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

    def _among(self, at: int, left: int, printed: Fraction) -> Value:
        sums = bits(left)
        if len(sums) == 1:
            return self._value(at, sums[0])
        found = tuple(Fraction(one, self._weights[at]) for one in sums)
        low, high = sums[0] * self._fine, sums[-1] * self._fine
        return Value(_whole(printed * self.scale(at)), None, printed, low, high, found)

    def _value(self, at: int, one: Sum) -> Value:
        value = self._values.get((at, one))
        if value is None:
            exact = Fraction(one) / self._weights[at]
            display = numbers.rounded(exact, self.law.places)
            key = one * self._fine
            value = self._values[at, one] = Value(key, exact, display, key, key)
        return value

    def _printed(self, at: int, printed: Fraction) -> Value:
        shared = printed.denominator <= self._fine  # figures of more digits hardly ever repeat
        value = self._open.get((at, printed)) if shared else None
        if value is None:
            key = _whole(printed * self.scale(at))
            low, beyond = (one * self.scale(at) for one in window(self.law, printed))
            # The end of a window is not in it, and exact keys are whole: a little less is enough.
            value = Value(key, None, printed, low, beyond - Fraction(1, 4))
            if shared:
                self._open[at, printed] = value
        return value

    def _sum(self, at: int, index: Fraction) -> Sum:
        return _whole(index * self._weights[at])


def _whole(value: Fraction) -> Sum:
    return value.numerator if value.denominator == 1 else value
