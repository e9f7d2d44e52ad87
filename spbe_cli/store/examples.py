"""The examples that travel with the program: published assessments, each with its source."""

from pathlib import Path
from typing import NamedTuple

from spbe_cli.problems import FileError, Place, Problem
from spbe_cli.store import bundled, files, refusals


class Example(NamedTuple):
    """An example: its file name, its text, and what the comment at its head says first."""

    name: str
    text: str

    @property
    def about(self) -> str:
        """The first sentence of the comment at its head."""
        lines = []
        for line in self.text.splitlines():
            if not line.startswith("#"):
                break
            lines.append(line.removeprefix("#").strip())
        return " ".join(lines).split(". ")[0].rstrip(".:")


def examples() -> list[Example]:
    """Return the examples, by name."""
    found = (one for one in bundled.folder("examples").iterdir() if one.name.endswith(".yaml"))
    return sorted(Example(one.name, one.read_text("utf-8")) for one in found)


class Copied(NamedTuple):
    """What came of copying: written, there already with the same text, kept because they differ."""

    written: list[Path]
    same: list[Path]
    kept: list[Path]


def copy(folder: Path) -> Copied:
    """Copy them into a folder, new or not; what stands there is never written over."""
    found = Copied([], [], [])
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        params = {"reason": refusals.reason(error)}
        raise FileError([Problem("E014", Place(str(folder)), params)]) from None
    for one in examples():
        path = folder / one.name
        if not path.exists():
            files.write_new(path, one.text)
            found.written.append(path)
        else:
            (found.same if _says(path, one.text) else found.kept).append(path)
    return found


def _says(path: Path, text: str) -> bool:
    """Whether a file holds a text, however its lines end."""
    try:
        held = path.read_text("utf-8") if files.is_regular(path) else ""
        return held.splitlines() == text.splitlines()
    except (OSError, UnicodeDecodeError):
        return False
