"""Whose levels a table holds, where its columns do not say so: by its title, or that of its sheet.

A title that names several, or may mean one or another, is asked about (E361).
"""

from typing import NamedTuple

from spbe_cli.core.collect import titles
from spbe_cli.core.collect.columns import says_self
from spbe_cli.core.collect.form import FormRow
from spbe_cli.problems import Place, Problem
from spbe_cli.store.tables.above import titles_above
from spbe_cli.store.tables.sheets import SheetCells
from spbe_cli.store.tables.table_columns import TableColumns, page_place
from spbe_cli.store.tables.table_head import Heading

PREVIOUS = "previous"


class Spoken(NamedTuple):
    """Whose levels a table holds (empty where nothing says so), in which words, and where."""

    role: str
    said: str
    place: Place


def whose(
    name: str, page: SheetCells, heading: Heading, columns: TableColumns, after: int
) -> Spoken | Problem:
    """Return what is said of a table above it, below the row `after`, and by its sheet.

    Returns E361 where that is not certain. What its columns say of themselves needs no title.
    """
    listed = [
        Spoken(role, line, page_place(name, page, row, at))
        for row, at, line in titles_above(page, heading.top, after)
        for role in titles.opinions_in(line)
    ]
    if page.title and not after:
        place = Place(name, 0, 0, page.title)
        listed += [
            Spoken(role, page.title, place) for role in titles.opinions_in(page.title, alone=True)
        ]
    plain = [at for at in columns.of("level") if not says_self(heading.parts.get(at, ()))]
    if past := [one for one in listed if one.role == PREVIOUS]:
        return past[0]  # whoever's it was
    if not plain:
        return Spoken("", "", Place(name))
    told = {role for role in ("official", "target") if columns.of(role)}
    rivals = [one for one in listed if one.role not in told] or listed
    roles = dict.fromkeys(one.role for one in rivals)
    if len(roles) > 1 or titles.UNSURE in roles:
        first = rivals[0]
        said = tuple(dict.fromkeys(one.said for one in rivals))
        return Problem("E361", first.place, {"names": said})
    return rivals[0] if rivals else Spoken("", "", Place(name))


def parted(rows: dict[str, list[FormRow]], role: str, *, remarks: bool) -> dict[str, list[FormRow]]:
    """Return the rows of a table by opinion where its plain levels are those of `role`.

    Of an external assessment notes are remarks, unless the table has `remarks` of its own.
    """
    if role in ("", "level"):
        return rows
    plain = rows.get("level", [])
    if role == "official" and not remarks:
        plain = [
            row._replace(places={**row.places, "remark": row.places.get("note", row.places[""])})
            for row in plain
        ]
    if role != "official" or not remarks:
        return {**rows, "level": [], role: [*rows.get(role, []), *plain]}
    said = {row.item: row for row in rows.get(role, [])}
    taken = [
        row._replace(evidence=(), note=None, owner=None, remark=said[row.item].remark)
        if row.item in said
        else row._replace(evidence=(), note=None, owner=None)
        for row in plain
    ]
    return {**rows, "level": [row._replace(level=None) for row in plain], role: taken}
