"""``spbe instrument show``, ``search``, ``diff`` and ``new``: what an instrument says."""

import csv
import io
import json
from fractions import Fraction
from pathlib import Path

import pytest
from program import Run

from spbe_cli.core.laws.difference import AmendmentKind, difference
from spbe_cli.core.laws.page import indicator_page
from spbe_cli.core.laws.search import FoundIn, search
from spbe_cli.store.yaml import instruments

NEW = instruments.load("permenpanrb-8-2026")
OLD = instruments.load("permenpanrb-59-2020")
IDS = list(instruments.shipped())


def flat(text: str) -> str:
    return " ".join(text.split())


def own(folder: Path, spbe: Run, like: str = "59/2020", name: str = "sendiri.yaml") -> Path:
    done = spbe("instrument", "new", "-o", name, "--like", like, cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder / name


# --- show ---


@pytest.mark.parametrize("written", ["3", "I3", "i3", " I3 "])
def test_an_indicator_is_found_as_portals_write_it(spbe: Run, written: str) -> None:
    done = spbe("instrument", "show", "8/2026", written)
    assert done.returncode == 0
    assert "Sumber Daya Manusia" in done.stdout


def test_elsewhere_too(spbe: Run, examples: Path) -> None:
    file = examples / "aceh-tengah-2026.yaml"
    done = spbe("score", file, "--set", "I3=2", "--format", "json")
    assert json.loads(done.stdout)["as_if"] == {"3": "2"}
    assert spbe("score", file, "--set", "I21=2").returncode == 3


def test_the_page_of_a_beginner(spbe: Run) -> None:
    text = flat(spbe("instrument", "show", "8/2026", "I3").stdout)
    for part in (
        "2 Membangun · nilai 1,50 sampai 2,50",
        "Umumnya: Pelaksanaan terencana lewat Rencana Aksi",
        "Kriteria: Lebih dari 50% ASN memiliki kompetensi digital optimal",
        "Syarat: komunitas belajar lebih dari 20% ASN",
        "Varian (P3, P2): Peningkatan kompetensi digital menjangkau lebih dari 90%",
        "5 butir bukti: 4 dihitung, 0,13 poin per butir, 0,50 bila lengkap",
        "(I3-L1-01, 0,13 poin)",
        "(L1-5, tidak ikut dihitung)",
        "Pendahulu",
        "Keyakinan kriteria: sedang.",
    ):
        assert part in text
    assert "Nama lain: Operasional Pemanfaatan" in spbe("instrument", "show", "8/2026", "6").stdout


def test_one_rung(spbe: Run) -> None:
    text = spbe("instrument", "show", "59/2020", "12", "--level", "3").stdout
    assert "3 Terdefinisi" in text
    assert "4 Terpadu" not in text
    data = json.loads(
        spbe("instrument", "show", "8/2026", "1", "--level", "4", "--format", "json").stdout
    )
    assert [one["level"] for one in data["steps"]] == [4]
    assert "2 tahun" in data["steps"][0]["criterion"]
    assert data["steps"][0]["points"] == "0.5"
    assert [one["points"] for one in data["steps"][0]["items"]] == ["0.25", "0.25"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("59/2020", "12", "--level", "0"), "--level harus antara 1 dan 5"),
        (("59/2020", "12", "--level", "x"), "--level harus antara 1 dan 5"),
        (("59/2020", "--level", "3"), "--level memerlukan nomor indikator"),
    ],
)
def test_a_level_that_is_none(spbe: Run, arguments: tuple[str, ...], said: str) -> None:
    done = spbe("instrument", "show", *arguments)
    assert done.returncode == 2
    assert said in done.stderr


@pytest.mark.parametrize("name", IDS)
def test_a_page_leaves_nothing_out(name: str) -> None:
    """Each level, item and example of every indicator stands on its page once."""
    law = instruments.load(name)
    for one in law.indicators():
        whole = indicator_page(law, one)
        assert [step.level for step in whole.steps] == list(law.scale.levels())
        items = [entry.example for step in whole.steps for entry in step.entries]
        assert sorted(map(str, (*items, *whole.examples))) == sorted(map(str, one.evidence))
        single = [indicator_page(law, one, level).steps for level in law.scale.levels()]
        assert tuple(step for steps in single for step in steps) == whole.steps


