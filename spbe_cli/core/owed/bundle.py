"""Evidence as it is packed and verified: under which name each file goes, and what differs since.

A bundle holds a file for each piece of evidence, in a folder for each indicator (and item), under
names of plain letters, digits and hyphens: what portals take. Its list keeps where each came from
and the SHA-256 of its content, so that it can be told later whether anything has changed.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import PurePosixPath
from typing import NamedTuple

from spbe_cli.core.assessment import Assessment, Evidence
from spbe_cli.core.collect.checking import place_of
from spbe_cli.core.owed.dossier import Document, Dossiers, Found
from spbe_cli.problems import Problem

LIST = "daftar.csv"
PAGE = "daftar.html"
_LONGEST = 60  # characters of a name before its ending


class Piece(NamedTuple):
    """A piece of evidence in a bundle.

    `name` is its path there, empty where there is no file to pack (a link, a title, a file that is
    missing); `source` the file as the assessment writes it. `item` is the item of the checklist
    in whose folder it lies: what proves several lies in the folder of each. `size` and `digest`
    are known once its bytes were read. `part` is the zip it goes into, one of `parts`.
    """

    name: str
    source: str
    indicator: str
    item: str
    evidence: Evidence
    found: Found
    size: int | None = None
    digest: str | None = None
    part: str = ""
    parts: int = 1


class Kept(NamedTuple):
    """A row of a bundle's list as it was read back; `digest` is empty where nothing was kept.

    `parts` is 0 in lists that were written before parts were marked.
    """

    name: str
    source: str
    indicator: str
    item: str
    digest: str
    size: int | None = None
    part: str = ""
    parts: int = 1


class DiscrepancyKind(StrEnum):
    """How evidence differs from a bundle."""

    MISSING = "missing"  # packed then, not there now
    CHANGED = "changed"
    ADDED = "added"  # there now, not packed then
    DROPPED = "dropped"  # packed then, no longer named by the assessment
    DAMAGED = "damaged"  # what the bundle holds is not what its list says
    ABSENT = "absent"  # in the list of a bundle, and not in it
    UNLISTED = "unlisted"  # in a bundle, and not in its list
    TWICE = "twice"  # one content under two names: told, but no difference


class Discrepancy(NamedTuple):
    """One difference; `items` are the indicators, `file` is as the assessment writes it."""

    kind: DiscrepancyKind
    file: str
    items: tuple[str, ...]
    other: str = ""


class Verified(NamedTuple):
    """What a comparison found, and how many files were as they were packed.

    `absent` are parts of a split bundle that were not there: what they hold was not compared.
    """

    differences: tuple[Discrepancy, ...]
    same: int
    absent: tuple[str, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether anything is not as it was packed."""
        return any(one.kind is not DiscrepancyKind.TWICE for one in self.differences)


def pieces(found: Dossiers) -> list[Piece]:
    """Return every piece of evidence with the name it is packed under, in the order of the law."""
    listed = []
    for one in found.items:
        for each in one.documents:
            items = tuple(dict.fromkeys(each.evidence.items)) or ("",)
            packed = each.found is Found.FOUND
            source = each.evidence.file or each.evidence.url or ""
            for item in items if packed else items[:1]:
                name = packed_name(one.id, each, item) if packed else ""
                listed.append(Piece(name, source, one.id, item, each.evidence, each.found))
    return listed


def refused(
    assessment: Assessment, listed: Iterable[Piece], reason: Callable[[str], str]
) -> list[Problem]:
    """Return the problems of files that cannot be packed: E501 missing, E502 not to be read.

    `reason` is asked why a file is not to be read, by its name as the assessment writes it.
    """
    problems = []
    for one in listed:
        code = {
            Found.MISSING: "E501",
            Found.EMPTY: "E503",
            Found.UNREADABLE: "E502",
            Found.OUTSIDE: "E504",
        }.get(one.found)
        if code is not None:
            answer = assessment.answers[one.indicator]
            position = answer.evidence.index(one.evidence) + 1
            place = place_of(
                assessment,
                f"indicators.{one.indicator}.evidence.{position}",
                f"indicators.{one.indicator}",
            )
            params = {"name": one.source, "id": one.indicator}
            if code == "E502":
                params["reason"] = reason(one.source)
            problems.append(Problem(code, place, params))
    return problems


