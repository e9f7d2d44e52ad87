"""What ``spbe carry`` says of everything the old file holds: kept, told under provenance, left."""

import json
from pathlib import Path

import pytest
from drawn import LAWS
from program import Run

from spbe_cli.core.assessment import Opinion, State
from spbe_cli.core.collect.carrying import Carrying, carry
from spbe_cli.render.handover import handed_over
from spbe_cli.store.yaml import assessments

HEAD = "institution: Kabupaten Contoh\nyear: {year}\n"
FULL = (
    HEAD.format(year=2024)
    + """
indicators:
  12: {self: 2, official: 1, target: 3, owner: Bappeda, explanation: {fact: Ada, analysis: Cukup},
       evidence: [{title: SK, levels: [2]}, {title: Notula}]}
  13: {self: 2, note: RKA 2024 belum dikonsultasikan, remark: Kurang,
       action: {text: Lengkapi, due: 2024-06-30}}
published: {index: 2.1}
plan: {target: 3}
"""
)
DIGITAL = (
    HEAD.format(year=2026)
    + """
outside: {SDI: 60}
indicators:
  1: {self: 2, target: 3, action: {text: Lengkapi SK, due: 2026-06-30}, items: {
       I1-L1-01: diterima, I1-L2-01: ditolak, I1-L2-02: {state: revisi, note: tanda tangan}}}
"""
)


def one_line(text: str) -> str:
    return " ".join(text.split())


def carried(spbe: Run, folder: Path, text: str, *more: str) -> tuple[str, Path]:
    """Return what the command says of a file, and the file that it wrote."""
    folder.mkdir(exist_ok=True)
    file, out = folder / "lama.yaml", folder / "baru.yaml"
    file.write_text(text, "utf-8")
    done = spbe("carry", file, *more, "-o", out)
    assert done.returncode == 0, done.stderr
    return one_line(done.stdout), out


def told(file: Path, item: str) -> str:
    known = assessments.load(file)[0].answers[item].provenance
    return (known.note or "") if known else ""


def test_a_note_of_last_year_explains_nothing_of_this_one(spbe: Run, tmp_path: Path) -> None:
    """Neither the note nor an explanation that nobody has confirmed since."""
    text = FULL.replace("explanation: {fact: Ada, analysis: Cukup},", "explanation: {fact: Ada},")
    said, out = carried(spbe, tmp_path, text, "--year", "2025")
    assert "1 catatan, 1 catatan asesor" in said
    new = assessments.load(out)[0].answers
    assert (new["13"].note, new["13"].remark, new["13"].action) == (None, None, None)
    assert "Catatan 2024: RKA 2024 belum dikonsultasikan" in told(out, "13")
    assert "Tindak lanjut indikator 13: Lengkapi (batas 30 Juni 2024)" in told(out, "13")
    claimed = out.read_text("utf-8").replace("  12:  #", "  12:\n    self: 5 #")
    out.write_text(claimed.replace("  13:  #", "  13:\n    self: 4 #"), "utf-8")
    found = json.loads(spbe("check", out, "--format", "json").stdout)
    rises = [one for one in found if one["code"] == "SPB013"]
    assert sorted((one["indicator"], one.get("explained") or "") for one in rises) == [
        ("12", ""),
        ("13", ""),
    ]
    own = out.read_text("utf-8").replace("    self: 4 #", "    note: Sudah terpadu\n    self: 4 #")
    out.write_text(own, "utf-8")
    assert "dijelaskan: Sudah terpadu" in one_line(spbe("check", out).stdout)


def test_every_kind_of_entry_is_named(spbe: Run, tmp_path: Path) -> None:
    said, out = carried(spbe, tmp_path, FULL, "--year", "2025")
    assert (
        "Dibawa: 2 bukti dukung, 1 penjelasan, pengampu 1 indikator. Tahun asalnya ditandai "
        "(carried) pada bukti dukung dan penjelasan. Dikosongkan, isian 2024 tersimpan pada "
        "provenance: tingkat 2 indikator, target 1 indikator, 1 catatan, 1 catatan asesor, "
        "1 tindak lanjut. Tidak dibawa, tetap ada di berkas 2024: angka yang diumumkan "
        "(published), rencana (plan)."
    ) in said
    assert "Target 2024: 3." in told(out, "12")
    data = json.loads(
        spbe("carry", tmp_path / "lama.yaml", "--year", "2025", "--format", "json").stdout
    )
    assert data["kept"] == {"indicators": 47, "evidence": 2, "explanations": 1, "owned": 1}
    assert data["told"] == {"levels": 2, "targets": 1, "notes": 1, "remarks": 1, "actions": 1}
    assert (data["left"], data["unfollowed"]) == ({"published": 1, "plan": 1}, [])


def test_items_outside_indices_and_targets_are_told(spbe: Run, tmp_path: Path) -> None:
    said, out = carried(spbe, tmp_path, DIGITAL, "--year", "2027")
    assert "target 1 indikator, 1 tindak lanjut, keadaan 3 butir, 1 indeks instansi lain." in said
    assert told(out, "5") == "Indeks SDI 2026: 60."
    for line in (
        "Nilai 2026: mandiri 2.",
        "Target 2026: 3.",
        "Butir I1-L2-02 2026: revisi: tanda tangan",
        "Keadaan butir 2026: diterima I1-L1-01; ditolak I1-L2-01.",
        "Tindak lanjut indikator 1: Lengkapi SK (batas 30 Juni 2026)",
    ):
        assert line in told(out, "1").splitlines()
    new = assessments.load(out)[0]
    assert not new.outside
    assert all(one.state is State.ABSENT for one in new.answers["1"].items.values())


