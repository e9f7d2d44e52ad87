"""The whole sum, line by line, so that an auditor can follow it with a pocket calculator."""

import textwrap
from collections.abc import Iterator
from fractions import Fraction

from spbe_cli.core.index import exact_of
from spbe_cli.core.result import IndicatorScore, Result, SectionScore, weighted
from spbe_cli.i18n import _
from spbe_cli.render import words
from spbe_cli.render.derivation import ending, equals, recovered
from spbe_cli.render.phrases import heading, left_out_said, outside_value
from spbe_cli.render.text.screen import Screen


def explain_text(result: Result, screen: Screen) -> str:
    """Return the sum behind an index: from each level to the predicate."""
    lines = [_("Uraian penghitungan"), heading(result, marked=True), ""]
    lines += recovered(result) if result.recovered else _summed(result, min(screen.width, 100))
    lines += ending(result)
    if result.assumed and result.complete:
        lines.append(
            _("Indeks yang masih mungkin: {low} sampai {high}").format(
                low=words.figure(result.lowest), high=words.figure(result.highest)
            )
        )
    if result.assessment.has_items():
        from spbe_cli.render.text import checklist  # few files have any

        lines += checklist.checklist_table(result, min(screen.width, 100))
    text = screen.marks("\n".join(lines))
    return "\n".join(_wrapped(line, screen.width) for line in text.split("\n")) + "\n"


def _summed(result: Result, width: int) -> Iterator[str]:
    yield _("hasil = nilai × bobot; indeks = jumlah hasil : bobot")
    for section in result.sections:
        yield ""
        yield from _section(result, section, width)
    yield ""
    total = result.instrument.total
    sums = [_sum_under(section) for section in result.sections]
    name = words.name(result.instrument.index_name)
    if not result.sure:
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
    yield equals(name, sum(known, Fraction(0)), total)


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
        yield "  " + equals(label, total, scored.section.weight)


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
        marks = {"provisional": " *", "assumed": " °", "outside": " °"}
        yield line + (" °" if one.uncounted else marks.get(one.origin, ""))
    if shared and scored.sure:
        count, index = len(scored.indicators), exact_of(scored)
        mean = equals(_("rata-rata"), index * count, Fraction(count))
        weight = scored.section.weight
        yield f"  {mean}; × {words.figure(weight)} = {words.figure(index * weight)}"
    if any(one.origin == "provisional" for one in scored.indicators):
        yield "  " + _("* belum terisi, dihitung sebagai nilai terendah")
    yield from ("  " + note for one in scored.indicators if (note := _outside(one)))


def _outside(one: IndicatorScore) -> str:
    if one.uncounted:
        return f"° {one.item.id}: {left_out_said(one)}"
    if one.outside is None or one.level is None:
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
        value=outside_value(one),
        level=words.figure(one.level, 0),
    )


def _sum_under(scored: SectionScore) -> Fraction | None:
    return weighted(scored)


def _wrapped(line: str, width: int) -> str:
    indent = " " * (len(line) - len(line.lstrip()) + 2)
    return textwrap.fill(line, width, subsequent_indent=indent, break_long_words=False)
