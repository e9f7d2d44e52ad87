"""The guide that travels with the program, by chapters."""

import itertools
import os
import re
import sys
from pathlib import Path

from spbe_cli import vocabulary
from spbe_cli.core.support import Chapter
from spbe_cli.problems import hint
from spbe_cli.store import bundled

_OTHERS = 8  # further sections that are named


def chapters() -> list[Chapter]:
    """Return the chapters and their sections, in order; a chapter's text holds its sections."""
    lines = (bundled.folder("docs") / "panduan.md").read_text("utf-8").splitlines()
    starts = [(at, depth) for at, line in enumerate(lines) if (depth := _depth(lines, at))]
    found = []
    for number, (at, depth) in enumerate(starts):
        ends = (end for end, other in starts[number + 1 :] if other <= depth)
        end = next(ends, len(lines))
        heading = lines[at].lstrip("# ").replace("`", "")
        found.append(Chapter(depth, heading, "\n".join(lines[at:end]).strip() + "\n"))
    return found


def _depth(lines: list[str], at: int) -> int:
    """Return how deep a line is as a heading; 0 where it is none, as within a block of code."""
    line = lines[at]
    if not line.startswith(("## ", "### ")):
        return 0
    fences = sum(other.startswith("```") for other in lines[:at])
    return 0 if fences % 2 else line.index(" ")


def find_sections(topic: str) -> list[Chapter]:
    """Return what a word is about, the best first: a heading, else where most is said of it.

    The Indonesian and the English name of a command are one word, and so are the names of a key.
    """
    wanted = " ".join(topic.split()).casefold()
    listed = chapters()
    verb = vocabulary.VERBS.get(wanted, wanted)
    names = {verb, *(own for own, other in vocabulary.VERBS.items() if other == verb)}
    if any(re.search(_command(verb), one.text) for one in listed):
        return _of_command(listed, verb, names)
    keys = set(vocabulary.KEYS.get(wanted, (wanted,)))
    same = {own for own, others in vocabulary.KEYS.items() if keys & set(others)}
    headings = [(one, one.heading.casefold()) for one in listed]
    for fits in (
        [one for one, heading in headings if heading == wanted],
        [one for one, heading in headings if heading.startswith(wanted)],
        [one for one, heading in headings if wanted in heading],
        [one for one, heading in headings if any(_word(name, heading) for name in same)],
        _by_mention(listed, re.escape(wanted)),
        _by_mention(listed, "|".join(rf"\b{re.escape(name)}\b" for name in (*same, *keys))),
    ):
        if fits:
            return fits
    return _by_words(listed, wanted.split())


def spelt_nearly(topic: str) -> str:
    """Return the heading, word of a heading, or command that is spelt most like it, or nothing."""
    words = (word for one in chapters() for word in re.findall(r"[^\W\d_]{4,}", one.heading))
    told = hint(
        topic,
        [
            *(one.heading for one in chapters()),
            *words,
            *vocabulary.VERBS,
            *vocabulary.VERBS.values(),
        ],
    )
    return str(told.get("near", ""))


def _by_words(listed: list[Chapter], words: list[str]) -> list[Chapter]:
    """Return the sections that have every one of several words: in the heading first, then most."""
    patterns = [re.compile(re.escape(word), re.IGNORECASE) for word in words]
    if len(patterns) < 2:
        return []
    fits = [one for one in listed if all(pattern.search(one.text) for pattern in patterns)]

    def order(one: Chapter) -> tuple[int, int, int]:
        headed = sum(pattern.search(one.heading) is not None for pattern in patterns)
        said = min(len(pattern.findall(one.text)) for pattern in patterns)
        return -headed, -one.depth, -said

    return sorted(fits, key=order)[: _OTHERS + 1]


def _word(name: str, text: str) -> bool:
    return re.search(rf"\b{re.escape(name)}\b", text) is not None


def _command(verb: str) -> str:
    """Return the pattern of a command, by either of its names."""
    names = [verb, *(own for own, other in vocabulary.VERBS.items() if other == verb)]
    return rf"\bspbe (?:{'|'.join(map(re.escape, names))})\b(?!-)"


def _of_command(listed: list[Chapter], verb: str, names: set[str]) -> list[Chapter]:
    """Return the sections about a command, blocks of code counted.

    First those whose heading is its name, or shows it. Else the chapter that has most of it: of
    that one the section that has nearly all of it, where there is one.
    """
    pattern = re.compile(_command(verb))
    shown = [one for one in listed if pattern.search(one.text)]
    headed = [
        one
        for one in shown
        if one.heading.casefold() in names or pattern.search(one.heading.casefold())
    ]
    counts = {id(one): len(pattern.findall(one.text)) for one in listed}
    whole = max((one for one in shown if one.depth == 2), key=lambda one: counts[id(one)])
    at = listed.index(whole)
    ends = (end for end in range(at + 1, len(listed)) if listed[end].depth == 2)
    inside = listed[at + 1 : next(ends, len(listed))]
    leaf = max((counts[id(one)] for one in listed if one.depth == 3), default=0)
    named = [  # ``nilai`` stands in many headings: some are of another thing
        one
        for one in shown
        if any(_word(name, one.heading.casefold()) for name in names)
        and (one is whole or counts[id(one)] * 2 >= leaf)
    ]
    most = [one for one in inside if counts[id(one)] * 3 >= counts[id(whole)] * 2]
    others = sorted((one for one in shown if one.depth == 3), key=lambda one: -counts[id(one)])
    first = [*headed, *named, *most, whole]
    return list({id(one): one for one in (*first, *others[:_OTHERS])}.values())


def _by_mention(listed: list[Chapter], pattern: str) -> list[Chapter]:
    """Return the sections that say most of something; a chapter where no section does."""
    found = re.compile(pattern, re.IGNORECASE)
    parents = {
        id(one) for one, following in itertools.pairwise(listed) if one.depth < following.depth
    }
    counts = [(len(found.findall(one.text)), one) for one in listed if id(one) not in parents]
    mentioned = [pair for pair in counts if pair[0]]
    if not mentioned:
        return [one for one in listed if found.search(one.text)]
    return [one for _count, one in sorted(mentioned, key=lambda pair: -pair[0])][: _OTHERS + 1]


def guide_pages() -> Path | None:
    """Return the first page of the guide as pages; None where they do not travel along."""
    first = Path(str(bundled.folder("docs"))) / "panduan/index.html"
    return first if first.is_file() else None


def open_page(page: Path) -> bool:
    """Open a page in a browser; False where there is none to be had, as on a server."""
    if sys.platform.startswith("linux") and not {"DISPLAY", "WAYLAND_DISPLAY"} & set(os.environ):
        return False
    import webbrowser

    library = os.environ.get("LD_LIBRARY_PATH")
    if getattr(sys, "frozen", False) and sys.platform.startswith("linux"):
        # The bundle's own libraries are for the bundle; a browser wants those of the system.
        before = os.environ.get("LD_LIBRARY_PATH_ORIG")
        _set("LD_LIBRARY_PATH", before)
    try:
        return webbrowser.open(page.as_uri())
    except webbrowser.Error:
        return False
    finally:
        _set("LD_LIBRARY_PATH", library)


def _set(name: str, value: str | None) -> None:
    if value is None:
        os.environ.pop(name, None)
    else:
        os.environ[name] = value
