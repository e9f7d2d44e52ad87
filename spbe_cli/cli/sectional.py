"""What plans from published sections are asked for on the command line."""

from collections.abc import Mapping, Sequence

import typer

from spbe_cli.cli import names
from spbe_cli.cli.planning import Wishes, caps
from spbe_cli.core.plan import headroom
from spbe_cli.core.plan.basis import From
from spbe_cli.core.plan.plans import Measure, Terms
from spbe_cli.core.result import Result
from spbe_cli.i18n import _
from spbe_cli.problems import DataError, Problem


def section_terms(result: Result, wishes: Wishes) -> Terms:
    """Return what a plan must keep to; DataError E226 of what needs levels of indicators."""
    refuse(
        result,
        {
            "--by": wishes.by,
            "--effort": wishes.effort not in (None, Measure.FLAT),
            "--from": wishes.start is From.PROVEN,
        },
    )
    max_level, max_step = caps(wishes)
    return Terms(
        locked=_locked(result, wishes.lock, wishes.only),
        max_level=max_level,
        max_step=max_step,
        floors=dict(names.floor(result, text) for text in wishes.floor),
    )


def _locked(result: Result, lock: Sequence[str], only: Sequence[str]) -> frozenset[str]:
    """Return the published sections that may not rise, as ``domain:3``."""
    known = [one.section.ref for one in headroom.known_sections(result.sections)]
    free = _sections(result, only, "--only") if only else set(known)
    locked = _sections(result, lock, "--lock") if lock else set()
    return frozenset(set(known) - free | locked)


def refuse(result: Result, options: Mapping[str, object]) -> None:
    """Raise DataError E226 where an option is given that needs levels of indicators."""
    for option, value in options.items():
        if value:
            place = result.assessment.places.get("")
            raise DataError([Problem("E226", place, {"option": option})])


def _sections(result: Result, texts: Sequence[str], option: str) -> set[str]:
    """Read ``domain:3`` and ``aspect:2,aspect:3``; a section stands for all that is within it."""
    found = set()
    for part in filter(None, (part.strip() for part in ",".join(texts).split(","))):
        if ":" not in part:
            refuse(result, {f"{option} {part}": True})
        one = names.section_option(result, part, option)
        found |= {inner.section.ref for inner in headroom.known_sections([one])}
    if not found:
        raise typer.BadParameter(_("{option} tidak menyebut bagian").format(option=option))
    return found
