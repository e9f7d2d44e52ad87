"""Links behind cells where none is asked for: they are evidence where a row is about an indicator.

What nobody can take for evidence (the name of a unit, a criterion, a title) is told.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from spbe_cli.core.assessment import Evidence
from spbe_cli.core.collect import written as people
from spbe_cli.problems import Place, Problem
from spbe_cli.store.tables.cells import cell_text
from spbe_cli.store.tables.filled import target_of
from spbe_cli.store.tables.sheets import coordinate

if TYPE_CHECKING:
    from spbe_cli.store.tables.sheets import SheetCells

ABOUT = ("number", "name", "level")  # columns of a row that lead to what proves its level
LinkedCell = tuple[str, int, int]  # the title of a sheet, row and column


def with_links(evidence: tuple[Evidence, ...], links: Sequence[str]) -> tuple[Evidence, ...]:
    """Return evidence and links of other cells, each an entry of its own."""
    known = {said for one in evidence for said in (one.url, one.file)}
    new = (link for link in dict.fromkeys(links) if link and link not in known)
    return (*evidence, *(one for link in new for one in people.with_link((), link)))


def untaken(
    file: str, sheets: "Iterable[SheetCells]", taken: Collection[LinkedCell]
) -> Iterator[Problem]:
    """Yield E348 for each link that is not among those `taken`; none for addresses of mail.

    Nor for what the cell says itself: Excel puts a link behind each address that is typed.
    """
    for sheet in sheets:
        calling = {
            (row, at)
            for row, cells in sheet.cells.items()
            for at, cell in cells.items()
            if cell.formula and "HYPERLINK" in cell.formula.upper()
        }
        for row, at in sorted({*sheet.links, *calling}):
            if (sheet.title, row, at) in taken:
                continue
            target = target_of(sheet, row, at)
            said = cell_text(sheet.cell(row, at).value)
            if target and not target.startswith("mailto:") and target.rstrip("/") not in said:
                place = Place(file, 0, 0, sheet.title, coordinate(row, at))
                yield Problem("E348", place, {"found": target})
