"""Lines of evidence without bars: titles, and the links that follow them."""

import re

from spbe_cli.core.assessment import Evidence
from spbe_cli.core.collect import web

_AFTER = re.compile(r"[\s).\]}>,;:!?\"'”’»]+")  # what may follow a link at the end of a line
_BETWEEN = re.compile(  # what may stand between two links, and between a link and the next title
    r"[\s).\]}>:!?\"'”’»]*(?:[,;][\s\"'“‘«(\[<]*)?(?:(?:dan|serta|and|&|/)\s+)?", re.IGNORECASE
)
_COUNT = re.compile(
    r"\(?(?:\d{1,2}|[a-z])[.)]|[-*•–]", re.IGNORECASE
)  # ``1.``, ``a)`` before a link
_QUOTED = re.compile(r"(?:^|(?<=[\s:(,;\[-]))[\"'“‘«]$")  # a mark that opens before a link


def links_alone(part: str) -> list[str]:
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


def of_words(line: str) -> Evidence:
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


def of_links(line: str) -> tuple[Evidence, ...]:
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
    return (of_words(line), *(Evidence(url=url) for *_at, url in found[1:]))
