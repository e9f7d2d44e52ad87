"""Chapter I of an annual report: on what law, by what method and by whom it was made."""

import re
from collections import Counter
from collections.abc import Iterator

from spbe_cli.core.assessment import Opinion
from spbe_cli.core.instrument import Instrument, Section
from spbe_cli.core.many.annual import Annual
from spbe_cli.i18n import _, counted, speaking
from spbe_cli.render import published, words
from spbe_cli.render.cover import Cover
from spbe_cli.render.word.front import BLANK
from spbe_cli.render.word.paper import Paper, PaperColumn

_BASIS = ("Dasar hukum: ", "Pedoman teknis: ")  # how the notes of an instrument begin
_KINDS = {  # highest first (UU 12/2011, Pasal 7 and 8)
    "UU": "Undang-Undang",
    "PP": "Peraturan Pemerintah",
    "Perpres": "Peraturan Presiden",
    "PermenPANRB": "Peraturan Menteri PANRB",
    "Pedoman Menteri PANRB": "Pedoman Menteri PANRB",
}
_RANKS = {kind: rank for rank, kind in enumerate(_KINDS)}
_CITED = re.compile(rf"({'|'.join(_KINDS)}) (\d+)/(\d{{4}})( tentang [^(,]+)?")
_NUMBER = re.compile(r"(\d+)\D+(\d{4})")


def introduction(paper: Paper, found: Annual, front: Cover) -> None:
    """Write chapter I: background, legal basis, method, assessors, sources."""
    result = found.report.result
    law, assessment = result.instrument, result.assessment
    index = words.name(law.index_name)
    paper.heading(_("BAB I PENDAHULUAN"))
    paper.heading(_("1.1 Latar belakang"), 2)
    said = _(
        "Laporan ini memuat hasil penilaian {index} {institution} tahun {year} menurut "
        "{regulation}: {parts}."
    )
    paper.paragraph(
        said.format(
            index=index,
            institution=words.safe(assessment.institution),
            year=assessment.year,
            regulation=words.safe(law.regulation),
            parts=_parts(found),
        )
    )
    paper.heading(_("1.2 Dasar hukum"), 2)
    paper.numbered(_basis(law, assessment.year))
    paper.heading(_("1.3 Metode"), 2)
    _method(paper, law)
    if result.opinion is Opinion.SELF:
        paper.heading(_("1.4 Tim asesor internal"), 2)
        _team(paper, front)
    else:
        paper.heading(_("1.4 Penilai"), 2)
        _assessor(paper, found)
    paper.heading(_("1.5 Sumber data"), 2)
    sources = [_source(found, at) for at in range(len(found.report.results))]
    paper.bullets(sources)


def _parts(found: Annual) -> str:
    """Name what the report holds: nothing is promised that its chapters do not have."""
    parts = [_("indeks dan predikatnya"), _("kekuatan dan kelemahan setiap aspek")]
    if found.report.result.assessment.has_evidence():
        parts.append(_("bukti yang mendasarinya"))
    if found.report.advice is not None:
        parts.append(_("rencana aksi perbaikannya"))
    *others, last = parts
    joined = _("{parts}, serta {last}") if len(others) > 1 else _("{parts} serta {last}")
    return joined.format(parts=", ".join(others), last=last)


def _assessor(paper: Paper, found: Annual) -> None:
    """Say whose the levels are where the institution did not give them itself."""
    result = found.report.result
    said = {
        Opinion.OFFICIAL: _("Indeks dalam laporan ini ialah hasil penilaian eksternal."),
        Opinion.VERIFIED: _("Indeks dalam laporan ini ialah hasil verifikasi."),
    }.get(result.opinion) or _("Indeks dalam laporan ini menurut nilai {opinion}.").format(
        opinion=words.opinion(result.opinion)
    )
    where = published.published_source(result)
    source = _("Sumber: {source}.").format(source=where.rstrip(".")) if where else ""
    paper.paragraph(f"{said} {source}".rstrip())


def _basis(law: Instrument, year: int) -> list[str]:
    """Return the law that the assessment rests on, highest first, as the instrument tells it.

    What was made after the year of the assessment is no basis of it, but for its own regulation.
    """
    with speaking("id"):  # acts have no other names
        return _basis_named(law, year)


