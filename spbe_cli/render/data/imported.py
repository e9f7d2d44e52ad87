"""What an import changes, as JSON and CSV."""

from spbe_cli.core.collect.changes import Change, Import
from spbe_cli.core.collect.form import value_text
from spbe_cli.core.collect.worksheet import ReadColumn, Worksheet
from spbe_cli.problems import Problem
from spbe_cli.render import words
from spbe_cli.render.data.encode import csv_text, json_text

FORMAT = "spbe-import/1"
_COLUMNS = ("indicator", "field", "opinion", "old", "new", "source")


def changes_json(found: Import) -> str:
    """Return the changes as data; `written`: whether the assessment now has them."""
    data: dict[str, object] = {
        "format": FORMAT,
        "written": found.written,
        "changes": [_row(one) for one in found.changes],
        "doubts": [_doubt(one) for one in found.doubts],
    }
    if found.worksheets:
        data["worksheets"] = [_worksheet(one) for one in found.worksheets]
    return json_text(data)


def changes_csv(found: Import) -> str:
    """Return one row for each change."""
    return csv_text(map(_row, found.changes), _COLUMNS)


def _row(one: Change) -> dict[str, str | None]:
    values = (one.item, one.field, one.opinion.value, value_text(one.old), value_text(one.new))
    return dict(zip(_COLUMNS, (*values, str(one.place)), strict=True))


def _doubt(one: Problem) -> dict[str, object]:
    return {
        "code": one.code,
        "indicator": one.params.get("id") if one.code == "E331" else None,
        "text": one.params.get("title") or words.problem_line(one._replace(place=None)),
        "source": str(one.place),
    }


def _worksheet(one: Worksheet) -> dict[str, object]:
    said = {"opinion": one.opinion, "title": one.said} if one.opinion else {}
    return {
        **said,
        "heading": str(one.place),
        "columns": list(map(_column, one.columns)),
        "unread": [*one.unread, *one.untitled],
        "indicators": one.items,
        "unfilled": one.unfilled,
        "continued": one.continued,
        "passed": one.passed,
        "hidden": one.hidden,
        "hidden_rows": one.hidden_rows,
    }


def _column(one: ReadColumn) -> dict[str, str]:
    """Return a column; of one that is ticked, the level that a tick means."""
    level = {} if one.level is None else {"level": str(one.level)}
    return {"key": one.role, "heading": one.heading, "column": one.letters, **level}
