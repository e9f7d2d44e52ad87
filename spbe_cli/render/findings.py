"""How a finding of `spbe check` is said."""

from spbe_cli.core.collect.lint import Finding
from spbe_cli.i18n import _
from spbe_cli.render import words
from spbe_cli.rules import RULES, Severity


def severity(code: Severity) -> str:
    """Return the word for how much a finding weighs."""
    return {
        Severity.ERROR: _("kesalahan"),
        Severity.WARNING: _("peringatan"),
        Severity.ADVICE: _("saran"),
    }[code]


def message(one: Finding) -> str:
    """Return what was found."""
    return words.filled(RULES[one.code].message, one.params)


def remedy(one: Finding) -> str:
    """Return what to do about it."""
    return words.filled(RULES[one.code].remedy, one.params)
