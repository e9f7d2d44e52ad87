"""What the templates of a report are given: everything written out, in the language in use.

A template only places texts; it computes nothing. `templates/README.md` lists the names.
"""

import base64
import itertools
from collections.abc import Iterable, Iterator, Sequence

from spbe_cli.core.index import printed
from spbe_cli.core.many import comparison, figures, report as core, strengths
from spbe_cli.core.many.report import ItemView, Report
from spbe_cli.core.result import Result, SectionScore
from spbe_cli.i18n import _, language
from spbe_cli.render import (
    advice,
    caveats,
    cover as front,
    details,
    levels,
    moves,
    published,
    sentences,
    words,
)
from spbe_cli.render.cover import Cover
from spbe_cli.render.details import View
from spbe_cli.render.page.climb import draw_climb
from spbe_cli.render.page.panel import panel
from spbe_cli.render.page.positions import draw_positions
from spbe_cli.render.page.radar import draw_radar
from spbe_cli.render.page.ruler import ruler
from spbe_cli.render.page.trend import draw_trend
from spbe_cli.render.phrases import index_words, predicate_words


def report_view(report: Report, cover: Cover, *, pictures: bool) -> View:
    """Return the variables of a template; without `pictures` no chart is drawn."""
    result = report.result
    law, assessment = result.instrument, result.assessment
    return {
        "language": language(),
        "title": front.report_title(report, cover),
        "institution": words.safe(assessment.institution),
        "year": assessment.year,
        "instrument": words.safe(law.short),
        "regulation": words.safe(law.regulation),
        "index_name": words.name(law.index_name),
        "opinion": words.opinion(result.opinion),
        "index": index_words(result),
        "predicate": predicate_words(result),
        "provisional": result.provisional,
        "final": any(printed([result])) and not result.provisional,
        "ruler": ruler(report),
        "headline": sentences.headline(report),
        "state": list(sentences.state_sentences(report)),
        "strengths": sentences.section_indices(result, strengths.strongest(result)),
        "weaknesses": sentences.section_indices(result, strengths.weakest(result)),
        "first": advice.first(report),
        "first_title": advice.first_title(report, _("Prioritas")),
        "radar": draw_radar(figures.radar(report)) if pictures else "",
        "positions": draw_positions(figures.positions(report)) if pictures else "",
        "trend": draw_trend(figures.trend(report)) if pictures else "",
        "sources": [
            _("Sumber {year}: {source}").format(year=one.assessment.year, source=said)
            for one in report.results
            if (said := published.published_source(one))
        ],
        "trend_notes": list(_trend_notes(report)),
        "parts": sentences.section_words(result),
        "source": figure_source(list(filter(None, (report.earlier, result)))),
        "trend_source": figure_source(report.results),
        "sections": list(_sections(report)),
        "years": list(_years(report)),
        "plan": advice.advice_view(report),
        "climb": draw_climb(getattr(report.advice, "climb", None)) if pictures else "",
        "no_plan": advice.no_plan(report),
        "printed": moves.any_printed(report),
        "heat": list(_heat(report)),
        "moved": any(map(details.moved_mark, report.rows)),
        "unproven": any(one.proven not in (None, one.score.level) for one in report.rows),
        "unverified": "" if law.verified else caveats.unverified(result),
        "levels": [str(level) for level in law.scale.levels()],
        "judged": levels.opinions_beside(report),
        "table": levels.levels_table(report) if report.rows else None,
        "criteria": cover.criteria,
        "public": report.public,
        "coded": _coded(report),
        "indicators": [details.indicator(report, row) for row in report.rows],
        "proof": details.proof(report),
        "estimate": details.estimate_view(report),
        "units": _units(report),
        "sums": list(details.sums(report)),
        "sum_lines": details.sum_lines(result),
        "evidence": list(details.register(report)),
        "panel": panel(report) if pictures else None,
        "signers": [one._asdict() for one in cover.signers],
        "where": words.safe(cover.place),
        "signed": front.long_date(cover.date),
        "logo": logo(cover) if pictures else "",
        "provenance": front.provenance(report, cover),
    }


def figure_source(results: Sequence[Result]) -> str:
    """Return the source of a figure: where its values were published, or else whose they are.

    Of several years each is named: ``Sumber: 2022: …; 2023: …``, once where they are of one.
    """
    listed = {one.assessment.year: _source_of(one) for one in results}
    said = [f"{year}: {source}" for year, source in listed.items()]
    whole = said if len(set(listed.values())) > 1 else listed.values()
    return _("Sumber: {source}.").format(source="; ".join(dict.fromkeys(whole)))


