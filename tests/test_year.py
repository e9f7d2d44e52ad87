"""The office's year: next steps, the newest file, Indonesian words, the record, the next year."""

import csv
import datetime as dt
import io
import json
import re
import shlex
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest
from office import make
from program import Done, Run

from spbe_cli.core import owners
from spbe_cli.core.assessment import Opinion
from spbe_cli.core.owed.history import Edit, History
from spbe_cli.render.text.log import log_text
from spbe_cli.render.text.screen import Screen
from spbe_cli.store import history
from spbe_cli.store.yaml import assessments

FULL = "institution: Kabupaten Contoh\nyear: 2024\nindicators:\n" + "".join(
    f"  {n}: {{self: 2, owner: Bappeda, evidence: [{{title: SK {n}}}]}}\n" for n in range(1, 48)
)
DAYS = {"SOURCE_DATE_EPOCH": "1722643200"}  # 3 August 2024


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "penilaian-2024.yaml").write_text(FULL, "utf-8")
    (tmp_path / "penilaian-2023.yaml").write_text(FULL.replace("2024", "2023"), "utf-8")
    (tmp_path / "bukan.yaml").write_text("a: 1\n", "utf-8")
    return tmp_path


# --- at hand ---


@pytest.mark.parametrize(
    "command",
    [
        ["score"],
        ["check"],
        ["todo"],
        ["show", "12"],
        ["evidence", "list"],
        ["log"],
        ["simulate"],
        ["carry"],
        ["form", "-o", "f.csv"],
        ["report", "-o", "r.md"],
        ["evidence", "pack", "-o", "b.zip"],
    ],
)
def test_the_newest_file_is_the_default_and_is_named(
    spbe: Run, folder: Path, command: list[str]
) -> None:
    done = spbe(*command, cwd=folder)
    assert done.returncode in (0, 5), done.stderr
    assert done.stderr.splitlines()[0] == "Berkas: penilaian-2024.yaml"


def test_without_an_assessment_nothing_is_guessed(spbe: Run, tmp_path: Path) -> None:
    done = spbe("check", cwd=tmp_path)
    assert (done.returncode, "tidak memuat penilaian" in done.stderr) == (2, True)


VERBS = {
    "nilai": "score",
    "mulai": "init",
    "formulir": "form",
    "impor": "import",
    "lihat": "show",
    "tagih": "todo",
    "bukti": "evidence",
    "periksa": "check",
    "riwayat": "log",
    "laporan": "report",
    "banding": "compare",
    "peringkat": "rank",
    "simulasi": "simulate",
    "lanjut": "carry",
    "instrumen": "instrument",
    "panduan": "guide",
    "contoh": "examples",
}


@pytest.mark.parametrize(("verb", "meant"), VERBS.items())
def test_indonesian_verbs(spbe: Run, verb: str, meant: str) -> None:
    one, other = spbe(verb, "--help"), spbe(meant, "--help")
    assert (one.returncode, one.stderr) == (0, "")
    assert one.stdout == other.stdout.replace(f"spbe {meant} [", f"spbe {verb} [").replace(
        f"spbe {meant} PERINTAH", f"spbe {verb} PERINTAH"
    )
    assert f"{meant}, {verb}" in spbe("--help").stdout
    assert f", {verb} " not in spbe("--lang", "en", "--help").stdout


def test_indonesian_verbs_are_suggested_and_completed(spbe: Run) -> None:
    assert "mungkin yang dimaksud tagih" in spbe("taghi").stderr
    done = spbe(
        env={"_SPBE_COMPLETE": "complete_bash", "COMP_WORDS": "spbe peri", "COMP_CWORD": "1"}
    )
    assert "periksa" in done.stdout.split()


@pytest.mark.parametrize(
    ("written", "meant"), [("eksternal", "official"), ("Mandiri", "self"), ("official", "official")]
)
def test_indonesian_values(spbe: Run, examples: Path, written: str, meant: str) -> None:
    file = examples / "denpasar-2018.yaml"
    done = spbe("score", file, "--opinion", written, "--format", "json")
    assert json.loads(done.stdout)["opinion"] == meant
    both = spbe("compare", file, "--opinions", "mandiri,eksternal", "--format", "json")
    assert both.returncode == 0, both.stderr


def test_a_value_that_is_none(spbe: Run, examples: Path) -> None:
    done = spbe("score", examples / "denpasar-2018.yaml", "--opinion", "luar")
    assert done.returncode == 2
    assert "eksternal (official), verifikasi (verified), mandiri (self), target" in done.stderr


# --- what comes next ---


def following(done: Done) -> str:
    text = f"{done.stdout}\n{done.following}"
    return next(
        line.strip().removeprefix("Berikutnya: ")
        for line in text.splitlines()
        if line.strip().startswith("Berikutnya: ")
    )


