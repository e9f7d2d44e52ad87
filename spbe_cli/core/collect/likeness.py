"""Which indicator a name means, as people shorten it: words of it, cut words, abbreviations.

Beside a number a name only has to agree with it; alone it has to be nearly whole.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from spbe_cli.core.collect.columns import plain_words
from spbe_cli.core.instrument import Instrument

_IDLE: Mapping[str, None] = dict.fromkeys(
    (
        *("tingkat", "kematangan", "dan", "atau", "yang", "di", "pada", "instansi", "pusat"),
        *("pemerintah", "daerah", "spbe"),
    )
)
_LINKING = {"dan", "atau", "yang", "di", "pada", "untuk", "dengan", "terhadap"}
# What initials do not tell: other abbreviations, and applications that every office has.
_KNOWN = {
    word: frozenset(meant.split())
    for words, meant in {
        "sdm": "sumber daya manusia",
        "tik": "tik teknologi informasi",
        "splp spl": "sistem penghubung layanan",
        "jip jipd jippd intranet": "jaringan intra",
        "jdih": "jaringan dokumentasi informasi hukum",
        "pbj barjas lpse spse sirup": "pengadaan barang jasa",
        "bmn bmd bmnd siman simbada": "pengelolaan barang milik",
        "simpeg siasn sapk": "kepegawaian",
        "srikandi": "kearsipan dinamis naskah dinas",
        "sakip akip lakip esakip": "akuntabilitas kinerja",
        "skp ekinerja": "kinerja pegawai",
        "lapor sp4n": "pengaduan pelayanan",
        "wbs": "whistle blowing system pengawasan",
        "sipd": "perencanaan penganggaran keuangan",
        "krisna": "perencanaan",
        "sakti sipkd simda": "keuangan",
        "apip spip": "pengawasan internal",
        "csirt cirt": "insiden siber",
        "pdp": "pelindungan data pribadi",
        "smki": "manajemen keamanan informasi",
        "helpdesk servicedesk": "fasilitas dukungan pengguna",
    }.items()
    for word in words.split()
}
_CUT = 3  # letters that a word may be cut down to
_ROOT = 5  # letters of a word that may stand within another
_NEAR = 0.85  # of two words, as `difflib` measures: a slip of the keys


class _Wording(NamedTuple):
    """A name of an indicator: its words, and their initials with the words in that order.

    `whole` are all of them, those too that many names have.
    """

    words: frozenset[str]
    whole: frozenset[str]
    order: tuple[str, ...]
    initials: str


class Names:
    """Compares names of indicators with those of an instrument."""

    def __init__(self, instrument: Instrument) -> None:
        self.words = {
            item: [_wording(one.name.id), _wording(one.short.id)]
            for item, one in instrument.items().items()
        }
        self.whole = {
            item: {plain_words(one.name.id), plain_words(one.short.id)}
            for item, one in instrument.items().items()
        }
        self.sections = [(one.id, _tokens(one.name.id)) for one in instrument.walk()]
        self.titles = {plain_words(one.name.id) for one in instrument.walk()}
        self.vocabulary = frozenset(
            word for names in self.words.values() for one in names for word in one.words
        )
        self._meanings: dict[str, frozenset[str]] = {}
        self._fits: dict[str, dict[str, tuple[float, frozenset[str]]]] = {}

    def is_section(self, name: str, number: str | None = None) -> bool:
        """Whether a name is that of a domain or an aspect; of the one with a number, if given."""
        plain = plain_words(name)
        if any(plain in names for names in self.whole.values()) and plain not in self.titles:
            return False
        return self._section(name, number) >= 0.7

    def _section(self, name: str, number: str | None = None) -> float:
        said = _tokens(re.sub(r"^(?:domain|aspek)\s*\w*\b", "", plain_words(name)))
        listed = (one for key, one in self.sections if number is None or key == number)
        return max((_alike(said, one) for one in listed), default=0.0)

    def meant(self, name: str) -> tuple[str | None, dict[str, float]]:
        """Return the item that a name fits best (None where none is near), and how each fits."""
        fits = {item: fit for item, (fit, _shared) in self._all(name).items()}
        best = max(fits, key=lambda item: fits[item], default=None)
        return (best if best is not None and fits[best] >= 0.5 else None), fits

    def agrees(self, item: str, name: str) -> bool:
        """Whether a name may be that of an item: people shorten it, but it fits no other better.

        The very name of another is that one's; so is what says all that fits here, and more.
        """
        plain, found = plain_words(name), self._all(name)
        for very in (
            [one for one, names in self.whole.items() if plain in names],
            [one for one, (fit, _shared) in found.items() if fit == 1],
        ):
            if very:
                return item in very
        own, shared = found.get(item, (0.0, frozenset()))
        if own == 0 or self._section(name) > own:
            return False
        within = {one: any(each in plain for each in names) for one, names in self.whole.items()}
        if not within[item] and any(within[one] and shared <= found[one][1] for one in within):
            return False  # the very name of another, with words about it
        if any(shared < other and own < fit for fit, other in found.values()):
            return False
        whole = frozenset(plain.split()) & _IDLE.keys()
        rest = {one: whole & names[0].whole for one, names in self.words.items()}
        if any(shared <= of[1] and rest[item] < rest[one] for one, of in found.items()):
            return False  # ``Instansi Pemerintah`` stands behind the names of some alone
        best = max(fit for fit, _shared in found.values())
        return own == best or (own >= 0.25 and (best < 0.5 or best - own <= 0.2))

    def is_unknown(self, name: str) -> bool:
        """Whether a name has hardly a word of any indicator, domain or aspect."""
        best = max((fit for fit, _shared in self._all(name).values()), default=0.0)
        return best < 0.3 and self._section(name) < 0.5

    def _all(self, name: str) -> dict[str, tuple[float, frozenset[str]]]:
        """Return for each item how a name fits, and which of its words do."""
        if name not in self._fits:
            said = frozenset(
                word for word in _tokens(name) if self._meaning(word) or not _is_idle(word)
            )
            self._fits = {name: {item: self._fit(said, item) for item in self.words}}
        return self._fits[name]

    def _fit(self, said: frozenset[str], item: str) -> tuple[float, frozenset[str]]:
        return max(
            (self._shared(said, one) for one in self.words[item]), key=lambda found: found[0]
        )

    def _shared(self, said: frozenset[str], one: _Wording) -> tuple[float, frozenset[str]]:
        meant = {word: _run(word, one) or self._meaning(word) & one.words for word in said}
        shared = frozenset(word for word, of in meant.items() if of)
        covered = {each for of in meant.values() for each in of} & one.words
        whole = len(one.words) + len(said - shared)
        return (len(covered) / whole if whole else 0.0), shared

    def _meaning(self, word: str) -> frozenset[str]:
        """Return the words of the instrument that a word may stand for."""
        if word not in self._meanings:
            self._meanings[word] = self._looked_up(word)
        return self._meanings[word]

    def _looked_up(self, word: str) -> frozenset[str]:
        if word in self.vocabulary:
            return frozenset((word,))
        if word in _KNOWN:
            return _KNOWN[word] & self.vocabulary
        if len(word) >= _CUT and (cut := [one for one in self.vocabulary if one.startswith(word)]):
            return frozenset(cut)
        if len(word) < _ROOT:
            return frozenset()
        if inside := [one for one in self.vocabulary if word in one]:
            return frozenset(inside)
        from difflib import get_close_matches  # few names need it

        return frozenset(get_close_matches(word, sorted(self.vocabulary), n=2, cutoff=_NEAR))


def _wording(name: str) -> _Wording:
    order = tuple(word for word in plain_words(name).split() if word not in _LINKING)
    initials = "".join(word[0] for word in order)
    short = [word for word in order if len(word) > 1 and word in initials]  # ``(JDIH)``
    plain = _tokens(" ".join(word for word in order if word not in short))
    return _Wording(plain, frozenset(order), order, initials)


def _run(word: str, one: _Wording) -> frozenset[str]:
    """Return the words of a name whose initials are a word: ``sdm``; none where they are not."""
    if not 1 < len(word) < 7 or word in one.words or not word.isalpha():
        return frozenset()
    at = one.initials.find(word)
    return frozenset(one.order[at : at + len(word)]) if at >= 0 else frozenset()


def _tokens(text: str) -> frozenset[str]:
    """Return the words that tell a name from others: none of those that all have, no letters."""
    words = frozenset(plain_words(text).split())
    plain = {word for word in words if len(word) > 1 or word.isdecimal()}
    return frozenset(plain - _IDLE.keys() or plain or words)


def _is_idle(word: str) -> bool:
    """Whether a word is one of those that all names have, cut short or mistyped."""
    if len(word) < 4:
        return word in ("ip", "pd")
    from difflib import get_close_matches

    cut = word == "pemda" or any(one.startswith(word) for one in _IDLE)
    return cut or bool(get_close_matches(word, _IDLE, n=1, cutoff=_NEAR))


def _alike(first: frozenset[str], second: frozenset[str]) -> float:
    return len(first & second) / (len(first | second) or 1)
