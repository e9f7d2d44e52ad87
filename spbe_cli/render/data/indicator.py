"""One indicator of an instrument as JSON and CSV."""

from typing import Any

from spbe_cli.core import numbers
from spbe_cli.core.laws.page import Page, Step
from spbe_cli.render import words
from spbe_cli.render.data.encode import csv_text, exact, json_text
from spbe_cli.render.data.instrument import FORMAT, plain


def page_json(page: Page) -> str:
    """Return one indicator as data, with what its levels mean and what each item is worth."""
    law = page.instrument
    feed = law.outside.get(page.indicator.outside or "")
    cited = {name.split()[0] for name in page.indicator.source}
    return json_text(
        {
            "format": FORMAT,
            **plain(page.indicator),
            "instrument": {"id": law.id, "short": law.short, "verified": law.verified},
            "sections": [
                {"kind": one.kind, "id": one.id, "name": plain(one.name), "note": one.note}
                for one in page.above
            ],
            "total": exact(law.total),
            "gain": exact(page.gain),
            "steps": [_step(one) for one in page.steps],
            "examples": [one.text for one in page.examples],
            "outside_index": None if feed is None else plain(feed),
            "sources": [plain(one) for one in law.sources if one.id in cited],
        }
    )


def page_csv(page: Page) -> str:
    """Return one row, with its criteria."""
    row = {
        "id": page.indicator.id,
        "name": words.name(page.indicator.name),
        "weight": numbers.exact(page.indicator.weight, 2),
        **{f"level_{one.level}": one.criterion for one in page.steps},
    }
    return csv_text([row], list(row))


def _step(one: Step) -> dict[str, Any]:
    counting = [entry for entry in one.entries if entry.worth is not None]
    return {
        "level": one.level,
        "name": plain(one.named.name) if one.named is not None else None,
        "summary": one.named.summary if one.named is not None else None,
        "criterion": one.criterion,
        "condition": one.condition,
        "variants": plain(one.variants),
        "scores": plain(one.band),
        "points": exact(one.width),
        "counted": len(counting),
        "items": [
            {
                "id": entry.id,
                "text": entry.example.text,
                "counted": entry.example.counted,
                "points": exact(entry.worth),
            }
            for entry in one.entries
        ],
    }
