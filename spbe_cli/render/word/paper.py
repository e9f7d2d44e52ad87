"""A Word document being written: headings, paragraphs, lists, tables, captions, fields, sections.

Everything has a style of Word's own, so that an office can restyle it, or bring a document of its
own: its styles, header and footer then hold, and what stands in its body stays at the top.
"""

import datetime as dt
import io
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from spbe_cli.i18n import _, language
from spbe_cli.render.word import blank, contents, grids, numbering, pieces, styles
from spbe_cli.render.word.contents import ContentsEntry
from spbe_cli.render.word.styles import RELATIONSHIPS, W

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section

FORMAT = "spbe-report/1"  # the mark of what may be written anew
WIDTH = 9070  # of what is written between the margins of an upright page, in twentieths of a point
_FOOTER = "footer"
_LAST = 12  # lines that are on the last page before another section, at least
_BENEATH = '<w:spacing w:before="0" w:after="60" w:line="120" w:lineRule="auto"/>'


class PaperColumn(NamedTuple):
    """A column: its heading, its share of the width, and whether it holds numbers."""

    title: str
    share: int
    number: bool = False


class Paper:
    """A document being written; `bytes` ends it.

    `template` is an office's own document. Raises what python-docx raises where it is none.
    """

    def __init__(self, title: str, date: dt.date, template: bytes | None = None) -> None:
        import docx

        self.document: Document = docx.Document(io.BytesIO(template or blank.empty()))
        self.title, self.date = title, date
        self.own = template is None
        self.entries: list[ContentsEntry] = []
        self.lists: list[tuple[Any, str]] = []  # where a table of contents is to stand, and of what
        self.counts: dict[str, int] = {}
        self.width, self.marks, self.charts = WIDTH, 0, 0
        self.bullet: int | None = None
        self.footed = any(  # by the office
            line.text.strip() for one in self.document.sections for line in one.footer.paragraphs
        )
        if template is not None:
            self._adopt()
        self.styles = {
            (one.name or "").casefold(): str(one.style_id) for one in self.document.styles
        }

    def _adopt(self) -> None:
        """Take over an office's document: styles it lacks are added, empty lines at its end go."""
        from docx.oxml import parse_xml

        self._measure(self.document.sections[-1])
        part = self.document.part
        for rid, one in list(part.rels.items()):
            if one.reltype.endswith("/stylesWithEffects"):  # a copy of the styles for Word 2010,
                del part.rels[rid]  # which would no longer be one
        known = {one.style_id for one in self.document.styles}
        named = {(one.name or "").casefold() for one in self.document.styles}
        ours = styles.styles().replace(f'w:pos="{WIDTH}"', f'w:pos="{self.width}"')
        fresh: Any = parse_xml(ours.encode())
        for one in fresh.findall(f"{{{W}}}style"):
            name = one.find(f"{{{W}}}name").get(f"{{{W}}}val")
            if one.get(f"{{{W}}}styleId") in known or name.casefold() in named:
                continue
            one.attrib.pop(f"{{{W}}}default", None)
            self.document.styles.element.append(one)
        body = self.document.element.body
        for line in reversed(self.document.paragraphs):
            element: Any = line._p  # noqa: SLF001  python-docx removes no paragraph
            if line.text.strip() or len(element) > 1 or element.getnext() is not body.sectPr:
                break
            body.remove(element)

    # --- what is written ---------------------------------------------------------------------

    def append(self, *parts: str) -> None:
        """Append elements, given as XML, to the body."""
        from docx.oxml import parse_xml

        whole: Any = parse_xml(
            f'<w:body xmlns:w="{W}" xmlns:r="{RELATIONSHIPS}">{"".join(parts)}</w:body>'
        )
        last = self.document.element.body.sectPr
        for one in list(whole):
            rows = list(one)
            for row in rows:
                one.remove(row)
            last.addprevious(one)
            one.extend(rows)  # one by one: lxml's time for what moves whole grows with its square

    def style(self, name: str) -> str:
        """Return the id of a style by Word's name of it: templates call ids as their language."""
        return self.styles.get(name.casefold(), self.styles["normal"])

    def paragraph(self, text: str, style: str = "", *, keep: bool = False) -> None:
        """Write a paragraph; a line break in the text is one on paper."""
        self.append(self.line(text, style, keep=keep))

    def line(
        self, text: str, style: str = "", *, keep: bool = False, bold: bool = False, more: str = ""
    ) -> str:
        """Return a paragraph as XML; `more` are properties of it."""
        properties = f'<w:pStyle w:val="{self.style(style)}"/>' if style else ""
        properties += "<w:keepNext/>" if keep else ""
        return (
            f"<w:p>{pieces.properties(properties + more)}{pieces.text_run(text, bold=bold)}</w:p>"
        )

    def heading(self, text: str, level: int = 1) -> None:
        """Write a heading, which the table of contents lists."""
        mark = self._mark()
        self.entries.append(ContentsEntry(text, mark, level))
        style = self.style(f"heading {level}")
        self.append(pieces.paragraph(style, self._marked(mark, pieces.text_run(text))))

    def bullets(self, texts: Iterable[str]) -> None:
        """Write a list whose order means nothing."""
        self.listed(texts, numbered=False)

    def numbered(self, texts: Iterable[str]) -> None:
        """Write a list that counts from 1."""
        self.listed(texts, numbered=True)

    def listed(self, texts: Iterable[str], *, numbered: bool, size: int = 0) -> None:
        """Write a list; `size` of its letters, in half points, where they have to be small."""
        if numbered:
            number = numbering.decimals(self.document)
        else:
            number = self.bullet = self.bullet or numbering.bullets(self.document)
        of = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
        if size:
            of += '<w:spacing w:before="0" w:after="30" w:line="240" w:lineRule="auto"/>'
        named = self.style("List Number" if numbered else "List Bullet")
        self.append(
            *(pieces.paragraph(named, pieces.text_run(one, size=size), of) for one in texts)
        )

    def caption(self, kind: str, text: str) -> None:
        """Write the caption of a table or a figure, counted by Word."""
        self.counts[kind] = self.counts.get(kind, 0) + 1
        mark = self._mark()
        said = f"{kind} {self.counts[kind]}. {text}"
        self.entries.append(ContentsEntry(said, mark, 0))
        counted = pieces.field(f"SEQ {kind} \\* ARABIC", pieces.text_run(str(self.counts[kind])))
        inner = f"{pieces.text_run(f'{kind} ')}{counted}{pieces.text_run(f'. {text}')}"
        named, kept = self.style("caption"), "<w:keepNext/>"
        self.append(pieces.paragraph(named, self._marked(mark, inner), kept))

    def table(
        self,
        columns: Sequence[PaperColumn],
        rows: Iterable[Sequence[str]],
        *,
        strong: Iterable[int] = (),
        size: int = 0,
        depths: Sequence[int] = (),
    ) -> None:
        """Write a table whose heading is repeated on every page; rows in `strong` stand out.

        `size`: of its letters, in half points, where they have to be small. `depths`: how far the
        first cell of each row is indented.
        """
        made = grids.GridRows(list(rows), frozenset(strong), depths)
        self.append(grids.grid(self, columns, made, size), self._after())

    def plain(
        self,
        shares: Sequence[int],
        rows: Iterable[Sequence[str]],
        *,
        keep: bool = False,
        size: int = 0,
    ) -> None:
        """Write a table without lines: what stands side by side; `keep` it on one page."""
        wide = pieces.shared(shares, self.width)
        style, kept = self.style("Side By Side"), "<w:keepNext/>" if keep else ""
        parts = [pieces.table_begin(wide, "", "0000")]
        for row in rows:
            cells = [pieces.paragraph(style, pieces.text_run(one, size=size), kept) for one in row]
            parts.append(pieces.row(wide, cells))
        self.append("".join(parts), "</w:tbl>", self._after())

    def _after(self) -> str:
        """Return the space beneath a table."""
        return f"<w:p>{pieces.properties(_BENEATH)}</w:p>"

    def contents(self, title: str, kind: str = "") -> None:
        """Make room for a table of contents, or for a list of the captions of a kind."""
        self.paragraph(title, "TOC Heading")
        self.append("<w:p/>")
        place = self.document.element.body.sectPr.getprevious()
        self.lists.append((place, kind))

    def new_page(self) -> None:
        """Begin a new page."""
        self.append('<w:p><w:r><w:br w:type="page"/></w:r></w:p>')

    # --- pages -------------------------------------------------------------------------------

    def section(self, *, landscape: bool = False) -> "Section":
        """Begin a section on a new page, upright or across."""
        from docx.enum.section import WD_SECTION

        pieces.keep_last(self.document.element.body, _LAST)
        found: Section = self.document.add_section(WD_SECTION.NEW_PAGE)
        pieces.shrink_break(self.document.element.body)
        found.different_first_page_header_footer = False
        self.turn(found, landscape=landscape)
        return found

    def turn(self, section: "Section", *, landscape: bool) -> None:
        """Turn the pages of a section upright or across."""
        from docx.enum.section import WD_ORIENT

        across = (section.page_width or 0) > (section.page_height or 0)
        if across != landscape:
            section.page_width, section.page_height = section.page_height, section.page_width
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        self._measure(section)

    def _measure(self, section: "Section") -> None:
        margins = (section.left_margin or 0) + (section.right_margin or 0)
        self.width = int(((section.page_width or 0) - margins) / 635) or WIDTH

    def footer(self, text: str, section: "Section | None" = None) -> None:
        """Write the foot of pages: a text and the page's number, unless the office has one."""
        from docx.oxml import parse_xml

        found = section or self.document.sections[-1]
        foot = found.footer
        if self.footed:
            return
        foot.is_linked_to_previous = False
        page, whole = (pieces.field(one, pieces.text_run("1")) for one in ("PAGE", "NUMPAGES"))
        before, between, _rest = re.split(r"\{\w+\}", _("Halaman {page} dari {pages}"))
        stops = self.document.styles[_FOOTER].paragraph_format.tab_stops
        places = {int(one.position / 635) for one in stops} - {self.width}
        tabs = "".join(f'<w:tab w:val="clear" w:pos="{one}"/>' for one in sorted(places))
        tabs = f'<w:tabs>{tabs}<w:tab w:val="right" w:pos="{self.width}"/></w:tabs>'
        counted = f"{pieces.text_run(before)}{page}{pieces.text_run(between)}{whole}"
        inner = f"{pieces.text_run(text)}<w:r><w:tab/></w:r>{counted}"
        line = pieces.paragraph(self.style(_FOOTER), inner, tabs)
        made: Any = parse_xml(line.replace("<w:p>", f'<w:p xmlns:w="{W}">', 1))
        element: Any = foot._element  # noqa: SLF001  python-docx has no way to set a paragraph whole
        for one in list(element):
            element.remove(one)
        element.append(made)

    # --- the end -----------------------------------------------------------------------------

    def bytes(self) -> bytes:
        """Fill in the tables of contents, and return the document."""
        for place, kind in self.lists:
            contents.fill_contents(self, place, kind)
        if self.lists:
            contents.renewed(self.document)
        pieces.shrink_end(self.document.element.body)
        core = self.document.core_properties
        day = dt.datetime(self.date.year, self.date.month, self.date.day, tzinfo=dt.UTC)
        core.title = pieces.clean(self.title)[:250]
        core.author = core.last_modified_by = "spbe"
        core.comments, core.language = FORMAT, language()
        core.created = core.modified = day.replace(tzinfo=None)
        core.revision = 1
        held = io.BytesIO()
        self.document.save(held)
        return pieces.packed(held.getvalue())

    def _mark(self) -> str:
        self.marks += 1
        return f"_Toc{self.marks:06}"

    def _marked(self, mark: str, inner: str) -> str:
        number = 1000 + self.marks
        return (
            f'<w:bookmarkStart w:id="{number}" w:name="{mark}"/>{inner}'
            f'<w:bookmarkEnd w:id="{number}"/>'
        )
