"""The annual report as a Word document: native styles, captions, fields and charts."""

from spbe_cli.core.many.annual import Annual
from spbe_cli.render import cover as fronts
from spbe_cli.render.cover import Cover
from spbe_cli.render.word import closing, findings, front, introduction, outcome
from spbe_cli.render.word.paper import Paper


def document(found: Annual, cover: Cover, place: str = "", template: bytes | None = None) -> bytes:
    """Return the bytes of a document; `template` is an office's own, with letterhead and styles."""
    paper = Paper(fronts.report_title(found.report, cover), cover.date, template)
    foot = closing.foot(found, cover)
    first = paper.document.sections[0]
    if paper.own:
        first.different_first_page_header_footer = True  # a cover has no number
    paper.footer(foot, first)
    front.cover(paper, found, cover)
    front.endorsement(paper, found, cover, place)
    front.lists(paper)
    front.write_summary(paper, found)
    introduction.introduction(paper, found, cover)
    outcome.outcome(paper, found)
    findings.write_strengths(paper, found)
    findings.proofs(paper, found)
    closing.write_plan(paper, found, foot)
    closing.close(paper, found)
    closing.annexes(paper, found, cover)
    return paper.bytes()
