"""Findings of ``spbe check`` as lines, and the explanation of a rule."""

import textwrap
from collections.abc import Iterable
from typing import TYPE_CHECKING

from spbe_cli.core.check.case import Finding
from spbe_cli.i18n import _
from spbe_cli.render import words
from spbe_cli.render.findings import (
    finding_message,
    finding_remedy,
    findings_counted,
    findings_joined,
    findings_ordered,
    severity,
    weight,
)
from spbe_cli.rules import RULES

if TYPE_CHECKING:
    from spbe_cli.render.text.screen import Screen


def findings_text(findings: Iterable[Finding], _screen: "Screen") -> str:
    """Return one line for each: ``file:line:col: SPB012 peringatan: message. Remedy``.

    The weightiest come first, rule by rule, and a count of them at the end; nothing without any.
    What a rule says of several indicators in the same words is one line, at the first of them.
    """
    listed = findings_ordered(findings)
    lines = "".join(f"{_line(one)}\n" for one in findings_joined(listed))
    return lines + (f"{findings_counted(listed)}\n" if len(listed) > 1 else "")


def explanation_text(code: str, width: int) -> str:
    """Return severity, title and explanation of a rule."""
    rule = RULES[code]
    head = f"{code} {severity(rule.severity)}: {_(rule.title)}"
    return "\n".join([head, "", *textwrap.wrap(_(rule.explanation), min(width, 92)), ""])


def _line(one: Finding) -> str:
    where = f"{words.safe(str(one.place))}: " if one.place else ""
    return (
        f"{where}{one.code} {severity(weight(one))}: {finding_message(one)}. {finding_remedy(one)}"
    )
