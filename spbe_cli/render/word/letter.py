"""A letter as a Word document: the Markdown that its template gives, set in Word's own styles.

One template serves both forms of a letter. Of Markdown is read what letters need: headings,
paragraphs with hard breaks, lists, tables, ``**bold**``, and a rule (``---``) for a new page.
A table without headings has no lines: what stands side by side, as signatures do.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from spbe_cli.render.word import pieces
from spbe_cli.render.word.paper import Paper, PaperColumn

_LABELLED = re.compile(r"([A-Z][\w /]{1,18}): (.*)")  # Nomor: …, Hal: …
_NUMBERED, _BULLET = re.compile(r"\d+[.)] (.*)"), re.compile(r"[-*+] (.*)")
_HEADING = re.compile(r"(#{1,3}) (.*)")
_RULE = re.compile(r"-{3,}|\*{3,}|_{3,}")
_KEPT = 2  # paragraphs that stay on the page of who signs
_EDGE = re.compile(r"(?<!\\)\|")
_INLINE = re.compile(r"\\([^\w\s])|(\*\*)|<br */?>|`([^`]*)`")


class _Block(NamedTuple):
    """Lines that belong together, and what they are: ``text``, ``table``, ``bullets``."""

    kind: str
    lines: list[str]


def document(
    text: str, title: str, date: dt.date, template: bytes | None = None, foot: str = ""
) -> bytes:
    """Return a letter as a Word document."""
    made = Paper(title, date, template)
    first = True
    blocks = list(_blocks(text))
    for at, block in enumerate(blocks):
        _write(made, block, first=first, keep=_before_signature(blocks[at + 1 : at + 1 + _KEPT]))
        first = block.kind == "rule"
    if foot:
        made.footer(foot)
    return made.bytes()


def _before_signature(following: Sequence[_Block]) -> bool:
    """Whether only lines of text stand between a block and who signs."""
    for block in following:
        if block.kind == "table":
            return not any(_head(block.lines[0]))
        if block.kind != "text":
            return False
    return False


def _head(line: str) -> list[str]:
    return [part.strip() for part in _EDGE.split(line.strip().strip("|"))]


def _blocks(text: str) -> Iterator[_Block]:
    for blank, lines in groupby(text.split("\n"), key=lambda line: not line.strip()):
        if blank:
            continue
        for kind, own in groupby(lines, key=_kind):
            yield from _apart(_Block(kind, list(own)))


def _apart(block: _Block) -> Iterator[_Block]:
    """Yield headings and rules one by one; other lines belong together."""
    if block.kind in ("heading", "rule"):
        yield from (_Block(block.kind, [line]) for line in block.lines)
    else:
        yield block


def _kind(line: str) -> str:
    plain = line.strip()
    for kind, pattern in (("heading", _HEADING), ("numbered", _NUMBERED), ("bullets", _BULLET)):
        if pattern.fullmatch(plain):
            return kind
    if _RULE.fullmatch(plain):
        return "rule"
    return "table" if plain.startswith("|") else "text"


def _write(made: Paper, block: _Block, *, first: bool, keep: bool) -> None:
    plain = [line.strip() for line in block.lines]
    if block.kind == "rule":
        made.new_page()
    elif block.kind == "heading":
        found = _HEADING.fullmatch(plain[0])
        level = len(found[1]) if found else 1
        style = "Letter Title" if level == 1 else "heading 2"
        kept = level > 1 and not first
        made.append(_paragraph(made, found[2] if found else plain[0], style, keep=kept))
    elif block.kind == "table":
        _table(made, plain)
    elif block.kind == "text":
        _text(made, block.lines, keep=keep)
    else:
        pattern = _NUMBERED if block.kind == "numbered" else _BULLET
        texts = [found[1] for line in plain if (found := pattern.fullmatch(line))]
        write = made.numbered if block.kind == "numbered" else made.bullets
        write([_plain(one) for one in texts])


def _text(made: Paper, lines: Sequence[str], *, keep: bool = False) -> None:
    """Write a paragraph: lines that end with two blanks break there, others run on."""
    text = ""
    for line in lines:
        text += line.strip() + ("\n" if line.endswith("  ") else " ")
    parts = text.strip().split("\n")
    labelled = [_LABELLED.fullmatch(part.strip()) for part in parts]
    if len(parts) > 1 and all(labelled):
        rows = [(_plain(one[1]), ":", _plain(one[2])) for one in labelled if one]
        made.plain((16, 3, 81), rows)
        return
    made.append(_paragraph(made, "\n".join(part.strip() for part in parts), keep=keep))


def _table(made: Paper, lines: Sequence[str]) -> None:
    rows = [[part.strip() for part in _EDGE.split(line.strip("|"))] for line in lines]
    head, marks, *body = rows if len(rows) > 1 else [rows[0], []]
    count = len(head)
    body = [(row + [""] * count)[:count] for row in body]
    texts = [[_plain(one) for one in row] for row in body]
    shares = _shares(head, marks, texts)
    if not any(head):
        made.plain(shares, texts, keep=True)
        return
    columns = [
        PaperColumn(_plain(title), share, number=mark.endswith("-:") and not mark.startswith(":"))
        for title, share, mark in zip(head, shares, marks, strict=False)
    ]
    bold = [at for at, row in enumerate(body) if all(one.startswith("**") for one in row if one)]
    made.table(columns, texts, strong=bold)


def _shares(head: list[str], marks: list[str], texts: list[list[str]]) -> list[int]:
    """Return widths as Markdown's marks say: by their dashes where these differ, else by text."""
    dashes = [one.count("-") for one in marks] + [3] * (len(head) - len(marks))
    if len(set(dashes)) > 1:
        return dashes
    longest = [
        max((len(line) for row in [head, *texts] for line in row[at].split("\n")), default=1)
        for at in range(len(head))
    ]
    if not any(head):
        return [1] * len(head)
    return [min(max(one, 5), 60) for one in longest]


def _paragraph(made: Paper, text: str, style: str = "", *, keep: bool = False) -> str:
    """Return a paragraph in which ``**`` begins and ends what is bold."""
    properties = f'<w:pStyle w:val="{made.style(style)}"/>' if style else ""
    properties += "<w:keepNext/><w:keepLines/>" if keep else ""
    runs, bold = [], False
    for part, strong in _inline(text):
        bold = strong
        runs.append(pieces.text_run(part, bold=bold))
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{''.join(runs)}</w:p>"


def _inline(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of a text, and whether each is bold."""
    at, bold, held = 0, False, ""
    for found in _INLINE.finditer(text):
        held += text[at : found.start()]
        at = found.end()
        if found[2]:
            if held:
                yield held, bold
            held, bold = "", not bold
        elif found[1]:
            held += found[1]
        else:
            held += found[3] if found[3] is not None else "\n"
    held += text[at:]
    if held:
        yield held, bold


def _plain(text: str) -> str:
    return "".join(part for part, _bold in _inline(text))
