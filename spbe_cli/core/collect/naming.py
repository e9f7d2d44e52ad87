"""Indicators and sections as people name them: ``12``, ``29-31``, ``domain:4``, or several."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from spbe_cli.core.result import Result, SectionScore, leaves, walk
from spbe_cli.problems import DataError, Place, Problem, hint

_NO_KINDS: Mapping[str, str] = MappingProxyType({})
_RANGE = r"(\d{1,9})-(\d{1,9})"


def pick(
    result: Result, text: str, place: Place, kinds: Mapping[str, str] = _NO_KINDS
) -> tuple[list[str], list[Problem]]:
    """Read names with commas between them, from `place`; return the items, and what is unknown.

    E112 is a range from high to low. Nothing named, nothing
    returned.
    """
    items = [one.item.id for one in result.items()]
    found: list[str] = []
    problems: list[Problem] = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        span = re.fullmatch(_RANGE, part)
        if ":" in part:
            kind, _colon, name = part.partition(":")
            try:
                inside = section(result, kind, name, place, kinds)
            except DataError as error:
                problems += error.problems
            else:
                found += [one.item.id for one in leaves([inside])]
        elif (item := result.instrument.item(part)) in items:
            found.append(item)
        elif span and int(span[1]) > int(span[2]):
            problems.append(Problem("E112", place, {"low": span[1], "high": span[2]}))
        elif span and _all_known(span, items):
            numbers = range(int(span[1]), int(span[2]) + 1)
            found += [item for item in items if item.isdecimal() and int(item) in numbers]
        else:
            params = {"id": part, "instrument": result.instrument.id, **hint(part, items)}
            problems.append(Problem("E204", place, params))
    return list(dict.fromkeys(found)), problems


def _all_known(span: re.Match[str], items: list[str]) -> bool:
    """Whether each number of a range is an item; a range longer than all of them is not."""
    first, last = int(span[1]), int(span[2])
    return last - first < len(items) and {str(n) for n in range(first, last + 1)} <= set(items)


def section(
    result: Result, kind: str, name: str, place: Place, kinds: Mapping[str, str] = _NO_KINDS
) -> SectionScore:
    """Return the scored section of a kind and id; DataError E213 if there is none.

    `kinds` are words that may stand for a kind beside its own.
    """
    folded = kind.strip().casefold()
    wanted = kinds.get(folded, folded)
    found = [one for one in walk(result.sections) if one.section.key == (wanted, name.strip())]
    if not found:
        known = [one.section.ref for one in walk(result.sections)]
        params = {"kind": wanted, "id": name, "instrument": result.instrument.id}
        raise DataError([Problem("E213", place, {**params, **hint(f"{wanted}:{name}", known)})])
    return found[0]
