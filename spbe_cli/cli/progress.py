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


"""How far a long command has come, on a terminal only."""


class Progress:
    """Tells of bytes done, at most five times a second, on one line that it clears in the end."""

    def __init__(self, label: str) -> None:
        self.label, self.last, self.shown = label, time.monotonic(), False

    def __call__(self, done: int, total: int) -> None:
        """Say how much is done, once two tenths of a second have passed since it was said."""
        now = time.monotonic()
        if total and now - self.last >= 0.2 and sys.stderr.isatty():
            self.last, self.shown = now, True
            share = 100 * done // total
            sys.stderr.write(f"\r{self.label} {share}% ({done // 10**6}/{total // 10**6} MB)")
            sys.stderr.flush()

    def end(self) -> None:
        """Clear the line."""
        if self.shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
