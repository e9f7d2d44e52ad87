"""What a ranking may not pass over: whose indices stand side by side, and rows that are none."""

import csv
import hashlib
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, strategies as st
from program import Run

from spbe_cli.core import institutions

OWN = (
    "institution: Pemerintah Kota Cimahi\nyear: 2024\nindicators:\n"
    + "\n".join(f"  {n}: 3" for n in range(1, 48))
    + "\n"
)
LIST = "instansi,tahun,indeks,predikat\nKota A,2024,3.75,Sangat Baik\nKota B,2024,2.70,Baik\n"


def ranked(spbe: Run, *arguments: str | Path) -> dict[str, Any]:
    done = spbe("rank", *arguments, "--format", "json")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture
def mixed(tmp_path: Path) -> tuple[Path, Path]:
    (tmp_path / "own.yaml").write_text(OWN, "utf-8")
    (tmp_path / "list.csv").write_text(LIST, "utf-8")
    return tmp_path / "list.csv", tmp_path / "own.yaml"


def test_a_self_assessed_index_among_official_ones_is_marked(
    spbe: Run, mixed: tuple[Path, Path]
) -> None:
    text = spbe("rank", *mixed, "--me", "Kota Cimahi").stdout
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    assert lines[1] == "Perhatian: nilai mandiri, daftar ini nilai eksternal; peringkat belum resmi"
    assert "Pemerintah Kota Cimahi* " in text
    assert "*: nilai mandiri di antara nilai eksternal (1 instansi)" in text
    data = ranked(spbe, *mixed)
    opinions = {row["institution"]: row["opinion"] for row in data["rows"]}
    assert opinions == {"Kota A": None, "Pemerintah Kota Cimahi": "self", "Kota B": None}
    assert (data["mixed_opinions"], data["opinion"], data["marked"]) == (True, "official", 1)
    assert [row["marked"] for row in data["rows"]] == [False, True, False]
    me = ranked(spbe, *mixed, "--me", "Kota Cimahi")["me"]
    assert (me["opinion"], me["official"]) == ("self", False)


def test_the_mark_stands_in_every_face(spbe: Run, tmp_path: Path, mixed: tuple[Path, Path]) -> None:
    for ending in ("html", "xlsx"):
        done = spbe("rank", *mixed, "--me", "Kota Cimahi", "-o", tmp_path / f"r.{ending}")
        assert done.returncode == 0, done.stderr
    page = (tmp_path / "r.html").read_text("utf-8")
    assert "peringkat belum resmi" in page
    assert "Pemerintah Kota Cimahi*" in page
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    names = [str(cell.value) for cell in book["Peringkat"]["B"]]
    assert "Pemerintah Kota Cimahi*" in names
    assert "belum resmi" in str(book["Peringkat"]["A2"].value)
    rows = list(csv.DictReader(spbe("rank", *mixed, "--format", "csv").stdout.splitlines()))
    assert [(row["opinion"], row["marked"]) for row in rows] == [("", ""), ("self", "*"), ("", "")]


def test_lists_of_one_kind_are_not_marked(spbe: Run, mixed: tuple[Path, Path]) -> None:
    listed, own = mixed
    official = spbe("rank", listed, "--me", "Kota A").stdout
    assert "*" not in official
    assert "belum resmi" not in official
    alone = spbe("rank", own, "--me", "Kota Cimahi").stdout
    assert "Perhatian" not in alone
    assert "tidak ada nilai eksternal dalam daftar ini; peringkatnya belum resmi" in alone


def test_a_column_tells_whose_index_a_row_is(spbe: Run, tmp_path: Path) -> None:
    rows = "Kota A,2024,3,eksternal\nKota B,2024,2,Mandiri\nKota C,2024,1,\n"
    (tmp_path / "l.csv").write_text(f"instansi,tahun,indeks,penilai\n{rows}", "utf-8")
    data = ranked(spbe, tmp_path / "l.csv")
    assert [row["opinion"] for row in data["rows"]] == ["official", "self", None]
    again = spbe("rank", tmp_path / "l.csv", "--format", "csv").stdout
    (tmp_path / "again.csv").write_text(again, "utf-8")
    same = ranked(spbe, tmp_path / "again.csv")
    assert [row["opinion"] for row in same["rows"]] == ["official", "self", None]


