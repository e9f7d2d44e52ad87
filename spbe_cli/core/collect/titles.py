"""Years that titles and headings tell of; those of regulations and of signatures are none."""

import re

_YEAR = r"(?<!\d)20\d\d(?!\d)"
_OF = r"(?:tahun|thn|th|ta)\b\.?\s*"
_LAWS = (  # words that begin the name of a regulation, in full or short
    r"(?:peraturan|keputusan|instruksi|undang[\s-]*undang|surat\s+edaran|surat|uu|pp|se(?!-)"
    r"|(?:per|kep)men[a-z]*|(?:per|kep)(?:pres|bup|wal|wali|walkot|gub|da|ka|ban|pu|pus)|inpres)"
)
_GAP = r"(?:(?!\btentang\b|\bsemester\b|\btriwulan\b|\btahap\b)[^\d\n]){0,80}"
_REGULATIONS = (
    # ``Nomor 59 Tahun 2020``, ``No. B/123/M.SM.02/2024``
    rf"(?:nomor|no|nmr)\b[\s.:]*\S*?\d\S*?\s*(?:,?\s*{_OF}|/){_YEAR}",
    # ``PermenPANRB 59 Tahun 2020``; what it is about begins with ``tentang``
    rf"\b{_LAWS}\b{_GAP}\d{{1,4}}[a-z]?\s*(?:,?\s*{_OF}|/){_YEAR}",
    rf"\b{_LAWS}(?:\s*(?:men)?pan[\s-]*rb)?\s+(?:{_OF})?{_YEAR}",  # ``PermenPANRB 2020``
    rf"(?<![\d/])\d{{1,4}}[a-z]?\s*/\s*{_YEAR}(?!/)",  # ``59/2020``
)
_MONTHS = r"(?:jan|feb|mar|apr|me[iy]|may|jun|jul|agu|agt|aug|sep|okt|oct|nov|nop|des|dec)[a-z]*\.?"
_DAYS = (  # when something was signed or printed
    rf"(?<!\d)\d{{1,2}}\s+{_MONTHS}\s+{_YEAR}",
    rf"(?<!\d)\d{{1,2}}([./-])\d{{1,2}}\1{_YEAR}",
    rf"{_YEAR}-\d\d-\d\d",
)


def titled_years(text: str) -> set[int]:
    """Return the years that a title tells of.

    A year in the number of a regulation (``Nomor 59 Tahun 2020``, ``59/2020``) is none of them, nor
    one of a day (``Kabupaten Contoh, 12 Mei 2025``), which tells when a paper was signed.
    """
    for pattern in (*_DAYS, *_REGULATIONS):
        text = re.sub(pattern, " ", text, flags=re.IGNORECASE)
    return {int(year) for year in re.findall(_YEAR, text)}


def titled_year(text: str) -> int | None:
    """Return the year that a title tells of; None where it tells of none, or of several."""
    years = titled_years(text)
    return years.pop() if len(years) == 1 else None
