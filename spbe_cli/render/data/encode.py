"""Plain values as JSON and CSV, as every command writes them."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from spbe_cli.core import numbers

if TYPE_CHECKING:
    from spbe_cli.core.clauses import Predicate
    from spbe_cli.core.result import Result


def head(result: "Result", format_: str) -> dict[str, Any]:
    """Return what begins the data of every command: its format, and whose index it is about."""
    return {
        "format": format_,
        "institution": result.assessment.institution,
        "year": result.assessment.year,
        "instrument": result.instrument.id,
        "opinion": result.opinion.value,
    }


def exact_text(value: Fraction | None, at_least: int = 0) -> str | None:
    """Return a number exactly, with so many decimals at least; null where it is not known."""
    return None if value is None else numbers.exact(value, at_least)


def fixed_text(value: Fraction | None, places: int) -> str | None:
    """Return a number rounded to so many decimals; null where it is not known."""
    return None if value is None else numbers.fixed(value, places)


def predicate_name(reached: "Predicate | None") -> str | None:
    """Return the name of a predicate as the instrument gives it; null where it is not known."""
    return None if reached is None else reached.name.id


def json_text(data: object) -> str:
    """Return data as JSON that people can read too.

    The objects of a list begin on the line of its bracket. A line end stands only between values:
    within texts it is escaped.
    """
    text = json.dumps(data, ensure_ascii=False, indent=2)
    return (
        re.sub(r"([\[,])\n +\{", lambda found: f"{found[1]}{' ' * (found[1] == ',')}{{", text)
        + "\n"
    )


_LINE_END = r'"(?:[^"]|"")*"|\r\n'


def _unix(found: re.Match[str]) -> str:
    """Return a quoted text as it is, and the end of a row as one character."""
    return "\n" if found[0] == "\r\n" else found[0]


def _harmless(cell: Any) -> Any:
    """Return what a cell holds; texts so that no spreadsheet runs them, numbers as they are."""
    from spbe_cli.core.text import guarded  # JSON needs none of it

    plain = not isinstance(cell, str) or re.fullmatch(r"[-+]?[\d.,/]*", cell)
    return cell if plain else guarded(cell)


def csv_text(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> str:
    """Return the columns of rows as CSV under a head; what else a row holds is left out.

    No text in it is run by a spreadsheet.
    """
    import csv
    import io

    out = io.StringIO()
    # Python quotes a text for a line end that the writer has, so it has both: one is taken back.
    writer = csv.DictWriter(out, columns, lineterminator="\r\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows({key: _harmless(cell) for key, cell in row.items()} for row in rows)
    return re.sub(_LINE_END, _unix, out.getvalue())


def announced_index(result: "Result") -> dict[str, Any] | None:
    """Return what was published of another opinion than a result's; None where nothing was."""
    from spbe_cli.core.result import announced_beside

    found = announced_beside(result)
    if found is None:
        return None
    return {
        "opinion": found.opinion.value,
        "index": exact_text(found.index, result.instrument.places),
        "predicate": found.predicate,
    }
