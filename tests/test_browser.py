"""The report in a real browser: what it computes, how it is used, printed and read aloud."""

import json
import os
import random
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import crowded as hard
import pytest
from drawn import LAWS, drawn
from program import ROOT, Run
from test_report import HOSTILE, RICH

from spbe_cli.core.assessment import Assessment, Opinion
from spbe_cli.core.instrument import Instrument
from spbe_cli.core.many.report import Report, ahead_within, compose, missing_to_target
from spbe_cli.core.records import replace
from spbe_cli.core.result import Result, walk
from spbe_cli.core.score.scoring import score_levels
from spbe_cli.render import words
from spbe_cli.store.yaml import assessments

api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
CHANGES = 200  # over the three instruments
PANEL = "#bagaimana-jika"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with api.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield started
        started.close()


Open = Callable[..., Any]


@pytest.fixture
def open_page(browser: Any) -> Iterator[Open]:
    """Open a file; at the end nothing may have gone wrong, and nothing may have left the page."""
    said: list[str] = []
    contexts = []

    def note(event: str) -> None:
        said.append(event)

    def asked(url: str, file: Path) -> None:
        if url.split("#", maxsplit=1)[0] != file.as_uri() and not url.startswith("data:"):
            note(f"request: {url}")

    def opened(file: Path, *, width: int = 1280, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        for event in ("console", "pageerror", "dialog"):
            page.on(event, lambda what: note(str(what)))
        page.on("request", lambda request: asked(request.url, file))
        page.goto(file.as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()
    assert said == []


@pytest.fixture
def rich(spbe: Run, tmp_path: Path) -> Path:
    (tmp_path / "rich.yaml").write_text(RICH, "utf-8")
    return written(
        spbe, tmp_path / "rich.yaml", "--target", "3.50", "--signer", "Siti, Kepala, 1980"
    )


def written(spbe: Run, file: Path, *options: str | Path) -> Path:
    out = file.with_suffix(".html")
    done = spbe("report", file, "-o", out, *options)
    assert done.returncode == 0, done.stderr
    return out


def copied(folder: Path, example: str) -> Path:
    return Path(shutil.copy(ROOT / f"examples/{example}.yaml", folder / "copy.yaml"))


def read(page: Any, name: str) -> str:
    return str(page.text_content(f'{PANEL} [data-out="{name}"]'))


def put(page: Any, changes: dict[str, str]) -> None:
    """Type levels as the page's own fields take them."""
    page.evaluate(
        """changes => {
            for (const [item, level] of Object.entries(changes)) {
                const field = document.querySelector(`[data-item="${item}"]`);
                field.value = level;
                field.dispatchEvent(new Event("input", {bubbles: true}));
            }
        }""",
        changes,
    )


def sections(parts: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for one in parts:
        yield f"{one['kind']}-{one['id']}", one["index"]
        yield from sections(one.get("sections", []))


def some(law: Instrument, items: list[str], chance: random.Random) -> dict[str, str]:
    low, high = law.scale.minimum, law.scale.maximum
    chosen = chance.sample(items, chance.randint(1, 4))
    if law.scale.decimal:
        return {item: f"{chance.randint(low * 100, high * 100) / 100:.2f}" for item in chosen}
    return {item: str(chance.randint(low, high)) for item in chosen}


def begun(law: Instrument, state: str) -> Assessment:
    """Return a random assessment; if it is not to be complete, some answers are left out."""
    one = drawn(law, 7)
    gone = set() if state == "complete" else {"2", "14"}
    outside = {}
    if law.scale.decimal:  # SDI gives a decimal, SJIG thirds, and IPS is not there yet
        gone |= {"5", "6", "7"}
        outside = {"SDI": Fraction("68.75"), "SJIG": Fraction("2.3")}
    answers = {item: answer for item, answer in one.answers.items() if item not in gone}
    year = 2023 if law.serves(2023) else one.year  # the year of the rounded index
    return replace(one, year=year, answers=answers, outside=outside)


def as_changed(start: Report, changes: dict[str, str]) -> Result:
    """Score the assessment of a report with other levels; an empty one leaves the item open."""
    result = start.result
    one, opinion = result.assessment, result.opinion
    before = {row.id: row.score.level for row in start.rows}
    for item, text in changes.items():
        if not text:
            answer = one.answers[item]
            kept = {whose: level for whose, level in answer.levels.items() if whose is not opinion}
            one = replace(one, answers={**one.answers, item: answer._replace(levels=kept)})
        elif Fraction(text) != before[item]:
            one = one.with_level(item, opinion, Fraction(text))
    return score_levels(result.instrument, one, opinion, provisional=result.provisional)


def expected(start: Report, result: Result) -> dict[str, str]:
    """Return what the panel must show of a result, by the program's own words."""
    places = result.instrument.places
    shown = dict.fromkeys(
        ("index", "exact", "predicate", "flag", "change", "next", "target", "missing", "range"), ""
    )
    if result.missing or result.assumed:
        low, high = (words.figure(one, places) for one in (result.lowest, result.highest))
        shown["range"] = f"Indeks yang masih mungkin: {low} sampai {high}"
    if result.provisional:
        shown["flag"] = "SEMENTARA"
    for one in walk(result.sections):
        index = "–" if one.display is None else words.decimal(one.display, places)
        shown[f"{one.section.kind}-{one.section.id}"] = index
    if result.index is None or result.display is None or result.predicate is None:
        items = result.missing
        listed = ", ".join(items[:5]) + (", …" if len(items) > 5 else "")
        return shown | {"index": "belum lengkap", "missing": f"Belum terisi: {listed}"}
    shown["index"] = words.decimal(result.display, places)
    shown["exact"] = f"tepatnya {words.figure(result.index, places)}"
    shown["predicate"] = words.name(result.predicate.name)
    shown["next"] = "predikat tertinggi"
    if following := ahead_within(result):
        predicate, (gap, _same) = following
        bound = words.decimal(predicate.lower, places)
        shown["next"] = f"{words.gap(gap)} lagi menuju {words.name(predicate.name)} ({bound})"
    span = missing_to_target(replace(start, results=(result,)))
    assert start.target is not None
    assert span is not None
    lacking, _same = span
    target = words.figure(start.target, 2)
    shown["target"] = (
        f"{words.gap(lacking)} lagi menuju target {target}"
        if lacking > 0
        else f"target {target} tercapai, lebih {words.gap(-lacking)}"
        if lacking
        else f"target {target} tepat tercapai"
    )
    changed = {one.item.id: one.level for one in result.items()} != {
        row.id: row.score.level for row in start.rows
    }
    if changed and start.result.index is not None:
        shown["change"] = f"{words.signed(result.index - start.result.index)} dari semula"
    return shown


SHOWN = """names => Object.fromEntries([
    ...names.map(name => [name, document.querySelector(`[data-out="${name}"]`).textContent]),
    ...[...document.querySelectorAll("[data-section]")].map(
        one => [one.dataset.section, one.textContent]),
])"""


@pytest.mark.parametrize("state", ["complete", "open", "provisional"])
@pytest.mark.parametrize("name", LAWS)
def test_the_panel_agrees_with_the_engine(
    spbe: Run, tmp_path: Path, open_page: Open, name: str, state: str
) -> None:
    law, chance = LAWS[name], random.Random(f"{name} {state}")  # noqa: S311  an example
    provisional = state == "provisional"
    one = begun(law, state)
    scored = score_levels(law, one, Opinion.SELF, provisional=provisional)
    start = compose([scored], Fraction("3.1"))
    file = tmp_path / "a.yaml"
    file.write_text(assessments.dump(one), "utf-8")
    options = ("--provisional",) if provisional else ()
    page = open_page(written(spbe, file, "--target", "3.1", *options))
    names = [key for key in expected(start, scored) if "-" not in key]
    assert page.evaluate(SHOWN, names) == expected(start, scored)
    items = [row.id for row in start.rows]
    made: dict[str, str] = {}
    for number in range(CHANGES // 9 + 1):
        if number % 8 == 7:
            page.click(f'{PANEL} [data-do="reset"]')
            made = {}
        new = some(law, items, chance)
        if law.scale.decimal and not provisional and number % 3 == 0:
            new[chance.choice(sorted(one.answers))] = ""  # what was given is deleted
        made |= new
        put(page, new)
        wanted = as_changed(start, made)
        assert page.evaluate(SHOWN, names) == expected(start, wanted), (number, made)
        levels = {row.id: row.score for row in start.rows}
        lines = []
        for now in wanted.items():
            was = levels[now.item.id]
            if now.level != was.level:
                ends = [
                    "–"
                    if level is None
                    else words.figure(level, law.places if law.scale.decimal else 0)
                    for level in (was.level, now.level)
                ]
                line = f"{now.item.id}. {words.name(now.item.indicator.short)}: {' → '.join(ends)}"
                if now.contribution is not None and was.contribution is not None:
                    line += f" ({words.signed(now.contribution - was.contribution)})"
                lines.append(line)
        assert page.locator(f"{PANEL} .changes li").all_text_contents() == lines


@pytest.mark.long
@pytest.mark.parametrize("name", LAWS)
def test_the_panel_agrees_with_score(spbe: Run, tmp_path: Path, open_page: Open, name: str) -> None:
    """Each change is made in the page, and by ``spbe score --set``."""
    law, chance = LAWS[name], random.Random(name)  # noqa: S311  an example, not a secret
    one = drawn(law, 7)
    if law.scale.decimal:  # converted scores are fractions that no decimal writes
        rest = {item: answer for item, answer in one.answers.items() if item not in ("5", "6")}
        text = assessments.dump(one.__class__(one.institution, one.year, law.id, rest))
        text += "outside: {SDI: 68.75, SJIG: 2.3}\n"
    else:
        text = assessments.dump(one)
    file = tmp_path / "a.yaml"
    file.write_text(text, "utf-8")
    page = open_page(written(spbe, file, "--target", "3.00"))
    items = [field.get_attribute("data-item") for field in page.query_selector_all("[data-item]")]
    for number in range(CHANGES // len(LAWS) + 1):
        changes = some(law, items, chance)
        put(page, changes)
        options = [part for item, level in changes.items() for part in ("--set", f"{item}={level}")]
        done = spbe("score", file, *options, "--format", "json")
        assert done.returncode == 0, done.stderr
        wanted = json.loads(done.stdout)
        assert read(page, "index") == wanted["index"].replace(".", ","), (number, changes)
        exact = Fraction(wanted["exact"])
        assert read(page, "exact") == f"tepatnya {words.figure(exact, 2)}"
        assert read(page, "predicate") == wanted["predicate"]
        short = Fraction(3) - exact
        if short > 0:
            assert read(page, "target") == f"{words.gap(short)} lagi menuju target 3,00"
        for key, index in sections(wanted["sections"]):
            shown = page.text_content(f'{PANEL} [data-section="{key}"]')
            assert shown == index.replace(".", ","), (key, changes)
        if read(page, "changes"):
            page.click(f'{PANEL} [data-do="reset"]')


def test_a_predicate_read_from_the_rounded_index(
    spbe: Run, tmp_path: Path, open_page: Open
) -> None:
    """In 2023 the rounded index decided: 1.7995 is "Cukup"; in any other year it is not."""
    levels = dict.fromkeys(map(str, range(1, 48)), 1)
    for year, predicate in ((2023, "Cukup"), (2024, "Kurang")):
        file = tmp_path / f"{year}.yaml"
        listed = "".join(f"  {item}: {level}\n" for item, level in levels.items())
        file.write_text(f"institution: Kab. X\nyear: {year}\nindicators:\n{listed}", "utf-8")
        page = open_page(written(spbe, file))
        put(page, reaching(Fraction(17995, 10000), LAWS["permenpanrb-59-2020"]))
        assert read(page, "exact") == "tepatnya 1,7995"
        assert (read(page, "index"), read(page, "predicate")) == ("1,80", predicate)


def reaching(index: Fraction, law: Instrument) -> dict[str, str]:
    """Return levels (from 1 everywhere) whose index is exactly this."""
    reached: dict[Fraction, dict[str, int]] = {Fraction(1): {}}
    for one in law.indicators():
        for done, levels in list(reached.items()):
            for up in range(1, 5):
                further = done + one.weight * up / 100
                if further <= index and further not in reached:
                    reached[further] = {**levels, one.id: 1 + up}
        if index in reached:
            return {item: str(level) for item, level in reached[index].items()}
    raise AssertionError(index)


def test_by_keyboard_alone(rich: Path, open_page: Open) -> None:
    page = open_page(rich)
    start = read(page, "index")
    page.focus("#jika-2")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert read(page, "changes").startswith("2. ")
    assert "3 → 5 (+0,026)" in read(page, "changes")
    assert read(page, "change") == "+0,026 dari semula"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.dataset.do") == "reset"
    page.keyboard.press("Enter")
    assert (read(page, "index"), read(page, "changes")) == (start, "")
    assert page.evaluate("document.activeElement.id") == "jika-1"
    assert page.is_disabled(f'{PANEL} [data-do="reset"]')


def test_the_first_tab_skips_to_the_content(rich: Path, open_page: Open) -> None:
    page = open_page(rich)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"


def test_decimals_and_what_is_none(spbe: Run, tmp_path: Path, open_page: Open) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes((ROOT / "examples/aceh-tengah-2026.yaml").read_bytes())
    page = open_page(written(spbe, file))
    start = read(page, "index")
    page.fill("#jika-1", "2,75")
    assert read(page, "index") != start
    for wrong in ("6", "0", "dua", "1e3", "-1", "2,"):
        page.fill("#jika-1", wrong)
        assert page.text_content("#keliru-1") == "Tulis angka 1 sampai 5."
        assert page.get_attribute("#jika-1", "aria-invalid") == "true"
        assert read(page, "index") == "belum lengkap"
        assert read(page, "predicate") == ""
    page.click(f'{PANEL} [data-do="reset"]')
    assert read(page, "index") == start
    assert page.text_content("#keliru-1") == ""


def test_an_open_index_closes_when_the_last_level_is_given(
    spbe: Run, tmp_path: Path, open_page: Open
) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(RICH.replace("  47: ", "  # 47: "), "utf-8")
    page = open_page(written(spbe, file))
    assert read(page, "index") == "belum lengkap"
    page.select_option("#jika-47", "5")
    done = spbe("score", file, "--set", "47=5", "--format", "json")
    assert read(page, "index") == json.loads(done.stdout)["index"].replace(".", ",")
    provisional = open_page(written(spbe, file, "--provisional"))
    assert read(provisional, "index") == "2,93"


def test_what_nobody_answered_is_said(spbe: Run, tmp_path: Path, open_page: Open) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(RICH.replace("  12: ", "  # 12: "), "utf-8")
    page = open_page(written(spbe, file, "--provisional"))
    assert read(page, "flag") == "SEMENTARA"
    assert page.text_content("#keliru-12") == "belum terisi, dihitung sebagai nilai terendah"
    page.select_option("#jika-12", "3")
    assert (read(page, "flag"), page.text_content("#keliru-12")) == ("", "")
    page.click(f'{PANEL} [data-do="reset"]')
    assert read(page, "flag") == "SEMENTARA"
    page = open_page(written(spbe, copied(tmp_path, "aceh-tengah-2026")))
    page.fill("#jika-3", "")
    assert page.text_content("#keliru-3") == "belum terisi"
    assert page.get_attribute("#jika-3", "aria-invalid") == "false"
    assert read(page, "missing") == "Belum terisi: 3"


def test_coming_back_to_the_page_shows_what_its_fields_hold(rich: Path, open_page: Open) -> None:
    page = open_page(rich)
    start = read(page, "index"), page.input_value("#jika-1")
    for away in (page.reload, lambda: (page.goto("about:blank"), page.go_back())):
        page.select_option("#jika-1", "1" if start[1] != "1" else "5")
        page.select_option("#jika-2", "5")
        away()
        page.wait_for_function("document.readyState === 'complete'")
        changed = page.input_value("#jika-1") != start[1]
        assert bool(read(page, "changes")) == changed
        assert (read(page, "index") == start[0]) != changed


@pytest.mark.parametrize("width", [1280, 360])
def test_the_bar_covers_no_field_that_has_the_focus(
    rich: Path, open_page: Open, width: int
) -> None:
    page = open_page(rich, width=width)
    page.select_option("#jika-1", "1")
    page.focus("#jika-47")
    for number in range(46, 0, -1):
        page.keyboard.press("Shift+Tab")
        assert page.evaluate("document.activeElement.id") == f"jika-{number}"
        assert page.evaluate(
            """() => {
                const field = document.activeElement.getBoundingClientRect();
                const bar = document.querySelector(".outcome").getBoundingClientRect();
                return field.top >= bar.bottom || field.bottom <= bar.top;
            }"""
        )


def test_nothing_jumps_while_levels_are_changed(spbe: Run, tmp_path: Path, open_page: Open) -> None:
    page = open_page(written(spbe, copied(tmp_path, "aceh-tengah-2026")))
    columns = """[...document.querySelectorAll("[data-item]")].map(
        one => Math.round(one.getBoundingClientRect().left))"""
    before = page.evaluate(columns)
    page.fill("#jika-9", "7")
    page.fill("#jika-1", "4,5")
    assert page.evaluate(columns) == before


def test_one_part_of_the_panel_is_read_aloud(rich: Path, open_page: Open) -> None:
    page = open_page(rich)
    live = f"{PANEL} :is([aria-live], [role=status], [role=alert], output)"
    assert page.locator(live).count() == 1


def test_what_the_bar_says_is_kept_apart(rich: Path, open_page: Open) -> None:
    """Also before anything has been changed: one of the parts between is then empty."""
    page = open_page(rich)
    before = """[...document.querySelectorAll(".aside span:not(:empty)")].map(
        one => getComputedStyle(one, "::before").content)"""
    assert page.evaluate(before) == ["none", '" · "', '" · "']
    page.select_option("#jika-1", "1")
    assert page.evaluate(before) == ["none", '" · "', '" · "', '" · "']


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_no_serious_violation(
    rich: Path, open_page: Open, scheme: str, width: int
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = open_page(rich, width=width, color_scheme=scheme)
    page.select_option("#jika-1", "2")
    found = axe.Axe().run(page).response["violations"]
    serious = [
        (one["id"], [node["html"][:120] for node in one["nodes"]][:3])
        for one in found
        if one["impact"] in ("serious", "critical")
    ]
    assert serious == []


@pytest.mark.parametrize("width", [360, 768, 1280])
@pytest.mark.parametrize("name", ["rich", "palangka-raya-2024"])
def test_nothing_is_wider_than_the_page(rich: Path, open_page: Open, width: int, name: str) -> None:
    file = rich if name == "rich" else ROOT / f"docs/contoh/{name}.html"
    page = open_page(file, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_panel_with_faults_is_fit_for_all(
    spbe: Run, tmp_path: Path, open_page: Open, scheme: str
) -> None:
    """An open index, a fault and an emptied field on a narrow page."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    file = tmp_path / "a.yaml"
    file.write_text(assessments.dump(begun(LAWS["permenpanrb-8-2026"], "open")), "utf-8")
    page = open_page(written(spbe, file, "--target", "3.1"), width=360, color_scheme=scheme)
    page.fill("#jika-3", "9")
    page.fill("#jika-4", "")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    found = axe.Axe().run(page, context=PANEL).response["violations"]
    assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []


def test_long_and_hostile_names_neither_run_nor_spread(
    spbe: Run, tmp_path: Path, open_page: Open
) -> None:
    for number, name in enumerate(HOSTILE):
        quoted = "'" + name.replace("'", "''") + "'"
        text = RICH.replace("Pemerintah Kabupaten Contoh", quoted).replace("Bagian Hukum", quoted)
        file = tmp_path / f"{number}.yaml"
        file.write_text(text, "utf-8")
        page = open_page(written(spbe, file), width=360)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        shown = "".join(char for char in name if char not in "\u202e\u202c\u200f")
        assert shown in page.inner_text(".who")


def test_without_javascript_all_but_the_panel_works(rich: Path, open_page: Open) -> None:
    page = open_page(rich, java_script_enabled=False)
    assert page.is_visible(f"{PANEL} .needs")
    assert not page.is_visible(f"{PANEL} .works")
    assert page.is_visible("#ringkasan .index strong")
    assert page.is_visible("#indikator-47")


def test_printing(rich: Path, open_page: Open, tmp_path: Path) -> None:
    """Nothing is cut: every row of every table is whole on its page, on white."""
    page = open_page(rich, color_scheme="dark")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert not page.is_visible(PANEL)
    assert not page.is_visible(".contents")
    page.select_option("#jika-1", "5", force=True)
    page.evaluate("document.getElementById('jika-1').dispatchEvent(new Event('input'))")
    assert page.is_visible(f"{PANEL} .changes")
    assert not page.is_visible(f"{PANEL} .levels")
    wide = page.evaluate(
        """() => [...document.querySelectorAll("main *")]
            .filter(one => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0
                && getComputedStyle(one).overflowX !== "visible")
            .map(one => one.outerHTML.slice(0, 80))"""
    )
    assert wide == []
    avoided = page.evaluate(
        """() => ["tr", ".indicator header", ".heat", "figure"].every(name =>
            [...document.querySelectorAll("main " + name)].every(one =>
                getComputedStyle(one).breakInside === "avoid"))"""
    )
    assert avoided
    pages = paper(page, tmp_path)
    assert 5 <= len(pages) <= 25
    assert "3,05" in pages[0]
    assert "Prioritas" in pages[0]  # the summary is one page
    text = " ".join(" ".join(pages).split())
    for number in range(1, 48):
        assert f" {number}. " in text
    assert text.count("Perbup 12/2021") == 1  # evidence stands in the register alone
    assert os.path.getsize(tmp_path / "r.pdf") < 3_000_000  # noqa: PTH202  shorter


def paper(page: Any, folder: Path) -> list[str]:
    """Return the text of every page that a browser prints."""
    page.pdf(path=folder / "r.pdf", prefer_css_page_size=True)
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed: the pages cannot be read")
    done = subprocess.run(
        ["pdftotext", "-layout", folder / "r.pdf", "-"], capture_output=True, check=True
    )
    return done.stdout.decode("utf-8").split("\f")[:-1]


PAPERS = {
    "bandar-lampung": (["bandar-lampung-2022", "bandar-lampung-2023"], "2.6"),
    "palangka-raya": ([f"palangka-raya-{year}" for year in (2019, 2021, 2022, 2023, 2024)], "4"),
    "aceh-tengah": (["aceh-tengah-2026"], "2"),
    "denpasar": (["denpasar-2018"], "3.5"),
}
HEADINGS = re.compile(
    r"(Ringkasan|Domain( dan aspek)?|Aspek|Antarpenilai|Tren|Rencana.*|Tingkat indikator|"
    r"Peta tingkat|Indikator|Penghitungan|Sumber data laporan|Prioritas|Diturunkan .*)"
)


@pytest.mark.parametrize("name", PAPERS)
def test_paper_has_numbers_and_no_page_is_wasted(
    spbe: Run, tmp_path: Path, open_page: Open, name: str
) -> None:
    examples, target = PAPERS[name]
    files = [str(ROOT / f"examples/{one}.yaml") for one in examples]
    out = tmp_path / "r.html"
    assert spbe("report", *files, "-o", out, "--target", target).returncode == 0
    pages = paper(open_page(out), tmp_path)
    for number, text in enumerate(pages, 1):
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        assert lines[-1] == f"Halaman {number} dari {len(pages)}"
        assert number == 1 or lines[0].startswith("Laporan Indeks")
        if number < len(pages):
            assert len(lines) > 20, (number, lines)
            assert not HEADINGS.fullmatch(lines[-2]), lines[-2]
    if name == "bandar-lampung":
        assert len(pages) <= 11
        assert (
            spbe("report", *files, "-o", out, "--target", target, "--no-criteria").returncode == 0
        )
        assert len(paper(open_page(out), tmp_path)) <= len(pages) - 3


def filled(pdf: Path) -> list[float]:
    """Return how far down each page its text goes, of 1; what stands at its foot left out."""
    done = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, check=True)
    found = []
    for page in done.stdout.decode("utf-8").split("<page ")[1:]:
        height = float(re.findall(r'height="([\d.]+)"', page)[0])
        ends = [float(one) / height for one in re.findall(r'yMax="([\d.]+)"', page)]
        found.append(max(one for one in ends if one < 0.95))
    return found


@pytest.mark.parametrize("name", [*PAPERS, "regency", "ministry"])
def test_no_printed_page_is_nearly_empty(
    spbe: Run, tmp_path: Path, open_page: Open, name: str
) -> None:
    if name in PAPERS:
        files = [str(ROOT / f"examples/{one}.yaml") for one in PAPERS[name][0]]
    else:
        files = hard.years(tmp_path, hard.REGENCY if name == "regency" else hard.MINISTRY)
    out = tmp_path / "r.html"
    done = spbe("report", *files, "-o", out, "--target", PAPERS.get(name, ("", "3.5"))[1])
    assert done.returncode == 0, done.stderr
    assert len(paper(open_page(out), tmp_path)) > 2
    *pages, last = filled(tmp_path / "r.pdf")
    assert pages[0] > 0.7
    assert min(pages) > 0.6
    assert last > 0.2


@pytest.fixture
def crowded(tmp_path: Path) -> Path:
    """A ministry of 300 characters in the middle of its work, with many owners and documents."""
    chance = random.Random(17)  # noqa: S311  not for secrets
    name = ("Kementerian Koordinator Bidang Pembangunan Manusia, Kebudayaan, " * 6)[:300]
    lines = [f"institution: {name}", "year: 2024", "indicators:"]
    for number in range(1, 48):
        lines.append(f"  {number}:")
        if number % 9:
            lines.append(f"    self: {chance.randint(1, 5)}")
        lines.append(f"    owner: Direktorat Jenderal {number} Penyelenggaraan {'Layanan ' * 12}")
        lines.append("    evidence:")
        lines += [
            f"      - {{title: 'Peraturan Menteri Nomor {number}{one} Tahun 2023 tentang "
            f"Penyelenggaraan SPBE', file: bukti/{number}/{one}.pdf, levels: [{one}]}}"
            for one in (1, 2)
        ]
    (tmp_path / "2024.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    before = [line.replace("year: 2024", "year: 2023") for line in lines if "evidence" not in line]
    before = [line for line in before if "Peraturan" not in line]
    (tmp_path / "2023.yaml").write_text("\n".join(before) + "\n", "utf-8")
    return tmp_path / "2024.yaml"


@pytest.mark.parametrize("name", [*PAPERS, "crowded", "rich"])
@pytest.mark.parametrize("signed", [False, True])
def test_the_one_page_is_one_page(
    spbe: Run,
    tmp_path: Path,
    open_page: Open,
    crowded: Path,
    rich: Path,
    name: str,
    signed: bool,
) -> None:
    own = {"crowded": [crowded], "rich": [rich.with_suffix(".yaml")]}
    files = own.get(name) or [ROOT / f"examples/{one}.yaml" for one in PAPERS[name][0]]
    position = "Kepala Dinas Komunikasi dan Informatika selaku Koordinator SPBE"
    signers = ["--signer", f"Siti; {position}; 19", "--signer", f"Budi; {position}; 20"]
    out = tmp_path / "s.html"
    done = spbe("report", *files, "-o", out, "--summary", "--target", "3.5", *signers * signed)
    assert done.returncode == 0, done.stderr
    pages = paper(open_page(out), tmp_path)
    assert len(pages) == 1
    assert ("Siti" if signed else "NIP ……") in pages[0]


@pytest.mark.parametrize("name", hard.PAGES)
def test_the_one_page_holds_whatever_it_has_to_say(
    spbe: Run, tmp_path: Path, open_page: Open, name: str
) -> None:
    institution, law, options = hard.PAGES[name]
    files = hard.years(tmp_path, institution, law)
    out = tmp_path / "s.html"
    done = spbe("report", *files, "-o", out, "--summary", *options)
    assert done.returncode == 0, done.stderr
    page = open_page(out, width=673)  # what is printed on is 178 mm wide
    (shown,) = paper(page, tmp_path)
    assert shown.count("19800101") == options.count("--signer")
    page.emulate_media(media="print")
    drawn = page.locator(".broad .drawing text.name")
    assert drawn.count() or options.count("--signer") > 2 or name == "newer"  # room for it
    for at in range(drawn.count()):
        size = drawn.nth(at).evaluate(
            "one => one.getScreenCTM().a * parseFloat(getComputedStyle(one).fontSize)"
        )
        assert size * 0.75 >= 7  # points


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.long)])
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize(  # axe takes its time over a ranking of six hundred rows
    "kind", ["compare", "breaks", pytest.param("rank", marks=pytest.mark.long), "summary"]
)
def test_other_pages_are_fit_for_all(
    spbe: Run, tmp_path: Path, open_page: Open, crowded: Path, kind: str, width: int, scheme: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    lampung = [str(ROOT / f"examples/bandar-lampung-{year}.yaml") for year in (2022, 2023)]
    newer = str(ROOT / "examples/aceh-tengah-2026.yaml")
    command = {
        "compare": ["compare", *lampung],
        "breaks": ["compare", lampung[1], newer],
        "rank": ["rank", "nasional:2023", "nasional:2024", "--me", "Kota Palangka Raya"],
        "summary": ["report", str(crowded), "--summary"],
    }[kind]
    out = tmp_path / "x.html"
    assert spbe(*command, "-o", out).returncode == 0
    page = open_page(out, width=width, color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert axe.Axe().run(page).response["violations"] == []


EXAMPLES = [
    one.stem
    if one.stem in ("denpasar-2018", "aceh-tengah-2026")  # what is unlike the others
    else pytest.param(one.stem, marks=pytest.mark.long)
    for one in sorted((ROOT / "examples").glob("*.yaml"))
]


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("more", [[], ["--target", "3.5"], ["--summary"]])
def test_reports_of_all_examples_are_fit_for_all(
    spbe: Run, tmp_path: Path, open_page: Open, name: str, more: list[str]
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    out = tmp_path / "x.html"
    assert spbe("report", ROOT / f"examples/{name}.yaml", "-o", out, *more).returncode == 0
    assert axe.Axe().run(open_page(out)).response["violations"] == []


@pytest.mark.parametrize("width", [1280, 1024, 900, 768, 705, 360])
@pytest.mark.parametrize("group", ["kota", "kabupaten"])
def test_a_ranking_fits_any_screen(
    spbe: Run, tmp_path: Path, open_page: Open, width: int, group: str
) -> None:
    me = {"kota": "Kota Bandar Lampung", "kabupaten": "Kabupaten Aceh Tengah"}[group]
    out = tmp_path / "r.html"
    lists = ("nasional:2023", "nasional:2024")
    done = spbe("rank", *lists, "--where", f"group={group}", "--me", me, "-o", out)
    assert done.returncode == 0, done.stderr
    page = open_page(out, width=width)
    sideways = page.evaluate(
        """() => [...document.querySelectorAll(".scroll")]
            .filter(one => one.scrollWidth > one.clientWidth + 1)
            .map(one => one.innerText.slice(0, 40))"""
    )
    assert sideways == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for title in ("Paling naik", "Paling turun"):  # above a table of cards, or in its first head
        above, head = page.locator("h3", has_text=title), page.locator("th", has_text=title)
        assert above.is_visible() == (width < 704), title
        assert head.bounding_box()["width"] > 1 or width < 704
    head = page.locator(".ranks thead").last.inner_text() if width > 704 else ""
    assert ("No. 2023" in head) == (width > 704)


@pytest.mark.parametrize("name", ["crowded", "rich"])
def test_on_a_phone_rows_are_cards_and_words_stay_whole(
    spbe: Run, open_page: Open, crowded: Path, rich: Path, name: str
) -> None:
    page = open_page(written(spbe, crowded) if name == "crowded" else rich, width=360)
    narrow = page.evaluate(
        """() => [...document.querySelectorAll("main th, main td, main li, main dd")]
            .filter(one => one.innerText.trim().length > 24 && one.clientWidth < 120
                && getComputedStyle(one).position !== "absolute" && one.offsetParent)
            .map(one => one.outerHTML.slice(0, 120))"""
    )
    assert narrow == []
    sideways = page.evaluate(
        """() => [...document.querySelectorAll(".scroll")]
            .filter(one => one.scrollWidth > one.clientWidth + 1)
            .map(one => one.getAttribute("aria-label"))"""
    )
    assert sideways == []
    bands = page.locator(".ruler .band i")
    assert all(bands.nth(at).is_visible() for at in range(bands.count()))
    boxes = [bands.nth(at).bounding_box() for at in range(bands.count())]
    assert len(boxes) == 5
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= 360 for box in boxes)
