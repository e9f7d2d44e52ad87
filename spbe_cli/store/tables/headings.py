"""Headings of lists, in the words that people write above columns: read, never shown.

The same words name columns on the command line (``--where kelompok=kota``, ``--sort domain_3``).
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from spbe_cli.core.assessment import Opinion
from spbe_cli.core.text import bare

_COLUMNS = {
    **dict.fromkeys(("institution", "instansi", "nama_instansi", "nama"), "institution"),
    **dict.fromkeys(
        (
            *("nama_kabupaten_kota", "kabupaten/kota", "kabupaten_kota", "kab/kota", "kabkota"),
            *("pemerintah_daerah", "nama_pemerintah_daerah", "instansi_pemerintah", "pemda"),
            *(
                "nama_pemda",
                "daerah",
                "nama_daerah",
                "k/l/d",
                "k/l/pd",
                "instansi_pusat/pemerintah_daerah",
            ),
            *("nama_k/l/d", "nama_kab/kota", "kementerian/lembaga", "nama_kementerian/lembaga"),
        ),
        "institution",
    ),
    **dict.fromkeys(("year", "tahun", "tahun_evaluasi", "tahun_penilaian", "tahun_data"), "year"),
    **dict.fromkeys(("province", "provinsi", "nama_provinsi", "prov"), "province"),
    **dict.fromkeys(("instrument", "instrumen"), "instrument"),
    **dict.fromkeys(
        ("index", "indeks", "indeks_spbe", "nilai_indeks", "nilai_indeks_spbe", "nilai_spbe"),
        "index",
    ),
    **dict.fromkeys(("predicate", "predikat", "predikat_spbe", "kategori_predikat"), "predicate"),
    **dict.fromkeys(
        (
            *("group", "kelompok", "jenis", "jenis_instansi", "jenis_daerah", "jenis_pemda"),
            *("kategori_instansi", "kelompok_instansi", "kategori_daerah", "tipe_instansi"),
        ),
        "group",
    ),
    **dict.fromkeys(("opinion", "jenis_nilai", "penilai"), "opinion"),
    **dict.fromkeys(("no", "no.", "nomor"), "number"),  # every list has it; nothing is read from it
    **{
        key: key for key in ("rank", "exact", "candidates", "printed_predicate")
    },  # of our own CSV: found anew
    **{
        key: key for key in ("previous_rank", "previous_index", "change", "change_of", "marked")
    },  # same
}
KNOWN = frozenset(_COLUMNS.values())
SPOKEN = {"institution": "instansi", "year": "tahun", "index": "indeks"}  # those that must be there
OPINION_WORDS = {  # whose index a row is, as people write it
    **dict.fromkeys(("self", "mandiri", "nilai mandiri", "penilaian mandiri"), Opinion.SELF),
    **dict.fromkeys(("verified", "verifikasi", "nilai verifikasi"), Opinion.VERIFIED),
    **dict.fromkeys(
        ("official", "eksternal", "nilai eksternal", "hasil evaluasi"), Opinion.OFFICIAL
    ),
    "target": Opinion.TARGET,
}
_SECTION = re.compile(
    r"(?:(?:indeks|index|nilai|skor|capaian|hasil|spbe|per)_)*"
    r"(d|dom|domain|a|asp|aspect|aspek)[_ .:(-]*(?:(?:ke|no|nomor)[_ .-]*)?"
    r"(0*[0-9]+|i{1,3}|iv|vi{0,3}|pertama|(?:ke)?satu|(?:ke)?dua|(?:ke)?tiga|(?:ke)?empat)"
    r"(?:[_.:)–-].*)?"
)
_ITEM = re.compile(r"(?:i|indikator|indicator)?[_ .]*0*([0-9]+(?:-[0-9]+)?)[.)]?")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8}
_ORDINAL = {"pertama": 1, "satu": 1, "dua": 2, "tiga": 3, "empat": 4}
_OF_NO_SECTION = frozenset(
    (
        *("indeks", "index", "nilai", "skor", "capaian", "hasil", "domain", "dom", "d", "aspek"),
        *("spbe", "ke", "per", *_ROMAN),
    )
)
_YEAR = re.compile(r"(?:_tahun)?_?\(?(20[0-9]{2})\)?$")


def heading_key(text: str) -> str:
    """Return the key of a heading: ``institution``, ``domain:3``, ``12``; itself where unknown."""
    said = plain_heading(text)
    if said in _COLUMNS:
        return _COLUMNS[said]
    if section := _SECTION.fullmatch(said):
        number = _number_of(section[2])
        return f"{'domain' if section[1][0] == 'd' else 'aspect'}:{number}"
    item = _ITEM.fullmatch(said)
    if item:
        return item[1]
    dated = _YEAR.sub("", said)  # ``Indeks SPBE 2024``
    return _COLUMNS.get(dated, said)


def _number_of(text: str) -> int:
    """Return the number of a section: ``3``, ``III``, ``Ketiga``."""
    spoken = {**_ROMAN, **_ORDINAL}.get(text.removeprefix("ke") if text[:2] == "ke" else text)
    return spoken or int(text)


def plain_heading(text: str) -> str:
    """Return a heading as it is compared: small letters, blanks as ``_``."""
    return re.sub(r"_*/_*", "/", "_".join(bare(text).split()).casefold()).strip("_:")


def heading_words(text: str) -> frozenset[str]:
    """Return the words by which a heading may be the name of a domain; without those of none."""
    words = re.sub(r"[\W_\d]+", " ", bare(text).casefold()).split()
    return frozenset(words) - _OF_NO_SECTION


def section_column(name: str, texts: Mapping[int, str], names: Iterable[str]) -> int | None:
    """Return the column whose heading is the name of a section; None where none is, or several.

    People shorten it (``Domain Kebijakan``), yet keep its first word; `names` are those of all
    sections, of which it may be no other.
    """
    others = [heading_words(one) for one in names if one != name]
    own = heading_words(name)
    first = re.sub(r"[\W_\d]+", " ", bare(name).casefold()).split()[0]
    exact, near = [], []
    for at, text in texts.items():
        said = heading_words(text)
        if said == own:
            exact.append(at)
        elif first in said and said < own and not any(said <= one for one in others):
            near.append(at)
    found = exact or near
    return found[0] if len(found) == 1 else None


def is_list_heading(cells: Sequence[str]) -> bool:
    """Whether a row is the heading of a list of institutions."""
    keys = {*map(heading_key, cells)}
    if "province" in keys:  # of a list of provinces, beside an index
        return bool(keys & {"institution", "index"})
    return "institution" in keys and len(keys - {""}) > 1


def has_indices(cells: Sequence[str]) -> bool:
    """Whether a heading of a list has columns of indices, predicates or numbered levels."""
    keys = {*map(heading_key, cells)}
    return is_list_heading(cells) and any(
        key in ("index", "predicate") or ":" in key or key.isdecimal() for key in keys
    )


def is_worksheet_heading(cells: Sequence[str]) -> bool:
    """Whether a row is the heading of a kertas kerja, or of a form: a table of indicators."""
    said = [plain_heading(cell) for cell in cells]
    values = (
        r"(?:.*_)?(?:tingkat|level|nilai|capaian|skor|bukti|data_dukung|penjelasan|target)(?:_.*)?"
    )
    named = [at for at, text in enumerate(said) if "indikator" in text or text == "indicator"]
    others = (text for at, text in enumerate(said) if at not in named)
    return bool(named) and any(re.fullmatch(values, text) for text in others)


def spans_parts(text: str) -> bool:
    """Whether a heading spans the numbers of domains, aspects or indicators."""
    pattern = r"(?:(?:indeks|index|nilai|skor|capaian|hasil|spbe|per)_)*(?:domain|aspek|indikator)"
    return re.fullmatch(pattern, plain_heading(text)) is not None


def is_among(text: str, named: Iterable[str]) -> bool:
    """Whether a heading is one of those that were named on the command line."""
    plain = " ".join(text.split()).casefold()
    return any(" ".join(one.split()).casefold() == plain for one in named)


def near(text: str, known: list[str]) -> str:
    """Return the heading that may stand for a key, to be suggested; empty where none is like it."""
    from difflib import get_close_matches

    words = [word for word, key in _COLUMNS.items() if key == text]
    spoken = {plain_heading(one): one for one in known}
    for word in words:
        found = get_close_matches(word, spoken, n=1, cutoff=0.75)
        holding = [
            one for one in spoken if word in one or any(part in one for part in word.split("_"))
        ]
        for one in [*found, *holding]:
            return spoken[one]
    return ""
