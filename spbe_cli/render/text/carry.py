"""What was carried over to a new instrument, on a terminal."""

import textwrap
from fractions import Fraction
from typing import TYPE_CHECKING

from spbe_cli.core.collect.carrying import Carrying, CarryState
from spbe_cli.core.collect.renewing import Renewal
from spbe_cli.core.index import band_of
from spbe_cli.core.instrument import Instrument
from spbe_cli.i18n import _
from spbe_cli.render import words
from spbe_cli.render.handover import handed_over
from spbe_cli.render.text.plan import plan_table
from spbe_cli.render.text.screen import Screen, draw

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

    from spbe_cli.core.clauses import Predicate


def carried_text(found: Carrying, screen: Screen) -> str:
    """Return the list of indicators with what there is for each, and the predicates of both."""
    from rich.padding import Padding
    from rich.text import Text

    before, law, new, carried, target = found
    title = f"{words.safe(before.institution)} · {law.short} → {new.short}"
    parts: list[RenderableType] = [Text(screen.marks(title), style="bold"), ""]
    for state, heading in _states().items():
        chosen = [one for one in carried if one.state is state]
        if chosen:
            table = plan_table(
                (f"{heading} ({len(chosen)})", _("bukti"), _("asal")), screen, bars=False
            )
            for one in chosen:
                table.add_row(
                    Text(f"{one.indicator.id} {words.name(one.indicator.short)}"),
                    str(len(one.evidence)) if one.evidence else "–",
                    words.listed(origin.item for origin in one.origins),
                )
            parts += [Padding(table, (0, 0, 0, 2)), ""]
    parts += [Padding(_predicates(law, new, target, screen), (0, 0, 0, 2)), ""]
    said = _(
        "Tidak ada konversi resmi antara kedua indeks; target Indeks SPBE perlu ditetapkan kembali "
        "sebagai target Indeks Pemerintah Digital (PermenPANRB 8/2026 Pasal 11)."
    )
    parts.append(Padding(said, (0, 0, 0, 2)))
    for text in handed_over(found.handover, before.year):
        parts += ["", Padding(Text(text), (0, 0, 0, 2))]
    return draw(parts, screen)


def renewed_text(found: Renewal, screen: Screen) -> str:
    """Return what was kept for the next year under the same instrument, and what was cleared."""
    before = found.before
    years = f"{before.year} → {found.after.year}"
    head = f"{words.safe(before.institution)} · {years} · {found.law.short}"
    width = min(screen.width, 100)
    lines = (
        line
        for text in handed_over(found.handover, before.year)
        for line in textwrap.wrap(text, width, initial_indent="  ", subsequent_indent="  ")
    )
    return screen.marks("\n".join([head, "", *lines]) + "\n")


def _states() -> dict[CarryState, str]:
    return {
        CarryState.REUSABLE: _("dapat dipakai ulang"),
        CarryState.RENEW: _("perlu diperbarui atau dilengkapi"),
        CarryState.NEW: _("baru"),
        CarryState.OUTSIDE: _("diisi indeks instansi lain"),
    }


def _predicates(
    law: Instrument, new: Instrument, target: Fraction | None, screen: Screen
) -> "Table":
    """Return the predicates of both instruments side by side, and the bands a target falls in."""
    from rich.text import Text

    table = plan_table((_("predikat mulai dari"), law.short, new.short), screen, bars=False)
    listed = {one.name.id: one.name for one in (*law.predicates, *new.predicates)}
    for key, name in listed.items():
        table.add_row(Text(words.name(name)), *(_bound(one, key) for one in (law, new)))
    if target is not None:
        label = _("angka {target} menurut masing-masing").format(target=words.in_full(target, 2))
        bands = [words.name(band_of(one, target).name) for one in (law, new)]
        table.add_row(Text(label), *bands)
    return table


def _bound(law: Instrument, name: str) -> str:
    found: list[Predicate] = [one for one in law.predicates if one.name.id == name]
    return words.in_full(found[0].lower, 2) if found else "–"
