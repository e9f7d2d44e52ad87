"""A roadmap made visible: text for people, JSON (``spbe-plan/1``) and CSV for programs."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from spbe_cli.core.plan.answers import Years
from spbe_cli.core.plan.route import Status, Step, merged
from spbe_cli.core.plan.years import Reached, Roadmap
from spbe_cli.core.result import Result
from spbe_cli.i18n import _
from spbe_cli.render import words
from spbe_cli.render.phrases import heading
from spbe_cli.render.text.plan import (
    bar,
    plan_table,
    reached,
    remedies,
    section_table,
    short_floors,
    step_name,
    steps_text,
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
    said = map(screen.marks, _summary(before, found))
    parts: list[RenderableType] = [Text(heading(before), style="bold"), ""]
    parts += [Padding(one, (0, 0, 0, 2)) for one in said]
    plan = found.plan
    if plan.steps:
        titles = (_("langkah"), _("tingkat"), _("usaha"), _("naik"), _("indeks"))
        table = plan_table(titles, screen, bars=True)
        for year in found.years:
            table.add_row(
                Text(_year(year), style="bold"),
                "",
                words.exact(year.effort),
                "",
                words.fixed(year.index, max(before.instrument.places, 4)),
                bar(before, year.index, screen),
            )
            for step in merged(_of(found, year)):
                table.add_row(
                    Padding(step_name(before, step), (0, 0, 0, 2)),
                    screen.marks(f"{words.figure(step.start, 0)} → {words.figure(step.to, 0)}"),
                    words.exact(step.effort),
                    words.signed(step.gain),
                    "",
                    "",
                )
        parts += ["", Padding(table, (0, 0, 0, 2))]
        parts += ["", Padding(section_table(before, answer.after, screen), (0, 0, 0, 2))]
    listed = worklist(before, plan, screen) if answer.explain else ""
    return draw(parts, screen) + listed + short_floors(answer.short) + remedies(answer)


def _year(year: Reached) -> str:
    return _("{year}: target {target}").format(
        year=year.stage.year, target=words.exact(year.stage.target, 2)
    )


def _of(found: Roadmap, year: Reached) -> tuple[Step, ...]:
    return tuple(step for step in found.plan.steps if step.year == year.stage.year)


def _summary(before: Result, found: Roadmap) -> Iterator[str]:
    plan, last = found.plan, found.years[-1]
    if plan.status is Status.UNREACHABLE:
        values = {
            "year": last.stage.year,
            "target": words.exact(last.stage.target, 2),
            "index": reached(before, last.index),
        }
        if not found.proven:
            yield _(
                "Rencana sampai {year} tidak ditemukan; belum terbukti tidak terjangkau."
            ).format(**values)
            return
        if last.index < last.stage.target:
            said = _("Target {target} tidak terjangkau pada {year}: paling tinggi {index}")
        else:
            said = _("Target {target} tidak terjangkau pada {year} dengan semua syarat itu.")
        yield said.format(**values)
        return
    if plan.status is Status.REACHED:
        yield _("Sudah tercapai: {index}").format(index=reached(before, plan.start))
        return
    yield f"{reached(before, plan.start)} → {reached(before, plan.index)}"
    said = steps_text(plan)
    if plan.status is Status.OPTIMAL:
        yield said + " · " + _("terbukti paling hemat")
    elif plan.effort == found.least:
        yield said + " · " + _("terbukti paling hemat; pembagian per tahun belum tentu")
    else:
        yield (
            said
            + " · "
            + _("belum terbukti paling hemat; paling sedikit {least}").format(
                least=words.exact(found.least)
            )
        )
