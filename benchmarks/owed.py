"""Measures the office's commands as owners and documents grow: time and peak memory.

    python benchmarks/owed.py [--gigabytes 1]

Each command is a process of its own; the median of three runs. With --gigabytes, one document is as
large, to show that packing holds none of it in memory. Prints the Markdown table of README.md.
"""

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SIZES = ((14, 90, 34), (60, 500, 100), (60, 5_000, 1_000))
ROUNDS = 3


def measured(*arguments: str | Path) -> tuple[float, float]:
    """Run a command; returns seconds, and megabytes at the peak of any child so far."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "spbe_cli", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode not in (0, 5):
        raise SystemExit(done.stderr.decode())
    seconds = time.perf_counter() - start
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def row(folder: Path, owners: int, documents: int, missing: int, large: int) -> str:
    """Return one line of the table."""
    sys.path.insert(0, str(ROOT / "tests"))
    from office import make

    office = make(folder, owners=owners, documents=documents, missing=missing)
    if large:
        one = next(one for line in office.lines for one in line.papers if one.there)
        with (folder / one.file).open("r+b") as stream:
            stream.truncate(large)  # a hole: reads as zeros, and takes no room on the disk
    cells = []
    for command in (["todo"], ["show", "12"], ["evidence", "list"]):
        times = [measured(command[0], *_rest(command, office.file)) for _round in range(ROUNDS)]
        cells.append(f"{statistics.median(each[0] for each in times):.2f} s")
    bundle = folder / "bukti.zip"
    packed = measured("evidence", "pack", office.file, "-o", bundle, "--partial")
    verified = measured("evidence", "verify", office.file, bundle)
    bundle.unlink()
    cells += [f"{packed[0]:.2f} s", f"{verified[0]:.2f} s", f"{verified[1]:.0f} MB"]
    size = f" ({large // 10**9} GB)" if large else ""
    return f"| {owners} | {documents}{size} | " + " | ".join(cells) + " |"


def _rest(command: list[str], file: Path) -> list[str | Path]:
    """Return a command's words after its verb, the file among them."""
    return [*command[1:], file] if command[0] == "evidence" else [file, *command[1:]]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--gigabytes", type=int, default=0)
    large = parser.parse_args().gigabytes * 10**9
    print("| owners | documents | todo | show | evidence list | pack | verify | peak memory |")
    print("|---|---|---|---|---|---|---|---|")
    cases = [(*size, 0) for size in SIZES] + ([(*SIZES[0], large)] if large else [])
    for case in cases:
        with tempfile.TemporaryDirectory(prefix="spbe-bench-") as work:
            print(row(Path(work), *case), flush=True)


if __name__ == "__main__":
    main()
