"""Everything an instrument says of one indicator, level by level."""

from fractions import Fraction
from typing import NamedTuple

from spbe_cli.core.clauses import EvidenceExample, KindLevel, Variant
from spbe_cli.core.instrument import Indicator, Instrument, Section
from spbe_cli.core.score.estimate import rungs


class ListedItem(NamedTuple):
    """An item of evidence and its id; `worth` are its points where the instrument has a rule."""

    id: str
    example: EvidenceExample
    worth: Fraction | None


class LevelPage(NamedTuple):
    """A level: what it means for every indicator of the kind, and what it demands of this one.

    `width` are the points of all its items together, `band` the scores from below it to its top.
    """

    level: int
    named: KindLevel | None
    criterion: str
    condition: str | None
    variants: tuple[Variant, ...]
    entries: tuple[ListedItem, ...]
    width: Fraction | None
    band: tuple[Fraction, Fraction] | None


class IndicatorPage(NamedTuple):
    """An indicator of an instrument: the sections it stands in, its levels, and other evidence.

    `examples` are those that belong to no level; `only`: a single level was asked for.
    """

    instrument: Instrument
    indicator: Indicator
    above: tuple[Section, ...]
    steps: tuple[LevelPage, ...]
    examples: tuple[EvidenceExample, ...]
    only: int | None

    @property
    def gain(self) -> Fraction:
        """What one level more adds to the index."""
        return self.indicator.weight / self.instrument.total


def indicator_page(
    instrument: Instrument, indicator: Indicator, only: int | None = None
) -> IndicatorPage:
    """Return the page of an indicator; of a single level, where `only` names one."""
    above = tuple(
        section
        for section in instrument.walk()
        if any(indicator in part.indicators for part in section.walk())
    )
    steps = tuple(
        _step(instrument, indicator, level)
        for level in indicator.levels
        if only is None or level == only
    )
    examples = tuple(
        one
        for one in indicator.evidence
        if one.level is None and (only is None or one.serves(only))
    )
    return IndicatorPage(instrument, indicator, above, steps, examples, only)


def _step(instrument: Instrument, indicator: Indicator, level: int) -> LevelPage:
    rule = instrument.score_rule
    found = {one.level: one for one in rungs(rule, indicator, ())} if rule else {}
    rung = found.get(level)
    entries = tuple(
        ListedItem(name, one, rung.worth if rung is not None and name in rung.items else None)
        for name, one in indicator.checklist().items()
        if one.level == level
    )
    return LevelPage(
        level=level,
        named=instrument.kinds[indicator.kind].levels.get(level),
        criterion=indicator.levels[level],
        condition=(indicator.conditions or {}).get(level),
        variants=tuple(one for one in indicator.variants if one.level == level),
        entries=entries,
        width=None if rung is None else rung.width,
        band=None if rung is None or rule is None else rule.bands[level],
    )
