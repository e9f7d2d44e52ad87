"""Letters to one unit: what it has to fill in, and what it owes. Indonesian in every language.

Their templates give Markdown, from which a Word document is set as well.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from spbe_cli.core import owners
from spbe_cli.core.assessment import Answer, Opinion
from spbe_cli.core.instrument import Instrument
from spbe_cli.core.owed.dossier import Found
from spbe_cli.core.owed.todo import Debt, DebtKind, Debtor, Todo
from spbe_cli.i18n import _, counted, speaking
from spbe_cli.render import checklist as estimates, cover, prose, todo as said, words
from spbe_cli.render.cover import Signer
from spbe_cli.render.dossier import found as state_of

_IN_FULL = "Sistem Pemerintahan Berbasis Elektronik (SPBE)"
TO_WRITE_ON = "……………………"  # to be filled in by hand: nobody's name, place or date is made up
_MOST = 4  # documents named for one indicator: a letter is no checklist


class Hand(NamedTuple):
    """Where, when and by whom a letter is signed; what is not known is a line on paper."""

    place: str = ""
    date: dt.date | None = None
    signers: tuple[Signer, ...] = ()


class Request(NamedTuple):
    """What is asked of one unit: items, whose level, the form's file name, and by when."""

    items: Sequence[str]
    opinion: Opinion
    owner: str
    form: str
    due: dt.date | None = None


def escaped(text: str) -> str:
    """Return a text that Markdown shows as it is: no tag, link or image of somebody's making."""
    return re.sub(r"[\\`*\[\]<>]|(?<!\w)_|_(?!\w)", lambda found: f"\\{found[0]}", text)


def owes(found: Todo, request: Request) -> bool:
    """Whether there is anything to ask a unit for."""
    return any(True for _one in _owed(found, request))


def letter(template: str, found: Todo, request: Request, hand: Hand | None = None) -> str:
    """Fill in a template (jinja2) with what a unit has to fill in.

    Raises jinja2's errors where somebody's own template is not sound.
    """
    owed = list(_owed(found, request))
    asked = {one["id"] for one in owed}
    answers = found.dossiers.result.assessment.answers
    complete = [item for item in request.items if item not in asked and item in answers]
    return fill_template(
        template,
        {
            **_addressed(found, request.owner),
            **signatures(hand or Hand(), 1),
            "form": request.form,
            "owed": owed,
            "complete": prose.enumerated(complete),
            "due": request.due,
        },
    )


def reminder(
    template: str, found: Todo, owner: str, hand: Hand | None = None, *, form: str = ""
) -> str:
    """Fill in a template with what a unit owes as of today; errors as of `letter`.

    `form` is the file name of the form that goes with it.
    """
    own = next((one for one in found.debtors if (one.owner or "") == owner), None)
    with speaking("id"):
        debts = list(_debts(found, own))
        return fill_template(
            template,
            {
                **_addressed(found, owner),
                **signatures(hand or Hand(), 1),
                "form": form,
                "debts": debts,
                "count": len(debts),
                "outstanding": _outstanding(own.debts if own is not None else ()),
                "stake": words.gap(own.stake) if own and own.stake else "",
                "due": "" if found.due is None else cover.long_date(found.due),
                "today": cover.long_date(found.today),
            },
        )


def _debts(found: Todo, own: Debtor | None) -> Iterator[dict[str, Any]]:
    """Yield the items a unit owes something of, greatest stake first."""
    for debts, _stake in own.by_item if own is not None else ():
        debt, dossier = debts[0], debts[0].dossier
        days = [one.due for one in debts if one.due is not None]
        needed = [*said.remark(debts), *(line for one in debts for line in _needed(found, one))]
        yield {
            "id": debt.item,
            "name": _cell(dossier.score.item.indicator.short.id),
            "partners": _cell(", ".join(debt.partners)),
            "claimed": "–" if dossier.level is None else words.in_full(dossier.level),
            "proven": "–" if dossier.proven is None else words.in_full(dossier.proven),
            "needed": [_cell(prose.ranges(re.sub("^- ", "– ", line))) for line in needed],
            "due": cover.long_date(min(days)) if days else "",
        }


def _needed(found: Todo, debt: Debt) -> Iterator[str]:
    """Yield what to hand in for a debt, as a letter asks for it."""
    if debt.kind is DebtKind.FILE:
        for one in debt.documents:
            name = words.safe(one.evidence.title or one.evidence.file or "")
            yield _sent_again(one.found).format(name=name)
    elif debt.kind is DebtKind.OVERDUE and debt.due is not None:
        action = debt.dossier.answer.action
        text = words.safe(" ".join(action.text.split())) if action else ""
        late = _("tindak lanjut melewati batas waktu ({due}): {text}")
        yield late.format(text=text, due=cover.long_date(debt.due))
    elif debt.kind is DebtKind.OPEN and debt.examples:
        yield _("tingkat kematangan dan bukti dukung, antara lain:")
        yield from (f"- {words.safe(one.text)}" for one in debt.examples)
    elif debt.kind is DebtKind.OPEN:
        yield _("tingkat kematangan")
    else:
        yield from said.needed(found, debt)


def _sent_again(found: Found) -> str:
    """Return what is asked for a file that proves nothing."""
    return {
        Found.MISSING: _("berkas {name} tidak ditemukan; mohon dikirim ulang"),
        Found.EMPTY: _("berkas {name} kosong; mohon dikirim ulang"),
    }.get(found) or _("berkas {name} tidak dapat dibaca; mohon dikirim ulang")


