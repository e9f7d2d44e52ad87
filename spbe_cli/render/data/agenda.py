"""An agenda as CSV and as a calendar (iCalendar, RFC 5545), and what is done of it as JSON."""

import datetime as dt
from typing import Any

from spbe_cli.core import numbers
from spbe_cli.core.plan.agenda import FORMAT, Agenda, Deed
from spbe_cli.core.plan.progress import Course, Homecoming, Noted
from spbe_cli.core.plan.served import unserved_by
from spbe_cli.core.planned import PlannedStep
from spbe_cli.i18n import _
from spbe_cli.render import words
from spbe_cli.render.data import encode
from spbe_cli.render.data.calendar import Event, calendar
from spbe_cli.render.data.encode import csv_text, head, json_text
from spbe_cli.render.data.plan import as_index
from spbe_cli.render.plans import otherwise_assessed

_COLUMNS = (
    *("format", "institution", "assessment_year", "instrument", "target", "unit"),
    *("year", "quarter", "indicator", "name", "from", "to", "criterion", "output", "owner"),
    *("budget", "program", "status", "due", "effort", "gain", "index"),
)


def agenda_csv(found: Agenda) -> str:
    """Return one row for each step; numbers with a point."""
    return csv_text((_row(found, deed) for deed in found.deeds), _COLUMNS)


def _row(found: Agenda, deed: Deed) -> dict[str, Any]:
    assessment, step = found.before.assessment, deed.step
    indicator = step.score.item.indicator
    return {
        "format": FORMAT,
        "institution": assessment.institution,
        "assessment_year": assessment.year,
        "instrument": assessment.instrument,
        "target": encode.exact_text(found.plan.target, 2),
        "unit": found.plan.unit,
        "year": deed.year,
        "quarter": deed.quarter,
        "indicator": step.item,
        "name": indicator.name.id,
        "from": numbers.exact(step.start),
        "to": numbers.exact(step.to),
        "criterion": indicator.levels.get(int(step.to), ""),
        "output": "\n".join(step.evidence()),
        "owner": deed.owner,
        "budget": encode.exact_text(deed.budget),
        "program": deed.program,
        "status": deed.status.value,
        "due": deed.due.isoformat(),
        "effort": numbers.exact(step.effort),
        "gain": numbers.exact(step.gain),
        "index": numbers.exact(deed.running),
    }


def agenda_ics(found: Agenda, made: dt.date) -> str:
    """Return a calendar with a deadline, a whole day, for each step; `made` is when it was made."""
    return calendar("-//spbe//ID", made, (_event(found, deed) for deed in found.deeds))


def _event(found: Agenda, deed: Deed) -> Event:
    assessment, step = found.before.assessment, deed.step
    said = _("{item} {name}: tingkat {start} ke {to}").format(
        item=step.item,
        name=words.name(step.score.item.indicator.short),
        start=words.figure(step.start, 0),
        to=words.figure(step.to, 0),
    )
    owner = f" ({deed.owner})" if deed.owner else ""
    law = found.before.instrument
    others = () if law.serves(deed.year) else (deed.year,)
    criterion = step.score.item.indicator.levels.get(int(step.to), "")
    told = [criterion, *(f"{one}." for one in otherwise_assessed(law, others, paper=True))]
    return Event(
        f"{assessment.institution}/{assessment.year}/{step.item}/{step.to}",
        deed.due,
        _line(said + owner),
        _line(" ".join(told)),
    )


def _line(text: str) -> str:
    return " ".join(words.safe(text).split())


def homecoming_json(found: Homecoming) -> str:
    """Return what an agenda changes as data."""
    data = {
        "format": "spbe-import/1",
        "written": found.written,
        "changes": [_noted(one) for one in found.noted],
    }
    return json_text(data)


def homecoming_csv(found: Homecoming) -> str:
    """Return one row for each change."""
    return csv_text(map(_noted, found.noted), ("indicator", "to", "field", "old", "new", "place"))


def _noted(one: Noted) -> dict[str, Any]:
    return {
        "indicator": one.item or None,
        "to": None if one.field == "owner" or not one.item else numbers.exact(one.to),
        "field": one.field,
        "old": one.old or None,
        "new": one.new,
        "place": str(one.place),
    }


def course_json(found: Course) -> str:
    """Return planned against done as data."""
    planned = found.planned
    data = {
        **head(found.result, "spbe-progress/1"),
        "today": found.today.isoformat(),
        "target": encode.exact_text(planned.target, 2),
        "planned": len(planned.steps),
        "now": as_index(found.result, found.left.start),
        "after": as_index(found.result, found.left.index),
        "holds": found.holds,
        "lacking": None
        if planned.target is None
        else numbers.exact(max(planned.target - found.left.index, planned.target * 0)),
        "reached": [_step(one) for one in found.reached],
        "said_done": [_step(one) for one in found.said],
        "late": [_step(one) for one in found.late],
        "unserved_years": list(unserved_by(found.result, found.left)),
        "left": len(found.left.steps),
        "left_effort": numbers.exact(found.left.effort),
        "unit": planned.unit,
    }
    return json_text(data)


def course_csv(found: Course) -> str:
    """Return one row for each planned step."""
    reached, late = set(found.reached), set(found.late)
    rows = (
        {**_step(one), "reached": str(one in reached).lower(), "late": str(one in late).lower()}
        for one in found.planned.steps
    )
    return csv_text(rows, ("indicator", "to", "year", "status", "due", "reached", "late"))


def _step(one: PlannedStep) -> dict[str, Any]:
    return {
        "indicator": one.item,
        "to": numbers.exact(one.to),
        "year": one.year,
        "status": one.status.value if one.status else None,
        "due": one.due.isoformat() if one.due else None,
    }
