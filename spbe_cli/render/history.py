"""How the growth of an assessment is said in one line of a report."""

from collections.abc import Sequence
from fractions import Fraction

from spbe_cli.core.owed.history import Day, weeks
from spbe_cli.i18n import _
from spbe_cli.problems import Problem
from spbe_cli.render import cover, words

_SHOWN = 3


def index(one: Day) -> str:
    """Return the index of a day, or what was still possible."""
    return words.decimal(one.exact) if one.exact is not None else _span(one.lowest, one.highest)


def proven(one: Day) -> str:
    """Return what was proven on a day, or what was still possible; a dash for nothing."""
    if one.proven is None:
        return "–"
    low, high = one.proven
    return words.decimal(low) if low == high else _span(low, high)


def _span(low: Fraction, high: Fraction) -> str:
    return f"{words.decimal(low)}–{words.decimal(high)}"


def unrecorded(problem: Problem) -> str:
    """Say that changes are on disk but not in the record, and what hindered it."""
    said = _("Perubahan ini sudah tersimpan, tetapi tidak masuk riwayat.")
    return f"{words.problem_line(problem)}\n{said}"


def progress_line(days: Sequence[Day]) -> str:
    """Return how far the work was at the first, and at the last recorded weeks; empty without."""
    listed = weeks(days)
    if len(listed) > _SHOWN:
        listed = [listed[0], *listed[1 - _SHOWN :]]
    return "; ".join(
        _("{date}: {filled} dari {total} terisi, terbukti {proven}, {debts} utang").format(
            date=cover.long_date(one.date),
            filled=one.filled,
            total=one.total,
            proven=proven(one),
            debts=one.debts,
        )
        for one in listed
    )
