"""What ``spbe simulate`` is asked: which option says it, what may stand beside it, what follows."""

from pathlib import Path

import typer

from spbe_cli.cli.output import again, command_line
from spbe_cli.core import numbers
from spbe_cli.core.index import next_predicate
from spbe_cli.core.result import Result
from spbe_cli.i18n import _

_PLAN = (
    *("--lock", "--only", "--owner", "--outside", "--max-step", "--max-level", "--effort"),
    *("--explain", "-o", "--template", "--from", "--quarters"),
)
_GOALS = ("--target", "--predicate", "--floor")
_TAKES = {  # what may stand beside each option that says what is asked
    "--set": ("--effort",),
    "--scenarios": (),
    "--risk": ("--chance",),
    "--progress": ("--quarters",),
    "--by": (*_PLAN, "--capacity", "--floor"),
    "--budget": (*_PLAN, "--alternatives", "--floor"),
    **dict.fromkeys(_GOALS, (*_PLAN, *_GOALS, "--alternatives")),
    "": ("--lock", "--only", "--owner", "--outside", "--effort", "--from"),
}


def mode_of(ctx: typer.Context) -> str:
    """Return the option that says what is asked (empty: what single steps are worth).

    BadParameter where another option has no say in that.
    """
    own = {name for takes in _TAKES.values() for name in takes} | _TAKES.keys()
    given = []
    for param in ctx.command.params:
        value, name = ctx.params[str(param.name)], next(iter(own & set(param.opts)), "")
        if name and value is not None and value is not False and value not in ([], ()):
            given.append(name)
    mode = next((name for name in _TAKES if name in given), "")
    for name in given:
        if name == mode or name in _TAKES[mode]:
            continue
        if mode:
            raise typer.BadParameter(
                _("{one} tidak dapat digabung dengan {other}").format(one=mode, other=name)
            )
        modes = [other for other, takes in _TAKES.items() if name in takes]
        raise typer.BadParameter(
            _("{name} hanya berlaku bersama {modes}").format(name=name, modes=", ".join(modes))
        )
    return mode


def next_step(ctx: typer.Context, mode: str, result: Result, out: Path | None) -> str:
    """Return what to do next: write the plan, report with it, check what is claimed, or plan."""
    planned = mode in (*_GOALS, "--by", "--budget")
    if planned and result.recovered:  # such a plan has no steps to keep in a file
        target = ctx.params["target"]
        goal = f" --target {command_line(target)}" if target else ""
        return f"spbe report {{0}}{goal} -o laporan.html"
    if planned and out is None:
        return again(ctx, "-o rencana.xlsx")
    if planned and out is not None:
        yaml = out.suffix.casefold() in (".yaml", ".yml")
        return "spbe report {0} --target {1} -o laporan.html" if yaml else "spbe todo {0}"
    if mode in ("--risk", "--progress"):
        return "spbe check {0}" if mode == "--risk" else "spbe todo {0}"
    above = next_predicate(result.instrument, result.highest)
    if above is None:
        return "spbe report {0} -o laporan.html"
    target = numbers.fixed(above.lower, result.instrument.places)  # PowerShell breaks 2,60
    return f"spbe simulate {{0}} --target {target}"
