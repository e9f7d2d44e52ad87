"""A plan as an agenda: which step in which quarter, by whom, and how it stands.

The steps of a year are spread over its quarters by their effort: first what proves a claim, then
what rises above it; of each, lower levels first, so that a level is never taken before the one that
it builds on, and among those what gives most.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from spbe_cli.core.plan.plans import Plan, Step
from spbe_cli.core.planned import PlannedStep, Progress
from spbe_cli.core.result import Result, SectionScore, paths

FORMAT = "spbe-actions/1"  # marks a workbook or a table as an agenda of ours
QUARTERS = (1, 2, 3, 4)
_RUPIAH = ("rupiah", "rp", "idr")


class Deed(NamedTuple):
    """A step of an agenda, when it is to be done, and what is known of its doing.

    `path` are the sections above its item. `running` is the index after it, in the order of the
    agenda; `budget` is what was decided on, or its effort where that is reckoned in rupiah.
    """

    step: Step
    path: tuple[SectionScore, ...]
    year: int
    quarter: int
    due: dt.date
    running: Fraction
    owner: str
    budget: Fraction | None
    status: Progress = Progress.OPEN
    program: str = ""


class Agenda(NamedTuple):
    """The deeds of a plan in the order of their doing; `before` is the result they start from.

    `since` are the year and the quarter in which they begin, where quarters before it are over.
    """

    before: Result
    plan: Plan
    deeds: tuple[Deed, ...]
    since: tuple[int, int] | None = None


def agenda(
    before: Result,
    plan: Plan,
    quarters: Sequence[int] = QUARTERS,
    claims: Mapping[str, Fraction] = MappingProxyType({}),
    today: dt.date | None = None,
) -> Agenda:
    """Return a plan as an agenda; steps without a year are of the year after the assessment.

    In the year of `today` nothing is put into a quarter that is over, as far as `quarters` have a
    later one. `claims` are the levels claimed of items that start below them (`Basis.gaps`).
    """
    assessment = before.assessment
    known = {(one.item, one.to): one for one in assessment.plan.steps} if assessment.plan else {}
    above = {one.item.id: path for one, path in paths(before.sections)}
    rupiah = (plan.unit or "").casefold() in _RUPIAH
    found: list[Deed] = []
    index = plan.start
    season = _Season(quarters, today)
    for year, quarter, step in _spread(plan.steps, assessment.year + 1, season, known, claims):
        index += step.gain
        noted = known.get((step.item, step.to), PlannedStep(step.item, step.to))
        found.append(
            Deed(
                step,
                above[step.item],
                year,
                quarter,
                noted.due or end_of(year, quarter),
                index,
                assessment.owner(step.item) or "",
                step.effort if noted.budget is None and rupiah else noted.budget,
                noted.status or Progress.OPEN,
                noted.program or "",
            )
        )
    return Agenda(before, plan, tuple(found), season.since(found))


class _Season(NamedTuple):
    """The quarters in which work is done, and the day from which on it is."""

    quarters: Sequence[int]
    today: dt.date | None

    def of(self, year: int) -> Sequence[int]:
        """Return the quarters of a year that are not over; the last one where all are."""
        if self.today is None or self.today.year != year:
            return self.quarters
        return [one for one in self.quarters if end_of(year, one) >= self.today] or self.quarters[
            -1:
        ]

    def since(self, deeds: Iterable[Deed]) -> tuple[int, int] | None:
        """Return the quarter in which work begins, where some that are over were left out."""
        if self.today is None:
            return None
        year = self.today.year
        first, own = self.of(year)[0], [deed.quarter for deed in deeds if deed.year == year]
        # What was decided on stays, even in a quarter that is over.
        left_out = bool(own) and first != self.quarters[0] and min(own) >= first
        return (year, first) if left_out else None


def _spread(
    steps: Iterable[Step],
    usual: int,
    season: _Season,
    known: Mapping[tuple[str, Fraction], PlannedStep],
    claims: Mapping[str, Fraction],
) -> list[tuple[int, int, Step]]:
    """Return (year, quarter, step) in the order of doing.

    A step belongs to the quarter in which the middle of its effort falls, all being done one after
    another; a quarter that was decided on stays.
    """
    years: dict[int, list[Step]] = {}
    for step in steps:
        years.setdefault(step.year or usual, []).append(step)
    found = []
    for year, listed in sorted(years.items()):
        # Stable: then as in the regulation.
        ordered = sorted(listed, key=lambda step: _urgency(step, claims))
        whole = sum((step.effort for step in ordered), Fraction(0)) or Fraction(1)
        done, latest = Fraction(0), dict.fromkeys((step.item for step in ordered), 0)
        dated, quarters = [], season.of(year)
        for step in ordered:
            share = (done + step.effort / 2) / whole
            done += step.effort
            noted = known.get((step.item, step.to))
            quarter = quarters[min(int(share * len(quarters)), len(quarters) - 1)]
            quarter = max((noted.quarter if noted else None) or quarter, latest[step.item])
            latest[step.item] = quarter
            dated.append((year, quarter, step))
        found += sorted(dated, key=lambda one: one[1])
    return found


def _urgency(step: Step, claims: Mapping[str, Fraction]) -> tuple[bool, Fraction, Fraction]:
    """Order proofs first, then lower levels, then what gives most for its effort."""
    rises = step.to > claims.get(step.item, step.start)
    return rises, step.to, -step.gain / (step.effort or 1)


def end_of(year: int, quarter: int) -> dt.date:
    """Return the last day of a quarter."""
    following = dt.date(year + quarter // 4, quarter % 4 * 3 + 1, 1)
    return following - dt.timedelta(days=1)


class Total(NamedTuple):
    """What the deeds of a year, an owner or an aspect come to; `of` is its key."""

    of: str
    deeds: int
    effort: Fraction
    gain: Fraction


def totals(deeds: Iterable[Deed], key: Callable[[Deed], str]) -> list[Total]:
    """Return what the deeds come to by a key, in the order in which the keys first appear."""
    groups: dict[str, list[Deed]] = {}
    for deed in deeds:
        groups.setdefault(key(deed), []).append(deed)
    return [
        Total(
            name,
            len(own),
            sum((deed.step.effort for deed in own), Fraction(0)),
            sum((deed.step.gain for deed in own), Fraction(0)),
        )
        for name, own in groups.items()
    ]
