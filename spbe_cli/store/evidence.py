"""What is known of evidence files: where they are, whether they open, which have equal content."""

import os
import stat
from collections import Counter
from collections.abc import Iterable
from pathlib import Path, PureWindowsPath

from spbe_cli.core.assessment import Assessment, FileState
from spbe_cli.core.check.case import FileFacts
from spbe_cli.core.text import bare
from spbe_cli.i18n import _
from spbe_cli.store import files, refusals

_CHUNK = 1 << 20


def locate(name: str, file: str) -> tuple[Path, bool]:
    """Return where evidence `file` of assessment file `name` is, and whether in its folder.

    Nothing is touched: a path may name another computer. Backslashes separate folders too.
    """
    folder = Path() if name == files.STDIN else Path(name).parent
    home = os.path.abspath(folder)  # noqa: PTH100  Path.absolute keeps `..`, resolve touches disks
    written = file.replace("\\", "/")
    elsewhere = os.name != "nt" and PureWindowsPath(written).drive != ""
    path = Path(os.path.normpath(os.path.join(home, written)))  # noqa: PTH118  same
    return path, not elsewhere and path.is_relative_to(home)


def seen(name: str, assessment: Assessment) -> dict[str, FileState]:
    """Return what is found of every evidence file, keyed as the assessment writes it.

    Each is opened and read to its first byte; one that lies outside the folder is left alone.
    """
    home = _real(Path() if name == files.STDIN else Path(name).parent)
    return {
        file: _state(path, home) if inside else FileState.OUTSIDE
        for file, (path, inside) in _named(name, assessment).items()
    }


def _named(name: str, assessment: Assessment) -> dict[str, tuple[Path, bool]]:
    """Return where each evidence file is, and whether in the folder of the assessment."""
    written = dict.fromkeys(
        one.file
        for answer in assessment.answers.values()
        for one in answer.evidence
        if one.file is not None
    )
    return {file: locate(name, file) for file in written}


def _state(path: Path, home: Path) -> FileState:
    real = _real(path)
    if not real.is_relative_to(home):  # a link leads out of it
        return FileState.OUTSIDE
    facts = _stat(real)
    if not facts.exists:
        return FileState.MISSING
    if facts.reason is not None or _read(real, alone=True)[1] is not None:
        return FileState.UNREADABLE
    return FileState.FOUND if facts.size else FileState.EMPTY


def file_facts(name: str, assessment: Assessment) -> dict[str, FileFacts]:
    """Return the facts of every evidence file of an assessment, keyed as the assessment writes it.

    A file written to lie outside the folder is not touched. Each file is opened once at most.
    """
    places = _named(name, assessment)
    home = _real(Path() if name == files.STDIN else Path(name).parent)
    known = _examine({path for path, inside in places.values() if inside}, home)
    for path, facts in known.items():
        if not facts.exists and (near := _near(path)) is not None:
            known[path] = facts._replace(near=near)
    outside = FileFacts(inside=False, looked=False)
    return {file: known[path] if inside else outside for file, (path, inside) in places.items()}


def unreadable(name: str, file: str) -> str:
    """Return why an evidence file of assessment `name` cannot be read."""
    path = _real(locate(name, file)[0])
    return _stat(path).reason or _read(path, alone=True)[1] or "–"


def _near(path: Path) -> str | None:
    """Return the one file beside a missing one whose name looks the same, or None.

    Letters that are composed otherwise (as a Mac packs them), capitals and blanks tell them apart.
    """
    try:
        listed = [one.name for one in path.parent.iterdir()]
    except (OSError, ValueError):
        return None
    names = [one for one in listed if _looks(one) == _looks(path.name)]
    return names[0] if len(names) == 1 else None


def _looks(name: str) -> str:
    from unicodedata import normalize  # for what is missing alone

    return " ".join(bare(normalize("NFC", name)).split()).casefold()


def _examine(paths: Iterable[Path], home: Path) -> dict[Path, FileFacts]:
    """Look at files; links to one file share its facts."""
    by_path, sizes, reals = {}, {}, {}
    for path in sorted(paths):
        real = _real(path)
        facts = _stat(real)
        by_path[path] = facts._replace(inside=real.is_relative_to(home))
        reals[path] = real
        if facts.exists and facts.reason is None:
            sizes[real] = facts.size
    equal = Counter(sizes.values())
    read = {real: _read(real, alone=equal[size] == 1) for real, size in sizes.items()}
    for path, facts in by_path.items():
        if reals[path] in read:
            content, reason = read[reals[path]]
            by_path[path] = facts._replace(content=content, reason=reason)
    return by_path


def _real(path: Path) -> Path:
    """Follow links; a path that cannot be followed stays as it is."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):  # a loop of links, a null character
        return path


def _stat(path: Path) -> FileFacts:
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return FileFacts(exists=False)
    except OSError as error:
        return FileFacts(reason=refusals.reason(error))
    if stat.S_ISDIR(found.st_mode):
        return FileFacts(reason=_("ini folder, bukan berkas"))
    if not stat.S_ISREG(found.st_mode):  # a pipe would never end
        return FileFacts(reason=_("ini bukan berkas biasa"))
    return FileFacts(size=found.st_size)


def _read(path: Path, *, alone: bool) -> tuple[str | None, str | None]:
    """Open a file and return its content's name, or the reason why it cannot be read.

    It is read to its first byte where its size is unique, else to its end, for the digest.
    """
    import hashlib  # most commands compare no contents

    digest = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(1 if alone else _CHUNK):
                digest.update(chunk)
                if alone:
                    return str(path), None
    except OSError as error:
        return None, refusals.reason(error)
    return digest.hexdigest(), None
