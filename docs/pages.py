"""Builds the guide as pages: one folder that works without a network, one page a chapter, search.

``python docs/pages.py [FOLDER]`` writes into FOLDER (build/panduan). The source stays panduan.md,
whose commands are tests; the chapters are cut from it each time. The generator is zensical, by the
authors of mkdocs-material, which they only mend since 2025; MkDocs itself stands still since 2024.
Its settings are in the form of mkdocs.yml, which mkdocs-material reads as well.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
_SHIM = "https://unpkg.com/iframe-worker/shim"
_OF_SERVERS = shutil.ignore_patterns("*.map", "sitemap.xml*", "404.html", "objects.inv")
_FOR_EDITORS = shutil.ignore_patterns("README.md")
_LINK = re.compile(r"\]\(#([^)\s]+)\)")
_HEADING = re.compile(r"(#{2,6}) (.+)")
_SETTINGS = """\
site_name: Panduan spbe
site_description: Indeks SPBE dan Indeks Pemerintah Digital dari berkas di komputer sendiri
docs_dir: chapters
site_dir: site
use_directory_urls: false
theme:
  name: material
  language: id
  font: false
  features: [navigation.footer, navigation.indexes, search.highlight, toc.follow]
plugins:
  - search: {lang: en}
  - offline
markdown_extensions:
  - attr_list
  - tables
  - toc: {permalink: true}
  - pymdownx.highlight: {use_pygments: true}
  - pymdownx.superfences
extra_css: [spbe.css]
nav:
"""
_STYLE = """\
.md-typeset pre > code, .md-typeset code { font-variant-ligatures: none; }
.md-typeset table:not([class]) { font-size: 0.7rem; }
.md-grid { max-width: 70rem; }
"""


_MORE = {"kode-masalah.md": "Daftar kode masalah", "engineers.md": "For engineers"}


class Chapter(NamedTuple):
    """A page: its file, title and text, with headings one step higher than in the guide."""

    file: str
    title: str
    text: str


def anchor(heading: str) -> str:
    """Return the anchor of a heading, as links in the guide have it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def chapters(text: str) -> list[Chapter]:
    """Cut the guide at its chapters; links lead to the page where their heading now stands."""
    parts: list[tuple[str, list[str]]] = [("", [])]
    where: dict[str, str] = {}  # anchor: file, and the anchor within it
    for line, heading in _marked(text):
        if heading is not None and len(heading[1]) == 2:
            parts.append((heading[2], []))
            where[anchor(heading[2])] = f"{anchor(heading[2])}.md"
        elif heading is not None:
            here = anchor(heading[2])
            where[here] = f"{anchor(parts[-1][0])}.md#{here}"
            parts[-1][1].append(f"{heading[1][1:]} {heading[2]} {{#{here}}}")
        else:
            parts[-1][1].append(line)
    found = []
    for title, lines in parts:
        body = _LINK.sub(lambda link: f"]({where[link[1]]})", "\n".join(lines).strip() + "\n")
        file = f"{anchor(title)}.md" if title else "index.md"
        found.append(Chapter(file, title, f"# {title}\n\n{body}" if title else body))
    return found


def _marked(text: str) -> Iterator[tuple[str, re.Match[str] | None]]:
    """Yield each line, with the heading that it is; none within a block of code."""
    fenced = False
    for line in text.splitlines():
        fenced ^= line.startswith("```")
        yield line, None if fenced else _HEADING.fullmatch(line)


def written(work: Path) -> None:
    """Write chapters and settings into a fresh folder."""
    shutil.rmtree(work, ignore_errors=True)
    folder = work / "chapters"
    shutil.copytree(DOCS / "contoh", folder / "contoh", ignore=shutil.ignore_patterns("*.md"))
    nav = []
    for one in chapters((DOCS / "panduan.md").read_text("utf-8")):
        text = re.sub(r"\[[^\]]*\]\(contoh/[^)]*\.md\)", "Markdown", one.text)
        (folder / one.file).write_text(text, "utf-8", newline="\n")
        nav.append(f"  - {_quoted(one.title or 'Panduan')}: {one.file}\n")
    for file, title in (
        ("kode-masalah.md", "Daftar kode masalah"),
        ("engineers.md", "For engineers"),
    ):
        text = (DOCS / file).read_text("utf-8")
        text = re.sub(r"\]\(panduan\.md#([^)]+)\)", r"](\1.md)", text)
        text = re.sub(r"\]\(panduan\.md\)", "](index.md)", text)
        text = re.sub(r"\[([^\]]+)\]\(\.\./[^)]*\)", r"\1", text)  # files of the repository alone
        (folder / file).write_text(text, "utf-8", newline="\n")
        nav.append(f"  - {_quoted(title)}: {file}\n")
    (folder / "spbe.css").write_text(_STYLE, "utf-8")
    (work / "mkdocs.yml").write_text(_SETTINGS + "".join(nav), "utf-8", newline="\n")


def _quoted(title: str) -> str:
    return "'" + title.replace("`", "").replace("'", "''") + "'"


def build(out: Path) -> Path:
    """Build the pages into `out` and return it."""
    work = ROOT / "build/pages"
    written(work)
    command = [sys.executable, "-m", "zensical", "build", "--strict"]
    done = subprocess.run(command, cwd=work, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(done.stdout + done.stderr)
    shutil.rmtree(out, ignore_errors=True)
    out.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(work / "site", out, ignore=_OF_SERVERS)
    _alone(out)
    return out


def _alone(out: Path) -> None:
    """Give pages their own copy of the one script that the generator fetches from a server."""
    shutil.copytree(DOCS / "offline", out / "assets/offline", ignore=_FOR_EDITORS)
    for page in out.rglob("*.html"):
        up = "../" * (len(page.relative_to(out).parts) - 1)
        text = page.read_text("utf-8")
        own = text.replace(_SHIM, f"{up}assets/offline/iframe-worker.js")
        page.write_text(own, "utf-8", newline="\n")


if __name__ == "__main__":
    build(Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "build/panduan").resolve())
