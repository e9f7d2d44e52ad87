"""The checklist of evidence items on a terminal, and the estimate that never passes for a score."""

from collections.abc import Iterator

from spbe_cli.core.result import Result
from spbe_cli.core.score.estimate import ChecklistStanding, estimate
from spbe_cli.i18n import _
from spbe_cli.render import words
from spbe_cli.render.checklist import estimated_index, tested

_FIGURES = 25  # columns of a row beside its name and levels
_LEVEL = 6  # columns of one level: ``10/12``


def checklist_table(result: Result, width: int) -> Iterator[str]:
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
    yield estimated_index(found)
    yield tested(found.rule)


def _figures(one: ChecklistStanding) -> str:
    level = "–" if one.score.level is None else words.decimal(one.score.level)
    value = "–" if one.estimate is None else words.decimal(one.estimate)
    parts = "".join(f"{f'{rung.accepted}/{len(rung.items)}':>{_LEVEL}}" for rung in one.rungs)
    return f"{level:>6} {value:>9}{parts}"
