"""Outside indices that an assessment names by file: ``outside: {IPS: {file: epss-2026.yaml}}``."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from spbe_cli.core import institutions
from spbe_cli.core.assessment import Assessment
from spbe_cli.core.clauses import OutsideIndex
from spbe_cli.core.instrument import Instrument
from spbe_cli.core.records import replace
from spbe_cli.core.score.scoring import score
from spbe_cli.problems import DataError, FileError, Place, Problem, SpbeError
from spbe_cli.store import files
from spbe_cli.store.yaml import assessments, instruments


class _Named(NamedTuple):
    """An index that is named by a file: as written, where that is, and where it is named."""

    feed: OutsideIndex
    file: str
    path: Path
    place: Place | None

    def problem(self, code: str, **params: object) -> Problem:
        """Return a problem that names the file and the index."""
        return Problem(code, self.place, {"file": self.file, "id": self.feed.id, **params})


def resolved(
    assessment: Assessment, law: Instrument, name: str, above: tuple[Path, ...]
) -> tuple[Assessment, list[SpbeError]]:
    """Return an assessment with the value of each index that it names by file, and what is wrong.

    `name` is its own file, `above` those that led to it. An index without value stands as absent.
    """
    values, wrong = dict(assessment.outside), list[SpbeError]()
    here = (*above, Path(name).resolve())
    base = Path() if name == files.STDIN else Path(name).parent
    for index, file in assessment.feeds.items():
        feed = law.outside.get(index)
        place = assessment.places.get(f"outside.{index}")
        if feed is None or not feed.converts:
            continue  # `check` reports it
        if feed.instrument is None:
            params = {"id": index, "owner": feed.owner}
            wrong.append(DataError([Problem("E241", place, params)]))
        else:
            try:
                named = _Named(feed, file, base / file, place)
                values[index] = _value(assessment, named, here)
            except SpbeError as error:
                wrong.append(error)
    return replace(assessment, outside=values), wrong


def _value(assessment: Assessment, named: _Named, here: tuple[Path, ...]) -> Fraction:
    """Return the index of the assessment in a file; raises what is wrong with it, by name."""
    if named.path.resolve() in here:
        raise DataError([named.problem("E242")])
    try:
        other, law = assessments.load(named.path, look=False, above=here)
    except FileError as error:
        if error.problems[0].code != "E001":
            raise
        raise FileError([named.problem("E243")]) from None
    problems = list(_unfit(assessment, named, other, law))
    if problems:
        raise DataError(problems)
    result = score(law, other)
    value = next(filter(None, (result.index, result.display, _printed(other))), None)
    if value is not None:
        return value
    if result.known.candidates:
        raise DataError([named.problem("E248", candidates=result.known.candidates)])
    raise DataError([named.problem("E247", items=result.missing)])


def _unfit(
    assessment: Assessment, named: _Named, other: Assessment, law: Instrument
) -> Iterator[Problem]:
    """Yield why an assessment is not the one behind the index: instrument, institution, year."""
    wanted = named.feed.instrument or ""
    if law.id != wanted:
        short = instruments.load(wanted).short
        yield named.problem("E244", instrument=law.short, other=short, name=wanted)
    if not institutions.same(other.institution, assessment.institution):
        yield named.problem("E245", name=other.institution, other=assessment.institution)
    if other.year > assessment.year:
        yield named.problem("E246", year=other.year, before=assessment.year)


def _printed(other: Assessment) -> Fraction | None:
    return None if other.published is None else other.published.index
