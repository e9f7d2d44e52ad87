"""What the shell can complete beside commands and files: instrument ids, indicator numbers."""

from pathlib import Path
from typing import Any

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


def complete_indicators(ctx: Any, incomplete: str) -> list[str]:
    """Complete the number of an indicator of the instrument named before it."""
    return [item for item in _items(ctx.params.get("instrument")) if item.startswith(incomplete)]


def complete_changes(ctx: Any, incomplete: str) -> list[str]:
    """Complete ``12=`` with the indicator numbers of the assessment named before it."""
    from spbe_cli.store.yaml import assessments

    named = ctx.params.get("files") or ctx.args  # an unfinished line leaves them among the rest
    files = [name for name in named if Path(name).is_file()]
    try:
        law = assessments.load(files[0], look=False)[1] if files else None
    except SpbeError:
        law = None
    items = [f"{item}=" for item in _items(law.id if law else None)]
    return [item for item in items if item.startswith(incomplete)]


def _items(instrument: str | None) -> list[str]:
    from spbe_cli.store.yaml import instruments as shelf

    try:
        law = shelf.load(instrument or shelf.current())
    except SpbeError:
        return []
    return list(law.items())
