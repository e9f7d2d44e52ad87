"""A letter that asks one unit for what it owes. The letter is Indonesian in every language."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import NamedTuple

from spbe_cli.core.assessment import Answer, Assessment, Opinion
from spbe_cli.core.instrument import Instrument
from spbe_cli.render import words


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


def letter(template: str, instrument: Instrument, assessment: Assessment, request: Request) -> str:
    """Fill in a template (jinja2) with what a unit owes.

    Raises jinja2's errors where somebody's own template is not sound.
    """
    from jinja2.sandbox import SandboxedEnvironment

    owed, complete = [], []
    for indicator in instrument.indicators():
        for item in indicator.item_ids():
            answer = assessment.answers.get(item, Answer())
            if item not in request.items or (
                item != indicator.id and item not in assessment.answers
            ):
                continue
            level = request.opinion not in answer.levels
            if level or not answer.evidence:
                name = words.safe(indicator.short.id).replace("|", "/")
                needs = {"level": level, "evidence": not answer.evidence}
                owed.append({"id": item, "name": name, **needs})
            else:
                complete.append(item)
    environment = SandboxedEnvironment(keep_trailing_newline=True, autoescape=False)
    return environment.from_string(template).render(
        institution=escaped(words.safe(assessment.institution)),
        year=assessment.year,
        regulation=instrument.regulation,
        index=instrument.index_name.id,
        owner=escaped(words.safe(request.owner)),
        form=request.form,
        owed=owed,
        complete=words.listed(complete),
        due=request.due,
    )
