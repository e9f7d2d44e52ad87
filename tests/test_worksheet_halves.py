"""Tables of a kertas kerja that stand side by side."""

import shlex
from pathlib import Path

import pytest
from program import Run
from worksheets import begin, book, bring, brought, refused, text, told

from spbe_cli.store.yaml import instruments

NAMES = {
    int(item): one.short.id for item, one in instruments.load("permenpanrb-59-2020").items().items()
}


@pytest.fixture
def desk(spbe: Run, tmp_path: Path) -> Path:
    return begin(spbe, tmp_path)


def same_again(spbe: Run, file: Path, *more: str) -> None:
    shown = bring(spbe, file, *more).stdout
    (line,) = [one for one in shown.splitlines() if one.startswith("Pemetaan yang sama: ")]
    assert brought(spbe, file, *shlex.split(line)[8:]) == brought(spbe, file, *more)


@pytest.mark.parametrize("gap", [0, 1, 2])
def test_both_halves_are_read(spbe: Run, desk: Path, gap: int) -> None:
    lines: list[list[object]] = [
        ["No", "Indikator", "Nilai", *[None] * gap, "No", "Indikator", "Nilai"]
    ]
    for left in range(1, 25):
        right = left + 24
        rest = [right, NAMES[right], 2] if right in NAMES else [None, "JUMLAH", 70]
        lines.append([left, NAMES[left], 3, *[None] * gap, *rest])
    file = book(desk / "k.xlsx", Isi=lines)
    found = brought(spbe, file)
    assert found == {(str(item), "self"): "3" if item < 25 else "2" for item in NAMES}
    shown = bring(spbe, file).stdout
    at = "EFG"[gap - 1] if gap else "D"
    assert f"Isi!{at}1\n    {at}  No → nomor" in shown
    same_again(spbe, file)


@pytest.mark.parametrize(
    "head",
    [
        "No;Indikator;Nilai;Bobot;No;Indikator;Nilai;Bobot",
        "No;Indikator;Nilai;Catatan;No;Indikator;Nilai;Catatan",
        "No.;Nama Indikator;Tingkat;;No.;Nama Indikator;Tingkat;",
        "No;Indikator;Nilai;;No;Indikator;Capaian;",
        "No;Aspek;Indikator;Nilai;No;Aspek;Indikator;Nilai",
        "Indikator;Nilai;;;Indikator;Nilai;;",
    ],
)
def test_other_halves(spbe: Run, desk: Path, head: str) -> None:
    titles = head.split(";")
    rows = [head]
    for left, right in ((1, 24), (2, 25)):
        cells = [""] * len(titles)
        for item, span in ((left, range(4)), (right, range(4, 8))):
            for at in span:
                said = {"N": str(item), "I": NAMES[item]}.get(titles[at][:1], "")
                said = NAMES[item] if "Indikator" in titles[at] else said
                cells[at] = "3" if titles[at] in ("Nilai", "Tingkat", "Capaian") else said
        rows.append(";".join(cells))
    file = text(desk / "k.csv", "\n".join(rows) + "\n")
    assert brought(spbe, file) == {(item, "self"): "3" for item in ("1", "2", "24", "25")}
    same_again(spbe, file)


def test_one_half_that_the_user_names(spbe: Run, desk: Path) -> None:
    file = text(desk / "k.csv", "No;Indikator;Nilai;;No;Indikator;Nilai\n1;;3;;24;;2\n")
    done = bring(spbe, file, "--column", "level=C")
    assert brought(spbe, file, "--column", "level=C") == {("1", "self"): "3"}
    assert told(done) == [("1:5", "E345")]
    assert "E  No" not in done.stdout
    same_again(spbe, file, "--column", "level=C")


def test_each_half_has_its_own_title(spbe: Run, desk: Path) -> None:
    head = "No;Indikator;Nilai;;No;Indikator;Nilai\n1;;3;;1;;2\n"
    file = text(desk / "k.csv", f"PENILAIAN MANDIRI;;;;PENILAIAN EKSTERNAL;;\n{head}")
    assert brought(spbe, file) == {("1", "self"): "3", ("1", "official"): "2"}
    file = text(desk / "l.csv", f"PENILAIAN EKSTERNAL;;;;;;\n{head.replace(';1;', ';2;')}")
    assert brought(spbe, file) == {("1", "official"): "3", ("2", "official"): "2"}
    file = text(desk / "m.csv", head)
    assert refused(spbe, file) == [("2:5", "E316")]


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("No;No Indikator;Indikator;Nilai", "7;2;;3"),
        ("No;Indikator;Uraian;Nilai", "2;;;3"),
        ("No;Aspek;No;Indikator;Nilai", ";;2;;3"),
        ("No;Indikator;Nilai;Indikator Terkait", "2;;3;"),
    ],
)
def test_one_table_stays_one(spbe: Run, desk: Path, head: str, row: str) -> None:
    file = text(desk / "k.csv", f"{head}\n{row}\n")
    assert brought(spbe, file) == {("2", "self"): "3"}
    assert bring(spbe, file).stdout.count("k.csv:1:") == 1
