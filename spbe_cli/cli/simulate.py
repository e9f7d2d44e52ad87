"""``spbe simulate``: what-if, the cheapest way to a target, and what single steps are worth."""

from dataclasses import replace
from fractions import Fraction
from typing import Annotated

import typer

from spbe_cli.cli import completion, picking
from spbe_cli.cli.inputs import check_target, number
from spbe_cli.cli.output import Format, emit, screen, show
from spbe_cli.cli.usage import Command
from spbe_cli.core import planning
from spbe_cli.core.assessment import Opinion
from spbe_cli.core.planning import Plan, Status, Terms
from spbe_cli.core.result import Result
from spbe_cli.core.scoring import score, score_levels
from spbe_cli.i18n import _
from spbe_cli.problems import DataError, ExitCode, Place, Problem, hint
from spbe_cli.store import assessments


def build() -> typer.Typer:
    """Return the command, with its help in the language in use."""
    app = typer.Typer(rich_markup_mode=None, add_completion=False)
    app.command(
        "simulate",
        cls=Command,
        help=_("Cari langkah paling hemat menuju target, atau hitung seandainya tingkat berubah."),
        epilog=_(
            "Contoh:\n"
            "  spbe simulate 2024.yaml --set 21=3 --set 29-31=2\n"
            "  spbe simulate 2024.yaml --target 3.00 --max-step 1\n"
            "  spbe simulate 2024.yaml --target 3.00 --lock 29-31\n"
            "  spbe simulate 2024.yaml --predicate Memuaskan\n"
            "  spbe simulate 2024.yaml --budget 20 --only domain:4\n"
            "  spbe simulate 2024.yaml --risk --chance 29-31=0.5"
        ),
    )(simulate_command)
    return app


def simulate_command(
    file: Annotated[str, typer.Argument(metavar=_("BERKAS"), help=_("Berkas penilaian (YAML)."))],
    *,
    changes: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="29-31=2",
            help=_("Hitung seandainya indikator itu bernilai sekian."),
        ),
    ] = None,
    target: Annotated[
        str | None, typer.Option(metavar="3.00", help=_("Indeks yang hendak dicapai."))
    ] = None,
    predicate: Annotated[
        str | None,
        typer.Option(metavar=_("NAMA"), help=_("Predikat yang hendak dicapai.")),
    ] = None,
    floor: Annotated[
        list[str] | None,
        typer.Option(
            metavar="domain:3=2.00", help=_("Indeks paling rendah sebuah domain atau aspek.")
        ),
    ] = None,
    budget: Annotated[
        str | None,
        typer.Option(metavar="20", help=_("Indeks tertinggi yang dicapai dengan usaha sekian.")),
    ] = None,
    lock: Annotated[
        list[str] | None,
        typer.Option(metavar="29-31", help=_("Indikator atau bagian yang tidak boleh diubah.")),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(
            metavar="domain:4", help=_("Hanya indikator atau bagian ini yang boleh naik.")
        ),
    ] = None,
    owner: Annotated[
        list[str] | None,
        typer.Option(
            metavar=_("NAMA"), help=_("Hanya indikator yang diampu unit ini yang boleh naik.")
        ),
    ] = None,
    max_step: Annotated[
        int | None,
        typer.Option(metavar="1", help=_("Paling banyak sekian tingkat untuk satu indikator.")),
    ] = None,
    max_level: Annotated[
        int | None, typer.Option(metavar="4", help=_("Paling tinggi sampai tingkat ini."))
    ] = None,
    outside: Annotated[
        bool,
        typer.Option(
            "--outside", help=_("Nilai dari indeks luar (SDI dan lain-lain) juga boleh naik.")
        ),
    ] = False,
    risk: Annotated[
        bool,
        typer.Option(
            "--risk",
            help=_(
                "Peluang indeks dan predikat bertahan bila asesor eksternal menurunkan tingkat."
            ),
        ),
    ] = False,
    chance: Annotated[
        list[str] | None,
        typer.Option(
            metavar="[29-31=]0.5",
            help=_("Peluang tiap indikator diturunkan; bawaannya 27/47 (NTT 2024)."),
        ),
    ] = None,
    opinion: Annotated[
        Opinion | None,
        typer.Option(
            metavar="self|verified|official|target",
            help=_(
                "Nilai siapa yang dihitung; bawaannya yang paling resmi di antara yang lengkap."
            ),
        ),
    ] = None,
    provisional: Annotated[
        bool,
        typer.Option(
            "--provisional",
            help=_("Hitung indikator yang belum terisi sebagai nilai terendah."),
        ),
    ] = False,
    instrument: Annotated[
        str | None,
        typer.Option(
            metavar=_("ID|BERKAS"),
            help=_("Instrumen yang digunakan; bawaannya menurut berkas atau tahun."),
            autocompletion=completion.instruments,
        ),
    ] = None,
    format: Annotated[
        Format, typer.Option(metavar="text|json|csv", help=_("Bentuk keluaran."))
    ] = Format.TEXT,
) -> int:
    """Simulate, plan or measure; exit code 5 where a target is out of reach."""
    if chance and not risk:
        raise typer.BadParameter(_("--chance hanya berlaku bersama --risk"))
    if risk:
        others = (changes, target, predicate, floor, budget, lock, only, owner, max_step, max_level)
        if outside or any(one not in (None, []) for one in others):
            raise typer.BadParameter(
                _("--risk tidak dapat digabung dengan --set, --target, atau opsi rencana lainnya")
            )
        result = _result(file, opinion, instrument, provisional=provisional, claimed=True)
        return _risk(result, chance or [], format)
    planned = bool(target or predicate or floor)
    if bool(changes) + planned + bool(budget) > 1:
        raise typer.BadParameter(
            _("pilih salah satu: --set, --budget, atau --target (--predicate, --floor)")
        )
    wanted, spent = number("--target", target), number("--budget", budget)
    for name, value in (("--max-step", max_step), ("--max-level", max_level)):
        if value is not None and value < 1:
            raise typer.BadParameter(_("{name} memerlukan angka di atas nol").format(name=name))
    result = _result(file, opinion, instrument, provisional=provisional)
    floors = dict(picking.floor(result, text) for text in floor or [])
    goal = _goal(result, wanted, predicate)
    if result.recovered:
        from spbe_cli.cli import section_plan

        section_plan.refuse(result, {"--set": changes, "--owner": owner})
        terms = Terms(
            section_plan.locked(result, lock or [], only or []), max_level, max_step, floors
        )
        if planned or budget:
            return section_plan.plan(result, goal, spent, terms, format)
        return section_plan.measure(result, terms, format)
    if changes:
        return _show(result, planning.changed(result, picking.changed(result, changes)), format)
    locked = _locked(
        result, lock or [], picking.free(result, only or [], owner or []), outside=outside
    )
    terms = Terms(locked, max_level, max_step, floors)
    if spent is not None:
        return _show(result, planning.spend(result, spent, terms), format)
    if planned:
        return _plan(result, goal, terms, format)
    return _measure(result, terms, format)


