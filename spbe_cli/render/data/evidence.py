"""Evidence as JSON (``spbe-evidence/1``, ``spbe-verify/1``) and CSV."""

from typing import Any

from spbe_cli.core.owed.bundle import Verified
from spbe_cli.core.owed.dossier import Document, Dossier, Dossiers
from spbe_cli.render.data import encode
from spbe_cli.render.data.encode import csv_text, json_text

_COLUMNS = (
    *("indicator", "position", "title", "number", "file", "url", "page", "date", "levels"),
    *("items", "carried", "found", "owners"),
)
_DIFFERENCES = ("kind", "file", "indicators", "other")


def listed_json(found: Dossiers) -> str:
    """Return every piece of evidence, and how many files are missing or empty."""
    rows = [_row(one, each) for one in found.items for each in one.documents]
    return json_text(
        {
            **encode.head(found.result, "spbe-evidence/1"),
            "count": len(rows),
            "broken": sum(each.broken for one in found.items for each in one.documents),
            "evidence": rows,
        }
    )


def listed_csv(found: Dossiers) -> str:
    """Return one row for each piece of evidence."""
    rows = [_row(one, each) for one in found.items for each in one.documents]
    flat = [
        {
            **row,
            "levels": " ".join(map(str, row["levels"])),
            "items": " ".join(row["items"]),
            "owners": "; ".join(row["owners"]),
        }
        for row in rows
    ]
    return csv_text(flat, _COLUMNS)


def _row(one: Dossier, each: Document) -> dict[str, Any]:
    evidence = each.evidence
    return {
        "indicator": one.id,
        "name": one.score.item.indicator.short.id,
        "position": each.position,
        "title": evidence.title,
        "number": evidence.number,
        "file": evidence.file,
        "url": evidence.url,
        "page": evidence.page,
        "date": evidence.date.isoformat() if evidence.date else None,
        "levels": list(evidence.levels),
        "items": list(evidence.items),
        "carried": evidence.carried,
        "found": each.found.value,
        "owners": list(one.owners),
    }


def verified_json(found: Verified) -> str:
    """Return the differences; `differs`: whether any is more than one content under two names."""
    rows = [
        {
            "kind": one.kind.value,
            "file": one.file,
            "indicators": list(one.items),
            "other": one.other,
        }
        for one in found.differences
    ]
    data = {"format": "spbe-verify/1", "same": found.same, "differs": found.differs}
    return json_text({**data, "absent_parts": list(found.absent), "differences": rows})


def verified_csv(found: Verified) -> str:
    """Return one row for each difference."""
    rows = [
        {
            "kind": one.kind.value,
            "file": one.file,
            "indicators": " ".join(one.items),
            "other": one.other,
        }
        for one in found.differences
    ]
    return csv_text(rows, _DIFFERENCES)
