"""What an import would change, on a terminal."""

import textwrap
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from spbe_cli.core.assessment import Opinion
from spbe_cli.core.collect.changes import Change, Import
from spbe_cli.core.collect.form import FieldValue, documents, value_text
from spbe_cli.core.collect.lines import evidence_line, same_document
from spbe_cli.core.collect.worksheet import Worksheet
from spbe_cli.i18n import _, number
from spbe_cli.render import words

if TYPE_CHECKING:
    from spbe_cli.render.text.screen import Screen


def changes_text(found: Import, screen: "Screen") -> str:
    """Return one line for each change: indicator, field, old → new, source."""
    lines = [line for one in found.worksheets for line in _worksheet(one, screen.width)]
    for one in found.changes:
        if one.field == "evidence":
            arrow = _added(one)
        else:
            old, new = (_value(one, value) or "–" for value in (one.old, one.new))
            arrow = f"{old} → {new}"
        lines += textwrap.wrap(
            f"{_item(one):>5}  {_field(one):<13}{arrow}",
            screen.width,
            subsequent_indent=" " * 20,
            drop_whitespace=False,
            break_on_hyphens=False,
        )
        lines.append(" " * 20 + words.safe(str(one.place)))
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _worksheet(one: Worksheet, width: int) -> Iterator[str]:
    """Yield how a table was read: which column for what, and what was passed over."""
    named = {
        "number": _("nomor"),
        "name": _("nama"),
        "level": _("tingkat"),
        "official": _("nilai eksternal"),
        "target": _("target"),
        "evidence": _("bukti dukung"),
        "note": _("catatan"),
        "owner": _("pengampu"),
    }
    yield words.safe(str(one.place))
    for column in one.columns:
        heading = words.clipped(words.safe(column.heading), 40)
        yield f"  {column.letters:>3}  {heading} → {named[column.role]}"
    if one.unread:
        said = _("tidak dibaca: {names}").format(names=words.listed(map(words.safe, one.unread)))
        yield from textwrap.wrap(said, width, initial_indent="  ", subsequent_indent="    ")
    said = _("{count} indikator; {passed} baris lain dilewati (kelompok, nomor kolom, jumlah)")
    yield f"  {said.format(count=one.items, passed=one.passed)}"
    yield ""


def _item(one: Change) -> str:
    """Return the number of the indicator; none for what was published."""
    return "" if one.item == "published" else one.item


def _field(one: Change) -> str:
    if one.item == "published":
        kind, _colon, name = one.field.partition(":")
        named = {
            "index": _("indeks"),
            "predicate": _("predikat"),
            "source": _("sumber"),
            "opinion": _("jenis"),
        }
        return f"{words.kind(kind)} {name}" if name else named[kind]
    if one.field == "level":
        return _("tingkat")
    named = {
        "evidence": _("bukti dukung"),
        "note": _("catatan"),
        "owner": _("pengampu"),
        "fact": _("fakta"),
        "analysis": _("analisis"),
        "remark": _("asesor"),
    }
    return named.get(one.field, words.safe(one.field))


def _added(one: Change) -> str:
    """Return new evidence after ``+``, after ``~`` what is told anew of a recorded document."""
    marked = []
    for each in documents(one.new):
        recorded = any(same_document(each, known) for known in documents(one.old))
        marked.append(f"{'~' if recorded else '+'} {evidence_line(each)}")
    return _clipped(words.safe(" ".join(marked)))


def _value(one: Change, value: FieldValue | None) -> str:
    if (one.item, one.field) == ("published", "opinion"):
        return words.opinion(Opinion(str(value)))
    return _shown(value)


def _shown(value: FieldValue | None) -> str:
    text = words.safe(value_text(value) or "")
    return _clipped(number(text) if isinstance(value, Fraction) else text)


def _clipped(text: str) -> str:
    return text if len(text) <= 200 else text[:200] + "…"
