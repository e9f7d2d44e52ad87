"""Rules about the items of evidence that the portal of 8/2026 asks for."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from spbe_cli.core import numbers
from spbe_cli.core.assessment import Answer, Opinion, State
from spbe_cli.core.check.case import NO_ANSWER, Case, Finding
from spbe_cli.core.clauses import ScoreRule
from spbe_cli.core.instrument import Indicator
from spbe_cli.core.score.estimate import Rung, points, rungs


class _Begun(NamedTuple):
    """A checklist of which something is recorded: its indicator, item, answer, and levels."""

    indicator: Indicator
    item: str
    answer: Answer
    rungs: Sequence[Rung]


def _begun(case: Case, rule: ScoreRule) -> Iterator[_Begun]:
    for indicator in case.instrument.indicators():
        for item in indicator.item_ids():
            answer = case.assessment.answers.get(item, NO_ANSWER)
            found = rungs(rule, indicator, _accepted(answer)) if answer.items else ()
            if found:
                yield _Begun(indicator, item, answer, found)


def _items_next(case: Case) -> Iterator[Finding]:
    """SPB018, SPB027, SPB019: items of the lowest level that owes any, and items above it."""
    rule = case.instrument.score_rule
    if rule is None:
        return
    for begun in _begun(case, rule):
        owing = [at for at, rung in enumerate(begun.rungs) if _owed(begun.answer, rung)]
        if owing:
            yield from _owing(case, rule, begun, owing[0])


def _owing(case: Case, rule: ScoreRule, begun: _Begun, at: int) -> Iterator[Finding]:
    """Yield what one level owes, what waits up to it, and what was sent above it too early."""
    indicator, item, answer, found = begun
    owed, level = _owed(answer, found[at]), found[at].level
    waiting = tuple(name for rung in found[: at + 1] for name in rung.open if name not in owed)
    hoped = rungs(rule, indicator, _accepted(answer) | {*owed, *waiting})
    now, then = (
        numbers.rounded(points(rule, some), case.instrument.places) for some in (found, hoped)
    )
    params = {"level": level, "items": owed, "waiting": waiting, "estimate": now, "to": then}
    code = "SPB027" if waiting else "SPB018"
    yield case.found(code, f"indicators.{item}", item, id=item, **params)
    above = [name for rung in found[at + 1 :] for name in rung.items]
    early = tuple(name for name in above if _sent(answer, name))
    if early:
        path = f"indicators.{item}.items.{early[0]}"
        yield case.found("SPB019", path, item, id=item, level=level, items=early)


def _claimed_too_high(case: Case) -> Iterator[Finding]:
    """SPB028: a claim above what accepted items are worth."""
    rule = case.instrument.score_rule
    if rule is None or case.opinion is not Opinion.SELF:
        return
    claims = case.claims()
    for begun in _begun(case, rule):
        worth = numbers.rounded(points(rule, begun.rungs), case.instrument.places)
        claimed = claims.get(begun.item, worth)
        if claimed > worth:
            path = f"indicators.{begun.item}.{case.opinion}"
            waiting = _waiting(begun)
            hoped = rungs(rule, begun.indicator, _accepted(begun.answer) | {*waiting})
            then = numbers.rounded(points(rule, hoped), case.instrument.places)
            params = {"value": claimed, "estimate": worth, "waiting": waiting, "to": then}
            yield case.found("SPB028", path, begun.item, id=begun.item, **params)


def _waiting(begun: _Begun) -> tuple[str, ...]:
    """Return the items that count, are uploaded, and wait for the assessor's verdict."""
    names = (name for rung in begun.rungs for name in rung.open)
    return tuple(name for name in names if _sent(begun.answer, name))


def _accepted(answer: Answer) -> set[str]:
    return {name for name, one in answer.items.items() if one.state is State.ACCEPTED}


def _owed(answer: Answer, rung: Rung) -> tuple[str, ...]:
    """Return the items of a level that the institution still has to hand in."""
    return tuple(name for name in rung.open if not _sent(answer, name))


def _sent(answer: Answer, name: str) -> bool:
    """Whether an item is in the assessor's hands, or accepted by them."""
    verdict = answer.items.get(name)
    return verdict is not None and verdict.state in (State.UPLOADED, State.ACCEPTED)


ITEMS = (_items_next, _claimed_too_high)
