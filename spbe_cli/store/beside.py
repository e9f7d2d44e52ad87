"""What lies beside an assessment file, by its name alone: nothing is imported to look for it."""

from pathlib import Path


def record_of(file: Path) -> Path:
    """Return where the record of an assessment file is: ``penilaian-2024.riwayat.csv``."""
    return file.with_name(f"{file.stem}.riwayat.csv")
