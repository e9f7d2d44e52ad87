"""A plan as a work list: for each step, what the level demands and what evidence it wants."""

import textwrap
from collections.abc import Iterator

from spbe_cli.core.plan.plans import Plan, Step
from spbe_cli.core.result import Result
from spbe_cli.i18n import _
from spbe_cli.render import words
from spbe_cli.render.text.screen import Screen


def worklist(before: Result, plan: Plan, screen: Screen) -> str:
    """Return the steps of a plan, each with its criterion and its evidence; empty without any."""
    if not plan.steps:
        return ""
    lines = [line for step in plan.steps for line in _step(before, plan, step)]
    width = min(screen.width, 100)
    listed = "\n".join(wrapped for line in lines for wrapped in _wrapped(line, width))
    return screen.marks(listed) + "\n"


def _step(before: Result, plan: Plan, step: Step) -> Iterator[str]:
    yield ""
    head = _("{item} {name}: tingkat {start} → {to}").format(
        item=step.item,
        name=words.name(step.score.item.indicator.short),
        start=words.figure(step.start, 0),
        to=words.figure(step.to, 0),
    )
    facts = [str(step.year)] if step.year else []
    facts += [_("upaya {effort}").format(effort=words.effort(step.effort, plan.unit))]
    owner = before.assessment.owner(step.item)
    facts += [words.safe(owner)] if owner else []
    yield f"  {head} · {' · '.join(facts)}"
    demand = words.demand(step.score.item.indicator, int(step.to))
    if demand:
        yield "    " + _("Diminta: {text}").format(text=words.safe(demand))
    for text in step.evidence():
        yield "    " + _("Bukti: {text}").format(text=words.safe(text))


def _wrapped(line: str, width: int) -> list[str]:
    indent = " " * (len(line) - len(line.lstrip()) + 2)
    return textwrap.wrap(line, width, subsequent_indent=indent) or [""]
