"""What a row of a form holds: a level, evidence, a note and an owner, with what is wrong."""

import re
from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from spbe_cli.core import numbers
from spbe_cli.core.collect import web, written as people
from spbe_cli.core.collect.form import FIELDS, FormRow, text_mark
from spbe_cli.core.collect.lines import evidence_in
from spbe_cli.core.collect.ticks import is_tick
from spbe_cli.problems import Place, Problem
from spbe_cli.store.tables import leading
from spbe_cli.store.tables.cells import cell_value as _text

if TYPE_CHECKING:
    from spbe_cli.store.tables.sheets import SheetCells

_EMPTY = ("", "-", "–")
_PLACES: Mapping[str, str] = {}
_NAMES: Mapping[str, int] = {}
_SAID = ("note", "fact", "analysis", "remark")  # texts, in which a link is part of what is said


def filled_row(
    item: str,
    written: Mapping[str, Any],
    places: Mapping[str, Place],
    kept: list[str],
    targets: Mapping[str, str] = _PLACES,
) -> tuple[FormRow, list[Problem]]:
    """Return a row from what its cells hold, and what is wrong with them.

    `targets`: where cells lead to. Of evidence it is the link; of other texts it is added to them.
    """
    level = level_of(written.get("level"))
    problems = []
    if level is None and _text(written.get("level")) not in _EMPTY:
        said = _text(written.get("level"))
        params = {"found": said.partition("\n")[0][:40], "id": item}
        code = "E357" if is_tick(said) else "E315"
        wrong = people.misnamed_level(said, item) or Problem(code, None, params)
        problems.append(wrong._replace(place=places.get("level")))
    texts = {name: _text(written.get(name)) for name in FIELDS}
    texts["level"] = "" if level is None else numbers.exact(level)
    marks = dict(zip(FIELDS, kept, strict=False))
    for name in _SAID:
        if (target := targets.get(name, "")) and target not in texts[name]:
            texts[name] = f"{texts[name]} ({target})".strip()
    evidence = evidence_in(texts["evidence"])
    untouched = {name for name in FIELDS if marks.get(name) == text_mark(name, texts[name])}
    if target := targets.get("evidence", ""):
        with_link = people.with_link(evidence, target)
        untouched -= {"evidence"} if with_link != evidence else set()
        evidence = with_link
    for part in re.split(r"(?<!\\)\||\n", texts["evidence"]):
        if people.unsure_day(part):
            params = {"found": part.strip(), "id": item}
            problems.append(Problem("E334", places.get("evidence"), params))
    row = FormRow(
        item=item,
        level=level,
        evidence=evidence,
        note=texts["note"] or None,
        owner=texts["owner"] or None,
        fact=texts["fact"] or None,
        analysis=texts["analysis"] or None,
        remark=texts["remark"] or None,
        untouched=frozenset(untouched),
        places=places,
    )
    return row, problems


def level_of(value: object, names: Mapping[str, int] = _NAMES) -> Fraction | None:
    """Read a level as Excel and people write it: 3, "3", 3.0, "3,0", "Tingkat 3", "3 (…)".

    `names`: what the levels of its indicator are called.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return numbers.parse(f"{value:.12g}")
    return people.read_level(_text(value), names)


def target_of(sheet: "SheetCells", row: int, column: int) -> str:
    """Return where a cell leads to, by its link or by HYPERLINK; empty where nowhere outside."""
    target = sheet.links.get((row, column), "")
    if not target or target.startswith("#"):
        target = leading.link_of(sheet, row, column) or target
    return "" if target.startswith("#") else plain_target(target.strip())


def plain_target(target: str) -> str:
    """Return a link as a file of ours names it: of files without ``%20``, with ``/`` for folders.

    A spreadsheet writes the name of a file beside it as a part of an address.
    """
    if not target or re.match(r"[a-z][a-z0-9+.-]+:|www\.", target, re.IGNORECASE):
        return target
    if web.is_link(target):  # ``s.id/x``
        return target
    from urllib.parse import unquote

    try:
        return unquote(target, errors="strict").replace("\\", "/")
    except UnicodeDecodeError:  # a name that only has such letters
        return target.replace("\\", "/")


def of_short(written: Mapping[str, Any]) -> str:
    """Return the first text of a row, shortened."""
    return next((text for text in map(_text, written.values()) if text), "")[:40]


def twice(rows: list[FormRow], known: Collection[str] = ()) -> Iterator[Problem]:
    """Yield rows whose item another row has already (E316).

    Of an indicator that may be answered for several services (of items `known`), E371 names those.
    """
    first: dict[str, Place] = {}
    for row in rows:
        if row.item in first:
            params = {"id": row.item, "at": str(first[row.item])}
            more = services(row.item, known)[1:]
            code = "E371" if more else "E316"
            yield Problem(code, row.places[""], {**params, "names": more} if more else params)
        first.setdefault(row.item, row.places[""])


def services(item: str, known: Collection[str]) -> tuple[str, ...]:
    """Return the items of an indicator that has several: ``35``, ``35-2``; else none."""
    listed = tuple(one for one in known if one == item or one.startswith(f"{item}-"))
    return listed if len(listed) > 1 else ()


def misnumbered(text: str, known: Collection[str]) -> Problem | None:
    """Return E372, without its place, for a service as people number it: ``35a``; else None."""
    found = re.match(r"(?:i[a-z]*\.?\s*)?(\d{1,3})[\s./(-]*([a-c]|[1-9])\b", text, re.IGNORECASE)
    names = services(found[1], known) if found else ()
    if found is None or not names:
        return None
    return Problem("E372", None, {"found": found[0], "id": found[1], "names": names})
