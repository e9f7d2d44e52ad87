"""Chapters V and VI of an annual report, and its annexes: plan, close, sums, evidence, origin."""

from collections.abc import Sequence

from spbe_cli.core.many.annual import Annual
from spbe_cli.i18n import _
from spbe_cli.render import advice, cover as fronts, details, sentences, words
from spbe_cli.render.cover import Cover
from spbe_cli.render.dossier import explained, paragraphs
from spbe_cli.render.word import agenda
from spbe_cli.render.word.paper import Paper, PaperColumn

_SMALL = 16  # half points


def write_plan(paper: Paper, found: Annual, foot: str) -> None:
    """Write chapter V: what to do first, and the plan with its quarters.

    A plan with quarters turns the whole chapter across: text that led to its table, or followed it,
    would have a page of its own.
    """
    report = found.report
    if found.agenda is not None:
        paper.footer(foot, paper.section(landscape=True))
    paper.heading(_("BAB V REKOMENDASI DAN RENCANA AKSI"))
    paper.heading(_("5.1 Rekomendasi"), 2)
    first = advice.first(report)
    if first:
        paper.numbered(first)
    else:
        paper.paragraph(_("Tidak ada langkah yang dapat disarankan dari data penilaian ini."))
    paper.heading(_("5.2 Rencana aksi"), 2)
    view = advice.advice_view(report)
    if view is None:
        paper.paragraph(
            advice.no_plan(report)
            or _("Target indeks belum ditetapkan, sehingga rencana aksi belum disusun.")
        )
        return
    paper.paragraph(view["said"])
    paper.bullets(view["notes"])
    if found.agenda is not None:
        agenda.write_sums(paper, found.agenda, owners=not report.public)
        agenda.write_agenda(paper, found.agenda, owners=not report.public)
        paper.footer(foot, paper.section())
    elif view["steps"]:
        paper.caption(_("Tabel"), view["title"])
        columns = [
            PaperColumn(_("Bagian"), 46),
            PaperColumn(_("Tingkat"), 20),
            PaperColumn(_("Sumbangan"), 14, number=True),
            PaperColumn(_("Indeks"), 14, number=True),
        ]
        keys = ("name", "levels", "gain", "index")
        paper.table(columns, [tuple(one[key] for key in keys) for one in view["steps"]])


def close(paper: Paper, found: Annual) -> None:
    """Write chapter VI."""
    report = found.report
    paper.heading(_("BAB VI PENUTUP"))
    paper.paragraph(sentences.headline(report))
    paper.paragraph(
        _(
            "Laporan ini disusun dari data penilaian yang disebut pada lampiran; setiap angkanya "
            "dapat dihitung kembali. Hasilnya menjadi bahan pimpinan dalam menetapkan perbaikan "
            "pada tahun berikutnya."
        )
    )


def annexes(paper: Paper, found: Annual, front: Cover) -> None:
    """Write the annexes: the sum, the evidence, and where the report comes from."""
    report = found.report
    paper.heading(_("LAMPIRAN"))
    paper.heading(_("A. Penghitungan"), 2)
    _sums(paper, found)
    paper.heading(_("B. Daftar bukti dukung"), 2)
    listed = list(details.register(report))
    if listed:
        _register(paper, listed, owners=not report.public)
    else:
        paper.paragraph(_("Tidak ada bukti dukung yang tercatat dalam berkas penilaian."))
    told = [(row, explained(row.answer)) for row in report.rows]
    rows = [(details.item_title(row), *texts) for row, texts in told if any(texts)]
    if rows:
        paper.heading(_("C. Penjelasan"), 2)
        _explanations(paper, rows)
    paper.heading(_("D. Asal laporan") if rows else _("C. Asal laporan"), 2)
    columns = [PaperColumn(_("Keterangan"), 2), PaperColumn(_("Isi"), 5)]
    paper.table(columns, [_wrapped(*one) for one in fronts.provenance(report, front)], size=_SMALL)


def _explanations(paper: Paper, rows: Sequence[tuple[str, str, str]]) -> None:
    """Write what the office says of its claims: facts, and what follows from them."""
    paper.caption(_("Tabel"), _("Penjelasan capaian"))
    titles = (_("Indikator"), 26), (_("Fakta"), 40), (_("Analisis"), 40)
    columns = [PaperColumn(title, width) for title, width in titles]
    safe = [
        (name, *("\n".join(paragraphs(text)) or "–" for text in texts)) for name, *texts in rows
    ]
    paper.table(columns, safe, size=_SMALL)


def _wrapped(label: str, value: str) -> tuple[str, str]:
    """Return a row of the origin; a digest may break in its middle."""
    return label, value.replace("SHA-256 ", "SHA-256\n")


def _sums(paper: Paper, found: Annual) -> None:
    rows: list[tuple[str, ...]] = []
    strong = []
    for one in details.sums(found.report):
        if one["kind"] == "section":
            continue
        if one["kind"] == "total":
            strong.append(len(rows))
            rows.append((one["title"], one["index"], one["weight"], one["product"]))
        else:
            rows.append((f"{one['id']} {one['name']}", one["level"], one["weight"], one["product"]))
    if rows:
        paper.paragraph(
            _(
                "Hasil = nilai × bobot; indeks = jumlah hasil : bobot. Pembulatan hanya sekali, "
                "pada akhir."
            ),
            keep=True,
        )
        paper.caption(_("Tabel"), _("Penghitungan indeks"))
        columns = [
            PaperColumn(_("Indikator"), 52),
            PaperColumn(_("Nilai"), 12, number=True),
            PaperColumn(_("Bobot"), 12, number=True),
            PaperColumn(_("Hasil"), 14, number=True),
        ]
        paper.table(columns, rows, strong=strong, size=_SMALL)
    for line in details.sum_lines(found.report.result):
        paper.paragraph(line)


def _register(paper: Paper, listed: list[details.View], *, owners: bool) -> None:
    paper.caption(_("Tabel"), _("Daftar bukti dukung"))
    columns = [
        PaperColumn(_("No."), 6, number=True),
        PaperColumn(_("Indikator"), 26),
        PaperColumn(_("Bukti dukung"), 44),
        PaperColumn(_("Tanggal"), 15),
        PaperColumn(_("Tingkat"), 10),
        *([PaperColumn(_("Pengampu"), 18)] if owners else []),
    ]
    rows = [
        (
            str(at),
            f"{one['id']} {one['name']}",
            "\n".join(filter(None, (one["title"], one["file"], one["url"]))),
            one["date"],
            one["levels"],
            *([one["owner"]] if owners else []),
        )
        for at, one in enumerate(listed, 1)
    ]
    paper.table(columns, rows, size=_SMALL)


def foot(found: Annual, front: Cover) -> str:
    """Return what stands at the foot of every page, beside its number."""
    name = words.clipped(words.safe(found.report.result.assessment.institution), 60)
    return f"{name} · {words.clipped(fronts.report_title(found.report, front), 40)}"
