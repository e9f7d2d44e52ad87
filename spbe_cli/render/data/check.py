"""What checking found, as JSON and CSV."""

from collections.abc import Iterable
from typing import Any

from spbe_cli.core.check.case import Finding
from spbe_cli.render.data.encode import csv_text, json_text
from spbe_cli.render.findings import finding_message, finding_remedy, weight

_COLUMNS = (
    "file",
    "line",
    "column",
    "code",
    "severity",
    "indicator",
    "message",
    "remedy",
    "explained",
    "previous",
)


def findings_json(findings: Iterable[Finding]) -> str:
    """Return a list of objects; `severity` is ``error``, ``warning`` or ``advice``."""
    return json_text([_data(one) for one in findings])


def findings_csv(findings: Iterable[Finding]) -> str:
    """Return one row for each."""
    return csv_text([_data(one) for one in findings], _COLUMNS)


def _data(one: Finding) -> dict[str, Any]:
    place = one.place
    where = (place.file, place.line, place.column) if place else ("", 0, 0)
    previous = one.params.get("file") if "previous" in one.params else None
    said = (weight(one).value, one.indicator, finding_message(one), finding_remedy(one))
    values = (*where, one.code, *said, one.explained or None, previous)
    return dict(zip(_COLUMNS, values, strict=True))
