"""``spbe carry``: what goes along into a new instrument, and where all of it came from."""

import csv
import io
import json
import re
from fractions import Fraction
from pathlib import Path

import pytest
from drawn import LAWS, drawn
from program import Run

from spbe_cli.core.assessment import Opinion
from spbe_cli.core.collect.carrying import CarryState, begun, carry
from spbe_cli.core.score.scoring import score_levels
from spbe_cli.render.origins import note
from spbe_cli.store.yaml import assessments, carried as store

LAMPUNG = "examples/bandar-lampung-2023.yaml"
OLD, NEW = LAWS["permenpanrb-59-2020"], LAWS["permenpanrb-8-2026"]
SOME = """
institution: Kota X
year: 2025
indicators:
  1: {self: 3, official: 2, owner: Bappeda, note: "lihat\\nlampiran",
      evidence: [{title: Perwali 1, file: bukti/1.pdf, levels: [2, 3]}]}
  2: {self: 3, owner: Diskominfo, evidence: [
      {title: Perwali 1, file: bukti/1.pdf}, {title: SK, url: "https://x.example"}]}
  11: {action: {text: kerjakan}}
  25: {self: 4, owner: BKPSDM, target: 5, evidence: [{title: Laporan}]}
  10: 2
"""


def test_bandar_lampung(spbe: Run, tmp_path: Path) -> None:
    """A valid file of 20 indicators without levels; each predecessor is named with its level."""
    file = tmp_path / "2026.yaml"
    done = spbe("carry", LAMPUNG, "--to", "permenpanrb-8-2026", "-o", file)
    assert done.returncode == 0, done.stderr
    new, law = assessments.load(file)
    assert (new.year, law.id, len(new.answers)) == (2026, "permenpanrb-8-2026", 20)
    assert not any(answer.levels for answer in new.answers.values())
    old, _law = assessments.load(LAMPUNG)
    for indicator in law.indicators():
        text = str(new.answers[indicator.id].provenance)
        before = indicator.predecessors
        for item in (*before.main, *before.partial) if before else ():
            level = old.answers[item].levels[Opinion.OFFICIAL]
            assert re.search(rf"\b{item} \(nilai eksternal {level}\)", text), (
                indicator.id,
                item,
            )
        assert bool(before) == ("bukan konversi resmi" in text)
    done = spbe("score", file, "--format", "json")
    assert json.loads(done.stdout)["exact"] is None
    done = spbe("carry", LAMPUNG, "--to", "8/2026", "-o", file)
    assert (done.returncode, "E015" in done.stderr) == (4, True)


@pytest.mark.parametrize("seed", range(15))
def test_every_piece_is_carried_and_traced(seed: int, tmp_path: Path) -> None:
    """Each document of a predecessor stands in the new file, and no other one."""
    before = drawn(OLD, seed)
    carried = carry(before, OLD, NEW)
    for one in carried:
        mapped = {origin.item for origin in one.origins}
        wanted = {
            (document._replace(levels=()), item)
            for item in mapped
            for document in before.answers[item].evidence
        }
        assert {(document, item) for document, items in one.evidence for item in items} == wanted
        main = [origin for origin in one.origins if origin.main]
        if one.state is CarryState.REUSABLE:
            assert all(origin.answer.evidence for origin in main)
        levels = [origin.level for origin in main]
        known = [level for level in levels if level is not None]
        complete = bool(known) and known == levels and one.state is not CarryState.OUTSIDE
        assert one.lowest == (min(known) if complete else None)
    notes = {one.indicator.id: note(one, OLD) for one in carried}
    new = begun(before, NEW, 2026, carried, notes)
    path = tmp_path / "new.yaml"
    store.write(path, new, NEW, str(tmp_path / "old.yaml"))
    assert assessments.load(path)[0].answers.keys() == {one.id for one in NEW.indicators()}
    for item, answer in assessments.load(path)[0].answers.items():
        assert answer.evidence == new.answers[item].evidence
        assert answer.note is None
        whence = answer.provenance
        assert (whence.note if whence else "") == notes[item]
    assert score_levels(NEW, new, Opinion.SELF).index is None


