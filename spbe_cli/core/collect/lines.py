"""A piece of evidence as one line of a cell: written, and read as people write it."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from spbe_cli.core.assessment import Evidence
from spbe_cli.core.collect import web, written
from spbe_cli.core.nothing import holds

if TYPE_CHECKING:
    import datetime as dt


_BAR_FILE = re.compile(r"\.[A-Za-z]\w{0,4}$|\\|^\.{0,2}/")  # what has an ending is a file


_FILE = re.compile(r"berkas:\s*", re.IGNORECASE)


_PAGE = re.compile(r"halaman:\s*(.+)|(?:hal|hlm|halaman)\.?\s*\d[\d\s,.–-]*", re.IGNORECASE)


# Without a colon, as pages are typed, a number has a figure in it: ``nomor 5/2023``, ``no. 12``.
_NUMBER = re.compile(r"nomor:\s*(.+)|(?:nomor\b|no\b)\s*[.:]?\s*(?=\S*\d)(\S.*)", re.IGNORECASE)


_ITEMS = re.compile(  # the id of an item has figures: I11-L1-01, L3-2
    r"butir:\s*(.+)|(?:butir|item)\s+([a-z]\d[a-z\d.-]*\d(?:\s*(?:[,;&]|dan)\s*[a-z]\d[a-z\d.-]*\d)*)",
    re.IGNORECASE,
)


_LEVELS = re.compile(
    r"(?:tingkat|tk|level|lv)\.?\s*(\d(?:\s*(?:[,&/–-]|dan|s\.?\s?d\.?)?\s*\d)*)", re.IGNORECASE
)


_RUN = re.compile(r"(\d)(?:\s*(?:[–-]|s\.?\s?d\.?)\s*(\d))?", re.IGNORECASE)


_AFTER = re.compile(r"[\s).\]}>,;:!?\"'”’»]+")  # what may follow a link at the end of a line


_BETWEEN = re.compile(  # what may stand between two links, and between a link and the next title
    r"[\s).\]}>:!?\"'”’»]*(?:[,;][\s\"'“‘«(\[<]*)?(?:(?:dan|serta|&|/)\s+)?", re.IGNORECASE
)


_COUNT = re.compile(
    r"\(?(?:\d{1,2}|[a-z])[.)]|[-*•–]", re.IGNORECASE
)  # ``1.``, ``a)`` before a link


_QUOTED = re.compile(r"(?:^|(?<=[\s:(,;\[-]))[\"'“‘«]$")  # a mark that opens before a link


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
        return f"{_escaped(title)} |" if any(web.links(title)) or "|" in title else title
    if not title and rest == links and len(links) == 1 and web.is_link(links[0]):
        return links[0]
    return " | ".join([_escaped(title), *rest]).strip()


def evidence_of(line: str) -> Evidence | None:
    """Read such a line, and what people write instead: a title, a link, or a title and a link.

    A line that holds nothing (``-``, ``|``, ``.``) is no evidence, nor one that says how much more
    is recorded than a cell holds.
    """
    line = _plain_line(line)
    if not holds(line) or (line.startswith("[") and re.fullmatch(REST, line)):
        return None
    if _BAR.search(line) is None:
        return _of_words(line)
    title, *parts = (part.strip().replace(r"\|", "|") for part in _BAR.split(line))
    titles: list[str] = []
    files: list[str] = []
    urls: list[str] = []
    levels: list[int] = []
    date: dt.date | None = None
    more: dict[str, Any] = {}
    for part in filter(None, parts):
        if links := _urls(part):
            urls += links
        elif said := _LEVELS.fullmatch(part):
            levels += _levels_of(said[1])
        elif day := written.read_day(part):
            date = day
        elif about := _about(part):
            more |= about
        elif _FILE.match(part) or _BAR_FILE.search(part):
            files.append(_FILE.sub("", part, count=1))
        else:
            titles.append(part)
    return Evidence(
        title=" | ".join(filter(None, (title, *titles, *urls[1:]))) or None,
        file=" ".join(files) or None,
        url=urls[0] if urls else None,
        date=date,
        levels=tuple(dict.fromkeys(levels)),
        **more,
    )


def _plain_line(line: str) -> str:
    return " ".join(line.split()).lstrip("•").strip()


def _urls(part: str) -> list[str]:
    """Return the links of a part that holds links alone; none where it says more."""
    found = list(web.links(part))
    if [one[:2] for one in found] == [(0, len(part))]:
        return [part]
    left = "".join(
        part[after:first]
        for after, first in zip(
            [0, *(one[1] for one in found)], [*(one[0] for one in found), len(part)], strict=True
        )
    )
    return [] if left.strip(" ;,.()[]<>\"'“”‘’«»") else [url for *_at, url in found]


def _about(part: str) -> dict[str, Any]:
    """Return what a part says of the document: its page, its number, the items it is for."""
    if page := _PAGE.fullmatch(part):
        return {"page": page[1] or part}
    if number := _NUMBER.fullmatch(part):
        return {"number": number[1] or number[2]}
    if items := _ITEMS.fullmatch(part):
        listed = items[1].split(",") if items[1] else re.split(r"[,;&]|\bdan\b", items[2])
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
    dated = written.read_day(file) or written.unsure_day(file) or web.is_link(file)
    return bool(dated or _LEVELS.fullmatch(file) or any(one.match(file) for one in marks))


def _of_words(line: str) -> Evidence:
    """Read a line without bars: a title, a link, or a title that a link follows."""
    found = list(web.links(line))
    if not found:
        return Evidence(title=line.replace(r"\|", "|") or None)
    first, last, url = found[0]
    if len(found) > 1 or _AFTER.sub("", line[last:]):
        return Evidence(title=line.replace(r"\|", "|"), url=url)  # in the middle of a sentence
    return Evidence(title=_title(line[:first]), url=url)


def _title(before: str) -> str | None:
    """Return what stands before a link as a title: without the mark that leads to the link."""
    title = _QUOTED.sub("", before).rstrip(" :-–—(,;[<").strip()
    return title.replace(r"\|", "|") or None


def _of_links(line: str) -> tuple[Evidence, ...]:
    """Read a line of several links, an entry each, with the title that stands before it.

    Where words follow a link, none is its title: the whole line is that of the first.
    """
    found, entries, after = list(web.links(line)), [], 0
    for first, last, url in found:
        before = line[after:first]
        between = _BETWEEN.match(before) if after else None
        title = _title(before[between.end() :] if between else before)
        joined = between is not None and not re.search("[,;]", between[0])
        if title and _COUNT.fullmatch(title):
            title = None
        if title and joined:
            break
        entries.append(Evidence(title=title, url=url))
        after = last
    if len(entries) == len(found) and not _AFTER.sub("", line[after:]):
        return tuple(entries)
    return (_of_words(line), *(Evidence(url=url) for *_at, url in found[1:]))


def evidence_in(text: str) -> tuple[Evidence, ...]:
    """Return the evidence of a cell, a line each; further links of a line are entries too."""
    found: list[Evidence] = []
    for line in text.split("\n"):
        one = evidence_of(line)
        if one is None:
            continue
        plain = _plain_line(line)
        parts = [each.strip() for each in _BAR.split(plain)]
        urls = [url for part in parts[1:] for url in _urls(part)]
        if len(parts) == 1 and len(list(web.links(plain))) > 1:
            found += _of_links(plain)
        elif len(urls) > 1:
            rest = (part for part in parts[1:] if not _urls(part))
            first = evidence_of(" | ".join([parts[0], *rest, urls[0]])) or one
            found += [first, *(Evidence(url=url) for url in urls[1:])]
        else:
            found.append(one)
    return tuple(found)


def levels_of(text: str) -> Iterator[int]:
    """Yield the levels that a text names: ``2,3``, ``2-4``, ``2 s.d. 4``."""
    yield from _levels_of(text.replace(";", ","))
