"""Bytes in and out: bounded reading, UTF-8 with a place for the first bad byte, atomic writing."""

import codecs
import errno
import os
import stat
import sys
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import IO, TYPE_CHECKING

from spbe_cli.i18n import _
from spbe_cli.problems import DataError, FileError, Place, Problem
from spbe_cli.store.foreign import foreign_kind
from spbe_cli.store.refusals import device, reason, unfit

if TYPE_CHECKING:
    from spbe_cli.store.temporary import Fill

STDIN = "-"
LIMIT = 5_000_000  # bytes; the largest real assessment seen is well below 1 MB
_PIECE = 1 << 20
_STREAMS = ("/dev/fd/", "/dev/stdin", "/proc/self/fd/")  # what a shell writes for ``<(command)``
severed: list[Problem] = []  # E037, of this run: told once, where it ends


def read_text(name: str, *, assessment: bool = True) -> str:
    """Return the text of a file, or of standard input for ``-``.

    Raises FileError where it cannot be read or exceeds `LIMIT`, DataError where it is not UTF-8, or
    a workbook, a table or a document: by what reads that, where an `assessment` is meant.
    """
    return text_of(read_bytes(name), name, assessment=assessment)


def text_of(data: bytes, name: str, *, assessment: bool = True) -> str:
    """Return the text of bytes of file `name`; DataError as `read_text`."""
    if problem := _strange(data, name):
        raise DataError([problem if assessment else Problem("E040", problem.place)])
    return decoded(data, name)


def read_bytes(name: str, limit: int = LIMIT, *, large: str = "E003") -> bytes:
    """Return the bytes of a file; FileError as `read_text`, `large` beyond `limit`."""
    place = Place(name)
    try:
        if name == STDIN:
            data = _in_pieces(sys.stdin.buffer, limit + 1)
        else:
            check_kind(name)
            with Path(name).open("rb") as stream:
                data = _in_pieces(stream, limit + 1)
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


def foreign(name: str) -> Problem | None:
    """Return what a file is that is no assessment; None where it may be one, or is not there."""
    if not is_regular(Path(name)):
        return None
    try:
        return _strange(read_bytes(name), name)
    except FileError:
        return None


def _strange(data: bytes, name: str) -> Problem | None:
    kind = foreign_kind(data, name)
    return Problem(kind, Place(name), {"name": typed(name)}) if kind else None


def _in_pieces(stream: IO[bytes], most: int) -> bytes:
    """Read so many bytes at most; asked for at once, they would all be set aside beforehand."""
    pieces = []
    while most > 0 and (piece := stream.read(min(_PIECE, most))):
        pieces.append(piece)
        most -= len(piece)
    return b"".join(pieces)


def check_kind(name: str) -> None:
    """Refuse pipes and devices: to open one may wait for ever, or never end."""
    if said := device(name):
        raise FileError([Problem("E002", Place(name), {"reason": said})])
    mode = Path(name).stat().st_mode
    of_system = (stat.S_ISFIFO, stat.S_ISSOCK, stat.S_ISCHR, stat.S_ISBLK)
    if any(one(mode) for one in of_system) and not name.startswith(_STREAMS):
        raise FileError([Problem("E002", Place(name), {"reason": _("ini bukan berkas biasa")})])


