"""Answers of the ministry's TAUVAL interface: published indices of institutions, as JSON.

A record has `nama_instansi`, `tahun`, `kategori`, and `nilai`: figures by codes, ``D2001`` a
domain, ``A2008`` an aspect, ``indeks`` the whole. Domains and aspects say the same twice; where
they contradict each other, the aspects are taken, and that is told.
"""

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

from spbe_cli.core import institutions, numbers
from spbe_cli.core.assessment import Assessment, Opinion, Published
from spbe_cli.core.instrument import Instrument, Section
from spbe_cli.core.result import walk
from spbe_cli.core.score.scoring import score
from spbe_cli.problems import DataError, Place, Problem, hint
from spbe_cli.store import files
from spbe_cli.store.foreign import is_own_output
from spbe_cli.store.tables.tauval_doubts import contradictions, disagreeing, passed_over
from spbe_cli.store.tables.wrapped import wrapped_records

_LIMIT = 20_000_000  # bytes; an answer with all institutions has some 400 000
_CODE = re.compile(r"([DA])2([0-9]{3})")
_KINDS = {"D": "domain", "A": "aspect"}
_NEEDED = ("nama_instansi", "tahun")


class Publication(NamedTuple):
    """What a record says of an institution in a year; `values` by the codes as they are written."""

    institution: str
    year: int
    group: str
    values: Mapping[str, Fraction]
    whole: Fraction | None
    place: Place


class Taken(NamedTuple):
    """An assessment of published sections, and where the record contradicts itself.

    `said`: all figures of sections, by kind and id, those taken or not.
    """

    assessment: Assessment
    problems: list[Problem]
    said: Mapping[tuple[str, str], Fraction]


def is_tauval(name: str) -> bool:
    """Whether a file bears the ending of such an answer."""
    return name.casefold().endswith(".json")


def read(name: str) -> list[Publication]:
    """Read a file; DataError with every problem by record and code, FileError if it cannot be."""
    data = files.read_bytes(name, _LIMIT, large="E301")
    if is_own_output(data):
        raise DataError([Problem("E039", Place(name))])
    problems: list[Problem] = []
    entries = []
    for line, record in wrapped_records(name, data):
        found = _entry(record, Place(name, line, 1), problems)
        if found is not None:
            entries.append(found)
    if problems:
        raise DataError(problems)
    return entries


def _entry(record: Any, place: Place, problems: list[Problem]) -> Publication | None:
    """Return what a record says; None where it is none, or its figures cannot be read."""
    listed = record.get("nilai") if isinstance(record, dict) and "nilai" in record else ()
    if not isinstance(listed, dict | None):
        problems.append(Problem("E419", place))
        return None
    before = len(problems)
    problems += [
        Problem("E420", place, {"key": key})
        for key in _NEEDED
        if not str(record.get(key) or "").strip()
    ]
    year = str(record.get("tahun") or "")
    if year.strip() and re.fullmatch(r"20[0-9]{2}", year.strip()) is None:
        problems.append(Problem("E421", place, {"found": year[:40], "key": "tahun"}))
    values: dict[str, Fraction] = {}
    for code, written in (listed or {}).items():
        if written is None or (isinstance(written, str) and written.strip() in ("", "-")):
            continue  # no value: whether the others are enough, `as_assessment` says
        value = numbers.parse(written.strip()) if isinstance(written, str) else None
        if value is None:
            problems.append(Problem("E421", place, {"found": str(written)[:40], "key": code[:40]}))
        elif code != "indeks" and _CODE.fullmatch(code) is None:
            params = {"name": code[:40], **hint(code, ["indeks", "D2001", "A2001"])}
            problems.append(Problem("E422", place, params))
        else:
            values[code] = value
    if len(problems) > before:
        return None
    whole = values.pop("indeks", None)
    group = str(record.get("kategori") or "")
    name = institutions.of_kind(" ".join(str(record["nama_instansi"]).split()), group)
    return Publication(name, int(year), group, values, whole, place)


