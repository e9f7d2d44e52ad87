"""Dates as people write them: plain ones are read everywhere, doubtful ones asked about."""

import datetime as dt
from pathlib import Path

import pytest
from program import Run

from spbe_cli.core.collect.written import read_day, unsure_day
from spbe_cli.store.yaml import assessments

DAY = dt.date(2021, 5, 4)
PLAIN = (
    *("2021-05-04", "2021/05/04", "2021.5.4", "4 Mei 2021", "04 MEI 2021", "4 May 2021"),
    *(
        "4/Mei/2021",
        "4Mei2021",
        "2021-05-04T09:30:00",
        "2021-05-04 00:00",
        "4 Mei 2021, pukul 09.30",
    ),
    *("4-Mei-2021", "Selasa, 4 Mei 2021", "tgl. 4 Mei 2021", "Tanggal: 4 Mei 2021", "May 4, 2021"),
)
OTHERS = {
    "4 Sept 2021": dt.date(2021, 9, 4),
    "31 Agust. 2021": dt.date(2021, 8, 31),
    "1 Ags 2021": dt.date(2021, 8, 1),
    "2 Oct 2021": dt.date(2021, 10, 2),
    "8 Peb 2021": dt.date(2021, 2, 8),
    "3 Nopember 2021": dt.date(2021, 11, 3),
    "31 / 12 / 2024": dt.date(2024, 12, 31),
    "13/05/2021 09:30:15": dt.date(2021, 5, 13),
    "17 Agustus 2023 10.00 WIB": dt.date(2023, 8, 17),
    "31/12/2024": dt.date(2024, 12, 31),
    "29 Februari 2024": dt.date(2024, 2, 29),
}
DOUBTFUL = (
    *("31 Februari 2021", "29 Feb 2021", "2021/02/30", "2021-13-01", "32/12/2021", "04/05/2021"),
    *("04/05/2021 00:00", "04 - 05 - 2021", "04.05.21", "akhir 2025", "awal tahun 2025"),
    *("31/12/24", "4-5-21", "4 Mei 21", "4 Mei '21", "Mei 2021", "Sept 2021", "TW II 2025", "2025"),
)
NO_DATES = (
    *("12 orang 2021", "Perwali 12 2021", "12/2021", "1.2.10", "4 Kertas 2021", "Minggu ini"),
    *("12/SK/2021", "5HK2021", "09:30", "4 Mei", "pukul 09.30", "1.13", "10.20.300"),
    *("SK 4 Mei 2021", "Tanggal", "", "4 Ju 2021"),
)


@pytest.mark.parametrize("text", PLAIN)
def test_plain_days(text: str) -> None:
    assert (read_day(text), unsure_day(text)) == (DAY, False)


@pytest.mark.parametrize("text", OTHERS)
def test_other_plain_days(text: str) -> None:
    assert (read_day(text), unsure_day(text)) == (OTHERS[text], False)


@pytest.mark.parametrize("text", DOUBTFUL)
def test_doubtful_days(text: str) -> None:
    assert (read_day(text), unsure_day(text)) == (None, True)


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_day(text: str) -> None:
    assert (read_day(text), unsure_day(text)) == (None, False)


def form(folder: Path, evidence: str) -> None:
    rows = [
        "institution;year;instrument;opinion;indicator;level;evidence",
        f'Kota Contoh;2024;permenpanrb-59-2020;self;1;3;"{evidence}"',
    ]
    (folder / "f.csv").write_text("\n".join(rows), "utf-8")


HEAD = "institution: Kota Contoh\nyear: 2024\n"


@pytest.mark.parametrize("day", ["4 Sept 2021", "2021/09/04", "4 September 2021"])
def test_a_form_takes_plain_days(spbe: Run, tmp_path: Path, day: str) -> None:
    (tmp_path / "a.yaml").write_text(HEAD, "utf-8")
    form(tmp_path, f"SK | s.id/x | {day}")
    done = spbe("import", "f.csv", "--into", "a.yaml", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    (one,) = assessments.load(tmp_path / "a.yaml")[0].answers["1"].evidence
    assert (one.title, one.url, one.date) == ("SK", "s.id/x", dt.date(2021, 9, 4))


@pytest.mark.parametrize("day", ["31 Februari 2021", "31/12/24", "04/05/2021"])
def test_a_form_asks_about_doubtful_days(spbe: Run, tmp_path: Path, day: str) -> None:
    (tmp_path / "a.yaml").write_text(HEAD, "utf-8")
    form(tmp_path, f"SK | s.id/x | {day}")
    done = spbe("import", "f.csv", "--into", "a.yaml", cwd=tmp_path)
    assert done.returncode == 3
    assert f"f.csv:2:7: E334 tanggal {day} tidak pasti" in done.stderr
    assert (tmp_path / "a.yaml").read_text("utf-8") == HEAD


@pytest.mark.parametrize("day", PLAIN)
def test_a_file_takes_days_as_people_write_them(spbe: Run, tmp_path: Path, day: str) -> None:
    written = f'"{day}"' if ": " in day else day
    text = (
        f"{HEAD}indicators:\n  1:\n    self: 3\n    evidence:\n      - title: SK\n"
        f'        date: {written}  # tanggal\n    action: {{text: Susun, due: "{day}"}}\n  2: 2\n'
    )
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    answer = assessments.load(tmp_path / "a.yaml")[0].answers["1"]
    assert answer.evidence[0].date == DAY
    assert answer.action is not None
    assert answer.action.due == DAY
    # Another answer leaves the day as it was written.
    form(tmp_path, "")
    (tmp_path / "f.csv").write_text(
        (tmp_path / "f.csv").read_text("utf-8").replace(";1;3;", ";2;4;"), "utf-8"
    )
    assert spbe("import", "f.csv", "--into", "a.yaml", cwd=tmp_path).returncode == 0
    assert (tmp_path / "a.yaml").read_text("utf-8") == text.replace("2: 2", "2: 4")


@pytest.mark.parametrize("day", ["31 Februari 2021", "04/05/2021", "31/12/24", "kemarin"])
@pytest.mark.parametrize("key", ["date", "due"])
def test_a_file_says_how_a_day_is_written(spbe: Run, tmp_path: Path, day: str, key: str) -> None:
    held = {
        "date": f"evidence: [{{title: SK, date: {day}}}]",
        "due": f"action: {{text: Susun, due: {day}}}",
    }[key]
    (tmp_path / "a.yaml").write_text(f"{HEAD}indicators:\n  1: {{{held}}}\n", "utf-8")
    done = spbe("check", "a.yaml", cwd=tmp_path)
    assert done.returncode == 3
    told = f"tidak sesuai: {day}. Tulis tanggal, misalnya 2024-05-31."
    if day == "04/05/2021":  # a day, and nobody knows which
        told = "E044 tanggal 04/05/2021 tidak pasti: hari dan bulannya dapat tertukar."
    assert told in done.stderr
