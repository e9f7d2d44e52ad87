"""Chapter II of an annual report: index, sections, radar, trend, levels of all indicators."""

from spbe_cli.core.assessment import Opinion
from spbe_cli.core.instrument import Instrument
from spbe_cli.core.many import comparison, figures
from spbe_cli.core.many.annual import Annual, SectionLine
from spbe_cli.core.many.report import ItemView
from spbe_cli.i18n import _
from spbe_cli.render import details, levels, moves, published, sentences, words
from spbe_cli.render.phrases import index_words, predicate_words
from spbe_cli.render.word import charts
from spbe_cli.render.word.paper import Paper, PaperColumn


def outcome(paper: Paper, found: Annual) -> None:
    """Write chapter II: index, sections, radar, trend, and the table of all indicators."""
    report = found.report
    paper.heading(_("BAB II HASIL PENILAIAN"))
    paper.heading(_("2.1 Indeks dan predikat"), 2)
    paper.paragraph(sentences.headline(report))
    parts = _("Domain dan aspek") if _domains(report.result.instrument) else _("Aspek")
    paper.heading(f"2.2 {parts}", 2)
    _sections(paper, found)
    shape = figures.radar(report)
    if shape is not None:
        title = _("Indeks setiap bagian")
        charts.place_chart(paper, charts.radar_chart(shape), title, 6200)
        paper.caption(_("Gambar"), title)
        _source_line(paper, found)
    line = figures.trend(report)
    if line is not None:
        paper.heading(_("2.3 Tren"), 2)
        title = _("Indeks menurut tahun")
        charts.place_chart(paper, charts.trend_chart(line, report), title, 4400)
        paper.caption(_("Gambar"), title)
        _source_line(paper, found)
        _years(paper, found)
    number = 4 if line is not None else 3
    if (opinions := levels.opinions_beside(report)) is not None:
        paper.heading(f"2.{number} {_('Menurut penilai')}", 2)
        _judged(paper, opinions)
        number += 1
    paper.heading(f"2.{number} {_('Tingkat setiap indikator')}", 2)
    if report.rows:
        _items(paper, found)
    else:
        paper.paragraph(
            _("Tingkat setiap indikator tidak diumumkan; yang diketahui hanya indeks bagian.")
        )


def _judged(paper: Paper, view: details.View) -> None:
    """Write the opinions of one assessment side by side, and whose levels were changed."""
    paper.bullets(view["said"])
    paper.caption(_("Tabel"), _("Indeks menurut penilai"))
    columns = [
        PaperColumn(_("Bagian"), 46),
        *(PaperColumn(one, 12, number=True) for one in view["heads"]),
        PaperColumn(_("Selisih"), 12, number=True),
    ]
    rows = [(one["title"], *one["cells"], one["change"]) for one in view["sections"]]
    depths = [*(one["depth"] for one in view["sections"]), 0]
    whole = view["total"]
    rows.append((whole["title"], *whole["cells"], whole["change"]))
    paper.table(columns, rows, strong=[len(rows) - 1], depths=depths)
    for title, listed in ((_("Diturunkan"), view["lowered"]), (_("Dinaikkan"), view["raised"])):
        if listed:
            items = "; ".join(f"{one['id']} {one['name']} ({one['levels']})" for one in listed)
            paper.paragraph(f"{title}: {items}.")


def _domains(law: Instrument) -> bool:
    return any(one.kind == "domain" for one in law.sections)


def _source_line(paper: Paper, found: Annual) -> None:
    """Write where the figures of a chart or table come from."""
    listed = [
        f"{one.assessment.year}: {said.rstrip('.')}"
        for one in found.report.results
        if (said := published.published_source(one))
    ]
    result = found.report.result
    said = "; ".join(listed) or _("penilaian {institution}, nilai {opinion}").format(
        institution=words.safe(result.assessment.institution), opinion=words.opinion(result.opinion)
    )
    paper.paragraph(_("Sumber: {source}.").format(source=said), "Source Line")


def _sections(paper: Paper, found: Annual) -> None:
    report = found.report
    result, earlier = report.result, report.earlier
    columns = [
        PaperColumn(_("Bagian"), 36 if found.peers is None else 32),
        PaperColumn(_("Bobot"), 9, number=True),
    ]
    if earlier is not None:
        columns.append(PaperColumn(str(earlier.assessment.year), 9, number=True))
    columns.append(PaperColumn(str(result.assessment.year), 9, number=True))
    if earlier is not None:
        columns.append(PaperColumn(_("Perubahan"), 14, number=True))
    columns.append(PaperColumn(_("Predikat"), 13))
    if found.peers is not None:
        columns.append(
            PaperColumn(
                _("Rata-rata {group}").format(group=words.group(found.group)), 15, number=True
            )
        )
    paper.caption(_("Tabel"), _("Indeks setiap bagian"))
    rows, strong = [], []
    for at, one in enumerate(found.lines):
        if one.section.sections:
            strong.append(at)
        rows.append(_section(found, one))
    rows.append(_whole(found))
    depths = [*(one.depth for one in found.lines), 0]
    paper.table(columns, rows, strong=[*strong, len(rows) - 1], depths=depths)
    if moves.any_printed(report):
        paper.paragraph(
            _("* selisih angka yang dicetak; indeks sebelum pembulatan tidak diketahui"),
            "Source Line",
        )
    if found.peers is not None:
        said = _("Rata-rata {group} tahun {year}: {source}.").format(
            group=words.group(found.group),
            year=result.assessment.year,
            source=words.safe(found.peers.source).rstrip("."),
        )
        paper.paragraph(said, "Source Line")


