"""How forms do not fit an assessment: another institution, ids and levels it does not know."""

from collections.abc import Iterator

from spbe_cli.core import institutions
from spbe_cli.core.assessment import Assessment
from spbe_cli.core.collect.form import (
    Form,
)
from spbe_cli.core.instrument import Instrument
from spbe_cli.problems import Place, Problem, hint


def order(instrument: Instrument) -> dict[str, int]:
    """Return the position of each item in the instrument."""
    items = list(instrument.items())
    return {item: number for number, item in enumerate(items)}


def strangers(instrument: Instrument, assessment: Assessment, form: Form) -> Iterator[Problem]:
    """Yield how a form belongs to another assessment."""

    def place(key: str) -> Place:
        return form.places.get(key, form.place)

    found, wanted = form.institution, assessment.institution
    if not institutions.same(found, wanted):
        yield Problem("E310", place("institution"), {"found": found, "expected": wanted})
    if form.instrument != instrument.id:
        params = {"found": form.instrument, "expected": instrument.id}
        yield Problem("E311", place("instrument"), params)
    if form.year != assessment.year:
        params_of_year = {"found": str(form.year), "expected": str(assessment.year)}
        yield Problem("E312", place("year"), params_of_year)


def level_faults(instrument: Instrument, form: Form) -> Iterator[Problem]:
    """Yield ids that the instrument does not have, and levels that it does not allow."""
    scale = instrument.scale
    known = list(order(instrument))
    for row in form.rows:
        if row.item not in known:
            params = {"id": row.item, "instrument": instrument.short, **hint(row.item, known)}
            yield Problem("E204", row.places.get("", form.place), params)
            continue
        if row.level is not None and (code := scale.fault(row.level)):
            place = row.places.get("level", form.place)
            yield Problem(code, place, {"level": row.level, "id": row.item, **scale.ends()})
        for one in row.evidence:
            if beyond := scale.beyond(one.levels):
                place = row.places.get("evidence", form.place)
                params = {"level": beyond, "id": row.item, **scale.ends()}
                yield Problem("E238", place, params)


def codes(instrument: Instrument, form: Form) -> Iterator[Problem]:
    """Yield items of evidence that the instrument does not have."""
    lists = {item: one.checklist() for item, one in instrument.items().items()}
    named = [(row.item, row.code, row.place) for row in form.items]
    named += [
        (row.item, code, row.places.get("evidence", form.place))
        for row in form.rows
        if row.item in lists
        for one in row.evidence
        for code in one.items
    ]
    for item, code, place in named:
        known = list(lists.get(item, ()))
        if code not in known:
            yield Problem("E235", place, {"name": code, "id": item, **hint(code, known)})
