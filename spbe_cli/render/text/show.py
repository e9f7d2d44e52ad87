"""One indicator on one screen: levels, proof, evidence, both voices, criteria, items."""

import textwrap
from collections.abc import Iterable, Iterator
from itertools import groupby

from spbe_cli.core.assessment import Opinion, State
from spbe_cli.core.instrument import Instrument
from spbe_cli.core.owed.dossier import Demand, Dossier, Dossiers
from spbe_cli.core.score.estimate import Rung
from spbe_cli.i18n import _, counted
from spbe_cli.render import checklist as estimates, cover, dossier as said, words
from spbe_cli.render.phrases import left_out_said, outside_text
from spbe_cli.render.text import one_screen
from spbe_cli.render.text.screen import Screen

_LABEL = 11  # columns before what is said


def show_text(found: Dossiers, screen: Screen) -> str:
    """Return each item's page, a blank line between them; a terminal's fits its screen."""
    width = min(screen.width, 100)
    most = one_screen.lines_held(screen.height) if screen.height and not found.full else None
    pages = ["\n".join(_page(found, one, width, most)) for one in found.items]
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


def _page(found: Dossiers, one: Dossier, width: int, most: int | None) -> list[str]:
    """Return what is known of an item, on `most` lines where it may be shortened."""
    head = _head(one, width)
    blocks = _blocks(_rows(found, one, brief=False))
    frame = one_screen.Margins(_LABEL, width, most or 0)
    page = one_screen.whole(head, blocks, frame)
    if most is None or len(page) <= most:
        return page
    briefer = _blocks(_rows(found, one, brief=True))
    brief = {one.label for one, other in zip(blocks, briefer, strict=True) if one != other}
    return one_screen.on_one_screen(head, briefer, frame, _order(), brief=brief)


def _head(one: Dossier, width: int) -> list[str]:
    indicator = one.score.item.indicator
    head = _("Indikator {id} · {name}").format(id=one.id, name=words.name(indicator.name))
    places = [
        f"{words.kind(each.section.kind).capitalize()} {each.section.id}" for each in one.path
    ]
    weight = _("bobot {weight}").format(weight=words.decimal(one.score.item.weight))
    step = _("satu tingkat = {step} pada indeks").format(step=words.gap(one.worth))
    lines = (head, " · ".join([*places, weight, step]))
    return [each for line in lines for each in textwrap.wrap(line, width, subsequent_indent="  ")]


def _order() -> list[tuple[str, int]]:
    """Return the labels, by what matters least, each with the lines of it that stay."""
    return [
        *((_("Asal"), 1), (_("Contoh"), 3), (_("Kriteria"), 1), (_("Analisis"), 1)),
        *((_("Fakta"), 1), (_("Contoh"), 2), (_("Catatan"), 2), (_("Berikutnya"), 2)),
        *((_("Terendah"), 2), (_("Rencana"), 2), (_("Butir"), 8), (_("Asesor"), 3)),
        *((_("Berikutnya"), 1), (_("Contoh"), 1), (_("Catatan"), 1), (_("Terendah"), 1)),
        *((_("Rencana"), 1), (_("Bukti"), 4), (_("Asesor"), 2), (_("Butir"), 4)),
        *((_("Pengampu"), 1), (_("Asesor"), 1), (_("Butir"), 3), (_("Bukti"), 2)),
        (_("Tingkat"), 1),
    ]


def _blocks(rows: Iterable[tuple[str, str]]) -> list[one_screen.Block]:
    """Return rows as blocks: a row without a label goes on with the one before it."""
    found: list[tuple[str, list[str]]] = []
    for label, text in rows:
        if label:
            found.append((label, []))
        found[-1][1].append(text)
    return [one_screen.Block(*each) for each in found]


def _rows(found: Dossiers, one: Dossier, *, brief: bool) -> Iterator[tuple[str, str]]:
    """Yield what is known, as (label, text); a label stands once before several texts.

    `brief`: the checklist without what is done and what lies further ahead.
    """
    law = found.result.instrument
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
    yield from _labelled(_("Butir"), list(_items(one, brief=brief)))


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
    elif one.score.uncounted:
        parts.append(left_out_said(one.score))
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
        bare = reached <= law.scale.bare
        yield _("Kriteria"), _criterion(one, law, reached, "" if bare else state)
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


def _items(one: Dossier, *, brief: bool) -> Iterator[str]:
    """Yield the checklist level by level: what its items are worth, and each with its state.

    So that it stays one screen, levels beyond the lowest open one are a line each, unless something
    is recorded of them; `brief` names accepted items by their codes, levels beyond together. JSON
    holds them all.
    """
    rungs = {rung.level: rung for rung in one.standing.rungs} if one.standing else {}
    following = one.standing.next if one.standing else None
    last = None if following is None else following.level
    if one.standing is not None and rungs and one.standing.estimate is not None:
        yield _("perkiraan dari butir diterima {value}").format(
            value=words.decimal(one.standing.estimate)
        )
    beyond: dict[int, int] = {}
    for level, group in groupby(one.demands, key=lambda each: each.example.level):
        demands = list(group)
        rung = rungs.get(level or 0)
        begun = any(each.verdict.state is not State.ABSENT or each.documents for each in demands)
        told = rung is None or last is None or begun or (rung.open and rung.level <= last)
        if brief and not told and level is not None:
            beyond[level] = len(demands)
            continue
        if level is not None:
            yield _rung(level, rung, len(demands))
        accepted = [each for each in demands if each.verdict.state is State.ACCEPTED]
        if brief and accepted:
            codes = ", ".join(words.safe(each.code) for each in accepted)
            yield f"[{estimates.item_state(State.ACCEPTED)}] {codes}"
        for each in demands if told else ():
            if not (brief and each in accepted):
                yield from _item(each)
    if beyond:
        levels, count = words.listed(map(str, beyond)), sum(beyond.values())
        yield _("Tingkat {level}").format(level=levels) + " · " + counted("{count} butir", count)


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
    if explained := each.verdict.explanation:
        told = ((_("Fakta"), explained.fact), (_("Analisis"), explained.analysis))
        yield from (f"  {label}: {text}" for label, one in told for text in said.paragraphs(one))
