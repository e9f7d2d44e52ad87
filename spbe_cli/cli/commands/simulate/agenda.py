"""``spbe simulate -o rencana.xlsx``, ``--progress`` and ``--format ics``: plans as agendas."""

import datetime as dt
import re
from collections.abc import Mapping
from fractions import Fraction

import typer

from spbe_cli.cli import letters
from spbe_cli.cli.compared import today
from spbe_cli.cli.inputs import check_yaml
from spbe_cli.cli.output import Format, answer, emit, show
from spbe_cli.cli.planning import Wishes
from spbe_cli.core.plan import answers
from spbe_cli.core.plan.plans import Plan
from spbe_cli.core.result import Result
from spbe_cli.i18n import _
from spbe_cli.problems import DataError, ExitCode, Problem

_ENDINGS = (".xlsx", ".docx", ".csv")


def refuse_names(wishes: Wishes) -> None:
    """Refuse a name that says no form of a plan, and quarters that are none."""
    quarters(wishes)
    letters.paper_wanted(wishes.out, wishes.template)
    check_yaml(wishes.out, _ENDINGS)


def quarters(wishes: Wishes) -> tuple[int, ...]:
    """Return the quarters in which work is done: ``2`` or ``1-3``."""
    written = wishes.quarters
    if written is None:
        return (1, 2, 3, 4)
    found = re.fullmatch(r"\s*([1-4])(?:\s*[-–]\s*([1-4]))?\s*", written)
    low, high = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
    if low > high:
        raise typer.BadParameter(_("--quarters ditulis 1-3 atau 2, antara 1 dan 4"))
    return tuple(range(low, high + 1))


def since(wishes: Wishes) -> dt.date | None:
    """Return today, unless somebody says in which quarters work is done."""
    return today() if wishes.quarters is None else None


def save_agenda(
    result: Result, found: answers.Route | answers.Years, wishes: Wishes, format_: Format
) -> None:
    """Write a plan to a file, where one is named: as an assessment, or as an agenda."""
    out, plan = wishes.out, answers.plan_of(found)
    if out is None:
        return
    if not plan.steps:
        typer.echo(_("{file} tidak ditulis: tidak ada langkah").format(file=out), err=True)
        return
    ending = out.suffix.casefold()
    if ending not in _ENDINGS:
        from spbe_cli.store.yaml import plans

        plans.write(out, result, plan)
    else:
        from spbe_cli.core.plan.agenda import agenda
        from spbe_cli.store import files

        claims = answers.claims_of(found)
        made = agenda(found.before, plan, quarters(wishes), claims, since(wishes))
        if ending == ".xlsx":
            from spbe_cli.render.sheet.agenda import workbook

            files.write_new(out, workbook(made, found.climb))
        elif ending == ".docx":
            paper = letters.paper(letters.Own(paper=wishes.template))
            from spbe_cli.render.word.agenda import document

            files.write_new(out, document(made, today(), paper))
        else:
            from spbe_cli.render.data.agenda import agenda_csv

            files.write_new(out, agenda_csv(made))
            warn_of_others(found)
    if format_ is Format.TEXT and not wishes.calendar:
        show(_("{file}: rencana ditulis\n\n").format(file=out.as_posix()))


def warn_of_others(found: answers.Route | answers.Years | answers.Parts) -> None:
    """Say beside rows, which have no place for it, that another instrument assesses some years."""
    from spbe_cli.core.plan.served import unserved
    from spbe_cli.render.plans import otherwise_assessed

    for warned in otherwise_assessed(found.before.instrument, unserved(found)):
        typer.echo(f"{warned}.", err=True)


def show_calendar(
    before: Result, plan: Plan, wishes: Wishes, claims: Mapping[str, Fraction]
) -> int:
    """Print the deadlines of a plan as a calendar."""
    from spbe_cli.core.plan.agenda import agenda
    from spbe_cli.render.data.agenda import agenda_ics

    made = agenda(before, plan, quarters(wishes), claims, since(wishes))
    emit(agenda_ics(made, today()))
    return ExitCode.DONE if plan.steps else ExitCode.GATE


def show_progress(result: Result, wishes: Wishes, format_: Format) -> int:
    """Show planned against done; exit code 5 where the target no longer holds."""
    from spbe_cli.core.plan import progress as core

    planned = result.assessment.plan
    if planned is None or not planned.steps:
        raise DataError([Problem("E260", result.assessment.places.get(""))])
    found = core.course(result, planned, today())
    if wishes.calendar:
        return show_calendar(result, found.left, wishes, found.claims)
    answer("agenda", "course", found, format_)
    return ExitCode.GATE if found.holds is False else ExitCode.DONE
