"""Chances of index and predicate as JSON and CSV."""

from fractions import Fraction

from spbe_cli.core import numbers
from spbe_cli.core.plan.risk import LOWERED, POINTS, Risk
from spbe_cli.render.data import encode
from spbe_cli.render.data.encode import csv_text, head, json_text

FORMAT = "spbe-risk/1"
_MOST = 20_000  # indices that are listed; of more, nobody reads 100 megabytes (CSV has them all)
_COLUMNS = ("index", "chance", "percent")


def risk_json(risk: Risk) -> str:
    """Return what may fall and what may come of it as data; numbers are text, chances exact."""
    result, falls, found = risk.result, risk.falls, risk.chances
    items = {one.item.id: one for one in result.items()}
    data = {
        **head(result, FORMAT),
        "exact": encode.exact_text(result.index),
        "predicate": encode.predicate_name(result.predicate),
        "proven": None
        if risk.proof is None
        else {
            "index": encode.fixed_text(risk.proof.index, result.instrument.places),
            "exact": encode.exact_text(risk.proof.index),
            "indicators": len(risk.proof.losses),
        },
        "mean": numbers.exact(found.mean),
        "quantiles": [
            {
                "share": numbers.exact(point),
                "percent": numbers.exact(100 * point),
                "index": numbers.exact(found.quantile(point)),
            }
            for point in POINTS
        ],
        "between": {"percent": numbers.exact(100 * (POINTS[-1] - POINTS[0]))},  # at least
        "falls": [
            {
                "indicator": item,
                "from": numbers.exact(items[item].level or Fraction(0)),
                "to": numbers.exact(fall.to),
                "chance": numbers.exact(fall.chance),
                "percent": numbers.fixed(fall.chance * 100, 1),
                "given": item in risk.given,
                "proven": risk.proven(item),
            }
            for item, ends in falls.items()
            for fall in ends
        ],
        "assumed": {
            "chance": numbers.exact(LOWERED),
            "source": "NTT 2024",
            "default": bool(falls.keys() - risk.given),
        },
        "predicates": [
            {
                "name": predicate.name.id,
                "from": numbers.exact(predicate.lower, result.instrument.places),
                "chance": numbers.exact(chance),
                "percent": numbers.fixed(chance * 100, 1),
            }
            for predicate, chance in found.stands
        ],
        "histogram": [
            {
                "from": numbers.exact(low, 1),
                "below": numbers.exact(high, 1),
                "percent": numbers.fixed(chance * 100, 1),
            }
            for low, high, chance in found.bins(result.instrument.scale)
        ],
        "indices": len(found.losses),
        "distribution": None
        if len(found.losses) > _MOST
        else [
            {"index": numbers.exact(index), "chance": numbers.exact(chance)}
            for index, chance in found.masses
        ],
    }
    return json_text(data)


def risk_csv(risk: Risk) -> str:
    """Return one row for each index: exact index and chance, and the chance in percent, rounded."""
    rows = (
        (numbers.exact(index), numbers.exact(chance), numbers.fixed(chance * 100, 6))
        for index, chance in risk.chances.masses
    )
    return csv_text((dict(zip(_COLUMNS, row, strict=True)) for row in rows), _COLUMNS)
