"""``spbe check``: each rule finds its fault, and is silent where there is none."""

import csv
import io
import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from program import ROOT, Run

from spbe_cli.rules import RULES, Severity
from spbe_cli.store.yaml import instruments

EVIDENCE = "{file: bukti/f.pdf, date: 2024-03-01}"


def write(folder: Path, changes: Mapping[int, str | None] | None = None, **more: Any) -> Path:
    """Write an assessment that nothing is wrong with, but for some indicators."""
    year, head = more.get("year", 2024), more.get("head", "")
    (folder / "bukti").mkdir(exist_ok=True)
    rows = []
    for n in range(1, more.get("last", 47) + 1):
        (folder / f"bukti/{n}.pdf").write_text(f"dokumen {n}")
        entry = f"{{file: bukti/{n}.pdf, date: {year}-03-01}}"
        row: str | None = f"{{self: 3, owner: Bappeda, evidence: [{entry}]}}"
        if changes and n in changes:
            row = changes[n]
        if row is not None:
            rows.append(f"  {n}: {row}")
    file = folder / str(more.get("name", f"p-{year}.yaml"))
    lines = ["institution: Kota Contoh", f"year: {year}", *([head] if head else []), "indicators:"]
    file.write_text("\n".join([*lines, *rows]) + "\n", "utf-8")
    return file


def findings(spbe: Run, *arguments: str | Path, cwd: Path | None = None) -> list[dict[str, Any]]:
    done = spbe("check", *arguments, "--format", "json", cwd=cwd)
    assert done.returncode in (0, 5), done.stderr
    assert all(line.startswith("Pembanding: ") for line in done.stderr.splitlines())
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def answer(evidence: str = "", *, level: str = "3", owner: str = ", owner: Bappeda") -> str:
    return f"{{self: {level}{owner}, evidence: [{evidence}]}}"


def test_silent_where_all_is_well(spbe: Run, tmp_path: Path) -> None:
    file = write(tmp_path)
    for more in ([], ["--strict"]):
        done = spbe("check", file, *more)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert spbe("check", file, "--format", "json").stdout == "[]\n"
    assert spbe("check", file, "--format", "csv").stdout.count("\n") == 1


# Indicator 5 written otherwise: the one finding it gives, with its column.
ONE_FAULT = {
    "unanswered": ("{owner: A, evidence: []}", "SPB001", 6),
    "absent": (None, "SPB001", 3),
    "unproven": (answer("{file: bukti/5.pdf, levels: [2]}"), "SPB003", 13),
    "a gap": (answer("{file: bukti/5.pdf, levels: [3]}"), "SPB003", 13),
    "missing": (answer("{file: bukti/nihil.pdf}"), "SPB005", 43),
    "missing folder": (answer("{file: bukti/5.pdf/x.pdf}"), "SPB005", 43),
    "a link": (answer("{file: s.id/x}"), "SPB035", 43),
    "capitals": (answer("{file: bukti/5.PDF}"), "SPB036", 43),
    "empty": (answer("{file: bukti/kosong.pdf}"), "SPB006", 43),
    "folder": (answer("{file: bukti}"), "SPB007", 43),
    "above": (answer("{file: ../luar.pdf}"), "SPB008", 43),
    "absolute": (answer("{file: /etc/hosts}"), "SPB008", 43),
    "drive": (answer("{file: 'C:\\bukti\\5.pdf'}"), "SPB008", 43),
    "network": (answer("{file: '\\\\server\\bukti\\5.pdf'}"), "SPB008", 43),
    "twice": (
        answer("{file: bukti/5.pdf, levels: [2]}, {file: bukti/5.pdf, levels: [3]}"),
        "SPB009",
        77,
    ),
    "copied": (
        answer("{file: bukti/5.pdf, levels: [2]}, {file: bukti/salinan.pdf, levels: [3]}"),
        "SPB009",
        77,
    ),
    "old review": (answer("{file: bukti/5.pdf, date: 2022-12-30}", level="4"), "SPB011", 43),
    "old review by levels": (
        answer("{file: bukti/5.pdf, date: 2019-01-01, levels: [2, 3, 4]}"),
        "SPB011",
        43,
    ),
    "too late": (answer("{file: bukti/5.pdf, date: 2025-01-01}"), "SPB012", 43),
    "no owner": (answer("{file: bukti/5.pdf}", owner=""), "SPB016", 6),
    "disputed": ("{self: 3, official: 1, owner: A, evidence: [{url: u}]}", "SPB017", 13),
}


