"""The two documents that go with a self-assessment: minutes of the agreed levels, and consent.

PermenPANRB 59/2020, Lampiran Bab III, asks for both, signed by the coordinator. They are Indonesian
in every language; what nobody has said is a line to fill in.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from spbe_cli.core import owners
from spbe_cli.core.index import predicate_of
from spbe_cli.core.owed.dossier import Document, Dossiers, Found
from spbe_cli.core.result import Result, walk
from spbe_cli.i18n import _, counted, speaking
from spbe_cli.render import cover, phrases, prose, sentences, words
from spbe_cli.render.page.letter import (
    TO_WRITE_ON,
    Hand,
    coordinator,
    escaped,
    fill_template,
    signatures,
)

_DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_ONES = (
    "nol",
    "satu",
    "dua",
    "tiga",
    "empat",
    "lima",
    "enam",
    "tujuh",
    "delapan",
    "sembilan",
    "sepuluh",
    "sebelas",
)
_BLANK = 5  # lines for people nobody could know of


def minutes(template: str, result: Result, hand: Hand, found: Dossiers) -> str:
    """Fill in the minutes of a self-assessment; raises jinja2's errors where a template is bad."""
    with speaking("id"):
        return fill_template(
            template,
            {
                **_whose(result),
                **_by(result, hand, 2),
                "day": "" if hand.date is None else _DAYS[hand.date.weekday()],
                "date_words": "" if hand.date is None else spelled_date(hand.date),
                "present": list(_present(result, hand)),
                "open": list(result.missing),
                "open_words": prose.enumerated(result.missing),
                "parts": sentences.section_words(result),
                "sections": list(_sections(result)),
                "items": list(_items(result, found)),
                "bare": prose.enumerated(_bare(result)),
                "lost": _holding(found, Found.MISSING),
                "unreadable": _holding(found, Found.EMPTY, Found.UNREADABLE),
                "unproven": _unproven(found),
            },
        )


def consent(template: str, result: Result, hand: Hand) -> str:
    """Fill in the statement that the outcome may be published; errors as of `minutes`."""
    with speaking("id"):
        return fill_template(template, {**_whose(result), **_by(result, hand, 1)})


def still_open(result: Result, found: Dossiers) -> str:
    """Say what is open before anybody signs; nothing where nothing is.

    ``Periksa sebelum ditandatangani: belum terisi: 9, 21; 11 berkas bukti tidak ditemukan``.
    """
    parts = []
    if result.missing:
        parts.append(_("belum terisi: {items}").format(items=words.listed(result.missing)))
    broken = [one.found for each in found.items for one in each.documents if one.broken]
    if missing := broken.count(Found.MISSING):
        parts.append(counted("{count} berkas bukti tidak ditemukan", missing))
    if empty := broken.count(Found.EMPTY):
        parts.append(counted("{count} berkas bukti kosong", empty))
    if unreadable := broken.count(Found.UNREADABLE):
        parts.append(counted("{count} berkas bukti tidak dapat dibaca", unreadable))
    if not parts:
        return ""
    return _("Periksa sebelum ditandatangani: {open}.").format(open="; ".join(parts))


def _whose(result: Result) -> dict[str, Any]:
    law, assessment = result.instrument, result.assessment
    return {
        "institution": escaped(words.safe(assessment.institution)),
        "year": assessment.year,
        "index": law.index_name.id,
        "regulation": law.regulation,
        "final": result.complete and not result.provisional,
        "value": phrases.index_words(result),
        "predicate": _predicate(result),
        "coordinator": coordinator(law),
    }


def _predicate(result: Result) -> str:
    """Return the predicate, or those still possible; one for all values is said to be that."""
    if not result.predicate and result.instrument.predicates:
        year = result.assessment.year
        ends = {
            predicate_of(result.instrument, index, year)
            for index in (result.lowest, result.highest)
        }
        if len(ends) == 1:
            return _("{name} pada seluruh kemungkinan nilai").format(
                name=words.name(ends.pop().name)
            )
    return phrases.predicate_words(result)


