"""Rows of a list that are none of data: those that head a group, sources, the heading once more."""

import re
from collections.abc import Sequence

from spbe_cli.core.institutions import group_of, is_kind, kind_in
from spbe_cli.store.tables.grid import KeyedTable

# Patterns are texts: most lists have no such rows.
_MARK = r"(?:[a-z]|[ivxl]+)(?:[.-]?\d{1,2})*[.)]?"  # ``A``, ``IV.``, ``C.1``
_NOTE = r"(?:(?:sumber|catatan|keterangan|ket|note|source)\b\W|\*).*"
_SAID = ("group", "province", "predicate", "opinion", "instrument", "year", "index")


class GroupRows:
    """Tells the rows of one table that are none of data.

    `kind` is that of the group which was headed last (``B. KOTA``), where it has one; `names` are
    texts that stand alone in a row and may be more than headings.
    """

    def __init__(self, grid: KeyedTable) -> None:
        self.grid = grid
        columns = grid.columns
        items = [at for key, at in columns.items() if key[:1].isdecimal()]
        self.figure = columns.get("index", min(items, default=-1))
        self.said = {columns[key] for key in _SAID if key in columns}
        self.kind = ""
        self.names: dict[str, None] = {}
        # Rows with a mark and a name, ``A | PROVINSI LAMPUNG``, and columns where others have none.
        self.marked: list[tuple[int, int]] = []
        self.proven: set[int] = set()

    def idle(self, number: int, institution: str, cells: list[str]) -> bool:
        """Whether a row is empty or none of data."""
        figure = self.figure
        valued = figure >= 0 and bool(cells[figure].strip())
        if valued and institution:  # nearly all rows
            if self.marked:
                self._prove(cells)
            if institution[0].isalpha():
                return cells == self.grid.table.heading
            from spbe_cli.core.collect.worksheet import counts_columns  # hardly any row begins so

            return counts_columns(cells)
        if (number, figure) in self.grid.table.uncomputed:
            return False
        written = [" ".join(cell.split()) for cell in cells if cell.strip()]
        if not valued and self._heads(number, institution, cells, written):
            return True
        if len(written) < 2:
            return not written or self._alone(written[0], cells)
        return cells == self.grid.table.heading

    def _alone(self, text: str, cells: Sequence[str]) -> bool:
        """Whether the only text of a row is no institution whose figures are missing."""
        if re.fullmatch(_NOTE, text, re.IGNORECASE) is not None:
            return True
        if len(cells) < 3 or group_of(text) in ("kementerian", "kabupaten", "kota"):
            return False
        self.names[text] = None
        return True

    def named(self, institution: str, cells: Sequence[str]) -> str:
        """Return the name of a group that a row of figures sums up; empty where it is none."""
        return next(filter(is_kind, self._names(institution, cells)), "")

    def finish(self) -> None:
        """Report rows that were taken for groups in vain: institutions without their figures."""
        for row, at in self.marked:
            if at not in self.proven:
                self.grid.empty(row, self.figure)

    def _names(self, institution: str, cells: Sequence[str]) -> list[str]:
        """Return what may be a row's name: a merged cell may begin left of the column of names."""
        if institution:
            return [institution]
        return [" ".join(cell.split()) for at, cell in enumerate(cells) if at not in self.said]

    def _heads(
        self, number: int, institution: str, cells: Sequence[str], written: Sequence[str]
    ) -> bool:
        if group := self.named(institution, cells):
            self.kind = kind_in(group)
            return True
        named = institution and written[0] != institution
        if len(written) != 2 or not named or self.figure < 0:
            return False
        if re.fullmatch(_MARK, written[0], re.IGNORECASE) is None:
            return False
        at = next(at for at, cell in enumerate(cells) if cell.strip())
        self.marked.append((number, at))
        self.names[institution] = None
        return True

    def _prove(self, cells: Sequence[str]) -> None:
        """Note that institutions have no such marks: what has one in that place is none."""
        at = self.marked[-1][1]
        if at not in self.proven and re.fullmatch(_MARK, cells[at].strip(), re.IGNORECASE) is None:
            self.proven.add(at)
