"""``spbe score``: the index of one assessment, or a table of many."""

import os
from fractions import Fraction
from pathlib import Path
from typing import Annotated

import typer

from spbe_cli.cli import completion, options, waiting
from spbe_cli.cli.inputs import expanded, newest
from spbe_cli.cli.output import Format, answer, command_line
from spbe_cli.cli.progress import tracked
from spbe_cli.cli.standing import own_standing
from spbe_cli.cli.usage import Command
from spbe_cli.core import numbers
from spbe_cli.core.assessment import Assessment, Opinion
from spbe_cli.core.instrument import Instrument
from spbe_cli.core.result import Result, ahead
from spbe_cli.core.score.scoring import Scores, default_opinion, score, score_levels
from spbe_cli.i18n import N_, _
from spbe_cli.problems import DataError, ExitCode, Problem, SpbeError, together
from spbe_cli.store.yaml import assessments


def build() -> typer.Typer:
    """Return the command."""
    app = typer.Typer(rich_markup_mode=None, add_completion=False)
    app.command(
        "score",
        cls=Command,
        help=N_("Hitung indeks dan predikat dari berkas penilaian."),
        epilog=N_(
            "Contoh:\n"
            "  spbe score penilaian-2024.yaml\n"
            "  spbe score penilaian-2024.yaml --opinion self --explain\n"
            "  spbe score penilaian-2024.yaml --set 12=3 --set 13=3\n"
            "  spbe score 2022.yaml 2023.yaml --format csv"
        ),
    )(score_command)
    return app


def score_command(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar=N_("BERKAS"),
            help=N_("Berkas penilaian (YAML); - untuk masukan standar. Boleh lebih dari satu."),
        ),
    ] = None,
    *,
    opinion: options.Whose = None,
    changes: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="12=3",
            help=N_("Hitung seandainya indikator 12 bernilai 3; berkas tidak diubah."),
            autocompletion=completion.complete_changes,
        ),
    ] = None,
    provisional: options.Provisional = False,
    explain: Annotated[
        bool, typer.Option("--explain", help=N_("Uraikan penghitungan baris demi baris."))
    ] = False,
    minimum: Annotated[
        str | None,
        typer.Option(
            "--min",
            metavar="2.60",
            help=N_("Keluar dengan kode 5 bila indeks di bawah angka ini."),
        ),
    ] = None,
    edit: Annotated[
        bool, typer.Option("--edit", help=N_("Isi atau ubah jawaban, juga bila sudah lengkap."))
    ] = False,
    previous: Annotated[
        str | None,
        typer.Option(
            metavar=N_("BERKAS"),
            help=N_("Penilaian tahun lalu; bawaannya dicari di folder yang sama."),
        ),
    ] = None,
    instrument: options.Law = None,
    format: options.FormatOption = Format.TEXT,
) -> int:
    """Score files and show the results; exit code 5 where `--min` is not reached."""
    wanted = _wanted(changes or [])
    floor = _floor(minimum)
    files = expanded(files or [_new_file(instrument)])
    plainly = format is Format.TEXT and not (explain or wanted or provisional or minimum)
    if plainly and len(files) == 1:
        opinion = _fill_in(files[0], instrument, opinion, previous, edit=edit)
    results = _scored(files, instrument, opinion, wanted, provisional=provisional)
    supposed = [f"--set {change}" for change in changes or []]
    supposed += ["--provisional"] if provisional else []
    text = format is Format.TEXT
    next_step = _next(results[0], files[0], opinion, supposed) if text else ""
    stood = () if explain and format is Format.TEXT else tuple(map(own_standing, results))
    scores = Scores(results, len(files) == 1, explain, next_step, stood)
    answer("score", "score", scores, format)
    if floor is not None and any(_below(result, floor) for result in results):
        return ExitCode.GATE
    return ExitCode.DONE