def test_evidence_is_found_from_the_new_folder(spbe: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(SOME, "utf-8")
    (tmp_path / "baru").mkdir()
    done = spbe("carry", tmp_path / "a.yaml", "--to", "8/2026", "-o", tmp_path / "baru/b.yaml")
    assert done.returncode == 0, done.stderr
    assert "1 berkas bukti di luar folder berkas baru; salin ke sana." in done.stderr
    first = assessments.load(tmp_path / "baru/b.yaml")[0].answers["1"]
    assert [one.file for one in first.evidence] == ["../bukti/1.pdf", None]
    assert first.owner == "Bappeda"
    assert first.note is None  # what the program says of its origin is nobody's note
    assert first.provenance is not None
    assert first.provenance.note is not None
    assert (first.provenance.year, first.provenance.instrument) == (2025, "permenpanrb-59-2020")
    assert "Saran" not in first.provenance.note  # some predecessors have no level
    third = assessments.load(tmp_path / "baru/b.yaml")[0].answers["3"]
    assert "mulailah menilai dari tingkat 4" in str(third.provenance)
    for said in (
        "indikator 1 (nilai eksternal 2); 2 (nilai mandiri 3); 10 (nilai mandiri 2); 11; 12; 13.",
        "Bukti 1 dari indikator 1, 2.",
        "Bukti 2 dari indikator 2.",
        "Pengampu indikator asal: Bappeda, Diskominfo.",
        "Catatan indikator 1: lihat\nlampiran",
        "Tindak lanjut indikator 11: kerjakan",
    ):
        assert said in first.provenance.note


def test_the_list(spbe: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(SOME, "utf-8")
    data = json.loads(
        spbe("carry", tmp_path / "a.yaml", "--to", "8/2026", "--format", "json").stdout
    )
    states = {one["indicator"]: one["state"] for one in data["indicators"]}
    assert (states["3"], states["1"], states["5"]) == ("reusable", "renew", "outside")
    assert data["conversion"] is None
    assert [one["bounds"]["Baik"] for one in data["predicates"]] == ["2.60", "2.50"]
    rows = list(
        csv.DictReader(
            io.StringIO(spbe("carry", LAMPUNG, "--to", "8/2026", "--format", "csv").stdout)
        )
    )
    assert len(rows) == 20
    assert rows[0]["from"].split() == ["1", "2", "10", "11", "12", "13"]


def test_targets_stand_side_by_side(spbe: Run, tmp_path: Path) -> None:
    done = spbe("carry", LAMPUNG, "--to", "8/2026", "--target", "2.55")
    assert re.search(r"angka 2,55 menurut masing-masing +Cukup +Baik", done.stdout)
    assert "Tidak ada konversi resmi" in done.stdout
    plan = tmp_path / "rencana.yaml"
    assert spbe("simulate", LAMPUNG, "--target", "4.1", "-o", plan).returncode == 0
    done = spbe("carry", plan, "--to", "8/2026")
    assert re.search(r"angka 4,10 menurut masing-masing +Sangat Baik +Memuaskan", done.stdout)


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--to", "5/2018"], 3, "E230 PermenPANRB 5/2018 tidak memuat pemetaan"),
        (["--to", "2023"], 2, "--to memerlukan tahun sesudah 2023"),
        (["--to", "2150"], 2, "paling akhir 2100"),
        (["--year", "2024", "--target", "3"], 2, "--target hanya berlaku bila beralih"),
        (["--to", "9/2030"], 3, "9/2030"),
        (["--to", "8/2026", "--target", "9"], 2, "--target harus antara 1 dan 5"),
        (["--to", "8/2026", "--year", "2020", "-o", "x.yaml"], 2, "tahun sesudah 2023"),
        (["--to", "8/2026", "-o", "-"], 2, "-o memerlukan nama berkas .yaml"),
        (["--to", "59/2020", "--year", "2030"], 2, "tidak berlaku untuk tahun itu"),
    ],
)
def test_what_is_refused(spbe: Run, options: list[str], code: int, said: str) -> None:
    done = spbe("carry", LAMPUNG, *options)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr


def test_levels_never_go_along() -> None:
    before = drawn(OLD, 1)
    new = begun(before, NEW, 2026, carry(before, OLD, NEW), {})
    assert all(not answer.levels for answer in new.answers.values())
    assert any(before.levels(Opinion.SELF).values())
    assert all(isinstance(level, Fraction) for level in before.levels(Opinion.SELF).values())


@pytest.mark.parametrize(
    ("more", "out"), [(("--year", "2025"), "2025.yaml"), (("--to", "8/2026"), "2026.yaml")]
)
def test_without_a_file_to_write_the_command_for_it_follows(
    spbe: Run, tmp_path: Path, more: tuple[str, ...], out: str
) -> None:
    (tmp_path / "2024.yaml").write_text("institution: A\nyear: 2024\nindicators: {1: 3}\n")
    done = spbe("carry", "2024.yaml", *more, cwd=tmp_path)
    assert done.following == f"Berikutnya: spbe carry 2024.yaml {' '.join(more)} -o {out}\n"
    assert spbe("carry", "2024.yaml", *more, "-o", out, cwd=tmp_path).returncode == 0
    assert (tmp_path / out).exists()
    assert (
        "Berikutnya"
        not in spbe("carry", "2024.yaml", *more, "--format", "json", cwd=tmp_path).following
    )


