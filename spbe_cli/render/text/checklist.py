"""The checklist of evidence items on a terminal, and the estimate that never passes for a score."""

from collections.abc import Iterator

from spbe_cli.core.assessment import State, Verdict
from spbe_cli.core.instrument import ScoreRule
from spbe_cli.core.result import Result
from spbe_cli.core.score.estimate import Estimate, Standing, estimate
from spbe_cli.i18n import _
from spbe_cli.render import words

_FIGURES = 25  # columns of a row beside its name and levels
_LEVEL = 6  # columns of one level: ``10/12``


def remarks(result: Result) -> Iterator[str]:
    """Yield the estimated index beside a result, what it lacks, and how good it has been."""
    found = estimate(result)
    if found is None:
        return
    accepted = sum(rung.accepted for one in found.standings for rung in one.rungs)
    counted = sum(len(rung.items) for one in found.standings for rung in one.rungs)
    yield _("{count} dari {total} butir bukti diterima").format(count=accepted, total=counted)
    yield index_text(found)
    if found.index is not None:
        yield tested(found.rule)


def index_text(found: Estimate) -> str:
    """Return the estimated index, or which indicators it waits for."""
    if found.index is None or found.display is None:
        return _("Perkiraan indeks menunggu butir atau nilai indikator {items}").format(
            items=words.listed(found.missing)
        )
    return _(
        "Perkiraan indeks dari butir diterima: {index} (tepatnya {exact}), bukan nilai resmi"
    ).format(index=words.figure(found.display), exact=words.figure(found.index, 0))


def tested(rule: ScoreRule) -> str:
    """Return how many published scores the rule has met, and its largest error."""
    return _(
        "Perkiraan diuji pada {scores} nilai terbitan: {equal} sama, selisih terbesar {error}"
    ).format(scores=rule.scores, equal=rule.equal, error=words.exact(rule.largest_error))


def table(result: Result, width: int) -> Iterator[str]:
    """Yield score, estimate, and accepted of counted items level by level, for each checklist."""
    found = estimate(result)
    if found is None:
        return
    levels = list(found.rule.bands)
    room = width - _FIGURES - _LEVEL * len(levels)
    yield ""
    yield _("Perkiraan dari butir bukti (bukan nilai resmi)")
    yield _("Sesudah perkiraan: butir yang diterima dari yang dihitung, tingkat demi tingkat.")
    named = f" {'':<{room}}" if room >= 10 else ""
    heads = "".join(f"{level:>{_LEVEL}}" for level in levels)
    yield f"  {'':>5}{named} {_('nilai'):>6} {_('perkiraan'):>9}{heads}"
    for one in found.standings:
        if one.rungs:
            name = words.name(one.score.item.indicator.short)
            named = f" {words.clipped(name, room):<{room}}" if room >= 10 else ""
            yield f"  {one.score.item.id:>5}{named} {_figures(one)}"
    bare = [one.score.item.id for one in found.standings if not one.rungs]
    if bare:
        yield _("Indikator {items} tidak berbutir; nilainya dipakai apa adanya.").format(
            items=words.listed(bare)
        )
    yield index_text(found)
    yield tested(found.rule)


def _figures(one: Standing) -> str:
    level = "–" if one.score.level is None else words.fixed(one.score.level)
    value = "–" if one.estimate is None else words.fixed(one.estimate)
    parts = "".join(f"{f'{rung.accepted}/{len(rung.items)}':>{_LEVEL}}" for rung in one.rungs)
    return f"{level:>6} {value:>9}{parts}"


def state(code: State) -> str:
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
    return f"{state(one.state)}: {words.safe(one.note)}" if one.note else state(one.state)
