"""Reports on disk: one of ours is written anew, anything else that stands there is left alone.

A page of text ends with a seal, a line with the digest of what precedes it; a workbook carries a
mark and the time of its making. Both tell whether somebody has edited the file since.
"""

import hashlib
import re
from pathlib import Path

from spbe_cli.core.many.report import FORMAT
from spbe_cli.problems import FileError, Place, Problem
from spbe_cli.store import files, temporary
from spbe_cli.store.refusals import reason

_SEAL = re.compile(f"<!-- {FORMAT} ([0-9a-f]{{64}}) -->\n?\\Z".encode())
_MADE = re.compile(rb"<dcterms:(created|modified)[^>]*>([^<]*)<")
_LARGEST = 50_000_000  # bytes; what is larger is not one of ours


def write(path: Path, content: str | bytes) -> None:
    """Write a report (text is sealed); FileError E021 where another file has that name."""
    data = sealed(content) if isinstance(content, str) else content
    files.check_name(path)
    temporary.tidy(path.parent)
    if path.exists():
        path = files.real(path)  # what a link leads to is the report
    edited = Problem("E021", Place(str(path)))
    if path.is_dir() or not (path.exists() or path.is_symlink()):
        files.write_new(path, data)
    elif _untouched(path):
        files.replace_file(path, data, lambda now: None if _untouched(now) else edited)
    else:
        raise FileError([Problem("E021", Place(str(path)))])


def sealed(text: str) -> bytes:
    """Return a text as UTF-8 with its seal as the last line."""
    data = (text.rstrip("\n") + "\n").encode("utf-8", "replace")
    return data + f"<!-- {FORMAT} {hashlib.sha256(data).hexdigest()} -->\n".encode()


def _untouched(path: Path) -> bool:
    """Whether a file is a report of ours that nobody has edited; FileError where it is held."""
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST:
            return False
        data = path.read_bytes()
    except OSError as error:  # Word and Excel let nobody read what they hold
        problem = Problem("E014", Place(str(path)), {"reason": reason(error)})
        raise FileError([problem]) from None
    seal = _SEAL.search(data.replace(b"\r\n", b"\n"))
    if seal is not None:
        text = data.replace(b"\r\n", b"\n")[: seal.start()]
        return hashlib.sha256(text).hexdigest().encode() == seal[1]
    return data.startswith(b"PK") and _untouched_workbook(path)


def _untouched_workbook(path: Path) -> bool:
    """Whether a workbook has our mark and was never saved by a spreadsheet program."""
    from zipfile import ZipFile

    try:
        with ZipFile(path) as archive, archive.open("docProps/core.xml") as stream:
            core = stream.read(100_000)
    except Exception:  # noqa: BLE001  a damaged archive breaks zipfile and zlib in many ways
        return False
    times = dict(_MADE.findall(core))
    return FORMAT.encode() in core and times.get(b"created") == times.get(b"modified") is not None