def test_an_unknown_predicate_is_a_finding(spbe: Run, tmp_path: Path) -> None:
    """The press prints such words; the list can be ranked all the same."""
    rows = "Kota A,2024,1.90,Sedang\nKota B,2024,2.70,Baik\n"
    (tmp_path / "l.csv").write_text(f"institution,year,index,predicate\n{rows}", "utf-8")
    data = ranked(spbe, tmp_path / "l.csv")
    assert [(one["code"], one["institution"]) for one in data["findings"]] == [("E214", "Kota A")]
    assert [row["predicate"] for row in data["rows"]] == ["Baik", "Cukup"]
    text = " ".join(spbe("rank", tmp_path / "l.csv").stdout.split())
    assert "E214 predikat Sedang tidak dikenal" in text


@pytest.mark.parametrize(
    "name",
    [
        *("Rata-rata", "Rata – rata", "RATA-RATA KABUPATEN", "rerata", "Nasional", "Total"),
        *("Jumlah", "Indeks Nasional", "Nilai rata-rata", "Grand Total", "Median", "Rata2 Kota"),
        *("Seluruh Instansi", "Maksimum", "Rata-rata Nasional :", "Tertinggi", "* Rata-rata"),
        *("Indeks SPBE Nasional 2024", "Nasional (rata-rata)", "Jml.", "Standar deviasi", "Modus"),
        *("INDONESIA", "Total Kabupaten/Kota", "rata  -  rata kota", "Seluruh Pemda"),
    ],
)
def test_rows_that_sum_up_others_are_left_out_and_named(
    spbe: Run, tmp_path: Path, name: str
) -> None:
    rows = f'Kota A,2024,2\n"{name}",2024,2.5\nKota B,2024,3\n'
    (tmp_path / "l.csv").write_text(f"instansi,tahun,indeks\n{rows}", "utf-8")
    done = spbe("rank", tmp_path / "l.csv", "--format", "json")
    shown = " ".join(name.split())
    assert f"baris yang bukan instansi dilewati: {shown}\n" in done.stderr
    data = json.loads(done.stdout)
    assert (data["count"], data["left_out"]) == (2, [shown])
    assert data["statistics"]["index"]["mean"]["exact"] == "2.5"


def test_no_real_institution_is_left_out(root: Path) -> None:
    """All names of the national lists, and some that hold the words."""
    names = [
        row["institution"]
        for year in (2023, 2024)
        for row in csv.DictReader(
            (root / f"tests/cases/national-{year}.csv").read_text("utf-8").splitlines()
        )
    ]
    assert len(names) > 1000
    names += ["Perpustakaan Nasional", "Kabupaten Rata", "Badan Siber dan Sandi Negara"]
    names += [
        "Kepolisian Nasional Republik Indonesia",
        "Radio Republik Indonesia",
        "Kabupaten Total",
    ]
    names += ["Badan Standardisasi Nasional", "Televisi Republik Indonesia", "Kabupaten Total"]
    names += ["Dewan Ketahanan Nasional", "Komisi Nasional Hak Asasi Manusia", "Kota Medan"]
    names += ["Badan Total Football", "Kota Minahasa"]
    assert [name for name in names if institutions.sums_up(name)] == []


def test_no_two_institutions_of_a_list_become_one(root: Path) -> None:
    for year in (2023, 2024):
        text = (root / f"tests/cases/national-{year}.csv").read_text("utf-8")
        names = [row["institution"] for row in csv.DictReader(text.splitlines())]
        assert len({institutions.folded(name) for name in names}) == len(names)


