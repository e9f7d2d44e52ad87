"""Bytes in and out: bounded reading, UTF-8 with a place for the first bad byte, atomic writing."""

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import IO

from spbe_cli.i18n import _
from spbe_cli.problems import DataError, FileError, Place, Problem

STDIN = "-"
LIMIT = 5_000_000  # bytes; the largest real assessment seen is well below 1 MB


def read_text(name: str) -> str:
    """Return the text of a file, or of standard input for ``-``.

    Raises FileError where it cannot be read or exceeds `LIMIT`, DataError where it is not UTF-8.
    """
    return decoded(read_bytes(name), name)


def read_bytes(name: str, limit: int = LIMIT, *, large: str = "E003") -> bytes:
    """Return the bytes of a file; FileError as `read_text`, `large` beyond `limit`."""
    place = Place(name)
    try:
        if name == STDIN:
            data = sys.stdin.buffer.read(limit + 1)
        else:
            with Path(name).open("rb") as stream:
                data = stream.read(limit + 1)
    except FileNotFoundError:
        raise FileError([Problem("E001", place)]) from None
    except (OSError, ValueError) as error:
        raise FileError([Problem("E002", place, {"reason": reason(error)})]) from None
    except AttributeError:  # sys.stdin is None where standard input was closed
        params = {"reason": _("masukan standar tertutup")}
        raise FileError([Problem("E002", place, params)]) from None
    if len(data) > limit:
        size = len(data) if name == STDIN else max(len(data), Path(name).stat().st_size)
        bounds = {"size": Fraction(-(-size // 100_000), 10), "limit": limit // 1_000_000}
        raise FileError([Problem(large, place, bounds)])
    return data


def decoded(data: bytes, name: str) -> str:
    """Return the text of bytes of file `name`; DataError at the first that are not UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - (before.rfind(b"\n") + 1) + 1
        raise DataError([Problem("E004", Place(name, line, column))]) from None


def write_new(path: Path, text: str | bytes) -> None:
    """Write a file that does not exist yet, whole or not at all; text as UTF-8."""
    data = text.encode("utf-8") if isinstance(text, str) else text
    place = Place(str(path))
    try:
        path.open("xb").close()  # takes the name, so nothing that appears meanwhile is overwritten
    except FileExistsError:
        if path.is_dir():
            params = {"reason": _("ini folder, bukan berkas")}
            raise FileError([Problem("E014", place, params)]) from None
        raise FileError([Problem("E015", place)]) from None
    except OSError as error:
        raise FileError([Problem("E014", place, {"reason": reason(error)})]) from None
    try:
        replace(path, data)
    except FileError:
        path.unlink(missing_ok=True)
        raise


def write_over(path: Path, text: str, *, expected: str) -> None:
    """Replace a file, whole or not at all; FileError E019 where it is not as it was read.

    `expected` is the text that was read: what somebody else has written since is never lost.
    """
    if read_text(str(path)) != expected:
        raise FileError([Problem("E019", Place(str(path)))])
    replace(path, text.encode("utf-8"))


def replace(path: Path, data: bytes) -> None:
    """Put new content in the place of a file's old one; FileError E014 leaves the old one there."""
    temporary = path.with_name(f".{path.name[:100]}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(path.stat().st_mode)
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        problem = Problem("E014", Place(str(path)), {"reason": reason(error)})
        raise FileError([problem]) from None


@contextmanager
def locked(path: Path, *, wait: float = 0) -> Iterator[None]:
    """Hold a file for editing; FileError E020 where another process holds it for `wait` seconds.

    The lock is the operating system's, on a file beside: it ends with the process, however that
    ends, so nothing has to be cleaned up after a crash.
    """
    beside = path.with_name(f".{path.name[:100]}.lock")
    try:
        stream = _lock_within(beside, wait)
    except BlockingIOError:
        raise FileError([Problem("E020", Place(str(path)))]) from None
    except OSError as error:
        problem = Problem("E014", Place(str(beside)), {"reason": reason(error)})
        raise FileError([problem]) from None
    try:
        yield
    finally:
        if os.name != "nt":
            beside.unlink(missing_ok=True)
        stream.close()
        if os.name == "nt":
            beside.unlink(missing_ok=True)


def _lock_within(beside: Path, wait: float) -> IO[bytes]:
    """Lock a file, trying again for some seconds; BlockingIOError where that does not help."""
    end = time.monotonic() + wait
    while True:
        try:
            return _lock(beside)
        except BlockingIOError:
            if time.monotonic() >= end:
                raise
            time.sleep(0.05)


def _lock(beside: Path) -> IO[bytes]:
    """Open and lock a file; BlockingIOError where another process has done so."""
    while True:
        stream = beside.open("ab")
        try:
            if os.name == "nt":
                import msvcrt

                try:
                    msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
                except OSError:
                    raise BlockingIOError from None
                return stream
            import fcntl

            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if beside.exists() and beside.stat().st_ino == os.fstat(stream.fileno()).st_ino:
                return stream  # still the file of that name: its last holder may have removed it
        except OSError:
            stream.close()
            raise
        stream.close()


def reason(error: Exception) -> str:
    """Return why the system refused, in the program's language where the reason is a common one."""
    known = {
        errno.ENOENT: _("folder tidak ada"),
        errno.ENOTDIR: _("folder tidak ada"),
        errno.EISDIR: _("ini folder, bukan berkas"),
        errno.EACCES: _("tidak ada izin"),
        errno.EPERM: _("tidak ada izin"),
        errno.EROFS: _("folder itu hanya dapat dibaca"),
        errno.ENOSPC: _("ruang penyimpanan habis"),
        errno.ELOOP: _("tautannya merujuk pada dirinya sendiri"),
        errno.ENAMETOOLONG: _("nama terlalu panjang"),
    }
    said: str = getattr(error, "strerror", None) or str(error)
    return known.get(getattr(error, "errno", None) or 0, said)
