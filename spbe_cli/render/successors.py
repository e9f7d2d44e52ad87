"""Where the instrument changes: each new indicator with those of the older one it succeeds."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from spbe_cli.core.clauses import Predecessors
from spbe_cli.core.instrument import Indicator
from spbe_cli.core.many.comparison import succeeding
from spbe_cli.core.result import Result
from spbe_cli.i18n import _
from spbe_cli.render import words

Beside = tuple[Result, str]  # a column next to the break, and its heading
_Levels = Mapping[str, Fraction | None]


class Successor(NamedTuple):
    """An indicator of the newer instrument, its level, and what it succeeds."""

    name: str
    level: str
    succeeds: str


class Mapped(NamedTuple):
    """Successors on one basis, and the headings of their columns."""

    basis: str
    heads: tuple[str, str, str]
    rows: tuple[Successor, ...]


class Succession(NamedTuple):
    """What succeeds what; `rest` says which indicators are left over, or that none is mapped."""

    mapped: tuple[Mapped, ...]
    rest: tuple[str, ...]


def succession(one: Beside, other: Beside) -> Succession:
    """Return what succeeds what, with the levels of both columns, and on whose word.

    Levels stand side by side and are not subtracted: criteria differ. Either may be the newer.
    """
    old, new = one, other
    if succeeding(one[0].instrument, other[0].instrument):
        old, new = other, one
    found = succeeding(new[0].instrument, old[0].instrument)
    if not found:
        return Succession((), (_("Tidak ada pemetaan indikator antara kedua instrumen ini."),))
    pairs = [(each, each.predecessors) for each in found if each.predecessors is not None]
    levels = _levels(new[0]), _levels(old[0])
    title = _("pendahulu {instrument} (tingkat {column})")
    heads = (
        words.safe(new[0].instrument.short),
        new[1],
        title.format(instrument=words.safe(old[0].instrument.short), column=old[1]),
    )
    mapped = tuple(
        Mapped(
            _("Dasar pemetaan: {basis}").format(basis=words.safe(basis)),
            heads,
            tuple(_successor(*pair, *levels) for pair in pairs if pair[1].basis == basis),
        )
        for basis in dict.fromkeys(each.basis for _indicator, each in pairs)
    )
    return Succession(mapped, tuple(_rest(new[0], old[0], pairs)))


def _levels(result: Result) -> dict[str, Fraction | None]:
    return {one.item.id: one.level for one in result.items()}


def _successor(indicator: Indicator, mapped: Predecessors, new: _Levels, old: _Levels) -> Successor:
    said = [_named(mapped.main, old)] if mapped.main else []
    if mapped.partial:
        said.append(_("sebagian {items}").format(items=_named(mapped.partial, old)))
    name = f"{indicator.id} {words.name(indicator.short)}"
    return Successor(name, _level(new.get(indicator.id)) or "–", "; ".join(said))


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