def test_next_steps_follow_the_state(spbe: Run, folder: Path) -> None:
    file = "penilaian-2024.yaml"
    made = spbe("init", "baru.yaml", "--institution", "X", "--year", "2025", cwd=folder)
    assert following(made) == "spbe score baru.yaml"
    (folder / "baru.yaml").unlink()
    assert following(spbe("score", file, cwd=folder)).startswith(f"spbe simulate {file} --target ")
    assert following(spbe("check", file, cwd=folder)) == f"spbe report {file} -o laporan.html"
    assert following(spbe("todo", file, cwd=folder)) == f"spbe check {file}"
    form = spbe("form", file, "-o", "f.csv", cwd=folder)
    assert following(form) == f"spbe import f.csv --into {file}"
    text = (folder / "f.csv").read_text("utf-8-sig").replace(";12;", ";12;", 1)
    text = text.replace("Pemerintah Daerah;2;SK 12", "Pemerintah Daerah;3;SK 12")
    (folder / "f.csv").write_text(text, "utf-8-sig")
    dry = spbe("import", "f.csv", "--into", file, "--dry-run", cwd=folder)
    assert following(dry) == f"spbe import f.csv --into {file}"
    assert following(spbe("import", "f.csv", "--into", file, cwd=folder)) == f"spbe check {file}"
    (folder / file).write_text(FULL.replace("  47: {self: 2,", "  47: {self: ,"), "utf-8")
    assert following(spbe("score", file, cwd=folder)) == f"spbe todo {file}"
    assert following(spbe("check", file, cwd=folder)) == f"spbe score {file}"
    assert following(spbe("todo", file, cwd=folder)) == f"spbe form {file} --split -o formulir"
    data = spbe("check", file, "--format", "json", cwd=folder)
    assert "Berikutnya" not in data.stdout + data.following


# --- the record ---


def test_a_line_a_day_and_the_weeks(spbe: Run, tmp_path: Path) -> None:
    office = make(tmp_path)
    for day in (1722038400, 1722643200, 1722729600, 1722643200):  # 27 July, 3, 4, again 3 August
        done = spbe("log", office.file, env={"SOURCE_DATE_EPOCH": str(day)})
        assert done.returncode == 0, done.stderr
    data = json.loads(spbe("log", office.file, "--format", "json", env=DAYS).stdout)
    assert [one["date"] for one in data["days"]] == ["2024-07-27", "2024-08-03", "2024-08-04"]
    assert data["weeks"] == ["2024-07-27", "2024-08-04"]
    owed = json.loads(spbe("todo", office.file, "--format", "json", env=DAYS).stdout)
    last = data["days"][-1]
    assert last["filled"] == sum(line.level is not None for line in office.lines)
    assert last["debts"] == sum(one["debts"] for one in owed["owners"])
    assert Fraction(last["stake"]) == Fraction(owed["at_stake"])
    assert last["owners"] == {one["owner"] or "": one["debts"] for one in owed["owners"]}
    shown = spbe("log", office.file, env=DAYS | {"COLUMNS": "80"}).stdout
    assert "2024-07-27" in shown
    assert f"{last['filled']}/47" in shown
    assert "▇" in shown
    since = spbe("log", office.file, "--since", "1/8/2024", "--format", "json", env=DAYS)
    assert len(json.loads(since.stdout)["days"]) == 2
    kept = tmp_path / "penilaian-2024.riwayat.csv"
    rows = list(csv.DictReader(io.StringIO(kept.read_text("utf-8-sig"))))
    assert [row["kind"] for row in rows] == ["day"] * 3


def test_who_changed_what(spbe: Run, folder: Path) -> None:
    file = folder / "penilaian-2024.yaml"
    spbe("form", file, "-o", folder / "Bappeda.csv")
    text = (folder / "Bappeda.csv").read_text("utf-8-sig")
    text = text.replace("Pemerintah Daerah;2;SK 12", "Pemerintah Daerah;3;SK 12")
    (folder / "Bappeda.csv").write_text(text, "utf-8-sig")
    assert (
        "perubahan ditulis"
        in spbe("import", folder / "Bappeda.csv", "--into", file, env=DAYS).stdout
    )
    data = json.loads(spbe("log", file, "--format", "json", env=DAYS).stdout)
    assert data["changes"] == [
        {
            "date": "2024-08-03",
            "item": "12",
            "field": "level",
            "old": "2",
            "new": "3",
            "source": "Bappeda.csv",
        }
    ]
    assert "12 tingkat 2 → 3 (Bappeda.csv)" in spbe("log", file, env=DAYS).stdout


