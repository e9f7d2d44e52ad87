"""Assessments that say more than one page has room for: what `--summary` has to bear."""

import random
from pathlib import Path

OWNERS = (
    "Dinas Komunikasi, Informatika, Statistik, dan Persandian",
    "Bagian Organisasi Sekretariat Daerah",
    "Badan Perencanaan Pembangunan Daerah, Penelitian, dan Pengembangan",
)
POST = "Kepala Dinas Komunikasi, Informatika, Statistik, dan Persandian selaku Koordinator SPBE"
REGENCY = "Pemerintah Kabupaten Hulu Sungai Selatan"
MINISTRY = ("Kementerian " + "Koordinator Bidang Pembangunan Manusia, Kebudayaan, " * 6)[:298]
TITLE = "Ringkasan Eksekutif Hasil Penilaian Mandiri SPBE Tahun 2024 untuk Bupati"


def years(folder: Path, institution: str, law: str = "permenpanrb-59-2020") -> list[str]:
    """Write two years of an institution whose levels rise and fall; return the files."""
    chance = random.Random(9)  # noqa: S311  repeatable, not secret
    count = 47 if law == "permenpanrb-59-2020" else 20
    written = []
    for year in (2023, 2024) if count == 47 else (2026, 2027):
        rows = [
            f"  {number}: {{self: {chance.randint(1, 5)}, owner: '{OWNERS[number % 3]}',"
            f" evidence: [{{title: Dok {number}, levels: [1, 2]}}],"
            " action: {text: Susun, due: 2024-09-30}}"
            for number in range(1, count + 1)
        ]
        head = [f"institution: '{institution}'", f"year: {year}", f"instrument: {law}"]
        file = folder / f"{year}.yaml"
        file.write_text("\n".join([*head, "indicators:", *rows]) + "\n", "utf-8")
        written.append(str(file))
    return written


def signers(count: int, post: str = POST) -> list[str]:
    """Return the options for so many who sign."""
    names = [f"Nama Lengkap ke-{at} Bergelar, S.Kom., M.T." for at in range(1, count + 1)]
    return [
        part for name in names for part in ("--signer", f"{name}; {post}; 19800101 200501 2 001")
    ]


# name: institution, instrument, options
PAGES: dict[str, tuple[str, str, list[str]]] = {
    "ministry": (MINISTRY, "permenpanrb-59-2020", ["--target", "3.50"]),
    "title": (
        REGENCY,
        "permenpanrb-59-2020",
        ["--target", "3.50", "--title", TITLE, *signers(1, "Kepala Dinas Kominfo")],
    ),
    "two sign": (REGENCY, "permenpanrb-59-2020", ["--target", "3.50", *signers(2)]),
    "no target": (REGENCY, "permenpanrb-59-2020", signers(2)),
    "out of reach": (REGENCY, "permenpanrb-59-2020", ["--target", "5", *signers(2)]),
    "six sign": (REGENCY, "permenpanrb-59-2020", ["--target", "3.50", *signers(6)]),
    "everything": (
        MINISTRY.upper(),
        "permenpanrb-59-2020",
        ["--target", "3.50", "--title", TITLE * 4, *signers(4, POST * 3)],
    ),
    "newer": (REGENCY, "permenpanrb-8-2026", ["--target", "3.50", *signers(2)]),
    "public": (MINISTRY, "permenpanrb-59-2020", ["--public", *signers(2)]),
    "english": (MINISTRY, "permenpanrb-59-2020", ["--lang", "en", "--target", "3.50", *signers(2)]),
}
