"""Bytes in and out: bounded reading, UTF-8 with a place for the first bad byte, atomic writing."""

import os
import sys
import tempfile
from pathlib import Path

from spbe_cli.problems import DataError, FileError, Place, Problem

STDIN = "-"
LIMIT = 5_000_000  # bytes; the largest real assessment seen is well below 1 MB


def read_text(name: str) -> str:
    """Return the text of a file, or of standard input for ``-``.

    Raises FileError where it cannot be read or exceeds `LIMIT`, DataError where it is not UTF-8.
    """
    place = Place(name)
    try:
        if name == STDIN:
            data = sys.stdin.buffer.read(LIMIT + 1)
        else:
            with Path(name).open("rb") as stream:
                data = stream.read(LIMIT + 1)
    except FileNotFoundError:
        raise FileError([Problem("E001", place)]) from None
    except (OSError, ValueError) as error:
        raise FileError([Problem("E002", place, {"reason": _reason(error)})]) from None
    if len(data) > LIMIT:
        size = len(data) if name == STDIN else Path(name).stat().st_size
        params = {"size": f"{size / 1e6:.1f}", "limit": f"{LIMIT / 1e6:.0f}"}
        raise FileError([Problem("E003", place, params)])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - (before.rfind(b"\n") + 1) + 1
        raise DataError([Problem("E004", Place(name, line, column))]) from None


def write_new(path: Path, text: str) -> None:
    """Write a file that does not exist yet, whole or not at all."""
    if path.exists():
        raise FileError([Problem("E015", Place(str(path)))])
    _write(path, text)


def write_over(path: Path, text: str) -> None:
    """Write a file, whole or not at all; the old content stays until the new one is on disk."""
    _write(path, text)


def _write(path: Path, text: str) -> None:
    temporary = None
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.")
        with os.fdopen(handle, "wb") as stream:
            stream.write(text.encode("utf-8"))
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, path)
    except OSError as error:
        raise FileError([Problem("E014", Place(str(path)), {"reason": _reason(error)})]) from None
    finally:
        if temporary is not None and os.path.exists(temporary):
            os.unlink(temporary)


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
