"""What the templates of a report are given: everything written out, in the language in use.

A template only places texts; it computes nothing. `templates/README.md` lists the names.
"""

import base64
import itertools
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from spbe_cli.core import report as core
from spbe_cli.core.assessment import Evidence, Opinion
from spbe_cli.core.report import Report, Row
from spbe_cli.core.result import IndicatorScore, Result, SectionScore
from spbe_cli.i18n import _, language
from spbe_cli.render import charts, cover as front, explain, summary, words
from spbe_cli.render.cover import Cover
from spbe_cli.render.panel import panel
from spbe_cli.render.terminal import index_words, predicate_words

View = dict[str, Any]


def view(report: Report, cover: Cover, *, pictures: bool) -> View:
    """Return the variables of a template; without `pictures` no chart is drawn."""
    result = report.result
    law, assessment = result.instrument, result.assessment
    return {
        "language": language(),
        "title": front.title(report, cover),
        "institution": words.safe(assessment.institution),
        "year": assessment.year,
        "instrument": words.safe(law.short),
        "regulation": words.safe(law.regulation),
        "index_name": words.name(law.index_name),
        "opinion": words.opinion(result.opinion),
        "index": index_words(result),
        "predicate": predicate_words(result),
        "provisional": result.provisional,
        "final": result.display is not None and not result.provisional,
        "ruler": _ruler(report),
        "headline": summary.headline(report),
        "state": list(summary.state(report)),
        "strengths": summary.sections(result, core.strongest(result)),
        "weaknesses": summary.sections(result, core.weakest(result)),
        "first": summary.first(report),
        "radar": charts.radar(report) if pictures else "",
        "bars": charts.bars(report) if pictures else "",
        "trend": charts.trend(report) if pictures else "",
        "trend_notes": list(_trend_notes(report)),
        "sections": list(_sections(report)),
        "years": list(_years(report)),
        "heat": list(_heat(report)),
        "moved": any(map(_moved, report.rows)),
        "levels": [str(level) for level in law.scale.levels()],
        "indicators": [_indicator(report, row) for row in report.rows],
        "proof": _proof(report),
        "units": [_unit(one) for one in core.units(report)] if report.rows else [],
        "sums": list(_sums(report)),
        "sum_lines": _sum_lines(result),
        "evidence": list(_register(report)),
        "panel": panel(report) if pictures else None,
        "signers": [one._asdict() for one in cover.signers],
        "signed": front.date(cover.date),
        "logo": _logo(cover) if pictures else "",
        "provenance": front.provenance(report, cover),
    }


def _ruler(report: Report) -> View:
    """Return the scale with its bounds and marks, in percent of its length."""
    result = report.result
    scale, places = result.instrument.scale, result.instrument.places

    def at(value: Fraction | int) -> str:
        share = (Fraction(value) - scale.minimum) / (scale.maximum - scale.minimum)
        return f"{float(share * 100):.3f}"

    bands = [one.lower for one in result.instrument.predicates[1:]]
    ends = [Fraction(scale.minimum), *bands, Fraction(scale.maximum)]
    return {
        "bands": [
            {"name": words.name(one.name), "at": at(low), "width": at(high - low + scale.minimum)}
            for one, low, high in zip(result.instrument.predicates, ends, ends[1:], strict=False)
        ],
        "bounds": [{"text": words.fixed(one, places), "at": at(one)} for one in bands],
        "low": at(result.lowest if result.display is None else result.display),
        "high": at(result.highest if result.display is None else result.display),
        "target": None if report.target is None else at(report.target),
    }


def _sections(report: Report) -> Iterator[View]:
    result = report.result

    def walk(listed: Iterable[SectionScore], depth: int) -> Iterator[View]:
        for one in listed:
            before = core.section_of(report.earlier, one)
            moved = core.change(one, before)
            yield {
                "depth": depth,
                "id": one.section.id,
                "name": words.name(one.section.name),
                "title": summary.section_name(one),
                "weight": words.fixed(one.section.weight),
                "index": _index(result, one),
                "predicate": "" if one.predicate is None else words.name(one.predicate.name),
                "previous": "" if before is None else _index(result, before),
                "change": "" if moved is None else words.signed(moved[0]),
                "deep": bool(one.sections),
            }
            yield from walk(one.sections, depth + 1)

    return walk(result.sections, 0)