@pytest.mark.parametrize("fault", ONE_FAULT)
def test_one_fault_gives_one_finding(spbe: Run, tmp_path: Path, fault: str) -> None:
    row, code, column = ONE_FAULT[fault]
    file = write(tmp_path, {5: row})
    (tmp_path / "bukti/kosong.pdf").touch()
    (tmp_path / "bukti/salinan.pdf").write_text("dokumen 5")
    found = findings(spbe, file.name, cwd=tmp_path)
    assert [one["code"] for one in found] == [code]
    one = found[0]
    line = 4 if row is None else 8
    assert (one["file"], one["line"], one["column"]) == (file.name, line, column)
    assert one["indicator"] == "5"
    assert one["severity"] == RULES[code].severity
    assert "{" not in one["message"] + one["remedy"].replace("{ }", "")


FINE = {
    "url only": answer("{url: 'https://contoh.example'}"),
    "title only": answer("{title: Perbup}"),
    "levels together": answer("{file: bukti/5.pdf, levels: [1, 2, 3]}"),
    "backslashes": answer("{file: 'bukti\\5.pdf'}"),
    "roundabout": answer("{file: bukti/../bukti/./5.pdf}"),
    "just two years": answer("{file: bukti/5.pdf, date: 2022-12-31}", level="4"),
    "old, but renewed": answer(
        "{file: bukti/5.pdf, date: 2018-01-01}, {title: Reviu, date: 2024-06-01, levels: [4]}",
        level="4",
    ),
    "old, but low": answer("{file: bukti/5.pdf, date: 2015-01-01}"),
    "last day": answer("{file: bukti/5.pdf, date: 2024-12-31}"),
    "one apart": "{self: 3, official: 2, owner: A, evidence: [{url: u}]}",
    "as before": answer("{file: bukti/5.pdf}"),
}


@pytest.mark.parametrize("fine", FINE)
def test_what_is_fine_gives_none(spbe: Run, tmp_path: Path, fine: str) -> None:
    file = write(tmp_path, {5: FINE[fine]})
    assert findings(spbe, file.name, cwd=tmp_path) == []


def test_an_absolute_path_into_the_folder_is_inside(spbe: Run, tmp_path: Path) -> None:
    file = write(tmp_path, {5: answer(f"{{file: '{tmp_path}/bukti/5.pdf'}}")})
    assert findings(spbe, file) == []


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_links_out_of_the_folder_are_outside(spbe: Run, tmp_path: Path) -> None:
    folder = tmp_path / "penilaian"
    folder.mkdir()
    (tmp_path / "luar.pdf").write_text("x")
    file = write(folder, {5: answer("{file: bukti/l.pdf}"), 6: answer("{file: bukti/o.pdf}")})
    (folder / "bukti/l.pdf").symlink_to("../../luar.pdf")
    (folder / "bukti/o.pdf").symlink_to("o.pdf")
    found = {one["code"]: one["indicator"] for one in findings(spbe, file)}
    assert found == {"SPB008": "5", "SPB007": "6"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
def test_a_pipe_is_not_opened(spbe: Run, tmp_path: Path) -> None:
    file = write(tmp_path, {5: answer("{file: bukti/pipa}")})
    os.mkfifo(tmp_path / "bukti/pipa")
    assert [one["code"] for one in findings(spbe, file)] == ["SPB007"]


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is denied to this user"
)
def test_a_file_without_permission_is_unreadable(spbe: Run, tmp_path: Path) -> None:
    file = write(tmp_path)
    (tmp_path / "bukti/5.pdf").chmod(0)
    assert [one["code"] for one in findings(spbe, file)] == ["SPB007"]