def _by(result: Result, hand: Hand, least: int) -> dict[str, Any]:
    """Return the signers: who is not named signs in the capacity that the regulation has."""
    found = signatures(hand, least)
    usual = [coordinator(result.instrument), "Penanggung Jawab Asesor Internal"]
    usual = usual if least > 1 else usual[:1]
    shown = []
    for number, one in enumerate(found["signers"]):
        capacity = usual[number] if number < len(usual) else ""
        position = one["position"] or capacity
        shown.append({**one, "post": one["position"], "position": position or TO_WRITE_ON})
    return {**found, "signers": list(reversed(shown)) if least > 1 else shown}


def _present(result: Result, hand: Hand) -> Iterator[dict[str, str]]:
    """Yield who was there as far as the file knows: signers, then units whose people sign."""
    for one in hand.signers:
        yield {
            "name": _cell(one.name),
            "unit": _cell(one.position) or TO_WRITE_ON,
        }
    units = owners.units(result.assessment, (one.item.id for one in result.items()))
    named = [unit for unit in units if unit]
    for unit in named:
        yield {"name": TO_WRITE_ON, "unit": _cell(unit)}
    for _number in range(max(_BLANK - len(named), 2)):
        yield {"name": TO_WRITE_ON, "unit": TO_WRITE_ON}


def _sections(result: Result) -> Iterator[dict[str, str]]:
    for one in walk(result.sections):
        yield {
            "title": _cell(sentences.section_name(one)),
            "weight": words.decimal(one.section.weight),
            "index": phrases.section_index(result, one),
            "predicate": words.predicate(one.predicate),
        }
    yield {
        "title": f"**{result.instrument.index_name.id}**",
        "weight": f"**{words.decimal(result.instrument.total)}**",
        "index": f"**{phrases.index_words(result)}**",
        "predicate": f"**{_predicate(result)}**",
    }


def _items(result: Result, found: Dossiers) -> Iterator[dict[str, str]]:
    documents = {one.id: one.documents for one in found.items}
    for one in result.items():
        own = documents.get(one.item.id, ())
        level = _("belum terisi") if one.level is None else words.figure(one.level, 0)
        yield {
            "id": one.item.id,
            "name": _cell(words.name(one.item.indicator.short)),
            "level": level,
            "evidence": _counted(own),
        }


def _counted(documents: Sequence[Document]) -> str:
    """Return how many documents there are: ``2``, ``0 dari 1`` where files are not there."""
    there = sum(not one.broken for one in documents)
    whole = len(documents)
    if there == whole:
        return str(whole) if whole else "–"
    return _("{there} dari {whole}").format(there=there, whole=whole)


def _holding(found: Dossiers, *states: Found) -> str:
    """Return the items with a document that is found so."""
    items = (one.id for one in found.items if any(each.found in states for each in one.documents))
    return prose.enumerated(tuple(items))


def _unproven(found: Dossiers) -> str:
    """Return the items whose evidence carries less than their level, where evidence is kept."""
    if found.proof is None:
        return ""
    short = {one.item.id for one in found.proof.losses}
    return prose.enumerated([one.id for one in found.items if one.id in short])


def _bare(result: Result) -> list[str]:
    """Return the items that have a level and no evidence, where evidence is recorded at all."""
    if not result.assessment.has_evidence():
        return []
    answers = result.assessment.answers
    return [
        one.item.id
        for one in result.items()
        if one.origin == "given" and not answers[one.item.id].evidence
    ]


def _cell(text: str) -> str:
    return escaped(words.safe(text)).replace("|", "/")


def spelled_date(day: dt.date) -> str:
    """Write a date as minutes do: ``dua puluh tujuh bulan November tahun dua ribu …``."""
    month = cover.long_date(day).split()[1]
    said = _("{day} bulan {month} tahun {year}")
    return said.format(day=spelled(day.day), month=month, year=spelled(day.year))


def spelled(number: int) -> str:
    """Write a whole number below ten thousand in words: ``seribu sembilan ratus dua belas``."""
    if number < 12:
        return _ONES[number]
    if number < 20:
        return f"{_ONES[number - 10]} belas"
    for size, word, one in ((1000, "ribu", "seribu"), (100, "ratus", "seratus"), (10, "puluh", "")):
        count, rest = divmod(number, size)
        if count:
            head = one if count == 1 and one else f"{spelled(count)} {word}"
            return f"{head} {spelled(rest)}" if rest else head
    return ""
