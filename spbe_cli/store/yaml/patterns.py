"""Patterns of a library, compiled when they are first used rather than when it is imported.

yaml compiles nine at import, for its scanner in Python and for values of its own types. The parser
in C uses the former never, and our tree keeps every value as text: compiling them, above all the
one over the whole of Unicode, was a twentieth of a run of `spbe score`.
"""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class _Pattern:
    """Stands for a pattern until one asks something of it."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._asked = pattern, flags

    def __getattr__(self, name: str) -> Any:
        return getattr(re.compile(*self._asked), name)  # compiled once: re remembers


@contextmanager
def compiled_when_used(module: str) -> Iterator[None]:
    """Let patterns wait for their first use while a module is imported for the first time."""
    if module in sys.modules:
        yield
        return
    compiled = re.compile
    re.compile = lambda pattern, flags=0: _Pattern(pattern, flags)  # type: ignore[assignment]
    try:
        yield
    finally:
        re.compile = compiled
