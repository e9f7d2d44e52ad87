"""What an import would change, on a terminal."""

import textwrap
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from spbe_cli.core.assessment import Opinion
from spbe_cli.core.collect.changes import Change, Import
from spbe_cli.core.collect.form import FieldValue, documents, value_text
from spbe_cli.core.collect.lines import document_key, evidence_line
from spbe_cli.core.collect.worksheet import Worksheet
from spbe_cli.i18n import _, counted, number
from spbe_cli.render import words
from spbe_cli.render.phrases import field_word

if TYPE_CHECKING:
    from spbe_cli.render.text.screen import Screen


def changes_text(found: Import, screen: "Screen") -> str:
    """Return one line for each change: indicator, field, old → new, source."""
    lines = [line for one in found.worksheets for line in _worksheet(one, screen.width)]
    width = max(13, *(len(_field(one)) + 2 for one in found.changes)) if found.changes else 13
    for one in found.changes:
        if one.field == "evidence":
            arrow = _added(one)
        else:
            old, new = (_value(one, value) or "–" for value in (one.old, one.new))
            arrow = f"{old} → {new}"
        lines += textwrap.wrap(
            f"{_item(one):>5}  {_field(one):<{width}}{arrow}",
            screen.width,
            subsequent_indent=" " * (width + 7),
            drop_whitespace=False,
            break_on_hyphens=False,
        )
        lines.append(" " * (width + 7) + words.safe(str(one.place)))
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _worksheet(one: Worksheet, width: int) -> Iterator[str]:
    """Yield how a table was read: which column for what, and what was passed over."""
    named = {
        "number": _("nomor"),
        "name": _("nama"),
        "level": _("tingkat"),
        "official": _("nilai eksternal"),
        "target": _("target"),
        "verified": _("nilai verifikasi"),
        "evidence": _("bukti dukung"),
        "note": _("catatan"),
        "owner": _("pengampu"),
        "remark": _("catatan asesor"),
    }
    hidden = _(" (lembar tersembunyi)") if one.hidden else ""
    yield words.safe(str(one.place)) + hidden
    if not {"level", "official", "target"} & {column.role for column in one.columns}:
        yield "  " + _("tingkat: tidak ada kolom yang dikenali")
    if one.said:
        said = _("{name} menurut judul: {title}")
        yield from textwrap.wrap(
            said.format(title=words.safe(one.said), name=named[one.opinion]),
            width,
            initial_indent="  ",
            subsequent_indent="    ",
        )
    for column in one.columns:
        heading = words.clipped(words.safe(column.heading), 40) or _("(tanpa judul)")
        said = named[one.role(column)]
        if column.level is not None:
            said = _("{name}: centang berarti {level}").format(name=said, level=column.level)
        yield f"  {column.letters:>3}  {heading} → {said}"
    untitled = [_("kolom {letters} (tanpa judul)").format(letters=one) for one in one.untitled]
    if unread := [*map(words.safe, one.unread), *untitled]:
        said = _("tidak dibaca: {names}").format(names=words.listed(unread))
        yield from textwrap.wrap(said, width, initial_indent="  ", subsequent_indent="    ")
    for said in _counts(one):
        yield from textwrap.wrap(said, width, initial_indent="  ", subsequent_indent="    ")
    yield ""


def _counts(one: Worksheet) -> Iterator[str]:
    """Yield how many rows were what."""
    said = [counted("{count} indikator", one.items)]
    if one.unfilled:
        said.append(_("{count} di antaranya belum diisi").format(count=one.unfilled))
    if one.hidden_rows:
        said.append(_("{count} pada baris tersembunyi").format(count=one.hidden_rows))
    if one.continued:
        said.append(counted("{count} baris lanjutan", one.continued))
    passed = _("{count} baris lain dilewati (kelompok, nomor kolom, jumlah)")
    yield "; ".join([*said, passed.format(count=one.passed)])


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
        return _("tingkat {opinion}").format(opinion=words.opinion(one.opinion))
    return field_word(one.field)


def _added(one: Change) -> str:
    """Return new evidence after ``+``, after ``~`` what is told anew of a recorded document."""
    recorded = set(map(document_key, documents(one.old)))
    marked = [
        f"{'~' if document_key(each) in recorded else '+'} {evidence_line(each)}"
        for each in documents(one.new)
    ]
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
