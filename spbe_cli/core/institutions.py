"""Which institution a name means: one rule for last year, import, comparison and ranking."""

import re
from functools import lru_cache

_NEAR = 0.93  # of two names, as `difflib` measures: one letter in fifteen

# Patterns are texts: each is compiled when it is first needed, which most commands never do.
_OFFICE = r"(?:pemerintah(?:an)?(?:\s+daerah(?!\s+(?:istimewa|khusus)))?|pemda|pem\.)\s+"
_SHORT = {  # first words that stand for others
    **dict.fromkeys(("pemkab", "pemkab.", "kab", "kab."), "kabupaten"),
    **dict.fromkeys(("pemkot", "pemkot.", "kotamadya"), "kota"),
    **dict.fromkeys(("pemprov", "pemprov.", "prov", "prov."), "provinsi"),
    "kementrian": "kementerian",
}
_PROVINCES = {  # as they are written, without blanks and points
    **dict.fromkeys(
        (
            *("diy", "diyogyakarta", "diyogya", "dijogja", "dijogjakarta"),
            *("daerahistimewayogyakarta", "daerahistimewajogjakarta"),
        ),
        "provinsi daerah istimewa yogyakarta",
    ),
    **dict.fromkeys(
        (
            *("dki", "dkj", "dkijakarta", "dkjakarta", "daerahkhususjakarta"),
            "daerahkhususibukotajakarta",
        ),
        "provinsi daerah khusus jakarta",
    ),
    **dict.fromkeys(("aceh", "nanggroeacehdarussalam"), "provinsi aceh"),
}
_KINDS = ("kabupaten", "kota", "provinsi", "kementerian", "kemenko")
_STARTS = (  # how they begin: few names need the pattern
    *("rata", "rerata", "jumlah", "total", "grand", "sub", "median", "mean", "average", "min"),
    *("mak", "max", "ter", "nilai", "indeks", "skor", "capaian", "spbe", "nasional"),
    *("keseluruhan", "seluruh", "semua"),
)
_SUMMARY = (  # rows of a list that sum up others
    r"(?:nilai |indeks |skor )?(?:rata\W{0,3}rata|rata2|rerata|jumlah|total|grand total|sub ?total"
    r"|median|mean|average|minimum|maksimum|min|maks|max|tertinggi|terendah)\b.*"
    r"|(?:indeks |nilai |capaian |skor )?(?:spbe )?(?:nasional|keseluruhan|seluruh(?:nya)?)"
    r"|(?:seluruh|semua) (?:instansi|daerah|kabupaten|kota|provinsi|kementerian|lembaga)\b.*"
)


def group_of(name: str) -> str:
    """Return the group that a name tells of; ``lembaga`` for what is none of the others."""
    first, _blank, rest = folded(name).partition(" ")
    if first in _KINDS:
        return "kementerian" if first == "kemenko" else first
    return "kementerian" if first.startswith("kemen") and not rest else "lembaga"


@lru_cache(maxsize=4096)  # a list asks for each of its names several times
def folded(name: str) -> str:
    """Return a name as it is compared: capitals, blanks and ``Pemerintah`` make no difference.

    ``Pemkot`` is a city and ``Pemkab`` a regency: there is a Malang of either kind. Provinces known
    by several names (DIY, DKI, Aceh) have one.
    """
    plain = re.sub(_OFFICE, "", " ".join(name.split()).casefold(), count=1)
    first, blank, rest = plain.partition(" ")
    plain = _SHORT.get(first, first) + blank + rest
    bare = plain.removeprefix("provinsi ").replace(".", "").replace(" ", "")
    return _PROVINCES.get(bare, plain)


def same(one: str, other: str) -> bool:
    """Whether two names mean the same institution."""
    return folded(one) == folded(other)


def sums_up(name: str) -> bool:
    """Whether a row of a list sums up others: ``Rata-rata Kabupaten``, ``Nasional``, ``Total``."""
    plain = " ".join(name.split()).casefold().strip(" :.-–—")
    return plain.startswith(_STARTS) and re.fullmatch(_SUMMARY, plain) is not None


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
