"""Last year's assessment of the same institution, found beside this year's."""

from pathlib import Path

from spbe_cli.core import institutions
from spbe_cli.core.assessment import Assessment
from spbe_cli.problems import SpbeError
from spbe_cli.store import files
from spbe_cli.store.yaml import assessments


def find(name: str, assessment: Assessment) -> tuple[str, Assessment] | None:
    """Return file and content of last year's assessment in the folder of file `name`.

    The same institution, the same instrument, the year before; None where no
    file of the folder is that. Files with problems are passed over: they are not what was asked.
    """
    if name == files.STDIN:
        return None
    for file in sorted(Path(name).parent.glob("*.y*ml")):
        if not _may_be(file, assessment):
            continue
        try:
            earlier, _law = assessments.load(str(file))
        except SpbeError:
            continue
        if (
            earlier.year == assessment.year - 1
            and earlier.instrument == assessment.instrument
            and institutions.same(earlier.institution, assessment.institution)
        ):
            return str(file), earlier
    return None


def _may_be(file: Path, assessment: Assessment) -> bool:
    """Look for the year before parsing: a folder may hold hundreds of assessments."""
    try:
        return str(assessment.year - 1) in files.read_text(str(file))
    except SpbeError:
        return False
