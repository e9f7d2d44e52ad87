"""Words for "nothing" and "later": what people write where there is no document, or not yet one.

The real title of a document may hold such a word (``SOP Penanganan Data Tidak Tersedia``): so they
decide where nothing else is said, and at the ends of a short text, where one speaks of a document
(``SK belum terbit``), not in the middle of a name.
"""

import re
from collections.abc import Callable
from functools import lru_cache

_ASKED = 1 << 17  # texts that are remembered: two of each document of a very large register
_FEW, _SHORT = 4, 6  # words of a text that speaks of a document rather than names it
# Every word of a text that says nothing: of those that decide, and of those around them.
_NOTHING = (
    r"tidak|tdk|tak|belum|blm|nihil|kosong|none|null|na|nol|tbd|tba|terlampir|dilampirkan|ada|adanya"
    r"|tersedia|lihat|cek|idem|sda|proses|menyusul|disusulkan|susulan|lengkap|punya|dibuat|terbit"
    r"|diunggah|nanti"
)
_AROUND = (
    r"bukti(?:nya)?|dokumen(?:nya)?|dok|data(?:nya)?|berkas(?:nya)?|file(?:nya)?|link|tautan|url|lampiran|dukung|pendukung|nya|lagi|sama"
    r"|sekali|di|pada|dalam|on|atas|bawah|masih|sedang|akan|sudah|telah|sdh|udah|segera|dulu"
)
_LATER = (
    r"ada|tersedia|punya|dimiliki|dibuat|disusun|terbit|diterbitkan|ditetapkan|disahkan|final"
    r"|ditandatangani|diunggah|dilengkapi|lengkap|selesai|jadi"
)
_ANYWHERE = r"(?:di|me)?(?:nyusul|susul)(?:kan)?|tbd|tba"
_UNFINISHED = rf"(?:belum|blm) (?:{_LATER})|(?:masih|sedang|dalam|on) (?:proses|disusun|dibuat)"
_PROMISED = rf"(?:akan|segera|nanti) (?:{_LATER})"
_MISSING = r"(?:tidak|tdk|tak) (?:ada|tersedia|punya|dimiliki)"
_ELSEWHERE = r"(?:lihat|cek|sama dengan|idem|s\.?d\.?a)\b"
_FIGURES = r"\d{1,2}|x{2,}"  # a number of no document


@lru_cache(maxsize=1)
def _patterns() -> tuple[Callable[[str], object], Callable[[str], object]]:
    """Return what tells words that say nothing, and those that may stand around them."""
    return re.compile(_NOTHING).fullmatch, re.compile(_AROUND).fullmatch


def holds(text: str) -> bool:
    """Whether a text says anything: a dash, a bar or a point holds nothing."""
    return any(map(str.isalnum, text))


@lru_cache(maxsize=_ASKED)  # the evidence of an assessment is asked for level by level
def none_said(text: str) -> bool:
    """Whether a text says nothing but that there is nothing: ``tidak ada``, ``n/a``, ``nihil``."""
    if text.startswith(("https://", "http://")):  # most of what is asked: that is a word of a link
        return False
    nothing, around = _patterns()
    words = _words(text)
    return all(nothing(one) or around(one) for one in words) and any(map(nothing, words))


@lru_cache(maxsize=_ASKED)
def doubtful(title: str) -> bool:
    """Whether a title says that there is no document, not yet one, or one elsewhere."""
    words = _words(title)
    plain = " ".join(words)
    if none_said(title) or re.fullmatch(_FIGURES, plain):
        return True
    if len(words) > _SHORT:
        return False
    ends = rf"(?:{_UNFINISHED}|{_PROMISED})"
    return bool(
        any(re.fullmatch(_ANYWHERE, one) for one in words)
        or re.search(rf"^{ends}\b|\b{ends}$", plain)
        or re.match(_ELSEWHERE, plain)
        or (len(words) <= _FEW and re.match(rf"{_MISSING}\b", plain))
        or (len(words) < _FEW and re.search(rf"\b{_MISSING}$", plain))
    )


def named(text: str | None) -> str:
    """Return what a text names: a link, a path, a number, a page; empty where that is nothing."""
    return text if text and holds(text) and not none_said(text) else ""


def _words(text: str) -> list[str]:
    """Return the words of a text; ``n/a`` and ``s.d.a.`` are one."""
    plain = re.sub(r"\bn\s*[/.]\s*a\b", "na", text.casefold())
    plain = re.sub(r"\bs\.\s?d\.\s?a\b", "sda", plain)
    return re.findall(r"[^\W_]+", plain)
