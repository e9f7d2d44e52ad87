"""Bundles of evidence on disk: zip files that are written and read piece by piece.

No file is held in memory: 5 GB take as much of it as 5 MB. What is packed is stored as it is, for
documents and pictures are compressed already.
"""

import csv
import hashlib
import io
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

from spbe_cli.core import numbers
from spbe_cli.core.owed.bundle import (
    LIST,
    PAGE,
    Discrepancy,
    DiscrepancyKind,
    Kept,
    Piece,
    shared_out,
)
from spbe_cli.core.text import guarded, unguarded
from spbe_cli.problems import DataError, FileError, Place, Problem
from spbe_cli.store import files, refusals
from spbe_cli.store.evidence import locate

LIST_COLUMNS = (
    *("part", "name", "title", "number", "indicator", "item", "levels", "page", "date"),
    *("source", "found", "size", "sha256", "parts"),
)
_CHUNK = 1 << 20
_HEADER = 2 * 46 + 76  # bytes that a zip spends on a file beside its content and twice its name
_LIST_LIMIT = 50_000_000
_SYSTEMS = ("/", ".DS_Store", "Thumbs.db", "desktop.ini")  # what systems put into folders

Pages = Callable[[Sequence[Piece]], Mapping[str, bytes]]
Tell = Callable[[int, int], None]


def digests(name: str, listed: Sequence[Piece], tell: Tell) -> list[Piece]:
    """Return pieces with size and digest of what is there; each file is read once.

    `tell` hears how many bytes of how many were read.
    """
    sizes = {one.source: _size(name, one) for one in listed if one.name}
    total, done = sum(sizes.values()), 0
    known: dict[str, tuple[int, str] | None] = {}
    for source in sizes:
        path, _inside = locate(name, source)
        digest, size = hashlib.sha256(), 0
        try:
            with path.open("rb") as stream:
                while chunk := stream.read(_CHUNK):
                    digest.update(chunk)
                    size += len(chunk)
                    done += len(chunk)
                    tell(done, total)
            known[source] = (size, digest.hexdigest())
        except OSError:
            known[source] = None
    return [_with(one, known.get(one.source) if one.name else None) for one in listed]


def _with(one: Piece, found: tuple[int, str] | None) -> Piece:
    return one if found is None else one._replace(size=found[0], digest=found[1])


def _size(name: str, one: Piece) -> int:
    try:
        return locate(name, one.source)[0].stat().st_size
    except OSError:
        return 0


def pack(  # noqa: PLR0913  what to pack, where to, and whom to tell
    name: str,
    out: Path,
    listed: Sequence[Piece],
    pages: Pages,
    tell: Tell,
    *,
    limit: int | None = None,
) -> dict[Path, list[Piece]]:
    """Write the files of assessment `name` into a zip, or into several no larger than `limit`.

    Each carries the list of what it holds, which `pages` makes; returned are the zips with what is
    in them. A file larger than `limit` has a part of its own. The zips take their names when all
    are whole; FileError E015 where one is taken, E014 where it cannot be written, leaves none.
    """
    shared = [list(range(len(listed)))]
    if limit is not None:
        empty = sum(len(page) + _HEADER + 40 for page in pages([]).values())
        shared = shared_out([_weight(one) for one in listed], limit - empty)
    names = [out] if len(shared) == 1 else [_part(out, n) for n in range(1, len(shared) + 1)]
    taken = [Problem("E015", Place(str(path))) for path in names if path.exists()]
    if taken:
        raise FileError(taken)
    where = {at: path.name for path, own in zip(names, shared, strict=True) for at in own}
    placed = [one._replace(part=where[at], parts=len(names)) for at, one in enumerate(listed)]
    held = {path: [placed[at] for at in own] for path, own in zip(names, shared, strict=True)}
    total, done = sum(one.size or 0 for one in placed), [0]

    def more(count: int) -> None:
        done[0] += count
        tell(done[0], total)

    def fill(path: Path, stream: IO[bytes]) -> None:
        _write(name, stream, held[path], pages(held[path]), more)

    files.write_together(names, fill)
    return held


def _weight(one: Piece) -> int:
    """Return how many bytes a piece may take in a zip, its rows in both lists with it."""
    evidence = one.evidence
    texts = (evidence.title, evidence.number, evidence.page, one.source, one.name, *evidence.items)
    written = sum(len((text or "").encode()) for text in texts)
    stored = (one.size or 0) + _HEADER if one.name else 0
    return stored + 700 + 6 * written  # six bytes for a character that HTML or CSV escapes


def _part(out: Path, number: int) -> Path:
    return out.with_name(f"{out.stem}-{number}{out.suffix}")


