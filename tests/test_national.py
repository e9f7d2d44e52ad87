"""All 612 rows of the official 2024 list, recovered from their rounded domain indices."""

import csv
from collections import Counter
from fractions import Fraction
from pathlib import Path

from spbe_cli.core import numbers
from spbe_cli.core.assessment import Assessment, Published
from spbe_cli.core.index import predicate_of
from spbe_cli.core.records import replace
from spbe_cli.core.score.scoring import score
from spbe_cli.store.yaml import instruments


def test_every_row_is_reproduced(root: Path) -> None:
    """The published index is always a candidate, and equal where all candidates print alike.

    The predicate agrees: it follows from every candidate behind the index, or from at least one
    of them where a bound lies between.
    """
    instrument = instruments.load("permenpanrb-59-2020")
    index_kinds: Counter[str] = Counter()
    predicate_kinds: Counter[str] = Counter()
    with (root / "tests/cases/national-2024.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            index = Fraction(row["index"])
            published = Published(
                sections={("domain", str(n)): Fraction(row[f"domain_{n}"]) for n in range(1, 5)}
            )
            free = Assessment(
                row["institution"], int(row["year"]), row["instrument"], published=published
            )
            result = score(instrument, free)
            shown = {numbers.rounded(one, 2) for one in result.candidates}
            assert index in shown, row
            if len(shown) == 1:
                assert result.display == index, row
                index_kinds["all candidates print the published index"] += 1
            else:
                assert result.display is None, row
                index_kinds["the published index chooses"] += 1

            chosen = score(instrument, replace(free, published=replace(published, index=index)))
            assert chosen.display == index, row
            named = {predicate_of(instrument, one, free.year).name.id for one in chosen.candidates}
            assert row["predicate"] in named, row
            if len(named) == 1:
                assert chosen.predicate is not None, row
                assert chosen.predicate.name.id == row["predicate"], row
                predicate_kinds["follows from the index"] += 1
            else:
                told = replace(published, index=index, predicate=row["predicate"])
                settled = score(instrument, replace(free, published=told)).predicate
                assert settled is not None, row
                assert settled.name.id == row["predicate"], row
                predicate_kinds["a bound lies between the candidates"] += 1
    assert index_kinds == {
        "all candidates print the published index": 497,
        "the published index chooses": 115,
    }
    assert predicate_kinds == {
        "follows from the index": 609,
        "a bound lies between the candidates": 3,
    }
