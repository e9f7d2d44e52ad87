"""The sums of weight × level that whole levels can give, and which of them printed figures allow.

Levels are whole numbers, so the weighted sum Σ(weight × level) of a section can only be one of a
few thousand values. All of them together are kept as one Python integer in which bit `s` is set
when the scaled sum `s` is attainable: a published index cuts a window out of it, and sections add
up by shifting. Multiplying the rounded indices instead is wrong in about one row of nine of the
national lists.

`recovery` finds one result with it, walking the tree; `lattice` many rows, by the outermost
sections alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from math import ceil, lcm

from spbe_cli.core import numbers
from spbe_cli.core.clauses import Predicate
from spbe_cli.core.index import predicate_of
from spbe_cli.core.instrument import Instrument, Section

Sum = int | Fraction  # of weight × level, scaled; no whole number only where levels are decimal

# Weights of two or three decimals need at most some 500,000 bits; beyond this a file is hostile.
_MOST_BITS = 20_000_000

_FEW = 32  # so many elements are found sooner one by one than by looking at every digit


class Sums:
    """The sums that the levels of an instrument can give; sets of them are bits of an integer.

    A sum is scaled by `common_unit`, so that it is a whole number where levels are. `total` is the
    scaled weight of the whole. Sets are looked up once for each section and printed figure.
    """

    def __init__(self, law: Instrument) -> None:
        self.law, self.unit = law, common_unit(law)
        self.total = int(law.total * self.unit)
        self._attainable: dict[Section, int] = {}
        # What is kept of a cut or window: its first sum, and its bits from there. Long lists print
        # many figures, and most of an integer of thousands of bits would be zeros.
        self._cuts: dict[tuple[Section, Fraction], tuple[int, int]] = {}
        self._windows: dict[tuple[Section | None, Fraction], tuple[int, int]] = {}
        self._predicates: dict[tuple[Sum, int], Predicate] = {}

    @property
    def too_fine(self) -> bool:
        """Whether there are more sums than any regulation has: none may then be looked up."""
        return self.total * self.law.scale.maximum > _MOST_BITS

    def weight(self, section: Section | None) -> int:
        """Return the scaled weight of a section (None: of the whole)."""
        return self.total if section is None else int(section.weight * self.unit)

    def attainable(self, section: Section) -> int:
        """Return the sums that whole levels give a section."""
        found = self._attainable.get(section)
        if found is None:
            found = self._attainable[section] = self._added_up(section)
        return found

    def cut(self, section: Section, printed: Fraction) -> int:
        """Return the sums of a section whose index prints as `printed`; 0 where there is none."""
        found = self._cuts.get((section, printed))
        if found is None:
            first, short = self._window(self.weight(section), printed)
            found = self._cuts[section, printed] = (
                first,
                self.attainable(section) >> first & short,
            )
        first, short = found
        return short << first

    def window(self, section: Section | None, printed: Fraction) -> int:
        """Return the whole numbers that are sums of an index which prints as `printed` (half up).

        They are sums of a section, or (None) of the whole, attainable or not.
        """
        found = self._windows.get((section, printed))
        if found is None:
            found = self._window(self.weight(section), printed)
            self._windows[section, printed] = found
        first, short = found
        return short << first

    def _window(self, weight: int, printed: Fraction) -> tuple[int, int]:
        first, beyond = (max(0, ceil(end * weight)) for end in window(self.law, printed))
        return first, (1 << beyond - first) - 1

    def shown(self, whole: int) -> tuple[Fraction, ...]:
        """Return the indices that sums of the whole print as, lowest first."""
        indices = (Fraction(each, self.total) for each in bits(whole))
        return tuple(sorted({numbers.rounded(index, self.law.places) for index in indices}))

    def named(self, whole: int, predicate: str | None, year: int) -> int:
        """Return those sums of the whole whose predicate has this id."""
        if not predicate:
            return 0
        return gathered(
            each for each in bits(whole) if self.predicate(each, year).name.id == predicate
        )

    def predicate(self, whole: Sum, year: int) -> Predicate:
        """Return the predicate of a sum of the whole."""
        found = self._predicates.get((whole, year))
        if found is None:
            found = predicate_of(self.law, Fraction(whole) / self.total, year)
            self._predicates[whole, year] = found
        return found

    def beside(self, section: Section, levels: Mapping[str, Fraction]) -> int:
        """Return the sums of an innermost section some of whose levels are known, by item id."""
        known = {item: levels[item] for item in section_items(section) if item in levels}
        if not known:
            return self.attainable(section)
        return self._added_up(section, known)

    def _added_up(self, section: Section, known: Mapping[str, Fraction] | None = None) -> int:
        if section.sections:
            return added(self.attainable(part) for part in section.sections)
        found = 0
        for weights in variants(section):
            choices = [self.law.scale.levels()] * len(weights)
            places = _placed(section, known or {}, len(weights))
            if places is None:
                continue
            for place, level in places.items():
                choices[place] = range(int(level), int(level) + 1)
            scaled = (int(weight * self.unit) for weight in weights)
            found |= added(
                gathered(one * level for level in levels)
                for one, levels in zip(scaled, choices, strict=True)
            )
        return found


def window(law: Instrument, printed: Fraction) -> tuple[Fraction, Fraction]:
    """Return the indices that print as `printed`: from the first (inclusive) below the second."""
    places = max(numbers.places_of(printed) or 0, law.places)
    half = Fraction(1, 2 * 10**places)
    return printed - half, printed + half


def common_unit(law: Instrument) -> int:
    """Return the least number that makes every weight of an instrument whole."""
    weights = [
        weight for section in law.walk() for variant in variants(section) for weight in variant
    ]
    return lcm(*(weight.denominator for weight in weights))


def variants(section: Section) -> Iterator[tuple[Fraction, ...]]:
    """Yield the weights of the items of an aspect, once for each number of services answered."""
    indicators = section.indicators
    if not indicators:
        return
    yield tuple(indicator.weight for indicator in indicators)
    extra = sum(indicator.repeatable - 1 for indicator in indicators)
    for count in range(len(indicators) + 1, len(indicators) + extra + 1):
        yield (section.weight / count,) * count


def section_items(section: Section) -> Iterator[str]:
    """Yield the ids that items directly under a section may have."""
    for indicator in section.indicators:
        yield from indicator.item_ids()


def _placed(
    section: Section, known: Mapping[str, Fraction], count: int
) -> dict[int, Fraction] | None:
    """Return at which of `count` weights each known level stands; None where they do not fit.

    Where there are more weights than indicators, some are answered for several services: all weigh
    the same, so that the places are any. Each indicator has a weight, known or not, and so has each
    known service beside.
    """
    places = {one.id: place for place, one in enumerate(section.indicators)}
    services = known.keys() - places.keys()
    if len(places) + len(services) > count:
        return None
    if count > len(places):
        return dict(enumerate(known.values()))
    return {places[item]: level for item, level in known.items()}


# --- sets of sums, as bits ---


def added(parts: Iterable[int]) -> int:
    """Return the sums of one element of each set."""
    whole = 1
    for part in parts:
        few, many = (part, whole) if part.bit_count() < whole.bit_count() else (whole, part)
        whole = 0
        while few:
            each = few.bit_length() - 1
            few ^= 1 << each
            whole |= many << each
    return whole


def feasible(parts: Sequence[int], whole: int) -> Iterator[int]:
    """Yield, for each set, its elements that take part in one of the sums of `whole`.

    `whole` holds nothing but sums of the sets, and at least one.
    """
    for at, part in enumerate(parts):
        if part & part - 1:
            others = added((*parts[:at], *parts[at + 1 :]))
            yield gathered(each for each in bits(part) if others << each & whole)
        else:  # the only one
            yield part


def gathered(sums: Iterable[int]) -> int:
    """Return a set of sums."""
    found = 0
    for each in sums:
        found |= 1 << each
    return found


def bits(sums: int) -> Sequence[int]:
    """Return the elements of a set, lowest first."""
    if sums.bit_count() > _FEW:
        digits = reversed(f"{sums:b}")
        return [position for position, digit in enumerate(digits) if digit == "1"]
    found = []
    while sums:
        found.append(sums.bit_length() - 1)
        sums ^= 1 << found[-1]
    return found[::-1]
