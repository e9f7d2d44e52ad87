"""The record of an assessment, a table beside its file: a line a day, a line for each change."""

import codecs
import csv
import datetime as dt
import io
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

from spbe_cli.core.collect.written import unsure_day
from spbe_cli.core.owed.history import Day, Edit, days_written, kept_number, read_number, with_day
from spbe_cli.problems import DataError, FileError, Place, Problem
from spbe_cli.store import beside, files, locks

RECORD_COLUMNS = (
    *("date", "kind", "filled", "total", "index", "lowest", "highest", "proven", "debts", "stake"),
    *("owners", "indicator", "field", "old", "new", "source", "proven_highest"),
)
_LIMIT = 50_000_000


def read(file: Path) -> tuple[tuple[Day, ...], tuple[Edit, ...]]:
    """Return what the record of an assessment file tells, oldest first; nothing where none is.

    A spreadsheet may have saved it again: separators, encoding and days are read as it writes them.
    DataError with the cell where it is not as the program writes it: E508 a day that is not plain,
    else E507.
    """
    path = beside.record_of(file)
    if not path.exists():
        return (), ()
    text = _text(files.read_bytes(str(path), _LIMIT), str(path))
    if not text.strip():
        return (), ()
    heading, rows = _rows(text, str(path))
    if not {"date", "kind"} <= set(heading):
        raise DataError([Problem("E507", Place(str(path), 1, 1))])
    dates = days_written(row.get("date", "") for _line, row in rows)
    days: tuple[Day, ...] = ()
    changes: list[Edit] = []
    for line, row in rows:
        written = row.get("date", "")
        date = dates[written]
        if date is None:
            place = Place(str(path), line, heading.index("date") + 1)
            code = "E508" if unsure_day(written) else "E507"
            raise DataError([Problem(code, place, {"found": written})])
        reading = _Reading(row)
        try:
            one = _row(reading, date)
        except (ValueError, KeyError):
            column = heading.index(reading.field) + 1 if reading.field in heading else 1
            raise DataError([Problem("E507", Place(str(path), line, column))]) from None
        if isinstance(one, Day):
            days = with_day(days, one)
        else:
            changes.append(one)
    return days, tuple(changes)


def _text(data: bytes, name: str) -> str:
    """Return the text of a record; a spreadsheet may have saved it in Windows' own encoding."""
    try:
        return files.decoded(data, name)
    except DataError:
        if b"\0" in data or data.startswith(codecs.BOM_UTF8):
            raise
        return data.decode("cp1252", "replace")


def _rows(text: str, name: str) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    """Return the heading, and the rows that hold anything, each with the number of its line."""
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)  # as Excel saves it again
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line, rows = 1, list[tuple[int, dict[str, str]]]()
    try:
        heading = [one.strip() for one in next(reader)]
        line = reader.line_num + 1
        for cells in reader:
            if any(one.strip() for one in cells):
                rows.append((line, dict(zip(heading, cells, strict=False))))
            line = reader.line_num + 1
    except csv.Error:
        raise DataError([Problem("E507", Place(name, line, 1))]) from None
    return heading, rows


class _Reading:
    """A row that knows which of its cells was read last: the one that is wrong."""

    def __init__(self, row: dict[str, str]) -> None:
        self.row, self.field = row, ""

    def __getitem__(self, field: str) -> str:
        self.field = field
        return self.row[field]

    def get(self, field: str) -> str:
        """Return a cell that older records do not have."""
        self.field = field
        return self.row.get(field, "")


def _row(row: _Reading, date: dt.date) -> Day | Edit:
    kind = row["kind"]
    if kind == "change":
        return Edit(date, row["indicator"], row["field"], row["old"], row["new"], row["source"])
    if kind != "day":
        raise ValueError(kind)
    return Day(
        date,
        int(row["filled"]),
        int(row["total"]),
        read_number(row["index"]),
        _need(read_number(row["lowest"])),
        _need(read_number(row["highest"])),
        _proven(row),
        int(row["debts"]),
        _need(read_number(row["stake"])),
        dict(_owner(part) for part in row["owners"].split("; ") if part),
    )


def _proven(row: _Reading) -> tuple[Fraction, Fraction] | None:
    """Read the ends of the proven index; one alone is exact."""
    low = read_number(row["proven"])
    high = read_number(row.get("proven_highest"))
    return None if low is None else (low, low if high is None else high)


def _need(value: Fraction | None) -> Fraction:
    if value is None:
        raise ValueError("a number is missing")
    return value


def _owner(part: str) -> tuple[str, int]:
    name, _equals, count = part.rpartition("=")
    return name, int(count)


def record(file: Path, day: Day | None = None, changes: Sequence[Edit] = ()) -> None:
    """Add a day (in the place of what was known of it) and changes; the old lines stay.

    Another process that records at this moment is waited out: FileError E020 if it takes long.
    """
    if day is None and not changes:
        return
    path = beside.record_of(file)
    with locks.locked(path, wait=5):
        days, told = read(file)
        if day is not None:
            days = with_day(days, day)
        lines = [*map(_of_day, days), *map(_of_change, (*told, *changes))]
        lines.sort(key=lambda row: str(row["date"]))
        out = io.StringIO()
        writer = csv.DictWriter(out, RECORD_COLUMNS, lineterminator="\r\n", restval="")
        writer.writeheader()
        writer.writerows(lines)
        data = out.getvalue().encode("utf-8-sig")
        if path.exists():
            files.replace_file(path, data)
        else:
            files.write_new(path, data)


def _of_day(one: Day) -> dict[str, object]:
    return {
        "date": one.date.isoformat(),
        "kind": "day",
        "filled": one.filled,
        "total": one.total,
        "index": kept_number(one.exact),
        "lowest": kept_number(one.lowest),
        "highest": kept_number(one.highest),
        "proven": kept_number(one.proven[0]) if one.proven else None,
        "proven_highest": kept_number(one.proven[1]) if one.proven else None,
        "debts": one.debts,
        "stake": kept_number(one.stake),
        "owners": "; ".join(f"{_flat(name)}={count}" for name, count in one.owners.items()),
    }


def _of_change(one: Edit) -> dict[str, object]:
    return {
        "date": one.date.isoformat(),
        "kind": "change",
        "indicator": one.item,
        "field": one.field,
        "old": one.old,
        "new": one.new,
        "source": one.source,
    }


def _flat(name: str) -> str:
    return " ".join(name.replace(";", ",").split())


def quietly(file: Path, changes: Iterator[Edit] | Sequence[Edit]) -> Problem | None:
    """Record changes that are on disk already; what hinders it is returned, and costs nothing."""
    try:
        record(file, changes=tuple(changes))
    except (FileError, DataError) as error:
        return error.problems[0]
    return None
