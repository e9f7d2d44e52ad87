"""Templates of reports: those that are shipped, and those of a user's own in their place."""

from pathlib import Path

from spbe_cli.problems import FileError, Place, Problem
from spbe_cli.store import bundled, files, refusals

_ENDINGS = (".j2", ".css", ".js")


def load(folder: str | None = None) -> dict[str, tuple[str, str | None]]:
    """Return every template by name: its text, and the file it was read from (None: shipped).

    A file in `folder` takes the place of the shipped one of its name, or adds one to be included.
    FileError where the folder is none, or holds no template at all.
    """
    found: dict[str, tuple[str, str | None]] = {
        one.name: (one.read_text("utf-8"), None)
        for one in bundled.folder("templates").iterdir()
        if one.name.endswith(_ENDINGS)
    }
    if folder is None:
        return found
    place = Place(folder)
    try:
        own = sorted(one for one in Path(folder).iterdir() if one.name.endswith(_ENDINGS))
    except OSError as error:
        raise FileError([Problem("E002", place, {"reason": refusals.reason(error)})]) from None
    if not own:
        raise FileError([Problem("E024", place, {"names": tuple(sorted(found))})])
    return found | {one.name: (files.read_text(str(one)), str(one)) for one in own}