def _index(result: Result, one: SectionScore) -> str:
    places = result.instrument.places
    if one.display is not None:
        return words.fixed(one.display, places)
    shown = [words.fixed(candidate, places) for candidate in one.candidates]
    return " / ".join(dict.fromkeys(shown)) or "–"


def _years(report: Report) -> Iterator[View]:
    before: Result | None = None
    for result in report.results:
        moved = core.change(result, before) if core.comparable(result, before) else None
        yield {
            "year": result.assessment.year,
            "instrument": words.safe(result.instrument.short),
            "opinion": words.opinion(result.opinion),
            "index": index_words(result),
            "predicate": predicate_words(result),
            "change": "" if moved is None else words.signed(moved[0]),
            "break": before is not None and not core.comparable(result, before),
        }
        before = result


def _trend_notes(report: Report) -> Iterator[str]:
    """Say what the lines of the trend are that are no index."""
    if report.target is not None:
        target = words.exact(report.target, 2)
        yield _("Garis putus-putus: target {target}.").format(target=target)
    for before, result in itertools.pairwise(report.results):
        if not core.comparable(result, before):
            yield _("Garis tegak {year}: instrumen berganti menjadi {instrument}.").format(
                year=result.assessment.year, instrument=words.safe(result.instrument.short)
            )


def _heat(report: Report) -> Iterator[View]:
    """Yield each aspect with its items; `mark` compares with last year."""
    by_aspect: dict[int, list[Row]] = {}
    for row in report.rows:
        by_aspect.setdefault(id(row.path[-1]), []).append(row)
    for rows in by_aspect.values():
        aspect = rows[0].path[-1]
        yield {
            "title": summary.section_name(aspect),
            "cells": [
                {
                    "id": row.id,
                    "name": words.name(row.score.item.indicator.name),
                    "level": _level(row.score.level),
                    "shade": "open" if row.score.level is None else str(int(row.score.level)),
                    "moved": _moved(row),
                }
                for row in rows
            ],
        }


def _moved(row: Row) -> str:
    if row.previous is None or row.score.level is None or row.previous == row.score.level:
        return ""
    return "▲" if row.score.level > row.previous else "▼"


def _level(level: Fraction | None) -> str:
    return "–" if level is None else words.figure(level, 0)


def _indicator(report: Report, row: Row) -> View:
    indicator, level = row.score.item.indicator, row.score.level
    scale = report.result.instrument.scale
    reached = None if level is None else int(level)
    following = scale.minimum if reached is None else reached + 1
    action = row.answer.action
    return {
        "id": row.id,
        "name": words.name(indicator.name),
        "sections": [summary.section_name(one) for one in row.path],
        "weight": words.figure(row.score.item.weight),
        "level": _level(level),
        "origin": _origin(report, row.score),
        "reached": None if reached is None else str(reached),
        "criterion": "" if reached is None else _text(indicator.levels.get(reached, "")),
        "next": str(following) if following <= scale.maximum else None,
        "demand": _text(indicator.levels.get(following, "")),
        "wanted": [_text(one.text) for one in indicator.evidence if one.level in (None, following)]
        if following <= scale.maximum
        else [],
        "levels": [
            (words.opinion(one), _level(row.answer.levels[one]))
            for one in (Opinion.SELF, Opinion.VERIFIED, Opinion.OFFICIAL, Opinion.TARGET)
            if one in row.answer.levels
        ],
        "previous": "" if row.previous is None else _level(row.previous),
        "proven": "" if row.proven is None else _level(row.proven),
        "short": row.proven is not None and row.proven != level,
        "evidence": [_evidence(one) for one in row.answer.evidence],
        "note": _paragraphs(row.answer.note),
        "owner": words.safe(row.answer.owner or ""),
        "action": _text(action.text) if action else "",
        "due": front.date(action.due) if action and action.due else "",
    }


def _origin(report: Report, one: IndicatorScore) -> str:
    """Say where a level comes from that nobody gave."""
    if one.origin == "provisional":
        return _("belum terisi, dihitung sebagai nilai terendah")
    if one.outside is None or one.level is None or one.origin == "given":
        return _("belum terisi") if one.level is None else ""
    name, value = one.outside
    if value is None:
        return _("indeks {name} belum ada, dihitung sesuai instrumen").format(name=name)
    full = words.name(report.result.instrument.outside[name].name)
    return _("dikonversi dari {name} {value}").format(name=full, value=words.exact(value))


