"""What lies beside an assessment file, by its name alone: nothing is imported to look for it."""

from pathlib import Path


def record_of(file: Path) -> Path:
    """Return where the record of an assessment file is: ``penilaian-2024.riwayat.csv``.

    It lies beside what a symbolic link leads to: one file has one record, by whatever name.
    """
    file = file.resolve() if file.is_symlink() else file
    return file.with_name(f"{file.stem}.riwayat.csv")
