"""``spbe simulate --set`` and ``--scenarios``: what other levels would make of the index."""

from spbe_cli.cli import names
from spbe_cli.cli.output import Format, answer
from spbe_cli.cli.planning import efforts
from spbe_cli.core.plan import answers, route
from spbe_cli.core.result import Result
from spbe_cli.core.score.scoring import as_if
from spbe_cli.problems import ExitCode


def suppose(result: Result, changes: list[str], effort: str | None, format_: Format) -> int:
    """Show what other levels make of the index."""
    wanted = names.with_changes(result, names.pairs(changes))
    terms = efforts(result, effort)
    found = route.changed(result, wanted.as_if, terms)
    answer("plan", "plan", answers.answer_of(result, found, terms), format_)
    return ExitCode.DONE


def suppose_each(result: Result, scenarios: str, format_: Format) -> int:
    """Score every scenario of a file, in the order of the file."""
    from spbe_cli.core.plan import singles
    from spbe_cli.store.yaml import scenarios as store

    tried = [
        (name, as_if(result, levels)) for name, levels in store.load(scenarios, result).items()
    ]
    answer("scenarios", "scenarios", singles.Scenarios(result, tried), format_)
    return ExitCode.DONE