def of_institution(name: str, wanted: Assessment, law: Instrument) -> Taken:
    """Return what a file says of one institution and year, under the instrument of its assessment.

    Raises DataError E426 where it says nothing of it, E407 where it does twice: which record is
    meant, nobody knows; otherwise as `read` and `as_assessment`.
    """
    entries = read(name)
    own = [
        one
        for one in entries
        if one.year == wanted.year and institutions.same(one.institution, wanted.institution)
    ]
    if len(own) > 1:
        at = str(own[0].place)
        raise DataError(
            [
                Problem("E407", one.place, {"name": one.institution, "year": one.year, "at": at})
                for one in own[1:]
            ]
        )
    if own:
        return as_assessment(own[0], law)
    names = tuple(f"{one.institution} {one.year}" for one in entries[:5])
    params = {"name": wanted.institution, "year": wanted.year, "names": names}
    raise DataError([Problem("E426", Place(name), params)])


def as_assessment(entry: Publication, law: Instrument) -> Taken:
    """Return an assessment of what is published: the aspects, or the domains where those are not.

    Where levels may have decimals (8/2026), figures stay as they are: none can be found behind
    them. Raises DataError: a code that the instrument has no section for, figures of which neither
    aspects nor domains agree with the index, and E420 where those need it and it is missing.
    """
    known = {one.key: one for one in law.walk()}
    values: dict[tuple[str, str], Fraction] = {}
    problems = []
    for code, value in entry.values.items():
        found = _CODE.fullmatch(code)
        key = (_KINDS[found[1]], str(int(found[2]))) if found else ("", "")
        if key not in known:
            ids = [_code(one) for one in known.values()]
            params = {"name": code, "instrument": law.short, **hint(code, ids)}
            problems.append(Problem("E422", entry.place, params))
        values[key] = value
    if problems:
        raise DataError(problems)
    inner = [one for one in law.walk() if one.indicators]
    if law.scale.decimal:
        return _announced(entry, law, inner, values)
    faults: list[Problem] = []
    for choice in (inner, list(law.sections)):
        chosen = {one.key: values[one.key] for one in choice if one.key in values}
        if len(chosen) < len(choice) or not all(map(law.scale.spans, chosen.values())):
            continue
        one = _published(entry, law, chosen)
        try:
            result = score(law, one)
        except DataError as error:
            placed = [fault._replace(place=fault.place or entry.place) for fault in error.problems]
            faults = faults or placed
            continue
        exact = {each.section.key: each.index for each in walk(result.sections)}
        told = list(contradictions(entry.place, known, values, exact))
        if choice is not inner and inner != choice:
            told += passed_over(entry.place, law, values, exact, faults)
        return Taken(one, told, values)
    raise DataError(faults or [_incomplete(entry, law, inner)])


def _announced(
    entry: Publication,
    law: Instrument,
    sections: Sequence[Section],
    values: Mapping[tuple[str, str], Fraction],
) -> Taken:
    """Return the figures of a record as they are; what raises is said in `as_assessment`."""
    chosen = {one.key: values[one.key] for one in sections if one.key in values}
    if len(chosen) < len(sections) or not all(map(law.scale.spans, chosen.values())):
        raise DataError([_incomplete(entry, law, sections)])
    if entry.whole is None:
        raise DataError([Problem("E420", entry.place, {"key": "indeks"})])
    one = _published(entry, law, chosen)
    return Taken(one, list(disagreeing(entry.place, entry.whole, sections, values)), values)


def _published(
    entry: Publication, law: Instrument, chosen: Mapping[tuple[str, str], Fraction]
) -> Assessment:
    source = f"TAUVAL ({Path(entry.place.file).name})"
    published = Published(Opinion.OFFICIAL, chosen, entry.whole, None, source)
    places = {"": entry.place, "published": entry.place}
    return Assessment(entry.institution, entry.year, law.id, published=published, places=places)


def _incomplete(entry: Publication, law: Instrument, inner: Sequence[Section]) -> Problem:
    """Return E423, with the codes that the instrument of the record's year expects."""
    codes = [_code(one) for one in inner]
    scale = law.scale.ends()
    return Problem(
        "E423",
        entry.place,
        {"name": entry.institution, "start": codes[0], "last": codes[-1]} | scale,
    )


def _code(section: Section) -> str:
    return f"{section.kind[:1].upper()}2{int(section.id):03}"