@pytest.mark.parametrize(
    ("opinion", "field", "word"),
    [
        ("official", "official", "nilai eksternal"),
        ("verified", "verified", "nilai verifikasi"),
        ("target", "target", "nilai target"),
        ("self", "level", "tingkat"),
    ],
)
def test_a_verdict_is_not_recorded_as_our_level(
    spbe: Run, tmp_path: Path, opinion: str, field: str, word: str
) -> None:
    file, form = tmp_path / "p.yaml", tmp_path / "lke.csv"
    file.write_text("institution: Kota A\nyear: 2024\nindicators: {1: {note: x}}\n")
    spbe("form", file, "--opinion", opinion, "-o", form)
    text = form.read_text("utf-8-sig")
    form.write_text(re.sub(r"(?m)^(.*;1;[^;]*;);", r"\g<1>1;", text), "utf-8-sig")
    done = spbe("import", form, "--into", file, env=DAYS)
    assert "1 perubahan" in done.stdout, done.stdout + done.stderr
    assert f"1 {word} – → 1 (lke.csv)" in spbe("log", file, env=DAYS).stdout
    data = json.loads(spbe("log", file, "--format", "json", env=DAYS).stdout)
    assert [one["field"] for one in data["changes"]] == [field]


def test_a_record_without_anything_since_a_day_says_so(spbe: Run, folder: Path) -> None:
    file = folder / "penilaian-2024.yaml"
    shown = spbe("log", file, "--since", "2027-01-01", env=DAYS).stdout
    assert "Belum ada catatan sejak 1 Januari 2027." in shown
    assert "terisi" not in shown
    assert "terisi" in spbe("log", file, "--since", "2024-01-01", env=DAYS).stdout


def test_a_record_that_somebody_broke_is_told_and_costs_nothing(spbe: Run, folder: Path) -> None:
    file = folder / "penilaian-2024.yaml"
    kept = folder / "penilaian-2024.riwayat.csv"
    kept.write_text("date,kind,filled\nkemarin,day,3\n")
    done = spbe("log", file)
    assert (done.returncode, "E507" in done.stderr) == (3, True)
    assert kept.read_text() == "date,kind,filled\nkemarin,day,3\n"
    report = spbe("report", file, "-o", folder / "r.md")
    assert (report.returncode, "E507" in report.stderr) == (0, True)


HEAD_OF_RECORD = (
    "date,kind,filled,total,index,lowest,highest,proven,debts,stake,"
    "owners,indicator,field,old,new,source,proven_highest\n"
)


def recorded(folder: Path, *dates: str) -> Path:
    """Write a record of changes, one at each of some dates, as they are written."""
    kept = folder / "penilaian-2024.riwayat.csv"
    rows = (f"{one},change,,,,,,,,,,12,note,a,b,x.csv,\n" for one in dates)
    kept.write_text(HEAD_OF_RECORD + "".join(rows), "utf-8")
    return kept


@pytest.mark.parametrize(
    ("dates", "read"),
    [
        (("2024-07-27", "2024-08-03"), ("2024-07-27", "2024-08-03")),
        (("27/07/2024", "03/08/2024"), ("2024-07-27", "2024-08-03")),
        (("7/27/2024", "8/3/2024"), ("2024-07-27", "2024-08-03")),
        (("27/07/2024 00:00", "3/8/2024 0:00"), ("2024-07-27", "2024-08-03")),
        (("27-Jul-2024", "3 Agustus 2024"), ("2024-07-27", "2024-08-03")),
        (("08/08/2024",), ("2024-08-08",)),
    ],
)
def test_days_that_a_spreadsheet_wrote_are_read(
    spbe: Run, folder: Path, dates: tuple[str, ...], read: tuple[str, ...]
) -> None:
    kept = recorded(folder, *dates)
    done = spbe("log", folder / "penilaian-2024.yaml", "--format", "json", env=DAYS)
    assert done.returncode == 0, done.stderr
    assert tuple(one["date"] for one in json.loads(done.stdout)["changes"]) == read
    rows = list(csv.DictReader(io.StringIO(kept.read_text("utf-8-sig"))))
    assert sorted({row["date"] for row in rows}) == sorted({*read, "2024-08-03"})


@pytest.mark.parametrize(
    ("dates", "code", "line"),
    [
        (("03/08/2024",), "E508", 2),
        (("2024-07-27", "04/05/2024"), "E508", 3),
        (("27/07/2024", "7/28/2024", "03/08/2024"), "E508", 3),
        (("2024-07-27", "kemarin"), "E507", 3),
        (("2024-07-27", ""), "E507", 3),
    ],
)
def test_a_day_that_is_not_plain_is_told_and_nothing_is_lost(
    spbe: Run, folder: Path, dates: tuple[str, ...], code: str, line: int
) -> None:
    kept = recorded(folder, *dates)
    before = kept.read_bytes()
    done = spbe("log", folder / "penilaian-2024.yaml")
    assert (done.returncode, f"{kept.as_posix()}:{line}:1: {code} " in done.stderr) == (3, True)
    form = folder / "f.csv"
    assert spbe("form", folder / "penilaian-2024.yaml", "-o", form).returncode == 0
    text = form.read_text("utf-8-sig").replace("Daerah;2;SK 12", "Daerah;3;SK 12")
    form.write_text(text, "utf-8-sig")
    done = spbe("import", form, "--into", folder / "penilaian-2024.yaml")
    assert (done.returncode, code in done.stderr) == (0, True)
    assert "Perubahan ini sudah tersimpan, tetapi tidak masuk riwayat." in done.stderr
    assert kept.read_bytes() == before


