"""An agenda as a table in Word: what to do when, by whom, with what output and money."""

import datetime as dt
from collections.abc import Callable, Sequence
from fractions import Fraction

from spbe_cli.core.plan.agenda import Agenda, Deed, Total, totals
from spbe_cli.core.plan.served import unserved_by
from spbe_cli.i18n import _
from spbe_cli.render import cover, prose, sentences, words
from spbe_cli.render.phrases import heading
from spbe_cli.render.plans import effort_title, otherwise_assessed
from spbe_cli.render.word.paper import Paper, PaperColumn

_SMALL = 16  # half points


def document(found: Agenda, date: dt.date, template: bytes | None = None) -> bytes:
    """Return an agenda as a Word document, its pages across."""
    name = agenda_title(found)
    paper = Paper(name, date, template)
    paper.turn(paper.document.sections[-1], landscape=True)
    paper.paragraph(name, "Letter Title")
    paper.paragraph(heading(found.before))
    start, places = found.plan.start, found.before.instrument.places
    said = _("Indeks awal {start}; setelah seluruh langkah {index}.").format(
        start=words.figure(start, places), index=words.figure(found.plan.index, places)
    )
    paper.paragraph(said)
    law, years = found.before.instrument, unserved_by(found.before, found.plan)
    for warned in otherwise_assessed(law, years, paper=True):
        paper.paragraph(f"{warned}.")
    write_agenda(paper, found)
    write_sums(paper, found)
    paper.footer(f"{words.safe(found.before.assessment.institution)} · {name}")
    return paper.bytes()


def agenda_title(found: Agenda) -> str:
    """Return what an agenda is called."""
    if found.plan.target is None:
        return _("Rencana aksi")
    return _("Rencana aksi menuju {target}").format(target=words.in_full(found.plan.target, 2))


def write_agenda(paper: Paper, found: Agenda, *, owners: bool = True) -> None:
    """Write the deeds of an agenda, in the order of their doing; `owners`: by whom, too."""
    paper.caption(_("Tabel"), agenda_title(found))
    columns = [
        PaperColumn(_("Tahun"), 13),
        PaperColumn(_("Triwulan"), 18, number=True),
        PaperColumn(_("Indikator"), 26),
        PaperColumn(_("Tingkat"), 15),
        PaperColumn(_("Kriteria yang dipenuhi"), 38),
        PaperColumn(_("Dokumen keluaran"), 38),
        *([PaperColumn(_("Pengampu"), 20)] if owners else []),
        PaperColumn(_("Anggaran (Rp)"), 20, number=True),
        PaperColumn(_("Kode program"), 17),
        PaperColumn(_("Status"), 14),
        PaperColumn(_("Tenggat"), 16),
        PaperColumn(_("Sumbangan"), 21, number=True),
        PaperColumn(_("Indeks"), 15, number=True),
    ]
    gains = words.signed_column(one.step.gain for one in found.deeds)
    rows = [_deed(one, gain, owners=owners) for one, gain in zip(found.deeds, gains, strict=True)]
    budgets = [one.budget for one in found.deeds if one.budget is not None]
    if budgets:
        whole = words.amount(sum(budgets, Fraction(0)))
        gained = words.signed(sum((one.step.gain for one in found.deeds), Fraction(0)))
        before = ("", "", _("Jumlah"), "", "", "", *([""] if owners else []), whole)
        rows.append((*before, "", "", "", gained, ""))
    paper.table(columns, rows, strong=[len(rows) - 1] if budgets else [], size=_SMALL)


def _deed(deed: Deed, gain: str, *, owners: bool) -> tuple[str, ...]:
    step = deed.step
    indicator = step.score.item.indicator
    criterion = indicator.levels.get(int(step.to), "")
    return (
        str(deed.year),
        str(deed.quarter),
        f"{step.item} {words.name(indicator.short)}",
        f"{words.figure(step.start, 0)} → {words.figure(step.to, 0)}",
        words.safe(" ".join(criterion.split())) or "–",
        _outputs([prose.ranges(words.safe(one)) for one in step.evidence()]),
        *([words.safe(deed.owner) or _("belum ada pengampu")] if owners else []),
        "" if deed.budget is None else words.amount(deed.budget),
        words.safe(deed.program),
        deed.status.value,
        cover.long_date(deed.due),
        gain,
        words.decimal(deed.running, 4),
    )


def _outputs(listed: list[str]) -> str:
    """Return what a step has to yield, each on a line of its own."""
    return "\n".join(f"– {one}" for one in listed) if len(listed) > 1 else "".join(listed) or "–"


def write_sums(paper: Paper, found: Agenda, *, owners: bool = True) -> None:
    """Write what each year, owner and aspect comes to; each table adds up to the whole plan."""
    groups: list[tuple[str, str, Callable[[Deed], str]]] = [
        (_("Rekapitulasi menurut tahun"), _("Tahun"), lambda deed: str(deed.year)),
        (_("Rekapitulasi menurut pengampu"), _("Pengampu"), _owner),
        (
            _("Rekapitulasi menurut aspek"),
            _("Aspek"),
            lambda deed: sentences.section_name(deed.path[-1]),
        ),
    ]
    for title, of, key in groups:
        if owners or key is not _owner:
            _sums(paper, found, (title, of), totals(found.deeds, key))


def _owner(deed: Deed) -> str:
    return words.safe(deed.owner) or _("belum ada pengampu")


def _sums(paper: Paper, found: Agenda, titles: tuple[str, str], listed: Sequence[Total]) -> None:
    paper.caption(_("Tabel"), titles[0])
    columns = [
        PaperColumn(titles[1], 6),
        PaperColumn(_("Langkah"), 3, number=True),
        PaperColumn(effort_title(found.plan.unit, 30).capitalize(), 3, number=True),
        PaperColumn(_("Sumbangan"), 3, number=True),
    ]
    whole = totals(found.deeds, lambda _deed: _("Jumlah"))
    gains = words.signed_column(one.gain for one in (*listed, *whole))
    rows = [
        (one.of, str(one.deeds), words.amount(one.effort), gain)
        for one, gain in zip((*listed, *whole), gains, strict=True)
    ]
    paper.table(columns, rows, strong=[len(rows) - 1] if whole else [])