def is_regular(path: Path) -> bool:
    """Whether a file may be opened without waiting: no folder, pipe or device, and it is there."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except (OSError, ValueError):
        return False


def real(path: Path) -> Path:
    """Return where a file is: what a link leads to; the path itself where it leads nowhere."""
    try:
        return path.resolve() if path.is_symlink() else path
    except (OSError, RuntimeError):
        return path


def write_new(path: Path, text: str | bytes) -> None:
    """Write a file that does not exist yet, whole or not at all; text as UTF-8.

    The name is taken when all is on the disk, in one step that fails where somebody has it:
    FileError E015, E014 where it cannot be written.
    """
    write_several({path: text})


def write_several(texts: Mapping[Path, str | bytes]) -> None:
    """Write new files, all or none; otherwise as `write_new`."""

    def fill(path: Path, stream: IO[bytes]) -> None:
        text = texts[path]
        stream.write(text.encode("utf-8", "replace") if isinstance(text, str) else text)

    write_together(list(texts), fill)


def write_together(paths: Sequence[Path], fill: "Fill") -> None:
    """Write new files as `fill` does; they take their names when all are whole, or none does.

    FileError as `write_new`; what `fill` raises leaves no file, either.
    """
    from spbe_cli.store import temporary  # most commands write nothing

    for path in paths:
        check_name(path)
    at, taken = 0, 0  # the path that an error is about, and how many have their names

    def noted(path: Path, stream: IO[bytes]) -> None:
        nonlocal at
        at = paths.index(path)
        fill(path, stream)

    try:
        with temporary.drafts(paths, noted) as drafts:
            try:
                for at, draft in enumerate(drafts):
                    temporary.take_name(draft, paths[at])
                    taken += 1
            except BaseException:
                for path in paths[:taken]:
                    path.unlink(missing_ok=True)
                raise
    except FileExistsError:
        place = Place(str(paths[at]))
        if paths[at].is_dir():
            params = {"reason": _("ini folder, bukan berkas")}
            raise FileError([Problem("E014", place, params)]) from None
        raise FileError([Problem("E015", place)]) from None
    except OSError as error:
        problem = Problem("E014", Place(str(paths[at])), {"reason": reason(error)})
        raise FileError([problem]) from None


def check_name(path: Path) -> None:
    """Refuse a name under which nothing can be written here; FileError E014."""
    if said := unfit(path):
        raise FileError([Problem("E014", Place(str(path)), {"reason": said})])


def write_over(path: Path, text: str, *, expected: str) -> None:
    """Replace a file, whole or not at all; FileError E019 where it is not as it was read.

    `expected` is the text that was read: what somebody else has written since is never lost. It is
    compared when the new text is on the disk: between the two lies only the change of the name. A
    mark of UTF-8 at its beginning, which Windows' programs write, stays.
    """

    def guard(target: Path) -> Problem | None:
        same = read_text(str(target)) == expected
        return None if same else Problem("E019", Place(str(path)))

    replace_file(path, _mark(path) + text.encode("utf-8"), guard)


def _mark(path: Path) -> bytes:
    """Return the mark of UTF-8 with which a file begins; nothing where it has none."""
    try:
        with real(path).open("rb") as stream:
            return codecs.BOM_UTF8 if stream.read(3) == codecs.BOM_UTF8 else b""
    except OSError:  # which writing tells
        return b""


def replace_file(
    path: Path, data: bytes, guard: Callable[[Path], Problem | None] | None = None
) -> None:
    """Put new content in the place of a file's old one; FileError E014 leaves the old one there.

    `guard` is asked when the new content is on the disk, and may say why the old one must stay.
    What a symbolic link leads to is replaced, not the link. Of several hard links only this one
    gets the new content, which is told (`severed`): to write in place could leave half a file.
    """
    from spbe_cli.store import temporary  # most commands write nothing

    target = real(path)
    try:
        with temporary.drafts([target], lambda _path, stream: stream.write(data)) as (draft,):
            before = target.stat()
            if not os.access(target, os.W_OK):  # which a change of names does not ask
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
            draft.chmod(before.st_mode)
            if guard is not None and (problem := guard(target)) is not None:
                raise FileError([problem])
            draft.replace(target)
        if before.st_nlink > 1:
            severed.append(Problem("E037", Place(str(path))))
    except OSError as error:
        problem = Problem("E014", Place(str(path)), {"reason": reason(error)})
        raise FileError([problem]) from None


def typed(name: str) -> str:
    """Return the name of a file as a command line takes it."""
    return f'"{name}"' if " " in name else name


def is_shadow(name: str) -> bool:
    """Whether programs leave such a file beside real ones: ``~$a.xlsx``, ``._a.yaml``, ``.a``."""
    last = Path(name).name
    return last.startswith(("~$", ".")) and last != ".."
