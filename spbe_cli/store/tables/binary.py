"""What people said of the cells of an .xls, and which rows they hid: calamine knows values alone.

The file is a small file system (sectors of 512 or 4096 bytes, chained by a table), the workbook a
stream in it, of records: type, length, content. Source: Microsoft, [MS-CFB] 2 and [MS-XLS] 2.4
(BoundSheet8, Obj, TxO, Note, Row).
"""

import struct
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TypeVar

from spbe_cli.store.tables.sheets import CellTexts

_ReadOf = TypeVar("_ReadOf")

_FAT, _ENTRY, _MOST = 109, 128, 0xFFFFFFF9  # numbers of sectors; above are marks
_COMMENTED = bytes.fromhex("150012001900")  # an object that is a note
_BOUNDSHEET, _OBJ, _TXO, _CONTINUE, _NOTE, _BEGIN, _END = 0x85, 0x5D, 0x1B6, 0x3C, 0x1C, 0x809, 0x0A
_ROW, _NO_HEIGHT = 0x208, 0x20  # of a row, and that it is hidden or filtered out


def notes_of(data: bytes) -> dict[str, CellTexts]:
    """Return the comments of each sheet by its title; none of a file that is damaged."""
    # Nearly all files have none: they need not be taken apart.
    return _by_sheet(data, _notes) if _COMMENTED in data else {}


def hidden_rows(data: bytes) -> dict[str, set[int]]:
    """Return the rows (from 1) that each sheet does not show, by its title; none of a torn file."""
    return _by_sheet(data, _hidden)


def _by_sheet(data: bytes, read: Callable[[bytes, int], _ReadOf]) -> dict[str, _ReadOf]:
    """Return what is read of each sheet, by its title; nothing where the file is damaged."""
    with suppress(struct.error, IndexError, UnicodeDecodeError, ValueError):
        stream = _stream(data)
        return {title: read(stream, start) for start, title in _sheets(stream)}
    return {}


def _stream(data: bytes) -> bytes:
    """Return the workbook of an .xls; empty where it is not found.

    A small one lies in sectors of its own, in the stream of the first entry of the folder.
    """
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    if size not in (512, 4096):
        return b""
    sectors = data[size:]
    table: list[int] = []
    for number in struct.unpack_from(f"<{_FAT}I", data, 76):
        if number < _MOST:
            table += struct.unpack_from(f"<{size // 4}I", sectors, number * size)
    folder = _chain(sectors, size, table, struct.unpack_from("<I", data, 48)[0])
    for at in range(0, len(folder) - _ENTRY + 1, _ENTRY):
        length = struct.unpack_from("<H", folder, at + 64)[0]
        name = folder[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le")
        if name in ("Workbook", "Book"):
            start, whole = struct.unpack_from("<II", folder, at + 116)
            least, first = struct.unpack_from("<II", data, 56)
            if whole >= least:
                return _chain(sectors, size, table, start)[:whole]
            small = 1 << struct.unpack_from("<H", data, 32)[0]
            kept = _chain(sectors, size, table, first)
            within = list(struct.unpack(f"<{len(kept) // 4}I", kept))
            held = _chain(sectors, size, table, struct.unpack_from("<I", folder, 116)[0])
            return _chain(held, small, within, start)[:whole]
    return b""


def _chain(sectors: bytes, size: int, table: list[int], start: int) -> bytes:
    """Return a stream: the sectors that a table chains, from a first one on."""
    found: dict[int, bytes] = {}
    while start < _MOST and start not in found:
        found[start] = sectors[start * size : (start + 1) * size]
        start = table[start]
    return b"".join(found.values())


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Yield the records from a place on, to the end of what begins there."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        depth += {_BEGIN: 1, _END: -1}.get(kind, 0)
        if depth <= 0:
            return
        at += 4 + length


def _sheets(stream: bytes) -> Iterator[tuple[int, str]]:
    for kind, said in _records(stream, 0):
        if kind == _BOUNDSHEET:
            wide = said[7] & 1
            title = said[8 : 8 + said[6] * (1 + wide)]
            yield (
                struct.unpack_from("<I", said)[0],
                title.decode("utf-16-le" if wide else "latin-1"),
            )


def _hidden(stream: bytes, start: int) -> set[int]:
    said = (one for kind, one in _records(stream, start) if kind == _ROW)
    return {
        row + 1
        for row, flags in (struct.unpack_from("<H10xH", one) for one in said)
        if flags & _NO_HEIGHT
    }


def _notes(stream: bytes, start: int) -> CellTexts:
    """Return the comments of a sheet: a text belongs to the object before it, a note names one."""
    texts: dict[int, str] = {}
    places: dict[tuple[int, int], int] = {}
    thing = missing = 0
    for kind, said in _records(stream, start):
        if kind == _OBJ:
            thing = struct.unpack_from("<H", said, 6)[0]
        elif kind == _TXO:
            missing = struct.unpack_from("<H", said, 10)[0]
        elif kind == _CONTINUE and missing > 0:
            text = said[1:].decode("utf-16-le" if said[0] & 1 else "latin-1", "replace")[:missing]
            texts[thing] = texts.get(thing, "") + text
            missing -= len(text.encode("utf-16-le")) // 2
        elif kind == _NOTE:
            row, column, _shown, of = struct.unpack_from("<4H", said)
            places[row + 1, column + 1] = of
        if kind not in (_TXO, _CONTINUE):
            missing = 0
    return {at: texts[of] for at, of in places.items() if texts.get(of, "").strip()}
