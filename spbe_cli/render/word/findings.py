"""Chapters III and IV of an annual report: strengths and weaknesses by aspect, claims and proofs.

Every sentence is composed of what the assessment holds; nothing is said that it does not.
"""

from collections.abc import Callable, Iterable, Iterator

from spbe_cli.core.assessment import Opinion
from spbe_cli.core.many import report as core, strengths
from spbe_cli.core.many.annual import Annual, Findings
from spbe_cli.core.many.report import ItemView
from spbe_cli.i18n import _
from spbe_cli.render import details, moves, sentences, words
from spbe_cli.render.word.paper import Paper, PaperColumn


def write_strengths(paper: Paper, found: Annual) -> None:
    """Write chapter III."""
    paper.heading(_("BAB III KEKUATAN DAN KELEMAHAN"))
    if not found.findings:
        _published(paper, found)
        return
    paper.paragraph(
        _(
            "Kekuatan ialah indikator pada tingkat 4 atau lebih, kelemahan ialah indikator di "
            "bawah tingkat 3."
        )
    )
    for one in found.findings:
        paper.heading(sentences.section_name(one.section), 2)
        paper.paragraph(_standing(found, one), keep=True)
        paper.bullets(_said(one))


def _published(paper: Paper, found: Annual) -> None:
    """Say what can be said where only the indices of sections are known."""
    result = found.report.result
    paper.paragraph(
        _(
            "Tingkat setiap indikator tidak diumumkan, sehingga kekuatan dan kelemahan hanya "
            "dapat disebut menurut bagian."
        )
    )
    for title, listed in (
        (_("Bagian terkuat"), strengths.strongest(result)),
        (_("Bagian terlemah"), strengths.weakest(result)),
    ):
        parts = [f"{name} ({index})" for name, index in sentences.section_indices(result, listed)]
        if parts:
            paper.paragraph(f"{title}: {'; '.join(parts)}.")


def _standing(found: Annual, one: Findings) -> str:
    """Say where an aspect stands, and how it moved."""
    result, earlier = found.report.result, found.report.earlier
    if not one.section.shown:
        return _("Indeks bagian ini belum dapat ditetapkan.")
    index = details.index_text(result, one.section)
    said = _("Indeks {index}, predikat {predicate}.").format(
        index=index, predicate=words.predicate(one.section.predicate)
    )
    if one.change is None or earlier is None:
        return said
    year = earlier.assessment.year
    if not one.change.by:
        return f"{said} " + _("Tetap sejak tahun {year}.").format(year=year)
    moved = (
        _("Naik {gap} sejak tahun {year}.")
        if one.change.by > 0
        else _("Turun {gap} sejak tahun {year}.")
    )
    gap = words.rough(abs(one.change.by)) + ("" if one.change.exact else moves.PRINTED_CHANGE)
    return f"{said} {moved.format(gap=gap, year=year)}"


def _said(one: Findings) -> Iterator[str]:
    """Yield what is strong, weak, fallen, unproven and unanswered, naming the items."""
    yield _listed(
        _("Kekuatan: {items}."),
        _("Belum ada indikator yang pasti pada tingkat 4 atau lebih.")
        if one.unproven
        else _("Belum ada indikator pada tingkat 4 atau lebih."),
        one.strong,
        lambda row: _("tingkat {level}").format(level=details.level_text(row.score.level)),
    )
    yield _listed(
        _("Kelemahan: {items}."),
        _("Tidak ada indikator di bawah tingkat 3."),
        one.weak,
        lambda row: _("tingkat {level}").format(level=details.level_text(row.score.level)),
    )
    if one.fell:
        yield _listed(
            _("Turun: {items}."),
            "",
            one.fell,
            lambda row: (
                f"{details.level_text(row.previous)} → {details.level_text(row.score.level)}"
            ),
        )
    if one.unproven:
        yield _listed(
            _("Belum terbukti: {items}."),
            "",
            one.unproven,
            lambda row: _("diklaim {claimed}, terbukti {proven}").format(
                claimed=details.level_text(row.score.level), proven=details.level_text(row.proven)
            ),
        )
    if one.unanswered:
        items = "; ".join(map(details.item_title, one.unanswered))
        yield _("Belum terisi: {items}.").format(items=items)


def _listed(
    said: str, nothing: str, rows: Iterable[ItemView], told: Callable[[ItemView], str]
) -> str:
    items = [f"{details.item_title(row)} ({told(row)})" for row in rows]
    return said.format(items="; ".join(items)) if items else nothing


def proofs(paper: Paper, found: Annual) -> None:
    """Write chapter IV."""
    report = found.report
    paper.heading(_("BAB IV KLAIM DAN BUKTI"))
    proof = details.proof(report)
    if proof is None:
        paper.paragraph(_unproved(found))
    else:
        said = _("Klaim {claimed}, terbukti {proven}").format(
            claimed=proof["claimed"], proven=proof["proven"]
        )
        predicate = f" ({proof['predicate']})" if proof["predicate"] else ""
        paper.paragraph(f"{said}{predicate}.")
        if proof["losses"]:
            _losses(paper, proof["losses"])
        else:
            paper.paragraph(_("Seluruh nilai didukung bukti yang tercatat."))
    for line in details.estimate_view(report):
        paper.paragraph(f"{line}.")
    units = [details.unit_view(one) for one in core.report_units(report)] if report.rows else []
    if any(one["owner"] for one in units):
        paper.heading(_("4.1 Pengampu"), 2)
        _units(paper, units, proved=proof is not None)


def _unproved(found: Annual) -> str:
    result = found.report.result
    if result.opinion is not Opinion.SELF:
        said = _(
            "Indeks dalam laporan ini menurut nilai {opinion}, bukan klaim instansi; bukti tidak "
            "ditimbang."
        )
        return said.format(opinion=words.opinion(result.opinion))
    return _("Tidak ada bukti dukung yang tercatat, sehingga klaim belum dapat dibandingkan.")


def _losses(paper: Paper, losses: list[details.View]) -> None:
    paper.caption(_("Tabel"), _("Indikator yang belum terbukti sepenuhnya"))
    columns = [
        PaperColumn(_("No."), 6, number=True),
        PaperColumn(_("Indikator"), 50),
        PaperColumn(_("Klaim"), 10, number=True),
        PaperColumn(_("Terbukti"), 11, number=True),
        PaperColumn(_("Selisih indeks"), 14, number=True),
    ]
    keys = ("id", "short", "claimed", "proven", "loss")
    paper.table(columns, [tuple(one[key] for key in keys) for one in losses])


def _units(paper: Paper, units: list[details.View], *, proved: bool) -> None:
    paper.caption(_("Tabel"), _("Pengampu dan yang masih kurang"))
    columns = [
        PaperColumn(_("Pengampu"), 30),
        PaperColumn(_("Indikator"), 22),
        PaperColumn(_("Belum terisi"), 18),
        PaperColumn(_("Tanpa bukti dukung"), 22),
    ]
    keys = ["indicators", "open", "bare"]
    if proved:
        columns.append(PaperColumn(_("Belum terbukti"), 22))
        keys.append("unproven")
    rows = [
        (one["owner"] or _("Belum ada pengampu"), *(one[key] or "–" for key in keys))
        for one in units
    ]
    paper.table(columns, rows)
