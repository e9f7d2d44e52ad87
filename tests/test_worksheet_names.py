"""Names beside the numbers of a kertas kerja: as people shorten them, and those of others."""

from pathlib import Path

import pytest
from program import Run
from worksheets import begin, bring, brought, refused, text, told

from spbe_cli.core.collect.likeness import Names
from spbe_cli.store.yaml import instruments


@pytest.fixture
def desk(spbe: Run, tmp_path: Path) -> Path:
    return begin(spbe, tmp_path)


LAWS = ["permenpanrb-5-2018", "permenpanrb-59-2020", "permenpanrb-8-2026", "epss-2022"]


@pytest.mark.parametrize("law", LAWS)
def test_the_very_name_is_of_its_indicator_alone(law: str) -> None:
    """Any two that are exchanged are refused; each name agrees with its own number."""
    items = instruments.load(law).items()
    names = Names(instruments.load(law))
    for one in items.values():
        for name in (one.name.id, one.short.id, one.short.id.upper(), f"  {one.name.id}."):
            for other, its in items.items():
                alike = its.short.id == one.short.id
                assert names.agrees(other, name) is alike, (other, name)


def mistyped(name: str) -> dict[str, str]:
    words = name.split()
    return {
        "cut": " ".join(f"{one[:4]}." if len(one) > 9 else one for one in words),
        "slipped": " ".join(one[:4] + one[5:] if len(one) > 8 else one for one in words),
        "more": f"{name} Kabupaten Contoh",
        "bracket": f"{name} (Perbup)",
        "before": f"Dokumen {name}",
    }


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize("kind", ["cut", "slipped", "more", "bracket", "before"])
def test_the_name_of_another_is_refused_in_other_spellings_too(law: str, kind: str) -> None:
    items = instruments.load(law).items()
    names = Names(instruments.load(law))
    for item, one in items.items():
        name = mistyped(one.short.id)[kind]
        assert names.agrees(item, name), (item, name)
        others = [key for key, its in items.items() if its.short.id != one.short.id]
        assert [key for key in others if names.agrees(key, name)] == [], name


@pytest.mark.parametrize("first", [17, 14])
def test_levels_are_not_exchanged(spbe: Run, tmp_path: Path, first: int) -> None:
    begin(spbe, tmp_path, year="2019")
    rows = (
        f"{first};Kebijakan Internal Layanan Pengaduan Publik;1\n"
        f"{31 - first};Kebijakan Internal Layanan Publik Instansi Pemerintah;4\n"
    )
    file = text(tmp_path / "k.csv", f"No;Indikator;Nilai\n{rows}")
    if first == 17:
        assert refused(spbe, file) == [("2:1", "E335"), ("3:1", "E335")]
    else:
        assert brought(spbe, file) == {("14", "self"): "1", ("17", "self"): "4"}


SHORTENED = {
    "permenpanrb-59-2020": {
        "1": ["Arsitektur SPBE (kebijakan)", "Keb. Internal Arsitektur", "Kebijakan arsitektur"],
        "7": ["Kebijakan SPLP", "Kebijakan Internal Sistem Penghubung", "Kebijakan Internal SPLP"],
        "8": ["Kebijakan SMKI", "Kebijakan Internal MKI", "Kebijkan Internal Keamanan Informasi"],
        "17": ["Jaringan Intra", "JIP", "Layanan Intranet"],
        "18": ["SPLP", "Sistem Penghubung Layanan"],
        "21": ["Manajemen Risiko", "MR", "Penerapan MR SPBE", "Risiko"],
        "24": ["Aset TIK", "Manaj. Aset TIK"],
        "25": ["Kompetensi SDM", "SDM", "Pengembangan SDM", "Manajemen SDM SPBE"],
        "35": ["PBJ", "Pengadaan", "LPSE", "Layanan PBJ", "Pengadaan Brg/Jasa", "SPSE"],
        "36": ["Simpeg", "Kepegawaian", "Adm. Kepegawaian"],
        "37": ["SRIKANDI", "Arsip", "Kearsipan"],
        "38": ["BMD", "Layanan BMN", "Pengelolaan BMD", "SIMBADA"],
        "40": ["SAKIP", "e-SAKIP", "Akuntabilitas Kinerja"],
        "41": ["e-Kinerja", "Kinerja Pegawai"],
        "42": ["SP4N-LAPOR!", "Pengaduan", "Aduan"],
        "44": ["JDIH", "Layanan JDIH", "Jaringan Dokumentasi & Informasi Hukum"],
        "45": ["Sektor Kesehatan", "Layanan Publik Kesehatan", "Layanan Sektor 1: Adminduk"],
        "46": ["Sektor Pendidikan", "Layanan Publik (Perizinan)"],
    },
    "permenpanrb-5-2018": {
        "16": ["Kebijakan WBS", "WBS Internal"],
        "25": ["Naskah Dinas", "Layanan TNDE Naskah Dinas"],
        "33": ["Layanan JDIH", "Dokumentasi Hukum"],
        "34": ["WBS"],
        "35": ["Layanan Publik"],
    },
    "permenpanrb-8-2026": {
        "3": ["SDM Pemerintah Digital", "SDM"],
        "6": ["Geospasial", "Informasi Geospasial", "Peny. IG"],
        "8": ["PDP", "Perlindungan Data Pribadi"],
        "12": ["CSIRT", "Insiden Siber"],
        "19": ["Helpdesk", "Dukungan Pengguna"],
    },
}


