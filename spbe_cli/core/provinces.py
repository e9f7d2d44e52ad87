"""The provinces as they are usually written, whatever a list calls them."""

import re
from collections.abc import Mapping
from functools import lru_cache

# The 38 provinces since the laws of 2022 on those of Papua, without their kind.
_NAMES = (
    *("Aceh", "Sumatera Utara", "Sumatera Barat", "Riau", "Jambi", "Sumatera Selatan", "Bengkulu"),
    *("Lampung", "Kepulauan Bangka Belitung", "Kepulauan Riau", "DKI Jakarta", "Jawa Barat"),
    *("Jawa Tengah", "DI Yogyakarta", "Jawa Timur", "Banten", "Bali", "Nusa Tenggara Barat"),
    *("Nusa Tenggara Timur", "Kalimantan Barat", "Kalimantan Tengah", "Kalimantan Selatan"),
    *("Kalimantan Timur", "Kalimantan Utara", "Sulawesi Utara", "Sulawesi Tengah"),
    *("Sulawesi Selatan", "Sulawesi Tenggara", "Gorontalo", "Sulawesi Barat", "Maluku"),
    *("Maluku Utara", "Papua", "Papua Barat", "Papua Selatan", "Papua Tengah"),
    *("Papua Pegunungan", "Papua Barat Daya"),
)
_SHORT = {  # as they are compared: small letters, without points and blanks
    **dict.fromkeys(("diy", "jogja", "yogyakarta", "daerahistimewayogyakarta"), "DI Yogyakarta"),
    **dict.fromkeys(
        ("dki", "dkj", "jakarta", "daerahkhususibukotajakarta", "daerahkhususjakarta"),
        "DKI Jakarta",
    ),
    **dict.fromkeys(("nad", "nanggroeacehdarussalam"), "Aceh"),
    **dict.fromkeys(("babel", "bangkabelitung"), "Kepulauan Bangka Belitung"),
    "kepri": "Kepulauan Riau",
    "ntb": "Nusa Tenggara Barat",
    "ntt": "Nusa Tenggara Timur",
    "jabar": "Jawa Barat",
    "jateng": "Jawa Tengah",
    "jatim": "Jawa Timur",
    "sumut": "Sumatera Utara",
    "sumbar": "Sumatera Barat",
    "sumsel": "Sumatera Selatan",
    "kalbar": "Kalimantan Barat",
    "kalteng": "Kalimantan Tengah",
    "kalsel": "Kalimantan Selatan",
    "kaltim": "Kalimantan Timur",
    "kaltara": "Kalimantan Utara",
    "sulut": "Sulawesi Utara",
    "sulteng": "Sulawesi Tengah",
    "sulsel": "Sulawesi Selatan",
    "sultra": "Sulawesi Tenggara",
    "sulbar": "Sulawesi Barat",
    "malut": "Maluku Utara",
}
_KIND = r"^(?:pemerintah\s+)?(?:daerah\s+)?(?:pemprov\b|provinsi\b|propinsi\b|prov\b|prop\b)[\s.:]*"


@lru_cache(maxsize=4096)  # a list asks for each of them many times
def province_name(text: str) -> str:
    """Return a province as it is usually written, without its kind; as written where unknown.

    ``LAMPUNG``, ``Prov. Lampung`` and ``Provinsi Lampung`` are ``Lampung``.
    """
    plain = re.sub(_KIND, "", " ".join(text.split()), flags=re.IGNORECASE)
    key = _key(plain)
    return _known().get(key) or _SHORT.get(key) or plain


def spellings(written: Mapping[str, int]) -> dict[str, str]:
    """Return for each way a list writes a province (and how often) the one that it has most.

    Where two are as frequent, the usual one (`province_name`).
    """
    of: dict[str, list[str]] = {}
    for text in written:
        of.setdefault(province_name(text).casefold(), []).append(text)
    found: dict[str, str] = {}
    for texts in of.values():
        most = max(written[text] for text in texts)
        often = [text for text in texts if written[text] == most]
        chosen = often[0] if len(often) == 1 else province_name(often[0])
        found |= dict.fromkeys(texts, chosen)
    return found


@lru_cache(maxsize=1)
def _known() -> dict[str, str]:
    return {_key(name): name for name in _NAMES}


def _key(text: str) -> str:
    """Return a name as it is compared: ``Kep. Riau`` is ``kepulauanriau``."""
    plain = re.sub(r"^kep\b\.?\s*", "kepulauan ", text.casefold().replace("sumatra", "sumatera"))
    return re.sub(r"[\s.\-]+", "", plain)
