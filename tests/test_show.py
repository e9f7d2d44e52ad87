"""One indicator on one screen, and the text for the portal."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from program import Run

RICH = """
institution: Kabupaten Contoh
year: 2024
indicators:
  12:
    self: 4
    official: 2
    target: 5
    owner: [Bappeda, Diskominfo]
    evidence:
      - {title: Perbup Peta Rencana, number: 12 Tahun 2021, file: bukti/perbup.pdf,
         page: hal. 4–6, date: 2021-05-04, levels: [2, 3]}
      - {title: Notula reviu, file: bukti/notula.pdf, levels: [4]}
      - {title: Laman, url: "https://contoh.go.id/peta", carried: 2023}
    explanation:
      fact: Peta rencana ditetapkan dengan Perbup.
      analysis: |
        Tujuh muatan terpenuhi.
        Reviu dilakukan tiap tahun.
    note: Sudah dibahas.
    remark: Reviu belum terbukti.
    action: {text: Lengkapi notula, due: 2024-06-30}
  13: {self: 2, owner: Diskominfo}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "bukti").mkdir()
    (tmp_path / "bukti/perbup.pdf").write_bytes(b"%PDF")
    (tmp_path / "bukti/notula.pdf").write_bytes(b"")
    (tmp_path / "penilaian-2023.yaml").write_text(
        "institution: Kab. Contoh\nyear: 2023\nindicators: {12: {self: 3, official: 1}}\n"
    )
    path = tmp_path / "penilaian-2024.yaml"
    path.write_text(RICH, "utf-8")
    return path


