"""Where the instrument changes: each new indicator beside those of the older one it succeeds."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from spbe_cli.core.clauses import Predecessors
from spbe_cli.core.instrument import Indicator
from spbe_cli.core.many.comparison import succeeding
from spbe_cli.core.result import Result
from spbe_cli.i18n import _
from spbe_cli.render import words
from spbe_cli.render.text.plan import plan_table
from spbe_cli.render.text.screen import Screen

if TYPE_CHECKING:
    from rich.console import RenderableType

Beside = tuple[Result, str]  # a column next to the break, and its heading
_Levels = Mapping[str, Fraction | None]


def succession(one: Beside, other: Beside, screen: Screen) -> "Iterator[RenderableType]":
    """Yield what succeeds what, with the levels of both columns, and on whose word.

    Levels stand side by side and are not subtracted: criteria differ. Either may be the newer.
    """
    from rich.text import Text

    old, new = one, other
    if succeeding(one[0].instrument, other[0].instrument):
        old, new = other, one
    found = succeeding(new[0].instrument, old[0].instrument)
    if not found:
        yield Text(_("Tidak ada pemetaan indikator antara kedua instrumen ini."), style="dim")
        return
    pairs = [(each, each.predecessors) for each in found if each.predecessors is not None]
    for basis in dict.fromkeys(mapped.basis for _each, mapped in pairs):
        titles = (words.safe(new[0].instrument.short), new[1])
        table = plan_table(titles, screen, bars=False)
        title = _("pendahulu {instrument} (tingkat {column})")
        short = words.safe(old[0].instrument.short)
        table.add_column(title.format(instrument=short, column=old[1]), ratio=1)
        for indicator, mapped in pairs:
            if mapped.basis == basis:
                table.add_row(*_cells(indicator, mapped, _levels(new[0]), _levels(old[0])))
        yield table
        yield Text(_("Dasar pemetaan: {basis}").format(basis=words.safe(basis)), style="dim")
    yield from (Text(line, style="dim") for line in _rest(new[0], old[0], pairs))


def _levels(result: Result) -> dict[str, Fraction | None]:
    return {one.item.id: one.level for one in result.items()}


def _cells(
    indicator: Indicator, mapped: Predecessors, new: _Levels, old: _Levels
) -> "tuple[RenderableType, ...]":
    from rich.text import Text

    said = [_named(mapped.main, old)] if mapped.main else []
    if mapped.partial:
        said.append(_("sebagian {items}").format(items=_named(mapped.partial, old)))
    return (
        Text(f"{indicator.id} {words.name(indicator.short)}"),
        _level(new.get(indicator.id)) or "–",
        Text("; ".join(said)),
    )


def _named(items: Iterable[str], levels: _Levels) -> str:
    """Name items with their levels, where those are known: ``1 (3), 2 (2)``."""
    known = ((item, _level(levels.get(item))) for item in items)
    return ", ".join(f"{item} ({level})" if level else item for item, level in known)


def _level(level: Fraction | None) -> str:
    return "" if level is None else words.figure(level, 0)


def _rest(
    new: Result, old: Result, pairs: Sequence[tuple[Indicator, Predecessors]]
) -> Iterator[str]:
    """Say which indicators succeed none, and which have no successor."""
    mapped = {indicator.id for indicator, _mapped in pairs}
    used = {item for _one, each in pairs for item in (*each.main, *each.partial)}
    for said, result, known in (
        (_("Tanpa pendahulu dalam {instrument}: {items}"), (new, old), mapped),
        (_("Tanpa penerus dalam {instrument}: {items}"), (old, new), used),
    ):
        items = [one.id for one in result[0].instrument.indicators() if one.id not in known]
        if items:
            short = words.safe(result[1].instrument.short)
            yield said.format(instrument=short, items=words.listed(items))
