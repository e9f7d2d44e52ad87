"""The one page of a report as a Word document: A4, one page, whatever it has to say."""

from collections.abc import Sequence

from spbe_cli.core.many import figures
from spbe_cli.core.many.summary import Summary
from spbe_cli.i18n import _
from spbe_cli.render import one_page, summary as texts, words
from spbe_cli.render.cover import Cover
from spbe_cli.render.details import View
from spbe_cli.render.one_page import OnePage
from spbe_cli.render.word import charts, pieces
from spbe_cli.render.word.front import BLANK
from spbe_cli.render.word.paper import Paper

_USUAL, _LEAST = 4600, 3000  # height of the drawing, in twentieths of a point
_AROUND = 12  # points of space around it


def document(found: Summary, cover: Cover, place: str = "", template: bytes | None = None) -> bytes:
    """Return the one page."""
    view = texts.summary_view(found, cover)
    paper = Paper(f"{view['title']} – {view['institution']}", cover.date, template)
    _margins(paper)
    page = _page(paper)
    shape = figures.radar(found.report)
    size, left = one_page.letters_of(view, page, 0 if shape is None else _LEAST / 20 + _AROUND)
    writer = _Writer(paper, round(size * 2))
    writer.line(view["title"], "Letter Title", round(size * 2) + 8)
    writer.line(_whose(view), bold=True)
    writer.line(f"{view['index_name']}: {view['index']} – {view['predicate']}", large=True)
    keys = ("warnings", "place", "change", "target", "proven")
    writer.bullets([line for key in keys for line in view[key]])
    for heading, lines in ((_("Naik"), view["rose"]), (_("Turun"), view["fell"])):
        writer.part(heading, lines)
    if shape is not None and left:
        height = min(int(20 * (left - _AROUND)), _USUAL)
        charts.place_chart(paper, charts.radar_chart(shape), _("Indeks setiap bagian"), height)
    writer.part(view["asked_of"], view["asked"], numbered=True)
    behind = [f"{owner}: {owed}" for owner, owed in view["behind"]]
    writer.part(_("Pengampu yang paling tertinggal"), behind)
    for one in view["sources"]:
        writer.line(one, "Source Line", round(size * 2) - 2)
    writer.signatures(view, place)
    return paper.bytes()


def _margins(paper: Paper) -> None:
    """Narrow the margins of a page of ours; an office's paper keeps its own."""
    from docx.shared import Cm

    if paper.own:
        section = paper.document.sections[-1]
        section.top_margin = section.bottom_margin = Cm(1.7)


def _page(paper: Paper) -> OnePage:
    """Return how much room a page has between its margins, beneath what an office has on it."""
    section = paper.document.sections[-1]
    margins = (section.top_margin or 0) + (section.bottom_margin or 0)
    height = ((section.page_height or 0) - margins) / 12700
    heads = sum(
        sum(bool(line.text.strip()) or len(line.runs) > 0 for line in one.paragraphs)
        for one in (section.header, section.footer)
    )
    body = 0 if paper.own else len(paper.document.paragraphs)
    height -= 16 * max(heads - 2, 0) + 16 * body
    return OnePage(paper.width / 20, height, wide=0.52, line=1.28, paired=False, across=2, fixed=6)


def _whose(view: View) -> str:
    marks = []
    if view["provisional"]:
        marks.append(_("SEMENTARA"))
    elif not view["final"]:
        marks.append(_("belum lengkap"))
    said = _("nilai {opinion}").format(opinion=view["opinion"])
    return " · ".join((view["institution"], view["instrument"], said, *marks))


class _Writer:
    """Writes lines of one size, close together."""

    def __init__(self, paper: Paper, size: int) -> None:
        self.paper, self.size = paper, size

    def line(
        self, text: str, style: str = "", size: int = 0, *, bold: bool = False, large: bool = False
    ) -> None:
        size = size or (self.size + 10 if large else self.size)
        named = self.paper.style(style) if style else ""
        before = 100 if bold else 0
        spacing = f'<w:spacing w:before="{before}" w:after="60" w:line="240" w:lineRule="auto"/>'
        inner = pieces.text_run(text, size=size, bold=bold or large)
        self.paper.append(pieces.paragraph(named, inner, spacing))

    def bullets(self, lines: Sequence[str], *, numbered: bool = False) -> None:
        self.paper.listed(lines, numbered=numbered, size=self.size)

    def part(self, heading: str, lines: Sequence[str], *, numbered: bool = False) -> None:
        if lines:
            self.line(heading, bold=True)
            self.bullets(lines, numbered=numbered)

    def signatures(self, view: View, place: str) -> None:
        """Write place and date, and who signs, two beside each other."""
        signers = view["signers"] or [{"name": "", "position": "", "number": ""}]
        cells = [
            f"{words.safe(one['position'])}\n\n\n{words.safe(one['name']) or BLANK}\n"
            f"NIP {words.safe(one['number']) or BLANK}"
            for one in signers
        ]
        cells += [""] if len(cells) % 2 else []
        pairs = [(second, first) for first, second in zip(cells[::2], cells[1::2], strict=True)]
        where = f"{words.safe(place) or BLANK}, {view['date']}"
        self.paper.plain((1, 1), [("", where), *pairs], keep=True, size=self.size)
