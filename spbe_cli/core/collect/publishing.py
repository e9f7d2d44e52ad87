"""Published figures that come from elsewhere, and what of those recorded stays beside them."""

from collections.abc import Mapping
from fractions import Fraction

from spbe_cli.core import numbers
from spbe_cli.core.assessment import Assessment, Published
from spbe_cli.core.collect.changes import Change
from spbe_cli.core.instrument import Instrument
from spbe_cli.core.records import replace
from spbe_cli.core.result import Result
from spbe_cli.core.score.recovery import as_announced
from spbe_cli.core.score.scoring import score
from spbe_cli.problems import DataError, Place

_Sections = Mapping[tuple[str, str], Fraction]


def published_beside(
    law: Instrument, before: Assessment, now: Published, said: _Sections
) -> Published:
    """Return the figures of `now`, with what was recorded of the same opinion and they leave open.

    Sections that were recorded take the figure that is `said` of them, whether it was chosen for
    `now` or not, and stay as they are where nothing is said; those that contradict the others are
    left out. A source stays beside the new one while all its figures are the new ones, rounded; a
    predicate also while it is that of the new index.
    """
    old = before.published
    if old is None or old.opinion is not now.opinion:
        return now
    index = old.index if now.index is None else now.index
    found = dict(now.sections)
    for key, value in old.sections.items():
        more = {**found, key: said.get(key, value)}
        if key not in found and _result(law, before, now, more) is not None:
            found = more
    same = all(_rounds_to(found.get(key), value) for key, value in old.sections.items())
    same = same and (old.index is None or _rounds_to(index, old.index))
    source = now.source
    if same and old.source and now.source:
        joined = f"{old.source}; {now.source}"
        source = old.source if now.source in old.source else joined
    result = _result(law, before, now, found)
    reached = None if result is None else result.predicate
    holds = same or (reached is not None and law.predicate(old.predicate or "") == reached)
    kept = {key: found[key] for key in old.sections if key in found}
    return replace(
        now,
        sections={**kept, **found},
        index=index,
        source=source or old.source,
        predicate=old.predicate if holds else None,
    )


def published_changes(before: Assessment, now: Published, place: Place) -> list[Change]:
    """Return what other published figures change: of sections, and all that stands beside."""
    old = before.published
    if old is None:
        old = Published(now.opinion)
    pairs: list[tuple[str, Fraction | str | None, Fraction | str | None]] = [
        (f"{kind}:{name}", old.sections.get((kind, name)), now.sections.get((kind, name)))
        for kind, name in {**old.sections, **now.sections}
    ]
    pairs += [
        ("opinion", str(old.opinion), str(now.opinion)),
        ("index", old.index, now.index),
        ("predicate", old.predicate, now.predicate),
        ("source", old.source, now.source),
    ]
    return [
        Change("published", field, now.opinion, was, becomes, place)
        for field, was, becomes in pairs
        if was != becomes
    ]


def _result(
    law: Instrument, before: Assessment, now: Published, sections: _Sections
) -> Result | None:
    """Return what figures come to; None where they contradict each other."""
    published = replace(now, sections=sections)
    alone = replace(before, answers={}, published=published)
    if law.scale.decimal:  # nothing can be found behind them
        return as_announced(law, alone, published)
    try:
        return score(law, alone, now.opinion)
    except DataError:
        return None


def _rounds_to(value: Fraction | None, printed: Fraction) -> bool:
    """Whether a figure is the printed one, with no more decimals than that has."""
    places = max(numbers.places_of(printed) or 0, 2)
    return value is not None and numbers.rounded(value, places) == printed
