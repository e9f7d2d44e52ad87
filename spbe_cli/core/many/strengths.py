"""Where a result is strong and where it is weak, by its innermost sections."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from spbe_cli.core.index import printed
from spbe_cli.core.many.report import MOST_NAMED
from spbe_cli.core.result import Result, SectionScore


def finest(result: Result) -> tuple[SectionScore, ...]:
    """Return the innermost sections whose index is known: aspects, or else domains."""

    def known(listed: Iterable[SectionScore]) -> Iterator[SectionScore]:
        for section in listed:
            beneath = tuple(known(section.sections))
            if beneath or any(printed([section])):
                yield from beneath or (section,)

    return tuple(known(result.sections))


def strongest(result: Result) -> tuple[SectionScore, ...]:
    """Return the sections furthest above the mean of all, weightier first among equals."""
    listed, mean = finest(result), _mean(result)
    ranked = sorted(listed, key=lambda one: (-(one.display or 0), -one.section.weight))
    return tuple(one for one, index in printed(ranked[:MOST_NAMED]) if index > mean)


def weakest(result: Result) -> tuple[SectionScore, ...]:
    """Return the sections furthest below the mean of all, weightier first among equals."""
    listed, mean = finest(result), _mean(result)
    ranked = sorted(listed, key=lambda one: (one.display or 0, -one.section.weight))
    return tuple(one for one, index in printed(ranked[:MOST_NAMED]) if index < mean)


def _mean(result: Result) -> Fraction:
    """Return the weighted mean of the sections that are known: the index, where all are."""
    listed = finest(result)
    weight = sum((one.section.weight for one in listed), Fraction(0))
    summed = sum((one.section.weight * (one.display or 0) for one in listed), Fraction(0))
    return summed / weight if weight else Fraction(0)