def test_only_what_there_was_is_named(spbe: Run, tmp_path: Path) -> None:
    bare = HEAD.format(year=2024) + "published: {index: 2.1}\n"
    said, out = carried(spbe, tmp_path, bare, "--year", "2025")
    assert "provenance" not in said
    assert "Dibawa" not in said
    assert "Tidak dibawa, tetap ada di berkas 2024: angka yang diumumkan (published)." in said
    assert "provenance" not in out.read_text("utf-8")
    (tmp_path / "kosong").mkdir()
    said, _out = carried(spbe, tmp_path / "kosong", HEAD.format(year=2024), "--year", "2025")
    assert "Berkas 2024 belum berisi apa pun yang dapat dibawa." in said


def test_english_names_the_same(spbe: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(FULL, "utf-8")
    done = spbe("--lang", "en", "carry", tmp_path / "a.yaml", "--year", "2025")
    assert "1 action." in one_line(done.stdout)
    assert "published figures (published), the plan (plan)" in one_line(done.stdout)


def test_another_instrument_keeps_all_that_was_written(spbe: Run, tmp_path: Path) -> None:
    said, out = carried(spbe, tmp_path, FULL, "--to", "pemdi")
    first = assessments.load(out)[0].answers["1"]
    assert [one.carried for one in first.evidence] == [2024, 2024]
    assert first.explanation is None
    for line in (
        "Fakta indikator 12: Ada",
        "Analisis indikator 12: Cukup",
        "Nilai lain indikator 12: mandiri 2, target 3.",
        "Catatan indikator 13: RKA 2024 belum dikonsultasikan",
        "Catatan asesor indikator 13: Kurang",
        "Tindak lanjut indikator 13: Lengkapi (batas 30 Juni 2024)",
    ):
        assert line in told(out, "1").splitlines()
    assert "Dibawa: 2 bukti dukung, pengampu 1 indikator." in said
    assert "provenance: 1 penjelasan, tingkat 2 indikator, target 1 indikator" in said
    left = "tingkat dan butir yang dibuktikan 1 bukti, angka yang diumumkan (published), rencana"
    assert left in said
    data = json.loads(
        spbe("carry", tmp_path / "lama.yaml", "--to", "pemdi", "--format", "json").stdout
    )
    assert data["left"] == {"proofs": 1, "published": 1, "plan": 1}
    assert data["told"]["explanations"] == 1


@pytest.mark.parametrize("item", ["12", "13"])
def test_origins_go_on_from_year_to_year(spbe: Run, tmp_path: Path, item: str) -> None:
    """Two years on, and under another instrument, the first year can still be read."""
    _said, out = carried(spbe, tmp_path, FULL, "--year", "2025")
    first = told(out, item).splitlines()
    said, then = carried(spbe, tmp_path / "2026", out.read_text("utf-8"), "--to", "pemdi")
    assert "asal terdahulu 2 indikator" in said
    for line in first:
        assert line in told(then, "1").splitlines()
    assert f"Sebelumnya, dari indikator {item} · 2024 · permenpanrb-59-2020:" in told(then, "1")
    last, end = carried(spbe, tmp_path / "2027", then.read_text("utf-8"), "--year", "2027")
    assert "asal terdahulu" in last
    for line in first:
        assert line in told(end, "1").splitlines()
    assert [one.carried for one in assessments.load(end)[0].answers["1"].evidence] == [2024, 2024]


def test_what_somebody_confirmed_is_of_the_year_it_was_confirmed(spbe: Run, tmp_path: Path) -> None:
    _said, out = carried(spbe, tmp_path, FULL.replace("2024", "2022"), "--year", "2023")
    text = out.read_text("utf-8").replace("      carried: 2022\n", "", 1)
    _said, then = carried(spbe, tmp_path / "lagi", text, "--year", "2024")
    evidence = assessments.load(then)[0].answers["12"].evidence
    assert [(one.title, one.carried) for one in evidence] == [("SK", 2023), ("Notula", 2022)]
    assert not assessments.load(then)[0].levels(Opinion.SELF)


def test_an_index_that_comes_from_a_file_is_told_with_it(spbe: Run, tmp_path: Path) -> None:
    levels = "".join(f"  {number}: 3\n" for number in range(1, 39))
    head = HEAD.format(year=2026)
    (tmp_path / "epss.yaml").write_text(
        f"{head}instrument: epss-2022\nindicators:\n{levels}", "utf-8"
    )
    text = f"{head}outside: {{IPS: {{file: epss.yaml}}}}\nindicators: {{1: 2}}\n"
    said, out = carried(spbe, tmp_path, text, "--year", "2027")
    assert "1 indeks instansi lain" in said
    assert told(out, "7") == "Indeks IPS 2026: 3 (dari epss.yaml)."


def test_what_nothing_follows_is_named(tmp_path: Path) -> None:
    """Items with entries that no indicator of the new instrument comes from."""
    (tmp_path / "a.yaml").write_text(
        HEAD.format(year=2024)
        + "indicators:\n  12: {self: 2, owner: X}\n  25: {self: 3}\n  30: {owner: Y}\n  31:\n"
    )
    before, law = assessments.load(tmp_path / "a.yaml")
    new = LAWS["permenpanrb-8-2026"]
    found = carry(before, law, new)
    assert Carrying(before, law, new, found).handover.unfollowed == ()
    only = Carrying(before, law, new, found[:1]).handover  # as if it were the only indicator
    assert only.unfollowed == ("25", "30")
    assert list(handed_over(only, 2024))[-1] == (
        "Tidak dibawa, tetap ada di berkas 2024: isian indikator 25 dan 30 (tanpa penerus)."
    )