def test_one_content_for_many_indicators(spbe: Run, tmp_path: Path) -> None:
    file = write(tmp_path)
    for n in (5, 6):
        (tmp_path / f"bukti/{n}.pdf").write_text("satu isi")
    assert findings(spbe, file) == []
    (tmp_path / "bukti/9.pdf").write_text("satu isi")
    (one,) = findings(spbe, file)
    assert (one["code"], one["line"], one["indicator"]) == ("SPB010", 8, None)
    assert "5, 6, 9" in one["message"]
    assert spbe("check", file, "--strict").returncode == 0


def test_no_evidence_and_no_owner_are_one_finding_each(spbe: Run, tmp_path: Path) -> None:
    file = write(tmp_path, dict.fromkeys(range(1, 48), "3"))
    found = findings(spbe, file)
    assert [(one["code"], one["indicator"]) for one in found] == [
        ("SPB004", None),
        ("SPB016", None),
    ]
    assert "1–47" in found[1]["message"]


def test_what_is_absent_is_one_finding(spbe: Run, tmp_path: Path) -> None:
    file = write(tmp_path, dict.fromkeys(range(10, 15)))
    (one,) = findings(spbe, file)
    assert one["message"] == "indikator 10–14 belum terisi"
    assert one["indicator"] is None


def test_outside_indices(spbe: Run, tmp_path: Path) -> None:
    absent = dict.fromkeys((5, 6, 7))
    file = write(tmp_path, absent, year=2026, last=20, head="outside: {SDI: 50, SJIG: 2}")
    found = findings(spbe, file)
    assert [(one["code"], one["indicator"]) for one in found] == [("SPB002", "7")]
    assert "IPS" in found[0]["message"]
    assert findings(spbe, write(tmp_path, year=2026, last=20)) == []


def test_an_index_that_does_not_count(spbe: Run, tmp_path: Path) -> None:
    """A level in its place is asked about, unless the index gives the same, or an assessor did."""
    head = "outside: {SDI: 90, SJIG: 2, IPS: 4.25}"
    changes = {6: None, 7: answer("{url: u}", level="4.06")}
    file = write(tmp_path, changes, year=2026, last=20, head=head)
    (one,) = findings(spbe, file)
    assert (one["code"], one["indicator"], one["severity"]) == ("SPB038", "5", "warning")
    assert one["message"] == (
        "indeks SDI 90 tidak dihitung: tingkat indikator 5 sudah diisi 3, sedangkan indeks itu "
        "memberi 4,6"
    )
    rows = "".join(f"  {n}: {{official: 3}}\n" for n in range(1, 21))
    file.write_text(f"institution: K\nyear: 2026\n{head}\nindicators:\n{rows}", "utf-8")
    assert "SPB038" not in {one["code"] for one in findings(spbe, file)}


def test_changes_since_last_year(spbe: Run, tmp_path: Path) -> None:
    before = {1: answer("{url: u}", level="1"), 2: answer("{url: u}", level="2")}
    before[3] = answer("{url: u}", level="4")
    before[4] = "{self: 1, official: 3, owner: A, evidence: [{url: u}]}"
    earlier = write(tmp_path, before, year=2023)
    found = findings(spbe, write(tmp_path))
    assert [(one["code"], one["indicator"]) for one in found] == [("SPB013", "1"), ("SPB014", "3")]
    assert "2023" in found[0]["message"]
    aside = tmp_path / "dahulu"
    aside.mkdir()
    moved = earlier.rename(aside / "lama.yaml")
    assert findings(spbe, tmp_path / "p-2024.yaml") == []
    again = findings(spbe, tmp_path / "p-2024.yaml", "--previous", moved)
    assert [one["message"] for one in again] == [one["message"] for one in found]
    assert [one["previous"] for one in again] == [str(moved)] * 2
    assert [one["previous"] for one in found] == [str(earlier)] * 2


def test_an_assessment_that_cannot_be_compared_is_refused(spbe: Run, tmp_path: Path) -> None:
    file = write(tmp_path)
    other = write(tmp_path, year=2019, last=35)
    for wrong in (other, file):
        done = spbe("check", file, "--previous", wrong)
        assert done.returncode == 2
        assert "--previous" in done.stderr
    assert spbe("check", file, "--previous", "nihil.yaml").returncode == 4


