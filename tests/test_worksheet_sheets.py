"""Sheets of one kertas kerja that complete each other, and those that contradict each other."""

import shlex
from collections.abc import Sequence
from pathlib import Path

import pytest
from program import Run
from worksheets import begin, book, bring, brought, refused, text, told

from spbe_cli.store.yaml import instruments

ITEMS = {
    item: one.short.id for item, one in instruments.load("permenpanrb-59-2020").items().items()
}
HEAD = ["No", "Indikator", "Nilai"]


def levels(
    value: int, items: Sequence[str] = tuple(ITEMS), heading: str = "Nilai"
) -> list[list[object]]:
    return [
        ["No", "Indikator", heading],
        *([int(item), ITEMS[item], value] for item in items),
    ]


@pytest.fixture
def desk(spbe: Run, tmp_path: Path) -> Path:
    return begin(spbe, tmp_path)


def test_levels_and_evidence_on_two_sheets(spbe: Run, desk: Path) -> None:
    proof: list[list[object]] = [["No", "Indikator", "Data Dukung", "PIC"]]
    proof += [[int(item), name, f"SK {item}", "Bappeda"] for item, name in ITEMS.items()]
    for sheets in ({"Nilai": levels(3), "Bukti": proof}, {"Bukti": proof, "Nilai": levels(3)}):
        file = book(desk / "k.xlsx", **sheets)
        found = brought(spbe, file)
        assert len(found) == 3 * 47
        assert (found["47", "self"], found["47", "evidence"]) == ("3", "SK 47")
        assert told(bring(spbe, file)) == []  # that one sheet has no levels is no fault


def test_a_sheet_of_evidence_for_more_than_has_levels_is_told(spbe: Run, desk: Path) -> None:
    proof = [["No", "Indikator", "Data Dukung"], [1, ITEMS["1"], "SK 1"], [2, ITEMS["2"], "SK 2"]]
    file = book(desk / "k.xlsx", Nilai=levels(3, ["1"]), Bukti=proof)
    assert told(bring(spbe, file)) == [("Bukti!A1", "E345")]


def test_a_summary_that_says_the_same(spbe: Run, desk: Path) -> None:
    first, second = list(ITEMS)[:10], list(ITEMS)[10:]
    file = book(
        desk / "k.xlsx",
        Domain_1=levels(3, first),
        Domain_2=levels(2, second),
        Rekap=[*levels(3, first), *levels(2, second)[1:]],
    )
    found = brought(spbe, file)
    assert len(found) == 47
    assert (found["1", "self"], found["47", "self"]) == ("3", "2")


def test_sheets_that_contradict_each_other_are_a_line_and_one_is_chosen(
    spbe: Run, desk: Path
) -> None:
    file = book(desk / "k.xlsx", Nilai=levels(3), Rekap_Akhir=levels(2))
    done = bring(spbe, file)
    assert told(done) == [("Rekap Akhir!C2", "E363")]
    assert (
        "lembar Nilai dan Rekap Akhir bertentangan pada 47 isian (indikator 1–47); misalnya "
        "tingkat indikator 1: 3 dan 2. Samakan isiannya, atau pilih lembar yang benar: "
        '--prefer "Nilai" atau --prefer "Rekap Akhir".' in done.stderr
    )
    for name, level in {"Nilai": "3", "rekap akhir": "2", "Rekap Akhir": "2"}.items():
        assert set(brought(spbe, file, "--prefer", name).values()) == {level}
    wrong = bring(spbe, file, "--prefer", "Rekap")
    assert "E313 tidak ada formulir atau pengampu bernama Rekap" in wrong.stderr


def test_only_what_differs_is_told_of(spbe: Run, desk: Path) -> None:
    head = ["No", "Indikator", "Nilai", "Catatan", "PIC"]
    file = book(
        desk / "k.xlsx",
        A=[head, [1, None, 3, "satu", "Bappeda"], [2, None, 2, None, None]],
        B=[head, [1, None, 3, "dua", "bappeda"], [2, None, None, "x", None]],
        C=[head, [2, None, 1, "x", None]],
    )
    done = bring(spbe, file)
    assert told(done) == [("B!D2", "E363"), ("C!C2", "E363")]
    assert "indikator 1); misalnya catatan indikator 1: satu dan dua" in done.stderr
    found = brought(spbe, file, "--prefer", "A")
    assert found["1", "note"] == "satu"
    assert (found["2", "self"], found["2", "note"]) == ("2", "x")


def test_a_sheet_whose_name_no_shell_takes_has_a_number(spbe: Run, desk: Path) -> None:
    file = book(desk / "k.xlsx", **{"Nilai $1": levels(3, ["1"]), "B": levels(2, ["1"])})
    done = bring(spbe, file)
    assert '--prefer "1" atau --prefer "B"' in done.stderr
    assert brought(spbe, file, "--prefer", "1") == {("1", "self"): "3"}


def test_opinions_on_two_sheets_join_their_evidence(spbe: Run, desk: Path) -> None:
    head = ["No", "Indikator", "Nilai", "Bukti", "PIC"]
    book(
        desk / "k.xlsx",
        Penilaian_Mandiri=[head, [1, None, 3, "SK 1", "Bappeda"]],
        Penilaian_Eksternal=[head, [1, None, 2, "SK 1\nSK 2", "Bappeda"]],
    )
    done = spbe("import", "k.xlsx", "--into", "a.yaml", cwd=desk)
    assert done.returncode == 0, done.stderr
    written = (desk / "a.yaml").read_text("utf-8")
    assert (written.count("SK 1"), written.count("SK 2"), written.count("Bappeda")) == (1, 1, 1)
    assert "official: 2" in written