def _write(
    name: str,
    out: IO[bytes],
    own: Sequence[Piece],
    lists: Mapping[str, bytes],
    more: Callable[[int], None],
) -> None:
    """Write one zip."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for one in own:
            if one.name:
                _add(archive, one, locate(name, one.source)[0], more)
        for page, data in lists.items():
            archive.writestr(zipfile.ZipInfo(page, (2000, 1, 1, 0, 0, 0)), data)


def _add(archive: zipfile.ZipFile, one: Piece, source: Path, more: Callable[[int], None]) -> None:
    """Copy one file; FileError E505 where it is not as it was when its digest was taken."""
    digest = hashlib.sha256()
    try:
        changed = source.stat().st_mtime
        stream = source.open("rb")
    except OSError as error:
        problem = Problem("E002", Place(str(source)), {"reason": refusals.reason(error)})
        raise FileError([problem]) from None
    entry = zipfile.ZipInfo(one.name, max(time.localtime(changed)[:6], (1980, 1, 1, 0, 0, 0)))
    large = (one.size or 0) > zipfile.ZIP64_LIMIT // 2
    with stream, archive.open(entry, "w", force_zip64=large) as target:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
            target.write(chunk)
            more(len(chunk))
    if digest.hexdigest() != one.digest:
        raise FileError([Problem("E505", Place(str(source)))])


def csv_list(listed: Sequence[Piece]) -> bytes:
    """Return the list of a bundle as CSV that Excel opens (UTF-8 with a mark)."""
    out = io.StringIO()
    writer = csv.DictWriter(out, LIST_COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for one in listed:
        evidence = one.evidence
        for item in (one.item,) if one.name else evidence.items or ("",):
            row = {
                "part": one.part if one.name else "",
                "name": one.name,
                "title": evidence.title or "",
                "number": evidence.number or "",
                "indicator": one.indicator,
                "item": item,
                "levels": " ".join(map(str, evidence.levels)),
                "page": evidence.page or "",
                "date": evidence.date.isoformat() if evidence.date else "",
                "source": one.source,
                "found": one.found.value,
                "size": "" if one.size is None else one.size,
                "sha256": one.digest or "",
                "parts": one.parts,
            }
            writer.writerow(
                {key: guarded(cell) if isinstance(cell, str) else cell for key, cell in row.items()}
            )
    return out.getvalue().encode("utf-8-sig")


def listed_in(name: str) -> list[Kept]:
    """Return the list of a bundle (zip, or its daftar.csv); errors as those of `read`."""
    place = Place(name)
    try:
        files.check_kind(name)
        if zipfile.is_zipfile(name):
            with zipfile.ZipFile(name) as archive:
                return _rows(archive.open(LIST), place)
        return _rows(io.BytesIO(files.read_bytes(name, _LIST_LIMIT)), place)
    except (KeyError, zipfile.BadZipFile):
        raise DataError([Problem("E506", place)]) from None
    except FileNotFoundError:
        raise FileError([Problem("E001", place)]) from None
    except OSError as error:
        raise FileError([Problem("E002", place, {"reason": refusals.reason(error)})]) from None


def read(names: Sequence[str], tell: Tell) -> tuple[list[Kept], list[Discrepancy]]:
    """Return the lists of bundles (zip, or their daftar.csv), and what of the zips is damaged.

    FileError E001, E002 where one cannot be read, DataError E506 where it is no bundle.
    """
    rows: dict[tuple[str, str, str, str], Kept] = {}
    damaged: list[Discrepancy] = []
    held: set[str] = set()
    for name in names:
        listed = listed_in(name)
        try:
            if zipfile.is_zipfile(name):
                with zipfile.ZipFile(name) as archive:
                    held |= set(archive.namelist())
                    damaged += _damaged(archive, listed, tell)
            else:
                held |= {row.name for row in listed}
        except zipfile.BadZipFile:
            raise DataError([Problem("E506", Place(name))]) from None
        except OSError as error:
            reason = {"reason": refusals.reason(error)}
            raise FileError([Problem("E002", Place(name), reason)]) from None
        rows |= {(row.name, row.source, row.indicator, row.item): row for row in listed}
    lost = [row for row in rows.values() if row.name and row.name not in held]
    damaged += [
        Discrepancy(DiscrepancyKind.ABSENT, row.source, (row.indicator,), row.name) for row in lost
    ]
    stray = held - {row.name for row in rows.values()} - {LIST, PAGE}
    damaged += [
        Discrepancy(DiscrepancyKind.UNLISTED, name, ())
        for name in sorted(stray)
        if not name.endswith(_SYSTEMS) and not name.startswith("__MACOSX/")
    ]
    return list(rows.values()), damaged


def _rows(stream: IO[bytes], place: Place) -> list[Kept]:
    with stream:
        try:
            text = stream.read(_LIST_LIMIT).decode("utf-8-sig")
        except UnicodeDecodeError:
            raise DataError([Problem("E506", place)]) from None
    sample = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in sample else ",")
    if not {"name", "source", "indicator", "sha256"} <= set(reader.fieldnames or ()):
        raise DataError([Problem("E506", place)])
    return [
        Kept(
            row["name"] or "",
            unguarded(row["source"] or ""),
            row["indicator"] or "",
            row.get("item") or "",
            (row["sha256"] or "").strip().lower(),
            numbers.whole_number(row.get("size") or ""),
            row.get("part") or "",
            numbers.whole_number(row.get("parts") or "") or 0,
        )
        for row in reader
    ]


def _damaged(archive: zipfile.ZipFile, listed: Sequence[Kept], tell: Tell) -> Iterator[Discrepancy]:
    """Yield what a zip holds that is not what its list says."""
    wanted = {row.name: row for row in listed if row.name}
    names = [name for name in archive.namelist() if name in wanted]
    total, done = sum(archive.getinfo(name).file_size for name in names), 0
    for name in names:
        digest = hashlib.sha256()
        try:
            with archive.open(name) as stream:
                while chunk := stream.read(_CHUNK):
                    digest.update(chunk)
                    done += len(chunk)
                    tell(done, total)
        except (zipfile.BadZipFile, EOFError):
            digest = hashlib.sha256(b"\0")
        row = wanted[name]
        if digest.hexdigest() != row.digest:
            yield Discrepancy(DiscrepancyKind.DAMAGED, row.source, (row.indicator,), name)
