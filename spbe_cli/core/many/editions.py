"""Editions of a report: the public one."""

from dataclasses import replace as changed
from typing import TypeVar

from spbe_cli.core import public as redacted
from spbe_cli.core.assessment import Answer, Assessment
from spbe_cli.core.many.comparison import Run
from spbe_cli.core.many.report import Report
from spbe_cli.core.records import replace
from spbe_cli.core.result import Result

R = TypeVar("R", bound=Result)


def public(report: Report) -> Report:
    """Return a report whose assessments are public editions; every figure stays as it is.

    Figures were computed from what is left out, such as files of evidence: so it is made of a
    report, not of the assessment that a report is still to be made of.
    """
    known: dict[int, Assessment] = {}  # opinions of one assessment stay of one assessment

    def of(one: Result) -> Result:
        old = one.assessment
        new = known.setdefault(id(old), redacted.public(old))
        return replace(one, assessment=new)

    results = tuple(map(of, report.results))
    answers = results[-1].assessment.answers
    rows = tuple(row._replace(answer=answers.get(row.id, Answer())) for row in report.rows)
    judged = report.judged
    if judged is not None:
        judged = Run(tuple(map(of, judged.results)), *judged[1:])
    advice = report.advice
    if advice is not None:
        ends = {
            one: of(getattr(advice, one)) for one in ("before", "after") if hasattr(advice, one)
        }
        advice = advice._replace(**ends)  # type: ignore[arg-type]  # each has those that it is asked
    return changed(report, results=results, rows=rows, judged=judged, advice=advice, public=True)
