"""How evidence, its sizes, and its differences from a bundle are said."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from spbe_cli.core.owed.bundle import Discrepancy, DiscrepancyKind, Piece
from spbe_cli.core.owed.dossier import Found
from spbe_cli.i18n import N_, _
from spbe_cli.render import words


def size(count: int | None) -> str:
    """Write a number of bytes as people do: ``12,3 MB``."""
    if count is None:
        return ""
    for unit, of in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if count >= of:
            return f"{words.decimal(Fraction(count, of), 1)} {unit}"
    return f"{count} B"


def files_packed(held: Iterable[Piece]) -> str:
    """Say how many files a bundle holds, and of how many they are copies."""
    sources = [one.source for one in held if one.name]
    said = words.many("{count} berkas", len(sources))
    own = len(set(sources))
    if own == len(sources):
        return said
    return _("{files} dari {count} berkas asal").format(files=said, count=words.thousands(own))


def not_packed(listed: Iterable[Piece]) -> Iterator[str]:
    """Name the files that a bundle leaves out, under the reason of each."""
    reasons = {
        Found.MISSING: N_("{count} berkas tidak ditemukan"),
        Found.EMPTY: N_("{count} berkas kosong"),
        Found.UNREADABLE: N_("{count} berkas tidak terbaca"),
        Found.OUTSIDE: N_("{count} berkas di luar folder"),
    }
    lost: dict[Found, dict[str, None]] = {}
    for one in listed:
        lost.setdefault(one.found, {})[one.source] = None
    for state, text in reasons.items():
        if names := lost.get(state):
            yield f"{words.many(text, len(names))}: {', '.join(map(words.safe, names))}"


def discrepancy_words(one: Discrepancy) -> str:
    """Say how a file differs from what was packed."""
    said = {
        DiscrepancyKind.MISSING: _("hilang"),
        DiscrepancyKind.CHANGED: _("berubah"),
        DiscrepancyKind.ADDED: _("ditambah"),
        DiscrepancyKind.DROPPED: _("tidak lagi tercatat"),
        DiscrepancyKind.DAMAGED: _("rusak di dalam paket"),
        DiscrepancyKind.ABSENT: _("tidak ada di dalam paket"),
        DiscrepancyKind.UNLISTED: _("di dalam paket, tetapi tidak dalam daftarnya"),
        DiscrepancyKind.TWICE: _("isi sama dengan {other}").format(other=words.safe(one.other)),
    }[one.kind]
    where = f"{said}: {words.safe(one.file)}"
    items = _("indikator {items}").format(items=words.listed(one.items))
    return f"{where} ({items})" if one.items else where