def shared_out(sizes: Sequence[int], limit: int) -> list[list[int]]:
    """Share out positions in their order so that no part is larger than `limit`, if files allow."""
    found: list[list[int]] = [[]]
    filled = 0
    for position, size in enumerate(sizes):
        if found[-1] and filled + size > limit:
            found.append([])
            filled = 0
        found[-1].append(position)
        filled += size
    return found


def discrepancies(
    kept: Sequence[Kept],
    now: Sequence[Piece],
    absent: Sequence[str] = (),
    inside: Sequence[Discrepancy] = (),
) -> Verified:
    """Return what differs between the list of a bundle and evidence as it is.

    A file that several indicators use is told once. Titles and links have no content to compare.
    Where parts are `absent`, what is not in the others may be in them: it is not taken for added.
    `inside` is what is wrong within the bundles; a file counts as the same where nothing is.
    """
    before: dict[str, list[Kept]] = {}
    for row in kept:
        if row.digest:
            before.setdefault(row.source, []).append(row)
    current: dict[str, list[Piece]] = {}
    for one in now:
        if one.evidence.file is not None:
            current.setdefault(one.source, []).append(one)
    kinds = {source: _kind(rows, current.get(source)) for source, rows in before.items()}
    found = [
        Discrepancy(kind, source, tuple(dict.fromkeys(row.indicator for row in before[source])))
        for source, kind in kinds.items()
        if kind is not None
    ]
    for source, listed in current.items():
        uses = dict.fromkeys(one.indicator for one in listed)
        used = dict.fromkeys(row.indicator for row in before.get(source, ()))
        fresh = tuple(one for one in uses if one not in used)
        if listed[0].digest is not None and fresh and not absent:
            found.append(Discrepancy(DiscrepancyKind.ADDED, source, fresh))
        if gone := tuple(one for one in used if one not in uses):
            found.append(Discrepancy(DiscrepancyKind.DROPPED, source, gone))
    found = [*inside, *found]
    same = len(before.keys() - {one.file for one in found})
    return Verified((*found, *_twice(current)), same, tuple(absent))


def _kind(rows: Sequence[Kept], there: Sequence[Piece] | None) -> DiscrepancyKind | None:
    """Return how a file that was packed differs now; None where it does not."""
    if there is None:
        return DiscrepancyKind.DROPPED
    digest = there[0].digest
    if digest is None:
        return DiscrepancyKind.MISSING
    return DiscrepancyKind.CHANGED if any(row.digest != digest for row in rows) else None


def _twice(current: Mapping[str, Sequence[Piece]]) -> Iterator[Discrepancy]:
    """Yield files of equal content: the second and each further name of one content."""
    first: dict[str, str] = {}
    for source, listed in current.items():
        digest = listed[0].digest
        if digest is None or not listed[0].size:
            continue
        other = first.setdefault(digest, source)
        if other != source:
            items = dict.fromkeys(one.indicator for one in (*current[other], *listed))
            yield Discrepancy(DiscrepancyKind.TWICE, source, tuple(items), other)


def packed_name(indicator: str, one: Document, item: str = "") -> str:
    """Return the path of a file in a bundle: ``12/02-perbup-peta-rencana.pdf``."""
    file = PurePosixPath((one.evidence.file or "").replace("\\", "/"))
    stem = plain_letters(one.evidence.title or file.stem)[:_LONGEST].strip("-") or "bukti"
    ending = re.sub(r"[^a-z0-9.]", "", file.suffix.lower())[:10]
    folder = (
        f"{plain_letters(indicator)}/{plain_letters(item)}" if item else plain_letters(indicator)
    )
    return f"{folder}/{one.position:02}-{stem}{ending}"


def plain_letters(text: str) -> str:
    """Return a text in plain letters, digits and hyphens."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", letters).strip("-")
