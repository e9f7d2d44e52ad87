"""What a column of somebody's kertas kerja holds, by the words of its heading.

Words count in combination: a heading is known where each of its words is, and the first that says
what a column holds decides. Headings of several rows are read from below; whose level it is, and of
which year, any row may say.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from spbe_cli.core.text import bare

# What a column holds, by single words.
_KINDS: dict[str, tuple[str, ...]] = {
    "number": ("no", "nomor", "kode", "id"),
    "name": ("indikator",),
    "level": (
        *("tingkat", "kematangan", "level", "nilai", "capaian", "skor", "score", "penilaian"),
        *("assessment", "maturity", "maturitas", "kapabilitas"),
    ),
    "note": (
        *("penjelasan", "keterangan", "catatan", "ket", "analisis", "kondisi", "deskripsi"),
        *("justifikasi",),
    ),
    "evidence": (
        *("bukti", "dukung", "evidence", "eviden", "dokumen", "link", "tautan", "url"),
        *("pendukung", "lampiran", "drive", "gdrive", "berkas"),
    ),
    "owner": (
        *("pic", "opd", "pengampu", "penanggung", "penanggungjawab", "skpd", "perangkat", "unit"),
    ),
}
_KIND = {word: kind for kind, words in _KINDS.items() for word in words}
ROLES = (*_KINDS, "official", "target", "remark", "previous")
# Words that only say whose level it is, or when.
_SELF = {"mandiri", "internal", "self", "pm"}
_OFFICIAL = {
    *("pusat", "eksternal", "asesor", "evaluator", "evaluasi", "menpan", "menpanrb", "kemenpan"),
    *("kemenpanrb", "panrb", "pan", "rb", "kementerian", "kemen"),
}
_PAST = {"lalu", "sebelumnya", "sebelum"}
_WHEN = {"tahun", "ta", "spbe", "epss", "pemdi", "digital", "dan", "atau", "per"}
_WHOSE = _SELF | _OFFICIAL | _PAST | _WHEN | {"target"}
_ALONE = {"mandiri", "eksternal", "pusat", "target"}  # a level, though no word says so
# Words that may stand beside those of a kind, and below them.
_BESIDE: dict[str, set[str]] = {
    "number": {"urut", "indikator"},
    "name": {
        *("nama", "uraian", "penilaian", "aspek", "domain", "tingkat", "kematangan"),
        *("pernyataan", "pertanyaan", "kapabilitas"),
    },
    "level": {  # an earlier state of it is a level too: which is meant is asked
        *("indikator", "hasil", "akhir", "final", "saat", "ini"),
        *("awal", "sementara", "revisi", "perbaikan", "draf", "draft"),
    },
    "note": {
        *("uraian", "indikator", "saat", "ini", "singkat", "tambahan", "hasil"),
        *("penilaian", "capaian", "nilai", "tingkat", "kematangan", "level", "isi"),
    },
    "evidence": {"data", "google", "nama", "judul", "folder", "file", "daftar", "indikator"},
    "owner": {
        *("jawab", "kerja", "daerah", "terkait", "instansi", "organisasi", "nama", "utama"),
        *("pendukung", "indikator"),
    },
}
_BELOW = {"judul", "nama", "uraian", "isi", "data", "hasil", "akhir", "file", "folder"}
_LINKS = {"link", "tautan", "url", "drive", "gdrive"}
_RANGE = re.compile(r"\(?\s*(?:skala\s*)?\b[01]\s*(?:[-–—]|s\.?\s?/?\s?d\.?|sampai)\s*[45]\b\s*\)?")
_YEAR = re.compile(r"\b20\d\d\b")


def plain_words(text: str) -> str:
    """Return a heading as it is compared: ``Data Dukung / Link`` is ``data dukung link``."""
    return " ".join(re.sub(r"[\W_]+", " ", bare(text).casefold()).split())


def role_of(heading: str | Sequence[str], year: int) -> str | None:
    """Return what a column holds, by its heading: a text, or one for each row, from above.

    ``previous`` is what another year says, whatever it is; None where that is not known.
    """
    return _role((heading,) if isinstance(heading, str) else tuple(heading), year)


@lru_cache(maxsize=8192)  # the same texts are asked for in each row that may be a heading
def _role(rows: tuple[str, ...], year: int) -> str | None:
    words = [_words(one) for one in rows]
    flat = {word for row in words for word in row}
    years = {one for text in rows for one in _YEAR.findall(text)}
    kind = _kind(rows, words)
    told = flat <= _WHOSE - {"asesor", "evaluator"}
    if kind is None and told and (flat & _ALONE or years or flat >= {"tahun", "lalu"}):
        kind = "level"  # ``Mandiri``, ``2024``
    if kind is None or kind in ("number", "name"):
        return kind
    if (years and str(year) not in years) or flat & _PAST:
        return "previous"
    official = bool(flat & _OFFICIAL) and not flat & _SELF
    if flat & {"mandiri", "self"} and flat & {"pusat", "eksternal"}:
        return None
    if kind == "level":
        return "target" if "target" in flat else "official" if official else "level"
    if "target" in flat or (official and kind != "note"):
        return None
    return "remark" if official else kind


def _words(text: str) -> list[str]:
    """Return the words of a heading that say something: no years, no range of levels."""
    plain = re.sub(r"\bt\.\s?a\b\.?", "ta", _RANGE.sub(" ", bare(text).casefold()))
    return plain_words(_YEAR.sub(" ", plain)).split()


def _kind(rows: Sequence[str], words: Sequence[Sequence[str]]) -> str | None:
    """Return what a heading says that its column holds, by the lowest row that says it."""
    kinds = [_kind_of(text, row) for text, row in zip(rows, words, strict=True)]
    for at in range(len(rows) - 1, -1, -1):
        one = kinds[at]
        if one == "number" and "evidence" in kinds[:at]:
            return None  # of a document
        if one:
            return one
        below = at == len(rows) - 1
        if one is None and below and not (any(kinds[:at]) and set(words[at]) <= _BELOW):
            return None
    return None


def _kind_of(text: str, words: Sequence[str]) -> str | None:
    """Return the kind that a row says; empty where it only says whose or when, None: not known."""
    found = _single(words)
    if found is None:  # ``Bukti dukung (satu per baris: judul | tautan)``, ``Bukti 2``
        plain = _single(_words(re.sub(r"\([^)]*\)|\s\d{1,2}$", " ", text)))
        return plain if plain in ("evidence", "owner") else None
    parts = re.split(r"[/&,(]|\bdan\b|\batau\b", bare(text).casefold())
    said = {_single(_words(part)) for part in parts} - {None, ""}
    if found == "note":  # ``Keterangan (uraian)``
        said -= {"name"}
    return None if len(said) > 1 else found  # ``Keterangan/Nilai``


def _single(words: Sequence[str]) -> str | None:
    kinds = [_KIND[word] for word in words if word in _KIND]
    said = set(words)
    if not kinds:
        if said == {"uraian"}:
            return "name"
        if "hasil" in said and said & (_SELF | _OFFICIAL) and said <= _WHOSE | {"hasil"}:
            return "level"  # ``Hasil Evaluasi``
        return "" if said <= _WHOSE else None
    first = kinds[0]
    known = _BESIDE[first] | _WHOSE
    return first if all(_KIND.get(word) == first or word in known for word in words) else None


def is_link_heading(heading: str) -> bool:
    """Whether a column holds the links of what stands in another: ``Link Bukti``, ``URL``."""
    words = _words(heading)
    return bool(words) and words[0] in _LINKS


def numbers_items(heading: str) -> bool:
    """Whether a column has the numbers of indicators, and not of its rows: ``No Indikator``."""
    return bool({"indikator", "kode", "id"} & set(_words(heading)))


def says_self(parts: Sequence[str]) -> bool:
    """Whether the heading of a level says that it is one's own: ``Nilai Mandiri``."""
    return any(_SELF & set(_words(one)) for one in parts)
