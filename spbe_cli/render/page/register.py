"""The readable list in a bundle of evidence: a page that opens its files."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any
from urllib.parse import quote

from spbe_cli.core.owed.bundle import Piece
from spbe_cli.core.owed.dossier import Document, Found
from spbe_cli.core.result import Result
from spbe_cli.i18n import _, counted, language
from spbe_cli.render import cover, dossier, words
from spbe_cli.render.evidence import files_packed, size
from spbe_cli.render.page.fill import Templates, rendered

TEMPLATE = "daftar-bukti.html.j2"


def register_page(result: Result, pieces: Sequence[Piece], templates: Templates) -> str:
    """Return the page of a bundle, indicator by indicator."""
    assessment = result.assessment
    names = {item: words.name(one.short) for item, one in result.instrument.items().items()}
    packed = [one for one in pieces if one.name]
    parts = [
        files_packed(packed),
        size(sum(one.size or 0 for one in packed)),
    ]
    lost = sum(1 for one in pieces if not one.name and one.evidence.file)
    bare = len(pieces) - len(packed) - lost
    parts += [counted("{count} berkas hilang atau kosong", lost)] if lost else []
    parts += [counted("{count} tautan atau judul tanpa berkas", bare)] if bare else []
    values: Mapping[str, Any] = {
        "language": language(),
        "title": _("Bukti dukung {institution} {year}").format(
            institution=words.safe(assessment.institution), year=assessment.year
        ),
        "summary": " · ".join(parts),
        "indicators": [
            {"id": item, "name": names.get(item, ""), "rows": list(_rows(listed))}
            for item, listed in groupby(pieces, key=lambda one: one.indicator)
        ],
    }
    return rendered(TEMPLATE, values, templates)


def _rows(pieces: Iterable[Piece]) -> Iterator[Mapping[str, Any]]:
    for one in pieces:
        evidence = one.evidence
        url = evidence.url or ""
        web = url if url.lower().startswith(("https://", "http://")) else ""
        about = [
            evidence.number or "",
            cover.long_date(evidence.date) if evidence.date else "",
            one.part if one.name else "",
        ]
        broken = one.found not in (Found.FOUND, Found.LINK, Found.TITLE)
        yield {
            "href": quote(one.name) if one.name else web,
            "title": words.safe(evidence.title or evidence.file or url) or "–",
            "about": " · ".join(words.safe(each) for each in about if each),
            "lost": dossier.found(Document(0, evidence, one.found)) if broken else "",
            "name": one.name,
            "digest": one.digest or "",
            "levels": words.listed(map(str, evidence.levels)),
            "codes": words.safe(one.item if one.name else ", ".join(evidence.items)),
            "page": words.safe(evidence.page or ""),
            "size": size(one.size),
        }
