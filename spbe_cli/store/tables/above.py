"""What stands above a table of a sheet: its titles."""

from spbe_cli.core.collect import titles
from spbe_cli.store.tables.cells import cell_text
from spbe_cli.store.tables.sheets import SheetCells


def titles_above(page: SheetCells, top: int, after: int) -> list[tuple[int, int, str]]:
    """Return the lines of titles above a row, each with its row and column.

    Above a first table (`after` is 0) that is everything; above a later one what stands alone in
    its row, nearest to it.
    """
    found = []
    for row in range(top - 1, after, -1):
        cells = [(at, cell_text(one.value)) for at, one in page.cells.get(row, {}).items()]
        filled = [(at, text) for at, text in cells if text.strip()]
        if after and len(filled) > 1:
            break
        found += [(row, at, line) for at, text in filled for line in text.split("\n")]
    return found


def is_titled(page: SheetCells, top: int, after: int) -> bool:
    """Whether what stands above a later table says whose levels it holds."""
    return any(titles.opinions_in(line) for _row, _at, line in titles_above(page, top, after))
