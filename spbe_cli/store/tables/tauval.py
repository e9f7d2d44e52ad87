"""Answers of the ministry's TAUVAL interface: published indices of institutions, as JSON.

A record has `nama_instansi`, `tahun`, `kategori`, and `nilai`: figures by codes, ``D2001`` a
domain, ``A2008`` an aspect, ``indeks`` the whole. Domains and aspects say the same twice; where
they contradict each other, the aspects are taken, and that is told.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from math import gcd, lcm
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
    name = " ".join(str(record["nama_instansi"]).split())
    group = str(record.get("kategori") or "")
    return Publication(name, int(year), group, values, whole, place)


def of_institution(name: str, wanted: Assessment, law: Instrument) -> Taken:
    """Return what a file says of one institution and year, under the instrument of its assessment.

    Raises DataError E426 where it says nothing of it; otherwise as `read` and `as_assessment`.
    """
    entries = read(name)
    for entry in entries:
        same = institutions.same(entry.institution, wanted.institution)
        if same and entry.year == wanted.year:
            return as_assessment(entry, law)
    names = tuple(f"{one.institution} {one.year}" for one in entries[:5])
    params = {"name": wanted.institution, "year": wanted.year, "names": names}
    raise DataError([Problem("E426", Place(name), params)])


def as_assessment(entry: Publication, law: Instrument) -> Taken:
    """Return an assessment of what is published: the aspects, or the domains where those are not.

    Raises DataError: a code that the instrument has no section for, or figures of which neither
    aspects nor domains agree with the index.
    """
    known = {one.key: one for one in law.walk()}
    values: dict[tuple[str, str], Fraction] = {}
    problems = []
    for code, value in entry.values.items():
        found = _CODE.fullmatch(code)
        key = (_KINDS[found[1]], str(int(found[2]))) if found else ("", "")
        if key not in known:
            ids = [f"{one.kind[:1].upper()}2{int(one.id):03}" for one in known.values()]
            params = {"name": code, "instrument": law.short, **hint(code, ids)}
            problems.append(Problem("E422", entry.place, params))
        values[key] = value
    if problems:
        raise DataError(problems)
    source = f"TAUVAL ({Path(entry.place.file).name})"
    places = {"": entry.place, "published": entry.place}
    inner = [one for one in law.walk() if one.indicators]
    faults: list[Problem] = []
    for choice in (inner, list(law.sections)):
        chosen = {one.key: values[one.key] for one in choice if one.key in values}
        if len(chosen) < len(choice) or not all(map(law.scale.spans, chosen.values())):
            continue
        published = Published(Opinion.OFFICIAL, chosen, entry.whole, None, source)
        one = Assessment(entry.institution, entry.year, law.id, published=published, places=places)
        try:
            result = score(law, one)
        except DataError as error:
            placed = [fault._replace(place=fault.place or entry.place) for fault in error.problems]
            faults = faults or placed
            continue
        exact = {each.section.key: each.index for each in walk(result.sections)}
        told = list(_contradictions(entry, known, values, exact))
        if choice is not inner and inner != choice:
            told += _passed_over(entry, law, values, exact, faults)
        return Taken(one, told, values)
    raise DataError(faults or [Problem("E423", entry.place, {"name": entry.institution})])


def _passed_over(
    entry: Publication,
    law: Instrument,
    values: Mapping[tuple[str, str], Fraction],
    exact: Mapping[tuple[str, str], Fraction | None],
    faults: Sequence[Problem],
) -> Iterator[Problem]:
    """Yield why the aspects of a record were passed over, and its domains taken.

    The one aspect of a domain that no levels give, or the only one that can be wrong, is named with
    what its domain leaves for it.
    """
    told = False
    impossible = {(fault.params.get("kind"), str(fault.params.get("id"))) for fault in faults}
    for domain in law.sections:
        aspects = [one for one in domain.walk() if one.indicators]
        lost = tuple(one.id for one in aspects if one.key not in values)
        index = exact.get(domain.key)
        if len(lost) == len(aspects) or index is None:
            continue  # a record of domains alone
        if lost:
            params: dict[str, object] = {"items": lost, "id": domain.id}
            told = True
            yield Problem("E428", entry.place, params)
            continue
        weight = sum((one.weight for one in aspects), Fraction(0))
        rest = sum((one.weight * values[one.key] for one in aspects), Fraction(0))
        wrong = [
            one for one in aspects if not law.scale.spans(values[one.key]) or one.key in impossible
        ]
        if not wrong and numbers.rounded(rest / weight, 2) == numbers.rounded(index, 2):
            continue
        told = True
        leaves = {
            one.key: (index * weight - rest) / one.weight + values[one.key] for one in aspects
        }
        wrong = wrong or [one for one in aspects if _attainable(law, one, leaves[one.key])]
        if len(wrong) == 1:
            (one,) = wrong
            params = {"kind": one.kind, "id": one.id, "value": values[one.key]}
            found = numbers.rounded(leaves[one.key], 2)
            yield Problem("E424", entry.place, {**params, "found": found})
        else:
            params = {"id": domain.id, "value": index, "found": numbers.rounded(rest / weight, 2)}
            yield Problem("E425", entry.place, params)
    if not told:
        yield from faults


def _attainable(law: Instrument, aspect: Section, index: Fraction) -> bool:
    """Whether whole levels may give an aspect an index, but for the decimals that were cut off."""
    weights = [one.weight for one in aspect.indicators]
    unit = Fraction(
        gcd(*(one.numerator for one in weights)), lcm(*(one.denominator for one in weights))
    )
    steps = numbers.rounded(index * sum(weights, Fraction(0)) / unit, 4)
    return law.scale.spans(numbers.rounded(index, 4)) and steps.denominator == 1


def _contradictions(
    entry: Publication,
    known: Mapping[tuple[str, str], Section],
    values: Mapping[tuple[str, str], Fraction],
    exact: Mapping[tuple[str, str], Fraction | None],
) -> Iterator[Problem]:
    """Yield the figures that are not what the taken ones come to."""
    for key, value in values.items():
        index = exact.get(key)
        if index is None:
            continue
        places = max(numbers.places_of(value) or 0, 2)
        if numbers.rounded(index, places) != value:
            found = numbers.rounded(index, 2)
            params = {"kind": known[key].kind, "id": key[1], "value": value, "found": found}
            yield Problem("E424", entry.place, params)
