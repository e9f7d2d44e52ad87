"""Indonesian words where files have English ones: keys are answered, opinions are read."""

from pathlib import Path

import pytest
from program import Run

from spbe_cli import vocabulary
from spbe_cli.core.assessment import Opinion
from spbe_cli.store.yaml import assessment_file, assessments

HEAD = "institution: Kabupaten Contoh\nyear: 2024\n"
KEYS = {
    ("bukti_dukung: []", "evidence"),
    ("Bukti-Dukung: []", "evidence"),
    ("tindak_lanjut: {}", "action"),
    ("catatan_asesor: x", "remark"),
    ("catatan asesor: x", "remark"),
    ("sasaran: 3", "target"),
    ("keterangan: x", "note"),
    ("asal: {}", "provenance"),
    ("unit: Bappeda", "owner"),
    ("PIC: Bappeda", "owner"),
    ("penanggung_jawab: Bappeda", "owner"),
    ("nilai_mandiri: 3", "self"),
    ("nilai eksternal: 3", "official"),
    ("evidence: [{link: s.id/x}]", "url"),
    ("evidence: [{nama_dokumen: SK}]", "title"),
    ("evidence: [{tgl: 2024-01-02}]", "date"),
    ("action: {tindak_lanjut: x}", "text"),
    ("action: {text: x, batas_waktu: 2024-01-02}", "due"),
    ("explanation: {fakta: x}", "fact"),
}


@pytest.mark.parametrize(("written", "meant"), sorted(KEYS))
def test_a_key_of_an_indicator_is_answered(
    spbe: Run, tmp_path: Path, written: str, meant: str
) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(f"{HEAD}indicators:\n  1: {{{written}}}\n", "utf-8")
    done = spbe("check", file)
    assert (done.returncode, "E008" in done.stderr) == (3, True)
    assert f"Mungkin yang dimaksud {meant}." in done.stderr


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("diumumkan: {index: 2}", "published"),
        ("indeks_luar: {SDI: 60}", "outside"),
        ("Nama Instansi: X", "institution"),
        ("rencana_aksi: {}", "plan"),
        ("published: {penilai: official, index: 2}", "opinion"),
        ("published: {nilai: 2}", "index"),
        ("plan: {satuan: hari}", "unit"),
        ("plan: {steps: [{nomor: 1, to: 3}]}", "indicator"),
    ],
)
def test_a_key_of_the_file_is_answered(spbe: Run, tmp_path: Path, written: str, meant: str) -> None:
    (tmp_path / "a.yaml").write_text(f"{HEAD}{written}\n", "utf-8")
    assert f"Mungkin yang dimaksud {meant}." in spbe("check", tmp_path / "a.yaml").stderr


def test_every_word_means_a_key_that_there_is() -> None:
    schema = str(assessment_file.assessment_schema())
    for meant in vocabulary.KEYS.values():
        assert any(f"'{one}':" in schema for one in meant), meant


@pytest.mark.parametrize(
    ("written", "opinion"),
    [
        *(("mandiri", Opinion.SELF), ("Verifikasi", Opinion.VERIFIED)),
        *(("eksternal", Opinion.OFFICIAL), ("EKSTERNAL", Opinion.OFFICIAL)),
        *(("official", Opinion.OFFICIAL), ("target", Opinion.TARGET), ("self", Opinion.SELF)),
    ],
)
def test_an_opinion_is_read_in_either_language(
    spbe: Run, tmp_path: Path, written: str, opinion: Opinion
) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(
        f"{HEAD}published: {{opinion: {written}, domains: {{1: 2, 2: 2, 3: 2, 4: 2}}}}\n", "utf-8"
    )
    found, _law = assessments.load(file)
    assert found.published is not None
    assert found.published.opinion is opinion
    assert f"opinion: {opinion.value}" in assessments.dump(found)
    assert spbe("score", file).returncode == 0


@pytest.mark.parametrize("written", ["luar", "eksternall", "self, official", "[self]"])
def test_what_is_no_opinion_is_refused(spbe: Run, tmp_path: Path, written: str) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(f"{HEAD}published: {{opinion: {written!r}, index: 2.1}}\n", "utf-8")
    done = spbe("score", file)
    assert (done.returncode, "E010" in done.stderr) == (3, True)
