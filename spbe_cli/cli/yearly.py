"""The files of one institution, year by year: read and scored, with where each came from."""

from pathlib import Path

import typer

from spbe_cli.cli.compared import tell_previous
from spbe_cli.cli.progress import tracked
from spbe_cli.core.assessment import Opinion
from spbe_cli.core.many import comparison
from spbe_cli.core.result import Result
from spbe_cli.core.score.scoring import score
from spbe_cli.i18n import _
from spbe_cli.problems import DataError, Place, Problem, SpbeError, together
from spbe_cli.render.cover import SourceFile, source_of
from spbe_cli.store import files
from spbe_cli.store.yaml import assessments


def read_years(
    names: list[str], opinion: Opinion | None, instrument: str | None, *, provisional: bool
) -> list[tuple[Result, SourceFile]]:
    """Read and score every file; all problems of all files at once."""
    found: list[tuple[Result, SourceFile]] = []
    errors: list[SpbeError] = []
    for name in tracked(names, _("membaca")):
        try:
            data = files.read_bytes(name)
            text = files.text_of(data, name)
            assessment, law = assessments.parse_assessment(text, name, instrument=instrument)
            assessment = assessments.looked_for(assessment, name)
            result = score(law, assessment, opinion, provisional=provisional)
            found.append((result, _source(name, data)))
        except SpbeError as error:
            errors.append(error)
    if errors:
        raise together(errors)
    return found


def before(
    names: list[str], known: list[tuple[Result, SourceFile]], previous: str | None
) -> list[tuple[Result, SourceFile]]:
    """Return last year's result: the file named, or where only one year was given, one beside."""
    first = min((result for result, _source in known), key=lambda one: one.assessment.year)
    if previous is not None:
        found = read_years([previous], None, None, provisional=False)
        if found[0][0].assessment.year >= first.assessment.year:
            raise typer.BadParameter(_("--previous memerlukan penilaian tahun sebelumnya"))
        return found
    if len(known) > 1:
        return []
    from spbe_cli.store.yaml import previous as shelf

    beside = shelf.year_before(names[0], first.assessment)
    tell_previous(beside, first.assessment)
    if beside.assessment is None:
        return []
    try:
        source = _source(beside.file, files.read_bytes(beside.file))
        return [(score(first.instrument, beside.assessment), source)]
    except SpbeError:  # nobody asked for that file
        return []


def _source(name: str, data: bytes) -> SourceFile:
    return source_of(Path(name).name, data)


def refuse_others(known: list[tuple[Result, SourceFile]]) -> None:
    """Refuse what is not several years of one institution; DataError E223, E224."""
    problems = []
    last = known[-1][0].assessment
    years: dict[int, str] = {}
    for result, source in known:
        one = result.assessment
        place = one.places.get("", Place(source.file))
        if not comparison.one_institution(one, last):
            params = {"name": one.institution, "other": last.institution}
            problems.append(Problem("E223", place, params))
        elif one.year in years:
            problems.append(Problem("E224", place, {"year": one.year, "name": years[one.year]}))
        years.setdefault(one.year, source.file)
    if problems:
        raise DataError(problems)
