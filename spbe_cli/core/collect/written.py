"""Dates and levels as people write them: read where they are plain, else told apart."""

import datetime as dt
import re
from collections.abc import Mapping
from fractions import Fraction

from spbe_cli.core import numbers
from spbe_cli.core.assessment import Evidence
from spbe_cli.core.collect.web import is_link
from spbe_cli.core.instrument import Instrument
from spbe_cli.core.text import bare
from spbe_cli.problems import Problem

_MONTHS = [
    "januari",
    "februari",
    "maret",
    "april",
    "mei",
    "juni",
    "juli",
    "agustus",
    "september",
    "oktober",
    "november",
    "desember",
]
_SHORT = {one[:3]: number for number, one in enumerate(_MONTHS, 1)} | {
    "agt": 8,
    "ags": 8,
    "nop": 11,
    "pebruari": 2,
    "peb": 2,
}
_ENGLISH = {  # other names of months
    "nopember": 11,
    "pebruari": 2,
    "january": 1,
    "february": 2,
    "march": 3,
    "may": 5,
    "june": 6,
    "july": 7,
    "august": 8,
    "october": 10,
    "december": 12,
}
_NAMED = re.compile(r"(\d{1,2})[\s/-]*([a-z]+)\.?,?[\s/-]*(\d{4})", re.IGNORECASE)
_AMERICAN = re.compile(r"([a-z]+)\.?\s+(\d{1,2}),\s*(\d{4})", re.IGNORECASE)  # ``May 4, 2021``
_FIGURES = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
_TIME = re.compile(  # what programs write after a day
    r"(?<=\d)(?:t|,?\s+)(?:pukul\s+)?\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?\s*(?:z|wib|wita|wit)?",
    re.IGNORECASE,
)
_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_YEARLESS = re.compile(  # a day whose century is left out
    r"(?:\d{1,2}([/-])\d{1,2}\1|[0-3]\d\.[01]\d\.)\d{2}|\d{1,2}[\s-]+([a-z]+)\.?[\s-]+['’]?\d{2}",
    re.IGNORECASE,
)
_SAID = re.compile(  # what may stand before a date
    r"(?:(?:tanggal|tgl|tertanggal|dated?)\b\.?\s*:?\s*)?"
    r"(?:(?:senin|selasa|rabu|kamis|jum['’]?at|sabtu|minggu)\s*,?\s+)?",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"(?:(?:awal|akhir|pertengahan)\s+(?:tahun\s+)?|(?:tw|trw|triwulan|semester|smt|sem|kuartal|kw|caturwulan|cawu|q)\b\.?\s*(?:ke\s*-?\s*)?"
    r"(?:i{1,3}v?|iv|[1-4]|pertama|kesatu|kedua|ketiga|keempat|ganjil|genap)[\s/,-]*"
    r"(?:tahun\s*(?:anggaran\s*)?|ta\.?\s*)?)?\d{4}"
    r"|(?:tw|q)[1-4][\s/,-]*\d{4}",
    re.IGNORECASE,
)
_MONTH_YEAR = re.compile(r"([a-z]+)\.?[\s-]+['’]?(?:\d{4}|\d{2})", re.IGNORECASE)
_QUARTER = re.compile(
    r"(?:(?:triwulan|trw|tw|kuartal|kw|q)\s*\.?\s*(?:ke\s*-?\s*)?)?(i{1,3}|iv|[1-4])(?:[.,]0)?",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    r"(?:(?:tingkat(?:\s+kematangan)?|level|nilai|skor|lvl|lv|tkt|tk|l)(?:\s*[.:]|-)?\s*)?"
    r"(?:ke\s*-\s*)?"
    r"([0-9]+(?:[.,][0-9]+)?|[iv]{1,3})"
    r"(?:(\s*[-–—:.(=]\s*|\s+)\(?\s*([a-z][a-z &/]*?)\s*\)?)?\.?",
    re.IGNORECASE,
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}
# How regulations name levels, and people write them; a number beside another is a slip of one.
_NAMES = {
    word: level
    for level, words in {
        0: ("nol",),
        1: ("satu", "rintisan", "informasi", "diseminasi informasi satu arah", "merintis"),
        2: ("dua", "terkelola", "interaksi", "membangun"),
        3: (
            *("tiga", "terdefinisi", "terstandardisasi", "terstandarisasi", "terstandar"),
            *("transaksi", "berkembang"),
        ),
        4: (
            *("empat", "terpadu", "terpadu dan terukur", "terintegrasi", "terukur"),
            *("terintegrasi dan terukur", "kolaborasi", "melembaga"),
        ),
        5: ("lima", "optimum", "optimal", "optimalisasi", "unggul"),
    }.items()
    for word in words
}
_NO_NAMES: Mapping[str, int] = {}