@pytest.mark.parametrize(
    "names",
    [
        (
            *("Pemerintah Daerah DIY", "Pemda DIY", "DIY", "Provinsi DIY", "DI Yogyakarta"),
            *("Pemerintah Daerah Daerah Istimewa Yogyakarta", "D.I. Yogyakarta"),
            *("Daerah Istimewa Yogyakarta", "Pemerintah Provinsi Daerah Istimewa Yogyakarta"),
            *("Pemda D.I.Y.", "Prov. D I  Yogyakarta", "Pemprov Daerah Istimewa Yogyakarta (DIY)"),
            *("Provinsi Yogyakarta", "PEMDA  diy", "Daerah Istimewa Jogjakarta"),
        ),
        ("Pemerintah Aceh", "Provinsi Aceh", "Pemprov Aceh", "Nanggroe Aceh Darussalam"),
        ("Provinsi NTB", "Pemprov N.T.B.", "Pemerintah Provinsi Nusa Tenggara Barat"),
        ("Kab.Malang", "PEMERINTAH KAB. MALANG", "Pemda Kabupaten Malang"),
        ("Kab. Adm. Kepulauan Seribu", "Kabupaten Administrasi Kepulauan Seribu"),
        ("Kab Adm Kep. Seribu", "Pemkab Administratif Kepulauan Seribu"),
        ("Kota Adm. Jakarta Pusat", "Kota Administrasi Jakarta Pusat"),
        ("Provinsi Kep. Riau", "Pemerintah Provinsi Kepulauan Riau"),
        ("Pemprov DKI Jakarta", "Pemerintah Provinsi DKI Jakarta", "Daerah Khusus Ibukota Jakarta"),
        ("Pemkab Malang", "Kab. Malang", "Pemerintah Kabupaten  Malang", "kabupaten malang"),
    ],
)
def test_one_institution_by_any_of_its_names(names: tuple[str, ...]) -> None:
    assert len({institutions.folded(name) for name in names}) == 1


def test_one_own_row_stands_out_and_can_be_reached(spbe: Run, tmp_path: Path, root: Path) -> None:
    source = root / "tests/cases/national-2024.csv"
    out = tmp_path / "r.html"
    done = spbe(
        *("rank", source, "--me", "Kota Palangka Raya", "-o", out),
        env={"SOURCE_DATE_EPOCH": "1735689600"},
    )
    assert done.returncode == 0, done.stderr
    page = out.read_text("utf-8")
    assert page.count('class="own"') == 2  # among its neighbours, and in the list
    assert 'href="#instansi-ini"' in page
    assert page.count('id="instansi-ini"') == 1
    assert "<main>" in page
    assert 'class="n"></th>' not in page
    assert '<th scope="col"></th>' not in page
    assert "1 Januari 2025" in page
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    assert f"national-2024.csv, SHA-256 {digest}" in page
    assert "Lebar kelas 0,25; angka di bawah sumbu ialah batas kelas." in page
    assert page.count("Peringkat menurut indeks sebelum pembulatan.") == 1
    assert page.count('class="rect deep"') == 1  # of the bin that holds it


def test_an_official_rank_among_self_assessed_ones_is_not_official_either(
    spbe: Run, mixed: tuple[Path, Path]
) -> None:
    text = spbe("rank", *mixed, "--me", "Kota B").stdout
    first = " ".join(line.strip() for line in text.split("Kota B: ")[0].splitlines()[1:])
    assert first.strip() == (
        "Perhatian: daftar ini memuat juga nilai mandiri (1 instansi); peringkat belum resmi"
    )
    assert "untuk menyamai Pemerintah Kota Cimahi*" in text
    assert ranked(spbe, *mixed, "--me", "Kota B")["me"]["official"] is False


