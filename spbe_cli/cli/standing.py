"""An institution's place in the national list of its year."""

from typing import TYPE_CHECKING

from spbe_cli.core.result import Result

if TYPE_CHECKING:
    from spbe_cli.core.national import Standings


def own_standing(result: Result) -> "Standings | None":
    """Return where an institution stood in the national list that fits its year best."""
    from spbe_cli.core.national import INSTRUMENT
    from spbe_cli.store import national

    if result.instrument.id != INSTRUMENT:
        return None
    return national.shipped_standing(result.assessment.institution, result.assessment.year)
