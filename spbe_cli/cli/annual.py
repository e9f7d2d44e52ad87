"""The report in Word, on an office's own paper: all of it, or its one page."""

from spbe_cli.cli import letters
from spbe_cli.core.many import report as core
from spbe_cli.render.cover import Cover


def annual_report(
    report: core.Report, cover: Cover, place: str, template: str | None, *, summary: bool
) -> bytes:
    """Return the report in Word: its one page, or all of it with the average of its own group."""
    paper = letters.paper(letters.Own(paper=template))
    if summary:
        from spbe_cli.core.many.summary import summarise
        from spbe_cli.render.word import summary as page

        return page.document(summarise(report, cover.date), cover, place, paper)
    from spbe_cli.core.institutions import group_of
    from spbe_cli.core.many.annual import annual
    from spbe_cli.core.national import INSTRUMENT
    from spbe_cli.render.word import report as word
    from spbe_cli.store import national

    result = report.result
    group = group_of(result.assessment.institution)
    comparable = group and result.instrument.id == INSTRUMENT
    peers = national.average(group, result.assessment.year) if comparable else None
    return word.document(annual(report, peers, group), cover, place, paper)
