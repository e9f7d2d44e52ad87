"""``spbe simulate``: what-if, the cheapest way to a target, and what single steps are worth."""

from pathlib import Path
from typing import Annotated

import typer

from spbe_cli.cli import names, options
from spbe_cli.cli.commands.simulate import supposed
from spbe_cli.cli.commands.simulate.modes import mode_of, next_step
from spbe_cli.cli.commands.simulate.route import plan_route
from spbe_cli.cli.output import Format, PlanFormat, answer, following
from spbe_cli.cli.planning import Wishes, terms_of, wanted_basis
from spbe_cli.cli.usage import Command
from spbe_cli.core.assessment import Opinion
from spbe_cli.core.plan.basis import From
from spbe_cli.core.result import Result
from spbe_cli.core.score.scoring import score, score_levels
from spbe_cli.i18n import N_, _
from spbe_cli.problems import DataError, ExitCode, Problem
from spbe_cli.store.yaml import assessments


def build() -> typer.Typer:
    """Return the command."""
    app = typer.Typer(rich_markup_mode=None, add_completion=False)
    app.command(
        "simulate",
        cls=Command,
        help=N_("Cari langkah paling hemat menuju target, atau hitung seandainya tingkat berubah."),
        epilog=N_(
            "Contoh:\n"
            "  spbe simulate 2024.yaml --set 21=3 --set 29-31=2\n"
            "  spbe simulate 2024.yaml --scenarios skenario.yaml\n"
            "  spbe simulate 2024.yaml --target 3.00 --max-step 1\n"
            "  spbe simulate 2024.yaml --target 3.00 --lock 29-31\n"
            "  spbe simulate 2024.yaml --predicate Memuaskan\n"
            "  spbe simulate 2024.yaml --target 3.00 -o rencana.yaml\n"
            "  spbe simulate 2024.yaml --budget 90 --effort upaya.yaml\n"
            "  spbe simulate 2024.yaml --by 2026=2.80 --by 2027=3.00\n"
            "  spbe simulate 2024.yaml --risk --chance 29-31=0.5"
        ),
    )(simulate_command)
    return app


