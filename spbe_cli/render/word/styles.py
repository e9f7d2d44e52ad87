"""The styles of our documents, under Word's own names: an office can restyle them."""

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ACCENT, PALE, GREY = "1F4E79", "DCE6F1", "595959"
FONT = "Arial"
GRID = "SPBE Tabel"  # the style of tables that have lines
XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def _paragraph(  # noqa: PLR0913  a style has so many parts
    id_: str, name: str, paragraph: str = "", run: str = "", *, like: str = "Normal", then: str = ""
) -> str:
    based = "" if id_ == "Normal" else f'<w:basedOn w:val="{like}"/>'
    default = ' w:default="1"' if id_ == "Normal" else ""
    following = f'<w:next w:val="{then}"/>' if then else ""
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{id_}"><w:name w:val="{name}"/>{based}'
        f"{following}<w:qFormat/>"
        + (f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "")
        + (f"<w:rPr>{run}</w:rPr>" if run else "")
        + "</w:style>"
    )


def _spacing(before: int, after: int, line: int = 0) -> str:
    lines = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{lines}/>'


def _run(size: int = 0, colour: str = "", *, bold: bool = False, italic: bool = False) -> str:
    """Return the properties of a run; `size` in half points."""
    return (
        ("<w:b/>" if bold else "")
        + ("<w:i/>" if italic else "")
        + (f'<w:color w:val="{colour}"/>' if colour else "")
        + (f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else "")
    )


def _heading(level: int, size: int, before: int) -> str:
    return _paragraph(
        f"Heading{level}",
        f"heading {level}",
        f'<w:keepNext/><w:keepLines/>{_spacing(before, 120)}<w:outlineLvl w:val="{level - 1}"/>',
        _run(size, ACCENT, bold=True),
        then="Normal",
    )


def _toc(id_: str, name: str, indent: int, *, bold: bool = False) -> str:
    tabs = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9070"/></w:tabs>'
    indented = f'<w:ind w:left="{indent}"/>'
    return _paragraph(id_, name, f"{tabs}{_spacing(0, 20, 240)}{indented}", _run(bold=bold))


def _borders(names: tuple[str, ...], colour: str = "A6A6A6") -> str:
    edges = (f'<w:{one} w:val="single" w:sz="4" w:space="0" w:color="{colour}"/>' for one in names)
    return "".join(edges)


def _table_style() -> str:
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{PALE}"/>'
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 40), ("left", 85), ("bottom", 40), ("right", 85))
    )
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="SPBETabel"><w:name w:val="{GRID}"/>'
        '<w:basedOn w:val="TableNormal"/><w:tblPr>'
        f"<w:tblBorders>{_borders(edges)}</w:tblBorders>"
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr>'
        f"<w:tcPr>{shade}</w:tcPr></w:tblStylePr></w:style>"
    )


def _defaults() -> str:
    """Return what holds for all that no style says otherwise of."""
    run = (
        f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
        '<w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="id-ID"/>'
    )
    return (
        f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>{run}</w:rPr></w:rPrDefault>'
        f"<w:pPrDefault><w:pPr>{_spacing(0, 120, 264)}</w:pPr></w:pPrDefault></w:docDefaults>"
    )


def _unseen() -> str:
    """Return the styles that everything else rests on."""
    sides = (("top", 0), ("left", 85), ("bottom", 0), ("right", 85))
    margins = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in sides)
    return (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:tblPr><w:tblInd w:w="0" '
        f'w:type="dxa"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList">'
        '<w:name w:val="No List"/><w:uiPriority w:val="99"/></w:style>'
    )


def styles() -> str:
    """Return the part ``styles.xml``."""
    centre, right = '<w:jc w:val="center"/>', '<w:jc w:val="right"/>'
    top = f'<w:pBdr><w:top w:val="single" w:sz="4" w:space="4" w:color="{GREY}"/></w:pBdr>'
    tabs = '<w:tabs><w:tab w:val="right" w:pos="9070"/></w:tabs>'
    listed = [
        _defaults(),
        _paragraph("Normal", "Normal"),
        _unseen(),
        _paragraph("Title", "Title", f"{_spacing(0, 160)}{centre}", _run(40, ACCENT, bold=True)),
        _paragraph("Subtitle", "Subtitle", f"{_spacing(0, 80)}{centre}", _run(28)),
        _paragraph(
            "LetterTitle", "Letter Title", f"{_spacing(0, 240)}{centre}", _run(26, bold=True)
        ),
        _heading(1, 30, 360),
        _heading(2, 25, 280),
        _heading(3, 22, 200),
        _paragraph(
            "Caption",
            "caption",
            f"<w:keepNext/>{_spacing(160, 80)}",
            _run(19, ACCENT, bold=True),
            then="Normal",
        ),
        _paragraph("TOCHeading", "TOC Heading", _spacing(160, 80), _run(26, ACCENT, bold=True)),
        _toc("TOC1", "toc 1", 0, bold=True),
        _toc("TOC2", "toc 2", 284),
        _toc("TableofFigures", "table of figures", 0),
        _paragraph("ListBullet", "List Bullet", f"{_spacing(0, 60)}"),
        _paragraph("ListNumber", "List Number", f"{_spacing(0, 60)}"),
        _paragraph("Source", "Source Line", f"{_spacing(40, 160)}", _run(17, GREY)),
        _paragraph("Header", "header", f"{tabs}{_spacing(0, 0)}", _run(16, GREY)),
        _paragraph("Footer", "footer", f"{top}{tabs}{_spacing(0, 0)}", _run(16, GREY)),
        _paragraph("SideBySide", "Side By Side", _spacing(0, 0, 252)),
        _paragraph("TableText", "Table Text", _spacing(0, 0, 240), _run(18)),
        _paragraph("TableNumber", "Table Number", right, like="TableText"),
        _paragraph("TableHead", "Table Head", "<w:keepNext/>", _run(bold=True), like="TableText"),
        _table_style(),
        "</w:styles>",
    ]
    return XML_HEAD + "".join(listed)