@pytest.mark.parametrize(
    ("given", "best", "marked", "said"),
    [
        (
            "verifikasi mandiri target",
            "verified",
            2,
            "*: nilai mandiri atau target di antara nilai verifikasi (2 instansi)",
        ),
        ("mandiri target", "self", 1, "*: nilai target di antara nilai mandiri (1 instansi)"),
        ("mandiri mandiri", "self", 0, ""),
        ("eksternal verifikasi", "official", 1, "*: nilai verifikasi di antara nilai eksternal"),
    ],
)
def test_a_list_is_as_official_as_its_most_official_row(
    spbe: Run, tmp_path: Path, given: str, best: str, marked: int, said: str
) -> None:
    rows = "".join(f"Kota {n},2024,{4 - n}.0,{one}\n" for n, one in enumerate(given.split()))
    (tmp_path / "l.csv").write_text(f"instansi,tahun,indeks,penilai\n{rows}", "utf-8")
    data = ranked(spbe, tmp_path / "l.csv")
    assert (data["opinion"], data["marked"]) == (best, marked)
    text = spbe("rank", tmp_path / "l.csv").stdout
    assert said in text
    assert ("tidak ada nilai eksternal dalam daftar ini" in text) is (best != "official")


def test_indices_of_two_assessors_are_not_subtracted(
    spbe: Run, mixed: tuple[Path, Path], tmp_path: Path
) -> None:
    before = "instansi,tahun,indeks\nKota A,2023,3.50\nPemkot Cimahi,2023,3.60\n"
    (tmp_path / "before.csv").write_text(before, "utf-8")
    sources = (*mixed, tmp_path / "before.csv")
    rows = {row["institution"]: row for row in ranked(spbe, *sources)["rows"]}
    own, other = rows["Pemerintah Kota Cimahi"], rows["Kota A"]
    assert (own["change"], own["change_of"]) == (None, None)
    assert (own["previous"]["rank"], own["previous"]["opinion"]) == (1, "official")
    assert (other["change"], other["change_of"]) == ("0.25", "printed")
    text = " ".join(spbe("rank", *sources, "--me", "Kota Cimahi").stdout.split())
    assert "Indeks 2023 ialah nilai eksternal; selisihnya tidak dihitung" in text
    assert "selisih 1 instansi tidak dihitung: nilainya dari penilai lain pada 2023" in text
    assert "paling turun" not in text
    listed = csv.DictReader(spbe("rank", *sources, "--format", "csv").stdout.splitlines())
    assert [row["change_of"] for row in listed] == ["printed", "", ""]
    done = spbe("rank", *sources, "-o", tmp_path / "r.xlsx")
    assert done.returncode == 0, done.stderr
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx")["Peringkat"]
    head = [cell.value for cell in sheet["A"]].index("Peringkat") + 1
    at = [cell.value for cell in sheet[head]].index("Selisih") + 1
    first, second = (sheet.cell(head + n, at) for n in (1, 2))
    assert (first.value, "°" in first.number_format.replace("_°", "")) == (0.25, True)
    assert second.value is None


def test_an_exact_change_is_not_marked_as_printed(spbe: Run, tmp_path: Path) -> None:
    (tmp_path / "now.yaml").write_text(OWN, "utf-8")
    (tmp_path / "then.yaml").write_text(OWN.replace("2024", "2023").replace("47: 3", "47: 2"))
    done = spbe("rank", tmp_path / "now.yaml", tmp_path / "then.yaml", "-o", tmp_path / "r.xlsx")
    assert done.returncode == 0, done.stderr
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx")["Peringkat"]
    last = sheet.cell(7, sheet.max_column)
    assert isinstance(last.value, float)
    assert last.value > 0
    assert "°" not in last.number_format.replace("_°", "")


LISTED = "institution,year,index,predicate\n"


