"""What the what-if panel of a report computes with: whole numbers, bounds, and its words.

The page computes as the engine does, so it gets weights in whole units and levels as fractions;
no number of it is ever a float.
"""

import math
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from spbe_cli.core.many.report import Report
from spbe_cli.core.result import IndicatorScore, SectionScore
from spbe_cli.i18n import _, number
from spbe_cli.render import details, sentences, words


def panel(report: Report) -> dict[str, Any] | None:
    """Return the data of the panel; None where only published indices are known."""
    if not report.rows:
        return None
    result, law = report.result, report.result.instrument
    unit = math.lcm(*(row.score.item.weight.denominator for row in report.rows))
    return {
        "sections": list(_sections(report, result.sections, unit, 0)),
        "minimum": law.scale.minimum,
        "maximum": law.scale.maximum,
        "decimal": law.scale.decimal,
        "choices": [str(level) for level in law.scale.levels()],
        "places": law.places,
        "comma": number("."),
        "rounded": law.basis_by_year.get(result.assessment.year, law.basis) == "rounded",
        "predicates": [
            {
                "name": words.name(one.name),
                "lower": _pair(one.lower),
                "shown": words.decimal(one.lower, law.places),
            }
            for one in law.predicates
        ],
        "target": None if report.target is None else _pair(report.target),
        "labels": {
            "open": _("belum lengkap"),
            "provisional": _("SEMENTARA"),
            "missing": _("Belum terisi: {items}"),
            "range": _("Indeks yang masih mungkin: {low} sampai {high}"),
            "empty": _("belum terisi"),
            "exact": _("tepatnya {exact}"),
            "next": _("{gap} lagi menuju {name} ({bound})"),
            "top": _("predikat tertinggi"),
            "changed": _("{change} dari semula"),
            "short": _("{gap} lagi menuju target {target}"),
            "met": _("target {target} tercapai, lebih {gap}"),
            "just": _("target {target} tepat tercapai"),
            "change": _("{id}. {name}: {from} → {to} ({gain})"),
            "none": _("Belum ada perubahan."),
            "wrong": _("Tulis angka {low} sampai {high}.").format(
                low=law.scale.minimum, high=law.scale.maximum
            ),
        },
    }


def _sections(
    report: Report, listed: Iterable[SectionScore], unit: int, depth: int
) -> Iterator[dict[str, Any]]:
    """Yield every section with its own items; a parent comes before what is beneath it."""
    for one in listed:
        yield {
            "key": f"{one.section.kind}-{one.section.id}",
            "title": sentences.section_name(one),
            "depth": depth,
            "items": [_item(report, item, unit) for item in one.indicators],
        }
        yield from _sections(report, one.sections, unit, depth + 1)


def _item(report: Report, one: IndicatorScore, unit: int) -> dict[str, Any]:
    """Return an item; a `loose` one has a level that nobody gave, so the index may yet move."""
    law = report.result.instrument
    places = law.places if law.scale.decimal else 0
    return {
        "id": one.item.id,
        "name": words.name(one.item.indicator.short),
        "weight": str(one.item.weight * unit),
        "level": None if one.level is None else _pair(one.level),
        "shown": "" if one.level is None else words.figure(one.level, places),
        "provisional": one.origin == "provisional",
        "loose": one.origin in ("provisional", "assumed"),
        "origin": details.origin(report, one),
    }


def _pair(value: Fraction) -> list[str]:
    return [str(value.numerator), str(value.denominator)]
