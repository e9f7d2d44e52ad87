"""What was carried over to a new instrument: text, JSON (``spbe-carry/1``), CSV, and notes."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from spbe_cli.core.assessment import Assessment
from spbe_cli.core.collect.carrying import Carried, Origin, State
from spbe_cli.core.instrument import Instrument, Predicate
from spbe_cli.core.result import band_of
from spbe_cli.i18n import _
from spbe_cli.render import words
from spbe_cli.render.text.plan import plan_table
from spbe_cli.render.text.screen import Screen, draw

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table


def note(one: Carried, law: Instrument) -> str:
    """Return what stands with an indicator in the new file: where all of it comes from."""
    return "\n".join(_note(one, law))


def _note(one: Carried, law: Instrument) -> Iterator[str]:
    if not one.origins:
        return
    before = one.indicator.predecessors
    yield _("Dibawa dari {instrument} indikator {origins}.").format(
        instrument=law.short, origins="; ".join(map(_origin, one.origins))
    )
    if one.lowest is not None:
        yield _(
            "Saran: mulailah menilai dari tingkat {level}, nilai terendah indikator asal; "
            "nilai tidak dikonversi."
        ).format(level=words.exact(one.lowest))
    if before:
        yield _("Dasar pemetaan: {basis}.").format(basis=before.basis)
    groups: dict[tuple[str, ...], list[str]] = {}
    for number, (_document, items) in enumerate(one.evidence, 1):
        groups.setdefault(items, []).append(str(number))
    for items, numbers_ in groups.items():
        yield _("Bukti {numbers} dari indikator {items}.").format(
            numbers=words.listed(numbers_), items=words.listed(items)
        )
    if len(one.owners) > 1:
        yield _("Pengampu indikator asal: {owners}.").format(owners=", ".join(one.owners))
    for origin in one.origins:
        if origin.answer.action:
            said = _("Tindak lanjut indikator {id}: {text}")
            yield said.format(id=origin.item, text=origin.answer.action.text)
        if origin.answer.note:
            yield _("Catatan indikator {id}: {text}").format(
                id=origin.item, text=origin.answer.note
            )


def _origin(one: Origin) -> str:
    said = one.item
    if one.level is not None and one.opinion is not None:
        said += _(" (nilai {opinion} {level})").format(
            opinion=words.opinion(one.opinion), level=words.exact(one.level)
        )
    return said if one.main else said + _(", sebagian")


def carried_text(
    before: Assessment,
    laws: tuple[Instrument, Instrument],
    carried: Sequence[Carried],
    target: Fraction | None,
    screen: Screen,
) -> str:
    """Return the list of indicators with what there is for each, and the predicates of both."""
    from rich.padding import Padding
    from rich.text import Text

    law, new = laws
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
    return draw(parts, screen)


def _states() -> dict[State, str]:
    return {
        State.REUSABLE: _("dapat dipakai ulang"),
        State.RENEW: _("perlu diperbarui atau dilengkapi"),
        State.NEW: _("baru"),
        State.OUTSIDE: _("diisi indeks instansi lain"),
    }


def _predicates(
    law: Instrument, new: Instrument, target: Fraction | None, screen: Screen
) -> "Table":
    """Return the predicates of both instruments side by side, and the bands a target falls in."""
    from rich.text import Text

    table = plan_table((_("predikat mulai dari"), law.short, new.short), screen, bars=False)
    names = dict.fromkeys(one.name.id for one in (*law.predicates, *new.predicates))
    for name in names:
        table.add_row(Text(name), *(_bound(one, name) for one in (law, new)))
    if target is not None:
        label = _("angka {target} menurut masing-masing").format(target=words.exact(target, 2))
        bands = [words.name(band_of(one, target).name) for one in (law, new)]
        table.add_row(Text(label), *bands)
    return table


def _bound(law: Instrument, name: str) -> str:
    found: list[Predicate] = [one for one in law.predicates if one.name.id == name]
    return words.exact(found[0].lower, 2) if found else "–"
