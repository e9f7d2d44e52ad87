"""Names of units as people write them: two spellings of one, and several units in one name."""

import re
from collections.abc import Iterable

# What short names stand for, and what the heads of units are called.
_LONG = {
    "setda": "sekretariat daerah",
    "sekda": "sekretariat daerah",
    "sekretaris daerah": "sekretariat daerah",
    "setwan": "sekretariat dprd",
    "sekwan": "sekretariat dprd",
    "setjen": "sekretariat jenderal",
    "sekjen": "sekretariat jenderal",
    "itjen": "inspektorat jenderal",
    "irjen": "inspektorat jenderal",
    "ditjen": "direktorat jenderal",
    "dirjen": "direktorat jenderal",
    "kadis": "dinas",
    "kaban": "badan",
    "kabag": "bagian",
    "bag": "bagian",
    "bid": "bidang",
    "kec": "kecamatan",
    "kel": "kelurahan",
    "kepala": "",
}
_CLIPPED = {
    "dinas": ("dis",),
    "kependudukan": ("duk", "penduk"),
    "pencatatan": ("ca",),
    "sipil": ("pil",),
}
_FILLERS = frozenset(("dan", "serta", "&"))
_HEADS = ("dinas", "badan")
_PLACE = r"(?<=\w) (?:kota|kabupaten|kab|provinsi|prov) .+$"
_OF_PLACES = r"kec|kelurahan|kel|desa|distrik|gampong"
_JOIN = r"(?i)\s*(?:;|,|/|&|\+|\bdan\b|\bserta\b)\s*"
# How the name of a unit begins, so that it can stand alone.
_BEGINS = (
    r"(?:dinas|badan|bagian|biro|bidang|inspektorat|sekretariat|setda|setwan|setjen|itjen|ditjen"
    r"|direktorat|kantor|kecamatan|kelurahan|balai|satuan polisi|satpol|rsud|puskesmas|upt\w*"
    r"|bap\w+|bk[a-z]{1,5}|bp[a-z]{1,5}|dp[a-z]{1,7}|dlh|brida|din[a-z]{3,}"
    r"|dis(?!abilitas|tribusi)[a-z]{3,})\b"
)


def alike(one: str, other: str) -> bool:
    """Whether two names seem to be spellings of one unit: ``Diskominfo``, ``Dinas Kominfo``.

    One may be made of beginnings of the other's words (``RSUD``, ``Bapenda``), leave out its head
    or its place, go on where the other ends, or differ from it by a slip of the keys.
    """
    if _plain(one) == _plain(other):
        return False
    short, long = sorted((_whole(one), _whole(other)), key=lambda name: len(name.replace(" ", "")))
    if _run(short) == _run(long) or _goes_on(short, long):
        return True
    words = [word for word in long.split() if word not in _FILLERS]
    bare = words[1:] if words[0] in _HEADS else words  # ``Kominfo`` is the Dinas of that name
    if any(len(each) > 1 and _made_of(short.replace(" ", ""), each) for each in (words, bare)):
        return True
    return _slip(short, long)


def several(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the units that a name seems to be made of: ``Bappeda dan Diskominfo``; or nothing.

    Each part begins as names of units do, or one of them is a unit that stands alone elsewhere. A
    semicolon stands in no name.
    """
    parts = tuple(part for part in re.split(_JOIN, name) if part)
    if len(parts) < 2:
        return ()
    names = {_plain(one) for one in known if _plain(one) != _plain(name)}
    alone = any(_plain(part) in names for part in parts)
    units = all(re.match(_BEGINS, _plain(part)) for part in parts)
    return parts if alone or units or ";" in name else ()


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[^\w&]+", " ", name.casefold()).split())


def _whole(name: str) -> str:
    """Return a name with what short forms stand for, without the place at its end."""
    plain = _plain(name)
    if not re.match(_OF_PLACES, plain):
        plain = re.sub(_PLACE, "", plain)
    for short, long in _LONG.items():
        plain = re.sub(rf"^{short}(?= |$)", long, plain).strip()
    return plain or _plain(name)


def _run(name: str) -> str:
    """Return a name in one word, double letters once: ``Bappeda``, ``Bapeda``."""
    return re.sub(r"(.)\1", r"\1", name.replace(" ", ""))


def _goes_on(short: str, long: str) -> bool:
    """Whether a name is the other and more: ``Diskominfotik``, ``Inspektorat Daerah``.

    Or is what follows the head of the other: ``Kominfo``, ``Diskominfo``, ``Dinas Kominfo``.
    """
    head, _blank, rest = long.partition(" ")
    if (head in _HEADS and rest == short) or long == f"dis{short}":
        return True
    if " " not in long:
        return len(short) >= 8 and long.startswith(short) and len(long) - len(short) <= 4
    more = long.removeprefix(short)
    if more == long:
        return False
    return more == " daerah" or (" " in short and re.match(r" (?:dan|serta|&) ", more) is not None)


def _slip(short: str, long: str) -> bool:
    """Whether two names differ by a slip of the keys; numbers never do."""
    numbers = [re.findall(r"\d+", name) for name in (short, long)]
    if numbers[0] != numbers[1] or len(long) < 8:
        return False
    from difflib import SequenceMatcher

    if short.split()[:1] == long.split()[:1] and len(short.split()) > 1:  # Dinas …: what follows
        short, long = short.partition(" ")[2], long.partition(" ")[2]
    return len(short) > 5 and SequenceMatcher(None, short, long).ratio() >= 0.88


def _made_of(short: str, words: list[str]) -> bool:
    """Whether a word is made of beginnings of all of some words, in their order."""
    if not words:
        return not short
    word, rest = words[0], words[1:]
    beginnings = [word[:size] for size in range(1, min(len(word), len(short)) + 1)]
    beginnings += _CLIPPED.get(word, ())
    return any(short.startswith(one) and _made_of(short[len(one) :], rest) for one in beginnings)
