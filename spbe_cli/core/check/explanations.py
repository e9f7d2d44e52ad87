"""Rules about what is written for the portal: each claim explained, each fact with its evidence."""

from collections.abc import Iterator

from spbe_cli.core.assessment import EXPLAINED, Answer, Opinion
from spbe_cli.core.check.case import Case, Finding, only
from spbe_cli.core.evidence import names_something


def _unexplained(case: Case) -> Iterator[Finding]:
    """SPB030: claims above the lowest level without any explanation, all in one finding.

    Only once somebody has begun to explain: before, nothing tells that this year asks for it.
    """
    lowest = case.instrument.scale.bare
    begun = any(map(_explained, case.assessment.answers.values()))
    if case.opinion is not Opinion.SELF or not begun:
        return
    bare = [
        item
        for item, level in case.claims().items()
        if level > lowest and not _explained(case.assessment.answers[item])
    ]
    if bare:
        path = f"indicators.{bare[0]}" if len(bare) == 1 else "indicators"
        yield case.found("SPB030", path, only(bare), id=tuple(bare))


def _explained(answer: Answer) -> bool:
    return any(len(one.unsaid) < len(EXPLAINED) for one in answer.explanations)


def _facts(case: Case) -> Iterator[Finding]:
    """SPB031: a fact beside which no evidence is recorded that it could name."""
    for item, answer in case.assessment.answers.items():
        told = any("fact" not in one.unsaid for one in answer.explanations)
        if told and not any(map(names_something, answer.evidence)):
            yield case.found("SPB031", f"indicators.{item}", item, id=item)


def _halves(case: Case) -> Iterator[Finding]:
    """SPB037: explanations that are half: without analysis, or without a fact or a document."""
    half: dict[str, list[str]] = {"fact": [], "analysis": []}
    for item, answer in case.assessment.answers.items():
        unsaid = {part for one in answer.explanations for part in one.unsaid}
        if any(map(names_something, answer.evidence)):
            unsaid -= {"fact"}  # the text for the portal names the document
        if _explained(answer):
            for part in unsaid:
                half[part].append(item)
    for part, items in half.items():
        if items:
            path = f"indicators.{items[0]}" if len(items) == 1 else "indicators"
            yield case.found("SPB037", path, only(items), field=part, id=tuple(items))


EXPLANATIONS = (_unexplained, _facts, _halves)
