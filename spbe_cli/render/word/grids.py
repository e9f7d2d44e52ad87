"""Tables with lines: a heading on every page, columns as wide as their words, rows that stay."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from spbe_cli.render.word import pieces, styles, widths

if TYPE_CHECKING:
    from spbe_cli.render.word.paper import Paper, PaperColumn

_USUAL = 18  # half points of a table's letters
_SHORT = 8  # rows of a table that stands on one page
_TAIL = 3  # rows that end a longer one together
_INDENT = 227  # of a row under another, in twentieths of a point


class GridRows(NamedTuple):
    """The rows of a table: which of them stand out, and how far the first cell is indented."""

    rows: Sequence[Sequence[str]]
    strong: frozenset[int]
    depths: Sequence[int] = ()


def grid(paper: "Paper", columns: Sequence["PaperColumn"], made: GridRows, size: int = 0) -> str:
    """Return a table as XML; `size` of its letters in half points, where they have to be small."""
    wide, size = _widths(paper, columns, made, size)
    text, number = paper.style("Table Text"), paper.style("Table Number")
    head = paper.style("Table Head")
    of = [number if one.number else text for one in columns]
    right = '<w:jc w:val="right"/>'
    titles = [
        pieces.paragraph(
            head, pieces.text_run(one.title, size=size, bold=True), right if one.number else ""
        )
        for one in columns
    ]
    parts = [
        pieces.table_begin(wide, paper.style(styles.GRID), "0420"),
        pieces.row(wide, titles, "<w:cantSplit/><w:tblHeader/>"),
    ]
    for at, row in enumerate(made.rows):
        kept = "<w:keepNext/>" if _kept(at, len(made.rows)) else ""
        indents = [_INDENT * made.depths[at] if made.depths else 0, *[0] * len(row)]
        cells = [
            pieces.paragraph(
                style,
                pieces.text_run(one, size=size, bold=at in made.strong),
                kept + (f'<w:ind w:left="{indent}"/>' if indent else ""),
            )
            for one, style, indent in zip(row, of, indents, strict=False)
        ]
        parts.append(pieces.row(wide, cells))
    return "".join((*parts, "</w:tbl>"))


def _kept(at: int, count: int) -> bool:
    """Whether a row stays with the next: a short table is whole, of others no row is alone."""
    last = count - 1
    return at < last if count <= _SHORT else at == 0 or last - _TAIL < at < last


def _widths(
    paper: "Paper", columns: Sequence["PaperColumn"], made: GridRows, size: int
) -> tuple[list[int], int]:
    """Return the widths of columns, and the size of letters with which words stay whole."""
    titles = [one.title for one in columns]
    face = widths.OWN if paper.own else widths.OTHERS
    fit = widths.letters_fitting(titles, made.rows, made.strong, size or _USUAL, paper.width / face)
    least = widths.least_widths(titles, made.rows, made.strong, fit * face)
    wide = widths.fitted([one.share for one in columns], least, paper.width)
    return wide, fit if fit < (size or _USUAL) else size
