"""What to object to, as JSON (``spbe-dispute/1``) and CSV."""

from typing import Any

from spbe_cli.core.owed.dispute import Dispute, Disputes
from spbe_cli.core.owed.dossier import Document
from spbe_cli.render.data import encode
from spbe_cli.render.data.encode import csv_text, json_text
from spbe_cli.render.data.show import document_data

_COLUMNS = (
    *("indicator", "name", "claim", "verdict", "stake", "remark", "levels", "evidence"),
    *("analysis", "speaker", "items"),
)
_DOCUMENT = ("title", "number", "file", "url", "page", "date", "levels", "found")


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
            for document in (*each["evidence"], *(d for i in each["items"] for d in i["evidence"]))
        )
        levels = " ".join(str(reply.level) for reply in one.replies)
        items = (
            f"{item['item']} ({item['state']}): {item['note'] or ''}".removesuffix(": ")
            for each in data["answers"]
            for item in each["items"]
        )
        more = {"levels": levels, "items": "\n".join(items), "evidence": "\n".join(answers)}
        rows.append({**data, **more})
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
                "level": reply.level,
                "criterion": indicator.levels.get(reply.level),
                "items": [
                    {
                        "item": each.code,
                        "text": each.example.text,
                        "state": each.verdict.state.value,
                        "note": each.verdict.note,
                        "evidence": [_document(one) for one in each.documents],
                    }
                    for each in reply.demands
                ],
                "evidence": [_document(each) for each in reply.documents],
            }
            for reply in one.replies
        ],
        "fact": answer.explanation.fact if answer.explanation else None,
        "analysis": answer.explanation.analysis if answer.explanation else None,
        "speaker": one.speaker,
        "owners": list(one.dossier.owners),
    }


def _document(one: Document) -> dict[str, Any]:
    whole = document_data(one)
    return {key: whole[key] for key in _DOCUMENT}