@pytest.mark.parametrize(
    ("row", "code", "shown", "word"),
    [
        ("1.90,Sedang", "E214", "Cukup!", "Sedang"),
        ("2.83,Cukup", "E411", "Baik!", "Cukup"),
        ("2.83,baik", None, "Baik", None),
        ("2.83,", None, "Baik", None),
        ("2.60,Memuaskan", "E411", "?!", "Memuaskan"),
    ],
)
def test_a_predicate_that_does_not_hold_is_marked_and_counted_by_the_index(
    spbe: Run, tmp_path: Path, row: str, code: str | None, shown: str, word: str | None
) -> None:
    (tmp_path / "l.csv").write_text(f"{LISTED}Kota A,2023,{row}\nKota B,2023,4.5,\n", "utf-8")
    data = ranked(spbe, tmp_path / "l.csv")
    assert [one["code"] for one in data["findings"]] == ([code] if code else [])
    first = next(one for one in data["rows"] if one["institution"] == "Kota A")
    assert first["printed_predicate"] == word
    listing = spbe("rank", tmp_path / "l.csv").stdout
    line = next(line for line in listing.splitlines() if " Kota A " in line)
    assert line.split()[-1] == shown
    if code:
        found = data["findings"][0]
        assert (found["used"], found["predicate"]) == ("index", word)
        assert "Predikat dihitung menurut indeks." in " ".join(listing.split())
        assert "!: predikat yang diumumkan tidak cocok dengan indeksnya atau tidak dikenal" in (
            " ".join(listing.split())
        )
        for ending in ("html", "xlsx"):
            spbe("rank", tmp_path / "l.csv", "-o", tmp_path / f"r.{ending}")
        assert f"<td>{shown}</td>" in (tmp_path / "r.html").read_text("utf-8")
        cells = openpyxl.load_workbook(tmp_path / "r.xlsx")["Peringkat"]["F"]
        assert shown in [cell.value for cell in cells]
        rows = list(
            csv.DictReader(spbe("rank", tmp_path / "l.csv", "--format", "csv").stdout.splitlines())
        )
        assert word in [one["printed_predicate"] for one in rows]
    if shown[0] != "?":
        assert data["predicates"][shown.rstrip("!")] == 1


def test_an_unknown_predicate_in_a_list_whose_title_says_the_year(
    spbe: Run, tmp_path: Path
) -> None:
    (tmp_path / "l.csv").write_text("instansi,indeks,predikat\nKota A,1.90,Sedang\n", "utf-8")
    data = ranked(spbe, tmp_path / "l.csv", "--year", "2024")
    assert [(one["code"], one["year"]) for one in data["findings"]] == [("E214", 2024)]
    levels = ",".join(map(str, range(1, 48)))
    row = f"Kota A,Sedang,{','.join('2' * 47)}\n"
    (tmp_path / "l.csv").write_text(f"instansi,predikat,{levels}\n{row}", "utf-8")
    data = ranked(spbe, tmp_path / "l.csv", "--year", "2024")
    assert [one["code"] for one in data["findings"]] == ["E214"]
    assert (data["rows"][0]["predicate"], data["rows"][0]["printed_predicate"]) == (
        "Cukup",
        "Sedang",
    )


def test_levels_that_contradict_what_was_published_are_found_in_assessments_too(
    spbe: Run, tmp_path: Path
) -> None:
    official = OWN.replace(": 3\n", ": {official: 3}\n")
    published = "published: {opinion: official, index: 3.20, predicate: Cukup}\n"
    (tmp_path / "a.yaml").write_text(official + published, "utf-8")
    data = ranked(spbe, tmp_path / "a.yaml")
    assert [(one["code"], one["used"]) for one in data["findings"]] == [
        ("E410", "levels"),
        ("E411", "index"),
    ]
    (row,) = data["rows"]
    assert (row["index"], row["predicate"]) == ("3.00", "Baik")
    assert row["printed_predicate"] == "Cukup"
    other = published.replace("official", "verified")  # of another assessor: no contradiction
    (tmp_path / "a.yaml").write_text(official + other, "utf-8")
    assert ranked(spbe, tmp_path / "a.yaml")["findings"] == []