@pytest.mark.parametrize("text", ["", "\n", "\ufeff", "  \r\n"])
def test_an_empty_record_is_none(spbe: Run, folder: Path, text: str) -> None:
    kept = folder / "penilaian-2024.riwayat.csv"
    kept.write_text(text, "utf-8")
    done = spbe("log", folder / "penilaian-2024.yaml", env=DAYS)
    assert done.returncode == 0, done.stderr
    assert kept.read_text("utf-8-sig").count("2024-08-03") == 1


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("sampah\n", "1:1"),
        (HEAD_OF_RECORD + "2024-08-03,hari,3,47,,1,5,,0,0,,,,,,,\n", "2:2"),
        (HEAD_OF_RECORD + "2024-08-03,day,banyak,47,,1,5,,0,0,,,,,,,\n", "2:3"),
        (HEAD_OF_RECORD + "2024-08-03,day,3,47,,1,5,,0,02-Mei,,,,,,,\n", "2:10"),
        (HEAD_OF_RECORD + "2024-08-03,day,3,47,,1,5,,0,0,Bappeda,,,,,,\n", "2:11"),
        (HEAD_OF_RECORD + "2024-08-03,day\n", "2:3"),
    ],
)
def test_a_broken_record_names_the_cell(spbe: Run, folder: Path, text: str, place: str) -> None:
    kept = folder / "penilaian-2024.riwayat.csv"
    kept.write_text(text, "utf-8")
    done = spbe("log", folder / "penilaian-2024.yaml")
    assert f"{kept.as_posix()}:{place}: E507 " in done.stderr


def test_a_record_saved_by_a_spreadsheet_is_read(spbe: Run, folder: Path) -> None:
    """With semicolons or tabs, and in Windows' own encoding."""
    kept = folder / "penilaian-2024.riwayat.csv"
    for separator in (";", "\t"):
        text = HEAD_OF_RECORD.replace(",", separator)
        row = ["2024-08-01", "change", *[""] * 9, "12", "note", "kafé", "b", "x.csv", ""]
        kept.write_bytes((text + separator.join(row) + "\n").encode("cp1252"))
        done = spbe("log", folder / "penilaian-2024.yaml", "--format", "json", env=DAYS)
        assert [one["old"] for one in json.loads(done.stdout)["changes"]] == ["kafé"]


def test_a_report_tells_how_the_work_went(spbe: Run, folder: Path) -> None:
    file = folder / "penilaian-2024.yaml"
    spbe("log", file, env=DAYS)
    spbe("report", file, "-o", folder / "r.md")
    text = (folder / "r.md").read_text("utf-8")
    assert "3 Agustus 2024: 47 dari 47 terisi, terbukti 2,00, 0 utang" in text


# --- the next year ---


def test_the_next_year_under_the_same_instrument(spbe: Run, folder: Path) -> None:
    file, out = folder / "penilaian-2024.yaml", folder / "penilaian-2025.yaml"
    file.write_text(
        FULL.replace(
            "  12: {self: 2,",
            "  12: {self: 2, official: 1, remark: Kurang, note: Sudah dibahas, "
            "explanation: {fact: Ada}, target: 3, ",
        ),
        "utf-8",
    )
    done = spbe("carry", file, "--year", "2025", "-o", out)
    assert done.returncode == 0, done.stderr
    assert "47 bukti dukung, 1 penjelasan, pengampu 47 indikator" in " ".join(done.stdout.split())
    new, law = assessments.load(out)
    assert (new.year, law.id) == (2025, "permenpanrb-59-2020")
    assert not any(one.levels for one in new.answers.values())
    one = new.answers["12"]
    assert (one.owners, one.note, one.remark) == (("Bappeda",), None, None)
    assert [each.carried for each in one.evidence] == [2024]
    assert one.explanation is not None
    assert (one.explanation.fact, one.explanation.carried) == ("Ada", 2024)
    assert one.provenance is not None
    assert one.provenance.note == (
        "Nilai 2024: eksternal 1, mandiri 2.\nCatatan asesor 2024: Kurang\nTarget 2024: 3.\n"
        "Catatan 2024: Sudah dibahas"
    )
    assert spbe("carry", file, "--year", "2025", "-o", out).returncode == 4
    data = json.loads(spbe("carry", file, "--year", "2025", "--format", "json").stdout)
    assert data["years"] == [2024, 2025]


