"""How an item's evidence and explanation are said, on a screen and in the text for the portal."""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from spbe_cli.core.assessment import EXPLAINED, Answer, Evidence, Explanation
from spbe_cli.core.nothing import named
from spbe_cli.core.owed.bundle import packed_name
from spbe_cli.core.owed.dossier import Demand, Document, Dossier, Found
from spbe_cli.core.text import number_alone
from spbe_cli.i18n import _
from spbe_cli.render import cover, words
from spbe_cli.render.phrases import page_said


def found(one: Document) -> str:
    """Say what is known of a piece of evidence: whether its file is there."""
    return {
        Found.FOUND: _("berkas ada"),
        Found.MISSING: _("berkas tidak ditemukan"),
        Found.EMPTY: _("berkas kosong"),
        Found.UNREADABLE: _("berkas tidak terbaca"),
        Found.OUTSIDE: _("di luar folder, tidak diperiksa"),
        Found.LINK: _("tautan, tidak diperiksa"),
        Found.TITLE: _("judul saja, tanpa berkas"),
        Found.NOTHING: _("kosong, bukan bukti dukung"),
    }[one.found]


def documents_of(one: Evidence) -> str:
    """Return a piece of evidence with all that is recorded of it, on one line."""
    where = [named(one.file), named(one.url)]
    if not (one.title or any(where)):  # nothing is named: then it is shown as it is written
        where = [one.file or "", one.url or ""]
    parts = [one.title, named(one.number), *where, page_said(one)]
    shown = [words.safe(part) for part in parts if part]
    if one.date:
        shown.append(cover.long_date(one.date))
    if one.levels:
        shown.append(_("tingkat {levels}").format(levels=words.listed(map(str, one.levels))))
    if one.items:
        shown.append(_("butir {items}").format(items=words.safe(", ".join(one.items))))
    if one.carried:
        shown.append(_("dari {year}").format(year=one.carried))
    return " · ".join(shown) or "–"


def fact(document: Document, indicator: str) -> str:
    """Return a piece of evidence as the portal's text names it: title, number, page, date, file.

    The file is called what it is called in a bundle (`bundle.packed_name`): so it is uploaded. What
    was taken over from another year and not looked at since is marked.
    """
    one = document.evidence
    file, url = "" if document.broken else named(one.file).replace("\\", "/"), named(one.url)
    name = words.safe(one.title or "") or words.safe(PurePosixPath(file).name)
    parts = [name or words.safe(url)]
    number = words.safe(number_alone(named(one.number)))
    if number and number.casefold() not in name.casefold():
        parts.append(_("Nomor {number}").format(number=number))
    parts += [cover.long_date(one.date)] if one.date else []
    parts += [page_said(one)]
    said = ", ".join(filter(None, parts))
    if file and document.found is Found.FOUND:
        file = packed_name(indicator, document)
    shown = words.safe(url if url and url != name else file.rpartition("/")[2])
    said = f"{said} ({shown})" if shown and shown != name else said
    return f"{said} {carried_mark(one.carried)}" if one.carried else said


def carried_mark(year: int) -> str:
    """Mark what was taken over from a year and not looked at since."""
    return _("[terbawa dari {year}, belum diperiksa]").format(year=year)


class _Told(NamedTuple):
    """What is told of an indicator, or of an item of its checklist, in the text for the portal."""

    demand: Demand | None
    explanation: Explanation
    facts: tuple[str, ...]

    @property
    def unsaid(self) -> set[str]:
        """The parts that are not written; documents are facts too."""
        return {one for one in self.explanation.unsaid if one != "fact" or not self.facts}


def _told(one: Dossier) -> Iterator[_Told]:
    """Yield what is told of an indicator, then of each of its items that has something to tell.

    A document whose file is missing or empty is no fact: it is left out.
    """
    demands = [each for each in one.demands if each.documents or each.verdict.explanation]
    parts: list[tuple[Demand | None, Explanation | None, Iterable[Document]]] = []
    if one.answer.explanation or not demands:
        given = [each for each in one.documents if not each.evidence.items or not demands]
        parts.append((None, one.answer.explanation, given))
    parts += [(each, each.verdict.explanation, each.documents) for each in demands]
    for demand, explanation, documents in parts:
        shown = (each for each in documents if each.shows)
        facts = (f"{number}. {fact(each, one.id)}" for number, each in enumerate(shown, 1))
        yield _Told(demand, explanation or Explanation(), tuple(facts))


def portal(one: Dossier) -> Iterator[str]:
    """Yield the lines to paste into the portal: facts with the documents that show them, analysis.

    First of the indicator, then of each of its items.
    """
    for told in _told(one):
        known = told.explanation
        if told.demand is not None:
            yield ""
            yield _("Butir {code}: {text}").format(
                code=words.safe(told.demand.code), text=words.safe(told.demand.example.text)
            )
        if known.carried:
            yield carried_mark(known.carried)
        unsaid = _("[belum ditulis]")
        yield _("Fakta:")
        if "fact" not in known.unsaid:
            yield from paragraphs(known.fact)
        yield from told.facts or ([unsaid] if "fact" in known.unsaid else ())
        yield _("Analisis:")
        yield from [unsaid] if "analysis" in known.unsaid else paragraphs(known.analysis)


def paragraphs(text: str | None) -> list[str]:
    """Return the lines of a text of the user's, each safe to print."""
    return [line for line in map(words.safe, (text or "").splitlines()) if line]


def explained(answer: Answer) -> tuple[str, str]:
    """Return the facts and the analyses of an indicator and of its items, these by their codes."""
    told = [("", answer.explanation)]
    told += [(f"{code}: ", one.explanation) for code, one in answer.items.items()]
    known = [(code, one) for code, one in told if one is not None]
    facts = "\n".join(f"{code}{one.fact}" for code, one in known if one.fact)
    return facts, "\n".join(f"{code}{one.analysis}" for code, one in known if one.analysis)


def left_open(one: Dossier, lowest: int) -> set[str]:
    """Return the parts of an explanation that the text for the portal leaves open.

    A claim of the `lowest` level needs none; where one is begun, the rest of it is missed.
    """
    begun = any(len(each.unsaid) < len(EXPLAINED) for each in one.answer.explanations)
    if one.level is None or (one.level <= lowest and not begun):
        return set()
    return {part for each in _told(one) for part in each.unsaid}


def carried_over(one: Dossier) -> bool:
    """Whether the text for the portal has something of another year in it."""
    shown = (each.evidence.carried for each in one.documents if each.shows)
    return any(shown) or any(each.carried for each in one.answer.explanations)
