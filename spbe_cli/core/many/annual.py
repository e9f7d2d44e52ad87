"""What the annual report says beyond the report: each aspect's strong and weak items, and the plan.

Levels from 4 (proven ones, where evidence is weighed) are strengths, those below 3 weaknesses, as
the ministry's evaluation reports have it: they print "target minimal 3" beside every level (LHE
SPBE Kota Bandar Lampung 2022).
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from spbe_cli.core.assessment import Opinion
from spbe_cli.core.many import advice
from spbe_cli.core.many.comparison import Shift, change, section_of
from spbe_cli.core.many.report import ItemView, Report
from spbe_cli.core.national import Average
from spbe_cli.core.plan.agenda import Agenda, agenda
from spbe_cli.core.result import SectionScore, walk

STRONG, WANTED = Fraction(4), Fraction(3)


class Findings(NamedTuple):
    """An innermost section and its items that say something.

    An item may stand in several: it can be weak, have fallen, and be unproven.
    """

    section: SectionScore
    change: Shift | None
    strong: tuple[ItemView, ...]
    weak: tuple[ItemView, ...]
    fell: tuple[ItemView, ...]
    unproven: tuple[ItemView, ...]
    unanswered: tuple[ItemView, ...]


class SectionLine(NamedTuple):
    """A section with the same one last year, and the average of the group."""

    section: SectionScore
    depth: int
    before: SectionScore | None
    change: Shift | None
    peers: Fraction | None


class Targets(NamedTuple):
    """The level that each item should have, by its id; None where nothing is known of it.

    `planned`: by a plan; `given`: of some items, by the file.
    """

    levels: Mapping[str, Fraction | None]
    planned: bool
    given: bool


class Annual(NamedTuple):
    """An annual report: `peers` is the printed average of the institution's own group that year.

    `agenda` is the plan by quarters; None where there is none by indicators.
    """

    report: Report
    lines: tuple[SectionLine, ...]
    findings: tuple[Findings, ...]
    targets: Targets
    agenda: Agenda | None
    peers: Average | None
    group: str


def annual(report: Report, peers: Average | None = None, group: str = "") -> Annual:
    """Return the annual report of a report."""
    return Annual(
        report,
        tuple(_lines(report, peers)),
        tuple(_findings(report)),
        _targets(report),
        _agenda(report),
        peers,
        group,
    )


def _targets(report: Report) -> Targets:
    """Return the level that each item should have.

    The target that its file gives; else the plan's level, the present one where the plan leaves an
    item alone; else 3. None of the latter is below the present level.
    """
    plan = advice.shown_plan(report)
    steps: dict[str, Fraction] = {}
    for one in plan.steps if plan is not None else ():
        steps[one.item] = max(one.to, steps.get(one.item, one.to))
    levels: dict[str, Fraction | None] = {}
    for row in report.rows:
        now, wanted = row.score.level, steps.get(row.id, None if steps else WANTED)
        reached = [one for one in (now, wanted) if one is not None]
        levels[row.id] = row.answer.levels.get(Opinion.TARGET, max(reached, default=None))
    given = any(Opinion.TARGET in row.answer.levels for row in report.rows)
    return Targets(levels, planned=bool(steps), given=given)


def _lines(report: Report, peers: Average | None) -> Iterator[SectionLine]:
    known = {} if peers is None else peers.sections

    def under(sections: tuple[SectionScore, ...], depth: int) -> Iterator[SectionLine]:
        for one in sections:
            before = section_of(report.earlier, one)
            moved = change(one, before)
            yield SectionLine(one, depth, before, moved, known.get(one.section.key))
            yield from under(one.sections, depth + 1)

    yield from under(report.result.sections, 0)


def _findings(report: Report) -> Iterator[Findings]:
    rows = {row.id: row for row in report.rows}
    for section in walk(report.result.sections):
        own = [rows[one.item.id] for one in section.indicators if one.item.id in rows]
        if not own:
            continue
        known = [row for row in own if row.score.level is not None]
        given = [row for row in known if row.score.origin != "provisional"]
        yield Findings(
            section,
            change(section, section_of(report.earlier, section)),
            tuple(row for row in given if _sure(row) >= STRONG),
            tuple(row for row in given if (row.score.level or 0) < WANTED),
            tuple(
                row
                for row in given
                if row.previous is not None and (row.score.level or 0) < row.previous
            ),
            tuple(row for row in given if row.proven not in (None, row.score.level)),
            tuple(row for row in own if row.score.origin in ("missing", "provisional")),
        )


def _sure(row: ItemView) -> Fraction:
    """Return the level of an item as far as it is proven: a bare claim is no strength."""
    level = row.score.level or Fraction(0)
    return level if row.proven is None else min(level, row.proven)


def _agenda(report: Report) -> Agenda | None:
    from spbe_cli.core.plan import answers

    found = report.advice
    plan = advice.shown_plan(report)
    if found is None or plan is None or isinstance(found, answers.Parts) or not plan.steps:
        return None
    return agenda(found.before, plan, claims=answers.claims_of(found), today=report.today)
