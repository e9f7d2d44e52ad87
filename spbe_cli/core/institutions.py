"""Which institution a name means: one rule for last year, import, comparison and ranking."""

import re
from functools import lru_cache

_NEAR = 0.93  # of two names, as `difflib` measures: one letter in fifteen

# Patterns are texts: each is compiled when it is first needed, which most commands never do.
# Patterns are compiled when they are first used: most commands compare no names.
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
    "ntb": "provinsi nusa tenggara barat",
    "ntt": "provinsi nusa tenggara timur",
}
_ADMINISTRATIVE = r"^(?:adm|administrasi|administratif)\b\.?\s*"  # Kab. Adm. Kepulauan Seribu
_TWICE = " (diy)"  # an abbreviation behind the name that it stands for
_KINDS = ("kabupaten", "kota", "provinsi", "kementerian", "kemenko")
_STARTS = (  # how they begin: few names need the pattern
    *("rata", "rerata", "jumlah", "jml", "total", "grand", "sub", "median", "mean", "average"),
    *("mak", "max", "min", "ter", "nilai", "indeks", "skor", "capaian", "spbe", "nasional"),
    *("keseluruhan", "seluruh", "semua", "modus", "simpangan", "standar", "kuartil", "tingkat"),
    *("indonesia", "index", "predikat", "hasil", "kategori", "selisih", "persen", "kematangan"),
)
_SUMMARY = (  # rows of a list or a kertas kerja that sum up others
    r"(?:nilai |indeks |skor |capaian )?(?:spbe )?(?:rata\W{0,3}rata|rata2|rata²|rataan|rerata"
    r"|(?:grand\W{0,3}|sub\W{0,3})?(?:jumlah|jml|total)|median|modus|mean|average|minimum|maksimum|min|maks"
    r"|max|tertinggi|terendah|simpangan baku|standar deviasi|kuartil)(?!\w).*"
    r"|(?:indeks |nilai |capaian |skor |tingkat )?(?:spbe )?(?:nasional|indonesia|keseluruhan"
    r"|seluruh(?:nya)?)(?: \d{4})?(?: \(.*)?"
    r"|(?:seluruh|semua) (?:instansi|daerah|pemda|pemerintah|kabupaten|kota|provinsi|kementerian"
    r"|lembaga|indonesia)(?!\w).*"
    r"|(?:nilai |skor |hasil |kategori )?(?:indeks|index|predikat)(?!\w).*"
    r"|(?:nilai|skor|hasil|capaian|selisih|persentase|kematangan|tingkat kematangan)"
    r" (?:akhir|total|keseluruhan|spbe|pemdi|epss|kematangan|domain|aspek)(?!\w).*|hasil penilaian"
)
# Rows that head others: ``KEMENTERIAN``, ``C. Kabupaten/Kota``, ``Lembaga Non Struktural (12)``.
_HEADS = (
    r"(?:(?:[a-z]|[ivxl]+|\d{1,2})(?:[.-]?\d{1,2})*(?:[.)]\s*|\s))?"
    r"(?:(?:kelompok|kategori|klaster|golongan|jenis|se|tingkat)\W+)?"
    r"(?:(?:pemerintah(?:an)?|instansi)\s(?:pusat|daerah)"
    r"|lembaga\s(?:pemerintah\s)?(?:(?:tinggi\s)?negara|lain(?:nya)?|(?:non|setingkat)\b[a-z\s-]{0,30})"
    r"|kementerian\s(?:koordinator|negara)|k/l(?:/p?d)?|lpn?k|lns|pem(?:da|prov|kab|kot)"
    r"|(?:(?:pemerintah(?:an)?\s)?(?:daerah\s)?"
    r"(?:kemente?rian|lembaga|pro[vp]insi|kabupaten|kab|kota(?:madya)?)"
    r"(?:\W+(?:(?:dan|atau)\W+)?|$))+)"
    r"\W*(?:se\W.{1,60}|di\s(?:provinsi|wilayah|seluruh|indonesia|pulau)\b.{0,60}"
    r"|\(\d{1,3}\b.{0,30}|\d{1,3}\s[a-z]{1,20}|(?:tahun\s)?20\d\d)?\W*"
)
_NARROWER = r"\b(?:se|di|non)\b.*"  # what says which of a kind


def is_kind(name: str) -> bool:
    """Whether a name is that of a group and nobody's: ``KEMENTERIAN``, ``Kabupaten/Kota``."""
    return len(name) < 100 and _heads().fullmatch(name.casefold()) is not None


@lru_cache(maxsize=1)  # a list asks it of each of its rows
def _heads() -> re.Pattern[str]:
    return re.compile(_HEADS)


def kind_in(name: str) -> str:
    """Return the only kind that the name of a group tells of; empty where it tells several."""
    said = re.findall(r"[a-z]+", re.sub(_NARROWER, "", name.casefold()))
    found = {_SHORT.get(word, word) for word in said} & {*_KINDS, "lembaga"}
    return found.pop() if len(found) == 1 else ""


def of_kind(name: str, group: str) -> str:
    """Return the name of an institution with the kind that its group tells: ``Kota Kediri``.

    There are regencies and cities of one name. A name that tells its own kind stays as it is.
    """
    kind = kind_in(group) if group else ""
    if kind not in ("kota", "kabupaten", "provinsi") or group_of(name) != "lembaga":
        return name
    plain = re.sub(_OFFICE, "", name, count=1, flags=re.IGNORECASE)
    return f"{kind.upper() if plain.isupper() else kind.capitalize()} {plain}"


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
    plain = " ".join(name.split()).casefold()
    if "pem" in plain:
        plain = re.sub(_OFFICE, "", plain, count=1)
    first, blank, rest = plain.partition(" ")
    head, point, joined = first.partition(".")  # "Kab.Malang"
    if joined and head in _SHORT:
        first, blank, rest = head + point, " ", joined + blank + rest
    rest = re.sub(_ADMINISTRATIVE, "administrasi ", rest) if rest.startswith("adm") else rest
    plain = _SHORT.get(first, first) + blank + rest.replace("kep. ", "kepulauan ")
    bare = plain.removeprefix("provinsi ").removesuffix(_TWICE).replace(".", "").replace(" ", "")
    if plain == "provinsi yogyakarta":  # of a Yogyakarta without its kind nothing is known
        bare = "diy"
    return _PROVINCES.get(bare, plain)


def same(one: str, other: str) -> bool:
    """Whether two names mean the same institution."""
    return folded(one) == folded(other)


def sums_up(name: str) -> bool:
    """Whether a row of a list sums up others: ``Rata-rata Kabupaten``, ``Nasional``, ``Total``."""
    plain = " ".join(name.split()).casefold().strip(" :.-–—*(#")
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