def test_a_summary_in_a_merged_cell_before_the_names(spbe: Run, tmp_path: Path) -> None:
    rows = "1,Kota A,2024,2\n2,Kota B,2024,3\nRata-rata,,,2.5\n,,Jumlah,5\n"
    (tmp_path / "l.csv").write_text(f"no,instansi,tahun,indeks\n{rows}", "utf-8")
    data = ranked(spbe, tmp_path / "l.csv", "--me", "Kota B")
    assert (data["count"], data["left_out"]) == (2, ["Rata-rata", "Jumlah"])
    assert sum(one["count"] for one in data["histogram"]) == 2
    assert (data["me"]["count"], data["me"]["percentile"]) == (2, "100")
    for ending in ("html", "xlsx"):
        spbe("rank", tmp_path / "l.csv", "-o", tmp_path / f"r.{ending}")
    said = "Baris yang bukan instansi dilewati: Rata-rata, Jumlah."
    assert said in (tmp_path / "r.html").read_text("utf-8")
    cells = openpyxl.load_workbook(tmp_path / "r.xlsx")["Asal"]["B"]
    assert said in [cell.value for cell in cells]


def test_the_workbook_leads_to_one_s_own_row(spbe: Run, root: Path, tmp_path: Path) -> None:
    source, out = root / "tests/cases/national-2024.csv", tmp_path / "r.xlsx"
    done = spbe("rank", source, "--me", "Kota Palangka Raya", "-o", out)
    assert done.returncode == 0, done.stderr
    book = openpyxl.load_workbook(out)
    sheet = book["Peringkat"]
    link = sheet["A2"].hyperlink
    assert link is not None
    own = sheet[str(link.location).partition("!")[2]]
    assert own.value == "Pemerintah Kota Palangka Raya"
    for cell in sheet[own.row]:
        assert cell.font.b
        assert cell.fill.fgColor.rgb == "FFDCE6F1"
    assert not sheet[own.row + 1][0].font.b
    assert str(sheet["A3"].value).startswith("Tepatnya: indeks sebelum pembulatan; kosong bila")
    near = [cell.value for cell in book["Sekitar"]["B"]]
    at = near.index("Pemerintah Kota Palangka Raya")
    groups = [cell.value for cell in book["Sekitar"]["C"]][at - 5 : at + 6]
    assert groups == ["kota"] * 11
    origin = [str(cell.value) for cell in book["Asal"]["B"]]
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    assert f"national-2024.csv, SHA-256 {digest}" in origin
    assert "Indeks, lebar kelas 0,25" in [cell.value for cell in book["Statistik"]["A"]]
    formats = {sheet.cell(row, 5).number_format for row in range(7, 600)}
    assert len(formats) == 1  # one number of decimals


def test_own_row_left_out_by_top_has_no_link(spbe: Run, root: Path, tmp_path: Path) -> None:
    source = root / "tests/cases/national-2024.csv"
    for ending in ("html", "xlsx"):
        out = tmp_path / f"r.{ending}"
        spbe("rank", source, "--me", "Kota Palangka Raya", "--top", "3", "-o", out)
    assert "#instansi-ini" not in (tmp_path / "r.html").read_text("utf-8")
    cell = openpyxl.load_workbook(tmp_path / "r.xlsx")["Peringkat"]["A2"]
    assert cell.hyperlink is None
    assert str(cell.value).startswith("Pemerintah Kota Palangka Raya: 3,75")


# --- names ----------------------------------------------------------------------------------------

KINDS = ("Kabupaten", "Kota", "Provinsi")
WRITTEN = {  # each kind as people write it
    "Kabupaten": ("Kabupaten", "Kab.", "Kab", "Pemkab", "Pemkab.", "Pemerintah Kab.", "KABUPATEN"),
    "Kota": ("Kota", "Pemkot", "Pemkot.", "Pemerintah Kota", "Pemda Kota", "Kotamadya"),
    "Provinsi": ("Provinsi", "Prov.", "Pemprov", "Pemerintah Daerah Provinsi", "Prov"),
}
places = st.sampled_from(
    ("Bogor", "Malang", "Gorontalo", "Bengkulu", "Jambi", "Kotabaru", "Bandung Barat", "Provinsia")
)
blanks = st.sampled_from((" ", "  ", "\u00a0", "\t "))


