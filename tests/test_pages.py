"""The guide as pages: every chapter is there, links lead somewhere, and nothing asks a server."""

import html
import html.parser
import os
import re
import sys
import urllib.parse
import webbrowser
from pathlib import Path
from shutil import which

import pytest
from program import ROOT, Run
from test_docs import script

from spbe_cli.store import guide

GUIDE = ROOT / "docs/panduan.md"
pages = script("pages")


class Page(html.parser.HTMLParser):
    """What a page links to, what it has anchors for, and what it loads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.anchors: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        self.anchors.update(given[key] for key in ("id", "name") if key in given)
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag in ("script", "img", "iframe") and "src" in given:
            self.loads.append(given["src"])
        if tag == "link" and given.get("rel") not in ("canonical", "prev", "next"):
            self.loads.append(given.get("href", ""))


def test_chapters_are_those_of_the_guide() -> None:
    text = GUIDE.read_text("utf-8")
    cut = pages.chapters(text)
    known = [one.heading for one in guide.chapters() if one.depth == 2]
    assert [one.title.replace("`", "") for one in cut] == ["", *known]
    assert len({one.file for one in cut}) == len(cut)
    lines = sum(len(one.text.splitlines()) for one in cut)
    assert abs(lines - len(text.splitlines())) < 3 * len(cut)  # blank lines at the cuts


def test_a_link_into_another_chapter_finds_it() -> None:
    text = (
        "# G\n\n## A a\n\n[x](#c-3) [y](#b)\n\n```\n## no heading\n```\n\n"
        "## B\n\n### C 3\n\n[z](#a-a)\n"
    )
    start, first, second = pages.chapters(text)
    assert start.file == "index.md"
    assert "[x](b.md#c-3) [y](b.md)" in first.text
    assert "## no heading" in first.text
    assert second.text == "# B\n\n## C 3 {#c-3}\n\n[z](a-a.md)\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("zensical")
    folder: Path = pages.build(tmp_path_factory.mktemp("pages") / "panduan")
    return folder


@pytest.mark.long
def test_no_link_of_a_page_is_dead(built: Path) -> None:
    read = {file: Page(file.read_text("utf-8")) for file in built.glob("*.html")}
    assert len(read) >= 26
    dead = []
    for file, page in read.items():
        for link in page.links + page.loads:
            address, _, anchor = link.partition("#")
            if address.startswith(("http", "mailto:")) or not link:
                continue
            target = file.parent / urllib.parse.unquote(address) if address else file
            if not target.exists() or (
                anchor
                and target in read
                and urllib.parse.unquote(anchor) not in read[target].anchors
            ):
                dead.append((file.name, link))
    assert dead == []


@pytest.mark.long
def test_pages_load_nothing_from_elsewhere(built: Path) -> None:
    for file in built.rglob("*.html"):
        page = Page(file.read_text("utf-8"))
        assert [one for one in page.loads if "//" in one] == [], file.name
    for file in built.rglob("*.css"):
        assert not re.search(r"url\(\s*[\"']?(?:https?:)?//", file.read_text("utf-8")), file.name
    assert not list(built.rglob("*.map"))


@pytest.mark.long
def test_every_command_of_a_chapter_stands_on_its_page(built: Path) -> None:
    for one in pages.chapters(GUIDE.read_text("utf-8")):
        page = (built / one.file).with_suffix(".html").read_text("utf-8")
        shown = html.unescape(re.sub(r"<[^>]+>", "", page))
        for command in re.findall(r"^\$ (.+)$", one.text, re.MULTILINE):
            assert command in shown, (one.file, command)


@pytest.mark.long
@pytest.mark.browser
def test_the_search_works_from_a_folder_without_a_network(built: Path) -> None:
    api = pytest.importorskip("playwright.sync_api")
    chromium = which("chromium") or which("chromium-browser")
    if chromium is None:
        pytest.skip("no Chromium")
    asked = []
    with api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_context(offline=True).new_page()
        page.on("request", lambda one: asked.append(one.url))
        page.goto((built / "index.html").as_uri())
        page.wait_for_load_state("load")
        page.keyboard.press("Control+k")
        page.keyboard.type("utang")
        page.get_by_text(re.compile(r"^\d+ results?$")).wait_for(timeout=10_000)
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/[\w-]+\.html\b.*(?<!index\.html)$"), timeout=10_000)
        browser.close()
    assert asked
    assert [one for one in asked if one.startswith("http")] == []


def test_the_guide_opens_where_a_browser_is_to_be_had(
    spbe: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "index.html"
    page.write_text("", "utf-8")
    monkeypatch.setattr(guide, "guide_pages", lambda: page)
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    done = spbe("guide", env={"DISPLAY": ":0"})
    assert opened == []  # no terminal: nobody sits there
    assert str(page) in done.stderr
    assert "Bukti dukung" in done.stdout


@pytest.mark.parametrize("display", [True, False])
def test_a_page_is_opened_with_the_libraries_of_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, display: bool
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setenv("LD_LIBRARY_PATH", "/bundle/_internal")
    monkeypatch.delenv("LD_LIBRARY_PATH_ORIG", raising=False)
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    if display:
        monkeypatch.setenv("DISPLAY", ":0")
    found: list[tuple[str, str | None]] = []

    def note(address: str) -> bool:
        found.append((address, os.environ.get("LD_LIBRARY_PATH")))
        return True

    monkeypatch.setattr(webbrowser, "open", note)
    page = tmp_path / "index.html"
    assert guide.open_page(page) is display
    assert found == ([(page.as_uri(), None)] if display else [])
    assert os.environ["LD_LIBRARY_PATH"] == "/bundle/_internal"