def simulate_command(  # the options are read from the context: each is named once, here
    ctx: typer.Context,
    file: options.File,
    *,
    changes: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="29-31=2",
            help=N_("Hitung seandainya indikator itu bernilai tertentu."),
        ),
    ] = None,
    target: Annotated[
        str | None, typer.Option(metavar="3.00", help=N_("Indeks yang hendak dicapai."))
    ] = None,
    predicate: Annotated[
        str | None,
        typer.Option(metavar=N_("NAMA"), help=N_("Predikat yang hendak dicapai.")),
    ] = None,
    floor: Annotated[
        list[str] | None,
        typer.Option(
            metavar="domain:3=2.00", help=N_("Indeks paling rendah sebuah domain atau aspek.")
        ),
    ] = None,
    budget: Annotated[
        str | None,
        typer.Option(
            metavar="20", help=N_("Indeks tertinggi yang dicapai dengan upaya sebanyak itu.")
        ),
    ] = None,
    by: Annotated[
        list[str] | None,
        typer.Option(
            metavar="2027=3.00",
            help=N_("Indeks yang hendak dicapai pada tahun itu; boleh diulang."),
        ),
    ] = None,
    capacity: Annotated[
        str | None,
        typer.Option(metavar="20", help=N_("Upaya paling banyak dalam setahun, bersama --by.")),
    ] = None,
    alternatives: Annotated[
        int | None,
        typer.Option(metavar="3", help=N_("Tampilkan juga sejumlah rencana lain.")),
    ] = None,
    explain: Annotated[
        bool,
        typer.Option("--explain", help=N_("Uraikan apa yang diminta setiap langkah dan buktinya.")),
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar=N_("BERKAS"),
            help=N_(
                "Tulis rencana ke berkas baru: penilaian dengan nilai target (.yaml), atau rencana "
                "aksi (.docx, .xlsx, .csv)."
            ),
        ),
    ] = None,
    effort: Annotated[
        str | None,
        typer.Option(
            metavar=N_("menanjak|rata|BERKAS"),
            help=N_(
                "Upaya setiap langkah: menanjak (bawaan: makin tinggi tingkatnya, makin besar), "
                "rata (setiap tingkat 1), atau menurut berkas YAML."
            ),
        ),
    ] = None,
    scenarios: Annotated[
        str | None,
        typer.Option(
            metavar=N_("BERKAS"),
            help=N_("Hitung setiap skenario dalam berkas YAML ini, dalam satu tabel."),
        ),
    ] = None,
    lock: Annotated[
        list[str] | None,
        typer.Option(metavar="29-31", help=N_("Indikator atau bagian yang tidak boleh diubah.")),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(
            metavar="domain:4", help=N_("Hanya indikator atau bagian ini yang boleh naik.")
        ),
    ] = None,
    owner: Annotated[
        list[str] | None,
        typer.Option(
            metavar=N_("NAMA"),
            help=N_("Hanya indikator yang diampu unit ini yang boleh naik."),
        ),
    ] = None,
    max_step: Annotated[
        int | None,
        typer.Option(
            metavar="1",
            help=N_(
                "Paling banyak sebanyak itu tingkat untuk satu indikator (bawaan 2, atau sesedikit "
                "mungkin di atasnya); dengan --by, setiap tahun."
            ),
        ),
    ] = None,
    max_level: Annotated[
        int | None, typer.Option(metavar="4", help=N_("Paling tinggi sampai tingkat ini."))
    ] = None,
    outside: Annotated[
        bool,
        typer.Option(
            "--outside", help=N_("Nilai dari indeks luar (SDI dan lain-lain) juga boleh naik.")
        ),
    ] = False,
    start: Annotated[
        From | None,
        typer.Option(
            "--from",
            metavar="proven|claimed",
            help=N_(
                "Mulai dari tingkat yang terbukti (proven, bawaan bila ada bukti tercatat) atau "
                "dari yang diklaim (claimed)."
            ),
        ),
    ] = None,
    risk: Annotated[
        bool,
        typer.Option(
            "--risk",
            help=N_(
                "Peluang indeks dan predikat bertahan bila asesor eksternal menurunkan tingkat."
            ),
        ),
    ] = False,
    chance: Annotated[
        list[str] | None,
        typer.Option(
            metavar="[29-31=]0.5",
            help=N_("Peluang tiap indikator diturunkan; bawaannya 27/47 (NTT 2024)."),
        ),
    ] = None,
    opinion: options.Whose = None,
    provisional: options.Provisional = False,
    instrument: options.Law = None,
    quarters: Annotated[
        str | None,
        typer.Option(
            metavar="1-3",
            help=N_(
                "Triwulan pelaksanaan dalam setahun; bawaannya 1-4, "
                "pada tahun berjalan mulai triwulan ini."
            ),
        ),
    ] = None,
    progress: Annotated[
        bool,
        typer.Option(
            "--progress", help=N_("Bandingkan rencana dalam berkas dengan yang sudah tercapai.")
        ),
    ] = False,
    template: options.PaperOption = None,
    format: Annotated[
        PlanFormat, typer.Option(metavar="text|json|csv|ics", help=N_("Bentuk keluaran."))
    ] = PlanFormat.TEXT,
) -> int:
    """Simulate, plan or measure; exit code 5 where a target is out of reach."""
    mode = mode_of(ctx)
    if format is PlanFormat.ICS:
        if mode not in ("--progress", "--target", "--predicate", "--floor", "--by", "--budget"):
            raise typer.BadParameter(
                _("--format ics memerlukan rencana: --target, --by, atau --progress")
            )
        form, calendar = Format.TEXT, True
    else:
        form, calendar = Format(format.value), False
    wishes = Wishes.of(ctx.params)  # typer makes paths and choices for the call alone
    wishes, idle = wishes._replace(out=out, start=start, calendar=calendar), False
    result = _result(file, opinion, instrument, provisional=provisional, claimed=mode == "--risk")
    if result.recovered:
        from spbe_cli.cli.commands.simulate import sections

        code = sections.simulate(result, mode, wishes, form)
    elif mode == "--progress":
        from spbe_cli.cli.commands.simulate import agenda

        code = agenda.show_progress(result, wishes, form)
    elif mode == "--set":
        code = supposed.suppose(result, changes or [], wishes.effort, form)
    elif mode == "--scenarios":
        code = supposed.suppose_each(result, scenarios or "", form)
    elif mode == "--risk":
        code = _risk(result, chance or [], form)
    elif mode:
        code, idle = plan_route(result, wishes, form)
    else:
        code = _measure(result, wishes, form)
    if code == ExitCode.DONE and form is Format.TEXT and not calendar:
        following(
            next_step(ctx, "" if idle else mode, result, out),
            file,
            *([] if out is None else [str(out)]),
        )
    return code


def _result(
    file: str,
    opinion: Opinion | None,
    instrument: str | None,
    *,
    provisional: bool,
    claimed: bool,
) -> Result:
    """Read and score a file; DataError while indicators are missing.

    Where what was `claimed` matters, complete self levels come before more official ones.
    """
    assessment, law = assessments.load(file, instrument=instrument)
    if claimed and opinion is None and Opinion.SELF in assessment.opinions():
        own = score_levels(law, assessment, Opinion.SELF)
        opinion = Opinion.SELF if own.complete else None
    result = score(law, assessment, opinion, provisional=provisional)
    if not (result.sure or result.recovered):
        params = {"open": result.missing, "command": "spbe simulate"}
        raise DataError([Problem("E225", assessment.places.get(""), params)])
    if result.provisional:
        from spbe_cli.cli.compared import tell_fallen

        tell_fallen(file, result)
    return result


def _measure(result: Result, wishes: Wishes, format_: Format) -> int:
    """Show what single steps up and down are worth."""
    from spbe_cli.core.plan import singles

    start = wanted_basis(result, wishes.start)
    found = singles.singles(start.result, terms_of(result, wishes))._replace(basis=start)
    answer("singles", "sensitivity", found, format_)
    return ExitCode.DONE


def _risk(result: Result, chances: list[str], format_: Format) -> int:
    """Show the chances of index and predicate."""
    from spbe_cli.core.plan.risk import risk

    answer("risk", "risk", risk(result, *names.chances(result, chances)), format_)
    return ExitCode.DONE
