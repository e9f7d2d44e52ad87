"""An instrument on a terminal: the list, the tree, one indicator."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from spbe_cli.core.instrument import (
    Examined,
    Found,
    Indicator,
    Instrument,
    Section,
    Source,
)
from spbe_cli.i18n import _, counted
from spbe_cli.render import words
from spbe_cli.render.text.screen import Screen


def list_text(instruments: Iterable[Instrument], screen: Screen) -> str:
    """Return one paragraph for each instrument."""
    lines: list[str] = []
    for one in instruments:
        facts = (
            f"{one.short} · {words.name(one.title)}",
            f"{_span(one)} · {_counts(one)}",
            _lineage(one),
        )
        lines += ["", one.id, *(line for fact in facts for line in _indented(fact, screen.width))]
    return _text(lines[1:])


def tree_text(instrument: Instrument, screen: Screen) -> str:
    """Return the whole tree with its weights, the predicates, notes and sources."""
    width = min(screen.width, 100)
    lines = [
        f"{instrument.short} · {words.name(instrument.title)}",
        f"{words.name(instrument.index_name)} · {_span(instrument)}",
        _counts(instrument),
        *filter(None, (_lineage(instrument), _unverified(instrument))),
        "",
        *_predicates(instrument),
        "",
        f"{_('bobot'):>{width}}",
    ]
    for section in instrument.sections:
        lines += _branch(section, 0, width)
    lines += ["", *_block(_("Catatan"), instrument.notes, width)]
    lines += [_("Sumber"), *_sources(instrument.sources, width)]
    return _text(lines)


def indicator_text(found: Found, screen: Screen) -> str:
    """Return everything an instrument says of one indicator."""
    instrument, indicator = found
    width = min(screen.width, 100)
    above = [
        section
        for section in instrument.walk()
        if any(indicator in part.indicators for part in section.walk())
    ]
    path = [
        f"{words.kind(section.kind).capitalize()} {section.id} {words.name(section.name)}"
        for section in above
    ]
    notes = [indicator.note, *(section.note for section in above)]
    lines = [
        _("{instrument} · indikator {id}").format(instrument=instrument.short, id=indicator.id),
        *textwrap.wrap(words.name(indicator.name), width),
        *textwrap.wrap(" · ".join(path), width),
        *textwrap.wrap(_weight(instrument, indicator), width),
        "",
        *_levels(instrument, indicator, width),
        *_evidence(indicator, width),
        *_block(_("Dasar hukum"), indicator.legal, width),
        *_block(_("Instansi pembina"), indicator.stewards, width),
        *_block(_("Pedoman teknis"), filter(None, [indicator.guideline]), width),
        *_block(_("Indeks luar"), _outside(instrument, indicator), width),
        *_block(_("Pendahulu"), _predecessors(indicator), width),
        *_block(_("Catatan"), filter(None, notes), width),
        _("Sumber"),
        *_citations(instrument, indicator, width),
        "",
        *textwrap.wrap(_confidence(instrument, indicator), width),
    ]
    return _text(lines)


def examined_text(found: Examined, _screen: Screen) -> str:
    """Return every problem of a file, or that there is none."""
    if not found.problems:
        return _("{file}: tidak ada masalah\n").format(file=found.file)
    return "".join(f"{words.line(problem)}\n" for problem in found.problems)


def _text(lines: Iterable[str]) -> str:
    """Join lines; of what a user's own instrument holds, a terminal must obey nothing."""
    return "".join(words.visible(line).rstrip() + "\n" for line in lines)


def _span(one: Instrument) -> str:
    first, last = one.years
    if last is None:
        return _("evaluasi sejak {first}").format(first=first)
    return _("evaluasi {first}–{last}").format(first=first, last=last)


def _counts(one: Instrument) -> str:
    kinds = [section.kind for section in one.walk()]
    counts = [
        *([counted("{count} domain", kinds.count("domain"))] if "domain" in kinds else []),
        *([counted("{count} aspek", kinds.count("aspect"))] if "aspect" in kinds else []),
    ]
    scale = _("pecahan") if one.scale.decimal else _("bulat")
    levels = _("tingkat {low}–{high} ({scale})").format(
        low=one.scale.minimum, high=one.scale.maximum, scale=scale
    )
    indicators = counted("{count} indikator", sum(1 for _one in one.indicators()))
    return " · ".join([*counts, indicators, levels])


def _lineage(one: Instrument) -> str:
    said = []
    if one.replaces:
        said.append(_("menggantikan {id}").format(id=one.replaces))
    if one.replaced_by:
        said.append(_("digantikan {id}").format(id=one.replaced_by))
    return " · ".join(said)


def _unverified(one: Instrument) -> str:
    return "" if one.verified else _("Kriteria belum dicocokkan dengan naskah resmi.")


def _predicates(instrument: Instrument) -> Iterator[str]:
    places = instrument.places
    yield _("Predikat")
    listed = instrument.predicates
    longest = max(len(words.name(one.name)) for one in listed) + 1
    for one, above in zip(listed, [*listed[1:], None], strict=True):
        low = words.fixed(one.lower, places)
        top = words.fixed(Fraction(instrument.scale.maximum), places)
        until = (
            _("sampai {high}").format(high=top)
            if above is None
            else _("sampai di bawah {high}").format(high=words.fixed(above.lower, places))
        )
        yield f"  {words.name(one.name):<{longest}} {low} {until}"


