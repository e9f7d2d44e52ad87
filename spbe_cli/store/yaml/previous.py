"""Last year's assessment of the same institution, found beside this year's."""

from pathlib import Path
from typing import NamedTuple

from spbe_cli.core import institutions
from spbe_cli.core.assessment import Assessment
from spbe_cli.problems import DataError, Place, Problem, SpbeError
from spbe_cli.store import files
from spbe_cli.store.yaml import assessments


class Earlier(NamedTuple):
    """Last year's assessment and its file; `near` are files of that year whose name nearly fits.

    Without an assessment none was found; the names that nearly fit are then worth a word.
    """

    file: str = ""
    assessment: Assessment | None = None
    near: tuple[tuple[str, str], ...] = ()


def find(name: str, assessment: Assessment) -> Earlier:
    """Return last year's assessment from the folder of file `name`.

    The same institution, the same instrument, the year before. Files with problems are passed over:
    they are not what was asked. Raises DataError E236 where two files of different content fit; of
    equal ones the first by name is taken.
    """
    if name == files.STDIN:
        return Earlier()
    found: list[tuple[str, Assessment]] = []
    near: list[tuple[str, str]] = []
    for file in sorted(Path(name).parent.glob("*.y*ml")):
        if not _may_be(file, assessment):
            continue
        try:
            earlier, _law = assessments.load(str(file), look=False)
        except SpbeError:
            continue
        if (earlier.year, earlier.instrument) != (assessment.year - 1, assessment.instrument):
            continue
        if institutions.same(earlier.institution, assessment.institution):
            found.append((str(file), earlier))
        elif institutions.nearly(earlier.institution, assessment.institution):
            near.append((str(file), earlier.institution))
    if not found:
        return Earlier(near=tuple(near))
    if any(one != found[0][1] for _file, one in found):
        names = tuple(Path(file).name for file, _one in found)
        one = min(names, key=len)  # a copy's name is longer
        typed = f'"{one}"' if " " in one else one
        params = {"year": assessment.year - 1, "names": names, "one": typed}
        raise DataError([Problem("E236", Place(name), params)])
    return Earlier(*found[0])


def _may_be(file: Path, assessment: Assessment) -> bool:
    """Look for the year before parsing: a folder may hold hundreds of assessments."""
    try:
        return str(assessment.year - 1) in files.read_text(str(file))
    except SpbeError:
        return False