def _section(found: Annual, line: SectionLine) -> tuple[str, ...]:
    report, one = found.report, line.section
    places = report.result.instrument.places
    known = report.earlier is not None
    cells = [sentences.section_name(one), words.decimal(one.section.weight)]
    if known and report.earlier is not None:
        cells.append(
            "–" if line.before is None else details.index_text(report.earlier, line.before)
        )
    cells.append(details.index_text(report.result, one))
    if known:
        cells.append("–" if line.change is None else moves.rough_change(line.change))
    cells.append(words.predicate(one.predicate))
    if found.peers is not None:
        cells.append(words.shown(line.peers, places, "–"))
    return tuple(cells)


def _whole(found: Annual) -> tuple[str, ...]:
    report, result = found.report, found.report.result
    law = result.instrument
    cells = [words.name(law.index_name), words.decimal(law.total)]
    if report.earlier is not None:
        cells.append(index_words(report.earlier))
    cells.append(index_words(result))
    if report.earlier is not None:
        moved = comparison.change(result, report.earlier)
        cells.append("–" if moved is None else moves.rough_change(moved))
    cells.append(predicate_words(result))
    if found.peers is not None:
        cells.append(words.decimal(found.peers.value, law.places))
    return tuple(cells)


def _years(paper: Paper, found: Annual) -> None:
    paper.caption(_("Tabel"), _("Indeks menurut tahun"))
    columns = [
        PaperColumn(_("Tahun"), 2),
        PaperColumn(_("Instrumen"), 5),
        PaperColumn(_("Nilai"), 3),
        PaperColumn(_("Indeks"), 3, number=True),
        PaperColumn(_("Predikat"), 4),
        PaperColumn(_("Perubahan"), 3, number=True),
    ]
    results = found.report.results
    rows = [
        (
            str(one.assessment.year),
            words.safe(one.instrument.short),
            words.opinion(one.opinion),
            index_words(one),
            predicate_words(one),
            "–" if moved is None else moves.rough_change(moved),
        )
        for one, moved in zip(results, comparison.index_shifts(results), strict=True)
    ]
    paper.table(columns, rows)


def _items(paper: Paper, found: Annual) -> None:
    report = found.report
    given = [
        one
        for one in (Opinion.SELF, Opinion.VERIFIED, Opinion.OFFICIAL)
        if any(one in row.answer.levels for row in report.rows)
    ]
    known = any(row.previous is not None for row in report.rows)
    columns = [
        PaperColumn(_("No."), 6, number=True),
        PaperColumn(_("Indikator"), 48),
        PaperColumn(_("Bobot"), 9, number=True),
    ]
    if known and report.earlier is not None:
        columns.append(PaperColumn(str(report.earlier.assessment.year), 9, number=True))
    titles = {
        Opinion.SELF: _("Mandiri"),
        Opinion.VERIFIED: _("Verifikasi"),
        Opinion.OFFICIAL: _("Eksternal"),
    }
    columns += [PaperColumn(titles[one], 11, number=True) for one in given]
    foreign = any(row.score.foreign for row in report.rows)
    if foreign or not given:
        columns.append(PaperColumn(_("Nilai"), 9, number=True))
    columns.append(PaperColumn(_("Target"), 9, number=True))
    paper.caption(_("Tabel"), _("Tingkat setiap indikator"))

    def row(one: ItemView) -> tuple[str, ...]:
        cells = [one.id, words.name(one.score.item.indicator.short)]
        cells.append(words.decimal(one.score.item.weight))
        if known:
            cells.append(details.level_text(one.previous))
        cells += [details.level_text(one.answer.levels.get(opinion)) for opinion in given]
        if foreign or not given:
            cells.append(details.level_text(one.score.level))
        return (*cells, details.level_text(found.targets.levels[one.id]))

    paper.table(columns, [row(one) for one in report.rows])
    said = (
        _("Target: tingkat menurut rencana aksi (Bab V); indikator lain tetap pada tingkatnya.")
        if found.targets.planned
        else _(
            "Target: tingkat 3, seperti pada laporan hasil evaluasi, atau tingkat sekarang bila "
            "lebih tinggi."
        )
    )
    if found.targets.given:
        said += " " + _("Target yang disebut dalam berkas penilaian didahulukan.")
    paper.paragraph(said, "Source Line")
