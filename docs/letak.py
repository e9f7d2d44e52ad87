"""Write national/letak.csv from the two national lists: each institution's places, side by side.

What is derived is kept, for `score` and `simulate` have no time to rank 600 institutions. A test
derives it again and compares.

    python docs/letak.py
"""

import csv
import io
from pathlib import Path

from spbe_cli.core.institutions import folded
from spbe_cli.core.many import ranking
from spbe_cli.store.tables import lists

ROOT = Path(__file__).resolve().parents[1]
YEARS = (2023, 2024)


def text() -> str:
    """Return the file: one row for each institution that either list holds, by group and name."""
    places: dict[tuple[str, str], list[str]] = {}
    for at, year in enumerate(YEARS):
        for key, cells in _places(year).items():
            places.setdefault(key, [""] * 2 * len(YEARS))[2 * at : 2 * at + 2] = cells
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(
        ("name", "group", *(f"{word}_{year}" for year in YEARS for word in ("index", "rank")))
    )
    for (group, name), cells in sorted(places.items()):
        writer.writerow((name, group, *cells))
    return out.getvalue()


def _places(year: int) -> dict[tuple[str, str], list[str]]:
    """Return printed index and rank among its group of each institution of a list."""
    found = lists.read([str(ROOT / f"national/nasional-{year}.csv")])
    ((law, rows),) = found.rows.items()
    ranked = ranking.rank(rows, found.lattices[law])
    places = {}
    for group, peers in ranking.groups(ranked).items():
        alone = ranking.rank(peers, found.lattices[law])  # ties through other groups do not count
        for one in alone.rows:
            index = one.row.whole.display
            cells = [f"{float(index):.2f}", str(one.rank)]
            places[group, folded(one.row.institution)] = cells
    return places


def main() -> None:
    """Write the file."""
    (ROOT / "national/letak.csv").write_text(text(), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
