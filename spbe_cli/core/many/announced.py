"""Indices of which only what was announced is known: too little to find what lies behind it."""

from spbe_cli.core.assessment import Assessment, Opinion
from spbe_cli.core.instrument import Instrument, Section
from spbe_cli.core.result import Result
from spbe_cli.core.score.recovery import as_announced, unpublished
from spbe_cli.core.score.scoring import score
from spbe_cli.problems import DataError

_UNRECOVERED = {"E209", "E210"}  # parts are missing; levels need not be whole


def scored(law: Instrument, assessment: Assessment, opinion: Opinion | None) -> Result:
    """Score an opinion; where only its index was published, or too few parts of it, take those.

    Raises DataError as `score` does where there is no index to compare either.
    """
    try:
        return score(law, assessment, opinion)
    except DataError as error:
        published = assessment.published
        if published is None or {one.code for one in error.problems} - _UNRECOVERED:
            raise
        found = as_announced(law, assessment, published)
        if found is None:
            raise
        return found


def unpublished_parts(result: Result) -> tuple[Section, ...]:
    """Return the sections that were not published where only published figures are known."""
    published = result.assessment.published
    if not result.recovered or published is None:
        return ()
    return tuple(unpublished(result.instrument, published))
