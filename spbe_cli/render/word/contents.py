"""Tables of contents, of tables and of figures: fields that Word keeps up to date.

They hold what Word will find when it renews them, so that other programs show them too.
"""

from typing import TYPE_CHECKING, Any, NamedTuple

from spbe_cli.render.word import pieces
from spbe_cli.render.word.styles import RELATIONSHIPS, W

if TYPE_CHECKING:
    from docx.document import Document

    from spbe_cli.render.word.paper import Paper

# What follows `updateFields` in the settings, by the schema (ECMA-376 Part 1, 17.15.1.78).
_LATER = frozenset(
    (
        "hdrShapeDefaults",
        "footnotePr",
        "endnotePr",
        "compat",
        "docVars",
        "rsids",
        "mathPr",
        "attachedSchema",
        "themeFontLang",
        "clrSchemeMapping",
        "doNotIncludeSubdocsInStats",
        "shapeDefaults",
        "decimalSymbol",
        "listSeparator",
    )
)


class ContentsEntry(NamedTuple):
    """What a table of contents lists: the text, the bookmark it stands at, its level."""

    text: str
    mark: str
    level: int


def fill_contents(paper: "Paper", place: Any, kind: str) -> None:
    """Put a table of contents in its place; `kind`: of which captions, none for headings."""
    from docx.oxml import parse_xml

    listed = [
        one
        for one in paper.entries
        if (one.level == 0 and one.text.startswith(f"{kind} ") if kind else 0 < one.level < 3)
    ]
    code = f'TOC \\h \\z \\c "{kind}"' if kind else 'TOC \\o "1-2" \\h \\z \\u'
    begin = pieces.field_mark("begin") + pieces.instruction(code) + pieces.field_mark("separate")
    lines = []
    for at, one in enumerate(listed):
        style = paper.style("table of figures" if kind else f"toc {one.level}")
        page = pieces.field(f"PAGEREF {one.mark} \\h", "")  # only who lays pages out knows it
        lines.append(
            f"<w:p>{pieces.properties(pieces.styled(style))}{begin if at == 0 else ''}"
            f'<w:hyperlink w:anchor="{one.mark}" w:history="1">{pieces.text_run(one.text)}'
            f"<w:r><w:tab/></w:r>{page}</w:hyperlink></w:p>"
        )
    lines = lines or [f"<w:p>{begin}{pieces.text_run('–')}</w:p>"]
    lines.append(f"<w:p>{pieces.field_mark('end')}</w:p>")
    whole: Any = parse_xml(
        f'<w:body xmlns:w="{W}" xmlns:r="{RELATIONSHIPS}">{"".join(lines)}</w:body>'
    )
    for one in list(whole):
        place.addprevious(one)
    place.getparent().remove(place)


def renewed(document: "Document") -> None:
    """Have Word bring page numbers and lists up to date when it opens the document."""
    from docx.oxml import parse_xml

    settings: Any = document.settings.element
    if settings.find(f"{{{W}}}updateFields") is not None:
        return
    made = parse_xml(f'<w:updateFields xmlns:w="{W}" w:val="true"/>')
    later = next((one for one in settings if one.tag.rpartition("}")[2] in _LATER), None)
    if later is None:
        settings.append(made)
    else:
        later.addprevious(made)
