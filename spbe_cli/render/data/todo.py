"""Who owes what, as JSON (``spbe-todo/1``), CSV, and a calendar (iCalendar, RFC 5545)."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from spbe_cli.core.clauses import Stage
from spbe_cli.core.owed.todo import Debt, DebtKind, Debtor, Todo
from spbe_cli.i18n import _
from spbe_cli.render import todo as said, words
from spbe_cli.render.data import encode
from spbe_cli.render.data.calendar import Event, calendar
from spbe_cli.render.data.encode import csv_text, json_text

FORMAT = "spbe-todo/1"
_COLUMNS = (
    *("owner", "indicator", "name", "kind", "levels", "stake", "due", "days"),
    *("claimed", "proven", "documents", "partners", "item", "state", "remark", "action"),
)


def todo_json(found: Todo) -> str:
    """Return the debtors as data; numbers are text, days are counted from `today`."""
    return json_text(
        {
            **encode.head(found.dossiers.result, FORMAT),
            "today": found.today.isoformat(),
            "due": found.due.isoformat() if found.due else None,
            "days": found.days(found.due),
            "stage": found.stage and _stage(found.stage),
            "at_stake": encode.exact_text(found.stake),
            "shown": len(found.listed),
            "debtors": len(found.debtors),
            "left_out": len(found.debtors) - len(found.listed),
            "owners": [_debtor(found, one) for one in found.listed],
            "clear": list(found.clear),
        }
    )


def _stage(one: Stage) -> dict[str, Any]:
    """Return a stage of the instrument's calendar, named as `instrument show` names it."""
    return {
        "id": one.id,
        "first": one.first.isoformat(),
        "last": one.closing.isoformat(),
        "estimated": one.estimated,
    }


def _debtor(found: Todo, one: Debtor) -> dict[str, Any]:
    return {
        "owner": one.owner,
        "debts": len(one.debts),
        "indicators": list(one.items),
        "at_stake": encode.exact_text(one.stake),
        "items": [_debt(found, debt) for debt in one.debts],
    }


def _debt(found: Todo, one: Debt) -> dict[str, Any]:
    action = one.dossier.answer.action
    return {
        "indicator": one.item,
        "name": one.dossier.score.item.indicator.short.id,
        "kind": one.kind.value,
        "levels": list(one.levels),
        "stake": encode.exact_text(one.stake),
        "due": one.due.isoformat() if one.due else None,
        "days": found.days(one.due),
        "claimed": encode.exact_text(one.dossier.level),
        "proven": encode.exact_text(one.dossier.proven),
        "documents": list(_documents(one)),
        "item": one.demand.code if one.demand else None,
        "state": one.demand.verdict.state.value if one.demand else None,
        "remark": (one.demand and one.demand.verdict.note) or one.dossier.answer.remark,
        "action": action.text if action and one.kind is DebtKind.OVERDUE else None,
        "partners": list(one.partners),
    }


def _documents(one: Debt) -> Iterator[dict[str, Any]]:
    """Yield the files that are missing, then the documents that the instrument names."""
    for each in one.documents:
        evidence = each.evidence
        levels = list(evidence.levels)
        yield {
            "name": evidence.name,
            "file": evidence.file,
            "levels": levels,
            "state": each.found.value,
        }
    for example in one.examples:
        levels = [] if example.level is None else [example.level]
        yield {"name": example.text, "file": None, "levels": levels, "state": "wanted"}


def todo_csv(found: Todo) -> str:
    """Return one row for each debt."""
    return csv_text(
        [_row(found, one, debt) for one in found.listed for debt in one.debts], _COLUMNS
    )


def _row(found: Todo, owner: Debtor, debt: Debt) -> dict[str, Any]:
    data = _debt(found, debt)
    return {
        **data,
        "owner": owner.owner,
        "levels": " ".join(map(str, debt.levels)),
        "documents": "\n".join(one["file"] or one["name"] for one in data["documents"]),
        "partners": "; ".join(debt.partners),
    }


def todo_ics(found: Todo) -> str:
    """Return a calendar: for each unit and day an event of the whole day, with alarms before."""
    return calendar("-//spbe//todo//ID", found.today, _events(found))


def _events(found: Todo) -> Iterator[Event]:
    for one in found.listed:
        for day in sorted({debt.due for debt in one.debts if debt.due is not None}):
            yield _event(found, one, day)


def _owed(debt: Debt) -> str:
    """Say what is owed of an item, in a line: of a checklist, which of its items."""
    code = f" {words.safe(debt.demand.code)}" if debt.demand is not None else ""
    return f"{debt.item}: {said.debt_kind(debt.kind)}{code}"


def _event(found: Todo, one: Debtor, day: dt.date) -> Event:
    debts = [debt for debt in one.debts if debt.due == day]
    result = found.dossiers.result
    summary = _("{index} {year}: {owner}, indikator {items}").format(
        index=words.name(result.instrument.index_name),
        year=result.assessment.year,
        owner=said.owner(one),
        items=said.ids(debt.item for debt in debts),
    )
    return Event(
        f"{result.assessment.institution}|{result.assessment.year}|{one.owner}|{day}",
        day,
        summary,
        "\n".join(dict.fromkeys(map(_owed, debts))),
        alarms=(7, 1),
    )