def test_practice_above_policy(spbe: Run, tmp_path: Path) -> None:
    changes = {1: answer("{url: u}", level="1"), 11: answer("{url: u}", level="2")}
    assert findings(spbe, write(tmp_path, changes)) == []
    changes[11] = answer("{url: u}", level="3")
    (one,) = findings(spbe, write(tmp_path, changes))
    assert (one["code"], one["severity"], one["indicator"]) == ("SPB015", "advice", "11")


def test_practice_of_every_service(spbe: Run, tmp_path: Path) -> None:
    file = write(tmp_path, {17: answer("{url: u}", level="1")}, year=2019, last=35)
    with file.open("a", encoding="utf-8") as stream:
        stream.write(f"  35-2: {answer('{url: u}', level='4')}\n")
    assert [one["indicator"] for one in findings(spbe, file)] == ["35", "35-2"]


def test_a_note_answers_what_is_asked(spbe: Run, tmp_path: Path) -> None:
    """A rise, or a fall, that a note explains is no more than advice: a strict check can pass."""
    write(tmp_path, {1: answer("{url: u}", level="1"), 3: answer("{url: u}", level="4")}, year=2023)
    told = {
        1: "{self: 3, owner: A, note: Perwali baru terbit., evidence: [{url: u}]}",
        3: "{self: 3, owner: A, note: '-', evidence: [{url: u}]}",
    }
    file = write(tmp_path, told)
    first, second = findings(spbe, file)
    assert (first["code"], first["severity"]) == ("SPB013", "advice")
    assert first["message"].endswith("; dijelaskan: Perwali baru terbit")
    assert first["explained"] == "Perwali baru terbit."
    assert (second["code"], second["severity"]) == ("SPB014", "warning")  # a dash explains nothing
    assert spbe("check", file, "--strict").returncode == 5
    told[3] = told[3].replace("'-'", "Aplikasinya diganti.")
    assert spbe("check", write(tmp_path, told), "--strict").returncode == 0


def test_rules_can_be_passed_over(spbe: Run, tmp_path: Path) -> None:
    file = write(tmp_path, {5: answer("{file: bukti/nihil.pdf}"), 7: "3"})
    codes = [one["code"] for one in findings(spbe, file)]
    assert codes == ["SPB005", "SPB003", "SPB016"]
    rest = findings(spbe, file, "--ignore", "spb003, SPB005")
    assert [one["code"] for one in rest] == ["SPB016"]
    assert findings(spbe, file, "--ignore", "SPB003,SPB005", "--ignore", "SPB016") == []
    done = spbe("check", file, "--ignore", "SPB999")
    assert (done.returncode, "SPB999" in done.stderr) == (2, True)


NO_TITLES = (
    "n.a.",
    "0",
    "Dokumen menyusul",
    "akan disusulkan",
    "lihat lampiran",
    "sudah ada",
    "SK Tim SPBE menyusul",
    "Perbup belum terbit",
    "lihat lampiran III",
    "cek folder",
    "s.d.a.",
    "SK dalam proses",
    "akan dibuat",
    "ada buktinya",
    "xx",
    "lihat di atas",
    "sama dengan indikator 3",
    "N / A",
    "tidak ada bukti dukung sama sekali",
    "belum ada SK",
)
TITLES = (
    "SK Pengangkatan Nol Emisi",
    "Laporan Lampiran III",
    "Dokumen Arsitektur",
    "SOP Penanganan Data Tidak Tersedia",
    "Laporan Data Kosong",
    "SK Proses Bisnis",
    "Daftar Aplikasi yang Belum Terintegrasi",
    "12/2021",
    "Data Dukung SPBE",
    "SOP Unggah Berkas",
    "Laporan Kegiatan dalam Jaringan",
    "SOP Data Center Ada Backup",
    "Berita Acara Barang Tidak Ditemukan",
    "Laporan Temuan Belum Selesai Tahun 2023",
)


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ("{title: '-'}", "SPB022"),
        ("{title: –}", "SPB022"),
        ("{}", "SPB022"),
        ("{title: '...'}", "SPB022"),
        ("{title: tidak ada}", "SPB023"),
        ("{title: Belum ada dokumen.}", "SPB023"),
        ("{title: NIHIL}", "SPB023"),
        ("{title: n/a}", "SPB023"),
        ("{title: (menyusul)}", "SPB023"),
        ("{title: Terlampir}", "SPB023"),
        ("{url: '-'}", "SPB022"),
        ("{url: tidak ada}", "SPB023"),
        ("{file: '-'}", "SPB022"),
        ("{file: belum ada}", "SPB023"),
        ("{title: SK menyusul, url: '-', page: '-', number: '-'}", "SPB023"),
        *((f"{{title: '{title}'}}", "SPB023") for title in NO_TITLES),
    ],
)
def test_what_is_no_evidence_proves_nothing(
    spbe: Run, tmp_path: Path, entry: str, code: str
) -> None:
    found = findings(spbe, write(tmp_path, {5: answer(entry)}))
    assert sorted(one["code"] for one in found) == ["SPB003", code]
    assert "terbukti 1" in next(one["message"] for one in found if one["code"] == "SPB003")


