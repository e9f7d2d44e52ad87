"""An agenda as a table in Word: what to do when, by whom, with what output and money."""

import datetime as dt
from fractions import Fraction

from spbe_cli.core.plan.agenda import Agenda, Deed, totals
from spbe_cli.i18n import _
from spbe_cli.render import cover, prose, words
from spbe_cli.render.phrases import heading
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
    write_agenda(paper, found)
    write_years(paper, found)
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
    programs = any(one.program for one in found.deeds)
    columns = [
        PaperColumn(_("Tahun"), 9),
        PaperColumn(_("Triwulan"), 12, number=True),
        PaperColumn(_("Indikator"), 28),
        PaperColumn(_("Tingkat"), 11),
        PaperColumn(_("Dokumen keluaran"), 46),
        *([PaperColumn(_("Pengampu"), 18)] if owners else []),
        PaperColumn(_("Anggaran (Rp)"), 15, number=True),
        *([PaperColumn(_("Kode program"), 13)] if programs else []),
        PaperColumn(_("Status"), 10),
        PaperColumn(_("Tenggat"), 14),
        PaperColumn(_("Indeks"), 11, number=True),
    ]
    rows = [_deed(one, programs=programs, owners=owners) for one in found.deeds]
    budgets = [one.budget for one in found.deeds if one.budget is not None]
    if budgets:
        whole = words.amount(sum(budgets, Fraction(0)))
        before = ("", "", _("Jumlah"), "", "", *([""] if owners else []), whole)
        rows.append((*before, *[""] * (len(columns) - len(before))))
    strong = [len(rows) - 1] if budgets else []
    paper.table(columns, rows, strong=strong, size=_SMALL)


def _deed(deed: Deed, *, programs: bool, owners: bool) -> tuple[str, ...]:
    step = deed.step
    return (
        str(deed.year),
        str(deed.quarter),
        f"{step.item} {words.name(step.score.item.indicator.short)}",
        f"{words.figure(step.start, 0)} → {words.figure(step.to, 0)}",
        _outputs([prose.ranges(words.safe(one)) for one in step.evidence()]),
        *([words.safe(deed.owner) or _("belum ada pengampu")] if owners else []),
        "" if deed.budget is None else words.amount(deed.budget),
        *([words.safe(deed.program)] if programs else []),
        deed.status.value,
        cover.long_date(deed.due),
        words.decimal(deed.running, 4),
    )


def _outputs(listed: list[str]) -> str:
    """Return what a step has to yield, each on a line of its own."""
    return "\n".join(f"– {one}" for one in listed) if len(listed) > 1 else "".join(listed) or "–"


def write_years(paper: Paper, found: Agenda) -> None:
    """Write what each year comes to."""
    paper.caption(_("Tabel"), _("Rekapitulasi menurut tahun"))
    columns = [
        PaperColumn(_("Tahun"), 4),
        PaperColumn(_("Langkah"), 3, number=True),
        PaperColumn(words.effort_title(found.plan.unit, 30).capitalize(), 3, number=True),
        PaperColumn(_("Sumbangan"), 3, number=True),
    ]
    rows = [
        (one.of, str(one.deeds), words.amount(one.effort), words.signed(one.gain))
        for one in totals(found.deeds, lambda deed: str(deed.year))
    ]
    paper.table(columns, rows)
