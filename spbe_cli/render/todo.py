"""How debts are said, on a terminal, in a message, and in a calendar."""

import datetime as dt
from collections.abc import Iterable, Iterator
from fractions import Fraction

from spbe_cli.core.clauses import Stage
from spbe_cli.core.owed.todo import Debt, DebtKind, Debtor, Todo
from spbe_cli.i18n import _, counted
from spbe_cli.render import checklist as estimates, cover, dossier as said, phrases, prose, words


def debt_kind(one: DebtKind) -> str:
    """Return the words for a kind of debt, as a heading of what it is owed of."""
    return {
        DebtKind.OPEN: _("belum terisi"),
        DebtKind.OUTSIDE: _("indeks instansi lain belum ada"),
        DebtKind.FILE: _("berkas hilang atau kosong"),
        DebtKind.UNPROVEN: _("bukti kurang"),
        DebtKind.RETURNED: _("butir dikembalikan"),
        DebtKind.WANTED: _("butir belum diunggah"),
        DebtKind.OVERDUE: _("tindak lanjut lewat batas"),
        DebtKind.NOBODY: _("tanpa pengampu"),
    }[one]


def owner(one: Debtor) -> str:
    """Return the name of a debtor."""
    return words.safe(one.owner or "") or _("Tanpa pengampu")


def debts_heading(found: Todo) -> str:
    """Say whose debts they are, as of which day, and how much time is left."""
    assessment = found.dossiers.result.assessment
    parts = [words.safe(assessment.institution), str(assessment.year)]
    if found.owner:
        parts.insert(0, words.safe(found.owner))
    return " · ".join([_("Tagihan"), *parts])


def dates(found: Todo) -> str:
    """Say as of which day, and how much time is left to the day set for all."""
    said_ = _("Per {date}").format(date=cover.long_date(found.today))
    stage = found.stage
    if found.due is not None:
        due = _("batas {date}").format(date=cover.long_date(found.due))
        said_ = f"{said_} · {due} ({left(found, found.due)})"
        return said_ if stage is None else f"{said_}: {words.name(stage.name)}{estimated(stage)}"
    if stage is None:
        return said_
    begun = _("kini") if stage.first <= found.today else _("berikutnya")
    return f"{said_} · {begun} {words.name(stage.name)}, {cover.days(stage)}{estimated(stage)}"


def estimated(stage: Stage) -> str:
    """Mark a stage whose days are not announced."""
    return f" ({_('perkiraan')})" if stage.estimated else ""


def left(found: Todo, due: dt.date | None) -> str:
    """Say how many days are left, or have passed."""
    days = found.days(due)
    if days is None:
        return ""
    if days < 0:
        return counted("lewat {count} hari", -days)
    return counted("sisa {count} hari", days) if days else _("hari ini")


def grouped(one: Debtor) -> Iterator[tuple[DebtKind, list[Debt]]]:
    """Yield the debts of a unit by kind, in the order in which kinds are told."""
    for each in DebtKind:
        listed = [debt for debt in one.debts if debt.kind is each]
        if listed:
            yield each, listed


def debts_line(one: Debtor) -> str:
    """Return the debts of a unit in one line: ``belum terisi 9, 12 · bukti kurang 15``."""
    return " · ".join(
        f"{debt_kind(each)} {ids(debt.item for debt in listed)}" for each, listed in grouped(one)
    )


def ids(items: Iterable[str]) -> str:
    """Return ids, each once, in their order; runs of numbers shortened."""
    return words.listed(dict.fromkeys(items))


def at_stake(value: Fraction) -> str:
    """Say what the index loses, or what one may still lose: ``pengaruh pada indeks 0,05``."""
    return influence(words.gap(value))


def influence(stake: str) -> str:
    """Say a stake that is written already, as a column writes it."""
    return _("pengaruh pada indeks {stake}").format(stake=stake)


def order_said(found: Todo) -> str:
    """Say by what units are ordered, and who stands last all the same."""
    said_ = _("Urutan menurut pengaruhnya pada indeks.")
    if found.nobody is None or len(found.debtors) == 1:
        return said_
    return f"{said_} " + _("Yang tanpa pengampu disebut terakhir.")


def units_not_shown(found: Todo, shown: int) -> Iterator[str]:
    """Say how many debtors are not shown, and what of them belongs to nobody."""
    more = len(found.debtors) - shown
    if more > 0:
        yield counted("{count} unit lain tidak ditampilkan.", more)
        yield from nobody_said(found)


def nobody_said(found: Todo) -> Iterator[str]:
    """Name the items that belong to nobody among those not shown: they stand last."""
    nobody = found.nobody
    if nobody is not None:
        yield _("Di antaranya tanpa pengampu: indikator {items} ({stake}).").format(
            items=ids(nobody.items), stake=at_stake(nobody.stake)
        )


