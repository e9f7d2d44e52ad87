"""The public edition of an assessment: its levels and titles, without what is the office's own.

Left out are owners, notes, the assessor's remarks, explanations, files, pages and links of
evidence, and actions that name an owner. Titles that are only the name of a file go with it.
"""

from collections.abc import Collection

from spbe_cli.core.assessment import Action, Answer, Assessment, Evidence, Verdict
from spbe_cli.core.records import replace


def public(assessment: Assessment) -> Assessment:
    """Return an assessment without what concerns nobody outside the office; levels stay."""
    owners = {
        owner.casefold()
        for answer in assessment.answers.values()
        for owner in answer.owners
        if owner.strip()
    }
    return replace(
        assessment,
        answers={item: _answer(one, owners) for item, one in assessment.answers.items()},
        feeds={},
        places={},
        files={},
    )


def _answer(one: Answer, owners: Collection[str]) -> Answer:
    return Answer(
        levels=one.levels,
        evidence=tuple(map(_evidence, one.evidence)),
        action=_action(one.action, owners),
        items={name: Verdict(verdict.state) for name, verdict in one.items.items()},
    )


def _evidence(one: Evidence) -> Evidence:
    return Evidence(
        title=_title(one), date=one.date, levels=one.levels, number=one.number, items=one.items
    )


def _title(one: Evidence) -> str | None:
    """Return a title; None where it is no more than the name of a file, or a link."""
    title = " ".join((one.title or "").split())
    name = (one.file or "").replace("\\", "/").rstrip("/").rpartition("/")[2]
    known = {name, name.rpartition(".")[0], one.file, one.url}
    return None if not title or title in known or "://" in title or "\\" in title else title


def _action(one: Action | None, owners: Collection[str]) -> Action | None:
    """Return an action that names no owner; None where its words do."""
    if one is None or any(owner in one.text.casefold() for owner in owners):
        return None
    return one
