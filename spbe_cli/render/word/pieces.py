"""The XML that Word documents are made of: runs, fields, cells.

Tables are put together as text and parsed once: python-docx is slow at them.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ILLEGAL = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # in XML 1.0


def clean(text: str) -> str:
    """Return a text without the characters that XML has none of."""
    return _ILLEGAL.sub("", text)


def xml(text: str) -> str:
    """Return a text as XML holds it."""
    return escape(clean(text))


def text_run(text: str, *, size: int = 0, bold: bool = False) -> str:
    """Return a text as a run; line breaks and tabs in it are such on paper."""
    properties = ("<w:b/>" if bold else "") + (
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else ""
    )
    return (
        f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{''.join(_pieces(text))}</w:r>"
    )


def _pieces(text: str) -> Iterator[str]:
    for number, line in enumerate(text.split("\n")):
        if number:
            yield "<w:br/>"
        for at, part in enumerate(line.split("\t")):
            yield "<w:tab/>" if at else ""
            yield f'<w:t xml:space="preserve">{xml(part)}</w:t>' if part else ""


def paragraph(style: str, inner: str, more: str = "") -> str:
    """Return a paragraph; `style` is an id (empty: none), `more` are properties after it."""
    return f"<w:p>{properties((styled(style) if style else '') + more)}{inner}</w:p>"


def instruction(code: str) -> str:
    """Return what a field is to compute."""
    return f'<w:r><w:instrText xml:space="preserve"> {xml(code)} </w:instrText></w:r>'


def field(code: str, shown: str) -> str:
    """Return a field that Word computes; `shown` is what it showed last."""
    between = f"{instruction(code)}{field_mark('separate')}{shown}"
    return f"{field_mark('begin')}{between}{field_mark('end')}"


def table_cell(width: int, inner: str) -> str:
    """Return a cell of a table."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{inner}</w:tc>'


def row(widths: Sequence[int], inner: Sequence[str], more: str = "<w:cantSplit/>") -> str:
    """Return a row of a table; `more` are properties of it."""
    cells = "".join(map(table_cell, widths, inner))
    return f"<w:tr><w:trPr>{more}</w:trPr>{cells}</w:tr>"


def keep_last(body: Any, lines: int) -> None:
    """Keep the last lines of a body on one page, so that none of them has a page of its own."""
    found = 0
    for one in reversed(list(body)):
        rows = list(reversed(list(one.iter(f"{_W}tr")))) or [one]
        for row in rows:
            if found >= lines:
                return
            paragraphs = [row] if row.tag == f"{_W}p" else list(row.iter(f"{_W}p"))
            for line in paragraphs:
                _keep(line)
            found += max((_height(line) for line in paragraphs), default=0)


def shrink_break(body: Any) -> None:
    """Make the line that ends a section next to nothing: on a full page it would be another page.

    The space beneath a table is that line, where the section ends with one.
    """
    ending = next(
        one for one in reversed(list(body)) if one.find(f"{_W}pPr/{_W}sectPr") is not None
    )
    before = ending.getprevious()
    if before is not None and before.tag == f"{_W}p" and before.find(f"{_W}r") is None:
        body.remove(before)
    of = ending.find(f"{_W}pPr")
    section = of.find(f"{_W}sectPr")
    for one in _next_to_nothing(of):
        section.addprevious(one)


def shrink_end(body: Any) -> None:
    """Make the space beneath the table that ends a document next to nothing, for the same reason.

    Word wants a paragraph there, so that it cannot be left out.
    """
    ending = body.sectPr.getprevious()
    if ending is None or ending.tag != f"{_W}p" or ending.find(f"{_W}r") is not None:
        return
    of = ending.find(f"{_W}pPr")
    if of is not None and of.find(f"{_W}sectPr") is None and of.find(f"{_W}pStyle") is None:
        for one in list(of):
            of.remove(one)
        of.extend(_next_to_nothing(of))


def _next_to_nothing(of: Any) -> list[Any]:
    """Return the properties of a paragraph that takes a twentieth of a line."""
    small = {f"{_W}val": "2"}
    text = of.makeelement(f"{_W}rPr", {})
    text.extend([of.makeelement(f"{_W}sz", small), of.makeelement(f"{_W}szCs", small)])
    no_room = {"before": "0", "after": "0", "line": "20", "lineRule": "exact"}
    spacing = of.makeelement(f"{_W}spacing", {f"{_W}{key}": one for key, one in no_room.items()})
    return [spacing, text]


def _height(line: Any) -> int:
    """Return how many lines a paragraph takes, about."""
    return 1 + sum(len(one.text or "") for one in line.iter(f"{_W}t")) // 90


def _keep(line: Any) -> None:
    of = line.find(f"{_W}pPr")
    if of is None:
        of = line.makeelement(f"{_W}pPr", {})
        line.insert(0, of)
    if of.find(f"{_W}keepNext") is None:
        style = of.find(f"{_W}pStyle")
        of.insert(0 if style is None else 1, of.makeelement(f"{_W}keepNext", {}))


def shared(shares: Sequence[int], width: int) -> list[int]:
    """Return the widths of columns that share a whole width."""
    whole = sum(shares)
    return [width * one // whole for one in shares]


def packed(data: bytes) -> bytes:
    """Return a document packed anew with one fixed time in it: the same text, the same bytes."""
    held = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for one in old.infolist():
            fixed = zipfile.ZipInfo(one.filename, (1980, 1, 1, 0, 0, 0))
            new.writestr(fixed, old.read(one), zipfile.ZIP_DEFLATED)
    return held.getvalue()


def table_begin(widths: Sequence[int], style: str, look: str) -> str:
    """Return the beginning of a table."""
    styled = f'<w:tblStyle w:val="{style}"/>' if style else ""
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    return (
        f'<w:tbl><w:tblPr>{styled}<w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="{look}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
    )


def styled(style: str) -> str:
    """Return the style of a paragraph."""
    return f'<w:pStyle w:val="{style}"/>'


def properties(inner: str) -> str:
    """Return the properties of a paragraph; nothing for none."""
    return f"<w:pPr>{inner}</w:pPr>" if inner else ""


def field_mark(kind: str) -> str:
    """Return a mark of a field: ``begin``, ``separate``, ``end``."""
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
