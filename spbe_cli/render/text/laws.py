"""Where words stand in instruments, and what changed between two, on a terminal."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from spbe_cli.core.index import exact_of, rise
from spbe_cli.core.instrument import Instrument
from spbe_cli.core.laws.difference import Amendment, AmendmentKind, Difference
from spbe_cli.core.laws.search import FoundIn, Hit, Search, Spot
from spbe_cli.i18n import _, counted
from spbe_cli.render import laws, words
from spbe_cli.render.phrases import index_words, predicate_words
from spbe_cli.render.text.blocks import joined, under
from spbe_cli.render.text.screen import Screen

_MOST = 3  # places shown of one part of an indicator
_LONG = (
    AmendmentKind.NAME,
    AmendmentKind.CRITERION,
    AmendmentKind.CONDITION,
    AmendmentKind.EVIDENCE,
)


def search_text(found: Search, screen: Screen) -> str:
    """Return each indicator that holds the words, with the places and what stands around."""
    width = min(screen.width, 100)
    lines: list[str] = []
    for _name, hits in groupby(found.hits, key=lambda hit: hit.instrument.id):
        listed = list(hits)
        law = listed[0].instrument
        count = counted("{count} indikator", len(listed))
        lines += [*([""] if lines else []), f"{law.short} ({law.id}) · {count}"]
        for hit in listed:
            lines += _hit(hit, width)
    return joined(lines)


def _hit(hit: Hit, width: int) -> Iterator[str]:
    yield from under(f"{hit.indicator.id} {words.name(hit.indicator.short)}", width, "  ", "  ")
    short = hit.indicator.short.to("id")
    for _part, places in groupby(hit.spots, key=lambda one: one.part):
        listed = [one for one in places if one.part is not FoundIn.NAME or short not in one.text]
        for one in listed[:_MOST]:
            where = laws.spot(one)
            yield f"    {where}: {_around(one, width - len(where) - 6)}"
        rest = len(listed) - _MOST
        if rest > 0:
            part = laws.part(listed[0].part)
            yield f"    {part}: " + counted("… dan {count} tempat lain", rest)


def _around(one: Spot, room: int) -> str:
    """Return so much of a text as fits, with the words in it."""
    text = words.visible(" ".join(one.text.split()))
    room = max(room, 20)
    if len(text) <= room:
        return text
    begin = min(max(0, one.start - room // 3), len(text) - room + 1)
    if begin == 0:
        return text[: room - 1] + "…"
    end = begin + room - 2
    return "…" + text[begin:end].strip() + ("…" if end < len(text) else "")


def difference_text(found: Difference, screen: Screen) -> str:
    """Return what differs, kind by kind, and what it does to the index of an assessment."""
    width = min(screen.width, 100)
    before, after = found.before, found.after
    lines = [
        *under(f"{_title(before)} → {_title(after)}", width, "", "  "),
        "",
        *_counts(found),
    ]
    for kind in AmendmentKind:
        changes = [one for one in found.changes if one.kind is kind]
        if changes:
            lines += ["", laws.amendment_title(kind), *_changes(changes, width)]
    lines += _beneath(found, width)
    lines += _effect(found)
    return joined(lines)


def _title(law: Instrument) -> str:
    return f"{law.short} ({law.id})"


def _counts(found: Difference) -> Iterator[str]:
    one, other = found.counts
    heads = (_("sebelum"), _("sesudah"))
    room = max(9, *(len(head) + 1 for head in heads))
    yield f"  {'':<12}{heads[0]:>{room}}{heads[1]:>{room}}"
    for kind, name in (
        ("domain", _("domain")),
        ("aspect", _("aspek")),
        ("indicator", _("indikator")),
    ):
        yield f"  {name:<12}{one[kind]:>{room}}{other[kind]:>{room}}"


def _changes(changes: Sequence[Amendment], width: int) -> Iterator[str]:
    for one in changes:
        where, old, new = (
            laws.amendment_place(one),
            laws.amended_value(one.before),
            laws.amended_value(one.after),
        )
        named = f" {words.safe(one.name)}" if one.where is not None else ""
        if one.kind in _LONG:
            named = named if one.kind is not AmendmentKind.NAME else ""
            yield from under(f"{where}{named}", width, "  ", "  ")
            yield from under(_("sebelum: {text}").format(text=old), width, "    ", "  ")
            yield from under(_("sesudah: {text}").format(text=new), width, "    ", "  ")
        elif one.kind in (AmendmentKind.ADDED, AmendmentKind.REMOVED):
            weight = new if one.kind is AmendmentKind.ADDED else old
            said = _("{place}, bobot {weight}").format(place=where + named, weight=weight)
            yield from under(said, width, "  ", "  ")
        else:
            yield from under(f"{where}{named}: {old} → {new}", width, "  ", "  ")


def _beneath(found: Difference, width: int) -> Iterator[str]:
    """Say how the indicators compare where they are not compared one by one."""
    if found.editions:
        if not found.changes:
            yield from ("", _("Tidak ada yang berubah."))
        return
    yield from ("", _("Bobot"))
    for template, law in (
        (_("sebelum: {text}"), found.before),
        (_("sesudah: {text}"), found.after),
    ):
        yield from under(template.format(text=_tops(law)), width, "  ", "  ")
    yield ""
    said = _("Susunannya berbeda, jadi indikatornya tidak dibandingkan satu per satu.")
    yield from under(said, width, "")
    for one, other in found.shared:
        said = _("Bernama sama: indikator {one} dan {other}").format(one=one, other=other)
        yield from under(said, width, "  ", "  ")
    if found.followed:
        yield from under(
            _("Indikator {after} dan pendahulunya pada {before} (spbe carry):").format(
                after=found.after.short, before=found.before.short
            ),
            width,
            "",
        )
        for name, earlier in found.followed:
            yield from under(f"{name:>2} ← {words.listed(earlier)}", width, "  ", "  ")


def _tops(law: Instrument) -> str:
    """Return the sections at the top of an instrument with their weights."""
    return "; ".join(
        f"{words.kind(one.kind)} {one.id} {words.name(one.name)} {words.in_full(one.weight, 2)}"
        for one in law.sections
    )


def _effect(found: Difference) -> Iterator[str]:
    if found.effect is None:
        return
    one, other = found.effect
    assessment = one.assessment
    yield ""
    yield _("Pengaruh pada {institution} {year}, nilai {opinion}, tingkat yang sama").format(
        institution=words.safe(assessment.institution),
        year=assessment.year,
        opinion=words.opinion(one.opinion),
    )
    names = [found.before.short, found.after.short]
    room = max(len(name) for name in names)
    for name, result in zip(names, found.effect, strict=True):
        exact = ""
        if result.sure:
            index = words.figure(exact_of(result), 0)
            exact = " (" + _("tepatnya {exact}").format(exact=index) + ")"
        said = f"{index_words(result)} {predicate_words(result)}"
        yield f"  {words.visible(name):<{room}}  {said}{exact}"
    if (risen := rise(one, other)) is not None:
        yield f"  {_('selisih'):<{room}}  {words.signed(risen)}"