def test_owners_of_two_sheets_that_differ_are_not_replaced_in_silence(
    spbe: Run, desk: Path
) -> None:
    head = ["No", "Indikator", "Nilai", "PIC"]
    file = book(
        desk / "k.xlsx",
        Penilaian_Mandiri=[head, [1, None, 3, "Bappeda"]],
        Penilaian_Eksternal=[head, [1, None, 2, "Diskominfo"]],
    )
    assert [code for _place, code in refused(spbe, file)] == ["E363"]
    found = brought(spbe, file, "--prefer", "Penilaian Mandiri")
    assert found == {("1", "self"): "3", ("1", "official"): "2", ("1", "owner"): "Bappeda"}


def test_tables_of_one_sheet_complete_each_other(spbe: Run, desk: Path) -> None:
    lines = "No;Indikator;Nilai\n1;;3\n2;;2\n\nNo;Indikator;Data Dukung\n1;;SK 1\n"
    found = brought(spbe, text(desk / "k.csv", lines))
    assert found == {("1", "self"): "3", ("1", "evidence"): "SK 1", ("2", "self"): "2"}
    lines = "No;Indikator;Nilai\n1;;3\n2;;2\n\nNo;Indikator;Tingkat\n1;;2\n"
    assert refused(spbe, text(desk / "l.csv", lines)) == [("6:1", "E316")]


def test_an_indicator_twice_in_one_table_is_refused(spbe: Run, desk: Path) -> None:
    file = text(desk / "k.csv", "No;Indikator;Nilai;Catatan\n1;;3;\n1;;;x\n")
    assert refused(spbe, file) == [("3:1", "E316")]


def test_files_that_contradict_each_other_are_told_as_before(spbe: Run, desk: Path) -> None:
    book(desk / "k.xlsx", A=levels(3, ["1"]))
    book(desk / "l.xlsx", A=levels(2, ["1"]))
    names = ("import", "k.xlsx", "l.xlsx", "--into", "a.yaml")
    done = spbe(*names, cwd=desk)
    assert "E320" in done.stderr
    done = spbe(*names, "--prefer", "l", cwd=desk)
    assert done.returncode == 0
    (line,) = [one for one in done.stdout.splitlines() if one.startswith("Pemetaan yang sama")]
    assert shlex.split(line)[-2:] == ["--prefer", "l"]


# --- the command that repeats --------------------------------------------------------------------


def test_the_command_that_repeats_chooses_the_same_sheet(spbe: Run, desk: Path) -> None:
    file = book(desk / "k.xlsx", Nilai=levels(3), Rekap_Akhir=levels(2))
    done = bring(spbe, file, "--prefer", "Rekap Akhir")
    (line,) = [one for one in done.stdout.splitlines() if one.startswith("Pemetaan yang sama")]
    words = shlex.split(line.removeprefix("Pemetaan yang sama: spbe "))
    assert words[-2:] == ["--prefer", "Rekap Akhir"]
    assert "Berikutnya" not in done.stderr  # that command is the next
    done = spbe(*words, cwd=desk)
    assert "47 perubahan ditulis" in done.stdout
    assert (desk / "a.yaml").read_text("utf-8").count(": 2  #") == 47


def test_init_prints_the_command_too_and_takes_the_same_options(spbe: Run, tmp_path: Path) -> None:
    book(tmp_path / "k.xlsx", Nilai=levels(3, heading="Nilai Akhir"), Rekap=levels(2))
    words = ["init", "b.yaml", "--institution", "Kota Contoh", "--year", "2024"]
    more = ["--from", "k.xlsx", "--prefer", "Rekap", "--opinion", "official"]
    assert spbe(*words, "--from", "k.xlsx", cwd=tmp_path).returncode == 3
    assert not (tmp_path / "b.yaml").exists()
    done = spbe(*words, *more, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    (line,) = [one for one in done.stdout.splitlines() if one.startswith("Pemetaan yang sama")]
    again = shlex.split(line.removeprefix("Pemetaan yang sama: spbe "))
    assert again[:4] == ["import", "k.xlsx", "--into", "b.yaml"]
    assert again[-4:] == ["--opinion", "official", "--prefer", "Rekap"]
    assert spbe(*again, cwd=tmp_path).stdout.splitlines()[-2] == "Tidak ada perubahan."


def test_letters_of_one_sheet_are_not_another_s(spbe: Run, desk: Path) -> None:
    rows = [["No", "Indikator", "Nilai", "Target $1"], [1, None, 3, 4]]
    other = [["No", "Indikator", "Catatan", "Nilai"], [2, None, "x", 2]]
    file = book(desk / "k.xlsx", A=rows, B=other)
    more = ("--column", "A:target=D")
    found = brought(spbe, file, *more)
    assert found["1", "target"] == "4"
    (line,) = [one for one in bring(spbe, file, *more).stdout.splitlines() if "Pemetaan" in one]
    assert brought(spbe, file, *shlex.split(line)[8:]) == found
