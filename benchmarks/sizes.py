"""Time against size: last year's file among many, long lists, big workbooks. Prints a table.

Run it in the project's root: ``.venv/bin/python benchmarks/sizes.py``.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = (ROOT / "examples/bandar-lampung-2023.yaml").read_text("utf-8")


def timed(folder: Path, *arguments: str) -> float:
    """Return the seconds that a command takes, in a process of its own."""
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-P", "-m", "spbe_cli", *arguments],
        cwd=folder,
        capture_output=True,
        check=False,
    )
    if done.returncode not in (0, 5):
        sys.exit(done.stderr.decode())
    return time.perf_counter() - begun


def check(folder: Path, count: int) -> float:
    """Check so many assessments that lie together, each of another institution."""
    for number in range(count):
        said = EXAMPLE.replace("Kota Bandar Lampung", f"Kota Contoh {number}")
        (folder / f"{number}.yaml").write_text(f"{said}# 2022\n", "utf-8")
    return timed(folder, "check", "*.yaml", "--format", "json")


def rank(folder: Path, count: int) -> float:
    """Rank a list of so many rows of published indices."""
    rows = (f"Kota {number},2024,{1 + number % 400 / 100:.2f}\n" for number in range(count))
    (folder / "l.csv").write_text("institution,year,index\n" + "".join(rows), "utf-8")
    return timed(folder, "rank", "l.csv", "--format", "json")


def workbook(folder: Path, count: int) -> float:
    """Rank the same list as a workbook."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(folder / "l.xlsx"), {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["institution", "year", "index"])
        for number in range(count):
            sheet.write_row(number + 1, 0, [f"Kota {number}", 2024, 1 + number % 400 / 100])
    return timed(folder, "rank", "l.xlsx", "--format", "json")


CASES = [
    (check, (10, 100, 600)),
    (rank, (1_000, 10_000, 100_000)),
    (workbook, (1_000, 10_000, 100_000)),
]


def main() -> None:
    """Print a row for each size: how long it took, and how long for each thing of it."""
    print(f"{'':10} {'size':>8} {'seconds':>8} {'ms each':>8}")
    for measure, sizes in CASES:
        for size in sizes:
            with tempfile.TemporaryDirectory() as folder:
                seconds = measure(Path(folder), size)
            print(f"{measure.__name__:10} {size:8} {seconds:8.2f} {1000 * seconds / size:8.2f}")


if __name__ == "__main__":
    main()
