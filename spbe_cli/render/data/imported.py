"""What an import changes, as JSON and CSV."""

from collections.abc import Sequence
from fractions import Fraction

from spbe_cli.core import numbers
from spbe_cli.core.assessment import Verdict
from spbe_cli.core.collect.form import Value, evidence_line, verdict_text
from spbe_cli.core.collect.merge import Change
from spbe_cli.render.data.encode import csv_text, json_text

FORMAT = "spbe-import/1"
_COLUMNS = ("indicator", "field", "opinion", "old", "new", "source")


def changes_json(changes: Sequence[Change], *, written: bool) -> str:
    """Return the changes as data; `written`: whether the assessment now has them."""
    data = {"format": FORMAT, "written": written, "changes": [_row(one) for one in changes]}
    return json_text(data)


def changes_csv(changes: Sequence[Change]) -> str:
    """Return one row for each change."""
    return csv_text(map(_row, changes), _COLUMNS)


def _row(one: Change) -> dict[str, str | None]:
    values = (one.item, one.field, one.opinion.value, _data(one.old), _data(one.new))
    return dict(zip(_COLUMNS, (*values, str(one.place)), strict=True))


def _data(value: Value | None) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Fraction):
        return numbers.exact(value)
    if isinstance(value, Verdict):
        return verdict_text(value)
    return "\n".join(map(evidence_line, value))