def _branch(section: Section, depth: int, width: int) -> Iterator[str]:
    indent = "  " * depth
    label = f"{words.kind(section.kind).capitalize()} {section.id} {words.name(section.name)}"
    yield from _weighted(indent, label, section.weight, width)
    for child in section.sections:
        yield from _branch(child, depth + 1, width)
    indent += "  "
    for one in section.indicators:
        yield from _weighted(indent, f"{one.id:>3} {words.name(one.short)}", one.weight, width)
        for item in one.item_ids()[1:]:
            yield f"{indent}    " + _("{item}: layanan tambahan, bila ada").format(item=item)


def _weighted(indent: str, label: str, weight: Fraction, width: int) -> Iterator[str]:
    """Yield a label with its weight at the right edge; a long one goes on beneath its name."""
    below = f"{indent}    "
    first, *rest = textwrap.wrap(
        indent + label, width - 8, subsequent_indent=below, break_on_hyphens=False
    )
    yield f"{first:<{width - 7}}{words.fixed(weight):>7}"
    yield from rest


def _sources(sources: Sequence[Source], width: int) -> Iterator[str]:
    for one in sources:
        text = f"{one.id}  {one.title} ({one.at})"
        yield from textwrap.wrap(
            text, width, initial_indent="  ", subsequent_indent="      ", break_on_hyphens=False
        )


def _weight(instrument: Instrument, indicator: Indicator) -> str:
    total = instrument.total
    return _("Bobot {weight} dari {total} · naik satu tingkat menambah {step} pada indeks").format(
        weight=words.fixed(indicator.weight),
        total=words.exact(total),
        step=words.exact(indicator.weight / total),
    )


def _levels(instrument: Instrument, indicator: Indicator, width: int) -> Iterator[str]:
    kind = instrument.kinds[indicator.kind]
    yield _("Kriteria tingkat ({kind})").format(kind=words.name(kind.name))
    for level, criterion in indicator.levels.items():
        named = kind.levels.get(level)
        title = f"  {level}"
        if named is not None and named.name is not None:
            title += f" {words.name(named.name)}"
        yield title
        yield from textwrap.wrap(criterion, width, initial_indent="    ", subsequent_indent="    ")
        condition = (indicator.conditions or {}).get(level)
        if condition:
            text = _("Syarat: {condition}").format(condition=condition)
            yield from textwrap.wrap(text, width, initial_indent="    ", subsequent_indent="    ")
    yield ""


def _evidence(indicator: Indicator, width: int) -> Iterator[str]:
    if not indicator.evidence:
        return
    yield _("Contoh bukti dukung")
    names = {id(one): name for name, one in indicator.checklist().items()}
    for one in indicator.evidence:
        extra = [names[id(one)]] if id(one) in names else []
        if one.points is not None:
            extra.append(_("{points} poin").format(points=words.exact(one.points)))
        if not one.counted:
            extra.append(_("tidak ikut dihitung"))
        level = _("[tingkat {level}] ").format(level=one.level) if one.level is not None else ""
        yield from _bullet(level + one.text + (f" ({', '.join(extra)})" if extra else ""), width)
    yield ""


def _outside(instrument: Instrument, indicator: Indicator) -> Iterator[str]:
    feed = instrument.outside.get(indicator.outside or "")
    if feed is None:
        return
    use = (
        _("dikonversi menjadi nilai indikator")
        if feed.converts
        else _("menjadi bukti dukung; tidak dikonversi")
    )
    yield f"{feed.id}: {words.name(feed.name)} ({feed.owner}), {use}"
    for band in feed.bands:
        low, high = words.fixed(band.low), words.fixed(band.high)
        score = f"{words.fixed(band.score_low)}–{words.fixed(band.score_high)}"
        yield _("tingkat {level}: {low}–{high}").format(level=band.level, low=low, high=high) + (
            _(" menjadi {score}").format(score=score) if feed.converts else ""
        )
    if feed.missing is not None:
        yield _("Selama indeks itu belum ada, dihitung sebagai {score}.").format(
            score=words.fixed(feed.missing)
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


def _citations(instrument: Instrument, indicator: Indicator, width: int) -> Iterator[str]:
    titles = {source.id: source.title for source in instrument.sources}
    for cited in indicator.source:
        source, _space, where = cited.partition(" ")
        text = titles.get(source, source) + (f", {where}" if where else "")
        yield from _bullet(text, width)


def _confidence(instrument: Instrument, indicator: Indicator) -> str:
    level = {"high": _("tinggi"), "medium": _("sedang"), "low": _("rendah")}[indicator.confidence]
    said = _("Keyakinan kriteria: {level}.").format(level=level)
    return " ".join(filter(None, (said, _unverified(instrument))))


def _block(title: str, texts: Iterable[str], width: int) -> list[str]:
    lines = [line for text in texts for line in _bullet(text, width)]
    return [title, *lines, ""] if lines else []


def _indented(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, initial_indent="  ", subsequent_indent="    ")


def _bullet(text: str, width: int) -> list[str]:
    return textwrap.wrap(
        text, width, initial_indent="  - ", subsequent_indent="    ", break_on_hyphens=False
    )
