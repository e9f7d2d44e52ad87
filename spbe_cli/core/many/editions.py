"""Editions of a report: the public one."""

from dataclasses import replace as changed
from typing import Any

from spbe_cli.core import public as redacted
from spbe_cli.core.assessment import Answer, Assessment
from spbe_cli.core.many.comparison import Run
from spbe_cli.core.many.report import Report
from spbe_cli.core.records import replace
from spbe_cli.core.result import Result, SectionScore


def public_report(report: Report) -> Report:
    """Return a report whose assessments are public editions; every figure stays as it is.

    Figures were computed from what is left out, such as files of evidence: so it is made of a
    report, not of the assessment that a report is still to be made of.
    """
    known: dict[int, Assessment] = {}  # opinions of one assessment stay of one assessment

    def of(one: Result) -> Result:
        old = one.assessment
        new = known.setdefault(id(old), redacted.public(old))
        return replace(one, assessment=new, sections=tuple(map(_section, one.sections)))

    results = tuple(map(of, report.results))
    answers = results[-1].assessment.answers
    rows = tuple(
        row._replace(score=row.score._replace(file=None), answer=answers.get(row.id, Answer()))
        for row in report.rows
    )
    judged = report.judged
    if judged is not None:
        judged = Run(tuple(map(of, judged.results)), *judged[1:])
    advice = report.advice
    if advice is not None:
        held: dict[str, Any] = {
            one: of(getattr(advice, one)) for one in ("before", "after") if hasattr(advice, one)
        }
        way = getattr(advice, "climb", None)
        if way is not None:
            held["climb"] = way._replace(result=of(way.result))
        advice = advice._replace(**held)
    return changed(report, results=results, rows=rows, judged=judged, advice=advice, public=True)


def _section(one: SectionScore) -> SectionScore:
    """Return a section whose items name no file that another body's index was computed from."""
    inner = tuple(map(_section, one.sections))
    items = tuple(item._replace(file=None) for item in one.indicators)
    return SectionScore(one.section, one.known, inner, items)