def _result(
    file: str,
    opinion: Opinion | None,
    instrument: str | None,
    *,
    provisional: bool,
    claimed: bool = False,
) -> Result:
    """Read and score a file; DataError while indicators are missing.

    Where what was `claimed` matters, complete self levels come before more official ones.
    """
    assessment, law = assessments.load(file, instrument=instrument)
    if claimed and opinion is None and Opinion.SELF in assessment.opinions():
        own = score_levels(law, assessment, Opinion.SELF)
        opinion = Opinion.SELF if own.complete else None
    result = score(law, assessment, opinion, provisional=provisional)
    if not result.complete:
        raise DataError([Problem("E225", assessment.places.get(""))])
    return result


def _locked(result: Result, lock: list[str], free: set[str], *, outside: bool) -> frozenset[str]:
    """Return the items that keep their level: locked, not free, or set by another body."""
    locked = {item for text in lock for item in picking.picked(result, text, "--lock")}
    locked |= {one.item.id for one in result.items() if one.item.id not in free}
    if not outside:
        locked |= {one.item.id for one in result.items() if one.foreign}
    return frozenset(locked)


def _plan(result: Result, goal: Fraction | None, terms: Terms, format_: Format) -> int:
    """Plan for an index, or for floors alone; say what stands in the way where none is found."""
    wanted = goal if goal is not None else planning.start(result)
    plan = planning.reach(result, wanted, terms)
    if goal is None:
        plan = replace(plan, target=None)
    code = _show(result, plan, format_)
    if plan.status is Status.UNREACHABLE and format_ is Format.TEXT:
        from spbe_cli.render.plan import remedies

        tries = [
            (name, planning.reach(result, wanted, other)) for name, other in planning.relaxed(terms)
        ]
        show(remedies((name, one.effort) for name, one in tries if one.steps))
    return code


def _show(result: Result, plan: Plan, format_: Format) -> int:
    from spbe_cli.render import plan as render

    after = _after(result, plan)
    if format_ is Format.JSON:
        emit(render.plan_json(result, after, plan))
    elif format_ is Format.CSV:
        emit(render.plan_csv(result, plan))
    else:
        show(render.plan_text(result, after, plan, screen()))
    return int(ExitCode.GATE if plan.status is Status.UNREACHABLE else ExitCode.DONE)


def _measure(result: Result, terms: Terms, format_: Format) -> int:
    from spbe_cli.core import sensitivity
    from spbe_cli.render import sensitivity as render

    found = (
        sensitivity.rises(result, terms.effort, terms.locked),
        sensitivity.lifts(result),
        sensitivity.cuts(result),
    )
    if format_ is Format.JSON:
        emit(render.sensitivity_json(result, found))
    elif format_ is Format.CSV:
        emit(render.sensitivity_csv(found))
    else:
        show(render.sensitivity_text(result, found, screen()))
    return ExitCode.DONE


def _risk(result: Result, chances: list[str], format_: Format) -> int:
    from spbe_cli.core import risk
    from spbe_cli.render import risk as render

    general, named = picking.chances(result, chances)
    falls = risk.default(result, risk.LOWERED if general is None else general, named)
    found = risk.distribution(result, falls)
    if format_ is Format.JSON:
        emit(render.risk_json(result, falls, found))
    elif format_ is Format.CSV:
        emit(render.risk_csv(found))
    else:
        show(render.risk_text(result, falls, found, screen()))
    return ExitCode.DONE


def _after(result: Result, plan: Plan) -> Result:
    """Let the engine score what a plan ends with."""
    assessment = result.assessment
    for step in plan.steps:
        assessment = assessment.with_level(step.item, result.opinion, step.to)
    return score_levels(
        result.instrument, assessment, result.opinion, provisional=result.provisional
    )


def _goal(result: Result, target: Fraction | None, predicate: str | None) -> Fraction | None:
    """Return the index to reach: the target, or the bound of a predicate if that is higher."""
    law, found = result.instrument, target
    check_target(target, law.scale)
    if predicate is not None:
        names = {
            one.name.to(lang).casefold(): one for one in law.predicates for lang in ("id", "en")
        }
        named = names.get(" ".join(predicate.split()).casefold())
        if named is None:
            known = [one.name.id for one in law.predicates]
            place = Place(f"--predicate {predicate}")
            raise DataError([Problem("E214", place, {"name": predicate, **hint(predicate, known)})])
        found = max(named.lower, target or Fraction(0))
    return found