def _evidence(one: Evidence) -> View:
    url = (one.url or "").strip()
    return {
        "title": words.safe(one.title or ""),
        "file": words.safe(one.file or ""),
        "url": words.safe(url),
        "link": url if url.lower().startswith(("https://", "http://")) else "",
        "date": front.date(one.date) if one.date else "",
        "levels": ", ".join(map(str, one.levels)),
    }


def _register(report: Report) -> Iterator[View]:
    for row in report.rows:
        for one in row.answer.evidence:
            name = words.name(row.score.item.indicator.short)
            owner = words.safe(row.answer.owner or "")
            yield {"id": row.id, "name": name, "owner": owner, **_evidence(one)}


def _proof(report: Report) -> View | None:
    proof = report.proof
    if proof is None:
        return None
    places = report.result.instrument.places
    return {
        "claimed": index_words(report.result),
        "proven": words.fixed(proof.display, places)
        if proof.display is not None
        else f"{words.fixed(proof.lowest, places)}–{words.fixed(proof.highest, places)}",
        "predicate": "" if proof.predicate is None else words.name(proof.predicate.name),
        "losses": [
            {
                "id": one.item.id,
                "name": words.name(one.item.indicator.name),
                "claimed": words.exact(one.claimed),
                "proven": words.exact(one.proven),
                "loss": words.gap(one.loss),
            }
            for one in proof.losses
        ],
    }


def _unit(one: core.Unit) -> View:
    def listed(rows: Iterable[Row]) -> str:
        return words.listed([row.id for row in rows])

    return {
        "owner": words.safe(one.owner or ""),
        "indicators": listed(one.rows),
        "count": len(one.rows),
        "open": listed(row for row in one.rows if row.score.origin in ("missing", "provisional")),
        "bare": listed(row for row in one.rows if not row.answer.evidence),
        "unproven": listed(
            row for row in one.rows if row.proven is not None and row.proven != row.score.level
        ),
        "actions": [
            {
                "id": row.id,
                "text": _text(row.answer.action.text),
                "due": front.date(row.answer.action.due) if row.answer.action.due else "",
            }
            for row in one.rows
            if row.answer.action
        ],
    }


def _sums(report: Report) -> Iterator[View]:
    """Yield the sum: each item's weight × level, and after each section its subtotal."""
    if not report.rows:
        return
    scored: dict[str, Row] = {row.id: row for row in report.rows}

    def walk(listed: Iterable[SectionScore]) -> Iterator[View]:
        for one in listed:
            yield {"kind": "section", "title": summary.section_name(one)}
            yield from walk(one.sections)
            for item in one.indicators:
                weight, level = item.item.weight, item.level
                yield {
                    "kind": "item",
                    "id": item.item.id,
                    "name": words.name(scored[item.item.id].score.item.indicator.short),
                    "level": _level(level),
                    "weight": words.figure(weight),
                    "product": "–" if level is None else words.figure(level * weight),
                }
            weight = one.section.weight
            known = one.index is not None
            yield {
                "kind": "total",
                "title": summary.section_name(one),
                "weight": words.figure(weight),
                "product": words.figure(one.index * weight) if one.index is not None else "–",
                "index": words.figure(one.index) if one.index is not None else "–",
                "known": known,
            }

    yield from walk(report.result.sections)
    result = report.result
    total = sum((one.section.weight for one in result.sections), Fraction(0))
    if result.index is not None:
        yield {
            "kind": "total",
            "title": words.name(result.instrument.index_name),
            "weight": words.figure(total),
            "product": words.figure(result.index * total),
            "index": words.figure(result.index),
            "known": True,
        }


def _sum_lines(result: Result) -> list[str]:
    if result.recovered:
        return [line.strip() for line in explain.recovered_lines(result) if line]
    return explain.ending_lines(result)


def _text(text: str) -> str:
    return words.safe(" ".join(text.split()))


def _paragraphs(text: str | None) -> list[str]:
    lines = (words.safe(line) for line in (text or "").splitlines())
    return [line for line in lines if line]


def _logo(cover: Cover) -> str:
    if cover.logo is None:
        return ""
    coded = base64.b64encode(cover.logo.data).decode("ascii")
    return f"data:image/{cover.logo.kind};base64,{coded}"
