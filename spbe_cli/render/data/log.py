"""The record of an assessment as JSON (``spbe-log/1``) and CSV."""

from typing import Any

from spbe_cli.core.owed.history import Day, History, weeks
from spbe_cli.render.data import encode
from spbe_cli.render.data.encode import csv_text, json_text

_COLUMNS = (
    *("date", "filled", "total", "index", "lowest", "highest"),
    *("proven", "proven_lowest", "proven_highest", "debts", "stake"),
    "owners",
)


def log_json(found: History) -> str:
    """Return days, the last of each week, and changes; numbers are text."""
    return json_text(
        {
            "format": "spbe-log/1",
            "institution": found.institution,
            "year": found.year,
            "since": found.since.isoformat() if found.since else None,
            "days": [_day(one) for one in found.days],
            "weeks": [one.date.isoformat() for one in weeks(found.days)],
            "changes": [{**one._asdict(), "date": one.date.isoformat()} for one in found.changes],
        }
    )


def log_csv(found: History) -> str:
    """Return one row for each day."""
    rows = [_day(one) for one in found.days]
    flat = [
        {**row, "owners": "; ".join(f"{one}={count}" for one, count in row["owners"].items())}
        for row in rows
    ]
    return csv_text(flat, _COLUMNS)


def _day(one: Day) -> dict[str, Any]:
    low, high = one.proven or (None, None)
    return {
        "date": one.date.isoformat(),
        "filled": one.filled,
        "total": one.total,
        "index": encode.exact_text(one.exact),
        "lowest": encode.exact_text(one.lowest),
        "highest": encode.exact_text(one.highest),
        "proven": encode.exact_text(low if low == high else None),
        "proven_lowest": encode.exact_text(low),
        "proven_highest": encode.exact_text(high),
        "debts": one.debts,
        "stake": encode.exact_text(one.stake),
        "owners": dict(one.owners),
    }
