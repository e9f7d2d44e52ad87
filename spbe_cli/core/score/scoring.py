"""The engine: levels × weights → index, exactly.

Index of any section = Σ(weight × level) / Σ(weight) over the indicators beneath it; nothing is
rounded between the levels of the tree (PermenPANRB 59/2020, Lampiran I hlm. 21–24; the same sum
reproduces the published results of all three instruments).
"""

from collections.abc import Container, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from spbe_cli.core.assessment import Assessment, Opinion
from spbe_cli.core.index import as_span, level_span, mean
from spbe_cli.core.instrument import Instrument, Section
from spbe_cli.core.result import IndicatorScore, Item, Result, SectionScore, leaves
from spbe_cli.core.score.recovery import recover, unpublished
from spbe_cli.problems import DataError, Problem

if TYPE_CHECKING:
    from spbe_cli.core.national import Standings


class Scores(NamedTuple):
    """The results of one or more files, and how they were asked for.

    `single`: one file was named, not a list of one. `next_step` is the command that tells more.
    `standings` are those in the national lists that fit their years, one for each result.
    """

    results: Sequence[Result]
    single: bool = True
    explain: bool = False
    next_step: str = ""
    standings: "Sequence[Standings | None]" = ()


def score(
    instrument: Instrument,
    assessment: Assessment,
    opinion: Opinion | None = None,
    *,
    provisional: bool = False,
) -> Result:
    """Score one opinion: from its levels, else from its published indices.

    Without `opinion`, takes the one `default_opinion` names. Raises DataError where the assessment
    holds nothing for the opinion, or where no whole levels can give the published indices.
    """
    available = assessment.opinions()
    opinion = opinion or default_opinion(instrument, assessment)
    published = assessment.published
    if opinion is None or (opinion not in available and available):
        way = f"--opinion {', '.join(map(str, available))}"
        params = {"opinion": opinion, "available": available, "way": way}
        code = "E211" if available else "E215"
        raise DataError([Problem(code, assessment.places.get(""), params)])
    if published is not None and published.opinion == opinion:
        partial = not _complete(instrument, assessment, opinion) and not assessment.as_if
        whole = recoverable(instrument, assessment)
        if not assessment.levels(opinion) or (partial and whole):
            return recover(instrument, assessment, published)
    return score_levels(instrument, assessment, opinion, provisional=provisional)


def default_opinion(instrument: Instrument, assessment: Assessment) -> Opinion | None:
    """Return the most authoritative opinion that is complete, else the one with most levels.

    A target is never the default unless it is all there is: it is a wish, not a finding.
    """
    available = assessment.opinions()
    published = assessment.published
    if not available:
        return Opinion.SELF if assessment.answers or assessment.outside else None

    def rank(opinion: Opinion) -> tuple[bool, bool, int, int]:
        known = published is not None and published.opinion == opinion
        complete = _complete(instrument, assessment, opinion) or (
            known and recoverable(instrument, assessment)
        )
        order = list(Opinion).index(opinion)
        count = 0 if complete else len(assessment.levels(opinion))
        return opinion is not Opinion.TARGET, complete, count, order

    return max(available, key=rank)


def recoverable(instrument: Instrument, assessment: Assessment) -> bool:
    """Tell whether the published figures are enough to find the index behind them."""
    published = assessment.published
    return (
        published is not None
        and not instrument.scale.decimal
        and next(unpublished(instrument, published), None) is None
    )


def _complete(instrument: Instrument, assessment: Assessment, opinion: Opinion) -> bool:
    """Tell whether an opinion gives every level that no outside index stands in for."""
    levels = assessment.levels(opinion)
    return bool(levels) and all(
        item.id in levels or _fed(instrument, item)
        for section in instrument.walk()
        for item in items_of(section, answered(assessment, opinion))
    )


def _fed(instrument: Instrument, item: Item) -> bool:
    feed = instrument.outside.get(item.indicator.outside or "")
    return feed is not None and feed.converts and feed.missing is not None


