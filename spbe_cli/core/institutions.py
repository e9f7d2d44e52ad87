"""Which institution a name means: one rule for last year, import, comparison and ranking."""

import re

_NEAR = 0.93  # of two names, as `difflib` measures: one letter in fifteen

_OFFICE = re.compile(r"(?:pemerintah|pemda|pem\.)\s+")


_SHORT = {  # first words that stand for others
    **dict.fromkeys(("pemkab", "pemkab.", "kab", "kab."), "kabupaten"),
    **dict.fromkeys(("pemkot", "pemkot.", "kotamadya"), "kota"),
    **dict.fromkeys(("pemprov", "pemprov.", "prov", "prov."), "provinsi"),
    "kementrian": "kementerian",
}


_KINDS = (
    ("kabupaten", re.compile(r"kabupaten\b|kab\.")),
    ("kota", re.compile(r"kota\b")),
    (
        "provinsi",
        re.compile(r"provinsi\b|aceh$|d\.?\s?i\.?\s|d\.?k\.?i\b|daerah\s+(?:istimewa|khusus)"),
    ),
    ("kementerian", re.compile(r"kementerian\b|kemenko\b|kemen[a-z]+$")),
)


def group_of(name: str) -> str:
    """Return the group that a name tells of; ``lembaga`` for what is none of the others."""
    plain = folded(name)
    return next((group for group, kind in _KINDS if kind.match(plain)), "lembaga")


def folded(name: str) -> str:
    """Return a name as it is compared: capitals, blanks and ``Pemerintah`` make no difference.

    ``Pemkot`` is a city and ``Pemkab`` a regency: there is a Malang of either kind.
    """
    plain = _OFFICE.sub("", " ".join(name.split()).casefold())
    first, blank, rest = plain.partition(" ")
    return _SHORT.get(first, first) + blank + rest


def same(one: str, other: str) -> bool:
    """Whether two names mean the same institution."""
    return folded(one) == folded(other)


def nearly(one: str, other: str) -> bool:
    """Whether one of two names may be a slip of the other: ``Suka Maju``, or without its kind.

    Of a city and a regency of one name the kinds differ: those are two institutions.
    """
    first, second = folded(one), folded(other)
    if first == second:
        return False
    if first.endswith(f" {second}") or second.endswith(f" {first}"):
        return True
    from difflib import SequenceMatcher  # few commands need it

    alike = SequenceMatcher(None, first, second).ratio() >= _NEAR
    return alike and group_of(one) == group_of(other)
