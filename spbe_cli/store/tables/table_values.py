"""What the cells of a row of a kertas kerja hold: its texts, where they lead to, its levels."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from spbe_cli.core import numbers
from spbe_cli.core.collect import written as people
from spbe_cli.core.collect.form import FormRow
from spbe_cli.core.collect.ticks import is_roman, ticked
from spbe_cli.core.collect.worksheet import LEVEL_FIELDS
from spbe_cli.core.instrument import Instrument
from spbe_cli.core.text import bare
from spbe_cli.problems import Place, Problem
from spbe_cli.store.tables.cells import cell_text
from spbe_cli.store.tables.filled import filled_row, level_of, target_of
from spbe_cli.store.tables.hyperlinks import inward, with_links
from spbe_cli.store.tables.sheets import SheetCells
from spbe_cli.store.tables.table_columns import TableColumns, page_place
from spbe_cli.store.tables.table_head import covering

if TYPE_CHECKING:
    from collections.abc import Sequence

TEXT_FIELDS = ("evidence", "note", "owner")


class TableValues:
    """Reads cells of one table; what is wrong with them, and doubtful, is gathered."""

    def __init__(self, name: str, page: SheetCells, law: Instrument, columns: TableColumns) -> None:
        self.name, self.page, self.law, self.columns = name, page, law, columns
        self.problems: list[Problem] = []
        self.doubts: list[Problem] = []
        self.roman: dict[int, bool] = {}  # columns of Roman numbers

    def read(
        self, row: int, role: str, item: str, at: int | None, *, whole: bool = True
    ) -> FormRow:
        """Return what a row says of an item: all, or (not `whole`) what goes on with the one above.

        `role` is the kind of level, in column `at`; texts are read with the first of them.
        """
        written: dict[str, object] = {"level": self._level(row, at)}
        keys = TEXT_FIELDS if role == "level" else ("remark",) if role == "official" else ()
        places = {
            "": self._place(row, key_column(self.columns)),
            "level": self._place(row, at or 1),
        }
        scale = self.columns.scales.get(role, {}) if at else {}
        if scale:
            places["level"], written["level"] = self._ticked(row, scale, item)
        targets: list[str] = []
        for key in keys:
            if listed := self.columns.of(key):
                written[key] = self.text(row, key, whole=whole)
                places[key] = self._place(row, listed[0])
            if key == "evidence":
                targets = [target_of(self.page, row, one) for one in listed]
        beside = [one for key in keys for one in self.columns.of(key)]
        self._failed(row, [*(scale or filter(None, [at])), *beside])
        first = next(filter(None, targets), "")
        names = people.level_names(self.law, item)
        level, said = level_of(written["level"], names), cell_text(written["level"])
        if level is not None:
            written["level"] = numbers.exact(level)  # by the names that this indicator has
        elif (misnamed := people.misnamed_level(said, item, names)) is not None:
            self.problems.append(misnamed._replace(place=places["level"]))
            written["level"] = None
        found, wrong = filled_row(item, written, places, [], {"evidence": first})
        self.problems += wrong
        self.doubts += inward(self.name, self.page, row, beside)
        if role != "level":
            return found
        more = [one for one in targets if one and one != first]
        return found._replace(evidence=with_links(found.evidence, [*more, *self.linked(row)]))

    def _failed(self, row: int, columns: Iterable[int]) -> None:
        """Refuse formulas of a row that were never computed, or failed."""
        for one in columns:
            if self.page.cell(row, one).uncomputed:
                self.problems.append(Problem("E333", self._place(row, one)))
            elif self.page.cell(row, one).error:
                params = {"found": cell_text(self.page.cell(row, one).value)}
                self.problems.append(Problem("E319", self._place(row, one), params))

    def _level(self, row: int, at: int | None) -> object:
        """Return what a cell says of a level: among Roman numbers a ``V`` is one."""
        value = self.page.cell(row, at).value if at else None
        if at and isinstance(value, str) and bare(value).strip() in ("v", "V"):
            if at not in self.roman:
                rows = range(self.columns.first, self.columns.last + 1)
                self.roman[at] = any(
                    is_roman(cell_text(self.page.cell(one, at).value)) for one in rows
                )
            return 5 if self.roman[at] else value
        return value

    def _ticked(self, row: int, scale: Mapping[int, int], item: str) -> tuple[Place, object]:
        """Return the level that is ticked in a row, and its place; refuse two, and what is none."""
        cells = {level: at for at, level in scale.items()}
        texts = {level: cell_text(self.page.cell(row, at).value) for level, at in cells.items()}
        said = ticked(texts)
        for level in said.strange:
            params = {"found": texts[level].partition("\n")[0][:40], "id": item}
            self.problems.append(Problem("E358", self._place(row, cells[level]), params))
        if len(said.levels) > 1:
            names = tuple(map(str, said.levels))
            place = self._place(row, cells[said.levels[1]])
            self.problems.append(Problem("E359", place, {"id": item, "names": names}))
        elif said.levels:
            return self._place(row, cells[said.levels[0]]), said.levels[0]
        return self._place(row, next(iter(scale))), None

    def linked(self, row: int) -> list[str]:
        """Return where number, name and levels lead to: that is evidence too; tell of others."""
        keys = ("number", "name", *LEVEL_FIELDS)
        for at in self.columns.of("owner"):
            target = target_of(self.page, row, at)
            if target and not target.startswith("mailto:"):
                params = {"found": target}
                problem = Problem("E348", self._place(row, at), params)
                self.doubts += [problem] if problem not in self.doubts else []
        found = (target_of(self.page, row, at) for key in keys for at in self.columns.of(key))
        return list(filter(None, found))

    def text(self, row: int, key: str, *, whole: bool = True) -> str:
        """Return the text of a field: of a merged owner the first row's, of several columns all."""
        listed: Sequence[int] = self.columns.of(key)
        texts = [cell_text(self.page.cell(row, at).value) for at in listed]
        if key == "owner":
            if whole and listed and not texts[0]:
                texts[0] = covering(self.page, row, listed[0])
            return "; ".join(filter(None, dict.fromkeys(texts)))
        if key in ("note", "remark"):
            for at, text in enumerate(texts):
                target = target_of(self.page, row, listed[at])
                if target and target not in text:
                    texts[at] = f"{text} ({target})".strip()
        pair = len(listed) == 2 and [at in self.columns.links for at in listed] == [False, True]
        if key == "evidence" and pair and all(texts):
            titles, links = (text.split("\n") for text in texts)
            if len(titles) == len(links):
                return "\n".join(
                    f"{one} | {other}" for one, other in zip(titles, links, strict=True)
                )
        return "\n".join(filter(None, texts))

    def _place(self, row: int, at: int) -> Place:
        return page_place(self.name, self.page, row, at)


def key_column(columns: TableColumns) -> int:
    """Return the column that says whose a row is: that of numbers, else of names."""
    return next(iter([*columns.of("number"), *columns.of("name")]), 1)