def data_of(spbe: Run, *arguments: str | Path) -> Any:
    done = spbe("show", *arguments, "--format", "json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_everything_known_is_on_the_screen(spbe: Run, file: Path) -> None:
    done = spbe("show", file, "12", env={"COLUMNS": "80"})
    assert done.returncode == 0, done.stderr
    text = " ".join(done.stdout.split())
    for said in (
        "Tingkat mandiri 4 · eksternal 2 · target 5 · tahun lalu 1 (eksternal 2023)",
        "Bappeda; Diskominfo",
        "1. Perbup Peta Rencana · 12 Tahun 2021 · bukti/perbup.pdf · hal. 4–6 · 4 Mei 2021",
        "tingkat 2, 3 · berkas ada",
        "2. Notula reviu · bukti/notula.pdf · tingkat 4 · berkas kosong",
        "https://contoh.go.id/peta · dari 2023 · tautan, tidak diperiksa",
        "Catatan Sudah dibahas.",
        "Asesor Reviu belum terbukti.",
        "Fakta Peta rencana ditetapkan dengan Perbup.",
        "Analisis Tujuh muatan terpenuhi.",
        "Lengkapi notula · batas 30 Juni 2024",
    ):
        assert said in text, said
    assert all(len(line) <= 80 for line in done.stdout.splitlines())


def test_nothing_is_written_or_locked(spbe: Run, file: Path) -> None:
    before = sorted((one.name, one.stat().st_mtime_ns) for one in file.parent.rglob("*"))
    spbe("show", file, "12")
    assert sorted((one.name, one.stat().st_mtime_ns) for one in file.parent.rglob("*")) == before


def test_data(spbe: Run, file: Path) -> None:
    data = data_of(spbe, file, "12")
    assert data["format"] == "spbe-show/1"
    (one,) = data["indicators"]
    assert one["levels"] == {"target": "5", "self": "4", "official": "2"}
    assert one["proven"] == "4"  # the link may be for any level
    assert [each["found"] for each in one["evidence"]] == ["found", "empty", "link"]
    assert one["previous"] == {"opinion": "official", "level": "1", "year": 2023}
    assert (one["note"], one["remark"]) == ("Sudah dibahas.", "Reviu belum terbukti.")
    assert one["evidence"][0]["page"] == "hal. 4–6"
    rows = list(csv.DictReader(io.StringIO(spbe("show", file, "12", "--format", "csv").stdout)))
    assert [(row["owners"], row["missing"]) for row in rows] == [("Bappeda; Diskominfo", "1")]


@pytest.mark.parametrize(
    ("arguments", "items"),
    [
        (["12", "13"], ["12", "13"]),
        (["12-13"], ["12", "13"]),
        (["--owner", "diskominfo"], ["12", "13"]),
        (["domain:2", "--owner", "Bappeda"], ["12"]),
        (["aspect:3", "--owner", "Bappeda"], []),
    ],
)
def test_which_are_shown(spbe: Run, file: Path, arguments: list[str], items: list[str]) -> None:
    assert [one["id"] for one in data_of(spbe, file, *arguments)["indicators"]] == items


def test_the_newest_file_is_taken_and_named(spbe: Run, file: Path) -> None:
    done = spbe("show", "12", "--format", "json", cwd=file.parent)
    assert json.loads(done.stdout)["year"] == 2024
    assert done.stderr.splitlines()[0] == "Berkas: penilaian-2024.yaml"
    (file.parent / "salinan.yaml").write_text(RICH, "utf-8")
    done = spbe("show", "12", cwd=file.parent)
    assert done.returncode == 2
    assert "penilaian-2024.yaml, salinan.yaml" in done.stderr


def test_the_text_for_the_portal(spbe: Run, file: Path) -> None:
    done = spbe("show", file, "12", "--portal")
    assert done.stdout.splitlines() == [
        "## 12 Peta Rencana SPBE Instansi Pusat/Pemerintah Daerah · tingkat 4",
        "",
        "Fakta:",
        "Peta rencana ditetapkan dengan Perbup.",
        "1. Perbup Peta Rencana, Nomor 12 Tahun 2021, 4 Mei 2021, hal. 4–6 (perbup.pdf)",
        "2. Notula reviu (notula.pdf)",
        "3. Laman (https://contoh.go.id/peta)",
        "Analisis:",
        "Tujuh muatan terpenuhi.",
        "Reviu dilakukan tiap tahun.",
    ]
    assert "belum ditulis" not in done.stderr
    missing = spbe("show", file, "13", "--portal")
    assert "[belum ditulis]" in missing.stdout
    assert "indikator 13" in missing.stderr


def test_all_explanations_in_one_file(spbe: Run, file: Path) -> None:
    out = file.parent / "penjelasan.md"
    done = spbe("show", file, "--all", "--portal", "-o", out)
    assert "penjelasan 47 indikator" in done.stdout
    text = out.read_text("utf-8")
    assert text.count("\n## ") == 46
    assert spbe("show", file, "--all", "--portal", "-o", out).returncode == 4  # never overwritten


def test_items_of_a_checklist_are_explained_one_by_one(spbe: Run, tmp_path: Path) -> None:
    file = tmp_path / "p.yaml"
    file.write_text(
        "institution: A\nyear: 2026\nindicators:\n  11:\n    self: 2\n"
        "    evidence: [{title: SK Tim, file: sk.pdf, page: hal. 2, items: [I11-L1-01]}]\n"
        "    items:\n      I11-L1-01: {state: diterima, explanation: {fact: Ada SK, "
        "analysis: Cukup}}\n"
    )
    text = spbe("show", file, "11", "--portal").stdout
    assert "Butir I11-L1-01: " in text
    assert text.splitlines()[-5:] == [
        "Fakta:",
        "Ada SK",
        "1. SK Tim, hal. 2 (sk.pdf)",
        "Analisis:",
        "Cukup",
    ]
    (one,) = data_of(spbe, file, "11")["indicators"]
    (item,) = [each for each in one["items"] if each["code"] == "I11-L1-01"]
    assert (item["state"], item["evidence"]) == ("diterima", [1])


def test_what_is_not_named_is_refused(spbe: Run, file: Path) -> None:
    assert spbe("show", file).returncode == 2
    assert spbe("show", file, "99").returncode == 3
    assert spbe("show", file, "12", "-o", "x.md").returncode == 2


def test_what_an_item_is_worth(spbe: Run, examples: Path) -> None:
    """Points as the portal keeps them: 0,50 by four items is 0,13 each, a weight of 5 of 100."""
    file = examples / "aceh-tengah-2026.yaml"
    text = spbe("show", file, "3").stdout
    assert "Tingkat 1 · butir 0,13; 2 dari 4 butir tingkat ini = 0,26" in text
    assert "L1-3 [belum · +0,0065 pada indeks] Dokumentasi kegiatan" in text
    assert "L1-5 [belum · tidak ikut dihitung]" in text
    assert "Tingkat 3 · butir 0,20; 0 dari 5 butir tingkat ini = 0,00" in text
    assert "L3-1" not in text  # beyond the next level nothing is listed: one screen
    assert "perkiraan dari butir diterima 1,26" in text
    items = {one["code"]: one for one in data_of(spbe, file, "3")["indicators"][0]["items"]}
    assert (items["L1-3"]["points"], items["L1-3"]["worth"]["exact"]) == ("0.13", "0.0065")
    assert (items["L1-5"]["points"], items["L1-5"]["worth"]) == (None, None)
    assert items["L5-1"]["points"] == "0.17"  # shown in data, whatever the screen leaves out