def is_page_number(text: str) -> bool:
    """Whether a text is the number of a page or several, and nothing else: ``3``, ``4-6``."""
    return re.fullmatch(r"\d+(?:\s*(?:[-–,;/]|s\.?d\.?|dan)\s*\d+)*", text) is not None


def read_day(text: str) -> dt.date | None:
    """Read a date: ``2021-05-04``, ``4 Mei 2021``, ``31/5/2021``; None where it is not plain."""
    text = _day_text(text)
    if found := _ISO.fullmatch(text):
        year, month, day = found[1], int(found[3]), found[4]
    elif found := _NAMED.fullmatch(text):
        year, month, day = found[3], _month(found[2]), found[1]
    elif found := _AMERICAN.fullmatch(text):
        year, month, day = found[3], _month(found[1]), found[2]
    elif (found := _FIGURES.fullmatch(text)) and (int(found[1]) > 12 or found[1] == found[2]):
        year, month, day = found[3], int(found[2]), found[1]
    else:
        return None
    try:
        return dt.date(int(year), month, int(day))
    except ValueError:  # a day that no calendar has, or no month
        return None


def _day_text(text: str) -> str:
    """Return a text without what may stand around a date: ``Tanggal:``, ``Selasa,``, ``09:30``."""
    plain = bare(text).strip()
    said, time = _SAID.match(plain), _TIME.search(plain)
    ends = time.start() if time is not None and time.end() == len(plain) else len(plain)
    return plain[said.end() if said else 0 : ends]


def _month(name: str) -> int:
    """Return the month of a name, which may be cut short; 0 of any other word."""
    name = name.casefold()
    if name in _SHORT:
        return _SHORT[name]
    months = {**{one: number for number, one in enumerate(_MONTHS, 1)}, **_ENGLISH}
    found = {number for one, number in months.items() if len(name) > 2 and one.startswith(name)}
    return found.pop() if len(found) == 1 else 0


def unsure_day(text: str) -> bool:
    """Whether a text is a date of which the day is not certain: ``04/05/2021``, ``TW II 2025``."""
    text = _day_text(text)
    if read_day(text) is not None:
        return False
    if _ISO.fullmatch(text):  # a day that no calendar has
        return True
    named = _NAMED.fullmatch(text) or _YEARLESS.fullmatch(text)
    if named is not None:  # such a day in a month, or one of two figures for its year
        return named[2] is None or _month(named[2]) > 0
    if _FIGURES.fullmatch(text) or _PERIOD.fullmatch(text):
        return True
    month = _MONTH_YEAR.fullmatch(text)
    return month is not None and _month(month[1]) > 0


def either_day(text: str) -> tuple[dt.date, dt.date] | None:
    """Return the two days that a text may mean: ``04/05/2021``; None where it is no such text."""
    found = _FIGURES.fullmatch(_day_text(text))
    if found is None or read_day(text) is not None:
        return None
    first, second, year = map(int, found.groups())
    if not (0 < first < 13 and 0 < second < 13):
        return None
    return dt.date(year, second, first), dt.date(year, first, second)


