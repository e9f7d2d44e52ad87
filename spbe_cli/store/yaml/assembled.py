"""Records of an assessment from what the fields of its file hold, and back, where they differ."""

from collections.abc import Mapping as Map
from typing import Any

from spbe_cli.core.assessment import (
    Answer,
    Assessment,
    Explanation,
    Opinion,
    Outside,
    Provenance,
    Published,
    Verdict,
)
from spbe_cli.core.planned import Planned

_KINDS = {"domain": "domains", "aspect": "aspects"}  # of sections, and their keys
_EMPTY = (Explanation(), Provenance(), Planned())  # keys without values, to be filled in some day


def answer_from(**found: Any) -> Answer:
    """Return an answer; the level of each opinion is a field of its own in the file."""
    levels = {one: found.pop(one.value) for one in Opinion if one.value in found}
    return Answer(levels, **_told(found))


def verdict_from(**found: Any) -> Verdict:
    """Return what is recorded of an item of evidence."""
    return Verdict(**_told(found))


def _told(found: dict[str, Any]) -> dict[str, Any]:
    """Return values without records that say nothing: no file could tell them from none."""
    return {name: None if value in _EMPTY else value for name, value in found.items()}


def published_from(**found: Any) -> Published:
    """Return published figures; sections of each kind stand under a key of their own."""
    sections = {
        (kind, name): value
        for kind, key in _KINDS.items()
        for name, value in found.pop(key, {}).items()
    }
    return Published(sections=sections, **found)


def sections_of(one: Published) -> dict[str, Any]:
    """Return published sections as the file has them, by kind."""
    return {
        key: {name: value for (kind, name), value in one.sections.items() if kind == wanted}
        for wanted, key in _KINDS.items()
    }


def assessment_from(outside: Map[str, Outside] | None = None, **found: Any) -> Assessment:
    """Return an assessment; an index from outside is a number, or comes from another file."""
    written = outside or {}
    return Assessment(
        outside={name: one.value for name, one in written.items() if one.value is not None},
        feeds={name: one.file for name, one in written.items() if one.file is not None},
        **_told(found),
    )


def outside_of(one: Assessment) -> dict[str, Any]:
    """Return each index as it is written: by its file, where it was computed from one."""
    names = [*one.outside, *(name for name in one.feeds if name not in one.outside)]
    return {
        "outside": {
            name: Outside(file=one.feeds[name]) if name in one.feeds else Outside(one.outside[name])
            for name in names
        }
    }
