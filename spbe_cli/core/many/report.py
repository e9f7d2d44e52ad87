"""What a report says of an assessment: change, strengths, weaknesses, first steps, who owes what.

The last result is the report's own; those before it are earlier years of the same institution.
Indices of different instruments are never subtracted.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from spbe_cli.core import owners
from spbe_cli.core.assessment import Answer, Opinion
from spbe_cli.core.clauses import Predicate
from spbe_cli.core.many.advice import advise, dated_advice
from spbe_cli.core.many.comparison import Run, Shift, change, judged, section_of, subtractable
from spbe_cli.core.planned import Planned
from spbe_cli.core.result import IndicatorScore, Result, SectionScore, leaves, paths
from spbe_cli.core.score.estimate import Estimate, estimate
from spbe_cli.core.score.proof import Proof, prove

if TYPE_CHECKING:
    from spbe_cli.core.national import Standings
    from spbe_cli.core.plan.answers import Parts, Route, Years

    Advice = Route | Years | Parts

FORMAT = "spbe-report/1"  # marks a file as a report of ours
MOST_NAMED = 3  # strengths, weaknesses, first steps: as many as a reader keeps in mind


class ItemView(NamedTuple):
    """An item with all that is known of it.

    `path`: the sections above it, outermost first. `previous`: its level last year, where that was
    the same instrument. `proven`: the level its evidence carries; None where nothing is to prove.
    `estimate`: what its accepted items would give; None where none is recorded.
    """

    score: IndicatorScore
    path: tuple[SectionScore, ...]
    answer: Answer
    previous: Fraction | None
    proven: Fraction | None
    estimate: Fraction | None = None

    @property
    def id(self) -> str:
        """Its id in the file: ``12``, ``35-2``."""
        return self.score.item.id

    @property
    def bare(self) -> bool:
        """Whether a level is claimed that wants evidence, and none is recorded.

        As `owed.todo` has it: level 1 proves itself, and what an assessor gave is no claim.
        """
        claimed = self.answer.levels.get(Opinion.SELF)
        return claimed is not None and claimed > 1 and not self.answer.evidence


class Unit(NamedTuple):
    """An owner (None: nobody is named) and its items."""

    owner: str | None
    rows: tuple[ItemView, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Report:
    """Results of one institution, oldest first, and the index it wants to reach.

    `planned` are the steps that it decided on, where it has; `estimate` is what accepted items of
    evidence would give. `advice` is the plan to the target, or the one decided on: what is to be
    done first, and every plan that a face shows, is this one. `standing` is the institution's place
    in the national list that fits its year, `judged` are the opinions of its last assessment side
    by side, where it holds several. `public`: the edition without what is the
    office's own (`editions`). Of the year of `today` a plan leaves out the quarters that are over.
    """

    results: tuple[Result, ...]
    target: Fraction | None
    proof: Proof | None
    rows: tuple[ItemView, ...]
    planned: Planned | None = None
    estimate: Estimate | None = None
    advice: "Advice | None" = None
    standing: "Standings | None" = None
    judged: Run | None = None
    public: bool = False
    today: dt.date | None = None

    @property
    def result(self) -> Result:
        """The result the report is about."""
        return self.results[-1]

    @property
    def previous(self) -> Result | None:
        """The result before it, whatever its instrument."""
        return self.results[-2] if len(self.results) > 1 else None

    @property
    def earlier(self) -> Result | None:
        """The result before it, where it may be subtracted."""
        return self.previous if subtractable(self.result, self.previous) else None


def compose(  # noqa: PLR0913  results, what is wanted of them, and the day
    results: Iterable[Result],
    target: Fraction | None = None,
    planned: Planned | None = None,
    advice: "Advice | None" = None,
    standing: "Standings | None" = None,
    *,
    today: dt.date | None = None,
) -> Report:
    """Return the report of results of one institution; the latest year is its subject.

    A plan that its file holds is shown unless another one, or a target, is asked for. `advice` is
    the plan for the target; without it, one is made on the usual terms. No step of a plan is put
    into a quarter that is over by `today`.
    """
    ordered = tuple(sorted(results, key=lambda one: one.assessment.year))
    result, before = ordered[-1], ordered[-2] if len(ordered) > 1 else None
    proof = prove(result)
    known = subtractable(result, before) and before is not None and not before.recovered
    levels = {one.item.id: one.level for one in before.items()} if before and known else {}
    estimated = estimate(result)
    short = {one.item.id: one.proven for one in proof.losses} if proof else {}

    def row(one: IndicatorScore, path: tuple[SectionScore, ...]) -> ItemView:
        answer = result.assessment.answers.get(one.item.id, Answer())
        proven = short.get(one.item.id, one.level) if proof and one.origin == "given" else None
        standing = estimated.of(one.item.id) if estimated else None
        value = standing.estimate if standing else None
        return ItemView(one, path, answer, levels.get(one.item.id), proven, value)

    rows = () if result.recovered else tuple(row(*pair) for pair in paths(result.sections))
    if planned is None and target is None:
        planned = result.assessment.plan
    if planned is not None:
        target = planned.target
    if advice is None:
        advice = advise(result, target, planned)
    fellows = [one for one in ordered[:-1] if subtractable(result, one)]
    advice = dated_advice(advice, fellows, today)
    return Report(
        ordered,
        target,
        proof,
        rows,
        planned,
        estimated,
        advice,
        standing,
        judged(result),
        today=today,
    )


class Moved(NamedTuple):
    """What rose and what fell since last year: items, and sections with their change.

    The sections are the outermost ones, the greatest change first; items are in the order of the
    regulation, none where only sections are known. `assumed` are items without an answer that are
    counted below last year's level, `sunk` the sections that fall with them; `short` are items that
    keep last year's level by claim, and are proven below it.
    """

    rose: tuple[ItemView, ...]
    fell: tuple[ItemView, ...]
    sections: tuple[tuple[SectionScore, Shift], ...]
    assumed: tuple[ItemView, ...] = ()
    sunk: tuple[tuple[SectionScore, Shift], ...] = ()
    short: tuple[ItemView, ...] = ()


def moved(report: Report) -> Moved | None:
    """Return what moved since last year; None where that may not be subtracted."""
    if report.earlier is None:
        return None
    known = [
        (row, (row.score.level or row.previous) - row.previous)
        for row in report.rows
        if row.previous is not None
        and row.score.level is not None
        and row.score.origin != "provisional"  # not answered: it has not moved
    ]
    sections, sunk = [], []
    for one in report.result.sections:
        found = change(one, section_of(report.earlier, one))
        if found is None or not found.by:
            continue
        if all(item.origin != "provisional" for item in leaves((one,))):
            sections.append((one, found))
        elif found.by < 0:
            sunk.append((one, found))
    return Moved(
        tuple(row for row, by in known if by > 0),
        tuple(row for row, by in known if by < 0),
        tuple(sorted(sections, key=lambda pair: -abs(pair[1].by))),
        tuple(row for row in report.rows if _assumed_below(row)),
        tuple(sorted(sunk, key=lambda pair: pair[1].by)),
        tuple(row for row, by in known if by >= 0 and _proven_below(row)),
    )


def _assumed_below(row: ItemView) -> bool:
    level, before = row.score.level, row.previous
    if row.score.origin != "provisional" or level is None or before is None:
        return False
    return level < before


def _proven_below(row: ItemView) -> bool:
    return row.proven is not None and row.previous is not None and row.proven < row.previous


def unfinished(report: Report) -> list[ItemView]:
    """Return the items that have no level of their own yet."""
    return [row for row in report.rows if row.score.origin in ("missing", "provisional")]


def report_units(report: Report) -> list[Unit]:
    """Return the owners in the order in which the regulation first meets them; nobody last.

    None in a public edition, where nobody is named.
    """
    if report.public:
        return []
    rows = {row.id: row for row in report.rows}
    found = {
        name: [rows[item] for item in items]
        for name, items in owners.units(report.result.assessment, rows).items()
    }
    named = [Unit(name, tuple(rows)) for name, rows in found.items() if name]
    return named + ([Unit(None, tuple(found[""]))] if "" in found else [])


def span(result: Result) -> tuple[Fraction, Fraction] | None:
    """Return the lowest and highest exact index of a result; None while items are open.

    They are one but where published figures leave several candidates.
    """
    return None if result.known.open else result.known.ends


def ahead_within(result: Result) -> tuple[Predicate, tuple[Fraction, Fraction]] | None:
    """Return the predicate after the one reached, and the least and the most that is lacking.

    None at the top, while the index is open, or while its predicate is.
    """
    known, law = span(result), result.instrument
    if not (known and result.predicate) or at_top(result):
        return None
    following = law.predicates[law.predicates.index(result.predicate) + 1]
    return following, (following.lower - known[1], following.lower - known[0])


def at_top(result: Result) -> bool:
    """Whether the highest predicate is reached."""
    return result.predicate == result.instrument.predicates[-1]


def missing_to_target(report: Report) -> tuple[Fraction, Fraction] | None:
    """Return the least and the most that is lacking to the target; below zero it is surpassed."""
    known = span(report.result)
    if report.target is None or known is None:
        return None
    return report.target - known[1], report.target - known[0]
