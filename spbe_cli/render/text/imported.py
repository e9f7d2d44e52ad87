"""What an import would change: text for people, JSON (``spbe-import/1``) and CSV for programs."""

import textwrap
from collections.abc import Sequence
from fractions import Fraction

from spbe_cli.core.collect.form import Value
from spbe_cli.core.collect.merge import Change
from spbe_cli.i18n import _, number
from spbe_cli.render import words
from spbe_cli.render.data.imported import _data


def changes_text(changes: Sequence[Change], width: int = 80) -> str:
    """Return one line for each change: indicator, field, old → new, source."""
    lines = []
    for one in changes:
        old = _shown(one.old) if one.field != "evidence" else ""
        arrow = f"{old or '–'} → {_shown(one.new)}" if one.field != "evidence" else _added(one.new)
        lines += textwrap.wrap(
            f"{one.item:>5}  {_field(one):<13}{arrow}",
            width,
            subsequent_indent=" " * 20,
            drop_whitespace=False,
            break_on_hyphens=False,
        )
        lines.append(" " * 20 + words.safe(str(one.place)))
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _field(one: Change) -> str:
    if one.field == "level":
        return _("tingkat")
    named = {"evidence": _("bukti dukung"), "note": _("catatan"), "owner": _("pengampu")}
    return named.get(one.field, words.safe(one.field))


def _added(value: Value) -> str:
    return f"+ {_shown(value)}"


def _shown(value: Value | None) -> str:
    text = words.safe(_data(value) or "")
    text = number(text) if isinstance(value, Fraction) else text
    return text if len(text) <= 200 else text[:200] + "…"