def test_items_that_count_share_the_band() -> None:
    for one in NEW.indicators():
        for step in indicator_page(NEW, one).steps:
            counted = [entry for entry in step.entries if entry.worth is not None]
            assert all(entry.example.counted for entry in counted)
            if counted and step.width is not None:
                total = sum((entry.worth or Fraction(0) for entry in counted), Fraction(0))
                assert abs(total - step.width) <= Fraction(len(counted), 200)


def test_the_calendar_and_the_levels_stand_with_the_whole(spbe: Run) -> None:
    text = flat(spbe("instrument", "show", "8/2026").stdout)
    assert "Jadwal 2026" in text
    assert "1 Agustus 2026–15 September 2026 Unggah bukti tahap 1" in text
    assert "1 November 2026–15 Desember 2026 Penetapan dan pengumuman hasil (perkiraan)" in text
    assert "20 September 2026 Hasil penilaian dokumen tahap 1" in text
    assert "1 Merintis: Pelaksanaan masih sedikit" in text
    data = json.loads(spbe("instrument", "show", "8/2026", "--format", "json").stdout)
    stage = data["calendar"][0]["stages"][-1]
    assert (stage["first"], stage["last"], stage["estimated"]) == (
        "2026-11-01",
        "2026-12-15",
        True,
    )
    assert NEW.schedule(2026) is not None
    assert NEW.schedule(2027) is None


# --- what the law says now ---


@pytest.mark.parametrize(
    ("item", "level", "said"),
    [
        ("1", 4, "konsisten lebih dari 2 tahun"),
        ("2", 4, "konsisten lebih dari 2 tahun"),
        ("2", 5, "konsisten lebih dari 2 tahun"),
        ("3", 2, "Lebih dari 50% ASN"),
        ("3", 4, "lebih dari 90% ASN pengelola"),
        ("9", 1, "profil risiko"),
        ("9", 2, "90%"),
        ("10", 2, "sudah diverifikasi"),
        ("11", 4, "kategorinya minimal tinggi"),
        ("11", 2, "443/2025"),
        ("13", 4, "dihentikan"),
        ("15", 3, "proses bisnis provinsi"),
        ("17", 3, "Portal Layanan Digital Pemerintah Nasional lebih dari 50%"),
        ("17", 5, "Portal Layanan Digital Pemerintah Nasional lebih dari 90%"),
        ("18", 3, "Sistem Penghubung Layanan Pemerintah"),
    ],
)
def test_what_the_module_asks(item: str, level: int, said: str) -> None:
    one = NEW.items()[item]
    assert said in f"{one.levels[level]} {(one.conditions or {}).get(level, '')}"


def test_conditions_stand_wherever_criteria_do(spbe: Run, tmp_path: Path) -> None:
    text = "institution: A\nyear: 2026\nindicators: {1: 3, 10: 1, 17: 2}\n"
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    spbe("report", "a.yaml", "--provisional", "-o", "r.md", cwd=tmp_path)
    report = flat((tmp_path / "r.md").read_text("utf-8"))
    assert "sudah diverifikasi lembaga siber dan sandi" in report
    plan = spbe(
        "simulate", "a.yaml", "--provisional", "--set", "10=2", "--format", "json", cwd=tmp_path
    )
    assert plan.returncode == 0


# --- search ---


def test_a_word_is_found_with_its_place(spbe: Run) -> None:
    text = spbe("instrument", "search", "audit").stdout
    assert "PermenPANRB 8/2026 (permenpanrb-8-2026) · " in text
    assert "kriteria tingkat 2: " in text
    assert "bukti tingkat 1 (I9-L1-01): " in text
    assert all(len(line) <= 80 for line in text.splitlines())


