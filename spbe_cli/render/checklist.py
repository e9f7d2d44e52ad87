"""How the checklist of evidence items and its estimate are said."""

from collections.abc import Iterator

from spbe_cli.core.assessment import State, Verdict
from spbe_cli.core.clauses import ScoreRule
from spbe_cli.core.index import exact_of
from spbe_cli.core.result import Result
from spbe_cli.core.score.estimate import Estimate, Rung, estimate
from spbe_cli.i18n import _
from spbe_cli.render import words


def estimate_remarks(result: Result) -> Iterator[str]:
    """Yield the estimated index beside a result, what it lacks, and how good it has been."""
    found = estimate(result)
    if found is None:
        return
    accepted = sum(rung.accepted for one in found.standings for rung in one.rungs)
    counted = sum(len(rung.items) for one in found.standings for rung in one.rungs)
    yield _("{count} dari {total} butir bukti diterima").format(count=accepted, total=counted)
    yield estimated_index(found)
    if found.sure:
        yield tested(found.rule)


def estimated_index(found: Estimate) -> str:
    """Return the estimated index, or which indicators it waits for."""
    if not found.sure:
        return _("Perkiraan indeks menunggu butir atau nilai indikator {items}").format(
            items=words.listed(found.missing)
        )
    return _(
        "Perkiraan indeks dari butir diterima: {index} (tepatnya {exact}), bukan nilai resmi"
    ).format(index=words.known(found.display), exact=words.figure(exact_of(found), 0))


def tested(rule: ScoreRule) -> str:
    """Return how many published scores the rule has met, and its largest error."""
    return _(
        "Perkiraan diuji pada {scores} nilai yang diumumkan: {equal} sama, selisih terbesar {error}"
    ).format(scores=rule.scores, equal=rule.equal, error=words.in_full(rule.largest_error))


def rung_points(rung: Rung) -> str:
    """Say what an item of a level is worth, and what the accepted ones come to."""
    return _("butir {worth}; {accepted} dari {count} butir tingkat ini = {total}").format(
        worth=words.decimal(rung.worth),
        accepted=rung.accepted,
        count=len(rung.items),
        total=words.decimal(rung.points),
    )


def item_state(code: State) -> str:
    """Return the word for where an item stands."""
    return {
        State.ABSENT: _("belum"),
        State.UPLOADED: _("diunggah"),
        State.ACCEPTED: _("diterima"),
        State.REVISE: _("revisi"),
        State.REJECTED: _("ditolak"),
    }[code]


def verdict(one: Verdict) -> str:
    """Return a state with the assessor's note: ``revisi: belum ditandatangani``."""
    return f"{item_state(one.state)}: {words.safe(one.note)}" if one.note else item_state(one.state)
