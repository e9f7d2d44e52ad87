"""JSON holds every figure that the text shows: a program must not know less than a person."""

import json
import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
from program import Run
from test_snapshots import CASES

# Text alone: help, an explanation of a rule, a list whose JSON is the instrument file's own.
LEFT_OUT = ("help", "check-explain", "instrument")
FIGURE = re.compile(r"(?<![\w./-])[−-]?\d+(?:\.\d+)?(?![\w/]|\.\d|-\d)")


def figures(value: Any) -> Iterator[Fraction]:
    """Yield every number that data hold, those in texts too, and how long each list is."""
    if isinstance(value, dict):
        yield from products(value)
        yield from (one for each in value.items() for part in each for one in figures(part))
        yield Fraction(len(value))
    elif isinstance(value, list):
        yield Fraction(len(value))
        yield from (one for part in value for one in figures(part))
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield Fraction(str(value))
    elif isinstance(value, str):
        if re.fullmatch(r"-?\d+/\d+", value):
            yield Fraction(value)
        yield from map(Fraction, re.findall(r"\d+(?:\.\d+)?", value))


def products(record: dict[str, Any]) -> Iterator[Fraction]:
    """Yield what a record's own weight and level, or index, multiply to."""
    weight = record.get("weight")
    levels = [record.get("level"), record.get("exact"), *(record.get("candidates") or ())]
    if isinstance(weight, str):
        yield from (Fraction(weight) * Fraction(one) for one in levels if isinstance(one, str))


def shown(text: str) -> Iterator[tuple[str, Fraction, int]]:
    """Yield every figure of an English text, and its decimals."""
    for match in FIGURE.finditer(text.replace(",", "")):
        plain = match[0].replace("−", "").removeprefix("-")
        places = len(plain.partition(".")[2])
        cut = match.string.startswith("…", match.end())  # 2.058823…: one decimal less is sure
        yield match[0], Fraction(plain), places - cut


def told(value: Fraction, places: int, known: set[Fraction]) -> bool:
    """Whether a figure is one of the data, to as many decimals as it is shown with."""
    half = Fraction(1, 2 * 10**places)
    return any(abs(one - value) <= half for one in known)


@pytest.mark.parametrize("name", [name for name in CASES if not name.startswith(LEFT_OUT)])
def test_json_has_every_figure_of_the_text(spbe: Run, name: str) -> None:
    arguments, stdin = CASES[name]
    text = spbe("--lang", "en", *arguments, stdin=stdin, env={"COLUMNS": "200"}).stdout
    data = spbe("--lang", "en", *arguments, "--format", "json", stdin=stdin).stdout
    known = set(figures(json.loads(data)))
    known |= {abs(one) for one in known}
    # How many rows a screen shows is no fact about them.
    text = "\n".join(line for line in text.splitlines() if " shown; all: " not in line)
    lost = [found for found, value, places in shown(text) if not told(value, places, known)]
    assert lost == []
