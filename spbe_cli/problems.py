"""Problems are values: a stable code, a place and parameters. Also the exceptions and exit codes.

`core` and `store` create problems; `messages` has the words, and `render` puts them together.
"""

from collections.abc import Mapping, Sequence
from enum import IntEnum
from types import MappingProxyType
from typing import NamedTuple

_LONGEST = 200  # characters; what is longer is no slip of the keys, and slow to compare


class ExitCode(IntEnum):
    """What the shell sees; part of the contract."""

    DONE = 0
    BUG = 1
    USAGE = 2
    DATA = 3
    FILE = 4
    GATE = 5
    INTERRUPTED = 130


class Place(NamedTuple):
    """Where something stands: a file, and in it a line and column (from 1), or a sheet and cell."""

    file: str
    line: int = 0
    column: int = 0
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        if self.sheet:
            return "!".join(filter(None, (self.file, self.sheet, self.cell)))
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


class Problem(NamedTuple):
    """One thing that is wrong. `params` fill the message of `code`; `place` may be unknown."""

    code: str
    place: Place | None = None
    params: Mapping[str, object] = MappingProxyType({})


def hint(name: str, known: Sequence[str]) -> dict[str, object]:
    """Return the parameters of a remedy: the near miss where there is one, else what is known."""
    from difflib import get_close_matches

    if len(name) < _LONGEST and not any(char.isdigit() for char in name):
        by_fold = {one.casefold(): one for one in known}
        near = get_close_matches(name.casefold(), by_fold, n=1, cutoff=0.6)
        if near:
            return {"near": by_fold[near[0]]}
    return {"known": tuple(known)}


class SpbeError(Exception):
    """Anything the user can cause and mend. Carries every problem found, not only the first."""

    exit_code = ExitCode.DATA

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the problems; the message lists their codes and places for Python callers."""
        super().__init__(
            "; ".join(f"{p.place or '-'}: {p.code} {dict(p.params)}" for p in problems)
        )
        self.problems = tuple(problems)


class DataError(SpbeError):
    """The data has problems (exit 3)."""


class FileError(SpbeError):
    """A file cannot be read or written (exit 4)."""

    exit_code = ExitCode.FILE


def together(errors: Sequence[SpbeError]) -> SpbeError:
    """Return one error with all problems of several; a FileError where one of them is."""
    unread = any(isinstance(error, FileError) for error in errors)
    problems = [problem for error in errors for problem in error.problems]
    return (FileError if unread else DataError)(problems)