def _outstanding(debts: Sequence[Debt]) -> str:
    """Count what a unit owes: items to complete, actions that are late, items nobody owns."""
    late = sum(one.kind is DebtKind.OVERDUE for one in debts)
    bare = {one.item for one in debts if one.kind is DebtKind.NOBODY}
    items = {one.item for one in debts if one.kind not in (DebtKind.OVERDUE, DebtKind.NOBODY)}
    parts = []
    if items:
        parts.append(
            counted(
                "{count} indikator yang pengisian atau bukti dukungnya belum lengkap", len(items)
            )
        )
    if late:
        parts.append(counted("{count} tindak lanjut yang melewati batas waktu", late))
    if bare:
        parts.append(counted("{count} indikator yang belum memiliki pengampu", len(bare)))
    return prose.conjoined(parts)


def _addressed(found: Todo, owner: str) -> dict[str, Any]:
    """Return whose assessment it is, and whom the letter is for."""
    result = found.dossiers.result
    law, assessment = result.instrument, result.assessment
    return {
        "institution": escaped(words.safe(assessment.institution)),
        "year": assessment.year,
        "regulation": law.regulation,
        "index": law.index_name.id,
        "index_in_full": law.index_name.id.replace("SPBE", _IN_FULL),
        "capacity": coordinator(law) if "SPBE" in law.index_name.id else TO_WRITE_ON,
        "owner": escaped(words.safe(owner)),
        "addressee": escaped(words.safe(owners.addressee(owner))),
    }


def coordinator(law: Instrument) -> str:
    """Return what the one who signs for the whole is called, where the regulation says it."""
    return f"Koordinator {'SPBE' if 'SPBE' in law.index_name.id else TO_WRITE_ON}"


def signatures(hand: Hand, least: int) -> dict[str, Any]:
    """Return place, date and at least so many signers; those not named are empty."""
    signers = [
        {key: escaped(words.safe(value)) for key, value in one._asdict().items()}
        for one in hand.signers
    ]
    signers += [{"name": "", "position": "", "number": ""}] * (least - len(signers))
    with speaking("id"):
        date = "" if hand.date is None else cover.long_date(hand.date)
    return {
        "place": escaped(words.safe(hand.place)),
        "date": date,
        "signers": signers,
        "line": TO_WRITE_ON,
    }


def fill_template(template: str, values: Mapping[str, Any]) -> str:
    """Fill in a template; its texts are escaped already."""
    from jinja2.sandbox import SandboxedEnvironment

    environment = SandboxedEnvironment(keep_trailing_newline=True, autoescape=False)
    return environment.from_string(template).render(values)


def _owed(found: Todo, request: Request) -> Iterator[dict[str, Any]]:
    """Yield the items to ask for, in the order of the regulation, each with the documents."""
    own = next((one for one in found.debtors if (one.owner or "") == request.owner), None)
    answers = found.dossiers.result.assessment.answers
    for item in request.items:
        dossier = next((one for one in found.dossiers.items if one.id == item), None)
        if dossier is None or dossier.score.foreign:
            continue
        level = request.opinion not in answers.get(item, Answer()).levels
        debts = _of(own, item) if request.opinion is Opinion.SELF else []
        evidence = [one for one in debts if one.kind is not DebtKind.OPEN]
        if level or evidence:
            partners = [one for one in dossier.owners if one.casefold() != request.owner.casefold()]
            yield {
                "id": item,
                "name": _cell(dossier.score.item.indicator.short.id),
                "level": level,
                "evidence": bool(evidence) or (level and request.opinion is Opinion.SELF),
                "documents": [*map(_cell, _documents(debts))],
                "remark": _cell(" ".join(said.remark(debts))),
                "partners": _cell(", ".join(partners)),
            }


def _of(own: Debtor | None, item: str) -> list[Debt]:
    kinds = (DebtKind.OPEN, DebtKind.FILE, DebtKind.UNPROVEN, DebtKind.RETURNED, DebtKind.WANTED)
    return [one for one in (own.debts if own else ()) if one.item == item and one.kind in kinds]


def _documents(debts: Sequence[Debt]) -> list[str]:
    """Return the documents to hand in: all that is owed by name, then examples of the law."""
    owed = [text for debt in debts for text in _by_name(debt)]
    examples = [
        prose.ranges(one.text) for debt in debts if debt.demand is None for one in debt.examples
    ]
    return list(dict.fromkeys([*owed, *examples[: max(0, _MOST - len(owed))]]))


def _by_name(debt: Debt) -> Iterator[str]:
    """Yield what a debt asks for by name: files that prove nothing, items, levels without proof."""
    for one in debt.documents:
        yield f"{one.evidence.name} ({state_of(one)})"
    if debt.demand is not None:
        verdict = estimates.verdict(debt.demand.verdict)
        yield f"{debt.demand.code} {prose.ranges(debt.demand.example.text)} ({verdict})"
    elif debt.kind is DebtKind.UNPROVEN:
        levels = prose.enumerated(map(str, debt.levels))
        yield _("dokumen untuk tingkat {levels}").format(levels=levels)


def _cell(text: str) -> str:
    return escaped(words.safe(text)).replace("|", "/")
