"""A plan, on a terminal."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from spbe_cli.core.index import predicate_of, rise
from spbe_cli.core.plan.answers import Parts, Route, Years
from spbe_cli.core.plan.plans import Plan, Status, Step, merged
from spbe_cli.core.result import Result, walk
from spbe_cli.i18n import _, counted
from spbe_cli.render import words
from spbe_cli.render.plans import effort_title, in_the_way, manner, surplus_words, unproven
from spbe_cli.render.text.climb import climb_lines
from spbe_cli.render.text.worklist import worklist

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text

    from spbe_cli.render.text.screen import Screen


_BAR = 12  # columns from the lowest to the highest index
_BESIDE = 65  # columns that the other columns of the work list need


def plan_text(found: Route, screen: "Screen") -> str:
    """Return a plan: what it reaches, its steps as a work list, sections before and after.

    Then what each step demands, where that was asked, and what stands in the way.
    """
    from rich.padding import Padding
    from rich.text import Text

    from spbe_cli.render.phrases import heading
    from spbe_cli.render.text.screen import draw

    before, plan = found.before, found.plan
    parts: list[RenderableType] = [Text(heading(before), style="bold"), ""]
    said = map(screen.marks, [*_summary(before, found.after, plan), *manner(found)])
    parts += [Padding(Text(line), (0, 0, 0, 2)) for line in said]
    if plan.steps:
        parts += ["", Padding(_steps(before, plan, screen), (0, 0, 0, 2))]
        parts += way(found, screen)
        parts += ["", Padding(section_table(before, found.after, screen), (0, 0, 0, 2))]
    if found.others:
        parts += ["", Padding(_others(before, plan, found.others, screen), (0, 0, 0, 2))]
    if not found.whole:
        parts += ["", Padding(Text(_("Rencana lain belum dicari lebih jauh.")), (0, 0, 0, 2))]
    listed = worklist(before, plan, screen) if found.explain else ""
    return draw(parts, screen) + listed + hurdle_lines(found)


def asked_for(
    target: Fraction | None, budget: Fraction | None, unit: str | None = None
) -> Iterator[str]:
    """Say what a plan was asked for."""
    if target is not None:
        yield _("Target {target}").format(target=words.in_full(target, 2))
    if budget is not None:
        yield _("Upaya paling banyak {budget}").format(budget=words.effort(budget, unit))


def _summary(before: Result, after: Result, plan: Plan) -> Iterator[str]:
    """Say what is asked, what is reached, how far the next predicate is then, and on what terms."""
    from spbe_cli.render.phrases import way_ahead

    yield from asked_for(plan.target, plan.budget, plan.unit)
    start, end = (reached(before, index) for index in (plan.start, plan.index))
    if plan.status is Status.REACHED:
        yield _("Sudah tercapai: {index}").format(index=start)
        return
    if plan.status is Status.UNREACHABLE:
        yield _out_of_reach(plan, end)
        return
    if not plan.steps and plan.budget is not None:
        yield _("Upaya itu tidak cukup untuk satu langkah pun; indeks tetap {index}").format(
            index=start
        )
        return
    yield f"{start} → {end}"
    if way := way_ahead(after):
        yield way[0].upper() + way[1:]
    said = steps_text(plan)
    if plan.status is Status.OPTIMAL:
        best = (
            _("tidak ada rencana yang lebih hemat")
            if plan.budget is None
            else _("tidak ada rencana yang lebih tinggi")
        )
        said += " · " + best
    elif plan.status is Status.FEASIBLE:
        less = (
            unproven(plan.least)
            if plan.budget is None
            else _("mungkin ada rencana yang lebih tinggi")
        )
        said += " · " + less
    yield said
    yield from surplus_words(plan.surplus, plan.equal)


def _out_of_reach(plan: Plan, highest: str) -> str:
    """Say that a plan is out of reach; how far one can get, where an index was asked for."""
    if plan.budget is not None:
        return _("Upaya itu tidak cukup untuk memenuhi --floor.")
    if plan.target is None:
        return _("Tidak dapat dicapai dengan syarat itu.")
    return _("Tidak dapat dicapai: paling tinggi {index}").format(index=highest)


def steps_text(plan: Plan) -> str:
    """Say how many steps a plan has, on how many indicators, and what they cost."""
    return _("{steps} pada {items}; upaya {effort}").format(
        steps=counted("{count} langkah", len(plan.steps)),
        items=counted("{count} indikator", len({step.item for step in plan.steps})),
        effort=words.effort(plan.effort, plan.unit),
    )


def way(found: Route | Years | Parts, screen: "Screen") -> "list[RenderableType]":
    """Return the way of a plan through time, where it is dated."""
    from rich.padding import Padding
    from rich.text import Text

    lines = climb_lines(found.climb, screen)
    drawn = [Padding(Text(screen.marks(line)), (0, 0, 0, 2)) for line in lines]
    return ["", *drawn] if drawn else []


def hurdle_lines(found: Route | Years | Parts) -> str:
    """Return what stands in the way of a plan, a line each."""
    return "".join(f"  {line}\n" for line in in_the_way(found))


def reached(before: Result, index: Fraction) -> str:
    """Return an exact index as it is read aloud: ``3,00 Baik (tepatnya 3,002)``."""
    places = before.instrument.places
    predicate = predicate_of(before.instrument, index, before.assessment.year)
    return _("{index} {predicate} (tepatnya {exact})").format(
        index=words.decimal(index, places),
        predicate=words.name(predicate.name),
        exact=words.figure(index, places),
    )


def _steps(before: Result, plan: Plan, screen: "Screen") -> "Table":

    effort = effort_title(plan.unit, min(screen.width - 2, 100) - _BESIDE)
    titles = (_("langkah"), _("tingkat"), effort, _("naik"), _("indeks"))
    table = plan_table(titles, screen, bars=True)
    places = before.instrument.places
    steps = list(merged(plan.steps))
    gains = words.signed_column(step.gain for step in steps)
    for step, gain in zip(steps, gains, strict=True):
        table.add_row(
            step_name(before, step),
            screen.marks(f"{words.figure(step.start, 0)} → {words.figure(step.to, 0)}"),
            words.amount(step.effort),
            gain,
            words.decimal(step.index, max(places, 4)),
            bar(before, step.index, screen),
        )
    return table


def _others(before: Result, plan: Plan, others: Iterable[Plan], screen: "Screen") -> "Table":
    """Return other plans, each by what it does otherwise than the best one."""
    from rich.text import Text

    titles = (_("rencana lain: yang berbeda"), _("upaya"), _("indeks"))
    table = plan_table(titles, screen, bars=False)
    best = _ends(plan)
    for other in others:
        ends = _ends(other)
        said = [
            _("tanpa {items}").format(items=words.listed(item for item in best if item not in ends))
        ]
        said += [
            f"{item} → {words.figure(to, 0)}" for item, to in ends.items() if best.get(item) != to
        ]
        table.add_row(
            Text(screen.marks("; ".join(said))),
            words.amount(other.effort),
            words.decimal(other.index, max(before.instrument.places, 4)),
        )
    return table


def _ends(plan: Plan) -> dict[str, Fraction]:
    return {step.item: step.to for step in plan.steps}


def plan_table(titles: Sequence[str], screen: "Screen", *, bars: bool) -> "Table":
    """Return an empty table: text to the left, figures to the right, and room for bars."""
    from spbe_cli.render.text.screen import blank_table

    table = blank_table()
    table.add_column(titles[0], ratio=1)
    for title in titles[1:]:
        table.add_column(title, justify="right", no_wrap=True)
    if bars:
        table.add_column("", width=_BAR, no_wrap=True)
    table.width = min(screen.width - 2, 100)
    return table


def step_name(before: Result, step: Step) -> "Text":
    """Return indicator and owner of a step."""
    from rich.text import Text

    owner = before.assessment.owner(step.item)
    name = f"{step.item} {words.name(step.score.item.indicator.short)}"
    return Text(f"{name} ({words.safe(owner)})" if owner else name)


def bar(result: Result, index: Fraction, screen: "Screen") -> "Text":
    """Return an index as a bar, from the lowest to the highest there is."""
    from rich.text import Text

    scale = result.instrument.scale
    share = (index - scale.minimum) / Fraction(scale.maximum - scale.minimum)
    return Text(screen.marks("▇" * round(share * _BAR)), style="dim cyan")


def section_table(before: Result, after: Result, screen: "Screen") -> "Table":
    """Return every section before and after."""
    from rich.padding import Padding
    from rich.text import Text

    table = plan_table(("", _("sebelum"), _("sesudah"), _("selisih")), screen, bars=False)
    table.add_column(_("predikat"), no_wrap=True)
    places = before.instrument.places
    depths = {id(child): 1 for one in walk(before.sections) for child in one.sections}
    pairs = list(zip(walk(before.sections), walk(after.sections), strict=True))
    known = [(old, new, risen) for old, new in pairs if (risen := rise(old, new)) is not None]
    changes = words.signed_column(risen for _old, _new, risen in known)
    for (old, new, _risen), change in zip(known, changes, strict=True):
        label = f"{old.section.id} {words.name(old.section.name)}"
        table.add_row(
            Padding(Text(label), (0, 0, 0, 2 * depths.get(id(old), 0))),
            words.shown(old.index, places),
            words.shown(new.index, places),
            change,
            words.predicate(new.predicate),
        )
    return table
