"""What accepted items of evidence make of a score: an estimate, never a result.

The rule is an inference from published scores (`ScoreRule`): each level is worth the width of its
band, shared equally by its items that count, each share rounded as the portal keeps it; a level
only counts when all below it are complete, and a complete one is worth its whole band. Points
measured for single items are those of the rule (a test compares them).
"""

from collections.abc import Container, Sequence
from fractions import Fraction
from typing import NamedTuple

from spbe_cli.core.assessment import Answer, State, Verdict
from spbe_cli.core.clauses import ScoreRule
from spbe_cli.core.index import Index, Indexed, level_span, mean
from spbe_cli.core.instrument import Indicator
from spbe_cli.core.result import IndicatorScore, Result

_UNSEEN = Verdict(State.ABSENT)


class Rung(NamedTuple):
    """One level of a checklist: the ids of its items that count, and of those not accepted.

    `worth` are the points of one item, `width` those of the whole level.
    """

    level: int
    items: tuple[str, ...]
    open: tuple[str, ...]
    worth: Fraction
    width: Fraction

    @property
    def accepted(self) -> int:
        """How many of its items are accepted."""
        return len(self.items) - len(self.open)

    @property
    def points(self) -> Fraction:
        """What the accepted items are worth: the whole width where none is open, never more."""
        return min(self.worth * self.accepted, self.width) if self.open else self.width


class ChecklistStanding(NamedTuple):
    """An indicator's checklist, lowest level first, beside the score it was given.

    `rungs` are empty where no item counts, as where another body's index gives the score: the
    score is then the estimate too. `estimate` is None while nothing is recorded of the checklist.
    """

    score: IndicatorScore
    rungs: tuple[Rung, ...]
    estimate: Fraction | None

    @property
    def next(self) -> Rung | None:
        """The lowest level that is not complete; None where all are, or where no item counts."""
        return next((rung for rung in self.rungs if rung.open), None)


class Estimate(Indexed):
    """The index that accepted items of evidence would give; open while an indicator is."""

    __slots__ = ("rule", "standings")

    def __init__(
        self, known: Index, rule: ScoreRule, standings: tuple[ChecklistStanding, ...]
    ) -> None:
        super().__init__(known)
        self.rule = rule
        self.standings = standings

    @property
    def missing(self) -> tuple[str, ...]:
        """The items whose estimate is open."""
        return tuple(one.score.item.id for one in self.standings if one.estimate is None)

    def of(self, item: str) -> ChecklistStanding | None:
        """Return the standing of an item that has a checklist."""
        found = (one for one in self.standings if one.score.item.id == item and one.rungs)
        return next(found, None)


def estimate(result: Result) -> Estimate | None:
    """Return the estimate beside a result; None without a rule, or where no item is recorded."""
    law, assessment = result.instrument, result.assessment
    if law.score_rule is None or not assessment.has_items():
        return None
    standings = tuple(
        checklist_standing(law.score_rule, one, assessment.answers.get(one.item.id, Answer()))
        for one in result.items()
    )
    parts = [
        (one.score.item.weight, level_span(law.scale, one.estimate, given=True))
        for one in standings
    ]
    return Estimate(mean(law, assessment.year, parts), law.score_rule, standings)


def checklist_standing(rule: ScoreRule, score: IndicatorScore, answer: Answer) -> ChecklistStanding:
    """Return where the checklist of one indicator stands."""
    accepted = {name for name, one in answer.items.items() if one.state is State.ACCEPTED}
    found = rungs(rule, score.item.indicator, accepted)
    if not found:
        return ChecklistStanding(score, (), score.level)
    return ChecklistStanding(score, found, points(rule, found) if answer.items else None)


def rungs(rule: ScoreRule, indicator: Indicator, accepted: Container[str]) -> tuple[Rung, ...]:
    """Return the levels of a checklist; empty where no item counts."""
    listed = [(name, one.level) for name, one in indicator.checklist().items() if one.counted]
    by_level = {level: tuple(name for name, of in listed if of == level) for level in rule.bands}
    if not listed:
        return ()
    return tuple(
        Rung(
            level,
            names,
            tuple(name for name in names if name not in accepted),
            rule.worth(level, len(names)) if names else Fraction(0),
            rule.bands[level][1] - rule.bands[level][0],
        )
        for level, names in by_level.items()
    )


def points(rule: ScoreRule, found: Sequence[Rung]) -> Fraction:
    """Return the estimated score: up to the first level that is not complete, what is accepted."""
    for rung in found:
        if rung.open:
            return rule.bands[rung.level][0] + rung.points
    return rule.bands[found[-1].level][1]


def checklist(indicator: Indicator, answer: Answer) -> dict[str, Verdict]:
    """Return the verdict on each item of the instrument's checklist; what is not recorded lacks."""
    return {name: answer.items.get(name, _UNSEEN) for name in indicator.checklist()}
