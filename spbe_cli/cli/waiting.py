"""Says that a command is still at work, on a terminal where it keeps silent for long.

A bar needs steps to count; one large file is one step. So a thread looks at the clock, and nothing
else: where the wait is long, it writes one line to standard error, which goes before anything else
is said. It imports nothing (the command may be importing the same) and exists on terminals alone.
"""

import os
import sys
import threading
import time
from collections.abc import Sequence

from spbe_cli.i18n import _

SILENCE = 1.0  # seconds that pass without a word, from the start and from the last word
_SILENT = frozenset(["init", "guide", "doctor", "examples", "schema"])  # these ask, or are quick
_NARROW = 80  # columns where the terminal does not tell how many it has
_SPINNING = "|/-\\"
_EVERY = 0.25  # seconds


class Waiting:
    """A line on a terminal that tells how long a command has been at work; `end` takes it away."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.begun = self.heard = time.monotonic()
        self.drawn = 0  # columns of the line that stands there
        self.held = self.ended = False
        self.lock = threading.RLock()
        self.over = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def pause(self) -> None:
        """Take the line away, since something else will be written; it may come again later."""
        with self.lock:
            self._erase()
            self.heard = time.monotonic()

    def hold(self, *, on: bool) -> None:
        """Keep silent as long as somebody else tells how far the command is."""
        self.pause()
        self.held = on

    def end(self) -> None:
        """Take the line away for good."""
        with self.lock:
            self._erase()
            self.ended = True
        self.over.set()

    def _watch(self) -> None:
        times = 0
        while not self.over.wait(_EVERY):
            with self.lock:
                now = time.monotonic()
                if self.ended:
                    return
                if not self.held and now - self.heard >= SILENCE:
                    self._draw(int(now - self.begun), _SPINNING[times % len(_SPINNING)])
                    times += 1

    def _draw(self, seconds: int, mark: str) -> None:
        try:
            room = os.get_terminal_size(sys.stderr.fileno()).columns or _NARROW
        except (OSError, ValueError):
            room = _NARROW
        said = _("{what}: sedang dikerjakan, {count} detik")
        rest = _width(said.format(what="", count=seconds)) + len(mark) + 2
        what = self.what
        while what and _width(what) + rest >= room:
            what = what[:-1]
        line = f"{mark} {said.format(what=what, count=seconds)}"
        if _width(line) < room:
            self._write(f"\r{line}")
            self.drawn = max(self.drawn, _width(line))

    def _erase(self) -> None:
        if self.drawn:
            self._write(f"\r{' ' * self.drawn}\r")
            self.drawn = 0

    def _write(self, text: str) -> None:
        try:
            sys.stderr.write(text)
            sys.stderr.flush()
        except (OSError, ValueError):  # the terminal has gone
            self.ended = True
            self.over.set()


_now: list[Waiting] = []  # the one of the command that runs, if there is one


def begin(arguments: Sequence[str], verb: str) -> None:
    """Watch over a command whose standard error is a terminal, unless it waits for a person."""
    if verb in _SILENT or "-" in arguments:
        return
    files = (one for one in arguments[1:] if not one.startswith("-"))
    named = "".join(filter(str.isprintable, next(files, "")))
    _now[:] = [Waiting(f"spbe {verb} {named}".rstrip())]


def pause() -> None:
    """Make room on the terminal for something else."""
    for one in _now:
        one.pause()


def hold(*, on: bool) -> None:
    """Keep silent as long as a bar tells how far the command is."""
    for one in _now:
        one.hold(on=on)


def end() -> None:
    """Say nothing any more: the answer comes, or a person is asked."""
    while _now:
        _now.pop().end()


def _width(text: str) -> int:
    """Return the columns that a text takes at most: letters beyond ASCII may take two."""
    return len(text) + sum(not char.isascii() for char in text)
