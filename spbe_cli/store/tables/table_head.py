"""Finds the heading of a kertas kerja by its words, and what each of its columns holds."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from spbe_cli.core.collect.worksheet import counts_columns, is_link_heading, plain_words, role_of
from spbe_cli.problems import Place, Problem
from spbe_cli.store.tables.cells import cell_text
from spbe_cli.store.tables.sheets import SheetCells, coordinate

VALUES = ("level", "official", "target", "evidence", "note", "owner")
_TALLEST = 40  # rows among which a heading is looked for


class Heading(NamedTuple):
    """Where a table begins: the row of its heading (its last), and the text of each column."""

    row: int
    texts: dict[int, str]
    roles: dict[int, str]


def find_heading(page: SheetCells, named: Mapping[str, str], year: int) -> Heading | None:
    """Find the heading: the row, or two, in whose words most is recognised."""
    best: tuple[tuple[int, bool], Heading] | None = None
    for row in range(1, min(_TALLEST, page.depth) + 1):
        for bottom in (row, row + 1):
            found = _as_heading(page, (row, bottom), named, year)
            roles = set(found.roles.values())
            if not roles & {"number", "name"} or not roles & set(VALUES) or len(roles) < 3:
                continue
            fits = (len(found.roles), bottom == row)  # of equal ones, that of one row
            if best is None or fits > best[0]:
                best = (fits, found)
    return None if best is None else best[1]


def _as_heading(
    page: SheetCells, rows: tuple[int, int], named: Mapping[str, str], year: int
) -> Heading:
    top, bottom = rows
    texts: dict[int, str] = {}
    for at in range(1, page.width + 1):
        above = covering(page, top, at)
        below = cell_text(page.cell(bottom, at).value) if bottom > top else ""
        text = below if above == below else f"{above} {below}".strip()
        if text:
            texts[at] = text
    wanted = {plain_words(text): role for role, text in named.items()}
    roles: dict[int, str] = {}
    for at, text in texts.items():
        role = wanted.get(plain_words(text)) or role_of(text, year)
        if role is None and bottom > top:  # ``Penilaian`` over ``Nilai Mandiri``
            role = role_of(cell_text(page.cell(bottom, at).value), year)
        if role is not None:
            roles[at] = role
    if counts_columns([cell_text(page.cell(bottom, at).value) for at in texts]):
        return Heading(bottom, texts, {}) if bottom > top else Heading(bottom, texts, roles)
    return Heading(bottom, texts, roles)


def covering(page: SheetCells, row: int, at: int) -> str:
    """Return the text of a cell, or of the merged one that it is part of."""
    for top, bottom, left, right in page.merged:
        if top <= row <= bottom and left <= at <= right and right - left < page.width - 1:
            return cell_text(page.cell(top, left).value)
    return cell_text(page.cell(row, at).value)


def columns_of(
    name: str, page: SheetCells, heading: Heading, named: Mapping[str, str]
) -> tuple[dict[str, list[int]], list[Problem]]:
    """Return the columns by what they hold, and E336 where two fit that hold something."""
    problems: list[Problem] = []
    found: dict[str, list[int]] = {}
    for at, role in heading.roles.items():
        found.setdefault(role, []).append(at)
    for role, text in named.items():
        same = [at for at, one in heading.texts.items() if plain_words(one) == plain_words(text)]
        if len(same) == 1:
            found[role] = same
    for role, listed in found.items():
        if len(listed) > 1:
            filled = [at for at in listed if _holds(page, heading.row, at)]
            listed[:] = filled or listed[:1]
        links = [at for at in listed if is_link_heading(heading.texts[at])]
        pair = role == "evidence" and len(listed) == 2 and len(links) == 1
        if len(listed) > 1 and not pair and role not in ("number", "name", "previous"):
            headings = tuple(" ".join(heading.texts[at].split()) for at in listed)
            place = Place(name, 0, 0, page.title, coordinate(heading.row, listed[0]))
            params = {"key": role, "names": headings, "one": headings[0]}
            problems.append(Problem("E336", place, params))
        elif pair:
            listed.sort(key=lambda at: at in links)
    found.pop("previous", None)
    return found, problems


def _holds(page: SheetCells, row: int, at: int) -> bool:
    below = (one for number, one in page.cells.items() if number > row)
    texts = [cell_text(cells[at].value) for cells in below if at in cells]
    return (
        any(text.strip() and not re.fullmatch(r"\(?\d{1,2}\)?", text) for text in texts[:1])
        or len([text for text in texts if text.strip()]) > 1
    )
