"""One indicator of an instrument on a terminal: the page for somebody who is new to it."""

import textwrap
from collections.abc import Iterator

from spbe_cli.core.instrument import Indicator, Instrument
from spbe_cli.core.laws.page import IndicatorPage, LevelPage, ListedItem
from spbe_cli.i18n import _, counted
from spbe_cli.render import words
from spbe_cli.render.text.blocks import block, bullet, joined, under
from spbe_cli.render.text.instrument import unverified_criteria
from spbe_cli.render.text.screen import Screen


def page_text(page: IndicatorPage, screen: Screen) -> str:
    """Return everything an instrument says of one indicator, or of one of its levels."""
    width = min(screen.width, 100)
    indicator = page.indicator
    path = [
        f"{words.kind(section.kind).capitalize()} {section.id} {words.name(section.name)}"
        for section in page.above
    ]
    lines = [
        _("{instrument} · indikator {id}").format(
            instrument=page.instrument.short, id=indicator.id
        ),
        *textwrap.wrap(words.name(indicator.name), width),
        *_other_names(indicator, width),
        *textwrap.wrap(" · ".join(path), width),
        *textwrap.wrap(_weight(page), width),
        "",
        *_levels(page, width),
        *_examples(page, width),
        *(_rest(page, width) if page.only is None else ()),
        _("Sumber"),
        *_citations(page, width),
        "",
        *textwrap.wrap(_confidence(page.instrument, indicator), width),
    ]
    return joined(lines)


def _other_names(indicator: Indicator, width: int) -> Iterator[str]:
    if indicator.other_names:
        said = _("Nama lain: {names}").format(names="; ".join(indicator.other_names))
        yield from textwrap.wrap(said, width)


def _weight(page: IndicatorPage) -> str:
    return _("Bobot {weight} dari {total} · naik satu tingkat menambah {step} pada indeks").format(
        weight=words.decimal(page.indicator.weight),
        total=words.in_full(page.instrument.total),
        step=words.in_full(page.gain),
    )


def _levels(page: IndicatorPage, width: int) -> Iterator[str]:
    kind = page.instrument.kinds[page.indicator.kind]
    yield _("Kriteria tingkat ({kind})").format(kind=words.name(kind.name))
    if page.indicator.general:
        said = _(
            "Kriteria indikator ini tidak ada pada sumber; kalimat tiap tingkat berlaku bagi semua "
            "indikator."
        )
        yield from under(said, width, "  ")
    for step in page.steps:
        yield from _step(page, step, width)
    yield ""


def _step(page: IndicatorPage, step: LevelPage, width: int) -> Iterator[str]:
    named = step.named
    name = f" {words.name(named.name)}" if named is not None and named.name is not None else ""
    scores = ""
    if step.band is not None:
        low, high = (words.decimal(one) for one in step.band)
        scores = " · " + _("nilai {low} sampai {high}").format(low=low, high=high)
    yield f"  {step.level}{name}{scores}"
    if named is not None and named.summary is not None and not page.indicator.general:
        yield from under(_("Umumnya: {text}").format(text=named.summary), width, hang="  ")
    yield from under(_("Kriteria: {text}").format(text=step.criterion), width, hang="  ")
    if step.condition:
        text = _("Syarat: {condition}").format(condition=step.condition)
        yield from under(text, width, hang="  ")
    for one in step.variants:
        cited = words.listed([source.partition(" ")[0] for source in one.source])
        text = _("Varian ({source}): {text}").format(source=cited, text=one.text)
        yield from under(text, width, hang="  ")
    yield from _entries(step, width)


def _entries(step: LevelPage, width: int) -> Iterator[str]:
    """Yield the items of evidence of a level under what each is worth."""
    if not step.entries:
        return
    counting = [one.worth for one in step.entries if one.worth is not None]
    said = counted("{count} butir bukti", len(step.entries))
    if counting and step.width is not None:
        said += ": " + _("{count} dihitung, {worth} poin per butir, {total} bila lengkap").format(
            count=len(counting), worth=words.decimal(counting[0]), total=words.decimal(step.width)
        )
    yield from under(said, width, hang="  ")
    for one in step.entries:
        yield from bullet(_entry(one), width, "    ")


def _entry(one: ListedItem) -> str:
    extra = [one.id]
    if one.worth is not None:
        extra.append(_("{points} poin").format(points=words.decimal(one.worth)))
    if not one.example.counted:
        extra.append(_("tidak ikut dihitung"))
    return f"{one.example.text} ({', '.join(extra)})"


def _examples(page: IndicatorPage, width: int) -> Iterator[str]:
    if page.examples:
        yield from block(_("Contoh bukti dukung"), (one.text for one in page.examples), width)


def _rest(page: IndicatorPage, width: int) -> Iterator[str]:
    """Yield what concerns the indicator as a whole."""
    indicator = page.indicator
    notes = [indicator.note, *(section.note for section in page.above)]
    yield from block(_("Dasar hukum"), indicator.legal, width)
    yield from block(_("Instansi pembina"), indicator.stewards, width)
    yield from block(_("Pedoman teknis"), filter(None, [indicator.guideline]), width)
    yield from block(_("Indeks luar"), _outside(page), width)
    yield from block(_("Pendahulu"), _predecessors(indicator), width)
    yield from block(_("Catatan"), filter(None, notes), width)


def _outside(page: IndicatorPage) -> Iterator[str]:
    feed = page.instrument.outside.get(page.indicator.outside or "")
    if feed is None:
        return
    use = (
        _("dikonversi menjadi nilai indikator")
        if feed.converts
        else _("menjadi bukti dukung; tidak dikonversi")
    )
    yield f"{feed.id}: {words.name(feed.name)} ({feed.owner}), {use}"
    for band in feed.bands:
        low, high = words.decimal(band.low), words.decimal(band.high)
        score = f"{words.decimal(band.score_low)}–{words.decimal(band.score_high)}"
        yield _("tingkat {level}: {low}–{high}").format(level=band.level, low=low, high=high) + (
            _(" menjadi {score}").format(score=score) if feed.converts else ""
        )
    if feed.instrument is not None:
        yield _("Dapat dihitung dari berkas penilaian: {written}").format(
            written=f"outside: {{{feed.id}: {{file: …}}}} ({feed.instrument})"
        )
    if feed.missing is not None:
        yield _("Selama indeks itu belum ada, dihitung sebagai {score}.").format(
            score=words.decimal(feed.missing)
        )
    if feed.note:
        yield feed.note
    if feed.confidence == "low":
        yield _("Keyakinan rendah: bandingkan dengan naskah resmi sebelum digunakan.")


def _predecessors(indicator: Indicator) -> Iterator[str]:
    earlier = indicator.predecessors
    if earlier is None:
        return
    for title, items in ((_("utama"), earlier.main), (_("sebagian"), earlier.partial)):
        if items:
            yield f"{earlier.instrument}, {title}: {words.listed(items)}"
    yield earlier.basis


def _citations(page: IndicatorPage, width: int) -> Iterator[str]:
    titles = {source.id: source.title for source in page.instrument.sources}
    for cited in page.indicator.source:
        source, _space, where = cited.partition(" ")
        text = f"{source}: {titles.get(source, source)}" + (f", {where}" if where else "")
        yield from bullet(text, width)


def _confidence(instrument: Instrument, indicator: Indicator) -> str:
    level = {"high": _("tinggi"), "medium": _("sedang"), "low": _("rendah")}[indicator.confidence]
    said = _("Keyakinan kriteria: {level}.").format(level=level)
    return " ".join(filter(None, (said, unverified_criteria(instrument))))