@pytest.mark.parametrize(
    "title",
    [
        *("Nihil-lah Risiko", "Ada-Ada Saja", "SK Tidak Ada Duanya", "Perwali Belum Ada Judul 2"),
        *("S1", *TITLES),
    ],
)
def test_titles_that_only_sound_like_nothing_are_evidence(
    spbe: Run, tmp_path: Path, title: str
) -> None:
    assert findings(spbe, write(tmp_path, {5: answer(f"{{title: {title}}}")})) == []


def test_levels_of_an_assessor_are_no_claim(spbe: Run, tmp_path: Path) -> None:
    """What is missing of their evidence is worth recording: advice, SPB020 and SPB021."""
    rows: dict[int, str | None] = dict.fromkeys(range(1, 48), "{official: 3, owner: A}")
    (one,) = findings(spbe, write(tmp_path, rows))
    assert (one["code"], one["severity"]) == ("SPB021", "advice")
    rows[5] = "{official: 3, owner: A, evidence: [{title: SK, levels: [2]}]}"
    found = findings(spbe, write(tmp_path, rows))
    assert {(one["code"], one["severity"]) for one in found} == {("SPB020", "advice")}
    assert "klaim" not in " ".join(one["message"] + one["remedy"] for one in found)
    assert spbe("check", tmp_path / "p-2024.yaml", "--strict").returncode == 0


def test_levels_that_contradict_the_published_result(spbe: Run, tmp_path: Path) -> None:
    file = write(tmp_path)
    whole = file.read_text("utf-8")

    def found(published: str) -> list[tuple[str, str]]:
        file.write_text(f"{whole}published: {{opinion: self, {published}}}\n", "utf-8")
        return [(one["code"], one["message"]) for one in findings(spbe, file)]

    assert found("index: 3.00, predicate: Baik, domains: {1: 3, 2: 3.00}") == []
    assert found("index: 2.84") == [
        ("SPB024", "indeks diumumkan 2,84, sedangkan tingkat indikatornya memberi 3,00")
    ]
    assert found("domains: {2: 2.90}, index: 3.00") == [
        ("SPB024", "domain 2 diumumkan 2,90, sedangkan tingkat indikatornya memberi 3,00")
    ]
    assert [code for code, _said in found("index: 3.00, predicate: Cukup")] == ["SPB029"]
    file.write_text(
        "institution: K\nyear: 2023\npublished: {domains: {1: 2.07, 2: 3, 3: 3, 4: 3}}\n", "utf-8"
    )
    (finding,) = findings(spbe, file)
    assert (finding["code"], finding["line"]) == ("SPB034", 3)
    assert finding["message"].startswith("domain 1 diumumkan 2,07: tidak ada tingkat bulat yang")
    assert spbe("check", file).returncode == 5


def test_actions_past_their_date_and_without_one(spbe: Run, tmp_path: Path) -> None:
    rows: dict[int, str | None] = {
        5: answer("{url: u}").removesuffix("}") + ", action: {text: Susun, due: 2024-01-31}}",
        6: answer("{url: u}").removesuffix("}") + ", action: {text: Susun, due: 2024-02-01}}",
        7: answer("{url: u}").removesuffix("}") + ", action: {text: Susun}}",
    }
    file = write(tmp_path, rows)
    when = {"SOURCE_DATE_EPOCH": "1706745600"}  # 2024-02-01
    done = spbe("check", file, "--format", "json", env=when)
    found = [(one["code"], one["indicator"]) for one in json.loads(done.stdout)]
    assert found == [("SPB025", "5"), ("SPB026", "7")]
    assert "2024-01-31" in done.stdout


