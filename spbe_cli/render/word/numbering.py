"""Lists with bullets and numbers: the definitions that Word wants for them, each list its own."""

from typing import TYPE_CHECKING, Any

from spbe_cli.render.word.styles import W

if TYPE_CHECKING:
    from docx.document import Document

_BULLET, _DECIMAL = ("bullet", "•"), ("decimal", "%1.")


def bullets(document: "Document") -> int:
    """Return the number of a definition with bullets."""
    return _made(document, *_BULLET)


def decimals(document: "Document") -> int:
    """Return the number of a definition that counts from 1: a new one for each list."""
    return _made(document, *_DECIMAL)


def _made(document: "Document", kind: str, text: str) -> int:
    from docx.oxml import parse_xml

    root = _root(document)
    abstracts = root.findall(f"{{{W}}}abstractNum")
    nums = root.findall(f"{{{W}}}num")
    taken = [int(one.get(f"{{{W}}}abstractNumId")) for one in abstracts]
    abstract = max(taken, default=-1) + 1
    number = max((int(one.get(f"{{{W}}}numId")) for one in nums), default=0) + 1
    made: Any = parse_xml(
        f'<w:abstractNum xmlns:w="{W}" w:abstractNumId="{abstract}">'
        '<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        f'<w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="397" w:hanging="397"/></w:pPr></w:lvl></w:abstractNum>'
    )
    if abstracts:
        abstracts[-1].addnext(made)
    elif nums:
        nums[0].addprevious(made)
    else:
        root.append(made)
    num = f'<w:num xmlns:w="{W}" w:numId="{number}"><w:abstractNumId w:val="{abstract}"/></w:num>'
    last = [*root.findall(f"{{{W}}}abstractNum"), *nums][-1]
    last.addnext(parse_xml(num))
    return number


def _root(document: "Document") -> Any:
    """Return the definitions of lists; a document that has none yet gets the part."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.oxml import parse_xml
    from docx.parts.numbering import NumberingPart

    part = document.part
    try:
        return part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element  # type: ignore[attr-defined]
    except KeyError:
        root: Any = parse_xml(f'<w:numbering xmlns:w="{W}"/>')
        made = NumberingPart(
            PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, root, part.package
        )
        part.relate_to(made, RELATIONSHIP_TYPE.NUMBERING)
        return root
