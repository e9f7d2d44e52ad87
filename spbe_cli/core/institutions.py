"""Which institution a name means: one rule for last year, import, comparison and ranking."""

import re

_NEAR = 0.93  # of two names, as `difflib` measures: one letter in fifteen

_OFFICE = re.compile(
    r"(?:pemerintah(?:an)?(?:\s+daerah(?!\s+(?:istimewa|khusus)))?|pemda|pem\.)\s+"
)
_SHORT = {  # first words that stand for others
    **dict.fromkeys(("pemkab", "pemkab.", "kab", "kab."), "kabupaten"),
    **dict.fromkeys(("pemkot", "pemkot.", "kotamadya"), "kota"),
    **dict.fromkeys(("pemprov", "pemprov.", "prov", "prov."), "provinsi"),
    "kementrian": "kementerian",
}
# Provinces whose names are written in many ways, without the word too.
_PROVINCES = (
    (
        re.compile(r"(?:daerah istimewa|d\.? ?i\.?) ?(?:yogyakarta|yogya|jogja(?:karta)?|y\.?)"),
        "daerah istimewa yogyakarta",
    ),
    (
        re.compile(
            r"(?:daerah khusus|d\.? ?k\.?)(?: ?(?:ibu ?kota|i\.?))? ?jakarta|d\.?k\.?[ij]\.?"
        ),
        "daerah khusus jakarta",
    ),
    (re.compile(r"(?:nanggroe )?aceh(?: darussalam)?"), "aceh"),
)
_KINDS = (
    ("kabupaten", re.compile(r"kabupaten\b")),
    ("kota", re.compile(r"kota\b")),
    ("provinsi", re.compile(r"provinsi\b")),
    ("kementerian", re.compile(r"kementerian\b|kemenko\b|kemen[a-z]+$")),
)
# Rows of a list that sum up others.
_SUMMARY = re.compile(
    r"(?:nilai |indeks |skor )?(?:rata\W{0,3}rata|rata2|rerata|jumlah|total|grand total|sub ?total"
    r"|median|mean|average|minimum|maksimum|min|maks|max|tertinggi|terendah)\b.*"
    r"|(?:indeks |nilai |capaian |skor )?(?:spbe )?(?:nasional|keseluruhan|seluruh(?:nya)?)"
    r"|(?:seluruh|semua) (?:instansi|daerah|kabupaten|kota|provinsi|kementerian|lembaga)\b.*"
)


def group_of(name: str) -> str:
    """Return the group that a name tells of; ``lembaga`` for what is none of the others."""
    plain = folded(name)
    return next((group for group, kind in _KINDS if kind.match(plain)), "lembaga")


def folded(name: str) -> str:
    """Return a name as it is compared: capitals, blanks and ``Pemerintah`` make no difference.

    ``Pemkot`` is a city and ``Pemkab`` a regency: there is a Malang of either kind. Provinces known
    by several names (DIY, DKI, Aceh) have one.
    """
    plain = _OFFICE.sub("", " ".join(name.split()).casefold(), count=1)
    first, blank, rest = plain.partition(" ")
    plain = _SHORT.get(first, first) + blank + rest
    bare = plain.removeprefix("provinsi ")
    found = [one for written, one in _PROVINCES if written.fullmatch(bare)]
    return f"provinsi {found[0]}" if found else plain


def same(one: str, other: str) -> bool:
    """Whether two names mean the same institution."""
    return folded(one) == folded(other)


def sums_up(name: str) -> bool:
    """Whether a row of a list sums up others: ``Rata-rata Kabupaten``, ``Nasional``, ``Total``."""
    return _SUMMARY.fullmatch(" ".join(name.split()).casefold().strip(" :.-–—")) is not None


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
