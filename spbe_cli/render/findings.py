"""How a finding of `spbe check` is said."""

from collections.abc import Iterable

from spbe_cli.core.check.case import Finding
from spbe_cli.i18n import N_, _
from spbe_cli.render import words
from spbe_cli.rules import RULES, Severity

_NOTE = 120  # characters of a note that a line of findings quotes


def weight(one: Finding) -> Severity:
    """Return how much a finding weighs: what a note explains is no more than advice."""
    return Severity.ADVICE if one.explained else RULES[one.code].severity


def severity(code: Severity) -> str:
    """Return the word for how much a finding weighs."""
    return {
        Severity.ERROR: _("kesalahan"),
        Severity.WARNING: _("peringatan"),
        Severity.ADVICE: _("saran"),
    }[code]


def finding_message(one: Finding) -> str:
    """Return what was found."""
    said = " ".join(words.filled(RULES[one.code].message, one.params).split())
    if one.explained:
        note = words.clipped(words.safe(one.explained), _NOTE).rstrip(".")
        said += "; " + _("dijelaskan: {note}").format(note=note)
    return said


def finding_remedy(one: Finding) -> str:
    """Return what to do about it."""
    if one.explained:
        return _("Pastikan penjelasan itu didukung bukti.")
    return words.filled(RULES[one.code].remedy, one.params)


def findings_ordered(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings by weight, then by rule; within a rule as they stand in the files."""
    weights = list(Severity)
    return sorted(findings, key=lambda one: (weights.index(weight(one)), one.code))


def findings_counted(findings: Iterable[Finding]) -> str:
    """Count findings by weight and by rule: ``2 kesalahan (SPB005 2), 1 saran (SPB016 1)``."""
    said = {
        Severity.ERROR: N_("{count} kesalahan"),
        Severity.WARNING: N_("{count} peringatan"),
        Severity.ADVICE: N_("{count} saran"),
    }
    by_rule: dict[Severity, dict[str, int]] = {}
    for one in findings_ordered(findings):
        rules = by_rule.setdefault(weight(one), {})
        rules[one.code] = rules.get(one.code, 0) + 1
    return ", ".join(
        f"{words.many(said[of], sum(rules.values()))} ("
        f"{', '.join(f'{code} {count}' for code, count in rules.items())})"
        for of, rules in by_rule.items()
    )
