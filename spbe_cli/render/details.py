"""The parts of a report's view that go into detail: indicators, evidence, owners, the sum."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from spbe_cli.core.assessment import Answer, Evidence, Opinion, State
from spbe_cli.core.index import Indexed, exact_of
from spbe_cli.core.many import report as core
from spbe_cli.core.many.report import ItemView, Report
from spbe_cli.core.nothing import named
from spbe_cli.core.result import IndicatorScore, Result, SectionScore, weighted
from spbe_cli.core.score.estimate import checklist
from spbe_cli.i18n import _
from spbe_cli.render import checklist as estimates, cover as front, derivation, sentences, words
from spbe_cli.render.dossier import explained
from spbe_cli.render.phrases import (
    index_said,
    index_words,
    left_out_said,
    outside_value,
    page_said,
    section_index,
)

View = dict[str, Any]


def indicator(report: Report, row: ItemView) -> View:
    """Return one indicator with its criteria, levels, evidence, note, owner and action."""
    indicator, level = row.score.item.indicator, row.score.level
    action, (facts, analyses) = row.answer.action, explained(row.answer)
    return {
        **_criteria(report, row),
        "id": row.id,
        "name": words.name(indicator.name),
        "sections": [sentences.section_name(one) for one in row.path],
        "weight": words.figure(row.score.item.weight),
        "level": level_text(level),
        "origin": origin(report, row.score),
        "levels": [
            (words.opinion(one), level_text(row.answer.levels[one]))
            for one in (Opinion.SELF, Opinion.VERIFIED, Opinion.OFFICIAL, Opinion.TARGET)
            if one in row.answer.levels
        ],
        "previous": "" if row.previous is None else level_text(row.previous),
        "proven": "" if row.proven is None else level_text(row.proven),
        "short": row.proven is not None and row.proven != level,
        "estimate": "" if row.estimate is None else words.decimal(row.estimate),
        "checklist": list(_checklist(row)),
        "evidence": [_evidence(one) for one in row.answer.evidence],
        "more": _more(row.answer),
        "note": _paragraphs(row.answer.note),
        "remark": _paragraphs(row.answer.remark),
        "fact": _paragraphs(facts),
        "analysis": _paragraphs(analyses),
        "owner": words.safe(report.result.assessment.owner(row.id) or ""),
        "action": _text(action.text) if action else "",
        "due": front.long_date(action.due) if action and action.due else "",
    }


def item_title(row: ItemView) -> str:
    """Return the id of an item with its short name, as sentences and tables name it."""
    return f"{row.id} {words.name(row.score.item.indicator.short)}"


def _more(answer: Answer) -> bool:
    """Whether there is more to say of an indicator than its levels and its evidence."""
    return any((answer.note, answer.action, answer.items, answer.remark, answer.explanation))


def _criteria(report: Report, row: ItemView) -> View:
    """Return the criterion of the level reached, and what the next one demands."""
    indicator, level = row.score.item.indicator, row.score.level
    scale = report.result.instrument.scale
    reached = None if level is None else int(level)
    following = scale.minimum if reached is None else reached + 1
    more = following <= scale.maximum
    return {
        "reached": None if reached is None else str(reached),
        "criterion": "" if reached is None else _text(words.demand(indicator, reached)),
        "criterion_title": "" if reached is None else criterion_title(report, row, reached),
        "next": str(following) if more else None,
        "demand": _text(words.demand(indicator, following)),
        "wanted": [_text(one.text) for one in indicator.evidence if more and one.serves(following)],
    }


def criterion_title(report: Report, row: ItemView, level: int) -> str:
    """Return the heading of a criterion: reached, or no more than claimed.

    Of an institution's own levels, what evidence proves is reached; what an assessor decided is.
    """
    said = _("Kriteria tingkat {level} (tercapai)")
    if report.result.opinion is Opinion.TARGET:
        said = _("Kriteria tingkat {level} (ditargetkan)")
    elif report.result.opinion is Opinion.SELF and row.score.origin == "given":
        if row.proven is None:  # nothing is recorded: what is proven is unknown
            claimed = _("Kriteria tingkat {level} (diklaim)")
            return (claimed if level > 1 else said).format(level=level)
        if row.proven < level:
            said = _("Kriteria tingkat {level} (diklaim; terbukti tingkat {proven})")
            return said.format(level=level, proven=words.figure(row.proven, 0))
    return said.format(level=level)


def origin(report: Report, one: IndicatorScore) -> str:
    """Say where a level comes from that nobody gave; empty where somebody gave it."""
    if one.origin == "provisional":
        return _("belum terisi, dihitung sebagai nilai terendah")
    if one.uncounted:
        return left_out_said(one)
    if one.outside is None or one.level is None:
        return _("belum terisi") if one.level is None else ""
    name, value = one.outside
    if value is None:
        return _("indeks {name} belum ada, dihitung sesuai instrumen").format(name=name)
    full = words.name(report.result.instrument.outside[name].name)
    return _("dikonversi dari {name} {value}").format(name=full, value=outside_value(one))


def _checklist(row: ItemView) -> Iterator[View]:
    """Yield the checklist of an indicator, where anything of it is recorded."""
    if not row.answer.items:
        return
    indicator = row.score.item.indicator
    verdicts = checklist(indicator, row.answer)
    for name, one in indicator.checklist().items():
        yield {
            "code": name,
            "level": str(one.level),
            "text": _text(one.text),
            "state": estimates.item_state(verdicts[name].state),
            "accepted": verdicts[name].state is State.ACCEPTED,
            "counted": one.counted,
            "note": _text(verdicts[name].note or ""),
        }


def estimate_view(report: Report) -> list[str]:
    """Return what accepted items would give, and how good such estimates have been."""
    found = report.estimate
    return [] if found is None else [estimates.estimated_index(found), estimates.tested(found.rule)]


def _evidence(one: Evidence) -> View:
    url = named(one.url).strip()
    title = words.safe((one.title and one.name) or "")
    if not (title or one.file or url):
        title = words.safe(named(one.number)) or _("Dokumen tanpa judul")
    return {
        "title": ", ".join(filter(None, (title, page_said(one)))),
        "file": words.safe(named(one.file)),
        "url": words.safe(url),
        "link": url if url.lower().startswith(("https://", "http://")) else "",
        "date": front.long_date(one.date) if one.date else "",
        "levels": ", ".join(map(str, one.levels)),
    }


def register(report: Report) -> Iterator[View]:
    """Yield every piece of evidence with its indicator and owner."""
    for row in report.rows:
        for number, one in enumerate(row.answer.evidence):
            name = words.name(row.score.item.indicator.short)
            owner = words.safe(report.result.assessment.owner(row.id) or "")
            own = {"id": row.id, "name": name, "owner": owner, "first": not number}
            yield {**own, **_evidence(one)}


def proof(report: Report) -> View | None:
    """Return what is claimed and what is proven; None where nothing is to prove."""
    proof = report.proof
    if proof is None:
        return None
    return {
        "claimed": index_words(report.result),
        "proven": index_said(proof.known, report.result.instrument.places),
        "predicate": words.predicate(proof.predicate),
        "losses": [
            {
                "id": one.item.id,
                "name": words.name(one.item.indicator.name),
                "short": words.name(one.item.indicator.short),
                "claimed": words.in_full(one.claimed),
                "proven": words.in_full(one.proven),
                "loss": words.gap(one.loss),
            }
            for one in proof.losses
        ],
    }


def unit_view(one: core.Unit) -> View:
    """Return an owner with their indicators and what is owed."""

    def listed(rows: Iterable[ItemView]) -> str:
        return words.listed([row.id for row in rows])

    return {
        "owner": words.safe(one.owner or ""),
        "indicators": listed(one.rows),
        "count": len(one.rows),
        "open": listed(row for row in one.rows if row.score.origin in ("missing", "provisional")),
        "bare": listed(row for row in one.rows if row.bare and not row.score.foreign),
        "unproven": listed(
            row for row in one.rows if row.proven is not None and row.proven != row.score.level
        ),
        "actions": [
            {
                "id": row.id,
                "text": _text(row.answer.action.text),
                "due": front.long_date(row.answer.action.due) if row.answer.action.due else "",
            }
            for row in one.rows
            if row.answer.action
        ],
    }


def sums(report: Report) -> Iterator[View]:
    """Yield the sum: each item's weight × level, and after each section its subtotal."""
    if not report.rows:
        return

    def walk(listed: Iterable[SectionScore]) -> Iterator[View]:
        for one in listed:
            yield {"kind": "section", "title": sentences.section_name(one)}
            yield from walk(one.sections)
            for item in one.indicators:
                weight, level = item.item.weight, item.level
                yield {
                    "kind": "item",
                    "id": item.item.id,
                    "name": words.name(item.item.indicator.short),
                    "level": level_text(level),
                    "weight": words.figure(weight),
                    "product": "–" if level is None else words.figure(level * weight),
                }
            weight = one.section.weight
            yield {
                "kind": "total",
                "title": sentences.section_name(one),
                "weight": words.figure(weight),
                "product": words.known(weighted(one), "–"),
                "index": words.known(one.index, "–"),
                "known": not one.known.open,
            }

    yield from walk(report.result.sections)
    result = report.result
    total = result.instrument.total
    if result.sure:
        index = exact_of(result)
        yield {
            "kind": "total",
            "title": words.name(result.instrument.index_name),
            "weight": words.figure(total),
            "product": words.figure(index * total),
            "index": words.figure(index),
            "known": True,
        }


def sum_lines(result: Result) -> list[str]:
    """Return how the index is rounded and judged, or recovered, line by line."""
    if result.recovered:
        return [
            line.strip()
            for line in (*derivation.recovered(result), *derivation.ending(result))
            if line
        ]
    return list(derivation.ending(result))


def index_text(result: Result, one: Indexed) -> str:
    """Return an index as it is printed, or those that are possible; a dash where it is open."""
    return section_index(result, one, " / ")


def moved_mark(row: ItemView) -> str:
    """Return the mark of an item that rose or fell since last year."""
    if row.previous is None or row.score.level is None or row.previous == row.score.level:
        return ""
    return "▲" if row.score.level > row.previous else "▼"


def level_text(level: Fraction | None) -> str:
    """Return a level as it is written; a dash where there is none."""
    return "–" if level is None else words.figure(level, 0)


def _text(text: str) -> str:
    return words.safe(" ".join(text.split()))


def _paragraphs(text: str | None) -> list[str]:
    return [line for one in (text or "").splitlines() if (line := words.safe(one))]