def test_further_services_go_along(spbe: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(
        "institution: A\nyear: 2018\nindicators:\n"
        "  35: {self: 2, owner: X}\n  35-2: {self: 3, owner: Y}\n"
    )
    done = spbe("carry", file, "--year", "2019", "-o", tmp_path / "b.yaml")
    assert done.returncode == 0, done.stderr
    new, _law = assessments.load(tmp_path / "b.yaml")
    assert new.answers["35-2"].owners == ("Y",)


@pytest.mark.parametrize(
    ("arguments", "law", "year"),
    [
        ([], "permenpanrb-8-2026", 2026),
        (["--to", "pemdi"], "permenpanrb-8-2026", 2026),
        (["--to", "2026"], "permenpanrb-8-2026", 2026),
        (["--to", "8/2026"], "permenpanrb-8-2026", 2026),
        (["--year", "2026"], "permenpanrb-8-2026", 2026),
        (["--year", "2024"], "permenpanrb-59-2020", 2024),
        (["--to", "59/2020"], "permenpanrb-59-2020", 2024),
    ],
)
def test_where_to(
    spbe: Run, examples: Path, tmp_path: Path, arguments: list[str], law: str, year: int
) -> None:
    out = tmp_path / "b.yaml"
    done = spbe("carry", examples / "bandar-lampung-2023.yaml", *arguments, "-o", out)
    assert done.returncode == 0, done.stderr
    new, found = assessments.load(out)
    assert (found.id, new.year) == (law, year)
    assert not new.levels(Opinion.OFFICIAL)


# --- letters ---


@pytest.mark.parametrize(
    ("unit", "head"),
    [
        ("Inspektorat", "Inspektur"),
        ("Inspektorat Daerah", "Inspektur Daerah"),
        ("RSUD Abdul Moeloek", "Direktur RSUD Abdul Moeloek"),
        ("Rumah Sakit Umum Daerah", "Direktur Rumah Sakit Umum Daerah"),
        ("Kecamatan Sukajadi", "Camat Sukajadi"),
        ("Sekretariat DPRD", "Sekretaris DPRD"),
        ("Bagian Hukum", "Kepala Bagian Hukum"),
        ("Dinas Kesehatan", "Kepala Dinas Kesehatan"),
        ("Kepala Bagian Umum", "Kepala Bagian Umum"),
        ("kepala  dinas kominfo", "kepala dinas kominfo"),
        ("Direktorat Jenderal Pajak", "Direktur Jenderal Pajak"),
        ("Ditjen Pajak", "Direktur Jenderal Pajak"),
        ("Direktur Jenderal Pajak", "Direktur Jenderal Pajak"),
        ("Direktorat Pelayanan", "Direktur Pelayanan"),
        ("Sekretariat Jenderal", "Sekretaris Jenderal"),
        ("Sekretariat Daerah", "Sekretaris Daerah"),
        ("Setda", "Sekretaris Daerah"),
        ("Inspektorat Jenderal", "Inspektur Jenderal"),
        ("Inspektorat II", "Inspektur II"),
        ("Staf Ahli Bidang Hukum", "Staf Ahli Bidang Hukum"),
        ("Asisten Administrasi Umum", "Asisten Administrasi Umum"),
        ("UPT Pusat Data", "Kepala UPT Pusat Data"),
        ("UPTD Metrologi", "Kepala UPTD Metrologi"),
        ("Puskesmas Sukaraja", "Kepala Puskesmas Sukaraja"),
        ("Kelurahan Way Halim", "Lurah Way Halim"),
        ("Kecamatan", "Camat"),
        ("Kec. Bebesen", "Camat Bebesen"),
        ("Kel. Asir", "Lurah Asir"),
        ("Distrik Heram", "Kepala Distrik Heram"),
        ("Gampong Asir", "Keuchik Gampong Asir"),
        ("RS Jiwa", "Direktur RS Jiwa"),
        ("RSJ Aceh", "Direktur RSJ Aceh"),
        ("RSIA Bunda", "Direktur RSIA Bunda"),
        ("UPTD RSUD Datu Beru", "Direktur UPTD RSUD Datu Beru"),
        ("BLUD RSUD Kota", "Direktur BLUD RSUD Kota"),
        ("UPTD Puskesmas Asir", "Kepala UPTD Puskesmas Asir"),
        ("Perusahaan Daerah Air Minum", "Direktur Perusahaan Daerah Air Minum"),
        ("Camat Sukajadi", "Camat Sukajadi"),
        ("Universitas Lampung", "Rektor Universitas Lampung"),
        ("Bappeda", "Kepala Bappeda"),
        ("Satpol PP", "Kepala Satpol PP"),
        ("Dinas Sosial", "Kepala Dinas Sosial"),
        ("Tata Pemerintahan", "Kepala Tata Pemerintahan"),
        *[
            (held, held)
            for held in (
                "Sekda",
                "Sekwan",
                "Kadis Kominfo",
                "Kabag Hukum",
                "Kabid TIK",
                "Dirut PDAM",
            )
        ],
        ("Kantor Arsip", "Kepala Kantor Arsip"),
        ("Siti Aminah", "Siti Aminah"),
        ("Ani Wulandari, S.Kom., M.T.", "Ani Wulandari, S.Kom., M.T."),
        ("Dr. Budi Santoso", "Dr. Budi Santoso"),
        ("Ibu Ani", "Ibu Ani"),
        ("", ""),
    ],
)
def test_whom_a_letter_addresses(unit: str, head: str) -> None:
    assert owners.addressee(unit) == head


def test_letters_name_documents_and_skip_who_owes_nothing(spbe: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(
        "institution: A\nyear: 2024\nindicators:\n"
        "  1: {self: 2, owner: [Bappeda, Inspektorat], evidence: [{title: SK Tim, file: a.pdf}]}\n"
        "  2: {self: 1, owner: Bagian Hukum}\n  3: {self: 1, owner: Inspektorat}\n"
    )
    done = spbe("form", file, "--split", "-o", tmp_path / "f", env=DAYS)
    assert done.returncode == 0, done.stderr
    names = {one.name for one in (tmp_path / "f").iterdir()}
    assert "Bagian Hukum.xlsx" in names
    assert "Bagian Hukum.md" not in names
    assert "Bagian Hukum; lengkap, tanpa surat" in done.stdout
    letter = (tmp_path / "f/Inspektorat.md").read_text("utf-8")
    assert "Yth. Inspektur  \n" in letter
    assert (
        "(bersama Bappeda) | bukti dukung, antara lain: SK Tim (berkas tidak ditemukan) |" in letter
    )
    assert "\n| 3 |" not in letter  # level 1 needs no evidence
    assert "Indikator 3 telah terisi" in letter
    assert all(line.endswith("  ") for line in letter.splitlines() if line.startswith("Sifat"))
    again = spbe("form", file, "--split", "--remind", "-o", tmp_path / "f", env=DAYS)
    assert again.returncode == 0, again.stderr
    later = {one.name for one in (tmp_path / "f").iterdir()} - names
    assert later == {
        f"{unit}-2024-08-03{end}"
        for unit in ("Bappeda", "Inspektorat", "tanpa-pengampu")
        for end in (".docx", ".md")
    }
    letter = (tmp_path / "f/Inspektorat-2024-08-03.md").read_text("utf-8")
    assert letter.startswith("# Permintaan pemenuhan")
    assert "menurut catatan kami per 3 Agustus 2024" in letter
    assert "| 1 | Kebijakan Internal Arsitektur SPBE Instansi Pusat/Pemerintah Daerah" in letter
    assert "berkas SK Tim tidak ditemukan; mohon dikirim ulang" in letter


@pytest.mark.parametrize(
    ("asked", "next_step"),
    [
        ("", "spbe simulate p.yaml --target 2.60"),
        (
            "--target 3.00 --lock 29-31",
            "spbe simulate p.yaml --target 3.00 --lock 29-31 -o rencana.xlsx",
        ),
        ("--by 2024=2.5 --by 2025=2.6", None),
        ("--target 3 -o r.yaml", "spbe report p.yaml --target r.yaml -o laporan.html"),
        ("--risk", "spbe check p.yaml"),
        ("--set 21=3", "spbe simulate p.yaml --target 2.60"),
        # Nothing is to be done: no plan would be written.
        ("--target 2.15", "spbe simulate p.yaml --target 2.60"),
        ("--target 1.80 -o x.xlsx", "spbe simulate p.yaml --target 2.60"),
        ("--budget 0", "spbe simulate p.yaml --target 2.60"),
        ("--by 2024=2.00 --by 2025=2.10", "spbe simulate p.yaml --target 2.60"),
        ("--floor domain:1=1.00", "spbe simulate p.yaml --target 2.60"),
    ],
)
def test_a_simulation_names_what_follows(
    spbe: Run, examples: Path, tmp_path: Path, asked: str, next_step: str | None
) -> None:
    """The command said runs as it stands."""
    (tmp_path / "p.yaml").write_bytes((examples / "bandar-lampung-2023.yaml").read_bytes())
    done = spbe("simulate", "p.yaml", *asked.split(), cwd=tmp_path)
    following = done.following.strip().removeprefix("Berikutnya: ")
    assert following == (next_step or f"spbe simulate p.yaml {asked} -o rencana.xlsx")
    again = spbe(*following.removeprefix("spbe ").split(), cwd=tmp_path)
    assert again.returncode in (0, 5), again.stderr


def test_a_ranking_names_the_file_to_write(spbe: Run, tmp_path: Path) -> None:
    done = spbe("rank", "nasional:2024", "--me", "Kota Palangka Raya", "--top", "3", cwd=tmp_path)
    following = done.following.strip().removeprefix("Berikutnya: ")
    said = "spbe rank nasional:2024 --top 3 --me 'Kota Palangka Raya' -o peringkat.xlsx"
    assert following == said
    again = spbe(*shlex.split(following)[1:], cwd=tmp_path)
    assert (again.returncode, (tmp_path / "peringkat.xlsx").exists()) == (0, True)


def test_four_writers_lose_no_change(folder: Path) -> None:
    """Each records twelve changes of its own while the others do: all 48 are there, in order."""
    file = folder / "penilaian-2024.yaml"
    writes = (
        "import datetime as dt, sys; from pathlib import Path\n"
        "from spbe_cli.core.owed.history import Edit; from spbe_cli.store import history\n"
        "for n in range(12):\n"
        "    one = Edit(dt.date(2024, 8, 3), str(n), 'self', '1', '2', sys.argv[2])\n"
        "    history.record(Path(sys.argv[1]), changes=[one])\n"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", writes, str(file), f"penulis-{n}"])
        for n in range(4)
    ]
    assert [one.wait(60) for one in running] == [0] * 4
    days, changes = history.read(file)
    assert (days, len(changes)) == ((), 48)
    for n in range(4):
        own = [one.item for one in changes if one.source == f"penulis-{n}"]
        assert own == [str(item) for item in range(12)]
    assert not list(folder.glob("*.riwayat.csv.*"))


def test_the_record_tells_what_is_proven_while_indicators_are_open(
    spbe: Run, tmp_path: Path
) -> None:
    """Bounds while it is open, one number where it is not; a record of before reads as well."""
    file = tmp_path / "p-2024.yaml"
    rows = FULL.splitlines(keepends=True)
    file.write_text("".join(rows[:-1]), "utf-8")  # 46 of 47 answered and proven
    spbe("log", file, env=DAYS)
    (day,) = json.loads(spbe("log", file, "--format", "json", env=DAYS).stdout)["days"]
    assert (day["proven"], day["proven_lowest"], day["proven_highest"]) == (None, "1.97", "2.09")
    assert "1,97–2,09" in spbe("log", file, env=DAYS).stdout
    kept = tmp_path / "p-2024.riwayat.csv"
    head, line = kept.read_text("utf-8-sig").splitlines()
    old = head.removesuffix(",proven_highest") + "\n" + line.rpartition(",")[0] + "\n"
    kept.write_text(old.replace(",1.97,", ",2,"), "utf-8")
    days, _changes = history.read(file)
    assert [one.proven for one in days] == [(Fraction(2), Fraction(2))]


def test_both_values_of_a_long_change_are_seen() -> None:
    edits = [
        Edit(dt.date(2026, 8, 3), "12", "fact", "lama " * 30, "baru " * 30, "Bappeda.csv"),
        Edit(dt.date(2026, 8, 3), "6", "level", "", "1.5", "d2.csv"),
    ]
    found = History("Kota A", 2026, (), tuple(edits), None)
    narrow = log_text(found, Screen(80, height=24)).splitlines()
    assert all(len(line) <= 80 for line in narrow)
    (told,) = [line for line in narrow if " 12 " in line]
    assert "lama" in told
    assert "→ baru" in told
    assert told.endswith("(Bappeda.csv)")
    piped = log_text(found, Screen(80))
    assert all(len(line) <= 80 for line in piped.splitlines())
    whole = " ".join(piped.split())
    assert f"12 fakta {'lama ' * 30}→ {'baru ' * 30}(Bappeda.csv)" in whole
    assert "6 tingkat – → 1,5 (d2.csv)" in whole


def evidence(old: str, new: str) -> History:
    edit = Edit(dt.date(2026, 8, 3), "12", "evidence", old, new, "Bappeda.csv")
    return History("Kota A", 2026, (), (edit,), None)


MANY = "\n".join(f"Keputusan Nomor {n} | bukti/{n}/keputusan.pdf | tingkat 2-4" for n in range(9))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("", "SK | a.pdf", ["+ SK | a.pdf"]),
        ("SK | a.pdf", "", ["− SK | a.pdf"]),
        (MANY, f"{MANY}\nNotula", ["+ Notula"]),
        (f"{MANY}\nNotula", MANY, ["− Notula"]),
        ("SK | a.pdf | hal. 3\nX", "SK | b.pdf | hal. 3\nX", ["~ SK: − a.pdf; + b.pdf"]),
        ("SK | tingkat 2", "SK | tingkat 2 | 2024-05-31", ["~ SK: + 2024-05-31"]),
        ("SK\nX", "SK\nSK\nY", ["+ SK", "+ Y", "− X"]),
    ],
)
@pytest.mark.parametrize("height", [0, 24])
def test_a_change_of_evidence_names_what_changed(
    old: str, new: str, told: list[str], height: int
) -> None:
    lines = log_text(evidence(old, new), Screen(80, height=height)).splitlines()
    (at,) = [n for n, line in enumerate(lines) if " 12 bukti dukung (Bappeda.csv)" in line]
    assert [line.strip() for line in lines[at + 1 :]] == told


