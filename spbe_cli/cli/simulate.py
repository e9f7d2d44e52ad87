"""``spbe simulate``: what-if, the cheapest way to a target, and what single steps are worth."""

from collections.abc import Iterable
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
from spbe_cli.core.scoring import as_if, score
from spbe_cli.i18n import _
from spbe_cli.problems import DataError, ExitCode, Place, Problem, hint
from spbe_cli.render import words
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
            "  spbe simulate 2024.yaml --target 3.00 --effort usaha.yaml\n"
            "  spbe simulate 2024.yaml --scenarios skenario.yaml"
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
    effort: Annotated[
        str | None,
        typer.Option(
            metavar=_("BERKAS"),
            help=_("Usaha setiap langkah menurut berkas YAML ini; tanpanya, satu tingkat = 1."),
        ),
    ] = None,
    scenarios: Annotated[
        str | None,
        typer.Option(
            metavar=_("BERKAS"),
            help=_("Hitung setiap skenario dalam berkas YAML ini, dalam satu tabel."),
        ),
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
    planned = bool(target or predicate or floor)
    if bool(changes) + planned + bool(budget) > 1:
        raise typer.BadParameter(
            _("pilih salah satu: --set, --budget, atau --target (--predicate, --floor)")
        )
    if scenarios and (planned or changes or budget or effort):
        raise typer.BadParameter(
            _(
                "--scenarios tidak digabung dengan --set, --target, --predicate, --floor, "
                "--budget, atau --effort"
            )
        )
    wanted, spent = number("--target", target), number("--budget", budget)
    for name, value in (("--max-step", max_step), ("--max-level", max_level)):
        if value is not None and value < 1:
            raise typer.BadParameter(_("{name} memerlukan angka di atas nol").format(name=name))
    result = _result(file, opinion, instrument, provisional=provisional)
    if scenarios:
        return _compare(result, scenarios, format)
    paid = _paid(result, effort)
    if changes:
        plan = planning.changed(result, picking.changed(result, changes), paid)
        return _show(result, plan, "", None, format)
    locked = _locked(
        result, lock or [], picking.free(result, only or [], owner or []), outside=outside
    )
    floors = dict(picking.floor(result, text) for text in floor or [])
    terms = replace(paid, locked=locked, max_level=max_level, max_step=max_step, floors=floors)
    if spent is not None:
        asked = _("Usaha paling banyak {budget}").format(budget=words.effort(spent, terms.unit))
        return _show(result, planning.spend(result, spent, terms), asked, None, format)
    if planned:
        return _plan(result, _goal(result, wanted, predicate), terms, format)
    return _measure(result, terms, format)


def _result(
    file: str, opinion: Opinion | None, instrument: str | None, *, provisional: bool
) -> Result:
    """Read and score a file; DataError where its index is not one exact number of its levels."""
    assessment, law = assessments.load(file, instrument=instrument)
    result = score(law, assessment, opinion, provisional=provisional)
    if result.recovered:
        raise DataError([Problem("E226", assessment.places.get(""))])
    if result.index is None:
        raise DataError([Problem("E225", assessment.places.get(""))])
    return result


def _paid(result: Result, effort: str | None) -> Terms:
    """Return terms that say no more than what steps cost, by a file where there is one."""
    if effort is None:
        return Terms()
    from spbe_cli.store import effort as store

    efforts = store.load(effort, result)
    return Terms(effort=efforts.of, unit=efforts.unit)


def _compare(result: Result, scenarios: str, format_: Format) -> int:
    """Score every scenario of a file, in the order of the file."""
    from spbe_cli.render import scenarios as render
    from spbe_cli.store import scenarios as store

    tried = [
        (name, as_if(result, levels)) for name, levels in store.load(scenarios, result).items()
    ]
    if format_ is Format.JSON:
        emit(render.scenarios_json(result, tried))
    elif format_ is Format.CSV:
        emit(render.scenarios_csv(result, tried))
    else:
        show(render.scenarios_text(result, tried, screen()))
    return ExitCode.DONE


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
    asked = "" if goal is None else _("Target {target}").format(target=words.exact(goal, 2))
    code = _show(result, plan, asked, goal, format_)
    if plan.status is Status.UNREACHABLE and format_ is Format.TEXT:
        for line in _remedies(result, wanted, terms):
            show(f"  {line}\n")
    return code


def _show(result: Result, plan: Plan, asked: str, target: Fraction | None, format_: Format) -> int:
    from spbe_cli.render import plan as render

    after = _after(result, plan)
    if format_ is Format.JSON:
        emit(render.plan_json(result, after, plan, target))
    elif format_ is Format.CSV:
        emit(render.plan_csv(result, plan))
    else:
        show(render.plan_text(result, after, plan, asked, screen()))
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
        show(render.sensitivity_text(result, found, terms, screen()))
    return ExitCode.DONE


def _after(result: Result, plan: Plan) -> Result:
    """Let the engine score what a plan ends with."""
    return as_if(result, {step.item: step.to for step in plan.steps})


def _remedies(result: Result, wanted: Fraction, terms: Terms) -> Iterable[str]:
    """Say which term, given up alone, would let the target be reached."""
    tries = {
        _("tanpa indikator yang dikunci"): replace(terms, locked=frozenset()),
        _("tanpa --max-step"): replace(terms, max_step=None),
        _("tanpa --max-level"): replace(terms, max_level=None),
        _("tanpa --floor"): replace(terms, floors={}),
    }
    for name, other in tries.items():
        if other != terms:
            plan = planning.reach(result, wanted, other)
            if plan.status is not Status.UNREACHABLE:
                yield _("Terjangkau {name}: usaha {effort}").format(
                    name=name, effort=words.effort(plan.effort, plan.unit)
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
