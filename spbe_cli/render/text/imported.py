"""What an import would change: text for people, JSON (``spbe-import/1``) and CSV for programs."""

import textwrap
from collections.abc import Sequence
from fractions import Fraction

from spbe_cli.core import numbers
from spbe_cli.core.assessment import Verdict
from spbe_cli.core.collect.form import Value, evidence_line, verdict_text
from spbe_cli.core.collect.merge import Change
from spbe_cli.i18n import _, number
from spbe_cli.render import words
from spbe_cli.render.data.encode import csv_text, json_text

FORMAT = "spbe-import/1"
_COLUMNS = ("indicator", "field", "opinion", "old", "new", "source")


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


def changes_json(changes: Sequence[Change], *, written: bool) -> str:
    """Return the changes as data; `written`: whether the assessment now has them."""
    data = {"format": FORMAT, "written": written, "changes": [_row(one) for one in changes]}
    return json_text(data)


def changes_csv(changes: Sequence[Change]) -> str:
    """Return one row for each change."""
    return csv_text(map(_row, changes), _COLUMNS)


def _row(one: Change) -> dict[str, str | None]:
    values = (one.item, one.field, one.opinion.value, _data(one.old), _data(one.new))
    return dict(zip(_COLUMNS, (*values, str(one.place)), strict=True))


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


def _data(value: Value | None) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Fraction):
        return numbers.exact(value)
    if isinstance(value, Verdict):
        return verdict_text(value)
    return "\n".join(map(evidence_line, value))
