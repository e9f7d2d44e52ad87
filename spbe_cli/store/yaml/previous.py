"""Last year's assessment of the same institution, found beside this year's."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from spbe_cli.core import institutions
from spbe_cli.core.assessment import Assessment
from spbe_cli.problems import DataError, Place, Problem, SpbeError
from spbe_cli.store import files
from spbe_cli.store.yaml import assessments, tree

_YEAR = re.compile(r"""^["']?year["']?[ \t]*:[ \t]*["']?([0-9]{4})\b""", re.MULTILINE)
_INSTITUTION = re.compile(r"""^["']?institution["']?[ \t]*:[ \t]*[^\s|>&*!].*$""", re.MULTILINE)


class Earlier(NamedTuple):
    """Last year's assessment and its file; `near` are files of that year whose name nearly fits.

    Without an assessment none was found; the names that nearly fit are then worth a word.
    """

    file: str = ""
    assessment: Assessment | None = None
    near: tuple[tuple[str, str], ...] = ()


class Head(NamedTuple):
    """What the first lines of an assessment file say; no institution where they do not say it."""

    file: str
    institution: str | None


class Shelf:
    """The assessments that lie in folders, by their years; each file's head is read once a run."""

    def __init__(self) -> None:
        self.folders: dict[Path, dict[int | None, list[Head]]] = {}

    def heads(self, folder: Path, year: int) -> list[Head]:
        """Return the files of a folder that may be of a year, sorted by name."""
        if folder not in self.folders:
            found: dict[int | None, list[Head]] = {}
            for file in sorted(folder.glob("*.y*ml")):
                if not file.name.startswith(".") and files.is_regular(file):
                    for one, head in _head(file):
                        found.setdefault(one, []).append(head)
            self.folders[folder] = found
        years = self.folders[folder]
        return sorted([*years.get(year, ()), *years.get(None, ())])


def year_before(name: str, assessment: Assessment, shelf: Shelf | None = None) -> Earlier:
    """Return last year's assessment from the folder of file `name`.

    The same institution, the same instrument, the year before. Files with problems are passed over:
    they are not what was asked. Raises DataError E236 where two files of different content fit; of
    equal ones the first by name is taken. Who asks for many files keeps a `shelf`.
    """
    if name == files.STDIN:
        return Earlier()
    listed = (shelf or Shelf()).heads(Path(name).parent, assessment.year - 1)
    folded = institutions.folded(assessment.institution)
    found: list[tuple[str, Assessment]] = []
    for head in listed:
        if head.institution is not None and institutions.folded(head.institution) != folded:
            continue
        earlier = _loaded(head.file, assessment)
        if earlier is None:
            continue
        if institutions.same(earlier.institution, assessment.institution):
            found.append((head.file, earlier))
    if not found:
        return Earlier(near=tuple(_near(listed, assessment)))
    if any(one != found[0][1] for _file, one in found):
        names = tuple(Path(file).name for file, _one in found)
        one = min(names, key=len)  # a copy's name is longer
        typed = f'"{one}"' if " " in one else one
        params = {"year": assessment.year - 1, "names": names, "one": typed}
        raise DataError([Problem("E236", Place(name), params)])
    return Earlier(*found[0])


def _near(listed: list[Head], assessment: Assessment) -> Iterator[tuple[str, str]]:
    """Yield the files of the year before whose institution nearly fits, and its name."""
    for head in listed:
        said = head.institution
        if said is None or institutions.nearly(said, assessment.institution):
            earlier = _loaded(head.file, assessment)
            if earlier and institutions.nearly(earlier.institution, assessment.institution):
                yield head.file, earlier.institution


def _loaded(file: str, assessment: Assessment) -> Assessment | None:
    """Return an assessment of the year before, by the same instrument; None if it is none."""
    try:
        earlier, _law = assessments.load(file, look=False)
    except SpbeError:
        return None
    wanted = (assessment.year - 1, assessment.instrument)
    return earlier if (earlier.year, earlier.instrument) == wanted else None


def _head(file: Path) -> Iterator[tuple[int | None, Head]]:
    """Yield the year and the institution of a file; a year of None where only reading on tells."""
    try:
        text = files.read_text(str(file))
    except SpbeError:
        return
    year, institution = _YEAR.search(text), _INSTITUTION.search(text)
    if year is None or institution is None:
        if "year" in text and "institution" in text:
            yield None, Head(str(file), None)
        return
    root, problems = tree.parse_tree(institution[0], str(file))
    said = None if problems else tree.text_at(root, "institution")
    yield int(year[1]), Head(str(file), said)