def _source_of(result: Result) -> str:
    said = published.published_source(result) or _("nilai {opinion} {year}").format(
        opinion=words.opinion(result.opinion), year=result.assessment.year
    )
    return said.rstrip(".")


def _sections(report: Report) -> Iterator[View]:
    result = report.result

    def beneath(listed: Iterable[SectionScore], depth: int) -> Iterator[View]:
        for one in listed:
            before = comparison.section_of(report.earlier, one)
            moved = comparison.change(one, before)
            yield {
                "depth": depth,
                "id": one.section.id,
                "name": words.name(one.section.name),
                "title": sentences.section_name(one),
                "weight": words.decimal(one.section.weight),
                "index": details.index_text(result, one),
                "predicate": words.predicate(one.predicate),
                "previous": "" if before is None else details.index_text(result, before),
                "change": "" if moved is None else moves.rough_change(moved),
                "deep": bool(one.sections),
            }
            yield from beneath(one.sections, depth + 1)

    return beneath(result.sections, 0)


def _years(report: Report) -> Iterator[View]:
    before: Result | None = None
    for result, moved in zip(report.results, comparison.index_shifts(report.results), strict=True):
        yield {
            "year": result.assessment.year,
            "instrument": words.safe(result.instrument.short),
            "opinion": words.opinion(result.opinion),
            "index": index_words(result),
            "predicate": predicate_words(result),
            "change": "" if moved is None else moves.rough_change(moved),
            "break": _broken(before, result),
        }
        before = result


def _broken(before: Result | None, result: Result) -> str:
    """Say why a year is not compared with the one before it; empty where it is."""
    if before is None or comparison.subtractable(result, before):
        return ""
    if not comparison.comparable(result, before):
        return _("Instrumen berganti: indeks sebelum dan sesudahnya tidak dapat dikurangkan.")
    return _(
        "Penilainya berbeda ({one} dan {other}): indeks sebelum dan sesudahnya tidak dikurangkan."
    ).format(one=words.opinion(before.opinion), other=words.opinion(result.opinion))


def _coded(report: Report) -> str:
    """Explain the two kinds of codes of evidence items; nothing where none is shown."""
    checklists = [row.score.item.indicator.checklist() for row in report.rows if row.answer.items]
    if not any(name.startswith("L") for each in checklists for name in each):
        return ""
    return _(
        "Kode butir yang diawali I ialah kode portal penilaian; yang diawali L disusun menurut "
        "tingkat dan urutan karena tidak berkode di sana."
    )


def _units(report: Report) -> list[View]:
    """Return the owners; none where nobody is named at all."""
    found = core.report_units(report) if report.rows else []
    return [details.unit_view(one) for one in found] if any(one.owner for one in found) else []


def _trend_notes(report: Report) -> Iterator[str]:
    """Say what the lines of the trend are that are no index."""
    if report.target is not None:
        target = words.in_full(report.target, 2)
        yield _("Garis putus-putus: target {target}.").format(target=target)
    for before, result in itertools.pairwise(report.results):
        if comparison.comparable(result, before) and not comparison.subtractable(result, before):
            yield _("Garis terputus {year}: penilainya berbeda.").format(
                year=result.assessment.year
            )
        elif not comparison.comparable(result, before):
            yield _("Garis tegak {year}: instrumen berganti menjadi {instrument}.").format(
                year=result.assessment.year, instrument=words.safe(result.instrument.short)
            )


def _heat(report: Report) -> Iterator[View]:
    """Yield each aspect with its items; `mark` compares with last year."""
    by_aspect: dict[int, list[ItemView]] = {}
    for row in report.rows:
        by_aspect.setdefault(id(row.path[-1]), []).append(row)
    for rows in by_aspect.values():
        aspect = rows[0].path[-1]
        yield {
            "title": sentences.section_name(aspect),
            "cells": [
                {
                    "id": row.id,
                    "name": words.name(row.score.item.indicator.name),
                    "level": details.level_text(row.score.level),
                    "shade": "open" if row.score.level is None else str(int(row.score.level)),
                    "moved": details.moved_mark(row),
                    "unproven": row.proven is not None and row.proven != row.score.level,
                }
                for row in rows
            ],
        }


def logo(cover: Cover) -> str:
    """Return the logo as an address that holds it whole; empty without one."""
    if cover.logo is None:
        return ""
    coded = base64.b64encode(cover.logo.data).decode("ascii")
    return f"data:image/{cover.logo.kind};base64,{coded}"
