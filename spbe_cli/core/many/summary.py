"""What one page says of an institution: its index, its place, what moved, and who is behind."""

import datetime as dt
from fractions import Fraction
from typing import NamedTuple

from spbe_cli.core.assessment import Opinion
from spbe_cli.core.many.report import MOST_NAMED, Moved, Report, moved
from spbe_cli.core.moves import Move
from spbe_cli.core.owed import dossier, todo
from spbe_cli.core.owed.todo import Debtor
from spbe_cli.core.score.proof import unbacked


class Summary(NamedTuple):
    """A report on one page, as of a day.

    `moved` is None where nothing may be subtracted. `behind` are the units that owe most, of those
    that are named: none in a public edition, nor of an index that others gave.
    """

    report: Report
    date: dt.date
    moved: Moved | None
    behind: tuple[Debtor, ...]


def summarise(report: Report, date: dt.date) -> Summary:
    """Return what one page says of a report."""
    return Summary(report, date, moved(report), tuple(_behind(report, date)))


def to_prove(report: Report) -> list[Move]:
    """Return what has most of the index resting on it where nothing that proves it is recorded.

    Each is the move from what needs no proof to what is claimed; none where anything is recorded.
    """
    result = report.result
    if not unbacked(result):
        return []
    law = result.instrument
    bare = Fraction(max(law.scale.minimum, 1))  # needs no evidence
    claims = [
        Move(one, bare, one.level)
        for one in result.items()
        if one.origin == "given" and one.level is not None and one.level > bare
    ]
    return sorted(claims, key=lambda one: -one.gain(law))[:MOST_NAMED]


def _behind(report: Report, date: dt.date) -> list[Debtor]:
    result = report.result
    if report.public or not report.rows or result.opinion is Opinion.TARGET:
        return []
    owed = todo.todo(dossier.gather(result.instrument, result.assessment), date)
    return [one for one in owed.debtors if one.owner][:MOST_NAMED]
