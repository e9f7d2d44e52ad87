"""``spbe simulate`` for a file that holds published, rounded sections only: levels per section."""

from spbe_cli.cli.commands.simulate.agenda import warn_of_others
from spbe_cli.cli.commands.simulate.route import code
from spbe_cli.cli.inputs import number_option
from spbe_cli.cli.output import Format, answer
from spbe_cli.cli.planning import Wishes, goal_of, locks_of
from spbe_cli.cli.sectional import refuse, section_terms
from spbe_cli.core.plan import answers, headroom, measuring, sections
from spbe_cli.core.plan.plans import Terms
from spbe_cli.core.result import Result
from spbe_cli.problems import ExitCode
from spbe_cli.store import national


def simulate(result: Result, mode: str, wishes: Wishes, format_: Format) -> int:
    """Plan, or measure, at the grain of the published sections."""
    refuse(
        result,
        {
            mode: mode in ("--set", "--scenarios", "--risk", "--progress"),
            "--owner": wishes.owner,
            "--outside": wishes.outside,
            "--alternatives": wishes.alternatives,
            "--explain": wishes.explain,
            "-o": wishes.out,
            "--template": wishes.template,
            "--quarters": wishes.quarters,
            "--format ics": wishes.calendar,
        },
    )
    terms = section_terms(result, wishes)
    return _plan(result, wishes, terms, format_) if mode else _measure(result, terms, format_)


def _plan(result: Result, wishes: Wishes, terms: Terms, format_: Format) -> int:
    """Plan for an index, for floors alone, or with a budget."""
    budget, goal = number_option("--budget", wishes.budget), goal_of(result, wishes)
    found = answers.parts_to(result, goal, terms, budget)._replace(locks=locks_of(wishes))
    found = measuring.measured(found, national.load())
    answer("sections", "section_plan", found, format_)
    if format_ is Format.CSV:
        warn_of_others(found)
    return code(found.plan.status)


def _measure(result: Result, terms: Terms, format_: Format) -> int:
    """Show what one level more is worth in each section."""
    rooms = sections.Rooms(result, headroom.headrooms(result, terms))
    answer("sections", "rises", rooms, format_)
    return ExitCode.DONE
