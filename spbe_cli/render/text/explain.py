"""The whole sum, line by line, so that an auditor can follow it with a pocket calculator."""

import itertools
import textwrap
from collections.abc import Iterator, Sequence
from fractions import Fraction

from spbe_cli.core.result import IndicatorScore, Result, SectionScore
from spbe_cli.core.score.recovery import window
from spbe_cli.i18n import _
from spbe_cli.render import words
from spbe_cli.render.text.score import heading
from spbe_cli.render.text.screen import Screen

_MOST_WAYS = 12  # combinations listed behind a published index


def explain_text(result: Result, screen: Screen) -> str:
    """Return the sum behind an index: from each level to the predicate."""
    lines = [_("Uraian penghitungan"), heading(result), ""]
    lines += _recovered(result) if result.recovered else _summed(result, min(screen.width, 100))
    lines += _ending(result)
    if result.assumed and result.complete:
        lines.append(
            _("Indeks yang masih mungkin: {low} sampai {high}").format(
                low=words.figure(result.lowest), high=words.figure(result.highest)
            )
        )
    if result.assessment.has_items():
        from spbe_cli.render.text import checklist  # few files have any

        lines += checklist.table(result, min(screen.width, 100))
    text = screen.marks("\n".join(lines))
    return "\n".join(_wrapped(line, screen.width) for line in text.split("\n")) + "\n"


def recovered_lines(result: Result) -> list[str]:
    """Return how an index was recovered from published ones, line by line."""
    return [*_recovered(result), *_ending(result)]


def ending_lines(result: Result) -> list[str]:
    """Return how an index is rounded, and where its predicate comes from."""
    return list(_ending(result))


def _summed(result: Result, width: int) -> Iterator[str]:
    yield _("hasil = nilai × bobot; indeks = jumlah hasil : bobot")
    for section in result.sections:
        yield ""
        yield from _section(result, section, width)
    yield ""
    total = result.instrument.total
    sums = [_sum_under(section) for section in result.sections]
    name = words.name(result.instrument.index_name)
    if result.index is None:
        yield _("{name}: belum dapat dihitung; {count} indikator belum terisi").format(
            name=name, count=len(result.missing)
        )
        yield _("Indeks yang masih mungkin: {low} sampai {high}").format(
            low=words.figure(result.lowest), high=words.figure(result.highest)
        )
        return
    known = [one for one in sums if one is not None]
    terms = " + ".join(words.figure(one) for one in known)
    yield f"{name} = ({terms}) : {words.figure(total)}"
    yield _equals(name, sum(known, Fraction(0)), total)


def _section(result: Result, scored: SectionScore, width: int) -> Iterator[str]:
    kind = words.kind(scored.section.kind)
    title = f"{kind.capitalize()} {scored.section.id}"
    yield f"{title} {words.name(scored.section.name)}"
    for child in scored.sections:
        yield from _section(result, child, width)
    if scored.indicators:
        yield from _items(scored, width)
    total = _sum_under(scored)
    label = _("indeks {kind} {id}").format(kind=kind, id=scored.section.id)
    if total is None:
        yield "  " + _("{label}: belum dapat dihitung").format(label=label)
    else:
        yield "  " + _equals(label, total, scored.section.weight)


def _items(scored: SectionScore, width: int) -> Iterator[str]:
    room = max(20, width - 40)
    shared = len(scored.indicators) > len(scored.section.indicators)
    if shared:
        yield "  " + _("rata-rata dari {count} butir, karena ada layanan tambahan").format(
            count=len(scored.indicators)
        )
        yield f"  {'':>5} {'':<{room}} {_('nilai'):>7}"
    else:
        yield f"  {'':>5} {'':<{room}} {_('nilai'):>7}   {_('bobot'):>6}   {_('hasil'):>8}"
    for one in scored.indicators:
        name = words.clipped(words.name(one.item.indicator.short), room)
        level = "–" if one.level is None else words.figure(one.level, 0)
        line = f"  {one.item.id:>5} {name:<{room}} {level:>7}"
        if not shared:
            weight = one.item.weight
            product = "–" if one.level is None else words.figure(one.level * weight)
            line += f" × {words.figure(weight):>6} = {product:>8}"
        yield line + {"provisional": " *", "assumed": " °", "outside": " °"}.get(one.origin, "")
    if shared and scored.index is not None:
        count = len(scored.indicators)
        mean = _equals(_("rata-rata"), scored.index * count, Fraction(count))
        weight = scored.section.weight
        yield f"  {mean}; × {words.figure(weight)} = {words.figure(scored.index * weight)}"
    if any(one.origin == "provisional" for one in scored.indicators):
        yield "  " + _("* belum terisi, dihitung sebagai nilai terendah")
    yield from ("  " + note for one in scored.indicators if (note := _outside(one)))


