"""Measures what users feel: whole processes, from the shell to the prompt.

Builds the wheel, installs it and the floor (floor.py, a hello-world typer command) in a fresh
environment, and runs every case once a round, in shuffled order. A ratio is the median over the
rounds of case / floor within one round, so a machine that slows down slows both. The ceiling is
LibreOffice recalculating a workbook of the same sum. Prints the table of README.md beside this.

    python benchmarks/run.py [--rounds 21] [--quick] [--strict [--slack 1.1]]
"""

import argparse
import csv
import itertools
import math
import os
import random
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
import venv
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import ceiling

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples/bandar-lampung-2023.yaml"
NATIONAL = ROOT / "tests/cases/national-2024.csv"
FLOOR = "hello-world of typer (the floor)"
SCORE = "`score FILE --format json`"
HTML, XLSX = "`report FILE -o x.html`", "`report FILE -o x.xlsx`"
DOCX = "`report FILE -o x.docx`"
PLAN = "`simulate FILE --target 3.00 --format json`"
RANK = "`rank LIST-OF-612 --format json`"
BUDGETS = {SCORE: 1.55, HTML: 3.5, XLSX: 3.5, DOCX: 6.0, PLAN: 2.0, RANK: 3.0}  # × the floor
CEILING = "LibreOffice, the same sum (the ceiling)"
MANY = (60, 600) if os.name == "nt" else (60, 600, 6000)  # Windows: 32 kB for a command line


class Case(NamedTuple):
    """One row: `label` as printed, the command, and how many rounds at most (slow ones: few)."""

    label: str
    command: tuple[str, ...]
    most: int = 1000


class Time(NamedTuple):
    """Seconds of one run; `cpu` (user + system) is nan where the system does not tell."""

    wall: float
    cpu: float


class Row(NamedTuple):
    """A line of the table, as ratios to the floor."""

    label: str
    wall: float
    cpu: float
    budget: float | None = None


