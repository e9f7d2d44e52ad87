"""Where what is carried over comes from, in words."""

from collections.abc import Iterator

from spbe_cli.core.assessment import Answer
from spbe_cli.core.collect import renewing
from spbe_cli.core.collect.carrying import Carried, Origin
from spbe_cli.core.instrument import Instrument
from spbe_cli.i18n import _
from spbe_cli.render import checklist as estimates, words


def note(one: Carried, law: Instrument) -> str:
    """Return what stands with an indicator in the new file: where all of it comes from."""
    return "\n".join(_note(one, law))


def last_year(item: str, answer: Answer, year: int) -> str:
    """Return what is told of last year's levels, remark and action; or nothing."""
    lines = []
    given = [
        f"{words.opinion(opinion)} {words.in_full(level)}"
        for opinion, level in renewing.last_levels(answer)
    ]
    if given:
        lines.append(_("Nilai {year}: {levels}.").format(year=year, levels=", ".join(given)))
    if answer.remark:
        lines.append(_("Catatan asesor {year}: {text}").format(year=year, text=answer.remark))
    for code, verdict in answer.items.items():
        if verdict.note:
            told = estimates.verdict(verdict)
            lines.append(_("Butir {code} {year}: {text}").format(code=code, year=year, text=told))
    if answer.action:
        said = _("Tindak lanjut indikator {id}: {text}")
        lines.append(said.format(id=item, text=answer.action.text))
    return "\n".join(lines)


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
        ).format(level=words.in_full(one.lowest))
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
            opinion=words.opinion(one.opinion), level=words.in_full(one.level)
        )
    return said if one.main else said + _(", sebagian")
