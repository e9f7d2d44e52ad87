"""The examples that travel with the program: published assessments, each with its source."""

from pathlib import Path
from typing import NamedTuple

from spbe_cli.problems import FileError, Place, Problem
from spbe_cli.store import bundled, files


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


def copy(folder: Path) -> list[Path]:
    """Copy them into a folder, new or not; FileError E015 for those that stand there already."""
    wanted = {folder / one.name: one.text for one in examples()}
    there = [Problem("E015", Place(str(path))) for path in wanted if path.exists()]
    if there:
        raise FileError(there)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        params = {"reason": files.reason(error)}
        raise FileError([Problem("E014", Place(str(folder)), params)]) from None
    for path, text in wanted.items():
        files.write_new(path, text)
    return list(wanted)