def cases(bin_: Path, work: Path) -> Iterator[Case]:
    """Yield what is measured, the floor first; a case that cannot run has no command."""
    spbe, file = str(bin_ / "spbe"), str(EXAMPLE)
    yield Case(FLOOR, (str(bin_ / "floor"), "dunia"))
    yield Case(SCORE, (spbe, "score", file, "--format", "json"))
    yield Case("`score FILE`", (spbe, "score", file))
    yield Case(HTML, (spbe, "report", file, "-o", "x.html"))
    yield Case(XLSX, (spbe, "report", file, "-o", "x.xlsx"))
    yield Case(DOCX, (spbe, "report", file, "-o", "x.docx"))
    yield Case(PLAN, (spbe, "simulate", file, "--target", "3.00", "--format", "json"))
    yield Case(RANK, (spbe, "rank", str(NATIONAL), "--format", "json"))
    yield Case("`instrument show 59/2020 12`", (spbe, "instrument", "show", "59/2020", "12"))
    yield Case("`--help`", (spbe, "--help"))
    for count in MANY:
        names = [f"{number}.yaml" for number in range(count)]
        most = max(3, 4200 // count)
        yield Case(many(count), (spbe, "score", *names, "--format", "json"), most)
    yield Case(CEILING, ceiling.command(work), 7)


def many(count: int) -> str:
    """Return the label of a case that scores many files in one run."""
    return f"`score` of {count} files, JSON"


def measure(listed: list[Case], rounds: int, work: Path) -> dict[str, list[Time]]:
    """Run every case once a round, in shuffled order; before that once, unless it is slow."""
    taken: dict[str, list[Time]] = {case.label: [] for case in listed}
    for case in listed:
        if case.most > 3:
            _run(case.command, work)
    for number in range(rounds):
        due = [case for case in listed if number < case.most]
        random.shuffle(due)
        for case in due:
            taken[case.label].append(_run(case.command, work))
    return taken


def rows(taken: dict[str, list[Time]]) -> list[Row]:
    """Return the medians of the ratios to the floor's run of the same round."""
    found = []
    for label, times in taken.items():
        pairs = list(zip(times, taken[FLOOR], strict=False))
        wall = statistics.median(one.wall / floor.wall for one, floor in pairs)
        cpu = statistics.median(one.cpu / floor.cpu for one, floor in pairs)
        found.append(Row(label, wall, cpu, BUDGETS.get(label)))
    return found


def table(found: Iterable[Row]) -> str:
    """Return the Markdown table of README.md beside this file."""
    lines = ["| one run of | × the floor | in processor time | budget |", "|---|--:|--:|---|"]
    for row in found:
        budget = ""
        if row.budget is not None:
            budget = f"≤ {row.budget}: {'pass' if row.wall <= row.budget else 'FAIL'}"
        lines.append(f"| {row.label} | {_ratio(row.wall)} | {_ratio(row.cpu)} | {budget} |")
    return "\n".join(lines)


def growth(taken: dict[str, list[Time]]) -> str:
    """Say what one more file costs, over each step from few files to many."""
    floor = statistics.median(one.wall for one in taken[FLOOR])
    at = [(count, statistics.median(one.wall for one in taken[many(count)])) for count in MANY]
    steps = [
        f"{(more - less) / (high - low) / floor:.3f} × the floor from {low} to {high} files"
        for (low, less), (high, more) in itertools.pairwise(at)
    ]
    return f"One more file costs {', '.join(steps)}."


def prepare(work: Path) -> Path:
    """Install the built wheel and the floor in a fresh environment; return its scripts' folder."""
    _call(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", work, ROOT)
    (wheel,) = work.glob("spbe_cli-*.whl")
    venv.create(work / "env", with_pip=False)
    bin_ = work / "env" / ("Scripts" if os.name == "nt" else "bin")
    python = bin_ / ("python.exe" if os.name == "nt" else "python")
    install = (sys.executable, "-m", "pip", "--python", python, "install", "--quiet")
    try:
        _call(*install, wheel)
    except subprocess.CalledProcessError:  # no network: borrow the dependencies that are here
        _call(*install, "--no-deps", wheel)
        site = _call(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))")
        borrowed = sysconfig.get_path("purelib")
        Path(site.strip(), "dependencies.pth").write_text(f"{borrowed}\n", "utf-8")
    _call(*install, "--no-deps", _floor_wheel(work))
    for number in range(max(MANY)):
        shutil.copy(EXAMPLE, work / f"{number}.yaml")
    return bin_


def _floor_wheel(work: Path) -> Path:
    """Write the floor as a wheel, so that its script is made exactly as that of ``spbe``."""
    wheel, info = work / "floor-0-py3-none-any.whl", "floor-0.dist-info"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.write(Path(__file__).with_name("floor.py"), "floor.py")
        archive.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: floor\nVersion: 0\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        archive.writestr(f"{info}/entry_points.txt", "[console_scripts]\nfloor = floor:app\n")
        archive.writestr(f"{info}/RECORD", "")
    return wheel


def _call(*command: str | Path) -> str:
    done = subprocess.run(command, check=True, capture_output=True, env=_env())
    return done.stdout.decode("utf-8")


def _env() -> dict[str, str]:
    """Return the environment of a measured process: byte-code is used, nothing leads elsewhere."""
    ours = ("SPBE_", "PYTHON", "COLUMNS", "FORCE_COLOR", "NO_COLOR")
    return {key: value for key, value in os.environ.items() if not key.startswith(ours)}


def _run(command: Sequence[str], work: Path) -> Time:
    quiet, env = subprocess.DEVNULL, _env()
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=work, env=env, stdout=quiet, stderr=quiet)
    cpu = math.nan
    if sys.platform == "win32":
        process.wait()
    else:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        cpu = usage.ru_utime + usage.ru_stime
    wall = time.perf_counter() - started
    if process.returncode != 0:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Time(wall, cpu)


def _ratio(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def main() -> int:
    """Measure, print the table; 1 where `--strict` and a budget is exceeded."""
    parser = argparse.ArgumentParser(description="How long spbe takes, against its floor.")
    parser.add_argument("--rounds", type=int, default=21, help="runs of each case (default: 21)")
    parser.add_argument("--quick", action="store_true", help="only what has a budget")
    parser.add_argument("--strict", action="store_true", help="exit with 1 over budget")
    parser.add_argument("--slack", type=float, default=1.0, help="what a machine may add: 1.1")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="spbe-bench-") as folder:
        work = Path(folder)
        bin_ = prepare(work)
        text = _call(bin_ / "spbe", "score", EXAMPLE, "--format", "csv")
        index, *parts = csv.DictReader(text.splitlines())
        ceiling.write(work, [row for row in parts if row["kind"] == "indicator"])
        listed = [case for case in cases(bin_, work) if case.command]
        if asked.quick:
            listed = [case for case in listed if case.label in (FLOOR, *BUDGETS)]
        taken = measure(listed, asked.rounds, work)
        if CEILING in taken and ceiling.computed(work) != index["exact"]:
            raise ValueError(f"{ceiling.computed(work)} is not {index['exact']}")
    found = rows(taken)
    print(table(found))
    if not asked.quick:
        print("" if CEILING in taken else f"| {CEILING} | LibreOffice tidak ada | | |\n")
        print(growth(taken))
    over = [row for row in found if row.budget is not None and row.wall > row.budget * asked.slack]
    return 1 if over and asked.strict else 0


if __name__ == "__main__":
    sys.exit(main())
