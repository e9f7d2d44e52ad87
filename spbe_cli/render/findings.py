"""How a finding of `spbe check` is said."""

from collections.abc import Iterable
from fractions import Fraction

from spbe_cli.core.check.case import Finding
from spbe_cli.i18n import N_, _
from spbe_cli.render import words
from spbe_cli.rules import RULES, Severity

# Of a claim above its accepted items, where others are in the assessor's hands.
_AWAITED = N_("Tunggu keputusan asesor atas {waiting}; bila diterima, perkiraan menjadi {to}.")
_AWAITED_AND_MORE = N_(
    "{waiting} menunggu keputusan asesor; lengkapi butir yang belum diunggah, atau turunkan nilai "
    "mandirinya."
)
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
    if one.code == "SPB028" and one.params["waiting"]:
        enough = _at_least(one.params["to"], one.params["value"])
        return words.filled(_AWAITED if enough else _AWAITED_AND_MORE, one.params)
    return words.filled(RULES[one.code].remedy, one.params)


def _at_least(one: object, other: object) -> bool:
    return isinstance(one, Fraction) and isinstance(other, Fraction) and one >= other


def findings_ordered(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings by weight, then by rule; within a rule as they stand in the files."""
    weights = list(Severity)
    return sorted(findings, key=lambda one: (weights.index(weight(one)), one.code))


def findings_joined(listed: Iterable[Finding]) -> list[Finding]:
    """Join findings of a rule that differ in their indicator alone, at the place of the first."""
    found: dict[object, list[Finding]] = {}
    for one in listed:
        rest = {key: value for key, value in one.params.items() if key != "id"}
        file = None if one.place is None else one.place.file
        alike = isinstance(one.params.get("id"), str) and one.indicator is not None
        key = (one.code, file, one.explained, repr(rest)) if alike else id(one)
        found.setdefault(key, []).append(one)
    return [
        own[0]
        if len(own) == 1
        else own[0]._replace(params={**own[0].params, "id": tuple(one.params["id"] for one in own)})
        for own in found.values()
    ]


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
