"""A plan at the grain of published sections, on a terminal."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from spbe_cli.core.index import predicate_of
from spbe_cli.core.plan.answers import Parts
from spbe_cli.core.plan.plans import Status
from spbe_cli.core.plan.sections import Rooms, SectionPlan, SectionStep
from spbe_cli.core.result import Result
from spbe_cli.i18n import _, counted
from spbe_cli.render import words
from spbe_cli.render.phrases import heading, index_words, predicate_words
from spbe_cli.render.plans import (
    gains_apart,
    levels_risen,
    manner,
    parts_first,
    section_levels,
    surplus_words,
)
from spbe_cli.render.sentences import section_name
from spbe_cli.render.text.plan import asked_for, bar, hurdle_lines, plan_table, way
from spbe_cli.render.text.screen import Screen, draw

if TYPE_CHECKING:
    from rich.console import RenderableType


def section_plan_text(found: Parts, screen: Screen) -> str:
    """Return a plan: what it reaches, and how many levels each section has to rise."""
    from rich.padding import Padding
    from rich.text import Text

    result, plan = found.before, found.plan
    said = [screen.marks(line) for line in (*_summary(result, plan), *manner(found))]
    parts: list[RenderableType] = [Text(heading(result), style="bold"), ""]
    parts += [Padding(one, (0, 0, 0, 2)) for one in said]
    if plan.steps:
        table = plan_table((_("langkah"), _("naik"), _("indeks")), screen, bars=True)
        gains = words.signed_column(step.gain for step in plan.steps)
        for step, gain in zip(plan.steps, gains, strict=True):
            table.add_row(
                Text(_levels(step)),
                gain,
                words.decimal(step.index, max(result.instrument.places, 4)),
                bar(result, step.index, screen),
            )
        parts += ["", Padding(table, (0, 0, 0, 2))]
        parts += way(found, screen)
    return draw(parts, screen) + hurdle_lines(found)


def _summary(result: Result, plan: SectionPlan) -> Iterator[str]:
    yield from asked_for(plan.target, plan.budget)
    now = f"{index_words(result)} {predicate_words(result)}"
    if plan.status is Status.REACHED:
        yield _("Sudah tercapai: {index}").format(index=now)
        return
    places = result.instrument.places
    predicate = predicate_of(result.instrument, plan.index, result.assessment.year)
    values = {
        "index": words.decimal(plan.index, places),
        "predicate": words.name(predicate.name),
        "exact": words.figure(plan.index, places),
    }
    if plan.status is Status.UNREACHABLE and plan.budget is not None:
        yield _("Upaya itu tidak cukup untuk memenuhi --floor.")
        return
    if plan.status is Status.UNREACHABLE and plan.target is None:
        yield _("Tidak dapat dicapai dengan syarat itu.")
        return
    if plan.status is Status.UNREACHABLE:
        yield _("Tidak dapat dicapai: yang pasti paling tinggi {index} {predicate}").format(
            **values
        )
        return
    if not plan.steps and plan.budget is not None:
        yield _("Upaya itu tidak cukup untuk satu langkah pun; indeks tetap {index}").format(
            index=now
        )
        return
    end = _("{index} {predicate} (sekurang-kurangnya {exact})").format(**values)
    yield f"{now} → {end}"
    said = _("{levels} pada {sections}").format(
        levels=levels_risen(plan.levels, full=plan.full),
        sections=counted("{count} bagian", len(plan.steps)),
    )
    if plan.target is not None:
        if plan.status is Status.OPTIMAL:
            said += " · " + _("tidak ada rencana yang lebih hemat")
        else:
            said += " · " + _("pasti cukup; paling sedikit {least}").format(least=plan.least)
    yield said[0].upper() + said[1:]
    yield from surplus_words(plan.surplus, plan.equal)
    yield _("Nilai tiap indikator tidak diumumkan; rencana ini cukup apa pun rinciannya.")
    yield from gains_apart(plan)


def _levels(step: SectionStep) -> str:
    """Return a step as ``Domain 2 Tata Kelola: 4 tingkat naik``."""
    return f"{section_name(step.room.known)}: {section_levels(step)}"


# --- without a target: what one level more in a section is worth -------------------------------


def rises_text(found: Rooms, screen: Screen) -> str:
    """Return what one level more of one indicator gains in each section."""
    from rich.padding import Padding
    from rich.text import Text

    result, rooms = found
    titles = (_("satu tingkat satu indikator naik"), _("naik"), _("masih dapat naik"))
    table = plan_table(titles, screen, bars=False)
    for room in rooms:
        table.add_row(
            Text(f"{section_name(room.known)}{parts_first(room)}"),
            words.distance_between(*room.next_gain()) if room.next_gain() else "–",
            _between(len(room.sure) - 1, len(room.possible) - 1),
        )
    now = _("Indeks {index} {predicate}; nilai tiap indikator tidak diumumkan.").format(
        index=index_words(result), predicate=predicate_words(result)
    )
    aside = [Padding(one, (0, 0, 0, 2)) for one in (now, "", table)]
    return draw([Text(heading(result), style="bold"), "", *aside], screen)


def _between(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}–{high}"
