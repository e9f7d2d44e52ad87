"""What the shell can complete beside commands and files: instrument ids, indicator numbers."""

from pathlib import Path
from typing import Any

from spbe_cli.core.assessment import Assessment, Opinion
from spbe_cli.problems import SpbeError


def complete_instruments(incomplete: str) -> list[str]:
    """Complete the id of a shipped instrument."""
    from spbe_cli.store.yaml import instruments as shelf

    return [name for name in shelf.shipped() if name.startswith(incomplete)]


def schemas(incomplete: str) -> list[str]:
    """Complete the name of a format, or of a kind of file."""
    from spbe_cli.render.data.formats import FORMATS
    from spbe_cli.store.yaml.schemas import KINDS

    return [name for name in (*KINDS, *FORMATS) if name.startswith(incomplete)]


def opinions(incomplete: str) -> list[str]:
    """Complete whose level is meant, in either language."""
    from spbe_cli.cli.options import OPINION_NAMES

    return [name for name in OPINION_NAMES if name.startswith(incomplete.casefold())]


def opinion_lists(incomplete: str) -> list[str]:
    """Complete the last of several opinions: ``self,off``; none is named twice."""
    before, comma, last = incomplete.rpartition(",")
    taken = before.casefold().split(",")
    return [f"{before}{comma}{name}" for name in opinions(last) if name not in taken]


def verdicts(incomplete: str) -> list[str]:
    """Complete the opinion of somebody else, in either language."""
    from spbe_cli.cli.options import OPINION_NAMES

    judges = (Opinion.OFFICIAL, Opinion.VERIFIED)
    return [name for name in opinions(incomplete) if OPINION_NAMES[name] in judges]


def complete_indicators(ctx: Any, incomplete: str) -> list[str]:
    """Complete the number of an indicator of the instrument named before it."""
    return [item for item in _items(ctx.params.get("instrument")) if item.startswith(incomplete)]


def complete_changes(ctx: Any, incomplete: str) -> list[str]:
    """Complete ``12=`` with the indicator numbers of the assessment named before it."""
    _assessment, law = _named(ctx)
    items = [f"{item}=" for item in _items(law)]
    return [item for item in items if item.startswith(incomplete)]


def complete_items(ctx: Any, incomplete: str) -> list[str]:
    """Complete the number of an indicator; what begins with no digit is left to the shell."""
    if not incomplete[:1].isdigit():
        return []
    _assessment, law = _named(ctx)
    return [item for item in _items(law) if item.startswith(incomplete)]


def complete_owners(ctx: Any, incomplete: str) -> list[str]:
    """Complete a unit that owns something in the assessment named before it."""
    assessment, _law = _named(ctx)
    if assessment is None:
        return []
    names = dict.fromkeys(name for one in assessment.answers.values() for name in one.owners)
    return [name for name in names if name.startswith(incomplete)]


def _named(ctx: Any) -> tuple[Assessment | None, str | None]:
    """Return the assessment on the unfinished line, else the folder's newest, and its instrument.

    Neither where there is none, or where it cannot be read: a shell is told nothing.
    """
    from spbe_cli.store.yaml import assessments, newest

    given = [ctx.params.get(one) for one in ("file", "files", "given")]
    listed = [[one] if isinstance(one, str) else one or () for one in (*given, ctx.args)]
    words = [name for each in listed for name in each]
    files = [name for name in words if Path(name).is_file()] or newest.newest_files(Path())
    try:
        found, law = assessments.load(files[0], look=False) if len(files) == 1 else (None, None)
    except SpbeError:
        return None, None
    return found, None if law is None else law.id


def _items(instrument: str | None) -> list[str]:
    from spbe_cli.store.yaml import instruments as shelf

    try:
        law = shelf.load(instrument or shelf.current())
    except SpbeError:
        return []
    return list(law.items())
