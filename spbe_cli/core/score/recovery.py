"""Exact indices behind published, rounded ones.

Levels are whole numbers, so the weighted sum Σ(weight × level) of a section can only be one of a
few thousand values. All of them together are kept as one Python integer in which bit `s` is set
when the scaled sum `s` is attainable: a published index cuts a window out of it, and sections add
up by shifting. Multiplying the rounded indices instead is wrong in about one row of nine of the
national lists.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import ceil, lcm
from typing import TypeVar

from spbe_cli.core import numbers
from spbe_cli.core.assessment import Assessment, Published
from spbe_cli.core.index import Index, among, predicate_of
from spbe_cli.core.instrument import Instrument, Predicate, Section
from spbe_cli.core.result import Result, SectionScore
from spbe_cli.problems import DataError, Problem

T = TypeVar("T")

# Weights of two or three decimals need at most some 500,000 bits; beyond this a file is hostile.
_MOST_BITS = 20_000_000


def recover(instrument: Instrument, assessment: Assessment, published: Published) -> Result:
    """Find every exact index that whole levels allow behind the published ones.

    The published index chooses among the candidates, then the published predicate where it can.
    Raises DataError (E207–E210, E220) where nothing fits or something is missing.
    """
    if instrument.scale.decimal:
        place = assessment.places.get("published")
        raise DataError([Problem("E210", place, {"instrument": instrument.short})])
    return _Recovery(instrument, assessment, published).result()


def unpublished(instrument: Instrument, published: Published) -> Iterator[Section]:
    """Yield the sections that stand in the way of a recovery.

    Each section must be published, or all of its parts; none is yielded where nothing is missing.
    """

    def within(section: Section) -> Iterator[Section]:
        if section.key in published.sections:
            return
        if any(part.key in published.sections for part in section.sections):
            for part in section.sections:
                yield from within(part)
        else:
            yield section

    for section in instrument.sections:
        yield from within(section)


def window(instrument: Instrument, printed: Fraction) -> tuple[Fraction, Fraction]:
    """Return the indices that print as `printed`: from the first (inclusive) below the second."""
    places = max(numbers.places_of(printed) or 0, instrument.places)
    half = Fraction(1, 2 * 10**places)
    return printed - half, printed + half


def unit(instrument: Instrument) -> int:
    """Return the least number that makes every weight of an instrument whole."""
    weights = [
        weight
        for section in instrument.walk()
        for variant in variants(section)
        for weight in variant
    ]
    return lcm(*(weight.denominator for weight in weights))


def attainable(section: Section, levels: range, unit: int) -> int:
    """Return the sums of weight × level × `unit` that whole levels give a section, as bits."""
    if section.sections:
        return _add(attainable(part, levels, unit) for part in section.sections)
    bits = 0
    for variant in variants(section):
        bits |= _add(sum(1 << int(weight * unit) * level for level in levels) for weight in variant)
    return bits


class _Recovery:
    """One recovery: the lattice of an instrument, cut by what was published."""

    def __init__(
        self, instrument: Instrument, assessment: Assessment, published: Published
    ) -> None:
        self.instrument, self.assessment, self.published = instrument, assessment, published
        self.problems: list[Problem] = []
        self.unit = unit(instrument)
        self.total = instrument.total
        self.sums: dict[tuple[str, str], int] = {}

    def result(self) -> Result:
        """Cut, add up, choose, and say what each section can still be."""
        if self.total * self.unit * self.instrument.scale.maximum > _MOST_BITS:
            raise DataError([self._problem("E220", "published")])
        tops = self.instrument.sections
        for section in unpublished(self.instrument, self.published):
            params = {"kind": section.kind, "id": section.id}
            self.problems.append(self._problem("E209", "published", **params))
        whole = _add(self._attain(section) for section in tops)
        if self.problems:
            raise DataError(self.problems)
        whole = self._choose(whole)
        return Result(
            instrument=self.instrument,
            assessment=self.assessment,
            opinion=self.published.opinion,
            known=self._known(whole, self.total),
            sections=self._explain(tops, whole),
            recovered=True,
        )

    def _attain(self, section: Section) -> int:
        """Return the attainable sums of a section, as bits, cut by its published index."""
        if section.sections:
            bits = _add(self._attain(part) for part in section.sections)
        else:
            bits = attainable(section, self.instrument.scale.levels(), self.unit)
        printed = self._printed(section)
        if printed is not None and bits:
            bits &= self._window(printed, section.weight)
            if not bits:
                known = any(self._printed(part) is not None for part in section.sections)
                self.problems.append(
                    self._problem(
                        "E222" if known else "E207",
                        f"published.{section.kind}s.{section.id}",
                        kind=section.kind,
                        id=section.id,
                        value=printed,
                    )
                )
        self.sums[section.key] = bits
        return bits

    def _choose(self, whole: int) -> int:
        """Keep the sums that agree with the published index, and with its predicate if any does."""
        published = self.published
        if published.index is not None:
            cut = whole & self._window(published.index, self.total)
            if not cut:
                shown = sorted(
                    {
                        numbers.rounded(c, self.instrument.places)
                        for c in self._indices(whole, self.total)
                    }
                )
                raise DataError(
                    [
                        self._problem(
                            "E208", "published.index", value=published.index, candidates=shown
                        )
                    ]
                )
            whole = cut
        named = 0
        for bit in _bits(whole):
            predicate = self._predicate(Fraction(bit, self.unit) / self.total)
            if predicate.name.id == published.predicate:
                named |= 1 << bit
        return named or whole

    def _explain(self, sections: tuple[Section, ...], whole: int) -> tuple[SectionScore, ...]:
        """Say, for each section, which of its sums take part in one of the sums of the whole."""
        sums = [self.sums[section.key] for section in sections]
        scores = []
        for position, section in enumerate(sections):
            others = _add(sums[:position] + sums[position + 1 :])
            feasible = sum(1 << bit for bit in _bits(sums[position]) if others << bit & whole)
            told = any(self._printed(part) is not None for part in section.sections)
            beneath = self._explain(section.sections, feasible) if told else ()
            scores.append(SectionScore(section, self._known(feasible, section.weight), beneath))
        return tuple(scores)

    def _printed(self, section: Section) -> Fraction | None:
        return self.published.sections.get(section.key)

    def _predicate(self, index: Fraction) -> Predicate:
        return predicate_of(self.instrument, index, self.assessment.year)

    def _indices(self, bits: int, weight: Fraction) -> tuple[Fraction, ...]:
        return tuple(Fraction(bit, self.unit) / weight for bit in _bits(bits))

    def _known(self, bits: int, weight: Fraction) -> Index:
        return among(self.instrument, self._indices(bits, weight), self.assessment.year)

    def _window(self, printed: Fraction, weight: Fraction) -> int:
        """Return the bits of all sums whose index prints as `printed` (half up)."""
        first, beyond = window(self.instrument, printed)
        low = max(0, ceil(first * weight * self.unit))
        high = ceil(beyond * weight * self.unit)
        return ((1 << max(0, high - low)) - 1) << low

    def _problem(self, code: str, path: str, **params: object) -> Problem:
        return Problem(code, self.assessment.places.get(path), params)


def variants(section: Section) -> Iterator[tuple[Fraction, ...]]:
    """Yield the weights of the items of an aspect, once for each number of services answered."""
    indicators = section.indicators
    if not indicators:
        return
    yield tuple(indicator.weight for indicator in indicators)
    extra = sum(indicator.repeatable - 1 for indicator in indicators)
    for count in range(len(indicators) + 1, len(indicators) + extra + 1):
        yield (section.weight / count,) * count


def _add(sets: Iterable[int]) -> int:
    """Return the sums of one element of each set (sets as bits)."""
    whole = 1
    for bits in sets:
        few, many = sorted((whole, bits), key=int.bit_count)
        whole = 0
        for bit in _bits(few):
            whole |= many << bit
    return whole


def _bits(bits: int) -> list[int]:
    """Return the positions of the set bits, lowest first."""
    return [position for position, bit in enumerate(reversed(f"{bits:b}")) if bit == "1"]
