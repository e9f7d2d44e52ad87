"""A plan made visible: text for people, JSON (``spbe-plan/1``) and CSV for programs."""

import json
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from spbe_cli.core import numbers
from spbe_cli.core.planning import Plan, Status, Step, merged
from spbe_cli.core.result import Result, SectionScore, predicate_of, walk
from spbe_cli.i18n import _
from spbe_cli.render import words

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

    from spbe_cli.render.screen import Screen

FORMAT = "spbe-plan/1"
_COLUMNS = (
    *("indicator", "name", "from", "to", "effort", "gain", "index"),
    *("owner", "demand", "evidence"),
)
_BAR = 12  # columns from the lowest to the highest index
_BESIDE = 65  # columns that the other columns of the work list need


def plan_text(before: Result, after: Result, plan: Plan, asked: str, screen: "Screen") -> str:
    """Return a plan: what it reaches, its steps as a work list, sections before and after.

    `after` is the engine's own result of the levels that the plan ends with.
    """
    from rich.padding import Padding
    from rich.text import Text

    from spbe_cli.render.screen import draw
    from spbe_cli.render.terminal import heading

    parts: list[RenderableType] = [Text(heading(before), style="bold"), ""]
    said = map(screen.marks, _summary(before, after, plan, asked))
    parts += [Padding(Text(line), (0, 0, 0, 2)) for line in said]
    if plan.steps:
        parts += ["", Padding(_steps(before, plan, screen), (0, 0, 0, 2))]
        parts += ["", Padding(_sections(before, after, screen), (0, 0, 0, 2))]
    return draw(parts, screen)


def _summary(before: Result, after: Result, plan: Plan, asked: str) -> Iterator[str]:
    """Say what is asked, what is reached, how far the next predicate is then, and on what terms."""
    from spbe_cli.render.terminal import way_ahead

    if asked:
        yield asked
    start, end = (_reached(before, index) for index in (plan.start, plan.index))
    if plan.status is Status.REACHED:
        yield _("Sudah tercapai: {index}").format(index=start)
        return
    if plan.status is Status.UNREACHABLE:
        yield _("Tidak terjangkau: paling tinggi {index}").format(index=end)
        return
    yield f"{start} → {end}"
    if way := way_ahead(after):
        yield way
    items = len({step.item for step in plan.steps})
    said = _("{steps} langkah pada {items} indikator; usaha {effort}").format(
        steps=len(plan.steps), items=items, effort=words.effort(plan.effort, plan.unit)
    )
    if plan.status is Status.OPTIMAL:
        said += " · " + _("terbukti paling hemat")
        if plan.equal:
            said += " · " + _("{count} rencana lain sama hematnya").format(
                count=words.thousands(plan.equal)
            )
    yield said


def _reached(before: Result, index: Fraction) -> str:
    """Return an exact index as it is read aloud: ``3,00 Baik (tepatnya 3,002)``."""
    places = before.instrument.places
    predicate = predicate_of(before.instrument, index, before.assessment.year)
    return _("{index} {predicate} (tepatnya {exact})").format(
        index=words.fixed(index, places),
        predicate=words.name(predicate.name),
        exact=words.figure(index, places),
    )


def _steps(before: Result, plan: Plan, screen: "Screen") -> "Table":
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column(_("langkah"), ratio=1)
    width = min(screen.width - 2, 100)
    effort = words.effort_title(plan.unit, width - _BESIDE)
    titles = (_("tingkat"), effort, _("naik"), _("indeks"))
    for title in titles:
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column("", width=_BAR, no_wrap=True)
    scale, places = before.instrument.scale, before.instrument.places
    for step in merged(plan):
        share = (step.index - scale.minimum) / Fraction(scale.maximum - scale.minimum)
        owner = _answer(before, step.item).owner
        name = f"{step.item} {words.name(step.score.item.indicator.short)}"
        table.add_row(
            Text(f"{name} ({words.safe(owner)})" if owner else name),
            screen.marks(f"{words.figure(step.start, 0)} → {words.figure(step.to, 0)}"),
            words.exact(step.effort),
            words.signed(step.gain),
            words.fixed(step.index, max(places, 4)),
            Text(screen.marks("▇" * round(share * _BAR)), style="dim cyan"),
        )
    table.width = width
    return table


def _sections(before: Result, after: Result, screen: "Screen") -> "Table":
    """Return every section before and after."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("", ratio=1)
    for title in (_("sebelum"), _("sesudah"), _("selisih")):
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column(_("predikat"), no_wrap=True)
    places = before.instrument.places
    depths = {id(child): 1 for one in walk(before.sections) for child in one.sections}
    for old, new in zip(walk(before.sections), walk(after.sections), strict=True):
        if old.index is None or new.index is None:
            continue
        label = f"{old.section.id} {words.name(old.section.name)}"
        table.add_row(
            Padding(Text(label), (0, 0, 0, 2 * depths.get(id(old), 0))),
            words.fixed(old.index, places),
            words.fixed(new.index, places),
            words.signed(new.index - old.index),
            "" if new.predicate is None else words.name(new.predicate.name),
        )
    table.width = min(screen.width - 2, 100)
    return table


def plan_json(before: Result, after: Result, plan: Plan, target: Fraction | None) -> str:
    """Return a plan as data; numbers are text, names and predicates the official Indonesian."""
    data = {
        "format": FORMAT,
        "institution": before.assessment.institution,
        "year": before.assessment.year,
        "instrument": before.instrument.id,
        "opinion": before.opinion.value,
        "status": plan.status.value,
        "target": None if target is None else numbers.exact(target, 2),
        "from": _index(before, plan.start),
        "to": _index(before, plan.index),
        "effort": numbers.exact(plan.effort),
        "unit": plan.unit,
        "equal_plans": plan.equal,
        "steps": [_step(before, step) for step in plan.steps],
        "sections": [
            _section(*pair)
            for pair in zip(walk(before.sections), walk(after.sections), strict=True)
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def plan_csv(before: Result, plan: Plan) -> str:
    """Return one row for each step."""
    import csv
    import io

    out = io.StringIO()
    writer = csv.DictWriter(out, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    for step in plan.steps:
        row = _step(before, step)
        writer.writerow({**row, "evidence": "\n".join(row["evidence"])})
    return out.getvalue()


def _index(before: Result, index: Fraction) -> dict[str, str]:
    predicate = predicate_of(before.instrument, index, before.assessment.year)
    return {
        "index": numbers.fixed(index, before.instrument.places),
        "exact": numbers.exact(index),
        "predicate": predicate.name.id,
    }


def _section(old: SectionScore, new: SectionScore) -> dict[str, str | None]:
    return {
        "kind": old.section.kind,
        "id": old.section.id,
        "name": old.section.name.id,
        "from": None if old.index is None else numbers.exact(old.index),
        "to": None if new.index is None else numbers.exact(new.index),
    }


def _step(before: Result, step: Step) -> dict[str, Any]:
    indicator = step.score.item.indicator
    level = int(step.to)
    return {
        "indicator": step.item,
        "name": indicator.name.id,
        "from": numbers.exact(step.start),
        "to": numbers.exact(step.to),
        "effort": numbers.exact(step.effort),
        "gain": numbers.exact(step.gain),
        "index": numbers.exact(step.index),
        "owner": _answer(before, step.item).owner,
        "demand": indicator.levels.get(level),
        "evidence": [one.text for one in indicator.evidence if one.level in (None, level)],
    }


def _answer(before: Result, item: str) -> Any:
    from spbe_cli.core.assessment import Answer

    return before.assessment.answers.get(item, Answer())
