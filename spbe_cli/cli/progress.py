"""How far something has come, on standard error: only on a terminal, only where it takes long."""

import sys
import time
from collections.abc import Iterable, Iterator, Sized
from contextlib import suppress
from typing import Any, TypeVar

from spbe_cli.cli import waiting

Passed = TypeVar("Passed")

PATIENCE = 1.0  # seconds that pass without a word
_EVERY = 0.1  # seconds between two looks at the clock's use


class ProgressBar:
    """A bar on a terminal, from `PATIENCE` seconds on; `end` takes it away.

    Data in a pipe stays clean: what is shown goes to standard error. `sizes`: what is counted are
    bytes.
    """

    def __init__(self, what: str, *, sizes: bool = False) -> None:
        self.what, self.sizes = what, sizes
        self.begun = self.shown = time.monotonic()
        self.bar: Any = None
        self.task: Any = None

    def __call__(self, done: int, total: int | None) -> None:
        """Say how much is done."""
        now = time.monotonic()
        if self.bar is None and now - self.begun > PATIENCE and sys.stderr and sys.stderr.isatty():
            self._begin(total)
        if self.bar is not None and now - self.shown > _EVERY:
            self.bar.update(self.task, completed=done, total=total)
            self.shown = now

    def _begin(self, total: int | None) -> None:
        from rich import progress as rich
        from rich.console import Console

        count = rich.DownloadColumn() if self.sizes else rich.MofNCompleteColumn()
        waiting.hold(on=True)
        columns = (rich.TextColumn("{task.description}"), rich.BarColumn(), count)
        self.bar = rich.Progress(*columns, console=Console(file=sys.stderr), transient=True)
        self.bar.start()
        self.task = self.bar.add_task(self.what, total=total)

    def end(self) -> None:
        """Take the bar away."""
        if self.bar is not None:
            with suppress(OSError):
                self.bar.stop()
            waiting.hold(on=False)


def tracked(items: Iterable[Passed], what: str) -> Iterator[Passed]:
    """Yield items, and say how many there were so far, once that takes longer than `PATIENCE`."""
    progress = ProgressBar(what)
    total = len(items) if isinstance(items, Sized) else None
    try:
        for count, one in enumerate(items):
            progress(count, total)
            yield one
    finally:
        progress.end()
