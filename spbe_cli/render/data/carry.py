"""What can be carried over to another instrument, as JSON and CSV."""

from typing import Any

from spbe_cli.core import numbers
from spbe_cli.core.assessment import Answer
from spbe_cli.core.collect.carrying import Carried, Carrying
from spbe_cli.core.collect.handover import Handover
from spbe_cli.core.collect.renewing import Renewal
from spbe_cli.core.index import band_of
from spbe_cli.render.data import encode
from spbe_cli.render.data.encode import csv_text, json_text

FORMAT = "spbe-carry/1"
_COLUMNS = ("indicator", "name", "state", "from", "levels", "lowest", "owners", "evidence", "basis")


def carried_json(found: Carrying) -> str:
    """Return the list as data; numbers are text."""
    before, target = found.before, found.target
    laws = (found.law, found.new)
    return json_text(
        {
            "format": FORMAT,
            "institution": before.institution,
            "year": before.year,
            "from": laws[0].id,
            "to": laws[1].id,
            "target": encode.exact_text(target, 2),
            "predicates": [
                {
                    "instrument": law.id,
                    "bounds": {one.name.id: numbers.exact(one.lower, 2) for one in law.predicates},
                    "target": None if target is None else band_of(law, target).name.id,
                }
                for law in laws
            ],
            "conversion": None,  # there is none
            **_handover(found.handover),
            "indicators": list(map(_data, found.carried)),
        }
    )


def renewed_json(found: Renewal) -> str:
    """Return what was kept for the next year under the same instrument."""
    before, after = found.before, found.after
    return json_text(
        {
            "format": FORMAT,
            "institution": before.institution,
            "from": before.instrument,
            "to": after.instrument,
            "years": [before.year, after.year],
            **_handover(found.handover),
            "kept": dict(found.counts),
            "indicators": [_renewed(item, one) for item, one in after.answers.items()],
        }
    )


def _handover(found: Handover) -> dict[str, Any]:
    """Return how much of each kind is kept, told in the provenance, and left out."""
    return {
        "kept": {kind.value: count for kind, count in found.kept.items()},
        "told": {kind.value: count for kind, count in found.told.items()},
        "left": {kind.value: count for kind, count in found.left.items()},
        "unfollowed": list(found.unfollowed),
    }


def renewed_csv(found: Renewal) -> str:
    """Return one row for each item."""
    rows = [_renewed(item, one) for item, one in found.after.answers.items()]
    flat = [{**row, "owners": "; ".join(row["owners"])} for row in rows]
    return csv_text(flat, ("indicator", "owners", "evidence", "explained", "provenance"))


def _renewed(item: str, one: Answer) -> dict[str, Any]:
    return {
        "indicator": item,
        "owners": list(one.owners),
        "evidence": len(one.evidence),
        "explained": one.explanation is not None,
        "provenance": one.provenance.note if one.provenance else None,
    }


def _data(one: Carried) -> dict[str, Any]:
    before = one.indicator.predecessors
    return {
        "indicator": one.indicator.id,
        "name": one.indicator.name.id,
        "state": one.state.value,
        "basis": before.basis if before and one.origins else None,
        "lowest": encode.exact_text(one.lowest),
        "owners": list(one.owners),
        "origins": [
            {
                "indicator": origin.item,
                "main": origin.main,
                "opinion": None if origin.opinion is None else origin.opinion.value,
                "level": encode.exact_text(origin.level),
            }
            for origin in one.origins
        ],
        "evidence": [
            {
                "title": document.title,
                "file": document.file,
                "url": document.url,
                "from": list(items),
            }
            for document, items in one.evidence
        ],
    }


def carried_csv(found: Carrying) -> str:
    """Return one row for each indicator of the new instrument."""
    return csv_text(map(_row, found.carried), _COLUMNS)


def _row(one: Carried) -> dict[str, Any]:
    data = _data(one)
    origins = data["origins"]
    return {
        **data,
        "from": " ".join(origin["indicator"] for origin in origins),
        "levels": " ".join(origin["level"] or "-" for origin in origins),
        "owners": "\n".join(data["owners"]),
        "evidence": len(one.evidence),
    }
