"""The weeks of an assessment on a terminal: a table with a bar, and what changed last."""

import textwrap
from fractions import Fraction
from typing import TYPE_CHECKING

from spbe_cli.core import numbers
from spbe_cli.core.assessment import Opinion
from spbe_cli.core.owed.history import Edit, History, documents_changed, weeks
from spbe_cli.i18n import _, counted
from spbe_cli.render import words
from spbe_cli.render.cover import long_date
from spbe_cli.render.history import index, proven
from spbe_cli.render.phrases import field_word
from spbe_cli.render.text.screen import Screen, blank_table, draw

if TYPE_CHECKING:
    from rich.console import RenderableType

_BAR = 10
_LAST = 10  # changes shown; the rest are counted
_INDENT = " " * len("  2024-08-03  ")
_SHORTEST = 12  # columns that each value of a change has at least


def log_text(found: History, screen: Screen) -> str:
    """Return one line for each week, then the last changes."""
    from rich.padding import Padding
    from rich.text import Text

    head = " · ".join((_("Riwayat"), words.safe(found.institution), str(found.year)))
    if not found.days and not found.changes and found.since is not None:
        nothing = _("Belum ada catatan sejak {date}.").format(date=long_date(found.since))
        return f"{head}\n{nothing}\n"
    table = blank_table()
    for title in (_("sampai"), _("terisi"), "", _("indeks"), _("terbukti"), _("utang")):
        table.add_column(title, no_wrap=True)
    table.add_column(_("pengaruh"), justify="right", no_wrap=True)
    for one in weeks(found.days):
        bar = "▇" * round(Fraction(one.filled * _BAR, max(1, one.total)))
        table.add_row(
            one.date.isoformat(),
            f"{one.filled}/{one.total}",
            Text(screen.marks(f"{bar:<{_BAR}}"), style="cyan"),
            index(one),
            proven(one),
            str(one.debts),
            words.gap(one.stake),
        )
    parts: list[RenderableType] = [Text(head, style="bold"), "", Padding(table, (0, 0, 0, 2))]
    text = draw(parts, screen)
    return text + "".join(f"{line}\n" for line in _changes(found, screen))


def _changes(found: History, screen: Screen) -> list[str]:
    if not found.changes:
        return []
    shown = found.changes[-_LAST:]
    lines = ["", _("Perubahan terakhir:")]
    for one in reversed(shown):
        lines += _documents(one, screen) if one.field == "evidence" else _change(one, screen)
    more = len(found.changes) - len(shown)
    return [*lines, counted("dan {count} perubahan lain", more)] if more else lines


def _change(one: Edit, screen: Screen) -> list[str]:
    """Say a change; where it is longer than a line of a terminal, as much as fits of each value."""
    head, source = f"{_head(one)} ", f" ({words.safe(one.source)})"
    old, new = _value(one.field, one.old), _value(one.field, one.new)
    if screen.height:
        room = max(_SHORTEST * 2, _width(screen) - len(head) - len(source) - len(" → "))
        half = room // 2
        old, new = (
            words.clipped(old, max(half, room - len(new))),
            words.clipped(new, max(half, room - len(old))),
        )
        return [screen.marks(f"{head}{old} → {new}{source}")]
    return _wrapped(f"{head}{old} → {new}{source}", screen)


def _documents(one: Edit, screen: Screen) -> list[str]:
    """Say which documents were added, taken away, or are told of otherwise."""
    found = documents_changed(one)
    lines = [f"{_INDENT}+ {words.safe(each)}" for each in found.added]
    lines += [f"{_INDENT}− {words.safe(each)}" for each in found.removed]
    for name, before, now in found.changed:
        told = [*(f"− {each}" for each in before), *(f"+ {each}" for each in now)]
        lines.append(f"{_INDENT}~ {words.safe(name)}: {words.safe('; '.join(told))}")
    head = f"{_head(one)} ({words.safe(one.source)})"
    moved = "" if lines else ": " + _("urutan berubah")
    return [each for line in (head + moved, *lines) for each in _wrapped(line, screen)]


def _head(one: Edit) -> str:
    return f"  {one.date.isoformat()}  {words.safe(one.item)} {field_word(one.field)}"


def _width(screen: Screen) -> int:
    return min(screen.width, 100)


def _wrapped(line: str, screen: Screen) -> list[str]:
    """Return a line in lines of the screen; what follows stands in, under the words."""
    inside = " " * (len(_INDENT) + 2)
    found = textwrap.wrap(
        screen.marks(line), _width(screen), subsequent_indent=inside, break_on_hyphens=False
    )
    return found or [""]


def _value(field: str, written: str) -> str:
    """Return a value as people write it: the history has numbers as files do."""
    level = numbers.parse(written) if field == "level" or field in set(Opinion) else None
    return words.safe(written) or "–" if level is None else words.in_full(level)
