"""How far a long command has come, on a terminal only."""

import sys
import time


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
