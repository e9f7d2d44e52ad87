"""``spbe import``: answers of filled-in forms, written into an assessment, and shown."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from spbe_cli.cli import options
from spbe_cli.cli.compared import today
from spbe_cli.cli.inputs import copied, expanded, newest
from spbe_cli.cli.output import Format, answer, following, show, tell
from spbe_cli.cli.progress import tracked
from spbe_cli.cli.usage import Command
from spbe_cli.cli.worksheets import Prefer, TakenAs, collected, named_columns, same_mapping
from spbe_cli.core import owners
from spbe_cli.core.assessment import Answer, Assessment, Opinion, Published
from spbe_cli.core.collect import merge, merged
from spbe_cli.core.collect.changes import Change, Import, doubts
from spbe_cli.core.collect.checking import check
from spbe_cli.core.collect.faults import order
from spbe_cli.core.collect.publishing import published_beside, published_changes
from spbe_cli.core.collect.worksheet import NamedColumn
from spbe_cli.core.instrument import Instrument
from spbe_cli.core.owed import history
from spbe_cli.i18n import N_, _
from spbe_cli.problems import DataError, FileError, Place, SpbeError
from spbe_cli.render import words
from spbe_cli.store import history as store
from spbe_cli.store.tables import agenda, opinions, tauval, worksheet
from spbe_cli.store.yaml import assessments, editing


def build() -> typer.Typer:
    """Return the command."""
    app = typer.Typer(rich_markup_mode=None, add_completion=False)
    app.command(
        "import",
        cls=Command,
        help=N_("Masukkan isian formulir ke berkas penilaian, lalu tampilkan perubahannya."),
        epilog=N_(
            "Contoh:\n"
            "  spbe import lke.xlsx --into penilaian-2024.yaml --dry-run\n"
            "  spbe import formulir/*.xlsx --into penilaian-2024.yaml\n"
            "  spbe import a.xlsx b.xlsx --into penilaian-2024.yaml --prefer Bappeda"
        ),
    )(import_command)
    return app


def import_command(
    workbooks: Annotated[
        list[str],
        typer.Argument(
            metavar="LKE.xlsx",
            help=N_(
                "Formulir yang sudah diisi, atau kertas kerja sendiri (.xlsx, .xls, .ods, .csv)."
            ),
        ),
    ],
    *,
    into: Annotated[
        str | None,
        typer.Option(
            "--into",
            metavar=N_("BERKAS"),
            help=N_("Berkas penilaian yang menerima; bawaannya yang terbaru."),
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=N_("Tampilkan perubahan saja; tidak menulis."))
    ] = False,
    prefer: Prefer = None,
    opinion: TakenAs = None,
    column: options.Columns = None,
    format: options.FormatOption = Format.TEXT,
) -> None:
    """Write what the forms change unless `dry_run`, and show it; nothing on any problem."""
    into = into or newest()
    names = expanded(workbooks)
    if _alone(names, into, format, dry_run=dry_run):
        return
    assessment, law = assessments.load(into)
    named = named_columns(column)
    said, errors = _all(names, law, assessment, named, opinion)
    if opinion is not None:
        said = opinions.of_opinion(said, opinion, named)
    forms, worksheets, told = said
    changes, problems = merge.form_changes(law, assessment, forms, prefer)
    problems = [*(problem for error in errors for problem in error.problems), *problems]
    if problems:
        unread = any(isinstance(error, FileError) for error in errors)
        raise (FileError if unread else DataError)(problems)
    write = bool(changes) and not dry_run
    found = Import(changes, write, [*told, *doubts(forms)], worksheets)
    if write:  # first of all: who reads the output may leave at any line of it
        put = editing.put(Path(into), merged.answers(assessment, changes), order(law))
        if put.copy is not None:
            tell(copied(put.copy))
    for doubt in found.doubts:
        tell(words.problem_line(doubt))
    answer("imported", "changes", found, format)
    if write:
        _record(Path(into), changes)
    if format is Format.TEXT:
        show(_said(len(changes), into, write=write))
        again = same_mapping(workbooks, into, worksheets, opinion, prefer)
        show(again)
        if write or not (again and (column or opinion or prefer)):  # else that command is the next
            following(_next(changes, len(workbooks), write=write), into, *workbooks)


def _all(
    names: list[str],
    law: Instrument,
    assessment: Assessment,
    named: list[NamedColumn],
    opinion: Opinion | None,
) -> tuple[worksheet.Read, list[SpbeError]]:
    """Return what all files say, and those that cannot be read."""
    found = worksheet.Read([], [], [])
    errors: list[SpbeError] = []
    for name in tracked(names, _("membaca")):
        try:
            one = collected(name, law, assessment, named, opinion)
        except SpbeError as error:
            errors.append(error)
        else:
            found.forms.extend(one.forms)
            found.worksheets.extend(one.worksheets)
            found.doubts.extend(one.doubts)
    return found, errors


def _record(into: Path, changes: Sequence[Change]) -> None:
    """Keep who changed what beside the file; the answers are on disk whatever becomes of it."""
    date = today()
    lines = [history.brought(date, one, Path(one.place.file).name) for one in changes]
    problem = store.quietly(into, lines)
    if problem is not None:
        from spbe_cli.render.history import unrecorded

        tell(unrecorded(problem))


def _next(changes: Sequence[Change], count: int, *, write: bool) -> str:
    """Return what to do next: write what was only shown, or check what was written."""
    if write:
        return "spbe check {0}"
    names = " ".join(f"{{{number}}}" for number in range(1, count + 1))
    return f"spbe import {names} --into {{0}}" if changes else "spbe todo {0}"


def _alone(names: list[str], into: str, format_: Format, *, dry_run: bool) -> bool:
    """Take what is imported by itself: a plan, an answer of TAUVAL; False where none is there."""
    if plans := [name for name in names if agenda.is_agenda(name)]:
        _bring_home(plans, names, into, format_, dry_run=dry_run)
    elif found := [name for name in names if tauval.is_tauval(name)]:
        _publish(found, names, into, format_, dry_run=dry_run)
    else:
        return False
    return True


def _bring_home(
    plans: list[str], names: list[str], into: str, format_: Format, *, dry_run: bool
) -> None:
    """Show what an agenda changes in the plan of an assessment, then write it unless `dry_run`."""
    if len(names) > 1:
        said = _("rencana aksi diimpor sendiri, satu berkas: {name}")
        raise typer.BadParameter(said.format(name=plans[0]))
    from spbe_cli.core.plan import progress

    assessment, law = assessments.load(into)
    back = agenda.read(plans[0])
    if problems := list(progress.strange(assessment, back, Place(plans[0]))):
        raise DataError(problems)
    found = progress.agenda_changes(assessment, back)
    if problems := list(check(law, progress.with_plan(assessment, found, back))):
        raise DataError(problems)
    write = bool(found.noted) and not dry_run
    found = found._replace(written=write)
    if write:  # first of all: who reads the output may leave at any line of it
        answers = {
            item: assessment.answers.get(item, Answer())._replace(owners=owners.split_names(owner))
            for item, owner in found.owners.items()
        }
        put = editing.put_plan(Path(into), found.planned, answers, order(law))
        if put.copy is not None:
            tell(copied(put.copy))
    for doubt in back.doubts:
        tell(words.problem_line(doubt))
    answer("agenda", "homecoming", found, format_)
    if format_ is Format.TEXT:
        show(_said(len(found.noted), into, write=write))


def _publish(
    found: list[str], names: list[str], into: str, format_: Format, *, dry_run: bool
) -> None:
    """Take the published sections of an answer of TAUVAL, and show them."""
    if len(names) > 1:
        said = _("jawaban TAUVAL diimpor sendiri, satu berkas: {name}")
        raise typer.BadParameter(said.format(name=found[0]))
    assessment, law = assessments.load(into)
    taken = tauval.of_institution(found[0], assessment, law)
    now = taken.assessment.published or Published()
    now = published_beside(law, assessment, now, taken.said)
    changes = published_changes(assessment, now, taken.assessment.places["published"])
    write = bool(changes) and not dry_run
    if write:  # first of all: who reads the output may leave at any line of it
        put = editing.put_published(Path(into), now)
        if put.copy is not None:
            tell(copied(put.copy))
    for doubt in taken.problems:
        tell(words.problem_line(doubt))
    answer("imported", "changes", Import(changes, write, taken.problems), format_)
    if write:
        _record(Path(into), changes)
    if format_ is Format.TEXT:
        show(_said(len(changes), into, write=write))
        following(_next(changes, 1, write=write), into, *names)


def _said(count: int, into: str, *, write: bool) -> str:
    if not count:
        return _("Tidak ada perubahan.\n")
    if write:
        return _("{file}: {count} perubahan ditulis.\n").format(file=into, count=count)
    return _("{count} perubahan; belum ada yang ditulis (--dry-run).\n").format(count=count)