def _basis_named(law: Instrument, year: int) -> list[str]:
    named = _("{regulation} tentang {title}").format(
        regulation=words.safe(law.regulation), title=words.name(law.title)
    )
    own = _NUMBER.search(law.regulation)
    place = (_RANKS["PermenPANRB"], *(map(int, reversed(own.groups())) if own else (year, 0)))
    found = {named: place}
    for note in law.notes:
        text = words.safe(" ".join(note.split()))
        for label in _BASIS:
            if text.startswith(label):  # what follows the first sentence is said to editors
                first = text.removeprefix(label).partition(". ")[0].rstrip(".")
                found |= dict(map(_cited, first.split("; ")))
    ordered = sorted(found.items(), key=lambda one: one[1])
    return [f"{said}." for said, (_rank, made, _no) in ordered if made <= year or said == named]


def _cited(text: str) -> tuple[str, tuple[int, int, int]]:
    """Return a law written in full, and its rank, year and number; notes to editors are left out.

    ``Perpres 95/2018 tentang … (Pasal 70)``: Peraturan Presiden Nomor 95 Tahun 2018 tentang ….
    """
    found = _CITED.match(text)
    if found is None:
        return text, (len(_KINDS), 0, 0)
    kind, number, year, title = found.groups()
    said = _("{kind} Nomor {number} Tahun {year}").format(
        kind=_KINDS[kind], number=number, year=year
    )
    return f"{said}{(title or '').rstrip()}", (_RANKS[kind], int(year), int(number))


def _method(paper: Paper, law: Instrument) -> None:
    scale = law.scale
    sections = list(_walk(law.sections))
    several = Counter(one.kind for one in sections)
    counts = [
        counted("{count} domain", several["domain"]) if several["domain"] else "",
        counted("{count} aspek", several["aspect"]) if several["aspect"] else "",
    ]
    items = sum(1 for _one in law.indicators())
    said = _(
        "Instrumen terdiri atas {parts} dan {count} indikator. Setiap indikator dinilai dengan "
        "tingkat kematangan {low} sampai {high}. Indeks ialah jumlah bobot kali tingkat dibagi "
        "jumlah bobot, demikian pula indeks setiap bagian; hasilnya dibulatkan satu kali, pada "
        "akhir penghitungan, menjadi {places} desimal."
    )
    paper.paragraph(
        said.format(
            parts=", ".join(filter(None, counts)),
            count=items,
            low=scale.minimum,
            high=scale.maximum,
            places=law.places,
        )
    )
    paper.caption(_("Tabel"), _("Predikat menurut indeks"))
    bounds = [one.lower for one in law.predicates[1:]]
    rows = []
    for at, one in enumerate(law.predicates):
        low = words.decimal(one.lower, law.places)
        high = (
            _("di bawah {bound}").format(bound=words.decimal(bounds[at], law.places))
            if at < len(bounds)
            else str(scale.maximum)
        )
        rows.append((words.name(one.name), low, high))
    columns = [
        PaperColumn(_("Predikat"), 2),
        PaperColumn(_("Mulai dari"), 1, number=True),
        PaperColumn(_("Sampai"), 1, number=True),
    ]
    paper.table(columns, rows)
    if not law.verified:
        said = _("Kriteria {instrument} dalam laporan ini belum dicocokkan dengan naskah resmi.")
        paper.paragraph(said.format(instrument=words.safe(law.short)), "Source Line")


def _walk(sections: tuple[Section, ...]) -> Iterator[Section]:
    for one in sections:
        yield one
        yield from _walk(one.sections)


def _team(paper: Paper, front: Cover) -> None:
    paper.paragraph(_("Penilaian dilaksanakan oleh tim berikut."), keep=True)
    paper.caption(_("Tabel"), _("Tim asesor internal"))
    named = [(words.safe(one.name), words.safe(one.position) or BLANK) for one in front.signers]
    rows = [*named, *[(BLANK, BLANK)] * max(5 - len(named), 2)]
    columns = [
        PaperColumn(_("No."), 1, number=True),
        PaperColumn(_("Nama"), 6),
        PaperColumn(_("Jabatan"), 6),
    ]
    columns.append(PaperColumn(_("Kedudukan dalam tim"), 4))
    paper.table(columns, [(str(at), *one, "") for at, one in enumerate(rows, 1)])


def _source(found: Annual, at: int) -> str:
    result = found.report.results[at]
    said = _("Tahun {year}: nilai {opinion}, {instrument}").format(
        year=result.assessment.year,
        opinion=words.opinion(result.opinion),
        instrument=words.safe(result.instrument.short),
    )
    where = published.published_source(result)
    return f"{said}; {where.rstrip('.')}." if where else f"{said}."
