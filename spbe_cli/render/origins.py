"""Where what is carried over comes from, in words."""

from collections.abc import Iterator
from fractions import Fraction

from spbe_cli.core.assessment import Answer, Assessment, Explanation, Opinion, State
from spbe_cli.core.collect import handover, renewing
from spbe_cli.core.collect.carrying import Carried, Origin
from spbe_cli.core.instrument import Instrument
from spbe_cli.i18n import _
from spbe_cli.render import checklist, cover, words

_NOBODY = Answer()


def note(one: Carried, law: Instrument) -> str:
    """Return what stands with an indicator in the new file: where all of it comes from."""
    return "\n".join(_note(one, law))


def last_year(item: str, before: Assessment, law: Instrument) -> str:
    """Return what is told of everything last year's entry held and the new one does not."""
    answer, year = before.answers.get(item, _NOBODY), before.year
    lines = []
    given = [
        f"{words.opinion(opinion)} {words.in_full(level)}"
        for opinion, level in renewing.last_levels(answer)
    ]
    if given:
        lines.append(_("Nilai {year}: {levels}.").format(year=year, levels=", ".join(given)))
    if answer.remark:
        lines.append(_("Catatan asesor {year}: {text}").format(year=year, text=answer.remark))
    if Opinion.TARGET in answer.levels:
        level = words.in_full(answer.levels[Opinion.TARGET])
        lines.append(_("Target {year}: {level}.").format(year=year, level=level))
    if answer.note:
        lines.append(_("Catatan {year}: {text}").format(year=year, text=answer.note))
    lines += [
        _("Indeks {name} {year}: {value}.").format(name=feed, year=year, value=_index(before, feed))
        for feed in handover.fed(law, item, before)
    ]
    lines += _verdicts(answer, str(year))
    if answer.action:
        lines.append(_action(item, answer))
    return "\n".join([*lines, *_earlier(answer, "")])


def _index(before: Assessment, feed: str) -> str:
    """Return the index of another body: its value, and the file it was computed from."""
    file = before.feeds.get(feed)
    if feed not in before.outside:
        return file or ""
    value = words.in_full(before.outside[feed])
    return _("{value} (dari {file})").format(value=value, file=file) if file else value


def _verdicts(answer: Answer, of: str) -> Iterator[str]:
    """Yield the state of the items, those with a remark each on a line of its own."""
    plain: dict[State, list[str]] = {}
    for code, verdict in answer.items.items():
        if verdict.note:
            told = checklist.verdict(verdict)
            yield _("Butir {code} {of}: {text}").format(code=code, of=of, text=told)
        elif verdict.state is not State.ABSENT:
            plain.setdefault(verdict.state, []).append(code)
    if plain:
        told = "; ".join(
            f"{checklist.item_state(state)} {', '.join(codes)}" for state, codes in plain.items()
        )
        yield _("Keadaan butir {of}: {text}.").format(of=of, text=told)


def _action(item: str, answer: Answer) -> str:
    """Return what was planned, and by when."""
    if answer.action is None:
        return ""
    said = _("Tindak lanjut indikator {id}: {text}").format(id=item, text=answer.action.text)
    due = answer.action.due
    when = _("batas {date}").format(date=cover.long_date(due)) if due else ""
    return f"{said} ({when})" if when else said


def _earlier(answer: Answer, of: str) -> Iterator[str]:
    """Yield what was told of the year before that, so that it is not lost."""
    known = answer.provenance
    if known is None:
        return
    whence = " · ".join(filter(None, (of, str(known.year or ""), known.instrument)))
    said = _("Sebelumnya, dari {whence}:") if whence else _("Sebelumnya:")
    yield said.format(whence=whence)
    yield from (known.note or "").splitlines()


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
        yield from _entries(origin)


def _entries(one: Origin) -> Iterator[str]:
    """Yield what else was recorded of a predecessor."""
    answer = one.answer
    others = [
        f"{words.opinion(opinion)} {words.in_full(level)}"
        for opinion, level in sorted(answer.levels.items(), key=_authority)
        if opinion is not one.opinion
    ]
    if others:
        said = _("Nilai lain indikator {id}: {levels}.")
        yield said.format(id=one.item, levels=", ".join(others))
    if answer.action:
        yield _action(one.item, answer)
    if answer.note:
        yield _("Catatan indikator {id}: {text}").format(id=one.item, text=answer.note)
    if answer.remark:
        said = _("Catatan asesor indikator {id}: {text}")
        yield said.format(id=one.item, text=answer.remark)
    yield from _explained(_("indikator {id}").format(id=one.item), answer.explanation)
    yield from _verdicts(answer, _("indikator {id}").format(id=one.item))
    for code, verdict in answer.items.items():
        yield from _explained(_("butir {code}").format(code=code), verdict.explanation)
    yield from _earlier(answer, _("indikator {id}").format(id=one.item))


def _authority(given: tuple[Opinion, Fraction]) -> int:
    """Order levels, the most official first."""
    return -list(Opinion).index(given[0])


def _explained(of: str, told: Explanation | None) -> Iterator[str]:
    """Yield what was explained under the earlier instrument, whose criteria were others."""
    if told and told.fact:
        yield _("Fakta {of}: {text}").format(of=of, text=told.fact)
    if told and told.analysis:
        yield _("Analisis {of}: {text}").format(of=of, text=told.analysis)


def _origin(one: Origin) -> str:
    said = one.item
    if one.level is not None and one.opinion is not None:
        said += _(" (nilai {opinion} {level})").format(
            opinion=words.opinion(one.opinion), level=words.in_full(one.level)
        )
    return said if one.main else said + _(", sebagian")
