"""A roadmap, on a terminal."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from spbe_cli.core.plan.answers import Years
from spbe_cli.core.plan.plans import Status, Step, merged
from spbe_cli.core.plan.years import Reached, Roadmap
from spbe_cli.core.result import Result
from spbe_cli.i18n import _
from spbe_cli.render import words
from spbe_cli.render.phrases import heading
from spbe_cli.render.plans import manner, unproven
from spbe_cli.render.text.plan import (
    bar,
    hurdle_lines,
    plan_table,
    reached,
    section_table,
    step_name,
    steps_text,
    way,
)
from spbe_cli.render.text.screen import Screen, draw
from spbe_cli.render.text.worklist import worklist

if TYPE_CHECKING:
    from rich.console import RenderableType


def roadmap_text(answer: Years, screen: Screen) -> str:
    """Return a roadmap: year by year what to do, and what it reaches."""
    from rich.padding import Padding
    from rich.text import Text

    before, found = answer.before, answer.roadmap
    said = map(screen.marks, [*_summary(before, found), *manner(answer)])
    parts: list[RenderableType] = [Text(heading(before), style="bold"), ""]
    parts += [Padding(one, (0, 0, 0, 2)) for one in said]
    plan = found.plan
    if plan.steps:
        titles = (_("langkah"), _("tingkat"), _("upaya"), _("naik"), _("indeks"))
        table = plan_table(titles, screen, bars=True)
        steps = [(year, step) for year in found.years for step in merged(_of(found, year))]
        gains = iter(words.signed_column(step.gain for _year, step in steps))
        for year in found.years:
            table.add_row(
                Text(_year(year), style="bold"),
                "",
                words.amount(year.effort),
                "",
                words.decimal(year.index, max(before.instrument.places, 4)),
                bar(before, year.index, screen),
            )
            for step in (one for own, one in steps if own is year):
                table.add_row(
                    Padding(step_name(before, step), (0, 0, 0, 2)),
                    screen.marks(f"{words.figure(step.start, 0)} → {words.figure(step.to, 0)}"),
                    words.amount(step.effort),
                    next(gains),
                    "",
                    "",
                )
        parts += ["", Padding(table, (0, 0, 0, 2))]
        parts += way(answer, screen)
        parts += ["", Padding(section_table(before, answer.after, screen), (0, 0, 0, 2))]
    listed = worklist(before, plan, screen) if answer.explain else ""
    return draw(parts, screen) + listed + hurdle_lines(answer)


def _year(year: Reached) -> str:
    return _("{year}: target {target}").format(
        year=year.stage.year, target=words.in_full(year.stage.target, 2)
    )


def _of(found: Roadmap, year: Reached) -> tuple[Step, ...]:
    return tuple(step for step in found.plan.steps if step.year == year.stage.year)


def _summary(before: Result, found: Roadmap) -> Iterator[str]:
    """Yield what a roadmap comes to, by its outcome."""
    plan = found.plan
    match plan.status:
        case Status.UNREACHABLE:
            yield _missed(before, found)
        case Status.REACHED:
            yield _("Sudah tercapai: {index}").format(index=reached(before, plan.start))
        case _:
            yield f"{reached(before, plan.start)} → {reached(before, plan.index)}"
            yield f"{steps_text(plan)} · {_known(found)}"


def _missed(before: Result, found: Roadmap) -> str:
    """Return which year cannot be met, or that no plan was found."""
    year = found.years[-1]
    values = {
        "year": year.stage.year,
        "target": words.in_full(year.stage.target, 2),
        "index": reached(before, year.index),
    }
    if not found.proven:
        return _(
            "Rencana sampai {year} tidak ditemukan; belum terbukti tidak dapat dicapai."
        ).format(**values)
    if year.index < year.stage.target:
        return _("Target {target} tidak dapat dicapai pada {year}: paling tinggi {index}").format(
            **values
        )
    return _("Target {target} tidak dapat dicapai pada {year} dengan semua syarat itu.").format(
        **values
    )


def _known(found: Roadmap) -> str:
    """Return what is known about the effort of a roadmap."""
    if found.proven:
        return _("tidak ada rencana yang lebih hemat")
    return unproven(found.least)
