"""What an .ods says of cells beside their values: links, formulas, merged cells, hidden rows.

calamine reads the values alone; this reads the rest of it from the text of the same part.
"""

import re
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, NamedTuple

from spbe_cli.store.tables.archive import MERGED

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_SAID = f"{_OFFICE}annotation"  # what somebody said of a cell
_HREF = "{http://www.w3.org/1999/xlink}href"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_SAYING = tuple(
    f"{_TABLE}{one}" for one in ("formula", "number-columns-spanned", "number-rows-spanned")
)
_REPEATED = 1_000  # of one cell or row, that are told each
_TOLD = 1_000_000  # cells that have more than a value
# What a formula of OpenDocument writes in its own way; texts between quotation marks stay.
_OWN = re.compile(
    r"""(?P<text>"(?:[^"]|"")*")
    |\[\$?(?P<sheet>'(?:[^']|'')*'|[^\]\[.'"#]*)\.(?P<first>[^\]\[:.]+)
        (?::(?:[^\]\[:]*\.)?(?P<last>[^\]\[:.]+))?\]
    |(?P<mark>[{}|;])""",
    re.VERBOSE,
)


class CellFacts(NamedTuple):
    """What the cells of one sheet say beside their values, by row and column from 1.

    `texts` are those of cells with several links: each line with its own. `uncomputed` are cells
    whose formula was never computed, `errors` those that show one. `comments` are of people.
    """

    links: dict[tuple[int, int], str]
    formulas: dict[tuple[int, int], str]
    merged: list[tuple[int, int, int, int]]
    hidden: set[int]
    texts: dict[tuple[int, int], str]
    uncomputed: set[tuple[int, int]]
    errors: set[tuple[int, int]]
    comments: dict[tuple[int, int], str]


def no_facts() -> CellFacts:
    """Return what a sheet says of which nothing is known."""
    return CellFacts({}, {}, [], set(), {}, set(), set(), {})


def cell_facts(source: IO[bytes]) -> dict[str, CellFacts] | None:
    """Return what a ``content.xml`` says, by the titles of its sheets; None where it is too much.

    It has no DOCTYPE, and its size is bounded: `Archive.swollen`.
    """
    import xml.etree.ElementTree as ET

    found: dict[str, CellFacts] = {}
    facts, row, area, told = None, 0, 0, 0
    for event, node in ET.iterparse(source, ("start", "end")):  # noqa: S314  no DOCTYPE
        if event == "start" and node.tag == f"{_TABLE}table":
            facts = no_facts()
            found[node.get(f"{_TABLE}name", "")], row = facts, 1
        elif event == "end" and node.tag == f"{_TABLE}table-row" and facts is not None:
            times = _times(node, "rows")
            if node.get(f"{_TABLE}visibility", "visible") != "visible":
                facts.hidden.update(range(row, row + min(times, _REPEATED)))
            cells = list(_telling(node))
            for more in range(min(times, _REPEATED) if cells else 0):
                told += len(cells)
                area += sum(_cell(facts, (row + more, at), cell) for at, cell in cells)
                if area > MERGED or told > _TOLD:
                    return None
            row += times
            node.clear()
        elif event == "end" and node.tag == f"{_TABLE}table":
            facts = None
            node.clear()
    return found


def _times(node: "Element", of: str) -> int:
    return max(1, int(node.get(f"{_TABLE}number-{of}-repeated", "1")))


def _telling(node: "Element") -> Iterator[tuple[int, "Element"]]:
    """Yield the cells of a row that say more than a value, each with its column."""
    column = 1
    for cell in node:
        if cell.tag not in _CELLS:
            continue
        times = _times(cell, "columns")
        said = any(one in cell.attrib for one in _SAYING) or (
            len(cell) and any(one.tag in (f"{_TEXT}a", _SAID) for one in cell.iter())
        )
        if said or cell.get(f"{_CALC}value-type") == "error":
            for more in range(min(times, _REPEATED)):
                yield column + more, cell
        column += times


def _cell(facts: CellFacts, at: tuple[int, int], cell: "Element") -> int:
    """Gather what a cell says; return how many merged ones it is."""
    wide, tall = (int(cell.get(f"{_TABLE}number-{of}-spanned", "1")) for of in ("columns", "rows"))
    if wide * tall > 1:
        facts.merged.append((at[0], at[0] + tall - 1, at[1], at[1] + wide - 1))
    formula = cell.get(f"{_TABLE}formula", "")
    if formula:
        facts.formulas[at] = usual_formula(f"={formula.partition('=')[2]}")
        if not cell.get(f"{_OFFICE}value-type"):
            facts.uncomputed.add(at)
    if cell.get(f"{_CALC}value-type") == "error":
        facts.errors.add(at)
    if (said := cell.find(_SAID)) is not None:
        facts.comments[at] = " ".join(map(_shown, said.findall(f"{_TEXT}p")))
    lines = [(_shown(line), list(_targets(line))) for line in cell.findall(f"{_TEXT}p")]
    targets = [target for _text, listed in lines for target in listed]
    if len(set(targets)) == 1:
        facts.links[at] = targets[0]
    elif targets:
        facts.texts[at] = "\n".join(
            f"{text} | {listed[0]}" if len(listed) == 1 else " ".join([text, *listed])
            for text, listed in lines
        )
    return wide * tall if wide * tall > 1 else 0


def usual_formula(formula: str) -> str:
    """Return a formula of OpenDocument as Excel writes it: ``=IF(J7=1,Data!$A$1:$B$2,"")``."""
    rows = False  # whether inside of an array, where ``|`` parts the rows

    def usual(found: re.Match[str]) -> str:
        nonlocal rows
        if found["text"] is not None:
            return found["text"]
        if found["first"] is not None:
            sheet = f"{found['sheet']}!" if found["sheet"] else ""
            return sheet + found["first"] + (f":{found['last']}" if found["last"] else "")
        mark = found["mark"]
        rows = mark == "{" or (rows and mark != "}")
        return {";": ",", "|": ";" if rows else "|"}.get(mark, mark)

    return _OWN.sub(usual, formula)


def _shown(line: "Element") -> str:
    return "".join(line.itertext())


def _targets(line: "Element") -> Iterator[str]:
    """Yield where a line leads to; what lies beside the file is written from within it."""
    for one in line.iter(f"{_TEXT}a"):
        target = (one.get(_HREF) or "").strip()
        if target and not target.startswith("#"):
            yield target.removeprefix("../")
