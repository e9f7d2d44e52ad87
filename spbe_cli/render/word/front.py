"""The front of an annual report: cover, endorsement, lists of contents, one page of summary."""

from spbe_cli.core.assessment import Opinion
from spbe_cli.core.index import printed
from spbe_cli.core.many import strengths
from spbe_cli.core.many.annual import Annual
from spbe_cli.i18n import _
from spbe_cli.render import advice, cover as fronts, sentences, words
from spbe_cli.render.cover import Cover, Signer
from spbe_cli.render.phrases import index_words, predicate_words
from spbe_cli.render.word.paper import Paper

BLANK = "……………………"  # to be filled in by hand: nobody's name, place or date is made up
_LOGO = 1700  # its height, in twentieths of a point: 3 cm


def cover(paper: Paper, found: Annual, front: Cover) -> None:
    """Write the cover: logo, title, institution, year, and what the index is worth."""
    result = found.report.result
    if front.logo is not None:
        _logo(paper, front)
    else:
        paper.append(*["<w:p/>"] * 6)
    paper.append(*["<w:p/>"] * 3)
    paper.paragraph(fronts.report_title(found.report, front), "Title")
    paper.paragraph(words.safe(result.assessment.institution), "Subtitle")
    paper.append(*["<w:p/>"] * 2)
    said = f"{words.name(result.instrument.index_name)}: {index_words(result)}"
    paper.paragraph(
        f"{said}\n{_('Predikat {name}').format(name=predicate_words(result))}", "Subtitle"
    )
    for mark in reservations(found):
        paper.paragraph(mark, "Subtitle")
    paper.append(*["<w:p/>"] * 6)
    paper.paragraph(str(result.assessment.year), "Subtitle")
    paper.new_page()


def reservations(found: Annual) -> list[str]:
    """Say what makes an index less than final."""
    from spbe_cli.render import published

    result = found.report.result
    if result.provisional or published.provisional(result):
        return [_("SEMENTARA")]
    return [] if any(printed([result])) else [_("BELUM LENGKAP")]


def _logo(paper: Paper, front: Cover) -> None:
    import io

    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Twips

    logo = front.logo
    if logo is None:
        return
    paragraph = paper.document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    wide = logo.width * _LOGO > logo.height * paper.width
    size = {"width": Twips(paper.width)} if wide else {"height": Twips(_LOGO)}
    paragraph.add_run().add_picture(io.BytesIO(logo.data), **size)


def endorsement(paper: Paper, found: Annual, front: Cover, place: str) -> None:
    """Write the page that is signed: who made the report, and who takes notice of it.

    The first signer is the one who takes notice, the coordinator of the regulation (PermenPANRB
    59/2020, Lampiran Bab III); whoever is not named is a line to fill in.
    """
    result = found.report.result
    paper.heading(_("Lembar Pengesahan"))
    said = (
        _("{title} {institution} disusun sebagai laporan hasil penilaian mandiri tahun {year}.")
        if result.opinion is Opinion.SELF
        else _("{title} {institution} disusun menurut nilai {opinion} tahun {year}.")
    )
    paper.paragraph(
        said.format(
            title=fronts.report_title(found.report, front),
            institution=words.safe(result.assessment.institution),
            year=result.assessment.year,
            opinion=words.opinion(result.opinion),
        )
    )
    chief, *others = front.signers or (Signer(""),)
    maker = others[0] if others else Signer("")
    name = result.instrument.index_name.id
    capacity = "SPBE" if "SPBE" in name else BLANK
    position = words.safe(chief.position) or BLANK
    whole = (
        position
        if "koordinator" in position.casefold()
        else _("{position}\nselaku Koordinator {of}").format(position=position, of=capacity)
    )
    day = fronts.long_date(front.date)
    paper.plain(
        (1, 1),
        [
            ("", f"{words.safe(place) or BLANK}, {day}"),
            (_("Disusun oleh:"), _("Mengetahui:")),
            (words.safe(maker.position) or _maker(result.opinion), whole),
            ("\n\n", ""),
            (_signed(maker), _signed(chief)),
        ],
        keep=True,
    )
    for one in others[1:]:
        paper.plain((1, 1), [(f"{words.safe(one.position)}\n\n\n\n{_signed(one)}", "")], keep=True)
    paper.new_page()


def _maker(opinion: Opinion) -> str:
    """Return who made a report: of levels that others gave, nobody here assessed anything."""
    if opinion is Opinion.SELF:
        return _("Penanggung Jawab Asesor Internal")
    return _("Penyusun Laporan")


def _signed(one: Signer) -> str:
    number = words.safe(one.number) or BLANK
    return f"{words.safe(one.name) or BLANK}\nNIP {number}"


def lists(paper: Paper) -> None:
    """Make room for the contents, the tables and the figures."""
    paper.contents(_("Daftar Isi"))
    paper.contents(_("Daftar Tabel"), _("Tabel"))
    paper.contents(_("Daftar Gambar"), _("Gambar"))
    paper.new_page()


def write_summary(paper: Paper, found: Annual) -> None:
    """Write the page for a reader who has a minute."""
    report = found.report
    paper.heading(_("Ringkasan"))
    paper.paragraph(sentences.headline(report))
    paper.bullets(sentences.state_sentences(report))
    for title, listed in (
        (_("Bagian terkuat"), strengths.strongest(report.result)),
        (_("Bagian terlemah"), strengths.weakest(report.result)),
    ):
        parts = [
            f"{name} ({index})" for name, index in sentences.section_indices(report.result, listed)
        ]
        if parts:
            paper.paragraph(f"{title}: {'; '.join(parts)}.")
    if first := advice.first(report):
        paper.paragraph(advice.first_title(report, _("Yang didahulukan")) + ":", keep=True)
        paper.numbered(first)
    paper.new_page()
