"""How an item's evidence and explanation are said, on a screen and in the text for the portal."""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from spbe_cli.core.assessment import Answer, Evidence, Explanation
from spbe_cli.core.nothing import named
from spbe_cli.core.owed.bundle import packed_name
from spbe_cli.core.owed.dossier import Document, Dossier, Found
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


def portal(one: Dossier) -> Iterator[str]:
    """Yield the lines to paste into the portal: of the indicator, then of each of its items."""
    unsaid = _("[belum ditulis]")
    demands = [each for each in one.demands if each.documents or each.verdict.explanation]
    if one.answer.explanation or not demands:
        given = [each for each in one.documents if not each.evidence.items or not demands]
        yield from _explained(one.id, one.answer.explanation, given, unsaid)
    for each in demands:
        yield ""
        yield _("Butir {code}: {text}").format(
            code=words.safe(each.code), text=words.safe(each.example.text)
        )
        yield from _explained(one.id, each.verdict.explanation, each.documents, unsaid)


def _explained(
    indicator: str, explanation: Explanation | None, documents: Iterable[Document], unsaid: str
) -> Iterator[str]:
    """Yield facts with the documents that show them, then the analysis.

    A document whose file is missing or empty is no fact: it is left out.
    """
    known = explanation or Explanation()
    shown = (one for one in documents if one.shows)
    listed = [f"{number}. {fact(one, indicator)}" for number, one in enumerate(shown, 1)]
    if known.carried:
        yield carried_mark(known.carried)
    yield _("Fakta:")
    yield from paragraphs(known.fact) or ([] if listed else [unsaid])
    yield from listed
    yield _("Analisis:")
    yield from paragraphs(known.analysis) or [unsaid]


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


def unexplained(one: Dossier) -> bool:
    """Whether a claim above the lowest level has no explanation at all."""
    told = one.answer.explanation or any(each.verdict.explanation for each in one.demands)
    return one.level is not None and not told


def carried_over(one: Dossier) -> bool:
    """Whether the text for the portal has something of another year in it."""
    told = (one.answer.explanation, *(each.verdict.explanation for each in one.demands))
    shown = (each.evidence.carried for each in one.documents if each.shows)
    return any(shown) or any(each is not None and each.carried for each in told)
