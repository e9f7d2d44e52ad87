"""Where the values of a YAML text end, and its lines."""

import re
from typing import Any

_CLIPPED = re.compile(r"[|>][0-9]*(?![-+0-9])")  # the mark of a text that has the end of its line


def value_end(node: Any) -> int:
    """Return where a value ends: a block with what is last in it, a text with its lines."""
    if type(node).__name__ == "ScalarNode" or node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return value_end(last[1] if isinstance(last, tuple) else last)


def line_end(text: str, at: int, newline: str) -> int:
    """Return where the line of an offset ends; an offset after a line's end is of that line."""
    if at and text[at - 1] == "\n":
        return at - len(newline) if text[:at].endswith(newline) else at - 1
    found = text.find("\n", at)
    if found < 0:
        return len(text)
    return found - 1 if text[found - 1 : found] == "\r" else found


def unended(text: str, root: Any) -> int | None:
    """Return where the last text of a file needs a ``-`` once its last line gets an end.

    None where it needs none: ``|`` keeps the end of a line, which the end of the file is not.
    """
    if text.endswith("\n") or value_end(root) < len(text):
        return None
    last = root
    while type(last).__name__ != "ScalarNode" and last.value:
        last = last.value[-1][1] if isinstance(last.value[-1], tuple) else last.value[-1]
    block = getattr(last, "style", None) in ("|", ">")
    mark = _CLIPPED.match(text, last.start_mark.index) if block else None
    return None if mark is None else mark.end()
