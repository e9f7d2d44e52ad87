"""A move: one item from a level to another, what it costs and what it is worth."""

from fractions import Fraction
from typing import NamedTuple

from spbe_cli.core.instrument import Instrument
from spbe_cli.core.result import IndicatorScore


class Move(NamedTuple):
    """An item from a level to another one; `year` is when, None where that is not said."""

    score: IndicatorScore
    start: Fraction
    to: Fraction
    effort: Fraction = Fraction(1)
    year: int | None = None

    def gain(self, law: Instrument) -> Fraction:
        """What it adds to the index: weight × levels / weight of everything; a fall takes away.

        The index is the weighted mean of the levels (design, section 4), so a move is worth its
        share of it, whatever the other levels are.
        """
        return self.score.item.weight * (self.to - self.start) / law.total
