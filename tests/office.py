"""Makes the office of an assessment year: owners, indicators, documents, files that are missing.

    python tests/office.py FOLDER [OWNERS DOCUMENTS MISSING]

What it writes is known beforehand (`Office`), so that tests count debts without the program.
"""

import random
import sys
from pathlib import Path
from typing import NamedTuple

UNITS = (
    *("Bappeda", "Dinas Komunikasi dan Informatika", "Inspektorat", "BKPSDM", "BPKAD"),
    *("Bagian Organisasi", "Bagian Hukum", "Bagian PBJ", "DPMPTSP", "Disdukcapil"),
    *("Dinas Kesehatan", "RSUD", "Dinas Arsip dan Perpustakaan", "Badan Pendapatan"),
)


class Paper(NamedTuple):
    """A document of an indicator; `levels` it proves, whether its file is `there`."""

    file: str
    levels: tuple[int, ...]
    there: bool


class Line(NamedTuple):
    """An indicator as it is written; `level` None is unanswered, `owners` may be none."""

    number: int
    level: int | None
    owners: tuple[str, ...]
    papers: tuple[Paper, ...]


class Office(NamedTuple):
    """The file that was written, and what stands in it."""

    file: Path
    lines: tuple[Line, ...]


def make(
    folder: Path, *, owners: int = 14, documents: int = 90, missing: int = 34, seed: int = 2024
) -> Office:
    """Write an assessment of 47 indicators and its documents into a folder."""
    chance = random.Random(seed)  # noqa: S311  repeatable, not secret
    units = [*UNITS, *(f"Kecamatan {n}" for n in range(1, owners))][:owners]
    homes = [chance.randrange(1, 48) for _each in range(documents)]
    gone = set(chance.sample(range(documents), missing))
    papers: dict[int, list[Paper]] = {number: [] for number in range(1, 48)}
    for paper, number in enumerate(homes):
        levels = tuple(sorted(chance.sample(range(2, 6), chance.randint(0, 3))))
        name = f"bukti/{number:02}/dokumen-{paper:04}.pdf"
        papers[number].append(Paper(name, levels, paper not in gone))
    lines = []
    for number in range(1, 48):
        level = None if number in (9, 21, 40) else chance.randint(1, 5)
        own = [units[(number - 1) % len(units)]]
        own += [units[(number + 46) % len(units)]] if len(units) > 47 or number % 9 == 0 else []
        named = () if number == 33 else tuple(dict.fromkeys(own))
        lines.append(Line(number, level, named, tuple(papers[number])))
    file = folder / "penilaian-2024.yaml"
    folder.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(_yaml(lines)) + "\n", "utf-8")
    for line in lines:
        for one in line.papers:
            if one.there:
                target = folder / one.file
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(f"%PDF {one.file}\n".encode() * 3)
    return Office(file, tuple(lines))


def _yaml(lines: list[Line]) -> list[str]:
    text = ["institution: Kabupaten Contoh", "year: 2024", "indicators:"]
    for line in lines:
        text.append(f"  {line.number}:")
        text.append(f"    self: {'' if line.level is None else line.level}")
        if line.owners:
            text.append(f"    owner: [{', '.join(line.owners)}]")
        if line.papers:
            text.append("    evidence:")
        for paper in line.papers:
            levels = f", levels: {list(paper.levels)}" if paper.levels else ""
            title = Path(paper.file).stem.replace("-", " ").capitalize()
            text.append(f"      - {{title: {title}, file: {paper.file}{levels}}}")
    return text


if __name__ == "__main__":
    count = [int(one) for one in sys.argv[2:5]] or [14, 90, 34]
    made = make(Path(sys.argv[1]), owners=count[0], documents=count[1], missing=count[2])
    sys.stdout.write(f"{made.file}\n")
