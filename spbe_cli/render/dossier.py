"""How an item's evidence and explanation are said, on a screen and in the text for the portal."""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from spbe_cli.core.assessment import Evidence, Explanation
from spbe_cli.core.owed.dossier import Document, Dossier, Found
from spbe_cli.i18n import _
from spbe_cli.render import cover, words


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
    parts = [one.title, one.number, one.file, one.url, one.page]
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


def fact(one: Evidence) -> str:
    """Return a piece of evidence as the portal's text names it: title, number, page, date, file."""
    name = words.safe(one.title or "") or words.safe(PurePosixPath(one.file or "").name)
    parts = [name or words.safe(one.url or "")]
    parts += [_("Nomor {number}").format(number=words.safe(one.number))] if one.number else []
    parts += [cover.long_date(one.date)] if one.date else []
    parts += [words.safe(one.page)] if one.page else []
    said = ", ".join(filter(None, parts))
    where = one.url if one.url and one.url != name else one.file
    shown = words.safe(
        (where or "").replace("\\", "/").rpartition("/")[2] if where == one.file else where or ""
    )
    return f"{said} ({shown})" if shown and shown != name else said


def portal(one: Dossier) -> Iterator[str]:
    """Yield the lines to paste into the portal: of the indicator, then of each of its items."""
    unsaid = _("[belum ditulis]")
    demands = [each for each in one.demands if each.documents or each.verdict.explanation]
    if one.answer.explanation or not demands:
        given = [each for each in one.documents if not each.evidence.items or not demands]
        yield from _explained(one.answer.explanation, given, unsaid)
    for each in demands:
        yield ""
        yield _("Butir {code}: {text}").format(
            code=words.safe(each.code), text=words.safe(each.example.text)
        )
        yield from _explained(each.verdict.explanation, each.documents, unsaid)


def _explained(
    explanation: Explanation | None, documents: Iterable[Document], unsaid: str
) -> Iterator[str]:
    """Yield facts with the documents that show them, then the analysis."""
    known = explanation or Explanation()
    named = [f"{number}. {fact(one.evidence)}" for number, one in enumerate(documents, 1)]
    yield _("Fakta:")
    yield from paragraphs(known.fact) or ([] if named else [unsaid])
    yield from named
    yield _("Analisis:")
    yield from paragraphs(known.analysis) or [unsaid]


def paragraphs(text: str | None) -> list[str]:
    """Return the lines of a text of the user's, each safe to print."""
    return [line for line in map(words.safe, (text or "").splitlines()) if line]


def unexplained(one: Dossier) -> bool:
    """Whether a claim above the lowest level has no explanation at all."""
    explained = one.answer.explanation or any(each.verdict.explanation for each in one.demands)
    return one.level is not None and not explained
