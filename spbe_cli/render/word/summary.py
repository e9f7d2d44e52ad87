"""The one page of a report as a Word document: A4, one page, whatever it has to say."""

from collections.abc import Sequence

from spbe_cli.core.many import figures
from spbe_cli.core.many.summary import Summary
from spbe_cli.i18n import _
from spbe_cli.render import summary as texts, words
from spbe_cli.render.cover import Cover
from spbe_cli.render.details import View
from spbe_cli.render.word import charts, pieces
from spbe_cli.render.word.front import BLANK
from spbe_cli.render.word.paper import Paper

_ROOM = 62  # lines of letters of 10 points that an upright page holds
_LETTERS = 96  # characters of such a line
_HEIGHT, _DRAWN = 4600, 20  # of the drawing, in twentieths of a point, and in lines
_SIZES = (20, 18, 16, 14)  # half points: the largest with which everything fits


def document(found: Summary, cover: Cover, place: str = "", template: bytes | None = None) -> bytes:
    """Return the one page."""
    view = texts.summary_view(found, cover)
    paper = Paper(f"{view['title']} – {view['institution']}", cover.date, template)
    size = next((one for one in _SIZES if _lines(view, one) <= _ROOM * 20 // one), _SIZES[-1])
    _margins(paper)
    writer = _Writer(paper, size)
    writer.line(view["title"], "Letter Title", size + 8)
    writer.line(_whose(view), bold=True)
    writer.line(f"{view['index_name']}: {view['index']} – {view['predicate']}", large=True)
    writer.bullets([*view["place"], *view["change"], *view["target"], *view["proven"]])
    for heading, lines in ((_("Naik"), view["rose"]), (_("Turun"), view["fell"])):
        writer.part(heading, lines)
    shape = figures.radar(found.report)
    if shape is not None and size == _SIZES[0] and _lines(view, size) + _DRAWN <= _ROOM:
        charts.place_chart(paper, charts.radar_chart(shape), _("Indeks setiap bagian"), _HEIGHT)
    writer.part(view["asked_of"], view["asked"], numbered=True)
    behind = [f"{owner}: {owed}" for owner, owed in view["behind"]]
    writer.part(_("Pengampu yang paling tertinggal"), behind)
    for one in view["sources"]:
        writer.line(one, "Source Line", size - 4)
    writer.signatures(view, place)
    return paper.bytes()


def _margins(paper: Paper) -> None:
    """Narrow the margins of a page of ours; an office's paper keeps its own."""
    from docx.shared import Cm

    if paper.own:
        section = paper.document.sections[-1]
        section.top_margin = section.bottom_margin = Cm(1.7)


def _whose(view: View) -> str:
    marks = []
    if view["provisional"]:
        marks.append(_("SEMENTARA"))
    elif not view["final"]:
        marks.append(_("belum lengkap"))
    said = _("nilai {opinion}").format(opinion=view["opinion"])
    return " · ".join((words.clipped(view["institution"], 320), view["instrument"], said, *marks))


def _lines(view: View, size: int) -> int:
    """Return how many lines a page takes in letters of a size, about."""
    width = _LETTERS * 20 // size
    keys = ("place", "change", "target", "proven", "rose", "fell", "asked", "sources")
    listed: list[str] = [line for key in keys for line in view[key]]
    listed += [f"{owner}: {owed}" for owner, owed in view["behind"]]
    listed += [view["title"], view["institution"] + " " * 60]
    heads = sum(2 for key in ("rose", "fell", "asked", "behind") if view[key])
    signed = 8 * max((len(view["signers"]) + 1) // 2, 1)
    return sum(-(-len(line) // width) for line in listed) + heads + signed + 5


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