def _next(result: Result, file: str, opinion: Opinion | None, supposed: list[str]) -> str:
    """Return the command to go on with, by what is still to be done; empty without a file's name.

    First answers, then evidence, then the next predicate; at the top the report. What is only
    `supposed` can be explained, no more.
    """
    typed = command_line(file)
    if not typed:
        return ""
    whose = f" --opinion {opinion}" if opinion else ""
    if supposed:
        return f"spbe score {typed}{whose} {' '.join(supposed)} --explain"
    if not result.recovered and result.missing:
        begun = any(one.level is not None for one in result.items())
        return f"spbe todo {typed}" if begun else f"spbe form {typed} --split -o formulir"
    from spbe_cli.core.score.proof import prove  # data says nothing of what comes next

    proof = prove(result)
    if proof is not None and proof.losses:
        return f"spbe todo {typed}"
    following = ahead(result)
    if following is None:
        return f"spbe report {typed} -o laporan.html"
    target = numbers.fixed(following[0].lower, result.instrument.places)  # PowerShell breaks 2,60
    return f"spbe simulate {typed}{whose} --target {target}"


def _scored(
    files: list[str],
    instrument: str | None,
    opinion: Opinion | None,
    wanted: list[tuple[str, Fraction]],
    *,
    provisional: bool,
) -> list[Result]:
    """Read and score every file; what is wrong with any of them is told at once."""
    results: list[Result] = []
    errors: list[SpbeError] = []
    for file in tracked(files, _("menghitung")):
        try:
            assessment, law = assessments.load(file, instrument=instrument)
            assessment = _as_if(assessment, law, opinion, wanted)
            results.append(score(law, assessment, opinion, provisional=provisional))
        except SpbeError as error:
            errors.append(error)
    if errors:
        raise together(errors)
    return results


def _new_file(instrument: str | None) -> str:
    """Return the newest file of the folder; on a terminal without any, ask, and create one."""
    from spbe_cli.cli.session import session
    from spbe_cli.store.yaml import newest as shelf

    if not session.on_terminal() or shelf.newest_files(Path()):
        return newest()
    from spbe_cli.cli.session import begin

    waiting.end()
    return begin.ask(instrument)


def _fill_in(
    file: str, instrument: str | None, opinion: Opinion | None, previous: str | None, *, edit: bool
) -> Opinion | None:
    """Become a guided session where a person sits there and something is still to be answered.

    Returns the opinion to score: the one asked for, or the one that was filled in.
    """
    from spbe_cli.cli.compared import earlier_than
    from spbe_cli.cli.session import session

    if file == "-" or not session.on_terminal():
        return opinion
    if not edit and not (os.access(file, os.W_OK) and os.access(Path(file).parent, os.W_OK)):
        return opinion  # nothing could be saved here; the index can be shown all the same
    assessment, law = assessments.load(file, instrument=instrument)
    whose = opinion or Opinion.SELF
    recorded = assessment.levels(whose)
    published = assessment.published is not None and not assessment.answers
    complete = score_levels(law, assessment, whose).complete
    others = any(one is not whose for one in assessment.opinions()) and not recorded
    if not edit and (complete or published or others):
        return opinion
    last = earlier_than(file, assessment, previous).assessment
    waiting.end()
    filled = session.run_session(Path(file), law, assessment, whose, last, every=edit)
    usual = default_opinion(law, filled)
    return opinion if whose is usual or whose not in filled.opinions() else whose


def _as_if(
    assessment: Assessment,
    law: Instrument,
    opinion: Opinion | None,
    changes: list[tuple[str, Fraction]],
) -> Assessment:
    """Return the assessment with the changes in the opinion that will be scored."""
    if not changes:
        return assessment
    opinion = opinion or default_opinion(law, assessment) or Opinion.SELF
    available = assessment.opinions()
    if opinion not in available and available:
        return assessment  # scoring says what there is
    if not assessment.levels(opinion) and assessment.published is not None:
        raise DataError([Problem("E218", assessment.places.get("published"))])
    from spbe_cli.cli import names

    items = law.items().keys()
    return names.with_changes(score_levels(law, assessment, opinion), changes, items)


def _wanted(changes: list[str]) -> list[tuple[str, Fraction]]:
    """Read ``--set``: names and levels."""
    if not changes:  # most runs suppose nothing
        return []
    from spbe_cli.cli import names

    return names.pairs(changes)


def _floor(written: str | None) -> Fraction | None:
    """Read ``--min``."""
    floor = None if written is None else numbers.parse(written)
    if written is not None and floor is None:
        raise typer.BadParameter(_("--min memerlukan angka, misalnya 2.60"))
    return floor


def _below(result: Result, floor: Fraction) -> bool:
    """Whether an index is not known to reach the floor: compared exactly, not as displayed."""
    return result.known.open or result.known.ends[0] < floor
