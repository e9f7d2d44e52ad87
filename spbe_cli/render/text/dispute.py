"""The sheet for an objection: claim, verdict, remark, evidence, what to answer, who speaks."""

import textwrap
from collections.abc import Iterator

from spbe_cli.core.owed.dispute import Dispute, Disputes
from spbe_cli.core.owed.dossier import Demand, Document
from spbe_cli.i18n import _, counted
from spbe_cli.render import checklist as estimates, dossier as said, words
from spbe_cli.render.text.screen import Screen
from spbe_cli.render.todo import at_stake

_LABEL = 12


def dispute_text(found: Disputes, screen: Screen) -> str:
    """Return the items in dispute, greatest stake first, a paragraph for each."""
    width = min(screen.width, 100)
    assessment = found.dossiers.result.assessment
    head = [_("Bahan sanggah"), words.safe(assessment.institution), str(assessment.year)]
    lines = [" · ".join(head)]
    if not found.items:
        lines += [
            "",
            (
                _("Tidak ada nilai {opinion} di bawah klaim.")
                if found.judged
                else _("Belum ada nilai {opinion}.")
            ).format(opinion=words.opinion(found.opinion)),
        ]
        return "\n".join(lines) + "\n"
    count = counted("{count} indikator", len(found.items))
    lines.append(f"{count} · {at_stake(found.stake)}")
    for one in found.items:
        lines += ["", *_item(found, one, width)]
    return screen.marks("\n".join(lines) + "\n")


def _demanded(one: Demand) -> str:
    verdict = estimates.verdict(one.verdict)
    return f"{words.safe(one.code)} [{verdict}] {words.safe(one.example.text)}"


def _document(one: Document) -> str:
    return f"{said.documents_of(one.evidence)} · {said.found(one)}"


def _item(found: Disputes, one: Dispute, width: int) -> Iterator[str]:
    name = words.name(one.dossier.score.item.indicator.short)
    head = _("{id} {name}: klaim {claim}, nilai {opinion} {verdict} ({stake})").format(
        id=one.dossier.id,
        name=name,
        claim=words.in_full(one.claim),
        opinion=words.opinion(found.opinion),
        verdict=words.in_full(one.verdict),
        stake=words.gap(one.stake),
    )
    yield from textwrap.wrap(head, width, subsequent_indent="  ")
    rows: list[tuple[str, str]] = []
    remark = said.paragraphs(one.dossier.answer.remark) or [_("tidak ada catatan")]
    rows += [(_("Asesor"), text) for text in remark]
    criteria = one.dossier.score.item.indicator.levels
    for reply in one.replies:
        label = _("Jawab {level}").format(level=reply.level)
        rows.append((label, words.safe(criteria.get(reply.level, ""))))
        for demand in reply.demands:
            rows.append((_("Butir"), _demanded(demand)))
            rows += [(_("Bukti"), _document(each)) for each in demand.documents]
        rows += [(_("Bukti"), _document(each)) for each in reply.documents]
        if not reply.documents and not any(demand.documents for demand in reply.demands):
            rows.append((_("Bukti"), _("belum ada untuk tingkat ini")))
    explained = one.dossier.answer.explanation
    if explained:
        rows += [(_("Analisis"), text) for text in said.paragraphs(explained.analysis)]
    rows.append((_("Pembicara"), words.safe(one.speaker or "") or _("belum ada pengampu")))
    last = ""
    for label, text in rows:
        shown = "" if label == last else label
        last = label
        yield from textwrap.wrap(
            text,
            width,
            initial_indent=f"  {shown:<{_LABEL}}",
            subsequent_indent=" " * (_LABEL + 2),
            break_on_hyphens=False,
        )
