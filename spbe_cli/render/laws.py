"""How parts of an instrument and changes between two are named."""

from fractions import Fraction

from spbe_cli.core.laws.difference import AmendedValue, Amendment, AmendmentKind
from spbe_cli.core.laws.search import FoundIn, Spot
from spbe_cli.i18n import _
from spbe_cli.render import words


def part(code: FoundIn) -> str:
    """Return the word for a part of an indicator."""
    return {
        FoundIn.NAME: _("nama"),
        FoundIn.CRITERION: _("kriteria"),
        FoundIn.CONDITION: _("syarat"),
        FoundIn.VARIANT: _("varian"),
        FoundIn.EVIDENCE: _("bukti"),
        FoundIn.GUIDELINE: _("pedoman teknis"),
        FoundIn.LEGAL: _("dasar hukum"),
        FoundIn.STEWARD: _("instansi pembina"),
        FoundIn.OUTSIDE: _("indeks luar"),
        FoundIn.NOTE: _("catatan"),
    }[code]


def spot(one: Spot) -> str:
    """Return where words stand: ``bukti tingkat 3 (L3-1)``."""
    said = part(one.part)
    if one.level is not None:
        said += " " + _("tingkat {level}").format(level=one.level)
    return f"{said} ({one.item})" if one.item else said


def amendment_title(kind: AmendmentKind) -> str:
    """Return the heading of the changes of a kind."""
    return {
        AmendmentKind.SCALE: _("Skala"),
        AmendmentKind.PLACES: _("Pembulatan (desimal)"),
        AmendmentKind.BASIS: _("Dasar predikat"),
        AmendmentKind.PREDICATE: _("Predikat (batas bawah)"),
        AmendmentKind.WEIGHT: _("Bobot"),
        AmendmentKind.NAME: _("Nama"),
        AmendmentKind.CAPABILITY: _("Jenis kapabilitas"),
        AmendmentKind.OUTSIDE: _("Indeks luar"),
        AmendmentKind.SERVICES: _("Banyaknya layanan"),
        AmendmentKind.CRITERION: _("Kriteria"),
        AmendmentKind.CONDITION: _("Syarat"),
        AmendmentKind.EVIDENCE: _("Contoh bukti dukung"),
        AmendmentKind.ADDED: _("Baru"),
        AmendmentKind.REMOVED: _("Tidak ada lagi"),
    }[kind]


def amendment_place(change: Amendment) -> str:
    """Return what a change concerns: ``indikator 3, tingkat 2``, or the name of a predicate."""
    if change.where is None:
        return {
            "minimum": _("tingkat terendah"),
            "maximum": _("tingkat tertinggi"),
            "decimal": _("nilai pecahan"),
        }.get(change.name, words.safe(change.name))
    kind, name = change.where
    said = f"{_('indikator') if kind == 'indicator' else words.kind(kind)} {name}"
    if change.level is not None:
        said += ", " + _("tingkat {level}").format(level=change.level)
    return said


def amended_value(one: AmendedValue) -> str:
    """Return a value as it stands before or after a change; a dash where there is none."""
    if one is None:
        return "–"
    if isinstance(one, bool):
        return _("ya") if one else _("tidak")
    if isinstance(one, Fraction):
        return words.in_full(one, 2)
    codes = {"exact": _("sebelum dibulatkan"), "rounded": _("sesudah dibulatkan")}
    return codes.get(str(one), words.safe(str(one)))
