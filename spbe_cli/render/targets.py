"""How far the target of a report is: of what is claimed, and of what is proven."""

from collections.abc import Iterator
from fractions import Fraction

from spbe_cli.core.many import report as core
from spbe_cli.core.many.report import Report
from spbe_cli.core.score.proof import unbacked
from spbe_cli.i18n import _
from spbe_cli.render import words


def target_said(report: Report) -> Iterator[str]:
    """Say how far the target is: of what is claimed, and of what is proven where that is less."""
    if report.target is None:
        return
    lacking, target = core.missing_to_target(report), words.in_full(report.target, 2)
    short = _short_of(report, report.target)
    claim = _(" menurut klaim") if short or unbacked(report.result) else ""
    if lacking is None:
        yield _open_target(report, report.target, claim, short)
    elif lacking[0] > 0:
        yield _("Target {target} belum tercapai: kurang {gap}{short}.").format(
            target=target, gap=words.roughly(*lacking), short=short
        )
    elif not any(lacking):
        yield _("Target {target} tepat tercapai{claim}{short}.").format(
            target=target, claim=claim, short=short
        )
    elif lacking[1] <= 0:
        yield _("Target {target} tercapai{claim}, lebih {gap}{short}.").format(
            target=target, claim=claim, gap=words.roughly(-lacking[1], -lacking[0]), short=short
        )
    else:
        yield _(
            "Apakah target {target} tercapai belum pasti: indeks sebelum pembulatan tidak "
            "diketahui."
        ).format(target=target)


def _short_of(report: Report, target: Fraction) -> str:
    """Say what the proven index lacks to a target; nothing where it may reach it."""
    if report.proof is None or report.proof.highest >= target:
        return ""
    low, high = report.proof.known.ends
    return _("; dari yang terbukti kurang {gap}").format(
        gap=words.roughly(target - high, target - low)
    )


def _open_target(report: Report, target: Fraction, claim: str, short: str) -> str:
    """Say whether a target can be reached while levels are open."""
    result, shown = report.result, words.in_full(target, 2)
    if target > result.highest:
        return _(
            "Target {target} tidak dapat dicapai dengan penilaian ini: indeks paling tinggi "
            "{index}, bila indikator {items} bernilai tertinggi{short}."
        ).format(
            target=shown,
            items=words.listed((*result.missing, *result.assumed)),
            index=words.decimal(result.highest, result.instrument.places),
            short=short,
        )
    if target <= result.lowest:
        return _("Target {target} pasti tercapai{claim}{short}.").format(
            target=shown, claim=claim, short=short
        )
    return _(
        "Target {target} masih mungkin dicapai; indikator yang belum terisi menentukan{short}."
    ).format(target=shown, short=short)