def answered(assessment: Assessment, opinion: Opinion) -> set[str]:
    """Return the items an opinion speaks of: those it levels, and those nobody has levelled yet.

    A service (``35-2``) that only another opinion levels is not open: this one does not count it.
    """
    return {
        item
        for item, answer in assessment.answers.items()
        if opinion in answer.levels or not answer.levels
    }


def items_of(section: Section, answered: Container[str]) -> tuple[Item, ...]:
    """Return the items scored directly under an aspect.

    An indicator that may be answered for several services (5/2018 indicator 35) counts once for
    each service answered; the aspect is then the plain mean of its items, so its weight is shared
    equally (reconstructed from Denpasar's official results of 2018).
    """
    pairs = [
        (item, indicator)
        for indicator in section.indicators
        for item in indicator.item_ids()
        if item == indicator.id or item in answered
    ]
    shared = len(pairs) > len(section.indicators)
    return tuple(
        Item(item, indicator, section.weight / len(pairs) if shared else indicator.weight)
        for item, indicator in pairs
    )


def as_if(result: Result, levels: Mapping[str, Fraction]) -> Result:
    """Score what a result rests on anew, with other levels for some items."""
    assessment = result.assessment
    for item, level in levels.items():
        assessment = assessment.with_level(item, result.opinion, level)
    return score_levels(
        result.instrument, assessment, result.opinion, provisional=result.provisional
    )


def score_levels(
    instrument: Instrument,
    assessment: Assessment,
    opinion: Opinion,
    *,
    provisional: bool = False,
) -> Result:
    """Score the levels of one opinion.

    Items without a level are listed in `missing` and leave the index open, unless `provisional`
    counts them as the scale's minimum. Items fed by an outside index take the converted value, or
    the score the instrument prescribes while that index is not available (listed in `assumed`).
    """
    given, spoken = assessment.levels(opinion), answered(assessment, opinion)
    scale = instrument.scale
    total, year = instrument.total, assessment.year

    def score_item(item: Item) -> IndicatorScore:
        level, origin, outside, file = given.get(item.id), "given", None, None
        feed = instrument.outside.get(item.indicator.outside or "")
        value = None if feed is None else assessment.outside.get(feed.id)
        if feed is not None and feed.converts and (level is None or value is not None):
            outside, file = (feed.id, value), assessment.feeds.get(feed.id)
            if level is not None:
                pass  # a level goes before: the index is there, and does not count
            elif value is None:
                level, origin = feed.missing, "assumed"
            else:
                level, origin = feed.score(value), "outside"
        if level is None and provisional:
            level, origin = Fraction(scale.minimum), "provisional"
        if level is None:
            return IndicatorScore(item, None, None, "missing", outside, file)
        return IndicatorScore(item, level, item.weight * level / total, origin, outside, file)

    def score_section(section: Section) -> SectionScore:
        sections = tuple(score_section(child) for child in section.sections)
        indicators = tuple(score_item(item) for item in items_of(section, spoken))
        parts = [
            *((one.section.weight, as_span(one.known)) for one in sections),
            *(
                (one.item.weight, level_span(scale, one.level, given=_given(one)))
                for one in indicators
            ),
        ]
        return SectionScore(section, mean(instrument, year, parts), sections, indicators)

    sections = tuple(score_section(section) for section in instrument.sections)
    scored = tuple(leaves(sections))
    parts = [(one.section.weight, as_span(one.known)) for one in sections]
    return Result(
        instrument=instrument,
        assessment=assessment,
        opinion=opinion,
        known=mean(instrument, year, parts),
        sections=sections,
        missing=tuple(one.item.id for one in scored if one.origin in ("missing", "provisional")),
        assumed=tuple(one.item.id for one in scored if one.origin == "assumed"),
        provisional=any(one.origin == "provisional" for one in scored),
    )


def _given(one: IndicatorScore) -> bool:
    """Whether somebody vouches for a level; else it may still come to anything."""
    return one.origin not in ("missing", "assumed", "provisional")
