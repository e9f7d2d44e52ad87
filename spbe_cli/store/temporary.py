"""Files while they are written: beside their places, under names that tell what they are.

The name carries the number of its process. The first of those that a process writes in a folder
stays locked until all have their names: a later run that finds none held removes them.
"""

import os
import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

Fill = Callable[[Path, IO[bytes]], object]  # writes what belongs to a path

_NAME = re.compile(r"\..*\.([0-9]+)\.spbe\.tmp")
_FRESH = 60  # seconds in which somebody on Windows, where nothing is locked, may be at it
_tidied: set[Path] = set()


@contextmanager
def drafts(paths: Sequence[Path], fill: Fill) -> Iterator[list[Path]]:
    """Write a temporary file for each path, down to the disk; in the end they are gone.

    Whoever asks gives them their names meanwhile. Then the folders are on the disk, too.
    """
    made: list[Path] = []
    held: dict[Path, IO[bytes]] = {}
    try:
        for number, path in enumerate(paths):
            tidy(path.parent)
            temporary = path.parent / f".{path.name[:40]}.{number}.{os.getpid()}.spbe.tmp"
            made.append(temporary)
            stream = _opened(temporary)
            if os.name != "nt" and path.parent not in held:
                held[path.parent] = stream
                _fill(path, stream, fill)
            else:
                with stream:
                    _fill(path, stream, fill)
        yield made
    finally:
        for temporary in reversed(made):  # the one that is locked goes last
            with suppress(OSError):  # of a folder that became read-only: the first reason counts
                temporary.unlink(missing_ok=True)
        for stream in held.values():
            stream.close()
    for folder in dict.fromkeys(path.parent for path in paths):
        _sync(folder)


def _opened(temporary: Path) -> IO[bytes]:
    """Open a new file and lock it, where that can be done; Windows keeps an open file anyhow."""
    stream = temporary.open("wb")
    if os.name == "nt":
        return stream
    with suppress(OSError):  # a file system that knows no locks
        _lock(stream)
        if not temporary.exists():  # somebody has taken it for rubbish before it was locked
            stream.close()
            stream = temporary.open("wb")
            _lock(stream)
    return stream


def _fill(path: Path, stream: IO[bytes], fill: Fill) -> None:
    fill(path, stream)
    stream.flush()
    os.fsync(stream.fileno())


def _sync(folder: Path) -> None:
    if os.name == "nt":
        return
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def take_name(temporary: Path, path: Path) -> None:
    """Give a file its name in one step; FileExistsError where somebody has it."""
    if os.name == "nt":
        temporary.rename(path)  # which fails there where the name is taken
        return
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:  # a file system without links: the name is taken first, as a second best
        path.open("xb").close()
        try:
            temporary.replace(path)
        except OSError:
            path.unlink(missing_ok=True)
            raise


def tidy(folder: Path) -> None:
    """Remove what a run that was killed has left in a folder; looked for once in a run."""
    whole = folder.absolute()
    if whole in _tidied:
        return
    _tidied.add(whole)
    left: dict[str, list[Path]] = {}
    with suppress(OSError):
        for entry in os.scandir(folder):
            found = _NAME.fullmatch(entry.name)
            if found and entry.is_file(follow_symlinks=False):
                left.setdefault(found[1], []).append(Path(entry.path))
    for fellows in left.values():
        with suppress(OSError):
            _remove_stale(fellows)


def _remove_stale(fellows: Sequence[Path]) -> None:
    """Remove the files of one process, unless one of them is held."""
    if os.name == "nt":  # there nobody can remove an open file; a moment passes until it is renamed
        if time.time() - max(one.stat().st_mtime for one in fellows) <= _FRESH:
            return
    else:
        for one in fellows:
            with one.open("rb") as stream:
                _lock(stream)  # raises where somebody is at it
    for one in fellows:
        one.unlink(missing_ok=True)


def _lock(stream: IO[bytes]) -> None:
    """Lock a file, or raise BlockingIOError."""
    import fcntl

    fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
