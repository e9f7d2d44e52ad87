"""Sheets of an .xlsx by the parser of openpyxl: values, links, merged and hidden cells alone.

No style, picture or property can stand in the way of them.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from spbe_cli.core import numbers
from spbe_cli.problems import FileError, Place, Problem, SpbeError
from spbe_cli.store.tables.archive import Archive, column_of
from spbe_cli.store.tables.comments import commented
from spbe_cli.store.tables.sheets import Cell, CellTexts, Sheet

WIDEST = 1_000  # columns that are read


def guarding(name: str, act: Callable[[], Any]) -> Any:
    """Do something with a file that may be damaged: it may break its reader in any way there is."""
    import warnings

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of extensions that are left out
            return act()
    except (SpbeError, KeyboardInterrupt):
        raise
    except BaseException as error:
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise FileError([Problem("E302", Place(name))]) from None


def sheets(name: str, archive: Archive) -> list[Sheet]:
    """Return the sheets of an archive that was opened with care."""
    from openpyxl.packaging.relationship import get_dependents, get_rels_path
    from openpyxl.reader import excel
    from openpyxl.xml.functions import iterparse

    class Reader(excel.ExcelReader):
        """Reads what leads to the sheets, with strings as the file has them."""

        def __init__(self) -> None:
            self.archive, self.valid_files = archive, list(archive.names.values())
            self.read_only = self.data_only = True
            self.keep_vba = self.keep_links = self.rich_text = False
            self.shared_strings: list[str] = []

        def read_strings(self) -> None:
            from openpyxl.cell.text import Text

            if "xl/sharedstrings.xml" not in archive.names:
                return
            with archive.open("xl/sharedStrings.xml") as source:
                for _event, node in iterparse(source):
                    if node.tag.endswith("}si"):
                        text = Text.from_tree(node)
                        self.shared_strings.append("" if text is None else text.content)
                        node.clear()

    reader = Reader()
    reader.read_manifest()
    reader.read_strings()
    reader.read_workbook()
    dates, spans = _dates(archive)
    found = []
    for sheet, rel in reader.parser.find_sheets():
        if rel.target.casefold() not in archive.names or "chartsheet" in rel.Type:
            continue
        path = get_rels_path(rel.target)  # type: ignore[no-untyped-call]
        rels = get_dependents(archive, path) if path.casefold() in archive.names else ()
        targets = {one.Id or "": one.Target for one in rels if "hyperlink" in (one.Type or "")}
        parts = _Parts(name, archive, rel.target, reader.shared_strings, targets)
        parts.dates, parts.spans, parts.epoch = dates, spans, reader.wb.epoch
        concealed = sheet.state != "visible"
        said = partial(_comments, name, archive, [(one.Type or "", one.Target) for one in rels])
        found.append(
            Sheet(sheet.name, parts.rows, parts.links, parts.merged, parts.hidden, concealed, said)
        )
    return found


def _comments(name: str, archive: Archive, rels: list[tuple[str, str]]) -> CellTexts:
    """Return what people said of the cells of a sheet; FileError E302 where that is damaged."""
    there = [(kind, part) for kind, part in rels if part.lstrip("/").casefold() in archive.names]
    notes, threads = (
        [part for kind, part in there if kind.endswith(ending)]
        for ending in ("/comments", "/threadedComment")
    )
    found: CellTexts = guarding(name, lambda: commented(archive, notes, threads))
    return found


class _Parts:
    """Reads one sheet of an .xlsx."""

    def __init__(
        self, name: str, archive: Archive, path: str, strings: list[str], targets: dict[str, str]
    ) -> None:
        self.name, self.archive, self.path, self.strings = name, archive, path, strings
        self.targets = targets
        self.links: dict[tuple[int, int], str] = {}
        self.merged: list[tuple[int, int, int, int]] = []
        self.hidden: set[int] = set()
        self.dates: set[int] = set()
        self.spans: set[int] = set()
        self.epoch: Any = None

    def rows(self) -> Iterator[tuple[int, dict[int, Cell]]]:
        """Yield the rows; FileError E302 where the sheet is damaged."""
        rows = self._rows()
        while True:
            row = guarding(self.name, lambda: next(rows, None))
            if row is None:
                return
            yield row

    def _rows(self) -> Iterator[tuple[int, dict[int, Cell]]]:
        from openpyxl.worksheet import _reader
        from openpyxl.xml.functions import iterparse

        with self.archive.open(self.path) as source:
            parser = _reader.WorkSheetParser(
                source,
                self.strings,
                data_only=True,
                epoch=self.epoch,
                date_formats=self.dates,
                timedelta_formats=self.spans,
            )
            for _event, element in iterparse(source):
                tag = element.tag
                if tag == _reader.ROW_TAG:
                    yield self._row(parser, element)
                    element.clear()
                elif tag == _reader.HYPERLINK_TAG:
                    for one in element:
                        self._link(dict(one.attrib))
                elif tag == _reader.MERGE_TAG:
                    for one in element:
                        first, _colon, last = one.get("ref", "").partition(":")
                        (top, left), (bottom, right) = _at(first), _at(last or first)
                        self.merged.append((top, bottom, left, right))

    def _row(self, parser: Any, element: Any) -> tuple[int, dict[int, Cell]]:
        from openpyxl.worksheet import _reader

        attributes = element.attrib
        number = attributes.get("r")
        parser.row_counter = int(float(number)) if number else parser.row_counter + 1
        parser.col_counter = 0
        if attributes.get("hidden") in ("1", "true"):
            self.hidden.add(parser.row_counter)
        cells: dict[int, Cell] = {}
        for one in element:
            found = parser.parse_cell(one)
            formula = ""
            if one.find(_reader.FORMULA_TAG) is not None:
                formula = _formula(parser, one)
            if (found["value"] is not None or formula) and found["column"] <= WIDEST:
                error = found["data_type"] == "e"
                cells[found["column"]] = Cell(found["value"], formula, error)
        return parser.row_counter, cells

    def _link(self, said: dict[str, str]) -> None:
        key = next((one for name, one in said.items() if name.endswith("}id")), "")
        target = self.targets.get(key, "")
        if not target:
            return
        if said.get("location"):
            target = f"{target}#{said['location']}"
        first, _colon, last = said.get("ref", "").partition(":")
        (top, left), (bottom, right) = _at(first), _at(last or first)
        for row in range(top, min(bottom, top + 1000) + 1):
            for column in range(left, min(right, left + 100) + 1):
                self.links[row, column] = target


def _formula(parser: Any, element: Any) -> str:
    try:
        return str(parser.parse_formula(element))
    except Exception:  # noqa: BLE001  what the formula is does not matter then, only that it is one
        return "="


def _at(name: str) -> tuple[int, int]:
    found = re.fullmatch(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})", name)
    if found is None:
        raise ValueError(name)
    return int(found[2]), column_of(found[1].encode())


def _dates(archive: Archive) -> tuple[set[int], set[int]]:
    """Return the numbers of the styles that show dates, and spans of time; none if unreadable."""
    import xml.etree.ElementTree as ET

    from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format

    dates: set[int] = set()
    spans: set[int] = set()
    if "xl/styles.xml" not in archive.names:
        return dates, spans
    try:
        root = ET.fromstring(archive.read("xl/styles.xml"))  # noqa: S314  it has no DOCTYPE
    except ET.ParseError:
        return dates, spans
    own = {
        one.get("numFmtId"): one.get("formatCode", "")
        for one in root.iter()
        if one.tag.endswith("}numFmt")
    }
    listed = next((one for one in root if one.tag.endswith("}cellXfs")), ())
    for number, one in enumerate(listed):
        key = one.get("numFmtId", "0")
        known = BUILTIN_FORMATS.get(numbers.whole_number(key) or 0, "")
        shown = own.get(key, known)
        if is_date_format(shown):
            dates.add(number)
        if is_timedelta_format(shown):
            spans.add(number)
    return dates, spans