def test_words_in_a_row_capitals_and_blanks_aside(spbe: Run) -> None:
    one = json.loads(spbe("instrument", "search", "SATU  data", "--format", "json").stdout)
    other = json.loads(spbe("instrument", "search", "satu", "data", "--format", "json").stdout)
    assert one["hits"] == other["hits"]
    found = {(hit["instrument"], hit["indicator"]) for hit in one["hits"]}
    assert ("permenpanrb-8-2026", "5") in found
    assert ("epss-2022", "29") in found
    assert all(
        "satu data" in place["text"].casefold() for hit in one["hits"] for place in hit["places"]
    )


def test_every_text_that_is_shown_is_searched() -> None:
    """A text of our own in each part of an indicator is found in that part."""
    spots = {
        (spot.part, spot.level)
        for word in (
            "audit",
            "duapuluh",
            "verifikasi",
            "443/2025",
            "Kominfo",
            "BSSN",
            "SDI",
            "Pedoman",
        )
        for hit in search([NEW, OLD], word).hits
        for spot in hit.spots
    }
    assert {part for part, _level in spots} >= {
        FoundIn.NAME,
        FoundIn.CRITERION,
        FoundIn.CONDITION,
        FoundIn.VARIANT,
        FoundIn.EVIDENCE,
        FoundIn.STEWARD,
        FoundIn.OUTSIDE,
        FoundIn.NOTE,
    }


def test_the_beginning_of_a_word_is_enough_its_end_is_not() -> None:
    whole = {hit.indicator.id for hit in search([OLD], "manajemen").hits}
    assert whole == {hit.indicator.id for hit in search([OLD], "manajem").hits}
    assert not search([OLD], "anajemen").hits


def test_what_is_nowhere(spbe: Run) -> None:
    done = spbe("instrument", "search", "blockchain", "--instrument", "59/2020")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("E249 kata blockchain tidak ditemukan pada PermenPANRB 59/2020.")
    assert spbe("instrument", "search", " - ").returncode == 2


