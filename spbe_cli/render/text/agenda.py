"""Planned against done, and what an agenda brings home, on a terminal."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from spbe_cli.core.plan.progress import Course, Homecoming, Noted
from spbe_cli.core.plan.served import unserved_by
from spbe_cli.core.planned import PlannedStep
from spbe_cli.i18n import _, counted
from spbe_cli.render import words
from spbe_cli.render.phrases import heading
from spbe_cli.render.plans import otherwise_assessed
from spbe_cli.render.text.plan import reached
from spbe_cli.render.text.screen import Screen, draw

if TYPE_CHECKING:
    from rich.console import RenderableType


def course_text(found: Course, screen: Screen) -> str:
    """Return how a plan stands, and whether its target still holds."""
    from rich.padding import Padding
    from rich.text import Text

    parts: list[RenderableType] = [Text(heading(found.result), style="bold"), ""]
    said = map(screen.marks, _course(found))
    return draw([*parts, *(Padding(Text(line), (0, 0, 0, 2)) for line in said)], screen)


def _course(found: Course) -> Iterator[str]:
    planned, law = found.planned, found.result.instrument
    yield from otherwise_assessed(law, unserved_by(found.result, found.left))
    yield _("{reached} dari {steps} sudah tercapai").format(
        reached=len(found.reached), steps=counted("{count} langkah", len(planned.steps))
    )
    for text, steps in (
        (_("Dinyatakan selesai, tetapi tingkatnya belum tercatat: {steps}"), found.said),
        (_("Lewat tenggat: {steps}"), found.late),
    ):
        if steps:
            yield text.format(steps=_listed(steps))
    yield _("Sekarang {now}; bila sisanya dikerjakan {after}").format(
        now=reached(found.result, found.left.start), after=reached(found.result, found.left.index)
    )
    if planned.target is None:
        return
    target = words.in_full(planned.target, 2)
    if found.holds:
        yield _("Target {target} masih tercapai dengan rencana ini").format(target=target)
    else:
        yield _("Target {target} tidak lagi tercapai dengan rencana ini: kurang {gap}").format(
            target=target, gap=words.gap(planned.target - found.left.index)
        )


def _listed(steps: Iterable[PlannedStep]) -> str:
    return ", ".join(f"{one.item} → {words.figure(one.to, 0)}" for one in steps)


def homecoming_text(found: Homecoming, screen: Screen) -> str:
    """Return one line for each change: indicator, field, old → new."""
    return "".join(f"{screen.marks(line)}\n" for line in map(_noted, found.noted))


def _value(field: str, written: str) -> str:
    if field == "budget" and written:
        return words.amount(Fraction(written))
    if field == "effort" and written:
        return words.in_full(Fraction(written))
    return words.safe(written)


def _of_plan(field: str, written: str) -> str:
    """Return what is written of a plan itself."""
    if field == "target" and written:
        return words.in_full(Fraction(written), 2)
    return words.safe(written) or "–"


def _noted(one: Noted) -> str:
    fields = {
        "target": _("target"),
        "unit": _("satuan upaya"),
        "step": _("langkah"),
        "effort": _("upaya"),
        "year": _("tahun"),
        "quarter": _("triwulan"),
        "status": _("status"),
        "due": _("tenggat"),
        "program": _("kode program"),
        "budget": _("anggaran"),
        "owner": _("pengampu"),
    }
    if not one.item:
        old, new = (_of_plan(one.field, written) for written in (one.old, one.new))
        return f"{_('rencana'):>9}  {fields[one.field]:<13}{old} → {new}"
    step = one.item if one.field == "owner" else f"{one.item} → {words.figure(one.to, 0)}"
    new = _("ditambahkan") if one.field == "step" else _value(one.field, one.new)
    old = _value(one.field, one.old) or "–"
    change = new if one.field == "step" else f"{old} → {new}"
    return f"{step:>9}  {fields[one.field]:<13}{change}"