def test_long_changes_of_evidence_keep_to_the_width() -> None:
    long = "Keputusan " + "Bupati tentang Tim Koordinasi " * 8 + "| bukti/" + "x" * 40 + ".pdf"
    text = log_text(evidence(MANY, f"{MANY}\n{long}"), Screen(80))
    assert all(len(line) <= 80 for line in text.splitlines())
    assert " ".join(f"+ {long}".split()) in " ".join(text.split())
    assert "− SK" in log_text(evidence("SK", ""), Screen(80))
    assert "- SK" in log_text(evidence("SK", ""), Screen(80, unicode=False))
    assert "urutan berubah" in log_text(evidence("SK\nX", "X\nSK"), Screen(80))


def test_a_request_names_all_that_is_owed(spbe: Run, tmp_path: Path) -> None:
    """Files that are missing, items with their codes and states, the remark; examples only then."""
    (tmp_path / "a.yaml").write_text(
        "institution: A\nyear: 2026\nindicators:\n  1:\n    owner: B\n    self: 2\n"
        "    remark: Belum diteken\n    items: {I1-L1-01: diterima, I1-L2-02: revisi}\n"
        "  2:\n    owner: B\n    self: 1\n    evidence:\n      - {title: SK A, file: a.pdf}\n"
    )
    done = spbe("form", "a.yaml", "--split", "-o", "f", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    letter = (tmp_path / "f/B.md").read_text("utf-8")
    (row,) = (line for line in letter.splitlines() if line.startswith("| 1 |"))
    for code in ("I1-L2-01", "I1-L2-02", "I1-L2-03", "L2-4"):
        assert code in row
    assert "(revisi)" in row
    assert "(catatan asesor: Belum diteken) |" in row


def test_a_link_out_of_the_folder_is_not_packed(spbe: Run, tmp_path: Path) -> None:
    (tmp_path / "luar.pdf").write_text("rahasia")
    (tmp_path / "kerja").mkdir()
    (tmp_path / "kerja/a.pdf").symlink_to("../luar.pdf")
    (tmp_path / "kerja/a.yaml").write_text(
        "institution: A\nyear: 2024\nindicators: {2: {self: 2, evidence: [{file: a.pdf}]}}\n"
    )
    done = spbe("evidence", "pack", "a.yaml", "-o", "b.zip", cwd=tmp_path / "kerja")
    assert (done.returncode, "E504" in done.stderr) == (4, True)
    assert "SPB008" in spbe("check", "a.yaml", cwd=tmp_path / "kerja").stdout


def test_a_form_adds_to_the_evidence_and_the_record_says_so(spbe: Run, folder: Path) -> None:
    """What was recorded stays, in the file and in what the record tells of the change."""
    file, form = folder / "penilaian-2024.yaml", folder / "f.csv"
    file.write_text(
        FULL.replace("evidence: [{title: SK 12}]", "evidence: [{title: SK 12}, {title: Peta}]")
    )
    assert spbe("form", file, "-o", form).returncode == 0
    text = form.read_text("utf-8-sig").replace("SK 12\nPeta", "SK 12 | hal. 4\nPeta\nNotula", 1)
    form.write_text(text, "utf-8-sig")
    assert spbe("import", form, "--into", file, env=DAYS).returncode == 0
    assert len(assessments.load(file)[0].answers["12"].evidence) == 3
    _days, (edit,) = history.read(file)
    assert edit.old == "SK 12\nPeta"
    assert edit.new == "SK 12 | halaman: hal. 4\nPeta\nNotula"
    lines = [line.strip() for line in spbe("log", file, env=DAYS).stdout.splitlines()]
    assert lines[-3:] == [
        "2024-08-03  12 bukti dukung (f.csv)",
        "+ Notula",
        "~ SK 12: + halaman: hal. 4",
    ]


def test_evidence_that_somebody_told_anew_is_no_longer_of_last_year(
    spbe: Run, folder: Path
) -> None:
    file, after, form = folder / "penilaian-2024.yaml", folder / "b.yaml", folder / "f.csv"
    file.write_text(
        FULL.replace("evidence: [{title: SK 12}]", "evidence: [{title: SK 12}, {title: Peta}]")
    )
    assert spbe("carry", file, "--year", "2025", "-o", after).returncode == 0
    assert spbe("form", after, "-o", form).returncode == 0
    assert spbe("import", form, "--into", after).returncode == 0
    marks = [one.carried for one in assessments.load(after)[0].answers["12"].evidence]
    assert marks == [2024, 2024]  # it came back as it was sent
    text = form.read_text("utf-8-sig").replace("SK 12\nPeta", "SK 12 | hal. 4\nPeta", 1)
    form.write_text(text, "utf-8-sig")
    assert spbe("import", form, "--into", after).returncode == 0
    marks = [one.carried for one in assessments.load(after)[0].answers["12"].evidence]
    assert marks == [None, 2024]
