"""Kertas kerja: tables of indicators that somebody else drew. Which columns and rows mean what."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from spbe_cli.core.instrument import Instrument
from spbe_cli.core.text import bare
from spbe_cli.problems import Place

# The words that people write above columns, by what the columns hold.
_WORDS: Mapping[str, tuple[str, ...]] = {
    "number": ("no", "nomor", "no indikator", "nomor indikator", "kode", "kode indikator", "id"),
    "name": ("indikator", "nama indikator", "uraian indikator", "indikator penilaian", "uraian"),
    "level": (
        *("tingkat", "tingkat kematangan", "level", "level kematangan", "nilai", "capaian"),
        *("nilai mandiri", "penilaian mandiri", "nilai penilaian mandiri", "skor", "nilai capaian"),
        *("tingkat kematangan mandiri", "tingkat mandiri", "level mandiri", "nilai indikator"),
        *("capaian tingkat kematangan", "tingkat capaian", "self assessment", "skor mandiri"),
    ),
    "official": (
        *(
            "nilai pusat",
            "nilai eksternal",
            "penilaian eksternal",
            "tingkat eksternal",
            "eksternal",
        ),
        *("nilai asesor eksternal", "hasil evaluasi", "nilai evaluasi", "nilai menpan"),
        *("nilai asesor", "nilai panrb", "nilai kemenpan", "nilai kemenpanrb", "level eksternal"),
    ),
    "target": ("target", "target tingkat", "target level", "target nilai", "nilai target"),
    "previous": (
        *("tahun lalu", "nilai tahun lalu", "capaian tahun lalu", "tingkat tahun lalu"),
        *("tahun sebelumnya", "nilai tahun sebelumnya"),
    ),
    "note": (
        *("penjelasan", "keterangan", "catatan", "ket", "uraian penjelasan", "analisis"),
        *("penjelasan indikator", "kondisi saat ini", "deskripsi", "justifikasi"),
    ),
    "evidence": (
        *("data dukung", "bukti", "bukti dukung", "link", "tautan", "evidence", "dokumen"),
        *("link data dukung", "link bukti", "link bukti dukung", "tautan bukti", "url"),
        *("dokumen pendukung", "data pendukung", "bukti pendukung", "tautan data dukung", "eviden"),
    ),
    "owner": (
        *("pic", "opd", "pengampu", "penanggung jawab", "unit kerja", "perangkat daerah"),
        *("opd pengampu", "opd terkait", "unit pengampu", "unit", "skpd", "opd penanggung jawab"),
        *("pic opd", "instansi pengampu", "penanggungjawab", "unit penanggung jawab"),
    ),
}
_ROLES = {word: role for role, words in _WORDS.items() for word in words}
ROLES = tuple(_WORDS)
LEVEL_FIELDS = ("level", "official", "target")
_LINKS = {word for word in _WORDS["evidence"] if re.search(r"link|tautan|url", word)}
_NUMBER = re.compile(r"(?:indikator|ind|i)?\s*\.?\s*(\d{1,3}(?:-\d{1,2})?)\s*[.)]?", re.IGNORECASE)
_COUNT = re.compile(r"\(?\s*(\d{1,2})\s*\)?")
SUMS = re.compile(
    r"(?:jumlah|total|rata[\s-]*rata|rerata|indeks|nilai akhir|nasional)\b", re.IGNORECASE
)


class ReadColumn(NamedTuple):
    """A column that is read: what for, its heading, and its letters."""

    role: str
    heading: str
    letters: str


class Worksheet(NamedTuple):
    """How a table was read: where its heading stands, its columns, and what was passed over.

    `unread` are headings of columns that nothing is read from, `items` how many indicators were
    found, `passed` how many rows are none: groups, counts of columns, sums.
    """

    place: Place
    columns: tuple[ReadColumn, ...]
    unread: tuple[str, ...]
    items: int
    passed: int


def plain_words(text: str) -> str:
    """Return a heading as it is compared: ``Data Dukung / Link`` is ``data dukung link``."""
    return " ".join(re.sub(r"[\W_]+", " ", bare(text).casefold()).split())


def role_of(heading: str, year: int) -> str | None:
    """Return what a column holds, by its heading; a level of another year is ``previous``."""
    text = plain_words(heading)
    if years := re.findall(r"\b20\d\d\b", text):
        text = " ".join(re.sub(r"\b20\d\d\b|\btahun\b", " ", text).split())
        role = _ROLES.get(text) or (_ROLES.get("nilai") if not text else None)
        if role == "level" and str(year) not in years:
            return "previous"
        return role
    text = re.sub(
        r"^(?:tingkat kematangan|nilai) (?:indikator )?(?=spbe$)|\bspbe$", "", text
    ).strip()
    if text in _ROLES:
        return _ROLES[text]
    parts = {
        _ROLES.get(plain_words(part))
        for part in re.split(r"[/&,(]|\bdan\b|\batau\b", heading)
        if plain_words(part)
    }
    return parts.pop() if len(parts) == 1 else None


def is_link_heading(heading: str) -> bool:
    """Whether a column holds the links of what stands in another."""
    return plain_words(heading) in _LINKS


def counts_columns(texts: Sequence[str]) -> bool:
    """Whether a row only counts its columns: ``(1) (2) (3)``."""
    found = [_COUNT.fullmatch(text.strip()) for text in texts if text.strip()]
    numbers = [int(one[1]) for one in found if one]
    return (
        len(numbers) > 2
        and len(numbers) == len(found)
        and numbers == [*range(numbers[0], numbers[0] + len(numbers))]
    )


def number_of(text: str) -> str | None:
    """Return the number of an indicator: ``12`` of ``12.``, ``I12`` or ``Indikator 12``."""
    found = _NUMBER.fullmatch(bare(text).strip())
    return str(int(found[1])) if found and "-" not in found[1] else found[1] if found else None


class Names:
    """Compares names of indicators with those of an instrument."""

    def __init__(self, instrument: Instrument) -> None:
        self.words: dict[str, list[frozenset[str]]] = {
            item: [_tokens(one.name.id), _tokens(one.short.id)]
            for item, one in instrument.items().items()
        }
        self.sections = [_tokens(one.name.id) for one in instrument.walk()]

    def is_section(self, name: str) -> bool:
        """Whether a name is that of a domain or an aspect."""
        return self._section(name) >= 0.7

    def _section(self, name: str) -> float:
        said = _tokens(re.sub(r"^(?:domain|aspek)\s*\w*\b", "", plain_words(name)))
        return max((_alike(said, one) for one in self.sections), default=0.0)

    def meant(self, name: str) -> tuple[str | None, dict[str, float]]:
        """Return the item that a name fits best (None where none is near), and how each fits."""
        said = _tokens(name)
        fits = {item: max(_alike(said, one) for one in names) for item, names in self.words.items()}
        best = max(fits, key=lambda item: fits[item], default=None)
        return (best if best is not None and fits[best] >= 0.5 else None), fits

    def agrees(self, item: str, name: str) -> bool:
        """Whether a name may be that of an item: people shorten it, but it fits no other better."""
        best, fits = self.meant(name)
        own = fits.get(item, 0.0)
        if self._section(name) > own:
            return False
        return own >= 0.25 and (best is None or fits[best] - own <= 0.2)


def _tokens(text: str) -> frozenset[str]:
    idle = {
        "tingkat",
        "kematangan",
        "dan",
        "atau",
        "yang",
        "di",
        "pada",
        "instansi",
        "pusat",
        "pemerintah",
        "daerah",
        "spbe",
    }
    words = frozenset(plain_words(text).split())
    return words - idle or words


def _alike(one: Iterable[str], other: Iterable[str]) -> float:
    first, second = frozenset(one), frozenset(other)
    return len(first & second) / (len(first | second) or 1)
