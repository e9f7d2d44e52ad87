"""One indicator on one screen: levels, proof, evidence, both voices, criteria, items."""

import textwrap
from collections.abc import Iterator
from itertools import groupby

from spbe_cli.core.assessment import Opinion, State
from spbe_cli.core.instrument import Instrument
from spbe_cli.core.owed.dossier import Demand, Dossier, Dossiers
from spbe_cli.core.score.estimate import Rung
from spbe_cli.i18n import _, counted
from spbe_cli.render import checklist as estimates, cover, dossier as said, words
from spbe_cli.render.phrases import outside_text
from spbe_cli.render.text.screen import Screen

_LABEL = 11  # columns before what is said


def show_text(found: Dossiers, screen: Screen) -> str:
    """Return each item's page, a blank line between them."""
    width = min(screen.width, 100)
    pages = ["\n".join(_page(found, one, width)) for one in found.items]
    return screen.marks("\n\n".join(pages) + "\n") if pages else ""


def show_portal(found: Dossiers, _screen: Screen | None = None) -> str:
    """Return the text to paste into the portal, item by item, with headings of Markdown."""
    pages = []
    for one in found.items:
        level = "" if one.level is None else " · " + _tingkat(one)
        head = f"## {one.id} {words.name(one.score.item.indicator.short)}{level}"
        pages.append("\n".join([head, "", *said.portal(one)]))
    return "\n\n".join(pages) + "\n" if pages else ""


def _tingkat(one: Dossier) -> str:
    return (
        _("tingkat {levels}").format(levels=words.in_full(one.level))
        if one.level is not None
        else ""
    )


def _page(found: Dossiers, one: Dossier, width: int) -> Iterator[str]:
    law, indicator = found.result.instrument, one.score.item.indicator
    head = _("Indikator {id} · {name}").format(id=one.id, name=words.name(indicator.name))
    yield from textwrap.wrap(head, width, subsequent_indent="  ")
    places = [
        f"{words.kind(each.section.kind).capitalize()} {each.section.id}" for each in one.path
    ]
    weight = _("bobot {weight}").format(weight=words.decimal(one.score.item.weight))
    step = _("satu tingkat = {step} pada indeks").format(step=words.in_full(one.worth))
    yield from textwrap.wrap(" · ".join([*places, weight, step]), width, subsequent_indent="  ")
    for label, text in _rows(found, one, law):
        yield from textwrap.wrap(
            text,
            width,
            initial_indent=f"{label:<{_LABEL - 1}} ",
            subsequent_indent=" " * _LABEL,
            break_on_hyphens=False,
        ) or [label]


def _rows(found: Dossiers, one: Dossier, law: Instrument) -> Iterator[tuple[str, str]]:
    """Yield what is known, as (label, text); a label stands once before several texts."""
    yield _("Tingkat"), _levels(found, one)
    if one.proven is not None:
        lacking = ""
        if one.lacking:
            lacking = " · " + _("belum ada bukti tingkat {levels}").format(
                levels=words.listed(map(str, one.lacking))
            )
        yield _("Terbukti"), words.in_full(one.proven) + lacking
    yield _("Pengampu"), words.safe("; ".join(one.owners)) or _("belum ada")
    yield from _labelled(_("Bukti"), list(_documents(one)) or [_("belum ada")])
    answer = one.answer
    yield from _labelled(_("Catatan"), said.paragraphs(answer.note))
    yield from _labelled(_("Asesor"), said.paragraphs(answer.remark))
    if answer.explanation:
        year = answer.explanation.carried
        since = [_("dari {year}").format(year=year)] if year else []
        yield from _labelled(_("Fakta"), [*said.paragraphs(answer.explanation.fact), *since])
        yield from _labelled(_("Analisis"), said.paragraphs(answer.explanation.analysis))
    if answer.action:
        due = answer.action.due
        text = " ".join(said.paragraphs(answer.action.text))
        when = (
            _("batas {date}").format(date=cover.long_date(due)) if due else _("tanpa batas waktu")
        )
        yield _("Rencana"), f"{text} · {when}"
    if answer.provenance:
        yield from _labelled(_("Asal"), list(_provenance(one)))
    yield from _criteria(one, law)
    yield from _labelled(_("Butir"), list(_items(one)))


def _labelled(label: str, texts: list[str]) -> Iterator[tuple[str, str]]:
    for number, text in enumerate(texts):
        yield "" if number else label, text


