"""``spbe simulate`` for a file that holds published, rounded sections only: levels per section."""

from collections.abc import Mapping, Sequence

import typer

from spbe_cli.cli import names
from spbe_cli.cli.commands.simulate.route import Wishes, caps, code, goal_of, locks_of
from spbe_cli.cli.inputs import number
from spbe_cli.cli.output import Format, answer
from spbe_cli.core.plan import answers, sections
from spbe_cli.core.plan.basis import From
from spbe_cli.core.plan.plans import Measure, Terms
from spbe_cli.core.result import Result
from spbe_cli.i18n import _
from spbe_cli.problems import DataError, ExitCode, Problem
from spbe_cli.store import national


def simulate(result: Result, mode: str, wishes: Wishes, format_: Format) -> int:
    """Plan, or measure, at the grain of the published sections."""
    _refuse(
        result,
        {
            mode: mode in ("--set", "--scenarios", "--risk", "--by"),
            "--owner": wishes.owner,
            "--outside": wishes.outside,
            "--effort": wishes.effort not in (None, Measure.FLAT),
            "--from": wishes.start is From.PROVEN,
            "--alternatives": wishes.alternatives,
            "--explain": wishes.explain,
            "-o": wishes.out,
        },
    )
    max_level, max_step = caps(wishes)
    terms = Terms(
        locked=_locked(result, wishes.lock, wishes.only),
        max_level=max_level,
        max_step=max_step,
        floors=dict(names.floor(result, text) for text in wishes.floor),
    )
    return _plan(result, wishes, terms, format_) if mode else _measure(result, terms, format_)


def _plan(result: Result, wishes: Wishes, terms: Terms, format_: Format) -> int:
    """Plan for an index, for floors alone, or with a budget."""
    budget, goal = number("--budget", wishes.budget), goal_of(result, wishes)
    found = answers.parts_to(result, goal, terms, budget)._replace(locks=locks_of(wishes))
    found = answers.measured(found, national.load())
    answer("sections", "section_plan", found, format_)
    return code(found.plan.status)


def _measure(result: Result, terms: Terms, format_: Format) -> int:
    """Show what one level more is worth in each section."""
    rooms = sections.Rooms(result, sections.headrooms(result, terms))
    answer("sections", "rises", rooms, format_)
    return ExitCode.DONE


def _locked(result: Result, lock: Sequence[str], only: Sequence[str]) -> frozenset[str]:
    """Return the published sections that may not rise, as ``domain:3``."""
    known = [one.section.ref for one in sections.known(result.sections)]
    free = _sections(result, only, "--only") if only else set(known)
    locked = _sections(result, lock, "--lock") if lock else set()
    return frozenset(set(known) - free | locked)


def _refuse(result: Result, options: Mapping[str, object]) -> None:
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
            _refuse(result, {f"{option} {part}": True})
        one = names.section(result, part, option)
        found |= {inner.section.ref for inner in sections.known([one])}
    if not found:
        raise typer.BadParameter(_("{option} tidak menyebut bagian").format(option=option))
    return found
