"""A piece of evidence as one line of a cell: written, and read as people write it."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from spbe_cli.core.assessment import Evidence
from spbe_cli.core.collect import written
from spbe_cli.core.nothing import holds

if TYPE_CHECKING:
    import datetime as dt


_BAR_FILE = re.compile(r"\.[A-Za-z]\w{0,4}$|\\|^\.{0,2}/")  # what has an ending is a file


_FILE = re.compile(r"(?:berkas|file):\s*", re.IGNORECASE)


_PAGE = re.compile(
    r"(?:halaman|hal|hlm|pages?|pp?|pg):\s*(.+)"
    r"|(?:(?:hal|hlm|halaman|pages?|pg)\.?\s*|pp?(?:\.\s*|\s+))"
    r"\d(?:[\d\s,;.&/–-]|dan|and|to|sampai|s\.?\s?d)*",
    re.IGNORECASE,
)


# Without a colon, as pages are typed, a number has a figure in it: ``nomor 5/2023``, ``no. 12``.
_NUMBER = re.compile(
    r"(?:nomor|number):\s*(.+)|(?:nomor|number|no)\b\s*[.:]?\s*(?=\S*\d)(\S.*)", re.IGNORECASE
)


_CODE = r"[a-z]\d[a-z\d.-]*\d"  # the id of an item has figures: I11-L1-01, L3-2


_ITEM = r"(?:butir|items?)"


_AND = r"(?:[,;&]|\b(?:dan|and)\b)"


_ITEMS = re.compile(rf"{_ITEM}:\s*(.+)|{_ITEM}\s+({_CODE}(?:\s*{_AND}\s*{_CODE})*)", re.IGNORECASE)


_NUMBERED = re.compile(rf"{_ITEM}\s*:?\s*(\d{{1,3}}(?:\s*{_AND}\s*\d{{1,3}})*)", re.IGNORECASE)


_SEVERAL = r"(?:[,;&/–-]|dan|and|to|sampai|s\.?\s?d\.?)"  # what stands between levels


_RUNS = rf"(\d{{1,2}}(?:(?:\s*{_SEVERAL}\s*|\s+)\d{{1,2}})*)"


_MARK = r"(?:tingkat|tkt?|levels?|lvl?)\.?\s*:?\s*"


_LEVELS = re.compile(f"{_MARK}{_RUNS}", re.IGNORECASE)


_RUN = re.compile(r"(\d{1,2})(?:\s*(?:[–-]|to|sampai|s\.?\s?d\.?)\s*(\d{1,2}))?", re.IGNORECASE)


_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}


_AFTER = re.compile(r"[\s).\]}>,;:!?\"']+")  # what may follow a link at the end of a line


_BAR = re.compile(r"(?<!\\)\|")


# A line of a form that says how much more is recorded than a cell holds; a pattern's text.
REST = r"\[(?:…|\.{3}) ([0-9][0-9.,]*) [^\[\]\n]*\]"


def evidence_line(one: Evidence) -> str:
    """Write evidence as one line: ``title | file | link | tingkat 2-4 | 2024-05-31 | hal. 4``.

    Number and page of the document, and the items it is for, follow; what is missing is left out.
    """
    title, file, url = (" ".join((text or "").split()) for text in (one.title, one.file, one.url))
    if file and (_taken(file) or not _BAR_FILE.search(file)):
        file = f"berkas: {file}"  # else it would be read as something else
    links = [link.replace("|", r"\|") for link in (file, url) if link]
    rest = [*links, *_levels_text(one.levels), *([one.date.isoformat()] if one.date else [])]
    rest += [f"halaman: {_plain(one.page)}"] if one.page else []
    rest += [f"nomor: {_plain(one.number)}"] if one.number else []
    rest += [f"butir: {', '.join(map(_plain, one.items))}"] if one.items else []
    if not rest:
        # The bar tells that what looks like a link is part of the title.
        return f"{_escaped(title)} |" if any(written.links(title)) or "|" in title else title
    if not title and rest == links and len(links) == 1 and written.is_link(links[0]):
        return links[0]
    return " | ".join([_escaped(title), *rest]).strip()


def evidence_of(line: str) -> Evidence | None:
    """Read such a line, and what people write instead: a title, a link, or a title and a link.

    A line that holds nothing (``-``, ``|``, ``.``) is no evidence, nor one that says how much more
    is recorded than a cell holds.
    """
    line = " ".join(line.split()).lstrip("•").strip()
    if not holds(line) or (line.startswith("[") and re.fullmatch(REST, line)):
        return None
    if _BAR.search(line) is None:
        return _of_words(line)
    title, *parts = line_parts(line)
    titles: list[str] = []
    files: list[str] = []
    urls: list[str] = []
    levels: list[int] = []
    date: dt.date | None = None
    more: dict[str, Any] = {}
    for part in filter(None, parts):
        if written.is_link(part):
            urls.append(part)
        elif said := _levels_said(part):
            levels += said
        elif day := written.read_day(part):
            date = day
        elif about := _about(part):
            more |= about
        elif _is_file(part):
            files.append(_FILE.sub("", part, count=1))
        else:
            titles.append(part)
    return Evidence(
        title=" | ".join(filter(None, (title, *titles))) or None,
        file=" ".join(files) or None,
        url=" ".join(urls) or None,
        date=date,
        levels=tuple(dict.fromkeys(levels)),
        **more,
    )


def line_parts(line: str) -> list[str]:
    """Return the parts of a line between its bars; the first is the title."""
    return [part.strip().replace(r"\|", "|") for part in _BAR.split(" ".join(line.split()))]


def unknown_parts(line: str) -> Iterator[str]:
    """Yield the parts after the first that say nothing known: they become part of the title."""
    for part in filter(None, line_parts(line)[1:]):
        known = written.is_link(part) or _levels_said(part) or written.read_day(part)
        if not (known or _about(part) or _is_file(part)):
            yield part


def item_numbers(part: str) -> list[int]:
    """Return the items that a part names by their numbers in a list: ``butir 3, 4``."""
    found = _NUMBERED.fullmatch(part)
    return [] if found is None else [int(one) for one in re.findall(r"\d+", found[1])]


def _is_file(part: str) -> bool:
    return bool(_FILE.match(part) or _BAR_FILE.search(part))


def _levels_said(part: str) -> list[int]:
    """Return the levels of a part that says of itself that it holds some: ``tingkat 2-4``."""
    found = _LEVELS.fullmatch(_figures(part))
    return [] if found is None else list(_levels_of(found[1]))


def _figures(text: str) -> str:
    """Return a text with figures in the place of Roman ones: ``tingkat II-III``."""
    return re.sub(
        r"\b(?:i{1,3}|iv|v)\b",
        lambda one: str(_ROMAN[one[0].casefold()]),
        text,
        flags=re.IGNORECASE,
    )


def _about(part: str) -> dict[str, Any]:
    """Return what a part says of the document: its page, its number, the items it is for."""
    if page := _PAGE.fullmatch(part):
        return {"page": page[1] or part}
    if number := _NUMBER.fullmatch(part):
        return {"number": number[1] or number[2]}
    if items := _ITEMS.fullmatch(part):
        listed = items[1].split(",") if items[1] else re.split(_AND, items[2])
        return {"items": tuple(filter(None, (each.strip() for each in listed)))}
    return {}


def document_key(one: Evidence) -> str:
    """Return what is equal of two pieces of evidence that name one document.

    Whatever they are said to prove; documents by the thousand are found by it, not compared.
    """
    return evidence_line(Evidence(title=one.title, file=one.file, url=one.url))


def _plain(text: str) -> str:
    return " ".join(text.split()).replace("|", r"\|")


def _escaped(title: str) -> str:
    return title.replace("|", r"\|")


def _levels_text(levels: tuple[int, ...]) -> list[str]:
    """Write levels as one text, runs by their ends: ``tingkat 1, 3-5``; none where there are none.

    The order is that of the levels: it means nothing.
    """
    if not levels:
        return []
    runs: list[list[int]] = []
    for level in sorted(set(levels)):
        if runs and level == runs[-1][-1] + 1:
            runs[-1].append(level)
        else:
            runs.append([level])
    ends = [f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
    return [f"tingkat {', '.join(ends)}"]


def _levels_of(text: str) -> Iterator[int]:
    """Read ``2-4``, ``1, 3`` or ``2 s.d. 4``."""
    for first, last in _RUN.findall(text):
        low, high = sorted((int(first), int(last or first)))
        yield from range(low, high + 1)


def _taken(file: str) -> bool:
    """Whether the name of a file would be read as something else."""
    marks = (_FILE, _PAGE, _NUMBER, _ITEMS)
    dated = written.read_day(file) or written.unsure_day(file) or written.is_link(file)
    return bool(dated or _levels_said(file) or any(one.match(file) for one in marks))


def _of_words(line: str) -> Evidence:
    """Read a line without bars: a title, a link, or a title that a link follows."""
    found = list(written.links(line))
    if not found:
        return Evidence(title=line.replace(r"\|", "|") or None)
    first, last, url = found[0]
    if len(found) > 1 or _AFTER.sub("", line[last:]):
        return Evidence(title=line.replace(r"\|", "|"), url=url)  # in the middle of a sentence
    title = line[:first].rstrip(" :-–—(,;[<").strip()
    return Evidence(title=title.replace(r"\|", "|") or None, url=url)


def evidence_in(text: str) -> tuple[Evidence, ...]:
    """Return the evidence of a cell, a line each; further links of a line are entries too."""
    found = []
    for line in text.split("\n"):
        one = evidence_of(line)
        if one is not None:
            found.append(one)
            if _BAR.search(line) is None:
                more = [link for *_at, link in written.links(line)][1:]
                found += [Evidence(url=link) for link in more]
    return tuple(found)


def levels_of(text: str) -> tuple[int, ...]:
    """Return the levels that a text names and nothing else: ``2,3``, ``2-4``, ``tingkat 2 dan 3``.

    Empty where it cannot be read.
    """
    plain = _figures(" ".join(text.split()))
    found = re.fullmatch(f"(?:{_MARK})?{_RUNS}", plain, re.IGNORECASE)
    return () if found is None else tuple(dict.fromkeys(_levels_of(found[1])))
