"""Headings of lists, in the words that people write above columns: read, never shown.

The same words name columns on the command line (``--where kelompok=kota``, ``--sort domain_3``).
"""

import re

from spbe_cli.core.assessment import Opinion

_COLUMNS = {
    **dict.fromkeys(("institution", "instansi", "nama_instansi", "nama"), "institution"),
    **dict.fromkeys(("year", "tahun"), "year"),
    **dict.fromkeys(("instrument", "instrumen"), "instrument"),
    **dict.fromkeys(("index", "indeks", "indeks_spbe"), "index"),
    **dict.fromkeys(("predicate", "predikat"), "predicate"),
    **dict.fromkeys(("group", "kelompok"), "group"),
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
OPINIONS = {  # whose index a row is, as people write it
    **dict.fromkeys(("self", "mandiri", "nilai mandiri", "penilaian mandiri"), Opinion.SELF),
    **dict.fromkeys(("verified", "verifikasi", "nilai verifikasi"), Opinion.VERIFIED),
    **dict.fromkeys(
        ("official", "eksternal", "nilai eksternal", "hasil evaluasi"), Opinion.OFFICIAL
    ),
    "target": Opinion.TARGET,
}
_SECTION = re.compile(r"(d|domain|a|aspect|aspek)[_ .:]*([0-9]+)")
_ITEM = re.compile(r"(?:i|indikator|indicator)?[_ .]*([0-9]+(?:-[0-9]+)?)")


def column(text: str) -> str:
    """Return the key of a heading: ``institution``, ``domain:3``, ``12``; itself where unknown."""
    plain = "_".join(text.split()).casefold()
    if plain in _COLUMNS:
        return _COLUMNS[plain]
    if section := _SECTION.fullmatch(plain):
        return f"{'domain' if section[1][0] == 'd' else 'aspect'}:{section[2]}"
    item = _ITEM.fullmatch(plain)
    return item[1] if item else plain
