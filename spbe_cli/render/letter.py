"""A letter that asks one unit for what it owes. The letter is Indonesian in every language."""

import datetime as dt
from collections.abc import Iterable

from spbe_cli.core.assessment import Answer, Assessment, Opinion
from spbe_cli.core.instrument import Instrument
from spbe_cli.render import words

_MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli"),
    *("Agustus", "September", "Oktober", "November", "Desember"),
)
# Words of the letter, which is in Indonesian for whoever asks.
_LEVEL, _EVIDENCE, _BOTH = "tingkat kematangan", "bukti dukung", "tingkat kematangan, bukti dukung"


def letter(
    template: str,
    instrument: Instrument,
    assessment: Assessment,
    *,
    items: Iterable[str],
    opinion: Opinion,
    owner: str,
    form: str,
    due: dt.date | None,
) -> str:
    """Fill in a template (jinja2) with what a unit owes; `form` is the name of the file beside it.

    Raises jinja2's errors where somebody's own template is not sound.
    """
    from jinja2.sandbox import SandboxedEnvironment

    owed, complete = [], []
    wanted = set(items)
    for indicator in instrument.indicators():
        for item in indicator.item_ids():
            answer = assessment.answers.get(item, Answer())
            if item not in wanted or (item != indicator.id and item not in assessment.answers):
                continue
            needs = _needs(answer, opinion)
            if needs:
                name = words.safe(indicator.short.id).replace("|", "/")
                owed.append({"id": item, "name": name, "needs": needs})
            else:
                complete.append(item)
    environment = SandboxedEnvironment(keep_trailing_newline=True, autoescape=False)
    return environment.from_string(template).render(
        institution=words.safe(assessment.institution),
        year=assessment.year,
        regulation=instrument.regulation,
        index=instrument.index_name.id,
        owner=words.safe(owner),
        form=form,
        owed=owed,
        complete=words.listed(complete),
        due=f"{due.day} {_MONTHS[due.month - 1]} {due.year}" if due else "",
    )


def _needs(answer: Answer, opinion: Opinion) -> str:
    if opinion not in answer.levels:
        return _LEVEL if answer.evidence else _BOTH
    return "" if answer.evidence else _EVIDENCE
