"""How far something has come, on standard error: only on a terminal, only where it takes long."""

import sys
import time
from collections.abc import Iterable, Iterator, Sized
from contextlib import suppress
from typing import Any, TypeVar

T = TypeVar("T")

PATIENCE = 1.0  # seconds that pass without a word
_EVERY = 0.1  # seconds between two looks at the clock's use


def tracked(items: Iterable[T], what: str) -> Iterator[T]:
    """Yield items, and say how many there were so far, once that takes longer than `PATIENCE`.

    Data in a pipe stays clean: what is shown goes to standard error, and away when all is done.
    """
    if not (sys.stderr and sys.stderr.isatty()):
        yield from items
        return
    begun = shown = time.monotonic()
    bar: Any = None
    task: Any = None
    try:
        for count, one in enumerate(items):
            now = time.monotonic()
            if bar is None and now - begun > PATIENCE:
                bar, task = _bar(items, what)
            if bar is not None and now - shown > _EVERY:
                bar.update(task, completed=count)
                shown = now
            yield one
    finally:
        if bar is not None:
            with suppress(OSError):
                bar.stop()


def _bar(items: Iterable[Any], what: str) -> tuple[Any, Any]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    total = len(items) if isinstance(items, Sized) else None
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    bar = Progress(*columns, console=Console(file=sys.stderr), transient=True)
    bar.start()
    return bar, bar.add_task(what, total=total)