@given(
    *(places, st.sampled_from(KINDS), blanks, blanks, st.booleans(), st.data()),
)
def test_names_of_one_institution_are_one(
    place: str, kind: str, first: str, second: str, loud: bool, data: st.DataObject
) -> None:
    written = data.draw(st.sampled_from(WRITTEN[kind])).replace(" ", first)
    name = f"{first}{written}{second}{place}{first}"
    name = name.upper() if loud else name
    assert institutions.same(name, f"{kind} {place}")
    assert institutions.group_of(name) == kind.casefold()
    assert not institutions.sums_up(name)


@given(*[st.tuples(st.sampled_from(KINDS), places)] * 2, st.data())
def test_names_of_two_institutions_are_two(
    one: tuple[str, str], other: tuple[str, str], data: st.DataObject
) -> None:
    names = [f"{data.draw(st.sampled_from(WRITTEN[kind]))} {place}" for kind, place in (one, other)]
    assert institutions.same(*names) is (one == other)


def test_kota_yogyakarta_is_no_province() -> None:
    names = (
        "Kota Yogyakarta",
        "Provinsi DIY",
        "Kabupaten Gunungkidul",
        "DKI Jakarta",
        "Yogyakarta",
    )
    assert len({institutions.folded(name) for name in names}) == len(names)
    groups = [institutions.group_of(name) for name in names]
    assert groups == ["kota", "provinsi", "kabupaten", "provinsi", "lembaga"]


def test_national_lists_keep_their_groups(root: Path) -> None:
    """Names in other forms are the same institutions as those of the list."""
    text = (root / "tests/cases/national-2024.csv").read_text("utf-8")
    forms = {"Pemerintah Kab. ": "Pemkab ", "Pemerintah Kota ": "Kota  "}
    forms |= {"Pemerintah Provinsi ": "PEMPROV "}
    known = [row["institution"] for row in csv.DictReader(text.splitlines())]
    folded = {institutions.folded(name): name for name in known}
    for name in known:
        for form, other in forms.items():
            if name.startswith(form):
                assert folded[institutions.folded(name.replace(form, other))] == name


MIXED = (
    "institution,year,index,opinion\n"
    "Kab. A,2024,3.0,mandiri\nKab. B,2024,2.5,eksternal\nKab. C,2024,2.4,eksternal\n"
)


def test_mixed_opinions_are_told_before_anything_else(spbe: Run, tmp_path: Path) -> None:
    """One who ranks without naming an institution reads first that the order is no result."""
    file = tmp_path / "op.csv"
    said = "Perhatian: daftar ini mencampur nilai eksternal dengan nilai mandiri (1 instansi"
    for mixed in (True, False):
        file.write_text(MIXED if mixed else MIXED.replace("mandiri", "eksternal"))
        text = spbe("rank", file).stdout
        first = " ".join(text.split("\n\n")[1].split())
        assert first.startswith(said) is mixed
        for ending in ("html", "xlsx"):
            assert spbe("rank", file, "-o", tmp_path / f"r.{ending}").returncode == 0
        page = (tmp_path / "r.html").read_text("utf-8")
        assert (said in page.partition("<section")[0]) is mixed
        sheet = openpyxl.load_workbook(tmp_path / "r.xlsx").worksheets[0]
        assert str(sheet["A2"].value).startswith(said) is mixed
        data = json.loads(spbe("rank", file, "--format", "json").stdout)
        assert data["mixed_opinions"] is mixed
        assert (said in spbe("rank", file, "--format", "csv").stderr) is mixed
    file.write_text(MIXED.replace("eksternal", "verifikasi"))
    assert "mencampur nilai verifikasi dengan nilai mandiri" in " ".join(
        spbe("rank", file).stdout.split()
    )
