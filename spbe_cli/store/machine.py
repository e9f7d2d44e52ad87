"""What a support person asks of a machine: versions, encodings, folders. No personal data."""

import platform
import re
import sys
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

import spbe_cli
from spbe_cli import i18n
from spbe_cli.core.support import Fact

_PACKAGE = "spbe-cli"
_NAMED = re.compile(r"(?i)((?:^|/)(?:users|home|documents and settings)/)[^/]+")
MARKS = "▇─▲━≤→−"  # what is drawn on a terminal, beside letters and figures


def facts(instruments: Iterable[str]) -> list[Fact]:
    """Return what is known of this machine, and which instruments travel with the program.

    Paths begin with ``~`` where they are at home; in another's home his name is left out.
    """
    stream = sys.stdout
    encoding = (stream.encoding or "ascii").lower()
    bits = "64" if sys.maxsize > 2**32 else "32"
    return [
        Fact("spbe", spbe_cli.__version__),
        Fact("python", f"{platform.python_version()} ({platform.python_implementation()}, {bits})"),
        Fact("system", platform.platform(terse=True)),
        Fact("program", _homely(Path(spbe_cli.__file__).resolve().parent)),
        Fact("interpreter", _homely(Path(sys.executable))),
        Fact("encoding", encoding, encoding.replace("-", "") in ("utf8", "cp65001")),
        Fact("files", sys.getfilesystemencoding()),
        Fact("language", i18n.language()),
        Fact("terminal", "yes" if stream.isatty() else "no"),
        _marks(encoding),
        Fact("font", MARKS),  # whether it has them, only the reader sees
        _writable(Path.cwd()),
        Fact("instruments", ", ".join(instruments)),
        *_dependencies(),
    ]


def _homely(path: Path) -> str:
    try:
        return f"~/{path.relative_to(Path.home()).as_posix()}"
    except (ValueError, RuntimeError, KeyError):  # elsewhere, or without a home
        return _NAMED.sub(r"\1…", path.as_posix())


def _marks(encoding: str) -> Fact:
    try:
        MARKS.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return Fact("marks", "no", good=False)
    return Fact("marks", "yes")


def _writable(folder: Path) -> Fact:
    """Try to write: what the system says of a folder beforehand is not always true."""
    from tempfile import TemporaryFile

    try:
        with TemporaryFile(dir=folder):
            pass
    except OSError:
        return Fact("writable", "no", good=False)
    return Fact("writable", "yes")


def _dependencies() -> list[Fact]:
    """Return the libraries that the package asks for, and the version of each that is there."""
    try:
        asked = metadata.requires(_PACKAGE) or []
    except metadata.PackageNotFoundError:  # run from a folder that nobody installed
        return [Fact("libraries", "?")]
    found = []
    for line in asked:
        name = re.split(r"[^A-Za-z0-9._-]", line, maxsplit=1)[0]
        if "extra ==" in line:
            continue
        try:
            one = metadata.distribution(name)
            found.append(Fact(one.metadata["Name"], one.version))
        except metadata.PackageNotFoundError:
            found.append(Fact(name, "?", good=False))
    return sorted(found, key=lambda fact: fact.key.casefold())