def figures_said(found: Todo, total: str) -> str:
    """Say what the figures of units are, and why they may add up to more than all of it."""
    said_ = (
        _(
            "Angka di kanan: pengaruh pada indeks; seluruhnya {stake}, indikator bersama dihitung "
            "sekali."
        )
        if found.shared
        else _("Angka di kanan: pengaruh pada indeks; seluruhnya {stake}.")
    )
    return " ".join([said_.format(stake=total), *blanks_said(found)])


def blanks_said(found: Todo) -> Iterator[str]:
    """Say what a blank counts for, where one is owed: nobody knows yet what its level will be."""
    if any(debt.kind is DebtKind.OPEN and debt.stake for one in found.listed for debt in one.debts):
        yield _("Yang belum terisi dihitung satu tingkat.")


def request(found: Todo) -> str:
    """Return the greeting and the request of a message, to one unit or to all."""
    if found.owner is None:
        return _("Yth. Bapak/Ibu, mohon bantuannya melengkapi isian dan bukti dukung berikut:")
    said_ = _("Yth. Bapak/Ibu di {owner}, mohon bantuannya melengkapi isian dan bukti dukung ini:")
    return said_.format(owner=words.safe(found.owner))


def clear(found: Todo) -> str:
    """Say that nothing is owed, and of which indicators."""
    owner = (found.owner or "").casefold()
    items = [
        one.id
        for one in found.dossiers.items
        if found.owner is None or owner in map(str.casefold, one.owners)
    ]
    return _("Tidak ada yang terutang: isian dan bukti dukung indikator {items} lengkap.").format(
        items=words.listed(items)
    )


def debt_title(debt: Debt) -> str:
    """Return an item with its name, what is claimed and what is proven."""
    dossier = debt.dossier
    name = words.name(dossier.score.item.indicator.short)
    facts = []
    if dossier.level is not None:
        facts.append(_("klaim {level}").format(level=words.in_full(dossier.level)))
    if dossier.proven is not None:
        facts.append(_("terbukti {level}").format(level=words.in_full(dossier.proven)))
    if debt.partners:
        facts.append(_("bersama {units}").format(units=words.safe(", ".join(debt.partners))))
    return f"{debt.item} {name}" + (f" ({', '.join(facts)})" if facts else "")


def remark(debts: Iterable[Debt]) -> Iterator[str]:
    """Yield the assessor's remark on an indicator whose items came back without their own."""
    returned = (one for one in debts if one.kind is DebtKind.RETURNED)
    bare = [one for one in returned if one.demand is not None and not one.demand.verdict.note]
    text = said.paragraphs(bare[0].dossier.answer.remark) if bare else []
    if text:
        yield _("catatan asesor: {note}").format(note=" ".join(text))


def _evidence(debt: Debt, levels: str) -> str:
    """Ask for evidence of levels; examples follow where the instrument gives any."""
    if not levels:
        return _("bukti dukung")
    if not debt.examples:
        return _("bukti dukung tingkat {levels}").format(levels=levels)
    return _("bukti dukung tingkat {levels}, misalnya:").format(levels=levels)


def needed(found: Todo, debt: Debt) -> Iterator[str]:
    """Yield what to hand in for a debt: first what it is, then each document, after a dash."""
    levels = prose.enumerated(map(str, debt.levels))
    if debt.kind is DebtKind.OUTSIDE:
        yield phrases.outside_text(debt.dossier.score, found.dossiers.result.instrument.places)
    elif debt.kind is DebtKind.OPEN:
        yield (
            _("isi tingkatnya; contoh bukti dukung tingkat berikutnya:")
            if debt.examples
            else _("isi tingkatnya")
        )
    elif debt.kind is DebtKind.UNPROVEN:
        yield _evidence(debt, levels)
    elif debt.kind is DebtKind.FILE:
        for one in debt.documents:
            yield f"{said.found(one)}: {words.safe(one.evidence.file or '')}" + (
                f" ({words.safe(one.evidence.title)})" if one.evidence.title else ""
            )
    elif debt.kind in (DebtKind.RETURNED, DebtKind.WANTED) and debt.demand is not None:
        verdict = estimates.verdict(debt.demand.verdict)
        yield f"{words.safe(debt.demand.code)} ({verdict}): {words.safe(debt.demand.example.text)}"
        return
    elif debt.kind is DebtKind.OVERDUE and debt.dossier.answer.action is not None:
        text = words.safe(" ".join(debt.dossier.answer.action.text.split()))
        yield _("tindak lanjut {due}: {text}").format(due=left(found, debt.due), text=text)
    elif debt.kind is DebtKind.NOBODY:
        yield _("tetapkan pengampunya")
    yield from (f"- {words.safe(one.text)}" for one in debt.examples)
