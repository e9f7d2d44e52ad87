"""How values are laid out in the text of a file: as blocks of lines, or on one."""

import re
from typing import Any

from spbe_cli.store.yaml.writing import written

_WIDE = 1 << 30  # a value that is put between others stays on its line


class Unknown(Exception):  # noqa: N818  no error: another way is taken
    """A layout that values cannot be changed in one by one."""


BREAKS = re.compile("[\x85\u2028\u2029]")  # lines end there for YAML, not for anybody else


def as_block(text: str, column: int, newline: str) -> tuple[str, str]:
    """Return the mark of a text of several lines, and its lines; all in the mark if YAML folds."""
    head, _end, rest = written({"x": text}, width=_WIDE).removeprefix("x: ").partition("\n")
    if not head.startswith("|"):
        return head, ""
    lines = [" " * (column - 2) + line if line else line for line in rest.rstrip("\n").split("\n")]
    kept = len(text) - len(text.rstrip("\n"))  # ends of lines that the text itself has
    return head, "".join(f"{newline}{line}" for line in [*lines, *[""] * max(0, kept - 1)])


def lost(old: list[Any], new: list[Any]) -> list[int]:
    """Return the positions that a list lost; `Unknown` where it is otherwise changed, or empty."""
    gone, left = [], list(new)
    for at, one in enumerate(old):
        if left and left[0] == one:
            left.pop(0)
        else:
            gone.append(at)
    if left or not new:
        raise Unknown
    return gone


def takes_lines(value: Any) -> bool:
    """Whether a value is better written on lines of its own."""
    return isinstance(value, (dict, list)) and (_has_lines(value) or _nested(value))


def _nested(value: Any) -> bool:
    inner = value.values() if isinstance(value, dict) else value
    return any(isinstance(one, (dict, list)) for one in inner)


def _has_lines(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_has_lines, value.values()))
    if isinstance(value, list):
        return any(map(_has_lines, value))
    return isinstance(value, str) and "\n" in value


def on_one_line(value: Any) -> str:
    """Return a value as it may stand on a line, between others."""
    return written([value], flow=True, width=_WIDE).rstrip("\n")[1:-1]


def entry_lines(key: Any, value: Any, *, blocks: bool) -> list[str]:
    """Return a key and its value as lines; a text of several on one unless as `blocks`."""
    name = on_one_line(key)
    if isinstance(value, dict) and takes_lines(value):
        inner = [
            line for each, one in value.items() for line in entry_lines(each, one, blocks=blocks)
        ]
        return [f"{name}:", *(f"  {line}" if line else line for line in inner)]
    if isinstance(value, list) and takes_lines(value):
        return [f"{name}:", *(f"  - {on_one_line(one)}" for one in value)]
    if isinstance(value, str) and "\n" in value and blocks:
        mark, body = as_block(value, 2, "\n")
        return f"{name}: {mark}{body}".split("\n")
    return [f"{name}: {on_one_line(value)}"]