def _levels(found: Dossiers, one: Dossier) -> str:
    """Return the level of every opinion, and last year's."""
    order = (Opinion.SELF, Opinion.VERIFIED, Opinion.OFFICIAL, Opinion.TARGET)
    levels = one.answer.levels
    parts = [
        f"{words.opinion(each)} {words.in_full(levels[each])}" for each in order if each in levels
    ]
    if one.score.foreign:
        parts.append(outside_text(one.score, found.result.instrument.places))
    if one.previous is not None:
        parts.append(
            _("tahun lalu {level} ({opinion} {year})").format(
                level=words.in_full(one.previous[1]),
                opinion=words.opinion(one.previous[0]),
                year=found.previous_year,
            )
        )
    return " · ".join(parts if levels or one.score.foreign else [_("belum terisi"), *parts])


def _documents(one: Dossier) -> Iterator[str]:
    for each in one.documents:
        yield f"{each.position}. {said.documents_of(each.evidence)} · {said.found(each)}"


def _provenance(one: Dossier) -> Iterator[str]:
    known = one.answer.provenance
    if known is not None:
        head = " · ".join(filter(None, (str(known.year or ""), words.safe(known.instrument or ""))))
        yield from filter(None, (head, *said.paragraphs(known.note)))


def _criteria(one: Dossier, law: Instrument) -> Iterator[tuple[str, str]]:
    indicator, reached = one.score.item.indicator, one.reached(law)
    following = one.following(law)
    if one.score.level is not None:
        kept = one.proven is not None and one.proven >= reached
        state = _("terbukti") if kept else _("diklaim") if one.proven is not None else ""
        yield _("Kriteria"), _criterion(one, law, reached, state)
    if following <= law.scale.maximum:
        label = _("Berikutnya") if one.score.level is not None else _("Terendah")
        yield label, _criterion(one, law, following, "")
    wanted, examples = one.wanted(law)
    texts = [f"- {words.safe(each.text)}" for each in examples]
    if texts and not indicator.checklist():
        head = _("bukti tingkat {level}, menurut instrumen:").format(level=wanted)
        yield from _labelled(_("Contoh"), [head, *texts])


def _criterion(one: Dossier, law: Instrument, level: int, state: str) -> str:
    indicator = one.score.item.indicator
    named = law.kinds[indicator.kind].levels.get(level)
    name = f" {words.name(named.name)}" if named is not None and named.name is not None else ""
    shown = f" ({state})" if state else ""
    return f"{level}{name}{shown}: {words.safe(indicator.levels.get(level, ''))}"


def _items(one: Dossier) -> Iterator[str]:
    """Yield the checklist level by level: what its items are worth, and each with its state.

    So that it stays one screen, levels beyond the lowest open one are a line each, unless something
    is recorded of them; JSON holds them all.
    """
    rungs = {rung.level: rung for rung in one.standing.rungs} if one.standing else {}
    following = one.standing.next if one.standing else None
    last = None if following is None else following.level
    if one.standing is not None and one.standing.estimate is not None:
        yield _("perkiraan dari butir diterima {value}").format(
            value=words.decimal(one.standing.estimate)
        )
    for level, group in groupby(one.demands, key=lambda each: each.example.level):
        demands = list(group)
        rung = rungs.get(level or 0)
        if level is not None:
            yield _rung(level, rung, len(demands))
        begun = any(each.verdict.state is not State.ABSENT or each.documents for each in demands)
        if rung is None or last is None or begun or (rung.open and rung.level <= last):
            for each in demands:
                yield from _item(each)


def _rung(level: int, rung: Rung | None, count: int) -> str:
    said_ = _("Tingkat {level}").format(level=level)
    worth = estimates.rung_points(rung) if rung else counted("{count} butir", count)
    return f"{said_} · {worth}"


def _item(each: Demand) -> Iterator[str]:
    """Yield an item with its state, what it adds to the index, and what is recorded of it."""
    parts = [estimates.verdict(each.verdict)]
    if not each.example.counted:
        parts.append(_("tidak ikut dihitung"))
    elif each.worth is not None and each.verdict.state is not State.ACCEPTED:
        parts.append(_("{gain} pada indeks").format(gain=words.signed(each.worth)))
    if each.documents:
        numbers = words.listed(str(doc.position) for doc in each.documents)
        parts.append(_("bukti {numbers}").format(numbers=numbers))
    yield f"{words.safe(each.code)} [{' · '.join(parts)}] {words.safe(each.example.text)}"
    explained = each.verdict.explanation
    for text in said.paragraphs(explained.fact) if explained else ():
        yield "  " + text
