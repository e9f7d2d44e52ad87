"""What is wrong with an assessment, judged by its instrument. Returns problems, raises nothing."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from spbe_cli.core.assessment import Answer, Assessment
from spbe_cli.core.instrument import Instrument
from spbe_cli.problems import Place, Problem, hint

if TYPE_CHECKING:
    from spbe_cli.core.planned import PlannedStep


def check(instrument: Instrument, assessment: Assessment) -> list[Problem]:
    """Return every problem: unknown ids, levels outside the scale, impossible figures."""
    return [
        *_levels(instrument, assessment),
        *_items(instrument, assessment),
        *_outside(instrument, assessment),
        *_published(instrument, assessment),
        *_plan(instrument, assessment),
    ]


def _levels(instrument: Instrument, assessment: Assessment) -> Iterator[Problem]:
    scale = instrument.scale
    known = list(instrument.items())
    for item, answer in assessment.answers.items():
        if item not in known:
            params = {"id": item, "instrument": instrument.short, **hint(item, known)}
            yield Problem("E204", place_of(assessment, f"indicators.{item}"), params)
            continue
        for opinion, level in answer.levels.items():
            place = place_of(assessment, f"indicators.{item}.{opinion}", f"indicators.{item}")
            if code := scale.fault(level):
                yield Problem(code, place, {"level": level, "id": item, **scale.ends()})
        for number, one in enumerate(answer.evidence, 1):
            entry = f"indicators.{item}.evidence.{number}"
            if beyond := scale.beyond(one.levels):
                place = place_of(assessment, f"{entry}.levels", entry, f"indicators.{item}")
                params = {"level": beyond, "id": item, **scale.ends()}
                yield Problem("E238", place, params)


def _items(instrument: Instrument, assessment: Assessment) -> Iterator[Problem]:
    """Yield items of evidence that the checklist of their indicator does not have."""
    told = {item: list(_items_named(answer)) for item, answer in assessment.answers.items()}
    if not any(told.values()):
        return
    indicators = instrument.items()
    for item in (one for one in told if one in indicators):
        known = list(indicators[item].checklist())
        for where, name in told[item]:
            if name not in known:
                place = place_of(assessment, *(f"indicators.{item}.{one}" for one in where))
                yield Problem("E235", place, {"name": name, "id": item, **hint(name, known)})


def _items_named(answer: Answer) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the items of evidence that an answer names, each with where it does."""
    for name in answer.items:
        yield (f"items.{name}",), name
    for number, one in enumerate(answer.evidence, 1):
        entry = f"evidence.{number}"
        yield from (((f"{entry}.items", entry, "evidence"), name) for name in one.items)


def _outside(instrument: Instrument, assessment: Assessment) -> Iterator[Problem]:
    for name, value in assessment.outside.items():
        place = place_of(assessment, f"outside.{name}")
        feed = instrument.outside.get(name)
        if feed is None:
            known = list(instrument.outside)
            params = {"id": name, "instrument": instrument.short, **hint(name, known)}
            yield Problem("E217", place, params)
        elif not feed.converts:
            fed = next((i.id for i in instrument.indicators() if i.outside == name), "")
            yield Problem("E216", place, {"id": name, "indicator": fed})
        elif feed.score(value) is None:
            low, high = feed.bands[0].low, feed.bands[-1].high
            yield Problem("E212", place, {"id": name, "value": value, "low": low, "high": high})


def _published(instrument: Instrument, assessment: Assessment) -> Iterator[Problem]:
    published = assessment.published
    if published is None:
        return
    scale = instrument.scale
    sections = {section.key for section in instrument.walk()}

    for (kind, name), value in published.sections.items():
        place = place_of(assessment, f"published.{kind}s.{name}")
        params: dict[str, object] = {"kind": kind, "id": name, "instrument": instrument.short}
        if (kind, name) not in sections:
            known = [section_id for section_kind, section_id in sections if section_kind == kind]
            yield Problem("E213", place, params | hint(name, sorted(known)))
        elif not scale.spans(value):
            bounds = {"value": value, **scale.ends()}
            yield Problem("E219", place, params | bounds)
    index = published.index
    if index is not None and not scale.spans(index):
        bounds = {"value": index, **scale.ends()}
        yield Problem("E221", place_of(assessment, "published.index"), bounds)
    names = [predicate.name.id for predicate in instrument.predicates]
    if published.predicate and published.predicate not in names:
        params = {"name": published.predicate, **hint(published.predicate, names)}
        yield Problem("E214", place_of(assessment, "published.predicate"), params)


def _plan(instrument: Instrument, assessment: Assessment) -> Iterator[Problem]:
    steps = assessment.plan.steps if assessment.plan is not None else ()
    known = list(instrument.items())
    scale = instrument.scale
    last: dict[str, PlannedStep] = {}
    for number, step in enumerate(steps, 1):
        place = place_of(assessment, f"plan.steps.{number}")
        if step.item not in known:
            params = {"id": step.item, "instrument": instrument.short, **hint(step.item, known)}
            yield Problem("E204", place, params)
            continue
        if code := scale.fault(step.to):
            yield Problem(code, place, {"level": step.to, "id": step.item, **scale.ends()})
        if step.year is not None and step.year <= assessment.year:
            yield Problem("E229", place, {"year": step.year, "before": assessment.year})
        before = last.setdefault(step.item, step)
        earlier = (step.year or 0) < (before.year or 0) or (
            step.year == before.year and (step.quarter or 4) < (before.quarter or 1)
        )
        if before is not step and (step.to <= before.to or earlier):
            params = {"id": step.item, "level": step.to, "before": before.to}
            yield Problem("E228", place, params)
        last[step.item] = step


def place_of(assessment: Assessment, *paths: str) -> Place | None:
    """Return the first place known among dotted paths, else the file itself."""
    found = (assessment.places.get(path) for path in (*paths, ""))
    return next((place for place in found if place is not None), None)