def test_a_claim_above_its_accepted_items(spbe: Run, tmp_path: Path) -> None:
    items = ", items: {I2-L1-01: diterima, I2-L1-02: diunggah}}"
    row = answer("{file: bukti/2.pdf}", level="2.25").removesuffix("}") + items
    head = "outside: {SDI: 50, SJIG: 2, IPS: 2, SDI-IOD: 50}"
    changes = {**dict.fromkeys((5, 6, 7, 18)), 2: row}
    file = write(tmp_path, changes, year=2026, last=20, head=head)
    found = {one["code"]: one for one in findings(spbe, file)}
    assert set(found) == {"SPB027", "SPB028"}
    assert "nilai mandiri 2,25" in found["SPB028"]["message"]
    assert "perkiraan 1,25" in found["SPB028"]["message"]
    assert "L2-1, L2-2 " not in found["SPB027"]["remedy"]
    assert (
        "I2-L1-02 diterima, perkiraan nilai naik dari 1,25 menjadi 2,5"
        in (found["SPB027"]["remedy"])
    )


def test_severity_decides_the_exit_code(spbe: Run, tmp_path: Path) -> None:
    expected = {
        "SPB001": (ONE_FAULT["absent"][0], 5, 5),
        "SPB003": (ONE_FAULT["unproven"][0], 0, 5),
        "SPB016": (ONE_FAULT["no owner"][0], 0, 0),
    }
    for row, plain, strict in expected.values():
        file = write(tmp_path, {5: row})
        assert spbe("check", file).returncode == plain
        assert spbe("check", file, "--strict").returncode == strict


def test_text_and_csv(spbe: Run, tmp_path: Path) -> None:
    file = write(tmp_path, {5: answer("{file: bukti/nihil.pdf}"), 7: "3"})
    text = spbe("check", file.name, cwd=tmp_path).stdout.splitlines()
    assert text[0] == (
        "p-2024.yaml:8:43: SPB005 kesalahan: berkas bukti bukti/nihil.pdf tidak ditemukan "
        "(indikator 5). Periksa namanya; letaknya dihitung dari folder berkas penilaian."
    )
    assert [line.split()[1] for line in text[1:-1]] == ["SPB003", "SPB016"]
    assert text[-1] == "1 kesalahan (SPB005 1), 1 peringatan (SPB003 1), 1 saran (SPB016 1)"
    rows = list(csv.DictReader(io.StringIO(spbe("check", file, "--format", "csv").stdout)))
    assert list(rows[0]) == [
        *("file", "line", "column", "code", "severity", "indicator", "message", "remedy"),
        *("explained", "previous"),
    ]
    assert [row["indicator"] for row in rows] == ["5", "7", "7"]


def test_several_files_and_standard_input(spbe: Run, tmp_path: Path) -> None:
    files = [write(tmp_path, {5: None}, name="a.yaml"), write(tmp_path, {6: None}, name="b.yaml")]
    found = findings(spbe, *files)
    assert [(Path(one["file"]).name, one["indicator"]) for one in found] == [
        ("a.yaml", "5"),
        ("b.yaml", "6"),
    ]
    done = spbe("check", "-", stdin=files[0].read_text("utf-8"), cwd=tmp_path)
    assert done.stdout.startswith("-:4:3: SPB001 ")


def test_problems_of_the_data_are_told_first(spbe: Run, tmp_path: Path) -> None:
    file = write(tmp_path, {5: "9"})
    done = spbe("check", file)
    assert (done.returncode, done.stdout) == (3, "")
    assert "E202" in done.stderr
    assert spbe("check", "nihil.yaml").returncode == 4
    assert spbe("check").returncode == 2


def test_published_figures_are_left_alone(spbe: Run, examples: Path) -> None:
    assert findings(spbe, examples / "palangka-raya-2022.yaml") == []