def test_places_as_rows(spbe: Run) -> None:
    done = spbe("instrument", "search", "audit", "--instrument", "8/2026", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert {row["instrument"] for row in rows} == {"permenpanrb-8-2026"}
    assert ("9", "evidence", "1", "I9-L1-01") in {
        (row["indicator"], row["part"], row["level"], row["item"]) for row in rows
    }


def test_a_pattern_is_a_word_like_others(spbe: Run) -> None:
    assert spbe("instrument", "search", "(SDI").returncode == 0
    assert spbe("instrument", "search", "a.*z").returncode == 3


# --- diff ---


def test_two_regulations(spbe: Run) -> None:
    text = flat(spbe("instrument", "diff", "59/2020", "8/2026").stdout)
    assert "domain 4 0 aspek 8 7 indikator 47 20" in text
    assert "Predikat (batas bawah)" in text
    assert "Cukup: 1,80 → 1,50" in text
    assert "nilai pecahan: tidak → ya" in text
    assert "3 ← 25" in text
    assert "tidak dibandingkan satu per satu" in text


@pytest.mark.parametrize("name", IDS)
def test_an_instrument_does_not_differ_from_itself(spbe: Run, name: str) -> None:
    found = difference(instruments.load(name), instruments.load(name))
    assert (found.editions, found.changes) == (True, ())
    assert "Tidak ada yang berubah." in spbe("instrument", "diff", name, name).stdout


def test_editions_are_compared_one_by_one(spbe: Run, tmp_path: Path, examples: Path) -> None:
    """A tenth of a weight from indicator 1 to 2, a name, a bound, a criterion: no more, no less."""
    file = own(tmp_path, spbe)
    text = file.read_text("utf-8")
    first = text.index("- id: 1\n", text.index("indicators:"))
    second = text.index("- id: 2\n", first)
    third = text.index("- id: 3\n", second)
    one, two = text[first:second], text[second:third]
    one = one.replace("weight: 1.30", "weight: 1.20").replace("weight: 1.3\n", "weight: 1.20\n")
    two = two.replace("weight: 1.30", "weight: 1.40").replace("weight: 1.3\n", "weight: 1.40\n")
    assert (one, two) != (text[first:second], text[second:third])
    text = text[:first] + one + two + text[third:]
    text = text.replace("from: 2.60, below: 3.50", "from: 2.50, below: 3.50")
    text = text.replace("from: 1.80, below: 2.60", "from: 1.80, below: 2.50")
    file.write_text(text, "utf-8")
    assert spbe("instrument", "check", "sendiri.yaml", cwd=tmp_path).returncode == 0
    case = examples / "bandar-lampung-2023.yaml"
    arguments = ("instrument", "diff", "59/2020", "sendiri.yaml", "--on", case)
    done = spbe(*arguments, "--format", "json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    data = json.loads(done.stdout)
    changes = {
        (one["change"], one["kind"], one["id"], one["before"], one["after"])
        for one in data["changes"]
    }
    assert changes == {
        ("predicate", None, None, "2.6", "2.5"),
        ("weight", "indicator", "1", "1.3", "1.2"),
        ("weight", "indicator", "2", "1.3", "1.4"),
    }
    levels = json.loads(spbe("score", case, "--format", "json").stdout)
    items = {
        one["id"]: one
        for part in levels["sections"]
        for part in part.get("sections", [part])
        for one in part["indicators"]
    }
    moved = Fraction(items["2"]["level"]) - Fraction(items["1"]["level"])
    effect = data["effect"]
    assert effect["before"]["exact"] == "2.1545"
    assert Fraction(effect["change"]) == moved * Fraction("0.1") / 100
    assert Fraction(effect["after"]["exact"]) == Fraction("2.1545") + Fraction(effect["change"])
    text = spbe(*arguments, cwd=tmp_path).stdout
    assert "Pengaruh pada Pemerintah Kota Bandar Lampung 2023" in flat(text)
    assert "2,15 Cukup (tepatnya 2,1545)" in text


def test_names_criteria_and_what_came_or_went() -> None:
    """Every kind of change is told, in both directions."""
    from spbe_cli.core.records import replace

    section = OLD.sections[0].sections[0]
    first, *others = section.indicators
    renamed = replace(
        first, name=first.name._replace(id="Lain"), levels={**first.levels, 2: "Baru."}
    )
    changed = replace(section, indicators=(renamed, *others[1:]))
    domain = replace(OLD.sections[0], sections=(changed,), weight=Fraction(12))
    law = replace(OLD, sections=(domain, *OLD.sections[1:]), places=3, basis="rounded")
    found = difference(OLD, law)
    kinds = {(one.kind, one.where) for one in found.changes}
    assert kinds == {
        (AmendmentKind.PLACES, None),
        (AmendmentKind.BASIS, None),
        (AmendmentKind.WEIGHT, ("domain", "1")),
        (AmendmentKind.REMOVED, ("indicator", "2")),
        (AmendmentKind.NAME, ("indicator", "1")),
        (AmendmentKind.CRITERION, ("indicator", "1")),
    }
    back = {(one.kind, one.where): (one.before, one.after) for one in difference(law, OLD).changes}
    assert (AmendmentKind.ADDED, ("indicator", "2")) in back
    assert all(
        (one.kind, one.where) in back and back[one.kind, one.where] == (one.after, one.before)
        for one in found.changes
        if one.kind not in (AmendmentKind.REMOVED, AmendmentKind.ADDED)
    )


def test_levels_are_not_put_under_another_structure(spbe: Run, examples: Path) -> None:
    case = examples / "bandar-lampung-2023.yaml"
    done = spbe("instrument", "diff", "59/2020", "8/2026", "--on", case)
    assert done.returncode == 3
    assert "E250" in done.stderr
    published = examples / "palangka-raya-2023.yaml"
    done = spbe("instrument", "diff", "59/2020", "59/2020", "--on", published)
    assert done.returncode == 3
    assert "E251" in done.stderr


# --- new ---


@pytest.mark.parametrize("name", IDS)
def test_a_new_instrument_says_what_its_model_does(spbe: Run, tmp_path: Path, name: str) -> None:
    file = own(tmp_path, spbe, name, "Punya Kami.yaml")
    assert spbe("instrument", "check", file.name, cwd=tmp_path).returncode == 0
    law = instruments.read(str(file))
    assert (law.id, law.verified, law.replaces, law.replaced_by) == (
        "punya-kami",
        False,
        None,
        None,
    )
    assert law.short == f"punya-kami (dari {instruments.load(name).short})"
    assert difference(instruments.load(name), law).changes == ()
    assert file.read_text("utf-8").startswith("# Instrumen sendiri, dimulai dari ")


def test_a_new_instrument_like_one_of_ones_own(spbe: Run, tmp_path: Path) -> None:
    own(tmp_path, spbe, name="a.yaml")
    second = own(tmp_path, spbe, like="a.yaml", name="b.yaml")
    assert instruments.read(str(second)).id == "b"
    assert (
        instruments.read(str(own(tmp_path, spbe, name="epss-2022.yaml"))).id == "epss-2022-sendiri"
    )


def test_nothing_is_written_over(spbe: Run, tmp_path: Path) -> None:
    own(tmp_path, spbe)
    done = spbe("instrument", "new", "-o", "sendiri.yaml", cwd=tmp_path)
    assert done.returncode == 4
    assert "E015" in done.stderr
    assert spbe("instrument", "new", "-o", "x.txt", cwd=tmp_path).returncode == 2
    assert spbe("instrument", "new", cwd=tmp_path).returncode == 2
    assert (
        spbe("instrument", "new", "-o", "y.yaml", "--like", "99/2099", cwd=tmp_path).returncode == 3
    )


def test_a_model_in_braces_is_refused(spbe: Run, tmp_path: Path) -> None:
    import yaml

    text = (Path(__file__).parent / "broken/instrument/valid-base.yaml").read_text("utf-8")
    plain = yaml.safe_dump(yaml.safe_load(text), default_flow_style=True, allow_unicode=True)
    (tmp_path / "kurung.yaml").write_text(plain, "utf-8")
    assert spbe("instrument", "check", "kurung.yaml", cwd=tmp_path).returncode == 0
    done = spbe("instrument", "new", "-o", "z.yaml", "--like", "kurung.yaml", cwd=tmp_path)
    assert done.returncode == 3
    assert "E122" in done.stderr
    assert not (tmp_path / "z.yaml").exists()


# --- weights as fractions ---


def thirds(folder: Path) -> str:
    source = Path(__file__).parent / "broken/instrument/valid-fractions.yaml"
    (folder / "pertiga.yaml").write_bytes(source.read_bytes())
    head = "institution: A\nyear: 2024\ninstrument: pertiga.yaml\n"
    head += "indicators: {1: 2, 2: 2, 3: 3, 4: 1}\n"
    (folder / "a.yaml").write_text(head, "utf-8")
    return "a.yaml"


def test_fractions_are_exact_in_every_verb(spbe: Run, tmp_path: Path) -> None:
    """(2 × 50/3 + 2 × 50/3 + 3 × 140/3 + 1 × 20) : 100 = 680/3 : 100 = 34/15."""
    file = thirds(tmp_path)
    data = json.loads(spbe("score", file, "--format", "json", cwd=tmp_path).stdout)
    assert (data["index"], data["exact"]) == ("2.27", "34/15")
    for arguments in (
        ("simulate", file, "--target", "2.60"),
        ("report", file, "-o", "r.html"),
        ("report", file, "-o", "r.xlsx"),
        ("form", file, "-o", "f.xlsx"),
        ("form", file, "-o", "f.csv"),
        ("score", file, "--explain"),
        ("instrument", "show", "pertiga.yaml"),
        ("instrument", "show", "pertiga.yaml", "1", "--format", "json"),
    ):
        done = spbe(*arguments, cwd=tmp_path)
        assert done.returncode == 0, (arguments, done.stderr)
    assert "33,33" in spbe("instrument", "show", "pertiga.yaml", cwd=tmp_path).stdout
