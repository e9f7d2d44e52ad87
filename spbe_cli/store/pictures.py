"""Pictures: what they are, and how large, from their first bytes."""

import struct
from pathlib import Path

from spbe_cli.problems import DataError, Place, Problem
from spbe_cli.store import files

PICTURE_LIMIT = 2  # MB
_WIDEST = 20_000  # pixels, either way: no logo is larger
_SCAN, _END, _TAIL = 0xDA, b"\xff\xd9", 1024  # of a JPEG; some programs write zeros after its end
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8"
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}  # JPEG markers that carry the size


def read(path: Path) -> tuple[bytes, str, int, int]:
    """Return a picture's bytes, kind (``png``, ``jpeg``), width and height in pixels.

    Raises DataError E023 for what is neither, or larger than `PICTURE_LIMIT`; FileError if
    unreadable.
    """
    data = files.read_bytes(str(path))
    for kind, size in (("png", _png(data)), ("jpeg", _jpeg(data))):
        fits = size is not None and min(size) > 0 and max(size) <= _WIDEST
        if size is not None and fits and len(data) <= PICTURE_LIMIT * 1_000_000:
            return data, kind, *size
    raise DataError([Problem("E023", Place(str(path)), {"limit": PICTURE_LIMIT})])


def _png(data: bytes) -> tuple[int, int] | None:
    if not data.startswith(_PNG) or data[12:16] != b"IHDR" or len(data) < 45:
        return None
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def _jpeg(data: bytes) -> tuple[int, int] | None:
    """Return the size of a picture that is all there: its segments, its scan, and an end."""
    if not data.startswith(_JPEG) or _END not in data[-_TAIL:]:
        return None
    at, size = 2, None
    while at + 9 <= len(data) and data[at] == 0xFF:
        if data[at + 1] == _SCAN:
            return size
        if data[at + 1] in _FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            size = (width, height)
        at += 2 + max(2, int.from_bytes(data[at + 2 : at + 4], "big"))
    return None
