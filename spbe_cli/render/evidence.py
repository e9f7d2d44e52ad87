"""How evidence, its sizes, and its differences from a bundle are said."""

from fractions import Fraction

from spbe_cli.core.owed.bundle import Difference, Kind
from spbe_cli.i18n import _
from spbe_cli.render import words


def size(count: int | None) -> str:
    """Write a number of bytes as people do: ``12,3 MB``."""
    if count is None:
        return ""
    for unit, of in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if count >= of:
            return f"{words.fixed(Fraction(count, of), 1)} {unit}"
    return f"{count} B"


def difference(one: Difference) -> str:
    """Say how a file differs from what was packed."""
    said = {
        Kind.MISSING: _("hilang"),
        Kind.CHANGED: _("berubah"),
        Kind.ADDED: _("ditambah"),
        Kind.DROPPED: _("tidak lagi tercatat"),
        Kind.DAMAGED: _("rusak di dalam paket"),
        Kind.TWICE: _("isi sama dengan {other}").format(other=words.safe(one.other)),
    }[one.kind]
    items = _("indikator {items}").format(items=words.listed(one.items))
    return f"{said}: {words.safe(one.file)} ({items})"
