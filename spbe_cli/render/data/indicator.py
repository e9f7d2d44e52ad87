"""One indicator of an instrument as JSON and CSV."""

from typing import Any

from spbe_cli.core import numbers
from spbe_cli.core.laws.page import IndicatorPage, LevelPage
from spbe_cli.render import words
from spbe_cli.render.data.encode import csv_text, exact_text, json_text
from spbe_cli.render.data.instrument import FORMAT, as_data


def page_json(page: IndicatorPage) -> str:
    """Return one indicator as data, with what its levels mean and what each item is worth."""
    law = page.instrument
    feed = law.outside.get(page.indicator.outside or "")
    cited = {name.split()[0] for name in page.indicator.source}
    return json_text(
        {
            "format": FORMAT,
            **as_data(page.indicator),
            "instrument": {"id": law.id, "short": law.short, "verified": law.verified},
            "sections": [
                {"kind": one.kind, "id": one.id, "name": as_data(one.name), "note": one.note}
                for one in page.above
            ],
            "total": exact_text(law.total),
            "gain": exact_text(page.gain),
            "steps": [_step(one) for one in page.steps],
            "examples": [one.text for one in page.examples],
            "outside_index": None if feed is None else as_data(feed),
            "sources": [as_data(one) for one in law.sources if one.id in cited],
        }
    )


def page_csv(page: IndicatorPage) -> str:
    """Return one row, with its criteria."""
    row = {
        "id": page.indicator.id,
        "name": words.name(page.indicator.name),
        "weight": numbers.exact(page.indicator.weight, 2),
        **{f"level_{one.level}": one.criterion for one in page.steps},
    }
    return csv_text([row], list(row))


def _step(one: LevelPage) -> dict[str, Any]:
    counting = [entry for entry in one.entries if entry.worth is not None]
    return {
        "level": one.level,
        "name": as_data(one.named.name) if one.named is not None else None,
        "summary": one.named.summary if one.named is not None else None,
        "criterion": one.criterion,
        "condition": one.condition,
        "variants": as_data(one.variants),
        "scores": as_data(one.band),
        "points": exact_text(one.width),
        "counted": len(counting),
        "items": [
            {
                "id": entry.id,
                "text": entry.example.text,
                "counted": entry.example.counted,
                "points": exact_text(entry.worth),
            }
            for entry in one.entries
        ],
    }
