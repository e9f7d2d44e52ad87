"""How parts of an instrument and changes between two are named."""

from fractions import Fraction

from spbe_cli.core.laws.difference import Change, Kind, Value
from spbe_cli.core.laws.search import Part, Spot
from spbe_cli.i18n import _
from spbe_cli.render import words


def part(code: Part) -> str:
    """Return the word for a part of an indicator."""
    return {
        Part.NAME: _("nama"),
        Part.CRITERION: _("kriteria"),
        Part.CONDITION: _("syarat"),
        Part.VARIANT: _("varian"),
        Part.EVIDENCE: _("bukti"),
        Part.GUIDELINE: _("pedoman teknis"),
        Part.LEGAL: _("dasar hukum"),
        Part.STEWARD: _("instansi pembina"),
        Part.OUTSIDE: _("indeks luar"),
        Part.NOTE: _("catatan"),
    }[code]


def spot(one: Spot) -> str:
    """Return where words stand: ``bukti tingkat 3 (L3-1)``."""
    said = part(one.part)
    if one.level is not None:
        said += " " + _("tingkat {level}").format(level=one.level)
    return f"{said} ({one.item})" if one.item else said


def title(kind: Kind) -> str:
    """Return the heading of the changes of a kind."""
    return {
        Kind.SCALE: _("Skala"),
        Kind.PLACES: _("Pembulatan (desimal)"),
        Kind.BASIS: _("Dasar predikat"),
        Kind.PREDICATE: _("Predikat (batas bawah)"),
        Kind.WEIGHT: _("Bobot"),
        Kind.NAME: _("Nama"),
        Kind.CAPABILITY: _("Jenis kapabilitas"),
        Kind.OUTSIDE: _("Indeks luar"),
        Kind.SERVICES: _("Banyaknya layanan"),
        Kind.CRITERION: _("Kriteria"),
        Kind.CONDITION: _("Syarat"),
        Kind.EVIDENCE: _("Contoh bukti dukung"),
        Kind.ADDED: _("Baru"),
        Kind.REMOVED: _("Tidak ada lagi"),
    }[kind]


def place(change: Change) -> str:
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


def value(one: Value) -> str:
    """Return a value as it stands before or after a change; a dash where there is none."""
    if one is None:
        return "–"
    if isinstance(one, bool):
        return _("ya") if one else _("tidak")
    if isinstance(one, Fraction):
        return words.exact(one, 2)
    codes = {"exact": _("sebelum dibulatkan"), "rounded": _("sesudah dibulatkan")}
    return codes.get(str(one), words.safe(str(one)))
