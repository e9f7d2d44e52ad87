"""What to object to, as JSON (``spbe-dispute/1``) and CSV."""

from typing import Any

from spbe_cli.core.owed.dispute import Dispute, Disputes
from spbe_cli.render.data import encode
from spbe_cli.render.data.encode import csv_text, json_text

_COLUMNS = (
    *("indicator", "name", "claim", "verdict", "stake", "remark", "levels", "evidence"),
    *("analysis", "speaker"),
)


def dispute_json(found: Disputes) -> str:
    """Return the items in dispute as data; numbers are text."""
    head = encode.head(found.dossiers.result, "spbe-dispute/1")
    return json_text(
        {
            **head,
            "verdict": found.opinion.value,
            "stake": encode.exact_text(found.stake),
            "judged": found.judged,
            "indicators": [_data(one) for one in found.items],
        }
    )


def dispute_csv(found: Disputes) -> str:
    """Return one row for each item."""
    rows = []
    for one in found.items:
        data = _data(one)
        answers = (
            f"{each['level']}: {document['title'] or document['file'] or document['url']}"
            + (f", {document['page']}" if document["page"] else "")
            for each in data["answers"]
            for document in each["evidence"]
        )
        levels = " ".join(map(str, one.levels))
        rows.append({**data, "levels": levels, "evidence": "\n".join(answers)})
    return csv_text(rows, _COLUMNS)


def _data(one: Dispute) -> dict[str, Any]:
    indicator, answer = one.dossier.score.item.indicator, one.dossier.answer
    return {
        "indicator": one.dossier.id,
        "name": indicator.short.id,
        "claim": encode.exact_text(one.claim),
        "verdict": encode.exact_text(one.verdict),
        "stake": encode.exact_text(one.stake),
        "remark": answer.remark,
        "note": answer.note,
        "answers": [
            {
                "level": level,
                "criterion": indicator.levels.get(level),
                "evidence": [
                    {
                        "title": each.evidence.title,
                        "number": each.evidence.number,
                        "file": each.evidence.file,
                        "url": each.evidence.url,
                        "page": each.evidence.page,
                        "date": each.evidence.date.isoformat() if each.evidence.date else None,
                        "levels": list(each.evidence.levels),
                        "found": each.found.value,
                    }
                    for each in documents
                ],
            }
            for level, documents in one.answers
        ],
        "fact": answer.explanation.fact if answer.explanation else None,
        "analysis": answer.explanation.analysis if answer.explanation else None,
        "speaker": one.speaker,
        "owners": list(one.dossier.owners),
    }
