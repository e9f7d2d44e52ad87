"""The scale of an instrument as a line with its bounds, and where values stand on it."""

from fractions import Fraction

from spbe_cli.core.instrument import Instrument
from spbe_cli.render import words


def column_at(law: Instrument, value: Fraction | int, width: int) -> int:
    """Return the column of a value on a line of so many columns, from 0."""
    low, high = law.scale.minimum, law.scale.maximum
    return round((value - low) / Fraction(high - low) * (width - 1))


def scale(law: Instrument, width: int) -> str:
    """Return the scale with its ends and the lower bounds of its predicates."""
    low, high = law.scale.minimum, law.scale.maximum
    line = ["─"] * width
    bounds = [(Fraction(low), str(low)), (Fraction(high), str(high))]
    bounds += [(one.lower, words.in_full(one.lower, 1)) for one in law.predicates[1:]]
    for value, label in bounds:
        shown = f"{label} " if value == low else f" {label}" if value == high else f" {label} "
        start = max(0, min(column_at(law, value, width) - len(shown) // 2, width - len(shown)))
        line[start : start + len(shown)] = shown
    return "".join(line)