def test_hostile_texts_are_shown_as_plain_text(spbe: Run, tmp_path: Path) -> None:
    name = '"bukti/\\e[31m[bold]{id}.pdf"'
    done = spbe("check", write(tmp_path, {5: answer(f"{{file: {name}}}")}))
    assert "\x1b" not in done.stdout
    assert (done.returncode, "[bold]{id}.pdf" in done.stderr) == (3, True)  # no name of a file
    done = spbe("check", write(tmp_path, {5: answer("{file: 'bukti/[bold]{id}.pdf'}")}))
    assert "bukti/[bold]{id}.pdf tidak ditemukan" in done.stdout


@pytest.mark.parametrize("code", RULES)
def test_every_rule_is_explained_and_in_the_guide(spbe: Run, code: str) -> None:
    rule = RULES[code]
    shown = " ".join(spbe("check", "--explain", code.lower()).stdout.split())
    assert shown.startswith(f"{code} ")
    assert rule.title in shown
    assert " ".join(rule.explanation.split()) in shown
    word = {"error": "kesalahan", "warning": "peringatan", "advice": "saran"}[rule.severity]
    guide = (ROOT / "docs/panduan.md").read_text("utf-8")
    assert f"| {code} | {word} | {rule.title} |" in guide


def test_every_rule_has_a_case() -> None:
    here = Path(__file__).read_text("utf-8")
    here += Path(__file__).with_name("test_voices.py").read_text("utf-8")
    assert not [code for code in RULES if f'"{code}"' not in here]
    assert {rule.severity for rule in RULES.values()} == set(Severity)


def test_items_to_complete_and_items_too_early(spbe: Run, tmp_path: Path) -> None:
    items = ", items: {I9-L1-01: diterima, L2-1: diunggah}}"
    row = answer("{file: bukti/9.pdf}", level="1").removesuffix("}") + items
    head = "outside: {SDI: 50, SJIG: 2, IPS: 2, SDI-IOD: 50}"
    changes = {**dict.fromkeys((5, 6, 7, 18)), 9: row}
    file = write(tmp_path, changes, year=2026, last=20, head=head)
    found = [(one["code"], one["indicator"]) for one in findings(spbe, file)]
    assert sorted(found) == [("SPB018", "9"), ("SPB019", "9")]


def test_an_unknown_rule_is_refused(spbe: Run) -> None:
    done = spbe("check", "--explain", "SPB999")
    assert done.returncode == 2
    assert "SPB001" in done.stderr


def test_no_file_is_opened_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from spbe_cli.store import evidence
    from spbe_cli.store.yaml import assessments

    entries = "{file: bukti/5.pdf, levels: [2]}, {file: bukti/x/../5.pdf, levels: [3]}"
    file = write(tmp_path, {5: answer(entries), 6: answer("{file: bukti/5.pdf}")})
    assessment, _law = assessments.load(str(file))
    opened: list[str] = []
    real = Path.open

    def counting(self: Path, *arguments: Any, **more: Any) -> Any:
        opened.append(self.name)
        return real(self, *arguments, **more)

    monkeypatch.setattr(Path, "open", counting)
    facts = evidence.file_facts(str(file), assessment)
    assert sorted(opened) == sorted(set(opened))
    assert facts["bukti/5.pdf"] == facts["bukti/x/../5.pdf"]


def test_a_new_file_is_not_drowned_in_findings(spbe: Run, tmp_path: Path) -> None:
    """Indicators of which nothing is recorded yet are told together."""
    new = ("init", "a.yaml", "--institution", "Kota Contoh", "--year", "2024")
    assert spbe(*new, cwd=tmp_path).returncode == 0
    done = spbe("check", "a.yaml", cwd=tmp_path)
    *lines, counts = done.stdout.splitlines()
    codes = [line.split(": ")[1].split(" ")[0] for line in lines]
    assert codes == ["SPB001", "SPB016"]
    assert counts == "1 kesalahan (SPB001 1), 1 saran (SPB016 1)"
    assert "indikator 1–47 belum terisi" in done.stdout


