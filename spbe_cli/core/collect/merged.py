"""What an assessment is with the changes made that forms bring."""

from collections.abc import Sequence
from fractions import Fraction

from spbe_cli.core import owners
from spbe_cli.core.assessment import EXPLAINED, Answer, Assessment, State, Verdict
from spbe_cli.core.collect.changes import Change, Register
from spbe_cli.core.collect.form import documents, told_anew
from spbe_cli.core.records import replace

_UNKNOWN = Verdict(State.ABSENT)


def answers(assessment: Assessment, changes: Sequence[Change]) -> dict[str, Answer]:
    """Return the whole answers of the items that change."""
    changed: dict[str, Answer] = {}
    registers: dict[str, Register] = {}  # a form for each unit may add to one indicator
    for one in changes:
        answer = changed.get(one.item) or assessment.answers.get(one.item, Answer())
        if added := documents(one.new):
            register = registers.get(one.item) or Register(answer.evidence)
            registers[one.item] = register
            for each in added:
                register.take(each)
        changed[one.item] = _changed(answer, one)
    for item, register in registers.items():
        changed[item] = changed[item]._replace(evidence=tuple(register.entries))
    return changed


def with_merged(assessment: Assessment, changes: Sequence[Change]) -> Assessment:
    """Return the assessment with the changes made."""
    return replace(assessment, answers={**assessment.answers, **answers(assessment, changes)})


def _changed(answer: Answer, one: Change) -> Answer:
    """Return an answer with one field of it as a form says it; evidence is put in elsewhere."""
    if isinstance(one.new, Fraction):
        return answer._replace(levels={**answer.levels, one.opinion: one.new})
    if isinstance(one.new, Verdict):
        known = answer.items.get(one.field, _UNKNOWN)
        return _with_item(answer, one.field, one.new._replace(explanation=known.explanation))
    return answer if isinstance(one.new, tuple) else _told(answer, one.field, one.new)


def _told(answer: Answer, field: str, text: str | None) -> Answer:
    """Return an answer with a text of it as a form says it."""
    part, colon, code = field.partition(":")
    if colon:
        known = answer.items.get(code, _UNKNOWN)
        told = told_anew(known.explanation, part, text)
        return _with_item(answer, code, known._replace(explanation=told))
    if part in EXPLAINED:
        return answer._replace(explanation=told_anew(answer.explanation, part, text))
    if part == "owner":
        return answer._replace(owners=owners.split_names(text or ""))
    return answer._replace(remark=text) if part == "remark" else answer._replace(note=text)


def _with_item(answer: Answer, code: str, verdict: Verdict) -> Answer:
    return answer._replace(items={**answer.items, code: verdict})