def unsure_between(text: str) -> Problem | None:
    """Return E044, still without its place, where day and month may be exchanged."""
    found = either_day(text)
    if found is None:
        return None
    one, other = (day.isoformat() for day in found)
    return Problem("E044", None, {"found": text.strip(), "one": one, "other": other})


def read_quarter(text: str) -> int | None:
    """Read a quarter: ``4``, ``IV``, ``TW 4``, ``Triwulan IV``; None where it is none."""
    found = _QUARTER.fullmatch(bare(text).strip())
    if found is None:
        return None
    figure = found[1].casefold()
    return _ROMAN[figure] if figure in _ROMAN else int(figure)


def read_level(text: str, names: Mapping[str, int] = _NO_NAMES) -> Fraction | None:
    """Read a level: ``3``, ``3,0``, ``Level 3``, ``L3``, ``III``, ``3 (Terdefinisi)``.

    None where it is none, or where number and name contradict each other. `names` are those of the
    levels of the indicator (`level_names`); what names no level says nothing. A lone ``V`` is none:
    it may be a tick.
    """
    plain = re.sub(r"^\(([^()]*)\)$", r"\1", bare(text).strip()).strip()
    found = _LEVEL.fullmatch(plain)
    if found is None or plain in ("v", "V"):
        return None
    value = _figure_of(found)
    named = _level_named(found[3] or "", names)
    if named is not None:
        return value if named == value else None
    return value if not found[3] or found[2].strip() else None  # ``3 kali`` is none


def misnamed_level(text: str, item: str, names: Mapping[str, int] = _NO_NAMES) -> Problem | None:
    """Return E352, still without its place, where number and name contradict each other.

    None where they agree, or one of them is missing.
    """
    found = _LEVEL.fullmatch(bare(text).strip())
    value = None if found is None else _figure_of(found)
    named = None if found is None else _level_named(found[3] or "", names)
    if found is None or value is None or named is None or named == value:
        return None
    name = " ".join(found[3].split())[:40]
    params = {"id": item, "one": value, "name": name, "level": named}
    return Problem("E352", None, params)


def _figure_of(found: re.Match[str]) -> Fraction | None:
    figure = found[1].casefold()
    return Fraction(_ROMAN[figure]) if figure in _ROMAN else numbers.parse(figure)


def _level_named(text: str, names: Mapping[str, int]) -> int | None:
    """Return the level that a name means, perhaps with a slip of the keys; None where none."""
    from difflib import get_close_matches

    known = {**_NAMES, **names}
    plain = _plain_name(text)
    if not plain or plain in known:
        return known.get(plain)
    near = get_close_matches(plain, known, n=1, cutoff=0.85)
    return known[near[0]] if near else None


def named_level(text: str) -> int | None:
    """Return the level that is called so, in the words of any regulation; None where none is."""
    return _NAMES.get(_plain_name(text))


def level_names(law: Instrument, item: str) -> dict[str, int]:
    """Return the levels of an indicator by their names: process and service have their own."""
    one = law.items().get(item)
    kind = law.kinds.get(one.kind) if one is not None else None
    if kind is None:
        return {}
    return {
        _plain_name(text): level
        for level, said in kind.levels.items()
        if said.name is not None
        for text in (said.name.id, said.name.en)
        if text
    }


def _plain_name(text: str) -> str:
    return " ".join(text.casefold().replace("&", " dan ").replace("/", " ").split())


def with_link(evidence: tuple[Evidence, ...], target: str) -> tuple[Evidence, ...]:
    """Return the evidence of a cell with where the cell leads to.

    A single entry that has neither file nor link takes it; else it is an entry of its own.
    """
    if any(target in (one.url, one.file) for one in evidence):
        return evidence
    linked = is_link(target) or target.lower().startswith("mailto:")
    url, file = (target, None) if linked else (None, target)
    if len(evidence) == 1 and not evidence[0].url and not evidence[0].file:
        return (evidence[0]._replace(url=url, file=file),)
    return (*evidence, Evidence(url=url, file=file))