@pytest.mark.parametrize(
    ("level", "items", "remedy"),
    [
        ("1", "{I11-L1-01: diterima}", None),
        (
            "3.5",
            "{I11-L1-01: diterima, L2-1: diunggah}",
            "L2-1 menunggu keputusan asesor; lengkapi butir yang belum diunggah",
        ),
        (
            "1.5",
            "{I11-L1-01: diunggah}",
            "Tunggu keputusan asesor atas I11-L1-01; bila diterima, perkiraan menjadi",
        ),
        ("2", "{I11-L1-01: diterima, L2-1: ditolak}", "Lengkapi butir yang belum diterima"),
    ],
)
def test_what_awaits_a_verdict_is_not_asked_for_again(
    spbe: Run, tmp_path: Path, level: str, items: str, remedy: str | None
) -> None:
    file = tmp_path / "p.yaml"
    file.write_text(
        "institution: A\nyear: 2026\ninstrument: 8/2026\nindicators:\n"
        f"  11: {{self: {level}, items: {items}}}\n"
    )
    found = [one for one in findings(spbe, file) if one["code"] == "SPB028"]
    if remedy is None:
        assert not found or "menunggu" not in found[0]["remedy"]
        return
    (one,) = found
    assert one["remedy"].startswith(remedy)
    said = re.findall(r"\d+,\d+", one["message"])
    assert {len(number.partition(",")[2]) for number in said} == {2}


def test_a_claim_that_only_waits_says_what_would_be(spbe: Run, tmp_path: Path) -> None:
    law = instruments.load("8/2026")
    checklist = law.items()["11"].checklist()
    sent = ", ".join(
        f"{code}: diunggah" for code, each in checklist.items() if (each.level or 9) <= 2
    )
    file = tmp_path / "p.yaml"
    file.write_text(
        "institution: A\nyear: 2026\ninstrument: 8/2026\nindicators:\n"
        f"  11: {{self: 2, items: {{{sent}}}}}\n"
    )
    (one,) = [each for each in findings(spbe, file) if each["code"] == "SPB028"]
    assert one["remedy"].startswith("Tunggu keputusan asesor atas I11-L1-01")
    assert re.search(r"perkiraan menjadi \d,\d\d\.$", one["remedy"])


@pytest.mark.parametrize(
    ("written", "explained"),
    [
        ("note: tidak ada", None),
        ("note: N/A", None),
        ("note: '-'", None),
        ("note: nihil, explanation: {analysis: Perbup baru terbit}", "Perbup baru terbit"),
        ("explanation: {fact: Ada SK baru}", "Ada SK baru"),
        ("explanation: {fact: Ada SK, analysis: Dua tingkat sekaligus}", "Dua tingkat sekaligus"),
        ("explanation: {fact: tidak ada}", None),
        ("note: Belum ada aturannya tahun lalu", "Belum ada aturannya tahun lalu"),
    ],
)
def test_what_explains_a_rise(
    spbe: Run, tmp_path: Path, written: str, explained: str | None
) -> None:
    write(tmp_path, {5: answer("{file: bukti/5.pdf}", level="1")}, year=2023)
    row = answer("{file: bukti/5.pdf, date: 2024-03-01}").removesuffix("}") + f", {written}}}"
    file = write(tmp_path, {5: row})
    (one,) = [each for each in findings(spbe, file) if each["code"] == "SPB013"]
    assert one["explained"] == explained
    assert one["severity"] == ("advice" if explained else "warning")


def test_what_a_rule_says_of_many_alike_is_one_line(spbe: Run, tmp_path: Path) -> None:
    """On a terminal; data keeps every one, and the count at the end is that of the findings."""
    rows = dict.fromkeys(range(1, 48), "{official: 3}")
    rows[7] = "{official: 2, evidence: [{title: SK, levels: [2]}]}"
    rows[9] = "{official: 4, owner: X}"
    file = write(tmp_path, rows)
    text = spbe("check", file).stdout
    data = findings(spbe, file)
    assert len([one for one in data if one["code"] == "SPB020"]) == 46
    assert len([one for one in data if one["code"] == "SPB016"]) == 46
    lines = text.splitlines()
    assert [line.split()[1] for line in lines[:-1]] == ["SPB016", "SPB020", "SPB020"]
    assert "indikator 1–8, 10–47 belum ada pengampunya" in lines[0]
    assert "indikator 1–6, 8, 10–47: nilai 3, bukti yang tercatat" in lines[1]
    assert "indikator 9: nilai 4" in lines[2]
    assert "SPB016 46" in lines[-1]
    assert "SPB020 46" in lines[-1]