@pytest.mark.parametrize(
    ("law", "item", "name"),
    [
        (law, item, name)
        for law, items in SHORTENED.items()
        for item, listed in items.items()
        for name in listed
    ],
)
def test_names_as_people_shorten_them(law: str, item: str, name: str) -> None:
    assert Names(instruments.load(law)).agrees(item, name)


@pytest.mark.parametrize(
    ("law", "item", "name"),
    [
        ("permenpanrb-59-2020", "25", "JDIH"),
        ("permenpanrb-59-2020", "44", "Kompetensi SDM"),
        ("permenpanrb-59-2020", "36", "e-Kinerja Pegawai"),
        ("permenpanrb-59-2020", "45", "Layanan Publik Sektor 2"),
        ("permenpanrb-59-2020", "46", "Sektor 1 (Kesehatan)"),
        ("permenpanrb-59-2020", "23", "Manajemen Risiko"),
        ("permenpanrb-59-2020", "3", "Manajemen Keamanan Informasi"),
        ("permenpanrb-59-2020", "12", "Arsitektur"),
        ("permenpanrb-5-2018", "17", "Layanan Pengaduan Publik"),
        ("permenpanrb-5-2018", "14", "Kebijakan Layanan Publik Instansi Pemerintah"),
        ("permenpanrb-8-2026", "10", "Infrastruktur"),
    ],
)
def test_names_that_say_another(law: str, item: str, name: str) -> None:
    assert not Names(instruments.load(law)).agrees(item, name)


def test_a_whole_table_of_short_names(spbe: Run, desk: Path) -> None:
    rows = "44;JDIH;3\n25;Kompetensi SDM;2\n45;Sektor Kesehatan;1\n"
    found = brought(spbe, text(desk / "k.csv", f"No;Indikator;Nilai\n{rows}"))
    assert found == {("25", "self"): "2", ("44", "self"): "3", ("45", "self"): "1"}
    found = brought(spbe, text(desk / "l.csv", "Indikator;Nilai;Catatan\nJDIH;3;x\n"))
    assert found["44", "self"] == "3"


AGREEING = "".join(
    f"{number};{name};3\n"
    for number, name in {
        3: "Kebijakan Internal Manajemen Data",
        11: "Arsitektur SPBE",
        13: "Keterpaduan Rencana dan Anggaran",
        21: "Manajemen Risiko",
        43: "Data Terbuka",
    }.items()
)


def test_a_name_that_nobody_knows_is_told_where_the_others_agree(spbe: Run, desk: Path) -> None:
    file = text(desk / "k.csv", f"No;Indikator;Nilai\n{AGREEING}46;Siwaslu Terpadu;2\n")
    done = bring(spbe, file)
    assert (done.returncode, told(done)) == (0, [("7:1", "E362")])
    assert "dibaca menurut nomornya, 46: namanya (Siwaslu Terpadu) tidak dikenali" in done.stderr
    assert brought(spbe, file)["46", "self"] == "2"


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        ("46;Siwaslu Terpadu;2\n", ["E343"]),
        (f"{AGREEING}46;Siwaslu;2\n47;Rapat;2\n", ["E343", "E343"]),
        (f"{AGREEING}44;Siwaslu;2\n44;;2\n", ["E316"]),
        (f"{AGREEING}25;JDIH;2\n", ["E335"]),
    ],
)
def test_a_name_that_nobody_knows_is_refused_elsewhere(
    spbe: Run, desk: Path, rows: str, codes: list[str]
) -> None:
    file = text(desk / "k.csv", f"No;Indikator;Nilai\n{rows}")
    assert [code for _place, code in refused(spbe, file)] == codes
