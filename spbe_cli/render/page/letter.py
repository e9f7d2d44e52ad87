"""A letter that asks one unit for what it owes. The letter is Indonesian in every language."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from spbe_cli.core import owners
from spbe_cli.core.assessment import Answer, Opinion
from spbe_cli.core.owed.todo import Debt, Debtor, Kind, Todo
from spbe_cli.render import words

_MOST = 4  # documents named for one indicator: a letter is no checklist


class Request(NamedTuple):
    """What is asked of one unit: items, whose level, the form's file name, and by when."""

    items: Sequence[str]
    opinion: Opinion
    owner: str
    form: str
    due: dt.date | None = None


def escaped(text: str) -> str:
    """Return a text that Markdown shows as it is: no tag, link or image of somebody's making."""
    return re.sub(r"[\\`*\[\]<>]|(?<!\w)_|_(?!\w)", lambda found: f"\\{found[0]}", text)


def owes(found: Todo, request: Request) -> bool:
    """Whether there is anything to ask a unit for."""
    return any(True for _one in _owed(found, request))


def letter(template: str, found: Todo, request: Request) -> str:
    """Fill in a template (jinja2) with what a unit owes.

    Raises jinja2's errors where somebody's own template is not sound.
    """
    from jinja2.sandbox import SandboxedEnvironment

    result = found.dossiers.result
    law, assessment = result.instrument, result.assessment
    owed = list(_owed(found, request))
    asked = {one["id"] for one in owed}
    complete = [item for item in request.items if item not in asked and item in assessment.answers]
    environment = SandboxedEnvironment(keep_trailing_newline=True, autoescape=False)
    return environment.from_string(template).render(
        institution=escaped(words.safe(assessment.institution)),
        year=assessment.year,
        regulation=law.regulation,
        index=law.index_name.id,
        owner=escaped(words.safe(request.owner)),
        addressee=escaped(words.safe(owners.addressee(request.owner))),
        form=request.form,
        owed=owed,
        complete=_listed(complete),
        due=request.due,
    )


def _owed(found: Todo, request: Request) -> Iterator[dict[str, Any]]:
    """Yield the items to ask for, in the order of the regulation, each with the documents."""
    own = next((one for one in found.debtors if (one.owner or "") == request.owner), None)
    answers = found.dossiers.result.assessment.answers
    for item in request.items:
        dossier = next((one for one in found.dossiers.items if one.id == item), None)
        if dossier is None or dossier.score.foreign:
            continue
        level = request.opinion not in answers.get(item, Answer()).levels
        debts = _of(own, item) if request.opinion is Opinion.SELF else []
        evidence = [one for one in debts if one.kind is not Kind.OPEN]
        if level or evidence:
            partners = [one for one in dossier.owners if one.casefold() != request.owner.casefold()]
            yield {
                "id": item,
                "name": _cell(dossier.score.item.indicator.short.id),
                "level": level,
                "evidence": bool(evidence) or (level and request.opinion is Opinion.SELF),
                "documents": list(dict.fromkeys(map(_cell, _documents(debts))))[:_MOST],
                "partners": _cell(", ".join(partners)),
            }


def _of(own: Debtor | None, item: str) -> list[Debt]:
    kinds = (Kind.OPEN, Kind.FILE, Kind.UNPROVEN, Kind.RETURNED, Kind.WANTED)
    return [one for one in (own.debts if own else ()) if one.item == item and one.kind in kinds]


def _documents(debts: Sequence[Debt]) -> Iterator[str]:
    """Yield the documents to hand in: files that are missing first, then what the law names."""
    for debt in debts:
        yield from (one.evidence.name for one in debt.documents)
    for debt in debts:
        yield from (one.text for one in debt.examples)


def _cell(text: str) -> str:
    return escaped(words.safe(text)).replace("|", "/")


def _listed(items: Sequence[str]) -> str:
    """Join items as a sentence does: ``1–5 dan 7``."""
    shown = words.listed(items).split(", ")
    return " dan ".join(filter(None, [", ".join(shown[:-1]), shown[-1]]))
