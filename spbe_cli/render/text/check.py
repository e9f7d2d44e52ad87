"""Findings of ``spbe check`` as lines, JSON and CSV, and the explanation of a rule."""

import textwrap
from collections.abc import Iterable
from typing import Any

from spbe_cli.core.collect.lint import Finding
from spbe_cli.i18n import _
from spbe_cli.render import words
from spbe_cli.render.data.encode import csv_text, json_text
from spbe_cli.rules import RULES, Severity

_COLUMNS = ("file", "line", "column", "code", "severity", "indicator", "message", "remedy")


def findings_text(findings: Iterable[Finding]) -> str:
    """Return one line for each: ``file:line:col: SPB012 peringatan: message. Remedy``."""
    return "".join(f"{_line(one)}\n" for one in findings)


def findings_json(findings: Iterable[Finding]) -> str:
    """Return a list of objects; `severity` is ``error``, ``warning`` or ``advice``."""
    return json_text([_data(one) for one in findings])


def findings_csv(findings: Iterable[Finding]) -> str:
    """Return one row for each."""
    return csv_text([_data(one) for one in findings], _COLUMNS)


def explanation_text(code: str, width: int) -> str:
    """Return severity, title and explanation of a rule."""
    rule = RULES[code]
    head = f"{code} {severity(rule.severity)}: {_(rule.title)}"
    return "\n".join([head, "", *textwrap.wrap(_(rule.explanation), min(width, 92)), ""])


def severity(code: Severity) -> str:
    """Return the word for how much a finding weighs."""
    return {
        Severity.ERROR: _("kesalahan"),
        Severity.WARNING: _("peringatan"),
        Severity.ADVICE: _("saran"),
    }[code]


def _line(one: Finding) -> str:
    where = f"{words.safe(str(one.place))}: " if one.place else ""
    rule = RULES[one.code]
    return f"{where}{one.code} {severity(rule.severity)}: {_message(one)}. {_remedy(one)}"


def _message(one: Finding) -> str:
    return words.filled(RULES[one.code].message, one.params)


def _remedy(one: Finding) -> str:
    return words.filled(RULES[one.code].remedy, one.params)


def _data(one: Finding) -> dict[str, Any]:
    place = one.place
    where = (place.file, place.line, place.column) if place else ("", 0, 0)
    weight = RULES[one.code].severity.value
    values = (*where, one.code, weight, one.indicator, _message(one), _remedy(one))
    return dict(zip(_COLUMNS, values, strict=True))
