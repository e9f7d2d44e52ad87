"""Measures ``spbe rank`` of long lists: seconds and memory of whole processes, by rows.

The lists are drawn: a level for each of the 47 indicators of PermenPANRB 59/2020. Prints the
Markdown table of benchmarks/README.md.

    python benchmarks/ranking.py [--rounds 3]
"""

import argparse
import csv
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROWS = (600, 6_000, 60_000, 100_000)
INDICATORS = 47


def draw(rows: int, file: Path) -> None:
    """Write a list of so many rows."""
    chance = random.Random(rows)  # noqa: S311  an example, not a secret
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["institution", "year", *range(1, INDICATORS + 1)])
        for number in range(rows):
            writer.writerow([f"Kota {number}", 2024, *chance.choices("12345", k=INDICATORS)])


def measure(file: Path) -> tuple[float, float]:
    """Return processor seconds and megabytes of one run (Windows: of the clock, and nan)."""
    command = [sys.executable, "-m", "spbe_cli", "rank", str(file), "--format", "json"]
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    if sys.platform == "win32":
        process.wait()
        return time.perf_counter() - started, float("nan")
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise subprocess.CalledProcessError(process.returncode, command)
    unit = 1_000_000 if sys.platform == "darwin" else 1_000  # bytes there, kilobytes on Linux
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description="How long spbe rank takes, by rows.")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each list (default: 3)")
    rounds = parser.parse_args().rounds
    print("| rows | seconds of the processor | megabytes | microseconds for one more row |")
    print("|--:|--:|--:|--:|")
    last: tuple[int, float] | None = None
    with tempfile.TemporaryDirectory(prefix="spbe-bench-") as folder:
        for rows in ROWS:
            file = Path(folder, f"{rows}.csv")
            draw(rows, file)
            taken = [measure(file) for _round in range(rounds)]
            seconds = statistics.median(one for one, _size in taken)
            size = max(size for _one, size in taken)
            more = f"{(seconds - last[1]) / (rows - last[0]) * 1e6:.0f}" if last else ""
            print(f"| {rows:,} | {seconds:.2f} | {size:.0f} | {more} |")
            last = (rows, seconds)


if __name__ == "__main__":
    main()
