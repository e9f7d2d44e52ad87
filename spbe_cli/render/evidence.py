"""How evidence, its sizes, and its differences from a bundle are said."""

from fractions import Fraction

from spbe_cli.core.owed.bundle import Discrepancy, DiscrepancyKind
from spbe_cli.i18n import _
from spbe_cli.render import words


def size(count: int | None) -> str:
    """Write a number of bytes as people do: ``12,3 MB``."""
    if count is None:
        return ""
    for unit, of in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if count >= of:
            return f"{words.decimal(Fraction(count, of), 1)} {unit}"
    return f"{count} B"


def discrepancy_words(one: Discrepancy) -> str:
    """Say how a file differs from what was packed."""
    said = {
        DiscrepancyKind.MISSING: _("hilang"),
        DiscrepancyKind.CHANGED: _("berubah"),
        DiscrepancyKind.ADDED: _("ditambah"),
        DiscrepancyKind.DROPPED: _("tidak lagi tercatat"),
        DiscrepancyKind.DAMAGED: _("rusak di dalam paket"),
        DiscrepancyKind.TWICE: _("isi sama dengan {other}").format(other=words.safe(one.other)),
    }[one.kind]
    items = _("indikator {items}").format(items=words.listed(one.items))
    return f"{said}: {words.safe(one.file)} ({items})"
