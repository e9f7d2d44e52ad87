"""What goes into a form, whatever it is written as."""

from collections.abc import Iterator
from typing import NamedTuple

from spbe_cli.core.assessment import Answer, Assessment, Opinion, Verdict
from spbe_cli.core.collect import clipping
from spbe_cli.core.collect.form import fields_of, form_fields
from spbe_cli.core.collect.lines import evidence_line
from spbe_cli.core.instrument import Instrument
from spbe_cli.core.text import plain_text
from spbe_cli.i18n import _
from spbe_cli.problems import Place, Problem
from spbe_cli.render import words
from spbe_cli.render.phrases import field_word


class FormContent(NamedTuple):
    """What goes into a form: the assessment, whose level, and the items that are asked."""

    instrument: Instrument
    assessment: Assessment
    opinion: Opinion
    items: frozenset[str] | None = None  # None: all of them, with the index
    owner: str = ""

    def asks(self, item: str) -> bool:
        """Tell whether an item has a row."""
        return self.items is None or item in self.items


def cell_texts(answer: Answer, opinion: Opinion) -> dict[str, str]:
    """Return the text of each field as a cell holds it; the last line says what does not fit."""
    texts = fields_of(answer, opinion)
    lines, left = clipping.lines_that_fit([*map(evidence_line, answer.evidence)])
    more = _("[… {count} dokumen lagi tercatat; baris ini bukan dokumen]")
    rest = [more.format(count=words.thousands(left))] if left else []
    return {
        name: "\n".join([*lines, *rest]) if name == "evidence" else _fitted(text)
        for name, text in texts.items()
    }


def cell_verdict(verdict: Verdict | None) -> Verdict | None:
    """Return what is said of an item of evidence, as cells hold it."""
    if verdict is None:
        return None
    told = verdict.explanation
    if told is not None:
        fact, analysis = (_fitted(text or "") or None for text in (told.fact, told.analysis))
        told = told._replace(fact=fact, analysis=analysis)
    return verdict._replace(note=_fitted(verdict.note or "") or None, explanation=told)


def _fitted(text: str) -> str:
    head, left = clipping.beginning(plain_text(text))
    if not left:
        return text
    more = _("[… {count} huruf lagi tercatat dan tetap; jangan hapus baris ini]")
    return f"{head}\n{more.format(count=words.thousands(left))}"


def unfitting(plan: FormContent, file: str) -> Iterator[Problem]:
    """Yield E355 for each indicator of which more is recorded than the cells of a form hold."""
    fields = form_fields(plan.opinion)
    for item, indicator in plan.instrument.items().items():
        answer = plan.assessment.answers.get(item)
        if answer is None or not plan.asks(item):
            continue
        said = [_left(name, left) for name, left in clipping.unshown(answer, plan.opinion, fields)]
        for code in indicator.checklist():
            if verdict := answer.items.get(code):
                parts = clipping.unshown_of_item(verdict, ("remark", *fields))
                said += [_left(f"{name}:{code}", left) for name, left in parts]
        if said:
            yield Problem("E355", Place(file), {"id": item, "names": tuple(said)})


def _left(field: str, count: int) -> str:
    if field == "evidence":
        return words.many("{count} dokumen", count)
    return _("{count} huruf {field}").format(count=words.thousands(count), field=field_word(field))