def test_remarks_on_items_are_kept(spbe: Run, tmp_path: Path) -> None:
    file, out = tmp_path / "d.yaml", tmp_path / "e.yaml"
    file.write_text(
        "institution: Kabupaten Contoh\nyear: 2026\ninstrument: permenpanrb-8-2026\nindicators:\n"
        "  3: {self: 1.5, items: {I3-L1-02: {state: revisi, note: belum ditandatangani}}}\n",
        "utf-8",
    )
    done = spbe("carry", file, "--year", "2027", "-o", out)
    assert done.returncode == 0, done.stderr
    assert "I3-L1-02 2026: revisi: belum ditandatangani" in out.read_text("utf-8")


@pytest.mark.parametrize(
    ("year", "more", "said"),
    [
        (2018, (), "E230 PermenPANRB 59/2020 tidak memuat"),
        (2018, ("--to", "8/2026"), "E230 PermenPANRB 8/2026 tidak memuat"),
        (2020, (), "E237 PermenPANRB 59/2020 tidak memuat"),
    ],
)
def test_the_way_on_from_an_instrument_that_nobody_maps(
    spbe: Run, tmp_path: Path, year: int, more: tuple[str, ...], said: str
) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(
        f"institution: A\nyear: {year}\ninstrument: permenpanrb-5-2018\nindicators: {{1: 3}}\n"
    )
    done = spbe("carry", file, *more, "-o", tmp_path / "b.yaml")
    assert (done.returncode, said in done.stderr) == (3, True)
    assert ("--year 2019" in done.stderr) == (year == 2018)
    assert ("spbe init" in done.stderr) == (year == 2020)
    if year == 2018:  # what is proposed works
        done = spbe("carry", file, "--year", "2019", "-o", tmp_path / "b.yaml")
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("more", "year", "law"),
    [
        (("--to", "2026"), 2026, "permenpanrb-8-2026"),
        (("--to", "2030"), 2030, "permenpanrb-8-2026"),
        (("--to", " 2027 "), 2027, "permenpanrb-8-2026"),
        (("--to", "2025"), 2025, "permenpanrb-59-2020"),
        (("--to", "2026", "--year", "2028"), 2028, "permenpanrb-8-2026"),
    ],
)
def test_a_year_to_go_to_is_the_year_of_the_new_file(
    spbe: Run, tmp_path: Path, more: tuple[str, ...], year: int, law: str
) -> None:
    file, out = tmp_path / "a.yaml", tmp_path / "b.yaml"
    file.write_text("institution: A\nyear: 2023\nindicators: {1: 3}\n")
    done = spbe("carry", file, *more, "-o", out)
    assert done.returncode == 0, done.stderr
    assert f"berkas penilaian {year} dibuat" in done.stdout
    new, found = assessments.load(out)
    assert (new.year, found.id) == (year, law)
    done = spbe("carry", out, "--to", str(year + 2), "-o", tmp_path / "c.yaml")
    assert done.returncode == 0, done.stderr
    assert assessments.load(tmp_path / "c.yaml")[0].year == year + 2


def test_an_instrument_of_ones_own_is_named_from_the_new_folder(spbe: Run, tmp_path: Path) -> None:
    """By its file, as the old one names it, or as the option does."""
    old, new = tmp_path / "2024", tmp_path / "2025"
    old.mkdir()
    new.mkdir()
    assert spbe("instrument", "new", "-o", old / "kami.yaml", "--like", "59/2020").returncode == 0
    head = "institution: A\nyear: 2024\n"
    (old / "a.yaml").write_text(f"{head}instrument: kami.yaml\nindicators: {{1: 3}}\n")
    done = spbe("carry", old / "a.yaml", "--year", "2025", "-o", new / "b.yaml")
    assert done.returncode == 0, done.stderr
    assert "\ninstrument: ../2024/kami.yaml\n" in (new / "b.yaml").read_text("utf-8")
    assert assessments.load(new / "b.yaml")[1].id == "kami"
    (old / "c.yaml").write_text(f"{head}indicators: {{1: 3}}\n")
    options = ("--instrument", "2024/kami.yaml", "--year", "2025", "-o", "2025/d.yaml")
    done = spbe("carry", "2024/c.yaml", *options, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert assessments.load(new / "d.yaml")[1].id == "kami"


def test_a_file_from_standard_input_stays_named(spbe: Run, tmp_path: Path) -> None:
    done = spbe("carry", "-", "--year", "2025", stdin=SOME.replace("2025", "2024"), cwd=tmp_path)
    assert done.following == "Berikutnya: spbe carry - --year 2025 -o 2025.yaml\n"
    out = tmp_path / "2025.yaml"
    text = SOME.replace("2025", "2024")
    assert spbe("carry", "-", "--year", "2025", "-o", out, stdin=text).returncode == 0
    assert "# Bukti dukung dan pengampu dari masukan standar" in out.read_text("utf-8")
