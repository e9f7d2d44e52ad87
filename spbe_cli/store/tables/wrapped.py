"""The records in an answer of a web interface, JSON: alone, listed, and in what is wrapped around.

``{"data": […]}``, ``{"success": true, "result": {"1001": {…}}}`` hold records as plainly as a list
of them. Where several parts of one object hold some, which are meant is not certain.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from spbe_cli.problems import DataError, Place, Problem
from spbe_cli.store import files

_KEYS = frozenset({"nama_instansi", "tahun", "nilai"})
_DEEPEST = 8  # objects and lists around records
_DECODER = json.JSONDecoder(parse_float=str, parse_int=str)


def wrapped_records(name: str, data: bytes) -> Iterator[tuple[int, Any]]:
    """Yield the records with the line that each begins in.

    DataError E419 where the bytes are no such answer, E353 where several parts may be meant.
    """
    text = files.decoded(data, name) if (wide := _wide(data)) is None else wide
    for at, value in _listed(name, text):
        for place, record in _unwrapped(name, text, at, value) or [(at, value)]:
            yield text.count("\n", 0, place) + 1, record


def _unwrapped(name: str, text: str, at: int, value: Any, depth: int = 0) -> list[tuple[int, Any]]:
    """Return the records in a value, each with where it begins; none where it holds none."""
    if _is_record(value):
        return [(at, value)]
    if not isinstance(value, (dict, list)) or depth == _DEEPEST:
        return []
    parts: dict[str, list[tuple[int, Any]]] = {}
    for key, place, one in _members(text, at):
        if found := _unwrapped(name, text, place, one, depth + 1):
            parts.setdefault(key, []).extend(found)
        elif isinstance(value, list) and one not in (None, {}, []):
            parts.setdefault(key, []).append((place, one))  # which reading it refuses
    found = [one for listed in parts.values() for one in listed]
    if isinstance(value, list):
        return found if any(_is_record(one) for _place, one in found) else []
    alone = all(_is_record(value[key]) for key in parts)
    if len(parts) > 1 and not alone and not all(key.strip().isdecimal() for key in parts):
        where = Place(name, text.count("\n", 0, at) + 1, 1)
        raise DataError([Problem("E353", where, {"names": tuple(one[:40] for one in parts)})])
    return found


def _is_record(value: Any) -> bool:
    return isinstance(value, dict) and bool(_KEYS & value.keys())


def _members(text: str, at: int) -> Iterator[tuple[str, int, Any]]:
    """Yield the members of a list or an object that was read, each with its key and its place."""
    named, at = text[at] == "{", _after(text, at + 1)
    while text[at] not in "]}":
        key = ""
        if named:
            key, at = _DECODER.raw_decode(text, at)
            at = _after(text, _after(text, at) + 1)
        value, end = _DECODER.raw_decode(text, at)
        yield key, at, value
        at = _after(text, end)
        if text[at] == ",":
            at = _after(text, at + 1)


def _wide(data: bytes) -> str | None:
    """Return the text of bytes where they are UTF-16, as PowerShell writes it, marked or not."""
    marks = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
    first = data[:2]
    plain = ((b"[\0", "utf-16-le"), (b"{\0", "utf-16-le"), (b"\0[", "utf-16-be"))
    for mark, encoding in (*marks, *plain, (b"\0{", "utf-16-be")):
        if first == mark:
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                return None
    return None


def _listed(name: str, text: str) -> Iterator[tuple[int, Any]]:
    """Yield the values of a text with where each begins: a list of them, or one after another.

    DataError E419 where the file ends too early, or something follows that is no part of it.
    """
    at = _after(text, 0)
    listed = text[at : at + 1] == "["
    at = _after(text, at + 1) if listed else at
    count = 0
    while at < len(text) and not (listed and text[at] == "]"):
        try:
            value, end = _DECODER.raw_decode(text, at)
        except (json.JSONDecodeError, RecursionError):
            raise _no_answer(name, text, at) from None
        yield at, value
        count += 1
        at = _after(text, end)
        if listed and text[at : at + 1] == ",":
            at = _after(text, at + 1)
            if text[at : at + 1] == "]":
                raise _no_answer(name, text, at)
        elif listed and text[at : at + 1] != "]":
            raise _no_answer(name, text, at)
    if listed:
        at = _after(text, at + 1) if at < len(text) else at + 1
    if not count:
        raise DataError([Problem("E419", Place(name))])
    if at != len(text):
        raise _no_answer(name, text, at)


def _after(text: str, at: int) -> int:
    """Return where something stands again: after blanks, and the mark of an encoding."""
    found = re.compile(r"[\s\ufeff]*").match(text, at)
    return found.end() if found else at


def _no_answer(name: str, text: str, at: int) -> DataError:
    """Return E419 at a place in the text, or at its end."""
    place = Place(name, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
    return DataError([Problem("E419", place)])