def _outside(one: IndicatorScore) -> str:
    if one.outside is None or one.level is None or one.origin not in ("assumed", "outside"):
        return ""
    name, value = one.outside
    if value is None:
        return _(
            "° {item}: indeks {name} belum ada, dihitung sebagai {level} sesuai instrumen"
        ).format(item=one.item.id, name=name, level=words.figure(one.level, 0))
    feed = one.item.indicator.outside
    return _("° {item}: {name} {value} dikonversi menjadi {level}").format(
        item=one.item.id,
        name=feed or name,
        value=words.exact(value),
        level=words.figure(one.level, 0),
    )


def _recovered(result: Result) -> Iterator[str]:
    places = result.instrument.places
    yield _(
        "Indeks terbitan sudah dibulatkan. Karena nilai indikator berupa bilangan bulat, "
        "hanya beberapa jumlah nilai × bobot yang mungkin mendasarinya:"
    )
    yield ""
    for section in result.sections:
        yield from _published(result, section)
    leaves = list(_leaves(result.sections))
    yield ""
    total = result.instrument.total
    for ways, sums in enumerate(_ways(result, leaves, total), 1):
        if ways > _MOST_WAYS:
            yield "…"
            break
        terms = " + ".join(words.figure(one) for one in sums)
        yield f"({terms}) : {words.figure(total)} = {words.figure(sum(sums, Fraction(0)) / total)}"
    published = result.assessment.published
    if published is not None and published.index is not None and len(result.candidates) > 1:
        yield _("Yang sesuai dengan indeks terbitan {index} dipertahankan.").format(
            index=words.fixed(published.index, places)
        )


def _published(result: Result, scored: SectionScore) -> Iterator[str]:
    """Say what was published of a section, and the sums that whole levels allow behind it."""
    published = result.assessment.published
    kind, name = scored.section.kind, scored.section.id
    printed = published.sections.get((kind, name)) if published is not None else None
    label = f"{words.kind(kind).capitalize()} {name}"
    if printed is None:
        yield _("{label}: tidak diterbitkan").format(label=label)
    else:
        low, high = window(result.instrument, printed)
        yield _("{label}: terbit {printed}, sehingga {low} ≤ indeks < {high}").format(
            label=label,
            printed=words.exact(printed, result.instrument.places),
            low=words.exact(low),
            high=words.exact(high),
        )
    for part in scored.sections:
        yield from _published(result, part)
    if not scored.sections:
        for candidate in scored.candidates:
            yield "  " + _equals(
                _("indeks"), candidate * scored.section.weight, scored.section.weight
            )


def _leaves(sections: Sequence[SectionScore]) -> Iterator[SectionScore]:
    for section in sections:
        if section.sections:
            yield from _leaves(section.sections)
        else:
            yield section


def _ways(
    result: Result, leaves: Sequence[SectionScore], total: Fraction
) -> Iterator[tuple[Fraction, ...]]:
    """Yield the sums of the sections that add up to one of the candidates."""
    sums = [[one * leaf.section.weight for one in leaf.candidates] for leaf in leaves]
    for way in itertools.product(*sums):
        if sum(way, Fraction(0)) / total in result.candidates:
            yield way


def _ending(result: Result) -> Iterator[str]:
    """Say how the index is rounded, and where its predicate comes from."""
    places = result.instrument.places
    if result.display is not None:
        yield _("Dibulatkan satu kali menjadi {places} desimal (setengah ke atas): {index}").format(
            places=places, index=words.fixed(result.display, places)
        )
    if result.index is None or result.predicate is None or result.display is None:
        return
    year = result.assessment.year
    basis = result.instrument.basis_by_year.get(year, result.instrument.basis)
    value = result.index if basis == "exact" else result.display
    position = result.instrument.predicates.index(result.predicate)
    above = result.instrument.predicates[position + 1 :]
    bounds = f"{words.fixed(result.predicate.lower, places)} ≤ {words.figure(value, places)}"
    if above:
        bounds += f" < {words.fixed(above[0].lower, places)}"
    practice = {
        "exact": _("dari indeks sebelum dibulatkan"),
        "rounded": _("dari indeks yang sudah dibulatkan, menurut praktik tahun itu"),
    }[basis]
    yield _("Predikat {practice}: {bounds} → {name}").format(
        practice=practice, bounds=bounds, name=words.name(result.predicate.name)
    )
    if result.provisional:
        yield _("SEMENTARA: indikator yang belum terisi dihitung sebagai nilai terendah.")


def _sum_under(scored: SectionScore) -> Fraction | None:
    return None if scored.index is None else scored.index * scored.section.weight


def _equals(label: str, total: Fraction, weight: Fraction) -> str:
    return (
        f"{label} = {words.figure(total)} : {words.figure(weight)} = {words.figure(total / weight)}"
    )


def _wrapped(line: str, width: int) -> str:
    indent = " " * (len(line) - len(line.lstrip()) + 2)
    return textwrap.fill(line, width, subsequent_indent=indent, break_long_words=False)
