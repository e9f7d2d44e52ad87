"""The guide that travels with the program, by chapters."""

import os
import sys
from pathlib import Path

from spbe_cli.core.support import Chapter
from spbe_cli.store import bundled


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
    """Return what a word is about: the best headings, else the sections whose text has it."""
    wanted = " ".join(topic.split()).casefold()
    listed = chapters()
    headings = [(one, one.heading.casefold()) for one in listed]
    for fits in (
        [one for one, heading in headings if heading == wanted],
        [one for one, heading in headings if heading.startswith(wanted)],
        [one for one, heading in headings if wanted in heading],
        [one for one in listed if one.depth == 3 and wanted in one.text.casefold()],
    ):
        if fits:
            return fits
    return []


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
