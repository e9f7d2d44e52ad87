"""Everything known of items, as JSON (``spbe-show/1``) and CSV."""

from fractions import Fraction
from typing import Any

from spbe_cli.core.assessment import Explanation, Opinion
from spbe_cli.core.owed.dossier import Demand, Document, Dossier, Dossiers
from spbe_cli.render import dossier as said
from spbe_cli.render.data import encode
from spbe_cli.render.data.encode import csv_text, json_text

FORMAT = "spbe-show/1"
_COLUMNS = (
    *("indicator", "name", "self", "verified", "official", "target", "previous", "proven"),
    *("lacking", "owners", "evidence", "missing", "note", "remark", "fact", "analysis"),
    *("action", "due"),
)


def show_json(found: Dossiers) -> str:
    """Return the items as data; numbers are text, `portal` is the text ready to paste."""
    head = encode.head(found.result, FORMAT)
    items = [item(found, one) for one in found.items]
    return json_text({**head, "previous_year": found.previous_year, "indicators": items})


def show_csv(found: Dossiers) -> str:
    """Return one row for each item."""
    return csv_text([_row(found, one) for one in found.items], _COLUMNS)


def item(found: Dossiers, one: Dossier) -> dict[str, Any]:
    """Return all that is known of one item."""
    indicator, answer = one.score.item.indicator, one.answer
    law = found.result.instrument
    reached = one.reached(law)
    following = one.following(law)
    more = following <= law.scale.maximum
    wanted, examples = one.wanted(law)
    outside = one.score.outside
    return {
        "id": one.id,
        "name": indicator.name.id,
        "sections": [
            {"kind": each.section.kind, "id": each.section.id, "name": each.section.name.id}
            for each in one.path
        ],
        "weight": encode.exact_text(one.score.item.weight, 2),
        "worth": encode.exact_text(one.worth),
        "levels": {
            each.value: encode.exact_text(answer.levels[each])
            for each in Opinion
            if each in answer.levels
        },
        "level": encode.exact_text(one.score.level),
        "origin": one.score.origin,
        "outside": None
        if outside is None
        else {"id": outside[0], "value": encode.exact_text(outside[1])},
        "previous": None
        if one.previous is None
        else {
            "opinion": one.previous[0].value,
            "level": encode.exact_text(one.previous[1]),
            "year": found.previous_year,
        },
        "proven": encode.exact_text(one.proven),
        "lacking": list(one.lacking),
        "owners": list(one.owners),
        "evidence": [document_data(each) for each in one.documents],
        "note": answer.note,
        "remark": answer.remark,
        "explanation": _explanation(answer.explanation),
        "action": None
        if answer.action is None
        else {
            "text": answer.action.text,
            "due": answer.action.due.isoformat() if answer.action.due else None,
        },
        "provenance": None if answer.provenance is None else answer.provenance._asdict(),
        "criteria": {
            "now": None
            if one.score.level is None
            else {"level": reached, "text": indicator.levels.get(reached)},
            "next": {"level": following, "text": indicator.levels.get(following)} if more else None,
        },
        "examples": {
            "level": wanted,
            "texts": [each.text for each in examples],
        },
        "items": [_demand(each) for each in one.demands],
        "rungs": [
            {"level": rung.level, "accepted": rung.accepted, "counted": len(rung.items)}
            for rung in (one.standing.rungs if one.standing else ())
        ],
        "estimate": encode.fixed_text(one.standing.estimate, 2) if one.standing else None,
        "portal": "\n".join(said.portal(one)),
    }


def document_data(one: Document) -> dict[str, Any]:
    """Return a document with all that is recorded of it, and what was found."""
    evidence = one.evidence
    return {
        "position": one.position,
        "title": evidence.title,
        "number": evidence.number,
        "file": evidence.file,
        "url": evidence.url,
        "page": evidence.page,
        "date": evidence.date.isoformat() if evidence.date else None,
        "levels": list(evidence.levels),
        "items": list(evidence.items),
        "carried": evidence.carried,
        "found": one.found.value,
    }


def _explanation(one: Explanation | None) -> dict[str, Any] | None:
    return None if one is None else one._asdict()


def _demand(one: Demand) -> dict[str, Any]:
    return {
        "code": one.code,
        "level": one.example.level,
        "text": one.example.text,
        "counted": one.example.counted,
        "state": one.verdict.state.value,
        "note": one.verdict.note,
        "points": encode.exact_text(one.points),
        "worth": None if one.worth is None else _gain(one.worth),
        "evidence": [each.position for each in one.documents],
        "explanation": _explanation(one.verdict.explanation),
    }


def _gain(worth: Fraction) -> dict[str, str | None]:
    return {"exact": encode.exact_text(worth), "display": encode.fixed_text(worth, 4)}


def _row(found: Dossiers, one: Dossier) -> dict[str, Any]:
    data = item(found, one)
    explanation = data["explanation"] or {}
    action = data["action"] or {}
    return {
        **data,
        **data["levels"],
        "indicator": one.id,
        "previous": data["previous"]["level"] if data["previous"] else None,
        "lacking": " ".join(map(str, one.lacking)),
        "owners": "; ".join(one.owners),
        "evidence": len(one.documents),
        "missing": sum(each.broken for each in one.documents),
        "fact": explanation.get("fact"),
        "analysis": explanation.get("analysis"),
        "action": action.get("text"),
        "due": action.get("due"),
    }
