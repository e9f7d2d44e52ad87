"""Where figures of an answer of TAUVAL contradict each other: the index, domains and aspects."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from math import gcd, lcm

from spbe_cli.core import numbers
from spbe_cli.core.instrument import Instrument, Section
from spbe_cli.problems import Place, Problem


def disagreeing(
    place: Place,
    whole: Fraction,
    sections: Sequence[Section],
    values: Mapping[tuple[str, str], Fraction],
) -> Iterator[Problem]:
    """Yield E208 where the mean of sections is not the index, but for their last decimals."""
    weight = sum((one.weight for one in sections), Fraction(0))
    index = sum((one.weight * values[one.key] for one in sections), Fraction(0)) / weight
    fine = [max(numbers.places_of(one) or 0 for one in of) for of in ([whole], values.values())]
    if abs(index - whole) > sum(Fraction(1, 2 * 10 ** max(places, 2)) for places in fine):
        params = {"value": whole, "candidates": (numbers.rounded(index, 4),)}
        yield Problem("E208", place, params)


def contradictions(
    place: Place,
    known: Mapping[tuple[str, str], Section],
    values: Mapping[tuple[str, str], Fraction],
    exact: Mapping[tuple[str, str], Fraction | None],
) -> Iterator[Problem]:
    """Yield the figures that are not what the taken ones come to."""
    for key, value in values.items():
        index = exact.get(key)
        if index is None:
            continue
        places = max(numbers.places_of(value) or 0, 2)
        if numbers.rounded(index, places) != value:
            found = numbers.rounded(index, 2)
            params = {"kind": known[key].kind, "id": key[1], "value": value, "found": found}
            yield Problem("E424", place, params)


def passed_over(
    place: Place,
    law: Instrument,
    values: Mapping[tuple[str, str], Fraction],
    exact: Mapping[tuple[str, str], Fraction | None],
    faults: Sequence[Problem],
) -> Iterator[Problem]:
    """Yield why the aspects of a record were passed over, and its domains taken.

    The one aspect of a domain that no levels give, or the only one that can be wrong, is named with
    what its domain leaves for it.
    """
    told = False
    impossible = {(fault.params.get("kind"), str(fault.params.get("id"))) for fault in faults}
    for domain in law.sections:
        aspects = [one for one in domain.walk() if one.indicators]
        lost = tuple(one.id for one in aspects if one.key not in values)
        index = exact.get(domain.key)
        if len(lost) == len(aspects) or index is None:
            continue  # a record of domains alone
        if lost:
            params: dict[str, object] = {"items": lost, "id": domain.id}
            told = True
            yield Problem("E428", place, params)
            continue
        weight = sum((one.weight for one in aspects), Fraction(0))
        rest = sum((one.weight * values[one.key] for one in aspects), Fraction(0))
        wrong = [
            one for one in aspects if not law.scale.spans(values[one.key]) or one.key in impossible
        ]
        if not wrong and numbers.rounded(rest / weight, 2) == numbers.rounded(index, 2):
            continue
        told = True
        leaves = {
            one.key: (index * weight - rest) / one.weight + values[one.key] for one in aspects
        }
        wrong = wrong or [one for one in aspects if _attainable(law, one, leaves[one.key])]
        if len(wrong) == 1:
            (one,) = wrong
            params = {"kind": one.kind, "id": one.id, "value": values[one.key]}
            found = numbers.rounded(leaves[one.key], 2)
            yield Problem("E424", place, {**params, "found": found})
        else:
            params = {"id": domain.id, "value": index, "found": numbers.rounded(rest / weight, 2)}
            yield Problem("E425", place, params)
    if not told:
        yield from faults


def _attainable(law: Instrument, aspect: Section, index: Fraction) -> bool:
    """Whether whole levels may give an aspect an index, but for the decimals that were cut off."""
    weights = [one.weight for one in aspect.indicators]
    unit = Fraction(
        gcd(*(one.numerator for one in weights)), lcm(*(one.denominator for one in weights))
    )
    steps = numbers.rounded(index * sum(weights, Fraction(0)) / unit, 4)
    return law.scale.spans(numbers.rounded(index, 4)) and steps.denominator == 1
