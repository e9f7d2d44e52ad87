"""Locks beside files: two programs never write one file at once."""

import errno
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from spbe_cli.problems import FileError, Place, Problem
from spbe_cli.store.files import is_regular, real
from spbe_cli.store.refusals import reason


@contextmanager
def locked(path: Path, *, wait: float = 0) -> Iterator[None]:
    """Hold a file for editing; FileError E020 where another process holds it for `wait` seconds.

    The lock is the operating system's, on a file beside: it ends with the process, however that
    ends, so nothing has to be cleaned up after a crash.
    """
    target = real(path)  # two links to one file are one file
    beside = target.parent / f".{target.name[:40]}.lock"
    try:
        stream = _lock_within(beside, wait)
    except BlockingIOError:
        raise FileError([Problem("E020", Place(str(path)))]) from None
    except OSError as error:
        problem = Problem("E014", Place(str(path)), {"reason": reason(error)})
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
        if beside.exists() and not is_regular(beside):  # to open a pipe may wait for ever
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(beside))
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
